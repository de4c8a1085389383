import { fromExcelSerial, isoDate, yearOf, type IsoDate } from '../kernel/dates';
import { Decimal, decimalFromCell } from '../kernel/decimal';
import { dayOf, isoMoment, momentFromExcelSerial, type IsoMoment } from '../kernel/moments';
import { isFault, type CellValue } from './cells';

/**
 * A cell read as what its column holds. `asText` is told when the cell held text that had to be interpreted, so that the
 * reader can say so; `invalid` carries the offending value.
 */
export type CellReading<T> =
  | { readonly kind: 'blank' }
  | { readonly kind: 'value'; readonly value: T; readonly asText: boolean }
  | { readonly kind: 'invalid'; readonly shown: string; readonly reason?: 'too-large' | 'out-of-range' };

const BLANK = { kind: 'blank' } as const;

/** Amounts of ten trillion yuan and more can't show their fen in a cell's 15 digits, so they are refused. */
const AMOUNT_LIMIT = new Decimal('10000000000000');

/** Longest cell text that is looked at as an amount or a date. */
const LONGEST_FIGURE = 60;

/** A cell's value as text for messages and for text columns. */
export function shownValue(value: CellValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (isFault(value)) return value.fault;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'number' ? String(value) : value;
}

/** The trimmed text of a cell, `null` when blank; a fault's name where a formula failed. */
export function readText(value: CellValue | undefined): string | null {
  const text = shownValue(value).trim();
  return text === '' ? null : text;
}

/**
 * An amount or a count. Numbers are taken at the 15 digits a cell shows; text is read as people write amounts: full-width
 * digits, ¥ or 元, thousands separators, brackets for negatives, 万. Errors, TRUE and any other text are invalid.
 */
export function readAmount(value: CellValue | undefined): CellReading<Decimal> {
  if (value === null || value === undefined) return BLANK;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return { kind: 'invalid', shown: String(value) };
    return withinLimit(decimalFromCell(value), value, false);
  }
  if (typeof value !== 'string') return { kind: 'invalid', shown: shownValue(value) };
  if (value.trim() === '') return BLANK;
  const amount = value.length > LONGEST_FIGURE ? undefined : amountFromText(value);
  return amount ? withinLimit(amount, value, true) : { kind: 'invalid', shown: value };
}

function withinLimit(amount: Decimal, cell: number | string, asText: boolean): CellReading<Decimal> {
  // The limit is a power of ten, so that the digits before the point decide; most cells are compared with nothing.
  if (amount.e < AMOUNT_LIMIT.e) return { kind: 'value', value: amount, asText };
  return { kind: 'invalid', shown: String(cell), reason: 'too-large' };
}

const CURRENCY = /^(?:人民币|CNY|RMB|￥|¥)|(?:元整|元|圆)$/i;
const GROUPED_OR_PLAIN = /^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?$/;

function amountFromText(text: string): Decimal | undefined {
  // A space between digits may group thousands («1 200»); it never joins two figures («12 34»).
  let rest = halfWidth(text)
    .replace(/(\d)\s+(?=\d)/g, '$1,')
    .replace(/\s/g, '');
  let negative = false;
  const bracketed = /^\((.+)\)$/.exec(rest);
  if (bracketed?.[1] !== undefined) {
    negative = true;
    rest = bracketed[1];
  }
  // The sign may stand before or after the currency: «-¥5», «¥-5».
  let signed = false;
  for (let pass = 0; pass < 2; pass += 1) {
    const sign = /^[+-]/.exec(rest);
    if (sign) {
      if (signed || negative) return undefined;
      signed = true;
      negative = sign[0] === '-';
      rest = rest.slice(1);
    }
    rest = rest.replace(CURRENCY, '');
  }
  rest = rest.replace(CURRENCY, '');
  const inTenThousands = rest.endsWith('万');
  if (inTenThousands) rest = rest.slice(0, -1);
  if (!/\d/.test(rest) || !GROUPED_OR_PLAIN.test(rest)) return undefined;
  const size = new Decimal(rest.replaceAll(',', '')).times(inTenThousands ? 10_000 : 1);
  return negative ? size.negated() : size;
}

/** Earliest and latest year that a ledger date may bear; «2016» typed as a number would otherwise read as 1905-07-08. */
export const FIRST_LEDGER_YEAR = 1950;
export const LAST_LEDGER_YEAR = 2099;

/** Serial numbers repeat a great deal within a ledger; their dates are worked out once. */
const serialDates = [new Map<number, IsoDate | undefined>(), new Map<number, IsoDate | undefined>()] as const;
const MOST_SERIALS = 60_000;

/**
 * A date. Numbers are Excel serials of the workbook's date system (times of day dropped), or 20160305 as eight digits;
 * text is read as «2016年3月5日», «2016/3/5», «2016-3-5», «2016.3.5», «20160305», with or without a time of day. Dates before
 * 1950 and after 2099 are invalid.
 */
