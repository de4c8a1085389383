import { cellAddress, parseCell } from '../../src/ledger/a1';
import type { CellRange, CellValue, TableInfo, WorkbookSnapshot } from '../../src/ledger/cells';
import type { CellRef } from '../../src/ledger/finding';
import { err, ok } from '../../src/kernel/result';
import {
  formatPut,
  foundText,
  GENERAL,
  holds,
  lastEditPerCell,
  oneMarkPerCell,
  takingBack,
  valuePut,
  type CellBefore,
} from '../../src/workbook/edits';
import {
  MOST_STORED,
  type CellEdit,
  type CellInput,
  type Fill,
  type HostInfo,
  type Inverse,
  type Mark,
  type MarkReceipt,
  type PortEvent,
  type PortProblem,
  type PortResult,
  type ReadOptions,
  type SheetContent,
  type SheetOutline,
  type SheetSelection,
  type SheetTable,
  type WorkbookOutline,
  type WorkbookPort,
} from '../../src/workbook/port';
import { readStoredRows, STORED_HEADER, STORED_SHEET, storedChange } from '../../src/workbook/stored-sheet';

interface MemorySheet {
  name: string;
  readonly rows: CellValue[][];
  readonly formulas: Map<string, string>;
  readonly formats: Map<string, string>;
  readonly fills: Map<string, NonNullable<Fill>>;
  readonly notes: Map<string, MemoryNote>;
  /** Spilled cell → the cell whose formula fills it. */
  readonly parents: Map<string, string>;
  merges: readonly CellRange[];
  tables: TableInfo[];
  isVisible: boolean;
  isProtected: boolean;
}

/** A note on a cell; `id` is `undefined` for a person's own. */
interface MemoryNote {
  readonly id: string | undefined;
  readonly text: string;
}

/** The parts of the port that can be made to fail. */
type Method = Exclude<keyof WorkbookPort, 'host'>;

const HOST: HostInfo = {
  kind: 'memory',
  platform: 'memory',
  version: '1',
  language: 'zh-CN',
  blanksArriveAsZero: false,
  sets: [],
};

/** Rows of a block. */
const BLOCK_ROWS = 1000;

/**
 * A workbook in memory behind the port, for tests. It calculates nothing: a formula that is written shows the fault
 * «uncalculated», as in a file that no program has calculated, unless the test says what it comes to.
 *
 * Beside the port it has what a person at the application could do (`edit`, `appendRow`, `deleteSheet` …), what a test wants
 * to see (`value`, `fill`, `note` …), and ways to make the application slow (`hold`) or refuse (`fail`). Events are told
 * before a hook returns.
 */
export class MemoryPort implements WorkbookPort {
  readonly host: HostInfo;
  /** What `readFile` gives; the port gives none until a test says. */
  file: Uint8Array | undefined;
  /** The files that were opened as new workbooks. */
  readonly opened: Uint8Array[] = [];
  /** The port's methods in the order of their calls. */
  readonly calls: Method[] = [];

  private readonly sheets: MemorySheet[];
  private readonly listeners = new Set<(event: PortEvent) => void>();
  private readonly failures = new Map<Method | 'any', PortProblem>();
  private definedNames: WorkbookOutline['definedNames'];
  private selected: SheetSelection;
  private isReadOnly = false;
  private isStructureProtected = false;
  private gate: Promise<void> = Promise.resolve();
  private lastNote = 0;

  private constructor(
    private readonly snapshotName: string,
    private readonly date1904: boolean,
    snapshot: WorkbookSnapshot,
    host: Partial<HostInfo>,
  ) {
    this.host = { ...HOST, ...host };
    this.definedNames = snapshot.definedNames;
    this.sheets = snapshot.sheets.map(({ name, rows, merges, tables }) => ({
      ...emptySheet(name),
      rows: rows.map((row) => [...(row ?? [])]),
      merges,
      tables: [...tables],
    }));
    this.selected = { sheet: this.sheets[0]?.name ?? '', range: { top: 1, left: 1, bottom: 1, right: 1 } };
  }

