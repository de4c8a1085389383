import { toExcelSerial, type IsoDate } from '../../src/kernel/dates';
import { parseCell } from '../../src/ledger/a1';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import type { CellInput } from '../../src/workbook/port';
import type { SheetPatch } from '../../src/workbook/workbook-patch';

/** What a host would hand over of a workbook once it has been patched: its values, merges and tables. */
export function patchedSnapshot(workbook: WorkbookSnapshot, patches: readonly SheetPatch[]): WorkbookSnapshot {
  const bySheet = new Map(patches.map((patch) => [patch.sheet, patch]));
  return {
    ...workbook,
    sheets: workbook.sheets.map((sheet) => {
      const patch = bySheet.get(sheet.name);
      return patch ? patchedSheet(sheet, patch, workbook.date1904) : sheet;
    }),
  };
}

function patchedSheet(sheet: SheetSnapshot, { cells = [], tables = [] }: SheetPatch, date1904: boolean): SheetSnapshot {
  const rows: (CellValue[] | undefined)[] = sheet.rows.map((row) => row && [...row]);
  for (const { cell, put } of cells) {
    const place = parseCell(cell);
    if (!place) throw new Error(`no cell: ${cell}`);
    if (!put) continue;
    while (rows.length < place.row) rows.push(undefined);
    const row = (rows[place.row - 1] ??= []);
    while (row.length < place.column) row.push(null);
    row[place.column - 1] = valueOf(put, date1904);
  }
  while (rows.length > 0 && (rows.at(-1) ?? []).every((value) => value === null)) rows.pop();
  return {
    ...sheet,
    rows,
    tables: sheet.tables.map((table) => ({
      ...table,
      range: tables.find(({ name }) => name === table.name)?.range ?? table.range,
    })),
  };
}

function valueOf(put: CellInput, date1904: boolean): CellValue {
  switch (put.kind) {
    case 'blank':
      return null;
    case 'text':
      return put.text;
    case 'number':
    case 'boolean':
      return put.value;
    case 'date':
      return toExcelSerial(put.date as IsoDate, date1904);
    case 'formula':
      return put.formula.startsWith('=#') ? { fault: put.formula.slice(1) } : { fault: 'uncalculated' };
  }
}
