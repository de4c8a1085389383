/** The grid one sees, in a real browser: the contract, the keyboard, and workbooks of some size. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { bundlePage } from './bundle';
import { gridContract } from './grid-contract';
import type {} from './univer-page';

/** Set by scripts/lib/browser.mjs. */
const { CHROME_PATH } = process.env;
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-sync',
  '--disable-component-update',
  '--disable-quic',
  '--no-first-run',
];

let browser: Browser;
let server: ChildProcess;
let page: Page;
let folder: string;
const broken: string[] = [];

/** Starts serve.mjs, whose policy for scripts and styles the grid must keep; resolves to its address. */
async function serve(): Promise<string> {
  const script = path.join(__dirname, '..', '..', 'workbench', 'serve.mjs');
  server = spawn(process.execPath, [script, '--workbench', folder, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => server.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim())));
}

beforeAll(async () => {
  if (CHROME_PATH === undefined) {
    throw new Error('These tests need a browser: install Chrome, Chromium or Edge, and run them with `npm test`.');
  }
  folder = await bundlePage(path.join(__dirname, 'univer-page.ts'));
  const url = await serve();
  browser = await chromium.launch({ executablePath: CHROME_PATH, args: FLAGS });
  page = await browser.newPage();
  page.on('pageerror', (error) => broken.push(error.stack ?? error.message));
  await page.goto(url);
  await page.evaluate(async () => {
    await window.opened;
  });
}, 120_000);

afterAll(async () => {
  // What did not start need not end: the reason is told by beforeAll.
  await (browser as Browser | undefined)?.close();
  if ((server as ChildProcess | undefined)?.kill() === true) await once(server, 'exit');
  if ((folder as string | undefined) !== undefined) fs.rmSync(folder, { recursive: true });
});

describe('the contract', () => {
  gridContract((name) => page.evaluate((one) => window.observe(one), name));
});

/** Selects a cell, types and ends with a key; resolves when the edit is done and calculated. */
async function type(row: number, column: number, text: string, key = 'Enter'): Promise<void> {
  await page.evaluate(
    ([atRow, atColumn]) => {
      const { grid } = window;
      grid.select(grid.activeSheet(), { row: atRow, column: atColumn, rowCount: 1, columnCount: 1 });
    },
    [row, column] as const,
  );
  await page.keyboard.type(text, { delay: 20 });
  await page.waitForFunction(() => window.grid.isEditing());
  await page.keyboard.press(key);
  await page.waitForFunction(() => !window.grid.isEditing());
  await page.evaluate(() => window.grid.whenCalculated());
}

async function cell(row: number, column: number): Promise<readonly unknown[]> {
  return page.evaluate(
    ([atRow, atColumn]) => {
      const { grid } = window;
      const sheet = grid.activeSheet();
      const area = { row: atRow, column: atColumn, rowCount: 1, columnCount: 1 };
      const [value, formula, text] = [
        grid.readValues(sheet, area),
        grid.readFormulas(sheet, area),
        grid.readTexts(sheet, area),
      ];
      return [value[0]?.[0], formula[0]?.[0], text[0]?.[0]];
    },
    [row, column] as const,
  );
}

