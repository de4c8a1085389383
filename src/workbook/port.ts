import type { IsoDate } from '../kernel/dates';
import type { IsoMoment } from '../kernel/moments';
import type { Result } from '../kernel/result';
import type { CellRange, CellValue, DefinedName, TableInfo } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';

/**
 * The workbook port: all that the pane and the live answers ask of the spreadsheet application they run in. Excel, WPS and
 * a workbook in memory implement it; one contract suite (test/workbook/port-contract.ts) runs on each of them.
 *
 * Conventions
 * - Sheets are named as their tabs are; rows and columns count from 1, and a `CellRange` holds both its ends.
 * - What the application refuses is a `PortProblem`, never an exception; what was asked has then not been done at all.
 * - An `AbortSignal` ends a long reading between two blocks with the problem `cancelled`.
 */

/** Why the application did not do what it was asked. */
export type PortProblem =
  | { readonly code: 'sheet-not-found'; readonly sheet: string }
  /** Somebody is typing into a cell, and the application waits for the end of it. */
  | { readonly code: 'cell-being-edited' }
  | { readonly code: 'sheet-protected'; readonly sheet: string }
  | { readonly code: 'workbook-read-only' }
  /** Its structure is protected: no sheet can be added. */
  | { readonly code: 'workbook-protected' }
  | { readonly code: 'offline' }
  | { readonly code: 'too-large'; readonly sheet: string; readonly cells: number; readonly most: number }
  /** A cell no longer holds what the change was made for: it is left as it is. */
  | { readonly code: 'changed-since'; readonly sheet: string; readonly cell: string; readonly found: string }
  /** The host is too old or does not have it; `feature` names it as the application does («ExcelApi 1.10»). */
  | { readonly code: 'not-supported'; readonly feature: string }
  | { readonly code: 'name-taken'; readonly name: string }
  /** A text that is longer than the workbook keeps for an add-in. */
  | { readonly code: 'storage-full'; readonly characters: number; readonly most: number }
  | { readonly code: 'cancelled' }
  /** Anything else, with the application's own code and words. */
  | { readonly code: 'host-failed'; readonly hostCode: string; readonly message: string };

/** The most characters that are kept under one key of the storage: marks of 5,000 cells with all that is said of them. */
export const MOST_STORED = 10_000_000;

export type PortResult<T> = Promise<Result<T, PortProblem>>;

/** What the application says of itself. */
export interface HostInfo {
  readonly kind: 'excel' | 'wps' | 'memory';
  /** «PC», «Mac», «OfficeOnline» …, as the application calls it. */
  readonly platform: string;
  readonly version: string;
  /** The language of the application's own menus, such as «zh-CN». */
  readonly language: string;
  /** Whether the blank cells of a range reach a custom function as 0 (CallContext.blanksArriveAsZero); `undefined`: not known. */
  readonly blanksArriveAsZero: boolean | undefined;
  /** The requirement sets that the add-in needs, or uses where they are, and whether the host says it has them. */
  readonly sets: readonly {
    readonly name: string;
    readonly version: string;
    readonly isNeeded: boolean;
    readonly has: boolean;
  }[];
}

/** A sheet without its cells. */
export interface SheetOutline {
  readonly name: string;
  /** What the application itself calls the sheet, whatever its tab says; left out where it has no such name. */
  readonly id?: string;
  readonly isVisible: boolean;
  readonly isProtected: boolean;
  /** The smallest range with all values; `undefined` for an empty sheet. */
  readonly used: CellRange | undefined;
  readonly tables: readonly TableInfo[];
}

/** A workbook without its cells. */
export interface WorkbookOutline {
  readonly name: string;
  readonly date1904: boolean;
  readonly isReadOnly: boolean;
  readonly sheets: readonly SheetOutline[];
  readonly definedNames: readonly DefinedName[];
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Told after each block how many rows of the range have been read. */
  readonly onProgress?: (rows: number) => void;
}

/** What is put into a cell. Text is text, whatever it begins with. */
export type CellInput =
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly numberFormat?: string }
  /** As a date serial of the workbook's own date system, shown as a date where the cell is not formatted as one. */
  | { readonly kind: 'date'; readonly date: IsoDate | IsoMoment }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** In English, A1 style, beginning with `=`. */
  | { readonly kind: 'formula'; readonly formula: string };

export interface CellEdit extends CellRef {
  readonly put: CellInput;
  /** The number format the cell gets, exactly; left out, it keeps its own. */
  readonly numberFormat?: string;
  /** What the cell must still hold for the edit to be done. A date is its serial number. */
  readonly expected?: CellValue;
}

/** The edits that take a write back, each bound to what the write put there. */
export type Inverse = readonly CellEdit[];

/** How a cell is filled; `undefined` is no fill at all. */
export type Fill = { readonly color: string; readonly pattern?: string } | undefined;

export interface Mark extends CellRef {
  /** `#RRGGBB`. */
  readonly color: string;
  /** What the note on the cell says. */
  readonly note: string;
}

