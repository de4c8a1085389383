import type { Policy } from '../../policy/policy';
import type { Ledger } from '../../policy/schema';
import type { Books } from '../../settlement/books';

/** The policy's ledgers that a workbook has, as sheets or tables of their names. */
export function ledgersThere({ policy, workbook }: Books): readonly Ledger[] {
  const names = new Set(workbook.sheets.flatMap(({ name, tables }) => [name, ...tables.map((table) => table.name)]));
  return policy.document.ledgers.filter(({ sheet, table }) => names.has(sheet) || names.has(table));
}

/** The clauses that rows and years are held against: those that rules and limits cite. */
export function clausesChecked({ document }: Policy): ReadonlySet<string> {
  const rules = document.ruleTables.flatMap((table) => table.rules);
  return new Set([...rules, ...document.limits].flatMap(({ clauses }) => clauses));
}
