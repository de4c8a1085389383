import fc from 'fast-check';
import { lintPolicy, LINT_CODES, type LintFault } from '../../src/policy/lint';
import { builtInPolicy } from '../../src/policy/packs';
import { rowClassifier, verdictText, type TextRow } from './classify-rows';
import { packWith, placeInPack, type Json } from './pack-change';
import { conditionsOf, halvesOf, isValid, movedBounds, partition, rulesOf, validRow, type Plan } from './partitions';
import { rule, salesPolicyJson, tableOf, usable } from './small-policy';

const CATEGORIES: Json = [{ name: '甲' }, { name: '乙' }, { name: '丙', sources: ['自有', '自揽'] }];

/** The faults of the rule table alone, and its verdict on a row. */
function lintTable(
  rules: readonly Json[],
  categories: Json = CATEGORIES,
  more: { readonly [key: string]: Json } = {},
  table: { readonly [key: string]: Json } = {},
): { readonly faults: readonly LintFault[]; verdict(row: TextRow | undefined): string } {
  const policy = usable(salesPolicyJson(rules, categories, more, table));
  const found = tableOf(policy, 'counted');
  const classify = rowClassifier(found.table, found.ledger);
  return {
    faults: lintPolicy(policy).faults,
    verdict: (row) => (row ? verdictText(classify(row)) : 'no example'),
  };
}

/** A table over all categories by one further field. */
const split = (first: Json, second: Json): readonly Json[] => [rule('a', [first]), rule('b', [second])];

describe('the pack', () => {
  it('has no fault, and two targets to be set from 2017 on', () => {
    const { faults } = lintPolicy(builtInPolicy());
    expect(faults).toEqual(
      ['fan-target', 'event-target'].map((parameter) => ({
        code: 'parameter-gap',
        level: 'note',
        path: placeInPack(`parameters.#${parameter}.values.0.to`),
        facts: { parameter, from: '2017-01-01', to: '' },
      })),
    );
  });

  it('has every clause computed, checked or marked as manual', () => {
    const { document } = builtInPolicy();
    const { coverage } = lintPolicy(builtInPolicy());
    expect(coverage.map(({ clause }) => clause)).toEqual(document.clauses.map((clause) => clause.id));
    const by = (status: string): readonly string[] =>
      coverage.filter((entry) => entry.status === status).map(({ clause }) => clause);
    expect(by('manual')).toEqual(document.clauses.filter((clause) => clause.manual).map((clause) => clause.id));
    expect(by('checked')).toEqual(['二.3', '二.4', '三.1', '三.4', '三.5', '三.6']);
    expect(by('uncited')).toEqual([]);
    expect(coverage.find(({ clause }) => clause === '二.2')?.by).toEqual(
      [
        'event-target',
        'event-attendance',
        'events',
        'event-attendance',
        'event-without-attendance',
        'EVENT_PENALTY',
      ].filter((id, index, all) => all.indexOf(id) === index),
    );
  });

  it.each`
    change                                                        | value                 | example
    ${'ruleTables.#revenue.rules.#operating-revenue.when.0.in.0'} | ${'广告费, left out'} | ${{ category: '广告费', source: '', date: '2016-01-01' }}
    ${'ruleTables.#cost.rules.#direct-cost.when.0.from'}          | ${'2017-01-02'}       | ${{ category: '员工工资', date: '2017-01-01' }}
    ${'ruleTables.#in-kind-prizes.rules.#whole-lot.when.0.in.1'}  | ${'未转化, left out'} | ${{ conversion: '未转化', deadline: '2016-01-01' }}
  `('a gap: $change $value', ({ change, value, example }: { change: string; value: string; example: TextRow }) => {
    const policy = usable(packWith(change, value.endsWith('left out') ? undefined : value));
    const faults = lintPolicy(policy).faults.filter((fault) => fault.level === 'fault');
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ code: 'rule-gap', example });
  });
});

