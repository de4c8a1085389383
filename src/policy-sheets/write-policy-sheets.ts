import { firstDayOf, lastDayOf } from '../kernel/dates';
import { fieldNames, nameKey } from '../policy/field-names';
import { fieldTypes } from '../policy/fields';
import type { Condition, Ledger, PolicyDocument, Rule, RuleTable } from '../policy/schema';
import { POLICY_SHEETS, POLICY_TABLES } from '../policy/sheet-names';
import { BLANK, textCell, type CellForm, type Scope } from './cell-forms';
import { printCondition } from './condition-text';
import type { PolicyCell, PolicyColumn, PolicySheet, PolicyTable } from './policy-sheet';
import { valueAt } from './records';
import { conditionHeading, ruleSheets, type RuleSheet } from './rule-sheets';
import {
  HEAD_ENTRIES,
  PARAMETER_FACTS,
  PARAMETER_VALUES,
  PLANS,
  RULE_COLUMNS_AFTER,
  RULE_COLUMNS_BEFORE,
  pathOf,
  type ColumnPlan,
  type PlanRecord,
  type TablePlan,
} from './table-plans';

/** What to show beside the policy itself. */
export interface PolicySheetOptions {
  /** Parameters without a value in this year get a row for it, its 取值 blank: «to be set». It says nothing to a reader. */
  readonly pendingIn?: number;
}

/**
 * A policy as sheets with tables that people can read and edit; `readPolicySheets` reads the very same document back. The
 * order of rows is the document's.
 */
export function writePolicySheets(document: PolicyDocument, options: PolicySheetOptions = {}): readonly PolicySheet[] {
  const writer = new SheetWriter(document, options);
  return [
    sheetOf(POLICY_SHEETS.clauses, [writer.table(PLANS.clauses)]),
    sheetOf(POLICY_SHEETS.parameters, [writer.parameters()]),
    ...writer.ruleSheets().map((each) => sheetOf(each.sheet, [writer.rules(each)])),
    sheetOf(
      POLICY_SHEETS.assessment,
      [
        PLANS.answers,
        PLANS.measures,
        PLANS.limits,
        PLANS.payItems,
        PLANS.distributions,
        PLANS.tasks,
        PLANS.breakdowns,
        PLANS.breakdownParts,
      ].map((plan) => writer.table(plan)),
    ),
    sheetOf(POLICY_SHEETS.definition, [
      writer.head(),
      ...[
        PLANS.chapters,
        PLANS.ledgers,
        PLANS.columns,
        PLANS.derived,
        PLANS.derivedCases,
        PLANS.categories,
        PLANS.choices,
        PLANS.dated,
        PLANS.filled,
        PLANS.ruleTables,
      ].map((plan) => writer.table(plan)),
    ]),
    sheetOf(POLICY_SHEETS.cases, [writer.table(PLANS.cases)]),
  ];
}

/** A table before its place on the sheet is known. */
type LooseTable = Omit<PolicyTable, 'top' | 'left'>;

/** Rows between the end of one table and the title of the next: room to add to the upper one. */
const ROWS_APART = 2;

/**
 * Tables one below the other, the widest on top: Excel refuses to insert rows into a table while a wider one stands below
 * it. A table alone on its sheet begins in the first row; of several, each has its title above it.
 */
function sheetOf(name: string, tables: readonly LooseTable[]): PolicySheet {
  const inOrder = [...tables].sort((a, b) => b.columns.length - a.columns.length);
  const titled = inOrder.length > 1;
  let row = 1;
  return {
    name,
    tables: inOrder.map((table): PolicyTable => {
      const top = titled ? row + 1 : row;
      row = top + Math.max(table.rows.length, 1) + 1 + ROWS_APART;
      return { ...table, top, left: 1 };
    }),
  };
}

const LEAST_CONDITION_WIDTH = 14;
const MOST_CONDITION_WIDTH = 32;

class SheetWriter {
  private readonly ledgers: ReadonlyMap<string, Ledger>;
  private readonly scopes = new Map<string, Scope>();

