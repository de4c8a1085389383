import {
  addMonths,
  dayAfter,
  dayBefore,
  daysInMonth,
  firstDayOf,
  isoDate,
  lastDayOf,
  yearOf,
  type IsoDate,
} from '../kernel/dates';
import type { Limit, Parameter, ParameterValue, PolicyDocument } from './schema';

/** The days on which a value holds, both included. */
export interface Days {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** A value that somebody has to set for the new year. */
export interface ToBeSet {
  readonly parameter: Parameter;
  /** The value that held last; `undefined` for a parameter that never had one. */
  readonly last: ParameterValue | undefined;
  /** The days that the new value should hold, as the old ones held in their year. */
  readonly days: Days;
}

/** A parameter whose written values differ from one year's end to the next year's. */
export interface ValueChange {
  readonly parameter: Parameter;
  readonly before: ParameterValue;
  readonly after: ParameterValue;
}

export type DatedTask = PolicyDocument['tasks'][number];
export type YearLimit = Extract<Limit, { readonly kind: 'year' }>;

/** A policy carried into a year. */
export interface RolledPolicy {
  /**
   * The document for the new year: the very same. What held stays written down for those who look back; edition and title
   * are for people to decide on; and a value is missing where there is none, which is never made up.
   */
  readonly document: PolicyDocument;
  readonly year: number;
  readonly toBeSet: readonly ToBeSet[];
  /** Values that the policy itself sets anew for the year. */
  readonly changes: readonly ValueChange[];
  /** What the policy makes due in the year. */
  readonly tasks: readonly DatedTask[];
  /** Limits that ended with the year before, and those that begin with this one. */
  readonly limitsEnded: readonly YearLimit[];
  readonly limitsBegun: readonly YearLimit[];
  /** The policy's own last day, where it lies before the year's end. */
  readonly endsOn: IsoDate | undefined;
}

/**
 * Carries a policy into a year. Dated values stay as they are; those that don't reach into the year leave their parameter to
 * be set, for the same days of the year as before: 2016-12-31 alone becomes 2017-12-31 alone, the calendar year 2016 the
 * calendar year 2017.
 */
export function rollForward(document: PolicyDocument, year: number): RolledPolicy {
  const [first, last] = [firstDayOf(year), lastDayOf(year)];
  const yearLimits = document.limits.filter((limit) => limit.kind === 'year');
  const { to } = document.life;
  return {
    document,
    year,
    toBeSet: document.parameters.flatMap((parameter) => openDays(parameter, year)),
    changes: document.parameters.flatMap((parameter) => changeInto(parameter, first)),
    tasks: document.tasks.filter((task) => yearOf(task.dueOn) === year),
    limitsEnded: yearLimits.filter((limit) => limit.toYear === year - 1),
    limitsBegun: yearLimits.filter((limit) => limit.fromYear === year),
    endsOn: to !== undefined && to < last ? to : undefined,
  };
}

/** The days of the year that a parameter has to be set for. */
function openDays(parameter: Parameter, year: number): readonly ToBeSet[] {
  const [first, last] = [firstDayOf(year), lastDayOf(year)];
  const holding = parameter.values.filter((value) => holdsWithin(value, first, last));
  if (holding.length > 0) return runsOut(parameter, holding, first, last);
  const earlier = parameter.values.filter((value) => value.to !== undefined && value.to < first);
  const lastYear = Math.max(...earlier.map((value) => (value.to === undefined ? 0 : yearOf(value.to))));
  const ofLastYear = earlier.filter((value) => holdsWithin(value, firstDayOf(lastYear), lastDayOf(lastYear)));
  if (ofLastYear.length === 0) return [{ parameter, last: undefined, days: { from: first, to: last } }];
  return ofLastYear.map((value) => ({ parameter, last: value, days: sameDays(value, lastYear, year) }));
}

/** The rest of the year behind a value that reaches into it and ends there with nothing to follow. */
function runsOut(
  parameter: Parameter,
  holding: readonly ParameterValue[],
  first: IsoDate,
  last: IsoDate,
): readonly ToBeSet[] {
  return holding.flatMap((value) => {
    const reachesIn = value.from === undefined || value.from < first;
    const next = value.to === undefined ? undefined : dayAfter(value.to);
    // A value that begins and ends within the year was set for this year, gaps and all.
    if (!reachesIn || next === undefined || next > last) return [];
    const following = holding.flatMap(({ from }) => (from !== undefined && from >= next ? [from] : [])).sort()[0];
    const until = following === undefined ? last : dayBefore(following);
    return until === undefined || until < next ? [] : [{ parameter, last: value, days: { from: next, to: until } }];
  });
}

function holdsWithin({ from, to }: ParameterValue, first: IsoDate, last: IsoDate): boolean {
  return (from === undefined || from <= last) && (to === undefined || to >= first);
}

/** The days that a value held in one year, in another. */
function sameDays({ from, to }: ParameterValue, old: number, year: number): Days {
  const begins = from === undefined || yearOf(from) < old ? firstDayOf(old) : from;
  const ends = to === undefined || yearOf(to) > old ? lastDayOf(old) : to;
  return { from: inYear(begins, year), to: inYear(ends, year) };
}

/** The same day of another year; the last day of February stays the last. */
export function inYear(date: IsoDate, year: number): IsoDate {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
  const isLastDay = day === daysInMonth(yearOf(date), month);
  const lastDay = daysInMonth(year, month);
  const moved = isLastDay ? isoDate(year, month, lastDay) : addMonths(date, (year - yearOf(date)) * 12);
  if (moved === undefined) throw new RangeError(`no year ${String(year)}`);
  return moved;
}

function changeInto(parameter: Parameter, first: IsoDate): readonly ValueChange[] {
  const eve = dayBefore(first);
  if (eve === undefined) return [];
  const on = (day: IsoDate) => parameter.values.find((value) => holdsWithin(value, day, day));
  const [before, after] = [on(eve), on(first)];
  return before && after && before.value !== after.value ? [{ parameter, before, after }] : [];
}
