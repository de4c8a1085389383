import { addMonths, firstDayOf, type IsoDate } from '../kernel/dates';
import { dayOf, type IsoMoment } from '../kernel/moments';
import { cellAddress, LAST_ROW, qualifiedAddress } from '../ledger/a1';
import {
  isFault,
  type CellRange,
  type CellValue,
  type SheetOrigin,
  type SheetSnapshot,
  type WorkbookSnapshot,
} from '../ledger/cells';
import { locateLedger, type LedgerBlock, type LocateProblem } from '../ledger/locate';
import { readDate } from '../ledger/read-cell';
import { entryColumns, readLedger, type LedgerData, type LedgerRow } from '../ledger/read-ledger';
import { finish } from '../ledger/steps';
import type { Policy } from '../policy/policy';
import type { Ledger } from '../policy/schema';
import type { CellInput } from './port';
import type { CellPatch } from './workbook-patch';

/**
 * Next year's ledgers: last year's rows go, those that belong to the new year stay and move up. Which ones do is told by the
 * policy's data alone. Nothing is known here of files: what comes out is which cells are to change.
 */

/** What a ledger's rows came to. */
export interface LedgerOutcome {
  readonly ledger: Ledger;
  /** The sheets that its rows stand on. */
  readonly sheets: readonly string[];
  readonly kept: number;
  readonly emptied: number;
  /** Of these, rows of people and things that belonged to every year until they left. */
  readonly left: number;
  /** Rows that the policy itself sets for the year. */
  readonly added: number;
  /** The cells of rows that were emptied although no date says which year they are of. */
  readonly undated: readonly string[];
  readonly remarks: readonly LedgerRemark[];
}

/** What a person has to know of a ledger besides. */
export type LedgerRemark =
  /** It was not found, or can't be told apart: nothing of it was touched. */
  | { readonly code: 'not-read'; readonly problem: LocateProblem }
  /** Its kept rows stay where they are, with blank ones between them. */
  | { readonly code: 'rows-stay'; readonly why: 'merged' | 'formulas' | 'referred' }
  /** The table has a totals row, and keeps its size. */
  | { readonly code: 'table-keeps-size'; readonly table: string }
  /** Sheets that were left as they are: rows that stay take a part of their date from rows that would go. */
  | { readonly code: 'sheets-stay'; readonly sheets: readonly string[] }
  /** A formula that several cells hold together reaches into the rows; it was left. */
  | { readonly code: 'array-stays'; readonly cell: string }
  /** There was no room for rows that the policy sets. */
  | { readonly code: 'no-room'; readonly rows: number };

/** What changes for a ledger. */
export interface LedgerChange {
  readonly outcome: LedgerOutcome;
  readonly cells: ReadonlyMap<string, readonly CellPatch[]>;
  readonly tables: readonly { readonly sheet: string; readonly name: string; readonly range: CellRange }[];
  /** The rows of the list that are the ledger's, headings included: nothing else may be changed in them. */
  readonly rows: ReadonlyMap<string, ReadonlySet<number>>;
}

/** What is known of the cells that hold formulas. */
export interface FormulaCells {
  has(sheet: string, cell: string): boolean;
  /** Tells whether the cell is one of several that hold one formula together, and can't be changed alone. */
  isInArray(sheet: string, cell: string): boolean;
  /** Tells whether a formula beyond the rows themselves names a single one of them. */
  nameRowsOf(sheet: string, block: CellRange): boolean;
}

export interface LedgerStep {
  readonly policy: Policy;
  readonly workbook: WorkbookSnapshot;
  readonly year: number;
  readonly formulas: FormulaCells;
  /** Rows to add, by ledger id: cells by column id. */
  readonly additions: ReadonlyMap<string, readonly AddedRow[]>;
}

export type AddedRow = ReadonlyMap<string, CellInput>;

