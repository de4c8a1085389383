/** Code points that a terminal shows two columns wide: East Asian wide and full-width forms, and emoji. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];
/** Below this every character is one column wide; between the others stand the Chinese characters of everyday use. */
const FIRST_UNUSUAL = 0x300;
const FIRST_IDEOGRAPH = 0x4e00;
const LAST_IDEOGRAPH = 0x9fff;
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const PRINTABLE_ASCII = /^[\u0020-\u007E]*$/;

/** What must not begin a line, and what must not end one. */
const CLOSING = /^[，。、；：！？…％%）」』》〉】〕”’,.;:!?)\]}]$/u;
const OPENING = /^[（「『《〈【〔“‘([{]$/u;

/** How many columns of a terminal a text takes; it holds no line breaks and no escape sequences. */
export function displayWidth(text: string): number {
  if (PRINTABLE_ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
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

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < FIRST_UNUSUAL) return 1;
  if (code >= FIRST_IDEOGRAPH && code <= LAST_IDEOGRAPH) return 2;
  if (WITHOUT_WIDTH.test(character)) return 0;
  return WIDE.some(([first, last]) => first <= code && code <= last) ? 2 : 1;
}
