import { lastDayOf } from '../kernel/dates';
import { Decimal } from '../kernel/decimal';
import { fenToCell } from '../kernel/money';
import { err, ok, type Result } from '../kernel/result';
import { halfWidth } from '../ledger/read-cell';
import { entryColumns } from '../ledger/read-ledger';
import { compileRowExpression, type ParameterGap } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import type { Ledger, Measure } from '../policy/schema';
import type { AnswerResult } from '../settlement/answer';
import { openBooks, type Books, type Settlement } from '../settlement/books';
import { missingParameter } from '../settlement/measures';
import type { CallContext } from './call-context';
import type { FunctionContract, ParameterContract } from './catalogue';
import { errorIn, isBlank, isRange, type Argument, type RangeArgument, type ScalarArgument } from './cell-values';
import type { FunctionProblem } from './function-problem';
import {
  emptyWorkbook,
  headingsOf,
  inCallersWords,
  ledgersBehind,
  withBlanks,
  workbookWith,
  type GivenLedger,
} from './given-ledgers';
import { nearestName } from './nearest-name';
import {
  placeIn,
  readCellNumber,
  readCount,
  readName,
  readScalar,
  readYear,
  shownScalar,
  singleCell,
} from './read-arguments';

/** What a call's arguments put in the place of the workbook's ledgers. */
interface Given {
  readonly measures: Record<string, Decimal>;
  readonly ledgers: GivenLedger[];
}

/**
 * An answer of a year, in yuan as a cell holds them. Arguments stand in for the ledgers they name; what is left out comes
 * from the workbook. Refuses with #N/A where neither is there, and with the settlement's own problem where the policy
 * can't decide.
 */
export function answerFunction(
  contract: FunctionContract,
  args: readonly Argument[],
  context: CallContext,
): Result<number, FunctionProblem> {
  return shownAnswer(settleCall(contract, args, context));
}

/** The same for whatever answer of the policy the first argument names, by its id or title. */
export function policyAnswerFunction(
  contract: FunctionContract,
  args: readonly Argument[],
  context: CallContext,
): Result<number, FunctionProblem> {
  return shownAnswer(settleNamedAnswer(contract, args, context));
}

/** What a cell shows of an answer. */
function shownAnswer(settled: Result<SettledCall, FunctionProblem>): Result<number, FunctionProblem> {
  if (!settled.ok) return settled;
  const { answer, books, year, given } = settled.value;
  return answer.value.ok
    ? ok(fenToCell(answer.value.fen))
    : err(inCallersWords(answer.value.problem, given, () => books.findings(year)));
}

/** What a call of an answer comes to, with what it was settled from: for whoever explains the call. */
export interface SettledCall extends SettledAnswer {
  readonly year: number;
  /** The ranges that stood in for ledgers; in the derivation their cells are on a sheet called «[parameter]». */
  readonly given: readonly GivenLedger[];
}

/** Settles the answer that a call asks for, with the call's arguments in the place of the ledgers they name. */
export function settleCall(
  contract: FunctionContract,
  args: readonly Argument[],
  context: CallContext,
): Result<SettledCall, FunctionProblem> {
  if (!context.policy.answers.has(contract.id)) return err(unknownAnswer(contract.id));
  const year = yearOfCall(contract, args, context);
  if (!year.ok) return year;
  const given = readGiven(contract, args, year.value, context);
  if (!given.ok) return given;
  const settled = settleAnswer(contract.id, year.value, given.value, context);
  return settled.ok ? ok({ ...settled.value, year: year.value, given: given.value.ledgers }) : settled;
}

/** Settles the answer of the policy that the first argument names, by its id or title, from the workbook alone. */
export function settleNamedAnswer(
  contract: FunctionContract,
  args: readonly Argument[],
  context: CallContext,
): Result<SettledCall, FunctionProblem> {
  const name = readName('answer', args[0]);
  if (!name.ok) return name;
  const { answers } = context.policy;
  const wanted = name.value.toUpperCase();
  const titled = [...answers.values()].find(({ title }) =>
    [title.zh, title.en].some((each) => halfWidth(each).toUpperCase() === wanted),
  );
  const id = titled?.id ?? wanted;
  if (!answers.has(id))
    return err({ code: 'answer-unknown', value: name.value, nearest: nearestName(id, answers.keys()) });
  const year = yearOfCall(contract, args, context);
  if (!year.ok) return year;
  const settled = settleAnswer(id, year.value, { measures: {}, ledgers: [] }, context);
  return settled.ok ? ok({ ...settled.value, year: year.value, given: [] }) : settled;
}

/** The year that a call asks for: its argument, else the workbook's policy year. */
export function yearOfCall(
  contract: FunctionContract,
  args: readonly Argument[],
  { books }: CallContext,
): Result<number, FunctionProblem> {
  const position = contract.parameters.findIndex(({ kind }) => kind === 'year');
  const given = readYear(contract.parameters[position]?.id ?? '', args[position]);
  if (!given.ok) return given;
  const year = given.value ?? books?.policyYear;
  return year === undefined ? err({ code: 'year-missing' }) : ok(year);
}

