/**
 * The add-in in WPS, on the fake: the built pages in a real browser, with WPS's objects laid out as each system has them. The
 * tests of a system are one sitting: a workbook that was made in Excel is opened, and each test takes it as the last one left it.
 */
import fs from 'node:fs';
import type { FrameLocator, Locator } from 'playwright-core';
import type { Layout } from '../hosts/wps/wps-driver';
import {
  checkedBy,
  figureOf,
  settledBy,
  withFile,
  type CommandLineAnswer,
  type CommandLineFinding,
} from './command-line';
import { setUpStage } from './workbench-page';
import { FOREIGN, SAMPLE, setUpWpsStage, type WpsPage, type WpsStage } from './wps-page';

const REVENUE = '收入台账';
const SETTLEMENT = '年度结算';
const EXPORT = '校验结果';
/** The answers on the settlement sheet: a name in each row, and its figure. */
const ANSWERS = { top: 5, left: 3, bottom: 16, right: 4 };
/** A workbook in a company's own layout, and what its pane calls the ledgers it finds there. */
const COMPANY = { file: 'month-sheets.xlsx', revenue: /^收入 ← 1月 至 12月/ };

/** The three layouts of WPS's objects, each with other answers to what nobody knows of WPS. */
const LAYOUTS: readonly (readonly [name: string, layout: Layout])[] = [
  ['Windows', { platform: 'windows' }],
  ['Linux, where tables do not answer', { platform: 'linux', listObjects: 'throws', blank: null }],
  [
    'macOS, which tells of changes first',
    { platform: 'macos', tellsChange: 'before calculation', omitted: 'undefined' },
  ],
];

type Answers = Readonly<Record<string, CommandLineAnswer>>;

let stage: WpsStage;
let sampleAnswers: Answers;
let sampleFindings: readonly CommandLineFinding[];

beforeAll(async () => {
  stage = await setUpWpsStage();
  sampleAnswers = settledBy(SAMPLE, 2016);
  sampleFindings = checkedBy(SAMPLE);
}, 60_000);
afterAll(async () => {
  await (stage as WpsStage | undefined)?.close();
});

/** As the pane writes it. */
function amount(answer: CommandLineAnswer | undefined): string {
  return figureOf(answer).toLocaleString('en-US', { minimumFractionDigits: 2 });
}

/** What a person does in a pane, and reads there. */
function paneOf(pane: () => FrameLocator) {
  const button = (name: string | RegExp): Locator => pane().getByRole('button', { name, exact: true });
  return {
    button,
    tab: (name: string): Promise<void> => pane().getByRole('tab', { name, exact: true }).click(),
    isOpen: (name: string): Promise<void> => pane().getByRole('tab', { name, exact: true, selected: true }).waitFor(),
    /** A finding. */
    card: (place: string): Locator => pane().getByRole('article').filter({ hasText: place }).first(),
    says: (text: string | RegExp): Promise<void> => pane().getByText(text).first().waitFor(),
    /** How many findings the list has. */
    lists: (count: number): Promise<void> =>
      pane()
        .locator(`article[aria-setsize="${String(count)}"]`)
        .first()
        .waitFor(),
    /** Picks something in the menu that a button opens. */
    async menu(name: string, item: string, role: 'menuitem' | 'menuitemradio' = 'menuitem'): Promise<void> {
      await button(name).first().click();
      await pane().getByRole(role, { name: item, exact: true }).click();
    },
  };
}