  static of(snapshot: WorkbookSnapshot, host: Partial<HostInfo> = {}): MemoryPort {
    return new MemoryPort(snapshot.name, snapshot.date1904, snapshot, host);
  }

  /* ---------------------------------------------------------------- what a person does */

  /** Types a value into a cell; a formula with what it comes to. */
  edit(sheet: string, cell: string, value: CellValue, formula = ''): void {
    const at = this.need(sheet);
    store(at, cell, value, formula);
    this.tell({ kind: 'cells-changed', sheet: at.name, range: rangeOfCell(cell) });
    this.tell({ kind: 'calculated', sheet: at.name });
  }

  /** Enters a formula whose results fill cells to the right and below. */
  spill(sheet: string, cell: string, formula: string, values: readonly (readonly CellValue[])[]): void {
    const at = this.need(sheet);
    const { row, column } = place(cell);
    values.forEach((line, i) =>
      line.forEach((value, j) => {
        const address = cellAddress(row + i, column + j);
        store(at, address, value, '');
        at.parents.set(address, cell);
      }),
    );
    at.formulas.set(cell, formula);
    this.tell({ kind: 'cells-changed', sheet: at.name, range: rangeOfCell(cell) });
  }

  /** Types a row under a table, which takes it in as Excel does. The table must have no totals row. */
  appendRow(table: string, values: readonly CellValue[]): void {
    for (const sheet of this.sheets) {
      const index = sheet.tables.findIndex((one) => one.name === table);
      const found = sheet.tables[index];
      if (!found) continue;
      if (found.totalsRows > 0) throw new Error(`${table} has a totals row`);
      const { left, bottom } = found.range;
      values.forEach((value, j) => store(sheet, cellAddress(bottom + 1, left + j), value, ''));
      sheet.tables[index] = { ...found, range: { ...found.range, bottom: bottom + 1 } };
      this.tell({ kind: 'cells-changed', sheet: sheet.name });
      return;
    }
    throw new Error(`no table ${table}`);
  }

  /** Deletes whole rows; those below and the tables around them move up. */
  deleteRows(sheet: string, top: number, count = 1): void {
    const at = this.need(sheet);
    at.rows.splice(top - 1, count);
    const up = (row: number): number => (row < top ? row : Math.max(top - 1, row - count));
    at.tables = at.tables.map((table) => ({
      ...table,
      range: { ...table.range, top: up(table.range.top), bottom: up(table.range.bottom) },
    }));
    this.tell({ kind: 'cells-changed', sheet: at.name });
  }

  addSheet(name: string, rows: readonly (readonly CellValue[])[] = [], tables: readonly TableInfo[] = []): void {
    this.sheets.push({ ...emptySheet(name), rows: rows.map((row) => [...row]), tables: [...tables] });
    this.tell({ kind: 'structure-changed' });
  }

  deleteSheet(name: string): void {
    this.sheets.splice(this.sheets.indexOf(this.need(name)), 1);
    this.tell({ kind: 'structure-changed' });
  }

  renameSheet(name: string, to: string): void {
    this.need(name).name = to;
    this.tell({ kind: 'structure-changed' });
  }

  setHidden(sheet: string, isHidden = true): void {
    this.need(sheet).isVisible = !isHidden;
    this.tell({ kind: 'structure-changed' });
  }

  setProtected(sheet: string, isProtected = true): void {
    this.need(sheet).isProtected = isProtected;
  }

  setReadOnly(isReadOnly = true): void {
    this.isReadOnly = isReadOnly;
  }

  /** Whether sheets can be added. */
  setStructureProtected(isProtected = true): void {
    this.isStructureProtected = isProtected;
  }

  setName(name: string, refersTo: string): void {
    this.definedNames = [...this.definedNames.filter((one) => one.name !== name), { name, refersTo }];
    this.tell({ kind: 'structure-changed' });
  }

  setFill(sheet: string, cell: string, fill: Fill): void {
    setFill(this.need(sheet), cell, fill);
  }

