/**
 * Formulas for the memory grid: references, operators, a handful of functions, and whatever functions the add-in brings.
 * It stands in for a real engine in tests of the host; it is not meant to be one.
 */
import { formatArea, parseArea, quoteSheet, splitSheet } from './a1';
import {
  type Area,
  type Block,
  type CellError,
  type CellValue,
  type ErrorText,
  type FunctionArgument,
} from './grid-model';
import { isError } from './values';

type Token =
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'text'; readonly value: string; readonly text: string }
  | { readonly kind: 'error'; readonly value: ErrorText; readonly text: string }
  | { readonly kind: 'reference' | 'table' | 'name' | 'call' | 'operator' | 'space'; readonly text: string };

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['space', /^\s+/],
  ['text', /^"(?:[^"]|"")*"/],
  ['error', /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!|BUSY!)/],
  [
    'reference',
    /^(?:(?:'(?:[^']|'')+'|[\p{L}_][\p{L}\p{N}_.]*)!)?(?:\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(?![\p{L}\p{N}_.([])/u,
  ],
  ['number', /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/],
  ['call', /^[\p{L}_][\p{L}\p{N}_.]*\(/u],
  ['table', /^[\p{L}_][\p{L}\p{N}_.]*\[[^\][]*\]/u],
  ['name', /^[\p{L}_\\][\p{L}\p{N}_.]*/u],
  ['operator', /^(?:<=|>=|<>|[-+*/^&=<>%(),{};@#])/],
];

function tokenize(formula: string): Token[] | undefined {
  const tokens: Token[] = [];
  let rest = formula.slice(1);
  while (rest.length > 0) {
    let token: Token | undefined;
    for (const [kind, pattern] of PATTERNS) {
      const text = pattern.exec(rest)?.[0];
      if (text === undefined) continue;
      if (kind === 'number') token = { kind, text, value: Number(text) };
      else if (kind === 'text') token = { kind, text, value: text.slice(1, -1).replaceAll('""', '"') };
      else if (kind === 'error') token = { kind, text, value: text as ErrorText };
      else token = { kind, text };
      break;
    }
    if (!token) return undefined;
    tokens.push(token);
    rest = rest.slice(token.text.length);
  }
  return tokens;
}

/** The formula with every reference replaced; `undefined` from `change` is #REF!. */
export function mapReferences(
  formula: string,
  change: (area: Area, sheet: string | undefined, text: string) => Area | undefined,
): string {
  const tokens = tokenize(formula);
  if (!tokens) return formula;
  const texts = tokens.map((token) => {
    if (token.kind !== 'reference') return token.text;
    const { sheet, rest } = splitSheet(token.text);
    const area = parseArea(rest);
    if (!area) return token.text;
    const moved = change(area, sheet, rest);
    if (!moved) return '#REF!';
    if (moved === area) return token.text;
    const address = keepDollars(formatArea(moved), rest);
    return sheet === undefined ? address : `${quoteSheet(sheet)}!${address}`;
  });
  return `=${texts.join('')}`;
}

/** Puts the `$` of the old address onto the same parts of the new one. */
function keepDollars(address: string, old: string): string {
  const marks = [...old.matchAll(/(\$?)([A-Za-z]+|\d+)/g)].map((part) => part[1] ?? '');
  let at = 0;
  return address.replaceAll(/[A-Z]+|\d+/g, (part) => {
    const mark = marks[at] ?? marks[at - 2] ?? '';
    at += 1;
    return `${mark}${part}`;
  });
}

/** A reference as a value: what it shows, and where it is. */
interface Range {
  readonly values: Block<CellValue>;
  readonly address: string;
}

type Operand = CellValue | Block<CellValue> | Range | undefined;

/** What a formula may ask of the workbook it stands in. */
export interface FormulaScope {
  /** What a reference shows; `undefined` if there is no such sheet. */
  read(sheet: string | undefined, area: Area): { values: Block<CellValue>; address: string } | undefined;
  /** What a name or `Table[Column]` refers to, as a formula; `undefined` if there is none. */
  resolve(name: string): string | undefined;
  /** Calls a function that is not built in; `undefined` if it is not known. */
  call(
    name: string,
    args: readonly FunctionArgument[],
    addresses: readonly (string | undefined)[],
  ): CellValue | Block<CellValue> | undefined;
}

class Failure extends Error {
  constructor(readonly value: CellError) {
    super(value.error);
  }
}

function fail(error: ErrorText): never {
  throw new Failure({ error });
}

function isRange(value: Operand): value is Range {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'values' in value;
}

function isBlock(value: Operand): value is Block<CellValue> {
  return Array.isArray(value);
}

function plain(value: Operand): CellValue | Block<CellValue> {
  if (value === undefined) return null;
  return isRange(value) ? value.values : value;
}

function scalar(value: Operand): CellValue {
  const flat = plain(value);
  const one = isBlock(flat) ? (flat[0]?.[0] ?? null) : flat;
  if (isError(one)) throw new Failure(one);
  return one;
}

function toNumber(value: Operand): number {
  const one = scalar(value);
  if (one === null || one === '') return 0;
  const number = Number(one);
  return Number.isNaN(number) ? fail('#VALUE!') : number;
}

function toText(value: Operand): string {
  const one = scalar(value);
  if (one === null) return '';
  if (typeof one === 'boolean') return one ? 'TRUE' : 'FALSE';
  return typeof one === 'number' ? String(one) : typeof one === 'string' ? one : one.error;
}

function cells(operands: readonly Operand[]): CellValue[] {
  return operands.flatMap((operand) => {
    const flat = plain(operand);
    return isBlock(flat) ? flat.flat() : [flat];
  });
}

function numbers(operands: readonly Operand[]): number[] {
  return cells(operands).flatMap((value) => {
    if (isError(value)) throw new Failure(value);
    return typeof value === 'number' ? [value] : [];
  });
}

const BUILT_IN: Readonly<Record<string, (args: readonly Operand[]) => CellValue | Block<CellValue>>> = {
  SUM: (args) => numbers(args).reduce((sum, number) => sum + number, 0),
  NA: () => ({ error: '#N/A' }),
  TRUE: () => true,
  FALSE: () => false,
};

class Parser {
  private at = 0;
  constructor(
    private readonly tokens: readonly Token[],
    private readonly scope: FormulaScope,
  ) {}

  whole(): Operand {
    const value = this.compare();
    if (this.at < this.tokens.length) fail('#VALUE!');
    return value;
  }

  private peek(): Token | undefined {
    return this.tokens[this.at];
  }

  private accept(...operators: string[]): string | undefined {
    const token = this.peek();
    if (token?.kind !== 'operator' || !operators.includes(token.text)) return undefined;
    this.at += 1;
    return token.text;
  }

  private compare(): Operand {
    let left = this.join();
    for (let operator = this.accept('=', '<>', '<', '>', '<=', '>='); operator !== undefined;) {
      const [one, other] = [scalar(left), scalar(this.join())];
      const order = typeof one === 'string' ? one.localeCompare(toText(other)) : Number(one) - Number(other);
      left =
        { '=': order === 0, '<>': order !== 0, '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 }[
          operator
        ] ?? false;
      operator = this.accept('=', '<>', '<', '>', '<=', '>=');
    }
    return left;
  }

  private join(): Operand {
    let left = this.add();
    while (this.accept('&') !== undefined) left = toText(left) + toText(this.add());
    return left;
  }

  private add(): Operand {
    let left = this.multiply();
    for (let operator = this.accept('+', '-'); operator !== undefined; operator = this.accept('+', '-')) {
      const right = toNumber(this.multiply());
      left = operator === '+' ? toNumber(left) + right : toNumber(left) - right;
    }
    return left;
  }

  private multiply(): Operand {
    let left = this.unary();
    for (let operator = this.accept('*', '/', '^'); operator !== undefined; operator = this.accept('*', '/', '^')) {
      const right = toNumber(this.unary());
      if (operator === '/' && right === 0) fail('#DIV/0!');
      const number = toNumber(left);
      left = operator === '*' ? number * right : operator === '/' ? number / right : number ** right;
    }
    return left;
  }

  private unary(): Operand {
    if (this.accept('-') !== undefined) return -toNumber(this.unary());
    if (this.accept('+', '@') !== undefined) return this.unary();
    let value = this.primary();
    while (this.accept('%') !== undefined) value = toNumber(value) / 100;
    return value;
  }

  private primary(): Operand {
    const token = this.peek();
    if (!token) return fail('#VALUE!');
    this.at += 1;
    switch (token.kind) {
      case 'number':
      case 'text':
        return token.value;
      case 'error':
        return { error: token.value };
      case 'reference':
        return this.reference(token.text);
      case 'call':
        return this.call(token.text.slice(0, -1).toUpperCase());
      case 'name':
      case 'table': {
        if (/^(true|false)$/i.test(token.text)) return token.text.toLowerCase() === 'true';
        const formula = this.scope.resolve(token.text);
        const tokens = formula === undefined ? undefined : tokenize(formula);
        return tokens ? new Parser(tokens, this.scope).whole() : { error: '#NAME?' };
      }
      case 'operator': {
        if (token.text !== '(') return fail('#VALUE!');
        const value = this.compare();
        if (this.accept(')') === undefined) fail('#VALUE!');
        return value;
      }
      case 'space':
        return this.primary();
    }
  }

  private reference(text: string): Operand {
    const { sheet, rest } = splitSheet(text);
    const area = parseArea(rest);
    return (area && this.scope.read(sheet, area)) ?? { error: '#REF!' };
  }

  private call(name: string): Operand {
    const args: Operand[] = [];
    if (this.accept(')') === undefined) {
      do {
        const next = this.peek();
        const omitted = next?.kind === 'operator' && (next.text === ',' || next.text === ')');
        args.push(omitted ? undefined : this.compare());
      } while (this.accept(',') !== undefined);
      if (this.accept(')') === undefined) fail('#VALUE!');
    }
    if (name === 'IF') return toNumber(args[0]) !== 0 ? args[1] : args[2];
    const builtIn = BUILT_IN[name];
    if (builtIn) return builtIn(args);
    while (args.length > 0 && args.at(-1) === undefined) args.pop();
    const answer = this.scope.call(
      name,
      args.map((arg) => (arg === undefined ? undefined : plain(arg))),
      args.map((arg) => (isRange(arg) ? arg.address : undefined)),
    );
    return answer === undefined ? { error: '#NAME?' } : answer;
  }
}

/** What a formula gives: a value, or a block that spills. Never throws for what stands in a formula. */
export function evaluate(formula: string, scope: FormulaScope): CellValue | Block<CellValue> {
  const tokens = tokenize(formula)?.filter((token) => token.kind !== 'space');
  if (!tokens) return { error: '#NAME?' };
  try {
    return plain(new Parser(tokens, scope).whole());
  } catch (failure) {
    if (failure instanceof Failure) return failure.value;
    throw failure;
  }
}

/** The texts of the references in a formula, to find out whether one can be read at all. */
export function isReadable(formula: string): boolean {
  return tokenize(formula) !== undefined;
}
