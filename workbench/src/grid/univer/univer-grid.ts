/** The grid one sees: Univer behind the interface that the host of the add-in speaks to. */
import {
  BooleanNumber,
  Direction,
  LocaleService,
  Rectangle,
  STYLE_KEYS,
  ThemeService,
  mergeWorksheetSnapshotWithDefault,
  generateRandomId,
  numfmt,
  type ICellData,
  type IDataValidationRule,
  type IMutationInfo,
  type IRange,
  type IStyleData,
  type IWorksheetData,
  type Nullable,
  type Worksheet,
} from '@univerjs/core';
import {
  AddDataValidationMutation,
  DataValidationModel,
  RemoveDataValidationMutation,
} from '@univerjs/data-validation';
import {
  FunctionType,
  IDefinedNamesService,
  IFunctionService,
  LexerTreeBuilder,
  RemoveDefinedNameMutation,
  SetDefinedNameMutation,
  type IDefinedNamesServiceParam,
} from '@univerjs/engine-formula';
import {
  AddMergeUndoMutationFactory,
  AddWorksheetMergeMutation,
  InsertColByRangeCommand,
  InsertRowByRangeCommand,
  InsertSheetMutation,
  RemoveColByRangeCommand,
  RemoveMergeUndoMutationFactory,
  RemoveRowByRangeCommand,
  RemoveSheetCommand,
  RemoveSheetMutation,
  RemoveWorksheetMergeMutation,
  SCOPE_WORKBOOK_VALUE_DEFINED_NAME,
  SetColHiddenMutation,
  SetColVisibleMutation,
  SetFrozenMutation,
  SetFrozenMutationFactory,
  SetRowHiddenMutation,
  SetRowVisibleMutation,
  SetSelectionsOperation,
  SetTabColorCommand,
  SetWorksheetActiveOperation,
  SetWorksheetColWidthMutation,
  SetWorksheetColWidthMutationFactory,
  SetWorksheetHideMutation,
  SetWorksheetNameCommand,
  SetWorksheetOrderCommand,
  SetWorksheetRowHeightMutation,
  SetWorksheetRowHeightMutationFactory,
  ToggleGridlinesCommand,
  InsertSheetUndoMutationFactory,
} from '@univerjs/sheets';
import {
  AddConditionalRuleMutation,
  CFRuleType,
  CFSubRuleType,
  type IFormulaHighlightCell,
} from '@univerjs/sheets-conditional-formatting';
import { IDescriptionService } from '@univerjs/sheets-formula';
import { RemoveNoteMutation, SheetsNoteModel, UpdateNoteMutation, type ISheetNote } from '@univerjs/sheets-note';
import { IEditorBridgeService, ScrollToRangeOperation } from '@univerjs/sheets-ui';
import {
  cellArea,
  contains,
  intersect,
  isBlockOf,
  isInGrid,
  isWholeColumns,
  isWholeRows,
  makeBlock,
  moveArea,
  parseArea,
  sameArea,
  splitSheet,
} from '../a1';
import {
  DEFAULT_FORMAT,
  GRID_COLUMNS,
  GRID_ROWS,
  GridRefusal,
  type Area,
  type Block,
  type CellContent,
  type CellFormat,
  type CellNote,
  type CellPlace,
  type CellValue,
  type CommonFormat,
  type FunctionDeclaration,
  type FunctionEvaluator,
  type GridEvents,
  type GridModel,
  type NameInfo,
  type Origin,
  type Selection,
  type SheetChange,
  type SheetId,
  type SheetInfo,
  type TableChange,
  type TableId,
  type TableInfo,
  type Validation,
} from '../grid-model';
import { type ImageGrid, type WorkbookImage } from '../workbook-image';
import { AddinFunction } from './addin-functions';
import { PIXELS_PER_POINT, areaOf, customOf, dataOf, dataOfValue, isError, isFormula, rangeOf, valueOf } from './cells';
import { unitRange } from './engine';
import { moveTables, type Extras, type GridTable } from './extras';
import { changeRemainder, formatOf, styleOf } from './formats';
import { imageOf } from './image';
import { LOCALE, type GridLanguage } from './locales';
import { notesIn, noteWith, type Slip } from './notes';
import { freezeOf, snapshotOf } from './snapshot';
import { startUniver, type GridOptions } from './start';
import { mentions, nameOwnTable, renameInReferences, toPlainReferences, type TableView } from './structured-references';
import { drawTables } from './table-looks';
import { ruleOf, validationOf } from './validations';
import { Workspace, type HandEdit } from './workspace';

export type { GridOptions } from './start';

export interface UniverGrid extends GridModel, ImageGrid {
  setTheme(theme: 'light' | 'dark'): void;
  /** Univer's own texts; the workbook stays as it is. */
  setLanguage(language: GridLanguage): void;
  dispose(): void;
}

/** Starts Univer in the container, with an empty workbook. */
export async function createUniverGrid(container: HTMLElement, options: GridOptions): Promise<UniverGrid> {
  const started: { grid?: GridInUniver } = {};
  const { univer, injector } = startUniver(container, options, (formula) => started.grid?.plain(formula) ?? formula);
  const grid = new GridInUniver(new Workspace(univer, injector));
  started.grid = grid;
  await grid.whenCalculated();
  return grid;
}

const sameText = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
const newId = (): string => `{${crypto.randomUUID().toUpperCase()}}`;
/** As far as a width of digits goes that stands for a column's content. */
const POINTS_PER_SIGN = 6;

class GridInUniver implements UniverGrid {
  private evaluator: FunctionEvaluator | undefined;
  private declared: readonly FunctionDeclaration[] = [];
  private descriptions: { dispose(): void } | undefined;
  /** Cells with an error and the sentence that was given along. */
  private readonly messages = new Map<string, { readonly error: string; readonly message: string }>();
  private readonly volatile = new Map<string, CellPlace>();
  private told: Selection | undefined;
  private views: readonly TableView[] | undefined;
  private isTyping = false;
  private readonly looks: { dispose(): void };
  private readonly stops: { unsubscribe(): void }[] = [];

  constructor(private readonly space: Workspace) {
    space.onSelected = () => this.selected();
    space.onExtras = (before) => this.extrasChanged(before);
    space.onName = (name) => this.refresh([name]);
    space.onHandEdit = (edits) => this.handEdited(edits);
    space.beforeSet = (params) => this.beforeSet(params.subUnitId, params.cellValue);
    space.queue.listen({
      started: () => space.tellNow('calculationStarted', {}),
      ended: (sheets) => space.tellNow('calculated', { sheets: sheets.filter((id) => this.has(id)) }),
      always: () => [...this.volatile.values()].map((cell) => this.unitCell(cell)),
    });
    this.watchTyping();
    this.looks = drawTables(space.injector, () => space.extras.tables);
    space.interceptLines((sheet, axis, at, count) => moveTables(space.extras.tables, sheet, axis, at, count));
  }

  /** A formula as the engine reads it. */
  plain(formula: string): string {
    return toPlainReferences(formula, this.tableViews());
  }

  private has(id: SheetId): boolean {
    return (
      this.space.workbook.getSheetBySheetId(id) !== undefined && this.space.workbook.getSheetBySheetId(id) !== null
    );
  }

  private get ids(): { readonly unitId: string } {
    return { unitId: this.space.unit };
  }

  private unitCell({ sheet, row, column }: CellPlace): ReturnType<typeof unitRange> {
    return unitRange(this.space.unit, sheet, rangeOf(cellArea(row, column)));
  }

  dispose(): void {
    for (const stop of this.stops) stop.unsubscribe();
    this.looks.dispose();
    this.space.dispose();
  }

  setTheme(theme: 'light' | 'dark'): void {
    this.space.injector.get(ThemeService).setDarkMode(theme === 'dark');
  }

  setLanguage(language: GridLanguage): void {
    this.space.injector.get(LocaleService).setLocale(LOCALE[language]);
  }

  /* a whole workbook */

  load(image: WorkbookImage): void {
    const { space } = this;
    const sheetIds = image.sheets.map(newId);
    const unit = `workbook-${generateRandomId()}`;
    this.messages.clear();
    this.volatile.clear();
    this.views = undefined;
    space.create(snapshotOf(image, unit, sheetIds));
    space.quietly(() => {
      this.loadExtras(image, sheetIds);
      for (const [at, id] of sheetIds.entries()) this.loadParts(image, at, id);
      for (const { sheet, ...name } of image.names) {
        const home = sheet === undefined ? undefined : sheetIds[sheet];
        this.putName(home === undefined ? name : { ...name, sheet: home });
      }
      const active = sheetIds[image.activeSheet] ?? sheetIds[0] ?? '';
      space.commands.syncExecuteCommand(SetWorksheetActiveOperation.id, { ...this.ids, subUnitId: active });
      this.setSelection(active, image.sheets[image.activeSheet]?.selection ?? cellArea(0, 0));
    });
    space.adoptActive();
    space.undo.clearUndoRedo(unit);
    this.told = this.selection();
    space.queue.request([], { everything: true });
  }

  private loadExtras(image: WorkbookImage, sheetIds: readonly SheetId[]): void {
    const tables = image.tables.map(({ sheet, calculatedColumns, ...table }): GridTable => ({
      ...table,
      id: newId(),
      sheet: sheetIds[sheet] ?? '',
      calculatedColumns: table.columns.map((_name, at) => calculatedColumns?.[at]),
    }));
    this.space.extras = {
      tables,
      veryHidden: sheetIds.filter((_id, at) => image.sheets[at]?.visibility === 'VeryHidden'),
      protectedSheets: sheetIds.flatMap((sheet, at) => (image.sheets[at]?.isProtected === true ? [{ sheet }] : [])),
    };
    this.views = undefined;
  }

