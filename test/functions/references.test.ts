/** The cells behind a reference of a formula. */
import type { CellValue, SheetSnapshot } from '../../src/ledger/cells';
import { cellAddress } from '../../src/ledger/a1';
import { resolveReference, type FormulaPlace, type ReferencedWorkbook } from '../../src/functions/references';

const LEDGER: readonly (readonly CellValue[])[] = [
  ['收入台账'],
  [null, '日期', '金额', "a]b'c", '备注'],
  [null, 42370, 100],
  [null, 42371, 200],
  [null, '合计', 300],
  ['脚注'],
];

const ledger: SheetSnapshot = {
  name: '收入台账',
  rows: LEDGER,
  merges: [],
  tables: [
    { name: '收入', range: { top: 2, left: 2, bottom: 5, right: 5 }, headerRows: 1, totalsRows: 1 },
    { name: '无标题', range: { top: 8, left: 1, bottom: 9, right: 2 }, headerRows: 0, totalsRows: 0 },
  ],
};

const WORKBOOK: ReferencedWorkbook = {
  sheets: [ledger, { name: "O'Hara 表", tables: [], used: { top: 1, left: 1, bottom: 20, right: 4 } }],
  definedNames: [
    { name: 'PolicyYear', refersTo: '2016' },
    { name: '权重', refersTo: '收入台账!$B$3:$B$4' },
    { name: '全部', refersTo: '=收入[#All]' },
    { name: '别名', refersTo: '=权重' },
    { name: '圆圈', refersTo: '=圆圈' },
    { name: '算出', refersTo: '=OFFSET(收入台账!$A$1,1,1)' },
    { name: 'XFE1', refersTo: '收入台账!$A$1' },
  ],
};

const HERE: FormulaPlace = { sheet: '收入台账', row: 3, column: 4 };

/** «sheet!B2:E5», or «-» for nothing. */
function found(text: string, from: FormulaPlace = HERE, workbook: ReferencedWorkbook = WORKBOOK): string {
  const cells = resolveReference(text, from, workbook);
  if (!cells) return '-';
  const { top, left, bottom, right } = cells.range;
  return `${cells.sheet}!${cellAddress(top, left)}:${cellAddress(bottom, right)}`;
}

it.each([
  // Addresses
  ['A1', '收入台账!A1:A1'],
  ['$B$2:c3', '收入台账!B2:C3'],
  ['C3:B2', '收入台账!B2:C3'],
  ['B:A', '收入台账!A1:B6'],
  ['2:$3', '收入台账!A2:E3'],
  ["'O''Hara 表'!B2", "O'Hara 表!B2:B2"],
  ["'o''hara 表'!A:B", "O'Hara 表!A1:B20"],
  ['收入台账!A1', '收入台账!A1:A1'],
  ['没有!A1', '-'],
  ['[2]收入台账!A1', '-'],
  ["'[旧.xlsx]收入台账'!A1", '-'],
  ["'收入台账:成本台账'!A1", '-'],
  ['A1048577', '-'],
  ['A:2', '-'],

  // Tables
  ['收入', '收入台账!B3:E4'],
  ['收入[]', '收入台账!B3:E4'],
  ['收入[#Data]', '收入台账!B3:E4'],
  ['收入[#All]', '收入台账!B2:E5'],
  ['收入[#all]', '收入台账!B2:E5'],
  ['收入[#Headers]', '收入台账!B2:E2'],
  ['收入[#Totals]', '收入台账!B5:E5'],
  ['收入[金额]', '收入台账!C3:C4'],
  ["收入[a']b''c]", '收入台账!D3:D4'],
  ['收入[[金额]:[备注]]', '收入台账!C3:E4'],
  ['收入[[备注]:[金额]]', '收入台账!C3:E4'],
  ['收入[[#All],[金额]]', '收入台账!C2:C5'],
  ['收入[ [#Headers], [#Data], [日期]:[金额] ]', '收入台账!B2:C4'],
  ['收入[[#Data],[#Totals]]', '收入台账!B3:E5'],
  ['收入[没有]', '-'],
  ['收入[#没有]', '-'],
  ['没有[#All]', '-'],
  ['无标题', '收入台账!A8:B9'],
  ['无标题[#Headers]', '-'],
  ['无标题[列1]', '-'],

  // This row
  ['收入[@金额]', '收入台账!C3:C3'],
  ['收入[@[金额]:[备注]]', '收入台账!C3:E3'],
  ['收入[@]', '收入台账!B3:E3'],
  ['收入[[#This Row],[金额]]', '收入台账!C3:C3'],
  ['[@金额]', '收入台账!C3:C3'],

  // Names
  ['权重', '收入台账!B3:B4'],
  ['全部', '收入台账!B2:E5'],
  ['别名', '收入台账!B3:B4'],
  ['收入台账!权重', '收入台账!B3:B4'],
  ['XFE1', '收入台账!A1:A1'],
  ['PolicyYear', '-'],
  ['圆圈', '-'],
  ['算出', '-'],
  ['没有', '-'],
  ['', '-'],
])('%s → %s', (text, expected) => {
  expect(found(text)).toBe(expected);
});

it('needs the formula’s place for «this row»', () => {
  expect(found('收入[@金额]', { sheet: '收入台账', row: 5 })).toBe('-');
  expect(found('收入[@金额]', { sheet: "O'Hara 表", row: 3 })).toBe('-');
  expect(found('[@金额]', { sheet: '收入台账' })).toBe('-');
});

it('does without cells but for the names of columns', () => {
  const outline = { ...WORKBOOK, sheets: [{ name: ledger.name, tables: ledger.tables }] };
  expect(found('收入[#All]', HERE, outline)).toBe('收入台账!B2:E5');
  expect(found('收入[金额]', HERE, outline)).toBe('-');
  expect(found('A:B', HERE, outline)).toBe('收入台账!A1:B1');
});
