/** The bridge between .xlsx files and plain workbooks. */
import fs from 'node:fs';
import path from 'node:path';
import type { DocumentContent } from '../../workbench/src/document-store';
import { cellArea, parseArea, WHOLE_SHEET } from '../../workbench/src/grid/a1';
import type { Area } from '../../workbench/src/grid/grid-model';
import type { CellImage, SheetImage, WorkbookImage } from '../../workbench/src/grid/workbook-image';
import { afterMove } from '../../workbench/src/xlsx/carried';
import { functionNames, readFormula, writeFormula } from '../../workbench/src/xlsx/formula-text';
import type { CellsMoved } from '../../workbench/src/xlsx/hyperlinks';
import { readXlsx, type ReadOptions, type XlsxContent } from '../../workbench/src/xlsx/read-xlsx';
import { writeXlsx } from '../../workbench/src/xlsx/write-xlsx';
import { cells, partsOf, relations, sheet, workbookFile, zip } from './xlsx-file';

const SAMPLE = path.join(__dirname, '..', '..', 'assets', 'samples', '2016.xlsx');
const NO_DOCUMENT: DocumentContent = { settings: {}, xmlParts: [], properties: {} };

async function readOf(bytes: Uint8Array, options?: ReadOptions): Promise<XlsxContent> {
  const read = await readXlsx(bytes, 'book.xlsx', options);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}

function sheetImage(own: Partial<SheetImage> = {}): SheetImage {
  return {
    name: 'Sheet1',
    visibility: 'Visible',
    isProtected: false,
    tabColor: '',
    showGridlines: true,
    frozenRows: 0,
    frozenColumns: 0,
    defaultRowHeight: 15,
    defaultColumnWidth: 48,
    formats: [],
    rows: [],
    columns: [],
    merges: [],
    notes: [],
    validations: [],
    conditionals: [],
    selection: { row: 0, column: 0, rowCount: 1, columnCount: 1 },
    ...own,
  };
}

const bookOf = (...sheets: readonly SheetImage[]): WorkbookImage => ({ sheets, activeSheet: 0, tables: [], names: [] });

/** The first sheet's cells by row and column. */
function cellsOf({ image }: XlsxContent): Map<string, CellImage> {
  const [first] = image.sheets;
  return new Map(
    first?.rows.flatMap(({ row, cells: list }) => list.map((cell) => [`${row} ${cell.column}`, cell] as const)),
  );
}

