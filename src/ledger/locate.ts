import type { Ledger } from '../policy/schema';
import type { CellRange, CellValue, SheetSnapshot, TableInfo, WorkbookSnapshot } from './cells';
import { halfWidth, shownValue } from './read-cell';

/** Where a ledger's rows stand in the workbook. Rows and columns are 1-based. */
export interface LedgerBlock {
  readonly sheet: SheetSnapshot;
  readonly headerRow: number;
  /** The sheet column of each ledger column that the header names. */
  readonly columns: ReadonlyMap<string, number>;
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
          firstRow: row + 1,
          lastRow: sheet.rows.length,
          below: undefined,
        },
      };
    }
    if (columns.size > (nearest?.matched ?? 1)) nearest = { matched: columns.size, missing };
  }
  return nearest
    ? columnMissing(sheet, ledger, nearest.missing)
    : { found: false, problem: { code: 'table-missing', table: ledger.table, sheet: ledger.sheet } };
}

function columnMissing(sheet: SheetSnapshot, ledger: Ledger, column: string): Located {
  return { found: false, problem: { code: 'column-missing', table: ledger.table, sheet: sheet.name, column } };
}

function headerColumns(
  cells: readonly CellValue[],
  span: { readonly left: number; readonly right: number } | undefined,
  ledger: Ledger,
): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  if (!span) return columns;
  for (let column = span.left; column <= span.right; column += 1) {
    const heading = headingKey(shownValue(cells[column - 1]));
    if (heading === '') continue;
    const named = ledger.columns.find((candidate) => headingKey(candidate.header) === heading);
    if (named && !columns.has(named.id)) columns.set(named.id, column);
  }
  return columns;
}

function firstMissing(ledger: Ledger, columns: ReadonlyMap<string, number>): string | undefined {
  return ledger.columns.find((column) => column.required && !columns.has(column.id))?.header;
}

/** Headings are compared without spaces, width differences and a unit in brackets: «金 额（元）» is «金额». */
function headingKey(heading: string): string {
  return halfWidth(heading)
    .replace(/\s/g, '')
    .replace(/\([^()]*\)$/, '')
    .toLowerCase();
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
