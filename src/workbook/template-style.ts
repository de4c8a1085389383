import type { Borders, Fill, Font, Style } from '@cj-tech-master/excelts';

/**
 * How the template looks, in one place: one typeface, four quiet fills, thin lines. Colour never carries a meaning alone:
 * the guide names every fill, and what is pending or wrong says so in words.
 */

const INK = 'FF1F2933';
const MUTED = 'FF5F6B7A';
const LINK = 'FF0B5394';
const LINE = 'FFC9D1DB';

/** Fills by what a cell is for. */
export const FILLS = {
  heading: solid('FFDDE6F0'),
  setting: solid('FFE3F1FB'),
  result: solid('FFF2F4F6'),
  pending: solid('FFFFF4CC'),
} as const;

/** Installed with every Chinese Windows and Office; elsewhere the host's own Chinese typeface takes its place. */
export const BASE_FONT: Partial<Font> = { name: '微软雅黑', size: 10, family: 2, charset: 134, color: { argb: INK } };

export const FONTS = {
  title: { ...BASE_FONT, size: 16, bold: true },
  section: { ...BASE_FONT, size: 12, bold: true },
  strong: { ...BASE_FONT, bold: true },
  muted: { ...BASE_FONT, color: { argb: MUTED } },
  link: { ...BASE_FONT, color: { argb: LINK }, underline: true },
  code: { ...BASE_FONT, name: 'Consolas', charset: 0, family: 3 },
} as const satisfies Record<string, Partial<Font>>;

export const NUMBER_FORMATS = {
  date: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm:ss',
  money: '#,##0.00',
  /** Money that may be negative: red, and with its sign for those who print in black. */
  result: '#,##0.00;[Red]-#,##0.00',
  count: '#,##0',
  /** A count that is no whole number, such as a weight of 1.5, must not show as 2. */
  fraction: '#,##0.####',
  year: '0',
  text: '@',
} as const;

const thin = { style: 'thin', color: { argb: LINE } } as const;

export const BORDERS = {
  all: { top: thin, left: thin, bottom: thin, right: thin },
  under: { bottom: thin },
} as const satisfies Record<string, Partial<Borders>>;

/** A column heading of a table. */
export const HEADING_STYLE: Partial<Style> = {
  font: FONTS.strong,
  fill: FILLS.heading,
  border: BORDERS.all,
  alignment: { vertical: 'middle', horizontal: 'left' },
  numFmt: 'General',
};

/** Running text in a column made for it. */
export const PROSE: Partial<Style> = { font: BASE_FONT, alignment: { vertical: 'top', wrapText: true } };

/** Light lines and stripes, legible on a black-and-white printer; headings bring their own fill. */
export const TABLE_THEME = 'TableStyleLight1';

export const HEADING_HEIGHT = 22;

function solid(argb: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb } };
}

/** Characters beyond Latin take two columns' worth of width. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((width, character) => width + (character > '\u2e7f' ? 2 : 1), 0);
}

/** A line of the base font, and the room above and below a paragraph, in points. */
const LINE_HEIGHT = 16.5;
const PADDING = 5.5;
/** Excel knows no higher row. */
const HIGHEST_ROW = 409;

/**
 * The height of a row with wrapped text, on the generous side. Spreadsheet programs fit rows to their text when somebody types;
 * not all of them do when they open a file, so the file says how high its rows are.
 */
export function wrappedHeight(cells: readonly { readonly text: string; readonly width: number }[]): number {
  const lines = cells.map(({ text, width }) =>
    text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / (width - WRAP_SLACK))), 0),
  );
  return Math.min(HIGHEST_ROW, Math.max(1, ...lines) * LINE_HEIGHT + PADDING);
}

/** What a line loses to the cell's margins and to words that don't break. */
const WRAP_SLACK = 1.5;

/** Room for a heading in bold beside its filter button. */
const FILTER_BUTTON = 4;

/** The policy's column width, or more where the heading would not fit beside its filter button. */
export function columnWidth(width: number, heading: string): number {
  return Math.max(width, textWidth(heading) + FILTER_BUTTON);
}
