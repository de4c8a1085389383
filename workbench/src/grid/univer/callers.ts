/** What the grid keeps about the cells that call an add-in's functions. */
import { type CellPlace, type CellValue } from '../grid-model';
import { isError } from '../values';

const keyOf = ({ sheet, row, column }: CellPlace): string => `${sheet} ${row} ${column}`;

export class Callers {
  /** Cells with an error and the sentence that was given along. */
  private readonly messages = new Map<string, { readonly error: string; readonly message: string }>();
  private readonly volatile = new Map<string, CellPlace>();

  clear(): void {
    this.messages.clear();
    this.volatile.clear();
  }

  /** Keeps the sentence that goes with an answer, if one does. */
  answered(cell: CellPlace, value: unknown): void {
    if (isError(value) && value.message !== undefined) {
      this.messages.set(keyOf(cell), { error: value.error, message: value.message });
    } else this.messages.delete(keyOf(cell));
  }

  /** An error with its sentence, as long as the cell still shows that error. */
  withMessage(cell: CellPlace, value: CellValue): CellValue {
    if (!isError(value)) return value;
    const told = this.messages.get(keyOf(cell));
    return told?.error === value.error ? { ...value, message: told.message } : value;
  }

  isVolatileAt(cell: CellPlace): void {
    this.volatile.set(keyOf(cell), cell);
  }

  volatileCells(): readonly CellPlace[] {
    return [...this.volatile.values()];
  }
}