/** Plans what becomes of a ledger in the new year. */
export function planLedgerYear(step: LedgerStep, ledger: Ledger): LedgerChange {
  const located = locateLedger(step.workbook, ledger);
  if (!located.found) return untouched(ledger, located.problem);
  const { origin } = located.block.sheet;
  const plan = new LedgerPlan(step, ledger, located.block);
  return origin ? plan.inForeignSheets(origin) : plan.inOwnLayout();
}

function untouched(ledger: Ledger, problem: LocateProblem): LedgerChange {
  // An optional ledger that the workbook never had is nothing to talk of.
  const isPlain = problem.code === 'table-missing' && ledger.presence === 'optional';
  const remarks: readonly LedgerRemark[] = isPlain ? [] : [{ code: 'not-read', problem }];
  const outcome = { ledger, sheets: [], kept: 0, emptied: 0, left: 0, added: 0, undated: [], remarks };
  return { outcome, cells: new Map(), tables: [], rows: new Map() };
}

/** What a row of the list is. */
type RowKind =
  /** An entry, or one that somebody has begun. */
  | 'entry'
  /** A total, a heading once more, a signature, a note: it stays. */
  | 'fixture'
  /** A total that somebody typed into a table: it goes with what it was the total of. */
  | 'spent'
  | 'blank';

interface Fate {
  readonly stays: boolean;
  readonly hasLeft: boolean;
  readonly isUndated: boolean;
}

const BLANK: CellInput = { kind: 'blank' };

class LedgerPlan {
  private readonly data: LedgerData;
  private readonly entries: ReadonlyMap<number, LedgerRow>;
  private readonly kinds = new Map<number, RowKind>();
  private readonly lastRow: number;
  private readonly cells: CellPatch[] = [];
  private readonly remarks: LedgerRemark[] = [];
  private readonly placing: readonly string[];
  private readonly ends: readonly string[];

  constructor(
    private readonly step: LedgerStep,
    private readonly ledger: Ledger,
    private readonly block: LedgerBlock,
  ) {
    const { policy, workbook } = step;
    this.data = finish(readLedger(policy, ledger, workbook.date1904, block));
    this.entries = new Map(this.data.rows.map((row) => [row.row, row]));
    this.lastRow = block.below?.lastRow ?? block.lastRow;
    this.placing = placingDates(policy, ledger);
    this.ends = endsInForce(policy, ledger);
    for (let row = block.firstRow; row <= this.lastRow; row += 1) this.kinds.set(row, this.kindOf(row));
  }

  // ---- A list of the policy's own columns ------------------------------------------------------------------------

  inOwnLayout(): LedgerChange {
    const { block, ledger } = this;
    const { sheet } = block;
    const fates = new Map([...this.kinds].flatMap(([row, kind]) => (kind === 'entry' ? [[row, this.fate(row)]] : [])));
    const kept = [...fates].flatMap(([row, { stays }]) => (stays ? [row] : []));
    const others = this.otherColumns();
    const slots = this.slots();
    const targets = this.targetsOf(kept, slots);
    const additions = this.step.additions.get(ledger.id) ?? [];
    const next = Math.max(block.firstRow - 1, ...targets.values()) + 1;
    const free = [...slots.filter((row) => row >= next)].slice(0, additions.length);
    if (free.length < additions.length) this.remarks.push({ code: 'no-room', rows: additions.length - free.length });
    const last = Math.max(block.firstRow, ...targets.values(), ...free, this.lastFixtureInTable());
    const table = this.table();
    const range = table && this.shrunk(table, last);

    const sources = new Map([...targets].map(([from, to]) => [to, from]));
    const end = Math.max(this.lastRow, ...free);
    for (let row = block.firstRow; row <= end; row += 1) {
      const added = additions[free.indexOf(row)];
      if (added) this.fill(row, added);
      else if (this.kinds.get(row) === 'fixture') this.clearFigures(row);
      else this.rewrite(row, sources.get(row), others, range !== undefined && row > range.bottom);
    }
    const isGone = (row: number): boolean => fates.get(row)?.stays === false;
    const gone = [...fates.keys()].filter(isGone);
    const listed = [...this.kinds].flatMap(([row, kind]) => (kind === 'entry' ? [row] : []));
    return {
      outcome: {
        ledger,
        sheets: [sheet.name],
        kept: kept.length,
        emptied: gone.length,
        left: gone.filter((row) => fates.get(row)?.hasLeft).length,
        added: free.length,
        undated: gone.flatMap((row) => (fates.get(row)?.isUndated === true ? [this.placeOf(row)] : [])),
        remarks: this.remarks,
      },
      cells: new Map([[sheet.name, this.cells]]),
      tables: table && range ? [{ sheet: sheet.name, name: table.name, range }] : [],
      rows: new Map([[sheet.name, new Set([block.headerRow, ...listed])]]),
    };
  }

