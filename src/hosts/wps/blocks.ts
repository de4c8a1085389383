import type { CellRange, CellValue } from '../../ledger/cells';
import type { PortResult, ReadOptions } from '../../workbook/port';
import { readInBlocks } from '../../workbook/read-in-blocks';
import type { Scheduler } from '../../workbook/scheduler';
import { cellValue, mayBeError } from './cell-values';
import { reading } from './problems';
import { activeWorkbook, needSheet, rangeAt, workbookKey } from './sheets';
import { cellRows, failed } from './told';
import type { WpsApi, WpsRange } from './wps-api';

/** Each block is one call, in which the page stands still. */
const CELLS_PER_BLOCK = 20_000;
const MOST_ROWS_PER_BLOCK = 5_000;

/**
 * The values of a range. Between two blocks the page has its turn, and so has the person at it: where another workbook is
 * shown by then the reading is over, since no figure may be made of two workbooks.
 */
export function readBlocks(
  api: WpsApi,
  scheduler: Scheduler,
  sheet: string,
  range: CellRange,
  options: ReadOptions,
): PortResult<readonly (readonly CellValue[])[]> {
  const blocks = { cells: CELLS_PER_BLOCK, rows: MOST_ROWS_PER_BLOCK, pause: () => scheduler.pause() };
  let read: string | undefined;
  return readInBlocks(sheet, range, blocks, options, (block) =>
    reading(api, () => {
      const workbook = activeWorkbook(api);
      const shown = workbookKey(workbook);
      read ??= shown;
      if (shown !== read) throw failed('InactiveWorkbook', shown);
      return blockValues(rangeAt(needSheet(workbook, sheet), block), block);
    }),
  );
}

function blockValues(range: WpsRange, block: CellRange): readonly (readonly CellValue[])[] {
  const rows = block.bottom - block.top + 1;
  const columns = block.right - block.left + 1;
  const values = cellRows(range.Value2, rows, columns, 'Range.Value2');
  const suspects = values.some((row) => row.some(mayBeError));
  const formulas = suspects ? cellRows(range.Formula, rows, columns, 'Range.Formula') : undefined;
  return values.map((row, i) => row.map((value, j) => cellValue(value, formulas?.[i]?.[j])));
}
