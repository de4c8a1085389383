import fc, { type Arbitrary } from 'fast-check';
import {
  LONGEST_EXPRESSION,
  parseCaseTest,
  parseRowExpression,
  parseYearExpression,
  printCaseTest,
  printRowExpression,
  printYearExpression,
  type ExpressionProblem,
} from '../../src/policy/expression-text';
import { FieldNames, fieldNames } from '../../src/policy/field-names';
import { builtInPacks } from '../../src/policy/packs';
import { placedExpressions } from '../../src/policy/expression-places';
import type { RowExpression, YearExpression } from '../../src/policy/schema';

const names = new FieldNames([
  { id: 'amount', name: '金额' },
  { id: 'cost', name: '进货成本' },
  { id: 'odd', name: ' a]b[ "x" ］' },
  { id: 'dueOn', name: '截止' },
  { id: 'twin', name: '同名' },
  { id: 'other', name: '同 名' },
  { id: 'x', name: 'amount' },
]);

function problem(result: { readonly ok: boolean; readonly error?: ExpressionProblem }): ExpressionProblem | undefined {
  return result.ok ? undefined : result.error;
}

const number = fc.constantFrom('0', '1', '-3', '0.5', '60000', '-0.000001', '123456789012345678901234567890.5');
const id = fc.constantFrom('fan-target', 'a', 'b-2', 'x-');

function arithmetic<T>(part: Arbitrary<T>): Arbitrary<object>[] {
  const parts = fc.array(part, { minLength: 1, maxLength: 4 });
  return [
    parts.map((plus) => ({ plus })),
    fc.tuple(part, part).map((minus) => ({ minus })),
    parts.map((times) => ({ times })),
    parts.map((max) => ({ max })),
    parts.map((min) => ({ min })),
  ];
}

const rowExpression = fc.letrec<{ node: RowExpression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(
      number.map((value) => ({ number: value })),
      id.map((parameter) => ({ parameter })),
      fc.constantFrom('amount', 'cost', 'odd', 'twin', 'other', 'x').map((field) => ({ field })),
    ),
    ...(arithmetic(tie('node')) as Arbitrary<RowExpression>[]),
  ),
})).node;

const yearExpression = fc.letrec<{ node: YearExpression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(
      number.map((value) => ({ number: value })),
      id.map((parameter) => ({ parameter })),
      id.map((measure) => ({ measure })),
      id.map((payItem) => ({ payItem })),
      fc.array(id, { minLength: 1, maxLength: 3 }).map((counted) => ({ counted })),
      fc.constantFrom('NET_PROFIT', 'MAX', 'SUM', 'A1').map((answer) => ({ answer })),
    ),
    ...(arithmetic(tie('node')) as Arbitrary<YearExpression>[]),
  ),
})).node;

