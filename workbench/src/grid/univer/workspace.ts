/**
 * The workbook in Univer: its sheets and cells, changes with their undo, batches, and what happens to it as events — be it
 * through the add-in, the keyboard or undo.
 */
import {
  BooleanNumber,
  ICommandService,
  IUndoRedoService,
  IUniverInstanceService,
  ObjectMatrix,
  UndoCommand,
  RedoCommand,
  UniverInstanceType,
  type ICellData,
  type ICommandInfo,
  type IExecutionOptions,
  type IMutationInfo,
  type IRange,
  type IWorkbookData,
  type Injector,
  type Nullable,
  type Univer,
  type Workbook,
  type Worksheet,
} from '@univerjs/core';
import {
  FormulaDataModel,
  RemoveDefinedNameMutation,
  SetArrayFormulaDataMutation,
  SetDefinedNameMutation,
} from '@univerjs/engine-formula';
import { IRenderManagerService } from '@univerjs/engine-render';
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
  SetRangeValuesUndoMutationFactory,
  SetSelectionsOperation,
  SetWorksheetActiveOperation,
  SetWorksheetHideMutation,
  SetWorksheetNameMutation,
  SetWorksheetOrderMutation,
  SetWorksheetColumnCountMutation,
  SetWorksheetRowCountMutation,
  SheetInterceptorService,
  SheetsSelectionsService,
  type IMoveRangeMutationParams,
  type ISetRangeValuesMutationParams,
} from '@univerjs/sheets';
import { TriggerCalculationController, UpdateFormulaController } from '@univerjs/sheets-formula';
import { SheetSkeletonManagerService } from '@univerjs/sheets-ui';
import { WHOLE_SHEET, hull } from '../a1';
import {
  GridRefusal,
  type Area,
  type CellValue,
  type CellsChanged,
  type GridEvents,
  type Origin,
  type SheetId,
  type SheetVisibility,
} from '../grid-model';
import { type CalculationQueue } from './calculation';
import { areaOf, valueOf } from './cells';
import { NO_EXTRAS, SetExtrasMutation, type Extras, type SetExtrasParams } from './extras';
import { SPARE_COLUMNS, SPARE_ROWS } from './snapshot';
import { GridUndo } from './undo';

export type Row = Record<number, Nullable<ICellData>>;
export type Cells = Record<number, Nullable<Row>>;

/** What happened to cells by hand, for what follows from it: a table that grows, a column that gets another name. */
export interface HandEdit {
  readonly sheet: SheetId;
  readonly areas: readonly Area[];
}

/** Cells these commands move about are not edited for that. */
const SHIFTS: Readonly<Record<string, { readonly kind: CellsChanged['kind']; readonly shift: CellsChanged['shift'] }>> =
  {
    [InsertRangeMoveDownCommand.id]: { kind: 'cellInserted', shift: 'down' },
    [InsertRangeMoveRightCommand.id]: { kind: 'cellInserted', shift: 'right' },
    [DeleteRangeMoveUpCommand.id]: { kind: 'cellDeleted', shift: 'up' },
    [DeleteRangeMoveLeftCommand.id]: { kind: 'cellDeleted', shift: 'left' },
  };
/** Univer exports no usable constants for these. */
const INSERT_ROWS = 'sheet.command.insert-row';
const INSERT_COLUMNS = 'sheet.command.insert-col';
const REMOVE_ROWS = 'sheet.command.remove-row';
const REMOVE_COLUMNS = 'sheet.command.remove-col';
const FORMULAS_CHANGED = 'formula.mutation.set-formula-data';
const LINES: Readonly<Record<string, { readonly axis: 'row' | 'column'; readonly sign: 1 | -1 }>> = {
  [INSERT_ROWS]: { axis: 'row', sign: 1 },
  [INSERT_COLUMNS]: { axis: 'column', sign: 1 },
  [REMOVE_ROWS]: { axis: 'row', sign: -1 },
  [REMOVE_COLUMNS]: { axis: 'column', sign: -1 },
};
const LINE_COMMANDS = /^sheet\.command\.(?:insert|remove|append)-(?:row|col)/;

