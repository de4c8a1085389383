import { sumFen, type Fen } from '../kernel/money';
import type { Policy } from '../policy/policy';
import type { Breakdown, LocalText } from '../policy/schema';
import type { AnswerProblem } from './answer';
import { countedProblem, type TallyReading } from './answers';
import { nameKey } from './ledgers';

/** What one name comes to: a figure for each part, 0 where it has no row there, and all of them together. */
export interface BreakdownLine {
  /** As first written in the ledgers; «» for rows that name nobody. */
  readonly name: string;
  readonly amounts: readonly Fen[];
  readonly total: Fen;
}

/** What rule tables counted in a year by name: lines that sum to it to the fen, or why it can't be told. */
export interface BreakdownResult {
  readonly id: string;
  readonly title: LocalText;
  readonly clauses: readonly string[];
  /** The rule tables that the lines have figures of, in their order. */
  readonly parts: readonly { readonly ruleTable: string; readonly title: LocalText }[];
  readonly outcome:
    | { readonly ok: true; readonly lines: readonly BreakdownLine[] }
    | { readonly ok: false; readonly problem: AnswerProblem };
}

/**
 * Splits what rule tables counted in a year by the names in a column of their rows, in the order in which the names are
 * met. Names that differ in width, capitals or spaces around them are one. Each row's amount was rounded when it was
 * counted, so the lines foot to the rule tables' totals.
 */
export function breakDown(
  policy: Policy,
  breakdown: Breakdown,
  tallies: ReadonlyMap<string, TallyReading>,
  year: number,
): BreakdownResult {
  const { id, title, clauses } = breakdown;
  const parts = breakdown.parts.flatMap(({ counted }) => {
    const table = policy.ruleTables.get(counted);
    return table ? [{ ruleTable: table.id, title: table.title }] : [];
  });
  return { id, title, clauses, parts, outcome: linesOf(policy, breakdown, tallies, year) };
}

function linesOf(
  policy: Policy,
  { parts }: Breakdown,
  tallies: ReadonlyMap<string, TallyReading>,
  year: number,
): BreakdownResult['outcome'] {
  const names = new Map<string, { readonly name: string; readonly amounts: readonly Fen[][] }>();
  for (const [index, { counted, by }] of parts.entries()) {
    const reading = tallies.get(counted);
    if (!reading) throw new Error(`unknown rule table ${counted}`);
    const problem = countedProblem(policy, reading, year);
    if (problem) return { ok: false, problem };
    if (reading.kind !== 'tally') continue;
    const column = reading.tally.data.indexOf(by);
    for (const { row, fen } of reading.tally.year(year).rows) {
      const value = row.values[column];
      const key = nameKey(value);
      const line = names.get(key) ?? {
        name: typeof value === 'string' ? value : '',
        amounts: parts.map((): Fen[] => []),
      };
      names.set(key, line);
      line.amounts[index]?.push(fen);
    }
  }
  const lines: BreakdownLine[] = [];
  for (const { name, amounts } of names.values()) {
    const sums = amounts.map(sumFen).filter((sum) => sum !== undefined);
    const total = sumFen(sums);
    if (total === undefined || sums.length < amounts.length) return { ok: false, problem: { code: 'out-of-range' } };
    lines.push({ name, amounts: sums, total });
  }
  return { ok: true, lines };
}
