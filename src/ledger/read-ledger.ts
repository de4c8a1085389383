import { addMonths, yearOf, type IsoDate } from '../kernel/dates';
import { dayOf, hoursBetween, isMidnight, type IsoMoment } from '../kernel/moments';
import { decimalText } from '../kernel/decimal';
import { columnsOf, compileRowExpression, type ParameterGap } from '../policy/expressions';
import { INVALID, type FieldValue } from '../policy/field-value';
import type { Policy } from '../policy/policy';
import type { Column, DerivedColumn, Ledger } from '../policy/schema';
import { cellAddress } from './a1';
import { isFault, type CellValue } from './cells';
import { categoryFault, nearestCategory } from './categories';
import type { CellRef, Finding, Suggestion } from './finding';
import type { LedgerBlock, LocateProblem } from './locate';
import { halfWidth, readAmount, readDate, readMoment, readText, shownValue } from './read-cell';
import { ROWS_A_STEP, type Steps } from './steps';

/** A cell of a row that keeps computations which need its column from deciding the row. */
export interface Blocker extends CellRef {
  readonly column: string;
}

/** One entry of a ledger. `values` follows `LedgerData.fields`: the columns, then the derived ones. */
export interface LedgerRow {
  /** Its place among the ledger's rows; the user's row is asked of `LedgerData.rowOf`. */
  readonly row: number;
  readonly values: readonly FieldValue[];
  readonly blockers: readonly Blocker[];
  /** Parameters that a derived column needed and that have no value on the row's date. */
  readonly gaps: readonly ParameterGap[];
}

/** A ledger that was found and read. */
export interface LedgerData {
  readonly ledger: Ledger;
  /** The sheet that it stands on; of a connected ledger with several, the first. */
  readonly sheet: string;
  /** All sheets that its rows stand on, in the order in which they come. */
  readonly sheets: readonly string[];
  /** The rows of its headings, by sheet. */
  readonly headerRows: ReadonlyMap<string, ReadonlySet<number>>;
  /** Column and derived column ids in the order of a row's values. */
  readonly fields: readonly string[];
  readonly rows: readonly LedgerRow[];
  readonly findings: readonly Finding[];
  /** The cell of the ledger's first heading, which findings on the ledger as a whole point at. */
  readonly header: { readonly cell: string; readonly row: number };
  /** Where a field stands in a row's values, −1 where the ledger has no such field. */
  indexOf(field: string): number;
  /** The user's cell of a row in a column; a derived column's is that of the column it comes from. */
  cellOf(row: number, field: string): CellRef;
  /** The number of the user's row on its sheet. */
  rowOf(row: number): number;
  /** The row of a finding in one of the user's rows; `undefined` for one on a heading or on no row of the ledger. */
  rowAt(finding: Pick<Finding, 'sheet' | 'row' | 'cell' | 'column'>): number | undefined;
  /** What the cells of a row show, in the order of the ledger's columns; under a merge, what speaks for the row. */
  cellsOf(row: number): readonly CellValue[];
  /** A column's heading as the user knows it. */
  headingOf(row: number, column: string): string;
  /** True where a row's cell in a column is the user's as it stands, so that another value may be put there. */
  isPlain(row: number, column: string): boolean;
}

/** A ledger, or why it can't be read. */
export type LedgerReading =
  { readonly found: true; readonly data: LedgerData } | { readonly found: false; readonly problem: LocateProblem };

/**
 * Reads one ledger, where it was found, into typed rows. A row without an entry is skipped: blank amounts mean «not entered
 * yet». Every fault of a cell becomes a finding; nothing is dropped. Findings come row by row from the top.
 */
export function readLedger(policy: Policy, ledger: Ledger, date1904: boolean, block: LedgerBlock): Steps<LedgerData> {
  return new LedgerReader(policy, ledger, date1904, block).read();
}

