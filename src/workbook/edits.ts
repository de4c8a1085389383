import { dayOf, timeToExcelSerial } from '../kernel/moments';
import { isFault, type CellValue } from '../ledger/cells';
import type { CellEdit, CellInput, Mark } from './port';

/**
 * What an edit does to a cell, the same in every host: what the cell holds and how it is formatted afterwards, and the edit
 * that takes it back. How a host is made to store it is the host's matter.
 */

/** A cell before it is written to. */
export interface CellBefore {
  /** `''` where it has none. */
  readonly formula: string;
  readonly value: CellValue;
  readonly numberFormat: string;
}

/** The format of a cell that has none of its own. */
export const GENERAL = 'General';
/** The format that makes text of all that is put into a cell. */
export const TEXT = '@';
/** What a date is shown with in a cell that has no date format of its own. */
export const DATE_FORMAT = 'yyyy-mm-dd';
const MOMENT_FORMAT = 'yyyy-mm-dd hh:mm:ss';

/** The value a cell holds once this is put into it; `undefined` for a formula, whose value only the host knows. */
export function valuePut(put: CellInput, date1904: boolean): CellValue | undefined {
  switch (put.kind) {
    case 'blank':
      return null;
    case 'text':
      return put.text === '' ? null : put.text;
    case 'number':
    case 'boolean':
      return put.value;
    case 'date':
      return timeToExcelSerial(put.date, date1904);
    case 'formula':
      return undefined;
  }
}

/**
 * The number format that an edit gives a cell; `undefined` where it keeps its own. A cell formatted as text would make text
 * of numbers and formulas as well, so it loses that format with them.
 */
export function formatPut(edit: Pick<CellEdit, 'put' | 'numberFormat'>, before: string): string | undefined {
  const wanted = edit.numberFormat ?? formatOfInput(edit.put, before);
  return wanted === before ? undefined : wanted;
}

function formatOfInput(put: CellInput, before: string): string | undefined {
  const isPlain = before === GENERAL || before === TEXT;
  switch (put.kind) {
    case 'blank':
    case 'text':
      return undefined;
    case 'date':
      if (isDateFormat(before)) return undefined;
      return put.date === dayOf(put.date) ? DATE_FORMAT : MOMENT_FORMAT;
    case 'number':
      return isPlain && put.numberFormat !== undefined ? put.numberFormat : unlessText(before);
    case 'boolean':
    case 'formula':
      return unlessText(before);
  }
}

function unlessText(before: string): string | undefined {
  return before === TEXT ? GENERAL : undefined;
}

/** Whether a number format shows a day: its code has a y or a d outside of quotes, brackets and escapes. */
export function isDateFormat(format: string): boolean {
  const code = format.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, '');
  return /[yd]/i.test(code);
}

/** Whether a cell still holds what an edit was made for. */
export function holds(found: CellValue, expected: CellValue): boolean {
  if (isFault(found) && isFault(expected)) return found.fault === expected.fault;
  return found === expected;
}

/** What was found in a cell, for a sentence. */
export function foundText(found: CellValue): string {
  if (found === null) return '';
  return isFault(found) ? found.fault : String(found);
}

/**
 * The edit that puts a cell back as it was. It expects what was put there, so that what somebody enters in the meantime
 * isn't lost; a formula's results may change by themselves and are not expected.
 */
export function takingBack(edit: CellEdit, before: CellBefore, date1904: boolean): CellEdit {
  const { sheet, cell } = edit;
  const now = valuePut(edit.put, date1904);
  const isFormatChanged = formatPut(edit, before.numberFormat) !== undefined;
  return {
    sheet,
    cell,
    put: inputOf(before),
    ...(isFormatChanged && { numberFormat: before.numberFormat }),
    ...(now !== undefined && { expected: now }),
  };
}

/** A cell's content as something to put into it. An error that stands there as a value comes back as its formula. */
function inputOf({ formula, value }: CellBefore): CellInput {
  if (formula !== '') return { kind: 'formula', formula };
  if (value === null) return { kind: 'blank' };
  if (isFault(value)) return { kind: 'formula', formula: `=${value.fault}` };
  if (typeof value === 'string') return { kind: 'text', text: value };
  return typeof value === 'number' ? { kind: 'number', value } : { kind: 'boolean', value };
}

/** Of several edits of one cell the last, in the order of the first ones: what a write comes to. */
export function lastEditPerCell<T extends { readonly edit: CellEdit }>(edits: readonly T[]): readonly T[] {
  return [...new Map(edits.map((one) => [`${one.edit.sheet}!${one.edit.cell}`, one])).values()];
}

/** One mark a cell, with the first colour and the texts of all, a line each. In the order of the first ones. */
export function oneMarkPerCell(marks: readonly Mark[]): readonly Mark[] {
  const byCell = new Map<string, Mark>();
  for (const mark of marks) {
    const key = `${mark.sheet}!${mark.cell}`;
    const first = byCell.get(key);
    byCell.set(key, first ? { ...first, note: `${first.note}\n${mark.note}` } : mark);
  }
  return [...byCell.values()];
}
