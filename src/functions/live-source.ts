import type { Language } from '../wording/language';
import type { CallContext } from './call-context';

/** What the live answers are computed from at a moment. */
export type LiveMoment =
  /**
   * The workbook is being read for the first time. `context`, without books, answers the calls that bring all they need;
   * left out, nothing is answered yet, since the policy may be the workbook's own.
   */
  | { readonly kind: 'waiting'; readonly context?: CallContext; readonly language?: Language }
  | { readonly kind: 'ready'; readonly context: CallContext }
  /** The workbook can't be read; `sentence` says why and what to do, in the reader's language. `context` as above. */
  | {
      readonly kind: 'stopped';
      readonly context?: CallContext;
      readonly language?: Language;
      readonly sentence: string;
    };

/** What custom functions follow: the workbook as last read. It never reaches into the spreadsheet application. */
export interface LiveSource {
  moment(): LiveMoment;
  /** Calls after every change of the moment, until the returned function is called. */
  subscribe(listener: () => void): () => void;
}