/** A finding before its row's year is known. */
type Draft = Omit<Finding, 'ledger' | 'row' | 'year' | 'clauses'> & {
  /** True for a fault of the row's date, which leaves the row in every year. */
  readonly undated?: boolean;
};

/** Shared by the many rows that have none. */
const NO_BLOCKERS: readonly Blocker[] = [];
const NO_GAPS: readonly ParameterGap[] = [];
const NO_CLAUSES: readonly string[] = [];

class LedgerReader {
  private readonly findings: Finding[] = [];
  private readonly rows: LedgerRow[] = [];
  private readonly fields: readonly string[];
  private readonly index: ReadonlyMap<string, number>;
  /** Sheet columns of the ledger's columns, 0 where the header lacks one. */
  private readonly sheetColumns: readonly number[];
  private readonly entryIndexes: readonly number[];
  private readonly labelIndexes: readonly number[];
  /** Where the columns end that name an entry, in a ledger's own order: at its first amount or count. */
  private readonly firstFigure: number;
  /** What cells under a merge show instead of what they may hold. */
  private covered: ReadonlyMap<number, ReadonlyMap<number, CellValue>> = new Map();
  private readonly derive: (values: FieldValue[], gaps: ParameterGap[]) => void;
  /** The first row of each duplicate key. */
  private readonly duplicates = new Map<string, number>();
  private readonly duplicateIndexes: readonly number[];
  private behind: ReadonlyMap<string, readonly number[]> | undefined;
  private readonly neededDates: ReadonlySet<string>;

  constructor(
    policy: Policy,
    private readonly ledger: Ledger,
    private readonly date1904: boolean,
    private readonly block: LedgerBlock,
  ) {
    this.fields = [...ledger.columns.map((column) => column.id), ...ledger.derived.map((column) => column.id)];
    this.index = new Map(this.fields.map((field, position) => [field, position]));
    this.sheetColumns = ledger.columns.map((column) => block.columns.get(column.id) ?? 0);
    this.entryIndexes = entryColumns(ledger).map((column) => this.indexOf(column));
    this.labelIndexes = ledger.columns.flatMap((column, position) =>
      column.type === 'money' || column.type === 'count' ? [] : [position],
    );
    this.firstFigure = ledger.columns.findIndex((column) => column.type === 'money' || column.type === 'count');
    this.duplicateIndexes = ledger.duplicateKey.map((column) => this.indexOf(column));
    this.derive = this.compileDerived(policy);
    this.neededDates = datesThatMatter(policy, ledger);
  }

  *read(): Steps<LedgerData> {
    const { sheet, firstRow, lastRow, below } = this.block;
    this.covered = yield* this.mergedCells();
    yield* this.readRows(firstRow, lastRow, false);
    if (below) yield* this.readRows(below.firstRow, below.lastRow, true);
    // What is read lives on with this reader behind it; the keys are needed no more.
    this.duplicates.clear();
    const { ledger } = this;
    const { origin } = sheet;
    const column = Math.min(...this.block.columns.values());
    const headers = origin?.headers ?? [{ sheet: sheet.name, row: this.block.headerRow, column }];
    const [first = { row: this.block.headerRow, column }] = headers;
    return {
      ledger,
      sheet: sheet.name,
      sheets: origin?.sheets ?? [sheet.name],
      headerRows: rowsBySheet(headers),
      fields: this.fields,
      rows: this.rows,
      findings: this.findings,
      header: { cell: cellAddress(first.row, first.column), row: first.row },
      indexOf: (field) => this.indexOf(field),
      cellOf: (row, field) => this.cellOf(row, field),
      rowOf: (row) => this.rowOf(row),
      rowAt: (finding) => this.rowAt(finding),
      cellsOf: (row) => ledger.columns.map((_column, position) => this.cell(row, position)),
      headingOf: (row, column) => this.headingOf(row, column),
      isPlain: (row, column) => this.isPlain(row, column),
    };
  }

