import * as z from 'zod/mini';
import { parseDecimal, decimalText } from '../kernel/decimal';
import { parseIsoDate, type IsoDate } from '../kernel/dates';

/**
 * What a policy document is. One JSON document holds the clauses in their own words and everything that is computed from
 * them; no number of a policy stands in TypeScript. Parsing is the edge: behind `PolicyDocument` every reference still has
 * to be proved by `lintPolicy`, but no field is half filled.
 */

const MAX_TEXT = 4000;

const id = z.string().check(z.maxLength(60), z.regex(/^[a-z][a-z0-9-]*$/, 'id'));
/** Columns are camelCase, so that they read as names in expressions. */
const columnId = z.string().check(
  z.maxLength(60),
  z.regex(/^[a-z][A-Za-z0-9]*$/, 'column-id'),
  // Rows and choices are objects by column: «constructor» would be found in each of them.
  z.refine((name) => !(name in Object.prototype), 'column-id'),
);
const answerId = z.string().check(z.maxLength(60), z.regex(/^[A-Z][A-Z0-9_]*$/, 'answer-id'));
const findingCode = id;
/** At least so many items, and no more than a person could keep in sight. */
const list = <T extends z.ZodMiniType>(item: T, least: number, most: number) =>
  z.array(item).check(z.minLength(least), z.maxLength(most));

/** What a cell of a sheet can hold: no control character but line breaks and tabs, and no half of a character. */
const PRINTABLE = /^(?:[\n\t]|[^\p{Cc}\p{Cs}\uFFFE\uFFFF])*$/u;
const ONE_LINE = /^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u;
/**
 * A cell holds 32,767 characters. A list stands in one cell with its items quoted where they must be, which at worst doubles
 * them; this many always fit.
 */
const MOST_IN_ONE_CELL = 15_000;
function inOneCell(items: readonly (string | readonly string[])[]): boolean {
  return items.flat().reduce((sum, item) => sum + item.length, 0) <= MOST_IN_ONE_CELL;
}

const text = z
  .string()
  .check(z.minLength(1), z.maxLength(MAX_TEXT), z.regex(/\S/, 'filled'), z.regex(PRINTABLE, 'printable'));
const line = (most: number) =>
  z.string().check(z.minLength(1), z.maxLength(most), z.regex(/\S/, 'filled'), z.regex(ONE_LINE, 'one-line'));
const name = line(100);
const localText = z.strictObject({ zh: text, en: text });
const unitName = line(20);
/** Yuan, or any other unit as printed, «人» and «people». Figures in yuan are rounded to the fen. */
const unit = z.union([z.literal('CNY'), z.strictObject({ zh: unitName, en: unitName })]);

/** «章.条» or «章.条.款», for example «六.2.5». */
const clauseId = z
  .string()
  .check(z.minLength(1), z.maxLength(30), z.regex(/^[^\s,;]+$/, 'clause-id'), z.regex(ONE_LINE, 'one-line'));
/** Every number, rule and answer says which clauses it stands on. */
const citations = list(clauseId, 1, 20);

/** A decimal as text, kept in canonical form («0.50» and «0.5» are one value with one digest). */
const decimal = z.pipe(
  z.string(),
  z.transform((value, context) => {
    const parsed = parseDecimal(value);
    if (parsed) return decimalText(parsed);
    context.issues.push({ code: 'custom', message: 'decimal', input: value });
    return z.NEVER;
  }),
);

const date = z.pipe(
  z.string(),
  z.transform((value, context): IsoDate => {
    const parsed = parseIsoDate(value);
    if (parsed) return parsed;
    context.issues.push({ code: 'custom', message: 'date', input: value });
    return z.NEVER;
  }),
);

const clause = z.strictObject({
  id: clauseId,
  /** The clause's place in the document as printed, «六、2.(5)». */
  article: name,
  /** The clause's own words, verbatim. */
  text,
  /** Why the clause carries no arithmetic; a clause without this must be computed or checked by something. */
  manual: z.optional(localText),
});

