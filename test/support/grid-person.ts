import { parseCell } from '../../src/ledger/a1';
import type { CellRange, CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import type {
  Area,
  Block,
  CellContent,
  CellNote,
  CellValue as GridValue,
  GridModel,
  SheetId,
} from '../../workbench/src/grid/grid-model';

/** What a person does to a grid of the workbench, and sees of it, in the terms of our tests: sheets by name, cells as «B2». */
export interface GridPerson {
  edit(sheet: string, cell: string, value: CellValue): void;
  value(sheet: string, cell: string): CellValue;
  numberFormat(sheet: string, cell: string): string;
  setNumberFormat(sheet: string, cell: string, format: string): void;
  fill(sheet: string, cell: string): string | undefined;
  setFill(sheet: string, cell: string, color: string | undefined): void;
  note(sheet: string, cell: string): string | undefined;
  setNote(sheet: string, cell: string, text: string | undefined): void;
  addSheet(name: string): void;
  deleteSheet(name: string): void;
  hideSheet(name: string): void;
  protectSheet(name: string): void;
  selectRange(sheet: string, range: CellRange): void;
}

/** `newNotes`: of which kind a note is that this person writes. */
export function personAtGrid(grid: () => GridModel, newNotes: CellNote['kind']): GridPerson {
  const format = (sheet: string, cell: string): ReturnType<GridModel['readFormat']> =>
    grid().readFormat(idOf(grid(), sheet), areaOf(cell));
  return {
    edit: (sheet, cell, value) => grid().writeCells(idOf(grid(), sheet), areaOf(cell), [[contentOf(value)]]),
    value: (sheet, cell) => {
      const [[value = null] = []] = grid().readValues(idOf(grid(), sheet), areaOf(cell));
      return cellValueOf(value);
    },
    numberFormat: (sheet, cell) => format(sheet, cell).numberFormat ?? '',
    setNumberFormat: (sheet, cell, code) => grid().writeNumberFormats(idOf(grid(), sheet), areaOf(cell), [[code]]),
    fill: (sheet, cell) => format(sheet, cell).fillColor ?? undefined,
    setFill: (sheet, cell, color) =>
      grid().writeFormat(idOf(grid(), sheet), areaOf(cell), { fillColor: color ?? null }),
    note: (sheet, cell) => noteAt(grid(), sheet, cell)?.text,
    setNote: (sheet, cell, text) => {
      const { row, column } = placeOf(cell);
      const kind = noteAt(grid(), sheet, cell)?.kind ?? newNotes;
      if (text === undefined) grid().deleteNote(idOf(grid(), sheet), row, column, kind);
      else grid().writeNote(idOf(grid(), sheet), { row, column, text, author: '老王', kind });
    },
    addSheet: (name) => void grid().addSheet(name),
    deleteSheet: (name) => grid().deleteSheet(idOf(grid(), name)),
    hideSheet: (name) => grid().changeSheet(idOf(grid(), name), { visibility: 'Hidden' }),
    protectSheet: (name) => grid().protectSheet(idOf(grid(), name)),
    selectRange: (sheet, range) => grid().select(idOf(grid(), sheet), areaOfRange(range)),
  };
}

/** Puts a workbook in place of all that the grid holds. */
export function fillGrid(grid: GridModel, { sheets, definedNames }: WorkbookSnapshot): void {
  for (const name of grid.names()) grid.deleteName(name.name, name.sheet);
  const old = grid.sheets().map(({ id }) => id);
  const blank = grid.addSheet('to be deleted');
  for (const id of old) grid.deleteSheet(id);
  for (const sheet of sheets) fillSheet(grid, grid.addSheet(sheet.name), sheet);
  grid.deleteSheet(blank);
  for (const { name, refersTo } of definedNames) {
    grid.setName({ name, formula: `=${refersTo}`, comment: '', isVisible: true });
  }
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
    const table = grid.createTable(
      id,
      { ...whole, rowCount: whole.rowCount - totalsRows },
      { name, hasHeaders: headerRows > 0 },
    );
    if (totalsRows > 0) grid.changeTable(table, { hasTotalRow: true });
  }
}

export function idOf(grid: GridModel, name: string): SheetId {
  const info = grid.sheets().find((sheet) => sheet.name === name);
  if (!info) throw new Error(`no sheet ${name}`);
  return info.id;
}

export function areaOf(cell: string): Area {
  return { ...placeOf(cell), rowCount: 1, columnCount: 1 };
}

export function placeOf(cell: string): { readonly row: number; readonly column: number } {
  const place = parseCell(cell);
  if (!place) throw new Error(`no cell: ${cell}`);
  return { row: place.row - 1, column: place.column - 1 };
}

function areaOfRange({ top, left, bottom, right }: CellRange): Area {
  return { row: top - 1, column: left - 1, rowCount: bottom - top + 1, columnCount: right - left + 1 };
}

export function rangeOfArea({ row, column, rowCount, columnCount }: Area): CellRange {
  return { top: row + 1, left: column + 1, bottom: row + rowCount, right: column + columnCount };
}

export function contentOf(value: CellValue): Exclude<CellContent, undefined> {
  if (typeof value !== 'object' || value === null) return value;
  return { error: value.fault as '#N/A' };
}

/** Values as a grid holds them. */
export function gridBlock(values: readonly (readonly CellValue[])[]): Block<GridValue> {
  return values.map((row) => row.map((value) => contentOf(value) as GridValue));
}

function cellValueOf(value: GridValue): CellValue {
  return typeof value === 'object' && value !== null ? { fault: value.error } : value;
}

function noteAt(grid: GridModel, sheet: string, cell: string): CellNote | undefined {
  const { row, column } = placeOf(cell);
  return grid.notes(idOf(grid, sheet)).find((note) => note.row === row && note.column === column);
}
