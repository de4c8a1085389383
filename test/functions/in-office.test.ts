/// <reference types="office-js" />
/**
 * The functions as an add-in registers them, called through Microsoft's own runtime by the workbench's host: typed into
 * cells, with given ranges, following a workbook, ended, spilled, refused.
 */
import { parseArea } from '../../workbench/src/grid/a1';
import { type CellContent, type CellValue } from '../../workbench/src/grid/grid-model';
import { baseMetadata, localizedMetadata, type BaseMetadata } from '../../scripts/functions-metadata';
import { callFunction } from '../../src/functions/call';
import type { CallContext } from '../../src/functions/call-context';
import type { Argument } from '../../src/functions/cell-values';
import * as ours from '../../src/functions/functions';
import { connectFunctions } from '../../src/functions/live-calls';
import type { LiveMoment } from '../../src/functions/live-source';
import { isFault, type CellValue as LedgerCell } from '../../src/ledger/cells';
import { openOfficePage, type OfficePage } from '../workbench/office-page';
import { FakeSource } from './fake-source';
import { centreWorkbook, contextWith, REVENUE_ROWS } from './support';

const CENTRE = contextWith(centreWorkbook());
const RICHER = contextWith(centreWorkbook({ 收入台账: [...REVENUE_ROWS, [42400, '新广告', '广告费', null, 1000]] }));
const BROKEN = contextWith(centreWorkbook({ 收入台账: [...REVENUE_ROWS, [42400, '坏', '杂项', null, 1000]] }));

/** The workbench hands the blank cells of a range over as 0, as Excel on the desktop does. */
const ready = (context: CallContext): LiveMoment => ({
  kind: 'ready',
  context: { ...context, blanksArriveAsZero: true },
});

/** Less than a test may take; the runtime holds results back for half a second. */
const PATIENCE = 15_000;

let base: BaseMetadata;
let page: OfficePage;
let source: FakeSource;

beforeAll(async () => {
  base = await baseMetadata();
});

beforeEach(async () => {
  source = new FakeSource(ready(CENTRE));
  page = await openOfficePage({
    functions: JSON.parse(localizedMetadata(base.metadataJson, 'zh-CN', 'https://addin.test')) as object,
    // What the plugin's loader adds to the bundle's functions.
    script: ({ CustomFunctions }) => {
      Object.assign(globalThis, { CustomFunctions });
      const byName = ours as Readonly<Record<string, (...args: never[]) => unknown>>;
      for (const { id, functionName } of base.associate) {
        const call = byName[functionName];
        if (!call) throw new Error(`no ${functionName}`);
        CustomFunctions.associate(id, call);
      }
    },
  });
  connectFunctions(source);
});

afterEach(async () => {
  // A page that is gone would leave its calls open.
  page.grid.clear(page.grid.activeSheet(), area('A1:Z600'), 'contents');
  await page.settled();
  page.close();
  Object.assign(globalThis, { CustomFunctions: undefined });
});

const area = (address: string): NonNullable<ReturnType<typeof parseArea>> => {
  const found = parseArea(address);
  if (!found) throw new Error(address);
  return found;
};

function put(address: string, content: CellContent): void {
  const value = typeof content === 'string' && content.startsWith('=') ? { formula: content } : content;
  page.grid.writeCells(page.grid.activeSheet(), area(address), [[value]]);
}

/** Writes rows from M1 on; blank cells stay blank. */
function putRows(rows: readonly (readonly LedgerCell[])[]): void {
  const width = Math.max(...rows.map((row) => row.length));
  const cells = rows.map((row) =>
    Array.from({ length: width }, (_unused, at): CellContent => {
      const value = row[at] ?? null;
      return isFault(value) ? { formula: `=1/0` } : value;
    }),
  );
  page.grid.writeCells(
    page.grid.activeSheet(),
    { row: 0, column: 12, rowCount: rows.length, columnCount: width },
    cells,
  );
}

const read = (address: string): readonly (readonly CellValue[])[] =>
  page.grid.readValues(page.grid.activeSheet(), area(address));
