import { Decimal, ZERO } from '../../kernel/decimal';
import { fenText, fenToYuan, sumFen, yuanText, type Fen } from '../../kernel/money';
import type { LedgerData, LedgerRow } from '../../ledger/read-ledger';
import type { LocalText } from '../../policy/schema';
import type { CountedRow, Tally } from '../../settlement/counted-rows';

type Counted = Extract<CountedRow, { status: 'counted' }>;

/** Which rows of a rule table belong together: those of one category, or, in a ledger without categories, of one rule. */
export interface GroupKey {
  readonly ruleTable: string;
  readonly by: 'category' | 'rule';
  readonly id: string;
}

/** Rows of a year that belong together, with what was entered in them and what of it counts, in exact text. */
export interface CountedGroup {
  readonly key: GroupKey;
  readonly title: LocalText;
  readonly rows: readonly Counted[];
  /** `undefined` past what can be computed exactly. */
  readonly counted: string | undefined;
  readonly entered: string;
  /** What was entered and does not count; «0.00» where a floor makes more count than was entered. */
  readonly notCounted: string;
  /** The same figures as lengths, for bars only. */
  readonly lengths: { readonly counted: number; readonly notCounted: number };
}

/** The rows that a rule table decided in a year, in groups, those with the largest amounts first. */
export function countedGroups(tally: Tally, year: number): readonly CountedGroup[] {
  const groups = new Map<string, Counted[]>();
  for (const row of tally.year(year).rows) {
    const { id } = keyOf(tally, row);
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return [...groups.values()]
    .flatMap((rows) => {
      const [first] = rows;
      return first ? [groupOf(tally, first, rows)] : [];
    })
    .sort((a, b) => total(b) - total(a));
}

/** Tells whether a row belongs to a group. */
export function isInGroup(tally: Tally, row: Counted, key: GroupKey): boolean {
  const own = keyOf(tally, row);
  return own.by === key.by && own.id === key.id && own.ruleTable === key.ruleTable;
}

function keyOf({ table, data }: Tally, { row, rule }: Counted): GroupKey {
  const { category } = data.ledger;
  const name = category === undefined ? undefined : row.values[data.indexOf(category)];
  return typeof name === 'string'
    ? { ruleTable: table.id, by: 'category', id: name }
    : { ruleTable: table.id, by: 'rule', id: rule.id };
}

function groupOf(tally: Tally, first: Counted, rows: readonly Counted[]): CountedGroup {
  const key = keyOf(tally, first);
  const counted = sumFen(rows.map(({ fen }) => fen));
  const entered = rows.reduce((sum, { row }) => sum.plus(enteredIn(tally, row) ?? ZERO), ZERO);
  const countedYuan = counted === undefined ? ZERO : fenToYuan(counted);
  const notCounted = Decimal.max(ZERO, entered.minus(countedYuan));
  return {
    key,
    title: key.by === 'category' ? { zh: key.id, en: key.id } : first.rule.title,
    rows,
    counted: counted === undefined ? undefined : fenText(counted),
    entered: yuanText(entered),
    notCounted: yuanText(notCounted),
    lengths: { counted: Math.max(0, countedYuan.toNumber()), notCounted: notCounted.toNumber() },
  };
}

/** What was entered in a row: the first of the columns that make it an entry. */
function enteredIn({ table, data }: Tally, row: LedgerRow): Decimal | undefined {
  const value = row.values[data.indexOf(table.entered[0] ?? '')];
  return value instanceof Decimal ? value : undefined;
}

/** A row's date, memo or other words that a person knows it by. */
export function rowWords({ data }: { readonly data: LedgerData }, row: LedgerRow): string {
  const { ledger } = data;
  const words = [ledger.memo, ledger.category, ledger.source].flatMap((column) => {
    const value = column === undefined ? null : row.values[data.indexOf(column)];
    return typeof value === 'string' && value !== '' ? [value] : [];
  });
  return words.join(' · ');
}

function total({ lengths }: CountedGroup): number {
  return lengths.counted + lengths.notCounted;
}

/** The sum of counted amounts as text. */
export function sumText(amounts: Iterable<Fen>): string | undefined {
  const sum = sumFen(amounts);
  return sum === undefined ? undefined : fenText(sum);
}
