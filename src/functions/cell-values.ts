/**
 * What goes into a custom function and what comes out, the same for every host and for the command line. Hosts translate
 * their own shapes into these; nothing inward of them knows a host.
 */

/** The errors that a cell can show, as spreadsheets write them. */
export const CELL_ERRORS = [
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!',
  '#FIELD!',
  '#BLOCKED!',
  '#CONNECT!',
  '#UNKNOWN!',
  '#BUSY!',
] as const;
export type CellErrorCode = (typeof CELL_ERRORS)[number];

/** An argument cell that holds an error. */
export interface ErrorArgument {
  readonly error: CellErrorCode;
}

/** One cell of an argument; `null` is a blank cell. */
export type ScalarArgument = number | string | boolean | null | ErrorArgument;
/** A range: rows of cells. */
export type RangeArgument = readonly (readonly ScalarArgument[])[];
/** One argument of a call; `undefined` where the call leaves it out. */
export type Argument = ScalarArgument | RangeArgument | undefined;

/** What a cell shows for a call. Dates are ISO text, money is the number a cell holds. */
export type CellScalar = number | string | boolean;
/** One value, or rows that spill. */
export type CallValue = CellScalar | readonly (readonly CellScalar[])[];

/** A call that a cell shows as an error, with a sentence that says what to do. */
export interface CellError {
  readonly code: CellErrorCode;
  readonly message: string;
}

export type CallResult =
  { readonly ok: true; readonly value: CallValue } | { readonly ok: false; readonly error: CellError };

/** The longest text that a cell holds. */
export const LONGEST_CELL_TEXT = 32_767;

/** The text as a cell can hold it; what is cut off shows as «…». */
export function cellText(text: string): string {
  if (text.length <= LONGEST_CELL_TEXT) return text;
  const kept = text.slice(0, LONGEST_CELL_TEXT - 1);
  // A cut between the halves of a surrogate pair would leave half a character behind.
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** Tells a range from a single cell. */
export function isRange(argument: Argument): argument is RangeArgument {
  return Array.isArray(argument);
}

const KNOWN_ERRORS: ReadonlySet<string> = new Set(CELL_ERRORS);

/** Tells the text of an error («#REF!»): some hosts hand errors over as text. */
export function isCellErrorCode(text: string): text is CellErrorCode {
  return KNOWN_ERRORS.has(text);
}

/** The error in a cell, be it handed over as an error or as its text; `undefined` for any other cell. */
export function errorIn(cell: ScalarArgument | undefined): CellErrorCode | undefined {
  if (typeof cell === 'object' && cell !== null) return cell.error;
  return typeof cell === 'string' && isCellErrorCode(cell.trim()) ? (cell.trim() as CellErrorCode) : undefined;
}

/** Tells a cell with nothing in it; a text of spaces alone, as `=""` leaves it, counts as blank. */
export function isBlank(cell: ScalarArgument | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

/**
 * An error inside a spilled result as text, «#VALUE! 类别…»: a spilled array holds values alone, and a text there is never
 * mistaken for an amount. Hosts that can put real errors into an array turn it back with `spilledError`.
 */
export function spilledErrorText(error: CellError): string {
  return cellText(`${error.code} ${error.message}`);
}

/** The error behind a cell of a spilled result; `undefined` for a value. */
export function spilledError(cell: CellScalar): CellError | undefined {
  if (typeof cell !== 'string' || !cell.startsWith('#')) return undefined;
  const space = cell.indexOf(' ');
  const code = space < 0 ? cell : cell.slice(0, space);
  return isCellErrorCode(code) ? { code, message: space < 0 ? '' : cell.slice(space + 1) } : undefined;
}
