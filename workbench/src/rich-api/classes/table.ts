/** `Excel.Table`, its columns and rows, and the collections of them. */
import { type TableChange, type TableInfo } from '../../grid/grid-model';
import { findRange, findSheet, findTable, range, rangeArgument, tableBody, tableInfo } from '../addresses';
import { mapBlock, toApiValue, toBlock } from '../cell-values';
import { EventType, WORKBOOK_TARGET } from '../events';
import { asFlag, asText, type Args, type HostServices, type OfficeClass, type Property } from '../office-class';
import { invalidArgument, itemNotFound } from '../office-error';
import {
  NULL_OBJECT,
  type RangeObject,
  type TableCollectionObject,
  type TableColumnCollectionObject,
  type TableColumnObject,
  type TableObject,
  type TableRowCollectionObject,
  type TableRowObject,
} from '../office-objects';
import { rangeClass } from './range';
import { eventMethods } from './worksheet';

const tableObject = ({ id }: TableInfo): TableObject => ({ type: 'Table', table: id });

function flag(key: keyof TableChange & keyof TableInfo): Property<TableObject> {
  return {
    get: ({ table }, { grid }) => tableInfo(grid, table)[key] === true,
    set: ({ table }, value, { grid }) => {
      const change: TableChange = { [key]: asFlag(value) };
      grid.changeTable(table, change);
    },
  };
}

function writeValues(target: RangeObject, value: unknown, host: HostServices): void {
  rangeClass.properties?.['Values']?.set?.(target, value, host);
}

const headerOf = (info: TableInfo): RangeObject => {
  if (!info.hasHeaderRow) throw itemNotFound();
  return range(info.sheet, { ...info.area, rowCount: 1 });
};

const totalOf = (info: TableInfo): RangeObject => {
  if (!info.hasTotalRow) throw itemNotFound();
  return range(info.sheet, { ...info.area, row: info.area.row + info.area.rowCount - 1, rowCount: 1 });
};

export const tableClass: OfficeClass<TableObject> = {
  id: ({ table }) => table,
  exists: ({ table }, { grid }) => grid.tables().some(({ id }) => id === table),
  properties: {
    Id: { get: ({ table }) => table },
    LegacyId: { get: ({ table }, { grid }) => String(grid.tables().findIndex(({ id }) => id === table) + 1) },
    Name: {
      get: ({ table }, { grid }) => tableInfo(grid, table).name,
      set: ({ table }, value, { grid }) => grid.changeTable(table, { name: asText(value) }),
    },
    Style: {
      get: ({ table }, { grid }) => tableInfo(grid, table).style,
      set: ({ table }, value, { grid }) => grid.changeTable(table, { style: asText(value) }),
    },
    ShowHeaders: flag('hasHeaderRow'),
    ShowTotals: flag('hasTotalRow'),
    ShowBandedRows: flag('showBandedRows'),
    ShowBandedColumns: flag('showBandedColumns'),
    ShowFilterButton: flag('showFilterButton'),
    HighlightFirstColumn: flag('highlightFirstColumn'),
    HighlightLastColumn: flag('highlightLastColumn'),
  },
  links: {
    Columns: ({ table }) => ({ type: 'TableColumnCollection', table }),
    Rows: ({ table }) => ({ type: 'TableRowCollection', table }),
    Worksheet: ({ table }, { grid }) => ({ type: 'Worksheet', sheet: tableInfo(grid, table).sheet }),
  },
  methods: {
    ...eventMethods<TableObject>('DataChangedEvent', EventType.tableChanged, ({ table }) => table),
    ...eventMethods<TableObject>('SelectionChangedEvent', EventType.tableSelectionChanged, ({ table }) => table),
    GetRange: ({ table }, _args, { grid }) => {
      const info = tableInfo(grid, table);
      return range(info.sheet, info.area);
    },
    GetDataBodyRange: ({ table }, _args, { grid }) => {
      const info = tableInfo(grid, table);
      return range(info.sheet, tableBody(info));
    },
    GetHeaderRowRange: ({ table }, _args, { grid }) => headerOf(tableInfo(grid, table)),
    GetTotalRowRange: ({ table }, _args, { grid }) => totalOf(tableInfo(grid, table)),
    Resize: ({ table }, args, host) => {
      const info = tableInfo(host.grid, table);
      const target = rangeArgument(host, args.raw(0), info.sheet);
      if (target.sheet !== info.sheet) throw invalidArgument();
      host.grid.changeTable(table, { area: target.area });
    },
    ConvertToRange: ({ table }, _args, { grid }) => {
      const { sheet, area } = tableInfo(grid, table);
      grid.deleteTable(table, true);
      return range(sheet, area);
    },
    Delete: ({ table }, _args, { grid }) => grid.deleteTable(table, false),
    // Nothing is ever filtered here.
    ClearFilters: () => null,
    ReapplyFilters: () => null,
  },
};