  private *readRows(firstRow: number, lastRow: number, below: boolean): Steps<void> {
    for (let row = firstRow; row <= lastRow; row += 1) {
      this.readRow(row, below);
      if (row % ROWS_A_STEP === 0) yield row - this.block.firstRow;
    }
  }

  private indexOf(field: string): number {
    return this.index.get(field) ?? -1;
  }

  private cellOf(row: number, field: string): CellRef {
    const column = this.sheetColumns[this.indexOf(sourceColumn(this.ledger, field))] ?? 0;
    return this.refAt(row, column > 0 ? column : Math.min(...this.block.columns.values()));
  }

  /** The user's cell behind a cell of the block. */
  private refAt(row: number, column: number): CellRef {
    const { origin, name } = this.block.sheet;
    if (!origin) return { sheet: name, cell: cellAddress(row, column) };
    const place = origin.cellOf(row, column);
    return { sheet: place.sheet, cell: cellAddress(place.row, place.column) };
  }

  private rowOf(row: number): number {
    return this.block.sheet.origin?.rowOf(row).row ?? row;
  }

  private sheetOf(row: number): string {
    const { origin, name } = this.block.sheet;
    return origin?.rowOf(row).sheet ?? name;
  }

  private rowAt({ sheet, row, cell, column }: Parameters<LedgerData['rowAt']>[0]): number | undefined {
    const { origin, name } = this.block.sheet;
    if (!origin) return sheet === name && row > this.block.headerRow ? row : undefined;
    const rows = this.rowsBehind().get(placeKey(sheet, row)) ?? [];
    // Of lists side by side, which share the user's rows, it is the one that has the cell.
    return (column === undefined ? undefined : rows.find((each) => this.cellOf(each, column).cell === cell)) ?? rows[0];
  }

  /** The made sheet's rows by the user's: worked out when first asked for, which few ever do. */
  private rowsBehind(): ReadonlyMap<string, readonly number[]> {
    if (this.behind) return this.behind;
    const behind = new Map<string, number[]>();
    for (let row = this.block.headerRow + 1; row <= this.block.sheet.rows.length; row += 1) {
      const key = placeKey(this.sheetOf(row), this.rowOf(row));
      const rows = behind.get(key);
      if (rows) rows.push(row);
      else behind.set(key, [row]);
    }
    this.behind = behind;
    return behind;
  }

  /** A column's heading as the user knows it. */
  private headingOf(row: number, column: string): string {
    const position = this.indexOf(column);
    const own = this.block.sheet.origin?.headingOf(row, this.sheetColumns[position] ?? 0);
    return own ?? this.ledger.columns[position]?.header ?? column;
  }

  /** What may be put into a cell: nothing where the cell says more than the ledger reads of it. */
  private suggesting(row: number, column: string, suggestion: Suggestion | undefined): Pick<Draft, 'suggestion'> {
    return suggestion !== undefined && this.isPlain(row, column) ? { suggestion } : {};
  }

  private isPlain(row: number, column: string): boolean {
    return this.block.sheet.origin?.isPlain(row, this.sheetColumns[this.indexOf(column)] ?? 0) ?? true;
  }

  private cell(row: number, position: number): CellValue {
    const column = this.sheetColumns[position] ?? 0;
    if (column === 0) return null;
    const covered = this.covered.get(row)?.get(column);
    return covered === undefined ? (this.block.sheet.rows[row - 1]?.[column - 1] ?? null) : covered;
  }

