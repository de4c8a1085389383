/** @jest-environment jsdom */
import './pane-globals';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import fs from 'node:fs';
import path from 'node:path';
import { readWorkbookBytes } from '../../src/hosts/file/read-workbook';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { readPolicySheets } from '../../src/policy-sheets';
import { readApprovals } from '../../src/workbook/approvals';
import { APPROVALS_KEY } from '../../src/workbook/stored-keys';
import { openWorkbook } from '../../src/workbook/open-workbook';
import { policyCell } from '../support/policy-book';
import { sheetOf } from '../support/workbook-builder';
import { openPane, type OpenedPane } from './open-pane';
import { sampleBook } from './sample-book';

const ROOT = path.join(__dirname, '..', '..');

let sample: WorkbookSnapshot;
let opened: OpenedPane | undefined;

beforeAll(async () => {
  sample = await sampleBook(2016);
});
afterEach(() => opened?.close());

async function open(workbook: WorkbookSnapshot, view: 'policy' | 'approval' | 'changes' | 'proof' | 'new-year') {
  opened = await openPane(workbook);
  await act(async () => opened?.pane.open(view));
  await opened.settle();
  return opened;
}

const press = async (name: RegExp | string): Promise<void> => {
  const button = await screen.findByRole('button', { name });
  await act(async () => void fireEvent.click(button));
};
const fill = async (label: RegExp, value: string): Promise<void> => {
  const field = await screen.findByLabelText(label);
  await act(async () => void fireEvent.change(field, { target: { value } }));
};
const text = (element: HTMLElement): string => element.textContent.replaceAll(/\s+/g, ' ');

/** The rate of the fan penalty, as people would change it. */
async function changeRate(pane: OpenedPane, value: number): Promise<void> {
  const { sheet, cell } = policyCell(sample, '制度参数', 'fan-penalty-rate', '取值');
  await act(async () => pane.port.edit(sheet, cell, value));
  await pane.settle();
}

describe('the pages of the policy', () => {
  it.each(['检验', '改动', '批准…', '新建年度…'])(
    '%s gives the focus back to the button that led there',
    async (name) => {
      // In jsdom a page loses the focus with the element that had it; in a browser it keeps it.
      const focus = jest.spyOn(document, 'hasFocus').mockReturnValue(true);
      opened = await openPane(sample);
      await act(async () => opened?.pane.open('policy'));
      const way = await screen.findByRole('button', { name });
      way.focus();
      await act(async () => void fireEvent.click(way));
      const back = await screen.findByRole('button', { name: '返回' });
      expect(document.activeElement).toBe(back);
      await act(async () => void fireEvent.click(back));
      expect(document.activeElement?.textContent).toBe((await screen.findByRole('button', { name })).textContent);
      focus.mockRestore();
    },
  );
});

describe('approving', () => {
  it('records who, when, by which document and what; a later change shows, and undoing takes the record back', async () => {
    const pane = await open(sample, 'approval');
    expect(await screen.findByText('这份制度没有批准记录')).toBeTruthy();
    await fill(/批准人或会议/, '公司办公会');
    await fill(/批准日期/, '2016-01-15');
    await fill(/文号/, '办字〔2016〕3 号');
    await press('批准');
    await pane.settle();
    const kept = readApprovals(pane.live.state().opened?.stored.get(APPROVALS_KEY));
    expect(kept.ok && kept.value.map(({ by, on, document, digest }) => [by, on, document, digest])).toEqual([
      ['公司办公会', '2016-01-15', '办字〔2016〕3 号', pane.live.policy.digest],
    ]);
    expect(
      await screen.findByText(/^这份制度由.*公司办公会.*于 2016-01-15 批准（.*办字〔2016〕3 号.*）$/),
    ).toBeTruthy();

    await changeRate(pane, 0.8);
    expect(await screen.findByText(/批准.*后有 1 处改动/)).toBeTruthy();
    await changeRate(pane, 0.5);
    await press('撤销');
    await pane.settle();
    expect(await screen.findByText('这份制度没有批准记录')).toBeTruthy();
  });

  it('asks for what is missing, at its field', async () => {
    const pane = await open(sample, 'approval');
    await press('批准');
    expect(text(await screen.findByRole('alert'))).toBe('请填写这一项');
    expect(document.activeElement).toBe(screen.getByLabelText(/批准人或会议/));
    await fill(/批准人或会议/, '张');
    await fill(/批准日期/, '');
    await press('批准');
    expect(text(await screen.findByRole('alert'))).toBe('请填写日期，例如 2016-12-31');
    expect(document.activeElement).toBe(screen.getByLabelText(/批准日期/));
    expect(pane.live.state().opened?.stored.has(APPROVALS_KEY)).toBe(false);
  });

  it('leaves a record alone of which a part was lost', async () => {
    const record = ['approvals', 1, 1, 2, ':{"version":1,'] as const;
    const sheets = [...sample.sheets, sheetOf('薪规存档', [['key', 'version', 'part', 'parts', 'text'], record])];
    const pane = await open({ ...sample, sheets }, 'approval');
    await fill(/批准人或会议/, '公司办公会');
    await fill(/文号/, '办字〔2016〕3 号');
    await press('批准');
    expect(await screen.findByText(/^没有登记：/)).toBeTruthy();
    expect(pane.port.value('薪规存档', 'E2')).toBe(record[4]);
  });
});

