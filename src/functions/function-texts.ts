import { shown, LONGEST_LIST } from '../wording/shown-text';
import { LANGUAGES, type Language } from '../wording/language';
import type { Wording } from '../wording/wording';
import type { CallContext } from './call-context';
import type { Place, FunctionProblem } from './function-problem';
import type { ParseProblem } from './parse-call';

/** The problems whose sentence is formed here; the others are the settlement's and the ledger's own. */
type OwnProblem = Exclude<FunctionProblem, { readonly code: 'answer-problem' | 'row-finding' }>;
export type OwnProblemCode = OwnProblem['code'];
type ProblemTexts = {
  readonly [Code in OwnProblemCode]: (facts: Extract<OwnProblem, { readonly code: Code }>, wording: Wording) => string;
};
type ParseTexts = Readonly<
  Record<ParseProblem['code'], (facts: { readonly at: number; readonly found: string }) => string>
>;

/** The words of result tables. */
interface TableTexts {
  readonly explainHeader: readonly [string, string, string, string, string, string, string];
  /** The last line of a derivation too long for a sheet. */
  readonly linesLeftOut: (count: number) => string;
  readonly ruleTitle: (title: string, id: string) => string;
  readonly condition: (column: string, value: string) => string;
  readonly everyRow: string;
  readonly listComma: string;
  readonly clauseComma: string;
  readonly reason: (grounds: string, outcome: string) => string;
  readonly rounded: (formula: string) => string;
  readonly whatIf: (name: string) => string;
  readonly counts: (amount: string) => string;
  readonly doesNotCount: string;
}

/** What a cell shows where a call could not be computed for reasons that lie outside it. */
interface LiveTexts {
  readonly waiting: string;
  /** The same in a cell that has no other place for it, and that follows soon. */
  readonly reading: string;
  readonly fault: (name: string) => string;
}

interface FunctionTexts {
  readonly live: LiveTexts;
  readonly problem: ProblemTexts;
  readonly parse: ParseTexts;
  readonly table: TableTexts;
}

