import type { CellErrorCode } from '../../functions/cell-values';

/** What an error is as a number: a COM error of Office's own facility, with an XlCVError in it. */
const FIRST_ERROR = -2146828288;

/** XlCVError. Those that et-jsapi-declare lacks are Excel's; WPS may come to have them. */
const ERRORS: ReadonlyMap<number, CellErrorCode> = new Map([
  [2000, '#NULL!'],
  [2007, '#DIV/0!'],
  [2015, '#VALUE!'],
  [2023, '#REF!'],
  [2029, '#NAME?'],
  [2036, '#NUM!'],
  [2042, '#N/A'],
  [2043, '#GETTING_DATA'],
  [2045, '#SPILL!'],
  [2046, '#CONNECT!'],
  [2047, '#BLOCKED!'],
  [2048, '#UNKNOWN!'],
  [2049, '#FIELD!'],
  [2050, '#CALC!'],
]);

/**
 * The error that WPS hands over as this number: -2146826281 is #DIV/0!; `undefined` for any other number. An amount of exactly
 * such a figure can't be told from an error.
 */
export function errorOfNumber(value: number): CellErrorCode | undefined {
  return ERRORS.get(value - FIRST_ERROR);
}
