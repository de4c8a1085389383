import fc from 'fast-check';
import type { CellValue } from '../../src/ledger/cells';
import { callFunction } from '../../src/functions/call';
import type { CallContext } from '../../src/functions/call-context';
import { functionNamed, FUNCTIONS } from '../../src/functions/catalogue';
import type { Argument, CallResult, RangeArgument, ScalarArgument } from '../../src/functions/cell-values';
import {
  centreWorkbook,
  contextWith,
  COST_ROWS,
  evaluated,
  IN_KIND_ROWS,
  messageOf,
  POLICY,
  policyFrom,
  REVENUE_ROWS,
  sheet,
  workbook,
} from './support';

const NO_WORKBOOK = contextWith();
const CENTRE = contextWith(centreWorkbook());

describe('answers from what is typed, without a workbook', () => {
  it.each<[string, number | string]>([
    // 五.1: (60000 − fans) × 0.5
    ['=FAN_PENALTY(52300,2016)', 3850],
    ['=FAN_PENALTY(59999,2016)', 0.5],
    ['=FAN_PENALTY(60000,2016)', 0],
    ['=FAN_PENALTY(60001,2016)', 0],
    ['=FAN_PENALTY(0,2016)', 30000],
    ['=FAN_PENALTY("52,300",2016)', 3850],
    ['=FAN_PENALTY("５２３００人",2016)', '#VALUE!'],
    ['=FAN_PENALTY("5.23万",2016)', 3850],
    // No target is set for 2017.
    ['=FAN_PENALTY(52300,2017)', '#N/A'],
    ['=FAN_PENALTY(52300)', '#N/A'],
    // 五.2: (12 − events) × 1000
    ['=EVENT_PENALTY(10,2016)', 2000],
    ['=EVENT_PENALTY(11,2016)', 1000],
    ['=EVENT_PENALTY(12,2016)', 0],
    ['=EVENT_PENALTY(13,2016)', 0],
    ['=EVENT_PENALTY(0,2016)', 12000],
    // An attendance of exactly 100 counts, 99 does not: (12 − 2) × 1000.
    ['=EVENT_PENALTY({120;99;100},2016)', 10000],
    ['=EVENT_PENALTY({120,99,100},2016)', 10000],
    ['=EVENT_PENALTY({"参与人数";120;99;100},2016)', 10000],
    ['=EVENT_PENALTY({"120";"９９";""},2016)', 11000],
    ['=EVENT_PENALTY({99;0},2016)', 12000],
    // With its header row and dates it is the ledger: one event of 2016.
    ['=EVENT_PENALTY({"参与人数","日期";120,"2016-05-01";300,"2017-05-01";50,"2016-06-01"},2016)', 11000],
    // A single cell is a number of events, unless it could be the attendance of one.
    ['=EVENT_PENALTY({11},2016)', 1000],
    ['=EVENT_PENALTY({99},2016)', 0],
    ['=EVENT_PENALTY({100},2016)', '#VALUE!'],
    ['=EVENT_PENALTY({"参与人数";100},2016)', 11000],
    // Columns that are neither a line of attendances nor a ledger are not guessed at.
    ['=EVENT_PENALTY({42400,120;42410,99},2016)', '#VALUE!'],
    ['=EVENT_PENALTY({120;"约一百"},2016)', '#VALUE!'],
    ['=EVENT_PENALTY({120;#REF!},2016)', '#REF!'],
    ['=EVENT_PENALTY({42400,#N/A;42410,99},2016)', '#N/A'],
    ['=EVENT_PENALTY({120;99},2017)', '#N/A'],
    // Ledgers as ranges: 六.2.1, 六.3.1, 六.1.
    ['=COUNTED_COST(2016,{"日期","类别","金额";"2016-01-01","差旅费",12.345})', 12.35],
    ['=COUNTED_COST(2016,{"日期","类别","金额"})', 0],
    [
      '=COUNTED_REVENUE(2016,{"金额","类别","日期";100,"广告费","2016-02-01"},{"抵扣金额","领用日期","转化日期","转化价值","转化现金"})',
      100,
    ],
    ['=PRIZE_QUOTA(2016,{"抵扣金额","领用日期","转化日期","转化价值","转化现金";1000,"2016-01-31","","",""})', 300],
    // What is left out and needed is not there.
    ['=NET_PROFIT(2016)', '#N/A'],
    ['=TASK_PENALTY(2016)', '#N/A'],
    ['=PENALTY_TOTAL(2016)', '#N/A'],
    ['=FAN_PENALTY(,2016)', '#N/A'],
    ['=COUNTED_REVENUE(2016,{"金额","类别","日期";100,"广告费","2016-02-01"})', '#N/A'],
    // The call itself can't be used.
    ['=FAN_PENALTY(1,2016,3)', '! arguments-too-many'],
    ['=FAN_PENALTYS(1,2016)', '! function-unknown'],
    ['=FAN_PENALTY(A1,2016)', '! reference'],
  ])('%s is %s', (source, value) => {
    expect(evaluated(source, NO_WORKBOOK)).toBe(value);
  });
});

