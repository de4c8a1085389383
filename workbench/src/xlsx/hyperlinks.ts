/** Hyperlinks of a sheet: data of the file, which the grid neither shows nor follows. */
import { formatArea, moveArea, parseArea } from '../grid/a1';
import { type Area, type CellsChanged } from '../grid/grid-model';
import { type Relationship } from './package';
import { attributesText, children, decodeText, local, type XmlElement } from './xml';

export interface Hyperlink {
  readonly area: Area;
  /** An address outside of the workbook. */
  readonly target?: string;
  /** A place in the workbook, or in what `target` names. */
  readonly location?: string;
  readonly tooltip?: string;
  readonly display?: string;
}

const TEXTS = ['location', 'tooltip', 'display'] as const;

/** The links that lead somewhere, and how many do not. */
export function readHyperlinks(
  list: XmlElement | undefined,
  relations: readonly Relationship[],
): { readonly links: readonly Hyperlink[]; readonly lost: number } {
  const all = children(list, 'hyperlink');
  const links = all.flatMap(({ attributes }): Hyperlink[] => {
    const area = parseArea(attributes['ref'] ?? '');
    const id = local(attributes, 'id');
    const target = id === undefined ? undefined : relations.find((one) => one.id === id)?.target;
    const texts = TEXTS.flatMap((name) => {
      const text = attributes[name];
      return text === undefined ? [] : [[name, decodeText(text)] as const];
    });
    if (!area || (target === undefined && attributes['location'] === undefined)) return [];
    return [{ area, ...(target !== undefined && { target }), ...Object.fromEntries(texts) }];
  });
  return { links, lost: all.length - links.length };
}

/** `relate` notes an address outside of the file and gives the relationship's id. */
export function hyperlinksElement(links: readonly Hyperlink[], relate: (target: string) => string): string {
  const written = links.map(({ area, target, location, tooltip, display }) => {
    const id = target === undefined ? undefined : relate(target);
    return `<hyperlink${attributesText({ ref: formatArea(area), 'r:id': id, location, tooltip, display })}/>`;
  });
  return written.length === 0 ? '' : `<hyperlinks>${written.join('')}</hyperlinks>`;
}

export type CellsMoved = Pick<CellsChanged, 'kind' | 'area' | 'shift'>;

const within = (start: number, count: number, areaStart: number, areaCount: number): boolean =>
  start >= areaStart && start + count <= areaStart + areaCount;

/** Where a link is after rows, columns or cells were put in or taken out; none if its cells were taken out. */
export function moveHyperlink(link: Hyperlink, { kind, area: change, shift }: CellsMoved): Hyperlink | undefined {
  if (kind === 'rangeEdited') return link;
  const isDown = kind.startsWith('row') || shift === 'down' || shift === 'up';
  const { area } = link;
  // Cells beside those that move stay where they are.
  const moves = isDown
    ? within(area.column, area.columnCount, change.column, change.columnCount)
    : within(area.row, area.rowCount, change.row, change.rowCount);
  if (!moves) return link;
  const count = isDown ? change.rowCount : change.columnCount;
  const sign = kind.endsWith('Inserted') ? 1 : -1;
  const moved = moveArea(area, isDown ? 'row' : 'column', isDown ? change.row : change.column, sign * count);
  return moved && { ...link, area: moved };
}
