import { z } from 'zod';
import { parseDecimal, decimalText } from '../kernel/decimal';
import { parseIsoDate, type IsoDate } from '../kernel/dates';

/**
 * What a policy document is. One JSON document holds the clauses in their own words and everything that is computed from
 * them; no number of a policy stands in TypeScript. Parsing is the edge: behind `PolicyDocument` every reference still has
 * to be proved by `lintPolicy`, but no field is half filled.
 */

const MAX_TEXT = 4000;

const id = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9-]*$/, 'id');
/** Columns are camelCase, so that they read as names in expressions. */
const columnId = z
  .string()
  .max(60)
  .regex(/^[a-z][A-Za-z0-9]*$/, 'column-id');
const answerId = z
  .string()
  .max(60)
  .regex(/^[A-Z][A-Z0-9_]*$/, 'answer-id');
const findingCode = id;
const text = z.string().min(1).max(MAX_TEXT);
const name = z.string().min(1).max(100);
const localText = z.strictObject({ zh: text, en: text });
const unitName = z.string().min(1).max(20);
/** Yuan, or any other unit as printed, «人» and «people». Figures in yuan are rounded to the fen. */
const unit = z.union([z.literal('CNY'), z.strictObject({ zh: unitName, en: unitName })]);

/** «章.条» or «章.条.款», for example «六.2.5». */
const clauseId = z
  .string()
  .min(1)
  .max(30)
  .regex(/^[^\s,;]+$/, 'clause-id');
/** Every number, rule and answer says which clauses it stands on. */
const citations = z.array(clauseId).min(1).max(20);

/** A decimal as text, kept in canonical form («0.50» and «0.5» are one value with one digest). */
const decimal = z.string().transform((value, context) => {
  const parsed = parseDecimal(value);
  if (parsed) return decimalText(parsed);
  context.addIssue({ code: 'custom', message: 'decimal' });
  return z.NEVER;
});

const date = z.string().transform((value, context): IsoDate => {
  const parsed = parseIsoDate(value);
  if (parsed) return parsed;
  context.addIssue({ code: 'custom', message: 'date' });
  return z.NEVER;
});

const clause = z.strictObject({
  id: clauseId,
  /** The clause's place in the document as printed, «六、2.(5)». */
  article: name,
  /** The clause's own words, verbatim. */
  text,
  /** Why the clause carries no arithmetic; a clause without this must be computed or checked by something. */
  manual: localText.optional(),
});

const chapter = z.strictObject({ id: z.string().min(1).max(10), title: name });

const parameterValue = z.strictObject({
  /** First and last day on which the value holds; left out, it holds from or to any date. */
  from: date.optional(),
  to: date.optional(),
  value: decimal,
  clauses: citations,
});

const parameter = z.strictObject({
  id,
  title: localText,
  unit,
  kind: z.enum(['money', 'ratio', 'count', 'months']),
  /** Bounds that any value, what-if ones too, must keep. */
  min: decimal.optional(),
  max: decimal.optional(),
  values: z.array(parameterValue).max(200),
});

// ---- Expressions -------------------------------------------------------------------------------------------------

