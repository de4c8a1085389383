import { err, ok, type Result } from '../../kernel/result';
import type { Ledger } from '../../policy/schema';
import type { ConnectionProblem, SheetSnapshot, WorkbookSnapshot } from '../cells';
import { sheetNamed } from '../locate';
import { isTotalLabel } from '../read-ledger';
import { readAmount } from '../read-cell';
import type { Connection, ConnectionBlock } from './connection';
import { headingsRead, ownColumns } from './headings-read';
import {
  columnOf,
  headAt,
  headingKey,
  seenCellsOf,
  textAt,
  titlesAbove,
  type ListHead,
  type SeenCells,
} from './list-head';
import { readSheetName } from './partial-dates';

/** A list on a user's sheet that a block of a connection reads. Rows and columns are 1-based. */
export interface SourceList {
  readonly block: ConnectionBlock;
  readonly cells: SeenCells;
  readonly head: ListHead;
  /** The rows above the head that may hold its title begin here. */
  readonly firstTitleRow: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** The columns of the list, its own and others. */
  readonly left: number;
  readonly right: number;
  /** Columns of the list that no block reads, where a total may be labelled. */
  readonly otherColumns: readonly number[];
  /** What the sheet's name says, for a block of month sheets. */
  readonly month: number | undefined;
  readonly year: number | undefined;
}

export interface FoundLists {
  readonly lists: readonly SourceList[];
  readonly unread: readonly { readonly sheet: string; readonly row: number; readonly column: number }[];
}

/** Finds the lists of a ledger, block by block; one that is not there any more is a problem of the whole ledger. */
export function findLists(
  workbook: WorkbookSnapshot,
  ledger: Ledger,
  connection: Connection,
): Result<FoundLists, ConnectionProblem> {
  const lists: SourceList[] = [];
  const own = connection.blocks.filter((block) => block.ledger === ledger.id);
  const places = placesOf(workbook, connection, ledger);
  for (const block of own) {
    const sheets = places.sheetsOf(block);
    if (!sheets.ok) return sheets;
    for (const { sheet, month, year } of sheets.value) {
      const found = listsOn(sheet, block, places.blocksOn(sheet));
      if (!found.ok)
        return err({ code: 'connected-heading-missing', table: ledger.table, sheet: sheet.name, column: found.error });
      lists.push(...found.value.map((list) => ({ ...list, month, year })));
    }
  }
  return ok({ lists, unread: places.unread(own) });
}

interface BlockSheet {
  readonly sheet: SheetSnapshot;
  readonly month: number | undefined;
  readonly year: number | undefined;
}

/** Which sheets each block of a connection reads. */
class Places {
  private readonly known = new Map<ConnectionBlock, Result<readonly BlockSheet[], ConnectionProblem>>();

  constructor(
    private readonly workbook: WorkbookSnapshot,
    private readonly connection: Connection,
    private readonly table: string,
  ) {}

  sheetsOf(block: ConnectionBlock): Result<readonly BlockSheet[], ConnectionProblem> {
    const known = this.known.get(block) ?? this.find(block);
    this.known.set(block, known);
    return known;
  }

  /** The blocks of all ledgers that read a sheet: where one's list begins, another's ends. */
  blocksOn(sheet: SheetSnapshot): readonly ConnectionBlock[] {
    return this.connection.blocks.filter((block) => {
      const sheets = this.sheetsOf(block);
      return sheets.ok && sheets.value.some((place) => place.sheet === sheet);
    });
  }

  /** Sheets beside those of a pattern that bear the same headings: a month that was given another name. */
  unread(blocks: readonly ConnectionBlock[]): FoundLists['unread'] {
    const patterns = blocks.filter((block) => 'pattern' in block.sheet);
    if (patterns.length === 0) return [];
    return this.unused().flatMap((sheet) =>
      patterns.slice(0, 1).flatMap(() => {
        const head = patterns.map((block) => likelyHead(sheet, block)).find((each) => each !== undefined);
        return head ? [{ sheet: sheet.name, row: head.row, column: firstColumn(head) }] : [];
      }),
    );
  }

