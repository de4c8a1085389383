import { rowOfReference } from '../ledger/a1';
import type { CellRef } from '../ledger/finding';

/** Cells by sheet and row: a hundred thousand row numbers are found much faster than as many addresses. */
export class CellSet {
  private readonly sheets = new Map<string, Map<number, string[]>>();

  add({ sheet, cell }: CellRef): void {
    const rows = this.sheets.get(sheet) ?? new Map<number, string[]>();
    this.sheets.set(sheet, rows);
    const row = rowOfReference(cell);
    const cells = rows.get(row);
    if (!cells) rows.set(row, [cell]);
    else if (!cells.includes(cell)) cells.push(cell);
  }

  has({ sheet, cell }: CellRef): boolean {
    return this.sheets.get(sheet)?.get(rowOfReference(cell))?.includes(cell) === true;
  }
}
