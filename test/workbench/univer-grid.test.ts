/** The grid one sees, in a real browser: the contract, the keyboard, and workbooks of some size. */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, serve, type Served } from '../support/chromium';
import { bundlePage } from './bundle';
import { gridContract } from './grid-contract';
import type {} from './univer-page';

let browser: Browser;
let served: Served;
let page: Page;
let folder: string;
const broken: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  folder = await bundlePage(path.join(__dirname, 'univer-page.ts'));
  // Under the server's own policy for scripts and styles, which the grid must keep.
  served = await serve(['--workbench', folder]);
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = await context.newPage();
  page.on('pageerror', (error) => broken.push(error.stack ?? error.message));
  await page.goto(served.url);
  await page.evaluate(async () => {
    await window.opened;
  });
}, 120_000);

afterAll(async () => {
  // What did not start need not end: the reason is told by beforeAll.
  await (browser as Browser | undefined)?.close();
  await (served as Served | undefined)?.stop();
  if ((folder as string | undefined) !== undefined) fs.rmSync(folder, { recursive: true });
});

describe('the contract', () => {
  gridContract((name) => page.evaluate((one) => window.observe(one), name));
});

/** Begins to note what is told of cells: kind, area and origin. */
async function hear(): Promise<void> {
  await page.evaluate(() => {
    window.stopHearing?.();
    const heard: unknown[] = [];
    window.heard = heard;
    window.stopHearing = window.grid.on('cellsChanged', ({ kind, area, origin }) => {
      heard.push([kind, area.row, area.column, area.rowCount, area.columnCount, origin]);
    });
  });
}

async function select(row: number, column: number): Promise<void> {
  await page.evaluate(
    ([atRow, atColumn]) => {
      const { grid } = window;
      grid.select(grid.activeSheet(), { row: atRow, column: atColumn, rowCount: 1, columnCount: 1 });
    },
    [row, column] as const,
  );
}