  private find(block: ConnectionBlock): Result<readonly BlockSheet[], ConnectionProblem> {
    const { sheet: asked } = block;
    const { workbook, table } = this;
    if ('pattern' in asked) {
      const found = workbook.sheets.flatMap((sheet): BlockSheet[] => {
        const said = readSheetName(asked.pattern, sheet.name);
        // A month sheet that nobody has filled in yet may lack its headings too.
        return said && !isBlank(sheet) ? [{ sheet, ...said }] : [];
      });
      if (found.length === 0) return err({ code: 'connected-sheet-missing', table, sheet: asked.pattern });
      return ok(found.sort((a, b) => (a.year ?? 0) - (b.year ?? 0) || (a.month ?? 0) - (b.month ?? 0)));
    }
    const named = sheetNamed(workbook, asked.name);
    if (named) return ok([{ sheet: named, month: undefined, year: undefined }]);
    const alike = this.unused().filter((sheet) => likelyHead(sheet, block));
    const [only, second] = alike;
    if (!only) return err({ code: 'connected-sheet-missing', table, sheet: asked.name });
    if (second) {
      const sheets = alike.map(({ name }) => name).join('、');
      return err({ code: 'connected-sheet-ambiguous', table, sheet: asked.name, sheets });
    }
    return ok([{ sheet: only, month: undefined, year: undefined }]);
  }

  /** The sheets that no block asks for by name. */
  private unused(): readonly SheetSnapshot[] {
    const { blocks } = this.connection;
    return this.workbook.sheets.filter((sheet) =>
      blocks.every((block) =>
        'pattern' in block.sheet
          ? readSheetName(block.sheet.pattern, sheet.name) === undefined
          : sheetNamed(this.workbook, block.sheet.name) !== sheet,
      ),
    );
  }
}

function placesOf(workbook: WorkbookSnapshot, connection: Connection, ledger: Ledger): Places {
  return new Places(workbook, connection, ledger.table);
}

/** Tells a sheet on which nothing stands. */
export function isBlank(sheet: SheetSnapshot): boolean {
  return !sheet.rows.some((cells) => cells?.some((cell) => textAt(cell) !== ''));
}

/** How far down the head of a sheet is looked for that is known by its headings alone. */
const HEAD_SEARCH_ROWS = 100;
/** A sheet is the one that was connected, under another name, if it has this share of the headings. */
const ALIKE = 0.75;

function likelyHead(sheet: SheetSnapshot, block: ConnectionBlock): ListHead | undefined {
  const cells = seenCellsOf(sheet);
  const { headings, rows } = block.header;
  for (let row = 1; row <= Math.min(sheet.rows.length, HEAD_SEARCH_ROWS); row += 1) {
    if (!mayBeHead(cells, row, rows)) continue;
    const head = headAt(cells, row, rows);
    if (missingIn(head, block) !== undefined) continue;
    const here = new Set(head.headings);
    if (headings.filter((text) => here.has(text)).length >= headings.length * ALIKE) return head;
  }
  return undefined;
}

const headRows = new WeakMap<SeenCells, Map<1 | 2, readonly number[]>>();

/** The rows of a sheet that may be heads, looked for once: most rows hold figures. */
function likelyHeads(cells: SeenCells, rows: 1 | 2): readonly number[] {
  const known = headRows.get(cells) ?? new Map<1 | 2, readonly number[]>();
  headRows.set(cells, known);
  const found =
    known.get(rows) ?? cells.sheet.rows.flatMap((_, index) => (mayBeHead(cells, index + 1, rows) ? [index + 1] : []));
  known.set(rows, found);
  return found;
}

/** Headings are words: a row with a figure in it heads nothing. */
export function mayBeHead(cells: SeenCells, row: number, rows: 1 | 2): boolean {
  for (let each = row; each < row + rows; each += 1) {
    const values = cells.sheet.rows[each - 1];
    if (!values?.some((value) => typeof value === 'string')) return false;
    if (values.some((value) => typeof value === 'number' || (typeof value === 'string' && FIGURE.test(value))))
      return false;
  }
  return true;
}

