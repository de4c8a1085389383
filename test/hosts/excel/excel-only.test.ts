/// <reference types="office-js" />
/** What the contract can't ask of every port: Excel's limits, its manners, and what it has beyond them. */
import { cellAddress } from '../../../src/ledger/a1';
import type { SheetSnapshot, WorkbookSnapshot } from '../../../src/ledger/cells';
import { openExcelPort } from '../../../src/hosts/excel/excel-port';
import type { Result } from '../../../src/kernel/result';
import type { CellEdit, CellInput, Mark, PortEvent, SheetContent } from '../../../src/workbook/port';
import { openOfficePage, type OfficePage } from '../../workbench/office-page';
import { range, sheetOf, workbookOf } from '../../support/workbook-builder';
import type { OpenWorkbook } from '../../workbook/port-contract';
import { idOf, openInExcel } from './excel-driver';

let page: OfficePage;

beforeAll(async () => {
  page = await openOfficePage({ language: 'zh-CN' });
});

afterAll(() => page.close());
afterEach(() => {
  jest.restoreAllMocks();
  page.grid.setEditing(false);
});

const open = (...sheets: readonly SheetSnapshot[]): Promise<OpenWorkbook> => openInExcel(page, workbookOf(sheets));
const wholeRow = (row: number): Parameters<OfficePage['grid']['insertRows']> => [idOf(page.grid, 'S'), row - 1, 1];

function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** How many requests to the workbook the work makes. */
async function requestsOf(work: () => Promise<unknown>): Promise<number> {
  const received = jest.spyOn(page.session, 'receive');
  await work();
  const requests = received.mock.calls.filter(([message]) => String(message).includes('ProcessQuery'));
  received.mockRestore();
  return requests.length;
}

describe('much at a time', () => {
  test('what is more than 5 MB is read in halves', async () => {
    const rows = Array.from({ length: 4000 }, (_row, index) => [`${String(index)} ${'x'.repeat(2000)}`, index]);
    const { port } = await open(sheetOf('S', rows));
    const told: number[] = [];
    const read = await port.readCells('S', range('A1:B4000'), { onProgress: (done) => told.push(done) });
    expect(read).toEqual({ ok: true, value: rows });
    expect(told).toEqual([2000, 4000]);
  });

  test('a row that is too much by itself is refused', async () => {
    const { port } = await open(sheetOf('S', [Array.from({ length: 200 }, () => 'x'.repeat(30_000))]));
    expect(await port.readCells('S', { top: 1, left: 1, bottom: 1, right: 200 })).toEqual({
      ok: false,
      error: { code: 'too-large', sheet: 'S', cells: 200, most: 199 },
    });
  });

  test('a range beyond all bounds is refused before it is read', async () => {
    const { port } = await open(sheetOf('S', [[1]]));
    const requests = await requestsOf(async () => {
      expect(await port.readCells('S', { top: 1, left: 1, bottom: 1_048_576, right: 20 })).toEqual({
        ok: false,
        error: { code: 'too-large', sheet: 'S', cells: 20_971_520, most: 20_000_000 },
      });
    });
    expect(requests).toBe(0);
  });

  test('a sheet that is deleted between two blocks ends the reading', async () => {
    const rows = Array.from({ length: 30_000 }, (_row, index) => [index]);
    const { port, deleteSheet } = await open(sheetOf('S', rows), sheetOf('T', [[1]]));
    const read = await port.readCells('S', range('A1:A30000'), { onProgress: () => deleteSheet('S') });
    expect(read).toEqual({ ok: false, error: { code: 'sheet-not-found', sheet: 'S' } });
  });

  test('the outline takes the same few requests, however many sheets there are', async () => {
    const sheets = (count: number): SheetSnapshot[] =>
      Array.from({ length: count }, (_sheet, index) => sheetOf(`S${String(index)}`, [[1]]));
    const few = await open(...sheets(2));
    const forFew = await requestsOf(() => few.port.readOutline());
    const many = await open(...sheets(40));
    const forMany = await requestsOf(() => many.port.readOutline());
    expect(forMany).toBe(forFew);
    expect(forFew).toBeLessThanOrEqual(5);
  });

  test('many marks come and go in few requests, without a trace', async () => {
    const { port, fill, note } = await open(sheetOf('S', [[1]]));
    const marks = Array.from({ length: 700 }, (_mark, index): Mark => {
      const cell = cellAddress(2 * index + 1, (index % 7) + 1);
      return { sheet: 'S', cell, color: index % 2 === 0 ? '#FFC7CE' : '#FFEB9C', note: `请改 ${cell}` };
    });
    const { grid } = page;
    let receipts: Awaited<ReturnType<typeof port.mark>> | undefined;
    const marking = await requestsOf(async () => {
      receipts = await port.mark(marks);
    });
    expect(marking).toBeLessThan(15);
    expect(receipts?.ok === true && receipts.value).toHaveLength(700);
    expect(grid.notes(idOf(grid, 'S'))).toHaveLength(700);
    expect([fill('S', 'A1'), note('S', 'A1'), fill('S', 'B3')]).toEqual(['#FFC7CE', '请改 A1', '#FFEB9C']);
    if (receipts?.ok === true) valueOf(await port.unmark(receipts.value));
    expect(grid.notes(idOf(grid, 'S'))).toEqual([]);
    expect(marks.filter(({ cell }) => fill('S', cell) !== undefined)).toEqual([]);
  });
});

