/** How cells look. */
import { type Nullable, type Worksheet } from '@univerjs/core';
import { intersect, sameArea } from '../a1';
import { type Area, type CellFormat, type CommonFormat, DEFAULT_FORMAT, type SheetId } from '../grid-model';
import { customOf } from './cells';
import { formatOf } from './formats';
import { type Workspace } from './workspace';

function formatAt(sheet: Worksheet, row: number, column: number): CellFormat {
  const cell = sheet.getCellRaw(row, column);
  const style = sheet.getComposedCellStyleByCellData(row, column, cell);
  return { ...DEFAULT_FORMAT, ...formatOf(style, customOf(cell).format) };
}

export function readFormat(space: Workspace, id: SheetId, area: Area): CommonFormat {
  const sheet = space.sheet(id);
  const used = space.usedArea(id, false);
  const inside = used && intersect(used, area);
  let common: CommonFormat | undefined;
  const add = (format: CellFormat): void => {
    if (!common) common = format;
    else {
      const same = Object.entries(common).filter(([name, value]) => format[name as keyof CellFormat] === value);
      common = Object.fromEntries(same);
    }
  };
  // Cells with one and the same style are looked at once.
  const seen = new Set<string>();
  if (inside) {
    const cells = space.cells(id);
    const hasLines = hasLineStyles(sheet);
    for (let row = inside.row; row < inside.row + inside.rowCount; row += 1) {
      for (let column = inside.column; column < inside.column + inside.columnCount; column += 1) {
        const cell = cells[row]?.[column];
        const { format } = customOf(cell);
        if (typeof cell?.s !== 'object' && !format && !hasLines) {
          const style = cell?.s ?? '';
          if (seen.has(style)) continue;
          seen.add(style);
        }
        add(formatAt(sheet, row, column));
      }
    }
  }
  if (!inside || !sameArea(inside, area)) add(inside ? DEFAULT_FORMAT : formatAt(sheet, area.row, area.column));
  return common ?? {};
}

function hasLineStyles(sheet: Worksheet): boolean {
  const { rowData, columnData } = sheet.getConfig();
  const lines: readonly Nullable<{ s?: unknown }>[] = [
    ...Object.values(columnData as Record<number, Nullable<{ s?: unknown }>>),
    ...Object.values(rowData as Record<number, Nullable<{ s?: unknown }>>),
  ];
  return lines.some((line) => line?.s !== undefined);
}
