import type { CellValue, SheetOrigin } from '../cells';
import { ownColumns } from './headings-read';
import type { SourceList } from './source-lists';

/** A cell of a made sheet: what it holds, and the user's cell behind it. */
export interface MadeCell {
  readonly value: CellValue;
  /** 0 where no cell stands behind it. */
  readonly column: number;
  /** Another row than the entry's own, for a name that stands in the head. */
  readonly row?: number;
  /** True where it is the user's cell as it stands. */
  readonly plain: boolean;
}

/** A row of a made sheet, and the user's row behind it. */
export interface MadeRow {
  readonly list: SourceList;
  readonly row: number;
  readonly cells: readonly MadeCell[];
}

/** Where a row's cells come from. Rows of one list mostly have the same columns, so that they share one of these. */
interface RowShape {
  readonly list: SourceList;
  readonly columns: readonly number[];
  readonly rows: readonly (number | undefined)[];
  readonly plain: readonly boolean[];
  /** The column that stands for the row as a whole. */
  readonly anchor: number;
}

/** The way back from a made sheet, whose rows come under one row of headings, to the user's cells. */
export function originOf(lists: readonly SourceList[], rows: readonly MadeRow[]): SheetOrigin {
  const shapes = new Map<string, RowShape>();
  let last: RowShape | undefined;
  const places = rows.map(({ list, row, cells }) => {
    last = last && isShape(last, list, cells) ? last : shapeOf(list, cells, shapes);
    return { list, row, shape: last };
  });
  const headers = lists.map(({ cells, head, left }) => ({ sheet: cells.sheet.name, row: head.row, column: left }));
  const [first] = headers;
  if (!first) throw new Error('a connected ledger without a list');
  const at = (row: number) => places[row - 2];
  return {
    sheets: [...new Set(lists.map(({ cells }) => cells.sheet.name))],
    headers,
    rowOf: (row) => {
      const place = at(row);
      return place ? { sheet: place.list.cells.sheet.name, row: place.row } : first;
    },
    cellOf: (row, column) => {
      const place = at(row);
      if (!place) return first;
      const { shape } = place;
      const behind = shape.columns[column - 1] ?? 0;
      return {
        sheet: place.list.cells.sheet.name,
        row: shape.rows[column - 1] ?? place.row,
        column: behind > 0 ? behind : shape.anchor,
      };
    },
    columnsOf: (row) => {
      const place = at(row);
      if (!place) return [];
      const { list, shape } = place;
      const figures = shape.columns.filter((column, index) => column > 0 && shape.rows[index] === undefined);
      return [...new Set([...ownColumns(list), ...figures])];
    },
    headingOf: (row, column) => {
      const place = at(row);
      const behind = place?.shape.columns[column - 1] ?? 0;
      const label = place?.list.head.labels[behind - 1];
      return label === '' ? undefined : label;
    },
    isPlain: (row, column) => at(row)?.shape.plain[column - 1] === true,
  };
}

/** Tells that a row has the shape of the row above, as most have. */
function isShape(shape: RowShape, list: SourceList, cells: readonly MadeCell[]): boolean {
  return (
    shape.list === list &&
    cells.every(
      ({ column, row, plain }, index) =>
        shape.columns[index] === column && shape.rows[index] === row && shape.plain[index] === plain,
    )
  );
}

function shapeOf(list: SourceList, cells: readonly MadeCell[], shapes: Map<string, RowShape>): RowShape {
  const key = `${String(list.left)} ${cells.map(({ column, row, plain }) => `${String(column)}.${String(row ?? '')}.${plain ? 1 : 0}`).join()}`;
  const known = shapes.get(key);
  if (known?.list === list) return known;
  const columns = cells.map(({ column }) => column);
  const own = cells.filter(({ column, row }) => column > 0 && row === undefined).map(({ column }) => column);
  const shape: RowShape = {
    list,
    columns,
    rows: cells.map(({ row }) => row),
    plain: cells.map(({ plain }) => plain),
    anchor: own.length > 0 ? Math.min(...own) : list.left,
  };
  shapes.set(key, shape);
  return shape;
}
