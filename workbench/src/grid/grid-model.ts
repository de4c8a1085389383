/**
 * What a grid must be able to do to stand behind an Office add-in. The host (rich-api, custom-functions) speaks to this
 * interface only; `memory-grid.ts` fills it for tests, and the Univer grid fills it on the page.
 *
 * Conventions
 * - Rows and columns count from 0. An area lies within one sheet and within `GRID_ROWS` × `GRID_COLUMNS`. Blocks are
 *   rows of cells, and a block's size is that of its area.
 * - Calls are synchronous and take effect at once; only calculation finishes later (`whenCalculated`).
 * - What the grid cannot or may not do it refuses with a `GridRefusal`, having changed nothing.
 * - A sheet, table and so on that is not there is a refusal `notFound`, except where `undefined` is in the return type.
 */

/** Excel's own size, so that an address that holds there holds here. A grid may draw fewer. */
export const GRID_ROWS = 1_048_576;
export const GRID_COLUMNS = 16_384;

/** Stable for the life of the sheet: renaming and moving leave it as it is. Looks like `{5C1B…}` in Excel. */
export type SheetId = string;
/** Stable for the life of the table. */
export type TableId = string;

export interface Area {
  readonly row: number;
  readonly column: number;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** One cell. */
export interface CellPlace {
  readonly sheet: SheetId;
  readonly row: number;
  readonly column: number;
}

/** The errors that a cell can show. */
export const ERROR_TEXTS = [
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#SPILL!',
  '#CALC!',
  '#BUSY!',
  '#CONNECT!',
  '#FIELD!',
  '#BLOCKED!',
  '#UNKNOWN!',
] as const;
export type ErrorText = (typeof ERROR_TEXTS)[number];

/** An error in a cell; `message` is the sentence the function gave along with it. */
export interface CellError {
  readonly error: ErrorText;
  readonly message?: string;
}

/** What a cell shows: `null` is a blank cell, `''` an empty text. Dates are serial numbers of the 1900 system. */
export type CellValue = null | boolean | number | string | CellError;

/**
 * What is put into a cell, exactly: a string is text even if it looks like a number or begins with `=`. `undefined`
 * leaves the cell as it is and `null` empties it. Formulas begin with `=`, in A1 style and English.
 */
export type CellContent = CellValue | { readonly formula: string } | undefined;

export type Block<T> = readonly (readonly T[])[];

export type SheetVisibility = 'Visible' | 'Hidden' | 'VeryHidden';

export interface SheetInfo {
  readonly id: SheetId;
  readonly name: string;
  readonly visibility: SheetVisibility;
  readonly isProtected: boolean;
  readonly tabColor: string;
  readonly showGridlines: boolean;
  readonly frozenRows: number;
  readonly frozenColumns: number;
}

export type SheetChange = Partial<Omit<SheetInfo, 'id' | 'isProtected'>>;

export type HorizontalAlignment =
  'General' | 'Left' | 'Center' | 'Right' | 'Fill' | 'Justify' | 'CenterAcrossSelection' | 'Distributed';
export type VerticalAlignment = 'Top' | 'Center' | 'Bottom' | 'Justify' | 'Distributed';

/** How a cell looks. Colours are `#RRGGBB`; `fillColor: null` is no fill. Sizes are in points. */
export interface CellFormat {
  readonly numberFormat: string;
  readonly fillColor: string | null;
  readonly fontName: string;
  readonly fontSize: number;
  readonly fontColor: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strikethrough: boolean;
  readonly horizontalAlignment: HorizontalAlignment;
  readonly verticalAlignment: VerticalAlignment;
  readonly wrapText: boolean;
  readonly locked: boolean;
}

export const DEFAULT_FORMAT: CellFormat = {
  numberFormat: 'General',
  fillColor: null,
  fontName: 'Calibri',
  fontSize: 11,
  fontColor: '#000000',
  bold: false,
  italic: false,
  underline: false,
  strikethrough: false,
  horizontalAlignment: 'General',
  verticalAlignment: 'Bottom',
  wrapText: false,
  locked: true,
};

/** What holds in every cell of an area; a property on which the cells differ is left out. */
export type CommonFormat = Partial<CellFormat>;

export interface TableInfo {
  readonly id: TableId;
  readonly name: string;
  readonly sheet: SheetId;
  /** With the header and total rows, where there are any. */
  readonly area: Area;
  readonly hasHeaderRow: boolean;
  readonly hasTotalRow: boolean;
  readonly columns: readonly string[];
  readonly style: string;
  readonly showBandedRows: boolean;
  readonly showBandedColumns: boolean;
  readonly showFilterButton: boolean;
  readonly highlightFirstColumn: boolean;
  readonly highlightLastColumn: boolean;
}

export type TableChange = Partial<Omit<TableInfo, 'id' | 'sheet' | 'columns'>>;

export interface NameInfo {
  readonly name: string;
  /** `=Ledger!$A$1:$C$9`, `=0.25` … */
  readonly formula: string;
  readonly comment: string;
  readonly isVisible: boolean;
  /** The sheet a name is confined to; without one it holds in the whole workbook. */
  readonly sheet?: SheetId;
}

export interface CellNote {
  readonly row: number;
  readonly column: number;
  readonly text: string;
  readonly author: string;
  /** `note` is the yellow slip, `comment` the newer kind that people answer. */
  readonly kind: 'note' | 'comment';
}

export type ValidationOperator =
  | 'Between'
  | 'NotBetween'
  | 'EqualTo'
  | 'NotEqualTo'
  | 'GreaterThan'
  | 'LessThan'
  | 'GreaterThanOrEqualTo'
  | 'LessThanOrEqualTo';

export type ValidationRule =
  /** `source`: `a,b,c`, or a formula such as `=Lists!$A$1:$A$5`. */
  | { readonly kind: 'list'; readonly source: string; readonly inCellDropDown: boolean }
  | { readonly kind: 'custom'; readonly formula: string }
  | {
      readonly kind: 'wholeNumber' | 'decimal' | 'date' | 'time' | 'textLength';
      readonly operator: ValidationOperator;
      readonly formula1: string | number;
      readonly formula2?: string | number;
    };

export interface Validation {
  readonly rule: ValidationRule;
  readonly ignoreBlanks: boolean;
  readonly errorAlert: {
    readonly show: boolean;
    readonly style: 'Stop' | 'Warning' | 'Information';
    readonly title: string;
    readonly message: string;
  };
  readonly prompt: { readonly show: boolean; readonly title: string; readonly message: string };
}

export interface Selection {
  readonly sheet: SheetId;
  /** The last one is the one made last. */
  readonly areas: readonly Area[];
  readonly activeCell: { readonly row: number; readonly column: number };
}

/** Who makes a change: someone at the grid, or an add-in through its API. Events carry it on. */
export type Origin = 'user' | 'addin';

export type ChangeKind =
  'rangeEdited' | 'rowInserted' | 'rowDeleted' | 'columnInserted' | 'columnDeleted' | 'cellInserted' | 'cellDeleted';

/** Cells were edited or moved. A formula's new result is not such a change; see `calculated`. */
export interface CellsChanged {
  readonly kind: ChangeKind;
  readonly sheet: SheetId;
  readonly area: Area;
  readonly origin: Origin;
  /** For the kinds `cellInserted` and `cellDeleted`: where the other cells went. */
  readonly shift?: 'down' | 'right' | 'up' | 'left';
  /** For a single edited cell: what it showed before and shows after. */
  readonly before?: CellValue;
  readonly after?: CellValue;
}

export interface GridEvents {
  cellsChanged: CellsChanged;
  formatChanged: { readonly sheet: SheetId; readonly area: Area; readonly origin: Origin };
  sheetAdded: { readonly sheet: SheetId; readonly origin: Origin };
  sheetDeleted: { readonly sheet: SheetId; readonly name: string; readonly origin: Origin };
  sheetRenamed: {
    readonly sheet: SheetId;
    readonly before: string;
    readonly after: string;
    readonly origin: Origin;
  };
  sheetMoved: { readonly sheet: SheetId; readonly before: number; readonly after: number; readonly origin: Origin };
  sheetVisibilityChanged: {
    readonly sheet: SheetId;
    readonly before: SheetVisibility;
    readonly after: SheetVisibility;
    readonly origin: Origin;
  };
  sheetActivated: { readonly sheet: SheetId; readonly deactivated?: SheetId };
  tableAdded: { readonly table: TableId; readonly sheet: SheetId; readonly origin: Origin };
  tableDeleted: { readonly table: TableId; readonly name: string; readonly sheet: SheetId; readonly origin: Origin };
  selectionChanged: Selection;
  /** A calculation begins; every `evaluate` until `calculated` belongs to it. */
  calculationStarted: Record<string, never>;
  /** The calculation is over: all formula cells show their results, or #BUSY! where a function has yet to answer. */
  calculated: { readonly sheets: readonly SheetId[] };
  /** Someone begins or ends typing into a cell. */
  editing: { readonly isEditing: boolean };
}

/* ---------------------------------------------------------------- custom functions */

export interface FunctionParameter {
  readonly name: string;
  readonly description: string;
  readonly isOptional: boolean;
  readonly isRepeating: boolean;
  /** Takes a range as a block; a scalar parameter that is given a range makes the call spill or fail, as in Excel. */
  readonly isMatrix: boolean;
}

/** A function that the grid must know by name. What it does is asked of the `FunctionEvaluator`. */
export interface FunctionDeclaration {
  /** As typed into a cell, with its namespace, in capitals: `NET_PROFIT`, `CONTOSO.ADD`. */
  readonly name: string;
  readonly description: string;
  readonly helpUrl?: string;
  readonly parameters: readonly FunctionParameter[];
  readonly isVolatile: boolean;
  readonly returnsMatrix: boolean;
}

/** A value, a range as a block, or `undefined` for an argument that was left out. */
export type FunctionArgument = CellValue | Block<CellValue> | undefined;

export interface FunctionCall {
  readonly name: string;
  /** As written, trailing omissions left off; those in between are `undefined`. */
  readonly arguments: readonly FunctionArgument[];
  /** The cell whose formula calls. */
  readonly cell: CellPlace;
  /** Where each argument was read, where it was a reference: `Ledger!A1:B9`. */
  readonly argumentAddresses?: readonly (string | undefined)[];
}

/** `pending`: the cell shows #BUSY! (or its last value) until `recalculate` is called for it. A block spills. */
export type FunctionAnswer =
  | { readonly state: 'pending' }
  | { readonly state: 'value'; readonly value: CellValue | Block<CellValue>; readonly numberFormat?: string };

/**
 * Answers calls while the grid calculates: at once and without throwing. An equal call of the same cell may be asked any
 * number of times and costs nothing; when a pending or streaming call gets a new answer, the evaluator calls
 * `recalculate` for its cells, and asked again it gives the new one. Calls no cell makes any more it ends by itself: a
 * cell that is calculated must ask all its calls anew.
 */
export interface FunctionEvaluator {
  evaluate(call: FunctionCall): FunctionAnswer;
}

/* ---------------------------------------------------------------- refusals */

export type GridRefusalCode =
  | 'notFound'
  | 'protected'
  | 'nameTaken'
  | 'badName'
  | 'badFormula'
  | 'outOfBounds'
  | 'sizeMismatch'
  | 'overlap'
  | 'lastSheet'
  | 'wrongPassword'
  | 'notSupported';

/** The grid will not or cannot: `code` says why, and the message names the thing. */
export class GridRefusal extends Error {
  constructor(
    readonly code: GridRefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'GridRefusal';
  }
}

/* ---------------------------------------------------------------- the grid */

export interface GridModel {
  /* events */

