import { ANSWERS, type AnswerId } from '../support/layout';
import { answers, blockedCells, errorAnswers, findingLines, findings, whatIf } from '../support/settled';
import { typed, type Given, type Row, type Tables } from '../support/workbook-builder';

const DAY = '2016-05-04';
const revenue = (row: Row): Tables => ({ revenue: [row] });
const cost = (row: Row): Tables => ({ cost: [row] });
const ad = (金额: Given, 日期: Given = DAY): Record<string, Given> => ({ 日期, 摘要: '头条', 类别: '广告费', 金额 });

const REVENUE: AnswerId[] = ['COUNTED_REVENUE', 'NET_PROFIT', 'TEAM_SHARE', 'COMPANY_SHARE'];
const COST: AnswerId[] = ['COUNTED_COST', 'NET_PROFIT', 'TEAM_SHARE', 'COMPANY_SHARE'];
const ASSESSED: AnswerId[] = ['PENALTY_TOTAL', 'PERFORMANCE_PAY', 'PENALTY_EXCESS'];
const NOTHING: AnswerId[] = [];
const EVERY_YEAR = undefined;

/** The answers that a book makes errors, beyond those that 2016 has without it. */
const stopped = (book: Tables, year = 2016): AnswerId[] => errorAnswers(book, year).filter((id) => !errorAnswers({}, year).includes(id));

interface Told {
  readonly code: string;
  readonly severity: string;
  readonly cell: string;
  readonly row: number;
  readonly year: number | undefined;
  readonly clauses: readonly string[];
  readonly blocks: boolean;
}
const told = (book: Tables, code: string): Told[] =>
  findings(book)
    .filter((finding) => finding.code === code)
    .map(({ severity, sheet, cell, row, year, clauses, blocks }) => ({
      code,
      severity,
      cell: `${sheet}!${cell}`,
      row,
      year,
      clauses,
      blocks,
    }));

