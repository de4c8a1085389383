import type { CellEdit } from '../../../src/workbook/port';
import { sheetOf, workbookOf } from '../../support/workbook-builder';
import type { Alteration } from './altered-wps';
import { openAltered, problemOf, valueOf } from './open-altered';

const BOOK = workbookOf([sheetOf('S', [[1, '广告', 3]])]);

const text = (cell: string, put: string): CellEdit => ({ sheet: 'S', cell, put: { kind: 'text', text: put } });
const number = (cell: string, value: number): CellEdit => ({ sheet: 'S', cell, put: { kind: 'number', value } });

/** Something else happens where a column's cells are set. */
const inColumn = (column: number, set: NonNullable<Alteration['set']>): Alteration => ({
  set: (object, member, value, put) => {
    if (member === 'Value2' && (object as { Column?: unknown }).Column === column) set(object, member, value, put);
    else put();
  },
});

const refusing = (message: string) => (): never => {
  throw new Error(message);
};

test('what was written before a cell was refused is taken back, formats too', async () => {
  const { port, model } = await openAltered(BOOK, inColumn(3, refusing('受保护的单元格')));
  model.setNumberFormat('S', 'A1', '@');
  const written = await port.write([number('A1', 2), text('B1', '=1+1'), number('C1', 4)]);
  expect(problemOf(written)).toEqual({ code: 'host-failed', hostCode: 'Error', message: '受保护的单元格' });
  expect(['A1', 'B1', 'C1'].map((cell) => model.value('S', cell))).toEqual([1, '广告', 3]);
});

test('a cell that refuses to be taken back does not keep the others from it', async () => {
  let sets = 0;
  const { port, model } = await openAltered(
    BOOK,
    inColumn(2, (_object, _member, _value, put) => {
      sets += 1;
      if (sets > 1) throw new Error('不行');
      put();
      throw new Error('先写后错');
    }),
  );
  expect(problemOf(await port.write([number('A1', 2), number('B1', 4)]))).toMatchObject({ message: '先写后错' });
  expect(['A1', 'B1'].map((cell) => model.value('S', cell))).toEqual([1, 4]);
});

test('a write that an application passes over in silence is a refused one', async () => {
  const { port, model } = await openAltered(
    BOOK,
    inColumn(2, () => undefined),
  );
  expect(problemOf(await port.write([number('A1', 2), number('B1', 4)]))).toEqual({
    code: 'host-failed',
    hostCode: 'InvalidArgument',
    message: '≠ "广告"',
  });
  expect(model.value('S', 'A1')).toBe(1);
});

test('a text that is taken for a number all the same is refused, and not kept as one', async () => {
  const { port, model } = await openAltered(BOOK, {
    set: (object, member, value, put) => {
      if (member === 'Value2' && value === "'00123") Reflect.set(object, member, 123, object);
      else put();
    },
  });
  expect(problemOf(await port.write([text('A1', '00123')]))).toMatchObject({ code: 'host-failed' });
  expect(model.value('S', 'A1')).toBe(1);
});

test('a number stays one under a text format that is asked for', async () => {
  const { port, model } = await openAltered(BOOK);
  valueOf(await port.write([{ ...number('A1', 5), numberFormat: '@' }]));
  expect([model.value('S', 'A1'), model.numberFormat('S', 'A1')]).toEqual([5, '@']);
});

test('only `Value2` and `Formula` are set, never `Value`', async () => {
  const set: string[] = [];
  const { port } = await openAltered(BOOK, {
    set: (_object, member, _value, put) => {
      set.push(member);
      put();
    },
  });
  valueOf(
    await port.write([
      number('A1', 2),
      { sheet: 'S', cell: 'B1', put: { kind: 'formula', formula: '=A1' } },
      { sheet: 'S', cell: 'C1', put: { kind: 'blank' } },
    ]),
  );
  expect(set).toEqual(['Value2', 'Formula', 'Value2']);
});

describe('a write is refused', () => {
  test('while somebody is typing, if the application says so', async () => {
    const { port, model } = await openAltered(BOOK);
    model.setTyping(true);
    expect(problemOf(await port.write([number('A1', 2)]))).toEqual({ code: 'cell-being-edited' });
    model.setTyping(false);
    valueOf(await port.write([number('A1', 2)]));
  });

  test('in the application’s words where it says nothing of itself', async () => {
    const { port } = await openAltered(BOOK, {
      ...inColumn(1, refusing('不行')),
      get: (_object, member, told) => {
        if (member === 'Ready') throw new Error('没有这个成员');
        return told();
      },
    });
    expect(problemOf(await port.write([number('A1', 2)]))).toEqual({
      code: 'host-failed',
      hostCode: 'Error',
      message: '不行',
    });
  });

  test('as read-only where the workbook is', async () => {
    const { port, model } = await openAltered(BOOK, inColumn(1, refusing('不行')));
    model.setReadOnly();
    expect(problemOf(await port.write([number('A1', 2)]))).toEqual({ code: 'workbook-read-only' });
  });

  test('in words also where something else than an error is thrown', async () => {
    const { port } = await openAltered(
      BOOK,
      inColumn(1, () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- as an application may
        throw '不行';
      }),
    );
    expect(problemOf(await port.write([number('A1', 2)]))).toEqual({
      code: 'host-failed',
      hostCode: 'WPS',
      message: '不行',
    });
  });
});
