/**
 * What a host tells the core about a workbook: plain values, read once, with no way back to the host.
 * Every host (file, Excel, WPS) fills this shape; everything inward of the hosts sees nothing else.
 */

/** A cell that holds no usable value: Excel's own error, or a formula whose result the file does not store. */
export interface CellFault {
  /** «#REF!», «#DIV/0!» … as Excel writes it, or «uncalculated» for a formula without a stored result. */
  readonly fault: string;
}

/** A cell's value. Dates are Excel serial numbers in the workbook's own date system; `null` is a blank cell. */
export type CellValue = number | string | boolean | CellFault | null;

/** A rectangle of cells, 1-based, both ends included. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** An Excel table (ListObject). `range` includes the header row and, where there is one, the totals row. */
export interface TableInfo {
  readonly name: string;
  readonly range: CellRange;
  /** 1, or 0 for a table whose header row is switched off. */
  readonly headerRows: number;
  readonly totalsRows: number;
}

/** A formula as it stands in the cell, with its «=». */
export interface BrokenFormula {
  readonly cell: string;
  readonly formula: string;
}

/** One worksheet. `rows[r - 1]?.[c - 1]` is the cell at row r, column c; absent rows and cells are blank. */
export interface SheetSnapshot {
  readonly name: string;
  readonly rows: readonly (readonly CellValue[] | undefined)[];
  readonly merges: readonly CellRange[];
  readonly tables: readonly TableInfo[];
  /** Cells whose formula calls one of our functions in a form that the application no longer knows; left out where none does. */
  readonly brokenFormulas?: readonly BrokenFormula[];
  /** Set on a sheet that a connection made of a user's own sheets: where its cells really stand. */
  readonly origin?: SheetOrigin;
}

/** Where the cells of a connected ledger really stand. Rows and columns asked for are the made sheet's, 1-based. */
export interface SheetOrigin {
  /** The user's sheets, in the order in which their rows come. */
  readonly sheets: readonly string[];
  /** The heads of the lists that the rows come from. */
  readonly headers: readonly { readonly sheet: string; readonly row: number; readonly column: number }[];
  /** The real cell behind a cell: of a figure that was put together, the cell that decides it. */
  cellOf(row: number, column: number): { readonly sheet: string; readonly row: number; readonly column: number };
  /** The user's row behind a row. */
  rowOf(row: number): { readonly sheet: string; readonly row: number };
  /** The columns of the user's row that a row is read from. */
  columnsOf(row: number): readonly number[];
  /** The user's own heading of a column in a row; `undefined` where no cell stands behind it. */
  headingOf(row: number, column: number): string | undefined;
  /** True where a cell is the user's cell as it stands, so that what is put there is read back as it was put. */
  isPlain(row: number, column: number): boolean;
}

/** A name of the workbook, with what it refers to as the file writes it («年度结算!$B$2», «2016»). */
export interface DefinedName {
  readonly name: string;
  readonly refersTo: string;
}

/** A whole workbook at one moment. */
export interface WorkbookSnapshot {
  /** The file's name, for messages. */
  readonly name: string;
  /** True where day 0 is 1904-01-01 instead of 1899-12-30. */
  readonly date1904: boolean;
  /** The program whose way of calling our functions its formulas have; left out, Excel's. */
  readonly formulasOf?: 'excel' | 'wps';
  readonly sheets: readonly SheetSnapshot[];
  readonly definedNames: readonly DefinedName[];
  /** The ledgers that a connection reads from the user's own layout, by ledger id. */
  readonly connected?: ReadonlyMap<string, ConnectedLedger>;
}

/** A ledger in the policy's layout, made of a user's own sheets; or why the connection fits no longer. */
export type ConnectedLedger =
  | {
      readonly found: true;
      readonly sheet: SheetSnapshot;
      /** Sheets with the headings of the connected ones that the connection does not take in. */
      readonly unread: readonly { readonly sheet: string; readonly row: number; readonly column: number }[];
    }
  | { readonly found: false; readonly problem: ConnectionProblem };

/** What a connection names and the workbook has no longer. */
export type ConnectionProblem =
  | { readonly code: 'connected-sheet-missing'; readonly table: string; readonly sheet: string }
  /** Several sheets bear the same headings, none of them the name: which one it is nobody can tell. */
  | {
      readonly code: 'connected-sheet-ambiguous';
      readonly table: string;
      readonly sheet: string;
      readonly sheets: string;
    }
  | {
      readonly code: 'connected-heading-missing';
      readonly table: string;
      readonly sheet: string;
      readonly column: string;
    };

/** Tells a cell's fault from its values. */
export function isFault(value: CellValue | undefined): value is CellFault {
  return typeof value === 'object' && value !== null;
}
