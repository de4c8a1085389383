import type { CellRange, CellValue } from '../../ledger/cells';
import type { PortResult, ReadOptions } from '../../workbook/port';
import { readInBlocks } from '../../workbook/read-in-blocks';
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

/** The values of a range, each block a request of its own. */
export function readBlocks(
  api: OfficeApi,
  sheet: string,
  range: CellRange,
  options: ReadOptions,
): PortResult<readonly (readonly CellValue[])[]> {
  const blocks = { cells: CELLS_PER_BLOCK, rows: MOST_ROWS_PER_BLOCK };
  return readInBlocks(sheet, range, blocks, options, (block) => readBlock(api, sheet, block));
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
