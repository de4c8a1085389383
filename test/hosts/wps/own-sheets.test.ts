import { STORED_SHEET } from '../../../src/workbook/stored-sheet';
import type { SheetContent } from '../../../src/workbook/port';
import { range, sheetOf, workbookOf } from '../../support/workbook-builder';
import { openAltered, problemOf, valueOf } from './open-altered';

const BOOK = workbookOf([sheetOf('S', [[1]]), sheetOf('T', [[2]])]);

const LIST: SheetContent = {
  name: '校验结果',
  tables: [
    {
      name: '结果',
      header: ['单元格', '值'],
      rows: [
        [
          { kind: 'text', text: 'A1' },
          { kind: 'formula', formula: '=1+1' },
        ],
      ],
    },
  ],
  columnWidths: [10, 400],
  wraps: true,
};

describe('a list', () => {
  test.each(['throws', 'absent'] as const)('has headings that stand out where ListObjects %s', async (listObjects) => {
    const { port, model } = await openAltered(BOOK, {}, { platform: 'linux', listObjects });
    expect(await port.putSheet(LIST, false)).toEqual({ ok: true, value: '校验结果' });
    expect([model.value('校验结果', 'A2'), model.formula('校验结果', 'B2')]).toEqual(['A1', '=1+1']);
    expect(['A1', 'B1', 'A2'].map((cell) => model.fill('校验结果', cell))).toEqual(['#F2F2F2', '#F2F2F2', undefined]);
    expect(await port.putSheet(LIST, true)).toEqual({ ok: true, value: '校验结果' });
  });

  test('keeps its headings in view, its columns within bounds and its texts within their cells', async () => {
    const looks: [string, unknown][] = [];
    const { port } = await openAltered(BOOK, {
      set: (_object, member, value, put) => {
        looks.push([member, value]);
        put();
      },
    });
    valueOf(await port.putSheet(LIST, false));
    for (const look of [
      ['ColumnWidth', 10],
      ['ColumnWidth', 255],
      ['WrapText', true],
      ['SplitRow', 1],
      ['FreezePanes', true],
    ]) {
      expect(looks).toContainEqual(look);
    }
  });

  test('is whole where the application can’t freeze panes', async () => {
    const { port, model } = await openAltered(BOOK, {
      set: (_object, member, _value, put) => {
        if (member === 'FreezePanes') throw new Error('不行');
        put();
      },
    });
    valueOf(await port.putSheet(LIST, false));
    expect(model.value('校验结果', 'A2')).toBe('A1');
  });

  test('that could not be filled is taken away again, unasked', async () => {
    const { port, model } = await openAltered(BOOK, {
      set: (_object, member, _value, put) => {
        if (member === 'Value2') throw new Error('不行');
        put();
      },
    });
    expect(problemOf(await port.putSheet(LIST, false))).toMatchObject({ message: '不行' });
    expect([model.sheets().map(({ name }) => name), model.questions()]).toEqual([['S', 'T'], 0]);
  });

  test('writes one by one what does not arrive with many', async () => {
    const { port, model } = await openAltered(BOOK, {
      set: (object, member, value, put) => {
        const isMany = member === 'Value2' && Array.isArray(value) && value.length > 1;
        if (isMany)
          Reflect.set(
            object,
            member,
            (value as string[][]).map((row) => row.map(() => '')),
            object,
          );
        else put();
      },
    });
    const rows = ['甲', '乙', '丙'].map((text) => [{ kind: 'text', text } as const]);
    valueOf(await port.putSheet({ name: 'L', tables: [{ header: ['名'], rows }], columnWidths: [] }, false));
    expect(['A1', 'A2', 'A3', 'A4'].map((cell) => model.value('L', cell))).toEqual(['名', '甲', '乙', '丙']);
  });

  test('is refused in a workbook whose structure is protected, and on a protected sheet', async () => {
    const { port, model } = await openAltered(BOOK);
    model.protectStructure();
    expect(problemOf(await port.putSheet(LIST, false))).toEqual({ code: 'workbook-protected' });
    model.protectSheet('S');
    expect(problemOf(await port.putSheet({ ...LIST, name: 'S' }, true))).toEqual({
      code: 'sheet-protected',
      sheet: 'S',
    });
  });
});

