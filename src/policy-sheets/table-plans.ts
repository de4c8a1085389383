import { printCaseExpectation, printCaseInput } from '../policy/case-text';
import type {
  Answer,
  Breakdown,
  Category,
  Clause,
  Column,
  DerivedColumn,
  Distribution,
  Ledger,
  Limit,
  LocalText,
  Measure,
  Parameter,
  ParameterValue,
  PayItem,
  PolicyCase,
  PolicyDocument,
  Rule,
  RuleTable,
} from '../policy/schema';
import { POLICY_SHEETS, POLICY_TABLES } from '../policy/sheet-names';
import {
  CASE_TEST,
  COLUMN_OF_LEDGER,
  choiceOf,
  CONDITIONS,
  DATE,
  DECIMAL,
  FIELD,
  FIELDS,
  FLAG,
  KEYWORDS,
  LIST,
  NEEDS,
  PROSE,
  ROW_FORMULA,
  TEXT,
  WHOLE,
  WORD,
  YEAR_FORMULA,
  type CellForm,
} from './cell-forms';

/**
 * The tables of the policy's sheets, each column with the part of the document that it holds and the form in which it holds
 * it. Writing and reading both go by these plans, so that neither can know a column that the other does not.
 */

/** A row's part of the document as plain data. */
export type PlanRecord = Readonly<Record<string, unknown>>;

export interface ColumnPlan {
  readonly heading: string;
  readonly english: string;
  readonly width: number;
  /** Where the value stands in the record, «title.zh». */
  readonly path: string;
  readonly form: CellForm<never>;
  /** For a column that only some kinds of record have, or in different forms: the form for each kind that has it. */
  readonly forms?: Readonly<Record<string, CellForm<never>>>;
  /** Where the value stands in records of a kind that keep it elsewhere. */
  readonly paths?: Readonly<Record<string, string>>;
  /** Where the record names the ledger whose fields the column names; left out, its own: `ledger`. */
  readonly ledgerAt?: string;
}

/** Where a column's value stands in a record of a kind. */
export function pathOf({ path, paths }: ColumnPlan, kind: string | undefined): string {
  return (kind === undefined ? undefined : paths?.[kind]) ?? path;
}

export interface TablePlan {
  readonly id: string;
  /** The Excel table's name. */
  readonly table: string;
  readonly sheet: string;
  readonly title: LocalText;
  readonly columns: readonly ColumnPlan[];
  /** Where a record says of which kind it is. */
  readonly kindAt?: string;
  /** The rows of the table, in the document's order. */
  records(document: PolicyDocument): readonly PlanRecord[];
}

type PlanId = keyof typeof POLICY_TABLES;

// ---- Making plans ------------------------------------------------------------------------------------------------

/** The places in a record, two steps deep: «title», «title.zh». */
type PathOf<T> = T extends unknown
  ? {
      [K in keyof T & string]: K | `${K}.${StepsOf<NonNullable<T[K]>>}`;
    }[keyof T & string]
  : never;
type StepsOf<T> = T extends readonly unknown[] ? never : T extends object ? keyof T & string : never;

type Options = Pick<ColumnPlan, 'forms' | 'paths' | 'ledgerAt'>;

/** Columns of records of one type, so that a path that leads nowhere is no plan. */
type ColumnOf<T> = (
  heading: string,
  english: string,
  width: number,
  path: PathOf<T>,
  form: CellForm<never>,
  options?: Options,
) => ColumnPlan;

function column(
  heading: string,
  english: string,
  width: number,
  path: string,
  form: CellForm<never>,
  options: Options = {},
): ColumnPlan {
  return { heading, english, width, path, form, ...options };
}

function titleColumns(width: number): ColumnPlan[] {
  return [
    { heading: '名称', english: 'title', width, path: 'title.zh', form: TEXT },
    { heading: '英文名', english: 'title in English', width, path: 'title.en', form: TEXT },
  ];
}

