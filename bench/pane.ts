import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Frame, Page } from 'playwright-core';
import { launchBrowser, serve } from '../test/support/chromium';
import { policyCell } from '../test/support/policy-book';
import { policyWorkbook } from '../test/support/policy-workbook';
import type { CellRef } from '../src/ledger/finding';
import type { Policy } from '../src/policy/policy';
import { writePolicySheets } from '../src/policy-sheets';
import type {} from '../workbench/src/page/automation';
import { makeBook } from './ledger-rows';
import { median } from './measure';
import { writeXlsx } from './xlsx-writer';

/** What the add-in costs its user in a browser, on the workbench, of which the grid shares the processor with it. */
export interface PaneResult {
  /** The JavaScript and styles of functions and pane, compressed, in bytes. */
  readonly bundleBytes: number;
  /** What is loaded on request, compressed. */
  readonly toolBytes: number;
  /** From the request for the pane's page to its first paint. */
  readonly firstPaint: number;
  /** From the page's start to live answers of the sample workbook. */
  readonly sampleReady: number;
  readonly rows: number;
  /** From the start of the pane's page to the first finding on screen, of a book of this size. */
  readonly firstFinding: number;
  /** From a press of 校验 when nothing has changed to the end of the reading. */
  readonly checkedAgain: number;
  readonly findings: number;
  /** The longest time within either in which the pane's thread answered nothing. */
  readonly longestPause: number;
  /** From the last of so many formulas put in to the last of their answers, and how many were no answer then. */
  readonly cells: number;
  readonly cellsSettled: number;
  readonly cellsStuck: number;
  /** The same book with the policy on sheets of its own: the first finding, and the longest pause until then. */
  readonly ownFirstFinding: number;
  readonly ownLongestPause: number;
  /** From a number changed in 制度参数 to the answer that follows, in the same book. */
  readonly editFollowed: number;
}

const ADDIN = path.join('dist', 'addin');
const NO_DATES: ReadonlySet<number> = new Set();

/** Measures the built add-in in the built workbench. */
export async function measurePane(
  policy: Policy,
  rows: number,
  cells: number,
  runs: number,
  folder: string,
  browserPath: string,
): Promise<PaneResult> {
  const sample = path.join('assets', 'samples', '2016.xlsx');
  const served = await serve(['--manifest', 'manifest.xml', '--root', ADDIN, '--open', sample]);
  const browser = await launchBrowser(browserPath);
  try {
    const starts: { firstPaint: number; sampleReady: number }[] = [];
    for (let run = 0; run < runs; run += 1) starts.push(await measureStart(browser, served.url));
    const { sheets } = makeBook(policy, { revenue: rows, cost: 0 }, 2);
    const book = path.join(folder, 'pane.xlsx');
    await writeXlsx(book, sheets, 'shared');
    const own = policyWorkbook(writePolicySheets(policy.document), { tables: false });
    const ownBook = path.join(folder, 'own-policy.xlsx');
    await writeXlsx(
      ownBook,
      [...sheets, ...own.sheets.map((sheet) => ({ ...sheet, dateColumns: NO_DATES }))],
      'shared',
    );
    const rate = policyCell(own, '制度参数', 'fan-penalty-rate', '取值');
    return {
      ...(await bundleBytes()),
      firstPaint: median(starts.map(({ firstPaint }) => firstPaint)),
      sampleReady: median(starts.map(({ sampleReady }) => sampleReady)),
      rows,
      ...(await measureCheck(browser, served.url, book)),
      cells,
      ...(await measureCells(browser, served.url, cells)),
      ...(await measureOwnPolicy(browser, served.url, ownBook, rate)),
    };
  } finally {
    await browser.close();
    await served.stop();
  }
}

/** What a visit loads of the add-in itself, as the build has weighed it; office.js and the grid are the host's. */
async function bundleBytes(): Promise<{ bundleBytes: number; toolBytes: number }> {
  const report = JSON.parse(await readFile(path.join(ADDIN, 'bundle-size.json'), 'utf8')) as {
    readonly gzip: number;
    readonly gzipTools: number;
  };
  return { bundleBytes: report.gzip, toolBytes: report.gzipTools };
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ locale: 'zh-CN', viewport: { width: 1360, height: 820 } });
  await page.goto(url);
  await page.evaluate(() => window.workbench.ready);
  return page;
}

function paneOf(page: Page): Frame {
  const frame = page.frames().find((each) => each.url().includes('taskpane.html'));
  if (!frame) throw new Error('the workbench shows no pane');
  return frame;
}

