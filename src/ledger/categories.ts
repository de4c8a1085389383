import { distance } from 'fastest-levenshtein';
import { INVALID, type FieldValue } from '../policy/field-value';
import type { Category, Ledger } from '../policy/schema';
import { halfWidth } from './read-cell';

/** Why a row's category or source can't be used. */
export type CategoryFault =
  | { readonly code: 'unknown-category'; readonly value: string }
  | { readonly code: 'source-missing'; readonly value: string; readonly category: Category };

/** Proves that a row's category is one of the policy's and, where the category needs one, that its source is allowed. */
export function categoryFault(
  ledger: Ledger,
  categoryValue: FieldValue | undefined,
  sourceValue: FieldValue | undefined,
): CategoryFault | undefined {
  if (ledger.category === undefined) return undefined;
  const name = textOf(categoryValue);
  const category = categoriesByName(ledger).get(name);
  if (!category) return { code: 'unknown-category', value: name };
  if (!category.sources || ledger.source === undefined) return undefined;
  const source = textOf(sourceValue);
  return category.sources.includes(source) ? undefined : { code: 'source-missing', value: source, category };
}

function textOf(value: FieldValue | undefined): string {
  return typeof value === 'string' && value !== (INVALID as unknown) ? value : '';
}

const indexes = new WeakMap<Ledger, ReadonlyMap<string, Category>>();

/** A ledger's categories by their exact names. */
export function categoriesByName(ledger: Ledger): ReadonlyMap<string, Category> {
  const known = indexes.get(ledger);
  if (known) return known;
  const index = new Map(ledger.categories.map((category) => [category.name, category]));
  indexes.set(ledger, index);
  return index;
}

/** A name further than this share of its length from every category is no misspelling of any. */
const NEAR_ENOUGH = 0.5;

/**
 * The category that an unknown name most likely means: the one that the name or else the memo speaks of, else the one
 * spelt most alike, else the one that takes what has no better home. `undefined` where the policy has no such category.
 */
export function nearestCategory(ledger: Ledger, name: string, memo: string): string | undefined {
  const { spoken, alike } = meantBy(ledger, name);
  return (
    (spoken ?? categorySpokenOf(ledger, memo)?.category)?.name ??
    alike?.name ??
    ledger.categories.find((category) => category.catchAll)?.name
  );
}

/** What a name that is no category's may mean. */
interface Meant {
  readonly spoken: Category | undefined;
  /** The category spelt most alike, where it is near enough. */
  readonly alike: Category | undefined;
}

/** A wrong name mostly stands in many rows. */
const meanings = new WeakMap<Ledger, Map<string, Meant>>();
const MOST_NAMES = 10_000;

function meantBy(ledger: Ledger, name: string): Meant {
  const names = meanings.get(ledger) ?? new Map<string, Meant>();
  meanings.set(ledger, names);
  const known = names.get(name);
  if (known) return known;
  const meant = { spoken: categorySpokenOf(ledger, name)?.category, alike: speltAlike(ledger, plain(name)) };
  if (names.size < MOST_NAMES) names.set(name, meant);
  return meant;
}

function speltAlike(ledger: Ledger, wanted: string): Category | undefined {
  const alike = ledger.categories
    .map((category) => {
      const known = plain(category.name);
      return { category, apart: distance(wanted, known) / Math.max(wanted.length, known.length, 1) };
    })
    .reduce<{ category: Category; apart: number } | undefined>(
      (best, next) => (best === undefined || next.apart < best.apart ? next : best),
      undefined,
    );
  return wanted !== '' && alike && alike.apart <= NEAR_ENOUGH ? alike.category : undefined;
}

/** A category that a text speaks of, with the words that say so. */
export interface SpokenCategory {
  readonly category: Category;
  readonly words: readonly string[];
  /** The length of all words together: the longer, the surer. */
  readonly weight: number;
}

/** A set of words that speaks of a category. */
interface Keyword extends SpokenCategory {
  /** Positions of the words in the vocabulary's list. */
  readonly needs: readonly number[];
}

interface Vocabulary {
  readonly words: readonly string[];
  /** Positions of the words that begin with a character, so that a text is scanned once. */
  readonly byFirst: ReadonlyMap<string, readonly number[]>;
  /** Longest first. */
  readonly keywords: readonly Keyword[];
  /** What each category's rows may be told, by the words found; memos differ, the words in them repeat. */
  readonly others: Map<Category, Map<string, Category | undefined>>;
}

const vocabularies = new WeakMap<Ledger, Vocabulary>();

