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
}

/** A bracket that is open: whose it is, and where the argument that is being read begins. */
interface Bracket {
  readonly closes: ')' | '}';
  /** The call that it belongs to; `undefined` for all other brackets. */
  readonly call: { readonly id: FunctionId; readonly start: number; readonly texts: string[] } | undefined;
  argumentStart: number;
}

/**
 * Every call of our functions in a formula, in the order in which they begin; those inside others and inside other
 * functions too. The prefixes that Excel and WPS give custom functions in a file or a cell are seen through:
 * `_xldudf_NET_PROFIT(2016)`, `[2]!_xldudf_NET_PROFIT(2016)`, `PAY.NET_PROFIT(2016)`. A call that the formula breaks off
 * in is left out, and so is all that only looks like one: in texts, sheets' names and tables' column names.
 */
export function callsIn(formula: string): readonly FormulaCall[] {
  const calls: FormulaCall[] = [];
  const open: Bracket[] = [];
  let at = 0;
  while (at < formula.length) {
    const token = tokenAt(formula, at);
    const end = at + token.length;
    const innermost = open.at(-1);
    if (token.endsWith('(')) {
      open.push({ closes: ')', call: callNamed(token, at), argumentStart: end });
    } else if (token === '{') {
      open.push({ closes: '}', call: undefined, argumentStart: end });
    } else if (innermost && (token === innermost.closes || (token === ',' && innermost.call))) {
      innermost.call?.texts.push(formula.slice(innermost.argumentStart, at));
      innermost.argumentStart = end;
      if (token !== ',') {
        open.pop();
        if (innermost.call) calls.push(finished(innermost.call, end));
      }
    }
    at = end;
  }
  return calls.sort((a, b) => a.start - b.start);
}

function callNamed(token: string, start: number): Bracket['call'] {
  const name = token.slice(0, -1);
  const contract = functionNamed(plainName(name.slice(name.lastIndexOf('!') + 1)));
  return contract && { id: contract.id, start, texts: [] };
}

function finished({ id, start, texts }: NonNullable<Bracket['call']>, end: number): FormulaCall {
  const isEmpty = texts.length === 1 && texts[0]?.trim() === '';
  return { id, arguments: isEmpty ? [] : texts.map((text) => argumentOf(text.trim())), start, end };
}

function argumentOf(text: string): FormulaArgument {
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
