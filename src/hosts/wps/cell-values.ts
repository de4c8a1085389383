import type { CellValue } from '../../ledger/cells';
import { errorOfNumber } from './error-numbers';
import { failed, numberOf } from './told';

/** Whether a value is one of the numbers that stand for errors. */
export function mayBeError(value: unknown): value is number {
  return typeof value === 'number' && errorOfNumber(value) !== undefined;
}

/**
 * A cell as `Value2` tells it, and as `Formula` does where that number could be an error: a constant that happens to be the
 * very number is told as itself there, an error never. Blank cells are `null`, `undefined` or `''`.
 */
export function cellValue(value: unknown, formula: unknown): CellValue {
  if (value === null || value === undefined || value === '') return null;
  if (mayBeError(value) && String(formula) !== String(value)) return { fault: errorOfNumber(value) ?? '' };
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  throw failed('Range.Value2', typeof value);
}

/** `0xBBGGRR` as `#RRGGBB`. */
export function colorText(told: unknown): string {
  const color = numberOf(told, 'Interior.Color');
  const parts = [color & 0xff, (color >> 8) & 0xff, (color >> 16) & 0xff];
  return `#${parts.map((part) => part.toString(16).padStart(2, '0').toUpperCase()).join('')}`;
}

/** `#RRGGBB` as `0xBBGGRR`. */
export function colorNumber(color: string): number {
  const rgb = Number.parseInt(color.slice(1), 16);
  return ((rgb & 0xff) << 16) | (rgb & 0xff00) | ((rgb >> 16) & 0xff);
}
