/** Rows, columns and cells that are put in or taken out, and the others that make way for them. */
import { Direction, type ICellData, type IRange, type Nullable } from '@univerjs/core';
import {
  InsertColByRangeCommand,
  InsertRowByRangeCommand,
  RemoveColByRangeCommand,
  RemoveRowByRangeCommand,
} from '@univerjs/sheets';
import { cellArea, intersect, isWholeColumns, isWholeRows, moveArea } from '../a1';
import { type Area, GRID_COLUMNS, GRID_ROWS, GridRefusal, type SheetId } from '../grid-model';
import { formulaOf, present } from './cell-reading';
import { dataOf, dataOfValue } from './cells';
import { wholeStyle } from './formats';
import { guard } from './protection';
import { selection, setSelection } from './selecting';
import { type Workspace } from './workspace';

export function lines(space: Workspace, id: SheetId, axis: 'row' | 'column', at: number, count: number): void {
  const sheet = guard(space, id);
  const limit = axis === 'row' ? GRID_ROWS : GRID_COLUMNS;
  if (at < 0 || Math.abs(count) < 1 || at + Math.abs(count) > limit) {
    throw new GridRefusal('outOfBounds', 'There is no such place.');
  }
  const size = Math.abs(count);
  space.change(() => {
    space.reach(
      id,
      axis === 'row' ? { ...cellArea(at, 0), rowCount: size } : { ...cellArea(0, at), columnCount: size },
    );
    const whole: IRange = {
      startRow: 0,
      startColumn: 0,
      endRow: sheet.getRowCount() - 1,
      endColumn: sheet.getColumnCount() - 1,
    };
    const range =
      axis === 'row'
        ? { ...whole, startRow: at, endRow: at + size - 1 }
        : { ...whole, startColumn: at, endColumn: at + size - 1 };
    const isInsert = count > 0;
    const command =
      axis === 'row'
        ? (isInsert ? InsertRowByRangeCommand : RemoveRowByRangeCommand).id
        : (isInsert ? InsertColByRangeCommand : RemoveColByRangeCommand).id;
    const direction = axis === 'row' ? Direction.UP : Direction.LEFT;
    const params = { ...space.ids, subUnitId: id, range, ...(isInsert && { direction }) };
    const before = selection(space);
    space.about(id, () => space.run(command, params));
    // Univer selects what it has put in; an add-in's change leaves the selection alone.
    if (space.origin === 'addin') setSelection(space, before.sheet, before.areas[0] ?? cellArea(0, 0));
  });
}

export function insertRows(space: Workspace, id: SheetId, row: number, count: number): void {
  lines(space, id, 'row', row, count);
}

export function deleteRows(space: Workspace, id: SheetId, row: number, count: number): void {
  lines(space, id, 'row', row, -count);
}

export function insertColumns(space: Workspace, id: SheetId, column: number, count: number): void {
  lines(space, id, 'column', column, count);
}

export function deleteColumns(space: Workspace, id: SheetId, column: number, count: number): void {
  lines(space, id, 'column', column, -count);
}

/** Moves the cells of a band; references to them stay as they are. */
export function slide(space: Workspace, id: SheetId, area: Area, axis: 'row' | 'column', count: number): void {
  guard(space, id, area);
  const band: Area =
    axis === 'row' ? { ...area, row: 0, rowCount: GRID_ROWS } : { ...area, column: 0, columnCount: GRID_COLUMNS };
  const used = space.usedArea(id, false);
  const within = used && intersect(used, band);
  if (!within) return;
  const styles = space.workbook.getStyles();
  const data: Record<number, Record<number, Nullable<ICellData>>> = {};
  const moved: { to: Area; cell: ICellData }[] = [];
  for (const { row, column, cell } of present(space, id, within)) {
    if ((axis === 'row' ? row : column) < area[axis]) continue;
    const to = moveArea(cellArea(row, column), axis, area[axis], count);
    (data[row] ??= {})[column] = { ...dataOfValue(null), s: null, custom: null };
    const formula = formulaOf(space, id, cell, row, column);
    const content = formula === '' ? { v: cell.v, t: cell.t, p: cell.p } : dataOf({ formula });
    if (to)
      moved.push({
        to,
        cell: {
          ...dataOfValue(null),
          ...content,
          s: wholeStyle(styles.getStyleByCell(cell)),
          custom: cell.custom ?? null,
        },
      });
  }
  for (const { to, cell } of moved) {
    space.reach(id, to);
    (data[to.row] ??= {})[to.column] = cell;
  }
  if (Object.keys(data).length > 0) space.events.quietly(() => space.setCells(id, data));
}

export function insertCells(space: Workspace, id: SheetId, area: Area, shift: 'down' | 'right'): void {
  if (shift === 'down' && isWholeRows(area)) {
    insertRows(space, id, area.row, area.rowCount);
    return;
  }
  if (shift === 'right' && isWholeColumns(area)) {
    insertColumns(space, id, area.column, area.columnCount);
    return;
  }
  space.change(() => {
    if (shift === 'down') slide(space, id, area, 'row', area.rowCount);
    else slide(space, id, area, 'column', area.columnCount);
    space.tellCells('cellInserted', id, area, shift);
  });
}

export function deleteCells(space: Workspace, id: SheetId, area: Area, shift: 'up' | 'left'): void {
  if (shift === 'up' && isWholeRows(area)) {
    deleteRows(space, id, area.row, area.rowCount);
    return;
  }
  if (shift === 'left' && isWholeColumns(area)) {
    deleteColumns(space, id, area.column, area.columnCount);
    return;
  }
  space.change(() => {
    if (shift === 'up') slide(space, id, area, 'row', -area.rowCount);
    else slide(space, id, area, 'column', -area.columnCount);
    space.tellCells('cellDeleted', id, area, shift);
  });
}
