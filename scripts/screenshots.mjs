/**
 * `npm run screenshots`: takes the pictures in docs/screenshots from the built add-in in the workbench, every screen in both
 * languages, light and dark. They are looked at before they are committed.
 */
/* global window -- what is given to evaluate() runs in the page */
import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './lib/browser.mjs';
import { builtFolder, ensureBuilt, ensureInstalled, main, root } from './lib/setup.mjs';

const FOLDER = path.join(root, 'docs', 'screenshots');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
const SETTLEMENT = '年度结算';
/** The screens by their file's name: the tab in both languages, and the cell that is selected meanwhile. */
const SCREENS = [
  { name: 'check', tab: { 'zh-CN': '校验', 'en-US': 'Check' }, cell: [SETTLEMENT, 'C5'] },
  { name: 'settlement', tab: { 'zh-CN': '结算', 'en-US': 'Settle' }, cell: [SETTLEMENT, 'C13'] },
  { name: 'trace', tab: { 'zh-CN': '溯源', 'en-US': 'Trace' }, cell: [SETTLEMENT, 'C13'] },
  { name: 'trace-row', tab: { 'zh-CN': '溯源', 'en-US': 'Trace' }, cell: ['收入台账', 'E121'] },
  { name: 'policy', tab: { 'zh-CN': '制度', 'en-US': 'Policy' }, cell: [SETTLEMENT, 'C13'] },
  { name: 'functions', tab: { 'zh-CN': '函数', 'en-US': 'Functions' }, cell: [SETTLEMENT, 'H2'] },
];
const LOOKS = [
  { language: 'zh-CN', colorScheme: 'light' },
  { language: 'en-US', colorScheme: 'dark' },
];

async function take(browser, url, { language, colorScheme }) {
  const page = await browser.newPage({ locale: language, colorScheme, viewport: { width: 1360, height: 820 } });
  await page.goto(url);
  await page.evaluate(() => window.workbench.ready);
  await page.evaluate((theme) => window.workbench.setTheme(theme), colorScheme);
  const pane = page.frameLocator('iframe[src*="taskpane.html"]');
  for (const { name, tab, cell } of SCREENS) {
    await page.evaluate(([sheet, address]) => window.workbench.select(sheet, address), cell);
    await pane.getByRole('tab', { name: tab[language] }).first().click();
    await page.evaluate(() => window.workbench.settled());
    await page.screenshot({ path: path.join(FOLDER, `${name}.${language}.png`) });
  }
  await page.close();
}

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(['addin', 'workbench']);
  await ensureBrowser();
  const { serveWorkbench } = await import('../workbench/serve.mjs');
  const { url, close } = await serveWorkbench({
    manifest: path.join(root, 'manifest.xml'),
    root: builtFolder('addin'),
    workbench: builtFolder('workbench'),
    open: path.join(root, 'assets', 'samples', '2016.xlsx'),
  });
  const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH, args: FLAGS });
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const look of LOOKS) await take(browser, url, look);
  await browser.close();
  close();
});
