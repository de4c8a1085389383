import type { IsoDate } from '../kernel/dates';
import { Decimal, ZERO } from '../kernel/decimal';
import { operationOf } from './arithmetic';
import { INVALID, type FieldValue } from './field-value';
import type { DatedValue, Policy } from './policy';
import type { RowExpression } from './schema';

/** A parameter that has no value on the date it was asked for. */
export interface ParameterGap {
  readonly parameter: string;
  readonly date: IsoDate;
}

/**
 * A compiled row expression. `values` are the row's cells by column; `date` picks dated parameters. A parameter without a
 * value is noted in `gaps` and the result is then meaningless. `null` means that nothing was filled in.
 */
export type RowFormula = (values: readonly FieldValue[], date: IsoDate, gaps: ParameterGap[]) => Decimal | null;

/**
 * Compiles an expression over a row. Blanks: a sum or difference takes a blank as 0 unless all its parts are blank; a
 * product with a blank part is blank; the larger or smaller of two ignores a blank. Cells must be readable: the caller
 * keeps rows with unreadable cells away.
 */
export function compileRowExpression(
  expression: RowExpression,
  indexOf: (column: string) => number,
  policy: Policy,
): RowFormula {
  const compile = (part: RowExpression): RowFormula => compileRowExpression(part, indexOf, policy);
  if ('field' in expression) {
    const index = indexOf(expression.field);
    return (values) => decimalIn(values[index]);
  }
  if ('number' in expression) {
    const number = new Decimal(expression.number);
    return () => number;
  }
  if ('parameter' in expression) {
    const value = cachedParameter(policy, expression.parameter);
    return (_values, date, gaps) => {
      const dated = value(date);
      if (dated) return dated.value;
      gaps.push({ parameter: expression.parameter, date });
      return null;
    };
  }
  if ('minus' in expression) {
    const [left, right] = [compile(expression.minus[0]), compile(expression.minus[1])];
    return (values, date, gaps) => {
      const a = left(values, date, gaps);
      const b = right(values, date, gaps);
      return a === null && b === null ? null : (a ?? ZERO).minus(b ?? ZERO);
    };
  }
  if ('times' in expression) {
    const parts = expression.times.map(compile);
    return (values, date, gaps) =>
      parts.reduce<Decimal | null>((product, part) => {
        const factor = part(values, date, gaps);
        return product === null || factor === null ? null : product.times(factor);
      }, new Decimal(1));
  }
  if ('plus' in expression) return folding(expression.plus.map(compile), (a, b) => a.plus(b));
  if ('max' in expression) return folding(expression.max.map(compile), (a, b) => Decimal.max(a, b));
  return folding(expression.min.map(compile), (a, b) => Decimal.min(a, b));
}

function folding(parts: readonly RowFormula[], combine: (a: Decimal, b: Decimal) => Decimal): RowFormula {
  return (values, date, gaps) =>
    parts.reduce<Decimal | null>((result, part) => {
      const next = part(values, date, gaps);
      if (next === null) return result;
      return result === null ? next : combine(result, next);
    }, null);
}

function decimalIn(value: FieldValue | undefined): Decimal | null {
  return value === undefined || value === null || value === INVALID || typeof value === 'string' ? null : value;
}

/** Parameters are looked up once a row; rows of one date follow each other, so the last answer is kept. */
export function cachedParameter(policy: Policy, parameter: string): (date: IsoDate) => DatedValue | undefined {
  let lastDate: IsoDate | undefined;
  let last: DatedValue | undefined;
  return (date) => {
    if (date !== lastDate) {
      last = policy.valueAt(parameter, date);
      lastDate = date;
    }
    return last;
  };
}

/** The columns that an expression reads, in order of appearance, each once. */
export function columnsOf(expression: RowExpression): readonly string[] {
  return [...new Set(leavesOf(expression).flatMap((leaf) => ('field' in leaf ? [leaf.field] : [])))];
}

/** The parameters that an expression uses, in order of appearance, each once. */
export function parametersOf(expression: RowExpression): readonly string[] {
  return [...new Set(leavesOf(expression).flatMap((leaf) => ('parameter' in leaf ? [leaf.parameter] : [])))];
}

/** The operands of an arithmetic node, in order; a leaf has none. */
export function operandsOf<E extends object>(expression: E): readonly E[] {
  return operationOf(expression)?.operands ?? [];
}

/** The leaves of an expression from left to right. */
export function leavesOf<E extends object>(expression: E): readonly E[] {
  const operands = operandsOf(expression);
  return operands.length === 0 ? [expression] : operands.flatMap((operand) => leavesOf(operand));
}

/** How tightly an expression binds, for brackets: sums 1, products 2, everything else 3. */
function bindingOf(expression: object): number {
  if ('plus' in expression || 'minus' in expression) return 1;
  return 'times' in expression ? 2 : 3;
}

/** An expression written as a formula, with `leaf` giving each leaf's text: «max(0, 60000 − 52300) × 0.5». */
export function formulaText<E extends object>(expression: E, leaf: (leaf: E) => string): string {
  const operands = operandsOf(expression);
  if (operands.length === 0) return leaf(expression);
  const binding = 'max' in expression || 'min' in expression ? 0 : bindingOf(expression);
  const texts = operands.map((operand, index) => {
    const text = formulaText(operand, leaf);
    const tight = 'minus' in expression && index === 1 ? binding + 1 : binding;
    return bindingOf(operand) < tight ? `(${text})` : text;
  });
  if ('max' in expression) return `max(${texts.join(', ')})`;
  if ('min' in expression) return `min(${texts.join(', ')})`;
  return texts.join('times' in expression ? ' × ' : 'minus' in expression ? ' − ' : ' + ');
}
