/** Random workbooks and random patches: reading what was patched is patching what was read. */
import fc from 'fast-check';
import type { CellPatch } from '../../../src/hosts/file/patch/patch-workbook';
import { cellAddress } from '../../../src/ledger/a1';
import type { CellValue } from '../../../src/ledger/cells';
import type { CellInput } from '../../../src/workbook/port';
import { read } from './make-xlsx';
import { changeOf, cells, patched, SHEET, styledSheet } from './patching';

const ROWS = 8;
const COLUMNS = 7;

const text = fc.string({ unit: 'binary', maxLength: 6 }).map((written) => written.replace(/\p{Surrogate}/gu, ''));
const figure = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((value) => value + 0);

/** A cell's XML but for its reference; `undefined` where the row does not hold it. */
const cellXml = fc.option(
  fc.record({
    style: fc.constantFrom('', ' s="1"', ' s="2"', ' s="3"', ' s="4"'),
    body: fc.oneof(
      fc.constantFrom(
        '/>',
        '></c>',
        '><v/></c>',
        ' t="b"><v>1</v></c>',
        ' t="e"><v>#REF!</v></c>',
        ' t="s"><v>0</v></c>',
      ),
      fc.constantFrom('><f>1+1</f><v>2</v></c>', ' t="str"><f>"a"</f><v>a</v></c>', '><f>NOW()</f></c>'),
      fc.integer().map((value) => `><v>${String(value)}</v></c>`),
      fc.constant(' t="inlineStr"><is><r><t>甲</t></r><r><t> 乙</t></r></is></c>'),
    ),
    isNamed: fc.boolean(),
  }),
  { nil: undefined },
);
const rowXml = fc.option(
  fc.record({
    cells: fc.array(cellXml, { maxLength: COLUMNS }),
    spans: fc.boolean(),
    style: fc.constantFrom('', ' s="1" customFormat="1"'),
    isNamed: fc.boolean(),
  }),
  { nil: undefined },
);

/** What stands inside <sheetData>. References are left out only where they follow from what is before. */
const sheetXml = fc.array(rowXml, { maxLength: ROWS }).map((rows) => {
  let isNextRow = true;
  return rows
    .map((row, r) => {
      if (!row) {
        isNextRow = false;
        return '';
      }
      const number = row.isNamed || !isNextRow ? ` r="${String(r + 1)}"` : '';
      isNextRow = true;
      let isNext = true;
      const written = row.cells.map((cell, c) => {
        if (!cell) {
          isNext = false;
          return '';
        }
        const reference = cell.isNamed || !isNext ? ` r="${cellAddress(r + 1, c + 1)}"` : '';
        isNext = true;
        return `<c${reference}${cell.style}${cell.body}`;
      });
      const spans = row.spans ? ` spans="1:${String(Math.max(1, row.cells.length))}"` : '';
      const inner = written.join('');
      const tag = `<row${number}${spans}${row.style}`;
      return inner === '' && row.spans ? `${tag}/>` : `${tag}>${inner}</row>`;
    })
    .join('');
});

const input: fc.Arbitrary<CellInput> = fc.oneof(
  fc.constant({ kind: 'blank' as const }),
  text.map((written) => ({ kind: 'text' as const, text: written })),
  figure.map((value) => ({ kind: 'number' as const, value })),
  fc.boolean().map((value) => ({ kind: 'boolean' as const, value })),
  fc.constant({ kind: 'formula' as const, formula: '=A1&"<"' }),
);
const patch: fc.Arbitrary<readonly CellPatch[]> = fc
  .uniqueArray(
    fc.record(
      {
        row: fc.integer({ min: 1, max: ROWS + 2 }),
        column: fc.integer({ min: 1, max: COLUMNS + 2 }),
        put: input,
        fill: fc.constantFrom('#FFC7CE', '#FFEB9C'),
        note: text,
        styleOf: fc.constantFrom('A1', 'C3', 'H9'),
      },
      { requiredKeys: ['row', 'column'] },
    ),
    { maxLength: 12, selector: ({ row, column }) => `${String(row)} ${String(column)}` },
  )
  .map((list) => list.map(({ row, column, ...rest }) => ({ cell: cellAddress(row, column), ...rest })));

type Grid = readonly (readonly CellValue[])[];

/** All values of a sheet in a rectangle that holds it, blanks as null. */
function grid(rows: readonly (readonly CellValue[] | undefined)[] | undefined): Grid {
  return Array.from({ length: ROWS + 2 }, (_r, r) =>
    Array.from({ length: COLUMNS + 2 }, (_c, c) => rows?.[r]?.[c] ?? null),
  );
}

function applied(before: Grid, list: readonly CellPatch[]): Grid {
  return before.map((row, r) =>
    row.map((value, c) => {
      const put = list.find(({ cell }) => cell === cellAddress(r + 1, c + 1))?.put;
      switch (put?.kind) {
        case undefined:
          return value;
        case 'text':
          return put.text === '' ? null : put.text;
        case 'number':
        case 'boolean':
          return put.value;
        case 'formula':
          return { fault: 'uncalculated' };
        default:
          return null;
      }
    }),
  );
}

it('reading the patched is patching the read', async () => {
  await fc.assert(
    fc.asyncProperty(sheetXml, patch, async (data, list) => {
      const before = await styledSheet(data, { sharedStrings: '<si><t>共享</t></si>' });
      const after = await patched(before, cells(...list));
      const [old, now] = [await read(before), await read(after)];
      expect(grid(now.sheets[0]?.rows)).toEqual(applied(grid(old.sheets[0]?.rows), list));
      const allowed = [SHEET, 'xl/styles.xml', 'xl/workbook.xml', '[Content_Types].xml'];
      const change = changeOf(before, after);
      expect(change.removed).toEqual([]);
      expect(change.changed.filter((name) => !allowed.includes(name))).toEqual([]);
      if (!list.some(({ note }) => note !== undefined)) expect(change.added).toEqual([]);
    }),
    { numRuns: 40 },
  );
}, 60_000);

it('a patch done twice changes nothing the second time', async () => {
  await fc.assert(
    fc.asyncProperty(sheetXml, patch, async (data, list) => {
      // A style that is taken from another cell of the patch may be another one by then.
      const steady = cells(
        ...list.map(({ cell, put, fill, note }) => ({
          cell,
          ...(put && { put }),
          ...(fill !== undefined && { fill }),
          ...(note !== undefined && { note }),
        })),
      );
      const once = await patched(await styledSheet(data, { sharedStrings: '<si><t>共享</t></si>' }), steady);
      const twice = await patched(once, steady);
      expect(changeOf(once, twice)).toEqual({ changed: [], added: [], removed: [] });
    }),
    { numRuns: 15 },
  );
}, 60_000);
