import { contentTypesXml, partsOf, problem, relationshipsXml, sheetOf, zip, type Parts } from './make-xlsx';

const utf8 = (text: string) => new TextEncoder().encode(text);
/** «日期,金额\r\n» in GBK, as Excel in China saves a CSV. */
const GBK_CSV = Uint8Array.of(0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0d, 0x0a);
/** An OLE2 file with a stream of this name. */
const ole2 = (stream: string) =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1017, 0x45),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(512),
  ]);

describe('what is no zip is told apart by its bytes', () => {
  it.each<[string, Uint8Array, string, Record<string, string>]>([
    ['nothing', new Uint8Array(), 'file-empty', {}],
    ['an encrypted workbook', ole2('EncryptedPackage'), 'file-encrypted', {}],
    ['an .xls', ole2('Workbook'), 'file-legacy-xls', {}],
    ['the beginning of an .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file-legacy-xls', {}],
    ['an .xls of Excel 4', Buffer.from('0904060000001000', 'hex'), 'file-legacy-xls', {}],
    ['a CSV', utf8('日期,摘要,金额\n2016-03-05,广告,1\n'), 'file-text', { format: 'csv' }],
    ['a CSV with a byte order mark', utf8('\uFEFF日期,金额\n'), 'file-text', { format: 'csv' }],
    ['a CSV in GBK', GBK_CSV, 'file-text', { format: 'csv' }],
    ['a tab-separated text in UTF-16', Buffer.from('\uFEFF日期\t金额\r\n', 'utf16le'), 'file-text', { format: 'csv' }],
    ['a long CSV, cut inside a character', utf8(`a,${'广'.repeat(40_000)}`), 'file-text', { format: 'csv' }],
    ['a text', utf8('广告费'), 'file-text', { format: 'text' }],
    ['an HTML table', utf8('<html><body><table><tr><td>1</td></tr></table>'), 'file-text', { format: 'html' }],
    ['a bare HTML table', utf8('\n<TABLE><tr><td>1</td></tr></TABLE>'), 'file-text', { format: 'html' }],
    [
      'an XML spreadsheet of 2003',
      utf8('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
      'file-text',
      { format: 'xml' },
    ],
    ['a PDF', utf8('%PDF-1.7\n'), 'file-not-xlsx', { format: 'pdf' }],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file-not-xlsx', { format: 'binary' }],
    [
      'an empty zip',
      Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]),
      'file-not-xlsx',
      { format: 'zip' },
    ],
  ])('%s', async (_, bytes, code, facts) => {
    expect(await problem(bytes)).toStrictEqual({ code, file: '账.xlsx', facts });
  });
});

describe('what is another zip is told apart by its parts', () => {
  const root = { '_rels/.rels': relationshipsXml(['rId1', 'officeDocument', 'main']) };
  const office = (type: string): Parts => ({
    '[Content_Types].xml': contentTypesXml(['main', type]),
    ...root,
    main: '',
  });

  it.each<[string, Parts, string, Record<string, string>]>([
    ['any zip', { 'photo.jpg': 'x' }, 'file-not-xlsx', { format: 'zip' }],
    [
      'an .ods',
      { mimetype: 'application/vnd.oasis', 'content.xml': '<x/>' },
      'file-not-xlsx',
      { format: 'opendocument' },
    ],
    ['a .numbers', { 'Index/Document.iwa': 'x' }, 'file-not-xlsx', { format: 'numbers' }],
    [
      'a .docx',
      office('application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'),
      'file-not-xlsx',
      { format: 'word' },
    ],
    [
      'a .pptx',
      office('application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'),
      'file-not-xlsx',
      { format: 'powerpoint' },
    ],
    ['some other package', office('application/x-other+xml'), 'file-not-xlsx', { format: 'zip' }],
    ['a package without a main part', { '[Content_Types].xml': contentTypesXml() }, 'file-not-xlsx', { format: 'zip' }],
    ['an .xlsb', office('application/vnd.ms-excel.sheet.binary.macroEnabled.main'), 'file-xlsb', {}],
  ])('%s', async (_, parts, code, facts) => {
    expect(await problem(await zip(parts))).toStrictEqual({ code, file: '账.xlsx', facts });
  });

  it('a workbook in a zip with a password', async () => {
    const bytes = await zip(partsOf({ sheets: [{ name: '甲' }] }), { password: 'secret' });
    expect(await problem(bytes)).toStrictEqual({
      code: 'file-encrypted',
      file: '账.xlsx',
      facts: { part: '[Content_Types].xml' },
    });
  });
});

describe('a file cut short', () => {
  it.each(Array.from({ length: 50 }, (_, i) => i))('at %i fiftieths', async (fiftieths) => {
    const whole = await sheetOf('<row r="1"><c r="A1"><v>5</v></c></row>'.repeat(20));
    const size = Math.floor((whole.length * fiftieths) / 50);
    expect(await problem(whole.subarray(0, size))).toStrictEqual(
      size === 0
        ? { code: 'file-empty', file: '账.xlsx', facts: {} }
        : { code: 'file-truncated', file: '账.xlsx', facts: { size } },
    );
  });

  it('by one byte', async () => {
    const whole = await sheetOf('');
    const { code } = await problem(whole.subarray(0, -1));
    expect(code).toBe('file-truncated');
  });
});
