/** Arguments as Excel on the web and on the desktop hand them over, and results as cells show them. */
import fc from 'fast-check';
import { callFunction } from '../../src/functions/call';
import { functionNamed, FUNCTIONS } from '../../src/functions/catalogue';
import { CELL_ERRORS, type CallResult } from '../../src/functions/cell-values';
import { argumentsFromHost, errorForHost, resultForHost } from '../../src/functions/host-values';
import type { CellValue } from '../../src/ledger/cells';
import { RuntimeError, withRuntime } from './fake-source';
import { centreWorkbook, contextWith, COST_ROWS, EVENT_ROWS, FAN_ROWS, IN_KIND_ROWS, REVENUE_ROWS } from './support';

const CENTRE = contextWith(centreWorkbook());

let endRuntime: () => void;
beforeAll(() => (endRuntime = withRuntime()));
afterAll(() => endRuntime());

describe('arguments', () => {
  it.each<[what: string, given: unknown, read: unknown]>([
    ['left out', null, undefined],
    ['not even passed', undefined, undefined],
    ['a number', 2016, 2016],
    ['a text', '2016', '2016'],
    ['a truth value', false, false],
    ['an error', new RuntimeError('#REF!'), { error: '#REF!' }],
    ['an error as the web’s data types have it', { type: 'Error', basicValue: '#N/A' }, { error: '#N/A' }],
    ['an error that nobody knows', { type: 'Error', basicValue: '#NEW!' }, '#NEW!'],
    ['a formatted number', { type: 'FormattedNumber', basicValue: 12, numberFormat: '0.00' }, 12],
    ['a linked entity', { type: 'Entity', text: 'x', basicType: 'Error', basicValue: '#VALUE!' }, { error: '#VALUE!' }],
    ['something new', { type: 'Hologram' }, { error: '#UNKNOWN!' }],
    [
      'a range',
      [
        [1, null],
        ['', new RuntimeError('#NUM!')],
      ],
      [
        [1, null],
        ['', { error: '#NUM!' }],
      ],
    ],
    ['a row', [1, 2], [[1], [2]]],
  ])('%s', (_what, given, read) => {
    expect(argumentsFromHost([given])).toEqual([read]);
  });
});

describe('results', () => {
  const shown = (result: CallResult): unknown => JSON.parse(JSON.stringify(resultForHost(result)));

  it.each<[what: string, result: CallResult, cell: unknown]>([
    ['a number', { ok: true, value: 3850 }, 3850],
    ['a text', { ok: true, value: '' }, ''],
    ['rows', { ok: true, value: [[1, 'a']] }, [[1, 'a']]],
    [
      'an error within a column',
      { ok: true, value: [['#VALUE! 类别「杂项」'], [2]] },
      [[{ type: 'Error', basicValue: '#VALUE!', code: '#VALUE!' }], [2]],
    ],
    ['an error within a table', { ok: true, value: [['#VALUE! 类别「杂项」', 2]] }, [['#VALUE! 类别「杂项」', 2]]],
    ['a text that begins like an error', { ok: true, value: [['#标签', '# 1']] }, [['#标签', '# 1']]],
  ])('%s', (_what, result, cell) => {
    expect(shown(result)).toEqual(cell);
  });

  it('an error keeps its code where a function may give it, and its name where it may not', () => {
    const given = CELL_ERRORS.map((code) => errorForHost({ code, message: '请改正。' }));
    const kept = ['#VALUE!', '#N/A', '#DIV/0!', '#NUM!', '#NULL!'];
    for (const [at, error] of given.entries()) {
      const code = CELL_ERRORS[at] ?? '';
      expect(error).toBeInstanceOf(RuntimeError);
      expect([error.code, error.message]).toEqual(
        kept.includes(code) ? [code, '请改正。'] : ['#VALUE!', `${code} 请改正。`],
      );
    }
  });

  it('a sentence that names the error already does not name it twice', () => {
    const { code, message } = errorForHost({ code: '#REF!', message: '参数 year 是错误值 #REF!，请先改正。' });
    expect([code, message]).toEqual(['#VALUE!', '参数 year 是错误值 #REF!，请先改正。']);
  });

  it('an error within rows keeps its sentence', () => {
    const rows = resultForHost({ ok: true, value: [['#REF! 请改正。']] });
    expect(rows).toEqual([[new RuntimeError('#VALUE!', '#REF! 请改正。')]]);
  });
});

