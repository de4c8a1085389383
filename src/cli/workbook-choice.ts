import { err, ok, type Result } from '../kernel/result';
import { readWorkbookFile } from '../hosts/file/read-workbook-file';
import type { Policy } from '../policy/policy';
import { openBooks, type Books } from '../settlement/books';
import type { Session } from './session';

/** Reads a workbook and classifies its rows under a policy; the error is the sentence that refuses the file. */
export async function openWorkbook(session: Session, policy: Policy, file: string): Promise<Result<Books, string>> {
  const { progress, wording } = session;
  const workbook = await readWorkbookFile(session.path(file), {
    onProgress: (fraction) => progress.report('progress-reading', fraction),
  });
  if (!workbook.ok) return err(wording.readProblem({ ...workbook.error, file }));
  progress.report('progress-settling');
  return ok(openBooks(policy, workbook.value));
}

/** The year that a command works on: the one asked for, else the workbook's own; the error names the years there are. */
export function chosenYear(session: Session, books: Books, asked: number | undefined): Result<number, string> {
  const year = asked ?? books.policyYear;
  if (year !== undefined) return ok(year);
  if (books.years.length === 0) return err(session.line('refuse-year-none'));
  return err(session.line('refuse-year-open', { years: session.wording.list(books.years.map(String)) }));
}
