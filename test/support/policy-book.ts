import { parseCell } from '../../src/ledger/a1';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import type { CellRef } from '../../src/ledger/finding';
import { builtInPolicy } from '../../src/policy/packs';
import type { PolicyDocument } from '../../src/policy/schema';
import { writePolicySheets } from '../../src/policy-sheets';
import { storedRows } from '../../src/workbook/stored-sheet';
import { policyWorkbook } from './policy-workbook';
import { sheetOf, workbook, type Layout, type Tables } from './workbook-builder';

/** A workbook of ledgers with a policy on its sheets, the internet centre's unless another is given. */
export function bookWithPolicy(
  tables: Tables,
  document: PolicyDocument = builtInPolicy().document,
  layout: Layout = {},
): WorkbookSnapshot {
  const book = workbook(tables, layout);
  const { sheets } = policyWorkbook(writePolicySheets(document), { date1904: book.date1904 });
  return { ...book, sheets: [...book.sheets, ...sheets] };
}

/** The same workbook with one cell changed: all other sheets stay the very same. */
export function withCell(book: WorkbookSnapshot, { sheet, cell }: CellRef, value: CellValue): WorkbookSnapshot {
  const at = parseCell(cell);
  if (!at) throw new Error(`no cell ${cell}`);
  return changed(book, sheet, (found) => {
    const rows = [...found.rows];
    while (rows.length < at.row) rows.push(undefined);
    const cells = [...(rows[at.row - 1] ?? [])];
    while (cells.length < at.column) cells.push(null);
    cells[at.column - 1] = value;
    rows[at.row - 1] = cells;
    return { ...found, rows };
  });
}

export function changed(
  book: WorkbookSnapshot,
  sheet: string,
  change: (found: SheetSnapshot) => SheetSnapshot,
): WorkbookSnapshot {
  if (!book.sheets.some(({ name }) => name === sheet)) throw new Error(`no sheet ${sheet}`);
  return { ...book, sheets: book.sheets.map((each) => (each.name === sheet ? change(each) : each)) };
}

/** The cell of a policy's sheet in the row that begins with an id, under a heading. */
export function policyCell(book: WorkbookSnapshot, sheet: string, id: string, heading: string): CellRef {
  const rows = book.sheets.find(({ name }) => name === sheet)?.rows ?? [];
  for (const [index, headings] of rows.entries()) {
    const column = headings?.indexOf(heading) ?? -1;
    if (column < 0) continue;
    const row = rows.findIndex((cells, below) => below > index && cells?.includes(id) === true);
    if (row >= 0) return { sheet, cell: `${String.fromCharCode(65 + column)}${String(row + 1)}` };
  }
  throw new Error(`no ${heading} of ${id} on ${sheet}`);
}

/** The same workbook with what it keeps for the product. */
export function withStored(book: WorkbookSnapshot, texts: Readonly<Record<string, string>>): WorkbookSnapshot {
  const rows = storedRows(new Map(Object.entries(texts))).map((row) =>
    row.map((put): CellValue => (put.kind === 'text' ? put.text : put.kind === 'number' ? put.value : null)),
  );
  return { ...book, sheets: [...book.sheets, sheetOf('薪规存档', rows)] };
}
