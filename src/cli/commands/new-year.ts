import { extname } from 'node:path';
import { makeNewYear, type NewYearRefusal } from '../../hosts/file/make-new-year';
import { readFileBytes } from '../../hosts/file/read-workbook-file';
import type { NewYearProblem, NewYearReport } from '../../workbook/new-year';
import type { LedgerOutcome, LedgerRemark } from '../../workbook/new-year-ledgers';
import { newYearText } from '../../workbook/new-year-text';
import { shown, shownPath } from '../../wording/shown-text';
import { readConnectionFile } from '../connection-choice';
import { patchSentence } from '../patch-sentence';
import { foundPolicy, refusalSentence } from '../policy-choice';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { policyJson, policyLines } from '../shared-forms';
import { isSameFile, refusedTarget, writeWhole } from '../write-file';

type Asked = RequestFor<'new-year'>;

/** `template --from`: next year's workbook from this year's, and what became of everything in it. */
export async function newYear(session: Session, request: Asked): Promise<ExitCode> {
  const { from, year, out, force, json } = request;
  const refused = out === undefined ? undefined : await refusedOut(session, request, out);
  if (refused !== undefined) return session.refuse(refused);
  const found = request.policyFile === undefined ? undefined : await foundPolicy(session, request.policyFile);
  if (found?.ok === false) return session.refuse(refusalSentence(session.wording, found.error));
  const connection =
    request.connectFile === undefined ? undefined : await readConnectionFile(session, request.connectFile);
  if (connection?.ok === false) return session.refuse(connection.error);
  session.progress.report('progress-new-year');
  const bytes = await readFileBytes(session.path(from));
  if (!bytes.ok) return session.refuse(session.wording.readProblem({ ...bytes.error, file: from }));
  const made = await makeNewYear(bytes.value, from, {
    year,
    language: session.wording.language,
    choice: {
      ...(found && { given: found.value.policy }),
      ...(connection && { connection: connection.value }),
    },
  });
  if (!made.ok) return session.refuse(refusal(session, from, made.error));
  const failed = out === undefined ? undefined : await writeWhole(session, out, force, made.value.bytes);
  if (failed !== undefined) return session.refuse(failed);
  if (json) await session.printJson(reportJson(session, request, made.value.report));
  else await session.print(reportText(session, request, made.value.report));
  return 0;
}

// ---- Refusals ----------------------------------------------------------------------------------------------------

async function refusedOut(session: Session, { from, year, force }: Asked, out: string): Promise<string | undefined> {
  const file = shownPath(out);
  if (await isSameFile(session, from, out)) return session.line('refuse-new-year-same', { file, year });
  const [ending, wanted] = [out, from].map((name) => extname(name).toLowerCase());
  // Programs go by the ending, and refuse macros in an .xlsx.
  if (ending !== wanted) return session.line('refuse-mark-ending', { file, ending: shown(wanted ?? '') });
  return refusedTarget(session, out, force);
}

function refusal(session: Session, from: string, refused: NewYearRefusal): string {
  switch (refused.code) {
    case 'unreadable':
      return session.wording.readProblem({ ...refused.problem, file: from });
    case 'not-patchable':
      return patchSentence(session, refused.problem, from);
    case 'not-plannable':
      return problemSentence(session, from, refused.problem);
  }
}

function problemSentence(session: Session, from: string, problem: NewYearProblem): string {
  const file = shownPath(from);
  switch (problem.code) {
    case 'year-unknown':
      return session.line('refuse-new-year-unknown', { file });
    case 'year-not-later':
      return session.line('refuse-new-year-later', { file, year: problem.year, last: problem.last });
    case 'policy-broken':
      return session.line('refuse-new-year-policy', { file, place: shown(problem.place) });
  }
}

// ---- What is printed ---------------------------------------------------------------------------------------------

function reportText(session: Session, { from, year, out }: Asked, report: NewYearReport): string {
  const told =
    out === undefined
      ? session.line('new-year-dry', { from: shownPath(from), year })
      : session.line('new-year-written', { from: shownPath(from), file: shownPath(out), year });
  const sections = newYearText(report, session.wording).map(({ heading, lines }) =>
    ['\n', `${session.paint('bold', heading)}\n`, ...lines.map((line) => session.wrapped(line, '  '))].join(''),
  );
  return [session.wrapped(told, ''), ...sections, '\n', policyLines(session, report.policy)].join('');
}

function reportJson(session: Session, { from, out }: Asked, report: NewYearReport) {
  const { rolled } = report;
  return {
    policy: policyJson(report.policy),
    source: report.source,
    openRows: report.openRows,
    from,
    out: out ?? null,
    last: report.last,
    year: report.year,
    toBeSet: rolled.toBeSet.map(({ parameter, last, days }) => ({
      parameter: parameter.id,
      title: session.wording.title(parameter.title),
      ...days,
      last: last ? { value: last.value, from: last.from ?? null, to: last.to ?? null } : null,
    })),
    valueChanges: rolled.changes.map(({ parameter, before, after }) => ({
      parameter: parameter.id,
      before: before.value,
      after: after.value,
      from: after.from ?? null,
    })),
    limitsEnded: rolled.limitsEnded.map(({ id }) => id),
    limitsBegun: rolled.limitsBegun.map(({ id }) => id),
    policyEnds: rolled.endsOn ?? null,
    ledgers: report.ledgers.map(ledgerJson),
    changes: report.changes.map(({ kind, place, before, after }) => ({ kind, place: place ?? null, before, after })),
    leftAsIs: report.leftAsIs,
    forgotten: report.forgotten,
  };
}

function ledgerJson({ ledger, sheets, kept, emptied, left, added, undated, remarks }: LedgerOutcome) {
  return { ledger: ledger.id, sheets, kept, emptied, left, added, undated, remarks: remarks.map(remarkJson) };
}

function remarkJson(remark: LedgerRemark) {
  return remark.code === 'not-read' ? { code: remark.code, because: remark.problem.code } : remark;
}
