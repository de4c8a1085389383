/** Hand-made .xlsx files for the tests of the bridge. */
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const TYPES = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>`;

export function relations(...list: readonly (readonly [id: string, kind: string, target: string])[]): string {
  const written = list.map(
    ([id, kind, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${written.join('')}</Relationships>`;
}

/** A worksheet with this inside. */
export const sheet = (inner: string): string => `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${inner}</worksheet>`;

/** Cells as a sheet: addresses and what stands in `<c>`. */
export function cells(list: Readonly<Record<string, string>>): string {
  const rows = new Map<string, string[]>();
  for (const [address, inner] of Object.entries(list)) {
    const row = address.replace(/^[A-Z]+/, '');
    const [, attributes = '', content = inner] = /^\[([^\]]*)\](.*)$/s.exec(inner) ?? [];
    rows.set(row, [...(rows.get(row) ?? []), `<c r="${address}" ${attributes}>${content}</c>`]);
  }
  return `<sheetData>${[...rows].map(([row, inner]) => `<row r="${row}">${inner.join('')}</row>`).join('')}</sheetData>`;
}

export async function zip(parts: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  const encoder = new TextEncoder();
  for (const [name, text] of Object.entries(parts)) await writer.add(name, new Uint8ArrayReader(encoder.encode(text)));
  return writer.close();
}

/** A workbook of one sheet «Sheet1»; `parts` are put beside and in place of the usual ones. */
export function workbookFile(inner: string, parts: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  return zip({
    '[Content_Types].xml': TYPES,
    '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(['rId1', 'worksheet', 'worksheets/sheet1.xml']),
    'xl/worksheets/sheet1.xml': sheet(inner),
    ...parts,
  });
}

/** The parts of a file that was written, by name. */
export async function partsOf(bytes: Uint8Array): Promise<Map<string, string>> {
  const entries = await new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false }).getEntries();
  const parts = new Map<string, string>();
  for (const entry of entries) {
    if (entry.directory) continue;
    parts.set(entry.filename, new TextDecoder().decode(await entry.getData(new Uint8ArrayWriter())));
  }
  return parts;
}
