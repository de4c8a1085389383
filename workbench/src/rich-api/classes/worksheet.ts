/** `Excel.Worksheet`, the collection of them, frozen panes and protection. */
import { cellArea } from '../../grid/a1';
import { type SheetChange } from '../../grid/grid-model';
import { findRange, findSheet, range, rangeArgument, sheetInfo } from '../addresses';
import { EventType, WORKBOOK_TARGET } from '../events';
import {
  asFlag,
  asNumber,
  asOneOf,
  asText,
  type Args,
  type HostServices,
  type Json,
  type Method,
  type OfficeClass,
} from '../office-class';
import { OfficeError, itemNotFound } from '../office-error';
import {
  NULL_OBJECT,
  type FreezePanesObject,
  type RangeObject,
  type WorksheetCollectionObject,
  type WorksheetObject,
  type WorksheetProtectionObject,
} from '../office-objects';
import { asColour } from './cell-properties';

/** The pair of methods with which office.js registers an event. */
export function eventMethods<Target>(
  name: string,
  type: number,
  target: (object: Target, host: HostServices) => string,
): Readonly<Record<string, Method<Target>>> {
  return {
    [`_Register${name}`]: (object: Target, _args: Args, host: HostServices) => host.listen(type, target(object, host)),
    [`_Unregister${name}`]: (object: Target, _args: Args, host: HostServices) =>
      host.unlisten(type, target(object, host)),
  };
}

/** Name in the registration method → number of the event. */
const SHEET_EVENTS: readonly (readonly [string, number])[] = [
  ['DataChangedEvent', EventType.worksheetChanged],
  ['ActivatedEvent', EventType.worksheetActivated],
  ['DeactivatedEvent', EventType.worksheetDeactivated],
  ['SelectionChangedEvent', EventType.worksheetSelectionChanged],
  ['CalculatedEvent', EventType.worksheetCalculated],
  ['FormatChangedEvent', EventType.worksheetFormatChanged],
  ['EventNameChanged', EventType.worksheetNameChanged],
  ['EventVisibilityChanged', EventType.worksheetVisibilityChanged],
];

const COLLECTION_EVENTS: readonly (readonly [string, number])[] = [
  ...SHEET_EVENTS,
  ['AddedEvent', EventType.worksheetAdded],
  ['DeletedEvent', EventType.worksheetDeleted],
  ['EventMoved', EventType.worksheetMoved],
];

function allEvents<Target>(
  events: readonly (readonly [string, number])[],
  target: (object: Target) => string,
): Readonly<Record<string, Method<Target>>> {
  return Object.fromEntries(events.flatMap(([name, type]) => Object.entries(eventMethods<Target>(name, type, target))));
}

const change = (target: WorksheetObject, host: HostServices, to: SheetChange): void =>
  host.grid.changeSheet(target.sheet, to);

function usedRange({ sheet }: WorksheetObject, args: Args, { grid }: HostServices): RangeObject | undefined {
  const area = grid.usedArea(sheet, args.flag(0));
  return area && range(sheet, area);
}

/** The next sheet in this direction, only visible ones on demand. */
function neighbour(
  { sheet }: WorksheetObject,
  args: Args,
  { grid }: HostServices,
  by: 1 | -1,
): WorksheetObject | undefined {
  const sheets = grid.sheets();
  for (let at = sheets.findIndex(({ id }) => id === sheet) + by; at >= 0 && at < sheets.length; at += by) {
    const info = sheets[at];
    if (info && (!args.flag(0) || info.visibility === 'Visible')) return { type: 'Worksheet', sheet: info.id };
  }
  return undefined;
}

const need = <Thing>(thing: Thing | undefined): Thing => {
  if (thing === undefined) throw itemNotFound();
  return thing;
};

const RANGE_OF_CELLS = (sheet: string, args: Args): RangeObject =>
  range(sheet, {
    row: args.integer(0),
    column: args.integer(1),
    rowCount: args.integer(2),
    columnCount: args.integer(3),
  });

