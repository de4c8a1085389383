import type { Policy } from '../policy/policy';
import type { Books } from '../settlement/books';
import type { Language } from '../wording/language';
import type { Wording } from '../wording/wording';

/** What a call is computed with. */
export interface CallContext {
  readonly policy: Policy;
  /** The workbook opened under this policy; left out, a call must bring all it needs. */
  readonly books?: Books;
  readonly wording: Wording;
  readonly language: Language;
  /**
   * How the host hands over the blank cells of a range: `true` where they arrive as 0 (Excel on the desktop: office-js
   * #1951, #5262), `false` where a 0 always is one. Left out, each range is judged by what stands in it.
   */
  readonly blanksArriveAsZero?: boolean;
  /** Whether the calling workbook counts its days from 1904, where there are no `books` to tell; left out, it does not. */
  readonly date1904?: boolean;
}
