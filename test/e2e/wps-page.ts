/** The add-in as somebody at WPS meets it: the built pages in frames of a page that is the fake WPS, in a real browser. */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, JSHandle, Page, Route } from 'playwright-core';
import { cellAddress, parseRange } from '../../src/ledger/a1';
import type { CellRange, CellValue } from '../../src/ledger/cells';
import type { Layout } from '../hosts/wps/wps-driver';
import type { WpsModel } from '../support/fake-wps';
import type {} from '../support/fake-wps/browser-entry';
import { launchBrowser } from '../support/chromium';
import { bundlePage } from '../workbench/bundle';

const ROOT = path.join(__dirname, '..', '..');
export const SAMPLE = path.join(ROOT, 'assets', 'samples', '2016.xlsx');
export const FOREIGN = (file: string): string => path.join(ROOT, 'test', 'cases', 'foreign', file);
const FAKE = path.join(ROOT, 'test', 'support', 'fake-wps');
const ADDIN = path.join(ROOT, 'dist', 'wps');

/**
 * A server within the company, without https: browsers trust such a page with less than one of localhost, and WPS opens it.
 * There is none of this name; what is asked of it is answered from the files, and what is asked of any other is refused.
 */
const SERVER = 'http://pay.intranet';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.png': 'image/png',
};

/** How long something that must come may take, in milliseconds. */
const PATIENCE = 30_000;

type Act<Given, Result> = (model: WpsModel, given: Given) => Result | Promise<Result>;

/** A browser for the tests of one file. */
export interface WpsStage {
  open(layout: Layout): Promise<WpsPage>;
  close(): Promise<void>;
}

export async function setUpWpsStage(): Promise<WpsStage> {
  const [bundle, browser] = await Promise.all([bundlePage(path.join(FAKE, 'browser-entry.ts')), launchBrowser()]);
  return {
    open: (layout) => openPage(browser, bundle, layout),
    close: async () => {
      await browser.close();
      fs.rmSync(bundle, { recursive: true });
    },
  };
}

async function openPage(browser: Browser, bundle: string, layout: Layout): Promise<WpsPage> {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1360, height: 820 } });
  const strayed: string[] = [];
  await context.route('**/*', (route) => answer(route, bundle, strayed));
  // WPS puts its objects into a page before that page's own scripts run.
  await context.addInitScript(() => {
    if (window.parent !== window) Object.assign(window, window.parent.fakeWps?.globalsFor(window));
  });
  const page = new WpsPage(await context.newPage(), strayed);
  await page.page.goto(`${SERVER}/#${encodeURIComponent(JSON.stringify(layout))}`);
  await page.until((model) => model.functions().length > 0);
  await page.page.getByRole('button', { name: '校验', exact: true }).waitFor();
  return page;
}

async function answer(route: Route, bundle: string, strayed: string[]): Promise<void> {
  const { origin, pathname } = new URL(route.request().url());
  const file = origin === SERVER ? fileAt(pathname, bundle) : undefined;
  if (file === undefined || !fs.existsSync(file)) {
    strayed.push(route.request().url());
    await route.abort();
    return;
  }
  await route.fulfill({ path: file, contentType: TYPES[path.extname(file)] ?? 'application/octet-stream' });
}

