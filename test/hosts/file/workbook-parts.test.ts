import {
  RELATIONSHIPS,
  bookOf,
  partsOf,
  problem,
  read,
  relationshipsXml,
  sheetOf,
  worksheetXml,
  zip,
} from './make-xlsx';

const FIVE = '<row r="1"><c r="A1"><v>5</v></c></row>';
const one = () => partsOf({ sheets: [{ name: '收入', data: FIVE }] });

/** The one thing most of these tests ask: was the cell found? */
async function found(bytes: Uint8Array): Promise<unknown> {
  return (await read(bytes)).sheets.map(({ name, rows }) => [name, rows]);
}
const FOUND = [['收入', [[5]]]];

describe('sheets', () => {
  it('come in tab order, hidden ones too, under their own names', async () => {
    const book = await read(
      await bookOf({
        sheets: [
          { name: '收入 &amp; &quot;成本&quot;', data: FIVE },
          { name: '隐藏', data: FIVE, attributes: 'state="hidden"' },
          { name: '深藏_x000D_', data: FIVE, attributes: 'state="veryHidden"' },
        ],
      }),
    );
    expect(book.sheets.map(({ name }) => name)).toStrictEqual(['收入 & "成本"', '隐藏', '深藏\r']);
    expect(book.name).toBe('账.xlsx');
  });

  it.each(['chartsheet', 'dialogsheet', 'xlMacrosheet', 'xlIntlMacrosheet'])('a %s is passed over', async (kind) => {
    const parts = partsOf({ sheets: [{ name: '图' }, { name: '收入', data: FIVE }] });
    parts['xl/_rels/workbook.xml.rels'] = relationshipsXml(
      ['rId1', kind, 'chartsheets/sheet1.xml'],
      ['rId2', 'worksheet', 'worksheets/sheet2.xml'],
    );
    delete parts['xl/worksheets/sheet1.xml'];
    expect(await found(await zip(parts))).toStrictEqual(FOUND);
  });

  it('may hold nothing', async () => {
    const parts = partsOf({ sheets: [{ name: '空' }] });
    parts['xl/worksheets/sheet1.xml'] = '<worksheet><sheetData/></worksheet>';
    expect((await read(await zip(parts))).sheets).toStrictEqual([{ name: '空', rows: [], merges: [], tables: [] }]);
  });
});

describe('parts are found through the relationships', () => {
  it.each([
    ['relative', 'worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml'],
    ['absolute', '/xl/worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml'],
    ['with backslashes', 'worksheets\\sheet1.xml', 'xl/worksheets/sheet1.xml'],
    ['with backslashes in the zip as well', '\\xl\\worksheets\\sheet1.xml', 'xl\\worksheets\\sheet1.xml'],
    ['through the folder above', '../data/../sheets/one.bin', 'sheets/one.bin'],
    ['above the root', '../../../../odd.xml', 'odd.xml'],
    ['in other letters', 'Worksheets/SHEET1.xml', 'xl/worksheets/Sheet1.XML'],
    ['percent-encoded', 'worksheets/sheet%201.xml', 'xl/worksheets/sheet 1.xml'],
    ['percent-encoded in the zip as well', 'worksheets/sheet%201.xml', 'xl/worksheets/sheet%201.xml'],
    ['by a name of any kind', '/数据/工作表一', '数据/工作表一'],
  ])('%s', async (_, target, entry) => {
    const parts = one();
    delete parts['xl/worksheets/sheet1.xml'];
    parts[entry] = worksheetXml(FIVE);
    parts['xl/_rels/workbook.xml.rels'] = relationshipsXml(['rId1', 'worksheet', target]);
    expect(await found(await zip(parts))).toStrictEqual(FOUND);
  });

  it('even the workbook itself', async () => {
    const { 'xl/workbook.xml': workbook = '', 'xl/worksheets/sheet1.xml': sheet = '', ...parts } = one();
    delete parts['xl/_rels/workbook.xml.rels'];
    const moved = {
      ...parts,
      '[Content_Types].xml': String(parts['[Content_Types].xml']).replace('/xl/workbook.xml', '/book/main.part'),
      '_rels/.rels': relationshipsXml(
        ['a', 'extended-properties', 'app.xml'],
        ['b', 'officeDocument', '/book/main.part'],
      ),
      'book/main.part': workbook,
      'book/_rels/main.part.rels': relationshipsXml(['rId1', 'worksheet', 'first.xml']),
      'book/first.xml': sheet,
    };
    expect(await found(await zip(moved))).toStrictEqual(FOUND);
  });

  it('by the content types where the root’s relationships are lost', async () => {
    const parts = one();
    delete parts['_rels/.rels'];
    expect(await found(await zip(parts))).toStrictEqual(FOUND);
  });

  it('a link out of the package is none of them', async () => {
    const parts = one();
    parts['xl/_rels/workbook.xml.rels'] = relationshipsXml(['rId1', 'worksheet', 'worksheets/sheet1.xml']).replace(
      'Target=',
      'TargetMode="External" Target=',
    );
    expect(await problem(await zip(parts))).toStrictEqual({
      code: 'file-corrupt',
      file: '账.xlsx',
      facts: { reason: 'part-missing', part: 'xl/_rels/workbook.xml.rels', text: '收入' },
    });
  });

  it('an announced table of shared strings may be left out if no cell needs it', async () => {
    expect(Object.keys(one())).not.toContain('xl/sharedStrings.xml');
    expect(await found(await zip(one()))).toStrictEqual(FOUND);
  });
});

