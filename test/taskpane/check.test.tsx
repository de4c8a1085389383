/** @jest-environment jsdom */
import './pane-globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import type { Finding } from '../../src/ledger/finding';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import { isStoredSheet } from '../../src/workbook/stored-sheet';
import { wordingFor } from '../../src/wording/wording';
import type { MemoryPort } from '../support/memory-port';
import { typed, workbook } from '../support/workbook-builder';
import { findings, openPane, press, violations, type OpenedPane } from './open-pane';

const policy = builtInPolicy();
const wording = wordingFor('zh-CN');

/** Two errors and a warning with suggestions, a warning with a clause, and a note of another year. */
const BOOK = workbook({
  revenue: [
    { 日期: '2016-05-04', 摘要: '头条', 类别: '广告废', 金额: 1000 },
    { 日期: '2016-05-05', 摘要: '次条', 类别: '广告费', 金额: typed('200.50') },
    { 日期: '2016-05-06', 摘要: '托管', 类别: '代维费', 金额: 10 },
    { 日期: '2017-05-07', 摘要: '车补', 类别: '活动推广废', 金额: 300 },
  ],
  events: [['2016-06-01', '路演', null, 12]],
});
/** A category to read first, and two amounts that are text. */
const TYPED = workbook({
  revenue: [
    { 日期: '2016-05-04', 摘要: '头条', 类别: '广告废', 金额: 1000 },
    { 日期: '2016-05-05', 摘要: '次条', 类别: '广告费', 金额: typed('200.50') },
    { 日期: '2016-05-06', 摘要: '托管', 类别: '代维费', 金额: 10 },
    { 日期: '2016-05-07', 摘要: '车补', 类别: '活动推广费', 金额: typed('300') },
  ],
});
const CLEAN = workbook({
  revenue: [{ 日期: '2016-05-04', 摘要: '头条', 类别: '广告费', 金额: 1000 }],
  fans: [['2016-12-31', '公司网站', 60000]],
});
/** The workbook as people see it: without the sheet of what it keeps for the product. */
function seen(port: MemoryPort): WorkbookSnapshot {
  const { sheets, ...workbook } = port.snapshot();
  return { ...workbook, sheets: sheets.filter(({ name }) => !isStoredSheet(name)) };
}

const EMPTY: WorkbookSnapshot = {
  name: 'empty.xlsx',
  date1904: false,
  sheets: [{ name: 'Sheet1', rows: [], merges: [], tables: [] }],
  definedNames: [],
};

const told = (book: WorkbookSnapshot, year?: number): readonly Finding[] => openBooks(policy, book).findings(year);
/** How a finding is told from others on the screen. */
const lines = (list: readonly Finding[]): string[] => list.map((finding) => wording.findingHere(finding)).sort();
const listed = (): string[] =>
  findings()
    .map((card) => {
      const sentence = card.getAttribute('aria-describedby');
      return document.getElementById(sentence ?? '')?.textContent ?? '';
    })
    .sort();
const cardOf = (cell: string): HTMLElement => {
  const card = findings().find((each) => within(each).queryByText(cell) !== null);
  if (!card) throw new Error(`no finding on ${cell}`);
  return card;
};
const applyAt = (cell: string): void => {
  fireEvent.click(within(cardOf(cell)).getByRole('button', { name: /^应用建议/ }));
};
const menu = async (name: string): Promise<void> => {
  fireEvent.click(screen.getByRole('button', { name: '更多操作' }));
  fireEvent.click(await screen.findByRole('menuitem', { name }));
};

