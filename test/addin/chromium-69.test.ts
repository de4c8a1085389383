/**
 * dist/wps in Chromium 69, over the fake WPS: background page and pane run in what the oldest WPS that we know of has. The
 * program is one for 64-bit Linux; elsewhere there is none to be had, and wps-build.test.ts looks at the scripts alone.
 */
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { HAS_CHROMIUM_69, launchChromium69, type OldPage } from '../support/chromium-69';
import { bundleForChromium69 } from '../support/old-bundle';

const ROOT = path.join(__dirname, '..', '..');
const FAKE = path.join(ROOT, 'test', 'support', 'fake-wps');
const ADDIN = path.join(ROOT, 'dist', 'wps');
const SAMPLE = path.join(ROOT, 'assets', 'samples', '2016.xlsx');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.png': 'image/png',
};

/** Runs in every frame before its scripts do, as WPS's own objects are there before them. */
const GLOBALS = `if (window.parent !== window) Object.assign(window, window.parent.fakeWps.globalsFor(window));`;

/** The pane's own window and document, in words of the test's expressions. */
const PANE = `document.querySelector('section:not([hidden]) iframe[name=pane]').contentWindow`;
const inPane = (expression: string): string =>
  `((window) => { const { document } = window; return ${expression}; })(${PANE})`;

if (HAS_CHROMIUM_69) describe('in Chromium 69', inChromium69);
else {
  test(`there is no Chromium 69 for ${process.platform} ${process.arch}: wps-build.test.ts alone looks at the scripts`, () => {
    expect(`${process.platform} ${process.arch}`).not.toBe('linux x64');
  });
}

