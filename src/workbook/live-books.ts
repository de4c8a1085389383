import type { Policy } from '../policy/policy';
import type { Books } from '../settlement/books';
import type { PortProblem, WorkbookPort } from './port';

/** How far a reading has come. */
export interface ReadingProgress {
  /** `cells`: the sheets are being read; `rows`: their rows are being held against the policy. */
  readonly step: 'cells' | 'rows';
  readonly done: number;
  readonly of: number;
  /** The sheet, or the ledger's sheet, that is being worked on. */
  readonly sheet: string;
}

export interface LiveState {
  /** The workbook as last read; `undefined` before the first reading. It stays while a new one is under way. */
  readonly books: Books | undefined;
  /** Grows by one with each new `books`. */
  readonly revision: number;
  /** When `books` was read, in milliseconds since 1970. */
  readonly readAt: number | undefined;
  /** A reading is under way. */
  readonly reading: ReadingProgress | undefined;
  /** Why the last reading did not come to an end; `books` is then what it was before. */
  readonly problem: PortProblem | undefined;
}

/** The workbook as the policy sees it, kept up to date while people work in it. */
export interface LiveBooks {
  readonly policy: Policy;
  readonly port: WorkbookPort;
  state(): LiveState;
  /** Calls after every change of the state, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /**
   * Reads everything anew; a reading that is under way is given up. Resolves when it has ended, one way or the other
   * (see `state().problem`), and never rejects.
   */
  refresh(signal?: AbortSignal): Promise<void>;
  /** Stops listening and reading. */
  dispose(): void;
}
