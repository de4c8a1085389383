/** How cells look: our formats as Univer's styles and back. */
import {
  BooleanNumber,
  STYLE_KEYS,
  BorderStyleTypes,
  HorizontalAlign,
  VerticalAlign,
  WrapStrategy,
  type IBorderStyleData,
  type IStyleData,
  type Nullable,
} from '@univerjs/core';
import { DEFAULT_FORMAT, type CellFormat, type HorizontalAlignment, type VerticalAlignment } from '../grid-model';
import { type Border, type BorderStyle, type FormatImage } from '../workbook-image';

/** What Univer has no word for; kept beside the cell, in its `custom` field. */
export interface FormatRemainder {
  readonly horizontalAlignment?: HorizontalAlignment;
  readonly verticalAlignment?: VerticalAlignment;
  readonly locked?: false;
  readonly indent?: number;
}

const HORIZONTAL: Readonly<Record<HorizontalAlignment, HorizontalAlign>> = {
  General: HorizontalAlign.UNSPECIFIED,
  Left: HorizontalAlign.LEFT,
  Center: HorizontalAlign.CENTER,
  Right: HorizontalAlign.RIGHT,
  Fill: HorizontalAlign.LEFT,
  Justify: HorizontalAlign.JUSTIFIED,
  CenterAcrossSelection: HorizontalAlign.CENTER,
  Distributed: HorizontalAlign.DISTRIBUTED,
};
const VERTICAL: Readonly<Record<VerticalAlignment, VerticalAlign>> = {
  Top: VerticalAlign.TOP,
  Center: VerticalAlign.MIDDLE,
  Bottom: VerticalAlign.BOTTOM,
  Justify: VerticalAlign.TOP,
  Distributed: VerticalAlign.MIDDLE,
};
const BORDER: Readonly<Record<BorderStyle, BorderStyleTypes>> = {
  thin: BorderStyleTypes.THIN,
  hair: BorderStyleTypes.HAIR,
  dotted: BorderStyleTypes.DOTTED,
  dashed: BorderStyleTypes.DASHED,
  dashDot: BorderStyleTypes.DASH_DOT,
  dashDotDot: BorderStyleTypes.DASH_DOT_DOT,
  double: BorderStyleTypes.DOUBLE,
  medium: BorderStyleTypes.MEDIUM,
  mediumDashed: BorderStyleTypes.MEDIUM_DASHED,
  mediumDashDot: BorderStyleTypes.MEDIUM_DASH_DOT,
  mediumDashDotDot: BorderStyleTypes.MEDIUM_DASH_DOT_DOT,
  slantDashDot: BorderStyleTypes.SLANT_DASH_DOT,
  thick: BorderStyleTypes.THICK,
};

function keyOf<Key extends string, Value>(table: Readonly<Record<Key, Value>>, value: Value): Key | undefined {
  return (Object.keys(table) as Key[]).find((key) => table[key] === value);
}

const flag = (on: boolean): BooleanNumber => (on ? BooleanNumber.TRUE : BooleanNumber.FALSE);

/** The workbook's default, of which cells without a format partake. */
export const DEFAULT_STYLE: IStyleData = {
  ff: DEFAULT_FORMAT.fontName,
  fs: DEFAULT_FORMAT.fontSize,
  vt: VerticalAlign.BOTTOM,
};

/** The part of a style that a change of format changes; `null` takes a property back to the default. */
export function styleOf(format: Partial<CellFormat> & Pick<FormatImage, 'borders'>): IStyleData {
  const style: IStyleData = {};
  const { numberFormat, fillColor, fontColor, horizontalAlignment, verticalAlignment } = format;
  if (numberFormat !== undefined) style.n = numberFormat === 'General' ? null : { pattern: numberFormat };
  if (fillColor !== undefined) style.bg = fillColor === null ? null : { rgb: fillColor };
  if (format.fontName !== undefined) style.ff = format.fontName;
  if (format.fontSize !== undefined) style.fs = format.fontSize;
  if (fontColor !== undefined) style.cl = { rgb: fontColor };
  if (format.bold !== undefined) style.bl = flag(format.bold);
  if (format.italic !== undefined) style.it = flag(format.italic);
  if (format.underline !== undefined) style.ul = { s: flag(format.underline) };
  if (format.strikethrough !== undefined) style.st = { s: flag(format.strikethrough) };
  if (horizontalAlignment !== undefined) style.ht = HORIZONTAL[horizontalAlignment];
  if (verticalAlignment !== undefined) style.vt = VERTICAL[verticalAlignment];
  if (format.wrapText !== undefined) style.tb = format.wrapText ? WrapStrategy.WRAP : WrapStrategy.UNSPECIFIED;
  if (format.borders !== undefined) {
    const { top, right, bottom, left } = format.borders;
    style.bd = {
      ...(top && { t: borderOf(top) }),
      ...(right && { r: borderOf(right) }),
      ...(bottom && { b: borderOf(bottom) }),
      ...(left && { l: borderOf(left) }),
    };
  }
  return style;
}