describe('the list of findings', () => {
  it('is exactly what the command line tells, of all years first', async () => {
    await openPane(BOOK);
    expect(told(BOOK)).toHaveLength(4);
    expect(listed()).toEqual(lines(told(BOOK)));
    const year = screen.getByRole<HTMLSelectElement>('combobox', { name: '年度' });
    expect(year.selectedOptions[0]?.textContent).toBe('全部年度');
    fireEvent.change(year, { target: { value: '2017' } });
    await waitFor(() => expect(listed()).toEqual(lines(told(BOOK, 2017))));
    expect(told(BOOK, 2017)).not.toEqual(told(BOOK));
  });

  it('puts errors first and counts each severity', async () => {
    await openPane(BOOK);
    const severities = told(BOOK).map(({ severity }) => severity);
    for (const [severity, name] of [
      ['error', '错误'],
      ['warning', '提醒'],
      ['info', '说明'],
    ] as const) {
      const count = severities.filter((each) => each === severity).length;
      screen.getByRole('button', { name: `${String(count)} ${name}` });
    }
    expect(findings()[0]?.textContent).toContain('错误');
  });

  it('selects the cell of the finding that is clicked, and of the one on which Enter is pressed', async () => {
    const { port } = await openPane(BOOK);
    await act(async () => fireEvent.click(cardOf('收入台账!E3')));
    expect(await port.selection()).toMatchObject({ value: { sheet: '收入台账', range: { top: 3, left: 5 } } });
    await act(async () => fireEvent.keyDown(cardOf('收入台账!C2'), { key: 'Enter' }));
    expect(await port.selection()).toMatchObject({ value: { range: { top: 2, left: 3 } } });
  });

  it('is walked through with the arrow keys, one stop of the Tab key in all', async () => {
    await openPane(BOOK);
    const [first, second] = findings();
    const last = findings().at(-1);
    expect(
      findings()
        .map((card) => card.tabIndex)
        .filter((index) => index === 0),
    ).toHaveLength(1);
    act(() => first?.focus());
    fireEvent.keyDown(first ?? document.body, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(second);
    fireEvent.keyDown(second ?? document.body, { key: 'End' });
    expect(document.activeElement).toBe(last);
    fireEvent.keyDown(last ?? document.body, { key: 'Home' });
    expect(document.activeElement).toBe(first);
  });

  it('shows a clause in its own words and leads to it in the policy', async () => {
    await openPane(BOOK);
    const [clause] = told(BOOK).flatMap(({ clauses }) => clauses);
    if (clause === undefined) throw new Error('no finding cites a clause');
    const opener = screen.getAllByRole('button', { name: `条款 ${clause} 的原文` })[0];
    fireEvent.click(opener ?? document.body);
    expect(opener?.getAttribute('aria-expanded')).toBe('true');
    expect(document.body.textContent).toContain(policy.clauses.get(clause)?.text);
    await act(async () => press('在制度中查看'));
    expect(screen.getByRole('tab', { name: '制度' }).getAttribute('aria-selected')).toBe('true');
  });

  it('draws only what is in view of ten thousand findings', async () => {
    const rows = Array.from({ length: 10_000 }, () => ({ 日期: '2016-05-04', 类别: '杂项', 金额: 1 }));
    await openPane(workbook({ revenue: rows }));
    await screen.findByRole('button', { name: /^10,00\d 错误$/ });
    expect(findings().length).toBeGreaterThan(4);
    expect(findings().length).toBeLessThan(40);
    expect(Number(findings()[0]?.getAttribute('aria-setsize'))).toBeGreaterThanOrEqual(10_000);
  });
});

describe('filters', () => {
  it('show the findings of the severities that are pressed', async () => {
    await openPane(BOOK);
    press(/ 错误$/);
    await waitFor(() => expect(listed()).toEqual(lines(told(BOOK).filter(({ severity }) => severity === 'error'))));
    press(/ 错误$/);
    await waitFor(() => expect(listed()).toEqual(lines(told(BOOK))));
  });

  it.each([
    ['200.50', '收入台账!E3'],
    ['活动推广费 C5', '收入台账!C5'],
  ])('find «%s» in what is shown of a finding', async (text, cell) => {
    await openPane(BOOK);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } });
    await waitFor(() => expect(findings()).toHaveLength(1));
    cardOf(cell);
  });

  it('say that nothing matches, and let go', async () => {
    await openPane(BOOK);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '没有这样的话' } });
    await screen.findByText('没有符合筛选的结果');
    press('清除筛选');
    await waitFor(() => expect(listed()).toEqual(lines(told(BOOK))));
  });

  it.each([
    ['工作表', '活动台账', ({ sheet }: Finding) => sheet === '活动台账'],
    ['问题', 'unknown-category', ({ code }: Finding) => code === 'unknown-category'],
  ])('by %s leave those of %s', async (field, value, passes) => {
    await openPane(BOOK);
    press('筛选');
    fireEvent.change(screen.getByRole('combobox', { name: field }), { target: { value } });
    await waitFor(() => expect(listed()).toEqual(lines(told(BOOK).filter(passes))));
    expect(listed()).not.toEqual([]);
  });
});

