import { range, sheetOf, workbookOf } from '../../support/workbook-builder';
import { openAltered, valueOf } from './open-altered';

const BOOK = workbookOf([sheetOf('S', [[1]])]);

test('of several areas only the active cell counts', async () => {
  const { port, model } = await openAltered(BOOK, {
    get: (_object, member, told) => (member === 'Areas' ? { Count: 2 } : told()),
  });
  model.selectRange('S', range('B2:C3'));
  expect(valueOf(await port.selection())).toEqual({ sheet: 'S', range: range('B2:B2') });
});

test('an application that knows no selected cells has an active one', async () => {
  const { port, model } = await openAltered(BOOK, {
    get: (_object, member, told) => {
      if (member === 'RangeSelection') throw new Error('选中的是图形');
      return told();
    },
  });
  model.selectRange('S', range('B2:C3'));
  expect(valueOf(await port.selection())).toEqual({ sheet: 'S', range: range('B2:B2') });
});

describe('a cell that is selected', () => {
  const SHOWN = { Row: 10, Column: 3, Rows: { Count: 20 }, Columns: { Count: 8 } };

  test.each([
    ['D12', []],
    ['D9', [['ScrollRow', 9]]],
    ['D29', [['ScrollRow', 29]]],
    ['B12', [['ScrollColumn', 2]]],
    [
      'Z500',
      [
        ['ScrollRow', 500],
        ['ScrollColumn', 26],
      ],
    ],
  ])('is brought into view: %s', async (cell, scrolled) => {
    const set: [string, unknown][] = [];
    const { port, model } = await openAltered(BOOK, {
      get: (_object, member, told) => (member === 'VisibleRange' ? SHOWN : told()),
      set: (_object, member, value, put) => {
        if (member.startsWith('Scroll')) set.push([member, value]);
        else put();
      },
    });
    valueOf(await port.select({ sheet: 'S', cell }));
    expect(set).toEqual(scrolled);
    expect(model.selected().range).toEqual(range(`${cell}:${cell}`));
  });

  test('is selected also in a window that can’t be scrolled', async () => {
    const { port, model } = await openAltered(BOOK, {
      get: (_object, member, told) => (member === 'VisibleRange' ? undefined : told()),
    });
    valueOf(await port.select({ sheet: 'S', cell: 'D7' }));
    expect(model.selected()).toEqual({ sheet: 'S', range: range('D7:D7') });
  });
});
