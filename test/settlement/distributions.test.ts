import fc from 'fast-check';
import { fenText } from '../../src/kernel/money';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import type { DistributionResult } from '../../src/settlement/distributions';
import { workbook, type Given, type Row, type Tables } from '../support/workbook-builder';

const person = (姓名: string, 分红权重: Given, 入职日期?: string, 离职日期?: string): Row => ({
  姓名,
  岗位类别: '运营',
  入职日期,
  离职日期,
  分红权重,
});

function distribution(staff: Row[], revenue: Given = 555.55, year = 2016): DistributionResult | undefined {
  const rows: Tables['revenue'] = [{ 日期: '2016-05-04', 类别: '广告费', 金额: revenue }];
  return openBooks(builtInPolicy(), workbook({ staff, revenue: rows })).settle(year).distributions[0];
}

function shares(staff: Row[], revenue?: Given, year?: number): string[] {
  const outcome = distribution(staff, revenue, year)?.outcome;
  return outcome?.ok ? outcome.shares.map(({ label, weight, fen }) => `${label} ${weight} ${fenText(fen)}`) : [];
}

describe('六.1: the director distributes the team’s share and files it', () => {
  it.each<[string, Row[], string[]]>([
    [
      '277.78 by equal weights: the fen left over goes to the earlier',
      [person('甲', 1), person('乙', 1), person('丙', 1)],
      ['甲 1 92.60', '乙 1 92.59', '丙 1 92.59'],
    ],
    [
      'by 5 : 3 : 2: 138.89, 83.334, 55.556',
      [person('甲', 5), person('乙', 3), person('丙', 2)],
      ['甲 5 138.89', '乙 3 83.33', '丙 2 55.56'],
    ],
    ['a weight of zero is a share of nothing', [person('甲', 0), person('乙', 1)], ['甲 0 0.00', '乙 1 277.78']],
    ['without a weight there is no share', [person('甲', null), person('乙', 1)], ['乙 1 277.78']],
    [
      'who left the year before has none',
      [person('甲', 1, '2014-01-01', '2015-12-31'), person('乙', 1)],
      ['乙 1 277.78'],
    ],
    [
      'who left in the year has one',
      [person('甲', 1, '2014-01-01', '2016-01-01'), person('乙', 1)],
      ['甲 1 138.89', '乙 1 138.89'],
    ],
    ['who comes the year after has none', [person('甲', 1, '2017-01-01'), person('乙', 1)], ['乙 1 277.78']],
    ['weights as text are read', [person('甲', '１.5'), person('乙', '0.5')], ['甲 1.5 208.34', '乙 0.5 69.44']],
  ])('%s', (_, staff, expected) => {
    expect(shares(staff)).toEqual(expected);
  });

  it('a day of leaving that can’t be read stops the split: who has a share hangs on it', () => {
    expect(distribution([person('甲', 1, undefined, '2015年底离职'), person('乙', 1)])?.outcome).toEqual({
      ok: false,
      problem: { code: 'rows-blocked', cells: [{ sheet: '人员名册', cell: 'E2' }] },
    });
  });

  it('names the cell of each weight and the clause', () => {
    expect(distribution([person('甲', 1)])).toMatchObject({
      answer: 'TEAM_SHARE',
      clauses: ['六.1'],
      outcome: { ok: true, shares: [{ sheet: '人员名册', cell: 'K2', label: '甲', fen: 27778 }] },
    });
  });

  it('of a loss everybody gets nothing', () => {
    expect(shares([person('甲', 1), person('乙', 2)], -100)).toEqual(['甲 1 0.00', '乙 2 0.00']);
  });

  it('is left out where nobody has entered a weight', () => {
    expect(distribution([person('甲', null)])).toBeUndefined();
    expect(distribution([])).toBeUndefined();
  });

  it.each<[string, Row[], Given, object]>([
    [
      'a share that is an error',
      [person('甲', 1)],
      '十',
      { code: 'rows-blocked', cells: [{ sheet: '收入台账', cell: 'E2' }] },
    ],
    [
      'a weight that can’t be read',
      [person('甲', 1), person('乙', '一半')],
      100,
      { code: 'rows-blocked', cells: [{ sheet: '人员名册', cell: 'K3' }] },
    ],
    [
      'a negative weight',
      [person('甲', 1), person('乙', -1)],
      100,
      { code: 'negative-weight', index: 1, weight: '-1' },
    ],
    ['weights of nothing', [person('甲', 0), person('乙', 0)], 100, { code: 'weights-sum-to-zero' }],
  ])('%s can’t be distributed', (_, staff, revenue, problem) => {
    expect(distribution(staff, revenue)?.outcome).toEqual({ ok: false, problem });
  });

  it('sums to the share, whatever the weights', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 10 ** 9 }), (given, profit) => {
        fc.pre(given.some((weight) => weight > 0));
        const staff = given.map((weight, index) => person(`第${index}人`, weight));
        const outcome = distribution(staff, profit / 100)?.outcome;
        if (!outcome?.ok) throw new Error(JSON.stringify(outcome));
        expect(outcome.shares.reduce((sum, { fen }) => sum + fen, 0)).toBe(Math.ceil(profit / 2));
        outcome.shares.forEach(({ fen }, index) => {
          const total = given.reduce((sum, weight) => sum + weight, 0);
          const exact = (Math.ceil(profit / 2) * (given[index] ?? 0)) / total;
          expect(Math.abs(fen - exact)).toBeLessThan(1);
        });
      }),
      { numRuns: 60 },
    );
  });
});
