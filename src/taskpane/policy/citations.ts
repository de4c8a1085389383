import type { CellRef } from '../../ledger/finding';
import type { Policy } from '../../policy/policy';
import type { Answer, Limit, Measure, Parameter, PayItem, Rule, RuleTable } from '../../policy/schema';
import type { Books } from '../../settlement/books';
import { clausesOnDate, type CountedRow, type Tally } from '../../settlement/counted-rows';
import { sumText } from '../figures/counted-groups';

/** All in a policy that stands on a clause. */
export interface Citations {
  readonly answers: readonly Answer[];
  readonly parameters: readonly Parameter[];
  readonly rules: readonly { readonly table: RuleTable; readonly rule: Rule }[];
  readonly measures: readonly Measure[];
  readonly limits: readonly Limit[];
  readonly payItems: readonly PayItem[];
}

export function citationsOf(policy: Policy, clause: string): Citations {
  const { document } = policy;
  const cites = ({ clauses }: { readonly clauses: readonly string[] }): boolean => clauses.includes(clause);
  return {
    answers: document.answers.filter(cites),
    parameters: document.parameters.filter(({ values }) => values.some(cites)),
    rules: document.ruleTables.flatMap((table) => table.rules.filter(cites).map((rule) => ({ table, rule }))),
    measures: document.measures.filter(cites),
    limits: document.limits.filter(cites),
    payItems: document.payItems.filter(cites),
  };
}

type Counted = Extract<CountedRow, { status: 'counted' }>;

/** The rows of a year that one rule decided on the strength of a clause. */
export interface CitingRows {
  readonly tally: Tally;
  readonly rule: Rule;
  readonly rows: readonly CitingRow[];
  /** What counts of them in all; `undefined` past what can be computed exactly. */
  readonly counted: string | undefined;
  /** How many of them do not count at all. */
  readonly excluded: number;
}

export interface CitingRow extends CellRef {
  readonly entry: Counted;
}

/** The rows of a year that stand on a clause: those of the rules that cite it on the row's own date. */
export function rowsCiting(books: Books, clause: string, year: number): readonly CitingRows[] {
  const { policy } = books;
  return policy.document.ruleTables.flatMap(({ id }) => {
    const tally = books.tally(id);
    if (!tally) return [];
    const byRule = new Map<Rule, CitingRow[]>();
    for (const entry of tally.year(year).rows) {
      if (!clausesOnDate(policy, entry.rule, entry.date).includes(clause)) continue;
      const { data, table } = tally;
      const cell = data.cellOf(entry.row.row, table.entered[0] ?? table.date);
      const row = { ...cell, entry };
      const known = byRule.get(entry.rule);
      if (known) known.push(row);
      else byRule.set(entry.rule, [row]);
    }
    return [...byRule].map(([rule, rows]) => ({
      tally,
      rule,
      rows,
      counted: sumText(rows.map(({ entry }) => entry.fen)),
      excluded: rows.filter(({ entry }) => !entry.included).length,
    }));
  });
}
