import type { CellValue } from '../../ledger/cells';

/** What `Range.values` and `Range.formulas` hold. */
export type ExcelValue = string | number | boolean;

/**
 * A cell as Excel hands it over. Blank cells and formulas with an empty text as their result are both `''`, and both are
 * blank to us. Dates are serial numbers; a value that is more than a figure (a stock, an entity) is the text it shows.
 */
export function cellValue(value: ExcelValue, isError: boolean): CellValue {
  if (value === '') return null;
  if (isError) return { fault: String(value) };
  return value;
}

/** Errors come as text, such as «#REF!», and so does a text that says the same: then only the cell's type can tell. */
export function mayBeError(value: ExcelValue): boolean {
  return typeof value === 'string' && value.startsWith('#');
}
