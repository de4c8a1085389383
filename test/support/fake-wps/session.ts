import type { WorkbookSnapshot } from '../../../src/ledger/cells';
import type { Area, Origin, SheetId } from '../../../workbench/src/grid/grid-model';
import { Book, type Happening } from './book';
import { CustomFunctions } from './custom-functions';
import { FakeApiEvent, type EventName } from './events';
import { FileStore } from './files';
import { readImage } from './grid-image';
import { PaneStore } from './panes';
import { FakeRibbon } from './ribbon';
import { inWords, refuse } from './refuse';
import type { WpsOptions, WpsPlatform } from './types';

/** The objects of the JSAPI that an event or a function brings along. */
export interface Views {
  range(session: Session, book: Book, sheet: SheetId, areas: readonly Area[]): object;
  worksheet(session: Session, book: Book, sheet: SheetId): object;
  workbook(session: Session, book: Book): object;
  window(session: Session, book: Book): object;
}

/**
 * The application: what is open, who listens, and what happens in which order. Every change goes through `change`, and takes
 * effect before it returns.
 */
export class Session {
  readonly functions: CustomFunctions;
  readonly files: FileStore;
  readonly panes = new PaneStore();
  readonly ribbon = new FakeRibbon();
  /** What the add-in's pages share while the application runs. */
  readonly shared = new Map<string, string | number | boolean>();
  /** The `ApiEvent` of every page. */
  readonly listening: FakeApiEvent[] = [];
  /** All that is open; the one that is shown comes first. */
  books: Book[] = [];
  mode: 'automatic' | 'manual' = 'automatic';
  tellsEvents = true;
  asksBeforeDeleting = true;
  followsScreen = true;
  /** Somebody types into a cell, and the application waits for the end of it. */
  isTyping = false;
  questions = 0;

  private depth = 0;
  private telling = 0;
  private readonly opening = new Set<Promise<void>>();

  constructor(
    readonly options: WpsOptions,
    readonly platform: WpsPlatform,
    workbook: WorkbookSnapshot,
    private readonly views: Views,
  ) {
    this.files = new FileStore(platform);
    this.functions = new CustomFunctions(options);
    this.books = [Book.of(workbook, this.files.home)];
    this.prepare(this.book());
  }

  /** The workbook that is shown. */
  book(): Book {
    return this.books[0] ?? refuse('没有打开的工作簿');
  }

  /* changes */

  /** Does one thing, tells it and calculates. What the grid refuses it has not done; what was done before stays. */
  change<T>(book: Book, origin: Origin, work: () => T): T {
    if (this.functions.isAnswering) refuse('自定义函数不能改动工作簿');
    if (this.isTyping && origin === 'addin') refuse('正在编辑单元格');
    this.depth += 1;
    let result: T;
    try {
      result = inWords(() => book.grid.batch(origin, work));
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.settle(book);
    }
    return result;
  }

  private settle(book: Book): void {
    const happened = book.takeHappenings();
    const isChanged = happened.some(({ kind }) => CALCULATED.has(kind));
    const calculate = (): void => {
      if (isChanged && this.mode === 'automatic') this.compute([book], false);
    };
    if (this.options.tellsChange === 'after calculation') calculate();
    for (const happening of happened) this.tellHappening(book, happening);
    if (this.options.tellsChange === 'before calculation') calculate();
    if (isChanged && this.mode === 'automatic') this.tellCalculated([book]);
  }

  private tellHappening(book: Book, { kind, event }: Happening): void {
    const sheetOf = (id: SheetId): object => this.views.worksheet(this, book, id);
    if (kind === 'cellsChanged') {
      this.tell('SheetChange', sheetOf(event.sheet), this.views.range(this, book, event.sheet, [event.area]));
    }
    if (kind === 'sheetAdded') this.tell('WorkbookNewSheet', this.views.workbook(this, book), sheetOf(event.sheet));
    if (kind === 'sheetActivated') this.tell('SheetActivate', sheetOf(event.sheet));
    if (kind === 'selectionChanged') {
      this.tell('SheetSelectionChange', sheetOf(event.sheet), this.views.range(this, book, event.sheet, event.areas));
    }
  }

  /** There is no event for a sheet that is gone: it is told of while it is there. */
  deleteSheet(book: Book, sheet: SheetId, origin: Origin): void {
    this.tell('SheetBeforeDelete', this.views.worksheet(this, book, sheet));
    this.change(book, origin, () => book.grid.deleteSheet(sheet));
  }

  tell(event: EventName, ...told: readonly unknown[]): void {
    if (!this.tellsEvents) return;
    this.telling += 1;
    try {
      for (const page of this.listening) FakeApiEvent.tell(page, event, told);
    } finally {
      this.telling -= 1;
    }
  }

