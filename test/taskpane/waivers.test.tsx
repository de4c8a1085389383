/** @jest-environment jsdom */
import './pane-globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { readWaivers, writeWaivers, type Waiver } from '../../src/workbook/waivers';
import { WAIVERS_KEY } from '../../src/workbook/stored-keys';
import { wordingFor } from '../../src/wording/wording';
import { withStored } from '../support/policy-book';
import { workbook } from '../support/workbook-builder';
import { findings, openPane, press, violations, type OpenedPane } from './open-pane';

const wording = wordingFor('zh-CN');

/** An error that stops the settlement, a doubtful category of 2016 and one of 2017, and two rows that are alike. */
const BOOK = workbook({
  revenue: [
    { 日期: '2016-05-04', 摘要: '头条', 类别: '广告废', 金额: 1000 },
    { 日期: '2016-05-05', 摘要: '整体产品转让款', 类别: '技术转让费', 金额: 500 },
    { 日期: '2017-05-06', 摘要: '整体产品转让款', 类别: '技术转让费', 金额: 700 },
  ],
});
const SHEET = '收入台账';
const DOUBTFUL = 'C3';

const cardOf = (cell: string): HTMLElement => {
  const card = findings().find((each) => within(each).queryByText(`${SHEET}!${cell}`) !== null);
  if (!card) throw new Error(`no finding on ${cell}`);
  return card;
};
const isListed = (cell: string): boolean =>
  findings().some((each) => within(each).queryByText(`${SHEET}!${cell}`) !== null);
const waiveButton = (cell: string): HTMLElement => within(cardOf(cell)).getByRole('button', { name: /^忽略/ });
/** The list may still be that of the reading before, or hidden behind a dialog that is closing. */
const listsAgain = (cell: string): Promise<void> => waitFor(() => expect(isListed(cell)).toBe(true));
const listsNoMore = (cell: string): Promise<void> => waitFor(() => expect(isListed(cell)).toBe(false));
const kept = async ({ port }: OpenedPane): Promise<readonly Waiver[]> => {
  const stored = await port.readStorage(WAIVERS_KEY);
  const waivers = readWaivers(stored.ok ? stored.value : 'unreadable');
  if (!waivers.ok) throw new Error(waivers.error.code);
  return waivers.value;
};
const fill = (dialog: HTMLElement, label: RegExp, value: string): void => {
  fireEvent.change(within(dialog).getByLabelText(label), { target: { value } });
};
/** Opens the dialog of a cell's finding. While it opens, what is in it may still be hidden from roles. */
async function ask(cell: string): Promise<HTMLElement> {
  await listsAgain(cell);
  const button = waiveButton(cell);
  act(() => button.focus());
  await act(async () => void fireEvent.click(button));
  return screen.findByRole('dialog', { name: '忽略这一条' });
}
const submit = async (dialog: HTMLElement): Promise<void> => {
  const button = await within(dialog).findByRole('button', { name: '忽略' });
  await act(async () => void fireEvent.click(button));
};
async function waiveAt(opened: OpenedPane, cell: string, reason = '已与对方核对'): Promise<void> {
  const dialog = await ask(cell);
  fill(dialog, /姓名/, '王会计');
  fill(dialog, /原因/, reason);
  await submit(dialog);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await opened.settle();
}
const openPage = async (): Promise<void> => {
  await act(async () => void fireEvent.click(await screen.findByRole('button', { name: /›$/ })));
  await screen.findByRole('heading', { name: '已忽略的校验结果' });
};
const entries = (): HTMLElement[] =>
  within(screen.getByRole('list', { name: '已忽略的校验结果' })).getAllByRole('listitem');

