import { yearOf, type IsoDate } from '../kernel/dates';
import { ZERO, decimalText } from '../kernel/decimal';
import { fitsFen, roundToFen, sumFen, type Fen } from '../kernel/money';
import { categoriesByName, otherCategorySpokenOf } from '../ledger/categories';
import type { CellRef, Finding } from '../ledger/finding';
import { sourceColumnsOf, type LedgerData, type LedgerRow } from '../ledger/read-ledger';
import { eachRow, type Steps } from '../ledger/steps';
import { cachedParameter, columnsOf, compileRowExpression, type ParameterGap } from '../policy/expressions';
import type { FieldValue } from '../policy/field-value';
import type { Policy } from '../policy/policy';
import { compileRuleTable, type Verdict } from '../policy/rule-table';
import type { Rule, RuleTable } from '../policy/schema';
import { cellRef, isEntered, uniqueCells } from './ledgers';

/** A ledger row as a rule table decided it. */
export type CountedRow =
  | {
      readonly status: 'counted';
      readonly row: LedgerRow;
      readonly date: IsoDate;
      readonly rule: Rule;
      readonly verdict: Verdict;
      readonly fen: Fen;
      /** False where the rule counts the row at 0. */
      readonly included: boolean;
    }
  /** The row can't be decided: `cells` say where. */
  | {
      readonly status: 'blocked';
      readonly row: LedgerRow;
      readonly date: IsoDate | undefined;
      readonly verdict: Verdict | undefined;
      readonly cells: readonly CellRef[];
    }
  /** A parameter that the row needs has no value on its date. */
  | {
      readonly status: 'undated-parameter';
      readonly row: LedgerRow;
      readonly date: IsoDate | undefined;
      readonly verdict: Verdict | undefined;
      readonly gap: ParameterGap;
    };

/** A row that counts, at 0 or more. */
export type Counted = Extract<CountedRow, { status: 'counted' }>;

/** What a rule table made of its ledger. */
export interface Tally {
  readonly table: RuleTable;
  readonly data: LedgerData;
  readonly rows: readonly CountedRow[];
  /** From the top row down. */
  readonly findings: readonly Finding[];
  /** The years of its dated rows, in the order met. */
  readonly years: readonly number[];
  /** A year's part; years without rows have an empty one. */
  year(year: number): YearTally;
}

/** What a rule table counted in one year. */
export interface YearTally {
  readonly rows: readonly Counted[];
  /** What counts by each rule, in the order in which rows met the rules. */
  readonly rules: ReadonlyMap<Rule, RuleTally>;
  /** The cells that keep rows from being decided, each once, from the top row down. */
  readonly blocked: readonly CellRef[];
  readonly gaps: readonly ParameterGap[];
  /** The exact sum; `undefined` past the largest amount the product holds. */
  readonly total: Fen | undefined;
}

/** What one rule counted in one year. */
export interface RuleTally {
  readonly rows: readonly Counted[];
  readonly dates: ReadonlySet<IsoDate>;
  /** The exact sum, as of the whole year. */
  readonly total: Fen | undefined;
}

/**
 * Holds every row of a ledger against a rule table: the rule that applies, the amount that counts (basis × ratio, rounded
 * to the fen row by row, so that printed rows foot to the printed total) and why no other rule applies. A row that can't be
 * decided is kept as blocked, in its year or, without a usable date, in every year.
 *
 * @param overLimit rows that a limit keeps this table from deciding, with the cells that break it
 */
export function* countRows(
  policy: Policy,
  table: RuleTable,
  data: LedgerData,
  overLimit: ReadonlyMap<LedgerRow, readonly CellRef[]>,
): Steps<Tally> {
  const counter = new RowCounter(policy, table, data);
  yield* eachRow(data.rows, (row) => {
    counter.count(row, overLimit.get(row) ?? NO_CELLS);
  });
  return counter.tally();
}

/** A year's part while rows are being counted. */
interface OpenYear {
  readonly rows: Counted[];
  readonly rules: Map<Rule, { readonly rows: Counted[]; readonly dates: Set<IsoDate> }>;
  readonly blocked: BlockedRow[];
  readonly gaps: ParameterGap[];
}

/** The cells that keep a row from being decided, each once, by column. */
interface BlockedRow {
  readonly row: number;
  readonly cells: readonly CellRef[];
}

interface CompiledRule {
  readonly amount: (
    row: LedgerRow,
    date: IsoDate,
    gaps: ParameterGap[],
  ) => { readonly fen: Fen; readonly included: boolean } | undefined;
  readonly requires: readonly { readonly index: number; readonly column: string; readonly code: string }[];
  /** The sheet columns that the amount is made of; another rule's may hold what they like. */
  readonly uses: ReadonlySet<string>;
}

