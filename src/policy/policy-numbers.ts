import { dayAfter, dayBefore, parseIsoDate } from '../kernel/dates';
import { Decimal, decimalText } from '../kernel/decimal';
import { isDateCondition, isNumberCondition } from './condition';
import { placedExpressions, placedLeaves, type PlacedExpression } from './expression-places';
import { fieldTypes } from './fields';
import type { Condition, Ledger, Limit, Parameter, PolicyDocument } from './schema';

/** A number, day or year that a policy's results depend on, with what it may be moved by. */
export interface PolicyNumber {
  /** Its place in the document, «parameters.3.values.0.value». */
  readonly path: string;
  readonly kind: 'number' | 'day' | 'year';
  /** As the document has it. */
  readonly value: string;
  /** One of its smallest units less and more; none where there is no such number. */
  readonly less: string | undefined;
  readonly more: string | undefined;
  /** The parameter, rule, limit, measure, answer or derived column that it belongs to. */
  readonly owner: string;
  /** What that is called in the policy's own language. */
  readonly title: string;
  readonly clauses: readonly string[];
  readonly parameter?: string;
}

/**
 * Every number of a policy that a result can depend on, in document order: each dated value of each parameter with its
 * first and last day, the days and bounds of conditions, numbers in expressions, the years of limits. What only bounds
 * what-if values or fills the template is none.
 */
export function policyNumbers(document: PolicyDocument): readonly PolicyNumber[] {
  return [
    ...document.parameters.flatMap(parameterNumbers),
    ...document.ruleTables.flatMap((table, t) => {
      const ledger = document.ledgers.find(({ id }) => id === table.ledger);
      return table.rules.flatMap(({ id, title, clauses, when }, r) =>
        conditionNumbers(`ruleTables.${t}.rules.${r}`, ledger, when, { owner: id, title: title.zh, clauses }),
      );
    }),
    ...document.limits.flatMap((limit, l) => limitNumbers(document, limit, `limits.${l}`)),
    ...placedExpressions(document).flatMap((placed) => expressionNumbers(document, placed)),
  ];
}

/** The document with the number at a place changed. */
export function withNumber(document: PolicyDocument, { path, kind }: PolicyNumber, value: string): PolicyDocument {
  return replaced(document, path.split('.'), kind === 'year' ? Number(value) : value);
}

function replaced<T>(part: T, [step, ...rest]: readonly string[], value: string | number): T {
  if (step === undefined) return value as T;
  if (Array.isArray(part)) {
    return part.map((item: unknown, index) => (String(index) === step ? replaced(item, rest, value) : item)) as T;
  }
  return { ...part, [step]: replaced((part as Record<string, unknown>)[step], rest, value) };
}

type Belonging = Pick<PolicyNumber, 'owner' | 'title' | 'clauses' | 'parameter'>;

// ---- Parameters --------------------------------------------------------------------------------------------------

/** The least decimals that the smallest unit of a kind has: a fen, a hundredth of a ratio, one of what is counted. */
const DECIMALS: Readonly<Record<Parameter['kind'], number>> = { money: 2, ratio: 2, count: 0, months: 0 };

function parameterNumbers({ id, title, kind, values }: Parameter, index: number): readonly PolicyNumber[] {
  return values.flatMap(({ from, to, value, clauses }, v) => {
    const path = `parameters.${index}.values.${v}`;
    const belonging: Belonging = { owner: id, title: title.zh, clauses, parameter: id };
    return [
      numberAt(`${path}.value`, value, DECIMALS[kind], belonging),
      ...dayAt(`${path}.from`, from, belonging),
      ...dayAt(`${path}.to`, to, belonging),
    ];
  });
}

// ---- Conditions --------------------------------------------------------------------------------------------------

const BOUNDS = ['atLeast', 'above', 'atMost', 'below'] as const;

function conditionNumbers(
  path: string,
  ledger: Ledger | undefined,
  when: readonly Condition[],
  belonging: Belonging,
): readonly PolicyNumber[] {
  return when.flatMap((condition, index): readonly PolicyNumber[] => {
    const place = `${path}.when.${index}`;
    if (isNumberCondition(condition)) {
      const decimals = ledger ? decimalsOf(ledger, condition.field) : 0;
      return BOUNDS.flatMap((bound) => {
        const value = condition[bound];
        return value === undefined ? [] : [numberAt(`${place}.${bound}`, value, decimals, belonging)];
      });
    }
    if (!isDateCondition(condition)) return [];
    return [...dayAt(`${place}.from`, condition.from, belonging), ...dayAt(`${place}.to`, condition.to, belonging)];
  });
}

