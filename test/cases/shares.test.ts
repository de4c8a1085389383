import { answers, whatIf } from '../support/settled';

const profit = (revenue: number | string, cost: number | string) => ({
  revenue: [{ 日期: '2016-05-04', 类别: '广告费', 金额: revenue }],
  cost: [{ 日期: '2016-05-04', 类别: '员工工资', 金额: cost }],
});

describe('六.1, 四.2: half of the net profit is the team’s, rounded; the rest is the company’s', () => {
  it.each<[string, number, number, [profit: string, team: string, company: string]]>([
    ['98,765.43 − 43,210.10 = 55,555.33: half a fen goes to the team', 98765.43, 43210.1, ['55555.33', '27777.67', '27777.66']],
    ['0.01: the fen goes to the team',                                 0.01,     0,       ['0.01', '0.01', '0.00']],
    ['0.02: a fen each',                                               0.02,     0,       ['0.02', '0.01', '0.01']],
    ['0.03: two and one',                                              0.03,     0,       ['0.03', '0.02', '0.01']],
    ['nothing: nothing to share',                                      100,      100,     ['0.00', '0.00', '0.00']],
    ['a loss of 0.01 is nobody’s share',                               100,      100.01,  ['-0.01', '0.00', '0.00']],
    ['a loss of 50,000',                                               0,        50000,   ['-50000.00', '0.00', '0.00']],
  ])('%s', (_, revenue, cost, expected) => {
    const shown = answers(profit(revenue, cost), 2016);
    expect([shown.NET_PROFIT, shown.TEAM_SHARE, shown.COMPANY_SHARE]).toEqual(expected);
  });

  it('another ratio, tried out: 100.01 × 0.3 = 30.003 → 30.00, company 70.01', () => {
    const shown = answers(profit(100.01, 0), 2016, whatIf('team-share=0.3'));
    expect([shown.TEAM_SHARE, shown.COMPANY_SHARE]).toEqual(['30.00', '70.01']);
  });

  it('a ratio from mid-year on is the year’s: the one that holds on 12-31', () => {
    expect(answers(profit(100, 0), 2016, whatIf('team-share@2016-07-01=0.3')).TEAM_SHARE).toBe('30.00');
    expect(answers(profit(100, 0), 2016, whatIf('team-share@2017-01-01=0.3')).TEAM_SHARE).toBe('50.00');
  });
});