describe('a written workbook is read as it was', () => {
  test('the sample', async () => {
    const functions = ['FAN_PENALTY', 'EVENT_PENALTY', 'NET_PROFIT', 'TEAM_SHARE', 'TASK_PENALTY'];
    const before = await readOf(fs.readFileSync(SAMPLE));
    const options = { customFunctions: functions, carried: before.carried };
    const bytes = await writeXlsx(before.image, before.document, options);
    const after = await readOf(bytes, { customFunctions: functions });
    expect(after.image).toEqual(before.image);
    expect(after.document).toEqual(before.document);
    expect(after.carried).toEqual(before.carried);
    expect([...before.losses, ...after.losses]).toEqual([]);
    expect(before.image.tables.map(({ name }) => name)).toContain('收入');
    expect(before.carried[1]?.print?.titles).toBe("'年度结算'!$4:$4");
    expect(before.carried[0]?.hyperlinks).toHaveLength(17);
    expect(before.carried.flatMap(({ rules }) => rules.map(({ detail }) => detail))).toEqual(
      Array.from({ length: 4 }, () => ({ numberFormat: '#,##0.####' })),
    );
  });

  test('everything that an image can say', async () => {
    const area = { row: 0, column: 0, rowCount: 3, columnCount: 2 };
    const image: WorkbookImage = {
      sheets: [
        sheetImage({
          name: "It's «1»",
          isProtected: true,
          tabColor: '#FF8800',
          showGridlines: false,
          frozenRows: 1,
          frozenColumns: 2,
          formats: [
            {
              numberFormat: '¥#,##0.00;[Red]-¥#,##0.00',
              fillColor: '#FFF2CC',
              fontName: '等线',
              fontSize: 12,
              fontColor: '#112233',
              bold: true,
              italic: true,
              underline: true,
              strikethrough: true,
              horizontalAlignment: 'CenterAcrossSelection',
              verticalAlignment: 'Center',
              wrapText: true,
              locked: false,
              indent: 2,
              borders: { top: { style: 'double', color: '#0000FF' }, left: { style: 'hair', color: '#00FF00' } },
            },
            { numberFormat: 'yyyy-mm-dd' },
          ],
          rows: [
            {
              row: 0,
              height: 30,
              cells: [
                { column: 0, content: 'name', format: 0 },
                { column: 1, content: 'a <b> & "c"\n_x0041_ \u0007' },
              ],
            },
            {
              row: 1,
              isHidden: true,
              format: 1,
              cells: [
                { column: 0, content: 1.5 },
                {
                  column: 1,
                  content: { formula: '=SEQUENCE(2,2)' },
                  value: 1,
                  spill: { ...area, row: 1, column: 1, rowCount: 2 },
                },
                { column: 5, content: { error: '#N/A' } },
                { column: 6, content: false },
              ],
            },
            { row: 2, cells: [{ column: 0, content: null, format: 1 }] },
            { row: 3, cells: [{ column: 0, content: { formula: '=T[[#This Row],[name]]&"x"' }, value: 'x' }] },
          ],
          columns: [
            { column: 0, count: 1, width: 81.75 },
            { column: 3, count: 2, width: 48, isHidden: true, format: 1 },
          ],
          merges: [{ row: 5, column: 0, rowCount: 1, columnCount: 3 }],
          notes: [
            { row: 0, column: 0, text: 'look\nhere', author: '王', kind: 'note' },
            { row: 1, column: 3, text: 'why?', author: 'Li', kind: 'comment' },
          ],
          validations: [
            {
              areas: [{ row: 1, column: 0, rowCount: 9, columnCount: 1 }],
              validation: {
                rule: { kind: 'list', source: '甲,乙', inCellDropDown: true },
                ignoreBlanks: true,
                errorAlert: { show: true, style: 'Warning', title: 'no', message: 'choose one' },
                prompt: { show: true, title: 'hint', message: 'a or b' },
              },
            },
            {
              areas: [{ row: 1, column: 1, rowCount: 1, columnCount: 1 }],
              validation: {
                rule: { kind: 'date', operator: 'NotBetween', formula1: 42370, formula2: '=TODAY()' },
                ignoreBlanks: false,
                errorAlert: { show: false, style: 'Stop', title: '', message: '' },
                prompt: { show: false, title: '', message: '' },
              },
            },
          ],
          conditionals: [
            {
              areas: [area],
              formula: '=$A1>5',
              format: { fillColor: '#FFC7CE', fontColor: '#9C0006', bold: true },
              stopIfTrue: true,
            },
          ],
          selection: { row: 4, column: 4, rowCount: 2, columnCount: 1 },
        }),
        sheetImage({ name: 'hidden', visibility: 'VeryHidden' }),
      ],
      activeSheet: 0,
      tables: [
        {
          name: 'T',
          sheet: 0,
          area: { row: 0, column: 0, rowCount: 5, columnCount: 2 },
          hasHeaderRow: true,
          hasTotalRow: true,
          columns: ['name', 'a <b> & "c"\n_x0041_ \u0007'],
          style: 'TableStyleMedium2',
          showBandedRows: true,
          showBandedColumns: false,
          showFilterButton: true,
          highlightFirstColumn: false,
          highlightLastColumn: true,
          calculatedColumns: [undefined, '=T[[#This Row],[name]]*2'],
        },
      ],
      names: [
        { name: 'rate', formula: '=0.25', comment: 'of tax', isVisible: true },
        { name: 'own', formula: '=hidden!$A$1', comment: '', isVisible: false, sheet: 1 },
      ],
    };
    const document: DocumentContent = {
      settings: { plain: 'text', deep: { list: [1, null, '</we:property>'] } },
      xmlParts: [
        { id: '{0B5A1C2B-0000-4000-8000-000000000001}', namespaceUri: 'urn:x', xml: '<x:a xmlns:x="urn:x">1</x:a>' },
      ],
      properties: { Title: 'T & U', Author: '王', Company: 'C' },
    };
    const addin = { id: '7b9f4e5a-2d7c-4c6a-9f3e-0d5a1c2b3e4f', version: '1.0.0.0' };
    const after = await readOf(await writeXlsx(image, document, { customFunctions: [], addin }), { addinId: addin.id });
    expect(after.image).toEqual(image);
    expect(after.document).toEqual(document);
    expect(after.losses).toEqual([]);
  });

  test('equal workbooks are equal files', async () => {
    const image = bookOf(sheetImage({ rows: [{ row: 0, cells: [{ column: 0, content: 'a' }] }] }));
    const [one, other] = await Promise.all([1, 2].map(() => writeXlsx(image, NO_DOCUMENT, { customFunctions: [] })));
    expect(one).toEqual(other);
  });

  test('the settings of another add-in are not ours', async () => {
    const settings = { ...NO_DOCUMENT, settings: { a: 1 } };
    const bytes = await writeXlsx(bookOf(sheetImage()), settings, {
      customFunctions: [],
      addin: { id: 'one', version: '1.0' },
    });
    const read = await readOf(bytes, { addinId: 'another' });
    expect([read.document.settings, read.losses]).toEqual([{}, [{ kind: 'otherAddin', name: '', count: 1 }]]);
  });
});

