import { CASE_CODES, REVENUE_CATEGORIES } from '../support/layout';
import { answer, findingLines } from '../support/settled';
import type { Row } from '../support/workbook-builder';

const DAY = '2016-05-04';
const counted = (rows: Row[], year = 2016): string => answer({ revenue: rows }, year, 'COUNTED_REVENUE');

describe('六.2: what counts of each category and source', () => {
  it.each<[string, Row, string, 'excluded' | 'counted']>([
    ['六.2.1 广告费 in full',                              { 日期: DAY, 类别: '广告费', 金额: 1000.01 },                                    '1000.01', 'counted'],
    ['六.2.1 活动推广费 in full',                          { 日期: DAY, 类别: '活动推广费', 金额: 1000.01 },                                '1000.01', 'counted'],
    ['六.2.1 活动收入 in full',                            { 日期: DAY, 类别: '活动收入', 金额: 1000.01 },                                  '1000.01', 'counted'],
    ['六.2.1 代维费 in full',                              { 日期: DAY, 类别: '代维费', 金额: 1000.01 },                                    '1000.01', 'counted'],
    ['六.2.1 其他衍生收入 in full',                        { 日期: DAY, 类别: '其他衍生收入', 金额: 1000.01 },                              '1000.01', 'counted'],
    ['六.2.1 微商城销售 of 自有 goods in full',            { 日期: DAY, 类别: '微商城销售', 货源: '自有', 金额: 1000.01 },                  '1000.01', 'counted'],
    ['六.2.1 … whatever they cost to buy',                 { 日期: DAY, 类别: '微商城销售', 货源: '自有', 金额: 1000.01, 进货成本: 900 },   '1000.01', 'counted'],
    ['六.2.5 微商城销售 of 自揽 goods: 1,000 − 600.50',    { 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 1000, 进货成本: 600.5 },    '399.50', 'counted'],
    ['六.2.5 … sold at cost: 600 − 600',                   { 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 600, 进货成本: 600 },       '0.00', 'counted'],
    ['六.2.5 … below cost: 1,919.84 − 15,847.39',          { 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 1919.84, 进货成本: 15847.39 }, '-13927.55', 'counted'],
    ['六.2.5 … bought for nothing: 600 − 0',               { 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 600, 进货成本: 0 },         '600.00', 'counted'],
    ['六.2.5 微商城销售 of 公司代理 goods: not counted',   { 日期: DAY, 类别: '微商城销售', 货源: '公司代理', 金额: 1000 },                 '0.00', 'excluded'],
    ['六.2.5 代理佣金 of 自揽 in full',                    { 日期: DAY, 类别: '代理佣金', 货源: '自揽', 金额: 1000.01, 销售额: 5000 },      '1000.01', 'counted'],
    ['六.2.5 代理佣金 of 公司代理: not counted',           { 日期: DAY, 类别: '代理佣金', 货源: '公司代理', 金额: 1000, 销售额: 5000 },     '0.00', 'excluded'],
    ['六.2.2 技术转让费 in full',                          { 日期: DAY, 类别: '技术转让费', 金额: 1000.01 },                                '1000.01', 'counted'],
    ['六.2.2 第三方功能模板转让费 in full',                { 日期: DAY, 类别: '第三方功能模板转让费', 金额: 1000.01 },                      '1000.01', 'counted'],
    ['六.2.2 整体产品转让费: not at all',                  { 日期: DAY, 类别: '整体产品转让费', 金额: 1000 },                               '0.00', 'excluded'],
    ['a refund counts with its sign',                      { 日期: DAY, 类别: '广告费', 金额: -1000.01 },                                   '-1000.01', 'counted'],
    ['货源 means nothing where the rule needs none',       { 日期: DAY, 类别: '广告费', 货源: '公司代理', 金额: 1000.01 },                  '1000.01', 'counted'],
  ])('%s', (_, row, expected, kind) => {
    expect(counted([row])).toBe(expected);
    expect(findingLines({ revenue: [row] }, 2016, CASE_CODES)).toEqual(kind === 'excluded' ? ['excluded-revenue 收入台账!C2'] : []);
  });

  it('the same rules hold in 2017, and one year’s rows are not another’s', () => {
    const rows = REVENUE_CATEGORIES.map((类别, index): Row => ({ 日期: `2017-03-0${index}`.replace('00', '10'), 类别, 货源: '自揽', 金额: 2 ** index, 进货成本: 0 }));
    // All but 整体产品转让费 (2 to the 8th): 1,023 − 256.
    expect(counted(rows, 2017)).toBe('767.00');
    expect(counted(rows, 2016)).toBe('0.00');
  });

  it.each<[string, Row, string]>([
    ['first day of the year',     { 日期: '2016-01-01', 类别: '广告费', 金额: 5 }, '5.00'],
    ['last day of the year',      { 日期: '2016-12-31', 类别: '广告费', 金额: 5 }, '5.00'],
    ['the day before',            { 日期: '2015-12-31', 类别: '广告费', 金额: 5 }, '0.00'],
    ['the day after',             { 日期: '2017-01-01', 类别: '广告费', 金额: 5 }, '0.00'],
    ['an amount not entered yet', { 日期: '2016-05-04', 类别: '广告费' }, '0.00'],
    ['… nor its category',        { 日期: '2016-05-04', 类别: '没想好' }, '0.00'],
  ])('%s', (_, row, expected) => {
    expect(counted([row])).toBe(expected);
    expect(findingLines({ revenue: [row] }, 2016, CASE_CODES)).toEqual([]);
  });
});

