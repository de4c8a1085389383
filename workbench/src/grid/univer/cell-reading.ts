/** What cells hold and show. */
import { type ICellData, type Nullable, numfmt } from '@univerjs/core';
import { makeBlock } from '../a1';
import { type Area, type Block, type CellValue, type SheetId } from '../grid-model';
import { isError } from '../values';
import { shownValue } from './cells';
import { type Workspace } from './workspace';

/** An area cell by cell, with what is spilled over each. */
export function block<T>(
  space: Workspace,
  id: SheetId,
  area: Area,
  read: (cell: Nullable<ICellData>, spilled: Nullable<ICellData>, row: number, column: number) => T,
): T[][] {
  const cells = space.cells(id);
  const spilled = space.spilled(id);
  return makeBlock(area.rowCount, area.columnCount, (i, j) => {
    const [row, column] = [area.row + i, area.column + j];
    return read(cells[row]?.[column], spilled?.[row]?.[column], row, column);
  });
}

/** The cells of an area that there are. */
export function* present(
  space: Workspace,
  id: SheetId,
  area: Area,
): Generator<{ readonly row: number; readonly column: number; readonly cell: ICellData }> {
  const cells = space.cells(id);
  for (let row = area.row; row < area.row + area.rowCount; row += 1) {
    const line = cells[row];
    if (!line) continue;
    for (const text of Object.keys(line)) {
      const column = Number(text);
      const cell = line[column];
      if (cell && column >= area.column && column < area.column + area.columnCount) yield { row, column, cell };
    }
  }
}

export function readValues(space: Workspace, id: SheetId, area: Area): Block<CellValue> {
  return block(space, id, area, (cell, spilled, row, column) =>
    !cell && !spilled ? null : space.callers.withMessage({ sheet: id, row, column }, shownValue(cell, spilled)),
  );
}

export function readFormulas(space: Workspace, id: SheetId, area: Area): Block<string> {
  return block(space, id, area, (cell, _spilled, row, column) => formulaOf(space, id, cell, row, column));
}

export function formulaOf(
  space: Workspace,
  id: SheetId,
  cell: Nullable<ICellData>,
  row: number,
  column: number,
): string {
  if (cell?.f) return cell.f;
  if (!cell?.si) return '';
  return space.formulas.getFormulaStringByCell(row, column, id, space.unit) ?? '';
}

export function readTexts(space: Workspace, id: SheetId, area: Area): Block<string> {
  return block(space, id, area, (cell, spilled) => {
    const value = shownValue(cell, spilled);
    if (value === null) return '';
    if (isError(value)) return value.error;
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
    return textOf(value, patternOf(space, cell ?? spilled));
  });
}

function patternOf(space: Workspace, cell: Nullable<ICellData>): string {
  return space.workbook.getStyles().getStyleByCell(cell)?.n?.pattern ?? 'General';
}

export function readNumberFormats(space: Workspace, id: SheetId, area: Area): Block<string> {
  return block(space, id, area, (cell) => patternOf(space, cell));
}

/** As a cell displays it. */
function textOf(value: number | string, pattern: string): string {
  if (typeof value === 'number' && pattern === 'General') return numfmt.format('General', value);
  return numfmt.format(pattern, value, { throws: false });
}
