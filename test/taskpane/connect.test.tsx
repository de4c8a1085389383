/** @jest-environment jsdom */
import './pane-globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { readConnection, type Connection } from '../../src/ledger/connect';
import { fenText } from '../../src/kernel/money';
import { CONNECTION_KEY } from '../../src/workbook/stored-keys';
import { openWorkbook } from '../../src/workbook/open-workbook';
import { STORED_SHEET } from '../../src/workbook/stored-sheet';
import type { Language } from '../../src/wording/language';
import {
  FOREIGN_LAYOUTS,
  NO_LEDGER,
  foreignWorkbook,
  templateWorkbook,
  type ForeignLayout,
} from '../cases/foreign/layouts';
import { sheetOf, workbookOf } from '../support/workbook-builder';
import { openPane, violations, type OpenedPane } from './open-pane';

let opened: OpenedPane | undefined;
afterEach(() => opened?.close());

function layout(name: string): ForeignLayout {
  const found = FOREIGN_LAYOUTS.find((each) => each.name === name);
  if (!found) throw new Error(name);
  return found;
}

const workbookWith = (name: string): WorkbookSnapshot => foreignWorkbook(layout(name));

async function open(workbook: WorkbookSnapshot, language?: Language): Promise<OpenedPane> {
  opened = await openPane(workbook, language ? { language } : {});
  await act(async () => opened?.pane.open('connect'));
  await opened.settle();
  return opened;
}

const button = (name: RegExp | string): Promise<HTMLElement> => screen.findByRole('button', { name });
const press = async (name: RegExp | string): Promise<void> => {
  const found = await button(name);
  await act(async () => void fireEvent.click(found));
};
const choose = async (label: RegExp | string, option: string): Promise<void> => {
  const select = await screen.findByRole('combobox', { name: label });
  const wanted = within(select)
    .getAllByRole('option')
    .find((each) => each.textContent === option);
  if (!wanted) throw new Error(`${String(label)} has no option ${option}: ${select.textContent}`);
  await act(async () => void fireEvent.change(select, { target: { value: (wanted as HTMLOptionElement).value } }));
};
const text = (element: HTMLElement): string => element.textContent.replaceAll(/\s+/g, ' ');
const region = (name: RegExp | string): Promise<HTMLElement> => screen.findByRole('region', { name });

/** Waits until what the workbook would come to has been worked out. */
async function preview(name: RegExp | string = '连接后的结果'): Promise<HTMLElement> {
  const found = await region(name);
  await waitFor(() => expect(within(found).getAllByRole('table')).toHaveLength(2));
  return found;
}

/** Presses the button that keeps the connection, once it can be pressed. */
async function keep(pane: OpenedPane, name = '连接'): Promise<void> {
  await waitFor(async () => expect((await button(name)).getAttribute('aria-disabled')).not.toBe('true'));
  await press(name);
  await pane.settle();
}