  private loadParts(image: WorkbookImage, at: number, id: SheetId): void {
    const sheet = image.sheets[at];
    if (!sheet) return;
    const { commands } = this.space;
    const slips = new Map<string, { readonly row: number; readonly column: number; readonly slips: Slip[] }>();
    for (const { row, column, ...slip } of sheet.notes) {
      const key = `${row} ${column}`;
      const one = slips.get(key) ?? { row, column, slips: [] };
      one.slips.push(slip);
      slips.set(key, one);
    }
    for (const { row, column, slips: held } of slips.values()) {
      const note = noteWith(held, row, column, generateRandomId());
      commands.syncExecuteCommand(UpdateNoteMutation.id, { ...this.ids, sheetId: id, row, col: column, note });
    }
    for (const { areas, validation } of sheet.validations) {
      const rule = { ...ruleOf(validation), uid: generateRandomId(), ranges: areas.map(rangeOf) };
      commands.syncExecuteCommand(AddDataValidationMutation.id, { ...this.ids, subUnitId: id, rule });
    }
    // Univer puts a new rule before the others.
    for (const { areas, formula, format, stopIfTrue } of [...sheet.conditionals].reverse()) {
      const highlight: IFormulaHighlightCell = {
        type: CFRuleType.highlightCell,
        subType: CFSubRuleType.formula,
        style: styleOf(format),
        value: formula,
      };
      const rule = { cfId: generateRandomId(), ranges: areas.map(rangeOf), stopIfTrue, rule: highlight };
      commands.syncExecuteCommand(AddConditionalRuleMutation.id, { ...this.ids, subUnitId: id, rule });
    }
  }

  image(): WorkbookImage {
    return imageOf(this.space, this);
  }

  /* events and batches */

  on<Kind extends keyof GridEvents>(kind: Kind, listener: (event: GridEvents[Kind]) => void): () => void {
    return this.space.on(kind, listener);
  }

  batch<Result>(origin: Origin, work: () => Result): Result {
    return this.space.batch(origin, work);
  }

  private change<Result>(work: () => Result): Result {
    return this.space.change(work);
  }

  private isProtected(id: SheetId): boolean {
    return this.space.extras.protectedSheets.some(({ sheet }) => sheet === id);
  }

  private guard(id: SheetId, area?: Area): Worksheet {
    const sheet = this.space.sheet(id);
    if (area && !isInGrid(area)) throw new GridRefusal('outOfBounds', 'The area lies outside of the sheet.');
    if (this.isProtected(id) && !(area && this.readFormat(id, area).locked === false)) {
      throw new GridRefusal('protected', `The sheet ${sheet.getName()} is protected.`);
    }
    return sheet;
  }

  /* sheets */

  sheets(): readonly SheetInfo[] {
    const { workbook } = this.space;
    return workbook.getSheetOrders().map((id) => {
      const sheet = this.space.sheet(id);
      const { freeze, showGridlines } = sheet.getConfig();
      return {
        id,
        name: sheet.getName(),
        visibility: this.space.visibility(id),
        isProtected: this.isProtected(id),
        tabColor: sheet.getTabColor() ?? '',
        showGridlines: showGridlines !== BooleanNumber.FALSE,
        frozenRows: freeze.ySplit,
        frozenColumns: freeze.xSplit,
      };
    });
  }

  activeSheet(): SheetId {
    return this.space.workbook.getActiveSheet().getSheetId();
  }

  activateSheet(id: SheetId): void {
    const sheet = this.space.sheet(id);
    if (this.space.visibility(id) !== 'Visible') {
      throw new GridRefusal('notSupported', `The sheet ${sheet.getName()} is hidden.`);
    }
    if (id === this.activeSheet()) return;
    this.space.batch(this.space.depth > 0 ? this.space.origin : 'user', () =>
      this.space.run(SetWorksheetActiveOperation.id, { ...this.ids, subUnitId: id }),
    );
  }

  private checkName(name: string, except?: SheetId): void {
    if (name === '' || name.length > 31 || /[:\\/?*[\]]/.test(name) || name.startsWith("'") || name.endsWith("'")) {
      throw new GridRefusal('badName', `«${name}» cannot be the name of a sheet.`);
    }
    if (this.sheets().some((info) => info.id !== except && sameText(info.name, name))) {
      throw new GridRefusal('nameTaken', `There is a sheet ${name} already.`);
    }
  }

  addSheet(name?: string, position?: number): SheetId {
    const infos = this.sheets();
    let free = name;
    for (let number = infos.length + 1; free === undefined; number += 1) {
      const next = `Sheet${number}`;
      if (!infos.some((info) => sameText(info.name, next))) free = next;
    }
    this.checkName(free);
    const id = newId();
    const empty = emptySheet(free, id);
    return this.change(() => {
      const params = { ...this.ids, index: position ?? infos.length, sheet: empty };
      const undo = InsertSheetUndoMutationFactory(this.space.injector, params);
      this.space.apply(
        [{ id: InsertSheetMutation.id, params }],
        [{ id: RemoveSheetMutation.id, params: undo }],
        // As if it came from elsewhere: Univer does not activate it then.
        { fromCollab: true },
      );
      return id;
    });
  }

  /** Some sheet that is seen besides this one. */
  private otherVisible(id: SheetId): SheetId {
    const other = this.sheets().find((info) => info.visibility === 'Visible' && info.id !== id);
    if (!other) throw new GridRefusal('lastSheet', 'A workbook needs a visible sheet.');
    return other.id;
  }

  deleteSheet(id: SheetId): void {
    this.space.sheet(id);
    const next = this.otherVisible(id);
    this.change(() => {
      const { tables, veryHidden, protectedSheets } = this.space.extras;
      this.space.setExtras({
        tables: tables.filter(({ sheet }) => sheet !== id),
        veryHidden: veryHidden.filter((sheet) => sheet !== id),
        protectedSheets: protectedSheets.filter(({ sheet }) => sheet !== id),
      });
      for (const { name, sheet } of this.names()) if (sheet === id) this.deleteName(name, sheet);
      if (this.activeSheet() === id) this.activateSheet(next);
      this.space.run(RemoveSheetCommand.id, { ...this.ids, subUnitId: id });
    });
  }

  changeSheet(id: SheetId, change: SheetChange): void {
    const sheet = this.space.sheet(id);
    const ids = { ...this.ids, subUnitId: id };
    if (change.name !== undefined) this.checkName(change.name, id);
    const isHiding = change.visibility !== undefined && change.visibility !== 'Visible';
    const next = isHiding ? this.otherVisible(id) : id;
    this.change(() => {
      if (isHiding && this.activeSheet() === id) this.activateSheet(next);
      const { name, visibility, tabColor, showGridlines } = change;
      if (name !== undefined && name !== sheet.getName()) {
        this.space.run(SetWorksheetNameCommand.id, { ...ids, name });
        this.views = undefined;
        this.refresh(this.space.extras.tables.map((table) => table.name));
      }
      if (visibility !== undefined) this.setVisibility(id, visibility);
      if (tabColor !== undefined && tabColor !== (sheet.getTabColor() ?? '')) {
        this.space.run(SetTabColorCommand.id, { ...ids, value: tabColor });
      }
      if (showGridlines !== undefined) {
        const value = showGridlines ? BooleanNumber.TRUE : BooleanNumber.FALSE;
        if (sheet.getConfig().showGridlines !== value) {
          this.space.run(ToggleGridlinesCommand.id, { ...ids, showGridlines: value });
        }
      }
      if (change.frozenRows !== undefined || change.frozenColumns !== undefined) {
        const { ySplit, xSplit } = sheet.getConfig().freeze;
        const params = { ...ids, ...freezeOf(change.frozenRows ?? ySplit, change.frozenColumns ?? xSplit) };
        const undo = SetFrozenMutationFactory(this.space.injector, params);
        this.space.apply([{ id: SetFrozenMutation.id, params }], [{ id: SetFrozenMutation.id, params: undo }]);
      }
    });
  }

  private setVisibility(id: SheetId, visibility: SheetInfo['visibility']): void {
    if (visibility === this.space.visibility(id)) return;
    const others = this.space.extras.veryHidden.filter((sheet) => sheet !== id);
    this.space.setExtras({ veryHidden: visibility === 'VeryHidden' ? [...others, id] : others });
    const hidden = visibility === 'Visible' ? BooleanNumber.FALSE : BooleanNumber.TRUE;
    const set = (value: BooleanNumber): IMutationInfo => ({
      id: SetWorksheetHideMutation.id,
      params: { ...this.ids, subUnitId: id, hidden: value },
    });
    const before = this.space.sheet(id).isSheetHidden();
    if (before !== hidden) this.space.apply([set(hidden)], [set(before)], { fromCollab: true });
  }

  moveSheet(id: SheetId, position: number): void {
    this.space.sheet(id);
    if (position < 0 || position >= this.sheets().length) {
      throw new GridRefusal('outOfBounds', `There is no position ${position}.`);
    }
    this.change(() => this.space.run(SetWorksheetOrderCommand.id, { ...this.ids, subUnitId: id, order: position }));
  }

  protectSheet(id: SheetId, password?: string): void {
    const sheet = this.space.sheet(id);
    if (this.isProtected(id)) throw new GridRefusal('protected', `The sheet ${sheet.getName()} is protected.`);
    this.change(() => {
      const { protectedSheets } = this.space.extras;
      const one = password === undefined ? { sheet: id } : { sheet: id, password };
      this.space.setExtras({ protectedSheets: [...protectedSheets, one] });
    });
  }

