import { parseIsoDate } from '../../src/kernel/dates';
import { Decimal } from '../../src/kernel/decimal';
import { INVALID, type FieldValue } from '../../src/policy/field-value';
import { builtInPolicy } from '../../src/policy/packs';
import type { Condition, Ledger, Rule } from '../../src/policy/schema';
import { wordingFor } from '../../src/wording/wording';

const chinese = wordingFor('zh-CN');
const english = wordingFor('en-US');

function builtInLedger(id: string): Ledger {
  const ledger = builtInPolicy().ledgers.get(id);
  if (!ledger) throw new Error(`no ledger ${id}`);
  return ledger;
}
function someRule(): Rule {
  const rule = builtInPolicy().ruleTables.get('revenue')?.rules[0];
  if (!rule) throw new Error('no rule');
  return rule;
}
function day(text: string) {
  const date = parseIsoDate(text);
  if (!date) throw new Error(text);
  return date;
}

const revenue = builtInLedger('revenue');
const rule = someRule();

describe('why a rule did not decide a row', () => {
  const CASES: readonly (readonly [Condition, FieldValue, string, string])[] = [
    [
      { field: 'category', in: ['广告费', '代维费'] },
      '代理佣金',
      '类别不是 广告费、代维费',
      'Category is none of 广告费, 代维费',
    ],
    [{ field: 'source', in: ['', '自有'] }, '自揽', '货源不是 自有', 'Source of goods is none of 自有'],
    [{ field: 'source', in: [''] }, '自揽', '货源不为空', 'Source of goods is not blank'],
    [
      { field: 'date', from: day('2017-01-01') },
      day('2016-03-05'),
      '日期 2016-03-05 早于 2017-01-01',
      'Date 2016-03-05 is before 2017-01-01',
    ],
    [
      { field: 'date', from: day('2016-01-01'), to: day('2016-12-31') },
      day('2017-01-01'),
      '日期 2017-01-01 晚于 2016-12-31',
      'Date 2017-01-01 is after 2016-12-31',
    ],
    [{ field: 'date', to: day('2016-12-31') }, null, '日期为空', 'Date is blank'],
    [
      { field: 'amount', atLeast: '1000' },
      new Decimal('999.5'),
      '金额 999.5 小于 1,000',
      'Amount 999.5 is below 1,000',
    ],
    [
      { field: 'amount', above: '1000' },
      new Decimal(1000),
      '金额 1,000 不大于 1,000',
      'Amount 1,000 is not above 1,000',
    ],
    [{ field: 'amount', atMost: '1000' }, new Decimal(1200), '金额 1,200 大于 1,000', 'Amount 1,200 is above 1,000'],
    [
      { field: 'amount', atLeast: '1', below: '1000' },
      new Decimal(1000),
      '金额 1,000 不小于 1,000',
      'Amount 1,000 is not below 1,000',
    ],
    [{ field: 'amount', below: '1000' }, INVALID, '金额无法读取', "Amount can't be read"],
  ];

  it.each(CASES)('%j', (failed, value, inChinese, inEnglish) => {
    const rejection = { rule, failed };
    expect(chinese.rejection(rejection, revenue, () => value)).toBe(inChinese);
    expect(english.rejection(rejection, revenue, () => value)).toBe(inEnglish);
  });

  it('names the exception that takes the rule’s place', () => {
    const rejection = { rule, overriddenBy: { ...rule, title: { zh: '促销期例外', en: 'Sale exception' } } };
    expect(chinese.rejection(rejection, revenue, () => null)).toBe('被规则「促销期例外」取代');
    expect(english.rejection(rejection, revenue, () => null)).toBe('gives way to the rule “Sale exception”');
  });

  it('shortens a long list of choices', () => {
    const failed = { field: 'category', in: Array.from({ length: 50 }, (_, index) => `类别${String(index)}`) };
    const sentence = chinese.rejection({ rule, failed }, revenue, () => '别的');
    expect(sentence).toMatch(/^类别不是 类别0、类别1、.*…$/);
    expect(sentence.length).toBeLessThan(80);
  });
});

describe('what a condition asks for', () => {
  it.each([
    [{ field: 'category', in: ['广告费', ''] }, '类别为 广告费、（空）', 'Category is 广告费, (blank)'],
    [{ field: 'date', from: day('2017-01-01') }, '日期 从 2017-01-01 起', 'Date from 2017-01-01 on'],
    [
      { field: 'date', from: day('2016-01-01'), to: day('2016-12-31') },
      '日期 从 2016-01-01 起 到 2016-12-31 止',
      'Date from 2016-01-01 on and until 2016-12-31',
    ],
    [{ field: 'amount', atLeast: '1000', below: '2000.5' }, '金额 ≥ 1,000 < 2,000.5', 'Amount ≥ 1,000 and < 2,000.5'],
    [{ field: 'amount', above: '0', atMost: '5' }, '金额 > 0 ≤ 5', 'Amount > 0 and ≤ 5'],
  ] as const satisfies readonly (readonly [Condition, string, string])[])('%j', (condition, inChinese, inEnglish) => {
    const own: Condition = 'in' in condition ? { ...condition, in: [...condition.in] } : condition;
    expect(chinese.condition(own, revenue)).toBe(inChinese);
    expect(english.condition(own, revenue)).toBe(inEnglish);
  });

  it('names derived fields by their titles and unknown ones by their ids', () => {
    const inKind = builtInLedger('in-kind');
    expect(chinese.field(inKind, 'deadline')).toBe('转化截止日');
    expect(english.field(inKind, 'deadline')).toBe('Conversion deadline');
    expect(chinese.field(inKind, 'nothing')).toBe('nothing');
  });
});
