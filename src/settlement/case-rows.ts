import { addMonths, dayAfter, dayBefore, parseIsoDate, type IsoDate } from '../kernel/dates';
import { Decimal, decimalText } from '../kernel/decimal';
import { dayOf, parseIsoMoment, momentFromExcelSerial, timeToExcelSerial, type IsoMoment } from '../kernel/moments';
import { sourceColumnsOf } from '../ledger/read-ledger';
import { conditionHolds, isChoiceCondition, isDateCondition, isNumberCondition } from '../policy/condition';
import { columnsOf, leavesOf, parametersOf } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import { smallestUnit } from '../policy/policy-numbers';
import type { Column, Condition, DerivedColumn, Ledger, Parameter, RowExpression } from '../policy/schema';

/** A row as a case gives it: cells by column id, blank ones left out. */
export type SampleRow = Readonly<Record<string, string>>;

/** What rows are looked for to show: a rule, a row limit or a measure, with what decides it. */
export interface RowTarget {
  readonly ledger: Ledger;
  /** All of these must hold for the target to speak. */
  readonly own: readonly Condition[];
  /** Conditions of its neighbours, which decide where it ends. */
  readonly others: readonly Condition[];
  readonly expressions: readonly RowExpression[];
  /** What a figure is multiplied by, or what one figure is held against as a part of another. */
  readonly ratios: readonly RowExpression[];
  /** The date that places a row in a year. */
  readonly date: string;
  /** Further columns that must be filled. */
  readonly filled: readonly string[];
}

/** The parameters that decide what becomes of a target's rows, derived columns included. */
export function parametersOfTarget(target: RowTarget): ReadonlySet<string> {
  return new Set([
    ...[...target.expressions, ...target.ratios].flatMap(parametersOf),
    ...derivedOf(target).flatMap((column) => {
      if (column.type === 'date') return column.plusMonths ? [column.plusMonths.parameter] : [];
      return testsOf(column).flatMap((test) => ('above' in test ? test.above.flatMap(parametersOf) : []));
    }),
  ]);
}

/** Bounds on how much is tried, so that no policy takes minutes. */
const MOST_CHOICES = 12;
const MOST_DATES = 250;
const MOST_FIGURES = 600;
const MOST_SEGMENTS = 12;

/**
 * Rows that show where a target begins and ends: at each bound of its conditions and parameters, the smallest unit below
 * and above, on the first and last days of dated values and the days beside them. Simple ones first, each once.
 */
export function sampleRows(policy: Policy, target: RowTarget): readonly SampleRow[] {
  return new RowSampler(policy, target).rows();
}

class RowSampler {
  private readonly columns: readonly Column[];
  private readonly parameters: readonly Parameter[];
  private readonly derived: readonly DerivedColumn[];
  private readonly conditions: readonly Condition[];
  /** The numbers that figures are held against, and the ratios that one figure is of another. */
  private readonly numbers: readonly string[];
  private readonly ratios: readonly string[];
  /** The size that figures have where nothing asks for another: large enough that a ratio's last decimal shows. */
  private readonly base: Decimal;

  constructor(
    private readonly policy: Policy,
    private readonly target: RowTarget,
  ) {
    const { ledger, own, others, expressions, ratios } = target;
    this.derived = derivedOf(target);
    this.conditions = [...own, ...others];
    this.parameters = [...parametersOfTarget(target)].flatMap((id) => policy.parameters.get(id) ?? []);
    const needed = neededColumns(target);
    this.columns = ledger.columns.filter(({ id }) => needed.has(id));
    const tests = this.derived.flatMap(testsOf).flatMap((test) => ('above' in test ? test.above : []));
    const valuesOf = (kinds: readonly Parameter['kind'][]): readonly string[] =>
      this.parameters
        .filter(({ kind }) => kinds.includes(kind))
        .flatMap(({ values, example }) => (values.length > 0 ? values.map(({ value }) => value) : [example ?? '1']));
    this.ratios = [...new Set([...numbersIn(ratios), ...valuesOf(['ratio'])])];
    this.numbers = [
      ...new Set([
        ...own.flatMap(boundsOf),
        ...valuesOf(['money', 'count']),
        ...numbersIn([...expressions, ...tests]),
        ...others.flatMap(boundsOf),
      ]),
    ];
    const places = Math.max(
      0,
      ...[...this.ratios, ...this.numbers].map((number) => new Decimal(number).decimalPlaces()),
    );
    this.base = new Decimal(10).pow(Math.max(3, places + 1));
  }

