import type { Ledger } from '../policy/schema';
import type { CellRange, CellValue, ConnectionProblem, SheetSnapshot, TableInfo, WorkbookSnapshot } from './cells';
import { halfWidth, shownValue } from './read-cell';
import type { Steps } from './steps';

/** Where a ledger's rows stand in the workbook. Rows and columns are 1-based. */
export interface LedgerBlock {
  readonly sheet: SheetSnapshot;
  readonly headerRow: number;
  /** The sheet column of each ledger column that the header names. */
  readonly columns: ReadonlyMap<string, number>;
  /** The sheet columns within the ledger that are none of its own, such as a running number. */
  readonly otherColumns: readonly number[];
  readonly firstRow: number;
  /** The last row that belongs to the ledger: of the Excel table, or of the sheet. */
  readonly lastRow: number;
  /** The rows under an Excel table where entries may stand that the table was not extended to. */
  readonly below: { readonly firstRow: number; readonly lastRow: number } | undefined;
}

/** Why a ledger can't be read. */
export type LocateProblem =
  | { readonly code: 'table-missing'; readonly table: string; readonly sheet: string }
  /** The sheet is there, but no row bears the headings. */
  | { readonly code: 'header-missing'; readonly table: string; readonly sheet: string; readonly columns: string }
  | { readonly code: 'column-missing'; readonly table: string; readonly sheet: string; readonly column: string }
  | ConnectionProblem
  /** Two columns answer to one heading: which one counts nobody can tell. */
  | { readonly code: 'column-ambiguous'; readonly table: string; readonly sheet: string; readonly column: string };

export type Located =
  { readonly found: true; readonly block: LedgerBlock } | { readonly found: false; readonly problem: LocateProblem };

/** A header row is looked for in the first rows of a sheet only; titles and notes above it are rarely longer. */
const HEADER_SEARCH_ROWS = 100;

/**
 * Finds a ledger: where a connection reads it from; else the Excel table of its name anywhere in the workbook; else a table with its headings on the sheet of its
 * name; else, on that sheet, the first row that bears all required headings.
 */
export function locateLedger(workbook: WorkbookSnapshot, ledger: Ledger): Located {
  const connected = workbook.connected?.get(ledger.id);
  if (connected) return connected.found ? inMadeTable(connected.sheet, ledger) : connected;
  for (const sheet of workbook.sheets) {
    const table = sheet.tables.find((candidate) => sameName(candidate.name, ledger.table));
    if (table) return inTable(sheet, table, ledger);
  }
  const sheet = sheetNamed(workbook, ledger.sheet);
  if (!sheet) return { found: false, problem: { code: 'table-missing', table: ledger.table, sheet: ledger.sheet } };
  for (const table of sheet.tables) {
    const located = inTable(sheet, table, ledger);
    if (located.found) return located;
  }
  return underHeaderRow(sheet, ledger);
}

function inMadeTable(sheet: SheetSnapshot, ledger: Ledger): Located {
  const [table] = sheet.tables;
  if (!table) throw new Error(`the sheet made for ${ledger.id} holds no table`);
  return inTable(sheet, table, ledger);
}

/** The sheet of a name, whatever the case it is written in. */
export function sheetNamed(workbook: WorkbookSnapshot, name: string): SheetSnapshot | undefined {
  return workbook.sheets.find((sheet) => sameName(sheet.name, name));
}

function inTable(sheet: SheetSnapshot, table: TableInfo, ledger: Ledger): Located {
  const { top, bottom, left, right } = table.range;
  const headings = readHeadings(sheet.rows[top - 1] ?? [], table.headerRows > 0 ? { left, right } : undefined, ledger);
  if (headings.ambiguous !== undefined) return columnProblem('column-ambiguous', sheet, ledger, headings.ambiguous);
  if (headings.missing !== undefined) return columnProblem('column-missing', sheet, ledger, headings.missing);
  const { columns } = headings;
  const lastRow = bottom - table.totalsRows;
  return {
    found: true,
    block: {
      sheet,
      headerRow: top,
      columns,
      otherColumns: otherColumns({ left, right }, columns),
      firstRow: top + table.headerRows,
      lastRow,
      below: rowsBelow(sheet, table),
    },
  };
}

/** The rows between a table and whatever table stands below it in the same columns. */
function rowsBelow(sheet: SheetSnapshot, table: TableInfo): LedgerBlock['below'] {
  const next = sheet.tables
    .filter(
      (other) => other !== table && other.range.top > table.range.bottom && shareColumns(other.range, table.range),
    )
    .reduce((first, other) => Math.min(first, other.range.top), sheet.rows.length + 1);
  const firstRow = table.range.bottom + 1;
  return firstRow < next ? { firstRow, lastRow: next - 1 } : undefined;
}

