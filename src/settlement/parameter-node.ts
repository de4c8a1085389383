import type { IsoDate } from '../kernel/dates';
import { decimalText } from '../kernel/decimal';
import type { DatedValue, Policy } from '../policy/policy';
import type { DerivationNode } from './answer';
import { missingParameter } from './measures';

/** A parameter on a date, with the clause of the value that holds then. */
export function parameterNode(policy: Policy, id: string, date: IsoDate): DerivationNode {
  const parameter = policy.parameters.get(id);
  const dated: DatedValue | undefined = policy.valueAt(id, date);
  return {
    kind: 'node',
    name: id,
    title: parameter?.title ?? { zh: id, en: id },
    value: dated && decimalText(dated.value),
    unit: parameter?.unit ?? '',
    formula: `${id}@${date}`,
    clauses: dated?.clauses ?? [],
    ...(dated ? {} : { problem: missingParameter(policy, { parameter: id, date }) }),
    ...(dated?.whatIf === true ? { whatIf: true } : {}),
    inputs: () => [],
  };
}
