import type { CellValue } from '../../../src/ledger/cells';
import { read, rowsOf, sheetOf, valueOf } from './make-xlsx';

const SHARED =
  '<si><t>广告费</t></si>' +
  '<si><r><rPr><b/></rPr><t>活动</t></r><r><t xml:space="preserve"> 推广费</t></r></si>' +
  '<si><t>課金</t><rPh sb="0" eb="2"><t>カキン</t></rPh><phoneticPr fontId="1"/></si>' +
  '<si><r><t>東</t></r><rPh sb="0" eb="1"><t>とう</t></rPh><r><t>京</t></r></si>' +
  '<si/>' +
  '<si><t>第一行_x000D_\n第二行</t></si>';

const UNCALCULATED = { fault: 'uncalculated' };

describe('a cell’s value', () => {
  const cases: readonly (readonly [what: string, cell: string, value: CellValue | undefined])[] = [
    // numbers
    ['a number', '<c r="A1"><v>1234.5</v></c>', 1234.5],
    ['a number with its type', '<c r="A1" t="n"><v>-65.25</v></c>', -65.25],
    ['an exponent', '<c r="A1"><v>1.0000000000000001E-7</v></c>', 1.0000000000000001e-7],
    ['an exponent with a sign', '<c r="A1"><v>2.5e+3</v></c>', 2500],
    ['all 17 digits', '<c r="A1"><v>10698.379999999999</v></c>', 10698.379999999999],
    ['a number in white space', '<c r="A1"><v>\n  7\n</v></c>', 7],
    ['a number in a CDATA section', '<c r="A1"><v><![CDATA[12]]>3</v></c>', 123],
    ['a number in character references', '<c r="A1"><v>&#49;&#x32;</v></c>', 12],
    ['no number where one should be', '<c r="A1"><v>NaN</v></c>', { fault: '#NUM!' }],
    ['infinity', '<c r="A1"><v>INF</v></c>', { fault: '#NUM!' }],
    // blanks
    ['nothing', '<c r="A1" s="3"/>', undefined],
    ['an empty value', '<c r="A1"><v/></c>', undefined],
    ['an empty value of a shared string', '<c r="A1" t="s"><v></v></c>', undefined],
    ['only white space for a number', '<c r="A1"><v>  </v></c>', undefined],
    ['an inline text without an item', '<c r="A1" t="inlineStr"/>', undefined],
    // texts
    ['a shared text', '<c r="A1" t="s"><v>0</v></c>', '广告费'],
    ['the runs of a rich text, one after the other', '<c r="A1" t="s"><v>1</v></c>', '活动 推广费'],
    ['no phonetic text', '<c r="A1" t="s"><v>2</v></c>', '課金'],
    ['no phonetic text between runs', '<c r="A1" t="s"><v>3</v></c>', '東京'],
    ['a shared text without any', '<c r="A1" t="s"><v>4</v></c>', ''],
    ['an escaped carriage return', '<c r="A1" t="s"><v>5</v></c>', '第一行\r\n第二行'],
    ['an inline text', '<c r="A1" t="inlineStr"><is><t>代维费</t></is></c>', '代维费'],
    ['an inline rich text', '<c r="A1" t="inlineStr"><is><r><t>代</t></r><r><t>维费</t></r></is></c>', '代维费'],
    [
      'an inline text without its phonetic text',
      '<c r="A1" t="inlineStr"><is><t>東</t><rPh sb="0" eb="1"><t>とう</t></rPh></is></c>',
      '東',
    ],
    ['an empty inline text', '<c r="A1" t="inlineStr"><is><t></t></is></c>', ''],
    ['an inline text written as a value', '<c r="A1" t="inlineStr"><v>自揽</v></c>', '自揽'],
    ['kept white space', '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> a b </t></is></c>', ' a b '],
    ['white space kept without the attribute', '<c r="A1" t="inlineStr"><is><t> a </t></is></c>', ' a '],
    [
      'references',
      '<c r="A1" t="inlineStr"><is><t>&lt;&amp;&gt;&quot;&apos;&#26085;&#x671F;</t></is></c>',
      `<&>"'日期`,
    ],
    ['an escaped underscore', '<c r="A1" t="inlineStr"><is><t>_x005F_x000D_</t></is></c>', '_x000D_'],
    ['what only looks like an escape', '<c r="A1" t="inlineStr"><is><t>a_x00_b_xyz0_</t></is></c>', 'a_x00_b_xyz0_'],
    ['a text beyond the basic plane', '<c r="A1" t="inlineStr"><is><t>𠮷😀</t></is></c>', '𠮷😀'],
    // formulas
    ['a formula’s number', '<c r="A1"><f>1+1</f><v>2</v></c>', 2],
    ['a formula’s text', '<c r="A1" t="str"><f>"净"&amp;"额"</f><v>净额</v></c>', '净额'],
    ['a formula’s empty text', '<c r="A1" t="str"><f>""</f><v></v></c>', ''],
    ['a formula’s escaped text', '<c r="A1" t="str"><f>A2</f><v>a_x000D_b</v></c>', 'a\rb'],
    ['a formula’s truth', '<c r="A1" t="b"><f>1=1</f><v>1</v></c>', true],
    ['a formula’s error', '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', { fault: '#DIV/0!' }],
    ['a shared formula’s number', '<c r="A1"><f t="shared" si="0"/><v>3</v></c>', 3],
    ['a formula without a value', '<c r="A1"><f>SUM(B1:B9)</f></c>', UNCALCULATED],
    ['a formula with an empty value, as openpyxl writes it', '<c r="A1"><f>SUM(B1:B9)</f><v/></c>', UNCALCULATED],
    ['a formula with white space for a value', '<c r="A1"><f>SUM(B1:B9)</f><v> </v></c>', UNCALCULATED],
    ['a text formula without a value', '<c r="A1" t="str"><f>A2</f></c>', UNCALCULATED],
    ['a truth formula without a value', '<c r="A1" t="b"><f>A2</f><v/></c>', UNCALCULATED],
    // truths and errors
    ['true', '<c r="A1" t="b"><v>1</v></c>', true],
    ['false', '<c r="A1" t="b"><v>0</v></c>', false],
    ['true as a word', '<c r="A1" t="b"><v>true</v></c>', true],
    ['an error', '<c r="A1" t="e"><v>#REF!</v></c>', { fault: '#REF!' }],
    // dates
    ['an ISO date', '<c r="A1" t="d"><v>2016-03-05</v></c>', 42434],
    ['an ISO moment', '<c r="A1" t="d"><v>2016-03-05T12:00:00</v></c>', 42434.5],
    ['an ISO moment with a zone: the time as written', '<c r="A1" t="d"><v>2016-03-05T18:00:00.000Z</v></c>', 42434.75],
    ['an ISO time', '<c r="A1" t="d"><v>06:00:00</v></c>', 0.25],
    ['day 0', '<c r="A1" t="d"><v>1899-12-30</v></c>', 0],
    ['a day that does not exist stays text', '<c r="A1" t="d"><v>2015-02-29</v></c>', '2015-02-29'],
    ['no date stays text', '<c r="A1" t="d"><v>去年</v></c>', '去年'],
  ];

  it.each(cases)('%s', async (_, cell, value) => {
    expect(await valueOf(cell, { sharedStrings: SHARED })).toStrictEqual(value);
  });

  it('is kept once where many cells hold it', async () => {
    const [row] = (await rowsOf('<row><c t="e"><v>#N/A</v></c><c t="e"><v>#N/A</v></c></row>')) ?? [];
    expect(row?.[0]).toBe(row?.[1]);
  });
});

