import type { CellFault, CellRange } from '../ledger/cells';
import type { CellInput } from './port';

/**
 * What is to change in a workbook file. All that is not named stays as it is, byte for byte where a part of the package is
 * not touched at all, character for character within the parts that are.
 */
export interface WorkbookPatch {
  /** At most one for each sheet. */
  readonly sheets: readonly SheetPatch[];
  /** Names of the workbook and what they refer to from now on («年度结算!$B$2», «2017»); a name that is absent is added. */
  readonly definedNames?: ReadonlyMap<string, string>;
  /**
   * Asked for every formula of every sheet: the formula to have instead, or `undefined` where it stays. Formulas come and go
   * without the leading `=`, as the file stores them. One that many cells share is asked for once, at the first of them, and
   * holds for all; the formula of a table's calculated column is asked for at the column's first cell as well.
   */
  readonly formulas?: (sheet: string, cell: string, formula: string) => string | undefined;
  /** Asked for every link out of the workbook, of cells and to other workbooks: where it leads from now on. */
  readonly links?: (target: string) => string | undefined;
  /** Asked for the headers and footers of printed pages, and for the title of the document. */
  readonly texts?: (text: string) => string | undefined;
  /** Whom the notes are by; a note by this author that stands in a cell is replaced. Default «PayClause». */
  readonly author?: string;
}

/** What changes on a sheet. */
export interface SheetPatch {
  /** The sheet's name, whatever its case. */
  readonly sheet: string;
  /** At most one for each cell. */
  readonly cells?: readonly CellPatch[];
  /** Tables and the ranges that they cover from now on, headings and totals included. The number of columns stays. */
  readonly tables?: readonly { readonly name: string; readonly range: CellRange }[];
}

export type CellResult = number | string | boolean | CellFault;

/** What changes in a cell. */
export interface CellPatch {
  /** A1 address. */
  readonly cell: string;
  /** What it holds from now on; left out, it keeps what it holds. */
  readonly put?: CellInput;
  /**
   * What a formula that is put comes to, or with nothing put the formula that stands there: shown until the workbook is
   * computed. Left out, none is stored for a new formula. An error is the fault that Excel shows.
   */
  readonly result?: CellResult;
  /** The cell of the same sheet, as it was before, whose style this one takes. */
  readonly styleOf?: string;
  /** A solid fill, `#RRGGBB`. */
  readonly fill?: string;
  /** A note beside the cell; where it has one that is somebody else's, the text is added to it. */
  readonly note?: string;
}