function keptIn(pane: OpenedPane): Connection | undefined {
  const stored = pane.live.state().opened?.stored.get(CONNECTION_KEY);
  if (stored === undefined) return undefined;
  const read = readConnection(stored);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

function answersOf(workbook: WorkbookSnapshot): Record<string, string> {
  const { answers } = openWorkbook({}, workbook).books.settle(2016);
  return Object.fromEntries(answers.map(({ id, value }) => [id, value.ok ? fenText(value.fen) : value.problem.code]));
}

/** The cells of the company's own sheets. */
function cellsOf({ sheets }: WorkbookSnapshot): unknown {
  return sheets.filter(({ name }) => name !== STORED_SHEET).map(({ name, rows }) => ({ name, rows }));
}

describe('a workbook in the company’s own layout', () => {
  it('is connected without a question, its sheets unchanged, and taken back at once', async () => {
    const pane = await open(workbookWith('month-sheets'));
    const before = cellsOf(pane.port.snapshot());
    const revenue = await region(/^收入 ← 1月 至 12月，共 12 张工作表，作为一本/);
    expect(text(revenue)).toContain('8 行');
    expect(text(revenue)).toContain('很有把握');
    await act(async () => void fireEvent.click(within(revenue).getByRole('button', { name: "'1月'!A2" })));
    const selection = await pane.port.selection();
    expect(selection.ok && selection.value).toMatchObject({ sheet: '1月', range: { top: 2, left: 1 } });

    const shown = text(await preview());
    expect(shown).toContain('收入8');
    expect(shown).toMatch(/2016 年的结果.*净利润/);
    expect(keptIn(pane)).toBeUndefined();
    expect(text(screen.getByRole('main'))).toContain('不会改动台账；只在隐藏表「薪规存档」里记下这份对应关系');
    expect(await violations()).toEqual([]);

    await keep(pane);
    expect(await screen.findByRole('tab', { name: '校验', selected: true })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: '连接台账' })).toBeNull();
    expect(keptIn(pane)?.blocks.map(({ ledger }) => ledger)).toEqual(['revenue', 'cost']);
    expect(answersOf(pane.port.snapshot())).toEqual(answersOf(templateWorkbook(layout('month-sheets'))));
    expect(cellsOf(pane.port.snapshot())).toEqual(before);

    await press('撤销');
    await pane.settle();
    expect(keptIn(pane)).toBeUndefined();
    expect(await screen.findByText('已撤销，工作簿没有连接')).toBeTruthy();
  });

  it.each(['side-by-side', 'merged-dates'])('%s is found by its merged cells, which are asked for', async (name) => {
    const pane = await open(workbookWith(name));
    await preview();
    await keep(pane);
    expect(new Set(keptIn(pane)?.blocks.map(({ ledger }) => ledger))).toEqual(new Set(['revenue', 'cost']));
    const answers = pane.live.state().books?.settle(2016).answers ?? [];
    expect(Object.fromEntries(answers.map(({ id, value }) => [id, value.ok && fenText(value.fen)]))).toEqual(
      answersOf(templateWorkbook(layout(name))),
    );
  });

  it('is offered to be connected where nothing is found that is a ledger', async () => {
    opened = await openPane(workbookOf(layout('cash-book').foreign));
    const main = screen.getByRole('main');
    expect(text(main)).toContain('没有找到台账');
    const [first] = within(main)
      .getAllByRole('button')
      .filter((each) => !['校验'].includes(each.textContent));
    expect(first?.textContent).toBe('连接台账');
    await press('连接台账');
    expect(await region(/^收入 ← 收支流水/)).toBeTruthy();
    const missing = await region('没有找到');
    expect(text(missing)).toContain('粉丝：没有找到；用到它的结果会是错误。');
    expect(text(missing)).toMatch(/：没有找到，可以没有。/);
  });

  it('is offered to be connected where only some ledgers are found', async () => {
    opened = await openPane(workbookWith('cash-book'));
    expect(await screen.findByText('没有找到：收入台账、成本台账。如果记在别的表里，可以直接连接。')).toBeTruthy();
    await press('连接台账');
    expect(await region(/^收入 ← 收支流水/)).toBeTruthy();
  });

  it('is reached from the menu of the check as well', async () => {
    opened = await openPane(workbookWith('cash-book'));
    await press('更多操作');
    const item = await screen.findByRole('menuitem', { name: '连接台账…' });
    await act(async () => void fireEvent.click(item));
    expect(await region(/^收入 ← 收支流水/)).toBeTruthy();
  });

  it('is told of in English', async () => {
    await open(workbookWith('english'), 'en-US');
    const card = await region(/^Revenue ← Cash book$/);
    expect(text(card)).toContain('quite sure');
    expect(text(await preview('What it comes to'))).toContain('Answers of 2016');
    const own = [...screen.getByRole('main').querySelectorAll('button')].map((each) => each.textContent);
    expect(own).toContain('Connect');
    expect(await violations()).toEqual([]);
  });
});