describe('every code: severity, place, year, clause, and the answers that it stops', () => {
  it.each<[code: string, severity: string, Tables, cell: string, year: number | undefined, clauses: string[], stops: AnswerId[]]>([
    ['unknown-category', 'error', revenue({ 日期: DAY, 类别: '广告', 金额: 1 }), '收入台账!C2', 2016, [], REVENUE],
    ['unknown-category', 'error', revenue({ 日期: DAY, 金额: 1 }), '收入台账!C2', 2016, [], REVENUE],
    ['unknown-category', 'error', cost({ 日期: DAY, 类别: '管理费', 金额: 1 }), '成本台账!C2', 2016, [], COST],
    ['source-missing', 'error', revenue({ 日期: DAY, 类别: '微商城销售', 金额: 1 }), '收入台账!D2', 2016, [], REVENUE],
    ['source-missing', 'error', revenue({ 日期: DAY, 类别: '微商城销售', 货源: '自营', 金额: 1 }), '收入台账!D2', 2016, [], REVENUE],
    ['source-missing', 'error', revenue({ 日期: DAY, 类别: '代理佣金', 货源: '自有', 金额: 1 }), '收入台账!D2', 2016, [], REVENUE],
    ['date-missing', 'error', revenue(ad(1, null)), '收入台账!A2', EVERY_YEAR, [], REVENUE],
    ['date-missing', 'error', cost({ 类别: '差旅费', 金额: 1 }), '成本台账!A2', EVERY_YEAR, [], COST],
    ['date-missing', 'error', { fans: [[null, '公司网站', 60000]] }, '粉丝台账!A2', EVERY_YEAR, [], ['FAN_PENALTY', ...ASSESSED]],
    ['date-missing', 'error', { events: [{ 活动: '路演', 参与人数: 100 }] }, '活动台账!A2', EVERY_YEAR, [], ['EVENT_PENALTY', ...ASSESSED]],
    ['date-missing', 'error', { events: [{ 活动: '路演', 赞助奖品价值: 100 }] }, '活动台账!A2', EVERY_YEAR, [], NOTHING],
    ['date-missing', 'error', { tasks: [{ 任务: '商城', 考核扣款: 100 }] }, '任务台账!B2', EVERY_YEAR, [], ['TASK_PENALTY', ...ASSESSED]],
    ['date-missing', 'error', { inKind: [['K1', '茶', 100]] }, '实物抵扣!D2', EVERY_YEAR, [], ['PRIZE_QUOTA']],
    ['date-missing', 'error', { inKind: [['K1', '茶', 100, '2016-03-01', null, 50, 40]] }, '实物抵扣!E2', EVERY_YEAR, [], [...REVENUE, 'PRIZE_QUOTA']],
    ['date-invalid', 'error', revenue(ad(1, typed('2016-02-30'))), '收入台账!A2', EVERY_YEAR, [], REVENUE],
    ['date-invalid', 'error', cost({ 日期: 2016, 类别: '差旅费', 金额: 1 }), '成本台账!A2', EVERY_YEAR, [], COST],
    ['date-invalid', 'error', { tasks: [{ 截止日期: '年底', 考核扣款: 100 }] }, '任务台账!B2', EVERY_YEAR, [], ['TASK_PENALTY', ...ASSESSED]],
    ['amount-invalid', 'error', revenue(ad('十')), '收入台账!E2', 2016, [], REVENUE],
    ['amount-invalid', 'error', revenue(ad({ fault: '#REF!' })), '收入台账!E2', 2016, [], REVENUE],
    ['amount-invalid', 'error', revenue(ad(true)), '收入台账!E2', 2016, [], REVENUE],
    ['amount-invalid', 'error', cost({ 日期: DAY, 类别: '差旅费', 金额: 1e300 }), '成本台账!D2', 2016, [], COST],
    ['amount-invalid', 'error', { fans: [['2016-12-31', '公司网站', '六万']] }, '粉丝台账!C2', 2016, [], ['FAN_PENALTY', ...ASSESSED]],
    ['amount-invalid', 'error', { events: [{ 日期: DAY, 参与人数: '很多' }] }, '活动台账!D2', 2016, [], ['EVENT_PENALTY', ...ASSESSED]],
    ['amount-invalid', 'error', { inKind: [['K1', '茶', '一百', '2016-03-01']] }, '实物抵扣!C2', 2016, [], ['PRIZE_QUOTA']],
    ['amount-invalid', 'error', { inKind: [['K1', '茶', 100, '2016-03-01', '2016-03-20', 100, '#REF!']] }, '实物抵扣!G2', 2016, [], REVENUE],
    ['purchase-cost-missing', 'error', revenue({ 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 1 }), '收入台账!F2', 2016, ['六.2.5'], REVENUE],
    ['list-price-missing', 'error', cost({ 日期: DAY, 类别: '活动用公司产品', 金额: 1 }), '成本台账!E2', 2016, ['六.2.3'], COST],
    ['in-kind-over-converted', 'error', { inKind: [['K1', '茶', 100, '2016-03-01', '2016-03-20', 100.01, 90]] }, '实物抵扣!F2', 2016, ['六.2.3'], REVENUE],
    ['agency-commission-below-floor', 'error', revenue({ 日期: DAY, 类别: '代理佣金', 货源: '自揽', 金额: 9, 销售额: 100 }), '收入台账!E2', 2016, ['三.6'], NOTHING],
    ['classification-mismatch', 'warning', revenue({ 日期: DAY, 摘要: '整体产品转让款', 类别: '技术转让费', 金额: 1 }), '收入台账!C2', 2016, ['六.2.2'], NOTHING],
    ['classification-mismatch', 'warning', cost({ 日期: DAY, 摘要: '总经理差旅费', 类别: '差旅费', 金额: 1 }), '成本台账!C2', 2016, ['六.3.1'], NOTHING],
    ['discount-below-floor', 'warning', revenue({ 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 49, 进货成本: 1, 标价: 100 }), '收入台账!E2', 2016, ['三.5'], NOTHING],
    ['discount-below-floor', 'warning', { inKind: [['K1', '茶', 100, '2016-03-01', '2016-03-20', 100, 49]] }, '实物抵扣!G2', 2016, ['三.5'], NOTHING],
    ['product-cost-below-floor', 'warning', cost({ 日期: DAY, 类别: '活动用公司产品', 金额: 49, 标价: 100 }), '成本台账!D2', 2016, ['六.2.3'], NOTHING],
    ['prize-use-over-limit', 'warning', { events: [{ 日期: DAY, 参与人数: 100, 赞助奖品价值: 100, 已用奖品价值: 51 }] }, '活动台账!F2', 2016, ['六.2.4'], NOTHING],
    ['revenue-below-cost', 'warning', cost({ 日期: DAY, 类别: '差旅费', 金额: 1 }), '收入台账!A1', 2016, ['二.4'], NOTHING],
    ['total-row', 'warning', cost({ 摘要: '合计', 金额: 1 }), '成本台账!B2', EVERY_YEAR, [], NOTHING],
    ['amount-as-text', 'warning', revenue(ad('1,234.50')), '收入台账!E2', 2016, [], NOTHING],
    ['amount-as-text', 'warning', revenue(ad('1.2万')), '收入台账!E2', 2016, [], NOTHING],
    ['date-as-text', 'warning', revenue(ad(1, typed('2016年3月5日'))), '收入台账!A2', 2016, [], NOTHING],
    ['date-as-text', 'warning', revenue(ad(1, typed('2016/3/5'))), '收入台账!A2', 2016, [], NOTHING],
    ['date-as-text', 'warning', revenue(ad(1, typed('20160305'))), '收入台账!A2', 2016, [], NOTHING],
    ['date-as-text', 'warning', revenue(ad(1, 20160305)), '收入台账!A2', 2016, [], NOTHING],
    ['excluded-revenue', 'info', revenue({ 日期: DAY, 类别: '整体产品转让费', 金额: 1 }), '收入台账!C2', 2016, ['六.2.2'], NOTHING],
    ['excluded-cost', 'info', cost({ 日期: DAY, 类别: '管理费·办公费', 金额: 1 }), '成本台账!C2', 2016, ['六.3.1', '六.4'], NOTHING],
    ['event-below-attendance', 'info', { events: [{ 日期: DAY, 参与人数: 99 }] }, '活动台账!D2', 2016, ['二.2'], NOTHING],
    ['in-kind-overdue', 'info', { inKind: [['K1', '茶', 100, '2016-03-01']] }, '实物抵扣!E2', 2016, ['六.2.3'], NOTHING],
    ['in-kind-overdue', 'info', { inKind: [['K1', '茶', 100, '2016-12-01']] }, '实物抵扣!E2', 2017, ['六.2.3'], NOTHING],
  ])('%s (%s) %j', (code, severity, book, cell, year, clauses, stops) => {
    expect(told(book, code)).toEqual([{ code, severity, cell, row: Number(cell.replace(/^.*?(\d+)$/, '$1')), year, clauses, blocks: stops.length > 0 }]);
    expect(stopped(book).sort()).toEqual([...stops].sort());
  });

  it('duplicate-row: the same day, memo, category and amount as an earlier row; both count', () => {
    const book = { revenue: [ad(10), ad(10.5), ad(10), ad(10)] };
    expect(findingLines(book, 2016)).toEqual(['duplicate-row 收入台账!E4', 'duplicate-row 收入台账!E5']);
    expect(told(book, 'duplicate-row')).toMatchObject([{ severity: 'warning', row: 4, year: 2016, blocks: false }, { row: 5 }]);
    expect(findings(book)[0]?.facts).toEqual({ first: 2 });
    expect(answers(book, 2016).COUNTED_REVENUE).toBe('40.50');
  });

  it.each<[string, Row]>([
    ['another day', ad(10, '2016-05-05')],
    ['another memo', { 日期: DAY, 摘要: '二条', 类别: '广告费', 金额: 10 }],
    ['another category', { 日期: DAY, 摘要: '头条', 类别: '其他衍生收入', 金额: 10 }],
    ['another amount', ad(10.01)],
  ])('%s is no duplicate', (_, row) => {
    expect(findingLines({ revenue: [ad(10), row] }, 2016, ['duplicate-row'])).toEqual([]);
  });

  it('the same amount written otherwise is a duplicate', () => {
    expect(findingLines({ revenue: [ad(1200), ad('1,200.00')] }, 2016, ['duplicate-row'])).toEqual(['duplicate-row 收入台账!E3']);
  });

  it('post-missing: one for each post, at the table’s header', () => {
    expect(findings({ staff: [{ 姓名: '某', 岗位类别: '运营' }] }, 2016)).toMatchObject([
      {
        code: 'post-missing',
        severity: 'warning',
        cell: 'A1',
        row: 1,
        year: 2016,
        clauses: ['三.1'],
        blocks: false,
        facts: { value: '内容' },
      },
      {
        code: 'post-missing',
        severity: 'warning',
        cell: 'A1',
        row: 1,
        year: 2016,
        clauses: ['三.1'],
        blocks: false,
        facts: { value: '维护' },
      },
    ]);
  });

  it('table-empty and table-missing: errors of the ledger, in every year', () => {
    expect(told({ fans: [] }, 'table-empty')).toEqual([
      {
        code: 'table-empty',
        severity: 'error',
        cell: '粉丝台账!A1',
        row: 1,
        year: EVERY_YEAR,
        clauses: [],
        blocks: true,
      },
    ]);
    expect(told({ cost: 'missing' }, 'table-missing')).toEqual([
      {
        code: 'table-missing',
        severity: 'error',
        cell: '成本台账!A1',
        row: 1,
        year: EVERY_YEAR,
        clauses: [],
        blocks: true,
      },
    ]);
  });
});

