import { Decimal } from '../kernel/decimal';
import { isChoiceCondition, isNumberCondition } from './condition';
import { placedExpressions, placedLeaves } from './expression-places';
import type { PolicyFault } from './fault';
import { fieldTypes, isNumeric, type FieldType } from './fields';
import { namesCell, nameWithoutCase, isSheetName, isTableName } from './sheet-names';
import type { Condition, Ledger, Limit, Measure, Parameter, PolicyDocument, RuleTable } from './schema';

/** Every code that `referenceFaults` gives, with its facts. */
export const REFERENCE_FAULT_CODES = [
  /** A second item of a list bears the same id or name. Facts: id. */
  'duplicate-id',
  /** Two columns of one table bear the same heading; spreadsheets ignore case. Facts: header. */
  'duplicate-header',
  /** Facts: sheet; table. */
  'duplicate-sheet-name',
  'duplicate-table-name',
  /** Facts: sheet; table. */
  'sheet-name-invalid',
  'table-name-invalid',
  /** The grid of the workbench can't address such a table. Facts: table. */
  'table-name-has-underscore',
  /** Facts: table. */
  'table-name-is-sheet-name',
  /** Something is named that is not there. Facts: the name under its kind; for columns and choices also the ledger. */
  'unknown-clause',
  'unknown-parameter',
  'unknown-ledger',
  'unknown-column',
  'unknown-choice',
  'unknown-rule-table',
  'unknown-rule',
  'unknown-measure',
  'unknown-pay-item',
  'unknown-answer',
  /** A derived field stands where only a column of the sheet can. Facts: column, ledger. */
  'column-is-derived',
  /** A derived field is made from one that is derived only after it, or from itself. Facts: column. */
  'derived-too-early',
  /** A column of another type is needed here. Facts: column, type, needed. */
  'column-type-mismatch',
  /** A condition of one kind on a column of another. Facts: column, type, kind. */
  'condition-kind-mismatch',
  /** Facts: column. */
  'condition-empty',
  /** A column that is no number stands in an expression. Facts: column, type. */
  'expression-not-numeric',
  /** Categories or their sources are declared without a column that holds them. Facts: ledger; ledger, category. */
  'categories-without-column',
  'sources-without-column',
  /** Facts: answers, «A → B → A». */
  'answer-cycle',
  /** Facts: rules, «a → b → a». */
  'override-cycle',
  /** Facts: rule. */
  'override-self',
  /** The first day (year, bound) lies after the last. Facts: from, to. */
  'range-reversed',
  /** Two values of one parameter hold on one day. Facts: parameter, date (the first such day, «» for any). */
  'values-overlap',
  /** Facts: parameter, value, min, max («» where there is none). */
  'value-out-of-bounds',
  /** A number of months with a fraction. Facts: parameter, value. */
  'value-not-whole',
  /** A parameter of another kind is needed here. Facts: parameter, kind, needed. */
  'parameter-kind-mismatch',
  /** A row limit needs exactly one of atLeast and atMost. Facts: limit. */
  'limit-needs-one-bound',
  /** A limit blocks a rule table of another ledger. Facts: ruleTable, ledger, needed. */
  'ledger-mismatch',
] as const;

export type ReferenceFaultCode = (typeof REFERENCE_FAULT_CODES)[number];

/**
 * Everything in a well-formed document that would make a computation crash or lie: names that lead nowhere or to the
 * wrong kind of thing, duplicates, circles, values that break their own bounds, and names that a spreadsheet refuses.
 * An empty list proves the document usable; whether its rules are complete is for `lintPolicy`.
 */
export function referenceFaults(document: PolicyDocument): readonly PolicyFault[] {
  return new ReferenceCheck(document).faults();
}

type Facts = Readonly<Record<string, string>>;

class ReferenceCheck {
  private readonly found: PolicyFault[] = [];
  private readonly clauses: ReadonlySet<string>;
  private readonly parameters: ReadonlyMap<string, Parameter>;
  private readonly ledgers: ReadonlyMap<string, Ledger>;
  private readonly types: ReadonlyMap<string, ReadonlyMap<string, FieldType>>;
  private readonly ruleTables: ReadonlyMap<string, RuleTable>;
  private readonly measures: ReadonlySet<string>;
  private readonly payItems: ReadonlySet<string>;
  private readonly answers: ReadonlySet<string>;