/** What is counted is counted in ones; money, and hours worked out from moments, have two decimals. */
function decimalsOf(ledger: Ledger, field: string): number {
  const isColumn = ledger.columns.some((column) => column.id === field);
  return isColumn && fieldTypes(ledger).get(field) === 'count' ? 0 : 2;
}

function limitNumbers(document: PolicyDocument, limit: Limit, path: string): readonly PolicyNumber[] {
  const belonging = { owner: limit.id, title: limit.title?.zh ?? limit.code, clauses: limit.clauses };
  if (limit.kind === 'row') {
    const ledger = document.ledgers.find(({ id }) => id === limit.ledger);
    return conditionNumbers(path, ledger, limit.when, belonging);
  }
  if (limit.kind !== 'year') return [];
  return (['fromYear', 'toYear'] as const).flatMap((end): readonly PolicyNumber[] => {
    const year = limit[end];
    if (year === undefined) return [];
    const [less, more] = [String(year - 1), String(year + 1)];
    return [{ path: `${path}.${end}`, kind: 'year', value: String(year), less, more, ...belonging }];
  });
}

// ---- Expressions -------------------------------------------------------------------------------------------------

function expressionNumbers(document: PolicyDocument, placed: PlacedExpression): readonly PolicyNumber[] {
  const numbers = placedLeaves(placed.expression, placed.path).flatMap(({ path, leaf }) =>
    'number' in leaf ? [{ path, number: leaf.number }] : [],
  );
  if (numbers.length === 0) return [];
  const belonging = belongingOf(document, placed);
  const decimals = countsOnes(document, placed) ? 0 : 2;
  return numbers.map(({ path, number }) => numberAt(`${path}.number`, number, decimals, belonging));
}

/** True where a number is itself the bound of something that a column counts. */
function countsOnes(document: PolicyDocument, { path, ledger: id }: PlacedExpression): boolean {
  const ledger = document.ledgers.find((candidate) => candidate.id === id);
  const [list, index, end = ''] = path.split('.');
  if (!ledger || !['atLeast', 'atMost'].includes(end)) return false;
  const measure = list === 'measures' ? document.measures[Number(index)] : undefined;
  if (measure?.kind === 'count') return decimalsOf(ledger, measure.value) === 0;
  const limit = list === 'limits' ? document.limits[Number(index)] : undefined;
  if (limit?.kind !== 'row' || limit.of) return false;
  return 'field' in limit.left && decimalsOf(ledger, limit.left.field) === 0;
}

/** What an expression belongs to, by its place: owners of different lists may bear one id. */
function belongingOf(document: PolicyDocument, { path, owner }: PlacedExpression): Belonging {
  const [list, index, inner, innerIndex] = path.split('.');
  const at = Number(index);
  switch (list) {
    case 'ruleTables': {
      const rule = inner === 'rules' ? document.ruleTables[at]?.rules[Number(innerIndex)] : undefined;
      return { owner, title: rule?.title.zh ?? owner, clauses: rule?.clauses ?? [] };
    }
    case 'measures':
      return { owner, title: document.measures[at]?.title.zh ?? owner, clauses: document.measures[at]?.clauses ?? [] };
    case 'answers':
      return { owner, title: document.answers[at]?.title.zh ?? owner, clauses: document.answers[at]?.clauses ?? [] };
    case 'limits': {
      const limit = document.limits[at];
      return { owner, title: limit?.title?.zh ?? limit?.code ?? owner, clauses: limit?.clauses ?? [] };
    }
    default: {
      const derived = document.ledgers[at]?.derived[Number(innerIndex)];
      return { owner, title: derived?.title.zh ?? owner, clauses: [] };
    }
  }
}

// ---- Smallest units ----------------------------------------------------------------------------------------------

function numberAt(path: string, value: string, decimals: number, belonging: Belonging): PolicyNumber {
  const unit = smallestUnit(value, decimals);
  const number = new Decimal(value);
  const [less, more] = [decimalText(number.minus(unit)), decimalText(number.plus(unit))];
  return { path, kind: 'number', value, less, more, ...belonging };
}

/** One in the last decimal of a number, which has at least so many. */
export function smallestUnit(value: string, decimals: number): Decimal {
  return new Decimal(10).pow(-Math.max(decimals, new Decimal(value).decimalPlaces()));
}

function dayAt(path: string, value: string | undefined, belonging: Belonging): readonly PolicyNumber[] {
  const day = value === undefined ? undefined : parseIsoDate(value);
  return day ? [{ path, kind: 'day', value: day, less: dayBefore(day), more: dayAfter(day), ...belonging }] : [];
}