/** An answer with the books that it was settled from. */
interface SettledAnswer {
  readonly answer: AnswerResult;
  readonly books: Books;
}

/** One answer of the policy, from what a call was given and from the workbook. */
export function settleAnswer(
  id: string,
  year: number,
  given: Given,
  context: CallContext,
): Result<SettledAnswer, FunctionProblem> {
  const { policy } = context;
  const needed = ledgersBehind(policy, id, new Set(Object.keys(given.measures)));
  const brought = given.ledgers.filter(({ ledger }) => needed.has(ledger.id));
  const lacking = policy.document.ledgers.filter(
    ({ id: ledger }) => needed.has(ledger) && !brought.some((range) => range.ledger.id === ledger),
  );
  if (lacking.length > 0 && !context.books) {
    return err({ code: 'workbook-missing', ledgers: lacking.map(({ title }) => title) });
  }
  const books = booksFor(brought, lacking.length > 0, context);
  const answer = settlement(books, year, given.measures).answers.find((candidate) => candidate.id === id);
  return answer ? ok({ answer, books }) : err(unknownAnswer(id));
}

/** A function's own answer may be one that the policy in force does not give. */
function unknownAnswer(answer: string): FunctionProblem {
  return { code: 'answer-problem', problem: { code: 'answer-unknown', answer } };
}

/** The books that an answer is settled from; a workbook that it does not need is not read again. */
function booksFor(brought: readonly GivenLedger[], needsWorkbook: boolean, context: CallContext): Books {
  const { policy, books } = context;
  if (brought.length === 0) return books && needsWorkbook ? books : emptyBooks(policy);
  const rest = books && needsWorkbook ? books.workbook : emptyWorkbook(hasDates1904(context));
  return openBooks(policy, workbookWith(brought, rest));
}

// A column of =FAN_PENALTY(A1,2016) asks for nothing but the policy, once a cell.
const withoutLedgers = new WeakMap<Policy, Books>();

function emptyBooks(policy: Policy): Books {
  const known = withoutLedgers.get(policy) ?? openBooks(policy, emptyWorkbook(false));
  withoutLedgers.set(policy, known);
  return known;
}

/** Tells whether the calling workbook counts its days from 1904. */
export function hasDates1904({ books, date1904 = false }: CallContext): boolean {
  return books?.workbook.date1904 ?? date1904;
}

// Hundreds of cells ask for answers of the same year.
const settlements = new WeakMap<Books, Map<number, Settlement>>();

function settlement(books: Books, year: number, measures: Readonly<Record<string, Decimal>>): Settlement {
  if (Object.keys(measures).length > 0) return books.settle(year, measures);
  const years = settlements.get(books) ?? new Map<number, Settlement>();
  settlements.set(books, years);
  const known = years.get(year) ?? books.settle(year);
  years.set(year, known);
  return known;
}

function readGiven(
  contract: FunctionContract,
  args: readonly Argument[],
  year: number,
  { policy, blanksArriveAsZero }: CallContext,
): Result<Given, FunctionProblem> {
  const given: Given = { measures: {}, ledgers: [] };
  for (const [position, parameter] of contract.parameters.entries()) {
    const argument = args[position];
    if (parameter.kind === 'ledger') {
      const ledger = readLedger(policy, parameter, argument);
      if (!ledger.ok) return ledger;
      if (!ledger.value) continue;
      const clear = clearLedger(ledger.value, blanksArriveAsZero);
      if (!clear.ok) return clear;
      given.ledgers.push(clear.value);
    }
    if (parameter.kind === 'count') {
      const stated = readMeasure(policy, parameter, argument, year);
      if (!stated.ok) return stated;
      if (stated.value instanceof Decimal) given.measures[parameter.standsFor.measure] = stated.value;
      else if (stated.value) {
        const clear = clearLedger(stated.value, blanksArriveAsZero);
        if (!clear.ok) return clear;
        given.ledgers.push(clear.value);
      }
    }
  }
  return ok(given);
}

function readLedger(
  policy: Policy,
  { id: parameter, standsFor }: Extract<ParameterContract, { kind: 'ledger' }>,
  argument: Argument,
): Result<GivenLedger | undefined, FunctionProblem> {
  const cell = singleCell(argument);
  const error = errorIn(cell);
  if (error !== undefined) return err({ code: 'argument-error', parameter, error, place: undefined });
  // A reference to a blank cell, be it handed over as null, as "" or as 0.
  if (cell !== undefined && (isBlank(cell) || cell === 0)) return ok(undefined);
  const ledger = policy.ledgers.get(standsFor.ledger);
  if (!ledger) return err({ code: 'not-in-policy', parameter, name: standsFor.ledger });
  // Hosts hand a single cell over as a range of one, the command line as it is; neither is a ledger.
  if (cell !== undefined || !isRange(argument)) {
    return err({ code: 'ledger-expected', parameter, value: shownScalar(cell), ledger: ledger.title });
  }
  return ok({ ledger, parameter, cells: argument });
}

