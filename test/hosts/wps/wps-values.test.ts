/** What WPS hands over and takes, in every form that has been told of. */
import fc from 'fast-check';
import type { FunctionMetadata } from '../../../src/functions/functions-json';
import { CELL_ERRORS, type Argument, type CallResult } from '../../../src/functions/cell-values';
import { errorOfNumber } from '../../../src/hosts/wps/error-numbers';
import { argumentsFromWps, LEFT_OUT, resultForWps } from '../../../src/hosts/wps/wps-values';

const PARAMETERS: Pick<FunctionMetadata, 'parameters'> = {
  parameters: [
    { name: 'year', optional: true },
    { name: 'ledger', dimensionality: 'matrix', optional: true },
    { name: 'answer' },
    { name: 'weights', dimensionality: 'matrix' },
  ],
};
const YEAR = 0;
const LEDGER = 1;
const ANSWER = 2;
const WEIGHTS = 3;

function argument(position: number, value: unknown): Argument {
  const given = Array.from({ length: position + 1 }, (_unused, at) => (at === position ? value : LEFT_OUT));
  return argumentsFromWps(given, PARAMETERS)[position];
}

/** A live range as WPS hands it to a parameter of type «object». */
const range = (value: unknown): unknown => ({ Row: 3, Column: 2, Value2: value });

describe('an argument', () => {
  it.each<[string, number, unknown, Argument]>([
    ['a number', YEAR, 2016, 2016],
    ['a text', ANSWER, 'NET_PROFIT', 'NET_PROFIT'],
    ['a boolean', YEAR, true, true],
    ['left out', YEAR, LEFT_OUT, undefined],
    ['left out, of another version', YEAR, undefined, undefined],
    ['left out where a range is expected', LEDGER, LEFT_OUT, undefined],
    ['a blank cell', YEAR, null, undefined],
    ['a blank cell that is needed', ANSWER, undefined, null],
    ['a blank cell where a range is needed', WEIGHTS, null, [[null]]],
    ['an error', YEAR, -2146826281, { error: '#DIV/0!' }],
    ['an amount that is next to an error', YEAR, -2146826280, -2146826280],
    ['the text that a function of ours shows for an error', ANSWER, '#N/A 制度在 2017 年没有数值', { error: '#N/A' }],
    ['a text that only looks like one', ANSWER, '#1 sales', '#1 sales'],
    ['a single cell where a range is expected', LEDGER, 12.5, [[12.5]]],
    ['a single cell with an error where a range is expected', LEDGER, -2146826246, [[{ error: '#N/A' }]]],
    ['rows', LEDGER, [[1, 'a'], [null, true]], [[1, 'a'], [null, true]]], // prettier-ignore
    ['rows with errors, blanks and dates', WEIGHTS, [[-2146826265, undefined, 42370]], [[{ error: '#REF!' }, null, 42370]]], // prettier-ignore
    ['a row without its brackets', WEIGHTS, [3, 2, null], [[3, 2, null]]],
    ['several cells where one is expected', YEAR, [[2016], [2017]], [[2016], [2017]]],
    ['a live range', LEDGER, range([[1], [2]]), [[1], [2]]],
    ['a live range of one cell', LEDGER, range(7), [[7]]],
    ['a live range of one cell where a value is expected', YEAR, range(2016), 2016],
    ['a live range of one blank cell', ANSWER, range(undefined), ''],
    ['anything else', YEAR, { some: 'thing' }, { error: '#UNKNOWN!' }],
  ])('%s', (_what, position, value, read) => {
    expect(argument(position, value)).toEqual(read);
  });

  it('that is not handed over at all is left out', () => {
    expect(argumentsFromWps([], PARAMETERS)).toEqual([]);
    expect(argumentsFromWps([2016], PARAMETERS)).toEqual([2016]);
    // One too many is passed on, so that the call can be refused.
    expect(argumentsFromWps([1, 2, 3, 4, 5], PARAMETERS)).toEqual([1, [[2]], 3, [[4]], 5]);
  });

  it('is never an error that was none, nor a value that was an error', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2146828500, max: -2146828000 }), (number) => {
        const read = argument(YEAR, number);
        expect(read).toEqual(errorOfNumber(number) === undefined ? number : { error: errorOfNumber(number) });
      }),
    );
    expect(CELL_ERRORS).toEqual(expect.arrayContaining([errorOfNumber(-2146826273), errorOfNumber(-2146826246)]));
  });
});

describe('a result', () => {
  const ok = (value: unknown): CallResult => ({ ok: true, value }) as CallResult;

  it.each<[string, CallResult, unknown]>([
    ['an amount', ok(27777.67), 27777.67],
    ['a text', ok('第一条'), '第一条'],
    ['a boolean', ok(false), false],
    ['rows', ok([[1, 'a'], [2, 'b']]), [[1, 'a'], [2, 'b']]], // prettier-ignore
    ['rows of a single cell', ok([['']]), ''],
    ['an error', { ok: false, error: { code: '#N/A', message: '制度没有数值。' } }, '#N/A 制度没有数值。'],
    ['an error among rows', ok([[5], ['#VALUE! 类别不明']]), [[5], ['#VALUE! 类别不明']]],
    [
      'the workbook being read',
      { ok: false, error: { code: '#GETTING_DATA', message: '正在读取工作簿…' } },
      '正在读取工作簿…',
    ],
  ])('%s', (_what, result, shown) => {
    expect(resultForWps(result)).toEqual(shown);
  });

  it('fits into a cell, however long its sentence is', () => {
    const shown = resultForWps({ ok: false, error: { code: '#VALUE!', message: '长'.repeat(40_000) } });
    expect(shown).toHaveLength(32_767);
    expect(shown).toMatch(/^#VALUE! 长+…$/);
  });

  it('is a copy that WPS may do with what it likes', () => {
    const rows = [[1], [2]];
    expect(resultForWps(ok(rows))).not.toBe(rows);
  });
});
