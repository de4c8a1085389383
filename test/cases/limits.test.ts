import { answer, findingLines, findings } from '../support/settled';
import type { Row, Tables } from '../support/workbook-builder';

const DAY = '2016-05-04';
const told = (book: Tables, code: string, year = 2016): string[] => findingLines(book, year, [code]).map((line) => line.slice(code.length + 1));

describe('三.5: self-sourced goods go at half their price or more (原则上: a warning, no amount changes)', () => {
  const mall = (货源: string, 金额: number | string, 标价?: number): Row => ({ 日期: DAY, 类别: '微商城销售', 货源, 金额, 标价, 进货成本: 10 });
  it.each<[string, Row, boolean]>([
    ['50 ÷ 100: exactly half',                mall('自揽', 50, 100),         false],
    ['49.99 ÷ 100',                           mall('自揽', 49.99, 100),      true],
    ['50.01 ÷ 100',                           mall('自揽', 50.01, 100),      false],
    ['a hair below: 0.4999999999 ÷ 1',        mall('自揽', 0.4999999999, 1), true],
    ['18,366.34 ÷ 36,732.68: exactly half',   mall('自揽', 18366.34, 36732.68), false],
    ['18,366.33 ÷ 36,732.68',                 mall('自揽', 18366.33, 36732.68), true],
    ['33.33 ÷ 66.67: below by a hair',        mall('自揽', 33.33, 66.67),    true],
    ['text amounts are compared as well',     mall('自揽', '49.99', 100),    true],
    ['no list price entered',                 mall('自揽', 50),              false],
    ['a list price of zero',                  mall('自揽', 50, 0),           false],
    ['自有 goods are priced by other rules',  mall('自有', 10, 100),         false],
    ['so are the agency’s',                   mall('公司代理', 10, 100),     false],
    ['and no other category has a discount',  { 日期: DAY, 类别: '广告费', 货源: '自揽', 金额: 10, 标价: 100 }, false],
  ])('%s', (_, row, below) => {
    expect(told({ revenue: [row] }, 'discount-below-floor')).toEqual(below ? ['收入台账!E2'] : []);
  });

  const lot = (value: number, cash: number, on = '2016-05-20'): Row => ['K1', '茶', 1000, '2016-05-01', on, value, cash];
  it.each<[string, Row, boolean]>([
    ['cash 500 ÷ value 1,000: exactly half',  lot(1000, 500),                false],
    ['cash 499.99 ÷ value 1,000',             lot(1000, 499.99),             true],
    ['1,007.43 ÷ 2,014.85: below by a hair?', lot(201.485, 100.742),         true],
    ['nothing converted',                     lot(0, 0),                     false],
    ['late conversions are sales, too',       lot(1000, 499.99, '2016-07-01'), true],
  ])('in kind: %s', (_, row, below) => {
    expect(told({ inKind: [row] }, 'discount-below-floor')).toEqual(below ? ['实物抵扣!G2'] : []);
  });

  it('is a warning that cites 三.5, and changes nothing', () => {
    const book = { revenue: [mall('自揽', 30, 100)] };
    expect(findings(book, 2016)).toMatchObject([{ severity: 'warning', blocks: false, clauses: ['三.5'], row: 2, year: 2016 }]);
    expect(answer(book, 2016, 'COUNTED_REVENUE')).toBe('20.00');
  });
});

