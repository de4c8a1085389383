import { fenText } from '../../src/kernel/money';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import type { Finding } from '../../src/ledger/finding';
import { builtInPolicy } from '../../src/policy/packs';
import { withWhatIf, type Policy, type WhatIf } from '../../src/policy/policy';
import { parseIsoDate } from '../../src/kernel/dates';
import { excelErrorOf, type AnswerProblem } from '../../src/settlement/answer';
import { openBooks } from '../../src/settlement/books';
import { ANSWERS, type AnswerId } from './layout';
import { workbook, type Tables } from './workbook-builder';

/** Tables in a test's words, or a workbook laid out by hand. */
export type Book = Tables | WorkbookSnapshot;

export function snapshotOf(book: Book): WorkbookSnapshot {
  return 'definedNames' in book ? book : workbook(book);
}

/** An answer as a cell shows it: «3850.00», or the error that stands in its place. */
export function answer(book: Book, year: number, id: AnswerId, policy: Policy = builtInPolicy()): string {
  return answers(book, year, policy)[id];
}

/** All twelve answers of a year. */
export function answers(book: Book, year: number, policy: Policy = builtInPolicy()): Record<AnswerId, string> {
  const settlement = openBooks(policy, snapshotOf(book)).settle(year);
  const shown = new Map(
    settlement.answers.map(({ id, value }) => [id, value.ok ? fenText(value.fen) : excelErrorOf(value.problem)]),
  );
  return Object.fromEntries(ANSWERS.map((id) => [id, shown.get(id) ?? `no ${id}`])) as Record<AnswerId, string>;
}

/** Why an answer is an error; `undefined` where it is none. */
export function problem(
  book: Book,
  year: number,
  id: AnswerId,
  policy: Policy = builtInPolicy(),
): AnswerProblem | undefined {
  const found = openBooks(policy, snapshotOf(book))
    .settle(year)
    .answers.find((each) => each.id === id);
  if (!found) throw new Error(`no answer ${id}`);
  return found.value.ok ? undefined : found.value.problem;
}

/** The cells that an answer's error names, «收入台账!C7». */
export function blockedCells(book: Book, year: number, id: AnswerId): readonly string[] {
  const found = problem(book, year, id);
  return found?.code === 'rows-blocked' ? found.cells.map(({ sheet, cell }) => `${sheet}!${cell}`) : [];
}

/** The answers of a year that are errors. */
export function errorAnswers(book: Book, year: number): readonly AnswerId[] {
  const shown = answers(book, year);
  return ANSWERS.filter((id) => shown[id].startsWith('#'));
}

/** The findings of a year, whole; without a year, all. */
export function findings(book: Book, year?: number, policy: Policy = builtInPolicy()): readonly Finding[] {
  return openBooks(policy, snapshotOf(book)).findings(year);
}

/** The findings of a year as «code 收入台账!C7». */
export function findingLines(book: Book, year?: number, codes?: readonly string[]): readonly string[] {
  return findings(book, year)
    .filter((finding) => codes === undefined || codes.includes(finding.code))
    .map(({ code, sheet, cell }) => `${code} ${sheet}!${cell}`);
}

/** The built-in policy with values tried out, «management-fee-ratio@2016-07-01=0.3». */
export function whatIf(...trials: readonly string[]): Policy {
  const result = withWhatIf(
    builtInPolicy(),
    trials.map((trial): WhatIf => {
      const match = /^([a-z-]+)(?:@([\d-]+))?=(.+)$/.exec(trial);
      if (!match) throw new Error(`no trial: ${trial}`);
      const [, parameter = '', from, value = ''] = match;
      return { parameter, from: from === undefined ? undefined : parseIsoDate(from), value };
    }),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
