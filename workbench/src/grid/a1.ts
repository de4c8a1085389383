/** Addresses in A1 style: `B2`, `A1:C9`, `A:C`, `1:3`, with or without `$` and a sheet's name. */
import { GRID_COLUMNS, GRID_ROWS, type Area, type Block } from './grid-model';

/** `0` → `A`, `26` → `AA`. */
export function columnName(column: number): string {
  let name = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

function columnIndex(name: string): number {
  return [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export const WHOLE_SHEET: Area = { row: 0, column: 0, rowCount: GRID_ROWS, columnCount: GRID_COLUMNS };

export function isWholeRows(area: Area): boolean {
  return area.column === 0 && area.columnCount === GRID_COLUMNS;
}

export function isWholeColumns(area: Area): boolean {
  return area.row === 0 && area.rowCount === GRID_ROWS;
}

export function isInGrid(area: Area): boolean {
  return (
    area.row >= 0 &&
    area.column >= 0 &&
    area.rowCount >= 1 &&
    area.columnCount >= 1 &&
    area.row + area.rowCount <= GRID_ROWS &&
    area.column + area.columnCount <= GRID_COLUMNS
  );
}

/** The area between two corners, whichever they are. */
function between(row1: number, column1: number, row2: number, column2: number): Area {
  return {
    row: Math.min(row1, row2),
    column: Math.min(column1, column2),
    rowCount: Math.abs(row2 - row1) + 1,
    columnCount: Math.abs(column2 - column1) + 1,
  };
}

const CELLS = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$/;
const COLUMNS = /^\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})$/;
const ROWS = /^\$?(\d{1,7}):\$?(\d{1,7})$/;

/** Reads an address without a sheet's name; `undefined` if it is none or lies outside of the grid. */
export function parseArea(text: string): Area | undefined {
  let area: Area | undefined;
  const cells = CELLS.exec(text);
  if (cells) {
    const [, column1 = '', row1 = '', column2 = column1, row2 = row1] = cells;
    area = between(Number(row1) - 1, columnIndex(column1), Number(row2) - 1, columnIndex(column2));
  }
  const columns = COLUMNS.exec(text);
  if (columns) {
    const [, column1 = '', column2 = ''] = columns;
    area = between(0, columnIndex(column1), GRID_ROWS - 1, columnIndex(column2));
  }
  const rows = ROWS.exec(text);
  if (rows) {
    const [, row1 = '', row2 = ''] = rows;
    area = between(Number(row1) - 1, 0, Number(row2) - 1, GRID_COLUMNS - 1);
  }
  return area && isInGrid(area) ? area : undefined;
}

/** Splits `'My sheet'!A1` into name and rest; without a name, `sheet` is left out. */
export function splitSheet(text: string): { readonly sheet?: string; readonly rest: string } {
  const at = text.lastIndexOf('!');
  if (at < 0) return { rest: text };
  const name = text.slice(0, at);
  const quoted = name.length >= 2 && name.startsWith("'") && name.endsWith("'");
  return { sheet: quoted ? name.slice(1, -1).replaceAll("''", "'") : name, rest: text.slice(at + 1) };
}

/** `A1`, `A1:C9`, `A:C` or `1:3`. */
export function formatArea(area: Area): string {
  const lastRow = area.row + area.rowCount;
  const last = columnName(area.column + area.columnCount - 1);
  if (isWholeRows(area)) return `${area.row + 1}:${lastRow}`;
  if (isWholeColumns(area)) return `${columnName(area.column)}:${last}`;
  const first = `${columnName(area.column)}${area.row + 1}`;
  return area.rowCount === 1 && area.columnCount === 1 ? first : `${first}:${last}${lastRow}`;
}

/** A sheet's name as it stands before the `!`, in quotes where it must be. */
export function quoteSheet(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !CELLS.test(name);
  return plain ? name : `'${name.replaceAll("'", "''")}'`;
}

export function formatAddress(sheetName: string, area: Area): string {
  return `${quoteSheet(sheetName)}!${formatArea(area)}`;
}

/** What two areas have in common, if anything. */
export function intersect(one: Area, other: Area): Area | undefined {
  const row = Math.max(one.row, other.row);
  const column = Math.max(one.column, other.column);
  const rowCount = Math.min(one.row + one.rowCount, other.row + other.rowCount) - row;
  const columnCount = Math.min(one.column + one.columnCount, other.column + other.columnCount) - column;
  return rowCount > 0 && columnCount > 0 ? { row, column, rowCount, columnCount } : undefined;
}

/** The smallest area that holds both. */
export function hull(one: Area, other: Area): Area {
  const row = Math.min(one.row, other.row);
  const column = Math.min(one.column, other.column);
  return {
    row,
    column,
    rowCount: Math.max(one.row + one.rowCount, other.row + other.rowCount) - row,
    columnCount: Math.max(one.column + one.columnCount, other.column + other.columnCount) - column,
  };
}

export function contains(area: Area, row: number, column: number): boolean {
  return (
    row >= area.row &&
    row < area.row + area.rowCount &&
    column >= area.column &&
    column < area.column + area.columnCount
  );
}

export function sameArea(one: Area, other: Area): boolean {
  return (
    one.row === other.row &&
    one.column === other.column &&
    one.rowCount === other.rowCount &&
    one.columnCount === other.columnCount
  );
}

export function cellArea(row: number, column: number): Area {
  return { row, column, rowCount: 1, columnCount: 1 };
}

/** A block of this size, cell by cell. */
export function makeBlock<T>(rowCount: number, columnCount: number, cell: (row: number, column: number) => T): T[][] {
  return Array.from({ length: rowCount }, (_row, row) =>
    Array.from({ length: columnCount }, (_column, column) => cell(row, column)),
  );
}

/** Whether the block has the size of the area. */
export function isBlockOf(block: Block<unknown>, area: Area): boolean {
  return block.length === area.rowCount && block.every((row) => row.length === area.columnCount);
}

/** Where an area lies after rows or columns were put in (`count` > 0) or taken out at `at`; none if it is gone. */
export function moveArea(area: Area, axis: 'row' | 'column', at: number, count: number): Area | undefined {
  const start = area[axis];
  const size = axis === 'row' ? area.rowCount : area.columnCount;
  const place = (from: number, length: number): Area =>
    axis === 'row' ? { ...area, row: from, rowCount: length } : { ...area, column: from, columnCount: length };
  if (count > 0) {
    if (at <= start) return place(start + count, size);
    return at < start + size ? place(start, size + count) : area;
  }
  const end = at - count;
  const kept = size - Math.max(0, Math.min(end, start + size) - Math.max(at, start));
  if (kept === 0) return undefined;
  return place(start < at ? start : Math.max(at, start + count), kept);
}
