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