  /** Listens until the returned function is called. Listeners run after the change, at a batch's end for a batch. */
  on<Kind extends keyof GridEvents>(kind: Kind, listener: (event: GridEvents[Kind]) => void): () => void;

  /**
   * Does several changes as one: one redraw, one calculation, one step of undo, and `origin` on their events. Batches
   * nest; the outermost counts. If `work` throws, what it did so far stays.
   */
  batch<Result>(origin: Origin, work: () => Result): Result;

  /* sheets */

  /** In the order of the tabs, hidden ones too. */
  sheets(): readonly SheetInfo[];
  activeSheet(): SheetId;
  activateSheet(sheet: SheetId): void;
  /** At the end, under the next free «SheetN», unless said otherwise. Does not activate it. */
  addSheet(name?: string, position?: number): SheetId;
  /** Refuses the last visible sheet. */
  deleteSheet(sheet: SheetId): void;
  /** Refuses a name that is taken (whatever its case), empty, longer than 31 or with any of `: \ / ? * [ ]`. */
  changeSheet(sheet: SheetId, change: SheetChange): void;
  moveSheet(sheet: SheetId, position: number): void;
  /** While protected, locked cells, rows, columns, tables and formats refuse every change with `protected`. */
  protectSheet(sheet: SheetId, password?: string): void;
  unprotectSheet(sheet: SheetId, password?: string): void;

