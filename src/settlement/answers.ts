import { lastDayOf, monthsOf, type IsoDate } from '../kernel/dates';
import { Decimal, ZERO, decimalText } from '../kernel/decimal';
import { fenText, fenToYuan, fitsFen, roundToFen, yuanText, type Fen } from '../kernel/money';
import { err, ok, type Result } from '../kernel/result';
import type { LedgerData } from '../ledger/read-ledger';
import { columnsOf, formulaText, operandsOf } from '../policy/expressions';
import type { DatedValue, Policy } from '../policy/policy';
import type { Answer, Ledger, LocalText, Measure, YearExpression } from '../policy/schema';
import type { AnswerProblem, AnswerResult, DerivationInput, DerivationLeaf, DerivationNode } from './answer';
import type { Tally } from './counted-rows';
import { tallyNode } from './counted-derivation';
import { uniqueCells, type Ledgers } from './ledgers';
import { missingParameter, takeMeasure, type Measured } from './measures';
import { parameterNode } from './parameter-node';

/** Values that stand in for a measure of the ledgers, by measure id («52,300 fans, whatever the ledger says»). */
export type GivenMeasures = Readonly<Record<string, Decimal>>;

/** A rule table's work on its ledger, or why the ledger can't be read; `undefined` for an optional ledger left out. */
export type TallyReading =
  | { readonly kind: 'tally'; readonly tally: Tally }
  | { readonly kind: 'absent'; readonly ledger: Ledger }
  | { readonly kind: 'problem'; readonly problem: AnswerProblem };

/** What answers are worked out from. */
export interface AnswerContext {
  readonly policy: Policy;
  readonly ledgers: Ledgers;
  readonly tallies: ReadonlyMap<string, TallyReading>;
  readonly year: number;
  readonly given: GivenMeasures;
}

/** A year figure that an expression's leaf stands for, with the node that explains it. */
interface Figure {
  readonly value: Result<Decimal, AnswerProblem>;
  readonly node: DerivationInput | undefined;
  /** How the figure is written in a formula; a symbol where it has no value. */
  readonly text: string;
}

/**
 * Works out answers of one year. Each answer is worked out once, whoever asks for it; an answer that needs another's error
 * carries that error on.
 */
export class AnswerSheet {
  private readonly known = new Map<string, AnswerResult>();

  constructor(private readonly context: AnswerContext) {}

  /** The answer of the policy's id; throws for an id that the policy does not define. */
  answer(id: string): AnswerResult {
    const known = this.known.get(id);
    if (known) return known;
    const definition = this.context.policy.answers.get(id);
    if (!definition) throw new Error(`unknown answer ${id}`);
    const result = this.workOut(definition);
    this.known.set(id, result);
    return result;
  }

  /** The value of an expression over the year, for checks that compare answers. */
  valueOf(expression: YearExpression): Result<Decimal, AnswerProblem> {
    return this.evaluate(expression, new Map());
  }

  private workOut(definition: Answer): AnswerResult {
    const figures = new Map<YearExpression, Figure>();
    const exact = this.evaluate(definition.value, figures);
    const outcome: Result<Decimal, AnswerProblem> =
      exact.ok && !fitsFen(exact.value) ? err({ code: 'out-of-range' }) : exact;
    const formula = formulaText(definition.value, (leaf) => this.figure(leaf, figures).text);
    const inputs = [...figures.values()].flatMap((figure) => (figure.node ? [figure.node] : []));
    const common = {
      kind: 'node',
      name: definition.id,
      title: definition.title,
      unit: definition.unit,
      formula,
      clauses: definition.clauses,
      inputs: () => inputs,
    } as const;
    const answer = { id: definition.id, title: definition.title, unit: definition.unit, clauses: definition.clauses };
    if (!outcome.ok) {
      const derivation: DerivationNode = { ...common, value: undefined, problem: outcome.error };
      return { ...answer, value: { ok: false, problem: outcome.error }, derivation };
    }
    const fen = roundToFen(outcome.value);
    const rounded = definition.rounding !== undefined || !fenToYuan(fen).equals(outcome.value);
    const derivation: DerivationNode = { ...common, value: fenText(fen), ...(rounded ? { rounding: 'fen' } : {}) };
    return { ...answer, value: { ok: true, fen }, derivation };
  }

