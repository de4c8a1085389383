import { cellErrorOf, type FunctionProblem, type FunctionProblemCode } from '../../src/functions/function-problem';
import { FUNCTION_TEXTS, parseSentence, sentenceOf } from '../../src/functions/function-texts';
import type { ParseProblem } from '../../src/functions/parse-call';
import type { Finding } from '../../src/ledger/finding';
import { LANGUAGES, type Language } from '../../src/wording/language';
import { wordingFor } from '../../src/wording/wording';
import { contextWith, messageOf } from './support';

const REVENUE = { zh: '收入', en: 'Revenue' };
const FINDING: Finding = {
  code: 'amount-invalid',
  severity: 'error',
  blocks: true,
  sheet: '[costs]',
  cell: 'C3',
  row: 3,
  ledger: 'cost',
  clauses: [],
  facts: { value: '五元', header: '金额' },
};
const PLACE = { row: 2, column: 1 };

/** One of every problem; the compiler asks for a new one here. */
const PROBLEMS: { readonly [Code in FunctionProblemCode]: Extract<FunctionProblem, { readonly code: Code }> } = {
  'function-unknown': { code: 'function-unknown', name: 'FAN', nearest: 'FAN_PENALTY' },
  'arguments-too-many': { code: 'arguments-too-many', function: 'FAN_PENALTY', most: 2, given: 3 },
  'argument-missing': { code: 'argument-missing', parameter: 'weights' },
  'argument-error': { code: 'argument-error', parameter: 'fans', error: '#REF!', place: PLACE },
  'year-missing': { code: 'year-missing' },
  'year-out-of-range': { code: 'year-out-of-range', value: '1800' },
  'number-expected': { code: 'number-expected', parameter: 'fans', value: '许多', place: PLACE },
  'number-too-large': { code: 'number-too-large', parameter: 'pool', value: '1e20' },
  'whole-number-expected': { code: 'whole-number-expected', parameter: 'fans', value: '0.5' },
  negative: { code: 'negative', parameter: 'fans', value: '-1', place: undefined },
  'text-expected': { code: 'text-expected', parameter: 'parameter', value: 'TRUE' },
  'date-expected': { code: 'date-expected', parameter: 'date', value: '明天' },
  'one-cell-expected': { code: 'one-cell-expected', parameter: 'fans', rows: 3, columns: 2 },
  'ledger-expected': { code: 'ledger-expected', parameter: 'revenue', value: '5', ledger: REVENUE },
  'column-missing': { code: 'column-missing', parameter: 'revenue', ledger: REVENUE, column: '金额' },
  'ledger-empty': { code: 'ledger-empty', parameter: 'revenue', ledger: REVENUE },
  'no-reading': { code: 'no-reading', parameter: 'fans', ledger: REVENUE, date: '2016-12-31' },
  'cells-blocked': { code: 'cells-blocked', parameter: 'costs', places: ['costs C3', 'costs D4'], finding: FINDING },
  'zero-or-blank': { code: 'zero-or-blank', parameter: 'costs', row: 3, columns: ['金额'] },
  'workbook-missing': { code: 'workbook-missing', ledgers: [REVENUE] },
  'count-or-reading': { code: 'count-or-reading', parameter: 'events', value: '120', column: '参与人数' },
  'one-row-or-column-expected': { code: 'one-row-or-column-expected', parameter: 'events' },
  'not-in-policy': { code: 'not-in-policy', parameter: 'fans', name: 'fans' },
  'one-row-expected': { code: 'one-row-expected', parameter: 'headers', rows: 2 },
  'widths-differ': { code: 'widths-differ', headers: 3, rows: 1 },
  'ledger-unknown': { code: 'ledger-unknown', headers: ['姓名', '岗位'] },
  'ledger-undecided': { code: 'ledger-undecided', ledgers: [REVENUE, { zh: '成本', en: 'Cost' }] },
  'pool-not-whole-fen': { code: 'pool-not-whole-fen', value: '0.005' },
  'weights-sum-to-zero': { code: 'weights-sum-to-zero' },
  'parameter-unknown': { code: 'parameter-unknown', value: 'fan', nearest: 'fan-target' },
  'clause-unknown': { code: 'clause-unknown', value: '六.9', nearest: '六.1' },
  'answer-unknown': { code: 'answer-unknown', value: 'PROFIT', nearest: 'NET_PROFIT' },
  'row-finding': { code: 'row-finding', finding: FINDING },
  'answer-problem': { code: 'answer-problem', problem: { code: 'year-invalid', year: '1800' } },
};

const contextIn = (language: Language) => ({ wording: wordingFor(language), language });

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(Object.values(PROBLEMS))('$code says what is wrong and what to do', (problem) => {
    const sentence = sentenceOf(problem, contextIn(language));
    expect(sentence).not.toMatch(/undefined|\[object|NaN|\{\{/);
    expect(sentence).toMatch(language === 'zh-CN' ? /[。]$/ : /[.]$/);
    if (language === 'zh-CN') expect(sentence).toMatch(/请/);
    for (const fact of shownFacts(problem)) expect(sentence).toContain(fact);
  });

  it.each(Object.keys(FUNCTION_TEXTS[language].parse) as ParseProblem['code'][])('%s says where', (code) => {
    const sentence = parseSentence({ code, position: 17, found: '找到的' }, language);
    expect(sentence).toMatch(language === 'zh-CN' ? /请|只能/ : /[.]$/);
    expect(sentence).not.toMatch(/undefined/);
    if (!['call-empty', 'call-too-long', 'bracket-unclosed'].includes(code)) expect(sentence).toContain('17');
  });

  it('counts one and many', () => {
    const { linesLeftOut } = FUNCTION_TEXTS[language].table;
    expect(linesLeftOut(1)).toContain('1');
    expect(linesLeftOut(1).replace('1', '2') === linesLeftOut(2)).toBe(language === 'zh-CN');
  });
});

it('speaks the language of the context', () => {
  const spoken = LANGUAGES.map((language) => messageOf('=FAN_PENALTY("x",2016)', contextWith(undefined, language)));
  expect(spoken).toEqual([
    '参数 fans 「x」不是数字，请改为数字。',
    'The argument fans is “x”, which is no number. Give a number.',
  ]);
});

it('shows what is not there yet as #N/A, what is out of bounds as #NUM!, all else as #VALUE!', () => {
  const codes = Object.fromEntries(Object.values(PROBLEMS).map((problem) => [problem.code, cellErrorOf(problem)]));
  const bearing = (error: string): string[] => Object.keys(codes).filter((code) => codes[code] === error);
  expect(bearing('#N/A')).toEqual(['year-missing', 'no-reading', 'workbook-missing', 'clause-unknown']);
  expect(bearing('#NUM!')).toEqual(['year-out-of-range', 'number-too-large', 'answer-problem']);
  expect(bearing('#NAME?')).toEqual(['function-unknown']);
  expect(bearing('#REF!')).toEqual(['argument-error']);
});

it('lets nothing of other people’s text steer what is shown', () => {
  const sentence = messageOf('=CLAUSE_TEXT("\u001b[31m\u202e六")', contextWith());
  expect(sentence).not.toContain('\u001b');
  expect(sentence).not.toContain('\u202e');
});

/** The facts of a problem that a sentence must repeat, as text. */
function shownFacts(problem: FunctionProblem): readonly string[] {
  if (problem.code === 'answer-problem' || problem.code === 'row-finding') return [];
  return Object.entries(problem).flatMap(([name, fact]: [string, unknown]) =>
    name !== 'code' && (typeof fact === 'string' || typeof fact === 'number') ? [String(fact)] : [],
  );
}
