/** @jest-environment jsdom */
import './views-globals';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { parseCell } from '../../src/ledger/a1';
import type { CellRef } from '../../src/ledger/finding';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import type { MemoryPort } from '../support/memory-port';
import { workbook } from '../support/workbook-builder';
import { openView } from './views-pane';

const AD = { 日期: '2016-05-04', 摘要: '头条广告', 类别: '广告费', 金额: 1000 };
const GIFT = { 日期: '2016-06-01', 类别: '微商城销售', 货源: '自揽', 金额: 300, 进货成本: 120.55 };
const PRODUCT = { 日期: '2016-07-01', 类别: '整体产品转让费', 金额: 9000 };
const book = workbook({
  revenue: [AD, GIFT, PRODUCT],
  cost: [{ 日期: '2016-03-01', 类别: '差旅费', 金额: 200 }],
});

const words = (element: Element | null | undefined): string => (element?.textContent ?? '').replaceAll(/[\s,]/g, '');
const items = (): readonly HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[role="treeitem"]')];
const item = (text: string): HTMLElement => {
  const found = items().find((each) => words(each).includes(text));
  if (!found) throw new Error(`no line says ${text}`);
  return found;
};
const paths = (): readonly string[] => items().map((each) => each.dataset['path'] ?? '');

/** Selects a cell as a person does, and waits until it is traced. */
async function select(port: MemoryPort, { sheet, cell }: CellRef): Promise<void> {
  const at = parseCell(cell);
  if (!at) throw new Error(cell);
  act(() => port.selectRange(sheet, { top: at.row, left: at.column, bottom: at.row, right: at.column }));
  await screen.findByRole('heading', { level: 1, name: `${sheet}!${cell}` });
}