export class Workspace {
  readonly commands: ICommandService;
  readonly undo: GridUndo;
  readonly formulas: FormulaDataModel;
  readonly queue: CalculationQueue;
  readonly selections: SheetsSelectionsService;
  unit = '';
  origin: Origin = 'user';
  depth = 0;
  extras: Extras = NO_EXTRAS;
  /** Called for edits that no batch of ours made, once they are done. */
  onHandEdit: (edits: readonly HandEdit[]) => void = () => undefined;
  /** Called after every change of the extras. */
  onExtras: (before: Extras) => void = () => undefined;
  /** Called when a name is set or deleted. */
  onName: (name: string) => void = () => undefined;
  /** Called before cells are set; may still change what is set. */
  beforeSet: (params: ISetRangeValuesMutationParams) => void = () => undefined;

  private readonly units: IUniverInstanceService;
  private readonly listeners = new Map<string, Set<(event: never) => void>>();
  private waiting: (() => void)[] = [];
  private handEdits: HandEdit[] = [];
  private isDeliveryDue = false;
  private isQuiet = false;
  private isUndoing = false;
  private readonly before = new WeakMap<object, CellValue>();
  private readonly names = new WeakMap<object, string>();
  private readonly visibilities = new WeakMap<object, SheetVisibility>();
  private readonly used = new Map<string, Area | undefined>();
  private active: SheetId = '';
  private readonly stops: { dispose(): void }[];

  constructor(
    private readonly univer: Univer,
    readonly injector: Injector,
  ) {
    this.commands = injector.get(ICommandService);
    const undo: unknown = injector.get(IUndoRedoService);
    if (!(undo instanceof GridUndo)) throw new Error('Univer runs with an undo that is not ours.');
    this.undo = undo;
    this.units = injector.get(IUniverInstanceService);
    this.commands.registerCommand(SetExtrasMutation);
    this.stops = [
      this.commands.beforeCommandExecuted((command) => this.beforeExecuted(command)),
      this.commands.onCommandExecuted((command, options) => this.executed(command, options?.['fromFormula'] === true)),
    ];
    // The rest of Univer's services is there once there is a workbook.
    this.create({ id: 'start', sheets: { start: { id: 'start', name: 'Sheet1' } }, sheetOrder: ['start'] });
    this.formulas = injector.get(FormulaDataModel);
    this.queue = injector.get(TriggerCalculationController) as unknown as CalculationQueue;
    this.selections = injector.get(SheetsSelectionsService);
    this.keepFormulasInStep();
  }

  /**
   * When cells are set, Univer corrects formulas that others share with them — a moment later, and by then it undoes what was
   * set since. Here it is done at once.
   */
  private keepFormulasInStep(): void {
    const correct = ({ unitId, subUnitId, cellValue }: ISetRangeValuesMutationParams): void => {
      if (!cellValue) return;
      const { formulas, commands } = this;
      const changed = formulas.updateFormulaData(unitId, subUnitId, cellValue) as Cells;
      const spilled = formulas.updateArrayFormulaCellData(unitId, subUnitId, cellValue);
      const spills = formulas.updateArrayFormulaRange(unitId, subUnitId, cellValue);
      const local = { onlyLocal: true, fromFormula: true };
      const data: Record<number, Record<number, ICellData>> = {};
      for (const [row, line] of Object.entries(changed)) {
        for (const [column, item] of Object.entries(line ?? {})) {
          const [atRow, atColumn] = [Number(row), Number(column)];
          const isSet = cellValue[atRow] !== undefined && atColumn in cellValue[atRow];
          if (!isSet && item?.f) (data[atRow] ??= {})[atColumn] = { f: item.f, si: null };
        }
      }
      if (Object.keys(data).length > 0) {
        commands.syncExecuteCommand(SetRangeValuesMutation.id, { unitId, subUnitId, cellValue: data }, local);
      }
      if (Object.keys(changed).length > 0) {
        const formulaData = { [unitId]: { [subUnitId]: changed } };
        commands.syncExecuteCommand(FORMULAS_CHANGED, { formulaData }, { onlyLocal: true });
      }
      if (!spilled && !spills) return;
      const arrays = {
        arrayFormulaRange: formulas.getArrayFormulaRange(),
        arrayFormulaCellData: formulas.getArrayFormulaCellData(),
      };
      commands.syncExecuteCommand(SetArrayFormulaDataMutation.id, arrays, { onlyLocal: true, remove: true });
    };
    Object.assign(this.injector.get(UpdateFormulaController), { _handleSetRangeValuesMutation: correct });
  }