class RowCounter {
  private readonly rows: CountedRow[] = [];
  private readonly findings: Finding[] = [];
  /** The sheet columns that decide which rule a row meets, and when. */
  private readonly decisive: ReadonlySet<string>;
  private readonly enteredIndexes: readonly number[];
  private readonly dateIndex: number;
  /** The sheet columns that rules ask for, but for the row's date. */
  private readonly classifying: ReadonlySet<string>;
  private readonly classifier: ReturnType<typeof compileRuleTable>;
  private readonly rules: ReadonlyMap<Rule, CompiledRule>;
  private readonly byYear = new Map<number, OpenYear>();
  private readonly everyYear = { blocked: [] as BlockedRow[], gaps: [] as ParameterGap[] };

  constructor(
    private readonly policy: Policy,
    private readonly table: RuleTable,
    private readonly data: LedgerData,
  ) {
    const indexOf = (column: string): number => data.indexOf(column);
    this.decisive = decisiveColumns(table, data);
    this.enteredIndexes = table.entered.map(indexOf);
    this.dateIndex = indexOf(table.date);
    this.classifying = classifyingColumns(table, data);
    this.classifier = compileRuleTable(table, data.ledger, indexOf);
    this.rules = new Map(table.rules.map((rule) => [rule, this.compileRule(rule)]));
  }

  tally(): Tally {
    const years = new Map<number, YearTally>();
    return {
      table: this.table,
      data: this.data,
      rows: this.rows,
      findings: this.findings,
      years: [...this.byYear.keys()],
      year: (year) => {
        const tally = years.get(year) ?? this.yearTally(year);
        years.set(year, tally);
        return tally;
      },
    };
  }

  private yearTally(year: number): YearTally {
    const { byYear, everyYear } = this;
    const own = byYear.get(year);
    const rows = own?.rows ?? [];
    const rules = new Map(
      [...(own?.rules ?? [])].map(([rule, counted]) => {
        return [rule, { ...counted, total: sumFen(counted.rows.map((row) => row.fen)) }] as const;
      }),
    );
    return {
      rows,
      rules,
      blocked: cellsInOrder([...(own?.blocked ?? []), ...everyYear.blocked]),
      gaps: [...(own?.gaps ?? []), ...everyYear.gaps],
      total: sumFen(rows.map((row) => row.fen)),
    };
  }

  count(row: LedgerRow, overLimit: readonly CellRef[]): void {
    if (!isEntered(row, this.enteredIndexes)) return;
    const dateValue = row.values[this.dateIndex];
    const date = typeof dateValue === 'string' ? (dateValue as IsoDate) : undefined;
    const blockers = row.blockers.filter((blocker) => this.decisive.has(blocker.column));
    if (blockers.length > 0) {
      const missing = this.missingBeside(row, date, blockers);
      this.block(row, date, undefined, [...blockers.map((each) => this.cellOfBlocker(each)), ...missing, ...overLimit]);
      return;
    }
    const gap = row.gaps[0];
    if (gap) {
      this.withoutParameter(row, date, undefined, gap);
      return;
    }
    if (date === undefined) {
      this.block(row, date, undefined, [cellRef(this.data, row, this.table.date)]);
      return;
    }
    this.decide(row, date, overLimit);
  }

  private decide(row: LedgerRow, date: IsoDate, overLimit: readonly CellRef[]): void {
    const verdict = this.classifier.classify(row.values);
    const [rule, second] = verdict.matched;
    this.checkMemo(row, date, rule);
    if (overLimit.length > 0) {
      this.block(row, date, verdict, overLimit);
      return;
    }
    if (!rule || second) {
      const cell = this.labelCell(row);
      this.report(row, date, rule ? 'rules-overlap' : 'no-rule', cell, rule?.clauses ?? [], {
        date,
        category: this.categoryOf(row),
        rules: verdict.matched.map((match) => match.id).join('、'),
      });
      this.block(row, date, verdict, [cell]);
      return;
    }
    const compiled = this.rules.get(rule);
    const missing = this.reportMissing(row, date, rule);
    const unusable = row.blockers.length > 0 ? [...this.unreadable(row, compiled), ...missing] : missing;
    if (!compiled || unusable.length > 0) {
      this.block(row, date, verdict, unusable);
      return;
    }
    const gaps: ParameterGap[] = [];
    const amount = compiled.amount(row, date, gaps);
    if (!amount) {
      if (gaps[0]) this.withoutParameter(row, date, verdict, gaps[0]);
      else this.block(row, date, verdict, [this.labelCell(row)]);
      return;
    }
    const { fen, included } = amount;
    this.keep({ status: 'counted', row, date, rule, verdict, fen, included });
    if (!included && this.table.excludedCode !== undefined) {
      this.reportExcluded(row, date, rule, this.table.excludedCode);
    }
  }

