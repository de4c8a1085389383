/** Workbooks with much in them, and as programs write them: only what a patch is about changes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import type { SheetPatch } from '../../../src/hosts/file/patch/patch-workbook';
import { read } from './make-xlsx';
import { changeOf, partOf, patched, rawEntries, SHEET } from './patching';
import { richBook } from './rich-book';

const MARKS: SheetPatch = {
  sheet: '账',
  cells: [
    { cell: 'A1', fill: '#FFC7CE', note: '标题' },
    { cell: 'C2', fill: '#FFC7CE', note: '一' },
    { cell: 'C3', fill: '#FFEB9C', note: '二' },
    { cell: 'C4', fill: '#DDEBF7', note: '三' },
    { cell: 'F3', fill: '#FFC7CE', note: '四' },
    { cell: 'G9', fill: '#FFC7CE', note: '五' },
  ],
};

/** What a marked sheet of the rich workbook becomes, told by insertions alone. */
function marked(sheet: string): string {
  return sheet
    .replace('<dimension ref="A1:E5"/>', '<dimension ref="A1:G9"/>')
    .replace('<c r="A1" s="1" t="s">', '<c r="A1" s="4" t="s">')
    .replace('<c r="C2"><v>', '<c r="C2" s="5"><v>')
    .replace('<row r="3" spans="1:5"', '<row r="3" spans="1:6"')
    .replace('<c r="C3" s="3">', '<c r="C3" s="6">')
    .replace('<v>10</v></c></row>', '<v>10</v></c><c r="F3" s="7"/></row>')
    .replace('<c r="C4"><v>', '<c r="C4" s="8"><v>')
    .replace('</sheetData>', '<row r="9"><c r="G9" s="7"/></row></sheetData>');
}

describe.each([
  ['an .xlsx', {}],
  ['an .xlsm', { macros: true }],
])('%s with charts, notes, a conversation, rules, macros and parts of other programs', (_what, options) => {
  it('is marked in the parts that marks are in, and there by insertions', async () => {
    const before = await richBook(options);
    const after = await patched(before, { sheets: [MARKS] });
    expect(changeOf(before, after)).toEqual({
      changed: [SHEET, 'xl/styles.xml', 'xl/comments1.xml', 'xl/drawings/vmlDrawing1.vml'],
      added: [],
      removed: [],
    });
    expect(partOf(after, SHEET)).toBe(marked(partOf(before, SHEET)));

    const [styles, newStyles] = [partOf(before, 'xl/styles.xml'), partOf(after, 'xl/styles.xml')];
    expect(newStyles.match(/<xf [^>]*fillId="[345]"/g)).toHaveLength(5);
    const solid =
      /<fill><patternFill patternType="solid"><fgColor rgb="FF(?:FFC7CE|FFEB9C|DDEBF7)"\/><bgColor indexed="64"\/><\/patternFill><\/fill>/g;
    expect(newStyles.match(solid)).toHaveLength(3);
    const [head = '', ...formats] = newStyles.replace(solid, '').split(/(?=<\/cellXfs>)/);
    expect(formats).toHaveLength(1);
    expect(
      head.startsWith(
        styles
          .slice(0, styles.indexOf('</cellXfs>'))
          .replace('<fills count="3">', '<fills count="6">')
          .replace('<cellXfs count="4">', '<cellXfs count="9">'),
      ),
    ).toBe(true);
    expect(formats[0]).toBe(styles.slice(styles.indexOf('</cellXfs>')));
    expect(newStyles).toContain(
      '<xf numFmtId="2" fontId="0" fillId="4" borderId="0" xfId="0" applyAlignment="1" applyFill="1"><alignment wrapText="1"/><protection locked="0"/></xf>',
    );

    const notes = partOf(after, 'xl/comments1.xml');
    expect(
      [...notes.matchAll(/<comment ref="(\w+)" authorId="(\d)"/g)].map(([, cell, by]) => `${cell ?? ''} ${by ?? ''}`),
    ).toEqual(['C3 0', 'C4 1', 'A1 2', 'C2 2', 'F3 2', 'G9 2']);
    expect(partOf(after, 'xl/drawings/vmlDrawing1.vml').match(/<v:shape /g)).toHaveLength(6);
    expect(await read(after)).toEqual(await read(before));
  });

  it('marked twice is marked once', async () => {
    const once = await patched(await richBook(options), { sheets: [MARKS] });
    const twice = await patched(once, { sheets: [MARKS] });
    expect(rawEntries(twice).map(({ name, text }) => [name, text])).toEqual(
      rawEntries(once).map(({ name, text }) => [name, text]),
    );
  });

  it('is changed in its values and nowhere else', async () => {
    const before = await richBook(options);
    const after = await patched(before, {
      sheets: [
        {
          sheet: '账',
          cells: [
            { cell: 'C2', put: { kind: 'number', value: 7 } },
            { cell: 'D2', put: { kind: 'blank' } },
            { cell: 'B6', put: { kind: 'text', text: '新行' }, styleOf: 'B3' },
          ],
          tables: [{ name: '收入', range: { top: 1, left: 1, bottom: 6, right: 4 } }],
        },
      ],
      definedNames: new Map([['年度', '2017']]),
    });
    expect(changeOf(before, after)).toEqual({
      changed: ['xl/workbook.xml', SHEET, 'xl/calcChain.xml', 'xl/tables/table1.xml'],
      added: [],
      removed: [],
    });
    expect(partOf(after, SHEET)).toBe(
      partOf(before, SHEET)
        .replace('A1:E5', 'A1:E6')
        .replace('<v>100.5</v>', '<v>7</v>')
        .replace('<c r="D2"><f t="shared" ref="D2:D4" si="0">C2*0.5</f><v>50.25</v></c>', '<c r="D2"/>')
        .replace('<f t="shared" si="0"/><v>10</v>', '<f>C3*0.5</f><v>10</v>')
        .replace('<f t="shared" si="0"/><v>4</v>', '<f>C4*0.5</f><v>4</v>')
        .replace('</sheetData>', '<row r="6"><c r="B6" s="3" t="inlineStr"><is><t>新行</t></is></c></row></sheetData>'),
    );
    expect(partOf(after, 'xl/calcChain.xml')).toBe(partOf(before, 'xl/calcChain.xml').replace('<c r="D2"/>', ''));
    expect((await read(after)).sheets[0]?.rows.slice(0, 6).map((row) => row?.slice(1, 4))).toEqual([
      ['类别', '金额', '计入'],
      ['广告', 7, null],
      ['广告', 20, 10],
      ['活动', 8, 4],
      [null, { fault: '#DIV/0!' }],
      ['新行'],
    ]);
  });
});