describe('while somebody types into a cell', () => {
  test('readings and writings wait for the end of it', async () => {
    const { port, value } = await open(sheetOf('S', [[1]]));
    const received = jest.spyOn(page.session, 'receive');
    page.grid.setEditing(true);
    const done: string[] = [];
    const read = port.readCells('S', range('A1:A1')).then((answer) => {
      done.push('read');
      return answer;
    });
    const written = port.write([{ sheet: 'S', cell: 'B1', put: { kind: 'number', value: 2 } }]).then((answer) => {
      done.push('written');
      return answer;
    });
    await until(() => received.mock.calls.length >= 2);
    expect(done).toEqual([]);
    page.grid.setEditing(false);
    expect(valueOf(await read)).toEqual([[1]]);
    valueOf(await written);
    expect(value('S', 'B1')).toBe(2);
  });
});

describe('writing', () => {
  const edit = (cell: string, put: CellEdit['put']): CellEdit => ({ sheet: 'S', cell, put });

  test('is one step of undo', async () => {
    const { port, value, numberFormat } = await open(sheetOf('S', [[1, 'a'], [null]]));
    valueOf(
      await port.write([
        edit('A1', { kind: 'text', text: '=1' }),
        edit('B1', { kind: 'number', value: 5 }),
        edit('A2', { kind: 'date', date: '2016-03-05' as never }),
      ]),
    );
    expect([value('S', 'A1'), value('S', 'B1'), value('S', 'A2')]).toEqual(['=1', 5, 42_434]);
    page.grid.undo();
    expect([value('S', 'A1'), value('S', 'B1'), value('S', 'A2')]).toEqual([1, 'a', null]);
    expect(numberFormat('S', 'A2')).toBe('General');
  });

  test('that Excel refuses half-way leaves nothing behind', async () => {
    const { port, value, numberFormat } = await open(sheetOf('S', [['00123', 2, 3]]));
    const answer = await port.write([
      { ...edit('A1', { kind: 'number', value: 9 }), numberFormat: '0.0' },
      edit('B1', { kind: 'formula', formula: '="' }),
      edit('C1', { kind: 'number', value: 9 }),
    ]);
    expect(answer).toMatchObject({ ok: false, error: { code: 'host-failed', hostCode: 'InvalidArgument' } });
    expect(['A1', 'B1', 'C1'].map((cell) => value('S', cell))).toEqual(['00123', 2, 3]);
    expect(numberFormat('S', 'A1')).toBe('General');
  });

  test('asks for the date system only where a date is written', async () => {
    const { port } = await open(sheetOf('S', [[1]]));
    const date = jest.spyOn(page.Excel.Functions.prototype, 'date');
    valueOf(await port.write([edit('A1', { kind: 'number', value: 2 })]));
    expect(date).not.toHaveBeenCalled();
    valueOf(await port.write([edit('A1', { kind: 'date', date: '2016-03-05' as never })]));
    expect(date).toHaveBeenCalledTimes(1);
  });
});