describe('忽略并说明…', () => {
  it('sets a finding aside with name and reason: it is neither listed nor counted, and 撤销 brings it back', async () => {
    const opened = await openPane(BOOK);
    screen.getByRole('button', { name: '2 提醒' });
    await waiveAt(opened, DOUBTFUL, '已与对方\n核对');
    await screen.findByText(`已忽略 ${SHEET} C3 的这一条`);
    expect(await kept(opened)).toMatchObject([
      { code: 'classification-mismatch', cell: DOUBTFUL, by: '王会计', reason: '已与对方 核对' },
    ]);
    await listsNoMore(DOUBTFUL);
    await screen.findByRole('button', { name: '1 提醒' });
    screen.getByRole('button', { name: '已忽略 1 条 ›' });
    press('撤销');
    await opened.settle();
    await listsAgain(DOUBTFUL);
    expect(await kept(opened)).toEqual([]);
    expect(screen.queryByRole('button', { name: /^已忽略/ })).toBeNull();
  });

  it('asks for what is missing at its field, and knows the name the next time', async () => {
    const opened = await openPane(BOOK);
    const dialog = await ask(DOUBTFUL);
    await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByLabelText(/姓名/)));
    fill(dialog, /姓名/, '王会计');
    await submit(dialog);
    expect(within(dialog).getByRole('alert').textContent).toBe('请填写这一项');
    expect(await kept(opened)).toEqual([]);
    fill(dialog, /原因/, '已核对');
    await submit(dialog);
    await opened.settle();
    expect(await kept(opened)).toHaveLength(1);
    const next = await ask('C4');
    expect(within(next).getByLabelText<HTMLInputElement>(/姓名/).value).toBe('王会计');
    await waitFor(() => expect(document.activeElement).toBe(within(next).getByLabelText(/原因/)));
  });

  it('gives the focus back to where it was when it is left by Escape, and to the list when the finding has gone', async () => {
    const opened = await openPane(BOOK);
    const dialog = await ask(DOUBTFUL);
    expect(await violations()).toEqual([]);
    fireEvent.keyDown(within(dialog).getByLabelText(/原因/), { key: 'Escape' });
    await waitFor(() => expect(document.activeElement).toBe(waiveButton(DOUBTFUL)));
    expect(await kept(opened)).toEqual([]);
    await waiveAt(opened, DOUBTFUL);
    await waitFor(() => expect(document.activeElement?.closest('article')).not.toBeNull());
  });

  it('is not for what stops the settlement, and says so when asked', async () => {
    const opened = await openPane(BOOK);
    const button = waiveButton('C2');
    expect(button.title).toContain('不能忽略');
    await act(async () => void fireEvent.click(button));
    await screen.findByText(/结算算不出，所以不能忽略/);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(opened.port.calls).not.toContain('writeStorage');
  });

  it.each([
    ['a workbook that is read-only', { code: 'workbook-read-only' } as const],
    ['one whose structure is protected', { code: 'workbook-protected' } as const],
  ])('says why nothing is kept in %s, and leaves the words as they are', async (_, problem) => {
    const opened = await openPane(BOOK);
    opened.port.fail(problem, 'writeStorage');
    const dialog = await ask(DOUBTFUL);
    fill(dialog, /姓名/, '王会计');
    fill(dialog, /原因/, '已核对');
    await submit(dialog);
    await screen.findByText(wording.portProblem(problem));
    expect(within(dialog).getByLabelText<HTMLTextAreaElement>(/原因/).value).toBe('已核对');
  });

  it('never writes over a record that it can’t read', async () => {
    const opened = await openPane(withStored(BOOK, { waivers: '{' }));
    const dialog = await ask(DOUBTFUL);
    fill(dialog, /姓名/, '王会计');
    fill(dialog, /原因/, '已核对');
    await submit(dialog);
    await screen.findByText(/忽略记录读不出来/);
    expect(await opened.port.readStorage(WAIVERS_KEY)).toEqual({ ok: true, value: '{' });
  });

  it('works while the screen does not follow the workbook', async () => {
    const opened = await openPane(BOOK);
    fireEvent.click(screen.getByRole('switch', { name: '自动校验' }));
    await waiveAt(opened, DOUBTFUL);
    await listsNoMore(DOUBTFUL);
  });
});