  setNote(sheet: string, cell: string, text: string | undefined): void {
    if (text === undefined) this.need(sheet).notes.delete(cell);
    else this.need(sheet).notes.set(cell, { id: undefined, text });
  }

  setNumberFormat(sheet: string, cell: string, format: string): void {
    setFormat(this.need(sheet), cell, format);
  }

  /** Selects cells by hand. */
  selectRange(sheet: string, range: CellRange): void {
    this.selected = { sheet: this.need(sheet).name, range };
    this.tell({ kind: 'selection-changed' });
  }

  /* ---------------------------------------------------------------- what a test sees */

  snapshot(): WorkbookSnapshot {
    return {
      name: this.snapshotName,
      date1904: this.date1904,
      sheets: this.sheets.map(({ name, rows, merges, tables }) => ({
        name,
        rows: rows.map((row) => [...row]),
        merges,
        tables: [...tables],
      })),
      definedNames: this.definedNames,
    };
  }

  value(sheet: string, cell: string): CellValue {
    return valueIn(this.need(sheet), cell);
  }

  numberFormat(sheet: string, cell: string): string {
    return this.need(sheet).formats.get(cell) ?? GENERAL;
  }

  fill(sheet: string, cell: string): Fill {
    return this.need(sheet).fills.get(cell);
  }

  note(sheet: string, cell: string): string | undefined {
    return this.need(sheet).notes.get(cell)?.text;
  }

  get selectedCells(): SheetSelection {
    return this.selected;
  }

  /** How many listen, to see that nobody is left listening. */
  get listening(): number {
    return this.listeners.size;
  }

  /* ---------------------------------------------------------------- a slow or refusing application */

  /** Refuses a method, or all of them, until called with `undefined` instead. */
  fail(problem: PortProblem | undefined, method: Method | 'any' = 'any'): void {
    if (problem) this.failures.set(method, problem);
    else this.failures.delete(method);
  }

  /** Keeps every block of `readCells` back until the returned function is called. */
  hold(): () => void {
    let open: () => void = () => undefined;
    this.gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  }

  /** Tells an event as the application would. */
  tell(event: PortEvent): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  /* ---------------------------------------------------------------- the port */

  readOutline(): PortResult<WorkbookOutline> {
    return this.answer('readOutline', () =>
      ok({
        name: this.snapshotName,
        date1904: this.date1904,
        isReadOnly: this.isReadOnly,
        sheets: this.sheets.map(outlineOf),
        definedNames: this.definedNames,
      }),
    );
  }

  async readCells(
    sheet: string,
    range: CellRange,
    { signal, onProgress }: ReadOptions = {},
  ): PortResult<readonly (readonly CellValue[])[]> {
    const refusal = this.called('readCells');
    if (refusal) return err(refusal);
    const rows: (readonly CellValue[])[] = [];
    for (let top = range.top; top <= range.bottom; top += BLOCK_ROWS) {
      await this.gate;
      if (signal?.aborted === true) return err({ code: 'cancelled' });
      const at = this.find(sheet);
      if (!at) return err({ code: 'sheet-not-found', sheet });
      for (let row = top; row <= Math.min(range.bottom, top + BLOCK_ROWS - 1); row += 1) {
        const cells = at.rows[row - 1] ?? [];
        rows.push(
          Array.from({ length: range.right - range.left + 1 }, (_cell, index) =>
            plain(cells[range.left - 1 + index] ?? null),
          ),
        );
      }
      onProgress?.(rows.length);
    }
    return ok(rows);
  }

  readMerges(sheet: string): PortResult<readonly CellRange[]> {
    return this.answer('readMerges', () => {
      const at = this.find(sheet);
      return at ? ok(at.merges) : err({ code: 'sheet-not-found', sheet });
    });
  }

  readFormula(sheet: string, cell: string): PortResult<string> {
    return this.answer('readFormula', () => {
      const at = this.find(sheet);
      if (!at) return err({ code: 'sheet-not-found', sheet });
      return ok(at.formulas.get(at.parents.get(cell) ?? cell) ?? '');
    });
  }

