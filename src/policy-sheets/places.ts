import type { CellRef } from '../ledger/finding';
import type { PolicyPlaces } from './policy-sheet';

/** Where the parts of a document stand, filled while they are read. */
export class Places implements PolicyPlaces {
  private readonly cells = new Map<string, CellRef>();

  /** @param anchor the cell for what has no nearer one */
  constructor(private readonly anchor: CellRef) {}

  /** Puts a place down; what lies around it is there as well until it gets a cell of its own. */
  put(path: string, cell: CellRef): void {
    this.cells.set(path, cell);
    const around = path.slice(0, Math.max(path.lastIndexOf('.'), 0));
    if (around !== '' && !this.cells.has(around)) this.cells.set(around, cell);
  }

  of(path: string): CellRef {
    for (let here = path; here !== ''; here = here.slice(0, Math.max(here.lastIndexOf('.'), 0))) {
      const cell = this.cells.get(here);
      if (cell) return cell;
    }
    return this.anchor;
  }
}
