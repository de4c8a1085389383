/** What comes back from a custom function, as cell values. */
import { z } from 'zod';
import { type Block, type CellError, type CellValue, type ErrorText } from '../grid/grid-model';
import { isErrorText } from '../grid/values';

export interface CallResult {
  readonly id: number;
  readonly value: CellValue | Block<CellValue>;
  readonly numberFormat?: string;
}

const Results = z.array(z.array(z.unknown()).min(3));

/** Numbers of office.js for how a call failed. */
const FAILURES: Readonly<Record<number, ErrorText>> = {
  1: '#N/A',
  5: '#DIV/0!',
  6: '#NUM!',
  7: '#VALUE!',
  8: '#NULL!',
  9: '#NAME?',
  10: '#NAME?',
};

/** Excel shows a text of one's own with #VALUE! and #N/A alone; here it is kept with every error that brings one. */
function error(text: ErrorText, message: unknown): CellError {
  return typeof message === 'string' && message !== '' ? { error: text, message } : { error: text };
}

interface Cell {
  readonly value: CellValue;
  readonly numberFormat?: string;
}

function readCell(value: unknown): Cell {
  if (value === null || value === undefined) return { value: 0 };
  if (typeof value === 'number') return { value: Number.isFinite(value) ? value : { error: '#NUM!' } };
  if (typeof value === 'string' || typeof value === 'boolean') return { value };
  if (typeof value !== 'object') return { value: { error: '#VALUE!' } };
  const rich = value as Readonly<Record<string, unknown>>;
  const basic = rich['basicValue'] ?? rich['code'];
  if (rich['type'] === 'Error' || rich['basicType'] === 'Error' || rich['valueType'] === 'CustomFunctionError') {
    const text = isErrorText(basic) ? basic : '#VALUE!';
    return { value: error(text, rich['message']) };
  }
  const shown: CellValue =
    typeof basic === 'number' || typeof basic === 'string' || typeof basic === 'boolean' ? basic : { error: '#VALUE!' };
  const format = rich['numberFormat'];
  return typeof format === 'string' ? { value: shown, numberFormat: format } : { value: shown };
}

/** An array must be rows of equal length; what is not is #VALUE!, as in Excel. */
function readValue(value: unknown): Omit<CallResult, 'id'> {
  if (!Array.isArray(value)) return readCell(value);
  const rows: readonly unknown[] = value;
  const [first] = rows;
  const isRectangle =
    Array.isArray(first) && first.length > 0 && rows.every((row) => Array.isArray(row) && row.length === first.length);
  if (!isRectangle) return { value: { error: '#VALUE!', message: 'The function gave an array that is no rectangle.' } };
  const block = (rows as readonly (readonly unknown[])[]).map((row) => row.map((cell) => readCell(cell).value));
  return { value: block };
}

/** Reads the argument of SetInvocationArrayResults: `[[id, true, value, …], [id, false, message, code, …]]`. */
export function readArrayResults(argument: unknown): CallResult[] {
  const parsed = Results.safeParse(argument);
  if (!parsed.success) return [];
  return parsed.data.flatMap(([id, isDone, value, code]): CallResult[] => {
    if (typeof id !== 'number') return [];
    if (isDone === true) return [{ id, ...readValue(value) }];
    const text = FAILURES[typeof code === 'number' ? code : 0] ?? '#VALUE!';
    return [{ id, value: error(text, value) }];
  });
}