describe('a gap', () => {
  it.each`
    rules                                                                                          | example
    ${split({ field: 'date', to: '2016-12-31' }, { field: 'date', from: '2017-01-02' })}           | ${{ date: '2017-01-01' }}
    ${split({ field: 'date', from: '2016-01-02' }, { field: 'date', to: '2015-12-31' })}           | ${{ date: '2016-01-01' }}
    ${split({ field: 'amount', below: '100' }, { field: 'amount', above: '100' })}                 | ${{ amount: '100', date: '2016-01-01' }}
    ${split({ field: 'amount', atMost: '0.01' }, { field: 'amount', above: '0.02' })}              | ${{ amount: '0.015' }}
    ${split({ field: 'amount', below: '3' }, { field: 'amount', atLeast: '7.5' })}                 | ${{ amount: '3' }}
    ${split({ field: 'category', in: ['甲'] }, { field: 'category', in: ['丙'] })}                 | ${{ category: '乙' }}
    ${split({ field: 'source', in: ['自有', '自揽', ''] }, { field: 'source', in: ['公司代理'] })} | ${{ category: '甲', source: '?' }}
    ${split({ field: 'region', in: ['华北', '华中'] }, { field: 'region', in: [''] })}             | ${{ region: '华南' }}
    ${split({ field: 'paidOn', from: '2016-01-01' }, { field: 'paidOn', to: '2015-12-31' })}       | ${{ paidOn: '' }}
    ${split({ field: 'weight', atLeast: '0' }, { field: 'weight', below: '0' })}                   | ${{ weight: '' }}
  `('$example is decided by no rule', ({ rules, example }: { rules: readonly Json[]; example: TextRow }) => {
    const { faults, verdict } = lintTable(rules);
    const gaps = faults.filter((fault) => fault.code === 'rule-gap');
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({ level: 'fault', path: 'ruleTables.0', facts: { ruleTable: 'counted' }, example });
    expect(verdict(gaps[0]?.example)).toMatch(/^matched: {2}\|/);
  });

  it('is told once, with the number of its kinds', () => {
    const { faults } = lintTable([
      rule('a', [
        { field: 'category', in: ['甲'] },
        { field: 'amount', above: '0' },
      ]),
      rule('b', [{ field: 'category', in: ['乙'] }]),
    ]);
    expect(faults).toEqual([
      {
        code: 'rule-gap',
        level: 'fault',
        path: 'ruleTables.0',
        // 甲 up to 0, and 丙 of any amount.
        facts: { ruleTable: 'counted', count: '2' },
        example: { category: '甲', source: '', amount: '-1', date: '2016-01-01' },
      },
    ]);
  });

  it('outside the life is none', () => {
    const days = split({ field: 'date', from: '2016-01-01', to: '2016-06-30' }, { field: 'date', from: '2016-07-01' });
    expect(lintTable(days).faults).toEqual([]);
    const closed = split(
      { field: 'date', from: '2016-01-01', to: '2016-06-30' },
      { field: 'date', from: '2016-07-01', to: '2016-12-31' },
    );
    expect(lintTable(closed, CATEGORIES, { life: { from: '2016-01-01', to: '2016-12-31' } }).faults).toEqual([]);
    expect(lintTable(closed).faults).toMatchObject([{ code: 'rule-gap', example: { date: '2017-01-01' } }]);
  });

  it('of a source that the category does not allow is none', () => {
    const rules = [
      rule('a', [{ field: 'category', in: ['甲', '乙'] }]),
      ...['自有', '自揽'].map((source, index) =>
        rule(`c-${index}`, [
          { field: 'category', in: ['丙'] },
          { field: 'source', in: [source] },
        ]),
      ),
    ];
    expect(lintTable(rules).faults).toEqual([]);
    const sources: Json = [{ name: '甲' }, { name: '乙' }, { name: '丙', sources: ['自有', '自揽', '公司代理'] }];
    expect(lintTable(rules, sources).faults).toMatchObject([
      { code: 'rule-gap', example: { category: '丙', source: '公司代理' } },
    ]);
  });

  it('of a row without an entry is none', () => {
    const byAmount = split({ field: 'amount', atLeast: '0' }, { field: 'amount', below: '0' });
    expect(lintTable(byAmount).faults).toEqual([]);
    const either = { entered: ['amount', 'weight'] };
    expect(lintTable(byAmount, CATEGORIES, {}, either).faults).toMatchObject([
      { code: 'rule-gap', example: { amount: '' } },
    ]);
    const byWeightToo = [
      rule('a', [{ field: 'amount', atLeast: '0' }], { overrides: ['c', 'd'] }),
      rule('b', [{ field: 'amount', below: '0' }], { overrides: ['c', 'd'] }),
      rule('c', [{ field: 'weight', atLeast: '0' }]),
      rule('d', [{ field: 'weight', below: '0' }]),
    ];
    expect(lintTable(byWeightToo, CATEGORIES, {}, either).faults).toEqual([]);
    const bySource = { entered: ['source'] };
    expect(
      lintTable([rule('a', [{ field: 'category', in: ['乙', '丙'] }])], CATEGORIES, {}, bySource).faults,
    ).toMatchObject([{ code: 'rule-gap', example: { category: '甲', source: '自有' } }]);
    const three = { entered: ['amount', 'weight', 'region'] };
    expect(lintTable(byWeightToo, CATEGORIES, {}, three).faults).toMatchObject([
      { code: 'rule-gap', example: { amount: '', weight: '' } },
    ]);
  });
});

