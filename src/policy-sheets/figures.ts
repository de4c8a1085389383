import { fromExcelSerial, parseIsoDate, yearOf, type IsoDate } from '../kernel/dates';
import { Decimal, decimalFromCell, decimalText, parseDecimal } from '../kernel/decimal';
import type { CellValue } from '../ledger/cells';
import { FIRST_LEDGER_YEAR, halfWidth, LAST_LEDGER_YEAR, readDate } from '../ledger/read-cell';
import type { PolicyCell } from './policy-sheet';

/** Longest text that is looked at as a number or a date. */
const LONGEST_FIGURE = 80;
/** More digits than this can't be divided by a hundred without losing some. */
const LONGEST_PERCENTAGE = 30;
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

/** A decimal as a number where a cell's 15 digits hold it, else as its text. */
export function decimalCell(text: string): PolicyCell {
  const value = Number(text);
  const held = Number.isFinite(value) && decimalText(decimalFromCell(value)) === text;
  return held ? { kind: 'number', value } : { kind: 'text', text };
}

/** The canonical decimal in a cell: a number at the digits that the cell shows, «0.5», «1,200», «50%»; else `undefined`. */
export function decimalIn(value: CellValue): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? decimalText(decimalFromCell(value)) : undefined;
  return typeof value === 'string' ? decimalInText(value) : undefined;
}

/** The same in a text. */
export function decimalInText(text: string): string | undefined {
  if (text.length > LONGEST_FIGURE) return undefined;
  let plain = halfWidth(text).trim();
  const isPercentage = plain.endsWith('%') && plain.length <= LONGEST_PERCENTAGE;
  if (isPercentage) plain = plain.slice(0, -1).trimEnd();
  if (GROUPED.test(plain)) plain = plain.replaceAll(',', '');
  const number = parseDecimal(plain);
  return number && decimalText(isPercentage ? number.times(new Decimal('0.01')) : number);
}

/** A date as a date where every spreadsheet knows it, else as its text. */
export function dateCell(date: IsoDate): PolicyCell {
  const year = yearOf(date);
  return year >= FIRST_LEDGER_YEAR && year <= LAST_LEDGER_YEAR ? { kind: 'date', date } : { kind: 'text', text: date };
}

/** The date in a cell; days far ahead are taken as well, for «without end» is often written 9999-12-31. */
export function dateIn(value: CellValue, date1904: boolean): IsoDate | undefined {
  if (typeof value === 'string') {
    const written = parseIsoDate(value.trim());
    if (written) return written;
  }
  const reading = readDate(value, date1904);
  if (reading.kind === 'value') return reading.value;
  const ahead = typeof value === 'number' ? fromExcelSerial(value, date1904) : undefined;
  return ahead !== undefined && yearOf(ahead) > LAST_LEDGER_YEAR ? ahead : undefined;
}