  private readRow(row: number, below: boolean): void {
    if (!this.block.sheet.rows[row - 1] || !this.hasEntry(row)) return;
    if (this.isHeadingAgain(row) || this.isSignature(row)) return;
    const total = this.totalWord(row);
    if (total !== undefined) {
      // A total under the table is how people close a list; only one inside it risks being taken for an entry.
      if (!below) this.report(row, this.yearOfTotal(row), [total]);
      return;
    }
    const drafts: Draft[] = [];
    const blockers: Blocker[] = [];
    const values = this.ledger.columns.map((column, position) =>
      this.readField(row, column, position, drafts, blockers),
    );
    this.requireFilled(row, values, drafts, blockers);
    const gaps: ParameterGap[] = [];
    this.derive(values, gaps);
    this.checkCategory(row, values, drafts, blockers);
    this.noteDuplicate(row, values, drafts);
    if (below) {
      drafts.push({
        ...this.at(row, this.fields[this.entryIndexes[0] ?? 0] ?? ''),
        code: 'row-outside-table',
        severity: 'warning',
        blocks: false,
        facts: { table: this.ledger.table },
      });
    }
    this.report(row, this.yearOfRow(values), drafts);
    this.rows.push({
      row,
      values,
      blockers: blockers.length > 0 ? blockers : NO_BLOCKERS,
      gaps: gaps.length > 0 ? gaps : NO_GAPS,
    });
  }

  private at(row: number, column: string): CellRef & { readonly column: string } {
    return { ...this.cellOf(row, column), column };
  }

  private blockAt(row: number, column: string | undefined, blockers: Blocker[]): void {
    if (column !== undefined) blockers.push({ column, ...this.cellOf(row, column) });
  }

  private hasEntry(row: number): boolean {
    return this.entryIndexes.some((position) => {
      const value = this.cell(row, position);
      return value !== null && (typeof value !== 'string' || value.trim() !== '');
    });
  }

  /** The heading row once more, as a list printed page by page has it: each entry cell says its own heading. */
  private isHeadingAgain(row: number): boolean {
    const { sheet, headerRow } = this.block;
    return this.entryIndexes.every((position) => {
      const column = this.sheetColumns[position] ?? 0;
      const value = sheet.rows[row - 1]?.[column - 1];
      return column === 0 || (typeof value === 'string' && value === sheet.rows[headerRow - 1]?.[column - 1]);
    });
  }

  /** The line that people sign a list on, «制表：张三 … 审核：李四»: such words where figures stand, and no date and category. */
  private isSignature(row: number): boolean {
    const signed = (position: number): boolean => {
      const value = this.cell(row, position);
      return value === null || (typeof value === 'string' && (value.trim() === '' || SIGNATURE.test(value)));
    };
    return this.entryIndexes.every(signed) && !this.hasDateAndCategory(row);
  }

  /**
   * A row whose label says that it is a total: «合计», «1月小计». Where the label says more («广告费合计»), or stands apart
   * from what names an entry (in a note, in a column of the owner's own), a row with date and category is an entry.
   */
  private totalWord(row: number): Draft | undefined {
    for (const position of this.labelIndexes) {
      const value = this.cell(row, position);
      const label = totalLabel(value);
      if (label === undefined) continue;
      const names = position < this.firstFigure && TOTAL_LABEL.test(label);
      if (names || !this.hasDateAndCategory(row)) {
        return totalRow(this.refAt(row, this.sheetColumns[position] ?? 1), value);
      }
    }
    for (const column of this.block.otherColumns) {
      const value = this.block.sheet.rows[row - 1]?.[column - 1];
      if (totalLabel(value) !== undefined && !this.hasDateAndCategory(row)) {
        return totalRow(this.refAt(row, column), value);
      }
    }
    return undefined;
  }

  private yearOfTotal(row: number): number | undefined {
    const column = sourceColumn(this.ledger, this.ledger.rowDate[0] ?? '');
    const date = readDate(this.cell(row, this.indexOf(column)), this.date1904);
    return date.kind === 'value' ? yearOf(date.value) : undefined;
  }

  private hasDateAndCategory(row: number): boolean {
    return this.ledger.rowDate
      .slice(0, 1)
      .concat(this.ledger.category ?? [])
      .every((field) => {
        const position = this.indexOf(sourceColumn(this.ledger, field));
        const value = this.cell(row, position);
        return isTime(this.ledger.columns[position]?.type)
          ? readDate(value, this.date1904).kind === 'value'
          : readText(value) !== null;
      });
  }

