import { ZERO, type Decimal } from '../../kernel/decimal';
import { readAmount } from '../read-cell';
import type { HeadingRef, RowCondition } from './connection';
import { accountKey } from './accounts';
import { columnIn, entryRows, type Candidate, type CandidateColumn, type SheetList } from './candidates';
import { textAt } from './list-head';
import { BALANCE, meantHeading } from './vocabulary';

/** A figure that a block would read from a row. */
export interface FigureRow {
  readonly list: SheetList;
  readonly row: number;
  readonly amount: Decimal;
}

/** The rows of a candidate that bear a figure in these columns and meet these conditions. */
export function* figureRows(
  candidate: Candidate,
  figures: {
    readonly plus: readonly HeadingRef[];
    readonly minus: readonly HeadingRef[];
    readonly zeroIsBlank?: boolean;
  },
  conditions: readonly RowCondition[],
): Generator<FigureRow> {
  for (const list of candidate.lists) {
    for (const row of entryRows(list)) {
      if (!conditions.every((condition) => meets(list, row, condition))) continue;
      const plus = sumOf(list, row, figures.plus);
      const minus = sumOf(list, row, figures.minus);
      if (plus === undefined && minus === undefined) continue;
      const amount = (plus ?? ZERO).minus(minus ?? ZERO);
      if (figures.zeroIsBlank !== true || !amount.isZero()) yield { list, row, amount };
    }
  }
}

function meets(list: SheetList, row: number, condition: RowCondition): boolean {
  const value = list.cells.seen(row, columnIn(list, condition.heading));
  if (condition.kind === 'sign') {
    const amount = readAmount(value);
    if (amount.kind !== 'value') return false;
    return condition.sign === 'positive' ? amount.value.greaterThan(ZERO) : amount.value.lessThan(ZERO);
  }
  const text = accountKey(textAt(value));
  const words = condition.words.map(accountKey);
  return condition.kind === 'one-of' ? words.includes(text) : !words.some((word) => text.includes(word));
}

function sumOf(list: SheetList, row: number, headings: readonly HeadingRef[]): Decimal | undefined {
  let sum: Decimal | undefined;
  for (const heading of headings) {
    const amount = readAmount(list.cells.own(row, columnIn(list, heading)));
    if (amount.kind === 'value') sum = (sum ?? ZERO).plus(amount.value);
  }
  return sum;
}

/** A row's text under a heading. */
export function textUnder({ list, row }: Pick<FigureRow, 'list' | 'row'>, heading: HeadingRef): string {
  return textAt(list.cells.seen(row, columnIn(list, heading)));
}

/** A running balance must agree with so many rows before it says anything. */
const ROWS_TO_AGREE = 3;
const AGREEING = 0.8;

/**
 * Which of two columns adds to the running balance beside them: of a bank's statement the credits, of the company's own
 * cash book the debits. Statements are listed from the newest down as often as from the oldest. `undefined` where there is
 * no balance, or where it follows neither.
 */
export function sideThatAdds(
  candidate: Candidate,
  first: CandidateColumn,
  second: CandidateColumn,
): 'first' | 'second' | undefined {
  const balance = candidate.columns.find(({ heading }) => BALANCE.has(meantHeading(heading.text).own));
  if (!balance) return undefined;
  const agreed = { first: 0, second: 0 };
  let moved = 0;
  for (const list of candidate.lists) {
    const rows = [...entryRows(list)].map((row) => ({
      balance: sumOf(list, row, [balance.heading]),
      by: (sumOf(list, row, [first.heading]) ?? ZERO).minus(sumOf(list, row, [second.heading]) ?? ZERO),
    }));
    for (let index = 1; index < rows.length; index += 1) {
      const [above, here] = [rows[index - 1], rows[index]];
      if (!above?.balance || !here?.balance) continue;
      const step = here.balance.minus(above.balance);
      if (step.isZero()) continue;
      moved += 1;
      if (step.equals(here.by) || step.equals(above.by.negated())) agreed.first += 1;
      if (step.equals(here.by.negated()) || step.equals(above.by)) agreed.second += 1;
    }
  }
  if (moved < ROWS_TO_AGREE) return undefined;
  const side = agreed.first >= agreed.second ? 'first' : 'second';
  const other = side === 'first' ? 'second' : 'first';
  return agreed[side] >= moved * AGREEING && agreed[other] < moved * AGREEING ? side : undefined;
}
