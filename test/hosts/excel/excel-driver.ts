import { parseCell } from '../../../src/ledger/a1';
import type { CellRange, CellValue, SheetSnapshot, WorkbookSnapshot } from '../../../src/ledger/cells';
import { openExcelPort } from '../../../src/hosts/excel/excel-port';
import type { Area, Block, CellContent, CellPlace, GridModel, SheetId } from '../../../workbench/src/grid/grid-model';
import type { OfficePage } from '../../workbench/office-page';
import type { OpenWorkbook } from '../../workbook/port-contract';

/**
 * Excel as the tests see it: Microsoft's office.js in a page that our workbench hosts. What a person does is done to the
 * workbench's grid.
 */
export async function openInExcel(page: OfficePage, workbook: WorkbookSnapshot): Promise<OpenWorkbook> {
  const { grid, document } = page;
  for (const key of [...document.settings.keys()]) document.deleteSetting(key);
  for (const name of grid.names()) grid.deleteName(name.name, name.sheet);
  const old = grid.sheets().map(({ id }) => id);
  const blank = grid.addSheet('to be deleted');
  for (const id of old) grid.deleteSheet(id);
  for (const sheet of workbook.sheets) fillSheet(grid, grid.addSheet(sheet.name), sheet);
  grid.deleteSheet(blank);
  for (const { name, refersTo } of workbook.definedNames) {
    grid.setName({ name, formula: `=${refersTo}`, comment: '', isVisible: true });
  }
  const format = (sheet: string, cell: string): ReturnType<GridModel['readFormat']> =>
    grid.readFormat(idOf(grid, sheet), areaOf(cell));
  return {
    port: await openExcelPort({ Excel: page.Excel, Office: page.Office }),
    edit: (sheet, cell, value) => grid.writeCells(idOf(grid, sheet), areaOf(cell), [[contentOf(value)]]),
    spill: (sheet, cell, formula, values) =>
      spill(grid, { sheet: idOf(grid, sheet), ...placeOf(cell) }, formula, values),
    value: (sheet, cell) => cellValue(grid.readValues(idOf(grid, sheet), areaOf(cell))),
    numberFormat: (sheet, cell) => format(sheet, cell).numberFormat ?? '',
    setNumberFormat: (sheet, cell, code) => grid.writeNumberFormats(idOf(grid, sheet), areaOf(cell), [[code]]),
    fill: (sheet, cell) => format(sheet, cell).fillColor ?? undefined,
    setFill: (sheet, cell, color) => grid.writeFormat(idOf(grid, sheet), areaOf(cell), { fillColor: color ?? null }),
    note: (sheet, cell) => noteAt(grid, sheet, cell)?.text,
    setNote: (sheet, cell, text) => {
      const { row, column } = placeOf(cell);
      const kind = noteAt(grid, sheet, cell)?.kind ?? 'comment';
      if (text === undefined) grid.deleteNote(idOf(grid, sheet), row, column, kind);
      else grid.writeNote(idOf(grid, sheet), { row, column, text, author: '老王', kind });
    },
    addSheet: (name) => void grid.addSheet(name),
    deleteSheet: (name) => grid.deleteSheet(idOf(grid, name)),
    hideSheet: (name) => grid.changeSheet(idOf(grid, name), { visibility: 'Hidden' }),
    protectSheet: (name) => grid.protectSheet(idOf(grid, name)),
    selectRange: (sheet, range) => grid.select(idOf(grid, sheet), areaOfRange(range)),
  };
}

export function idOf(grid: GridModel, name: string): SheetId {
  const info = grid.sheets().find((sheet) => sheet.name === name);
  if (!info) throw new Error(`no sheet ${name}`);
  return info.id;
}

export function areaOf(cell: string): Area {
  return { ...placeOf(cell), rowCount: 1, columnCount: 1 };
}

function placeOf(cell: string): { readonly row: number; readonly column: number } {
  const place = parseCell(cell);
  if (!place) throw new Error(`no cell: ${cell}`);
  return { row: place.row - 1, column: place.column - 1 };
}

function areaOfRange({ top, left, bottom, right }: CellRange): Area {
  return { row: top - 1, column: left - 1, rowCount: bottom - top + 1, columnCount: right - left + 1 };
}

function fillSheet(grid: GridModel, id: SheetId, { rows, merges, tables }: SheetSnapshot): void {
  const columnCount = rows.reduce((most, row) => Math.max(most, row?.length ?? 0), 0);
  const area = { row: 0, column: 0, rowCount: rows.length, columnCount };
  const contents = rows.map((row) =>
    Array.from({ length: columnCount }, (_cell, column) => contentOf(row?.[column] ?? null)),
  );
  if (rows.length > 0 && columnCount > 0) grid.writeCells(id, area, contents);
  for (const merge of merges) grid.merge(id, areaOfRange(merge));
  for (const { name, range, headerRows, totalsRows } of tables) {
    const whole = areaOfRange(range);
    const area = { ...whole, rowCount: whole.rowCount - totalsRows };
    const table = grid.createTable(id, area, { name, hasHeaders: headerRows > 0 });
    if (totalsRows > 0) grid.changeTable(table, { hasTotalRow: true });
  }
}

type GridValue = ReturnType<GridModel['readValues']>[number][number];

function contentOf(value: CellValue): Exclude<CellContent, undefined> {
  if (typeof value !== 'object' || value === null) return value;
  return { error: value.fault as '#N/A' };
}

function cellValue([[value = null] = []]: Block<GridValue>): CellValue {
  return typeof value === 'object' && value !== null ? { fault: value.error } : value;
}

function noteAt(grid: GridModel, sheet: string, cell: string): ReturnType<GridModel['notes']>[number] | undefined {
  const { row, column } = placeOf(cell);
  return grid.notes(idOf(grid, sheet)).find((note) => note.row === row && note.column === column);
}

/** A function that gives these values, called by this formula. */
function spill(grid: GridModel, at: CellPlace, formula: string, values: readonly (readonly CellValue[])[]): void {
  const name = /^=(\w+)\(/.exec(formula)?.[1] ?? '';
  const declaration = { name, description: '', parameters: [], isVolatile: false, returnsMatrix: true };
  const block = values.map((row) => row.map((value) => contentOf(value) as GridValue));
  grid.setFunctions([declaration], { evaluate: () => ({ state: 'value', value: block }) });
  grid.writeCells(at.sheet, { row: at.row, column: at.column, rowCount: 1, columnCount: 1 }, [[{ formula }]]);
}
