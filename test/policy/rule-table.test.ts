import fc from 'fast-check';
import { Decimal } from '../../src/kernel/decimal';
import { INVALID } from '../../src/policy/field-value';
import { builtInPolicy } from '../../src/policy/packs';
import { compileRuleTable } from '../../src/policy/rule-table';
import type { Condition, Ledger, RuleTable } from '../../src/policy/schema';
import { cellValue, rowClassifier, verdictText, type TextRow } from './classify-rows';
import type { Json } from './pack-change';
import { anyRow, partition, rulesOf } from './partitions';
import { rule, salesPolicyJson, tableOf, usable } from './small-policy';

function salesTable(rules: readonly Json[]): { table: RuleTable; ledger: Ledger } {
  return tableOf(usable(salesPolicyJson(rules)), 'counted');
}

describe('the rule tables of the internet centre', () => {
  it.each`
    table               | row                                                   | rule
    ${'revenue'}        | ${{ category: '广告费' }}                             | ${'operating-revenue'}
    ${'revenue'}        | ${{ category: '其他衍生收入', source: '自揽' }}       | ${'operating-revenue'}
    ${'revenue'}        | ${{ category: '微商城销售', source: '自有' }}         | ${'mall-own-goods'}
    ${'revenue'}        | ${{ category: '微商城销售', source: '自揽' }}         | ${'mall-self-sourced'}
    ${'revenue'}        | ${{ category: '微商城销售', source: '公司代理' }}     | ${'mall-company-agency'}
    ${'revenue'}        | ${{ category: '代理佣金', source: '自揽' }}           | ${'commission-self-sourced'}
    ${'revenue'}        | ${{ category: '代理佣金', source: '公司代理' }}       | ${'commission-company-agency'}
    ${'revenue'}        | ${{ category: '技术转让费' }}                         | ${'transfer-in-full'}
    ${'revenue'}        | ${{ category: '整体产品转让费' }}                     | ${'whole-product-transfer'}
    ${'cost'}           | ${{ category: '差旅费', date: '2016-12-31' }}         | ${'direct-cost-2016'}
    ${'cost'}           | ${{ category: '差旅费', date: '2017-01-01' }}         | ${'direct-cost'}
    ${'cost'}           | ${{ category: '管理费·差旅费', date: '2016-12-31' }}  | ${'management-fee'}
    ${'cost'}           | ${{ category: '管理费·差旅费', date: '2017-01-01' }}  | ${'management-fee'}
    ${'cost'}           | ${{ category: '活动用公司产品', date: '2017-01-01' }} | ${'company-goods-for-events'}
    ${'in-kind-cash'}   | ${{ conversion: '按期' }}                             | ${'converted-in-time'}
    ${'in-kind-cash'}   | ${{ conversion: '逾期' }}                             | ${'converted-late'}
    ${'in-kind-prizes'} | ${{ conversion: '未转化' }}                           | ${'whole-lot'}
    ${'in-kind-prizes'} | ${{ conversion: '超额' }}                             | ${'no-prizes-when-over-converted'}
  `('$table: $row falls under $rule', ({ table, row, rule: id }: { table: string; row: TextRow; rule: string }) => {
    const found = tableOf(builtInPolicy(), table);
    const verdict = rowClassifier(found.table, found.ledger)(row);
    expect(verdict.matched.map((matched) => matched.id)).toEqual([id]);
    expect(verdict.rejections).toHaveLength(found.table.rules.length - 1);
  });

  it('says of each other rule which condition failed first', () => {
    const { table, ledger } = tableOf(builtInPolicy(), 'revenue');
    expect(verdictText(rowClassifier(table, ledger)({ category: '微商城销售', source: '自有' }))).toBe(
      [
        'matched: mall-own-goods',
        'operating-revenue fails category',
        'mall-self-sourced fails source',
        'mall-company-agency fails source',
        'commission-self-sourced fails category',
        'commission-company-agency fails category',
        'transfer-in-full fails category',
        'whole-product-transfer fails category',
      ].join(' | '),
    );
  });

  it('matches nothing where the category or the source is unknown or blank', () => {
    const { table, ledger } = tableOf(builtInPolicy(), 'revenue');
    const classify = rowClassifier(table, ledger);
    for (const row of [{ category: '广吿费' }, { category: '' }, { category: '微商城销售' }, { source: '自有' }]) {
      expect(classify(row).matched).toEqual([]);
    }
  });
});

