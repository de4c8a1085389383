import { extname } from 'node:path';
import { patchWorkbook, type SheetPatch } from '../hosts/file/patch/patch-workbook';
import { readFileBytes } from '../hosts/file/read-workbook-file';
import { err, ok, type Result } from '../kernel/result';
import type { Finding } from '../ledger/finding';
import type { Policy } from '../policy/policy';
import { SEVERITIES } from '../workbook/finding-list';
import { MOST_MARKS, marksOf } from '../workbook/marks';
import type { Mark } from '../workbook/port';
import { shown, shownPath } from '../wording/shown-text';
import { patchSentence } from './patch-sentence';
import type { Session } from './session';
import { isSameFile, refusedTarget, writeWhole } from './write-file';

/** A copy of the workbook with its findings marked in it. */
export interface MarkCopy {
  readonly out: string;
  readonly force: boolean;
}

/** The sentence that refuses to write the copy there; asked before there is any work done. */
export async function refusedCopy(
  session: Session,
  book: string,
  { out, force }: MarkCopy,
): Promise<string | undefined> {
  if (await isSameFile(session, book, out)) return session.line('refuse-mark-same', { file: shownPath(out) });
  const [ending, wanted] = [extname(out).toLowerCase(), extname(book).toLowerCase()];
  // Programs go by the ending, and refuse macros in an .xlsx.
  if (ending !== wanted) return session.line('refuse-mark-ending', { file: shownPath(out), ending: shown(wanted) });
  return refusedTarget(session, out, force);
}

/**
 * Writes the copy: each finding's cell filled and noted as the pane would mark it, all else as it is in the workbook. What
 * has been waived is not marked, nor what is on no sheet of the workbook.
 *
 * @returns What was marked, or why nothing was written: a sentence each.
 */
export async function writeMarkedCopy(
  session: Session,
  book: string,
  { out, force }: MarkCopy,
  { findings, policy, sheets }: { findings: readonly Finding[]; policy: Policy; sheets: ReadonlySet<string> },
): Promise<Result<string, string>> {
  const standing = findings.filter(({ waived, sheet }) => waived === undefined && sheets.has(sheet));
  const gravestFirst = SEVERITIES.flatMap((severity) => standing.filter((finding) => finding.severity === severity));
  const all = marksOf(gravestFirst, policy, session.wording);
  const marks = all.slice(0, MOST_MARKS);

  session.progress.report('progress-marking');
  const bytes = await readFileBytes(session.path(book));
  if (!bytes.ok) return err(session.wording.readProblem({ ...bytes.error, file: book }));
  const patched = await patchWorkbook(bytes.value, { sheets: patchesOf(marks) });
  if (!patched.ok) return err(patchSentence(session, patched.error, book));
  const failed = await writeWhole(session, out, force, patched.value);
  if (failed !== undefined) return err(failed);
  return ok(markedSentence(session, out, marks, all.length));
}

function patchesOf(marks: readonly Mark[]): readonly SheetPatch[] {
  return [...bySheet(marks)].map(([sheet, own]) => ({
    sheet,
    cells: own.map(({ cell, color, note }) => ({ cell, fill: color, note })),
  }));
}

function bySheet(marks: readonly Mark[]): ReadonlyMap<string, readonly Mark[]> {
  const sheets = new Map<string, Mark[]>();
  for (const mark of marks) {
    const own = sheets.get(mark.sheet);
    if (own) own.push(mark);
    else sheets.set(mark.sheet, [mark]);
  }
  return sheets;
}

function markedSentence(session: Session, out: string, marks: readonly Mark[], found: number): string {
  const file = shownPath(out);
  if (marks.length === 0) return session.line('mark-none', { file });
  const sheets = [...bySheet(marks)].map(([sheet, { length }]) =>
    session.line('mark-sheet', { sheet: shown(sheet), count: length }),
  );
  return session.line(found > marks.length ? 'mark-written-some' : 'mark-written', {
    file,
    count: marks.length,
    found,
    sheets: session.wording.list(sheets),
  });
}
