/** The workbook in Univer: its sheets and cells, and changes with their undo and their events. */
import {
  BooleanNumber,
  ICommandService,
  IUndoRedoService,
  IUniverInstanceService,
  UniverInstanceType,
  type ICellData,
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
import { FormulaDataModel } from '@univerjs/engine-formula';
import { IRenderManagerService } from '@univerjs/engine-render';
import {
  SetRangeValuesMutation,
  SetRangeValuesUndoMutationFactory,
  SetWorksheetColumnCountMutation,
  SetWorksheetRowCountMutation,
  SheetsSelectionsService,
  type ISetRangeValuesMutationParams,
} from '@univerjs/sheets';
import { TriggerCalculationController } from '@univerjs/sheets-formula';
import { SheetSkeletonManagerService } from '@univerjs/sheets-ui';
import { cellArea, hull } from '../a1';
import {
  GridRefusal,
  type Area,
  type CellPlace,
  type CellValue,
  type CellsChanged,
  type GridEvents,
  type Origin,
  type SheetId,
  type SheetVisibility,
} from '../grid-model';
import { isError } from '../values';
import { type CalculationQueue } from './calculation';
import { Callers } from './callers';
import { areaOf, rangeOf, shownValue } from './cells';
import { unitRange } from './engine';
import { EventQueue } from './event-queue';
import { NO_EXTRAS, SetExtrasMutation, type Extras } from './extras';
import { FormulaIndex } from './formula-index';
import { keepFormulasInStep } from './formulas-in-step';
import { SPARE_COLUMNS, SPARE_ROWS } from './snapshot';
import { toPlainReferences, type TableView } from './structured-references';
import { GridUndo } from './undo';
import { UsedAreas } from './used-area';

export type Row = Record<number, Nullable<ICellData>>;
export type Cells = Record<number, Nullable<Row>>;

/** Looks like Excel's ids of sheets and tables. */
export function newId(): string {
  return `{${crypto.randomUUID().toUpperCase()}}`;
}

export class Workspace {
  readonly commands: ICommandService;
  readonly undo: GridUndo;
  readonly formulas: FormulaDataModel;
  readonly queue: CalculationQueue;
  readonly selections: SheetsSelectionsService;
  readonly events = new EventQueue(() => this.depth > 0);
  readonly used = new UsedAreas((id) => this.cells(id));
  readonly callers = new Callers();
  unit = '';
  origin: Origin = 'user';
  depth = 0;
  isUndoing = false;
  extras: Extras = NO_EXTRAS;

  private readonly units: IUniverInstanceService;
  private readonly formulaIndex: FormulaIndex | undefined;
  private views: readonly TableView[] | undefined;

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
    // The rest of Univer's services is there once there is a workbook.
    this.create({ id: 'start', sheets: { start: { id: 'start', name: 'Sheet1' } }, sheetOrder: ['start'] });
    this.formulas = injector.get(FormulaDataModel);
    this.queue = injector.get(TriggerCalculationController) as unknown as CalculationQueue;
    this.selections = injector.get(SheetsSelectionsService);
    this.formulaIndex = new FormulaIndex(injector);
    keepFormulasInStep(injector);
  }

  dispose(): void {
    this.univer.dispose();
  }

  /* the workbook */

  /** Puts another workbook in place of the one there is, without events. */
  create(snapshot: Partial<IWorkbookData> & { readonly id: string }): void {
    this.events.quietly(() => {
      const old = this.unit;
      this.unit = snapshot.id;
      this.replaceExtras(NO_EXTRAS);
      this.used.clear();
      this.callers.clear();
      this.formulaIndex?.clear();
      if (old !== '') this.units.disposeUnit(old);
      this.univer.createUnit(UniverInstanceType.UNIVER_SHEET, snapshot);
    });
  }

  /** Without undo: for a workbook that is put in place, and for what undo itself does. */
  replaceExtras(extras: Extras): void {
    this.extras = extras;
    this.forgetTableViews();
  }

  /** Draws the cells anew, for what no cell has told Univer of. */
  redraw(): void {
    const renderer = this.injector.get(IRenderManagerService).getRenderById(this.unit);
    renderer?.with(SheetSkeletonManagerService).reCalculate();
    renderer?.mainComponent?.makeForceDirty();
  }

  /** As Univer's parameters name the workbook. */
  get ids(): { readonly unitId: string } {
    return { unitId: this.unit };
  }

  get workbook(): Workbook {
    const workbook = this.units.getUnit<Workbook>(this.unit, UniverInstanceType.UNIVER_SHEET);
    if (!workbook) throw new Error(`There is no workbook ${this.unit}.`);
    return workbook;
  }

  has(id: SheetId): boolean {
    return Boolean(this.workbook.getSheetBySheetId(id));
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
    return shownValue(this.cells(id)[row]?.[column], this.spilled(id)?.[row]?.[column]);
  }

  unitCell({ sheet, row, column }: CellPlace): ReturnType<typeof unitRange> {
    return unitRange(this.unit, sheet, rangeOf(cellArea(row, column)));
  }

  /** The area a formula's answer fills; `undefined` where it fills its own cell only, or is not let. */
  spillArea({ sheet, row, column }: CellPlace): Area | undefined {
    const range = this.spills(sheet)[row]?.[column];
    const value = this.value(sheet, row, column);
    if (!range || (isError(value) && value.error === '#SPILL!')) return undefined;
    const area = areaOf(range);
    return area.rowCount * area.columnCount > 1 ? area : undefined;
  }

  /** The areas of all formulas that spill, with their cells. */
  *spillAreas(sheet: SheetId): Generator<{ readonly parent: CellPlace; readonly area: Area }> {
    for (const [row, line] of Object.entries(this.spills(sheet))) {
      for (const column of Object.keys(line)) {
        const parent = { sheet, row: Number(row), column: Number(column) };
        const area = this.spillArea(parent);
        if (area) yield { parent, area };
      }
    }
  }

  /** The smallest area that holds all cells with content — or, unless `valuesOnly`, a format. */
  usedArea(id: SheetId, valuesOnly: boolean): Area | undefined {
    let used = this.used.find(id, valuesOnly);
    for (const { area } of this.spillAreas(id)) used = used ? hull(used, area) : area;
    return used;
  }

  visibility(id: SheetId): SheetVisibility {
    if (this.sheet(id).isSheetHidden() === BooleanNumber.FALSE) return 'Visible';
    return this.extras.veryHidden.includes(id) ? 'VeryHidden' : 'Hidden';
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

  /** The tables as formulas see them. */
  tableViews(): readonly TableView[] {
    this.views ??= this.extras.tables.flatMap((table) => {
      const sheet = this.workbook.getSheetBySheetId(table.sheet);
      return sheet ? [{ ...table, sheetName: sheet.getName() }] : [];
    });
    return this.views;
  }

  /** After a change of tables, or of the name of a sheet. */
  forgetTableViews(): void {
    this.views = undefined;
  }

  /** A formula as the engine reads it. */
  plain(formula: string): string {
    return toPlainReferences(formula, this.tableViews());
  }

  /* events and batches */

  tell<Kind extends keyof GridEvents>(kind: Kind, event: GridEvents[Kind]): void {
    this.events.tell(kind, event);
  }

  tellCells(kind: CellsChanged['kind'], sheet: SheetId, area: Area, shift?: CellsChanged['shift']): void {
    this.tell('cellsChanged', { kind, sheet, area, origin: this.origin, ...(shift && { shift }) });
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
        this.events.deliver();
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
    this.events.deliver();
    return true;
  }
}
