import fc from 'fast-check';
import { fenText } from '../../src/kernel/money';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import {
  anyArrangement,
  arrange,
  believableBook,
  type Arrangement,
  type WrittenBook,
} from '../support/believable-books';
import { CASE_CODES } from '../support/layout';
import { expectedOf, type Expected } from '../support/spec-oracle';

const YEARS = [2016, 2017, 2018];

/** What the engine makes of a book, in the oracle's words. */
function settled(book: WrittenBook, arrangement: Arrangement): Expected[] {
  const { workbook, entryAt } = arrange(book, arrangement);
  const books = openBooks(builtInPolicy(), workbook);
  return YEARS.map((year) => ({
    answers: Object.fromEntries(
      books.settle(year).answers.map(({ id, value }) => [id, value.ok ? fenText(value.fen) : null]),
    ),
    findings: books
      .findings(year)
      .filter(({ code }) => CASE_CODES.includes(code))
      .map(({ code, sheet, row }) => `${code} ${entryAt(sheet, row)}`)
      .sort(),
  }));
}

function agrees(book: WrittenBook, arrangement: Arrangement): void {
  expect(settled(book, arrangement)).toEqual(YEARS.map((year) => expectedOf(book, year)));
}

describe('the engine and an independent reading of the specification agree, answer by answer and finding by finding', () => {
  it('on clean books', () => {
    fc.assert(fc.property(believableBook({ rows: 12 }), anyArrangement, agrees), { numRuns: 120 });
  });

  it('on books with a fault here and there', () => {
    fc.assert(fc.property(believableBook({ faults: 1, rows: 12 }), anyArrangement, agrees), { numRuns: 180 });
  });

  it('on small books with every other row at fault', () => {
    fc.assert(fc.property(believableBook({ faults: 10, rows: 3 }), anyArrangement, agrees), { numRuns: 540 });
  });
});
