import type { Ledger } from '../../policy/schema';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../cells';
import { isTotalLabel } from '../read-ledger';
import { halfWidth, readAmount, readDate } from '../read-cell';
import type { HeadingRef } from './connection';
import {
  headAt,
  headingKey,
  headingRefs,
  rowText,
  seenCellsOf,
  textAt,
  titlesAbove,
  type ListHead,
  type SeenCells,
} from './list-head';
import { readPartialDate, readSheetName } from './partial-dates';
import { isBlank, mayBeHead } from './source-lists';
import { COUNT_WORDS, DATE_PARTS, directionSpokenOf, headingScore, isKnownHeading, meantHeading } from './vocabulary';

/** A list that was found on a sheet, whatever it may be. Rows and columns are 1-based. */
export interface SheetList {
  readonly cells: SeenCells;
  readonly head: ListHead;
  readonly firstTitleRow: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly left: number;
  readonly right: number;
  /** The title that tells it from another list with the same headings on the sheet. */
  readonly under?: string;
}

/** A list to be looked at, with its twins on other month sheets. */
export interface Candidate {
  /** «{n}月» for month sheets; `undefined` for a list on one sheet. */
  readonly pattern: string | undefined;
  readonly lists: readonly SheetList[];
  readonly columns: readonly CandidateColumn[];
  /** The sheet's name, the group's heading and what stands above the list. */
  readonly title: string;
}

export interface CandidateColumn {
  readonly column: number;
  readonly heading: HeadingRef;
  /** The heading as it stands there. */
  readonly label: string;
  readonly content: Content;
}

/** What the cells of a column hold, counted over all rows that bear a figure. */
export interface Content {
  readonly filled: number;
  readonly numbers: number;
  readonly negatives: number;
  readonly zeros: number;
  readonly dates: number;
  readonly partialDates: number;
  /** «120人»: numbers with a word behind them, by the word. */
  readonly counted: ReadonlyMap<string, number>;
  /** Different texts with how many rows bear each; no more than `MOST_TEXTS`. */
  readonly texts: ReadonlyMap<string, number>;
  readonly textCells: number;
}

const MOST_TEXTS = 2000;
const HEADINGS_OF_A_LIST = 2;
/** Rows under a head of which one must bear a figure. */
const ROWS_TO_A_FIGURE = 8;
const ROWS_LOOKED_AT = 5000;

/** All lists in a workbook, month sheets with the same headings as one. */
export function findCandidates(
  workbook: WorkbookSnapshot,
  ledgers: readonly Ledger[],
  isTaken: (sheet: SheetSnapshot, headRow: number) => boolean,
): readonly Candidate[] {
  const found = workbook.sheets.map((sheet) => ({
    sheet,
    lists: listsOn(seenCellsOf(sheet), ledgers).filter((list) => !isTaken(sheet, list.head.row)),
  }));
  const grouped = new Map<string, SheetList[]>();
  for (const { sheet, lists } of found) {
    const pattern = patternOf(sheet.name);
    for (const list of lists) {
      // A list that comes again under itself, page by page, is read with the first; one under a title of its own or beside
      // another is not.
      const under = underTitle(list, lists);
      const place = String(listsBefore(list, lists));
      const key = [pattern ?? `=${sheet.name}`, headingsIn(list).join('|'), place, under ?? ''].join('\u0000');
      grouped.set(key, [...(grouped.get(key) ?? []), under === undefined ? list : { ...list, under }]);
    }
  }
  const bare = found.flatMap(({ sheet, lists }) => (lists.length === 0 && !isBlank(sheet) ? [sheet] : []));
  return [...grouped.values()].flatMap((lists) => {
    const pattern = patternIfAll(workbook, lists, bare);
    const parts = pattern === undefined ? sheetBySheet(lists) : [lists];
    return parts.map((part) => candidateOf(part, pattern, workbook.date1904));
  });
}

/** How many lists stand before a list under the same head. */
function listsBefore({ head, left }: SheetList, lists: readonly SheetList[]): number {
  return lists.filter((other) => other.head.row === head.row && other.left < left).length;
}

/**
 * The form of the sheets' names, where all sheets of that form that hold anything have such a list, or at least its headings:
 * next months' sheets are laid out before anything is entered in them.
 */