function borderOf({ style, color }: Border): IBorderStyleData {
  return { s: BORDER[style], cl: { rgb: color } };
}

/** What remains to be kept beside the cell when its format becomes this one; `undefined` for nothing. */
export function remainderOf(format: FormatImage): FormatRemainder | undefined {
  const { horizontalAlignment: across, verticalAlignment: upright, locked, indent } = format;
  const remainder: FormatRemainder = {
    ...((across === 'Fill' || across === 'CenterAcrossSelection') && { horizontalAlignment: across }),
    ...((upright === 'Justify' || upright === 'Distributed') && { verticalAlignment: upright }),
    ...(locked === false && { locked }),
    ...(indent !== undefined && indent > 0 && { indent }),
  };
  return Object.keys(remainder).length > 0 ? remainder : undefined;
}

/** The remainder after a change of format. */
export function changeRemainder(
  before: FormatRemainder | undefined,
  change: Partial<CellFormat>,
): FormatRemainder | undefined {
  const kept = {
    ...before,
    ...(change.horizontalAlignment !== undefined && { horizontalAlignment: change.horizontalAlignment }),
    ...(change.verticalAlignment !== undefined && { verticalAlignment: change.verticalAlignment }),
    ...(change.locked !== undefined && { locked: change.locked }),
  };
  return remainderOf(kept);
}

function color(value: Nullable<{ rgb?: Nullable<string> }>): string | undefined {
  const rgb = value?.rgb;
  if (typeof rgb !== 'string' || rgb === '') return undefined;
  return /^#[0-9a-f]{6}$/i.test(rgb) ? rgb.toUpperCase() : (fromRgb(rgb) ?? rgb);
}

/** `rgb(1, 2, 3)`, as Univer's own colour picker writes, as `#010203`. */
function fromRgb(text: string): string | undefined {
  const parts = /^rgba?\((\d+),\s*(\d+),\s*(\d+)/.exec(text)?.slice(1);
  return parts && `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

/** A style as a format with all that differs from the default. */
export function formatOf(style: Nullable<IStyleData>, remainder?: FormatRemainder): FormatImage {
  if (!style && !remainder) return {};
  const format: { -readonly [Key in keyof FormatImage]: FormatImage[Key] } = {};
  if (style) {
    if (style.n?.pattern !== undefined && style.n.pattern !== '') format.numberFormat = style.n.pattern;
    const fill = color(style.bg);
    if (fill !== undefined) format.fillColor = fill;
    const font = color(style.cl);
    if (font !== undefined) format.fontColor = font;
    if (typeof style.ff === 'string') format.fontName = style.ff;
    if (style.fs !== undefined) format.fontSize = style.fs;
    if (style.bl !== undefined) format.bold = style.bl === BooleanNumber.TRUE;
    if (style.it !== undefined) format.italic = style.it === BooleanNumber.TRUE;
    if (style.ul) format.underline = style.ul.s === BooleanNumber.TRUE;
    if (style.st) format.strikethrough = style.st.s === BooleanNumber.TRUE;
    const across = style.ht === undefined || style.ht === null ? undefined : keyOf(HORIZONTAL, style.ht);
    if (across !== undefined) format.horizontalAlignment = across;
    const upright = style.vt === undefined || style.vt === null ? undefined : keyOf(VERTICAL, style.vt);
    if (upright !== undefined) format.verticalAlignment = upright;
    if (style.tb !== undefined && style.tb !== null) format.wrapText = style.tb === WrapStrategy.WRAP;
    const borders = bordersOf(style);
    if (borders) format.borders = borders;
  }
  const whole: FormatImage = { ...format, ...remainder };
  const differing = Object.entries(whole).filter(([name, value]) => value !== DEFAULT_FORMAT[name as keyof CellFormat]);
  return Object.fromEntries(differing);
}

function bordersOf({ bd }: IStyleData): FormatImage['borders'] {
  if (!bd) return undefined;
  const side = (border: Nullable<IBorderStyleData>): Border | undefined => {
    const style = border ? keyOf(BORDER, border.s) : undefined;
    return style && { style, color: color(border?.cl) ?? '#000000' };
  };
  const [top, right, bottom, left] = [side(bd.t), side(bd.r), side(bd.b), side(bd.l)];
  if (!top && !right && !bottom && !left) return undefined;
  return { ...(top && { top }), ...(right && { right }), ...(bottom && { bottom }), ...(left && { left }) };
}

/** A style that leaves nothing of the one it is put over. */
export function wholeStyle(style: Nullable<IStyleData>): IStyleData {
  return { ...Object.fromEntries(STYLE_KEYS.map((key) => [key, null])), ...style };
}