/** A unit in two columns: «元» alone is yuan, which figures of money are rounded in; any other bears its English name, too. */
const UNIT_COLUMNS: readonly ColumnPlan[] = [
  { heading: '单位', english: 'unit («元» alone: yuan)', width: 10, path: 'unit.zh', form: TEXT },
  { heading: '英文单位', english: 'unit in English', width: 14, path: 'unit.en', form: TEXT },
];

const CITATIONS: ColumnPlan = { heading: '条款', english: 'clauses', width: 14, path: 'clauses', form: LIST };

export const YUAN = '元';
export const YUAN_WORDS: ReadonlySet<string> = new Set([YUAN, 'CNY']);

/** A record with its unit as the two columns hold it. */
function withUnit(record: { readonly unit: Parameter['unit'] }): PlanRecord {
  return { ...record, unit: record.unit === 'CNY' ? { zh: YUAN } : record.unit };
}

/** The owner of a record that stands in a list of its own: «台账», «推算列». */
interface Owned {
  readonly ledger: string;
}

function perLedger(listOf: (ledger: Ledger) => readonly object[]): (document: PolicyDocument) => readonly PlanRecord[] {
  return ({ ledgers }) =>
    ledgers.flatMap((ledger) => listOf(ledger).map((item): PlanRecord => ({ ...item, ledger: ledger.id })));
}

// ---- Words -------------------------------------------------------------------------------------------------------

const PARAMETER_KINDS = choiceOf<Parameter['kind']>({ money: '金额', ratio: '比例', count: '数量', months: '月数' });
const COLUMN_TYPES = choiceOf<Column['type']>({
  date: '日期',
  moment: '时刻',
  text: '文本',
  choice: '选项',
  money: '金额',
  count: '数量',
});
const DERIVED_TYPES = choiceOf<DerivedColumn['type']>({ date: '日期', count: '数量', choice: '选项' });
const PRESENCE = choiceOf<Ledger['presence']>({ required: '必须有', optional: '可以没有' });
const EMPTY = choiceOf<Ledger['empty']>({ zero: '按零', error: '报错' });
const MEASURE_KINDS = choiceOf<Measure['kind']>({ latest: '最新读数', count: '达标行数', sum: '合计' });
const LIMIT_KINDS = choiceOf<Limit['kind']>({
  row: '逐行',
  filled: '必填',
  year: '年度',
  includes: '须含',
  listed: '须在册',
});
const SEVERITIES = choiceOf<Limit['severity']>({ error: '错误', warning: '提醒', info: '说明' });
const SECTIONS = choiceOf<Answer['section']>({
  assessment: '考核',
  pay: '薪酬',
  profit: '利润',
  share: '分红',
  quota: '额度',
});
const ANSWER_UNITS = choiceOf<Answer['unit']>({ CNY: YUAN });
const ROUNDINGS = choiceOf<NonNullable<Answer['rounding']>>({ fen: '到分' });

// ---- 制度条款, 制度参数 --------------------------------------------------------------------------------------------

const clause: ColumnOf<Clause> = column;
const clauses: readonly ColumnPlan[] = [
  clause('条款号', 'clause', 10, 'id', WORD),
  clause('原文位置', 'place in the document', 14, 'article', TEXT),
  clause('原文', 'the clause’s own words', 70, 'text', PROSE),
  clause('不计算的理由', 'why nothing is computed from it', 30, 'manual.zh', PROSE),
  clause('理由（英文）', 'the same in English', 30, 'manual.en', PROSE),
];

/** A dated value with the facts of its parameter: one row of 制度参数. */
export type ParameterRow = Omit<Parameter, 'values'> & Partial<ParameterValue>;

const parameter: ColumnOf<ParameterRow> = column;
/** What every row of a parameter repeats. */
export const PARAMETER_FACTS: readonly ColumnPlan[] = [
  parameter('参数', 'parameter', 26, 'id', WORD),
  ...titleColumns(24),
  ...UNIT_COLUMNS,
  parameter('类型', 'kind', 8, 'kind', PARAMETER_KINDS),
  parameter('下限', 'least value', 10, 'min', DECIMAL),
  parameter('上限', 'greatest value', 10, 'max', DECIMAL),
  parameter('示例值', 'example: never holds by itself', 10, 'example', DECIMAL),
];
/** What a row says of one value. */
export const PARAMETER_VALUES: readonly ColumnPlan[] = [
  parameter('自', 'first day', 12, 'from', DATE),
  parameter('至', 'last day', 12, 'to', DATE),
  parameter('取值', 'value; blank: to be set', 14, 'value', DECIMAL),
  parameter('条款', 'clauses', 18, 'clauses', LIST),
];