function shareColumns(a: CellRange, b: CellRange): boolean {
  return a.left <= b.right && b.left <= a.right;
}

function otherColumns(
  span: { readonly left: number; readonly right: number },
  columns: ReadonlyMap<string, number>,
): readonly number[] {
  const own = new Set(columns.values());
  return Array.from({ length: span.right - span.left + 1 }, (_, index) => span.left + index).filter(
    (column) => !own.has(column),
  );
}

function underHeaderRow(sheet: SheetSnapshot, ledger: Ledger): Located {
  let nearest: { readonly matched: number; readonly missing: string } | undefined;
  for (let row = 1; row <= Math.min(sheet.rows.length, HEADER_SEARCH_ROWS); row += 1) {
    const cells = sheet.rows[row - 1];
    if (!cells) continue;
    const { columns, missing, ambiguous } = readHeadings(cells, { left: 1, right: cells.length }, ledger);
    if (missing === undefined && ambiguous !== undefined) {
      return columnProblem('column-ambiguous', sheet, ledger, ambiguous);
    }
    if (missing === undefined) {
      return {
        found: true,
        block: {
          sheet,
          headerRow: row,
          columns,
          otherColumns: otherColumns({ left: 1, right: cells.length }, columns),
          firstRow: row + 1,
          lastRow: sheet.rows.length,
          below: undefined,
        },
      };
    }
    if (columns.size > (nearest?.matched ?? 1)) nearest = { matched: columns.size, missing };
  }
  if (nearest) return columnProblem('column-missing', sheet, ledger, nearest.missing);
  // A sheet of the ledger's name that holds rows is there, whatever its headings: read as absent, its money would be lost.
  if (ledger.presence === 'required' || holdsRows(sheet)) {
    const required = ledger.columns.filter((column) => column.required).map((column) => column.header);
    const problem = { table: ledger.table, sheet: sheet.name, columns: required.join('、') };
    return { found: false, problem: { code: 'header-missing', ...problem } };
  }
  return { found: false, problem: { code: 'table-missing', table: ledger.table, sheet: ledger.sheet } };
}

/** Tells a sheet with rows from a blank one, or one with nothing but a title. */
function holdsRows(sheet: SheetSnapshot): boolean {
  let filled = 0;
  for (const cells of sheet.rows) {
    if (cells?.some((cell) => shownValue(cell).trim() !== '')) filled += 1;
    if (filled > 1) return true;
  }
  return false;
}

function columnProblem(
  code: 'column-missing' | 'column-ambiguous',
  sheet: SheetSnapshot,
  ledger: Ledger,
  column: string,
): Located {
  return { found: false, problem: { code, table: ledger.table, sheet: sheet.name, column } };
}

/** What a row says as a header row: the ledger's columns, the first heading it lacks, one that it bears twice. */
interface Headings {
  readonly columns: ReadonlyMap<string, number>;
  readonly missing: string | undefined;
  readonly ambiguous: string | undefined;
}

/** Headings that are the ledger's word for word are matched first, then those that bear a unit besides. */
function readHeadings(
  cells: readonly CellValue[],
  span: { readonly left: number; readonly right: number } | undefined,
  ledger: Ledger,
): Headings {
  const columns = new Map<string, number>();
  let ambiguous: string | undefined;
  for (const keyOf of span ? [headingKey, headingWithoutUnit] : []) {
    const before = new Set(columns.keys());
    for (let column = span?.left ?? 1; column <= (span?.right ?? 0); column += 1) {
      const key = keyOf(shownValue(cells[column - 1]));
      if (key === '') continue;
      const named = ledger.columns.find((candidate) => headingKey(candidate.header) === key);
      if (!named || before.has(named.id)) continue;
      // Two columns of notes do no harm; two of amounts would have one of them counted by chance.
      if (columns.has(named.id) && named.type !== 'text') ambiguous ??= named.header;
      else if (!columns.has(named.id)) columns.set(named.id, column);
    }
  }
  return { columns, missing: firstMissing(ledger, columns), ambiguous };
}

/** A list with a ledger's headings that no ledger was read from. */
export interface OtherList {
  readonly ledger: Ledger;
  readonly sheet: string;
  /** The Excel table's name, or the sheet's for a list found by its headings. */
  readonly name: string;
  readonly headerRow: number;
  readonly column: number;
}

