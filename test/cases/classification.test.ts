import { COMPANY_GOODS, DIRECT_COSTS, LEADERS_PAY, MANAGEMENT_FEES, REVENUE_CATEGORIES } from '../support/layout';
import { answer, findingLines, findings } from '../support/settled';
import type { Tables } from '../support/workbook-builder';

const DAY = '2017-05-04';
const booked = (摘要: string, 类别: string): Tables => {
  const row = { 日期: DAY, 摘要, 类别, 货源: '自揽', 金额: 100, 进货成本: 50, 标价: 100, 销售额: 100 };
  const cost = { 日期: DAY, 摘要, 类别, 金额: 100, 标价: 100 };
  return REVENUE_CATEGORIES.some((name) => name === 类别) ? { revenue: [row] } : { cost: [cost] };
};
/** The category that the memo is told to speak of, where it is another than the row's. */
const told = (memo: string, category: string): string | undefined =>
  findings(booked(memo, category), 2017).find(({ code }) => code === 'classification-mismatch')?.suggestion?.value;

describe('a memo that speaks of another category is told of', () => {
  it.each<[memo: string, booked: string, speaksOf: string]>([
    ['整体产品转让款',           '技术转让费',   '整体产品转让费'],
    ['整体产品技术转让费',       '技术转让费',   '整体产品转让费'],
    ['公众号头条广告投放',       '代维费',       '广告费'],
    ['企业微信号代维',           '广告费',       '代维费'],
    ['第三方功能模板转让',       '技术转让费',   '第三方功能模板转让费'],
    ['微信小店佣金',             '其他衍生收入', '代理佣金'],
    ['总经理差旅费',             '差旅费',       '管理费·差旅费'],
    ['总经理机票',               '差旅费',       '管理费·差旅费'],
    ['管理费差旅费',             '差旅费',       '管理费·差旅费'],
    ['副总经理 机票、住宿费',    '差旅费',       '管理费·差旅费'],
    ['总经理车辆使用费',         '车辆使用费',   '管理费·车辆使用费'],
    ['董事长用车加油',           '车辆使用费',   '管理费·车辆使用费'],
    ['总经理工资',               '员工工资',     '管理费·公司领导薪酬'],
    ['办公室员工工资',           '员工工资',     '管理费·办公室人员薪酬'],
    ['财务部工资',               '员工工资',     '管理费·其他部门人员薪酬'],
    ['办公用品',                 '经营成本',     '管理费·办公费'],
    ['业务招待费',               '差旅费',       '业务招待费'],
    ['ＡＢＣ公司（广 告）投放',  '其他衍生收入', '广告费'],
  ])('«%s» booked as %s speaks of %s', (memo, category, other) => {
    expect(told(memo, category)).toBe(other);
  });

  it('is a warning: the amount counts as it is booked', () => {
    expect(answer(booked('整体产品转让款', '技术转让费'), 2017, 'COUNTED_REVENUE')).toBe('100.00');
  });
});

describe('and no other memo is', () => {
  it.each([...REVENUE_CATEGORIES, ...DIRECT_COSTS, ...MANAGEMENT_FEES, LEADERS_PAY, COMPANY_GOODS])('%s, by its own name', (category) => {
    expect(told(category, category)).toBeUndefined();
    expect(told(category.replace('·', ''), category)).toBeUndefined();
    expect(told(`支付3月${category}（转账）`, category)).toBeUndefined();
  });

  it.each<[memo: string, booked: string]>([
    ['头条广告投放',             '广告费'],
    ['商家活动推广',             '活动推广费'],
    ['活动报名收入',             '活动收入'],
    ['企业微信号代维费',         '代维费'],
    ['微信商城销售茶叶',         '微商城销售'],
    ['员工差旅费',               '差旅费'],
    ['总经理差旅费',             '管理费·差旅费'],
    ['总经理车辆使用费',         '管理费·车辆使用费'],
    ['总经理工资',               '管理费·公司领导薪酬'],
    ['办公室水电费',             '管理费·水电费'],
    ['公司提供活动礼品',         COMPANY_GOODS],
    ['3月份',                    '广告费'],
    ['张三',                     '员工工资'],
    ['',                         '广告费'],
  ])('«%s» booked as %s', (memo, category) => {
    expect(told(memo, category)).toBeUndefined();
  });

  it('a row without a memo has nothing to say', () => {
    expect(findingLines({ revenue: [{ 日期: DAY, 类别: '广告费', 金额: 1 }] }, 2017)).toEqual([]);
  });
});

describe('an unknown category is told with the one it most likely means', () => {
  const suggestion = (类别: string, 摘要: string | null, ledger: 'revenue' | 'cost'): string | undefined =>
    findings({ [ledger]: [{ 日期: DAY, 摘要, 类别, 金额: 1 }] }, 2017).find(({ code }) => code === 'unknown-category')?.suggestion?.value;
  it.each<['revenue' | 'cost', category: string, memo: string | null, likely: string]>([
    ['revenue', '广告',             null,           '广告费'],
    ['revenue', '广告收入',         null,           '广告费'],
    ['revenue', '代维',             null,           '代维费'],
    ['revenue', '微商城',           null,           '微商城销售'],
    ['revenue', '技术转让',         null,           '技术转让费'],
    ['revenue', '整体转让',         null,           '整体产品转让费'],
    ['revenue', '',                 '头条广告',     '广告费'],
    ['revenue', '杂项',             null,           '其他衍生收入'],
    ['cost',    '管理费-办公费',    null,           '管理费·办公费'],
    ['cost',    '管理费办公费',     null,           '管理费·办公费'],
    ['cost',    '办公费',           null,           '管理费·办公费'],
    ['cost',    '工资',             null,           '员工工资'],
    ['cost',    '招待费',           null,           '业务招待费'],
    ['cost',    '税',               null,           '税金'],
    ['cost',    '???',              null,           '其他必需成本'],
  ])('%s: «%s» with memo %j means %s', (ledger, category, memo, likely) => {
    expect(suggestion(category, memo, ledger)).toBe(likely);
  });
});
