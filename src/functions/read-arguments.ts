import type { IsoDate } from '../kernel/dates';
import { decimalFromCell, ZERO, type Decimal } from '../kernel/decimal';
import { err, ok, type Result } from '../kernel/result';
import { halfWidth, readAmount, readDate } from '../ledger/read-cell';
import { errorIn, isBlank, isRange, type Argument, type RangeArgument, type ScalarArgument } from './cell-values';
import type { FunctionProblem, Place } from './function-problem';

/**
 * Arguments read as what their contract asks for.
 *
 * Hosts differ in how they hand over «nothing»: an argument left out is undefined or null; a reference to a blank cell is
 * null on the web and 0 on the desktop (office-js #4702); inside a range it is null or 0 as well (#1951, #5262), and a
 * formula's "" is a text. All of these are read as blank wherever 0 has no meaning of its own: a year, a date, a name, a
 * ledger. Where 0 is a count, a 0 is taken at its word and only the other forms are blank; on a desktop host a reference to
 * a blank cell therefore counts as none, and the function's help says so.
 */
type Reading<T> = Result<T, FunctionProblem>;

const EARLIEST_YEAR = 1900;
const LATEST_YEAR = 9999;

/** A single cell; `null` where it is blank. A range of one cell is that cell; an error is passed on as it is. */
export function readScalar(parameter: string, argument: Argument): Reading<number | string | boolean | null> {
  const cell = singleCell(argument);
  if (cell === undefined) {
    const range = argument as RangeArgument;
    return err({ code: 'one-cell-expected', parameter, rows: range.length, columns: range[0]?.length ?? 0 });
  }
  const error = errorIn(cell);
  if (error !== undefined) return err({ code: 'argument-error', parameter, error, place: undefined });
  return ok(isBlank(cell) ? null : (cell as number | string | boolean));
}

/** The cell of an argument that is one cell, be it as a value or as a range; `undefined` for a larger range. */
export function singleCell(argument: Argument): ScalarArgument | undefined {
  if (!isRange(argument)) return argument ?? null;
  if (argument.length === 0) return null;
  return argument.length === 1 && argument[0]?.length === 1 ? argument[0][0] : undefined;
}

/** A year, or `undefined` where it is blank or 0. Text is read too: «2016», «２０１６», «2016年». */
export function readYear(parameter: string, argument: Argument): Reading<number | undefined> {
  const scalar = readScalar(parameter, argument);
  if (!scalar.ok) return scalar;
  const { value } = scalar;
  if (value === null) return ok(undefined);
  if (typeof value === 'boolean') return err(numberExpected(parameter, value));
  const number = typeof value === 'number' ? value : yearFromText(value);
  if (number === undefined) return err(numberExpected(parameter, String(value)));
  if (number === 0) return ok(undefined);
  const isYear = Number.isInteger(number) && number >= EARLIEST_YEAR && number <= LATEST_YEAR;
  return isYear ? ok(number) : err({ code: 'year-out-of-range', value: String(value) });
}

function yearFromText(text: string): number | undefined {
  const reading = readAmount(halfWidth(text).trim().replace(/年$/, ''));
  return reading.kind === 'value' ? reading.value.toNumber() : undefined;
}

/** A count: a whole number from 0, or `undefined` where it is blank. A 0 is a count of none. */
export function readCount(parameter: string, argument: Argument): Reading<Decimal | undefined> {
  const scalar = readScalar(parameter, argument);
  if (!scalar.ok) return scalar;
  if (scalar.value === null) return ok(undefined);
  const number = decimalOf(parameter, scalar.value, undefined);
  if (!number.ok) return number;
  const value = String(scalar.value);
  if (number.value.isNegative() && !number.value.isZero()) {
    return err({ code: 'negative', parameter, value, place: undefined });
  }
  return number.value.isInteger() ? number : err({ code: 'whole-number-expected', parameter, value });
}

/** A number; blank is 0, as in a spreadsheet. */
export function readNumber(parameter: string, argument: Argument): Reading<Decimal> {
  const scalar = readScalar(parameter, argument);
  if (!scalar.ok) return scalar;
  return scalar.value === null ? ok(ZERO) : decimalOf(parameter, scalar.value, undefined);
}

