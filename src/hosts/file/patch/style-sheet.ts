import { isTrue } from '../workbook-part';
import { PlacedText, childOf, childrenOf, type PlacedElement } from './placed-tree';
import { escapedAttribute, withAttribute } from './xml-text';

/** How a cell is to look otherwise than its style says. */
export interface StyleChange {
  /** `#RRGGBB`. */
  readonly fill?: string;
  readonly numberFormat?: string;
}

const ORDER = [
  'numFmts',
  'fonts',
  'fills',
  'borders',
  'cellStyleXfs',
  'cellXfs',
  'cellStyles',
  'dxfs',
  'tableStyles',
  'colors',
  'extLst',
] as const;

/** The first id that is free for a workbook's own number formats. */
const FIRST_OWN_FORMAT = 164;

/**
 * The number formats that have an id and no code in the file, as far as they matter here: «General», text, and those that
 * show a day. 27 to 36 and 50 to 58 are the Chinese, Japanese and Korean dates and times.
 */
const BUILT_IN_FORMATS: ReadonlyMap<number, string> = new Map<number, string>([
  [0, 'General'],
  [14, 'yyyy/m/d'],
  [15, 'd-mmm-yy'],
  [16, 'd-mmm'],
  [17, 'mmm-yy'],
  [22, 'yyyy/m/d h:mm'],
  [49, '@'],
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id): [number, string] => [id, 'yyyy/m/d']),
]);
/** Any format that is none of these and has no code: a number's. */
const SOME_NUMBER_FORMAT = '0';

/** Whatever they say, the first two fills are «none» and a pattern of dots to every program. */
const RESERVED_FILLS = 2;

