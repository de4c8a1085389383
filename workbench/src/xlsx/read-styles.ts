/** xl/styles.xml: how cells look, by the number that a cell bears. */
import { DEFAULT_FORMAT, type HorizontalAlignment, type VerticalAlignment } from '../grid/grid-model';
import { type Border, type BorderStyle, type ConditionalImage, type FormatImage } from '../grid/workbook-image';
import { BUILT_IN_FORMATS, isDateFormat } from './number-formats';
import { Colors, colorOf, digitWidth, numberIn } from './units';
import { child, children, isOn, numberOf, type XmlElement } from './xml';

export const HORIZONTAL: Readonly<Record<string, HorizontalAlignment>> = {
  left: 'Left',
  center: 'Center',
  right: 'Right',
  fill: 'Fill',
  justify: 'Justify',
  centerContinuous: 'CenterAcrossSelection',
  distributed: 'Distributed',
};

export const VERTICAL: Readonly<Record<string, VerticalAlignment>> = {
  top: 'Top',
  center: 'Center',
  justify: 'Justify',
  distributed: 'Distributed',
};

export const BORDER_STYLES: readonly BorderStyle[] = [
  'thin',
  'hair',
  'dotted',
  'dashed',
  'dashDot',
  'dashDotDot',
  'double',
  'medium',
  'mediumDashed',
  'mediumDashDot',
  'mediumDashDotDot',
  'slantDashDot',
  'thick',
];

export type ConditionalFormat = ConditionalImage['format'];

export interface CellStyle {
  /** What differs from `DEFAULT_FORMAT`; nothing at all for a style that does not. */
  readonly format: FormatImage | undefined;
  readonly isDate: boolean;
  /** Whether it has something that a `FormatImage` cannot say: turned text, patterns, gradients … */
  readonly hasMore: boolean;
}

/** What a conditional format shows that no grid draws. */
export interface ConditionalDetail {
  readonly numberFormat?: string;
  readonly borders?: NonNullable<FormatImage['borders']>;
}

export interface ReadStyles {
  readonly cells: readonly CellStyle[];
  readonly conditionals: readonly {
    readonly format: ConditionalFormat;
    readonly detail?: ConditionalDetail;
    /** Whether there is something that neither of them says. */
    readonly hasMore: boolean;
  }[];
  readonly colors: Colors;
  /** Of the workbook's default font. */
  readonly digitWidth: number;
}

