import { err, type Result } from '../kernel/result';
import { policyProblem } from '../settlement/stopped-books';
import { answerFunction, policyAnswerFunction } from './answer-functions';
import type { CallContext } from './call-context';
import { functionNamed, FUNCTIONS } from './catalogue';
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

/**
 * Why a call is none: no such function, or more arguments than it takes. An answer of the policy without a function of
 * its own may be asked for as if it had one, «MAINTENANCE_PAY(2016)».
 */
export function refusedCall(
  id: string,
  args: readonly Argument[],
  { policy }: CallContext,
): FunctionProblem | undefined {
  const contract = functionNamed(id);
  if (!contract && !policy.answers.has(id.toUpperCase())) return unknownFunction(id);
  const most = contract ? contract.parameters.length : ARGUMENTS_OF_ANSWER;
  return args.length > most
    ? { code: 'arguments-too-many', function: contract?.id ?? id.toUpperCase(), most, given: args.length }
    : undefined;
}

/** The year. */
const ARGUMENTS_OF_ANSWER = 1;

/** The same with the problem itself instead of its sentence, for those who act on what it is. */
export function computeCall(
  id: string,
  args: readonly Argument[],
  context: CallContext,
): Result<CallValue, FunctionProblem> {
  const refused = refusedCall(id, args, context);
  if (refused) return err(refused);
  const contract = functionNamed(id);
  if (!contract) return computeCall('POLICY_ANSWER', [id, ...args], context);
  const problem = contract.id === 'ALLOCATE' ? undefined : policyProblem(context.policy);
  if (problem) return err({ code: 'answer-problem', problem });
  switch (contract.id) {
    case 'COUNTED':
      return countedFunction(args, context);
    case 'VERDICT':
      return verdictFunction(args, context);
    case 'ALLOCATE':
      return allocateFunction(args);
    case 'POLICY_ANSWER':
      return policyAnswerFunction(contract, args, context);
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