  /** Where each kept row goes: one behind another, or where it is if moving it would tear something. */
  private targetsOf(kept: readonly number[], slots: readonly number[]): ReadonlyMap<number, number> {
    const moved = new Map(kept.map((row, index) => [row, slots[index] ?? row]));
    if (kept.every((row) => moved.get(row) === row)) return moved;
    const why = this.whyRowsStay(kept.filter((row) => moved.get(row) !== row));
    if (why === undefined) return moved;
    this.remarks.push({ code: 'rows-stay', why });
    return new Map(kept.map((row) => [row, row]));
  }

  private whyRowsStay(moving: readonly number[]): 'merged' | 'formulas' | 'referred' | undefined {
    const { block, step, ledger, lastRow } = this;
    const { sheet } = block;
    if (this.merges().length > 0) return 'merged';
    const columns = [...block.columns.values()];
    const has = (row: number, column: number): boolean => step.formulas.has(sheet.name, cellAddress(row, column));
    if (moving.some((row) => columns.some((column) => has(row, column)))) return 'formulas';
    // What a list of people is referred to by is the person; any other list is referred to by its place.
    const range = { top: block.firstRow, bottom: lastRow, left: Math.min(...columns), right: Math.max(...columns) };
    return ledger.rowDate.length === 0 && step.formulas.nameRowsOf(sheet.name, range) ? 'referred' : undefined;
  }

  /** Merges among the rows that reach over more than one of them. */
  private merges(): readonly CellRange[] {
    const { sheet, firstRow } = this.block;
    return sheet.merges.filter(({ top, bottom }) => bottom > top && bottom >= firstRow && top <= this.lastRow);
  }

  /** The rows that entries can stand in, from the first on. */
  private slots(): readonly number[] {
    const { block, ledger, step } = this;
    const table = this.table();
    const wanted = this.lastRow + (step.additions.get(ledger.id)?.length ?? 0);
    const end = table !== undefined && table.totalsRows > 0 ? block.lastRow : Math.min(wanted, this.roomBelow());
    const rows: number[] = [];
    for (let row = block.firstRow; row <= end; row += 1) {
      const isFixture = this.kinds.get(row) === 'fixture';
      // A table covers its rows without a gap: it can't go on behind what stands under it.
      if (isFixture && table && row > block.lastRow) break;
      if (!isFixture) rows.push(row);
    }
    return rows;
  }

  /** The last row that nothing else stands in. */
  private roomBelow(): number {
    const { sheet } = this.block;
    const below = sheet.tables.map(({ range }) => range.top).filter((top) => top > this.lastRow);
    return Math.min(LAST_ROW, ...below.map((top) => top - 2));
  }

  private lastFixtureInTable(): number {
    if (!this.table()) return 0;
    return Math.max(
      0,
      ...[...this.kinds].flatMap(([row, kind]) => (kind === 'fixture' && row <= this.block.lastRow ? [row] : [])),
    );
  }

  private table(): SheetSnapshot['tables'][number] | undefined {
    const { sheet, headerRow, columns } = this.block;
    const first = Math.min(...columns.values());
    return sheet.tables.find(
      ({ range }) => range.top === headerRow && range.left <= first && range.right >= Math.max(...columns.values()),
    );
  }

