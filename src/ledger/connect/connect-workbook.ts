import { Decimal, ONE, ZERO, decimalText } from '../../kernel/decimal';
import type { Policy } from '../../policy/policy';
import type { Ledger } from '../../policy/schema';
import type { CellValue, ConnectedLedger, SheetSnapshot, WorkbookSnapshot } from '../cells';
import { categoriesByName, categorySpokenOf } from '../categories';
import { entryColumns, isTotalLabel } from '../read-ledger';
import { halfWidth, readAmount } from '../read-cell';
import type {
  ColumnSource,
  Connection,
  ConnectionBlock,
  HeadingRef,
  MonthFrom,
  RowCondition,
  YearFrom,
} from './connection';
import { columnOf, textAt } from './list-head';
import { accountKey, meaningsOf, sourceIn, type Meanings } from './accounts';
import { unitOfTitle, yearAbove } from './titles';
import { originOf, type MadeCell, type MadeRow } from './origin';
import { readDatePart, serialOf, wholeDate, yearIn } from './partial-dates';
import { findLists, spreadColumns, type SourceList } from './source-lists';

/** A workbook whose connected ledgers stand beside its sheets in the policy's own layout, each cell knowing where it is from. */
export interface ConnectedWorkbook extends WorkbookSnapshot {
  readonly connected: ReadonlyMap<string, ConnectedLedger>;
}

/** What a connected ledger was made from: while all of it is the same, so is the ledger. */
interface MadeFrom {
  readonly ledger: Ledger;
  readonly connection: string;
  readonly date1904: boolean;
  readonly sheets: readonly SheetSnapshot[];
}

const madeFrom = new WeakMap<SheetSnapshot, MadeFrom>();

/**
 * Reads a workbook's own sheets as the policy's ledgers, by a connection. Nothing is written; a ledger whose sheet or heading
 * is gone is not read at all, and says which. A ledger whose sheets are the very same objects as in the workbook connected
 * before is taken over from it.
 */
export function connectWorkbook(
  workbook: WorkbookSnapshot,
  policy: Policy,
  connection: Connection,
  previous?: WorkbookSnapshot,
): ConnectedWorkbook {
  const connected = new Map<string, ConnectedLedger>();
  for (const ledger of policy.document.ledgers) {
    if (!connection.blocks.some((block) => block.ledger === ledger.id)) continue;
    connected.set(ledger.id, connectLedger(workbook, ledger, connection, previous?.connected?.get(ledger.id)));
  }
  return { ...workbook, connected };
}

function connectLedger(
  workbook: WorkbookSnapshot,
  ledger: Ledger,
  connection: Connection,
  before: ConnectedLedger | undefined,
): ConnectedLedger {
  const found = findLists(workbook, ledger, connection);
  if (!found.ok) return { found: false, problem: found.error };
  const { lists, unread } = found.value;
  const made: MadeFrom = {
    ledger,
    connection: textOf(connection),
    date1904: workbook.date1904,
    sheets: [...new Set(lists.map((list) => list.cells.sheet))],
  };
  const known = before?.found === true ? before.sheet : undefined;
  const same = known && isSame(madeFrom.get(known), made);
  const sheet = same ? known : new LedgerMaker(ledger, connection, workbook.date1904).make(lists);
  madeFrom.set(sheet, made);
  return { found: true, sheet, unread };
}

function isSame(a: MadeFrom | undefined, b: MadeFrom): boolean {
  return (
    a?.ledger === b.ledger &&
    a.connection === b.connection &&
    a.date1904 === b.date1904 &&
    a.sheets.length === b.sheets.length &&
    a.sheets.every((sheet, index) => sheet === b.sheets[index])
  );
}

const texts = new WeakMap<Connection, string>();

/** Two connections that say the same are the same, whichever object they are. */
function textOf(connection: Connection): string {
  const known = texts.get(connection) ?? JSON.stringify(connection);
  texts.set(connection, known);
  return known;
}

const NOTHING: MadeCell = { value: null, column: 0, plain: false };

class LedgerMaker {
  private readonly meanings: Meanings;

  constructor(
    private readonly ledger: Ledger,
    connection: Connection,
    private readonly date1904: boolean,
  ) {
    this.meanings = meaningsOf(connection, ledger);
  }