describe('the web and the desktop', () => {
  /** A blank cell by itself, and one within a range; Excel on the web gives null for both, on the desktop 0. */
  interface Host {
    readonly blank: unknown;
    readonly inRange: unknown;
    readonly blanksArriveAsZero: boolean;
  }
  const WEB: Host = { blank: null, inRange: null, blanksArriveAsZero: false };
  const WEB_AS_SEEN: Host = { blank: null, inRange: '', blanksArriveAsZero: false };
  const DESKTOP: Host = { blank: 0, inRange: 0, blanksArriveAsZero: true };

  const OMITTED = Symbol('left out');
  type Block = readonly (readonly CellValue[])[];
  type Given = CellValue | typeof OMITTED | Block;
  const isBlock = (given: Given): given is Block => Array.isArray(given);

  const cell = (value: CellValue, blank: unknown): unknown => {
    if (value === null) return blank;
    return typeof value === 'object' ? new RuntimeError(value.fault) : value;
  };

  /** A parameter that takes ranges gets a range of one cell for one cell. */
  function handedOver(given: Given, takesRange: boolean, host: Host): unknown {
    if (given === OMITTED) return null;
    if (isBlock(given)) return given.map((row) => row.map((value) => cell(value, host.inRange)));
    return takesRange ? [[cell(given, host.inRange)]] : cell(given, host.blank);
  }

  const takesRange = (id: string, position: number): boolean => {
    const parameter = functionNamed(id)?.parameters[position];
    if (parameter?.kind === 'count') return parameter.orReadings;
    return parameter !== undefined && ['ledger', 'range', 'list'].includes(parameter.kind);
  };

  const called = (id: string, args: readonly Given[], host: Host): CallResult =>
    callFunction(id, argumentsFromHost(args.map((arg, at) => handedOver(arg, takesRange(id, at), host))), {
      ...CENTRE,
      blanksArriveAsZero: host.blanksArriveAsZero,
    });

  const YEARS: readonly Given[] = [OMITTED, null, 2016, '2016', 'x', 1800, { fault: '#REF!' }];
  // Where 0 is a figure of its own, a reference to a blank cell can't be told from it on the desktop; the help says so.
  const COUNTS: readonly Given[] = [OMITTED, 52300, 0, '12', -1, { fault: '#DIV/0!' }];
  const filled = (rows: readonly (readonly CellValue[])[]): readonly (readonly CellValue[])[] =>
    rows.filter((row, at) => at === 0 || row.some((value) => value !== null));
  const withError = (rows: readonly (readonly CellValue[])[]): readonly (readonly CellValue[])[] =>
    rows.map((row, at) => (at === 1 ? row.map((value) => (value === 30000 ? { fault: '#REF!' } : value)) : row));

  const arguments_: Readonly<Record<string, readonly Given[]>> = {
    year: YEARS,
    fans: COUNTS,
    events: [...COUNTS.filter((count) => count !== 52300), EVENT_ROWS, [[120], [99]], [['参与人数'], [120]]],
    revenue: [OMITTED, null, REVENUE_ROWS, filled(REVENUE_ROWS), withError(REVENUE_ROWS), [['不是台账']], 'x'],
    inKind: [OMITTED, null, IN_KIND_ROWS],
    costs: [OMITTED, null, COST_ROWS],
    headers: [REVENUE_ROWS.slice(0, 1), [['日期']], null],
    rows: [REVENUE_ROWS.slice(1), withError(REVENUE_ROWS).slice(1), [[null]], null],
    pool: [100, 27777.67, null, 'x', { fault: '#N/A' }],
    weights: [[[3], [2], [1]], [[1, null, 2]], [[{ fault: '#N/A' }]], null],
    parameter: ['fan-target', 'fan-targets', null],
    date: [OMITTED, null, 42735, '2016-12-31', 'x'],
    id: ['六.2.5', '九', null],
    answer: ['NET_PROFIT', 'PROFIT', null],
  };

  it.each(FUNCTIONS.map(({ id, parameters }) => ({ id, parameters })))('$id', ({ id, parameters }) => {
    const choices = parameters.map((parameter) => fc.constantFrom(...(arguments_[parameter.id] ?? [])));
    fc.assert(
      fc.property(fc.tuple(...choices), (args) => {
        const onWeb = called(id, args, WEB);
        expect(called(id, args, DESKTOP)).toEqual(onWeb);
        expect(called(id, args, WEB_AS_SEEN)).toEqual(onWeb);
      }),
      { numRuns: 60 },
    );
  });

  it('a list of fans is no number of fans on either', () => {
    for (const host of [WEB, DESKTOP]) {
      expect(called('FAN_PENALTY', [FAN_ROWS, 2016], host)).toMatchObject({ ok: false, error: { code: '#VALUE!' } });
    }
  });
});