/** Selects a cell, types and ends with a key; resolves when the edit is done and calculated. */
async function type(row: number, column: number, text: string, key = 'Enter'): Promise<void> {
  await select(row, column);
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
    await hear();
    await type(21, 5, '=FAN_PENALTY()');
    expect(await page.evaluate(() => window.heard)).toEqual([['rangeEdited', 21, 5, 1, 1, 'user']]);
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

  describe('a table whose columns have Chinese names', () => {
    beforeAll(async () => {
      await page.evaluate(async () => {
        const { grid } = window;
        await window.observe('the used area holds contents, or formats too');
        const sheet = grid.addSheet('台账');
        grid.activateSheet(sheet);
        const area = { row: 0, column: 0, rowCount: 3, columnCount: 2 };
        grid.writeCells(sheet, area, [
          ['项目', '金额'],
          ['甲', 100],
          ['乙', 250],
        ]);
        grid.createTable(sheet, area, { name: '收入', hasHeaders: true });
        await grid.whenCalculated();
      });
    });

    test.each([
      [6, '=SUM(收入[#Data])', [350, '=SUM(收入[#Data])', '350']],
      [7, '=ROWS(收入[#All])', [3, '=ROWS(收入[#All])', '3']],
      [1, '=收入[[#This Row],[金额]]*2', [200, '=收入[[#This Row],[金额]]*2', '200']],
      [2, '=收入[@金额]+1', [251, '=收入[@金额]+1', '251']],
      [8, '=收入[@金额]', [{ error: '#VALUE!' }, '=收入[@金额]', '#VALUE!']],
      [9, '=SUM(收入[没有])', [{ error: '#REF!' }, '=SUM(收入[没有])', '#REF!']],
    ])('in row %i %s is typed', async (row, text, expected) => {
      await type(row, 5, text);
      expect(await cell(row, 5)).toEqual(expected);
    });

    test('a formula in the table may leave its name out', async () => {
      await type(1, 1, '=LEN([@项目])*70');
      expect(await cell(1, 1)).toEqual([70, '=LEN(收入[@项目])*70', '70']);
      expect((await cell(6, 5))[0]).toBe(320);
    });
  });

  test('a function without its brackets is a name that no one knows', async () => {
    await type(21, 5, '=FAN_PENALTY');
    expect(await cell(21, 5)).toEqual([{ error: '#NAME?' }, '=FAN_PENALTY', '#NAME?']);
    await type(22, 5, '=1+1');
    expect((await cell(22, 5))[0]).toBe(2);
  });

  test('a block is copied and pasted, its references move along, and it is told of', async () => {
    await page.evaluate(async () => {
      const { grid } = window;
      const sheet = grid.activeSheet();
      const area = { row: 30, column: 0, rowCount: 2, columnCount: 2 };
      grid.writeCells(sheet, area, [
        [7, { formula: '=A31*2' }],
        ['乙', { formula: '=$A$31+1' }],
      ]);
      await grid.whenCalculated();
      grid.select(sheet, area);
    });
    await hear();
    await page.keyboard.press('Control+c');
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('乙'));
    await select(30, 3);
    await page.keyboard.press('Control+v');
    await page.waitForFunction(() => window.heard.length > 0);
    await page.evaluate(() => window.grid.whenCalculated());
    expect(await page.evaluate(() => window.heard)).toEqual([['rangeEdited', 30, 3, 2, 2, 'user']]);
    expect(await cell(30, 3)).toEqual([7, '', '7']);
    expect(await cell(30, 4)).toEqual([14, '=D31*2', '14']);
    expect(await cell(31, 3)).toEqual(['乙', '', '乙']);
    expect(await cell(31, 4)).toEqual([8, '=$A$31+1', '8']);
  });

  test('the Delete key empties the cells, and it is told of', async () => {
    await page.evaluate(() => {
      const { grid } = window;
      grid.select(grid.activeSheet(), { row: 30, column: 3, rowCount: 2, columnCount: 2 });
    });
    await hear();
    await page.keyboard.press('Delete');
    await page.waitForFunction(() => window.heard.length > 0);
    expect(await page.evaluate(() => window.heard)).toEqual([['rangeEdited', 30, 3, 2, 2, 'user']]);
    expect(await cell(30, 4)).toEqual([null, '', '']);
    expect(await cell(31, 3)).toEqual([null, '', '']);
  });

  test('what an add-in wrote is undone by the grid, and it is told of', async () => {
    await page.evaluate(async () => {
      const { grid } = window;
      const sheet = grid.activeSheet();
      const at = { row: 40, column: 0, rowCount: 1, columnCount: 2 };
      grid.writeCells(sheet, at, [[5, { formula: '=A41*2' }]]);
      await grid.whenCalculated();
      grid.batch('addin', () => {
        grid.writeCells(sheet, at, [[6, 'over']]);
        grid.writeCells(sheet, { ...at, row: 41 }, [['new', null]]);
      });
    });
    await hear();
    expect(await page.evaluate(() => window.grid.undo())).toBe(true);
    await page.evaluate(() => window.grid.whenCalculated());
    expect(await page.evaluate(() => window.heard)).toEqual([
      ['rangeEdited', 41, 0, 1, 2, 'user'],
      ['rangeEdited', 40, 0, 1, 2, 'user'],
    ]);
    expect(await cell(40, 0)).toEqual([5, '', '5']);
    expect(await cell(40, 1)).toEqual([10, '=A41*2', '10']);
    expect(await cell(41, 0)).toEqual([null, '', '']);
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

test('the grid is put into the other language and theme while it runs, and the workbook stays', async () => {
  /** Resolves when the cells' menu shows this text. */
  const seesInMenu = async (text: string): Promise<void> => {
    await page.mouse.click(200, 200, { button: 'right' });
    await page.getByText(text, { exact: true }).first().waitFor({ state: 'visible' });
    await page.mouse.click(100, 100);
    await page.getByText(text, { exact: true }).first().waitFor({ state: 'hidden' });
  };
  const isDark = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.classList.contains('univer-dark'));
  await seesInMenu('Paste Special');
  const before = await page.evaluate(() => window.grid.image());
  await page.evaluate(() => {
    window.grid.setLanguage('zh-CN');
    window.grid.setTheme('dark');
  });
  await seesInMenu('选择性粘贴');
  expect(await isDark()).toBe(true);
  await page.evaluate(() => {
    window.grid.setLanguage('en-US');
    window.grid.setTheme('light');
  });
  await seesInMenu('Paste Special');
  expect(await isDark()).toBe(false);
  expect(await page.evaluate(() => window.grid.image())).toEqual(before);
});

test('nothing has failed in the page', () => {
  expect(broken).toEqual([]);
});
