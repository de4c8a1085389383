/** A call's arguments as Excel hands them to a custom function; or the error that it shows without calling at all. */
import {
  type Block,
  type CellError,
  type CellValue,
  type FunctionArgument,
  type FunctionCall,
} from '../grid/grid-model';
import { type CustomFunctionInfo } from './metadata';

/** Excel on the web gives `null` for a blank cell, on the desktop 0; inside a range both give 0. */
export type Blanks = 'web' | 'desktop';

export type WireValue = null | boolean | number | string | { readonly code: string; readonly type: string };
export type WireArgument = WireValue | readonly WireArgument[];

export type Prepared = { readonly values: readonly WireArgument[] } | { readonly error: CellError };

type Parameter = CustomFunctionInfo['parameters'][number];

class Unfit extends Error {
  constructor(readonly value: CellError) {
    super(value.error);
  }
}

const isError = (value: CellValue): value is CellError => typeof value === 'object' && value !== null;
const isBlock = (value: FunctionArgument): value is Block<CellValue> => Array.isArray(value);

/** One value as its parameter's type wants it. */
function convert(value: CellValue, type: string, blank: WireValue, allowErrors: boolean): WireValue {
  if (value === null) return blank;
  if (isError(value)) {
    if (allowErrors && type === 'any') return { code: value.error, type: 'CustomFunctionError' };
    throw new Unfit(value);
  }
  if (type === 'number') {
    const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
    if (Number.isNaN(number)) throw new Unfit({ error: '#VALUE!' });
    return number;
  }
  if (type === 'string') return typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value);
  if (type === 'boolean' && typeof value === 'number') return value !== 0;
  if (type === 'boolean' && typeof value === 'string') {
    if (!/^(?:true|false)$/i.test(value)) throw new Unfit({ error: '#VALUE!' });
    return value.toLowerCase() === 'true';
  }
  return value;
}

function prepareOne(value: FunctionArgument, parameter: Parameter, blanks: Blanks, allowErrors: boolean): WireArgument {
  if (value === undefined) return null;
  const { type, dimensionality } = parameter;
  if (dimensionality === 'matrix') {
    const block = isBlock(value) ? value : [[value]];
    return block.map((row) => row.map((cell) => convert(cell, type, 0, allowErrors)));
  }
  const single = isBlock(value) ? (value.length === 1 && value[0]?.length === 1 ? value[0][0] : undefined) : value;
  // Excel would call once for every cell of the range and spill; see docs/host-differences.md.
  if (single === undefined) throw new Unfit({ error: '#VALUE!' });
  return convert(single, type, blanks === 'web' ? null : 0, allowErrors);
}

/** Left-out arguments are `null`; a repeating parameter takes all that is left, as one array. */
export function prepareArguments(
  { parameters }: CustomFunctionInfo,
  call: FunctionCall,
  blanks: Blanks,
  allowErrors: boolean,
): Prepared {
  try {
    const values: WireArgument[] = [];
    const last = parameters.at(-1);
    const single = last?.repeating === true ? parameters.slice(0, -1) : parameters;
    if (!last?.repeating && call.arguments.length > parameters.length) return { error: { error: '#VALUE!' } };
    for (const [at, parameter] of single.entries()) {
      const value = call.arguments[at];
      if (value === undefined && !parameter.optional) return { error: { error: '#VALUE!' } };
      values.push(prepareOne(value, parameter, blanks, allowErrors));
    }
    if (last?.repeating) {
      const rest = call.arguments.slice(single.length);
      values.push(rest.map((value) => prepareOne(value, last, blanks, allowErrors)));
    }
    return { values };
  } catch (failure) {
    if (failure instanceof Unfit) return { error: failure.value };
    throw failure;
  }
}
