import { toExcelSerial } from '../../src/kernel/dates';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import type { PolicyCell, PolicySheet } from '../../src/policy-sheets';

/** How a host would hand over a workbook made of these sheets. */
export interface PolicyWorkbookOptions {
  readonly date1904?: boolean;
  /** False for a program that has no tables, or a user who made them plain ranges. */
  readonly tables?: boolean;
}

/** The sheets of a policy as a workbook. */
export function policyWorkbook(
  sheets: readonly PolicySheet[],
  { date1904 = false, tables = true }: PolicyWorkbookOptions = {},
): WorkbookSnapshot {
  return {
    name: 'policy.xlsx',
    date1904,
    definedNames: [],
    sheets: sheets.map((sheet) => policySheet(sheet, date1904, tables)),
  };
}

function policySheet(sheet: PolicySheet, date1904: boolean, withTables: boolean): SheetSnapshot {
  const rows: CellValue[][] = [];
  const put = (row: number, column: number, value: CellValue): void => {
    while (rows.length < row) rows.push([]);
    const cells = rows[row - 1] ?? [];
    while (cells.length < column) cells.push(null);
    cells[column - 1] = value;
  };
  for (const table of sheet.tables) {
    if (table.top > 1) put(table.top - 1, table.left, table.title.zh);
    table.headings.forEach((heading, index) => put(table.top, table.left + index, heading));
    table.rows.forEach((cells, row) => {
      cells.forEach((cell, index) => put(table.top + 1 + row, table.left + index, cellValue(cell, date1904)));
    });
  }
  return {
    name: sheet.name,
    rows,
    merges: [],
    tables: withTables
      ? sheet.tables.map((table) => ({
          name: table.name,
          range: {
            top: table.top,
            left: table.left,
            bottom: table.top + Math.max(table.rows.length, 1),
            right: table.left + table.headings.length - 1,
          },
          headerRows: 1,
          totalsRows: 0,
        }))
      : [],
  };
}

function cellValue(cell: PolicyCell, date1904: boolean): CellValue {
  switch (cell.kind) {
    case 'blank':
      return null;
    case 'text':
      return cell.text;
    case 'number':
      return cell.value;
    case 'date':
      return toExcelSerial(cell.date, date1904);
  }
}
