/** The events an add-in can listen to: their numbers in office.js, and how a grid's event is told there. */
import { formatArea, intersect, moveArea } from '../grid/a1';
import { type CellsChanged, type GridModel, type Origin, type SheetId } from '../grid/grid-model';
import { toApiValue, valueType } from './cell-values';
import { type Json, type MovedCells } from './office-class';
import { type OfficeObject } from './office-objects';

export const EventType = {
  worksheetChanged: 10,
  worksheetActivated: 11,
  worksheetDeactivated: 12,
  worksheetAdded: 13,
  worksheetSelectionChanged: 14,
  worksheetDeleted: 15,
  worksheetCalculated: 16,
  worksheetFormatChanged: 18,
  worksheetNameChanged: 25,
  worksheetVisibilityChanged: 26,
  worksheetMoved: 27,
  tableSelectionChanged: 100,
  tableChanged: 101,
  tableAdded: 102,
  tableDeleted: 103,
} as const;

/** Events of the whole workbook go to this target, others to the id of their sheet or table. */
export const WORKBOOK_TARGET = 'Workbook';

const CATEGORY = 65_536;

/** One entry of a `richApiMessage`. */
export type MessageEntry = readonly [
  category: number,
  type: number,
  target: string,
  message: string,
  sequence: number,
  isRemoteOverride: boolean,
];

const SHIFTS = { down: 'ShiftCellDown', right: 'ShiftCellRight', up: 'ShiftCellUp', left: 'ShiftCellLeft' } as const;

const CHANGES = {
  rangeEdited: 'RangeEdited',
  rowInserted: 'RowInserted',
  rowDeleted: 'RowDeleted',
  columnInserted: 'ColumnInserted',
  columnDeleted: 'ColumnDeleted',
  cellInserted: 'CellInserted',
  cellDeleted: 'CellDeleted',
} as const;

/** Finds the range of an event again: `event.getRange(context)`. */
function eventReference(sheet: SheetId, address: string): string {
  return `${sheet}!${address}`;
}

/**
 * Turns what happens in the grid into the messages that the add-in asked for. Calls `send` for each.
 * Every edit has the source Local: the workbench has one user.
 */
export class EventSource {
  private readonly wanted = new Map<string, number>();
  private readonly stops: (() => void)[] = [];
  private sequence = 0;

  constructor(
    private readonly grid: GridModel,
    private readonly send: (entries: readonly MessageEntry[]) => void,
  ) {
    const source = 'Local';
    const by = (origin: Origin): string => (origin === 'addin' ? 'ThisLocalAddin' : 'Unknown');
    this.stops.push(
      grid.on('cellsChanged', (event) => this.cellsChanged(event, by(event.origin))),
      grid.on('formatChanged', ({ sheet, area }) => {
        const address = formatArea(area);
        this.both(EventType.worksheetFormatChanged, sheet, {
          address,
          source,
          worksheetId: sheet,
          referenceId: eventReference(sheet, address),
        });
      }),
      grid.on('sheetAdded', ({ sheet }) =>
        this.tell(EventType.worksheetAdded, WORKBOOK_TARGET, { source, worksheetId: sheet }),
      ),
      grid.on('sheetDeleted', ({ sheet }) =>
        this.tell(EventType.worksheetDeleted, WORKBOOK_TARGET, { source, worksheetId: sheet }),
      ),
      grid.on('sheetRenamed', ({ sheet, before, after }) =>
        this.both(EventType.worksheetNameChanged, sheet, {
          nameBefore: before,
          nameAfter: after,
          source,
          worksheetId: sheet,
        }),
      ),
      grid.on('sheetMoved', ({ sheet, before, after }) =>
        this.tell(EventType.worksheetMoved, WORKBOOK_TARGET, {
          positionBefore: before,
          positionAfter: after,
          source,
          worksheetId: sheet,
        }),
      ),
      grid.on('sheetVisibilityChanged', ({ sheet, before, after }) =>
        this.both(EventType.worksheetVisibilityChanged, sheet, {
          visibilityBefore: before,
          visibilityAfter: after,
          source,
          worksheetId: sheet,
        }),
      ),
      grid.on('sheetActivated', ({ sheet, deactivated }) => {
        if (deactivated !== undefined)
          this.both(EventType.worksheetDeactivated, deactivated, { worksheetId: deactivated });
        this.both(EventType.worksheetActivated, sheet, { worksheetId: sheet });
      }),
      grid.on('selectionChanged', ({ sheet, areas }) => {
        const address = areas.map(formatArea).join(',');
        this.both(EventType.worksheetSelectionChanged, sheet, { address, worksheetId: sheet });
        for (const table of grid.tables()) {
          const inside =
            table.sheet === sheet ? areas.map((area) => intersect(area, table.area)).find(Boolean) : undefined;
          this.tell(EventType.tableSelectionChanged, table.id, {
            address: inside ? formatArea(inside) : '',
            worksheetId: sheet,
          });
        }
      }),
      grid.on('calculated', ({ sheets }) => {
        for (const sheet of sheets) {
          const used = grid.usedArea(sheet, true);
          this.both(EventType.worksheetCalculated, sheet, {
            worksheetId: sheet,
            address: used ? formatArea(used) : 'A1',
          });
        }
      }),
      grid.on('tableAdded', ({ table, sheet }) => {
        const args = { source, tableId: table, worksheetId: sheet };
        this.tell(EventType.tableAdded, WORKBOOK_TARGET, args);
        this.tell(EventType.tableAdded, sheet, args);
      }),
      grid.on('tableDeleted', ({ table, name, sheet }) => {
        const args = { source, tableId: table, tableName: name, worksheetId: sheet };
        this.tell(EventType.tableDeleted, WORKBOOK_TARGET, args);
        this.tell(EventType.tableDeleted, sheet, args);
      }),
    );
  }