function inChromium69(): void {
  let folder: string;
  let server: http.Server;
  let page: OldPage;

  function fileAt(pathname: string): string {
    if (pathname === '/') return path.join(FAKE, 'browser-page.html');
    if (pathname === '/page.js') return path.join(folder, 'page.js');
    if (pathname === '/2016.xlsx') return SAMPLE;
    return path.join(ADDIN, pathname.replace(/^\/addin\//, ''));
  }

  beforeAll(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'payclause-chromium-69-'));
    const modules = [
      path.join(ROOT, 'src', 'addin', 'wps', 'polyfills.ts'),
      path.join(__dirname, 'wps', 'old-dom.ts'),
      path.join(FAKE, 'browser-entry.ts'),
    ];
    await bundleForChromium69(modules, folder);
    server = http.createServer((request, response) => {
      const file = fileAt(new URL(request.url ?? '/', 'http://localhost').pathname);
      if (!fs.existsSync(file)) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
      response.end(fs.readFileSync(file));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    page = await launchChromium69({ width: 1100, height: 800 });
    await page.beforeScripts(GLOBALS);
    const layout = encodeURIComponent(JSON.stringify({ platform: 'windows' }));
    await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/#${layout}`);
    await page.waitFor('window.fakeWps');
    await page.evaluate(`(async () => {
      const bytes = new Uint8Array(await (await fetch('/2016.xlsx')).arrayBuffer());
      await fakeWps.model.openFile('2016.xlsx', bytes);
    })()`);
  }, 120_000);

  afterAll(async () => {
    await (page as OldPage | undefined)?.close();
    (server as http.Server | undefined)?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Presses what bears this name in the pane. */
  const press = (name: string): Promise<void> =>
    page.evaluate(
      inPane(`(() => {
      const things = [...document.querySelectorAll('button, [role=tab], [role=menuitem]')];
      const named = things.find((thing) => (thing.getAttribute('aria-label') || thing.textContent).includes(${JSON.stringify(name)}));
      if (!named) throw new Error('there is no ' + ${JSON.stringify(name)});
      named.focus();
      named.click();
    })()`),
    );
  const shows = (text: string): Promise<void> =>
    page.waitFor(inPane(`document.body.innerText.includes(${JSON.stringify(text)})`));
  const box = (selector: string): Promise<{ top: number; left: number; width: number; height: number }> =>
    page.evaluate(
      inPane(
        `(({ top, left, width, height }) => ({ top, left, width, height }))(document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect())`,
      ),
    );

  test('it is that browser', async () => {
    expect(await page.evaluate('navigator.userAgent')).toContain('Chrome/69.');
  });

  test('the background page has its callbacks among its globals, none of them asynchronous, and its functions registered', async () => {
    await page.waitFor(`fakeWps.model.functions().includes('PAY.NET_PROFIT')`);
    const kinds = await page.evaluate(`(() => {
      const background = document.querySelector('iframe[name=background]').contentWindow;
      return ['OnAddinLoad', 'OnAction', 'GetLabel', 'GetSupertip', 'GetImage'].map((name) =>
        Object.prototype.toString.call(background[name]));
    })()`);
    expect(kinds).toEqual(Array.from({ length: 5 }, () => '[object Function]'));
  });

  test('a function answers in a cell', async () => {
    await page.evaluate(`fakeWps.model.type(fakeWps.model.sheets()[0].name, 'Z90', '=PAY.FAN_PENALTY(52300,2016)')`);
    await page.waitFor(`fakeWps.model.value(fakeWps.model.sheets()[0].name, 'Z90') === 3850`);
  });

  test('the ribbon opens the pane, which lists the findings', async () => {
    await page.waitFor(`document.querySelectorAll('#ribbon button').length === 4`);
    await page.evaluate(`document.querySelector('#ribbon button').click()`);
    await page.waitFor(`${PANE} && ${inPane('document.querySelectorAll("article").length > 0')}`);
    await shows('忽略并说明');
  });

  test.each([
    ['结算', '2016 年结算'],
    ['溯源', '选中带薪规函数的单元格'],
    ['制度', '这份制度没有批准记录'],
    ['函数', 'PAY.FAN_PENALTY'],
    ['校验', '忽略并说明'],
  ])('the tab %s opens', async (tab, text) => {
    await press(tab);
    await shows(text);
  });

  test('what the ribbon asks for, the pane opens', async () => {
    await page.evaluate(`document.querySelectorAll('#ribbon button')[1].click()`);
    await shows('2016 年结算');
    await page.evaluate(`document.querySelector('#ribbon button').click()`);
    await shows('忽略并说明');
  });

  test('tabs stand in one line, and flex boxes keep their gaps', async () => {
    const tops = await page.evaluate<number[]>(
      inPane('[...document.querySelectorAll("[role=tab]")].map((tab) => tab.getBoundingClientRect().top)'),
    );
    expect(new Set(tops).size).toBe(1);
    const gaps = await page.evaluate<number[]>(
      inPane(`(() => {
        const boxes = [...document.querySelectorAll('header > *')].map((each) => each.getBoundingClientRect());
        return boxes.slice(1).map(({ left }, at) => left - boxes[at].right);
      })()`),
    );
    expect(gaps.length).toBeGreaterThan(1);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(8);
  });

  test('bars stand where their figures are', async () => {
    await press('结算');
    await shows('2016 年结算');
    const row = await box('main button[data-spot]');
    const bar = await box('main button[data-spot] > [aria-hidden=true]');
    expect(bar.width).toBeGreaterThan(row.width * 0.9);
    await press('校验');
    await shows('忽略并说明');
  });

  test('a menu takes the focus, and the keyboard works in it', async () => {
    await press('更多');
    await shows('WPS 自检');
    await page.waitFor(inPane(`document.activeElement.getAttribute('role') === 'menuitemradio'`));
    await press('WPS 自检');
    await shows('要用的都有。');
  });

  test('the self-check says what there is', async () => {
    const text = await page.evaluate<string>(inPane('document.body.innerText'));
    expect(text).toContain('内嵌浏览器：有（Chrome/69.0.3494.0）');
    expect(text).toMatch(/已登记的函数：有（\d+）/);
    await press('校验');
  });

  test('a new year’s workbook is made without the browser’s own deflate', async () => {
    await press('制度');
    await press('新建年度');
    await shows('由这个工作簿做出下一年度的工作簿');
    await press('预览');
    await shows('新工作簿里会有这些变化');
    await press('打开 2017');
    await page.waitFor('fakeWps.model.workbooks().length === 3');
  });

  test('the pane puts itself away', async () => {
    await press('收起');
    expect(await page.evaluate('fakeWps.model.panes().map(({ isVisible }) => isVisible)')).toEqual([false]);
  });

  test('nothing is complained of', () => {
    expect(page.complaints).toEqual([]);
  });
}
