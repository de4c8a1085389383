/** How much of a cell's text a sentence repeats. */
export const LONGEST_FACT = 60;

/** How much of a list or a file's path a sentence repeats. */
export const LONGEST_LIST = 200;

/** What separates the items of a fact that is a list. */
export const ITEMS_APART = '、';

/**
 * Characters that a reader can't see or that change how the rest is shown: controls, line separators, marks that turn the
 * direction of writing round, blanks without width, halves of a surrogate pair.
 */
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/** The same, to ask whether there is any. */
const ANY_UNSEEN = new RegExp(UNSEEN.source, 'u');

/** The characters of `UNSEEN` that everybody knows by a short name. */
const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/**
 * Other people's text, fit to stand in a line of ours: what can't be seen is spelt out («\u001b»), so that a cell or a
 * file name can neither steer a terminal nor pretend to be something else. Nothing is left out.
 */
export function visible(text: string): string {
  return ANY_UNSEEN.test(text) ? text.replace(UNSEEN, escaped) : text;
}

/**
 * Like `visible`, and shortened to `longest` characters with «…» at the end.
 */
export function shown(text: string, longest = LONGEST_FACT): string {
  if (text.length <= longest && !ANY_UNSEEN.test(text)) return text;
  const kept: string[] = [];
  let length = 0;
  for (const character of text) {
    const piece = visible(character);
    if (length + piece.length > longest) {
      const whole = kept.join('');
      return `${length < longest ? whole : whole.slice(0, -(kept.at(-1)?.length ?? 0))}…`;
    }
    kept.push(piece);
    length += piece.length;
  }
  return kept.join('');
}

/** A file's path, shortened at its beginning: its end is what tells files apart. */
export function shownPath(path: string): string {
  const characters = [...visible(path)];
  return characters.length <= LONGEST_LIST ? characters.join('') : `…${characters.slice(1 - LONGEST_LIST).join('')}`;
}

/** How many digits of a digest tell policies apart for a person. */
const SHORT_DIGEST = 12;

/** A policy's digest as people compare it. */
export function shortDigest(digest: string): string {
  return digest.slice(0, SHORT_DIGEST);
}

function escaped(character: string): string {
  return SHORT_ESCAPES.get(character) ?? `\\u${codeOf(character)}`;
}

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `{${code}}` : code.padStart(4, '0');
}