  private readField(row: number, column: Column, position: number, drafts: Draft[], blockers: Blocker[]): FieldValue {
    const cell = this.cell(row, position);
    if (column.type === 'text' || column.type === 'choice') return readText(cell);
    const isDate = isTime(column.type);
    const isMoment = column.type === 'moment';
    const reading = isMoment
      ? readMoment(cell, this.date1904)
      : isDate
        ? readDate(cell, this.date1904)
        : readAmount(cell);
    if (reading.kind === 'blank') return null;
    if (reading.kind === 'invalid') {
      // A date that nothing is computed from, such as the day a task was done, may be left as people like to write it.
      if (isDate && !this.neededDates.has(column.id)) return null;
      blockers.push({ column: column.id, ...this.cellOf(row, column.id) });
      const reason = reading.reason ?? (isMoment && !isFault(cell) ? 'moment' : undefined);
      drafts.push({
        ...this.at(row, column.id),
        code: isDate ? 'date-invalid' : 'amount-invalid',
        severity: 'error',
        blocks: true,
        facts: {
          value: reading.shown,
          header: this.headingOf(row, column.id),
          ...(reason === undefined ? {} : { reason }),
        },
        ...(isDate ? { undated: true } : {}),
      });
      return INVALID;
    }
    if (reading.asText) {
      const read = typeof reading.value === 'string' ? reading.value : decimalText(reading.value);
      drafts.push({
        ...this.at(row, column.id),
        code: isDate ? 'date-as-text' : 'amount-as-text',
        severity: 'warning',
        blocks: false,
        facts: { value: shownValue(cell), read, header: this.headingOf(row, column.id) },
        ...this.suggesting(row, column.id, {
          type: isMoment ? 'moment' : isDate ? 'date' : 'number',
          value: read,
        }),
      });
    }
    if (isMoment && isMidnight(reading.value as IsoMoment)) {
      drafts.push({
        ...this.at(row, column.id),
        code: 'time-of-day-missing',
        severity: 'warning',
        blocks: false,
        facts: { value: dayOf(reading.value as IsoMoment), header: this.headingOf(row, column.id) },
      });
    }
    return reading.value;
  }

  private requireFilled(row: number, values: readonly FieldValue[], drafts: Draft[], blockers: Blocker[]): void {
    const entered = (columns: readonly string[]): boolean =>
      columns.some((column) => (values[this.indexOf(column)] ?? null) !== null);
    const missing = (column: string, code: string, undated: boolean): void => {
      if ((values[this.indexOf(column)] ?? null) !== null || blockers.some((blocker) => blocker.column === column))
        return;
      this.blockAt(row, column, blockers);
      drafts.push({
        ...this.at(row, column),
        code,
        severity: 'error',
        blocks: true,
        facts: { header: this.headingOf(row, column) },
        ...(undated ? { undated } : {}),
      });
    };
    for (const rule of this.ledger.dated) if (entered(rule.entered)) missing(rule.date, 'date-missing', true);
    for (const rule of this.ledger.filled) if (entered(rule.entered)) missing(rule.column, rule.code, false);
  }

  private checkCategory(row: number, values: readonly FieldValue[], drafts: Draft[], blockers: Blocker[]): void {
    const { category = '', source = '', memo = '' } = this.ledger;
    const fault = categoryFault(this.ledger, values[this.indexOf(category)], values[this.indexOf(source)]);
    if (!fault) return;
    const common = { severity: 'error', blocks: true } as const;
    if (fault.code === 'source-missing') {
      this.blockAt(row, source, blockers);
      const { sources = [], name } = fault.category;
      const facts = { value: fault.value, category: name, allowed: sources.join('、') };
      drafts.push({ ...this.at(row, source), code: fault.code, ...common, facts });
      return;
    }
    this.blockAt(row, category, blockers);
    const memoText = values[this.indexOf(memo)];
    const nearest = nearestCategory(this.ledger, fault.value, typeof memoText === 'string' ? memoText : '');
    const suggestion: Suggestion | undefined = nearest === undefined ? undefined : { type: 'text', value: nearest };
    drafts.push({
      ...this.at(row, category),
      code: fault.code,
      ...common,
      facts: { value: fault.value, nearest: nearest ?? '' },
      ...this.suggesting(row, category, suggestion),
    });
  }