const value = (address: string): CellValue => read(address)[0]?.[0] ?? null;

/** Resolves once the cells show it; each time the page has had its turn they are looked at again. */
async function shows(address: string, expected: unknown): Promise<void> {
  const matches = (): boolean => {
    try {
      expect(read(address)).toEqual(expected);
      return true;
    } catch {
      return false;
    }
  };
  const latest = performance.now() + PATIENCE;
  while (!matches() && performance.now() < latest) await new Promise((resolve) => setImmediate(resolve));
  expect(read(address)).toEqual(expected);
}

async function typed(formula: string, cell = 'A1'): Promise<CellValue> {
  put(cell, formula);
  await page.settled();
  return value(cell);
}

/** What the core gives for the same call. */
function core(id: string, ...args: Argument[]): unknown {
  const result = callFunction(id, args, CENTRE);
  return result.ok ? result.value : { error: result.error.code, message: result.error.message };
}

test('answers typed as the issue types them', async () => {
  put('A1', '=FAN_PENALTY()');
  put('A2', '=NET_PROFIT(2016)');
  put('A3', '=TEAM_SHARE()');
  put('A4', '=EVENT_PENALTY(10,2016)');
  put('A5', '=POLICY_VALUE("fan-target")');
  put('A6', '=CLAUSE_TEXT("六.2.5")');
  put('A7', '=NET_PROFIT(2016)*2');
  await page.settled();
  expect(read('A1:A7').flat()).toEqual([
    core('FAN_PENALTY'),
    core('NET_PROFIT', 2016),
    core('TEAM_SHARE'),
    core('EVENT_PENALTY', 10, 2016),
    60000,
    core('CLAUSE_TEXT', '六.2.5'),
    2 * Number(core('NET_PROFIT', 2016)),
  ]);
});

test('answers follow the workbook, into an error and out of it', async () => {
  const before = await typed('=COUNTED_REVENUE()');
  source.become(ready(BROKEN));
  await shows('A1', [[{ error: '#VALUE!', message: expect.stringContaining('收入台账!C12') }]]);
  source.become(ready(RICHER));
  await shows('A1', [[Number(before) + 1000]]);
  source.become(ready(CENTRE));
  await shows('A1', [[before]]);
});

test('given ranges are plain dependencies, in any order of columns, with errors and blanks in them', async () => {
  const columns = [4, 1, 2, 0, 3, 5] as const;
  putRows(REVENUE_ROWS.map((row) => columns.map((column) => row[column] ?? null)));
  put('V1', 'x');
  const formula = '=COUNTED_REVENUE(2016,M1:R11,T1:T1)';
  // The goods set off in kind come from the workbook.
  const expected = core('COUNTED_REVENUE', 2016);
  expect(await typed(formula)).toBe(expected);
  put('M2', 31000);
  await page.settled();
  expect(value('A1')).toBe(Number(expected) + 1000);
  put('M2', '=1/0');
  await page.settled();
  expect(value('A1')).toEqual({ error: '#VALUE!', message: expect.stringContaining('revenue A2') });
});

test('arguments: left out, blank, text, error', async () => {
  expect(await typed('=FAN_PENALTY(52300,Z99)')).toBe(3850);
  expect(await typed('=FAN_PENALTY("52,300","2016")')).toBe(3850);
  expect(await typed('=FAN_PENALTY(,2016)')).toBe(core('FAN_PENALTY', undefined, 2016));
  expect(await typed('=FAN_PENALTY("x",2016)')).toEqual(core('FAN_PENALTY', 'x', 2016));
  expect(await typed('=FAN_PENALTY(NA(),2016)')).toEqual(core('FAN_PENALTY', { error: '#N/A' }, 2016));
  expect(await typed('=FAN_PENALTY(#REF!,2016)')).toEqual({
    error: '#VALUE!',
    message: expect.stringContaining('#REF!'),
  });
  // A text of one's own shows with #VALUE! and #N/A alone.
  expect(await typed('=FAN_PENALTY(1,12)')).toEqual({ error: '#NUM!' });
  expect(await typed('=CLAUSE_TEXT("九十九")')).toEqual(core('CLAUSE_TEXT', '九十九'));
});