describe('应用', () => {
  it('puts the suggestion into the cell, and the finding goes', async () => {
    const { port, settle } = await openPane(BOOK);
    applyAt('收入台账!C2');
    await screen.findByText('收入台账 C2 已改为「广告费」');
    expect(port.value('收入台账', 'C2')).toBe('广告费');
    await settle();
    expect(listed()).toEqual(lines(told(port.snapshot())));
    expect(listed()).not.toEqual(lines(told(BOOK)));
  });

  it('is taken back from the notice', async () => {
    const { port, settle } = await openPane(BOOK);
    applyAt('收入台账!C2');
    await screen.findByText(/已改为/);
    press('撤销');
    await screen.findByText('已撤销，1 个单元格恢复原样');
    await settle();
    expect(seen(port)).toEqual(BOOK);
    expect(listed()).toEqual(lines(told(BOOK)));
  });

  it('leaves a cell alone that has changed meanwhile, and says so', async () => {
    const { port } = await openPane(BOOK);
    port.edit('收入台账', 'C2', '代维费');
    applyAt('收入台账!C2');
    const problem = wording.portProblem({ code: 'changed-since', sheet: '收入台账', cell: 'C2', found: '代维费' });
    await screen.findByText(problem);
    expect(port.value('收入台账', 'C2')).toBe('代维费');
  });

  it.each([
    ['a read-only workbook', (port: OpenedPane['port']) => port.setReadOnly(), { code: 'workbook-read-only' }],
    [
      'a protected sheet',
      (port: OpenedPane['port']) => port.setProtected('收入台账'),
      { code: 'sheet-protected', sheet: '收入台账' },
    ],
    [
      'a cell that is being edited',
      (port: OpenedPane['port']) => port.fail({ code: 'cell-being-edited' }, 'write'),
      { code: 'cell-being-edited' },
    ],
    ['no connection', (port: OpenedPane['port']) => port.fail({ code: 'offline' }, 'write'), { code: 'offline' }],
  ] as const)('says in plain words what %s forbids', async (_, forbid, problem) => {
    const { port } = await openPane(BOOK, { before: (opened) => forbid(opened) });
    applyAt('收入台账!C2');
    await screen.findByText(wording.portProblem(problem));
    expect(port.value('收入台账', 'C2')).toBe('广告废');
  });

  it('does all suggestions that leave the value as it is in one step, after saying how many cells of which sheets', async () => {
    const { port, settle } = await openPane(TYPED);
    press('全部应用（2）');
    const dialog = await screen.findByRole('dialog');
    within(dialog).getByText(/将修改 2 个单元格/);
    within(dialog).getByText('收入台账：2 个');
    expect(port.calls).not.toContain('write');
    // While a dialog opens or closes, what does not belong to it is hidden from screen readers, and so it is from roles.
    fireEvent.click(await within(dialog).findByRole('button', { name: '应用' }));
    await screen.findByText('已修改 2 个单元格');
    expect(port.calls.filter((call) => call === 'write')).toHaveLength(1);
    expect(['C2', 'E3', 'E5'].map((cell) => port.value('收入台账', cell))).toEqual(['广告废', 200.5, 300]);
    fireEvent.click(await screen.findByRole('button', { name: '撤销' }));
    await screen.findByText('已撤销，2 个单元格恢复原样');
    await settle();
    expect(seen(port)).toEqual(TYPED);
  });

  it('is recorded with the workbook and undone from the record by a pane that is opened later', async () => {
    const first = await openPane(BOOK);
    applyAt('收入台账!E3');
    await screen.findByText(/已改为/);
    first.close();
    const { port } = await openPane(BOOK, { port: first.port });
    await menu('修改记录');
    screen.getByText('由文本「200.50」改为数字「200.5」');
    press('撤销这一步');
    await screen.findByText(/已撤销，1 个单元格/);
    screen.getByText(/^\d\d:\d\d 已撤销$/);
    expect(seen(port)).toEqual(BOOK);
  });
});

describe('标记', () => {
  it('fills the cells and notes what was found, and is gone without a trace after the file was reopened', async () => {
    const first = await openPane(BOOK, { before: (port) => port.setFill('收入台账', 'C2', { color: '#123456' }) });
    press('标记');
    await screen.findByText(/^已标记 \d+ 个单元格$/);
    expect(first.port.fill('收入台账', 'C2')).toEqual({ color: '#FFC7CE' });
    expect(first.port.note('收入台账', 'C2')).toContain('类别「广告废」不在制度内');
    expect(first.port.note('收入台账', 'C2')).toContain('建议：广告费');
    first.close();
    const { port } = await openPane(BOOK, { port: first.port });
    await act(async () => press('清除标记'));
    await screen.findByText(/^已清除/);
    expect(port.fill('收入台账', 'C2')).toEqual({ color: '#123456' });
    for (const { sheet, cell } of told(BOOK)) {
      expect(port.note(sheet, cell)).toBeUndefined();
      if (cell !== 'C2') expect(port.fill(sheet, cell)).toBeUndefined();
    }
    screen.getByRole('button', { name: '标记' });
  });
});