  constructor(
    private readonly document: PolicyDocument,
    private readonly options: PolicySheetOptions,
  ) {
    this.ledgers = new Map(document.ledgers.map((ledger) => [ledger.id, ledger]));
  }

  table(plan: TablePlan): LooseTable {
    const rows = plan.records(this.document).map((record) => this.cells(plan.columns, record, plan.kindAt));
    return looseTable(plan.table, plan.title, plan.columns.map(columnOf), rows);
  }

  /** The document's own entries, one a row. */
  head(): LooseTable {
    const { document } = this;
    const ledgerOf = (item: string | undefined): string => {
      const entry = HEAD_ENTRIES.find((candidate) => candidate.item === item);
      return entry ? textOf(valueAt(document, entry.path)) : '';
    };
    const rows = HEAD_ENTRIES.map(({ item, path, englishPath, form, ledgerIn }) => {
      const value = valueAt(document, path);
      return [
        textCell(item),
        value === undefined ? BLANK : (form as CellForm).write(value, this.scopeOf(ledgerOf(ledgerIn))),
        englishPath === undefined ? BLANK : textCell(textOf(valueAt(document, englishPath))),
      ];
    });
    return looseTable(POLICY_TABLES.document, PLANS.document.title, PLANS.document.columns.map(columnOf), rows);
  }

  parameters(): LooseTable {
    const { columns, table, title } = PLANS.parameters;
    const rows = PLANS.parameters.records(this.document).map((record) => this.cells(columns, record));
    const year = this.options.pendingIn;
    return looseTable(table, title, columns.map(columnOf), year === undefined ? rows : this.withPending(rows, year));
  }

  /** After the last row of each parameter without a value in the year, a row that waits for one. */
  private withPending(rows: readonly (readonly PolicyCell[])[], year: number): readonly (readonly PolicyCell[])[] {
    const [first, last] = [firstDayOf(year), lastDayOf(year)];
    let next = 0;
    return this.document.parameters.flatMap((parameter) => {
      const own = rows.slice(next, next + Math.max(parameter.values.length, 1));
      next += own.length;
      const holds = parameter.values.some(({ from, to }) => (from ?? first) <= last && (to ?? last) >= first);
      if (holds) return own;
      const clauses = [...new Set(parameter.values.flatMap((value) => value.clauses))];
      const facts = (own[0] ?? []).slice(0, PARAMETER_FACTS.length);
      const wait = this.cells(PARAMETER_VALUES, { from: first, to: last, ...(clauses.length > 0 ? { clauses } : {}) });
      const pending = [...facts, ...wait];
      // A parameter that never had a value stands there to be set already: its row waits for this year's.
      return parameter.values.length === 0 ? [pending] : [...own, pending];
    });
  }

  // ---- Rule sheets ---------------------------------------------------------------------------------------------

  ruleSheets(): readonly RuleSheet[] {
    const { ruleTables, ledgers } = this.document;
    return ruleSheets(
      ruleTables.map(({ id, title, sheet }) => ({ id, title: title.zh, sheet })),
      { sheets: ledgers.map(({ sheet }) => sheet), tables: ledgers.map(({ table }) => table) },
    );
  }

  rules({ sheet, table, ruleTables }: RuleSheet): LooseTable {
    const tables = this.document.ruleTables.filter(({ id }) => ruleTables.includes(id));
    const conditions = this.conditionColumns(tables);
    const columns = [...RULE_COLUMNS_BEFORE.map(columnOf), ...conditions.values(), ...RULE_COLUMNS_AFTER.map(columnOf)];
    const rows = tables.flatMap((each) =>
      each.rules.map((rule) => {
        const record: PlanRecord = { ...rule, ruleTable: each.id, ledger: each.ledger };
        const asked = this.conditionTexts(each, rule);
        return [
          ...this.cells(RULE_COLUMNS_BEFORE, record),
          ...[...conditions.keys()].map((key) => textCell(asked.get(key) ?? '')),
          ...this.cells(RULE_COLUMNS_AFTER, record),
        ];
      }),
    );
    const title = tables.length === 1 && tables[0] ? tables[0].title : { zh: sheet, en: sheet };
    return looseTable(table, title, columns, rows);
  }

