/** How wide columns and how high rows are, and which of them are hidden. */
import { type IRange, type Worksheet } from '@univerjs/core';
import {
  SetColHiddenMutation,
  SetColVisibleMutation,
  SetRowHiddenMutation,
  SetRowVisibleMutation,
  SetWorksheetColWidthMutation,
  SetWorksheetColWidthMutationFactory,
  SetWorksheetRowHeightMutation,
  SetWorksheetRowHeightMutationFactory,
} from '@univerjs/sheets';
import { cellArea } from '../a1';
import { type SheetId } from '../grid-model';
import { readTexts } from './cell-reading';
import { PIXELS_PER_POINT } from './cells';
import { guard } from './protection';
import { type Workspace } from './workspace';

/** As far as a width of digits goes that stands for a column's content. */
const POINTS_PER_SIGN = 6;

export function columnWidth(space: Workspace, id: SheetId, column: number): number {
  const sheet = space.sheet(id);
  if (!sheet.getColumnManager().getColVisible(column)) return 0;
  return sheet.getColumnWidth(column) / PIXELS_PER_POINT;
}

export function setColumnWidth(space: Workspace, id: SheetId, column: number, count: number, points: number): void {
  setWidths(space, id, column, Array<number>(count).fill(points));
}

function setWidths(space: Workspace, id: SheetId, column: number, points: readonly number[]): void {
  const sheet = guard(space, id);
  space.change(() => {
    space.reach(id, { ...cellArea(0, column), columnCount: points.length });
    const ranges = [{ ...wholeColumns(sheet), startColumn: column, endColumn: column + points.length - 1 }];
    const colWidth = Object.fromEntries(points.map((width, at) => [column + at, width * PIXELS_PER_POINT]));
    const params = { ...space.ids, subUnitId: id, ranges, colWidth };
    const undo = SetWorksheetColWidthMutationFactory(params, sheet);
    const set = SetWorksheetColWidthMutation.id;
    space.apply([{ id: set, params }], [{ id: set, params: undo }]);
  });
}

export function rowHeight(space: Workspace, id: SheetId, row: number): number {
  const sheet = space.sheet(id);
  return sheet.getRowManager().getRowRawVisible(row) ? sheet.getRowHeight(row) / PIXELS_PER_POINT : 0;
}

export function setRowHeight(space: Workspace, id: SheetId, row: number, count: number, points: number): void {
  const sheet = guard(space, id);
  space.change(() => {
    space.reach(id, { ...cellArea(row, 0), rowCount: count });
    const ranges = [{ ...wholeRows(sheet), startRow: row, endRow: row + count - 1 }];
    const params = { ...space.ids, subUnitId: id, ranges, rowHeight: points * PIXELS_PER_POINT };
    const undo = SetWorksheetRowHeightMutationFactory(params, sheet);
    const set = SetWorksheetRowHeightMutation.id;
    space.apply([{ id: set, params }], [{ id: set, params: undo }]);
  });
}

export function autoFitColumns(space: Workspace, id: SheetId, column: number, count: number): void {
  const used = space.usedArea(id, true);
  const widths = Array.from({ length: count }, (_none, at) => {
    const texts = used ? readTexts(space, id, { ...used, column: column + at, columnCount: 1 }).flat() : [];
    const longest = texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
    return longest === 0 ? columnWidth(space, id, column + at) : (longest + 1) * POINTS_PER_SIGN;
  });
  setWidths(space, id, column, widths);
}

export function autoFitRows(space: Workspace, id: SheetId, row: number, count: number): void {
  setRowHeight(space, id, row, count, space.sheet(id).getConfig().defaultRowHeight / PIXELS_PER_POINT);
}

export function isColumnHidden(space: Workspace, id: SheetId, column: number): boolean {
  return !space.sheet(id).getColumnManager().getColVisible(column);
}

export function setColumnsHidden(space: Workspace, id: SheetId, column: number, count: number, hidden: boolean): void {
  const sheet = guard(space, id);
  space.change(() => {
    space.reach(id, { ...cellArea(0, column), columnCount: count });
    const range = { ...wholeColumns(sheet), startColumn: column, endColumn: column + count - 1 };
    setHidden(space, id, range, hidden, SetColHiddenMutation.id, SetColVisibleMutation.id, (at) =>
      isColumnHidden(space, id, at),
    );
  });
}

export function isRowHidden(space: Workspace, id: SheetId, row: number): boolean {
  return !space.sheet(id).getRowManager().getRowRawVisible(row);
}

export function setRowsHidden(space: Workspace, id: SheetId, row: number, count: number, hidden: boolean): void {
  const sheet = guard(space, id);
  space.change(() => {
    space.reach(id, { ...cellArea(row, 0), rowCount: count });
    const range = { ...wholeRows(sheet), startRow: row, endRow: row + count - 1 };
    setHidden(space, id, range, hidden, SetRowHiddenMutation.id, SetRowVisibleMutation.id, (at) =>
      isRowHidden(space, id, at),
    );
  });
}

/** Hides or shows the lines that are not so already, so that undo brings back only those. */
function setHidden(
  space: Workspace,
  id: SheetId,
  range: IRange,
  hidden: boolean,
  hide: string,
  show: string,
  isHidden: (at: number) => boolean,
): void {
  const isRow = hide === SetRowHiddenMutation.id;
  const [from, to] = isRow ? [range.startRow, range.endRow] : [range.startColumn, range.endColumn];
  const ranges: IRange[] = [];
  for (let at = from; at <= to; at += 1) {
    if (isHidden(at) === hidden) continue;
    ranges.push(isRow ? { ...range, startRow: at, endRow: at } : { ...range, startColumn: at, endColumn: at });
  }
  if (ranges.length === 0) return;
  const params = { ...space.ids, subUnitId: id, ranges };
  space.apply([{ id: hidden ? hide : show, params }], [{ id: hidden ? show : hide, params }]);
}

function wholeColumns(sheet: Worksheet): IRange {
  return { startRow: 0, startColumn: 0, endRow: sheet.getRowCount() - 1, endColumn: 0 };
}

function wholeRows(sheet: Worksheet): IRange {
  return { startRow: 0, startColumn: 0, endRow: 0, endColumn: sheet.getColumnCount() - 1 };
}

/** In signs of Latin width; a Chinese one takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[⺀-鿿＀-｠]/.test(sign) ? 2 : 1), 0);
}