  /* cells */

  /** The smallest area that holds all cells with content — or, unless `valuesOnly`, a format; none if there are none. */
  usedArea(sheet: SheetId, valuesOnly: boolean): Area | undefined;
  readValues(sheet: SheetId, area: Area): Block<CellValue>;
  /** The formula as text, `''` where there is none. A spilled cell has none. */
  readFormulas(sheet: SheetId, area: Area): Block<string>;
  /** As displayed. */
  readTexts(sheet: SheetId, area: Area): Block<string>;
  readNumberFormats(sheet: SheetId, area: Area): Block<string>;
  /** Leaves formats as they are. Cells covered by a merge keep what is written, unseen. */
  writeCells(sheet: SheetId, area: Area, contents: Block<CellContent>): void;
  /** `undefined` leaves a cell as it is. */
  writeNumberFormats(sheet: SheetId, area: Area, formats: Block<string | undefined>): void;
  /** `all` also removes notes and data validation. */
  clear(sheet: SheetId, area: Area, what: 'all' | 'contents' | 'formats'): void;
  /** Everything of `from`, its formulas' relative references moved along, to the area of equal size at `to`. */
  copy(from: { sheet: SheetId; area: Area }, to: CellPlace, what: 'all' | 'formulas' | 'values' | 'formats'): void;