describe('an overlap', () => {
  it.each`
    rules                                                                                | example                               | both
    ${split({ field: 'date', to: '2016-12-31' }, { field: 'date', from: '2016-12-31' })} | ${{ date: '2016-12-31' }}             | ${['a', 'b']}
    ${split({ field: 'amount', atMost: '100' }, { field: 'amount', atLeast: '100' })}    | ${{ amount: '100' }}                  | ${['a', 'b']}
    ${split({ field: 'amount', below: '100' }, { field: 'amount', above: '99.99' })}     | ${{ amount: '99.995' }}               | ${['a', 'b']}
    ${[rule('a', []), rule('b', [{ field: 'category', in: ['丙'] }])]}                   | ${{ category: '丙' }}                 | ${['a', 'b']}
    ${[rule('a', []), rule('b', [{ field: 'source', in: ['自揽'] }])]}                   | ${{ category: '甲', source: '自揽' }} | ${['a', 'b']}
    ${[rule('a', []), rule('b', [{ field: 'source', in: [''] }])]}                       | ${{ category: '甲', source: '' }}     | ${['a', 'b']}
  `(
    'on $example',
    ({ rules, example, both }: { rules: readonly Json[]; example: TextRow; both: readonly string[] }) => {
      const { faults, verdict } = lintTable(rules);
      const overlaps = faults.filter((fault) => fault.code === 'rule-overlap');
      expect(overlaps).toMatchObject([{ level: 'fault', path: 'ruleTables.0.rules.1', example, rules: both }]);
      expect(verdict(overlaps[0]?.example)).toMatch(new RegExp(`^matched: ${both.join(' ')}($| )`));
    },
  );

  it('with an exception is none, also through another exception', () => {
    const south: Json = { field: 'region', in: ['华南'] };
    const large: Json = { field: 'amount', atLeast: '1000' };
    const chain = [
      rule('general', []),
      rule('south', [south], { overrides: ['general'] }),
      rule('large', [large], { overrides: ['south'] }),
    ];
    expect(lintTable(chain).faults).toEqual([]);
    const unclear = [
      rule('general', []),
      rule('south', [south], { overrides: ['general'] }),
      rule('large', [large], { overrides: ['general'] }),
    ];
    const { faults, verdict } = lintTable(unclear);
    expect(faults).toMatchObject([{ code: 'rule-overlap', rules: ['south', 'large'], facts: { count: '1' } }]);
    expect(verdict(faults[0]?.example)).toBe('matched: south large | general gives way to south');
  });
});

describe('a dead rule', () => {
  it('gives way wherever it matches', () => {
    const { faults, verdict } = lintTable([
      rule('general', [], { overrides: ['special'] }),
      rule('special', [{ field: 'category', in: ['乙'] }]),
    ]);
    expect(faults).toMatchObject([
      {
        code: 'rule-shadowed',
        level: 'fault',
        path: 'ruleTables.0.rules.1',
        facts: { ruleTable: 'counted', rule: 'special', winner: 'general' },
        example: { category: '乙' },
        rules: ['special', 'general'],
      },
    ]);
    expect(verdict(faults[0]?.example)).toBe('matched: general | special gives way to general');
  });

  it.each`
    when                                                                          | field
    ${[{ field: 'date', to: '2015-12-31' }]}                                      | ${'date'}
    ${[{ field: 'source', in: ['自有'] }, { field: 'source', in: ['自揽'] }]}     | ${'source'}
    ${[{ field: 'category', in: ['丙'] }, { field: 'source', in: ['公司代理'] }]} | ${'category'}
    ${[{ field: 'amount', atLeast: '5' }, { field: 'amount', below: '5' }]}       | ${'amount'}
  `('can match no valid row: $when', ({ when, field }: { when: Json; field: string }) => {
    const { faults } = lintTable([rule('all', []), rule('dead', when)]);
    expect(faults).toEqual([
      {
        code: 'rule-unreachable',
        level: 'fault',
        // The condition that rules it out, or the first of those that do so together.
        path: 'ruleTables.0.rules.1.when.0',
        facts: { ruleTable: 'counted', rule: 'dead', field },
        rules: ['dead'],
      },
    ]);
  });
});