describe('an expression as text', () => {
  it('reads back as the very same tree, over rows', () => {
    fc.assert(
      fc.property(rowExpression, (expression) => {
        expect(parseRowExpression(printRowExpression(expression, names), names)).toEqual({
          ok: true,
          value: expression,
        });
      }),
    );
  });

  it('reads back as the very same tree, over a year', () => {
    fc.assert(
      fc.property(yearExpression, (expression) => {
        expect(parseYearExpression(printYearExpression(expression))).toEqual({ ok: true, value: expression });
      }),
    );
  });

  it('reads back for every expression of the packs', () => {
    for (const { document } of builtInPacks().map((pack) => pack.policy())) {
      for (const { expression, ledger: id } of placedExpressions(document)) {
        const ledger = document.ledgers.find((candidate) => candidate.id === id);
        if (ledger) {
          const own = fieldNames(ledger);
          const row = expression as RowExpression;
          expect(parseRowExpression(printRowExpression(row, own), own)).toEqual({ ok: true, value: expression });
        } else {
          const year = expression as YearExpression;
          expect(parseYearExpression(printYearExpression(year))).toEqual({ ok: true, value: expression });
        }
      }
    }
  });

  it.each<readonly [YearExpression, string]>([
    [
      {
        times: [
          { max: [{ number: '0' }, { minus: [{ parameter: 'fan-target' }, { measure: 'fans' }] }] },
          { parameter: 'fan-penalty-rate' },
        ],
      },
      'max(0, 参数(fan-target) - 指标(fans)) * 参数(fan-penalty-rate)',
    ],
    [{ counted: ['revenue', 'in-kind-cash'] }, '计入(revenue, in-kind-cash)'],
    [{ minus: [{ payItem: 'performance-pay' }, { answer: 'PENALTY_TOTAL' }] }, '工资(performance-pay) - PENALTY_TOTAL'],
    [{ plus: [{ plus: [{ answer: 'A' }, { answer: 'B' }] }, { answer: 'C' }] }, '(A + B) + C'],
    [{ plus: [{ answer: 'A' }, { answer: 'B' }, { answer: 'C' }] }, 'A + B + C'],
    [{ minus: [{ minus: [{ answer: 'A' }, { answer: 'B' }] }, { answer: 'C' }] }, 'A - B - C'],
    [{ minus: [{ answer: 'A' }, { minus: [{ answer: 'B' }, { answer: 'C' }] }] }, 'A - (B - C)'],
    [{ plus: [{ minus: [{ answer: 'A' }, { answer: 'B' }] }, { answer: 'C' }] }, 'A - B + C'],
    [{ minus: [{ plus: [{ answer: 'A' }, { answer: 'B' }] }, { answer: 'C' }] }, 'A + B - C'],
    [{ times: [{ plus: [{ answer: 'A' }, { answer: 'B' }] }, { number: '-2' }] }, '(A + B) * -2'],
    [{ plus: [{ answer: 'A' }] }, 'sum(A)'],
    [{ times: [{ times: [{ answer: 'A' }] }, { answer: 'B' }] }, 'product(A) * B'],
  ])('is written as people write it: %j', (expression, text) => {
    expect(printYearExpression(expression)).toBe(text);
    expect(parseYearExpression(text)).toEqual({ ok: true, value: expression });
  });

  it.each([
    ['＝ｍａｘ', undefined],
    [' = [金额]×５０％ ', { times: [{ field: 'amount' }, { number: '0.5' }] }],
    ['（[金额]－[进货成本]）＊2', { times: [{ minus: [{ field: 'amount' }, { field: 'cost' }] }, { number: '2' }] }],
    ['max（[金额]，0）', { max: [{ field: 'amount' }, { number: '0' }] }],
    ['MAX(0、[金额])', { max: [{ number: '0' }, { field: 'amount' }] }],
    ['［金额］+parameter(a)', { plus: [{ field: 'amount' }, { parameter: 'a' }] }],
    ['[ 金 额 ]\n+ .5', { plus: [{ field: 'amount' }, { number: '0.5' }] }],
    ['[cost]', { field: 'cost' }],
    ['[dueOn]', { field: 'dueOn' }],
    ['12.50%', { number: '0.125' }],
    ['0.50', { number: '0.5' }],
  ])('is read however it is typed: %s', (text, expression) => {
    const parsed = parseRowExpression(text, names);
    expect(parsed.ok ? parsed.value : undefined).toEqual(expression);
  });

  it('a field that shares its name with another goes by its id', () => {
    expect(printRowExpression({ field: 'twin' }, names)).toBe('[twin]');
    expect(printRowExpression({ field: 'x' }, names)).toBe('[x]');
    expect(printRowExpression({ field: 'odd' }, names)).toBe('[ a]]b[ "x" ］]');
  });
});