describe('Each counted row is rounded to the fen, half up and away from zero, then rows are added exactly', () => {
  it.each<[string, (number | string)[], string]>([
    ['0.005 → 0.01',                                          [0.005],               '0.01'],
    ['0.0049 → 0.00',                                         [0.0049],              '0.00'],
    ['−0.005 → −0.01',                                        [-0.005],              '-0.01'],
    ['0.015 → 0.02',                                          [0.015],               '0.02'],
    ['−0.015 → −0.02',                                        [-0.015],              '-0.02'],
    ['1.005 → 1.01, which a binary product would lose',       [1.005],               '1.01'],
    ['−1.005 → −1.01',                                        [-1.005],              '-1.01'],
    ['three rows of 0.005: 0.01 + 0.01 + 0.01',               [0.005, 0.005, 0.005], '0.03'],
    ['0.005 and −0.005 cancel',                               [0.005, -0.005],       '0.00'],
    ['ten rows of 0.1 are 1.00',                              Array.from({ length: 10 }, () => 0.1), '1.00'],
    ['0.1 + 0.2 as a program stored it',                      [0.1 + 0.2],           '0.30'],
    ['8,827.309999999999 is 8,827.31 in a cell’s 15 digits',  [8827.309999999999],   '8827.31'],
    ['1.0049999999999999 is 1.005 in a cell’s 15 digits',     [1.0049999999999999],  '1.01'],
    ['text 0.005',                                            ['0.005'],             '0.01'],
    ['text (0.005)',                                          ['(0.005)'],           '-0.01'],
    ['text −0.015 with the sign people type',                 ['−0.015'],            '-0.02'],
  ])('%s', (_, amounts, expected) => {
    expect(counted(amounts.map((金额): Row => ({ 日期: DAY, 类别: '广告费', 金额 })))).toBe(expected);
  });

  it('自揽: the difference is rounded, not its parts: 0.015 − 0.010 = 0.005 → 0.01', () => {
    expect(counted([{ 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 0.015, 进货成本: 0.01 }])).toBe('0.01');
    // Its parts: 0.02 − 0.01 = 0.01 here as well; 0.014 − 0.006 = 0.008 → 0.01 would be 0.01 − 0.01 = 0.
    expect(counted([{ 日期: DAY, 类别: '微商城销售', 货源: '自揽', 金额: 0.014, 进货成本: 0.006 }])).toBe('0.01');
  });
});
