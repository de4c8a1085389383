/** How a range looks: `format`, its fill, font and protection; and `setCellProperties`, which sets them cell by cell. */
import { isWholeColumns, isWholeRows } from '../../grid/a1';
import {
  type Area,
  type CellFormat,
  type CommonFormat,
  type GridModel,
  type HorizontalAlignment,
  type SheetId,
  type VerticalAlignment,
} from '../../grid/grid-model';
import {
  asFlag,
  asNumber,
  asOneOf,
  asRecord,
  asText,
  type Json,
  type OfficeClass,
  type Property,
} from '../office-class';
import { invalidArgument, notImplemented } from '../office-error';
import {
  type FormatProtectionObject,
  type RangeFillObject,
  type RangeFontObject,
  type RangeFormatObject,
} from '../office-objects';

interface Part {
  readonly sheet: SheetId;
  readonly area: Area;
  readonly others?: readonly Area[];
}

const areasOf = ({ area, others = [] }: Part): readonly Area[] => [area, ...others];

const COLOURS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    black: '#000000',
    white: '#FFFFFF',
    red: '#FF0000',
    green: '#008000',
    blue: '#0000FF',
    yellow: '#FFFF00',
    orange: '#FFA500',
    gray: '#808080',
    grey: '#808080',
    purple: '#800080',
    lightblue: '#ADD8E6',
    lightgreen: '#90EE90',
    lightyellow: '#FFFFE0',
    lightgray: '#D3D3D3',
    pink: '#FFC0CB',
  }),
);

/** `#RRGGBB`, `RRGGBB` or a colour's English name. */
export function asColour(value: unknown): string {
  const text = asText(value);
  const hex = /^#?([0-9a-f]{6})$/i.exec(text)?.[1];
  const colour = hex === undefined ? COLOURS.get(text.toLowerCase()) : `#${hex.toUpperCase()}`;
  if (colour === undefined) throw invalidArgument();
  return colour;
}

const HORIZONTAL: readonly HorizontalAlignment[] = [
  'General',
  'Left',
  'Center',
  'Right',
  'Fill',
  'Justify',
  'CenterAcrossSelection',
  'Distributed',
];
const VERTICAL: readonly VerticalAlignment[] = ['Top', 'Center', 'Bottom', 'Justify', 'Distributed'];

/** A property of the cells' format; `null` where they differ. */
function format<Key extends keyof CellFormat>(
  key: Key,
  parse: (value: unknown) => CellFormat[Key],
  show: (value: CellFormat[Key]) => Json = (value) => value,
): Property<Part> {
  return {
    get: (part, { grid }) => {
      const looks = areasOf(part).map((area): CommonFormat => grid.readFormat(part.sheet, area));
      const [first] = looks;
      const isCommon = first !== undefined && looks.every((look) => key in look && look[key] === first[key]);
      return isCommon ? show(first[key] as CellFormat[Key]) : null;
    },
    set: (part, value, { grid }) => {
      const change: Partial<CellFormat> = { [key]: parse(value) };
      for (const area of areasOf(part)) grid.writeFormat(part.sheet, area, change);
    },
  };
}

/** The same in all rows or columns of the range, else `null`. A long range is judged by its first ones. */
function same(count: number, read: (at: number) => number): number | null {
  const seen = Array.from({ length: Math.min(count, 1000) }, (_x, at) => read(at));
  const [first = 0] = seen;
  return seen.every((one) => one === first) ? first : null;
}