  insertRows(sheet: SheetId, row: number, count: number): void;
  deleteRows(sheet: SheetId, row: number, count: number): void;
  insertColumns(sheet: SheetId, column: number, count: number): void;
  deleteColumns(sheet: SheetId, column: number, count: number): void;
  insertCells(sheet: SheetId, area: Area, shift: 'down' | 'right'): void;
  deleteCells(sheet: SheetId, area: Area, shift: 'up' | 'left'): void;

  /** The area a formula's array result fills, its own cell included; `undefined` for a cell that does not spill. */
  spillArea(cell: CellPlace): Area | undefined;
  /** The cell whose formula filled this one; `undefined` if it is not part of a spill. */
  spillParent(cell: CellPlace): CellPlace | undefined;

  merges(sheet: SheetId): readonly Area[];
  /** Keeps the upper left content only. */
  merge(sheet: SheetId, area: Area): void;
  /** Takes apart every merge that the area touches. */
  unmerge(sheet: SheetId, area: Area): void;

  /* looks */

  readFormat(sheet: SheetId, area: Area): CommonFormat;
  writeFormat(sheet: SheetId, area: Area, format: Partial<CellFormat>): void;
  /** In points; hidden ones are 0. */
  columnWidth(sheet: SheetId, column: number): number;
  setColumnWidth(sheet: SheetId, column: number, count: number, points: number): void;
  rowHeight(sheet: SheetId, row: number): number;
  setRowHeight(sheet: SheetId, row: number, count: number, points: number): void;
  autoFitColumns(sheet: SheetId, column: number, count: number): void;
  autoFitRows(sheet: SheetId, row: number, count: number): void;
  isColumnHidden(sheet: SheetId, column: number): boolean;
  setColumnsHidden(sheet: SheetId, column: number, count: number, hidden: boolean): void;
  isRowHidden(sheet: SheetId, row: number): boolean;
  setRowsHidden(sheet: SheetId, row: number, count: number, hidden: boolean): void;

