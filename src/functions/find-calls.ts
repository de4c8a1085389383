/** Our calls within a cell's formula, for whoever explains the cell. Nothing is computed here. */
import { functionNamed, type FunctionId } from './catalogue';
import type { Argument } from './cell-values';
import { parseCall, plainName } from './parse-call';
import { BRACKETS, isReference, NAME, PLACE } from './references';

/** One argument of a call as the formula writes it. */
export type FormulaArgument =
  | { readonly kind: 'omitted' }
  /** A literal: a number, a text, TRUE, an array, an error. */
  | { readonly kind: 'value'; readonly value: Argument; readonly text: string }
  /** Cells: an address with or without its sheet, a table or a part of it, or a defined name. */
  | { readonly kind: 'reference'; readonly text: string }
  /** Anything that has to be computed first. */
  | { readonly kind: 'other'; readonly text: string };

/** A call of one of our functions. */
export interface FormulaCall {
  readonly id: FunctionId;
  readonly arguments: readonly FormulaArgument[];
  /** Where it stands in the formula: characters from 0, the end not included. */
  readonly start: number;
  readonly end: number;
  /** Where its arguments begin: behind the bracket that opens. */
  readonly inside: number;
}

/** A call of some function as the formula writes it, its arguments not looked into. */
export interface WrittenCall<T> {
  /** What the caller knows of the function. */
  readonly is: T;
  readonly arguments: readonly WrittenArgument[];
  /** Where it stands in the formula: characters from 0, the end not included. */
  readonly start: number;
  readonly end: number;
  /** Where its arguments begin: behind the bracket that opens. */
  readonly inside: number;
}

/** An argument without the spaces around it, and where it stands. A call without arguments has one that is empty. */
export interface WrittenArgument {
  readonly text: string;
  readonly start: number;
}

/** A bracket that is open: whose it is, and where the argument that is being read begins. */
interface Bracket<T> {
  readonly closes: ')' | '}';
  /** The call that it belongs to; `undefined` for all other brackets. */
  readonly call:
    { readonly is: T; readonly start: number; readonly inside: number; readonly given: WrittenArgument[] } | undefined;
  argumentStart: number;
}

/**
 * Every call of our functions in a formula, in the order in which they begin; those inside others and inside other
 * functions too. The prefixes that Excel and WPS give custom functions in a file or a cell are seen through:
 * `_xldudf_NET_PROFIT(2016)`, `[2]!_xldudf_NET_PROFIT(2016)`, `PAY.NET_PROFIT(2016)`. A call that the formula breaks off
 * in is left out, and so is all that only looks like one: in texts, sheets' names and tables' column names.
 */
export function callsIn(formula: string): readonly FormulaCall[] {
  return callsNamed(formula, (name) => functionNamed(name)?.id).map(({ is, arguments: given, ...place }) => {
    const isEmpty = given.length === 1 && given[0]?.text === '';
    return { id: is, arguments: isEmpty ? [] : given.map(({ text }) => argumentOf(text)), ...place };
  });
}

/**
 * The calls of the functions that `known` recognises by their names in capitals, host prefixes taken off: `=SUM(1,_xldudf_
 * NET_PROFIT(2016))` has one of `NET_PROFIT`. In the order in which they begin, with the same care as above.
 */
export function callsNamed<T>(formula: string, known: (name: string) => T | undefined): readonly WrittenCall<T>[] {
  const calls: WrittenCall<T>[] = [];
  const open: Bracket<T>[] = [];
  let at = 0;
  while (at < formula.length) {
    const token = tokenAt(formula, at);
    const end = at + token.length;
    const innermost = open.at(-1);
    if (token.endsWith('(')) {
      const name = token.slice(0, -1);
      const is = known(plainName(name.slice(name.lastIndexOf('!') + 1)));
      const call = is === undefined ? undefined : { is, start: at, inside: end, given: [] };
      open.push({ closes: ')', call, argumentStart: end });
    } else if (token === '{') {
      open.push({ closes: '}', call: undefined, argumentStart: end });
    } else if (innermost && (token === innermost.closes || (token === ',' && innermost.call))) {
      innermost.call?.given.push(writtenArgument(formula, innermost.argumentStart, at));
      innermost.argumentStart = end;
      if (token !== ',') {
        open.pop();
        if (innermost.call) {
          const { is, start, inside, given } = innermost.call;
          calls.push({ is, arguments: given, start, end, inside });
        }
      }
    }
    at = end;
  }
  return calls.sort((a, b) => a.start - b.start);
}

function writtenArgument(formula: string, from: number, to: number): WrittenArgument {
  const text = formula.slice(from, to);
  return { text: text.trim(), start: from + text.length - text.trimStart().length };
}

/** What an argument is that was written so. */
export function argumentOf(text: string): FormulaArgument {
  if (text === '') return { kind: 'omitted' };
  const literal = parseCall(`F(${text})`);
  if (literal.ok && literal.value.arguments.length === 1) {
    return { kind: 'value', value: literal.value.arguments[0], text };
  }
  return isReference(text) ? { kind: 'reference', text } : { kind: 'other', text };
}

/** The pieces of a formula that must not be looked into, and names with their bracket; all else goes by characters. */
const TOKEN = new RegExp(
  `"(?:[^"]|"")*(?:"|$)|(?:${PLACE})?(?:${NAME})\\(|(?:${PLACE})|(?:${NAME})?${BRACKETS}|${NAME}|[\\s\\S]`,
  'uy',
);

function tokenAt(formula: string, at: number): string {
  TOKEN.lastIndex = at;
  return TOKEN.exec(formula)?.[0] ?? formula.charAt(at);
}
