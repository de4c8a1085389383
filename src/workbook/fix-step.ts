import type { CellEdit } from './port';

/** One step of corrections, as the workbook remembers it. */
export interface FixStep {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly changes: readonly FixChange[];
  /** When it was taken back. */
  readonly undoneAt?: number | undefined;
}

export interface FixChange {
  /** What was put into the cell. */
  readonly done: CellEdit;
  /** What takes it back: what the cell held before, bound to what was put there. */
  readonly undo: CellEdit;
}