describe('the date system', () => {
  const cases: readonly (readonly [properties: string, date1904: boolean, serial: number])[] = [
    ['', false, 42434],
    ['date1904="0"', false, 42434],
    ['date1904="false"', false, 42434],
    ['date1904="1"', true, 40972],
    ['date1904="true"', true, 40972],
  ];

  it.each(cases)('workbookPr %p', async (properties, date1904, serial) => {
    const data = '<row r="1"><c r="A1" t="d"><v>2016-03-05</v></c><c r="B1"><v>42434</v></c></row>';
    const book = await read(await sheetOf(data, { properties }));
    expect(book.date1904).toBe(date1904);
    expect(book.sheets[0]?.rows).toStrictEqual([[serial, 42434]]);
  });
});

describe('a cell’s place', () => {
  const v = (number: number) => `<v>${number}</v>`;

  it.each([
    ['as written', `<row r="2"><c r="B2">${v(1)}</c><c r="D2">${v(2)}</c></row>`, [undefined, [null, 1, null, 2]]],
    [
      'by order where nothing is written',
      `<row><c>${v(1)}</c><c>${v(2)}</c></row><row><c>${v(3)}</c></row>`,
      [[1, 2], [3]],
    ],
    [
      'by order after a written one',
      `<row r="2"><c r="B2">${v(1)}</c><c>${v(2)}</c></row><row><c>${v(3)}</c></row>`,
      [undefined, [null, 1, 2], [3]],
    ],
    [
      'by the cell where the row bears no number',
      `<row><c r="A3">${v(1)}</c></row><row><c>${v(2)}</c></row>`,
      [undefined, undefined, [1], [2]],
    ],
    ['an empty cell counts in the order', `<row><c/><c s="1"/><c>${v(1)}</c></row>`, [[null, null, 1]]],
    [
      'in any order',
      `<row r="2"><c r="C2">${v(3)}</c><c r="A2">${v(1)}</c></row><row r="1"><c r="A1">${v(0)}</c></row>`,
      [[0], [1, null, 3]],
    ],
    ['small letters', `<row r="1"><c r="b1">${v(1)}</c></row>`, [[null, 1]]],
    ['blank rows and cells hold nothing', '<row r="1"/><row r="2"><c r="A2" s="1"/></row>', []],
  ])('%s', async (_, data, rows) => {
    expect([...((await rowsOf(data)) ?? [])]).toStrictEqual(rows);
  });

  it('is exact at the last row and column of a sheet', async () => {
    const rows = await rowsOf(`<row r="1048576"><c r="XFD1048576">${v(9)}</c></row>`);
    expect(rows?.length).toBe(1_048_576);
    expect(rows?.[1_048_575]?.length).toBe(16_384);
    expect(rows?.[1_048_575]?.[16_383]).toBe(9);
    expect(Object.keys(rows ?? [])).toStrictEqual(['1048575']);
  });
});
