/**
 * A calendar date as «2016-03-05». Inside the product dates are this text and nothing else: it compares with `<`, carries
 * no time zone, and is what messages and JSON show.
 */
export type IsoDate = string & { readonly __unit: 'iso-date' };

const MS_PER_DAY = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days in a month; `month` 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The date, or `undefined` where the calendar has no such day. Years 1–9999. */
export function isoDate(year: number, month: number, day: number): IsoDate | undefined {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return undefined;
  if (!Number.isInteger(month) || month < 1 || month > 12) return undefined;
  if (!Number.isInteger(day) || day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${String(year).padStart(4, '0')}-${pad2(month)}-${pad2(day)}` as IsoDate;
}

/** Reads «2016-03-05» and nothing looser; `undefined` for any other text and for days that don't exist. */
export function parseIsoDate(text: string): IsoDate | undefined {
  const match = ISO_DATE.exec(text);
  return match ? isoDate(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The year of a date, 1–9999. */
export function yearOf(date: IsoDate): number {
  return Number(date.slice(0, 4));
}

/** The first and the last day of a year, 1–9999. */
export function firstDayOf(year: number): IsoDate {
  return `${String(year).padStart(4, '0')}-01-01` as IsoDate;
}
export function lastDayOf(year: number): IsoDate {
  return `${String(year).padStart(4, '0')}-12-31` as IsoDate;
}

/** The first day of each month of a year. */
export function monthsOf(year: number): IsoDate[] {
  return Array.from({ length: 12 }, (_, index) => `${String(year).padStart(4, '0')}-${pad2(index + 1)}-01` as IsoDate);
}

/**
 * The same day `months` later, or that month's last day where the day does not exist (民法典 第二百零二条):
 * 2016-01-31 plus one month is 2016-02-29. `undefined` past the year 9999 or before the year 1.
 */
export function addMonths(date: IsoDate, months: number): IsoDate | undefined {
  const index = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  if (year < 1 || year > 9999) return undefined;
  return isoDate(year, month, Math.min(Number(date.slice(8, 10)), daysInMonth(year, month)));
}

/** The day before and the day after; `undefined` outside the years 1–9999. */
export function dayBefore(date: IsoDate): IsoDate | undefined {
  return fromDayNumber(toDayNumber(date) - 1);
}
export function dayAfter(date: IsoDate): IsoDate | undefined {
  return fromDayNumber(toDayNumber(date) + 1);
}

// Excel's day numbers. In the 1900 system day 60 is 1900-02-29, a day that never was: days before it are one off.
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const PHANTOM_DAY = 60;
const MAX_SERIAL = 2_958_465;

/**
 * The date behind an Excel serial number; a time of day is dropped. `undefined` below day 1 (day 0 in the 1904 system),
 * past 9999-12-31, and for 1900-02-29, which Excel has and the calendar has not.
 */
export function fromExcelSerial(serial: number, date1904: boolean): IsoDate | undefined {
  const day = Math.floor(serial);
  if (!Number.isFinite(serial) || day > MAX_SERIAL) return undefined;
  if (date1904) return day < 0 ? undefined : fromEpoch(EPOCH_1904, day);
  if (day < 1 || day === PHANTOM_DAY) return undefined;
  return fromEpoch(EPOCH_1900, day < PHANTOM_DAY ? day + 1 : day);
}

/** The Excel serial number of a date (1900-01-01 or later; 1904-01-01 or later in the 1904 system). */
export function toExcelSerial(date: IsoDate, date1904: boolean): number {
  const ms = toDayNumber(date) * MS_PER_DAY;
  if (date1904) return (ms - EPOCH_1904) / MS_PER_DAY;
  const day = (ms - EPOCH_1900) / MS_PER_DAY;
  return day <= PHANTOM_DAY ? day - 1 : day;
}

function fromEpoch(epoch: number, days: number): IsoDate | undefined {
  return fromDayNumber(epoch / MS_PER_DAY + days);
}

/** Days since 1970-01-01; years below 100 go through setUTCFullYear because Date.UTC reads them as 19xx. */
export function toDayNumber(date: IsoDate): number {
  const utc = new Date(0);
  utc.setUTCFullYear(yearOf(date), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
  return utc.getTime() / MS_PER_DAY;
}

function fromDayNumber(days: number): IsoDate | undefined {
  const utc = new Date(days * MS_PER_DAY);
  return isoDate(utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate());
}

function pad2(value: number): string {
  return value < 10 ? `0${String(value)}` : String(value);
}