describe('what changed', () => {
  it('is told against the policy that came with the product, with its effect on the same ledgers', async () => {
    const pane = await open(sample, 'changes');
    expect(await screen.findByText(/没有可比较的/)).toBeTruthy();
    await changeRate(pane, 0.8);
    const changes = await screen.findByRole('region', { name: '1 处改动' });
    expect(text(changes)).toContain('活粉考核单价');
    expect(text(changes)).toMatch(/原来.*0\.5.*现在.*0\.8/);
    const { cell } = policyCell(sample, '制度参数', 'fan-penalty-rate', '取值');
    await act(async () => void fireEvent.click(within(changes).getByRole('button', { name: `制度参数!${cell}` })));
    const selection = await pane.port.selection();
    expect(selection.ok && selection.value.sheet).toBe('制度参数');

    const effect = await screen.findByRole('region', { name: '对 2016 年结果的影响' });
    await waitFor(() => expect(within(effect).getByRole('table')).toBeTruthy());
    const row = within(effect)
      .getAllByRole('row')
      .find((each) => text(each).startsWith('活粉考核'));
    const cells = within(row as HTMLElement)
      .getAllByRole('cell')
      .slice(1)
      .map((each) => Number(text(each).replaceAll(/[,−]/g, (mark) => (mark === ',' ? '' : '-'))));
    const [before = NaN, after = NaN, difference = NaN] = cells;
    // Amounts in whole fen, so that the sums are exact.
    expect(Math.round(after * 100) * 5).toBe(Math.round(before * 100) * 8);
    expect(Math.round(difference * 100)).toBe(Math.round(after * 100) - Math.round(before * 100));
  });
});

describe('the proof', () => {
  it('tells what lint finds at its cell and what cases come to', async () => {
    const pane = await open(sample, 'proof');
    expect(await screen.findByText(/条全部通过/)).toBeTruthy();
    await changeRate(pane, 0.8);
    expect(await screen.findByText(/条与期望不符/)).toBeTruthy();
  });
});

describe('a policy that comes with the product', () => {
  it('is put into the workbook and is the policy in force from then on', async () => {
    const bytes = new Uint8Array(fs.readFileSync(path.join(ROOT, 'test', 'cases', 'case-1.xlsx')));
    const read = await readWorkbookBytes(bytes, 'case-1.xlsx');
    if (!read.ok) throw new Error(read.error.code);
    const pane = await open(read.value, 'policy');
    await press('放进工作簿');
    await pane.settle();
    await waitFor(() => expect(pane.live.state().opened?.source.kind).toBe('sheets'));
    expect(pane.live.policy.digest).toBe(builtInPolicy().digest);
    expect(readPolicySheets(pane.port.snapshot()).kind).toBe('read');
    expect(screen.queryByRole('button', { name: '放进工作簿' })).toBeNull();
  });
});

describe('a new year', () => {
  it('is told of before it is opened as a workbook of its own', async () => {
    const pane = await open(sample, 'new-year');
    pane.port.file = new Uint8Array(fs.readFileSync(path.join(ROOT, 'assets', 'samples', '2016.xlsx')));
    await press('预览');
    const button = await screen.findByRole('button', { name: '打开 2017 年工作簿' });
    expect(text(screen.getByRole('main'))).toContain('待定');
    await act(async () => void fireEvent.click(button));
    await waitFor(() => expect(pane.port.opened).toHaveLength(1));
    const made = await readWorkbookBytes(pane.port.opened[0] ?? new Uint8Array(), '2017.xlsx');
    if (!made.ok) throw new Error(made.error.code);
    expect(openWorkbook({}, made.value).books.policyYear).toBe(2017);
  });

  it('is refused for a year that is not later', async () => {
    const pane = await open(sample, 'new-year');
    pane.port.file = new Uint8Array(fs.readFileSync(path.join(ROOT, 'assets', 'samples', '2016.xlsx')));
    await fill(/新年度/, '2016');
    await press('预览');
    expect(await screen.findByText(/应当晚于 2016/)).toBeTruthy();
    expect(pane.port.opened).toEqual([]);
  });
});
