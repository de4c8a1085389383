import { dayAfter, fromExcelSerial, parseIsoDate, toDayNumber, toExcelSerial, type IsoDate } from './dates';
import { Decimal } from './decimal';

/**
 * A date with a time of day as «2016-03-05 14:30:00», exact to the second. Like a date it compares with `<` and is what
 * messages and JSON show. It is what the clock on the wall showed: no time zone, no summer time, each day has 24 hours.
 */
export type IsoMoment = string & { readonly __unit: 'iso-moment' };

const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_DAY = 24 * SECONDS_PER_HOUR;
const DAY_LENGTH = 'yyyy-mm-dd'.length;

/** The moment on a day; `undefined` for a time that the clock does not show (24:00 is the next day's 0:00). */
export function isoMoment(day: IsoDate, hour: number, minute: number, second: number): IsoMoment | undefined {
  if (![hour, minute, second].every(Number.isInteger)) return undefined;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
  return atSecond(day, hour * SECONDS_PER_HOUR + minute * 60 + second);
}

/** Reads «2016-03-05 14:30:00», seconds left out or not, and nothing looser. */
export function parseIsoMoment(text: string): IsoMoment | undefined {
  const match = ISO_MOMENT.exec(text);
  const day = match && parseIsoDate(match[1] ?? '');
  return day ? isoMoment(day, Number(match[2]), Number(match[3]), Number(match[4] ?? 0)) : undefined;
}

const ISO_MOMENT = /^(\d{4}-\d{2}-\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/;

/** The day of a moment; a date is its own day. */
export function dayOf(moment: IsoMoment | IsoDate): IsoDate {
  return moment.slice(0, DAY_LENGTH) as IsoDate;
}

/** True at 0:00:00, which is also what a date without a time of day reads as. */
export function isMidnight(moment: IsoMoment): boolean {
  return moment.endsWith(' 00:00:00');
}

/**
 * The moment behind an Excel serial number, to the nearest second: a cell's fraction of a day is a binary one and misses
 * whole seconds by a hair. `undefined` where there is no such day.
 */
export function momentFromExcelSerial(serial: number, date1904: boolean): IsoMoment | undefined {
  if (!Number.isFinite(serial)) return undefined;
  const day = Math.floor(serial);
  const second = Math.round((serial - day) * SECONDS_PER_DAY);
  const date = fromExcelSerial(day, date1904);
  if (date === undefined || second < SECONDS_PER_DAY) return date && atSecond(date, second);
  const next = dayAfter(date);
  return next && atSecond(next, 0);
}

/** The Excel serial number of a date or a moment, whose time is a fraction of a day behind the day's own number. */
export function timeToExcelSerial(time: IsoDate | IsoMoment, date1904: boolean): number {
  return toExcelSerial(dayOf(time), date1904) + secondOf(time) / SECONDS_PER_DAY;
}

/** Millionths of an hour tell every second from the next. */
const HOUR_PLACES = 6;

/** The hours from one moment to another, to the millionth; below 0 where the second one is earlier. */
export function hoursBetween(start: IsoMoment, end: IsoMoment): Decimal {
  const days = toDayNumber(dayOf(end)) - toDayNumber(dayOf(start));
  return new Decimal(days * SECONDS_PER_DAY + secondOf(end) - secondOf(start))
    .dividedBy(SECONDS_PER_HOUR)
    .toDP(HOUR_PLACES);
}

function atSecond(day: IsoDate, second: number): IsoMoment {
  const parts = [Math.floor(second / SECONDS_PER_HOUR), Math.floor(second / 60) % 60, second % 60];
  return `${day} ${parts.map((part) => String(part).padStart(2, '0')).join(':')}` as IsoMoment;
}

/** Seconds since the day began; none in a date. */
function secondOf(moment: IsoMoment | IsoDate): number {
  const [hour = 0, minute = 0, second = 0] = moment
    .slice(DAY_LENGTH + 1)
    .split(':')
    .map(Number);
  return hour * SECONDS_PER_HOUR + minute * 60 + second;
}
