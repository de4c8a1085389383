import { distance } from 'fastest-levenshtein';
import { INVALID, type FieldValue } from '../policy/field-value';
import type { Category, Ledger } from '../policy/schema';
import { halfWidth } from './read-cell';

/** What `checkCategory` found wrong. */
interface CategoryFaults {
  unknown(value: string): void;
  sourceMissing(value: string, category: string, allowed: readonly string[]): void;
}

/** Proves that a row's category is one of the policy's and, where the category needs one, that its source is allowed. */
export function checkCategory(
  ledger: Ledger,
  valueOf: (column: string) => FieldValue | undefined,
  faults: CategoryFaults,
): void {
  if (ledger.category === undefined) return;
  const name = textOf(valueOf(ledger.category));
  const category = categoriesByName(ledger).get(name);
  if (!category) {
    faults.unknown(name);
    return;
  }
  if (!category.sources || ledger.source === undefined) return;
  const source = textOf(valueOf(ledger.source));
  if (!category.sources.includes(source)) faults.sourceMissing(source, name, category.sources);
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
  const spoken = categorySpokenOf(ledger, name) ?? categorySpokenOf(ledger, memo);
  if (spoken) return spoken.category.name;
  const wanted = plain(name);
  const alike = ledger.categories
    .map((category) => {
      const known = plain(category.name);
      return { category, apart: distance(wanted, known) / Math.max(wanted.length, known.length, 1) };
    })
    .reduce<{ category: Category; apart: number } | undefined>(
      (best, next) => (best === undefined || next.apart < best.apart ? next : best),
      undefined,
    );
  if (wanted !== '' && alike && alike.apart <= NEAR_ENOUGH) return alike.category.name;
  return ledger.categories.find((category) => category.catchAll)?.name;
}

/** A category that a text speaks of, with the words that say so. */
export interface SpokenCategory {
  readonly category: Category;
  readonly words: readonly string[];
  /** The length of all words together: the longer, the surer. */
  readonly weight: number;
}

interface Vocabulary {
  /** Words by their first character, so that a text is scanned once. */
  readonly byFirst: ReadonlyMap<string, readonly string[]>;
  /** For each word the keyword entries that need it. */
  readonly entries: readonly {
    readonly category: Category;
    readonly words: readonly string[];
    readonly weight: number;
  }[];
}

const vocabularies = new WeakMap<Ledger, Vocabulary>();

function vocabularyOf(ledger: Ledger): Vocabulary {
  const known = vocabularies.get(ledger);
  if (known) return known;
  const entries = ledger.categories
    .flatMap((category) =>
      [[category.name], ...category.keywords].map((words) => {
        const needed = words.map(plain);
        return { category, words: needed, weight: needed.reduce((sum, word) => sum + word.length, 0) };
      }),
    )
    .sort((a, b) => b.weight - a.weight);
  const byFirst = new Map<string, string[]>();
  for (const word of new Set(entries.flatMap((entry) => entry.words))) {
    const first = word.charAt(0);
    byFirst.set(first, [...(byFirst.get(first) ?? []), word]);
  }
  const vocabulary = { byFirst, entries };
  vocabularies.set(ledger, vocabulary);
  return vocabulary;
}

/** The policy's words that occur in a text. */
function wordsIn(text: string, vocabulary: Vocabulary): ReadonlySet<string> | undefined {
  let found: Set<string> | undefined;
  for (let position = 0; position < text.length; position += 1) {
    for (const word of vocabulary.byFirst.get(text.charAt(position)) ?? []) {
      if (text.startsWith(word, position)) (found ??= new Set()).add(word);
    }
  }
  return found;
}

/** The category that a text speaks of most surely, or `undefined` where it speaks of none. */
export function categorySpokenOf(ledger: Ledger, text: string): SpokenCategory | undefined {
  const vocabulary = vocabularyOf(ledger);
  const words = wordsIn(plain(text), vocabulary);
  return words && vocabulary.entries.find((entry) => entry.words.every((word) => words.has(word)));
}

/**
 * The other category that a memo speaks of, where it does not speak of its own at least as plainly: either the memo has no
 * word of its own category, or the other category's words say all that the own one's say and more («总经理差旅» beside «差旅»).
 */
export function otherCategorySpokenOf(ledger: Ledger, own: Category, memo: string): Category | undefined {
  const vocabulary = vocabularyOf(ledger);
  const words = wordsIn(plain(memo), vocabulary);
  if (!words) return undefined;
  const spoken = vocabulary.entries.filter((entry) => entry.words.every((word) => words.has(word)));
  const best = spoken[0];
  if (!best || best.category === own) return undefined;
  const ownWords = spoken.filter((entry) => entry.category === own).flatMap((entry) => entry.words);
  if (ownWords.length === 0) return best.category;
  const says = (word: string): boolean => best.words.some((said) => said.includes(word));
  const saysMore = best.weight > Math.max(...ownWords.map((word) => word.length));
  return saysMore && ownWords.every(says) ? best.category : undefined;
}

/** Names and memos are compared without spaces, punctuation and width differences. */
function plain(text: string): string {
  return halfWidth(text)
    .replace(/[\s·・.,:;、。，：；()\-_/'"“”]/g, '')
    .toLowerCase();
}