describe('a question that is truly open', () => {
  it('comes before anything else, tells what each answer does, and is not asked again', async () => {
    const pane = await open(workbookWith('cash-journal'));
    const question = await region('要问清的');
    expect(text(question)).toContain('已问 0 / 1');
    expect(screen.queryByRole('region', { name: '连接后的结果' })).toBeNull();
    const options = within(question).getAllByRole('radio');
    expect(options).toHaveLength(2);
    const debitIn = within(question).getByRole('radio', { name: /^「借方」进来 83,071\.25 元/ });
    await act(async () => void fireEvent.click(debitIn));
    await press('下一步');
    await preview();
    // The answer can be given again, the other way round.
    await press('上一题');
    expect(await region('要问清的')).toBeTruthy();
    await act(async () => void fireEvent.click(await screen.findByRole('radio', { name: /^「借方」进来/ })));
    await press('下一步');
    await preview();
    await keep(pane);
    expect(answersOf(pane.port.snapshot())).toEqual(answersOf(templateWorkbook(layout('cash-journal'))));
    await act(async () => pane.pane.open('connect'));
    expect(await region('现在的连接')).toBeTruthy();
    await preview();
    expect(screen.queryByRole('region', { name: '要问清的' })).toBeNull();
  });

  it('stays answered while the workbook is read anew and other screens are looked at', async () => {
    const pane = await open(workbookWith('own-accounts'));
    await choose(/^科目「托管」/, '成本 · 经营成本');
    await press('下一步');
    await preview();
    const { revision } = pane.live.state();
    await act(async () => pane.port.edit('支出登记', 'D2', 9001));
    await pane.settle();
    expect(pane.live.state().revision).toBeGreaterThan(revision);
    await act(async () => pane.pane.open('settlement'));
    await act(async () => pane.pane.open('connect'));
    await preview();
    expect(screen.queryByRole('region', { name: '要问清的' })).toBeNull();
    await keep(pane);
    expect(keptIn(pane)?.accounts).toContainEqual({ ledger: 'cost', account: '托管', category: '经营成本' });
  });
});

describe('a proposal that is not right', () => {
  it('has a column changed, and a list left out', async () => {
    const workbook = workbookOf([
      sheetOf('支出登记', [
        ['日期', '费用类别', '用途', '金额', '其中进项税'],
        ['2016-03-01', '差旅费', '甲', 106, 6],
        ['2016-03-02', '税金', '乙', 212, 12],
      ]),
      sheetOf('收入登记', [
        ['日期', '收入类别', '用途', '金额'],
        ['2016-03-01', '广告费', '丙', 1000],
      ]),
    ]);
    const pane = await open(workbook);
    const amount = '成本的「金额」取自';
    const select = (): HTMLSelectElement => screen.getByRole<HTMLSelectElement>('combobox', { name: amount });
    await region(/^成本 ←/);
    const shown = (): string | undefined => select().selectedOptions[0]?.textContent;
    expect(shown()).toBe('金额');
    expect(within(select()).queryByRole('option', { name: '没有' })).toBeNull();
    await choose(amount, '其中进项税');
    await waitFor(() => expect(shown()).toBe('其中进项税'));
    expect(text(await region(/^成本 ←/))).toContain('你选的');
    await press('不读 收入登记（收入）');
    expect(await region('收入 ← 收入登记：不读')).toBeTruthy();
    expect(text(await region('没有找到'))).toContain('收入：');
    await keep(pane);
    expect(keptIn(pane)?.blocks.map(({ ledger, columns }) => [ledger, columns['amount']])).toEqual([
      ['cost', { kind: 'cell', heading: { text: '其中进项税', occurrence: 1 } }],
    ]);

    // As it is kept, so it is shown and can be changed again.
    await act(async () => pane.pane.open('connect'));
    await region(/^成本 ←/);
    expect(shown()).toBe('其中进项税');
    await choose(amount, '金额');
    await waitFor(() => expect(shown()).toBe('金额'));
    await keep(pane, '更新连接');
    expect(keptIn(pane)?.blocks.find(({ ledger }) => ledger === 'cost')?.columns['amount']).toEqual({
      kind: 'cell',
      heading: { text: '金额', occurrence: 1 },
    });
    await press('撤销');
    await pane.settle();
    expect(keptIn(pane)?.blocks[0]?.columns['amount']).toMatchObject({ heading: { text: '其中进项税' } });
  });

  it('has an account changed, which is remembered; the certain ones are folded away', async () => {
    const pane = await open(workbookWith('journal'));
    const accounts = await region('科目 → 类别');
    expect(within(accounts).queryByRole('combobox', { name: '科目「管理费用—税金」的类别' })).toBeNull();
    await press(/^另有 \d+ 个按名称直接对应$/);
    await choose('科目「管理费用—税金」的类别', '经营成本');
    await waitFor(() => expect(text(accounts)).toContain('你选的'));
    await keep(pane);
    expect(keptIn(pane)?.accounts).toContainEqual({ ledger: 'cost', account: '管理费用—税金', category: '经营成本' });
    const costs = openWorkbook({}, pane.port.snapshot()).books.ledger('cost');
    const categories = costs?.rows.map(({ values }) => values[costs.indexOf('category')]);
    expect(categories).toContain('经营成本');
    expect(categories).not.toContain('税金');
    await act(async () => pane.pane.open('connect'));
    await press(/^另有 \d+ 个按名称直接对应$/);
    const again = await screen.findByRole<HTMLSelectElement>('combobox', { name: '科目「管理费用—税金」的类别' });
    expect(again.selectedOptions[0]?.textContent).toBe('经营成本');
  });

  it('is kept only with what can still be done about it', async () => {
    const pane = await open(workbookWith('cash-book'));
    for (const name of ['不读 收支流水（收入）', '不读 收支流水（成本）']) await press(name);
    await waitFor(() => expect(screen.queryByRole('button', { name: '连接' })).toBeNull());
    await press('仍要读 收支流水（收入）');
    await keep(pane);
    expect(keptIn(pane)?.blocks.map(({ ledger }) => ledger)).toEqual(['revenue']);
  });
});

