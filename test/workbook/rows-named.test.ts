/** The single rows that formulas name by their cells. */
import { rowsNamedIn } from '../../src/workbook/rows-named';

const shortly = (formula: string): readonly string[] =>
  rowsNamedIn(formula).map(({ sheet = '', range }) => `${sheet}!${String(range.top)}`);

it.each<[formula: string, ...rows: string[]]>([
  ['人员名册!F3', '人员名册!3'],
  ["'人员 名册'!$F$3*2", '人员 名册!3'],
  ["'it''s'!F3", "it's!3"],
  ['F3+SUM(A1:C1)', '!3', '!1'],
  ['SUM(人员名册!F2:F40)'],
  ['SUM(F:F)+SUM(2:2)'],
  ['SUM(人员[基本工资])'],
  ['人员[[#Headers],[A1]]'],
  ['"F3"&"a""F4"'],
  ['LOG10(F3)', '!3'],
  ['F3(1)'],
  ['FAN2016X+名F3'],
  ['[1]人员名册!F3'],
  ["'[Book.xlsx]人员名册'!F3"],
])('%s', (formula, ...rows) => {
  expect(shortly(formula)).toEqual(rows);
});
