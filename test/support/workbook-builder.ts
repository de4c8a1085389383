import type {
  CellRange,
  CellValue,
  DefinedName,
  SheetSnapshot,
  TableInfo,
  WorkbookSnapshot,
} from '../../src/ledger/cells';
import { parseIsoDate, toExcelSerial } from '../../src/kernel/dates';
import { LAYOUT, LEDGER_IDS, REQUIRED, type LedgerId } from './layout';

/** A text that stays a text, also where it looks like a date: `typed('2016-03-05')`. */
export interface Typed {
  readonly typed: string;
}

/** What a test writes into a cell; «2016-03-05» becomes a date cell. */
export type Given = CellValue | Typed | undefined;

/** A row by its headings, or in the order of the ledger's columns. */
export type Row = Readonly<Record<string, Given>> | readonly Given[];

/**
 * Rows of each ledger; `'missing'` leaves the sheet out. Ledgers not given: optional ones are left out, required ones are
 * empty, and 粉丝, whose emptiness is an error, holds one reading that is on target.
 */
export type Tables = Partial<Record<LedgerId, readonly Row[] | 'missing'>>;

export interface Layout {
  /** Ledgers as Excel tables of their names (the default), or bare under a heading row. */
  readonly found?: 'as-table' | 'by-heading';
  readonly date1904?: boolean;
  /** Rows above the heading row, such as a title. */
  readonly above?: readonly (readonly CellValue[])[];
  readonly names?: readonly DefinedName[];
}

export function typed(text: string): Typed {
  return { typed: text };
}

/** A workbook of ledgers as the specification lays them out: headings in row 1, entries from row 2. */
export function workbook(tables: Tables, layout: Layout = {}): WorkbookSnapshot {
  const sheets = LEDGER_IDS.flatMap((id) => {
    const rows = tables[id] ?? (id === 'fans' ? ON_TARGET : REQUIRED.includes(id) ? [] : 'missing');
    return rows === 'missing' ? [] : [ledgerSheet(id, rows, layout)];
  });
  return workbookOf(sheets, layout);
}

const ON_TARGET: readonly Row[] = [['2016-12-31', '公司网站', 60000]];

/** A workbook of sheets laid out by hand. */
export function workbookOf(
  sheets: readonly SheetSnapshot[],
  { date1904 = false, names = [] }: Pick<Layout, 'date1904' | 'names'> = {},
): WorkbookSnapshot {
  return { name: 'book.xlsx', date1904, sheets, definedNames: names };
}

/** One ledger's sheet. */
export function ledgerSheet(id: LedgerId, rows: readonly Row[], layout: Layout = {}): SheetSnapshot {
  const { sheet, table, headings } = LAYOUT[id];
  const above = layout.above ?? [];
  const body = rows.map((row) => cellsOf(row, headings, layout.date1904 === true));
  const range = { top: above.length + 1, left: 1, bottom: above.length + 1 + body.length, right: headings.length };
  const tables = layout.found === 'by-heading' ? [] : [tableAt(table, range)];
  return { name: sheet, rows: [...above, [...headings], ...body], merges: [], tables };
}

/** A sheet cell by cell; blank cells are `null`. */
export function sheetOf(
  name: string,
  rows: readonly (readonly Given[] | undefined)[],
  more: {
    readonly merges?: readonly CellRange[];
    readonly tables?: readonly TableInfo[];
    readonly date1904?: boolean;
  } = {},
): SheetSnapshot {
  return {
    name,
    rows: rows.map((row) => row?.map((cell) => cellOf(cell, more.date1904 === true))),
    merges: more.merges ?? [],
    tables: more.tables ?? [],
  };
}

export function tableAt(name: string, range: CellRange, more: Partial<TableInfo> = {}): TableInfo {
  return { name, range, headerRows: 1, totalsRows: 0, ...more };
}

/** «A3:A5» as a range; single letters suffice here. */
export function range(a1: string): CellRange {
  const match = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(a1);
  if (!match) throw new Error(`no range: ${a1}`);
  const [, left = '', top = '', right = '', bottom = ''] = match;
  return { top: Number(top), left: left.charCodeAt(0) - 64, bottom: Number(bottom), right: right.charCodeAt(0) - 64 };
}

function cellsOf(row: Row, headings: readonly string[], date1904: boolean): CellValue[] {
  if (isPositional(row)) {
    if (row.length > headings.length) throw new Error(`more cells than headings: ${JSON.stringify(row)}`);
    return row.map((cell) => cellOf(cell, date1904));
  }
  const unknown = Object.keys(row).find((heading) => !headings.includes(heading));
  if (unknown !== undefined) throw new Error(`no heading ${unknown}`);
  return headings.map((heading) => cellOf(row[heading], date1904));
}

function isPositional(row: Row): row is readonly Given[] {
  return Array.isArray(row);
}

function cellOf(given: Given, date1904: boolean): CellValue {
  if (given === undefined) return null;
  if (typeof given === 'object' && given !== null && 'typed' in given) return given.typed;
  const date = typeof given === 'string' ? parseIsoDate(given) : undefined;
  return date === undefined ? given : toExcelSerial(date, date1904);
}