  dispose(): void {
    for (const stop of this.stops) stop.dispose();
    this.univer.dispose();
  }

  /* the workbook */

  /** Puts another workbook in place of the one there is, without events. */
  create(snapshot: Partial<IWorkbookData> & { readonly id: string }): void {
    this.quietly(() => {
      const old = this.unit;
      this.unit = snapshot.id;
      this.extras = NO_EXTRAS;
      this.used.clear();
      if (old !== '') this.units.disposeUnit(old);
      this.univer.createUnit(UniverInstanceType.UNIVER_SHEET, snapshot);
      this.active = this.workbook.getActiveSheet().getSheetId();
    });
  }

  /** Takes the sheet that is active now for the one that was told of. */
  adoptActive(): void {
    this.active = this.workbook.getActiveSheet().getSheetId();
  }

  /** Draws the cells anew, for what no cell has told Univer of. */
  redraw(): void {
    const renderer = this.injector.get(IRenderManagerService).getRenderById(this.unit);
    renderer?.with(SheetSkeletonManagerService).reCalculate();
    renderer?.mainComponent?.makeForceDirty();
  }

  /** Without events of its own: whoever calls tells what happened. */
  silently(work: () => void): void {
    this.quietly(work);
  }

  quietly(work: () => void): void {
    const wasQuiet = this.isQuiet;
    this.isQuiet = true;
    try {
      work();
    } finally {
      this.isQuiet = wasQuiet;
    }
  }

  get workbook(): Workbook {
    const workbook = this.units.getUnit<Workbook>(this.unit, UniverInstanceType.UNIVER_SHEET);
    if (!workbook) throw new Error(`There is no workbook ${this.unit}.`);
    return workbook;
  }

  sheet(id: SheetId): Worksheet {
    const sheet = this.workbook.getSheetBySheetId(id);
    if (!sheet) throw new GridRefusal('notFound', `There is no sheet ${id}.`);
    return sheet;
  }

  cells(id: SheetId): Cells {
    return this.sheet(id).getConfig().cellData;
  }

  /** What a formula has spilled over other cells. */
  spilled(id: SheetId): Cells | undefined {
    return this.formulas.getArrayFormulaCellData()[this.unit]?.[id];
  }

  spills(id: SheetId): Record<number, Record<number, IRange>> {
    const ranges = this.formulas.getArrayFormulaRange()[this.unit]?.[id];
    return ranges ?? {};
  }

  value(id: SheetId, row: number, column: number): CellValue {
    const spilled = this.spilled(id)?.[row]?.[column];
    const own = this.cells(id)[row]?.[column];
    return valueOf(own?.v === undefined || own.v === null ? (spilled ?? own) : own);
  }

  /** The area that holds all cells of a kind, remembered until the sheet changes. */
  usedArea(id: SheetId, valuesOnly: boolean): Area | undefined {
    const key = `${id} ${String(valuesOnly)}`;
    if (this.used.has(key)) return this.used.get(key);
    const area = this.findUsed(id, valuesOnly);
    this.used.set(key, area);
    return area;
  }

