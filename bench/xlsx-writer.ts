import { writeFile } from 'node:fs/promises';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { cellAddress } from '../src/ledger/a1';
import { isFault, type CellValue, type SheetSnapshot } from '../src/ledger/cells';

/** A formula without a stored result: whoever opens the file has to compute it. */
export interface Formula {
  readonly formula: string;
}

/** A sheet to write. */
export interface WrittenSheet extends Pick<SheetSnapshot, 'name' | 'tables'> {
  readonly rows: readonly (readonly (CellValue | Formula)[] | undefined)[];
  readonly dateColumns: ReadonlySet<number>;
}

/** Where the texts of cells stand: in the shared strings as Excel writes them, or in the cells as many programs do. */
export type TextPlace = 'shared' | 'inline';

/** Writes a workbook file, far simpler than what Excel writes and the same to whoever reads it; answers with its size. */
export async function writeXlsx(path: string, sheets: readonly WrittenSheet[], texts: TextPlace): Promise<number> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, extendedTimestamp: false });
  const add = (name: string, xml: string) => zip.add(name, new TextReader(HEADING + xml));
  const strings = texts === 'shared' ? new SharedStrings() : undefined;
  const tables = sheets.flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })));
  for (const [index, sheet] of sheets.entries()) {
    const number = String(index + 1);
    const own = tables.flatMap(({ sheet: owner }, position) => (owner === sheet ? [position + 1] : []));
    await add(`xl/worksheets/sheet${number}.xml`, sheetXml(sheet, own, strings));
    if (own.length > 0) await add(`xl/worksheets/_rels/sheet${number}.xml.rels`, tableRelationships(own));
  }
  for (const [index, { sheet, table }] of tables.entries()) {
    const { top, left, bottom, right } = table.range;
    const header =
      sheet.rows[top - 1]?.slice(left - 1, right).map((cell) => (typeof cell === 'string' ? cell : '')) ?? [];
    const reference = `${cellAddress(top, left)}:${cellAddress(bottom, right)}`;
    await add(`xl/tables/table${index + 1}.xml`, tableXml(index + 1, table.name, reference, header));
  }
  if (strings) await add('xl/sharedStrings.xml', strings.xml());
  await add('xl/styles.xml', STYLES);
  await add('xl/workbook.xml', workbookXml(sheets));
  await add('xl/_rels/workbook.xml.rels', workbookRelationships(sheets.length, strings !== undefined));
  await add('_rels/.rels', relationshipsXml([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]));
  await add('[Content_Types].xml', contentTypes(sheets.length, tables.length, strings !== undefined));
  const bytes = await zip.close();
  await writeFile(path, bytes);
  return bytes.length;
}

const HEADING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const DOCUMENT_RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The cell format of dates; every other cell has none. */
const DATE_STYLE = 1;
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>` +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>';

class SharedStrings {
  private readonly numbers = new Map<string, number>();
  private uses = 0;

  numberOf(text: string): number {
    this.uses += 1;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  xml(): string {
    const items = [...this.numbers.keys()].map((text) => `<si><t>${escaped(text)}</t></si>`);
    return `<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${items.length}">${items.join('')}</sst>`;
  }
}

function sheetXml(sheet: WrittenSheet, tables: readonly number[], strings: SharedStrings | undefined): string {
  const rows = sheet.rows.flatMap((cells, index) => {
    const row = index + 1;
    const written = cells?.map((cell, position) => {
      const style = row > 1 && sheet.dateColumns.has(position + 1) ? ` s="${DATE_STYLE}"` : '';
      return cellXml(`r="${cellAddress(row, position + 1)}"${style}`, cell, strings);
    });
    return written ? [`<row r="${row}">${written.join('')}</row>`] : [];
  });
  const parts = tables.map((_, index) => `<tablePart r:id="rId${index + 1}"/>`);
  return (
    `<worksheet xmlns="${MAIN}" xmlns:r="${DOCUMENT_RELATIONSHIPS}"><sheetData>${rows.join('')}</sheetData>` +
    (parts.length > 0 ? `<tableParts count="${parts.length}">${parts.join('')}</tableParts>` : '') +
    '</worksheet>'
  );
}

function cellXml(place: string, cell: CellValue | Formula, strings: SharedStrings | undefined): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c ${place} t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'string') {
    if (strings) return `<c ${place} t="s"><v>${strings.numberOf(cell)}</v></c>`;
    return `<c ${place} t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  }
  if ('formula' in cell) return `<c ${place}><f>${escaped(cell.formula)}</f></c>`;
  return isFault(cell) ? `<c ${place} t="e"><v>${escaped(cell.fault)}</v></c>` : '';
}

function tableXml(id: number, name: string, reference: string, header: readonly string[]): string {
  const columns = header.map((text, index) => `<tableColumn id="${index + 1}" name="${escaped(text)}"/>`);
  return (
    `<table xmlns="${MAIN}" id="${id}" name="${escaped(name)}" displayName="${escaped(name)}" ref="${reference}">` +
    `<autoFilter ref="${reference}"/><tableColumns count="${columns.length}">${columns.join('')}</tableColumns></table>`
  );
}

function tableRelationships(tables: readonly number[]): string {
  return relationshipsXml(
    tables.map((table, index) => ({ id: `rId${index + 1}`, type: 'table', target: `../tables/table${table}.xml` })),
  );
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT_RELATIONSHIPS}"><sheets>${listed.join('')}</sheets></workbook>`;
}

function workbookRelationships(sheets: number, shared: boolean): string {
  const numbered = Array.from({ length: sheets }, (_, index) => ({
    id: `rId${index + 1}`,
    type: 'worksheet',
    target: `worksheets/sheet${index + 1}.xml`,
  }));
  const strings = shared ? [{ id: 'rIdStrings', type: 'sharedStrings', target: 'sharedStrings.xml' }] : [];
  return relationshipsXml([...numbered, ...strings, { id: 'rIdStyles', type: 'styles', target: 'styles.xml' }]);
}

function relationshipsXml(
  items: readonly { readonly id: string; readonly type: string; readonly target: string }[],
): string {
  const listed = items.map(
    ({ id, type, target }) => `<Relationship Id="${id}" Type="${DOCUMENT_RELATIONSHIPS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${listed.join('')}</Relationships>`;
}

function contentTypes(sheets: number, tables: number, shared: boolean): string {
  const override = (part: string, type: string) =>
    `<Override PartName="/xl/${part}.xml" ContentType="${CONTENT}.${type}+xml"/>`;
  const numbered = (count: number, part: string, type: string) =>
    Array.from({ length: count }, (_, index) => override(`${part}${index + 1}`, type)).join('');
  return (
    `<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('workbook', 'sheet.main') +
    numbered(sheets, 'worksheets/sheet', 'worksheet') +
    numbered(tables, 'tables/table', 'table') +
    (shared ? override('sharedStrings', 'sharedStrings') : '') +
    override('styles', 'styles') +
    '</Types>'
  );
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
