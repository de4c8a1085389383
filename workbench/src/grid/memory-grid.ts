/**
 * A grid without looks, in memory: what the host's tests stand on. Its formulas know references, operators, a few
 * functions and the add-in's own; inserting and deleting moves references, as it should.
 */
import {
  WHOLE_SHEET,
  cellArea,
  contains,
  formatAddress,
  hull,
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
} from './a1';
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
  type ChangeKind,
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
} from './grid-model';
import { GridListeners } from './listeners';
import { evaluate, isReadable, mapReferences } from './memory-formula';
import { checkName, checkSheetName, checkTableName, columnNames, nextName, sameText } from './naming';
import { NEW_TABLE, areaAfter, bodyOf, checkTableArea, rowsOf } from './table-body';
import { isValid } from './validity';
import { isError, isFormula } from './values';

/** Never changed in place, so that an undo step can share what did not change. */
interface Cell {
  readonly content: CellValue;
  readonly formula?: string;
  readonly format?: Partial<CellFormat>;
}

interface SheetState {
  info: SheetInfo;
  password: string | undefined;
  cells: Map<number, Cell>;
  merges: readonly Area[];
  widths: Map<number, number>;
  heights: Map<number, number>;
  hiddenColumns: Set<number>;
  hiddenRows: Set<number>;
  notes: readonly CellNote[];
  validations: readonly { readonly area: Area; readonly validation: Validation | null }[];
}

interface State {
  sheets: SheetState[];
  tables: readonly TableInfo[];
  names: readonly NameInfo[];
}

interface Results {
  readonly values: Map<number, CellValue>;
  /** Formula cell → the area it fills. */
  readonly spills: Map<number, Area>;
}

const DEFAULT_WIDTH = 48;
const DEFAULT_HEIGHT = 15;

const key = (row: number, column: number): number => row * GRID_COLUMNS + column;
const placeOf = (at: number): { row: number; column: number } => ({
  row: Math.floor(at / GRID_COLUMNS),
  column: at % GRID_COLUMNS,
});

const isCell = ({ rowCount, columnCount }: Area): boolean => rowCount === 1 && columnCount === 1;

function copyState(state: State): State {
  return {
    ...state,
    sheets: state.sheets.map((sheet) => ({
      ...sheet,
      cells: new Map(sheet.cells),
      widths: new Map(sheet.widths),
      heights: new Map(sheet.heights),
      hiddenColumns: new Set(sheet.hiddenColumns),
      hiddenRows: new Set(sheet.hiddenRows),
    })),
  };
}

export class MemoryGrid implements GridModel {
  private state: State = { sheets: [], tables: [], names: [] };
  private active: SheetId = '';
  private selected: Selection = { sheet: '', areas: [cellArea(0, 0)], activeCell: { row: 0, column: 0 } };
  /** What was selected on the sheets that are not active. */
  private readonly left = new Map<SheetId, Selection>();
  private results = new Map<SheetId, Results>();
  private readonly listeners = new GridListeners();
  private functions = new Map<string, FunctionDeclaration>();
  private evaluator: FunctionEvaluator | undefined;
  private mode: 'automatic' | 'manual' = 'automatic';
  private editing = false;
  private lastId = 0;

  private depth = 0;
  private origin: Origin = 'user';
  private before: State | undefined;
  private isDirty = false;
  private waiting: (() => void)[] = [];
  private undoSteps: State[] = [];
  private redoSteps: State[] = [];

  constructor() {
    this.active = this.addSheet('Sheet1');
    this.selected = { ...this.selected, sheet: this.active };
    this.undoSteps = [];
  }

  /* events and batches */

  on<Kind extends keyof GridEvents>(kind: Kind, listener: (event: GridEvents[Kind]) => void): () => void {
    return this.listeners.on(kind, listener);
  }

  private tell<Kind extends keyof GridEvents>(kind: Kind, event: GridEvents[Kind]): void {
    this.waiting.push(() => this.listeners.tell(kind, event));
    if (this.depth === 0) this.deliver();
  }

