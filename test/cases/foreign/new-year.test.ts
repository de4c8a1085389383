/** A company's own workbooks carried into 2017: their lists are emptied where they stand, and still connect. */
import type { CellValue, WorkbookSnapshot } from '../../../src/ledger/cells';
import { answerQuestion, proposeConnection, writeConnection } from '../../../src/ledger/connect';
import { builtInPolicy } from '../../../src/policy/packs';
import { planNewYear } from '../../../src/workbook/new-year';
import { openWorkbook } from '../../../src/workbook/open-workbook';
import { withStored } from '../../support/policy-book';
import { patchedSnapshot } from '../../workbook/apply-patch';
import { FOREIGN_LAYOUTS, foreignWorkbook, type ForeignLayout } from './layouts';

const policy = builtInPolicy();

function connected(layout: ForeignLayout): WorkbookSnapshot {
  const workbook = foreignWorkbook(layout);
  const { connection } = Object.entries(layout.answers).reduce(
    (proposal, [id, option]) => answerQuestion(proposal, id, option),
    proposeConnection(workbook, policy),
  );
  return withStored(workbook, { connection: writeConnection(connection) });
}

/** Every cell that holds something, «sheet row column» → value. */
function cellsOf({ sheets }: WorkbookSnapshot): ReadonlyMap<string, CellValue> {
  return new Map(
    sheets.flatMap(({ name, rows }) =>
      rows.flatMap((cells, row) =>
        (cells ?? []).flatMap((value, column): readonly (readonly [string, CellValue])[] =>
          value === null || value === '' ? [] : [[`${name} ${String(row + 1)} ${String(column + 1)}`, value]],
        ),
      ),
    ),
  );
}

describe.each(FOREIGN_LAYOUTS)('$name: $title', (layout) => {
  const before = connected(layout);
  const opened = openWorkbook({}, before);
  const details = { formulas: new Map(), arrays: new Map() };
  const { patch, report } = planNewYear({ opened, details, language: 'zh-CN' }, 2017);
  const after = patchedSnapshot(before, patch.sheets);

  it('holds no entry of 2016 any more, and nothing that can’t be read', () => {
    const { books } = openWorkbook({}, after);
    expect(opened.books.years).toContain(2016);
    expect(books.years).toEqual([]);
    // Readings of fans have to be there, new ones.
    expect(books.findings().filter(({ blocks, code }) => blocks && code !== 'table-empty')).toEqual([]);
    const counted = books.settle(2017).answers.filter(({ id }) => ['COUNTED_REVENUE', 'COUNTED_COST'].includes(id));
    expect(counted.map(({ value }) => value)).toMatchObject([{ ok: true, fen: 0 }, { ok: true, fen: 0 }]);
  });

  it('loses nothing but what its entries held, and what says the year', () => {
    const now = cellsOf(after);
    const titles = new Set<CellValue>(report.changes.map(({ after: text }) => text));
    const changed = [...cellsOf(before)].filter(([place, value]) => now.get(place) !== value);
    for (const [place] of changed) {
      const value = now.get(place);
      expect([place, value === undefined || titles.has(value) || place.startsWith('薪规存档')]).toEqual([place, true]);
    }
    const heads = opened.books.workbook.connected;
    for (const ledger of heads?.values() ?? []) {
      if (!ledger.found) throw new Error(ledger.problem.code);
      for (const { sheet, row } of ledger.sheet.origin?.headers ?? []) {
        const inRow = changed.filter(([place]) => place.startsWith(`${sheet} ${String(row)} `));
        expect(inRow).toEqual([]);
      }
    }
  });

  it('counts what it emptied', () => {
    for (const { ledger, emptied, kept } of report.ledgers) {
      const rows = ledger.rowDate.length === 0 ? 0 : emptied + kept;
      expect([ledger.id, rows]).toEqual([ledger.id, emptied]);
    }
    expect(report.ledgers.reduce((sum, { emptied }) => sum + emptied, 0)).toBeGreaterThan(0);
  });
});
