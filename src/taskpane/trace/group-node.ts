import type { Policy } from '../../policy/policy';
import type { DerivationNode } from '../../settlement/answer';
import { rowNode } from '../../settlement/counted-derivation';
import { clausesOnDate, type Tally } from '../../settlement/counted-rows';
import { countedGroups, isInGroup, type GroupKey } from '../figures/counted-groups';

/** How much of a category's (or a rule's) rows counted in a year, as a derivation down to their cells. */
export function groupNode(policy: Policy, tally: Tally, group: GroupKey, year: number): DerivationNode | undefined {
  const found = countedGroups(tally, year).find(({ rows }) => rows[0] && isInGroup(tally, rows[0], group));
  if (!found) return undefined;
  const { title, rows, counted } = found;
  const clauses = [...new Set(rows.flatMap(({ rule, date }) => clausesOnDate(policy, rule, date)))];
  return {
    kind: 'node',
    name: group.id,
    title,
    value: counted,
    unit: 'CNY',
    formula: `Σ ${String(rows.length)}`,
    clauses,
    inputs: () => rows.map((row) => rowNode(policy, tally, row)),
  };
}
