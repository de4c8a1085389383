/** Formulas whose answers fill the cells beside them. */
import { contains } from '../a1';
import { type CellPlace } from '../grid-model';
import { type Workspace } from './workspace';

/** The cell whose formula filled this one. */
export function spillParent(space: Workspace, { sheet, row, column }: CellPlace): CellPlace | undefined {
  for (const { parent, area } of space.spillAreas(sheet)) if (contains(area, row, column)) return parent;
  return undefined;
}