describe('the hidden sheet', () => {
  test('is added without anybody seeing it, and without a question', async () => {
    const set: [string, unknown][] = [];
    const { port, model } = await openAltered(BOOK, {
      set: (_object, member, value, put) => {
        set.push([member, value]);
        put();
      },
    });
    model.selectRange('T', range('B2:C3'));
    valueOf(await port.writeStorage('a', 'b'));
    expect(model.selected()).toEqual({ sheet: 'T', range: range('B2:C3') });
    expect(set[0]).toEqual(['ScreenUpdating', false]);
    expect(set).toContainEqual(['Visible', 2]);
    expect(set.filter(([member]) => member === 'ScreenUpdating').at(-1)).toEqual(['ScreenUpdating', true]);
    expect(model.questions()).toBe(0);
  });

  test('is not added where the structure is protected', async () => {
    const { port, model } = await openAltered(BOOK);
    model.protectStructure();
    expect(problemOf(await port.writeStorage('a', 'b'))).toEqual({ code: 'workbook-protected' });
    expect(await port.readStorage('a')).toEqual({ ok: true, value: undefined });
  });

  test('is taken away again where its first text could not be written', async () => {
    const { port, model } = await openAltered(BOOK, {
      set: (_object, member, value, put) => {
        if (member === 'Value2' && value === ':b') throw new Error('不行');
        put();
      },
    });
    expect(problemOf(await port.writeStorage('a', 'b'))).toMatchObject({ message: '不行' });
    expect(model.sheets().map(({ name }) => name)).toEqual(['S', 'T']);
  });

  /** Breaks off at the so-manieth setting of a cell. */
  const breakingOff = (at: number): { sets: number; readonly from: (member: string) => void } => {
    const state = {
      sets: -Infinity,
      from: (member: string) => {
        if (member === 'Value2' && (state.sets += 1) === at) throw new Error('不行');
      },
    };
    return state;
  };

  test.each([1, 2, 3, 4, 5])('keeps the old text where the new one breaks off at its %d. cell', async (at) => {
    const breaks = breakingOff(at);
    const { port } = await openAltered(BOOK, {
      set: (_object, member, _value, put) => {
        breaks.from(member);
        put();
      },
    });
    const old = 'x'.repeat(40_000);
    valueOf(await port.writeStorage('a', old));
    breaks.sets = 0;
    const written = await port.writeStorage('a', 'y'.repeat(40_000));
    breaks.sets = -Infinity;
    expect(problemOf(written)).toMatchObject({ message: '不行' });
    expect(valueOf(await port.readStorage('a'))).toBe(old);
    valueOf(await port.writeStorage('a', 'new'));
    expect(valueOf(await port.readStorage('a'))).toBe('new');
    expect(
      valueOf(await port.readOutline()).sheets.find(({ name }) => name === STORED_SHEET)?.used?.bottom,
    ).toBeLessThanOrEqual(5);
  });

  test('has the new text also where its old rows can’t be emptied', async () => {
    let isRefused = false;
    const { port } = await openAltered(BOOK, {
      get: (_object, member, told) => {
        if (member === 'Clear' && isRefused) throw new Error('不行');
        return told();
      },
    });
    valueOf(await port.writeStorage('a', 'x'.repeat(40_000)));
    isRefused = true;
    valueOf(await port.writeStorage('a', 'short'));
    expect(valueOf(await port.readStorage('a'))).toBe('short');
    valueOf(await port.writeStorage('a', 'x'.repeat(70_000)));
    expect(valueOf(await port.readStorage('a'))).toBe('x'.repeat(70_000));
  });
});