describe('what a finding suggests, where that is mechanical', () => {
  it.each<[string, Tables, object | undefined]>([
    ['the category spelt most alike', revenue({ 日期: DAY, 类别: '广告', 金额: 1 }), { type: 'text', value: '广告费' }],
    ['the category that the memo speaks of', revenue({ 日期: DAY, 摘要: '公众号头条广告投放', 金额: 1 }), { type: 'text', value: '广告费' }],
    ['the category with its dot', cost({ 日期: DAY, 类别: '管理费办公费', 金额: 1 }), { type: 'text', value: '管理费·办公费' }],
    ['what has no better home', cost({ 日期: DAY, 类别: '杂项', 金额: 1 }), { type: 'text', value: '其他必需成本' }],
    ['the amount as a number', revenue(ad('（1,200.50）')), { type: 'number', value: '-1200.5' }],
    ['the date as a date', revenue(ad(1, typed('2016年3月5日'))), { type: 'date', value: '2016-03-05' }],
    ['the category that the memo says', cost({ 日期: DAY, 摘要: '总经理差旅费', 类别: '差旅费', 金额: 1 }), { type: 'text', value: '管理费·差旅费' }],
    ['nothing for a missing date', revenue(ad(1, null)), undefined],
    ['nothing for what is no amount', revenue(ad('十')), undefined],
  ])('%s', (_, book, suggestion) => {
    expect(
      findings(book, 2016)
        .filter(({ code }) => code !== 'revenue-below-cost')
        .map((finding) => finding.suggestion),
    ).toEqual([suggestion]);
  });
});