const chinese: FunctionTexts = {
  live: {
    waiting: '工作簿还在读取，读完后这里自动更新；长时间不更新，请打开任务窗格查看原因。',
    reading: '正在读取工作簿…',
    fault: (name) => `计算 ${name} 时程序出错，请重新打开工作簿；仍然出错，请把公式告诉维护人员。`,
  },
  problem: {
    'function-unknown': ({ name, nearest }) => `没有「${shown(name)}」这个函数，最接近的是 ${nearest}，请改正函数名。`,
    'arguments-too-many': (facts) =>
      `${facts.function} 最多 ${facts.most} 个参数，这里给了 ${facts.given} 个，请去掉多余的参数。`,
    'argument-missing': ({ parameter }) => `缺少参数 ${parameter}，请填写。`,
    'argument-error': ({ parameter, error, place }) =>
      `参数 ${parameter}${inChinese(place)}是错误值 ${error}，请先改正它引用的单元格。`,
    'year-missing': () => '不知道要算哪一年：请填写年度参数 year，或在工作簿里设定制度年度。',
    'year-out-of-range': ({ value }) => `年度「${shown(value)}」不在 1900 到 9999 的整年之内，请改为 2016 这样的年份。`,
    'number-expected': ({ parameter, value, place }) =>
      `参数 ${parameter}${inChinese(place)}「${shown(value)}」不是数字，请改为数字。`,
    'number-too-large': ({ parameter, value }) =>
      `参数 ${parameter} 的 ${shown(value)} 超出可以精确计算的范围，请核对。`,
    'whole-number-expected': ({ parameter, value }) => `参数 ${parameter} 应为整数，不能是 ${shown(value)}，请改正。`,
    negative: ({ parameter, value, place }) =>
      `参数 ${parameter}${inChinese(place)}不能是负数 ${shown(value)}，请改为 0 或正数。`,
    'text-expected': ({ parameter, value }) => `参数 ${parameter} 应为文本，不能是「${shown(value)}」，请改正。`,
    'date-expected': ({ parameter, value }) =>
      `参数 ${parameter}「${shown(value)}」不是 1950 到 2099 年之间的日期，请改为 2016-12-31 这样的日期。`,
    'one-cell-expected': ({ parameter, rows, columns }) =>
      `参数 ${parameter} 只能是一个值，这里是 ${rows} 行 ${columns} 列的区域，请只选一个单元格。`,
    'ledger-expected': ({ parameter, value, ledger }) =>
      `参数 ${parameter} 应为${ledger.zh}台账的区域（含标题行），不能是「${shown(value)}」，请选取区域，或留空以使用工作簿的台账。`,
    'column-missing': ({ parameter, ledger, column }) =>
      `参数 ${parameter} 的区域缺少「${column}」一列，请连同标题行一起选取${ledger.zh}台账。`,
    'ledger-empty': ({ parameter, ledger }) => `参数 ${parameter} 的${ledger.zh}台账没有一行数据，请先登记。`,
    'no-reading': ({ parameter, ledger, date }) =>
      `参数 ${parameter} 的${ledger.zh}台账在 ${date} 及以前没有读数，请补登。`,
    'cells-blocked': ({ parameter, places, finding }, wording) =>
      `参数 ${parameter} 的区域有 ${places.length} 处数据待定，改正后才能算出（按区域内的位置）：${list(places, '、')}。${finding ? wording.findingHere(finding) : ''}`,
    'zero-or-blank': ({ parameter, row, columns }) =>
      `参数 ${parameter} 的区域第 ${row} 行「${list(columns, '、')}」分不清是 0 还是空白（桌面版把空白单元格当作 0 传来），请补填金额，或留空这个参数以使用工作簿的台账。`,
    'workbook-missing': ({ ledgers }) =>
      `没有打开工作簿，缺少${list(
        ledgers.map(({ zh }) => zh),
        '、',
      )}台账：请给出工作簿，或把台账区域作为参数。`,
    'count-or-reading': ({ parameter, value, column }) =>
      `参数 ${parameter} 只有 ${shown(value)} 这一个数，分不清是活动次数还是一次活动的人数：是人数，请连同标题「${shown(column)}」两格一起选取；是次数，请核对，确实有这么多次就留空这个参数，由工作簿的台账统计。`,
    'one-row-or-column-expected': ({ parameter }) =>
      `参数 ${parameter} 应为一列或一行人数，或含标题行的台账，请改选区域。`,
    'not-in-policy': ({ parameter, name }) => `这份制度没有「${name}」，参数 ${parameter} 用不上，请去掉它。`,
    'one-row-expected': ({ parameter, rows }) => `参数 ${parameter} 应为一行标题，这里有 ${rows} 行，请只选标题行。`,
    'widths-differ': ({ headers, rows }) => `标题行有 ${headers} 列，数据行有 ${rows} 列，请选取同样的列。`,
    'ledger-unknown': ({ headers }) =>
      `从标题「${list(
        headers.map((header) => shown(header)),
        '、',
      )}」认不出是哪一种台账，请使用制度规定的列标题。`,
    'ledger-undecided': ({ ledgers }) =>
      `分不清是${list(
        ledgers.map(({ zh }) => zh),
        '还是',
      )}台账，请把该台账的各列都选上，或填好类别。`,
    'pool-not-whole-fen': ({ value }) => `要分配的金额 ${shown(value)} 不是整分，请先用 ROUND(…,2) 取到两位小数。`,
    'weights-sum-to-zero': () => '权重全部为 0，无法分配，请至少填写一个大于 0 的权重。',
    'parameter-unknown': ({ value, nearest }) => `制度里没有参数「${shown(value)}」，最接近的是 ${nearest}，请改正。`,
    'clause-unknown': ({ value, nearest }) => `制度里没有条款「${shown(value)}」，最接近的是 ${nearest}，请改正。`,
    'answer-unknown': ({ value, nearest }) => `制度里没有结果「${shown(value)}」，最接近的是 ${nearest}，请改正。`,
  },
  parse: {
    'call-empty': () => '没有写公式，请写一个函数，如 FAN_PENALTY(52300,2016)。',
    'call-too-long': () => '公式超过 100,000 个字符，请改用工作簿里的台账。',
    'name-missing': ({ at, found }) => `第 ${at} 个字符「${found}」处应是函数名，请写成 FAN_PENALTY(52300,2016) 这样。`,
    'bracket-missing': ({ at }) => `第 ${at} 个字符处缺少左括号，请写成 FAN_PENALTY(52300,2016) 这样。`,
    'bracket-unclosed': () => '公式没有写完，请补上右括号。',
    'text-unclosed': ({ at }) => `第 ${at} 个字符处开始的文本没有写完，请补上右引号。`,
    'array-unclosed': ({ at }) => `第 ${at} 个字符处开始的数组没有写完，请补上右花括号。`,
    'array-ragged': ({ at }) => `数组各行的列数不同（第 ${at} 个字符处），请补齐。`,
    'array-item-expected': ({ at, found }) => `数组在第 ${at} 个字符「${found}」处缺少一个值，请补上。`,
    'number-invalid': ({ at, found }) => `第 ${at} 个字符处的「${found}」不是能用的数字，请改正。`,
    'error-unknown': ({ at, found }) => `第 ${at} 个字符处的「${found}」不是表格的错误值，请改为 #N/A 这样的写法。`,
    reference: ({ at, found }) =>
      `第 ${at} 个字符处的「${found}」是引用或名称，这里只能写数字、"文本"、TRUE 和 {1,2;3,4}。`,
    'nested-call': ({ at, found }) =>
      `第 ${at} 个字符处的「${found}」是嵌套的函数，这里一次只能算一个函数，请先算出它的值。`,
    'character-unexpected': ({ at, found }) =>
      `第 ${at} 个字符处的「${found}」用不上，参数只能是数字、"文本"、TRUE 和 {1,2;3,4}，以逗号隔开。`,
    'text-after-call': ({ at, found }) => `函数写完后，第 ${at} 个字符处还有「${found}」，请去掉。`,
  },
  table: {
    explainHeader: ['层级', '名称', '数值', '单位', '公式', '条款', '单元格'],
    linesLeftOut: (count) => `另有 ${count} 行未列出，请在工作簿中逐项查看。`,
    ruleTitle: (title, id) => `${title}（${id}）`,
    condition: (column, value) => `${column}「${shown(value)}」`,
    everyRow: '适用于每一行',
    listComma: '，',
    clauseComma: '、',
    reason: (grounds, outcome) => `${grounds}：${outcome}`,
    rounded: (formula) => `${formula}（四舍五入到分）`,
    whatIf: (name) => `${name}（试算）`,
    counts: (amount) => `计入 ${amount}`,
    doesNotCount: '不计入',
  },
};

