import { fieldTypes } from './fields';
import type { Condition, Limit, PolicyDocument, RuleTable } from './schema';

/**
 * The document with the conditions of each rule and limit in the order of their ledger's fields; several on one field keep
 * theirs. All of them must hold, so that their order says nothing: a decision table with a column for each field has none to
 * keep, and equal policies shall have one digest.
 */
export function withConditionsInOrder(document: PolicyDocument): PolicyDocument {
  const places = new Map(
    document.ledgers.map((ledger) => [
      ledger.id,
      new Map([...fieldTypes(ledger).keys()].map((field, index) => [field, index])),
    ]),
  );
  const inOrder = (ledger: string, when: readonly Condition[]): Condition[] => {
    const place = ({ field }: Condition): number => places.get(ledger)?.get(field) ?? Number.MAX_SAFE_INTEGER;
    return [...when].sort((a, b) => place(a) - place(b));
  };
  return {
    ...document,
    ruleTables: document.ruleTables.map((table): RuleTable => ({
      ...table,
      rules: table.rules.map((rule) => ({ ...rule, when: inOrder(table.ledger, rule.when) })),
    })),
    limits: document.limits.map((limit): Limit =>
      limit.kind === 'row' ? { ...limit, when: inOrder(limit.ledger, limit.when) } : limit,
    ),
  };
}