describe('a condition', () => {
  const classifies = (condition: Json, row: TextRow): boolean => {
    const { table, ledger } = salesTable([rule('a', [condition])]);
    return rowClassifier(table, ledger)(row).matched.length === 1;
  };

  it.each`
    condition                                                  | row                       | holds
    ${{ field: 'date', from: '2016-03-01', to: '2016-03-31' }} | ${{ date: '2016-02-29' }} | ${false}
    ${{ field: 'date', from: '2016-03-01', to: '2016-03-31' }} | ${{ date: '2016-03-01' }} | ${true}
    ${{ field: 'date', from: '2016-03-01', to: '2016-03-31' }} | ${{ date: '2016-03-31' }} | ${true}
    ${{ field: 'date', from: '2016-03-01', to: '2016-03-31' }} | ${{ date: '2016-04-01' }} | ${false}
    ${{ field: 'date', from: '0001-01-01' }}                   | ${{ date: '0001-01-01' }} | ${true}
    ${{ field: 'date', to: '9999-12-31' }}                     | ${{ date: '9999-12-31' }} | ${true}
    ${{ field: 'date', to: '9999-12-31' }}                     | ${{ date: '' }}           | ${false}
    ${{ field: 'amount', atLeast: '100', below: '200.5' }}     | ${{ amount: '99.99' }}    | ${false}
    ${{ field: 'amount', atLeast: '100', below: '200.5' }}     | ${{ amount: '100' }}      | ${true}
    ${{ field: 'amount', atLeast: '100', below: '200.5' }}     | ${{ amount: '200.49' }}   | ${true}
    ${{ field: 'amount', atLeast: '100', below: '200.5' }}     | ${{ amount: '200.50' }}   | ${false}
    ${{ field: 'amount', above: '100', atMost: '200' }}        | ${{ amount: '100.00' }}   | ${false}
    ${{ field: 'amount', above: '100', atMost: '200' }}        | ${{ amount: '100.01' }}   | ${true}
    ${{ field: 'amount', above: '100', atMost: '200' }}        | ${{ amount: '200' }}      | ${true}
    ${{ field: 'amount', above: '100', atMost: '200' }}        | ${{ amount: '200.01' }}   | ${false}
    ${{ field: 'amount', above: '-1' }}                        | ${{ amount: '' }}         | ${false}
    ${{ field: 'source', in: ['', '自有'] }}                   | ${{ source: '' }}         | ${true}
    ${{ field: 'source', in: ['', '自有'] }}                   | ${{ source: '自有' }}     | ${true}
    ${{ field: 'source', in: ['', '自有'] }}                   | ${{ source: '?' }}        | ${false}
    ${{ field: 'source', in: ['?'] }}                          | ${{ source: '??' }}       | ${false}
    ${{ field: 'source', in: ['自有'] }}                       | ${{ source: '' }}         | ${false}
  `('$condition on $row: $holds', ({ condition, row, holds }: { condition: Json; row: TextRow; holds: boolean }) => {
    expect(classifies(condition, row)).toBe(holds);
  });

  it('needs all of a rule’s conditions, several on one field too', () => {
    const { table, ledger } = salesTable([
      rule('a', [
        { field: 'amount', atLeast: '10' },
        { field: 'amount', below: '20' },
        { field: 'region', in: ['华北'] },
      ]),
      rule('b', []),
    ]);
    const classify = rowClassifier(table, ledger);
    expect(verdictText(classify({ amount: '15', region: '华北' }))).toBe('matched: a b');
    expect(verdictText(classify({ amount: '20', region: '华北' }))).toBe('matched: b | a fails amount');
    expect(verdictText(classify({ amount: '15' }))).toBe('matched: b | a fails region');
  });

  it('refuses a cell that nobody could read', () => {
    const { table, ledger } = salesTable([rule('a', [{ field: 'amount', atLeast: '10' }])]);
    const classifier = compileRuleTable(table, ledger, () => 0);
    expect(() => classifier.classify([INVALID])).toThrow(TypeError);
    expect(() => classifier.classify(['10'])).toThrow(TypeError);
    expect(() => classifier.classify([])).toThrow(TypeError);
  });
});

describe('an exception', () => {
  // Whole amounts count; those of the south don't; but large ones do all the same.
  const { table, ledger } = salesTable([
    rule('general', []),
    rule('south', [{ field: 'region', in: ['华南'] }], { overrides: ['general'] }),
    rule('large', [{ field: 'amount', atLeast: '1000' }], { overrides: ['south'] }),
  ]);
  const classify = rowClassifier(table, ledger);

  it.each`
    row                                   | verdict
    ${{ region: '华北', amount: '1' }}    | ${'matched: general | south fails region | large fails amount'}
    ${{ region: '华南', amount: '1' }}    | ${'matched: south | general gives way to south | large fails amount'}
    ${{ region: '华南', amount: '1000' }} | ${'matched: large | general gives way to large | south gives way to large'}
    ${{ region: '华北', amount: '1000' }} | ${'matched: large | general gives way to large | south fails region'}
  `('$row: $verdict', ({ row, verdict }: { row: TextRow; verdict: string }) => {
    expect(verdictText(classify(row))).toBe(verdict);
  });
});

