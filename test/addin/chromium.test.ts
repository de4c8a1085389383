/// <reference types="office-js" />
/**
 * dist/addin in a real browser, with Microsoft's office.js in a frame of the workbench: that the page's policy lets it work, and
 * that nothing leaves the machine.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import type {} from '../../workbench/src/bare-page';
import { launchBrowser, serve, type Served } from '../support/chromium';
import { bundlePage } from '../workbench/bundle';

const ROOT = path.join(__dirname, '..', '..');
const ADDIN = path.join(ROOT, 'dist', 'addin');

let browser: Browser;
let served: Served;
let folder: string;
let page: Page;
const asked: string[] = [];
const complaints: string[] = [];

/** Writes down what a page asks for, and whatever its policy or its console complains of. */
async function watched(from: Browser): Promise<Page> {
  const made = await from.newPage({ locale: 'en-US' });
  made.on('request', (request) => asked.push(request.url()));
  made.on('console', (message) => {
    // The bare page around the add-in has no icon, which the browser asks for.
    const isOfAddin = !message.location().url.endsWith('/favicon.ico');
    if (message.type() === 'error' && isOfAddin) complaints.push(`${message.text()} ${message.location().url}`);
  });
  made.on('pageerror', (error) => complaints.push(error.message));
  await made.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
      // The bare page around the add-in is not what is looked at.
      if (location.pathname.endsWith('taskpane.html')) {
        console.error(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`);
      }
    });
  });
  return made;
}

function pane(): Frame {
  const frame = page.frames().find((one) => one.url().includes('/taskpane.html'));
  if (!frame) throw new Error('there is no pane');
  return frame;
}

beforeAll(async () => {
  folder = await bundlePage('bare-page.ts');
  const manifest = path.join(ROOT, 'manifest.xml');
  served = await serve(['--manifest', manifest, '--root', ADDIN, '--workbench', folder]);
  browser = await launchBrowser();
  page = await watched(browser);
  await page.goto(served.url);
  await page.evaluate(() => window.bare);
  await pane().getByRole('tablist').waitFor();
}, 60_000);

afterAll(async () => {
  // What did not start need not end: the reason is told by beforeAll.
  await (browser as Browser | undefined)?.close();
  await (served as Served | undefined)?.stop();
  if ((folder as string | undefined) !== undefined) fs.rmSync(folder, { recursive: true });
});

test('the pane has its looks: Fluent UI’s rules are in force', async () => {
  const family = await pane()
    .getByRole('tab')
    .first()
    .evaluate((tab) => getComputedStyle(tab).fontFamily);
  expect(family).toContain('Segoe UI');
});

test('the functions are registered and calculate', async () => {
  const text = await page.evaluate(async () => {
    const bare = await window.bare;
    if (!bare) throw new Error('there is no workbench');
    const area = { row: 0, column: 0, rowCount: 1, columnCount: 1 };
    bare.grid.writeCells(bare.grid.activeSheet(), area, [[{ formula: '=FAN_PENALTY(52300,2016)' }]]);
    await bare.host.settled();
    return bare.grid.readValues(bare.grid.activeSheet(), area)[0]?.[0];
  });
  expect(text).toBe(3850);
});

test('every button of the ribbon opens its screen', async () => {
  const buttons = await page.evaluate(async () => {
    const bare = await window.bare;
    return bare?.manifest.tabs.flatMap(({ groups }) => groups.flatMap((group) => group.buttons)) ?? [];
  });
  expect(buttons.length).toBe(4);
  for (const { id, label, action } of buttons) {
    if (!action) throw new Error(`${id} does nothing`);
    await page.evaluate(async ([done, button]) => (await window.bare)?.host.executeRibbon(done, button), [
      action,
      id,
    ] as const);
    await pane().getByRole('tab', { name: label, selected: true }).waitFor();
  }
});

test('nothing is asked of any place but the add-in’s own, office.js and the workbench', () => {
  const { origin: addin } = new URL(pane().url());
  const elsewhere = asked.filter(
    (address) => ![addin, new URL(served.url).origin, 'null'].includes(new URL(address).origin),
  );
  expect(elsewhere).toEqual([]);
  const pathsAsked = new Set(asked.filter((one) => one.startsWith(addin)).map((one) => new URL(one).pathname));
  const unknown = [...pathsAsked].filter((one) => !one.startsWith('/office/') && !fs.existsSync(path.join(ADDIN, one)));
  expect(unknown).toEqual([]);
});

test('no policy is broken and no error is told', () => {
  expect(complaints).toEqual([]);
});

test('the policy is in force: the page can neither make code from text nor reach elsewhere', async () => {
  const refused = await pane().evaluate(async () => {
    // In a task of the page's own: what a test evaluates itself is free of the policy.
    const code = await new Promise<string>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        try {
          // eslint-disable-next-line payclause/no-code-from-text -- that it can't be done is what is tested
          const evaluate: (code: string) => unknown = window['eval'];
          resolve(String(evaluate('1')));
        } catch (error) {
          resolve((error as Error).name);
        }
      };
      port2.postMessage('');
    });
    const sent = await fetch('https://example.com/', { method: 'POST', body: 'a ledger' }).then(
      () => 'sent',
      () => 'refused',
    );
    const style = document.createElement('style');
    style.textContent = 'body { outline: 1px solid red }';
    document.head.append(style);
    return [code, sent, style.sheet === null];
  });
  expect(refused).toEqual(['EvalError', 'refused', true]);
});

test('outside of Office the page says what it is', async () => {
  const alone = await watched(browser);
  await alone.goto(new URL('/taskpane.html', pane().url()).href);
  await alone.getByText('This is the page of PayClause, an add-in for Excel.').waitFor();
  await alone.close();
});