describe('三.6: agency commission is no less than 10% of sales (an error, no amount changes)', () => {
  const commission = (货源: string, 金额: number, 销售额?: number): Row => ({ 日期: DAY, 类别: '代理佣金', 货源, 金额, 销售额 });
  it.each<[string, Row, boolean]>([
    ['100 ÷ 1,000: exactly 10%',             commission('自揽', 100, 1000),     false],
    ['99.99 ÷ 1,000',                        commission('自揽', 99.99, 1000),   true],
    ['100.01 ÷ 1,000',                       commission('自揽', 100.01, 1000),  false],
    ['99.9999999999 ÷ 1,000: a hair below',  commission('自揽', 99.9999999999, 1000), true],
    ['10,481.64 ÷ 104,816.40: exactly 10%',  commission('公司代理', 10481.64, 104816.4), false],
    ['11,202.36 ÷ 224,047.20',               commission('公司代理', 11202.36, 224047.2), true],
    ['the agency’s own sales as well',       commission('公司代理', 99.99, 1000), true],
    ['no sales entered',                     commission('自揽', 100),           false],
    ['sales of zero',                        commission('自揽', 100, 0),        false],
    ['no other category pays commission',    { 日期: DAY, 类别: '广告费', 金额: 1, 销售额: 1000 }, false],
  ])('%s', (_, row, below) => {
    expect(told({ revenue: [row] }, 'agency-commission-below-floor')).toEqual(below ? ['收入台账!E2'] : []);
  });

  it('is an error that cites 三.6 and yet blocks nothing', () => {
    const book = { revenue: [commission('自揽', 50, 1000)] };
    expect(findings(book, 2016)).toMatchObject([{ severity: 'error', blocks: false, clauses: ['三.6'] }]);
    expect(answer(book, 2016, 'COUNTED_REVENUE')).toBe('50.00');
  });
});

describe('六.2.4: an event uses no more than half of its sponsored prizes', () => {
  const event = (sponsored: number | undefined, used: number | undefined, date = DAY): Row => ({ 日期: date, 参与人数: 200, 赞助奖品价值: sponsored, 已用奖品价值: used });
  it.each<[string, Row, boolean]>([
    ['500 of 1,000: exactly half',     event(1000, 500),       false],
    ['500.01 of 1,000',                event(1000, 500.01),    true],
    ['499.99 of 1,000',                event(1000, 499.99),    false],
    ['500.0000001 of 1,000',           event(1000, 500.0000001), true],
    ['1 of 0',                         event(0, 1),            true],
    ['0 of 0',                         event(0, 0),            false],
    ['used not entered',               event(1000, undefined), false],
    ['sponsored not entered',          event(undefined, 500),  false],
  ])('%s', (_, row, over) => {
    expect(told({ events: [row] }, 'prize-use-over-limit')).toEqual(over ? ['活动台账!F2'] : []);
  });

  it('belongs to the event’s year', () => {
    expect(told({ events: [event(1000, 600, '2017-05-04')] }, 'prize-use-over-limit', 2016)).toEqual([]);
    expect(told({ events: [event(1000, 600, '2017-05-04')] }, 'prize-use-over-limit', 2017)).toEqual(['活动台账!F2']);
  });
});

describe('二.2: an event with fewer than 100 people is told of', () => {
  it.each<[number, boolean]>([[99, true], [99.5, true], [100, false], [101, false], [0, true]])('%d people', (people, below) => {
    const book = { events: [{ 日期: DAY, 参与人数: people }] };
    expect(findings(book, 2016)).toMatchObject(below ? [{ code: 'event-below-attendance', severity: 'info', blocks: false, cell: 'D2', clauses: ['二.2'] }] : []);
  });
});