  /** A column for each field that a condition asks about, and one more for each further condition on it. */
  private conditionColumns(tables: readonly RuleTable[]): ReadonlyMap<string, PolicyColumn> {
    const columns = new Map<string, PolicyColumn>();
    for (const table of tables) {
      const ledger = this.ledgers.get(table.ledger);
      if (!ledger) continue;
      const { names } = this.scopeOf(ledger.id);
      for (const field of fieldTypes(ledger).keys()) {
        const texts = new Map<number, string[]>();
        for (const rule of table.rules) {
          rule.when
            .filter((condition) => condition.field === field)
            .forEach((condition, index) => {
              texts.set(index + 1, [...(texts.get(index + 1) ?? []), printCondition(condition)]);
            });
        }
        for (const [ordinal, shown] of texts) {
          const heading = conditionHeading(names?.nameOf(field) ?? field, ordinal);
          const known = columns.get(nameKey(heading));
          const width = Math.max(known?.width ?? 0, conditionWidth(shown));
          columns.set(nameKey(heading), {
            heading: known?.heading ?? heading,
            english: `condition on ${field}`,
            width,
            look: 'list',
            isCondition: true,
          });
        }
      }
    }
    return columns;
  }

  /** The texts of a rule's conditions by their columns' keys. */
  private conditionTexts(table: RuleTable, rule: Rule): ReadonlyMap<string, string> {
    const { names } = this.scopeOf(table.ledger);
    const texts = new Map<string, string>();
    const ordinals = new Map<string, number>();
    rule.when.forEach((condition: Condition) => {
      const ordinal = (ordinals.get(condition.field) ?? 0) + 1;
      ordinals.set(condition.field, ordinal);
      const heading = conditionHeading(names?.nameOf(condition.field) ?? condition.field, ordinal);
      texts.set(nameKey(heading), printCondition(condition));
    });
    return texts;
  }

  // ---- Cells ---------------------------------------------------------------------------------------------------

  private cells(columns: readonly ColumnPlan[], record: PlanRecord, kindAt?: string): readonly PolicyCell[] {
    const kind = kindAt === undefined ? undefined : textOf(valueAt(record, kindAt));
    return columns.map((column) => {
      const value = valueAt(record, pathOf(column, kind));
      const form = kind === undefined || !column.forms ? column.form : column.forms[kind];
      if (value === undefined || !form) return BLANK;
      return (form as CellForm).write(value, this.scopeOf(textOf(valueAt(record, column.ledgerAt ?? 'ledger'))));
    });
  }

  private scopeOf(ledgerId: string): Scope {
    const known = this.scopes.get(ledgerId);
    if (known) return known;
    const ledger = this.ledgers.get(ledgerId);
    const scope: Scope = {
      names: ledger && fieldNames(ledger),
      types: ledger ? fieldTypes(ledger) : new Map(),
      date1904: false,
      namesOf: (other) => this.scopeOf(other).names,
    };
    this.scopes.set(ledgerId, scope);
    return scope;
  }
}

function looseTable(
  name: string,
  title: PolicyTable['title'],
  columns: readonly PolicyColumn[],
  rows: readonly (readonly PolicyCell[])[],
): LooseTable {
  return {
    name,
    title,
    columns,
    headings: columns.map(({ heading }) => heading),
    widths: columns.map(({ width }) => width),
    rows,
  };
}

function columnOf({ heading, english, width, form }: ColumnPlan): PolicyColumn {
  const { look, choices } = form;
  return { heading, english, width, look, ...(choices ? { choices } : {}) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function conditionWidth(texts: readonly string[]): number {
  const longest = Math.max(...texts.map((text) => 2 * text.length));
  return Math.min(MOST_CONDITION_WIDTH, Math.max(LEAST_CONDITION_WIDTH, longest));
}
