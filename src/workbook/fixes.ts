import { parseIsoDate } from '../kernel/dates';
import { parseCell } from '../ledger/a1';
import type { CellValue, WorkbookSnapshot } from '../ledger/cells';
import type { Finding } from '../ledger/finding';
import type { CellEdit, CellInput } from './port';

/** The edit that a finding suggests, bound to what the cell held when it was checked; `undefined` where a person has to decide. */
export function suggestedEdit(workbook: WorkbookSnapshot, finding: Finding): CellEdit | undefined {
  const put = suggestedInput(finding);
  if (put === undefined) return undefined;
  const { sheet, cell } = finding;
  return { sheet, cell, put, expected: valueAt(workbook, sheet, cell) };
}

/** The suggested edits of many findings: one a cell, the first one's. */
export function suggestedEdits(workbook: WorkbookSnapshot, findings: Iterable<Finding>): readonly CellEdit[] {
  const edits = new Map<string, CellEdit>();
  for (const finding of findings) {
    const place = `${finding.sheet}!${finding.cell}`;
    if (edits.has(place)) continue;
    const edit = suggestedEdit(workbook, finding);
    if (edit) edits.set(place, edit);
  }
  return [...edits.values()];
}

/** How many cells findings suggest something for. */
export function countSuggestions(findings: Iterable<Finding>): number {
  const cells = new Set<string>();
  for (const { suggestion, sheet, cell } of findings) if (suggestion) cells.add(`${sheet}!${cell}`);
  return cells.size;
}

/** How many cells of which sheets, in the order of the edits. */
export function cellsBySheet(
  edits: readonly CellEdit[],
): readonly { readonly sheet: string; readonly cells: number }[] {
  const counts = new Map<string, number>();
  for (const { sheet } of edits) counts.set(sheet, (counts.get(sheet) ?? 0) + 1);
  return [...counts].map(([sheet, cells]) => ({ sheet, cells }));
}

function suggestedInput({ suggestion }: Finding): CellInput | undefined {
  if (suggestion === undefined) return undefined;
  switch (suggestion.type) {
    case 'text':
      return { kind: 'text', text: suggestion.value };
    case 'number':
      return { kind: 'number', value: Number(suggestion.value) };
    case 'date': {
      const date = parseIsoDate(suggestion.value);
      return date === undefined ? undefined : { kind: 'date', date };
    }
  }
}

function valueAt(workbook: WorkbookSnapshot, sheetName: string, cell: string): CellValue {
  const at = parseCell(cell);
  const sheet = workbook.sheets.find(({ name }) => name === sheetName);
  return (at && sheet?.rows[at.row - 1]?.[at.column - 1]) ?? null;
}
