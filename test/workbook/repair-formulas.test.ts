/** Formulas of ours that other programs spoilt, entered again as people type them. */
import fc from 'fast-check';
import { isBrokenFormula } from '../../src/functions/broken-formulas';
import { FUNCTIONS } from '../../src/functions/catalogue';
import type { Finding } from '../../src/ledger/finding';
import { openWorkbook } from '../../src/workbook/open-workbook';
import { applyFixes, readFixLog, undoFixes } from '../../src/workbook/fix-log';
import { suggestedEdits } from '../../src/workbook/fixes';
import { brokenFormulasAmong, planRepairs, repairedFormula } from '../../src/workbook/repair-formulas';
import { MemoryPort } from '../support/memory-port';
import { workbook } from '../support/workbook-builder';

describe('a formula', () => {
  it.each([
    ['=_xldudf_FAN_PENALTY(52300,2016)', '=FAN_PENALTY(52300,2016)'],
    ['=[2]!_xldudf_NET_PROFIT(2016)', '=NET_PROFIT(2016)'],
    ['=X.xla!_xldudf_NET_PROFIT(2016)', '=NET_PROFIT(2016)'],
    ["='C:\\old (1)\\it''s.xlam'!NET_PROFIT( 2016 )", '=NET_PROFIT( 2016 )'],
    ['=_xldudf_PAY_NET_PROFIT(2016)+PAY.TEAM_SHARE(2016)', '=NET_PROFIT(2016)+TEAM_SHARE(2016)'],
    ['=@_xldudf_TEAM_SHARE(A1)', '=@TEAM_SHARE(A1)'],
    // One within another, both spoilt
    ['=_xldudf_ALLOCATE([3]!_xldudf_TEAM_SHARE(2016),B2:B4)', '=ALLOCATE(TEAM_SHARE(2016),B2:B4)'],
    // What people wrote stays, in their own letters too
    ['=net_profit(2016)', '=net_profit(2016)'],
    ['=Sum(1, [1]!_xldudf_net_profit(2016) ) * $A$1', '=Sum(1, NET_PROFIT(2016) ) * $A$1'],
    // What is not ours, or only looks like it
    ['=_xldudf_OTHER(1)+[2]!_xldudf_OTHER(1)', '=_xldudf_OTHER(1)+[2]!_xldudf_OTHER(1)'],
    ['="_xldudf_NET_PROFIT(2016)"&表[_xldudf_NET_PROFIT(1)]', '="_xldudf_NET_PROFIT(2016)"&表[_xldudf_NET_PROFIT(1)]'],
    ["='[2]!_xldudf_NET_PROFIT(1)'!A1", "='[2]!_xldudf_NET_PROFIT(1)'!A1"],
    ['=_xldudf_NET_PROFIT(2016', '=_xldudf_NET_PROFIT(2016'],
    ['', ''],
  ])('%s is entered as %s', (broken, repaired) => {
    expect(repairedFormula(broken)).toBe(repaired);
  });

  it('comes back whole, whatever was put before our names in it', () => {
    /** A formula as it should be, and as another program left it. */
    interface Spoilt {
      readonly plain: string;
      readonly broken: string;
    }
    const same = (text: string): Spoilt => ({ plain: text, broken: text });
    const leaf = fc
      .constantFrom('A1', '$B$2:C4', "'a (b)'!A1", '收入[[#Data],[金额]]', '"it ""x"" (, 1)"', '{1,2;3,4}', '2016', '')
      .map(same);
    const prefix = fc.constantFrom('', '_xldudf_', '_xldudf_PAY_', 'PAY.', '[1]!_xldudf_', "'C:\\a (b).xlam'!_xldudf_");
    const ours = fc.constantFrom(...FUNCTIONS.map(({ id }) => id));
    const call = (name: Spoilt, args: readonly Spoilt[]): Spoilt => ({
      plain: `${name.plain}(${args.map(({ plain }) => plain).join(', ')})`,
      broken: `${name.broken}(${args.map(({ broken }) => broken).join(', ')})`,
    });
    const { formula } = fc.letrec<{ formula: Spoilt }>((tie) => ({
      formula: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc
          .tuple(ours, prefix, fc.array(tie('formula'), { maxLength: 3 }))
          .map(([id, before, args]) => call({ plain: id, broken: before + id }, args)),
        fc
          .tuple(fc.constantFrom('SUM', '_xlfn.LET', 'MY_NET_PROFIT'), fc.array(tie('formula'), { maxLength: 3 }))
          .map(([name, args]) => call(same(name), args)),
        fc.tuple(tie('formula'), fc.constantFrom('+', ' & ', '>='), tie('formula')).map(([left, sign, right]) => ({
          plain: `(${left.plain}${sign}${right.plain})`,
          broken: `(${left.broken}${sign}${right.broken})`,
        })),
      ),
    }));
    fc.assert(
      fc.property(formula, ({ plain, broken }) => {
        expect(repairedFormula(`=${broken}`)).toBe(`=${plain}`);
        expect(isBrokenFormula(repairedFormula(`=${broken}`), false)).toBe(false);
      }),
    );
  });

  it('of any text at all only loses characters, and never one of a text or of somebody else’s function', () => {
    const text = fc.array(
      fc.constantFrom('_xldudf_', 'NET_PROFIT(', 'PAY.', '[2]!', "'", '"', '(', ')', ',', '[', ']', 'A1', '!', ' '),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(text, (pieces) => {
        const before = pieces.join('');
        const left = [...repairedFormula(before)];
        for (const character of before) if (character === left[0]) left.shift();
        expect(left).toEqual([]);
        expect(repairedFormula(`SUM("${before.replaceAll('"', '""')}",_xldudf_OTHER(1))`)).toBe(
          `SUM("${before.replaceAll('"', '""')}",_xldudf_OTHER(1))`,
        );
      }),
    );
  });
});

describe('entering formulas again', () => {
  const BOOK = workbook({ revenue: [{ 日期: '2016-05-04', 摘要: '头条', 类别: '广告费', 金额: 1000 }] });
  const NAME = { fault: '#NAME?' };
  const SPOILT = '=[2]!_xldudf_NET_PROFIT(2016)';

  /** A workbook with two spoilt formulas, and their findings. */
  function spoilt(): { readonly port: MemoryPort; readonly findings: readonly Finding[] } {
    const port = MemoryPort.of(BOOK);
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
      { ...rest, sheets: sheets.map((sheet) => ({ ...sheet, brokenFormulas: brokenFormulas.get(sheet.name) ?? [] })) },
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
