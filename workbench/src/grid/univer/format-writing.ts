/** Other looks for cells. */
import { type ICellData } from '@univerjs/core';
import { intersect, isBlockOf, isWholeColumns, isWholeRows } from '../a1';
import { type Area, type Block, type CellFormat, GridRefusal, type SheetId } from '../grid-model';
import { customOf } from './cells';
import { changeRemainder, styleOf } from './formats';
import { guard } from './protection';
import { type Workspace } from './workspace';

export function writeNumberFormats(
  space: Workspace,
  id: SheetId,
  area: Area,
  formats: Block<string | undefined>,
): void {
  guard(space, id, area);
  if (!isBlockOf(formats, area)) throw new GridRefusal('sizeMismatch', 'The block has not the size of the area.');
  const data: Record<number, Record<number, ICellData>> = {};
  for (const [i, line] of formats.entries()) {
    for (const [j, numberFormat] of line.entries()) {
      if (numberFormat === undefined) continue;
      (data[area.row + i] ??= {})[area.column + j] = { s: styleOf({ numberFormat }) };
    }
  }
  space.change(() => {
    space.reach(id, area);
    space.setCells(id, data);
  });
}

export function writeFormat(space: Workspace, id: SheetId, area: Area, format: Partial<CellFormat>): void {
  guard(space, id, area);
  const used = space.usedArea(id, false);
  // A whole column gets its format as far down as there is anything.
  const within = isWholeRows(area) || isWholeColumns(area) ? used && intersect(used, area) : area;
  space.change(() => {
    if (!within) {
      space.tell('formatChanged', { sheet: id, area, origin: space.origin });
      return;
    }
    space.reach(id, within);
    const cells = space.cells(id);
    const style = styleOf(format);
    const data: Record<number, Record<number, ICellData>> = {};
    for (let row = within.row; row < within.row + within.rowCount; row += 1) {
      const line: Record<number, ICellData> = {};
      for (let column = within.column; column < within.column + within.columnCount; column += 1) {
        const { format: before, ...rest } = customOf(cells[row]?.[column]);
        const remainder = changeRemainder(before, format);
        const custom = remainder ? { ...rest, format: remainder } : rest;
        const isChanged = remainder !== undefined || before !== undefined;
        line[column] = isChanged ? { s: { ...style }, custom } : { s: { ...style } };
      }
      data[row] = line;
    }
    space.setCells(id, data);
  });
}
