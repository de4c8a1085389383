import { TEXT } from '../../workbook/edits';

/** Digits, also those that are written as words: «一月», «〇», «½», «Ⅳ». */
const NUMERAL = /[\p{N}〇零一二两三四五六七八九十百千万]/u;

/**
 * What is written so that a cell holds this text. Excel takes what is written as if it were typed: «=1», «+1», «00123»,
 * «1月5日» and «TRUE» would become something else. An apostrophe before it keeps it text, and is no part of it: it shows in
 * the formula bar only, and the cell's number format stays. Without need it is left out: from a Han text without numerals
 * Excel can make nothing else. In a cell that is formatted as text everything stays as it is written, apostrophes too.
 */
export function typedText(text: string, numberFormat: string): string {
  return text === '' || numberFormat === TEXT || isInert(text) ? text : `'${text}`;
}

function isInert(text: string): boolean {
  return /^\p{L}/u.test(text) && /\p{Script=Han}/u.test(text) && !NUMERAL.test(text);
}
