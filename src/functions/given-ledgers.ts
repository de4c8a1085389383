import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import { locateLedger } from '../ledger/locate';
import type { Policy } from '../policy/policy';
import type { Ledger } from '../policy/schema';
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

/**
 * The workbook that a call computes with: the ranges it was given, each as a sheet with the ledger's own table, and the
 * other ledgers from the workbook, where there is one. So a range is read by the very reader that reads a workbook: the
 * same dirty cells, the same total rows, the same findings.
 */
export function workbookWith(given: readonly GivenLedger[], workbook: WorkbookSnapshot | undefined): WorkbookSnapshot {
  const tables = new Set(given.map(({ ledger }) => ledger.table.trim().toLowerCase()));
  const kept = (workbook?.sheets ?? []).map((sheet) => ({
    ...sheet,
    tables: sheet.tables.filter(({ name }) => !tables.has(name.trim().toLowerCase())),
  }));
  return {
    name: workbook?.name ?? '',
    date1904: workbook?.date1904 ?? false,
    sheets: [...given.map(sheetOf), ...kept],
    definedNames: workbook?.definedNames ?? [],
  };
}

function sheetOf({ ledger, parameter, cells }: GivenLedger): SheetSnapshot {
  const width = cells.reduce((widest, row) => Math.max(widest, row.length), 1);
  return {
    name: sheetNameOf(parameter),
    rows: ledgerCells(ledger, cells),
    merges: [],
    tables: [
      {
        name: ledger.table,
        range: { top: 1, left: 1, bottom: Math.max(cells.length, 1), right: width },
        headerRows: 1,
        totalsRows: 0,
      },
    ],
  };
}

/** No sheet of a workbook can bear such a name: Excel allows no brackets in it. */
function sheetNameOf(parameter: string): string {
  return `[${parameter}]`;
}

/** The ledger's columns that a range's first row names, as the reader sees them; `undefined` where a required one lacks. */
export function headersFound(ledger: Ledger, headers: readonly ScalarArgument[]): number | undefined {
  const given = { ledger, parameter: 'headers', cells: [headers] };
  const located = locateLedger(workbookWith([given], undefined), ledger);
  return located.found ? located.block.columns.size : undefined;
}

/** The position of each ledger column in a range's first row, by column id. */
export function headerPositions(ledger: Ledger, headers: readonly ScalarArgument[]): ReadonlyMap<string, number> {
  // Columns that are required for reading play no part in recognising headings.
  const lenient = { ...ledger, columns: ledger.columns.map((column) => ({ ...column, required: false })) };
  const located = locateLedger(workbookWith([{ ledger: lenient, parameter: 'headers', cells: [headers] }], undefined), lenient);
  return located.found ? located.block.columns : new Map<string, number>();
}

/**
 * The cells of a range as a workbook would hold them. Where the host hands blank cells over as 0, those zeros are blanks
 * again: a range without a single blank cell but with a 0 in a date, text or choice column comes from such a host. Taking
 * a true 0 for a blank there is the safe side: an amount of 0 adds nothing either way, and a rule that needs the figure
 * says that it is missing, whereas a blank taken for 0 would count without a word.
 */
function ledgerCells(ledger: Ledger, range: RangeArgument): CellValue[][] {
  const [headers = [], ...rows] = range;
  const blanksAreZeros = handsBlanksOverAsZeros(ledger, headers, rows);
  return [
    headers.map(cellValue),
    ...rows.map((row) => row.map((cell) => (blanksAreZeros && cell === 0 ? null : cellValue(cell)))),
  ];
}

function handsBlanksOverAsZeros(
  ledger: Ledger,
  headers: readonly ScalarArgument[],
  rows: readonly (readonly ScalarArgument[])[],
): boolean {
  if (rows.some((row) => row.some(isBlank))) return false;
  const positions = headerPositions(ledger, headers);
  const labels = ledger.columns.flatMap(({ id, type }) => {
    const position = positions.get(id);
    return position === undefined || type === 'money' || type === 'count' ? [] : [position - 1];
  });
  return rows.some((row) => labels.some((position) => row[position] === 0));
}

function cellValue(cell: ScalarArgument): CellValue {
  const error = errorIn(cell);
  if (error !== undefined) return { fault: error };
  return typeof cell === 'object' ? null : cell;
}

/** The ledgers that an answer is computed from, without those whose measures are stated. */
export function ledgersBehind(policy: Policy, answer: string, stated: ReadonlySet<string>): ReadonlySet<string> {
  const ledgers = new Set<string>();
  const seen = new Set<string>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return;
    for (const [key, value] of Object.entries(part)) {
      if (key === 'answer' && typeof value === 'string') visitAnswer(value);
      else if (key === 'measure' && typeof value === 'string') {
        if (!stated.has(value)) addLedger(policy.measures.get(value)?.ledger);
      } else if (key === 'counted' && Array.isArray(value)) {
        for (const table of value) addLedger(policy.ruleTables.get(String(table))?.ledger);
      } else visit(value);
    }
  };
  const visitAnswer = (id: string): void => {
    if (seen.has(id)) return;
    seen.add(id);
    visit(policy.answers.get(id)?.value);
  };
  const addLedger = (id: string | undefined): void => {
    if (id !== undefined) ledgers.add(id);
  };
  visitAnswer(answer);
  return ledgers;
}

/** A problem of the settlement in the words of the call, where it lies in a range that the call gave. */
export function inCallersWords(problem: AnswerProblem, given: readonly GivenLedger[]): FunctionProblem {
  if (problem.code === 'rows-blocked') {
    const [first] = given.filter(({ parameter }) => problem.cells.some(({ sheet }) => sheet === sheetNameOf(parameter)));
    if (!first) return { code: 'answer-problem', problem };
    const places = problem.cells.map((cell) => placeOf(cell, given));
    return { code: 'cells-blocked', parameter: first.parameter, places };
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
