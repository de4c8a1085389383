import fc from 'fast-check';
import type { CellValue, WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import { openLiveBooks, type LiveBooks } from '../../src/workbook/live-books';
import type { PortProblem } from '../../src/workbook/port';
import { FakeScheduler } from '../support/fake-scheduler';
import { MemoryPort } from '../support/memory-port';
import { toldBy } from '../support/told-books';
import { sheetOf, workbook, workbookOf } from '../support/workbook-builder';

const policy = builtInPolicy();

const BOOK: WorkbookSnapshot = workbookOf(
  [
    ...workbook({
      revenue: Array.from({ length: 30 }, (_row, index) => ({
        日期: '2016-05-04',
        摘要: `广告 ${index}`,
        类别: '广告费',
        金额: index,
      })),
      cost: [{ 日期: '2016-01-01', 类别: '差旅费', 金额: 1 }],
      inKind: [['K1', '茶', 1, '2016-12-20']],
    }).sheets,
    sheetOf('首页', [['年度'], [2016]]),
  ],
  { names: [{ name: 'PolicyYear', refersTo: '首页!$A$2' }] },
);

interface Storm {
  readonly port: MemoryPort;
  readonly time: FakeScheduler;
  readonly live: LiveBooks;
  /** Lets go of everything that is held back. */
  readonly release: (() => void)[];
}

/** Something that happens to the workbook, to the application or to time. */
interface Happening {
  readonly name: string;
  readonly happen: (storm: Storm) => unknown;
}

const SHEETS = ['收入台账', '成本台账', '粉丝台账', '活动台账', '实物抵扣', '首页', '新表'];
const anySheet = fc.constantFrom(...SHEETS);
const anyValue = fc.constantFrom<CellValue>(null, 0, 7.005, 42_500, '广告费', '差旅费', '合计', 'x', 2017, {
  fault: '#REF!',
});
const anyAddress = fc
  .tuple(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'Z'), fc.integer({ min: 1, max: 40 }))
  .map((at) => at.join(''));

const PROBLEMS: readonly PortProblem[] = [
  { code: 'cell-being-edited' },
  { code: 'offline' },
  { code: 'host-failed', hostCode: 'GeneralException', message: '' },
];

/** Does something on a sheet if it is there. */
function onSheet(name: string, sheet: string, act: (port: MemoryPort) => void): Happening {
  return {
    name: `${name} ${sheet}`,
    happen: ({ port }) => {
      if (port.snapshot().sheets.some((each) => each.name === sheet)) act(port);
    },
  };
}

/** Lets promises get a little further, to let things happen between any two steps of a reading. */
async function microtasks(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) await Promise.resolve();
}

const edit: fc.Arbitrary<Happening> = fc
  .tuple(anySheet, anyAddress, anyValue)
  .map(([sheet, cell, value]) =>
    onSheet(`${cell} := ${JSON.stringify(value)}`, sheet, (port) => port.edit(sheet, cell, value)),
  );

const calm: fc.Arbitrary<Happening> = fc.oneof(
  fc.integer({ min: 0, max: 700 }).map((ms) => ({ name: `${ms} ms pass`, happen: ({ time }: Storm) => time.pass(ms) })),
  fc.integer({ min: 1, max: 12 }).map((count) => ({ name: `${count} turns`, happen: () => microtasks(count) })),
);

const structure: fc.Arbitrary<Happening> = fc.oneof(
  anySheet.map((sheet) => onSheet('delete row 2 of', sheet, (port) => port.deleteRows(sheet, 2))),
  fc.constant<Happening>({
    name: 'a row under the table',
    happen: ({ port }) => {
      if (port.snapshot().sheets.some(({ tables }) => tables.some(({ name }) => name === '收入')))
        port.appendRow('收入', [42_500, '广告', '广告费', null, 3]);
    },
  }),
  fc.tuple(anySheet, anySheet).map(([sheet, to]) =>
    onSheet(`rename to ${to}`, sheet, (port) => {
      if (!port.snapshot().sheets.some((each) => each.name === to)) port.renameSheet(sheet, to);
    }),
  ),
  anySheet.map((sheet) => onSheet('delete', sheet, (port) => port.deleteSheet(sheet))),
  fc.constant<Happening>({
    name: 'a new sheet',
    happen: ({ port }) => {
      if (!port.snapshot().sheets.some(({ name }) => name === '新表'))
        port.addSheet('新表', [
          ['日期', '类别', '金额'],
          [42_500, '广告费', 5],
        ]);
    },
  }),
  fc.constantFrom('2017', '首页!$A$2').map((year) => ({
    name: `the year is ${year}`,
    happen: ({ port }: Storm) => port.setName('PolicyYear', year),
  })),
);

const noise: fc.Arbitrary<Happening> = fc.oneof(
  anySheet.map((sheet) => ({
    name: `calculated ${sheet}`,
    happen: ({ port }: Storm) => port.tell({ kind: 'calculated', sheet }),
  })),
  fc.constant<Happening>({ name: 'selection', happen: ({ port }) => port.tell({ kind: 'selection-changed' }) }),
  fc.constant<Happening>({ name: 'structure', happen: ({ port }) => port.tell({ kind: 'structure-changed' }) }),
);

const trouble: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom(...PROBLEMS).map((problem) => ({
    name: problem.code,
    happen: ({ port }: Storm) => port.fail(problem),
  })),
  fc.constant<Happening>({ name: 'all is well', happen: ({ port }) => port.fail(undefined) }),
  fc.constant<Happening>({ name: 'a slow application', happen: ({ port, release }) => release.push(port.hold()) }),
  fc.constant<Happening>({ name: 'a slow page', happen: ({ time, release }) => release.push(time.holdPauses()) }),
  fc.constant<Happening>({ name: 'released', happen: ({ release }) => release.splice(0).forEach((open) => open()) }),
  fc.constant<Happening>({ name: 'refresh', happen: ({ live }) => void live.refresh() }),
  fc.nat(20).map((turns) => ({
    name: `refresh, cancelled after ${turns} turns`,
    happen: async ({ live }: Storm) => {
      const asked = new AbortController();
      void live.refresh(asked.signal);
      await microtasks(turns);
      asked.abort();
    },
  })),
);

const anyStorm = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: edit },
    { weight: 5, arbitrary: calm },
    { weight: 2, arbitrary: structure },
    { weight: 2, arbitrary: trouble },
    { weight: 1, arbitrary: noise },
  ),
  { minLength: 1, maxLength: 25 },
);

it('whatever happens while people work, in the end the books are those of the workbook as it stands', async () => {
  await fc.assert(
    fc.asyncProperty(anyStorm, fc.constantFrom(0, 5, 31), async (happenings, workTakes) => {
      const port = MemoryPort.of(BOOK);
      const time = new FakeScheduler();
      time.workTakes = workTakes;
      const storm: Storm = { port, time, live: openLiveBooks(port, {}, { scheduler: time }), release: [] };
      for (const { happen } of happenings) await happen(storm);

      port.fail(undefined);
      for (const open of storm.release) open();
      await time.pass(120_000);
      // A first reading that somebody cancelled waits for the next event.
      port.addSheet('the end');
      await time.pass(120_000);

      const { live } = storm;
      const { books, problem, reading } = live.state();
      expect({ problem, reading }).toEqual({ problem: undefined, reading: undefined });
      expect(time.isWaiting).toBe(false);
      expect(JSON.stringify(books && toldBy(books))).toBe(JSON.stringify(toldBy(openBooks(policy, port.snapshot()))));
      live.dispose();
    }),
    { numRuns: 80 },
  );
});