describe('answers from a workbook', () => {
  it.each<[string, number | string]>([
    // 52,000 (the later reading of a) + 300: 7,700 short × 0.5.
    ['=FAN_PENALTY()', 3850],
    ['=FAN_PENALTY(,2016)', 3850],
    // Two of three events of 2016 reach 100 people.
    ['=EVENT_PENALTY()', 10000],
    ['=TASK_PENALTY()', 300.5],
    ['=PENALTY_TOTAL(2016)', 14150.5],
    // 12 × 4000 − 14,150.50
    ['=PERFORMANCE_PAY()', 33849.5],
    ['=PENALTY_EXCESS()', 0],
    // 30,000 + 1,234.50 + (8,000.005 − 5,000 → 3,000.01) + 1,200 + 400 in kind
    ['=COUNTED_REVENUE()', 35834.51],
    ['=COUNTED_REVENUE(2017)', 777],
    // 12,000 + max(10, 50) + 0 × 5,000 − 100
    ['=COUNTED_COST()', 11950],
    // 5,000.01 × 0.5 = 2,500.005
    ['=COUNTED_COST(2017)', 2500.01],
    ['=NET_PROFIT()', 23884.51],
    // Half of 23,884.51 is 11,942.255.
    ['=TEAM_SHARE()', 11942.26],
    ['=COMPANY_SHARE()', 11942.25],
    // 30% of (1,000 − 600), of 500 converted late, of 200 never converted
    ['=PRIZE_QUOTA()', 330],
    ['=NET_PROFIT("2016")', 23884.51],
    ['=NET_PROFIT("２０１６年")', 23884.51],
    // A count given stands in for the ledger, and for the ledger alone.
    ['=FAN_PENALTY(52301)', 3849.5],
    ['=EVENT_PENALTY(12)', 0],
    ['=FAN_PENALTY(,2017)', '#N/A'],
    // A range stands in for one ledger; the others stay the workbook's.
    ['=NET_PROFIT(2016,{"日期","类别","金额";"2016-02-01","广告费",12000})', 450],
    ['=NET_PROFIT(2016,,{"抵扣金额","领用日期","转化日期","转化价值","转化现金"})', 23484.51],
    ['=NET_PROFIT(2016,,,{"日期","类别","金额"})', 35834.51],
  ])('%s is %s', (source, value) => {
    expect(evaluated(source, CENTRE)).toBe(value);
  });

  it('answers for the only year of a workbook without a policy year', () => {
    const ledgers = [
      sheet('成本台账', '成本', [
        ['日期', '类别', '金额'],
        ['2018-01-01', '差旅费', 5],
      ]),
    ];
    expect(evaluated('=COUNTED_COST()', contextWith(workbook(ledgers)))).toBe(5);
    const both = [
      sheet('成本台账', '成本', [
        ['日期', '类别', '金额'],
        ['2018-01-01', '差旅费', 5],
        ['2019-01-01', '差旅费', 6],
      ]),
    ];
    expect(evaluated('=COUNTED_COST()', contextWith(workbook(both)))).toBe('#N/A');
  });

  it('names the rows that stand in the way', () => {
    const context = contextWith(centreWorkbook({ 成本台账: [...COST_ROWS, [42372, '不明', '杂费', 1, null, null]] }));
    expect(evaluated('=TEAM_SHARE()', context)).toBe('#VALUE!');
    expect(messageOf('=TEAM_SHARE()', context)).toContain('成本台账!C7');
    const range = '{"日期","类别","金额";"2016-02-01","差旅费",1;"2016-02-01","杂费",1}';
    expect(evaluated(`=TEAM_SHARE(2016,,,${range})`, context)).toBe('#VALUE!');
    expect(messageOf(`=TEAM_SHARE(2016,,,${range})`, context)).toContain('costs B3');
    expect(messageOf(`=TEAM_SHARE(2016,,,${range})`, context)).toContain('杂费');
  });

  it('reads dates of a range in the date system of the workbook', () => {
    // Day 41000 is 2012-04-01 in the 1900 system and 2016-04-02 in the 1904 system.
    const range = [
      ['日期', '类别', '金额'],
      [41000, '差旅费', 7],
    ];
    const of = (date1904: boolean): CallResult =>
      callFunction('COUNTED_COST', [2016, range], contextWith({ ...centreWorkbook(), date1904 }));
    expect(of(true)).toEqual({ ok: true, value: 7 });
    expect(of(false)).toEqual({ ok: true, value: 0 });
  });
});

