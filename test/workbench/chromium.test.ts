/// <reference types="office-js" />
/** The host in a real browser: the add-in in a frame of another origin, with Microsoft's office.js as it is served. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { bundlePage } from './bundle';
import type {} from '../../workbench/src/bare-page';

const ADDIN = path.join(__dirname, 'sample-addin');
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
let url: string;
const asked: string[] = [];

/** Starts serve.mjs as a user does; resolves to the address that it prints. */
async function serve(): Promise<string> {
  const script = path.join(__dirname, '..', '..', 'workbench', 'serve.mjs');
  const args = ['--manifest', path.join(ADDIN, 'manifest.xml'), '--root', ADDIN, '--workbench', folder, '--no-open'];
  server = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve) => server.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim())));
}

beforeAll(async () => {
  if (CHROME_PATH === undefined) {
    throw new Error('These tests need a browser: install Chrome, Chromium or Edge, and run them with `npm test`.');
  }
  folder = await bundlePage('bare-page.ts');
  url = await serve();
  browser = await chromium.launch({ executablePath: CHROME_PATH, args: FLAGS });
  page = await browser.newPage();
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(url);
  await page.evaluate(() => window.bare);
}, 60_000);

afterAll(async () => {
  // What did not start need not end: the reason is told by beforeAll.
  await (browser as Browser | undefined)?.close();
  if ((server as ChildProcess | undefined)?.kill() === true) await once(server, 'exit');
  if ((folder as string | undefined) !== undefined) fs.rmSync(folder, { recursive: true });
});

function pane(): Frame {
  const frame = page.frames().find((one) => one.url().includes('pane.html'));
  if (!frame) throw new Error('there is no pane');
  return frame;
}

test('nothing is asked of any other machine', () => {
  const hosts = new Set(asked.map((address) => new URL(address).hostname));
  expect([...hosts]).toEqual(['localhost']);
});

test('the pane reads and writes the grid', async () => {
  const seen = await pane().evaluate(() =>
    Excel.run(async (context) => {
      const range = context.workbook.worksheets.getItem('Sheet1').getRange('A1:B1');
      range.values = [[1, '=A1+1']];
      range.load('values,address');
      await context.sync();
      return [range.address, Office.context.displayLanguage];
    }),
  );
  expect(seen).toEqual(['Sheet1!A1:B1', 'en-US']);
  expect(await valueOf(0, 1)).toBe(2);
});

test('its functions calculate, and its streams follow', async () => {
  await put(2, 0, '=ADD(20,22)');
  await put(3, 0, '=COUNTUP(2)');
  await page.evaluate(async () => (await window.bare)?.host.settled());
  expect(await valueOf(2, 0)).toBe(42);
  expect(await valueOf(3, 0)).toEqual(expect.any(Number));
  await put(3, 0, null);
});

test('a ribbon command runs to its end', async () => {
  await page.evaluate(async () => {
    const bare = await window.bare;
    const button = bare?.manifest.tabs[0]?.groups[0]?.buttons[1];
    if (!bare || !button?.action) throw new Error('there is no button');
    bare.grid.select(bare.grid.activeSheet(), { row: 5, column: 5, rowCount: 1, columnCount: 1 });
    await bare.host.executeRibbon(button.action, button.id);
  });
  const colour = await page.evaluate(async () => {
    const bare = await window.bare;
    return bare?.grid.readFormat(bare.grid.activeSheet(), { row: 5, column: 5, rowCount: 1, columnCount: 1 }).fillColor;
  });
  expect(colour).toBe('#FFFF00');
});

test('the pane is of another origin', async () => {
  const seen = await pane().evaluate(() => {
    let reached: string | undefined;
    try {
      reached = window.parent.document.title;
    } catch {
      reached = undefined;
    }
    return [location.port !== '' && !window.location.ancestorOrigins.contains(location.origin), reached];
  });
  expect(seen).toEqual([true, undefined]);
});

test('a reload starts the pane and its functions anew', async () => {
  await page.evaluate(async () => {
    const bare = await window.bare;
    await bare?.host.reloadPane();
    await bare?.host.settled();
  });
  await put(2, 1, '=ADD(1,1)');
  await page.evaluate(async () => (await window.bare)?.host.settled());
  expect([await valueOf(2, 0), await valueOf(2, 1)]).toEqual([42, 2]);
});

async function put(row: number, column: number, formula: string | null): Promise<void> {
  await page.evaluate(
    async ([at, across, text]) => {
      const bare = await window.bare;
      const content = text === null ? null : { formula: text };
      bare?.grid.writeCells(bare.grid.activeSheet(), { row: at, column: across, rowCount: 1, columnCount: 1 }, [
        [content],
      ]);
    },
    [row, column, formula] as const,
  );
}

async function valueOf(row: number, column: number): Promise<unknown> {
  return page.evaluate(
    async ([at, across]) => {
      const bare = await window.bare;
      const area = { row: at, column: across, rowCount: 1, columnCount: 1 };
      return bare?.grid.readValues(bare.grid.activeSheet(), area)[0]?.[0];
    },
    [row, column] as const,
  );
}
