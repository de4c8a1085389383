/** Every code of a fault that only sheets can have, with its facts. The place is the cell. */
export const SHEET_FAULT_CODES = [
  /** A sheet of the policy is not there, or bears another name and no table. Facts: sheet, table. */
  'sheet-missing',
  /** The sheet is there, but no row bears the table's headings. Facts: sheet, table, headings. */
  'sheet-table-missing',
  /** A second row bears the headings of one table: which rows count nobody can tell. Facts: table. */
  'sheet-table-twice',
  /** Facts: table, headings (those that are lacking). */
  'sheet-heading-missing',
  'sheet-heading-twice',
  /** A rule sheet's heading that is no field of any of its ledgers. Facts: heading. */
  'sheet-heading-unknown',
  /** Facts: rows, most. */
  'sheet-too-large',
  /** Facts: length, most. */
  'sheet-text-too-long',
  /** An error value, or a formula without a stored result. Facts: found. */
  'sheet-cell-error',
  /** Facts: found. */
  'sheet-number',
  'sheet-whole',
  'sheet-date',
  'sheet-days',
  'sheet-bounds',
  'sheet-condition-line',
  'sheet-needs',
  'sheet-column-of-ledger',
  /** None of the words that may stand here. Facts: found, allowed. */
  'sheet-choice',
  /** A list that can't be taken apart. Facts: position, found. */
  'sheet-list',
  /** No field of the ledger is called so. Facts: field. */
  'sheet-field-unknown',
  /** A formula that can't be read. Facts: position, found («» at the end), expected (a word of `EXPECTED`). */
  'sheet-formula',
  /** Facts: position, found. */
  'sheet-formula-field',
  'sheet-formula-word',
  'sheet-formula-out-of-place',
  'sheet-formula-too-deep',
  /** Facts: most. */
  'sheet-formula-too-long',
  /** The row's kind has no use for what stands here. Facts: heading. */
  'sheet-not-used',
  /** The row belongs to something that is not there. Facts: heading, found. */
  'sheet-owner-unknown',
  /** A later row of one parameter says otherwise. Facts: heading, first (what the first row says). */
  'sheet-differs',
  /** The list of the document's own entries. Facts: found. */
  'sheet-entry-unknown',
  'sheet-entry-twice',
] as const;

export type SheetFaultCode = (typeof SHEET_FAULT_CODES)[number];

/** The facts' longest piece of other people's text. */
const LONGEST_FOUND = 60;

/** What stands in a cell, cut to what a sentence can hold. */
export function excerpt(text: string): string {
  if (text.length <= LONGEST_FOUND) return text;
  return `${Array.from(text.slice(0, LONGEST_FOUND + 1))
    .slice(0, LONGEST_FOUND - 1)
    .join('')}…`;
}
