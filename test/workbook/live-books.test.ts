import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks, type Books } from '../../src/settlement/books';
import { openLiveBooks, type LiveBooks, type LiveState } from '../../src/workbook/live-books';
import type { PortProblem } from '../../src/workbook/port';
import { FakeScheduler, idle } from '../support/fake-scheduler';
import { MemoryPort } from '../support/memory-port';
import { range, sheetOf, workbook, workbookOf, tableAt, type Tables } from '../support/workbook-builder';

const policy = builtInPolicy();

interface Follow {
  readonly port: MemoryPort;
  readonly live: LiveBooks;
  readonly time: FakeScheduler;
}

function follow(book: WorkbookSnapshot, prepare?: (port: MemoryPort) => void): Follow {
  const port = MemoryPort.of(book);
  prepare?.(port);
  const time = new FakeScheduler();
  return { port, live: openLiveBooks(port, {}, { scheduler: time }), time };
}

const AD = (amount: number | string) => ({ 日期: '2016-05-04', 摘要: '广告', 类别: '广告费', 金额: amount });
const BOOK: Tables = { revenue: [AD(100), AD(200)], cost: [], events: [] };

function answer({ books }: LiveState, id: string, year = 2016): string {
  const found = books?.settle(year).answers.find((each) => each.id === id);
  if (!found) return 'none';
  return found.value.ok ? String(found.value.fen) : found.value.problem.code;
}

/** All that books say of a year, and of all. */
function said(books: Books | undefined): unknown {
  return books && { ...books.settle(2016), findings: books.findings(), year: books.policyYear, years: books.years };
}

