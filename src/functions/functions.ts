/**
 * The custom functions as Excel knows them: functions.json is made from the comments here, word for word, so each says
 * what its entry in the catalogue says (test/functions/metadata.test.ts). An argument may be left out where its name
 * stands in brackets; a range's parameter takes rows of cells.
 */
import { answerLive, answerOnce, spillOnce } from './live-calls';

/**
 * The penalty for live fans short of the target; without a number of fans they are counted from the ledger
 * @customfunction FAN_PENALTY FAN_PENALTY
 * @helpurl help/functions.html#fan_penalty
 * @param [fans] Live fans at the end of the year; left out, counted from the ledger; 0 means none
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @streaming
 */
export function fanPenalty(
  fans: unknown,
  year: unknown,
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('FAN_PENALTY', [fans, year], invocation);
}

/**
 * The penalty for events short of the target; without a number of events they are counted from the ledger
 * @customfunction EVENT_PENALTY EVENT_PENALTY
 * @helpurl help/functions.html#event_penalty
 * @param [events] How many events count, or a range with the attendance of each; left out, counted from the ledger
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @streaming
 */
export function eventPenalty(
  events: unknown[][],
  year: unknown,
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('EVENT_PENALTY', [events, year], invocation);
}

/**
 * The deductions of all tasks whose deadline lies in the year
 * @customfunction TASK_PENALTY TASK_PENALTY
 * @helpurl help/functions.html#task_penalty
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @streaming
 */
export function taskPenalty(year: unknown, invocation: CustomFunctions.StreamingInvocation<unknown>): void {
  answerLive('TASK_PENALTY', [year], invocation);
}

/**
 * The fan, event and task penalties added up
 * @customfunction PENALTY_TOTAL PENALTY_TOTAL
 * @helpurl help/functions.html#penalty_total
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @streaming
 */
export function penaltyTotal(year: unknown, invocation: CustomFunctions.StreamingInvocation<unknown>): void {
  answerLive('PENALTY_TOTAL', [year], invocation);
}

/**
 * The performance pay of twelve months less all penalties, never below 0
 * @customfunction PERFORMANCE_PAY PERFORMANCE_PAY
 * @helpurl help/functions.html#performance_pay
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @streaming
 */
export function performancePay(year: unknown, invocation: CustomFunctions.StreamingInvocation<unknown>): void {
  answerLive('PERFORMANCE_PAY', [year], invocation);
}

/**
 * The part of all penalties beyond the performance pay of the year; shown, and charged to nothing
 * @customfunction PENALTY_EXCESS PENALTY_EXCESS
 * @helpurl help/functions.html#penalty_excess
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @streaming
 */
export function penaltyExcess(year: unknown, invocation: CustomFunctions.StreamingInvocation<unknown>): void {
  answerLive('PENALTY_EXCESS', [year], invocation);
}

/**
 * The revenue that the policy counts, with the cash from goods converted in time
 * @customfunction COUNTED_REVENUE COUNTED_REVENUE
 * @helpurl help/functions.html#counted_revenue
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @param [revenue] The revenue ledger with its header row, columns in any order; left out, the ledger of the workbook
 * @param [inKind] The goods set off in kind with their header row, columns in any order; left out, the ledger of the workbook
 * @streaming
 */
export function countedRevenue(
  year: unknown,
  revenue: unknown[][],
  inKind: unknown[][],
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('COUNTED_REVENUE', [year, revenue, inKind], invocation);
}

/**
 * The cost that the policy counts
 * @customfunction COUNTED_COST COUNTED_COST
 * @helpurl help/functions.html#counted_cost
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @param [costs] The cost ledger with its header row, columns in any order; left out, the ledger of the workbook
 * @streaming
 */
export function countedCost(
  year: unknown,
  costs: unknown[][],
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('COUNTED_COST', [year, costs], invocation);
}

/**
 * Counted revenue less counted cost
 * @customfunction NET_PROFIT NET_PROFIT
 * @helpurl help/functions.html#net_profit
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @param [revenue] The revenue ledger with its header row, columns in any order; left out, the ledger of the workbook
 * @param [inKind] The goods set off in kind with their header row, columns in any order; left out, the ledger of the workbook
 * @param [costs] The cost ledger with its header row, columns in any order; left out, the ledger of the workbook
 * @streaming
 */
export function netProfit(
  year: unknown,
  revenue: unknown[][],
  inKind: unknown[][],
  costs: unknown[][],
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('NET_PROFIT', [year, revenue, inKind, costs], invocation);
}

/**
 * The team's share of the net profit, 0 on a loss
 * @customfunction TEAM_SHARE TEAM_SHARE
 * @helpurl help/functions.html#team_share
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @param [revenue] The revenue ledger with its header row, columns in any order; left out, the ledger of the workbook
 * @param [inKind] The goods set off in kind with their header row, columns in any order; left out, the ledger of the workbook
 * @param [costs] The cost ledger with its header row, columns in any order; left out, the ledger of the workbook
 * @streaming
 */