  unprotectSheet(id: SheetId, password?: string): void {
    this.space.sheet(id);
    const { protectedSheets } = this.space.extras;
    const held = protectedSheets.find(({ sheet }) => sheet === id);
    if (held?.password !== undefined && held.password !== password) {
      throw new GridRefusal('wrongPassword', 'The password is not the one the sheet is protected with.');
    }
    if (!held) return;
    this.change(() => this.space.setExtras({ protectedSheets: protectedSheets.filter(({ sheet }) => sheet !== id) }));
  }

  /* cells */

  usedArea(id: SheetId, valuesOnly: boolean): Area | undefined {
    return this.space.usedArea(id, valuesOnly);
  }

  private block<T>(
    id: SheetId,
    area: Area,
    read: (cell: Nullable<ICellData>, spilled: Nullable<ICellData>, row: number, column: number) => T,
  ): T[][] {
    const cells = this.space.cells(id);
    const spilled = this.space.spilled(id);
    return makeBlock(area.rowCount, area.columnCount, (i, j) => {
      const [row, column] = [area.row + i, area.column + j];
      return read(cells[row]?.[column], spilled?.[row]?.[column], row, column);
    });
  }

  private shownAt(id: SheetId, cell: Nullable<ICellData>, spilled: Nullable<ICellData>, at: string): CellValue {
    const value = valueOf(cell?.v === undefined || cell.v === null ? (spilled ?? cell) : cell);
    if (!isError(value)) return value;
    const told = this.messages.get(`${id} ${at}`);
    return told?.error === value.error ? { ...value, message: told.message } : value;
  }

  readValues(id: SheetId, area: Area): Block<CellValue> {
    return this.block(id, area, (cell, spilled, row, column) =>
      !cell && !spilled ? null : this.shownAt(id, cell, spilled, `${row} ${column}`),
    );
  }

  readFormulas(id: SheetId, area: Area): Block<string> {
    return this.block(id, area, (cell, _spilled, row, column) => this.formulaOf(id, cell, row, column));
  }

  private formulaOf(id: SheetId, cell: Nullable<ICellData>, row: number, column: number): string {
    if (cell?.f) return cell.f;
    if (!cell?.si) return '';
    return this.space.formulas.getFormulaStringByCell(row, column, id, this.space.unit) ?? '';
  }

  readTexts(id: SheetId, area: Area): Block<string> {
    return this.block(id, area, (cell, spilled) => {
      const value = valueOf(cell?.v === undefined || cell.v === null ? (spilled ?? cell) : cell);
      if (value === null) return '';
      if (isError(value)) return value.error;
      if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
      return textOf(value, this.patternOf(cell ?? spilled));
    });
  }

  private patternOf(cell: Nullable<ICellData>): string {
    return this.space.workbook.getStyles().getStyleByCell(cell)?.n?.pattern ?? 'General';
  }

  readNumberFormats(id: SheetId, area: Area): Block<string> {
    return this.block(id, area, (cell) => this.patternOf(cell));
  }

  private checkFormula(formula: string): void {
    const tree = this.space.injector.get(LexerTreeBuilder).treeBuilder(this.plain(formula));
    if (typeof tree === 'string') throw new GridRefusal('badFormula', `The formula ${formula} cannot be read.`);
  }

  writeCells(id: SheetId, area: Area, contents: Block<CellContent>): void {
    this.guard(id, area);
    if (!isBlockOf(contents, area)) throw new GridRefusal('sizeMismatch', 'The block has not the size of the area.');
    const data: Record<number, Record<number, ICellData>> = {};
    for (const [i, line] of contents.entries()) {
      for (const [j, content] of line.entries()) {
        if (content === undefined) continue;
        if (isFormula(content)) this.checkFormula(content.formula);
        (data[area.row + i] ??= {})[area.column + j] = dataOf(content);
      }
    }
    this.change(() => {
      this.space.reach(id, area);
      this.space.setCells(id, data);
      this.renameColumns(id, area);
    });
  }

  writeNumberFormats(id: SheetId, area: Area, formats: Block<string | undefined>): void {
    this.guard(id, area);
    if (!isBlockOf(formats, area)) throw new GridRefusal('sizeMismatch', 'The block has not the size of the area.');
    const data: Record<number, Record<number, ICellData>> = {};
    for (const [i, line] of formats.entries()) {
      for (const [j, numberFormat] of line.entries()) {
        if (numberFormat === undefined) continue;
        (data[area.row + i] ??= {})[area.column + j] = { s: styleOf({ numberFormat }) };
      }
    }
    this.change(() => {
      this.space.reach(id, area);
      this.space.setCells(id, data);
    });
  }

  clear(id: SheetId, area: Area, what: 'all' | 'contents' | 'formats'): void {
    this.guard(id, area);
    const used = this.usedArea(id, false);
    const within = used && intersect(used, area);
    this.change(() => {
      const data: Record<number, Record<number, Nullable<ICellData>>> = {};
      if (within) {
        for (const { row, column } of this.present(id, within)) {
          const empty = dataOfValue(null);
          const bare: ICellData = { s: null, custom: null };
          const cleared = what === 'contents' ? empty : what === 'formats' ? bare : { ...empty, ...bare };
          (data[row] ??= {})[column] = cleared;
        }
      }
      if (Object.keys(data).length > 0) this.space.setCells(id, data);
      if (what !== 'all') return;
      for (const { row, column, kind } of this.notes(id)) {
        if (contains(area, row, column)) this.deleteNote(id, row, column, kind);
      }
      this.writeValidation(id, area, null);
    });
  }

  /** The cells of an area that there are. */
  private *present(
    id: SheetId,
    area: Area,
  ): Generator<{ readonly row: number; readonly column: number; readonly cell: ICellData }> {
    const cells = this.space.cells(id);
    for (let row = area.row; row < area.row + area.rowCount; row += 1) {
      const line = cells[row];
      if (!line) continue;
      for (const text of Object.keys(line)) {
        const column = Number(text);
        const cell = line[column];
        if (cell && column >= area.column && column < area.column + area.columnCount) yield { row, column, cell };
      }
    }
  }

  copy(
    from: { sheet: SheetId; area: Area },
    to: CellPlace,
    what: 'all' | 'formulas' | 'values' | 'formats' = 'all',
  ): void {
    this.space.sheet(from.sheet);
    const area = { ...from.area, row: to.row, column: to.column };
    this.guard(to.sheet, area);
    const [down, right] = [to.row - from.area.row, to.column - from.area.column];
    const lexer = this.space.injector.get(LexerTreeBuilder);
    const styles = this.space.workbook.getStyles();
    const data: Record<number, Record<number, ICellData>> = {};
    const source = this.block(from.sheet, from.area, (cell, spilled, row, column) => {
      const formula = this.formulaOf(from.sheet, cell, row, column);
      const value = valueOf(cell?.v === undefined || cell.v === null ? (spilled ?? cell) : cell);
      return { cell, formula, value };
    });
    source.forEach((line, i) =>
      line.forEach(({ cell, formula, value }, j) => {
        let copied: ICellData = {};
        if (what === 'values') copied = dataOfValue(value);
        else if (what !== 'formats') {
          copied = formula === '' ? dataOfValue(value) : dataOf({ formula: shiftFormula(lexer, formula, right, down) });
        }
        if (what === 'all' || what === 'formats') {
          const style = styles.getStyleByCell(cell);
          copied = { ...copied, s: wholeStyle(style), custom: cell?.custom ?? null };
        }
        (data[area.row + i] ??= {})[area.column + j] = copied;
      }),
    );
    this.change(() => {
      this.space.reach(to.sheet, area);
      this.space.setCells(to.sheet, data);
      if (what !== 'formats') this.renameColumns(to.sheet, area);
    });
  }

  private lines(id: SheetId, axis: 'row' | 'column', at: number, count: number): void {
    const sheet = this.guard(id);
    const limit = axis === 'row' ? GRID_ROWS : GRID_COLUMNS;
    if (at < 0 || Math.abs(count) < 1 || at + Math.abs(count) > limit) {
      throw new GridRefusal('outOfBounds', 'There is no such place.');
    }
    const size = Math.abs(count);
    this.change(() => {
      this.space.reach(
        id,
        axis === 'row' ? { ...cellArea(at, 0), rowCount: size } : { ...cellArea(0, at), columnCount: size },
      );
      const whole: IRange = {
        startRow: 0,
        startColumn: 0,
        endRow: sheet.getRowCount() - 1,
        endColumn: sheet.getColumnCount() - 1,
      };
      const range =
        axis === 'row'
          ? { ...whole, startRow: at, endRow: at + size - 1 }
          : { ...whole, startColumn: at, endColumn: at + size - 1 };
      const isInsert = count > 0;
      const command =
        axis === 'row'
          ? (isInsert ? InsertRowByRangeCommand : RemoveRowByRangeCommand).id
          : (isInsert ? InsertColByRangeCommand : RemoveColByRangeCommand).id;
      const direction = axis === 'row' ? Direction.UP : Direction.LEFT;
      const params = { ...this.ids, subUnitId: id, range, ...(isInsert && { direction }) };
      const before = this.selection();
      this.space.about(id, () => this.space.run(command, params));
      // Univer selects what it has put in; an add-in's change leaves the selection alone.
      if (this.space.origin === 'addin') this.setSelection(before.sheet, before.areas[0] ?? cellArea(0, 0));
    });
  }

