/** What Excel makes of a value that is written into a cell: as if someone had typed it. */
import { type CellContent } from '../grid/grid-model';

export interface TypedCell {
  readonly content: CellContent;
  /** The format that typing brings with it, for a cell whose format is General. */
  readonly numberFormat?: string;
}

const DAY = 86_400_000;

/** The serial number of a day in the 1900 system; `undefined` if there is no such day. */
export function serialOf(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  if (year < 1900 || year > 9999 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const serial = time / DAY + 25_569;
  // Excel counts a 29 February 1900 that never was.
  return serial < 61 ? serial - 1 : serial;
}

/**
 * `=…` is a formula, and so is what begins with + - @ and is no number; a leading `'` makes the rest text; numbers,
 * percentages, dates and TRUE/FALSE become what they look like. In a cell formatted as text all of it stays text.
 */
export function readTyped(value: unknown, isTextCell: boolean): TypedCell {
  if (value === null || value === undefined) return { content: undefined };
  if (typeof value === 'number' || typeof value === 'boolean') return { content: value };
  if (typeof value !== 'string') return { content: JSON.stringify(value) };
  if (value === '') return { content: null };
  if (isTextCell) return { content: value };
  if (value.startsWith("'")) return { content: value.slice(1) };
  if (value.startsWith('=') && value.length > 1) return { content: { formula: value } };
  const text = value.trim();
  const plain = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?(?:[eE][+-]?\d+)?$/;
  if (/\d/.test(text) && plain.test(text)) {
    return { content: Number(text.replaceAll(',', '')), ...(text.includes(',') && { numberFormat: '#,##0' }) };
  }
  if (/^[+-]?\d+(?:\.\d*)?%$/.test(text)) {
    return { content: Number(text.slice(0, -1)) / 100, numberFormat: text.includes('.') ? '0.00%' : '0%' };
  }
  if (/^(?:true|false)$/i.test(text)) return { content: text.toLowerCase() === 'true' };
  const [, year, month, day] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? [];
  const serial = year === undefined ? undefined : serialOf(Number(year), Number(month), Number(day));
  if (serial !== undefined) return { content: serial, numberFormat: 'yyyy/m/d' };
  const error = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A)$/.exec(text)?.[0];
  if (error !== undefined) return { content: { error: error as '#N/A' } };
  if (/^[+-]./.test(text)) return { content: { formula: `=${text}` } };
  if (/^@./.test(text)) return { content: { formula: `=${text.slice(1)}` } };
  return { content: value };
}
