import { isBlockOf, makeBlock } from '../../../workbench/src/grid/a1';
import type { Area, Block, CellValue, ErrorText } from '../../../workbench/src/grid/grid-model';
import { isError } from '../../../workbench/src/grid/values';
import { readTyped, type TypedCell } from '../../../workbench/src/rich-api/typed-text';
import { refuse } from './refuse';

/** Errors are VBA's numbers: -2146828288 and the number of XlCVError. */
const ERROR_BASE = -2_146_828_288;
const ERROR_NUMBERS: Readonly<Partial<Record<ErrorText, number>>> = {
  '#NULL!': 2000,
  '#DIV/0!': 2007,
  '#VALUE!': 2015,
  '#REF!': 2023,
  '#NAME?': 2029,
  '#NUM!': 2036,
  '#N/A': 2042,
  '#SPILL!': 2045,
  '#FIELD!': 2049,
  '#CALC!': 2050,
};

/** A cell holds this many characters. */
const LONGEST_TEXT = 32_767;

/** What stands for an argument that was left out: «missing» in the terms of COM. */
export const OMITTED = -2_147_352_572;

/** What an add-in is given for a cell. */
export type Given = number | string | boolean | null | undefined;

export function givenValue(value: CellValue, blank: null | undefined): Given {
  if (value === null) return blank;
  if (!isError(value)) return value;
  return ERROR_BASE + (ERROR_NUMBERS[value.error] ?? 2015);
}

/** A scalar for a single cell, else rows of cells. */
export function givenBlock(values: Block<CellValue>, blank: null | undefined): Given | Given[][] {
  const rows = values.map((row) => row.map((value) => givenValue(value, blank)));
  const [[only] = []] = rows;
  return rows.length === 1 && rows[0]?.length === 1 ? only : rows;
}

/**
 * What is written to a range, cell by cell: one value for all of it, a list for each of its rows, or rows of cells, beyond
 * which it is #N/A.
 */
export function writtenBlock(written: unknown, area: Area): Block<unknown> {
  const cells = (cell: (row: number, column: number) => unknown): Block<unknown> =>
    makeBlock(area.rowCount, area.columnCount, cell);
  if (!Array.isArray(written)) return cells(() => written);
  const list = written as readonly unknown[];
  if (!list.some(Array.isArray)) return cells((_row, column) => (column < list.length ? list[column] : '#N/A'));
  const rows = list.map((row) => (Array.isArray(row) ? (row as readonly unknown[]) : [row]));
  if (isBlockOf(rows, area)) return rows;
  return cells((row, column) => {
    const line = rows[row];
    return line && column < line.length ? line[column] : '#N/A';
  });
}

/** What a cell becomes of what is written to it: the same as if it were typed. */
export function typedCell(written: unknown, numberFormat: string): TypedCell {
  if (written === null || written === undefined) return { content: null };
  if (typeof written === 'string' && written.length > LONGEST_TEXT) refuse('文本过长');
  if (typeof written === 'number' && !Number.isFinite(written)) refuse('数字无效');
  const isText = numberFormat === '@';
  if (typeof written === 'string') return readTyped(written, isText);
  if (typeof written !== 'number' && typeof written !== 'boolean') refuse('值的类型无效');
  // A cell that is formatted as text makes a text of everything.
  return { content: isText ? String(written).toUpperCase() : written };
}

/** What a constant would be typed as; an error or a text by itself, without the apostrophe that keeps it one. */
export function formulaOfConstant(value: CellValue): string | number | boolean {
  if (value === null) return '';
  if (isError(value)) return value.error;
  return value;
}

/** Blue, green, red. */
export function bgrOf(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return (blue ?? 0) * 65_536 + (green ?? 0) * 256 + (red ?? 0);
}

export function colorOf(bgr: unknown): string {
  if (typeof bgr !== 'number' || !Number.isInteger(bgr) || bgr < 0 || bgr > 0xff_ff_ff) refuse('颜色无效');
  const parts = [bgr % 256, Math.floor(bgr / 256) % 256, Math.floor(bgr / 65_536)];
  return `#${parts.map((part) => part.toString(16).padStart(2, '0').toUpperCase()).join('')}`;
}