describe('what no grid knows of is carried along', () => {
  const CELLS = cells({ A1: '<v>1</v>' });
  const SHEET = 'xl/worksheets/sheet1.xml';

  async function writtenAgain(read: XlsxContent, image = read.image): Promise<Map<string, string>> {
    return partsOf(await writeXlsx(image, read.document, { customFunctions: [], carried: read.carried }));
  }

  test('hyperlinks, inside the workbook and out of it', async () => {
    const links = `<hyperlink ref="A1" location="'Other sheet'!B2" tooltip="a &lt;b&gt;" display="go"/><hyperlink ref="B2:C3" r:id="rId7" location="top"/>`;
    const file = await workbookFile(`${CELLS}<hyperlinks>${links}</hyperlinks>`, {
      'xl/worksheets/_rels/sheet1.xml.rels': relations([
        'rId7',
        'hyperlink',
        'https://example.com/?a=1&amp;b=%20',
      ]).replace('/></', ' TargetMode="External"/></'),
    });
    const read = await readOf(file);
    expect(read.losses).toEqual([]);
    expect(read.carried[0]?.hyperlinks).toEqual([
      { area: cellArea(0, 0), location: "'Other sheet'!B2", tooltip: 'a <b>', display: 'go' },
      {
        area: { row: 1, column: 1, rowCount: 2, columnCount: 2 },
        target: 'https://example.com/?a=1&b=%20',
        location: 'top',
      },
    ]);
    const parts = await writtenAgain(read);
    expect(parts.get('xl/worksheets/_rels/sheet1.xml.rels')).toContain(
      'Target="https://example.com/?a=1&amp;b=%20" TargetMode="External"',
    );
    expect((await readOf(await zip(Object.fromEntries(parts)))).carried).toEqual(read.carried);
  });

  test.each<readonly [string, string, CellsMoved, string | undefined]>([
    ['rows above', 'B5', { kind: 'rowInserted', area: { ...WHOLE_SHEET, row: 2, rowCount: 3 } }, 'B8'],
    ['rows below', 'B5', { kind: 'rowInserted', area: { ...WHOLE_SHEET, row: 5, rowCount: 3 } }, 'B5'],
    ['rows gone above', 'B5', { kind: 'rowDeleted', area: { ...WHOLE_SHEET, row: 0, rowCount: 2 } }, 'B3'],
    ['its own row gone', 'B5', { kind: 'rowDeleted', area: { ...WHOLE_SHEET, row: 4, rowCount: 1 } }, undefined],
    ['some of its rows gone', 'B5:B7', { kind: 'rowDeleted', area: { ...WHOLE_SHEET, row: 5, rowCount: 1 } }, 'B5:B6'],
    ['a column before', 'B5', { kind: 'columnInserted', area: { ...WHOLE_SHEET, column: 0, columnCount: 1 } }, 'C5'],
    ['cells put in above', 'B5', { kind: 'cellInserted', shift: 'down', area: cellArea(0, 1) }, 'B6'],
    ['cells put in beside', 'B5', { kind: 'cellInserted', shift: 'down', area: cellArea(0, 2) }, 'B5'],
    ['cells gone to the left', 'B5', { kind: 'cellDeleted', shift: 'left', area: cellArea(4, 0) }, 'A5'],
    ['an edit', 'B5', { kind: 'rangeEdited', area: cellArea(4, 1) }, 'B5'],
  ])('a hyperlink keeps to its cell: %s', (_what, from, change, to) => {
    const area = (address: string): Area => parseArea(address) ?? WHOLE_SHEET;
    const before = { hyperlinks: [{ area: area(from), location: 'A1' }], rules: [] };
    const expected = to === undefined ? [] : [{ area: area(to), location: 'A1' }];
    expect(afterMove(before, change).hyperlinks).toEqual(expected);
  });

  test('number formats and borders of conditional formats, wherever the rule was moved to', async () => {
    const dxf = `<dxf><numFmt numFmtId="200" formatCode="0.0&quot;x&quot;"/><fill><patternFill><bgColor rgb="FFFFEE00"/></patternFill></fill><border><top style="thin"><color rgb="FFFF0000"/></top></border></dxf>`;
    const rule = `<cfRule type="expression" dxfId="0" priority="1"><formula>AND(C2&gt;$A2,C1&lt;&gt;B$1)</formula></cfRule>`;
    const file = await workbookFile(`${CELLS}<conditionalFormatting sqref="C2:C9">${rule}</conditionalFormatting>`, {
      'xl/_rels/workbook.xml.rels': relations(
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'styles', 'styles.xml'],
      ),
      'xl/styles.xml': `<styleSheet><dxfs count="1">${dxf}</dxfs></styleSheet>`,
    });
    const read = await readOf(file);
    expect(read.losses).toEqual([]);
    const [first] = read.image.sheets;
    const [before] = first?.conditionals ?? [];
    if (!first || !before) throw new Error('there is no rule');
    const moved = { ...before, areas: [{ ...cellArea(4, 2), rowCount: 8 }], formula: '=AND(C5>$A5,C4<>B$1)' };
    const other = { ...before, formula: '=C2>7' };
    const sheets = [{ ...first, conditionals: [moved, other] }];
    const parts = await writtenAgain(read, { ...read.image, sheets });
    const dxfs = [...(parts.get('xl/styles.xml') ?? '').matchAll(/<dxf>.*?<\/dxf>/g)].map(([text]) => text);
    expect(dxfs).toHaveLength(2);
    expect(dxfs[0]).toMatch(
      /^<dxf><numFmt numFmtId="\d+" formatCode="0.0&quot;x&quot;"\/><fill>.*<\/fill><border><top/,
    );
    expect(dxfs[1]).not.toContain('numFmt');
    expect(parts.get(SHEET)?.match(/dxfId="\d"/g)).toEqual(['dxfId="0"', 'dxfId="1"']);
  });
});

