import type { CellRange } from '../ledger/cells';
import { formatPut, GENERAL } from './edits';
import type { CellInput, SheetTable } from './port';

/** How the tables of a sheet that is written whole are laid out, the same in every spreadsheet application. */

/** Cells that are written together, from their top left one. */
export interface PutBlock {
  readonly top: number;
  readonly left: number;
  /** As wide as the table; what a row does not have is blank. */
  readonly inputs: readonly (readonly CellInput[])[];
  readonly formats: readonly (readonly string[])[];
}

/** Where a table's headings and rows stand. A table needs a row below its headings. */
export function tableRange({ at, header, rows }: SheetTable): CellRange {
  const { row: top, column: left } = at ?? { row: 1, column: 1 };
  return { top, left, bottom: top + Math.max(1, rows.length), right: left + header.length - 1 };
}

/** The table's title, headings and rows in blocks of at most so many cells; the title comes first, where there is one. */
export function* tableBlocks(table: SheetTable, mostCells: number): Generator<PutBlock, void, void> {
  const { title, header, rows } = table;
  const { top, left } = tableRange(table);
  const columns = header.length;
  const text = (put: string): CellInput => ({ kind: 'text', text: put });
  if (title !== undefined) yield putBlock(top - 1, left, [[text(title)]], 1);
  yield putBlock(top, left, [header.map(text)], columns);
  const perBlock = Math.max(1, Math.floor(mostCells / columns));
  for (let start = 0; start < rows.length; start += perBlock) {
    yield putBlock(top + 1 + start, left, rows.slice(start, start + perBlock), columns);
  }
}

function putBlock(top: number, left: number, rows: readonly (readonly CellInput[])[], columns: number): PutBlock {
  const blank: CellInput = { kind: 'blank' };
  const inputs = rows.map((row) => Array.from({ length: columns }, (_cell, column) => row[column] ?? blank));
  const formats = inputs.map((row) => row.map((put) => formatPut({ put }, GENERAL) ?? GENERAL));
  return { top, left, inputs, formats };
}
