import { lastDayOf } from '../kernel/dates';
import { decimalText } from '../kernel/decimal';
import { allocate, fenToCell, fenToYuan, roundToFen } from '../kernel/money';
import { err, ok, type Result } from '../kernel/result';
import { halfWidth } from '../ledger/read-cell';
import type { Clause } from '../policy/schema';
import { hasDates1904 } from './answer-functions';
import type { CallContext } from './call-context';
import { cellText, type Argument, type CellScalar } from './cell-values';
import type { FunctionProblem } from './function-problem';
import { nearestName } from './nearest-name';
import { readDateArgument, readName, readNumber, readWeights } from './read-arguments';

/**
 * Splits a pool by weights; the shares sum to it to the fen and have the weights' shape. Refuses a pool with fractions of
 * a fen (no shares could sum to it), a negative weight, and weights that are all 0.
 */
export function allocateFunction(
  args: readonly Argument[],
): Result<readonly (readonly CellScalar[])[], FunctionProblem> {
  const pool = readNumber('pool', args[0]);
  if (!pool.ok) return pool;
  const weights = readWeights('weights', args[1]);
  if (!weights.ok) return weights;
  const fen = roundToFen(pool.value);
  if (!fenToYuan(fen).equals(pool.value)) return err({ code: 'pool-not-whole-fen', value: decimalText(pool.value) });
  const shares = allocate(fen, weights.value.flat());
  // Negative and missing weights were refused with their place.
  if (!shares.ok) return err({ code: 'weights-sum-to-zero' });
  let next = 0;
  return ok(
    weights.value.map((row) =>
      row.map(() => {
        const share = shares.value[next];
        next += 1;
        if (share === undefined) throw new Error('fewer shares than weights');
        return fenToCell(share);
      }),
    ),
  );
}

/** A parameter's value on a date, by its id or title; #N/A where the policy sets none. Never a zero. */
export function policyValueFunction(args: readonly Argument[], context: CallContext): Result<number, FunctionProblem> {
  const { policy, books } = context;
  const name = readName('parameter', args[0]);
  if (!name.ok) return name;
  const wanted = name.value.toLowerCase();
  const parameter = policy.document.parameters.find(({ id, title }) =>
    [id, title.zh, title.en].some((each) => halfWidth(each).toLowerCase() === wanted),
  );
  if (!parameter) {
    const ids = policy.document.parameters.map(({ id }) => id);
    return err({ code: 'parameter-unknown', value: name.value, nearest: nearestName(name.value, ids) });
  }
  const given = readDateArgument('date', args[1], hasDates1904(context));
  if (!given.ok) return given;
  if (given.value === undefined && books?.policyYear === undefined) return err({ code: 'year-missing' });
  const date = given.value ?? lastDayOf(books?.policyYear ?? 0);
  const dated = policy.valueAt(parameter.id, date);
  return dated
    ? ok(dated.value.toNumber())
    : err({
        code: 'answer-problem',
        problem: { code: 'parameter-missing', parameter: parameter.id, title: parameter.title, date },
      });
}

/** A clause's own words, by its number («六.2.5») or its place in print («六、2.(5)»). */
export function clauseTextFunction(
  args: readonly Argument[],
  { policy }: CallContext,
): Result<string, FunctionProblem> {
  const name = readName('id', args[0]);
  if (!name.ok) return name;
  const wanted = plainNumber(name.value);
  const { clauses } = policy.document;
  const clause = clauses.find((candidate: Clause) =>
    [candidate.id, candidate.article].some((number) => plainNumber(number) === wanted),
  );
  if (clause) return ok(cellText(clause.text));
  const ids = clauses.map(({ id }) => id);
  return err({ code: 'clause-unknown', value: name.value, nearest: nearestName(wanted, ids) });
}

/** Clause numbers are compared without spaces and differences of width. */
function plainNumber(number: string): string {
  return halfWidth(number).replace(/\s/g, '');
}
