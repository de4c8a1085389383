/** The package around the parts: what is not touched stays byte for byte, and what can't be patched is refused. */
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { patchWorkbook } from '../../../src/hosts/file/patch/patch-workbook';
import { DEFAULT_READ_LIMITS } from '../../../src/hosts/file/read-workbook';
import { partsOf, read, relationshipsXml, sheetOf, zip, type Parts } from './make-xlsx';
import { cells, changeOf, dataOf, partOf, patched, rawEntries, refusal, SHEET, styledParts } from './patching';

const ONE = { kind: 'number', value: 1 } as const;
const DATA = '<row r="1"><c r="A1"><v>5</v></c></row>';
const PUT = cells({ cell: 'A1', put: ONE });

function parts(more: Parts = {}): Parts {
  return { ...styledParts({ sheets: [{ name: '收入', data: DATA }] }), ...more };
}

/** Packs parts as programs other than ours do: each entry in its own way. */
async function packed(content: Parts, comment = ''): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  let day = 1;
  for (const [name, part] of Object.entries(content)) {
    const isEven = day % 2 === 0;
    await writer.add(name, typeof part === 'string' ? new TextReader(part) : new Uint8ArrayReader(part), {
      lastModDate: new Date(2016, 0, day++),
      level: isEven ? 0 : 9,
      dataDescriptor: isEven,
      extendedTimestamp: !isEven,
      comment: isEven ? '注' : '',
      extraField: new Map([[0x1234, Uint8Array.of(1, 2, 3)]]),
    });
  }
  return writer.close(new TextEncoder().encode(comment));
}

describe('a package', () => {
  it('keeps every entry that is not touched, whatever it holds and however it is packed', async () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251);
    const before = await packed(
      parts({
        'customXml/item1.xml': '<a xmlns="urn:x"/>',
        'xl/vbaProject.bin': noise,
        'xl/printerSettings/printerSettings1.bin': noise,
        'docProps/thumbnail.jpeg': noise,
        'xl/media/图片.png': noise,
        'leer/': '',
        'xl/odd.xml': 'no XML at all <',
      }),
      '一条注释',
    );
    const after = await patched(before, PUT);
    expect(changeOf(before, after)).toEqual({ changed: ['xl/workbook.xml', SHEET], added: [], removed: [] });
    expect(Buffer.from(after).subarray(-12).toString()).toBe('一条注释');
    expect((await read(after)).sheets[0]?.rows).toEqual([[1]]);
  });

  it('gives changed parts the time of the old ones, and the same bytes every time', async () => {
    const before = await packed(parts());
    const [one, other] = [await patched(before, PUT), await patched(before, PUT)];
    expect(Buffer.from(one).equals(other)).toBe(true);
    const timeOf = (file: Uint8Array) => rawEntries(file).map(({ name, record }) => [name, record.slice(24, 32)]);
    expect(timeOf(one)).toEqual(timeOf(before));
  });

  it('is the same file where nothing changes', async () => {
    const before = await packed(parts(), 'x');
    const after = await patched(before, { sheets: [], formulas: () => undefined, links: () => undefined });
    expect(Buffer.from(after).equals(before)).toBe(true);
    expect(after).not.toBe(before);
  });

  it('does not change the bytes it is given', async () => {
    const before = await packed(parts());
    const copy = before.slice();
    await patched(before, PUT);
    expect(Buffer.from(before).equals(copy)).toBe(true);
  });

  it('may spell its parts otherwise than it names them', async () => {
    const { [SHEET]: sheet = '', ...rest } = parts();
    const before = await packed({ ...rest, 'XL/Worksheets/Sheet1.XML': sheet });
    const after = await patched(before, PUT);
    expect(changeOf(before, after).changed).toEqual(['xl/workbook.xml', 'XL/Worksheets/Sheet1.XML']);
    expect((await read(after)).sheets[0]?.rows).toEqual([[1]]);
  });

  it('of macros stays one', async () => {
    const all = parts({ 'xl/vbaProject.bin': Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0) });
    all['[Content_Types].xml'] = String(all['[Content_Types].xml']).replace(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
      'application/vnd.ms-excel.sheet.macroEnabled.main+xml',
    );
    const before = await packed(all);
    const after = await patched(before, cells({ cell: 'A1', note: 'x', fill: '#FFC7CE' }));
    expect(changeOf(before, after).changed).not.toContain('xl/vbaProject.bin');
    expect(partOf(after, '[Content_Types].xml')).toContain('macroEnabled');
  });

  it('in the strict variant stays strict', async () => {
    const strict = Object.fromEntries(
      Object.entries(parts()).map(([name, part]) => [
        name,
        String(part)
          .replaceAll(
            'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
            'http://purl.oclc.org/ooxml/spreadsheetml/main',
          )
          .replaceAll(
            'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
            'http://purl.oclc.org/ooxml/officeDocument/relationships',
          ),
      ]),
    );
    const before = await packed(strict);
    const after = await patched(before, cells({ cell: 'A1', put: ONE, note: '说明', fill: '#FFC7CE' }));
    expect((await read(after)).sheets[0]?.rows).toEqual([[1]]);
    for (const { name, text } of rawEntries(after).filter((entry) => entry.name !== '[Content_Types].xml')) {
      const own = text.replaceAll('http://schemas.openxmlformats.org/package/2006/', '');
      expect([name, own.includes('http://schemas.openxmlformats.org/')]).toEqual([name, false]);
    }
  });
});

