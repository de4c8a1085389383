/** @jest-environment jsdom */
import './views-globals';
import { act, fireEvent, screen, within } from '@testing-library/react';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { workbook } from '../support/workbook-builder';
import { sampleAnswers, sampleBook } from './sample-book';
import { openView } from './views-pane';

let book: WorkbookSnapshot;

beforeAll(async () => {
  book = await sampleBook(2016);
});

const section = (name: string): HTMLElement => screen.getByRole('region', { name });
/** All that a screen reader says of a row, without the spaces between its parts. */
const words = (element: Element | null): string => (element?.textContent ?? '').replaceAll(/[\s,]/g, '');
const rowsOf = (part: HTMLElement): readonly HTMLElement[] => [
  ...part.querySelectorAll<HTMLElement>('button[data-spot]'),
];
const row = (name: string, part: HTMLElement): HTMLElement => {
  const found = rowsOf(part).find((each) => words(each).includes(name));
  if (!found) throw new Error(`no row says ${name}`);
  return found;
};

describe('the settlement', () => {
  it('shows every answer of the year as the command line gives it', () => {
    openView(book, { view: 'settlement' });
    const all = section('各项结果');
    const answers = Object.entries(sampleAnswers(2016));
    expect(answers).toHaveLength(12);
    for (const [id, value] of answers) expect(words(row(id, all))).toContain(value);
    screen.getByText('12 项全部算出');
  });

  it('draws revenue less cost, the profit and the shares, each figure opening its derivation', () => {
    const { went } = openView(book, { view: 'settlement' });
    const flow = section('利润与分红');
    expect(rowsOf(flow).map(words)).toEqual([
      '计入收入221738.08元',
      '−计入成本149841.67元',
      '=净利润71896.41元',
      '团队分红35948.21元',
      '公司分红35948.20元',
    ]);
    fireEvent.click(row('净利润', flow));
    expect(went).toEqual([{ view: 'trace', answer: { id: 'NET_PROFIT', year: 2016 } }]);
  });

  it('sets fans and events against their targets, with what falls short and what it costs', () => {
    openView(book, { view: 'settlement' });
    const targets = rowsOf(section('目标与考核')).map(words);
    expect(targets).toEqual([
      '年末活粉数52300/60000人还差7700人活粉考核3850.00元',
      '计数活动10/12次还差2次活动考核2000.00元',
    ]);
  });

  it('tells what was counted and what was not by category, in sums that foot to the answer', () => {
    openView(book, { view: 'settlement' });
    const cost = section('计入成本的构成');
    fireEvent.click(within(cost).getByRole('button', { name: /^其余 \d+ 类$/ }));
    const counted = rowsOf(cost).map((line) => /(\d+\.\d\d)元/.exec(words(line))?.[1] ?? '');
    const fen = counted.reduce((sum, amount) => sum + Number(amount.replace('.', '')), 0);
    expect(fen).toBe(14_984_167);
    expect(words(row('公司领导薪酬', cost))).toBe('管理费·公司领导薪酬0.00元2行，登记75000.00，不计入75000.00');
  });

  it('opens the rows of one category', () => {
    const { went } = openView(book, { view: 'settlement' });
    fireEvent.click(row('广告费', section('计入收入的构成')));
    expect(went).toEqual([{ view: 'trace', rows: { ruleTable: 'revenue', by: 'category', id: '广告费', year: 2016 } }]);
  });

  it('puts the focus back on the figure that was opened', async () => {
    const { go } = openView(book, { view: 'settlement' });
    fireEvent.click(row('净利润', section('利润与分红')));
    screen.getByRole('tree');
    fireEvent.click(screen.getByRole('button', { name: '返回结算' }));
    expect((document.activeElement as HTMLElement).dataset['spot']).toBe('flow:NET_PROFIT');
    await go({ view: 'trace' });
    expect(screen.queryByRole('button', { name: '返回结算' })).toBeNull();
  });

  it('distributes the team share to the fen', () => {
    openView(book, { view: 'settlement' });
    const rows = within(section('团队分红的分配')).getAllByRole('row').slice(1).map(words);
    expect(rows).toHaveLength(6);
    // The weight stands before its cell: «3K210784.47元».
    const fen = rows.reduce(
      (sum, line) => sum + Number((/K\d(\d+\.\d\d)元$/.exec(line)?.[1] ?? '').replace('.', '')),
      0,
    );
    expect(fen).toBe(3_594_821);
  });

  it('shows a clause in its own words at a press', () => {
    openView(book, { view: 'settlement' });
    const distribution = section('团队分红的分配');
    fireEvent.click(within(distribution).getByRole('button', { name: '条款 六.1 原文' }));
    expect(distribution.textContent).toContain('纯利润=收入-成本');
  });

  it('speaks English throughout', () => {
    openView(book, { view: 'settlement' }, { language: 'en-US' });
    expect(section('Profit and shares').textContent).toContain('Net profit');
    screen.getByRole('heading', { name: 'Settlement of 2016' });
  });
});