describe('the 1904 date system', () => {
  test('is known by what DATE gives, and dates are written in it', async () => {
    const { port, value } = await open(sheetOf('S', [[1]]));
    const { date } = page.Excel.Functions.prototype;
    // The workbench has the 1900 system: 1900-01-01 is day 1 there, as 1904-01-02 is in the other.
    jest.spyOn(page.Excel.Functions.prototype, 'date').mockImplementation(function (this: Excel.Functions) {
      return date.call(this, 1900, 1, 1);
    });
    expect(valueOf(await port.readOutline()).date1904).toBe(true);
    valueOf(await port.write([{ sheet: 'S', cell: 'A1', put: { kind: 'date', date: '1904-01-03' as never } }]));
    expect(value('S', 'A1')).toBe(2);
  });

  test('is taken not to be where the host can’t tell', async () => {
    const { port } = await open(sheetOf('S', [[1]]));
    const { date } = page.Excel.Functions.prototype;
    jest.spyOn(page.Excel.Functions.prototype, 'date').mockImplementation(function (this: Excel.Functions) {
      return date.call(this, 0, 0, 0);
    });
    expect(valueOf(await port.readOutline()).date1904).toBe(false);
  });
});

describe('marks', () => {
  const mark = (cell: string): Mark => ({ sheet: 'S', cell, color: '#FFC7CE', note: `请改 ${cell}` });

  test('are found where their rows have moved to', async () => {
    const { port, fill, setFill } = await open(sheetOf('S', [[1], [2], [3], [4]]));
    setFill('S', 'A3', '#00FF00');
    const receipts = valueOf(await port.mark(['A2', 'A3', 'A4'].map(mark)));
    page.grid.insertRows(...wholeRow(1));
    page.grid.deleteRows(...wholeRow(3));
    expect(['A2', 'A3', 'A4'].map((cell) => fill('S', cell))).toEqual([undefined, '#FFC7CE', '#FFC7CE']);
    valueOf(await port.unmark(receipts));
    expect(['A2', 'A3', 'A4'].map((cell) => fill('S', cell))).toEqual([undefined, '#00FF00', undefined]);
    expect(page.grid.notes(idOf(page.grid, 'S'))).toEqual([]);
  });

  test('pass over cells whose old note Excel does not tell of', async () => {
    const { port, fill } = await open(sheetOf('S', [[1, 2, 3]]));
    const { grid } = page;
    // A yellow slip: older Excels tell an add-in of comments only, and refuse to put one beside it.
    grid.writeNote(idOf(grid, 'S'), { row: 0, column: 1, text: '老王', author: '', kind: 'note' });
    const receipts = valueOf(await port.mark(['A1', 'B1', 'C1'].map(mark)));
    expect(receipts.map(({ noteId }) => noteId !== undefined)).toEqual([true, false, true]);
    expect(['A1', 'B1', 'C1'].map((cell) => fill('S', cell))).toEqual(['#FFC7CE', '#FFC7CE', '#FFC7CE']);
    valueOf(await port.unmark(receipts));
    expect(grid.notes(idOf(grid, 'S')).map(({ text }) => text)).toEqual(['老王']);
    expect(['A1', 'B1', 'C1'].map((cell) => fill('S', cell))).toEqual([undefined, undefined, undefined]);
  });
});