describe('a connection that the workbook keeps', () => {
  it('tells where it no longer fits, and can be given up and taken back', async () => {
    const pane = await open(workbookWith('fans-weekly'));
    await keep(pane);
    await act(async () => pane.pane.open('connect'));
    expect(text(await region('现在的连接'))).toContain('都还读得到');
    expect((await button('更新连接')).getAttribute('aria-disabled')).toBe('true');

    await act(async () => pane.port.edit('粉丝周报', 'A2', '谁知道'));
    await pane.settle();
    await waitFor(async () => expect(text(await region('现在的连接'))).toMatch(/▲ .*粉丝周报/));

    await press('取消连接');
    await pane.settle();
    expect(keptIn(pane)).toBeUndefined();
    expect(screen.queryByRole('region', { name: '现在的连接' })).toBeNull();
    await press('撤销');
    await pane.settle();
    expect(keptIn(pane)?.blocks).toHaveLength(1);
  });

  it('is told of where it can’t be read', async () => {
    const pane = await open(workbookWith('fans-weekly'));
    await act(async () => pane.port.writeStorage(CONNECTION_KEY, '{"format":"other/9"}'));
    await pane.settle();
    expect(text(await region('现在的连接'))).toContain('读不出来');
    await keep(pane, '更新连接');
    expect(keptIn(pane)?.blocks.map(({ ledger }) => ledger)).toEqual(['fans']);
  });
});

describe('a workbook that has nothing to be connected', () => {
  it('in the policy’s own layout', async () => {
    await open(templateWorkbook(layout('cash-book')));
    expect(await screen.findByText('台账已是制度的布局，不用连接。')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '连接' })).toBeNull();
  });

  it('without anything like a ledger', async () => {
    await open(NO_LEDGER);
    expect(await screen.findByText(/没有找到像台账的表/)).toBeTruthy();
    expect(text(await region('没有找到'))).toContain('收入：');
  });

  it('under another policy than the one guessed', async () => {
    await open(NO_LEDGER);
    await screen.findByText(/没有找到像台账的表/);
    const [, other] = within(screen.getByRole('combobox', { name: '按哪份制度' })).getAllByRole('option');
    if (!other) throw new Error('one policy only');
    await choose('按哪份制度', other.textContent);
    await waitFor(async () => expect(text(await region('没有找到'))).not.toContain('收入：'));
  });
});
