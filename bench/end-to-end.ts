import path from 'node:path';
import { yuanText } from '../src/kernel/money';
import type { Policy } from '../src/policy/policy';
import { runChild, type ChildRun } from './child-process';
import { makeBook, type Book, type BookSize } from './ledger-rows';
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
  let answers: ReadonlyMap<string, string> | undefined;
  const agree = (who: string, found: ReadonlyMap<string, string>): void => {
    answers ??= found;
    assertSame(who, answers, found);
  };
  const ours = (texts: TextPlace): Contestant => ({
    what: `PayClause, settle, ${texts} strings`,
    sheets: book.sheets,
    texts,
    open: async (file) => {
      const run = await settle(file);
      agree('PayClause', answersOf(run.output));
      return run;
    },
  });
  const contestants = [ours('shared'), ours('inline'), ...(office ? theirs(policy, book, office, agree) : [])];

  const files: { contestant: Contestant; file: string; bytes: number; done: ChildRun[] }[] = [];
  for (const [index, contestant] of contestants.entries()) {
    const file = path.join(folder, `book-${index + 1}.xlsx`);
    const bytes = await writeXlsx(file, contestant.sheets, contestant.texts);
    files.push({ contestant, file, bytes, done: [] });
  }
  // They take turns, so that whatever else the machine does falls on all of them alike.
  for (let run = 0; run < runs; run += 1) {
    for (const { contestant, file, done } of files) done.push(await contestant.open(file));
  }
  const results = files.map(({ contestant, bytes, done }): EndToEndResult => {
    const peaks = done.flatMap(({ peakBytes }) => peakBytes ?? []);
    const processor = done.flatMap(({ cpuMilliseconds }) => cpuMilliseconds ?? []);
    return {
      what: contestant.what,
      megabytes: bytes / 1e6,
      milliseconds: median(done.map(({ milliseconds }) => milliseconds)),
      cpuMilliseconds: processor.length < runs ? undefined : median(processor),
      peakBytes: peaks.length < runs ? undefined : Math.max(...peaks),
    };
  });
  return { results, answers: answers ?? new Map<string, string>() };
}

/** A way to open a file, and the file. */
interface Contestant {
  readonly what: string;
  readonly sheets: readonly WrittenSheet[];
  readonly texts: TextPlace;
  readonly open: (file: string) => Promise<ChildRun>;
}

function theirs(
  policy: Policy,
  book: Book,
  office: LibreOffice,
  agree: (who: string, found: ReadonlyMap<string, string>) => void,
): readonly Contestant[] {
  const sheets = withFormulas(policy, book, SETTLED_YEAR);
  return [
    {
      what: 'LibreOffice, open and recalculate',
      sheets,
      texts: 'shared',
      open: async (file) => {
        const { run, values } = await office.recalculate(file);
        agree('LibreOffice', new Map([...values].map(([name, value]) => [name, yuanText(value)])));
        return run;
      },
    },
    {
      what: 'LibreOffice, open the same file without the formulas',
      sheets: withoutFormulas(sheets),
      texts: 'shared',
      open: async (file) => (await office.recalculate(file)).run,
    },
  ];
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
