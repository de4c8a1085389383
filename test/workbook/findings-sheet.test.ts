import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import { exportFindings, findingsContent } from '../../src/workbook/findings-sheet';
import { wordingFor } from '../../src/wording/wording';
import { MemoryPort } from '../support/memory-port';
import { workbook } from '../support/workbook-builder';
import { finding } from '../wording/findings';

const policy = builtInPolicy();
const BOOK = workbook({ revenue: [{ 日期: '2016-05-04', 摘要: '头条', 类别: '广告废', 金额: 1000 }] });
const FINDINGS = openBooks(policy, BOOK).findings();
const content = (language: 'zh-CN' | 'en-US' = 'zh-CN') => findingsContent(FINDINGS, policy, wordingFor(language));
const names = (port: MemoryPort): string[] => port.snapshot().sheets.map(({ name }) => name);

describe('the sheet of findings', () => {
  it('has a column for each thing that is said of a finding', () => {
    expect(content().tables[0]?.header).toEqual([
      '级别',
      '代码',
      '工作表',
      '单元格',
      '条款',
      '说明',
      '建议',
      '条款原文',
      '忽略',
    ]);
    expect(content('en-US').tables[0]?.header).toHaveLength(9);
  });

  it('never makes a formula of what stands in a cell', () => {
    const { tables } = findingsContent(
      [finding('total-row', { value: '=1+1' }, { sheet: '=A1' })],
      policy,
      wordingFor('zh-CN'),
    );
    expect(tables[0]?.rows[0]?.every(({ kind }) => kind === 'text' || kind === 'blank')).toBe(true);
  });

  it('says of a finding that is set aside by whom, when and why', () => {
    const waived = { by: '王会计', reason: '=已核对', at: '2016-06-01T12:00:00.000Z' };
    const { tables } = findingsContent(
      FINDINGS.map((each, index) => (index === 0 ? { ...each, waived } : each)),
      policy,
      wordingFor('zh-CN'),
    );
    expect(tables[0]?.rows.map((row) => row[8])).toEqual([
      { kind: 'text', text: '王会计 于 2016-06-01 忽略：=已核对' },
      ...FINDINGS.slice(1).map(() => ({ kind: 'blank' })),
    ]);
  });

  it('takes the place of one that an earlier version wrote, without the column of what is set aside', async () => {
    const port = MemoryPort.of(BOOK);
    await exportFindings(port, content());
    port.edit('校验结果', 'I1', null);
    expect(await exportFindings(port, content())).toEqual({ ok: true, value: '校验结果' });
    expect(port.value('校验结果', 'I1')).toBe('忽略');
  });

  it('gives rise to no finding of its own', async () => {
    const port = MemoryPort.of(BOOK);
    await exportFindings(port, content());
    expect(openBooks(policy, port.snapshot()).findings()).toEqual(FINDINGS);
  });

  it('is replaced by the next one, also in another language', async () => {
    const port = MemoryPort.of(BOOK);
    expect(await exportFindings(port, content())).toEqual({ ok: true, value: '校验结果' });
    expect(await exportFindings(port, content('en-US'))).toEqual({ ok: true, value: '校验结果' });
    expect(await exportFindings(port, content())).toEqual({ ok: true, value: '校验结果' });
    expect(names(port).filter((name) => name.startsWith('校验结果'))).toHaveLength(1);
  });

  it('takes another name where somebody else’s sheet bears it, then keeps that', async () => {
    const port = MemoryPort.of(BOOK);
    port.addSheet('校验结果', [['别人的']]);
    expect(await exportFindings(port, content())).toEqual({ ok: true, value: '校验结果 2' });
    expect(await exportFindings(port, content())).toEqual({ ok: true, value: '校验结果 2' });
    expect(port.value('校验结果', 'A1')).toBe('别人的');
  });

  it('leaves a sheet alone that somebody made under the name of ours after deleting it', async () => {
    const port = MemoryPort.of(BOOK);
    await exportFindings(port, content());
    port.deleteSheet('校验结果');
    port.addSheet('校验结果', [['别人的']]);
    expect(await exportFindings(port, content())).toEqual({ ok: true, value: '校验结果 2' });
    expect(port.value('校验结果', 'A1')).toBe('别人的');
  });
});