describe('the derivation of an answer', () => {
  const open = () => openView(book, { view: 'trace', answer: { id: 'NET_PROFIT', year: 2016 } });

  it('begins with the answer and what it was made from', () => {
    open();
    const [profit, revenue, cost, ...more] = items().map(words);
    expect(more).toEqual([]);
    expect(profit).toContain('净利润979.45元');
    expect(profit).toContain('=1179.45−200.00');
    expect(revenue).toContain('计入收入1179.45元');
    expect(cost).toContain('计入成本200.00元');
  });

  it('opens down to the cells, which a press selects', () => {
    const { shown } = open();
    fireEvent.click(item('计入收入1179.45'));
    fireEvent.click(item('计入合计1179.45'));
    fireEvent.click(item('收入规则1179.45'));
    fireEvent.click(item('商城自揽产品计利润179.45'));
    fireEvent.click(item('2016-06-01·微商城销售179.45'));
    fireEvent.click(item('进货成本120.55'));
    expect(shown).toEqual([{ sheet: '收入台账', cell: 'F3' }]);
  });

  it('is a tree for the keyboard: one stop of the Tab key, arrows within', () => {
    open();
    const press = (key: string): boolean => fireEvent.keyDown(document.activeElement ?? document.body, { key });
    const current = (): string | undefined => (document.activeElement as HTMLElement).dataset['path'];
    act(() => items()[0]?.focus());
    expect(items().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    press('ArrowDown');
    expect(current()).toBe('0/0');
    press('ArrowRight');
    expect(items()[1]?.getAttribute('aria-expanded')).toBe('true');
    press('ArrowRight');
    expect(current()).toBe('0/0/0');
    press('ArrowLeft');
    expect(current()).toBe('0/0');
    press('ArrowLeft');
    expect(items()[1]?.getAttribute('aria-expanded')).toBe('false');
    press('End');
    expect(current()).toBe('0/1');
    press('Home');
    press('Enter');
    expect(paths()).toEqual(['0']);
  });

  it('says its place in the tree to screen readers', () => {
    open();
    const cost = item('计入成本');
    expect(['aria-level', 'aria-posinset', 'aria-setsize'].map((name) => cost.getAttribute(name))).toEqual([
      '2',
      '2',
      '2',
    ]);
  });

  it('lists thousands of rows fifty at a time', () => {
    const many = workbook({ revenue: Array.from({ length: 180 }, () => AD) });
    openView(many, { view: 'trace', answer: { id: 'COUNTED_REVENUE', year: 2016 } });
    fireEvent.click(item('计入合计180000.00'));
    fireEvent.click(item('收入规则180000.00'));
    fireEvent.click(item('180行相加'));
    const rows = (): number => items().filter((each) => words(each).includes('2016-05-04·头条广告')).length;
    expect(rows()).toBe(50);
    fireEvent.click(item('还有130项'));
    expect(rows()).toBe(100);
    item('还有80项');
  });

  it('is copied as it is opened, with the clauses in their own words', async () => {
    const copied: string[] = [];
    Object.assign(navigator, { clipboard: { writeText: async (text: string) => void copied.push(text) } });
    const { notices } = open();
    fireEvent.click(screen.getByRole('button', { name: '复制计算过程' }));
    await waitFor(() => expect(notices).toHaveLength(1));
    const [text = ''] = copied;
    expect(text.split('\n').slice(0, 3)).toEqual([
      '净利润  = 979.45 元  ← 1179.45 − 200.00  [六.1]',
      expect.stringMatching(/^ {2}计入收入 {2}= 1,179\.45 元/),
      expect.stringMatching(/^ {2}计入成本 {2}= 200\.00 元/),
    ]);
    expect(text).toContain(builtInPolicy().clauses.get('六.1')?.text);
  });

  it('stands selected in a field where the clipboard is refused', async () => {
    Object.assign(navigator, {
      clipboard: { writeText: () => Promise.reject(new Error('not allowed')) },
    });
    open();
    fireEvent.click(screen.getByRole('button', { name: '复制计算过程' }));
    const field = await screen.findByRole<HTMLTextAreaElement>('textbox');
    expect(field.value).toContain('净利润  = 979.45 元');
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
    expect(document.activeElement).toBe(field);
  });
});

describe('a category’s rows', () => {
  it('are a derivation of their own, with their sum', () => {
    openView(book, {
      view: 'trace',
      rows: { ruleTable: 'revenue', by: 'category', id: '整体产品转让费', year: 2016 },
    });
    const [sum, row] = items().map(words);
    expect(sum).toContain('整体产品转让费0.00元');
    expect(row).toContain('2016-07-01·整体产品转让费0.00元');
  });

  it('may be gone', () => {
    openView(book, { view: 'trace', rows: { ruleTable: 'revenue', by: 'category', id: '代维费', year: 2016 } });
    screen.getByText('这些行已不在台账里，或不再这样计入。');
  });
});

describe('following the selection', () => {
  it('shows the verdict on a ledger row: the rule, its clause, the amount, and why no other rule applies', async () => {
    const { port } = openView(book, { view: 'trace' });
    await select(port, { sheet: '收入台账', cell: 'B3' });
    const part = screen.getByRole('region', { name: '收入规则' });
    expect(words(part)).toContain('商城自揽产品计利润179.45元');
    expect(part.textContent).toContain(builtInPolicy().clauses.get('六.2.5')?.text);
    expect(words(part)).toContain('=300−120.55');
    const reasons = [...part.querySelectorAll('details li')].map((each) => each.textContent);
    const others = (builtInPolicy().ruleTables.get('revenue')?.rules.length ?? 0) - 1;
    expect(reasons).toHaveLength(others);
    expect(reasons[0]).toContain('类别不是 广告费');
    expect(reasons.find((reason) => reason.startsWith('商城自有产品'))).toContain('货源不是 自有');
  });

  it('says so of a row that does not count', async () => {
    const { port } = openView(book, { view: 'trace' });
    await select(port, { sheet: '收入台账', cell: 'E4' });
    expect(words(screen.getByRole('region', { name: '收入规则' }))).toMatch(/^收入规则不计入整体产品转让不计0\.00元/);
  });

  it('shows a finding of the cell, and leads to it', async () => {
    const broken = workbook({ revenue: [{ ...AD, 类别: '杂项' }] });
    const { port, went } = openView(broken, { view: 'trace' });
    await select(port, { sheet: '收入台账', cell: 'C2' });
    const finding = openBooks(builtInPolicy(), broken).findings()[0];
    expect(words(screen.getAllByRole('group')[0])).toContain('杂项');
    fireEvent.click(screen.getAllByRole('button', { name: '在校验中查看' })[0] as HTMLElement);
    expect(went[0]).toEqual({ view: 'check', row: finding });
  });

  it('tells which figure a reading is part of', async () => {
    const { port } = openView(book, { view: 'trace' });
    await select(port, { sheet: '粉丝台账', cell: 'C2' });
    fireEvent.click(screen.getByRole('button', { name: '活粉考核' }));
    expect(words(items()[0])).toContain('活粉考核0.00元');
  });

  it('offers the answers where there is nothing to trace', async () => {
    const { port } = openView(book, { view: 'trace' });
    act(() => port.addSheet('别的'));
    await select(port, { sheet: '别的', cell: 'B2' });
    fireEvent.click(screen.getByRole('button', { name: /^净利润/ }));
    expect(words(items()[0])).toContain('净利润979.45元');
  });

  it('stays where it is when told to', async () => {
    const { port } = openView(book, { view: 'trace' });
    await select(port, { sheet: '收入台账', cell: 'E2' });
    fireEvent.click(screen.getByRole('switch'));
    await waitFor(() => expect(port.listening).toBe(0));
    act(() => port.selectRange('收入台账', { top: 3, left: 1, bottom: 3, right: 1 }));
    screen.getByRole('heading', { level: 1, name: '收入台账!E2' });
    fireEvent.click(screen.getByRole('switch'));
    await screen.findByRole('heading', { level: 1, name: '收入台账!A3' });
  });

  it('keeps what it shows when it is told to stay and then asked for the selection', async () => {
    const { port, go } = openView(book, { view: 'trace' });
    await select(port, { sheet: '收入台账', cell: 'E2' });
    fireEvent.click(screen.getByRole('switch'));
    await go({ view: 'trace' });
    screen.getByRole('heading', { level: 1, name: '收入台账!E2' });
    await go({ view: 'trace', answer: { id: 'TEAM_SHARE', year: 2016 } });
    expect(words(items()[0])).toContain('团队分红489.73元');
  });

  it('does not leave a derivation for a cell that was selected from it', async () => {
    const { port, shown } = openView(book, { view: 'trace', answer: { id: 'FAN_PENALTY', year: 2016 } });
    fireEvent.click(item('年末活粉数'));
    fireEvent.click(item('公司网站'));
    expect(shown).toEqual([{ sheet: '粉丝台账', cell: 'C2' }]);
    await waitFor(() => expect(port.calls.filter((call) => call === 'readFormula')).toHaveLength(1));
    expect(words(items()[0])).toContain('活粉考核');
  });

  it('asks once for many selections in a row', async () => {
    const { port } = openView(book, { view: 'trace' });
    await waitFor(() => expect(port.listening).toBe(1));
    await waitFor(() => expect(port.calls.filter((call) => call === 'readFormula')).toHaveLength(1));
    act(() => {
      for (let row = 2; row <= 4; row += 1) port.selectRange('收入台账', { top: row, left: 1, bottom: row, right: 1 });
    });
    await screen.findByRole('heading', { level: 1, name: '收入台账!A4' });
    expect(port.calls.filter((call) => call === 'readFormula')).toHaveLength(2);
  });

  it('says why it can’t follow', async () => {
    const { port, problems } = openView(book, { view: 'trace', answer: { id: 'NET_PROFIT', year: 2016 } });
    await waitFor(() => expect(port.listening).toBe(1));
    port.fail({ code: 'offline' }, 'selection');
    act(() => port.tell({ kind: 'selection-changed' }));
    await waitFor(() => expect(problems).toEqual([{ code: 'offline' }]));
  });
});

describe('a cell with one of our formulas', () => {
  async function trace(formula: string, cells: readonly (readonly (string | number)[])[] = []): Promise<MemoryPort> {
    const { port } = openView(book, { view: 'trace' });
    act(() => {
      port.addSheet('试算', cells);
      port.edit('试算', 'H1', null, formula);
    });
    await select(port, { sheet: '试算', cell: 'H1' });
    return port;
  }

  it('shows the derivation of each of its calls', async () => {
    await trace('=ROUND(NET_PROFIT(2016),0)-COUNTED_COST()');
    await screen.findByRole('region', { name: '净利润 NET_PROFIT' });
    await screen.findByRole('region', { name: '计入成本 COUNTED_COST' });
    expect(words(items()[0])).toContain('净利润979.45元');
  });

  it('reads what its arguments refer to', async () => {
    await trace('=FAN_PENALTY(B2,2016)', [[], ['', 52300]]);
    await waitFor(() => expect(words(items()[0])).toContain('活粉考核3850.00元'));
  });

  it('selects the cells of a range that it was given, wherever that stands', async () => {
    const port = await trace('=COUNTED_COST(2016,C3:E5)', [
      [],
      [],
      ['', '', '日期', '类别', '金额'],
      ['', '', '2016-02-01', '差旅费', 70],
      ['', '', '2016-02-02', '税金', 5.5],
    ]);
    await waitFor(() => expect(words(items()[0])).toContain('计入成本75.50元'));
    fireEvent.click(item('成本规则75.50'));
    fireEvent.click(item('直接成本全额计入'));
    fireEvent.click(item('2016-02-02·税金5.50'));
    fireEvent.click(item('金额5.5'));
    await waitFor(() =>
      expect(port.selectedCells).toEqual({ sheet: '试算', range: { top: 5, left: 5, bottom: 5, right: 5 } }),
    );
  });

  it.each([
    ['=NET_PROFIT(A1+1)', '参数「A1+1」要由表格先算出来'],
    ['=NET_PROFIT(2016,没有的表)', '找不到参数「没有的表」指的区域'],
    ['=NET_PROFIT(16)', '2016'],
    ['=POLICY_VALUE("fan-goal")', 'fan-target'],
  ])('%s is not traced, and says why', async (formula, why) => {
    await trace(formula);
    expect((await screen.findByRole('group')).textContent).toContain(why);
  });

  it('shows a parameter’s value, a clause, or what a function does', async () => {
    await trace('=POLICY_VALUE("fan-target","2016-12-31")&CLAUSE_TEXT("六.1")&ALLOCATE(1,{1;1})&EXPLAIN("TEAM_SHARE")');
    await waitFor(() => expect(screen.getAllByRole('tree')).toHaveLength(2));
    expect(items().map(words)[0]).toContain('活粉目标60000人');
    expect(items().map(words)[1]).toContain('团队分红489.73元');
    const clause = builtInPolicy().clauses.get('六.1')?.text ?? '';
    expect(screen.getByRole('region', { name: '条款原文 CLAUSE_TEXT' }).textContent).toContain(clause);
    expect(screen.getByRole('region', { name: '分配 ALLOCATE' }).textContent).toContain('各份之和恒等于总额');
  });
});