function parameterRows({ parameters }: PolicyDocument): readonly PlanRecord[] {
  return parameters.flatMap(({ values, ...facts }) => {
    const own = withUnit(facts);
    return values.length === 0 ? [own] : values.map((value): PlanRecord => ({ ...own, ...value }));
  });
}

// ---- Rule sheets -------------------------------------------------------------------------------------------------

/** A rule with its table: a row of a rule sheet, conditions apart. */
export type RuleRow = Omit<Rule, 'when'> & { readonly ruleTable: string };

const rule: ColumnOf<RuleRow> = column;
export const RULE_COLUMNS_BEFORE: readonly ColumnPlan[] = [
  rule('规则表', 'rule table', 14, 'ruleTable', WORD),
  rule('编号', 'rule', 20, 'id', WORD),
  ...titleColumns(22),
];
export const RULE_COLUMNS_AFTER: readonly ColumnPlan[] = [
  rule('计算基数', 'basis', 26, 'basis', ROW_FORMULA),
  rule('计入比例', 'ratio', 20, 'ratio', ROW_FORMULA),
  rule('条款', 'clauses', 12, 'clauses', LIST),
  rule('不可缺', 'columns that must be filled', 20, 'requires', NEEDS),
  rule('优先于', 'rules that give way to it', 14, 'overrides', LIST),
];
/** What every rule sheet has, whatever its conditions. */
export const RULE_COLUMNS: readonly ColumnPlan[] = [...RULE_COLUMNS_BEFORE, ...RULE_COLUMNS_AFTER];

// ---- 考核与限制 ---------------------------------------------------------------------------------------------------

const answer: ColumnOf<Answer> = column;
const measure: ColumnOf<Measure> = column;
const limit: ColumnOf<Limit> = column;
const payItem: ColumnOf<PayItem> = column;
const distribution: ColumnOf<Distribution> = column;
const breakdown: ColumnOf<Breakdown> = column;
const breakdownPart: ColumnOf<Breakdown['parts'][number] & { breakdown: string; ledger: string }> = column;
const task: ColumnOf<PolicyDocument['tasks'][number]> = column;

/** In limits of these kinds a bound is a formula over a row, or over a year. */
const BOUND_FORMS = { row: ROW_FORMULA, year: YEAR_FORMULA };

const limits: readonly ColumnPlan[] = [
  limit('限制', 'limit', 20, 'id', WORD),
  limit('种类', 'kind', 8, 'kind', LIMIT_KINDS),
  limit('提示代码', 'code of the finding', 22, 'code', WORD),
  limit('级别', 'severity', 8, 'severity', SEVERITIES),
  limit('标题', 'title', 16, 'title.zh', TEXT),
  limit('英文标题', 'title in English', 16, 'title.en', TEXT),
  limit('台账', 'ledger', 10, 'ledger', WORD),
  limit('检查列', 'column that is reported', 12, 'cell', FIELD, {
    forms: { row: FIELD, filled: FIELD, includes: FIELD, listed: FIELD },
    paths: { includes: 'column', listed: 'column' },
  }),
  limit('日期列', 'column of the date', 10, 'date', FIELD, { forms: { row: FIELD } }),
  limit('前提', 'conditions, one a line', 22, 'when', CONDITIONS, { forms: { row: CONDITIONS } }),
  limit('数值', 'figure', 24, 'left', ROW_FORMULA, { forms: BOUND_FORMS }),
  limit('除以', 'divided by', 12, 'of', ROW_FORMULA, { forms: { row: ROW_FORMULA } }),
  limit('不低于', 'at least', 24, 'atLeast', ROW_FORMULA, { forms: BOUND_FORMS }),
  limit('不高于', 'at most', 24, 'atMost', ROW_FORMULA, { forms: { row: ROW_FORMULA } }),
  limit('登记列', 'columns that make an entry', 16, 'entered', FIELDS, { forms: { filled: FIELDS } }),
  limit('须含', 'values that must occur; the list they must be on', 18, 'values', LIST, {
    forms: { includes: LIST, listed: COLUMN_OF_LEDGER },
    paths: { listed: 'in' },
  }),
  limit('在册起', 'column of the first day', 10, 'inForceFrom', FIELD, { forms: { includes: FIELD } }),
  limit('在册止', 'column of the last day', 10, 'inForceTo', FIELD, { forms: { includes: FIELD } }),
  limit('起年', 'first year', 8, 'fromYear', WHOLE, { forms: { year: WHOLE } }),
  limit('止年', 'last year', 8, 'toYear', WHOLE, { forms: { year: WHOLE } }),
  limit('阻止', 'rule tables that it stops', 14, 'blocks', LIST, { forms: { row: LIST } }),
  CITATIONS,
];

