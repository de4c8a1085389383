import { err, type Result } from '../kernel/result';
import { answerFunction } from './answer-functions';
import type { CallContext } from './call-context';
import { functionNamed, FUNCTIONS, type FunctionContract } from './catalogue';
import type { Argument, CallResult, CallValue } from './cell-values';
import { explainFunction } from './explain-function';
import { cellErrorOf, type FunctionProblem } from './function-problem';
import { sentenceOf } from './function-texts';
import { nearestName } from './nearest-name';
import { countedFunction, verdictFunction } from './row-functions';
import { allocateFunction, clauseTextFunction, policyValueFunction } from './tool-functions';

/**
 * Computes one call of a custom function: pure, synchronous, the same in every host. What can't be computed is the error
 * that the cell shows, with a sentence in the context's language that says what to do; it never throws for what a sheet
 * can hold.
 */
export function callFunction(id: string, args: readonly Argument[], context: CallContext): CallResult {
  return shownOutcome(computeCall(id, args, context), context);
}

/** What a cell shows for a call's outcome. */
export function shownOutcome(outcome: Result<CallValue, FunctionProblem>, context: CallContext): CallResult {
  if (outcome.ok) return outcome;
  return err({ code: cellErrorOf(outcome.error), message: sentenceOf(outcome.error, context) });
}

/** That no function bears a name, with the one spelt most alike. */
export function unknownFunction(name: string): Extract<FunctionProblem, { code: 'function-unknown' }> {
  const ids = FUNCTIONS.map(({ id }) => id);
  return { code: 'function-unknown', name, nearest: nearestName(name, ids) };
}

/** That a call brings more arguments than its function takes; `undefined` where it does not. */
export function surplusArguments(contract: FunctionContract, args: readonly Argument[]): FunctionProblem | undefined {
  const most = contract.parameters.length;
  return args.length > most
    ? { code: 'arguments-too-many', function: contract.id, most, given: args.length }
    : undefined;
}

/** The same with the problem itself instead of its sentence, for those who act on what it is. */
export function computeCall(
  id: string,
  args: readonly Argument[],
  context: CallContext,
): Result<CallValue, FunctionProblem> {
  const contract = functionNamed(id);
  if (!contract) return err(unknownFunction(id));
  const surplus = surplusArguments(contract, args);
  if (surplus) return err(surplus);
  switch (contract.id) {
    case 'COUNTED':
      return countedFunction(args, context);
    case 'VERDICT':
      return verdictFunction(args, context);
    case 'ALLOCATE':
      return allocateFunction(args);
    case 'POLICY_VALUE':
      return policyValueFunction(args, context);
    case 'CLAUSE_TEXT':
      return clauseTextFunction(args, context);
    case 'EXPLAIN':
      return explainFunction(contract, args, context);
    default:
      return answerFunction(contract, args, context);
  }
}
