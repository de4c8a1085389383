import { cellAddress } from '../src/ledger/a1';
import { firstDayOf, lastDayOf, toExcelSerial, type IsoDate } from '../src/kernel/dates';
import { isChoiceCondition, isNumberCondition } from '../src/policy/condition';
import type { Policy } from '../src/policy/policy';
import type { Condition, DerivedColumn, Ledger, RowExpression, Rule, RuleTable } from '../src/policy/schema';
import { ledgerOf, type Book, type LedgerSheet } from './ledger-rows';
import type { Formula, WrittenSheet } from './xlsx-writer';

/** The answers that the formulas work out, in the order of their cells. */
export const FORMULA_ANSWERS = ['COUNTED_REVENUE', 'COUNTED_COST', 'NET_PROFIT'] as const;

/**
 * The same settlement as a careful person writes it in a spreadsheet: a sheet of sums in front of the ledgers, one formula
 * for each rule. Sums of whole columns are SUMIFS; what is rounded row by row is SUMPRODUCT of ROUND. Derived columns
 * become helper columns. No cell has a stored result, so the sums cannot be read, only computed.
 */
export function withFormulas(policy: Policy, book: Book, year: number): readonly WrittenSheet[] {
  const sheets = book.sheets.map((sheet) => withDerivedColumns(policy, sheet));
  const writer = new FormulaWriter(policy, sheets, year);
  const revenue = [...writer.ruleFormulas('revenue'), ...writer.ruleFormulas('in-kind-cash')];
  const cost = writer.ruleFormulas('cost');
  const firstCost = FORMULA_ANSWERS.length + revenue.length;
  const sum = (first: number, count: number): string =>
    `ROUND(SUM(${cellAddress(first + 1, 2)}:${cellAddress(first + count, 2)}),2)`;
  const answers = [sum(FORMULA_ANSWERS.length, revenue.length), sum(firstCost, cost.length), 'B1-B2'];
  const rows = [
    ...FORMULA_ANSWERS.map((answer, index) => [answer, { formula: answers[index] ?? '' }]),
    ...[...revenue, ...cost].map(({ rule, formula }) => [rule.id, { formula }]),
  ];
  return [{ name: '年度结算', rows, tables: [], dateColumns: new Set() }, ...sheets];
}

interface RuleFormula {
  readonly rule: Rule;
  readonly formula: string;
}

class FormulaWriter {
  constructor(
    private readonly policy: Policy,
    private readonly sheets: readonly WrittenSheet[],
    private readonly year: number,
  ) {}

  /** A formula for each rule of the table that counts anything in the year. */
  ruleFormulas(tableId: string): readonly RuleFormula[] {
    const table = this.policy.ruleTables.get(tableId);
    if (!table) throw new Error(`the policy has no rule table ${tableId}`);
    return table.rules.flatMap((rule) => {
      if (rule.overrides.length > 0) throw new Error(`${rule.id} overrides a rule, which no sum can say`);
      const ratio = this.ratioOf(rule);
      const tests = this.tests(table, rule);
      if (ratio === '0' || !tests) return [];
      const plain = ratio === '1' && isPlainSum(rule.basis);
      return [{ rule, formula: plain ? this.sumIfs(table, rule, tests) : this.sumProduct(table, rule, tests, ratio) }];
    });
  }

  private ratioOf({ ratio }: Rule): string {
    return 'number' in ratio ? ratio.number : this.parameterOf(ratio.parameter);
  }

  /** A parameter's value, which must hold for the whole year: a person would write one number. */
  private parameterOf(id: string): string {
    const [first, last] = [firstDayOf(this.year), lastDayOf(this.year)].map((day) => this.policy.valueAt(id, day));
    if (!first || !last?.value.equals(first.value)) throw new Error(`${id} has not one value in ${this.year}`);
    return first.value.toString();
  }

