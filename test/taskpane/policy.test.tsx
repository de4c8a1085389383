/** @jest-environment jsdom */
import './views-globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import { cutAt, holdsQuery } from '../../src/taskpane/policy/marked';
import { rowsCiting } from '../../src/taskpane/policy/citations';
import { sampleAnswers, sampleBook } from './sample-book';
import { openView } from './views-pane';

let book: WorkbookSnapshot;

beforeAll(async () => {
  book = await sampleBook(2016);
});

const { document: written } = builtInPolicy();
const clause = (id: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-clause="${id}"]`);
  if (!found) throw new Error(`clause ${id} is not shown`);
  return found;
};
const shownClauses = (): readonly string[] =>
  [...document.querySelectorAll<HTMLElement>('[data-clause]')].map((each) => each.dataset['clause'] ?? '');
const words = (element: Element | null | undefined): string => (element?.textContent ?? '').replaceAll(/[\s,]/g, '');
const search = (query: string): boolean =>
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: query } });
const show = (part: RegExp): boolean => fireEvent.click(screen.getByRole('tab', { name: part }));

describe('the written policy', () => {
  it('stands there clause by clause, verbatim and by chapter', () => {
    openView(book, { view: 'policy' });
    expect(shownClauses()).toEqual(written.clauses.map(({ id }) => id));
    for (const { id, text } of written.clauses) expect(clause(id).querySelector('p')?.textContent).toBe(text);
    const chapters = written.chapters.map(({ id, title }) => `${id}、${title}`);
    expect(screen.getAllByRole('heading', { level: 2 }).map((each) => each.textContent)).toEqual(chapters);
  });

  it('leads a link to its clause', () => {
    openView(book, { view: 'policy', clause: '六.2.5' });
    expect(document.activeElement).toBe(clause('六.2.5'));
    expect(within(clause('六.2.5')).getByRole('button', { name: '收起' }).getAttribute('aria-expanded')).toBe('true');
  });

  it('needs no workbook', () => {
    openView(undefined, { view: 'policy' });
    expect(shownClauses()).toHaveLength(written.clauses.length);
  });
});

describe('what stands on a clause', () => {
  it('are the rows that it decided, with their sum, and the answers, rules and parameters', () => {
    openView(book, { view: 'policy', clause: '六.2.5' });
    const own = clause('六.2.5');
    const groups = [...own.querySelectorAll('summary')].map(words);
    expect(groups).toContain('商城自揽产品计利润·12行4317.50元');
    expect(groups).toContain('公司代理佣金不计·2行，不计入0.00元');
    within(own).getByRole('button', { name: '计入收入' });
    within(own).getAllByText('自揽代理佣金全额计入');
  });

  it('select their cells at a press, and open the answers with a way back', () => {
    const { shown, went } = openView(book, { view: 'policy', clause: '六.2.5' });
    const rows = clause('六.2.5').querySelectorAll('details')[0];
    const [cell] = within(rows as HTMLElement).getAllByRole('button', { name: /^收入台账!E\d+$/ });
    fireEvent.click(cell as HTMLElement);
    expect(shown[0]).toMatchObject({ sheet: '收入台账', cell: cell?.textContent.replace('收入台账!', '') });
    fireEvent.click(within(clause('六.2.5')).getByRole('button', { name: '计入收入' }));
    expect(went).toEqual([{ view: 'trace', answer: { id: 'COUNTED_REVENUE', year: 2016 } }]);
    fireEvent.click(screen.getByRole('button', { name: '返回制度' }));
    expect(document.activeElement?.textContent).toBe('计入收入');
  });

  it('are all of a year’s counted rows between them', () => {
    const books = openBooks(builtInPolicy(), book);
    const seen = new Map<string, number>();
    for (const { id } of written.clauses) {
      for (const { tally, rows } of rowsCiting(books, id, 2016)) {
        if (tally.table.id !== 'revenue' && tally.table.id !== 'in-kind-cash') continue;
        for (const { entry, sheet, cell } of rows) seen.set(`${sheet}!${cell}`, entry.fen);
      }
    }
    const total = [...seen.values()].reduce((sum, fen) => sum + fen, 0);
    expect(total).toBe(Number((sampleAnswers(2016)['COUNTED_REVENUE'] ?? '').replace('.', '')));
  });

  it('are not asked for of a clause that people carry out', () => {
    openView(book, { view: 'policy' });
    const manual = written.clauses.find((each) => each.manual);
    const card = clause(manual?.id ?? '');
    within(card).getByText('由人执行');
    expect(within(card).queryByRole('button')).toBeNull();
  });
});

describe('the other parts', () => {
  it('give parameters with the days on which they hold', () => {
    openView(book, { view: 'policy' });
    show(/^参数/);
    const items = screen.getAllByRole('listitem').map(words);
    expect(items.find((item) => item.startsWith('活粉目标'))).toContain('2016-12-31当日60000人二.1');
    const fee = items.find((item) => item.startsWith('公司管理费计入比例'));
    expect(fee).toContain('2016-01-01到2016-12-310');
    expect(fee).toContain('2017-01-01起0.5');
  });

  it('say which parameter the year lacks', () => {
    openView(book, { view: 'policy' }, { year: 2018 });
    show(/^参数/);
    expect(screen.getAllByText('2018 年待定')).toHaveLength(2);
  });

  it('give rules in words, with basis and ratio', () => {
    openView(book, { view: 'policy' });
    show(/^规则/);
    const items = screen.getAllByRole('listitem').map(words);
    expect(items).toHaveLength(written.ruleTables.reduce((sum, { rules }) => sum + rules.length, 0));
    expect(items.find((item) => item.startsWith('商城自揽产品计利润'))).toContain(
      '条件：类别为微商城销售；货源为自揽计入：金额−进货成本六.2.5',
    );
    expect(items.find((item) => item.startsWith('公司管理费按比例计入'))).toContain('计入：金额×公司管理费计入比例');
  });

  it('give limits', () => {
    openView(book, { view: 'policy' });
    show(/^限制/);
    expect(screen.getAllByRole('listitem')).toHaveLength(written.limits.length);
    screen.getByText('金额 ÷ 销售额 ≥ 代理佣金下限；类别为 代理佣金');
  });
});

describe('searching', () => {
  it('looks through all parts, marks what it found and counts it', async () => {
    openView(book, { view: 'policy' });
    search('代理');
    await waitFor(() => expect(shownClauses()).toEqual(['三.6', '六.2.5']));
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(
      expect.arrayContaining(['代理']),
    );
    screen.getByRole('tab', { name: '条款 2' });
    show(/^规则 \d/);
    expect(screen.getAllByRole('listitem').map(words)).toEqual([
      expect.stringContaining('商城公司代理产品不计'),
      expect.stringContaining('自揽代理佣金全额计入'),
      expect.stringContaining('公司代理佣金不计'),
    ]);
  });

  it('turns to the part that has hits', async () => {
    openView(book, { view: 'policy' });
    search('fan-penalty-rate');
    await waitFor(() => expect(screen.getByRole('tab', { selected: true }).textContent).toContain('参数 1'));
  });

  it('says so where there is nothing', async () => {
    openView(book, { view: 'policy' });
    search('<b>x</b>');
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('没有找到「<b>x</b>」'));
    expect(document.querySelector('b')).toBeNull();
  });

  it.each<[string, string, readonly string[]]>([
    ['自揽与自有', '自', ['', '自', '揽与', '自', '有']],
    ['NET_profit', 'Net_', ['', 'NET_', 'profit']],
    ['六.2.5', '２.５', ['六.', '2.5', '']],
    ['a<b>b', '<b>', ['a', '<b>', 'b']],
    ['aaa', 'aa', ['', 'aa', 'a']],
    ['İx', 'x', ['İx']],
    ['任何', ' ', ['任何']],
  ])('cuts «%s» at «%s»', (text, query, parts) => {
    expect(cutAt(text, query)).toEqual(parts);
    expect(cutAt(text, query).join('')).toBe(text);
  });

  it('finds ids whatever their capitals', () => {
    expect(holdsQuery(['fan-target'], 'FAN')).toBe(true);
    expect(holdsQuery(['fan-target'], 'fans')).toBe(false);
  });
});
