import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import { answers, findingLines, whatIf } from '../support/settled';
import { workbook, type Given, type Row } from '../support/workbook-builder';

/** 抵扣金额, 领用日期, 转化日期, 转化价值, 转化现金. */
type Lot = [setOff: Given, pickedUp: Given, convertedOn?: Given, value?: Given, cash?: Given];
const lot = (...cells: Lot): Row => ['K001', '茶叶', ...cells];

interface Outcome {
  readonly year: number;
  readonly cash: string;
  readonly quota: string;
}
const outcome = (cells: Lot, year: number): Outcome => {
  const shown = answers({ inKind: [lot(...cells)] }, year);
  return { year, cash: shown.COUNTED_REVENUE, quota: shown.PRIZE_QUOTA };
};

describe('六.2.3: the deadline is the same day of the next month, or that month’s last day, included', () => {
  it.each<[pickedUp: string, deadline: string, dayAfter: string]>([
    ['2016-01-15', '2016-02-15', '2016-02-16'],
    ['2016-01-28', '2016-02-28', '2016-02-29'],
    ['2016-01-29', '2016-02-29', '2016-03-01'],
    ['2016-01-30', '2016-02-29', '2016-03-01'],
    ['2016-01-31', '2016-02-29', '2016-03-01'],
    ['2017-01-28', '2017-02-28', '2017-03-01'],
    ['2017-01-29', '2017-02-28', '2017-03-01'],
    ['2017-01-30', '2017-02-28', '2017-03-01'],
    ['2017-01-31', '2017-02-28', '2017-03-01'],
    ['2020-01-31', '2020-02-29', '2020-03-01'],
    ['2016-02-28', '2016-03-28', '2016-03-29'],
    ['2016-02-29', '2016-03-29', '2016-03-30'],
    ['2017-02-28', '2017-03-28', '2017-03-29'],
    ['2016-03-28', '2016-04-28', '2016-04-29'],
    ['2016-03-30', '2016-04-30', '2016-05-01'],
    ['2016-03-31', '2016-04-30', '2016-05-01'],
    ['2016-04-29', '2016-05-29', '2016-05-30'],
    ['2016-04-30', '2016-05-30', '2016-05-31'],
    ['2016-05-30', '2016-06-30', '2016-07-01'],
    ['2016-05-31', '2016-06-30', '2016-07-01'],
    ['2016-06-30', '2016-07-30', '2016-07-31'],
    ['2016-07-31', '2016-08-31', '2016-09-01'],
    ['2016-08-30', '2016-09-30', '2016-10-01'],
    ['2016-08-31', '2016-09-30', '2016-10-01'],
    ['2016-09-30', '2016-10-30', '2016-10-31'],
    ['2016-10-30', '2016-11-30', '2016-12-01'],
    ['2016-10-31', '2016-11-30', '2016-12-01'],
    ['2016-11-28', '2016-12-28', '2016-12-29'],
    ['2016-11-30', '2016-12-30', '2016-12-31'],
    ['2016-12-01', '2017-01-01', '2017-01-02'],
    ['2016-12-28', '2017-01-28', '2017-01-29'],
    ['2016-12-31', '2017-01-31', '2017-02-01'],
  ])('picked up %s: %s is in time, %s is late', (pickedUp, deadline, dayAfter) => {
    const year = Number(deadline.slice(0, 4));
    const lateYear = Number(dayAfter.slice(0, 4));
    expect(outcome([100, pickedUp, deadline, 100, 80], year)).toEqual({ year, cash: '80.00', quota: '0.00' });
    expect(outcome([100, pickedUp, dayAfter, 100, 80], lateYear).cash).toBe('0.00');
    expect(outcome([100, pickedUp, dayAfter, 100, 80], year).quota).toBe('30.00');
    expect(findingLines({ inKind: [lot(100, pickedUp, deadline, 100, 80)] })).toEqual([]);
    expect(findingLines({ inKind: [lot(100, pickedUp, dayAfter, 100, 80)] }, year)).toEqual(['in-kind-overdue 实物抵扣!E2']);
  });

  it('every day of 2016 and 2017: the deadline is in time and the day after is late', () => {
    const days = Array.from({ length: 731 }, (_, day) => new Date(Date.UTC(2016, 0, 1 + day)));
    const iso = (date: Date): string => date.toISOString().slice(0, 10);
    const lots = days.flatMap((pickedUp): Row[] => {
      const [year, next] = [pickedUp.getUTCFullYear(), pickedUp.getUTCMonth() + 1];
      const lastOfNext = new Date(Date.UTC(year, next + 1, 0)).getUTCDate();
      const deadline = new Date(Date.UTC(year, next, Math.min(pickedUp.getUTCDate(), lastOfNext)));
      const dayAfter = new Date(deadline.getTime() + 86_400_000);
      return [lot(100, iso(pickedUp), iso(deadline), 100, 80), lot(100, iso(pickedUp), iso(dayAfter), 100, 80)];
    });
    const cash = openBooks(builtInPolicy(), workbook({ inKind: lots })).entries('in-kind-cash');
    const counted = cash.map((entry) => (entry.status === 'counted' ? entry.fen : entry.status));
    expect(counted).toEqual(lots.map((_, index) => (index % 2 === 0 ? 8000 : 0)));
  });
});

