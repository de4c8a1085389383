import { Decimal, decimalText } from '../kernel/decimal';
import { allocate, type AllocationProblem, type Fen } from '../kernel/money';
import type { CellRef } from '../ledger/finding';
import type { Distribution } from '../policy/schema';
import type { AnswerProblem } from './answer';
import type { AnswerSheet } from './answers';
import { cellRef, dataOf, type Ledgers } from './ledgers';
import { isInForce } from './year-limits';

/** One person's part of a distributed answer; `weight` is plain decimal text. */
export interface Share extends CellRef {
  readonly label: string;
  readonly weight: string;
  readonly fen: Fen;
}

/** How an answer is split among the rows of a ledger: shares that sum to it to the fen, or why it can't be split. */
export interface DistributionResult {
  readonly answer: string;
  readonly clauses: readonly string[];
  readonly outcome:
    | { readonly ok: true; readonly shares: readonly Share[] }
    | { readonly ok: false; readonly problem: AnswerProblem | AllocationProblem };
}

/** Splits an answer by the weights of a ledger's rows in force; `undefined` where nobody has entered a weight. */
export function distribute(
  distribution: Distribution,
  ledgers: Ledgers,
  sheet: AnswerSheet,
  year: number,
): DistributionResult | undefined {
  const data = dataOf(ledgers, distribution.ledger);
  if (!data) return undefined;
  const weightIndex = data.indexOf(distribution.weight);
  const labelIndex = data.indexOf(distribution.label);
  const weighted = data.rows.flatMap((row) => {
    const weight = row.values[weightIndex];
    return weight instanceof Decimal && isInForce(data, row, distribution, year) ? [{ row, weight }] : [];
  });
  if (weighted.length === 0) return undefined;
  const { answer, clauses } = distribution;
  const deciding = new Set([distribution.weight, distribution.inForceFrom, distribution.inForceTo]);
  const unreadable = data.rows.flatMap((row) =>
    row.blockers.filter((blocker) => deciding.has(blocker.column)).map(({ sheet, cell }) => ({ sheet, cell })),
  );
  if (unreadable.length > 0) {
    return { answer, clauses, outcome: { ok: false, problem: { code: 'rows-blocked', cells: unreadable } } };
  }
  const { value } = sheet.answer(answer);
  if (!value.ok) return { answer, clauses, outcome: { ok: false, problem: value.problem } };
  const shares = allocate(
    value.fen,
    weighted.map(({ weight }) => weight),
  );
  if (!shares.ok) return { answer, clauses, outcome: { ok: false, problem: shares.error } };
  return {
    answer,
    clauses,
    outcome: {
      ok: true,
      shares: weighted.map(({ row, weight }, index) => {
        const label = row.values[labelIndex];
        return {
          ...cellRef(data, row, distribution.weight),
          label: typeof label === 'string' ? label : '',
          weight: decimalText(weight),
          fen: shares.value[index] ?? (0 as Fen),
        };
      }),
    },
  };
}
