import fc from 'fast-check';
import {
  addMonths,
  dayAfter,
  dayBefore,
  daysInMonth,
  firstDayOf,
  fromExcelSerial,
  isoDate,
  lastDayOf,
  monthsOf,
  parseIsoDate,
  toExcelSerial,
  yearOf,
  type IsoDate,
} from '../../src/kernel/dates';

function day(text: string): IsoDate {
  const parsed = parseIsoDate(text);
  if (parsed === undefined) throw new Error(`no date: ${text}`);
  return parsed;
}

/** Days that both of Excel's date systems can hold. */
const anyDay = fc
  .date({ min: new Date('1904-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)));

describe('the calendar', () => {
  it.each<[number, number, number]>([
    [2016, 2, 29],
    [2017, 2, 28],
    [2000, 2, 29],
    [1900, 2, 28],
    [2100, 2, 28],
    [2016, 4, 30],
    [2016, 6, 30],
    [2016, 9, 30],
    [2016, 11, 30],
    [2016, 1, 31],
    [2016, 12, 31],
  ])('%d-%d has %d days', (year, month, days) => {
    expect(daysInMonth(year, month)).toBe(days);
    expect(isoDate(year, month, days)).toBe(`${year}-${String(month).padStart(2, '0')}-${days}`);
    expect(isoDate(year, month, days + 1)).toBeUndefined();
  });

  it.each<[number, number, number]>([
    [2016, 0, 1],
    [2016, 13, 1],
    [2016, 1, 0],
    [2016, 1, -1],
    [0, 1, 1],
    [10000, 1, 1],
    [2016.5, 1, 1],
    [2016, 1, 1.5],
    [Number.NaN, 1, 1],
  ])('there is no %d-%d-%d', (year, month, date) => {
    expect(isoDate(year, month, date)).toBeUndefined();
  });

  it.each(['2016-3-5', '2016/03/05', '2016-02-30', '2017-02-29', '16-03-05', ' 2016-03-05', '2016-03-05T00:00', ''])(
    '«%s» is no ISO date',
    (text) => {
      expect(parseIsoDate(text)).toBeUndefined();
    },
  );

  it('a year’s days and months', () => {
    expect([yearOf(day('2016-12-31')), firstDayOf(2016), lastDayOf(2016), firstDayOf(987)]).toEqual([
      2016,
      '2016-01-01',
      '2016-12-31',
      '0987-01-01',
    ]);
    expect(monthsOf(2016)).toHaveLength(12);
    expect([monthsOf(2016)[0], monthsOf(2016)[11]]).toEqual(['2016-01-01', '2016-12-01']);
  });

  it.each<[string, string | undefined, string | undefined]>([
    ['2016-03-01', '2016-02-29', '2016-03-02'],
    ['2017-03-01', '2017-02-28', '2017-03-02'],
    ['2016-12-31', '2016-12-30', '2017-01-01'],
    ['0001-01-01', undefined, '0001-01-02'],
    ['9999-12-31', '9999-12-30', undefined],
    ['0099-12-31', '0099-12-30', '0100-01-01'],
  ])('around %s: %s and %s', (date, before, after) => {
    expect([dayBefore(day(date)), dayAfter(day(date))]).toEqual([before, after]);
  });
});

describe('addMonths (民法典 第二百零二条): the same day, or that month’s last day', () => {
  it.each<[string, number, string | undefined]>([
    ['2016-01-31', 1, '2016-02-29'],
    ['2017-01-31', 1, '2017-02-28'],
    ['2016-01-30', 1, '2016-02-29'],
    ['2016-01-29', 1, '2016-02-29'],
    ['2017-01-29', 1, '2017-02-28'],
    ['2016-02-29', 1, '2016-03-29'],
    ['2016-02-29', 12, '2017-02-28'],
    ['2016-02-29', 48, '2020-02-29'],
    ['2016-03-31', 1, '2016-04-30'],
    ['2016-12-31', 1, '2017-01-31'],
    ['2016-11-30', 3, '2017-02-28'],
    ['2016-03-31', -1, '2016-02-29'],
    ['2016-01-15', -1, '2015-12-15'],
    ['2016-05-20', 0, '2016-05-20'],
    ['9999-12-01', 1, undefined],
    ['0001-01-31', -1, undefined],
  ])('%s + %d → %s', (date, months, expected) => {
    expect(addMonths(day(date), months)).toBe(expected);
  });

  it('lands in the month that it names, never later than the day it came from', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -24, max: 24 }), (date, months) => {
        const moved = addMonths(date, months);
        const index = yearOf(date) * 12 + Number(date.slice(5, 7)) - 1 + months;
        if (index >= 10_000 * 12) {
          expect(moved).toBeUndefined();
          return;
        }
        const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
        expect(moved).toBe(isoDate(year, month, Math.min(Number(date.slice(8)), daysInMonth(year, month))));
      }),
    );
  });
});

describe('Excel’s serial numbers', () => {
  it.each<[number, boolean, string | undefined]>([
    [42402, false, '2016-02-02'],
    [42402.75, false, '2016-02-02'],
    [42402.999999, false, '2016-02-02'],
    [42402, true, '2020-02-03'],
    [1, false, '1900-01-01'],
    [59, false, '1900-02-28'],
    [60, false, undefined],
    [60.5, false, undefined],
    [61, false, '1900-03-01'],
    [60, true, '1904-03-01'],
    [0, false, undefined],
    [0.5, false, undefined],
    [0, true, '1904-01-01'],
    [-1, false, undefined],
    [-0.5, true, undefined],
    [2958465, false, '9999-12-31'],
    [2958466, false, undefined],
    [20160305, false, undefined],
    [1e300, false, undefined],
    [Number.NaN, false, undefined],
    [Number.POSITIVE_INFINITY, false, undefined],
  ])('%d (1904: %p) → %s', (serial, date1904, expected) => {
    expect(fromExcelSerial(serial, date1904)).toBe(expected);
  });

  it('date and back, in both systems, with any time of day', () => {
    fc.assert(
      fc.property(anyDay, fc.boolean(), fc.integer({ min: 0, max: 86_399 }), (date, date1904, second) => {
        const serial = toExcelSerial(date, date1904);
        // Past its last serial the 1904 system has no dates: those of 9999 lie within both.
        expect(fromExcelSerial(serial + second / 86_400, date1904)).toBe(date);
      }),
    );
  });

  it('one system is 1,462 days from the other', () => {
    expect(toExcelSerial(day('2016-02-02'), false) - toExcelSerial(day('2016-02-02'), true)).toBe(1462);
  });
});
