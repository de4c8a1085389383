import type { IsoDate } from '../../src/kernel/dates';
import type { Result } from '../../src/kernel/result';
import type { CellRange, CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import type {
  CellEdit,
  CellInput,
  Mark,
  PortEvent,
  SheetContent,
  SheetTable,
  WorkbookPort,
} from '../../src/workbook/port';
import { STORED_SHEET, storedTexts } from '../../src/workbook/stored-sheet';
import { range, sheetOf, tableAt } from '../support/workbook-builder';

/**
 * What every workbook port does, whatever application stands behind it. A host's test hands in how to open a workbook in its
 * application, and what a person sitting at it would do and see.
 */
export interface PortDriver {
  /** What the test calls the host. */
  readonly name: string;
  /** False where the application tells of no tables: their cells are there all the same. */
  readonly hasTables?: boolean;
  /** Opens the workbook; what an earlier test opened is gone. */
  open(workbook: WorkbookSnapshot): Promise<OpenWorkbook>;
}

export interface OpenWorkbook {
  readonly port: WorkbookPort;
  /** Types a value, exactly: a text stays text. */
  edit(sheet: string, cell: string, value: CellValue): void;
  /** Enters an array formula whose results are these. */
  spill(sheet: string, cell: string, formula: string, values: readonly (readonly CellValue[])[]): void;
  value(sheet: string, cell: string): CellValue;
  numberFormat(sheet: string, cell: string): string;
  setNumberFormat(sheet: string, cell: string, format: string): void;
  fill(sheet: string, cell: string): string | undefined;
  setFill(sheet: string, cell: string, color: string | undefined): void;
  note(sheet: string, cell: string): string | undefined;
  setNote(sheet: string, cell: string, text: string | undefined): void;
  addSheet(name: string): void;
  deleteSheet(name: string): void;
  hideSheet(name: string): void;
  protectSheet(name: string): void;
  selectRange(sheet: string, range: CellRange): void;
}

const LEDGER = sheetOf(
  '收入台账',
  [
    ['日期', '类别', '金额'],
    ['2016-03-05', '广告', 1200.5],
    ['2016-03-06', '衍生', null],
    [null, '合计', 1200.5],
  ],
  { tables: [tableAt('Revenue', range('A1:C4'), { totalsRows: 1 })] },
);

const TEXTS: readonly string[] = [
  '=1+1',
  '=HYPERLINK("http://x","y")',
  '+1',
  '-1',
  '@SUM(A1)',
  '00123',
  '1,234.50',
  '50%',
  '2016-03-05',
  '3月5日',
  'TRUE',
  '#N/A',
  "'quoted",
  "''",
  '=',
  ' 12 ',
  '1E5',
  '其他衍生收入',
  'line one\nline two',
];

function workbook(...sheets: readonly SheetSnapshot[]): WorkbookSnapshot {
  return { name: 'Book1.xlsx', date1904: false, sheets, definedNames: [{ name: 'PolicyYear', refersTo: '2016' }] };
}

const sheet = (name: string, ...rows: readonly (readonly CellValue[])[]): SheetSnapshot => sheetOf(name, rows);

function valueOf<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Waits until something holds; the test's own time limit ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

const text = (put: string): CellInput => ({ kind: 'text', text: put });
const number = (value: number): CellInput => ({ kind: 'number', value });

/** The tests themselves. */
export function describePort({ name, hasTables = true, open }: PortDriver): void {
  const ifTold = <T>(tables: readonly T[]): readonly T[] => (hasTables ? tables : []);
  describe(`the port of ${name}`, () => {
    describe('outline', () => {
      test('tells sheets in their order, used cells, tables and names', async () => {
        const { port, hideSheet, protectSheet } = await open(
          workbook(LEDGER, sheet('空'), sheetOf('b c', [undefined, [null, 1], [null, null, 2]])),
        );
        hideSheet('空');
        protectSheet('b c');
        const outline = valueOf(await port.readOutline());
        expect(outline.name).toBe('Book1.xlsx');
        expect(outline.date1904).toBe(false);
        expect(outline.isReadOnly).toBe(false);
        expect(outline.definedNames).toEqual([{ name: 'PolicyYear', refersTo: '2016' }]);
        const ids = outline.sheets.map(({ id, name: tab }) => id ?? tab);
        expect(new Set(ids).size).toBe(3);
        expect(outline.sheets.map((each) => ({ ...each, id: undefined }))).toEqual([
          {
            name: '收入台账',
            isVisible: true,
            isProtected: false,
            used: range('A1:C4'),
            tables: ifTold([{ name: 'Revenue', range: range('A1:C4'), headerRows: 1, totalsRows: 1 }]),
          },
          { name: '空', isVisible: false, isProtected: false, used: undefined, tables: [] },
          { name: 'b c', isVisible: true, isProtected: true, used: range('B2:C3'), tables: [] },
        ]);
      });
    });

    describe('cells', () => {
      test('are read as values, blank beyond what is filled', async () => {
        const { port } = await open(
          workbook(
            sheet(
              'S',
              [1.25, '广告', true, { fault: '#REF!' }],
              [null, '#REF!', false, { fault: '#DIV/0!' }],
              [42_434],
            ),
          ),
        );
        expect(await port.readCells('S', range('A1:E4'))).toEqual({
          ok: true,
          value: [
            [1.25, '广告', true, { fault: '#REF!' }, null],
            [null, '#REF!', false, { fault: '#DIV/0!' }, null],
            [42_434, null, null, null, null],
            [null, null, null, null, null],
          ],
        });
        expect(await port.readCells('S', range('B2:B3'))).toEqual({ ok: true, value: [['#REF!'], [null]] });
      });

      test('of a hidden sheet are read as well', async () => {
        const { port, hideSheet } = await open(workbook(sheet('S', [1]), sheet('T', [2])));
        hideSheet('T');
        expect(await port.readCells('T', range('A1:A1'))).toEqual({ ok: true, value: [[2]] });
      });

      test('come in blocks that tell how far they are', async () => {
        const rows = Array.from({ length: 30_000 }, (_row, index) => [index, `第 ${String(index)} 行`]);
        const { port } = await open(workbook(sheet('S', ...rows)));
        const told: number[] = [];
        const read = valueOf(await port.readCells('S', range('A1:B30000'), { onProgress: (done) => told.push(done) }));
        expect(read).toEqual(rows);
        expect(told.length).toBeGreaterThan(1);
        expect(told.at(-1)).toBe(30_000);
        expect([...told].sort((one, other) => one - other)).toEqual(told);
      });

      test('can be given up between two blocks', async () => {
        const rows = Array.from({ length: 60_000 }, (_row, index) => [index]);
        const { port } = await open(workbook(sheet('S', ...rows)));
        const giveUp = new AbortController();
        const told: number[] = [];
        const read = await port.readCells('S', range('A1:A60000'), {
          signal: giveUp.signal,
          onProgress: (done) => {
            told.push(done);
            giveUp.abort();
          },
        });
        expect(read).toEqual({ ok: false, error: { code: 'cancelled' } });
        expect(told).toHaveLength(1);
      });

      test('of no sheet are refused', async () => {
        const { port } = await open(workbook(LEDGER));
        const refused = { ok: false, error: { code: 'sheet-not-found', sheet: '成本台账' } };
        expect(await port.readCells('成本台账', range('A1:A1'))).toEqual(refused);
        expect(await port.readFormula('成本台账', 'A1')).toEqual(refused);
        expect(await port.readMerges('成本台账')).toEqual(refused);
      });

      test('that are merged are told', async () => {
        const merges = [range('A1:A2'), range('B3:C4')];
        const { port } = await open(workbook(sheetOf('S', [[1], [], [null, 2, null, 3], [4]], { merges })));
        const told = valueOf(await port.readMerges('S'));
        expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(
          new Set(merges.map((one) => JSON.stringify(one))),
        );
        expect(told).toHaveLength(2);
      });

      test('without merges have none', async () => {
        const { port } = await open(workbook(LEDGER, sheet('空')));
        expect(await port.readMerges('收入台账')).toEqual({ ok: true, value: [] });
        expect(await port.readMerges('空')).toEqual({ ok: true, value: [] });
      });

      test('have a formula, or none', async () => {
        const { port, spill } = await open(workbook(sheet('S', [1, '=1+1'])));
        spill('S', 'B3', '=ALLOCATE(10,A1:A2)', [[5], [5]]);
        await port.write([{ sheet: 'S', cell: 'D1', put: { kind: 'formula', formula: '=A1*2' } }]);
        const formulas = await Promise.all(['A1', 'B1', 'D1', 'B3', 'B4'].map((cell) => port.readFormula('S', cell)));
        expect(formulas.map((one) => valueOf(one))).toEqual([
          '',
          '',
          '=A1*2',
          '=ALLOCATE(10,A1:A2)',
          '=ALLOCATE(10,A1:A2)',
        ]);
        // Of many cells, what stands in each of them.
        expect(await port.readFormulas('S', ['A1', 'D1', 'B3', 'B4'])).toEqual({
          ok: true,
          value: ['', '=A1*2', '=ALLOCATE(10,A1:A2)', ''],
        });
      });
    });

    describe('writing', () => {
      test.each(TEXTS)('keeps text as text: %j', async (put) => {
        const { port, value, numberFormat } = await open(workbook(sheet('S', [1])));
        valueOf(await port.write([{ sheet: 'S', cell: 'A1', put: text(put) }]));
        expect(value('S', 'A1')).toBe(put);
        expect(numberFormat('S', 'A1')).toBe('General');
        expect(await port.readFormula('S', 'A1')).toEqual({ ok: true, value: '' });
      });

      test.each(TEXTS)('keeps text as text in a cell formatted as text and as a number: %j', async (put) => {
        const { port, value, numberFormat, setNumberFormat } = await open(workbook(sheet('S', [1, 2])));
        setNumberFormat('S', 'A1', '@');
        setNumberFormat('S', 'B1', '#,##0.00');
        const edits = ['A1', 'B1'].map((cell) => ({ sheet: 'S', cell, put: text(put) }));
        valueOf(await port.write(edits));
        expect([value('S', 'A1'), value('S', 'B1')]).toEqual([put, put]);
        expect([numberFormat('S', 'A1'), numberFormat('S', 'B1')]).toEqual(['@', '#,##0.00']);
      });

      test('puts numbers, truth values and blanks, and an empty text is a blank', async () => {
        const { port, value } = await open(workbook(sheet('S', ['a', 'b', 'c', 'd'])));
        const puts: CellInput[] = [number(-3.5), { kind: 'boolean', value: false }, { kind: 'blank' }, text('')];
        valueOf(await port.write(puts.map((put, index) => ({ sheet: 'S', cell: `${'ABCD'[index] ?? ''}1`, put }))));
        expect(['A1', 'B1', 'C1', 'D1'].map((cell) => value('S', cell))).toEqual([-3.5, false, null, null]);
      });

      test('shows a date as one, and leaves a date format as it is', async () => {
        const { port, value, numberFormat, setNumberFormat } = await open(workbook(sheet('S', [null, 1])));
        setNumberFormat('S', 'B1', 'yyyy"年"m"月"d"日"');
        const put: CellInput = { kind: 'date', date: '2016-03-05' as IsoDate };
        const inverse = valueOf(
          await port.write([
            { sheet: 'S', cell: 'A1', put },
            { sheet: 'S', cell: 'B1', put, expected: 1 },
          ]),
        );
        expect([value('S', 'A1'), value('S', 'B1')]).toEqual([42_434, 42_434]);
        expect([numberFormat('S', 'A1'), numberFormat('S', 'B1')]).toEqual(['yyyy-mm-dd', 'yyyy"年"m"月"d"日"']);
        valueOf(await port.write(inverse));
        expect([value('S', 'A1'), value('S', 'B1')]).toEqual([null, 1]);
        expect([numberFormat('S', 'A1'), numberFormat('S', 'B1')]).toEqual(['General', 'yyyy"年"m"月"d"日"']);
      });

      test('makes a number of what goes into a text cell, and a format that is asked for', async () => {
        const { port, value, numberFormat, setNumberFormat } = await open(workbook(sheet('S', ['12', 1, 3])));
        setNumberFormat('S', 'A1', '@');
        valueOf(
          await port.write([
            { sheet: 'S', cell: 'A1', put: number(12) },
            { sheet: 'S', cell: 'B1', put: number(2), numberFormat: '0.00%' },
            { sheet: 'S', cell: 'C1', put: { kind: 'number', value: 4, numberFormat: '#,##0.00' } },
          ]),
        );
        expect(['A1', 'B1', 'C1'].map((cell) => value('S', cell))).toEqual([12, 2, 4]);
        expect(['A1', 'B1', 'C1'].map((cell) => numberFormat('S', cell))).toEqual(['General', '0.00%', '#,##0.00']);
      });

      test('writes what was there already', async () => {
        const { port, value } = await open(workbook(sheet('S', [1])));
        const inverse = valueOf(await port.write([{ sheet: 'S', cell: 'A1', put: number(1), expected: 1 }]));
        expect(inverse).toEqual([{ sheet: 'S', cell: 'A1', put: number(1), expected: 1 }]);
        expect(value('S', 'A1')).toBe(1);
      });

      test('does nothing at all where one cell has changed since', async () => {
        const { port, value } = await open(workbook(sheet('S', [1, '广告', null, { fault: '#N/A' }])));
        const edit = (cell: string, expected: CellValue): CellEdit => ({ sheet: 'S', cell, put: number(9), expected });
        const found = async (edits: readonly CellEdit[]): Promise<unknown> => {
          const answer = await port.write(edits);
          return answer.ok ? 'written' : answer.error;
        };
        const changed = (cell: string, was: string): object => ({
          code: 'changed-since',
          sheet: 'S',
          cell,
          found: was,
        });
        expect(await found([edit('A1', 1), edit('B1', '衍生')])).toEqual(changed('B1', '广告'));
        expect(await found([edit('A1', null)])).toEqual(changed('A1', '1'));
        expect(await found([edit('C1', 0)])).toEqual(changed('C1', ''));
        expect(await found([edit('D1', { fault: '#REF!' })])).toEqual(changed('D1', '#N/A'));
        expect(await found([edit('D1', '#N/A')])).toEqual(changed('D1', '#N/A'));
        expect(['A1', 'B1', 'C1', 'D1'].map((cell) => value('S', cell))).toEqual([1, '广告', null, { fault: '#N/A' }]);
        expect(await found([edit('A1', 1), edit('C1', null), edit('D1', { fault: '#N/A' })])).toBe('written');
      });

      test('is taken back by what it gives: values, texts, formulas, errors and formats', async () => {
        const { port, value, numberFormat, setNumberFormat } = await open(
          workbook(sheet('S', [1, '=1+1', true, null, { fault: '#N/A' }, '00123'])),
        );
        setNumberFormat('S', 'F1', '@');
        valueOf(await port.write([{ sheet: 'S', cell: 'G1', put: { kind: 'formula', formula: '=A1' } }]));
        const cells = ['A1', 'B1', 'C1', 'D1', 'E1', 'F1'];
        const before = cells.map((cell) => [value('S', cell), numberFormat('S', cell)]);
        const inverse = valueOf(
          await port.write([...cells, 'G1'].map((cell) => ({ sheet: 'S', cell, put: number(7), numberFormat: '0.0' }))),
        );
        expect(cells.map((cell) => [value('S', cell), numberFormat('S', cell)])).toEqual(cells.map(() => [7, '0.0']));
        valueOf(await port.write(inverse));
        expect(await port.readFormula('S', 'G1')).toEqual({ ok: true, value: '=A1' });
        const constants = cells.filter((cell) => cell !== 'E1');
        expect(constants.map((cell) => [value('S', cell), numberFormat('S', cell)])).toEqual(
          before.filter((_was, index) => cells[index] !== 'E1'),
        );
        expect(await port.readFormula('S', 'E1')).toEqual({ ok: true, value: '=#N/A' });
      });

      test('is not taken back over what somebody has entered since', async () => {
        const { port, value, edit } = await open(workbook(sheet('S', [1])));
        const inverse = valueOf(await port.write([{ sheet: 'S', cell: 'A1', put: number(2) }]));
        edit('S', 'A1', 3);
        expect(await port.write(inverse)).toEqual({
          ok: false,
          error: { code: 'changed-since', sheet: 'S', cell: 'A1', found: '3' },
        });
        expect(value('S', 'A1')).toBe(3);
      });

      test('comes to the last edit of a cell, and is taken back to what was first', async () => {
        const { port, value } = await open(workbook(sheet('S', ['a'])));
        const inverse = valueOf(
          await port.write([
            { sheet: 'S', cell: 'A1', put: number(1), expected: 'a' },
            { sheet: 'S', cell: 'A1', put: number(2), expected: 'a' },
          ]),
        );
        expect(value('S', 'A1')).toBe(2);
        valueOf(await port.write(inverse));
        expect(value('S', 'A1')).toBe('a');
      });

      test('refuses protected and missing sheets before it writes to any', async () => {
        const { port, value, protectSheet } = await open(workbook(sheet('S', [1]), sheet('T', [2])));
        protectSheet('T');
        const write = (other: string): Promise<unknown> =>
          port.write([
            { sheet: 'S', cell: 'A1', put: number(9) },
            { sheet: other, cell: 'A1', put: number(9) },
          ]);
        expect(await write('T')).toEqual({ ok: false, error: { code: 'sheet-protected', sheet: 'T' } });
        expect(await write('U')).toEqual({ ok: false, error: { code: 'sheet-not-found', sheet: 'U' } });
        expect([value('S', 'A1'), value('T', 'A1')]).toEqual([1, 2]);
      });
    });

    describe('marks', () => {
      const mark = (cell: string, more: Partial<Mark> = {}): Mark => {
        return { sheet: 'S', cell, color: '#FFC7CE', note: `请改 ${cell}`, ...more };
      };

      test('fill cells and put a note on each, and go without a trace', async () => {
        const { port, fill, setFill, note } = await open(workbook(sheet('S', [1, 2], [3, 4])));
        setFill('S', 'B1', '#00FF00');
        setFill('S', 'A2', '#FFFFFF');
        const receipts = valueOf(await port.mark(['A1', 'B1', 'A2'].map((cell) => mark(cell))));
        const seen = (): unknown => ['A1', 'B1', 'A2', 'B2'].map((cell) => [fill('S', cell), note('S', cell)]);
        expect(seen()).toEqual([
          ['#FFC7CE', '请改 A1'],
          ['#FFC7CE', '请改 B1'],
          ['#FFC7CE', '请改 A2'],
          [undefined, undefined],
        ]);
        expect(receipts.map(({ before }) => before)).toEqual([undefined, { color: '#00FF00' }, { color: '#FFFFFF' }]);
        const kept = JSON.parse(JSON.stringify(receipts)) as typeof receipts;
        valueOf(await port.unmark(kept));
        expect(seen()).toEqual([
          [undefined, undefined],
          ['#00FF00', undefined],
          ['#FFFFFF', undefined],
          [undefined, undefined],
        ]);
        valueOf(await port.unmark(kept));
        expect(fill('S', 'A1')).toBeUndefined();
      });

      test('of one cell are one, with both texts and the first colour', async () => {
        const { port, fill, note } = await open(workbook(sheet('S', [1])));
        const receipts = valueOf(
          await port.mark([mark('A1', { note: 'one' }), mark('A1', { note: 'two', color: '#FFEB9C' })]),
        );
        expect(receipts).toHaveLength(1);
        expect([fill('S', 'A1'), note('S', 'A1')]).toEqual(['#FFC7CE', 'one\ntwo']);
        valueOf(await port.unmark(receipts));
        expect([fill('S', 'A1'), note('S', 'A1')]).toEqual([undefined, undefined]);
      });

      test('leave a note that was there, and go without it', async () => {
        const { port, fill, note, setNote } = await open(workbook(sheet('S', [1, 2])));
        setNote('S', 'A1', '问过老王');
        const receipts = valueOf(await port.mark([mark('A1'), mark('B1')]));
        expect(receipts.map(({ noteId }) => noteId === undefined)).toEqual([true, false]);
        expect([note('S', 'A1'), note('S', 'B1'), fill('S', 'A1')]).toEqual(['问过老王', '请改 B1', '#FFC7CE']);
        valueOf(await port.unmark(receipts));
        expect([note('S', 'A1'), note('S', 'B1'), fill('S', 'A1')]).toEqual(['问过老王', undefined, undefined]);
      });

      test('leave what somebody has changed since', async () => {
        const { port, fill, setFill, note, setNote, edit } = await open(workbook(sheet('S', [1, 2, 3])));
        const receipts = valueOf(await port.mark([mark('A1'), mark('B1'), mark('C1')]));
        setFill('S', 'A1', '#0000FF');
        setNote('S', 'B1', '已改，老王');
        setNote('S', 'C1', undefined);
        edit('S', 'C1', 4);
        valueOf(await port.unmark(receipts));
        expect(['A1', 'B1', 'C1'].map((cell) => fill('S', cell))).toEqual(['#0000FF', undefined, undefined]);
        expect(['A1', 'B1', 'C1'].map((cell) => note('S', cell))).toEqual([undefined, '已改，老王', undefined]);
      });

      test('of a sheet that is no more are passed over', async () => {
        const { port, fill, deleteSheet } = await open(workbook(sheet('S', [1]), sheet('T', [2])));
        const receipts = valueOf(await port.mark([mark('A1', { sheet: 'T' }), mark('A1')]));
        deleteSheet('T');
        expect(await port.unmark(receipts)).toEqual({ ok: true, value: undefined });
        expect(fill('S', 'A1')).toBeUndefined();
      });

      test('are refused on protected sheets, all of them', async () => {
        const { port, fill, note, protectSheet } = await open(workbook(sheet('S', [1]), sheet('T', [2])));
        protectSheet('T');
        const refused = { ok: false, error: { code: 'sheet-protected', sheet: 'T' } };
        expect(await port.mark([mark('A1'), mark('A1', { sheet: 'T' })])).toEqual(refused);
        expect([fill('S', 'A1'), note('S', 'A1')]).toEqual([undefined, undefined]);
      });
    });

    describe('a list as a sheet', () => {
      const list = {
        name: '校验结果',
        tables: [
          {
            header: ['单元格', '说明', '日期'],
            rows: [
              [text('A1'), text('=1+1'), { kind: 'date', date: '2016-03-05' as IsoDate }],
              [number(2), { kind: 'blank' }, text('00123')],
            ] satisfies CellInput[][],
          },
        ],
        columnWidths: [10, 40, 12],
      };
      const withRows = (rows: readonly (readonly CellInput[])[]): SheetContent => ({
        ...list,
        tables: list.tables.map((table) => ({ ...table, rows })),
      });
      const cells = ['A1', 'B1', 'C1', 'A2', 'B2', 'C2', 'A3', 'B3', 'C3'];

      test('is a table of its own, and shown', async () => {
        const { port, value, numberFormat } = await open(workbook(LEDGER));
        expect(await port.putSheet(list, false)).toEqual({ ok: true, value: '校验结果' });
        expect(cells.map((cell) => value('校验结果', cell))).toEqual([
          ...['单元格', '说明', '日期'],
          ...['A1', '=1+1', 42_434],
          ...[2, null, '00123'],
        ]);
        expect(numberFormat('校验结果', 'C2')).toBe('yyyy-mm-dd');
        expect(valueOf(await port.selection())).toEqual({ sheet: '校验结果', range: range('A1:A1') });
        const outline = valueOf(await port.readOutline());
        expect(outline.sheets.map((one) => one.name)).toEqual(['收入台账', '校验结果']);
        expect(outline.sheets[1]?.tables.map((table) => table.range)).toEqual(ifTold([range('A1:C3')]));
      });

      test('takes the place of ours, and of nobody else’s', async () => {
        const { port, value, edit } = await open(workbook(LEDGER));
        valueOf(await port.putSheet(list, false));
        edit('校验结果', 'E9', 'left over');
        const shorter = withRows(list.tables[0]?.rows.slice(0, 1) ?? []);
        expect(await port.putSheet(shorter, false)).toEqual({
          ok: false,
          error: { code: 'name-taken', name: '校验结果' },
        });
        expect(value('校验结果', 'A3')).toBe(2);
        expect(await port.putSheet(shorter, true)).toEqual({ ok: true, value: '校验结果' });
        expect(['A2', 'A3', 'E9'].map((cell) => value('校验结果', cell))).toEqual(['A1', null, null]);
        expect(valueOf(await port.readOutline()).sheets.map((one) => one.name)).toEqual(['收入台账', '校验结果']);
      });

      test('may have no rows, and many', async () => {
        const { port, value } = await open(workbook(LEDGER));
        valueOf(await port.putSheet(withRows([]), false));
        expect(value('校验结果', 'A1')).toBe('单元格');
        const rows = Array.from({ length: 5000 }, (_row, index) => [number(index), text('+1'), text('广告')]);
        valueOf(await port.putSheet(withRows(rows), true));
        expect(['A5001', 'B5001', 'C5001'].map((cell) => value('校验结果', cell))).toEqual([4999, '+1', '广告']);
      });
    });

    test('a sheet may hold several tables, each under its title', async () => {
      const { port, value } = await open(workbook(LEDGER));
      const tables: SheetTable[] = [
        {
          name: '参数',
          at: { row: 2, column: 1 },
          title: '制度参数',
          header: ['编号', '取值'],
          rows: [[text('a'), number(1)]],
        },
        { name: '条款', at: { row: 6, column: 2 }, header: ['条款'], rows: [[text('二.1')], [text('二.2')]] },
      ];
      expect(await port.putSheet({ name: '制度', tables, columnWidths: [10, 20], wraps: true }, false)).toEqual({
        ok: true,
        value: '制度',
      });
      expect(['A1', 'A2', 'B3', 'B6', 'B8'].map((cell) => value('制度', cell))).toEqual([
        ...['制度参数', '编号', 1, '条款', '二.2'],
      ]);
      const outline = valueOf(await port.readOutline());
      const told = outline.sheets[1]?.tables.map((table) => [table.name, table.range]);
      expect(told).toEqual(
        ifTold([
          ['参数', range('A2:B3')],
          ['条款', range('B6:B8')],
        ]),
      );
    });

    describe('selection', () => {
      test('is told and made', async () => {
        const { port, selectRange } = await open(workbook(LEDGER, sheet('b c', [1])));
        selectRange('收入台账', range('B2:C3'));
        expect(valueOf(await port.selection())).toEqual({ sheet: '收入台账', range: range('B2:C3') });
        expect(await port.select({ sheet: 'b c', cell: 'D7' })).toEqual({ ok: true, value: undefined });
        expect(valueOf(await port.selection())).toEqual({ sheet: 'b c', range: range('D7:D7') });
      });

      test('of a hidden or missing sheet is refused', async () => {
        const { port, hideSheet } = await open(workbook(LEDGER, sheet('T', [1])));
        hideSheet('T');
        for (const missing of ['T', 'U']) {
          expect(await port.select({ sheet: missing, cell: 'A1' })).toEqual({
            ok: false,
            error: { code: 'sheet-not-found', sheet: missing },
          });
        }
        expect(valueOf(await port.selection()).sheet).toBe('收入台账');
      });
    });

    describe('storage', () => {
      test('keeps texts as they are and forgets them', async () => {
        const { port } = await open(workbook(LEDGER));
        expect(await port.readStorage('a')).toEqual({ ok: true, value: undefined });
        for (const kept of [
          '',
          '{"a":1}',
          'Date(0)',
          '"',
          '薪规 😀',
          'a\tb\r\nc\u0000\ud800',
          '_x000D_ \\u000a \\',
          ' 薪规😀'.repeat(9_000),
        ]) {
          valueOf(await port.writeStorage('a', kept));
          valueOf(await port.writeStorage('b', 'other'));
          expect(valueOf(await port.readStorage('a'))).toBe(kept);
        }
        valueOf(await port.writeStorage('a', undefined));
        valueOf(await port.writeStorage('a', undefined));
        expect(await port.readStorage('a')).toEqual({ ok: true, value: undefined });
        expect(await port.readStorage('b')).toEqual({ ok: true, value: 'other' });
      });

      test('keeps a text as long as may be, of any characters', async () => {
        const { port } = await open(workbook(LEDGER));
        const long = '薪规😀"\\\n'.repeat(1_420_000);
        valueOf(await port.writeStorage('a', 'before'));
        valueOf(await port.writeStorage('a', long));
        expect(valueOf(await port.readStorage('a')) === long).toBe(true);
      });

      test('is a sheet that nobody sees, and leaves the screen as it is', async () => {
        const { port, selectRange, value } = await open(workbook(LEDGER));
        selectRange('收入台账', range('B2:C3'));
        valueOf(await port.writeStorage('a', '=1+1'));
        valueOf(await port.writeStorage('2016', '4'));
        expect(valueOf(await port.selection())).toEqual({ sheet: '收入台账', range: range('B2:C3') });
        const { sheets } = valueOf(await port.readOutline());
        expect(sheets.map(({ name, isVisible }) => [name, isVisible])).toEqual([
          ['收入台账', true],
          [STORED_SHEET, false],
        ]);
        const cells = ['A', 'B', 'C', 'D', 'E'].map((column) => `${column}2`);
        expect(cells.map((cell) => value(STORED_SHEET, cell))).toEqual(['a', 1, 1, 1, ':=1+1']);
        expect(value(STORED_SHEET, 'A3')).toBe('2016');
      });

      test('is read as storedTexts does, and never by halves', async () => {
        const { port, value, edit } = await open(workbook(LEDGER));
        valueOf(await port.writeStorage('long', 'x'.repeat(70_000)));
        valueOf(await port.writeStorage('short', 'y'));
        const rows = valueOf(await port.readCells(STORED_SHEET, range('A1:E6')));
        const snapshot = workbook(sheetOf(STORED_SHEET, rows));
        expect([...storedTexts(snapshot)]).toEqual([
          ['long', 'x'.repeat(70_000)],
          ['short', 'y'],
        ]);
        expect(value(STORED_SHEET, 'C3')).toBe(2);
        edit(STORED_SHEET, 'C3', 1);
        expect(valueOf(await port.readStorage('long'))).toBeUndefined();
        expect(valueOf(await port.readStorage('short'))).toBe('y');
        valueOf(await port.writeStorage('long', 'new'));
        expect(valueOf(await port.readStorage('long'))).toBe('new');
      });

      test('takes the place of the old text, and its rows are used again', async () => {
        const { port } = await open(workbook(LEDGER));
        for (const kept of [
          'x'.repeat(100_000),
          'y'.repeat(65_000),
          'z'.repeat(100_000),
          'short',
          'w'.repeat(100_000),
        ]) {
          valueOf(await port.writeStorage('a', kept));
          expect(valueOf(await port.readStorage('a'))).toBe(kept);
        }
        const used = valueOf(await port.readOutline()).sheets.at(-1)?.used;
        expect(used?.bottom).toBeLessThanOrEqual(9);
        valueOf(await port.writeStorage('a', undefined));
        expect(valueOf(await port.readOutline()).sheets.at(-1)?.used).toEqual(range('A1:E1'));
      });

      test('writes into no sheet of another’s', async () => {
        const { port, value } = await open(workbook(LEDGER, sheet(STORED_SHEET, ['日期', '金额'])));
        expect(await port.writeStorage('a', 'b')).toEqual({
          ok: false,
          error: { code: 'name-taken', name: STORED_SHEET },
        });
        expect(await port.readStorage('a')).toEqual({ ok: true, value: undefined });
        expect(value(STORED_SHEET, 'A2')).toBeNull();
      });

      test('is refused on its protected sheet', async () => {
        const { port, protectSheet } = await open(workbook(LEDGER));
        valueOf(await port.writeStorage('a', 'b'));
        protectSheet(STORED_SHEET);
        expect(await port.writeStorage('a', 'c')).toEqual({
          ok: false,
          error: { code: 'sheet-protected', sheet: STORED_SHEET },
        });
        expect(valueOf(await port.readStorage('a'))).toBe('b');
      });

      test('refuses what is too long, and keeps what it had', async () => {
        const { port } = await open(workbook(LEDGER));
        valueOf(await port.writeStorage('a', 'short'));
        expect(await port.writeStorage('a', 'x'.repeat(10_000_001))).toEqual({
          ok: false,
          error: { code: 'storage-full', characters: 10_000_001, most: 10_000_000 },
        });
        expect(valueOf(await port.readStorage('a'))).toBe('short');
      });
    });

    describe('events', () => {
      async function listening(opened: OpenWorkbook): Promise<{ events: PortEvent[]; stop: () => void }> {
        const events: PortEvent[] = [];
        const stop = valueOf(await opened.port.listen((event) => events.push(event)));
        return { events, stop };
      }

      const has = (events: readonly PortEvent[], wanted: PortEvent): boolean =>
        events.some((event) => JSON.stringify(event) === JSON.stringify(wanted));

      test('tell which cells were edited', async () => {
        const opened = await open(workbook(LEDGER, sheet('b c', [1])));
        const { events, stop } = await listening(opened);
        opened.edit('b c', 'C7', '广告');
        await until(() => has(events, { kind: 'cells-changed', sheet: 'b c', range: range('C7:C7') }));
        await until(() => has(events, { kind: 'calculated', sheet: 'b c' }));
        stop();
      });

      test('tell what the add-in itself writes', async () => {
        const opened = await open(workbook(LEDGER));
        const { events, stop } = await listening(opened);
        valueOf(await opened.port.write([{ sheet: '收入台账', cell: 'C3', put: number(5) }]));
        await until(() => has(events, { kind: 'cells-changed', sheet: '收入台账', range: range('C3:C3') }));
        stop();
      });

      test('tell of sheets that come and go, also under their names', async () => {
        const opened = await open(workbook(LEDGER));
        const { events, stop } = await listening(opened);
        opened.addSheet('新');
        await until(() => has(events, { kind: 'structure-changed' }));
        valueOf(await opened.port.readOutline());
        opened.edit('新', 'A1', 1);
        await until(() => has(events, { kind: 'cells-changed', sheet: '新', range: range('A1:A1') }));
        events.length = 0;
        opened.deleteSheet('新');
        await until(() => has(events, { kind: 'structure-changed' }));
        stop();
      });

      test('tell of the selection', async () => {
        const opened = await open(workbook(LEDGER));
        const { events, stop } = await listening(opened);
        opened.selectRange('收入台账', range('B2:B2'));
        await until(() => has(events, { kind: 'selection-changed' }));
        stop();
      });

      test('end where nobody wants them', async () => {
        const opened = await open(workbook(LEDGER));
        const first = await listening(opened);
        const second = await listening(opened);
        first.stop();
        opened.edit('收入台账', 'C3', 1);
        await until(() => second.events.length > 0);
        expect(first.events).toEqual([]);
        second.stop();
      });
    });
  });
}
