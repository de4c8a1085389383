import { operationOf } from './arithmetic';
import type { PolicyDocument, RowExpression, YearExpression } from './schema';

/** A part of an expression that is no arithmetic, with its place in the document. */
export interface PlacedLeaf {
  readonly path: string;
  readonly leaf: ExpressionLeaf;
}

export type ExpressionLeaf =
  | { readonly field: string }
  | { readonly number: string }
  | { readonly parameter: string }
  | { readonly answer: string }
  | { readonly counted: readonly string[] }
  | { readonly measure: string }
  | { readonly payItem: string };

/** An expression of the document, with its place and what it is for. */
export interface PlacedExpression {
  readonly path: string;
  readonly expression: RowExpression | YearExpression;
  /** The rule, measure, limit, pay item, answer or derived column that it belongs to. */
  readonly owner: string;
  /** The ledger whose rows it is computed over; none for figures of a month or a year. */
  readonly ledger?: string;
  /** On which days its parameters are looked up: a row's own, every month's, or the year's last. */
  readonly readOn: 'row' | 'month' | 'year-end';
  /** A limit checks what others compute. */
  readonly use: 'computation' | 'check';
}

/** The leaves of an expression from left to right; `path` is the expression's own place. */
export function placedLeaves(expression: RowExpression | YearExpression, path: string): readonly PlacedLeaf[] {
  const operation = operationOf(expression);
  if (!operation) return [{ path, leaf: expression as ExpressionLeaf }];
  const { operator, operands } = operation;
  return operands.flatMap((operand, index) => placedLeaves(operand, `${path}.${operator}.${String(index)}`));
}

/** Every expression of the document in document order; ratios and monthly amounts are expressions of one leaf. */
export function placedExpressions(document: PolicyDocument): readonly PlacedExpression[] {
  return [
    ...derivedExpressions(document),
    ...ruleExpressions(document),
    ...measureExpressions(document),
    ...limitExpressions(document),
    ...document.payItems.map(({ id, monthly }, index): PlacedExpression => ({
      path: `payItems.${index}.monthly`,
      expression: monthly,
      owner: id,
      readOn: 'month',
      use: 'computation',
    })),
    ...document.answers.map(({ id, value }, index): PlacedExpression => ({
      path: `answers.${index}.value`,
      expression: value,
      owner: id,
      readOn: 'year-end',
      use: 'computation',
    })),
  ];
}

function overRows(
  ledger: string,
  owner: string,
  use: PlacedExpression['use'],
): (path: string, expression: RowExpression | undefined) => readonly PlacedExpression[] {
  return (path, expression) => (expression ? [{ path, expression, owner, ledger, readOn: 'row', use }] : []);
}

function derivedExpressions(document: PolicyDocument): readonly PlacedExpression[] {
  return document.ledgers.flatMap((ledger, l) =>
    ledger.derived.flatMap((column, d) => {
      const path = `ledgers.${l}.derived.${d}`;
      const placed = overRows(ledger.id, column.id, 'computation');
      if (column.type === 'date') return placed(`${path}.plusMonths`, column.plusMonths);
      if (column.type === 'count') return [];
      return column.cases.flatMap(({ when }, c) =>
        'above' in when ? when.above.flatMap((side, s) => placed(`${path}.cases.${c}.when.above.${s}`, side)) : [],
      );
    }),
  );
}

function ruleExpressions(document: PolicyDocument): readonly PlacedExpression[] {
  return document.ruleTables.flatMap((table, t) =>
    table.rules.flatMap((rule, r) => {
      const path = `ruleTables.${t}.rules.${r}`;
      const placed = overRows(table.ledger, rule.id, 'computation');
      return [...placed(`${path}.basis`, rule.basis), ...placed(`${path}.ratio`, rule.ratio)];
    }),
  );
}

function measureExpressions(document: PolicyDocument): readonly PlacedExpression[] {
  return document.measures.flatMap((measure, m) => {
    const placed = overRows(measure.ledger, measure.id, 'computation');
    switch (measure.kind) {
      case 'latest':
        return [];
      case 'count':
        return placed(`measures.${m}.atLeast`, measure.atLeast);
      case 'sum':
        return placed(`measures.${m}.value`, measure.value);
    }
  });
}

function limitExpressions(document: PolicyDocument): readonly PlacedExpression[] {
  return document.limits.flatMap((limit, l): readonly PlacedExpression[] => {
    const path = `limits.${l}`;
    switch (limit.kind) {
      case 'row': {
        const placed = overRows(limit.ledger, limit.id, 'check');
        return [
          ...placed(`${path}.left`, limit.left),
          ...placed(`${path}.of`, limit.of),
          ...placed(`${path}.atLeast`, limit.atLeast),
          ...placed(`${path}.atMost`, limit.atMost),
        ];
      }
      case 'year':
        return (['left', 'atLeast'] as const).map((side) => ({
          path: `${path}.${side}`,
          expression: limit[side],
          owner: limit.id,
          readOn: 'year-end',
          use: 'check',
        }));
      case 'filled':
      case 'includes':
      case 'listed':
        return [];
    }
  });
}
