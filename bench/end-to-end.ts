import path from 'node:path';
import type { Policy } from '../src/policy/policy';
import { runChild, type ChildRun } from './child-process';
import { makeBook, type BookSize } from './ledger-rows';
import type { LibreOffice } from './libreoffice';
import { median } from './measure';
import { FORMULA_ANSWERS, withFormulas } from './settlement-formulas';
import { writeXlsx, type TextPlace, type WrittenSheet } from './xlsx-writer';

/** What it takes to get a year's figures out of a workbook file. */
export interface EndToEndResult {
  readonly what: string;
  readonly megabytes: number;
  readonly milliseconds: number;
  readonly cpuMilliseconds: number | undefined;
  readonly peakBytes: number | undefined;
}

export interface EndToEnd {
  readonly results: readonly EndToEndResult[];
  /** The answers that both sides agree on, or ours alone where there is no LibreOffice. */
  readonly answers: ReadonlyMap<string, string>;
}

export const SETTLED_YEAR = 2016;
const BUNDLE = path.join('dist', 'cli', 'payclause.js');

/**
 * Settles a large workbook with our command line and recalculates the same sums in LibreOffice, each in a process of its
 * own. Throws where their figures differ by a fen.
 */
export async function compareEndToEnd(
  policy: Policy,
  size: BookSize,
  runs: number,
  folder: string,
  office: LibreOffice | undefined,
): Promise<EndToEnd> {
  const book = makeBook(policy, size, 2);
  const results: EndToEndResult[] = [];
  const measure = async (
    what: string,
    sheets: readonly WrittenSheet[],
    texts: TextPlace,
    open: (file: string) => Promise<ChildRun>,
  ): Promise<void> => {
    const file = path.join(folder, 'book.xlsx');
    const bytes = await writeXlsx(file, sheets, texts);
    const done: ChildRun[] = [];
    for (let run = 0; run < runs; run += 1) done.push(await open(file));
    const peaks = done.flatMap(({ peakBytes }) => peakBytes ?? []);
    const cpu = done.flatMap(({ cpuMilliseconds }) => cpuMilliseconds ?? []);
    results.push({
      what,
      megabytes: bytes / 1e6,
      milliseconds: median(done.map((run) => run.milliseconds)),
      cpuMilliseconds: cpu.length < runs ? undefined : median(cpu),
      peakBytes: peaks.length < runs ? undefined : Math.max(...peaks),
    });
  };

  const ours: ReadonlyMap<string, string>[] = [];
  for (const texts of ['shared', 'inline'] as const) {
    await measure(`PayClause, settle, ${texts} strings`, book.sheets, texts, async (file) => {
      const run = await settle(file);
      ours.push(answersOf(run.output));
      return run;
    });
  }
  const [answers] = ours;
  if (!answers) throw new Error('nothing was settled');
  for (const each of ours) assertSame('PayClause on the other file', answers, each);

  if (office) {
    const sheets = withFormulas(policy, book, SETTLED_YEAR);
    await measure('LibreOffice, open and recalculate', sheets, 'shared', async (file) => {
      const { run, values } = await office.recalculate(file);
      assertSame('LibreOffice', answers, new Map([...values].map(([name, value]) => [name, value.toFixed(2)])));
      return run;
    });
    await measure(
      'LibreOffice, open the same file without the formulas',
      withoutFormulas(sheets),
      'shared',
      async (file) => {
        return (await office.recalculate(file)).run;
      },
    );
  }
  return { results, answers };
}

/** Builds the command line where it is missing or older than its sources. */
export async function ensureCommandLine(): Promise<void> {
  await runChild(process.execPath, [path.join('scripts', 'payclause.mjs'), '--version']);
}

/** Runs our command line; exit code 1 (done, but a finding or answer is an error) counts as done. */
export async function runCommandLine(args: readonly string[]): Promise<ChildRun> {
  return runChild(process.execPath, [BUNDLE, ...args], { allowed: [1] });
}

function settle(file: string): Promise<ChildRun> {
  return runChild(process.execPath, [BUNDLE, 'settle', file, '--year', String(SETTLED_YEAR), '--json']);
}

function answersOf(json: string): ReadonlyMap<string, string> {
  const { answers } = JSON.parse(json) as { answers: Readonly<Record<string, { readonly value?: string }>> };
  return new Map(FORMULA_ANSWERS.map((name) => [name, answers[name]?.value ?? 'an error']));
}

function assertSame(who: string, expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): void {
  for (const [name, value] of expected) {
    const other = found.get(name) ?? 'nothing';
    if (other !== value) throw new Error(`${who} gives ${other} for ${name}, PayClause ${value}`);
  }
}

/** The same sheets with nothing to compute. */
function withoutFormulas(sheets: readonly WrittenSheet[]): readonly WrittenSheet[] {
  return sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((cells) =>
      cells?.map((cell) => (typeof cell === 'object' && cell !== null && 'formula' in cell ? 0 : cell)),
    ),
  }));
}
