/** What HR and finance do without a developer: the policy in the sheets, approvals, waivers, a new year, other layouts. */
import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { firstDayOf, toExcelSerial } from '../../src/kernel/dates';
import { STORED_SHEET } from '../../src/workbook/stored-sheet';
import { FOREIGN_LAYOUTS, type ForeignLayout } from '../cases/foreign/layouts';
import { partOf } from '../hosts/file/patching';
import { approvalOf, checkedBy, figureOf, settledBy, withFile, type CommandLineFinding } from './command-line';
import { SAMPLE, setUpStage, type Stage, type WorkbenchPage } from './workbench-page';

const FOREIGN = path.join(__dirname, '..', 'cases', 'foreign');
const SETTLEMENT = '年度结算';
const PARAMETERS = '制度参数';
const RATE = 'fan-penalty-rate';
/** A cell that nothing else uses. */
const OWN = 'H2';

let stage: Stage;
let book: WorkbenchPage;

beforeAll(async () => {
  stage = await setUpStage();
  book = await stage.open();
}, 60_000);
afterAll(async () => {
  await (stage as Stage | undefined)?.close();
});

const tab = (name: string): Promise<void> => book.pane.getByRole('tab', { name, exact: true }).click();
const button = (name: string | RegExp): Locator => book.pane.getByRole('button', { name, exact: true });
const field = (name: RegExp): Locator => book.pane.getByRole('textbox', { name });
const region = (name: string): Locator => book.pane.getByRole('region', { name });
const says = (text: string | RegExp): Promise<void> => book.pane.getByText(text).first().waitFor();
const card = (place: string): Locator => book.pane.getByRole('article').filter({ hasText: place });

async function openFile(file: string): Promise<void> {
  await book.open(new Uint8Array(fs.readFileSync(file)), path.basename(file));
}

/** Goes from 制度 to one of its pages. */
async function policyPage(name: string): Promise<void> {
  await tab('制度');
  await button(name).click();
}

/** Where a parameter's value stands, found as a reader finds it: by the parameter's id and the column's heading. */
async function valueCell(parameter: string): Promise<string> {
  const [headings = [], ...rows] = (await book.value(PARAMETERS, 'A1:Z100')) as unknown[][];
  const row = rows.findIndex(([id]) => id === parameter);
  const column = headings.indexOf('取值');
  if (row < 0 || column < 0) throw new Error(`${PARAMETERS} has no ${parameter}`);
  return `${String.fromCharCode('A'.charCodeAt(0) + column)}${String(row + 2)}`;
}

/** Asks what costs time once, and only if it is needed. */
function once<T>(ask: () => T): () => T {
  let answer: { readonly is: T } | undefined;
  return () => (answer ??= { is: ask() }).is;
}

/** An amount that the pane shows, in fen. */
const fenIn = (text: string | null): number =>
  Math.round(Number((text ?? '').replaceAll(',', '').replace('−', '-')) * 100);