  private keep(counted: Counted): void {
    const { rule, date } = counted;
    this.rows.push(counted);
    const { rows, rules } = this.inYear(date);
    rows.push(counted);
    const known = rules.get(rule);
    if (known) {
      known.rows.push(counted);
      known.dates.add(date);
    } else {
      rules.set(rule, { rows: [counted], dates: new Set([date]) });
    }
  }

  private unreadable(row: LedgerRow, rule: CompiledRule | undefined): readonly CellRef[] {
    return row.blockers.filter(({ column }) => rule?.uses.has(column)).map((blocker) => this.cellOfBlocker(blocker));
  }

  private cellOfBlocker(blocker: LedgerRow['blockers'][number]): CellRef {
    return { sheet: blocker.sheet, cell: blocker.cell };
  }

  /** Reports the columns that a rule can't decide a row without and that are blank in it. */
  private reportMissing(row: LedgerRow, date: IsoDate | undefined, rule: Rule): readonly CellRef[] {
    const requires = this.rules.get(rule)?.requires ?? [];
    if (requires.every(({ index }) => (row.values[index] ?? null) !== null)) return NO_CELLS;
    const missing = requires.filter(({ index }) => (row.values[index] ?? null) === null);
    return missing.map(({ column, code }) => {
      const header = this.data.headingOf(row.row, column);
      const cell = cellRef(this.data, row, column);
      this.report(row, date, code, cell, rule.clauses, { header, category: this.categoryOf(row) });
      return cell;
    });
  }

  /** What a row lacks beside what can't be read of it, where its rule is certain all the same. */
  private missingBeside(
    row: LedgerRow,
    date: IsoDate | undefined,
    blockers: LedgerRow['blockers'],
  ): readonly CellRef[] {
    if (blockers.some(({ column }) => this.classifying.has(column))) return NO_CELLS;
    const values = date === undefined ? withoutValue(row.values, this.dateIndex) : row.values;
    const [rule, second] = this.classifier.classify(values).matched;
    return rule && !second ? this.reportMissing(row, date, rule) : NO_CELLS;
  }

  private compileRule(rule: Rule): CompiledRule {
    const indexOf = (column: string): number => this.data.indexOf(column);
    const basis = compileRowExpression(rule.basis, indexOf, this.policy);
    const ratio = compileRowExpression(rule.ratio, indexOf, this.policy);
    const inFull = 'number' in rule.ratio && rule.ratio.number === '1';
    return {
      requires: rule.requires.map(({ column, code }) => ({ column, code, index: indexOf(column) })),
      uses: new Set(
        [...columnsOf(rule.basis), ...rule.requires.map(({ column }) => column)].flatMap((field) =>
          sourceColumnsOf(this.data.ledger, field),
        ),
      ),
      amount: ({ values }, date, gaps) => {
        const amount = basis(values, date, gaps);
        const share = inFull ? null : ratio(values, date, gaps);
        if (gaps.length > 0 || (!inFull && share === null)) return undefined;
        const counted = share === null ? (amount ?? ZERO) : (amount ?? ZERO).times(share);
        return fitsFen(counted) ? { fen: roundToFen(counted), included: share?.isZero() !== true } : undefined;
      },
    };
  }

  private checkMemo(row: LedgerRow, date: IsoDate, rule: Rule | undefined): void {
    const { ledger } = this.data;
    if (ledger.memo === undefined || ledger.category === undefined) return;
    const memo = row.values[this.data.indexOf(ledger.memo)];
    if (typeof memo !== 'string') return;
    const own = categoriesByName(ledger).get(this.categoryOf(row));
    const other = own && otherCategorySpokenOf(ledger, own, memo);
    if (!own || !other) return;
    this.report(
      row,
      date,
      'classification-mismatch',
      cellRef(this.data, row, ledger.category),
      rule ? this.clausesOf(rule, date) : [],
      { memo, category: own.name, other: other.name },
      {
        severity: 'warning',
        blocks: false,
        ...(this.data.isPlain(row.row, ledger.category) ? { suggestion: { type: 'text', value: other.name } } : {}),
      },
    );
  }

