import { fieldAtoms, type FieldAtoms } from './atoms';
import { conditionHolds, type ReadableValue } from './condition';
import { fieldTypes, type FieldType } from './fields';
import type { Condition, Ledger, Rule, RuleTable } from './schema';

/** Why a rule did not apply: its first failed condition, or the exception that takes its place. */
export interface Rejection {
  readonly rule: Rule;
  readonly failed?: Condition;
  readonly overriddenBy?: Rule;
}

/** What a rule table says of a row: every rule stands in one of the two lists, both in the table's order. */
export interface Verdict {
  /** The rules left after exceptions; exactly one in a table that lint finds clean. */
  readonly matched: readonly Rule[];
  readonly rejections: readonly Rejection[];
}

/** A compiled rule table. */
export interface Classifier {
  /** The fields that the table's conditions ask for, each once. */
  readonly fields: readonly string[];
  /**
   * What the table says of a row. `values` are the row's cells: choice and text a string or `null`, date an IsoDate or
   * `null`, money and count a Decimal or `null`. A blank fails every condition on a date or number and is «» among choices.
   * Rows alike in what conditions can tell get the same verdict object.
   * Boundary: the fields of `fields` must be readable; anything else (INVALID too) throws TypeError.
   */
  classify(values: readonly unknown[]): Verdict;
}

/** More kept verdicts than this are no saving any more: memory stays bounded, whatever the rows hold. */
const MAX_KEPT = 65_536;

/**
 * Compiles a rule table of a proved document into a classifier.
 *
 * Each condition field is cut into atoms at the rules' own boundaries; the atoms of a row form a signature, and a
 * verdict is worked out once a signature. A row seen before costs a few look-ups.
 *
 * @param indexOf where a field (column or derived column) stands in a row's values
 */
export function compileRuleTable(table: RuleTable, ledger: Ledger, indexOf: (field: string) => number): Classifier {
  const types = fieldTypes(ledger);
  const fields = conditionFields(table);
  const conditions = table.rules.flatMap((rule) => rule.when);
  const readers: FieldReader[] = [];
  let signatures = 1;
  for (const field of fields) {
    const atoms = fieldAtoms(
      field,
      typeOf(types, field),
      conditions.filter((condition) => condition.field === field),
    );
    readers.push({ index: indexOf(field), atoms, weight: signatures });
    signatures *= atoms.samples.length;
  }
  const judge = compileJudge(table, fields);
  const samplesOf = (values: readonly unknown[]): readonly ReadableValue[] =>
    readers.map(({ index, atoms }) => atoms.samples[atoms.atomOf(values[index])] ?? null);

  if (!Number.isSafeInteger(signatures)) return { fields, classify: (values) => judge(samplesOf(values)) };

  const kept = new Map<number, Verdict>();
  const classify = (values: readonly unknown[]): Verdict => {
    let signature = 0;
    for (const { index, atoms, weight } of readers) signature += atoms.atomOf(values[index]) * weight;
    const known = kept.get(signature);
    if (known) return known;
    const verdict = judge(samplesOf(values));
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(signature, verdict);
    return verdict;
  };
  return { fields, classify };
}

interface FieldReader {
  readonly index: number;
  readonly atoms: FieldAtoms;
  /** What one atom further adds to the signature. */
  readonly weight: number;
}

/** The fields that a table's conditions ask for, in order of appearance, each once. */
export function conditionFields(table: RuleTable): readonly string[] {
  return [...new Set(table.rules.flatMap((rule) => rule.when.map((condition) => condition.field)))];
}

/**
 * For each rule, by id, the rules that it takes the place of: those that it overrides, those that they override, and so
 * on. A rule that overrides an exception thereby wins over the exception's own general rule as well.
 */
export function overriddenRules(table: RuleTable): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = new Map(table.rules.map((rule) => [rule.id, rule.overrides]));
  return new Map(
    table.rules.map((rule) => {
      const reached = new Set<string>();
      const waiting = [...rule.overrides];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (reached.has(next)) continue;
        reached.add(next);
        waiting.push(...(direct.get(next) ?? []));
      }
      return [rule.id, reached];
    }),
  );
}

function compileJudge(table: RuleTable, fields: readonly string[]): (samples: readonly ReadableValue[]) => Verdict {
  const position = new Map(fields.map((field, index) => [field, index]));
  const overridden = overriddenRules(table);
  const beats = (winner: Rule, loser: Rule): boolean => overridden.get(winner.id)?.has(loser.id) === true;
  return (samples) => {
    const failures = new Map<Rule, Condition>();
    for (const rule of table.rules) {
      const failed = rule.when.find(
        (condition) => !conditionHolds(condition, samples[position.get(condition.field) ?? -1] ?? null),
      );
      if (failed) failures.set(rule, failed);
    }
    const holding = table.rules.filter((rule) => !failures.has(rule));
    const matched = holding.filter((rule) => !holding.some((other) => beats(other, rule)));
    const rejections: Rejection[] = [];
    for (const rule of table.rules) {
      const failed = failures.get(rule);
      const overriddenBy = matched.find((winner) => beats(winner, rule));
      if (failed) rejections.push({ rule, failed });
      else if (overriddenBy) rejections.push({ rule, overriddenBy });
    }
    return { matched, rejections };
  };
}

function typeOf(types: ReadonlyMap<string, FieldType>, field: string): FieldType {
  const type = types.get(field);
  if (type === undefined) throw new TypeError(`the ledger has no field ${field}`);
  return type;
}