describe('a list as a sheet', () => {
  const listOf = (rows: readonly (readonly CellInput[])[]): SheetContent => ({
    name: '校验结果',
    tables: [{ header: ['a', 'b'], rows }],
    columnWidths: [10, 40],
  });

  test('keeps what refers to it, and is as wide as it is asked to be', async () => {
    const { port, value } = await open(sheetOf('S', [[1]]));
    valueOf(await port.putSheet(listOf([[{ kind: 'number', value: 3 }]]), false));
    valueOf(await port.write([{ sheet: 'S', cell: 'A1', put: { kind: 'formula', formula: '=校验结果!A2+1' } }]));
    valueOf(await port.putSheet(listOf([[{ kind: 'number', value: 4 }]]), true));
    expect(value('S', 'A1')).toBe(5);
    expect(await port.readFormula('S', 'A1')).toEqual({ ok: true, value: '=校验结果!A2+1' });
    const sheet = idOf(page.grid, '校验结果');
    expect([page.grid.columnWidth(sheet, 0), page.grid.columnWidth(sheet, 1)]).toEqual([56.25, 213.75]);
    expect(page.grid.sheets().find(({ id }) => id === sheet)).toMatchObject({ frozenRows: 1 });
  });

  test('of a name that Excel does not take is refused and leaves no sheet', async () => {
    const { port } = await open(sheetOf('S', [[1]]));
    const answer = await port.putSheet({ ...listOf([]), name: 'a/b' }, false);
    expect(answer).toMatchObject({ ok: false, error: { code: 'host-failed', hostCode: 'InvalidArgument' } });
    expect(page.grid.sheets().map(({ name }) => name)).toEqual(['S']);
  });

  test('that can’t be filled is taken away again', async () => {
    const { port } = await open(sheetOf('S', [[1]]));
    const rows = [[{ kind: 'formula', formula: '="' } as const]];
    expect((await port.putSheet(listOf(rows), false)).ok).toBe(false);
    expect(page.grid.sheets().map(({ name }) => name)).toEqual(['S']);
  });
});

describe('files', () => {
  test('the workbook is read whole, and the copy given back', async () => {
    const { port } = await open(sheetOf('收入台账', [[1]]), sheetOf('成本台账', [[2]]));
    // Office lends two copies at a time: a third could not be had if one had been kept.
    for (const _time of [1, 2, 3]) {
      expect(new TextDecoder().decode(valueOf(await port.readFile()))).toBe('收入台账,成本台账');
    }
  });

  test('a file is opened as a workbook of its own', async () => {
    const { port } = await open(sheetOf('S', [[1]]));
    // More than is turned into text at a stroke.
    const file = Uint8Array.from({ length: 20_000 }, (_byte, index) => index % 256);
    expect(await port.openNew(file)).toEqual({ ok: true, value: undefined });
    expect(page.made).toEqual([file]);
  });
});