describe.each(LAYOUTS)('WPS on %s', (_name, layout) => {
  let book: WpsPage;

  const { tab, isOpen, button, card, says, lists, menu } = paneOf(() => book.pane);
  const settled = async (year = 2016): Promise<Answers> => withFile(await book.save(), (file) => settledBy(file, year));

  beforeAll(async () => {
    book = await stage.open(layout);
    await book.openFile('2016.xlsx', fs.readFileSync(SAMPLE));
    await book.person((model) => model.close('工作簿1'));
  }, 60_000);
  afterAll(async () => {
    await (book as WpsPage | undefined)?.close();
  });

  test('a button of the ribbon opens the pane on its screen, and another one turns the same pane to its own', async () => {
    await book.press('结算');
    await isOpen('结算');
    await book.press('校验');
    await isOpen('校验');
    expect(await book.person((model) => model.panes())).toHaveLength(1);
  });

  test('收起 puts the pane away, and the ribbon brings the same one back', async () => {
    await button('收起').click();
    await book.until((model) => model.panes().every(({ isVisible }) => !isVisible));
    await book.press('校验');
    await isOpen('校验');
    expect(await book.person((model) => model.panes())).toHaveLength(1);
    // The list is where it was: at its beginning.
    await card(`${REVENUE}!E70`).waitFor();
  });

  test('重新录入公式 brings the formulas of a workbook made in Excel to life', async () => {
    expect(await book.value(SETTLEMENT, 'C5')).toEqual({ fault: '#NAME?' });
    await button('重新录入公式').click();
    await says('已重新录入 12 个公式');
    expect(await book.formula(SETTLEMENT, 'C5')).toBe('=PAY.FAN_PENALTY()');
    await book.shows(SETTLEMENT, 'C5', figureOf(sampleAnswers['FAN_PENALTY']));
    const figures = await book.values(SETTLEMENT, { ...ANSWERS, right: ANSWERS.left });
    const calls = await book.texts(SETTLEMENT, { ...ANSWERS, left: ANSWERS.right });
    const names = calls.map(([call = '']) => /^=(\w+)\(\)$/.exec(call)?.[1]);
    expect(Object.fromEntries(names.map((name, index) => [name, figures[index]?.[0]]))).toEqual(
      Object.fromEntries(Object.entries(sampleAnswers).map(([name, answer]) => [name, figureOf(answer)])),
    );
  });

  test('校验 lists exactly the findings of the command line', async () => {
    await lists(sampleFindings.length);
    await button('导出').click();
    await says(`${String(sampleFindings.length)} 条已写到工作表「${EXPORT}」`);
    const rows = await book.texts(EXPORT, { top: 2, left: 2, bottom: sampleFindings.length + 1, right: 4 });
    // The pane lists the gravest first.
    expect([...rows].sort()).toEqual(sampleFindings.map(({ code, sheet, cell }) => [code, sheet, cell]).sort());
    // The workbook as WPS saves it is the same to the command line, with the list in it.
    expect(withFile(await book.save(), checkedBy)).toEqual(sampleFindings);
    await book.person((model, name) => model.deleteSheet(name), EXPORT);
  });

  test('a finding selects its cell, by click and by Enter, and shows its clause in its own words', async () => {
    await card(`${REVENUE}!A29`).click();
    await book.selected(REVENUE, 'A29');
    await card(`${REVENUE}!A29`).press('ArrowUp');
    await card(`${REVENUE}!A21`).press('Enter');
    await book.selected(REVENUE, 'A21');
    await card(`${REVENUE}!E70`).getByRole('button', { name: '条款 三.6 的原文' }).click();
    await says(/代理佣金不低于10%/);
  });

  test('应用 mends the cell and the list shrinks; 撤销 brings both back', async () => {
    const before = await book.value(REVENUE, 'E99');
    expect(before).toBe('1,234.50');
    await book.pane.getByRole('searchbox').fill('E99');
    await card(`${REVENUE}!E99`).getByRole('button', { name: /应用/ }).click();
    await says(`${REVENUE} E99 已改为「1234.5」`);
    expect(await book.value(REVENUE, 'E99')).toBe(1234.5);
    await book.pane.getByRole('searchbox').fill('');
    await lists(sampleFindings.length - 1);

    await button('撤销').click();
    await says('已撤销');
    expect(await book.value(REVENUE, 'E99')).toBe(before);
    await lists(sampleFindings.length);
  });

  test('标记 fills cells and puts notes on them, and 清除标记 takes both off', async () => {
    const look = (): Promise<readonly unknown[]> =>
      book.person((model, sheet) => [model.fill(sheet, 'E70'), model.note(sheet, 'E70')], REVENUE);
    const before = await look();
    await button('标记').click();
    await says(/已标记 \d+ 个单元格/);
    const [fill, note] = await look();
    expect(fill).toMatch(/^#/);
    expect(note).toContain('代理佣金');
    await button('清除标记').click();
    await says(/已清除 \d+ 处标记/);
    expect(await look()).toEqual(before);
  });

  test('what was done to one workbook is offered over no other, and the screen follows from one to the other', async () => {
    const following = book.pane.getByRole('switch', { name: '自动校验' });
    await following.click();
    await button('标记').click();
    await says(/已标记 \d+ 个单元格/);
    await button('撤销').waitFor();
    await book.openFile(COMPANY.file, fs.readFileSync(FOREIGN(COMPANY.file)));
    await button('撤销').waitFor({ state: 'detached' });
    await button('清除标记').waitFor({ state: 'detached' });
    await card(`${REVENUE}!E70`).waitFor({ state: 'detached' });

    await book.person((model, name) => model.close(name), COMPANY.file);
    await card(`${REVENUE}!E70`).waitFor();
    await button('清除标记').click();
    await says(/已清除 \d+ 处标记/);
    await following.click();
  });

  test('结算 shows the answers of the command line, and a figure opens down to its rows', async () => {
    await tab('结算');
    for (const [name, answer] of Object.entries(sampleAnswers)) {
      await book.pane
        .getByRole('listitem')
        .filter({ hasText: name })
        .filter({ hasText: amount(answer) })
        .first()
        .waitFor();
    }
    await book.pane
      .getByRole('button', { name: new RegExp(`净利润.*${amount(sampleAnswers['NET_PROFIT'])}`) })
      .first()
      .click();
    await isOpen('溯源');
    await book.pane.getByRole('treeitem').first().waitFor();
    await says(amount(sampleAnswers['COUNTED_REVENUE']));
  });

  test('溯源 follows the selection: a formula shows its derivation, a ledger row its verdict', async () => {
    await tab('溯源');
    await book.type(SETTLEMENT, 'H2', '=PAY.FAN_PENALTY()');
    await book.select(SETTLEMENT, 'H2');
    await says('PAY.FAN_PENALTY()');
    await says(amount(sampleAnswers['FAN_PENALTY']));
    await book.select(REVENUE, 'E121');
    await says(/其他 \d+ 条规则为什么不适用/);
  });

  test('functions that are typed in follow an edit of a ledger, and one fills the cells below it', async () => {
    await book.type(SETTLEMENT, 'H3', '=PAY.NET_PROFIT(2016)');
    await book.type(SETTLEMENT, 'H5', '=PAY.EXPLAIN("FAN_PENALTY",2016)');
    for (const row of ['2', '3', '4']) await book.type(SETTLEMENT, `R${row}`, '1');
    await book.type(SETTLEMENT, 'P2', '=PAY.ALLOCATE(100,R2:R4)');
    await book.shows(SETTLEMENT, 'H3', figureOf(sampleAnswers['NET_PROFIT']));
    const explained = await book.values(SETTLEMENT, { top: 5, left: 8, bottom: 20, right: 14 });
    expect(explained.flat()).toContain(figureOf(sampleAnswers['FAN_PENALTY']));
    expect(await book.values(SETTLEMENT, { top: 2, left: 16, bottom: 4, right: 16 })).toEqual([
      [33.34],
      [33.33],
      [33.33],
    ]);

    const before = (await book.value(REVENUE, 'E2')) as number;
    await book.type(REVENUE, 'E2', String(before + 1000));
    const edited = await settled();
    expect(edited['NET_PROFIT']).not.toEqual(sampleAnswers['NET_PROFIT']);
    await book.shows(SETTLEMENT, 'H3', figureOf(edited['NET_PROFIT']));
    await book.shows(SETTLEMENT, 'C13', figureOf(edited['NET_PROFIT']));
    await book.type(REVENUE, 'E2', String(before));
    await book.shows(SETTLEMENT, 'H3', figureOf(sampleAnswers['NET_PROFIT']));
  });

  test('a call that has no answer says why, in the language that is chosen in the pane', async () => {
    const says2019 = (words: string): Promise<void> =>
      book.until((model, [sheet, part]) => model.text(sheet, 'Q2').includes(part), [SETTLEMENT, words] as const);
    await book.type(SETTLEMENT, 'Q2', '=PAY.FAN_PENALTY(1,2019)');
    await says2019('#N/A');
    expect(await book.value(SETTLEMENT, 'Q2')).toMatch(/^#N\/A .*参数/);

    await menu('更多', 'English', 'menuitemradio');
    await book.pane.getByRole('tab', { name: 'Trace', exact: true }).waitFor();
    await says2019('parameter');
    await book.page.getByRole('button', { name: 'Settle', exact: true }).waitFor();
    await menu('More', '简体中文', 'menuitemradio');
    await says2019('参数');
    await book.page.getByRole('button', { name: '结算', exact: true }).waitFor();
  });

  test('函数 writes a formula at the selection as it is typed in WPS', async () => {
    await tab('函数');
    await book.select(SETTLEMENT, 'T2');
    await button(/插入到选中的单元格：=PAY\.NET_PROFIT\(2016\)/).click();
    await says(/已在 .*T2.* 写入/);
    expect(await book.formula(SETTLEMENT, 'T2')).toBe('=PAY.NET_PROFIT(2016)');
    await book.shows(SETTLEMENT, 'T2', figureOf(sampleAnswers['NET_PROFIT']));
  });

  test('新建年度 opens next year’s workbook, whose formulas are live', async () => {
    await tab('制度');
    await button('新建年度…').click();
    await button('预览').click();
    await says('新工作簿里会有这些变化：');
    await button('打开 2017 年工作簿').click();
    await says('2017 年的工作簿已打开，请另存。');
    await book.person((model) => model.opened());
    expect(await book.person((model) => model.workbooks())).toHaveLength(2);
    expect(await book.value(SETTLEMENT, 'B2')).toBe(2017);
    expect(await book.formula(SETTLEMENT, 'C13')).toBe('=PAY.NET_PROFIT()');
    expect(await book.formula(SETTLEMENT, 'H3')).toBe('=PAY.NET_PROFIT(2017)');
    await book.shows(SETTLEMENT, 'C13', figureOf((await settled(2017))['NET_PROFIT']));
    await book.person((model) => model.close(model.workbooks()[0] ?? ''));
    await book.shows(SETTLEMENT, 'C13', figureOf(sampleAnswers['NET_PROFIT']));
  });

  test('连接台账 reads a workbook in the company’s own layout, and keeps the connection in it', async () => {
    await book.openFile(COMPANY.file, fs.readFileSync(FOREIGN(COMPANY.file)));
    await tab('校验');
    await menu('更多操作', '连接台账…');
    await book.pane.getByRole('region', { name: COMPANY.revenue }).waitFor();
    await book.pane.getByRole('region', { name: '连接后的结果' }).getByRole('table').nth(1).waitFor();
    await button('连接').click();
    await says(/^已连接：/);
    const answers = await settled();
    expect(answers['COUNTED_REVENUE']).toHaveProperty('value');
    await tab('结算');
    await says(amount(answers['COUNTED_REVENUE']));
    await book.type('1月', 'H1', '=PAY.COUNTED_REVENUE(2016)');
    await book.shows('1月', 'H1', figureOf(answers['COUNTED_REVENUE']));

    const saved = await book.save();
    await book.person((model, name) => model.close(name), COMPANY.file);
    await book.openFile('副本.xlsx', saved);
    await book.shows('1月', 'H1', figureOf(answers['COUNTED_REVENUE']));
    await says(amount(answers['COUNTED_REVENUE']));
    await book.person((model) => model.close('副本.xlsx'));
  });

  test('the self-check finds nothing missing', async () => {
    await menu('更多', 'WPS 自检');
    await says('要用的都有。');
  });

  test('nobody complained, and nothing was asked of any other server', async () => {
    expect(book.complaints).toEqual([]);
    expect(book.strayed).toEqual([]);
    expect(await book.person((model) => model.thrown().map(String))).toEqual([]);
    expect(await book.person((model) => [model.files(), model.questions()])).toEqual([[], 0]);
  });
});

test('a workbook goes from Excel to WPS and back: formulas are entered again by command, records are shared', async () => {
  const wps = await stage.open({ platform: 'windows' });
  await wps.openFile('2016.xlsx', fs.readFileSync(SAMPLE));
  await wps.press('校验');
  const there = paneOf(() => wps.pane);
  await there.button('重新录入公式').click();
  await there.says('已重新录入 12 个公式');
  await there.button('标记').click();
  await there.says(/已标记 \d+ 个单元格/);
  await wps.shows(SETTLEMENT, 'C13', figureOf(sampleAnswers['NET_PROFIT']));
  const saved = await wps.save();
  await wps.close();

  const workbench = await setUpStage();
  try {
    const excel = await workbench.open();
    await excel.open(saved, '2016.xlsx');
    expect(await excel.value(SETTLEMENT, 'C13')).toBe('#NAME?');
    const here = paneOf(() => excel.pane);
    await here.button('重新录入公式').click();
    await here.says('已重新录入 12 个公式');
    await excel.settled();
    expect(await excel.formula(SETTLEMENT, 'C13')).toBe('=NET_PROFIT()');
    expect(await excel.value(SETTLEMENT, 'C13')).toBe(figureOf(sampleAnswers['NET_PROFIT']));
    await here.lists(sampleFindings.length);
    await here.button('清除标记').click();
    await here.says(/已清除 \d+ 处标记/);
    await excel.settled();
    expect(withFile(await excel.save(), checkedBy)).toEqual(sampleFindings);
  } finally {
    await workbench.close();
  }
}, 90_000);
