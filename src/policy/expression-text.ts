import { decimalText, Decimal, parseDecimal } from '../kernel/decimal';
import { err, ok, type Result } from '../kernel/result';
import { operationOf } from './arithmetic';
import type { ExpressionLeaf } from './expression-places';
import type { FieldNames } from './field-names';
import type { DerivedColumn, RowExpression, YearExpression } from './schema';

/**
 * Expressions as people write them into cells:
 *
 *     max(0, 参数(fan-target) - 指标(fans)) * 参数(fan-penalty-rate)
 *     [金额] - [进货成本]                    计入(revenue, in-kind-cash)                    工资(base-pay) - PENALTY_TOTAL
 *
 * A field stands in square brackets under the name that `FieldNames` gives it, a «]» within it doubled; an answer stands
 * bare; everything else stands in round brackets behind the word for its kind. What is printed reads back as the very
 * same tree: «a + b + c» is one sum of three, «(a + b) + c» a sum within a sum, `sum(a)` a sum of one. English words
 * (parameter, measure, counted, pay), × for *, full-width signs, 50% and a leading = are read as well.
 */

/** What a place in an expression asks for. */
export const EXPECTED = ['value', 'operator', 'close', 'comma', 'name', 'field-end', 'comparison', 'field'] as const;
export type Expected = (typeof EXPECTED)[number];

/** Why a text is no expression. `position` counts characters from 1; `found` is what stands there, cut short. */
export type ExpressionProblem =
  | {
      readonly code: 'unexpected';
      readonly position: number;
      readonly found: string;
      readonly expected: Expected;
    }
  /** The ledger has no field of this name. */
  | { readonly code: 'field-unknown'; readonly position: number; readonly found: string }
  /** A figure of the year over a row, or a field over a year. */
  | { readonly code: 'out-of-place'; readonly position: number; readonly found: string }
  | { readonly code: 'word-unknown'; readonly position: number; readonly found: string }
  | { readonly code: 'too-deep' | 'too-long'; readonly position: number; readonly found: string };

/** The longest text that is read; what a document may hold prints shorter. */
export const LONGEST_EXPRESSION = 32_000;
const DEEPEST = 100;

/** How the test of a derived choice's case stands in the document. */
export type CaseTest = Extract<DerivedColumn, { type: 'choice' }>['cases'][number]['when'];

// ---- Printing ----------------------------------------------------------------------------------------------------

/** An expression over rows; `names` are those of its ledger. */
export function printRowExpression(expression: RowExpression, names: FieldNames): string {
  return printed(expression, names);
}

/** An expression over a year. */
export function printYearExpression(expression: YearExpression): string {
  return printed(expression, undefined);
}

/** The test of a derived choice's case: «[转化日期] 为空», «[转化日期] 不晚于 [转化截止日]», «[转化价值] > [抵扣金额]». */
export function printCaseTest(test: CaseTest, names: FieldNames): string {
  if ('blank' in test) return `${fieldInBrackets(names.nameOf(test.blank))} ${IS_BLANK}`;
  if ('notAfter' in test) return test.notAfter.map((id) => fieldInBrackets(names.nameOf(id))).join(` ${NOT_AFTER} `);
  return test.above.map((side) => printed(side, names)).join(' > ');
}

