/** Formulas of ours that other programs spoilt, entered again as people type them. */
import { formOfHost } from '../../src/functions/formula-form';
import type { Finding } from '../../src/ledger/finding';
import { openWorkbook } from '../../src/workbook/open-workbook';
import { applyFixes, readFixLog, undoFixes } from '../../src/workbook/fix-log';
import { suggestedEdits } from '../../src/workbook/fixes';
import type { HostInfo } from '../../src/workbook/port';
import { brokenFormulasAmong, planRepairs } from '../../src/workbook/repair-formulas';
import { MemoryPort } from '../support/memory-port';
import { workbook } from '../support/workbook-builder';

describe('entering formulas again', () => {
  const BOOK = workbook({ revenue: [{ 日期: '2016-05-04', 摘要: '头条', 类别: '广告费', 金额: 1000 }] });
  const NAME = { fault: '#NAME?' };
  const SPOILT = '=[2]!_xldudf_NET_PROFIT(2016)';

  /** A workbook with two spoilt formulas, and their findings. */
  function spoilt(kind: HostInfo['kind'] = 'memory'): {
    readonly port: MemoryPort;
    readonly findings: readonly Finding[];
  } {
    const port = MemoryPort.of(BOOK, { kind });
    port.addSheet('汇总');
    port.edit('收入台账', 'J2', NAME, SPOILT);
    port.edit('汇总', 'B3', NAME, '=ROUND(_xldudf_FAN_PENALTY(),2)');
    const brokenFormulas = new Map([
      ['收入台账', [{ cell: 'J2', formula: SPOILT }]],
      ['汇总', [{ cell: 'B3', formula: '=ROUND(_xldudf_FAN_PENALTY(),2)' }]],
    ]);
    const { sheets, ...rest } = port.snapshot();
    const opened = openWorkbook(
      {},
      {
        ...rest,
        formulasOf: formOfHost(kind),
        sheets: sheets.map((sheet) => ({ ...sheet, brokenFormulas: brokenFormulas.get(sheet.name) ?? [] })),
      },
    );
    return { port, findings: brokenFormulasAmong(opened.findings()) };
  }
  const planned = async (port: MemoryPort, findings: readonly Finding[]) => {
    const plan = await planRepairs(port, findings);
    if (!plan.ok) throw new Error(plan.error.code);
    return plan.value;
  };
  const formula = async (port: MemoryPort, sheet: string, cell: string): Promise<string> => {
    const read = await port.readFormula(sheet, cell);
    return read.ok ? read.value : read.error.code;
  };

  it('is suggested at each cell, and is none of the suggestions that keep a value', () => {
    const { port, findings } = spoilt();
    expect(findings.map(({ cell, suggestion }) => [cell, suggestion])).toEqual([
      ['J2', { type: 'formula', value: '=NET_PROFIT(2016)' }],
      ['B3', { type: 'formula', value: '=ROUND(FAN_PENALTY(),2)' }],
    ]);
    expect(suggestedEdits(port.snapshot(), findings)).toEqual([]);
  });

  it('is as the functions are called in WPS, for a workbook that is open there', async () => {
    const { port, findings } = spoilt('wps');
    expect(findings.map(({ suggestion }) => suggestion?.value)).toEqual([
      '=PAY.NET_PROFIT(2016)',
      '=ROUND(PAY.FAN_PENALTY(),2)',
    ]);
    const { edits } = await planned(port, findings);
    await applyFixes(port, edits, 1);
    expect(await formula(port, '收入台账', 'J2')).toBe('=PAY.NET_PROFIT(2016)');
    expect(await formula(port, '汇总', 'B3')).toBe('=ROUND(PAY.FAN_PENALTY(),2)');
  });

  it('is one write, is recorded, and is taken back to the very formulas', async () => {
    const { port, findings } = spoilt();
    const { edits, left } = await planned(port, findings);
    expect(left).toEqual([]);
    const done = await applyFixes(port, edits, 1);
    expect(await formula(port, '收入台账', 'J2')).toBe('=NET_PROFIT(2016)');
    expect(await formula(port, '汇总', 'B3')).toBe('=ROUND(FAN_PENALTY(),2)');
    expect(port.calls.filter((call) => call === 'write')).toHaveLength(1);
    const log = await readFixLog(port);
    expect(log.ok && log.value.map(({ changes }) => changes.length)).toEqual([2]);
    if (done.ok) await undoFixes(port, done.value.step, 2);
    expect(await formula(port, '收入台账', 'J2')).toBe(SPOILT);
    expect(await formula(port, '汇总', 'B3')).toBe('=ROUND(_xldudf_FAN_PENALTY(),2)');
  });

  it('leaves formulas alone that are others by now, or that are gone with their sheet', async () => {
    const { port, findings } = spoilt();
    port.edit('收入台账', 'J2', NAME, '=[2]!_xldudf_NET_PROFIT(2017)');
    port.deleteSheet('汇总');
    expect(await planned(port, findings)).toEqual({
      edits: [],
      left: [
        { sheet: '收入台账', cell: 'J2', reason: 'changed' },
        { sheet: '汇总', cell: 'B3', reason: 'changed' },
      ],
    });
  });

  it('leaves protected sheets alone and does the others', async () => {
    const { port, findings } = spoilt();
    port.setProtected('汇总');
    const { edits, left } = await planned(port, findings);
    expect(edits.map(({ cell }) => cell)).toEqual(['J2']);
    expect(left).toEqual([{ sheet: '汇总', cell: 'B3', reason: 'protected' }]);
  });

  it('never writes into a cell that another one’s result spills into', async () => {
    const { port, findings } = spoilt();
    port.spill('收入台账', 'J1', SPOILT, [[NAME], [NAME]]);
    expect((await planned(port, findings)).left).toEqual([{ sheet: '收入台账', cell: 'J2', reason: 'changed' }]);
  });

  it('says why the application does not tell its formulas', async () => {
    const { port, findings } = spoilt();
    port.fail({ code: 'cell-being-edited' }, 'readFormulas');
    expect(await planRepairs(port, findings)).toEqual({ ok: false, error: { code: 'cell-being-edited' } });
  });
});
