import type { CellRef } from '../../ledger/finding';
import type { PortResult, SheetSelection } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import { changing, reading } from './problems';
import { activeWorkbook, isVisible, needSheet, placeOfRange } from './sheets';
import { given, optionally } from './told';
import type { WpsApi, WpsRange, WpsWindow } from './wps-api';

/** Of several selected areas only the active cell counts; where a drawing is selected, the cells beneath it do. */
export function readSelection(api: WpsApi): PortResult<SheetSelection> {
  return reading(api, () => {
    activeWorkbook(api);
    const range = selectedRange(given(api.app.ActiveWindow, 'Application.ActiveWindow'));
    return { sheet: given(range.Worksheet, 'Range.Worksheet').Name, range: placeOfRange(range) };
  });
}

function selectedRange(window: WpsWindow): WpsRange {
  const range = optionally(() => window.RangeSelection);
  return range?.Areas.Count === 1 ? range : given(window.ActiveCell, 'Window.ActiveCell');
}

/** Shows the sheet, selects the cell and brings it into view. */
export function selectCell(api: WpsApi, { sheet, cell }: CellRef): PortResult<void> {
  return changing(api, () => {
    const found = needSheet(activeWorkbook(api), sheet);
    if (!isVisible(found)) throw new Refusal({ code: 'sheet-not-found', sheet });
    found.Activate();
    const range = found.Range(cell);
    range.Select();
    // The cell is selected already: that a window can't be scrolled is no refusal.
    optionally(() => bringIntoView(api, range));
  });
}

/** Selecting alone need not scroll. A cell that is seen stays where it is on the screen. */
function bringIntoView({ app }: WpsApi, range: WpsRange): void {
  const window = given(app.ActiveWindow, 'Application.ActiveWindow');
  const shown = placeOfRange(given(window.VisibleRange, 'Window.VisibleRange'));
  const { top, left } = placeOfRange(range);
  // The last row and column that are shown may be cut off.
  if (top < shown.top || top >= shown.bottom) window.ScrollRow = top;
  if (left < shown.left || left >= shown.right) window.ScrollColumn = left;
}
