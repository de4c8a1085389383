/** What happens to the workbook, as the grid's events — be it through the add-in, the keyboard or undo. */
import {
  ObjectMatrix,
  RedoCommand,
  UndoCommand,
  type ICellData,
  type ICommandInfo,
  type IRange,
  type Nullable,
} from '@univerjs/core';
import { RemoveDefinedNameMutation, SetDefinedNameMutation } from '@univerjs/engine-formula';
import {
  DeleteRangeMoveLeftCommand,
  DeleteRangeMoveUpCommand,
  InsertColMutation,
  InsertRangeMoveDownCommand,
  InsertRangeMoveRightCommand,
  InsertRowMutation,
  InsertSheetMutation,
  MoveRangeMutation,
  RemoveColMutation,
  RemoveRowMutation,
  RemoveSheetMutation,
  SetRangeValuesMutation,
  SetSelectionsOperation,
  SetWorksheetActiveOperation,
  SetWorksheetHideMutation,
  SetWorksheetNameMutation,
  SetWorksheetOrderMutation,
  type IMoveRangeMutationParams,
  type ISetRangeValuesMutationParams,
} from '@univerjs/sheets';
import { WHOLE_SHEET, hull } from '../a1';
import { type Area, type CellValue, type CellsChanged, type SheetId, type SheetVisibility } from '../grid-model';
import { areaOf } from './cells';
import { SetExtrasMutation, type Extras, type SetExtrasParams } from './extras';
import { type Cells, type Workspace } from './workspace';

/** What happened to cells by hand, for what follows from it: a table that grows, a column that gets another name. */
export interface HandEdit {
  readonly sheet: SheetId;
  readonly areas: readonly Area[];
}

/** What follows from what happens. */
export interface Followers {
  /** Before cells are set; may still change what is set. */
  setting(sheet: SheetId, cells: Nullable<Cells>): void;
  /** After edits that no batch of ours made. */
  editedByHand(edits: readonly HandEdit[]): void;
  extrasChanged(before: Extras): void;
  /** A name was set or deleted. */
  nameChanged(name: string): void;
  sheetRenamed(): void;
  selected(): void;
}

/** Cells these commands move about are not edited for that. */
const SHIFTS: Readonly<Record<string, { readonly kind: CellsChanged['kind']; readonly shift: CellsChanged['shift'] }>> =
  {
    [InsertRangeMoveDownCommand.id]: { kind: 'cellInserted', shift: 'down' },
    [InsertRangeMoveRightCommand.id]: { kind: 'cellInserted', shift: 'right' },
    [DeleteRangeMoveUpCommand.id]: { kind: 'cellDeleted', shift: 'up' },
    [DeleteRangeMoveLeftCommand.id]: { kind: 'cellDeleted', shift: 'left' },
  };
const LINE_COMMANDS = /^sheet\.command\.(?:insert|remove|append)-(?:row|col)/;

export class Happenings {
  private handEdits: HandEdit[] = [];
  private active: SheetId = '';
  private readonly before = new WeakMap<object, CellValue>();
  private readonly names = new WeakMap<object, string>();
  private readonly visibilities = new WeakMap<object, SheetVisibility>();
  private readonly stops: readonly { dispose(): void }[];

  constructor(
    private readonly space: Workspace,
    private readonly followers: Followers,
  ) {
    const { commands, events } = space;
    this.stops = [
      commands.beforeCommandExecuted((command) => this.beforeExecuted(command)),
      commands.onCommandExecuted((command, options) => this.executed(command, options?.['fromFormula'] === true)),
    ];
    events.beforeDelivery = () => {
      const edits = this.handEdits;
      this.handEdits = [];
      if (edits.length > 0) followers.editedByHand(edits);
    };
    this.adoptActive();
  }

  dispose(): void {
    for (const stop of this.stops) stop.dispose();
  }

  /** Takes the sheet that is active now for the one that was told of. */
  adoptActive(): void {
    this.active = this.space.workbook.getActiveSheet().getSheetId();
  }

