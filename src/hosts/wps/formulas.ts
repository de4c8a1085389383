import type { CellRange } from '../../ledger/cells';
import type { Steps } from '../../ledger/steps';
import { formulaIn } from '../../workbook/cell-content';
import type { PortResult } from '../../workbook/port';
import type { Scheduler } from '../../workbook/scheduler';
import { reading } from './problems';
import { activeWorkbook, needSheet, placeOfRange, rangeAt } from './sheets';
import { given, isTrue, optionally } from './told';
import { inTurns } from './turns';
import { usedRange } from './used-range';
import type { WpsApi, WpsRange, WpsWorksheet } from './wps-api';

/** The formula of a cell, or that of the cell whose result fills it. */
export function readFormula(api: WpsApi, sheet: string, cell: string): PortResult<string> {
  return reading(api, () => {
    const range = needSheet(activeWorkbook(api), sheet).Range(cell);
    return formulaOf(parentOf(range) ?? range);
  });
}

/** The formulas that stand in the cells themselves. */
export function readFormulas(
  api: WpsApi,
  scheduler: Scheduler,
  sheet: string,
  cells: readonly string[],
): PortResult<readonly string[]> {
  return reading(api, () => inTurns(ownFormulas(needSheet(activeWorkbook(api), sheet), cells), scheduler));
}

function* ownFormulas(sheet: WpsWorksheet, cells: readonly string[]): Steps<readonly string[]> {
  const formulas: string[] = [];
  for (const cell of cells) {
    const range = sheet.Range(cell);
    const formula = formulaOf(range);
    // What is filled from another cell may tell that cell's formula as its own.
    const parent = formula === '' ? undefined : parentOf(range);
    formulas.push(parent && !isSameCell(parent, range) ? '' : formula);
    yield formulas.length;
  }
  return formulas;
}

function formulaOf({ Formula: formula, Value2: value }: WpsRange): string {
  return formulaIn(formula, value);
}

/**
 * The cell whose result fills this one, which may be itself: of a formula that spills, where the application knows such, or
 * of an array formula that was entered into several cells.
 */
function parentOf(range: WpsRange): WpsRange | undefined {
  const spilling = optionally(() => (isTrue(range.HasSpill) ? range.SpillParent : undefined));
  if (spilling) return spilling;
  return optionally(() => {
    const array = isTrue(range.HasArray) ? range.CurrentArray : undefined;
    if (!array) return undefined;
    const { top, left } = placeOfRange(array);
    return rangeAt(given(range.Worksheet, 'Range.Worksheet'), { top, left, bottom: top, right: left });
  });
}

function isSameCell(one: WpsRange, other: WpsRange): boolean {
  return one.Row === other.Row && one.Column === other.Column;
}

/** The merged ranges among the cells that hold values. */
export function readMerges(api: WpsApi, scheduler: Scheduler, sheet: string): PortResult<readonly CellRange[]> {
  return reading(api, () => {
    const found = needSheet(activeWorkbook(api), sheet);
    const used = usedRange(api, found);
    return used ? inTurns(mergesIn(found, used), scheduler) : [];
  });
}

/** `MergeCells` tells whether all cells of a range are merged, or some, or none: it is halved until none is in doubt. */
function* mergesIn(sheet: WpsWorksheet, used: CellRange): Steps<readonly CellRange[]> {
  const found = new Map<string, CellRange>();
  const waiting = [used];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const told = rangeAt(sheet, place).MergeCells;
    if (told === false || told === 0) continue;
    const isOne = place.top === place.bottom && place.left === place.right;
    if (isTrue(told)) {
      const { top, left } = place;
      const corner = rangeAt(sheet, { top, left, bottom: top, right: left });
      const area = placeOfRange(given(corner.MergeArea, 'Range.MergeArea'));
      found.set(JSON.stringify(area), area);
      if (isWithin(place, area)) continue;
    }
    if (!isOne) waiting.push(...halves(place));
    yield found.size;
  }
  return [...found.values()];
}

function isWithin(part: CellRange, whole: CellRange): boolean {
  return part.top >= whole.top && part.left >= whole.left && part.bottom <= whole.bottom && part.right <= whole.right;
}

/** The longer side is parted. */
function halves(place: CellRange): readonly CellRange[] {
  const { top, left, bottom, right } = place;
  if (bottom - top >= right - left) {
    const middle = Math.floor((top + bottom) / 2);
    return [
      { ...place, bottom: middle },
      { ...place, top: middle + 1 },
    ];
  }
  const middle = Math.floor((left + right) / 2);
  return [
    { ...place, right: middle },
    { ...place, left: middle + 1 },
  ];
}