const tablesOf = ({ sheet, only }: TableCollectionObject, { grid }: HostServices): readonly TableInfo[] =>
  grid.tables().filter((table) => (sheet === undefined || table.sheet === sheet) && (!only || only.includes(table.id)));

function tableNamed(target: TableCollectionObject, args: Args, host: HostServices): TableInfo | undefined {
  const found = findTable(host.grid, args.text(0), target.sheet);
  return found && (!target.only || target.only.includes(found.id)) ? found : undefined;
}

const target = ({ sheet }: TableCollectionObject): string => sheet ?? WORKBOOK_TARGET;

export const tableCollectionClass: OfficeClass<TableCollectionObject> = {
  properties: { Count: { get: (collection, host) => tablesOf(collection, host).length } },
  items: (collection, host) => tablesOf(collection, host).map(tableObject),
  item: (collection, key, host) => {
    const found = tableNamed(collection, key, host);
    if (!found) throw itemNotFound();
    return tableObject(found);
  },
  methods: {
    ...eventMethods<TableCollectionObject>('DataChangedEvent', EventType.tableChanged, target),
    ...eventMethods<TableCollectionObject>('AddedEvent', EventType.tableAdded, target),
    ...eventMethods<TableCollectionObject>('DeletedEvent', EventType.tableDeleted, target),
    GetCount: (collection, _args, host) => tablesOf(collection, host).length,
    GetItemAt: (collection, args, host) => {
      const found = tablesOf(collection, host)[args.integer(0)];
      if (!found) throw itemNotFound();
      return tableObject(found);
    },
    GetItemOrNullObject: (collection, args, host) => {
      const found = tableNamed(collection, args, host);
      return found ? tableObject(found) : NULL_OBJECT;
    },
    Add: ({ sheet }, args, host) => {
      const address = args.raw(0);
      // On the workbook's collection an address names its sheet.
      const named =
        typeof address === 'string' && address.includes('!') ? address.slice(0, address.lastIndexOf('!')) : '';
      const home = sheet ?? findSheet(host.grid, named.replaceAll("'", ''))?.id ?? host.grid.activeSheet();
      const place = typeof address === 'string' ? findRange(host, home, address) : rangeArgument(host, address, home);
      return { type: 'Table', table: host.grid.createTable(place.sheet, place.area, { hasHeaders: args.flag(1) }) };
    },
  },
};

/* columns */

function columnRange({ table, index }: TableColumnObject, host: HostServices, rows: 'all' | 'body'): RangeObject {
  const info = tableInfo(host.grid, table);
  if (index >= info.area.columnCount) throw itemNotFound();
  const area = rows === 'all' ? info.area : tableBody(info);
  return range(info.sheet, { ...area, column: info.area.column + index, columnCount: 1 });
}

export const tableColumnClass: OfficeClass<TableColumnObject> = {
  // Ids of columns count from 1, as in the file.
  id: ({ index }) => index + 1,
  exists: ({ table, index }, { grid }) =>
    grid.tables().some(({ id, columns }) => id === table && index < columns.length),
  properties: {
    Id: { get: ({ index }) => index + 1 },
    Index: { get: ({ index }) => index },
    Name: {
      get: ({ table, index }, { grid }) => tableInfo(grid, table).columns[index] ?? '',
      set: ({ table, index }, value, { grid }) => grid.renameTableColumn(table, index, asText(value)),
    },
    Values: {
      get: (column, host) => {
        const { sheet, area } = columnRange(column, host, 'all');
        return mapBlock(host.grid.readValues(sheet, area), toApiValue);
      },
      set: (column, value, host) => writeValues(columnRange(column, host, 'all'), value, host),
    },
  },
  methods: {
    GetRange: (column, _args, host) => columnRange(column, host, 'all'),
    GetDataBodyRange: (column, _args, host) => columnRange(column, host, 'body'),
    GetHeaderRowRange: ({ table, index }, _args, { grid }) => {
      const { sheet, area } = headerOf(tableInfo(grid, table));
      return range(sheet, { ...area, column: area.column + index, columnCount: 1 });
    },
    GetTotalRowRange: ({ table, index }, _args, { grid }) => {
      const { sheet, area } = totalOf(tableInfo(grid, table));
      return range(sheet, { ...area, column: area.column + index, columnCount: 1 });
    },
    Delete: ({ table, index }, _args, { grid }) => grid.deleteTableColumn(table, index),
  },
};

function columnNamed(
  { table }: TableColumnCollectionObject,
  args: Args,
  host: HostServices,
): TableColumnObject | undefined {
  const { columns } = tableInfo(host.grid, table);
  const key = args.raw(0);
  const index =
    typeof key === 'number' ? key - 1 : columns.findIndex((name) => name.toLowerCase() === asText(key).toLowerCase());
  return index >= 0 && index < columns.length ? { type: 'TableColumn', table, index } : undefined;
}