  private sumIfs(table: RuleTable, { id, basis }: Rule, tests: readonly PlacedTest[]): string {
    const lists = tests.filter(({ test }) => 'values' in test && test.values.length > 1);
    // Two lists would be paired off value by value.
    if (lists.length > 1) throw new Error(`${id} asks for two lists at once`);
    const criteria = tests.flatMap(({ range, test }) => {
      if ('values' in test) {
        const listed = test.values.map(quoted).join(',');
        return [`${range},${test.values.length > 1 ? `{${listed}}` : listed}`];
      }
      return [
        ...(test.from === undefined ? [] : [`${range},">=${test.from}"`]),
        ...(test.to === undefined ? [] : [`${range},"<=${test.to}"`]),
      ];
    });
    const sums = signedFields(basis).map(({ field, sign }, index) => {
      const sum = `SUMIFS(${[this.range(table.ledger, field), ...criteria].join(',')})`;
      return `${index === 0 && sign === '+' ? '' : sign}${lists.length > 0 ? `SUMPRODUCT(${sum})` : sum}`;
    });
    return sums.join('');
  }

  private sumProduct(table: RuleTable, { basis }: Rule, tests: readonly PlacedTest[], ratio: string): string {
    const amount = this.elementwise(table.ledger, basis);
    const factors = tests.flatMap(({ range, test }) => {
      if ('values' in test) {
        const alternatives = test.values.map((value) => `(${range}=${quoted(value)})`);
        return [alternatives.length > 1 ? `(${alternatives.join('+')})` : alternatives.join('')];
      }
      return [
        ...(test.from === undefined ? [] : [`(${range}>=${test.from})`]),
        ...(test.to === undefined ? [] : [`(${range}<=${test.to})`]),
      ];
    });
    return `SUMPRODUCT(ROUND(${ratio === '1' ? amount : `${ratio}*(${amount})`},2)*${factors.join('*')})`;
  }

  /** The rule's conditions and that the row lies in the year; `undefined` where no row of the year can meet them. */
  private tests(table: RuleTable, rule: Rule): readonly PlacedTest[] | undefined {
    const inYear = { from: serialOf(firstDayOf(this.year)), to: serialOf(lastDayOf(this.year)) };
    const onDate = rule.when.filter(({ field }) => field === table.date).map(testOf);
    const days = [inYear, ...onDate].reduce(intersection);
    if ('from' in days && 'to' in days && days.from > days.to) return undefined;
    const others = rule.when.filter(({ field }) => field !== table.date);
    return [
      ...others.map((condition) => ({ range: this.range(table.ledger, condition.field), test: testOf(condition) })),
      { range: this.range(table.ledger, table.date), test: days },
    ];
  }

  private elementwise(ledger: string, expression: RowExpression): string {
    const all = (parts: readonly RowExpression[], operator: string): string =>
      `(${parts.map((part) => this.elementwise(ledger, part)).join(operator)})`;
    if ('field' in expression) return this.range(ledger, expression.field);
    if ('number' in expression) return expression.number;
    if ('parameter' in expression) return this.parameterOf(expression.parameter);
    if ('plus' in expression) return all(expression.plus, '+');
    if ('minus' in expression) return all(expression.minus, '-');
    if ('times' in expression) return all(expression.times, '*');
    const [parts, operator] = 'max' in expression ? [expression.max, '>'] : [expression.min, '<'];
    return parts
      .map((part) => this.elementwise(ledger, part))
      .reduce((chosen, next) => `IF(${chosen}${operator}${next},${chosen},${next})`);
  }

  /** The cells of a ledger's field below its heading. */
  private range(ledgerId: string, field: string): string {
    const ledger = ledgerOf(this.policy, ledgerId);
    const sheet = this.sheets.find(({ name }) => name === ledger.sheet);
    const column = columnNumber(ledger, field);
    const first = cellAddress(2, column).replace(/([A-Z]+)(\d+)/, '$$$1$$$2');
    const last = cellAddress(sheet?.rows.length ?? 2, column).replace(/([A-Z]+)(\d+)/, '$$$1$$$2');
    return `${ledger.sheet}!${first}:${last}`;
  }
}

type Test = { readonly values: readonly string[] } | Span;

interface Span {
  readonly from?: number;
  readonly to?: number;
}

interface PlacedTest {
  readonly range: string;
  readonly test: Test;
}

