import { fenText, type AllocationProblem, type Fen } from '../../kernel/money';
import type { BreakdownResult } from '../../settlement/breakdowns';
import type { Books, ReportedFigure, Settlement } from '../../settlement/books';
import type { DistributionResult } from '../../settlement/distributions';
import { excelErrorOf, type AnswerProblem, type AnswerResult } from '../../settlement/answer';
import { shown, visible } from '../../wording/shown-text';
import type { RequestFor } from '../request';
import type { ExitCode, Session } from '../session';
import {
  approvalJson,
  countFindings,
  countsText,
  errorJson,
  policyJson,
  policyLines,
  unitJson,
  whatIfJson,
  type FindingCounts,
} from '../shared-forms';
import { textTable, type TableCell } from '../text-table';
import { chosenYear, openWorkbook } from '../workbook-choice';

/** `settle`: a year's answers with their clauses and basis. */
export async function settle(session: Session, request: RequestFor<'settle' | 'check'>): Promise<ExitCode> {
  const opened = await openWorkbook(session, request, request.book);
  if (!opened.ok) return session.refuse(opened.error);
  const { books } = opened.value;
  const year = chosenYear(session, books, request.year);
  if (!year.ok) return session.refuse(year.error);

  const settlement = books.settle(year.value);
  const counts = countFindings(opened.value.findings(year.value));
  if (request.json) await session.printJson(settlementJson(session, books, settlement, counts));
  else await session.print(settlementText(session, books, settlement, counts));
  return settlement.answers.every(({ value }) => value.ok) ? 0 : 1;
}

// ---- JSON --------------------------------------------------------------------------------------------------------

function settlementJson(session: Session, { policy }: Books, settlement: Settlement, findings: FindingCounts) {
  return {
    policy: policyJson(policy),
    year: settlement.year,
    answers: Object.fromEntries(settlement.answers.map((answer) => [answer.id, answerJson(session, answer)])),
    ...whatIfJson(policy),
    ...approvalJson(policy),
    findings,
    figures: settlement.figures.map((figure) => figureJson(session, figure)),
    distributions: settlement.distributions.map((distribution) => distributionJson(session, distribution)),
    breakdowns: settlement.breakdowns.map((breakdown) => breakdownJson(session, breakdown)),
  };
}

function answerJson({ wording }: Session, { value, unit, clauses, derivation }: AnswerResult) {
  return value.ok
    ? { value: fenText(value.fen), unit, clauses, basis: derivation.formula }
    : { error: errorJson(wording, value.problem) };
}

function figureJson({ wording }: Session, { id, value, unit, clauses, problem }: ReportedFigure) {
  return problem ? { id, error: errorJson(wording, problem) } : { id, value, unit: unitJson(unit), clauses };
}

function distributionJson({ wording }: Session, { answer, clauses, outcome }: DistributionResult) {
  if (outcome.ok) {
    const shares = outcome.shares.map(({ label, weight, fen, sheet, cell }) => ({
      label,
      weight,
      value: fenText(fen),
      unit: 'CNY',
      sheet,
      cell,
    }));
    return { answer, clauses, shares };
  }
  const { problem } = outcome;
  const error = isAllocationProblem(problem)
    ? { code: '#VALUE!', message: wording.problem(problem) }
    : errorJson(wording, problem);
  return { answer, error };
}

function breakdownJson({ wording }: Session, { id, clauses, parts, outcome }: BreakdownResult) {
  if (!outcome.ok) return { id, error: errorJson(wording, outcome.problem) };
  const lines = outcome.lines.map(({ name, amounts, total }) => ({
    name,
    parts: Object.fromEntries(parts.map(({ ruleTable }, index) => [ruleTable, fenText(amounts[index] ?? (0 as Fen))])),
    value: fenText(total),
    unit: 'CNY',
  }));
  return { id, clauses, lines };
}

function isAllocationProblem(problem: AnswerProblem | AllocationProblem): problem is AllocationProblem {
  return problem.code === 'no-weights' || problem.code === 'negative-weight' || problem.code === 'weights-sum-to-zero';
}

// ---- Text --------------------------------------------------------------------------------------------------------

function settlementText(session: Session, books: Books, settlement: Settlement, counts: FindingCounts): string {
  const { policy, workbook } = books;
  const { wording } = session;
  const parts = [
    `${session.paint('bold', wording.title(policy.document.title))}\n`,
    `${session.line('settle-heading', { book: shown(workbook.name), year: settlement.year })}\n`,
    answerTable(session, settlement),
    openAnswers(session, settlement),
    figureLines(session, settlement),
    ...settlement.distributions.map((distribution) => distributionText(session, books, distribution)),
    ...settlement.breakdowns.map((breakdown) => breakdownText(session, breakdown)),
    `${session.line('settle-findings', { counts: countsText(session, counts) })}\n`,
    policyLines(session, policy),
  ];
  return parts.filter((part) => part !== '').join('');
}

