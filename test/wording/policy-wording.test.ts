import { CASE_TEXT_FAULT_CODES } from '../../src/policy/case-text';
import { LINT_CODES } from '../../src/policy/lint';
import type { PolicyFault } from '../../src/policy/policy';
import { builtInPolicy } from '../../src/policy/packs';
import { parsePolicy } from '../../src/policy/parse-policy';
import internetCentre from '../../src/policy/packs/internet-centre.json';
import { REFERENCE_FAULT_CODES } from '../../src/policy/references';
import { EXPECTED } from '../../src/policy/expression-text';
import { SHEET_FAULT_CODES } from '../../src/policy-sheets';
import zh from '../../src/wording/zh-CN.json';
import { wordingFor, type Wording } from '../../src/wording/wording';

const chinese = wordingFor('zh-CN');
const english = wordingFor('en-US');
const policy = builtInPolicy();

/** Every fact that any fault carries, so that no sentence lacks one of its own. */
const FACTS = {
  id: 'ID',
  header: 'HEADER',
  sheet: 'SHEET',
  table: 'TABLE',
  clause: 'CLAUSE',
  parameter: 'PARAMETER',
  ledger: 'LEDGER',
  column: 'COLUMN',
  choice: 'CHOICE',
  ruleTable: 'RULE-TABLE',
  rule: 'RULE',
  measure: 'MEASURE',
  payItem: 'PAY-ITEM',
  answer: 'ANSWER',
  answers: 'A → B → A',
  rules: 'a → b → a',
  category: 'CATEGORY',
  type: 'money',
  needed: 'date',
  kind: 'choice',
  from: '2016-01-01',
  to: '2016-12-31',
  date: '2016-03-05',
  value: '7',
  min: '1',
  max: '5',
  limit: 'LIMIT',
  keys: 'KEYS',
  detail: 'DETAIL',
  field: 'FIELD',
  winner: 'WINNER',
  count: '3',
  steps: '4000001',
  owner: 'OWNER',
  number: '0.5',
  by: 'BY',
  finding: 'FINDING',
  case: 'CASE',
  length: '40000',
  most: '32000',
  text: 'TEXT',
  heading: 'HEADING',
  headings: 'HEADINGS',
  found: 'FOUND',
  position: '7',
  expected: 'value',
  allowed: 'ALLOWED',
  first: 'FIRST',
  rows: '60000',
};

/** Every code of a fault that has a sentence. */
const FAULT_CODES = (): readonly string[] => [
  ...REFERENCE_FAULT_CODES,
  ...CASE_TEXT_FAULT_CODES,
  ...SHEET_FAULT_CODES,
  ...SCHEMA_CODES,
];

/** The codes of zod's issues, as a policy's faults bear them. */
const SCHEMA_CODES = [
  'invalid-type',
  'too-big',
  'too-small',
  'invalid-format',
  'not-multiple-of',
  'unrecognized-keys',
  'invalid-union',
  'invalid-key',
  'invalid-element',
  'invalid-value',
  'custom',
].map((code) => `schema-${code}`);

