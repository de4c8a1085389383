import type { NameInfo, SheetId } from '../../../../workbench/src/grid/grid-model';
import { quoteSheet } from '../../../../workbench/src/grid/a1';
import type { Book } from '../book';
import { refuse } from '../refuse';

/** `Names`: of a workbook, those of its sheets among them, or of one sheet. */
export class FakeNames {
  readonly #book: Book;
  readonly #sheet: SheetId | undefined;

  constructor(book: Book, sheet: SheetId | undefined) {
    this.#book = book;
    this.#sheet = sheet;
  }

  #all(): readonly NameInfo[] {
    const names = this.#book.grid.names();
    return this.#sheet === undefined ? names : names.filter(({ sheet }) => sheet === this.#sheet);
  }

  get Count(): number {
    return this.#all().length;
  }

  Item(Index: number): FakeName {
    return new FakeName(this.#book, this.#all()[Index - 1] ?? refuse('下标越界'));
  }
}

/** `Name`. */
export class FakeName {
  readonly #book: Book;
  readonly #info: NameInfo;

  constructor(book: Book, info: NameInfo) {
    this.#book = book;
    this.#info = info;
  }

  /** With the sheet that it is confined to: «收入台账!PolicyYear». */
  get Name(): string {
    const { name, sheet } = this.#info;
    const home = this.#book.grid.sheets().find(({ id }) => id === sheet);
    return home ? `${quoteSheet(home.name)}!${name}` : name;
  }

  get RefersTo(): string {
    return this.#info.formula;
  }

  get Visible(): boolean {
    return this.#info.isVisible;
  }
}
