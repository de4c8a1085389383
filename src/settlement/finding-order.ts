import type { Finding } from '../ledger/finding';
import { ROWS_A_STEP, type Steps } from '../ledger/steps';

/** By row, then by column; of findings on one cell, the one that stands first stays first. */
export function byCell(a: Finding, b: Finding): number {
  return a.row - b.row || a.cell.length - b.cell.length || (a.cell < b.cell ? -1 : Number(a.cell > b.cell));
}

/** Brings lists of findings, each of which comes row by row from the top, into one list by row and column. */
export function* inRowOrder(lists: readonly (readonly Finding[])[]): Steps<readonly Finding[]> {
  const ordered: Finding[] = [];
  const next = lists.map(() => 0);
  for (let rows = 1; ; rows += 1) {
    const row = lists.reduce((first, list, index) => Math.min(first, list[next[index] ?? 0]?.row ?? first), Infinity);
    if (row === Infinity) return ordered;
    const ofRow = lists.flatMap((list, index) => {
      const start = next[index] ?? 0;
      let end = start;
      while (list[end]?.row === row) end += 1;
      next[index] = end;
      return list.slice(start, end);
    });
    for (const finding of ofRow.sort(byCell)) ordered.push(finding);
    if (rows % ROWS_A_STEP === 0) yield row;
  }
}