  insertRows(id: SheetId, row: number, count: number): void {
    this.lines(id, 'row', row, count);
  }

  deleteRows(id: SheetId, row: number, count: number): void {
    this.lines(id, 'row', row, -count);
  }

  insertColumns(id: SheetId, column: number, count: number): void {
    this.lines(id, 'column', column, count);
  }

  deleteColumns(id: SheetId, column: number, count: number): void {
    this.lines(id, 'column', column, -count);
  }

  /** Moves the cells of a band; references to them stay as they are. */
  private slide(id: SheetId, area: Area, axis: 'row' | 'column', count: number): void {
    this.guard(id, area);
    const band: Area =
      axis === 'row' ? { ...area, row: 0, rowCount: GRID_ROWS } : { ...area, column: 0, columnCount: GRID_COLUMNS };
    const used = this.usedArea(id, false);
    const within = used && intersect(used, band);
    if (!within) return;
    const styles = this.space.workbook.getStyles();
    const data: Record<number, Record<number, Nullable<ICellData>>> = {};
    const moved: { to: Area; cell: ICellData }[] = [];
    for (const { row, column, cell } of this.present(id, within)) {
      if ((axis === 'row' ? row : column) < area[axis]) continue;
      const to = moveArea(cellArea(row, column), axis, area[axis], count);
      (data[row] ??= {})[column] = { ...dataOfValue(null), s: null, custom: null };
      const formula = this.formulaOf(id, cell, row, column);
      const content = formula === '' ? { v: cell.v, t: cell.t, p: cell.p } : dataOf({ formula });
      if (to)
        moved.push({
          to,
          cell: {
            ...dataOfValue(null),
            ...content,
            s: wholeStyle(styles.getStyleByCell(cell)),
            custom: cell.custom ?? null,
          },
        });
    }
    for (const { to, cell } of moved) {
      this.space.reach(id, to);
      (data[to.row] ??= {})[to.column] = cell;
    }
    if (Object.keys(data).length > 0) this.space.silently(() => this.space.setCells(id, data));
  }

  insertCells(id: SheetId, area: Area, shift: 'down' | 'right'): void {
    if (shift === 'down' && isWholeRows(area)) {
      this.insertRows(id, area.row, area.rowCount);
      return;
    }
    if (shift === 'right' && isWholeColumns(area)) {
      this.insertColumns(id, area.column, area.columnCount);
      return;
    }
    this.change(() => {
      if (shift === 'down') this.slide(id, area, 'row', area.rowCount);
      else this.slide(id, area, 'column', area.columnCount);
      this.space.tellShift(id, area, 'cellInserted', shift);
    });
  }

  deleteCells(id: SheetId, area: Area, shift: 'up' | 'left'): void {
    if (shift === 'up' && isWholeRows(area)) {
      this.deleteRows(id, area.row, area.rowCount);
      return;
    }
    if (shift === 'left' && isWholeColumns(area)) {
      this.deleteColumns(id, area.column, area.columnCount);
      return;
    }
    this.change(() => {
      if (shift === 'up') this.slide(id, area, 'row', -area.rowCount);
      else this.slide(id, area, 'column', -area.columnCount);
      this.space.tellShift(id, area, 'cellDeleted', shift);
    });
  }

  spillArea({ sheet, row, column }: CellPlace): Area | undefined {
    const range = this.space.spills(sheet)[row]?.[column];
    const value = this.space.value(sheet, row, column);
    if (!range || (isError(value) && value.error === '#SPILL!')) return undefined;
    const area = areaOf(range);
    return area.rowCount * area.columnCount > 1 ? area : undefined;
  }

  spillParent({ sheet, row, column }: CellPlace): CellPlace | undefined {
    for (const [rowText, line] of Object.entries(this.space.spills(sheet))) {
      for (const columnText of Object.keys(line)) {
        const parent = { sheet, row: Number(rowText), column: Number(columnText) };
        const area = this.spillArea(parent);
        if (area && contains(area, row, column)) return parent;
      }
    }
    return undefined;
  }

  merges(id: SheetId): readonly Area[] {
    return this.space.sheet(id).getMergeData().map(areaOf);
  }

  merge(id: SheetId, area: Area): void {
    this.guard(id, area);
    this.change(() => {
      this.space.reach(id, area);
      this.unmerge(id, area);
      const data: Record<number, Record<number, ICellData>> = {};
      for (const { row, column } of this.present(id, area)) {
        if (row !== area.row || column !== area.column) (data[row] ??= {})[column] = dataOfValue(null);
      }
      if (Object.keys(data).length > 0) this.space.silently(() => this.space.setCells(id, data));
      const params = { ...this.ids, subUnitId: id, ranges: [rangeOf(area)] };
      const undo = AddMergeUndoMutationFactory(this.space.injector, params);
      this.space.apply(
        [{ id: AddWorksheetMergeMutation.id, params }],
        [{ id: RemoveWorksheetMergeMutation.id, params: undo }],
      );
    });
  }

  unmerge(id: SheetId, area: Area): void {
    const sheet = this.guard(id, area);
    const ranges = sheet
      .getMergeData()
      .filter((range) => intersect(areaOf(range), area))
      .map((range) => ({ ...range }));
    if (ranges.length === 0) return;
    this.change(() => {
      const params = { ...this.ids, subUnitId: id, ranges };
      const undo = RemoveMergeUndoMutationFactory(this.space.injector, params);
      this.space.apply(
        [{ id: RemoveWorksheetMergeMutation.id, params }],
        [{ id: AddWorksheetMergeMutation.id, params: undo }],
      );
    });
  }

  /* looks */

  private formatAt(sheet: Worksheet, row: number, column: number): CellFormat {
    const cell = sheet.getCellRaw(row, column);
    const style = sheet.getComposedCellStyleByCellData(row, column, cell);
    return { ...DEFAULT_FORMAT, ...formatOf(style, customOf(cell).format) };
  }

  readFormat(id: SheetId, area: Area): CommonFormat {
    const sheet = this.space.sheet(id);
    const used = this.usedArea(id, false);
    const inside = used && intersect(used, area);
    let common: CommonFormat | undefined;
    const add = (format: CellFormat): void => {
      if (!common) common = format;
      else {
        const same = Object.entries(common).filter(([name, value]) => format[name as keyof CellFormat] === value);
        common = Object.fromEntries(same);
      }
    };
    // Cells with one and the same style are looked at once.
    const seen = new Set<string>();
    if (inside) {
      const cells = this.space.cells(id);
      const hasLines = this.hasLineStyles(sheet);
      for (let row = inside.row; row < inside.row + inside.rowCount; row += 1) {
        for (let column = inside.column; column < inside.column + inside.columnCount; column += 1) {
          const cell = cells[row]?.[column];
          const { format } = customOf(cell);
          if (typeof cell?.s !== 'object' && !format && !hasLines) {
            const style = cell?.s ?? '';
            if (seen.has(style)) continue;
            seen.add(style);
          }
          add(this.formatAt(sheet, row, column));
        }
      }
    }
    if (!inside || !sameArea(inside, area)) add(inside ? DEFAULT_FORMAT : this.formatAt(sheet, area.row, area.column));
    return common ?? {};
  }

  private hasLineStyles(sheet: Worksheet): boolean {
    const { rowData, columnData } = sheet.getConfig();
    const lines: readonly Nullable<{ s?: unknown }>[] = [
      ...Object.values(columnData as Record<number, Nullable<{ s?: unknown }>>),
      ...Object.values(rowData as Record<number, Nullable<{ s?: unknown }>>),
    ];
    return lines.some((line) => line?.s !== undefined);
  }

  writeFormat(id: SheetId, area: Area, format: Partial<CellFormat>): void {
    this.guard(id, area);
    const used = this.usedArea(id, false);
    // A whole column gets its format as far down as there is anything.
    const within = isWholeRows(area) || isWholeColumns(area) ? used && intersect(used, area) : area;
    this.change(() => {
      if (!within) {
        this.space.tell('formatChanged', { sheet: id, area, origin: this.space.origin });
        return;
      }
      this.space.reach(id, within);
      const cells = this.space.cells(id);
      const style = styleOf(format);
      const data: Record<number, Record<number, ICellData>> = {};
      for (let row = within.row; row < within.row + within.rowCount; row += 1) {
        const line: Record<number, ICellData> = {};
        for (let column = within.column; column < within.column + within.columnCount; column += 1) {
          const { format: before, ...rest } = customOf(cells[row]?.[column]);
          const remainder = changeRemainder(before, format);
          const custom = remainder ? { ...rest, format: remainder } : rest;
          const isChanged = remainder !== undefined || before !== undefined;
          line[column] = isChanged ? { s: { ...style }, custom } : { s: { ...style } };
        }
        data[row] = line;
      }
      this.space.setCells(id, data);
    });
  }

  columnWidth(id: SheetId, column: number): number {
    const sheet = this.space.sheet(id);
    if (!sheet.getColumnManager().getColVisible(column)) return 0;
    return sheet.getColumnWidth(column) / PIXELS_PER_POINT;
  }

  setColumnWidth(id: SheetId, column: number, count: number, points: number): void {
    this.setWidths(id, column, Array<number>(count).fill(points));
  }

