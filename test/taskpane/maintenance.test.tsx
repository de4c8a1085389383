/** @jest-environment jsdom */
import './views-globals';
import { fireEvent, screen, within } from '@testing-library/react';
import fs from 'node:fs';
import path from 'node:path';
import { MAINTENANCE_2016 } from '../../scripts/samples/maintenance-2016';
import { readWorkbookBytes } from '../../src/hosts/file/read-workbook';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { maintenancePolicy, withExamples } from '../support/maintenance-books';
import { openView } from './views-pane';

let book: WorkbookSnapshot;

beforeAll(async () => {
  const file = path.join(__dirname, '..', '..', 'assets', 'samples', 'maintenance-2016.xlsx');
  const read = await readWorkbookBytes(new Uint8Array(fs.readFileSync(file)), 'maintenance-2016.xlsx');
  if (!read.ok) throw new Error(read.error.code);
  book = read.value;
});

const section = (name: string): HTMLElement => screen.getByRole('region', { name });
const words = (element: Element | null): string => (element?.textContent ?? '').replaceAll(/[\s,]/g, '');

describe('the settlement under another policy', () => {
  it('shows its answers, each opening its derivation', () => {
    const { went } = openView(book, { view: 'settlement' }, { policy: withExamples() });
    const rows = [...section('各项结果').querySelectorAll<HTMLElement>('button[data-spot]')];
    const answers = Object.entries(MAINTENANCE_2016.withExamples);
    expect(rows).toHaveLength(answers.length);
    answers.forEach(([id, value], index) => {
      expect(words(rows[index] ?? null)).toContain(value);
      expect(words(rows[index] ?? null)).toContain(id);
    });
    fireEvent.click(rows[2] ?? document.body);
    expect(went).toEqual([{ view: 'trace', answer: { id: 'MAINTENANCE_PAY', year: 2016 } }]);
  });

  it('draws what it has: pay by kind of order and by product, no profit and no targets', () => {
    openView(book, { view: 'settlement' }, { policy: withExamples() });
    expect(screen.queryByRole('region', { name: '利润与分红' })).toBeNull();
    expect(screen.queryByRole('region', { name: '目标与考核' })).toBeNull();
    const charts = screen.getAllByRole('region').filter((each) => words(each).includes('行'));
    const orders = charts.find((each) => words(each).includes('安装') && words(each).includes('维修'));
    expect(words(orders ?? null)).toContain('安装258.00元5行');
    expect(words(orders ?? null)).toContain('维修132.00元4行');
    const sales = charts.find((each) => words(each).includes('数字电视'));
    expect(words(sales ?? null)).toContain('宽带217.60元2行');
    // A commission is no part of the sale that somebody else gets.
    expect(words(sales ?? null)).not.toContain('不计入');
  });

  it('lists pay by person, a column for orders and one for sales', () => {
    openView(book, { view: 'settlement' }, { policy: withExamples() });
    const table = within(section('营维专员报酬（按人）')).getByRole('table');
    const cells = [...table.querySelectorAll('tr')].map((row) => [...row.children].map(words));
    expect(cells[0]).toEqual(['姓名', '工单报酬', '营销提成', '金额']);
    const yuan = (figures: readonly string[]): readonly string[] => figures.map((figure) => `${figure}元`);
    expect(cells.slice(1)).toEqual(
      Object.entries(MAINTENANCE_2016.byWorker).map(([name, figures]) => [name, ...yuan(figures)]),
    );
  });

  it('says what is still to be set instead of any figure', () => {
    openView(book, { view: 'settlement' }, { policy: maintenancePolicy() });
    screen.getByText('4 项待定');
    expect(words(section('营维专员报酬（按人）'))).toContain('install-rate');
    expect(words(section('各项结果'))).not.toMatch(/\d\.\d\d元/);
  });
});
