import { fenText, fenToCell } from '../kernel/money';
import { decimalText } from '../kernel/decimal';
import { err, ok, type Result } from '../kernel/result';
import { readText } from '../ledger/read-cell';
import type { Finding } from '../ledger/finding';
import { INVALID, type FieldValue } from '../policy/field-value';
import type { Ledger, RuleTable } from '../policy/schema';
import { openBooks, type Books } from '../settlement/books';
import { clausesOnDate, type CountedRow } from '../settlement/counted-rows';
import { missingParameter } from '../settlement/measures';
import { entryHeaders, hasDates1904 } from './answer-functions';
import type { CallContext } from './call-context';
import { cellText, isBlank, spilledErrorText, type Argument, type CellScalar, type RangeArgument } from './cell-values';
import { cellErrorOf, type FunctionProblem } from './function-problem';
import { FUNCTION_TEXTS, sentenceOf } from './function-texts';
import { emptyWorkbook, headingsOf, withBlanks, workbookWith } from './given-ledgers';
import { readRange, shownScalar } from './read-arguments';

const HEADERS = 'headers';
const ROWS = 'rows';

type Spill = readonly (readonly CellScalar[])[];

/** Rows given to a row function, decided by the rule table of the ledger that their headers name. */
interface DecidedRows {
  readonly ledger: Ledger;
  readonly count: number;
  /** The decision on the row at a position from 0; `undefined` for a row without an entry. */
  readonly decisionOn: (index: number) => CountedRow | undefined;
  /** True for a row of which a host that hands blanks over as 0 does not tell whether it is an entry. */
  readonly isUnclear: (index: number) => boolean;
  readonly findingsOn: (index: number) => readonly Finding[];
  readonly valueOf: (entry: CountedRow, field: string) => FieldValue | undefined;
}

/**
 * The counted amount of each row, one column. Blank for a row without an entry (a total row too); for a row that can't be
 * decided the error as text, so that it can't be taken for an amount.
 */
export function countedFunction(args: readonly Argument[], context: CallContext): Result<Spill, FunctionProblem> {
  const decided = decideRows(args, context);
  if (!decided.ok) return decided;
  const { count, decisionOn, isUnclear } = decided.value;
  return ok(
    positions(count).map((index) => {
      if (isUnclear(index)) return [unclearRow(index, decided.value, context)];
      const entry = decisionOn(index);
      if (!entry) return [''];
      return [entry.status === 'counted' ? fenToCell(entry.fen) : undecided(entry, index, decided.value, context)];
    }),
  );
}

/** Rule, clause and reason of each row, three columns; blank for a row without an entry. */
export function verdictFunction(args: readonly Argument[], context: CallContext): Result<Spill, FunctionProblem> {
  const decided = decideRows(args, context);
  if (!decided.ok) return decided;
  const { count, decisionOn, isUnclear, findingsOn } = decided.value;
  return ok(
    positions(count).map((index) => {
      if (isUnclear(index)) return ['', '', unclearRow(index, decided.value, context)];
      const entry = decisionOn(index);
      // A total row is no entry, and its finding says why it does not count.
      if (!entry)
        return [
          '',
          '',
          cellText(
            findingsOn(index)
              .map((finding) => context.wording.findingHere(finding))
              .join(' '),
          ),
        ];
      if (entry.status !== 'counted') return ['', '', undecided(entry, index, decided.value, context)];
      return verdictOf(entry, decided.value, context);
    }),
  );
}

function verdictOf(
  entry: Extract<CountedRow, { status: 'counted' }>,
  { ledger, valueOf }: DecidedRows,
  { policy, wording, language }: CallContext,
): readonly [string, string, string] {
  const texts = FUNCTION_TEXTS[language].table;
  const { rule } = entry;
  const fields = [...new Set(rule.when.map(({ field }) => field))];
  const grounds = fields.map((field) =>
    texts.condition(wording.field(ledger, field), shownField(valueOf(entry, field))),
  );
  const amount = entry.included ? texts.counts(fenText(entry.fen)) : texts.doesNotCount;
  return [
    cellText(texts.ruleTitle(wording.title(rule.title), rule.id)),
    cellText(clausesOnDate(policy, rule, entry.date).join(texts.clauseComma)),
    cellText(texts.reason(grounds.length > 0 ? grounds.join(texts.listComma) : texts.everyRow, amount)),
  ];
}

