import fc from 'fast-check';
import { Decimal } from '../../src/kernel/decimal';
import { callFunction } from '../../src/functions/call';
import { LONGEST_CELL_TEXT, type Argument } from '../../src/functions/cell-values';
import { centreWorkbook, contextWith, evaluated, messageOf, POLICY, policyFrom } from './support';

const CONTEXT = contextWith();
const CENTRE = contextWith(centreWorkbook());

describe('ALLOCATE', () => {
  it.each<[string, unknown]>([
    // A column gives a column, a row a row, a block a block.
    ['=ALLOCATE(100,{1;1;1})', [[33.34], [33.33], [33.33]]],
    ['=ALLOCATE(100,{1,1,1})', [[33.34, 33.33, 33.33]]],
    [
      '=ALLOCATE(100,{1,1;1,0})',
      [
        [33.34, 33.33],
        [33.33, 0],
      ],
    ],
    ['=ALLOCATE(27777.67,{3;2;1})', [[13888.84], [9259.22], [4629.61]]],
    ['=ALLOCATE(0.01,{1;1})', [[0.01], [0]]],
    ['=ALLOCATE(-100,{1;1;1})', [[-33.34], [-33.33], [-33.33]]],
    ['=ALLOCATE(100,5)', [[100]]],
    ['=ALLOCATE(0,{1;2})', [[0], [0]]],
    ['=ALLOCATE(,{1;2})', [[0], [0]]],
    ['=ALLOCATE("1,000元",{50%;50%})', [[500], [500]]],
    ['=ALLOCATE(100,{"２";"";"1"})', [[66.67], [0], [33.33]]],
  ])('%s', (source, value) => {
    expect(evaluated(source, CONTEXT)).toEqual(value);
  });

  it.each<[string, string, string]>([
    ['=ALLOCATE(100.005,{1;1})', '#VALUE!', '100.005 不是整分'],
    ['=ALLOCATE(100,{0;0})', '#VALUE!', '权重全部为 0'],
    ['=ALLOCATE(100,{"",""})', '#VALUE!', '权重全部为 0'],
    ['=ALLOCATE(100,{1;-2})', '#VALUE!', 'weights 的第 2 行第 1 列不能是负数 -2'],
    ['=ALLOCATE(100,{1;"半"})', '#VALUE!', '第 2 行第 1 列「半」不是数字'],
    ['=ALLOCATE(100,{1;TRUE})', '#VALUE!', '「TRUE」不是数字'],
    ['=ALLOCATE(100,{1;#DIV/0!})', '#DIV/0!', '第 2 行第 1 列'],
    ['=ALLOCATE(100)', '#VALUE!', '缺少参数 weights'],
    ['=ALLOCATE("很多",{1})', '#VALUE!', '「很多」不是数字'],
    ['=ALLOCATE({1;2},{1})', '#VALUE!', '2 行 1 列'],
    ['=ALLOCATE(#N/A,{1})', '#N/A', 'pool'],
    ['=ALLOCATE(1e13,{1})', '#NUM!', '超出'],
  ])('%s is %s: %s', (source, code, part) => {
    expect(evaluated(source, CONTEXT)).toBe(code);
    expect(messageOf(source, CONTEXT)).toContain(part);
  });

  it('always sums to the pool, to the fen, and keeps each share within a fen of the exact one', () => {
    const pool = fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }).map((fen) => fen / 100);
    const weight = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0.1, 0.3, 1e-6, 33.33, null));
    const weights = fc
      .array(weight, { minLength: 1, maxLength: 20 })
      .filter((each) => each.some((one) => (one ?? 0) > 0));
    fc.assert(
      fc.property(pool, weights, (amount, parts) => {
        const result = callFunction('ALLOCATE', [amount, parts.map((part) => [part])], CONTEXT);
        const shares = result.ok && Array.isArray(result.value) ? result.value.flat() : [];
        expect(shares).toHaveLength(parts.length);
        const total = shares.reduce((sum: Decimal, share) => sum.plus(Number(share)), new Decimal(0));
        expect(total.toNumber()).toBe(amount === 0 ? 0 : amount);
        const sum = parts.reduce((all: Decimal, part) => all.plus(part ?? 0), new Decimal(0));
        shares.forEach((share, index) => {
          const exact = new Decimal(amount).times(parts[index] ?? 0).dividedBy(sum);
          expect(exact.minus(Number(share)).abs().lessThanOrEqualTo('0.01')).toBe(true);
        });
      }),
    );
  });
});

