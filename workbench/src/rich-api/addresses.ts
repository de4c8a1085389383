/** From what an add-in calls a place to the place. */
import { WHOLE_SHEET, formatAddress, intersect, isInGrid, parseArea, splitSheet } from '../grid/a1';
import {
  type Area,
  type GridModel,
  type NameInfo,
  type SheetId,
  type SheetInfo,
  type TableInfo,
} from '../grid/grid-model';
import { type HostServices } from './office-class';
import { OfficeError, invalidArgument, itemNotFound } from './office-error';
import { type OfficeObject, type RangeObject } from './office-objects';

export const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export function findSheet(grid: GridModel, nameOrId: string): SheetInfo | undefined {
  const sheets = grid.sheets();
  return sheets.find(({ name }) => sameText(name, nameOrId)) ?? sheets.find(({ id }) => id === nameOrId);
}

export function sheetInfo(grid: GridModel, id: SheetId): SheetInfo {
  const info = grid.sheets().find((sheet) => sheet.id === id);
  if (!info) throw itemNotFound();
  return info;
}

export function range(sheet: SheetId, area: Area): RangeObject {
  if (!isInGrid(area)) throw invalidArgument();
  return { type: 'Range', sheet, area };
}

export function addressOf(grid: GridModel, { sheet, area }: RangeObject): string {
  return formatAddress(sheetInfo(grid, sheet).name, area);
}

export function tableInfo(grid: GridModel, id: string): TableInfo {
  const table = grid.tables().find((one) => one.id === id);
  if (!table) throw itemNotFound();
  return table;
}

export function findTable(grid: GridModel, nameOrId: string, sheet?: SheetId): TableInfo | undefined {
  const tables = grid.tables().filter((table) => sheet === undefined || table.sheet === sheet);
  return tables.find(({ name }) => sameText(name, nameOrId)) ?? tables.find(({ id }) => id === nameOrId);
}

/** The rows between header and total. */
export function tableBody(table: TableInfo): Area {
  const header = table.hasHeaderRow ? 1 : 0;
  const rowCount = table.area.rowCount - header - (table.hasTotalRow ? 1 : 0);
  return { ...table.area, row: table.area.row + header, rowCount };
}

export function findName(grid: GridModel, name: string, sheet?: SheetId): NameInfo | undefined {
  return grid.names().find((info) => info.sheet === sheet && sameText(info.name, name));
}

/** What a name's formula points at, if it is a plain reference. */
export function referredRange(grid: GridModel, formula: string): RangeObject | undefined {
  const { sheet, rest } = splitSheet(formula.replace(/^=/, ''));
  const area = parseArea(rest);
  const info = sheet === undefined ? undefined : findSheet(grid, sheet);
  return area && info ? range(info.id, area) : undefined;
}

/** An address, a name or a table's name as `worksheet.getRange` takes it; without one, the whole sheet. */
export function findRange(host: HostServices, sheet: SheetId, address: string | undefined): RangeObject {
  if (address === undefined || address === '') return range(sheet, WHOLE_SHEET);
  const { grid } = host;
  const { sheet: named, rest } = splitSheet(address);
  const home = named === undefined ? sheet : findSheet(grid, named)?.id;
  if (home === undefined) throw invalidArgument();
  const area = parseArea(rest);
  if (area) return range(home, area);
  const name = findName(grid, rest, home) ?? findName(grid, rest);
  const referred = name && referredRange(grid, name.formula);
  if (referred) return referred;
  const table = findTable(grid, rest.replace(/\[(?:#Data)?\]$/i, ''));
  if (table) return range(table.sheet, tableBody(table));
  throw invalidArgument();
}

/** Where an argument lies that is a range or its address. */
export function rangeArgument(host: HostServices, value: unknown, sheet: SheetId): RangeObject {
  if (typeof value === 'string') return findRange(host, sheet, value);
  const object = value as OfficeObject | null | undefined;
  if (typeof object === 'object' && object !== null && 'type' in object) {
    // It may be JSON of the add-in's own making.
    if (object.type === 'Range') return range(sheetInfo(host.grid, object.sheet).id, object.area);
    if (object.type === 'Null') throw new OfficeError('InvalidArgument', 'The range is a null object.');
  }
  throw invalidArgument();
}

/** The part of an area that has content: enough to read whole columns by. */
export function usedPart(grid: GridModel, { sheet, area }: RangeObject, valuesOnly: boolean): Area | undefined {
  const used = grid.usedArea(sheet, valuesOnly);
  return used && intersect(used, area);
}
