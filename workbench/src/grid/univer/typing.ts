/** Whether someone is typing, and what follows from what was typed. */
import { type Nullable } from '@univerjs/core';
import { IEditorBridgeService } from '@univerjs/sheets-ui';
import { type SheetId } from '../grid-model';
import { type HandEdit } from './happenings';
import { nameOwnTable } from './structured-references';
import { renameColumns } from './table-columns';
import { growTables } from './table-lines';
import { type Cells, type Workspace } from './workspace';

export class Typing {
  private typing = false;
  private readonly stop: { unsubscribe(): void };

  constructor(space: Workspace) {
    this.stop = space.injector.get(IEditorBridgeService).visible$.subscribe(({ visible }) => {
      if (visible === this.typing) return;
      this.typing = visible;
      space.tell('editing', { isEditing: visible });
    });
  }

  get isUnderWay(): boolean {
    return this.typing;
  }

  dispose(): void {
    this.stop.unsubscribe();
  }
}

/** Gives `[@金额]` the name of the table it is typed in, before it is set. */
export function nameTables(space: Workspace, sheet: SheetId, cells: Nullable<Cells>): void {
  const views = space.tableViews();
  if (views.length === 0) return;
  for (const [row, line] of Object.entries(cells ?? {})) {
    for (const [column, cell] of Object.entries(line ?? {})) {
      if (!cell?.f) continue;
      cell.f = nameOwnTable(cell.f, { sheet, row: Number(row), column: Number(column) }, views);
    }
  }
}

/** After an edit by hand a table takes in the row below it, and a header its column's name: steps of their own in undo. */
export function handEdited(space: Workspace, edits: readonly HandEdit[]): void {
  for (const { sheet, areas } of edits) {
    if (!space.has(sheet)) continue;
    for (const area of areas) {
      if (!space.extras.tables.some((table) => table.sheet === sheet)) continue;
      space.change(() => {
        renameColumns(space, sheet, area);
        growTables(space, sheet, area);
      });
    }
  }
}
