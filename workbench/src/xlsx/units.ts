/** Excel's own units: column widths in characters, and colours by theme, index or value. */
import { attributesText, child, isOn, local, numberOf, type Attributes, type XmlElement } from './xml';

const PIXELS_PER_POINT = 4 / 3;
/** Between a column's border and its text, both sides together. */
const PADDING = 5;

/** The width in pixels of the widest digit of the workbook's font: what column widths are counted in. */
export function digitWidth(fontSize: number): number {
  return Math.max(1, Math.round((fontSize * PIXELS_PER_POINT) / 2));
}

/** A width in characters, as it stands in a file, in points. */
export function widthToPoints(characters: number, digit: number): number {
  const pixels = Math.trunc(((256 * characters + Math.trunc(128 / digit)) / 256) * digit);
  return pixels / PIXELS_PER_POINT;
}

export function pointsToWidth(points: number, digit: number): number {
  return Math.round((points * PIXELS_PER_POINT * 256) / digit) / 256;
}

/** What a column is wide where a sheet says nothing else. */
export function defaultWidth(baseCharacters: number, digit: number): number {
  const pixels = Math.ceil((baseCharacters * digit + PADDING) / 8) * 8;
  return pixels / PIXELS_PER_POINT;
}

/** The palette of `indexed` colours; the first eight are repeated. */
const PALETTE =
  `000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF
  993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF
  CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300
  333300 993300 993366 333399 333333`.split(/\s+/);

/** The colours of Office's own theme, in the order of a spreadsheet's `theme` numbers. */
const OFFICE_THEME = 'FFFFFF 000000 E7E6E6 44546A 5B9BD5 ED7D31 A5A5A5 FFC000 4472C4 70AD47 0563C1 954F72'.split(' ');

/** A theme's own order has each dark colour before its light one. */
const THEME_ORDER = ['lt1', 'dk1', 'lt2', 'dk2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6'];

export class Colors {
  private readonly theme: readonly string[];
  private readonly palette: readonly string[];

  constructor(theme: XmlElement | undefined, styles: XmlElement | undefined) {
    const scheme = child(child(theme, 'themeElements'), 'clrScheme');
    this.theme = [...THEME_ORDER, 'hlink', 'folHlink'].map((name, index) => {
      const [color] = child(scheme, name)?.children ?? [];
      const own = color && (color.name === 'sysClr' ? color.attributes['lastClr'] : color.attributes['val']);
      return own !== undefined && /^[0-9A-Fa-f]{6}$/.test(own) ? own : (OFFICE_THEME[index] ?? '000000');
    });
    const own = child(child(styles, 'colors'), 'indexedColors')?.children.map(({ attributes }) =>
      (attributes['rgb'] ?? 'FF000000').slice(-6),
    );
    this.palette = own ?? [...PALETTE.slice(0, 8), ...PALETTE];
  }

  /** `#RRGGBB`; `undefined` for «automatic» and for what is no colour. */
  read(attributes: Attributes | undefined): string | undefined {
    if (!attributes) return undefined;
    const base = this.base(attributes);
    if (base === undefined || !/^[0-9A-Fa-f]{6}$/.test(base)) return undefined;
    return `#${tinted(base, numberOf(attributes['tint']) ?? 0).toUpperCase()}`;
  }

  private base(attributes: Attributes): string | undefined {
    const { rgb, theme, indexed, auto } = attributes;
    if (isOn(auto)) return undefined;
    if (rgb !== undefined) return rgb.slice(-6);
    if (theme !== undefined) return this.theme[Number(theme)];
    return indexed === undefined ? undefined : this.palette[Number(indexed)];
  }
}

/** Lighter (up to 1) or darker (down to -1), by the luminance of HSL, as ECMA-376 18.8.19 has it. */
function tinted(hex: string, tint: number): string {
  if (tint === 0) return hex;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const light = (high + low) / 2;
  const spread = high - low;
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * light - 1));
  let hue = 0;
  if (spread > 0) {
    if (high === red) hue = ((green - blue) / spread + 6) % 6;
    else hue = high === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  }
  const wanted = tint < 0 ? light * (1 + tint) : light * (1 - tint) + tint;
  const chroma = (1 - Math.abs(2 * wanted - 1)) * saturation;
  return [0, 8, 4]
    .map((offset) => {
      const place = (offset + hue * 2) % 12;
      const part = wanted - (chroma / 2) * Math.max(-1, Math.min(place - 3, 9 - place, 1));
      return Math.round(part * 255)
        .toString(16)
        .padStart(2, '0');
    })
    .join('');
}

/** A colour element as it is written: `<color rgb="FF112233"/>`. */
export function colorElement(name: string, color: string): string {
  return `<${name}${attributesText({ rgb: `FF${color.slice(1).toUpperCase()}` })}/>`;
}

/** The colour that a child element of this name gives. */
export function colorOf(colors: Colors, element: XmlElement | undefined, name: string): string | undefined {
  return colors.read(child(element, name)?.attributes);
}

/** An attribute whatever its prefix, as a number. */
export function numberIn(element: XmlElement | undefined, name: string): number | undefined {
  return element && numberOf(local(element.attributes, name));
}