describe('what can’t be patched', () => {
  it.each([
    ['nothing', new Uint8Array(), 'file-empty'],
    ['a text', new TextEncoder().encode('a,b'), 'file-text'],
    ['an old workbook', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'file-legacy-xls'],
    ['a zip without its end', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'file-truncated'],
  ])('is %s', async (_what, bytes, code) => {
    expect(await refusal(bytes, PUT)).toMatchObject({ code: 'unreadable', problem: { code } });
  });

  it('is a file with a password', async () => {
    const bytes = await zip(parts(), { password: 'x' });
    expect(await refusal(bytes, PUT)).toMatchObject({ code: 'unreadable', problem: { code: 'file-encrypted' } });
  });

  it('is a file of which one part has a password', async () => {
    const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
    for (const [name, part] of Object.entries(parts({ 'xl/secret.xml': '<a/>' }))) {
      await writer.add(name, new TextReader(String(part)), name === 'xl/secret.xml' ? { password: 'x' } : {});
    }
    expect(await refusal(await writer.close(), PUT)).toMatchObject({
      code: 'unreadable',
      problem: { code: 'file-encrypted', facts: { part: 'xl/secret.xml' } },
    });
  });

  it('is a signed file', async () => {
    const bytes = await zip(parts({ '_xmlsignatures/sig1.xml': '<Signature/>' }));
    expect(await refusal(bytes, PUT)).toEqual({ code: 'signed', part: '_xmlsignatures/sig1.xml' });
  });

  it('is a file over a limit', async () => {
    const bytes = await sheetOf(DATA);
    const limits = { ...DEFAULT_READ_LIMITS, fileBytes: 100 };
    expect(await patchWorkbook(bytes, PUT, limits)).toMatchObject({
      ok: false,
      error: { code: 'unreadable', problem: { code: 'file-too-large' } },
    });
    const small = { ...DEFAULT_READ_LIMITS, partBytes: 200 };
    expect(await patchWorkbook(bytes, PUT, small)).toMatchObject({
      ok: false,
      error: { code: 'unreadable', problem: { code: 'file-bomb' } },
    });
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from('\uFEFF<worksheet/>', 'utf16le'), 'UTF-16'],
    ['UTF-16 without one', Buffer.from('<worksheet/>', 'utf16le'), 'UTF-16'],
    ['GBK', Buffer.from('<?xml version="1.0" encoding="GBK"?><worksheet/>'), 'GBK'],
  ])('is a part in %s', async (_what, content, encoding) => {
    const bytes = await zip(parts({ [SHEET]: Uint8Array.from(content) }));
    expect(await refusal(bytes, PUT)).toEqual({ code: 'encoding', part: SHEET, encoding });
  });

  it('is a part that is no text in its encoding', async () => {
    const bytes = await zip(parts({ [SHEET]: Uint8Array.from([...Buffer.from('<worksheet>'), 0xff, 0xfe]) }));
    expect(await refusal(bytes, PUT)).toMatchObject({
      code: 'unreadable',
      problem: { facts: { reason: 'part-encoding', part: SHEET } },
    });
  });

  it.each([
    ['no well-formed XML', '<worksheet><sheetData></worksheet>', 'xml-malformed'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>', 'xml-doctype'],
    ['another document', '<chartsheet/>', 'xml-root'],
  ])('is %s in a sheet’s place', async (_what, content, reason) => {
    const bytes = await zip(parts({ [SHEET]: content }));
    expect(await refusal(bytes, PUT)).toMatchObject({
      code: 'unreadable',
      problem: { facts: { reason, part: SHEET } },
    });
  });

  it('is a sheet that is not there', async () => {
    const patch = { sheets: [{ sheet: '没有' }] };
    expect(await refusal(await sheetOf(DATA), patch)).toEqual({ code: 'sheet-not-found', sheet: '没有' });
  });

  it('is a sheet whose part another sheet names as well', async () => {
    const all = partsOf({ sheets: [{ name: '收入', data: DATA }, { name: '成本' }] });
    all['xl/_rels/workbook.xml.rels'] = String(all['xl/_rels/workbook.xml.rels']).replace('sheet2.xml', 'sheet1.xml');
    const patch = {
      sheets: ['收入', '成本'].map((sheet) => ({ sheet, cells: [{ cell: 'A1', put: ONE }] })),
    };
    expect(await refusal(await zip(all), patch)).toMatchObject({ problem: { facts: { reason: 'part-twice' } } });
  });

  it('is a sheet whose notes are said to be the sheet itself', async () => {
    const all = parts();
    all['xl/worksheets/_rels/sheet1.xml.rels'] = relationshipsXml(['rId9', 'vmlDrawing', `/${SHEET}`]);
    all[SHEET] = String(all[SHEET]).replace('<tableParts>', '<legacyDrawing r:id="rId9"/><tableParts>');
    const found = await refusal(await zip(all), cells({ cell: 'A1', note: 'x' }));
    expect(found).toMatchObject({ problem: { facts: { reason: 'part-twice' } } });
  });

  it('whatever the bytes are, refuses or patches', async () => {
    const good = await packed(parts());
    for (let at = 0; at < good.length; at += 37) {
      const bad = good.slice();
      bad[at] = (bad[at] ?? 0) ^ 0xff;
      const result = await patchWorkbook(bad, PUT);
      if (result.ok) expect(dataOf(result.value)).toContain('<v>1</v>');
    }
  });
});
