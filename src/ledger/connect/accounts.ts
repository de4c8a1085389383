import type { Category, Ledger } from '../../policy/schema';
import { halfWidth } from '../read-cell';
import type { AccountMeaning, Connection } from './connection';

/** An account as it is compared: without spaces and differences of width and case. */
export function accountKey(account: string): string {
  const known = keys.get(account);
  if (known !== undefined) return known;
  const key = halfWidth(account).replace(/\s/g, '').toLowerCase();
  if (keys.size < MOST_KEYS) keys.set(account, key);
  return key;
}

/** Accounts come again in row after row. */
const keys = new Map<string, string>();
const MOST_KEYS = 10_000;

/** What a connection's accounts mean in one ledger, and the accounts that are another ledger's. */
export interface Meanings {
  readonly own: ReadonlyMap<string, AccountMeaning>;
  readonly others: ReadonlySet<string>;
}

export function meaningsOf(connection: Connection, ledger: Ledger): Meanings {
  const own = new Map<string, AccountMeaning>();
  const others = new Set<string>();
  for (const meaning of connection.accounts) {
    if (meaning.ledger === ledger.id) own.set(accountKey(meaning.account), meaning);
    else if (meaning.category !== null) others.add(accountKey(meaning.account));
  }
  return { own, others };
}

/** The source of goods that an account or a memo names, where the category needs one. */
export function sourceIn(category: Category, text: string): string | undefined {
  const said = category.sources?.filter((source) => text.includes(source)) ?? [];
  return said.length === 1 ? said[0] : undefined;
}
