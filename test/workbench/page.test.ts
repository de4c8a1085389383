/// <reference types="office-js" />
/** The page as people and programs use it: built, served, in a real browser, with the sample add-in in it. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type axe from 'axe-core';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { writeXlsx } from '../../workbench/src/xlsx/write-xlsx';
import type {} from '../../workbench/src/page/automation';
import { launchBrowser, serve, type Served } from '../support/chromium';
import { cells, partsOf, workbookFile } from './xlsx-file';

const ROOT = path.join(__dirname, '..', '..');
const ADDIN = path.join(__dirname, 'sample-addin');
const BUILT = path.join(ROOT, 'dist', 'workbench', 'index.html');
const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let browser: Browser;
let served: Served;
let folder: string;
let page: Page;
const complaints: string[] = [];

/** A workbook of one sheet with these texts in column A. */
async function bookOf(...texts: readonly string[]): Promise<Uint8Array> {
  const rows = texts.map((content, row) => ({ row, cells: [{ column: 0, content }] }));
  const sheet = {
    name: 'Data',
    visibility: 'Visible',
    isProtected: false,
    tabColor: '',
    showGridlines: true,
    frozenRows: 0,
    frozenColumns: 0,
    formats: [],
    rows,
    columns: [],
    merges: [],
    notes: [],
    validations: [],
    conditionals: [],
  } as const;
  const image = { sheets: [sheet], activeSheet: 0, tables: [], names: [] };
  return writeXlsx(image, { settings: {}, xmlParts: [], properties: {} }, { customFunctions: [] });
}

beforeAll(async () => {
  if (!fs.existsSync(BUILT)) throw new Error('These tests need the built workbench: `npm run build`.');
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbench-'));
  const first = path.join(folder, 'first.xlsx');
  fs.writeFileSync(first, await bookOf('first'));
  const files = ['--manifest', path.join(ADDIN, 'manifest.xml'), '--root', ADDIN, '--open', first];
  served = await serve([...files, '--hint-zh', '试试 =ADD(20,22)', '--hint-en', 'Try =ADD(20,22)']);
  browser = await launchBrowser();
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1200, height: 760 } });
  page = await context.newPage();
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  // Somebody always listens, so that the browser never asks on a screen of its own.
  page.on('filechooser', () => undefined);
  await page.goto(served.url);
  await page.evaluate(() => window.workbench.ready);
}, 90_000);

afterAll(async () => {
  await (browser as Browser | undefined)?.close();
  await (served as Served | undefined)?.stop();
  if ((folder as string | undefined) !== undefined) fs.rmSync(folder, { recursive: true });
});

/** Whichever frame the add-in is in by now. */
const pane = (): FrameLocator => page.frameLocator('iframe[src*="pane.html"]');

/** What the add-in says of itself in its pane. */
const said = (id: string): Promise<string | null> => pane().locator(`#${id}`).textContent();

async function put(address: string, value: string | number | null): Promise<void> {
  await page.evaluate(
    ([at, what]) => {
      const [sheet = ''] = window.workbench.sheets();
      window.workbench.setValue(sheet, at, what);
    },
    [address, value] as const,
  );
}

const read = (address: string): Promise<unknown> =>
  page.evaluate((at) => {
    const [sheet = ''] = window.workbench.sheets();
    return window.workbench.getValue(sheet, at);
  }, address);

const settled = (): Promise<void> => page.evaluate(() => window.workbench.settled());

const openBytes = (bytes: Uint8Array, name: string): Promise<void> =>
  page.evaluate(([data, called]) => window.workbench.open(data, called), [[...bytes], name] as const);

/** Waits until the page shows this name. */
const shows = (name: string): Promise<void> => page.locator('.file-name', { hasText: name }).waitFor();

test('the file that the server names is opened first, and the hint says what to try', async () => {
  expect([await read('A1'), await page.title()]).toEqual(['first', 'first.xlsx']);
  expect(await page.locator('.hint').innerText()).toBe('试试 =ADD(20,22)');
  await page.locator('.hint button').click();
  expect(await page.locator('.hint').isVisible()).toBe(false);
});

describe('functions of every kind give values in the grid', () => {
  test('typed by keyboard', async () => {
    await page.evaluate(() => window.workbench.select('Data', 'B1'));
    await page.keyboard.type('=ADD(20,22)');
    await page.keyboard.press('Enter');
    await settled();
    expect(await read('B1')).toBe(42);
    expect(await page.evaluate(() => window.workbench.selection())).toEqual({ sheet: 'Data', address: 'B2' });
  });

  test('optional, later, of ranges, spilled, nested in others', async () => {
    await put('C1', '=GREET()');
    await put('C2', '=GREET("you")');
    await put('C3', '=LATER(B1)');
    await put('E1', '=GRID(2,3)');
    await put('C4', '=TOTAL(E1:G2)');
    await put('C5', '=SUM(ADD(1,2),1)');
    await settled();
    expect(await read('C1:C5')).toEqual([['hello nobody'], ['hello you'], [42], [18], [4]]);
    expect(await read('E1:G2')).toEqual([
      [1, 2, 3],
      [2, 4, 6],
    ]);
    expect(await page.evaluate(() => window.workbench.getFormula('Data', 'F1'))).toBe('');
  });

  test('errors with their text', async () => {
    await put('D1', '=REFUSE()');
    await settled();
    expect(await read('D1')).toBe('#VALUE!');
    expect(await page.evaluate(() => window.workbench.getError('Data', 'D1'))).toBe('Give me a number.');
  });

  test('streams run on, and calls that nobody wants are given up', async () => {
    await put('D2', '=COUNTUP(2)');
    await settled();
    const before = Number(await read('D2'));
    await page.waitForFunction((last) => Number(window.workbench.getValue('Data', 'D2')) > last, before);
    await put('D2', null);
    await put('D3', '=NEVER(1)');
    await page.waitForFunction(() => window.workbench.getValue('Data', 'D3') === '#BUSY!');
    await put('D3', null);
    await settled();
    await pane().locator('#cancelled', { hasText: '1' }).waitFor();
  });
});