function patternIfAll(
  workbook: WorkbookSnapshot,
  lists: readonly SheetList[],
  bare: readonly SheetSnapshot[],
): string | undefined {
  const [first] = lists;
  const pattern = first && patternOf(first.cells.sheet.name);
  if (!first || pattern === undefined) return undefined;
  const sheets = new Set(lists.map((list) => list.cells.sheet));
  const laidOut = new Set(bare.filter((sheet) => readSheetName(pattern, sheet.name) && bearsHead(sheet, first)));
  const others = workbook.sheets.filter((sheet) => !sheets.has(sheet) && !laidOut.has(sheet) && !isBlank(sheet));
  if (sheets.size + laidOut.size < 2) return undefined;
  return others.some((sheet) => readSheetName(pattern, sheet.name)) ? undefined : pattern;
}

/** Tells a sheet with a list's headings in the columns where the list has them. */
function bearsHead(sheet: SheetSnapshot, list: SheetList): boolean {
  const cells = seenCellsOf(sheet);
  const wanted = headingsIn(list).join('|');
  return sheet.rows.some((_, index) => {
    const row = index + 1;
    return (
      mayBeHead(cells, row, list.head.rows) &&
      headingsIn({ ...list, head: headAt(cells, row, list.head.rows) }).join('|') === wanted
    );
  });
}

function sheetBySheet(lists: readonly SheetList[]): readonly (readonly SheetList[])[] {
  const sheets = new Map<SheetSnapshot, SheetList[]>();
  for (const list of lists) sheets.set(list.cells.sheet, [...(sheets.get(list.cells.sheet) ?? []), list]);
  return [...sheets.values()];
}

/** The title that tells a list from others with the same headings on its sheet: «二、支出» from «一、收入». */
function underTitle(list: SheetList, lists: readonly SheetList[]): string | undefined {
  const headings = headingsIn(list).join('|');
  const titleOf = (each: SheetList): string | undefined =>
    [...titlesAbove(each.cells, each.head, each.firstTitleRow)]
      .reverse()
      .find((title) => directionSpokenOf(title) !== undefined);
  const own = titleOf(list);
  const alike = lists.filter((each) => headingsIn(each).join('|') === headings).map(titleOf);
  const directions = new Set(alike.map((title) => (title === undefined ? undefined : directionSpokenOf(title))));
  return own === undefined || directions.size < 2 ? undefined : headingKey(own);
}

export function candidateOf(lists: readonly SheetList[], pattern: string | undefined, date1904: boolean): Candidate {
  const [first] = lists;
  if (!first) throw new Error('a candidate without a list');
  const sheets = [...new Set(lists.map((list) => list.cells.sheet))];
  const refs = headingRefs(first.head);
  const columns: CandidateColumn[] = [];
  for (let column = first.left; column <= first.right; column += 1) {
    const heading = refs[column - 1];
    if (!heading) continue;
    const label = first.head.labels[column - 1] ?? heading.text;
    columns.push({ column, heading, label, content: contentOf(lists, heading, date1904) });
  }
  const groups = [...new Set(columns.map(({ heading }) => meantHeading(heading.text).group))];
  const above = lists.slice(0, 1).map((list) => titleAbove(list));
  const title = [...sheets.slice(0, 1).map(({ name }) => name), ...above, ...(groups.length === 1 ? groups : [])];
  return {
    pattern,
    lists,
    columns,
    title: title.filter((text) => text !== '').join(' '),
  };
}

function titleAbove({ cells, head, firstTitleRow, left, right, under }: SheetList): string {
  if (under !== undefined) return under;
  const texts: string[] = [];
  for (let row = firstTitleRow; row < head.row; row += 1) {
    const own = Array.from({ length: right - left + 1 }, (_, index) => textAt(cells.own(row, left + index)));
    texts.push(own.filter((text) => text !== '').join(' ') || (left === 1 ? rowText(cells, row) : ''));
  }
  // The row just above says most; a page of notes says nothing.
  return texts
    .filter((text) => text !== '' && text.length <= LONGEST_TITLE)
    .slice(-TITLE_ROWS)
    .join(' ');
}

const LONGEST_TITLE = 60;
const TITLE_ROWS = 4;

function headingsIn({ head, left, right }: SheetList): readonly string[] {
  return head.headings.slice(left - 1, right);
}

// ---- Lists on a sheet ----------------------------------------------------------------------------------------------