  make(lists: readonly SourceList[]): SheetSnapshot {
    const order = new Map([...new Set(lists.map((list) => list.cells.sheet))].map((sheet, index) => [sheet, index]));
    const place = ({ list }: MadeRow): number => order.get(list.cells.sheet) ?? 0;
    const rows = lists
      .flatMap((list) => this.rowsOf(list))
      .sort((a, b) => place(a) - place(b) || a.row - b.row || a.list.left - b.list.left);
    const { columns } = this.ledger;
    const mapped = columns.filter(({ id }) =>
      lists.some(({ block }) => this.sourceOf(block, id) ?? (id === this.ledger.source && this.accountOf(block))),
    );
    // A column that is read nowhere has no heading either, so that the ledger says it is missing where it is required.
    const headings = columns.map((column) => (mapped.includes(column) ? column.header : null));
    const width = columns.length + 1;
    return {
      name: lists[0]?.cells.sheet.name ?? this.ledger.sheet,
      rows: [headings, ...rows.map(({ cells }) => cells.map(({ value }) => value))],
      merges: [],
      tables: [
        {
          name: this.ledger.table,
          range: { top: 1, left: 1, bottom: rows.length + 1, right: width },
          headerRows: 1,
          totalsRows: 0,
        },
      ],
      origin: originOf(lists, rows),
    };
  }

  private rowsOf(list: SourceList): readonly MadeRow[] {
    const read = this.reading(list);
    const rows: MadeRow[] = [];
    for (let row = list.firstRow; row <= list.lastRow; row += 1) {
      if (list.cells.sheet.rows[row - 1]) rows.push(...read(row));
    }
    return rows;
  }

  private reading(list: SourceList): (row: number) => readonly MadeRow[] {
    const { block, cells } = list;
    const holds = block.rows.map((condition) => this.condition(list, condition));
    const fields = this.ledger.columns.map(({ id }) => this.field(list, this.sourceOf(block, id)));
    const spread = block.spread ? spreadColumns(list, block.spread.except) : undefined;
    const entries = entryColumns(this.ledger).map((id) => this.ledger.columns.findIndex((column) => column.id === id));
    const isBlank = (row: number): boolean =>
      entries.every((position) => {
        const cell = fields[position]?.(row) ?? NOTHING;
        return cell !== LEFT_OUT && textAt(cell.value) === '';
      });
    // Columns that carry on what stands above must see every row, wanted or not.
    const carrying = fields.filter((_, index) => carriesOn(this.sourceOf(block, this.ledger.columns[index]?.id ?? '')));
    return (row) => {
      if ((!spread && isBlank(row)) || !holds.every((test) => test(row))) {
        for (const field of carrying) field(row);
        return [];
      }
      const made = fields.map((field) => field(row));
      if (made.some((cell) => cell === LEFT_OUT)) return [];
      const withSource = this.withSource(block, list, row, made as readonly MadeCell[]);
      const label = list.otherColumns.find((column) => isTotalLabel(cells.own(row, column)));
      const beside: MadeCell =
        label === undefined ? NOTHING : { value: cells.own(row, label), column: label, plain: true };
      if (!spread) return [{ list, row, cells: [...withSource, beside] }];
      return spread.flatMap((column) => {
        const value = cells.own(row, column);
        if (textAt(value) === '') return [];
        return [{ list, row, cells: [...this.spreadCells(list, column, value, withSource), beside] }];
      });
    };
  }

  /** The source of goods that an account or a memo stands for, where no column of its own says it. */
  private withSource(
    block: ConnectionBlock,
    list: SourceList,
    row: number,
    made: readonly MadeCell[],
  ): readonly MadeCell[] {
    const { source, category, columns } = this.ledger;
    const account = this.accountOf(block);
    if (source === undefined || !account || this.sourceOf(block, source)) return made;
    const column = columnOf(list.head, account.heading);
    const known = categoriesByName(this.ledger).get(
      textAt(made[columns.findIndex(({ id }) => id === category)]?.value),
    );
    const text = known?.sources ? textAt(list.cells.seen(row, column)) : '';
    const value = known?.sources
      ? (this.meanings.own.get(accountKey(text))?.source ?? sourceIn(known, text))
      : undefined;
    const position = columns.findIndex(({ id }) => id === source);
    return made.map((cell, index) => (index === position ? { value: value ?? null, column, plain: false } : cell));
  }

  /** The column that the categories come from, where it holds the company's own words. */
  private accountOf(block: ConnectionBlock): Extract<ColumnSource, { kind: 'account' | 'memo' }> | undefined {
    const { category } = this.ledger;
    const source = category === undefined ? undefined : this.sourceOf(block, category);
    return source?.kind === 'account' || source?.kind === 'memo' ? source : undefined;
  }

