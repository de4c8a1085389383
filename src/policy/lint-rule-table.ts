import { decimalText } from '../kernel/decimal';
import { fieldAtoms } from './atoms';
import { conditionHolds, type ReadableValue } from './condition';
import { fieldTypes } from './fields';
import type { LintFault } from './lint-report';
import { conditionFields, overriddenRules } from './rule-table';
import type { Condition, Ledger, PolicyDocument, RuleTable } from './schema';

/**
 * How many steps are gone before a table counts as too complex: a few seconds. A step holds one value of a field, one
 * rule or one clash against what is left.
 */
const MAX_STEPS = 4_000_000;
/** How many different clashes of one table are worth telling. */
const MAX_CLASHES = 200;

type Life = PolicyDocument['life'];

/**
 * Proves that one rule decides each row that the ledger can validly hold during the policy's life, and that no rule is
 * dead. Each fault carries a row that shows it, and equal faults are one.
 *
 * Valid rows: every declared category with the sources it allows (any, or none, where it declares none), the table's date
 * on any day of the life, derived choices as declared, and anything else anything, blank included, as long as one of
 * the table's `entered` fields is filled. Fields count as independent of each other, derived ones as well; but what is
 * derived from columns that such a row must fill is never blank, nor what stands for a blank.
 *
 * Method: the rows form a space with one dimension a field, each cut where the rules cut it. The space is split field by
 * field, only with the rules still alive; parts that leave the same rules alive are gone through once.
 */
export function proveRuleTable(table: RuleTable, ledger: Ledger, life: Life, path: string): readonly LintFault[] {
  const survey = new Survey(table);
  const dimensions = dimensionsOf(table, ledger, life);
  const asked = new Set(dimensions.flatMap((dimension) => dimension.fields));
  // A row takes part when one of `entered` is filled. Fields that no rule asks for can always be taken as filled.
  if (table.entered.every((field) => asked.has(field))) {
    // The rows whose first filled one is the first of them, the second … : parts without a row in common.
    table.entered.forEach((filled, index) => {
      const blank = table.entered.slice(0, index);
      survey.walk(
        dimensions.map(({ cells }) =>
          cells.filter(({ row }) => row[filled] !== '' && blank.every((field) => (row[field] ?? '') === '')),
        ),
      );
    });
  } else {
    survey.walk(dimensions.map(({ cells }) => cells));
  }
  return survey.faults(path, dimensions);
}

/** A set of rules, one bit each. */
type RuleSet = bigint;
/** A set of rules as a map's key; as a bigint it would be hashed by its first 64 bits alone. */
type RuleSetKey = string;
type ExampleRow = Readonly<Record<string, string>>;

/** A value of one dimension, with the rules whose conditions on its fields hold there. */
interface Cell {
  readonly row: ExampleRow;
  readonly alive: RuleSet;
}

interface Dimension {
  readonly fields: readonly string[];
  readonly cells: readonly Cell[];
}

// ---- The space of valid rows -------------------------------------------------------------------------------------

function dimensionsOf(table: RuleTable, ledger: Ledger, life: Life): readonly Dimension[] {
  const { category, source } = ledger;
  const asked = new Set([...conditionFields(table), table.date]);
  const dimensions: Dimension[] = [];
  // An example needs a valid category and source even where no rule asks for them; which sources are valid depends on the
  // category, so the two are one dimension.
  if (category !== undefined && source !== undefined) {
    const open = asked.has(source) || table.entered.includes(source) ? openChoices(source, table, ledger) : [null];
    const rows = ledger.categories.flatMap(({ name, sources }) =>
      (sources ?? blankFirst(open)).map((value): [string, ReadableValue] => [name, value]),
    );
    dimensions.push(dimensionOf([category, source], rows, table));
    asked.delete(category);
    asked.delete(source);
  } else if (category !== undefined) {
    asked.add(category);
  }
  for (const field of asked) {
    dimensions.push(
      dimensionOf(
        [field],
        domainOf(field, table, ledger, life).map((value) => [value]),
        table,
      ),
    );
  }
  return dimensions;
}