// ---- 制度定义 -----------------------------------------------------------------------------------------------------

const ledger: ColumnOf<Ledger> = column;
const ledgerColumn: ColumnOf<Column & Owned> = column;
const derived: ColumnOf<DerivedColumn & Owned> = column;
const derivedCase: ColumnOf<Extract<DerivedColumn, { type: 'choice' }>['cases'][number] & Owned & { derived: string }> =
  column;
const category: ColumnOf<Category & Owned> = column;
const choices: ColumnOf<Owned & { column: string; items: readonly string[] }> = column;
const dated: ColumnOf<Ledger['dated'][number] & Owned> = column;
const filled: ColumnOf<Ledger['filled'][number] & Owned> = column;
const ruleTable: ColumnOf<RuleTable> = column;
const chapter: ColumnOf<PolicyDocument['chapters'][number]> = column;
const policyCase: ColumnOf<PolicyCase & { readonly given: string; readonly expect: string }> = column;

/** An entry of the document's own: a row of 制度信息. */
export interface HeadEntry {
  readonly item: string;
  /** Where its content stands in the document, and the same in English. */
  readonly path: string;
  readonly englishPath?: string;
  readonly form: CellForm<never>;
  /** The item whose content is the ledger that the content names a column of. */
  readonly ledgerIn?: string;
}

const TASK_LEDGER = '任务台账';
export const HEAD_ENTRIES: readonly HeadEntry[] = [
  { item: '格式', path: 'format', form: WORD },
  { item: '编号', path: 'id', form: WORD },
  { item: '版本', path: 'edition', form: TEXT },
  { item: '名称', path: 'title.zh', englishPath: 'title.en', form: TEXT },
  { item: '来源', path: 'source', form: PROSE },
  { item: '生效日期', path: 'life.from', form: DATE },
  { item: '失效日期', path: 'life.to', form: DATE },
  { item: TASK_LEDGER, path: 'taskLedger.ledger', form: WORD },
  { item: '任务列', path: 'taskLedger.task', form: FIELD, ledgerIn: TASK_LEDGER },
  { item: '任务期限列', path: 'taskLedger.dueOn', form: FIELD, ledgerIn: TASK_LEDGER },
  { item: '任务说明列', path: 'taskLedger.note', form: FIELD, ledgerIn: TASK_LEDGER },
];

const heads: ColumnOf<{ item: string; text: string; english: string }> = column;

function plan(
  id: PlanId,
  sheet: keyof typeof POLICY_SHEETS,
  title: LocalText,
  columns: readonly ColumnPlan[],
  records: TablePlan['records'],
  kindAt?: string,
): TablePlan {
  const kind = kindAt === undefined ? {} : { kindAt };
  return { id, table: POLICY_TABLES[id], sheet: POLICY_SHEETS[sheet], title, columns, records, ...kind };
}

