import type { CellRange, CellValue, SheetSnapshot } from '../cells';
import { halfWidth, shownValue } from '../read-cell';
import type { HeadingRef } from './connection';

/** The head of a list: one row of headings, or groups with headings under them. Rows and columns are 1-based. */
export interface ListHead {
  readonly row: number;
  readonly rows: 1 | 2;
  /** By sheet column, from 1 on: the heading's key, «» where the column has none. */
  readonly headings: readonly string[];
  /** The headings as they stand there. */
  readonly labels: readonly string[];
}

const LONGEST_HEADING = 60;

/**
 * A heading as it is compared: without spaces, line breaks and differences of width; without «（元）» behind it, but with
 * «（万元）», which makes it another column; years as «{y}», since next year's sheet heads its months with another one.
 */
export function headingKey(heading: string): string {
  if (heading.length > LONGEST_HEADING) return '';
  const plain = halfWidth(heading)
    .replace(/[\s:*]/g, '')
    .toLowerCase();
  return plain
    .replace(/(?<=.)\((?:人民币)?(?:元|人|人次|次|rmb|cny|yuan)\)$/, '')
    .replace(/(?:19|20)\d{2}年/g, '{y}年');
}

/** A heading's key without what stands in brackets behind it. */
export function bareHeading(key: string): string {
  return key.replace(/(?<=.)\([^()]*\)$/, '');
}

/** What stands in the brackets behind a heading's key, «万元»; «» for nothing. */
export function headingUnit(key: string): string {
  return /\(([^()]*)\)$/.exec(key)?.[1] ?? '';
}

/** The cells of a sheet as a person sees them: a merged cell's content in every cell that it covers. */
export class SeenCells {
  private readonly byRow = new Map<number, CellRange[]>();

  constructor(readonly sheet: SheetSnapshot) {
    for (const merge of sheet.merges) {
      const last = Math.min(merge.bottom, sheet.rows.length);
      for (let row = merge.top; row <= last; row += 1) {
        const known = this.byRow.get(row);
        if (known) known.push(merge);
        else this.byRow.set(row, [merge]);
      }
    }
  }

  /** The merge that a cell lies in. */
  mergeAt(row: number, column: number): CellRange | undefined {
    return this.byRow.get(row)?.find((merge) => merge.left <= column && column <= merge.right);
  }

  /** What the cell itself holds: nothing under a merge but in its first cell. */
  own(row: number, column: number): CellValue {
    const merge = this.mergeAt(row, column);
    if (merge && (merge.top !== row || merge.left !== column)) return null;
    return this.sheet.rows[row - 1]?.[column - 1] ?? null;
  }

  /** What shows there: under a merge, the content of the merge. */
  seen(row: number, column: number): CellValue {
    const merge = this.mergeAt(row, column);
    const [top, left] = merge ? [merge.top, merge.left] : [row, column];
    return this.sheet.rows[top - 1]?.[left - 1] ?? null;
  }

  /** The last column that holds anything in a row. */
  width(row: number): number {
    const cells = this.sheet.rows[row - 1]?.length ?? 0;
    return (this.byRow.get(row) ?? []).reduce((most, merge) => Math.max(most, merge.right), cells);
  }
}

const seen = new WeakMap<SheetSnapshot, SeenCells>();

/** The cells of a sheet, whose merges are looked through once. */
export function seenCellsOf(sheet: SheetSnapshot): SeenCells {
  const known = seen.get(sheet) ?? new SeenCells(sheet);
  seen.set(sheet, known);
  return known;
}

/** The headings that a row would give, or it and the row under it, groups first: «借方/金额». */
export function headAt(cells: SeenCells, row: number, rows: 1 | 2): ListHead {
  const width = Math.max(cells.width(row), rows === 2 ? cells.width(row + 1) : 0);
  const headings: string[] = [];
  const labels: string[] = [];
  for (let column = 1; column <= width; column += 1) {
    const upper = keyAt(cells, row, column);
    const lower = rows === 2 ? keyAt(cells, row + 1, column) : '';
    const isOne = lower === '' || lower === upper;
    headings.push(isOne ? upper : upper === '' ? lower : `${upper}/${lower}`);
    labels.push(textAt(cells.seen(isOne ? row : row + 1, column)));
  }
  return { row, rows, headings, labels };
}

function keyAt(cells: SeenCells, row: number, column: number): string {
  const value = cells.seen(row, column);
  // A group stands over several columns; a title over all of them is told apart by whoever looks for heads.
  return typeof value === 'string' ? headingKey(value) : '';
}

/** The headings of a head each with how often it has come up to there. */
export function headingRefs(head: ListHead): readonly (HeadingRef | undefined)[] {
  const seen = new Map<string, number>();
  return head.headings.map((text) => {
    if (text === '') return undefined;
    const occurrence = (seen.get(text) ?? 0) + 1;
    seen.set(text, occurrence);
    return { text, occurrence };
  });
}

/** The sheet column of a heading; 0 where the head has none of the kind. */
export function columnOf(head: ListHead, { text, occurrence }: HeadingRef): number {
  let left = occurrence;
  for (let index = 0; index < head.headings.length; index += 1) {
    if (head.headings[index] !== text) continue;
    left -= 1;
    if (left === 0) return index + 1;
  }
  return 0;
}

/** A cell's text, trimmed; «» where it holds none. */
export function textAt(value: CellValue | undefined): string {
  return shownValue(value).trim();
}

/** Rows above a head that may belong to it. */
const TITLE_ROWS = 4;

/** What stands just above a list, row by row from the top, up to the first row with a figure. */
export function titlesAbove(cells: SeenCells, { row }: ListHead, firstRow = 1): readonly string[] {
  const titles: string[] = [];
  for (let above = row - 1; above >= Math.max(firstRow, row - TITLE_ROWS); above -= 1) {
    if (cells.sheet.rows[above - 1]?.some((value) => typeof value === 'number') === true) break;
    const text = rowText(cells, above);
    if (text !== '') titles.unshift(text);
  }
  return titles;
}

/** All that a row says, in one text. */
export function rowText(cells: SeenCells, row: number): string {
  const texts = Array.from({ length: cells.width(row) }, (_, index) => textAt(cells.own(row, index + 1)));
  return texts.filter((text) => text !== '').join(' ');
}