  private evaluate(expression: YearExpression, figures: Map<YearExpression, Figure>): Result<Decimal, AnswerProblem> {
    const operands = operandsOf(expression);
    if (operands.length === 0) return this.figure(expression, figures).value;
    const values: Decimal[] = [];
    let problem: AnswerProblem | undefined;
    for (const operand of operands) {
      const value = this.evaluate(operand, figures);
      if (value.ok) values.push(value.value);
      else problem = worse(problem, value.error);
    }
    return problem ? err(problem) : ok(combine(expression, values));
  }

  private figure(leaf: YearExpression, figures: Map<YearExpression, Figure>): Figure {
    const known = figures.get(leaf);
    if (known) return known;
    const figure = this.makeFigure(leaf);
    figures.set(leaf, figure);
    return figure;
  }

  private makeFigure(leaf: YearExpression): Figure {
    if ('number' in leaf) return { value: ok(new Decimal(leaf.number)), node: undefined, text: leaf.number };
    if ('parameter' in leaf) return this.parameterFigure(leaf.parameter, lastDayOf(this.context.year));
    if ('answer' in leaf) {
      const { value, derivation } = this.answer(leaf.answer);
      return value.ok
        ? { value: ok(fenToYuan(value.fen)), node: derivation, text: fenText(value.fen) }
        : { value: err(value.problem), node: derivation, text: leaf.answer };
    }
    if ('measure' in leaf) return this.measureFigure(leaf.measure);
    if ('payItem' in leaf) return this.payItemFigure(leaf.payItem);
    if ('counted' in leaf) return this.countedFigure(leaf.counted);
    throw new Error('an expression without operands is a leaf');
  }

  private parameterFigure(id: string, date: IsoDate): Figure {
    const { policy } = this.context;
    const dated = policy.valueAt(id, date);
    const node = parameterNode(policy, id, date);
    return dated
      ? { value: ok(dated.value), node, text: decimalText(dated.value) }
      : { value: err(missingParameter(policy, { parameter: id, date })), node, text: id };
  }

  private measureFigure(id: string): Figure {
    const { policy, ledgers, year, given } = this.context;
    const measure = policy.measures.get(id);
    if (!measure) throw new Error(`unknown measure ${id}`);
    const stated = given[id];
    const taken: Result<Measured, AnswerProblem> = stated
      ? ok({ value: stated, rows: [], data: undefined, parameters: [] })
      : takeMeasure(policy, ledgers, measure, year);
    const node = measureNode(policy, measure, year, taken);
    return taken.ok
      ? { value: ok(taken.value.value), node, text: node.value ?? id }
      : { value: err(taken.error), node, text: id };
  }

  /** Twelve months, each at the amount in force on its first day. */
  private payItemFigure(id: string): Figure {
    const { policy, year } = this.context;
    const item = policy.payItems.get(id);
    if (!item) throw new Error(`unknown pay item ${id}`);
    const months = monthsOf(year);
    const amounts = months.map((month) => policy.valueAt(item.monthly.parameter, month));
    const stretches = sameStretches(amounts);
    const missing = months[amounts.findIndex((amount) => amount === undefined)];
    const total = amounts.reduce((sum, amount) => sum.plus(amount?.value ?? ZERO), ZERO);
    const inputs = stretches.map(({ first }) =>
      parameterNode(policy, item.monthly.parameter, months[first] ?? lastDayOf(year)),
    );
    const problem = missing
      ? missingParameter(policy, { parameter: item.monthly.parameter, date: missing })
      : undefined;
    const node: DerivationNode = {
      kind: 'node',
      name: id,
      title: item.title,
      value: problem ? undefined : yuanText(total),
      unit: 'CNY',
      formula: stretches
        .map(({ value, count }) => `${String(count)} × ${value ? decimalText(value.value) : item.monthly.parameter}`)
        .join(' + '),
      clauses: item.clauses,
      ...(problem ? { problem } : {}),
      inputs: () => inputs,
    };
    return problem
      ? { value: err(problem), node, text: id }
      : { value: ok(total), node, text: stretches.length > 1 ? yuanText(total) : node.formula };
  }

