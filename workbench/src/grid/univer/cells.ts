/** Contents of cells: ours as Univer's and back. */
import { CellValueType, type ICellData, type IRange, type Nullable } from '@univerjs/core';
import { ERROR_TYPE_SET } from '@univerjs/engine-formula';
import { ERROR_TEXTS, type Area, type CellContent, type CellValue } from '../grid-model';
import { isError, isErrorText, isFormula } from '../values';
import { type FormatRemainder } from './formats';

export interface CustomOfCell {
  readonly format?: FormatRemainder;
  /** The sentence that a function gave along with its error. */
  readonly message?: string;
}

/** Univer takes a cell's text for an error if it knows it; from now on it also knows ours. */
export function teachErrors(): void {
  for (const error of ERROR_TEXTS) (ERROR_TYPE_SET as Set<string>).add(error);
}

const EMPTY: ICellData = { v: null, f: null, si: null, p: null };

/** A value as the fields of a cell that change with it. */
export function dataOfValue(value: CellValue): ICellData {
  if (value === null) return { ...EMPTY };
  if (isError(value)) return { ...EMPTY, v: value.error, t: CellValueType.STRING };
  if (typeof value === 'boolean') return { ...EMPTY, v: value ? 1 : 0, t: CellValueType.BOOLEAN };
  if (typeof value === 'number') return { ...EMPTY, v: value, t: CellValueType.NUMBER };
  // A text that looks like something else is forced to stay text, or the next edit would turn it into that.
  const looksOther = isErrorText(value) || /^\s*[-+=]?[\d.]/.test(value) || /^(?:true|false)$/i.test(value);
  return { ...EMPTY, v: value, t: looksOther ? CellValueType.FORCE_STRING : CellValueType.STRING };
}

/** What is written into a cell; a formula has no value until it is calculated. */
export function dataOf(content: Exclude<CellContent, undefined>): ICellData {
  return isFormula(content) ? { ...EMPTY, f: content.formula } : dataOfValue(content);
}

/** What a cell shows, as far as it stands in the cell itself. */
export function valueOf(cell: Nullable<ICellData>): CellValue {
  const value = cell?.v;
  if (!cell || value === undefined || value === null) return plainText(cell);
  if (cell.t === CellValueType.BOOLEAN) return value === 1 || value === true || value === '1';
  if (typeof value !== 'string') return value;
  if (cell.t === CellValueType.FORCE_STRING || !isErrorText(value)) return value;
  return { error: value };
}

/** What a cell shows: its own content, or what a formula has spilled over it. */
export function shownValue(cell: Nullable<ICellData>, spilled: Nullable<ICellData>): CellValue {
  return valueOf(cell?.v === undefined || cell.v === null ? (spilled ?? cell) : cell);
}

/** The text of a cell with runs of different looks, which bears it in a document of its own. */
function plainText(cell: Nullable<ICellData>): CellValue {
  const stream = cell?.p?.body?.dataStream;
  return stream === undefined ? null : stream.replace(/\r\n$/, '').replaceAll('\r', '\n');
}

export function customOf(cell: Nullable<ICellData>): CustomOfCell {
  return (cell?.custom ?? {}) as CustomOfCell;
}

export function rangeOf({ row, column, rowCount, columnCount }: Area): IRange {
  return {
    startRow: row,
    startColumn: column,
    endRow: row + rowCount - 1,
    endColumn: column + columnCount - 1,
  };
}

export function areaOf({ startRow, startColumn, endRow, endColumn }: IRange): Area {
  const [row, column] = [Number.isNaN(startRow) ? 0 : startRow, Number.isNaN(startColumn) ? 0 : startColumn];
  return { row, column, rowCount: endRow - row + 1, columnCount: endColumn - column + 1 };
}

/** Univer draws in pixels, of which a point has four thirds. */
export const PIXELS_PER_POINT = 4 / 3;
