/** How text is written into XML, and how an attribute is changed without writing its tag anew. */

/** Text as it stands between two tags. */
export function escapedText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as it stands in an attribute, within double quotes. */
export function escapedAttribute(text: string): string {
  return escapedText(text)
    .replaceAll('"', '&quot;')
    .replace(/[\t\n\r]/g, (blank) => `&#${String(blank.charCodeAt(0))};`);
}

/** What XML has no way to say. A tab and a line feed stand as they are; a carriage return would be read as a line feed. */
// eslint-disable-next-line no-control-regex -- these are the characters that can't be written
const UNWRITABLE = /[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]/g;
/** What would be read as such an escape. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

const HALF_CHARACTER = /\p{Surrogate}/gu;

/** A cell's text as OOXML writes it: what XML can't say becomes «_xHHHH_»; half a character becomes U+FFFD. */
export function escapedCellText(text: string): string {
  const escaped = text
    .replace(HALF_CHARACTER, '\uFFFD')
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(UNWRITABLE, (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
  return escapedText(escaped);
}

/** A `<t>` element: without xml:space its outer blanks and line breaks would be lost. */
export function textElement(prefix: string, text: string): string {
  const space = text === text.trim() && !/[\n\t]/.test(text) ? '' : ' xml:space="preserve"';
  return `<${prefix}t${space}>${escapedCellText(text)}</${prefix}t>`;
}

/** The prefix of a tag's name, its colon included: «x:» of `<x:row r="1">`. */
export function prefixOfTag(tag: string): string {
  const name = /^<\/?([^\s/>]*)/.exec(tag)?.[1] ?? '';
  return name.slice(0, name.indexOf(':') + 1);
}

const ATTRIBUTE = /([^\s=<>/"']+)\s*=\s*(?:"[^"]*"|'[^']*')/g;

/** A tag, as written, with one attribute set or, for `undefined`, left out. All else of it stays as it is. */
export function withAttribute(tag: string, name: string, value: string | undefined): string {
  for (const match of tag.matchAll(ATTRIBUTE)) {
    if (match[1] !== name) continue;
    const before = tag.slice(0, match.index);
    const after = tag.slice(match.index + match[0].length);
    return value === undefined ? before.trimEnd() + after : `${before}${name}="${escapedAttribute(value)}"${after}`;
  }
  if (value === undefined) return tag;
  const end = /\s*\/?>$/.exec(tag)?.index ?? tag.length;
  return `${tag.slice(0, end)} ${name}="${escapedAttribute(value)}"${tag.slice(end)}`;
}

/** A tag without content, as written, opened: `<row r="1"/>` becomes `<row r="1">`. */
export function openedTag(tag: string): string {
  return tag.replace(/\s*\/>$/, '>');
}

/** The tag that closes the element which this tag opens. */
export function closingTag(tag: string): string {
  return `</${/^<([^\s/>]*)/.exec(tag)?.[1] ?? ''}>`;
}
