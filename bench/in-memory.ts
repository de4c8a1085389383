import type { Policy } from '../src/policy/policy';
import { openBooks } from '../src/settlement/books';
import { makeBook, type BookSize } from './ledger-rows';
import { rowsPerSecond } from './measure';

/** How fast a workbook that is already read is settled. */
export interface InMemoryResult {
  readonly rows: number;
  readonly rowsPerSecond: number;
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
  return { rows, rowsPerSecond: speed ?? Number.NaN };
}