export const worksheetClass: OfficeClass<WorksheetObject> = {
  id: ({ sheet }) => sheet,
  exists: ({ sheet }, { grid }) => grid.sheets().some(({ id }) => id === sheet),
  properties: {
    Id: { get: ({ sheet }) => sheet },
    Name: {
      get: ({ sheet }, { grid }) => sheetInfo(grid, sheet).name,
      set: (target, value, host) => change(target, host, { name: asText(value) }),
    },
    Position: {
      get: ({ sheet }, { grid }) => grid.sheets().findIndex(({ id }) => id === sheet),
      set: ({ sheet }, value, { grid }) => grid.moveSheet(sheet, asNumber(value)),
    },
    Visibility: {
      get: ({ sheet }, { grid }) => sheetInfo(grid, sheet).visibility,
      set: (target, value, host) =>
        change(target, host, { visibility: asOneOf(value, ['Visible', 'Hidden', 'VeryHidden']) }),
    },
    TabColor: {
      get: ({ sheet }, { grid }) => sheetInfo(grid, sheet).tabColor,
      set: (target, value, host) => change(target, host, { tabColor: value === '' ? '' : asColour(value) }),
    },
    ShowGridlines: { get: ({ sheet }, { grid }) => sheetInfo(grid, sheet).showGridlines },
    // The name under which office.js sets it.
    Gridlines: {
      get: ({ sheet }, { grid }) => sheetInfo(grid, sheet).showGridlines,
      set: (target, value, host) => change(target, host, { showGridlines: asFlag(value) }),
    },
    ShowHeadings: { get: () => true },
    EnableCalculation: { get: () => true },
  },
  links: {
    Tables: ({ sheet }) => ({ type: 'TableCollection', sheet }),
    Names: ({ sheet }) => ({ type: 'NamedItemCollection', sheet }),
    Comments: ({ sheet }) => ({ type: 'CommentCollection', sheet }),
    FreezePanes: ({ sheet }) => ({ type: 'WorksheetFreezePanes', sheet }),
    Protection: ({ sheet }) => ({ type: 'WorksheetProtection', sheet }),
  },
  methods: {
    ...allEvents<WorksheetObject>(SHEET_EVENTS, ({ sheet }) => sheet),
    GetRange: ({ sheet }, args, host) => findRange(host, sheet, args.optionalText(0)),
    GetRanges: ({ sheet }, args, host) => {
      const address = args.optionalText(0);
      const areas =
        address === undefined
          ? [findRange(host, sheet, undefined)]
          : address.split(',').map((part) => findRange(host, sheet, part.trim()));
      return { type: 'RangeAreas', sheet, areas: areas.map(({ area }) => area) };
    },
    GetRangeByIndexes: ({ sheet }, args) => RANGE_OF_CELLS(sheet, args),
    GetCell: ({ sheet }, args) => range(sheet, cellArea(args.integer(0), args.integer(1))),
    // An empty sheet has A1 as its used range.
    GetUsedRange: (target, args, host) => usedRange(target, args, host) ?? range(target.sheet, cellArea(0, 0)),
    GetUsedRangeOrNullObject: (target, args, host) => usedRange(target, args, host) ?? NULL_OBJECT,
    GetNext: (target, args, host) => need(neighbour(target, args, host, 1)),
    GetNextOrNullObject: (target, args, host) => neighbour(target, args, host, 1) ?? NULL_OBJECT,
    GetPrevious: (target, args, host) => need(neighbour(target, args, host, -1)),
    GetPreviousOrNullObject: (target, args, host) => neighbour(target, args, host, -1) ?? NULL_OBJECT,
    Activate: ({ sheet }, _args, { grid }) => grid.activateSheet(sheet),
    Delete: ({ sheet }, _args, { grid }) => grid.deleteSheet(sheet),
    Calculate: (_target, args, { grid }) => grid.calculate(args.flag(0)),
  },
};

const sheetObject = (sheet: string): WorksheetObject => ({ type: 'Worksheet', sheet });

function edge({ grid }: HostServices, args: Args, isLast: boolean): WorksheetObject {
  const sheets = grid.sheets().filter(({ visibility }) => !args.flag(0) || visibility === 'Visible');
  return sheetObject(need(isLast ? sheets.at(-1) : sheets[0]).id);
}

