/** Tables go along when rows or columns are put in or taken out, with the same step of undo. */
import { type IMutationInfo, type IRange } from '@univerjs/core';
import { SheetInterceptorService } from '@univerjs/sheets';
import { SetExtrasMutation, moveTables, type Extras } from './extras';
import { type Workspace } from './workspace';

/** Univer exports no usable constants for these commands. */
const LINES: Readonly<Record<string, { readonly axis: 'row' | 'column'; readonly sign: 1 | -1 }>> = {
  'sheet.command.insert-row': { axis: 'row', sign: 1 },
  'sheet.command.insert-col': { axis: 'column', sign: 1 },
  'sheet.command.remove-row': { axis: 'row', sign: -1 },
  'sheet.command.remove-col': { axis: 'column', sign: -1 },
};

/** Until `dispose` of what is returned. */
export function carryTables(space: Workspace): { dispose(): void } {
  return space.injector.get(SheetInterceptorService).interceptCommand({
    getMutations: ({ id, params }) => {
      const line = LINES[id];
      const { range, subUnitId } = (params ?? {}) as { range?: IRange; subUnitId?: string };
      const sheet = subUnitId ?? space.workbook.getActiveSheet().getSheetId();
      const before = space.extras;
      if (!line || !range || !before.tables.some((table) => table.sheet === sheet)) return { redos: [], undos: [] };
      const [at, end] = line.axis === 'row' ? [range.startRow, range.endRow] : [range.startColumn, range.endColumn];
      const tables = moveTables(before.tables, sheet, line.axis, at, line.sign * (end - at + 1));
      const set = (extras: Extras): IMutationInfo => ({
        id: SetExtrasMutation.id,
        params: { ...space.ids, extras },
      });
      return { redos: [set({ ...before, tables })], undos: [set(before)] };
    },
  });
}