describe('the sample year', () => {
  // Each test but the last leaves the workbook as it was, or with more kept of it: nothing is opened anew for it.
  const settled = once(() => settledBy(SAMPLE, 2016));
  const checked = once(() => checkedBy(SAMPLE));

  /** Changes the rate of the fan penalty for as long as the work takes. */
  async function withRate(rate: number, work: () => Promise<void>): Promise<void> {
    const cell = await valueCell(RATE);
    await book.put(PARAMETERS, cell, rate);
    await work();
    await book.put(PARAMETERS, cell, 0.5);
  }

  test('a number changed in 制度参数 is what cells and the command line compute with', async () => {
    const cell = await valueCell(RATE);
    await book.type(SETTLEMENT, OWN, '=FAN_PENALTY()');
    const before = (await book.value(SETTLEMENT, OWN)) as number;
    expect(before).toBe(figureOf(settled()['FAN_PENALTY']));
    const fansShort = before / 0.5;

    await book.type(PARAMETERS, cell, '0.8');
    expect(await book.value(SETTLEMENT, OWN)).toBe((fansShort * 8) / 10);
    const saved = withFile(await book.save(), (file) => settledBy(file, 2016));
    expect(figureOf(saved['FAN_PENALTY'])).toBe((fansShort * 8) / 10);
    await book.put(PARAMETERS, cell, 0.5);
    expect(await book.value(SETTLEMENT, OWN)).toBe(before);
  }, 60_000);

  test('a wrong cell of the policy is named, by the check and by the answers, until it is mended', async () => {
    const cell = await valueCell(RATE);
    await book.put(SETTLEMENT, OWN, '=FAN_PENALTY()');
    await tab('校验');
    await book.type(PARAMETERS, cell, 'half');
    await card(`${PARAMETERS}!${cell}`).filter({ hasText: '「half」不是数字' }).waitFor();
    expect(await book.value(SETTLEMENT, OWN)).toBe('#VALUE!');
    expect(await book.error(SETTLEMENT, OWN)).toContain(`${PARAMETERS}!${cell}`);

    await book.type(PARAMETERS, cell, '0.5');
    await card(`${PARAMETERS}!${cell}`).waitFor({ state: 'detached' });
    expect(await book.value(SETTLEMENT, OWN)).toBe(figureOf(settled()['FAN_PENALTY']));
  }, 60_000);

  test('改动 tells the parameter, before and after, and what that comes to in yuan', async () => {
    const penalty = figureOf(settled()['FAN_PENALTY']) * 100;
    await policyPage('改动');
    await says(/没有可比较的/);
    await withRate(0.8, async () => {
      const changes = region('1 处改动');
      await changes.getByText('活粉考核单价').waitFor();
      expect(await changes.textContent()).toMatch(/原来\s*0\.5 .*现在\s*0\.8 /);
      const effect = region('对 2016 年结果的影响').getByRole('row').filter({ hasText: '活粉考核' });
      const amounts = (await effect.first().getByRole('cell').allTextContents()).slice(1).map(fenIn);
      expect(amounts).toEqual([penalty, (penalty / 5) * 8, (penalty / 5) * 3]);
    });
    await says(/没有可比较的/);
  }, 60_000);

  test('忽略并说明 takes a finding off the list, in the file as well, and 恢复 brings it back', async () => {
    const known = checked();
    const accepted = known.find(({ severity, blocks }) => severity === 'error' && !blocks);
    if (!accepted) throw new Error('the sample has no error that can be waived');
    const place = `${accepted.sheet}!${accepted.cell}`;
    const isIt = ({ code, sheet, cell }: CommandLineFinding): boolean =>
      code === accepted.code && sheet === accepted.sheet && cell === accepted.cell;

    await tab('校验');
    await card(place)
      .getByRole('button', { name: /^忽略并说明/ })
      .click();
    const dialog = book.pane.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /姓名/ }).fill('张三');
    await dialog.getByRole('textbox', { name: /原因/ }).fill('佣金已与商家重新商定');
    await dialog.getByRole('button', { name: '忽略', exact: true }).click();
    await button(/^已忽略 1 条/).waitFor();
    expect(await card(place).count()).toBe(0);
    const saved = await book.save();
    const found = withFile(saved, checkedBy);
    expect(found.find(isIt)?.waived).toMatchObject({ by: '张三', reason: '佣金已与商家重新商定' });
    expect(found.filter(({ waived }) => waived === undefined)).toEqual(known.filter((finding) => !isIt(finding)));
    expect(hiddenSheets(saved)).toEqual([STORED_SHEET]);

    await button(/^已忽略 1 条/).click();
    await says('原因：佣金已与商家重新商定');
    await button(/^恢复 /).click();
    await says('没有忽略任何校验结果。');
    await button('返回').click();
    await card(place).waitFor();
    expect(withFile(await book.save(), checkedBy)).toEqual(known);
  }, 60_000);

  test('an approval is kept on a sheet that nobody sees, and a later change shows in the pane and in the file', async () => {
    await policyPage('批准…');
    await button('批准').click();
    await says('请填写这一项');
    // What is missing is where typing goes.
    await book.page.keyboard.type('Board');
    await field(/文号/).fill('办字〔2016〕3 号');
    await button('批准').click();
    await says(/^这份制度由.*Board.*批准/);
    await book.settled();
    const approved = await book.save();
    expect(withFile(approved, (file) => approvalOf(file, 2016))).toMatchObject({
      state: 'approved',
      by: 'Board',
      document: '办字〔2016〕3 号',
    });
    expect(hiddenSheets(approved)).toEqual([STORED_SHEET]);
    expect(await book.page.evaluate(() => window.workbench.sheets())).not.toContain(STORED_SHEET);

    await withRate(0.8, async () => {
      await says(/批准.*后有 1 处改动/);
      expect(withFile(await book.save(), (file) => approvalOf(file, 2016))).toMatchObject({
        state: 'changed',
        changes: 1,
      });
      await tab('制度');
      await says(/批准.*后有 1 处改动/);
    });
  }, 60_000);

  test('新建年度 shows what will become of everything, and opens it once the changes here are looked after', async () => {
    await book.put(SETTLEMENT, OWN, '=NET_PROFIT(2016)');
    await policyPage('新建年度…');
    await button('预览').click();
    await says(/待定：活粉目标/);
    const openNew = button('打开 2017 年工作簿');
    await openNew.click();
    const dialog = book.page.getByRole('dialog');
    expect(await dialog.getByRole('button').allTextContents()).toEqual(['先保存', '不保存，继续打开', '取消']);
    await dialog.getByRole('button', { name: '取消' }).click();
    expect(await book.value(SETTLEMENT, 'B2')).toBe(2016);

    await openNew.click();
    const saving = book.page.waitForEvent('download');
    await dialog.getByRole('button', { name: '先保存' }).click();
    expect((await saving).suggestedFilename()).toBe('2016.xlsx');
    await book.page.waitForFunction((sheet) => window.workbench.getValue(sheet, 'B2') === 2017, SETTLEMENT);
    await book.settled();

    expect(await book.formula(SETTLEMENT, OWN)).toBe('=NET_PROFIT(2017)');
    const newYear = toExcelSerial(firstDayOf(2017), false);
    for (const sheet of ['收入台账', '成本台账', '粉丝台账', '活动台账']) {
      const dates = ((await book.value(sheet, 'A2:A400')) as unknown[][])
        .flat()
        .filter((cell) => cell !== null && cell !== '');
      expect({ sheet, old: dates.filter((date) => typeof date !== 'number' || date < newYear) }).toEqual({
        sheet,
        old: [],
      });
    }
    const targets = ((await book.value(PARAMETERS, 'A2:N100')) as unknown[][]).filter(([id]) => id === 'fan-target');
    expect(targets.map((row) => row.includes('待定'))).toEqual([false, true]);
    await book.put(SETTLEMENT, OWN, '=FAN_PENALTY()');
    expect(await book.value(SETTLEMENT, OWN)).toBe('#N/A');
    expect(await book.error(SETTLEMENT, OWN)).toContain('fan-target');
    // The year's target is all that was waited for.
    const row = ((await book.value(PARAMETERS, 'A1:N100')) as unknown[][]).findIndex(
      (cells) => cells[0] === 'fan-target' && cells.includes('待定'),
    );
    const column = (await valueCell('fan-target')).slice(0, 1);
    await book.type(PARAMETERS, `${column}${String(row + 1)}`, '1000');
    expect(await book.value(SETTLEMENT, OWN)).not.toBe('#N/A');
  }, 90_000);
});

