import type { Policy } from '../../policy/policy';
import type { Ledger } from '../../policy/schema';
import { cellAddress } from '../a1';
import { categoriesByName } from '../categories';
import type { SheetSnapshot, WorkbookSnapshot } from '../cells';
import type { CellRef } from '../finding';
import { isTotalLabel } from '../read-ledger';
import { accountKey, sourceIn } from './accounts';
import { connectWorkbook } from './connect-workbook';
import type { AccountMeaning, Connection, ConnectionBlock, HeadingRef } from './connection';
import { headingRefs, textAt } from './list-head';
import { findLists, type SourceList } from './source-lists';

/** A block of a connection by what it reads, whatever its place among the others and whichever columns it takes. */
export function blockKey({ ledger, sheet, header }: ConnectionBlock): string {
  return JSON.stringify([
    ledger,
    'name' in sheet ? sheet.name : null,
    'pattern' in sheet ? sheet.pattern : null,
    header.rows,
    header.headings,
    header.under ?? null,
  ]);
}

/** A column of a list, as it can be chosen. */
export interface ListColumn {
  readonly heading: HeadingRef;
  /** The heading as it stands there. */
  readonly label: string;
  /** The sheet's column, 1-based. */
  readonly column: number;
}

/** What a block of a connection reads in a workbook. */
export interface BlockReading {
  readonly key: string;
  readonly block: ConnectionBlock;
  readonly sheets: readonly string[];
  /** The first cell of the first list's head. */
  readonly header: CellRef;
  /** Rows that are entries, or faulty ones; totals are not. */
  readonly rows: number;
  /** The columns of the list, from the left. */
  readonly columns: readonly ListColumn[];
}

/** What one of the company's accounts stands for, and the rows that bear it. */
export interface AccountReading {
  readonly account: string;
  /** The ledgers whose categories it may be: of a list that several ledgers share, all of these. */
  readonly ledgers: readonly string[];
  readonly rows: number;
  /** `undefined`: nothing says. With a category of `null`, its rows are no entries. */
  readonly meaning: Omit<AccountMeaning, 'account'> | undefined;
  /** The sources of goods that it could be of, where its category needs one and neither its name nor a column says which. */
  readonly sources: readonly string[];
}

/** What a connection reads, block by block; blocks of a ledger that can't be found any more are left out. */
export function readBlocks(
  workbook: WorkbookSnapshot,
  policy: Policy,
  connection: Connection,
): readonly BlockReading[] {
  const read = readLedgers(workbook, policy, connection);
  return connection.blocks.flatMap((block): BlockReading[] => {
    const ledger = read.find((each) => each.ledger.id === block.ledger);
    const lists = ledger?.lists.filter((list) => list.block === block) ?? [];
    const [first] = lists;
    if (!ledger || !first) return [];
    return [
      {
        key: blockKey(block),
        block,
        sheets: [...new Set(lists.map(({ cells }) => cells.sheet.name))],
        header: { sheet: first.cells.sheet.name, cell: cellAddress(first.head.row, first.left) },
        rows: ledger.rows.filter(({ list }) => list.block === block).length,
        columns: columnsOf(first),
      },
    ];
  });
}

/** The headed columns of a list. */
function columnsOf({ head, left, right }: SourceList): readonly ListColumn[] {
  const refs = headingRefs(head);
  return refs.slice(left - 1, right).flatMap((heading, index) => {
    const column = left + index;
    const label = head.labels[column - 1];
    return heading ? [{ heading, label: label === undefined || label === '' ? heading.text : label, column }] : [];
  });
}

/**
 * The accounts that stand in the lists of a connection, those with the most rows first. An account of a list that several
 * ledgers share is told once; elsewhere the same word may mean something else in each ledger.
 */