describe('ways to write the same XML', () => {
  const sheet = String(one()['xl/worksheets/sheet1.xml']);
  const utf16 = (text: string, mark: string) => Buffer.from(mark + text.replace('UTF-8', 'UTF-16'), 'utf16le');

  it.each<[string, string | Uint8Array]>([
    [
      'with a prefix',
      '<x:worksheet xmlns:x="urn:any"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    ],
    [
      'in the strict namespace',
      sheet.replaceAll('schemas.openxmlformats.org/spreadsheetml/2006', 'purl.oclc.org/ooxml/spreadsheetml'),
    ],
    ['in no namespace', '<worksheet><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>'],
    [
      'with apostrophes and white space',
      "<worksheet\n><sheetData><row r = '1' ><c\tr='A1'\n><v\n>5</v ></c></row></sheetData></worksheet>\n",
    ],
    [
      'with comments and instructions',
      '<?xml version="1.0"?><!-- a > b --><worksheet><sheetData><?x y?><row r="1"><c r="A1"><!--9--><v>5<!--6--></v></c></row></sheetData></worksheet><!-- z -->',
    ],
    ['with a byte order mark', `\uFEFF${sheet}`],
    ['in UTF-16 with a byte order mark', utf16(sheet, '\uFEFF')],
    ['in UTF-16 without one', utf16(sheet, '')],
    ['in big-endian UTF-16', utf16(sheet, '\uFEFF').swap16()],
    [
      'with elements of other programs around',
      sheet.replace(
        '<sheetData>',
        '<mc:AlternateContent><mc:Choice><row r="1"><c r="A1"><v>9</v></c></row></mc:Choice></mc:AlternateContent><sheetData>',
      ),
    ],
    [
      'with extensions inside a cell',
      sheet.replace('<v>5</v>', '<v>5</v><extLst><ext><v>9</v><f>9</f></ext></extLst>'),
    ],
  ])('%s', async (_, xml) => {
    expect(await found(await zip({ ...one(), 'xl/worksheets/sheet1.xml': xml }))).toStrictEqual(FOUND);
  });

  it('the whole package in strict OOXML', async () => {
    const strict = Object.fromEntries(
      Object.entries(one()).map(([name, xml]) => [
        name,
        String(xml)
          .replaceAll(
            'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
            'http://purl.oclc.org/ooxml/spreadsheetml/main',
          )
          .replaceAll(RELATIONSHIPS, 'http://purl.oclc.org/ooxml/officeDocument/relationships'),
      ]),
    );
    expect(await found(await zip(strict))).toStrictEqual(FOUND);
  });
});

describe('kinds of workbook', () => {
  it.each([
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml',
    'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    'application/vnd.ms-excel.template.macroEnabled.main+xml',
    'application/vnd.ms-excel.addin.macroEnabled.main+xml',
    'application/xml',
  ])('%s is read', async (type) => {
    const parts = one();
    parts['[Content_Types].xml'] = String(parts['[Content_Types].xml']).replace(
      /(?<=workbook\.xml" ContentType=")[^"]*/,
      type,
    );
    parts['xl/vbaProject.bin'] = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]);
    expect(await found(await zip(parts))).toStrictEqual(FOUND);
  });
});