  private setWidths(id: SheetId, column: number, points: readonly number[]): void {
    const sheet = this.guard(id);
    this.change(() => {
      this.space.reach(id, { ...cellArea(0, column), columnCount: points.length });
      const ranges = [{ ...wholeColumns(sheet), startColumn: column, endColumn: column + points.length - 1 }];
      const colWidth = Object.fromEntries(points.map((width, at) => [column + at, width * PIXELS_PER_POINT]));
      const params = { ...this.ids, subUnitId: id, ranges, colWidth };
      const undo = SetWorksheetColWidthMutationFactory(params, sheet);
      const set = SetWorksheetColWidthMutation.id;
      this.space.apply([{ id: set, params }], [{ id: set, params: undo }]);
    });
  }

  rowHeight(id: SheetId, row: number): number {
    const sheet = this.space.sheet(id);
    return sheet.getRowManager().getRowRawVisible(row) ? sheet.getRowHeight(row) / PIXELS_PER_POINT : 0;
  }

  setRowHeight(id: SheetId, row: number, count: number, points: number): void {
    const sheet = this.guard(id);
    this.change(() => {
      this.space.reach(id, { ...cellArea(row, 0), rowCount: count });
      const ranges = [{ ...wholeRows(sheet), startRow: row, endRow: row + count - 1 }];
      const params = { ...this.ids, subUnitId: id, ranges, rowHeight: points * PIXELS_PER_POINT };
      const undo = SetWorksheetRowHeightMutationFactory(params, sheet);
      const set = SetWorksheetRowHeightMutation.id;
      this.space.apply([{ id: set, params }], [{ id: set, params: undo }]);
    });
  }

  autoFitColumns(id: SheetId, column: number, count: number): void {
    const used = this.usedArea(id, true);
    const widths = Array.from({ length: count }, (_none, at) => {
      const texts = used ? this.readTexts(id, { ...used, column: column + at, columnCount: 1 }).flat() : [];
      const longest = texts.reduce((most, text) => Math.max(most, widthOf(text)), 0);
      return longest === 0 ? this.columnWidth(id, column + at) : (longest + 1) * POINTS_PER_SIGN;
    });
    this.setWidths(id, column, widths);
  }

  autoFitRows(id: SheetId, row: number, count: number): void {
    this.setRowHeight(id, row, count, this.space.sheet(id).getConfig().defaultRowHeight / PIXELS_PER_POINT);
  }

  isColumnHidden(id: SheetId, column: number): boolean {
    return !this.space.sheet(id).getColumnManager().getColVisible(column);
  }

  setColumnsHidden(id: SheetId, column: number, count: number, hidden: boolean): void {
    const sheet = this.guard(id);
    this.change(() => {
      this.space.reach(id, { ...cellArea(0, column), columnCount: count });
      const range = { ...wholeColumns(sheet), startColumn: column, endColumn: column + count - 1 };
      this.setHidden(id, range, hidden, SetColHiddenMutation.id, SetColVisibleMutation.id, (at) =>
        this.isColumnHidden(id, at),
      );
    });
  }

  isRowHidden(id: SheetId, row: number): boolean {
    return !this.space.sheet(id).getRowManager().getRowRawVisible(row);
  }

  setRowsHidden(id: SheetId, row: number, count: number, hidden: boolean): void {
    const sheet = this.guard(id);
    this.change(() => {
      this.space.reach(id, { ...cellArea(row, 0), rowCount: count });
      const range = { ...wholeRows(sheet), startRow: row, endRow: row + count - 1 };
      this.setHidden(id, range, hidden, SetRowHiddenMutation.id, SetRowVisibleMutation.id, (at) =>
        this.isRowHidden(id, at),
      );
    });
  }

  /** Hides or shows the lines that are not so already, so that undo brings back only those. */
  private setHidden(
    id: SheetId,
    range: IRange,
    hidden: boolean,
    hide: string,
    show: string,
    isHidden: (at: number) => boolean,
  ): void {
    const isRow = hide === SetRowHiddenMutation.id;
    const [from, to] = isRow ? [range.startRow, range.endRow] : [range.startColumn, range.endColumn];
    const ranges: IRange[] = [];
    for (let at = from; at <= to; at += 1) {
      if (isHidden(at) === hidden) continue;
      ranges.push(isRow ? { ...range, startRow: at, endRow: at } : { ...range, startColumn: at, endColumn: at });
    }
    if (ranges.length === 0) return;
    const params = { ...this.ids, subUnitId: id, ranges };
    this.space.apply([{ id: hidden ? hide : show, params }], [{ id: hidden ? show : hide, params }]);
  }

  /* tables */

  private tableViews(): readonly TableView[] {
    this.views ??= this.space.extras.tables.flatMap((table) => {
      const sheet = this.space.workbook.getSheetBySheetId(table.sheet);
      return sheet ? [{ ...table, sheetName: sheet.getName() }] : [];
    });
    return this.views;
  }

  tables(): readonly TableInfo[] {
    return this.space.extras.tables.map(({ calculatedColumns: _formulas, ...table }) => table);
  }

  private table(id: TableId): GridTable {
    const table = this.space.extras.tables.find((one) => one.id === id);
    if (!table) throw new GridRefusal('notFound', `There is no table ${id}.`);
    return table;
  }

  private setTable(table: GridTable): void {
    const { tables } = this.space.extras;
    this.space.setExtras({ tables: tables.map((other) => (other.id === table.id ? table : other)) });
  }

  /** What follows from a change of tables: formulas that speak of them are read anew. */
  private extrasChanged(before: Extras): void {
    this.views = undefined;
    const { tables } = this.space.extras;
    if (before.tables === tables) return;
    this.space.redraw();
    this.refresh([...before.tables, ...tables].map(({ name }) => name));
  }

  /** Has formulas that speak of these tables or names read and calculated anew. */
  private refresh(names: readonly string[]): void {
    const { space } = this;
    const mentioned = new Set(names);
    if (mentioned.size === 0) return;
    space.injector.get(IFunctionService).deleteFormulaAstCacheKey('');
    const dirty = [...space.formulaCells()]
      .filter(({ formula }) => mentions(formula, [...mentioned]))
      .map(({ sheet, row, column }) => ({ sheet, row, column }));
    if (dirty.length === 0) return;
    space.queue.forgetDependencies(space.unit, [...new Set(dirty.map(({ sheet }) => sheet))]);
    space.queue.request(dirty.map((cell) => this.unitCell(cell)));
  }

  private checkTableName(name: string, except?: TableId): void {
    if (!/^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u.test(name) || parseArea(name)) {
      throw new GridRefusal('badName', `«${name}» cannot be the name of a table.`);
    }
    const taken =
      this.space.extras.tables.some((table) => table.id !== except && sameText(table.name, name)) ||
      this.names().some((info) => sameText(info.name, name));
    if (taken) throw new GridRefusal('nameTaken', `The name ${name} is taken.`);
  }

  createTable(id: SheetId, area: Area, options: { name?: string; hasHeaders: boolean; style?: string }): TableId {
    this.guard(id, area);
    const { tables } = this.space.extras;
    if (tables.some((table) => table.sheet === id && intersect(table.area, area))) {
      throw new GridRefusal('overlap', 'There is a table already.');
    }
    let { name } = options;
    for (let number = 1; name === undefined; number += 1) {
      const next = `Table${number}`;
      if (!tables.some((table) => sameText(table.name, next))) name = next;
    }
    this.checkTableName(name);
    const tableName = name;
    return this.change(() => {
      let whole = area;
      if (!options.hasHeaders) {
        this.insertCells(id, { ...area, rowCount: 1 }, 'down');
        whole = { ...area, rowCount: area.rowCount + 1 };
      } else if (area.rowCount === 1) whole = { ...area, rowCount: 2 };
      this.space.reach(id, whole);
      const header = this.readTexts(id, { ...whole, rowCount: 1 })[0] ?? [];
      const columns: string[] = [];
      for (const [at, text] of header.entries())
        columns.push(freeName(text === '' ? `Column${at + 1}` : text, columns));
      if (columns.some((column, at) => column !== header[at]))
        this.writeCells(id, { ...whole, rowCount: 1 }, [columns]);
      const table: GridTable = {
        id: newId(),
        name: tableName,
        sheet: id,
        area: whole,
        hasHeaderRow: true,
        hasTotalRow: false,
        columns,
        style: options.style ?? 'TableStyleMedium2',
        showBandedRows: true,
        showBandedColumns: false,
        showFilterButton: true,
        highlightFirstColumn: false,
        highlightLastColumn: false,
        calculatedColumns: columns.map(() => undefined),
      };
      this.space.setExtras({ tables: [...this.space.extras.tables, table] });
      this.space.tell('tableAdded', { table: table.id, sheet: id, origin: this.space.origin });
      return table.id;
    });
  }

  changeTable(id: TableId, change: TableChange): void {
    const table = this.table(id);
    this.guard(table.sheet);
    if (change.name !== undefined) this.checkTableName(change.name, id);
    if (change.area && (change.area.row !== table.area.row || !intersect(change.area, table.area))) {
      throw new GridRefusal('overlap', 'A table keeps its header row where it is.');
    }
    this.change(() => {
      const { name } = change;
      if (name !== undefined && name !== table.name) {
        this.mapFormulas((formula) => renameInReferences(formula, table.name, { name }));
      }
      let next: GridTable = { ...table, ...change };
      if (change.area) next = { ...next, ...this.columnsWithin(table, change.area) };
      if (change.hasTotalRow !== undefined && change.hasTotalRow !== table.hasTotalRow) {
        next = { ...next, area: { ...next.area, rowCount: next.area.rowCount + (change.hasTotalRow ? 1 : -1) } };
      }
      if (change.hasHeaderRow !== undefined && change.hasHeaderRow !== table.hasHeaderRow) {
        const by = change.hasHeaderRow ? 1 : -1;
        next = { ...next, area: { ...next.area, row: next.area.row - by, rowCount: next.area.rowCount + by } };
        if (change.hasHeaderRow) this.writeCells(next.sheet, { ...next.area, rowCount: 1 }, [[...next.columns]]);
      }
      this.setTable(next);
    });
  }