describe('an argument that is nothing', () => {
  const BLANKS: readonly (readonly [string, Argument])[] = [
    ['left out', undefined],
    ['null', null],
    ['a blank cell as a range', [[null]]],
    ['a formula’s ""', ''],
    ['spaces', ' \u3000'],
    ['no cells at all', []],
  ];
  const ZEROS: readonly (readonly [string, Argument])[] = [
    ['a blank that arrives as 0', 0],
    ['a blank that arrives as 0 in a range', [[0]]],
  ];

  it.each([...BLANKS, ...ZEROS])('%s: the year is the policy year', (_title, blank) => {
    expect(callFunction('NET_PROFIT', [blank], CENTRE)).toEqual({ ok: true, value: 23884.51 });
  });

  it.each([...BLANKS, ...ZEROS])('%s: every ledger is the workbook’s', (_title, blank) => {
    expect(callFunction('NET_PROFIT', [2016, blank, blank, blank], CENTRE)).toEqual({ ok: true, value: 23884.51 });
  });

  it.each(BLANKS)('%s: fans and events are counted from the ledgers', (_title, blank) => {
    expect(callFunction('FAN_PENALTY', [blank, 2016], CENTRE)).toEqual({ ok: true, value: 3850 });
    expect(callFunction('EVENT_PENALTY', [blank, 2016], CENTRE)).toEqual({ ok: true, value: 10000 });
  });

  it.each(ZEROS)('%s: a count of 0 is none', (_title, zero) => {
    expect(callFunction('FAN_PENALTY', [zero, 2016], CENTRE)).toEqual({ ok: true, value: 30000 });
    expect(callFunction('EVENT_PENALTY', [zero, 2016], CENTRE)).toEqual({ ok: true, value: 12000 });
  });

  it('counts a range of blank attendances as no events, blank or 0', () => {
    expect(callFunction('EVENT_PENALTY', [[[null], [null]], 2016], CENTRE)).toEqual({ ok: true, value: 12000 });
    expect(callFunction('EVENT_PENALTY', [[[0], [0]], 2016], CENTRE)).toEqual({ ok: true, value: 12000 });
  });
});

