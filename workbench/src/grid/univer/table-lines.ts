/** Rows and columns of tables. */
import { type ICellData } from '@univerjs/core';
import { intersect } from '../a1';
import { type Area, type SheetId, type TableId } from '../grid-model';
import { bodyOf, rowsOf } from '../table-body';
import { slide } from './cell-moves';
import { readValues } from './cell-reading';
import { writeCells } from './cell-writing';
import { dataOf } from './cells';
import { type GridTable } from './extras';
import { setTable, tableOf } from './table-columns';
import { deleteTable } from './tables';
import { type Workspace } from './workspace';

export function insertTableRows(space: Workspace, id: TableId, index: number, count: number): void {
  const table = tableOf(space, id);
  const area = rowsOf(table, index, count, bodyOf(table).rowCount);
  space.change(() => {
    slide(space, table.sheet, area, 'row', count);
    setTable(space, { ...table, area: { ...table.area, rowCount: table.area.rowCount + count } });
    fillCalculated(space, tableOf(space, id), area);
    space.tellCells('rowInserted', table.sheet, area);
  });
}

export function deleteTableRows(space: Workspace, id: TableId, index: number, count: number): void {
  const table = tableOf(space, id);
  const { rowCount } = bodyOf(table);
  const area = rowsOf(table, index, count, rowCount - count);
  space.change(() => {
    // A table keeps one row, if an empty one.
    const kept = count === rowCount ? 1 : 0;
    slide(space, table.sheet, { ...area, rowCount: count }, 'row', -count);
    if (kept === 1) slide(space, table.sheet, { ...area, rowCount: 1 }, 'row', 1);
    setTable(space, { ...table, area: { ...table.area, rowCount: table.area.rowCount - count + kept } });
    space.tellCells('rowDeleted', table.sheet, area);
  });
}

export function insertTableColumn(space: Workspace, id: TableId, index: number, name: string): void {
  const table = tableOf(space, id);
  const area = { ...table.area, column: table.area.column + index, columnCount: 1 };
  space.change(() => {
    slide(space, table.sheet, area, 'column', 1);
    setTable(space, {
      ...table,
      columns: [...table.columns.slice(0, index), name, ...table.columns.slice(index)],
      calculatedColumns: [
        ...table.calculatedColumns.slice(0, index),
        undefined,
        ...table.calculatedColumns.slice(index),
      ],
      area: { ...table.area, columnCount: table.area.columnCount + 1 },
    });
    if (table.hasHeaderRow) writeCells(space, table.sheet, { ...area, rowCount: 1 }, [[name]]);
  });
}

export function deleteTableColumn(space: Workspace, id: TableId, index: number): void {
  const table = tableOf(space, id);
  if (table.area.columnCount === 1) {
    deleteTable(space, id, false);
    return;
  }
  space.change(() => {
    slide(space, table.sheet, { ...table.area, column: table.area.column + index, columnCount: 1 }, 'column', -1);
    setTable(space, {
      ...table,
      columns: table.columns.filter((_name, at) => at !== index),
      calculatedColumns: table.calculatedColumns.filter((_formula, at) => at !== index),
      area: { ...table.area, columnCount: table.area.columnCount - 1 },
    });
  });
}

/** Gives new rows the formulas of the calculated columns. */
function fillCalculated(space: Workspace, table: GridTable, area: Area): void {
  const data: Record<number, Record<number, ICellData>> = {};
  for (const [at, formula] of table.calculatedColumns.entries()) {
    if (formula === undefined) continue;
    for (let row = area.row; row < area.row + area.rowCount; row += 1) {
      const column = table.area.column + at;
      if (space.value(table.sheet, row, column) !== null) continue;
      (data[row] ??= {})[column] = dataOf({ formula });
    }
  }
  if (Object.keys(data).length > 0) space.setCells(table.sheet, data);
}

/** A table takes in what was typed in the rows right below it. */
export function growTables(space: Workspace, id: SheetId, area: Area): void {
  for (const table of space.extras.tables) {
    if (table.sheet !== id || table.hasTotalRow) continue;
    const below = table.area.row + table.area.rowCount;
    const typed = intersect({ ...table.area, row: below, rowCount: area.rowCount }, area);
    if (typed?.row !== below || area.column >= table.area.column + table.area.columnCount) continue;
    if (area.row > below) continue;
    const rows = { ...table.area, row: below, rowCount: typed.rowCount };
    const values = readValues(space, id, rows);
    if (values.some((line) => line.every((value) => value === null))) continue;
    const overlaps = space.extras.tables.some(
      (other) => other.id !== table.id && other.sheet === id && intersect(other.area, rows),
    );
    if (overlaps) continue;
    const grown = { ...table, area: { ...table.area, rowCount: table.area.rowCount + typed.rowCount } };
    setTable(space, grown);
    fillCalculated(space, grown, rows);
  }
}
