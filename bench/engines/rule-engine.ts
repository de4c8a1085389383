import type { FieldValue } from '../../src/policy/field-value';
import type { Ledger, RuleTable } from '../../src/policy/schema';

/** A rule table with the rows to hold against it; a row's values follow the ledger's columns. */
export interface Exercise {
  readonly table: RuleTable;
  readonly ledger: Ledger;
  readonly rows: readonly (readonly FieldValue[])[];
}

/** How many rows each rule of a table decided, by the rule's id; rows that no rule decided stand under «». */
export type RuleTally = Map<string, number>;

/** A tally for each rule table, by the table's id. */
export type RuleTallies = ReadonlyMap<string, RuleTally>;

/** Goes through all rows of its exercises. */
export type Classify = () => Promise<RuleTallies> | RuleTallies;

/** A way to classify rows. */
export interface RuleEngine {
  readonly name: string;
  /** How the rules are put to the engine. */
  readonly form: string;
  /** What it tells beside the rule that applies. */
  readonly reasons: string;
  /** The share of the rows that it is given; slow engines get a part and are scaled up. */
  readonly share: number;
  /** Puts the rules and the rows into the engine's own form, which is not part of what is measured. */
  load(exercises: readonly Exercise[]): Classify;
}

/** Counts a row for a rule. */
export function countFor(tally: RuleTally, rule: string): void {
  tally.set(rule, (tally.get(rule) ?? 0) + 1);
}