/** A text that must be given, without the spaces around it and with full-width characters narrowed. */
export function readName(parameter: string, argument: Argument): Reading<string> {
  const scalar = readScalar(parameter, argument);
  if (!scalar.ok) return scalar;
  const { value } = scalar;
  if (value === null || value === 0) return err({ code: 'argument-missing', parameter });
  if (typeof value === 'boolean') return err({ code: 'text-expected', parameter, value: shownScalar(value) });
  return ok(halfWidth(String(value)).trim());
}

/** A date, or `undefined` where it is blank or 0. */
export function readDateArgument(
  parameter: string,
  argument: Argument,
  date1904: boolean,
): Reading<IsoDate | undefined> {
  const scalar = readScalar(parameter, argument);
  if (!scalar.ok) return scalar;
  const { value } = scalar;
  if (value === null || value === 0) return ok(undefined);
  const reading = readDate(value, date1904);
  return reading.kind === 'value'
    ? ok(reading.value)
    : err({ code: 'date-expected', parameter, value: shownScalar(value) });
}

/** A range of cells; one value is a range of one cell. */
export function readRange(parameter: string, argument: Argument): Reading<RangeArgument> {
  if (argument === undefined || argument === null) return err({ code: 'argument-missing', parameter });
  if (isRange(argument)) return argument.length === 0 ? err({ code: 'argument-missing', parameter }) : ok(argument);
  const error = errorIn(argument);
  return error === undefined ? ok([[argument]]) : err({ code: 'argument-error', parameter, error, place: undefined });
}

/** A range whose every cell is a number from 0; a blank cell is 0. Errors, negatives and text are refused by their place. */
export function readWeights(parameter: string, argument: Argument): Reading<readonly (readonly Decimal[])[]> {
  const range = readRange(parameter, argument);
  if (!range.ok) return range;
  const rows: Decimal[][] = [];
  for (const [rowIndex, cells] of range.value.entries()) {
    const row: Decimal[] = [];
    for (const [columnIndex, cell] of cells.entries()) {
      const place = placeIn(argument, rowIndex, columnIndex);
      const weight = readCellNumber(parameter, cell, place);
      if (!weight.ok) return weight;
      const value = weight.value ?? ZERO;
      if (value.isNegative() && !value.isZero()) {
        return err({ code: 'negative', parameter, value: shownScalar(cell), place });
      }
      row.push(value);
    }
    rows.push(row);
  }
  return ok(rows);
}

/** One cell of a range as a number; `undefined` where it is blank. */
export function readCellNumber(
  parameter: string,
  cell: ScalarArgument | undefined,
  place: Place | undefined,
): Reading<Decimal | undefined> {
  const error = errorIn(cell);
  if (error !== undefined) return err({ code: 'argument-error', parameter, error, place });
  return isBlank(cell) ? ok(undefined) : decimalOf(parameter, cell as number | string | boolean, place);
}

/** Where a cell of a range stands; the only cell, which hosts hand over as a range too, has no place worth telling. */
export function placeIn(argument: Argument, rowIndex: number, columnIndex: number): Place | undefined {
  return singleCell(argument) === undefined ? { row: rowIndex + 1, column: columnIndex + 1 } : undefined;
}

/** A cell as a sentence shows it. */
export function shownScalar(cell: ScalarArgument | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return cell.error;
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
}

/** Numbers at the 15 digits that a cell shows; text as people write amounts. TRUE is no number. */
function decimalOf(parameter: string, value: number | string | boolean, place: Place | undefined): Reading<Decimal> {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return err({ code: 'number-too-large', parameter, value: String(value) });
  }
  const reading = readAmount(value);
  if (reading.kind === 'value') return ok(reading.value);
  if (typeof value === 'number')
    return err({ code: 'number-too-large', parameter, value: String(decimalFromCell(value)) });
  return err(numberExpected(parameter, value, place));
}

function numberExpected(parameter: string, value: string | boolean, place?: Place): FunctionProblem {
  return { code: 'number-expected', parameter, value: shownScalar(value), place };
}
