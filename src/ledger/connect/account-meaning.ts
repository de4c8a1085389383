import type { Category, Ledger } from '../../policy/schema';
import { categoriesByName, categorySpokenOf, nearestCategory } from '../categories';
import { halfWidth } from '../read-cell';
import { BALANCE_SHEET_ACCOUNTS } from './vocabulary';

/** What an account is taken to mean, how surely, and why. */
export interface ProposedMeaning {
  /** `null`: no entry of the ledger, such as money that changes its pocket. */
  readonly category: string | null;
  readonly confidence: number;
  readonly why: 'same-name' | 'same-last-part' | 'keywords' | 'memos' | 'balance-sheet';
}

/** A meaning that is less sure is asked about. */
export const SURE_ENOUGH = 0.5;
/** So many of an account's memos must speak of one category for them to say what it is. */
const AGREEING = 0.8;

/**
 * What one of the company's accounts means in a ledger: the category of its name; else of its last part («管理费用—差旅费»);
 * else the one whose words it has; else the one that nearly all memos of its rows speak of. `undefined` where nothing speaks.
 */
export function meaningOf(
  ledger: Ledger,
  account: string,
  memos: ReadonlyMap<string, number>,
): ProposedMeaning | undefined {
  const named = categoriesByName(ledger);
  const whole = account.trim();
  if (named.has(whole)) return { category: whole, confidence: 1, why: 'same-name' };
  const parts = partsOf(whole);
  const same = named.get(parts.at(-1) ?? '');
  if (same) return { category: same.name, confidence: 0.95, why: 'same-last-part' };
  if (parts.some((part) => BALANCE_SHEET_ACCOUNTS.has(part.toLowerCase()))) {
    return { category: null, confidence: 0.9, why: 'balance-sheet' };
  }
  const spoken = categorySpokenOf(ledger, parts.join(' '));
  if (spoken) return { category: spoken.category.name, confidence: 0.8, why: 'keywords' };
  const ofMemos = spokenByMemos(ledger, memos);
  return ofMemos && { category: ofMemos.category.name, confidence: 0.5 + ofMemos.share * 0.2, why: 'memos' };
}

/** The category to offer first where nothing speaks for one. */
export function likeliest(ledger: Ledger, account: string): string | undefined {
  return nearestCategory(ledger, account, '');
}

/** «6602.03 管理费用—差旅费» → 管理费用, 差旅费: an account's levels without their numbers. */
function partsOf(account: string): readonly string[] {
  return halfWidth(account)
    .split(/[-_\\/>:|]+|(?<=\D)\.|\s{2,}/)
    .map((part) => part.replace(/^[\d.\s]+/, '').trim())
    .filter((part) => part !== '');
}

function spokenByMemos(
  ledger: Ledger,
  memos: ReadonlyMap<string, number>,
): { readonly category: Category; readonly share: number } | undefined {
  const votes = new Map<Category, number>();
  let all = 0;
  for (const [memo, rows] of memos) {
    all += rows;
    const spoken = categorySpokenOf(ledger, memo)?.category;
    if (spoken) votes.set(spoken, (votes.get(spoken) ?? 0) + rows);
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  if (!best || all === 0 || best[1] / all < AGREEING) return undefined;
  return { category: best[0], share: best[1] / all };
}
