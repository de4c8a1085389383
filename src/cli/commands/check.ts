import { qualifiedAddress } from '../../ledger/a1';
import type { Finding } from '../../ledger/finding';
import type { Severity } from '../../policy/schema';
import type { OpenedWorkbook } from '../../workbook/opened-workbook';
import type { Waiver, WaiverState } from '../../workbook/waivers';
import { dayHere } from '../../wording/local-day';
import { shown, visible } from '../../wording/shown-text';
import { refusedCopy, writeMarkedCopy } from '../mark-copy';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import { countFindings, countsText, policyLines, whatIfJson, type FindingCounts } from '../shared-forms';
import { openWorkbook } from '../workbook-choice';

/** `check`: what is wrong or worth knowing in a workbook, of one year or of all. */
export async function check(session: Session, request: RequestFor<'check'>): Promise<ExitCode> {
  const refused = request.mark && (await refusedCopy(session, request.book, request.mark));
  if (refused !== undefined) return session.refuse(refused);
  const opened = await openWorkbook(session, request, request.book);
  if (!opened.ok) return session.refuse(opened.error);
  const { books } = opened.value;

  const findings = opened.value.findings(request.year);
  const counts = countFindings(findings);
  if (request.mark) {
    // A ledger that is connected has a sheet that no file holds.
    const inFile = books.workbook.sheets.filter(({ origin }) => origin === undefined);
    const sheets = new Set(inFile.map(({ name }) => name));
    const about = { findings, policy: books.policy, sheets };
    const marked = await writeMarkedCopy(session, request.book, request.mark, about);
    if (!marked.ok) return session.refuse(marked.error);
    session.remark(marked.value);
  }
  if (request.json) {
    await session.printJson({
      findings: findings.map((finding) => findingJson(session, finding)),
      summary: counts,
      ...waiversJson(opened.value.waivers),
      ...whatIfJson(books.policy),
    });
  } else {
    await session.print(findingsText(session, opened.value, request.year, findings, counts));
  }
  return counts.error > 0 ? 1 : 0;
}

function findingJson({ wording }: Session, finding: Finding) {
  const { code, severity, blocks, sheet, cell, row, clauses, suggestion, waived } = finding;
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
    ...(waived === undefined ? {} : { waived }),
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
  { books, waivers }: OpenedWorkbook,
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
    const own = findings.filter((finding) => finding.severity === severity && finding.waived === undefined);
    if (own.length === 0) return '';
    const heading = session.paint(style, `${mark} ${session.wording.severity(severity)} ${String(own.length)}`);
    return `\n${heading}\n${own.map((finding) => findingLines(session, finding)).join('')}`;
  });
  const waived = findings.filter((finding) => finding.waived !== undefined);
  const verdict =
    findings.length === 0
      ? session.wrapped(session.line('check-clean', { limits: policy.document.limits.length }), '', 'green')
      : session.wrapped(session.line('check-summary', { counts: countsText(session, counts) }), '');
  return [
    session.wrapped(checked, ''),
    ...groups,
    waivedText(session, waived),
    expiredText(session, waivers),
    `\n${verdict}`,
    policyLines(session, policy),
  ].join('');
}

/** What somebody has set aside, apart from what stands, with the name and the reason. */
function waivedText(session: Session, waived: readonly Finding[]): string {
  if (waived.length === 0) return '';
  const heading = session.paint('gray', session.line('count-waived', { count: waived.length }));
  return `\n${heading}\n${waived.map((finding) => findingLines(session, finding) + (finding.waived ? waiverLine(session, finding.waived) : '')).join('')}`;
}

/** The waivers that set nothing aside any more: whoever gave them may want to look again. */
function expiredText(session: Session, waivers: readonly WaiverState[]): string {
  const expired = waivers.filter(({ state }) => state === 'expired');
  if (expired.length === 0) return '';
  const lines = expired.map(({ waiver }) => {
    const place = visible(qualifiedAddress(waiver.sheet, waiver.cell));
    return `  ${session.paint('bold', place)}  ${visible(waiver.code)}\n${waiverLine(session, waiver)}`;
  });
  return `\n${session.paint('gray', session.line('waivers-expired'))}\n${lines.join('')}`;
}

/** All waivers with their state, as a part of a JSON object; nothing where there are none. */
function waiversJson(waivers: readonly WaiverState[]) {
  if (waivers.length === 0) return {};
  return {
    waivers: waivers.map(({ state, waiver: { code, ledger, sheet, cell, by, reason, at } }) => ({
      state,
      code,
      ledger,
      sheet,
      cell,
      by,
      reason,
      at,
    })),
  };
}

function waiverLine(session: Session, { by, reason, at }: Pick<Waiver, 'by' | 'reason' | 'at'>): string {
  const line = session.line('waived-by', {
    by: shown(by),
    on: dayHere(at),
    reason: shown(reason, LONGEST_REASON),
  });
  return session.wrapped(line, '    ');
}

const LONGEST_REASON = 500;

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
