import { parseIsoDate, yearOf, type IsoDate } from '../kernel/dates';
import { Decimal, parseDecimal } from '../kernel/decimal';
import { dayOf, parseIsoMoment } from '../kernel/moments';
import { LONGEST_CASE_TEXT, printCaseInput } from './case-text';
import { isChoiceCondition, isNumberCondition } from './condition';
import { placedExpressions, placedLeaves, type PlacedExpression } from './expression-places';
import { LONGEST_EXPRESSION, printRowExpression, printYearExpression } from './expression-text';
import type { PolicyFault } from './fault';
import { fieldNames } from './field-names';
import { fieldTypes, isNumeric, type FieldType } from './fields';
import { findingCodesOf } from './finding-codes';
import { isPolicySheet, isPolicyTable, isSheetName, isTableName, namesCell, nameWithoutCase } from './sheet-names';
import type {
  CaseExpectation,
  CaseInput,
  Condition,
  Ledger,
  Limit,
  Measure,
  Parameter,
  PolicyDocument,
  RowExpression,
  RuleTable,
  YearExpression,
} from './schema';

/** Every code that `referenceFaults` gives, with its facts. */
export const REFERENCE_FAULT_CODES = [
  /** A second item of a list bears the same id or name. Facts: id. */
  'duplicate-id',
  /** Two columns of one table bear the same heading; spreadsheets ignore case. Facts: header. */
  'duplicate-header',
  /** Facts: sheet; table. */
  'duplicate-sheet-name',
  'duplicate-table-name',
  /** A ledger or rule table would stand on a sheet, a ledger in a table, that the policy itself takes in a workbook. Facts: sheet; table. */
  'sheet-name-reserved',
  'table-name-reserved',
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
  /** An expression fills more than a cell when it is written out. Facts: length, most. */
  'expression-too-long',
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
  /** A case expects a finding that neither the policy nor reading a ledger ever gives. Facts: finding. */
  'unknown-finding',
  /** A case gives or expects what can't be such a value. Facts: value, column («» for a figure), needed. */
  'case-value-mismatch',
  /** A case that no cell could hold in print. Facts: case, length, most. */
  'case-too-long',
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
    this.breakdowns();
    this.taskLedger();
    this.cases();
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
      'cases',
    ] as const) {
      this.distinct<{ readonly id: string }>(document[list], (item) => item.id, list, 'id');
    }
    this.distinct(document.breakdowns ?? [], (breakdown) => breakdown.id, 'breakdowns', 'id');
    document.ruleTables.forEach((table, index) =>
      this.distinct(table.rules, (rule) => rule.id, `ruleTables.${index}.rules`, 'id'),
    );
    document.ledgers.forEach((ledger, index) => {
      const path = `ledgers.${index}`;
      // As headings of a decision table the ids must differ in more than case.
      const [columns, derived] = [ledger.columns, ledger.derived];
      this.distinct(columns, (column) => column.id, `${path}.columns`, 'id', [], nameWithoutCase);
      const ids = columns.map((column) => column.id);
      this.distinct(derived, (column) => column.id, `${path}.derived`, 'id', ids, nameWithoutCase);
      this.distinct(ledger.categories, (category) => category.name, `${path}.categories`, 'name');
    });
  }

  /** Reports each item whose name was taken before it. */
  private distinct<T>(
    items: readonly T[],
    nameOf: (item: T) => string,
    path: string,
    key: string,
    taken: readonly string[] = [],
    sameAs: (name: string) => string = (name) => name,
  ): void {
    const seen = new Set(taken.map(sameAs));
    items.forEach((item, index) => {
      const name = nameOf(item);
      if (seen.has(sameAs(name))) this.fault(`${path}.${index}.${key}`, 'duplicate-id', { id: name });
      seen.add(sameAs(name));
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
    document.breakdowns?.forEach((item, index) => cited(`breakdowns.${index}`, item.clauses));
    document.cases.forEach((item, index) => cited(`cases.${index}`, item.clauses ?? []));
  }

  // ---- Parameters ----------------------------------------------------------------------------------------------

  private parameter(path: string, parameter: Parameter): void {
    const { id, kind, min, max, values } = parameter;
    const reversed = min !== undefined && max !== undefined && new Decimal(min).greaterThan(max);
    if (reversed) this.fault(path, 'range-reversed', { from: min, to: max });
    const figure = (place: string, value: string): void => {
      const number = new Decimal(value);
      if (
        !reversed &&
        ((min !== undefined && number.lessThan(min)) || (max !== undefined && number.greaterThan(max)))
      ) {
        this.fault(place, 'value-out-of-bounds', { parameter: id, value, min: min ?? '', max: max ?? '' });
      }
      if (kind === 'months' && !number.isInteger()) this.fault(place, 'value-not-whole', { parameter: id, value });
    };
    if (parameter.example !== undefined) figure(`${path}.example`, parameter.example);
    values.forEach(({ from, to, value }, index) => {
      const place = `${path}.values.${index}`;
      this.range(place, from, to);
      figure(`${place}.value`, value);
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
      if (isPolicySheet(sheet)) this.fault(`${path}.sheet`, 'sheet-name-reserved', { sheet });
      if (isPolicyTable(table)) this.fault(`${path}.table`, 'table-name-reserved', { table });
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
    this.document.ruleTables.forEach(({ sheet }, index) => {
      if (sheet === undefined) return;
      const path = `ruleTables.${index}.sheet`;
      if (!isSheetName(sheet)) this.fault(path, 'sheet-name-invalid', { sheet });
      if (isPolicySheet(sheet)) this.fault(path, 'sheet-name-reserved', { sheet });
      if (allSheets.has(nameWithoutCase(sheet))) this.fault(path, 'duplicate-sheet-name', { sheet });
    });
  }

  private ledger(path: string, ledger: Ledger): void {
    this.derivedColumns(path, ledger);
    ledger.rowDate.forEach((column, index) => this.field(`${path}.rowDate.${index}`, ledger.id, column, 'date'));
    ledger.dated.forEach(({ entered, date }, index) => {
      const place = `${path}.dated.${index}`;
      entered.forEach((column, e) => this.column(`${place}.entered.${e}`, ledger, column));
      this.column(`${place}.date`, ledger, date, this.sameKindOfTime(ledger, date));
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
      if (column.type === 'count') {
        column.hoursBetween.forEach((id, i) => source(`${place}.hoursBetween.${i}`, id, 'moment'));
        return;
      }
      if (column.type === 'date') {
        source(`${place}.from`, column.from, this.sameKindOfTime(ledger, column.from));
        const parameter = column.plusMonths && this.parameters.get(column.plusMonths.parameter);
        if (parameter && parameter.kind !== 'months') {
          const facts = { parameter: parameter.id, kind: parameter.kind, needed: 'months' };
          this.fault(`${place}.plusMonths.parameter`, 'parameter-kind-mismatch', facts);
        }
        return;
      }
      column.cases.forEach(({ when }, c) => {
        const test = `${place}.cases.${c}.when`;
        if ('blank' in when) source(`${test}.blank`, when.blank);
        else if ('notAfter' in when) {
          const needed = this.sameKindOfTime(ledger, when.notAfter[0]);
          when.notAfter.forEach((id, i) => source(`${test}.notAfter.${i}`, id, needed));
        } else {
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

  /** A date is compared with dates, a moment with moments. */
  private sameKindOfTime(ledger: Ledger, column: string): 'date' | 'moment' {
    return this.types.get(ledger.id)?.get(column) === 'moment' ? 'moment' : 'date';
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
      case 'listed':
        this.field(`${path}.column`, limit.ledger, limit.column, 'text');
        this.ledgerId(`${path}.in`, limit.in.ledger);
        this.field(`${path}.in.column`, limit.in.ledger, limit.in.column, 'text');
        break;
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

  private breakdowns(): void {
    this.document.breakdowns?.forEach(({ parts }, index) => {
      parts.forEach(({ counted, by }, p) => {
        const path = `breakdowns.${index}.parts.${p}`;
        const table = this.ruleTables.get(counted);
        if (table) this.field(`${path}.by`, table.ledger, by, 'text');
        else this.fault(`${path}.counted`, 'unknown-rule-table', { ruleTable: counted });
      });
    });
  }

  private taskLedger(): void {
    const { taskLedger } = this.document;
    const ledger = taskLedger && this.ledgers.get(taskLedger.ledger);
    if (taskLedger) this.ledgerId('taskLedger', taskLedger.ledger);
    if (!taskLedger || !ledger) return;
    this.column('taskLedger.task', ledger, taskLedger.task, 'text');
    this.column('taskLedger.dueOn', ledger, taskLedger.dueOn, 'date');
    if (taskLedger.note !== undefined) this.column('taskLedger.note', ledger, taskLedger.note, 'text');
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

  // ---- Cases ---------------------------------------------------------------------------------------------------

  private cases(): void {
    const codes = findingCodesOf(this.document);
    this.document.cases.forEach((item, index) => {
      const path = `cases.${index}`;
      item.given.forEach((input, i) => this.caseInput(`${path}.given.${i}`, input));
      this.givenOnce(`${path}.given`, item.given);
      this.expectation(`${path}.expect`, item.expect, codes);
      const { length } = printCaseInput(item.given, this.document);
      if (length > LONGEST_CASE_TEXT) {
        const facts = { case: item.id, length: String(length), most: String(LONGEST_CASE_TEXT) };
        this.fault(`${path}.given`, 'case-too-long', facts);
      }
    });
  }

  private caseInput(path: string, input: CaseInput): void {
    if ('measure' in input) {
      const { measure } = input;
      if (!this.measures.has(measure)) this.fault(`${path}.measure`, 'unknown-measure', { measure });
      return;
    }
    if ('parameter' in input) {
      this.givenParameter(path, input.parameter, input.value);
      return;
    }
    const ledger = this.ledgers.get(input.ledger);
    if (!ledger) {
      this.fault(`${path}.ledger`, 'unknown-ledger', { ledger: input.ledger });
      return;
    }
    for (const [id, value] of Object.entries(input.row)) {
      const place = `${path}.row.${id}`;
      const column = ledger.columns.find((candidate) => candidate.id === id);
      if (!column) this.column(place, ledger, id);
      else if (!isCellOf(column.type, value)) {
        this.fault(place, 'case-value-mismatch', { value, column: column.header, needed: column.type });
      } else if (id === ledger.category) this.choices(place, ledger, id, [value]);
    }
  }

  private givenParameter(path: string, id: string, value: string): void {
    const parameter = this.parameters.get(id);
    if (!parameter) {
      this.fault(`${path}.parameter`, 'unknown-parameter', { parameter: id });
      return;
    }
    const { min, max, kind } = parameter;
    const number = new Decimal(value);
    if ((min !== undefined && number.lessThan(min)) || (max !== undefined && number.greaterThan(max))) {
      this.fault(`${path}.value`, 'value-out-of-bounds', { parameter: id, value, min: min ?? '', max: max ?? '' });
    }
    if (kind === 'months' && !number.isInteger()) {
      this.fault(`${path}.value`, 'value-not-whole', { parameter: id, value });
    }
  }

  /** A measure or parameter has one value in a case. */
  private givenOnce(path: string, given: readonly CaseInput[]): void {
    const seen = new Set<string>();
    given.forEach((input, index) => {
      if ('ledger' in input) return;
      const [kind, id] =
        'measure' in input ? (['measure', input.measure] as const) : (['parameter', input.parameter] as const);
      if (seen.has(`${kind} ${id}`)) this.fault(`${path}.${index}.${kind}`, 'duplicate-id', { id });
      seen.add(`${kind} ${id}`);
    });
  }

  private expectation(path: string, expect: CaseExpectation, codes: ReadonlySet<string>): void {
    if ('finding' in expect) {
      const { finding } = expect;
      if (!codes.has(finding)) this.fault(`${path}.finding`, 'unknown-finding', { finding });
      return;
    }
    if ('answer' in expect) {
      const { answer } = expect;
      if (!this.answers.has(answer)) this.fault(`${path}.answer`, 'unknown-answer', { answer });
    } else if ('counted' in expect) {
      const { counted: ruleTable } = expect;
      if (!this.ruleTables.has(ruleTable)) this.fault(`${path}.counted`, 'unknown-rule-table', { ruleTable });
    } else if ('measure' in expect) {
      const { measure } = expect;
      if (!this.measures.has(measure)) this.fault(`${path}.measure`, 'unknown-measure', { measure });
    } else {
      const { payItem } = expect;
      if (!this.payItems.has(payItem)) this.fault(`${path}.payItem`, 'unknown-pay-item', { payItem });
    }
    // Answers and counted amounts are whole fen: anything finer could never come out.
    const isWholeFen = 'answer' in expect || 'counted' in expect;
    if (isWholeFen && 'value' in expect && new Decimal(expect.value).decimalPlaces() > 2) {
      this.fault(`${path}.value`, 'case-value-mismatch', { value: expect.value, column: '', needed: 'money' });
    }
  }

  // ---- Expressions ---------------------------------------------------------------------------------------------

  private expressions(): void {
    for (const { path, expression, ledger } of placedExpressions(this.document)) {
      const length = this.printedLength(expression, ledger);
      if (length > LONGEST_EXPRESSION) {
        this.fault(path, 'expression-too-long', { length: String(length), most: String(LONGEST_EXPRESSION) });
      }
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

  private printedLength(expression: PlacedExpression['expression'], ledgerId: string | undefined): number {
    if (ledgerId === undefined) return printYearExpression(expression as YearExpression).length;
    const ledger = this.ledgers.get(ledgerId);
    return ledger ? printRowExpression(expression as RowExpression, fieldNames(ledger)).length : 0;
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

type NeededType = 'date' | 'moment' | 'choice' | 'text' | 'number';

/** The digits that a spreadsheet cell really holds. */
const CELL_DIGITS = 15;

/** Tells whether a text is what a case gives for a cell of this type, exactly as a spreadsheet can hold it. */
function isCellOf(type: FieldType, text: string): boolean {
  switch (type) {
    case 'text':
    case 'choice':
      return true;
    case 'date':
      return isSerialDay(parseIsoDate(text));
    case 'moment': {
      const moment = parseIsoMoment(text);
      return isSerialDay(moment ? dayOf(moment) : parseIsoDate(text));
    }
    case 'money':
    case 'count': {
      const number = parseDecimal(text);
      return number !== undefined && number.precision() <= CELL_DIGITS;
    }
  }
}

/** Spreadsheets number their days from 1900 on. */
function isSerialDay(date: IsoDate | undefined): boolean {
  return date !== undefined && yearOf(date) >= 1900;
}

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