  private shrunk(table: SheetSnapshot['tables'][number], last: number): CellRange | undefined {
    if (table.totalsRows > 0) {
      this.remarks.push({ code: 'table-keeps-size', table: table.name });
      return undefined;
    }
    return table.range.bottom === last ? undefined : { ...table.range, bottom: last };
  }

  /** What a row holds from now on: another row's entry, its own, or nothing. */
  private rewrite(row: number, source: number | undefined, others: readonly number[], isOutside: boolean): void {
    if (source === row) return;
    const kind = this.kinds.get(row);
    const wasEntry = kind === 'entry' || kind === 'spent';
    if (source === undefined && !wasEntry && !isOutside) return;
    for (const column of this.block.columns.values()) this.move(row, column, source);
    // Nothing may stand where the table is to grow to.
    if (isOutside) for (const column of this.block.otherColumns) this.move(row, column, undefined);
    else {
      for (const column of others) if (!this.isFormula(row, column)) this.move(row, column, source);
    }
  }

  private move(row: number, column: number, source: number | undefined): void {
    const cell = cellAddress(row, column);
    if (this.step.formulas.isInArray(this.block.sheet.name, cell)) {
      if (!this.remarks.some(({ code }) => code === 'array-stays')) this.remarks.push({ code: 'array-stays', cell });
      return;
    }
    if (source === undefined && this.speaksForKept(row, column)) return;
    const value = source === undefined || this.isFormula(source, column) ? null : this.value(source, column);
    if (source === undefined) {
      if (this.value(row, column) !== null || this.isFormula(row, column)) {
        this.cells.push({ cell, put: BLANK });
      }
      return;
    }
    this.cells.push({
      cell,
      put: inputOf(value),
      // An error that stands there as a value is written as its formula.
      ...(isFault(value) ? { result: value } : {}),
      styleOf: cellAddress(source, column),
    });
  }

  /** A cell merged over several rows may be the date of one that is kept. */
  private speaksForKept(row: number, column: number): boolean {
    return this.merges().some(
      ({ top, left, bottom }) =>
        top === row &&
        left === column &&
        Array.from({ length: bottom - top }, (_, index) => top + 1 + index).some(
          (covered) => this.kinds.get(covered) === 'entry' && this.fate(covered).stays,
        ),
    );
  }

  private fill(row: number, added: AddedRow): void {
    for (const [id, column] of this.block.columns) {
      const put = added.get(id);
      const isBare = row > this.lastRow;
      if (put === undefined && !isBare && this.value(row, column) === null && !this.isFormula(row, column)) continue;
      this.cells.push({
        cell: cellAddress(row, column),
        put: put ?? BLANK,
        ...(isBare ? { styleOf: cellAddress(this.block.firstRow, column) } : {}),
      });
    }
  }

  /** A total that was typed in is last year's. */
  private clearFigures(row: number): void {
    for (const { id, type } of this.ledger.columns) {
      const column = this.block.columns.get(id);
      if (column === undefined || (type !== 'money' && type !== 'count')) continue;
      if (typeof this.value(row, column) !== 'number' || this.isFormula(row, column)) continue;
      this.cells.push({ cell: cellAddress(row, column), put: BLANK });
    }
  }

  /** The owner's own columns that go with the rows: those with a heading, but for running numbers. */
  private otherColumns(): readonly number[] {
    const { sheet, headerRow, otherColumns } = this.block;
    const rows = [...this.kinds].flatMap(([row, kind]) => (kind === 'entry' ? [row] : []));
    return otherColumns.filter((column) => {
      const heading = sheet.rows[headerRow - 1]?.[column - 1] ?? null;
      if (heading === null || heading === '') return false;
      return !isRunning(rows.map((row) => this.value(row, column)));
    });
  }

  // ---- A list of somebody's own that a connection reads ----------------------------------------------------------