  private countedFigure(tables: readonly string[]): Figure {
    const { policy, year } = this.context;
    const parts = tables.map((id) => {
      const reading = this.context.tallies.get(id);
      if (!reading) throw new Error(`unknown rule table ${id}`);
      return { id, value: countedTotal(policy, reading, year), reading };
    });
    let problem: AnswerProblem | undefined;
    let total = ZERO;
    for (const { value } of parts) {
      if (value.ok) total = total.plus(value.value);
      else problem = worse(problem, value.error);
    }
    const nodes = parts.flatMap(({ id, value, reading }) => {
      const table = policy.ruleTables.get(id);
      return table ? [tallyNode(policy, table, reading.kind === 'tally' ? reading.tally : undefined, year, value)] : [];
    });
    const only = nodes.length === 1 ? nodes[0] : undefined;
    const title: LocalText = { zh: '计入合计', en: 'Counted in all' };
    const node: DerivationNode = only ?? {
      kind: 'node',
      name: tables.join('+'),
      title,
      value: problem ? undefined : yuanText(total),
      unit: 'CNY',
      formula: parts.map(({ id, value }) => (value.ok ? yuanText(value.value) : id)).join(' + '),
      clauses: [...new Set(nodes.flatMap((part) => part.clauses))],
      ...(problem ? { problem } : {}),
      inputs: () => nodes,
    };
    return problem
      ? { value: err(problem), node, text: tables.join(' + ') }
      : { value: ok(total), node, text: node.formula };
  }
}

function combine(expression: YearExpression, values: readonly Decimal[]): Decimal {
  const [first = ZERO, ...rest] = values;
  if ('minus' in expression) return rest.reduce((left, right) => left.minus(right), first);
  if ('times' in expression) return rest.reduce((left, right) => left.times(right), first);
  if ('max' in expression) return Decimal.max(first, ...rest);
  if ('min' in expression) return Decimal.min(first, ...rest);
  return rest.reduce((left, right) => left.plus(right), first);
}

/** Of two problems the one to tell first; rows of both are told together. */
function worse(first: AnswerProblem | undefined, second: AnswerProblem): AnswerProblem {
  if (first?.code !== 'rows-blocked' || second.code !== 'rows-blocked') return first ?? second;
  return { code: 'rows-blocked', cells: uniqueCells([...first.cells, ...second.cells]) };
}

/** What a rule table counted in a year, or why that can't be said. */
function countedTotal(policy: Policy, reading: TallyReading, year: number): Result<Decimal, AnswerProblem> {
  const problem = countedProblem(policy, reading, year);
  if (problem) return err(problem);
  const total = reading.kind === 'tally' ? reading.tally.year(year).total : (0 as Fen);
  return total === undefined ? err({ code: 'out-of-range' }) : ok(fenToYuan(total));
}

/** Why what a rule table counted in a year can't be told; `undefined` where it can. */
export function countedProblem(policy: Policy, reading: TallyReading, year: number): AnswerProblem | undefined {
  if (reading.kind === 'problem') return reading.problem;
  if (reading.kind === 'absent') return undefined;
  const { blocked, gaps } = reading.tally.year(year);
  if (blocked.length > 0) return { code: 'rows-blocked', cells: blocked };
  return gaps[0] && missingParameter(policy, gaps[0]);
}

