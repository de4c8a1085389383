import type { CellRange } from '../../ledger/cells';

/** The last row and column of an Excel sheet. */
export const LAST_ROW = 1_048_576;
export const LAST_COLUMN = 16_384;

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
