import type { CellErrorValue, CellValue as FileCell } from '@cj-tech-master/excelts';
import { parseIsoDate, toExcelSerial } from '../kernel/dates';
import { parseDecimal } from '../kernel/decimal';
import { parseIsoMoment, timeToExcelSerial } from '../kernel/moments';
import { isFault, type CellValue } from '../ledger/cells';
import type { Column } from '../policy/schema';

/**
 * What to fill into a ledger cell. Text is read by the column: «2016-03-05» becomes a date in a date column, «2016-03-05 14:30» a moment in a column of moments, «1234.5» a number in a
 * column of money or counts; any other text is written as text. `raw` is a cell exactly as it shall stand, for samples of
 * careless books; an error is written as the value that Excel shows.
 */
export type TemplateEntry = string | number | null | { readonly raw: CellValue };

const EXCEL_ERRORS = [
  '#N/A',
  '#REF!',
  '#NAME?',
  '#DIV/0!',
  '#NULL!',
  '#VALUE!',
  '#NUM!',
] as const satisfies readonly CellErrorValue['error'][];

/** The cell of the file for an entry. Never a formula: text that begins with = + - or @ is written as the text it is. */
export function fileCell(entry: TemplateEntry, type: Column['type']): FileCell {
  if (entry === null) return null;
  if (typeof entry === 'object') return rawCell(entry.raw);
  if (type === 'date' && typeof entry === 'string') {
    const date = parseIsoDate(entry);
    return date === undefined ? textCell(entry) : toExcelSerial(date, false);
  }
  if (type === 'moment' && typeof entry === 'string') {
    const moment = parseIsoMoment(entry);
    return moment === undefined ? textCell(entry) : timeToExcelSerial(moment, false);
  }
  if (type === 'money' || type === 'count') {
    if (typeof entry === 'number') return entry;
    return parseDecimal(entry) === undefined ? textCell(entry) : Number(entry);
  }
  return textCell(String(entry));
}

function rawCell(value: CellValue): FileCell {
  if (!isFault(value)) return typeof value === 'string' ? textCell(value) : value;
  const error = EXCEL_ERRORS.find((known) => known === value.fault);
  if (error === undefined) throw new RangeError(`no error that Excel knows: ${value.fault}`);
  return { error };
}

function textCell(text: string): FileCell {
  return text === '' ? null : text;
}
