/** `Excel.Range`: cells, their neighbourhood, and what is done to them. */
import { cellArea, hull, intersect, isWholeColumns, isWholeRows, makeBlock, sameArea } from '../../grid/a1';
import { GRID_COLUMNS, GRID_ROWS, type Area, type CellContent } from '../../grid/grid-model';
import { addressOf, range, rangeArgument, usedPart } from '../addresses';
import { MOST_CELLS, cellCount, checkCellCount, mapBlock, toApiValue, toBlock, valueType } from '../cell-values';
import {
  type Args,
  asFlag,
  asOneOf,
  asRecord,
  asText,
  type HostServices,
  type Json,
  type Method,
  type OfficeClass,
} from '../office-class';
import { OfficeError, invalidArgument, itemNotFound, notImplemented } from '../office-error';
import { NULL_OBJECT, type NullObject, type RangeAreasObject, type RangeObject } from '../office-objects';
import { readTyped } from '../typed-text';
import { writeCellProperties } from './cell-properties';

/** Beyond so many cells Excel gives `null` in place of the values. */
function block(target: RangeObject, read: () => Json): Json {
  return cellCount(target.area) > MOST_CELLS ? null : read();
}

function writeTyped(target: RangeObject, value: unknown, host: HostServices): void {
  const { sheet, area } = target;
  const values = toBlock(value, area);
  const formats = host.grid.readNumberFormats(sheet, area);
  const cells = values.map((row, i) => row.map((one, j) => readTyped(one, formats[i]?.[j] === '@')));
  host.grid.writeCells(
    sheet,
    area,
    cells.map((row) => row.map((cell): CellContent => cell.content)),
  );
  if (!cells.some((row) => row.some((cell) => cell.numberFormat !== undefined))) return;
  host.grid.writeNumberFormats(
    sheet,
    area,
    cells.map((row, i) => row.map((cell, j) => (formats[i]?.[j] === 'General' ? cell.numberFormat : undefined))),
  );
}

function writeNumberFormats(target: RangeObject, value: unknown, host: HostServices): void {
  const formats = toBlock(value, target.area).map((row) =>
    row.map((format) => (format === null || format === undefined ? undefined : asText(format))),
  );
  host.grid.writeNumberFormats(target.sheet, target.area, formats);
}

/** `true`, `false`, or `null` where the cells differ. */
function common(flags: readonly boolean[]): boolean | null {
  const [first = false] = flags;
  return flags.every((flag) => flag === first) ? first : null;
}

const rowsOf = ({ area }: RangeObject): number[] => Array.from({ length: area.rowCount }, (_x, at) => area.row + at);
const columnsOf = ({ area }: RangeObject): number[] =>
  Array.from({ length: area.columnCount }, (_x, at) => area.column + at);

function rowHidden(target: RangeObject, host: HostServices): boolean | null {
  if (isWholeColumns(target.area)) return false;
  return common(rowsOf(target).map((row) => host.grid.isRowHidden(target.sheet, row)));
}

function columnHidden(target: RangeObject, host: HostServices): boolean | null {
  if (isWholeRows(target.area)) return false;
  return common(columnsOf(target).map((column) => host.grid.isColumnHidden(target.sheet, column)));
}

/** The same range elsewhere or of another size. */
function at(target: RangeObject, change: Partial<Area>): RangeObject {
  return range(target.sheet, { ...target.area, ...change });
}

function used(target: RangeObject, args: Args, host: HostServices): RangeObject | undefined {
  const area = usedPart(host.grid, target, args.flag(0));
  return area && range(target.sheet, area);
}

function intersection(target: RangeObject, args: Args, host: HostServices): RangeObject | undefined {
  const other = rangeArgument(host, args.raw(0), target.sheet);
  const area = other.sheet === target.sheet ? intersect(target.area, other.area) : undefined;
  return area && range(target.sheet, area);
}

