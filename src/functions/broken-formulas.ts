import { callsIn } from './find-calls';

/** What stands in a cell whose formula calls a function that the application does not know. */
export const NAME_ERROR = '#NAME?';

/**
 * Tells a formula that calls one of our functions in a form that the application no longer knows as ours: its cell holds
 * #NAME?, or the function is looked for in another file (`[2]!_xldudf_NET_PROFIT(2016)`, `X.xla!_xldudf_NET_PROFIT(2016)`),
 * where it never is, whatever result is still stored. A plain `_xldudf_` with a result is how Excel itself writes a file.
 */
export function isBrokenFormula(formula: string, isNameError: boolean): boolean {
  if (!isNameError && !formula.includes('!')) return false;
  // A name that comes with the file that has the function has a «!» before it.
  return callsIn(formula).some(({ start, inside }) => isNameError || formula.slice(start, inside).includes('!'));
}
