/**
 * Makes .xlsx files for tests out of the XML that a program would write, and zips that no program would.
 *
 * A test says only what it is about: `sheetOf('<row r="1"><c r="A1"><v>5</v></c></row>')` is a whole workbook around one
 * row; `partsOf({ … })` gives its parts by name, for a test to change, add or take away before `zip` packs them.
 */
import { deflateRawSync } from 'node:zlib';
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { readWorkbookBytes, type ReadOptions, type ReadProblem } from '../../../src/hosts/file/read-workbook';
import type { CellValue, WorkbookSnapshot } from '../../../src/ledger/cells';

/** A package's parts by name; text is written as UTF-8. */
export type Parts = Record<string, string | Uint8Array>;

export interface SheetXml {
  readonly name: string;
  /** What stands inside <sheetData>. */
  readonly data?: string;
  /** What follows </sheetData>: mergeCells, tableParts. */
  readonly after?: string;
  /** Attributes of the workbook's <sheet>, such as state="veryHidden". */
  readonly attributes?: string;
  /** Tables: what stands in the <table> tag. */
  readonly tables?: readonly string[];
}

export interface BookXml {
  readonly sheets: readonly SheetXml[];
  /** What stands inside <sst>; no table of shared strings where it is left out. */
  readonly sharedStrings?: string;
  /** Attributes of <workbookPr>. */
  readonly properties?: string;
  /** What stands inside <definedNames>. */
  readonly definedNames?: string;
}

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

/** A list of relationships; each is «id, last word of the type, target». */
export function relationshipsXml(...list: readonly (readonly [id: string, kind: string, target: string])[]): string {
  const items = list.map(
    ([id, kind, target]) => `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${kind}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

/** [Content_Types].xml; each is «part, content type». */
export function contentTypesXml(...list: readonly (readonly [part: string, type: string])[]): string {
  const items = list.map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`);
  return (
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    `<Default Extension="xml" ContentType="application/xml"/>${items.join('')}</Types>`
  );
}

/** A worksheet part around what stands inside <sheetData> and after it. */
export function worksheetXml(data: string, after = ''): string {
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">` +
    `<dimension ref="A1"/><sheetData>${data}</sheetData>${after}</worksheet>`
  );
}

/** The parts of a workbook as Excel lays them out. */
export function partsOf({ sheets, sharedStrings, properties = '', definedNames = '' }: BookXml): Parts {
  const listed = sheets.map(
    ({ name, attributes = '' }, i) => `<sheet name="${name}" sheetId="${i + 1}" ${attributes} r:id="rId${i + 1}"/>`,
  );
  const parts: Parts = {
    '[Content_Types].xml': contentTypesXml(
      ['xl/workbook.xml', `${SPREADSHEET}.sheet.main+xml`],
      ...sheets.map((_, i) => [`xl/worksheets/sheet${i + 1}.xml`, `${SPREADSHEET}.worksheet+xml`] as const),
    ),
    '_rels/.rels': relationshipsXml(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml':
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><workbookPr ${properties}/>` +
      `<sheets>${listed.join('')}</sheets><definedNames>${definedNames}</definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': relationshipsXml(
      ...sheets.map((_, i) => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`] as const),
      ['rIdS', 'sharedStrings', 'sharedStrings.xml'],
    ),
  };
  let tablesSoFar = 0;
  sheets.forEach(({ data = '', after = '', tables = [] }, i) => {
    const numbers = tables.map(() => ++tablesSoFar);
    const tableParts = numbers.map((number) => `<tablePart r:id="rId${number}"/>`).join('');
    parts[`xl/worksheets/sheet${i + 1}.xml`] = worksheetXml(data, `${after}<tableParts>${tableParts}</tableParts>`);
    if (tables.length === 0) return;
    parts[`xl/worksheets/_rels/sheet${i + 1}.xml.rels`] = relationshipsXml(
      ...numbers.map((number) => [`rId${number}`, 'table', `../tables/table${number}.xml`] as const),
    );
    tables.forEach((table, t) => {
      parts[`xl/tables/table${numbers[t] ?? 0}.xml`] = `${DECLARATION}<table xmlns="${MAIN}" ${table}/>`;
    });
  });
  if (sharedStrings !== undefined) {
    parts['xl/sharedStrings.xml'] = `${DECLARATION}<sst xmlns="${MAIN}">${sharedStrings}</sst>`;
  }
  return parts;
}

/** Packs parts as any zip program would; with a password every entry is encrypted. */
export async function zip(parts: Parts, options: { password?: string } = {}): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...options });
  for (const [name, content] of Object.entries(parts)) {
    await writer.add(name, typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content));
  }
  return writer.close();
}

/** A workbook's bytes. */
export async function bookOf(book: BookXml): Promise<Uint8Array> {
  return zip(partsOf(book));
}

/** A workbook of one sheet, «收入», with this inside <sheetData>. */
export async function sheetOf(data: string, book: Omit<BookXml, 'sheets'> = {}): Promise<Uint8Array> {
  return bookOf({ ...book, sheets: [{ name: '收入', data }] });
}

/** The workbook that the bytes hold; a refusal fails the test with its facts. */
export async function read(bytes: Uint8Array, options: ReadOptions = {}): Promise<WorkbookSnapshot> {
  const result = await readWorkbookBytes(bytes, '账.xlsx', options);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Why the bytes are refused; a workbook fails the test. */
export async function problem(bytes: Uint8Array, options: ReadOptions = {}): Promise<ReadProblem> {
  const result = await readWorkbookBytes(bytes, '账.xlsx', options);
  if (result.ok) throw new Error('It was read.');
  return result.error;
}

/** The rows of the first sheet of a workbook with this inside <sheetData>. */
export async function rowsOf(
  data: string,
  book: Omit<BookXml, 'sheets'> = {},
): Promise<readonly (readonly CellValue[] | undefined)[] | undefined> {
  return (await read(await sheetOf(data, book))).sheets[0]?.rows;
}

/** One cell's value: `cell` is the <c> element that stands in A1. */
export async function valueOf(cell: string, book: Omit<BookXml, 'sheets'> = {}): Promise<CellValue | undefined> {
  return (await rowsOf(`<row r="1">${cell}</row>`, book))?.[0]?.[0];
}

/** An entry of a zip as its headers describe it, true or not. */
export interface RawEntry {
  readonly name: string;
  /** The bytes as they lie in the file: deflated unless `method` is 0. */
  readonly stored: Uint8Array;
  readonly size: number;
  readonly checksum: number;
  readonly method?: number;
  readonly flags?: number;
}

/** The CRC-32 of a zip entry. */
export function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** An honest entry. */
export function rawEntry(name: string, content: string | Uint8Array): RawEntry {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, stored: deflateRawSync(bytes), size: bytes.length, checksum: crc32(bytes) };
}

/** Packs entries exactly as they are described. */
export function rawZip(entries: readonly RawEntry[]): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, stored, size, checksum, method = 8, flags = 0x800 } of entries) {
    const written = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(checksum, 10);
    fields.writeUInt32LE(stored.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(written.length, 22);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, written, stored]);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, attributes, written);
    chunks.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...chunks, listed, end]);
}

/** The parts as honest entries, ready for one of them to be replaced by a lie. */
export function rawEntries(parts: Parts): RawEntry[] {
  return Object.entries(parts).map(([name, content]) => rawEntry(name, content));
}