describe('六.2.3: cash in time counts; 30% of what was not converted in time becomes prizes', () => {
  it.each<[string, Lot, Outcome[]]>([
    ['all converted in time: cash 700, (1,000 − 1,000) × 0.3',         [1000, '2016-03-10', '2016-04-10', 1000, 700],  [{ year: 2016, cash: '700.00', quota: '0.00' }]],
    ['part converted in time: cash 300, (1,000 − 400) × 0.3',          [1000, '2016-03-10', '2016-04-10', 400, 300],   [{ year: 2016, cash: '300.00', quota: '180.00' }]],
    ['converted in time for nothing: no cash, no rest',                [1000, '2016-03-10', '2016-04-10', 1000],       [{ year: 2016, cash: '0.00', quota: '0.00' }]],
    ['converted late: no cash, 1,000 × 0.3',                           [1000, '2016-03-10', '2016-04-11', 1000, 700],  [{ year: 2016, cash: '0.00', quota: '300.00' }]],
    ['part converted late: the whole lot was not converted in time',   [1000, '2016-03-10', '2016-04-11', 400, 300],   [{ year: 2016, cash: '0.00', quota: '300.00' }]],
    ['never converted: 1,000 × 0.3',                                   [1000, '2016-03-10'],                           [{ year: 2016, cash: '0.00', quota: '300.00' }, { year: 2017, cash: '0.00', quota: '0.00' }]],
    ['converted before it was due: same day',                          [1000, '2016-03-10', '2016-03-10', 1000, 700],  [{ year: 2016, cash: '700.00', quota: '0.00' }]],
    ['not entered yet',                                                [null, '2016-03-10'],                           [{ year: 2016, cash: '0.00', quota: '0.00' }]],
    ['Dec to Dec, in time: cash 2016; the rest’s deadline is 2017',    [1000, '2016-12-10', '2016-12-20', 400, 300],   [{ year: 2016, cash: '300.00', quota: '0.00' }, { year: 2017, cash: '0.00', quota: '180.00' }]],
    ['Dec to Jan, in time: both in 2017',                              [1000, '2016-12-10', '2017-01-10', 400, 300],   [{ year: 2016, cash: '0.00', quota: '0.00' }, { year: 2017, cash: '300.00', quota: '180.00' }]],
    ['Dec to Jan, late: quota in the deadline’s 2017',                 [1000, '2016-12-10', '2017-01-11', 400, 300],   [{ year: 2016, cash: '0.00', quota: '0.00' }, { year: 2017, cash: '0.00', quota: '300.00' }]],
    ['Nov to Jan, late: quota in the deadline’s 2016',                 [1000, '2016-11-10', '2017-01-05', 400, 300],   [{ year: 2016, cash: '0.00', quota: '300.00' }, { year: 2017, cash: '0.00', quota: '0.00' }]],
    ['Dec 2015 to Jan 2016, in time: cash in 2016',                    [1000, '2015-12-10', '2016-01-10', 1000, 700],  [{ year: 2016, cash: '700.00', quota: '0.00' }]],
    ['Dec, never converted: the deadline’s year',                      [1000, '2016-12-10'],                           [{ year: 2016, cash: '0.00', quota: '0.00' }, { year: 2017, cash: '0.00', quota: '300.00' }]],
    ['half a fen: 0.05 × 0.3 = 0.015 → 0.02',                          [0.05, '2016-03-10'],                           [{ year: 2016, cash: '0.00', quota: '0.02' }]],
    ['half a fen: (1.55 − 1.50) × 0.3 = 0.015 → 0.02',                 [1.55, '2016-03-10', '2016-04-10', 1.5, 1.005], [{ year: 2016, cash: '1.01', quota: '0.02' }]],
    ['0.04 × 0.3 = 0.012 → 0.01',                                      [0.04, '2016-03-10'],                           [{ year: 2016, cash: '0.00', quota: '0.01' }]],
  ])('%s', (_, cells, expected) => {
    expect(expected.map(({ year }) => outcome(cells, year))).toEqual(expected);
  });

  it('each lot is rounded: 0.02 + 0.02, not 0.03', () => {
    expect(answers({ inKind: [lot(0.05, '2016-03-10'), lot(0.05, '2016-03-11')] }, 2016).PRIZE_QUOTA).toBe('0.04');
  });

  it('prizes are no money: they change neither revenue nor profit', () => {
    expect(answers({ inKind: [lot(1000, '2016-03-10')] }, 2016)).toMatchObject({ COUNTED_REVENUE: '0.00', NET_PROFIT: '0.00', PRIZE_QUOTA: '300.00' });
  });

  it('a window of two months and a ratio of 40%, tried out: 2016-12-31 + 2 → 2017-02-28', () => {
    const policy = whatIf('in-kind-window=2', 'in-kind-prize-ratio=0.4');
    const book = { inKind: [lot(1000, '2016-12-31', '2017-02-28', 400, 300), lot(1000, '2016-12-31', '2017-03-01', 400, 300)] };
    expect(answers(book, 2017, policy)).toMatchObject({ COUNTED_REVENUE: '300.00', PRIZE_QUOTA: '640.00' });
  });
});

