/** Both languages, both themes, a narrow pane: nothing of the other language, nothing that assistive technology trips over. */
import fs from 'node:fs';
import type axe from 'axe-core';
import { setUpStage, type Stage, type WorkbenchPage } from './workbench-page';

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = {
  'zh-CN': ['校验', '结算', '溯源', '制度', '函数'],
  'en-US': ['Check', 'Settle', 'Trace', 'Policy', 'Functions'],
} as const;

let stage: Stage;

beforeAll(async () => {
  stage = await setUpStage();
}, 60_000);
afterAll(async () => {
  await (stage as Stage | undefined)?.close();
});

/** What axe finds serious or critical in the pane. */
async function violations(book: WorkbenchPage): Promise<string[]> {
  const frame = book.page.frames().find((each) => each.url().includes('taskpane.html'));
  if (!frame) throw new Error('there is no pane');
  const handle = await frame.evaluateHandle(`${AXE}; window.axe`);
  const { violations: found } = await handle.evaluate((engine: typeof axe) =>
    // Fluent's Tabster marks the ends of focus with elements of its own, of no interest to anybody.
    engine.run({ exclude: ['[data-tabster-dummy]'] }),
  );
  await handle.dispose();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

test.each([
  ['zh-CN', 'light'],
  ['en-US', 'dark'],
] as const)(
  'every screen in %s, %s',
  async (language, colorScheme) => {
    const book = await stage.open({ locale: language, colorScheme, bypassCSP: true });
    try {
      for (const name of VIEWS[language]) {
        await book.pane.getByRole('tab', { name, exact: true }).click();
        await book.pane.getByRole('tab', { name, selected: true }).waitFor();
        await book.pane.getByRole('main').or(book.pane.getByRole('tabpanel')).first().waitFor();
        expect({ name, violations: await violations(book) }).toEqual({ name, violations: [] });
      }
      expect(book.complaints).toEqual([]);
    } finally {
      await book.close();
    }
  },
  120_000,
);

test('nothing of the workbook leaves the machine, and nothing is refused by the security policy', async () => {
  const book = await stage.open();
  try {
    for (const name of VIEWS['zh-CN']) await book.pane.getByRole('tab', { name, exact: true }).click();
    await book.settled();
    const hosts = new Set(book.requests.filter((url) => /^https?:/.test(url)).map((url) => new URL(url).hostname));
    expect([...hosts]).toEqual(['localhost']);
    expect(book.complaints).toEqual([]);
  } finally {
    await book.close();
  }
}, 60_000);

test('the language of the workbench is that of the pane', async () => {
  const book = await stage.open();
  try {
    await book.page.evaluate(() => window.workbench.setLanguage('en-US'));
    await book.settled();
    await book.pane.getByRole('tab', { name: 'Settle', exact: true }).waitFor();
    await book.put('年度结算', 'H2', '=FAN_PENALTY(1,2019)');
    expect(await book.error('年度结算', 'H2')).toMatch(/[a-z]{4,} [a-z]{2,}/);
  } finally {
    await book.close();
  }
}, 60_000);
