import { firstDayOf, lastDayOf } from '../kernel/dates';
import { yuanText } from '../kernel/money';
import type { Finding } from '../ledger/finding';
import type { LedgerData, LedgerRow } from '../ledger/read-ledger';
import type { Policy } from '../policy/policy';
import type { Limit } from '../policy/schema';
import type { AnswerSheet } from './answers';
import { dataOf, nameKey, yearOfRow, type Ledgers } from './ledgers';

/** Holds a year as a whole against the policy's limits: answers against each other, and lists that must be complete. */
export function checkYearLimits(policy: Policy, ledgers: Ledgers, sheet: AnswerSheet, year: number): Finding[] {
  return policy.document.limits.flatMap((limit): Finding[] => {
    if (limit.kind === 'row' || limit.kind === 'filled') return [];
    const data = dataOf(ledgers, limit.ledger);
    if (!data) return [];
    if (limit.kind === 'listed') return unlistedNames(limit, data, dataOf(ledgers, limit.in.ledger), year);
    return limit.kind === 'year' ? compareAnswers(limit, data, sheet, year) : missingValues(limit, data, year);
  });
}

function compareAnswers(
  limit: Extract<Limit, { kind: 'year' }>,
  data: LedgerData,
  sheet: AnswerSheet,
  year: number,
): Finding[] {
  if ((limit.fromYear ?? year) > year || (limit.toYear ?? year) < year) return [];
  const left = sheet.valueOf(limit.left);
  const bound = sheet.valueOf(limit.atLeast);
  // A figure that is an error already says so; nothing is compared with it.
  if (!left.ok || !bound.ok || left.value.greaterThanOrEqualTo(bound.value)) return [];
  return [atHeader(limit, data, year, { value: yuanText(left.value), bound: yuanText(bound.value), year })];
}

function missingValues(limit: Extract<Limit, { kind: 'includes' }>, data: LedgerData, year: number): Finding[] {
  const index = data.indexOf(limit.column);
  const inForce = data.rows.filter((row) => isInForce(data, row, limit, year));
  const present = new Set(inForce.map((row) => row.values[index]));
  return limit.values
    .filter((value) => !present.has(value))
    .map((value) => atHeader(limit, data, year, { value, year }));
}

/** Names that the other ledger does not list, at each row of the year; while that ledger lists nothing, none is wrong. */
function unlistedNames(
  limit: Extract<Limit, { kind: 'listed' }>,
  data: LedgerData,
  list: LedgerData | undefined,
  year: number,
): Finding[] {
  if (!list || list.rows.length === 0) return [];
  const listed = new Set(list.rows.map((row) => nameKey(row.values[list.indexOf(limit.in.column)])));
  const index = data.indexOf(limit.column);
  return data.rows.flatMap((row): Finding[] => {
    const name = row.values[index];
    if (typeof name !== 'string' || listed.has(nameKey(name)) || (yearOfRow(data, row) ?? year) !== year) return [];
    const facts = { value: name, header: data.headingOf(row.row, limit.column) };
    const place = { ...data.cellOf(row.row, limit.column), row: data.rowOf(row.row) };
    return [{ ...atHeader(limit, data, year, facts), ...place, column: limit.column }];
  });
}

/** Tells whether a row's period, where the ledger has one, touches the year. */
export function isInForce(
  data: LedgerData,
  row: LedgerRow,
  period: { readonly inForceFrom?: string | undefined; readonly inForceTo?: string | undefined },
  year: number,
): boolean {
  const from = period.inForceFrom === undefined ? null : row.values[data.indexOf(period.inForceFrom)];
  const to = period.inForceTo === undefined ? null : row.values[data.indexOf(period.inForceTo)];
  return (typeof from !== 'string' || from <= lastDayOf(year)) && (typeof to !== 'string' || to >= firstDayOf(year));
}

function atHeader(
  limit: Exclude<Limit, { kind: 'row' | 'filled' }>,
  data: LedgerData,
  year: number,
  facts: Finding['facts'],
): Finding {
  return {
    code: limit.code,
    ...(limit.title === undefined ? {} : { title: limit.title }),
    severity: limit.severity,
    blocks: false,
    ledger: data.ledger.id,
    sheet: data.sheet,
    cell: data.header.cell,
    row: data.header.row,
    year,
    clauses: limit.clauses,
    facts,
  };
}
