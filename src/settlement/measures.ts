import { lastDayOf, yearOf, type IsoDate } from '../kernel/dates';
import { Decimal, ZERO } from '../kernel/decimal';
import { fenToYuan, fitsFen, roundToFen } from '../kernel/money';
import { err, ok, type Result } from '../kernel/result';
import type { CellRef } from '../ledger/finding';
import { sourceColumnsOf, type LedgerData, type LedgerRow } from '../ledger/read-ledger';
import { columnsOf, compileRowExpression, type ParameterGap } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import type { Measure } from '../policy/schema';
import type { AnswerProblem } from './answer';
import { cellRef, isEntered, type Ledgers } from './ledgers';

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
    blocked.push(...blockers.map((blocker) => ({ sheet: data.sheet, cell: blocker.cell })));
    if (blockers.length > 0) continue;
    if (dated === undefined) blocked.push(cellRef(data, row, date));
    else rows.push({ row, date: dated });
  }
  return { rows, blocked };
}

function latestReadings(
  data: LedgerData,
  measure: Extract<Measure, { kind: 'latest' }>,
  year: number,
): Result<Measured, AnswerProblem> {
  const end = lastDayOf(year);
  const { rows, blocked } = rowsOfYear(
    data,
    measure.date,
    [measure.value, measure.group],
    [measure.value],
    (date) => date <= end,
  );
  if (blocked.length > 0) return err({ code: 'rows-blocked', cells: blocked });
  const [groupIndex, valueIndex] = [data.indexOf(measure.group), data.indexOf(measure.value)];
  const latest = new Map<string, { readonly row: LedgerRow; readonly date: IsoDate }>();
  for (const reading of rows) {
    const group = String(reading.row.values[groupIndex] ?? '');
    const known = latest.get(group);
    if (!known || reading.date >= known.date) latest.set(group, reading);
  }
  if (latest.size === 0) {
    return err({ code: 'no-reading', table: data.ledger.table, sheet: data.sheet, date: end });
  }
  return ok(
    measured(
      data,
      [...latest.values()].map(({ row }) => figure(row, valueIndex, measure.value)),
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
  const needed = [measure.value, ...columnsOf(measure.atLeast)];
  const { rows, blocked } = rowsOfYear(data, measure.date, needed, [measure.value], (date) => yearOf(date) === year);
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
  const needed = columnsOf(measure.value);
  const { rows, blocked } = rowsOfYear(data, measure.date, needed, measure.entered, (date) => yearOf(date) === year);
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
