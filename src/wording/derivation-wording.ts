import type { Policy } from '../policy/policy';
import type { DerivationNode } from '../settlement/answer';
import type { Wording } from './wording';

/** A ratio's unit, «比例», says in a table what its figures are; behind a figure it would only be in the way. */
export function spokenUnit(policy: Policy, { name, unit }: DerivationNode): DerivationNode['unit'] {
  const parameter = policy.parameters.get(name);
  return parameter?.kind === 'ratio' && parameter.unit === unit ? '' : unit;
}

/** A formula that is the value itself, «1505.2» beside «1,505.20», tells nothing. */
export function saysNoMore(wording: Wording, { formula, value }: DerivationNode): boolean {
  return formula === '' || (value !== undefined && wording.amount(formula) === wording.amount(value));
}
