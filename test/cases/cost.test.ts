import { CASE_CODES, COMPANY_GOODS, DIRECT_COSTS, LEADERS_PAY, MANAGEMENT_FEES } from '../support/layout';
import { answer, findingLines, whatIf } from '../support/settled';
import type { Row } from '../support/workbook-builder';

const cost = (日期: string, 类别: string, 金额: number | string, 标价?: number): Row => ({ 日期, 类别, 金额, 标价 });
/** What is told of the rows themselves; that the year does not break even is beside the point here. */
const told = (rows: Row[], year?: number): readonly string[] => findingLines({ cost: rows }, year, CASE_CODES);
const counted = (row: Row, year: number, policy = whatIf()): string => answer({ cost: [row] }, year, 'COUNTED_COST', policy);

describe('六.3.1, 六.3.2: direct cost in full, in both years', () => {
  it.each(DIRECT_COSTS)('%s', (category) => {
    expect(counted(cost('2016-01-01', category, 100.01), 2016)).toBe('100.01');
    expect(counted(cost('2016-12-31', category, 100.01), 2016)).toBe('100.01');
    expect(counted(cost('2017-01-01', category, 100.01), 2017)).toBe('100.01');
    expect(told([cost('2016-12-31', category, 100.01), cost('2017-01-01', category, 100.01)])).toEqual([]);
  });
});

describe('六.3, 六.4: the company’s management fee is nothing in the support year and half from 2017 on', () => {
  it.each(MANAGEMENT_FEES)('%s', (category) => {
    expect(counted(cost('2016-12-31', category, 100.02), 2016)).toBe('0.00');
    expect(counted(cost('2017-01-01', category, 100.02), 2017)).toBe('50.01');
    expect(told([cost('2016-12-31', category, 100)], 2016)).toEqual(['excluded-cost 成本台账!C2']);
    expect(told([cost('2017-01-01', category, 100)], 2017)).toEqual([]);
  });

  it.each(['2016-01-01', '2016-12-31', '2017-01-01', '2018-06-30'])('the leaders’ pay never counts: %s', (date) => {
    const year = Number(date.slice(0, 4));
    expect(counted(cost(date, LEADERS_PAY, 100), year)).toBe('0.00');
    expect(told([cost(date, LEADERS_PAY, 100)], year)).toEqual(['excluded-cost 成本台账!C2']);
  });

  it.each<[string, number | string, string]>([
    ['8,827.31 × 0.5 = 4,413.655 → 4,413.66',                      8827.31,           '4413.66'],
    ['8,827.309999999999, as a program wrote it, is the same',     8827.309999999999, '4413.66'],
    ['«8,827.31» as text is the same',                             '8,827.31',        '4413.66'],
    ['−8,827.31 × 0.5 = −4,413.655 → −4,413.66',                   -8827.31,          '-4413.66'],
    ['0.01 × 0.5 = 0.005 → 0.01',                                  0.01,              '0.01'],
    ['0.03 × 0.5 = 0.015 → 0.02',                                  0.03,              '0.02'],
    ['−0.01 × 0.5 = −0.005 → −0.01',                               -0.01,             '-0.01'],
    ['0.0099 × 0.5 = 0.00495 → 0.00',                              0.0099,            '0.00'],
  ])('half a fen: %s', (_, amount, expected) => {
    expect(counted(cost('2017-05-04', '管理费·办公费', amount), 2017)).toBe(expected);
  });

  it('rounded row by row, so that printed rows foot: 0.01 × 0.5 twice is 0.02', () => {
    const rows = [cost('2017-05-04', '管理费·办公费', 0.01), cost('2017-05-04', '管理费·水电费', 0.01)];
    expect(answer({ cost: rows }, 2017, 'COUNTED_COST')).toBe('0.02');
  });

  it('the leaders’ travel and cars are company cost, and count by half', () => {
    const rows = [cost('2017-05-04', '管理费·差旅费', 100), cost('2017-05-04', '管理费·车辆使用费', 40)];
    expect(answer({ cost: rows }, 2017, 'COUNTED_COST')).toBe('70.00');
  });
});

describe('六.4: a shift of focus from mid-year on changes the rows dated from then on', () => {
  const shifted = whatIf('management-fee-ratio@2016-07-01=0.3');
  it.each<[string, string, number, string]>([
    ['2016-06-30: the support year’s 0', '2016-06-30', 2016, '0.00'],
    ['2016-07-01: 100 × 0.3',            '2016-07-01', 2016, '30.00'],
    ['2016-12-31: 100 × 0.3',            '2016-12-31', 2016, '30.00'],
    ['2017-01-01: 100 × 0.3 still',      '2017-01-01', 2017, '30.00'],
  ])('%s', (_, date, year, expected) => {
    expect(counted(cost(date, '管理费·办公费', 100), year, shifted)).toBe(expected);
  });

  it('two shifts follow one another', () => {
    const twice = whatIf('management-fee-ratio@2017-04-01=0.4', 'management-fee-ratio@2017-10-01=0.2');
    const rows = ['2017-03-31', '2017-04-01', '2017-09-30', '2017-10-01'].map((date) => cost(date, '管理费·办公费', 100));
    // 50 + 40 + 40 + 20
    expect(answer({ cost: rows }, 2017, 'COUNTED_COST', twice)).toBe('150.00');
  });

  it('a value over the whole life replaces both years’', () => {
    const throughout = whatIf('management-fee-ratio=0.1');
    expect(counted(cost('2016-03-01', '管理费·办公费', 100), 2016, throughout)).toBe('10.00');
    expect(counted(cost('2017-03-01', '管理费·办公费', 100), 2017, throughout)).toBe('10.00');
  });

  it('before the policy’s life the fee has no ratio: #N/A, never a zero', () => {
    expect(counted(cost('2015-12-31', '管理费·办公费', 100), 2015)).toBe('#N/A');
  });
});

describe('六.2.3: company goods used for events count at no less than half their list price', () => {
  it.each<[string, number, number, string, boolean]>([
    ['60 of 100: 60',                           60,    100,    '60.00', false],
    ['50 of 100: exactly the floor',            50,    100,    '50.00', false],
    ['49.99 of 100: 50, and it is told',        49.99, 100,    '50.00', true],
    ['0 of 100: 50',                            0,     100,    '50.00', true],
    ['120 of 100: dearer than listed is fine',  120,   100,    '120.00', false],
    ['50.01 of 100.01: floor 50.005',           50.01, 100.01, '50.01', false],
    ['50 of 100.01: floor 50.005 → 50.01',      50,    100.01, '50.01', true],
    ['50.005 of 100.01: exactly, and half up',  50.005, 100.01, '50.01', false],
  ])('%s', (_, amount, listPrice, expected, below) => {
    const row = cost('2016-05-04', COMPANY_GOODS, amount, listPrice);
    expect(counted(row, 2016)).toBe(expected);
    expect(told([row], 2016)).toEqual(below ? ['product-cost-below-floor 成本台账!D2'] : []);
  });
});
