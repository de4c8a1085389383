import type { Column, Ledger } from '../../policy/schema';
import { bareHeading, headingKey } from './list-head';
import words from './ledger-words.json';

/** The words that people head their ledgers with: data, so that a new one needs no change of the program. */
const key = (word: string): string => bareHeading(headingKey(word));
const keys = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(key));

const groups: readonly ReadonlySet<string>[] = words.synonyms.map(keys);
const everyGroup = new Set(groups.flatMap((group) => [...group]));

export const SIDES = {
  in: keys(words.sides.in),
  out: keys(words.sides.out),
  credit: keys(words.sides.credit),
  debit: keys(words.sides.debit),
} as const;
export type Side = keyof typeof SIDES;
export type Direction = 'in' | 'out';

export const BALANCE = keys(words.balance);
export const FLOW = keys(words.flow);
export const FLOW_WORDS = { in: keys(words.flowWords.in), out: keys(words.flowWords.out) } as const;
export const BANK = keys(words.bank);
export const IGNORED = keys(words.ignored);
export const DATE_PARTS = {
  year: keys(words.parts.year),
  month: keys(words.parts.month),
  day: keys(words.parts.day),
} as const;
export const CARRIED: readonly string[] = words.carried;
export const CLOSING: readonly string[] = words.closing;
export const COUNT_WORDS: readonly string[] = words.countWords;
export const BALANCE_SHEET_ACCOUNTS = keys(words.balanceSheetAccounts);

/** A heading as people mean it: the lower one of two rows, without its unit. */
export function meantHeading(heading: string): { readonly group: string; readonly own: string } {
  const parts = heading.split('/');
  const own = bareHeading(parts.at(-1) ?? '');
  // «收/支» is one word; a group has more than a character on each side.
  if (parts.length !== 2 || FLOW.has(bareHeading(heading))) return { group: '', own: bareHeading(heading) };
  return { group: bareHeading(parts[0] ?? ''), own };
}

/** Which side of the books a heading says it holds, by itself or by the group that it stands in. */
export function sideOf(heading: string): Side | undefined {
  const { group, own } = meantHeading(heading);
  const bySelf = (Object.keys(SIDES) as Side[]).find((side) => SIDES[side].has(own));
  return bySelf ?? (Object.keys(SIDES) as Side[]).find((side) => SIDES[side].has(group));
}

/** How surely a heading is a ledger's column: its own heading, another word for it, a heading with its word in it. */
export function headingScore(column: Column, heading: string): number {
  const { own } = meantHeading(heading);
  if (own === '') return 0;
  const names = [column.header, column.title.zh, column.title.en].map(key);
  if (names.includes(own)) return SAME;
  if (groups.some((group) => group.has(own) && names.some((name) => group.has(name)))) return SYNONYM;
  const [header = ''] = names;
  return header.length > 1 && own.includes(header) && !everyGroup.has(own) ? PART : 0;
}

const SAME = 1;
export const SYNONYM = 0.9;
export const PART = 0.6;

/** Tells a word that heads columns of ledgers: of this policy's, or of people's in general. */
export function isKnownHeading(ledgers: readonly Ledger[], heading: string): boolean {
  const { own } = meantHeading(heading);
  if (everyGroup.has(own) || BALANCE.has(own) || FLOW.has(own) || IGNORED.has(own) || sideOf(heading)) return true;
  if (Object.values(DATE_PARTS).some((part) => part.has(own)) || BANK.has(own)) return true;
  return ledgers.some((ledger) => ledger.columns.some((column) => headingScore(column, heading) === SAME));
}

/** Whether a ledger holds what comes in or what goes out, by what the policy calls it; `undefined` where it says neither. */
export function directionOf(ledger: Ledger): Direction | undefined {
  return directionSpokenOf([ledger.title.zh, ledger.title.en, ledger.sheet, ledger.table].join(' '));
}

/** The direction that a text speaks of; `undefined` where it speaks of none or of both («收支明细»). */
export function directionSpokenOf(text: string): Direction | undefined {
  const plain = text.toLowerCase();
  const isIn = words.directions.in.some((word) => plain.includes(word));
  const isOut = words.directions.out.some((word) => plain.includes(word));
  return isIn === isOut ? undefined : isIn ? 'in' : 'out';
}
