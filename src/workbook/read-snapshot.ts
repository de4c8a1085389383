import { isBrokenFormula, NAME_ERROR } from '../functions/broken-formulas';
import { formOfHost } from '../functions/formula-form';
import { err, ok } from '../kernel/result';
import { cellAddress } from '../ledger/a1';
import {
  isFault,
  type BrokenFormula,
  type CellRange,
  type CellValue,
  type SheetSnapshot,
  type TableInfo,
  type WorkbookSnapshot,
} from '../ledger/cells';
import { ROWS_A_STEP, type Steps } from '../ledger/steps';
import type { Owed } from './owed-reading';
import type { PortProblem, PortResult, SheetOutline, WorkbookOutline, WorkbookPort } from './port';

/** The most cells of a workbook that are held in memory, blank ones within the used ranges included; as of a file. */
export const MOST_CELLS = 5_000_000;

/** The most cells of a sheet with #NAME? whose formulas are asked for: more have one cause, which a few of them tell. */
const MOST_UNKNOWN_NAMES = 500;

/** A sheet's cells; `rows[r - 1]?.[c - 1]` as in a snapshot. */
type Rows = SheetSnapshot['rows'];
type Row = Rows[number];

/** A workbook as it was read through the port: the outline and the snapshot tell of the same sheets in the same order. */
export interface PortReading {
  readonly outline: WorkbookOutline;
  readonly snapshot: WorkbookSnapshot;
}

/** What a reading needs beside the port. */
export interface ReadingContext {
  readonly signal: AbortSignal;
  /** The names of the sheets that figures are read from. */
  readonly sheetsInUse: (workbook: WorkbookSnapshot) => ReadonlySet<string>;
  /** Goes through work on many rows without keeping the page waiting. */
  readonly inSlices: <T>(work: Steps<T>) => PortResult<T>;
  readonly onOutline: (outline: WorkbookOutline) => void;
  readonly onProgress: (sheet: string, rows: number, of: number) => void;
}

/**
 * Reads from the workbook what is owed and takes the rest from what is known. Whatever is found unchanged stays the very
 * same object: a row, a sheet, the whole snapshot.
 */
export async function readSnapshot(
  port: WorkbookPort,
  known: PortReading | undefined,
  owed: Owed,
  context: ReadingContext,
): PortResult<PortReading> {
  const outline = await port.readOutline();
  if (!outline.ok) return outline;
  if (context.signal.aborted) return err({ code: 'cancelled' });
  context.onOutline(outline.value);
  const tooLarge = sizeProblem(outline.value);
  if (tooLarge) return err(tooLarge);
  return new SnapshotReader(port, outline.value, known, owed, context).read();
}

function sizeProblem({ sheets }: WorkbookOutline): PortProblem | undefined {
  const sizes = sheets.map(({ name, used }) => ({ sheet: name, cells: cellsIn(used) }));
  const cells = sizes.reduce((sum, size) => sum + size.cells, 0);
  if (cells <= MOST_CELLS) return undefined;
  const largest = sizes.reduce((most, size) => (size.cells > most.cells ? size : most));
  return { code: 'too-large', sheet: largest.sheet, cells, most: MOST_CELLS };
}

/** What is to be read of a sheet. */
interface SheetPlan {
  readonly outline: SheetOutline;
  readonly known: SheetSnapshot | undefined;
  readonly ranges: readonly CellRange[];
  /** The ranges take the place of all that is known; else they are put into it. */
  readonly isWhole: boolean;
}

class SnapshotReader {
  private readonly knownSheets: ReadonlyMap<string, { readonly outline: SheetOutline; readonly sheet: SheetSnapshot }>;
  private readonly inUse: ReadonlySet<string>;
  private done = 0;
  private of = 0;

  constructor(
    private readonly port: WorkbookPort,
    private readonly outline: WorkbookOutline,
    private readonly known: PortReading | undefined,
    private readonly owed: Owed,
    private readonly context: ReadingContext,
  ) {
    const sheets = known?.outline.sheets ?? [];
    this.knownSheets = new Map(
      sheets.flatMap((each, index) => {
        const sheet = known?.snapshot.sheets[index];
        return sheet ? [[keyOf(each), { outline: each, sheet }] as const] : [];
      }),
    );
    this.inUse = known ? context.sheetsInUse(known.snapshot) : new Set();
  }