function find(target: RangeObject, args: Args, host: HostServices): RangeObject | undefined {
  const text = args.text(0);
  const criteria = args.isLeftOut(1) ? {} : args.record(1);
  const isWhole = criteria['completeMatch'] === true;
  const isCased = criteria['matchCase'] === true;
  const area = usedPart(host.grid, target, true);
  if (!area) return undefined;
  const plain = (one: string): string => (isCased ? one : one.toLowerCase());
  const rows = host.grid.readTexts(target.sheet, area);
  const hits = rows.flatMap((row, i) =>
    row.flatMap((one, j) => {
      const isHit = isWhole ? plain(one) === plain(text) : plain(one).includes(plain(text));
      return isHit ? [cellArea(area.row + i, area.column + j)] : [];
    }),
  );
  const hit = criteria['searchDirection'] === 'Backwards' ? hits.at(-1) : hits[0];
  return hit && range(target.sheet, hit);
}

function spill(target: RangeObject, host: HostServices): RangeObject | undefined {
  const area = host.grid.spillArea({ sheet: target.sheet, row: target.area.row, column: target.area.column });
  return area && range(target.sheet, area);
}

function spillParent(target: RangeObject, host: HostServices): RangeObject | undefined {
  const { row, column } = target.area;
  const parent = host.grid.spillParent({ sheet: target.sheet, row, column });
  return parent && range(parent.sheet, cellArea(parent.row, parent.column));
}

/** Both forms of a method: one that fails and one that gives a null object. */
function orNull(
  name: string,
  look: (target: RangeObject, args: Args, host: HostServices) => RangeObject | RangeAreasObject | undefined,
): Readonly<Record<string, Method<RangeObject>>> {
  return {
    [name]: (target, args, host) => {
      const found = look(target, args, host);
      if (!found) throw itemNotFound();
      return found;
    },
    [`${name}OrNullObject`]: (target, args, host): RangeObject | RangeAreasObject | NullObject =>
      look(target, args, host) ?? NULL_OBJECT,
  };
}

/** The connected cells around a range, as Ctrl+A finds them: it grows while there is content beside it or at a corner. */
function region(target: RangeObject, { grid }: HostServices): RangeObject {
  let { row: top, column: left } = target.area;
  let bottom = top + target.area.rowCount - 1;
  let right = left + target.area.columnCount - 1;
  const isFilled = (row1: number, column1: number, row2: number, column2: number): boolean => {
    const [row, column] = [Math.max(0, row1), Math.max(0, column1)];
    const rowCount = Math.min(GRID_ROWS - 1, row2) - row + 1;
    const columnCount = Math.min(GRID_COLUMNS - 1, column2) - column + 1;
    if (rowCount < 1 || columnCount < 1) return false;
    const line = usedPart(grid, range(target.sheet, { row, column, rowCount, columnCount }), true);
    return line !== undefined && grid.readValues(target.sheet, line).some((cells) => cells.some((one) => one !== null));
  };
  for (let before = ''; before !== `${top} ${left} ${bottom} ${right}`;) {
    before = `${top} ${left} ${bottom} ${right}`;
    // Each direction to its end, so that a long column is not read once for every row.
    while (top > 0 && isFilled(top - 1, left - 1, top - 1, right + 1)) top -= 1;
    while (isFilled(bottom + 1, left - 1, bottom + 1, right + 1)) bottom += 1;
    while (left > 0 && isFilled(top - 1, left - 1, bottom + 1, left - 1)) left -= 1;
    while (isFilled(top - 1, right + 1, bottom + 1, right + 1)) right += 1;
  }
  return range(target.sheet, { row: top, column: left, rowCount: bottom - top + 1, columnCount: right - left + 1 });
}

function insert(target: RangeObject, args: Args, host: HostServices): RangeObject {
  const shift = asOneOf(args.raw(0), ['Down', 'Right']);
  const { sheet, area } = target;
  host.grid.insertCells(sheet, area, shift === 'Down' ? 'down' : 'right');
  if (shift === 'Down' && isWholeRows(area)) host.moved({ kind: 'rowInserted', sheet, area });
  if (shift === 'Right' && isWholeColumns(area)) host.moved({ kind: 'columnInserted', sheet, area });
  return range(target.sheet, target.area);
}

