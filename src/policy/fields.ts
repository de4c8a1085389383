import type { Column, Ledger } from './schema';

/** What a ledger's field holds; a derived field is a date, a choice or a number. */
export type FieldType = Column['type'];

/** The type of every field of a ledger by id: its columns, then its derived ones. */
export function fieldTypes(ledger: Ledger): ReadonlyMap<string, FieldType> {
  return new Map([...ledger.columns, ...ledger.derived].map((field) => [field.id, field.type]));
}

/** True for what can be computed with. */
export function isNumeric(type: FieldType): boolean {
  return type === 'money' || type === 'count';
}