  rows(): readonly SampleRow[] {
    const choices = this.choices();
    const dates = this.dates();
    const figures = this.figures();
    const [usual = {}] = figures;
    const segments = this.segments(dates);
    const found = new Map<string, SampleRow>();
    const add = (...parts: readonly SampleRow[]): void => {
      const row = this.inOrder(Object.assign({}, ...parts) as SampleRow);
      const key = JSON.stringify(row);
      if (!found.has(key)) found.set(key, row);
    };
    for (const choice of choices) for (const date of segments) for (const figure of figures) add(choice, date, figure);
    for (const choice of choices) for (const date of dates) add(choice, date, usual);
    return [...found.values()];
  }

  private inOrder(row: SampleRow): SampleRow {
    return Object.fromEntries(
      this.columns.flatMap(({ id }) => {
        const text = row[id] ?? '';
        return text === '' ? [] : [[id, text]];
      }),
    );
  }

  private on(field: string, conditions: readonly Condition[] = this.conditions): readonly Condition[] {
    return conditions.filter((condition) => condition.field === field);
  }

  private ofTypes(...types: readonly Column['type'][]): readonly Column[] {
    return this.columns.filter(({ type }) => types.includes(type));
  }

  // ---- Choices -------------------------------------------------------------------------------------------------

  private choices(): readonly SampleRow[] {
    const columns = this.ofTypes('choice', 'text');
    const pools = columns.map((column) => this.choicesOf(column));
    const { category, source, categories } = this.target.ledger;
    const allowed = (row: SampleRow): boolean => {
      const sources = categories.find(({ name }) => name === row[category ?? ''])?.sources;
      return source === undefined || sources === undefined || sources.includes(row[source] ?? '');
    };
    const all = combinations(
      columns.map(({ id }) => id),
      pools,
      MOST_FIGURES,
    ).filter(allowed);
    const meetsOwn = (row: SampleRow): boolean =>
      columns.every(({ id }) =>
        this.on(id, this.target.own).every((condition) => conditionHolds(condition, row[id] || null)),
      );
    return [...all.filter(meetsOwn), ...all.filter((row) => !meetsOwn(row))].slice(0, MOST_CHOICES);
  }

  private choicesOf({ id, type }: Column): readonly string[] {
    const { ledger, own, filled } = this.target;
    const named = (conditions: readonly Condition[]): readonly string[] =>
      this.on(id, conditions).flatMap((condition) => (isChoiceCondition(condition) ? condition.in : []));
    const mine = named(own);
    if (mine.length > 0) return distinct(mine).slice(0, 4);
    if (id === ledger.category) {
      const free = ledger.categories.filter(({ sources }) => sources === undefined);
      return distinct([...free, ...ledger.categories].map(({ name }) => name)).slice(0, 3);
    }
    const offered = id === ledger.source ? ledger.categories.flatMap(({ sources = [] }) => sources) : [];
    const needed = type === 'text' || filled.includes(id) ? ['甲'] : [];
    return distinct([...needed, '', ...offered, ...(ledger.choices[id] ?? []), ...named(this.conditions), '?']).slice(
      0,
      6,
    );
  }

  // ---- Dates and moments ---------------------------------------------------------------------------------------

  /** Days for the date columns, one after the other: what a later one is held against hangs on the ones before. */
  private dates(): readonly SampleRow[] {
    let rows: readonly SampleRow[] = [{}];
    for (const column of this.ofTypes('date', 'moment')) {
      rows = rows.flatMap((row) => this.timesFor(column, row).map((time) => ({ ...row, [column.id]: time })));
      rows = spread(rows, MOST_DATES);
    }
    return [...rows].sort((a, b) => Number(this.isUsual(b)) - Number(this.isUsual(a)));
  }

  /** True for days on which the target speaks and every parameter has a value. */
  private isUsual(row: SampleRow): boolean {
    const { own, ledger } = this.target;
    const holds = this.ofTypes('date').every(({ id }) =>
      this.on(id, own).every((condition) => conditionHolds(condition, row[id] || null)),
    );
    const day = this.mainDay(row);
    const derived = own.filter(({ field }) => ledger.derived.some(({ id }) => id === field));
    const ofDerived = derived.filter(isDateCondition).every((condition) => {
      const on = this.derivedDay(condition.field, row);
      return on !== undefined && conditionHolds(condition, on);
    });
    return holds && ofDerived && day !== undefined && this.parameters.every((parameter) => hasValue(parameter, day));
  }

  /** The day that parameters are looked up on, as far as it can be told from the row's own columns. */
  private mainDay(row: SampleRow): IsoDate | undefined {
    return this.derivedDay(this.target.date, row);
  }

