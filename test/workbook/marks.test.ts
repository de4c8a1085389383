import { builtInPolicy } from '../../src/policy/packs';
import { clearMarks, countMarks, marksOf, replaceMarks } from '../../src/workbook/marks';
import { wordingFor } from '../../src/wording/wording';
import { MemoryPort } from '../support/memory-port';
import { sheetOf, workbookOf } from '../support/workbook-builder';
import { finding } from '../wording/findings';

const policy = builtInPolicy();
const wording = wordingFor('zh-CN');
const book = (): MemoryPort => MemoryPort.of(workbookOf([sheetOf('收入台账', [['甲', '乙', '丙']])]));
const at = (cell: string, severity: 'error' | 'warning' | 'info', clauses: readonly string[] = []) =>
  finding('total-row', { value: '合计' }, { cell, severity, clauses });

describe('the marks of findings', () => {
  it('are one a cell, in the colour of the gravest', () => {
    const marks = marksOf(
      [at('A1', 'info'), at('A1', 'error'), at('B1', 'warning'), at('C1', 'info')],
      policy,
      wording,
    );
    expect(marks.map(({ cell, color }) => [cell, color])).toEqual([
      ['A1', '#FFC7CE'],
      ['B1', '#FFEB9C'],
      ['C1', '#DDEBF7'],
    ]);
  });

  it('say severity, sentence, suggestion and the clause in its own words', () => {
    const [mark] = marksOf(
      [finding('total-row', { value: '合计' }, { clauses: ['六.2.1'], suggestion: { type: 'text', value: '广告费' } })],
      policy,
      wording,
    );
    expect(mark?.note).toBe(
      [
        `【错误】${wording.findingHere(finding('total-row', { value: '合计' }))}`,
        '建议：广告费',
        `六.2.1：${policy.clauses.get('六.2.1')?.text ?? ''}`,
      ].join('\n'),
    );
  });

  it('tell five findings of a cell and the number of the others', () => {
    const [mark] = marksOf(
      Array.from({ length: 8 }, () => at('A1', 'error')),
      policy,
      wording,
    );
    expect(mark?.note.match(/【错误】/g)).toHaveLength(5);
    expect(mark?.note).toContain('另有 3 条');
  });

  it('take the place of those before, and go without a trace', async () => {
    const port = book();
    port.setFill('收入台账', 'A1', { color: '#00FF00' });
    await replaceMarks(port, marksOf([at('A1', 'error'), at('B1', 'info')], policy, wording));
    await replaceMarks(port, marksOf([at('B1', 'error')], policy, wording));
    expect(await countMarks(port)).toEqual({ ok: true, value: 1 });
    expect(port.fill('收入台账', 'A1')).toEqual({ color: '#00FF00' });
    expect(port.fill('收入台账', 'B1')).toEqual({ color: '#FFC7CE' });
    expect(await clearMarks(port)).toEqual({ ok: true, value: 1 });
    expect(port.fill('收入台账', 'B1')).toBeUndefined();
    expect(port.note('收入台账', 'B1')).toBeUndefined();
    expect(await port.readStorage('payclause.marks')).toEqual({ ok: true, value: undefined });
  });

  it('are not made where they could not be remembered', async () => {
    const port = book();
    port.fail({ code: 'storage-full', characters: 2, most: 1 }, 'writeStorage');
    const marked = await replaceMarks(port, marksOf([at('A1', 'error')], policy, wording));
    expect(marked).toMatchObject({ ok: false, error: { code: 'storage-full' } });
    expect(port.fill('收入台账', 'A1')).toBeUndefined();
    expect(port.note('收入台账', 'A1')).toBeUndefined();
  });

  it('stay where clearing is refused', async () => {
    const port = book();
    await replaceMarks(port, marksOf([at('A1', 'error')], policy, wording));
    port.fail({ code: 'cell-being-edited' }, 'unmark');
    expect(await clearMarks(port)).toMatchObject({ ok: false });
    expect(await countMarks(port)).toEqual({ ok: true, value: 1 });
  });
});