describe('a table beyond all measure', () => {
  const bands = (field: string, count: number): readonly Json[] =>
    Array.from({ length: count }, (_, index) => ({ field, atLeast: String(index), below: String(index + 1) }));
  const days = (field: string, count: number): readonly Json[] =>
    Array.from({ length: count }, (_, index) => {
      const day = `2016-0${1 + Math.floor(index / 28)}-${String((index % 28) + 1).padStart(2, '0')}`;
      return { field, from: day, to: day };
    });
  const conditions = [...days('date', 100), ...days('paidOn', 100), ...bands('amount', 140), ...bands('weight', 140)];

  it.each`
    tables                                | rules
    ${'too many kinds of rows'}           | ${conditions.map((condition, index) => rule(`r-${index}`, [condition], { overrides: nextFifty(index, conditions.length) }))}
    ${'too many different sets of rules'} | ${conditions.map((condition, index) => rule(`r-${index}`, [condition]))}
  `('is told of: $tables', ({ rules }: { rules: readonly Json[] }) => {
    const { faults } = lintTable([rule('general', [], { overrides: ['r-0'] }), ...rules]);
    expect(faults.at(-1)).toMatchObject({ code: 'too-complex', level: 'fault', path: 'ruleTables.0' });
    expect(faults.filter((fault) => fault.code === 'rule-shadowed')).toEqual([]);
  });

  it('is not one of many rows but few kinds', () => {
    // 300 bands by 90 days, half of the bands only on every other day.
    const amounts = bands('amount', 300);
    const rules = amounts.map((band, index) => rule(`band-${index}`, [band]));
    const exceptions = days('paidOn', 90).map((day, index) =>
      rule(`day-${index}`, [day, { field: 'amount', atLeast: '0', below: '300' }], { overrides: ['hub'] }),
    );
    const hub = rule('hub', [{ field: 'amount', atLeast: '0', below: '300' }], {
      overrides: amounts.slice(0, 50).map((_, index) => `band-${index}`),
    });
    const { faults } = lintTable([...rules.slice(0, 50), hub, ...exceptions]);
    expect(faults.filter((fault) => fault.code === 'too-complex')).toEqual([]);
  });
});

/** The overrides that make each rule win over all that come after it. */
function nextFifty(index: number, count: number): readonly string[] {
  return Array.from({ length: Math.min(50, count - index - 1) }, (_, step) => `r-${index + 1 + step}`);
}