function dimensionOf(
  fields: readonly string[],
  rows: readonly (readonly ReadableValue[])[],
  table: RuleTable,
): Dimension {
  const cells = rows.map((values) => ({
    row: Object.fromEntries(fields.map((field, index) => [field, shown(values[index] ?? null)])),
    alive: rulesWhere(table, (condition) => {
      const index = fields.indexOf(condition.field);
      return index < 0 || conditionHolds(condition, values[index] ?? null);
    }),
  }));
  return { fields, cells };
}

function rulesWhere(table: RuleTable, holds: (condition: Condition) => boolean): RuleSet {
  return table.rules.reduce((set, rule, index) => (rule.when.every(holds) ? set | bit(index) : set), 0n);
}

function shown(value: ReadableValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : decimalText(value);
}

/** One value for everything that a valid row can hold in a field and that a condition can tell, the likelier first. */
function domainOf(field: string, table: RuleTable, ledger: Ledger, life: Life): readonly ReadableValue[] {
  if (field === ledger.category) return ledger.categories.map((category) => category.name);
  const derived = ledger.derived.find((column) => column.id === field);
  if (derived?.type === 'choice') {
    const cases = derived.cases.filter(({ when }) => !('blank' in when && isFilled(when.blank, table, ledger)));
    return [...cases.map((entry) => entry.value), derived.otherwise];
  }
  const type = fieldTypes(ledger).get(field) ?? 'text';
  if (type === 'choice' || type === 'text') return openChoices(field, table, ledger);
  if (type !== 'date') {
    const values = filledFirst(fieldAtoms(field, type, conditionsOn(field, table)).samples);
    return derived && isFilled(field, table, ledger) ? values.filter((value) => value !== null) : values;
  }
  const inLife: Condition = { field, ...life };
  const days = fieldAtoms(field, type, [...conditionsOn(field, table), inLife]).samples;
  const [during, outside] = [
    days.filter((day) => conditionHolds(inLife, day)),
    days.filter((day) => !conditionHolds(inLife, day)),
  ];
  return field === table.date ? during : [...during, ...filledFirst(outside)];
}

/** Tells a field that no valid row of the table leaves blank: one that its entry needs, or what is derived from such ones. */
function isFilled(field: string, table: RuleTable, ledger: Ledger): boolean {
  const derived = ledger.derived.find((column) => column.id === field);
  if (derived?.type === 'date') return isFilled(derived.from, table, ledger);
  if (derived?.type === 'count') return derived.hoursBetween.every((column) => isFilled(column, table, ledger));
  if (derived) return true;
  const needs = [
    ...ledger.dated.map(({ entered, date }) => ({ entered, column: date })),
    ...ledger.filled.map(({ entered, column }) => ({ entered, column })),
  ];
  const filled = new Set(table.entered.length === 1 ? table.entered : []);
  let known = -1;
  // What a needed column needs in its turn is needed, too.
  while (filled.size > known) {
    known = filled.size;
    for (const { entered, column } of needs) {
      const isAsked = entered.some((each) => filled.has(each)) || table.entered.every((each) => entered.includes(each));
      if (isAsked) filled.add(column);
    }
  }
  return filled.has(field);
}

/** A choice that the document leaves open: what rules name, what the template offers, anything else, nothing. */
function openChoices(field: string, table: RuleTable, ledger: Ledger): readonly ReadableValue[] {
  const offered =
    field === ledger.source
      ? ledger.categories.flatMap((category) => category.sources ?? [])
      : (ledger.choices[field] ?? []);
  const samples = fieldAtoms(field, 'choice', [...conditionsOn(field, table), { field, in: offered }]).samples;
  const likely = new Set<ReadableValue>(offered);
  return filledFirst([...offered, ...samples.filter((sample) => !likely.has(sample))]);
}

