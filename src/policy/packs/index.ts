import { parsePolicy, type Policy } from '../policy';
import internetCentre from './internet-centre.json';

/** The ids of the policies that come with the product, the default one first. */
export const builtInPacks: readonly string[] = [internetCentre.id];

let parsed: Policy | undefined;

/**
 * The policy that holds where the user gives none: the internet centre's. Read once, then always the same object.
 * Throws only where the pack itself is broken, which its tests rule out.
 */
export function builtInPolicy(): Policy {
  if (parsed) return parsed;
  const result = parsePolicy(internetCentre);
  if (!result.ok) throw new Error(`the built-in policy is unusable: ${JSON.stringify(result.error)}`);
  parsed = result.value;
  return parsed;
}
