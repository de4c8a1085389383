/** What a formula writes for cells, and which cells that is. */
import { columnOfReference, parseRange, rowNumber } from '../ledger/a1';
import type { CellRange, DefinedName, SheetSnapshot, TableInfo } from '../ledger/cells';

/** A sheet or a workbook before «!»: in quotes, or `[Book.xlsx]Sheet`, or a plain name. */
export const PLACE = String.raw`(?:'(?:[^']|'')*'|\[[^\]]*\][\p{L}\p{N}_.\\?]*|[\p{L}_\\][\p{L}\p{N}_.\\?]*)!`;
/** A defined name, a table's name, a function's. */
export const NAME = String.raw`[\p{L}_\\][\p{L}\p{N}_.\\?]*`;
/** What follows a table's name, with brackets one level deep within; `'` makes the next character plain. */
export const BRACKETS = String.raw`\[(?:[^'[\]]|'.|\[(?:[^'[\]]|'.)*\])*\]`;

const COLUMN = String.raw`\$?[A-Za-z]{1,3}`;
const ROW = String.raw`\$?[1-9]\d{0,6}`;
const CELL = `${COLUMN}${ROW}`;

/** A cell, a rectangle, whole columns, whole rows. */
const ADDRESS = new RegExp(`^(?:${CELL}(?::${CELL})?|${COLUMN}:${COLUMN}|${ROW}:${ROW})$`);
const QUALIFIED = new RegExp(`^(${PLACE})?(.+)$`, 'su');
const PLAIN_NAME = new RegExp(`^${NAME}$`, 'u');
const OF_TABLE = new RegExp(`^(${NAME})?(${BRACKETS})$`, 'u');

/** Tells a text that is a reference and nothing but one. */
export function isReference(text: string): boolean {
  const bare = QUALIFIED.exec(text)?.[2] ?? '';
  return ADDRESS.test(bare) || PLAIN_NAME.test(bare) || OF_TABLE.test(bare);
}

/** What is needed of a sheet. A snapshot has it all; an outline has no cells, and so no names of tables' columns. */
export interface ReferencedSheet {
  readonly name: string;
  readonly tables: readonly TableInfo[];
  readonly rows?: SheetSnapshot['rows'];
  readonly used?: CellRange | undefined;
}

export interface ReferencedWorkbook {
  readonly sheets: readonly ReferencedSheet[];
  readonly definedNames: readonly DefinedName[];
}

/** Where a formula stands; row and column count from 1 and are needed for «this row» alone. */
export interface FormulaPlace {
  readonly sheet: string;
  readonly row?: number;
  readonly column?: number;
}

export interface ReferencedCells {
  /** As the workbook spells it. */
  readonly sheet: string;
  readonly range: CellRange;
}

/** Names may refer to names; nobody means a chain longer than this. */
const LONGEST_CHAIN = 8;

/**
 * The cells behind a reference: `A1`, `$A$1:B2`, `A:C` (as far as the sheet is filled), `'a sheet'!A1`, a table
 * (`收入` is its rows without the header, `收入[#All]`, `收入[金额]`, `收入[[#Headers],[日期]:[金额]]`, `收入[@金额]`), a
 * defined name. `undefined` for what the workbook does not have, for another workbook's cells, for a column's name where
 * no cells are known, and for a name that stands for a constant or a formula.
 */
export function resolveReference(
  text: string,
  from: FormulaPlace,
  workbook: ReferencedWorkbook,
): ReferencedCells | undefined {
  return resolve(text.trim(), from, workbook, LONGEST_CHAIN);
}

function resolve(
  text: string,
  from: FormulaPlace,
  workbook: ReferencedWorkbook,
  steps: number,
): ReferencedCells | undefined {
  const [, place, bare = ''] = QUALIFIED.exec(text) ?? [];
  const sheet = sheetNamed(place === undefined ? from.sheet : sheetOf(place), workbook);
  if (!sheet) return undefined;
  // «FAN2016» is an address, «XFE1» beyond a sheet's last column is a name.
  const range = ADDRESS.test(bare) ? rangeAt(bare, sheet) : undefined;
  if (range) return { sheet: sheet.name, range };
  const ofTable = OF_TABLE.exec(bare);
  if (ofTable) return partOfTable(ofTable[1], ofTable[2] ?? '', from, workbook);
  if (!PLAIN_NAME.test(bare)) return undefined;
  const name = workbook.definedNames.find((candidate) => isSameName(candidate.name, bare));
  if (name) return steps > 0 ? resolve(name.refersTo.trim().replace(/^=/, ''), from, workbook, steps - 1) : undefined;
  return partOfTable(bare, '[]', from, workbook);
}

function sheetOf(place: string): string {
  const name = place.slice(0, -1);
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}

