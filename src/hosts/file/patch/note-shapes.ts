import { LAST_COLUMN, LAST_ROW } from '../../../ledger/a1';
import { textWidth } from '../../../workbook/template-style';
import { corrupt } from '../read-problem';
import type { CellNote } from './note-texts';

const NAMESPACES = [
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
  'xmlns:x="urn:schemas-microsoft-com:office:excel"',
] as const;

/** A drawing for a sheet that has none of the old kind. `number` keeps its shapes apart from those of other sheets. */
export function emptyShapes(number: number): string {
  return (
    `<xml ${NAMESPACES.join(' ')}>` +
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${String(number)}"/></o:shapelayout>${NOTE_SHAPE_TYPE}</xml>`
  );
}

/** What all notes of a drawing have in common. */
const NOTE_SHAPE_TYPE =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">' +
  '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>';

/** Shapes are numbered in blocks of this many for each sheet. */
const IDS_PER_SHEET = 1024;

/**
 * Adds the boxes of notes to a sheet's VML drawing. Excel writes VML that is no well-formed XML (a `<br>` in the text of
 * a button), so that it is not parsed: what is added goes before the last closing tag, which is the root's.
 */
export function withShapes(part: string, original: string, notes: readonly CellNote[]): string {
  if (notes.length === 0) return original;
  const end = original.lastIndexOf('</');
  if (end < 0) throw corrupt('xml-malformed', { part });
  let last = IDS_PER_SHEET * Number(/<o:idmap\b[^>]*\bdata\s*=\s*["']\s*(\d+)/.exec(original)?.[1] ?? 1);
  for (const [, number = '0'] of original.matchAll(/\bid\s*=\s*["']_x0000_s(\d+)["']/g)) {
    last = Math.max(last, Number(number));
  }
  const shapes = notes.map((note, index) => shapeOf(note, last + 1 + index, index));
  if (!/\bid\s*=\s*["']_x0000_t202["']/.test(original)) shapes.unshift(NOTE_SHAPE_TYPE);
  // Another program's drawing may call the namespaces otherwise.
  const isUsual = NAMESPACES.every((namespace) => original.includes(namespace));
  const declared = isUsual ? shapes : shapes.map((shape) => shape.replace(/^<v:\w+/, `$& ${NAMESPACES.join(' ')}`));
  return original.slice(0, end) + declared.join('') + original.slice(end);
}

/** How wide a note is, in columns of the usual width and in Latin letters. */
const WIDTH = 4;
const LETTERS_PER_LINE = 42;
const FEWEST_ROWS = 4;
const MOST_ROWS = 24;

function shapeOf({ row, column, text }: CellNote, id: number, index: number): string {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / LETTERS_PER_LINE)), 0);
  const height = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, lines + 1));
  const left = Math.min(column, LAST_COLUMN - 1 - WIDTH);
  const top = Math.min(Math.max(row - 2, 0), LAST_ROW - 1 - height);
  const anchor = [left, 15, top, 10, left + WIDTH, 15, top + height, 4].join(', ');
  return (
    `<v:shape id="_x0000_s${String(id)}" type="#_x0000_t202" ` +
    `style="position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:220pt;height:${String(height * 15)}pt;z-index:${String(index + 1)};visibility:hidden" ` +
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>' +
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>' +
    `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor>` +
    `<x:AutoFill>False</x:AutoFill><x:Row>${String(row - 1)}</x:Row><x:Column>${String(column - 1)}</x:Column></x:ClientData></v:shape>`
  );
}