  private findUsed(id: SheetId, valuesOnly: boolean): Area | undefined {
    let [top, bottom, left, right] = [Number.POSITIVE_INFINITY, -1, Number.POSITIVE_INFINITY, -1];
    for (const cells of [this.cells(id), this.spilled(id) ?? {}]) {
      for (const [rowText, line] of Object.entries(cells)) {
        const row = Number(rowText);
        for (const columnText in line) {
          const cell = line[Number(columnText)];
          if (!cell || !isUsed(cell, valuesOnly)) continue;
          const column = Number(columnText);
          if (row < top) top = row;
          if (row > bottom) bottom = row;
          if (column < left) left = column;
          if (column > right) right = column;
        }
      }
    }
    return bottom < 0
      ? undefined
      : { row: top, column: left, rowCount: bottom - top + 1, columnCount: right - left + 1 };
  }

  private forget(id: SheetId): void {
    this.used.delete(`${id} true`);
    this.used.delete(`${id} false`);
  }

  *formulaCells(): Generator<{
    readonly sheet: SheetId;
    readonly row: number;
    readonly column: number;
    readonly formula: string;
  }> {
    for (const [sheet, rows] of Object.entries(this.formulas.getFormulaData()[this.unit] ?? {})) {
      for (const [row, line] of Object.entries((rows ?? {}) as Record<string, Record<string, { f?: string } | null>>)) {
        for (const [column, item] of Object.entries(line)) {
          if (item?.f) yield { sheet, row: Number(row), column: Number(column), formula: item.f };
        }
      }
    }
  }

  /** Lets tables follow when rows or columns are put in or taken out, with the same step of undo. */
  interceptLines(move: (sheet: SheetId, axis: 'row' | 'column', at: number, count: number) => Extras['tables']): void {
    const interceptor = this.injector.get(SheetInterceptorService).interceptCommand({
      getMutations: ({ id, params }) => {
        const line = LINES[id];
        const { range, subUnitId } = (params ?? {}) as { range?: IRange; subUnitId?: string };
        const sheet = subUnitId ?? this.workbook.getActiveSheet().getSheetId();
        const before = this.extras;
        if (!line || !range || !before.tables.some((table) => table.sheet === sheet)) return { redos: [], undos: [] };
        const [at, end] = line.axis === 'row' ? [range.startRow, range.endRow] : [range.startColumn, range.endColumn];
        const tables = move(sheet, line.axis, at, line.sign * (end - at + 1));
        const set = (extras: Extras): IMutationInfo => ({
          id: SetExtrasMutation.id,
          params: { unitId: this.unit, extras },
        });
        return { redos: [set({ ...before, tables })], undos: [set(before)] };
      },
    });
    this.stops.push(interceptor);
  }

  /* events and batches */

  on<Kind extends keyof GridEvents>(kind: Kind, listener: (event: GridEvents[Kind]) => void): () => void {
    const listeners = this.listeners.get(kind) ?? new Set();
    this.listeners.set(kind, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Tells at the end of the batch, or, where someone edits by hand, when Univer is done with it. */
  tell<Kind extends keyof GridEvents>(kind: Kind, event: GridEvents[Kind]): void {
    if (this.isQuiet) return;
    this.waiting.push(() => this.tellNow(kind, event));
    this.scheduleDelivery();
  }

  tellNow<Kind extends keyof GridEvents>(kind: Kind, event: GridEvents[Kind]): void {
    for (const listener of [...(this.listeners.get(kind) ?? [])])
      (listener as (event: GridEvents[Kind]) => void)(event);
  }

  private scheduleDelivery(): void {
    if (this.depth > 0 || this.isDeliveryDue) return;
    this.isDeliveryDue = true;
    queueMicrotask(() => {
      this.isDeliveryDue = false;
      if (this.depth > 0) return;
      const edits = this.handEdits;
      this.handEdits = [];
      if (edits.length > 0) this.onHandEdit(edits);
      this.deliver();
    });
  }

  private deliver(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) next();
  }

  batch<Result>(origin: Origin, work: () => Result): Result {
    if (this.depth === 0) {
      this.origin = origin;
      this.undo.begin(this.unit);
      this.queue.hold();
    }
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
      if (this.depth === 0) {
        this.undo.commit();
        this.origin = 'user';
        this.deliver();
        this.queue.release();
      }
    }
  }

