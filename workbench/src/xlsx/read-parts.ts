/** The parts beside the cells: tables, notes, comments, properties, and what add-ins keep in a file. */
import { parseArea } from '../grid/a1';
import { type CellNote } from '../grid/grid-model';
import { type TableImage } from '../grid/workbook-image';
import { type CustomXmlPart } from '../document-store';
import { readFormula, type FunctionNames } from './formula-text';
import { type LossList } from './losses';
import { type XlsxPackage } from './package';
import { child, children, decodeText, descendants, isOn, local, numberOf, type XmlElement } from './xml';

export function readTable(
  table: XmlElement,
  sheet: number,
  sheetName: string,
  custom: FunctionNames,
  losses: LossList,
): TableImage | undefined {
  const own = table.attributes;
  const area = parseArea(own['ref'] ?? '');
  if (!area) return undefined;
  const columns = children(child(table, 'tableColumns'), 'tableColumn');
  const filter = child(table, 'autoFilter');
  const filters = children(filter, 'filterColumn');
  losses.add('filter', sheetName, filters.filter((one) => one.children.length > 0).length);
  const isHidden = filters.length > 0 && filters.every(({ attributes }) => isOn(attributes['hiddenButton']));
  const style = child(table, 'tableStyleInfo')?.attributes ?? {};
  const formulas = columns.map((column) => {
    const text = child(column, 'calculatedColumnFormula')?.text.trim();
    return text === undefined || text === '' ? undefined : readFormula(text, custom);
  });
  return {
    name: own['displayName'] ?? own['name'] ?? '',
    sheet,
    area,
    hasHeaderRow: own['headerRowCount'] !== '0',
    hasTotalRow: (numberOf(own['totalsRowCount']) ?? 0) > 0,
    columns: columns.map(({ attributes }) => decodeText(attributes['name'] ?? '')),
    style: style['name'] ?? '',
    showBandedRows: isOn(style['showRowStripes']),
    showBandedColumns: isOn(style['showColumnStripes']),
    showFilterButton: filter !== undefined && !isHidden,
    highlightFirstColumn: isOn(style['showFirstColumn']),
    highlightLastColumn: isOn(style['showLastColumn']),
    ...(formulas.some((formula) => formula !== undefined) && { calculatedColumns: formulas }),
  };
}

/** The text of a note: all its runs. */
function runs(element: XmlElement | undefined): string {
  if (!element) return '';
  const own = element.name === 't' ? element.text : '';
  return own + element.children.map((one) => (one.name === 'rPh' ? '' : runs(one))).join('');
}