  listen(type: number, target: string): void {
    const key = `${type} ${target}`;
    this.wanted.set(key, (this.wanted.get(key) ?? 0) + 1);
  }

  unlisten(type: number, target: string): void {
    const key = `${type} ${target}`;
    const left = (this.wanted.get(key) ?? 0) - 1;
    if (left > 0) this.wanted.set(key, left);
    else this.wanted.delete(key);
  }

  dispose(): void {
    for (const stop of this.stops) stop();
  }

  private cellsChanged(event: CellsChanged, triggerSource: string): void {
    const { sheet, area, kind, before, after, shift } = event;
    const address = formatArea(area);
    const details =
      before === undefined || after === undefined
        ? {}
        : {
            valueBefore: toApiValue(before),
            valueAfter: toApiValue(after),
            valueTypeBefore: valueType(before),
            valueTypeAfter: valueType(after),
          };
    const args = {
      address,
      changeType: CHANGES[kind],
      source: 'Local',
      worksheetId: sheet,
      triggerSource,
      shiftDirection: shift ? SHIFTS[shift] : 'None',
      referenceId: eventReference(sheet, address),
      ...details,
    };
    this.both(EventType.worksheetChanged, sheet, args);
    for (const table of this.grid.tables()) {
      const inside = table.sheet === sheet ? intersect(area, table.area) : undefined;
      if (!inside) continue;
      const own = { ...args, address: formatArea(inside), tableId: table.id };
      this.tell(EventType.tableChanged, table.id, own);
      this.tell(EventType.tableChanged, sheet, own);
      this.tell(EventType.tableChanged, WORKBOOK_TARGET, own);
    }
  }

  private both(type: number, sheet: SheetId, args: Json): void {
    this.tell(type, sheet, args);
    this.tell(type, WORKBOOK_TARGET, args);
  }

  private tell(type: number, target: string, args: Json): void {
    if (!this.wanted.has(`${type} ${target}`)) return;
    this.sequence += 1;
    this.send([[CATEGORY, type, target, JSON.stringify(args), this.sequence, false]]);
  }
}

/** Where a kept range lies after rows or columns came or went. */
export function followChange(object: OfficeObject, { kind, sheet, area }: MovedCells): OfficeObject {
  if (object.type !== 'Range' || object.sheet !== sheet) return object;
  const isRow = kind === 'rowInserted' || kind === 'rowDeleted';
  if (!isRow && kind !== 'columnInserted' && kind !== 'columnDeleted') return object;
  // A table's own row moves nothing beside it.
  if (isRow ? area.column > 0 || area.columnCount < 16_384 : area.row > 0 || area.rowCount < 1_048_576) return object;
  const count = isRow ? area.rowCount : area.columnCount;
  const sign = kind === 'rowInserted' || kind === 'columnInserted' ? 1 : -1;
  const moved = moveArea(object.area, isRow ? 'row' : 'column', isRow ? area.row : area.column, sign * count);
  return moved && moved !== object.area ? { ...object, area: moved } : object;
}