describe('二.4: in 2016 counted revenue covers counted cost', () => {
  const year = (date: string, revenue: number, cost: number): Tables => ({ revenue: [{ 日期: date, 类别: '广告费', 金额: revenue }], cost: [{ 日期: date, 类别: '差旅费', 金额: cost }] });
  it.each<[string, Tables, number, boolean]>([
    ['100 against 100.01',                       year(DAY, 100, 100.01),             2016, true],
    ['100 against 100',                          year(DAY, 100, 100),                2016, false],
    ['100 against 99.99',                        year(DAY, 100, 99.99),              2016, false],
    ['2017 need not',                            year('2017-05-04', 100, 200),       2017, false],
    ['an empty year breaks even',                {},                                 2016, false],
    ['only counted rows matter: 整体产品转让费', { revenue: [{ 日期: DAY, 类别: '整体产品转让费', 金额: 500 }], cost: [{ 日期: DAY, 类别: '差旅费', 金额: 1 }] }, 2016, true],
    ['… and 管理费 of 2016 does not',            { cost: [{ 日期: DAY, 类别: '管理费·办公费', 金额: 500 }] }, 2016, false],
    ['an unknown revenue is not compared',       { revenue: [{ 日期: DAY, 类别: '?', 金额: 1 }], cost: [{ 日期: DAY, 类别: '差旅费', 金额: 5 }] }, 2016, false],
  ])('%s', (_, book, of, below) => {
    expect(told(book, 'revenue-below-cost', of)).toEqual(below ? ['收入台账!A1'] : []);
  });

  it('is a warning at the table’s header that cites 二.4', () => {
    expect(findings(year(DAY, 1, 2), 2016)).toMatchObject([{ code: 'revenue-below-cost', severity: 'warning', blocks: false, row: 1, clauses: ['二.4'], year: 2016 }]);
  });
});

describe('三.1: content, operation and maintenance posts are all held', () => {
  const person = (岗位类别: string, 入职日期?: string, 离职日期?: string): Row => ({ 姓名: '某', 岗位类别, 入职日期, 离职日期 });
  const missing = (staff: Row[], year = 2016): unknown[] => findings({ staff }, year).filter(({ code }) => code === 'post-missing').map(({ facts }) => facts['value']);
  it.each<[string, Row[], string[]]>([
    ['all three',                                    [person('内容'), person('运营'), person('维护')],                                    []],
    ['one missing',                                  [person('内容'), person('维护')],                                                    ['运营']],
    ['an empty roster',                              [],                                                                                  ['内容', '运营', '维护']],
    ['posts beyond the three don’t stand in',        [person('管理'), person('其他')],                                                    ['内容', '运营', '维护']],
    ['who left the year before holds none',          [person('内容', '2015-01-01', '2015-12-31'), person('运营'), person('维护')],         ['内容']],
    ['who left on 01-01 held it that day',           [person('内容', '2015-01-01', '2016-01-01'), person('运营'), person('维护')],         []],
    ['who came on 12-31 held it that day',           [person('内容', '2016-12-31'), person('运营'), person('维护')],                      []],
    ['who comes next year holds none yet',           [person('内容', '2017-01-01'), person('运营'), person('维护')],                      ['内容']],
    ['a successor keeps the post held',              [person('内容', '2014-01-01', '2015-06-30'), person('内容', '2016-02-01'), person('运营'), person('维护')], []],
  ])('%s', (_, staff, expected) => {
    expect(missing(staff)).toEqual(expected);
  });

  it('is a warning at the table’s header that cites 三.1; without a roster there is nothing to say', () => {
    expect(findings({ staff: [person('内容'), person('维护')] }, 2016)).toMatchObject([{ code: 'post-missing', severity: 'warning', blocks: false, sheet: '人员名册', cell: 'A1', row: 1, clauses: ['三.1'] }]);
    expect(findings({}, 2016)).toEqual([]);
  });
});

describe('三.4: a commission plan without its approval date can’t be used', () => {
  it.each<[string, Row, boolean]>([
    ['approved',                    { 方案: '广告提成', 提成比例: 0.1, 起始日期: '2016-01-01', 批准日期: '2015-12-20' }, false],
    ['not approved',                { 方案: '广告提成', 提成比例: 0.1, 起始日期: '2016-01-01' },                         true],
    ['named, its ratio still open', { 方案: '广告提成' },                                                                 true],
    ['nothing but a note',          { 说明: '待拟定' },                                                                   false],
  ])('%s', (_, row, open) => {
    expect(told({ plans: [row] }, 'plan-not-approved')).toEqual(open ? ['提成方案!D2'] : []);
  });

  it('is an error that cites 三.4', () => {
    expect(findings({ plans: [{ 方案: '广告提成', 提成比例: 0.1 }] }, 2016)).toMatchObject([{ severity: 'error', clauses: ['三.4'] }]);
  });
});
