import fc from 'fast-check';
import { parseIsoDate } from '../../src/kernel/dates';
import { decimalText } from '../../src/kernel/decimal';
import {
  dayOf,
  hoursBetween,
  isMidnight,
  isoMoment,
  momentFromExcelSerial,
  parseIsoMoment,
  timeToExcelSerial,
  type IsoMoment,
} from '../../src/kernel/moments';

function moment(text: string): IsoMoment {
  const parsed = parseIsoMoment(text);
  if (parsed === undefined) throw new Error(`no moment: ${text}`);
  return parsed;
}

const anyMoment = fc
  .integer({ min: Date.UTC(1904, 0, 1) / 1000, max: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 })
  .map((second) => moment(new Date(second * 1000).toISOString().slice(0, 19).replace('T', ' ')));

describe('a moment', () => {
  it.each([
    ['2016-03-05 14:30', '2016-03-05 14:30:00'],
    ['2016-02-29 23:59:59', '2016-02-29 23:59:59'],
  ])('%s is %s', (text, read) => {
    expect(parseIsoMoment(text)).toBe(read);
  });

  it.each([
    '2016-03-05',
    '2016-03-05 24:00',
    '2016-03-05 14:60',
    '2016-03-05 14:30:60',
    '2015-02-29 10:00',
    '2016-03-05T14:30:00',
    '2016-03-05 14:30:00Z',
    ' 2016-03-05 14:30',
  ])('«%s» is none', (text) => {
    expect(parseIsoMoment(text)).toBeUndefined();
  });

  it('has whole hours, minutes and seconds that a clock shows', () => {
    const day = parseIsoDate('2016-03-05');
    if (!day) throw new Error('no day');
    expect(isoMoment(day, 0, 0, 0)).toBe('2016-03-05 00:00:00');
    for (const [hour, minute, second] of [
      [-1, 0, 0],
      [24, 0, 0],
      [0, -1, 0],
      [0, 0, 0.5],
      [Number.NaN, 0, 0],
    ] as const) {
      expect(isoMoment(day, hour, minute, second)).toBeUndefined();
    }
  });

  it('knows its day, and midnight from every other second', () => {
    expect(dayOf(moment('2016-12-31 23:59:59'))).toBe('2016-12-31');
    expect(isMidnight(moment('2016-12-31 00:00:00'))).toBe(true);
    expect(isMidnight(moment('2016-12-31 00:00:01'))).toBe(false);
  });

  it('comes back from Excel’s day number to the second, in both date systems', () => {
    fc.assert(
      fc.property(anyMoment, fc.boolean(), (each, date1904) => {
        expect(momentFromExcelSerial(timeToExcelSerial(each, date1904), date1904)).toBe(each);
      }),
    );
  });

  it.each<[serial: number, date1904: boolean, read: string | undefined]>([
    [42434.604166666664, false, '2016-03-05 14:30:00'],
    [42434.60416666667, false, '2016-03-05 14:30:00'],
    // Half a second and more before midnight is midnight of the next day, of the next month and year too.
    [42434.999999, false, '2016-03-06 00:00:00'],
    [42735.9999999, false, '2017-01-01 00:00:00'],
    [42429.9999999, false, '2016-03-01 00:00:00'],
    [40972.604166666664, true, '2016-03-05 14:30:00'],
    // 1900-02-29 never was.
    [60.5, false, undefined],
    [59.5, false, '1900-02-28 12:00:00'],
    [0.5, false, undefined],
    [0.5, true, '1904-01-01 12:00:00'],
    [2958465.9999999, false, undefined],
    [Number.NaN, false, undefined],
    [Number.POSITIVE_INFINITY, false, undefined],
  ])('day number %d (1904: %s) is %s', (serial, date1904, read) => {
    expect(momentFromExcelSerial(serial, date1904)).toBe(read);
  });
});

describe('the hours between two moments', () => {
  it.each<[start: string, end: string, hours: string]>([
    ['2016-03-05 09:00', '2016-03-06 09:00', '24'],
    ['2016-02-28 09:00', '2016-03-01 09:00', '48'],
    ['2015-02-28 09:00', '2015-03-01 09:00', '24'],
    ['2016-12-31 20:00', '2017-01-01 20:00', '24'],
    // The nights on which clocks were changed in China and are changed elsewhere have no other length.
    ['1988-04-09 12:00', '1988-04-10 12:00', '24'],
    ['2016-03-27 00:00', '2016-03-28 00:00', '24'],
    ['2016-03-05 09:00:00', '2016-03-05 09:00:01', '0.000278'],
    ['2016-03-05 09:00', '2016-03-06 09:00:01', '24.000278'],
    ['2016-03-05 09:00', '2016-03-06 08:59:59', '23.999722'],
    ['2016-03-05 09:00', '2016-03-05 09:20', '0.333333'],
    ['2016-03-05 09:00', '2016-03-05 08:30', '-0.5'],
    ['2016-03-05 09:00', '2016-03-05 09:00', '0'],
  ])('from %s to %s: %s', (start, end, hours) => {
    expect(decimalText(hoursBetween(moment(start), moment(end)))).toBe(hours);
  });

  it('keep the order of any two ends, a second apart or more', () => {
    fc.assert(
      fc.property(anyMoment, anyMoment, anyMoment, (start, a, b) => {
        expect(Math.sign(hoursBetween(start, a).comparedTo(hoursBetween(start, b)))).toBe(a < b ? -1 : Number(a > b));
      }),
    );
  });
});