  /** A change of ours outside of a batch is one of its own, made by hand. */
  change<Result>(work: () => Result): Result {
    return this.batch(this.depth > 0 ? this.origin : 'user', work);
  }

  /* doing and undoing */

  /** Makes a change whose undo is known; belongs into `change`. */
  apply(redo: readonly IMutationInfo[], undo: readonly IMutationInfo[], options?: IExecutionOptions): void {
    for (const { id, params } of redo) this.commands.syncExecuteCommand(id, params, options);
    this.undo.pushUndoRedo({ unitID: this.unit, undoMutations: [...undo], redoMutations: [...redo] });
  }

  /** Some of Univer's commands take the sheet that is seen for the one they are about: meanwhile it is this one. */
  about(id: SheetId, work: () => void): void {
    const { workbook } = this;
    const sheet = this.sheet(id);
    Object.defineProperty(workbook, 'getActiveSheet', { value: () => sheet, configurable: true });
    try {
      work();
    } finally {
      Reflect.deleteProperty(workbook, 'getActiveSheet');
    }
  }

  /** Runs one of Univer's own commands, which bring their undo along. */
  run(id: string, params: object): void {
    if (!this.commands.syncExecuteCommand(id, params)) throw new GridRefusal('notSupported', `${id} was refused.`);
  }

  setCells(sheet: SheetId, cellValue: Record<number, Record<number, Nullable<ICellData>>>): void {
    const params: ISetRangeValuesMutationParams = { unitId: this.unit, subUnitId: sheet, cellValue };
    const undo = SetRangeValuesUndoMutationFactory(this.injector, params);
    this.apply([{ id: SetRangeValuesMutation.id, params }], [{ id: SetRangeValuesMutation.id, params: undo }]);
  }

  setExtras(change: Partial<Extras>): void {
    const before = this.extras;
    const extras = { ...before, ...change };
    const mutation = (value: Extras): IMutationInfo => ({
      id: SetExtrasMutation.id,
      params: { unitId: this.unit, extras: value },
    });
    this.apply([mutation(extras)], [mutation(before)]);
  }

  /** Makes sure that the area lies within what Univer has of the sheet. */
  reach(id: SheetId, { row, column, rowCount, columnCount }: Area): void {
    const sheet = this.sheet(id);
    const ids = { unitId: this.unit, subUnitId: id };
    if (row + rowCount > sheet.getRowCount()) {
      const params = { ...ids, rowCount: row + rowCount + SPARE_ROWS };
      this.commands.syncExecuteCommand(SetWorksheetRowCountMutation.id, params);
    }
    if (column + columnCount > sheet.getColumnCount()) {
      const params = { ...ids, columnCount: column + columnCount + SPARE_COLUMNS };
      this.commands.syncExecuteCommand(SetWorksheetColumnCountMutation.id, params);
    }
  }

  undoStep(): boolean {
    return this.replay(this.undo.takeUndo(this.unit)?.undoMutations);
  }

  redoStep(): boolean {
    return this.replay(this.undo.takeRedo(this.unit)?.redoMutations);
  }

  private replay(mutations: readonly IMutationInfo[] | undefined): boolean {
    if (!mutations) return false;
    this.isUndoing = true;
    this.queue.hold();
    try {
      for (const { id, params } of mutations) this.commands.syncExecuteCommand(id, params);
    } finally {
      this.isUndoing = false;
      this.queue.release();
    }
    this.deliver();
    return true;
  }

  /* what Univer does */

