import type { ConnectionEdit } from '../../../ledger/connect';
import type { LiveBooks } from '../../../workbook/live-books';
import { useStored, ValueStore } from '../../shell/value-store';

/** A question that was answered. */
export interface GivenAnswer {
  readonly question: string;
  readonly option: string;
}

/** What has been said about a connection that is not made yet. */
export interface ConnectDraft {
  /** The built-in policy chosen; `undefined`: the workbook's own, or the one that it seems to be under. */
  readonly policy: string | undefined;
  readonly answers: readonly GivenAnswer[];
  readonly edits: readonly ConnectionEdit[];
}

export const EMPTY_DRAFT: ConnectDraft = { policy: undefined, answers: [], edits: [] };

const drafts = new WeakMap<LiveBooks, ValueStore<ConnectDraft>>();

/** The draft for a workbook: it outlives the page, so that a look at another screen or an edit in a sheet costs no answer. */
export function useDraft(live: LiveBooks): {
  readonly draft: ConnectDraft;
  readonly change: (part: Partial<ConnectDraft>) => void;
} {
  const store = drafts.get(live) ?? new ValueStore(EMPTY_DRAFT);
  drafts.set(live, store);
  return { draft: useStored(store), change: (part) => store.change(part) };
}
