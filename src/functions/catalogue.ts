import type { Language } from '../wording/language';

/**
 * Every custom function as data: what it is called, what it takes and what it says of itself. The command line, the
 * functions' metadata, the pane's list and the help pages read the same entries; a host adds nothing to them.
 */

/** A text in both languages. */
export type BothLanguages = Readonly<Record<Language, string>>;

/** What an answer's argument stands in for: a measure of the policy, or the rows of one of its ledgers. */
export type StandsFor = { readonly measure: string } | { readonly ledger: string };

interface ParameterBase {
  /** The argument's name in every language: messages and help name it so. */
  readonly id: string;
  readonly optional: boolean;
  readonly description: BothLanguages;
}

/** What an argument may be. Blank, left out, null and a blank that arrives as 0 are read alike, but for `count`. */
export type ParameterContract =
  /** A whole year 1900–9999; blank: the workbook's policy year. */
  | (ParameterBase & { readonly kind: 'year' })
  /**
   * A whole number from 0 that stands in for a measure; blank: counted from the ledgers. A 0 is a count of none. With
   * `orReadings`, also a range of readings, counted against the measure's own bound.
   */
  | (ParameterBase & {
      readonly kind: 'count';
      readonly standsFor: { readonly measure: string };
      readonly orReadings: boolean;
    })
  /** A ledger's rows with their header row, in any column order; blank: the workbook's ledger. */
  | (ParameterBase & { readonly kind: 'ledger'; readonly standsFor: { readonly ledger: string } })
  /** Rows of cells read as they are. */
  | (ParameterBase & { readonly kind: 'range' })
  /** Any number; blank: 0. */
  | (ParameterBase & { readonly kind: 'number' })
  /** A range of numbers whose shape the result keeps; a blank cell is 0. */
  | (ParameterBase & { readonly kind: 'list' })
  | (ParameterBase & { readonly kind: 'text' })
  /** A date as a cell's serial number or as text; blank: the last day of the policy year. */
  | (ParameterBase & { readonly kind: 'date' })
  /** The name of one of the policy's answers. */
  | (ParameterBase & { readonly kind: 'answer' });

export type ParameterKind = ParameterContract['kind'];

/** `answer`: a figure of a year; `row`: one result for each of many rows; `tool`: looks up, splits or explains. */
export type FunctionKind = 'answer' | 'row' | 'tool';

export interface FunctionContract {
  readonly id: FunctionId;
  readonly kind: FunctionKind;
  /** A single value, or rows that spill. */
  readonly result: 'money' | 'number' | 'text' | 'spill';
  readonly title: BothLanguages;
  readonly description: BothLanguages;
  readonly parameters: readonly ParameterContract[];
  /** A call as one types it into a sheet of the template. */
  readonly example: string;
  /** The same without references to tables, which not every program reads; left out where the example has none. */
  readonly plainExample?: string;
  /** The heading of its section in docs/functions.md. */
  readonly helpAnchor: string;
}

export type AnswerFunctionId =
  | 'FAN_PENALTY'
  | 'EVENT_PENALTY'
  | 'TASK_PENALTY'
  | 'PENALTY_TOTAL'
  | 'PERFORMANCE_PAY'
  | 'PENALTY_EXCESS'
  | 'COUNTED_REVENUE'
  | 'COUNTED_COST'
  | 'NET_PROFIT'
  | 'TEAM_SHARE'
  | 'COMPANY_SHARE'
  | 'PRIZE_QUOTA';
export type RowFunctionId = 'COUNTED' | 'VERDICT';
export type ToolFunctionId = 'ALLOCATE' | 'POLICY_ANSWER' | 'POLICY_VALUE' | 'CLAUSE_TEXT' | 'EXPLAIN';
export type FunctionId = AnswerFunctionId | RowFunctionId | ToolFunctionId;

const both = (chinese: string, english: string): BothLanguages => ({ 'zh-CN': chinese, 'en-US': english });

