import type { IsoDate } from '../kernel/dates';
import { dayOf, type IsoMoment } from '../kernel/moments';
import { Decimal, decimalText } from '../kernel/decimal';
import { fenText, fenToYuan, yuanText } from '../kernel/money';
import type { Result } from '../kernel/result';
import { fieldsOfTest, type LedgerRow } from '../ledger/read-ledger';
import { INVALID } from '../policy/field-value';
import { columnsOf, compileRowExpression, formulaText, parametersOf } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import type { LocalText, Rule, RuleTable } from '../policy/schema';
import type { AnswerProblem, DerivationInput, DerivationLeaf, DerivationNode } from './answer';
import { clausesOnDate, type Counted, type RuleTally, type Tally } from './counted-rows';
import { parameterNode } from './parameter-node';

/** How a rule table's total of a year came about: rule by rule, row by row, down to the cells. */
export function tallyNode(
  policy: Policy,
  table: RuleTable,
  tally: Tally | undefined,
  year: number,
  total: Result<Decimal, AnswerProblem>,
): DerivationNode {
  const byRule = tally?.year(year).rules ?? new Map<Rule, RuleTally>();
  return {
    kind: 'node',
    name: table.id,
    title: table.title,
    value: total.ok ? yuanText(total.value) : undefined,
    unit: 'CNY',
    formula: total.ok ? sumOf(byRule) : table.id,
    clauses: [...new Set([...byRule].flatMap(([rule, own]) => ruleClauses(policy, rule, own)))],
    ...(total.ok ? {} : { problem: total.error }),
    inputs: () =>
      tally ? [...byRule].map(([rule, own]) => ruleNode(policy, tally, rule, own)) : ([] as DerivationInput[]),
  };
}

function sumOf(byRule: ReadonlyMap<Rule, RuleTally>): string {
  const parts = [...byRule.values()].map(totalText);
  return parts.length === 0 ? '0.00' : parts.join(' + ');
}

function totalText({ total }: RuleTally): string {
  return total === undefined ? '?' : fenText(total);
}

function ruleClauses(policy: Policy, rule: Rule, { dates }: RuleTally): readonly string[] {
  return [...new Set([...dates].flatMap((date) => clausesOnDate(policy, rule, date)))];
}

function ruleNode(policy: Policy, tally: Tally, rule: Rule, counted: RuleTally): DerivationNode {
  const { rows } = counted;
  return {
    kind: 'node',
    name: rule.id,
    title: rule.title,
    value: totalText(counted),
    unit: 'CNY',
    formula: `Σ ${String(rows.length)}`,
    clauses: ruleClauses(policy, rule, counted),
    inputs: () => rows.map((row) => rowNode(policy, tally, row)),
  };
}

/** One counted row: its rule, the amount as basis × ratio, the clause and the cells. */
export function rowNode(policy: Policy, tally: Tally, counted: Counted): DerivationNode {
  const { data } = tally;
  const { rule, row, date, fen } = counted;
  const written = formulaText(rule.basis, (leaf) =>
    basisText(policy, leaf, date, (column) => cellText(row.values[data.indexOf(column)])),
  );
  const basisNeedsBrackets = ['plus', 'minus', 'times'].some((operator) => operator in rule.basis);
  const ratio = 'number' in rule.ratio ? rule.ratio.number : ratioText(policy, rule.ratio.parameter, date);
  const formula = ratio === '1' ? written : `${basisNeedsBrackets ? `(${written})` : written} × ${ratio}`;
  const parameters = [...parametersOf(rule.basis), ...('parameter' in rule.ratio ? [rule.ratio.parameter] : [])];
  return {
    kind: 'node',
    name: rule.id,
    title: rule.title,
    value: fenText(fen),
    unit: 'CNY',
    ...(isRounded(policy, tally, counted) ? { rounding: 'fen' } : {}),
    formula,
    clauses: clausesOnDate(policy, rule, date),
    source: data.cellOf(row.row, tally.table.entered[0] ?? tally.table.date),
    inputs: () => [
      ...describingColumns(tally, rule).map((column) => fieldInput(policy, tally, row, column)),
      ...[...new Set(parameters)].map((parameter) => parameterNode(policy, parameter, date)),
    ],
  };
}

