import type { CellRef } from '../../ledger/finding';
import type { GroupKey } from '../figures/counted-groups';
import type { Destination } from '../pane-context';

/** What is being traced. */
export type Subject =
  /** Whatever is selected in the sheet, which is not known yet. */
  | { readonly kind: 'selection' }
  | { readonly kind: 'answer'; readonly id: string; readonly year: number }
  | { readonly kind: 'rows'; readonly group: GroupKey; readonly year: number }
  /** A cell with its formula, «» where it has none. */
  | { readonly kind: 'cell'; readonly place: CellRef; readonly formula: string };

/** What a link to this screen asks for; a cell's formula is still to be read. */
export function subjectOf(destination: Destination): Subject {
  if (destination.view !== 'trace') return { kind: 'selection' };
  const { answer, rows } = destination;
  if (answer) return { kind: 'answer', ...answer };
  if (rows) {
    const { ruleTable, by, id, year } = rows;
    return { kind: 'rows', group: { ruleTable, by, id }, year };
  }
  return { kind: 'selection' };
}

export function sameCell(a: CellRef | undefined, b: CellRef): boolean {
  return a !== undefined && a.sheet === b.sheet && a.cell === b.cell;
}