describe('a row has every fault that it has', () => {
  it.each<[string, Tables, string[]]>([
    ['no date and no such category', revenue({ 类别: '广告', 金额: 1 }), ['date-missing A2', 'unknown-category C2']],
    ['no date and no source', revenue({ 类别: '微商城销售', 金额: 1 }), ['date-missing A2', 'source-missing D2']],
    ['no date and no purchase cost', revenue({ 类别: '微商城销售', 货源: '自揽', 金额: 1 }), ['date-missing A2', 'purchase-cost-missing F2']],
    ['an unreadable date and no purchase cost', revenue({ 日期: '五月', 类别: '微商城销售', 货源: '自揽', 金额: 1 }), ['date-invalid A2', 'purchase-cost-missing F2']],
    ['no amount that can be read and no purchase cost', revenue({ 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: '十' }), ['amount-invalid E2', 'purchase-cost-missing F2']],
    ['no date and no list price', cost({ 类别: '活动用公司产品', 金额: 1 }), ['date-missing A2', 'list-price-missing E2']],
    ['no purchase cost and a discount too deep', revenue({ 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 1, 标价: 100 }), ['discount-below-floor E2', 'purchase-cost-missing F2']],
    ['no source and a commission too low', revenue({ 日期: DAY, 类别: '代理佣金', 金额: 1, 销售额: 100 }), ['source-missing D2', 'agency-commission-below-floor E2']],
    ['no date and no amount that can be read', revenue({ 类别: '广告费', 金额: '十' }), ['date-missing A2', 'amount-invalid E2']],
    ['more converted than set off, for too little', { inKind: [['K1', '茶', 100, '2016-03-01', '2016-03-20', 200, 10]] }, ['in-kind-over-converted F2', 'discount-below-floor G2']],
    ['an event with too few people and too many prizes', { events: [{ 日期: DAY, 参与人数: 9, 赞助奖品价值: 1, 已用奖品价值: 1 }] }, ['event-below-attendance D2', 'prize-use-over-limit F2']],
  ])('%s', (_, book, lines) => {
    expect(findingLines(book, 2016).map((line) => line.replace(/ .*!/, ' '))).toEqual(lines);
  });

  it('a row without a date is no breach of a limit: nobody knows which value of the limit holds', () => {
    expect(findingLines(revenue({ 类别: '代理佣金', 货源: '自揽', 金额: 1, 销售额: 100 }), 2016)).toEqual(['date-missing 收入台账!A2']);
    expect(findingLines(cost({ 类别: '管理费·办公费', 金额: 1 }), 2016)).toEqual(['date-missing 成本台账!A2']);
  });
});

