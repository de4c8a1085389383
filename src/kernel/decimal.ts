import DecimalJs from 'decimal.js';

/**
 * Exact decimal arithmetic for ratios and amounts before they are rounded.
 * 40 significant digits hold any product of two 15-digit cells exactly; the constructor is a private clone,
 * so no other code's global configuration of decimal.js can change a result.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -40,
  toExpPos: 60,
  minE: -9e15,
  maxE: 9e15,
});
export type Decimal = DecimalJs;

/** Zero and one, shared: decimals are immutable. */
export const ZERO: Decimal = new Decimal(0);
export const ONE: Decimal = new Decimal(1);

/** Digits that a spreadsheet cell really holds; what stands behind them in a binary double is conversion noise. */
const CELL_DIGITS = 15;

/**
 * The decimal that a spreadsheet shows for a numeric cell: its 15 significant digits.
 * `8827.309999999999` (what a program wrote for 8,827.31) reads as 8827.31, so that half a fen falls where a person
 * with a pencil puts it. Boundary: the argument must be finite.
 */
export function decimalFromCell(value: number): Decimal {
  if (Number.isSafeInteger(value)) return new Decimal(value);
  const asWritten = new Decimal(value);
  // Read from text a decimal keeps room for seventeen words; a copy is half as large, and ledgers keep one a cell.
  return asWritten.precision() <= CELL_DIGITS ? new Decimal(asWritten) : asWritten.toSignificantDigits(CELL_DIGITS);
}

const DECIMAL_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/** Reads a plain decimal («0.5», «-12», no exponent, no separators); anything else is `undefined`. */
export function parseDecimal(text: string): Decimal | undefined {
  const trimmed = text.trim();
  return DECIMAL_TEXT.test(trimmed) && trimmed.length <= 60 ? new Decimal(trimmed) : undefined;
}

/** The canonical text of a decimal: no exponent, no trailing zeros, «-0» is «0». */
export function decimalText(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}
