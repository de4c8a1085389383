import { yearOf, type IsoDate } from '../kernel/dates';
import { decimalText } from '../kernel/decimal';
import { dayOf, type IsoMoment } from '../kernel/moments';
import type { LedgerRow } from '../ledger/read-ledger';
import { columnsOf } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import type { CaseExpectation, Limit, Measure, Rule, RowExpression, RuleTable } from '../policy/schema';
import { excelErrorOf } from './answer';
import type { Books } from './books';
import type { RowTarget, SampleRow } from './case-rows';
import { takeMeasure } from './measures';

/** What an expectation looks at, whatever it expects of it. */
export type Subject = CaseExpectation extends infer E
  ? E extends { readonly value: string }
    ? Omit<E, 'value'>
    : E extends { readonly count: number }
      ? Omit<E, 'count'>
      : never
  : never;

/** Something that speaks of single rows, and what a case looks at to hear it. */
export interface SpeakingTarget extends RowTarget {
  /** Its place in the document. */
  readonly path: string;
  readonly subject: Subject;
  /** What it says of each row of its ledger: the year the row is in and a text that differs where results do. */
  says(books: Books): ReadonlyMap<number, Said>;
}

export interface Said {
  readonly year: number;
  readonly text: string;
}

/** The row of a sample's first cell: under the headings. */
export const FIRST_ROW = 2;

/** Every rule, row limit and measure of a policy, as what rows can be shown to. */
export function targetsOf(policy: Policy): readonly SpeakingTarget[] {
  const { ruleTables, limits, measures } = policy.document;
  return [
    ...ruleTables.flatMap((table, t) =>
      table.rules.flatMap((rule, r) => ruleTarget(policy, table, rule, `ruleTables.${t}.rules.${r}`)),
    ),
    ...limits.flatMap((limit, l) => (limit.kind === 'row' ? rowLimitTarget(policy, limit, `limits.${l}`) : [])),
    ...measures.flatMap((measure, m) => measureTarget(policy, measure, `measures.${m}`)),
  ];
}

function ruleTarget(policy: Policy, table: RuleTable, rule: Rule, path: string): readonly SpeakingTarget[] {
  const ledger = policy.ledgers.get(table.ledger);
  if (!ledger) return [];
  return [
    {
      path,
      ledger,
      own: rule.when,
      others: table.rules.filter((other) => other !== rule).flatMap((other) => other.when),
      expressions: [rule.basis],
      ratios: [rule.ratio],
      date: table.date,
      filled: [...table.entered.slice(0, 1), ...rule.requires.map(({ column }) => column)],
      subject: { counted: table.id },
      says(books) {
        const rows = books.tally(table.id)?.rows ?? [];
        return new Map(
          rows.flatMap((row) => {
            if (row.date === undefined) return [];
            const text = row.status === 'counted' ? String(row.fen) : row.status;
            return [[row.row.row, { year: yearOf(row.date), text }]];
          }),
        );
      },
    },
  ];
}

function rowLimitTarget(
  policy: Policy,
  limit: Extract<Limit, { kind: 'row' }>,
  path: string,
): readonly SpeakingTarget[] {
  const ledger = policy.ledgers.get(limit.ledger);
  if (!ledger) return [];
  const bounds = [limit.atLeast, limit.atMost].filter((part) => part !== undefined);
  const figures = [limit.left, ...(limit.of ? [limit.of] : bounds)];
  return [
    {
      path,
      ledger,
      own: limit.when,
      others: [],
      expressions: figures,
      ratios: limit.of ? bounds : [],
      date: limit.date,
      filled: [],
      subject: { finding: limit.code },
      says(books) {
        const broken = new Map<number, number>();
        for (const { ledger: id, code, row } of books.findings()) {
          if (id === ledger.id && code === limit.code) broken.set(row, (broken.get(row) ?? 0) + 1);
        }
        return saidOfRows(books, ledger.id, limit.date, (row) => String(broken.get(row.row) ?? 0));
      },
    },
  ];
}

function measureTarget(policy: Policy, measure: Measure, path: string): readonly SpeakingTarget[] {
  const ledger = policy.ledgers.get(measure.ledger);
  if (!ledger || measure.kind === 'latest') return [];
  const counts = measure.kind === 'count';
  const expressions: readonly RowExpression[] = counts ? [{ field: measure.value }, measure.atLeast] : [measure.value];
  return [
    {
      path,
      ledger,
      own: [],
      others: [],
      expressions,
      ratios: [],
      date: measure.date,
      filled: counts ? [measure.value] : [...measure.entered.slice(0, 1), ...columnsOf(measure.value)],
      subject: { measure: measure.id },
      says(books) {
        const data = books.ledger(ledger.id);
        // A row that can't be taken would keep the others from being told: each is taken by itself.
        const own = books.policy.measures.get(measure.id);
        return saidOfRows(books, ledger.id, measure.date, (row, year) => {
          if (!data || !own) return '';
          const alone = new Map([[ledger.id, { found: true, data: { ...data, rows: [row] } }] as const]);
          const taken = takeMeasure(books.policy, alone, own, year);
          return taken.ok ? decimalText(taken.value.value) : excelErrorOf(taken.error);
        });
      },
    },
  ];
}

/** What is said of each row of a ledger that has a day. */
function saidOfRows(
  books: Books,
  ledger: string,
  date: string,
  text: (row: LedgerRow, year: number) => string,
): ReadonlyMap<number, Said> {
  const data = books.ledger(ledger);
  if (!data) return new Map();
  const index = data.indexOf(date);
  return new Map(
    data.rows.flatMap((row) => {
      const value = row.values[index];
      if (typeof value !== 'string') return [];
      const year = yearOf(dayOf(value as IsoDate | IsoMoment));
      return [[row.row, { year, text: text(row, year) }]];
    }),
  );
}

/** The rows of a target as a case gives them. */
export function rowInputs({ ledger }: RowTarget, rows: readonly SampleRow[]): { ledger: string; row: SampleRow }[] {
  return rows.map((row) => ({ ledger: ledger.id, row }));
}