  /* calculation */

  /** `Application.Calculate`. From within a function or an event WPS would begin anew and never end. */
  calculate(everything: boolean): void {
    if (this.functions.isAnswering) refuse('自定义函数不能要求重算');
    if (this.telling > 0) refuse('事件处理中不能要求重算');
    this.compute(this.books, everything);
    this.tellCalculated(this.books);
  }

  setMode(mode: 'automatic' | 'manual'): void {
    this.mode = mode;
    if (mode === 'automatic') this.calculate(false);
  }

  private compute(books: readonly Book[], everything: boolean): void {
    this.functions.begin(everything);
    for (const { grid } of books) grid.calculate(everything);
  }

  /** A sheet without formulas has nothing to calculate, and is not told of. */
  private tellCalculated(books: readonly Book[]): void {
    const isHeard = this.listening.some((page) => FakeApiEvent.isHeard(page, 'SheetCalculate'));
    for (const book of isHeard ? books : []) {
      for (const { id } of book.grid.sheets()) {
        if (hasFormulas(book, id)) this.tell('SheetCalculate', this.views.worksheet(this, book, id));
      }
    }
    this.tell('AfterCalculate');
  }

  /** Functions that have become known, or have new results, are asked by the cells that call them. */
  functionsChanged(): void {
    for (const book of this.books) this.prepare(book);
    this.tellCalculated(this.books);
  }

  private prepare(book: Book): void {
    this.functions.begin(false);
    // The grid calculates where it gets functions.
    const evaluator = this.functions.evaluatorFor(
      book,
      (name, area) => {
        const sheet = book.grid.sheets().find((one) => one.name === name);
        return sheet ? this.views.range(this, book, sheet.id, [area]) : refuse('没有该工作表');
      },
      ({ sheet, row, column }) => this.views.range(this, book, sheet, [{ row, column, rowCount: 1, columnCount: 1 }]),
    );
    book.grid.setFunctions(this.functions.declarations(), evaluator);
    book.takeHappenings();
  }

  /* workbooks */

  /** Opens a workbook beside the others and shows it. */
  add(book: Book): void {
    this.prepare(book);
    const [before] = this.books;
    this.books = [book, ...this.books];
    this.tell('WorkbookOpen', this.views.workbook(this, book));
    this.tellShown(before);
  }

  show(book: Book): void {
    const [before] = this.books;
    if (before === book) return;
    this.books = [book, ...this.books.filter((other) => other !== book)];
    this.tellShown(before);
  }

  close(book: Book): void {
    this.tell('WorkbookBeforeClose', this.views.workbook(this, book));
    const wasShown = this.books[0] === book;
    this.books = this.books.filter((other) => other !== book);
    if (wasShown && this.books.length > 0) this.tellShown(undefined);
  }

  /** Somebody saves the workbook. */
  save(book: Book): void {
    this.tell('WorkbookBeforeSave', this.views.workbook(this, book), false);
  }

  private tellShown(before: Book | undefined): void {
    const shown = this.book();
    if (before) this.tell('WorkbookDeactivate', this.views.workbook(this, before));
    this.tell('WorkbookActivate', this.views.workbook(this, shown));
    this.tell('WindowActivate', this.views.workbook(this, shown), this.views.window(this, shown));
  }

  /** Opens a file: reading .xlsx takes promises here, which it does not in WPS. */
  open(name: string, folder: string, bytes: Uint8Array): Promise<void> {
    const opened = readImage(name, bytes).then((image) => {
      this.opening.delete(opened);
      this.add(Book.read(name, folder, image));
    });
    this.opening.add(opened);
    return opened;
  }

  openPath(path: string): void {
    const { folder, name } = this.files.split(path);
    void this.open(name, folder, this.files.read(path));
  }

  /** As a new workbook of its name and a number, in no folder. */
  openCopy(path: string): void {
    const [stem = ''] = this.files.split(path).name.split(/\.xlsx$/);
    void this.open(`${stem}1`, '', this.files.read(path));
  }

  /** Resolves once every file is open; a file that can't be read is told here. */
  async opened(): Promise<void> {
    while (this.opening.size > 0) await Promise.all(this.opening);
  }
}

/** After what formulas may have other results. */
const CALCULATED: ReadonlySet<string> = new Set(['cellsChanged', 'sheetDeleted']);

function hasFormulas({ grid }: Book, sheet: SheetId): boolean {
  const used = grid.usedArea(sheet, true);
  return used !== undefined && grid.readFormulas(sheet, used).some((row) => row.some((formula) => formula !== ''));
}