export const rangeFormatClass: OfficeClass<RangeFormatObject> = {
  properties: {
    HorizontalAlignment: format('horizontalAlignment', (value) => asOneOf(value, HORIZONTAL)),
    VerticalAlignment: format('verticalAlignment', (value) => asOneOf(value, VERTICAL)),
    WrapText: format('wrapText', asFlag),
    ColumnWidth: {
      get: ({ sheet, area }, { grid }) =>
        isWholeRows(area)
          ? same(1, () => grid.columnWidth(sheet, 0))
          : same(area.columnCount, (at) => grid.columnWidth(sheet, area.column + at)),
      set: ({ sheet, area }, value, { grid }) =>
        grid.setColumnWidth(sheet, area.column, area.columnCount, asNumber(value)),
    },
    RowHeight: {
      get: ({ sheet, area }, { grid }) =>
        isWholeColumns(area)
          ? same(1, () => grid.rowHeight(sheet, 0))
          : same(area.rowCount, (at) => grid.rowHeight(sheet, area.row + at)),
      set: ({ sheet, area }, value, { grid }) => grid.setRowHeight(sheet, area.row, area.rowCount, asNumber(value)),
    },
  },
  links: {
    Fill: (format) => ({ ...format, type: 'RangeFill' }),
    Font: (format) => ({ ...format, type: 'RangeFont' }),
    Protection: (format) => ({ ...format, type: 'FormatProtection' }),
  },
  methods: {
    AutofitColumns: ({ sheet, area }, _args, { grid }) => grid.autoFitColumns(sheet, area.column, area.columnCount),
    AutofitRows: ({ sheet, area }, _args, { grid }) => grid.autoFitRows(sheet, area.row, area.rowCount),
  },
};

/** The grid fills cells evenly or not at all; a pattern that is set without a colour is white, as in Excel. */
function readPattern(value: unknown): string | null {
  const pattern = asText(value);
  if (pattern === 'None') return null;
  if (pattern === 'Solid') return '#FFFFFF';
  throw notImplemented(`RangeFill.pattern ${pattern}`);
}

export const rangeFillClass: OfficeClass<RangeFillObject> = {
  properties: {
    // Excel says white where there is no fill.
    Color: format('fillColor', asColour, (colour) => colour ?? '#FFFFFF'),
    Pattern: format('fillColor', readPattern, (colour) => (colour === null ? 'None' : 'Solid')),
  },
  methods: {
    Clear: (fill, _args, { grid }) => {
      for (const area of areasOf(fill)) grid.writeFormat(fill.sheet, area, { fillColor: null });
    },
  },
};

export const rangeFontClass: OfficeClass<RangeFontObject> = {
  properties: {
    Name: format('fontName', asText),
    Size: format('fontSize', asNumber),
    Color: format('fontColor', asColour),
    Bold: format('bold', asFlag),
    Italic: format('italic', asFlag),
    Strikethrough: format('strikethrough', asFlag),
    Underline: format(
      'underline',
      (value) => asText(value) !== 'None',
      (underline) => (underline ? 'Single' : 'None'),
    ),
  },
};

export const formatProtectionClass: OfficeClass<FormatProtectionObject> = {
  properties: { Locked: format('locked', asFlag) },
};

/** `{ format: { fill: { color }, font: { bold … }, horizontalAlignment … } }` for one cell. */
export function writeCellProperties(
  grid: GridModel,
  sheet: SheetId,
  area: Area,
  properties: Readonly<Record<string, unknown>>,
): void {
  const given = properties['format'];
  if (given === undefined || given === null) return;
  const look = asRecord(given);
  const part = (name: string): Readonly<Record<string, unknown>> =>
    look[name] === undefined || look[name] === null ? {} : asRecord(look[name]);
  const [fill, font] = [part('fill'), part('font')];
  grid.writeFormat(sheet, area, {
    ...(fill['color'] !== undefined && { fillColor: asColour(fill['color']) }),
    ...(font['color'] !== undefined && { fontColor: asColour(font['color']) }),
    ...(font['bold'] !== undefined && { bold: asFlag(font['bold']) }),
    ...(font['italic'] !== undefined && { italic: asFlag(font['italic']) }),
    ...(font['size'] !== undefined && { fontSize: asNumber(font['size']) }),
    ...(font['name'] !== undefined && { fontName: asText(font['name']) }),
    ...(look['horizontalAlignment'] !== undefined && {
      horizontalAlignment: asOneOf(look['horizontalAlignment'], HORIZONTAL),
    }),
    ...(look['verticalAlignment'] !== undefined && {
      verticalAlignment: asOneOf(look['verticalAlignment'], VERTICAL),
    }),
    ...(look['wrapText'] !== undefined && { wrapText: asFlag(look['wrapText']) }),
  });
}
