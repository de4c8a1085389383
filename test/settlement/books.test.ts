import { lastDayOf } from '../../src/kernel/dates';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks, type Books } from '../../src/settlement/books';
import { sheetOf, workbook, workbookOf, type Layout, type Tables } from '../support/workbook-builder';

const books = (tables: Tables, layout: Layout = {}): Books => openBooks(builtInPolicy(), workbook(tables, layout));
const AD_2016 = { 日期: '2016-05-04', 类别: '广告费', 金额: 1 };
const AD_2017 = { 日期: '2017-05-04', 类别: '广告费', 金额: 1 };

describe('the years of a workbook', () => {
  it('are those that rows are dated in', () => {
    const all = books({
      revenue: [AD_2017, AD_2016],
      fans: [['2015-03-01', '公司网站', 5]],
      tasks: [{ 截止日期: '2018-01-01', 考核扣款: 1 }],
    });
    expect(all.years).toEqual([2015, 2016, 2017, 2018]);
    expect(all.rowsRead).toBe(4);
  });

  it.each<[string, Tables, Layout, number | undefined]>([
    [
      'the only year of its counted rows',
      { revenue: [AD_2016], cost: [{ 日期: '2016-01-01', 类别: '差旅费', 金额: 1 }] },
      {},
      2016,
    ],
    ['none where there are two', { revenue: [AD_2016, AD_2017] }, {}, undefined],
    ['none where there are no rows', {}, {}, undefined],
    [
      'readings and lots of other years leave it be',
      { revenue: [AD_2016], fans: [['2015-03-01', '公司网站', 5]], inKind: [['K1', '茶', 1, '2016-12-20']] },
      {},
      2016,
    ],
    [
      'the name PolicyYear, a number',
      { revenue: [AD_2016] },
      { names: [{ name: 'PolicyYear', refersTo: '2017' }] },
      2017,
    ],
    ['… as a formula', { revenue: [AD_2016] }, { names: [{ name: 'policyyear', refersTo: '=2018' }] }, 2018],
    [
      '… pointing at a cell',
      { fans: [['2016-12-31', '公司网站', 2017]] },
      { names: [{ name: 'PolicyYear', refersTo: '粉丝台账!$C$2' }] },
      2017,
    ],
    [
      '… with quotes',
      { fans: [['2016-12-31', '公司网站', 2017]] },
      { names: [{ name: 'PolicyYear', refersTo: "='粉丝台账'!$C$2" }] },
      2017,
    ],
    [
      '… pointing at what is no year',
      { revenue: [AD_2016] },
      { names: [{ name: 'PolicyYear', refersTo: '收入台账!$C$2' }] },
      undefined,
    ],
    ['… pointing nowhere', { revenue: [AD_2016] }, { names: [{ name: 'PolicyYear', refersTo: '#REF!' }] }, undefined],
  ])('its policy year: %s', (_, tables, layout, year) => {
    expect(books(tables, layout).policyYear).toBe(year);
  });
});

describe('what is told beside the answers', () => {
  it('六.2.4: sponsored prizes due to the company: value − used − commission', () => {
    const events = [
      { 日期: '2016-05-04', 参与人数: 100, 赞助奖品价值: 1000, 已用奖品价值: 400, 个人提成: 50 },
      { 日期: '2016-06-04', 参与人数: 10, 赞助奖品价值: 200.5 },
      { 日期: '2017-06-04', 参与人数: 10, 赞助奖品价值: 7 },
    ];
    expect(books({ events }).settle(2016).figures).toMatchObject([
      { id: 'prizes-to-company', unit: 'CNY', clauses: ['六.2.4'], value: '750.50' },
    ]);
    expect(books({ events }).settle(2017).figures).toMatchObject([{ value: '7.00' }]);
  });

  it('a figure that can’t be told says why', () => {
    const events = [{ 日期: '2016-05-04', 参与人数: 100, 赞助奖品价值: '若干' }];
    expect(books({ events }).settle(2016).figures).toMatchObject([
      { problem: { code: 'rows-blocked', cells: [{ cell: 'E2' }] } },
    ]);
  });
});

describe('figures given instead of the ledgers’', () => {
  it('stand in for them: FAN_PENALTY(52,300)', () => {
    const { value } = builtInPolicy().valueAt('fan-target', lastDayOf(2016)) ?? {};
    if (!value) throw new Error('no target');
    const given = { fans: value.minus(7700) };
    const [penalty] = openBooks(builtInPolicy(), workbookOf([])).settle(2016, given).answers;
    expect(penalty).toMatchObject({ id: 'FAN_PENALTY', value: { ok: true, fen: 385000 } });
  });
});

describe('a workbook of anything', () => {
  it('without a single sheet: errors, no exception', () => {
    const empty = openBooks(builtInPolicy(), workbookOf([]));
    expect(
      empty
        .settle(2016)
        .answers.filter(({ value }) => value.ok)
        .map(({ id }) => id),
    ).toEqual(['TASK_PENALTY', 'PRIZE_QUOTA']);
    expect(empty.findings().map(({ code, sheet }) => `${code} ${sheet}`)).toEqual([
      'table-missing 收入台账',
      'table-missing 成本台账',
      'table-missing 粉丝台账',
      'table-missing 活动台账',
    ]);
    expect([empty.years, empty.policyYear, empty.rowsRead]).toEqual([[], undefined, 0]);
  });

  it('a finding in each of very many rows is told, too', () => {
    const events = Array.from({ length: 200_000 }, () => ({ 日期: '2016-05-04', 活动: '小型', 参与人数: 1 }));
    const found = openBooks(builtInPolicy(), workbook({ events })).findings(2016);
    expect(found.filter(({ code }) => code === 'event-below-attendance')).toHaveLength(200_000);
  });

  it('sheets of other things are left alone', () => {
    const other = sheetOf('说明', [
      ['收入', '成本', '金额'],
      [1, 2, 3],
    ]);
    const book = workbook({ revenue: [AD_2016] });
    const { answers } = openBooks(builtInPolicy(), workbookOf([other, ...book.sheets])).settle(2016);
    expect(answers.map(({ value }) => value)).toEqual(
      openBooks(builtInPolicy(), book)
        .settle(2016)
        .answers.map(({ value }) => value),
    );
  });
});
