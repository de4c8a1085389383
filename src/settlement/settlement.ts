import type { Decimal } from '../kernel/decimal';
import type { Result } from '../kernel/result';
import type { WorkbookSnapshot } from '../ledger/cells';
import type { Finding } from '../ledger/finding';
import type { LedgerData } from '../ledger/read-ledger';
import type { Policy } from '../policy/policy';
import type { LocalText, YearExpression } from '../policy/schema';
import type { AnswerProblem, AnswerResult } from './answer';
import type { GivenMeasures } from './answers';
import type { BreakdownResult } from './breakdowns';
import type { CountedRow, Tally } from './counted-rows';
import type { DistributionResult } from './distributions';

/** A figure told beside the answers. `value` has two decimals for CNY. */
export interface ReportedFigure {
  readonly id: string;
  readonly title: LocalText;
  readonly unit: string | LocalText;
  readonly clauses: readonly string[];
  readonly value?: string;
  readonly problem?: AnswerProblem;
}

/** A year's settlement. */
export interface Settlement {
  readonly year: number;
  readonly answers: readonly AnswerResult[];
  readonly figures: readonly ReportedFigure[];
  readonly distributions: readonly DistributionResult[];
  readonly breakdowns: readonly BreakdownResult[];
}

/** A workbook read under a policy: every row classified once, any year settled from it. */
export interface Books {
  readonly policy: Policy;
  readonly workbook: WorkbookSnapshot;
  /** The years that rows are dated in, ascending. */
  readonly years: readonly number[];
  /** The year the workbook is for: its defined name `PolicyYear`, else the only year of its counted rows. */
  readonly policyYear: number | undefined;
  readonly rowsRead: number;
  /** The findings of a year and of rows that belong to every year; without a year, all. By ledger, row and column. */
  findings(year?: number, given?: GivenMeasures): readonly Finding[];
  settle(year: number, given?: GivenMeasures): Settlement;
  /** What an expression over the year comes to, exactly. */
  valueOf(expression: YearExpression, year: number, given?: GivenMeasures): Result<Decimal, AnswerProblem>;
  /** How a rule table decided each row of its ledger; empty where the ledger is not there. */
  entries(ruleTable: string): readonly CountedRow[];
  /** A rule table's work with the ledger it was done on. */
  tally(ruleTable: string): Tally | undefined;
  /** A ledger as it was read; `undefined` where it can't be. */
  ledger(id: string): LedgerData | undefined;
}