  constructor(private readonly document: PolicyDocument) {
    this.clauses = idsOf(document.clauses);
    this.parameters = new Map(document.parameters.map((parameter) => [parameter.id, parameter]));
    this.ledgers = new Map(document.ledgers.map((ledger) => [ledger.id, ledger]));
    this.types = new Map(document.ledgers.map((ledger) => [ledger.id, fieldTypes(ledger)]));
    this.ruleTables = new Map(document.ruleTables.map((table) => [table.id, table]));
    this.measures = idsOf(document.measures);
    this.payItems = idsOf(document.payItems);
    this.answers = idsOf(document.answers);
  }

  faults(): readonly PolicyFault[] {
    const { document } = this;
    this.range('life', document.life.from, document.life.to);
    this.duplicateIds();
    this.citations();
    document.parameters.forEach((parameter, index) => this.parameter(`parameters.${index}`, parameter));
    this.workbookNames();
    document.ledgers.forEach((ledger, index) => this.ledger(`ledgers.${index}`, ledger));
    document.ruleTables.forEach((table, index) => this.ruleTable(`ruleTables.${index}`, table));
    document.measures.forEach((measure, index) => this.measure(`measures.${index}`, measure));
    document.limits.forEach((limit, index) => this.limit(`limits.${index}`, limit));
    this.distributions();
    this.expressions();
    this.answerCycles();
    return this.found;
  }

  private fault(path: string, code: ReferenceFaultCode, facts: Facts): void {
    this.found.push({ path, code, facts });
  }

  // ---- Lists ---------------------------------------------------------------------------------------------------

  private duplicateIds(): void {
    const { document } = this;
    for (const list of [
      'chapters',
      'clauses',
      'parameters',
      'ledgers',
      'ruleTables',
      'measures',
      'limits',
      'payItems',
      'answers',
      'tasks',
    ] as const) {
      this.distinct<{ readonly id: string }>(document[list], (item) => item.id, list, 'id');
    }
    document.ruleTables.forEach((table, index) =>
      this.distinct(table.rules, (rule) => rule.id, `ruleTables.${index}.rules`, 'id'),
    );
    document.ledgers.forEach((ledger, index) => {
      const path = `ledgers.${index}`;
      this.distinct(ledger.columns, (column) => column.id, `${path}.columns`, 'id');
      const columns = idsOf(ledger.columns);
      this.distinct(ledger.derived, (column) => column.id, `${path}.derived`, 'id', columns);
      this.distinct(ledger.categories, (category) => category.name, `${path}.categories`, 'name');
    });
  }

  /** Reports each item whose name was taken before it. */
  private distinct<T>(
    items: readonly T[],
    nameOf: (item: T) => string,
    path: string,
    key: string,
    taken: ReadonlySet<string> = new Set(),
  ): void {
    const seen = new Set(taken);
    items.forEach((item, index) => {
      const name = nameOf(item);
      if (seen.has(name)) this.fault(`${path}.${index}.${key}`, 'duplicate-id', { id: name });
      seen.add(name);
    });
  }

  private citations(): void {
    const { document } = this;
    const cited = (path: string, clauses: readonly string[]): void =>
      clauses.forEach((clause, index) => {
        if (!this.clauses.has(clause)) this.fault(`${path}.clauses.${index}`, 'unknown-clause', { clause });
      });
    document.parameters.forEach((parameter, p) =>
      parameter.values.forEach((value, v) => cited(`parameters.${p}.values.${v}`, value.clauses)),
    );
    document.ruleTables.forEach((table, t) =>
      table.rules.forEach((rule, r) => cited(`ruleTables.${t}.rules.${r}`, rule.clauses)),
    );
    for (const list of ['measures', 'limits', 'payItems', 'answers', 'distributions', 'tasks'] as const) {
      document[list].forEach((item, index) => cited(`${list}.${index}`, item.clauses));
    }
  }

  // ---- Parameters ----------------------------------------------------------------------------------------------