  readFormulas(sheet: string, cells: readonly string[]): PortResult<readonly string[]> {
    return this.answer('readFormulas', () => {
      const at = this.find(sheet);
      if (!at) return err({ code: 'sheet-not-found', sheet });
      return ok(cells.map((cell) => at.formulas.get(cell) ?? ''));
    });
  }

  write(edits: readonly CellEdit[]): PortResult<Inverse> {
    return this.answer('write', () => {
      const before: (CellBefore & { readonly edit: CellEdit; readonly at: MemorySheet })[] = [];
      for (const edit of edits) {
        const { sheet, cell, expected } = edit;
        const at = this.writable(sheet);
        if ('code' in at) return err(at);
        const found = valueIn(at, cell);
        if (expected !== undefined && !holds(found, expected)) {
          return err({ code: 'changed-since', sheet, cell, found: foundText(found) });
        }
        const numberFormat = at.formats.get(cell) ?? GENERAL;
        before.push({ edit, at, formula: at.formulas.get(cell) ?? '', value: found, numberFormat });
      }
      const inverse = lastEditPerCell(before).map(({ edit, at, ...was }) => {
        this.put(at, edit, was.numberFormat);
        return takingBack(edit, was, this.date1904);
      });
      for (const sheet of new Set(edits.map((edit) => edit.sheet))) this.told(sheet, edits);
      return ok(inverse);
    });
  }

  mark(marks: readonly Mark[]): PortResult<readonly MarkReceipt[]> {
    return this.answer('mark', () => {
      for (const { sheet } of marks) {
        const at = this.writable(sheet);
        if ('code' in at) return err(at);
      }
      return ok(oneMarkPerCell(marks).map((mark) => this.markCell(mark)));
    });
  }

  unmark(receipts: readonly MarkReceipt[]): PortResult<void> {
    return this.answer('unmark', () => {
      const refused = receipts.map(({ sheet }) => this.find(sheet)).find((at) => at?.isProtected === true);
      if (refused) return err({ code: 'sheet-protected', sheet: refused.name });
      if (this.isReadOnly) return err({ code: 'workbook-read-only' });
      for (const { sheet, cell, before, color, noteId, note } of receipts) {
        const at = this.find(sheet);
        if (!at) continue;
        if (at.fills.get(cell)?.color === color) setFill(at, cell, before);
        const there = at.notes.get(cell);
        if (noteId !== undefined && there?.id === noteId && there.text === note) at.notes.delete(cell);
      }
      return ok(undefined);
    });
  }

  putSheet(content: SheetContent, replaces: boolean): PortResult<string> {
    return this.answer('putSheet', () => {
      const existing = this.find(content.name);
      if (existing && !replaces) return err({ code: 'name-taken', name: content.name });
      if (existing?.isProtected === true) return err({ code: 'sheet-protected', sheet: existing.name });
      if (this.isReadOnly) return err({ code: 'workbook-read-only' });
      const name = existing?.name ?? content.name;
      const sheet = emptySheet(name);
      sheet.tables = content.tables.map((table, index) => this.putTable(sheet, table, `Table${String(index + 1)}`));
      if (existing) this.sheets.splice(this.sheets.indexOf(existing), 1, sheet);
      else this.sheets.push(sheet);
      this.selected = { sheet: name, range: { top: 1, left: 1, bottom: 1, right: 1 } };
      this.tell({ kind: 'structure-changed' });
      return ok(name);
    });
  }

  private putTable(sheet: MemorySheet, table: SheetTable, ownName: string): TableInfo {
    const { header, rows, title, name = ownName, at = { row: 1, column: 1 } } = table;
    const put = (row: number, column: number, input: CellInput): void =>
      this.put(sheet, editOf(sheet.name, at.row + row, at.column + column, input), GENERAL);
    if (title !== undefined) put(-1, 0, { kind: 'text', text: title });
    header.forEach((text, column) => put(0, column, { kind: 'text', text }));
    rows.forEach((row, i) => row.forEach((input, column) => put(i + 1, column, input)));
    const bottom = at.row + Math.max(1, rows.length);
    const range = { top: at.row, left: at.column, bottom, right: at.column + header.length - 1 };
    return { name, range, headerRows: 1, totalsRows: 0 };
  }

