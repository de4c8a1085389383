import { yearOf, type IsoDate } from '../kernel/dates';
import { decimalText } from '../kernel/decimal';
import type { CellRef, Facts, Finding } from '../ledger/finding';
import { sourceColumnsOf, type LedgerData, type LedgerRow } from '../ledger/read-ledger';
import { eachRow, type Steps } from '../ledger/steps';
import { conditionHolds } from '../policy/condition';
import { columnsOf, compileRowExpression, type ParameterGap } from '../policy/expressions';
import { INVALID } from '../policy/field-value';
import type { Policy } from '../policy/policy';
import type { Limit, RowExpression } from '../policy/schema';
import { isEntered } from './ledgers';

type RowLimit = Extract<Limit, { kind: 'row' }>;
type FilledLimit = Extract<Limit, { kind: 'filled' }>;

/** What the limits found in one ledger, and which rows a rule table therefore can't decide. */
export interface LimitReport {
  /** Limit by limit, each from the top row down. */
  readonly findings: readonly (readonly Finding[])[];
  /** Rule table id → the rows that break a limit which blocks it, each with the cells that say so. */
  readonly blocked: ReadonlyMap<string, ReadonlyMap<LedgerRow, readonly CellRef[]>>;
}

/** Holds every row of a ledger against the policy's limits on rows. */
export function* checkRowLimits(policy: Policy, data: LedgerData): Steps<LimitReport> {
  const findings: (readonly Finding[])[] = [];
  const blocked = new Map<string, Map<LedgerRow, CellRef[]>>();
  for (const limit of policy.document.limits) {
    if (limit.kind === 'row' && limit.ledger === data.ledger.id) {
      const broken = yield* brokenRows(policy, data, limit);
      findings.push(broken.map((entry) => entry.finding));
      for (const table of limit.blocks) {
        const rows = blocked.get(table) ?? new Map<LedgerRow, CellRef[]>();
        for (const { row, finding } of broken) {
          rows.set(row, [...(rows.get(row) ?? []), { sheet: finding.sheet, cell: finding.cell }]);
        }
        blocked.set(table, rows);
      }
    } else if (limit.kind === 'filled' && limit.ledger === data.ledger.id) {
      findings.push(yield* unfilledRows(data, limit));
    }
  }
  return { findings, blocked };
}

interface BrokenRow {
  readonly row: LedgerRow;
  readonly finding: Finding;
}

function* brokenRows(policy: Policy, data: LedgerData, limit: RowLimit): Steps<readonly BrokenRow[]> {
  const indexOf = (column: string): number => data.indexOf(column);
  const compile = (expression: RowExpression) => compileRowExpression(expression, indexOf, policy);
  const bound = limit.atLeast ?? limit.atMost;
  if (!bound) return [];
  const [leftOf, ofOf, boundOf] = [compile(limit.left), limit.of && compile(limit.of), compile(bound)];
  const needed = [limit.left, bound, ...(limit.of ? [limit.of] : [])].flatMap(columnsOf);
  const neededIndexes = [...new Set(needed)].map(indexOf);
  const conditions = limit.when.map((condition) => ({ condition, index: indexOf(condition.field) }));
  const uses = new Set(
    [...needed, limit.date, ...limit.when.map((condition) => condition.field)].flatMap((field) =>
      sourceColumnsOf(data.ledger, field),
    ),
  );
  const dateIndex = indexOf(limit.date);

  const broken: BrokenRow[] = [];
  yield* eachRow(data.rows, (row) => {
    const date = row.values[dateIndex];
    if (typeof date !== 'string') return;
    if (row.blockers.some((blocker) => uses.has(blocker.column))) return;
    const holds = conditions.every(({ condition, index }) => {
      const value = row.values[index] ?? null;
      return value !== INVALID && conditionHolds(condition, value);
    });
    if (!holds) return;
    if (!neededIndexes.every((index) => (row.values[index] ?? null) !== null)) return;
    const gaps: ParameterGap[] = [];
    const left = leftOf(row.values, date as IsoDate, gaps);
    const of = ofOf?.(row.values, date as IsoDate, gaps);
    const limitValue = boundOf(row.values, date as IsoDate, gaps);
    if (gaps.length > 0 || left === null || limitValue === null || of?.isZero() === true) return;
    const figure = of ? left.dividedBy(of) : left;
    const kept = limit.atLeast ? figure.greaterThanOrEqualTo(limitValue) : figure.lessThanOrEqualTo(limitValue);
    if (kept) return;
    const facts: Facts = {
      value: decimalText(figure),
      bound: decimalText(limitValue),
      date,
      ...(of ? { left: decimalText(left), of: decimalText(of) } : {}),
    };
    broken.push({
      row,
      finding: {
        ...findingAt(data, row, limit),
        blocks: limit.blocks.length > 0,
        year: yearOf(date as IsoDate),
        facts,
      },
    });
  });
  return broken;
}

function* unfilledRows(data: LedgerData, limit: FilledLimit): Steps<readonly Finding[]> {
  const entered = limit.entered.map((column) => data.indexOf(column));
  const index = data.indexOf(limit.cell);
  const yearIndex = data.indexOf(data.ledger.rowDate[0] ?? '');
  const unfilled: Finding[] = [];
  yield* eachRow(data.rows, (row) => {
    if (!isEntered(row, entered) || (row.values[index] ?? null) !== null) return;
    const date = row.values[yearIndex];
    unfilled.push({
      ...findingAt(data, row, limit),
      blocks: false,
      facts: { header: data.headingOf(row.row, limit.cell) },
      ...(typeof date === 'string' ? { year: yearOf(date as IsoDate) } : {}),
    });
  });
  return unfilled;
}

function findingAt(
  data: LedgerData,
  row: LedgerRow,
  limit: RowLimit | FilledLimit,
): Omit<Finding, 'blocks' | 'facts' | 'year' | 'suggestion'> {
  return {
    code: limit.code,
    ...(limit.title === undefined ? {} : { title: limit.title }),
    severity: limit.severity,
    clauses: limit.clauses,
    ledger: data.ledger.id,
    ...data.cellOf(row.row, limit.cell),
    row: data.rowOf(row.row),
  };
}
