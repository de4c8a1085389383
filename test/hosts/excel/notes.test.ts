/// <reference types="office-js" />
/** Notes proper (ExcelApi 1.18), which the office.js in node_modules does not have: Excel's side is played here. */
import { markCells, unmarkCells } from '../../../src/hosts/excel/marks';
import { notesOf } from '../../../src/hosts/excel/notes';
import type { OfficeApi } from '../../../src/hosts/excel/office-api';

interface Slip {
  cell: string;
  content: string;
}

/** A sheet whose cells have a fill and whose notes have a place and a text, and nothing more. */
function excelWithNotes(slips: Slip[], fills: Map<string, string>): OfficeApi {
  const load = (): undefined => undefined;
  const fill = (cells: readonly string[]): object => ({
    load,
    get color() {
      return fills.get(cells[0] ?? '') ?? '#FFFFFF';
    },
    set color(color: string) {
      for (const cell of cells) fills.set(cell, color);
    },
    get pattern() {
      return fills.has(cells[0] ?? '') ? 'Solid' : 'None';
    },
    clear: () => cells.forEach((cell) => fills.delete(cell)),
  });
  const sheet = {
    load,
    name: 'S',
    isNullObject: false,
    protection: { protected: false },
    comments: { load, items: [] },
    notes: {
      load,
      get items() {
        return slips.map((slip) => ({
          load,
          content: slip.content,
          getLocation: () => ({ load, address: `S!$${slip.cell.slice(0, 1)}$${slip.cell.slice(1)}` }),
          delete: () => void slips.splice(slips.indexOf(slip), 1),
        }));
      },
      add: (cell: string, content: string) => void slips.push({ cell, content }),
    },
    getRange: (cell: string) => ({ format: { fill: fill([cell]) } }),
    getRanges: (cells: string) => ({ format: { fill: fill(cells.split(',')) } }),
  };
  const worksheets = { load, items: [sheet], getItem: () => sheet, getItemOrNullObject: () => sheet };
  const context = { workbook: { load, readOnly: false, worksheets }, sync: () => Promise.resolve() };
  const api = {
    Excel: { run: (_options: object, work: (given: object) => Promise<unknown>) => work(context) },
    Office: { context: { requirements: { isSetSupported: () => true } } },
  };
  return api as unknown as OfficeApi;
}

const mark = (cell: string, note: string): Parameters<typeof markCells>[1][number] => {
  return { sheet: 'S', cell, color: '#FFC7CE', note };
};

test('notes are preferred to comments', () => {
  expect(notesOf(excelWithNotes([], new Map()))).toBeDefined();
});

test('notes have no ids: they are found by their cells and texts, and then by their texts', async () => {
  const slips: Slip[] = [{ cell: 'A9', content: '老王' }];
  const fills = new Map([['A2', '#00FF00']]);
  const api = excelWithNotes(slips, fills);
  const marked = await markCells(api, [
    mark('A1', 'one'),
    mark('A2', 'two'),
    mark('A3', 'two'),
    mark('A4', 'four'),
    mark('A9', 'nine'),
  ]);
  expect(slips).toEqual([
    { cell: 'A9', content: '老王' },
    { cell: 'A1', content: 'one' },
    { cell: 'A2', content: 'two' },
    { cell: 'A3', content: 'two' },
    { cell: 'A4', content: 'four' },
  ]);
  if (!marked.ok) throw new Error(marked.error.code);
  expect(marked.value.map(({ noteId }) => noteId !== undefined)).toEqual([true, true, true, true, false]);
  // A row is inserted above row 1, and somebody changes the note on what was A4.
  for (const slip of slips) slip.cell = `A${String(Number(slip.cell.slice(1)) + 1)}`;
  const moved = [...fills].map(([cell, color]) => [`A${String(Number(cell.slice(1)) + 1)}`, color] as const);
  fills.clear();
  for (const [cell, color] of moved) fills.set(cell, color);
  const changed = slips.find(({ cell }) => cell === 'A5');
  if (changed) changed.content = 'four, seen';
  expect(await unmarkCells(api, marked.value)).toEqual({ ok: true, value: undefined });
  expect(slips).toEqual([
    { cell: 'A10', content: '老王' },
    { cell: 'A5', content: 'four, seen' },
  ]);
  // What has moved and bears no note of ours any more, or never did, can’t be found again.
  expect([...fills]).toEqual([
    ['A3', '#00FF00'],
    ['A5', '#FFC7CE'],
    ['A10', '#FFC7CE'],
  ]);
});