  /** Reports a row that equals an earlier one in all columns of the duplicate key. */
  private noteDuplicate(row: number, values: readonly FieldValue[], drafts: Draft[]): void {
    let key = '';
    for (const index of this.duplicateIndexes) {
      const value = values[index] ?? '';
      if (value === INVALID) return;
      key += `${String(value)}\u0000`;
    }
    if (key === '') return;
    const first = this.duplicates.get(key);
    if (first === undefined) {
      this.duplicates.set(key, row);
      return;
    }
    drafts.push({
      ...this.at(row, this.ledger.duplicateKey[this.duplicateIndexes.length - 1] ?? ''),
      code: 'duplicate-row',
      severity: 'warning',
      blocks: false,
      facts: this.placeOfFirst(first, row),
    });
  }

  /** Where the row stands that another one repeats. */
  private placeOfFirst(first: number, row: number): Finding['facts'] {
    const [place, number] = [this.sheetOf(first), this.rowOf(first)];
    return place === this.sheetOf(row) ? { first: number } : { first: number, place, reason: 'elsewhere' };
  }

  private yearOfRow(values: readonly FieldValue[]): number | undefined {
    for (const column of this.ledger.rowDate) {
      const value = values[this.indexOf(column)];
      if (value === INVALID) return undefined;
      if (typeof value === 'string') return yearOf(value as IsoDate);
    }
    return undefined;
  }

  private report(row: number, year: number | undefined, drafts: readonly Draft[]): void {
    for (const { sheet, cell, column, code, severity, blocks, facts, suggestion, undated } of drafts) {
      this.findings.push({
        cell,
        ...(column === undefined ? {} : { column }),
        code,
        severity,
        blocks,
        facts,
        ...(suggestion === undefined ? {} : { suggestion }),
        ledger: this.ledger.id,
        sheet,
        row: this.rowOf(row),
        ...(year === undefined || undated === true ? {} : { year }),
        clauses: NO_CLAUSES,
      });
    }
  }

  /**
   * What the cells under a merge show. A date, memo or category merged over several rows speaks for all of them; an amount
   * stands once, in its first cell, or it would be counted again. What a covered cell holds itself nobody sees.
   */
  private *mergedCells(): Steps<ReadonlyMap<number, ReadonlyMap<number, CellValue>>> {
    const covered = new Map<number, Map<number, CellValue>>();
    const columns = new Set(this.sheetColumns);
    const labels = new Set(this.labelIndexes.map((position) => this.sheetColumns[position] ?? 0));
    const { rows, merges } = this.block.sheet;
    let covering = 0;
    for (const merge of merges) {
      if (merge.top < this.block.firstRow) continue;
      const shown = labels.has(merge.left) ? (rows[merge.top - 1]?.[merge.left - 1] ?? null) : null;
      for (let row = merge.top; row <= Math.min(merge.bottom, rows.length); row += 1) {
        const cells = covered.get(row) ?? new Map<number, CellValue>();
        covered.set(row, cells);
        for (const column of columns) {
          if (column < merge.left || column > merge.right || (row === merge.top && column === merge.left)) continue;
          cells.set(column, column === merge.left ? shown : null);
        }
        covering += 1;
        if (covering % ROWS_A_STEP === 0) yield 0;
      }
    }
    return covered;
  }

