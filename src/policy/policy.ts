import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex } from '@noble/hashes/utils';
import { dayBefore, type IsoDate } from '../kernel/dates';
import { Decimal, decimalText, parseDecimal } from '../kernel/decimal';
import { err, ok, type Result } from '../kernel/result';
import { withConditionsInOrder } from './condition-order';
import type { PlacedFault } from './fault';
import type { Answer, Clause, Ledger, Measure, Parameter, PayItem, PolicyDocument, RuleTable } from './schema';
import type { PolicyStanding } from './standing';

export type { PlacedFault, PolicyFault } from './fault';

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
  /** True for the policy's own example of a value that is still to be set. */
  readonly example?: true;
}

/**
 * The policy's examples for the parameters that have no value at all, to be tried out with `withWhatIf`. Nobody gets them
 * unasked: until then such a parameter has no value, and what needs it is an error.
 */
export function exampleTrials({ document }: Policy): readonly WhatIf[] {
  return document.parameters.flatMap(({ id, values, example }): WhatIf[] =>
    values.length > 0 || example === undefined
      ? []
      : [{ parameter: id, from: undefined, value: example, example: true }],
  );
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
  /** How it stands to what was approved, where it was opened with the record of approvals; it changes no amount. */
  readonly standing?: PolicyStanding;
  /**
   * Why the workbook's own policy can't be used, with the cells. What stands here in its place lends answers their names:
   * nothing is computed from it, and it has no values.
   */
  readonly broken?: readonly PlacedFault[];
  /** The parameter's value on a date; `undefined` where it has none (never a zero) or where no such parameter exists. */
  valueAt(parameter: string, date: IsoDate): DatedValue | undefined;
}

/**
 * The digest of a document. Defaults are filled in first, so that leaving one out changes nothing, nor does the order of a
 * rule's conditions. Its cases don't count: a case proves what the policy says and changes nothing of it.
 */
export function policyDigest(document: PolicyDocument): string {
  const { cases: _cases, ...said } = withConditionsInOrder(document);
  return bytesToHex(sha256(new TextEncoder().encode(canonicalize(said) ?? '')));
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

/** What stands for a policy that can't be read: the names of another, and nothing to compute with. */
export function brokenPolicy(names: Policy, faults: readonly PlacedFault[]): Policy {
  return { ...names, digest: '', broken: faults, whatIf: [], valueAt: () => undefined };
}

/** Tells whether a value keeps the parameter's bounds. */
export function withinBounds(parameter: Parameter, value: Decimal): boolean {
  return (
    (parameter.min === undefined || value.greaterThanOrEqualTo(parameter.min)) &&
    (parameter.max === undefined || value.lessThanOrEqualTo(parameter.max))
  );
}

/** A document that has been proved, with everything found by its id. */
export function usablePolicy(document: PolicyDocument): Policy {
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
