import { Engine, type RuleProperties } from 'json-rules-engine';
import type { Rule, RuleTable } from '../../src/policy/schema';
import { exceptionsFirst, factsOf, testsOf, type Test } from './facts';
import { countFor, type RuleEngine, type RuleTally } from './rule-engine';

/** Far slower than the others; a tenth of the rows tells as much. */
const SHARE = 0.1;

/** json-rules-engine, which looks at every rule and keeps what each of its conditions made of the row. */
export const jsonRulesEngine: RuleEngine = {
  name: 'json-rules-engine 7.3.1',
  form: 'one engine a table, every rule looked at',
  reasons: 'every rule: the outcome of each condition looked at',
  share: SHARE,
  load(exercises) {
    const tables = exercises.map((exercise) => ({
      table: exercise.table,
      engine: new Engine(exceptionsFirst(exercise.table).map((rule) => ruleProperties(rule))),
      rank: new Map(exceptionsFirst(exercise.table).map((rule, index) => [rule.id, index])),
      rows: factsOf(exercise),
    }));
    return async () => {
      const tallies = new Map<string, RuleTally>();
      for (const { table, engine, rank, rows } of tables) {
        const tally: RuleTally = new Map();
        tallies.set(table.id, tally);
        for (const facts of rows) {
          const { events, results, failureResults } = await engine.run(facts);
          const complete = results.length + failureResults.length === table.rules.length;
          countFor(tally, complete ? firstOf(events, rank) : '');
        }
      }
      return tallies;
    };
  },
};

/** The same engine stopped at the first rule that holds. */
export const jsonRulesEngineFirst: RuleEngine = {
  name: 'json-rules-engine 7.3.1',
  form: 'one engine a table, stopped at the first hit',
  reasons: 'none for the rules not looked at',
  share: SHARE,
  load(exercises) {
    const tables = exercises.map((exercise) => ({
      table: exercise.table,
      engine: stoppingEngine(exercise.table),
      rows: factsOf(exercise),
    }));
    return async () => {
      const tallies = new Map<string, RuleTally>();
      for (const { table, engine, rows } of tables) {
        const tally: RuleTally = new Map();
        tallies.set(table.id, tally);
        for (const facts of rows) countFor(tally, (await engine.run(facts)).events[0]?.type ?? '');
      }
      return tallies;
    };
  },
};

function stoppingEngine(table: RuleTable): Engine {
  const rules = exceptionsFirst(table);
  const engine = new Engine(rules.map((rule, index) => ({ ...ruleProperties(rule), priority: rules.length - index })));
  engine.on('success', () => engine.stop());
  return engine;
}

/** Of the rules that hold, the one that no exception takes the place of. */
function firstOf(events: readonly { readonly type: string }[], rank: ReadonlyMap<string, number>): string {
  let first: string | undefined;
  for (const { type } of events) {
    if (first === undefined || (rank.get(type) ?? 0) < (rank.get(first) ?? 0)) first = type;
  }
  return first ?? '';
}

type ConditionOf = { readonly fact: string; readonly operator: string; readonly value: unknown };

function ruleProperties(rule: Rule): RuleProperties {
  return { conditions: { all: testsOf(rule).flatMap(conditionsOf) }, event: { type: rule.id } };
}

function conditionsOf(test: Test): ConditionOf[] {
  const fact = test.field;
  if (test.kind === 'in') {
    return [{ fact, operator: 'in', value: test.values.map((each) => (each === '' ? null : each)) }];
  }
  const { from, to } = test;
  return [
    ...(from ? [{ fact, operator: from.included ? 'greaterThanInclusive' : 'greaterThan', value: from.value }] : []),
    ...(to ? [{ fact, operator: to.included ? 'lessThanInclusive' : 'lessThan', value: to.value }] : []),
  ];
}
