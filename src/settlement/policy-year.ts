import { parseCell } from '../ledger/a1';
import type { WorkbookSnapshot } from '../ledger/cells';
import { sheetNamed } from '../ledger/locate';

/** The workbook's name that holds its policy year. */
export const POLICY_YEAR_NAME = 'PolicyYear';

/** What the workbook says its policy year is; `undefined` for the year where it says so, but it is none. */
export interface NamedYear {
  readonly year: number | undefined;
  /** The sheet that it stands on, where the name does not hold it itself. */
  readonly sheet: string | undefined;
}

/** The year that the workbook's name holds itself or points at; `undefined` for a workbook without the name. */
export function namedPolicyYear(workbook: WorkbookSnapshot): NamedYear | undefined {
  const named = workbook.definedNames.find(({ name }) => name.toLowerCase() === POLICY_YEAR_NAME.toLowerCase());
  if (!named) return undefined;
  const refersTo = named.refersTo.trim();
  const literal = /^=?(\d{4})$/.exec(refersTo);
  if (literal) return { year: Number(literal[1]), sheet: undefined };
  const [, quoted, bare, address = ''] = /^=?(?:'((?:[^']|'')+)'|([^'!]+))!([^!]+)$/.exec(refersTo) ?? [];
  const sheet = sheetNamed(workbook, quoted?.replaceAll("''", "'") ?? bare ?? '');
  const place = parseCell(address);
  if (!sheet || !place) return { year: undefined, sheet: sheet?.name };
  const year = Number(sheet.rows[place.row - 1]?.[place.column - 1] ?? Number.NaN);
  const isYear = Number.isInteger(year) && year >= 1900 && year <= 9999;
  return { year: isYear ? year : undefined, sheet: sheet.name };
}
