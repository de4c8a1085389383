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
const SAMPLE = path.join(root, 'assets', 'samples', '2016.xlsx');
const FOREIGN = path.join(root, 'test', 'cases', 'foreign', 'own-accounts.xlsx');
const PARAMETERS = '制度参数';
/** What is typed in the pictures, in both languages. */
const WORDS = {
  'zh-CN': {
    board: '公司办公会',
    document: '办字〔2016〕3 号',
    name: '张三',
    reason: '佣金已与商家重新商定，十二月起执行。',
  },
  'en-US': { board: 'Management meeting', document: '2016/3', name: 'Zhang San', reason: 'Agreed anew with the shop.' },
};
/** What is seldom done, in an order in which one does not disturb the next. Every picture is taken when its page is there. */
const PAGES = [
  {
    name: 'policy-sheets',
    async show({ page, pane, way }) {
      await page.evaluate(([sheet, address]) => window.workbench.select(sheet, address), ['收入规则', 'A2']);
      await pane.locator('#tab-policy').click();
      await pane.locator(way('proof')).waitFor();
    },
  },
  {
    name: 'proof',
    async show({ pane, way }) {
      await pane.locator(way('proof')).click();
      await pane.getByRole('region').nth(1).waitFor();
    },
  },
  {
    name: 'waivers',
    async show({ pane, way, words }) {
      await pane.locator('#tab-check').click();
      await pane.getByRole('article').first().getByRole('button').last().click();
      const dialog = pane.getByRole('dialog');
      await dialog.getByRole('textbox').nth(0).fill(words.name);
      await dialog.getByRole('textbox').nth(1).fill(words.reason);
      await dialog.locator('[type=submit]').click();
      await pane.locator(way('waivers')).click();
      await pane.locator('[data-way-back]').waitFor();
    },
  },
  {
    name: 'approval',
    async show({ pane, way, words }) {
      await pane.locator('#tab-policy').click();
      await pane.locator(way('approval')).click();
      await pane.locator('[name=by]').fill(words.board);
      await pane.locator('[name=on]').fill('2016-01-05');
      await pane.locator('[name=document]').fill(words.document);
      await pane.locator('[type=submit]').click();
      await pane.locator('ol li').waitFor();
    },
  },
  {
    name: 'changes',
    async show({ page, pane, way }) {
      const cell = await rateCell(page);
      await page.evaluate(([sheet, address]) => window.workbench.setValue(sheet, address, 0.8), [PARAMETERS, cell]);
      await page.evaluate(([sheet, address]) => window.workbench.select(sheet, address), [PARAMETERS, cell]);
      await pane.locator('#tab-policy').click();
      await pane.locator(way('changes')).click();
      await pane.getByRole('table').waitFor();
    },
  },
  {
    name: 'new-year',
    async show({ pane, way }) {
      await pane.locator('#tab-policy').click();
      await pane.locator(way('new-year')).click();
      await pane.locator('[type=submit]').click();
      await pane.getByRole('region').first().waitFor();
    },
  },
  {
    name: 'connect',
    async show({ page, pane, way }) {
      const bytes = [...fs.readFileSync(FOREIGN)];
      await page.evaluate(([data, name]) => window.workbench.open(data, name), [bytes, path.basename(FOREIGN)]);
      await pane.locator(way('connect')).click();
      await pane.locator('form').getByRole('combobox').waitFor();
    },
  },
];
const LOOKS = [
  { language: 'zh-CN', colorScheme: 'light' },
  { language: 'en-US', colorScheme: 'dark' },
];

/** Where the rate of the fan penalty stands among the parameters. */
async function rateCell(page) {
  const [headings, ...rows] = await page.evaluate((sheet) => window.workbench.getValue(sheet, 'A1:Z100'), PARAMETERS);
  const row = rows.findIndex(([id]) => id === 'fan-penalty-rate') + 2;
  return `${String.fromCharCode('A'.charCodeAt(0) + headings.indexOf('取值'))}${row}`;
}

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
  const way = (to) => `[data-way-to="${to}"]`;
  for (const { name, show } of PAGES) {
    await show({ page, pane, way, words: WORDS[language] });
    await page.evaluate(() => window.workbench.settled());
    const notice = pane.locator('.fui-MessageBarActions__containerAction button');
    if (await notice.isVisible()) await notice.click();
    await pane.locator('main').evaluate((main) => (main.scrollTop = 0));
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
    open: SAMPLE,
  });
  const browser = await chromium.launch({ executablePath: process.env.CHROME_PATH, args: FLAGS });
  fs.mkdirSync(FOLDER, { recursive: true });
  for (const look of LOOKS) await take(browser, url, look);
  await browser.close();
  close();
});
