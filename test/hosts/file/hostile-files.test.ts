import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { readWorkbookBytes } from '../../../src/hosts/file/read-workbook';
import {
  bookOf,
  partsOf,
  problem,
  rawEntries,
  rawZip,
  read,
  relationshipsXml,
  sheetOf,
  worksheetXml,
  zip,
  type RawEntry,
} from './make-xlsx';

const MEBIBYTE = 1024 * 1024;
const SHEET = 'xl/worksheets/sheet1.xml';
const FIVE = '<row r="1"><c r="A1"><v>5</v></c></row>';
const one = () => partsOf({ sheets: [{ name: '收入', data: FIVE }] });

/** A stream that inflates to `head`, then `unit` over and over, `times` × 4 MiB of it; made in a moment. */
function repeated(head: string, unit: string, times: number): { stored: Uint8Array; size: number } {
  const block = Buffer.from(unit.repeat((4 * MEBIBYTE) / unit.length));
  // A full flush ends on a byte and forgets what came before: such pieces can be strung together.
  const piece = (bytes: Buffer) => deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const deflated = piece(block);
  const stored = Buffer.concat([piece(Buffer.from(head)), ...Array<Buffer>(times).fill(deflated), Buffer.from([3, 0])]);
  return { stored, size: head.length + times * block.length };
}

const withSheet = (entry: Omit<RawEntry, 'name' | 'checksum'>) =>
  rawZip(rawEntries(one()).map((honest) => (honest.name === SHEET ? { name: SHEET, checksum: 0, ...entry } : honest)));

describe('a bomb', () => {
  it('of 1 GiB of zeros is refused by its size', async () => {
    const bytes = withSheet(repeated('', '\0', 256));
    expect(bytes.length).toBeLessThan(2 * MEBIBYTE);
    const { code, facts } = await problem(bytes);
    expect([code, facts]).toStrictEqual(['file-bomb', { limit: 'partBytes', max: 512 * MEBIBYTE, part: SHEET }]);
  });

  it('of white space is refused by its ratio', async () => {
    const { code, facts } = await problem(withSheet(repeated('<worksheet>', ' ', 16)));
    expect([code, facts]).toStrictEqual(['file-bomb', { limit: 'inflationRatio', max: 1000, part: SHEET }]);
  });

  it('that declares itself small is stopped at what it declares', async () => {
    const { stored } = repeated('<worksheet>', '<sheetData/>    ', 64);
    const { code, facts } = await problem(withSheet({ stored, size: 2 * MEBIBYTE }));
    expect([code, facts]).toStrictEqual(['file-corrupt', { reason: 'part-bytes', part: SHEET }]);
  });

  it('of many parts is refused by their sum', async () => {
    const sheets = Array.from({ length: 4 }, (_, i) => ({ name: `表${i}`, data: FIVE.padEnd(MEBIBYTE, ' ') }));
    const limits = { inflatedBytes: 3 * MEBIBYTE };
    const { code, facts } = await problem(await bookOf({ sheets }), { limits });
    expect([code, facts]).toStrictEqual([
      'file-bomb',
      { limit: 'inflatedBytes', max: 3 * MEBIBYTE, part: 'xl/worksheets/sheet3.xml' },
    ]);
  });

  it('in a part that nobody needs is never inflated', async () => {
    const bomb = { name: 'xl/media/image1.png', checksum: 0, ...repeated('', '\0', 256) };
    expect((await read(rawZip([...rawEntries(one()), bomb]))).sheets[0]?.rows).toStrictEqual([[5]]);
  });

  it('that only resembles one is read: a sheet of one number a hundred thousand times', async () => {
    const rows = (await read(await sheetOf('<row><c><v>0</v></c></row>'.repeat(100_000)))).sheets[0]?.rows;
    expect(rows?.length).toBe(100_000);
  });
});

