import type { Policy } from '../../policy/policy';
import type { Ledger } from '../../policy/schema';
import type { Books } from '../../settlement/books';

/** The policy's ledgers that a workbook has, as sheets or tables of their names, or that a connection reads it from. */
export function ledgersThere({ policy, workbook }: Books): readonly Ledger[] {
  const names = new Set(workbook.sheets.flatMap(({ name, tables }) => [name, ...tables.map((table) => table.name)]));
  return policy.document.ledgers.filter(
    ({ id, sheet, table }) => names.has(sheet) || names.has(table) || workbook.connected?.has(id) === true,
  );
}

/** The ledgers that the policy asks for and the workbook has not; of a policy that can't be read nobody can say. */
export function ledgersMissing(books: Books): readonly Ledger[] {
  if (books.policy.broken) return [];
  const there = new Set(ledgersThere(books));
  return books.policy.document.ledgers.filter((ledger) => ledger.presence === 'required' && !there.has(ledger));
}

/** The clauses that rows and years are held against: those that rules and limits cite. */
export function clausesChecked({ document }: Policy): ReadonlySet<string> {
  const rules = document.ruleTables.flatMap((table) => table.rules);
  return new Set([...rules, ...document.limits].flatMap(({ clauses }) => clauses));
}