function testOf(condition: Condition): Test {
  if (isChoiceCondition(condition)) return { values: condition.in };
  if (isNumberCondition(condition)) throw new Error(`a condition on the number ${condition.field}`);
  return {
    ...(condition.from === undefined ? {} : { from: serialOf(condition.from) }),
    ...(condition.to === undefined ? {} : { to: serialOf(condition.to) }),
  };
}

function serialOf(day: IsoDate): number {
  return toExcelSerial(day, false);
}

/** The days that lie in both spans. */
function intersection(a: Test, b: Test): Test {
  if ('values' in a || 'values' in b) throw new Error('a list of days');
  const from = Math.max(a.from ?? -Infinity, b.from ?? -Infinity);
  const to = Math.min(a.to ?? Infinity, b.to ?? Infinity);
  return { ...(Number.isFinite(from) ? { from } : {}), ...(Number.isFinite(to) ? { to } : {}) };
}

function isPlainSum(expression: RowExpression): boolean {
  if ('field' in expression) return true;
  if ('plus' in expression) return expression.plus.every(isPlainSum);
  return 'minus' in expression && expression.minus.every(isPlainSum);
}

/** The fields of a plain sum with their signs. */
function signedFields(
  expression: RowExpression,
  sign: '+' | '-' = '+',
): readonly { readonly field: string; readonly sign: '+' | '-' }[] {
  if ('field' in expression) return [{ field: expression.field, sign }];
  if ('plus' in expression) return expression.plus.flatMap((part) => signedFields(part, sign));
  if (!('minus' in expression)) throw new Error('not a plain sum');
  const [left, right] = expression.minus;
  return [...signedFields(left, sign), ...signedFields(right, sign === '+' ? '-' : '+')];
}

/** Where a field stands: a column of the sheet, or the helper column of a derived one behind them. */
function columnNumber(ledger: Ledger, field: string): number {
  const index = [...ledger.columns, ...ledger.derived].findIndex((column) => column.id === field);
  if (index < 0) throw new Error(`${ledger.id} has no field ${field}`);
  return index + 1;
}

/** The ledger's sheet with a helper column of formulas for each derived column. */
function withDerivedColumns(policy: Policy, sheet: LedgerSheet): WrittenSheet {
  const ledger = policy.document.ledgers.find((each) => each.sheet === sheet.name);
  if (!ledger || ledger.derived.length === 0) return sheet;
  const rows = sheet.rows.map((cells, index) => {
    if (!cells || index === 0) return [...(cells ?? []), ...ledger.derived.map((column) => column.title.zh)];
    const helpers = ledger.derived.map((column): Formula => ({
      formula: derivedFormula(policy, ledger, column, index + 1),
    }));
    return [...ledger.columns.map((_, position) => cells[position] ?? null), ...helpers];
  });
  return { ...sheet, rows };
}

function derivedFormula(policy: Policy, ledger: Ledger, column: DerivedColumn, row: number): string {
  const cell = (field: string): string => cellAddress(row, columnNumber(ledger, field));
  if (column.type === 'count') return `(${cell(column.hoursBetween[1])}-${cell(column.hoursBetween[0])})*24`;
  if (column.type === 'date') {
    if (!column.plusMonths) return `INT(${cell(column.from)})`;
    const months = policy.valueAt(column.plusMonths.parameter, policy.document.life.from);
    return `EDATE(${cell(column.from)},${months?.value.toString() ?? ''})`;
  }
  const fieldOf = (expression: RowExpression): string => {
    if (!('field' in expression)) throw new Error(`${column.id} compares more than two columns`);
    return cell(expression.field);
  };
  return column.cases.reduceRight((otherwise, { value, when }) => {
    const test =
      'blank' in when
        ? `${cell(when.blank)}=""`
        : 'notAfter' in when
          ? `${cell(when.notAfter[0])}<=${cell(when.notAfter[1])}`
          : `${fieldOf(when.above[0])}>${fieldOf(when.above[1])}`;
    return `IF(${test},${quoted(value)},${otherwise})`;
  }, quoted(column.otherwise));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
