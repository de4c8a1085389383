import {
  cellArea,
  columnName,
  contains,
  intersect,
  isInGrid,
  parseArea,
  WHOLE_SHEET,
} from '../../../../workbench/src/grid/a1';
import type {
  Area,
  CellFormat,
  CellNote,
  GridModel,
  SheetId,
  SheetInfo,
  SheetVisibility,
  TableChange,
  TableId,
  TableInfo,
} from '../../../../workbench/src/grid/grid-model';
import type { Book } from '../book';
import { formulaOfConstant, givenBlock, typedCell, writtenBlock, type Given } from '../cell-values';
import { bytesOf } from '../grid-image';
import { inWords, refuse } from '../refuse';
import type { Session, Views } from '../session';
import { FakeFont, FakeInterior } from './looks';
import { FakeNames } from './names';

/* Workbook, sheets, ranges, notes and tables: each gives the others, so that they stand together. */

/** `Workbook`. */
export class FakeWorkbook {
  readonly #session: Session;
  readonly #book: Book;

  constructor(session: Session, book: Book) {
    this.#session = session;
    this.#book = book;
  }

  get Name(): string {
    return this.#book.name;
  }

  /** `''` until it has been saved. */
  get Path(): string {
    return this.#book.folder;
  }

  get FullName(): string {
    const { folder, name } = this.#book;
    return folder === '' ? name : this.#session.files.join(folder, name);
  }

  get Date1904(): boolean {
    return this.#book.date1904;
  }

  get ReadOnly(): boolean {
    return this.#book.isReadOnly;
  }

  get ProtectStructure(): boolean {
    return this.#book.isStructureProtected;
  }

