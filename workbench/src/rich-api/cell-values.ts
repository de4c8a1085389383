/** Cell values in the shapes of the Excel API. */
import { isBlockOf, makeBlock } from '../grid/a1';
import { type Area, type Block, type CellError, type CellValue } from '../grid/grid-model';
import { OfficeError, invalidArgument } from './office-error';
import { type Json } from './office-class';

export function isCellError(value: CellValue): value is CellError {
  return typeof value === 'object' && value !== null;
}

/** A blank cell is an empty text, an error its name. */
export function toApiValue(value: CellValue): string | number | boolean {
  if (value === null) return '';
  return isCellError(value) ? value.error : value;
}

export function valueType(value: CellValue): string {
  if (value === null) return 'Empty';
  if (isCellError(value)) return 'Error';
  return typeof value === 'number' ? 'Double' : typeof value === 'boolean' ? 'Boolean' : 'String';
}

export function mapBlock<From, To extends Json>(block: Block<From>, change: (value: From) => To): To[][] {
  return block.map((row) => row.map(change));
}

/** Excel gives no more cells at a time; here no more are taken either. */
export const MOST_CELLS = 5_000_000;

export const cellCount = ({ rowCount, columnCount }: Area): number => rowCount * columnCount;

export function checkCellCount(area: Area): void {
  if (cellCount(area) <= MOST_CELLS) return;
  throw new OfficeError('RangeExceedsLimit', 'The number of cells in the range exceeds the maximum supported number.');
}

/** What is written to a range: a block of its size, or one value for all of it. */
export function toBlock(value: unknown, area: Area): Block<unknown> {
  checkCellCount(area);
  if (!Array.isArray(value)) return makeBlock(area.rowCount, area.columnCount, () => value);
  const rows: readonly unknown[] = value;
  const block = rows.map((row): readonly unknown[] => {
    if (!Array.isArray(row)) throw sizeError();
    return row;
  });
  const [first] = block;
  if (block.length === 1 && first?.length === 1 && area.rowCount * area.columnCount > 1) {
    return makeBlock(area.rowCount, area.columnCount, () => first[0]);
  }
  if (!isBlockOf(block, area)) throw sizeError();
  return block;
}

const sizeError = (): Error =>
  invalidArgument(
    "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
  );