describe('what is no expression is refused with its place and what was expected', () => {
  it.each([
    ['', { code: 'unexpected', position: 1, found: '', expected: 'value' }],
    ['[金额] -', { code: 'unexpected', position: 7, found: '', expected: 'value' }],
    ['[金额] [进货成本]', { code: 'unexpected', position: 6, found: '[', expected: 'operator' }],
    ['([金额]', { code: 'unexpected', position: 6, found: '', expected: 'close' }],
    ['max([金额]; 0)', { code: 'unexpected', position: 9, found: ';', expected: 'comma' }],
    ['参数(活粉)', { code: 'unexpected', position: 4, found: '活粉', expected: 'name' }],
    ['参数(a, b)', { code: 'unexpected', position: 5, found: ',', expected: 'close' }],
    ['[金额', { code: 'unexpected', position: 4, found: '', expected: 'field-end' }],
    ['[总额]', { code: 'field-unknown', position: 1, found: '总额' }],
    ['[同名]', { code: 'field-unknown', position: 1, found: '同名' }],
    ['NET_PROFIT', { code: 'out-of-place', position: 1, found: 'NET_PROFIT' }],
    ['1 + 指标(fans)', { code: 'out-of-place', position: 5, found: '指标' }],
    ['金额', { code: 'word-unknown', position: 1, found: '金额' }],
    ['利润(a)', { code: 'word-unknown', position: 1, found: '利润' }],
    ['1/2', { code: 'unexpected', position: 2, found: '/', expected: 'operator' }],
    ['1e3', { code: 'unexpected', position: 1, found: '1e3', expected: 'value' }],
    ['-[金额]', { code: 'unexpected', position: 1, found: '-', expected: 'value' }],
    ['(1 + 2', { code: 'unexpected', position: 7, found: '', expected: 'close' }],
  ])('%s', (text, expected) => {
    expect(problem(parseRowExpression(text, names))).toEqual(expected);
  });

  it('a field over a year', () => {
    expect(problem(parseYearExpression('[金额]'))).toEqual({ code: 'out-of-place', position: 1, found: '[' });
  });

  it('brackets without end and texts without end', () => {
    expect(problem(parseYearExpression('('.repeat(200)))).toMatchObject({ code: 'too-deep', position: 101 });
    expect(problem(parseYearExpression('1+'.repeat(LONGEST_EXPRESSION)))).toMatchObject({ code: 'too-long' });
  });

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '+',
      '-',
      '*',
      ',',
      '参数',
      'max',
      '金额',
      '1',
      '.',
      '%',
      ' ',
      '>',
      '为空',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (anything) => {
        for (const result of [
          parseRowExpression(anything, names),
          parseYearExpression(anything),
          parseCaseTest(anything, names),
        ]) {
          expect(result.ok || result.error.position > 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the test of a derived choice’s case', () => {
  it.each([
    [{ blank: 'dueOn' }, '[截止] 为空'],
    [{ notAfter: ['dueOn', 'odd'] as [string, string] }, '[截止] 不晚于 [ a]]b[ "x" ］]'],
    [
      {
        above: [{ field: 'amount' }, { minus: [{ field: 'cost' }, { number: '1' }] }] as [RowExpression, RowExpression],
      },
      '[金额] > [进货成本] - 1',
    ],
    [{ above: [{ max: [{ number: '0' }] }, { number: '5' }] as [RowExpression, RowExpression] }, 'max(0) > 5'],
  ])('%j', (test, text) => {
    expect(printCaseTest(test, names)).toBe(text);
    expect(parseCaseTest(text, names)).toEqual({ ok: true, value: test });
  });

  it.each([
    ['[截止] is blank', { blank: 'dueOn' }],
    ['[金额]＞0', { above: [{ field: 'amount' }, { number: '0' }] }],
  ])('is read in other words: %s', (text, test) => {
    expect(parseCaseTest(text, names)).toEqual({ ok: true, value: test });
  });

  it.each([
    ['[截止] 不晚于 今天', 'field'],
    ['[金额]', 'comparison'],
    ['[截止] 为空 吗', 'operator'],
    ['', 'value'],
  ])('is refused: %s', (text, expected) => {
    expect(problem(parseCaseTest(text, names))).toMatchObject({ code: 'unexpected', expected });
  });
});
