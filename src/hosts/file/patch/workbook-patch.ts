import type { ReadProblem } from '../read-problem';

export type { CellPatch, SheetPatch, WorkbookPatch } from '../../../workbook/workbook-patch';

/** Why a patch can't be made; nothing has been changed then. */
export type PatchProblem =
  | { readonly code: 'unreadable'; readonly problem: ReadProblem }
  /** A digital signature, which any change would break. */
  | { readonly code: 'signed'; readonly part: string }
  /** A part that has to be changed is written in another encoding than UTF-8. */
  | { readonly code: 'encoding'; readonly part: string; readonly encoding: string }
  | { readonly code: 'sheet-not-found'; readonly sheet: string }
  | { readonly code: 'table-not-found'; readonly sheet: string; readonly table: string }
  /** The table's new range has another number of columns, or no room for its headings, a row and its totals. */
  | { readonly code: 'table-range'; readonly sheet: string; readonly table: string }
  /** A table's heading is the name of its column as well. */
  | { readonly code: 'table-heading'; readonly sheet: string; readonly cell: string; readonly table: string }
  /** The cell is one of an array formula, a spilled range or a what-if table, which can only be changed as a whole. */
  | { readonly code: 'cell-in-array'; readonly sheet: string; readonly cell: string; readonly range: string }
  /** The sheet's rows, or a row's cells, do not follow one another; nobody can tell where a cell belongs. */
  | { readonly code: 'out-of-order'; readonly sheet: string; readonly cell: string }
  /** Longer than a cell can hold. */
  | { readonly code: 'text-too-long'; readonly sheet: string; readonly cell: string; readonly most: number };
