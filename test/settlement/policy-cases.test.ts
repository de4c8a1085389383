import fc from 'fast-check';
import { builtInPacks, builtInPolicy } from '../../src/policy/packs';
import { GENERAL_FINDING_CODES } from '../../src/policy/finding-codes';
import { parsePolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import { rollForward } from '../../src/policy/roll-forward';
import type { CaseExpectation, CaseInput, PolicyCase } from '../../src/policy/schema';
import { outcomeText, runPolicyCases, type CaseResult } from '../../src/settlement/policy-cases';
import { usable } from '../policy/small-policy';

const pack = builtInPolicy();

/** The pack with these cases in place of its own. */
function packWithCases(cases: readonly Partial<PolicyCase>[]): Policy {
  const whole = cases.map((each, index) => ({
    id: `case-${String(index)}`,
    year: 2016,
    given: [],
    expect: { answer: 'FAN_PENALTY', value: '0' },
    ...each,
  }));
  return usable({ ...pack.document, cases: whole });
}

function resultOf(expected: CaseExpectation, given: readonly CaseInput[], year = 2016): CaseResult {
  const [result] = runPolicyCases(packWithCases([{ expect: expected, given: [...given], year }]));
  if (!result) throw new Error('no result');
  return result;
}

const revenue = (row: Readonly<Record<string, string>>): CaseInput => ({
  ledger: 'revenue',
  row: { date: '2016-03-05', category: '广告费', ...row },
});

/** A policy with the values set that its years leave open, as those who use it are asked to. */
function filledIn({ document }: Policy): Policy {
  const open = [2016, 2017, 2018].flatMap((year) => rollForward(document, year).toBeSet);
  const parameters = document.parameters.map((parameter) => {
    const { example = '1', values } = parameter;
    const clauses = values.at(-1)?.clauses ?? document.clauses.slice(0, 1).map(({ id }) => id);
    const set = open
      .filter((each) => each.parameter.id === parameter.id)
      .map(({ days, last }) => ({ ...days, value: last?.value ?? example, clauses }));
    return { ...parameter, values: [...values, ...set] };
  });
  return usable({ ...document, parameters });
}

describe('the packs’ own cases', () => {
  it.each(builtInPacks().map(({ id, policy }) => [id, policy] as const))(
    'of %s hold when the values left open are set: nobody is told of an error for doing what is asked',
    (_id, policy) => {
      const filled = filledIn(policy());
      expect(filled.digest).not.toBe(policy().digest);
      expect(runPolicyCases(filled).flatMap(({ case: { id }, passed }) => (passed ? [] : [id]))).toEqual([]);
    },
  );

  it.each(builtInPacks().map(({ id, policy }) => [id, policy] as const))('of %s all pass', (_id, policy) => {
    const results = runPolicyCases(policy());
    expect(results.length).toBeGreaterThan(0);
    expect(results.map(({ case: each }) => each)).toEqual(policy().document.cases);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('of the internet centre stand on clauses, and say what they show', () => {
    const { cases } = pack.document;
    expect(cases.filter(({ title, clauses }) => title === undefined || clauses === undefined)).toEqual([]);
    const cited = new Set(cases.flatMap(({ clauses }) => clauses ?? []));
    const computed = ['二.1', '二.2', '二.4', '三.1', '三.4', '三.5', '三.6', '四.1', '五.1', '五.2', '五.3', '六.1'];
    const counted = ['六.2.1', '六.2.2', '六.2.3', '六.2.4', '六.2.5', '六.3.1', '六.3.2', '六.4'];
    for (const clause of [...computed, ...counted]) expect(cited).toContain(clause);
  });
});

describe('a case', () => {
  it.each`
    expected                                           | given                                                                                                                    | actual
    ${{ answer: 'FAN_PENALTY', value: '3850' }}        | ${[{ measure: 'fans', value: '52300' }]}                                                                                 | ${'3850.00'}
    ${{ measure: 'fans', value: '52300' }}             | ${[{ measure: 'fans', value: '52300' }]}                                                                                 | ${'52300'}
    ${{ answer: 'FAN_PENALTY', error: '#VALUE!' }}     | ${[]}                                                                                                                    | ${'#VALUE!'}
    ${{ payItem: 'performance-pay', value: '48000' }}  | ${[]}                                                                                                                    | ${'48000.00'}
    ${{ counted: 'revenue', value: '0.01' }}           | ${[revenue({ amount: '0.01' })]}                                                                                         | ${'0.01'}
    ${{ answer: 'COUNTED_REVENUE', error: '#VALUE!' }} | ${[revenue({ amount: '99999999999999' })]}                                                                               | ${'#VALUE!'}
    ${{ counted: 'revenue', error: '#VALUE!' }}        | ${[{ ledger: 'revenue', row: { amount: '1' } }]}                                                                         | ${'#VALUE!'}
    ${{ counted: 'in-kind-cash', value: '0' }}         | ${[]}                                                                                                                    | ${'0.00'}
    ${{ finding: 'revenue-below-cost', count: 0 }}     | ${[]}                                                                                                                    | ${'0'}
    ${{ finding: 'post-missing', count: 3 }}           | ${[]}                                                                                                                    | ${'3'}
    ${{ finding: 'duplicate-row', count: 1 }}          | ${[revenue({ amount: '5' }), revenue({ amount: '5.00' })]}                                                               | ${'1'}
    ${{ finding: 'unknown-category', count: 1 }}       | ${[revenue({ amount: '5', category: '' })].map(() => ({ ledger: 'revenue', row: { date: '2016-03-05', amount: '5' } }))} | ${'1'}
  `('$expected', (row: { expected: CaseExpectation; given: readonly CaseInput[]; actual: string }) => {
    const { passed, actual } = resultOf(row.expected, row.given);
    expect({ passed, actual: outcomeText(actual) }).toEqual({ passed: true, actual: row.actual });
  });

  it('fails by a single fen, by another error, by one finding, and says what came out', () => {
    const short = [{ measure: 'fans', value: '52300' }];
    const failed = [
      resultOf({ answer: 'FAN_PENALTY', value: '3850.01' }, short),
      resultOf({ answer: 'FAN_PENALTY', error: '#N/A' }, short),
      resultOf({ answer: 'FAN_PENALTY', value: '0' }, short, 2017),
      resultOf({ answer: 'FAN_PENALTY', error: '#VALUE!' }, short, 2017),
      resultOf({ finding: 'post-missing', count: 2 }, []),
    ];
    expect(failed.map(({ passed }) => passed)).toEqual(failed.map(() => false));
    expect(failed.map(({ actual }) => outcomeText(actual))).toEqual(['3850.00', '3850.00', '#N/A', '#N/A', '3']);
    expect(failed[2]?.actual).toMatchObject({
      kind: 'problem',
      problem: { code: 'parameter-missing', parameter: 'fan-target', date: '2017-12-31' },
    });
  });

  it('looks at what the given measures bring about, findings too', () => {
    const short = [{ measure: 'fans', value: '0' }];
    const checked = usable({
      ...pack.document,
      limits: [
        {
          id: 'pay-eaten-up',
          kind: 'year',
          code: 'pay-eaten-up',
          severity: 'warning',
          clauses: ['四.1'],
          ledger: 'fans',
          left: { number: '20000' },
          atLeast: { answer: 'FAN_PENALTY' },
        },
      ],
      cases: [
        { id: 'a', year: 2016, given: short, expect: { finding: 'pay-eaten-up', count: 1 } },
        { id: 'b', year: 2016, given: [], expect: { finding: 'pay-eaten-up', count: 0 } },
      ],
    });
    expect(runPolicyCases(checked).map(({ passed }) => passed)).toEqual([true, true]);
  });

  it('may suppose a parameter, which then holds in no other case', () => {
    const fans = { measure: 'fans', value: '59999' };
    const policy = packWithCases([
      {
        given: [fans, { parameter: 'fan-penalty-rate', value: '0.8' }],
        expect: { answer: 'FAN_PENALTY', value: '0.8' },
      },
      { given: [fans], expect: { answer: 'FAN_PENALTY', value: '0.5' } },
      {
        given: [fans, { parameter: 'fan-target', value: '60000' }],
        year: 2017,
        expect: { answer: 'FAN_PENALTY', value: '0.5' },
      },
    ]);
    expect(runPolicyCases(policy).map(({ passed }) => passed)).toEqual([true, true, true]);
  });

  it('knows nothing of the others', () => {
    const row = revenue({ amount: '5' });
    const once = { given: [row], expect: { counted: 'revenue', value: '5' } };
    const empty = { given: [], expect: { counted: 'revenue', value: '0' } };
    const results = runPolicyCases(packWithCases([once, empty, once, empty]));
    expect(results.map(({ passed }) => passed)).toEqual([true, true, true, true]);
  });
});

describe('cases', () => {
  it('come out the same in any order, and twice over', () => {
    const [first, ...rest] = pack.document.cases;
    if (!first) throw new Error('the pack has no cases');
    const turned = usable({ ...pack.document, cases: [...rest].reverse().concat(first) });
    const byId = (results: readonly CaseResult[]) => new Map(results.map((result) => [result.case.id, result.actual]));
    expect(byId(runPolicyCases(turned))).toEqual(byId(runPolicyCases(pack)));
    expect(runPolicyCases(pack)).toEqual(runPolicyCases(pack));
  });

  it('by the hundred take well under a second', () => {
    const { cases } = pack.document;
    const many = Array.from({ length: 10 }, (_, turn) =>
      cases.map((each) => ({ ...each, id: `${each.id}-${String(turn)}` })),
    );
    const policy = usable({ ...pack.document, cases: many.flat() });
    const start = performance.now();
    expect(runPolicyCases(policy)).toHaveLength(cases.length * 10);
    // About 0.2 s on an idle machine; the bound leaves room for a busy one.
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('never throw, whatever they give', () => {
    const { ledgers, measures, parameters, answers, ruleTables, payItems } = pack.document;
    const ids = (items: readonly { readonly id: string }[]) => fc.constantFrom(...items.map(({ id }) => id));
    const number = fc.oneof(
      fc.constantFrom('0', '-0.01', '999999999999999', '-123456789012345', '0.000000000000001', '9'.repeat(60)),
      fc.integer().map(String),
    );
    const cell = fc.oneof(
      number,
      fc.constantFrom(
        '1900-01-01',
        '1949-12-31',
        '2016-02-29',
        '2099-12-31',
        '9999-12-31',
        '合计',
        '=1+1',
        '\u0000',
        ' ',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
    );
    const row = fc
      .constantFrom(...ledgers)
      .chain((ledger) =>
        fc
          .dictionary(fc.constantFrom(...ledger.columns.map(({ id }) => id)), cell, { maxKeys: 6 })
          .map((cells) => ({ ledger: ledger.id, row: cells })),
      );
    const input = fc.oneof(
      fc.record({ measure: ids(measures), value: number }),
      fc.record({ parameter: ids(parameters), value: number }),
      row,
    );
    const figure = fc.oneof(
      fc.record({ answer: ids(answers) }),
      fc.record({ counted: ids(ruleTables) }),
      fc.record({ measure: ids(measures) }),
      fc.record({ payItem: ids(payItems) }),
    );
    const expected = fc.oneof(
      fc.record({ finding: fc.constantFrom(...GENERAL_FINDING_CODES), count: fc.nat(3) }),
      figure.map((of) => ({ ...of, value: '1' })),
    );
    const odd = fc.record({
      id: fc.constant('odd'),
      year: fc.constantFrom(1900, 2015, 2016, 2017, 9999),
      given: fc.array(input, { maxLength: 5 }),
      expect: expected,
    });
    let run = 0;
    fc.assert(
      fc.property(odd, (each) => {
        const parsed = parsePolicy({ ...pack.document, cases: [each] });
        if (!parsed.ok) return;
        run += 1;
        expect(runPolicyCases(parsed.value)).toHaveLength(1);
      }),
      { numRuns: 120 },
    );
    expect(run).toBeGreaterThan(20);
  }, 60_000);
});
