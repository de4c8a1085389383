import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import type { CellRef, Finding } from '../ledger/finding';
import { locateLedger } from '../ledger/locate';
import { entryColumns } from '../ledger/read-ledger';
import { leavesOf } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import type { Column, Ledger } from '../policy/schema';
import type { AnswerProblem } from '../settlement/answer';
import { errorIn, isBlank, type RangeArgument, type ScalarArgument } from './cell-values';
import type { FunctionProblem } from './function-problem';

/** A range that stands in for a ledger of the workbook. */
export interface GivenLedger {
  readonly ledger: Ledger;
  /** The argument that it came in. */
  readonly parameter: string;
  readonly cells: RangeArgument;
}

/** What a call computes with where it was given every ledger it needs; dates are those of the calling workbook. */
export function emptyWorkbook(date1904: boolean): WorkbookSnapshot {
  return { ...NO_WORKBOOK, date1904 };
}

const NO_WORKBOOK: WorkbookSnapshot = { name: '', date1904: false, sheets: [], definedNames: [] };

/**
 * The workbook that a call computes with: the ranges it was given, each as a sheet with the ledger's own table, and the
 * other ledgers from the workbook. So a range is read by the very reader that reads a workbook: the same dirty cells, the
 * same total rows, the same findings.
 */
export function workbookWith(given: readonly GivenLedger[], workbook: WorkbookSnapshot): WorkbookSnapshot {
  const sheets = given.map(({ ledger, parameter, cells }) =>
    sheetFor(
      ledger,
      parameter,
      cells.map((row) => row.map(cellValue)),
    ),
  );
  return workbookOf(sheets, withoutConnected(given, workbook));
}

/** A ledger that is given is not read from where a connection says it stands. */
function withoutConnected(given: readonly GivenLedger[], workbook: WorkbookSnapshot): WorkbookSnapshot {
  if (!workbook.connected) return workbook;
  const ids = new Set(given.map(({ ledger }) => ledger.id));
  const connected = new Map([...workbook.connected].filter(([id]) => !ids.has(id)));
  return { ...workbook, connected };
}

/** Given sheets come first, and a table of the same name in the workbook gives way to them. */
function workbookOf(given: readonly SheetSnapshot[], workbook: WorkbookSnapshot): WorkbookSnapshot {
  const names = new Set(given.flatMap(({ tables }) => tables.map(({ name }) => name.trim().toLowerCase())));
  const kept = workbook.sheets.map((sheet) => ({
    ...sheet,
    tables: sheet.tables.filter(({ name }) => !names.has(name.trim().toLowerCase())),
  }));
  return { ...workbook, sheets: [...given, ...kept] };
}

function sheetFor(ledger: Ledger, parameter: string, rows: readonly (readonly CellValue[])[]): SheetSnapshot {
  const right = rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  const range = { top: 1, left: 1, bottom: Math.max(rows.length, 1), right };
  return {
    name: sheetNameOf(parameter),
    rows,
    merges: [],
    tables: [{ name: ledger.table, range, headerRows: 1, totalsRows: 0 }],
  };
}

/** The sheet that a given range is read as. No sheet of a workbook can bear such a name: Excel allows no brackets in it. */
export function sheetNameOf(parameter: string): string {
  return `[${parameter}]`;
}

/**
 * The columns of a ledger that a row of headings names, by column id, counted from 1: read as the ledger's own heading
 * row would be, whether or not a required one lacks.
 */
export function headingsOf(ledger: Ledger, headers: readonly ScalarArgument[]): ReadonlyMap<string, number> {
  const lenient = { ...ledger, columns: ledger.columns.map((column) => ({ ...column, required: false })) };
  const sheet = sheetFor(lenient, 'headers', [headers.map(cellValue)]);
  const located = locateLedger(workbookOf([sheet], NO_WORKBOOK), lenient);
  return located.found ? located.block.columns : new Map<string, number>();
}

/** The rows of a range that can't be told apart from blank ones, counted from 1 within the range. */
export type UnclearRows = ReadonlySet<number>;

/**
 * A range with its blank cells blank again, where the host hands them over as 0. There, every 0 is read as a blank. That
 * is the safe side: an amount of 0 adds nothing, and a rule that needs a figure says that it is missing, whereas a blank
 * taken for 0 would count without a word. Only a row with figures but none in its entry columns may mean either («free of
 * charge» or «not entered yet») and count differently; such rows are told, not guessed.
 *
 * @param arriveAsZero what the host is known to do; unknown, a range without a single blank cell but with a 0 in a date,
 *   text or choice column comes from such a host
 */
