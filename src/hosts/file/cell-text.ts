import { detached } from './detached-text';
import { overLimit } from './read-problem';
import type { ReadLimits } from './read-limits';

const ESCAPED_UNIT = /_x([0-9A-Fa-f]{4})_/g;

/** Undoes the _xHHHH_ escapes by which OOXML writes what XML cannot: «_x000D_» is a carriage return, «_x005F_» is «_». */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(ESCAPED_UNIT, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * The texts of one workbook, each kept once: 100,000 cells «广告费» hold one text between them.
 * Refuses (ReadRefusal) a text, or a sum of texts, that is longer than the limits.
 */
export class TextPool {
  private readonly texts = new Map<string, string>();
  private total = 0;

  constructor(private readonly limits: ReadLimits) {}

  /** The text of a cell, from what the file writes: unescaped and kept once. `part` is named if it is refused. */
  text(written: string, part: string): string {
    const known = this.texts.get(written);
    if (known !== undefined) return known;
    const { textLength, textTotal } = this.limits;
    if (written.length > textLength) throw overLimit('textLength', textLength, part);
    this.total += written.length;
    if (this.total > textTotal) throw overLimit('textTotal', textTotal, part);
    const own = detached(written);
    const text = unescapeText(own);
    this.texts.set(own, text);
    return text;
  }
}

const ISO_MOMENT =
  /^(?:(\d{4})-(\d{2})-(\d{2})(?:T(?=\d)|$))?(?:(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const DAY = 86_400_000;
const DAY_ZERO_1900 = Date.UTC(1899, 11, 30);
const DAY_ZERO_1904 = Date.UTC(1904, 0, 1);

/**
 * The serial number of an ISO 8601 date («2016-03-05»), moment («2016-03-05T12:30:00») or time («12:30:00»), in days
 * since the workbook's day 0. A zone is passed over: the cell shows the time as it is written. Undefined if the text is
 * no such date or names a day that does not exist.
 */
export function serialOfIsoDate(text: string, date1904: boolean): number | undefined {
  const match = text === '' ? null : ISO_MOMENT.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) >= 60) return undefined;
  if (year === undefined || month === undefined || day === undefined) return seconds / 86_400;
  const moment = new Date(0);
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (moment.getUTCMonth() !== Number(month) - 1 || moment.getUTCDate() !== Number(day)) return undefined;
  return (moment.getTime() - (date1904 ? DAY_ZERO_1904 : DAY_ZERO_1900)) / DAY + seconds / 86_400;
}