function vocabularyOf(ledger: Ledger): Vocabulary {
  const known = vocabularies.get(ledger);
  if (known) return known;
  const spoken = ledger.categories.flatMap((category) =>
    [[category.name], ...category.keywords].map((entry) => {
      const words = entry.map(plain);
      return { category, words, weight: words.reduce((sum, word) => sum + word.length, 0) };
    }),
  );
  const words = [...new Set(spoken.flatMap((entry) => entry.words))];
  const byFirst = new Map<string, number[]>();
  words.forEach((word, position) => {
    const first = word.charAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), position]);
  });
  const keywords = spoken
    .map((entry) => ({ ...entry, needs: entry.words.map((word) => words.indexOf(word)) }))
    .sort((a, b) => b.weight - a.weight);
  const vocabulary = { words, byFirst, keywords, others: new Map<Category, Map<string, Category | undefined>>() };
  vocabularies.set(ledger, vocabulary);
  return vocabulary;
}

/** The positions of the policy's words that occur in a text, in the order of their occurrence. */
function wordsIn(text: string, vocabulary: Vocabulary): readonly number[] {
  let found: number[] | undefined;
  for (let position = 0; position < text.length; position += 1) {
    for (const word of vocabulary.byFirst.get(text.charAt(position)) ?? NO_WORDS) {
      if (!text.startsWith(vocabulary.words[word] ?? '', position)) continue;
      if (!found) found = [word];
      else if (!found.includes(word)) found.push(word);
    }
  }
  return found ?? NO_WORDS;
}

const NO_WORDS: readonly number[] = [];

/** The category that a text speaks of most surely, or `undefined` where it speaks of none. */
export function categorySpokenOf(ledger: Ledger, text: string): SpokenCategory | undefined {
  const vocabulary = vocabularyOf(ledger);
  const words = wordsIn(plain(text), vocabulary);
  return vocabulary.keywords.find((keyword) => keyword.needs.every((word) => words.includes(word)));
}

/**
 * The other category that a memo speaks of, where it does not speak of its own at least as plainly: either the memo has no
 * word of its own category, or the other category's words say all that the own one's say and more («总经理差旅» beside «差旅»).
 */
export function otherCategorySpokenOf(ledger: Ledger, own: Category, memo: string): Category | undefined {
  const vocabulary = vocabularyOf(ledger);
  const words = wordsIn(plain(memo), vocabulary);
  if (words.length === 0) return undefined;
  const known = vocabulary.others.get(own) ?? new Map<string, Category | undefined>();
  vocabulary.others.set(own, known);
  const signature = words.join();
  if (known.has(signature)) return known.get(signature);
  const other = otherCategory(vocabulary, own, words);
  if (known.size < MOST_SIGNATURES) known.set(signature, other);
  return other;
}

/** More combinations of a policy's words than ledgers show; past it they are worked out again. */
const MOST_SIGNATURES = 10_000;

function otherCategory(vocabulary: Vocabulary, own: Category, words: readonly number[]): Category | undefined {
  const spoken = vocabulary.keywords.filter((keyword) => keyword.needs.every((word) => words.includes(word)));
  const ownWords = wordsOf(own, spoken);
  if (ownWords.length === 0) {
    const said = spoken[0]?.words ?? [];
    return isNarrower(vocabulary, own, said) ? undefined : spoken[0]?.category;
  }
  const longest = Math.max(...ownWords.map((word) => word.length));
  return spoken.find(({ category, weight }) => {
    if (category === own) return false;
    const others = wordsOf(category, spoken);
    const saysAll = ownWords.every((word) => others.some((other) => overlap(word, other)));
    return saysAll && (weight > longest || others.some((other) => !ownWords.some((word) => overlap(word, other))));
  })?.category;
}

function wordsOf(category: Category, spoken: readonly Keyword[]): readonly string[] {
  return spoken.filter((keyword) => keyword.category === category).flatMap((keyword) => keyword.words);
}

/** «差旅» and «差旅费» speak of one thing. */
function overlap(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a);
}

/** Tells whether a category is a narrower kind of what was said: «差旅费» says nothing against «总经理差旅». */
function isNarrower(vocabulary: Vocabulary, own: Category, said: readonly string[]): boolean {
  const ownWords = vocabulary.keywords.filter((keyword) => keyword.category === own).flatMap(({ words }) => words);
  return ownWords.some((word) => said.some((other) => overlap(word, other)));
}

/** Names and memos are compared without spaces, punctuation and width differences. */
function plain(text: string): string {
  return UNEVEN.test(text) ? halfWidth(text).replace(IGNORED, '').toLowerCase() : text;
}

const UNEVEN = /[^\u4e00-\u9fff0-9a-z]/;
const IGNORED = /[\s·・.,:;、。()\-_/'"“”]/g;