function sheetNamed(name: string, { sheets }: ReferencedWorkbook): ReferencedSheet | undefined {
  return sheets.find((sheet) => isSameName(sheet.name, name));
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function rangeAt(address: string, sheet: ReferencedSheet): CellRange | undefined {
  const cells = parseRange(address);
  if (cells) return cells;
  const [first = '', last = ''] = address.replaceAll('$', '').split(':');
  const filled = filledRange(sheet);
  const columns = [columnOfReference(first), columnOfReference(last)];
  if (!columns.includes(0)) {
    return { top: 1, left: Math.min(...columns), bottom: filled.bottom, right: Math.max(...columns) };
  }
  const rows = [rowNumber(first), rowNumber(last)];
  const isWholeRows = first !== '' && last !== '' && !rows.includes(0);
  return isWholeRows ? { top: Math.min(...rows), left: 1, bottom: Math.max(...rows), right: filled.right } : undefined;
}

/** How far a sheet is filled, at least its first cell. */
function filledRange({ rows, used }: ReferencedSheet): { readonly bottom: number; readonly right: number } {
  const right = rows?.reduce((widest, row) => Math.max(widest, row?.length ?? 0), 1) ?? 1;
  return { bottom: Math.max(used?.bottom ?? 1, rows?.length ?? 1), right: Math.max(used?.right ?? 1, right) };
}

/** The parts of a table that brackets can name, in the order in which they stand. */
const PARTS = ['#headers', '#data', '#totals'] as const;

/** What stands in the brackets: parts of the table, and its columns from one to another. */
interface Selection {
  readonly parts: ReadonlySet<string>;
  readonly columns: readonly string[];
}

function partOfTable(
  name: string | undefined,
  brackets: string,
  from: FormulaPlace,
  workbook: ReferencedWorkbook,
): ReferencedCells | undefined {
  const found = name === undefined ? tableAround(from, workbook) : tableNamed(name, workbook);
  const selection = readBrackets(brackets);
  if (!found || !selection) return undefined;
  const { sheet, table } = found;
  const rows = rowsOf(selection.parts, table, isSameName(from.sheet, sheet.name) ? from.row : undefined);
  const columns = columnsOf(selection.columns, table, sheet);
  return rows && columns && { sheet: sheet.name, range: { ...rows, ...columns } };
}

interface FoundTable {
  readonly sheet: ReferencedSheet;
  readonly table: TableInfo;
}

function tableNamed(name: string, { sheets }: ReferencedWorkbook): FoundTable | undefined {
  return sheets
    .flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })))
    .find(({ table }) => isSameName(table.name, name));
}

/** The table that a formula stands in, as `[@金额]` means it. */
function tableAround({ sheet: name, row, column }: FormulaPlace, workbook: ReferencedWorkbook): FoundTable | undefined {
  const sheet = sheetNamed(name, workbook);
  if (!sheet || row === undefined || column === undefined) return undefined;
  const table = sheet.tables.find(
    ({ range }) => row >= range.top && row <= range.bottom && column >= range.left && column <= range.right,
  );
  return table && { sheet, table };
}

/** `[#All]`, `[金额]`, `[@金额]`, `[[#Headers],[日期]:[金额]]`; `undefined` where it is none of these. */
function readBrackets(brackets: string): Selection | undefined {
  const inner = brackets.slice(1, -1).trim();
  const isThisRow = inner.startsWith('@');
  const rest = isThisRow ? inner.slice(1).trim() : inner;
  const parts = new Set<string>(isThisRow ? ['#this row'] : []);
  const columns: string[] = [];
  const items = rest.startsWith('[') ? itemsIn(rest) : [rest];
  if (!items) return undefined;
  for (const item of items) {
    if (item.startsWith('#')) parts.add(item.toLowerCase());
    else if (item !== '') columns.push(item.replace(/'(.)/gs, '$1'));
  }
  return columns.length > 2 ? undefined : { parts, columns };
}

const ITEM = /\s*\[((?:[^'[\]]|'.)*)\]\s*(?:[,:]|$)/suy;

function itemsIn(list: string): readonly string[] | undefined {
  const items: string[] = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < list.length) {
    const item = ITEM.exec(list);
    if (!item) return undefined;
    items.push(item[1] ?? '');
  }
  return items;
}

function rowsOf(
  parts: ReadonlySet<string>,
  { range, headerRows, totalsRows }: TableInfo,
  ownRow: number | undefined,
): { readonly top: number; readonly bottom: number } | undefined {
  const data = { top: range.top + headerRows, bottom: range.bottom - totalsRows };
  const spans: Readonly<Record<string, { readonly top: number; readonly bottom: number }>> = {
    '#headers': { top: range.top, bottom: range.top + headerRows - 1 },
    '#data': data,
    '#totals': { top: data.bottom + 1, bottom: range.bottom },
  };
  if (parts.has('#this row')) {
    const isInside = ownRow !== undefined && ownRow >= data.top && ownRow <= data.bottom;
    return isInside && parts.size === 1 ? { top: ownRow, bottom: ownRow } : undefined;
  }
  const wanted = parts.size === 0 ? ['#data'] : parts.has('#all') ? PARTS : PARTS.filter((part) => parts.has(part));
  const chosen = wanted.flatMap((part) => {
    const span = spans[part];
    return span && span.top <= span.bottom ? [span] : [];
  });
  if (chosen.length === 0) return undefined;
  return { top: Math.min(...chosen.map(({ top }) => top)), bottom: Math.max(...chosen.map(({ bottom }) => bottom)) };
}

function columnsOf(
  names: readonly string[],
  { range, headerRows }: TableInfo,
  { rows }: ReferencedSheet,
): { readonly left: number; readonly right: number } | undefined {
  if (names.length === 0) return { left: range.left, right: range.right };
  const header = headerRows > 0 ? rows?.[range.top - 1] : undefined;
  const positions = names.map((name) => {
    const titles = header?.slice(range.left - 1, range.right) ?? [];
    const index = titles.findIndex((title) => typeof title !== 'object' && isSameName(String(title), name));
    return index < 0 ? undefined : range.left + index;
  });
  const known = positions.filter((position) => position !== undefined);
  if (known.length < names.length) return undefined;
  return { left: Math.min(...known), right: Math.max(...known) };
}