/** An amount or a date that was typed or exported as text. */
const FIGURE = /^\s*[-+(¥￥]*\d[\d\s,./:()-]*$/;

/** The first heading of a block that a head lacks. */
function missingIn(head: ListHead, block: ConnectionBlock): string | undefined {
  const missing = headingsRead(block).find((heading) => columnOf(head, heading) === 0);
  if (missing) return missing.text;
  return block.spread && spreadOf(head, block).length === 0 ? (block.header.headings[0] ?? '') : undefined;
}

/** The title that a list must stand under and does not. */
function titleMissing(cells: SeenCells, head: ListHead, { header: { under } }: ConnectionBlock): string | undefined {
  if (under === undefined) return undefined;
  return titlesAbove(cells, head).some((title) => headingKey(title) === under) ? undefined : under;
}

/** The heads of a block on a sheet: every row that has all its headings. The error is the heading that is gone. */
function headsOn(cells: SeenCells, block: ConnectionBlock): Result<readonly ListHead[], string> {
  const heads: ListHead[] = [];
  let nearest: { readonly found: number; readonly missing: string } | undefined;
  const needed = headingsRead(block);
  for (const row of likelyHeads(cells, block.header.rows)) {
    const head = headAt(cells, row, block.header.rows);
    const missing = missingIn(head, block) ?? titleMissing(cells, head, block);
    if (missing === undefined) {
      heads.push(head);
      continue;
    }
    const found = needed.filter((heading) => columnOf(head, heading) > 0).length;
    if (found > (nearest?.found ?? -1)) nearest = { found, missing };
  }
  return heads.length > 0 ? ok(heads) : err(nearest?.missing ?? needed[0]?.text ?? '');
}

function listsOn(
  sheet: SheetSnapshot,
  block: ConnectionBlock,
  blocks: readonly ConnectionBlock[],
): Result<readonly Omit<SourceList, 'month' | 'year'>[], string> {
  const cells = seenCellsOf(sheet);
  const heads = headsOn(cells, block);
  if (!heads.ok) return heads;
  const all = blocks.flatMap((each) => {
    const found = each === block ? heads : headsOn(cells, each);
    return found.ok ? found.value.map((head) => ({ block: each, head, ...spanOf(head, each) })) : [];
  });
  return ok(
    heads.value.map((head) => {
      const { left, right } = spanOf(head, block);
      const firstRow = head.row + head.rows;
      const below = all
        .filter((other) => other.head.row > head.row && other.left <= right && left <= other.right)
        .reduce((first, other) => Math.min(first, other.head.row), sheet.rows.length + 1);
      const above = all
        .filter((other) => other.head.row < head.row && other.left <= right && left <= other.right)
        .reduce((last, other) => Math.max(last, other.head.row + other.head.rows), 1);
      const read = new Set(
        all
          .filter((other) => other.head.row === head.row)
          .flatMap((other) => [...ownColumns(other), ...(other.block.spread ? spreadOf(other.head, other.block) : [])]),
      );
      const list = { block, cells, head, firstTitleRow: above, firstRow, lastRow: below - 1, left, right };
      // A total is labelled where people number their rows: before the list as often as in it.
      const others = all.filter((other) => other.block !== block && other.head.row === head.row);
      const isOthers = (column: number): boolean =>
        others.some((other) => other.left <= column && column <= other.right) && (column < left || column > right);
      const otherColumns = columnsBetween(1, Math.max(right, cells.width(head.row))).filter(
        (column) => !read.has(column) && !isOthers(column),
      );
      const ended = { ...list, lastRow: endOf(list), otherColumns };
      return { ...ended, lastRow: withoutTotalsBelow(ended) };
    }),
  );
}

function columnsBetween(left: number, right: number): readonly number[] {
  return Array.from({ length: Math.max(0, right - left + 1) }, (_, index) => left + index);
}

/** The columns of the list that a block's columns stand in: as far as headings follow one another. */
function spanOf(head: ListHead, block: ConnectionBlock): { readonly left: number; readonly right: number } {
  const own = ownColumns({ block, head });
  const columns = block.spread ? [...own, ...spreadOf(head, block)] : own;
  const first = columns.length > 0 ? Math.min(...columns) : firstColumn(head);
  return runAround(head, first, Math.max(first, ...columns));
}

function firstColumn(head: ListHead): number {
  return head.headings.findIndex((text) => text !== '') + 1;
}

/** The columns of a list with a column for each name: every headed one that is none of the others. */
export function spreadColumns(list: Pick<SourceList, 'head' | 'block'>, except: readonly string[]): readonly number[] {
  const { head, block } = list;
  const own = new Set(ownColumns(list));
  if (!block.spread || own.size === 0) return [];
  const skipped = new Set(except);
  const { left, right } = runAround(head, Math.min(...own), Math.max(...own));
  return columnsBetween(left, right).filter((column) => {
    const text = head.headings[column - 1] ?? '';
    return text !== '' && !own.has(column) && !skipped.has(text) && !isTotalLabel(text);
  });
}

/** As far as headings follow one another on both sides of some columns. */
function runAround(head: ListHead, first: number, last: number): { readonly left: number; readonly right: number } {
  let [left, right] = [first, last];
  while (left > 1 && (head.headings[left - 2] ?? '') !== '') left -= 1;
  while ((head.headings[right] ?? '') !== '') right += 1;
  return { left, right };
}

function spreadOf(head: ListHead, block: ConnectionBlock): readonly number[] {
  return spreadColumns({ head, block }, block.spread?.except ?? []);
}

/**
 * The last row of a list before one that belongs to something else: the head of another list under it, which stands below a
 * gap and has words, none of them with a figure, where this list has its dates and amounts.
 */
function endOf(list: Omit<SourceList, 'otherColumns' | 'month' | 'year'>): number {
  const { block, cells, head, firstRow, lastRow, left, right } = list;
  const own = ownColumns({ block, head });
  let gap = false;
  for (let row = firstRow; row <= lastRow; row += 1) {
    const filled = filledCells(cells, row, left, right);
    if (filled === 0) gap = true;
    if (filled <= 1) continue;
    if (gap && isWords(cells, row, left, right, own) && headsRows(cells, row, left, right)) return row - 1;
    gap = false;
  }
  return lastRow;
}

function filledCells({ sheet }: SeenCells, row: number, left: number, right: number): number {
  const values = sheet.rows[row - 1];
  let filled = 0;
  for (let column = left; values && column <= right; column += 1) {
    const value = values[column - 1] ?? null;
    if (value !== null && (typeof value !== 'string' || value.trim() !== '')) filled += 1;
  }
  return filled;
}

function isWords(cells: SeenCells, row: number, left: number, right: number, own: readonly number[]): boolean {
  const isFilled = (column: number): boolean => textAt(cells.own(row, column)) !== '';
  const filled = columnsBetween(left, right).filter(isFilled);
  return own.filter(isFilled).length > 1 && filled.every((column) => /^\D+$/.test(textAt(cells.own(row, column))));
}

/** Tells a row of words with figures under it from an entry whose figures are not known yet. */
function headsRows(cells: SeenCells, row: number, left: number, right: number): boolean {
  return columnsBetween(left, right).some(
    (column) => textAt(cells.own(row, column)) !== '' && isFigure(cells, row + 1, column),
  );
}

function isFigure(cells: SeenCells, row: number, column: number): boolean {
  const value = cells.own(row, column);
  return typeof value === 'number' || (typeof value === 'string' && readAmount(value).kind === 'value');
}

/** The last row of a list above the totals that close it; under those stand signatures and notes, which bear no figure. */
function withoutTotalsBelow(list: Omit<SourceList, 'month' | 'year'>): number {
  const { cells, firstRow, left, right, otherColumns } = list;
  const inside = columnsBetween(left, right);
  const isLabelled = (row: number, columns: readonly number[]): boolean =>
    columns.some((column) => isTotalLabel(cells.own(row, column)));
  let last = list.lastRow;
  for (let row = list.lastRow; row >= firstRow; row -= 1) {
    const filled = inside.filter((column) => textAt(cells.own(row, column)) !== '');
    const figures = filled.filter((column) => isFigure(cells, row, column));
    // A label beside the list may be another list's; only figures without a word need one.
    const isBare = figures.length === filled.length;
    if (isLabelled(row, inside) || (isBare && isLabelled(row, otherColumns))) last = row - 1;
    else if (figures.length > 0) break;
  }
  return last;
}