  /** The day in a date field, derived ones worked out. */
  private derivedDay(field: string, row: SampleRow): IsoDate | undefined {
    const { ledger } = this.target;
    const derived = ledger.derived.find(({ id }) => id === field);
    if (!derived) return dayIn(row[field]);
    if (derived.type !== 'date') return undefined;
    const from = this.derivedDay(derived.from, row);
    return from && this.monthsAfter(derived, from);
  }

  private monthsAfter({ plusMonths }: Extract<DerivedColumn, { type: 'date' }>, from: IsoDate): IsoDate | undefined {
    if (!plusMonths) return from;
    const months = this.policy.valueAt(plusMonths.parameter, from);
    return months && addMonths(from, months.value.toNumber());
  }

  private timesFor(column: Column, row: SampleRow): readonly string[] {
    const isMoment = column.type === 'moment';
    const days = distinct([...this.daysBeside(column.id, row), ...this.daysFor(column)]);
    const times = isMoment ? [...this.hoursBeside(column.id, row), ...days.map((day) => `${day} 09:00:00`)] : days;
    return this.mayBeBlank(column.id) ? [...times, ''] : times;
  }

  private mayBeBlank(id: string): boolean {
    return this.derived.flatMap(testsOf).some((test) => 'blank' in test && test.blank === id);
  }

  /** Bounds of conditions and of dated values, with the days beside them; first of all a usual day. */
  private daysFor(column: Column): readonly IsoDate[] {
    const { document } = this.policy;
    const { own } = this.target;
    const bounds = (conditions: readonly Condition[]): readonly IsoDate[] =>
      conditions.filter(isDateCondition).flatMap(({ from, to }) => [from, to].filter((day) => day !== undefined));
    const direct = [...bounds(this.on(column.id, own)), ...bounds(this.on(column.id, this.target.others))];
    const ofValues = this.parameters.flatMap(({ values }) =>
      values.flatMap(({ from, to }) => [from, to].filter((day) => day !== undefined)),
    );
    // A day that is months behind this column's is reached from as many months before.
    const through = this.derived.flatMap((derived) => {
      if (derived.type !== 'date' || sourceColumnsOf(this.target.ledger, derived.id)[0] !== column.id) return [];
      const reach = [...bounds(this.on(derived.id)), ...(derived.id === this.target.date ? ofValues : [])];
      return reach.flatMap((day) => this.monthsBefore(derived, day));
    });
    const edges = [...direct, ...ofValues, ...through].flatMap((day) => [day, dayBefore(day), dayAfter(day)]);
    const usual = [monthEndIn(document.life.from), document.life.from];
    const all = distinct([...edges, ...usual].filter((day) => day !== undefined));
    const isLikely = (day: IsoDate | undefined): boolean => day !== undefined && this.isUsual({ [column.id]: day });
    const startsMonths = this.derived.some(
      (derived) => derived.type === 'date' && derived.plusMonths && derived.from === column.id,
    );
    const likely = (startsMonths ? [...usual, ...all] : all).filter(isLikely);
    return distinct([...likely, ...all].filter((day) => day !== undefined)).slice(0, MOST_EDGES);
  }

  private monthsBefore(derived: Extract<DerivedColumn, { type: 'date' }>, day: IsoDate): readonly IsoDate[] {
    const parameter = derived.plusMonths && this.policy.parameters.get(derived.plusMonths.parameter);
    if (!parameter) return [day];
    return parameter.values.flatMap(({ value }) => addMonths(day, -new Decimal(value).toNumber()) ?? []);
  }

  /** Days that derived dates of columns before come to, which this one may be held against. */
  private daysBeside(column: string, row: SampleRow): readonly IsoDate[] {
    const { ledger } = this.target;
    return this.derived.flatMap((derived) => {
      if (derived.type !== 'date' || sourceColumnsOf(ledger, derived.id)[0] === column) return [];
      const day = this.derivedDay(derived.id, row);
      return day ? [day, dayBefore(day), dayAfter(day)].filter((each) => each !== undefined) : [];
    });
  }

  /** Moments so many hours after the one that time is taken from, and the seconds beside them. */
  private hoursBeside(column: string, row: SampleRow): readonly IsoMoment[] {
    return this.derived.flatMap((derived) => {
      if (derived.type !== 'count' || derived.hoursBetween[1] !== column) return [];
      const start = parseIsoMoment(row[derived.hoursBetween[0]] ?? '');
      if (!start) return [];
      return ['1', ...this.numbers].flatMap((hours) =>
        [0, -1, 1].flatMap((seconds) => laterBy(start, hours, seconds) ?? []),
      );
    });
  }