function measureNode(
  policy: Policy,
  measure: Measure,
  year: number,
  taken: Result<Measured, AnswerProblem>,
): DerivationNode {
  const common = {
    kind: 'node',
    name: measure.id,
    title: measure.title,
    unit: measure.unit,
    clauses: measure.clauses,
  } as const;
  if (!taken.ok) return { ...common, value: undefined, formula: measure.id, problem: taken.error, inputs: () => [] };
  const { value, rows, data, parameters } = taken.value;
  return {
    ...common,
    value: measure.unit === 'CNY' ? yuanText(value) : decimalText(value),
    formula: data ? measuredSum(measure, rows) : decimalText(value),
    inputs: () => [
      ...parameters.map((parameter) => parameterNode(policy, parameter, lastDayOf(year))),
      ...(data ? rows.map((row) => measuredInput(data, row, measure)) : []),
    ],
  };
}

/** A short sum is written out; a long one and a count say how many rows there are. */
function measuredSum(measure: Measure, rows: Measured['rows']): string {
  if (measure.kind === 'count' || rows.length === 0 || rows.length > MOST_ADDENDS) return `Σ ${String(rows.length)}`;
  return rows.map(({ value }) => (measure.unit === 'CNY' ? yuanText(value) : decimalText(value))).join(' + ');
}

const MOST_ADDENDS = 8;

/** A row's part in a measure: its cell, or, where the part is no cell's own value, how it was rounded from cells. */
function measuredInput(data: LedgerData, measured: Measured['rows'][number], measure: Measure): DerivationInput {
  const { row, value, column } = measured;
  const leaf = measuredLeaf(data, measured, measure, column);
  const cell = row.values[data.indexOf(column)];
  if (measure.kind !== 'sum' || (cell instanceof Decimal && cell.equals(value))) return leaf;
  const textOf = (field: string): string => measuredLeaf(data, measured, measure, field).value;
  return {
    kind: 'node',
    name: measure.id,
    title: measure.title,
    value: yuanText(value),
    unit: measure.unit,
    rounding: 'fen',
    formula: formulaText(measure.value, (part) =>
      'field' in part
        ? textOf(part.field) || '0'
        : 'number' in part
          ? part.number
          : 'parameter' in part
            ? part.parameter
            : '',
    ),
    clauses: measure.clauses,
    source: { sheet: leaf.sheet, cell: leaf.cell },
    inputs: () => columnsOf(measure.value).map((field) => measuredLeaf(data, measured, measure, field)),
  };
}

function measuredLeaf(
  data: LedgerData,
  { row }: Measured['rows'][number],
  measure: Measure,
  column: string,
): DerivationLeaf {
  const header = data.ledger.columns[data.indexOf(column)]?.header ?? column;
  const group = measure.kind === 'latest' ? row.values[data.indexOf(measure.group)] : undefined;
  const date = row.values[data.indexOf(measure.date)];
  const label = [typeof group === 'string' ? group : undefined, typeof date === 'string' ? date : undefined, header];
  const value = row.values[data.indexOf(column)];
  const figure = value instanceof Decimal ? value : undefined;
  return {
    kind: 'leaf',
    label: label.filter((part) => part !== undefined).join(' '),
    ...data.cellOf(row.row, column),
    value: figure === undefined ? '' : measure.unit === 'CNY' ? yuanText(figure) : decimalText(figure),
  };
}

/** Neighbouring months with the same value, as stretches. */
function sameStretches(
  amounts: readonly (DatedValue | undefined)[],
): { readonly value: DatedValue | undefined; readonly first: number; readonly count: number }[] {
  const stretches: { value: DatedValue | undefined; first: number; count: number }[] = [];
  amounts.forEach((value, index) => {
    const last = stretches[stretches.length - 1];
    if (last && last.value === value) last.count += 1;
    else stretches.push({ value, first: index, count: 1 });
  });
  return stretches;
}