const english: FunctionTexts = {
  live: {
    waiting:
      'The workbook is still being read, and this cell will follow by itself. If it takes long, open the task pane to see why.',
    reading: 'Reading the workbook…',
    fault: (name) =>
      `The program failed to compute ${name}. Open the workbook again; if it fails again, tell those who maintain it the formula.`,
  },
  problem: {
    'function-unknown': ({ name, nearest }) =>
      `There is no function “${shown(name)}”; the nearest is ${nearest}. Correct the name.`,
    'arguments-too-many': (facts) =>
      `${facts.function} takes at most ${facts.most} ${facts.most === 1 ? 'argument' : 'arguments'} and was given ${facts.given}. Remove what is too much.`,
    'argument-missing': ({ parameter }) => `The argument ${parameter} is missing. Fill it in.`,
    'argument-error': ({ parameter, error, place }) =>
      `The argument ${parameter}${inEnglish(place)} is the error ${error}. Correct the cell it refers to first.`,
    'year-missing': () =>
      'It is not known which year is meant. Give the argument year, or set the policy year of the workbook.',
    'year-out-of-range': ({ value }) =>
      `The year “${shown(value)}” is no whole year from 1900 to 9999. Give a year such as 2016.`,
    'number-expected': ({ parameter, value, place }) =>
      `The argument ${parameter}${inEnglish(place)} is “${shown(value)}”, which is no number. Give a number.`,
    'number-too-large': ({ parameter, value }) =>
      `The argument ${parameter} is ${shown(value)}, beyond what can be computed exactly. Check it.`,
    'whole-number-expected': ({ parameter, value }) =>
      `The argument ${parameter} must be a whole number and is ${shown(value)}. Correct it.`,
    negative: ({ parameter, value, place }) =>
      `The argument ${parameter}${inEnglish(place)} is ${shown(value)} and must not be negative. Give 0 or more.`,
    'text-expected': ({ parameter, value }) =>
      `The argument ${parameter} must be a text and is “${shown(value)}”. Correct it.`,
    'date-expected': ({ parameter, value }) =>
      `The argument ${parameter} is “${shown(value)}”, which is no date from 1950 to 2099. Give a date such as 2016-12-31.`,
    'one-cell-expected': ({ parameter, rows, columns }) =>
      `The argument ${parameter} must be one value and is a range of ${rows} × ${columns} cells. Select a single cell.`,
    'ledger-expected': ({ parameter, value, ledger }) =>
      `The argument ${parameter} must be the range of the ledger “${ledger.en}” with its header row and is “${shown(value)}”. Select the range, or leave it out to use the ledger of the workbook.`,
    'column-missing': ({ parameter, ledger, column }) =>
      `The range ${parameter} lacks the column “${column}”. Select the ledger “${ledger.en}” together with its header row.`,
    'ledger-empty': ({ parameter, ledger }) =>
      `The range ${parameter} holds no row of the ledger “${ledger.en}”. Enter one first.`,
    'no-reading': ({ parameter, ledger, date }) =>
      `The range ${parameter} holds no reading of the ledger “${ledger.en}” on or before ${date}. Enter one.`,
    'cells-blocked': ({ parameter, places, finding }, wording) =>
      `In the range ${parameter}, ${places.length === 1 ? '1 cell must' : `${places.length} cells must`} be put right first (counted within the range): ${list(places, ', ')}.${finding ? ` ${wording.findingHere(finding)}` : ''}`,
    'zero-or-blank': ({ parameter, row, columns }) =>
      `In row ${row} of the range ${parameter} it can't be told whether “${list(columns, ', ')}” is 0 or blank: Excel on the desktop hands blank cells over as 0. Enter the amount, or leave the argument out to use the ledger of the workbook.`,
    'workbook-missing': ({ ledgers }) =>
      `No workbook is open, so there is no ledger ${list(
        ledgers.map(({ en }) => `“${en}”`),
        ', ',
      )}. Give a workbook, or the ledger's range as an argument.`,
    'count-or-reading': ({ parameter, value, column }) =>
      `The argument ${parameter} is the one number ${shown(value)}, which may be a number of events or the attendance of one. Select an attendance together with its header “${shown(column)}”, two cells in all. Check a number of events; if there are that many, leave the argument out to count them in the ledger of the workbook.`,
    'one-row-or-column-expected': ({ parameter }) =>
      `The range ${parameter} must be one column or row of attendances, or the ledger with its header row. Select another range.`,
    'not-in-policy': ({ parameter, name }) =>
      `This policy has no “${name}”, so the argument ${parameter} has no use. Leave it out.`,
    'one-row-expected': ({ parameter, rows }) =>
      `The range ${parameter} must be one row of headers and has ${rows} rows. Select the header row alone.`,
    'widths-differ': ({ headers, rows }) =>
      `The headers have ${columnsOf(headers)} and the rows ${columnsOf(rows)}. Select the same columns.`,
    'ledger-unknown': ({ headers }) =>
      `The headers “${list(
        headers.map((header) => shown(header)),
        ', ',
      )}” are those of no ledger of the policy. Use the policy's column headers.`,
    'ledger-undecided': ({ ledgers }) =>
      `The rows may be of the ledger ${list(
        ledgers.map(({ en }) => `“${en}”`),
        ' or ',
      )}. Select all columns of the ledger, or fill in the categories.`,
    'pool-not-whole-fen': ({ value }) =>
      `The amount ${shown(value)} has fractions of a fen. Round it with ROUND(…,2) first.`,
    'weights-sum-to-zero': () => 'All weights are 0, so nothing can be split. Give at least one weight above 0.',
    'parameter-unknown': ({ value, nearest }) =>
      `The policy has no parameter “${shown(value)}”; the nearest is ${nearest}. Correct the name.`,
    'clause-unknown': ({ value, nearest }) =>
      `The policy has no clause “${shown(value)}”; the nearest is ${nearest}. Correct the number.`,
    'answer-unknown': ({ value, nearest }) =>
      `The policy has no answer “${shown(value)}”; the nearest is ${nearest}. Correct the name.`,
  },
  parse: {
    'call-empty': () => 'There is no call. Write a function such as FAN_PENALTY(52300,2016).',
    'call-too-long': () => 'The call is longer than 100,000 characters. Use the ledgers of a workbook instead.',
    'name-missing': ({ at, found }) =>
      `A function's name must stand at character ${at}, not “${found}”. Write a call such as FAN_PENALTY(52300,2016).`,
    'bracket-missing': ({ at }) =>
      `An opening bracket is missing at character ${at}. Write a call such as FAN_PENALTY(52300,2016).`,
    'bracket-unclosed': () => 'The call breaks off. Add the closing bracket.',
    'text-unclosed': ({ at }) => `The text that begins at character ${at} breaks off. Add the closing quote.`,
    'array-unclosed': ({ at }) => `The array that begins at character ${at} breaks off. Add the closing brace.`,
    'array-ragged': ({ at }) => `The rows of the array differ in length (character ${at}). Fill them up.`,
    'array-item-expected': ({ at, found }) => `The array lacks a value at character ${at} (“${found}”). Fill it in.`,
    'number-invalid': ({ at, found }) => `“${found}” at character ${at} is no usable number. Correct it.`,
    'error-unknown': ({ at, found }) =>
      `“${found}” at character ${at} is no error of a spreadsheet. Write one such as #N/A.`,
    reference: ({ at, found }) =>
      `“${found}” at character ${at} is a reference or a name. Only numbers, "text", TRUE and {1,2;3,4} can be used here.`,
    'nested-call': ({ at, found }) =>
      `“${found}” at character ${at} is a call within the call. Only one function can be computed at a time; put its value there.`,
    'character-unexpected': ({ at, found }) =>
      `“${found}” at character ${at} has no place there. Arguments are numbers, "text", TRUE and {1,2;3,4}, with commas between.`,
    'text-after-call': ({ at, found }) => `“${found}” at character ${at} stands behind the finished call. Remove it.`,
  },
  table: {
    explainHeader: ['Level', 'Name', 'Value', 'Unit', 'Formula', 'Clauses', 'Cell'],
    linesLeftOut: (count) =>
      `${count} more ${count === 1 ? 'line is' : 'lines are'} not shown; look them up in the workbook.`,
    ruleTitle: (title, id) => `${title} (${id})`,
    condition: (column, value) => `${column} “${shown(value)}”`,
    everyRow: 'applies to every row',
    listComma: ', ',
    clauseComma: ', ',
    reason: (grounds, outcome) => `${grounds}: ${outcome}`,
    rounded: (formula) => `${formula} (rounded to the fen)`,
    whatIf: (name) => `${name} (what-if)`,
    counts: (amount) => `counts ${amount}`,
    doesNotCount: 'does not count',
  },
};

