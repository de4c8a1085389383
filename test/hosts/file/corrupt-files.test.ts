import { DEFAULT_READ_LIMITS, type ReadLimits } from '../../../src/hosts/file/read-workbook';
import {
  bookOf,
  partsOf,
  problem,
  rawEntries,
  rawEntry,
  rawZip,
  read,
  relationshipsXml,
  sheetOf,
  worksheetXml,
  zip,
  type Parts,
} from './make-xlsx';

const FIVE = '<row r="1"><c r="A1"><v>5</v></c></row>';
const SHEET = 'xl/worksheets/sheet1.xml';
const one = () => partsOf({ sheets: [{ name: '收入', data: FIVE }] });
const without = (part: string) => Object.fromEntries(Object.entries(one()).filter(([name]) => name !== part));

describe('a corrupt part is named', () => {
  const cases: readonly (readonly [what: string, parts: Parts, facts: Record<string, string | number>])[] = [
    ['a sheet that is missing', without(SHEET), { reason: 'part-missing', part: SHEET }],
    ['a workbook that is missing', without('xl/workbook.xml'), { reason: 'part-missing', part: 'xl/workbook.xml' }],
    [
      'relationships that are missing',
      without('xl/_rels/workbook.xml.rels'),
      { reason: 'part-missing', part: 'xl/_rels/workbook.xml.rels', text: '收入' },
    ],
    [
      'a table that is missing',
      { ...one(), 'xl/worksheets/_rels/sheet1.xml.rels': relationshipsXml(['rId1', 'table', '../tables/t.xml']) },
      { reason: 'part-missing', part: 'xl/tables/t.xml' },
    ],
    [
      'shared strings that are missing and needed',
      { ...one(), [SHEET]: worksheetXml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>') },
      { reason: 'part-missing', part: 'xl/sharedStrings.xml' },
    ],
    [
      'two sheets in one part',
      {
        ...partsOf({ sheets: [{ name: '甲' }, { name: '乙' }] }),
        'xl/_rels/workbook.xml.rels': relationshipsXml(
          ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
          ['rId2', 'worksheet', 'worksheets/sheet1.xml'],
        ),
      },
      { reason: 'part-twice', part: SHEET },
    ],
    ['an empty sheet part', { ...one(), [SHEET]: '' }, { reason: 'xml-malformed', part: SHEET, line: 1 }],
    [
      'a sheet cut short',
      { ...one(), [SHEET]: '<worksheet>\n<sheetData>\n' },
      { reason: 'xml-malformed', part: SHEET, line: 3 },
    ],
    ['a sheet of zeros', { ...one(), [SHEET]: new Uint8Array(500) }, { reason: 'xml-malformed', part: SHEET, line: 1 }],
    [
      'a sheet that is no UTF-8',
      { ...one(), [SHEET]: Uint8Array.of(0x3c, 0xff, 0xff) },
      { reason: 'part-encoding', part: SHEET, line: 1 },
    ],
    [
      'a sheet cut inside a character',
      { ...one(), [SHEET]: Uint8Array.of(0x3c, 0xe5, 0xb9) },
      { reason: 'part-encoding', part: SHEET, line: 1 },
    ],
    [
      'tags that cross',
      { ...one(), [SHEET]: '<worksheet>\n\n<a><b></a></b></worksheet>' },
      { reason: 'xml-malformed', part: SHEET, line: 3 },
    ],
    [
      'an entity that nobody declared',
      { ...one(), [SHEET]: '<worksheet>&nbsp;</worksheet>' },
      { reason: 'xml-malformed', part: SHEET, line: 1 },
    ],
    [
      'a sheet that is a chart',
      { ...one(), [SHEET]: '<chartsheet/>' },
      { reason: 'xml-root', part: SHEET, root: 'chartsheet' },
    ],
    [
      'a workbook that is a sheet',
      { ...one(), 'xl/workbook.xml': '<worksheet/>' },
      { reason: 'xml-root', part: 'xl/workbook.xml', root: 'worksheet' },
    ],
    [
      'relationships that are none',
      { ...one(), '_rels/.rels': '<x/>' },
      { reason: 'xml-root', part: '_rels/.rels', root: 'x' },
    ],
    [
      'content types that are none',
      { ...one(), '[Content_Types].xml': '<x/>' },
      { reason: 'xml-root', part: '[Content_Types].xml', root: 'x' },
    ],
    [
      'shared strings that are none',
      { ...one(), 'xl/sharedStrings.xml': '<x/>' },
      { reason: 'xml-root', part: 'xl/sharedStrings.xml', root: 'x' },
    ],
    [
      'a workbook without sheets',
      { ...one(), 'xl/workbook.xml': '<workbook><sheets/></workbook>' },
      { reason: 'no-sheets', part: 'xl/workbook.xml' },
    ],
  ];

  it.each(cases)('%s', async (_, parts, facts) => {
    expect(await problem(await zip(parts))).toStrictEqual({ code: 'file-corrupt', file: '账.xlsx', facts });
  });

  it('two sheets of one name', async () => {
    const { facts } = await problem(await bookOf({ sheets: [{ name: 'Sheet' }, { name: 'SHEET' }] }));
    expect(facts).toStrictEqual({ reason: 'sheet-name', part: 'xl/workbook.xml', text: 'SHEET' });
  });
});

describe('a corrupt cell is named', () => {
  it.each([
    ['a row beyond the sheet', '<row r="1048577"/>', { reason: 'reference', text: '1048577' }],
    ['row 0', '<row r="0"/>', { reason: 'reference', text: '0' }],
    ['a row that is no number', '<row r="1x"/>', { reason: 'reference', text: '1x' }],
    ['one row too many', '<row r="1048576"/><row/>', { reason: 'reference', text: '1048577' }],
    ['a column beyond the sheet', '<row r="1"><c r="XFE1"/></row>', { reason: 'reference', text: 'XFE1' }],
    ['one column too many', '<row r="1"><c r="XFD1"/><c/></row>', { reason: 'reference', cell: 'XFE1', text: '' }],
    ['a cell beyond the last row', '<row r="1"><c r="A1048577"/></row>', { reason: 'reference', text: 'A1048577' }],
    ['a cell without a row', '<row r="1"><c r="A"/></row>', { reason: 'reference', text: 'A' }],
    ['a cell without a column', '<row r="1"><c r="1"/></row>', { reason: 'reference', text: '1' }],
    ['a cell that is a range', '<row r="1"><c r="A1:B2"/></row>', { reason: 'reference', text: 'A1:B2' }],
    [
      'a shared string beyond the table',
      '<row r="2"><c r="C2" t="s"><v>1</v></c></row>',
      { reason: 'shared-string', cell: 'C2', text: '1' },
    ],
    [
      'a shared string before the table',
      '<row r="2"><c r="C2" t="s"><v>-1</v></c></row>',
      { reason: 'shared-string', cell: 'C2', text: '-1' },
    ],
    [
      'a shared string between two',
      '<row r="2"><c r="C2" t="s"><v>0.5</v></c></row>',
      { reason: 'shared-string', cell: 'C2', text: '0.5' },
    ],
    [
      'a shared string that is blank',
      '<row r="2"><c r="C2" t="s"><v> </v></c></row>',
      { reason: 'shared-string', cell: 'C2', text: ' ' },
    ],
    [
      'a type that nobody knows',
      '<row r="2"><c r="C2" t="q"><v>1</v></c></row>',
      { reason: 'cell-type', cell: 'C2', text: 'q' },
    ],
    [
      'a truth that is neither',
      '<row r="2"><c r="C2" t="b"><v>2</v></c></row>',
      { reason: 'cell-type', cell: 'C2', text: '2' },
    ],
  ])('%s', async (_, data, facts) => {
    const { code, facts: found } = await problem(await sheetOf(data, { sharedStrings: '<si><t>a</t></si>' }));
    expect([code, found]).toStrictEqual(['file-corrupt', { part: SHEET, ...facts }]);
  });

  it('a merge that is no rectangle', async () => {
    const after = '<mergeCells><mergeCell ref="A1:B2:C3"/></mergeCells>';
    const { facts } = await problem(await bookOf({ sheets: [{ name: '甲', after }] }));
    expect(facts).toStrictEqual({ reason: 'reference', part: SHEET, text: 'A1:B2:C3' });
  });
});

describe('a corrupt zip', () => {
  const replacing = (change: (entry: ReturnType<typeof rawEntry>) => ReturnType<typeof rawEntry>) =>
    rawZip(rawEntries(one()).map((entry) => (entry.name === SHEET ? change(entry) : entry)));

  it('is read when it is none', async () => {
    expect((await read(rawZip(rawEntries(one())))).sheets[0]?.rows).toStrictEqual([[5]]);
  });

  it.each([
    ['a size that is too small', replacing((entry) => ({ ...entry, size: 10 })), 'part-bytes'],
    ['a size that is too large', replacing((entry) => ({ ...entry, size: entry.size + 1 })), 'part-bytes'],
    ['a checksum that is wrong', replacing((entry) => ({ ...entry, checksum: 1 })), 'part-bytes'],
    [
      'bytes that are not deflated',
      replacing((entry) => ({ ...entry, stored: new Uint8Array(100).fill(0xff) })),
      'part-bytes',
    ],
    ['a method that nobody knows', replacing((entry) => ({ ...entry, method: 97 })), 'part-compression'],
    ['two entries of one name', rawZip([...rawEntries(one()), rawEntry(SHEET, '<worksheet/>')]), 'part-twice'],
    [
      'two names that differ in case',
      rawZip([...rawEntries(one()), rawEntry(SHEET.toUpperCase(), '<worksheet/>')]),
      'part-twice',
    ],
  ])('%s', async (_, bytes, reason) => {
    const { code, facts } = await problem(bytes);
    expect([code, facts]).toStrictEqual(['file-corrupt', { reason, part: SHEET }]);
  });

  it('an entry that is encrypted', async () => {
    const bytes = replacing((entry) => ({ ...entry, flags: 0x801 }));
    expect(await problem(bytes)).toStrictEqual({ code: 'file-encrypted', file: '账.xlsx', facts: { part: SHEET } });
  });

  it('a directory that points nowhere', async () => {
    const bytes = rawZip(rawEntries(one()));
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(bytes.length - 6, 3, true);
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(bytes.length - 10, 40, true);
    const { code, facts } = await problem(bytes);
    expect([code, facts['reason']]).toStrictEqual(['file-corrupt', 'zip-directory']);
  });
});

describe('the limits', () => {
  const numbers = (count: number) => `<row r="1">${'<c><v>1</v></c>'.repeat(count)}</row>`;
  const text = (length: number) => `<row r="1"><c t="inlineStr"><is><t>${'好'.repeat(length)}</t></is></c></row>`;
  const merges = (count: number) => `<mergeCells>${'<mergeCell ref="A1:B2"/>'.repeat(count)}</mergeCells>`;
  const tableParts = (count: number) =>
    Array.from({ length: count - 1 }, (_, i) => `<tablePart r:id="x${i}"/>`).join('') + '<tablePart r:id=""/>';
  const names = (count: number) =>
    Array.from({ length: count }, (_, i) => `<definedName name="n${i}">1</definedName>`).join('');

  const cases: readonly (readonly [
    limit: keyof ReadLimits,
    max: number,
    (size: number) => Promise<Uint8Array>,
    part: string | undefined,
  ])[] = [
    ['cells', 10, (size) => sheetOf(numbers(size)), SHEET],
    ['blanks', 10, (size) => sheetOf(`<row r="1"><c r="${size === 10 ? 'K' : 'L'}1"><v>1</v></c></row>`), SHEET],
    ['blanks', 10, (size) => sheetOf(`<row r="${size + 1}"><c r="A${size + 1}"><v>1</v></c></row>`), SHEET],
    ['textLength', 10, (size) => sheetOf(text(size)), SHEET],
    ['textLength', 5, (size) => sheetOf(`<row><c><v>${'<!---->1'.repeat(size)}</v></c></row>`), SHEET],
    [
      'textLength',
      5,
      (size) => sheetOf('', { sharedStrings: `<si>${'<r><t>a</t></r>'.repeat(size)}</si>` }),
      'xl/sharedStrings.xml',
    ],
    [
      'textLength',
      5,
      (size) => sheetOf('', { definedNames: `<definedName name="n">${'1'.repeat(size)}</definedName>` }),
      'xl/workbook.xml',
    ],
    [
      'listItems',
      9,
      (size) => bookOf({ sheets: [{ name: '甲', after: `<tableParts>${tableParts(size)}</tableParts>` }] }),
      SHEET,
    ],
    ['textTotal', 10, (size) => sheetOf(text(4) + text(size - 4).replaceAll('好', '坏')), SHEET],
    [
      'sharedStrings',
      3,
      (size) => sheetOf('', { sharedStrings: '<si><t>a</t></si>'.repeat(size) }),
      'xl/sharedStrings.xml',
    ],
    [
      'sheets',
      3,
      (size) => bookOf({ sheets: Array.from({ length: size }, (_, i) => ({ name: `表${i}` })) }),
      'xl/workbook.xml',
    ],
    ['listItems', 9, (size) => bookOf({ sheets: [{ name: '甲', after: merges(size) }] }), SHEET],
    ['listItems', 9, (size) => sheetOf('', { definedNames: names(size) }), 'xl/workbook.xml'],
    [
      'entries',
      9,
      (size) => zip({ ...one(), ...Object.fromEntries(Array.from({ length: size - 5 }, (_, i) => [`x${i}`, ''])) }),
      undefined,
    ],
  ];

  it.each(cases)('%s: %i are read, one more is not', async (limit, max, make, part) => {
    const limits = { [limit]: max };
    await expect(read(await make(max), { limits })).resolves.toBeDefined();
    expect(await problem(await make(max + 1), { limits })).toStrictEqual({
      code: 'file-limit',
      file: '账.xlsx',
      facts: part === undefined ? { limit, max } : { limit, max, part },
    });
  });

  it('a text counts once however many cells hold it', async () => {
    const cell = '<c t="inlineStr"><is><t>广告费</t></is></c>';
    const rows = (await read(await sheetOf(`<row>${cell.repeat(100)}</row>`), { limits: { textTotal: 3 } })).sheets[0]
      ?.rows;
    expect(new Set(rows?.[0])).toStrictEqual(new Set(['广告费']));
  });

  it('the file’s own size', async () => {
    const bytes = await zip(one());
    await expect(read(bytes, { limits: { fileBytes: bytes.length } })).resolves.toBeDefined();
    expect(await problem(bytes, { limits: { fileBytes: bytes.length - 1 } })).toStrictEqual({
      code: 'file-too-large',
      file: '账.xlsx',
      facts: { size: bytes.length, max: bytes.length - 1 },
    });
  });

  it('are what their documentation says', () => {
    expect(DEFAULT_READ_LIMITS).toStrictEqual({
      fileBytes: 67_108_864,
      entries: 4096,
      partBytes: 536_870_912,
      inflatedBytes: 1_073_741_824,
      inflationRatio: 1000,
      sheets: 255,
      cells: 5_000_000,
      blanks: 20_000_000,
      sharedStrings: 2_000_000,
      textLength: 131_068,
      textTotal: 268_435_456,
      listItems: 1_000_000,
    });
  });
});