describe('random tables', () => {
  const lintPlan = (plan: Plan, rules: readonly Json[]): ReturnType<typeof lintTable> =>
    lintTable(rules, plan.categories, { life: plan.life });

  it('that partition the valid rows are clean, and one rule decides each row', () => {
    fc.assert(
      fc.property(
        partition().chain((plan) => fc.tuple(fc.constant(plan), fc.array(validRow(plan), { minLength: 1 }))),
        ([plan, rows]) => {
          const { faults, verdict } = lintPlan(plan, rulesOf(plan));
          expect(faults).toEqual([]);
          for (const row of rows) expect(verdict(row)).toMatch(/^matched: box-\d+( \||$)/);
        },
      ),
    );
  });

  it('with a rule left out have one gap, where that rule was', () => {
    fc.assert(
      fc.property(partition(2), fc.nat(), (plan, pick) => {
        const index = pick % plan.boxes.length;
        const rules = rulesOf(plan);
        const { faults, verdict } = lintPlan(
          plan,
          rules.filter((_, other) => other !== index),
        );
        expect(faults.map((fault) => fault.code)).toEqual(['rule-gap']);
        const example = faults[0]?.example;
        expect(verdict(example)).toMatch(/^matched: {2}\|/);
        const row = { amount: '0', ...example };
        expect(isValid(plan, row)).toBe(true);
        expect(lintPlan(plan, rules).verdict(row)).toMatch(new RegExp(`^matched: box-${index} `));
      }),
    );
  });

  it('with a rule twice have one overlap, where that rule is', () => {
    fc.assert(
      fc.property(partition(), fc.nat(), (plan, pick) => {
        const index = pick % plan.boxes.length;
        const box = plan.boxes[index];
        const twice = rule('twice', box ? conditionsOf(box) : []);
        const { faults, verdict } = lintPlan(plan, [twice, ...rulesOf(plan)]);
        expect(faults.map(({ code, rules }) => [code, rules])).toEqual([['rule-overlap', ['twice', `box-${index}`]]]);
        expect(verdict(faults[0]?.example)).toMatch(new RegExp(`^matched: twice box-${index}( |$)`));
        expect(isValid(plan, { amount: '0', ...faults[0]?.example })).toBe(true);
      }),
    );
  });

  it('with a rule over all of them have one overlap each', () => {
    fc.assert(
      fc.property(partition(), (plan) => {
        const { faults, verdict } = lintPlan(plan, [...rulesOf(plan), rule('all', [])]);
        const clashes = faults.map(({ code, rules }) => `${code} ${rules?.join(' ') ?? ''}`).sort();
        expect(clashes).toEqual(plan.boxes.map((_, index) => `rule-overlap box-${index} all`).sort());
        for (const { example, rules = [] } of faults) {
          expect(verdict(example)).toMatch(new RegExp(`^matched: ${rules.join(' ')}( |$)`));
        }
      }),
    );
  });

  it('with a rule that gives way to another throughout have one shadowed', () => {
    fc.assert(
      fc.property(partition(), fc.nat(), (plan, pick) => {
        const index = pick % plan.boxes.length;
        const box = plan.boxes[index];
        const rules = plan.boxes.map((other, number) =>
          rule(`box-${number}`, conditionsOf(other), number === index ? { overrides: ['shadowed'] } : {}),
        );
        const { faults, verdict } = lintPlan(plan, [...rules, rule('shadowed', box ? conditionsOf(box) : [])]);
        expect(faults.map((fault) => [fault.code, fault.rules])).toEqual([
          ['rule-shadowed', ['shadowed', `box-${index}`]],
        ]);
        expect(verdict(faults[0]?.example)).toMatch(
          new RegExp(`^matched: box-${index} .*shadowed gives way to box-${index}`),
        );
      }),
    );
  });

  it('with a bound moved inwards by the smallest step have one gap, just there', () => {
    fc.assert(
      fc.property(partition(), fc.nat(), fc.nat(), (plan, pick, at) => {
        const index = pick % plan.boxes.length;
        const moved = movedBounds(plan, plan.boxes[index]).filter(({ inwards }) => inwards);
        const change = moved[at % moved.length];
        fc.pre(change !== undefined);
        const rules = rulesOf({
          boxes: plan.boxes.map((box, other) => (other === index ? change.box : box)),
        });
        const { faults, verdict } = lintPlan(plan, rules);
        expect(faults.map(({ code, path }) => [code, path])).toEqual([['rule-gap', 'ruleTables.0']]);
        const row = { amount: '0', ...faults[0]?.example };
        expect(isValid(plan, row)).toBe(true);
        expect(verdict(row)).toMatch(/^matched: {2}\|/);
        // The row belongs to the rule whose bound was moved, and to the sliver that it lost.
        expect(lintPlan(plan, rulesOf(plan)).verdict(row)).toMatch(new RegExp(`^matched: box-${index}( |$)`));
      }),
    );
  });

  it('with a bound moved outwards have overlaps with its neighbours, and only there', () => {
    fc.assert(
      fc.property(
        partition(2).chain((plan) => fc.tuple(fc.constant(plan), fc.array(validRow(plan), { maxLength: 30 }))),
        fc.nat(),
        fc.nat(),
        ([plan, rows], pick, at) => {
          const index = pick % plan.boxes.length;
          const moved = movedBounds(plan, plan.boxes[index]).filter(({ inwards }) => !inwards);
          const change = moved[at % moved.length];
          fc.pre(change !== undefined);
          const rules = rulesOf({
            boxes: plan.boxes.map((box, other) => (other === index ? change.box : box)),
          });
          const { faults, verdict } = lintPlan(plan, rules);
          expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(['rule-overlap']));
          const clashes = new Set<string>();
          for (const { rules: both = [], example, path } of faults) {
            expect(both).toContain(`box-${index}`);
            expect(both).toHaveLength(2);
            expect(path).toBe(`ruleTables.0.rules.${String(Math.max(...both.map((id) => Number(id.slice(4)))))}`);
            expect(verdict(example)).toMatch(new RegExp(`^matched: ${both.join(' ')}( |$)`));
            clashes.add(both.join(' '));
          }
          // Whatever a row at random meets, lint has told.
          for (const row of rows) {
            const [, matched = ''] = /^matched: ([^|]*?)(?: \||$)/.exec(verdict(row)) ?? [];
            if (matched.includes(' ')) expect(clashes).toContain(matched);
          }
        },
      ),
    );
  });

  it('with a gap, an overlap, a shadowed and a dead rule planted at once have just these', () => {
    fc.assert(
      fc.property(partition(4), fc.nat(), (plan, pick) => {
        const at = (step: number): number => (pick + step) % plan.boxes.length;
        const [left, twice, beaten] = [at(0), at(1), at(2)];
        const conditions = (index: number): readonly Json[] => {
          const box = plan.boxes[index];
          return box ? conditionsOf(box) : [];
        };
        const rules = plan.boxes.flatMap((_box, index) => {
          const overrides = index === beaten ? { overrides: ['shadowed'] } : {};
          return index === left ? [] : [rule(`box-${index}`, conditions(index), overrides)];
        });
        const planted = [
          rule('twice', conditions(twice)),
          rule('shadowed', conditions(beaten)),
          rule('dead', [{ field: 'date', to: '2015-12-31' }]),
        ];
        const { faults, verdict } = lintPlan(plan, [...rules, ...planted]);
        const told = faults.map(({ code, rules: concerned = [], path }) => `${code} ${concerned.join(' ')} ${path}`);
        const count = rules.length;
        expect(told.sort()).toEqual(
          [
            'rule-gap  ruleTables.0',
            `rule-overlap box-${twice} twice ruleTables.0.rules.${count}`,
            `rule-shadowed shadowed box-${beaten} ruleTables.0.rules.${count + 1}`,
            `rule-unreachable dead ruleTables.0.rules.${count + 2}.when.0`,
          ].sort(),
        );
        const gap = faults.find(({ code }) => code === 'rule-gap')?.example;
        expect(verdict(gap)).toMatch(/^matched: {2}\|/);
      }),
    );
  });

  it('with an exception for a part of a rule are clean', () => {
    fc.assert(
      fc.property(partition(), fc.nat(), fc.nat(), (plan, pick, at) => {
        const index = pick % plan.boxes.length;
        const box = plan.boxes[index];
        const halves = box && halvesOf(plan, box, { by: 'amount', at });
        const exceptions = halves ? [rule('exception', conditionsOf(halves[0]), { overrides: [`box-${index}`] })] : [];
        expect(lintPlan(plan, [...rulesOf(plan), ...exceptions]).faults).toEqual([]);
      }),
    );
  });
});