/** A field's name as expressions write it. */
export function fieldInBrackets(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

const IS_BLANK = '为空';
const NOT_AFTER = '不晚于';
const WORDS = { parameter: '参数', measure: '指标', counted: '计入', payItem: '工资' } as const;

function printed(expression: RowExpression | YearExpression, names: FieldNames | undefined): string {
  const operation = operationOf(expression);
  if (!operation) return leafText(expression as ExpressionLeaf, names);
  const { operator, operands } = operation;
  const texts = operands.map((operand) => printed(operand, names));
  if (operator === 'max' || operator === 'min') return `${operator}(${texts.join(', ')})`;
  if (operator === 'times') {
    if (operands.length === 1) return `product(${texts.join('')})`;
    return texts.map((text, index) => (isOpen(operands[index]) ? `(${text})` : text)).join(' * ');
  }
  if (operands.length === 1) return `sum(${texts.join('')})`;
  // A difference at the head of a sum reads from left to right as it is; any other sum within a sum stands in brackets.
  return texts
    .map((text, index) => {
      const inner = operationOf(operands[index] ?? {})?.operator;
      const readsOn = index === 0 && (inner === 'minus' || (inner === 'plus' && operator === 'minus'));
      return isSum(operands[index]) && !readsOn ? `(${text})` : text;
    })
    .join(operator === 'plus' ? ' + ' : ' - ');
}

/** A sum or difference that is printed with its signs between the parts. */
function isSum(operand: object | undefined): boolean {
  const operation = operand && operationOf(operand);
  return operation !== undefined && (operation.operator === 'minus' || isChain(operation, 'plus'));
}

/** What must stand in brackets within a product. */
function isOpen(operand: object | undefined): boolean {
  const operation = operand && operationOf(operand);
  return isSum(operand) || (operation !== undefined && isChain(operation, 'times'));
}

function isChain(
  operation: { readonly operator: string; readonly operands: readonly unknown[] },
  operator: 'plus' | 'times',
): boolean {
  return operation.operator === operator && operation.operands.length > 1;
}

function leafText(leaf: ExpressionLeaf, names: FieldNames | undefined): string {
  if ('field' in leaf) return fieldInBrackets(names?.nameOf(leaf.field) ?? leaf.field);
  if ('number' in leaf) return leaf.number;
  if ('answer' in leaf) return leaf.answer;
  if ('parameter' in leaf) return `${WORDS.parameter}(${leaf.parameter})`;
  if ('measure' in leaf) return `${WORDS.measure}(${leaf.measure})`;
  if ('payItem' in leaf) return `${WORDS.payItem}(${leaf.payItem})`;
  return `${WORDS.counted}(${leaf.counted.join(', ')})`;
}

// ---- Reading -----------------------------------------------------------------------------------------------------

/** Reads an expression over rows. */
export function parseRowExpression(text: string, names: FieldNames): Result<RowExpression, ExpressionProblem> {
  return reading(text, (reader) => reader.whole() as RowExpression, names);
}

/** Reads an expression over a year. */
export function parseYearExpression(text: string): Result<YearExpression, ExpressionProblem> {
  return reading(text, (reader) => reader.whole() as YearExpression, undefined);
}

/** Reads the test of a derived choice's case. */
export function parseCaseTest(text: string, names: FieldNames): Result<CaseTest, ExpressionProblem> {
  return reading(text, (reader) => reader.caseTest(), names);
}

/** Ends the reading of a text; thrown and caught within this file. */
class Unreadable extends Error {
  constructor(readonly problem: ExpressionProblem) {
    super(problem.code);
  }
}

function reading<T>(
  text: string,
  read: (reader: ExpressionReader) => T,
  names: FieldNames | undefined,
): Result<T, ExpressionProblem> {
  if (text.length > LONGEST_EXPRESSION) return err({ code: 'too-long', position: LONGEST_EXPRESSION + 1, found: '' });
  try {
    return ok(read(new ExpressionReader(text, names)));
  } catch (error) {
    if (error instanceof Unreadable) return err(error.problem);
    throw error;
  }
}

type Node = RowExpression | YearExpression;

/** What each word in front of a bracket makes. */
const ARITHMETIC: ReadonlyMap<string, 'plus' | 'times' | 'max' | 'min'> = new Map([
  ['max', 'max'],
  ['min', 'min'],
  ['sum', 'plus'],
  ['product', 'times'],
]);
const NAMING: ReadonlyMap<string, keyof typeof WORDS> = new Map(
  (
    [
      ['参数', 'parameter'],
      ['parameter', 'parameter'],
      ['指标', 'measure'],
      ['measure', 'measure'],
      ['计入', 'counted'],
      ['counted', 'counted'],
      ['工资', 'payItem'],
      ['pay', 'payItem'],
    ] as const
  ).map(([word, kind]) => [word, kind]),
);

const ANSWER = /^[A-Z][A-Z0-9_]*$/;
const ID = /^[a-z][a-z0-9-]*$/;
const LONGEST_ID = 60;
const LONGEST_FOUND = 30;
/** More digits than this can't be divided by a hundred without losing some. */
const LONGEST_PERCENTAGE = 30;
const DIGITS = /^[0-9０-９]*/;
const WORD = /^[\p{L}_][\p{L}\p{N}_]*/u;
const SPACE = /^\s*/;

/** The position moves forward only; the first refusal ends the reading. */
class ExpressionReader {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    /** The names of the ledger whose rows are computed over; none for a year. */
    private readonly names: FieldNames | undefined,
  ) {}

  whole(): Node {
    this.skipSpace();
    if (this.take('=')) this.skipSpace();
    const expression = this.sum();
    this.end('operator');
    return expression;
  }

  caseTest(): CaseTest {
    this.skipSpace();
    const start = this.at;
    if (this.peek() === '[') {
      const field = this.field();
      this.skipSpace();
      if (this.takeWord(IS_BLANK, 'is blank')) {
        this.end('operator');
        return { blank: field };
      }
      if (this.takeWord(NOT_AFTER, 'not after')) {
        this.skipSpace();
        if (this.peek() !== '[') this.refuse('field');
        const second = this.field();
        this.end('operator');
        return { notAfter: [field, second] };
      }
      this.at = start;
    }
    const left = this.sum() as RowExpression;
    this.skipSpace();
    if (!this.take('>')) this.refuse('comparison');
    const right = this.sum() as RowExpression;
    this.end('operator');
    return { above: [left, right] };
  }

  private sum(): Node {
    return this.nested(() => {
      let result = this.product();
      // Only what is being added up here and now takes another part; a sum in brackets is closed.
      let open: Node[] | undefined;
      for (;;) {
        this.skipSpace();
        if (this.take('+')) {
          const part = this.product();
          if (open) open.push(part);
          else {
            open = [result, part];
            result = { plus: open } as Node;
          }
        } else if (this.take('-')) {
          result = { minus: [result, this.product()] } as Node;
          open = undefined;
        } else {
          return result;
        }
      }
    });
  }

  private product(): Node {
    const factors = [this.value()];
    for (;;) {
      this.skipSpace();
      if (!this.take('*')) break;
      factors.push(this.value());
    }
    const [only] = factors;
    return factors.length === 1 && only ? only : ({ times: factors } as Node);
  }

  private value(): Node {
    this.skipSpace();
    const next = this.peek();
    if (next === '(') {
      this.at += 1;
      const inner = this.sum();
      this.close();
      return inner;
    }
    if (next === '[') {
      const start = this.at;
      const field = this.field();
      if (!this.names) this.refuseOutOfPlace(start);
      return { field };
    }
    if (isDigit(next) || next === '.' || next === '-' || next === '+') return this.number();
    return this.named();
  }

  private named(): Node {
    const start = this.at;
    const word = WORD.exec(this.source.slice(this.at))?.[0] ?? this.refuse('value');
    this.at += word.length;
    this.skipSpace();
    if (this.peek() !== '(') {
      if (!ANSWER.test(word) || word.length > LONGEST_ID) this.refuseWord(start);
      if (this.names) this.refuseOutOfPlace(start);
      return { answer: word };
    }
    const operator = ARITHMETIC.get(word.toLowerCase());
    const kind = NAMING.get(word.toLowerCase());
    if (operator) {
      this.at += 1;
      return { [operator]: this.listed(() => this.sum()) } as unknown as Node;
    }
    if (!kind) this.refuseWord(start);
    if (this.names && kind !== 'parameter') this.refuseOutOfPlace(start);
    this.at += 1;
    if (kind === 'counted') return { counted: this.listed(() => this.id()) };
    const id = this.id();
    this.close();
    return { [kind]: id } as unknown as Node;
  }

  /** What stands between brackets, the first of them behind us. */
  private listed<T>(item: () => T): T[] {
    const items = [item()];
    for (;;) {
      this.skipSpace();
      if (this.take(')')) return items;
      if (!this.take(',')) this.refuse('comma');
      items.push(item());
    }
  }

  private id(): string {
    this.skipSpace();
    const [text = ''] = /^[^\s,，()（）]*/.exec(this.source.slice(this.at, this.at + LONGEST_ID + 1)) ?? [];
    if (!ID.test(text) || text.length > LONGEST_ID) this.refuse('name');
    this.at += text.length;
    return text;
  }

  /** A field in brackets as its id. */
  private field(): string {
    const start = this.at;
    const end = this.source[start] === '［' ? '］' : ']';
    this.at += 1;
    let name = '';
    for (;;) {
      const next = this.source.indexOf(end, this.at);
      if (next < 0) {
        this.at = this.source.length;
        this.refuse('field-end');
      }
      name += this.source.slice(this.at, next);
      this.at = next + 1;
      if (this.source[this.at] !== end) break;
      name += end;
      this.at += 1;
    }
    const id = this.names ? this.names.idOf(name) : name;
    return id ?? fail({ code: 'field-unknown', position: start + 1, found: excerpt(name) });
  }

  private number(): Node {
    const start = this.at;
    const sign = this.take('-') ? '-' : '';
    if (sign === '') this.take('+');
    const whole = this.digits();
    const fraction = this.take('.') ? this.digits() : '';
    if (whole === '' && fraction === '') {
      this.at = start;
      this.refuse('value');
    }
    const text = `${sign}${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
    const number = parseDecimal(text);
    const isPercentage = this.take('%');
    if (!number || (isPercentage && text.length > LONGEST_PERCENTAGE) || WORD.test(this.source.slice(this.at))) {
      this.at = start;
      this.refuse('value');
    }
    return { number: decimalText(isPercentage ? number.times(new Decimal('0.01')) : number) };
  }

  private digits(): string {
    const [text = ''] = DIGITS.exec(this.source.slice(this.at)) ?? [];
    this.at += text.length;
    return text.normalize('NFKC');
  }

  private close(): void {
    this.skipSpace();
    if (!this.take(')')) this.refuse('close');
  }

  private end(expected: Expected): void {
    this.skipSpace();
    if (this.at < this.source.length) this.refuse(expected);
  }

  private nested<T>(read: () => T): T {
    this.depth += 1;
    if (this.depth > DEEPEST) fail({ code: 'too-deep', position: this.at + 1, found: foundAt(this.source, this.at) });
    const result = read();
    this.depth -= 1;
    return result;
  }

  private skipSpace(): void {
    this.at += SPACE.exec(this.source.slice(this.at))?.[0].length ?? 0;
  }

  /** The character ahead, full-width signs as their half-width twins; «» at the end. */
  private peek(): string {
    const character = this.source[this.at] ?? '';
    return TWINS.get(character) ?? character;
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at += 1;
    return true;
  }

  private takeWord(...words: readonly string[]): boolean {
    const ahead = this.source.slice(this.at).toLowerCase();
    const word = words.find((candidate) => ahead.startsWith(candidate));
    this.at += word?.length ?? 0;
    return word !== undefined;
  }

  private refuse(expected: Expected): never {
    fail({ code: 'unexpected', position: this.at + 1, found: foundAt(this.source, this.at), expected });
  }

  private refuseWord(start: number): never {
    fail({ code: 'word-unknown', position: start + 1, found: foundAt(this.source, start) });
  }

  private refuseOutOfPlace(start: number): never {
    fail({ code: 'out-of-place', position: start + 1, found: foundAt(this.source, start) });
  }
}

function fail(problem: ExpressionProblem): never {
  throw new Unreadable(problem);
}

const TWINS: ReadonlyMap<string, string> = new Map([
  ['（', '('],
  ['）', ')'],
  ['，', ','],
  ['、', ','],
  ['［', '['],
  ['＋', '+'],
  ['－', '-'],
  ['−', '-'],
  ['–', '-'],
  ['＊', '*'],
  ['×', '*'],
  ['＞', '>'],
  ['＝', '='],
  ['％', '%'],
  ['．', '.'],
]);

function isDigit(character: string): boolean {
  return DIGITS.exec(character)?.[0] === character && character !== '';
}

/** What stands at a place: to the end of the word, but a few characters at most. */
function foundAt(source: string, at: number): string {
  const ahead = source.slice(at, at + 2 * LONGEST_FOUND);
  const [found = ''] = /^(?:[\p{L}\p{N}_.$-]+|[^])/u.exec(ahead) ?? [];
  return excerpt(found);
}

function excerpt(text: string): string {
  const characters = Array.from(text);
  return characters.length > LONGEST_FOUND ? `${characters.slice(0, LONGEST_FOUND).join('')}…` : text;
}
