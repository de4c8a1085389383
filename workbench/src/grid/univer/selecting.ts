/** What is selected. */
import { type IRange } from '@univerjs/core';
import { SetSelectionsOperation } from '@univerjs/sheets';
import { ScrollToRangeOperation } from '@univerjs/sheets-ui';
import { cellArea, intersect, isInGrid, isWholeColumns, isWholeRows, sameArea } from '../a1';
import { type Area, GRID_COLUMNS, GRID_ROWS, GridRefusal, type Selection, type SheetId } from '../grid-model';
import { areaOf, rangeOf } from './cells';
import { activateSheet, activeSheet } from './sheets';
import { type Workspace } from './workspace';

export function selection(space: Workspace): Selection {
  const sheet = activeSheet(space);
  const held = space.selections.getWorkbookSelections(space.unit).getSelectionsOfWorksheet(sheet);
  const areas = held.map(({ range }) => drawnArea(space, sheet, range));
  const primary = held.at(-1)?.primary;
  const last = areas.at(-1);
  return {
    sheet,
    areas: areas.length > 0 ? areas : [cellArea(0, 0)],
    activeCell: {
      row: primary?.actualRow ?? last?.row ?? 0,
      column: primary?.actualColumn ?? last?.column ?? 0,
    },
  };
}

/** A whole row or column reaches further than what is drawn of it. */
function drawnArea(space: Workspace, id: SheetId, range: IRange): Area {
  const sheet = space.sheet(id);
  const area = areaOf(range);
  const isRows = area.column === 0 && area.columnCount >= sheet.getColumnCount();
  const isColumns = area.row === 0 && area.rowCount >= sheet.getRowCount();
  return {
    ...area,
    ...(isRows && { columnCount: GRID_COLUMNS }),
    ...(isColumns && { rowCount: GRID_ROWS }),
  };
}

export function setSelection(space: Workspace, id: SheetId, area: Area): void {
  const sheet = space.sheet(id);
  const drawn = intersect(area, {
    row: 0,
    column: 0,
    rowCount: sheet.getRowCount(),
    columnCount: sheet.getColumnCount(),
  });
  const range = rangeOf(drawn ?? cellArea(0, 0));
  const { startRow: row, startColumn: column } = range;
  const merged = sheet.getMergedCell(row, column);
  const primary = {
    ...(merged ?? { startRow: row, startColumn: column, endRow: row, endColumn: column }),
    actualRow: row,
    actualColumn: column,
    isMerged: Boolean(merged),
    isMergedMainCell: merged?.startRow === row && merged.startColumn === column,
  };
  const selections = [{ range, primary, style: null }];
  space.commands.syncExecuteCommand(SetSelectionsOperation.id, { ...space.ids, subUnitId: id, selections });
}

export function select(space: Workspace, id: SheetId, area: Area): void {
  if (!isInGrid(area)) throw new GridRefusal('outOfBounds', 'The area lies outside of the sheet.');
  activateSheet(space, id);
  space.batch(space.depth > 0 ? space.origin : 'user', () => {
    if (!isWholeRows(area) && !isWholeColumns(area)) space.reach(id, area);
    setSelection(space, id, area);
  });
  const { startRow, startColumn } = rangeOf(area);
  const range = { startRow, startColumn, endRow: startRow, endColumn: startColumn };
  space.commands.syncExecuteCommand(ScrollToRangeOperation.id, { range });
}

/** Tells of a selection that is another than the one told of before. */
export class SelectionTeller {
  private told: Selection | undefined;

  constructor(private readonly space: Workspace) {}

  /** Takes what is selected now for told. */
  adopt(): void {
    this.told = selection(this.space);
  }

  selected(): void {
    const before = this.told;
    this.adopt();
    if (this.told && !(before && isSame(before, this.told))) this.space.tell('selectionChanged', this.told);
  }
}

function isSame(one: Selection, other: Selection): boolean {
  return (
    one.sheet === other.sheet &&
    one.areas.length === other.areas.length &&
    one.areas.every((area, at) => sameArea(area, other.areas[at] ?? area)) &&
    one.activeCell.row === other.activeCell.row &&
    one.activeCell.column === other.activeCell.column
  );
}
