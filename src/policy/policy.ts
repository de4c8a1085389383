import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import type * as z from 'zod/mini';
import { dayBefore, type IsoDate } from '../kernel/dates';
import { Decimal, decimalText, parseDecimal } from '../kernel/decimal';
import { err, ok, type Result } from '../kernel/result';
import type { PolicyFault } from './fault';
import { referenceFaults } from './references';
import {
  policySchema,
  type Answer,
  type Clause,
  type Ledger,
  type Measure,
  type Parameter,
  type PayItem,
  type PolicyDocument,
  type RuleTable,
} from './schema';

export type { PolicyFault } from './fault';

/** A parameter's value on a date, with what it stands on. */
export interface DatedValue {
  readonly value: Decimal;
  readonly from: IsoDate | undefined;
  readonly to: IsoDate | undefined;
  readonly clauses: readonly string[];
  /** True for a what-if value, which no clause backs. */
  readonly whatIf: boolean;
}

/** A what-if value: from a date on, or over the whole life. */
export interface WhatIf {
  readonly parameter: string;
  readonly from: IsoDate | undefined;
  readonly value: string;
}

/** A document that has been proved usable, with everything found by its id. */
export interface Policy {
  readonly document: PolicyDocument;
  /** SHA-256 of the canonical document (RFC 8785): same content, same digest, whatever the key order. */
  readonly digest: string;
  readonly clauses: ReadonlyMap<string, Clause>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly ledgers: ReadonlyMap<string, Ledger>;
  readonly ruleTables: ReadonlyMap<string, RuleTable>;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly payItems: ReadonlyMap<string, PayItem>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly whatIf: readonly WhatIf[];
  /** The parameter's value on a date; `undefined` where it has none (never a zero) or where no such parameter exists. */
  valueAt(parameter: string, date: IsoDate): DatedValue | undefined;
}

/**
 * Reads a policy document from parsed JSON. A refusal lists every fault with its place; nothing is repaired silently.
 */
export function parsePolicy(json: unknown): Result<Policy, readonly PolicyFault[]> {
  if (isTooDeep(json, MAX_POLICY_DEPTH)) {
    return err([{ path: '', code: 'schema-too-deep', facts: { depth: String(MAX_POLICY_DEPTH) } }]);
  }
  const parsed = policySchema.safeParse(json);
  if (!parsed.success) return err(parsed.error.issues.map(schemaFault));
  const faults = referenceFaults(parsed.data);
  return faults.length > 0 ? err(faults) : ok(usablePolicy(parsed.data));
}

/** The digest of a document. Defaults are filled in first, so that leaving one out changes nothing. */
export function policyDigest(document: PolicyDocument): string {
  return bytesToHex(sha256(new TextEncoder().encode(canonicalize(document) ?? '')));
}

/** Why a what-if value was refused. */
export type WhatIfProblem =
  | { readonly code: 'parameter-unknown'; readonly parameter: string }
  /** No plain decimal, or a number of months with a fraction. */
  | { readonly code: 'parameter-value-invalid'; readonly parameter: string; readonly value: string }
  | {
      readonly code: 'parameter-out-of-bounds';
      readonly parameter: string;
      readonly value: string;
      readonly min: string;
      readonly max: string;
    };

/**
 * The same policy with values tried out. A value without a date replaces all others; one with a date holds from that day
 * on, and earlier values end the day before. The digest stays the written policy's.
 */
export function withWhatIf(policy: Policy, trials: readonly WhatIf[]): Result<Policy, WhatIfProblem> {
  const series = new Map<string, readonly DatedValue[]>();
  // From the earliest on, whatever the order they were given in: a later value takes over from an earlier one.
  const inOrder = [...trials].sort((a, b) => compareText(a.from ?? '', b.from ?? ''));
  for (const trial of inOrder) {
    const parameter = policy.parameters.get(trial.parameter);
    if (!parameter) return err({ code: 'parameter-unknown', parameter: trial.parameter });
    const value = parseDecimal(trial.value);
    if (!value || (parameter.kind === 'months' && !value.isInteger())) {
      return err({ code: 'parameter-value-invalid', parameter: parameter.id, value: trial.value });
    }
    if (!withinBounds(parameter, value)) {
      return err({
        code: 'parameter-out-of-bounds',
        parameter: parameter.id,
        value: decimalText(value),
        min: parameter.min ?? '',
        max: parameter.max ?? '',
      });
    }
    const before = series.get(parameter.id) ?? datedValues(parameter);
    // A trial stands where a written value stood, and is explained by that value's clauses.
    const clauses = (valueOn(before, trial.from) ?? before.at(-1))?.clauses ?? [];
    series.set(parameter.id, [
      ...endBefore(before, trial.from),
      { value, from: trial.from, to: undefined, clauses, whatIf: true },
    ]);
  }
  return ok({ ...policy, whatIf: trials, valueAt: valueLookup(policy.parameters, series) });
}

