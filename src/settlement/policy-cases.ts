import { Decimal, decimalText } from '../kernel/decimal';
import { yuanText } from '../kernel/money';
import { parseIsoMoment, timeToExcelSerial } from '../kernel/moments';
import { parseIsoDate } from '../kernel/dates';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import { finish } from '../ledger/steps';
import { withWhatIf, type Policy, type WhatIf } from '../policy/policy';
import type { CaseExpectation, CaseInput, Column, Ledger, PolicyCase, YearExpression } from '../policy/schema';
import { excelErrorOf, type AnswerProblem } from './answer';
import type { GivenMeasures } from './answers';
import { openBooks, openBooksInSteps, type Books } from './books';

/** What a case's inputs came to under the policy. */
export type CaseOutcome =
  /** A figure: with two decimals where it is yuan, as plain decimal text otherwise. */
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'problem'; readonly problem: AnswerProblem }
  /** How many findings of the code there are. */
  | { readonly kind: 'count'; readonly count: number };

/** A case, whether it came out as expected, and what came out. */
export interface CaseResult {
  readonly case: PolicyCase;
  readonly passed: boolean;
  readonly actual: CaseOutcome;
}

/**
 * Runs every case of a policy, in its order. Each one has a workbook of its own in the policy's layout: all ledgers are
 * there, empty but for the rows that the case gives. Nothing is written, and no case knows of another.
 */
export function runPolicyCases(policy: Policy): readonly CaseResult[] {
  return [...policyCasesInSteps(policy)];
}

/** The same case by case, so that a page need not wait for all of them. */
export function* policyCasesInSteps(policy: Policy): Generator<CaseResult, void> {
  const { cases } = policy.document;
  if (cases.length === 0) return;
  const trial = new CaseTrial(policy);
  for (const each of cases) {
    const actual = trial.outcome(each);
    yield { case: each, passed: isAsExpected(each.expect, actual), actual };
  }
}

/** Inputs of a year, whatever is expected of them. */
export type CaseInputs = Pick<PolicyCase, 'year' | 'given'>;

/** Works out what inputs come to under one policy. What no input touches is read once for all of them. */
export class CaseTrial {
  private readonly emptySheets: ReadonlyMap<string, SheetSnapshot>;
  private readonly empty: Books;

  constructor(private readonly policy: Policy) {
    const { ledgers } = policy.document;
    this.emptySheets = new Map(ledgers.map((ledger) => [ledger.id, sheetOf(ledger, [])]));
    this.empty = openBooks(policy, workbookOf([...this.emptySheets.values()]));
  }

  /** What the inputs come to, looked at as the case's expectation does. */
  outcome({ year, given, expect }: CaseInputs & { readonly expect: CaseExpectation }): CaseOutcome {
    const inputs = this.enter(given);
    return outcomeIn(inputs, year, expect);
  }

  /** The inputs entered into books; several things may be asked of them. */
  enter(given: PolicyCase['given']): EnteredInputs {
    const measures = given.flatMap((input) => ('measure' in input ? [input] : []));
    const parameters = given.flatMap((input) => ('parameter' in input ? [input] : []));
    return {
      books: this.booksWith(given, parameters),
      given: Object.fromEntries(measures.map(({ measure, value }) => [measure, new Decimal(value)])),
    };
  }

  private booksWith(given: PolicyCase['given'], parameters: readonly GivenParameter[]): Books {
    const rows = new Map<string, CaseRow[]>();
    for (const input of given) {
      if ('ledger' in input) rows.set(input.ledger, [...(rows.get(input.ledger) ?? []), input.row]);
    }
    if (rows.size === 0 && parameters.length === 0) return this.empty;
    const sheets = this.policy.document.ledgers.map((ledger) => {
      const own = rows.get(ledger.id);
      return own ? sheetOf(ledger, own) : (this.emptySheets.get(ledger.id) ?? sheetOf(ledger, []));
    });
    return finish(openBooksInSteps(withParameters(this.policy, parameters), workbookOf(sheets), this.empty));
  }
}

