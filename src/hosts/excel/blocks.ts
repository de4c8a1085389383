import { err, ok } from '../../kernel/result';
import type { CellRange, CellValue } from '../../ledger/cells';
import type { PortResult, ReadOptions } from '../../workbook/port';
import { cellValue, mayBeError, type ExcelValue } from './cell-values';
import type { OfficeApi } from './office-api';
import { isTooMuchAtOnce } from './problems';
import { reading } from './request';

/**
 * Cells of a block: with texts of some 50 bytes a cell it stays well below the 5 MB that Excel on the web answers with at
 * most. Longer texts are found out by its refusal.
 */
const CELLS_PER_BLOCK = 50_000;
const MOST_ROWS_PER_BLOCK = 20_000;

/** The most cells of one reading: what is beyond would fill the memory of a task pane before it is read. */
const MOST_CELLS = 20_000_000;

/**
 * The values of a range, block by block, each a request of its own: between them the page gets to breathe and the signal is
 * heeded. A block that is refused for its size is read in halves, and so are those after it.
 */
export async function readBlocks(
  api: OfficeApi,
  sheet: string,
  range: CellRange,
  { signal, onProgress }: ReadOptions,
): PortResult<readonly (readonly CellValue[])[]> {
  const columns = range.right - range.left + 1;
  const cells = columns * (range.bottom - range.top + 1);
  if (cells > MOST_CELLS) return err({ code: 'too-large', sheet, cells, most: MOST_CELLS });
  const rows: (readonly CellValue[])[] = [];
  let perBlock = Math.max(1, Math.min(MOST_ROWS_PER_BLOCK, Math.floor(CELLS_PER_BLOCK / columns)));
  while (rows.length < range.bottom - range.top + 1) {
    if (signal?.aborted === true) return err({ code: 'cancelled' });
    const top = range.top + rows.length;
    const bottom = Math.min(range.bottom, top + perBlock - 1);
    const block = await readBlock(api, sheet, { ...range, top, bottom });
    if (!block.ok) return block;
    if (block.value === 'too much') {
      if (top === bottom) return err({ code: 'too-large', sheet, cells: columns, most: columns - 1 });
      perBlock = Math.max(1, Math.floor((bottom - top + 1) / 2));
      continue;
    }
    for (const row of block.value) rows.push(row);
    onProgress?.(rows.length);
  }
  return ok(rows);
}

function readBlock(api: OfficeApi, sheet: string, block: CellRange): PortResult<CellValue[][] | 'too much'> {
  const { top, left, bottom, right } = block;
  return reading(api, { sheet }, async (context) => {
    try {
      const range = context.workbook.worksheets
        .getItem(sheet)
        .getRangeByIndexes(top - 1, left - 1, bottom - top + 1, right - left + 1);
      range.load('values');
      await context.sync();
      // Null instead of values: more cells than Excel hands over at a time.
      const values = range.values as ExcelValue[][] | null;
      if (values === null) return 'too much';
      const suspects = values.some((row) => row.some(mayBeError));
      if (suspects) {
        range.load('valueTypes');
        await context.sync();
      }
      const types = suspects ? range.valueTypes : undefined;
      return values.map((row, i) =>
        row.map((value, j) => cellValue(value, types?.[i]?.[j] === api.Excel.RangeValueType.error)),
      );
    } catch (thrown) {
      if (isTooMuchAtOnce(thrown)) return 'too much';
      throw thrown;
    }
  });
}