  private parameter(path: string, parameter: Parameter): void {
    const { id, kind, min, max, values } = parameter;
    const reversed = min !== undefined && max !== undefined && new Decimal(min).greaterThan(max);
    if (reversed) this.fault(path, 'range-reversed', { from: min, to: max });
    values.forEach(({ from, to, value }, index) => {
      const place = `${path}.values.${index}`;
      this.range(place, from, to);
      const number = new Decimal(value);
      if (
        !reversed &&
        ((min !== undefined && number.lessThan(min)) || (max !== undefined && number.greaterThan(max)))
      ) {
        this.fault(`${place}.value`, 'value-out-of-bounds', { parameter: id, value, min: min ?? '', max: max ?? '' });
      }
      if (kind === 'months' && !number.isInteger()) {
        this.fault(`${place}.value`, 'value-not-whole', { parameter: id, value });
      }
      const earlier = values.slice(0, index).find((other) => overlap(other, { from, to }));
      if (earlier) {
        const date = [earlier.from, from]
          .filter((day) => day !== undefined)
          .sort()
          .at(-1);
        this.fault(place, 'values-overlap', { parameter: id, date: date ?? '' });
      }
    });
  }

  private range(path: string, from: string | undefined, to: string | undefined): void {
    if (from !== undefined && to !== undefined && from > to) this.fault(path, 'range-reversed', { from, to });
  }

  // ---- Ledgers -------------------------------------------------------------------------------------------------

  private workbookNames(): void {
    const { ledgers } = this.document;
    const sheets = new Set<string>();
    const tables = new Set<string>();
    const allSheets = new Set(ledgers.map((ledger) => nameWithoutCase(ledger.sheet)));
    ledgers.forEach(({ sheet, table, columns }, index) => {
      const path = `ledgers.${index}`;
      if (!isSheetName(sheet)) this.fault(`${path}.sheet`, 'sheet-name-invalid', { sheet });
      if (sheets.has(nameWithoutCase(sheet))) this.fault(`${path}.sheet`, 'duplicate-sheet-name', { sheet });
      sheets.add(nameWithoutCase(sheet));
      if (table.includes('_')) this.fault(`${path}.table`, 'table-name-has-underscore', { table });
      else if (!isTableName(table) || namesCell(table)) this.fault(`${path}.table`, 'table-name-invalid', { table });
      if (tables.has(nameWithoutCase(table))) this.fault(`${path}.table`, 'duplicate-table-name', { table });
      tables.add(nameWithoutCase(table));
      if (allSheets.has(nameWithoutCase(table))) this.fault(`${path}.table`, 'table-name-is-sheet-name', { table });
      const headers = new Set<string>();
      columns.forEach(({ header }, column) => {
        const plain = nameWithoutCase(header);
        if (headers.has(plain)) this.fault(`${path}.columns.${column}.header`, 'duplicate-header', { header });
        headers.add(plain);
      });
    });
  }

  private ledger(path: string, ledger: Ledger): void {
    this.derivedColumns(path, ledger);
    ledger.rowDate.forEach((column, index) => this.field(`${path}.rowDate.${index}`, ledger.id, column, 'date'));
    ledger.dated.forEach(({ entered, date }, index) => {
      const place = `${path}.dated.${index}`;
      entered.forEach((column, e) => this.column(`${place}.entered.${e}`, ledger, column));
      this.column(`${place}.date`, ledger, date, 'date');
    });
    ledger.filled.forEach(({ entered, column }, index) => {
      const place = `${path}.filled.${index}`;
      entered.forEach((id, e) => this.column(`${place}.entered.${e}`, ledger, id));
      this.column(`${place}.column`, ledger, column);
    });
    if (ledger.memo !== undefined) this.column(`${path}.memo`, ledger, ledger.memo, 'text');
    if (ledger.category !== undefined) this.column(`${path}.category`, ledger, ledger.category, 'choice');
    if (ledger.source !== undefined) this.column(`${path}.source`, ledger, ledger.source, 'choice');
    if (ledger.category === undefined && ledger.categories.length > 0) {
      this.fault(`${path}.categories`, 'categories-without-column', { ledger: ledger.id });
    }
    ledger.categories.forEach((category, index) => {
      if (category.sources === undefined || ledger.source !== undefined) return;
      const facts = { ledger: ledger.id, category: category.name };
      this.fault(`${path}.categories.${index}.sources`, 'sources-without-column', facts);
    });
    Object.keys(ledger.choices).forEach((column) => this.column(`${path}.choices.${column}`, ledger, column, 'choice'));
    ledger.duplicateKey.forEach((column, index) => this.field(`${path}.duplicateKey.${index}`, ledger.id, column));
  }