describe('what is set aside', () => {
  it('is not marked, and stands after the others in an exported list, with who and why', async () => {
    const opened = await openPane(BOOK);
    await waiveAt(opened, DOUBTFUL);
    press('标记');
    await screen.findByText(/^已标记/);
    expect(opened.port.fill(SHEET, DOUBTFUL)).toBeUndefined();
    expect(opened.port.fill(SHEET, 'C2')).toBeDefined();
    const others = findings().length;
    press('导出');
    await screen.findByText(`${String(others + 1)} 条已写到工作表「校验结果」`);
    const row = String(others + 2);
    expect(opened.port.value('校验结果', `D${row}`)).toBe(DOUBTFUL);
    expect(opened.port.value('校验结果', `I${row}`)).toMatch(/^王会计 于 \d{4}-\d\d-\d\d 忽略：已与对方核对$/);
    expect(opened.port.value('校验结果', 'I2')).toBeNull();
  });

  it('is listed with its sentence, its cell and the words, and 恢复 lets it stand again', async () => {
    const opened = await openPane(BOOK);
    const sentence = document.getElementById(cardOf(DOUBTFUL).getAttribute('aria-describedby') ?? '')?.textContent;
    await waiveAt(opened, DOUBTFUL);
    await openPage();
    const [entry] = entries();
    if (!entry) throw new Error('no entry');
    for (const text of [sentence ?? '', '原因：已与对方核对', '有效']) within(entry).getByText(text);
    within(entry).getByText(/^王会计 · \d{4}-\d\d-\d\d$/);
    expect(await violations()).toEqual([]);
    await act(async () => void fireEvent.click(within(entry).getByRole('button', { name: `${SHEET}!${DOUBTFUL}` })));
    expect(await opened.port.selection()).toMatchObject({ value: { sheet: SHEET, range: { top: 3, left: 3 } } });

    const back = within(entry).getByRole('button', { name: /^恢复/ });
    act(() => back.focus());
    await act(async () => void fireEvent.click(back));
    await opened.settle();
    await screen.findByText('没有忽略任何校验结果。');
    expect(await kept(opened)).toEqual([]);
    // The focus does not get lost with the entry.
    expect(document.activeElement).toBe(screen.getByRole('button', { name: '返回' }));
    press('撤销');
    await opened.settle();
    expect(entries()).toHaveLength(1);
    await act(async () => press('返回'));
    await listsNoMore(DOUBTFUL);
  });

  it('is that of the chosen year', async () => {
    const opened = await openPane(BOOK);
    await waiveAt(opened, DOUBTFUL);
    await waiveAt(opened, 'C4');
    await openPage();
    expect(entries()).toHaveLength(2);
    fireEvent.change(screen.getByRole('combobox', { name: '年度' }), { target: { value: '2017' } });
    expect(entries()).toHaveLength(1);
    within(entries()[0] ?? document.body).getByText(`${SHEET}!C4`);
  });

  it('has expired when its row is changed; all expired are removed at once', async () => {
    const opened = await openPane(BOOK);
    await waiveAt(opened, DOUBTFUL);
    await waiveAt(opened, 'C4');
    await act(async () => {
      opened.port.edit(SHEET, 'E3', 501);
      opened.port.edit(SHEET, 'E4', 701);
    });
    await opened.settle();
    await listsAgain(DOUBTFUL);
    await act(async () => press('2 条忽略已失效 ›'));
    await screen.findByRole('heading', { name: '已忽略的校验结果' });
    expect(entries().map((each) => within(each).getByText(/^已失效/).textContent)).toEqual([
      '已失效：行内容已变',
      '已失效：行内容已变',
    ]);
    const all = screen.getByRole('button', { name: '移除全部已失效（2）' });
    act(() => all.focus());
    await act(async () => void fireEvent.click(all));
    await opened.settle();
    expect(await kept(opened)).toEqual([]);
    await screen.findByText('已移除 2 条失效的忽略');
    expect(document.activeElement).not.toBe(document.body);
  });

  it('shows other people’s words as plain text', async () => {
    const opened = await openPane(BOOK);
    await waiveAt(opened, DOUBTFUL, '<img src=x onerror=alert(1)> \u202egnp');
    await openPage();
    const [entry] = entries();
    expect(entry?.querySelector('img')).toBeNull();
    expect(entry?.textContent).toContain('<img src=x onerror=alert(1)> \\u202egnp');
  });

  it('stays what it is when another pane has changed the record meanwhile', async () => {
    const opened = await openPane(BOOK);
    await waiveAt(opened, DOUBTFUL);
    const [first] = await kept(opened);
    if (!first) throw new Error('nothing is kept');
    const dialog = await ask('C4');
    fill(dialog, /姓名/, '王会计');
    fill(dialog, /原因/, '已核对');
    await opened.port.writeStorage(WAIVERS_KEY, writeWaivers([first, { ...first, by: '别人', cell: 'C9' }]));
    await submit(dialog);
    await opened.settle();
    expect((await kept(opened)).map(({ by, cell }) => [by, cell])).toEqual([
      ['王会计', DOUBTFUL],
      ['别人', 'C9'],
      ['王会计', 'C4'],
    ]);
  });
});

