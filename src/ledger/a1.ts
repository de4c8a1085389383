import type { CellRange } from './cells';

/** The last row and column of an Excel sheet. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

/** The letters of a column, 1-based: 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The A1 address of a cell, 1-based. */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${String(row)}`;
}

/** «收入台账!C7», with the quotes that Excel asks for around names that need them. */
export function qualifiedAddress(sheet: string, cell: string): string {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(sheet) ? `${sheet}!${cell}` : `'${sheet.replaceAll("'", "''")}'!${cell}`;
}

/**
 * The column number (1-based) that an A1 reference begins with; 0 if it begins with no column of a sheet.
 * Small letters pass. What follows the letters is not looked at.
 */
export function columnOfReference(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + (letter - 64);
    if (column > LAST_COLUMN) return 0;
  }
  return column;
}

/** The row number (1-based) that an A1 reference ends with; 0 if it is no letters followed by a row of a sheet. */
export function rowOfReference(reference: string): number {
  let i = 0;
  for (; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) & ~0x20;
    if (letter < 65 || letter > 90) break;
  }
  return rowNumber(reference, i);
}

/** The row number (1-based) that a text holds in decimal digits from a place on; 0 if that is no row of a sheet. */
export function rowNumber(text: string, from = 0): number {
  let row = 0;
  for (let i = from; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return 0;
    row = row * 10 + digit;
    if (row > LAST_ROW) return 0;
  }
  return row;
}

/** The rectangle of «A1:I26» or «A1», corners in any order, «$» allowed; undefined if it is none. */
export function parseRange(reference: string): CellRange | undefined {
  const [first = '', second = first, ...more] = reference.replaceAll('$', '').split(':');
  const rows = [rowOfReference(first), rowOfReference(second)];
  const columns = [columnOfReference(first), columnOfReference(second)];
  if (more.length > 0 || rows.includes(0) || columns.includes(0)) return undefined;
  return {
    top: Math.min(...rows),
    left: Math.min(...columns),
    bottom: Math.max(...rows),
    right: Math.max(...columns),
  };
}

/** The place of a cell by its address, «C7» or «$C$7», 1-based; undefined if it is none. */
export function parseCell(address: string): { readonly row: number; readonly column: number } | undefined {
  const range = address.includes(':') ? undefined : parseRange(address);
  return range && { row: range.top, column: range.left };
}