  private derivedColumns(path: string, ledger: Ledger): void {
    ledger.derived.forEach((column, index) => {
      const place = `${path}.derived.${index}`;
      const later = new Set(ledger.derived.slice(index).map((derived) => derived.id));
      const source = (at: string, id: string, needed?: NeededType): void => {
        if (later.has(id)) this.fault(at, 'derived-too-early', { column: id });
        else this.field(at, ledger.id, id, needed);
      };
      if (column.type === 'date') {
        source(`${place}.from`, column.from, 'date');
        const parameter = this.parameters.get(column.plusMonths.parameter);
        if (parameter && parameter.kind !== 'months') {
          const facts = { parameter: parameter.id, kind: parameter.kind, needed: 'months' };
          this.fault(`${place}.plusMonths.parameter`, 'parameter-kind-mismatch', facts);
        }
        return;
      }
      column.cases.forEach(({ when }, c) => {
        const test = `${place}.cases.${c}.when`;
        if ('blank' in when) source(`${test}.blank`, when.blank);
        else if ('notAfter' in when) when.notAfter.forEach((id, i) => source(`${test}.notAfter.${i}`, id, 'date'));
        else {
          when.above.forEach((side, s) =>
            placedLeaves(side, `${test}.above.${s}`).forEach((placed) => {
              if ('field' in placed.leaf && later.has(placed.leaf.field)) {
                this.fault(`${placed.path}.field`, 'derived-too-early', { column: placed.leaf.field });
              }
            }),
          );
        }
      });
    });
  }

  /** A column of the sheet. */
  private column(path: string, ledger: Ledger, id: string, needed?: NeededType): void {
    if (ledger.derived.some((derived) => derived.id === id)) {
      this.fault(path, 'column-is-derived', { column: id, ledger: ledger.id });
    } else {
      this.field(path, ledger.id, id, needed);
    }
  }

  /** A column or derived column of a ledger; nothing is said of one in a ledger that is unknown itself. */
  private field(path: string, ledger: string, id: string, needed?: NeededType): void {
    const types = this.types.get(ledger);
    if (!types) return;
    const type = types.get(id);
    if (type === undefined) this.fault(path, 'unknown-column', { column: id, ledger });
    else if (needed !== undefined && !fits(type, needed)) {
      this.fault(path, 'column-type-mismatch', { column: id, type, needed });
    }
  }

  private ledgerId(path: string, id: string): void {
    if (!this.ledgers.has(id)) this.fault(`${path}.ledger`, 'unknown-ledger', { ledger: id });
  }

  // ---- Rules, measures, limits ---------------------------------------------------------------------------------

  private ruleTable(path: string, table: RuleTable): void {
    this.ledgerId(path, table.ledger);
    this.field(`${path}.date`, table.ledger, table.date, 'date');
    table.entered.forEach((column, index) => this.field(`${path}.entered.${index}`, table.ledger, column));
    const rules = idsOf(table.rules);
    table.rules.forEach((rule, index) => {
      const place = `${path}.rules.${index}`;
      this.conditions(place, table.ledger, rule.when);
      rule.requires.forEach(({ column }, r) => this.field(`${place}.requires.${r}.column`, table.ledger, column));
      rule.overrides.forEach((id, o) => {
        const at = `${place}.overrides.${o}`;
        if (id === rule.id) this.fault(at, 'override-self', { rule: id });
        else if (!rules.has(id)) this.fault(at, 'unknown-rule', { rule: id, ruleTable: table.id });
      });
    });
    const overrides = new Map(table.rules.map(({ id, overrides: list }) => [id, list.filter((other) => other !== id)]));
    for (const cycle of cyclesIn(overrides)) {
      const index = table.rules.findIndex((rule) => rule.id === cycle[0]);
      this.fault(`${path}.rules.${index}.overrides`, 'override-cycle', { rules: cycle.join(' → ') });
    }
  }

  private conditions(path: string, ledgerId: string, when: readonly Condition[]): void {
    const ledger = this.ledgers.get(ledgerId);
    if (!ledger) return;
    when.forEach((condition, index) => this.condition(`${path}.when.${index}`, ledger, condition));
  }

  private condition(path: string, ledger: Ledger, condition: Condition): void {
    const column = condition.field;
    const type = this.types.get(ledger.id)?.get(column);
    if (type === undefined) {
      this.fault(`${path}.field`, 'unknown-column', { column, ledger: ledger.id });
      return;
    }
    const kind = kindOf(condition);
    if (kind === 'empty') {
      this.fault(path, 'condition-empty', { column });
      return;
    }
    if (!CONDITION_TYPES[kind].includes(type)) {
      this.fault(path, 'condition-kind-mismatch', { column, type, kind });
      return;
    }
    if (isChoiceCondition(condition)) {
      this.choices(`${path}.in`, ledger, column, condition.in);
    } else if (isNumberCondition(condition)) {
      const low = condition.atLeast ?? condition.above;
      const high = condition.atMost ?? condition.below;
      const closed = condition.above === undefined && condition.below === undefined;
      if (low !== undefined && high !== undefined) {
        const order = new Decimal(low).comparedTo(high);
        if (closed ? order > 0 : order >= 0) this.fault(path, 'range-reversed', { from: low, to: high });
      }
    } else {
      this.range(path, condition.from, condition.to);
    }
  }