test('a ribbon button runs its command, by mouse and by keyboard', async () => {
  await page.evaluate(() => window.workbench.select('Data', 'H5'));
  await page.locator('[data-button="Sample.Paint"]').click();
  await page.waitForFunction(() => window.workbench.isUnsaved);
  const painted = Uint8Array.from(await page.evaluate(async () => [...(await window.workbench.save())]));
  expect((await partsOf(painted)).get('xl/styles.xml')).toContain('<fgColor rgb="FFFFFF00"/>');
  await page.locator('[data-button="Sample.Show"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.workbench.isUnsaved);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-button'))).toBe('Sample.Remember');
});

test('what is saved is there when it is opened again: cells, functions, the add-in’s settings', async () => {
  await page.evaluate(() => window.workbench.ribbon('Sample.Remember'));
  await put('B3', '=ADD(B1,1)');
  await settled();
  const saved = await page.evaluate(async () => [...(await window.workbench.save())]);
  expect(await page.evaluate(() => window.workbench.isUnsaved)).toBe(false);
  await openBytes(await bookOf('other'), 'other.xlsx');
  expect([await read('A1'), await read('B3'), await said('setting')]).toEqual(['other', null, 'none']);
  await openBytes(Uint8Array.from(saved), 'again.xlsx');
  await settled();
  expect([await read('A1'), await read('B3'), await read('G2')]).toEqual(['first', 43, 6]);
  expect(await page.evaluate(() => window.workbench.getFormula('Data', 'B3'))).toBe('=ADD(B1,1)');
  await pane().locator('#workbook', { hasText: 'again.xlsx' }).waitFor();
  expect(JSON.parse((await said('setting')) ?? '')).toEqual({ count: 3, text: '记住 <this>' });
  expect(JSON.parse((await said('shared')) ?? '')).toEqual([1, 'zwei']);
});

test('a file is opened by the button, and by dropping it', async () => {
  const file = { name: 'by-button.xlsx', mimeType: XLSX, buffer: Buffer.from(await bookOf('b')) };
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '打开' }).click();
  await (await chooser).setFiles(file);
  await shows('by-button.xlsx');
  expect(await read('A1')).toBe('b');
  await page.evaluate(
    ([bytes]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], 'dropped.xlsx'));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    },
    [[...(await bookOf('d'))]] as const,
  );
  await shows('dropped.xlsx');
  await settled();
  expect(await read('A1')).toBe('d');
});

test('a file that cannot be opened is refused in plain words, and the workbook stays', async () => {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await chooser).setFiles({ name: 'bad.xlsx', mimeType: 'text/plain', buffer: Buffer.from('a,b') });
  const dialog = page.getByRole('dialog');
  expect(await dialog.innerText()).toContain('打不开「bad.xlsx」');
  expect(await dialog.innerText()).toContain('这不是 .xlsx 工作簿');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect([await read('A1'), await page.title()]).toEqual(['d', 'dropped.xlsx']);
  await expect(openBytes(Uint8Array.from([1]), 'bad.xlsx')).rejects.toThrow('打不开「bad.xlsx」');
});

test('unsaved changes are asked for before another file takes their place', async () => {
  await put('A1', 'changed');
  const choose = async (): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    await (await chooser).setFiles({ name: 'next.xlsx', mimeType: XLSX, buffer: Buffer.from(await bookOf('next')) });
  };
  await choose();
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();
  expect([await read('A1'), await page.title()]).toEqual(['changed', 'dropped.xlsx']);
  await choose();
  await page.getByRole('dialog').getByRole('button', { name: '不保存' }).click();
  await shows('next.xlsx');
});

test('before saving it says what will be lost', async () => {
  const bars = '<cfRule type="dataBar" priority="1"/><cfRule type="iconSet" priority="2"/>';
  const inner = `${cells({ A1: '<v>1</v>' })}<conditionalFormatting sqref="A1">${bars}</conditionalFormatting>`;
  await openBytes(await workbookFile(inner), 'bars.xlsx');
  await page.getByRole('button', { name: '保存' }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
    '数据条、色阶、图标集等条件格式：Sheet1（2 处）',
  ]);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: '仍然保存' }).click();
  expect((await download).suggestedFilename()).toBe('bars.xlsx');
});