/** Only what is there and not as usual. */
function differing(format: FormatImage): FormatImage | undefined {
  const usual: Readonly<Record<string, unknown>> = { ...DEFAULT_FORMAT };
  const entries = Object.entries(format).filter(([name, value]) => value !== undefined && usual[name] !== value);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const value = (element: XmlElement | undefined, name: string): string | undefined =>
  child(element, name)?.attributes['val'];

const flag = (element: XmlElement | undefined, name: string): boolean =>
  child(element, name) !== undefined && isOn(value(element, name), true);

interface Part<T> {
  readonly format: T;
  readonly hasMore: boolean;
}

function readFont(font: XmlElement | undefined, colors: Colors): Part<FormatImage> {
  const underline = child(font, 'u') && (value(font, 'u') ?? 'single');
  const size = numberOf(value(font, 'sz'));
  const name = value(font, 'name');
  const color = colorOf(colors, font, 'color');
  const script = value(font, 'vertAlign');
  return {
    format: {
      ...(name !== undefined && { fontName: name }),
      ...(size !== undefined && { fontSize: size }),
      ...(color !== undefined && { fontColor: color }),
      bold: flag(font, 'b'),
      italic: flag(font, 'i'),
      strikethrough: flag(font, 'strike'),
      underline: underline !== undefined && underline !== 'none',
    },
    hasMore: (script !== undefined && script !== 'baseline') || underline?.startsWith('double') === true,
  };
}

function readFill(fill: XmlElement | undefined, colors: Colors, isDifference: boolean): Part<FormatImage> {
  if (child(fill, 'gradientFill')) return { format: {}, hasMore: true };
  const pattern = child(fill, 'patternFill');
  const type = pattern?.attributes['patternType'] ?? (isDifference && pattern ? 'solid' : 'none');
  if (type === 'none') return { format: {}, hasMore: false };
  // A conditional format's fill is its background, a cell's solid fill its foreground.
  const color = isDifference
    ? (colorOf(colors, pattern, 'bgColor') ?? colorOf(colors, pattern, 'fgColor'))
    : colorOf(colors, pattern, 'fgColor');
  if (type !== 'solid') return { format: {}, hasMore: true };
  return { format: color === undefined ? {} : { fillColor: color }, hasMore: false };
}

function readBorder(border: XmlElement | undefined, colors: Colors): Part<NonNullable<FormatImage['borders']>> {
  const side = (...names: readonly string[]): Border | undefined => {
    const element = names.map((name) => child(border, name)).find((one) => one !== undefined);
    const style = BORDER_STYLES.find((known) => known === element?.attributes['style']);
    return style && { style, color: colorOf(colors, element, 'color') ?? '#000000' };
  };
  const sides = {
    top: side('top'),
    right: side('right', 'end'),
    bottom: side('bottom'),
    left: side('left', 'start'),
  };
  const format = Object.fromEntries(Object.entries(sides).filter(([, one]) => one !== undefined));
  const diagonal = child(border, 'diagonal')?.attributes['style'];
  return { format, hasMore: diagonal !== undefined && diagonal !== 'none' };
}

export function readStyles(styles: XmlElement | undefined, theme: XmlElement | undefined): ReadStyles {
  const colors = new Colors(theme, styles);
  const list = (name: string): XmlElement[] => child(styles, name)?.children ?? [];
  const codes = new Map(BUILT_IN_FORMATS);
  for (const { attributes } of list('numFmts')) {
    const id = numberOf(attributes['numFmtId']);
    if (id !== undefined) codes.set(id, attributes['formatCode'] ?? 'General');
  }
  const fonts = list('fonts').map((font) => readFont(font, colors));
  const fills = list('fills').map((fill) => readFill(fill, colors, false));
  const borders = list('borders').map((border) => readBorder(border, colors));

  const readCell = (xf: XmlElement): CellStyle => {
    const font = fonts[numberIn(xf, 'fontId') ?? 0];
    const fill = fills[numberIn(xf, 'fillId') ?? 0];
    const border = borders[numberIn(xf, 'borderId') ?? 0];
    const numberFormat = codes.get(numberIn(xf, 'numFmtId') ?? 0) ?? 'General';
    const alignment = child(xf, 'alignment');
    const protection = child(xf, 'protection');
    const indent = numberIn(alignment, 'indent') ?? 0;
    const hasBorders = Object.keys(border?.format ?? {}).length > 0;
    const format = differing({
      ...font?.format,
      ...fill?.format,
      numberFormat,
      horizontalAlignment: HORIZONTAL[alignment?.attributes['horizontal'] ?? ''] ?? 'General',
      verticalAlignment: VERTICAL[alignment?.attributes['vertical'] ?? ''] ?? 'Bottom',
      wrapText: isOn(alignment?.attributes['wrapText']),
      locked: isOn(protection?.attributes['locked'], true),
      ...(indent > 0 && { indent }),
      ...(hasBorders && border && { borders: border.format }),
    });
    const isTurned = (numberIn(alignment, 'textRotation') ?? 0) !== 0 || isOn(alignment?.attributes['shrinkToFit']);
    const isHidden = isOn(protection?.attributes['hidden']);
    const hasMore = [font, fill, border].some((part) => part?.hasMore === true) || isTurned || isHidden;
    return { format, isDate: isDateFormat(numberFormat), hasMore };
  };

  const conditionals = children(child(styles, 'dxfs'), 'dxf').map((dxf) => {
    const own = child(dxf, 'font');
    const font = readFont(own, colors);
    const fill = readFill(child(dxf, 'fill'), colors, true);
    const { fontColor, bold, italic, underline, strikethrough } = font.format;
    const format = {
      ...(fill.format.fillColor !== undefined && { fillColor: fill.format.fillColor }),
      ...(fontColor !== undefined && { fontColor }),
      ...(child(own, 'b') && bold !== undefined && { bold }),
      ...(child(own, 'i') && italic !== undefined && { italic }),
      ...(child(own, 'u') && underline !== undefined && { underline }),
      ...(child(own, 'strike') && strikethrough !== undefined && { strikethrough }),
    };
    const border = readBorder(child(dxf, 'border'), colors);
    const code = child(dxf, 'numFmt')?.attributes['formatCode'];
    const detail = {
      ...(code !== undefined && { numberFormat: code }),
      ...(Object.keys(border.format).length > 0 && { borders: border.format }),
    };
    const hasMore = font.hasMore || fill.hasMore || border.hasMore;
    return { format, hasMore, ...(Object.keys(detail).length > 0 && { detail }) };
  });

  const cells = list('cellXfs').map(readCell);
  const fontSize = fonts[0]?.format.fontSize ?? DEFAULT_FORMAT.fontSize;
  return { cells, conditionals, colors, digitWidth: digitWidth(fontSize) };
}