  async read(): PortResult<PortReading> {
    const plans = this.outline.sheets.map((sheet) => this.plan(sheet));
    this.of = plans.reduce((sum, plan) => sum + rowsIn(plan), 0);
    const sheets: SheetSnapshot[] = [];
    for (const plan of plans) {
      const sheet = await this.readSheet(plan);
      if (!sheet.ok) return sheet;
      sheets.push(sheet.value);
    }
    const merged = await this.withMerges(sheets, plans);
    if (!merged.ok) return merged;
    const looked = await this.withBrokenFormulas(merged.value, plans);
    if (!looked.ok) return looked;
    return ok({ outline: this.outline, snapshot: this.snapshotOf(looked.value) });
  }

  private plan(outline: SheetOutline): SheetPlan {
    const before = this.knownSheets.get(keyOf(outline));
    const whole: SheetPlan = {
      outline,
      known: before?.sheet,
      ranges: outline.used ? [outline.used] : [],
      isWhole: true,
    };
    if (!before || this.owed.everything) return whole;
    const changes = this.changesOf(outline, before.outline);
    if (changes === 'whole') return whole;
    // What lies outside of the edited ranges is as it was; if the used range tells otherwise, an event was missed.
    const then = spanOf([before.outline.used, ...changes]);
    if (!isSameRange(then, spanOf([outline.used, ...changes]))) return whole;
    const used = spanOf([before.outline.used, outline.used]);
    const ranges = changes.map((range) => overlapOf(range, used)).filter((range) => range !== undefined);
    if (ranges.reduce((sum, range) => sum + cellsIn(range), 0) * 2 > cellsIn(outline.used)) return whole;
    return { outline, known: before.sheet, ranges, isWhole: false };
  }

  private changesOf(outline: SheetOutline, before: SheetOutline): readonly CellRange[] | 'whole' {
    const { sheets, calculated, structure } = this.owed;
    // Without names of the application's own, a sheet may be another under the same name.
    if (structure && outline.id === undefined) return 'whole';
    const names = [...new Set([outline.name, before.name])];
    const told = names.map((name) => sheets.get(name)).filter((changes) => changes !== undefined);
    if (told.length > 0 && (structure || told.includes('whole'))) return 'whole';
    const isInUse = names.some((name) => this.inUse.has(name));
    if (isInUse && names.some((name) => calculated.has(name))) return 'whole';
    return told.flatMap((changes) => (changes === 'whole' ? [] : changes));
  }

  private async readSheet(plan: SheetPlan): PortResult<SheetSnapshot> {
    const { outline, known, ranges, isWhole } = plan;
    const { context } = this;
    const read: { readonly range: CellRange; readonly cells: Rows }[] = [];
    for (const range of ranges) {
      const { done } = this;
      const onProgress = (rows: number): void => {
        context.onProgress(outline.name, done + rows, this.of);
      };
      const cells = await this.port.readCells(outline.name, range, { signal: context.signal, onProgress });
      if (!cells.ok) return cells;
      if (context.signal.aborted) return err({ code: 'cancelled' });
      read.push({ range, cells: cells.value });
      this.done += range.bottom - range.top + 1;
    }
    let rows: Rows = isWhole || !known ? [] : known.rows;
    for (const { range, cells } of read) {
      const put = await context.inSlices(withCells(rows, known?.rows ?? [], range, cells, isWhole));
      if (!put.ok) return put;
      rows = put.value;
    }
    const compared = await context.inSlices(keptRows(known?.rows, rows, outline.used?.bottom ?? 0));
    if (!compared.ok) return compared;
    // Merged cells and broken formulas are looked for when all sheets have been read.
    const { merges = [], brokenFormulas } = known ?? {};
    return ok(sheetOf(known, outline, compared.value, { merges, brokenFormulas }));
  }