async function measureStart(browser: Browser, url: string): Promise<{ firstPaint: number; sampleReady: number }> {
  const page = await openPage(browser, url);
  const answer = () => window.workbench.getValue('年度结算', 'C13');
  await page.waitForFunction(answer);
  const sampleReady = await page.evaluate(() => performance.now());
  const firstPaint = await paneOf(page).evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    if (!paint) throw new Error('the pane has painted nothing');
    return paint.startTime;
  });
  await page.close();
  return { firstPaint, sampleReady };
}

/** Opens the book beside a pane that starts anew with it. */
async function openBook(browser: Browser, url: string, book: string): Promise<Page> {
  const page = await openPage(browser, url);
  page.setDefaultTimeout(120_000);
  const bytes = (await readFile(book)).toString('base64');
  await page.evaluate(async (text) => {
    const data = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    await window.workbench.open(data, 'large.xlsx');
    await window.workbench.settled();
    await window.workbench.reloadPane();
  }, bytes);
  return page;
}

/** The first reading of a pane that starts, and one more by 校验; beside each a heartbeat, whose longest silence is a pause. */
async function measureCheck(
  browser: Browser,
  url: string,
  book: string,
): Promise<{ firstFinding: number; checkedAgain: number; findings: number; longestPause: number }> {
  const page = await openBook(browser, url, book);
  const first = await paneOf(page).evaluate(watchReading, false);
  const again = await paneOf(page).evaluate(watchReading, true);
  await page.close();
  return {
    firstFinding: first.end,
    checkedAgain: again.end - again.start,
    findings: again.findings,
    longestPause: Math.max(first.pause, again.pause),
  };
}

/** A book that brings its policy: read, linted and proved by its cases before the first finding; then a number is changed. */
async function measureOwnPolicy(
  browser: Browser,
  url: string,
  book: string,
  number: CellRef,
): Promise<Pick<PaneResult, 'ownFirstFinding' | 'ownLongestPause' | 'editFollowed'>> {
  const page = await openBook(browser, url, book);
  const { end, pause } = await paneOf(page).evaluate(watchReading, false);
  const editFollowed = await page.evaluate(async ({ sheet, cell }) => {
    const { workbench } = window;
    const answer = (): unknown => workbench.getValue(sheet, 'Z1');
    workbench.setValue(sheet, 'Z1', '=FAN_PENALTY(0,2016)');
    await workbench.settled();
    const before = answer();
    if (typeof before !== 'number') throw new Error(`there is no answer to follow, but ${String(before)}`);
    const started = performance.now();
    workbench.setValue(sheet, cell, 2 * Number(workbench.getValue(sheet, cell)));
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (answer() !== before) resolve();
        else requestAnimationFrame(look);
      };
      look();
    });
    return performance.now() - started;
  }, number);
  await page.close();
  return { ownFirstFinding: end, ownLongestPause: pause, editFollowed };
}

/** Runs in the pane: waits for the end of the reading that is under way, or of one that a press of 校验 begins. */
async function watchReading(
  presses: boolean,
): Promise<{ start: number; end: number; pause: number; findings: number }> {
  const card = (): Element | null => document.querySelector('article');
  const isReading = (): boolean => document.querySelector('[role=progressbar]') !== null;
  let pause = 0;
  let last = performance.now();
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    pause = Math.max(pause, now - last);
    last = now;
    port2.postMessage(0);
  };
  port2.postMessage(0);
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (isSo()) resolve();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  const start = performance.now();
  if (presses) {
    const button = [...document.querySelectorAll('button:not([role=tab])')].find(
      ({ textContent }) => textContent === '校验',
    );
    if (!(button instanceof HTMLElement)) throw new Error('there is no button 校验');
    button.click();
    await until(isReading);
  }
  await until(() => !isReading() && card() !== null);
  const end = performance.now();
  port1.close();
  return { start, end, pause, findings: Number(card()?.getAttribute('aria-setsize')) };
}

/** Answers in many cells at once, each a call of its own. */
async function measureCells(
  browser: Browser,
  url: string,
  cells: number,
): Promise<{ cellsSettled: number; cellsStuck: number }> {
  const page = await openPage(browser, url);
  page.setDefaultTimeout(120_000);
  const measured = await page.evaluate(async (count) => {
    await window.workbench.settled();
    const started = performance.now();
    const area = `H30:Q${String(29 + count / 10)}`;
    window.workbench.setValue('年度结算', area, '=NET_PROFIT(2016)');
    const values = (): unknown[] => (window.workbench.getValue('年度结算', area) as unknown[][]).flat();
    const open = (): number => values().filter((value) => typeof value !== 'number').length;
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (open() === 0 || performance.now() - started > 60_000) resolve();
        else requestAnimationFrame(look);
      };
      look();
    });
    return { cellsSettled: performance.now() - started, cellsStuck: open() };
  }, cells);
  await page.close();
  return measured;
}
