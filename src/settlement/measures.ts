import { lastDayOf, yearOf, type IsoDate } from '../kernel/dates';
import { Decimal, ZERO } from '../kernel/decimal';
import { fenToYuan, fitsFen, roundToFen } from '../kernel/money';
import { err, ok, type Result } from '../kernel/result';
import type { CellRef } from '../ledger/finding';
import { sourceColumnsOf, type LedgerData, type LedgerRow } from '../ledger/read-ledger';
import { columnsOf, compileRowExpression, type ParameterGap } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import { INVALID } from '../policy/field-value';
import type { Measure } from '../policy/schema';
import type { AnswerProblem } from './answer';
import { cellRef, isEntered, nameKey, type Ledgers } from './ledgers';

/** What a measure came to in a year, and the rows that made it. */
export interface Measured {
  readonly value: Decimal;
  readonly rows: readonly MeasuredRow[];
  readonly data: LedgerData | undefined;
  /** The parameter that rows were held against, where there is one, on the year's last day. */
  readonly parameters: readonly string[];
}

/** One row's part in a measure. */
export interface MeasuredRow {
  readonly row: LedgerRow;
  readonly value: Decimal;
  /** The column shown as the row's figure. */
  readonly column: string;
}

/**
 * Takes a measure over a year. Refuses where the ledger or a parameter is missing, where the ledger is empty although it
 * must not be, and where a row that the measure needs can't be read.
 */
export function takeMeasure(
  policy: Policy,
  ledgers: Ledgers,
  measure: Measure,
  year: number,
): Result<Measured, AnswerProblem> {
  const reading = ledgers.get(measure.ledger);
  const ledger = policy.ledgers.get(measure.ledger);
  if (!reading || !ledger) throw new Error(`measure ${measure.id} names no ledger`);
  if (!reading.found) {
    return ledger.presence === 'optional' && reading.problem.code === 'table-missing'
      ? ok({ value: ZERO, rows: [], data: undefined, parameters: [] })
      : err(reading.problem);
  }
  const { data } = reading;
  if (data.rows.length === 0 && ledger.empty === 'error') {
    return err({ code: 'table-empty', table: ledger.table, sheet: data.sheet });
  }
  if (measure.kind === 'latest') return latestReadings(data, measure, year);
  return measure.kind === 'count' ? countedRows(policy, data, measure, year) : summedRows(policy, data, measure, year);
}

/** Splits a measure's rows into those of the year and the cells that keep it from being taken. */
function rowsOfYear(
  data: LedgerData,
  date: string,
  needed: readonly string[],
  entered: readonly string[],
  inPeriod: (date: IsoDate) => boolean,
): {
  readonly rows: readonly { readonly row: LedgerRow; readonly date: IsoDate }[];
  readonly blocked: readonly CellRef[];
} {
  const uses = new Set([date, ...needed].flatMap((field) => sourceColumnsOf(data.ledger, field)));
  const dateIndex = data.indexOf(date);
  const enteredIndexes = entered.map((column) => data.indexOf(column));
  const rows: { row: LedgerRow; date: IsoDate }[] = [];
  const blocked: CellRef[] = [];
  for (const row of data.rows) {
    if (!isEntered(row, enteredIndexes)) continue;
    const value = row.values[dateIndex];
    const dated = typeof value === 'string' ? (value as IsoDate) : undefined;
    if (dated !== undefined && !inPeriod(dated)) continue;
    const blockers = row.blockers.filter((blocker) => uses.has(blocker.column));
    blocked.push(...blockers.map(({ sheet, cell }) => ({ sheet, cell })));
    if (blockers.length > 0) continue;
    if (dated === undefined) blocked.push(cellRef(data, row, date));
    else rows.push({ row, date: dated });
  }
  return { rows, blocked };
}

/** The columns that a measure reads beside its date, and those of which one must be filled for a row to take part. */
function columnsOfMeasure(measure: Exclude<Measure, { kind: 'latest' }>): {
  readonly needed: readonly string[];
  readonly entered: readonly string[];
} {
  switch (measure.kind) {
    case 'count':
      return { needed: [measure.value, ...columnsOf(measure.atLeast)], entered: [measure.value] };
    case 'sum':
      return { needed: columnsOf(measure.value), entered: measure.entered };
  }
}

/** The cells that keep a measure from being taken in some year. */
export function cellsStopping(data: LedgerData, measure: Measure): readonly CellRef[] {
  if (measure.kind === 'latest') {
    const date = data.indexOf(measure.date);
    const dates = data.rows.map((row) => row.values[date]).filter((value) => typeof value === 'string');
    const years = [...new Set(dates.map((value) => yearOf(value as IsoDate)))];
    // Without a single date no year is better than any other.
    return (years.length > 0 ? years : [LAST_YEAR]).flatMap((year) => latestOf(data, measure, lastDayOf(year)).blocked);
  }
  const { needed, entered } = columnsOfMeasure(measure);
  return rowsOfYear(data, measure.date, needed, entered, () => true).blocked;
}

const LAST_YEAR = 9999;

