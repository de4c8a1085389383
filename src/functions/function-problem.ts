import { excelErrorOf, type AnswerProblem } from '../settlement/answer';
import type { Finding } from '../ledger/finding';
import type { LocalText } from '../policy/schema';
import type { CellErrorCode } from './cell-values';

/** Where in a range a cell stands, both counted from 1. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Why a call gives no value, with the facts that its sentence needs. Never a finished sentence. */
export type FunctionProblem =
  | { readonly code: 'function-unknown'; readonly name: string; readonly nearest: string }
  | { readonly code: 'arguments-too-many'; readonly function: string; readonly most: number; readonly given: number }
  | { readonly code: 'argument-missing'; readonly parameter: string }
  /** The argument is an error itself, or holds one where none can be passed over. */
  | {
      readonly code: 'argument-error';
      readonly parameter: string;
      readonly error: CellErrorCode;
      readonly place: Place | undefined;
    }
  | { readonly code: 'year-missing' }
  | { readonly code: 'year-out-of-range'; readonly value: string }
  | {
      readonly code: 'number-expected';
      readonly parameter: string;
      readonly value: string;
      readonly place: Place | undefined;
    }
  | { readonly code: 'number-too-large'; readonly parameter: string; readonly value: string }
  | { readonly code: 'whole-number-expected'; readonly parameter: string; readonly value: string }
  | { readonly code: 'negative'; readonly parameter: string; readonly value: string; readonly place: Place | undefined }
  | { readonly code: 'text-expected'; readonly parameter: string; readonly value: string }
  | { readonly code: 'date-expected'; readonly parameter: string; readonly value: string }
  | { readonly code: 'one-cell-expected'; readonly parameter: string; readonly rows: number; readonly columns: number }
  | { readonly code: 'ledger-expected'; readonly parameter: string; readonly value: string; readonly ledger: LocalText }
  | { readonly code: 'column-missing'; readonly parameter: string; readonly ledger: LocalText; readonly column: string }
  | { readonly code: 'ledger-empty'; readonly parameter: string; readonly ledger: LocalText }
  | { readonly code: 'no-reading'; readonly parameter: string; readonly ledger: LocalText; readonly date: string }
  /** Cells of a range that keep it from being decided, with what its ledger says of the first. */
  | {
      readonly code: 'cells-blocked';
      readonly parameter: string;
      readonly places: readonly string[];
      readonly finding: Finding | undefined;
    }
  /** A row with figures but none in its entry column, from a host that hands blank cells over as 0. */
  | {
      readonly code: 'zero-or-blank';
      readonly parameter: string;
      readonly row: number;
      readonly columns: readonly string[];
    }
  | { readonly code: 'workbook-missing'; readonly ledgers: readonly LocalText[] }
  /** One number that may be a count or the only reading; `column` is the heading of readings. */
  | { readonly code: 'count-or-reading'; readonly parameter: string; readonly value: string; readonly column: string }
  | { readonly code: 'one-row-or-column-expected'; readonly parameter: string }
  | { readonly code: 'not-in-policy'; readonly parameter: string; readonly name: string }
  | { readonly code: 'one-row-expected'; readonly parameter: string; readonly rows: number }
  | { readonly code: 'widths-differ'; readonly headers: number; readonly rows: number }
  | { readonly code: 'ledger-unknown'; readonly headers: readonly string[] }
  | { readonly code: 'ledger-undecided'; readonly ledgers: readonly LocalText[] }
  | { readonly code: 'pool-not-whole-fen'; readonly value: string }
  | { readonly code: 'weights-sum-to-zero' }
  | { readonly code: 'parameter-unknown'; readonly value: string; readonly nearest: string }
  | { readonly code: 'clause-unknown'; readonly value: string; readonly nearest: string }
  | { readonly code: 'answer-unknown'; readonly value: string; readonly nearest: string }
  /** A row that the policy can't decide, by what its ledger says of it. */
  | { readonly code: 'row-finding'; readonly finding: Finding }
  /** What the settlement itself says. */
  | { readonly code: 'answer-problem'; readonly problem: AnswerProblem };

export type FunctionProblemCode = FunctionProblem['code'];

/** The cell error of a problem: what is not there yet is #N/A, a figure out of bounds #NUM!, anything else #VALUE!. */
export function cellErrorOf(problem: FunctionProblem): CellErrorCode {
  switch (problem.code) {
    case 'argument-error':
      return problem.error;
    case 'function-unknown':
      return '#NAME?';
    case 'year-missing':
    case 'workbook-missing':
    case 'clause-unknown':
    case 'no-reading':
      return '#N/A';
    case 'year-out-of-range':
    case 'number-too-large':
      return '#NUM!';
    case 'answer-problem':
      return excelErrorOf(problem.problem);
    default:
      return '#VALUE!';
  }
}
