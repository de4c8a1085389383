/// <reference types="office-js" />
/** The host in a real browser: the add-in in a frame of another origin, with Microsoft's office.js as it is served. */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { launchBrowser, serve, type Served } from '../support/chromium';
import { bundlePage } from './bundle';
import type {} from '../../workbench/src/bare-page';

const ADDIN = path.join(__dirname, 'sample-addin');

let browser: Browser;
let served: Served;
let page: Page;
let folder: string;
const asked: string[] = [];

beforeAll(async () => {
  folder = await bundlePage('bare-page.ts');
  served = await serve(['--manifest', path.join(ADDIN, 'manifest.xml'), '--root', ADDIN, '--workbench', folder]);
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(served.url);
  await page.evaluate(() => window.bare);
}, 60_000);

afterAll(async () => {
  // What did not start need not end: the reason is told by beforeAll.
  await (browser as Browser | undefined)?.close();
  await (served as Served | undefined)?.stop();
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

test('the document is read slice by slice, and a workbook that the add-in made is opened', async () => {
  const read = await pane().evaluate(async () => {
    const file = await new Promise<Office.File>((resolve, reject) => {
      Office.context.document.getFileAsync(Office.FileType.Compressed, { sliceSize: 4 }, (result) => {
        if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value);
        else reject(new Error(result.error.message));
      });
    });
    const bytes: number[] = [];
    for (let index = 0; index < file.sliceCount; index += 1) {
      bytes.push(
        ...(await new Promise<number[]>((resolve, reject) => {
          file.getSliceAsync(index, (result) => {
            if (result.status === Office.AsyncResultStatus.Succeeded) resolve(result.value.data as number[]);
            else reject(new Error(result.error.message));
          });
        })),
      );
    }
    const closed = await new Promise((resolve) => {
      file.closeAsync(({ status }) => resolve(status));
    });
    await Excel.createWorkbook(btoa('made'));
    return { text: String.fromCharCode(...bytes), size: file.size, closed };
  });
  expect(read).toEqual({ text: 'Sheet1', size: 6, closed: 'succeeded' });
  const made = await page.evaluate(async () =>
    (await window.bare)?.made.map((bytes) => new TextDecoder().decode(bytes)),
  );
  expect(made).toEqual(['made']);
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
