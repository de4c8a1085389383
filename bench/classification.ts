import { openBooks } from '../src/settlement/books';
import type { Policy } from '../src/policy/policy';
import { jsonLogicJs } from './engines/json-logic';
import { jsonRulesEngine, jsonRulesEngineFirst } from './engines/json-rules-engine';
import { payclause } from './engines/payclause';
import type { Exercise, RuleEngine, RuleTallies } from './engines/rule-engine';
import { zen } from './engines/zen';
import { makeBook } from './ledger-rows';
import { rowsPerSecond, type Task } from './measure';

/** How fast one engine classified. */
export interface ClassificationResult {
  readonly engine: RuleEngine;
  readonly rows: number;
  readonly rowsPerSecond: number;
}

const ENGINES: readonly RuleEngine[] = [payclause, zen, jsonLogicJs, jsonRulesEngine, jsonRulesEngineFirst];

/** The tables whose ledgers are long. */
const TABLES = ['revenue', 'cost'];

/**
 * The same rules and rows through every engine. Throws where an engine decides any rule's number of rows otherwise than
 * our classifier does.
 */
export async function compareEngines(
  policy: Policy,
  rows: number,
  rounds: number,
): Promise<readonly ClassificationResult[]> {
  const exercises = exercisesOf(policy, rows / TABLES.length);
  const contestants: { engine: RuleEngine; task: Task }[] = [];
  for (const engine of ENGINES) {
    const given = exercises.map((exercise) => ({
      ...exercise,
      rows: exercise.rows.slice(0, Math.ceil(exercise.rows.length * engine.share)),
    }));
    const expected = await payclause.load(given)();
    const classify = engine.load(given);
    assertSameTallies(engine, expected, await classify());
    const run = async (): Promise<void> => {
      await classify();
    };
    contestants.push({ engine, task: { rows: given.reduce((sum, exercise) => sum + exercise.rows.length, 0), run } });
  }
  const speeds = await rowsPerSecond(
    contestants.map(({ task }) => task),
    rounds,
  );
  return contestants.map(({ engine, task }, index) => ({
    engine,
    rows: task.rows,
    rowsPerSecond: speeds[index] ?? Number.NaN,
  }));
}

function exercisesOf(policy: Policy, rowsEach: number): readonly Exercise[] {
  const books = openBooks(policy, makeBook(policy, { revenue: rowsEach, cost: rowsEach }, 1));
  return TABLES.map((id) => {
    const table = policy.ruleTables.get(id);
    const data = books.tally(id)?.data;
    if (!table || !data) throw new Error(`the policy has no rule table ${id}`);
    return { table, ledger: data.ledger, rows: data.rows.map((row) => row.values) };
  });
}

function assertSameTallies(engine: RuleEngine, expected: RuleTallies, found: RuleTallies): void {
  const asked = shown(expected);
  const told = shown(found);
  if (asked === told && !asked.includes(' : ')) return;
  throw new Error(`${engine.name} (${engine.form}) decided\n${told}\nand PayClause\n${asked}`);
}

/** A line for each rule; a row that no rule decided shows as a rule without a name. */
function shown(tallies: RuleTallies): string {
  const lines = [...tallies].flatMap(([table, tally]) => [...tally].map(([rule, rows]) => `${table} ${rule}: ${rows}`));
  return lines.sort().join('\n');
}
