/** How single cells are written into a sheet's XML, told by the XML itself. */
import type { CellPatch } from '../../../src/hosts/file/patch/patch-workbook';
import { parseIsoDate, type IsoDate } from '../../../src/kernel/dates';
import { changeOf, cells, dataOf, partOf, patched, refusal, SHEET, styledParts, styledSheet } from './patching';
import { read, sheetOf, zip } from './make-xlsx';

const text = (written: string) => ({ kind: 'text', text: written }) as const;
const number = (value: number) => ({ kind: 'number', value }) as const;
const BLANK = { kind: 'blank' } as const;

function date(written: string): { readonly kind: 'date'; readonly date: IsoDate } {
  const read = parseIsoDate(written);
  if (!read) throw new Error(written);
  return { kind: 'date', date: read };
}

/** What is inside <sheetData>, the patch, and what is inside it then. */
type Row = readonly [what: string, before: string, patch: readonly CellPatch[], after: string];

const ROWS: readonly Row[] = [
  ['nothing', '<row r="1"><c r="A1"><v>5</v></c></row>', [], '<row r="1"><c r="A1"><v>5</v></c></row>'],
  [
    'a value in place of a value, all else as it stands',
    '<row r="1"  ht="20" x14ac:dyDescent="0.2"><c r="A1"\n s="1" ><v>5</v></c><c r="B1"/></row>',
    [{ cell: 'A1', put: number(7.25) }],
    '<row r="1"  ht="20" x14ac:dyDescent="0.2"><c r="A1"\n s="1" ><v>7.25</v></c><c r="B1"/></row>',
  ],
  [
    'a text in place of a shared one',
    '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    [{ cell: 'A1', put: text('甲 & <乙>') }],
    '<row r="1"><c r="A1" t="inlineStr"><is><t>甲 &amp; &lt;乙&gt;</t></is></c></row>',
  ],
  [
    'a text with blanks and lines around it',
    '<row r="1"><c r="A1"/></row>',
    [{ cell: 'A1', put: text(' 一\n二 ') }],
    '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 一\n二 </t></is></c></row>',
  ],
  [
    'what XML can’t say, and what would be read as such an escape',
    '<row r="1"><c r="A1"/></row>',
    [{ cell: 'A1', put: text('a\rb\u0001_x0041_\uD800') }],
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_b_x0001__x005F_x0041_\uFFFD</t></is></c></row>',
  ],
  [
    'a text that looks like a formula',
    '<row r="1"><c r="A1"/></row>',
    [{ cell: 'A1', put: text('=1+1') }],
    '<row r="1"><c r="A1" t="inlineStr"><is><t>=1+1</t></is></c></row>',
  ],
  [
    'truth',
    '<row r="1"><c r="A1"><v>5</v></c><c r="B1"/></row>',
    [
      { cell: 'A1', put: { kind: 'boolean', value: true } },
      { cell: 'B1', put: { kind: 'boolean', value: false } },
    ],
    '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c></row>',
  ],
  [
    'nothing in place of something: the cell keeps its style',
    '<row r="1"><c r="A1" s="1"><v>5</v></c><c r="B1" s="2" t="inlineStr"><is><t>x</t></is></c></row>',
    [
      { cell: 'A1', put: BLANK },
      { cell: 'B1', put: text('') },
    ],
    '<row r="1"><c r="A1" s="1"/><c r="B1" s="2"/></row>',
  ],
  ['nothing in a cell that is not there', '<row r="1"/>', [{ cell: 'C1', put: BLANK }], '<row r="1"/>'],
  [
    'a date in a cell that shows dates',
    '<row r="1"><c r="A1" s="3"><v>1</v></c></row>',
    [{ cell: 'A1', put: date('2016-03-05') }],
    '<row r="1"><c r="A1" s="3"><v>42434</v></c></row>',
  ],
  [
    'a date in a cell that does not: it gets a style of its own',
    '<row r="1"><c r="A1" s="1"><v>1</v></c></row>',
    [{ cell: 'A1', put: date('2016-03-05') }],
    '<row r="1"><c r="A1" s="5"><v>42434</v></c></row>',
  ],
  [
    'a number in a cell that makes text of numbers',
    '<row r="1"><c r="A1" s="2" t="s"><v>0</v></c></row>',
    [{ cell: 'A1', put: number(1) }],
    '<row r="1"><c r="A1" s="5"><v>1</v></c></row>',
  ],
  [
    'a day before all days',
    '<row r="1"><c r="A1" s="3"/></row>',
    [{ cell: 'A1', put: date('1899-12-31') }],
    '<row r="1"><c r="A1" s="3" t="inlineStr"><is><t>1899-12-31</t></is></c></row>',
  ],
  [
    'a formula without its result, and with one of each kind',
    '<row r="1"><c r="A1"/><c r="B1"/><c r="C1"/><c r="D1"/><c r="E1"/></row>',
    [
      { cell: 'A1', put: { kind: 'formula', formula: '=IF(B1<2,"<","&")' } },
      { cell: 'B1', put: { kind: 'formula', formula: '=1' }, result: 1 },
      { cell: 'C1', put: { kind: 'formula', formula: '="a"' }, result: '<a>' },
      { cell: 'D1', put: { kind: 'formula', formula: '=TRUE' }, result: true },
      { cell: 'E1', put: { kind: 'formula', formula: '=1/0' }, result: { fault: '#DIV/0!' } },
    ],
    '<row r="1"><c r="A1"><f>IF(B1&lt;2,"&lt;","&amp;")</f></c><c r="B1"><f>1</f><v>1</v></c>' +
      '<c r="C1" t="str"><f>"a"</f><v>&lt;a&gt;</v></c><c r="D1" t="b"><f>TRUE</f><v>1</v></c>' +
      '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
  ],
  [
    'a result beneath a formula that stays',
    '<row r="1"><c r="A1" s="1" t="str"><f>B1</f><v>old</v></c><c r="B1"><f>C1</f></c></row>',
    [
      { cell: 'A1', result: 2.5 },
      { cell: 'B1', result: 'neu' },
    ],
    '<row r="1"><c r="A1" s="1"><f>B1</f><v>2.5</v></c><c r="B1" t="str"><f>C1</f><v>neu</v></c></row>',
  ],
  [
    'cells before, between and behind those of a row',
    '<row r="2" spans="2:4"><c r="B2"/><c r="D2"/></row>',
    [
      { cell: 'F2', put: number(6) },
      { cell: 'A2', put: number(1) },
      { cell: 'C2', put: number(3) },
    ],
    '<row r="2" spans="1:6"><c r="A2"><v>1</v></c><c r="B2"/><c r="C2"><v>3</v></c><c r="D2"/><c r="F2"><v>6</v></c></row>',
  ],
  [
    'a row without cells',
    '<row r="2" ht="9"/><row r="3"></row>',
    [
      { cell: 'B2', put: number(1) },
      { cell: 'B3', put: number(2) },
    ],
    '<row r="2" ht="9"><c r="B2"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>',
  ],
  [
    'rows before, between and behind those that are there',
    '<row r="2"/>\n<row r="4"/>',
    ['A1', 'A3', 'B3', 'A9'].map((cell) => ({ cell, put: number(1) })),
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/>\n' +
      '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><v>1</v></c></row><row r="4"/><row r="9"><c r="A9"><v>1</v></c></row>',
  ],
  [
    'rows and cells that do not say where they are',
    '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>',
    [
      { cell: 'B1', put: number(8) },
      { cell: 'D1', put: number(9) },
      { cell: 'A2', fill: '#FFEB9C' },
    ],
    '<row><c><v>1</v></c><c r="B1"><v>8</v></c><c r="D1"><v>9</v></c></row><row><c s="5"><v>3</v></c></row>',
  ],
  [
    'a fill alone',
    '<row r="1"><c r="A1"   t="s" ><v>0</v></c></row>',
    [{ cell: 'A1', fill: '#FFC7CE' }],
    '<row r="1"><c r="A1"   t="s" s="5" ><v>0</v></c></row>',
  ],
  [
    'a fill that the cell has already',
    '<row r="1"><c r="A1" s="4"/></row>',
    [{ cell: 'A1', fill: '#ffeb9c' }],
    '<row r="1"><c r="A1" s="4"/></row>',
  ],
  [
    'the style of another cell, as it was before',
    '<row r="1"><c r="A1"/><c r="B1" s="1"/></row>',
    [
      { cell: 'A1', styleOf: '$B$1', put: number(1) },
      { cell: 'B1', fill: '#FFC7CE' },
      { cell: 'C1', styleOf: 'B1' },
    ],
    '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="5"/><c r="C1" s="1"/></row>',
  ],
  [
    'a new cell in a row that has a style',
    '<row r="1" s="1" customFormat="1"/><row r="2" s="1"/>',
    [
      { cell: 'A1', put: number(1) },
      { cell: 'A2', put: number(1) },
    ],
    '<row r="1" s="1" customFormat="1"><c r="A1" s="1"><v>1</v></c></row><row r="2" s="1"><c r="A2"><v>1</v></c></row>',
  ],
];

