import { cellAddress } from '../ledger/a1';
import type { CellValue, SheetSnapshot, TableInfo, WorkbookSnapshot } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import { sheetNamed } from '../ledger/locate';
import { nameKey } from '../policy/field-names';
import { nameWithoutCase } from '../policy/sheet-names';
import { isBlank, textIn } from './cell-forms';

/** What to look for: a table by its name, else its headings on a sheet. */
export interface Wanted {
  readonly table: string;
  readonly sheet: string;
  /** The headings that it can't do without. */
  readonly headings: readonly string[];
  /** What may stand above the headings. */
  readonly titles: readonly string[];
}

/** A policy's table in a workbook. Rows and columns are 1-based. */
export interface FoundTable {
  readonly sheet: SheetSnapshot;
  readonly headingRow: number;
  /** The columns of the headings that were asked for, by `nameKey`. */
  readonly columns: ReadonlyMap<string, number>;
  /** Other headings, with their columns. */
  readonly others: readonly { readonly heading: string; readonly column: number }[];
  /** The rows with an entry in one of the table's columns. */
  readonly rows: readonly number[];
}

export type Search =
  | { readonly kind: 'found'; readonly table: FoundTable }
  /** Most of the headings are there. */
  | { readonly kind: 'partial'; readonly at: CellRef; readonly lacking: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly at: CellRef; readonly heading: string }
  | { readonly kind: 'twice'; readonly at: CellRef }
  | { readonly kind: 'too-large'; readonly at: CellRef; readonly rows: number }
  | { readonly kind: 'missing'; readonly sheet: SheetSnapshot | undefined };

/** More rows than any policy has; a sheet that goes on below them is no policy. */
export const MOST_ROWS = 50_000;
/** Headings of which some are lacking are looked for in the first rows only. */
const SEARCHED_ROWS = 200;
/** Headings are looked for in so many columns. */
const MOST_COLUMNS = 400;
/** Headings longer than this are none of ours. */
const LONGEST_HEADING = 250;

/** Which heading rows a sheet has: a table ends where the next one begins. */
interface HeadingRow {
  readonly row: number;
  readonly wanted: Wanted;
}

/** Finds a policy's tables in a workbook: by their names anywhere, else by their headings on the sheet of their name. */
export class TableFinder {
  private readonly byName = new Map<string, { readonly sheet: SheetSnapshot; readonly table: TableInfo }>();
  private readonly headingRows = new Map<SheetSnapshot, readonly HeadingRow[]>();
  private readonly wanted: Wanted[] = [];

  constructor(private readonly workbook: WorkbookSnapshot) {
    for (const sheet of workbook.sheets) {
      for (const table of sheet.tables) {
        const name = nameWithoutCase(table.name.trim());
        if (!this.byName.has(name)) this.byName.set(name, { sheet, table });
      }
    }
  }

  /** Makes headings known, so that the tables above them end there. */
  know(tables: readonly Wanted[]): void {
    this.wanted.push(...tables);
    this.headingRows.clear();
  }

  search(wanted: Wanted): Search {
    const named = this.byName.get(nameWithoutCase(wanted.table));
    const inNamed = named && this.inTable(named.sheet, named.table, wanted);
    if (inNamed && inNamed.kind !== 'partial') return inNamed;
    const sheet = sheetNamed(this.workbook, wanted.sheet);
    const onSheet = sheet && this.onSheet(sheet, wanted);
    if (onSheet && onSheet.kind !== 'missing' && onSheet.kind !== 'partial') return onSheet;
    return inNamed ?? onSheet ?? { kind: 'missing', sheet };
  }

  private inTable(sheet: SheetSnapshot, table: TableInfo, wanted: Wanted): Search | undefined {
    if (table.headerRows === 0) return undefined;
    const { top, bottom, left, right } = table.range;
    const body = { last: bottom - table.totalsRows, bottom };
    return this.underHeadings(sheet, top, { left, right }, wanted, body);
  }

  private onSheet(sheet: SheetSnapshot, wanted: Wanted): Search {
    let nearest: Search = { kind: 'missing', sheet };
    for (const table of sheet.tables) {
      const found = this.inTable(sheet, table, wanted);
      if (found && found.kind !== 'partial') return found;
      nearest = nearer(nearest, found);
    }
    const inTable = (row: number): boolean => sheet.tables.some(({ range }) => range.top <= row && row <= range.bottom);
    const exact = this.headingsOf(sheet)
      .filter((other) => sameWanted(other.wanted, wanted) && !inTable(other.row))
      .map(({ row }) => row);
    const near = Array.from({ length: Math.min(sheet.rows.length, SEARCHED_ROWS) }, (_, index) => index + 1);
    for (const row of [...exact, ...near]) {
      const cells = sheet.rows[row - 1];
      if (!cells || inTable(row)) continue;
      const span = { left: 1, right: Math.min(cells.length, MOST_COLUMNS) };
      const found = this.underHeadings(sheet, row, span, wanted, undefined);
      if (found && found.kind !== 'partial') return found;
      nearest = nearer(nearest, found);
    }
    return nearest;
  }

