import { err, ok } from '../kernel/result';
import type { CellRange, CellValue } from '../ledger/cells';
import type { PortResult, ReadOptions } from './port';

/** The most cells of one reading: what is beyond would fill the memory of a task pane before it is read. */
const MOST_CELLS = 20_000_000;

/** What an application hands over at a time, at most. */
export interface Blocks {
  readonly cells: number;
  readonly rows: number;
  /** Lets the page have its turn between two blocks; left out where a block is waited for anyway. */
  readonly pause?: () => Promise<void>;
}

/** The cells of a block; `too much` where the application hands over fewer at a time. */
export type ReadBlock = (block: CellRange) => PortResult<readonly (readonly CellValue[])[] | 'too much'>;

/**
 * The values of a range, block by block: between them the page gets to breathe and the signal is heeded. A block that is too
 * much is read in halves, and so are those after it.
 */
export async function readInBlocks(
  sheet: string,
  range: CellRange,
  { cells: most, rows: mostRows, pause }: Blocks,
  { signal, onProgress }: ReadOptions,
  readBlock: ReadBlock,
): PortResult<readonly (readonly CellValue[])[]> {
  const columns = range.right - range.left + 1;
  const cells = columns * (range.bottom - range.top + 1);
  if (cells > MOST_CELLS) return err({ code: 'too-large', sheet, cells, most: MOST_CELLS });
  const rows: (readonly CellValue[])[] = [];
  let perBlock = Math.max(1, Math.min(mostRows, Math.floor(most / columns)));
  while (rows.length < range.bottom - range.top + 1) {
    if (rows.length > 0) await pause?.();
    if (signal?.aborted === true) return err({ code: 'cancelled' });
    const top = range.top + rows.length;
    const bottom = Math.min(range.bottom, top + perBlock - 1);
    const block = await readBlock({ ...range, top, bottom });
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
