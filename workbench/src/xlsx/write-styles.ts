/** Gathers the looks of cells while sheets are written, and writes xl/styles.xml of them. */
import { DEFAULT_FORMAT } from '../grid/grid-model';
import { type Border, type ConditionalImage, type FormatImage } from '../grid/workbook-image';
import { FIRST_OWN_FORMAT, NUMBERED_FORMATS } from './number-formats';
import { HORIZONTAL, VERTICAL, type ConditionalDetail } from './read-styles';
import { colorElement } from './units';
import { attributesText, XML_HEAD } from './xml';

/** Texts in the order of their first use; equal ones share a number. */
class Pool {
  private readonly numbers = new Map<string, number>();

  constructor(first: readonly string[]) {
    for (const text of first) this.number(text);
  }

  number(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  element(name: string): string {
    return `<${name}${attributesText({ count: this.numbers.size })}>${[...this.numbers.keys()].join('')}</${name}>`;
  }

  get isEmpty(): boolean {
    return this.numbers.size === 0;
  }
}

const nameOf = <T>(names: Readonly<Record<string, T>>, wanted: T): string | undefined =>
  Object.entries(names).find(([, value]) => value === wanted)?.[0];

function fontElement(format: FormatImage): string {
  const { fontName, fontSize, fontColor, bold, italic, underline, strikethrough } = { ...DEFAULT_FORMAT, ...format };
  const marks = [bold && '<b/>', italic && '<i/>', strikethrough && '<strike/>', underline && '<u/>'];
  const color = colorElement('color', fontColor);
  const size = `<sz${attributesText({ val: fontSize })}/>`;
  return `<font>${marks.filter((mark) => mark !== false).join('')}${size}${color}<name${attributesText({ val: fontName })}/></font>`;
}

const NO_FILL = '<fill><patternFill patternType="none"/></fill>';
/** Excel takes the second fill for this one, whatever it says. */
const GRAY_FILL = '<fill><patternFill patternType="gray125"/></fill>';

function fillElement({ fillColor }: FormatImage): string {
  if (fillColor === undefined || fillColor === null) return NO_FILL;
  return `<fill><patternFill patternType="solid">${colorElement('fgColor', fillColor)}</patternFill></fill>`;
}

const sideElement = (name: string, border: Border | undefined): string =>
  border
    ? `<${name}${attributesText({ style: border.style })}>${colorElement('color', border.color)}</${name}>`
    : `<${name}/>`;

const SIDES = ['left', 'right', 'top', 'bottom'] as const;

function borderElement({ borders = {} }: FormatImage): string {
  return `<border>${SIDES.map((name) => sideElement(name, borders[name])).join('')}<diagonal/></border>`;
}

/** Of a conditional format: sides it says nothing of stay as they are. */
function differingBorder(borders: NonNullable<FormatImage['borders']>): string {
  return `<border>${SIDES.map((name) => (borders[name] ? sideElement(name, borders[name]) : '')).join('')}</border>`;
}

function alignmentElement(format: FormatImage): string {
  const { horizontalAlignment = 'General', verticalAlignment = 'Bottom', wrapText = false, indent = 0 } = format;
  const own = attributesText({
    horizontal: nameOf(HORIZONTAL, horizontalAlignment),
    vertical: nameOf(VERTICAL, verticalAlignment),
    wrapText: wrapText || undefined,
    indent: indent > 0 ? indent : undefined,
  });
  return own === '' ? '' : `<alignment${own}/>`;
}

export class StyleWriter {
  private readonly fonts = new Pool([fontElement({})]);
  private readonly fills = new Pool([NO_FILL, GRAY_FILL]);
  private readonly borders = new Pool([borderElement({})]);
  private readonly cells = new Pool([]);
  private readonly conditionals = new Pool([]);
  private readonly codes = new Map<string, number>();
  private readonly known = new WeakMap<FormatImage, number>();

  constructor() {
    this.style({});
  }

  /** The number that a cell of this look bears; 0 is the default's. */
  style(format: FormatImage): number {
    const known = this.known.get(format);
    if (known !== undefined) return known;
    const alignment = alignmentElement(format);
    const protection = format.locked === false ? '<protection locked="0"/>' : '';
    const ids = {
      numFmtId: this.code(format.numberFormat ?? DEFAULT_FORMAT.numberFormat),
      fontId: this.fonts.number(fontElement(format)),
      fillId: this.fills.number(fillElement(format)),
      borderId: this.borders.number(borderElement(format)),
    };
    const own = attributesText({
      ...ids,
      xfId: 0,
      applyNumberFormat: ids.numFmtId > 0 || undefined,
      applyFont: ids.fontId > 0 || undefined,
      applyFill: ids.fillId > 0 || undefined,
      applyBorder: ids.borderId > 0 || undefined,
      applyAlignment: alignment !== '' || undefined,
      applyProtection: protection !== '' || undefined,
    });
    const inner = alignment + protection;
    const number = this.cells.number(inner === '' ? `<xf${own}/>` : `<xf${own}>${inner}</xf>`);
    this.known.set(format, number);
    return number;
  }

  /** The number of a conditional format's look. */
  conditional(
    { fillColor, fontColor, ...marks }: ConditionalImage['format'],
    { numberFormat, borders }: ConditionalDetail = {},
  ): number {
    const mark = (name: string, value: boolean | undefined): string =>
      value === undefined ? '' : `<${name}${value ? '' : ' val="0"'}/>`;
    const font = [
      mark('b', marks.bold),
      mark('i', marks.italic),
      mark('strike', marks.strikethrough),
      marks.underline === undefined ? '' : `<u${marks.underline ? '' : ' val="none"'}/>`,
      fontColor === undefined ? '' : colorElement('color', fontColor),
    ].join('');
    const fill =
      fillColor === undefined || fillColor === null
        ? ''
        : `<fill><patternFill patternType="solid">${colorElement('fgColor', fillColor)}${colorElement('bgColor', fillColor)}</patternFill></fill>`;
    const code =
      numberFormat === undefined
        ? ''
        : `<numFmt${attributesText({ numFmtId: this.code(numberFormat), formatCode: numberFormat })}/>`;
    const border = borders ? differingBorder(borders) : '';
    return this.conditionals.number(`<dxf>${font === '' ? '' : `<font>${font}</font>`}${code}${fill}${border}</dxf>`);
  }

  private code(format: string): number {
    const numbered = NUMBERED_FORMATS.get(format) ?? this.codes.get(format);
    if (numbered !== undefined) return numbered;
    const id = FIRST_OWN_FORMAT + this.codes.size;
    this.codes.set(format, id);
    return id;
  }

  xml(): string {
    const codes = [...this.codes].map(([code, id]) => `<numFmt${attributesText({ numFmtId: id, formatCode: code })}/>`);
    const formats = codes.length === 0 ? '' : `<numFmts count="${codes.length}">${codes.join('')}</numFmts>`;
    const plain = '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>';
    const named = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>';
    const conditionals = this.conditionals.isEmpty ? '<dxfs count="0"/>' : this.conditionals.element('dxfs');
    return `${XML_HEAD}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${formats}${[
      this.fonts.element('fonts'),
      this.fills.element('fills'),
      this.borders.element('borders'),
      plain,
      this.cells.element('cellXfs'),
      named,
      conditionals,
    ].join('')}<tableStyles count="0"/></styleSheet>`;
  }
}