export const worksheetCollectionClass: OfficeClass<WorksheetCollectionObject> = {
  items: (_target, { grid }) => grid.sheets().map(({ id }) => sheetObject(id)),
  item: (_target, key, { grid }) => sheetObject(need(findSheet(grid, key.text(0))).id),
  methods: {
    ...allEvents<WorksheetCollectionObject>(COLLECTION_EVENTS, () => WORKBOOK_TARGET),
    GetItem: (_target, args, { grid }) => sheetObject(need(findSheet(grid, args.text(0))).id),
    GetItemOrNullObject: (_target, args, { grid }) => {
      const info = findSheet(grid, args.text(0));
      return info ? sheetObject(info.id) : NULL_OBJECT;
    },
    GetActiveWorksheet: (_target, _args, { grid }) => sheetObject(grid.activeSheet()),
    GetFirst: (_target, args, host) => edge(host, args, false),
    GetLast: (_target, args, host) => edge(host, args, true),
    GetCount: (_target, args, { grid }) =>
      grid.sheets().filter(({ visibility }) => !args.flag(0) || visibility === 'Visible').length,
    Add: (_target, args, { grid }) => sheetObject(grid.addSheet(args.optionalText(0))),
  },
};

function frozen({ sheet }: FreezePanesObject, { grid }: HostServices): RangeObject | undefined {
  const { frozenRows, frozenColumns } = sheetInfo(grid, sheet);
  if (frozenRows === 0 && frozenColumns === 0) return undefined;
  const rowCount = frozenRows === 0 ? 1_048_576 : frozenRows;
  const columnCount = frozenColumns === 0 ? 16_384 : frozenColumns;
  return range(sheet, { row: 0, column: 0, rowCount, columnCount });
}

export const freezePanesClass: OfficeClass<FreezePanesObject> = {
  methods: {
    FreezeRows: ({ sheet }, args, { grid }) =>
      grid.changeSheet(sheet, { frozenRows: args.optionalInteger(0) ?? 1, frozenColumns: 0 }),
    FreezeColumns: ({ sheet }, args, { grid }) =>
      grid.changeSheet(sheet, { frozenRows: 0, frozenColumns: args.optionalInteger(0) ?? 1 }),
    FreezeAt: ({ sheet }, args, host) => {
      const { area } = rangeArgument(host, args.raw(0), sheet);
      const frozenRows = area.rowCount === 1_048_576 ? 0 : area.row + area.rowCount;
      const frozenColumns = area.columnCount === 16_384 ? 0 : area.column + area.columnCount;
      host.grid.changeSheet(sheet, { frozenRows, frozenColumns });
    },
    Unfreeze: ({ sheet }, _args, { grid }) => grid.changeSheet(sheet, { frozenRows: 0, frozenColumns: 0 }),
    GetLocation: (target, _args, host) => need(frozen(target, host)),
    GetLocationOrNullObject: (target, _args, host) => frozen(target, host) ?? NULL_OBJECT,
  },
};

const NO_OPTIONS: Json = {
  allowAutoFilter: false,
  allowDeleteColumns: false,
  allowDeleteRows: false,
  allowEditObjects: false,
  allowEditScenarios: false,
  allowFormatCells: false,
  allowFormatColumns: false,
  allowFormatRows: false,
  allowInsertColumns: false,
  allowInsertHyperlinks: false,
  allowInsertRows: false,
  allowPivotTables: false,
  allowSort: false,
  selectionMode: 'Normal',
};

export const worksheetProtectionClass: OfficeClass<WorksheetProtectionObject> = {
  properties: {
    Protected: { get: ({ sheet }, { grid }) => sheetInfo(grid, sheet).isProtected },
    Options: { get: () => NO_OPTIONS },
  },
  methods: {
    Protect: ({ sheet }, args, { grid }) => {
      if (sheetInfo(grid, sheet).isProtected) {
        throw new OfficeError('InvalidOperation', 'This operation is not permitted for the current object.');
      }
      grid.protectSheet(sheet, args.optionalText(1));
    },
    Unprotect: ({ sheet }, args, { grid }) => grid.unprotectSheet(sheet, args.optionalText(0)),
  },
};
