import { columnOfReference, LAST_COLUMN, LAST_ROW, parseRange, rowNumber } from '../../ledger/a1';
import type { CellRange } from '../../ledger/cells';
import type { CellRef } from '../../ledger/finding';
import type { PortResult, SheetSelection } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import { withoutSheet, type OfficeApi } from './office-api';
import { isOfficeFailure } from './problems';
import { reading } from './request';

/** Of several selected areas, and where a chart is selected, only the active cell counts. */
export function readSelection(api: OfficeApi): PortResult<SheetSelection> {
  return reading(api, {}, async (context) => {
    const load = (range: Excel.Range): Excel.Range => range.load('address,worksheet/name');
    let range = load(context.workbook.getSelectedRange());
    try {
      await context.sync();
    } catch (thrown) {
      if (!isOfficeFailure(thrown) || thrown.code !== 'InvalidSelection') throw thrown;
      range = load(context.workbook.getActiveCell());
      await context.sync();
    }
    return { sheet: range.worksheet.name, range: selectedRange(range.address) };
  });
}

/** «C3:D9», or whole columns and rows: «C:E», «3:5». */
function selectedRange(address: string): CellRange {
  const text = withoutSheet(address).replaceAll('$', '');
  const [first = '', last = first] = text.split(':');
  const [left, right] = [columnOfReference(first), columnOfReference(last)];
  const [top, bottom] = [rowNumber(first), rowNumber(last)];
  const range =
    parseRange(text) ??
    (left > 0 && right > 0 ? { top: 1, left, bottom: LAST_ROW, right } : undefined) ??
    (top > 0 && bottom > 0 ? { top, left: 1, bottom, right: LAST_COLUMN } : undefined);
  if (!range) throw new Error(`Excel names the selection «${address}».`);
  return range;
}

/** Shows the sheet and selects the cell, which also scrolls it into view. */
export function selectCell(api: OfficeApi, { sheet, cell }: CellRef): PortResult<void> {
  return reading(api, { sheet }, async (context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    worksheet.load('visibility');
    await context.sync();
    if (worksheet.visibility !== api.Excel.SheetVisibility.visible)
      throw new Refusal({ code: 'sheet-not-found', sheet });
    worksheet.activate();
    worksheet.getRange(cell).select();
    await context.sync();
  });
}
