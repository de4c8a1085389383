import { evaluateCall } from '../functions/evaluate-call';
import { callsIn } from '../functions/find-calls';
import type { Books } from '../settlement/books';
import { wordingFor } from '../wording/wording';
import type { WorkbookDetails } from './new-year';
import type { CellResult, SheetPatch } from './workbook-patch';

/**
 * What the cells show that hold a call of ours and nothing else, computed from a workbook's own books: for a file that shall
 * not show the figures of the workbook that it was made from. Calls over ranges wait for a program that computes them.
 */
export function computedCalls(books: Books, { formulas, arrays }: WorkbookDetails): readonly SheetPatch[] {
  return [...formulas].flatMap(([sheet, ofSheet]): readonly SheetPatch[] => {
    const cells = [...ofSheet].flatMap(([cell, formula]) => {
      const result = resultOf(formula, books);
      return result === undefined ? [] : [{ cell, result }];
    });
    return cells.length === 0 || (arrays.get(sheet)?.length ?? 0) > 0 ? [] : [{ sheet, cells }];
  });
}

function resultOf(formula: string, books: Books): CellResult | undefined {
  const [call] = callsIn(formula);
  if (call?.start !== 0 || call.end !== formula.length) return undefined;
  const { policy } = books;
  const computed = evaluateCall(formula, { policy, books, wording: wordingFor(LANGUAGE), language: LANGUAGE });
  if (computed.ok) return typeof computed.value === 'object' ? undefined : computed.value;
  return computed.error.kind === 'cell' ? { fault: computed.error.error.code } : undefined;
}

/** Of sentences that nobody is told. */
const LANGUAGE = 'zh-CN';