/**
 * The lists in a workbook that look like a ledger and were not read as one: another table with the same headings, a copy of
 * the sheet. What stands there counts nowhere, which somebody has to be told.
 *
 * @param read the header rows of the ledgers that were read, by sheet name
 * @param notLedgers sheets that are known to hold something else, by name
 */
export function* otherLists(
  workbook: WorkbookSnapshot,
  ledgers: readonly Ledger[],
  read: ReadonlyMap<string, ReadonlySet<number>>,
  notLedgers: ReadonlySet<string>,
): Steps<readonly OtherList[]> {
  const lists: OtherList[] = [];
  for (const sheet of workbook.sheets) {
    if (notLedgers.has(sheet.name)) continue;
    lists.push(...listsOn(sheet, ledgers, read.get(sheet.name)));
    yield 0;
  }
  const known = new Set(lists.map(placeOfList));
  return [...lists, ...leftOutOfConnection(workbook, ledgers).filter((list) => !known.has(placeOfList(list)))];
}

/** Sheets with the headings of the connected ones that a connection does not take in: a month under another name. */
function leftOutOfConnection({ connected }: WorkbookSnapshot, ledgers: readonly Ledger[]): readonly OtherList[] {
  const lists = ledgers.flatMap((ledger) => {
    const place = connected?.get(ledger.id);
    const unread = place?.found === true ? place.unread : [];
    return unread.map(({ sheet, row, column }) => ({ ledger, sheet, name: sheet, headerRow: row, column }));
  });
  // A list that could be read for two ledgers is told of once.
  return [...new Map(lists.map((list) => [placeOfList(list), list])).values()];
}

function placeOfList({ sheet, headerRow }: OtherList): string {
  return `${String(headerRow)} ${sheet}`;
}

function listsOn(
  sheet: SheetSnapshot,
  ledgers: readonly Ledger[],
  used: ReadonlySet<number> | undefined,
): readonly OtherList[] {
  const tables = sheet.tables.filter((table) => used?.has(table.range.top) !== true);
  const ofTables = tables.map((table) => bestMatch(table.name, ledgers, (ledger) => inTable(sheet, table, ledger)));
  const bySheet =
    used === undefined && sheet.tables.length === 0
      ? [bestMatch(sheet.name, ledgers, (ledger) => underHeaderRow(sheet, ledger))]
      : [];
  return [...ofTables, ...bySheet].filter((list) => list !== undefined);
}

/** Of the ledgers that a list could be, the one with most of its headings there. */
function bestMatch(
  name: string,
  ledgers: readonly Ledger[],
  locate: (ledger: Ledger) => Located,
): OtherList | undefined {
  let best: { readonly ledger: Ledger; readonly block: LedgerBlock } | undefined;
  for (const ledger of ledgers) {
    const located = locate(ledger);
    if (!located.found || !holdsEntry(located.block, ledger)) continue;
    const more = located.block.columns.size - (best?.block.columns.size ?? 0);
    // Of two ledgers with as many headings there, the one with fewer of its own lacking.
    const closer = best !== undefined && ledger.columns.length < best.ledger.columns.length;
    if (more > 0 || (more === 0 && closer)) best = { ledger, block: located.block };
  }
  if (!best) return undefined;
  const { ledger, block } = best;
  const column = Math.min(...block.columns.values());
  return { ledger, sheet: block.sheet.name, name, headerRow: block.headerRow, column };
}

function holdsEntry(block: LedgerBlock, ledger: Ledger): boolean {
  const figures = ledger.columns.filter((column) => column.type === 'money' || column.type === 'count');
  const columns = figures.map((column) => block.columns.get(column.id)).filter((column) => column !== undefined);
  return block.sheet.rows
    .slice(block.firstRow - 1, block.lastRow)
    .some((cells) => columns.some((column) => shownValue(cells?.[column - 1]).trim() !== ''));
}

function firstMissing(ledger: Ledger, columns: ReadonlyMap<string, number>): string | undefined {
  return ledger.columns.find((column) => column.required && !columns.has(column.id))?.header;
}

/** Headings are compared without spaces and width differences. */
function headingKey(heading: string): string {
  return halfWidth(heading).replace(/\s/g, '').toLowerCase();
}

/** «金额（元）» is «金额»; «金额（万元）» and «金额（美元）» are other figures, which nobody may take for yuan. */
function headingWithoutUnit(heading: string): string {
  const [, name = '', unit = ''] = /^(.*)\(([^()]*)\)$/.exec(headingKey(heading)) ?? [];
  return OTHER_UNIT.test(unit) ? '' : name;
}

const OTHER_UNIT = /[十百千万亿$€£]|美元|美金|港[元币]|欧元|日元|英镑|usd|hkd|eur|jpy|gbp/;

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