  private reportExcluded(row: LedgerRow, date: IsoDate, rule: Rule, code: string): void {
    const amount = row.values[this.enteredIndexes[0] ?? -1];
    this.report(
      row,
      date,
      code,
      this.labelCell(row),
      this.clausesOf(rule, date),
      {
        value: amount === undefined || amount === null || typeof amount !== 'object' ? '' : decimalText(amount),
        category: this.categoryOf(row),
        rule: rule.id,
      },
      { severity: 'info', blocks: false },
    );
  }

  private clausesOf(rule: Rule, date: IsoDate): readonly string[] {
    return clausesOnDate(this.policy, rule, date);
  }

  private report(
    row: LedgerRow,
    date: IsoDate | undefined,
    code: string,
    cell: CellRef,
    clauses: readonly string[],
    facts: Finding['facts'],
    kind: Pick<Finding, 'severity' | 'blocks' | 'suggestion'> = { severity: 'error', blocks: true },
  ): void {
    this.findings.push({
      code,
      ledger: this.data.ledger.id,
      ...cell,
      row: this.data.rowOf(row.row),
      ...(date === undefined ? {} : { year: yearOf(date) }),
      clauses,
      facts,
      ...kind,
    });
  }

  private categoryOf(row: LedgerRow): string {
    const { category } = this.data.ledger;
    const value = category === undefined ? null : row.values[this.data.indexOf(category)];
    return typeof value === 'string' ? value : '';
  }

  /** The cell that a verdict on the whole row points at: the category where there is one, else what was entered. */
  private labelCell(row: LedgerRow): CellRef {
    return cellRef(this.data, row, this.data.ledger.category ?? this.table.entered[0] ?? this.table.date);
  }

  private block(
    row: LedgerRow,
    date: IsoDate | undefined,
    verdict: Verdict | undefined,
    cells: readonly CellRef[],
  ): void {
    this.rows.push({ status: 'blocked', row, date, verdict, cells });
    const { blocked } = date === undefined ? this.everyYear : this.inYear(date);
    blocked.push({ row: row.row, cells: uniqueCells(cells) });
  }

  private withoutParameter(
    row: LedgerRow,
    date: IsoDate | undefined,
    verdict: Verdict | undefined,
    gap: ParameterGap,
  ): void {
    this.rows.push({ status: 'undated-parameter', row, date, verdict, gap });
    (date === undefined ? this.everyYear : this.inYear(date)).gaps.push(gap);
  }

  private inYear(date: IsoDate): OpenYear {
    const year = yearOf(date);
    const known = this.byYear.get(year);
    if (known) return known;
    const fresh: OpenYear = { rows: [], rules: new Map(), blocked: [], gaps: [] };
    this.byYear.set(year, fresh);
    return fresh;
  }
}

/** Two lists, one after the other and each from the top row down, as one. */
function cellsInOrder(rows: readonly BlockedRow[]): readonly CellRef[] {
  return [...rows].sort((a, b) => a.row - b.row).flatMap(({ cells }) => cells);
}

/** Shared by the many rows that lack nothing. */
const NO_CELLS: readonly CellRef[] = [];

/** The clauses behind a rule on a date: those of its dated ratio where it has one, for they say which year's rule it is. */
export function clausesOnDate(policy: Policy, rule: Rule, date: IsoDate): readonly string[] {
  if (!('parameter' in rule.ratio)) return rule.clauses;
  return cachedParameter(policy, rule.ratio.parameter)(date)?.clauses ?? rule.clauses;
}

/** The sheet columns that say which rule a row meets and in which year; the category's source is one of them. */
function decisiveColumns(table: RuleTable, data: LedgerData): ReadonlySet<string> {
  const { ledger } = data;
  const fields = [
    table.date,
    ...table.entered,
    ...table.rules.flatMap((rule) => rule.when.map((condition) => condition.field)),
    ...[ledger.category, ledger.source].filter((column) => column !== undefined),
  ];
  return new Set(fields.flatMap((field) => sourceColumnsOf(ledger, field)));
}

function classifyingColumns(table: RuleTable, { ledger }: LedgerData): ReadonlySet<string> {
  const conditions = table.rules.flatMap((rule) => rule.when.map((condition) => condition.field));
  const fields = [...conditions, ledger.category, ledger.source].filter((field) => field !== undefined);
  return new Set(fields.filter((field) => field !== table.date).flatMap((field) => sourceColumnsOf(ledger, field)));
}

function withoutValue(values: readonly FieldValue[], position: number): readonly FieldValue[] {
  return values.map((value, index) => (index === position ? null : value));
}