  /** The values of a category or derived choice are declared: naming another would be a condition that never holds. */
  private choices(path: string, ledger: Ledger, column: string, values: readonly string[]): void {
    const declared = declaredChoices(ledger, column);
    if (!declared) return;
    values.forEach((choice, index) => {
      if (!declared.has(choice)) {
        this.fault(`${path}.${index}`, 'unknown-choice', { choice, column, ledger: ledger.id });
      }
    });
  }

  private measure(path: string, measure: Measure): void {
    this.ledgerId(path, measure.ledger);
    this.field(`${path}.date`, measure.ledger, measure.date, 'date');
    if (measure.kind === 'latest') this.field(`${path}.group`, measure.ledger, measure.group);
    if (measure.kind === 'sum') {
      measure.entered.forEach((column, index) => this.field(`${path}.entered.${index}`, measure.ledger, column));
    } else {
      this.field(`${path}.value`, measure.ledger, measure.value, 'number');
    }
  }

  private limit(path: string, limit: Limit): void {
    this.ledgerId(path, limit.ledger);
    switch (limit.kind) {
      case 'row':
        this.rowLimit(path, limit);
        break;
      case 'filled':
        limit.entered.forEach((column, index) => this.field(`${path}.entered.${index}`, limit.ledger, column));
        this.field(`${path}.cell`, limit.ledger, limit.cell);
        break;
      case 'year':
        if (limit.fromYear !== undefined && limit.toYear !== undefined && limit.fromYear > limit.toYear) {
          this.fault(path, 'range-reversed', { from: String(limit.fromYear), to: String(limit.toYear) });
        }
        break;
      case 'includes': {
        this.field(`${path}.column`, limit.ledger, limit.column, 'text');
        const ledger = this.ledgers.get(limit.ledger);
        if (ledger) this.choices(`${path}.values`, ledger, limit.column, limit.values);
        this.inForce(path, limit);
        break;
      }
    }
  }

  private rowLimit(path: string, limit: Extract<Limit, { kind: 'row' }>): void {
    this.field(`${path}.date`, limit.ledger, limit.date, 'date');
    this.conditions(path, limit.ledger, limit.when);
    if ((limit.atLeast === undefined) === (limit.atMost === undefined)) {
      this.fault(path, 'limit-needs-one-bound', { limit: limit.id });
    }
    this.field(`${path}.cell`, limit.ledger, limit.cell);
    limit.blocks.forEach((id, index) => {
      const table = this.ruleTables.get(id);
      const at = `${path}.blocks.${index}`;
      if (!table) this.fault(at, 'unknown-rule-table', { ruleTable: id });
      else if (table.ledger !== limit.ledger) {
        this.fault(at, 'ledger-mismatch', { ruleTable: id, ledger: table.ledger, needed: limit.ledger });
      }
    });
  }

  private distributions(): void {
    this.document.distributions.forEach((distribution, index) => {
      const path = `distributions.${index}`;
      if (!this.answers.has(distribution.answer)) {
        this.fault(`${path}.answer`, 'unknown-answer', { answer: distribution.answer });
      }
      this.ledgerId(path, distribution.ledger);
      this.field(`${path}.label`, distribution.ledger, distribution.label);
      this.field(`${path}.weight`, distribution.ledger, distribution.weight, 'number');
      this.inForce(path, distribution);
    });
  }

  private inForce(
    path: string,
    place: {
      readonly ledger: string;
      readonly inForceFrom?: string | undefined;
      readonly inForceTo?: string | undefined;
    },
  ): void {
    for (const end of ['inForceFrom', 'inForceTo'] as const) {
      const column = place[end];
      if (column !== undefined) this.field(`${path}.${end}`, place.ledger, column, 'date');
    }
  }

  // ---- Expressions ---------------------------------------------------------------------------------------------