/** Books with a case's rows in them, and the measures that the case gives. */
export interface EnteredInputs {
  readonly books: Books;
  readonly given: GivenMeasures;
}

/** What a case's inputs come to, looked at as an expectation does. */
export function outcomeIn({ books, given }: EnteredInputs, year: number, expect: CaseExpectation): CaseOutcome {
  if ('finding' in expect) {
    const found = books.findings(year, given).filter(({ code }) => code === expect.finding);
    return { kind: 'count', count: found.length };
  }
  const value = books.valueOf(figureOf(expect), year, given);
  if (!value.ok) return { kind: 'problem', problem: value.error };
  return { kind: 'value', value: isYuan(books.policy, expect) ? yuanText(value.value) : decimalText(value.value) };
}

/** What came out as a cell would show it: «3850.00», «#N/A», a number of findings. */
export function outcomeText(outcome: CaseOutcome): string {
  if (outcome.kind === 'count') return String(outcome.count);
  return outcome.kind === 'value' ? outcome.value : excelErrorOf(outcome.problem);
}

/** Tells whether what came out is what is expected: figures to the last decimal, errors by what a cell would show. */
function isAsExpected(expect: CaseExpectation, actual: CaseOutcome): boolean {
  if ('finding' in expect) return actual.kind === 'count' && actual.count === expect.count;
  if ('error' in expect) return actual.kind === 'problem' && excelErrorOf(actual.problem) === expect.error;
  return actual.kind === 'value' && new Decimal(actual.value).equals(expect.value);
}

type Figure = Exclude<CaseExpectation, { readonly finding: string }>;

function figureOf(expect: Figure): YearExpression {
  if ('answer' in expect) return { answer: expect.answer };
  if ('counted' in expect) return { counted: [expect.counted] };
  return 'measure' in expect ? { measure: expect.measure } : { payItem: expect.payItem };
}

function isYuan(policy: Policy, expect: Figure): boolean {
  return !('measure' in expect) || policy.measures.get(expect.measure)?.unit === 'CNY';
}

type GivenParameter = Extract<CaseInput, { readonly parameter: string }>;

function withParameters(policy: Policy, parameters: readonly GivenParameter[]): Policy {
  if (parameters.length === 0) return policy;
  const trials = parameters.map(({ parameter, value }): WhatIf => ({ parameter, from: undefined, value }));
  const tried = withWhatIf(policy, trials);
  // A case's parameters are proved with the document that it stands in.
  if (!tried.ok) throw new Error(`a case gives ${tried.error.parameter} a value that it can't have`);
  return tried.value;
}

// ---- The workbook ------------------------------------------------------------------------------------------------

type CaseRow = Extract<CaseInput, { readonly ledger: string }>['row'];

function workbookOf(sheets: readonly SheetSnapshot[]): WorkbookSnapshot {
  return { name: '', date1904: false, sheets, definedNames: [] };
}

/** A ledger as the template has it: its table from the first row on, with one row left free where there is no entry. */
function sheetOf(ledger: Ledger, rows: readonly CaseRow[]): SheetSnapshot {
  const { sheet: name, table, columns } = ledger;
  const range = { top: 1, left: 1, bottom: Math.max(rows.length, 1) + 1, right: columns.length };
  return {
    name,
    rows: [
      columns.map((column) => column.header),
      ...rows.map((row) => columns.map((column) => cellOf(column, row[column.id]))),
    ],
    merges: [],
    tables: [{ name: table, range, headerRows: 1, totalsRows: 0 }],
  };
}

/** A case's cell as a spreadsheet holds it; whether the text can be such a cell is proved with the document. */
function cellOf({ type }: Column, text: string | undefined): CellValue {
  if (text === undefined) return null;
  switch (type) {
    case 'text':
    case 'choice':
      return text;
    case 'money':
    case 'count':
      return new Decimal(text.trim()).toNumber();
    case 'date':
    case 'moment': {
      const time = parseIsoMoment(text) ?? parseIsoDate(text);
      return time === undefined ? text : timeToExcelSerial(time, false);
    }
  }
}