describe('六.2.3: what is told of a lot, and in which year', () => {
  it.each<[string, Lot, string[], string[]]>([
    ['never converted: the cell where the date is missing',       [1000, '2016-03-10'],                           ['in-kind-overdue E2'], []],
    ['part converted: the value that is too small',               [1000, '2016-03-10', '2016-04-10', 400, 300],   ['in-kind-overdue F2'], []],
    ['all converted in time: nothing',                            [1000, '2016-03-10', '2016-04-10', 1000, 700],  [], []],
    ['one fen left',                                              [1000, '2016-03-10', '2016-04-10', 999.99, 700], ['in-kind-overdue F2'], []],
    ['overdue belongs to the deadline’s year, the discount to the conversion’s', [1000, '2016-11-10', '2017-01-05', 400, 100], ['in-kind-overdue E2'], ['discount-below-floor G2']],
    ['… and the other way round',                                 [1000, '2016-12-10', '2016-12-20', 400, 100],   ['discount-below-floor G2'], ['in-kind-overdue F2']],
    ['more converted than set off, in time',                      [1000, '2016-03-10', '2016-04-10', 1000.01, 700], ['in-kind-over-converted F2'], []],
    ['more converted than set off, late: no quota, so nothing overdue', [1000, '2016-11-10', '2017-01-05', 1200, 700], [], ['in-kind-over-converted F2']],
  ])('%s', (_, cells, in2016, in2017) => {
    const lines = (year: number): string[] => findingLines({ inKind: [lot(...cells)] }, year).map((line) => line.replace('实物抵扣!', ''));
    expect([lines(2016), lines(2017)]).toEqual([in2016, in2017]);
  });
});

describe('六.2.3: more converted than set off blocks the revenue of the conversion’s year, and gives no quota', () => {
  it('revenue, profit and shares are errors that name the cell; the lot gives no quota', () => {
    const shown = answers({ inKind: [lot(1000, '2016-03-10', '2016-04-10', 1000.01, 700), lot(100, '2016-03-10')] }, 2016);
    expect(shown).toMatchObject({ COUNTED_REVENUE: '#VALUE!', NET_PROFIT: '#VALUE!', TEAM_SHARE: '#VALUE!', COMPANY_SHARE: '#VALUE!', COUNTED_COST: '0.00', PRIZE_QUOTA: '30.00' });
  });

  it('late or not, it is the year of 转化日期 that is blocked, and no other', () => {
    const book = { inKind: [lot(1000, '2016-11-10', '2017-01-05', 1200, 700)] };
    expect(answers(book, 2016)).toMatchObject({ COUNTED_REVENUE: '0.00', PRIZE_QUOTA: '0.00' });
    expect(answers(book, 2017)).toMatchObject({ COUNTED_REVENUE: '#VALUE!', PRIZE_QUOTA: '0.00' });
  });

  it('exactly as much as set off is fine', () => {
    expect(answers({ inKind: [lot(1000, '2016-03-10', '2016-04-10', 1000, 700)] }, 2016).COUNTED_REVENUE).toBe('700.00');
  });
});