  readFile(): PortResult<Uint8Array> {
    return this.answer('readFile', () =>
      this.file ? ok(this.file) : err({ code: 'not-supported', feature: 'getFileAsync' }),
    );
  }

  openNew(file: Uint8Array): PortResult<void> {
    return this.answer('openNew', () => {
      this.opened.push(file);
      return ok(undefined);
    });
  }

  selection(): PortResult<SheetSelection> {
    return this.answer('selection', () => ok(this.selected));
  }

  select({ sheet, cell }: CellRef): PortResult<void> {
    return this.answer('select', () => {
      const at = this.find(sheet);
      if (at?.isVisible !== true) return err({ code: 'sheet-not-found', sheet });
      this.selectRange(at.name, rangeOfCell(cell));
      return ok(undefined);
    });
  }

  readStorage(key: string): PortResult<string | undefined> {
    return this.answer('readStorage', () => ok(readStoredRows(this.find(STORED_SHEET)?.rows ?? []).texts.get(key)));
  }

  writeStorage(key: string, text: string | undefined): PortResult<void> {
    return this.answer('writeStorage', () => {
      if (text !== undefined && text.length > MOST_STORED) {
        return err({ code: 'storage-full', characters: text.length, most: MOST_STORED });
      }
      if (this.isReadOnly) return err({ code: 'workbook-read-only' });
      const existing = this.find(STORED_SHEET);
      if (!existing && text === undefined) return ok(undefined);
      if (!existing && this.isStructureProtected) return err({ code: 'workbook-protected' });
      if (existing?.isProtected === true) return err({ code: 'sheet-protected', sheet: existing.name });
      if (existing && readStoredRows(existing.rows.slice(0, 1)).problems.length > 0) {
        return err({ code: 'name-taken', name: existing.name });
      }
      const sheet = existing ?? { ...emptySheet(STORED_SHEET), isVisible: false };
      if (usedRange(sheet.rows) === undefined) sheet.rows[0] = [...STORED_HEADER];
      const { rows, emptied } = storedChange(
        sheet.rows.map(([first = null]) => first),
        key,
        text,
      );
      for (const row of emptied) sheet.rows[row - 1] = [];
      for (const { row, cells } of rows) {
        while (sheet.rows.length < row) sheet.rows.push([]);
        sheet.rows[row - 1] = [...cells];
      }
      if (!existing) {
        this.sheets.push(sheet);
        this.tell({ kind: 'structure-changed' });
      } else if (rows.length + emptied.length > 0) this.told(sheet.name, []);
      return ok(undefined);
    });
  }

  listen(listener: (event: PortEvent) => void): PortResult<() => void> {
    return this.answer('listen', () => {
      // One of its own for each call, so that a function that listens twice is called twice.
      const own = (event: PortEvent): void => listener(event);
      this.listeners.add(own);
      return ok(() => void this.listeners.delete(own));
    });
  }

  /* ---------------------------------------------------------------- within */

  private called(method: Method): PortProblem | undefined {
    this.calls.push(method);
    return this.failures.get(method) ?? this.failures.get('any');
  }

  private async answer<T>(method: Method, work: () => Awaited<PortResult<T>>): PortResult<T> {
    const refusal = this.called(method);
    await Promise.resolve();
    return refusal ? err(refusal) : work();
  }

  /** Excel finds sheets whatever the case of their names. */
  private find(name: string): MemorySheet | undefined {
    return this.sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  }

  private need(name: string): MemorySheet {
    const sheet = this.find(name);
    if (!sheet) throw new Error(`no sheet ${name}`);
    return sheet;
  }

  private writable(name: string): MemorySheet | PortProblem {
    const sheet = this.find(name);
    if (!sheet) return { code: 'sheet-not-found', sheet: name };
    if (this.isReadOnly) return { code: 'workbook-read-only' };
    return sheet.isProtected ? { code: 'sheet-protected', sheet: sheet.name } : sheet;
  }

