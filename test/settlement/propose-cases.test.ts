import fc from 'fast-check';
import { parseCaseExpectation, parseCaseInput, printCaseExpectation, printCaseInput } from '../../src/policy/case-text';
import { builtInPacks, builtInPolicy } from '../../src/policy/packs';
import { policyNumbers, withNumber, type PolicyNumber } from '../../src/policy/policy-numbers';
import { parsePolicy, provedPolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import type { PolicyCase, PolicyDocument } from '../../src/policy/schema';
import { runPolicyCases } from '../../src/settlement/policy-cases';
import { proposalFor } from '../../src/settlement/propose-cases';
import type { Json } from '../policy/pack-change';
import { policyJson, randomPolicy } from '../policy/random-policies';
import { rule, salesPolicyJson, usable } from '../policy/small-policy';

/** The same policy without cases of its own, so that every number is proposed for. */
function withoutCases(policy: Policy): Policy {
  return usable({ ...policy.document, cases: [] });
}

/** The cases that fail once a number is moved by its smallest unit, either way. */
function failingWhenMoved(document: PolicyDocument, cases: readonly PolicyCase[], number: PolicyNumber): number {
  return [number.less, number.more].reduce((failed, value) => {
    if (value === undefined) return failed;
    const moved = provedPolicy(withNumber({ ...document, cases: [...cases] }, number, value));
    return moved.ok ? failed + runPolicyCases(moved.value).filter(({ passed }) => !passed).length : failed;
  }, 0);
}

/** The proposal with everything checked that holds for any: it passes, it can be written down, it fails when it should. */
function checkedProposal(policy: Policy) {
  const proposal = proposalFor(policy);
  const { document } = policy;
  const parsed = parsePolicy({ ...document, cases: proposal.cases });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  expect(runPolicyCases(parsed.value).filter(({ passed }) => !passed)).toEqual([]);
  for (const { given, expect: expected } of proposal.cases) {
    expect(parseCaseInput(printCaseInput(given, document), document)).toEqual({ ok: true, value: given });
    expect(parseCaseExpectation(printCaseExpectation(expected, document), document)).toEqual({
      ok: true,
      value: expected,
    });
  }
  const open = new Set(proposal.unproven.map(({ path }) => path));
  const untold = policyNumbers(document)
    .filter(({ path }) => !open.has(path))
    .filter((number) => failingWhenMoved(document, proposal.cases, number) === 0);
  expect(untold.map(({ path }) => path)).toEqual([]);
  return proposal;
}

describe('the pack', () => {
  const policy = withoutCases(builtInPolicy());
  const proposed = checkedProposal(policy);

  it('has a case for every number, but for those that nothing can tell', () => {
    const { unproven } = proposed;
    const { document } = policy;
    const at = (path: string): string => {
      const [list, index = '', inner, innerIndex = '', ...rest] = path.split('.');
      const owner = document[list as 'parameters' | 'ruleTables' | 'limits'][Number(index)]?.id ?? '';
      return [owner, inner, innerIndex, ...rest].join(' ').trim();
    };
    expect(unproven.map(({ path, value, reason }) => [at(path), value, reason])).toEqual([
      // A target is looked up on the year's last day alone, and its only day can't become another's.
      ['fan-target values 0 from', '2016-12-31', 'no-effect'],
      ['fan-target values 0 to', '2016-12-31', 'no-effect'],
      // Nothing counts before the policy's life begins, so that no year before 2016 has figures to compare.
      ['break-even fromYear', '2016', 'no-effect'],
      // What is converted beyond the lot blocks the row, whatever the ratio.
      ['in-kind-cash rules 2 ratio number', '0', 'no-effect'],
    ]);
  });

  it('has cases at the number, below and above, and on the days beside a day', () => {
    const { cases } = proposed;
    const told = (owner: string): readonly string[] =>
      cases
        .filter(({ id }) => id.startsWith(`${owner}-`))
        .map(({ year, given, expect: expected }) => {
          const { document } = policy;
          return `${String(year)} ${printCaseInput(given, document)} → ${printCaseExpectation(expected, document)}`;
        });
    expect(told('fan-target')).toEqual([
      '2016 指标 fans = 60000 → FAN_PENALTY = 0.00',
      '2016 指标 fans = 59999 → FAN_PENALTY = 0.50',
      '2016 指标 fans = 60001 → FAN_PENALTY = 0.00',
    ]);
    expect(told('agency-commission-floor')).toEqual(
      ['100 → 0', '99.99 → 1', '100.01 → 0'].map((row) => {
        const [amount = '', count = ''] = row.split(' → ');
        return `2016 收入：日期=2016-01-31，类别=代理佣金，货源=自揽，金额=${amount}，销售额=1000 → 校验 agency-commission-below-floor = ${count}`;
      }),
    );
    const lot = (convertedOn: string): string =>
      `2016 实物抵扣：抵扣金额=1000，领用日期=2016-01-31，转化日期=${convertedOn}，转化价值=1000，转化现金=1000`;
    expect(told('in-kind-window')).toEqual([
      `${lot('2016-02-29')} → 计入 in-kind-cash = 1000.00`,
      `${lot('2016-03-01')} → 计入 in-kind-cash = 0.00`,
      `${lot('2016-02-28')} → 计入 in-kind-cash = 1000.00`,
    ]);
    const fee = (year: number, date: string, counted: string): string =>
      `${String(year)} 成本：日期=${date}，类别=管理费·办公室人员薪酬，金额=1000 → 计入 cost = ${counted}`;
    expect([...told('management-fee-ratio')].sort()).toEqual([
      fee(2015, '2015-12-31', '#N/A'),
      fee(2016, '2016-01-01', '0.00'),
      fee(2016, '2016-01-02', '0.00'),
      fee(2016, '2016-12-30', '0.00'),
      fee(2016, '2016-12-31', '0.00'),
      fee(2017, '2017-01-01', '500.00'),
      fee(2017, '2017-01-02', '500.00'),
    ]);
  });

  it('cites the number’s own clauses, and names each case once', () => {
    const { cases } = proposed;
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(cases.find(({ id }) => id === 'fan-target-1')).toMatchObject({ title: '活粉目标 60000', clauses: ['二.1'] });
    expect(cases.filter(({ clauses }) => clauses === undefined)).toEqual([]);
  });

  it('leaves out what is there already, whatever it is called', () => {
    const known = proposed.cases.map((each, index) => ({ ...each, id: `known-${String(index)}`, title: 'x' }));
    const [, ...rest] = known;
    const again = proposalFor(usable({ ...policy.document, cases: rest }));
    expect(again).toEqual({ cases: proposed.cases.slice(0, 1), unproven: proposed.unproven });
  });
});

describe('other policies', () => {
  it('say which parameters nothing uses, and suppose a value where one is to be set', () => {
    const title = { zh: '甲', en: 'A' };
    const ratio = (id: string, values: Json): Json => ({ id, title, unit: title, kind: 'ratio', values });
    const policy = usable(
      salesPolicyJson(
        [rule('all', [], { ratio: { parameter: 'open' }, basis: { times: [{ field: 'amount' }, { number: '2' }] } })],
        undefined,
        {
          parameters: [ratio('idle', [{ value: '0.5', from: '2016-01-01', clauses: ['一.1'] }]), ratio('open', [])],
        },
      ),
    );
    const { cases, unproven } = checkedProposal(policy);
    expect(unproven).toEqual([
      { path: 'parameters.0.values.0.value', value: '0.5', reason: 'unused' },
      { path: 'parameters.0.values.0.from', value: '2016-01-01', reason: 'unused' },
    ]);
    expect(cases[0]?.given[0]).toEqual({ parameter: 'open', value: '1' });
  });

  const others = builtInPacks()
    .slice(1)
    .map((pack) => [pack.id, pack] as const);
  it.each(others)('the pack %s has a case for every number that is set', (_id, pack) => {
    const { cases, unproven } = checkedProposal(withoutCases(pack.policy()));
    expect(cases.length).toBeGreaterThan(0);
    expect(unproven).toEqual([]);
  });

  it('random ones have a case for every number', () => {
    fc.assert(
      fc.property(randomPolicy(), (plan) => {
        const { unproven } = checkedProposal(usable(policyJson(plan)));
        expect(unproven).toEqual([]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('finds numbers in tests of derived columns and in products', () => {
    const title = { zh: '甲', en: 'A' };
    const sales = salesPolicyJson([
      rule('big', [{ field: 'size', in: ['大'] }], { ratio: { number: '0.9' } }),
      rule('small', [{ field: 'size', in: ['小'] }], { basis: { max: [{ number: '12.5' }, { field: 'amount' }] } }),
    ]) as { readonly ledgers: readonly { readonly [key: string]: Json }[] };
    const derived = {
      id: 'size',
      type: 'choice',
      title,
      cases: [{ value: '大', when: { above: [{ field: 'amount' }, { number: '300' }] } }],
      otherwise: '小',
    };
    const policy = usable({ ...sales, ledgers: sales.ledgers.map((ledger) => ({ ...ledger, derived: [derived] })) });
    expect(checkedProposal(policy).unproven).toEqual([]);
  });
});