interface Reading {
  readonly row: LedgerRow;
  readonly date: IsoDate;
  readonly blocked: readonly CellRef[];
}

/**
 * The latest reading of each group up to a day, and the cells that keep it from being told. A reading that can't be read
 * stops nothing where a later one takes its place; one without a date or a group may be the latest of any.
 */
function latestOf(
  data: LedgerData,
  measure: Extract<Measure, { kind: 'latest' }>,
  end: IsoDate,
): { readonly rows: readonly LedgerRow[]; readonly blocked: readonly CellRef[] } {
  const [groupIndex, valueIndex] = [data.indexOf(measure.group), data.indexOf(measure.value)];
  const placing = [measure.date, measure.group];
  const { rows, blocked } = rowsOfYear(data, measure.date, placing, [measure.value], (date) => date <= end);
  const latest = new Map<string, Reading>();
  for (const { row, date } of rows) {
    const group = nameKey(row.values[groupIndex]);
    const known = latest.get(group);
    const unread = row.values[valueIndex] === INVALID ? [cellRef(data, row, measure.value)] : [];
    if (!known || date >= known.date) latest.set(group, { row, date, blocked: unread });
  }
  const readings = [...latest.values()];
  return {
    rows: readings.map(({ row }) => row),
    blocked: [...blocked, ...readings.flatMap((reading) => reading.blocked)],
  };
}

function latestReadings(
  data: LedgerData,
  measure: Extract<Measure, { kind: 'latest' }>,
  year: number,
): Result<Measured, AnswerProblem> {
  const end = lastDayOf(year);
  const { rows, blocked } = latestOf(data, measure, end);
  if (blocked.length > 0) return err({ code: 'rows-blocked', cells: blocked });
  if (rows.length === 0) {
    return err({ code: 'no-reading', table: data.ledger.table, sheet: data.sheet, date: end });
  }
  const valueIndex = data.indexOf(measure.value);
  return ok(
    measured(
      data,
      rows.map((row) => figure(row, valueIndex, measure.value)),
      [],
    ),
  );
}

function countedRows(
  policy: Policy,
  data: LedgerData,
  measure: Extract<Measure, { kind: 'count' }>,
  year: number,
): Result<Measured, AnswerProblem> {
  const { needed, entered } = columnsOfMeasure(measure);
  const { rows, blocked } = rowsOfYear(data, measure.date, needed, entered, (date) => yearOf(date) === year);
  if (blocked.length > 0) return err({ code: 'rows-blocked', cells: blocked });
  const bound = compileRowExpression(measure.atLeast, (column) => data.indexOf(column), policy);
  const valueIndex = data.indexOf(measure.value);
  const gaps: ParameterGap[] = [];
  const reached = rows.filter(({ row, date }) => {
    const value = row.values[valueIndex];
    const atLeast = bound(row.values, date, gaps);
    return value instanceof Decimal && atLeast !== null && value.greaterThanOrEqualTo(atLeast);
  });
  if (gaps[0]) return err(missingParameter(policy, gaps[0]));
  const figures = reached.map(({ row }) => figure(row, valueIndex, measure.value));
  return ok({
    ...measured(data, figures, 'parameter' in measure.atLeast ? [measure.atLeast.parameter] : []),
    value: new Decimal(figures.length),
  });
}

function summedRows(
  policy: Policy,
  data: LedgerData,
  measure: Extract<Measure, { kind: 'sum' }>,
  year: number,
): Result<Measured, AnswerProblem> {
  const { needed, entered } = columnsOfMeasure(measure);
  const { rows, blocked } = rowsOfYear(data, measure.date, needed, entered, (date) => yearOf(date) === year);
  if (blocked.length > 0) return err({ code: 'rows-blocked', cells: blocked });
  const value = compileRowExpression(measure.value, (column) => data.indexOf(column), policy);
  const gaps: ParameterGap[] = [];
  const figures = rows.map(({ row, date }) => {
    const exact = value(row.values, date, gaps) ?? ZERO;
    // Money is rounded row by row, like every counted row, so that the printed rows foot.
    const counted = measure.unit === 'CNY' && fitsFen(exact) ? fenToYuan(roundToFen(exact)) : exact;
    return { row, value: counted, column: measure.entered[0] ?? measure.date };
  });
  return gaps[0] ? err(missingParameter(policy, gaps[0])) : ok(measured(data, figures, []));
}

function figure(row: LedgerRow, index: number, column: string): MeasuredRow {
  const value = row.values[index];
  return { row, value: value instanceof Decimal ? value : ZERO, column };
}

function measured(data: LedgerData, rows: readonly MeasuredRow[], parameters: readonly string[]): Measured {
  return { value: rows.reduce((sum, { value }) => sum.plus(value), ZERO), rows, data, parameters };
}

/** The refusal for a parameter without a value on a date. */
export function missingParameter(policy: Policy, gap: ParameterGap): AnswerProblem {
  const title = policy.parameters.get(gap.parameter)?.title ?? { zh: gap.parameter, en: gap.parameter };
  return { code: 'parameter-missing', parameter: gap.parameter, title, date: gap.date };
}
