import { isChoiceCondition, isNumberCondition } from '../../src/policy/condition';
import { INVALID, type FieldValue } from '../../src/policy/field-value';
import { fieldTypes, type FieldType } from '../../src/policy/fields';
import { conditionFields, overriddenRules } from '../../src/policy/rule-table';
import type { Condition, Rule, RuleTable } from '../../src/policy/schema';
import type { Exercise } from './rule-engine';

/** A row as the other engines take it: the fields that conditions ask for, dates as numbers such as 20160305. */
export type Facts = Readonly<Record<string, string | number | null>>;

/** One bound or list of a condition, in the words that the other engines share. */
export type Test =
  | { readonly field: string; readonly kind: 'in'; readonly values: readonly string[] }
  | { readonly field: string; readonly kind: 'range'; readonly from?: Bound; readonly to?: Bound };

export interface Bound {
  readonly value: number;
  readonly included: boolean;
}

/** The rows of an exercise as facts. */
export function factsOf({ table, ledger, rows }: Exercise): readonly Facts[] {
  const types = fieldTypes(ledger);
  const ids = [...ledger.columns, ...ledger.derived].map((column) => column.id);
  const fields = conditionFields(table).map((field) => ({ field, index: ids.indexOf(field), type: types.get(field) }));
  return rows.map((values) =>
    Object.fromEntries(fields.map(({ field, index, type }) => [field, factOf(values[index], type)])),
  );
}

function factOf(value: FieldValue | undefined, type: FieldType | undefined): string | number | null {
  if (value === null) return null;
  if (value === undefined || value === INVALID) throw new TypeError('a field that could not be read');
  if (typeof value !== 'string') return value.toNumber();
  return type === 'date' ? dateNumber(value) : value;
}

function dateNumber(date: string): number {
  return Number(date.replaceAll('-', ''));
}

/** A rule's conditions; all of them must hold. */
export function testsOf(rule: Rule): readonly Test[] {
  return rule.when.map(testOf);
}

function testOf(condition: Condition): Test {
  const { field } = condition;
  if (isChoiceCondition(condition)) return { field, kind: 'in', values: condition.in };
  if (isNumberCondition(condition)) {
    const { atLeast, above, atMost, below } = condition;
    return range(field, bound(atLeast, above), bound(atMost, below));
  }
  const day = (date: string | undefined) =>
    date === undefined ? undefined : { value: dateNumber(date), included: true };
  return range(field, day(condition.from), day(condition.to));
}

function bound(including: string | undefined, excluding: string | undefined): Bound | undefined {
  if (including !== undefined && excluding !== undefined)
    throw new RangeError('a condition with two lower or upper bounds');
  if (including !== undefined) return { value: Number(including), included: true };
  return excluding === undefined ? undefined : { value: Number(excluding), included: false };
}

function range(field: string, from: Bound | undefined, to: Bound | undefined): Test {
  return { field, kind: 'range', ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** The rules with every exception ahead of the rules that it takes the place of: the first that holds applies. */
export function exceptionsFirst(table: RuleTable): readonly Rule[] {
  const overridden = overriddenRules(table);
  // An exception takes the place of all that its general rules take the place of, and of those rules besides.
  const reach = (rule: Rule): number => overridden.get(rule.id)?.size ?? 0;
  return [...table.rules].sort((a, b) => reach(b) - reach(a));
}