/** The columns that tell a person which row it is and what was counted of it. */
function describingColumns(tally: Tally, rule: Rule): readonly string[] {
  const { ledger } = tally.data;
  const named = [tally.table.date, ledger.memo, ledger.category, ledger.source, ...columnsOf(rule.basis)];
  const conditions = rule.when.map((condition) => condition.field);
  return [...new Set([...named, ...conditions])].filter((column) => column !== undefined);
}

/** A row's field: a cell, or, for a derived field, how it follows from cells. */
function fieldInput(policy: Policy, tally: Tally, row: LedgerRow, field: string): DerivationInput {
  const { data } = tally;
  const value = cellText(row.values[data.indexOf(field)]);
  const derived = data.ledger.derived.find((candidate) => candidate.id === field);
  if (!derived) {
    const label = data.ledger.columns.find((candidate) => candidate.id === field)?.header ?? field;
    const leaf: DerivationLeaf = { kind: 'leaf', label, ...data.cellOf(row.row, field), value };
    return leaf;
  }
  const common = { kind: 'node', name: derived.id, title: derived.title, value, unit: '' } as const;
  const below = (from: string): DerivationInput => fieldInput(policy, tally, row, from);
  if (derived.type === 'choice') {
    const fields = [...new Set(derived.cases.flatMap((each) => fieldsOfTest(each.when)))];
    return { ...common, formula: '', clauses: [], inputs: () => fields.map(below) };
  }
  if (derived.type === 'count') {
    const [start, end] = derived.hoursBetween.map((column) => cellText(row.values[data.indexOf(column)]));
    return {
      ...common,
      unit: HOURS,
      formula: `${end ?? ''} − ${start ?? ''}`,
      clauses: [],
      inputs: () => derived.hoursBetween.map(below),
    };
  }
  const from = row.values[data.indexOf(derived.from)] as IsoDate | IsoMoment;
  if (!derived.plusMonths) return { ...common, formula: from, clauses: [], inputs: () => [below(derived.from)] };
  const start = dayOf(from);
  const { parameter } = derived.plusMonths;
  const months = policy.valueAt(parameter, start);
  return {
    ...common,
    formula: `${start} + ${months ? decimalText(months.value) : parameter}`,
    clauses: months?.clauses ?? [],
    inputs: () => [below(derived.from), parameterNode(policy, parameter, start)],
  };
}

const HOURS: LocalText = { zh: '小时', en: 'hours' };

function cellText(value: unknown): string {
  if (value instanceof Decimal) return decimalText(value);
  return typeof value === 'string' && value !== (INVALID as unknown) ? value : '';
}

function basisText(policy: Policy, leaf: Rule['basis'], date: IsoDate, cell: (column: string) => string): string {
  if ('field' in leaf) return cell(leaf.field) || '0';
  if ('number' in leaf) return leaf.number;
  return 'parameter' in leaf ? ratioText(policy, leaf.parameter, date) : '';
}

function ratioText(policy: Policy, parameter: string, date: IsoDate): string {
  const dated = policy.valueAt(parameter, date);
  return dated ? decimalText(dated.value) : parameter;
}

function isRounded(policy: Policy, { data }: Tally, { rule, row, date, fen }: Counted): boolean {
  const compile = (expression: Rule['basis']) =>
    compileRowExpression(expression, (column) => data.indexOf(column), policy)(row.values, date, []);
  const basis = compile(rule.basis);
  const ratio = compile(rule.ratio);
  return basis !== null && ratio !== null && !basis.times(ratio).equals(fenToYuan(fen));
}
