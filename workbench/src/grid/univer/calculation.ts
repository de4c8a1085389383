/**
 * When the engine calculates. Univer's own trigger waits a tenth of a second and restarts a calculation that is under way,
 * which loses cells when functions answer in the midst of it; this one runs a calculation to its end and then the next.
 */
import { type ICommandInfo, type ICommandService, type IUnitRange, type Nullable } from '@univerjs/core';
import {
  type FormulaDataModel,
  type IActiveDirtyManagerService,
  type IFormulaDirtyData,
  type ISetFormulaCalculationNotificationMutation,
  type ISetFormulaCalculationResultMutation,
  type RegisterOtherFormulaService,
  SetFormulaCalculationNotificationMutation,
  SetFormulaCalculationResultMutation,
  SetFormulaCalculationStartMutation,
} from '@univerjs/engine-formula';
import {
  ClearSelectionFormatCommand,
  SetBorderCommand,
  SetRangeValuesMutation,
  SetStyleCommand,
} from '@univerjs/sheets';
import { BehaviorSubject } from 'rxjs';

type Dirty = Omit<Required<IFormulaDirtyData>, 'maxIteration' | 'isCalculateTreeModel' | 'rowData'>;

function nothing(): Dirty {
  return {
    forceCalculation: false,
    dirtyRanges: [],
    dirtyNameMap: {},
    dirtyDefinedNameMap: {},
    dirtySuperTableMap: {},
    dirtyUnitFeatureMap: {},
    dirtyUnitOtherFormulaMap: {},
    clearDependencyTreeCache: {},
  };
}

/** Changes of looks, which no formula sees. */
const LOOKS: readonly (string | undefined)[] = [
  SetStyleCommand.id,
  SetBorderCommand.id,
  ClearSelectionFormatCommand.id,
];

export interface CalculationListener {
  started(): void;
  /** Results are in their cells; `sheets` have such cells. */
  ended(sheets: readonly string[]): void;
  /** Cells to be calculated every time. */
  always(): readonly IUnitRange[];
}

export class CalculationQueue {
  /** What Univer's progress bar watches: it stays empty. */
  readonly progress$ = new BehaviorSubject({ done: 0, count: 0 });
  mode: 'automatic' | 'manual' = 'automatic';
  private listener: CalculationListener | undefined;
  private readonly waiting: ICommandInfo[] = [];
  private dirty = nothing();
  private isDue = false;
  private isRequested = false;
  private isScheduled = false;
  private isRunning = false;
  private holds = 0;
  private results = new Set<string>();
  private waiters: (() => void)[] = [];
  private readonly stop: { dispose(): void };

  constructor(
    private readonly commands: ICommandService,
    private readonly conversions: IActiveDirtyManagerService,
    private readonly formulas: FormulaDataModel,
    others: RegisterOtherFormulaService,
  ) {
    this.stop = commands.onCommandExecuted((command, options) => this.executed(command, options?.onlyLocal === true));
    others.calculateStarted$.next(true);
  }

  listen(listener: CalculationListener): void {
    this.listener = listener;
  }

  dispose(): void {
    this.stop.dispose();
    this.progress$.complete();
  }

  clearProgress(): void {
    this.progress$.next({ done: 0, count: 0 });
  }

  /** Lets no calculation begin until `release`, so that several changes are calculated once. */
  hold(): void {
    this.holds += 1;
  }

  release(): void {
    this.holds -= 1;
    this.schedule();
  }

  /** Marks cells as due. `now` also in manual mode. */
  request(ranges: readonly IUnitRange[], options: { everything?: boolean; now?: boolean } = {}): void {
    this.dirty.dirtyRanges.push(...ranges);
    if (options.everything === true) this.dirty.forceCalculation = true;
    if (options.now === true) this.isRequested = true;
    this.isDue = true;
    this.schedule();
  }

  /** Forgets which cells depend on which in these sheets: their formulas mean something else now. */
  forgetDependencies(unit: string, sheets: readonly string[]): void {
    this.dirty.clearDependencyTreeCache[unit] = {
      ...this.dirty.clearDependencyTreeCache[unit],
      ...Object.fromEntries(sheets.map((sheet) => [sheet, '1'])),
    };
  }

  setMode(mode: 'automatic' | 'manual'): void {
    this.mode = mode;
    this.schedule();
  }

  /** Resolves when nothing is under way or due. */
  async idle(): Promise<void> {
    if (!this.isRunning && !this.isScheduled && !this.canRun()) return;
    await new Promise<void>((resolve) => this.waiters.push(resolve));
  }

