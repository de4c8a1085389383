import fc from 'fast-check';
import { makeBook } from '../../bench/ledger-rows';
import type { CellRange, CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import { finish } from '../../src/ledger/steps';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks, openBooksInSteps, sheetsInUse, type Books, type StepProgress } from '../../src/settlement/books';
import { anyArrangement, arrange, believableBook } from '../support/believable-books';
import { toldBy } from '../support/told-books';
import { sheetOf, workbook, workbookOf } from '../support/workbook-builder';

const policy = builtInPolicy();

function stepsOf(book: WorkbookSnapshot, before?: Books): { readonly books: Books; readonly steps: StepProgress[] } {
  const work = openBooksInSteps(policy, book, before);
  const steps: StepProgress[] = [];
  for (;;) {
    const step = work.next();
    if (step.done === true) return { books: step.value, steps };
    steps.push(step.value);
  }
}

describe('opening books in steps', () => {
  const book = makeBook(policy, { revenue: 6000, cost: 4000 }, 5);

  it('stops every few thousand rows and tells how far it has come', () => {
    const { steps } = stepsOf(book);
    const [first, last] = [steps[0], steps.at(-1)];
    expect(first).toMatchObject({ sheet: '收入台账', of: 11_100 });
    expect(last?.done).toBe(11_100);
    const done = steps.map((step) => step.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    const leaps = done.map((each, index) => each - (done[index - 1] ?? 0));
    expect(Math.max(...leaps)).toBeLessThanOrEqual(3000);
  });

  it('goes through nothing again on sheets that are the same objects', () => {
    const { books } = stepsOf(book);
    const again = stepsOf({ ...book, sheets: [...book.sheets].reverse(), name: 'other.xlsx' }, books);
    expect(again.steps.at(-1)).toMatchObject({ done: 0, of: 0 });
    expect(again.books.tally('revenue')).toBe(books.tally('revenue'));
    expect(again.books.workbook.name).toBe('other.xlsx');

    const edited = { ...book, sheets: book.sheets.map((sheet) => (sheet.name === '成本台账' ? { ...sheet } : sheet)) };
    const third = stepsOf(edited, again.books);
    expect(third.steps.at(-1)).toMatchObject({ of: 4000 });
    expect(third.books.tally('revenue')).toBe(books.tally('revenue'));
    expect(third.books.tally('cost')).not.toBe(books.tally('cost'));
  });

  it.each<[string, (before: WorkbookSnapshot) => WorkbookSnapshot]>([
    ['days count from another year', (before) => ({ ...before, date1904: true })],
    ['a list above takes the ledger’s name', (before) => workbookOf([other, ...before.sheets])],
  ])('reads anew where %s', (_, change) => {
    const before = workbook({ revenue: [{ 日期: '2016-05-04', 类别: '广告费', 金额: 1 }] });
    const after = change(before);
    expect(toldBy(finish(openBooksInSteps(policy, after, openBooks(policy, before))))).toEqual(
      toldBy(openBooks(policy, after)),
    );
  });

  it('reads anew under another policy', () => {
    const before = openBooks({ ...policy }, book);
    const { books, steps } = stepsOf(book, before);
    expect(steps.at(-1)).toMatchObject({ of: 11_100 });
    expect(books.policy).toBe(policy);
  });
});

const other: SheetSnapshot = {
  ...sheetOf('新表', [
    ['日期', '类别', '金额'],
    ['2017-05-04', '广告费', 7],
  ]),
  tables: [{ name: '收入', range: { top: 1, left: 1, bottom: 2, right: 3 }, headerRows: 1, totalsRows: 0 }],
};

describe('the sheets in use', () => {
  it('are those of the ledgers, found or looked for, and of the policy year', () => {
    const book = workbookOf(
      [
        ...workbook({ cost: 'missing' }).sheets,
        sheetOf('成本台账', [['x']]),
        sheetOf('首页', [[2016]]),
        sheetOf('其他', []),
      ],
      { names: [{ name: 'PolicyYear', refersTo: '首页!$A$1' }] },
    );
    expect([...sheetsInUse(policy, book)].sort()).toEqual(
      ['收入台账', '成本台账', '粉丝台账', '活动台账', '首页'].sort(),
    );
  });
});

// ---- Edits ---------------------------------------------------------------------------------------------------------

const anyCell: fc.Arbitrary<CellValue> = fc.oneof(
  fc.constantFrom<CellValue>(
    null,
    '',
    '广告费',
    '差旅费',
    '微商城销售',
    '自揽',
    '活动用公司产品',
    '合计',
    '2016-3-5',
    '日期',
    '金额',
  ),
  fc.constantFrom<CellValue>(
    0,
    100,
    -5.005,
    42_500,
    42_800,
    1e15,
    true,
    { fault: '#REF!' },
    '公司网站',
    '总经理差旅费',
  ),
  fc.integer({ min: 42_370, max: 43_100 }),
);

const anyRange: fc.Arbitrary<CellRange> = fc
  .tuple(fc.nat(12), fc.nat(9), fc.nat(3), fc.nat(1))
  .map(([top, left, more, wide]) => ({ top: top + 1, left: left + 1, bottom: top + 1 + more, right: left + 1 + wide }));

type Edit = (book: WorkbookSnapshot) => WorkbookSnapshot;

/** Changes one sheet; the others stay the very same objects. */
function onSheet(position: number, change: (sheet: SheetSnapshot) => SheetSnapshot): Edit {
  return (book) => {
    const chosen = position % Math.max(book.sheets.length, 1);
    return { ...book, sheets: book.sheets.map((sheet, index) => (index === chosen ? change(sheet) : sheet)) };
  };
}

function withCell(sheet: SheetSnapshot, row: number, column: number, value: CellValue): SheetSnapshot {
  const rows = [...sheet.rows];
  while (rows.length <= row) rows.push(undefined);
  const cells = [...(rows[row] ?? [])];
  while (cells.length <= column) cells.push(null);
  cells[column] = value;
  rows[row] = cells;
  return { ...sheet, rows };
}

const anySheet = fc.nat(7);
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(anySheet, fc.nat(16), fc.nat(9), anyCell)
      .map(([at, row, column, value]) => onSheet(at, (sheet) => withCell(sheet, row, column, value))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(anySheet, fc.nat(12), fc.boolean()).map(([at, row, isInserted]) =>
      onSheet(at, (sheet) => {
        const rows = [...sheet.rows];
        rows.splice(row, isInserted ? 0 : 1, ...(isInserted ? [rows[row]] : []));
        return { ...sheet, rows };
      }),
    ),
  },
  fc.tuple(anySheet, anyRange).map(([at, merge]) => onSheet(at, (sheet) => ({ ...sheet, merges: [merge] }))),
  anySheet.map((at) => onSheet(at, (sheet) => ({ ...sheet, tables: [] }))),
  fc
    .tuple(anySheet, fc.constantFrom('收入台账', '成本台账', '旧账'))
    .map(([at, name]) => onSheet(at, (sheet) => ({ ...sheet, name }))),
  fc.constant<Edit>((book) => ({ ...book, sheets: [...book.sheets].reverse() })),
  fc.constant<Edit>((book) => ({ ...book, sheets: book.sheets.slice(1) })),
  fc.constant<Edit>((book) => ({ ...book, date1904: !book.date1904 })),
  fc
    .constantFrom('2017', '粉丝台账!$C$2')
    .map((refersTo): Edit => (book) => ({ ...book, definedNames: [{ name: 'PolicyYear', refersTo }] })),
);

it('books kept up to date edit by edit tell what freshly opened ones do', () => {
  fc.assert(
    fc.property(
      believableBook({ faults: 4, rows: 6 }),
      anyArrangement,
      fc.array(anyEdit, { minLength: 1, maxLength: 8 }),
      (written, arrangement, edits) => {
        let book = arrange(written, arrangement).workbook;
        let kept = openBooks(policy, book);
        for (const edit of edits) {
          book = edit(book);
          kept = finish(openBooksInSteps(policy, book, kept));
          expect(JSON.stringify(toldBy(kept))).toBe(JSON.stringify(toldBy(openBooks(policy, book))));
        }
      },
    ),
    { numRuns: 30 },
  );
});
