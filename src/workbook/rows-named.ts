/** The single rows of sheets that formulas name by their cells: `=人员名册!F3`, `=F3:H3`, but not `=SUM(F2:F40)`. */
import { parseRange } from '../ledger/a1';
import type { CellRange } from '../ledger/cells';
import { PLACE } from '../functions/references';

export interface NamedRow {
  /** The sheet named; `undefined` for the formula's own. */
  readonly sheet: string | undefined;
  readonly range: CellRange;
}

const ADDRESS = String.raw`\$?[A-Z]{1,3}\$?[1-9]\d{0,6}`;
const PIECE = new RegExp(
  String.raw`"(?:[^"]|"")*"|\[(?:[^'[\]]|'.|\[[^\]]*\])*\](?!\S*!)|(${PLACE})?(${ADDRESS}(?::${ADDRESS})?)(?![\p{L}\p{N}_.(!])|${PLACE}|[\p{L}_\\][\p{L}\p{N}_.\\?]*`,
  'giu',
);

/** Cells and stretches of one row that a formula names. Other workbooks' cells are none of ours. */
export function rowsNamedIn(formula: string): readonly NamedRow[] {
  return [...formula.matchAll(PIECE)].flatMap(([, place, address]): readonly NamedRow[] => {
    const range = address === undefined ? undefined : parseRange(address);
    if (!range || range.top !== range.bottom) return [];
    const sheet = place === undefined ? undefined : sheetNamedBy(place);
    return sheet?.includes('[') === true ? [] : [{ sheet, range }];
  });
}

function sheetNamedBy(place: string): string {
  const name = place.slice(0, -1);
  return name.startsWith("'") ? name.slice(1, -1).replaceAll("''", "'") : name;
}
