import type { PolicyFault } from '../policy/fault';
import type { LocalText } from '../policy/schema';
import type { ConnectionProblem } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import type { Fen } from '../kernel/money';

/** Why an answer is an error, with the facts that its sentence needs. */
export type AnswerProblem =
  | { readonly code: 'parameter-missing'; readonly parameter: string; readonly title: LocalText; readonly date: string }
  | { readonly code: 'table-missing'; readonly table: string; readonly sheet: string }
  | { readonly code: 'header-missing'; readonly table: string; readonly sheet: string; readonly columns: string }
  | { readonly code: 'column-missing'; readonly table: string; readonly sheet: string; readonly column: string }
  | { readonly code: 'column-ambiguous'; readonly table: string; readonly sheet: string; readonly column: string }
  | ConnectionProblem
  | { readonly code: 'table-empty'; readonly table: string; readonly sheet: string }
  | { readonly code: 'no-reading'; readonly table: string; readonly sheet: string; readonly date: string }
  | { readonly code: 'rows-blocked'; readonly cells: readonly CellRef[] }
  /** The workbook's own policy can't be used: its faulty cells, and what is wrong in the first of them. */
  | { readonly code: 'policy-broken'; readonly cells: readonly CellRef[]; readonly fault: PolicyFault }
  | { readonly code: 'out-of-range' }
  | { readonly code: 'year-invalid'; readonly year: string }
  | { readonly code: 'answer-unknown'; readonly answer: string };

/** The spreadsheet's own error for a problem: what is not there yet is #N/A, what is wrong is #VALUE!, too large #NUM!. */
export function excelErrorOf(problem: AnswerProblem): '#N/A' | '#VALUE!' | '#NUM!' {
  switch (problem.code) {
    case 'parameter-missing':
    case 'no-reading':
    case 'answer-unknown':
      return '#N/A';
    case 'out-of-range':
    case 'year-invalid':
      return '#NUM!';
    default:
      return '#VALUE!';
  }
}

/** One input of a figure: a cell of a ledger. */
export interface DerivationLeaf {
  readonly kind: 'leaf';
  /** The column's heading. */
  readonly label: string;
  readonly sheet: string;
  readonly cell: string;
  readonly value: string;
}

/**
 * How a figure came about: value, unit, rounding, clauses, and what it was made from, down to cells. Inputs are made when
 * asked for: a year of 100,000 rows costs nothing until somebody opens it.
 */
export interface DerivationNode {
  readonly kind: 'node';
  /** An answer's, measure's, parameter's or rule's id. */
  readonly name: string;
  readonly title: LocalText;
  /** Two decimals for CNY, plain decimal text otherwise; `undefined` where the figure is an error. */
  readonly value: string | undefined;
  readonly unit: string | LocalText;
  readonly rounding?: 'fen';
  readonly formula: string;
  readonly clauses: readonly string[];
  readonly problem?: AnswerProblem;
  /** The ledger row, for a counted row. */
  readonly source?: CellRef;
  /** True where a what-if value stands in for the written one. */
  readonly whatIf?: boolean;
  readonly inputs: () => readonly DerivationInput[];
}

export type DerivationInput = DerivationNode | DerivationLeaf;

/** One answer of one year. */
export interface AnswerResult {
  readonly id: string;
  readonly title: LocalText;
  readonly unit: 'CNY';
  readonly clauses: readonly string[];
  readonly value: { readonly ok: true; readonly fen: Fen } | { readonly ok: false; readonly problem: AnswerProblem };
  readonly derivation: DerivationNode;
}