it('a workbook of LibreOffice keeps all but the parts of its marks', async () => {
  const before = readFileSync(join(__dirname, 'fixtures', 'libreoffice.xlsx'));
  const after = await patched(before, {
    sheets: [{ sheet: '收入台账', cells: [{ cell: 'C2', fill: '#FFC7CE', note: '说明' }] }],
  });
  expect(changeOf(before, after)).toEqual({
    changed: ['[Content_Types].xml', 'xl/worksheets/_rels/sheet1.xml.rels', SHEET, 'xl/styles.xml'].sort(
      (a, b) =>
        rawEntries(before).findIndex(({ name }) => name === a) - rawEntries(before).findIndex(({ name }) => name === b),
    ),
    added: ['xl/drawings/vmlDrawing1.vml', 'xl/comments1.xml'],
    removed: [],
  });
  expect(await read(after)).toEqual(await read(before));
});

it('a workbook of excelts too, notes, pictures and rules with it', async () => {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('账');
  sheet.addTable({
    name: '收入',
    ref: 'A1',
    headerRow: true,
    columns: [{ name: '日期' }, { name: '金额' }],
    rows: [
      [new Date(Date.UTC(2016, 2, 5)), 5],
      [null, 6],
    ],
  });
  sheet.getCell('D1').note = '他们的';
  sheet.getCell('D2').value = { formula: 'SUM(B2:B3)', result: 11 };
  sheet.getCell('D2').dataValidation = { type: 'whole', operator: 'between', formulae: [1, 9] };
  sheet.addConditionalFormatting({
    ref: 'B2:B3',
    rules: [{ type: 'expression', priority: 1, formulae: ['B2>5'], style: { font: { bold: true } } }],
  });
  const before = new Uint8Array(await workbook.xlsx.writeBuffer());
  const after = await patched(before, {
    sheets: [
      {
        sheet: '账',
        cells: [
          { cell: 'D1', fill: '#FFC7CE', note: '我们的' },
          { cell: 'B2', put: { kind: 'number', value: 9 } },
        ],
      },
    ],
  });
  const notes = rawEntries(before).find(({ name }) => /comments\d*\.xml$/.test(name))?.name ?? '';
  expect(new Set(changeOf(before, after).changed)).toEqual(new Set([SHEET, 'xl/styles.xml', 'xl/workbook.xml', notes]));
  expect(changeOf(before, after)).toMatchObject({ added: [], removed: [] });
  expect(partOf(after, notes)).toContain('他们的');
  const again = new Workbook();
  await again.xlsx.load(Buffer.from(after));
  expect(again.getWorksheet('账')?.getCell('B2').value).toBe(9);
  expect(again.getWorksheet('账')?.getCell('D1').fill).toMatchObject({
    pattern: 'solid',
    fgColor: { argb: 'FFFFC7CE' },
  });
  expect(JSON.stringify(again.getWorksheet('账')?.getCell('D1').note)).toContain('我们的');
});