export function withBlanks(
  ledger: Ledger,
  range: RangeArgument,
  arriveAsZero: boolean | undefined,
): { readonly cells: RangeArgument; readonly unclear: UnclearRows } {
  const [headers = [], ...rows] = range;
  const columns = headingsOf(ledger, headers);
  if (!(arriveAsZero ?? blanksLookLikeZeros(ledger, columns, rows))) return { cells: range, unclear: new Set() };
  const cells = rows.map((row) => row.map((cell) => (cell === 0 ? null : cell)));
  const entries = new Set(entryColumns(ledger));
  const figures = ledger.columns.filter(({ type }) => type === 'money' || type === 'count');
  const isFilled = (row: readonly ScalarArgument[], { id }: Column): boolean =>
    !isBlank(row[(columns.get(id) ?? 0) - 1]);
  const unclear = cells.flatMap((row, index) => {
    const filled = figures.filter((column) => isFilled(row, column));
    return filled.length > 0 && !filled.some(({ id }) => entries.has(id)) ? [index + 2] : [];
  });
  return { cells: [headers, ...cells], unclear: new Set(unclear) };
}

function blanksLookLikeZeros(
  ledger: Ledger,
  columns: ReadonlyMap<string, number>,
  rows: readonly (readonly ScalarArgument[])[],
): boolean {
  // A formula's "" is a text in every host and proves nothing.
  if (rows.some((row) => row.includes(null))) return false;
  const labels = ledger.columns.flatMap(({ id, type }) => {
    const column = columns.get(id);
    return column === undefined || type === 'money' || type === 'count' ? [] : [column - 1];
  });
  return rows.some((row) => labels.some((position) => row[position] === 0));
}

function cellValue(cell: ScalarArgument): CellValue {
  const error = errorIn(cell);
  if (error !== undefined) return { fault: error };
  return typeof cell === 'object' ? null : cell;
}

/** The ledgers that an answer is computed from, without those behind measures whose value is stated. */
export function ledgersBehind(policy: Policy, answer: string, stated: ReadonlySet<string>): ReadonlySet<string> {
  const ledgers = new Set<string>();
  const seen = new Set<string>();
  const waiting = [answer];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const definition = policy.answers.get(id);
    if (!definition || seen.has(id)) continue;
    seen.add(id);
    for (const leaf of leavesOf(definition.value)) {
      if ('answer' in leaf) waiting.push(leaf.answer);
      if ('measure' in leaf && !stated.has(leaf.measure)) note(ledgers, policy.measures.get(leaf.measure)?.ledger);
      if ('counted' in leaf) for (const table of leaf.counted) note(ledgers, policy.ruleTables.get(table)?.ledger);
    }
  }
  return ledgers;
}

function note(ledgers: Set<string>, ledger: string | undefined): void {
  if (ledger !== undefined) ledgers.add(ledger);
}

/** A problem of the settlement in the words of the call, where it lies in a range that the call gave. */
export function inCallersWords(
  problem: AnswerProblem,
  given: readonly GivenLedger[],
  findings: () => readonly Finding[],
): FunctionProblem {
  if (problem.code === 'rows-blocked') {
    const [first] = given.filter(({ parameter }) =>
      problem.cells.some(({ sheet }) => sheet === sheetNameOf(parameter)),
    );
    if (!first) return { code: 'answer-problem', problem };
    const places = problem.cells.map((cell) => placeOf(cell, given));
    const inTheWay = problem.cells.find(({ sheet }) => sheet === sheetNameOf(first.parameter));
    const finding = findings().find(
      ({ blocks, sheet, cell }) => blocks && sheet === inTheWay?.sheet && cell === inTheWay.cell,
    );
    return { code: 'cells-blocked', parameter: first.parameter, places, finding };
  }
  if (!('sheet' in problem)) return { code: 'answer-problem', problem };
  const origin = given.find(({ parameter }) => problem.sheet === sheetNameOf(parameter));
  if (!origin) return { code: 'answer-problem', problem };
  const common = { parameter: origin.parameter, ledger: origin.ledger.title };
  switch (problem.code) {
    case 'column-missing':
      return { code: 'column-missing', ...common, column: problem.column };
    case 'no-reading':
      return { code: 'no-reading', ...common, date: problem.date };
    case 'table-empty':
      return { code: 'ledger-empty', ...common };
    default:
      return { code: 'answer-problem', problem };
  }
}

/** A cell of a given range as «revenue C3», counted within the range; a cell of the workbook as it is. */
function placeOf({ sheet, cell }: CellRef, given: readonly GivenLedger[]): string {
  const origin = given.find(({ parameter }) => sheet === sheetNameOf(parameter));
  return origin ? `${origin.parameter} ${cell}` : `${sheet}!${cell}`;
}