describe('why a policy document can’t be used', () => {
  it.each(FAULT_CODES())('%s', (code) => {
    expect(zh['policy-fault']).toHaveProperty([code]);
    const fault: PolicyFault = { path: 'parameters.3', code, facts: FACTS };
    for (const wording of [chinese, english]) {
      const sentence = wording.policyFault(fault);
      expect(sentence).toMatch(/^parameters\.3(：|: )/);
      expect(sentence).not.toMatch(/\{\{|…|undefined/);
      expect(sentence).not.toContain(code);
    }
  });

  it('has no sentence that no fault needs', () => {
    const sizes = ['schema-too-big', 'schema-too-small'].flatMap((code) => [`${code}-string`, `${code}-array`]);
    const variants = ['schema-missing', 'values-overlap-any', 'sheet-formula-end', 'sheet-cell-uncalculated', ...sizes];
    const codes = new Set([...FAULT_CODES(), 'place', 'other', ...variants]);
    expect(Object.keys(zh['policy-fault']).filter((key) => !codes.has(key))).toEqual([]);
  });

  it.each(EXPECTED)('says in words that a formula lacks: %s', (expected) => {
    for (const wording of [chinese, english]) {
      const facts = { position: '7', found: '', expected };
      const sentence = wording.policyFault({ path: '', code: 'sheet-formula', facts });
      expect(sentence).not.toMatch(/\{\{|undefined|\b7\b/);
      expect(sentence).not.toMatch(new RegExp(`为${expected}$|: ${expected} is`));
    }
  });

  it('speaks of kinds and bounds in words', () => {
    const fault = (code: string, facts: PolicyFault['facts']): PolicyFault => ({ path: '', code, facts });
    expect(chinese.policyFault(fault('column-type-mismatch', { column: 'date', type: 'money', needed: 'date' }))).toBe(
      '「date」是金额列，这里需要日期列',
    );
    const value = { parameter: 'p', value: '7' };
    expect(chinese.policyFault(fault('value-out-of-bounds', { ...value, min: '1', max: '5' }))).toContain('1 到 5');
    expect(chinese.policyFault(fault('value-out-of-bounds', { ...value, min: '', max: '5' }))).toContain('不大于 5');
    expect(english.policyFault(fault('value-out-of-bounds', { ...value, min: '9', max: '' }))).toContain('at least 9');
    expect(chinese.policyFault(fault('values-overlap', { parameter: 'p', date: '' }))).toBe(
      '参数「p」在同一天有两个值',
    );
    expect(chinese.policyFault(fault('brand-new', {}))).toBe('不合规定（brand-new）');
  });

  it('says what is too long and what is too many, and which type is asked for', () => {
    const broken = structuredClone(internetCentre) as { title: { zh: string }; clauses: unknown[]; tasks: unknown };
    broken.title.zh = '长'.repeat(4001);
    broken.clauses = Array.from({ length: 10_000 }, () => broken.clauses[0]);
    broken.tasks = 'none';
    const parsed = parsePolicy(broken);
    const sentencesIn = (wording: Wording): readonly string[] =>
      parsed.ok ? [] : parsed.error.map((fault) => wording.policyFault(fault));
    expect(sentencesIn(chinese)).toEqual([
      expect.stringMatching(/^title\.zh：文字太长（字符数须 ≤ \d+）$/),
      expect.stringMatching(/^clauses：太多（项数须 ≤ \d+）$/),
      'tasks：类型不对（须为清单）',
    ]);
    expect(sentencesIn(english).join('\n')).toMatch(
      /too long \(characters ≤ \d+\)\n.*too many \(items ≤ \d+\)\n.*\(a list\)$/,
    );
    const empty = parsePolicy({ ...(internetCentre as object), clauses: [], title: { zh: '', en: 'Pay' } });
    expect(empty.ok ? [] : empty.error.map((fault) => chinese.policyFault(fault))).toEqual(
      expect.arrayContaining(['title.zh：文字太短（字符数须 ≥ 1）', 'clauses：太少（项数须 ≥ 1）']),
    );
  });

  it('tells a formula without a stored result from an error', () => {
    const fault = (found: string): PolicyFault => ({ path: '', code: 'sheet-cell-error', facts: { found } });
    expect(chinese.policyFault(fault('#REF!'))).toBe('单元格是错误值（#REF!），请直接填入内容');
    for (const wording of [chinese, english]) {
      const sentence = wording.policyFault(fault('uncalculated'));
      expect(sentence).not.toContain('uncalculated');
      expect(sentence).toContain('WPS');
    }
  });

  it('speaks of what the schema asks for in the schema’s own words', () => {
    const broken = structuredClone(internetCentre) as { parameters: { id: string; values: { value?: string }[] }[] };
    const [first, second] = broken.parameters;
    if (first) first.id = 'Fan Target';
    if (second) second.values[0] = { value: 'half' };
    const parsed = parsePolicy(broken);
    const sentences = parsed.ok ? [] : parsed.error.map((fault) => chinese.policyFault(fault));
    expect(sentences).toContain('parameters.0.id：写法不合规定（须为小写字母、数字和连字符）');
    expect(sentences).toContain('parameters.1.values.0.value：写法不合规定（须为 0.5 这样的小数）');
    expect(sentences.join('\n')).toContain('parameters.1.values.0.clauses：缺少这一项，请填写');
  });
});

describe('what lint found', () => {
  it.each(LINT_CODES)('%s', (code) => {
    for (const wording of [chinese, english]) {
      const sentence = wording.lintFault(
        {
          code,
          level: 'fault',
          path: 'ruleTables.0',
          facts: FACTS,
          rules: ['a', 'b'],
        },
        policy,
      );
      expect(sentence).not.toMatch(/\{\{|…|undefined/);
      expect(sentence).not.toContain(code);
      expect(sentence).toMatch(/[.。]$/);
    }
  });

  it('has no sentence that no fault needs', () => {
    const codes = new Set<string>([...LINT_CODES, 'other', 'parameter-gap-open', 'rule-unreachable-field']);
    const keys = Object.keys(zh.lint).map((key) => key.replace(/_(one|other)$/, ''));
    expect(keys.filter((key) => !codes.has(key))).toEqual([]);
    expect([...LINT_CODES].filter((code) => !keys.includes(code))).toEqual([]);
  });

  it('tells one kind of row from several, an open end from a last day, a field from none', () => {
    const base = { level: 'fault', path: '' } as const;
    expect(english.lintFault({ ...base, code: 'rule-gap', facts: { ruleTable: 't', count: '1' } }, policy)).toContain(
      '1 kind of row;',
    );
    expect(english.lintFault({ ...base, code: 'rule-gap', facts: { ruleTable: 't', count: '2' } }, policy)).toContain(
      '2 kinds of rows;',
    );
    expect(
      chinese.lintFault(
        { ...base, code: 'parameter-gap', facts: { parameter: 'p', from: '2017-01-01', to: '' } },
        policy,
      ),
    ).toBe('参数「p」从 2017-01-01 起没有值，此后用到它的结果是 #N/A。');
    expect(
      chinese.lintFault({ ...base, code: 'rule-unreachable', facts: { ruleTable: 't', rule: 'r', field: '' } }, policy),
    ).not.toContain('「」');
    expect(
      chinese.lintFault(
        { ...base, code: 'rule-overlap', facts: { ruleTable: 't', count: '1' }, rules: ['a', 'b'] },
        policy,
      ),
    ).toContain('a、b');
  });

  it('names things by their titles, with the ids behind', () => {
    const revenue = { ruleTable: 'revenue', rule: 'mall-self-sourced' };
    const fault = { level: 'fault', path: '', code: 'rule-unreachable', facts: { ...revenue, field: 'date' } } as const;
    expect(chinese.lintFault(fault, policy)).toBe(
      '规则表「收入规则（revenue）」的规则「商城自揽产品计利润（mall-self-sourced）」没有数据能适用，它对「日期（date）」的条件不可能成立，请修改。',
    );
    expect(english.lintFault(fault, policy)).toMatch(/condition on “Date \(date\)”/);
    const shadowed = { ...fault, code: 'rule-shadowed', facts: { ...revenue, winner: 'operating-revenue' } } as const;
    expect(chinese.lintFault(shadowed, policy)).toContain('被「经营收入全额计入（operating-revenue）」取代');
    const owned = { ...fault, code: 'number-in-expression', facts: { owner: 'NET_PROFIT', number: '0.5' } } as const;
    expect(chinese.lintFault(owned, policy)).toContain('「净利润（NET_PROFIT）」的算式');
    const cited = {
      ...fault,
      code: 'clause-manual-but-cited',
      facts: { clause: '五.1', by: 'fan-penalty-rate, FAN_PENALTY' },
    } as const;
    expect(chinese.lintFault(cited, policy)).toContain('活粉考核单价（fan-penalty-rate）、活粉考核（FAN_PENALTY）');
    const complex = { ...fault, code: 'too-complex', facts: { ruleTable: 'revenue', steps: '4000001' } } as const;
    expect(chinese.lintFault(complex, policy)).toContain('4,000,001 步');
  });

  it('says what becomes of a clause in one word', () => {
    expect((['computed', 'checked', 'manual', 'uncited'] as const).map((each) => chinese.coverage(each))).toEqual([
      '计算',
      '校验',
      '由人执行',
      '没有落实',
    ]);
  });
});