describe('POLICY_VALUE', () => {
  it.each<[string, number]>([
    ['=POLICY_VALUE("fan-target","2016-12-31")', 60000],
    ['=POLICY_VALUE(" FAN-TARGET ",42735)', 60000],
    ['=POLICY_VALUE("fan-target")', 60000],
    ['=POLICY_VALUE("fan-target",0)', 60000],
    ['=POLICY_VALUE("fan-target","")', 60000],
    ['=POLICY_VALUE("fan-target","2016年12月31日")', 60000],
    ['=POLICY_VALUE("ｆan-target","２０１６-12-31")', 60000],
    ['=POLICY_VALUE("management-fee-ratio","2016-12-31")', 0],
    ['=POLICY_VALUE("management-fee-ratio","2017-01-01")', 0.5],
    ['=POLICY_VALUE("team-share")', 0.5],
  ])('%s is %d', (source, value) => {
    expect(evaluated(source, CENTRE)).toBe(value);
  });

  it.each<[string, string, string]>([
    ['=POLICY_VALUE("fan-target","2017-12-31")', '#N/A', '2017-12-31 的「活粉目标」（参数 fan-target）'],
    ['=POLICY_VALUE("fan-targt")', '#VALUE!', '「fan-targt」，最接近的是 fan-target'],
    ['=POLICY_VALUE("fan-target","明天")', '#VALUE!', '「明天」不是'],
    ['=POLICY_VALUE("fan-target",2016)', '#VALUE!', '「2016」不是'],
    ['=POLICY_VALUE("fan-target",TRUE)', '#VALUE!', '「TRUE」不是'],
    ['=POLICY_VALUE()', '#VALUE!', '缺少参数 parameter'],
    ['=POLICY_VALUE(0)', '#VALUE!', '缺少参数 parameter'],
    ['=POLICY_VALUE(TRUE)', '#VALUE!', '应为文本'],
    ['=POLICY_VALUE(#REF!)', '#REF!', 'parameter'],
    ['=POLICY_VALUE("fan-target",#REF!)', '#REF!', 'date'],
  ])('%s is %s: %s', (source, code, part) => {
    expect(evaluated(source, CENTRE)).toBe(code);
    expect(messageOf(source, CENTRE)).toContain(part);
  });

  it('asks for the date or the year where there is no workbook', () => {
    expect(evaluated('=POLICY_VALUE("fan-target")', CONTEXT)).toBe('#N/A');
    expect(messageOf('=POLICY_VALUE("fan-target")', CONTEXT)).toContain('哪一年');
  });
});

describe('CLAUSE_TEXT', () => {
  const VERBATIM = '微商城所销售的产品,部门自揽的,销售利润计入。公司代理的,不计收入。';

  it.each([
    ['=CLAUSE_TEXT("六.2.5")', VERBATIM],
    ['=CLAUSE_TEXT(" 六．2．5 ")', VERBATIM],
    ['=CLAUSE_TEXT("六、2.(5)")', VERBATIM],
    ['=CLAUSE_TEXT("六、2.（5）")', VERBATIM],
  ])('%s', (source, text) => {
    expect(evaluated(source, CONTEXT)).toBe(text);
  });

  it.each<[string, string, string]>([
    ['=CLAUSE_TEXT("六.9")', '#N/A', '「六.9」，最接近的是 六.1'],
    ['=CLAUSE_TEXT("六.2.55")', '#N/A', '六.2.5'],
    ['=CLAUSE_TEXT(6.1)', '#N/A', '「6.1」'],
    ['=CLAUSE_TEXT("")', '#VALUE!', '缺少参数 id'],
    ['=CLAUSE_TEXT(#N/A)', '#N/A', 'id'],
  ])('%s is %s: %s', (source, code, part) => {
    expect(evaluated(source, CONTEXT)).toBe(code);
    expect(messageOf(source, CONTEXT)).toContain(part);
  });

  it('gives a text as it is, whatever it begins with, and cuts it where a cell ends', () => {
    const clauseWith = (text: string): Argument[] & { readonly policy?: never } => [text];
    const textOf = (text: string): unknown => {
      const clauses = POLICY.document.clauses.map((clause) => (clause.id === '六.1' ? { ...clause, text } : clause));
      const context = { ...CONTEXT, policy: policyFrom({ ...POLICY.document, clauses }) };
      const result = callFunction('CLAUSE_TEXT', clauseWith('六.1'), context);
      return result.ok ? result.value : result.error.message;
    };
    expect(textOf('=1+1')).toBe('=1+1');
    expect(textOf('@甲')).toBe('@甲');
    expect(textOf('字'.repeat(4000))).toBe('字'.repeat(4000));
  });
});

it('a cell holds 32,767 characters and no half of one', async () => {
  const { cellText } = await import('../../src/functions/cell-values');
  expect(cellText('a'.repeat(LONGEST_CELL_TEXT))).toHaveLength(LONGEST_CELL_TEXT);
  expect(cellText('a'.repeat(LONGEST_CELL_TEXT + 1))).toBe(`${'a'.repeat(LONGEST_CELL_TEXT - 1)}…`);
  expect(cellText(`${'a'.repeat(LONGEST_CELL_TEXT - 2)}😀😀`)).toBe(`${'a'.repeat(LONGEST_CELL_TEXT - 2)}…`);
});