const chapter = z.strictObject({ id: line(10), title: name });

const parameterValue = z.strictObject({
  /** First and last day on which the value holds; left out, it holds from or to any date. */
  from: z.optional(date),
  to: z.optional(date),
  value: decimal,
  clauses: citations,
});

const parameter = z.strictObject({
  id,
  title: localText,
  unit,
  kind: z.enum(['money', 'ratio', 'count', 'months']),
  /** Bounds that any value, what-if ones too, must keep. */
  min: z.optional(decimal),
  max: z.optional(decimal),
  values: list(parameterValue, 0, 200),
  /**
   * A value to try the policy out with where the written text sets none. It never holds by itself: until somebody asks
   * for examples, the parameter has no value, and where they are asked for each is marked like a what-if value.
   */
  example: z.optional(decimal),
});

// ---- Expressions -------------------------------------------------------------------------------------------------

const arithmetic = <T extends z.ZodMiniType>(operand: T) =>
  [
    z.strictObject({ plus: list(operand, 1, 50) }),
    z.strictObject({ minus: z.tuple([operand, operand]) }),
    z.strictObject({ times: list(operand, 1, 10) }),
    z.strictObject({ max: list(operand, 1, 10) }),
    z.strictObject({ min: list(operand, 1, 10) }),
  ] as const;

/** Arithmetic common to row and year expressions. */
interface Plus<E> {
  readonly plus: readonly E[];
}
interface Minus<E> {
  readonly minus: readonly [E, E];
}
interface Times<E> {
  readonly times: readonly E[];
}
interface Max<E> {
  readonly max: readonly E[];
}
interface Min<E> {
  readonly min: readonly E[];
}
export type Arithmetic<E> = Plus<E> | Minus<E> | Times<E> | Max<E> | Min<E>;

/** An expression over one ledger row: columns, parameters on the row's date, numbers, arithmetic. */
export type RowExpression =
  | { readonly field: string }
  | { readonly number: string }
  | { readonly parameter: string }
  | Plus<RowExpression>
  | Minus<RowExpression>
  | Times<RowExpression>
  | Max<RowExpression>
  | Min<RowExpression>;

const rowExpression: z.ZodMiniType<RowExpression> = z.lazy(() =>
  z.union([
    z.strictObject({ field: columnId }),
    z.strictObject({ number: decimal }),
    z.strictObject({ parameter: id }),
    ...arithmetic(rowExpression),
  ]),
);

/** An expression over a year: answers, what was counted, measures, pay items, parameters on the year's last day. */
export type YearExpression =
  | { readonly number: string }
  | { readonly parameter: string }
  | { readonly answer: string }
  | { readonly counted: readonly string[] }
  | { readonly measure: string }
  /** A pay item's monthly amount, added up over the year's twelve months. */
  | { readonly payItem: string }
  | Plus<YearExpression>
  | Minus<YearExpression>
  | Times<YearExpression>
  | Max<YearExpression>
  | Min<YearExpression>;

const yearExpression: z.ZodMiniType<YearExpression> = z.lazy(() =>
  z.union([
    z.strictObject({ number: decimal }),
    z.strictObject({ parameter: id }),
    z.strictObject({ answer: answerId }),
    z.strictObject({ counted: list(id, 1, 20) }),
    z.strictObject({ measure: id }),
    z.strictObject({ payItem: id }),
    ...arithmetic(yearExpression),
  ]),
);

// ---- Ledgers -----------------------------------------------------------------------------------------------------

const column = z.strictObject({
  id: columnId,
  /** The column's heading in the sheet. */
  header: name,
  title: localText,
  /** A moment is a date with a time of day, exact to the second, as the clock on the wall shows it: no time zones. */
  type: z.enum(['date', 'moment', 'text', 'choice', 'money', 'count']),
  /** A table without a required column can't be read at all. */
  required: z._default(z.boolean(), false),
  /** Column width in the template, in characters. */
  width: z._default(z.int().check(z.gte(4), z.lte(80)), 12),
});