/** Why a row can't be decided: what its ledger says of it, else which cells stand in the way. */
function undecided(
  entry: Exclude<CountedRow, { status: 'counted' }>,
  index: number,
  { findingsOn }: DecidedRows,
  context: CallContext,
): string {
  const problems: FunctionProblem[] =
    entry.status === 'undated-parameter'
      ? [{ code: 'answer-problem', problem: missingParameter(context.policy, entry.gap) }]
      : findingsOn(index)
          .filter((finding) => finding.blocks)
          .map((finding) => ({ code: 'row-finding', finding }));
  const [first = cellsInTheWay(entry)] = problems;
  const sentences = problems.length > 0 ? problems : [first];
  return spilledErrorText({
    code: cellErrorOf(first),
    message: sentences.map((problem) => sentenceOf(problem, context)).join(' '),
  });
}

function unclearRow(index: number, { ledger }: DecidedRows, context: CallContext): string {
  const columns = entryHeaders(ledger);
  const problem: FunctionProblem = { code: 'zero-or-blank', parameter: ROWS, row: index + 1, columns };
  return spilledErrorText({ code: cellErrorOf(problem), message: sentenceOf(problem, context) });
}

function cellsInTheWay(entry: Exclude<CountedRow, { status: 'counted' }>): FunctionProblem {
  const places = entry.status === 'blocked' ? entry.cells.map(({ cell }) => cell) : [];
  return { code: 'cells-blocked', parameter: ROWS, places, finding: undefined };
}

function decideRows(args: readonly Argument[], context: CallContext): Result<DecidedRows, FunctionProblem> {
  const headersGiven = readRange(HEADERS, args[0]);
  if (!headersGiven.ok) return headersGiven;
  const [headers = [], second] = headersGiven.value;
  if (second) return err({ code: 'one-row-expected', parameter: HEADERS, rows: headersGiven.value.length });
  // No column is headed 0: that is how some hosts hand over a blank cell.
  if (headers.every((header) => isBlank(header) || header === 0)) {
    return err({ code: 'argument-missing', parameter: HEADERS });
  }
  const rows = readRange(ROWS, args[1]);
  if (!rows.ok) return rows;
  const odd = rows.value.find((row) => row.length !== headers.length);
  if (odd) return err({ code: 'widths-differ', headers: headers.length, rows: odd.length });
  const ledger = recogniseLedger(context, headers, rows.value);
  if (!ledger.ok) return ledger;
  return ok(decisions(context, ledger.value, [headers, ...rows.value]));
}

function decisions(context: CallContext, { ledger, table }: Candidate, range: RangeArgument): DecidedRows {
  const { cells, unclear } = withBlanks(ledger, range, context.blanksArriveAsZero);
  const given = { ledger, parameter: ROWS, cells };
  const books = openBooks(context.policy, workbookWith([given], emptyWorkbook(hasDates1904(context))));
  const entries = new Map(books.entries(table.id).map((entry) => [entry.row.row, entry]));
  const findings = findingsByRow(books, ledger);
  const data = books.tally(table.id)?.data;
  return {
    ledger,
    count: cells.length - 1,
    // The header row is the sheet's row 1.
    decisionOn: (index) => entries.get(index + 2),
    isUnclear: (index) => unclear.has(index + 2),
    findingsOn: (index) => findings.get(index + 2) ?? [],
    valueOf: (entry, field) => entry.row.values[data?.indexOf(field) ?? -1],
  };
}

