import i18next, { type i18n } from 'i18next';
import { LANGUAGES, type Language } from './language';
import { CHINESE, ENGLISH } from './resources';
import { shownNumber } from './shown-figures';

/** Section → key → sentence. One with singular and plural has a key for each, with i18next's ending. */
type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Resources = typeof CHINESE;
export type Section<R extends Sections = Resources> = keyof R & string;
type WithoutPlural<K> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;

/** The keys of a section without i18next's plural endings. */
export type KeyOf<S extends Section<R>, R extends Sections = Resources> = WithoutPlural<keyof R[S] & string>;

/** What fills a sentence's gaps, ready to be shown: other people's text must have gone through `shown` before. */
export type Gaps = Readonly<Record<string, string | number>>;

/** The sentences of one language. */
export interface Sentences<R extends Sections = Resources> {
  /** A sentence with its gaps filled. A gap called `count` also chooses between singular and plural. */
  say<S extends Section<R>>(section: S, key: KeyOf<S, R>, gaps?: Gaps): string;
  /** The key where the section has such a sentence and every gap of it can be filled from these. */
  find<S extends Section<R>>(section: S, key: string, gaps?: Iterable<string>): KeyOf<S, R> | undefined;
}

/** The sentences that every program says, in a language. */
export const sentencesIn = sentencesFrom(CHINESE, ENGLISH);

/** The sentences of these resources, by language; a test holds the two to the same keys and gaps. */
export function sentencesFrom<R extends Sections>(
  chinese: R,
  english: { readonly [S in keyof R]: Readonly<Record<string, string>> },
): (language: Language) => Sentences<R> {
  const instance = createInstance(chinese, english);
  const known = gapNames(chinese);
  return (language) => {
    const patternOf = patternsIn(instance, known, language);
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
        return fits ? (key as KeyOf<typeof section, R>) : undefined;
      },
    };
  };
}

/** Section → key → the names of its gaps, the same in every language. */
type GapNames = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

function gapNames(sections: Sections): GapNames {
  return new Map(
    Object.entries(sections).map(([section, sentences]) => [
      section,
      new Map(
        Object.entries(sentences).map(([key, sentence]) => [
          key.replace(/_(?:one|other)$/, ''),
          [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''),
        ]),
      ),
    ]),
  );
}

/** A sentence cut at its gaps: text and names of gaps in turn, text first. */
type Pattern = readonly string[];

const GAP = /\uE000(\w+)\uE001/;

/**
 * The patterns of a language, each asked of i18next once: it fills the gaps with marks, and what stands in a cell («{{x}}»,
 * «$t(x)», «$&») never gets into its hands. A derivation of 100,000 rows says a million sentences.
 */
function patternsIn(
  instance: i18n,
  known: GapNames,
  language: Language,
): (section: string, key: string, count: number | undefined) => Pattern {
  const translate = instance.getFixedT(language);
  const plurals = new Intl.PluralRules(language);
  const cut = new Map<string, Pattern>();
  return (section, key, count) => {
    const id = `${section}.${key}`;
    const form = count === undefined ? id : `${id} ${plurals.select(count)}`;
    const before = cut.get(form);
    if (before) return before;
    const names = known.get(section)?.get(key) ?? [];
    const replace = Object.fromEntries(names.map((name) => [name, `\uE000${name}\uE001`]));
    const pattern = translate(id, { ...(count === undefined ? {} : { count }), replace, nest: false }).split(GAP);
    cut.set(form, pattern);
    return pattern;
  };
}

function gapText(name: string, gaps: Gaps): string {
  const value = gaps[name];
  if (value === undefined) return '…';
  return name === 'count' ? shownNumber(String(value)) : String(value);
}

function createInstance(chinese: Sections, english: Sections): i18n {
  const created = i18next.createInstance();
  void created.init({
    // Everything is at hand, so the first sentence need not wait.
    initAsync: false,
    lng: LANGUAGES[0],
    supportedLngs: [...LANGUAGES],
    // A sentence that one language lacks is a bug that a test finds; the other language would hide it.
    fallbackLng: false,
    resources: { 'zh-CN': { translation: chinese }, 'en-US': { translation: english } },
    // Sentences are plain text; whoever shows them in a page escapes them there.
    interpolation: { escapeValue: false, skipOnVariables: true },
    returnNull: false,
    showSupportNotice: false,
  });
  return created;
}
