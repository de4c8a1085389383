/** Every code that `lintPolicy` gives, with its facts. */
export const LINT_CODES = [
  /** Rows that no rule decides. Facts: ruleTable, count (of the kinds of rows concerned). */
  'rule-gap',
  /** Rows that several rules decide, none of them an exception to the others. Facts: ruleTable, count. */
  'rule-overlap',
  /** A rule that gives way wherever it matches. Facts: ruleTable, rule, winner (ids, «, » between several). */
  'rule-shadowed',
  /** A rule that no valid row can match. Facts: ruleTable, rule, field (the one that rules it out alone, or «»). */
  'rule-unreachable',
  /** The table has more kinds of rows than can be gone through: nothing is proved. Facts: ruleTable, steps. */
  'too-complex',
  /** A parameter in use has no value for a while. Facts: parameter, from, to («» where there is no end). */
  'parameter-gap',
  /** A parameter in use has no value at all: it is to be set. Facts: parameter. */
  'parameter-unset',
  /** Facts: parameter. */
  'parameter-unused',
  /** A figure of the policy stands in an expression; as a parameter it could be dated and tried out. Facts: owner, number. */
  'number-in-expression',
  /** A clause that nothing computes or checks, and that is not marked as manual. Facts: clause. */
  'clause-uncited',
  /** A clause marked as manual that something computes or checks all the same. Facts: clause, by. */
  'clause-manual-but-cited',
] as const;

export type LintCode = (typeof LINT_CODES)[number];

export interface LintFault {
  readonly code: LintCode;
  /** A note tells of something that may well be meant; a fault makes figures wrong or missing. */
  readonly level: 'fault' | 'note';
  /**
   * The place in the document, as near as can be: the condition or the rule, «ruleTables.0.rules.3», the last of those that
   * overlap; the end of the value before a gap. A gap in a rule table has the table and its `example`.
   */
  readonly path: string;
  readonly facts: Readonly<Record<string, string>>;
  /** A row that shows the fault: field → value as text, «» for blank. */
  readonly example?: Readonly<Record<string, string>>;
  /** The rules concerned, in the table's order. */
  readonly rules?: readonly string[];
}

/** What becomes of a clause, and through what. */
export interface ClauseCoverage {
  readonly clause: string;
  /** `uncited` comes with a fault. */
  readonly status: 'computed' | 'checked' | 'manual' | 'uncited';
  /** The ids of the rules, answers, parameters … that cite it, each once, in document order. */
  readonly by: readonly string[];
}

export interface LintReport {
  readonly faults: readonly LintFault[];
  /** Every clause once, in document order. */
  readonly coverage: readonly ClauseCoverage[];
}