describe('answers that rows stand in the way of', () => {
  const broken = workbook({
    revenue: [
      { 日期: '2016-05-04', 类别: '广告费', 金额: 100 },
      { 日期: '2016-05-05', 类别: '杂项', 金额: 1 },
    ],
  });

  it('are open, say why once, and lead to the cell', () => {
    const { went, shown } = openView(broken, { view: 'settlement' });
    screen.getByText('4 项待定');
    expect(screen.getAllByText(/有 1 处数据待定/)).toHaveLength(1);
    fireEvent.click(screen.getByRole('button', { name: '收入台账!C3' }));
    expect(shown).toEqual([{ sheet: '收入台账', cell: 'C3' }]);
    fireEvent.click(screen.getByRole('button', { name: '去修正' }));
    expect(went).toEqual([{ view: 'check', row: { sheet: '收入台账', cell: 'C3' } }]);
  });

  it('leave the others as they are', () => {
    openView(broken, { view: 'settlement' });
    expect(words(row('FAN_PENALTY', section('各项结果')))).toContain('0.00元');
    expect(words(row('NET_PROFIT', section('各项结果')))).toContain('待定#VALUE!');
    expect(screen.queryByRole('region', { name: '利润与分红' })).toBeNull();
  });

  it('say what the policy has not set for the year', () => {
    openView(broken, { view: 'settlement' }, { year: 2018 });
    expect(screen.getAllByText(/制度没有规定 2018-12-31 的「活粉目标」/).length).toBeGreaterThan(0);
  });
});

describe('a loss', () => {
  it('is red, and shares nothing', () => {
    openView(
      workbook({
        revenue: [{ 日期: '2016-05-04', 类别: '广告费', 金额: 100 }],
        cost: [{ 日期: '2016-05-04', 类别: '差旅费', 金额: 250.5 }],
      }),
      { view: 'settlement' },
    );
    const flow = section('利润与分红');
    expect(rowsOf(flow).map(words)).toEqual([
      '计入收入100.00元',
      '−计入成本250.50元',
      '=净利润-150.50元亏损，没有分红。',
      '团队分红0.00元',
      '公司分红0.00元',
    ]);
  });
});

describe('before there is anything to settle', () => {
  it('says that the workbook is being read', () => {
    openView(undefined, { view: 'settlement' });
    screen.getByText('正在读取工作簿…');
  });

  it('asks for the year where the ledgers hold several', () => {
    openView(
      workbook({
        revenue: [
          { 日期: '2016-05-04', 类别: '广告费', 金额: 100 },
          { 日期: '2017-05-04', 类别: '广告费', 金额: 50 },
        ],
      }),
      { view: 'settlement' },
    );
    act(() => screen.getByRole('button', { name: '2017' }).click());
    screen.getByRole('heading', { name: '2017 年结算' });
  });
});
