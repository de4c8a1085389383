import { type Decimal, decimalText, parseDecimal } from '../kernel/decimal';

/** Decimal places of a percentage or a discount in a sentence; what follows is cut off, so that «below» stays true. */
const SHOWN_PLACES = 2;

/**
 * An amount with thousands separators and at least two decimals: «1234.5» → «1,234.50». No digit is ever dropped; text
 * that is no plain decimal is returned as it is.
 */
export function shownAmount(text: string): string {
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!parts) return text;
  const [, sign = '', whole = '', fraction = ''] = parts;
  return `${sign}${grouped(whole)}.${fraction.padEnd(2, '0')}`;
}

/** A number with thousands separators: «52300» → «52,300». Text that is no plain decimal is returned as it is. */
export function shownNumber(text: string): string {
  const parts = /^([+-]?)(\d+)(\.\d+)?$/.exec(text);
  if (!parts) return text;
  const [, sign = '', whole = '', fraction = ''] = parts;
  return `${sign}${grouped(whole)}${fraction}`;
}

/** A ratio in per cent: «0.4» → «40%». */
export function shownPercent(text: string): string {
  const ratio = parseDecimal(text);
  return ratio ? `${cut(ratio.times(100))}%` : text;
}

/** A ratio as a Chinese discount: «0.45» → «4.5 折». */
export function shownDiscount(text: string): string {
  const ratio = parseDecimal(text);
  return ratio ? `${cut(ratio.times(10))} 折` : text;
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function cut(value: Decimal): string {
  const text = decimalText(value);
  const point = text.indexOf('.');
  if (point < 0) return text;
  return text.slice(0, point + 1 + SHOWN_PLACES).replace(/\.?0+$/, '');
}