function listsOn(cells: SeenCells, ledgers: readonly Ledger[]): readonly SheetList[] {
  const spans: { readonly head: ListHead; readonly left: number; readonly right: number }[] = [];
  for (let row = 1; row <= cells.sheet.rows.length; row += 1) {
    const head = headIn(cells, row, ledgers);
    if (!head) continue;
    spans.push(...spansOf(cells, head, ledgers).map((span) => ({ head, ...span })));
    row += head.rows - 1;
  }
  return spans.map(({ head, left, right }) => {
    const beside = spans.filter((other) => other.left <= right && left <= other.right);
    const below = beside.filter((other) => other.head.row > head.row).map((other) => other.head.row);
    const above = beside.filter((other) => other.head.row < head.row).map((other) => other.head.row + other.head.rows);
    return {
      cells,
      head,
      firstTitleRow: Math.max(1, ...above),
      firstRow: head.row + head.rows,
      lastRow: Math.min(cells.sheet.rows.length, ...below.map((row) => row - 1)),
      left,
      right,
    };
  });
}

/** The head that begins in a row, of one row or of two; none where too few of its headings are known words. */
function headIn(cells: SeenCells, row: number, ledgers: readonly Ledger[]): ListHead | undefined {
  if (!mayBeHead(cells, row, 1)) return undefined;
  const one = headAt(cells, row, 1);
  const under = mayBeHead(cells, row + 1, 1) ? headAt(cells, row + 1, 1) : undefined;
  const two = under && headAt(cells, row, 2);
  const known = (head: ListHead | undefined): number =>
    head?.headings.filter((text) => text !== '' && isKnownHeading(ledgers, text)).length ?? 0;
  const [ofOne, ofUnder, ofTwo] = [known(one), known(under), known(two)];
  const isOfTwo = two && isGroupRow(cells, row, one, under) && ofTwo >= Math.max(ofOne, ofUnder);
  const best = isOfTwo ? two : one;
  const isHead = (isOfTwo ? ofTwo : ofOne) >= HEADINGS_OF_A_LIST;
  return isHead && hasFigureUnder(cells, best) ? best : undefined;
}

/** Tells a row of groups over headings from a title over all of them. */
function isGroupRow(cells: SeenCells, row: number, upper: ListHead, lower: ListHead): boolean {
  const groups = new Set(upper.headings.filter((text) => text !== ''));
  if (groups.size < 2 && !(groups.size === 1 && DATE_GROUP.test([...groups][0] ?? ''))) return false;
  const spans = lower.headings.some((text, index) => {
    const merge = cells.mergeAt(row, index + 1);
    if (!merge || text === '') return false;
    return merge.bottom > row || merge.right > merge.left;
  });
  const isYear = upper.headings.some((text, index) => {
    const below = meantHeading(lower.headings[index] ?? '').own;
    return DATE_GROUP.test(text) && Object.values(DATE_PARTS).some((part) => part.has(below));
  });
  return spans || isYear;
}

const DATE_GROUP = /^(?:\{y\}年|日期|时间|记账日期|date)$/;

function hasFigureUnder(cells: SeenCells, head: ListHead): boolean {
  const first = head.row + head.rows;
  for (let row = first; row < first + ROWS_TO_A_FIGURE; row += 1) {
    for (let column = 1; column <= head.headings.length; column += 1) {
      if (head.headings[column - 1] !== '' && isFigure(cells.own(row, column))) return true;
    }
  }
  return false;
}

function isFigure(value: CellValue): boolean {
  return typeof value === 'number' || (typeof value === 'string' && readAmount(value).kind === 'value');
}

/** The lists that stand side by side under one head: apart by a blank column, or where the headings begin again. */
function spansOf(cells: SeenCells, head: ListHead, ledgers: readonly Ledger[]): readonly Span[] {
  const spans: { left: number; right: number }[] = [];
  let first = '';
  let open: { left: number; right: number } | undefined;
  head.headings.forEach((text, index) => {
    const column = index + 1;
    if (text === '') {
      if (!holdsAnything(cells, head, column)) open = undefined;
      return;
    }
    const { own } = meantHeading(text);
    if (!open || own === first) {
      open = { left: column, right: column };
      spans.push(open);
      first = own;
    } else open.right = column;
  });
  const known = (span: Span): number =>
    head.headings.slice(span.left - 1, span.right).filter((text) => text !== '' && isKnownHeading(ledgers, text))
      .length;
  const dates = ledgers.flatMap((ledger) => ledger.columns.filter(({ type }) => type === 'date' || type === 'moment'));
  const isDated = (span: Span): boolean =>
    head.headings.slice(span.left - 1, span.right).some((text) => {
      const { own } = meantHeading(text);
      return DATE_PARTS.day.has(own) || dates.some((date) => headingScore(date, text) > 0);
    });
  return joined(spans, isDated).filter((span) => known(span) >= HEADINGS_OF_A_LIST);
}

