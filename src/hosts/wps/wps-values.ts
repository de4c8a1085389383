/**
 * Between WPS's custom functions and the core: arguments as WPS hands them over, and results as a cell can show them. What it
 * hands over differs with the version and with how an argument is written, so that every form that has been told of is read.
 */
import type { FunctionMetadata, ParameterMetadata } from '../../functions/functions-json';
import {
  cellText,
  spilledError,
  spilledErrorText,
  type Argument,
  type CallResult,
  type CellScalar,
  type ScalarArgument,
} from '../../functions/cell-values';
import { errorOfNumber } from './error-numbers';

/** An argument that was left out, as COM says it: DISP_E_PARAMNOTFOUND. */
export const LEFT_OUT = -2147352572;

/** What a custom function may give: one cell, or rows of cells. WPS takes no errors, so that they are text. */
export type WpsResult = CellScalar | CellScalar[][];

/** The arguments of a call as the core reads them. Those left out at the end may not be handed over at all. */
export function argumentsFromWps(
  given: readonly unknown[],
  { parameters }: Pick<FunctionMetadata, 'parameters'>,
): readonly Argument[] {
  return given.map((value, position) => argumentFromWps(value, parameters[position]));
}

function argumentFromWps(given: unknown, parameter: ParameterMetadata | undefined): Argument {
  const value = valuesOf(given);
  if (value === LEFT_OUT) return undefined;
  // A blank cell, or from some versions an argument left out, which is read alike; none that is needed can be left out.
  if ((value === undefined || value === null) && parameter?.optional === true) return undefined;
  if (Array.isArray(value)) return rowsFrom(value);
  const cell = cellFromWps(value);
  return parameter?.dimensionality === 'matrix' ? [[cell]] : cell;
}

/** A range may arrive as the live range itself: it is read here, within the call. */
function valuesOf(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const { Row, Value2 } = given as { readonly Row?: unknown; readonly Value2?: unknown };
  // Only a range has a row, and only a range may be blank.
  return typeof Row === 'number' ? (Value2 ?? '') : given;
}

/** Rows of cells; the cells of a single row may come without it. */
function rowsFrom(given: readonly unknown[]): readonly (readonly ScalarArgument[])[] {
  if (given.some(Array.isArray)) {
    return given.map((row) => (Array.isArray(row) ? row.map(cellFromWps) : [cellFromWps(row)]));
  }
  return [given.map(cellFromWps)];
}

/** Dates are serial numbers, as in any cell; the core counts their days as the workbook does. */
function cellFromWps(value: unknown): ScalarArgument {
  if (typeof value === 'number') {
    const error = errorOfNumber(value);
    return error === undefined ? value : { error };
  }
  if (typeof value === 'string') {
    // What a function of ours shows for an error is one to the next function too.
    const error = spilledError(value);
    return error ? { error: error.code } : value;
  }
  if (typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : { error: '#UNKNOWN!' };
}

/**
 * A result as WPS shows it: a value, or rows; an error as text that begins with its code, «#N/A 制度…». Rows of one cell are
 * that cell, which needs no room beside it.
 */
export function resultForWps(result: CallResult): WpsResult {
  if (!result.ok) {
    const { error } = result;
    // Not an error, and in a moment another result takes its place.
    return error.code === '#GETTING_DATA' ? cellText(error.message) : spilledErrorText(error);
  }
  const { value } = result;
  if (typeof value !== 'object') return value;
  const rows = value.map((row) => [...row]);
  const only = rows.length === 1 && rows[0]?.length === 1 ? rows[0][0] : undefined;
  return only ?? rows;
}