function findingsByRow(books: Books, ledger: Ledger): ReadonlyMap<number, readonly Finding[]> {
  const byRow = new Map<number, Finding[]>();
  for (const finding of books.findings()) {
    if (finding.ledger !== ledger.id || finding.row < 2) continue;
    const known = byRow.get(finding.row);
    if (known) known.push(finding);
    else byRow.set(finding.row, [finding]);
  }
  return byRow;
}

/** A ledger that rows may be of, with the rule table that counts its rows. */
interface Candidate {
  readonly ledger: Ledger;
  /** The first that the policy names: of goods set off in kind, the one that counts money. */
  readonly table: RuleTable;
  readonly matched: number;
}

/**
 * The ledger that rows are of. Of the ledgers whose required headings all occur, the one with the most headings; among
 * equals the one whose categories the rows bear most, then the only one whose headings are complete. Rows without any
 * entry are of either.
 */
function recogniseLedger(
  { policy }: CallContext,
  headers: RangeArgument[number],
  rows: RangeArgument,
): Result<Candidate, FunctionProblem> {
  const named = policy.document.ledgers.flatMap((ledger): (Candidate & { readonly lacking: string | undefined })[] => {
    const table = policy.document.ruleTables.find((candidate) => candidate.ledger === ledger.id);
    const headings = headingsOf(ledger, headers);
    const lacking = ledger.columns.find((column) => column.required && !headings.has(column.id))?.header;
    return table ? [{ ledger, table, matched: headings.size, lacking }] : [];
  });
  const candidates = named.filter(({ lacking }) => lacking === undefined);
  const [first, ...others] = mostOf(candidates, ({ matched }) => matched);
  if (!first) return err(unrecognised(named, headers));
  if (others.length === 0) return ok(first);
  const equals = [first, ...others];
  const byCategory = mostOf(equals, ({ ledger }) => rowsInCategories(ledger, headers, rows));
  if (byCategory.length === 1 && byCategory[0]) return ok(byCategory[0]);
  const complete = byCategory.filter(({ ledger, matched }) => ledger.columns.length === matched);
  if (complete.length === 1 && complete[0]) return ok(complete[0]);
  if (rows.every((row) => row.every(isBlank))) return ok(first);
  return err({ code: 'ledger-undecided', ledgers: equals.map(({ ledger }) => ledger.title) });
}

/** What headings lack to be a ledger's: a column of the one they come nearest to, or nearly all. */
function unrecognised(
  named: readonly (Candidate & { readonly lacking: string | undefined })[],
  headers: RangeArgument[number],
): FunctionProblem {
  const [nearest] = mostOf(named, ({ matched }) => matched);
  return nearest?.lacking !== undefined && nearest.matched > 1
    ? { code: 'column-missing', parameter: HEADERS, ledger: nearest.ledger.title, column: nearest.lacking }
    : { code: 'ledger-unknown', headers: headers.filter((cell) => !isBlank(cell)).map(shownScalar) };
}

function mostOf<T>(items: readonly T[], measure: (item: T) => number): readonly T[] {
  const measures = items.map(measure);
  const most = Math.max(...measures);
  return items.filter((_item, index) => measures[index] === most);
}

function rowsInCategories(ledger: Ledger, headers: RangeArgument[number], rows: RangeArgument): number {
  const position = ledger.category === undefined ? undefined : headingsOf(ledger, headers).get(ledger.category);
  if (position === undefined) return 0;
  const names = new Set(ledger.categories.map(({ name }) => name));
  return rows.reduce((count, row) => {
    const cell = row[position - 1];
    return typeof cell === 'string' && names.has(readText(cell) ?? '') ? count + 1 : count;
  }, 0);
}

function shownField(value: FieldValue | undefined): string {
  if (value === undefined || value === null || value === INVALID) return '';
  return typeof value === 'string' ? value : decimalText(value);
}

function positions(count: number): readonly number[] {
  return Array.from({ length: count }, (_unused, index) => index);
}
