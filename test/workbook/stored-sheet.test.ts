import fc from 'fast-check';
import type { CellValue, WorkbookSnapshot } from '../../src/ledger/cells';
import {
  PART_LENGTH,
  readStored,
  STORED_SHEET,
  storedChange,
  storedRows,
  storedTexts,
} from '../../src/workbook/stored-sheet';
import { sheetOf, workbookOf } from '../support/workbook-builder';

const HEADER = ['key', 'version', 'part', 'parts', 'text'];

function book(rows: readonly (readonly CellValue[])[], name = STORED_SHEET): WorkbookSnapshot {
  return workbookOf([sheetOf('收入台账', [['日期']]), { ...sheetOf(name, []), rows }]);
}

/** The sheet that holds these texts, as a host hands it over. */
function kept(texts: ReadonlyMap<string, string>): (readonly CellValue[])[] {
  return storedRows(texts).map((row) =>
    row.map((put): CellValue => (put.kind === 'text' ? put.text : put.kind === 'number' ? put.value : null)),
  );
}

const key = fc.stringMatching(/^[a-z][a-z.-]{0,12}$/);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('a', '薪', '😀', '\ud83d', '\\', 'u', '_x000D_', '\n', '\u0000', '=') }),
  fc
    .tuple(fc.string({ unit: 'grapheme', maxLength: 3 }), fc.integer({ min: 0, max: 40_000 }))
    .map(([of, times]) => of.repeat(times)),
);

describe('texts on the hidden sheet', () => {
  it('come back as they were, whatever they say and however long they are', () => {
    fc.assert(
      fc.property(fc.dictionary(key, text, { maxKeys: 4 }), (texts) => {
        const rows = kept(new Map(Object.entries(texts)));
        expect(Object.fromEntries(storedTexts(book(rows)))).toEqual(texts);
        expect(readStored(book(rows)).problems).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('stand in cells that no host takes for anything else, of at most 30,000 characters, none of them half a character', () => {
    fc.assert(
      fc.property(text, (kept) => {
        for (const [, , , , cell] of storedRows(new Map([['a', kept]])).slice(1)) {
          if (cell?.kind !== 'text') throw new Error('a part is a text');
          expect(cell.text.length).toBeLessThanOrEqual(PART_LENGTH);
          expect(cell.text).toMatch(/^:/);
          expect(cell.text).not.toMatch(/[\p{Cc}\p{Cs}\ufffe\uffff]|_x[0-9a-f]{4}_/iu);
        }
      }),
    );
  });

  it('may stand in any order, between blank rows', () => {
    const [header = [], ...rows] = kept(new Map([['a', 'x'.repeat(70_000)]]));
    const shuffled = [header, [], ...rows.reverse(), [null, null, null, null, ':left over']];
    expect(storedTexts(book(shuffled)).get('a')).toBe('x'.repeat(70_000));
  });

  it('are none on a sheet that is not there, or blank', () => {
    expect(readStored(workbookOf([]))).toEqual({ texts: new Map(), problems: [] });
    expect(readStored(book([[null, ''], []]))).toEqual({ texts: new Map(), problems: [] });
  });

  it.each([
    [
      'another’s sheet',
      [
        ['日期', '金额'],
        ['a', 1, 1, 1, ':x'],
      ],
      { cell: 'A1', reason: 'not-ours', key: '' },
    ],
    ['a later version', [HEADER, ['a', 2, 1, 1, ':x']], { cell: 'B2', reason: 'version', key: 'a' }],
    ['a missing part', [HEADER, ['a', 1, 1, 2, ':x']], { cell: 'D2', reason: 'parts', key: 'a' }],
    [
      'a part that is there twice',
      [HEADER, ['a', 1, 1, 2, ':x'], ['a', 1, 1, 2, ':x']],
      { cell: 'C3', reason: 'parts', key: 'a' },
    ],
    [
      'parts of two texts',
      [HEADER, ['a', 1, 1, 2, ':x'], ['a', 1, 2, 3, ':x']],
      { cell: 'D3', reason: 'parts', key: 'a' },
    ],
    ['a number that is none', [HEADER, ['a', 1, '1', 1, ':x']], { cell: 'C2', reason: 'parts', key: 'a' }],
    ['a text without its mark', [HEADER, ['a', 1, 1, 1, 'x']], { cell: 'E2', reason: 'text', key: 'a' }],
    ['a text that was cut off', [HEADER, ['a', 1, 1, 1, ':x\\u00']], { cell: 'E2', reason: 'text', key: 'a' }],
    ['an error', [HEADER, ['a', 1, 1, 1, { fault: '#REF!' }]], { cell: 'E2', reason: 'text', key: 'a' }],
  ] as const)('are told and not half read: %s', (_what, rows, problem) => {
    const reading = readStored(book([...rows, ['whole', 1, 1, 1, ':y']]));
    expect(reading.problems).toEqual([{ sheet: STORED_SHEET, ...problem }]);
    expect([...reading.texts.keys()]).toEqual(problem.key === '' ? [] : ['whole']);
  });

  it('are whole or told, whatever a sheet holds', () => {
    const cell = fc.oneof(
      fc.constantFrom<CellValue>('a', 'b', ':x', ':', 1, 2, 3, null, '', { fault: '#N/A' }, true, 1.5, -1),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 8 }), (rows) => {
        const { texts, problems } = readStored(book([HEADER, ...rows]));
        const keys = new Set(rows.flatMap(([first]) => (typeof first === 'string' && first !== '' ? [first] : [])));
        expect(new Set([...texts.keys(), ...problems.map((each) => each.key)])).toEqual(keys);
        expect(texts.size + problems.length).toBe(keys.size);
      }),
    );
  });
});

describe('a change of what is kept', () => {
  it('keeps every other text, and the old one until the last step', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(text, { nil: undefined })), { maxLength: 8 }),
        (changes) => {
          const rows: CellValue[][] = [[...HEADER]];
          const expected = new Map<string, string>();
          for (const [key, said] of changes) {
            const change = storedChange(
              rows.map(([first = null]) => first),
              key,
              said,
            );
            for (const { row, cells } of change.rows) {
              while (rows.length < row) rows.push([]);
              rows[row - 1] = [null, null, null, null, cells[4]];
            }
            expect(storedTexts(book(rows))).toEqual(expected);
            for (const { row, cells } of change.rows) rows[row - 1] = [...cells];
            for (const row of change.emptied) rows[row - 1] = [];
            if (said === undefined) expected.delete(key);
            else expected.set(key, said);
            expect(storedTexts(book(rows))).toEqual(expected);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
