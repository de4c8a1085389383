import type { Result } from '../kernel/result';
import type { NewYearProblem, NewYearReport } from '../workbook/new-year';
import type { Language } from '../wording/language';

/** Why there is no new year's workbook. */
export type NewYearRefusal =
  | { readonly code: 'unreadable'; readonly problem: { readonly code: string } }
  | { readonly code: 'not-patchable'; readonly problem: { readonly code: string } }
  | { readonly code: 'not-plannable'; readonly problem: NewYearProblem };

/** What the pane can do with a workbook as a file. Whoever shows the pane hands it in, and it is loaded when it is needed. */
export interface FileTools {
  /** Next year's workbook from the file of this year's; the file is not changed. */
  readonly makeNewYear: (
    file: Uint8Array,
    name: string,
    options: { readonly year: number; readonly language: Language },
  ) => Promise<Result<{ readonly bytes: Uint8Array; readonly report: NewYearReport }, NewYearRefusal>>;
}