/** An author's name of this form marks the slip that older versions show instead of a comment. */
const COMMENT_AUTHOR = /^tc=\{/;

function readNotes(part: XmlElement): CellNote[] {
  const authors = children(child(part, 'authors'), 'author').map(({ text }) => decodeText(text));
  return children(child(part, 'commentList'), 'comment').flatMap(({ attributes, children: inner }) => {
    const place = parseArea(attributes['ref'] ?? '');
    const author = authors[numberOf(attributes['authorId']) ?? -1] ?? '';
    if (!place || COMMENT_AUTHOR.test(author)) return [];
    const text = decodeText(runs(inner.find(({ name }) => name === 'text')));
    return [{ row: place.row, column: place.column, text, author, kind: 'note' as const }];
  });
}

function readComments(
  part: XmlElement,
  people: ReadonlyMap<string, string>,
  lose: (count: number) => void,
): CellNote[] {
  const threads = children(part, 'threadedComment');
  lose(threads.filter(({ attributes }) => attributes['parentId'] !== undefined).length);
  return threads.flatMap((thread) => {
    const place = parseArea(thread.attributes['ref'] ?? '');
    if (!place || thread.attributes['parentId'] !== undefined) return [];
    const author = people.get(thread.attributes['personId'] ?? '') ?? '';
    const text = child(thread, 'text')?.text ?? '';
    return [{ row: place.row, column: place.column, text, author, kind: 'comment' as const }];
  });
}

async function readPeople(file: XlsxPackage): Promise<ReadonlyMap<string, string>> {
  const people = new Map<string, string>();
  for (const part of file.names().filter((name) => /^xl\/persons\/[^/]+\.xml$/.test(name))) {
    for (const { attributes } of children(await file.tree(part), 'person')) {
      people.set(attributes['id'] ?? '', attributes['displayName'] ?? '');
    }
  }
  return people;
}

/** Notes and comments of a sheet, in order of rows. */
export async function readSheetNotes(
  file: XlsxPackage,
  parts: readonly { readonly kind: string; readonly part: string }[],
  sheet: string,
  losses: LossList,
): Promise<CellNote[]> {
  const notes: CellNote[] = [];
  for (const { kind, part } of parts) {
    if (kind === 'comments' && file.has(part)) notes.push(...readNotes(await file.tree(part)));
    if (kind !== 'threadedComment' || !file.has(part)) continue;
    const people = await readPeople(file);
    notes.push(...readComments(await file.tree(part), people, (count) => losses.add('commentReply', sheet, count)));
  }
  return notes.sort((one, other) => one.row - other.row || one.column - other.column);
}

/** Elements of docProps by the names that Office's API gives them. */
export const CORE_PROPERTIES = {
  Title: 'dc:title',
  Subject: 'dc:subject',
  Author: 'dc:creator',
  Keywords: 'cp:keywords',
  Comments: 'dc:description',
  Category: 'cp:category',
} as const;

export const APP_PROPERTIES = { Manager: 'Manager', Company: 'Company' } as const;

export async function readProperties(
  file: XlsxPackage,
  parts: readonly { readonly kind: string; readonly part: string }[],
): Promise<Record<string, string>> {
  const found: [string, string][] = [];
  for (const { kind, part } of parts) {
    if (!file.has(part) || (kind !== 'core-properties' && kind !== 'extended-properties')) continue;
    const tree = await file.tree(part);
    const names = kind === 'core-properties' ? CORE_PROPERTIES : APP_PROPERTIES;
    for (const [property, element] of Object.entries(names)) {
      const text = child(tree, element.slice(element.indexOf(':') + 1))?.text;
      if (text !== undefined && text !== '') found.push([property, decodeText(text)]);
    }
  }
  return Object.fromEntries(found);
}

/** Parts that people or add-ins put in, with the id that their properties give them. */
export async function readCustomXml(file: XlsxPackage, parts: readonly string[]): Promise<CustomXmlPart[]> {
  const found: CustomXmlPart[] = [];
  for (const part of parts) {
    const xml = await file.text(part);
    const root = await file.tree(part);
    const properties = (await file.relationships(part)).find(({ kind }) => kind === 'customXmlProps')?.part;
    const item = properties !== undefined && file.has(properties) ? await file.tree(properties) : undefined;
    const id = item && local(item.attributes, 'itemID');
    found.push({
      id: id ?? `{00000000-0000-4000-8000-${partNumber(found.length)}}`,
      namespaceUri: rootNamespace(root, xml),
      xml,
    });
  }
  return found;
}

const partNumber = (index: number): string => String(index + 1).padStart(12, '0');

/** The namespace of a root element, by its prefix. */
function rootNamespace(root: XmlElement, xml: string): string {
  const prefix = new RegExp(`<([\\w.-]+):${root.name.replaceAll(/[^\w-]/g, '.')}[\\s/>]`).exec(
    xml.replaceAll(/<[!?][^>]*>/g, ''),
  )?.[1];
  const isFirst = new RegExp(`^[^<]*<${prefix ?? ''}:`).test(xml.replaceAll(/<[!?][^>]*>/g, ''));
  return root.attributes[prefix !== undefined && isFirst ? `xmlns:${prefix}` : 'xmlns'] ?? '';
}

export interface AddinSettings {
  readonly settings: Record<string, unknown>;
  /** How many other add-ins the file knows. */
  readonly others: number;
}

function parseSetting(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Written by something that does not write JSON: the text itself is the value.
    return text;
  }
}

/** An add-in's settings: where Excel keeps them, as properties of its web extension. */
export async function readSettings(file: XlsxPackage, addinId: string | undefined): Promise<AddinSettings> {
  const found: [string, unknown][] = [];
  let others = 0;
  for (const part of file.names().filter((name) => /^xl\/webextensions\/webextension[^/]*\.xml$/.test(name))) {
    const extension = await file.tree(part);
    const ids = descendants(extension, 'reference').map(({ attributes }) => normalId(attributes['id'] ?? ''));
    if (addinId !== undefined && !ids.includes(normalId(addinId))) {
      others += 1;
      continue;
    }
    for (const { attributes } of children(child(extension, 'properties'), 'property')) {
      const name = attributes['name'];
      if (name !== undefined) found.push([name, parseSetting(attributes['value'] ?? 'null')]);
    }
  }
  return { settings: Object.fromEntries(found), others };
}

const normalId = (id: string): string => id.replaceAll(/[{}]/g, '').toLowerCase();