/** What removing a mark needs: the fill that was there before, and the note that was added. Plain data, kept in storage. */
export interface MarkReceipt extends CellRef {
  readonly before: Fill;
  readonly color: string;
  /** The host's id of the note; `undefined` where the cell had notes of its own that the host does not let be added to. */
  readonly noteId: string | undefined;
  readonly note: string;
}

/** A table on a sheet that is written whole. */
export interface SheetTable {
  /** The name by which formulas know it; left out, the application gives it one. */
  readonly name?: string;
  /** The cell of its first heading; left out, A1. A line of text may stand in the row above. */
  readonly at?: { readonly row: number; readonly column: number };
  readonly title?: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly CellInput[])[];
}

/** Tables that are written as a sheet of their own. */
export interface SheetContent {
  readonly name: string;
  readonly tables: readonly SheetTable[];
  /** In characters, one a column. */
  readonly columnWidths: readonly number[];
  /** Whether long texts run on within their cell, instead of under the next one. */
  readonly wraps?: boolean;
}

export interface SheetSelection {
  readonly sheet: string;
  readonly range: CellRange;
}

/** Something happened in the workbook. Several happenings of one step may come as one. */
export type PortEvent =
  /** Cells were edited; without a range, rows, columns, tables or more than that changed on the sheet. */
  | { readonly kind: 'cells-changed'; readonly sheet: string; readonly range?: CellRange }
  /** A sheet's formulas have new results. */
  | { readonly kind: 'calculated'; readonly sheet: string }
  /** Sheets were added, deleted, renamed or moved, or names or tables were. */
  | { readonly kind: 'structure-changed' }
  | { readonly kind: 'selection-changed' };

export interface WorkbookPort {
  readonly host: HostInfo;

  /** Sheets, tables and names, without cells. */
  readOutline(): PortResult<WorkbookOutline>;
  /**
   * The values of a range, `rows[i][j]` for the cell i rows down and j columns to the right. It is read in blocks that the
   * application can bear; a cell that is being edited does not keep it from being read where the application allows that.
   */
  readCells(sheet: string, range: CellRange, options?: ReadOptions): PortResult<readonly (readonly CellValue[])[]>;
  /**
   * The merged ranges of a sheet that hold values, in no particular order: what a merged date or category speaks for is
   * read from them. A host that can't tell them answers `not-supported`, and cells are then read as if none were merged.
   */
  readMerges(sheet: string): PortResult<readonly CellRange[]>;
  /** The formula of a cell as text beginning with `=`; `''` where it has none. In a spilled cell, that of its parent. */
  readFormula(sheet: string, cell: string): PortResult<string>;

  /** The formulas that stand in many cells of a sheet, in their order; `''` too where another cell's result spills into. */
  readFormulas(sheet: string, cells: readonly string[]): PortResult<readonly string[]>;

  /** Checks all edits, then does them all as one step of undo. The value is what takes them back. */
  write(edits: readonly CellEdit[]): PortResult<Inverse>;
  /** Fills cells and puts a note on each; one step. A cell marked twice gets one note with both texts, and the first colour. */
  mark(marks: readonly Mark[]): PortResult<readonly MarkReceipt[]>;
  /**
   * Gives cells the fill back that they had, and deletes the notes. A cell that has been filled otherwise since keeps its
   * new fill; a note that is gone is gone. Sheets that are no more are passed over.
   */
  unmark(receipts: readonly MarkReceipt[]): PortResult<void>;
  /**
   * Writes tables on a sheet of their own and shows it. A sheet of this name is replaced if `replaces` says it is ours, and
   * else refused with `name-taken`. The value is the sheet's name.
   */
  putSheet(content: SheetContent, replaces: boolean): PortResult<string>;

  /** The workbook as a file, with what has been changed since it was saved. */
  readFile(): PortResult<Uint8Array>;
  /** Opens a file of ours as a new workbook, which nobody has saved yet. */
  openNew(file: Uint8Array): PortResult<void>;

  selection(): PortResult<SheetSelection>;
  /** Shows the sheet, selects the cell and scrolls it into view. A hidden sheet is refused with `sheet-not-found`. */
  select(place: CellRef): PortResult<void>;

  /**
   * A text that the workbook keeps for the product under a key, on the hidden sheet of stored-sheet.ts; `undefined` where
   * there is none, or not all of it.
   */
  readStorage(key: string): PortResult<string | undefined>;
  /**
   * Keeps it, or with `undefined` forgets it: at most `MOST_STORED` characters. It is saved with the workbook. Neither the
   * sheet shown nor the selection changes; what is broken off in between leaves what was kept before.
   */
  writeStorage(key: string, text: string | undefined): PortResult<void>;

  /** Listens until the returned function is called. Changes that the pane itself makes are told as well. */
  listen(listener: (event: PortEvent) => void): PortResult<() => void>;
}
