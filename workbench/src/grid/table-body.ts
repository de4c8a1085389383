/** The parts of a table. */
import { GridRefusal, type Area, type TableChange, type TableInfo } from './grid-model';
import { intersect } from './a1';

/** What a table is made with, beside its place and its names. */
export const NEW_TABLE = {
  hasHeaderRow: true,
  hasTotalRow: false,
  style: 'TableStyleMedium2',
  showBandedRows: true,
  showBandedColumns: false,
  showFilterButton: true,
  highlightFirstColumn: false,
  highlightLastColumn: false,
} as const satisfies Partial<TableInfo>;

/** The area of the data rows. */
export function bodyOf(table: Pick<TableInfo, 'area' | 'hasHeaderRow' | 'hasTotalRow'>): Area {
  const header = table.hasHeaderRow ? 1 : 0;
  const rows = table.area.rowCount - header - (table.hasTotalRow ? 1 : 0);
  return { ...table.area, row: table.area.row + header, rowCount: rows };
}

/** Data rows of a table; refuses those that it has not. `index` may be `last` at most. */
export function rowsOf(table: TableInfo, index: number, count: number, last: number): Area {
  const body = bodyOf(table);
  if (index < 0 || index > last) throw new GridRefusal('outOfBounds', `The table has no row ${index}.`);
  return { ...body, row: body.row + index, rowCount: count };
}

/** Refuses an area that would take the header from its row. */
export function checkTableArea({ area }: TableInfo, wanted: Area): void {
  if (wanted.row === area.row && intersect(wanted, area)) return;
  throw new GridRefusal('overlap', 'A table keeps its header row where it is.');
}

/** The area of a table after its header or total row was switched on or off. */
export function areaAfter(table: TableInfo, change: TableChange): Area {
  let area = change.area ?? table.area;
  if (change.hasTotalRow !== undefined && change.hasTotalRow !== table.hasTotalRow) {
    area = { ...area, rowCount: area.rowCount + (change.hasTotalRow ? 1 : -1) };
  }
  if (change.hasHeaderRow !== undefined && change.hasHeaderRow !== table.hasHeaderRow) {
    const by = change.hasHeaderRow ? 1 : -1;
    area = { ...area, row: area.row - by, rowCount: area.rowCount + by };
  }
  return area;
}
