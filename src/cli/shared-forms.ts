import { qualifiedAddress } from '../ledger/a1';
import type { Finding } from '../ledger/finding';
import type { Policy } from '../policy/policy';
import type { LocalText, Severity } from '../policy/schema';
import { excelErrorOf, type AnswerProblem } from '../settlement/answer';
import { shown, visible } from '../wording/shown-text';
import type { Wording } from '../wording/wording';
import type { Session } from './session';

/** What several commands print alike: the policy's identity, what-if values, errors, counts of findings. */

/** How many digits of a digest tell policies apart for a person. */
const SHORT_DIGEST = 12;

export function policyJson({ document, digest }: Policy) {
  return { id: document.id, edition: document.edition, digest };
}

/** The what-if values, as a part of a JSON object; nothing where the policy stands as written. */
export function whatIfJson(policy: Policy) {
  if (policy.whatIf.length === 0) return {};
  return {
    whatIf: policy.whatIf.map(({ parameter, from, value }) => ({ parameter, from: from ?? null, value })),
  };
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
    ...(problem.code === 'rows-blocked'
      ? { rows: problem.cells.map(({ sheet, cell }) => qualifiedAddress(sheet, cell)) }
      : {}),
  };
}

/** «制度 internet-centre 2016 · 摘要 0d1a2b3c4d5e», and a line for each what-if value. */
export function policyLines(session: Session, policy: Policy): string {
  const { document, digest } = policy;
  const identity = session.line('policy-identity', {
    id: visible(document.id),
    edition: shown(document.edition),
    digest: digest.slice(0, SHORT_DIGEST),
  });
  return `${whatIfLines(session, policy)}${session.wrapped(identity, '', 'gray')}`;
}

/** A line for each what-if value, for a person not to take the figures for the written policy's. */
export function whatIfLines(session: Session, policy: Policy): string {
  return policy.whatIf
    .map(({ parameter, from, value }) => {
      const title = policy.parameters.get(parameter)?.title;
      const line = session.line(from === undefined ? 'what-if' : 'what-if-from', {
        parameter: visible(parameter),
        title: title ? session.wording.title(title) : visible(parameter),
        value,
        from: from ?? '',
      });
      return session.wrapped(line, '', 'magenta');
    })
    .join('');
}

export type FindingCounts = Readonly<Record<Severity, number>>;

/** How many findings there are of each severity. */
export function countFindings(findings: readonly Finding[]): FindingCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** «3 个错误，7 个提醒，12 条说明». */
export function countsText(session: Session, counts: FindingCounts): string {
  return session.line('finding-counts', {
    errors: session.line('count-errors', { count: counts.error }),
    warnings: session.line('count-warnings', { count: counts.warning }),
    notes: session.line('count-notes', { count: counts.info }),
  });
}