describe('custom functions', () => {
  test('are dynamic arrays under the name that Excel gives them', async () => {
    const content = { formula: '=Pay.Net(2016)+1' };
    const image = bookOf(sheetImage({ rows: [{ row: 0, cells: [{ column: 0, content, value: 7 }] }] }));
    const parts = await partsOf(await writeXlsx(image, NO_DOCUMENT, { customFunctions: ['PAY.NET'] }));
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain(
      '<c r="A1" cm="1"><f t="array" ref="A1">_xldudf_PAY_NET(2016)+1</f><v>7</v></c>',
    );
    expect(parts.get('xl/metadata.xml')).toContain('XLDAPR');
    expect(parts.get('[Content_Types].xml')).toContain('/xl/metadata.xml');
  });

  test.each([
    ['_xldudf_PAY_NET(2016)', '=PAY.NET(2016)'],
    ['[2]!_xldudf_PAY_NET()', '=PAY.NET()'],
    ['Pay.xla!_xldudf_OTHER()', '=OTHER()'],
    ["'C:\\[x.xla]y'!_xldudf_OTHER(1)", '=OTHER(1)'],
    ['_xlfn._xlws.FILTER(A1:A9,A1:A9>"_xlfn.")', '=FILTER(A1:A9,A1:A9>"_xlfn.")'],
    ['_xlfn.LET(_xlpm.x,1,_xlpm.x+1)', '=LET(x,1,x+1)'],
    ['SUM(_xlfn.ANCHORARRAY(B2))', '=SUM(B2#)'],
    ['_xlfn.SINGLE(A1:A3)', '=@A1:A3'],
    ["'_xlfn.sheet'!A1", "='_xlfn.sheet'!A1"],
  ])('%s is typed %s', (inFile, typed) => {
    expect(readFormula(inFile, functionNames(['PAY.NET']))).toBe(typed);
  });

  test.each([
    ['=SUM(A1:A3)', 'SUM(A1:A3)', false],
    ['=A1+B1', 'A1+B1', false],
    ['=A1:A3*2', 'A1:A3*2', true],
    ['=SUM(A1:A3*B1:B3)', 'SUM(A1:A3*B1:B3)', true],
    ['=T[[#This Row],[a]]*2', 'T[[#This Row],[a]]*2', false],
    ['=T[a]*2', 'T[a]*2', true],
    ['=SORT(UNIQUE(A:A))', '_xlfn._xlws.SORT(_xlfn.UNIQUE(A:A))', true],
    ['=TEXTJOIN(",",TRUE,"FILTER(")', '_xlfn.TEXTJOIN(",",TRUE,"FILTER(")', false],
    ['=LET(x,2,y,x*2,x+y)', '_xlfn.LET(_xlpm.x,2,_xlpm.y,_xlpm.x*2,_xlpm.x+_xlpm.y)', true],
    ['=MAP(A1:A3,LAMBDA(v,v+1))', '_xlfn.MAP(A1:A3,_xlfn.LAMBDA(_xlpm.v,_xlpm.v+1))', true],
    ['=SUM(B2#)', 'SUM(_xlfn.ANCHORARRAY(B2))', true],
    ['=pay.net()', '_xldudf_PAY_NET()', true],
  ])('%s is written %s', (typed, text, isArray) => {
    expect(writeFormula(typed, functionNames(['PAY.NET']))).toEqual({ text, isArray });
  });
});

