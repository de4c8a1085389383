/** The task pane by hand: checking, mending, and following figures to their rows and clauses. */
import type { Locator } from 'playwright-core';
import { checkedBy, settledBy, withFile } from './command-line';
import { SAMPLE, setUpStage, type Stage, type WorkbenchPage } from './workbench-page';

const REVENUE = '收入台账';
const EXPORT = '校验结果';

let stage: Stage;
let book: WorkbenchPage;

beforeAll(async () => {
  stage = await setUpStage();
}, 60_000);
afterAll(async () => {
  await (stage as Stage | undefined)?.close();
});
beforeEach(async () => {
  book = await stage.open();
}, 60_000);
afterEach(async () => {
  await (book as WorkbenchPage | undefined)?.close();
});

const tab = (name: string): Promise<void> => book.pane.getByRole('tab', { name, exact: true }).click();
const button = (name: string | RegExp): Locator => book.pane.getByRole('button', { name, exact: true });
const card = (place: string): Locator => book.pane.getByRole('article').filter({ hasText: place }).first();
const says = (text: string | RegExp): Promise<void> => book.pane.getByText(text).first().waitFor();

/** How many findings the list says that it has. */
async function listed(): Promise<number> {
  return Number(await book.pane.getByRole('article').first().getAttribute('aria-setsize'));
}

test('校验 lists exactly the findings of the command line', async () => {
  const findings = checkedBy(SAMPLE);
  expect(await listed()).toBe(findings.length);
  await button('导出').click();
  await says(`${String(findings.length)} 条已写到工作表`);
  const rows = (await book.value(EXPORT, `B2:D${String(findings.length + 1)}`)) as string[][];
  // The pane lists the gravest first.
  expect([...rows].sort()).toEqual(findings.map(({ code, sheet, cell }) => [code, sheet, cell]).sort());
  // The list that was written is none of the ledgers.
  expect(withFile(await book.save(), checkedBy)).toEqual(findings);
}, 60_000);

test('a finding selects its cell, by click and by Enter, and shows its clause in its own words', async () => {
  await card(`${REVENUE}!A29`).click();
  await book.selected(`${REVENUE}!A29`);
  await card(`${REVENUE}!A29`).press('ArrowUp');
  await card(`${REVENUE}!A21`).press('Enter');
  await book.selected(`${REVENUE}!A21`);
  await card(`${REVENUE}!E70`).getByRole('button', { name: '条款 三.6 的原文' }).click();
  await says(/代理佣金不低于10%/);
}, 60_000);

test('应用 mends the cell and the list shrinks; 撤销 brings both back', async () => {
  const before = await listed();
  const text = await book.value(REVENUE, 'E99');
  expect(text).toBe('1,234.50');
  await book.pane.getByRole('searchbox').fill('E99');
  await card(`${REVENUE}!E99`).getByRole('button', { name: /应用/ }).click();
  await says(`${REVENUE} E99 已改为「1234.5」`);
  await book.settled();
  expect(await book.value(REVENUE, 'E99')).toBe(1234.5);
  await book.pane.getByRole('searchbox').fill('');
  await book.pane
    .locator(`article[aria-setsize="${String(before - 1)}"]`)
    .first()
    .waitFor();
  expect(withFile(await book.save(), checkedBy)).toHaveLength(before - 1);

  await button('撤销').click();
  await says('已撤销');
  await book.settled();
  expect(await book.value(REVENUE, 'E99')).toBe(text);
  await book.pane
    .locator(`article[aria-setsize="${String(before)}"]`)
    .first()
    .waitFor();
}, 60_000);

test('marks are put on the cells and taken off without a trace', async () => {
  const before = await book.save();
  await button('标记').click();
  await says(/已标记 \d+ 个单元格/);
  await button('清除标记').click();
  await says(/已清除 \d+ 处标记/);
  await book.settled();
  const image = (bytes: Uint8Array): unknown => withFile(bytes, (file) => [checkedBy(file), settledBy(file, 2016)]);
  expect(image(await book.save())).toEqual(image(before));
}, 60_000);

test('校验 re-validates by itself after an edit in the sheet', async () => {
  const before = await listed();
  await book.put(REVENUE, 'C2', '杂项');
  await card(`${REVENUE}!C2`).waitFor();
  expect(await listed()).toBeGreaterThan(before);
  await says(/类别「杂项」不在制度内/);
}, 60_000);

test('结算 shows the answers, and a figure opens down to its rows', async () => {
  await tab('结算');
  const answers = settledBy(SAMPLE, 2016);
  const profit = Number((answers['NET_PROFIT'] as { value: string }).value).toLocaleString('en-US', {
    minimumFractionDigits: 2,
  });
  await says(profit);
  await book.pane
    .getByRole('button', { name: new RegExp(`净利润.*${profit}`) })
    .first()
    .click();
  await book.pane.getByRole('tab', { name: '溯源', selected: true }).waitFor();
  await book.pane.getByRole('treeitem').first().waitFor();
  await says('221,738.08');
}, 60_000);

test('溯源 follows the selection: a formula shows its derivation, a ledger row its verdict', async () => {
  await tab('溯源');
  await book.select('年度结算', 'C5');
  await says('3,850.00');
  await book.select(REVENUE, 'E121');
  await says(/其他 \d+ 条规则为什么不适用/);
}, 60_000);

test('制度 shows the clauses, and 函数 writes a formula at the selection', async () => {
  await tab('制度');
  await book.pane.getByRole('searchbox').fill('60000');
  await says(/二\.1/);
  await tab('函数');
  await book.select('年度结算', 'H2');
  await book.pane.getByRole('button', { name: /插入到选中的单元格：=NET_PROFIT\(2016\)/ }).click();
  await says(/已在 .*H2.* 写入/);
  await book.settled();
  expect(await book.value('年度结算', 'H2')).toBe(71896.41);
}, 60_000);

test('the ribbon opens the pane on the screen that its button names', async () => {
  await book.page.getByRole('button', { name: '结算', exact: true }).click();
  await book.pane.getByRole('tab', { name: '结算', selected: true }).waitFor();
}, 60_000);