describe('names and events', () => {
  test('a name of one sheet is told as well', async () => {
    const workbook: WorkbookSnapshot = workbookOf([sheetOf('年度结算', [['年度', 2016]])]);
    const { port } = await openInExcel(page, workbook);
    const sheet = idOf(page.grid, '年度结算');
    page.grid.setName({ name: 'PolicyYear', formula: '=年度结算!$B$1', comment: '', isVisible: true, sheet });
    expect(valueOf(await port.readOutline()).definedNames).toEqual([{ name: 'PolicyYear', refersTo: '年度结算!$B$1' }]);
  });

  test('a name that stands for a value is told without its sign', async () => {
    const { port } = await openInExcel(
      page,
      workbookOf([sheetOf('S', [])], { names: [{ name: 'Y', refersTo: '2016' }] }),
    );
    expect(valueOf(await port.readOutline()).definedNames).toEqual([{ name: 'Y', refersTo: '2016' }]);
  });

  test('rows that come and go are a change without a range; a renamed sheet has its new name after the next outline', async () => {
    const { port, edit } = await open(sheetOf('S', [[1], [2]]));
    const events: PortEvent[] = [];
    const stop = valueOf(await port.listen((event) => events.push(event)));
    page.grid.insertRows(...wholeRow(1));
    await until(() => events.length > 0);
    expect(events[0]).toEqual({ kind: 'cells-changed', sheet: 'S' });
    page.grid.changeSheet(idOf(page.grid, 'S'), { name: '收入台账' });
    valueOf(await port.readOutline());
    edit('收入台账', 'A1', 5);
    await until(() => events.some((event) => event.kind === 'cells-changed' && event.sheet === '收入台账'));
    stop();
  });

  test('an event makes no request', async () => {
    const { port, edit } = await open(sheetOf('S', [[1]]));
    const events: PortEvent[] = [];
    const stop = valueOf(await port.listen((event) => events.push(event)));
    const requests = await requestsOf(async () => {
      for (let value = 0; value < 20; value += 1) edit('S', 'A1', value);
      await until(() => events.length >= 40);
    });
    expect(requests).toBe(0);
    stop();
  });

  test('whole columns and rows can be selected', async () => {
    const { port } = await open(sheetOf('S', [[1]]));
    const { grid } = page;
    grid.select(idOf(grid, 'S'), { row: 0, column: 2, rowCount: 1_048_576, columnCount: 2 });
    expect(valueOf(await port.selection()).range).toEqual({ top: 1, left: 3, bottom: 1_048_576, right: 4 });
    grid.select(idOf(grid, 'S'), { row: 2, column: 0, rowCount: 3, columnCount: 16_384 });
    expect(valueOf(await port.selection()).range).toEqual({ top: 3, left: 1, bottom: 5, right: 16_384 });
  });
});

describe('the host', () => {
  test('says what it is', async () => {
    const { port } = await open(sheetOf('S', [[1]]));
    expect(port.host).toMatchObject({
      kind: 'excel',
      platform: 'OfficeOnline',
      language: 'zh-CN',
      blanksArriveAsZero: undefined,
    });
    expect(port.host.version).toMatch(/^16\./);
    const has = (name: string, version: string): boolean | undefined =>
      port.host.sets.find((set) => set.name === name && set.version === version)?.has;
    expect([has('ExcelApi', '1.9'), has('ExcelApi', '1.13'), has('ExcelApi', '1.17')]).toEqual([true, true, false]);
    expect([has('SharedRuntime', '1.1'), has('CustomFunctionsRuntime', '1.3')]).toEqual([true, true]);
  });

  test('that is older refuses what it lacks, by its requirement set', async () => {
    const older = await openOfficePage({ sets: { ExcelApi: '1.9', SharedRuntime: '1.1' } });
    try {
      const port = await openExcelPort({ Excel: older.Excel, Office: older.Office });
      expect(await port.mark([{ sheet: 'Sheet1', cell: 'A1', color: '#FFC7CE', note: 'x' }])).toEqual({
        ok: false,
        error: { code: 'not-supported', feature: 'ExcelApi 1.10' },
      });
      expect(await port.readMerges('Sheet1')).toEqual({
        ok: false,
        error: { code: 'not-supported', feature: 'ExcelApi 1.13' },
      });
      expect(await port.readFormula('Sheet1', 'A1')).toEqual({ ok: true, value: '' });
      expect((await port.readOutline()).ok).toBe(true);
      // Without DelayForCellEdit a host refuses to change anything until the cell is left.
      older.grid.setEditing(true);
      const answer = await port.write([{ sheet: 'Sheet1', cell: 'A1', put: { kind: 'number', value: 1 } }]);
      expect(answer).toEqual({ ok: false, error: { code: 'cell-being-edited' } });
    } finally {
      older.close();
    }
  });
});