describe('reading what others wrote', () => {
  test('shared formulas are each their own', async () => {
    const file = await workbookFile(
      cells({
        B1: '<f t="shared" ref="B1:B3" si="0">A1*$A$1+SUM(A:A)+Sheet1!A1&amp;"A1"</f><v>1</v>',
        B2: '<f t="shared" si="0"/><v>2</v>',
        C3: '<f t="shared" si="0"/>',
      }),
    );
    const found = cellsOf(await readOf(file));
    expect(found.get('1 1')?.content).toEqual({ formula: '=A2*$A$1+SUM(A:A)+Sheet1!A2&"A1"' });
    expect(found.get('2 2')?.content).toEqual({ formula: '=B3*$A$1+SUM(B:B)+Sheet1!B3&"A1"' });
  });

  test('what an array fills is no content of its own', async () => {
    const file = await workbookFile(
      cells({
        A1: '[cm="1"]<f t="array" ref="A1:B2">_xlfn.SEQUENCE(2,2)</f><v>1</v>',
        B1: '<v>2</v>',
        A2: '<v>3</v>',
        C1: '<v>9</v>',
      }),
    );
    const found = cellsOf(await readOf(file));
    expect([...found.keys()]).toEqual(['0 0', '0 2']);
    expect(found.get('0 0')?.spill).toEqual({ row: 0, column: 0, rowCount: 2, columnCount: 2 });
  });

  test('values of every type', async () => {
    const file = await workbookFile(
      cells({
        A1: '[t="inlineStr"]<is><r><rPr><b/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>x</t></rPh></is>',
        B1: '[t="b"]<v>1</v>',
        C1: '[t="e"]<v>#DIV/0!</v>',
        D1: '[t="d"]<v>2016-03-05</v>',
        E1: '[t="str"]<v>_x0041_</v>',
        F1: '<v>1E-3</v>',
      }),
    );
    const read = await readOf(file);
    const values = [...cellsOf(read).values()].map(({ content }) => content);
    expect(values).toEqual(['a b', true, { error: '#DIV/0!' }, 42434, 'A', 0.001]);
    expect(read.losses).toEqual([{ kind: 'richText', name: 'Sheet1', count: 1 }]);
  });

  test('what cannot be kept is counted', async () => {
    const file = await workbookFile(
      `${cells({ A1: '<f>[1]Other!A1</f><v>5</v>' })}<autoFilter ref="A1:B2"/><conditionalFormatting sqref="A1"><cfRule type="dataBar" priority="1"/><cfRule type="cellIs" operator="between" priority="2"><formula>1</formula><formula>2</formula></cfRule></conditionalFormatting><hyperlinks><hyperlink ref="A1"/></hyperlinks><drawing r:id="rId1"/>`,
      {
        'xl/worksheets/_rels/sheet1.xml.rels': relations(['rId1', 'drawing', '../drawings/drawing1.xml']),
        'xl/drawings/drawing1.xml': '<d><pic/><a><pic/></a><sp/></d>',
        'xl/drawings/_rels/drawing1.xml.rels': relations(['rId1', 'chart', '../charts/chart1.xml']),
        'xl/charts/chart1.xml': '<c/>',
        'xl/vbaProject.bin': 'x',
        'xl/strange.xml': '<s/>',
      },
    );
    const read = await readOf(file);
    expect(read.losses).toEqual([
      { kind: 'chart', name: 'Sheet1', count: 1 },
      { kind: 'image', name: 'Sheet1', count: 2 },
      { kind: 'shape', name: 'Sheet1', count: 1 },
      { kind: 'macro', name: '', count: 1 },
      { kind: 'externalLink', name: 'Sheet1', count: 1 },
      { kind: 'conditionalFormat', name: 'Sheet1', count: 1 },
      { kind: 'hyperlink', name: 'Sheet1', count: 1 },
      { kind: 'filter', name: 'Sheet1', count: 1 },
      { kind: 'other', name: 'xl/strange.xml', count: 1 },
    ]);
    expect(cellsOf(read).get('0 0')?.content).toBe(5);
    expect(read.image.sheets[0]?.conditionals.map(({ formula }) => formula)).toEqual(['=AND(A1>=1,A1<=2)']);
  });

  test('theme colours, and lists of another sheet in the extensions', async () => {
    const file = await workbookFile(
      `<sheetPr><tabColor theme="4" tint="-0.249977111117893"/></sheetPr><sheetData/><extLst><ext><x14:dataValidations xmlns:x14="x"><x14:dataValidation type="list"><x14:formula1><xm:f xmlns:xm="m">Lists!$A$1:$A$5</xm:f></x14:formula1><xm:sqref xmlns:xm="m">B2:B9 D2</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>`,
    );
    const [first] = (await readOf(file)).image.sheets;
    expect(first?.tabColor).toBe('#2E75B6');
    expect(first?.validations).toMatchObject([
      {
        areas: [
          { row: 1, column: 1, rowCount: 8 },
          { row: 1, column: 3 },
        ],
        validation: { rule: { source: '=Lists!$A$1:$A$5' } },
      },
    ]);
  });
});