const YEAR: ParameterContract = {
  id: 'year',
  kind: 'year',
  optional: true,
  description: both(
    '年度，如 2016；不填则用工作簿的制度年度',
    'The year, such as 2016; left out, the policy year of the workbook',
  ),
};
const REVENUE: ParameterContract = {
  id: 'revenue',
  kind: 'ledger',
  standsFor: { ledger: 'revenue' },
  optional: true,
  description: both(
    '收入台账区域，含标题行，列序不限；不填则用工作簿的收入台账',
    'The revenue ledger with its header row, columns in any order; left out, the ledger of the workbook',
  ),
};
const IN_KIND: ParameterContract = {
  id: 'inKind',
  kind: 'ledger',
  standsFor: { ledger: 'in-kind' },
  optional: true,
  description: both(
    '实物抵扣区域，含标题行，列序不限；不填则用工作簿的实物抵扣表',
    'The goods set off in kind with their header row, columns in any order; left out, the ledger of the workbook',
  ),
};
const COSTS: ParameterContract = {
  id: 'costs',
  kind: 'ledger',
  standsFor: { ledger: 'cost' },
  optional: true,
  description: both(
    '成本台账区域，含标题行，列序不限；不填则用工作簿的成本台账',
    'The cost ledger with its header row, columns in any order; left out, the ledger of the workbook',
  ),
};
const HEADERS: ParameterContract = {
  id: 'headers',
  kind: 'range',
  optional: false,
  description: both('台账的标题行', 'The header row of the ledger'),
};
const ROWS: ParameterContract = {
  id: 'rows',
  kind: 'range',
  optional: false,
  description: both('标题行下的数据行，列数与标题行相同', 'The rows under the headers, with as many columns'),
};

type Draft = Omit<FunctionContract, 'kind' | 'helpAnchor'>;

// A heading's anchor is its text in small letters.
const contract = (kind: FunctionKind, draft: Draft): FunctionContract => ({
  ...draft,
  kind,
  helpAnchor: draft.id.toLowerCase(),
});
const answer = (draft: Omit<Draft, 'result'> & { readonly id: AnswerFunctionId }): FunctionContract =>
  contract('answer', { ...draft, result: 'money' });