/** A workbook without styles gets this one, which says what is understood without any. */
export const PLAIN_STYLES = (namespace: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${escapedAttribute(namespace)}">` +
  '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** xl/styles.xml: the cells' styles, by their number, and new ones made from them. Those that are there stay as they are. */
export class StyleSheet {
  private readonly text: PlacedText;
  private readonly formats = new Map<number, string>(BUILT_IN_FORMATS);
  private readonly styles: readonly PlacedElement[];
  private readonly fills: readonly PlacedElement[];
  private readonly newFormats: string[] = [];
  private readonly newFills = new Map<string, number>();
  private readonly newStyles: string[] = [];
  private readonly variants = new Map<string, number>();
  private nextFormat = FIRST_OWN_FORMAT;

  constructor(part: string, original: string) {
    this.text = new PlacedText(part, original, 'styleSheet');
    const { root } = this.text;
    this.styles = childrenOf(childOf(root, 'cellXfs'), 'xf');
    this.fills = childrenOf(childOf(root, 'fills'), 'fill');
    for (const { attributes } of childrenOf(childOf(root, 'numFmts'), 'numFmt')) {
      const id = Number(attributes.get('numFmtId') ?? 0);
      this.formats.set(id, attributes.get('formatCode') ?? '');
      this.nextFormat = Math.max(this.nextFormat, id + 1);
    }
  }

  /** The code of a style's number format. */
  formatOf(style: number): string {
    return this.formats.get(this.formatIdOf(style)) ?? SOME_NUMBER_FORMAT;
  }

  /** The style that looks like another, but for the change: that other, where there is nothing to change. */
  variant(style: number, change: StyleChange): number {
    const fill = change.fill === undefined || this.isFilled(style, change.fill) ? undefined : change.fill.toUpperCase();
    const format =
      change.numberFormat === undefined || change.numberFormat === this.formatOf(style)
        ? undefined
        : change.numberFormat;
    if (fill === undefined && format === undefined) return style;
    const key = `${String(style)} ${fill ?? ''} ${format ?? ''}`;
    const known = this.variants.get(key);
    if (known !== undefined) return known;
    const made = this.styleCount + this.newStyles.length;
    this.newStyles.push(this.changedStyle(style, fill, format));
    this.variants.set(key, made);
    return made;
  }

  /** The part with the new styles; `undefined` where there are none. */
  changed(): string | undefined {
    if (this.newStyles.length === 0) return undefined;
    const { prefix } = this.text;
    this.extend('numFmts', this.newFormats);
    const fill = (pattern: string): string => `<${prefix}fill>${pattern}</${prefix}fill>`;
    const newFills = [...this.newFills.keys()].map((color) =>
      fill(
        `<${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="FF${color.slice(1)}"/>` +
          `<${prefix}bgColor indexed="64"/></${prefix}patternFill>`,
      ),
    );
    const reserved = ['none', 'gray125'].map((type) => fill(`<${prefix}patternFill patternType="${type}"/>`));
    this.extend('fills', newFills.length === 0 ? [] : [...reserved.slice(this.fills.length), ...newFills]);
    this.extend('cellXfs', this.styles.length === 0 ? [this.plainStyle(), ...this.newStyles] : this.newStyles);
    return this.text.changed();
  }

  private extend(list: 'numFmts' | 'fills' | 'cellXfs', added: readonly string[]): void {
    if (added.length === 0) return;
    const element = childOf(this.text.root, list);
    const count = String((element?.children.length ?? 0) + added.length);
    if (element) this.text.append(element, added.join(''), { count });
    else {
      const tag = `${this.text.prefix}${list}`;
      this.text.insertInOrder(list, ORDER, `<${tag} count="${count}">${added.join('')}</${tag}>`);
    }
  }

  private changedStyle(style: number, fill: string | undefined, format: string | undefined): string {
    const base = this.styles[style];
    let tag = base ? this.text.openTagOf(base) : this.plainStyle();
    const rest = base ? this.text.written(base).slice(tag.length) : '';
    if (fill !== undefined) {
      tag = withAttribute(withAttribute(tag, 'fillId', String(this.fillId(fill))), 'applyFill', '1');
    }
    if (format !== undefined) {
      const id = String(this.formatId(format));
      tag = withAttribute(withAttribute(tag, 'numFmtId', id), 'applyNumberFormat', '1');
    }
    return tag + rest;
  }

  private plainStyle(): string {
    return `<${this.text.prefix}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`;
  }

  /** There is always the style 0. */
  private get styleCount(): number {
    return Math.max(this.styles.length, 1);
  }

  private fillId(color: string): number {
    const known = this.newFills.get(color);
    if (known !== undefined) return known;
    const standing = this.fills.findIndex((fill) => isSolid(fill, color));
    if (standing >= 0) return standing;
    const made = Math.max(this.fills.length, RESERVED_FILLS) + this.newFills.size;
    this.newFills.set(color, made);
    return made;
  }

  private formatId(code: string): number {
    for (const [id, known] of this.formats) {
      // Of the built-in ones the code depends on the reader's language; these two do not.
      if (known === code && (id >= FIRST_OWN_FORMAT || code === 'General' || code === '@')) return id;
    }
    const id = this.nextFormat++;
    this.formats.set(id, code);
    const { prefix } = this.text;
    this.newFormats.push(`<${prefix}numFmt numFmtId="${String(id)}" formatCode="${escapedAttribute(code)}"/>`);
    return id;
  }

  private isFilled(style: number, color: string): boolean {
    const base = this.styles[style];
    const fill = this.fills[Number(base?.attributes.get('fillId') ?? 0)];
    const applied = base?.attributes.get('applyFill');
    return fill !== undefined && isSolid(fill, color) && (applied === undefined || isTrue(applied));
  }

  private formatIdOf(style: number): number {
    return Number(this.styles[style]?.attributes.get('numFmtId') ?? 0);
  }
}

function isSolid(fill: PlacedElement, color: string): boolean {
  const pattern = childOf(fill, 'patternFill');
  const rgb = childOf(pattern, 'fgColor')?.attributes.get('rgb')?.toUpperCase();
  return pattern?.attributes.get('patternType') === 'solid' && rgb === `FF${color.slice(1).toUpperCase()}`;
}
