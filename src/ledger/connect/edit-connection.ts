import type { Policy } from '../../policy/policy';
import type { Column, Ledger } from '../../policy/schema';
import type { WorkbookSnapshot } from '../cells';
import { SURE_ENOUGH, meaningOf } from './account-meaning';
import { accountKey, sourceIn } from './accounts';
import { candidateOf, type Candidate, type CandidateColumn } from './candidates';
import { categoriesByName } from '../categories';
import { sourceOf } from './columns';
import { blockKey, readAccounts } from './connection-reading';
import type { AccountMeaning, ColumnSource, Connection, ConnectionBlock, HeadingRef } from './connection';
import { YearFinder, dateSourceOf, sameHeading } from './date-sources';
import { findLists } from './source-lists';

/**
 * What a person has changed about a proposed connection. It names what it changes by its content, so that it can be made
 * again on a connection that was proposed anew for the workbook as it stands now.
 */
export type ConnectionEdit =
  /** The list is not read. */
  | { readonly kind: 'left-out'; readonly block: string }
  /** A ledger's column is read from another column of the list, or from none. */
  | {
      readonly kind: 'column';
      readonly block: string;
      readonly column: string;
      readonly heading: HeadingRef | undefined;
    }
  /** An account is an entry of this category, or none; `ledgers` are those whose list it stands in. */
  | {
      readonly kind: 'account';
      readonly account: string;
      readonly ledgers: readonly string[];
      readonly meaning: Omit<AccountMeaning, 'account'> | undefined;
    };

/** The edits with one more; what it says of the same thing takes the place of what was said before. */
export function withEdit(edits: readonly ConnectionEdit[], edit: ConnectionEdit): readonly ConnectionEdit[] {
  return [...withoutEdit(edits, edit), edit];
}

/** The edits without what was said of the same thing. */
export function withoutEdit(edits: readonly ConnectionEdit[], edit: ConnectionEdit): readonly ConnectionEdit[] {
  const target = targetOf(edit);
  return edits.filter((each) => targetOf(each) !== target);
}

function targetOf(edit: ConnectionEdit): string {
  switch (edit.kind) {
    case 'left-out':
      return JSON.stringify([edit.kind, edit.block]);
    case 'column':
      return JSON.stringify([edit.kind, edit.block, edit.column]);
    case 'account':
      return JSON.stringify([edit.kind, accountKey(edit.account), edit.ledgers]);
  }
}

/**
 * A connection with a person's changes made to it. A change of something that the connection does not have, or no longer,
 * is passed over. Accounts that come up with another column of accounts are told as far as their names speak for themselves.
 */
export function editConnection(
  workbook: WorkbookSnapshot,
  policy: Policy,
  connection: Connection,
  edits: readonly ConnectionEdit[],
): Connection {
  const leftOut = new Set(edits.flatMap((edit) => (edit.kind === 'left-out' ? [edit.block] : [])));
  let edited = connection;
  let hasOtherAccounts = false;
  for (const edit of edits) {
    if (edit.kind !== 'column') continue;
    const at = edited.blocks.findIndex((block) => blockKey(block) === edit.block);
    const block = edited.blocks[at];
    const ledger = block && policy.ledgers.get(block.ledger);
    const changed = ledger && withColumn(workbook, ledger, edited, block, edit.column, edit.heading);
    if (!changed) continue;
    edited = { ...edited, blocks: edited.blocks.map((each, index) => (index === at ? changed : each)) };
    hasOtherAccounts ||= edit.column === ledger.category;
  }
  edited = { ...edited, blocks: edited.blocks.filter((block) => !leftOut.has(blockKey(block))) };
  if (hasOtherAccounts) edited = withTellingAccounts(workbook, policy, edited);
  for (const edit of edits) if (edit.kind === 'account') edited = withAccount(policy, edited, edit);
  return edited;
}

// ---- Columns -------------------------------------------------------------------------------------------------------

/** The columns of a block's list that each of the ledger's columns can be read from, by the ledger's column. */
export function columnChoices(
  workbook: WorkbookSnapshot,
  policy: Policy,
  connection: Connection,
  block: ConnectionBlock,
): ReadonlyMap<string, readonly HeadingRef[]> {
  const ledger = policy.ledgers.get(block.ledger);
  const candidate = ledger && candidateFor(workbook, ledger, connection, block);
  if (!ledger || !candidate) return new Map();
  return new Map(
    ledger.columns.map((column) => {
      const fitting = candidate.columns.filter(
        (own) => mayHold(own, column) && readFrom(workbook, ledger, column, own, candidate, block),
      );
      return [column.id, fitting.map(({ heading }) => heading)];
    }),
  );
}

/** Tells a column that holds something of the kind, or nothing at all yet. */
function mayHold({ content }: CandidateColumn, { type }: Column): boolean {
  if (content.filled === 0) return true;
  switch (type) {
    case 'money':
    case 'count':
      return content.numbers > 0 || content.counted.size > 0;
    case 'date':
      return content.dates > 0 || content.partialDates > 0;
    case 'moment':
      return content.dates > 0;
    default:
      return true;
  }
}

/**
 * The one column that a ledger's column is read from as it stands; `undefined` where it is put together from several, is the
 * same in every row, or is what a memo speaks of.
 */
export function headingOf(source: ColumnSource | undefined): HeadingRef | undefined {
  switch (source?.kind) {
    case 'cell':
    case 'counted':
    case 'account':
    case 'date':
      return source.heading;
    case 'amount': {
      const [only, second] = [...source.plus, ...source.minus];
      return second ? undefined : only;
    }
    default:
      return undefined;
  }
}