  /** The columns of a table that is made wider or narrower. */
  private columnsWithin(table: GridTable, area: Area): Pick<GridTable, 'columns' | 'calculatedColumns'> {
    const columns: string[] = [];
    const calculatedColumns: (string | undefined)[] = [];
    const header = table.hasHeaderRow ? (this.readTexts(table.sheet, { ...area, rowCount: 1 })[0] ?? []) : [];
    for (let at = 0; at < area.columnCount; at += 1) {
      const old = area.column + at - table.area.column;
      const known = table.columns[old];
      const text = header[at] ?? '';
      const name = known ?? freeName(text === '' ? `Column${at + 1}` : text, [...table.columns, ...columns]);
      columns.push(name);
      calculatedColumns.push(table.calculatedColumns[old]);
      if (table.hasHeaderRow && name !== text) {
        this.space.setCells(table.sheet, { [area.row]: { [area.column + at]: dataOfValue(name) } });
      }
    }
    return { columns, calculatedColumns };
  }

  renameTableColumn(id: TableId, column: number, name: string): void {
    const table = this.table(id);
    const before = table.columns[column];
    if (before === undefined) throw new GridRefusal('outOfBounds', `The table has no column ${column}.`);
    this.guard(table.sheet);
    this.change(() => {
      this.setColumnName(table, column, name);
      if (!table.hasHeaderRow) return;
      this.space.setCells(table.sheet, { [table.area.row]: { [table.area.column + column]: dataOfValue(name) } });
    });
  }

  private setColumnName(table: GridTable, column: number, after: string): void {
    const before = table.columns[column] ?? '';
    this.mapFormulas((formula) => renameInReferences(formula, table.name, { column: { before, after } }));
    this.setTable({
      ...this.table(table.id),
      columns: table.columns.map((old, at) => (at === column ? after : old)),
    });
  }

  /** Puts other formulas in place of those that change. */
  private mapFormulas(change: (formula: string) => string): void {
    const data: Record<SheetId, Record<number, Record<number, ICellData>>> = {};
    for (const { sheet, row, column, formula } of this.space.formulaCells()) {
      const changed = change(formula);
      if (changed !== formula) ((data[sheet] ??= {})[row] ??= {})[column] = { f: changed };
    }
    for (const [sheet, cells] of Object.entries(data)) this.space.silently(() => this.space.setCells(sheet, cells));
    const { tables } = this.space.extras;
    const next = tables.map((table) => ({
      ...table,
      calculatedColumns: table.calculatedColumns.map((formula) =>
        formula === undefined ? undefined : change(formula),
      ),
    }));
    const isChanged = next.some((table, at) =>
      table.calculatedColumns.some((formula, column) => formula !== tables[at]?.calculatedColumns[column]),
    );
    if (isChanged) this.space.setExtras({ tables: next });
  }

  /** A header cell that is written gives its column another name. */
  private renameColumns(id: SheetId, area: Area): void {
    for (const { id: table } of this.space.extras.tables) {
      const { sheet, hasHeaderRow, area: whole, columns } = this.table(table);
      const touched = hasHeaderRow && sheet === id ? intersect({ ...whole, rowCount: 1 }, area) : undefined;
      if (!touched) continue;
      const texts = this.readTexts(id, { ...whole, rowCount: 1 })[0] ?? [];
      for (const [at, text] of texts.entries()) {
        const old = columns[at] ?? '';
        if (text === old || !contains(touched, whole.row, whole.column + at)) continue;
        const others = this.table(table).columns.filter((_name, index) => index !== at);
        const name = freeName(text === '' ? `Column${at + 1}` : text, others);
        if (name !== text) this.space.setCells(id, { [whole.row]: { [whole.column + at]: dataOfValue(name) } });
        if (name !== old) this.setColumnName(this.table(table), at, name);
      }
    }
  }

  private bodyOf(table: TableInfo): Area {
    const header = table.hasHeaderRow ? 1 : 0;
    const rows = table.area.rowCount - header - (table.hasTotalRow ? 1 : 0);
    return { ...table.area, row: table.area.row + header, rowCount: rows };
  }

  insertTableRows(id: TableId, index: number, count: number): void {
    const table = this.table(id);
    const body = this.bodyOf(table);
    if (index < 0 || index > body.rowCount) throw new GridRefusal('outOfBounds', `The table has no row ${index}.`);
    const area = { ...body, row: body.row + index, rowCount: count };
    this.change(() => {
      this.slide(table.sheet, area, 'row', count);
      this.setTable({ ...table, area: { ...table.area, rowCount: table.area.rowCount + count } });
      this.fillCalculated(this.table(id), area);
      this.space.tellShift(table.sheet, area, 'rowInserted', undefined);
    });
  }

  /** Gives new rows the formulas of the calculated columns. */
  private fillCalculated(table: GridTable, area: Area): void {
    const data: Record<number, Record<number, ICellData>> = {};
    for (const [at, formula] of table.calculatedColumns.entries()) {
      if (formula === undefined) continue;
      for (let row = area.row; row < area.row + area.rowCount; row += 1) {
        const column = table.area.column + at;
        if (this.space.value(table.sheet, row, column) !== null) continue;
        (data[row] ??= {})[column] = dataOf({ formula });
      }
    }
    if (Object.keys(data).length > 0) this.space.setCells(table.sheet, data);
  }

  deleteTableRows(id: TableId, index: number, count: number): void {
    const table = this.table(id);
    const body = this.bodyOf(table);
    if (index < 0 || index + count > body.rowCount) {
      throw new GridRefusal('outOfBounds', `The table has no row ${index}.`);
    }
    const area = { ...body, row: body.row + index, rowCount: count };
    this.change(() => {
      // A table keeps one row, if an empty one.
      const kept = count === body.rowCount ? 1 : 0;
      this.slide(table.sheet, { ...area, rowCount: count }, 'row', -count);
      if (kept === 1) this.slide(table.sheet, { ...area, rowCount: 1 }, 'row', 1);
      this.setTable({ ...table, area: { ...table.area, rowCount: table.area.rowCount - count + kept } });
      this.space.tellShift(table.sheet, area, 'rowDeleted', undefined);
    });
  }

  insertTableColumn(id: TableId, index: number, name: string): void {
    const table = this.table(id);
    const area = { ...table.area, column: table.area.column + index, columnCount: 1 };
    this.change(() => {
      this.slide(table.sheet, area, 'column', 1);
      this.setTable({
        ...table,
        columns: [...table.columns.slice(0, index), name, ...table.columns.slice(index)],
        calculatedColumns: [
          ...table.calculatedColumns.slice(0, index),
          undefined,
          ...table.calculatedColumns.slice(index),
        ],
        area: { ...table.area, columnCount: table.area.columnCount + 1 },
      });
      if (table.hasHeaderRow) this.writeCells(table.sheet, { ...area, rowCount: 1 }, [[name]]);
    });
  }

  deleteTableColumn(id: TableId, index: number): void {
    const table = this.table(id);
    if (table.area.columnCount === 1) {
      this.deleteTable(id, false);
      return;
    }
    this.change(() => {
      this.slide(table.sheet, { ...table.area, column: table.area.column + index, columnCount: 1 }, 'column', -1);
      this.setTable({
        ...table,
        columns: table.columns.filter((_name, at) => at !== index),
        calculatedColumns: table.calculatedColumns.filter((_formula, at) => at !== index),
        area: { ...table.area, columnCount: table.area.columnCount - 1 },
      });
    });
  }

  deleteTable(id: TableId, keepCells: boolean): void {
    const table = this.table(id);
    this.guard(table.sheet);
    this.change(() => {
      this.space.setExtras({ tables: this.space.extras.tables.filter((other) => other.id !== id) });
      if (!keepCells) this.clear(table.sheet, table.area, 'all');
      const { name, sheet } = table;
      this.space.tell('tableDeleted', { table: id, name, sheet, origin: this.space.origin });
    });
  }

  /* names, notes, validation */

  private nameParams(): IDefinedNamesServiceParam[] {
    return Object.values(this.space.injector.get(IDefinedNamesService).getDefinedNameMap(this.space.unit) ?? {});
  }

  names(): readonly NameInfo[] {
    return this.nameParams().map((param) => {
      const { name, formulaOrRefString: text, comment, hidden, localSheetId } = param;
      const home = localSheetId !== undefined && localSheetId !== SCOPE_WORKBOOK_VALUE_DEFINED_NAME;
      return {
        name,
        formula: text.startsWith('=') ? text : `=${text}`,
        comment: comment ?? '',
        isVisible: hidden !== true,
        ...(home && { sheet: localSheetId }),
      };
    });
  }

  private nameParam(info: NameInfo): IDefinedNamesServiceParam & { unitId: string } {
    const bare = info.formula.replace(/^=/, '');
    // A reference stands in Univer without the sign, whatever is calculated with it.
    const isReference = parseArea(splitSheet(bare).rest.replaceAll('$', '')) !== undefined;
    return {
      ...this.ids,
      id: generateRandomId(),
      name: info.name,
      formulaOrRefString: isReference ? bare : `=${bare}`,
      comment: info.comment,
      hidden: !info.isVisible,
      localSheetId: info.sheet ?? SCOPE_WORKBOOK_VALUE_DEFINED_NAME,
    };
  }

