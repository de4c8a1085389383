import { parseIsoDate } from '../kernel/dates';
import { parseIsoMoment } from '../kernel/moments';
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

/**
 * Tells a suggestion that only writes the same value properly, a number or a date that was text, from one that says something
 * else, such as another category: that one is for a person to read first, and is never applied among many. Formulas are
 * entered again together, or one by one (repair-formulas.ts).
 */
function keepsValue({ suggestion }: Finding): boolean {
  return suggestion !== undefined && suggestion.type !== 'text' && suggestion.type !== 'formula';
}

/** The edits of many findings that leave every value what it is: one a cell, the first one's. */
export function suggestedEdits(workbook: WorkbookSnapshot, findings: Iterable<Finding>): readonly CellEdit[] {
  const edits = new Map<string, CellEdit>();
  for (const finding of findings) {
    const place = `${finding.sheet}!${finding.cell}`;
    if (edits.has(place) || !keepsValue(finding)) continue;
    const edit = suggestedEdit(workbook, finding);
    if (edit) edits.set(place, edit);
  }
  return [...edits.values()];
}

/** How many cells `suggestedEdits` would change. */
export function countSuggestions(findings: Iterable<Finding>): number {
  const cells = new Set<string>();
  for (const finding of findings) if (keepsValue(finding)) cells.add(`${finding.sheet}!${finding.cell}`);
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
    case 'formula':
      return { kind: 'formula', formula: suggestion.value };
    case 'number':
      return { kind: 'number', value: Number(suggestion.value) };
    case 'date':
    case 'moment': {
      const date = parseIsoMoment(suggestion.value) ?? parseIsoDate(suggestion.value);
      return date === undefined ? undefined : { kind: 'date', date };
    }
  }
}

function valueAt(workbook: WorkbookSnapshot, sheetName: string, cell: string): CellValue {
  const at = parseCell(cell);
  const sheet = workbook.sheets.find(({ name }) => name === sheetName);
  return (at && sheet?.rows[at.row - 1]?.[at.column - 1]) ?? null;
}