export function teamShare(
  year: unknown,
  revenue: unknown[][],
  inKind: unknown[][],
  costs: unknown[][],
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('TEAM_SHARE', [year, revenue, inKind, costs], invocation);
}

/**
 * The company's share of the net profit, 0 on a loss
 * @customfunction COMPANY_SHARE COMPANY_SHARE
 * @helpurl help/functions.html#company_share
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @param [revenue] The revenue ledger with its header row, columns in any order; left out, the ledger of the workbook
 * @param [inKind] The goods set off in kind with their header row, columns in any order; left out, the ledger of the workbook
 * @param [costs] The cost ledger with its header row, columns in any order; left out, the ledger of the workbook
 * @streaming
 */
export function companyShare(
  year: unknown,
  revenue: unknown[][],
  inKind: unknown[][],
  costs: unknown[][],
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('COMPANY_SHARE', [year, revenue, inKind, costs], invocation);
}

/**
 * The part of goods not converted in time that may be used as event prizes (goods, not money)
 * @customfunction PRIZE_QUOTA PRIZE_QUOTA
 * @helpurl help/functions.html#prize_quota
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @param [inKind] The goods set off in kind with their header row, columns in any order; left out, the ledger of the workbook
 * @streaming
 */
export function prizeQuota(
  year: unknown,
  inKind: unknown[][],
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('PRIZE_QUOTA', [year, inKind], invocation);
}

/**
 * The amount that the policy counts of each row; blank without an entry, and the reason where it cannot be decided
 * @customfunction COUNTED COUNTED
 * @helpurl help/functions.html#counted
 * @param headers The header row of the ledger
 * @param rows The rows under the headers, with as many columns
 */
export function counted(headers: unknown[][], rows: unknown[][]): Promise<unknown[][]> {
  return spillOnce('COUNTED', [headers, rows]);
}

/**
 * The rule that applies to each row, its clause and the reason
 * @customfunction VERDICT VERDICT
 * @helpurl help/functions.html#verdict
 * @param headers The header row of the ledger
 * @param rows The rows under the headers, with as many columns
 */
export function verdict(headers: unknown[][], rows: unknown[][]): Promise<unknown[][]> {
  return spillOnce('VERDICT', [headers, rows]);
}

/**
 * Splits an amount by weights so that the shares always sum to it, to the fen
 * @customfunction ALLOCATE ALLOCATE
 * @helpurl help/functions.html#allocate
 * @param pool The amount to split, with at most two decimals
 * @param weights The weights, none below 0; the result has the same shape
 */
export function allocate(pool: unknown, weights: unknown[][]): Promise<unknown[][]> {
  return spillOnce('ALLOCATE', [pool, weights]);
}

/**
 * Any answer of the policy in force, also one that has no function of its own
 * @customfunction POLICY_ANSWER POLICY_ANSWER
 * @helpurl help/functions.html#policy_answer
 * @param answer The name of the answer, such as "NET_PROFIT", as the settlement lists it
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @streaming
 */
export function policyAnswer(
  answer: unknown,
  year: unknown,
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('POLICY_ANSWER', [answer, year], invocation);
}

/**
 * The value of a parameter of the policy on a date
 * @customfunction POLICY_VALUE POLICY_VALUE
 * @helpurl help/functions.html#policy_value
 * @param parameter The name of the parameter, such as "fan-target"
 * @param [date] The date; left out, 31 December of the policy year
 * @streaming
 */
export function policyValue(
  parameter: unknown,
  date: unknown,
  invocation: CustomFunctions.StreamingInvocation<unknown>,
): void {
  answerLive('POLICY_VALUE', [parameter, date], invocation);
}

/**
 * The verbatim text of a clause
 * @customfunction CLAUSE_TEXT CLAUSE_TEXT
 * @helpurl help/functions.html#clause_text
 * @param id The number of the clause, such as "六.2.5"
 */
export function clauseText(id: unknown): Promise<unknown> {
  return answerOnce('CLAUSE_TEXT', [id]);
}

/**
 * How an answer comes about, as a table: the value, formula, clauses and cells of every step
 * @customfunction EXPLAIN EXPLAIN
 * @helpurl help/functions.html#explain
 * @param answer The name of the answer, such as "NET_PROFIT"
 * @param [year] The year, such as 2016; left out, the policy year of the workbook
 * @streaming
 */
export function explain(
  answer: unknown,
  year: unknown,
  invocation: CustomFunctions.StreamingInvocation<unknown[][]>,
): void {
  answerLive('EXPLAIN', [answer, year], invocation);
}