test('EXPLAIN spills, and grows with the workbook', async () => {
  await typed('=EXPLAIN("COUNTED_REVENUE",2016)');
  const table = core('EXPLAIN', 'COUNTED_REVENUE', 2016) as readonly (readonly CellValue[])[];
  expect(read(`A1:G${table.length}`)).toEqual(table);
  expect(value(`A${table.length + 1}`)).toBeNull();
  source.become(ready(RICHER));
  await shows(`A${table.length + 1}`, [[expect.any(Number)]]);
});

test('row functions spill; a row that can’t be decided is an error among amounts, and a sentence among verdicts', async () => {
  putRows([...REVENUE_ROWS.slice(0, 3), [42400, '坏', '杂项', null, 5], [42400, '新', '广告费', null, 5]]);
  await typed('=COUNTED(M1:U1,M2:U5)');
  expect(read('A1:A4')).toEqual([
    [30000],
    [1234.5],
    [{ error: '#VALUE!', message: expect.stringContaining('杂项') }],
    [5],
  ]);
  put('A1', null);
  await typed('=VERDICT(M1:U1,M4:U5)', 'C1');
  expect(read('C1:E1')).toEqual([['', '', expect.stringMatching(/^#VALUE! .*杂项/)]]);
  expect(read('E2')).toEqual([[expect.stringContaining('计入 5.00')]]);
});

test('ALLOCATE splits to the fen, and says why it does not', async () => {
  putRows([
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
  await typed('=ALLOCATE(100,M1:M3)');
  expect(read('A1:A3')).toEqual([[33.34], [33.33], [33.33]]);
  expect(await typed('=ALLOCATE(100,N1:N2)', 'C1')).toEqual(core('ALLOCATE', 100, [[0], [0]]));
});

test('a call is over when its cell is emptied, and is made anew when its arguments change', async () => {
  put('B1', 2016);
  await typed('=NET_PROFIT(B1)');
  put('B1', 2017);
  await page.settled();
  expect(value('A1')).toEqual(core('NET_PROFIT', 2017));
  put('A1', null);
  await page.settled();
  const asked = jest.spyOn(CENTRE.wording, 'problem');
  source.become(ready(RICHER));
  source.become(ready(CENTRE));
  await page.settled();
  expect(value('A1')).toBeNull();
  expect(asked).not.toHaveBeenCalled();
});

test('while the workbook is being read, what needs none is answered', async () => {
  const { books: _books, ...alone } = CENTRE;
  source.become({ kind: 'waiting', context: alone });
  put('A1', '=FAN_PENALTY(52300,2016)');
  put('A2', '=FAN_PENALTY()');
  put('A3', '=CLAUSE_TEXT("六.2.5")');
  await shows('A1:A3', [[3850], [{ error: '#BUSY!' }], [core('CLAUSE_TEXT', '六.2.5')]]);
  source.become(ready(CENTRE));
  await shows('A2', [[core('FAN_PENALTY')]]);
});

test('2,000 answers settle, and none is left busy', async () => {
  const ids = ['NET_PROFIT(2016)', 'TEAM_SHARE()', 'FAN_PENALTY()', 'PENALTY_TOTAL(2016)'];
  page.grid.writeCells(
    page.grid.activeSheet(),
    area('A1:D500'),
    Array.from({ length: 500 }, () => ids.map((call) => ({ formula: `=${call}` }))),
  );
  await page.settled();
  source.become(ready(RICHER));
  const expected = ids.map((call) => {
    const [id = '', year] = call.replace(')', '').split('(');
    const result = callFunction(id, year ? [Number(year)] : [], RICHER);
    return result.ok ? result.value : result.error.code;
  });
  await shows('D500', [[expected[3]]]);
  await shows('A1:D1', [expected]);
  for (const row of read('A1:D500')) expect(row).toEqual(expected);
});
