/**
 * The area that holds all cells of a sheet. It is found once by a walk over all cells and from then on kept in step with
 * every change, so that a calculation beside a million cells need not look at them.
 */
import { type ICellData, type Nullable } from '@univerjs/core';
import { hull } from '../a1';
import { type Area, type SheetId } from '../grid-model';

type Cells = Readonly<Record<number, Nullable<Readonly<Record<number, Nullable<ICellData>>>>>>;

/** A sheet without any cell is remembered, too. */
type Known = Area | 'empty';

const KINDS = [true, false] as const;

export class UsedAreas {
  private readonly known = new Map<string, Known>();

  constructor(private readonly cells: (sheet: SheetId) => Cells) {}

  clear(): void {
    this.known.clear();
  }

  /** For what moves cells about. */
  forget(sheet: SheetId): void {
    for (const valuesOnly of KINDS) this.known.delete(keyOf(sheet, valuesOnly));
  }

  find(sheet: SheetId, valuesOnly: boolean): Area | undefined {
    const known = this.known.get(keyOf(sheet, valuesOnly)) ?? walk(this.cells(sheet), valuesOnly);
    this.known.set(keyOf(sheet, valuesOnly), known);
    return known === 'empty' ? undefined : known;
  }

  /** After these cells were set; what they hold is read from the sheet. */
  follow(sheet: SheetId, changed: Nullable<Cells>): void {
    const cells = this.cells(sheet);
    for (const valuesOnly of KINDS) {
      const key = keyOf(sheet, valuesOnly);
      const known = this.known.get(key);
      if (known === undefined) continue;
      const next = stretch(known, cells, changed ?? {}, valuesOnly);
      if (next === undefined) this.known.delete(key);
      else this.known.set(key, next);
    }
  }
}

const keyOf = (sheet: SheetId, valuesOnly: boolean): string => `${sheet} ${String(valuesOnly)}`;

/** A cell's own content; what a formula spills over it is not in it. */
function isUsed(cell: ICellData, valuesOnly: boolean): boolean {
  if ((cell.v !== undefined && cell.v !== null) || cell.f || cell.si || cell.p) return true;
  return !valuesOnly && (cell.s !== undefined || cell.custom !== undefined) && cell.s !== null;
}

class Bounds {
  private top = Number.POSITIVE_INFINITY;
  private bottom = -1;
  private left = Number.POSITIVE_INFINITY;
  private right = -1;

  add(row: number, column: number): void {
    if (row < this.top) this.top = row;
    if (row > this.bottom) this.bottom = row;
    if (column < this.left) this.left = column;
    if (column > this.right) this.right = column;
  }

  area(): Known {
    const { top, bottom, left, right } = this;
    if (bottom < 0) return 'empty';
    return { row: top, column: left, rowCount: bottom - top + 1, columnCount: right - left + 1 };
  }
}

function walk(cells: Cells, valuesOnly: boolean): Known {
  const bounds = new Bounds();
  for (const [row, line] of Object.entries(cells)) {
    for (const column in line) {
      const cell = line[Number(column)];
      if (cell && isUsed(cell, valuesOnly)) bounds.add(Number(row), Number(column));
    }
  }
  return bounds.area();
}

/** The area with the cells that were set; `undefined` if one at its edge was emptied, so that it may have become smaller. */
function stretch(known: Known, cells: Cells, changed: Cells, valuesOnly: boolean): Known | undefined {
  const added = new Bounds();
  for (const [rowText, line] of Object.entries(changed)) {
    const row = Number(rowText);
    for (const columnText in line) {
      const column = Number(columnText);
      const cell = cells[row]?.[column];
      if (cell && isUsed(cell, valuesOnly)) added.add(row, column);
      else if (known !== 'empty' && isAtEdge(known, row, column)) return undefined;
    }
  }
  const area = added.area();
  if (area === 'empty') return known;
  return known === 'empty' ? area : hull(known, area);
}

function isAtEdge(area: Area, row: number, column: number): boolean {
  return (
    row === area.row ||
    row === area.row + area.rowCount - 1 ||
    column === area.column ||
    column === area.column + area.columnCount - 1
  );
}