  private beforeExecuted(command: ICommandInfo): void {
    if (command.id === UndoCommand.id || command.id === RedoCommand.id) this.space.isUndoing = true;
    const params = command.params as { unitId?: string; subUnitId?: string } | undefined;
    if (params?.unitId !== this.space.unit || params.subUnitId === undefined) return;
    const { subUnitId } = params;
    if (command.id === SetRangeValuesMutation.id) {
      const set = params as ISetRangeValuesMutationParams;
      this.followers.setting(subUnitId, set.cellValue);
      const single = singleCell(set.cellValue);
      if (single && !this.space.events.isQuiet)
        this.before.set(command, this.space.value(subUnitId, single.row, single.column));
    }
    if (command.id === SetWorksheetNameMutation.id || command.id === RemoveSheetMutation.id) {
      this.names.set(command, this.space.workbook.getSheetBySheetId(subUnitId)?.getName() ?? '');
    }
    if (command.id === SetWorksheetHideMutation.id) this.visibilities.set(command, this.space.visibility(subUnitId));
  }

  private executed(command: ICommandInfo, isResult: boolean): void {
    const { id } = command;
    if (id === UndoCommand.id || id === RedoCommand.id) this.space.isUndoing = false;
    if (id === SetExtrasMutation.id) {
      const before = this.space.extras;
      this.space.replaceExtras((command.params as SetExtrasParams).extras);
      this.followers.extrasChanged(before);
      return;
    }
    const params = command.params as { unitId?: string; subUnitId?: string } | undefined;
    const shift = SHIFTS[id];
    if (shift && this.space.depth === 0) {
      const range =
        (params as { range?: IRange } | undefined)?.range ?? this.space.selections.getCurrentLastSelection()?.range;
      if (range) this.space.tellCells(shift.kind, this.active, areaOf(range), shift.shift);
      return;
    }
    if (params?.unitId !== this.space.unit) return;
    const sheet = params.subUnitId ?? '';
    if (id === SetRangeValuesMutation.id) {
      const set = params as ISetRangeValuesMutationParams;
      this.space.used.follow(sheet, set.cellValue);
      if (!isResult) this.cellsSet(command, set);
      return;
    }
    if (id === SetDefinedNameMutation.id || id === RemoveDefinedNameMutation.id) {
      this.followers.nameChanged((params as { name: string }).name);
      return;
    }
    this.linesMoved(id, sheet, params);
    this.sheetsChanged(command, sheet, params);
    if (id === SetSelectionsOperation.id) this.selected(params as { type?: number });
    if (id === MoveRangeMutation.id) this.cellsMoved(params as IMoveRangeMutationParams & { trigger?: string });
  }

  private cellsSet(command: ICommandInfo, params: ISetRangeValuesMutationParams): void {
    if (this.space.events.isQuiet) return;
    const { subUnitId: sheet, cellValue } = params;
    const { trigger } = params as { trigger?: string };
    if (trigger !== undefined && (trigger in SHIFTS || LINE_COMMANDS.test(trigger))) return;
    const contents = areasOf(cellValue, (cell) => !cell || 'v' in cell || 'f' in cell || 'p' in cell);
    const looks = areasOf(cellValue, (cell) => cell !== null && cell !== undefined && 's' in cell);
    const { origin } = this.space;
    for (const area of contents) {
      const isSingle = contents.length === 1 && area.rowCount === 1 && area.columnCount === 1;
      const edited = { kind: 'rangeEdited' as const, sheet, area, origin };
      const before = this.before.get(command);
      // What it shows is read when it is told: by then a batch is over.
      this.space.events.later(() => {
        const after =
          isSingle && before !== undefined ? { before, after: this.space.value(sheet, area.row, area.column) } : {};
        this.space.events.tellNow('cellsChanged', { ...edited, ...after });
      });
    }
    for (const area of looks) this.space.tell('formatChanged', { sheet, area, origin });
    if (contents.length > 0 && this.space.depth === 0 && !this.space.isUndoing)
      this.handEdits.push({ sheet, areas: contents });
  }

  private cellsMoved({ from, to, trigger }: IMoveRangeMutationParams & { trigger?: string }): void {
    for (const { subUnitId: sheet, value } of [from, to]) {
      this.space.used.forget(sheet);
      if (trigger !== undefined && trigger in SHIFTS) continue;
      for (const area of areasOf(value, () => true)) {
        this.space.tellCells('rangeEdited', sheet, area);
      }
    }
  }