  /** For each stretch of days on which the parameters keep their values, the first days that are there for it. */
  private segments(dates: readonly SampleRow[]): readonly SampleRow[] {
    const found = new Map<string, SampleRow>();
    for (const row of dates) {
      const day = this.mainDay(row);
      const values = this.parameters.map(({ values: dated }) => dated.findIndex((value) => isWithin(value, day)));
      const key = [this.isUsual(row), ...values, ...this.dateTests(row)].join(' ');
      if (!found.has(key)) found.set(key, row);
    }
    return [...found.values()].slice(0, MOST_SEGMENTS);
  }

  /** What derived choices make of the days alone. */
  private dateTests(row: SampleRow): readonly boolean[] {
    return this.derived.flatMap(testsOf).flatMap((test) => {
      if ('blank' in test) return [(row[test.blank] ?? '') === ''];
      if (!('notAfter' in test)) return [];
      const [day, limit] = test.notAfter.map((field) => this.derivedDay(field, row));
      return [day !== undefined && limit !== undefined && day <= limit];
    });
  }

  // ---- Figures -------------------------------------------------------------------------------------------------

  private figures(): readonly SampleRow[] {
    const columns = this.ofTypes('money', 'count');
    const pools = columns.map((column) => this.figuresFor(column));
    const rows = combinations(
      columns.map(({ id }) => id),
      pools,
      MOST_FIGURES,
    );
    const meetsOwn = (row: SampleRow): boolean =>
      columns.every(({ id }) =>
        this.on(id, this.target.own).every((condition) => conditionHolds(condition, new Decimal(row[id] ?? '0'))),
      );
    return [...rows.filter(meetsOwn), ...rows.filter((row) => !meetsOwn(row))];
  }

  private figuresFor(column: Column): readonly string[] {
    const { own, others: neighbours } = this.target;
    const beside = this.on(column.id, neighbours).flatMap(boundsOf);
    const bounds = [...this.on(column.id, own).flatMap(boundsOf), ...beside.slice(0, MOST_NUMBERS)];
    const isOrdinary = bounds.length === 0;
    const near = (number: Decimal): readonly Decimal[] => {
      const unit = unitOfCell(column, decimalText(number));
      return [number, number.minus(unit), number.plus(unit)];
    };
    const atBounds = bounds.flatMap((bound) => near(new Decimal(bound)));
    const decimals = (numbers: readonly string[]): readonly Decimal[] =>
      numbers.slice(0, MOST_NUMBERS).map((number) => new Decimal(number));
    const ofRatios = decimals(this.ratios).flatMap((ratio) => near(ratio.times(this.base)));
    const ofNumbers = decimals(this.numbers).flatMap((number) => [...near(number), ...near(number.times(this.base))]);
    const others = isOrdinary
      ? [this.base.times('0.3'), ...near(this.base), ...ofRatios, ...ofNumbers]
      : [this.base, this.base.negated()];
    return distinct([...(isOrdinary ? [this.base] : atBounds), ...others].filter(fitsCell).map(decimalText));
  }
}

const MOST_EDGES = 40;
const MOST_NUMBERS = 6;

/** The smallest step of a figure's cell: a fen, one of what is counted, or one in its last decimal. */
function unitOfCell({ type }: Pick<Column, 'type'>, text: string): Decimal {
  return smallestUnit(text, type === 'money' ? 2 : 0);
}

/** A cell shows fifteen digits. */
function fitsCell(number: Decimal): boolean {
  return number.precision() <= 15 && number.abs().lessThan('1e12');
}

// ---- What a target needs -----------------------------------------------------------------------------------------

/** The derived columns that decide what becomes of a target's rows, each before those made from it. */
export function derivedOf({ ledger, own, others, expressions, ratios, date }: RowTarget): readonly DerivedColumn[] {
  const read = [...expressions, ...ratios].flatMap(columnsOf);
  const wanted = new Set([...[...own, ...others].map(({ field }) => field), ...read, date]);
  const found: DerivedColumn[] = [];
  // A derived column is made from earlier ones alone.
  for (const column of [...ledger.derived].reverse()) {
    if (!wanted.has(column.id)) continue;
    found.unshift(column);
    for (const field of fieldsOf(column)) wanted.add(field);
  }
  return found;
}

function fieldsOf(column: DerivedColumn): readonly string[] {
  if (column.type === 'date') return [column.from];
  if (column.type === 'count') return column.hoursBetween;
  return testsOf(column).flatMap((test) => {
    if ('blank' in test) return [test.blank];
    return 'notAfter' in test ? test.notAfter : test.above.flatMap(columnsOf);
  });
}

