import type { Mark } from '../../../src/workbook/port';
import { sheetOf, workbookOf } from '../../support/workbook-builder';
import type { Alteration } from './altered-wps';
import { openAltered, problemOf, valueOf } from './open-altered';

const BOOK = workbookOf([sheetOf('S', [[1, 2], [3, 4], [5]])]);

const mark = (cell: string, note = '请改'): Mark => ({ sheet: 'S', cell, color: '#FFC7CE', note });

test('a gradient is left as it is, and only noted', async () => {
  const { port, model } = await openAltered(BOOK, {
    get: (_object, member, told) => (member === 'Pattern' ? 4000 : told()),
  });
  model.setFill('S', 'A1', '#00FF00');
  const receipts = valueOf(await port.mark([mark('A1')]));
  expect([model.fill('S', 'A1'), model.note('S', 'A1')]).toEqual(['#00FF00', '请改']);
  valueOf(await port.unmark(receipts));
  expect([model.fill('S', 'A1'), model.note('S', 'A1')]).toEqual(['#00FF00', undefined]);
});

test('a mark goes with its row, and so does what takes it away', async () => {
  const { port, model } = await openAltered(BOOK);
  model.setFill('S', 'A2', '#00FF00');
  const receipts = valueOf(await port.mark([mark('A1'), mark('A2')]));
  model.insertRows('S', 1, 1);
  valueOf(await port.unmark(receipts));
  expect(['A1', 'A2', 'A3'].map((cell) => [model.fill('S', cell), model.note('S', cell)])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
    ['#00FF00', undefined],
  ]);
});

test('a note that the application begins with a name is found by what it says', async () => {
  const { port, model } = await openAltered(BOOK, {
    get: (_object, member, told) =>
      member === 'AddComment'
        ? function (this: Et.Range, note: string): unknown {
            return (told() as (text: string) => unknown).call(this, `用户:\n${note}`);
          }
        : told(),
  });
  const receipts = valueOf(await port.mark([mark('A1')]));
  expect(receipts[0]?.note).toBe('用户:\n请改');
  valueOf(await port.unmark(receipts));
  expect(model.note('S', 'A1')).toBeUndefined();
});

test('a cell that is refused a note is filled all the same', async () => {
  const { port, model } = await openAltered(BOOK, {
    get: (_object, member, told) => {
      if (member === 'AddComment') throw new Error('合并单元格');
      return told();
    },
  });
  const receipts = valueOf(await port.mark([mark('A1')]));
  expect([receipts[0]?.noteId, model.fill('S', 'A1')]).toEqual([undefined, '#FFC7CE']);
  valueOf(await port.unmark(receipts));
  expect(model.fill('S', 'A1')).toBeUndefined();
});

test('marks that were made before one was refused are taken back', async () => {
  let fills = 0;
  const third: Alteration = {
    set: (_object, member, _value, put) => {
      if (member === 'Color' && (fills += 1) === 3) throw new Error('不行');
      put();
    },
  };
  const { port, model } = await openAltered(BOOK, third);
  model.setFill('S', 'B1', '#00FF00');
  expect(problemOf(await port.mark(['A1', 'B1', 'A2'].map((cell) => mark(cell))))).toMatchObject({ message: '不行' });
  expect(['A1', 'B1', 'A2'].map((cell) => [model.fill('S', cell), model.note('S', cell)])).toEqual([
    [undefined, undefined],
    ['#00FF00', undefined],
    [undefined, undefined],
  ]);
});

test('very many marks leave the page its turns', async () => {
  const rows = Array.from({ length: 300 }, (_row, index) => [index]);
  const { port, time } = await openAltered(workbookOf([sheetOf('S', rows)]));
  time.workTakes = 1;
  const receipts = valueOf(await port.mark(rows.map((_row, index) => mark(`A${String(index + 1)}`))));
  expect(receipts).toHaveLength(300);
  expect(time.pauses).toBeGreaterThan(10);
});