/** A field computed from a row's own columns, usable wherever a column is. */
const derivedColumn = z.discriminatedUnion('type', [
  /** The day of `from` (a date or a moment), plus a number of months where one is given; the kernel's month rule applies. */
  z.strictObject({
    id: columnId,
    type: z.literal('date'),
    title: localText,
    from: columnId,
    plusMonths: z.optional(z.strictObject({ parameter: id })),
  }),
  /** The hours from the first moment to the second, fractions included; below 0 where the second is the earlier one. */
  z.strictObject({
    id: columnId,
    type: z.literal('count'),
    title: localText,
    hoursBetween: z.tuple([columnId, columnId]),
  }),
  /** The first case whose test holds names the value. */
  z.strictObject({
    id: columnId,
    type: z.literal('choice'),
    title: localText,
    cases: list(
      z.strictObject({
        value: name,
        when: z.union([
          z.strictObject({ blank: columnId }),
          z.strictObject({ notAfter: z.tuple([columnId, columnId]) }),
          z.strictObject({ above: z.tuple([rowExpression, rowExpression]) }),
        ]),
      }),
      1,
      20,
    ),
    otherwise: name,
  }),
]);

const category = z.strictObject({
  name,
  /** Words that speak of this category in a memo: each entry is a set of words that must all occur. */
  keywords: z._default(list(list(name, 1, 6), 0, 100).check(z.refine(inOneCell, 'one-cell')), []),
  /** Where rows of this category need a source: the sources allowed. */
  sources: z.optional(list(name, 1, 20)),
  /** The category that a row with no better home belongs to; suggested when nothing is nearer. */
  catchAll: z._default(z.boolean(), false),
});

const ledger = z.strictObject({
  id,
  title: localText,
  sheet: name,
  table: name,
  /** A required table's absence is an error of every answer that needs it; an optional one's reads as empty. */
  presence: z.enum(['required', 'optional']),
  /** What a table without a single entry means. */
  empty: z._default(z.enum(['zero', 'error']), 'zero'),
  columns: list(column, 1, 60),
  derived: z._default(list(derivedColumn, 0, 20), []),
  /** The date columns that place a row in a year, the first filled one deciding; none: every row belongs to every year. */
  rowDate: z._default(list(columnId, 0, 5), []),
  /** Entries that can't stand without a date: when one of `entered` is filled, `date` must be usable. */
  dated: z._default(list(z.strictObject({ entered: list(columnId, 1, 10), date: columnId }), 0, 10), []),
  /** Columns that must be filled in a row that has an entry in one of `entered`. */
  filled: z._default(
    list(
      z.strictObject({
        entered: list(columnId, 1, 10),
        column: columnId,
        code: findingCode,
      }),
      0,
      10,
    ),
    [],
  ),
  /** Which columns hold the memo, the category and the source, where the ledger has categories. */
  memo: z.optional(columnId),
  category: z.optional(columnId),
  source: z.optional(columnId),
  categories: z._default(list(category, 0, 200), []),
  /** Lists for choice columns other than the category and the source (offered in the template, not enforced). */
  choices: z._default(z.record(columnId, list(name, 1, 50)), {}),
  /** Two rows equal in all of these are reported as `duplicate-row`. */
  duplicateKey: z._default(list(columnId, 0, 10), []),
});

// ---- Rule tables -------------------------------------------------------------------------------------------------

/** A choice is one of these; «» stands for a blank cell. */
const choiceCondition = z.strictObject({
  field: columnId,
  in: list(z.string().check(z.maxLength(100), z.regex(ONE_LINE, 'one-line')), 1, 200).check(
    z.refine(inOneCell, 'one-cell'),
  ),
});
/** A date lies between these days, both included. */
const dateCondition = z.strictObject({ field: columnId, from: z.optional(date), to: z.optional(date) });
/** A number keeps these bounds. */
const numberCondition = z.strictObject({
  field: columnId,
  atLeast: z.optional(decimal),
  above: z.optional(decimal),
  atMost: z.optional(decimal),
  below: z.optional(decimal),
});
const condition = z.union([choiceCondition, dateCondition, numberCondition]);