/** All sentences of the functions, in both languages. */
export const FUNCTION_TEXTS: Readonly<Record<Language, FunctionTexts>> = { 'zh-CN': chinese, 'en-US': english };

/** The sentence of a problem, in the context's language. */
export function sentenceOf(
  problem: FunctionProblem,
  { wording, language }: Pick<CallContext, 'wording' | 'language'>,
): string {
  if (problem.code === 'answer-problem') return wording.problem(problem.problem);
  if (problem.code === 'row-finding') return wording.findingHere(problem.finding);
  // The table's entry for a code takes exactly that code's facts; the compiler can't follow this through the lookup.
  const sentence = FUNCTION_TEXTS[language].problem[problem.code] as (facts: OwnProblem, wording: Wording) => string;
  return sentence(problem, wording);
}

/** The sentence of a call that can't be read, with the place in it. */
export function parseSentence(problem: ParseProblem, language: Language): string {
  return FUNCTION_TEXTS[language].parse[problem.code]({ at: problem.position, found: shown(problem.found) });
}

/** That a call has no answer yet; in both languages where the reader's is not known. */
export function waitingSentence(language: Language | undefined): string {
  return inLanguage(language, ({ live }) => live.waiting);
}

/** That the workbook is being read, in a few words. */
export function readingSentence(language: Language | undefined): string {
  return inLanguage(language, ({ live }) => live.reading);
}

/** That a call met a fault of the program. */
export function faultSentence(name: string, language: Language | undefined): string {
  return inLanguage(language, ({ live }) => live.fault(name));
}

function inLanguage(language: Language | undefined, sentence: (texts: FunctionTexts) => string): string {
  const languages = language === undefined ? LANGUAGES : [language];
  return languages.map((one) => sentence(FUNCTION_TEXTS[one])).join(' ');
}

function inChinese(place: Place | undefined): string {
  return place ? ` 的第 ${place.row} 行第 ${place.column} 列` : ' ';
}

function inEnglish(place: Place | undefined): string {
  return place ? ` in row ${place.row}, column ${place.column}` : '';
}

function columnsOf(count: number): string {
  return count === 1 ? '1 column' : `${count} columns`;
}

/** A list that a sentence can hold. */
function list(items: readonly string[], comma: string): string {
  return shown(items.join(comma), LONGEST_LIST);
}