  private compileDerived(policy: Policy): (values: FieldValue[], gaps: ParameterGap[]) => void {
    const steps = this.ledger.derived.map((column) => this.compileDerivedColumn(policy, column));
    return (values, gaps) => {
      for (const step of steps) values.push(step(values, gaps));
    };
  }

  private compileDerivedColumn(
    policy: Policy,
    column: DerivedColumn,
  ): (values: readonly FieldValue[], gaps: ParameterGap[]) => FieldValue {
    if (column.type === 'date') {
      const from = this.indexOf(column.from);
      const dayIn = (values: readonly FieldValue[]): IsoDate | null | typeof INVALID => {
        const start = values[from] ?? null;
        return typeof start === 'string' ? dayOf(start as IsoDate | IsoMoment) : start === null ? null : INVALID;
      };
      if (!column.plusMonths) return dayIn;
      const { parameter } = column.plusMonths;
      return (values, gaps) => {
        const start = dayIn(values);
        if (start === null || start === INVALID) return start;
        const months = policy.valueAt(parameter, start);
        if (!months) {
          gaps.push({ parameter, date: start });
          return INVALID;
        }
        return addMonths(start, months.value.toNumber()) ?? INVALID;
      };
    }
    if (column.type === 'count') {
      const [startIndex, endIndex] = column.hoursBetween.map((field) => this.indexOf(field)) as [number, number];
      return (values) => {
        const [start, end] = [values[startIndex] ?? null, values[endIndex] ?? null];
        if (start === INVALID || end === INVALID) return INVALID;
        return typeof start === 'string' && typeof end === 'string'
          ? hoursBetween(start as IsoMoment, end as IsoMoment)
          : null;
      };
    }
    const cases = column.cases.map(({ value, when }) => ({ value, holds: this.compileTest(policy, when) }));
    return (values, gaps) => cases.find((candidate) => candidate.holds(values, gaps))?.value ?? column.otherwise;
  }

  private compileTest(
    policy: Policy,
    test: Extract<DerivedColumn, { type: 'choice' }>['cases'][number]['when'],
  ): (values: readonly FieldValue[], gaps: ParameterGap[]) => boolean {
    if ('blank' in test) {
      const index = this.indexOf(test.blank);
      return (values) => (values[index] ?? null) === null;
    }
    if ('notAfter' in test) {
      const [date, limit] = [this.indexOf(test.notAfter[0]), this.indexOf(test.notAfter[1])];
      return (values) => {
        const [a, b] = [values[date], values[limit]];
        return typeof a === 'string' && typeof b === 'string' && a <= b;
      };
    }
    const [left, right] = test.above.map((side) => compileRowExpression(side, (field) => this.indexOf(field), policy));
    const dateIndex = this.indexOf(this.ledger.rowDate[0] ?? '');
    return (values, gaps) => {
      const dated = values[dateIndex];
      const date = (typeof dated === 'string' ? dated : '0001-01-01') as IsoDate;
      const a = left?.(values, date, gaps) ?? null;
      const b = right?.(values, date, gaps) ?? null;
      return a !== null && b !== null && a.greaterThan(b);
    };
  }
}

function rowsBySheet(
  places: readonly { readonly sheet: string; readonly row: number }[],
): ReadonlyMap<string, ReadonlySet<number>> {
  const rows = new Map<string, Set<number>>();
  for (const { sheet, row } of places) rows.set(sheet, (rows.get(sheet) ?? new Set()).add(row));
  return rows;
}

function totalRow(place: CellRef, value: CellValue | undefined): Draft {
  return {
    ...place,
    code: 'total-row',
    severity: 'warning',
    blocks: false,
    facts: { value: shownValue(value).trim() },
  };
}

/** Columns that hold a day, with or without a time of day. */
function isTime(type: Column['type'] | undefined): boolean {
  return type === 'date' || type === 'moment';
}

const placeKey = (sheet: string, row: number): string => `${String(row)} ${sheet}`;

