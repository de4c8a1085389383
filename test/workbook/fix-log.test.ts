import { applyFixes, forgetFixes, readFixLog, undoFixes } from '../../src/workbook/fix-log';
import type { CellEdit } from '../../src/workbook/port';
import { MemoryPort } from '../support/memory-port';
import { sheetOf, workbookOf } from '../support/workbook-builder';

const NOW = Date.UTC(2016, 4, 4);
const book = (): MemoryPort => MemoryPort.of(workbookOf([sheetOf('表', [['甲'], ['乙']])]));
const put = (cell: string, text: string, expected: string): CellEdit => ({
  sheet: '表',
  cell,
  put: { kind: 'text', text },
  expected,
});
const stepsOf = async (port: MemoryPort) => {
  const log = await readFixLog(port);
  if (!log.ok) throw new Error(log.error.code);
  return log.value;
};
const applied = async (port: MemoryPort, edits: readonly CellEdit[], now = NOW) => {
  const done = await applyFixes(port, edits, now);
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
};

describe('the record of corrections', () => {
  it('keeps when, where, from what and to what', async () => {
    const port = book();
    const { isRecorded } = await applied(port, [put('A1', '丙', '甲')]);
    expect(isRecorded).toBe(true);
    expect(await stepsOf(port)).toMatchObject([
      {
        at: NOW,
        changes: [
          { done: { cell: 'A1', put: { text: '丙' } }, undo: { cell: 'A1', put: { kind: 'text', text: '甲' } } },
        ],
      },
    ]);
  });

  it('tells the newest step first, steps of one moment apart', async () => {
    const port = book();
    await applied(port, [put('A1', '丙', '甲')]);
    await applied(port, [put('A2', '丁', '乙')]);
    const steps = await stepsOf(port);
    expect(steps.map(({ changes }) => changes[0]?.done.cell)).toEqual(['A2', 'A1']);
    expect(new Set(steps.map(({ id }) => id)).size).toBe(2);
  });

  it('takes a step back and keeps that it was', async () => {
    const port = book();
    const { step } = await applied(port, [put('A1', '丙', '甲'), put('A2', '丁', '乙')]);
    expect((await undoFixes(port, step, NOW + 1)).ok).toBe(true);
    expect([port.value('表', 'A1'), port.value('表', 'A2')]).toEqual(['甲', '乙']);
    expect((await stepsOf(port))[0]?.undoneAt).toBe(NOW + 1);
  });

  it('takes nothing back where one of the cells has changed since', async () => {
    const port = book();
    const { step } = await applied(port, [put('A1', '丙', '甲'), put('A2', '丁', '乙')]);
    port.edit('表', 'A2', '人改的');
    expect(await undoFixes(port, step, NOW + 1)).toMatchObject({
      ok: false,
      error: { code: 'changed-since', cell: 'A2' },
    });
    expect(port.value('表', 'A1')).toBe('丙');
    expect((await stepsOf(port))[0]?.undoneAt).toBeUndefined();
  });

  it('records nothing that was refused', async () => {
    const port = book();
    expect((await applyFixes(port, [put('A1', '丙', '别的')], NOW)).ok).toBe(false);
    expect(await stepsOf(port)).toEqual([]);
  });

  it('says that a step was done which the workbook could not remember', async () => {
    const port = book();
    port.fail({ code: 'workbook-read-only' }, 'writeStorage');
    const { isRecorded } = await applied(port, [put('A1', '丙', '甲')]);
    expect(isRecorded).toBe(false);
    expect(port.value('表', 'A1')).toBe('丙');
  });

  it('forgets the oldest of more than 200 steps', async () => {
    const port = book();
    for (let number = 0; number <= 200; number += 1) {
      await applied(port, [put('A1', String(number), number === 0 ? '甲' : String(number - 1))], NOW + number);
    }
    const steps = await stepsOf(port);
    expect(steps).toHaveLength(200);
    expect(steps.at(-1)?.at).toBe(NOW + 1);
  });

  it('keeps a step whole that is longer than one entry of the storage', async () => {
    const port = book();
    const long = 'x'.repeat(600_000);
    await applied(port, [put('A1', long, '甲'), put('A2', long, '乙')]);
    const [step] = await stepsOf(port);
    expect(step?.changes.map(({ done }) => done.put)).toEqual([
      { kind: 'text', text: long },
      { kind: 'text', text: long },
    ]);
  });

  it.each(['', 'no record', '1\n{', '1\n{"version":2,"steps":[]}', '2\n{}'])(
    'reads «%s» as no record',
    async (text) => {
      const port = book();
      await port.writeStorage('payclause.fixes', text);
      expect(await stepsOf(port)).toEqual([]);
    },
  );

  it('can be forgotten', async () => {
    const port = book();
    await applied(port, [put('A1', '丙', '甲')]);
    await forgetFixes(port);
    expect(await port.readStorage('payclause.fixes')).toEqual({ ok: true, value: undefined });
  });
});