/** A limit's conditions stand in one cell together. */
function conditionsInOneCell(conditions: readonly z.infer<typeof condition>[]): boolean {
  const choices = conditions.flatMap((each) => ('in' in each ? each.in : []));
  return choices.reduce((sum, choice) => sum + 2 * choice.length + QUOTES_AND_SIGN, 0) <= MOST_CHOICES_OF_ALL;
}
const QUOTES_AND_SIGN = 3;
const MOST_CHOICES_OF_ALL = 20_000;

const rule = z.strictObject({
  id,
  title: localText,
  /** All of these must hold; none: the rule matches every row. */
  when: list(condition, 0, 20),
  /** The amount that the ratio is applied to. */
  basis: rowExpression,
  /** The share that counts; 0 is «not counted». */
  ratio: z.union([z.strictObject({ number: decimal }), z.strictObject({ parameter: id })]),
  clauses: citations,
  /** Columns without which the rule can't decide. */
  requires: z._default(list(z.strictObject({ column: columnId, code: findingCode }), 0, 10), []),
  /** An exception: rules of the same table that give way to this one where both match. */
  overrides: z._default(list(id, 0, 50), []),
});

const ruleTable = z.strictObject({
  id,
  title: localText,
  /** The sheet that the rules stand on when the policy is kept in a workbook; left out, it is named after the title. */
  sheet: z.optional(line(31)),
  ledger: id,
  /** The date that places the row in a year and picks dated parameters. */
  date: columnId,
  /** A row takes part when one of these is filled. */
  entered: list(columnId, 1, 10),
  /** The finding for a row that counts at 0, where that is worth telling. */
  excludedCode: z.optional(findingCode),
  rules: list(rule, 1, 500),
});

// ---- Measures, limits, answers -----------------------------------------------------------------------------------

const measureBase = {
  id,
  title: localText,
  unit,
  ledger: id,
  date: columnId,
  clauses: citations,
  /** Told beside the answers although no answer uses it. */
  reported: z._default(z.boolean(), false),
};

const measure = z.discriminatedUnion('kind', [
  /** For each group the latest reading on or before the year's last day (of one day: the later row), added up. */
  z.strictObject({ ...measureBase, kind: z.literal('latest'), group: columnId, value: columnId }),
  /** The rows of the year whose `value` reaches `atLeast` (on the row's date). */
  z.strictObject({ ...measureBase, kind: z.literal('count'), value: columnId, atLeast: rowExpression }),
  /** The sum of `value` over the rows of the year with an entry in one of `entered`. */
  z.strictObject({
    ...measureBase,
    kind: z.literal('sum'),
    entered: list(columnId, 1, 10),
    value: rowExpression,
  }),
]);

const severity = z.enum(['error', 'warning', 'info']);

const limitBase = {
  id,
  /** What is wrong where the limit is broken, for a code that the product has no sentence of its own for. */
  title: z.optional(localText),
  code: findingCode,
  severity,
  clauses: citations,
};

