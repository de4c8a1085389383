import type { DerivationInput } from '../../src/settlement/answer';
import type { Books } from '../../src/settlement/books';

/** Everything that books tell: years, findings, answers with their whole derivations, and how each row was decided. */
export function toldBy(books: Books): unknown {
  const years = [...new Set([...books.years, 2016, 2017])];
  return {
    years: books.years,
    policyYear: books.policyYear,
    rowsRead: books.rowsRead,
    findings: books.findings(),
    settled: years.map((year) => ({
      findings: books.findings(year),
      ...books.settle(year),
      answers: books.settle(year).answers.map((answer) => ({ ...answer, derivation: opened(answer.derivation) })),
    })),
    entries: books.policy.document.ruleTables.map(({ id }) =>
      books.entries(id).map((entry) => ({
        ...entry,
        row: entry.row.row,
        ...('rule' in entry ? { rule: entry.rule.id } : {}),
        verdict: entry.verdict && {
          matched: entry.verdict.matched.map((rule) => rule.id),
          rejections: entry.verdict.rejections.map(({ rule, overriddenBy }) => [rule.id, overriddenBy?.id]),
        },
      })),
    ),
  };
}

function opened(input: DerivationInput): unknown {
  return input.kind === 'leaf' ? input : { ...input, inputs: input.inputs().map(opened) };
}