  private linesMoved(id: string, sheet: SheetId, params: object): void {
    const rows = id === InsertRowMutation.id || id === RemoveRowMutation.id;
    const columns = id === InsertColMutation.id || id === RemoveColMutation.id;
    if (!rows && !columns) return;
    this.space.used.forget(sheet);
    const { range } = params as { range: IRange };
    const area = rows
      ? { ...WHOLE_SHEET, row: range.startRow, rowCount: range.endRow - range.startRow + 1 }
      : { ...WHOLE_SHEET, column: range.startColumn, columnCount: range.endColumn - range.startColumn + 1 };
    const isInsert = id === InsertRowMutation.id || id === InsertColMutation.id;
    const kind = rows ? (isInsert ? 'rowInserted' : 'rowDeleted') : isInsert ? 'columnInserted' : 'columnDeleted';
    this.space.tellCells(kind, sheet, area);
  }

  private sheetsChanged(command: ICommandInfo, sheet: SheetId, params: object): void {
    const { id } = command;
    const { origin } = this.space;
    if (id === InsertSheetMutation.id) {
      this.space.tell('sheetAdded', { sheet: (params as { sheet: { id: string } }).sheet.id, origin });
    } else if (id === RemoveSheetMutation.id) {
      this.space.used.forget(sheet);
      this.space.tell('sheetDeleted', { sheet, name: this.names.get(command) ?? '', origin });
      const active = this.space.workbook.getActiveSheet().getSheetId();
      if (active !== this.active) this.activated(active);
    } else if (id === SetWorksheetNameMutation.id) {
      const before = this.names.get(command) ?? '';
      const { name: after } = params as { name: string };
      if (before === after) return;
      this.space.forgetTableViews();
      this.followers.sheetRenamed();
      this.space.tell('sheetRenamed', { sheet, before, after, origin });
    } else if (id === SetWorksheetOrderMutation.id) {
      const { fromOrder, toOrder } = params as { fromOrder: number; toOrder: number };
      const after = this.space.workbook.getConfig().sheetOrder.indexOf(sheet);
      this.space.tell('sheetMoved', { sheet, before: fromOrder, after: after < 0 ? toOrder : after, origin });
    } else if (id === SetWorksheetHideMutation.id) {
      const before = this.visibilities.get(command) ?? 'Visible';
      const after = this.space.visibility(sheet);
      if (before !== after) this.space.tell('sheetVisibilityChanged', { sheet, before, after, origin });
    } else if (id === SetWorksheetActiveOperation.id) this.activated(sheet);
  }

  private activated(sheet: SheetId): void {
    if (sheet === this.active) return;
    const deactivated = this.active;
    this.active = sheet;
    this.space.tell('sheetActivated', { sheet, deactivated });
  }

  private selected({ type }: { type?: number }): void {
    const isMoving = type === 0 || type === 1;
    if (!isMoving && !this.space.events.isQuiet) this.followers.selected();
  }
}

function singleCell(cells: ISetRangeValuesMutationParams['cellValue']): { row: number; column: number } | undefined {
  const rows = Object.entries((cells ?? {}) as Cells);
  const [first] = rows;
  if (rows.length !== 1 || !first) return undefined;
  const columns = Object.keys(first[1] ?? {});
  return columns.length === 1 ? { row: Number(first[0]), column: Number(columns[0]) } : undefined;
}

/** The areas of the cells that fit: one, if they fill it, or several. */
function areasOf(
  cells: Nullable<Record<number, Nullable<Record<number, Nullable<ICellData>>>>>,
  fits: (cell: Nullable<ICellData>) => boolean,
): readonly Area[] {
  let whole: Area | undefined;
  let count = 0;
  const matrix: Record<number, Record<number, true>> = {};
  for (const [row, line] of Object.entries(cells ?? {})) {
    for (const [column, cell] of Object.entries(line ?? {})) {
      if (!fits(cell)) continue;
      const one: Area = { row: Number(row), column: Number(column), rowCount: 1, columnCount: 1 };
      whole = whole ? hull(whole, one) : one;
      count += 1;
      (matrix[Number(row)] ??= {})[Number(column)] = true;
    }
  }
  if (!whole) return [];
  if (count === whole.rowCount * whole.columnCount) return [whole];
  return new ObjectMatrix(matrix).getDiscreteRanges().map(areaOf);
}