  /* tables */

  /** In the order of their making. */
  tables(): readonly TableInfo[];
  /**
   * With `hasHeaders` the area's first row names the columns; without, a row «Column1 …» is inserted above it. Refuses
   * an area that overlaps another table.
   */
  createTable(sheet: SheetId, area: Area, options: { name?: string; hasHeaders: boolean; style?: string }): TableId;
  /** A new area must keep the header row where it is. Switching the total row on takes the row below. */
  changeTable(table: TableId, change: TableChange): void;
  renameTableColumn(table: TableId, column: number, name: string): void;
  /** `index` counts data rows; rows below the table move. */
  insertTableRows(table: TableId, index: number, count: number): void;
  deleteTableRows(table: TableId, index: number, count: number): void;
  insertTableColumn(table: TableId, index: number, name: string): void;
  deleteTableColumn(table: TableId, index: number): void;
  /** Together with its cells, or, `keepCells`, only that it is a table. */
  deleteTable(table: TableId, keepCells: boolean): void;

  /* names, notes, validation */

  names(): readonly NameInfo[];
  /** Replaces a name of the same scope. */
  setName(info: NameInfo): void;
  deleteName(name: string, sheet?: SheetId): void;

  /** In order of rows. */
  notes(sheet: SheetId): readonly CellNote[];
  /** Replaces the cell's note of this kind. */
  writeNote(sheet: SheetId, note: CellNote): void;
  deleteNote(sheet: SheetId, row: number, column: number, kind: CellNote['kind']): void;

  /** The rule that holds for every cell of the area; `null` if none has one, `undefined` if they differ. */
  readValidation(sheet: SheetId, area: Area): Validation | null | undefined;
  writeValidation(sheet: SheetId, area: Area, validation: Validation | null): void;
  /** The cells of the area whose value breaks its rule. */
  invalidCells(sheet: SheetId, area: Area): readonly CellPlace[];

  /* selection, undo, typing */

  selection(): Selection;
  /** Activates the sheet and scrolls the cell into view. */
  select(sheet: SheetId, area: Area): void;
  undo(): boolean;
  redo(): boolean;
  /** Whether someone is typing into a cell: until then a host holds an add-in's changes back. */
  isEditing(): boolean;

  /* calculation */

  calculationMode(): 'automatic' | 'manual';
  setCalculationMode(mode: 'automatic' | 'manual'): void;
  /** Calculates what is due, or with `everything` all formulas; takes effect in manual mode as well. */
  calculate(everything: boolean): void;
  /** Calculates these cells and what depends on them, although nothing they refer to has changed. */
  recalculate(cells: readonly CellPlace[]): void;
  /** Resolves once no calculation is under way or due (pending functions aside). */
  whenCalculated(): Promise<void>;
  /**
   * Makes these functions known, in place of those registered before, and calculates the cells that use either: a
   * function that is not known is #NAME?.
   */
  setFunctions(declarations: readonly FunctionDeclaration[], evaluator: FunctionEvaluator): void;
}