const limit = z.discriminatedUnion('kind', [
  /**
   * A row's figure against a bound. With `of`, the figure is `left` ÷ `of` (skipped while `of` is blank or zero).
   * Skipped while a column that it needs is blank.
   */
  z.strictObject({
    ...limitBase,
    kind: z.literal('row'),
    ledger: id,
    date: columnId,
    when: z._default(list(condition, 0, 20).check(z.refine(conditionsInOneCell, 'one-cell')), []),
    left: rowExpression,
    of: z.optional(rowExpression),
    atLeast: z.optional(rowExpression),
    atMost: z.optional(rowExpression),
    /** The column whose cell is reported. */
    cell: columnId,
    /** Rule tables that can't decide a row which breaks the limit. */
    blocks: z._default(list(id, 0, 10), []),
  }),
  /** A column that must be filled in every row with an entry in `entered`. */
  z.strictObject({
    ...limitBase,
    kind: z.literal('filled'),
    ledger: id,
    entered: list(columnId, 1, 10),
    cell: columnId,
  }),
  /** Two answers of a year against each other. */
  z.strictObject({
    ...limitBase,
    kind: z.literal('year'),
    ledger: id,
    fromYear: z.optional(z.int().check(z.gte(1900), z.lte(9999))),
    toYear: z.optional(z.int().check(z.gte(1900), z.lte(9999))),
    left: yearExpression,
    atLeast: yearExpression,
  }),
  /** A column that must show each of these values somewhere, among the rows in force during the year. */
  z.strictObject({
    ...limitBase,
    kind: z.literal('includes'),
    ledger: id,
    column: columnId,
    values: list(name, 1, 50),
    inForceFrom: z.optional(columnId),
    inForceTo: z.optional(columnId),
  }),
  /** A column that must name, where it is filled, something that another ledger lists: people that the roster knows. */
  z.strictObject({
    ...limitBase,
    kind: z.literal('listed'),
    ledger: id,
    column: columnId,
    in: z.strictObject({ ledger: id, column: columnId }),
  }),
]);

const payItem = z.strictObject({
  id,
  title: localText,
  /** Yuan a month. */
  monthly: z.strictObject({ parameter: id }),
  clauses: citations,
});

const answer = z.strictObject({
  id: answerId,
  section: z.enum(['assessment', 'pay', 'profit', 'share', 'quota']),
  title: localText,
  unit: z.literal('CNY'),
  clauses: citations,
  value: yearExpression,
  /** Said where the clause makes a fraction of a fen possible; every answer is whole fen in any case. */
  rounding: z.optional(z.literal('fen')),
});

/** How an answer is split among the rows of a ledger. */
const distribution = z.strictObject({
  answer: answerId,
  ledger: id,
  label: columnId,
  weight: columnId,
  inForceFrom: z.optional(columnId),
  inForceTo: z.optional(columnId),
  clauses: citations,
});

/** What rule tables counted in a year, split by who or what stands in a column of their rows: pay by person. */
const breakdown = z.strictObject({
  id,
  title: localText,
  /** One column of figures each; a name that stands in several rule tables' ledgers is one line. */
  parts: list(z.strictObject({ counted: id, by: columnId }), 1, 20),
  clauses: citations,
});

/** A task that the policy itself sets a date for; the template lists it in its year. */
const datedTask = z.strictObject({ id, title: localText, dueOn: date, clauses: citations });

// ---- Cases -------------------------------------------------------------------------------------------------------

/** What a spreadsheet shows where an answer can't be given. */
export const CASE_ERRORS = ['#N/A', '#VALUE!', '#NUM!'] as const;
const caseError = z.enum(CASE_ERRORS);

const caseId = z
  .string()
  .check(z.minLength(1), z.maxLength(60), z.regex(/^[^\s,;，；]+$/, 'case-id'), z.regex(ONE_LINE, 'one-line'));
/** A cell as a person writes it: «2016-03-05», «1000», «广告费». A column that is left out is a blank cell. */
const caseCell = z.string().check(z.minLength(1), z.maxLength(500), z.regex(/\S/, 'case-cell'));

const caseInput = z.union([
  /** A measure's value, whatever the ledgers say. */
  z.strictObject({ measure: id, value: decimal }),
  /** A parameter's value over the whole life, as a what-if value: for policies whose numbers are still to be set. */
  z.strictObject({ parameter: id, value: decimal }),
  /** A row of a ledger; rows of one ledger stand in the order given. */
  z.strictObject({ ledger: id, row: z.record(columnId, caseCell) }),
]);

