import { err, ok, type Result } from '../../kernel/result';
import { cellAddress } from '../../ledger/a1';
import { isFault, type CellValue } from '../../ledger/cells';
import type { CellRef } from '../../ledger/finding';
import type { Inverse, PortProblem, WorkbookPort } from '../../workbook/port';

/** The cell that a formula would go into, with what it holds. */
export interface Target {
  readonly place: CellRef;
  readonly value: CellValue;
  /** What stands in the cell as a person sees it: its formula, else its value; «» for a blank one. */
  readonly content: string;
}

/** The active cell: the first of the selection. */
export async function readTarget(port: WorkbookPort): Promise<Result<Target, PortProblem>> {
  const selection = await port.selection();
  if (!selection.ok) return selection;
  const { sheet, range } = selection.value;
  const { top, left } = range;
  const cell = cellAddress(top, left);
  const formula = await port.readFormula(sheet, cell);
  if (!formula.ok) return formula;
  const cells = await port.readCells(sheet, { top, left, bottom: top, right: left });
  if (!cells.ok) return cells;
  const value = cells.value[0]?.[0] ?? null;
  return ok({ place: { sheet, cell }, value, content: formula.value === '' ? contentOf(value) : formula.value });
}

/** Puts a formula into a cell, unless what it held has changed since it was read. */
export async function insertFormula(
  port: WorkbookPort,
  { place, value }: Target,
  formula: string,
): Promise<Result<Inverse, PortProblem>> {
  const written = await port.write([{ ...place, put: { kind: 'formula', formula }, expected: value }]);
  return written.ok ? written : err(written.error);
}

function contentOf(value: CellValue): string {
  if (value === null) return '';
  return isFault(value) ? value.fault : String(value);
}