describe('导出', () => {
  it('writes the list on a sheet that is no ledger, and replaces it the next time', async () => {
    const { port, settle } = await openPane(BOOK);
    press('导出');
    await screen.findByText(/条已写到工作表「校验结果」/);
    const error = told(BOOK).find(({ severity }) => severity === 'error');
    if (!error) throw new Error('the book has no error');
    expect(port.value('校验结果', 'A1')).toBe('级别');
    expect(port.value('校验结果', 'F2')).toBe(wording.findingHere(error));
    expect(port.value('校验结果', `A${String(told(BOOK).length + 1)}`)).not.toBeNull();
    await settle();
    expect(lines(told(port.snapshot()))).toEqual(lines(told(BOOK)));
    press(/ 错误$/);
    await waitFor(() => expect(listed()).not.toEqual(lines(told(BOOK))));
    press('导出');
    await waitFor(() => expect(port.value('校验结果', `A${String(told(BOOK).length + 1)}`)).toBeNull());
    expect(port.snapshot().sheets.filter(({ name }) => name.startsWith('校验结果'))).toHaveLength(1);
  });

  it('leaves a sheet of that name alone that is somebody else’s', async () => {
    const { port } = await openPane(BOOK, { before: (opened) => opened.addSheet('校验结果', [['我的']]) });
    press('导出');
    await screen.findByText(/条已写到工作表「校验结果 2」/);
    expect(port.value('校验结果', 'A1')).toBe('我的');
  });
});

describe('自动校验', () => {
  it('follows edits while it is on', async () => {
    const { port, settle } = await openPane(BOOK);
    port.edit('收入台账', 'C2', '广告费');
    await settle();
    expect(listed()).toEqual(lines(told(port.snapshot())));
  });

  it('switched off leaves the list as it is, says that the workbook has changed, and waits for 校验', async () => {
    const { port, settle } = await openPane(BOOK);
    fireEvent.click(screen.getByRole('switch', { name: '自动校验' }));
    port.edit('收入台账', 'C2', '广告费');
    await settle();
    expect(listed()).toEqual(lines(told(BOOK)));
    screen.getByText(/工作簿在此之后有改动/);
    await act(async () => press('校验'));
    await settle();
    expect(listed()).toEqual(lines(told(port.snapshot())));
    expect(screen.queryByText(/工作簿在此之后有改动/)).toBeNull();
  });

  it('shows what 应用 did even while it is off', async () => {
    const { port, settle } = await openPane(BOOK);
    fireEvent.click(screen.getByRole('switch', { name: '自动校验' }));
    applyAt('收入台账!C2');
    await screen.findByText(/已改为/);
    await settle();
    expect(listed()).toEqual(lines(told(port.snapshot())));
  });
});

describe('every state', () => {
  it('shows how far a first reading has come, and gives it up when asked', async () => {
    let release: () => void = () => undefined;
    await openPane(BOOK, {
      before: (port) => {
        release = port.hold();
      },
    });
    screen.getByRole('progressbar', { name: '正在校验' });
    expect(await violations()).toEqual([]);
    await act(async () => press('取消'));
    release();
    await screen.findByText('还没有校验');
  });

  it('says what a workbook without ledgers needs', async () => {
    await openPane(EMPTY);
    screen.getByText('没有找到台账');
    for (const { sheet } of policy.document.ledgers) screen.getByText(sheet);
    expect(await violations()).toEqual([]);
  });

  it('says of a workbook without findings what was checked', async () => {
    expect(told(CLEAN)).toEqual([]);
    await openPane(CLEAN);
    screen.getByText('全部通过');
    const facts = screen.getByText('台账行').parentElement;
    expect(facts?.textContent).toContain('2');
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['too old', { code: 'not-supported', feature: 'ExcelApi 1.9' }, '这个软件版本太旧'],
    ['offline', { code: 'offline' }, '没有读成'],
  ] as const)('says why nothing could be read: %s', async (_, problem, title) => {
    await openPane(BOOK, { before: (port) => port.fail(problem) });
    screen.getByText(title);
    screen.getByText(wording.portProblem(problem));
    expect(await violations()).toEqual([]);
  });

  it.each(['zh-CN', 'en-US'] as const)('breaks no rule of accessibility with findings in %s', async (language) => {
    await openPane(BOOK, { language });
    fireEvent.click(screen.getAllByRole('button', { name: /的原文|The words of/ })[0] ?? document.body);
    expect(await violations()).toEqual([]);
  });
});