const caseExpectation = z.union([
  /** An answer in yuan, or the error that stands in its place. */
  z.strictObject({ answer: answerId, value: decimal }),
  z.strictObject({ answer: answerId, error: caseError }),
  /** What a rule table counts in the year. */
  z.strictObject({ counted: id, value: decimal }),
  z.strictObject({ counted: id, error: caseError }),
  /** What a measure comes to in the year, in its own unit. */
  z.strictObject({ measure: id, value: decimal }),
  z.strictObject({ measure: id, error: caseError }),
  /** What a pay item comes to over the year's twelve months. */
  z.strictObject({ payItem: id, value: decimal }),
  z.strictObject({ payItem: id, error: caseError }),
  /** How many findings of a code the year has. */
  z.strictObject({ finding: findingCode, count: z.int().check(z.gte(0), z.lte(1000)) }),
]);

/**
 * A worked example that the policy must keep: what is in the ledgers, and what must come of it. A case proves the policy
 * and is no part of what it says: it does not count in the digest.
 */
const policyCase = z.strictObject({
  id: caseId,
  /** What the case shows, in the words of whoever wrote it. */
  title: z.optional(text),
  year: z.int().check(z.gte(1900), z.lte(9999)),
  /** Every ledger is there and empty but for these; none: nothing was entered all year. */
  given: list(caseInput, 0, 100),
  expect: caseExpectation,
  clauses: z.optional(citations),
});

export const POLICY_FORMAT = 'payclause-policy/1';

/** The whole document. */
export const policySchema = z.strictObject({
  format: z.literal(POLICY_FORMAT),
  id,
  edition: name,
  title: localText,
  /** Where the written text comes from. */
  source: text,
  /** The days over which rule tables and parameters must give an answer; without an end it is open. */
  life: z.strictObject({ from: date, to: z.optional(date) }),
  chapters: list(chapter, 0, 200),
  clauses: list(clause, 1, 2000),
  parameters: list(parameter, 0, 500),
  ledgers: list(ledger, 1, 50),
  ruleTables: list(ruleTable, 0, 50),
  measures: list(measure, 0, 100),
  limits: list(limit, 0, 200),
  payItems: list(payItem, 0, 100),
  answers: list(answer, 1, 100),
  distributions: z._default(list(distribution, 0, 20), []),
  /** Left out where there is none, so that a policy without any keeps the digest it was approved under. */
  breakdowns: z.optional(list(breakdown, 1, 20)),
  tasks: z._default(list(datedTask, 0, 100), []),
  /** The ledger, and its columns, in which the policy's dated tasks are kept; a new workbook lists them there. */
  taskLedger: z.optional(z.strictObject({ ledger: id, task: columnId, dueOn: columnId, note: z.optional(columnId) })),
  cases: z._default(list(policyCase, 0, 2000), []),
});

export type PolicyDocument = z.infer<typeof policySchema>;
export type LocalText = z.infer<typeof localText>;
export type Unit = z.infer<typeof unit>;
export type Clause = z.infer<typeof clause>;
export type Parameter = z.infer<typeof parameter>;
export type ParameterValue = z.infer<typeof parameterValue>;
export type Ledger = z.infer<typeof ledger>;
export type Column = z.infer<typeof column>;
export type DerivedColumn = z.infer<typeof derivedColumn>;
export type Category = z.infer<typeof category>;
export type ChoiceCondition = z.infer<typeof choiceCondition>;
export type DateCondition = z.infer<typeof dateCondition>;
export type NumberCondition = z.infer<typeof numberCondition>;
export type Condition = z.infer<typeof condition>;
export type Rule = z.infer<typeof rule>;
export type RuleTable = z.infer<typeof ruleTable>;
export type Measure = z.infer<typeof measure>;
export type Limit = z.infer<typeof limit>;
export type PayItem = z.infer<typeof payItem>;
export type Answer = z.infer<typeof answer>;
export type Distribution = z.infer<typeof distribution>;
export type Breakdown = z.infer<typeof breakdown>;
export type Severity = z.infer<typeof severity>;
export type CaseInput = z.infer<typeof caseInput>;
export type CaseExpectation = z.infer<typeof caseExpectation>;
export type PolicyCase = z.infer<typeof policyCase>;
