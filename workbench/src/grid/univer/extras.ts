/** What the workbook has and Univer does not: tables of Excel's kind, very hidden sheets, protection. Never changed in place. */
import { CommandType, type IMutation } from '@univerjs/core';
import { moveArea } from '../a1';
import { type SheetId, type TableInfo } from '../grid-model';

export interface GridTable extends TableInfo {
  /** The formula that every data cell of a column bears, in the order of the columns. */
  readonly calculatedColumns: readonly (string | undefined)[];
}

export interface Extras {
  readonly tables: readonly GridTable[];
  readonly veryHidden: readonly SheetId[];
  readonly protectedSheets: readonly { readonly sheet: SheetId; readonly password?: string }[];
}

export const NO_EXTRAS: Extras = { tables: [], veryHidden: [], protectedSheets: [] };

export interface SetExtrasParams {
  readonly unitId: string;
  readonly extras: Extras;
}

/** So that undo and redo take tables along with the cells. */
export const SetExtrasMutation: IMutation<SetExtrasParams> = {
  id: 'workbench.mutation.set-extras',
  type: CommandType.MUTATION,
  handler: () => true,
};

/** The tables after rows or columns were put in (`count` > 0) or taken out. */
export function moveTables(
  tables: readonly GridTable[],
  sheet: SheetId,
  axis: 'row' | 'column',
  at: number,
  count: number,
): readonly GridTable[] {
  return tables.flatMap((table) => {
    if (table.sheet !== sheet) return [table];
    const area = moveArea(table.area, axis, at, count);
    if (!area) return [];
    if (axis === 'row') {
      const headerGone = count < 0 && table.hasHeaderRow && at <= table.area.row && table.area.row < at - count;
      return [headerGone ? { ...table, area, hasHeaderRow: false } : { ...table, area }];
    }
    return [{ ...table, area, ...moveColumns(table, at, count) }];
  });
}

function moveColumns(
  { area, columns, calculatedColumns }: GridTable,
  at: number,
  count: number,
): Pick<GridTable, 'columns' | 'calculatedColumns'> {
  const from = at - area.column;
  if (count < 0) {
    const kept = (_one: unknown, index: number): boolean => index < from || index >= from - count;
    return { columns: columns.filter(kept), calculatedColumns: calculatedColumns.filter(kept) };
  }
  if (from <= 0 || from >= columns.length) return { columns, calculatedColumns };
  const added: string[] = [];
  for (let number = 1; added.length < count; number += 1) {
    const name = `Column${number}`;
    if (![...columns, ...added].some((other) => other.toLowerCase() === name.toLowerCase())) added.push(name);
  }
  return {
    columns: [...columns.slice(0, from), ...added, ...columns.slice(from)],
    calculatedColumns: [
      ...calculatedColumns.slice(0, from),
      ...added.map(() => undefined),
      ...calculatedColumns.slice(from),
    ],
  };
}