interface Span {
  readonly left: number;
  readonly right: number;
}

/** A list with a blank column in it is one list: only what has dates of its own is another. */
function joined(spans: readonly Span[], isDated: (span: Span) => boolean): readonly Span[] {
  const lists: Span[] = [];
  for (const span of spans) {
    const before = lists.at(-1);
    if (before && !(isDated(before) && isDated(span)))
      lists[lists.length - 1] = { left: before.left, right: span.right };
    else lists.push(span);
  }
  return lists;
}

const ROWS_OF_A_COLUMN = 30;

function holdsAnything(cells: SeenCells, head: ListHead, column: number): boolean {
  const first = head.row + head.rows;
  for (let row = first; row < first + ROWS_OF_A_COLUMN; row += 1)
    if (textAt(cells.own(row, column)) !== '') return true;
  return false;
}

// ---- Contents ------------------------------------------------------------------------------------------------------

/** The rows of a list that bear a figure or more than one cell, but for totals. */
export function* entryRows(list: SheetList): Generator<number> {
  let looked = 0;
  for (let row = list.firstRow; row <= list.lastRow && looked < ROWS_LOOKED_AT; row += 1) {
    if (!list.cells.sheet.rows[row - 1]) continue;
    let figures = 0;
    let isTotal = false;
    for (let column = list.left; column <= list.right; column += 1) {
      const value = list.cells.own(row, column);
      if (isFigure(value)) figures += 1;
      else if (isTotalLabel(value)) isTotal = true;
    }
    if (figures === 0 || isTotal) continue;
    looked += 1;
    yield row;
  }
}

/** The sheet column of a heading in one list of a candidate. */
export function columnIn(list: SheetList, heading: HeadingRef): number {
  let left = heading.occurrence;
  return list.head.headings.findIndex((text) => text === heading.text && (left -= 1) === 0) + 1;
}

function contentOf(lists: readonly SheetList[], heading: HeadingRef, date1904: boolean): Content {
  const counted = new Map<string, number>();
  const texts = new Map<string, number>();
  const count = { filled: 0, numbers: 0, negatives: 0, zeros: 0, dates: 0, partialDates: 0, textCells: 0 };
  const note = (value: CellValue): void => {
    const text = textAt(value);
    if (text === '') return;
    count.filled += 1;
    if (readDate(value, date1904).kind === 'value') count.dates += 1;
    else if (readPartialDate(value)) count.partialDates += 1;
    const amount = readAmount(value);
    if (amount.kind === 'value') {
      count.numbers += 1;
      if (amount.value.isNegative() && !amount.value.isZero()) count.negatives += 1;
      if (amount.value.isZero()) count.zeros += 1;
      return;
    }
    const word = COUNT_WORDS.find(
      (each) => /^\d[\d,.]*$/.test(halfWidth(text).slice(0, -each.length)) && text.endsWith(each),
    );
    if (word !== undefined) counted.set(word, (counted.get(word) ?? 0) + 1);
    count.textCells += 1;
    if (texts.size < MOST_TEXTS || texts.has(text)) texts.set(text, (texts.get(text) ?? 0) + 1);
  };
  for (const list of lists) {
    const column = columnIn(list, heading);
    if (column > 0) for (const row of entryRows(list)) note(list.cells.seen(row, column));
  }
  return { ...count, counted, texts };
}

// ---- Month sheets --------------------------------------------------------------------------------------------------

/** The form of a month sheet's name, «2016年3月» → «{y}年{n}月»; `undefined` for a name that names no month. */
export function patternOf(name: string): string | undefined {
  const plain = halfWidth(name).trim();
  const forms = [
    plain
      .replace(/(?:19|20)\d{2}(?=[年.\-/_])/, '{y}')
      .replace(/(?<![\d十])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])(?=月)/, '{n}'),
    plain.replace(/^(?:1[0-2]|0?[1-9])$/, '{n}'),
    plain.replace(/^(?:19|20)\d{2}([.\-_])(?:1[0-2]|0?[1-9])$/, '{y}$1{n}'),
  ];
  return forms.find((form) => form.includes('{n}') && readSheetName(form, name) !== undefined);
}
