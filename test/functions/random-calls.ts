/** Random calls of every function, and how they are written for a command line, and in a workbook's cells. */
import fc, { type Arbitrary } from 'fast-check';
import type { FunctionContract, ParameterContract } from '../../src/functions/catalogue';
import { isRange, type Argument, type RangeArgument, type ScalarArgument } from '../../src/functions/cell-values';
import { POLICY } from './support';

export interface RandomCall {
  readonly id: string;
  readonly args: readonly Argument[];
}

/**
 * A call with arguments of the kinds that its parameters have, right ones and wrong ones. No cell of a range is blank or 0 where
 * it is read as a ledger's: Excel hands both over as 0, and what becomes of them there is told in docs/host-differences.md.
 */
export function randomCall({ id, parameters }: FunctionContract): Arbitrary<RandomCall> {
  if (id === 'COUNTED' || id === 'VERDICT')
    return revenueRows().map(([head = [], ...rows]) => ({ id, args: [[head], rows] }));
  return fc
    .tuple(...parameters.map((parameter) => argumentFor(parameter)))
    .map((args) => ({ id, args: withoutOmittedEnd(args) }));
}

function withoutOmittedEnd(args: readonly Argument[]): readonly Argument[] {
  const given = args.flatMap((argument, index) => (argument === undefined ? [] : [index + 1]));
  return args.slice(0, given.at(-1) ?? 0);
}

function argumentFor(parameter: ParameterContract): Arbitrary<Argument> {
  const given = givenFor(parameter);
  const any = fc.oneof({ weight: 6, arbitrary: given }, { weight: 1, arbitrary: ODD });
  return parameter.optional ? fc.oneof(fc.constant(undefined), any) : any;
}

/** What no parameter asks for. */
const ODD: Arbitrary<Argument> = fc.constantFrom<Argument>(
  'x',
  true,
  -1,
  0.5,
  1e15,
  { error: '#N/A' },
  { error: '#REF!' },
  { error: '#DIV/0!' },
);

function givenFor(parameter: ParameterContract): Arbitrary<Argument> {
  switch (parameter.kind) {
    case 'year':
      return fc.constantFrom<Argument>(2016, 2017, 2015, '2016', '２０１６年', 12, 0);
    case 'count': {
      const count = fc.oneof(fc.nat({ max: 70_000 }), fc.constantFrom('52,300', '300', 0));
      return parameter.orReadings ? fc.oneof(count, columnOf(fc.integer({ min: 1, max: 400 }))) : count;
    }
    case 'ledger':
      return LEDGERS[parameter.standsFor.ledger] ?? fc.constant('x');
    case 'number':
      return fc.oneof(
        fc.integer({ min: -1_000_000, max: 9_000_000 }).map((fen) => fen / 100),
        fc.constant('1,234.56'),
      );
    case 'list':
      return fc.oneof(
        columnOf(fc.nat({ max: 9 })),
        fc.array(fc.nat({ max: 9 }), { minLength: 2, maxLength: 5 }).map((row) => [row]),
      );
    case 'date':
      return fc.constantFrom<Argument>(42_370, 42_735, 43_100, '2016-12-31', '2016年3月5日', 2);
    case 'answer':
      return fc.constantFrom<Argument>(...POLICY.answers.keys(), 'net_profit', 'PROFIT');
    case 'text':
      return fc.constantFrom<Argument>(
        ...POLICY.parameters.keys(),
        ...POLICY.document.clauses.slice(0, 9).map(({ id }) => id),
        '九十九',
      );
    case 'range':
      return columnOf(fc.nat());
  }
}

function columnOf(cell: Arbitrary<ScalarArgument>): Arbitrary<RangeArgument> {
  return fc.array(cell, { minLength: 2, maxLength: 6 }).map((cells) => cells.map((value) => [value]));
}

const DATE = fc.oneof(
  fc.integer({ min: 42_370, max: 42_735 }),
  fc.constantFrom<ScalarArgument>(42_800, '2016-04-01', '2016年3月5日', '昨天'),
);
const AMOUNT = fc.oneof(
  fc.integer({ min: 1, max: 9_999_999 }).map((fen) => fen / 100),
  fc.constantFrom<ScalarArgument>('￥1,234.50', '(100)', -20, '若干', { error: '#DIV/0!' }),
);

/** Rows under their headings, in any order of columns. */
function ledgerOf(columns: Readonly<Record<string, Arbitrary<ScalarArgument>>>): Arbitrary<RangeArgument> {
  const titles = Object.keys(columns);
  const rows = fc.array(fc.tuple(...Object.values(columns)), { minLength: 1, maxLength: 5 });
  return fc
    .tuple(fc.shuffledSubarray(titles, { minLength: titles.length }), rows)
    .map(([order, given]) => [order, ...given.map((row) => order.map((title) => row[titles.indexOf(title)] ?? 'x'))]);
}

function revenueRows(): Arbitrary<RangeArgument> {
  return ledgerOf({
    日期: DATE,
    摘要: fc.constantFrom('酒店广告', '车展推广'),
    类别: fc.constantFrom('广告费', '广告费', '活动推广费', '杂项'),
    金额: AMOUNT,
  });
}

const LEDGERS: Readonly<Record<string, Arbitrary<RangeArgument>>> = {
  revenue: revenueRows(),
  cost: ledgerOf({
    日期: DATE,
    摘要: fc.constant('一月'),
    类别: fc.constantFrom('员工工资', '差旅费', '管理费·场地租费', '杂项'),
    金额: AMOUNT,
  }),
  'in-kind': ledgerOf({
    编号: fc.integer({ min: 1, max: 99 }),
    物品: fc.constantFrom('红酒', '茶具'),
    抵扣金额: AMOUNT,
    领用日期: DATE,
    转化日期: DATE,
    转化价值: AMOUNT,
    转化现金: AMOUNT,
  }),
};

/** The call as it is typed, its ranges written by `rangeText`. */
export function callText({ id, args }: RandomCall, rangeText: (range: RangeArgument) => string): string {
  const texts = args.map((argument) =>
    argument === undefined ? '' : isRange(argument) ? rangeText(argument) : scalarText(argument),
  );
  return `${id}(${texts.join(',')})`;
}

/** A range as a literal array: what a command line takes. */
export function arrayText(range: RangeArgument): string {
  return `{${range.map((row) => row.map(scalarText).join(',')).join(';')}}`;
}

function scalarText(value: ScalarArgument): string {
  if (value === null) return '""';
  if (typeof value === 'object') return value.error;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value);
}
