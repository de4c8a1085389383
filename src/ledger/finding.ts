import type { PolicyFault } from '../policy/fault';
import type { LintFault } from '../policy/lint-report';
import type { Policy } from '../policy/policy';
import type { LocalText, Severity } from '../policy/schema';

/** A cell by sheet and A1 address. */
export interface CellRef {
  readonly sheet: string;
  readonly cell: string;
}

/** What stands in a sentence's gaps: the offending value, bounds, names. Never a finished sentence. */
export type Facts = Readonly<Record<string, string | number>>;

/** What to put into the finding's cell, where that is mechanical; dates and moments as ISO text, a formula with its «=». */
export interface Suggestion {
  readonly type: 'text' | 'number' | 'date' | 'moment' | 'formula';
  readonly value: string;
}

/** Who has set a finding aside, and why. */
export interface FindingWaived {
  readonly by: string;
  readonly reason: string;
  /** When: a moment as ISO text in UTC. */
  readonly at: string;
}

/** What is said of a cell of the policy itself: the sentence is that of the fault. */
export type PolicyRemark =
  | { readonly kind: 'fault'; readonly fault: PolicyFault }
  | { readonly kind: 'lint'; readonly fault: LintFault; readonly policy: Policy };

/** Something in a workbook that a person should know of. The sentence is formed where it is shown. */
export interface Finding extends CellRef {
  readonly code: string;
  readonly severity: Severity;
  /** True where it makes an answer an error. */
  readonly blocks: boolean;
  /** The sheet's row number. */
  readonly row: number;
  /** The ledger's id in the policy, «» for a finding on no ledger, and the column's where it is on one cell. */
  readonly ledger: string;
  readonly column?: string;
  /** The year it belongs to; left out, it belongs to every year. */
  readonly year?: number;
  readonly clauses: readonly string[];
  readonly facts: Facts;
  /** What is wrong in the policy's own words, for a code that the product has no sentence for. */
  readonly title?: LocalText;
  readonly suggestion?: Suggestion;
  /** Where it is about the policy. */
  readonly remark?: PolicyRemark;
  /** Somebody knows of it and has set it aside; one that blocks never is. */
  readonly waived?: FindingWaived;
}