  /**
   * What stands under a row taken for the headings; `undefined` where it bears too few of them. `body` says where an Excel
   * table ends, its totals row apart; a list without one goes on to the next headings.
   */
  private underHeadings(
    sheet: SheetSnapshot,
    headingRow: number,
    span: { readonly left: number; readonly right: number },
    wanted: Wanted,
    body: { readonly last: number; readonly bottom: number } | undefined,
  ): Search | undefined {
    const cells = sheet.rows[headingRow - 1] ?? [];
    const keys = new Map(wanted.headings.map((heading) => [nameKey(heading), heading]));
    const columns = new Map<string, number>();
    const others: { readonly heading: string; readonly column: number }[] = [];
    let twice: { readonly heading: string; readonly column: number } | undefined;
    for (let column = span.left; column <= Math.min(span.right, MOST_COLUMNS); column += 1) {
      const heading = headingIn(cells[column - 1]);
      if (heading === '') continue;
      const key = nameKey(heading);
      if (!keys.has(key)) others.push({ heading, column });
      else if (columns.has(key)) twice ??= { heading, column };
      else columns.set(key, column);
    }
    const at = { sheet: sheet.name, cell: cellAddress(headingRow, span.left) };
    if (columns.size < keys.size) {
      const lacking = [...keys].filter(([key]) => !columns.has(key)).map(([, heading]) => heading);
      // Half of them may be anybody's: «名称», «单位», «条款».
      return columns.size * 2 > keys.size ? { kind: 'partial', at, lacking } : undefined;
    }
    if (twice) {
      return {
        kind: 'ambiguous',
        at: { sheet: sheet.name, cell: cellAddress(headingRow, twice.column) },
        heading: twice.heading,
      };
    }
    const copy = this.headingsOf(sheet).find(
      (other) =>
        other.row !== headingRow && sameWanted(other.wanted, wanted) && !isWithin(other.row, headingRow, body?.bottom),
    );
    if (copy) return { kind: 'twice', at: { sheet: sheet.name, cell: cellAddress(copy.row, span.left) } };
    const end = this.endOf(sheet, Math.max(headingRow, body?.bottom ?? 0));
    if (end - headingRow > MOST_ROWS) return { kind: 'too-large', at, rows: end - headingRow };
    const own = [...columns.values(), ...others.map(({ column }) => column)];
    const rows: number[] = [];
    for (let row = headingRow + 1; row <= end; row += 1) {
      const values = sheet.rows[row - 1];
      if (!values || (body && row > body.last && row <= body.bottom)) continue;
      const filled = own.filter((column) => !isBlank(values[column - 1])).length;
      // Under an Excel table a line of text alone is a note; an entry has more than one cell.
      const least = body && row > body.bottom ? 2 : 1;
      if (filled >= least && [...columns.values()].some((column) => !isBlank(values[column - 1]))) rows.push(row);
    }
    return { kind: 'found', table: { sheet, headingRow, columns, others, rows } };
  }

  /** The last row that may belong to what ends at `after` or later: before the next headings, their title left out. */
  private endOf(sheet: SheetSnapshot, after: number): number {
    const next = Math.min(
      ...this.headingsOf(sheet)
        .map(({ row }) => row)
        .filter((row) => row > after),
      ...sheet.tables.map(({ range }) => range.top).filter((top) => top > after),
      sheet.rows.length + 1,
    );
    const above = next - 1;
    const isTitled = next <= sheet.rows.length && above > after && this.isTitle(sheet, above);
    return Math.max(after, isTitled ? above - 1 : above);
  }

  /** A single text above headings: one of our titles, or one with a blank row before it. */
  private isTitle(sheet: SheetSnapshot, row: number): boolean {
    const filled = (at: number): readonly CellValue[] => sheet.rows[at - 1]?.filter((cell) => !isBlank(cell)) ?? [];
    const [text, ...more] = filled(row);
    if (text === undefined || more.length > 0) return false;
    return filled(row - 1).length === 0 || this.wanted.some(({ titles }) => titles.includes(textIn(text).trim()));
  }

  private headingsOf(sheet: SheetSnapshot): readonly HeadingRow[] {
    const known = this.headingRows.get(sheet);
    if (known) return known;
    const wanted = this.wanted.map((each) => ({ each, keys: each.headings.map(nameKey) }));
    const ours = new Set(wanted.flatMap(({ keys }) => keys));
    // Most cells are told from a heading by their first character.
    const firsts = new Set([...ours].map((key) => key.charAt(0)));
    const found: HeadingRow[] = [];
    sheet.rows.slice(0, MOST_ROWS).forEach((cells, index) => {
      const keys = new Set<string>();
      for (const cell of cells?.slice(0, MOST_COLUMNS) ?? []) {
        if (typeof cell !== 'string' || cell.length > LONGEST_OWN_HEADING) continue;
        if (!firsts.has(cell.trimStart().charAt(0))) continue;
        const key = nameKey(cell);
        if (ours.has(key)) keys.add(key);
      }
      if (keys.size < FEWEST_HEADINGS) return;
      const match = wanted.find((candidate) => candidate.keys.every((key) => keys.has(key)));
      if (match) found.push({ row: index + 1, wanted: match.each });
    });
    this.headingRows.set(sheet, found);
    return found;
  }
}

/** No table of ours has fewer headings, nor a longer one. */
const FEWEST_HEADINGS = 2;
const LONGEST_OWN_HEADING = 30;

function nearer(known: Search, next: Search | undefined): Search {
  return known.kind === 'missing' && next ? next : known;
}

function sameWanted(a: Wanted, b: Wanted): boolean {
  return a.headings.length === b.headings.length && a.headings.every((heading, index) => heading === b.headings[index]);
}

function isWithin(row: number, headingRow: number, bottom: number | undefined): boolean {
  return bottom !== undefined && row > headingRow && row <= bottom;
}

function headingIn(cell: CellValue | undefined): string {
  if (cell === undefined || isBlank(cell)) return '';
  const heading = textIn(cell).trim();
  return heading.length > LONGEST_HEADING ? '' : heading;
}
