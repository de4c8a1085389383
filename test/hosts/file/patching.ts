/** What the tests of patching share: a package's entries as they lie in the file, and patches that must succeed or fail. */
import { inflateRawSync } from 'node:zlib';
import {
  patchWorkbook,
  type CellPatch,
  type PatchProblem,
  type WorkbookPatch,
} from '../../../src/hosts/file/patch/patch-workbook';
import { MAIN, partsOf, RELATIONSHIPS, zip, type BookXml, type Parts } from './make-xlsx';

/** An entry of a zip, read by its bytes alone and by no library. */
export interface RawEntry {
  readonly name: string;
  /** The whole directory record but for the place of the entry. */
  readonly record: string;
  /** Its own head, its compressed bytes, and what follows them. */
  readonly bytes: string;
  readonly text: string;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The entries of a zip, in the order of its directory. */
export function rawEntries(given: Uint8Array): readonly RawEntry[] {
  const file = Uint8Array.from(given);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = Buffer.from(file).lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const count = view.getUint16(end + 10, true);
  const directory = view.getUint32(end + 16, true);
  const heads: { at: number; offset: number; name: string; record: string; method: number; size: number }[] = [];
  let at = directory;
  for (let i = 0; i < count; i++) {
    const lengths = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const length = 46 + lengths.reduce((sum, one) => sum + one, 0);
    const record = file.slice(at, at + length);
    record.fill(0, 42, 46);
    heads.push({
      at,
      offset: view.getUint32(at + 42, true),
      name: new TextDecoder().decode(file.slice(at + 46, at + 46 + (lengths[0] ?? 0))),
      record: hex(record),
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
    });
    at += length;
  }
  const starts = [...heads.map(({ offset }) => offset), directory].sort((a, b) => a - b);
  return heads.map(({ offset, name, record, method, size }) => {
    const next = starts.find((start) => start > offset) ?? directory;
    const data = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    const content = file.slice(data, data + size);
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(method === 0 ? content : inflateRawSync(content));
    return { name, record, bytes: hex(file.slice(offset, next)), text };
  });
}

/** What a patch did to a package. */
export interface PackageChange {
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Which entries differ; those that don't must be the same to the byte and in the same order. */
export function changeOf(before: Uint8Array, after: Uint8Array): PackageChange {
  const [old, now] = [rawEntries(before), rawEntries(after)];
  const was = new Map(old.map((entry) => [entry.name, entry]));
  const is = new Map(now.map((entry) => [entry.name, entry]));
  const kept = old.map(({ name }) => name).filter((name) => is.has(name));
  expect(now.slice(0, kept.length).map(({ name }) => name)).toEqual(kept);
  const isSame = (name: string): boolean => {
    const [a, b] = [was.get(name), is.get(name)];
    return a !== undefined && b !== undefined && a.record === b.record && a.bytes === b.bytes;
  };
  return {
    changed: kept.filter((name) => !isSame(name)),
    added: now.map(({ name }) => name).filter((name) => !was.has(name)),
    removed: old.map(({ name }) => name).filter((name) => !is.has(name)),
  };
}

/** The text of a part. */
export function partOf(file: Uint8Array, name: string): string {
  const entry = rawEntries(file).find((one) => one.name === name);
  if (!entry) throw new Error(`no part ${name}`);
  return entry.text;
}

/** The patched file; a refusal fails the test with its facts. */
export async function patched(bytes: Uint8Array, patch: WorkbookPatch): Promise<Uint8Array> {
  const result = await patchWorkbook(bytes, patch);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Why a patch is refused; a patched file fails the test. */
export async function refusal(bytes: Uint8Array, patch: WorkbookPatch): Promise<PatchProblem> {
  const result = await patchWorkbook(bytes, patch);
  if (result.ok) throw new Error('It was patched.');
  return result.error;
}

export const SHEET = 'xl/worksheets/sheet1.xml';

/** A patch of cells of the first sheet of `sheetOf`. */
export function cells(...list: readonly CellPatch[]): WorkbookPatch {
  return { sheets: [{ sheet: '收入', cells: list }] };
}

/** The styles of a small workbook: 0 plain, 1 two decimals, 2 text, 3 a date of its own, 4 yellow. */
export const STYLES =
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>' +
  '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFFFEB9C"/></patternFill></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
  '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"><alignment horizontal="right"/></xf>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="170" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="0" fillId="2" borderId="0" xfId="0" applyFill="1"/></cellXfs></styleSheet>';

/** The parts of a workbook with these styles, every list of relationships and content types as Excel would write it. */
export function styledParts(book: BookXml): Parts {
  const parts = partsOf(book);
  return {
    ...parts,
    '[Content_Types].xml': String(parts['[Content_Types].xml']).replace(
      '</Types>',
      '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    ),
    'xl/_rels/workbook.xml.rels': String(parts['xl/_rels/workbook.xml.rels']).replace(
      '</Relationships>',
      `<Relationship Id="rIdStyles" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': STYLES,
  };
}

/** A workbook of one sheet, «收入», with these styles; `data` stands inside <sheetData>, `after` behind it. */
export async function styledSheet(
  data: string,
  book: Omit<BookXml, 'sheets'> & { after?: string } = {},
): Promise<Uint8Array> {
  const { after = '', ...rest } = book;
  return zip(styledParts({ ...rest, sheets: [{ name: '收入', data, after }] }));
}

/** What stands inside <sheetData> of the first sheet. */
export function dataOf(file: Uint8Array): string {
  const text = partOf(file, SHEET);
  return text.slice(text.indexOf('<sheetData>') + '<sheetData>'.length, text.indexOf('</sheetData>'));
}