describe('an argument of the wrong kind', () => {
  it.each<[string, readonly Argument[], string, string]>([
    // The function; its arguments; the error; a part of the sentence.
    ['FAN_PENALTY', ['许多', 2016], '#VALUE!', '「许多」不是数字'],
    ['FAN_PENALTY', [true, 2016], '#VALUE!', '「TRUE」不是数字'],
    ['FAN_PENALTY', [-1, 2016], '#VALUE!', '不能是负数 -1'],
    ['FAN_PENALTY', [0.5, 2016], '#VALUE!', '应为整数，不能是 0.5'],
    ['FAN_PENALTY', [Number.NaN, 2016], '#NUM!', 'NaN'],
    ['FAN_PENALTY', [Number.POSITIVE_INFINITY, 2016], '#NUM!', 'Infinity'],
    ['FAN_PENALTY', [1e20, 2016], '#NUM!', '超出'],
    ['FAN_PENALTY', [[[1, 2]], 2016], '#VALUE!', '1 行 2 列'],
    ['FAN_PENALTY', [{ error: '#REF!' }, 2016], '#REF!', 'fans 是错误值 #REF!'],
    ['FAN_PENALTY', ['#REF!', 2016], '#REF!', 'fans 是错误值 #REF!'],
    ['FAN_PENALTY', [[[{ error: '#DIV/0!' }]], 2016], '#DIV/0!', '#DIV/0!'],
    ['FAN_PENALTY', [1, { error: '#NAME?' }], '#NAME?', 'year 是错误值 #NAME?'],
    ['EVENT_PENALTY', [-1, 2016], '#VALUE!', '不能是负数 -1'],
    ['EVENT_PENALTY', [1.5, 2016], '#VALUE!', '应为整数，不能是 1.5'],
    ['EVENT_PENALTY', ['十二', 2016], '#VALUE!', '「十二」不是数字'],
    // A number in one cell, and so every number typed into Excel, with what to do about it: both ways are computed above.
    ['EVENT_PENALTY', [[[120]], 2016], '#VALUE!', '是人数，请连同标题「参与人数」两格一起选取；是次数，请核对'],
    ['EVENT_PENALTY', [[[120], ['约一百']], 2016], '#VALUE!', '第 2 行第 1 列「约一百」不是数字'],
    ['TASK_PENALTY', [1899], '#NUM!', '1899'],
    ['TASK_PENALTY', [10000], '#NUM!', '10000'],
    ['TASK_PENALTY', [2016.5], '#NUM!', '2016.5'],
    ['TASK_PENALTY', [-2016], '#NUM!', '-2016'],
    // The date 2016-12-31 where a year is asked for.
    ['TASK_PENALTY', [42735], '#NUM!', '42735'],
    ['TASK_PENALTY', ['今年'], '#VALUE!', '「今年」不是数字'],
    ['TASK_PENALTY', [true], '#VALUE!', '「TRUE」不是数字'],
    ['COUNTED_COST', [2016, 5], '#VALUE!', '应为成本台账的区域（含标题行），不能是「5」'],
    ['COUNTED_COST', [2016, '成本'], '#VALUE!', '「成本」'],
    ['COUNTED_COST', [2016, { error: '#REF!' }], '#REF!', 'costs 是错误值 #REF!'],
    ['COUNTED_COST', [2016, [['日期', '类别']]], '#VALUE!', 'costs 的区域缺少「金额」一列'],
    ['COUNTED_COST', [2016, [[42400, '差旅费', 5]]], '#VALUE!', '缺少「日期」一列'],
    [
      'COUNTED_REVENUE',
      [
        2016,
        [
          ['日期', '类别', '金额'],
          [42400, '广告费', { error: '#REF!' }],
        ],
      ],
      '#VALUE!',
      'revenue C2',
    ],
    [
      'COUNTED_REVENUE',
      [
        2016,
        [
          ['日期', '类别', '金额'],
          [42400, '广告费', '#REF!'],
        ],
      ],
      '#VALUE!',
      '错误值 #REF!',
    ],
    ['FAN_PENALTY', [1, 2016, 3], '#VALUE!', '最多 2 个参数，这里给了 3 个'],
    ['FAN_PENALTIES', [1, 2016], '#NAME?', '最接近的是 FAN_PENALTY'],
  ])('%s%j is %s: %s', (id, args, code, part) => {
    const result = callFunction(id, args, CENTRE);
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect(result.ok ? '' : result.error.message).toContain(part);
  });

  it('passes over an error in a column that nothing is computed from', () => {
    const range = [
      ['日期', '类别', '金额', '备注'],
      [42400, '差旅费', 5, { error: '#REF!' }],
    ] as const;
    expect(callFunction('COUNTED_COST', [2016, range], CENTRE)).toEqual({ ok: true, value: 5 });
  });
});

