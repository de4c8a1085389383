import { err, ok, type Result } from '../../kernel/result';
import { computedCalls } from '../../workbook/computed-calls';
import {
  newYearProblem,
  planNewYear,
  type ChangeKind,
  type NewYearProblem,
  type NewYearReport,
  type YearChange,
} from '../../workbook/new-year';
import { openWorkbook } from '../../workbook/open-workbook';
import type { PolicyChoice } from '../../workbook/opened-workbook';
import type { WorkbookPatch } from '../../workbook/workbook-patch';
import type { Language } from '../../wording/language';
import { patchWorkbook } from './patch/patch-workbook';
import type { PatchProblem } from './patch/workbook-patch';
import type { ReadProblem } from './read-problem';
import { readWorkbookBytes } from './read-workbook';
import { readWorkbookDetails } from './workbook-details';

/** Why there is no new year's workbook. */
export type NewYearRefusal =
  | { readonly code: 'unreadable'; readonly problem: ReadProblem }
  | { readonly code: 'not-plannable'; readonly problem: NewYearProblem }
  | { readonly code: 'not-patchable'; readonly problem: PatchProblem };

export interface NewYearWorkbook {
  readonly bytes: Uint8Array;
  readonly report: NewYearReport;
}

export interface NewYearOptions {
  readonly year: number;
  /** Of the texts of rows that are added. */
  readonly language: Language;
  /** Which policy holds and how its sheets are read; what the workbook says, unless something is given. */
  readonly choice?: PolicyChoice;
}

/**
 * Makes next year's workbook from the file of this year's, which is not changed. Runs in a page as well.
 *
 * @param name What messages call the file.
 */
export async function makeNewYear(
  bytes: Uint8Array,
  name: string,
  { year, language, choice = {} }: NewYearOptions,
): Promise<Result<NewYearWorkbook, NewYearRefusal>> {
  const snapshot = await readWorkbookBytes(bytes, name);
  if (!snapshot.ok) return err({ code: 'unreadable', problem: snapshot.error });
  const opened = openWorkbook(choice, snapshot.value);
  const problem = newYearProblem(opened, year);
  if (problem) return err({ code: 'not-plannable', problem });
  const details = await readWorkbookDetails(bytes, name);
  if (!details.ok) return err({ code: 'unreadable', problem: details.error });
  const { patch, report } = planNewYear({ opened, details: details.value, language }, year);
  const moved = new MovedTexts();
  const patched = await patchWorkbook(bytes, moved.listening(patch));
  if (!patched.ok) return err({ code: 'not-patchable', problem: patched.error });
  const shown = await withResults(patched.value, name, { ...choice, given: opened.books.policy });
  if (!shown.ok) return shown;
  return ok({ bytes: shown.value, report: { ...report, changes: [...report.changes, ...moved.changes] } });
}

/** The workbook with what its cells show, who were made to compute the last year, computed for the new one. */
async function withResults(
  bytes: Uint8Array,
  name: string,
  choice: PolicyChoice,
): Promise<Result<Uint8Array, NewYearRefusal>> {
  const snapshot = await readWorkbookBytes(bytes, name);
  if (!snapshot.ok) return err({ code: 'unreadable', problem: snapshot.error });
  const details = await readWorkbookDetails(bytes, name);
  if (!details.ok) return err({ code: 'unreadable', problem: details.error });
  const { books } = openWorkbook(choice, snapshot.value);
  const patched = await patchWorkbook(bytes, { sheets: computedCalls(books, details.value) });
  return patched.ok ? patched : err({ code: 'not-patchable', problem: patched.error });
}

/** What is met only while the file is gone through: links, headers and footers, the document's title. */
class MovedTexts {
  private readonly met = new Map<string, YearChange>();

  get changes(): readonly YearChange[] {
    return [...this.met.values()];
  }

  /** The same patch, told here as it is carried out. */
  listening(patch: WorkbookPatch): WorkbookPatch {
    const { links, texts } = patch;
    return {
      ...patch,
      ...(links && { links: (target) => this.note('link', target, links(target)) }),
      ...(texts && { texts: (text) => this.note('page', text, texts(text)) }),
    };
  }

  private note(kind: ChangeKind, before: string, after: string | undefined): string | undefined {
    if (after !== undefined && after !== before) {
      this.met.set(`${kind} ${before}`, { kind, place: undefined, before, after });
    }
    return after;
  }
}