function clear(target: RangeObject, args: Args, host: HostServices): void {
  const what = args.isLeftOut(0) ? 'All' : asOneOf(args.raw(0), ['All', 'Formats', 'Contents', 'Hyperlinks']);
  const { sheet, area } = target;
  if (what === 'All') host.grid.clear(sheet, area, 'all');
  else if (what === 'Formats') host.grid.clear(sheet, area, 'formats');
  else if (what === 'Contents') host.grid.clear(sheet, area, 'contents');
}

function copyFrom(target: RangeObject, args: Args, host: HostServices): void {
  const source = rangeArgument(host, args.raw(0), target.sheet);
  const kind = args.isLeftOut(1) ? 'All' : asOneOf(args.raw(1), ['All', 'Formulas', 'Values', 'Formats', 'Link']);
  if (kind === 'Link' || args.flag(2) || args.flag(3))
    throw notImplemented('Range.copyFrom: skipBlanks, transpose, link');
  const what = ({ All: 'all', Formulas: 'formulas', Values: 'values', Formats: 'formats' } as const)[kind];
  const { sheet, row, column } = { sheet: target.sheet, ...target.area };
  checkCellCount(target.area);
  checkCellCount(source.area);
  // A larger target is filled with copies, as far as whole ones fit.
  const down = Math.max(1, Math.floor(target.area.rowCount / source.area.rowCount));
  const across = Math.max(1, Math.floor(target.area.columnCount / source.area.columnCount));
  makeBlock(down, across, (i, j) =>
    host.grid.copy(
      source,
      { sheet, row: row + i * source.area.rowCount, column: column + j * source.area.columnCount },
      what,
    ),
  );
}

/** Only what has content can be calculated. */
function recalculate(target: RangeObject, _args: Args, { grid }: HostServices): void {
  const area = usedPart(grid, target, true);
  if (!area) return;
  const cells = makeBlock(area.rowCount, area.columnCount, (i, j) => ({
    sheet: target.sheet,
    row: area.row + i,
    column: area.column + j,
  }));
  grid.recalculate(cells.flat());
}

const neighbours = (count: number, back: (count: number) => Partial<Area>): Partial<Area> => {
  if (count === 0) throw invalidArgument();
  return back(count);
};

