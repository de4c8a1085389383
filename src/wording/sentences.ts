import type { Language } from './language';
import { CHINESE, ENGLISH } from './resources';
import { shownNumber } from './shown-figures';

/** The sections of the resource files, and the keys of each without their plural endings. */
type Resources = typeof CHINESE;
export type Section = keyof Resources;
type WithoutPlural<K> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;
export type KeyOf<S extends Section> = WithoutPlural<keyof Resources[S] & string>;

/** What fills a sentence's gaps, ready to be shown: other people's text must have gone through `shown` before. */
export type Gaps = Readonly<Record<string, string | number>>;

/** The sentences of one language. */
export interface Sentences {
  /** A sentence with its gaps filled. A gap called `count` also chooses between singular and plural. */
  say<S extends Section>(section: S, key: KeyOf<S>, gaps?: Gaps): string;
  /** The key where the section has such a sentence and every gap of it can be filled from these. */
  find<S extends Section>(section: S, key: string, gaps?: Iterable<string>): KeyOf<S> | undefined;
}

/** Section → key → the names of its gaps, the same in every language. */
const known: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map(
  Object.entries(CHINESE).map(([section, sentences]) => [
    section,
    new Map(
      Object.entries<string>(sentences).map(([key, sentence]) => [
        key.replace(/_(?:one|other)$/, ''),
        [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''),
      ]),
    ),
  ]),
);

/** The sentences of a language. */
export function sentencesIn(language: Language): Sentences {
  const patternOf = patternsIn(language);
  return {
    say(section, key, gaps = {}) {
      const { count } = gaps;
      return patternOf(section, key, typeof count === 'number' ? count : undefined)
        .map((part, index) => (index % 2 === 0 ? part : gapText(part, gaps)))
        .join('');
    },
    find(section, key, gaps) {
      const needed = known.get(section)?.get(key);
      if (needed === undefined) return undefined;
      const given = gaps === undefined ? undefined : new Set(gaps);
      const fits = given === undefined || needed.every((gap) => given.has(gap));
      return fits ? (key as KeyOf<typeof section>) : undefined;
    },
  };
}

/** A sentence cut at its gaps: text and names of gaps in turn, text first. */
type Pattern = readonly string[];

const GAP = /\{\{(\w+)\}\}/;

const BY_LANGUAGE: Readonly<Record<Language, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  'zh-CN': CHINESE,
  'en-US': ENGLISH,
};

/**
 * The patterns of a language, each cut once: a derivation of 100,000 rows says a million sentences. Only the resource file's own
 * text is searched for gaps, never what stands in a cell («{{x}}»).
 */
function patternsIn(language: Language): (section: Section, key: string, count: number | undefined) => Pattern {
  const sections = BY_LANGUAGE[language];
  const plurals = new Intl.PluralRules(language);
  const cut = new Map<string, Pattern>();
  return (section, key, count) => {
    const form = count === undefined ? key : `${key}_${plurals.select(count)}`;
    const id = `${section}.${form}`;
    const before = cut.get(id);
    if (before) return before;
    // A sentence that one language lacks is a bug that a test finds; the other language would hide it.
    const pattern = (sections[section]?.[form] ?? sections[section]?.[key] ?? id).split(GAP);
    cut.set(id, pattern);
    return pattern;
  };
}

function gapText(name: string, gaps: Gaps): string {
  const value = gaps[name];
  if (value === undefined) return '…';
  return name === 'count' ? shownNumber(String(value)) : String(value);
}
