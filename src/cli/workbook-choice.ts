import { err, ok, type Result } from '../kernel/result';
import type { Books } from '../settlement/books';
import { policyProblem } from '../settlement/stopped-books';
import { openWorkbook as open } from '../workbook/open-workbook';
import type { OpenedWorkbook } from '../workbook/opened-workbook';
import { shown, shownPath } from '../wording/shown-text';
import { foundPolicy, refusalSentence, remarkOnFaults, trialRefusal, trialsOf, tryOut } from './policy-choice';
import { readBook } from './read-book';
import { readConnectionFile } from './connection-choice';
import type { BookChoice } from './request';
import type { Session } from './session';

/**
 * Reads a workbook and opens it under the policy that is given, else under its own; the error is the sentence that refuses
 * the file, the policy or a what-if value.
 */
export async function openWorkbook(
  session: Session,
  choice: BookChoice,
  file: string,
): Promise<Result<OpenedWorkbook, string>> {
  const { wording } = session;
  const { policyFile, examples, connectFile } = choice;
  const trials = trialsOf(wording, choice);
  if (!trials.ok) return trials;
  const found = policyFile === undefined ? undefined : await foundPolicy(session, policyFile);
  if (found?.ok === false) return err(refusalSentence(wording, found.error));
  const given = found?.value.policy;
  // Under a policy that is known already, what it refuses need not wait for the workbook.
  const tried = given && tryOut(wording, given, choice);
  if (tried?.ok === false) return tried;
  const connection = connectFile === undefined ? undefined : await readConnectionFile(session, connectFile);
  if (connection?.ok === false) return connection;
  const workbook = await readBook(session, file);
  if (!workbook.ok) return workbook;
  session.progress.report('progress-settling');
  const opened = open(
    {
      trials: trials.value,
      ...(given && { given }),
      ...(examples && { examples }),
      ...(connection && { connection: connection.value }),
    },
    workbook.value,
  );
  const { books, source, trialProblem } = opened;
  if (trialProblem) return err(trialRefusal(wording, books.policy, trialProblem));
  if (connection && connectFile !== undefined && connection.value.policy !== books.policy.document.id) {
    const names = { connected: shown(connection.value.policy), policy: shown(books.policy.document.id) };
    return err(session.line('refuse-connection-policy', { file: shownPath(connectFile), ...names }));
  }
  // Those that come with the product have none, which their tests see to.
  if (source.kind !== 'built-in') remarkOnFaults(session, policyFile ?? file, opened.lint);
  return ok(opened);
}

/** The year that a command works on: the one asked for, else the workbook's own; the error names the years there are. */
export function chosenYear(session: Session, books: Books, asked: number | undefined): Result<number, string> {
  const year = asked ?? books.policyYear;
  if (year !== undefined) return ok(year);
  const problem = policyProblem(books.policy);
  if (problem) return err(session.wording.problem(problem));
  if (books.years.length === 0) return err(session.line('refuse-year-none'));
  return err(session.line('refuse-year-open', { years: session.wording.list(books.years.map(String)) }));
}