const title = { zh: '甲', en: 'A' };
const value = (figure: string, from?: string, to?: string): Json => ({
  value: figure,
  clauses: ['一.1'],
  ...(from === undefined ? {} : { from }),
  ...(to === undefined ? {} : { to }),
});
const ratio = (values: readonly Json[]): Json => ({
  id: 'ratio',
  title,
  unit: { zh: '比例', en: 'ratio' },
  kind: 'ratio',
  values,
});
const byRatio = [rule('all', [], { ratio: { parameter: 'ratio' } })];
const yearly = {
  answers: [
    {
      id: 'YEARLY',
      section: 'profit',
      title,
      unit: 'CNY',
      clauses: ['一.1'],
      value: { times: [{ counted: ['counted'] }, { parameter: 'ratio' }] },
    },
  ],
};

describe('a parameter in use', () => {
  it.each`
    values                                                                              | to              | gaps
    ${[value('1')]}                                                                     | ${undefined}    | ${[]}
    ${[value('1', '2016-01-01')]}                                                       | ${undefined}    | ${[]}
    ${[value('1', '2016-01-02')]}                                                       | ${undefined}    | ${['2016-01-01 – 2016-01-01']}
    ${[value('1', undefined, '2016-12-31')]}                                            | ${undefined}    | ${['2017-01-01 – ']}
    ${[value('1', undefined, '2016-12-31')]}                                            | ${'2016-12-31'} | ${[]}
    ${[value('1', undefined, '2016-12-30')]}                                            | ${'2016-12-31'} | ${['2016-12-31 – 2016-12-31']}
    ${[value('1', '2017-01-01'), value('1', '2016-01-01', '2016-12-30')]}               | ${undefined}    | ${['2016-12-31 – 2016-12-31']}
    ${[value('1', '2016-03-01', '2016-03-31'), value('1', '2016-05-01', '2016-05-31')]} | ${'2016-12-31'} | ${['2016-01-01 – 2016-02-29', '2016-04-01 – 2016-04-30', '2016-06-01 – 2016-12-31']}
    ${[value('1', undefined, '2015-12-31'), value('1', '2018-01-01')]}                  | ${'2017-12-31'} | ${['2016-01-01 – 2017-12-31']}
    ${[value('1', undefined, '9999-12-31')]}                                            | ${undefined}    | ${[]}
  `('$values, life until $to: $gaps', ({ values, to, gaps }: { values: Json[]; to?: string; gaps: string[] }) => {
    const life: Json = { from: '2016-01-01', ...(to === undefined ? {} : { to }) };
    const { faults } = lintTable(byRatio, CATEGORIES, { life, parameters: [ratio(values)] });
    expect(faults.map(({ facts }) => `${facts['from'] ?? ''} – ${facts['to'] ?? ''}`)).toEqual(gaps);
    for (const fault of faults) {
      expect(fault).toMatchObject({ code: 'parameter-gap', level: 'note' });
      expect(fault.path).toMatch(/^parameters\.0\.values\.\d+\.(from|to)$/);
    }
  });

  it('is told at the end of the value before the gap, or at the beginning of the first one', () => {
    const values = [value('2', '2017-01-01', '2017-06-30'), value('1', '2016-03-01', '2016-11-30')];
    const { faults } = lintTable(byRatio, CATEGORIES, { parameters: [ratio(values)] });
    expect(faults.map(({ path, facts }) => [facts['from'], path])).toEqual([
      ['2016-01-01', 'parameters.0.values.1.from'],
      ['2016-12-01', 'parameters.0.values.1.to'],
      ['2017-07-01', 'parameters.0.values.0.to'],
    ]);
  });

  it('that only a year’s last day asks for has gaps where it has none then', () => {
    const more = (values: readonly Json[]): { readonly [key: string]: Json } => ({
      ...yearly,
      parameters: [ratio(values)],
    });
    const gaps = (values: readonly Json[]): readonly string[] =>
      lintTable([rule('all', [])], CATEGORIES, more(values)).faults.map(({ facts }) => facts['from'] ?? '');
    expect(gaps([value('1', '2016-12-31', '2016-12-31'), value('1', '2017-12-31')])).toEqual([]);
    expect(gaps([value('1', '2016-12-31', '2016-12-31')])).toEqual(['2017-01-01']);
    expect(gaps([value('1', '2017-01-01')])).toEqual(['2016-01-01']);
  });

  it('without any value is to be set', () => {
    const { faults } = lintTable(byRatio, CATEGORIES, { parameters: [ratio([])] });
    expect(faults).toEqual([
      { code: 'parameter-unset', level: 'note', path: 'parameters.0', facts: { parameter: 'ratio' } },
    ]);
  });

  it('is one that an expression, a rule, a measure, a pay item or a derived column reads', () => {
    expect(lintTable([rule('all', [])], CATEGORIES, { parameters: [ratio([value('1')])] }).faults).toEqual([
      { code: 'parameter-unused', level: 'note', path: 'parameters.0', facts: { parameter: 'ratio' } },
    ]);
    expect(lintPolicy(builtInPolicy()).faults.filter((fault) => fault.code === 'parameter-unused')).toEqual([]);
  });
});