  /**
   * Asks for merged cells where ledgers are: nowhere else do they change what is read. The application tells nobody when
   * cells are merged, so that they are asked for whenever a sheet has changed.
   */
  private async withMerges(
    sheets: readonly SheetSnapshot[],
    plans: readonly SheetPlan[],
  ): PortResult<readonly SheetSnapshot[]> {
    const inUse = this.context.sheetsInUse(this.snapshotOf(sheets));
    const merged: SheetSnapshot[] = [];
    for (const [index, sheet] of sheets.entries()) {
      const plan = plans[index];
      const isKnown = plan && !plan.isWhole && plan.ranges.length === 0 && this.inUse.has(sheet.name);
      if (!plan || isKnown || !inUse.has(sheet.name)) {
        merged.push(sheet);
        continue;
      }
      const merges = await this.port.readMerges(sheet.name);
      if (!merges.ok && merges.error.code !== 'not-supported') return merges;
      if (this.context.signal.aborted) return err({ code: 'cancelled' });
      const found = merges.ok ? [...merges.value].sort((a, b) => a.top - b.top || a.left - b.left) : [];
      // The very sheet that was read where it has none: what was made of it already holds good.
      const isSame = isSameList(sheet.merges, found, isSameRange);
      merged.push(isSame ? sheet : sheetOf(plan.known, plan.outline, sheet.rows, { ...sheet, merges: found }));
    }
    return ok(merged);
  }

  /** Looks at the formulas of cells with #NAME? on sheets that were read: those of ours are told where they stand. */
  private async withBrokenFormulas(
    sheets: readonly SheetSnapshot[],
    plans: readonly SheetPlan[],
  ): PortResult<readonly SheetSnapshot[]> {
    const looked: SheetSnapshot[] = [];
    for (const [index, sheet] of sheets.entries()) {
      const plan = plans[index];
      if (!plan || plan.ranges.length === 0) {
        looked.push(sheet);
        continue;
      }
      const unknown = await this.context.inSlices(cellsWithUnknownNames(sheet.rows));
      if (!unknown.ok) return unknown;
      const broken = await this.brokenAmong(sheet.name, unknown.value);
      if (!broken.ok) return broken;
      const isSame = isSameList(sheet.brokenFormulas ?? [], broken.value, isSameFormula);
      const found = { ...sheet, brokenFormulas: broken.value };
      looked.push(isSame ? sheet : sheetOf(plan.known, plan.outline, sheet.rows, found));
    }
    return ok(looked);
  }

  private async brokenAmong(sheet: string, cells: readonly string[]): PortResult<readonly BrokenFormula[]> {
    if (cells.length === 0) return ok([]);
    const formulas = await this.port.readFormulas(sheet, cells);
    if (!formulas.ok) return formulas;
    if (this.context.signal.aborted) return err({ code: 'cancelled' });
    return ok(
      cells.flatMap((cell, index) => {
        const formula = formulas.value[index] ?? '';
        return isBrokenFormula(formula, true) ? [{ cell, formula }] : [];
      }),
    );
  }

  private snapshotOf(sheets: readonly SheetSnapshot[]): WorkbookSnapshot {
    const { name, date1904, definedNames } = this.outline;
    const before = this.known?.snapshot;
    const isSame =
      before !== undefined &&
      before.name === name &&
      before.date1904 === date1904 &&
      isSameList(before.sheets, sheets, (a, b) => a === b) &&
      isSameList(before.definedNames, definedNames, (a, b) => a.name === b.name && a.refersTo === b.refersTo);
    if (isSame) return before;
    const form = formOfHost(this.port.host.kind);
    return { name, date1904, ...(form === 'wps' && { formulasOf: form }), sheets, definedNames };
  }
}

function keyOf({ id, name }: SheetOutline): string {
  return id === undefined ? `name ${name}` : `id ${id}`;
}

/** What is found on a sheet beside its cells. */
interface Found {
  readonly merges: readonly CellRange[];
  readonly brokenFormulas?: readonly BrokenFormula[] | undefined;
}

/** The sheet, or the very one that is known where nothing differs. */
function sheetOf(
  known: SheetSnapshot | undefined,
  { name, tables }: SheetOutline,
  rows: Rows,
  { merges, brokenFormulas = [] }: Found,
): SheetSnapshot {
  const isSame =
    known?.rows === rows &&
    known.name === name &&
    isSameList(known.tables, tables, isSameTable) &&
    isSameList(known.merges, merges, isSameRange) &&
    isSameList(known.brokenFormulas ?? [], brokenFormulas, isSameFormula);
  if (isSame) return known;
  return { name, rows, merges, tables, ...(brokenFormulas.length > 0 && { brokenFormulas }) };
}

function isSameFormula(a: BrokenFormula, b: BrokenFormula): boolean {
  return a.cell === b.cell && a.formula === b.formula;
}

