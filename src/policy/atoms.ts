import { dayAfter, dayBefore, parseIsoDate, type IsoDate } from '../kernel/dates';
import { Decimal, ONE, ZERO } from '../kernel/decimal';
import { isChoiceCondition, isDateCondition, isNumberCondition, type ReadableValue } from './condition';
import { isNumeric, type FieldType } from './fields';
import type { Condition } from './schema';

/**
 * A field's values, cut into atoms at the boundaries that conditions draw: no condition can tell two values of one atom
 * apart. Every value that the field can hold lies in exactly one atom; blank is an atom of its own.
 */
export interface FieldAtoms {
  /** One value out of each atom, by the atom's number. */
  readonly samples: readonly ReadableValue[];
  /** The number of a value's atom. Throws TypeError for a value that the field can't hold. */
  atomOf(value: unknown): number;
}

/** Cuts a field at the boundaries of these conditions, all of which are on this field. */
export function fieldAtoms(field: string, type: FieldType, conditions: readonly Condition[]): FieldAtoms {
  if (type === 'date') return dateAtoms(field, conditions);
  return isNumeric(type) ? numberAtoms(field, conditions) : choiceAtoms(field, conditions);
}

const BLANK = 0;
const UNNAMED = 1;

function choiceAtoms(field: string, conditions: readonly Condition[]): FieldAtoms {
  const named = new Set(conditions.flatMap((condition) => (isChoiceCondition(condition) ? condition.in : [])));
  named.delete('');
  const samples = [null, unnamedValue(named), ...named];
  const atoms = new Map([...named].map((value, index) => [value, UNNAMED + 1 + index]));
  atoms.set('', BLANK);
  return {
    samples,
    atomOf(value) {
      if (value === null) return BLANK;
      if (typeof value !== 'string') throw unfit(field, value);
      return atoms.get(value) ?? UNNAMED;
    },
  };
}

/** A value that no condition names, for examples: as short as can be. */
function unnamedValue(named: ReadonlySet<string>): string {
  let value = '?';
  while (named.has(value)) value += '?';
  return value;
}

function dateAtoms(field: string, conditions: readonly Condition[]): FieldAtoms {
  const starts = conditions.filter(isDateCondition).flatMap(({ from, to }) => {
    // A cut at the calendar's own first or last day cuts nothing off.
    const first = from !== undefined && dayBefore(from) !== undefined ? from : undefined;
    const next = to === undefined ? undefined : dayAfter(to);
    return [first, next].filter((day) => day !== undefined);
  });
  const cuts = [...new Set(starts)].sort();
  const samples = [null, beforeDate(cuts[0]), ...cuts];
  return {
    samples,
    atomOf(value) {
      if (value === null) return BLANK;
      if (typeof value !== 'string') throw unfit(field, value);
      let low = 0;
      let high = cuts.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const cut = cuts[middle];
        if (cut !== undefined && cut <= value) low = middle + 1;
        else high = middle;
      }
      return BLANK + 1 + low;
    },
  };
}

const SOME_DAY = parseIsoDate('2000-01-01') ?? null;

function beforeDate(cut: IsoDate | undefined): IsoDate | null {
  return cut === undefined ? SOME_DAY : (dayBefore(cut) ?? null);
}

/** Bounds are texts of up to 60 characters: their midpoint needs more digits than an amount ever does. */
const Exact = Decimal.clone({ precision: 200 });

function numberAtoms(field: string, conditions: readonly Condition[]): FieldAtoms {
  const bounds = conditions
    .filter(isNumberCondition)
    .flatMap(({ atLeast, above, atMost, below }) => [atLeast, above, atMost, below])
    .filter((bound) => bound !== undefined);
  const cuts = [...new Set(bounds)].map((bound) => new Decimal(bound)).sort((a, b) => a.comparedTo(b));
  // Between, below and above the cuts lie open ranges; each cut is an atom by itself: 1 below, 2 the first cut, 3 …
  const samples: ReadableValue[] = [null];
  cuts.forEach((cut, index) => samples.push(between(cuts[index - 1], cut), cut));
  samples.push(between(cuts.at(-1), undefined));
  return {
    samples,
    atomOf(value) {
      if (value === null) return BLANK;
      if (!Decimal.isDecimal(value)) throw unfit(field, value);
      let low = 0;
      let high = cuts.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const cut = cuts[middle];
        const order = cut === undefined ? -1 : cut.comparedTo(value);
        if (order === 0) return 2 + 2 * middle;
        if (order < 0) low = middle + 1;
        else high = middle;
      }
      return 1 + 2 * low;
    },
  };
}

/** A number strictly between two, a whole one where there is one; without a bound, one beyond the other. */
function between(low: Decimal | undefined, high: Decimal | undefined): Decimal {
  if (low === undefined) return high === undefined ? ZERO : new Exact(high).minus(ONE);
  const whole = new Exact(low).floor().plus(ONE);
  return high === undefined || whole.lessThan(high) ? whole : new Exact(low).plus(high).dividedBy(2);
}

function unfit(field: string, value: unknown): TypeError {
  return new TypeError(`the field ${field} can't hold the value ${String(value)}`);
}