  private expressions(): void {
    for (const { path, expression, ledger } of placedExpressions(this.document)) {
      for (const placed of placedLeaves(expression, path)) {
        const { leaf } = placed;
        if ('field' in leaf) this.numericField(`${placed.path}.field`, ledger ?? '', leaf.field);
        else if ('parameter' in leaf) {
          const { parameter } = leaf;
          if (!this.parameters.has(parameter)) {
            this.fault(`${placed.path}.parameter`, 'unknown-parameter', { parameter });
          }
        } else if ('answer' in leaf) {
          if (!this.answers.has(leaf.answer)) {
            this.fault(`${placed.path}.answer`, 'unknown-answer', { answer: leaf.answer });
          }
        } else if ('measure' in leaf) {
          if (!this.measures.has(leaf.measure)) {
            this.fault(`${placed.path}.measure`, 'unknown-measure', { measure: leaf.measure });
          }
        } else if ('payItem' in leaf) {
          if (!this.payItems.has(leaf.payItem)) {
            this.fault(`${placed.path}.payItem`, 'unknown-pay-item', { payItem: leaf.payItem });
          }
        } else if ('counted' in leaf) {
          leaf.counted.forEach((ruleTable, index) => {
            if (!this.ruleTables.has(ruleTable)) {
              this.fault(`${placed.path}.counted.${index}`, 'unknown-rule-table', { ruleTable });
            }
          });
        }
      }
    }
  }

  private numericField(path: string, ledger: string, column: string): void {
    const types = this.types.get(ledger);
    if (!types) return;
    const type = types.get(column);
    if (type === undefined) this.fault(path, 'unknown-column', { column, ledger });
    else if (!isNumeric(type)) this.fault(path, 'expression-not-numeric', { column, type });
  }

  private answerCycles(): void {
    const { answers } = this.document;
    const uses = new Map(
      answers.map(({ id, value }) => [
        id,
        placedLeaves(value, '').flatMap(({ leaf }) => ('answer' in leaf ? [leaf.answer] : [])),
      ]),
    );
    for (const cycle of cyclesIn(uses)) {
      const index = answers.findIndex((answer) => answer.id === cycle[0]);
      this.fault(`answers.${index}.value`, 'answer-cycle', { answers: cycle.join(' → ') });
    }
  }
}

type NeededType = 'date' | 'choice' | 'text' | 'number';

function fits(type: FieldType, needed: NeededType): boolean {
  if (needed === 'number') return isNumeric(type);
  // A choice is a text with a list; what any text can serve for, a choice can as well.
  return type === needed || (needed === 'text' && type === 'choice');
}

const CONDITION_TYPES: Readonly<Record<'choice' | 'date' | 'number', readonly FieldType[]>> = {
  choice: ['choice', 'text'],
  date: ['date'],
  number: ['money', 'count'],
};

function kindOf(condition: Condition): 'choice' | 'date' | 'number' | 'empty' {
  if (isChoiceCondition(condition)) return 'choice';
  if (isNumberCondition(condition)) return 'number';
  return condition.from === undefined && condition.to === undefined ? 'empty' : 'date';
}

/** The only values that a field can hold, where the document declares them: categories and derived choices. */
function declaredChoices(ledger: Ledger, column: string): ReadonlySet<string> | undefined {
  if (column === ledger.category) return new Set(ledger.categories.map((category) => category.name));
  const derived = ledger.derived.find((field) => field.id === column);
  if (derived?.type !== 'choice') return undefined;
  return new Set([...derived.cases.map((entry) => entry.value), derived.otherwise]);
}

interface Range {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function overlap(a: Range, b: Range): boolean {
  const startsInTime = (later: Range, earlier: Range): boolean =>
    later.from === undefined || earlier.to === undefined || later.from <= earlier.to;
  return startsInTime(a, b) && startsInTime(b, a);
}

function idsOf(items: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(items.map((item) => item.id));
}

/**
 * Circles in a graph, each as its nodes in order with the first one repeated at the end. Where there are circles, some
 * are returned; not every way round through nodes that were followed already.
 */
function cyclesIn(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const follow = (node: string): void => {
    const start = trail.indexOf(node);
    if (start >= 0) {
      cycles.push([...trail.slice(start), node]);
      return;
    }
    if (done.has(node)) return;
    trail.push(node);
    for (const next of edges.get(node) ?? []) follow(next);
    trail.pop();
    done.add(node);
  };
  for (const node of edges.keys()) follow(node);
  return cycles;
}