const SIGNATURE = /制表|制单|审核|复核|审批|批准|主管|负责人|经办|出纳|会计|签[字名章]|盖章|公章/;

/** Tells a cell that labels a total and nothing else: «合计», «1月小计». */
export function isTotalLabel(value: CellValue | undefined): boolean {
  return TOTAL_LABEL.test(totalLabel(value) ?? '');
}

/** A cell's text as a total's label, without spaces, colons and what stands in brackets; `undefined` where it is none. */
function totalLabel(value: CellValue | undefined): string | undefined {
  if (typeof value !== 'string' || !value.includes('计')) return undefined;
  const label = halfWidth(value)
    .replace(/\([^()]*\)/g, '')
    .replace(/[\s:]/g, '');
  return TOTAL_ENDING.test(label) ? label : undefined;
}

const TOTAL_ENDING = /(?:合计|小计|总计|累计)(?:金额|数额|额|数)?$/;
const TOTAL_LABEL =
  /^(?:(?:本|全|上|下)?(?:年|半年|季|月|期|页|日|周)度?|\d{1,4}(?:年|月|季度|日)|[一二三四五六七八九十]{1,3}(?:月|季度)|第[一二三四]季度)?(?:合计|小计|总计|累计)(?:金额|数额|额|数)?$/;

/** The columns whose being filled makes a row an entry; a ledger without such columns takes any filled row. */
export function entryColumns(ledger: Ledger): readonly string[] {
  const named = [...ledger.dated, ...ledger.filled].flatMap((rule) => rule.entered);
  return named.length > 0 ? [...new Set(named)] : ledger.columns.map((column) => column.id);
}

/** The date columns that a row can't do without when they are filled: something is decided by each of them. */
function datesThatMatter(policy: Policy, ledger: Ledger): ReadonlySet<string> {
  const derivedFrom = ledger.derived.flatMap((column) =>
    column.type === 'date' ? [column.from] : column.type === 'count' ? column.hoursBetween : [],
  );
  const { distributions, limits } = policy.document;
  const periods = [...distributions, ...limits.filter((limit) => limit.kind === 'includes')]
    .filter((part) => part.ledger === ledger.id)
    .flatMap(({ inForceFrom, inForceTo }) => [inForceFrom, inForceTo])
    .filter((column) => column !== undefined);
  return new Set([...ledger.rowDate, ...ledger.dated.map((rule) => rule.date), ...derivedFrom, ...periods]);
}

/** The column of the sheet behind a field: itself, or what a derived date starts from, or a derived choice's first column. */
function sourceColumn(ledger: Ledger, field: string): string {
  const derived = ledger.derived.find((column) => column.id === field);
  if (!derived) return field;
  if (derived.type === 'date') return sourceColumn(ledger, derived.from);
  return sourceColumnsOf(ledger, field)[0] ?? field;
}

/** Every column of the sheet that a field depends on, derived ones followed to their ends. */
export function sourceColumnsOf(ledger: Ledger, field: string): readonly string[] {
  const derived = ledger.derived.find((column) => column.id === field);
  if (!derived) return [field];
  if (derived.type === 'date') return sourceColumnsOf(ledger, derived.from);
  if (derived.type === 'count') {
    return [...new Set(derived.hoursBetween.flatMap((name) => sourceColumnsOf(ledger, name)))];
  }
  const fields = derived.cases.flatMap(({ when }) => fieldsOfTest(when));
  return [...new Set(fields.flatMap((name) => sourceColumnsOf(ledger, name)))];
}

/** The fields that a derived choice's test asks for. */
export function fieldsOfTest(
  test: Extract<DerivedColumn, { type: 'choice' }>['cases'][number]['when'],
): readonly string[] {
  if ('blank' in test) return [test.blank];
  if ('notAfter' in test) return test.notAfter;
  return test.above.flatMap((side) => columnsOf(side));
}
