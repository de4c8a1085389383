import jsonLogic, { type JsonLogic } from 'json-logic-js';
import type { RuleTable } from '../../src/policy/schema';
import { exceptionsFirst, factsOf, testsOf, type Bound, type Test } from './facts';
import { countFor, type RuleEngine, type RuleTally } from './rule-engine';

/** json-logic-js: the table as one nested «if», which stops at the first rule that holds. */
export const jsonLogicJs: RuleEngine = {
  name: 'json-logic-js 2.0.5',
  form: 'one nested «if» a table, first hit',
  reasons: 'none',
  share: 1,
  load(exercises) {
    const tables = exercises.map((exercise) => ({
      table: exercise.table,
      logic: nestedIf(exercise.table),
      rows: factsOf(exercise),
    }));
    return () => {
      const tallies = new Map<string, RuleTally>();
      for (const { table, logic, rows } of tables) {
        const tally: RuleTally = new Map();
        tallies.set(table.id, tally);
        for (const facts of rows) {
          const rule = jsonLogic.apply(logic, facts);
          countFor(tally, typeof rule === 'string' ? rule : '');
        }
      }
      return tallies;
    };
  },
};

function nestedIf(table: RuleTable): JsonLogic {
  const branches = exceptionsFirst(table).flatMap((rule): JsonLogic[] => [
    allOf(testsOf(rule).flatMap(logicOf)),
    rule.id,
  ]);
  return { if: [...branches, null] };
}

function allOf(tests: readonly JsonLogic[]): JsonLogic {
  const [only, second] = tests;
  return only === undefined ? true : second === undefined ? only : { and: tests };
}

/** Written as the engine runs it fastest: one value as «===», two bounds as «between». */
function logicOf(test: Test): readonly JsonLogic[] {
  const value: JsonLogic = { var: test.field };
  if (test.kind === 'in') {
    const values = test.values.map((each) => (each === '' ? null : each));
    return [values.length === 1 ? { '===': [value, values[0] ?? null] } : { in: [value, values] }];
  }
  const { from, to } = test;
  const bounds: readonly JsonLogic[] =
    from?.included === true && to?.included === true
      ? [{ '<=': [from.value, value, to.value] }]
      : [
          ...(from ? [{ [from.included ? '>=' : '>']: [value, from.value] }] : []),
          ...(to ? [{ [to.included ? '<=' : '<']: [value, to.value] }] : []),
        ];
  // A blank keeps no bound, but counts as 0 here: it is told apart where 0 would pass.
  return zeroPasses(from, to) ? [{ '!==': [value, null] }, ...bounds] : bounds;
}

function zeroPasses(from: Bound | undefined, to: Bound | undefined): boolean {
  const below = from !== undefined && (from.included ? from.value > 0 : from.value >= 0);
  const above = to !== undefined && (to.included ? to.value < 0 : to.value <= 0);
  return !below && !above;
}
