/** @jest-environment jsdom */
import './views-globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { FUNCTIONS } from '../../src/functions/catalogue';
import { workbook } from '../support/workbook-builder';
import { openView } from './views-pane';

const book = workbook({ revenue: [{ 日期: '2016-05-04', 类别: '广告费', 金额: 100 }] });
const open = () => openView(book, { view: 'functions' });
const insert = (formula: string): boolean =>
  fireEvent.click(screen.getByRole('button', { name: `插入到选中的单元格：${formula}` }));
const at = (row: number, column: number) => ({ top: row, left: column, bottom: row, right: column });

describe('the list of functions', () => {
  it('has each of the catalogue, with its signature, meaning and example', () => {
    open();
    const text = document.body.textContent;
    for (const { id, title, description, example, parameters } of FUNCTIONS) {
      expect(text).toContain(`${id}(`);
      expect(text).toContain(title['zh-CN']);
      expect(text).toContain(description['zh-CN']);
      expect(text).toContain(example);
      for (const parameter of parameters) expect(text).toContain(parameter.description['zh-CN']);
    }
  });

  it('is in English for English readers', () => {
    openView(book, { view: 'functions' }, { language: 'en-US' });
    for (const { description } of FUNCTIONS) expect(document.body.textContent).toContain(description['en-US']);
  });

  it('is as the functions are called in WPS where the pane is there', () => {
    openView(book, { view: 'functions' }, { host: 'wps' });
    const codes = [...document.querySelectorAll('code')].map((code) => code.textContent);
    expect(codes).toContain('=PAY.NET_PROFIT(2016)');
    expect(codes).toContain('=PAY.NET_PROFIT()');
    for (const code of codes) {
      expect(code).toMatch(/^=PAY\.[A-Z_]+\(/);
      // Tables are not referred to by name in a workbook that WPS shares.
      expect(code).not.toMatch(/\[/);
    }
    for (const { id } of FUNCTIONS) expect(document.body.textContent).toContain(`PAY.${id}(`);
  });

  it('is searched by name, title and meaning', async () => {
    open();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '分红' } });
    const codes = (): readonly string[] => [...document.querySelectorAll('code')].map((code) => code.textContent);
    await waitFor(() =>
      expect(codes()).toEqual(['=TEAM_SHARE()', '=TEAM_SHARE(2016)', '=COMPANY_SHARE()', '=COMPANY_SHARE(2016)']),
    );
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: '没有这个' } });
    await waitFor(() => screen.getByText('没有找到「没有这个」'));
  });
});

describe('inserting a formula', () => {
  it('writes what WPS knows where the pane is there', async () => {
    const { port, notices } = openView(book, { view: 'functions' }, { host: 'wps' });
    port.selectRange('收入台账', at(9, 9));
    insert('=PAY.NET_PROFIT()');
    await waitFor(() => expect(notices).toHaveLength(1));
    expect(await port.readFormula('收入台账', 'I9')).toEqual({ ok: true, value: '=PAY.NET_PROFIT()' });
  });

  it('writes it into the active cell, and takes it back', async () => {
    const { port, notices } = open();
    port.selectRange('收入台账', at(9, 9));
    insert('=NET_PROFIT()');
    await waitFor(() => expect(notices).toHaveLength(1));
    expect(await port.readFormula('收入台账', 'I9')).toEqual({ ok: true, value: '=NET_PROFIT()' });
    expect(notices[0]?.sentence).toBe('已在 收入台账!I9 写入 =NET_PROFIT()');
    notices[0]?.action?.run();
    await waitFor(() => expect(notices).toHaveLength(2));
    expect(await port.readFormula('收入台账', 'I9')).toEqual({ ok: true, value: '' });
    expect(port.value('收入台账', 'I9')).toBeNull();
  });

  it('asks before it takes the place of something', async () => {
    const { port, notices } = open();
    port.selectRange('收入台账', at(2, 5));
    insert('=NET_PROFIT()');
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('收入台账!E2 现在是「100」');
    fireEvent.click(within(dialog).getByRole('button', { name: '取消' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(port.value('收入台账', 'E2')).toBe(100);
    insert('=NET_PROFIT()');
    fireEvent.click(await screen.findByRole('button', { name: '替换' }));
    await waitFor(() => expect(notices).toHaveLength(1));
    expect(await port.readFormula('收入台账', 'E2')).toEqual({ ok: true, value: '=NET_PROFIT()' });
  });

  it('leaves a cell that has changed while it was asked about', async () => {
    const { port, problems } = open();
    port.selectRange('收入台账', at(2, 5));
    insert('=NET_PROFIT()');
    const dialog = await screen.findByRole('dialog');
    port.edit('收入台账', 'E2', 250);
    fireEvent.click(within(dialog).getByRole('button', { name: '替换' }));
    await waitFor(() =>
      expect(problems).toEqual([{ code: 'changed-since', sheet: '收入台账', cell: 'E2', found: '250' }]),
    );
    expect(port.value('收入台账', 'E2')).toBe(250);
  });

  it('tells why it could not', async () => {
    const { port, problems } = open();
    port.selectRange('收入台账', at(9, 9));
    port.setProtected('收入台账');
    insert('=NET_PROFIT()');
    await waitFor(() => expect(problems).toEqual([{ code: 'sheet-protected', sheet: '收入台账' }]));
  });
});

it('copies a formula', async () => {
  const copied: string[] = [];
  Object.assign(navigator, { clipboard: { writeText: async (text: string) => void copied.push(text) } });
  const { notices } = open();
  fireEvent.click(screen.getByRole('button', { name: '复制 =TEAM_SHARE(2016)' }));
  await waitFor(() => expect(notices.map(({ sentence }) => sentence)).toEqual(['已复制']));
  expect(copied).toEqual(['=TEAM_SHARE(2016)']);
});
