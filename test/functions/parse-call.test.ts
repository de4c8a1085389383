import fc from 'fast-check';
import { CELL_ERRORS, type Argument, type ScalarArgument } from '../../src/functions/cell-values';
import { LONGEST_CALL, parseCall, type ParseProblem } from '../../src/functions/parse-call';

const NA = { error: '#N/A' } as const;

describe('a call as typed', () => {
  it.each<[string, string, readonly Argument[]]>([
    // What is typed; the function; its arguments.
    ['FAN_PENALTY(52300,2016)', 'FAN_PENALTY', [52300, 2016]],
    ['=FAN_PENALTY(52300,2016)', 'FAN_PENALTY', [52300, 2016]],
    ['  = fan_penalty ( 52300 , 2016 )  ', 'FAN_PENALTY', [52300, 2016]],
    ['PAY.FAN_PENALTY(1)', 'FAN_PENALTY', [1]],
    ['pay.fan_penalty(1)', 'FAN_PENALTY', [1]],
    ['_xldudf_FAN_PENALTY(1)', 'FAN_PENALTY', [1]],
    ['_xldudf_PAY_FAN_PENALTY(1)', 'FAN_PENALTY', [1]],
    ['FAN_PENALTY()', 'FAN_PENALTY', []],
    ['FAN_PENALTY( )', 'FAN_PENALTY', []],
    ['FAN_PENALTY(,2016)', 'FAN_PENALTY', [undefined, 2016]],
    ['FAN_PENALTY(1,)', 'FAN_PENALTY', [1, undefined]],
    ['FAN_PENALTY(,)', 'FAN_PENALTY', [undefined, undefined]],
    ['F(-1.5)', 'F', [-1.5]],
    ['F(+2)', 'F', [2]],
    ['F(- 2)', 'F', [-2]],
    ['F(.5,5.)', 'F', [0.5, 5]],
    ['F(1e3,1E-2,2.5e+1)', 'F', [1000, 0.01, 25]],
    ['F(50%,12.3%,-7%,1e2%)', 'F', [0.5, 0.123, -0.07, 1]],
    ['F(-0)', 'F', [0]],
    ['F("广告费","a ""b"" c","")', 'F', ['广告费', 'a "b" c', '']],
    ['F("=A1,(){}")', 'F', ['=A1,(){}']],
    ['F(TRUE,false)', 'F', [true, false]],
    ['F(#N/A,#div/0!)', 'F', [NA, { error: '#DIV/0!' }]],
    [
      'F({1,2;3,4})',
      'F',
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ],
    ['F({"a",TRUE,#N/A,-1.5})', 'F', [[['a', true, NA, -1.5]]]],
    ['F({1;2} , {3})', 'F', [[[1], [2]], [[3]]]],
    ['F（52300，2016）', 'F', [52300, 2016]],
    [
      'F（{1，2；3，4}）',
      'F',
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ],
    ['\u3000F(\n1\t,\u00a02\r\n)', 'F', [1, 2]],
    ['考核(1)', '考核', [1]],
  ])('%s', (source, name, args) => {
    expect(parseCall(source)).toEqual({ ok: true, value: { name, arguments: args } });
  });

  it.each<[string, ParseProblem['code'], number, string]>([
    // What is typed; what is wrong with it; at which character; what stands there.
    ['', 'call-empty', 1, ''],
    ['   ', 'call-empty', 4, ''],
    ['=', 'call-empty', 2, ''],
    ['52300', 'name-missing', 1, '52300'],
    ['(1)', 'name-missing', 1, '('],
    ['==F(1)', 'name-missing', 2, '='],
    ['-F(1)', 'name-missing', 1, '-F'],
    ['NET_PROFIT', 'bracket-missing', 11, ''],
    ['NET_PROFIT 2016', 'bracket-missing', 12, '2016'],
    ['F(1', 'bracket-unclosed', 4, ''],
    ['F(', 'bracket-unclosed', 3, ''],
    ['F(1,', 'bracket-unclosed', 5, ''],
    ['F("广告费)', 'text-unclosed', 3, '"广告费'],
    ['F("a""', 'text-unclosed', 3, '"a'],
    ['F({1,2', 'array-unclosed', 3, '{1'],
    ['F({1,', 'array-unclosed', 3, '{1'],
    ['F({1,2;3})', 'array-ragged', 9, '}'],
    ['F({1;2,3;4})', 'array-ragged', 9, ';'],
    ['F({1,,2})', 'array-item-expected', 6, ','],
    ['F({})', 'array-item-expected', 4, '}'],
    ['F({{1}})', 'array-item-expected', 4, '{1'],
    ['F(1.2.3)', 'number-invalid', 3, '1.2.3'],
    ['F(52300A)', 'number-invalid', 3, '52300A'],
    ['F(1 000)', 'number-invalid', 3, '1'],
    ['F(-)', 'number-invalid', 3, '-'],
    ['F(--1)', 'number-invalid', 3, '-'],
    ['F(1e)', 'number-invalid', 3, '1e'],
    ['F(1e999)', 'number-invalid', 3, '1e999'],
    ['F(#OOPS!)', 'error-unknown', 3, '#OOPS!'],
    ['F(A1)', 'reference', 3, 'A1'],
    ['F($A$1)', 'reference', 3, '$A$1'],
    ['F(A1:B2)', 'reference', 3, 'A1:B2'],
    ["F('收入 台账'!A1)", 'reference', 3, "'收入"],
    ['F(收入台账!C7)', 'reference', 3, '收入台账!C7'],
    ['F(收入[#All])', 'reference', 3, '收入'],
    ['F([@金额])', 'reference', 3, '['],
    ['F(1:3)', 'reference', 3, '1:3'],
    ['F(年度)', 'reference', 3, '年度'],
    ['F(SUM(1))', 'nested-call', 3, 'SUM'],
    ['F({SUM(1)})', 'nested-call', 4, 'SUM'],
    ['F(1+2)', 'character-unexpected', 4, '+2'],
    ['F(1&"a")', 'character-unexpected', 4, '&'],
    ['F((1))', 'character-unexpected', 3, '('],
    ['F(1;2)', 'character-unexpected', 4, ';'],
    ['F(“a”)', 'character-unexpected', 3, '“a'],
    ['F(1)+1', 'text-after-call', 5, '+1'],
    ['F(1) F(2)', 'text-after-call', 6, 'F'],
  ])('%s is refused: %s', (source, code, position, found) => {
    expect(parseCall(source)).toEqual({ ok: false, error: { code, position, found } });
  });

  it('reads a call of 100,000 characters and no longer one', () => {
    const longest = `F("${'a'.repeat(LONGEST_CALL - 5)}")`;
    expect(longest).toHaveLength(LONGEST_CALL);
    expect(parseCall(longest).ok).toBe(true);
    expect(parseCall(`${longest} `)).toEqual({
      ok: false,
      error: { code: 'call-too-long', position: LONGEST_CALL + 1, found: '' },
    });
  });

  it.each(['(', '{', '"', '1e', '""', '#', '%', ' ', '=', 'A', '.', "'", '9', '-', ',', '1,'])(
    'refuses 100,000 characters of %s without going over them again',
    (part) => {
      const source = `F(${part.repeat(LONGEST_CALL)}`.slice(0, LONGEST_CALL);
      expect(parseCall(source).ok).toBe(false);
    },
  );

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (source) => {
        const result = parseCall(source);
        if (result.ok) return;
        expect(result.error.position).toBeGreaterThanOrEqual(1);
        expect(result.error.position).toBeLessThanOrEqual(source.length + 1);
      }),
    );
    const pieces = fc.constantFrom(
      ...'FAN_PENALTY = ( ) { } , ; " "" # #N/A ! $ \' [ ] 1 .5 e - + % TRUE ： ， （ ） 😀 \ud800'.split(' '),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(typeof parseCall(parts.join('')).ok).toBe('boolean');
      }),
    );
  });

  it('reads back every literal that is printed', () => {
    const scalar: fc.Arbitrary<ScalarArgument> = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
      fc.integer(),
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.constantFrom(...CELL_ERRORS).map((error) => ({ error })),
    );
    const range = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(scalar, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      );
    const args = fc.array<Argument>(fc.oneof(scalar, range, fc.constant(undefined)), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(args, (given) => {
        const source = `FAN_PENALTY(${given.map(printed).join(',')})`;
        expect(parseCall(source)).toEqual({ ok: true, value: { name: 'FAN_PENALTY', arguments: given } });
      }),
    );
  });
});

function printed(argument: Argument): string {
  if (argument === undefined) return '';
  if (!Array.isArray(argument)) return printedScalar(argument as ScalarArgument);
  const rows = argument as readonly (readonly ScalarArgument[])[];
  return `{${rows.map((row) => row.map(printedScalar).join(',')).join(';')}}`;
}

function printedScalar(cell: ScalarArgument): string {
  if (typeof cell === 'string') return `"${cell.replaceAll('"', '""')}"`;
  if (typeof cell === 'object') return cell?.error ?? '';
  return String(cell).toUpperCase();
}