export const tableColumnCollectionClass: OfficeClass<TableColumnCollectionObject> = {
  properties: { Count: { get: ({ table }, { grid }) => tableInfo(grid, table).columns.length } },
  items: ({ table }, { grid }) =>
    tableInfo(grid, table).columns.map((_name, index) => ({ type: 'TableColumn', table, index })),
  item: (collection, key, host) => {
    const found = columnNamed(collection, key, host);
    if (!found) throw itemNotFound();
    return found;
  },
  methods: {
    GetCount: ({ table }, _args, { grid }) => tableInfo(grid, table).columns.length,
    GetItemAt: ({ table }, args, { grid }) => {
      const index = args.integer(0);
      if (index < 0 || index >= tableInfo(grid, table).columns.length) throw itemNotFound();
      return { type: 'TableColumn', table, index };
    },
    GetItemOrNullObject: (collection, args, host) => columnNamed(collection, args, host) ?? NULL_OBJECT,
    Add: ({ table }, args, host) => {
      const { columns, area } = tableInfo(host.grid, table);
      const asked = args.optionalInteger(0) ?? -1;
      const index = asked < 0 ? columns.length : asked;
      const values: readonly unknown[] = Array.isArray(args.raw(1)) ? (args.raw(1) as unknown[]) : [];
      const [first] = values;
      const given = Array.isArray(first) && typeof first[0] === 'string' ? first[0] : undefined;
      host.grid.insertTableColumn(table, index, args.optionalText(2) ?? given ?? `Column${columns.length + 1}`);
      const column: TableColumnObject = { type: 'TableColumn', table, index };
      const whole = columnRange(column, host, 'all');
      if (values.length > 0) writeValues(range(whole.sheet, { ...whole.area, rowCount: area.rowCount }), values, host);
      return column;
    },
  },
};

/* rows */

function rowRange({ table, index }: TableRowObject, host: HostServices): RangeObject {
  const info = tableInfo(host.grid, table);
  const body = tableBody(info);
  if (index < 0 || index >= body.rowCount) throw itemNotFound();
  return range(info.sheet, { ...body, row: body.row + index, rowCount: 1 });
}

export const tableRowClass: OfficeClass<TableRowObject> = {
  exists: ({ table }, { grid }) => grid.tables().some(({ id }) => id === table),
  properties: {
    Index: { get: ({ index }) => index },
    Values: {
      get: (row, host) => {
        const { sheet, area } = rowRange(row, host);
        return mapBlock(host.grid.readValues(sheet, area), toApiValue);
      },
      set: (row, value, host) => writeValues(rowRange(row, host), value, host),
    },
  },
  methods: {
    GetRange: (row, _args, host) => rowRange(row, host),
    Delete: ({ table, index }, _args, { grid }) => grid.deleteTableRows(table, index, 1),
  },
};

const rowCount = ({ table }: TableRowCollectionObject, { grid }: HostServices): number =>
  tableBody(tableInfo(grid, table)).rowCount;

function addRows({ table }: TableRowCollectionObject, args: Args, host: HostServices): TableRowObject {
  const count = rowCount({ type: 'TableRowCollection', table }, host);
  const asked = args.optionalInteger(0) ?? -1;
  const index = asked < 0 ? count : asked;
  const given = args.raw(1);
  const { columns, sheet } = tableInfo(host.grid, table);
  // One row of values may come bare: [1, 2, 3].
  const rows: readonly unknown[] = Array.isArray(given) ? (Array.isArray(given[0]) ? given : [given]) : [];
  const added = Math.max(1, rows.length);
  const area = { row: 0, column: 0, rowCount: added, columnCount: columns.length };
  const values = rows.length > 0 ? toBlock(rows, area) : undefined;
  host.grid.insertTableRows(table, index, added);
  const body = tableBody(tableInfo(host.grid, table));
  if (values) writeValues(range(sheet, { ...body, row: body.row + index, rowCount: added }), values, host);
  return { type: 'TableRow', table, index };
}

export const tableRowCollectionClass: OfficeClass<TableRowCollectionObject> = {
  properties: { Count: { get: rowCount } },
  items: (collection, host) =>
    Array.from({ length: rowCount(collection, host) }, (_x, index) => ({
      type: 'TableRow',
      table: collection.table,
      index,
    })),
  methods: {
    GetCount: (collection, _args, host) => rowCount(collection, host),
    GetItemAt: ({ table }, args, host) => {
      const row: TableRowObject = { type: 'TableRow', table, index: args.integer(0) };
      rowRange(row, host);
      return row;
    },
    Add: addRows,
    DeleteRowsAt: ({ table }, args, { grid }) =>
      grid.deleteTableRows(table, args.integer(0), args.optionalInteger(1) ?? 1),
    DeleteRows: ({ table }, args, { grid }) => {
      const rows: readonly unknown[] = Array.isArray(args.raw(0)) ? (args.raw(0) as unknown[]) : [];
      const indexes = rows.filter((row) => typeof row === 'number').sort((one, other) => other - one);
      for (const index of indexes) grid.deleteTableRows(table, index, 1);
    },
  },
};
