import { isoDate, toExcelSerial } from '../../kernel/dates';
import { isFault, type CellValue } from '../cells';
import { FIRST_LEDGER_YEAR, LAST_LEDGER_YEAR, halfWidth, readDate } from '../read-cell';

/** A month and a day, or a day alone: what a date says that leaves out what the sheet says already. */
export interface PartialDate {
  readonly month: number | undefined;
  readonly day: number;
}

const MONTH_AND_DAY = /^(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?$/;
const DAY_ALONE = /^(\d{1,2})[日号]?$/;

/** Reads «3月5日», «03-05», «3/5», «3.5», «5日» or 5; `undefined` for all else. */
export function readPartialDate(value: CellValue | undefined): PartialDate | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (typeof value === 'number' && (!Number.isFinite(value) || value < 1)) return undefined;
  const plain = halfWidth(String(value)).replace(/\s/g, '');
  const both = MONTH_AND_DAY.exec(plain);
  // A number with a point is a figure: «3.10» typed as a number has lost its nought, and 3.1 may be either day.
  if (both && typeof value === 'string') return inCalendar(Number(both[1]), Number(both[2]));
  const alone = DAY_ALONE.exec(plain);
  return alone ? inCalendar(undefined, Number(alone[1])) : undefined;
}

function inCalendar(month: number | undefined, day: number): PartialDate | undefined {
  // A leap year has every day that there can be.
  return isoDate(2000, month ?? 1, day) ? { month, day } : undefined;
}

/** A whole date where the cell holds one, or the partial one made whole; the cell as it stands where neither can be done. */
export function wholeDate(
  value: CellValue,
  year: number | undefined,
  month: number | undefined,
  date1904: boolean,
): CellValue {
  const partial = readPartialDate(value);
  const isWhole = partial === undefined || (typeof value === 'number' && value > 31);
  if (isWhole && readDate(value, date1904).kind !== 'invalid') return value;
  if (!partial) return value;
  return serialOf(year, partial.month ?? month, partial.day, date1904) ?? value;
}

/** The day's number in the workbook's own date system. */
export function serialOf(
  year: number | undefined,
  month: number | undefined,
  day: number | undefined,
  date1904: boolean,
): number | undefined {
  const date = isoDate(year ?? 0, month ?? 0, day ?? 0);
  return date === undefined ? undefined : toExcelSerial(date, date1904);
}

/** A year, month or day that stands in a column of its own: 2016, «2016年», «3月», «三月», 5, «5日». */
export function readDatePart(value: CellValue | undefined, part: 'year' | 'month' | 'day'): number | undefined {
  if (value === null || value === undefined || isFault(value) || typeof value === 'boolean') return undefined;
  const plain = halfWidth(String(value)).replace(/\s/g, '').replace(SUFFIX[part], '');
  const number = /^\d{1,4}$/.test(plain) ? Number(plain) : part === 'month' ? MONTH_NAMES.indexOf(plain) + 1 : 0;
  const [first, last] = BOUNDS[part];
  return number >= first && number <= last ? number : undefined;
}

const SUFFIX = { year: /年度?$/, month: /月份?$/, day: /[日号]$/ } as const;
const BOUNDS = { year: [FIRST_LEDGER_YEAR, LAST_LEDGER_YEAR], month: [1, 12], day: [1, 31] } as const;

/** Months as people write them. */
const MONTH_NAMES: readonly string[] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** The year that a text speaks of, «2016年度收支明细», «截至2016.12»; `undefined` for none and for two different ones. */
export function yearIn(text: string): number | undefined {
  const found = [...halfWidth(text).matchAll(/(?<!\d)((?:19|20)\d{2})(?=年|[-/.]\d|度|$|[^\d])/g)].map((match) =>
    Number(match[1]),
  );
  const years = new Set(found.filter((year) => year >= FIRST_LEDGER_YEAR && year <= LAST_LEDGER_YEAR));
  const [only, second] = years;
  return second === undefined ? only : undefined;
}

/** What a sheet's name says by a pattern: «{n}» stands for a month, «{y}» for a year; `undefined` where it fits not. */
export function readSheetName(
  pattern: string,
  name: string,
): { readonly month: number | undefined; readonly year: number | undefined } | undefined {
  const match = patternExpression(pattern).exec(halfWidth(name).trim());
  if (!match) return undefined;
  const { n, y } = match.groups ?? {};
  const month = n === undefined ? undefined : readDatePart(n, 'month');
  if (n !== undefined && month === undefined) return undefined;
  return { month, year: y === undefined ? undefined : Number(y) };
}

function patternExpression(pattern: string): RegExp {
  let named = { n: false, y: false };
  const source = halfWidth(pattern)
    .trim()
    .split(/(\{[ny]\})/)
    .map((part) => {
      if (part === '{n}' && !named.n) {
        named = { ...named, n: true };
        return `(?<n>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])`;
      }
      if (part === '{y}' && !named.y) {
        named = { ...named, y: true };
        return '(?<y>(?:19|20)\\d{2})';
      }
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
  return new RegExp(`^${source.join('')}$`, 'i');
}