function withColumn(
  workbook: WorkbookSnapshot,
  ledger: Ledger,
  connection: Connection,
  block: ConnectionBlock,
  id: string,
  heading: HeadingRef | undefined,
): ConnectionBlock | undefined {
  const column = ledger.columns.find((each) => each.id === id);
  if (!column) return undefined;
  const { [id]: before, ...others } = block.columns;
  if (!heading) return column.required ? undefined : { ...block, columns: others };
  const candidate = candidateFor(workbook, ledger, connection, block);
  const own = candidate?.columns.find((each) => sameHeading(each.heading, heading));
  const source = candidate && own && readFrom(workbook, ledger, column, own, candidate, block);
  if (!source) return undefined;
  const old = headingOf(before);
  return {
    ...block,
    columns: { ...others, [id]: source },
    // What tells money in from money out by its sign goes with the figures.
    rows: block.rows.map((condition) =>
      condition.kind === 'sign' && old && sameHeading(condition.heading, old) ? { ...condition, heading } : condition,
    ),
  };
}

function candidateFor(
  workbook: WorkbookSnapshot,
  ledger: Ledger,
  connection: Connection,
  block: ConnectionBlock,
): Candidate | undefined {
  const found = findLists(workbook, ledger, connection);
  const lists = found.ok ? found.value.lists.filter((list) => list.block === block) : [];
  const pattern = 'pattern' in block.sheet ? block.sheet.pattern : undefined;
  return lists.length > 0 ? candidateOf(lists, pattern, workbook.date1904) : undefined;
}

/** How a ledger's column would be read from a column of the list; `undefined` where it can't be. */
function readFrom(
  workbook: WorkbookSnapshot,
  ledger: Ledger,
  column: Column,
  own: CandidateColumn,
  candidate: Candidate,
  block: ConnectionBlock,
): ColumnSource | undefined {
  const { heading } = own;
  const before = block.columns[column.id];
  if (column.id === ledger.category) return { kind: 'account', heading };
  if (column.type === 'date') return dateFrom(workbook, column, own, candidate, before);
  const source = sourceOf(column, own, candidate);
  if (before?.kind !== 'amount' || source === undefined || source.kind === 'counted') return source;
  // Figures of one side stay those of one side, and what is taken off stays taken off.
  const isTakenOff = before.plus.length === 0;
  return {
    kind: 'amount',
    plus: isTakenOff ? [] : [heading],
    minus: isTakenOff ? [heading] : [],
    times: source.kind === 'amount' ? source.times : '1',
    zeroIsBlank: before.zeroIsBlank,
  };
}

/** A date that lacks its year gets it from where it came from before, else from what stands on the sheet. */
function dateFrom(
  workbook: WorkbookSnapshot,
  column: Column,
  own: CandidateColumn,
  candidate: Candidate,
  before: ColumnSource | undefined,
): ColumnSource {
  const { heading } = own;
  const years = new YearFinder(workbook, new Set(), () => undefined);
  const found = dateSourceOf(column, { ...candidate, columns: [own] }, years);
  if (found && !found.needsYear) return found.source;
  const { partialDates, filled } = own.content;
  const isPartial = found !== undefined || (filled > 0 && partialDates > filled / 2);
  if (isPartial && (before?.kind === 'date' || before?.kind === 'date-parts')) {
    const { year, month } = before;
    return { kind: 'date', heading, year, ...(month ? { month } : {}) };
  }
  return found?.source ?? { kind: 'cell', heading };
}

// ---- Accounts ------------------------------------------------------------------------------------------------------

/** A connection that also tells the accounts of its lists whose names say what they are. */
function withTellingAccounts(workbook: WorkbookSnapshot, policy: Policy, connection: Connection): Connection {
  const told = readAccounts(workbook, policy, connection).flatMap(({ account, ledgers, meaning }): AccountMeaning[] => {
    if (meaning) return [];
    const [best, second] = ledgers
      .flatMap((id) => {
        const ledger = policy.ledgers.get(id);
        const meant = ledger && meaningOf(ledger, account, NO_MEMOS);
        return ledger && meant && meant.confidence >= SURE_ENOUGH ? [{ ledger, ...meant }] : [];
      })
      .sort((a, b) => b.confidence - a.confidence);
    if (!best) return [];
    if (best.category === null) return ledgers.map((ledger) => ({ ledger, account, category: null }));
    if (second?.confidence === best.confidence && second.category !== null) return [];
    const { ledger, category } = best;
    const known = categoriesByName(ledger).get(category);
    const source = known?.sources && sourceIn(known, account);
    return [{ ledger: ledger.id, account, category, ...(source === undefined ? {} : { source }) }];
  });
  return { ...connection, accounts: [...connection.accounts, ...told] };
}

const NO_MEMOS: ReadonlyMap<string, number> = new Map();

function withAccount(
  policy: Policy,
  connection: Connection,
  { account, ledgers, meaning }: Extract<ConnectionEdit, { kind: 'account' }>,
): Connection {
  if (meaning && meaning.category !== null) {
    const ledger = policy.ledgers.get(meaning.ledger);
    if (!ledger || !categoriesByName(ledger).has(meaning.category)) return connection;
  }
  const key = accountKey(account);
  const isShared = ledgers.length > 1;
  const others = connection.accounts.filter(
    (each) => accountKey(each.account) !== key || !(isShared || ledgers.includes(each.ledger)),
  );
  if (!meaning) return { ...connection, accounts: others };
  const own =
    meaning.category === null
      ? ledgers.map((ledger): AccountMeaning => ({ ledger, account, category: null }))
      : [{ ...meaning, account }];
  return { ...connection, accounts: [...others, ...own] };
}
