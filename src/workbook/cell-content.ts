import { TEXT, valuePut } from './edits';
import type { CellInput } from './port';

/** What is written into a cell, and what is found in it, the same in every spreadsheet application. */

/** Digits, also those that are written as words: «一月», «〇», «½», «Ⅳ». */
const NUMERAL = /[\p{N}〇零一二两三四五六七八九十百千万]/u;

/**
 * What is written so that a cell holds this text. An application takes what is written as if it were typed: «=1», «+1»,
 * «00123», «1月5日» and «TRUE» would become something else. An apostrophe before it keeps it text, and is no part of it: it
 * shows in the formula bar only, and the cell's number format stays. Without need it is left out: from a Han text without
 * numerals nothing else can be made. In a cell that is formatted as text everything stays as it is written, apostrophes too.
 */
export function typedText(text: string, numberFormat: string): string {
  return text === '' || numberFormat === TEXT || isInert(text) ? text : `'${text}`;
}

function isInert(text: string): boolean {
  return /^\p{L}/u.test(text) && /\p{Script=Han}/u.test(text) && !NUMERAL.test(text);
}

/** What is written into a cell of this format: `''` empties the cell. */
export function contentOf(put: CellInput, numberFormat: string, date1904: boolean): string | number | boolean {
  if (put.kind === 'formula') return put.formula;
  if (put.kind === 'text') return typedText(put.text, numberFormat);
  const value = valuePut(put, date1904);
  return typeof value === 'number' || typeof value === 'boolean' ? value : '';
}

/**
 * The formula of a cell; `''` where it has none. A text such as «=A1», put there behind an apostrophe, is told by Excel as
 * if it were a formula (office-js issue 6687): it is one only if the cell shows something else.
 */
export function formulaIn(formula: unknown, value: unknown): string {
  return typeof formula === 'string' && formula.startsWith('=') && formula !== value ? formula : '';
}