export function readDate(value: CellValue | undefined, date1904: boolean): CellReading<IsoDate> {
  if (value === null || value === undefined) return BLANK;
  if (typeof value === 'number') {
    const fromSerial = dateOfSerial(value, date1904);
    if (fromSerial && isPlausible(fromSerial)) return { kind: 'value', value: fromSerial, asText: false };
    const fromDigits = Number.isInteger(value) ? dateFromText(String(value)) : undefined;
    if (fromDigits) return dateInText(fromDigits);
    return fromSerial ? outOfRange(fromSerial) : { kind: 'invalid', shown: String(value) };
  }
  if (typeof value !== 'string') return { kind: 'invalid', shown: shownValue(value) };
  if (value.trim() === '') return BLANK;
  const date = value.length > LONGEST_FIGURE ? undefined : dateFromText(value);
  return date ? dateInText(date) : { kind: 'invalid', shown: value };
}

function dateInText(date: IsoDate): CellReading<IsoDate> {
  return isPlausible(date) ? { kind: 'value', value: date, asText: true } : outOfRange(date);
}

function outOfRange(time: IsoDate | IsoMoment): CellReading<never> {
  return { kind: 'invalid', shown: time, reason: 'out-of-range' };
}

function dateOfSerial(serial: number, date1904: boolean): IsoDate | undefined {
  const known = serialDates[date1904 ? 1 : 0];
  const day = Math.floor(serial);
  if (known.has(day)) return known.get(day);
  const date = fromExcelSerial(day, date1904);
  if (known.size < MOST_SERIALS) known.set(day, date);
  return date;
}

const SEPARATED_DATE = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const CHINESE_DATE = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/;
const EIGHT_DIGITS = /^(\d{4})(\d{2})(\d{2})$/;
const TIME_OF_DAY = /(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/;

function dateFromText(text: string): IsoDate | undefined {
  const plain = halfWidth(text).trim().replace(TIME_OF_DAY, '').replace(/\s/g, '');
  const separated = SEPARATED_DATE.exec(plain);
  if (separated) return dateOf(separated[1], separated[3], separated[4]);
  const joined = CHINESE_DATE.exec(plain) ?? EIGHT_DIGITS.exec(plain);
  return joined ? dateOf(joined[1], joined[2], joined[3]) : undefined;
}

function dateOf(year?: string, month?: string, day?: string): IsoDate | undefined {
  return isoDate(Number(year), Number(month), Number(day));
}

/**
 * A date with a time of day, to the second. Numbers are Excel serials; text is read as dates are, followed by «14:30»,
 * «14:30:05», «14时30分», «下午2:30» or «2:30 PM». A date alone is its 0:00. A time with a zone is invalid: which hour
 * the clock on the wall showed can't be known.
 */
export function readMoment(value: CellValue | undefined, date1904: boolean): CellReading<IsoMoment> {
  if (value === null || value === undefined) return BLANK;
  if (typeof value === 'string') {
    if (value.trim() === '') return BLANK;
    const moment = value.length > LONGEST_FIGURE ? undefined : momentFromText(value);
    return moment ? plausibleMoment(moment, true) : { kind: 'invalid', shown: value };
  }
  if (typeof value !== 'number') return { kind: 'invalid', shown: shownValue(value) };
  const fromSerial = momentFromExcelSerial(value, date1904);
  if (fromSerial && isPlausible(dayOf(fromSerial))) return plausibleMoment(fromSerial, false);
  const fromDigits = Number.isInteger(value) ? momentFromText(String(value)) : undefined;
  if (fromDigits) return plausibleMoment(fromDigits, true);
  return fromSerial ? plausibleMoment(fromSerial, false) : { kind: 'invalid', shown: String(value) };
}

function plausibleMoment(value: IsoMoment, asText: boolean): CellReading<IsoMoment> {
  return isPlausible(dayOf(value)) ? { kind: 'value', value, asText } : outOfRange(value);
}

const CLOCK_TIME =
  /^(.+?)(?:T| |([日号]) ?)(上午|下午)? ?(\d{1,2})(?:[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?|[时点]整?) ?([AP]M)?$/i;

function momentFromText(text: string): IsoMoment | undefined {
  const plain = halfWidth(text).trim().replace(/\s+/g, ' ');
  const time = CLOCK_TIME.exec(plain);
  if (!time) {
    const date = TIME_OF_DAY.test(plain) ? undefined : dateFromText(plain);
    return date && isoMoment(date, 0, 0, 0);
  }
  const [, day = '', dayWord = '', before, hours, minutes = 0, seconds = 0, after] = time;
  const date = dateFromText(day + dayWord);
  const hour = hourOf(Number(hours), (before ?? after ?? '').toUpperCase());
  return date && hour !== undefined ? isoMoment(date, hour, Number(minutes), Number(seconds)) : undefined;
}

/** The hour of 24; on a dial of twelve, 12 is the first. */
function hourOf(hour: number, half: string): number | undefined {
  if (half === '') return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === '下午' || half === 'PM' ? 12 : 0);
}

function isPlausible(date: IsoDate): boolean {
  const year = yearOf(date);
  return year >= FIRST_LEDGER_YEAR && year <= LAST_LEDGER_YEAR;
}

/** Full-width digits, signs, brackets and separators as their half-width twins; the ideographic minus signs as «-». */
export function halfWidth(text: string): string {
  return text.replace(WIDE, (character) => {
    const code = character.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    return code === IDEOGRAPHIC_SPACE ? ' ' : '-';
  });
}

const IDEOGRAPHIC_SPACE = 0x3000;
const WIDE = /[\uFF01-\uFF5E\u3000\u2212\u2013\u2014\uFE63]/g;