/** The functions in the order in which lists show them. */
export const FUNCTIONS: readonly FunctionContract[] = [
  answer({
    id: 'FAN_PENALTY',
    title: both('活粉考核', 'Fan penalty'),
    description: both(
      '活粉少于目标时的考核金额；不填活粉数则从粉丝台账统计',
      'The penalty for live fans short of the target; without a number of fans they are counted from the ledger',
    ),
    parameters: [
      {
        id: 'fans',
        kind: 'count',
        standsFor: { measure: 'fans' },
        orReadings: false,
        optional: true,
        description: both(
          '年末活粉数；不填则从粉丝台账统计，0 即没有活粉',
          'Live fans at the end of the year; left out, counted from the ledger; 0 means none',
        ),
      },
      YEAR,
    ],
    example: '=FAN_PENALTY(52300,2016)',
  }),
  answer({
    id: 'EVENT_PENALTY',
    title: both('活动考核', 'Event penalty'),
    description: both(
      '计数活动少于目标时的考核金额；不填活动数则从活动台账统计',
      'The penalty for events short of the target; without a number of events they are counted from the ledger',
    ),
    parameters: [
      {
        id: 'events',
        kind: 'count',
        standsFor: { measure: 'events' },
        orReadings: true,
        optional: true,
        description: both(
          '计数活动的次数，或各次活动参与人数的区域；不填则从活动台账统计',
          'How many events count, or a range with the attendance of each; left out, counted from the ledger',
        ),
      },
      YEAR,
    ],
    example: '=EVENT_PENALTY({120;99;100},2016)',
  }),
  answer({
    id: 'TASK_PENALTY',
    title: both('任务考核', 'Task penalty'),
    description: both(
      '截止日期在该年度的任务考核扣款合计',
      'The deductions of all tasks whose deadline lies in the year',
    ),
    parameters: [YEAR],
    example: '=TASK_PENALTY(2016)',
  }),
  answer({
    id: 'PENALTY_TOTAL',
    title: both('考核合计', 'All penalties'),
    description: both('活粉、活动和任务考核之和', 'The fan, event and task penalties added up'),
    parameters: [YEAR],
    example: '=PENALTY_TOTAL(2016)',
  }),
  answer({
    id: 'PERFORMANCE_PAY',
    title: both('绩效工资（全年）', 'Performance pay of the year'),
    description: both(
      '全年绩效工资减去考核合计，不低于 0',
      'The performance pay of twelve months less all penalties, never below 0',
    ),
    parameters: [YEAR],
    example: '=PERFORMANCE_PAY(2016)',
  }),
  answer({
    id: 'PENALTY_EXCESS',
    title: both('超出绩效工资的考核', 'Penalties beyond performance pay'),
    description: both(
      '考核合计超出全年绩效工资的部分，只列示，不从其他工资扣除',
      'The part of all penalties beyond the performance pay of the year; shown, and charged to nothing',
    ),
    parameters: [YEAR],
    example: '=PENALTY_EXCESS(2016)',
  }),
  answer({
    id: 'COUNTED_REVENUE',
    title: both('计入收入', 'Counted revenue'),
    description: both(
      '按制度计入的收入，含转化期内转化的实物现金',
      'The revenue that the policy counts, with the cash from goods converted in time',
    ),
    parameters: [YEAR, REVENUE, IN_KIND],
    example: '=COUNTED_REVENUE(2016)',
  }),
  answer({
    id: 'COUNTED_COST',
    title: both('计入成本', 'Counted cost'),
    description: both('按制度计入的成本', 'The cost that the policy counts'),
    parameters: [YEAR, COSTS],
    example: '=COUNTED_COST(2016)',
  }),
  answer({
    id: 'NET_PROFIT',
    title: both('净利润', 'Net profit'),
    description: both('计入收入减计入成本', 'Counted revenue less counted cost'),
    parameters: [YEAR, REVENUE, IN_KIND, COSTS],
    example: '=NET_PROFIT(2016)',
  }),
  answer({
    id: 'TEAM_SHARE',
    title: both('团队分红', "Team's share"),
    description: both('净利润中归团队的分红，亏损时为 0', "The team's share of the net profit, 0 on a loss"),
    parameters: [YEAR, REVENUE, IN_KIND, COSTS],
    example: '=TEAM_SHARE(2016)',
  }),
  answer({
    id: 'COMPANY_SHARE',
    title: both('公司分红', "Company's share"),
    description: both('净利润中归公司的部分，亏损时为 0', "The company's share of the net profit, 0 on a loss"),
    parameters: [YEAR, REVENUE, IN_KIND, COSTS],
    example: '=COMPANY_SHARE(2016)',
  }),
  answer({
    id: 'PRIZE_QUOTA',
    title: both('活动奖品额度', 'Quota of event prizes'),
    description: both(
      '逾期未转化的抵扣实物中可作活动奖品的额度（实物，非现金）',
      'The part of goods not converted in time that may be used as event prizes (goods, not money)',
    ),
    parameters: [YEAR, IN_KIND],
    example: '=PRIZE_QUOTA(2016)',
  }),
  contract('row', {
    id: 'COUNTED',
    result: 'spill',
    title: both('逐行计入金额', 'Counted amounts, row by row'),
    description: both(
      '逐行给出制度计入的金额；未填金额的行为空，无法判定的行给出原因',
      'The amount that the policy counts of each row; blank without an entry, and the reason where it cannot be decided',
    ),
    parameters: [HEADERS, ROWS],
    example: '=COUNTED(收入[#Headers],收入[#Data])',
    plainExample: '=COUNTED(收入台账!A1:I1,收入台账!A2:I99)',
  }),
  contract('row', {
    id: 'VERDICT',
    result: 'spill',
    title: both('逐行判定', 'Verdicts, row by row'),
    description: both('逐行给出适用的规则、条款和理由', 'The rule that applies to each row, its clause and the reason'),
    parameters: [HEADERS, ROWS],
    example: '=VERDICT(收入[#Headers],收入[#Data])',
    plainExample: '=VERDICT(收入台账!A1:I1,收入台账!A2:I99)',
  }),
  contract('tool', {
    id: 'ALLOCATE',
    result: 'spill',
    title: both('分配', 'Allocate'),
    description: both(
      '按权重把总额分到分，各份之和恒等于总额',
      'Splits an amount by weights so that the shares always sum to it, to the fen',
    ),
    parameters: [
      {
        id: 'pool',
        kind: 'number',
        optional: false,
        description: both('要分配的金额，最多两位小数', 'The amount to split, with at most two decimals'),
      },
      {
        id: 'weights',
        kind: 'list',
        optional: false,
        description: both(
          '权重区域，不得为负；结果与其形状相同',
          'The weights, none below 0; the result has the same shape',
        ),
      },
    ],
    example: '=ALLOCATE(27777.67,{3;2;1})',
  }),
  contract('tool', {
    id: 'POLICY_ANSWER',
    result: 'money',
    title: both('制度结果', 'Policy answer'),
    description: both(
      '现行制度的任何一项结果，包括没有专门函数的结果',
      'Any answer of the policy in force, also one that has no function of its own',
    ),
    parameters: [
      {
        id: 'answer',
        kind: 'answer',
        optional: false,
        description: both(
          '结果名，如 "NET_PROFIT"，见「年度结算」或窗格的「结算」',
          'The name of the answer, such as "NET_PROFIT", as the settlement lists it',
        ),
      },
      YEAR,
    ],
    example: '=POLICY_ANSWER("NET_PROFIT",2016)',
  }),
  contract('tool', {
    id: 'POLICY_VALUE',
    result: 'number',
    title: both('制度参数', 'Policy value'),
    description: both('制度参数在某日的值', 'The value of a parameter of the policy on a date'),
    parameters: [
      {
        id: 'parameter',
        kind: 'text',
        optional: false,
        description: both('参数名，如 "fan-target"', 'The name of the parameter, such as "fan-target"'),
      },
      {
        id: 'date',
        kind: 'date',
        optional: true,
        description: both('日期；不填则用制度年度的 12 月 31 日', 'The date; left out, 31 December of the policy year'),
      },
    ],
    example: '=POLICY_VALUE("fan-target","2016-12-31")',
  }),
  contract('tool', {
    id: 'CLAUSE_TEXT',
    result: 'text',
    title: both('条款原文', 'Clause text'),
    description: both('条款的原文', 'The verbatim text of a clause'),
    parameters: [
      {
        id: 'id',
        kind: 'text',
        optional: false,
        description: both('条款编号，如 "六.2.5"', 'The number of the clause, such as "六.2.5"'),
      },
    ],
    example: '=CLAUSE_TEXT("六.2.5")',
  }),
  contract('tool', {
    id: 'EXPLAIN',
    result: 'spill',
    title: both('溯源', 'Explain'),
    description: both(
      '以表格列出结果的推导：每一步的数值、公式、条款和单元格',
      'How an answer comes about, as a table: the value, formula, clauses and cells of every step',
    ),
    parameters: [
      {
        id: 'answer',
        kind: 'answer',
        optional: false,
        description: both('结果名，如 "NET_PROFIT"', 'The name of the answer, such as "NET_PROFIT"'),
      },
      YEAR,
    ],
    example: '=EXPLAIN("NET_PROFIT",2016)',
  }),
];

/** How a cell asks for an answer of the policy: by a function of its own where there is one, «NET_PROFIT()». */
export function answerCallText(answer: string): string {
  return functionNamed(answer)?.kind === 'answer' ? `${answer}()` : `POLICY_ANSWER("${answer}")`;
}

const BY_ID: ReadonlyMap<string, FunctionContract> = new Map(FUNCTIONS.map((entry) => [entry.id, entry]));

/** The function of a name, in any mix of capitals; `undefined` where there is none. */
export function functionNamed(name: string): FunctionContract | undefined {
  return BY_ID.get(name.toUpperCase());
}
