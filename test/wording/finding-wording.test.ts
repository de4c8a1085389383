import type { Facts } from '../../src/ledger/finding';
import { builtInPolicy } from '../../src/policy/packs';
import zh from '../../src/wording/zh-CN.json';
import { wordingFor } from '../../src/wording/wording';
import { finding } from './findings';

const chinese = wordingFor('zh-CN');
const english = wordingFor('en-US');

/** Every code with its facts, and what its sentence must repeat in each language. */
const CASES: readonly (readonly [code: string, facts: Facts, zh: readonly string[], en: readonly string[]])[] = [
  ['unknown-category', { value: '杂项', nearest: '其他衍生收入' }, ['杂项', '其他衍生收入'], ['杂项', '其他衍生收入']],
  ['unknown-category', { value: '杂项', nearest: '' }, ['杂项', '制度中的类别'], ['杂项', 'one of its categories']],
  ['unknown-category', { value: '', nearest: '广告费' }, ['没有类别', '广告费'], ['no category', '广告费']],
  ['unknown-category', { value: '', nearest: '' }, ['没有类别'], ['no category']],
  [
    'source-missing',
    { value: '代理', category: '微商城销售', allowed: '自有、自揽、公司代理' },
    ['代理', '微商城销售', '自有、自揽、公司代理'],
    ['代理', '微商城销售', '自有, 自揽, 公司代理'],
  ],
  [
    'source-missing',
    { value: '', category: '代理佣金', allowed: '自揽、公司代理' },
    ['没有填货源', '自揽、公司代理'],
    ['no source', '自揽, 公司代理'],
  ],
  ['date-missing', { header: '日期' }, ['日期', '哪一年'], ['日期', 'year']],
  ['date-invalid', { value: '三月', header: '日期' }, ['三月', '2016-03-05'], ['三月', '2016-03-05']],
  ['date-invalid', { value: '#REF!', header: '日期' }, ['错误值 #REF!'], ['the error #REF!']],
  [
    'date-invalid',
    { value: '中午', header: '完成时间', reason: 'moment' },
    ['「完成时间」里的「中午」', '2016-03-05 14:30'],
    ['“中午”', '2016-03-05 14:30'],
  ],
  [
    'time-of-day-missing',
    { value: '2016-03-05', header: '完成时间' },
    ['「完成时间」只有日期 2016-03-05', '0:00'],
    ['“完成时间”', '0:00 of that day'],
  ],
  ['date-invalid', { value: 'uncalculated', header: '日期' }, ['保存'], ['save it']],
  ['amount-invalid', { value: '约一千', header: '金额' }, ['约一千', '金额'], ['约一千', '金额']],
  ['amount-invalid', { value: '#DIV/0!', header: '金额' }, ['错误值 #DIV/0!'], ['the error #DIV/0!']],
  ['amount-invalid', { value: '#1号', header: '金额' }, ['「#1号」'], ['“#1号”']],
  ['amount-invalid', { value: 'uncalculated', header: '金额' }, ['Excel 或 WPS', '保存'], ['Excel or WPS', 'save it']],
  [
    'date-invalid',
    { value: '1812-03-05', header: '日期', reason: 'out-of-range' },
    ['1812-03-05', '1950 到 2099 年'],
    ['1812-03-05', 'between 1950 and 2099'],
  ],
  [
    'amount-invalid',
    { value: '99999999999999', header: '金额', reason: 'too-large' },
    ['99999999999999', '小于十万亿元'],
    ['99999999999999', 'below ten trillion yuan'],
  ],
  ['purchase-cost-missing', { header: '进货成本', category: '微商城销售' }, ['进货成本', '微商城销售'], ['进货成本']],
  ['list-price-missing', { header: '标价', category: '活动用公司产品' }, ['标价', '活动用公司产品'], ['标价']],
  ['required-field-missing', { header: '微信号' }, ['微信号'], ['微信号']],
  ['in-kind-over-converted', { value: '1200', bound: '1000.5' }, ['1,200.00', '1,000.50'], ['1,200.00', '1,000.50']],
  [
    'agency-commission-below-floor',
    { value: '0.08', bound: '0.1', left: '168', of: '2100' },
    ['168.00', '2,100.00', '8%', '10%'],
    ['168.00', '2,100.00', '8%', '10%'],
  ],
  [
    'discount-below-floor',
    { value: '0.45', bound: '0.5', left: '450', of: '1000' },
    ['4.5 折', '5 折', '450.00', '1,000.00'],
    ['45%', '50%', '450.00', '1,000.00'],
  ],
  [
    'product-cost-below-floor',
    { value: '0.4', bound: '0.5', left: '400', of: '1000' },
    ['4 折', '5 折', '400.00'],
    ['40%', '50%', '400.00'],
  ],
  ['prize-use-over-limit', { value: '1860', bound: '1500' }, ['1,860.00', '1,500.00'], ['1,860.00', '1,500.00']],
  ['event-below-attendance', { value: '99', bound: '100' }, ['99', '100'], ['99', '100']],
  ['event-below-attendance', { value: '1099', bound: '2000' }, ['1,099', '2,000'], ['1,099', '2,000']],
  ['in-kind-overdue', { value: '500', date: '2016-02-29' }, ['500.00', '2016-02-29'], ['500.00', '2016-02-29']],
  ['in-kind-overdue', { value: '500', bound: '0', date: '2016-02-29' }, ['500.00'], ['500.00']],
  [
    'classification-mismatch',
    { memo: '整体产品转让款', category: '技术转让费', other: '整体产品转让费' },
    ['整体产品转让款', '技术转让费', '整体产品转让费'],
    ['整体产品转让款', '技术转让费', '整体产品转让费'],
  ],
  ['revenue-below-cost', { value: '10.00', bound: '20.00', year: 2016 }, ['2016', '10.00', '20.00'], ['2016', '10.00']],
  ['post-missing', { value: '维护', year: 2016 }, ['2016 年', '维护'], ['of 2016', '维护']],
  ['duplicate-row', { first: 1112 }, ['第 1112 行'], ['row 1112']],
  ['total-row', { value: '上半年合计' }, ['上半年合计'], ['上半年合计']],
  [
    'amount-as-text',
    { value: '１００', read: '100', header: '参与人数' },
    ['「参与人数」里的「１００」', '100'],
    ['１００', '参与人数'],
  ],
  [
    'date-as-text',
    { value: '20160412', read: '2016-04-12', header: '日期' },
    ['「日期」里的「20160412」', '2016-04-12'],
    ['“20160412”'],
  ],
  [
    'excluded-revenue',
    { value: '20000', category: '整体产品转让费', rule: 'whole-product-transfer' },
    ['整体产品转让费', '20,000.00', '不计入收入'],
    ['整体产品转让费', '20,000.00'],
  ],
  ['excluded-cost', { value: '-36000', category: '管理费·公司领导薪酬', rule: 'r' }, ['-36,000.00'], ['-36,000.00']],
  ['excluded-cost', { value: '5', category: '', rule: 'r' }, ['这一行', '5.00'], ['this row', '5.00']],
  ['excluded-revenue', { value: '', category: '', rule: 'r' }, ['这一行'], ['this row']],
  ['plan-not-approved', { header: '批准日期' }, ['批准日期'], ['批准日期']],
  ['row-outside-table', { table: '收入' }, ['「收入」'], ['“收入”']],
  ['connected-sheet-missing', { table: '收入', sheet: '流水' }, ['「收入」', '重新连接'], ['“收入”', 'connect again']],
  [
    'connected-sheet-ambiguous',
    { table: '收入', sheet: '流水', sheets: '甲、乙' },
    ['「收入」', '甲、乙'],
    ['“收入”', '甲, 乙'],
  ],
  [
    'connected-heading-missing',
    { table: '成本', sheet: '流水', column: '支出' },
    ['「支出」', '「成本」'],
    ['“支出”', '“成本”'],
  ],
  ['duplicate-row', { first: 2, place: '1月', reason: 'elsewhere' }, ['「1月」', '第 2 行'], ['“1月”', 'row 2']],
  ['no-rule', { date: '2015-03-01', category: '员工工资', rules: '' }, ['2015-03-01', '员工工资'], ['2015-03-01']],
  ['rules-overlap', { date: '2016-03-01', category: '广告费', rules: 'a、b' }, ['a、b'], ['a, b']],
  ['ledgers-wait', { count: 3 }, ['3 处', '暂不校验'], ['3 faults', 'not checked yet']],
  [
    'policy-case-failed',
    { case: 'fans-short', title: '', expected: '3850.00', actual: '#N/A' },
    ['fans-short', '3850.00', '#N/A'],
    ['fans-short', '3850.00', '#N/A'],
  ],
  [
    'formula-broken',
    { formula: '=[2]!_xldudf_NET_PROFIT(2016)' },
    ['=[2]!_xldudf_NET_PROFIT(2016)', '重新录入公式'],
    ['=[2]!_xldudf_NET_PROFIT(2016)', 'Re-enter formulas'],
  ],
  ['storage-broken', { reason: 'not-ours', key: '' }, ['同名', '改名'], ['the program', 'rename']],
  ['storage-broken', { reason: 'version', key: 'waivers' }, ['waivers', '更新'], ['waivers', 'update']],
  ['storage-broken', { reason: 'parts', key: 'waivers' }, ['waivers', '重复'], ['waivers', 'twice']],
  ['storage-broken', { reason: 'text', key: 'waivers' }, ['waivers', '改动'], ['waivers', 'altered']],
  ['table-missing', { table: '收入', sheet: '收入台账' }, ['收入'], ['收入']],
  ['column-missing', { table: '收入', sheet: '收入台账', column: '金额' }, ['金额'], ['金额']],
  [
    'header-missing',
    { table: '收入', sheet: '收入台账', columns: '日期、金额' },
    ['「收入」', '列名（日期、金额）'],
    ['“收入”', '(日期, 金额)'],
  ],
  [
    'column-ambiguous',
    { table: '收入', sheet: '收入台账', column: '金额' },
    ['两列都像「金额」', '改名'],
    ['Two columns', '“金额”', 'rename'],
  ],
  [
    'ledger-not-read',
    { table: '收入二', sheet: '收入台账' },
    ['「收入二」', '没有读取', '移入台账'],
    ['“收入二”', 'was not read', 'move its entries'],
  ],
  ['table-empty', { table: '粉丝', sheet: '粉丝台账' }, ['粉丝'], ['粉丝']],
];