describe('the keyboard', () => {
  beforeAll(async () => {
    await page.evaluate(async () => {
      const { grid } = window;
      await window.observe('a table moves with the rows above it');
      grid.setFunctions(
        ['FAN_PENALTY', 'FAN_PENALTY_OF'].map((name) => ({
          name,
          description: name,
          parameters: [],
          isVolatile: false,
          returnsMatrix: false,
        })),
        { evaluate: () => ({ state: 'value', value: 3850 }) },
      );
      await grid.whenCalculated();
    });
  });

  test.each([
    [11, '=FAN_PENALTY()', [3850, '=FAN_PENALTY()', '3850']],
    [12, '=1+2', [3, '=1+2', '3']],
    [13, 'hello', ['hello', '', 'hello']],
    [14, '1234.5', [1234.5, '', '1234.5']],
    [15, '10%', [0.1, '', '10%']],
    [16, '2016-03-05', [42434, '', '2016-03-05']],
    [17, 'TRUE', [true, '', 'TRUE']],
    [18, '=SUM(Moving[v])', [3, '=SUM(Moving[v])', '3']],
  ])('in row %i %s is entered as it is', async (row, text, expected) => {
    await type(row, 5, text);
    expect(await cell(row, 5)).toEqual(expected);
  });

  test('a table takes in the row that is typed below it, and undo takes it back step by step', async () => {
    const rows = (): Promise<number | undefined> => page.evaluate(() => window.grid.tables()[0]?.area.rowCount);
    await type(3, 0, '39');
    await page.waitForFunction(() => window.grid.tables()[0]?.area.rowCount === 4);
    await page.evaluate(() => window.grid.whenCalculated());
    expect((await cell(18, 5))[0]).toBe(42);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(() => window.grid.tables()[0]?.area.rowCount === 3);
    expect(await cell(3, 0)).toEqual([39, '', '39']);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(
      () =>
        window.grid.readValues(window.grid.activeSheet(), {
          row: 3,
          column: 0,
          rowCount: 1,
          columnCount: 1,
        })[0]?.[0] === null,
    );
    expect(await rows()).toBe(3);
  });

  test('an edit by hand is told as one, of the user', async () => {
    await page.evaluate(() => {
      const heard: unknown[] = [];
      window.grid.on(
        'cellsChanged',
        ({ kind, area, origin }) => void heard.push([kind, area.row, area.column, origin]),
      );
      Object.assign(window, { heard });
    });
    await type(21, 5, '=FAN_PENALTY()');
    expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([
      ['rangeEdited', 21, 5, 'user'],
    ]);
  });

  test('what an add-in wrote is undone by Ctrl+Z in one step', async () => {
    await page.evaluate(() => {
      const { grid } = window;
      const sheet = grid.activeSheet();
      const at = (row: number) => ({ row, column: 8, rowCount: 1, columnCount: 1 });
      grid.batch('addin', () => {
        grid.writeCells(sheet, at(0), [[1]]);
        grid.writeCells(sheet, at(0), [[2]]);
        grid.writeCells(sheet, at(1), [[3]]);
      });
      grid.select(sheet, at(5));
    });
    expect((await cell(0, 8))[0]).toBe(2);
    await page.keyboard.press('Control+z');
    await page.waitForFunction(
      () =>
        window.grid.readValues(window.grid.activeSheet(), {
          row: 1,
          column: 8,
          rowCount: 1,
          columnCount: 1,
        })[0]?.[0] === null,
    );
    expect((await cell(0, 8))[0]).toBe(null);
  });
});

test('two thousand cells of a function settle, and one answer calculates them in one pass', async () => {
  const seen = await page.evaluate(async () => {
    const { grid } = window;
    await window.observe('the used area holds contents, or formats too');
    const sheet = grid.activeSheet();
    const count = 2000;
    const area = { row: 0, column: 0, rowCount: count, columnCount: 1 };
    let isPending = true;
    let calls = 0;
    grid.setFunctions([{ name: 'ROWS.OF', description: '', parameters: [], isVolatile: false, returnsMatrix: false }], {
      evaluate: ({ cell: { row } }) => {
        calls += 1;
        return isPending ? { state: 'pending' } : { state: 'value', value: row };
      },
    });
    grid.writeCells(
      sheet,
      area,
      Array.from({ length: count }, () => [{ formula: '=ROWS.OF()' }]),
    );
    await grid.whenCalculated();
    const busy = grid
      .readValues(sheet, area)
      .filter(([value]) => JSON.stringify(value) === '{"error":"#BUSY!"}').length;
    isPending = false;
    calls = 0;
    let passes = 0;
    const stop = grid.on('calculated', () => void (passes += 1));
    grid.recalculate(Array.from({ length: count }, (_none, row) => ({ sheet, row, column: 0 })));
    await grid.whenCalculated();
    stop();
    const right = grid.readValues(sheet, area).filter(([value], row) => value === row).length;
    return { busy, calls, passes, right };
  });
  expect(seen).toEqual({ busy: 2000, calls: 2000, passes: 1, right: 2000 });
});

test('a workbook comes out as it was put in', async () => {
  const [before, after] = await page.evaluate(async () => {
    const { grid } = window;
    await window.observe('tables are made, read by name and told of');
    const one = grid.image();
    grid.load(one);
    await grid.whenCalculated();
    return [one, grid.image()] as const;
  });
  expect(after).toEqual(before);
  expect(before.tables.map(({ name, sheet }) => [name, sheet])).toEqual([['收入', 0]]);
});

test('nothing has failed in the page', () => {
  expect(broken).toEqual([]);
});
