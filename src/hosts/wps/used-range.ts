import type { CellRange } from '../../ledger/cells';
import { placeOfRange, rangeAt } from './sheets';
import { numberOf, optionally } from './told';
import type { WpsApi, WpsWorksheet } from './wps-api';

/**
 * The smallest range with all values. `UsedRange` also holds cells that are formatted only; how many hold something, COUNTA
 * tells without a value being handed over. Where it does not answer, they are left in: they are blank.
 */
export function usedRange({ app }: WpsApi, sheet: WpsWorksheet): CellRange | undefined {
  const used = sheet.UsedRange;
  if (!used) return undefined;
  const whole = placeOfRange(used);
  const isFilled = (part: Partial<CellRange>): boolean =>
    numberOf(app.WorksheetFunction.CountA(rangeAt(sheet, { ...whole, ...part })), 'WorksheetFunction.CountA') > 0;
  const found = optionally(() => ({ filled: isFilled({}) ? filledPart(whole, isFilled) : undefined }));
  return found ? found.filled : whole;
}

function filledPart(
  { top, left, bottom, right }: CellRange,
  isFilled: (part: Partial<CellRange>) => boolean,
): CellRange {
  return {
    top: -lastFilled(-bottom, -top, (row) => isFilled({ bottom: -row })),
    left: -lastFilled(-right, -left, (column) => isFilled({ right: -column })),
    bottom: lastFilled(top, bottom, (row) => isFilled({ top: row })),
    right: lastFilled(left, right, (column) => isFilled({ left: column })),
  };
}

/** The last place from which on something is filled, where that is so from the first one on. Mostly it is the very last. */
function lastFilled(first: number, last: number, isFilledFrom: (place: number) => boolean): number {
  if (isFilledFrom(last)) return last;
  let [filled, blank] = [first, last];
  while (blank - filled > 1) {
    const middle = Math.floor((filled + blank) / 2);
    if (isFilledFrom(middle)) filled = middle;
    else blank = middle;
  }
  return filled;
}
