import type { Fill } from '../../workbook/port';
import { colorNumber, colorText } from './cell-values';
import type { WpsInterior } from './wps-api';

/** XlPattern, by the names that Excel's own add-ins give them: a workbook marked in one may be unmarked in the other. */
const PATTERNS: ReadonlyMap<unknown, string> = new Map([
  [9, 'Checker'],
  [16, 'CrissCross'],
  [-4121, 'Down'],
  [17, 'Gray16'],
  [-4124, 'Gray25'],
  [-4125, 'Gray50'],
  [-4126, 'Gray75'],
  [18, 'Gray8'],
  [15, 'Grid'],
  [-4128, 'Horizontal'],
  [13, 'LightDown'],
  [11, 'LightHorizontal'],
  [14, 'LightUp'],
  [12, 'LightVertical'],
  [10, 'SemiGray75'],
  [-4162, 'Up'],
  [-4166, 'Vertical'],
  [4000, 'LinearGradient'],
  [4001, 'RectangularGradient'],
]);
const NO_FILL = -4142;
const SOLID = 1;

/** How a cell is filled. One without a fill tells white as its colour; its pattern tells. */
export function fillOf({ Pattern: told, Color: color }: WpsInterior): Fill {
  if (told === NO_FILL) return undefined;
  const pattern = PATTERNS.get(told);
  return { color: colorText(color), ...(pattern !== undefined && { pattern }) };
}

/** Fills a cell. A pattern that it has stays: only its ground is coloured. */
export function setFill(interior: WpsInterior, fill: Fill): void {
  if (!fill) {
    interior.Pattern = NO_FILL;
    return;
  }
  const pattern = [...PATTERNS].find(([, name]) => name === fill.pattern)?.[0] ?? SOLID;
  interior.Color = colorNumber(fill.color);
  // A colour may bring a solid fill with it.
  if (interior.Pattern !== pattern) interior.Pattern = pattern;
}
