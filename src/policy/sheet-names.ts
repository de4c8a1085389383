/** What Excel accepts as names, so that a policy's template can always be made. */

const MAX_SHEET_NAME = 31;
const MAX_TABLE_NAME = 255;

/** A sheet's name: up to 31 characters, none of `[]:*?/\`, no apostrophe at either end, and not Excel's own «History». */
export function isSheetName(name: string): boolean {
  return (
    name.trim() !== '' &&
    name.length <= MAX_SHEET_NAME &&
    !/[[\]:*?/\\]/.test(name) &&
    !/^'|'$/.test(name) &&
    nameWithoutCase(name) !== 'history'
  );
}

/** A table's name: a letter first, then letters, digits and full stops; no spaces. (Excel also takes «_» and «\».) */
export function isTableName(name: string): boolean {
  return name.length <= MAX_TABLE_NAME && /^\p{L}[\p{L}\p{M}\p{N}.]*$/u.test(name);
}

/** True for what a spreadsheet may read as a cell, row or column: «AB12», «R1C1», «R», «c». */
export function namesCell(name: string): boolean {
  return /^[a-z]{1,3}\d+$/i.test(name) || /^(?:r\d*)?(?:c\d*)?$/i.test(name);
}

/** Names are equal for a spreadsheet when they differ in case alone. */
export function nameWithoutCase(name: string): string {
  return name.toLowerCase();
}