/** The meaning of a condition once more, as plainly as can be. */
function holds(condition: Condition, value: string | Decimal | null): boolean {
  if ('in' in condition) return condition.in.includes(typeof value === 'string' ? value : '');
  if (value === null) return false;
  if (typeof value === 'string') {
    const { from = '0000', to = '9999-99' } = condition as { from?: string; to?: string };
    return from <= value && value <= to;
  }
  const bounds = condition as { atLeast?: string; above?: string; atMost?: string; below?: string };
  return (
    value.gte(bounds.atLeast ?? value) &&
    value.lte(bounds.atMost ?? value) &&
    (bounds.above === undefined || value.gt(bounds.above)) &&
    (bounds.below === undefined || value.lt(bounds.below))
  );
}

describe('a compiled table', () => {
  it('agrees with trying every rule on every row', () => {
    fc.assert(
      fc.property(partition(), fc.array(anyRow(), { minLength: 1, maxLength: 20 }), (plan, rows) => {
        const { table, ledger } = tableOf(usable(salesPolicyJson(rulesOf(plan), plan.categories)), 'counted');
        const classify = rowClassifier(table, ledger);
        for (const row of rows) {
          const tried = table.rules.filter((candidate) =>
            candidate.when.every((condition) =>
              holds(condition, cellValue(ledger, condition.field, row[condition.field])),
            ),
          );
          const { matched, rejections } = classify(row);
          expect(matched).toEqual(tried);
          expect(rejections.map(({ rule: rejected }) => rejected)).toEqual(
            table.rules.filter((candidate) => !tried.includes(candidate)),
          );
          for (const { rule: rejected, failed } of rejections) {
            const first = rejected.when.find(
              (condition) => !holds(condition, cellValue(ledger, condition.field, row[condition.field])),
            );
            expect(failed).toBe(first);
          }
        }
      }),
    );
  });

  it('gives rows alike one verdict', () => {
    const { table, ledger } = tableOf(builtInPolicy(), 'cost');
    const classify = rowClassifier(table, ledger);
    expect(classify({ category: '税金', date: '2016-01-01' })).toBe(classify({ category: '税金', date: '2016-12-31' }));
    expect(classify({ category: '税金', date: '2016-12-31' })).not.toBe(
      classify({ category: '税金', date: '2017-01-01' }),
    );
  });

  it('stays right with more kinds of rows than it keeps', () => {
    // 2 × 401 kinds by amount and weight each: 161,604 signatures.
    const steps = Array.from({ length: 200 }, (_, step) => step);
    const { table, ledger } = salesTable([
      ...steps.map((step) => rule(`amount-${step}`, [{ field: 'amount', atLeast: `${step}`, below: `${step + 1}` }])),
      ...steps.map((step) => rule(`weight-${step}`, [{ field: 'weight', atLeast: `${step}`, below: `${step + 1}` }])),
    ]);
    const fields = ['amount', 'weight'];
    const classifier = compileRuleTable(table, ledger, (field) => fields.indexOf(field));
    const cells = Array.from({ length: 300 }, (_, index) => new Decimal(index).dividedBy(2));
    const verdict = (a: number, b: number): string =>
      classifier
        .classify([cells[a], cells[b]])
        .matched.map((matched) => matched.id)
        .join(' ');
    const expected = (a: number, b: number): string => `amount-${Math.floor(a / 2)} weight-${Math.floor(b / 2)}`;
    for (let a = 0; a < 300; a += 1) {
      for (let b = a % 29; b < 300; b += 29) expect(verdict(a, b)).toBe(expected(a, b));
    }
    expect(verdict(0, 0)).toBe(expected(0, 0));
  });

  it('stays right where signatures outgrow the safe integers', () => {
    // Seven fields of some two hundred atoms each.
    const days = Array.from(
      { length: 90 },
      (_, day) => `2016-${day < 45 ? '01' : '02'}-${String((day % 29) + 1).padStart(2, '0')}`,
    );
    const names = Array.from({ length: 200 }, (_, index) => `名${index}`);
    const { table, ledger } = salesTable(
      [
        ...['source', 'region'].map((field) => rule(field.toLowerCase(), [{ field, in: names }])),
        ...['date', 'paidOn'].flatMap((field) =>
          days.map((day, index) => rule(`${field.toLowerCase()}-${index}`, [{ field, from: day, to: day }])),
        ),
        ...['amount', 'weight'].flatMap((field) =>
          names.map((_, index) => rule(`${field}-${index}`, [{ field, atLeast: `${index}`, atMost: `${index}` }])),
        ),
      ].slice(0, 500),
    );
    const classify = rowClassifier(table, ledger);
    const row = { source: '名7', region: '名9', date: '2016-01-01', paidOn: '2016-02-29', amount: '17', weight: '3' };
    const ids = classify(row).matched.map((matched) => matched.id);
    expect(ids).toEqual(table.rules.filter((candidate) => ids.includes(candidate.id)).map((candidate) => candidate.id));
    expect(ids).toEqual(
      expect.arrayContaining(['source', 'region', 'date-0', 'amount-17', 'weight-3']) as readonly string[],
    );
    expect(classify(row)).toEqual(classify({ ...row }));
  });
});
