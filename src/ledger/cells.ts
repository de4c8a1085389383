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

/** One worksheet. `rows[r - 1]?.[c - 1]` is the cell at row r, column c; absent rows and cells are blank. */
export interface SheetSnapshot {
  readonly name: string;
  readonly rows: readonly (readonly CellValue[] | undefined)[];
  readonly merges: readonly CellRange[];
  readonly tables: readonly TableInfo[];
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
  readonly sheets: readonly SheetSnapshot[];
  readonly definedNames: readonly DefinedName[];
}

/** Tells a cell's fault from its values. */
export function isFault(value: CellValue | undefined): value is CellFault {
  return typeof value === 'object' && value !== null;
}
