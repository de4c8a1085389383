import { zip } from '@cj-tech-master/excelts/archive';
import { cellArea } from '../../../workbench/src/grid/a1';
import { DEFAULT_FORMAT, type CellFormat, type GridModel } from '../../../workbench/src/grid/grid-model';
import type { FormatImage, RowImage, SheetImage, WorkbookImage } from '../../../workbench/src/grid/workbook-image';
import { readXlsx, xlsxParts } from '../../../workbench/src/xlsx';

const NOTHING_BESIDE = { settings: {}, xmlParts: [], properties: {} };

/** Puts a workbook read from a file in place of all that the grid holds: what the grid does not know of is left behind. */
export function loadImage(grid: GridModel, image: WorkbookImage): void {
  grid.batch('user', () => {
    const old = grid.sheets().map(({ id }) => id);
    const blank = grid.addSheet('to be deleted');
    for (const id of old) grid.deleteSheet(id);
    const ids = image.sheets.map(({ name }) => grid.addSheet(name));
    grid.deleteSheet(blank);
    const idAt = (position: number): string => ids[position] ?? '';
    image.sheets.forEach((sheet, position) => loadSheet(grid, idAt(position), sheet));
    for (const { sheet, area, ...table } of image.tables) {
      const body = table.hasTotalRow ? { ...area, rowCount: area.rowCount - 1 } : area;
      const id = grid.createTable(idAt(sheet), body, { name: table.name, hasHeaders: true, style: table.style });
      if (table.hasTotalRow) grid.changeTable(id, { hasTotalRow: true });
    }
    for (const { sheet, ...name } of image.names) {
      grid.setName(sheet === undefined ? name : { ...name, sheet: idAt(sheet) });
    }
    grid.activateSheet(idAt(image.activeSheet));
    image.sheets.forEach(
      ({ visibility, isProtected, showGridlines, frozenRows, frozenColumns, tabColor }, position) => {
        const id = idAt(position);
        grid.changeSheet(id, { visibility, showGridlines, frozenRows, frozenColumns, tabColor });
        if (isProtected) grid.protectSheet(id);
      },
    );
  });
}

function loadSheet(grid: GridModel, id: string, sheet: SheetImage): void {
  for (const { row, cells } of sheet.rows) {
    for (const { column, content, format } of cells) {
      const area = cellArea(row, column);
      if (content !== null) grid.writeCells(id, area, [[content]]);
      const look = format === undefined ? undefined : sheet.formats[format];
      if (look) grid.writeFormat(id, area, plainFormat(look));
    }
  }
  for (const merge of sheet.merges) grid.merge(id, merge);
  for (const note of sheet.notes) grid.writeNote(id, note);
  for (const { areas, validation } of sheet.validations) {
    for (const area of areas) grid.writeValidation(id, area, validation);
  }
  for (const { column, count, width } of sheet.columns) {
    if (width !== undefined) grid.setColumnWidth(id, column, count, width);
  }
}

/** Indents and borders are nothing that the grid knows. */
function plainFormat({ indent: _indent, borders: _borders, ...format }: FormatImage): Partial<CellFormat> {
  return format;
}

/** The workbook as plain data. */
export function imageOf(grid: GridModel): WorkbookImage {
  const sheets = grid.sheets();
  const position = (id: string): number => sheets.findIndex((sheet) => sheet.id === id);
  return {
    sheets: sheets.map(({ id, ...info }) => ({ ...info, ...cellsOf(grid, id) })),
    activeSheet: position(grid.activeSheet()),
    tables: grid.tables().map(({ id: _id, sheet, ...table }) => ({ ...table, sheet: position(sheet) })),
    names: grid.names().map(({ sheet, ...name }) => (sheet === undefined ? name : { ...name, sheet: position(sheet) })),
  };
}

type Cells = Pick<SheetImage, 'formats' | 'rows' | 'columns' | 'merges' | 'notes' | 'validations' | 'conditionals'>;

function cellsOf(grid: GridModel, id: string): Cells {
  const used = grid.usedArea(id, false);
  const formats: Partial<CellFormat>[] = [];
  const indexes = new Map<string, number>();
  const formatAt = (row: number, column: number): number | undefined => {
    const format = unlikeDefault(grid.readFormat(id, cellArea(row, column)));
    const text = JSON.stringify(format);
    if (text === '{}') return undefined;
    const index = indexes.get(text) ?? formats.push(format) - 1;
    indexes.set(text, index);
    return index;
  };
  const rows = used ? rowsOf(grid, id, used, formatAt) : [];
  return {
    formats,
    rows,
    columns: [],
    merges: grid.merges(id),
    notes: grid.notes(id),
    // The grid tells the rule of an area, and not the areas of its rules: a saved file has none.
    validations: [],
    conditionals: [],
  };
}

function rowsOf(
  grid: GridModel,
  id: string,
  used: NonNullable<ReturnType<GridModel['usedArea']>>,
  formatAt: (row: number, column: number) => number | undefined,
): readonly RowImage[] {
  const values = grid.readValues(id, used);
  const formulas = grid.readFormulas(id, used);
  return values.map((line, i): RowImage => {
    const row = used.row + i;
    const cells = line.flatMap((value, j) => {
      const column = used.column + j;
      const formula = formulas[i]?.[j] ?? '';
      const isSpilled = formula === '' && grid.spillParent({ sheet: id, row, column }) !== undefined;
      const spill = grid.spillArea({ sheet: id, row, column });
      const format = formatAt(row, column);
      if ((value === null || isSpilled) && formula === '' && format === undefined) return [];
      return [
        {
          column,
          content: formula === '' ? (isSpilled ? null : value) : { formula },
          ...(formula !== '' && { value }),
          ...(spill && { spill }),
          ...(format !== undefined && { format }),
        },
      ];
    });
    return { row, cells };
  });
}

function unlikeDefault(format: Partial<CellFormat>): Partial<CellFormat> {
  const differs = Object.entries(format).filter(([name, value]) => DEFAULT_FORMAT[name as keyof CellFormat] !== value);
  return Object.fromEntries(differs);
}

/** A workbook as the .xlsx that WPS would save, at once: all of JSAPI is synchronous. */
export function bytesOf(grid: GridModel): Uint8Array {
  const archive = zip({ reproducible: true, noSort: true });
  for (const [part, text] of xlsxParts(imageOf(grid), NOTHING_BESIDE, { customFunctions: [] })) {
    archive.add(part, text);
  }
  return archive.bytesSync();
}

/** What an .xlsx holds. */
export async function readImage(name: string, bytes: Uint8Array): Promise<WorkbookImage> {
  const read = await readXlsx(bytes, name);
  if (!read.ok) throw new Error(`${name} cannot be opened: ${JSON.stringify(read.fault)}`);
  return read.value.image;
}
