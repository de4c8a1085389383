import { ZenDecisionContent, ZenEngine, type ZenDecision } from '@gorules/zen-engine';
import { conditionFields } from '../../src/policy/rule-table';
import type { RuleTable } from '../../src/policy/schema';
import { exceptionsFirst, factsOf, testsOf, type Facts, type Test } from './facts';
import { countFor, type RuleEngine, type RuleTally } from './rule-engine';

/** The largest batches gain nothing more, and all of them at once keep every core busy. */
const BATCH = 1000;

/** ZEN: a decision table over an array of rows per call, the calls running side by side. */
export const zen: RuleEngine = {
  name: '@gorules/zen-engine 0.54.0',
  form: `decision table, first hit, precompiled; ${BATCH} rows a call, calls side by side on all cores`,
  reasons: 'none (its trace names the rule that applied, not why others did not)',
  share: 1,
  load(exercises) {
    const engine = new ZenEngine();
    const tables = exercises.map((exercise) => ({
      table: exercise.table,
      decision: engine.createDecision(new ZenDecisionContent(decisionModel(exercise.table))),
      batches: batches(factsOf(exercise)),
    }));
    return async () => {
      const tallies = new Map<string, RuleTally>();
      const calls = tables.flatMap(({ table, decision, batches: ofTable }) => {
        const tally: RuleTally = new Map();
        tallies.set(table.id, tally);
        return ofTable.map(async (rows) => {
          for (const decided of await decide(decision, rows)) countFor(tally, decided?.rule ?? '');
        });
      });
      await Promise.all(calls);
      return tallies;
    };
  },
};

/** What the table says of each row; `null` where no rule applies. */
type Decided = { readonly rule?: string } | null;

async function decide(decision: ZenDecision, rows: readonly Facts[]): Promise<readonly Decided[]> {
  const { result } = (await decision.evaluate({ rows })) as { result: { rows: readonly Decided[] } };
  return result.rows;
}

function batches(rows: readonly Facts[]): readonly (readonly Facts[])[] {
  return Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, index) =>
    rows.slice(index * BATCH, (index + 1) * BATCH),
  );
}

/** The rule table in the JSON decision model: request → decision table → response. */
function decisionModel(table: RuleTable): object {
  const fields = conditionFields(table);
  const position = { x: 0, y: 0 };
  const content = {
    hitPolicy: 'first',
    executionMode: 'loop',
    inputField: 'rows',
    outputPath: 'rows',
    inputs: fields.map((field) => ({ id: field, name: field, field })),
    outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
    rules: exceptionsFirst(table).map((rule) => {
      const tests = testsOf(rule);
      const cells = fields.map((field) => [field, cellText(tests.filter((test) => test.field === field))] as const);
      return { _id: rule.id, ...Object.fromEntries(cells), rule: JSON.stringify(rule.id) };
    }),
  };
  return {
    nodes: [
      { id: 'request', type: 'inputNode', name: 'request', position },
      { id: 'table', type: 'decisionTableNode', name: table.id, position, content },
      { id: 'response', type: 'outputNode', name: 'response', position },
    ],
    edges: [
      { id: 'in', type: 'edge', sourceId: 'request', targetId: 'table' },
      { id: 'out', type: 'edge', sourceId: 'table', targetId: 'response' },
    ],
  };
}

/** A cell of the decision table; an empty one lets every value pass. */
function cellText(tests: readonly Test[]): string {
  const [test, second] = tests;
  if (second) throw new RangeError(`two conditions on ${second.field} do not fit into one cell`);
  if (!test) return '';
  if (test.kind === 'in') return test.values.map((value) => (value === '' ? 'null' : JSON.stringify(value))).join(', ');
  const { from, to } = test;
  if (from && to) {
    return `${from.included ? '[' : '('}${from.value}..${to.value}${to.included ? ']' : ')'}`;
  }
  if (from) return `${from.included ? '>=' : '>'} ${from.value}`;
  return to ? `${to.included ? '<=' : '<'} ${to.value}` : '';
}