describe('tables', () => {
  const tableOf = async (attributes: string) =>
    (await read(await bookOf({ sheets: [{ name: '收入台账', tables: [attributes] }] }))).sheets[0]?.tables;

  it.each([
    ['with a header', 'displayName="收入" name="表1" ref="A1:I26"', { name: '收入', headerRows: 1, totalsRows: 0 }],
    [
      'by its name where it has no display name',
      'name="表1" ref="A1:I26"',
      { name: '表1', headerRows: 1, totalsRows: 0 },
    ],
    [
      'without a header',
      'displayName="收入" ref="A1:I26" headerRowCount="0"',
      { name: '收入', headerRows: 0, totalsRows: 0 },
    ],
    [
      'with a totals row',
      'displayName="收入" ref="A1:I26" totalsRowCount="1"',
      { name: '收入', headerRows: 1, totalsRows: 1 },
    ],
    [
      'whose totals row was shown once',
      'displayName="收入" ref="A1:I26" totalsRowShown="1"',
      { name: '收入', headerRows: 1, totalsRows: 0 },
    ],
    [
      'without a totals row',
      'displayName="收入" ref="$A$1:$I$26" totalsRowCount="0" totalsRowShown="0"',
      { name: '收入', headerRows: 1, totalsRows: 0 },
    ],
  ])('%s', async (_, attributes, table) => {
    expect(await tableOf(attributes)).toStrictEqual([{ range: { top: 1, left: 1, bottom: 26, right: 9 }, ...table }]);
  });

  it('come in the sheet’s order, and each on its own sheet', async () => {
    const parts = partsOf({
      sheets: [
        { name: '甲', tables: ['displayName="一" ref="A1:B2"', 'displayName="二" ref="D1:E2"'] },
        { name: '乙', tables: ['displayName="三" ref="A1:A2"'] },
      ],
    });
    parts['xl/worksheets/sheet1.xml'] = worksheetXml(
      '',
      '<tableParts><tablePart r:id="rId2"/><tablePart r:id="rId1"/></tableParts>',
    );
    const { sheets } = await read(await zip(parts));
    expect(sheets.map(({ tables }) => tables.map(({ name }) => name))).toStrictEqual([['二', '一'], ['三']]);
  });

  it.each([
    ['no range', 'displayName="收入"'],
    ['a range that is none', 'displayName="收入" ref="A1:"'],
    ['a range beyond the sheet', 'displayName="收入" ref="A1:XFE9"'],
    ['no name', 'ref="A1:B2"'],
    ['more header rows than rows', 'displayName="收入" ref="A1:B1" totalsRowCount="1"'],
    ['no number of header rows', 'displayName="收入" ref="A1:B9" headerRowCount="x"'],
  ])('with %s is refused', async (_, attributes) => {
    const { code, facts } = await problem(await bookOf({ sheets: [{ name: '甲', tables: [attributes] }] }));
    expect([code, facts['reason'], facts['part']]).toStrictEqual(['file-corrupt', 'table', 'xl/tables/table1.xml']);
  });
});

describe('merges and names', () => {
  it('merges are rectangles', async () => {
    const after = '<mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="$E$5"/></mergeCells>';
    const book = await read(await bookOf({ sheets: [{ name: '甲', after }] }));
    expect(book.sheets[0]?.merges).toStrictEqual([
      { top: 1, left: 1, bottom: 2, right: 3 },
      { top: 5, left: 5, bottom: 5, right: 5 },
    ]);
  });

  it('names are the workbook’s own, with what they refer to', async () => {
    const definedNames =
      '<definedName name="年度">年度结算!$B$2</definedName>' +
      '<definedName name="年" hidden="1">2016</definedName>' +
      '<definedName name="说明">"甲&amp;乙"</definedName>' +
      '<definedName name="本表的" localSheetId="0">收入!$A$1</definedName>' +
      '<definedName name="_xlnm.Print_Area" localSheetId="0">收入!$A$1:$B$2</definedName>' +
      '<definedName name="_xlnm._FilterDatabase" hidden="1">收入!$A$1</definedName>';
    expect((await read(await sheetOf('', { definedNames }))).definedNames).toStrictEqual([
      { name: '年度', refersTo: '年度结算!$B$2' },
      { name: '年', refersTo: '2016' },
      { name: '说明', refersTo: '"甲&乙"' },
    ]);
  });
});

describe('progress', () => {
  it('rises from 0 to 1', async () => {
    const row = (r: number) => `<row r="${r}"><c r="A${r}"><v>${(r * 7919) % 100_003}</v></c></row>`;
    const bytes = await sheetOf(Array.from({ length: 20_000 }, (_, i) => row(i + 1)).join(''));
    const told: number[] = [];
    await read(bytes, { onProgress: (fraction) => told.push(fraction) });
    expect(told.length).toBeGreaterThan(3);
    expect(told).toStrictEqual([...told].sort((a, b) => a - b));
    expect(told.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true);
    expect(told.at(-1)).toBe(1);
  });
});