const arithmetic = <T extends z.ZodType>(operand: T) =>
  [
    z.strictObject({ plus: z.array(operand).min(1).max(50) }),
    z.strictObject({ minus: z.tuple([operand, operand]) }),
    z.strictObject({ times: z.array(operand).min(1).max(10) }),
    z.strictObject({ max: z.array(operand).min(1).max(10) }),
    z.strictObject({ min: z.array(operand).min(1).max(10) }),
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

const rowExpression: z.ZodType<RowExpression> = z.lazy(() =>
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

const yearExpression: z.ZodType<YearExpression> = z.lazy(() =>
  z.union([
    z.strictObject({ number: decimal }),
    z.strictObject({ parameter: id }),
    z.strictObject({ answer: answerId }),
    z.strictObject({ counted: z.array(id).min(1).max(20) }),
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
  type: z.enum(['date', 'text', 'choice', 'money', 'count']),
  /** A table without a required column can't be read at all. */
  required: z.boolean().default(false),
  /** Column width in the template, in characters. */
  width: z.number().int().min(4).max(80).default(12),
});

/** A field computed from a row's own columns, usable wherever a column is. */
const derivedColumn = z.discriminatedUnion('type', [
  /** `from` plus a number of months; the month rule of the kernel applies. */
  z.strictObject({
    id: columnId,
    type: z.literal('date'),
    title: localText,
    from: columnId,
    plusMonths: z.strictObject({ parameter: id }),
  }),
  /** The first case whose test holds names the value. */
  z.strictObject({
    id: columnId,
    type: z.literal('choice'),
    title: localText,
    cases: z
      .array(
        z.strictObject({
          value: name,
          when: z.union([
            z.strictObject({ blank: columnId }),
            z.strictObject({ notAfter: z.tuple([columnId, columnId]) }),
            z.strictObject({ above: z.tuple([rowExpression, rowExpression]) }),
          ]),
        }),
      )
      .min(1)
      .max(20),
    otherwise: name,
  }),
]);

const category = z.strictObject({
  name,
  /** Words that speak of this category in a memo: each entry is a set of words that must all occur. */
  keywords: z.array(z.array(name).min(1).max(6)).max(100).default([]),
  /** Where rows of this category need a source: the sources allowed. */
  sources: z.array(name).min(1).max(20).optional(),
  /** The category that a row with no better home belongs to; suggested when nothing is nearer. */
  catchAll: z.boolean().default(false),
});

const ledger = z.strictObject({
  id,
  title: localText,
  sheet: name,
  table: name,
  /** A required table's absence is an error of every answer that needs it; an optional one's reads as empty. */
  presence: z.enum(['required', 'optional']),
  /** What a table without a single entry means. */
  empty: z.enum(['zero', 'error']).default('zero'),
  columns: z.array(column).min(1).max(60),
  derived: z.array(derivedColumn).max(20).default([]),
  /** The date columns that place a row in a year, the first filled one deciding; none: every row belongs to every year. */
  rowDate: z.array(columnId).max(5).default([]),
  /** Entries that can't stand without a date: when one of `entered` is filled, `date` must be usable. */
  dated: z
    .array(z.strictObject({ entered: z.array(columnId).min(1).max(10), date: columnId }))
    .max(10)
    .default([]),
  /** Columns that must be filled in a row that has an entry in one of `entered`. */
  filled: z
    .array(z.strictObject({ entered: z.array(columnId).min(1).max(10), column: columnId, code: findingCode }))
    .max(10)
    .default([]),
  /** Which columns hold the memo, the category and the source, where the ledger has categories. */
  memo: columnId.optional(),
  category: columnId.optional(),
  source: columnId.optional(),
  categories: z.array(category).max(200).default([]),
  /** Lists for choice columns other than the category and the source (offered in the template, not enforced). */
  choices: z.record(columnId, z.array(name).min(1).max(50)).default({}),
  /** Two rows equal in all of these are reported as `duplicate-row`. */
  duplicateKey: z.array(columnId).max(10).default([]),
});

// ---- Rule tables -------------------------------------------------------------------------------------------------

/** A choice is one of these; «» stands for a blank cell. */
const choiceCondition = z.strictObject({ field: columnId, in: z.array(z.string().max(100)).min(1).max(200) });
/** A date lies between these days, both included. */
const dateCondition = z.strictObject({ field: columnId, from: date.optional(), to: date.optional() });
/** A number keeps these bounds. */
const numberCondition = z.strictObject({
  field: columnId,
  atLeast: decimal.optional(),
  above: decimal.optional(),
  atMost: decimal.optional(),
  below: decimal.optional(),
});
const condition = z.union([choiceCondition, dateCondition, numberCondition]);

const rule = z.strictObject({
  id,
  title: localText,
  /** All of these must hold; none: the rule matches every row. */
  when: z.array(condition).max(20),
  /** The amount that the ratio is applied to. */
  basis: rowExpression,
  /** The share that counts; 0 is «not counted». */
  ratio: z.union([z.strictObject({ number: decimal }), z.strictObject({ parameter: id })]),
  clauses: citations,
  /** Columns without which the rule can't decide. */
  requires: z
    .array(z.strictObject({ column: columnId, code: findingCode }))
    .max(10)
    .default([]),
  /** An exception: rules of the same table that give way to this one where both match. */
  overrides: z.array(id).max(50).default([]),
});

const ruleTable = z.strictObject({
  id,
  title: localText,
  ledger: id,
  /** The date that places the row in a year and picks dated parameters. */
  date: columnId,
  /** A row takes part when one of these is filled. */
  entered: z.array(columnId).min(1).max(10),
  /** The finding for a row that counts at 0, where that is worth telling. */
  excludedCode: findingCode.optional(),
  rules: z.array(rule).min(1).max(500),
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
  reported: z.boolean().default(false),
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
    entered: z.array(columnId).min(1).max(10),
    value: rowExpression,
  }),
]);

const severity = z.enum(['error', 'warning', 'info']);

const limitBase = {
  id,
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
    when: z.array(condition).max(20).default([]),
    left: rowExpression,
    of: rowExpression.optional(),
    atLeast: rowExpression.optional(),
    atMost: rowExpression.optional(),
    /** The column whose cell is reported. */
    cell: columnId,
    /** Rule tables that can't decide a row which breaks the limit. */
    blocks: z.array(id).max(10).default([]),
  }),
  /** A column that must be filled in every row with an entry in `entered`. */
  z.strictObject({
    ...limitBase,
    kind: z.literal('filled'),
    ledger: id,
    entered: z.array(columnId).min(1).max(10),
    cell: columnId,
  }),
  /** Two answers of a year against each other. */
  z.strictObject({
    ...limitBase,
    kind: z.literal('year'),
    ledger: id,
    fromYear: z.number().int().min(1900).max(9999).optional(),
    toYear: z.number().int().min(1900).max(9999).optional(),
    left: yearExpression,
    atLeast: yearExpression,
  }),
  /** A column that must show each of these values somewhere, among the rows in force during the year. */
  z.strictObject({
    ...limitBase,
    kind: z.literal('includes'),
    ledger: id,
    column: columnId,
    values: z.array(name).min(1).max(50),
    inForceFrom: columnId.optional(),
    inForceTo: columnId.optional(),
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
  rounding: z.literal('fen').optional(),
});

/** How an answer is split among the rows of a ledger. */
const distribution = z.strictObject({
  answer: answerId,
  ledger: id,
  label: columnId,
  weight: columnId,
  inForceFrom: columnId.optional(),
  inForceTo: columnId.optional(),
  clauses: citations,
});

/** A task that the policy itself sets a date for; the template lists it in its year. */
const datedTask = z.strictObject({ id, title: localText, dueOn: date, clauses: citations });

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
  life: z.strictObject({ from: date, to: date.optional() }),
  chapters: z.array(chapter).max(200),
  clauses: z.array(clause).min(1).max(2000),
  parameters: z.array(parameter).max(500),
  ledgers: z.array(ledger).min(1).max(50),
  ruleTables: z.array(ruleTable).max(50),
  measures: z.array(measure).max(100),
  limits: z.array(limit).max(200),
  payItems: z.array(payItem).max(100),
  answers: z.array(answer).min(1).max(100),
  distributions: z.array(distribution).max(20).default([]),
  tasks: z.array(datedTask).max(100).default([]),
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
export type Severity = z.infer<typeof severity>;
