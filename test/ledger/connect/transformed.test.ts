import fc from 'fast-check';
import { fenText } from '../../../src/kernel/money';
import type { SheetSnapshot, WorkbookSnapshot } from '../../../src/ledger/cells';
import { answerQuestion, connectWorkbook, proposeConnection, type Connection } from '../../../src/ledger/connect';
import { builtInPolicy } from '../../../src/policy/packs';
import { openBooks } from '../../../src/settlement/books';
import { FOREIGN_LAYOUTS, foreignWorkbook, templateWorkbook, type ForeignLayout } from '../../cases/foreign/layouts';

const policy = builtInPolicy();

function answersOf(workbook: WorkbookSnapshot): Record<string, string> {
  const { answers } = openBooks(policy, workbook).settle(2016);
  return Object.fromEntries(answers.map(({ id, value }) => [id, value.ok ? fenText(value.fen) : value.problem.code]));
}

const connections = new Map<string, Connection>();

function connectionOf(layout: ForeignLayout): Connection {
  const known = connections.get(layout.name);
  if (known) return known;
  const first = proposeConnection(foreignWorkbook(layout), policy);
  const { connection } = Object.entries(layout.answers).reduce(
    (proposal, [id, option]) => answerQuestion(proposal, id, option),
    first,
  );
  connections.set(layout.name, connection);
  return connection;
}

/** The workbook with the company's own sheets changed. */
function changed(
  layout: ForeignLayout,
  change: (sheet: SheetSnapshot, index: number) => SheetSnapshot,
): WorkbookSnapshot {
  const workbook = foreignWorkbook(layout);
  return {
    ...workbook,
    sheets: workbook.sheets.map((sheet, index) => (index < layout.foreign.length ? change(sheet, index) : sheet)),
  };
}

/** Rows put in above everything. */
function withRowsAbove(sheet: SheetSnapshot, above: readonly (string | null)[]): SheetSnapshot {
  const by = above.length;
  return {
    ...sheet,
    rows: [...above.map((title) => [title]), ...sheet.rows],
    merges: sheet.merges.map((merge) => ({ ...merge, top: merge.top + by, bottom: merge.bottom + by })),
  };
}

/** Columns in another order; titles that are merged over several columns keep to their first one. */
function withColumns(sheet: SheetSnapshot, seed: readonly number[]): SheetSnapshot {
  const width = Math.max(...sheet.rows.map((cells) => cells?.length ?? 0));
  const order = Array.from({ length: width }, (_, column) => column).sort(
    (a, b) => (seed[a] ?? 0) - (seed[b] ?? 0) || a - b,
  );
  return {
    ...sheet,
    rows: sheet.rows.map((cells) => cells && order.map((column) => cells[column] ?? null)),
    merges: sheet.merges
      .filter(({ left, right }) => left === right)
      .map((merge) => {
        const column = order.indexOf(merge.left - 1) + 1;
        return { ...merge, left: column, right: column };
      }),
  };
}

/** Lists whose columns stand on their own: no groups above, nothing beside them, none of them told by its place. */
const SHUFFLED = FOREIGN_LAYOUTS.filter(({ name }) => !['side-by-side', 'split-dates', 'stacked'].includes(name));

const layouts = fc.constantFrom(...FOREIGN_LAYOUTS);
const titles = fc.array(fc.constantFrom(null, '某某公司', '内部资料', '制表：王五'), { maxLength: 6 });

describe('a connection outlives what people do to their sheets', () => {
  it('rows put in above: titles and blank ones', () => {
    fc.assert(
      fc.property(layouts, titles, (layout, above) => {
        const workbook = changed(layout, (sheet) => withRowsAbove(sheet, above));
        expect(answersOf(connectWorkbook(workbook, policy, connectionOf(layout)))).toEqual(
          answersOf(templateWorkbook(layout)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('columns moved about', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHUFFLED),
        fc.array(fc.integer(), { minLength: 8, maxLength: 8 }),
        (layout, seed) => {
          const workbook = changed(layout, (sheet) => withColumns(sheet, seed));
          expect(answersOf(connectWorkbook(workbook, policy, connectionOf(layout)))).toEqual(
            answersOf(templateWorkbook(layout)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a sheet given another name', () => {
    const named = FOREIGN_LAYOUTS.filter(({ foreign }) => foreign.length === 1);
    fc.assert(
      fc.property(fc.constantFrom(...named), fc.constantFrom('副本', '2016', 'Sheet1', '账'), (layout, name) => {
        const workbook = changed(layout, (sheet) => ({ ...sheet, name }));
        const connected = connectWorkbook(workbook, policy, connectionOf(layout));
        expect(answersOf(connected)).toEqual(answersOf(templateWorkbook(layout)));
      }),
    );
  });

  it('sheets in another order', () => {
    fc.assert(
      fc.property(layouts, fc.array(fc.integer(), { minLength: 16, maxLength: 16 }), (layout, seed) => {
        const workbook = foreignWorkbook(layout);
        const sheets = workbook.sheets
          .map((sheet, index) => ({ sheet, key: seed[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ sheet }) => sheet);
        const connected = connectWorkbook({ ...workbook, sheets }, policy, connectionOf(layout));
        expect(answersOf(connected)).toEqual(answersOf(templateWorkbook(layout)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a proposal sees through the same', () => {
  const silent = FOREIGN_LAYOUTS.filter(({ answers }) => Object.keys(answers).length === 0);

  it('rows put in above', () => {
    fc.assert(
      fc.property(fc.constantFrom(...silent), titles, (layout, above) => {
        const workbook = changed(layout, (sheet) => withRowsAbove(sheet, above));
        const { connection, questions } = proposeConnection(workbook, policy);
        expect(questions).toEqual([]);
        expect(answersOf(connectWorkbook(workbook, policy, connection))).toEqual(answersOf(templateWorkbook(layout)));
      }),
      { numRuns: 60 },
    );
  });

  it('columns moved about', () => {
    const shuffled = SHUFFLED.filter((layout) => silent.includes(layout));
    fc.assert(
      fc.property(
        fc.constantFrom(...shuffled),
        fc.array(fc.integer(), { minLength: 8, maxLength: 8 }),
        (layout, seed) => {
          const workbook = changed(layout, (sheet) => withColumns(sheet, seed));
          const { connection, questions } = proposeConnection(workbook, policy);
          expect(questions).toEqual([]);
          expect(answersOf(connectWorkbook(workbook, policy, connection))).toEqual(answersOf(templateWorkbook(layout)));
        },
      ),
      { numRuns: 60 },
    );
  });
});
