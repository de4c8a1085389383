import { refuse } from '../refuse';
import type { Session } from '../session';
import { FakeRange, FakeWindow, FakeWorkbook, type FakeWorksheet } from './cells';

const AUTOMATIC = -4105;
const MANUAL = -4135;
/** MsoAppLanguageID: of the menus. */
const OF_MENUS = 2;

const SYSTEMS = { windows: 'Windows (64-bit) NT 10.00', linux: 'Linux', macos: 'Macintosh' } as const;

/** `Application` of spreadsheets. */
export class FakeApplication {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get Application(): this {
    return this;
  }

  /** What other programs look for; WPS is told by its globals alone. */
  get Name(): string {
    return 'Microsoft Excel';
  }

  get Version(): string {
    return '12.0';
  }

  get Build(): string {
    return this.#session.options.build;
  }

  get OperatingSystem(): string {
    return SYSTEMS[this.#session.platform];
  }

  get LanguageSettings(): FakeLanguageSettings {
    return new FakeLanguageSettings(this.#session.options.language);
  }

  /** False while somebody types into a cell. */
  get Ready(): boolean {
    return !this.#session.isTyping;
  }

  get Workbooks(): FakeWorkbooks {
    return new FakeWorkbooks(this.#session);
  }

  /** Null where no workbook is open. */
  get ActiveWorkbook(): FakeWorkbook | null {
    const [book] = this.#session.books;
    return book ? new FakeWorkbook(this.#session, book) : null;
  }

  get ActiveSheet(): FakeWorksheet | null {
    return this.ActiveWorkbook?.ActiveSheet ?? null;
  }

  get ActiveWindow(): FakeWindow | null {
    const [book] = this.#session.books;
    return book ? new FakeWindow(this.#session, book) : null;
  }

  get Selection(): FakeRange | null {
    return this.ActiveWindow?.RangeSelection ?? null;
  }

  /** Null outside of a function. */
  get ThisCell(): FakeRange | null {
    return (this.#session.functions.thisCell() as FakeRange | undefined) ?? null;
  }

  get WorksheetFunction(): FakeWorksheetFunction {
    return new FakeWorksheetFunction();
  }

  get DisplayAlerts(): boolean {
    return this.#session.asksBeforeDeleting;
  }

  set DisplayAlerts(asks: boolean) {
    this.#session.asksBeforeDeleting = asks;
  }

  get EnableEvents(): boolean {
    return this.#session.tellsEvents;
  }

  set EnableEvents(tells: boolean) {
    this.#session.tellsEvents = tells;
  }

  get ScreenUpdating(): boolean {
    return this.#session.followsScreen;
  }

  set ScreenUpdating(follows: boolean) {
    this.#session.followsScreen = follows;
  }

  get Calculation(): number {
    return this.#session.mode === 'automatic' ? AUTOMATIC : MANUAL;
  }

  Calculate(): void {
    this.#session.calculate(false);
  }

  CalculateFull(): void {
    this.#session.calculate(true);
  }

  Volatile(Volatile = true): void {
    this.#session.functions.setVolatile(Volatile);
  }
}

/** `Workbooks`. */
export class FakeWorkbooks {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get Count(): number {
    return this.#session.books.length;
  }

  Item(Index: number | string): FakeWorkbook {
    const { books } = this.#session;
    const book = typeof Index === 'number' ? books[Index - 1] : books.find(({ name }) => name === Index);
    return new FakeWorkbook(this.#session, book ?? refuse('下标越界'));
  }

  /**
   * Opens a file and shows it. WPS has read it when it returns; the fake reads it in a moment (`model.opened`), and gives
   * nothing back until then.
   */
  Open(Filename: string): undefined {
    this.#session.openPath(Filename);
    return undefined;
  }

  /** A new workbook that nobody has saved, made from a file. */
  Add(Template?: string): undefined {
    this.#session.openCopy(Template ?? refuse('只模拟由文件新建'));
    return undefined;
  }
}

/** `WorksheetFunction`. */
export class FakeWorksheetFunction {
  CountA(Arg1: unknown): number {
    if (!(Arg1 instanceof FakeRange)) return refuse('参数无效');
    return FakeRange.countFilled(Arg1);
  }
}

/** `LanguageSettings`. */
export class FakeLanguageSettings {
  readonly #language: number;

  constructor(language: number) {
    this.#language = language;
  }

  LanguageID(Id: number): number {
    return Id === OF_MENUS ? this.#language : refuse('语言编号无效');
  }
}