describe('ledgers as ranges and ledgers of the workbook', () => {
  const given = { revenue: REVENUE_ROWS, inKind: IN_KIND_ROWS, costs: COST_ROWS } as const;
  const argsOf = (id: string, ranges: Readonly<Record<string, Argument>>): Argument[] =>
    (functionNamed(id)?.parameters ?? []).map(({ id: parameter }) => (parameter === 'year' ? 2016 : ranges[parameter]));
  const WITH_RANGES = FUNCTIONS.filter(({ parameters }) => parameters.some(({ kind }) => kind === 'ledger')).map(
    ({ id }) => id,
  );

  it.each(WITH_RANGES)('%s is the same from either, in any column order, with unknown columns between', (id) => {
    const fromWorkbook = callFunction(id, [2016], CENTRE);
    const shuffles = fc.record({
      revenue: shuffled(given.revenue),
      inKind: shuffled(given.inKind),
      costs: shuffled(given.costs),
    });
    fc.assert(
      fc.property(shuffles, (ranges) => {
        const args = argsOf(id, ranges);
        expect(callFunction(id, args, NO_WORKBOOK)).toEqual(fromWorkbook);
        expect(callFunction(id, args, CENTRE)).toEqual(fromWorkbook);
      }),
      { numRuns: 15 },
    );
  });

  it('gives way to the range wherever the workbook keeps the ledger', () => {
    const half: RangeArgument = [
      ['日期', '类别', '金额'],
      [42400, '差旅费', 5],
    ];
    const named = contextWith(
      workbook(
        [
          {
            ...sheet(
              '成本台账',
              '成本',
              COST_ROWS.map((row) => [...row]),
            ),
            tables: [],
          },
        ],
        2016,
      ),
    );
    expect(callFunction('COUNTED_COST', [2016], named)).toEqual({ ok: true, value: 11950 });
    expect(callFunction('COUNTED_COST', [2016, half], named)).toEqual({ ok: true, value: 5 });
  });
});