  /** Rows stay where they are: what stands beside them, and under the list, is laid out around them. */
  inForeignSheets(origin: SheetOrigin): LedgerChange {
    const { ledger } = this;
    const cells = new Map<string, Map<string, CellPatch>>();
    const rows = new Map<string, Set<number>>();
    const own = (sheet: string, row: number): unknown => rows.set(sheet, (rows.get(sheet) ?? new Set()).add(row));
    for (const { sheet, row } of origin.headers) own(sheet, row);
    const entries = [...this.kinds].flatMap(([row, kind]) =>
      kind === 'entry' ? [{ row, ...this.fate(row), real: origin.rowOf(row) }] : [],
    );
    // One row of the owner's may hold several entries.
    const staying = new Set(entries.flatMap(({ stays, real }) => (stays ? [`${real.sheet} ${String(real.row)}`] : [])));
    const torn = this.sheetsWithDatesAbove(
      entries.flatMap(({ stays, row }) => (stays ? [row] : [])),
      origin,
    );
    if (torn.size > 0) this.remarks.push({ code: 'sheets-stay', sheets: [...torn] });
    for (const { row, stays, real } of entries) {
      own(real.sheet, real.row);
      if (stays || torn.has(real.sheet) || staying.has(`${real.sheet} ${String(real.row)}`)) continue;
      const ofSheet = cells.get(real.sheet) ?? new Map<string, CellPatch>();
      cells.set(real.sheet, ofSheet);
      for (const column of origin.columnsOf(row)) {
        const cell = cellAddress(real.row, column);
        if (!this.step.formulas.isInArray(real.sheet, cell)) ofSheet.set(cell, { cell, put: BLANK });
      }
    }
    const gone = entries.filter(({ stays, real }) => !stays && !torn.has(real.sheet));
    const counts = {
      kept: entries.length - gone.length,
      emptied: gone.length,
      left: gone.filter(({ hasLeft }) => hasLeft).length,
    };
    const undated = gone.flatMap(({ row, isUndated }) => (isUndated ? [this.placeOf(row)] : []));
    const additions = this.step.additions.get(ledger.id)?.length ?? 0;
    if (additions > 0) this.remarks.push({ code: 'no-room', rows: additions });
    return {
      outcome: { ledger, sheets: origin.sheets, ...counts, added: 0, undated, remarks: this.remarks },
      cells: new Map([...cells].map(([sheet, ofSheet]) => [sheet, [...ofSheet.values()]])),
      tables: [],
      rows,
    };
  }

  /** Sheets of which a row stays whose date is put together: a part of it may stand in a row above that would go. */
  private sheetsWithDatesAbove(staying: readonly number[], origin: SheetOrigin): ReadonlySet<string> {
    const dates = this.ledger.columns.filter(({ id }) => this.placing.includes(id));
    const isTorn = (row: number): boolean =>
      dates.some(({ id }) => {
        const column = this.block.columns.get(id);
        return column !== undefined && this.value(row, column) !== null && !origin.isPlain(row, column);
      });
    return new Set(staying.filter(isTorn).map((row) => origin.rowOf(row).sheet));
  }

  // ---- Rows ------------------------------------------------------------------------------------------------------

  private kindOf(row: number): RowKind {
    if (this.entries.has(row)) return 'entry';
    const { columns, lastRow } = this.block;
    const filled = (column: number | undefined): boolean => {
      const value = column === undefined ? null : this.value(row, column);
      return value !== null && (typeof value !== 'string' || value.trim() !== '');
    };
    const isInTable = this.table() !== undefined && row <= lastRow;
    if (entryColumns(this.ledger).some((id) => filled(columns.get(id)))) {
      return isInTable && ![...columns.values()].some((column) => this.isFormula(row, column)) ? 'spent' : 'fixture';
    }
    if (![...columns.values()].some(filled)) return 'blank';
    // Begun and not finished: a day that is planned, a memo without its amount. Under no table it may as well be a note.
    return isInTable || this.datesIn(row).length > 0 ? 'entry' : 'fixture';
  }