function conditionsOn(field: string, table: RuleTable): readonly Condition[] {
  return table.rules.flatMap((rule) => rule.when.filter((condition) => condition.field === field));
}

/** A category that asks for no source is seldom given one. */
function blankFirst(values: readonly ReadableValue[]): readonly ReadableValue[] {
  return [...values.filter((value) => value === null), ...values.filter((value) => value !== null)];
}

function filledFirst(values: readonly ReadableValue[]): readonly ReadableValue[] {
  return [...values.filter((value) => value !== null), ...values.filter((value) => value === null)];
}

// ---- Going through it --------------------------------------------------------------------------------------------

/** The clashes below one place of the space: the rules that stand there together (none: a gap) → how many kinds of rows. */
type Clashes = Map<RuleSetKey, number>;

class Survey {
  private readonly beats: readonly RuleSet[];
  /** Rules that match some valid row, and those that stand on some valid row. */
  private reached: RuleSet = 0n;
  private standing: RuleSet = 0n;
  private readonly found = new Map<RuleSetKey, { readonly winners: RuleSet; readonly example: ExampleRow }>();
  private readonly counts = new Map<RuleSetKey, number>();
  /** For a rule, by its number, the first row on which it gave way, and to which rules. */
  private readonly beaten = new Map<number, { readonly example: ExampleRow; readonly winners: RuleSet }>();
  private steps = 0;

  constructor(private readonly table: RuleTable) {
    const overridden = overriddenRules(table);
    this.beats = table.rules.map((rule) => {
      const losers = overridden.get(rule.id);
      return this.setOf((other) => losers?.has(other) === true);
    });
  }

  /** Goes through the rows of a space, given as the cells of each dimension. */
  walk(space: readonly (readonly Cell[])[]): void {
    const distinct = space.map((cells) => partsOf(cells, (cell) => cell.alive).map(({ cell }) => cell));
    const known = [...distinct, []].map(() => new Map<RuleSetKey, Clashes>());
    const all = this.setOf(() => true);
    for (const [clash, count] of this.split(distinct, known, 0, all, {})) {
      this.counts.set(clash, (this.counts.get(clash) ?? 0) + count);
    }
  }

  private split(
    space: readonly (readonly Cell[])[],
    known: readonly Map<RuleSetKey, Clashes>[],
    depth: number,
    alive: RuleSet,
    row: ExampleRow,
  ): Clashes {
    const key = keyOf(alive);
    const before = known[depth]?.get(key);
    if (before) return before;
    const cells = space[depth];
    const clashes = cells === undefined ? this.judge(alive, row) : new Map<RuleSetKey, number>();
    if (cells !== undefined) {
      this.steps += cells.length;
      if (this.isTooComplex()) return clashes;
      for (const { left, cell } of partsOf(cells, (candidate) => alive & candidate.alive)) {
        const below = this.split(space, known, depth + 1, left, { ...row, ...cell.row });
        this.steps += below.size;
        for (const [clash, count] of below) {
          clashes.set(clash, (clashes.get(clash) ?? 0) + count);
        }
      }
    }
    known[depth]?.set(key, clashes);
    return clashes;
  }

  /** What the rules that match a row come to once exceptions have taken their place. */
  private judge(matching: RuleSet, example: ExampleRow): Clashes {
    this.steps += this.table.rules.length;
    let winners = matching;
    const matched = this.numbersOf(matching);
    for (const rule of matched) winners &= ~(this.beats[rule] ?? 0n);
    this.reached |= matching;
    this.standing |= winners;
    for (const rule of matched) {
      if ((winners & bit(rule)) === 0n && !this.beaten.has(rule)) {
        this.beaten.set(rule, { example, winners: winners & this.winnersOver(rule) });
      }
    }
    if (this.numbersOf(winners).length === 1) return new Map();
    const key = keyOf(winners);
    if (!this.found.has(key)) this.found.set(key, { winners, example });
    return new Map([[key, 1]]);
  }