describe('重新录入公式', () => {
  const NAME = { fault: '#NAME?' };
  const SPOILT = '=[2]!_xldudf_NET_PROFIT(2016)';
  const broken = (port: OpenedPane['port']): void => {
    port.edit(SHEET, 'J2', NAME, SPOILT);
    port.addSheet('汇总');
    port.edit('汇总', 'B3', NAME, '=_xldudf_FAN_PENALTY()+1');
  };
  const formula = async ({ port }: OpenedPane, sheet: string, cell: string): Promise<unknown> => {
    const read = await port.readFormula(sheet, cell);
    return read.ok ? read.value : read.error;
  };

  it('enters all of them as one step that can be undone, from the notice and from the record', async () => {
    const opened = await openPane(BOOK, { before: broken });
    screen.getByText('有 2 个公式是别的软件写的或改坏的，结果不会更新。');
    expect(await violations()).toEqual([]);
    press('重新录入公式');
    await screen.findByText('已重新录入 2 个公式');
    expect(await formula(opened, SHEET, 'J2')).toBe('=NET_PROFIT(2016)');
    expect(await formula(opened, '汇总', 'B3')).toBe('=FAN_PENALTY()+1');
    expect(opened.port.calls.filter((call) => call === 'write')).toHaveLength(1);
    await opened.settle();
    expect(screen.queryByRole('button', { name: '重新录入公式' })).toBeNull();
    await listsNoMore('J2');
    press('撤销');
    await screen.findByText('已撤销，2 个单元格恢复原样');
    expect(await formula(opened, SHEET, 'J2')).toBe(SPOILT);
  });

  it('enters a single one from its card', async () => {
    const opened = await openPane(BOOK, { before: broken });
    within(cardOf('J2')).getByText('=NET_PROFIT(2016)');
    fireEvent.click(within(cardOf('J2')).getByRole('button', { name: /^应用建议/ }));
    await screen.findByText('已重新录入 1 个公式');
    await opened.settle();
    expect(await formula(opened, SHEET, 'J2')).toBe('=NET_PROFIT(2016)');
    expect(await formula(opened, '汇总', 'B3')).toBe('=_xldudf_FAN_PENALTY()+1');
    screen.getByText('有 1 个公式是别的软件写的或改坏的，结果不会更新。');
  });

  it('leaves alone what has changed since and what is protected, and tells how many', async () => {
    const opened = await openPane(BOOK, { before: broken });
    fireEvent.click(screen.getByRole('switch', { name: '自动校验' }));
    opened.port.edit(SHEET, 'J2', NAME, '=_xldudf_NET_PROFIT(2017)');
    opened.port.setProtected('汇总');
    press('重新录入公式');
    await screen.findByText(
      '没有重新录入公式；1 个单元格在此之后有改动，没有动；1 个在受保护的工作表上，没有动，请先撤销保护',
    );
    expect(opened.port.calls).not.toContain('write');
    expect(await formula(opened, SHEET, 'J2')).toBe('=_xldudf_NET_PROFIT(2017)');
  });

  it('says in plain words where the application refuses, as in a part of an array', async () => {
    const opened = await openPane(BOOK, { before: broken });
    opened.port.fail(
      { code: 'host-failed', hostCode: 'InvalidOperation', message: 'You can’t change part of an array.' },
      'write',
    );
    press('重新录入公式');
    await screen.findByText(/数组公式/);
    expect(await formula(opened, SHEET, 'J2')).toBe(SPOILT);
  });
});
