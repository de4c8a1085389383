import type { PatchProblem } from '../hosts/file/patch/patch-workbook';
import { qualifiedAddress } from '../ledger/a1';
import { shown, shownPath } from '../wording/shown-text';
import type { Session } from './session';

/** Why a workbook can't be patched, as one sentence with the file's name and what to do. */
export function patchSentence(session: Session, problem: PatchProblem, file: string): string {
  const { code } = problem;
  const cell = (sheet: string, address: string): string => shown(qualifiedAddress(sheet, address));
  const line = (gaps: Readonly<Record<string, string | number>> = {}): string =>
    session.line(`patch-${code as Exclude<PatchProblem['code'], 'unreadable'>}`, { file: shownPath(file), ...gaps });
  switch (problem.code) {
    case 'unreadable':
      return session.wording.readProblem({ ...problem.problem, file });
    case 'signed':
      return line();
    case 'encoding':
      return line({ part: shown(problem.part), encoding: shown(problem.encoding) });
    case 'sheet-not-found':
      return line({ sheet: shown(problem.sheet) });
    case 'table-not-found':
    case 'table-range':
      return line({ sheet: shown(problem.sheet), table: shown(problem.table) });
    case 'table-heading':
      return line({ cell: cell(problem.sheet, problem.cell), table: shown(problem.table) });
    case 'cell-in-array':
      return line({ cell: cell(problem.sheet, problem.cell), range: shown(problem.range) });
    case 'out-of-order':
      return line({ cell: cell(problem.sheet, problem.cell) });
    case 'text-too-long':
      return line({ cell: cell(problem.sheet, problem.cell), most: session.wording.number(String(problem.most)) });
  }
}
