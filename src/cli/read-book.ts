import { readWorkbookFile } from '../hosts/file/read-workbook-file';
import { err, ok, type Result } from '../kernel/result';
import type { WorkbookSnapshot } from '../ledger/cells';
import type { Session } from './session';

/** Reads a workbook; the error is the sentence that refuses the file. */
export async function readBook(session: Session, file: string): Promise<Result<WorkbookSnapshot, string>> {
  const { progress, wording } = session;
  const workbook = await readWorkbookFile(session.path(file), {
    onProgress: (fraction) => progress.report('progress-reading', fraction),
  });
  return workbook.ok ? ok(workbook.value) : err(wording.readProblem({ ...workbook.error, file }));
}