  private beforeExecuted(command: ICommandInfo): void {
    if (command.id === UndoCommand.id || command.id === RedoCommand.id) this.isUndoing = true;
    const params = command.params as { unitId?: string; subUnitId?: string } | undefined;
    if (params?.unitId !== this.unit || params.subUnitId === undefined) return;
    const { subUnitId } = params;
    if (command.id === SetRangeValuesMutation.id) {
      const set = params as ISetRangeValuesMutationParams;
      this.beforeSet(set);
      const single = singleCell(set.cellValue);
      if (single && !this.isQuiet) this.before.set(command, this.value(subUnitId, single.row, single.column));
    }
    if (command.id === SetWorksheetNameMutation.id || command.id === RemoveSheetMutation.id) {
      this.names.set(command, this.workbook.getSheetBySheetId(subUnitId)?.getName() ?? '');
    }
    if (command.id === SetWorksheetHideMutation.id) this.visibilities.set(command, this.visibility(subUnitId));
  }

  visibility(id: SheetId): SheetVisibility {
    if (this.sheet(id).isSheetHidden() === BooleanNumber.FALSE) return 'Visible';
    return this.extras.veryHidden.includes(id) ? 'VeryHidden' : 'Hidden';
  }

  private executed(command: ICommandInfo, isResult: boolean): void {
    const { id } = command;
    if (id === UndoCommand.id || id === RedoCommand.id) this.isUndoing = false;
    if (id === SetExtrasMutation.id) {
      const before = this.extras;
      this.extras = (command.params as SetExtrasParams).extras;
      this.onExtras(before);
      return;
    }
    const params = command.params as { unitId?: string; subUnitId?: string } | undefined;
    const shift = SHIFTS[id];
    if (shift && this.depth === 0) {
      const range =
        (params as { range?: IRange } | undefined)?.range ?? this.selections.getCurrentLastSelection()?.range;
      if (range) this.tellShift(this.active, areaOf(range), shift.kind, shift.shift);
      return;
    }
    if (params?.unitId !== this.unit) return;
    const sheet = params.subUnitId ?? '';
    if (id === SetRangeValuesMutation.id) {
      this.forget(sheet);
      if (!isResult) this.cellsSet(command, params as ISetRangeValuesMutationParams);
      return;
    }
    if (id === SetDefinedNameMutation.id || id === RemoveDefinedNameMutation.id) {
      this.onName((params as { name: string }).name);
      return;
    }
    this.linesMoved(id, sheet, params);
    this.sheetsChanged(command, sheet, params);
    if (id === SetSelectionsOperation.id) this.selected(params as { type?: number });
    if (id === MoveRangeMutation.id) this.cellsMoved(params as IMoveRangeMutationParams & { trigger?: string });
  }

  tellShift(sheet: SheetId, area: Area, kind: CellsChanged['kind'], shift: CellsChanged['shift']): void {
    this.tell('cellsChanged', { kind, sheet, area, origin: this.origin, ...(shift && { shift }) });
  }

  private cellsSet(command: ICommandInfo, params: ISetRangeValuesMutationParams): void {
    if (this.isQuiet) return;
    const { subUnitId: sheet, cellValue } = params;
    const { trigger } = params as { trigger?: string };
    if (trigger !== undefined && (trigger in SHIFTS || LINE_COMMANDS.test(trigger))) return;
    const contents = areasOf(cellValue, (cell) => !cell || 'v' in cell || 'f' in cell || 'p' in cell);
    const looks = areasOf(cellValue, (cell) => cell !== null && cell !== undefined && 's' in cell);
    const { origin } = this;
    for (const area of contents) {
      const isSingle = contents.length === 1 && area.rowCount === 1 && area.columnCount === 1;
      const edited = { kind: 'rangeEdited' as const, sheet, area, origin };
      const before = this.before.get(command);
      // What it shows is read when it is told: by then a batch is over.
      this.enqueue(() => {
        const after =
          isSingle && before !== undefined ? { before, after: this.value(sheet, area.row, area.column) } : {};
        this.tellNow('cellsChanged', { ...edited, ...after });
      });
    }
    for (const area of looks) this.tell('formatChanged', { sheet, area, origin });
    if (contents.length > 0 && this.depth === 0 && !this.isUndoing) this.handEdits.push({ sheet, areas: contents });
  }