/** A given ledger whose blank cells are blank, whatever the host makes of them. */
function clearLedger(
  { ledger, parameter, cells }: GivenLedger,
  blanksArriveAsZero: boolean | undefined,
): Result<GivenLedger, FunctionProblem> {
  const read = withBlanks(ledger, cells, blanksArriveAsZero);
  const [row] = read.unclear;
  return row === undefined
    ? ok({ ledger, parameter, cells: read.cells })
    : err({ code: 'zero-or-blank', parameter, row, columns: entryHeaders(ledger) });
}

/** The headings of the columns whose being filled makes a row an entry. */
export function entryHeaders(ledger: Ledger): readonly string[] {
  const entries = new Set(entryColumns(ledger));
  return ledger.columns.filter(({ id }) => entries.has(id)).map(({ header }) => header);
}

/** A stated measure, or the ledger it is to be taken from; `undefined` where it is left to the workbook. */
function readMeasure(
  policy: Policy,
  { id: parameter, standsFor, orReadings }: Extract<ParameterContract, { kind: 'count' }>,
  argument: Argument,
  year: number,
): Result<Decimal | GivenLedger | undefined, FunctionProblem> {
  const cell = singleCell(argument);
  if (cell !== undefined && isBlank(cell)) return ok(undefined);
  const measure = policy.measures.get(standsFor.measure);
  const ledger = measure && policy.ledgers.get(measure.ledger);
  if (!measure || !ledger) return err({ code: 'not-in-policy', parameter, name: standsFor.measure });
  if (!orReadings || measure.kind !== 'count') return readCount(parameter, argument);
  // A number in the call and a range of one cell are handed over alike by hosts, so that they are read alike everywhere.
  const readings = isRange(argument) ? argument : [[argument ?? null]];
  if (cell === undefined && isLedger(measure, headingsOf(ledger, readings[0] ?? []))) {
    return ok({ ledger, parameter, cells: readings });
  }
  const bound = boundOf(policy, measure, year);
  if (!bound.ok) return bound;
  if (cell !== undefined) {
    const column = ledger.columns.find(({ id }) => id === measure.value)?.header ?? measure.value;
    return countInOneCell(parameter, readings, bound.value, column);
  }
  const isHeading = (heading: ScalarArgument): boolean => headingsOf(ledger, [heading]).has(measure.value);
  return countReadings(parameter, readings, bound.value, isHeading);
}

/** Tells whether a range's headings make it the measure's ledger: the readings and their dates. */
function isLedger(measure: Measure, headings: ReadonlyMap<string, number>): boolean {
  return measure.kind === 'count' && headings.has(measure.value) && headings.has(measure.date);
}

/** What a reading must reach to count, on the year's last day; `null` where only a ledger's row can tell. */
function boundOf(
  policy: Policy,
  measure: Extract<Measure, { kind: 'count' }>,
  year: number,
): Result<Decimal | null, FunctionProblem> {
  const gaps: ParameterGap[] = [];
  const bound = compileRowExpression(measure.atLeast, () => -1, policy)([], lastDayOf(year), gaps);
  return gaps[0] ? err({ code: 'answer-problem', problem: missingParameter(policy, gaps[0]) }) : ok(bound);
}

/**
 * One cell holds a number of events, as `=EVENT_PENALTY(B5)` says it, and so does a number typed into the call, which hosts
 * hand over in the same way; but it may also be the attendance of the only event so far. A number that could be an
 * attendance that counts is refused: taken for a count, it would wipe the penalty out without a word.
 */
function countInOneCell(
  parameter: string,
  range: RangeArgument,
  bound: Decimal | null,
  column: string,
): Result<Decimal | undefined, FunctionProblem> {
  const count = readCount(parameter, range);
  if (!count.ok || count.value === undefined || bound === null || count.value.lessThan(bound)) return count;
  return err({ code: 'count-or-reading', parameter, value: String(count.value), column });
}

function countReadings(
  parameter: string,
  range: RangeArgument,
  bound: Decimal | null,
  isHeading: (cell: ScalarArgument) => boolean,
): Result<Decimal, FunctionProblem> {
  const inLine = range.length === 1 || range.every((row) => row.length === 1);
  if (!inLine || bound === null) {
    const mixed = readScalar(parameter, firstError(range));
    return mixed.ok ? err({ code: 'one-row-or-column-expected', parameter }) : mixed;
  }
  let count = 0;
  for (const [rowIndex, row] of range.entries()) {
    for (const [columnIndex, cell] of row.entries()) {
      if (rowIndex === 0 && columnIndex === 0 && typeof cell === 'string' && isHeading(cell)) continue;
      const reading = readCellNumber(parameter, cell, placeIn(range, rowIndex, columnIndex));
      if (!reading.ok) return reading;
      if (reading.value?.greaterThanOrEqualTo(bound) === true) count += 1;
    }
  }
  return ok(new Decimal(count));
}

function firstError(range: RangeArgument): ScalarArgument {
  return range.flat().find((cell) => errorIn(cell) !== undefined) ?? null;
}