describe('a finding as a sentence', () => {
  it.each(CASES)('%s %j', (code, facts, inChinese, inEnglish) => {
    const own = finding(code, facts);
    for (const [wording, expected] of [
      [chinese, inChinese],
      [english, inEnglish],
    ] as const) {
      const sentence = wording.finding(own);
      for (const part of [...expected, '收入台账', 'C15']) expect(sentence).toContain(part);
      expect(sentence).not.toMatch(/\{\{|\}\}|undefined|…/);
      expect(sentence).toMatch(/[.。]$/);
      expect(sentence).not.toContain('\n');
      expect(sentence.endsWith(wording.findingHere(own))).toBe(true);
    }
  });

  it('has a sentence of its own for every code in the resource files', () => {
    const tested = new Set(CASES.map(([code]) => code));
    const variants = /-(nearest|blank|error|uncalculated|unclassed|too-large|out-of-range|moment|elsewhere)$/;
    const codes = Object.keys(zh.finding).filter((key) => !variants.test(key) && !key.startsWith('storage-broken-'));
    expect(codes.filter((code) => !tested.has(code))).toEqual([]);
  });

  it('has a sentence of its own for every code that the built-in policy names', () => {
    const { document } = builtInPolicy();
    const codes = [
      ...document.limits.map(({ code }) => code),
      ...document.ledgers.flatMap(({ filled }) => filled.map(({ code }) => code)),
      ...document.ruleTables.flatMap(({ excludedCode, rules }) => [
        ...(excludedCode === undefined ? [] : [excludedCode]),
        ...rules.flatMap(({ requires }) => requires.map(({ code }) => code)),
      ]),
    ];
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !(code in zh.finding))).toEqual([]);
  });

  it('says of a code of some other policy what can be said', () => {
    expect(chinese.finding(finding('travel-too-dear', { value: '1200', bound: '1000' }))).toBe(
      '收入台账 C15：数值 1,200 不符合制度规定的界限 1,000，请核对。',
    );
    expect(english.finding(finding('travel-ratio', { value: '0.4', bound: '0.5', left: '4', of: '10' }))).toBe(
      "收入台账 C15: The ratio 0.4 (4.00 ÷ 10.00) does not keep the policy's bound of 0.5; check it.",
    );
    expect(chinese.finding(finding('receipt-missing', { header: '发票' }))).toContain('receipt-missing');
  });

  it('never leaves a gap open, whatever code another policy uses and whichever facts it gives', () => {
    for (const code of [
      ...Object.keys(zh.finding),
      'place',
      'limit',
      'constructor',
      '__proto__',
      'toString',
      'count',
    ]) {
      for (const facts of [{}, { value: 'x' }, { value: '1', bound: '2' }]) {
        for (const wording of [chinese, english]) {
          const sentence = wording.finding(finding(code, facts));
          expect(sentence).not.toMatch(/\{\{|undefined|…|finding\./);
          expect(sentence.length).toBeGreaterThan(15);
        }
      }
    }
  });

  it('gives the value to put in as a suggestion, and none where a person must decide', () => {
    const suggestion = { type: 'text', value: '其他衍生收入' } as const;
    expect(chinese.suggestion(finding('unknown-category', { value: '杂项' }, { suggestion }))).toBe('其他衍生收入');
    expect(chinese.suggestion(finding('total-row', { value: '合计' }))).toBeUndefined();
  });

  it('names severities in the finance department’s words', () => {
    expect((['error', 'warning', 'info'] as const).map((each) => chinese.severity(each))).toEqual([
      '错误',
      '提醒',
      '说明',
    ]);
    expect((['error', 'warning', 'info'] as const).map((each) => english.severity(each))).toEqual([
      'error',
      'warning',
      'note',
    ]);
  });
});