export function readAccounts(
  workbook: WorkbookSnapshot,
  policy: Policy,
  connection: Connection,
): readonly AccountReading[] {
  const sharing = sharingLedgers(policy, connection);
  // What the accounts are told to mean would hide them, and the rows that they leave out.
  const bare: Connection = { ...connection, accounts: [] };
  const found = new Map<string, { account: string; ledger: Ledger; isShared: boolean; rows: number; named: boolean }>();
  for (const { ledger, rows, made } of readLedgers(workbook, policy, bare)) {
    const at = ledger.columns.findIndex(({ id }) => id === ledger.category);
    const counted = new Map<string, number>();
    for (const { row, list } of rows) {
      if (ledger.category === undefined || list.block.columns[ledger.category]?.kind !== 'account') continue;
      const account = textAt(made.rows[row - 1]?.[at]);
      if (account === '') continue;
      const key = `${list.block.shared ? '' : ledger.id} ${accountKey(account)}`;
      const count = (counted.get(key) ?? 0) + 1;
      counted.set(key, count);
      const known = found.get(key);
      const named = ledger.source !== undefined && list.block.columns[ledger.source] !== undefined;
      if (!known) found.set(key, { account, ledger, isShared: list.block.shared, rows: count, named });
      // Of a shared list, every ledger reads the same rows.
      else known.rows = Math.max(known.rows, count);
    }
  }
  return [...found.values()]
    .map(({ account, ledger, isShared, rows, named }): AccountReading => {
      const ledgers = isShared ? sharing : [ledger.id];
      const meaning = meaningIn(policy, connection, isShared ? undefined : ledger, ledgers, account);
      return { account, ledgers, rows, meaning, sources: named ? [] : sourcesOf(policy, account, meaning) };
    })
    .sort((a, b) => b.rows - a.rows);
}

/** The ledgers whose entries may stand in a shared list. */
function sharingLedgers({ document }: Policy, { blocks }: Connection): readonly string[] {
  const shared = new Set(blocks.filter((block) => block.shared).map((block) => block.ledger));
  return document.ledgers.map(({ id }) => id).filter((id) => shared.has(id));
}

/** What a connection says of an account: of a shared list, whichever ledger it is an entry of, before «none». */
function meaningIn(
  { ledgers: known }: Policy,
  { accounts }: Connection,
  only: Ledger | undefined,
  ledgers: readonly string[],
  account: string,
): AccountReading['meaning'] {
  const key = accountKey(account);
  const said = accounts.filter(
    (meaning) => accountKey(meaning.account) === key && (only === undefined || meaning.ledger === only.id),
  );
  const own = said.filter(({ ledger }) => ledgers.includes(ledger));
  const meaning =
    own.find(({ category }) => category !== null) ?? own[0] ?? said.find(({ category }) => category !== null);
  if (meaning) {
    const { account: _, ...rest } = meaning;
    return rest;
  }
  const named = ledgers.find((id) => categoriesOf(known.get(id)).has(account));
  return named === undefined || ledgers.length > 1 ? undefined : { ledger: named, category: account };
}

const NO_CATEGORIES: ReturnType<typeof categoriesByName> = new Map();

function categoriesOf(ledger: Ledger | undefined): ReturnType<typeof categoriesByName> {
  return ledger ? categoriesByName(ledger) : NO_CATEGORIES;
}

function sourcesOf({ ledgers }: Policy, account: string, meaning: AccountReading['meaning']): readonly string[] {
  const ledger = meaning && ledgers.get(meaning.ledger);
  const category = ledger && categoriesOf(ledger).get(meaning.category ?? '');
  if (!category?.sources || ledger?.source === undefined) return [];
  return sourceIn(category, account) === undefined ? category.sources : [];
}

/** A ledger as a connection makes it: its lists, and which of them each of its rows stands in. */
interface LedgerRead {
  readonly ledger: Ledger;
  readonly made: SheetSnapshot;
  readonly lists: readonly SourceList[];
  /** Rows of the made sheet that are no totals. */
  readonly rows: readonly { readonly row: number; readonly list: SourceList }[];
}

function readLedgers(workbook: WorkbookSnapshot, policy: Policy, connection: Connection): readonly LedgerRead[] {
  const { connected } = connectWorkbook(workbook, policy, connection);
  return policy.document.ledgers.flatMap((ledger): LedgerRead[] => {
    const own = connected.get(ledger.id);
    const found = own?.found === true ? findLists(workbook, ledger, connection) : undefined;
    if (own?.found !== true || found?.ok !== true) return [];
    const { lists } = found.value;
    const { sheet: made } = own;
    const rows = made.rows.flatMap((cells, index) => {
      if (index === 0 || cells?.some(isTotalLabel) === true) return [];
      const list = listAt(lists, made, index + 1);
      return list ? [{ row: index + 1, list }] : [];
    });
    return [{ ledger, made, lists, rows }];
  });
}

/** The list that a row of a made sheet stands in. */
function listAt(lists: readonly SourceList[], { origin }: SheetSnapshot, row: number): SourceList | undefined {
  const [first, second] = lists;
  if (!second) return first;
  // No column of the made sheet: the cell that stands for the row as a whole.
  const place = origin?.cellOf(row, 0);
  return lists.find(
    ({ cells, firstRow, lastRow, left, right }) =>
      place !== undefined &&
      cells.sheet.name === place.sheet &&
      firstRow <= place.row &&
      place.row <= lastRow &&
      left <= place.column &&
      place.column <= right,
  );
}