test('what nobody sees here is saved all the same, and a hyperlink keeps to its cell', async () => {
  const inner = `${cells({ A3: '<v>1</v>' })}<hyperlinks><hyperlink ref="A3" location="Sheet1!B2"/></hyperlinks>`;
  await openBytes(await workbookFile(inner), 'links.xlsx');
  await pane().locator('#workbook', { hasText: 'links.xlsx' }).waitFor();
  const frame = page.frames().find((one) => one.url().includes('pane.html'));
  await frame?.evaluate(() =>
    Excel.run(async (context) => {
      context.workbook.worksheets.getItem('Sheet1').getRange('1:2').insert('Down');
      await context.sync();
    }),
  );
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '保存' }).click();
  const saved = await partsOf(fs.readFileSync(await (await download).path()));
  expect(saved.get('xl/worksheets/sheet1.xml')).toContain('<hyperlink ref="A5" location="Sheet1!B2"/>');
});

describe('whoever has no mouse', () => {
  const focused = (): Promise<string> =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute('aria-label') ?? at?.getAttribute('data-button') ?? at?.textContent ?? '';
    });

  test('reaches every part of the bar and the ribbon by Tab', async () => {
    await page.getByRole('button', { name: '打开' }).focus();
    const stops = [await focused()];
    for (let count = 1; count < 9; count += 1) {
      await page.keyboard.press('Tab');
      stops.push(await focused());
    }
    expect(stops).toEqual([
      '打开',
      '保存',
      '撤销',
      '恢复',
      'English',
      '切换到深色',
      '重新加载任务窗格',
      await page.locator('.ribbon-tab').innerText(),
      // The whole row is one stop: the button that was used last.
      expect.stringMatching(/^Sample\./),
    ]);
    await page.keyboard.press('Tab');
    expect(await focused()).not.toMatch(/^Sample\./);
  });

  test('goes from part to part by F6, past the grid where Tab goes from cell to cell', async () => {
    const part = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement: at } = document;
        const known = ['bar', 'ribbon-place', 'pane'].find((name) => at?.closest(`.${name}`));
        return known ?? 'grid';
      });
    await page.getByRole('button', { name: '打开' }).focus();
    const seen: string[] = [];
    for (const key of ['F6', 'F6', 'Shift+F6', 'Shift+F6', 'Shift+F6']) {
      await page.keyboard.press(key);
      seen.push(await part());
    }
    expect(seen).toEqual(['ribbon-place', 'grid', 'ribbon-place', 'bar', 'pane']);
    await page.locator('.ribbon-tab').focus();
    await page.keyboard.press('F6');
    const before = await page.evaluate(() => window.workbench.selection().address);
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((last) => window.workbench.selection().address !== last, before);
  });
});

describe('axe finds nothing serious in the page around grid and add-in', () => {
  async function violations(): Promise<string[]> {
    const handle = await page.evaluateHandle(`${AXE}; window.axe`);
    const { violations: found } = await handle.evaluate((engine: typeof axe) =>
      engine.run({ exclude: ['.grid', '.pane-frame'] }),
    );
    await handle.dispose();
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  }

  test.each(['light', 'dark'] as const)('%s, and with a dialog open', async (theme) => {
    await page.evaluate((wanted) => window.workbench.setTheme(wanted), theme);
    expect(await violations()).toEqual([]);
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    await (await chooser).setFiles({ name: 'bad.xlsx', mimeType: 'text/plain', buffer: Buffer.from('a,b') });
    await page.getByRole('dialog').waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.evaluate(() => window.workbench.setTheme('light'));
  });
});

test('both languages and themes reach the page and the add-in', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  await pane().locator('#language', { hasText: 'en-US' }).waitFor();
  expect(await page.getByRole('button', { name: 'Save' }).isVisible()).toBe(true);
  expect(await page.locator('[data-button="Sample.Show"]').innerText()).toBe('Show');
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await pane().locator('#theme', { hasText: 'dark' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.evaluate(async () => {
    await window.workbench.setTheme('light');
    await window.workbench.setLanguage('zh-CN');
  });
  expect([await said('language'), await said('theme')]).toEqual(['zh-CN', 'light']);
  expect(await page.locator('[data-button="Sample.Show"]').innerText()).toBe('显示');
});

test('the pane is closed, opened again by the ribbon, and as wide as one likes', async () => {
  const splitter = page.locator('.splitter');
  const width = async (): Promise<number> => (await page.locator('.pane').boundingBox())?.width ?? 0;
  await splitter.focus();
  await page.keyboard.press('Home');
  expect(await width()).toBe(600);
  await page.keyboard.press('End');
  expect(await width()).toBe(320);
  await page.getByRole('button', { name: '关闭任务窗格' }).click();
  expect(await splitter.isVisible()).toBe(false);
  await page.locator('[data-button="Sample.Show"]').click();
  expect(await splitter.isVisible()).toBe(true);
});

test('the page complained of nothing', () => {
  expect(complaints).toEqual([]);
});