function fileAt(pathname: string, bundle: string): string {
  if (pathname === '/') return path.join(FAKE, 'browser-page.html');
  if (pathname === '/page.js') return path.join(bundle, 'page.js');
  return path.join(ADDIN, pathname.replace(/^\/addin\//, ''));
}

/** What a test does at WPS: in the cells as the fake's person, in the pane and at the ribbon by hand. */
export class WpsPage {
  /** What the page and its frames complained of. */
  readonly complaints: string[] = [];

  constructor(
    readonly page: Page,
    /** Addresses that were asked for and that the add-in's folder does not have, on whatever server. */
    readonly strayed: readonly string[],
  ) {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  /** The task pane. */
  get pane(): FrameLocator {
    return this.page.frameLocator('section:not([hidden]) iframe[name="pane"]');
  }

  /** Does something as the person at WPS, or asks what they see; runs in the page. What is given must be plain data. */
  async person<Result, Given = undefined>(act: Act<Given, Result>, given?: Given): Promise<Awaited<Result>> {
    const model = await this.page.evaluateHandle(() => window.fakeWps?.model);
    return (model as JSHandle<WpsModel>).evaluate(act as Act<unknown, Awaited<Result>>, given);
  }

  /** Waits until the person sees this; runs in the page before each of its pictures. */
  async until<Given = undefined>(isSo: Act<Given, boolean>, given?: Given): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    while (!(await this.person(isSo, given))) {
      if (performance.now() > deadline) throw new Error(`never so: ${isSo.toString()} ${JSON.stringify(given)}`);
      await this.page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  value(sheet: string, cell: string): Promise<CellValue> {
    return this.person((model, [s, c]) => model.value(s, c), [sheet, cell] as const);
  }

  /** The cells of a rectangle: rows of values. */
  values(sheet: string, range: CellRange): Promise<readonly (readonly CellValue[])[]> {
    return this.person((model, [s, cells]) => cells.map((row) => row.map((cell) => model.value(s, cell))), [
      sheet,
      cellsOf(range),
    ] as const);
  }

  /** What the cells of a rectangle show. */
  texts(sheet: string, range: CellRange): Promise<readonly (readonly string[])[]> {
    return this.person((model, [s, cells]) => cells.map((row) => row.map((cell) => model.text(s, cell))), [
      sheet,
      cellsOf(range),
    ] as const);
  }

  async shows(sheet: string, cell: string, value: CellValue): Promise<void> {
    try {
      await this.until((model, [s, c, v]) => model.value(s, c) === v, [sheet, cell, value] as const);
    } catch (failure) {
      // What it shows instead, beside what it should.
      expect(await this.value(sheet, cell)).toEqual(value);
      throw failure;
    }
  }

  formula(sheet: string, cell: string): Promise<string> {
    return this.person((model, [s, c]) => model.formula(s, c), [sheet, cell] as const);
  }

  async type(sheet: string, cell: string, typed: string): Promise<void> {
    await this.person((model, [s, c, t]) => model.type(s, c, t), [sheet, cell, typed] as const);
  }

  async select(sheet: string, cell: string): Promise<void> {
    const range = parseRange(cell);
    if (!range) throw new Error(`no cell: ${cell}`);
    await this.person((model, [s, r]) => model.selectRange(s, r), [sheet, range] as const);
  }

  async selected(sheet: string, cell: string): Promise<void> {
    await this.until(
      (model, [s, r]) => model.selected().sheet === s && JSON.stringify(model.selected().range) === JSON.stringify(r),
      [sheet, parseRange(cell)] as const,
    );
  }

  /** Opens an .xlsx beside what is open. Bytes go to and fro as text: a list of numbers would take seconds. */
  async openFile(name: string, bytes: Uint8Array): Promise<void> {
    await this.person(
      (model, [n, text]) =>
        model.openFile(
          n,
          Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0)),
        ),
      [name, Buffer.from(bytes).toString('base64')] as const,
    );
  }

  /** The workbook as WPS would save it. */
  async save(): Promise<Uint8Array> {
    const text = await this.person((model) =>
      btoa(Array.from(model.bytes(), (byte) => String.fromCharCode(byte)).join('')),
    );
    return Buffer.from(text, 'base64');
  }

  /** Presses a button of the ribbon. */
  async press(label: string): Promise<void> {
    await this.page.getByRole('button', { name: label, exact: true }).click();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

function cellsOf({ top, left, bottom, right }: CellRange): readonly (readonly string[])[] {
  return Array.from({ length: bottom - top + 1 }, (_row, i) =>
    Array.from({ length: right - left + 1 }, (_cell, j) => cellAddress(top + i, left + j)),
  );
}