/** Tells whether a value keeps the parameter's bounds. */
export function withinBounds(parameter: Parameter, value: Decimal): boolean {
  return (
    (parameter.min === undefined || value.greaterThanOrEqualTo(parameter.min)) &&
    (parameter.max === undefined || value.lessThanOrEqualTo(parameter.max))
  );
}

/** Nothing in a policy is nested nearly as deep; reading a document that is would overflow the stack. */
export const MAX_POLICY_DEPTH = 100;

function isTooDeep(json: unknown, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return levels === 0 || Object.values(json).some((part) => isTooDeep(part, levels - 1));
}

function usablePolicy(document: PolicyDocument): Policy {
  const parameters = byId(document.parameters);
  return {
    document,
    digest: policyDigest(document),
    clauses: byId(document.clauses),
    parameters,
    ledgers: byId(document.ledgers),
    ruleTables: byId(document.ruleTables),
    measures: byId(document.measures),
    payItems: byId(document.payItems),
    answers: byId(document.answers),
    whatIf: [],
    valueAt: valueLookup(parameters, new Map()),
  };
}

function byId<T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function datedValues(parameter: Parameter): readonly DatedValue[] {
  return parameter.values.map((entry) => ({
    value: new Decimal(entry.value),
    from: entry.from,
    to: entry.to,
    clauses: entry.clauses,
    whatIf: false,
  }));
}

function endBefore(values: readonly DatedValue[], from: IsoDate | undefined): DatedValue[] {
  const last = from === undefined ? undefined : dayBefore(from);
  if (last === undefined) return [];
  return values.flatMap((entry) => {
    if (entry.from !== undefined && entry.from > last) return [];
    return [entry.to === undefined || entry.to > last ? { ...entry, to: last } : entry];
  });
}

function valueOn(values: readonly DatedValue[], date: IsoDate | undefined): DatedValue | undefined {
  if (date === undefined) return undefined;
  return values.find(
    (entry) => (entry.from === undefined || entry.from <= date) && (entry.to === undefined || date <= entry.to),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function valueLookup(
  parameters: ReadonlyMap<string, Parameter>,
  replaced: ReadonlyMap<string, readonly DatedValue[]>,
): Policy['valueAt'] {
  const series = new Map<string, readonly DatedValue[]>();
  for (const parameter of parameters.values()) {
    series.set(parameter.id, replaced.get(parameter.id) ?? datedValues(parameter));
  }
  return (parameter, date) => valueOn(series.get(parameter) ?? [], date);
}

/** A schema's refusal with its facts instead of the library's English sentence. */
function schemaFault(issue: z.core.$ZodIssue): PolicyFault {
  const facts: Record<string, string> = { detail: schemaDetail(issue) };
  if (issue.code === 'unrecognized_keys') facts['keys'] = issue.keys.join(', ');
  return { path: issue.path.map(String).join('.'), code: `schema-${issue.code.replaceAll('_', '-')}`, facts };
}

/** What was expected, or the schema's own name of the form («decimal», «date», «id»). */
function schemaDetail(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected;
    case 'too_big':
      return `≤ ${String(issue.maximum)}`;
    case 'too_small':
      return `≥ ${String(issue.minimum)}`;
    case 'invalid_value':
      return issue.values.map(String).join(' | ');
    case 'not_multiple_of':
      return String(issue.divisor);
    case 'invalid_format':
    case 'custom':
      return issue.message;
    default:
      return '';
  }
}
