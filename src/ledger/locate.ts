import type { Ledger } from '../policy/schema';
import type { CellRange, CellValue, SheetSnapshot, TableInfo, WorkbookSnapshot } from './cells';
import { halfWidth, shownValue } from './read-cell';

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
  | { readonly code: 'column-missing'; readonly table: string; readonly sheet: string; readonly column: string };

export type Located =
  { readonly found: true; readonly block: LedgerBlock } | { readonly found: false; readonly problem: LocateProblem };

/** A header row is looked for in the first rows of a sheet only; titles and notes above it are rarely longer. */
const HEADER_SEARCH_ROWS = 100;

/**
 * Finds a ledger: the Excel table of its name anywhere in the workbook; else a table with its headings on the sheet of its
 * name; else, on that sheet, the first row that bears all required headings.
 */
export function locateLedger(workbook: WorkbookSnapshot, ledger: Ledger): Located {
  for (const sheet of workbook.sheets) {
    const table = sheet.tables.find((candidate) => sameName(candidate.name, ledger.table));
    if (table) return inTable(sheet, table, ledger);
  }
  const sheet = workbook.sheets.find((candidate) => sameName(candidate.name, ledger.sheet));
  if (!sheet) return { found: false, problem: { code: 'table-missing', table: ledger.table, sheet: ledger.sheet } };
  for (const table of sheet.tables) {
    const located = inTable(sheet, table, ledger);
    if (located.found) return located;
  }
  return underHeaderRow(sheet, ledger);
}

function inTable(sheet: SheetSnapshot, table: TableInfo, ledger: Ledger): Located {
  const { top, bottom, left, right } = table.range;
  const columns = headerColumns(sheet.rows[top - 1] ?? [], table.headerRows > 0 ? { left, right } : undefined, ledger);
  const missing = firstMissing(ledger, columns);
  if (missing !== undefined) return columnMissing(sheet, ledger, missing);
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
    const columns = headerColumns(cells, { left: 1, right: cells.length }, ledger);
    const missing = firstMissing(ledger, columns);
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
  if (nearest) return columnMissing(sheet, ledger, nearest.missing);
  // A sheet of the ledger's name that holds rows is there, whatever its headings: read as absent, its money would be lost.
  const first = ledger.columns.find((column) => column.required)?.header;
  if (first !== undefined && holdsRows(sheet)) return columnMissing(sheet, ledger, first);
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

function columnMissing(sheet: SheetSnapshot, ledger: Ledger, column: string): Located {
  return { found: false, problem: { code: 'column-missing', table: ledger.table, sheet: sheet.name, column } };
}

/** Headings that are the ledger's word for word are matched first, then those that bear a unit besides. */
function headerColumns(
  cells: readonly CellValue[],
  span: { readonly left: number; readonly right: number } | undefined,
  ledger: Ledger,
): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  if (!span) return columns;
  for (const keyOf of [headingKey, headingWithoutUnit]) {
    for (let column = span.left; column <= span.right; column += 1) {
      const key = keyOf(shownValue(cells[column - 1]));
      if (key === '') continue;
      const named = ledger.columns.find((candidate) => headingKey(candidate.header) === key);
      if (named && !columns.has(named.id)) columns.set(named.id, column);
    }
  }
  return columns;
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
