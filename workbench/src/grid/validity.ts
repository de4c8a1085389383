/** Whether a value keeps to a rule of data validation. */
import { type CellValue, type Validation } from './grid-model';
import { isError } from './values';

/** `items` gives the values of a list's source. */
export function isValid({ rule }: Validation, value: CellValue, items: (source: string) => readonly string[]): boolean {
  if (isError(value)) return false;
  if (rule.kind === 'list') {
    const text = typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
    return items(rule.source).includes(text);
  }
  if (rule.kind === 'custom') return true;
  const number = rule.kind === 'textLength' ? [...String(value)].length : value;
  if (typeof number !== 'number') return false;
  if (rule.kind === 'wholeNumber' && !Number.isInteger(number)) return false;
  const [one, other] = [Number(rule.formula1), Number(rule.formula2)];
  // A bound that is a formula is not known here: it forbids nothing.
  if (Number.isNaN(one)) return true;
  const between = number >= one && number <= other;
  const verdict: Readonly<Record<typeof rule.operator, boolean>> = {
    Between: between,
    NotBetween: !between,
    EqualTo: number === one,
    NotEqualTo: number !== one,
    GreaterThan: number > one,
    LessThan: number < one,
    GreaterThanOrEqualTo: number >= one,
    LessThanOrEqualTo: number <= one,
  };
  return verdict[rule.operator];
}