describe('a number in an expression', () => {
  it.each`
    change                                         | value                | path         | owner
    ${'ruleTables.#cost.rules.#leaders-pay.ratio'} | ${{ number: '0.3' }} | ${'.number'} | ${'leaders-pay'}
    ${'answers.#TEAM_SHARE.value.times.1'}         | ${{ number: '0.3' }} | ${'.number'} | ${'TEAM_SHARE'}
    ${'limits.#prize-use.atMost.times.0'}          | ${{ number: '0.3' }} | ${'.number'} | ${'prize-use'}
    ${'measures.#events.atLeast'}                  | ${{ number: '0.3' }} | ${'.number'} | ${'events'}
  `('of $owner is better a parameter', (row: { change: string; value: Json; path: string; owner: string }) => {
    const numbers = lintPolicy(usable(packWith(row.change, row.value))).faults.filter(
      (fault) => fault.code === 'number-in-expression',
    );
    expect(numbers).toEqual([
      {
        code: 'number-in-expression',
        level: 'note',
        path: placeInPack(row.change) + row.path,
        facts: { owner: row.owner, number: '0.3' },
      },
    ]);
  });

  it('is no matter where it is 0 or 1', () => {
    for (const number of ['0', '1', '1.00', '-0']) {
      expect(lintTable([rule('all', [], { ratio: { number } })]).faults).toEqual([]);
    }
  });
});

