import { Decimal, decimalText } from './decimal';
import { err, ok, type Result } from './result';

/**
 * An amount of money in whole fen (1/100 yuan), a safe integer.
 * Sums of fen are exact; the type keeps yuan and fen from being mixed up.
 */
export type Fen = number & { readonly __unit: 'fen' };

export const ZERO_FEN = 0 as Fen;

const FEN_PER_YUAN = 100;
const FEN_DIGITS = 2;

/**
 * The one rounding of the product: yuan to whole fen, half up, away from zero (1.005 → 1.01, −1.005 → −1.01).
 * Source: spec policy, «Each counted ledger row is rounded to 0.01, half up (away from zero)».
 * Boundary: throws RangeError beyond ±90,071,992,547,409.91 yuan, where fen are no safe integer any more; ledger cells
 * are refused long before that.
 */
export function roundToFen(yuan: Decimal): Fen {
  // Rounded before anything is multiplied: a product keeps 40 digits only and could round 0.00499…9 up to the half.
  // Most amounts are whole fen already, and rounding those would only copy them.
  const rounded = yuan.decimalPlaces() <= FEN_DIGITS ? yuan : yuan.toDecimalPlaces(FEN_DIGITS, Decimal.ROUND_HALF_UP);
  const fen = rounded.times(FEN_PER_YUAN).toNumber();
  if (!Number.isSafeInteger(fen)) throw new RangeError(`amount out of range: ${yuan.toString()}`);
  return (fen === 0 ? 0 : fen) as Fen;
}

/** The largest amount, in yuan, whose fen are safe integers. */
const LARGEST_YUAN = new Decimal('90071992547409.91');

/** Tells whether an amount can be held in fen at all; whoever multiplies by a policy's numbers asks before rounding. */
export function fitsFen(yuan: Decimal): boolean {
  // Fewer digits before the point always fit; comparing instead would make two more decimals for every row.
  return yuan.e < LARGEST_YUAN.e || yuan.abs().lessThanOrEqualTo(LARGEST_YUAN);
}

/** Fen as yuan, exact. */
export function fenToYuan(fen: Fen): Decimal {
  return new Decimal(fen).dividedBy(FEN_PER_YUAN);
}

/** Fen as yuan with two decimals and no separators: `-385000` → «-3850.00». */
export function fenText(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** An amount in yuan with two decimals, or with as many as it has where it is no whole fen. */
export function yuanText(amount: Decimal): string {
  const [whole = '0', decimals = ''] = decimalText(amount).split('.');
  return `${whole}.${decimals.padEnd(2, '0')}`;
}

/** Fen as the double a cell holds: the nearest to the exact yuan, so that a cell shows the same two decimals. */
export function fenToCell(fen: Fen): number {
  return Number(fenText(fen));
}

/**
 * The exact sum, or `undefined` when it is no safe integer (more than 90 trillion yuan). The order changes nothing: what
 * the sum comes to on the way may be larger.
 */
export function sumFen(amounts: Iterable<Fen>): Fen | undefined {
  let total = 0;
  let setAside = 0n;
  for (const amount of amounts) {
    const sum = total + amount;
    if (Number.isSafeInteger(sum)) {
      total = sum;
    } else {
      setAside += BigInt(total);
      total = amount;
    }
  }
  if (setAside !== 0n) total = Number(setAside + BigInt(total));
  return Number.isSafeInteger(total) ? (total as Fen) : undefined;
}

/** Why a pool can't be split. */
export type AllocationProblem =
  | { readonly code: 'no-weights' }
  | { readonly code: 'negative-weight'; readonly index: number; readonly weight: string }
  | { readonly code: 'weights-sum-to-zero' };

/**
 * Splits a pool in proportion to weights so that the shares sum to the pool to the fen (clause 六.1, the filed
 * distribution of the team share). Largest remainder; a tie goes to the earlier. Each share differs from the exact one by
 * less than one fen. A negative pool is split like its absolute value, with the sign put back.
 *
 * @param pool whole fen
 * @param weights not negative, at least one above zero; any unit
 */
export function allocate(pool: Fen, weights: readonly Decimal[]): Result<Fen[], AllocationProblem> {
  if (weights.length === 0) return err({ code: 'no-weights' });
  const negative = weights.findIndex((weight) => weight.isNegative() && !weight.isZero());
  if (negative >= 0) {
    return err({ code: 'negative-weight', index: negative, weight: String(weights[negative]) });
  }
  const total = weights.reduce((sum, weight) => sum.plus(weight), new Decimal(0));
  if (total.isZero()) return err({ code: 'weights-sum-to-zero' });

  const size = Math.abs(pool);
  const parts = weights.map((weight, index) => {
    // Whole part and remainder by integer division of the product, so that no quotient is ever truncated.
    const product = weight.times(size);
    const whole = product.divToInt(total);
    return { index, whole: whole.toNumber(), remainder: product.minus(whole.times(total)) };
  });
  let left = size - parts.reduce((sum, part) => sum + part.whole, 0);
  const shares = parts.map((part) => part.whole);
  const byRemainder = [...parts].sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  for (const part of byRemainder) {
    if (left === 0) break;
    shares[part.index] = part.whole + 1;
    left -= 1;
  }
  return ok(shares.map((share) => (pool < 0 && share !== 0 ? -share : share) as Fen));
}
