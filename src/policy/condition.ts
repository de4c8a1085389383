import { Decimal } from '../kernel/decimal';
import type { INVALID, FieldValue } from './field-value';
import type { ChoiceCondition, Condition, DateCondition, NumberCondition } from './schema';

/** A cell that could be read: what conditions are asked about. */
export type ReadableValue = Exclude<FieldValue, typeof INVALID>;

const NUMBER_BOUNDS = ['atLeast', 'above', 'atMost', 'below'] as const;

/** A condition on a choice or a text. */
export function isChoiceCondition(condition: Condition): condition is ChoiceCondition {
  return 'in' in condition;
}

/** A condition on an amount or a count. */
export function isNumberCondition(condition: Condition): condition is NumberCondition {
  return NUMBER_BOUNDS.some((bound) => bound in condition);
}

/** A condition on a date; one without any bound reads as one, too, and is a fault of the document. */
export function isDateCondition(condition: Condition): condition is DateCondition {
  return !isChoiceCondition(condition) && !isNumberCondition(condition);
}

/**
 * Tells whether a condition holds for a field's value. A blank counts as «» in a choice and fails every condition on a
 * date or a number. Boundary: throws TypeError for a value that the field can't hold, which a proved document and
 * a readable row rule out.
 */
export function conditionHolds(condition: Condition, value: ReadableValue): boolean {
  if (isChoiceCondition(condition)) {
    if (value !== null && typeof value !== 'string') throw unfit(condition, value);
    return condition.in.includes(value ?? '');
  }
  if (value === null) return false;
  if (isNumberCondition(condition)) {
    if (!Decimal.isDecimal(value)) throw unfit(condition, value);
    return numberHolds(condition, value);
  }
  if (typeof value !== 'string') throw unfit(condition, value);
  return (
    (condition.from === undefined || condition.from <= value) && (condition.to === undefined || value <= condition.to)
  );
}

function numberHolds({ atLeast, above, atMost, below }: NumberCondition, value: Decimal): boolean {
  return (
    (atLeast === undefined || value.greaterThanOrEqualTo(atLeast)) &&
    (above === undefined || value.greaterThan(above)) &&
    (atMost === undefined || value.lessThanOrEqualTo(atMost)) &&
    (below === undefined || value.lessThan(below))
  );
}

function unfit(condition: Condition, value: unknown): TypeError {
  return new TypeError(`condition on ${condition.field} does not fit the value ${String(value)}`);
}
