import type { Facts } from '../finding';
import type { Connection } from './connection';

/** Why something is proposed; the sentence is formed where it is shown. */
export interface Reason {
  readonly code:
    | 'known'
    | 'answered'
    | 'heading-same'
    | 'heading-synonym'
    | 'heading-part'
    | 'content-dates'
    | 'content-figures'
    | 'content-categories'
    | 'memo-words'
    | 'title-words'
    | 'side-words'
    | 'side-balance'
    | 'side-accounts'
    | 'side-bank'
    | 'flow-words'
    | 'signs'
    | 'accounts-of-both'
    | 'year-sheet'
    | 'year-title'
    | 'year-elsewhere'
    | 'date-parts'
    | 'unit'
    | 'count-word'
    | 'one-category'
    | 'name-columns';
  readonly facts: Facts;
}

/** Where a ledger's column would be read from. */
export interface ProposedColumn {
  /** The ledger's column. */
  readonly column: string;
  /** The user's headings, as they stand there; none for a value that is the same in every row. */
  readonly from: readonly string[];
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** A list that would be read as a ledger; `block` is its place among the connection's blocks. */
export interface ProposedBlock {
  readonly block: number;
  readonly ledger: string;
  readonly sheets: readonly string[];
  /** The head's row on the first sheet, and the list's first column. */
  readonly headerRow: number;
  readonly column: number;
  /** Rows that bear a figure of the ledger. */
  readonly rows: number;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  readonly columns: readonly ProposedColumn[];
}

/** What one of the company's accounts would mean. */
export interface ProposedAccount {
  readonly ledger: string;
  readonly account: string;
  /** `null`: its rows are no entries. */
  readonly category: string | null;
  readonly source?: string;
  readonly confidence: number;
  readonly why: 'same-name' | 'same-last-part' | 'keywords' | 'memos' | 'balance-sheet' | 'known' | 'answered';
  readonly rows: number;
}

/** What an option would do. `amount` in yuan, plain decimal text. */
export interface QuestionOption {
  readonly id: string;
  /** What the option speaks of: a ledger, a category, a heading. */
  readonly facts: Facts;
  readonly effect: { readonly rows: number; readonly amount?: string };
}

/** Something that the workbook leaves truly open. */
export interface ConnectionQuestion {
  readonly id: string;
  readonly kind: 'sides' | 'ledger' | 'column' | 'year' | 'category' | 'account' | 'source';
  readonly sheet: string;
  /** The cell that it is about, such as a heading. */
  readonly cell: string;
  readonly facts: Facts;
  readonly options: readonly QuestionOption[];
  /** The option that is a little more likely than the others, where one is. */
  readonly likely?: string;
}

/** How a workbook could be connected. */
export interface ConnectionProposal {
  /** As far as it is settled; complete once no question is left. */
  readonly connection: Connection;
  /** Ledgers that stand in the policy's own layout and need no connection. */
  readonly ownLayout: readonly string[];
  readonly blocks: readonly ProposedBlock[];
  readonly accounts: readonly ProposedAccount[];
  readonly questions: readonly ConnectionQuestion[];
  /** Ledgers that the policy requires and that nothing was found for. */
  readonly missing: readonly string[];
  /** The answers given so far, by question. */
  readonly answers: Readonly<Record<string, string>>;
}