describe('a workbook in a layout of its own', () => {
  const layout = FOREIGN_LAYOUTS.find(({ name }) => name === 'own-accounts');
  const { answers = {} }: Partial<ForeignLayout> = layout ?? {};

  test('is connected after one question, takes the policy in, and keeps both in the file', async () => {
    const [[, category] = []] = Object.entries(answers);
    if (category === undefined) throw new Error('the layout leaves nothing open');
    await openFile(path.join(FOREIGN, 'own-accounts.xlsx'));
    await says(/^没有找到：成本台账/);
    await button('连接台账').click();
    await says('已问 0 / 1');
    await book.pane.locator('form').getByRole('combobox').selectOption(category);
    await button('下一步').click();
    await region('连接后的结果').getByText('净利润').waitFor();
    await button('连接').click();
    await says('已连接：成本');
    await tab('结算');
    await says('12 项全部算出');
    await book.put('支出登记', OWN, '=NET_PROFIT()');
    const profit = await book.value('支出登记', OWN);
    expect(typeof profit).toBe('number');

    await tab('制度');
    await button('放进工作簿').click();
    await says(/^已写入 \d+ 张制度表/);
    await book.put('支出登记', 'H3', '=FAN_PENALTY()');
    const penalty = (await book.value('支出登记', 'H3')) as number;
    await book.type(PARAMETERS, await valueCell(RATE), '0.8');
    expect(await book.value('支出登记', 'H3')).toBe((penalty / 5) * 8);

    const saved = await book.save();
    expect(hiddenSheets(saved)).toEqual([STORED_SHEET]);
    expect(figureOf(withFile(saved, (file) => settledBy(file, 2016))['NET_PROFIT'])).toBe(profit);
    await book.open(saved, 'connected.xlsx');
    expect(await book.value('支出登记', OWN)).toBe(profit);
    expect(await book.value('支出登记', 'H3')).toBe((penalty / 5) * 8);
    await tab('校验');
    await button('更多操作').click();
    await book.pane.getByRole('menuitem', { name: '连接台账…' }).click();
    await says('这个工作簿已连接：成本。');
  }, 90_000);
});

test('none of it made the page complain', () => {
  expect(book.complaints).toEqual([]);
});

/** The sheets of a file that no program lists, by its own words. */
function hiddenSheets(file: Uint8Array): readonly string[] {
  return [...partOf(file, 'xl/workbook.xml').matchAll(/<sheet [^>]*>/g)]
    .map(([element]) => element)
    .filter((element) => element.includes('state="veryHidden"'))
    .map((element) => /name="([^"]*)"/.exec(element)?.[1] ?? '');
}