  private canRun(): boolean {
    return this.isDue && this.holds === 0 && (this.mode === 'automatic' || this.isRequested);
  }

  private executed(command: ICommandInfo, onlyLocal: boolean): void {
    if (command.id === SetFormulaCalculationResultMutation.id) {
      const { unitData } = command.params as ISetFormulaCalculationResultMutation;
      for (const sheets of Object.values(unitData)) for (const id of Object.keys(sheets ?? {})) this.results.add(id);
      return;
    }
    if (command.id === SetFormulaCalculationNotificationMutation.id) {
      const { functionsExecutedState } = command.params as ISetFormulaCalculationNotificationMutation;
      if (functionsExecutedState !== undefined) this.ended();
      return;
    }
    if (!this.conversions.has(command.id)) return;
    if (command.id === SetRangeValuesMutation.id) {
      const { trigger } = command.params as { trigger?: string };
      if (onlyLocal || LOOKS.includes(trigger)) return;
    }
    this.waiting.push(command);
    this.isDue = true;
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled || this.isRunning || !this.canRun()) return;
    this.isScheduled = true;
    setTimeout(() => {
      this.isScheduled = false;
      if (this.canRun()) this.run();
      else this.settle();
    }, 0);
  }

  private run(): void {
    for (const command of this.waiting.splice(0)) this.add(command);
    const { dirty } = this;
    this.dirty = nothing();
    this.isDue = false;
    this.isRequested = false;
    this.isRunning = true;
    this.results = new Set();
    dirty.dirtyRanges = joinRanges([...dirty.dirtyRanges, ...(this.listener?.always() ?? [])]);
    this.listener?.started();
    const rowData = this.formulas.getHiddenRowsFiltered();
    this.commands.syncExecuteCommand(SetFormulaCalculationStartMutation.id, { ...dirty, rowData }, { onlyLocal: true });
  }

  private add(command: ICommandInfo): void {
    const more = this.conversions.get(command.id)?.getDirtyData(command);
    if (!more) return;
    const { dirty } = this;
    dirty.forceCalculation ||= more.forceCalculation === true;
    dirty.dirtyRanges.push(...(more.dirtyRanges ?? []));
    merge(dirty.dirtyNameMap, more.dirtyNameMap);
    merge(dirty.dirtyDefinedNameMap, more.dirtyDefinedNameMap);
    merge(dirty.clearDependencyTreeCache, more.clearDependencyTreeCache);
    mergeDeep(dirty.dirtyUnitFeatureMap, more.dirtyUnitFeatureMap);
    mergeDeep(dirty.dirtyUnitOtherFormulaMap, more.dirtyUnitOtherFormulaMap);
  }

  private ended(): void {
    if (!this.isRunning) return;
    this.isRunning = false;
    this.listener?.ended([...this.results]);
    this.schedule();
    this.settle();
  }

  private settle(): void {
    if (this.isRunning || this.isScheduled) return;
    for (const resolve of this.waiters.splice(0)) resolve();
  }
}

type ByUnit<Value> = Record<string, Nullable<Record<string, Nullable<Value>>>>;

function merge<Value>(into: ByUnit<Value>, more: ByUnit<Value> | undefined): void {
  for (const [unit, entries] of Object.entries(more ?? {})) into[unit] = { ...into[unit], ...entries };
}

function mergeDeep<Value>(into: Record<string, Nullable<ByUnit<Value>>>, more: typeof into | undefined): void {
  for (const [unit, entries] of Object.entries(more ?? {})) {
    const sheets = { ...into[unit] };
    merge(sheets, entries ?? undefined);
    into[unit] = sheets;
  }
}

/** Joins ranges that lie below one another: the engine compares every formula with every range. */
function joinRanges(ranges: readonly IUnitRange[]): IUnitRange[] {
  const sorted = ranges
    .map((one) => ({ ...one, range: { ...one.range } }))
    .sort(
      (one, other) =>
        (one.sheetId < other.sheetId ? -1 : one.sheetId > other.sheetId ? 1 : 0) ||
        one.range.startColumn - other.range.startColumn ||
        one.range.endColumn - other.range.endColumn ||
        one.range.startRow - other.range.startRow,
    );
  const joined: IUnitRange[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    const isBelow =
      last?.unitId === next.unitId &&
      last.sheetId === next.sheetId &&
      last.range.startColumn === next.range.startColumn &&
      last.range.endColumn === next.range.endColumn &&
      next.range.startRow <= last.range.endRow + 1;
    if (isBelow) last.range.endRow = Math.max(last.range.endRow, next.range.endRow);
    else joined.push(next);
  }
  return joined;
}
