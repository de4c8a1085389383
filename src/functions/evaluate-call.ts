import { err, ok, type Result } from '../kernel/result';
import { callFunction, refusedCall } from './call';
import type { CallContext } from './call-context';
import type { CallValue, CellError } from './cell-values';
import type { FunctionProblem } from './function-problem';
import { parseSentence, sentenceOf } from './function-texts';
import { parseCall, type ParseProblem } from './parse-call';

/**
 * Why a typed call gives no value: the call itself can't be used (the text is no call, there is no such function, it takes
 * fewer arguments), which a spreadsheet would not even let one enter; or the cell shows an error.
 */
export type CallProblem =
  | { readonly kind: 'call'; readonly problem: ParseProblem | FunctionProblem; readonly message: string }
  | { readonly kind: 'cell'; readonly error: CellError };

/** Computes a call as it is typed, with literal arguments. */
export function evaluateCall(source: string, context: CallContext): Result<CallValue, CallProblem> {
  const call = parseCall(source);
  if (!call.ok) {
    return err({ kind: 'call', problem: call.error, message: parseSentence(call.error, context.language) });
  }
  const problem = refusedCall(call.value.name, call.value.arguments, context);
  if (problem) return err({ kind: 'call', problem, message: sentenceOf(problem, context) });
  // A literal array holds no blank cells: a 0 in it is one.
  const result = callFunction(call.value.name, call.value.arguments, { ...context, blanksArriveAsZero: false });
  return result.ok ? ok(result.value) : err({ kind: 'cell', error: result.error });
}
