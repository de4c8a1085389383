import stringWidth from 'string-width';

const PRINTABLE_ASCII = /^[\u0020-\u007E]*$/;

/** What must not begin a line, and what must not end one. */
const CLOSING = /^[，。、；：！？…％%）」』》〉】〕”’,.;:!?)\]}]$/u;
const OPENING = /^[（「『《〈【〔“‘([{]$/u;

/** A character's columns; a result's texts use the same few thousand over and over. */
const known = new Map<string, number>();

function characterWidth(character: string): number {
  let width = known.get(character);
  if (width === undefined) known.set(character, (width = stringWidth(character)));
  return width;
}

/** How many columns of a terminal a text takes; it holds no line breaks and no escape sequences. */
export function displayWidth(text: string): number {
  return PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text);
}

/**
 * Breaks a text into lines of at most `width` columns: at spaces, between Chinese characters, and, where a word is longer
 * than a line, inside it. No line begins with a closing mark or ends with an opening one where that can be helped.
 * Line breaks in the text are kept.
 */
export function wrap(text: string, width: number): string[] {
  return text
    .split('\n')
    .flatMap((line) => (displayWidth(line) <= width ? [line] : wrapLine(line, Math.max(width, 2))));
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const close = (): void => {
    lines.push(line.trimEnd());
    line = '';
    used = 0;
  };
  for (const unit of units(text)) {
    const unitWidth = displayWidth(unit.trimEnd());
    if (used + unitWidth > width && line !== '') close();
    if (unitWidth <= width) {
      line += unit;
      used += displayWidth(unit);
      continue;
    }
    for (const character of unit) {
      const size = characterWidth(character);
      if (used + size > width) close();
      line += character;
      used += size;
    }
  }
  if (line.trim() !== '' || lines.length === 0) close();
  return lines;
}

/** The parts that a line is filled with: words with the spaces behind them, and single wide characters with their marks. */
function units(text: string): string[] {
  const parts: string[] = [];
  let open = false;
  let previous = '';
  for (const character of text) {
    const joins =
      parts.length > 0 && (open || character === ' ' || CLOSING.test(character) || isWordTogether(previous, character));
    if (joins) parts.push(`${parts.pop() ?? ''}${character}`);
    else parts.push(character);
    open = OPENING.test(character);
    previous = character;
  }
  return parts;
}

function isWordTogether(previous: string, character: string): boolean {
  return characterWidth(character) < 2 && previous !== ' ' && characterWidth(previous) < 2;
}
