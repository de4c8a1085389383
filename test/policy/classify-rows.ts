import { Decimal } from '../../src/kernel/decimal';
import { fieldTypes, isNumeric } from '../../src/policy/fields';
import { compileRuleTable, type Verdict } from '../../src/policy/rule-table';
import type { Ledger, RuleTable } from '../../src/policy/schema';

/** A row as text by field, «» for blank: the form of the lint's examples. */
export type TextRow = Readonly<Record<string, string>>;

export type Value = string | Decimal | null;

/** What a cell holds, by its field's type. */
export function cellValue(ledger: Ledger, field: string, text: string | undefined): Value {
  if (text === undefined || text === '') return null;
  const type = fieldTypes(ledger).get(field);
  return type !== undefined && isNumeric(type) ? new Decimal(text) : text;
}

/** Compiles a table for rows that are given as text by field. */
export function rowClassifier(table: RuleTable, ledger: Ledger): (row: TextRow) => Verdict {
  const fields = [...fieldTypes(ledger).keys()];
  const classifier = compileRuleTable(table, ledger, (field) => fields.indexOf(field));
  return (row) => classifier.classify(fields.map((field) => cellValue(ledger, field, row[field])));
}

/** The verdict in short: «matched: a | b fails source | c gives way to a». */
export function verdictText({ matched, rejections }: Verdict): string {
  return [
    `matched: ${matched.map((rule) => rule.id).join(' ')}`,
    ...rejections.map(({ rule, failed, overriddenBy }) =>
      failed ? `${rule.id} fails ${failed.field}` : `${rule.id} gives way to ${overriddenBy?.id ?? ''}`,
    ),
  ].join(' | ');
}