  private putName(info: NameInfo): void {
    this.space.commands.syncExecuteCommand(SetDefinedNameMutation.id, this.nameParam(info));
  }

  private findName(name: string, sheet: SheetId | undefined): IDefinedNamesServiceParam | undefined {
    const scope = sheet ?? SCOPE_WORKBOOK_VALUE_DEFINED_NAME;
    return this.nameParams().find(
      (param) => sameText(param.name, name) && (param.localSheetId ?? SCOPE_WORKBOOK_VALUE_DEFINED_NAME) === scope,
    );
  }

  setName(info: NameInfo): void {
    if (!/^[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(info.name) || parseArea(info.name)) {
      throw new GridRefusal('badName', `«${info.name}» cannot be a name.`);
    }
    this.change(() => {
      const old = this.findName(info.name, info.sheet);
      const params = this.nameParam(info);
      const set = (param: object): IMutationInfo => ({ id: SetDefinedNameMutation.id, params: param });
      const remove = (param: object): IMutationInfo => ({ id: RemoveDefinedNameMutation.id, params: param });
      const before = old && { ...this.ids, ...old };
      this.space.apply(
        before ? [remove(before), set(params)] : [set(params)],
        before ? [remove(params), set(before)] : [remove(params)],
      );
    });
  }

  deleteName(name: string, sheet?: SheetId): void {
    const old = this.findName(name, sheet);
    if (!old) return;
    this.change(() => {
      const params = { ...this.ids, ...old };
      this.space.apply([{ id: RemoveDefinedNameMutation.id, params }], [{ id: SetDefinedNameMutation.id, params }]);
    });
  }

  private noteAt(id: SheetId, row: number, column: number): ISheetNote | undefined {
    const model = this.space.injector.get(SheetsNoteModel);
    return model.getNote(this.space.unit, id, { row, col: column }) ?? undefined;
  }

  notes(id: SheetId): readonly CellNote[] {
    this.space.sheet(id);
    const held = this.space.injector.get(SheetsNoteModel).getSheetNotes(this.space.unit, id);
    return [...(held?.values() ?? [])]
      .flatMap(notesIn)
      .sort((one, other) => one.row - other.row || one.column - other.column);
  }

  private setSlips(id: SheetId, row: number, column: number, slips: readonly Slip[]): void {
    const old = this.noteAt(id, row, column);
    const place = { ...this.ids, sheetId: id, row, col: column };
    const note = noteWith(slips, row, column, old?.id ?? generateRandomId());
    const put = (one: ISheetNote): { id: string; params: object } => ({
      id: UpdateNoteMutation.id,
      params: { ...place, note: one },
    });
    const remove = { id: RemoveNoteMutation.id, params: { ...place, noteId: note.id } };
    if (slips.length > 0) this.space.apply([put(note)], [old ? put({ ...old }) : remove]);
    else if (old) this.space.apply([remove], [put({ ...old })]);
  }

  writeNote(id: SheetId, { row, column, ...slip }: CellNote): void {
    this.guard(id, cellArea(row, column));
    this.change(() => {
      const held = this.noteAt(id, row, column);
      const others = held ? notesIn(held).filter(({ kind }) => kind !== slip.kind) : [];
      this.setSlips(id, row, column, [...others.map(({ text, author, kind }) => ({ text, author, kind })), slip]);
    });
  }

  deleteNote(id: SheetId, row: number, column: number, kind: CellNote['kind']): void {
    this.guard(id, cellArea(row, column));
    const held = this.noteAt(id, row, column);
    if (!held) return;
    const others = notesIn(held).filter((note) => note.kind !== kind);
    this.change(() =>
      this.setSlips(
        id,
        row,
        column,
        others.map((note) => ({ text: note.text, author: note.author, kind: note.kind })),
      ),
    );
  }

  rulesOf(id: SheetId): readonly IDataValidationRule[] {
    return this.space.injector.get(DataValidationModel).getRules(this.space.unit, id);
  }

  readValidation(id: SheetId, area: Area): Validation | null | undefined {
    this.space.sheet(id);
    const wanted = rangeOf(area);
    for (const rule of this.rulesOf(id)) {
      const ranges = rule.ranges as IRange[];
      if (!ranges.some((range) => intersect(areaOf(range), area))) continue;
      const isWhole = Rectangle.subtractMulti([wanted], ranges).length === 0;
      return isWhole ? (validationOf(rule) ?? null) : undefined;
    }
    return null;
  }

  writeValidation(id: SheetId, area: Area, validation: Validation | null): void {
    this.guard(id, area);
    this.change(() => {
      const range = rangeOf(area);
      const ids = { ...this.ids, subUnitId: id };
      const add = (rule: IDataValidationRule): { id: string; params: object } => ({
        id: AddDataValidationMutation.id,
        params: { ...ids, rule },
      });
      const remove = ({ uid }: IDataValidationRule): { id: string; params: object } => ({
        id: RemoveDataValidationMutation.id,
        params: { ...ids, ruleId: uid },
      });
      for (const rule of [...this.rulesOf(id)]) {
        const ranges = rule.ranges as IRange[];
        if (!ranges.some((one) => intersect(areaOf(one), area))) continue;
        const rest = Rectangle.subtractMulti(ranges, [range]);
        const kept = { ...rule, uid: generateRandomId(), ranges: rest };
        if (rest.length === 0) this.space.apply([remove(rule)], [add(rule)]);
        else this.space.apply([remove(rule), add(kept)], [remove(kept), add(rule)]);
      }
      if (!validation) return;
      const rule: IDataValidationRule = { ...ruleOf(validation), uid: generateRandomId(), ranges: [range] };
      this.space.apply([add(rule)], [remove(rule)]);
    });
  }

  invalidCells(id: SheetId, area: Area): readonly CellPlace[] {
    const used = this.usedArea(id, true);
    const inside = used && intersect(used, area);
    if (!inside) return [];
    const found: CellPlace[] = [];
    for (const rule of this.rulesOf(id)) {
      const validation = validationOf(rule);
      if (!validation) continue;
      for (const range of rule.ranges as IRange[]) {
        const within = intersect(areaOf(range), inside);
        if (!within) continue;
        this.readValues(id, within).forEach((values, i) =>
          values.forEach((value, j) => {
            const place = { sheet: id, row: within.row + i, column: within.column + j };
            if (value !== null && !isValid(validation, value, (source) => this.listItems(id, source)))
              found.push(place);
          }),
        );
      }
    }
    return found.sort((one, other) => one.row - other.row || one.column - other.column);
  }

  private listItems(id: SheetId, source: string): readonly string[] {
    if (!source.startsWith('=')) return source.split(',').map((item) => item.trim());
    const text = source.slice(1);
    const named = this.findName(text, id) ?? this.findName(text, undefined);
    const { sheet: name, rest } = splitSheet(this.plain(`=${named?.formulaOrRefString ?? text}`).replace(/^=+/, ''));
    const home = name === undefined ? id : this.sheets().find((info) => sameText(info.name, name))?.id;
    const area = parseArea(rest);
    const used = home === undefined ? undefined : this.usedArea(home, true);
    const within = area && used && intersect(area, used);
    return home !== undefined && within ? this.readTexts(home, within).flat() : [];
  }

  /* selection, undo, typing */

  selection(): Selection {
    const sheet = this.activeSheet();
    const held = this.space.selections.getWorkbookSelections(this.space.unit).getSelectionsOfWorksheet(sheet);
    const areas = held.map(({ range }) => this.drawnArea(sheet, range));
    const primary = held.at(-1)?.primary;
    const last = areas.at(-1);
    return {
      sheet,
      areas: areas.length > 0 ? areas : [cellArea(0, 0)],
      activeCell: {
        row: primary?.actualRow ?? last?.row ?? 0,
        column: primary?.actualColumn ?? last?.column ?? 0,
      },
    };
  }

  /** A whole row or column reaches further than what is drawn of it. */
  private drawnArea(id: SheetId, range: IRange): Area {
    const sheet = this.space.sheet(id);
    const area = areaOf(range);
    const isRows = area.column === 0 && area.columnCount >= sheet.getColumnCount();
    const isColumns = area.row === 0 && area.rowCount >= sheet.getRowCount();
    return {
      ...area,
      ...(isRows && { columnCount: GRID_COLUMNS }),
      ...(isColumns && { rowCount: GRID_ROWS }),
    };
  }

  private setSelection(id: SheetId, area: Area): void {
    const sheet = this.space.sheet(id);
    const drawn = intersect(area, {
      row: 0,
      column: 0,
      rowCount: sheet.getRowCount(),
      columnCount: sheet.getColumnCount(),
    });
    const range = rangeOf(drawn ?? cellArea(0, 0));
    const { startRow: row, startColumn: column } = range;
    const merged = sheet.getMergedCell(row, column);
    const primary = {
      ...(merged ?? { startRow: row, startColumn: column, endRow: row, endColumn: column }),
      actualRow: row,
      actualColumn: column,
      isMerged: Boolean(merged),
      isMergedMainCell: merged?.startRow === row && merged.startColumn === column,
    };
    const selections = [{ range, primary, style: null }];
    this.space.commands.syncExecuteCommand(SetSelectionsOperation.id, { ...this.ids, subUnitId: id, selections });
  }

  select(id: SheetId, area: Area): void {
    if (!isInGrid(area)) throw new GridRefusal('outOfBounds', 'The area lies outside of the sheet.');
    this.activateSheet(id);
    this.space.batch(this.space.depth > 0 ? this.space.origin : 'user', () => {
      if (!isWholeRows(area) && !isWholeColumns(area)) this.space.reach(id, area);
      this.setSelection(id, area);
    });
    const { startRow, startColumn } = rangeOf(area);
    const range = { startRow, startColumn, endRow: startRow, endColumn: startColumn };
    this.space.commands.syncExecuteCommand(ScrollToRangeOperation.id, { range });
  }

  private selected(): void {
    const now = this.selection();
    const isSame =
      this.told?.sheet === now.sheet &&
      this.told.areas.length === now.areas.length &&
      this.told.areas.every((area, at) => sameArea(area, now.areas[at] ?? area)) &&
      this.told.activeCell.row === now.activeCell.row &&
      this.told.activeCell.column === now.activeCell.column;
    if (isSame) return;
    this.told = now;
    this.space.tell('selectionChanged', now);
  }

  undo(): boolean {
    return this.space.undoStep();
  }

  redo(): boolean {
    return this.space.redoStep();
  }

  isEditing(): boolean {
    return this.isTyping;
  }

  private watchTyping(): void {
    const bridge = this.space.injector.get(IEditorBridgeService);
    this.stops.push(
      bridge.visible$.subscribe(({ visible }) => {
        if (visible === this.isTyping) return;
        this.isTyping = visible;
        this.space.tell('editing', { isEditing: visible });
      }),
    );
  }

  /* what is typed */

  private beforeSet(id: SheetId, cells: Nullable<Record<number, Nullable<Record<number, Nullable<ICellData>>>>>): void {
    const views = this.tableViews();
    if (views.length === 0) return;
    for (const [row, line] of Object.entries(cells ?? {})) {
      for (const [column, cell] of Object.entries(line ?? {})) {
        if (!cell?.f) continue;
        cell.f = nameOwnTable(cell.f, { sheet: id, row: Number(row), column: Number(column) }, views);
      }
    }
  }

  /** After an edit by hand a table takes in the row below it, and a header its column's name: steps of their own in undo. */
  private handEdited(edits: readonly HandEdit[]): void {
    for (const { sheet, areas } of edits) {
      if (!this.has(sheet)) continue;
      for (const area of areas) {
        if (this.space.extras.tables.some((table) => table.sheet === sheet)) {
          this.change(() => {
            this.renameColumns(sheet, area);
            this.growTables(sheet, area);
          });
        }
      }
    }
  }

  private growTables(id: SheetId, area: Area): void {
    for (const table of this.space.extras.tables) {
      if (table.sheet !== id || table.hasTotalRow) continue;
      const below = table.area.row + table.area.rowCount;
      const typed = intersect({ ...table.area, row: below, rowCount: area.rowCount }, area);
      if (typed?.row !== below || area.column >= table.area.column + table.area.columnCount) continue;
      if (area.row > below) continue;
      const rows = { ...table.area, row: below, rowCount: typed.rowCount };
      const values = this.readValues(id, rows);
      if (values.some((line) => line.every((value) => value === null))) continue;
      const overlaps = this.space.extras.tables.some(
        (other) => other.id !== table.id && other.sheet === id && intersect(other.area, rows),
      );
      if (overlaps) continue;
      const grown = { ...table, area: { ...table.area, rowCount: table.area.rowCount + typed.rowCount } };
      this.setTable(grown);
      this.fillCalculated(grown, rows);
    }
  }

  /* calculation */

  calculationMode(): 'automatic' | 'manual' {
    return this.space.queue.mode;
  }

  setCalculationMode(mode: 'automatic' | 'manual'): void {
    this.space.queue.setMode(mode);
  }

  calculate(everything: boolean): void {
    this.space.queue.request([], { everything, now: true });
  }

  recalculate(cells: readonly CellPlace[]): void {
    const there = cells.filter(({ sheet }) => this.has(sheet));
    this.space.queue.request(
      there.map((cell) => this.unitCell(cell)),
      { now: true },
    );
  }

  async whenCalculated(): Promise<void> {
    await this.space.queue.idle();
  }

  setFunctions(declarations: readonly FunctionDeclaration[], evaluator: FunctionEvaluator): void {
    const service = this.space.injector.get(IFunctionService);
    service.unregisterExecutors(...this.declared.map(({ name }) => name.toUpperCase()));
    this.descriptions?.dispose();
    this.messages.clear();
    this.volatile.clear();
    this.evaluator = evaluator;
    this.declared = declarations;
    service.registerExecutors(...declarations.map((declaration) => this.executor(declaration)));
    this.descriptions = this.space.injector.get(IDescriptionService).registerDescriptions(
      declarations.map(({ name, description, parameters }) => ({
        functionName: name.toUpperCase(),
        functionType: FunctionType.User,
        description,
        abstract: description,
        functionParameter: parameters.map((parameter) => ({
          name: parameter.name,
          detail: parameter.description,
          example: '',
          require: parameter.isOptional ? BooleanNumber.FALSE : BooleanNumber.TRUE,
          repeat: parameter.isRepeating ? BooleanNumber.TRUE : BooleanNumber.FALSE,
        })),
      })),
    );
    // Formulas were read without these names, and what they depend on with them.
    service.deleteFormulaAstCacheKey('');
    this.space.queue.forgetDependencies(this.space.unit, this.space.workbook.getSheetOrders());
    this.space.queue.request([], { everything: true, now: true });
  }

  private executor(declaration: FunctionDeclaration): AddinFunction {
    return new AddinFunction(declaration, {
      evaluate: (call) => {
        const key = `${call.cell.sheet} ${call.cell.row} ${call.cell.column}`;
        const answer = this.evaluator?.evaluate(call) ?? { state: 'value', value: { error: '#NAME?' } };
        const value = answer.state === 'value' ? answer.value : null;
        if (isError(value) && value.message !== undefined) {
          this.messages.set(key, { error: value.error, message: value.message });
        } else this.messages.delete(key);
        return answer;
      },
      sheetName: (sheet) => this.space.workbook.getSheetBySheetId(sheet)?.getName() ?? '',
      rowCount: (sheet) => {
        const used = this.has(sheet) ? this.usedArea(sheet, true) : undefined;
        return used ? used.row + used.rowCount : 0;
      },
      isVolatileAt: (cell) => void this.volatile.set(`${cell.sheet} ${cell.row} ${cell.column}`, cell),
    });
  }
}

function emptySheet(name: string, id: SheetId): IWorksheetData {
  const image: WorkbookImage['sheets'][number] = {
    name,
    visibility: 'Visible',
    isProtected: false,
    tabColor: '',
    showGridlines: true,
    frozenRows: 0,
    frozenColumns: 0,
    formats: [],
    rows: [],
    columns: [],
    merges: [],
    notes: [],
    validations: [],
    conditionals: [],
  };
  const snapshot = snapshotOf({ sheets: [image], activeSheet: 0, tables: [], names: [] }, '', [id]);
  return mergeWorksheetSnapshotWithDefault(snapshot.sheets[id] ?? {});
}

/** A style that leaves nothing of the one it is put over. */
function wholeStyle(style: Nullable<IStyleData>): IStyleData {
  return { ...Object.fromEntries(STYLE_KEYS.map((key) => [key, null])), ...style };
}

function shiftFormula(lexer: LexerTreeBuilder, formula: string, right: number, down: number): string {
  return right === 0 && down === 0 ? formula : lexer.moveFormulaRefOffset(formula, right, down);
}

function wholeColumns(sheet: Worksheet): IRange {
  return { startRow: 0, startColumn: 0, endRow: sheet.getRowCount() - 1, endColumn: 0 };
}

function wholeRows(sheet: Worksheet): IRange {
  return { startRow: 0, startColumn: 0, endRow: 0, endColumn: sheet.getColumnCount() - 1 };
}

/** As a cell displays it. */
function textOf(value: number | string, pattern: string): string {
  if (typeof value === 'number' && pattern === 'General') return numfmt.format('General', value);
  return numfmt.format(pattern, value, { throws: false });
}

/** In signs of Latin width; a Chinese one takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, sign) => sum + (/[⺀-鿿＀-｠]/.test(sign) ? 2 : 1), 0);
}

/** A name that is not among the others, with a number behind it where it must be. */
function freeName(name: string, others: readonly string[]): string {
  let free = name;
  for (let number = 2; others.some((other) => sameText(other, free)); number += 1) free = `${name}${number}`;
  return free;
}

function isValid({ rule }: Validation, value: CellValue, items: (source: string) => readonly string[]): boolean {
  if (isError(value)) return false;
  if (rule.kind === 'list') {
    const text = typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
    return items(rule.source).includes(text);
  }
  if (rule.kind === 'custom') return true;
  const number = rule.kind === 'textLength' ? [...String(value)].length : value;
  if (typeof number !== 'number') return false;
  if (rule.kind === 'wholeNumber' && !Number.isInteger(number)) return false;
  const [one, other] = [Number(rule.formula1), Number(rule.formula2)];
  // A bound that is a formula is not known here: it forbids nothing.
  if (Number.isNaN(one)) return true;
  const between = number >= one && number <= other;
  const verdict: Readonly<Record<typeof rule.operator, boolean>> = {
    Between: between,
    NotBetween: !between,
    EqualTo: number === one,
    NotEqualTo: number !== one,
    GreaterThan: number > one,
    LessThan: number < one,
    GreaterThanOrEqualTo: number >= one,
    LessThanOrEqualTo: number <= one,
  };
  return verdict[rule.operator];
}