  private put(at: MemorySheet, edit: CellEdit, formatBefore: string): void {
    const { cell, put } = edit;
    const value = valuePut(put, this.date1904);
    store(at, cell, value ?? (put.kind === 'formula' ? { fault: 'uncalculated' } : null), formulaOf(put));
    const format = formatPut(edit, formatBefore);
    if (format !== undefined) setFormat(at, cell, format);
  }

  private told(sheet: string, edits: readonly CellEdit[]): void {
    const cells = edits.filter((edit) => edit.sheet === sheet);
    const [only] = cells;
    const range = only && cells.length === 1 ? { range: rangeOfCell(only.cell) } : {};
    this.tell({ kind: 'cells-changed', sheet, ...range });
    this.tell({ kind: 'calculated', sheet });
  }

  private markCell({ sheet, cell, color, note }: Mark): MarkReceipt {
    const at = this.need(sheet);
    const before = at.fills.get(cell);
    setFill(at, cell, { color });
    let noteId: string | undefined;
    if (!at.notes.has(cell)) {
      this.lastNote += 1;
      noteId = `note-${String(this.lastNote)}`;
      at.notes.set(cell, { id: noteId, text: note });
    }
    return { sheet, cell, before, color, noteId, note };
  }
}

function emptySheet(name: string): MemorySheet {
  return {
    name,
    rows: [],
    formulas: new Map(),
    formats: new Map(),
    fills: new Map(),
    notes: new Map(),
    parents: new Map(),
    merges: [],
    tables: [],
    isVisible: true,
    isProtected: false,
  };
}

function place(cell: string): { readonly row: number; readonly column: number } {
  const found = parseCell(cell);
  if (!found) throw new Error(`no cell: ${cell}`);
  return found;
}

function rangeOfCell(cell: string): CellRange {
  const { row, column } = place(cell);
  return { top: row, left: column, bottom: row, right: column };
}

function valueIn(sheet: MemorySheet, cell: string): CellValue {
  const { row, column } = place(cell);
  return plain(sheet.rows[row - 1]?.[column - 1] ?? null);
}

/** An empty text is a blank cell. */
function plain(value: CellValue): CellValue {
  return value === '' ? null : value;
}

function store(sheet: MemorySheet, cell: string, value: CellValue, formula: string): void {
  const { row, column } = place(cell);
  while (sheet.rows.length < row) sheet.rows.push([]);
  const cells = sheet.rows[row - 1] ?? [];
  while (cells.length < column) cells.push(null);
  cells[column - 1] = value;
  if (formula === '') sheet.formulas.delete(cell);
  else sheet.formulas.set(cell, formula);
  sheet.parents.delete(cell);
}

function setFill(sheet: MemorySheet, cell: string, fill: Fill): void {
  if (fill) sheet.fills.set(cell, fill);
  else sheet.fills.delete(cell);
}

function setFormat(sheet: MemorySheet, cell: string, format: string): void {
  if (format === GENERAL) sheet.formats.delete(cell);
  else sheet.formats.set(cell, format);
}

function formulaOf(put: CellInput): string {
  return put.kind === 'formula' ? put.formula : '';
}

function editOf(sheet: string, row: number, column: number, put: CellInput): CellEdit {
  return { sheet, cell: cellAddress(row, column), put };
}

function outlineOf({ name, isVisible, isProtected, tables, rows }: MemorySheet): SheetOutline {
  return { name, isVisible, isProtected, tables: [...tables], used: usedRange(rows) };
}

function usedRange(rows: readonly (readonly CellValue[])[]): CellRange | undefined {
  let used: CellRange | undefined;
  rows.forEach((cells, i) => {
    const first = cells.findIndex((cell) => plain(cell) !== null);
    if (first < 0) return;
    const last = cells.reduce<number>((end, cell, j) => (plain(cell) === null ? end : j), first);
    const { top, left, right } = used ?? { top: i + 1, left: first + 1, right: last + 1 };
    used = { top, left: Math.min(left, first + 1), bottom: i + 1, right: Math.max(right, last + 1) };
  });
  return used;
}
