import type { Severity } from '../policy/schema';

/** A cell by sheet and A1 address. */
export interface CellRef {
  readonly sheet: string;
  readonly cell: string;
}

/** What stands in a sentence's gaps: the offending value, bounds, names. Never a finished sentence. */
export type Facts = Readonly<Record<string, string | number>>;

/** What to put into the finding's cell, where that is mechanical; dates as ISO text with `type: 'date'`. */
export interface Suggestion {
  readonly type: 'text' | 'number' | 'date';
  readonly value: string;
}

/** Something in a ledger that a person should know of. The sentence is formed where it is shown. */
export interface Finding extends CellRef {
  readonly code: string;
  readonly severity: Severity;
  /** True where it makes an answer an error. */
  readonly blocks: boolean;
  /** The sheet's row number. */
  readonly row: number;
  /** The ledger's id in the policy, and the column's where the finding is on one cell. */
  readonly ledger: string;
  readonly column?: string;
  /** The year it belongs to; left out, it belongs to every year. */
  readonly year?: number;
  readonly clauses: readonly string[];
  readonly facts: Facts;
  readonly suggestion?: Suggestion;
}
