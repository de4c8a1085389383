import type { WorkbookSnapshot } from '../src/ledger/cells';
import type { Policy } from '../src/policy/policy';
import { openBooks, openBooksInSteps, type Books } from '../src/settlement/books';
import { makeBook, type BookSize } from './ledger-rows';
import { median, rowsPerSecond } from './measure';

/** How fast a workbook that is already read is settled. */
export interface InMemoryResult {
  readonly rows: number;
  readonly rowsPerSecond: number;
  readonly inSteps: SteppedResult;
}

/** The same as a page does it, which must answer its user between two steps; medians of the rounds, in milliseconds. */
export interface SteppedResult {
  readonly total: number;
  /** The longest step of a round: how long a page is kept waiting. */
  readonly longest: number;
  /** What comes after the steps, each in one go: the year's answers, and its findings. */
  readonly settling: number;
  readonly findings: number;
  /** The whole of the steps where one ledger's sheet has changed and the others are taken over. */
  readonly oneSheet: number;
}

/** Reads the cells of every ledger, classifies each row, collects the findings and works out a year's answers. */
export async function settleInMemory(
  policy: Policy,
  size: BookSize,
  year: number,
  rounds: number,
): Promise<InMemoryResult> {
  const book = makeBook(policy, size, 3);
  const rows = openBooks(policy, book).rowsRead;
  const run = (): void => {
    const books = openBooks(policy, book);
    const failed = books.settle(year).answers.find((answer) => !answer.value.ok);
    if (failed || books.findings(year).some((finding) => finding.blocks)) {
      throw new Error(`a book of valid rows is not settled: ${failed?.id ?? 'a finding blocks'}`);
    }
  };
  const [speed] = await rowsPerSecond([{ rows, run }], rounds);
  return { rows, rowsPerSecond: speed ?? Number.NaN, inSteps: settleInSteps(policy, book, year, rounds) };
}

function settleInSteps(policy: Policy, book: WorkbookSnapshot, year: number, rounds: number): SteppedResult {
  const measured = Array.from({ length: rounds }, () => {
    globalThis.gc?.();
    const { books, steps } = timedSteps(policy, book);
    const settling = timed(() => books.settle(year));
    const findings = timed(() => books.findings(year));
    const [first, ...others] = book.sheets;
    if (!first) throw new Error('a book without sheets');
    const again = timedSteps(policy, { ...book, sheets: [{ ...first }, ...others] }, books);
    return { total: sum(steps), longest: Math.max(...steps), settling, findings, oneSheet: sum(again.steps) };
  });
  const medianOf = (figure: keyof SteppedResult): number => median(measured.map((round) => round[figure]));
  return {
    total: medianOf('total'),
    longest: medianOf('longest'),
    settling: medianOf('settling'),
    findings: medianOf('findings'),
    oneSheet: medianOf('oneSheet'),
  };
}

function timedSteps(
  policy: Policy,
  book: WorkbookSnapshot,
  before?: Books,
): { readonly books: Books; readonly steps: readonly number[] } {
  const work = openBooksInSteps(policy, book, before);
  const steps: number[] = [];
  for (;;) {
    const start = performance.now();
    const step = work.next();
    steps.push(performance.now() - start);
    if (step.done === true) return { books: step.value, steps };
  }
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function sum(parts: readonly number[]): number {
  return parts.reduce((total, part) => total + part, 0);
}
