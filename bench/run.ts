import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtInPolicy } from '../src/policy/packs';
import { compareEngines } from './classification';
import { timeCommands } from './commands';
import { compareEndToEnd, ensureCommandLine, SETTLED_YEAR } from './end-to-end';
import { settleInMemory } from './in-memory';
import { findLibreOffice } from './libreoffice';
import { describeMachine } from './machine';
import { laidOut, rewritePage } from './page';
import { measurePane } from './pane';
import { report } from './report';

/**
 * `npm run bench`: measures what PayClause does beside what a user would pick instead, prints the figures and rewrites
 * docs/benchmarks.md. `npm run bench -- --quick` tries everything on small sizes and rewrites nothing.
 */
const PAGE = path.join('docs', 'benchmarks.md');

const FULL = { rows: 100_000, rounds: 7, runs: 5, cells: 2000 };
const QUICK = { rows: 4000, rounds: 1, runs: 1, cells: 100 };

async function bench(args: readonly string[]): Promise<void> {
  const unknown = args.find((arg) => arg !== '--quick');
  if (unknown !== undefined) throw new Error(`unknown option ${unknown}; there is --quick`);
  const quick = args.includes('--quick');
  const { rows, rounds, runs, cells } = quick ? QUICK : FULL;
  const machine = describeMachine();
  if (machine.load > machine.cores / 2)
    say(`the machine is busy (load ${machine.load.toFixed(1)}): every figure will be worse`);
  const size = { revenue: rows, cost: rows };
  const policy = builtInPolicy();
  const folder = mkdtempSync(path.join(tmpdir(), 'payclause-bench-'));
  try {
    say('building the command line');
    await ensureCommandLine();
    say('classifying rows');
    const classification = await compareEngines(policy, rows, rounds);
    say('settling in memory');
    const inMemory = await settleInMemory(policy, size, SETTLED_YEAR, rounds);
    const office = await findLibreOffice(folder);
    say(`settling a workbook${office ? ', recalculating it in LibreOffice' : '; there is no LibreOffice'}`);
    const endToEnd = await compareEndToEnd(policy, size, runs, folder, office);
    say('timing commands');
    const commands = await timeCommands(folder, runs);
    const browser = await findBrowser();
    say(browser === undefined ? 'there is no browser for the task pane' : 'checking in the task pane');
    const pane = browser === undefined ? undefined : await measurePane(policy, rows, cells, runs, folder, browser);
    const content = report({
      machine,
      libreOffice: office?.version,
      rounds,
      runs,
      classification,
      inMemory,
      bookRows: rows,
      endToEnd,
      commands,
      pane,
    });
    process.stdout.write(`\n${await laidOut(content)}`);
    // Half the comparison is no page.
    if (quick || !office || !pane) say(`${PAGE} stays as it is`);
    else await rewritePage(PAGE, content);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The browser that `npm test` uses, with the add-in and the workbench built for it. */
async function findBrowser(): Promise<string | undefined> {
  const { findBrowser: find } = await import('../scripts/lib/browser.mjs');
  const { ensureBuilt } = await import('../scripts/lib/setup.mjs');
  await ensureBuilt(['addin', 'workbench']);
  return find();
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

bench(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
