import type { AllocationProblem } from '../../src/kernel/money';
import type { AnswerProblem } from '../../src/settlement/answer';
import zh from '../../src/wording/zh-CN.json';
import { wordingFor } from '../../src/wording/wording';

const chinese = wordingFor('zh-CN');
const english = wordingFor('en-US');

const cells = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ sheet: '收入台账', cell: `C${String(index + 2)}` }));

/** Where it stands is told by its cell. */
const UNKNOWN_CLAUSE = { path: '', code: 'unknown-clause', facts: { clause: '九.9' } };

const CASES: readonly (readonly [AnswerProblem | AllocationProblem, string, string])[] = [
  [
    {
      code: 'parameter-missing',
      parameter: 'fan-target',
      title: { zh: '活粉目标', en: 'Live-fan target' },
      date: '2017-12-31',
    },
    '制度没有规定 2017-12-31 的「活粉目标」（参数 fan-target），请人事部门定出数值并写入制度。',
    'The policy sets no “Live-fan target” for 2017-12-31 (parameter fan-target); have HR decide it and enter it into the policy.',
  ],
  [
    { code: 'table-missing', table: '收入', sheet: '收入台账' },
    '工作簿里没有工作表「收入台账」，也没有表格「收入」，请补上。',
    'The workbook has neither a sheet “收入台账” nor a table “收入”; add it.',
  ],
  [
    { code: 'column-missing', table: '收入', sheet: '收入台账', column: '金额' },
    '工作表「收入台账」的台账「收入」缺少「金额」一列，请补上。',
    'The ledger “收入” on the sheet “收入台账” has no column “金额”; add it.',
  ],
  [
    { code: 'connected-sheet-missing', table: '收入', sheet: '流水' },
    '连接里台账「收入」所在的工作表「流水」不见了，也没有列名相同的工作表，请恢复它或重新连接。',
    'The sheet “流水”, which the connection reads the ledger “收入” from, is gone, and no other sheet has its headings; restore it or connect again.',
  ],
  [
    { code: 'connected-sheet-ambiguous', table: '收入', sheet: '流水', sheets: '甲、乙' },
    '连接里台账「收入」所在的工作表「流水」不见了，而 甲、乙 的列名都与它相同，不知读哪一张，请改回原名或重新连接。',
    'The sheet “流水”, which the connection reads the ledger “收入” from, is gone, and 甲, 乙 all have its headings; give one its name back or connect again.',
  ],
  [
    { code: 'connected-heading-missing', table: '成本', sheet: '流水', column: '支出' },
    '工作表「流水」里找不到连接时的列名「支出」，台账「成本」无法读取，请改回列名或重新连接。',
    "The sheet “流水” no longer has the heading “支出”, which the connection reads, so the ledger “成本” can't be read; restore the heading or connect again.",
  ],
  [
    { code: 'header-missing', table: '收入', sheet: '收入台账', columns: '日期、金额' },
    '工作表「收入台账」里没有一行写着台账「收入」的列名（日期、金额），请补上列名。',
    'No row of the sheet “收入台账” bears the headings of the ledger “收入” (日期, 金额); add them.',
  ],
  [
    { code: 'column-ambiguous', table: '收入', sheet: '收入台账', column: '金额' },
    '工作表「收入台账」的台账「收入」有两列都像「金额」，不知读哪一列，请给其中一列改名。',
    'Two columns of the ledger “收入” on the sheet “收入台账” answer to the heading “金额”; rename one of them.',
  ],
  [
    { code: 'table-empty', table: '粉丝', sheet: '粉丝台账' },
    '工作表「粉丝台账」的台账「粉丝」没有一行数据，请先登记。',
    'The ledger “粉丝” on the sheet “粉丝台账” has not a single row; enter the data first.',
  ],
  [
    { code: 'no-reading', table: '粉丝', sheet: '粉丝台账', date: '2016-12-31' },
    '工作表「粉丝台账」的台账「粉丝」在 2016-12-31 及以前没有读数，请补登。',
    'The ledger “粉丝” on the sheet “粉丝台账” has no reading on or before 2016-12-31; enter one.',
  ],
  [
    { code: 'rows-blocked', cells: cells(1) },
    '有 1 处数据待定，改正后才能算出：收入台账!C2。',
    '1 entry is undecided and must be corrected first: 收入台账!C2.',
  ],
  [
    { code: 'rows-blocked', cells: [...cells(2), { sheet: '2016 年', cell: 'A1' }] },
    "有 3 处数据待定，改正后才能算出：收入台账!C2、收入台账!C3、'2016 年'!A1。",
    "3 entries are undecided and must be corrected first: 收入台账!C2, 收入台账!C3, '2016 年'!A1.",
  ],
  [
    { code: 'policy-broken', cells: [{ sheet: '制度参数', cell: 'L3' }], fault: UNKNOWN_CLAUSE },
    `工作簿里的制度有 1 处有误，改正后才能算出：制度参数!L3。首处：${chinese.policyFault(UNKNOWN_CLAUSE)}`,
    `The policy in the workbook is wrong in 1 cell, which must be corrected first: 制度参数!L3. There: ${english.policyFault(UNKNOWN_CLAUSE)}`,
  ],
  [
    { code: 'out-of-range' },
    '合计超出可以精确计算的范围，请核对台账里特别大的金额。',
    'The total is beyond what can be computed exactly; check the ledgers for very large amounts.',
  ],
  [
    { code: 'year-invalid', year: '16' },
    '「16」不是可以结算的年度，请改为 2016 这样的年份。',
    '“16” is no year that can be settled; give a year such as 2016.',
  ],
  [
    { code: 'answer-unknown', answer: 'PROFIT' },
    '制度里没有「PROFIT」这项结果，请核对名称。',
    'The policy has no answer “PROFIT”; check the name.',
  ],
  [
    { code: 'no-weights' },
    '没有人填写分红权重，无法分配，请在人员名册里填写。',
    'Nobody has a weight, so nothing can be distributed; fill in the staff list.',
  ],
  [
    { code: 'negative-weight', index: 1, weight: '-2' },
    '分红权重 -2 是负数，无法分配，请改正。',
    'The weight -2 is negative, so nothing can be distributed; correct it.',
  ],
  [
    { code: 'weights-sum-to-zero' },
    '分红权重全部为 0，无法分配，请至少填写一个大于 0 的权重。',
    'All weights are 0, so nothing can be distributed; give at least one weight above 0.',
  ],
];

describe('why an answer is an error', () => {
  it.each(CASES)('%j', (problem, inChinese, inEnglish) => {
    expect(chinese.problem(problem)).toBe(inChinese);
    expect(english.problem(problem)).toBe(inEnglish);
  });

  it('has a sentence for every code', () => {
    const codes = Object.keys(zh.problem).map((key) => key.replace(/_(one|other)$/, ''));
    expect(new Set(CASES.map(([problem]) => problem.code))).toEqual(new Set(codes));
  });

  it('names ten cells and says how many there are in all', () => {
    const ten = chinese.problem({ code: 'rows-blocked', cells: cells(10) });
    expect(ten).toMatch(/：收入台账!C2、.*、收入台账!C11。$/);
    const many = chinese.problem({ code: 'rows-blocked', cells: cells(1234) });
    expect(many).toMatch(/^有 1,234 处数据待定.*、收入台账!C11 等 1,234 处。$/);
    expect(many).not.toContain('C12');
  });
});