export const rangeClass: OfficeClass<RangeObject> = {
  exists: ({ sheet }, { grid }) => grid.sheets().some(({ id }) => id === sheet),
  properties: {
    Values: {
      get: (target, { grid }) => block(target, () => mapBlock(grid.readValues(target.sheet, target.area), toApiValue)),
      set: writeTyped,
    },
    Formulas: {
      get: (target, { grid }) =>
        block(target, () => {
          const values = grid.readValues(target.sheet, target.area);
          const formulas = grid.readFormulas(target.sheet, target.area);
          return values.map((row, i) => row.map((value, j) => formulas[i]?.[j] || toApiValue(value)));
        }),
      set: writeTyped,
    },
    FormulasLocal: {
      get: (target, host) => rangeClass.properties?.['Formulas']?.get(target, host) ?? null,
      set: writeTyped,
    },
    Text: {
      get: (target, { grid }) => block(target, () => mapBlock(grid.readTexts(target.sheet, target.area), String)),
    },
    NumberFormat: {
      get: (target, { grid }) =>
        block(target, () => mapBlock(grid.readNumberFormats(target.sheet, target.area), String)),
      set: writeNumberFormats,
    },
    NumberFormatLocal: {
      get: (target, { grid }) =>
        block(target, () => mapBlock(grid.readNumberFormats(target.sheet, target.area), String)),
      set: writeNumberFormats,
    },
    ValueTypes: {
      get: (target, { grid }) => block(target, () => mapBlock(grid.readValues(target.sheet, target.area), valueType)),
    },
    Address: { get: (target, { grid }) => addressOf(grid, target) },
    AddressLocal: { get: (target, { grid }) => addressOf(grid, target) },
    RowIndex: { get: ({ area }) => area.row },
    ColumnIndex: { get: ({ area }) => area.column },
    RowCount: { get: ({ area }) => area.rowCount },
    ColumnCount: { get: ({ area }) => area.columnCount },
    // More than fits into 32 bits is −1 in Excel.
    CellCount: {
      get: ({ area }) => {
        const count = area.rowCount * area.columnCount;
        return count > 2_147_483_647 ? -1 : count;
      },
    },
    IsEntireColumn: { get: ({ area }) => isWholeColumns(area) },
    IsEntireRow: { get: ({ area }) => isWholeRows(area) },
    RowHidden: {
      get: rowHidden,
      set: ({ sheet, area }, value, { grid }) => grid.setRowsHidden(sheet, area.row, area.rowCount, asFlag(value)),
    },
    ColumnHidden: {
      get: columnHidden,
      set: ({ sheet, area }, value, { grid }) =>
        grid.setColumnsHidden(sheet, area.column, area.columnCount, asFlag(value)),
    },
    Hidden: {
      get: (target, host) => rowHidden(target, host) === true || columnHidden(target, host) === true,
    },
    HasSpill: {
      get: (target, { grid }) => {
        const flags = makeBlock(Math.min(target.area.rowCount, 1000), Math.min(target.area.columnCount, 100), (i, j) =>
          Boolean(grid.spillArea({ sheet: target.sheet, row: target.area.row + i, column: target.area.column + j })),
        );
        return common(flags.flat());
      },
    },
  },
  links: {
    Worksheet: ({ sheet }) => ({ type: 'Worksheet', sheet }),
    Format: ({ sheet, area }) => ({ type: 'RangeFormat', sheet, area }),
    DataValidation: ({ sheet, area }) => ({ type: 'DataValidation', sheet, area }),
    ConditionalFormats: ({ sheet, area }) => ({ type: 'ConditionalFormatCollection', sheet, area }),
  },
  methods: {
    ...orNull('GetUsedRange', used),
    ...orNull('GetIntersection', intersection),
    ...orNull('Find', find),
    ...orNull('GetSpillingToRange', (target, _args, host) => spill(target, host)),
    ...orNull('GetSpillParent', (target, _args, host) => spillParent(target, host)),
    GetCell: (target, args) =>
      at(target, {
        row: target.area.row + args.integer(0),
        column: target.area.column + args.integer(1),
        rowCount: 1,
        columnCount: 1,
      }),
    GetRow: (target, args) => {
      const row = args.integer(0);
      if (row < 0 || row >= target.area.rowCount) throw invalidArgument();
      return at(target, { row: target.area.row + row, rowCount: 1 });
    },
    GetColumn: (target, args) => {
      const column = args.integer(0);
      if (column < 0 || column >= target.area.columnCount) throw invalidArgument();
      return at(target, { column: target.area.column + column, columnCount: 1 });
    },
    GetEntireRow: (target) => at(target, { column: 0, columnCount: GRID_COLUMNS }),
    GetEntireColumn: (target) => at(target, { row: 0, rowCount: GRID_ROWS }),
    GetLastCell: (target) =>
      at(target, {
        row: target.area.row + target.area.rowCount - 1,
        column: target.area.column + target.area.columnCount - 1,
        rowCount: 1,
        columnCount: 1,
      }),
    GetLastRow: (target) => at(target, { row: target.area.row + target.area.rowCount - 1, rowCount: 1 }),
    GetLastColumn: (target) => at(target, { column: target.area.column + target.area.columnCount - 1, columnCount: 1 }),
    GetOffsetRange: (target, args) =>
      at(target, { row: target.area.row + args.integer(0), column: target.area.column + args.integer(1) }),
    GetResizedRange: (target, args) =>
      at(target, {
        rowCount: target.area.rowCount + args.integer(0),
        columnCount: target.area.columnCount + args.integer(1),
      }),
    GetAbsoluteResizedRange: (target, args) => at(target, { rowCount: args.integer(0), columnCount: args.integer(1) }),
    GetBoundingRect: (target, args, host) => {
      const other = rangeArgument(host, args.raw(0), target.sheet);
      if (other.sheet !== target.sheet) throw invalidArgument();
      return range(target.sheet, hull(target.area, other.area));
    },
    GetRowsAbove: (target, args) =>
      at(
        target,
        neighbours(args.optionalInteger(0) ?? 1, (count) => ({ row: target.area.row - count, rowCount: count })),
      ),
    GetRowsBelow: (target, args) =>
      at(
        target,
        neighbours(args.optionalInteger(0) ?? 1, (count) => ({
          row: target.area.row + target.area.rowCount,
          rowCount: count,
        })),
      ),
    GetColumnsBefore: (target, args) =>
      at(
        target,
        neighbours(args.optionalInteger(0) ?? 1, (count) => ({
          column: target.area.column - count,
          columnCount: count,
        })),
      ),
    GetColumnsAfter: (target, args) =>
      at(
        target,
        neighbours(args.optionalInteger(0) ?? 1, (count) => ({
          column: target.area.column + target.area.columnCount,
          columnCount: count,
        })),
      ),
    GetSurroundingRegion: (target, _args, host) => region(target, host),
    GetTables: ({ sheet, area }, args, { grid }) => {
      const isWithin = (table: Area): boolean =>
        Boolean(
          args.flag(0)
            ? intersect(table, area) && sameArea(intersect(table, area) ?? table, table)
            : intersect(table, area),
        );
      const tables = grid.tables().filter((table) => table.sheet === sheet && isWithin(table.area));
      return { type: 'TableCollection', sheet, only: tables.map(({ id }) => id) };
    },
    ...orNull('GetMergedAreas', ({ sheet, area }, _args, { grid }) => {
      const areas = grid.merges(sheet).filter((merge) => intersect(merge, area));
      return areas.length === 0 ? undefined : { type: 'RangeAreas', sheet, areas };
    }),
    Clear: clear,
    Delete: ({ sheet, area }, args, host) => {
      const shift = asOneOf(args.raw(0), ['Up', 'Left']);
      host.grid.deleteCells(sheet, area, shift === 'Up' ? 'up' : 'left');
      if (shift === 'Up' && isWholeRows(area)) host.moved({ kind: 'rowDeleted', sheet, area });
      if (shift === 'Left' && isWholeColumns(area)) host.moved({ kind: 'columnDeleted', sheet, area });
    },
    Insert: insert,
    Merge: ({ sheet, area }, args, { grid }) => {
      if (!args.flag(0)) {
        grid.merge(sheet, area);
        return;
      }
      for (let row = area.row; row < area.row + area.rowCount; row += 1)
        grid.merge(sheet, { ...area, row, rowCount: 1 });
      return undefined;
    },
    Unmerge: ({ sheet, area }, _args, { grid }) => grid.unmerge(sheet, area),
    Select: ({ sheet, area }, _args, { grid }) => grid.select(sheet, area),
    Calculate: recalculate,
    SetDirty: recalculate,
    CopyFrom: copyFrom,
    SetCellProperties: ({ sheet, area }, args, { grid }) => {
      toBlock(args.raw(0), area).forEach((row, i) =>
        row.forEach((one, j) => {
          if (one !== null && one !== undefined) {
            writeCellProperties(grid, sheet, cellArea(area.row + i, area.column + j), asRecord(one));
          }
        }),
      );
    },
    ReplaceAll: (target, args, host) => {
      const area = usedPart(host.grid, target, true);
      if (!area) return 0;
      const [text, replacement] = [args.text(0), args.text(1)];
      let count = 0;
      host.grid.readFormulas(target.sheet, area).forEach((row, i) =>
        row.forEach((formula, j) => {
          const cell = range(target.sheet, cellArea(area.row + i, area.column + j));
          const old = formula || String(toApiValue(host.grid.readValues(cell.sheet, cell.area)[0]?.[0] ?? null));
          if (!old.includes(text)) return;
          count += old.split(text).length - 1;
          writeTyped(cell, old.replaceAll(text, replacement), host);
        }),
      );
      return count;
    },
    _ValidateArraySize: ({ area }, args) => {
      if (area.rowCount !== args.integer(0) || area.columnCount !== args.integer(1)) {
        throw new OfficeError('InvalidArgument', 'The size of the array does not match.');
      }
    },
  },
};