describe('an undecidable row stops exactly the answers that need it, and names its cells', () => {
  it.each<[string, Tables, AnswerId, string[]]>([
    ['revenue', { revenue: [ad(1), ad('十'), { 日期: DAY, 类别: '?', 金额: 2 }] }, 'TEAM_SHARE', ['收入台账!E3', '收入台账!C4']],
    ['revenue and cost together', { ...revenue(ad('十')), ...cost({ 日期: DAY, 类别: '?', 金额: 2 }) }, 'NET_PROFIT', ['收入台账!E2', '成本台账!C2']],
    ['revenue and lots together', { ...revenue(ad('十')), inKind: [['K1', '茶', 100, '2016-03-01', '2016-03-20', 200, 150]] }, 'COUNTED_REVENUE', ['收入台账!E2', '实物抵扣!F2']],
    ['fans and tasks together', { fans: [[null, '公司网站', 1]], tasks: [{ 考核扣款: 1 }] }, 'PENALTY_TOTAL', ['粉丝台账!A2', '任务台账!B2']],
  ])('%s', (_, book, id, cells) => {
    expect(blockedCells(book, 2016, id)).toEqual(cells);
  });

  it.each<[string, Tables]>([
    ['进货成本 of an advertisement', revenue({ ...ad(100), 进货成本: '—' })],
    ['标价 of an advertisement', revenue({ ...ad(100), 标价: '面议' })],
    ['销售额 of an advertisement', revenue({ ...ad(100), 销售额: { fault: '#N/A' } })],
    ['货源 of an advertisement', revenue({ ...ad(100), 货源: '无' })],
    ['进货成本 of 自有 goods', revenue({ 日期: DAY, 类别: '微商城销售', 货源: '自有', 金额: 100, 进货成本: '无' })],
    ['标价 of 自揽 goods', revenue({ 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 100, 进货成本: 0, 标价: '无' })],
  ])('a cell that no rule asks for stops nothing: %s', (_, book) => {
    expect(answers(book, 2016).COUNTED_REVENUE).toBe('100.00');
    expect(findings(book, 2016).filter(({ blocks }) => blocks)).toEqual([]);
  });

  it.each<[string, Row[]]>([
    ['标价 of travel', [{ 日期: DAY, 类别: '差旅费', 金额: 100, 标价: '无' }]],
    [
      '标价 of an excluded fee',
      [
        { 日期: DAY, 类别: '管理费·办公费', 金额: 7, 标价: '无' },
        { 日期: DAY, 类别: '差旅费', 金额: 100 },
      ],
    ],
  ])('… %s', (_, rows) => {
    expect(answers({ cost: rows }, 2016).COUNTED_COST).toBe('100.00');
    expect(findings({ cost: rows }, 2016).filter(({ code }) => code === 'amount-invalid')).toMatchObject([{ severity: 'error', blocks: false, cell: 'E2' }]);
  });

  it.each<[string, Tables]>([
    ['进货成本 of 自揽 goods', revenue({ 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 100, 进货成本: '无' })],
    ['标价 of company goods', cost({ 日期: DAY, 类别: '活动用公司产品', 金额: 100, 标价: '无' })],
  ])('… but a cell that its rule asks for does: %s', (_, book) => {
    expect(stopped(book)).toContain('NET_PROFIT');
    expect(findings(book, 2016).filter(({ code }) => code === 'amount-invalid')).toMatchObject([{ blocks: true }]);
  });

  it.each<[string, Tables, number, string]>([
    ['赞助奖品价值 of an event that counts', { events: [{ 日期: DAY, 参与人数: 100, 赞助奖品价值: '若干' }] }, 2016, '11000.00'],
    ['已用奖品价值 of an event that counts', { events: [{ 日期: DAY, 参与人数: 100, 已用奖品价值: true }] }, 2016, '11000.00'],
  ])('… nor %s', (_, book, year, expected) => {
    expect(answers(book, year).EVENT_PENALTY).toBe(expected);
    expect(findings(book, year)).toMatchObject([{ code: 'amount-invalid', severity: 'error', blocks: false }]);
  });

  it('a lot’s cash is of no matter to its quota, nor its quota’s year to its cash', () => {
    const cashUnread = { inKind: [['K1', '茶', 100, '2016-03-01', '2016-03-20', 60, '?']] };
    expect(answers(cashUnread, 2016)).toMatchObject({ COUNTED_REVENUE: '#VALUE!', PRIZE_QUOTA: '12.00' });
    const pickUpUnknown = { inKind: [['K1', '茶', 100, null, '2016-03-20', 60, 50]] };
    expect(answers(pickUpUnknown, 2016)).toMatchObject({ COUNTED_REVENUE: '#VALUE!', PRIZE_QUOTA: '#VALUE!' });
    expect(answers(pickUpUnknown, 2017)).toMatchObject({ COUNTED_REVENUE: '0.00', PRIZE_QUOTA: '#VALUE!' });
  });

  it('a row of another year stops that year alone; a row without a date stops every year', () => {
    expect(answers(revenue(ad('十', '2017-05-04')), 2016).COUNTED_REVENUE).toBe('0.00');
    expect(answers(revenue(ad('十', '2017-05-04')), 2017).COUNTED_REVENUE).toBe('#VALUE!');
    for (const year of [2015, 2016, 2017, 2018]) expect(answers(revenue(ad(1, null)), year).COUNTED_REVENUE).toBe('#VALUE!');
  });

  it('an unreadable reading stops the years whose latest it is, and no other', () => {
    const book: Tables = {
      fans: [
        ['2015-06-30', '公司网站', '?'],
        ['2016-06-30', '公司网站', '?'],
        ['2016-11-30', '公司网站', 60000],
        ['2017-06-30', '公司网站', '?'],
      ],
    };
    expect(answers(book, 2016).FAN_PENALTY).toBe('0.00');
    const trial = whatIf('fan-target=60000');
    expect([2015, 2016, 2017].map((year) => answers(book, year, trial).FAN_PENALTY)).toEqual(['#VALUE!', '0.00', '#VALUE!']);
    expect(findings(book).map(({ cell, blocks }) => [cell, blocks])).toEqual([
      ['C2', true],
      ['C3', false],
      ['C5', true],
    ]);
  });

  it('of two readings of one day the later is the latest, readable or not', () => {
    const readable: Row = ['2016-11-30', '公司网站', 60000];
    const unreadable: Row = ['2016-11-30', '公司网站', '?'];
    expect(answers({ fans: [unreadable, readable] }, 2016).FAN_PENALTY).toBe('0.00');
    expect(answers({ fans: [readable, unreadable] }, 2016).FAN_PENALTY).toBe('#VALUE!');
  });

  it('a reading of nobody knows which account may be anyone’s latest', () => {
    expect(
      answers(
        {
          fans: [
            ['2016-06-30', '公司网站', 60000],
            ['2016-03-31', null, 5],
          ],
        },
        2016,
      ).FAN_PENALTY,
    ).toBe('#VALUE!');
  });

  it('a reading that is too late for the year stops nothing of it', () => {
    const book = {
      fans: [
        ['2016-06-30', '公司网站', 60000],
        ['2017-06-30', '公司网站', '?'],
      ],
    };
    expect(answers(book, 2016).FAN_PENALTY).toBe('0.00');
  });

  it('a blank amount is not entered yet: whatever else is wrong with the row', () => {
    const book: Tables = {
      revenue: [
        { 类别: '?', 摘要: '待定' },
        { 日期: '五月', 类别: '微商城销售' },
      ],
      cost: [{ 类别: '活动用公司产品' }],
      fans: [
        ['2016-12-31', '公司网站', 60000],
        [null, '新号'],
      ],
      events: [{ 活动: '待定' }],
      inKind: [['K1', '茶', null, '五月']],
      tasks: [{ 任务: '商城' }],
    };
    expect(findingLines(book)).toEqual([]);
    expect(ANSWERS.map((id) => answers(book, 2016)[id])).toEqual(ANSWERS.map((id) => answers({}, 2016)[id]));
  });
});

