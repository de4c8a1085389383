import { builtInPolicy } from '../../src/policy/packs';
import type { Policy } from '../../src/policy/policy';
import { reachOf, thing } from '../../src/policy/reach';
import { fenText } from '../../src/kernel/money';
import { excelErrorOf } from '../../src/settlement/answer';
import { effectOf, type AnswerEffect, type AnswerOutcome } from '../../src/settlement/policy-effect';
import { openBooks } from '../../src/settlement/books';
import { packWith, type Json } from '../policy/pack-change';
import { salesPolicyJson, usable } from '../policy/small-policy';
import { workbook } from '../support/workbook-builder';

const policy = builtInPolicy();

const book = workbook({
  revenue: [
    ['2016-03-05', '广告', '广告费', null, 1000],
    ['2016-04-05', '自揽', '微商城销售', '自揽', 500, 300],
    ['2017-03-05', '广告', '广告费', null, 2000],
  ],
  cost: [['2016-05-05', '工资', '员工工资', 400]],
  fans: [['2016-12-31', '公司网站', 52300]],
});

function withPack(path: string, value: Json | undefined): Policy {
  return usable(packWith(path, value));
}

function shown(outcome: AnswerOutcome): string {
  if (outcome.kind === 'amount') return fenText(outcome.fen);
  return outcome.kind === 'problem' ? excelErrorOf(outcome.problem) : '–';
}

/** The answers that changed: «FAN_PENALTY 3850.00 → 6160.00 2310.00 because value». */
function changedLines(after: Policy, year = 2016, before: Policy = policy): readonly string[] {
  const { years, diff } = effectOf(before, after, book, [year]);
  const line = ({ answer, before: was, after: is, difference, because }: AnswerEffect): string => {
    const by = because.map((index) => diff.changes[index]).map((change) => change?.within ?? change?.id ?? '?');
    return `${answer} ${shown(was)} → ${shown(is)} ${difference === undefined ? '–' : fenText(difference)} by ${by.join(', ')}`;
  };
  return (years[0]?.answers ?? []).filter(({ isChanged }) => isChanged).map(line);
}

describe('what a change of the policy comes to', () => {
  it('is the difference of every answer to the fen, with the change that each depends on', () => {
    expect(changedLines(withPack('parameters.#fan-penalty-rate.values.0.value', '0.8'))).toEqual([
      'FAN_PENALTY 3850.00 → 6160.00 2310.00 by fan-penalty-rate',
      expect.stringMatching(/^PENALTY_TOTAL \S+ → \S+ 2310\.00 by fan-penalty-rate$/),
      expect.stringMatching(/^PERFORMANCE_PAY \S+ → \S+ -2310\.00 by fan-penalty-rate$/),
    ]);
  });

  it('follows a rule into what is counted and shared', () => {
    expect(changedLines(withPack('ruleTables.#revenue.rules.#mall-self-sourced.ratio', { number: '0.5' }))).toEqual([
      'COUNTED_REVENUE 1200.00 → 1100.00 -100.00 by revenue',
      'NET_PROFIT 800.00 → 700.00 -100.00 by revenue',
      'TEAM_SHARE 400.00 → 350.00 -50.00 by revenue',
      'COMPANY_SHARE 400.00 → 350.00 -50.00 by revenue',
    ]);
  });

  it('shows an error as one, on either side and without a difference', () => {
    const unset = withPack('parameters.#team-share.values', []);
    expect(changedLines(unset)).toEqual([
      'TEAM_SHARE 400.00 → #N/A – by team-share',
      'COMPANY_SHARE 400.00 → #N/A – by team-share',
    ]);
    expect(changedLines(policy, 2016, unset)).toEqual([
      'TEAM_SHARE #N/A → 400.00 – by team-share',
      'COMPANY_SHARE #N/A → 400.00 – by team-share',
    ]);
  });

  it('is nothing where only words changed', () => {
    expect(changedLines(withPack('parameters.#team-share.title', { zh: '新名', en: 'New name' }))).toEqual([]);
    // The title stands in the error's facts; the error is the same one.
    const unset = packWith('parameters.#team-share.values', []);
    const renamed = JSON.parse(JSON.stringify(unset).replaceAll('团队分红比例', '新名')) as Json;
    expect(changedLines(usable(renamed), 2016, usable(unset))).toEqual([]);
  });

  it('names no value that holds later only', () => {
    const values: Json = [
      { to: '2016-12-31', value: '0.6', clauses: ['六.1'] },
      { from: '2017-01-01', value: '0.7', clauses: ['六.1'] },
    ];
    const { diff, years } = effectOf(policy, withPack('parameters.#team-share.values', values), book);
    expect(diff.changes.map(({ kind, id, field }) => `${kind} ${id} ${field ?? ''}`)).toEqual([
      'changed ..2016-12-31 days',
      'changed ..2016-12-31 value',
      'added 2017-01-01.. ',
    ]);
    const reasons = years.map(({ year, answers }) => [
      year,
      answers.find(({ answer }) => answer === 'TEAM_SHARE')?.because,
    ]);
    expect(reasons).toEqual([
      [2016, [1]],
      [2017, [0, 1, 2]],
    ]);
  });

  it('settles every year of the ledgers unless told which', () => {
    expect(effectOf(policy, policy, book).years.map(({ year }) => year)).toEqual([2016, 2017]);
    expect(effectOf(policy, policy, book, [2019, 2016, 2019]).years.map(({ year }) => year)).toEqual([2016, 2019]);
  });

  it('gives the very answers that settling gives', () => {
    const after = withPack('parameters.#event-penalty-rate.values.0.value', '1500');
    const { years } = effectOf(policy, after, book);
    for (const { year, answers } of years) {
      for (const [side, under] of [
        ['before', policy],
        ['after', after],
      ] as const) {
        const settled = openBooks(under, book).settle(year).answers;
        expect(answers.map((answer) => [answer.answer, shown(answer[side])])).toEqual(
          settled.map(({ id, value }) => [id, value.ok ? fenText(value.fen) : excelErrorOf(value.problem)]),
        );
      }
    }
  });

  it('tells the ledgers that only one of the policies knows, and answers that only one defines', () => {
    const other = usable(
      salesPolicyJson([
        {
          id: 'all',
          title: { zh: '全', en: 'All' },
          when: [],
          basis: { field: 'amount' },
          ratio: { number: '1' },
          clauses: ['一.1'],
        },
      ]),
    );
    const { unshared, years } = effectOf(policy, other, book, [2016]);
    expect(unshared.filter(({ knownTo }) => knownTo === 'after')).toEqual([
      { ledger: 'sales', table: '销售', sheet: '销售台账', knownTo: 'after' },
    ]);
    expect(unshared.filter(({ knownTo }) => knownTo === 'before').map(({ ledger }) => ledger)).toEqual(
      policy.document.ledgers.map(({ id }) => id),
    );
    const answers = new Map(years[0]?.answers.map((answer) => [answer.answer, answer]));
    expect(answers.get('COUNTED')).toMatchObject({ before: { kind: 'not-defined' }, after: { kind: 'problem' } });
    expect(answers.get('FAN_PENALTY')).toMatchObject({ before: { kind: 'amount' }, after: { kind: 'not-defined' } });
  });
});