describe('a file that cannot be opened says why, by name', () => {
  const DOCTYPE = '<!DOCTYPE w [<!ENTITY a "b">]><worksheet/>';
  test.each<readonly [string, () => Promise<Uint8Array> | Uint8Array, object]>([
    ['no bytes', () => new Uint8Array(), { code: 'notXlsx' }],
    ['text', () => new TextEncoder().encode('a,b\n1,2'), { code: 'notXlsx' }],
    ['an old .xls', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), { code: 'notXlsx' }],
    ['another zip', () => zip({ 'word/document.xml': '<d/>' }), { code: 'notXlsx' }],
    ['half a file', async () => (await workbookFile('<sheetData/>')).slice(0, 500), { code: 'corrupt' }],
    [
      'no sheets',
      () => workbookFile('', { 'xl/workbook.xml': '<workbook/>' }),
      { code: 'corrupt', part: 'xl/workbook.xml' },
    ],
    ['broken XML', () => workbookFile('<sheetData>'), { code: 'corrupt', part: 'xl/worksheets/sheet1.xml' }],
    [
      'a document type',
      () => workbookFile('', { 'xl/worksheets/sheet1.xml': DOCTYPE }),
      { code: 'doctype', part: 'xl/worksheets/sheet1.xml' },
    ],
    [
      'a bomb',
      () => workbookFile('', { 'xl/worksheets/sheet1.xml': sheet(' '.repeat(20_000_000)) }),
      { code: 'tooLarge', part: 'xl/worksheets/sheet1.xml', limit: 'inflatedBytes' },
    ],
    [
      'depth without end',
      () => workbookFile('<a>'.repeat(300) + '</a>'.repeat(300)),
      { code: 'corrupt', part: 'xl/worksheets/sheet1.xml' },
    ],
  ])('%s', async (_what, make, fault) => {
    expect(await readXlsx(await make(), 'mine.xlsx')).toEqual({ ok: false, fault: { file: 'mine.xlsx', ...fault } });
  });
});