describe('the year that a finding belongs to', () => {
  it('is the row’s, and a row without a date belongs to every year', () => {
    const book = {
      revenue: [
        { 日期: '2016-05-04', 类别: '?', 金额: 1 },
        { 日期: '2017-05-04', 类别: '?', 金额: 1 },
        { 类别: '广告费', 金额: 1 },
      ],
    };
    expect(findingLines(book, 2016)).toEqual(['unknown-category 收入台账!C2', 'date-missing 收入台账!A4']);
    expect(findingLines(book, 2017)).toEqual(['unknown-category 收入台账!C3', 'date-missing 收入台账!A4']);
    expect(findingLines(book, 2030)).toEqual(['date-missing 收入台账!A4']);
    expect(findingLines(book)).toEqual(['unknown-category 收入台账!C2', 'unknown-category 收入台账!C3', 'date-missing 收入台账!A4']);
  });

  it('is the conversion’s for a lot, and the deadline’s for what was overdue', () => {
    const book = {
      inKind: [
        ['K1', '茶', 100, '2016-11-10', '2017-01-05', '五十', 10],
        ['K2', '茶', 100, '2016-11-10', '2017-01-05', 50, 10],
      ],
    };
    // The unreadable value keeps 2016 from telling its prizes, so 2016 is told of it as well.
    expect(findingLines(book, 2016)).toEqual(['amount-invalid 实物抵扣!F2', 'in-kind-overdue 实物抵扣!E3']);
    expect(findingLines(book, 2017)).toEqual(['amount-invalid 实物抵扣!F2', 'discount-below-floor 实物抵扣!G3']);
  });

  it('findings come by ledger, row and column', () => {
    const book: Tables = {
      inKind: [['K1', '茶', 100, '2016-03-01']],
      cost: [{ 类别: '?', 金额: 1 }],
      revenue: [{ 类别: '?', 金额: '?' }, ad('1')],
    };
    expect(findingLines(book, 2016)).toEqual(['date-missing 收入台账!A2', 'unknown-category 收入台账!C2', 'amount-invalid 收入台账!E2', 'amount-as-text 收入台账!E3', 'date-missing 成本台账!A2', 'unknown-category 成本台账!C2', 'in-kind-overdue 实物抵扣!E2']);
  });
});