  private fate(row: number): Fate {
    const first = firstDayOf(this.step.year);
    if (this.ledger.rowDate.length === 0) {
      const hasLeft = this.ends.some((field) => {
        const end = this.dateIn(row, field);
        return end !== undefined && end < first;
      });
      return { stays: !hasLeft, hasLeft, isUndated: false };
    }
    const dates = this.datesIn(row);
    return { stays: dates.some((date) => date >= first), hasLeft: false, isUndated: dates.length === 0 };
  }

  private datesIn(row: number): readonly IsoDate[] {
    return this.placing.flatMap((field) => this.dateIn(row, field) ?? []);
  }

  private dateIn(row: number, field: string): IsoDate | undefined {
    const entry = this.entries.get(row);
    if (entry) {
      const value = entry.values[this.data.indexOf(field)];
      return typeof value === 'string' ? dayOf(value as IsoDate | IsoMoment) : undefined;
    }
    const derived = this.ledger.derived.find(({ id }) => id === field);
    if (!derived) {
      const column = this.block.columns.get(field);
      const read = readDate(column === undefined ? null : this.value(row, column), this.step.workbook.date1904);
      return read.kind === 'value' ? read.value : undefined;
    }
    if (derived.type !== 'date') return undefined;
    const start = this.dateIn(row, derived.from);
    if (start === undefined || !derived.plusMonths) return start;
    const months = this.step.policy.valueAt(derived.plusMonths.parameter, start);
    return months && addMonths(start, months.value.toNumber());
  }

  private placeOf(row: number): string {
    const { sheet, cell } = this.data.cellOf(row, this.placing[0] ?? this.ledger.columns[0]?.id ?? '');
    return qualifiedAddress(sheet, cell);
  }

  private value(row: number, column: number): CellValue {
    return this.block.sheet.rows[row - 1]?.[column - 1] ?? null;
  }

  private isFormula(row: number, column: number): boolean {
    return this.step.formulas.has(this.block.sheet.name, cellAddress(row, column));
  }
}

/** The dates that place a row in a year: the ledger's own, and those by which something is computed from its rows. */
function placingDates(policy: Policy, ledger: Ledger): readonly string[] {
  if (ledger.rowDate.length === 0) return [];
  const { ruleTables, measures, limits } = policy.document;
  const ofUses = [...ruleTables, ...measures, ...limits.filter((limit) => limit.kind === 'row')]
    .filter((use) => use.ledger === ledger.id)
    .map(({ date }) => date);
  const derived = ledger.derived.flatMap((column) => (column.type === 'date' ? [column.id] : []));
  return [...new Set([...ledger.rowDate, ...ofUses, ...derived])];
}

/** The dates from which on a row that belongs to every year is no longer in force. */
function endsInForce(policy: Policy, ledger: Ledger): readonly string[] {
  const { distributions, limits } = policy.document;
  const ends = [...distributions, ...limits.filter((limit) => limit.kind === 'includes')]
    .filter((use) => use.ledger === ledger.id)
    .flatMap(({ inForceTo }) => inForceTo ?? []);
  return [...new Set(ends)];
}

/** 1, 2, 3 …: numbers that belong to the rows of the sheet, not to what stands in them. */
function isRunning(values: readonly CellValue[]): boolean {
  const filled = values.filter((value) => value !== null && value !== '');
  return (
    filled.length > 0 &&
    filled.every((value, index) => typeof value === 'number' && value === Number(filled[0]) + index) &&
    (filled.length > 1 || filled[0] === 1)
  );
}

function inputOf(value: CellValue): CellInput {
  if (value === null) return BLANK;
  if (isFault(value)) return { kind: 'formula', formula: `=${value.fault}` };
  if (typeof value === 'number') return { kind: 'number', value };
  return typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'boolean', value };
}
