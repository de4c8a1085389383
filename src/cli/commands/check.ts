import { qualifiedAddress } from '../../ledger/a1';
import type { Finding } from '../../ledger/finding';
import type { Severity } from '../../policy/schema';
import type { Books } from '../../settlement/books';
import { shown, visible } from '../../wording/shown-text';
import { chosenPolicy } from '../policy-choice';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { countFindings, countsText, policyLines, whatIfJson, type FindingCounts } from '../shared-forms';
import { openWorkbook } from '../workbook-choice';

/** `check`: what is wrong or worth knowing in a workbook, of one year or of all. */
export async function check(session: Session, request: RequestFor<'settle' | 'check'>): Promise<ExitCode> {
  const policy = await chosenPolicy(session, request);
  if (!policy.ok) return session.refuse(policy.error);
  const books = await openWorkbook(session, policy.value, request.book);
  if (!books.ok) return session.refuse(books.error);

  const findings = books.value.findings(request.year);
  const counts = countFindings(findings);
  if (request.json) {
    await session.printJson({
      findings: findings.map((finding) => findingJson(session, finding)),
      summary: counts,
      ...whatIfJson(policy.value),
    });
  } else {
    await session.print(findingsText(session, books.value, request.year, findings, counts));
  }
  return counts.error > 0 ? 1 : 0;
}

function findingJson({ wording }: Session, finding: Finding) {
  const { code, severity, blocks, sheet, cell, row, clauses, suggestion } = finding;
  return {
    code,
    severity,
    blocks,
    sheet,
    cell,
    row,
    clause: clauses[0] ?? '',
    clauses,
    message: wording.finding(finding),
    ...(suggestion === undefined ? {} : { suggestion: suggestion.value }),
  };
}

/** Severities in the order of their weight, each with the shape and colour it is known by. */
const GROUPS = [
  { severity: 'error', mark: '●', style: 'red' },
  { severity: 'warning', mark: '▲', style: 'yellow' },
  { severity: 'info', mark: '○', style: 'blue' },
] as const satisfies readonly { severity: Severity; mark: string; style: string }[];

function findingsText(
  session: Session,
  books: Books,
  year: number | undefined,
  findings: readonly Finding[],
  counts: FindingCounts,
): string {
  const { workbook, policy } = books;
  const kind =
    year !== undefined ? 'check-heading-year' : books.years.length > 0 ? 'check-heading' : 'check-heading-undated';
  const checked = session.line(kind, {
    book: shown(workbook.name),
    rows: session.line('count-rows', { count: books.rowsRead }),
    years: session.wording.list(books.years.map(String)),
    year: year ?? '',
  });
  const groups = GROUPS.map(({ severity, mark, style }) => {
    const own = findings.filter((finding) => finding.severity === severity);
    if (own.length === 0) return '';
    const heading = session.paint(style, `${mark} ${session.wording.severity(severity)} ${String(own.length)}`);
    return `\n${heading}\n${own.map((finding) => findingLines(session, finding)).join('')}`;
  });
  const verdict =
    findings.length === 0
      ? session.wrapped(session.line('check-clean', { limits: policy.document.limits.length }), '', 'green')
      : session.wrapped(session.line('check-summary', { counts: countsText(session, counts) }), '');
  return [session.wrapped(checked, ''), ...groups, `\n${verdict}`, policyLines(session, policy)].join('');
}

function findingLines(session: Session, finding: Finding): string {
  const { wording } = session;
  const place = visible(qualifiedAddress(finding.sheet, finding.cell));
  const clauses = finding.clauses.length === 0 ? '' : `  ${wording.list(finding.clauses)}`;
  const suggestion = wording.suggestion(finding);
  return [
    `  ${session.paint('bold', place)}  ${visible(finding.code)}${clauses}\n`,
    session.wrapped(wording.findingHere(finding), '    '),
    suggestion === undefined ? '' : session.wrapped(session.line('check-suggestion', { suggestion }), '    '),
  ].join('');
}
