/** @jest-environment jsdom */
import './pane-globals';
import { act, fireEvent, screen, within } from '@testing-library/react';
import { version } from '../../package.json';
import { builtInPolicy } from '../../src/policy/packs';
import { workbook } from '../support/workbook-builder';
import { openPane, press, violations } from './open-pane';

const BOOK = workbook({ revenue: [{ 日期: '2016-05-04', 摘要: '头条', 类别: '广告费', 金额: 1000 }] });
const screens = () => within(screen.getByRole('tablist', { name: '画面' }));
const selectedTab = (): string => screens().getByRole('tab', { selected: true }).textContent;
/** A tab that isn't selected holds its name twice, once to keep the room of the bold one. */
const tab = (name: string): HTMLElement => screens().getByRole('tab', { name: new RegExp(name) });

describe('the shell', () => {
  it('opens at 校验 and leads to every screen', async () => {
    await openPane(BOOK);
    expect(selectedTab()).toContain('校验');
    for (const name of ['结算', '溯源', '制度', '函数']) {
      await act(async () => fireEvent.click(tab(name)));
      expect(selectedTab()).toContain(name);
      expect(screen.getByRole('main').textContent).not.toBe('');
    }
  });

  it('opens the screen that the ribbon asks for', async () => {
    const { pane } = await openPane(BOOK);
    await act(async () => pane.open('policy'));
    expect(selectedTab()).toContain('制度');
    await act(async () => pane.open('check'));
    screen.getByRole('button', { name: '校验' });
  });

  it('speaks the language that is chosen in its menu, and tells it', async () => {
    const { languages } = await openPane(BOOK);
    press('更多');
    await act(async () => fireEvent.click(screen.getByRole('menuitemradio', { name: 'English' })));
    screen.getByRole('tab', { name: 'Check' });
    expect(languages).toEqual(['en-US']);
    expect(document.documentElement.lang).toBe('en-US');
  });

  it('keeps the year that was chosen from screen to screen', async () => {
    await openPane(BOOK);
    fireEvent.change(screen.getByRole('combobox', { name: '年度' }), { target: { value: '2016' } });
    await act(async () => fireEvent.click(tab('结算')));
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: '年度' }).value).toBe('2016');
  });

  it('tells why a cell can’t be selected, until that is put away', async () => {
    const book = workbook({ revenue: [{ 日期: '2016-05-04', 摘要: '头条', 类别: '广告废', 金额: 1000 }] });
    const { port } = await openPane(book);
    port.fail({ code: 'cell-being-edited' }, 'select');
    await act(async () => fireEvent.click(screen.getAllByRole('article')[0] ?? document.body));
    const notices = screen.getByRole('status', { name: '消息' });
    expect(notices.textContent).not.toBe('');
    press('关闭');
    expect(notices.textContent).toBe('');
  });

  it('leaves nothing listening behind', async () => {
    const opened = await openPane(BOOK);
    opened.close();
    expect(opened.port.listening).toBe(0);
    expect(document.querySelector('.fui-FluentProvider')).toBeNull();
  });
});

describe('the self-check', () => {
  const sets = [
    { name: 'ExcelApi', version: '1.9', isNeeded: true, has: true },
    { name: 'ExcelApi', version: '1.20', isNeeded: false, has: false },
    { name: 'CustomFunctionsRuntime', version: '1.3', isNeeded: true, has: false },
  ];

  it('says what this is, what the application lacks and what for, and what is ever written', async () => {
    const { pane } = await openPane(BOOK, { host: { kind: 'excel', platform: 'PC', version: '16.0', sets } });
    await act(async () => pane.open('about'));
    await screen.findByText(`薪规 · 版本 ${version}`);
    screen.getByText(builtInPolicy().digest);
    const [first] = screen.getAllByText(/· (有|没有)$/, { exact: false });
    expect(first?.textContent).toContain('CustomFunctionsRuntime 1.3 · 没有');
    screen.getByText('函数出错时说明原因');
    screen.getByText(/ExcelApi 1\.20 · 没有，不影响使用/);
    screen.getByText(/「校验结果」/);
    expect(await violations()).toEqual([]);
  });

  it('is copied as text', async () => {
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    });
    const { pane } = await openPane(BOOK, { host: { kind: 'excel', sets } });
    await act(async () => pane.open('about'));
    await act(async () => fireEvent.click(await screen.findByRole('button', { name: '复制为文本' })));
    expect(copied[0]).toContain(builtInPolicy().digest);
    expect(copied[0]).toContain('CustomFunctionsRuntime 1.3: 没有');
  });
});
