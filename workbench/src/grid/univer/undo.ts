/** Univer's undo, in which a batch of changes is one step that is undone in the opposite order. */
import { LocalUndoRedoService, type IMutationInfo, type IUndoRedoItem } from '@univerjs/core';

export class GridUndo extends LocalUndoRedoService {
  private step: { unit: string; undo: IMutationInfo[]; redo: IMutationInfo[] } | undefined;

  /** From here to `commit`, what is changed in the unit becomes one step. */
  begin(unit: string): void {
    this.step = { unit, undo: [], redo: [] };
  }

  commit(): void {
    const { step } = this;
    this.step = undefined;
    if (!step || step.redo.length === 0) return;
    super.pushUndoRedo({ unitID: step.unit, undoMutations: step.undo, redoMutations: step.redo });
  }

  override pushUndoRedo(item: IUndoRedoItem): void {
    if (this.step?.unit !== item.unitID) {
      super.pushUndoRedo(item);
      return;
    }
    this.step.undo.unshift(...item.undoMutations);
    this.step.redo.push(...item.redoMutations);
  }

  /** The step to be undone next, whatever has the keyboard's focus. */
  takeUndo(unit: string): IUndoRedoItem | undefined {
    return this.move(this._getUndoStack(unit, true), this._getRedoStack(unit, true));
  }

  takeRedo(unit: string): IUndoRedoItem | undefined {
    return this.move(this._getRedoStack(unit, true), this._getUndoStack(unit, true));
  }

  private move(from: IUndoRedoItem[], to: IUndoRedoItem[]): IUndoRedoItem | undefined {
    const item = from.pop();
    if (item) to.push(item);
    this._updateStatus();
    return item;
  }
}