describe('what an answer is made from', () => {
  it.each([
    ['FAN_PENALTY', thing('parameter', 'fan-penalty-rate'), true],
    ['FAN_PENALTY', thing('measure', 'fans'), true],
    ['FAN_PENALTY', thing('parameter', 'team-share'), false],
    ['TEAM_SHARE', thing('parameter', 'team-share'), true],
    ['TEAM_SHARE', thing('rule', 'mall-self-sourced', 'revenue'), true],
    ['TEAM_SHARE', thing('parameter', 'fan-penalty-rate'), false],
    ['COUNTED_COST', thing('parameter', 'management-fee-ratio'), true],
    ['COUNTED_COST', thing('category', '员工工资', 'cost'), true],
    ['COUNTED_COST', thing('rule', 'mall-self-sourced', 'revenue'), false],
    ['COUNTED_REVENUE', thing('column', 'purchaseCost', 'revenue'), true],
    // A limit that keeps a row of goods from being decided.
    ['COUNTED_REVENUE', thing('limit', 'in-kind-balance'), true],
    ['COUNTED_REVENUE', thing('limit', 'mall-discount'), false],
    ['PERFORMANCE_PAY', thing('pay-item', 'performance-pay'), true],
    ['PERFORMANCE_PAY', thing('parameter', 'performance-pay'), true],
    ['PRIZE_QUOTA', thing('parameter', 'in-kind-window'), true],
  ])('%s and %s: %s', (answer, key, isReached) => {
    expect(reachOf(policy, answer).has(key)).toBe(isReached);
  });

  it('is nothing for an answer that the policy does not define', () => {
    expect(reachOf(policy, 'NOBODY')).toEqual(new Set());
  });

  it('holds all that changes it: whatever parameter is changed, only answers that reach it change', () => {
    for (const { id, values } of policy.document.parameters) {
      values.forEach((value, index) => {
        const other = value.value !== '1' ? '1' : id === 'in-kind-window' ? '2' : '0.5';
        const { years } = effectOf(policy, withPack(`parameters.#${id}.values.${index}.value`, other), book);
        const changed = years.flatMap(({ answers }) => answers.filter(({ isChanged }) => isChanged));
        for (const { answer, because } of changed) {
          expect([id, answer, because]).toEqual([id, answer, [0]]);
          expect(reachOf(policy, answer).has(thing('parameter', id))).toBe(true);
        }
      });
    }
  });
});