type DerivedTest = Extract<DerivedColumn, { type: 'choice' }>['cases'][number]['when'];

function testsOf(column: DerivedColumn): readonly DerivedTest[] {
  return column.type === 'choice' ? column.cases.map(({ when }) => when) : [];
}

/** The sheet's columns that a row needs for the target to speak of it, those that make it a valid entry included. */
function neededColumns(target: RowTarget): ReadonlySet<string> {
  const { ledger, own, others, expressions, ratios, date, filled } = target;
  const read = [...expressions, ...ratios].flatMap(columnsOf);
  const fields = [...[...own, ...others].map(({ field }) => field), ...read, date, ...filled];
  const needed = new Set(fields.flatMap((field) => sourceColumnsOf(ledger, field)));
  for (const column of [ledger.category, ledger.source]) if (column !== undefined) needed.add(column);
  for (const { entered, date: dated } of ledger.dated) if (entered.some((id) => needed.has(id))) needed.add(dated);
  for (const { entered, column } of ledger.filled) if (entered.some((id) => needed.has(id))) needed.add(column);
  return needed;
}

function numbersIn(expressions: readonly RowExpression[]): readonly string[] {
  return expressions.flatMap(leavesOf).flatMap((leaf) => ('number' in leaf ? [leaf.number] : []));
}

function boundsOf(condition: Condition): readonly string[] {
  if (!isNumberCondition(condition)) return [];
  const { atLeast, above, atMost, below } = condition;
  return [atLeast, above, atMost, below].filter((bound) => bound !== undefined);
}

function hasValue({ values }: Parameter, day: IsoDate): boolean {
  return values.length === 0 || values.some((value) => isWithin(value, day));
}

function isWithin(
  { from, to }: { readonly from?: IsoDate | undefined; readonly to?: IsoDate | undefined },
  day: IsoDate | undefined,
): boolean {
  return day !== undefined && (from === undefined || from <= day) && (to === undefined || day <= to);
}

// ---- Days --------------------------------------------------------------------------------------------------------

function dayIn(text: string | undefined): IsoDate | undefined {
  const moment = parseIsoMoment(text ?? '');
  return moment ? dayOf(moment) : parseIsoDate(text ?? '');
}

/** The last day of a year's first month, from which a month runs to a shorter month's end. */
function monthEndIn(day: IsoDate): IsoDate | undefined {
  return parseIsoDate(`${day.slice(0, 4)}-01-31`);
}

const SECONDS_AN_HOUR = 3600;
const SECONDS_A_DAY = 86_400;

function laterBy(start: IsoMoment, hours: string, seconds: number): IsoMoment | undefined {
  const days = new Decimal(hours).times(SECONDS_AN_HOUR).plus(seconds).dividedBy(SECONDS_A_DAY);
  return momentFromExcelSerial(timeToExcelSerial(start, false) + days.toNumber(), false);
}

// ---- Combinations ------------------------------------------------------------------------------------------------

/** One value of each pool, those near the pools' beginnings first, no more than so many. */
function combinations(
  names: readonly string[],
  pools: readonly (readonly string[])[],
  most: number,
): readonly SampleRow[] {
  let rows: readonly { readonly row: SampleRow; readonly depth: number }[] = [{ row: {}, depth: 0 }];
  names.forEach((name, index) => {
    const pool = pools[index] ?? [];
    const longer = rows.flatMap(({ row, depth }) =>
      pool.map((value, place) => ({ row: { ...row, [name]: value }, depth: depth + place })),
    );
    rows = longer.sort((a, b) => a.depth - b.depth).slice(0, most);
  });
  return rows.map(({ row }) => row);
}

/** No more than so many of a list, from all over it. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const step = items.length / most;
  return Array.from({ length: most }, (_, index) => items[Math.floor(index * step)] as T);
}

function distinct<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** A cell one smallest unit more or less. */
export function movedCell(column: Column, text: string, direction: 1 | -1): string | undefined {
  if (column.type === 'date') {
    const day = parseIsoDate(text);
    return day && (direction > 0 ? dayAfter(day) : dayBefore(day));
  }
  if (column.type === 'moment') {
    const moment = parseIsoMoment(text);
    return moment && laterBy(moment, '0', direction);
  }
  if (column.type === 'text' || column.type === 'choice') return undefined;
  return decimalText(new Decimal(text).plus(unitOfCell(column, text).times(direction)));
}
