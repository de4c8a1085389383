import { lastDayOf } from '../../kernel/dates';
import { err, ok, type Result } from '../../kernel/result';
import { settleCall, settleNamedAnswer, yearOfCall } from '../../functions/answer-functions';
import { computeCall } from '../../functions/call';
import type { CallContext } from '../../functions/call-context';
import { functionNamed } from '../../functions/catalogue';
import { isCellErrorCode, type Argument, type ScalarArgument } from '../../functions/cell-values';
import type { FormulaArgument, FormulaCall } from '../../functions/find-calls';
import type { FunctionProblem } from '../../functions/function-problem';
import { sheetNameOf } from '../../functions/given-ledgers';
import { readDateArgument, readName } from '../../functions/read-arguments';
import { resolveReference, type ReferencedCells } from '../../functions/references';
import { parseCell } from '../../ledger/a1';
import { isFault, type CellValue } from '../../ledger/cells';
import type { CellRef } from '../../ledger/finding';
import type { AnswerProblem, DerivationNode } from '../../settlement/answer';
import type { Books } from '../../settlement/books';
import { parameterNode } from '../../settlement/parameter-node';
import type { PortProblem, WorkbookPort } from '../../workbook/port';
import { relocated, relocatedProblem, type Origin } from './relocate';

/** What a call in a cell's formula can be told about. */
export type CallTrace =
  | {
      readonly kind: 'derivation';
      readonly node: DerivationNode;
      readonly year: number | undefined;
      readonly problem: AnswerProblem | undefined;
      /** True where ranges of the formula stood in for the workbook's ledgers. */
      readonly isGiven: boolean;
    }
  | { readonly kind: 'clause'; readonly clause: string }
  /** A function that works on what it is given and has no derivation; its description says what it does. */
  | { readonly kind: 'described' };

/** Why a call can't be traced. */
export type CallTraceProblem =
  | { readonly kind: 'function'; readonly problem: FunctionProblem }
  | { readonly kind: 'port'; readonly problem: PortProblem }
  /** The argument is an expression: only the spreadsheet can compute it. */
  | { readonly kind: 'computed'; readonly text: string }
  /** The argument refers to nothing in the workbook. */
  | { readonly kind: 'unresolved'; readonly text: string };

interface ReadArgument {
  readonly value: Argument;
  readonly cells: ReferencedCells | undefined;
}

/**
 * How a call in a cell comes to its result: the same arguments as the cell's, those that are references read from the
 * sheet as it is now.
 */
