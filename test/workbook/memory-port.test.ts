import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { MemoryPort } from '../support/memory-port';
import { range, sheetOf, tableAt, workbookOf } from '../support/workbook-builder';
import { describePort, type OpenWorkbook } from './port-contract';

function open(workbook: WorkbookSnapshot): Promise<OpenWorkbook> {
  const port = MemoryPort.of(workbook);
  return Promise.resolve({
    port,
    edit: (sheet, cell, value) => port.edit(sheet, cell, value),
    spill: (sheet, cell, formula, values) => port.spill(sheet, cell, formula, values),
    value: (sheet, cell) => port.value(sheet, cell),
    numberFormat: (sheet, cell) => port.numberFormat(sheet, cell),
    setNumberFormat: (sheet, cell, format) => port.setNumberFormat(sheet, cell, format),
    fill: (sheet, cell) => port.fill(sheet, cell)?.color,
    setFill: (sheet, cell, color) => port.setFill(sheet, cell, color === undefined ? undefined : { color }),
    note: (sheet, cell) => port.note(sheet, cell),
    setNote: (sheet, cell, text) => port.setNote(sheet, cell, text),
    addSheet: (name) => port.addSheet(name),
    deleteSheet: (name) => port.deleteSheet(name),
    hideSheet: (name) => port.setHidden(name),
    protectSheet: (name) => port.setProtected(name),
    selectRange: (sheet, selected) => port.selectRange(sheet, selected),
  });
}

describePort({ name: 'a workbook in memory', open });

describe('what only memory can do', () => {
  const opened = (): MemoryPort =>
    MemoryPort.of(workbookOf([sheetOf('S', [['a'], [1]], { tables: [tableAt('T', range('A1:A2'))] })]));

  test('dates of the 1904 system', async () => {
    const port = MemoryPort.of(workbookOf([sheetOf('S', [])], { date1904: true }));
    await port.write([{ sheet: 'S', cell: 'A1', put: { kind: 'date', date: '1904-01-02' as never } }]);
    expect(port.value('S', 'A1')).toBe(1);
  });

  test('a table takes in the row below it, and loses those that are deleted', async () => {
    const port = opened();
    port.appendRow('T', [2]);
    port.deleteRows('S', 2);
    const outline = await port.readOutline();
    expect(outline.ok && outline.value.sheets[0]?.tables[0]?.range).toEqual(range('A1:A2'));
    expect(port.snapshot().sheets[0]?.rows).toEqual([['a'], [2]]);
  });

  test('it refuses what it is told to, and is slow when it is held', async () => {
    const port = opened();
    port.fail({ code: 'offline' }, 'write');
    expect(await port.write([])).toEqual({ ok: false, error: { code: 'offline' } });
    expect((await port.readOutline()).ok).toBe(true);
    port.fail(undefined, 'write');
    expect((await port.write([])).ok).toBe(true);
    const release = port.hold();
    const progress: number[] = [];
    const reading = port.readCells('S', range('A1:A2'), { onProgress: (rows) => progress.push(rows) });
    await port.readOutline();
    expect(progress).toEqual([]);
    release();
    expect(await reading).toEqual({ ok: true, value: [['a'], [1]] });
    expect(progress).toEqual([2]);
  });

  test('a workbook that is read only is read and not written', async () => {
    const port = opened();
    port.setReadOnly();
    const refused = { ok: false, error: { code: 'workbook-read-only' } };
    expect(await port.write([{ sheet: 'S', cell: 'A1', put: { kind: 'blank' } }])).toEqual(refused);
    expect(await port.mark([{ sheet: 'S', cell: 'A1', color: '#FFC7CE', note: 'x' }])).toEqual(refused);
    expect(await port.writeStorage('a', 'b')).toEqual(refused);
    expect((await port.readCells('S', range('A1:A1'))).ok).toBe(true);
  });
});