/** The cells of a sheet that hold #NAME?, from the top. */
function* cellsWithUnknownNames(rows: Rows): Steps<readonly string[]> {
  const cells: string[] = [];
  for (const [row, values] of rows.entries()) {
    if (row % ROWS_A_STEP === ROWS_A_STEP - 1) yield row;
    for (const [column, value] of (values ?? []).entries()) {
      if (!isFault(value) || value.fault !== NAME_ERROR) continue;
      cells.push(cellAddress(row + 1, column + 1));
      if (cells.length === MOST_UNKNOWN_NAMES) return cells;
    }
  }
  return cells;
}

/** Rows with the cells of a range put in their places, on top of what stood there or, for a whole sheet, alone. */
function* withCells(before: Rows, known: Rows, range: CellRange, cells: Rows, isWhole: boolean): Steps<Rows> {
  const rows = before.slice();
  while (rows.length < range.top - 1) rows.push(undefined);
  for (const [index, found] of cells.entries()) {
    const position = range.top - 1 + index;
    const row = placed(isWhole ? undefined : rows[position], range, found ?? []);
    rows[position] = isSameRow(known[position], row) ? known[position] : row;
    if (index % ROWS_A_STEP === 0) yield index;
  }
  return rows;
}

function placed(before: Row, { left, right }: CellRange, found: readonly CellValue[]): readonly CellValue[] {
  if (left === 1 && !before) return found;
  const lead: CellValue[] = Array.from({ length: left - 1 }, (_cell, index) => before?.[index] ?? null);
  return [...lead, ...found, ...(before ?? []).slice(right)];
}

/** As many rows as are used; the known ones where none differs. */
function* keptRows(known: Rows | undefined, rows: Rows, count: number): Steps<Rows> {
  if (known === rows && known.length === count) return known;
  const used: Row[] = rows.slice(0, count);
  while (used.length < count) used.push(undefined);
  if (known?.length !== count) return used;
  for (let row = 0; row < count; row += 1) {
    if (used[row] !== known[row]) return used;
    if (row % ROWS_A_STEP === 0) yield row;
  }
  return known;
}

function isSameRow(a: Row, b: Row): boolean {
  if (a === b) return true;
  const length = Math.max(a?.length ?? 0, b?.length ?? 0);
  for (let column = 0; column < length; column += 1) {
    if (!isSameValue(a?.[column] ?? null, b?.[column] ?? null)) return false;
  }
  return true;
}

function isSameValue(a: CellValue, b: CellValue): boolean {
  return a === b || (isFault(a) && isFault(b) && a.fault === b.fault);
}

function isSameList<T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  return a.length === b.length && a.every((item, index) => isSame(item, b[index] as T));
}

function isSameTable(a: TableInfo, b: TableInfo): boolean {
  return (
    a.name === b.name && a.headerRows === b.headerRows && a.totalsRows === b.totalsRows && isSameRange(a.range, b.range)
  );
}

function isSameRange(a: CellRange | undefined, b: CellRange | undefined): boolean {
  return a?.top === b?.top && a?.left === b?.left && a?.bottom === b?.bottom && a?.right === b?.right;
}

/** The smallest range that holds all of these. */
function spanOf(ranges: readonly (CellRange | undefined)[]): CellRange | undefined {
  return ranges.reduce<CellRange | undefined>((span, range) => {
    if (!range || !span) return range ?? span;
    return {
      top: Math.min(span.top, range.top),
      left: Math.min(span.left, range.left),
      bottom: Math.max(span.bottom, range.bottom),
      right: Math.max(span.right, range.right),
    };
  }, undefined);
}

function overlapOf(a: CellRange, b: CellRange | undefined): CellRange | undefined {
  if (!b) return undefined;
  const overlap = {
    top: Math.max(a.top, b.top),
    left: Math.max(a.left, b.left),
    bottom: Math.min(a.bottom, b.bottom),
    right: Math.min(a.right, b.right),
  };
  return overlap.top <= overlap.bottom && overlap.left <= overlap.right ? overlap : undefined;
}

function cellsIn(range: CellRange | undefined): number {
  return range ? (range.bottom - range.top + 1) * (range.right - range.left + 1) : 0;
}

function rowsIn({ ranges }: SheetPlan): number {
  return ranges.reduce((sum, { top, bottom }) => sum + bottom - top + 1, 0);
}