  private winnersOver(loser: number): RuleSet {
    return this.beats.reduce((set, losers, rule) => ((losers & bit(loser)) === 0n ? set : set | bit(rule)), 0n);
  }

  private isTooComplex(): boolean {
    return this.steps > MAX_STEPS || this.found.size > MAX_CLASHES;
  }

  // ---- What was found ------------------------------------------------------------------------------------------

  faults(path: string, dimensions: readonly Dimension[]): readonly LintFault[] {
    const ruleTable = this.table.id;
    const clashes = [...this.found].map(([key, { winners, example }]): LintFault => {
      const facts = { ruleTable, count: String(this.counts.get(key) ?? 1) };
      if (winners === 0n) return { code: 'rule-gap', level: 'fault', path, facts, example };
      // The last of them is the one to look at first: the others stood before it came.
      const last = Math.max(...this.numbersOf(winners));
      const place = `${path}.rules.${last}`;
      return { code: 'rule-overlap', level: 'fault', path: place, facts, example, rules: this.idsOf(winners) };
    });
    if (this.isTooComplex()) {
      const facts = { ruleTable, steps: String(this.steps) };
      return [...clashes, { code: 'too-complex', level: 'fault', path, facts }];
    }
    return [...clashes, ...this.deadRules(path, dimensions)];
  }

  private deadRules(path: string, dimensions: readonly Dimension[]): readonly LintFault[] {
    return this.table.rules.flatMap((rule, index): readonly LintFault[] => {
      const place = { level: 'fault', path: `${path}.rules.${index}` } as const;
      const facts = { ruleTable: this.table.id, rule: rule.id };
      if ((this.reached & bit(index)) === 0n) {
        const barred = dimensions.find(({ cells }) => cells.every((cell) => (cell.alive & bit(index)) === 0n));
        const field = barred?.fields.find((name) => rule.when.some((condition) => condition.field === name)) ?? '';
        const barring = rule.when.findIndex((condition) => condition.field === field);
        const at = barring < 0 ? place : { ...place, path: `${place.path}.when.${barring}` };
        return [{ code: 'rule-unreachable', ...at, facts: { ...facts, field }, rules: [rule.id] }];
      }
      const defeat = this.beaten.get(index);
      if ((this.standing & bit(index)) !== 0n || !defeat) return [];
      const winners = this.idsOf(defeat.winners);
      return [
        {
          code: 'rule-shadowed',
          ...place,
          facts: { ...facts, winner: winners.join(', ') },
          example: defeat.example,
          rules: [rule.id, ...winners],
        },
      ];
    });
  }

  private setOf(test: (rule: string) => boolean): RuleSet {
    return this.table.rules.reduce((set, rule, index) => (test(rule.id) ? set | bit(index) : set), 0n);
  }

  private numbersOf(set: RuleSet): readonly number[] {
    return this.table.rules.flatMap((_, index) => ((set & bit(index)) === 0n ? [] : [index]));
  }

  private idsOf(set: RuleSet): readonly string[] {
    return this.table.rules.filter((_, index) => (set & bit(index)) !== 0n).map((rule) => rule.id);
  }
}

/** The cells by the rules that they leave, each part with its first cell, in order of appearance. */
function partsOf(
  cells: readonly Cell[],
  leave: (cell: Cell) => RuleSet,
): readonly { readonly left: RuleSet; readonly cell: Cell }[] {
  const parts = new Map<RuleSetKey, { readonly left: RuleSet; readonly cell: Cell }>();
  for (const cell of cells) {
    const left = leave(cell);
    const key = keyOf(left);
    if (!parts.has(key)) parts.set(key, { left, cell });
  }
  return [...parts.values()];
}

function keyOf(set: RuleSet): RuleSetKey {
  return set.toString(32);
}

function bit(index: number): RuleSet {
  return 1n << BigInt(index);
}
