/**
 * Between the runtime of custom functions and the core: arguments come as the host hands them over, results go as the host
 * shows them.
 */
import {
  isCellErrorCode,
  spilledError,
  type Argument,
  type CallResult,
  type CellError,
  type CellErrorCode,
  type CellScalar,
  type ScalarArgument,
} from './cell-values';

/**
 * Arguments as the core reads them. An argument left out arrives as null (undefined from a host that passes fewer); a
 * blank cell as null, "" or 0, which the core tells apart; an error as the runtime's own error object.
 */
export function argumentsFromHost(values: readonly unknown[]): readonly Argument[] {
  return values.map((value): Argument => {
    if (value === null || value === undefined) return undefined;
    return Array.isArray(value) ? value.map(rowFromHost) : cellFromHost(value);
  });
}

function rowFromHost(row: unknown): readonly ScalarArgument[] {
  return Array.isArray(row) ? row.map(cellFromHost) : [cellFromHost(row)];
}

function cellFromHost(value: unknown): ScalarArgument {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  return typeof value === 'object' && value !== null ? objectFromHost(value) : null;
}

/** An error («code»), or the basic value of a data type: a formatted number, a linked entity, a picture. */
function objectFromHost(value: object): ScalarArgument {
  const { code, basicValue } = value as { readonly code?: unknown; readonly basicValue?: unknown };
  const basic = code ?? basicValue;
  if (typeof basic === 'string' && isCellErrorCode(basic)) return { error: basic };
  if (typeof basic === 'number' || typeof basic === 'string' || typeof basic === 'boolean') return basic;
  return { error: '#UNKNOWN!' };
}

/** A cell's value as a custom function gives it. */
export type HostCell = CellScalar | CustomFunctions.Error;
/** What a custom function gives: one cell, or rows that spill. */
export type HostResult = HostCell | HostCell[][];

/**
 * A result as the host shows it: a value, rows that spill, or the runtime's error. In a single column, which people sum up,
 * errors become errors of their cells; in a table of several columns they stay the sentences that the table is there to
 * tell, since a spilled error shows none. Never null, which a cell shows as 0.
 */
export function resultForHost(result: CallResult): HostResult {
  if (!result.ok) return errorForHost(result.error);
  const { value } = result;
  return typeof value === 'object' ? rowsForHost(value) : value;
}

function rowsForHost(rows: readonly (readonly CellScalar[])[]): HostCell[][] {
  return rows.map((row) =>
    row.map((cell) => {
      const error = row.length === 1 ? spilledError(cell) : undefined;
      return error ? errorForHost(error) : cell;
    }),
  );
}

const GIVEN_CODES: ReadonlySet<CellErrorCode> = new Set<CellErrorCode>([
  '#VALUE!',
  '#N/A',
  '#DIV/0!',
  '#NUM!',
  '#NULL!',
] satisfies CustomFunctions.ErrorCode[]);

function isGivenCode(code: CellErrorCode): code is CustomFunctions.ErrorCode {
  return GIVEN_CODES.has(code);
}

/** The runtime's error. One that no function may give (#REF!, #NAME? …) is a #VALUE! whose sentence names it. */
export function errorForHost({ code, message }: CellError): CustomFunctions.Error {
  if (isGivenCode(code)) return new CustomFunctions.Error(code, message);
  const named = message.includes(code) ? message : `${code} ${message}`.trim();
  return new CustomFunctions.Error('#VALUE!', named);
}