export async function traceCall(
  call: FormulaCall,
  place: CellRef,
  books: Books,
  port: WorkbookPort,
  context: CallContext,
): Promise<Result<CallTrace, CallTraceProblem>> {
  const contract = functionNamed(call.id);
  if (!contract) throw new Error(`the catalogue lacks ${call.id}`);
  if (contract.kind === 'row' || contract.id === 'ALLOCATE') return ok({ kind: 'described' });
  const read: ReadArgument[] = [];
  for (const argument of call.arguments) {
    const one = await readArgument(argument, place, books, port);
    if (!one.ok) return one;
    read.push(one.value);
  }
  const args = read.map(({ value }) => value);
  const refuse = (problem: FunctionProblem): Result<never, CallTraceProblem> => err({ kind: 'function', problem });

  if (contract.kind === 'answer' || contract.id === 'POLICY_ANSWER') {
    const settled =
      contract.kind === 'answer' ? settleCall(contract, args, context) : settleNamedAnswer(contract, args, context);
    if (!settled.ok) return refuse(settled.error);
    const { answer, year, given } = settled.value;
    const origins = new Map(
      given.flatMap(({ parameter }): [string, Origin][] => {
        const position = contract.parameters.findIndex(({ id }) => id === parameter);
        const cells = read[position]?.cells;
        return cells
          ? [[sheetNameOf(parameter), { sheet: cells.sheet, row: cells.range.top, column: cells.range.left }]]
          : [];
      }),
    );
    return ok({
      kind: 'derivation',
      node: relocated(answer.derivation, origins),
      year,
      problem: answer.value.ok ? undefined : relocatedProblem(answer.value.problem, origins),
      isGiven: given.length > 0,
    });
  }

  // What the function itself would refuse is refused in its own words.
  const computed = computeCall(contract.id, args, context);
  if (!computed.ok) return refuse(computed.error);
  const name = readName(contract.parameters[0]?.id ?? '', args[0]);
  if (!name.ok) return refuse(name.error);
  switch (contract.id) {
    case 'CLAUSE_TEXT': {
      const clause = context.policy.document.clauses.find(({ text }) => text === computed.value)?.id;
      return ok(clause === undefined ? { kind: 'described' } : { kind: 'clause', clause });
    }
    case 'POLICY_VALUE': {
      const given = readDateArgument('date', args[1], books.workbook.date1904);
      if (!given.ok) return refuse(given.error);
      const date = given.value ?? (books.policyYear === undefined ? undefined : lastDayOf(books.policyYear));
      if (date === undefined) return refuse({ code: 'year-missing' });
      const node = parameterNode(context.policy, name.value.toLowerCase(), date);
      return ok({ kind: 'derivation', node, year: undefined, problem: undefined, isGiven: false });
    }
    case 'EXPLAIN': {
      const year = yearOfCall(contract, args, context);
      if (!year.ok) return refuse(year.error);
      const answer = books.settle(year.value).answers.find(({ id }) => id === name.value.toUpperCase());
      if (!answer) return refuse({ code: 'answer-problem', problem: { code: 'answer-unknown', answer: name.value } });
      const problem = answer.value.ok ? undefined : answer.value.problem;
      return ok({ kind: 'derivation', node: answer.derivation, year: year.value, problem, isGiven: false });
    }
    default:
      return ok({ kind: 'described' });
  }
}

async function readArgument(
  argument: FormulaArgument,
  place: CellRef,
  books: Books,
  port: WorkbookPort,
): Promise<Result<ReadArgument, CallTraceProblem>> {
  if (argument.kind === 'omitted') return ok({ value: undefined, cells: undefined });
  if (argument.kind === 'value') return ok({ value: argument.value, cells: undefined });
  if (argument.kind === 'other') return err({ kind: 'computed', text: argument.text });
  const at = parseCell(place.cell);
  const from = { sheet: place.sheet, ...(at ? { row: at.row, column: at.column } : {}) };
  let cells = resolveReference(argument.text, from, books.workbook);
  if (!cells) {
    // The books know the sheets that they were read from; the workbook may have others by now.
    const outline = await port.readOutline();
    if (!outline.ok) return err({ kind: 'port', problem: outline.error });
    cells = resolveReference(argument.text, from, outline.value);
  }
  if (!cells) return err({ kind: 'unresolved', text: argument.text });
  const known = knownCells(cells, books);
  if (known) return ok({ value: known.map((row) => row.map(scalarOf)), cells });
  const values = await port.readCells(cells.sheet, cells.range);
  if (!values.ok) return err({ kind: 'port', problem: values.error });
  return ok({ value: values.value.map((row) => row.map(scalarOf)), cells });
}

/** Cells of a sheet that was read with the ledgers: a long one is not read once more for every cell that is looked at. */
function knownCells({ sheet, range }: ReferencedCells, books: Books): readonly (readonly CellValue[])[] | undefined {
  const rows = books.workbook.sheets.find(({ name }) => name === sheet)?.rows ?? [];
  if (rows.length === 0) return undefined;
  const { top, left, bottom, right } = range;
  return Array.from({ length: bottom - top + 1 }, (_row, below) => {
    const row = rows[top - 1 + below];
    return Array.from({ length: right - left + 1 }, (_cell, beside) => row?.[left - 1 + beside] ?? null);
  });
}

function scalarOf(cell: CellValue): ScalarArgument {
  if (!isFault(cell)) return cell;
  return { error: isCellErrorCode(cell.fault) ? cell.fault : '#UNKNOWN!' };
}
