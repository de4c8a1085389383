import { qualifiedAddress } from '../ledger/a1';
import type { Finding } from '../ledger/finding';
import type { Policy } from '../policy/policy';
import type { LocalText, Severity } from '../policy/schema';
import { excelErrorOf, type AnswerProblem } from '../settlement/answer';
import { shortDigest, shown, visible } from '../wording/shown-text';
import type { Wording } from '../wording/wording';
import type { Session } from './session';

/** What several commands print alike: the policy's identity, what-if values, errors, counts of findings. */

/** A policy's identity; a workbook's own policy that can't be used has none. */
export function policyJson({ document, digest, broken }: Policy) {
  if (broken) return { id: null, edition: null, digest: null };
  return { id: document.id, edition: document.edition, digest };
}

/** The what-if values, as a part of a JSON object; nothing where the policy stands as written. */
export function whatIfJson(policy: Policy) {
  if (policy.whatIf.length === 0) return {};
  return {
    whatIf: policy.whatIf.map(({ parameter, from, value, example }) => ({
      parameter,
      from: from ?? null,
      value,
      ...(example ? { example } : {}),
    })),
  };
}

/** How the policy stands to what was approved, as a part of a JSON object; nothing where no workbook's record was read. */
export function approvalJson({ standing }: Policy) {
  if (!standing) return {};
  if (standing.kind === 'unapproved') return { approval: { state: standing.kind } };
  if (standing.kind === 'unknown') return { approval: { state: standing.kind, problem: standing.problem.code } };
  const { by, on, document, digest } = standing.approval;
  const changes = standing.kind === 'changed' ? { changes: standing.changes.changes.length } : {};
  return { approval: { state: standing.kind, by, on, document, digest, ...changes } };
}

/** A unit for programs: «CNY», or the policy's own word for it, which is Chinese in every language. */
export function unitJson(unit: string | LocalText): string {
  return typeof unit === 'string' ? unit : unit.zh;
}

/** An error as a cell would show it, with its sentence and, where rows are to blame, their cells. */
export function errorJson(wording: Wording, problem: AnswerProblem) {
  return {
    code: excelErrorOf(problem),
    message: wording.problem(problem),
    ...(problem.code === 'rows-blocked' || problem.code === 'policy-broken'
      ? { rows: problem.cells.map(({ sheet, cell }) => qualifiedAddress(sheet, cell)) }
      : {}),
  };
}

/** «制度 internet-centre 2016 · 摘要 0d1a2b3c4d5e», a line for each what-if value, and how it stands to what was approved. */
export function policyLines(session: Session, policy: Policy): string {
  const { document, digest, broken } = policy;
  if (broken) return session.wrapped(session.line('policy-unusable'), '', 'red');
  const identity = session.line('policy-identity', {
    id: visible(document.id),
    edition: shown(document.edition),
    digest: shortDigest(digest),
  });
  return `${whatIfLines(session, policy)}${session.wrapped(identity, '', 'gray')}${standingLine(session, policy)}`;
}

/** How the policy stands to what was approved; «» where no workbook's record was read. */
export function standingLine(session: Session, { standing }: Policy): string {
  if (!standing) return '';
  return session.wrapped(session.wording.standing(standing), '', standing.kind === 'approved' ? 'gray' : 'yellow');
}

/** A line for each what-if value, for a person not to take the figures for the written policy's. */
export function whatIfLines(session: Session, policy: Policy): string {
  return policy.whatIf
    .map(({ parameter, from, value, example }) => {
      const title = policy.parameters.get(parameter)?.title;
      const line = session.line(example ? 'what-if-example' : from === undefined ? 'what-if' : 'what-if-from', {
        parameter: visible(parameter),
        title: title ? session.wording.title(title) : visible(parameter),
        value,
        from: from ?? '',
      });
      return session.wrapped(line, '', 'magenta');
    })
    .join('');
}

/** `waived` is there where somebody has set findings aside; they count nowhere else. */
export type FindingCounts = Readonly<Record<Severity, number>> & { readonly waived?: number };

/** How many findings stand of each severity, and how many are set aside. */
export function countFindings(findings: readonly Finding[]): FindingCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  let waived = 0;
  for (const finding of findings) {
    if (finding.waived) waived += 1;
    else counts[finding.severity] += 1;
  }
  return waived === 0 ? counts : { ...counts, waived };
}

/** «3 个错误，7 个提醒，12 条说明», and «已忽略 2 条» where findings are set aside. */
export function countsText(session: Session, counts: FindingCounts): string {
  const standing = session.line('finding-counts', {
    errors: session.line('count-errors', { count: counts.error }),
    warnings: session.line('count-warnings', { count: counts.warning }),
    notes: session.line('count-notes', { count: counts.info }),
  });
  if (counts.waived === undefined) return standing;
  return session.line('finding-counts-waived', {
    counts: standing,
    waived: session.line('count-waived', { count: counts.waived }),
  });
}