/** An error comes from something missing; its reason stands below the table. */
const NO_BASIS = '—';

function answerTable(session: Session, { answers }: Settlement): string {
  const { wording } = session;
  const columns = [
    { heading: session.line('column-answer') },
    { heading: session.line('column-title'), wraps: true },
    { heading: session.line('column-value'), align: 'right' },
    { heading: session.line('column-status') },
    { heading: session.line('column-clauses'), wraps: true },
    { heading: session.line('column-basis'), wraps: true },
  ] as const;
  const rows = answers.map(({ id, title, clauses, value, derivation }): TableCell[] => [
    { text: visible(id) },
    { text: wording.title(title) },
    value.ok ? amountCell(session, fenText(value.fen)) : failedCell(session, excelErrorOf(value.problem)),
    value.ok ? { text: session.line('status-done') } : failedCell(session, session.line('status-open')),
    { text: session.wording.list(clauses) },
    { text: value.ok ? visible(derivation.formula) : NO_BASIS },
  ]);
  return textTable(columns, rows, session.width, (heading) => session.paint('bold', heading));
}

function amountCell(session: Session, amount: string): TableCell {
  const text = session.wording.amount(amount);
  return amount.startsWith('-') ? { text, paint: (line) => session.paint('red', line) } : { text };
}

function failedCell(session: Session, text: string): TableCell {
  return { text, paint: (line) => session.paint('yellow', line) };
}

/** Why answers are errors, equal reasons told once. */
function openAnswers(session: Session, { answers }: Settlement): string {
  const reasons = new Map<string, string[]>();
  for (const { id, value } of answers) {
    if (value.ok) continue;
    const reason = `${excelErrorOf(value.problem)}  ${session.wording.problem(value.problem)}`;
    reasons.set(reason, [...(reasons.get(reason) ?? []), id]);
  }
  if (reasons.size === 0) return '';
  const lines = [...reasons].map(
    ([reason, ids]) => `  ${session.paint('yellow', session.wording.list(ids))}\n${session.wrapped(reason, '    ')}`,
  );
  return `${session.line('settle-open')}\n${lines.join('')}`;
}

function figureLines(session: Session, { figures }: Settlement): string {
  if (figures.length === 0) return '';
  const lines = figures.map(({ title, unit, value, problem, clauses }) => {
    const { wording } = session;
    const figure = problem
      ? `${excelErrorOf(problem)}  ${wording.problem(problem)}`
      : wording.figure(value ?? '', unit);
    const mark = clauses.length === 0 ? '' : `  ${wording.clauseMark(clauses)}`;
    return session.wrapped(`${wording.title(title)}  ${figure}${mark}`, '  ');
  });
  return `${session.line('settle-figures')}\n${lines.join('')}`;
}

function distributionText(session: Session, { policy }: Books, distribution: DistributionResult): string {
  const { wording } = session;
  const { answer, clauses, outcome } = distribution;
  const title = policy.answers.get(answer)?.title;
  const heading = session.line('settle-distribution', {
    title: title ? wording.title(title) : visible(answer),
    clauses: wording.clauseMark(clauses),
  });
  if (!outcome.ok) return `${heading}\n${session.wrapped(wording.problem(outcome.problem), '  ')}`;
  const columns = [
    { heading: session.line('column-person'), wraps: true },
    { heading: session.line('column-weight'), align: 'right' },
    { heading: session.line('column-value'), align: 'right' },
  ] as const;
  const rows = outcome.shares.map(({ label, weight, fen }): TableCell[] => [
    { text: shown(label) },
    { text: weight },
    amountCell(session, fenText(fen)),
  ]);
  return `${heading}\n${textTable(columns, rows, session.width)}`;
}

function breakdownText(session: Session, { title, clauses, parts, outcome }: BreakdownResult): string {
  const { wording } = session;
  const heading = session.line('settle-breakdown', {
    title: wording.title(title),
    clauses: wording.clauseMark(clauses),
  });
  if (!outcome.ok) return `${heading}\n${session.wrapped(wording.problem(outcome.problem), '  ')}`;
  if (outcome.lines.length === 0) return '';
  const columns = [
    { heading: session.line('column-person'), wraps: true },
    ...parts.map((part) => ({ heading: wording.title(part.title), align: 'right' as const })),
    { heading: session.line('column-total'), align: 'right' as const },
  ];
  const rows = outcome.lines.map(({ name, amounts, total }): TableCell[] => [
    { text: name === '' ? session.line('person-unnamed') : shown(name) },
    ...amounts.map((fen) => amountCell(session, fenText(fen))),
    amountCell(session, fenText(total)),
  ]);
  return `${heading}\n${textTable(columns, rows, session.width)}`;
}
