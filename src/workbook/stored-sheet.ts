import { cellAddress } from '../ledger/a1';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import type { CellInput } from './port';

/**
 * What a workbook keeps for the product, on a sheet that no list of sheets shows: the same in every host and in the file.
 * One row a part of a text, since no cell holds more than 32,767 characters.
 */
export const STORED_SHEET = '薪规存档';

/** The first row. It tells the sheet from one that somebody else calls so. */
export const STORED_HEADER = ['key', 'version', 'part', 'parts', 'text'] as const;

/** The most characters of a part, its mark and what `encoded` adds included. */
export const PART_LENGTH = 30_000;

/** Of how a text stands on the sheet, not of what it says: each text bears a version of its own. */
const VERSION = 1;

/** Before every part: no host takes what begins with it for a formula, a number, a date or a switch to text. */
const MARK = ':';

/** Why a text can't be read back; the cell is the one to look at. */
export interface StoredProblem extends CellRef {
  readonly reason:
    /** The sheet bears our name and another list. */
    | 'not-ours'
    /** A later program wrote it. */
    | 'version'
    /** A part is missing, is there twice, or says another number of parts. */
    | 'parts'
    /** It is no text of ours, or says nothing that can be used. */
    | 'text';
  /** Whose text it is; `''` for the sheet as a whole. */
  readonly key: string;
}

/** What the sheet says. A text that is not whole is none: it is told among the problems. */
export interface StoredReading {
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: readonly StoredProblem[];
}

const NOTHING: StoredReading = { texts: new Map(), problems: [] };

/** Tells the sheet by its name, whatever the case. */
export function isStoredSheet(name: string): boolean {
  return name.trim().toLowerCase() === STORED_SHEET;
}

/** What a workbook keeps for the product, by key. */
export function storedTexts(workbook: WorkbookSnapshot): ReadonlyMap<string, string> {
  return readStored(workbook).texts;
}

/**
 * The text kept under a key, `undefined` for none. Where something stands under it that is not whole, «», which is no record of
 * anything: whoever reads it learns that there is one and that it can't be read.
 */
export function keptText({ texts, problems }: StoredReading, key: string): string | undefined {
  return texts.get(key) ?? (problems.some((problem) => problem.key === key) ? '' : undefined);
}

/** What a workbook keeps for the product, with what could not be read. */
export function readStored(workbook: WorkbookSnapshot): StoredReading {
  const sheet = workbook.sheets.find(({ name }) => isStoredSheet(name));
  if (!sheet) return NOTHING;
  const known = readings.get(sheet) ?? readStoredRows(sheet.rows, sheet.name);
  readings.set(sheet, known);
  return known;
}

/** While the sheet is the very same, it is not read again. */
const readings = new WeakMap<SheetSnapshot, StoredReading>();

/** The sheet's cells with these texts, the first row included: what it is made of anew. */
export function storedRows(texts: ReadonlyMap<string, string>): readonly (readonly CellInput[])[] {
  const header = STORED_HEADER.map((text): CellInput => ({ kind: 'text', text }));
  return [header, ...[...texts].flatMap(([key, text]) => partRows(key, text))];
}

// ---- Reading -----------------------------------------------------------------------------------------------------

interface Part {
  readonly row: number;
  readonly version: CellValue;
  readonly part: CellValue;
  readonly parts: CellValue;
  readonly text: CellValue;
}

/** Reads the sheet's rows, the first one included. */
export function readStoredRows(rows: SheetSnapshot['rows'], sheet: string = STORED_SHEET): StoredReading {
  const [header, ...others] = rows;
  if (isBlankSheet(rows)) return NOTHING;
  if (!isHeader(header)) return { texts: new Map(), problems: [{ sheet, cell: 'A1', reason: 'not-ours', key: '' }] };
  const byKey = new Map<string, Part[]>();
  for (const [index, cells] of others.entries()) {
    const [key = null, version = null, part = null, parts = null, text = null] = cells ?? [];
    // A text that was not finished has no key yet.
    if (typeof key !== 'string' || key === '') continue;
    const ofKey = byKey.get(key) ?? [];
    ofKey.push({ row: index + 2, version, part, parts, text });
    byKey.set(key, ofKey);
  }
  const texts = new Map<string, string>();
  const problems: StoredProblem[] = [];
  for (const [key, parts] of byKey) {
    const whole = wholeText(parts);
    if (typeof whole === 'string') texts.set(key, whole);
    else problems.push({ sheet, cell: cellAddress(whole.row, whole.column), reason: whole.reason, key });
  }
  return { texts, problems };
}

function isBlankSheet(rows: SheetSnapshot['rows']): boolean {
  return rows.every((cells) => (cells ?? []).every((cell) => cell === null || cell === ''));
}

function isHeader(cells: SheetSnapshot['rows'][number]): boolean {
  return STORED_HEADER.every((heading, column) => cells?.[column] === heading);
}