describe('XML made to exhaust memory', () => {
  const LAUGHS =
    '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>';

  it.each([
    ['a billion laughs', `<?xml version="1.0"?>\n${LAUGHS}<worksheet>&c;</worksheet>`, 'xml-doctype', 2],
    ['a DOCTYPE that would fetch a file', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>', 'xml-doctype', 1],
    ['elements in elements', '<worksheet>'.repeat(100_000), 'xml-depth', 1],
    ['a text without end', `<worksheet>${'字'.repeat(5 * MEBIBYTE)}`, 'xml-token', 1],
    ['a name without end', `<${'字'.repeat(3 * MEBIBYTE)}/>`, 'xml-token', 1],
    ['an attribute’s name without end', `<a ${'字'.repeat(3 * MEBIBYTE)}=""/>`, 'xml-token', 1],
    ['an instruction’s name without end', `<?${'字'.repeat(3 * MEBIBYTE)}?>`, 'xml-token', 1],
    ['a tag without end', `<worksheet a="${'字'.repeat(5 * MEBIBYTE)}`, 'xml-token', 1],
    ['a comment without end', `<!--${'字'.repeat(5 * MEBIBYTE)}`, 'xml-token', 1],
  ])('%s', async (_, xml, reason, line) => {
    const { code, facts } = await problem(await zip({ ...one(), [SHEET]: xml }), { limits: { inflationRatio: 2000 } });
    expect([code, facts]).toStrictEqual(['file-corrupt', { reason, part: SHEET, line }]);
  });

  it.each([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
    'xl/sharedStrings.xml',
  ])('a DOCTYPE in %s', async (part) => {
    const { code, facts } = await problem(await zip({ ...one(), [part]: `${LAUGHS}<x/>` }));
    expect([code, facts]).toStrictEqual(['file-corrupt', { reason: 'xml-doctype', part, line: 1 }]);
  });

  it('thousands of attributes are compared in good time', async () => {
    const attributes = Array.from({ length: 50_000 }, (_, i) => `a${i}="${i}"`).join(' ');
    const xml = worksheetXml(`<row ${attributes} r="1"><c r="A1"><v>5</v></c></row>`);
    expect((await read(await zip({ ...one(), [SHEET]: xml }))).sheets[0]?.rows).toStrictEqual([[5]]);
  });

  it('values far apart: gaps between rows are free, gaps in a row are counted', async () => {
    const rows = (count: number, apart: number) =>
      Array.from(
        { length: count },
        (_, i) => `<row r="${1 + i * apart}"><c r="XFD${1 + i * apart}"><v>1</v></c></row>`,
      );
    const limits = { blanks: 10 * 16_383 };
    const book = await read(await sheetOf(rows(10, 100_000).join('')), { limits });
    expect(book.sheets[0]?.rows.length).toBe(900_001);
    const { code, facts } = await problem(await sheetOf(rows(11, 1).join('')), { limits });
    expect([code, facts['limit']]).toStrictEqual(['file-limit', 'blanks']);
  });
});

it('a part that is named over and over is read once', async () => {
  const parts = partsOf({ sheets: [{ name: '收入', data: FIVE, tables: ['displayName="表" ref="A1:B2"'] }] });
  const many = Array.from({ length: 20_000 }, (_, i) => [`r${i}`, 'table', '../tables/table1.xml'] as const);
  parts['xl/worksheets/_rels/sheet1.xml.rels'] = relationshipsXml(...many);
  expect((await read(await zip(parts))).sheets[0]?.tables.map(({ name }) => name)).toStrictEqual(['表']);
});

describe('names of entries', () => {
  it.each(['../../x', '/etc/passwd', 'C:\\windows\\x', '..\\..\\x', 'a\0b', '', '__proto__', 'constructor'])(
    '%p is a name like any other',
    async (name) => {
      const bytes = rawZip([...rawEntries(one()), { name, stored: new Uint8Array(), size: 0, checksum: 0, method: 0 }]);
      expect((await read(bytes)).sheets[0]?.rows).toStrictEqual([[5]]);
    },
  );
});

describe('whatever the bytes are, the answer is a value', () => {
  const runs = { numRuns: 100 };
  const edits = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });
  const edited = (bytes: Uint8Array, list: readonly (readonly [number, number])[]) => {
    const copy = new Uint8Array(bytes);
    for (const [at, byte] of list) copy[at % copy.length] = byte;
    return copy;
  };
  const answers = async (bytes: Uint8Array) => {
    const result = await readWorkbookBytes(bytes, '账.xlsx');
    if (!result.ok) expect(result.error.code).toMatch(/^file-[a-z-]+$/);
  };

  it('a workbook with some bytes changed', async () => {
    const whole = await bookOf({
      sheets: [{ name: '收入', data: FIVE, tables: ['displayName="表" ref="A1:B2"'] }],
      sharedStrings: '<si><t>广告费</t></si>',
      definedNames: '<definedName name="年">2016</definedName>',
    });
    await fc.assert(
      fc.asyncProperty(edits, async (list) => answers(edited(whole, list))),
      runs,
    );
  });

  it.each(Object.keys(one()))('a workbook with some bytes of %s changed before it was packed', async (part) => {
    const parts = one();
    const bytes = new TextEncoder().encode(String(parts[part]));
    await fc.assert(
      fc.asyncProperty(edits, async (list) => answers(await zip({ ...parts, [part]: edited(bytes, list) }))),
      { numRuns: 30 },
    );
  });

  it('bytes that only begin like a zip', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) =>
        answers(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), bytes])),
      ),
      runs,
    );
  });

  it('any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), answers), runs);
  });
});