const payItem: Json = { id: 'pay', title, monthly: { parameter: 'floor' }, clauses: ['一.1'] };

function floor(id: string): Json {
  return { id, title, unit: 'CNY', kind: 'money', values: [{ value: '1', clauses: ['一.2'] }] };
}

function limitOf(atLeast: Json, clauses: readonly string[]): Json {
  const [code, severity, kind, ledger, date, cell] = ['low', 'warning', 'row', 'sales', 'date', 'amount'];
  return { id: 'limit', code, severity, clauses, kind, ledger, date, left: { field: 'amount' }, atLeast, cell };
}

describe('a clause', () => {
  const clause = (id: string, manual: boolean): Json => ({
    id,
    article: id,
    text: id,
    ...(manual ? { manual: title } : {}),
  });
  const lintClauses = (more: { readonly [key: string]: Json }): ReturnType<typeof lintPolicy> =>
    lintPolicy(usable(salesPolicyJson([rule('all', [])], CATEGORIES, more)));

  it('that nothing cites is a fault unless it is manual', () => {
    const { faults, coverage } = lintClauses({
      clauses: [clause('一.1', false), clause('一.2', false), clause('一.3', true)],
    });
    expect(faults).toEqual([{ code: 'clause-uncited', level: 'fault', path: 'clauses.1', facts: { clause: '一.2' } }]);
    expect(coverage).toEqual([
      { clause: '一.1', status: 'computed', by: ['all', 'COUNTED'] },
      { clause: '一.2', status: 'uncited', by: [] },
      { clause: '一.3', status: 'manual', by: [] },
    ]);
  });

  it('that is manual and cited all the same is noted', () => {
    const { faults, coverage } = lintClauses({ clauses: [clause('一.1', true)] });
    expect(faults).toEqual([
      {
        code: 'clause-manual-but-cited',
        level: 'note',
        path: 'clauses.0',
        facts: { clause: '一.1', by: 'all, COUNTED' },
      },
    ]);
    expect(coverage).toEqual([{ clause: '一.1', status: 'computed', by: ['all', 'COUNTED'] }]);
  });

  it.each`
    parts                                                                                    | status        | by
    ${{ tasks: [{ id: 'task', title, dueOn: '2016-06-30', clauses: ['一.2'] }] }}            | ${'checked'}  | ${['task']}
    ${{ limits: [limitOf({ number: '1' }, ['一.2'])] }}                                      | ${'checked'}  | ${['limit']}
    ${{ limits: [limitOf({ parameter: 'floor' }, ['一.1'])], parameters: [floor('floor')] }} | ${'checked'}  | ${['floor']}
    ${{ payItems: [payItem], parameters: [floor('floor')] }}                                 | ${'computed'} | ${['floor']}
    ${{ parameters: [floor('floor')] }}                                                      | ${'uncited'}  | ${[]}
  `(
    'is $status by $by',
    ({ parts, status, by }: { parts: { readonly [key: string]: Json }; status: string; by: string[] }) => {
      const { coverage } = lintClauses({ clauses: [clause('一.1', false), clause('一.2', false)], ...parts });
      expect(coverage[1]).toEqual({ clause: '一.2', status, by });
    },
  );
});

describe('the codes', () => {
  it('are each told apart', () => {
    expect(new Set(LINT_CODES).size).toBe(LINT_CODES.length);
  });
});