/** Every table but the rule sheets’. */
export const PLANS = {
  clauses: plan('clauses', 'clauses', { zh: '条款', en: 'Clauses' }, clauses, (document) => document.clauses),

  parameters: plan(
    'parameters',
    'parameters',
    { zh: '参数', en: 'Parameters' },
    [...PARAMETER_FACTS, ...PARAMETER_VALUES],
    parameterRows,
  ),

  answers: plan(
    'answers',
    'assessment',
    { zh: '结果', en: 'Answers' },
    [
      answer('结果', 'answer, as formulas call it', 22, 'id', WORD),
      answer('栏目', 'section', 10, 'section', SECTIONS),
      ...titleColumns(26),
      answer('单位', 'unit', 8, 'unit', ANSWER_UNITS),
      answer('算式', 'formula', 50, 'value', YEAR_FORMULA),
      answer('取整', 'rounding', 8, 'rounding', ROUNDINGS),
      CITATIONS,
    ],
    (document) => document.answers,
  ),
  measures: plan(
    'measures',
    'assessment',
    { zh: '指标', en: 'Measures' },
    [
      measure('指标', 'measure', 22, 'id', WORD),
      measure('种类', 'kind', 10, 'kind', MEASURE_KINDS),
      ...titleColumns(26),
      ...UNIT_COLUMNS,
      measure('台账', 'ledger', 12, 'ledger', WORD),
      measure('日期列', 'column of the date', 12, 'date', FIELD),
      measure('分组列', 'column of the groups', 12, 'group', FIELD, { forms: { latest: FIELD } }),
      measure('数值', 'figure', 28, 'value', FIELD, { forms: { latest: FIELD, count: FIELD, sum: ROW_FORMULA } }),
      measure('达标数', 'at least', 28, 'atLeast', ROW_FORMULA, { forms: { count: ROW_FORMULA } }),
      measure('登记列', 'columns that make an entry', 20, 'entered', FIELDS, { forms: { sum: FIELDS } }),
      measure('另行列示', 'told beside the answers', 10, 'reported', FLAG),
      CITATIONS,
    ],
    (document) => document.measures.map(withUnit),
    'kind',
  ),
  limits: plan('limits', 'assessment', { zh: '限制', en: 'Limits' }, limits, (document) => document.limits, 'kind'),
  payItems: plan(
    'payItems',
    'assessment',
    { zh: '工资项目', en: 'Pay items' },
    [
      payItem('工资项目', 'pay item', 22, 'id', WORD),
      ...titleColumns(26),
      payItem('每月', 'amount a month', 26, 'monthly', YEAR_FORMULA),
      CITATIONS,
    ],
    (document) => document.payItems,
  ),
  distributions: plan(
    'distributions',
    'assessment',
    { zh: '分配', en: 'Distributions' },
    [
      distribution('分配的结果', 'answer that is split', 22, 'answer', WORD),
      distribution('台账', 'ledger', 12, 'ledger', WORD),
      distribution('姓名列', 'column of the names', 12, 'label', FIELD),
      distribution('权重列', 'column of the weights', 12, 'weight', FIELD),
      distribution('在册起', 'column of the first day', 12, 'inForceFrom', FIELD),
      distribution('在册止', 'column of the last day', 12, 'inForceTo', FIELD),
      CITATIONS,
    ],
    (document) => document.distributions,
  ),
  breakdowns: plan(
    'breakdowns',
    'assessment',
    { zh: '明细', en: 'Breakdowns' },
    [breakdown('明细', 'breakdown', 22, 'id', WORD), ...titleColumns(26), CITATIONS],
    (document) => document.breakdowns ?? [],
  ),
  breakdownParts: plan(
    'breakdownParts',
    'assessment',
    { zh: '明细来源', en: 'Parts of breakdowns' },
    [
      breakdownPart('所属明细', 'breakdown it is part of', 22, 'breakdown', WORD),
      breakdownPart('计入规则表', 'rule table', 22, 'counted', WORD),
      breakdownPart('按列', 'column that splits it', 14, 'by', FIELD),
    ],
    ({ breakdowns = [], ruleTables }) =>
      breakdowns.flatMap(({ id, parts }) =>
        parts.map((part): PlanRecord => ({
          ...part,
          breakdown: id,
          ledger: ruleTables.find((table) => table.id === part.counted)?.ledger,
        })),
      ),
  ),
  tasks: plan(
    'tasks',
    'assessment',
    { zh: '制度规定的任务', en: 'Tasks that the policy dates' },
    [
      task('任务编号', 'task', 22, 'id', WORD),
      ...titleColumns(26),
      task('期限', 'due on', 12, 'dueOn', DATE),
      CITATIONS,
    ],
    (document) => document.tasks,
  ),

  document: plan(
    'document',
    'definition',
    { zh: '制度信息', en: 'The policy itself' },
    [
      heads('项目', 'entry', 14, 'item', WORD),
      heads('内容', 'content', 40, 'text', TEXT),
      heads('英文内容', 'content in English', 40, 'english', TEXT),
    ],
    () => [],
  ),
  chapters: plan(
    'chapters',
    'definition',
    { zh: '章', en: 'Chapters' },
    [chapter('章号', 'chapter', 10, 'id', TEXT), chapter('章名', 'its title', 30, 'title', TEXT)],
    (document) => document.chapters,
  ),
  ledgers: plan(
    'ledgers',
    'definition',
    { zh: '台账', en: 'Ledgers' },
    [
      ledger('台账', 'ledger', 14, 'id', WORD),
      ...titleColumns(18),
      ledger('工作表', 'sheet', 16, 'sheet', TEXT),
      ledger('表格', 'table', 12, 'table', TEXT),
      ledger('缺表', 'whether it may be missing', 10, 'presence', PRESENCE),
      ledger('空表', 'what an empty table means', 8, 'empty', EMPTY),
      ledger('归年日期列', 'columns that place a row in a year', 18, 'rowDate', FIELDS, { ledgerAt: 'id' }),
      ledger('摘要列', 'column of the memo', 12, 'memo', FIELD, { ledgerAt: 'id' }),
      ledger('类别列', 'column of the category', 12, 'category', FIELD, { ledgerAt: 'id' }),
      ledger('货源列', 'column of the source', 12, 'source', FIELD, { ledgerAt: 'id' }),
      ledger('查重列', 'columns that are the same in duplicates', 24, 'duplicateKey', FIELDS, { ledgerAt: 'id' }),
    ],
    (document) => document.ledgers,
  ),
  columns: plan(
    'columns',
    'definition',
    { zh: '台账的列', en: 'Columns of the ledgers' },
    [
      ledgerColumn('台账', 'ledger', 14, 'ledger', WORD),
      ledgerColumn('列', 'column', 18, 'id', WORD),
      ledgerColumn('列名', 'heading in the sheet', 16, 'header', TEXT),
      ...titleColumns(18),
      ledgerColumn('类型', 'what it holds', 8, 'type', COLUMN_TYPES),
      ledgerColumn('必备', 'without it the table can’t be read', 8, 'required', FLAG),
      ledgerColumn('列宽', 'width in the template', 8, 'width', WHOLE),
    ],
    perLedger((of) => of.columns),
  ),
  derived: plan(
    'derived',
    'definition',
    { zh: '推算的列', en: 'Derived columns' },
    [
      derived('台账', 'ledger', 14, 'ledger', WORD),
      derived('推算列', 'derived column', 18, 'id', WORD),
      derived('类型', 'what it holds', 8, 'type', DERIVED_TYPES),
      ...titleColumns(18),
      derived('起算列', 'column it starts from', 14, 'from', FIELD, { forms: { date: FIELD } }),
      derived('加月数', 'months added', 24, 'plusMonths', ROW_FORMULA, { forms: { date: ROW_FORMULA } }),
      derived('时刻列', 'two moments, hours between them', 18, 'hoursBetween', FIELDS, { forms: { count: FIELDS } }),
      derived('其余情形', 'value where no case holds', 14, 'otherwise', TEXT, { forms: { choice: TEXT } }),
    ],
    perLedger((of) => of.derived),
    'type',
  ),
  derivedCases: plan(
    'derivedCases',
    'definition',
    { zh: '推算的情形', en: 'Cases of derived choices' },
    [
      derivedCase('台账', 'ledger', 14, 'ledger', WORD),
      derivedCase('推算列', 'derived column', 18, 'derived', WORD),
      derivedCase('情形', 'value', 14, 'value', TEXT),
      derivedCase('成立条件', 'when it holds', 40, 'when', CASE_TEST),
    ],
    perLedger((of) =>
      of.derived.flatMap((each) =>
        each.type === 'choice' ? each.cases.map((entry) => ({ ...entry, derived: each.id })) : [],
      ),
    ),
  ),
  categories: plan(
    'categories',
    'definition',
    { zh: '类别', en: 'Categories' },
    [
      category('台账', 'ledger', 14, 'ledger', WORD),
      category('类别', 'category', 26, 'name', TEXT),
      category('识别词', 'keywords in the memo; + joins those that must all occur', 60, 'keywords', KEYWORDS),
      category('可选货源', 'sources allowed', 24, 'sources', LIST),
      category('兜底', 'for what fits nowhere else', 8, 'catchAll', FLAG),
    ],
    perLedger((of) => of.categories),
  ),
  choices: plan(
    'choices',
    'definition',
    { zh: '选项', en: 'Choices offered' },
    [
      choices('台账', 'ledger', 14, 'ledger', WORD),
      choices('选项列', 'column', 18, 'column', FIELD),
      choices('选项', 'choices', 50, 'items', LIST),
    ],
    perLedger((of) => Object.entries(of.choices).map(([id, items]) => ({ column: id, items }))),
  ),
  dated: plan(
    'dated',
    'definition',
    { zh: '须有日期', en: 'Entries that need a date' },
    [
      dated('台账', 'ledger', 14, 'ledger', WORD),
      dated('填了', 'where one of these is filled', 40, 'entered', FIELDS),
      dated('须有日期列', 'the date that must be usable', 18, 'date', FIELD),
    ],
    perLedger((of) => of.dated),
  ),
  filled: plan(
    'filled',
    'definition',
    { zh: '须填', en: 'Entries that need another' },
    [
      filled('台账', 'ledger', 14, 'ledger', WORD),
      filled('填了', 'where one of these is filled', 40, 'entered', FIELDS),
      filled('须填列', 'the column that must be filled', 18, 'column', FIELD),
      filled('提示代码', 'code of the finding', 26, 'code', WORD),
    ],
    perLedger((of) => of.filled),
  ),
  ruleTables: plan(
    'ruleTables',
    'definition',
    { zh: '规则表', en: 'Rule tables' },
    [
      ruleTable('规则表', 'rule table', 18, 'id', WORD),
      ...titleColumns(22),
      ruleTable('规则工作表', 'sheet with its rules', 16, 'sheet', TEXT),
      ruleTable('台账', 'ledger', 14, 'ledger', WORD),
      ruleTable('日期列', 'column of the date', 14, 'date', FIELD),
      ruleTable('登记列', 'columns that make an entry', 24, 'entered', FIELDS),
      ruleTable('不计时提示', 'code of the finding for a row that counts at 0', 22, 'excludedCode', WORD),
    ],
    (document) => document.ruleTables,
  ),

  cases: plan(
    'cases',
    'cases',
    { zh: '用例', en: 'Cases' },
    [
      policyCase('用例', 'case', 16, 'id', WORD),
      policyCase('说明', 'what it shows', 34, 'title', PROSE),
      policyCase('年度', 'year', 8, 'year', WHOLE),
      policyCase('录入', 'what is entered', 60, 'given', PROSE),
      policyCase('期望', 'what must come of it', 30, 'expect', TEXT),
      CITATIONS,
    ],
    (document) =>
      document.cases.map((each): PlanRecord => ({
        ...each,
        given: printCaseInput(each.given, document),
        expect: printCaseExpectation(each.expect, document),
      })),
  ),
} as const satisfies Record<PlanId, TablePlan>;
