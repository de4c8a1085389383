import { yearOf, type IsoDate } from '../kernel/dates';
import { rowOfReference } from '../ledger/a1';
import type { CellRef } from '../ledger/finding';
import { halfWidth } from '../ledger/read-cell';
import type { LedgerData, LedgerReading, LedgerRow } from '../ledger/read-ledger';
import type { FieldValue } from '../policy/field-value';

/** All ledgers of a policy as found in a workbook, by ledger id. */
export type Ledgers = ReadonlyMap<string, LedgerReading>;

/** The rows of a ledger that was found. */
export function dataOf(ledgers: Ledgers, ledger: string): LedgerData | undefined {
  const reading = ledgers.get(ledger);
  return reading?.found === true ? reading.data : undefined;
}

/** Tells whether one of the columns is filled in a row, readable or not. */
export function isEntered(row: LedgerRow, indexes: readonly number[]): boolean {
  return indexes.some((index) => (row.values[index] ?? null) !== null);
}

/** A name is one name however it is typed: width, spaces around it and capitals make no other. «» for a blank. */
export function nameKey(value: FieldValue | undefined): string {
  return typeof value === 'string' ? halfWidth(value).trim().toLowerCase() : '';
}

/** The year that a row belongs to, by the first of its ledger's row dates that is filled. */
export function yearOfRow(data: LedgerData, row: LedgerRow): number | undefined {
  const date = data.ledger.rowDate
    .map((column) => row.values[data.indexOf(column)])
    .find((value) => typeof value === 'string');
  return date === undefined ? undefined : yearOf(date as IsoDate);
}

/** The cell of a row in a column, with its sheet. */
export function cellRef(data: LedgerData, row: LedgerRow, column: string): CellRef {
  return data.cellOf(row.row, column);
}

/** Each cell once, as they stand in the workbook: sheet by sheet in the order met, row by row. */
export function uniqueCells(cells: readonly CellRef[]): readonly CellRef[] {
  // Those of one ledger come in order, and may be tens of thousands.
  if (cells.length < 2 || areInOrder(cells)) return cells;
  const sheets = [...new Set(cells.map((cell) => cell.sheet))];
  const placed = cells.map((ref) => ({ ref, sheet: sheets.indexOf(ref.sheet), row: rowOfReference(ref.cell) }));
  return placed
    .sort((a, b) => a.sheet - b.sheet || a.row - b.row || byColumn(a.ref, b.ref))
    .map(({ ref }) => ref)
    .filter((ref, index, sorted) => ref.sheet !== sorted[index - 1]?.sheet || ref.cell !== sorted[index - 1]?.cell);
}

function areInOrder(cells: readonly CellRef[]): boolean {
  const sheets = new Set<string>();
  let last: CellRef | undefined;
  let lastRow = 0;
  for (const cell of cells) {
    const row = rowOfReference(cell.cell);
    if (cell.sheet !== last?.sheet) {
      if (sheets.has(cell.sheet)) return false;
      sheets.add(cell.sheet);
    } else if (row < lastRow || (row === lastRow && byColumn(last, cell) >= 0)) {
      return false;
    }
    [last, lastRow] = [cell, row];
  }
  return true;
}

/** Of two cells of one row, the one further left first. */
function byColumn({ cell: a }: CellRef, { cell: b }: CellRef): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