  private deliver(): void {
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) next();
  }

  batch<Result>(origin: Origin, work: () => Result): Result {
    if (this.depth === 0) {
      this.origin = origin;
      this.before = undefined;
    }
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.finishBatch();
    }
  }

  private finishBatch(): void {
    if (this.before) {
      this.undoSteps.push(this.before);
      this.redoSteps = [];
    }
    this.before = undefined;
    if (this.isDirty && this.mode === 'automatic') this.compute();
    this.origin = 'user';
    this.deliver();
  }

  /** Every change goes through here: it keeps what was for undo, and calculates afterwards. */
  private change<Result>(work: () => Result): Result {
    return this.batch(this.depth > 0 ? this.origin : 'user', () => {
      this.before ??= copyState(this.state);
      this.isDirty = true;
      return work();
    });
  }

  private sheet(id: SheetId): SheetState {
    const sheet = this.state.sheets.find(({ info }) => info.id === id);
    if (!sheet) throw new GridRefusal('notFound', `There is no sheet ${id}.`);
    return sheet;
  }

  private guard(id: SheetId, area?: Area): SheetState {
    const sheet = this.sheet(id);
    if (area && !isInGrid(area)) throw new GridRefusal('outOfBounds', 'The area lies outside of the sheet.');
    if (sheet.info.isProtected && !(area && this.readFormat(id, area).locked === false)) {
      throw new GridRefusal('protected', `The sheet ${sheet.info.name} is protected.`);
    }
    return sheet;
  }

  private nextId(): string {
    this.lastId += 1;
    return `{00000000-0000-0000-0000-${String(this.lastId).padStart(12, '0')}}`;
  }

  /* sheets */

  sheets(): readonly SheetInfo[] {
    return this.state.sheets.map(({ info }) => info);
  }

  activeSheet(): SheetId {
    return this.active;
  }

  activateSheet(id: SheetId): void {
    const { info } = this.sheet(id);
    if (info.visibility !== 'Visible') throw new GridRefusal('notSupported', `The sheet ${info.name} is hidden.`);
    if (id === this.active) return;
    const deactivated = this.active;
    this.active = id;
    this.left.set(deactivated, this.selected);
    this.selected = this.left.get(id) ?? { sheet: id, areas: [cellArea(0, 0)], activeCell: { row: 0, column: 0 } };
    this.tell('sheetActivated', { sheet: id, deactivated });
  }

  private namesOfSheets(except?: SheetId): readonly string[] {
    return this.state.sheets.flatMap(({ info }) => (info.id === except ? [] : [info.name]));
  }

  addSheet(name?: string, position?: number): SheetId {
    const taken = this.namesOfSheets();
    const sheetName = name ?? nextName('Sheet', taken.length + 1, taken);
    checkSheetName(sheetName, taken);
    return this.change(() => {
      const id = this.nextId();
      const info: SheetInfo = {
        id,
        name: sheetName,
        visibility: 'Visible',
        isProtected: false,
        tabColor: '',
        showGridlines: true,
        frozenRows: 0,
        frozenColumns: 0,
      };
      const sheet: SheetState = {
        info,
        password: undefined,
        cells: new Map(),
        merges: [],
        widths: new Map(),
        heights: new Map(),
        hiddenColumns: new Set(),
        hiddenRows: new Set(),
        notes: [],
        validations: [],
      };
      this.state.sheets.splice(position ?? this.state.sheets.length, 0, sheet);
      this.tell('sheetAdded', { sheet: id, origin: this.origin });
      return id;
    });
  }

  deleteSheet(id: SheetId): void {
    const { info } = this.sheet(id);
    const visible = this.state.sheets.filter((sheet) => sheet.info.visibility === 'Visible' && sheet.info.id !== id);
    const [next] = visible;
    if (!next) throw new GridRefusal('lastSheet', 'A workbook needs a visible sheet.');
    this.change(() => {
      this.state.sheets = this.state.sheets.filter((sheet) => sheet.info.id !== id);
      this.state.tables = this.state.tables.filter((table) => table.sheet !== id);
      this.state.names = this.state.names.filter((name) => name.sheet !== id);
      this.rewrite((area, sheetName) => (sheetName !== undefined && sameText(sheetName, info.name) ? undefined : area));
      if (this.active === id) this.activateSheet(next.info.id);
      this.tell('sheetDeleted', { sheet: id, name: info.name, origin: this.origin });
    });
  }

  changeSheet(id: SheetId, change: SheetChange): void {
    const sheet = this.sheet(id);
    const { name: before, visibility } = sheet.info;
    if (change.name !== undefined) checkSheetName(change.name, this.namesOfSheets(id));
    if (change.visibility !== undefined && change.visibility !== 'Visible') {
      const others = this.state.sheets.filter(({ info }) => info.visibility === 'Visible' && info.id !== id);
      const [next] = others;
      if (!next) throw new GridRefusal('lastSheet', 'A workbook needs a visible sheet.');
      if (this.active === id) this.activateSheet(next.info.id);
    }
    this.change(() => {
      sheet.info = { ...sheet.info, ...change };
      const { name: after } = sheet.info;
      if (after !== before) {
        this.renameInFormulas(before, after);
        this.tell('sheetRenamed', { sheet: id, before, after, origin: this.origin });
      }
      if (sheet.info.visibility !== visibility) {
        this.tell('sheetVisibilityChanged', {
          sheet: id,
          before: visibility,
          after: sheet.info.visibility,
          origin: this.origin,
        });
      }
    });
  }

  private renameInFormulas(before: string, after: string): void {
    const rename = (formula: string): string =>
      formula.replaceAll(`${quote(before)}!`, `${quote(after)}!`).replaceAll(`'${before}'!`, `${quote(after)}!`);
    for (const sheet of this.state.sheets) {
      for (const [at, cell] of sheet.cells) {
        if (cell.formula !== undefined) sheet.cells.set(at, { ...cell, formula: rename(cell.formula) });
      }
    }
    this.state.names = this.state.names.map((name) => ({ ...name, formula: rename(name.formula) }));
  }

  moveSheet(id: SheetId, position: number): void {
    const sheet = this.sheet(id);
    const before = this.state.sheets.indexOf(sheet);
    if (position < 0 || position >= this.state.sheets.length) {
      throw new GridRefusal('outOfBounds', `There is no position ${position}.`);
    }
    this.change(() => {
      this.state.sheets.splice(before, 1);
      this.state.sheets.splice(position, 0, sheet);
      this.tell('sheetMoved', { sheet: id, before, after: position, origin: this.origin });
    });
  }

  protectSheet(id: SheetId, password?: string): void {
    const sheet = this.sheet(id);
    if (sheet.info.isProtected) throw new GridRefusal('protected', `The sheet ${sheet.info.name} is protected.`);
    this.change(() => {
      sheet.info = { ...sheet.info, isProtected: true };
      sheet.password = password;
    });
  }

  unprotectSheet(id: SheetId, password?: string): void {
    const sheet = this.sheet(id);
    if (sheet.info.isProtected && sheet.password !== undefined && sheet.password !== password) {
      throw new GridRefusal('wrongPassword', 'The password is not the one the sheet is protected with.');
    }
    this.change(() => {
      sheet.info = { ...sheet.info, isProtected: false };
      sheet.password = undefined;
    });
  }

  /* cells */

  usedArea(id: SheetId, valuesOnly: boolean): Area | undefined {
    let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
    for (const [at, cell] of this.sheet(id).cells) {
      if (cell.content === null && cell.formula === undefined && (valuesOnly || !cell.format)) continue;
      const row = Math.floor(at / GRID_COLUMNS);
      const column = at % GRID_COLUMNS;
      if (row < top) top = row;
      if (row > bottom) bottom = row;
      if (column < left) left = column;
      if (column > right) right = column;
    }
    let used: Area | undefined =
      bottom < 0 ? undefined : { row: top, column: left, rowCount: bottom - top + 1, columnCount: right - left + 1 };
    for (const area of this.results.get(id)?.spills.values() ?? []) used = used ? hull(used, area) : area;
    return used;
  }

  private valueAt(sheet: SheetState, at: number): CellValue {
    const cell = sheet.cells.get(at);
    if (cell?.formula === undefined && cell && cell.content !== null) return cell.content;
    return this.results.get(sheet.info.id)?.values.get(at) ?? null;
  }

  private block<T>(id: SheetId, area: Area, read: (sheet: SheetState, at: number) => T): T[][] {
    const sheet = this.sheet(id);
    return makeBlock(area.rowCount, area.columnCount, (row, column) =>
      read(sheet, key(area.row + row, area.column + column)),
    );
  }

  readValues(id: SheetId, area: Area): Block<CellValue> {
    return this.block(id, area, (sheet, at) => this.valueAt(sheet, at));
  }

  readFormulas(id: SheetId, area: Area): Block<string> {
    return this.block(id, area, (sheet, at) => sheet.cells.get(at)?.formula ?? '');
  }

  readTexts(id: SheetId, area: Area): Block<string> {
    return this.block(id, area, (sheet, at) => {
      const value = this.valueAt(sheet, at);
      if (value === null) return '';
      if (isError(value)) return value.error;
      return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
    });
  }

  readNumberFormats(id: SheetId, area: Area): Block<string> {
    return this.block(id, area, (sheet, at) => sheet.cells.get(at)?.format?.numberFormat ?? 'General');
  }

  private edit(sheet: SheetState, at: number, change: Partial<Cell>): void {
    const { formula, ...rest } = { ...(sheet.cells.get(at) ?? { content: null }), ...change };
    const cell: Cell = formula === undefined ? rest : { ...rest, formula };
    if (cell.content === null && cell.formula === undefined && !cell.format) sheet.cells.delete(at);
    else sheet.cells.set(at, cell);
  }

  writeCells(id: SheetId, area: Area, contents: Block<CellContent>): void {
    const sheet = this.guard(id, area);
    if (!isBlockOf(contents, area)) throw new GridRefusal('sizeMismatch', 'The block has not the size of the area.');
    for (const content of contents.flat()) {
      if (isFormula(content) && !isReadable(content.formula)) {
        throw new GridRefusal('badFormula', `The formula ${content.formula} cannot be read.`);
      }
    }
    const single = isCell(area);
    const before = this.readValues(id, area)[0]?.[0] ?? null;
    this.change(() => {
      contents.forEach((row, i) =>
        row.forEach((content, j) => {
          if (content === undefined) return;
          const at = key(area.row + i, area.column + j);
          const { format } = sheet.cells.get(at) ?? {};
          const cell = isFormula(content) ? { content: null, formula: content.formula } : { content };
          sheet.cells.delete(at);
          this.edit(sheet, at, format ? { ...cell, format } : cell);
        }),
      );
      const { origin } = this;
      // What the cell shows afterwards is known only once it is calculated.
      this.waiting.push(() => {
        const after = single ? { before, after: this.readValues(id, area)[0]?.[0] ?? null } : {};
        this.listeners.tell('cellsChanged', { kind: 'rangeEdited', sheet: id, area, origin, ...after });
      });
    });
  }

  private tellCells(kind: ChangeKind, sheet: SheetId, area: Area, shift?: 'down' | 'right' | 'up' | 'left'): void {
    this.tell('cellsChanged', { kind, sheet, area, origin: this.origin, ...(shift && { shift }) });
  }

  private tellFormat(sheet: SheetId, area: Area): void {
    this.tell('formatChanged', { sheet, area, origin: this.origin });
  }

  writeNumberFormats(id: SheetId, area: Area, formats: Block<string | undefined>): void {
    const sheet = this.guard(id, area);
    if (!isBlockOf(formats, area)) throw new GridRefusal('sizeMismatch', 'The block has not the size of the area.');
    this.change(() => {
      formats.forEach((row, i) =>
        row.forEach((numberFormat, j) => {
          if (numberFormat === undefined) return;
          const at = key(area.row + i, area.column + j);
          this.edit(sheet, at, { format: { ...sheet.cells.get(at)?.format, numberFormat } });
        }),
      );
      this.tellFormat(id, area);
    });
  }

  clear(id: SheetId, area: Area, what: 'all' | 'contents' | 'formats'): void {
    const sheet = this.guard(id, area);
    this.change(() => {
      for (const [at, cell] of [...sheet.cells]) {
        const { row, column } = placeOf(at);
        if (!contains(area, row, column)) continue;
        if (what === 'all') sheet.cells.delete(at);
        else if (what === 'formats') {
          const { format: _dropped, ...kept } = cell;
          sheet.cells.delete(at);
          this.edit(sheet, at, kept);
        } else {
          sheet.cells.delete(at);
          if (cell.format) this.edit(sheet, at, { format: cell.format });
        }
      }
      if (what === 'all') {
        sheet.notes = sheet.notes.filter(({ row, column }) => !contains(area, row, column));
        if (sheet.validations.length > 0) sheet.validations = [...sheet.validations, { area, validation: null }];
      }
      if (what !== 'formats') this.tellCells('rangeEdited', id, area);
      if (what !== 'contents') this.tellFormat(id, area);
    });
  }

  copy(
    from: { sheet: SheetId; area: Area },
    to: CellPlace,
    what: 'all' | 'formulas' | 'values' | 'formats' = 'all',
  ): void {
    const source = this.sheet(from.sheet);
    const area = { ...from.area, row: to.row, column: to.column };
    const target = this.guard(to.sheet, area);
    const [down, right] = [to.row - from.area.row, to.column - from.area.column];
    const cells = makeBlock(area.rowCount, area.columnCount, (row, column) => {
      const at = key(from.area.row + row, from.area.column + column);
      return { cell: source.cells.get(at), value: this.valueAt(source, at) };
    });
    this.change(() => {
      cells.forEach((row, i) =>
        row.forEach(({ cell, value }, j) => {
          const at = key(area.row + i, area.column + j);
          const format = what === 'all' || what === 'formats' ? cell?.format : target.cells.get(at)?.format;
          let kept: Cell = target.cells.get(at) ?? { content: null };
          if (what === 'values') kept = { content: value };
          else if (what !== 'formats') {
            kept = { content: cell?.content ?? null };
            if (cell?.formula !== undefined) {
              kept = {
                ...kept,
                formula: mapReferences(cell.formula, (ref, _s, text) => relative(ref, text, down, right)),
              };
            }
          }
          target.cells.delete(at);
          const { format: _old, ...content } = kept;
          this.edit(target, at, format ? { ...content, format } : content);
        }),
      );
      if (what !== 'formats') this.tellCells('rangeEdited', to.sheet, area);
      else this.tellFormat(to.sheet, area);
    });
  }

  /** Applies a change of place to every reference to this sheet, whoever holds it. */
  private rewrite(
    move: (area: Area, sheetName: string | undefined, home: SheetState | undefined) => Area | undefined,
  ): void {
    for (const sheet of this.state.sheets) {
      for (const [at, cell] of sheet.cells) {
        if (cell.formula === undefined) continue;
        const formula = mapReferences(cell.formula, (area, name) => move(area, name, sheet));
        if (formula !== cell.formula) sheet.cells.set(at, { ...cell, formula });
      }
    }
    this.state.names = this.state.names.map((name) => ({
      ...name,
      formula: mapReferences(name.formula, (area, sheetName) => move(area, sheetName, undefined)),
    }));
  }

  private shift(id: SheetId, axis: 'row' | 'column', at: number, count: number): void {
    const sheet = this.guard(id);
    const moveOne = (area: Area): Area | undefined => moveArea(area, axis, at, count);
    const size = Math.abs(count);
    const limit = axis === 'row' ? GRID_ROWS : GRID_COLUMNS;
    if (at < 0 || size < 1 || at + size > limit) throw new GridRefusal('outOfBounds', 'There is no such place.');
    this.change(() => {
      const cells = new Map<number, Cell>();
      for (const [from, cell] of sheet.cells) {
        const { row, column } = placeOf(from);
        const to = moveOne(cellArea(row, column));
        if (to) cells.set(key(to.row, to.column), cell);
      }
      sheet.cells = cells;
      sheet.merges = sheet.merges.flatMap((area) => moveOne(area) ?? []);
      sheet.notes = sheet.notes.flatMap((note) => {
        const to = moveOne(cellArea(note.row, note.column));
        return to ? [{ ...note, row: to.row, column: to.column }] : [];
      });
      sheet.validations = sheet.validations.flatMap(({ area, validation }) => {
        const to = moveOne(area);
        return to ? [{ area: to, validation }] : [];
      });
      const gone = new Set<TableId>();
      this.state.tables = this.state.tables.map((table) => {
        if (table.sheet !== id) return table;
        const area = moveOne(table.area);
        if (!area) gone.add(table.id);
        return area ? { ...table, area } : table;
      });
      this.state.tables = this.state.tables.filter((table) => !gone.has(table.id));
      this.rewrite((area, name, home) => {
        const isHere = name === undefined ? home === sheet : sameText(name, sheet.info.name);
        return isHere ? (moveOne(area) ?? undefined) : area;
      });
      const area =
        axis === 'row'
          ? { ...WHOLE_SHEET, row: at, rowCount: size }
          : { ...WHOLE_SHEET, column: at, columnCount: size };
      const kinds =
        axis === 'row' ? (['rowInserted', 'rowDeleted'] as const) : (['columnInserted', 'columnDeleted'] as const);
      this.tellCells(count > 0 ? kinds[0] : kinds[1], id, area);
    });
  }

  insertRows(id: SheetId, row: number, count: number): void {
    this.shift(id, 'row', row, count);
  }

  deleteRows(id: SheetId, row: number, count: number): void {
    this.shift(id, 'row', row, -count);
  }

  insertColumns(id: SheetId, column: number, count: number): void {
    this.shift(id, 'column', column, count);
  }

  deleteColumns(id: SheetId, column: number, count: number): void {
    this.shift(id, 'column', column, -count);
  }

  /** Moves the cells of a band; references to them stay as they are. */
  private slide(id: SheetId, area: Area, axis: 'row' | 'column', count: number): void {
    const sheet = this.guard(id, area);
    const band: Area =
      axis === 'row' ? { ...area, row: 0, rowCount: GRID_ROWS } : { ...area, column: 0, columnCount: GRID_COLUMNS };
    const cells = new Map<number, Cell>();
    for (const [from, cell] of sheet.cells) {
      const { row, column } = placeOf(from);
      const one = cellArea(row, column);
      const to = contains(band, row, column) ? moveArea(one, axis, area[axis], count) : one;
      if (to) cells.set(key(to.row, to.column), cell);
    }
    sheet.cells = cells;
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
      this.tellCells('cellInserted', id, area, shift);
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
      this.tellCells('cellDeleted', id, area, shift);
    });
  }

  spillArea(cell: CellPlace): Area | undefined {
    return this.results.get(cell.sheet)?.spills.get(key(cell.row, cell.column));
  }

  spillParent(cell: CellPlace): CellPlace | undefined {
    for (const [at, area] of this.results.get(cell.sheet)?.spills ?? []) {
      if (contains(area, cell.row, cell.column)) return { sheet: cell.sheet, ...placeOf(at) };
    }
    return undefined;
  }

  merges(id: SheetId): readonly Area[] {
    return this.sheet(id).merges;
  }

  merge(id: SheetId, area: Area): void {
    const sheet = this.guard(id, area);
    this.change(() => {
      sheet.merges = [...sheet.merges.filter((other) => !intersect(other, area)), area];
      for (const [at] of [...sheet.cells]) {
        const { row, column } = placeOf(at);
        if (contains(area, row, column) && (row !== area.row || column !== area.column)) sheet.cells.delete(at);
      }
    });
  }

  unmerge(id: SheetId, area: Area): void {
    const sheet = this.guard(id, area);
    this.change(() => void (sheet.merges = sheet.merges.filter((other) => !intersect(other, area))));
  }

  /* looks */

  readFormat(id: SheetId, area: Area): CommonFormat {
    const sheet = this.sheet(id);
    if (isCell(area)) return { ...DEFAULT_FORMAT, ...sheet.cells.get(key(area.row, area.column))?.format };
    // Beyond the used area all cells look alike: one of them speaks for all.
    const used = this.usedArea(id, false);
    const inside = used && intersect(used, area);
    const seen: CellFormat[] = [];
    if (inside) {
      for (const cell of this.block(id, inside, (_sheet, at) => sheet.cells.get(at)?.format).flat()) {
        seen.push({ ...DEFAULT_FORMAT, ...cell });
      }
    }
    if (!inside || !sameArea(inside, area)) seen.push(DEFAULT_FORMAT);
    const [first, ...rest] = seen;
    const common = Object.entries(first ?? DEFAULT_FORMAT).filter(([name, value]) =>
      rest.every((format) => format[name as keyof CellFormat] === value),
    );
    return Object.fromEntries(common);
  }

  writeFormat(id: SheetId, area: Area, format: Partial<CellFormat>): void {
    const sheet = this.guard(id, area);
    // A whole column gets its format as far down as there is anything.
    const used = isWholeRows(area) || isWholeColumns(area) ? this.usedArea(id, false) : area;
    const within = used && intersect(used, area);
    this.change(() => {
      if (within) {
        this.block(id, within, (_sheet, at) =>
          this.edit(sheet, at, { format: { ...sheet.cells.get(at)?.format, ...format } }),
        );
      }
      this.tellFormat(id, area);
    });
  }

  columnWidth(id: SheetId, column: number): number {
    const sheet = this.sheet(id);
    return sheet.hiddenColumns.has(column) ? 0 : (sheet.widths.get(column) ?? DEFAULT_WIDTH);
  }

  setColumnWidth(id: SheetId, column: number, count: number, points: number): void {
    const sheet = this.guard(id);
    this.change(() => {
      for (let at = column; at < column + count; at += 1) sheet.widths.set(at, points);
    });
  }

  rowHeight(id: SheetId, row: number): number {
    const sheet = this.sheet(id);
    return sheet.hiddenRows.has(row) ? 0 : (sheet.heights.get(row) ?? DEFAULT_HEIGHT);
  }

  setRowHeight(id: SheetId, row: number, count: number, points: number): void {
    const sheet = this.guard(id);
    this.change(() => {
      for (let at = row; at < row + count; at += 1) sheet.heights.set(at, points);
    });
  }

  autoFitColumns(id: SheetId, column: number, count: number): void {
    const sheet = this.guard(id);
    const used = this.usedArea(id, true);
    this.change(() => {
      for (let at = column; at < column + count; at += 1) {
        const texts = used ? this.readTexts(id, { ...used, column: at, columnCount: 1 }).flat() : [];
        sheet.widths.set(at, Math.max(DEFAULT_WIDTH, ...texts.map((text) => text.length * 6)));
      }
    });
  }

  autoFitRows(id: SheetId, row: number, count: number): void {
    this.setRowHeight(id, row, count, DEFAULT_HEIGHT);
  }

  isColumnHidden(id: SheetId, column: number): boolean {
    return this.sheet(id).hiddenColumns.has(column);
  }

  setColumnsHidden(id: SheetId, column: number, count: number, hidden: boolean): void {
    const { hiddenColumns } = this.guard(id);
    this.change(() => {
      for (let at = column; at < column + count; at += 1) {
        if (hidden) hiddenColumns.add(at);
        else hiddenColumns.delete(at);
      }
    });
  }

  isRowHidden(id: SheetId, row: number): boolean {
    return this.sheet(id).hiddenRows.has(row);
  }

  setRowsHidden(id: SheetId, row: number, count: number, hidden: boolean): void {
    const { hiddenRows } = this.guard(id);
    this.change(() => {
      for (let at = row; at < row + count; at += 1) {
        if (hidden) hiddenRows.add(at);
        else hiddenRows.delete(at);
      }
    });
  }

  /* tables */

  tables(): readonly TableInfo[] {
    return this.state.tables.map((table) => ({ ...table, columns: this.tableColumns(table) }));
  }

  private tableColumns(table: TableInfo): readonly string[] {
    if (!table.hasHeaderRow) return table.columns;
    const header = this.readTexts(table.sheet, { ...table.area, rowCount: 1 })[0] ?? [];
    return header.map((text, at) => (text === '' ? (table.columns[at] ?? '') : text));
  }

  private table(id: TableId): TableInfo {
    const table = this.tables().find((one) => one.id === id);
    if (!table) throw new GridRefusal('notFound', `There is no table ${id}.`);
    return table;
  }

  private setTable(table: TableInfo): void {
    this.state.tables = this.state.tables.map((other) => (other.id === table.id ? table : other));
  }

  /** Refuses a name that another table or a name has. */
  private checkFree(name: string, except?: TableId): void {
    const others = this.state.tables.filter((table) => table.id !== except);
    checkTableName(
      name,
      [...others, ...this.state.names].map((one) => one.name),
    );
  }

  createTable(id: SheetId, area: Area, options: { name?: string; hasHeaders: boolean; style?: string }): TableId {
    this.guard(id, area);
    if (this.state.tables.some((table) => table.sheet === id && intersect(table.area, area))) {
      throw new GridRefusal('overlap', 'There is a table already.');
    }
    const taken = this.state.tables.map((table) => table.name);
    const name = options.name ?? nextName('Table', 1, taken);
    this.checkFree(name);
    return this.change(() => {
      let whole = area;
      if (!options.hasHeaders) {
        this.insertCells(id, { ...area, rowCount: 1 }, 'down');
        whole = { ...area, rowCount: area.rowCount + 1 };
      } else if (area.rowCount === 1) whole = { ...area, rowCount: 2 };
      const header = this.readTexts(id, { ...whole, rowCount: 1 })[0] ?? [];
      const columns = columnNames(header);
      this.writeCells(id, { ...whole, rowCount: 1 }, [columns]);
      const table: TableInfo = {
        ...NEW_TABLE,
        id: this.nextId(),
        name,
        sheet: id,
        area: whole,
        columns,
        ...(options.style !== undefined && { style: options.style }),
      };
      this.state.tables = [...this.state.tables, table];
      this.tell('tableAdded', { table: table.id, sheet: id, origin: this.origin });
      return table.id;
    });
  }

  changeTable(id: TableId, change: TableChange): void {
    const table = this.table(id);
    this.guard(table.sheet);
    if (change.name !== undefined) this.checkFree(change.name, id);
    if (change.area) checkTableArea(table, change.area);
    this.change(() => this.setTable({ ...table, ...change, area: areaAfter(table, change) }));
  }

  renameTableColumn(id: TableId, column: number, name: string): void {
    const table = this.table(id);
    this.change(() => {
      this.setTable({ ...table, columns: table.columns.map((old, at) => (at === column ? name : old)) });
      if (!table.hasHeaderRow) return;
      this.writeCells(table.sheet, cellArea(table.area.row, table.area.column + column), [[name]]);
    });
  }

  insertTableRows(id: TableId, index: number, count: number): void {
    const table = this.table(id);
    const area = rowsOf(table, index, count, bodyOf(table).rowCount);
    this.change(() => {
      this.slide(table.sheet, area, 'row', count);
      this.setTable({ ...table, area: { ...table.area, rowCount: table.area.rowCount + count } });
      this.tellCells('rowInserted', table.sheet, area);
    });
  }

  deleteTableRows(id: TableId, index: number, count: number): void {
    const table = this.table(id);
    const { rowCount } = bodyOf(table);
    const area = rowsOf(table, index, count, rowCount - count);
    this.change(() => {
      // A table keeps one row, if an empty one.
      const kept = count === rowCount ? 1 : 0;
      this.slide(table.sheet, { ...area, rowCount: count }, 'row', -count);
      if (kept === 1) this.slide(table.sheet, { ...area, rowCount: 1 }, 'row', 1);
      this.setTable({ ...table, area: { ...table.area, rowCount: table.area.rowCount - count + kept } });
      this.tellCells('rowDeleted', table.sheet, area);
    });
  }

  insertTableColumn(id: TableId, index: number, name: string): void {
    const table = this.table(id);
    const area = { ...table.area, column: table.area.column + index, columnCount: 1 };
    this.change(() => {
      this.slide(table.sheet, area, 'column', 1);
      const columns = [...table.columns.slice(0, index), name, ...table.columns.slice(index)];
      this.setTable({ ...table, columns, area: { ...table.area, columnCount: table.area.columnCount + 1 } });
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
      const columns = table.columns.filter((_name, at) => at !== index);
      this.setTable({ ...table, columns, area: { ...table.area, columnCount: table.area.columnCount - 1 } });
    });
  }

  deleteTable(id: TableId, keepCells: boolean): void {
    const table = this.table(id);
    this.guard(table.sheet);
    this.change(() => {
      this.state.tables = this.state.tables.filter((other) => other.id !== id);
      if (!keepCells) this.clear(table.sheet, table.area, 'all');
      this.tell('tableDeleted', { table: id, name: table.name, sheet: table.sheet, origin: this.origin });
    });
  }

  /* names, notes, validation */

  names(): readonly NameInfo[] {
    return this.state.names;
  }

  setName(info: NameInfo): void {
    checkName(info.name);
    this.change(() => {
      this.state.names = [
        ...this.state.names.filter((other) => !(sameText(other.name, info.name) && other.sheet === info.sheet)),
        info,
      ];
    });
  }

  deleteName(name: string, sheet?: SheetId): void {
    this.change(() => {
      this.state.names = this.state.names.filter((other) => !(sameText(other.name, name) && other.sheet === sheet));
    });
  }

  notes(id: SheetId): readonly CellNote[] {
    return [...this.sheet(id).notes].sort((one, other) => one.row - other.row || one.column - other.column);
  }

  writeNote(id: SheetId, note: CellNote): void {
    const sheet = this.guard(id, cellArea(note.row, note.column));
    this.change(() => {
      this.deleteNote(id, note.row, note.column, note.kind);
      sheet.notes = [...sheet.notes, note];
    });
  }

  deleteNote(id: SheetId, row: number, column: number, kind: CellNote['kind']): void {
    const sheet = this.guard(id, cellArea(row, column));
    this.change(() => {
      sheet.notes = sheet.notes.filter((note) => note.row !== row || note.column !== column || note.kind !== kind);
    });
  }

  private validationAt(sheet: SheetState, row: number, column: number): Validation | null {
    const covering = sheet.validations.filter(({ area }) => contains(area, row, column));
    return covering.at(-1)?.validation ?? null;
  }

  readValidation(id: SheetId, area: Area): Validation | null | undefined {
    const sheet = this.sheet(id);
    const touching = sheet.validations.filter((one) => intersect(one.area, area));
    if (touching.length === 0) return null;
    const covering = touching.at(-1);
    if (covering && sameArea(intersect(covering.area, area) ?? covering.area, area)) return covering.validation;
    const bounded = intersect(touching.map((one) => one.area).reduce(hull), area) ?? area;
    const rules = makeBlock(bounded.rowCount, bounded.columnCount, (row, column) =>
      this.validationAt(sheet, bounded.row + row, bounded.column + column),
    ).flat();
    const [first = null] = rules;
    return sameArea(bounded, area) && rules.every((rule) => rule === first) ? first : undefined;
  }

  writeValidation(id: SheetId, area: Area, validation: Validation | null): void {
    const sheet = this.guard(id, area);
    this.change(() => void (sheet.validations = [...sheet.validations, { area, validation }]));
  }

  invalidCells(id: SheetId, area: Area): readonly CellPlace[] {
    const sheet = this.sheet(id);
    const used = this.usedArea(id, true);
    const inside = used && intersect(used, area);
    if (!inside) return [];
    const found: CellPlace[] = [];
    this.readValues(id, inside).forEach((values, i) =>
      values.forEach((value, j) => {
        const [row, column] = [inside.row + i, inside.column + j];
        const validation = this.validationAt(sheet, row, column);
        if (!validation || value === null) return;
        if (!isValid(validation, value, (source) => this.listItems(id, source))) found.push({ sheet: id, row, column });
      }),
    );
    return found;
  }

  private listItems(id: SheetId, source: string): readonly string[] {
    if (!source.startsWith('=')) return source.split(',').map((item) => item.trim());
    const { sheet: name, rest } = splitSheet(source.slice(1));
    const home = name === undefined ? id : this.state.sheets.find(({ info }) => sameText(info.name, name))?.info.id;
    const area = parseArea(rest);
    return home !== undefined && area ? this.readTexts(home, area).flat() : [];
  }

  /* selection, undo, typing */

  selection(): Selection {
    return this.selected;
  }

  select(id: SheetId, area: Area): void {
    if (!isInGrid(area)) throw new GridRefusal('outOfBounds', 'The area lies outside of the sheet.');
    this.activateSheet(id);
    this.selected = { sheet: id, areas: [area], activeCell: { row: area.row, column: area.column } };
    this.tell('selectionChanged', this.selected);
  }

  private restore(from: State[], to: State[]): boolean {
    const step = from.pop();
    if (!step) return false;
    to.push(this.state);
    this.state = step;
    if (!this.state.sheets.some(({ info }) => info.id === this.active))
      this.active = this.state.sheets[0]?.info.id ?? '';
    this.compute();
    for (const { info } of this.state.sheets)
      this.tellCells('rangeEdited', info.id, this.usedArea(info.id, true) ?? cellArea(0, 0));
    return true;
  }

  undo(): boolean {
    return this.restore(this.undoSteps, this.redoSteps);
  }

  redo(): boolean {
    return this.restore(this.redoSteps, this.undoSteps);
  }

  isEditing(): boolean {
    return this.editing;
  }

  /** Stands for someone who begins or stops typing. */
  setEditing(isEditing: boolean): void {
    this.editing = isEditing;
    this.tell('editing', { isEditing });
  }

  /* calculation */

  calculationMode(): 'automatic' | 'manual' {
    return this.mode;
  }

  setCalculationMode(mode: 'automatic' | 'manual'): void {
    this.mode = mode;
    if (mode === 'automatic' && this.isDirty) this.calculate(false);
  }

  calculate(_everything: boolean): void {
    this.compute();
    if (this.depth === 0) this.deliver();
  }

  recalculate(_cells: readonly CellPlace[]): void {
    this.calculate(true);
  }

  async whenCalculated(): Promise<void> {
    if (this.isDirty && this.mode === 'automatic') this.calculate(false);
  }

  setFunctions(declarations: readonly FunctionDeclaration[], evaluator: FunctionEvaluator): void {
    this.functions = new Map(declarations.map((declaration) => [declaration.name.toUpperCase(), declaration]));
    this.evaluator = evaluator;
    this.calculate(true);
  }

  /** Calculates every formula, those they refer to first. A spill found late is read on the next round. */
  private compute(): void {
    this.isDirty = false;
    this.tell('calculationStarted', {});
    let spilled = '';
    for (let round = 0; round < 5; round += 1) {
      const earlier = this.results;
      this.results = new Map(
        this.state.sheets.map(({ info }) => [
          info.id,
          { values: new Map<number, CellValue>(), spills: new Map<number, Area>() },
        ]),
      );
      if (round > 0) this.keepSpilled(earlier);
      const underway = new Set<string>();
      for (const sheet of this.state.sheets) {
        for (const [at, cell] of sheet.cells) if (cell.formula !== undefined) this.computeCell(sheet, at, underway);
      }
      const now = JSON.stringify(this.state.sheets.map(({ info }) => [...(this.results.get(info.id)?.spills ?? [])]));
      if (now === spilled || now.length === 2 + 3 * this.state.sheets.length - 1) break;
      spilled = now;
    }
    this.tell('calculated', { sheets: this.state.sheets.map(({ info }) => info.id) });
  }

  private keepSpilled(earlier: ReadonlyMap<SheetId, Results>): void {
    for (const [id, { values, spills }] of earlier) {
      for (const [anchor, area] of spills) {
        makeBlock(area.rowCount, area.columnCount, (row, column) => {
          const at = key(area.row + row, area.column + column);
          const value = values.get(at);
          if (at !== anchor && value !== undefined) this.results.get(id)?.values.set(at, value);
        });
      }
    }
  }

  private computeCell(sheet: SheetState, at: number, underway: Set<string>): void {
    const { id } = sheet.info;
    const results = this.results.get(id);
    const formula = sheet.cells.get(at)?.formula;
    if (!results || formula === undefined || results.values.has(at)) return;
    const mark = `${id}${at}`;
    if (underway.has(mark)) return;
    underway.add(mark);
    const { row, column } = placeOf(at);
    const value = evaluate(formula, {
      read: (sheetName, area) => {
        const from =
          sheetName === undefined ? sheet : this.state.sheets.find(({ info }) => sameText(info.name, sheetName));
        if (!from) return undefined;
        const used = this.usedArea(from.info.id, true);
        // `A:A` reads as far down as there is anything.
        const within =
          isWholeRows(area) || isWholeColumns(area)
            ? ((used && intersect(used, area)) ?? cellArea(area.row, area.column))
            : area;
        this.block(from.info.id, within, (_sheet, other) => this.computeCell(from, other, underway));
        return { values: this.readValues(from.info.id, within), address: formatAddress(from.info.name, area) };
      },
      resolve: (text) => this.resolve(text, id),
      call: (called, args, argumentAddresses) => {
        if (!this.functions.has(called) || !this.evaluator) return undefined;
        const cell = { sheet: id, row, column };
        const answer = this.evaluator.evaluate({ name: called, arguments: args, cell, argumentAddresses });
        return answer.state === 'pending' ? { error: '#BUSY!' } : answer.value;
      },
    });
    underway.delete(mark);
    this.place(sheet, results, at, value);
  }

  private place(sheet: SheetState, results: Results, at: number, value: CellValue | Block<CellValue>): void {
    if (!Array.isArray(value)) {
      results.values.set(at, (value as CellValue) ?? 0);
      return;
    }
    const block = value as Block<CellValue>;
    const { row, column } = placeOf(at);
    const area: Area = { row, column, rowCount: block.length, columnCount: block[0]?.length ?? 0 };
    if (area.rowCount * area.columnCount === 0) {
      results.values.set(at, { error: '#CALC!' });
      return;
    }
    const isBlocked = block.some((values, i) =>
      values.some((_value, j) => {
        if (i === 0 && j === 0) return false;
        const cell = sheet.cells.get(key(row + i, column + j));
        return cell !== undefined && (cell.content !== null || cell.formula !== undefined);
      }),
    );
    if (isBlocked || !isInGrid(area)) {
      results.values.set(at, { error: '#SPILL!' });
      return;
    }
    block.forEach((values, i) => values.forEach((one, j) => results.values.set(key(row + i, column + j), one ?? 0)));
    if (area.rowCount * area.columnCount > 1) results.spills.set(at, area);
  }

  /** A name, a table or `Table[Column]` as a formula. */
  private resolve(text: string, id: SheetId): string | undefined {
    const [, name = '', column] = /^([^[]+)(?:\[(.*)\])?$/.exec(text) ?? [];
    const info =
      this.state.names.find((one) => sameText(one.name, name) && one.sheet === id) ??
      this.state.names.find((one) => sameText(one.name, name) && one.sheet === undefined);
    if (info) return info.formula;
    const table = this.tables().find((one) => sameText(one.name, name));
    if (!table) return undefined;
    const sheetName = this.sheet(table.sheet).info.name;
    const body = bodyOf(table);
    if (column === '#All') return `=${formatAddress(sheetName, table.area)}`;
    if (column === undefined || column === '') return `=${formatAddress(sheetName, body)}`;
    const at = table.columns.findIndex((one) => sameText(one, column));
    return at < 0 ? undefined : `=${formatAddress(sheetName, { ...body, column: body.column + at, columnCount: 1 })}`;
  }
}

function quote(name: string): string {
  return formatAddress(name, cellArea(0, 0)).slice(0, -3);
}

/** Moves the parts of a reference that bear no `$`. */
function relative(area: Area, text: string, down: number, right: number): Area | undefined {
  const row = /\$\d/.test(text) ? area.row : area.row + down;
  const column = /\$[A-Za-z]/.test(text) ? area.column : area.column + right;
  const moved = {
    ...area,
    row: isWholeColumns(area) ? 0 : row,
    column: isWholeRows(area) ? 0 : column,
  };
  return isInGrid(moved) ? moved : undefined;
}