describe('a cell', () => {
  it.each(ROWS)('%s', async (_what, before, patch, after) => {
    const file = await patched(await styledSheet(before), cells(...patch));
    expect(dataOf(file)).toBe(after);
  });

  it('that is not there takes the style of its column', async () => {
    const all = styledParts({ sheets: [{ name: '收入', data: '<row r="1"/>' }] });
    all[SHEET] = String(all[SHEET]).replace('<sheetData>', '<cols><col min="2" max="3" style="1"/></cols><sheetData>');
    const file = await patched(
      await zip(all),
      cells({ cell: 'C1', put: number(1) }, { cell: 'D1', put: number(1) }, { cell: 'B5', fill: '#FFEB9C' }),
    );
    expect(dataOf(file)).toBe(
      '<row r="1"><c r="C1" s="1"><v>1</v></c><c r="D1"><v>1</v></c></row><row r="5"><c r="B5" s="5"/></row>',
    );
  });

  it('that is blank and stays blank is no change', async () => {
    const before = await styledSheet('<row r="1"><c r="A1" s="1"/></row>');
    const file = await patched(before, cells({ cell: 'A1', put: BLANK }, { cell: 'B7', put: text('') }));
    expect(Buffer.from(file).equals(before)).toBe(true);
  });

  it('in the other date system is counted from its day', async () => {
    const file = await patched(
      await styledSheet('<row r="1"><c r="A1" s="3"/></row>', { properties: 'date1904="1"' }),
      cells({ cell: 'A1', put: date('1904-01-02') }),
    );
    expect(dataOf(file)).toBe('<row r="1"><c r="A1" s="3"><v>1</v></c></row>');
  });

  it('in a sheet without any', async () => {
    const all = styledParts({ sheets: [{ name: '收入' }] });
    all[SHEET] = String(all[SHEET]).replace('<sheetData></sheetData>', '<sheetData />');
    const file = await patched(await zip(all), cells({ cell: 'B2', put: number(1) }));
    expect(partOf(file, SHEET)).toContain('<sheetData><row r="2"><c r="B2"><v>1</v></c></row></sheetData>');
  });

  it('widens the range that the sheet says it fills, and never narrows it', async () => {
    const book = await styledSheet('<row r="1"><c r="A1"/></row>');
    const wide = await patched(book, cells({ cell: 'C4', put: number(1) }));
    expect(partOf(wide, SHEET)).toContain('<dimension ref="A1:C4"/>');
    const emptied = await patched(wide, cells({ cell: 'C4', put: BLANK }));
    expect(partOf(emptied, SHEET)).toContain('<dimension ref="A1:C4"/>');
    const noted = await patched(book, cells({ cell: 'Z99', note: 'x' }));
    expect(partOf(noted, SHEET)).toContain('<dimension ref="A1"/>');
  });

  it('is written with the prefix of its sheet', async () => {
    const all = styledParts({ sheets: [{ name: '收入' }] });
    all[SHEET] =
      '\uFEFF<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac">' +
      '<!-- <row r="1"> --><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const file = await patched(
      await zip(all),
      cells(
        { cell: 'B1', put: text('乙') },
        { cell: 'A2', put: { kind: 'formula', formula: '=A1' }, result: 1, note: 'x' },
      ),
    );
    expect(partOf(file, SHEET)).toBe(
      all[SHEET].replace(
        '</x:c></x:row>',
        '</x:c><x:c r="B1" t="inlineStr"><x:is><x:t>乙</x:t></x:is></x:c></x:row>',
      ).replace(
        '</x:sheetData>',
        '<x:row r="2"><x:c r="A2"><x:f>A1</x:f><x:v>1</x:v></x:c></x:row></x:sheetData><x:legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>',
      ),
    );
    expect((await read(file)).sheets[0]?.rows).toEqual([[1, '乙'], [1]]);
  });

  it.each([
    ['rows', '<row r="2"/><row r="1"/>', 'A1'],
    ['the same row twice', '<row r="2"/><row r="2"/>', 'A2'],
    ['cells', '<row r="1"><c r="B1"/><c r="A1"/></row>', 'A1'],
    ['a cell of another row', '<row r="1"><c r="A2"/></row>', 'A2'],
  ])('is not put among %s that are out of order', async (_what, data, cell) => {
    const problem = await refusal(await styledSheet(data), cells({ cell: 'D9', put: number(1) }));
    expect(problem).toEqual({ code: 'out-of-order', sheet: '收入', cell });
  });

  it('holds no text that is longer than Excel’s', async () => {
    const book = await styledSheet('<row r="1"/>');
    expect(await refusal(book, cells({ cell: 'B1', put: text('长'.repeat(32_768)) }))).toEqual({
      code: 'text-too-long',
      sheet: '收入',
      cell: 'B1',
      most: 32_767,
    });
    expect((await patched(book, cells({ cell: 'B1', put: text('长'.repeat(32_767)) }))).length).toBeGreaterThan(0);
    const long = { kind: 'formula', formula: `=${'1+'.repeat(4100)}1` } as const;
    expect(await refusal(book, cells({ cell: 'B1', put: long }))).toMatchObject({ code: 'text-too-long', most: 8192 });
  });

  it.each([Number.NaN, Infinity])('is never given %s', async (value) => {
    const book = await styledSheet('<row r="1"/>');
    await expect(patched(book, cells({ cell: 'A1', put: number(value) }))).rejects.toThrow(RangeError);
  });

  it('must be a cell, and named once', async () => {
    const book = await styledSheet('<row r="1"/>');
    await expect(patched(book, cells({ cell: 'A0', put: number(1) }))).rejects.toThrow('no cell');
    const twice = cells({ cell: 'A1', put: number(1) }, { cell: 'a1', put: number(2) });
    await expect(patched(book, twice)).rejects.toThrow('patched twice');
  });

  it('of a workbook without styles gets the first ones', async () => {
    const before = await sheetOf('<row r="1"><c r="A1"/></row>');
    const file = await patched(before, cells({ cell: 'A1', fill: '#FFC7CE' }));
    expect(changeOf(before, file)).toEqual({
      changed: ['[Content_Types].xml', 'xl/_rels/workbook.xml.rels', SHEET],
      added: ['xl/styles1.xml'],
      removed: [],
    });
    expect(dataOf(file)).toBe('<row r="1"><c r="A1" s="1"/></row>');
    expect(partOf(file, 'xl/styles1.xml')).toContain('<fgColor rgb="FFFFC7CE"/>');
  });
});
