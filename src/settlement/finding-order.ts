import { LAST_ROW } from '../ledger/a1';
import type { Finding } from '../ledger/finding';
import { ROWS_A_STEP, type Steps } from '../ledger/steps';

/** By row, then by column; of findings on one cell, the one that stands first stays first. */
export function byCell(a: Finding, b: Finding): number {
  return a.row - b.row || a.cell.length - b.cell.length || (a.cell < b.cell ? -1 : Number(a.cell > b.cell));
}

/** The same sheet by sheet, for a ledger whose rows stand on several. */
export function byCellOn(sheets: readonly string[]): (a: Finding, b: Finding) => number {
  if (sheets.length < 2) return byCell;
  return (a, b) => sheets.indexOf(a.sheet) - sheets.indexOf(b.sheet) || byCell(a, b);
}

/**
 * Brings lists of findings, each of which comes row by row from the top and sheet by sheet, into one list by sheet, row and
 * column.
 */
export function* inRowOrder(
  lists: readonly (readonly Finding[])[],
  sheets: readonly string[],
): Steps<readonly Finding[]> {
  const inOrder = byCellOn(sheets);
  const places = new Map(sheets.map((sheet, index) => [sheet, index * LAST_ROW]));
  const placeOf = (finding: Finding): number => (places.get(finding.sheet) ?? 0) + finding.row;
  const ordered: Finding[] = [];
  const next = lists.map(() => 0);
  for (let rows = 1; ; rows += 1) {
    const row = lists.reduce((first, list, index) => {
      const finding = list[next[index] ?? 0];
      return finding ? Math.min(first, placeOf(finding)) : first;
    }, Infinity);
    if (row === Infinity) return ordered;
    const ofRow = lists.flatMap((list, index) => {
      const start = next[index] ?? 0;
      let end = start;
      for (let finding = list[end]; finding && placeOf(finding) === row; finding = list[end]) end += 1;
      next[index] = end;
      return list.slice(start, end);
    });
    for (const finding of ofRow.sort(inOrder)) ordered.push(finding);
    if (rows % ROWS_A_STEP === 0) yield row;
  }
}