  private spreadCells(list: SourceList, column: number, value: CellValue, made: readonly MadeCell[]): MadeCell[] {
    const row = list.head.row + list.head.rows - 1;
    return made.map((cell, index): MadeCell => {
      const source = this.sourceOf(list.block, this.ledger.columns[index]?.id ?? '');
      if (source?.kind === 'spread-name') {
        return { value: textAt(list.cells.seen(row, column)), column, row, plain: false };
      }
      return source?.kind === 'spread-value' ? { value, column, plain: true } : cell;
    });
  }

  private sourceOf(block: ConnectionBlock, column: string): ColumnSource | undefined {
    return Object.hasOwn(block.columns, column) ? block.columns[column] : undefined;
  }

  // ---- Columns ---------------------------------------------------------------------------------------------------

  private field(list: SourceList, source: ColumnSource | undefined): (row: number) => MadeCell | typeof LEFT_OUT {
    const { head } = list;
    switch (source?.kind) {
      case undefined:
      case 'spread-name':
      case 'spread-value':
        return () => NOTHING;
      case 'cell':
        return (row) => seenCell(list, row, columnOf(head, source.heading));
      case 'constant':
        return () => ({ value: source.value, column: 0, plain: false });
      case 'amount':
        return amountField(list, source);
      case 'counted':
        return countedField(list, source);
      case 'date':
        return this.dateField(list, source);
      case 'date-parts':
        return this.datePartsField(list, source);
      case 'account':
        return this.accountField(list, source.heading);
      case 'memo':
        return this.memoField(list, source.heading);
    }
  }

  private dateField(list: SourceList, source: Extract<ColumnSource, { kind: 'date' }>): (row: number) => MadeCell {
    const column = columnOf(list.head, source.heading);
    const year = timeField(list, source.year, 'year');
    const month = source.month === undefined ? () => undefined : timeField(list, source.month, 'month');
    return (row) => {
      const [inYear, inMonth] = [year(row), month(row)];
      const cell = seenCell(list, row, column);
      const value = wholeDate(cell.value, inYear, inMonth, this.date1904);
      return value === cell.value ? cell : { value, column, plain: false };
    };
  }

  private datePartsField(
    list: SourceList,
    source: Extract<ColumnSource, { kind: 'date-parts' }>,
  ): (row: number) => MadeCell {
    const column = columnOf(list.head, source.day);
    const year = timeField(list, source.year, 'year');
    const month = timeField(list, source.month, 'month');
    return (row) => {
      const [inYear, inMonth] = [year(row), month(row)];
      const day = list.cells.seen(row, column);
      if (textAt(day) === '') return { value: null, column, plain: false };
      const serial = serialOf(inYear, inMonth, readDatePart(day, 'day'), this.date1904);
      // What can't be put together is shown as it stands, or a day alone would be taken for a date of 1900.
      const shown = [inYear ?? '?', inMonth ?? '?', textAt(day)].join('-');
      return { value: serial ?? shown, column, plain: false };
    };
  }

  private accountField(list: SourceList, heading: HeadingRef): (row: number) => MadeCell | typeof LEFT_OUT {
    const column = columnOf(list.head, heading);
    const { own, others } = this.meanings;
    return (row) => {
      const cell = seenCell(list, row, column);
      const key = accountKey(textAt(cell.value));
      const meaning = own.get(key);
      if (meaning) return meaning.category === null ? LEFT_OUT : { ...cell, value: meaning.category };
      return list.block.shared && others.has(key) ? LEFT_OUT : cell;
    };
  }

  private memoField(list: SourceList, heading: HeadingRef): (row: number) => MadeCell | typeof LEFT_OUT {
    const column = columnOf(list.head, heading);
    return (row) => {
      const text = textAt(list.cells.seen(row, column));
      const meaning = this.meanings.own.get(accountKey(text));
      if (meaning?.category === null) return LEFT_OUT;
      const category = meaning?.category ?? categorySpokenOf(this.ledger, text)?.category.name;
      return { value: category ?? (text === '' ? null : text), column, plain: false };
    };
  }

  // ---- Rows ------------------------------------------------------------------------------------------------------

  private condition(list: SourceList, condition: RowCondition): (row: number) => boolean {
    const column = columnOf(list.head, condition.heading);
    const { cells } = list;
    switch (condition.kind) {
      case 'one-of': {
        const words = new Set(condition.words.map(accountKey));
        // A total has no kind; that it is one is told where rows are read.
        return (row) => words.has(accountKey(textAt(cells.seen(row, column)))) || isLabelled(list, row);
      }
      case 'sign': {
        return (row) => {
          const amount = readAmount(cells.own(row, column));
          if (amount.kind !== 'value') return true;
          return condition.sign === 'positive' ? amount.value.greaterThan(ZERO) : amount.value.lessThan(ZERO);
        };
      }
      case 'without': {
        const words = condition.words.map(accountKey);
        return (row) => {
          const text = accountKey(textAt(cells.seen(row, column)));
          return !words.some((word) => text.includes(word));
        };
      }
    }
  }
}