  private enqueue(tell: () => void): void {
    this.waiting.push(tell);
    this.scheduleDelivery();
  }

  private cellsMoved({ from, to, trigger }: IMoveRangeMutationParams & { trigger?: string }): void {
    for (const { subUnitId: sheet, value } of [from, to]) {
      this.forget(sheet);
      if (trigger !== undefined && trigger in SHIFTS) continue;
      for (const area of areasOf(value, () => true)) {
        this.tell('cellsChanged', { kind: 'rangeEdited', sheet, area, origin: this.origin });
      }
    }
  }

  private linesMoved(id: string, sheet: SheetId, params: object): void {
    const rows = id === InsertRowMutation.id || id === RemoveRowMutation.id;
    const columns = id === InsertColMutation.id || id === RemoveColMutation.id;
    if (!rows && !columns) return;
    this.forget(sheet);
    const { range } = params as { range: IRange };
    const area = rows
      ? { ...WHOLE_SHEET, row: range.startRow, rowCount: range.endRow - range.startRow + 1 }
      : { ...WHOLE_SHEET, column: range.startColumn, columnCount: range.endColumn - range.startColumn + 1 };
    const isInsert = id === InsertRowMutation.id || id === InsertColMutation.id;
    const kind = rows ? (isInsert ? 'rowInserted' : 'rowDeleted') : isInsert ? 'columnInserted' : 'columnDeleted';
    this.tell('cellsChanged', { kind, sheet, area, origin: this.origin });
  }

  private sheetsChanged(command: ICommandInfo, sheet: SheetId, params: object): void {
    const { id } = command;
    const { origin } = this;
    if (id === InsertSheetMutation.id) {
      this.tell('sheetAdded', { sheet: (params as { sheet: { id: string } }).sheet.id, origin });
    } else if (id === RemoveSheetMutation.id) {
      this.forget(sheet);
      this.tell('sheetDeleted', { sheet, name: this.names.get(command) ?? '', origin });
      const active = this.workbook.getActiveSheet().getSheetId();
      if (active !== this.active) this.activated(active);
    } else if (id === SetWorksheetNameMutation.id) {
      const before = this.names.get(command) ?? '';
      const { name: after } = params as { name: string };
      if (before !== after) this.tell('sheetRenamed', { sheet, before, after, origin });
    } else if (id === SetWorksheetOrderMutation.id) {
      const { fromOrder, toOrder } = params as { fromOrder: number; toOrder: number };
      const after = this.workbook.getConfig().sheetOrder.indexOf(sheet);
      this.tell('sheetMoved', { sheet, before: fromOrder, after: after < 0 ? toOrder : after, origin });
    } else if (id === SetWorksheetHideMutation.id) {
      const before = this.visibilities.get(command) ?? 'Visible';
      const after = this.visibility(sheet);
      if (before !== after) this.tell('sheetVisibilityChanged', { sheet, before, after, origin });
    } else if (id === SetWorksheetActiveOperation.id) this.activated(sheet);
  }

  private activated(sheet: SheetId): void {
    if (sheet === this.active) return;
    const deactivated = this.active;
    this.active = sheet;
    this.tell('sheetActivated', { sheet, deactivated });
  }

  /** Set by the grid: what is selected, for the event. */
  onSelected: () => void = () => undefined;

  private selected({ type }: { type?: number }): void {
    const isMoving = type === 0 || type === 1;
    if (!isMoving && !this.isQuiet) this.onSelected();
  }
}

function isUsed(cell: ICellData, valuesOnly: boolean): boolean {
  if ((cell.v !== undefined && cell.v !== null) || cell.f || cell.si || cell.p) return true;
  return !valuesOnly && (cell.s !== undefined || cell.custom !== undefined) && cell.s !== null;
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