interface Refused {
  readonly row: number;
  readonly column: number;
  readonly reason: StoredProblem['reason'];
}

/** The parts in their order as one text, or the first cell that keeps it from being one. They may stand in any order. */
function wholeText(parts: readonly Part[]): string | Refused {
  const later = parts.find(({ version }) => version !== VERSION);
  if (later) return { row: later.row, column: 2, reason: 'version' };
  const [first] = parts;
  const texts: (string | undefined)[] = Array.from({ length: parts.length });
  for (const { row, part, parts: of, text } of parts) {
    if (of !== first?.parts || of !== parts.length) return { row, column: 4, reason: 'parts' };
    if (typeof part !== 'number' || !Number.isInteger(part) || part < 1 || part > parts.length) {
      return { row, column: 3, reason: 'parts' };
    }
    if (texts[part - 1] !== undefined) return { row, column: 3, reason: 'parts' };
    const decoded =
      typeof text === 'string' && text.startsWith(MARK) ? decodedPart(text.slice(MARK.length)) : undefined;
    if (decoded === undefined) return { row, column: 5, reason: 'text' };
    texts[part - 1] = decoded;
  }
  return texts.join('');
}

// ---- Writing -----------------------------------------------------------------------------------------------------

/** A row of the sheet as it is written. */
export interface StoredRow {
  /** As the sheet counts it. */
  readonly row: number;
  readonly cells: readonly [key: string, version: number, part: number, parts: number, text: string];
}

/**
 * What has to be written to keep a text. The new rows' texts come first, beside the old ones; then, in one request, their
 * first four cells are written and the old rows emptied. Whatever is broken off in between, the sheet keeps the old text.
 */
export interface StoredChange {
  readonly rows: readonly StoredRow[];
  /** Rows of the old text, to be emptied with the last step. */
  readonly emptied: readonly number[];
}

/** Plans the change on a sheet whose first column is this, its heading included. `undefined` forgets the text. */
export function storedChange(keys: readonly CellValue[], key: string, text: string | undefined): StoredChange {
  const emptied = keys.flatMap((found, index) => (index > 0 && found === key ? [index + 1] : []));
  const parts = text === undefined ? [] : partsOf(text);
  const free = freeRows(keys);
  const rows = parts.map((part, index): StoredRow => {
    const row = free.next().value;
    return { row, cells: [key, VERSION, index + 1, parts.length, part] };
  });
  return { rows, emptied };
}

/** The rows without a key below the heading, then those below all others. */
function* freeRows(keys: readonly CellValue[]): Generator<number, never, void> {
  for (let row = 2; ; row += 1) {
    const key = keys[row - 1] ?? null;
    if (key === null || key === '') yield row;
  }
}

function partRows(key: string, text: string): readonly (readonly CellInput[])[] {
  const parts = partsOf(text);
  return parts.map((part, index) => [
    { kind: 'text', text: key },
    { kind: 'number', value: VERSION },
    { kind: 'number', value: index + 1 },
    { kind: 'number', value: parts.length },
    { kind: 'text', text: part },
  ]);
}

/** A text in parts as they stand in cells; at least one. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let part = MARK;
  for (const piece of pieces(text)) {
    if (part.length + piece.length > PART_LENGTH) {
      parts.push(part);
      part = MARK;
    }
    part += piece;
  }
  return [...parts, part];
}

/**
 * What a cell does not keep as it is: control characters and breaks (files and hosts normalise them), what is no character,
 * what files take for such a code themselves («_x000D_»), and the stroke that marks it here.
 */
const UNKEPT =
  // eslint-disable-next-line no-control-regex -- these are what it is about
  /[\u0000-\u001f\u007f-\u009f\\\u2028\u2029\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|_(?=x[0-9a-f]{4}_)/gi;

/** Runs of a text that may be parted from one another: codes and pairs of surrogates stay whole. */
function* pieces(text: string): Generator<string, void, void> {
  const runs = text.replace(UNKEPT, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
  let at = 0;
  while (at < runs.length) {
    let end = Math.min(runs.length, at + RUN);
    // A code, or a pair, that the end falls into goes with the next run.
    if (end < runs.length) {
      const code = runs.slice(end - CODE + 1, end).indexOf('\\');
      if (code >= 0) end += code - CODE + 1;
      else if (isLowSurrogate(runs, end)) end -= 1;
    }
    yield runs.slice(at, end);
    at = end;
  }
}

/** Characters of a run, and of a code such as «\u000a». */
const RUN = 1000;
const CODE = 6;

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** `undefined` for what no part of ours can say. */
function decodedPart(part: string): string | undefined {
  if (/\\(?!u[0-9a-f]{4})/.test(part)) return undefined;
  return part.replace(/\\u([0-9a-f]{4})/g, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