/** Tells a column that fills its blanks from above: a month that is written once. */
function carriesOn(source: ColumnSource | undefined): boolean {
  if (source?.kind !== 'date-parts' && source?.kind !== 'date') return false;
  return 'heading' in source.year || (source.month !== undefined && 'heading' in source.month);
}

/** The row stands in the list and is no entry of this ledger. */
const LEFT_OUT = Symbol('left-out');

function isLabelled({ cells, otherColumns, head }: SourceList, row: number): boolean {
  const columns = [...otherColumns, ...head.headings.map((_, index) => index + 1)];
  return columns.some((column) => isTotalLabel(cells.own(row, column)));
}

/** A cell as a person sees it; what is merged over several rows speaks for all of them. */
function seenCell({ cells }: SourceList, row: number, column: number): MadeCell {
  const merge = cells.mergeAt(row, column);
  const isCovered = merge !== undefined && (merge.top !== row || merge.left !== column);
  return { value: cells.seen(row, column), column, plain: !isCovered };
}

function amountField(list: SourceList, source: Extract<ColumnSource, { kind: 'amount' }>): (row: number) => MadeCell {
  const signed = [
    ...source.plus.map((heading) => ({ column: columnOf(list.head, heading), minus: false })),
    ...source.minus.map((heading) => ({ column: columnOf(list.head, heading), minus: true })),
  ];
  const first = signed[0]?.column ?? 0;
  const times = source.times === 'title' ? unitAbove(list) : new Decimal(source.times);
  const isOne = times.equals(1);
  return (row) => {
    let sum: Decimal = ZERO;
    const parts: { readonly value: CellValue; readonly column: number; readonly minus: boolean }[] = [];
    for (const { column, minus } of signed) {
      const value = list.cells.own(row, column);
      const amount = readAmount(value);
      if (amount.kind === 'blank') continue;
      if (amount.kind === 'invalid') return { value, column, plain: isOne && !minus };
      if (source.zeroIsBlank && amount.value.isZero()) continue;
      parts.push({ value, column, minus });
      sum = minus ? sum.minus(amount.value) : sum.plus(amount.value);
    }
    const [only, second] = parts;
    if (!only) return { value: null, column: first, plain: false };
    if (!second && isOne && !only.minus) return { value: only.value, column: only.column, plain: true };
    return { value: cellOfDecimal(sum.times(times)), column: only.column, plain: false };
  };
}

/** A cell shows 15 digits; what has more is kept as text, in full. */
function cellOfDecimal(value: Decimal): CellValue {
  return value.precision() <= CELL_DIGITS ? value.toNumber() : decimalText(value);
}

const CELL_DIGITS = 15;

function countedField(list: SourceList, source: Extract<ColumnSource, { kind: 'counted' }>): (row: number) => MadeCell {
  const column = columnOf(list.head, source.heading);
  // The longest first: «人次» ends in no «人».
  const words = source.words.map((word) => halfWidth(word)).sort((a, b) => b.length - a.length);
  return (row) => {
    const value = list.cells.own(row, column);
    if (typeof value !== 'string') return { value, column, plain: true };
    const text = halfWidth(value).trim();
    const word = words.find((each) => text.endsWith(each));
    const amount = word === undefined ? undefined : readAmount(text.slice(0, -word.length));
    if (amount?.kind !== 'value') return { value, column, plain: true };
    return { value: cellOfDecimal(amount.value), column, plain: false };
  };
}

/** The year or month that a row belongs to, where its date does not say so itself. */
function timeField(
  list: SourceList,
  from: YearFrom | MonthFrom,
  part: 'year' | 'month',
): (row: number) => number | undefined {
  if ('year' in from) return () => from.year;
  if ('heading' in from) {
    const column = columnOf(list.head, from.heading);
    let above: number | undefined;
    return (row) => {
      above = readDatePart(list.cells.seen(row, column), part) ?? above;
      return above;
    };
  }
  if (from.from === 'sheet') {
    const known = part === 'year' ? (list.year ?? yearIn(list.cells.sheet.name)) : list.month;
    return () => known;
  }
  const year = yearAbove(list);
  return () => year;
}

/** The unit that stands above a list, «单位：万元»; one yuan where none does. */
function unitAbove({ cells, head, firstTitleRow }: SourceList): Decimal {
  return unitOfTitle(cells, firstTitleRow, head.row - 1) ?? ONE;
}