  get ActiveSheet(): FakeWorksheet {
    return new FakeWorksheet(this.#session, this.#book, this.#book.grid.activeSheet());
  }

  get Worksheets(): FakeSheets {
    return new FakeSheets(this.#session, this.#book);
  }

  get Sheets(): FakeSheets {
    return this.Worksheets;
  }

  get Names(): FakeNames {
    return new FakeNames(this.#book, undefined);
  }

  Activate(): void {
    this.#session.show(this.#book);
  }

  Close(SaveChanges?: boolean): void {
    if (SaveChanges !== false) refuse('只模拟不保存的关闭');
    this.#session.close(this.#book);
  }

  SaveCopyAs(Filename?: string): void {
    if (Filename === undefined) refuse('缺少文件名');
    if (this.#book.date1904) refuse('1904 日期系统的文件未模拟');
    this.#session.files.write(Filename, bytesOf(this.#book.grid));
  }
}

/** `Worksheets`: asked by `Item`, from 1 or by name, and by nothing else. */
export class FakeSheets {
  readonly #session: Session;
  readonly #book: Book;

  constructor(session: Session, book: Book) {
    this.#session = session;
    this.#book = book;
  }

  get Count(): number {
    return this.#book.grid.sheets().length;
  }

  Item(Index: number | string): FakeWorksheet {
    const sheets = this.#book.grid.sheets();
    const found =
      typeof Index === 'number'
        ? sheets[Index - 1]
        : sheets.find(({ name }) => name.toUpperCase() === Index.toUpperCase());
    return this.#sheet((found ?? refuse('下标越界')).id);
  }

  /** Beside another sheet, else before the one that is shown; and shows the new one. */
  Add(Before?: unknown, After?: unknown): FakeWorksheet {
    if (this.#book.isStructureProtected) refuse('工作簿结构受保护');
    const { grid } = this.#book;
    const shown = grid.sheets().findIndex(({ id }) => id === grid.activeSheet());
    const position =
      Before instanceof FakeWorksheet ? Before.Index - 1 : After instanceof FakeWorksheet ? After.Index : shown;
    return this.#session.change(this.#book, 'addin', () => {
      const id = grid.addSheet(undefined, position);
      grid.activateSheet(id);
      return this.#sheet(id);
    });
  }

  #sheet(id: SheetId): FakeWorksheet {
    return new FakeWorksheet(this.#session, this.#book, id);
  }
}

const VISIBILITY: Readonly<Record<SheetVisibility, number>> = { Visible: -1, Hidden: 0, VeryHidden: 2 };

/** `Worksheet`. */
export class FakeWorksheet {
  readonly #session: Session;
  readonly #book: Book;
  readonly #sheet: SheetId;

  constructor(session: Session, book: Book, sheet: SheetId) {
    this.#session = session;
    this.#book = book;
    this.#sheet = sheet;
  }

  get #info(): SheetInfo {
    const info = this.#book.grid.sheets().find(({ id }) => id === this.#sheet);
    return info ?? refuse('工作表已删除');
  }

  get Parent(): FakeWorkbook {
    return new FakeWorkbook(this.#session, this.#book);
  }

  get Index(): number {
    return this.#book.grid.sheets().indexOf(this.#info) + 1;
  }

  /** Stays what it is when the tab is renamed. */
  get CodeName(): string {
    return this.#book.codeName(this.#info.id);
  }

  get Name(): string {
    return this.#info.name;
  }

  set Name(name: unknown) {
    this.#refuseIfStructureIsProtected();
    if (typeof name !== 'string') refuse('工作表名无效');
    this.#session.change(this.#book, 'addin', () => this.#book.grid.changeSheet(this.#sheet, { name }));
  }

  get Visible(): number {
    return VISIBILITY[this.#info.visibility];
  }

  set Visible(wanted: unknown) {
    this.#refuseIfStructureIsProtected();
    const [visibility] = Object.entries(VISIBILITY).find(([, number]) => number === wanted) ?? refuse('可见性无效');
    this.#session.change(this.#book, 'addin', () =>
      this.#book.grid.changeSheet(this.#sheet, { visibility: visibility as SheetVisibility }),
    );
  }

  get ProtectContents(): boolean {
    return this.#info.isProtected;
  }

  get Cells(): FakeRange {
    return new FakeRange(this.#session, this.#book, this.#info.id, [WHOLE_SHEET]);
  }

  /** Cells that are only formatted count as used; A1 where there is nothing at all. */
  get UsedRange(): FakeRange {
    const used = inWords(() => this.#book.grid.usedArea(this.#sheet, false));
    const first = { row: 0, column: 0, rowCount: 1, columnCount: 1 };
    return new FakeRange(this.#session, this.#book, this.#sheet, [used ?? first]);
  }

  /** What nobody has reported to answer, in a live WPS. */
  get ListObjects(): FakeListObjects | undefined {
    const { listObjects } = this.#session.options;
    if (listObjects === 'throws') refuse('不支持 ListObjects');
    return listObjects === 'absent' ? undefined : new FakeListObjects(this.#session, this.#book, this.#info.id);
  }

  /** The names that are confined to the sheet. */
  get Names(): FakeNames {
    return new FakeNames(this.#book, this.#info.id);
  }

  get Comments(): FakeComments {
    return new FakeComments(this.#session, this.#book, this.#info.id);
  }

  Range(Cell1: unknown, Cell2?: unknown): FakeRange {
    return FakeRange.of(this.#session, this.#book, this.#info.id, Cell1, Cell2);
  }

  Activate(): void {
    this.#session.change(this.#book, 'addin', () => this.#book.grid.activateSheet(this.#sheet));
  }

  /** The person is asked first unless `DisplayAlerts` is off, and does not say yes. */
  Delete(): void {
    this.#refuseIfStructureIsProtected();
    if (this.#session.asksBeforeDeleting) this.#session.questions += 1;
    else this.#session.deleteSheet(this.#book, this.#info.id, 'addin');
  }

  Protect(Password?: string): void {
    this.#session.change(this.#book, 'addin', () => this.#book.grid.protectSheet(this.#sheet, Password));
  }

  Unprotect(Password?: string): void {
    this.#session.change(this.#book, 'addin', () => this.#book.grid.unprotectSheet(this.#sheet, Password));
  }

  #refuseIfStructureIsProtected(): void {
    if (this.#book.isStructureProtected) refuse('工作簿结构受保护');
  }
}

/** `Comments`: all notes of a sheet, from the top down. */
export class FakeComments {
  readonly #session: Session;
  readonly #book: Book;
  readonly #sheet: SheetId;

  constructor(session: Session, book: Book, sheet: SheetId) {
    this.#session = session;
    this.#book = book;
    this.#sheet = sheet;
  }

  get Count(): number {
    return this.#book.grid.notes(this.#sheet).length;
  }

  Item(Index: number): FakeComment {
    const note = this.#book.grid.notes(this.#sheet)[Index - 1] ?? refuse('下标越界');
    return new FakeComment(this.#session, this.#book, this.#sheet, note);
  }
}

/** The longest address that `Range` takes. */
const LONGEST_ADDRESS = 255;
/** A single write of more is more than the memory of the fake. */
const MOST_CELLS = 5_000_000;
/** The width of a digit in points: columns are measured in digits. */
const DIGIT = 6;

const VERTICAL = { Top: -4160, Center: -4108, Bottom: -4107, Justify: -4130, Distributed: -4117 } as const;

/** What `Count` and `Item` of a range count. */
type Unit = 'cells' | 'rows' | 'columns';

/** `Range`: a live view, so that what it tells is what is there when it is asked. */
export class FakeRange {
  readonly #session: Session;
  readonly #book: Book;
  readonly #sheet: SheetId;
  readonly #areas: readonly Area[];
  readonly #unit: Unit;

  constructor(session: Session, book: Book, sheet: SheetId, areas: readonly Area[], unit: Unit = 'cells') {
    this.#session = session;
    this.#book = book;
    this.#sheet = sheet;
    this.#areas = areas;
    this.#unit = unit;
    if (!areas.every(isInGrid)) refuse('单元格引用无效');
  }

  /** By an address of the sheet, or from one range to another. */
  static of(session: Session, book: Book, sheet: SheetId, cell1: unknown, cell2?: unknown): FakeRange {
    const areas = areasOf(cell1);
    if (cell2 === undefined || cell2 === null) return new FakeRange(session, book, sheet, areas);
    const [first = WHOLE_SHEET, last = first] = [...areas, ...areasOf(cell2)];
    const row = Math.min(first.row, last.row);
    const column = Math.min(first.column, last.column);
    const bottom = Math.max(first.row + first.rowCount, last.row + last.rowCount);
    const right = Math.max(first.column + first.columnCount, last.column + last.columnCount);
    return new FakeRange(session, book, sheet, [{ row, column, rowCount: bottom - row, columnCount: right - column }]);
  }

  /** How many cells of a range are not blank, however much of the sheet it covers. */
  static countFilled(range: FakeRange): number {
    const used = range.#grid.usedArea(range.#sheet, true);
    const filled = range.#areas.flatMap((area) => {
      const inside = used && intersect(used, area);
      return inside ? range.#grid.readValues(range.#sheet, inside).flat() : [];
    });
    return filled.filter((value) => value !== null).length;
  }

  get #grid(): GridModel {
    return this.#book.grid;
  }

  get #first(): Area {
    return this.#areas[0] ?? refuse('区域为空');
  }

  #ranges(areas: readonly Area[], unit: Unit = 'cells'): FakeRange {
    return new FakeRange(this.#session, this.#book, this.#sheet, areas, unit);
  }

  #read<T>(read: (area: Area) => T): T {
    return inWords(() => read(this.#first));
  }

  #change(work: (area: Area) => void): void {
    this.#session.change(this.#book, 'addin', () => {
      for (const area of this.#areas) work(area);
    });
  }

  /** How all cells look; what they differ in is left out. */
  #format(): Partial<CellFormat> {
    return this.#read((area) => this.#grid.readFormat(this.#sheet, area));
  }

  #setFormat(format: Partial<CellFormat>): void {
    this.#change((area) => this.#grid.writeFormat(this.#sheet, area, format));
  }

  /* place */

  get Worksheet(): FakeWorksheet {
    return new FakeWorksheet(this.#session, this.#book, this.#sheet);
  }

  get Parent(): FakeWorksheet {
    return this.Worksheet;
  }

  get Row(): number {
    return this.#first.row + 1;
  }

  get Column(): number {
    return this.#first.column + 1;
  }

  get Rows(): FakeRange {
    return this.#ranges([this.#first], 'rows');
  }

  get Columns(): FakeRange {
    return this.#ranges([this.#first], 'columns');
  }

  get Cells(): FakeRange {
    return this.#ranges(this.#areas);
  }

  get Areas(): FakeAreas {
    return new FakeAreas(this.#areas.map((area) => this.#ranges([area])));
  }

  get Count(): number {
    const { rowCount, columnCount } = this.#first;
    if (this.#unit === 'rows') return rowCount;
    if (this.#unit === 'columns') return columnCount;
    return this.#areas.reduce((count, area) => count + area.rowCount * area.columnCount, 0);
  }

  Address(RowAbsolute = true, ColumnAbsolute = true): string {
    const cell = (row: number, column: number): string =>
      `${ColumnAbsolute ? '$' : ''}${columnName(column)}${RowAbsolute ? '$' : ''}${String(row + 1)}`;
    return this.#areas
      .map(({ row, column, rowCount, columnCount }) => {
        const first = cell(row, column);
        const last = cell(row + rowCount - 1, column + columnCount - 1);
        return first === last ? first : `${first}:${last}`;
      })
      .join(',');
  }

  Range(Cell1: unknown, Cell2?: unknown): FakeRange {
    const { row, column } = this.#first;
    const shifted = FakeRange.of(this.#session, this.#book, this.#sheet, Cell1, Cell2);
    return this.#ranges(shifted.#areas.map((area) => ({ ...area, row: area.row + row, column: area.column + column })));
  }

  /** Counted from 1, and from left to right where only one number is given. */
  Item(RowIndex: number, ColumnIndex?: number): FakeRange {
    const { row, column, rowCount, columnCount } = this.#first;
    if (this.#unit === 'rows') return this.#ranges([{ row: row + RowIndex - 1, column, rowCount: 1, columnCount }]);
    if (this.#unit === 'columns')
      return this.#ranges([{ row, column: column + RowIndex - 1, rowCount, columnCount: 1 }]);
    const [down, right] =
      ColumnIndex === undefined
        ? [Math.floor((RowIndex - 1) / columnCount), (RowIndex - 1) % columnCount]
        : [RowIndex - 1, ColumnIndex - 1];
    return this.#ranges([cellArea(row + down, column + right)]);
  }

  Offset(RowOffset = 0, ColumnOffset = 0): FakeRange {
    return this.#ranges(
      this.#areas.map((area) => ({ ...area, row: area.row + RowOffset, column: area.column + ColumnOffset })),
    );
  }

  Resize(RowSize?: number, ColumnSize?: number): FakeRange {
    const { rowCount, columnCount } = this.#first;
    return this.#ranges([{ ...this.#first, rowCount: RowSize ?? rowCount, columnCount: ColumnSize ?? columnCount }]);
  }

  Select(): boolean {
    if (this.#session.book() !== this.#book || this.#grid.activeSheet() !== this.#sheet) refuse('工作表不是活动工作表');
    this.#session.change(this.#book, 'addin', () => this.#grid.select(this.#sheet, this.#first));
    return true;
  }

  Activate(): boolean {
    return this.Select();
  }

  /* contents */

  get Value2(): Given | Given[][] {
    const { blank } = this.#session.options;
    return givenBlock(
      this.#read((area) => this.#grid.readValues(this.#sheet, area)),
      blank,
    );
  }

  set Value2(written: unknown) {
    this.#write(written);
  }

  get Value(): (RangeValueDataType?: number) => Given | Given[][] {
    return () => this.Value2;
  }

  /** `Value` is declared as a method, and whoever assigns to it as in VBA is refused. */
  set Value(_written: unknown) {
    throw new TypeError('Range.Value 不能赋值');
  }

  /** What stands in the cell: a formula, also that of the cell that spills into it, or what the constant is. */
  get Formula(): Given | Given[][] {
    return this.#read((area) => {
      const formulas = this.#grid.readFormulas(this.#sheet, area);
      const values = this.#grid.readValues(this.#sheet, area);
      const rows = formulas.map((line, i) =>
        line.map((formula, j) => {
          if (formula !== '') return formula;
          const parent = this.#parentOf(area.row + i, area.column + j);
          return parent === undefined ? formulaOfConstant(values[i]?.[j] ?? null) : this.#formulaAt(parent);
        }),
      );
      return rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : rows;
    });
  }

  set Formula(written: unknown) {
    this.#write(written);
  }

  get Text(): string | null {
    const texts = new Set(this.#read((area) => this.#grid.readTexts(this.#sheet, area)).flat());
    const [text = ''] = texts;
    return texts.size > 1 ? null : text;
  }

  /** Null where some cells have one and some have none. */
  get HasFormula(): boolean | null {
    return this.#all(
      (row, column) => this.#parentOf(row, column) !== undefined || this.#formulaAt(cellArea(row, column)) !== '',
    );
  }

  /** Where formulas don't spill, what fills several cells is an array formula that was entered into them. */
  get HasArray(): boolean | null {
    if (this.#session.options.spills) return false;
    return this.#all((row, column) => this.#parentOf(row, column) !== undefined);
  }

  get CurrentArray(): FakeRange {
    const parent = this.HasArray === true ? this.#parentOf(this.#first.row, this.#first.column) : undefined;
    const filled = parent && this.#grid.spillArea({ sheet: this.#sheet, row: parent.row, column: parent.column });
    return filled ? this.#ranges([filled]) : refuse('单元格不属于数组公式');
  }

  /** `undefined` in a WPS whose formulas don't spill. */
  get HasSpill(): boolean | null | undefined {
    if (!this.#session.options.spills) return undefined;
    return this.#all((row, column) => this.#parentOf(row, column) !== undefined);
  }

  get SpillParent(): FakeRange | undefined {
    if (!this.#session.options.spills) return undefined;
    const parent = this.#parentOf(this.#first.row, this.#first.column);
    return parent ? this.#ranges([parent]) : refuse('单元格不在溢出区域中');
  }

  #parentOf(row: number, column: number): Area | undefined {
    const parent = this.#grid.spillParent({ sheet: this.#sheet, row, column });
    return parent && cellArea(parent.row, parent.column);
  }

  #formulaAt(area: Area): string {
    return this.#grid.readFormulas(this.#sheet, area)[0]?.[0] ?? '';
  }

  /** What is so in all cells; null where they differ. */
  #all(isSo: (row: number, column: number) => boolean): boolean | null {
    return this.#read((area) => {
      const seen = new Set<boolean>();
      for (let row = area.row; row < area.row + area.rowCount && seen.size < 2; row += 1) {
        for (let column = area.column; column < area.column + area.columnCount; column += 1) {
          seen.add(isSo(row, column));
        }
      }
      return seen.size > 1 ? null : seen.has(true);
    });
  }

  #write(written: unknown): void {
    if (this.Count > MOST_CELLS) refuse('区域过大');
    this.#change((area) => {
      const formats = this.#grid.readNumberFormats(this.#sheet, area);
      const cells = writtenBlock(written, area).map((row, i) =>
        row.map((cell, j) => typedCell(cell, formats[i]?.[j] ?? 'General')),
      );
      this.#grid.writeCells(
        this.#sheet,
        area,
        cells.map((row) => row.map(({ content }) => content)),
      );
      const brought = cells.map((row, i) =>
        row.map(({ numberFormat }, j) => (formats[i]?.[j] === 'General' ? numberFormat : undefined)),
      );
      if (brought.flat().some((format) => format !== undefined)) {
        this.#grid.writeNumberFormats(this.#sheet, area, brought);
      }
    });
  }

  Clear(): boolean {
    this.#change((area) => this.#grid.clear(this.#sheet, area, 'all'));
    return true;
  }

  ClearContents(): boolean {
    this.#change((area) => this.#grid.clear(this.#sheet, area, 'contents'));
    return true;
  }

  /* merges */

  /** Null where some cells are merged. */
  get MergeCells(): boolean | null {
    return this.#read((area) => {
      const merged = this.#grid
        .merges(this.#sheet)
        .flatMap((merge) => intersect(merge, area) ?? [])
        .reduce((count, { rowCount, columnCount }) => count + rowCount * columnCount, 0);
      if (merged === 0) return false;
      return merged === area.rowCount * area.columnCount ? true : null;
    });
  }

  get MergeArea(): FakeRange {
    return this.#read((area) => {
      if (area.rowCount * area.columnCount > 1) refuse('合并区域只能由一个单元格取得');
      const merge = this.#grid.merges(this.#sheet).find((one) => contains(one, area.row, area.column));
      return this.#ranges([merge ?? area]);
    });
  }

  Merge(): void {
    this.#change((area) => this.#grid.merge(this.#sheet, area));
  }

  UnMerge(): void {
    this.#change((area) => this.#grid.unmerge(this.#sheet, area));
  }

  /* looks */

  /** Null where the cells differ. */
  get NumberFormat(): string | null {
    return this.#format().numberFormat ?? null;
  }

  set NumberFormat(format: unknown) {
    this.#change((area) => {
      const formats = writtenBlock(format, area).map((row) =>
        row.map((code) => (typeof code === 'string' && code !== '' ? code : refuse('数字格式无效'))),
      );
      this.#grid.writeNumberFormats(this.#sheet, area, formats);
    });
  }

  get Interior(): FakeInterior {
    return new FakeInterior(
      () => this.#format().fillColor,
      (fillColor) => this.#setFormat({ fillColor }),
    );
  }

  get Font(): FakeFont {
    return new FakeFont(
      () => this.#format(),
      (format) => this.#setFormat(format),
    );
  }

  get WrapText(): boolean | null {
    return this.#format().wrapText ?? null;
  }

  set WrapText(wraps: unknown) {
    this.#setFormat({ wrapText: wraps === true });
  }

  get VerticalAlignment(): number | null {
    const alignment = this.#format().verticalAlignment;
    return alignment === undefined ? null : VERTICAL[alignment];
  }

  set VerticalAlignment(wanted: unknown) {
    const found = Object.entries(VERTICAL).find(([, number]) => number === wanted);
    if (!found) refuse('对齐方式无效');
    this.#setFormat({ verticalAlignment: found[0] as keyof typeof VERTICAL });
  }

  /** In digits; null where the columns differ. */
  get ColumnWidth(): number | null {
    const { column, columnCount } = this.#first;
    const widths = new Set(
      Array.from({ length: columnCount }, (_one, at) => this.#grid.columnWidth(this.#sheet, column + at)),
    );
    const [width = 0] = widths;
    return widths.size > 1 ? null : width / DIGIT;
  }

  set ColumnWidth(digits: unknown) {
    if (typeof digits !== 'number' || digits < 0 || digits > 255) refuse('列宽无效');
    this.#change(({ column, columnCount }) =>
      this.#grid.setColumnWidth(this.#sheet, column, columnCount, digits * DIGIT),
    );
  }

  /* notes */

  get Comment(): FakeComment | null {
    const { row, column } = this.#first;
    const note = this.#read(() => noteAt(this.#grid, this.#sheet, row, column));
    return note ? new FakeComment(this.#session, this.#book, this.#sheet, note) : null;
  }

  AddComment(Text = ''): FakeComment {
    const { row, column } = this.#first;
    if (this.Comment) refuse('单元格已有批注');
    const note: CellNote = { row, column, text: Text, author: '', kind: 'note' };
    this.#session.change(this.#book, 'addin', () => this.#grid.writeNote(this.#sheet, note));
    return new FakeComment(this.#session, this.#book, this.#sheet, note);
  }
}

/** `Areas`. */
export class FakeAreas {
  readonly #areas: readonly FakeRange[];

  constructor(areas: readonly FakeRange[]) {
    this.#areas = areas;
  }

  get Count(): number {
    return this.#areas.length;
  }

  Item(Index: number): FakeRange {
    return this.#areas[Index - 1] ?? refuse('下标越界');
  }
}

/** `Comment`: a note on a cell. */
export class FakeComment {
  readonly #session: Session;
  readonly #book: Book;
  readonly #sheet: SheetId;
  readonly #place: Pick<CellNote, 'row' | 'column' | 'kind'>;

  constructor(session: Session, book: Book, sheet: SheetId, { row, column, kind }: CellNote) {
    this.#session = session;
    this.#book = book;
    this.#sheet = sheet;
    this.#place = { row, column, kind };
  }

  #note(): CellNote {
    const { row, column } = this.#place;
    return inWords(() => noteAt(this.#book.grid, this.#sheet, row, column)) ?? refuse('批注已删除');
  }

  get Author(): string {
    return this.#note().author;
  }

  /** The cell. */
  get Parent(): FakeRange {
    const { row, column } = this.#note();
    return new FakeRange(this.#session, this.#book, this.#sheet, [cellArea(row, column)]);
  }

  /** Without a text it tells, with one it sets. */
  Text(Text?: string): string {
    const note = this.#note();
    if (Text === undefined) return note.text;
    this.#session.change(this.#book, 'addin', () => this.#book.grid.writeNote(this.#sheet, { ...note, text: Text }));
    return Text;
  }

  Delete(): void {
    const { row, column, kind } = this.#note();
    this.#session.change(this.#book, 'addin', () => this.#book.grid.deleteNote(this.#sheet, row, column, kind));
  }
}

function noteAt(grid: GridModel, sheet: SheetId, row: number, column: number): CellNote | undefined {
  return grid.notes(sheet).find((note) => note.row === row && note.column === column);
}

/** An address of one sheet without its name, or what another range covers. */
function areasOf(cells: unknown): readonly Area[] {
  if (cells instanceof FakeRange) return cells.Address().split(',').map(areaOf);
  if (typeof cells !== 'string') return refuse('单元格引用无效');
  if (cells.length > LONGEST_ADDRESS) return refuse('单元格引用过长');
  return cells.split(',').map(areaOf);
}

function areaOf(address: string): Area {
  return parseArea(address.trim()) ?? refuse(`单元格引用无效：${address}`);
}

const FROM_RANGE = 1;
const HAS_HEADERS = 1;

/** `ListObjects`: the tables of a sheet. */
export class FakeListObjects {
  readonly #session: Session;
  readonly #book: Book;
  readonly #sheet: SheetId;

  constructor(session: Session, book: Book, sheet: SheetId) {
    this.#session = session;
    this.#book = book;
    this.#sheet = sheet;
  }

  #all(): readonly TableInfo[] {
    return this.#book.grid.tables().filter(({ sheet }) => sheet === this.#sheet);
  }

  get Count(): number {
    return this.#all().length;
  }

  Item(Index: number | string): FakeListObject {
    const table = typeof Index === 'number' ? this.#all()[Index - 1] : this.#all().find(({ name }) => name === Index);
    return new FakeListObject(this.#session, this.#book, (table ?? refuse('下标越界')).id);
  }

  Add(SourceType?: number, Source?: unknown, _LinkSource?: unknown, XlListObjectHasHeaders?: number): FakeListObject {
    if (SourceType !== FROM_RANGE || !(Source instanceof FakeRange)) refuse('表的来源无效');
    const area = parseArea(Source.Address()) ?? refuse('表的区域无效');
    const hasHeaders = XlListObjectHasHeaders === HAS_HEADERS;
    const id = this.#session.change(this.#book, 'addin', () =>
      this.#book.grid.createTable(this.#sheet, area, { hasHeaders }),
    );
    return new FakeListObject(this.#session, this.#book, id);
  }
}

/** `ListObject`. */
export class FakeListObject {
  readonly #session: Session;
  readonly #book: Book;
  readonly #id: TableId;

  constructor(session: Session, book: Book, id: TableId) {
    this.#session = session;
    this.#book = book;
    this.#id = id;
  }

  get #info(): TableInfo {
    return this.#book.grid.tables().find(({ id }) => id === this.#id) ?? refuse('表已删除');
  }

  #change(change: TableChange): void {
    this.#session.change(this.#book, 'addin', () => this.#book.grid.changeTable(this.#id, change));
  }

  get Name(): string {
    return this.#info.name;
  }

  set Name(name: unknown) {
    if (typeof name !== 'string') refuse('表名无效');
    this.#change({ name });
  }

  /** With its heading and total rows. */
  get Range(): FakeRange {
    const { sheet, area } = this.#info;
    return new FakeRange(this.#session, this.#book, sheet, [area]);
  }

  get ShowHeaders(): boolean {
    return this.#info.hasHeaderRow;
  }

  get ShowTotals(): boolean {
    return this.#info.hasTotalRow;
  }

  get TableStyle(): string {
    return this.#info.style;
  }

  set TableStyle(style: unknown) {
    if (typeof style !== 'string') refuse('表样式无效');
    this.#change({ style });
  }

  /** Together with its cells. */
  Delete(): void {
    this.#session.change(this.#book, 'addin', () => this.#book.grid.deleteTable(this.#info.id, false));
  }

  /** Its cells stay. */
  Unlist(): void {
    this.#session.change(this.#book, 'addin', () => this.#book.grid.deleteTable(this.#info.id, true));
  }
}

/** `Window` of the workbook that is shown. */
export class FakeWindow {
  readonly #session: Session;
  readonly #book: Book;

  constructor(session: Session, book: Book) {
    this.#session = session;
    this.#book = book;
  }

  get RangeSelection(): FakeRange {
    const { sheet, areas } = this.#book.grid.selection();
    return new FakeRange(this.#session, this.#book, sheet, areas);
  }

  get ActiveCell(): FakeRange {
    const { sheet, activeCell } = this.#book.grid.selection();
    return new FakeRange(this.#session, this.#book, sheet, [cellArea(activeCell.row, activeCell.column)]);
  }

  /** What of the sheet is seen. */
  get VisibleRange(): FakeRange {
    const { row, column } = this.#book.scrolled;
    const area = { row: row - 1, column: column - 1, rowCount: 30, columnCount: 12 };
    return new FakeRange(this.#session, this.#book, this.#book.grid.activeSheet(), [area]);
  }

  get ScrollRow(): number {
    return this.#book.scrolled.row;
  }

  set ScrollRow(row: number) {
    this.#book.scrolled = { ...this.#book.scrolled, row };
  }

  get ScrollColumn(): number {
    return this.#book.scrolled.column;
  }

  set ScrollColumn(column: number) {
    this.#book.scrolled = { ...this.#book.scrolled, column };
  }

  get SplitRow(): number {
    return this.#book.split.row;
  }

  set SplitRow(row: number) {
    this.#book.split = { ...this.#book.split, row };
  }

  get SplitColumn(): number {
    return this.#book.split.column;
  }

  set SplitColumn(column: number) {
    this.#book.split = { ...this.#book.split, column };
  }

  get FreezePanes(): boolean {
    const { grid } = this.#book;
    const shown = grid.sheets().find(({ id }) => id === grid.activeSheet());
    return shown !== undefined && shown.frozenRows + shown.frozenColumns > 0;
  }

  set FreezePanes(freezes: boolean) {
    const { row, column } = freezes ? this.#book.split : { row: 0, column: 0 };
    const { grid } = this.#book;
    this.#session.change(this.#book, 'addin', () =>
      grid.changeSheet(grid.activeSheet(), { frozenRows: row, frozenColumns: column }),
    );
  }
}

export const VIEWS: Views = {
  range: (session, book, sheet, areas) => new FakeRange(session, book, sheet, areas),
  worksheet: (session, book, sheet) => new FakeWorksheet(session, book, sheet),
  workbook: (session, book) => new FakeWorkbook(session, book),
  window: (session, book) => new FakeWindow(session, book),
};