describe('a range from a host that hands blank cells over as 0', () => {
  const asZeros = (rows: readonly (readonly CellValue[])[]): RangeArgument =>
    rows.map((row) => row.map((cell) => (cell === null ? 0 : (cell as ScalarArgument))));
  const args = [2016, asZeros(REVENUE_ROWS), asZeros(IN_KIND_ROWS), asZeros(COST_ROWS)];

  it.each<[string, CallContext]>([
    ['known', { ...NO_WORKBOOK, blanksArriveAsZero: true }],
    ['found out from the range', NO_WORKBOOK],
  ])('gives the same answers: %s', (_title, context) => {
    expect(callFunction('COUNTED_REVENUE', args.slice(0, 3), context)).toEqual({ ok: true, value: 35834.51 });
    expect(callFunction('PRIZE_QUOTA', [2016, args[2]], context)).toEqual({ ok: true, value: 330 });
    expect(callFunction('NET_PROFIT', args, context)).toEqual({ ok: true, value: 23884.51 });
  });

  it('takes a 0 for a blank where a rule needs the figure, so that nothing is counted without a word', () => {
    const range = [
      ['日期', '摘要', '类别', '货源', '金额', '进货成本'],
      [42400, 0, '微商城销售', '自揽', 100, 0],
    ];
    const ranges = [2016, range, [['抵扣金额', '领用日期', '转化日期', '转化价值', '转化现金']]];
    const result = callFunction('COUNTED_REVENUE', ranges, NO_WORKBOOK);
    expect(result.ok ? '' : result.error.message).toContain('进货成本');
    // A host that tells a 0 from a blank means it.
    const host = { ...NO_WORKBOOK, blanksArriveAsZero: false };
    const filled = [ranges[0], [range[0] ?? [], [42400, '红酒', '微商城销售', '自揽', 100, 0]], ranges[2]];
    expect(callFunction('COUNTED_REVENUE', filled, host)).toEqual({ ok: true, value: 100 });
  });

  it('does not guess whether goods without a charge are an entry', () => {
    const range = [
      ['日期', '类别', '金额', '标价', '备注'],
      [42400, '活动用公司产品', 0, 100, 0],
    ];
    const result = callFunction('COUNTED_COST', [2016, range], NO_WORKBOOK);
    expect(result).toMatchObject({ ok: false, error: { code: '#VALUE!' } });
    expect(result.ok ? '' : result.error.message).toContain('第 2 行「金额」分不清是 0 还是空白');
    // On the web a 0 is a 0: max(0, 0.5 × 100).
    const onTheWeb = [range[0] ?? [], [42400, '活动用公司产品', 0, 100, null]];
    expect(callFunction('COUNTED_COST', [2016, onTheWeb], NO_WORKBOOK)).toEqual({ ok: true, value: 50 });
  });
});

describe('another policy', () => {
  const withoutFans = policyFrom({
    ...POLICY.document,
    measures: POLICY.document.measures.filter(({ id }) => id !== 'fans'),
    answers: POLICY.document.answers.filter(({ id }) => id === 'COUNTED_COST' || id === 'EVENT_PENALTY'),
    limits: [],
    distributions: [],
    cases: [],
  });

  it('refuses what it has no use for, and answers the rest', () => {
    const context = contextWith(centreWorkbook(), 'zh-CN', withoutFans);
    expect(evaluated('=COUNTED_COST()', context)).toBe(11950);
    expect(evaluated('=FAN_PENALTY(1,2016)', context)).toBe('#N/A');
    expect(messageOf('=FAN_PENALTY(1,2016)', context)).toContain('没有「FAN_PENALTY」');
    expect(messageOf('=NET_PROFIT(2016)', context)).toContain('NET_PROFIT');
  });
});

it('never throws, whatever a sheet holds', () => {
  const scalar = fc.oneof(
    fc.constantFrom<ScalarArgument>(
      null,
      '',
      0,
      1,
      -1,
      2016,
      42400,
      1e300,
      '2016',
      '日期',
      '金额',
      '类别',
      '差旅费',
      '参与人数',
      true,
    ),
    fc.double(),
    fc.string(),
    fc.constant({ error: '#REF!' as const }),
  );
  const argument = fc.oneof(
    scalar,
    fc.constant(undefined),
    fc.array(fc.array(scalar, { maxLength: 4 }), { maxLength: 4 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...FUNCTIONS.map(({ id }) => id)),
      fc.array(argument, { maxLength: 5 }),
      fc.constantFrom(NO_WORKBOOK, CENTRE, { ...CENTRE, blanksArriveAsZero: true }),
      (id, args, context) => {
        const result = callFunction(id, args, context);
        expect(result.ok || result.error.message.length > 0).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

/** The same rows with their columns in another order and columns of the user's own between them. */
function shuffled(rows: readonly (readonly CellValue[])[]): fc.Arbitrary<RangeArgument> {
  const width = rows[0]?.length ?? 0;
  const order = fc.shuffledSubarray([...Array(width).keys(), -1, -2], { minLength: width + 2, maxLength: width + 2 });
  return order.map((columns) =>
    rows.map((row, index) =>
      columns.map((column) => {
        if (column < 0) return index === 0 ? `另加${column}` : '随意';
        return (row[column] ?? null) as ScalarArgument;
      }),
    ),
  );
}