/** The books are what a fresh reading of the workbook as it now stands gives. */
function expectFresh({ live, port }: Follow): void {
  expect(plain(said(live.state().books))).toEqual(plain(said(openBooks(policy, port.snapshot()))));
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

describe('the first reading', () => {
  it('begins at once and ends with the books', async () => {
    const { live, time } = follow(workbook(BOOK));
    expect(live.state()).toMatchObject({ books: undefined, revision: 0, readAt: undefined, problem: undefined });
    expect(live.state().reading).toMatchObject({ step: 'cells' });
    await idle();
    expect(live.state()).toMatchObject({ revision: 1, readAt: time.now(), reading: undefined, problem: undefined });
    expect(answer(live.state(), 'COUNTED_REVENUE')).toBe('30000');
  });

  it('tells how days are counted before cells are read', async () => {
    const { live, port } = follow(workbook(BOOK, { date1904: true }), (at) => at.hold());
    expect(live.state().date1904).toBeUndefined();
    await idle();
    expect(live.state()).toMatchObject({ date1904: true, books: undefined });
    expect(port.calls).toContain('readCells');
  });

  it('reads merged cells, which speak for all their rows', async () => {
    const rows = [
      ['日期', '摘要', '类别', '货源', '金额'],
      ['2016-05-04', '广告', '广告费', null, 100],
      [null, null, null, null, 50],
    ];
    const merges = ['A2:A3', 'B2:B3', 'C2:C3'].map(range);
    const others = workbook({ revenue: 'missing' }).sheets;
    const found = follow(workbookOf([sheetOf('收入台账', rows, { merges }), ...others]));
    await idle();
    expect(answer(found.live.state(), 'COUNTED_REVENUE')).toBe('15000');
    expectFresh(found);
  });

  it('a host that tells no merged cells is read without', async () => {
    const { live } = follow(workbook(BOOK), (port) => {
      port.fail({ code: 'not-supported', feature: 'ExcelApi 1.13' }, 'readMerges');
    });
    await idle();
    expect(live.state()).toMatchObject({ revision: 1, problem: undefined });
  });

  it('refuses a workbook that memory can’t hold, and reads it once it is smaller', async () => {
    const far = sheetOf('账外', [['x']]);
    const followed = follow(workbookOf([...workbook(BOOK).sheets, far]));
    await idle();
    followed.port.edit('账外', 'AZZ100000', 'y');
    await followed.time.pass(1000);
    const { problem, revision } = followed.live.state();
    expect(problem).toMatchObject({ code: 'too-large', sheet: '账外', most: 5_000_000 });
    expect(revision).toBe(1);
    followed.port.edit('账外', 'AZZ100000', null);
    await followed.time.pass(1000);
    expect(followed.live.state().problem).toBeUndefined();
  });
});

describe('following', () => {
  it('reads after a pause, and not later than within a second while nobody pauses', async () => {
    const { live, port, time } = follow(workbook(BOOK));
    await idle();
    port.edit('收入台账', 'E2', 150);
    await time.pass(149);
    expect(live.state().revision).toBe(1);
    await time.pass(1);
    expect(answer(live.state(), 'COUNTED_REVENUE')).toBe('35000');

    const before = live.state().revision;
    for (let typed = 1; typed <= 6; typed += 1) {
      port.edit('收入台账', 'E2', typed);
      await time.pass(100);
    }
    expect(live.state().revision).toBe(before + 1);
    expect(answer(live.state(), 'COUNTED_REVENUE')).toBe(String(20_000 + 600));
  });

  it('a small edit reads the outline and the edited cells alone', async () => {
    const { port, time, live } = follow(workbook({ ...BOOK, revenue: Array.from({ length: 50 }, () => AD(1)) }));
    await idle();
    const readCells = jest.spyOn(port, 'readCells');
    const before = live.state().books?.workbook;
    port.tell({ kind: 'cells-changed', sheet: '收入台账', range: range('E2:E3') });
    port.tell({ kind: 'selection-changed' });
    await time.pass(1000);
    expect(readCells.mock.calls.map(([sheet, cells]) => [sheet, cells])).toEqual([['收入台账', range('E2:E3')]]);
    expect(live.state().books?.workbook).toBe(before);
  });

  it('keeps what has not changed as it is', async () => {
    const { port, time, live } = follow(workbook(BOOK));
    await idle();
    const before = live.state().books;
    port.edit('收入台账', 'E2', 150);
    await time.pass(1000);
    const after = live.state().books;
    expect(after?.workbook.sheets.map((sheet, index) => sheet === before?.workbook.sheets[index])).toEqual([
      false,
      true,
      true,
      true,
    ]);
    expect(after?.tally('cost')).toBe(before?.tally('cost'));
  });

  it.each<[string, (port: MemoryPort) => void]>([
    ['a row is added to a table', (port) => port.appendRow('收入', [42500, '广告', '广告费', null, 7])],
    ['a row is deleted', (port) => port.deleteRows('收入台账', 2)],
    ['a sheet is added', (port) => port.addSheet('实物抵扣', [['编号']])],
    ['a sheet is deleted', (port) => port.deleteSheet('成本台账')],
    ['a sheet is renamed', (port) => port.renameSheet('成本台账', '支出')],
    [
      'two sheets swap their names',
      (port) => {
        port.renameSheet('成本台账', 'x');
        port.renameSheet('收入台账', '成本台账');
        port.renameSheet('x', '收入台账');
      },
    ],
    ['the policy year is named', (port) => port.setName('PolicyYear', '2017')],
    ['cells are typed right of all others', (port) => port.edit('收入台账', 'Z9', 'far')],
    ['the last cells are cleared', (port) => port.edit('收入台账', 'E3', null)],
    [
      'an edit is told before the sheet gets a new name',
      (port) => {
        port.edit('收入台账', 'E2', 5);
        port.renameSheet('收入台账', '收入');
      },
    ],
  ])('%s', async (_, change) => {
    const followed = follow(workbook(BOOK));
    await idle();
    change(followed.port);
    await followed.time.pass(1000);
    expectFresh(followed);
    expect(followed.live.state().reading).toBeUndefined();
  });

  it('a sheet that the application has a name of its own for is known by it, whatever its tab says', async () => {
    const followed = follow(workbook(BOOK));
    const { port, live, time } = followed;
    const ids = new Map([['成本台账', 'b']]);
    const readOutline = port.readOutline.bind(port);
    jest.spyOn(port, 'readOutline').mockImplementation(async () => {
      const outline = await readOutline();
      if (!outline.ok) return outline;
      const sheets = outline.value.sheets.map((sheet) => ({ ...sheet, id: ids.get(sheet.name) ?? sheet.name }));
      return { ok: true, value: { ...outline.value, sheets } };
    });
    await live.refresh();
    const readCells = jest.spyOn(port, 'readCells');
    const before = live.state().books?.workbook.sheets[1]?.rows;
    ids.set('支出', 'b');
    port.renameSheet('成本台账', '支出');
    await time.pass(1000);
    expect(readCells).not.toHaveBeenCalled();
    expect(live.state().books?.workbook.sheets[1]).toMatchObject({ name: '支出' });
    expect(live.state().books?.workbook.sheets[1]?.rows).toBe(before);
    expectFresh(followed);

    // Told under the name that the sheet had by then.
    port.edit('支出', 'A2', 'x');
    ids.set('费用', 'b');
    port.renameSheet('支出', '费用');
    await time.pass(1000);
    expect(readCells.mock.calls.map(([sheet]) => sheet)).toEqual(['费用']);
    expectFresh(followed);
  });

  it('an edit that nobody told is noticed by the used range', async () => {
    const rows = Array.from({ length: 20 }, () => AD(1));
    const followed = follow(workbook({ ...BOOK, revenue: rows }, { found: 'by-heading' }));
    await idle();
    const tell = jest.spyOn(followed.port, 'tell').mockImplementation(() => undefined);
    followed.port.edit('收入台账', 'C22', '差旅费');
    tell.mockRestore();
    followed.port.tell({ kind: 'cells-changed', sheet: '收入台账', range: range('E2:E2') });
    await followed.time.pass(1000);
    expect(followed.live.state().books?.workbook.sheets[0]?.rows).toHaveLength(22);
    expectFresh(followed);
  });

  it('what comes during a reading is read after it', async () => {
    const followed = follow(workbook(BOOK));
    await idle();
    const open = followed.port.hold();
    followed.port.edit('收入台账', 'E2', 150);
    await followed.time.pass(200);
    followed.port.edit('收入台账', 'E3', 250);
    followed.port.edit('成本台账', 'A2', 'x');
    open();
    await followed.time.pass(1000);
    expectFresh(followed);
  });
});

describe('calculation', () => {
  const calculated = { kind: 'calculated', sheet: '收入台账' } as const;

  it('that changes no value publishes nothing', async () => {
    const { port, time, live } = follow(workbook(BOOK));
    await idle();
    const { books } = live.state();
    port.tell(calculated);
    await time.pass(10_000);
    expect(live.state()).toMatchObject({ revision: 1, problem: undefined });
    expect(live.state().books).toBe(books);
    expect(time.isWaiting).toBe(false);
  });

  it('on a sheet without ledgers or policy year reads no cell', async () => {
    const { port, time } = follow(
      workbookOf([...workbook(BOOK).sheets, sheetOf('年度结算', [[2016]]), sheetOf('答案', [[1]])], {
        names: [{ name: 'PolicyYear', refersTo: '年度结算!$A$1' }],
      }),
    );
    await idle();
    const readCells = jest.spyOn(port, 'readCells');
    port.tell({ kind: 'calculated', sheet: '答案' });
    await time.pass(1000);
    expect(readCells).not.toHaveBeenCalled();
    port.tell({ kind: 'calculated', sheet: '年度结算' });
    await time.pass(1000);
    expect(readCells).toHaveBeenCalledTimes(1);
  });

  it('that never comes to rest is followed ever more slowly, until somebody edits', async () => {
    const { port, time, live } = follow(workbook(BOOK));
    await idle();
    let revision = 0;
    const at: number[] = [];
    live.subscribe(() => {
      const state = live.state();
      if (state.revision === revision || state.reading) return;
      revision = state.revision;
      at.push(time.now());
      // A formula in a ledger that has another value after every calculation.
      calculate(port, '收入台账', 'E2', revision);
    });
    calculate(port, '收入台账', 'E2', 1);
    await time.pass(60_000);
    const gaps = at.slice(1).map((moment, index) => moment - (at[index] ?? 0));
    expect(gaps.slice(0, 6)).toEqual([150, 150, 150, 300, 600, 1200]);
    expect(gaps.length).toBeLessThan(14);
    expect(gaps.at(-1)).toBeLessThanOrEqual(30_000);
    port.edit('收入台账', 'E3', 5);
    await time.pass(150);
    expect(at.at(-1)).toBe(time.now());
  });
});

/** Gives a formula's cell another value, of which only the calculation is told. */
function calculate(port: MemoryPort, sheet: string, cell: string, value: number): void {
  const tell = jest.spyOn(port, 'tell').mockImplementation(() => undefined);
  port.edit(sheet, cell, value);
  tell.mockRestore();
  port.tell({ kind: 'calculated', sheet });
}

describe('a reading that fails', () => {
  const refusals: readonly PortProblem[] = [
    { code: 'cell-being-edited' },
    { code: 'offline' },
    { code: 'host-failed', hostCode: 'GeneralException', message: 'no' },
  ];

  it.each(refusals)('is told and tried again: $code', async (problem) => {
    const followed = follow(workbook(BOOK));
    const { live, port, time } = followed;
    await idle();
    const { books } = live.state();
    port.fail(problem);
    port.edit('收入台账', 'E2', 150);
    await time.pass(150);
    expect(live.state()).toMatchObject({ revision: 1, problem, reading: undefined, failures: 1 });
    expect(live.state().books).toBe(books);
    const delays: (number | undefined)[] = [];
    for (let tries = 0; tries < 9; tries += 1) {
      delays.push(time.nextIn);
      await time.pass(time.nextIn ?? 0);
    }
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    port.fail(undefined);
    await time.pass(30_000);
    expect(live.state()).toMatchObject({ problem: undefined, failures: 0 });
    expectFresh(followed);
  });

  it('is not tried again by itself where somebody has to do something', async () => {
    const problem: PortProblem = { code: 'not-supported', feature: 'ExcelApi 1.9' };
    const { live, time } = follow(workbook(BOOK), (port) => {
      port.fail(problem, 'readOutline');
    });
    await time.pass(60_000);
    expect(live.state()).toMatchObject({ problem, books: undefined });
    expect(time.isWaiting).toBe(false);
  });

  it('without ears, what changes is looked for again', async () => {
    const followed = follow(workbook(BOOK), (port) => {
      port.fail({ code: 'offline' }, 'listen');
    });
    const { live, port, time } = followed;
    await idle();
    expect(live.state()).toMatchObject({ revision: 1, problem: { code: 'offline' } });
    port.edit('收入台账', 'E2', 150);
    port.fail(undefined, 'listen');
    await time.pass(1000);
    expect(live.state()).toMatchObject({ revision: 2, problem: undefined });
    expectFresh(followed);
  });

  it('by a bug is told with the bug’s own words', async () => {
    const { live } = follow(workbook(BOOK), (port) => {
      jest.spyOn(port, 'readCells').mockRejectedValue(new TypeError('no such thing'));
    });
    await idle();
    expect(live.state().problem).toEqual({ code: 'host-failed', hostCode: 'TypeError', message: 'no such thing' });
  });
});

describe('reading on demand', () => {
  it('reads everything, says so from the start, and ends with the old books where nothing has changed', async () => {
    const { live, port, time } = follow(workbook(BOOK));
    await idle();
    const { books } = live.state();
    await time.pass(5000);
    const steps: (string | undefined)[] = [];
    live.subscribe(() => steps.push(live.state().reading?.step));
    const readCells = jest.spyOn(port, 'readCells');
    await live.refresh();
    expect(readCells).toHaveBeenCalledTimes(4);
    expect(steps[0]).toBe('cells');
    expect(live.state()).toMatchObject({ revision: 1, readAt: time.now(), reading: undefined });
    expect(live.state().books).toBe(books);
  });

  it('finds what nobody told', async () => {
    const followed = follow(workbook(BOOK));
    await idle();
    const tell = jest.spyOn(followed.port, 'tell').mockImplementation(() => undefined);
    followed.port.edit('收入台账', 'E2', 150);
    tell.mockRestore();
    await followed.live.refresh();
    expectFresh(followed);
  });

  it.each(['cells', 'rows'] as const)('can be cancelled while %s are read; the books stay', async (step) => {
    const { live, port, time } = follow(workbook(BOOK));
    await idle();
    const { books } = live.state();
    time.workTakes = 31;
    const open = step === 'cells' ? port.hold() : time.holdPauses(() => live.state().reading?.step === step);
    const asked = new AbortController();
    port.edit('收入台账', 'E2', 150);
    const reading = live.refresh(asked.signal);
    await idle();
    expect(live.state().reading).toMatchObject({ step });
    asked.abort();
    open();
    await reading;
    expect(live.state()).toMatchObject({ problem: { code: 'cancelled' }, reading: undefined, revision: 1 });
    expect(live.state().books).toBe(books);
    time.workTakes = 0;
    // What had been told before is read all the same.
    await time.pass(1000);
    expect(answer(live.state(), 'COUNTED_REVENUE')).toBe('35000');
    expect(live.state().problem).toBeUndefined();
  });

  it('cancelled before anybody listened, it is made up for later', async () => {
    const followed = follow(workbook(BOOK), (port) => {
      port.fail({ code: 'cell-being-edited' });
    });
    const { live, port, time } = followed;
    const asked = new AbortController();
    const reading = live.refresh(asked.signal);
    asked.abort();
    await reading;
    expect(live.state()).toMatchObject({ problem: { code: 'cancelled' }, books: undefined });
    expect(port.listening).toBe(0);
    port.fail(undefined);
    await time.pass(29_000);
    expect(live.state().books).toBeUndefined();
    await time.pass(1000);
    expect(live.state().problem).toBeUndefined();
    expectFresh(followed);
  });

  it('cancelled before it began, it does nothing', async () => {
    const { live, port } = follow(workbook(BOOK));
    await idle();
    const calls = port.calls.length;
    await live.refresh(AbortSignal.abort());
    expect(live.state().problem).toEqual({ code: 'cancelled' });
    expect(port.calls.slice(calls)).not.toContain('readCells');
  });

  it('gives up the reading under way', async () => {
    const followed = follow(workbook(BOOK), (port) => {
      const open = port.hold();
      setImmediate(open);
    });
    const asked = new AbortController();
    const first = followed.live.refresh(asked.signal);
    const second = followed.live.refresh();
    asked.abort();
    await Promise.all([first, second]);
    expect(followed.live.state()).toMatchObject({ revision: 1, problem: undefined, reading: undefined });
    expectFresh(followed);
  });
});

describe('the end', () => {
  it('nobody listens, nothing runs, nothing is told', async () => {
    const { live, port, time } = follow(workbook(BOOK));
    await idle();
    port.edit('收入台账', 'E2', 150);
    let told = 0;
    live.subscribe(() => {
      told += 1;
    });
    live.dispose();
    await time.pass(5000);
    await live.refresh();
    expect([port.listening, time.isWaiting, told]).toEqual([0, false, 0]);
  });

  it('in the middle of the first reading, too', async () => {
    const { live, port, time } = follow(workbook(BOOK));
    live.dispose();
    await time.pass(5000);
    expect(port.listening).toBe(0);
    expect(live.state().books).toBeUndefined();
  });
});

describe('a large workbook', () => {
  it('gives the page its turn between slices of a few hundredths of a second', async () => {
    const rows = Array.from({ length: 5000 }, (_row, index) => AD(index));
    const { live, time } = follow(workbook({ ...BOOK, revenue: rows }));
    time.workTakes = 10;
    await idle();
    expect(live.state().books?.rowsRead).toBe(5001);
    expect(time.pauses).toBeGreaterThan(5);
  });
});

it('tables are followed by their names', async () => {
  const list = sheetOf(
    '别处',
    [
      ['日期', '类别', '金额'],
      ['2016-05-04', '广告费', 9],
    ],
    { tables: [tableAt('收入', range('A1:C2'))] },
  );
  const followed = follow(workbookOf([list, ...workbook({ ...BOOK, revenue: 'missing' }).sheets]));
  await idle();
  expect(answer(followed.live.state(), 'COUNTED_REVENUE')).toBe('900');
  followed.port.edit('别处', 'C2', 11);
  await followed.time.pass(1000);
  expect(answer(followed.live.state(), 'COUNTED_REVENUE')).toBe('1100');
});
