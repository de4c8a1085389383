import type { PolicyDocument } from './schema';

/** The codes of what reading a ledger and holding its rows against any policy's rules can find, whatever the policy says. */
export const GENERAL_FINDING_CODES = [
  'unknown-category',
  'source-missing',
  'date-missing',
  'date-invalid',
  'date-as-text',
  'time-of-day-missing',
  'time-of-day-missing',
  'amount-invalid',
  'amount-as-text',
  'classification-mismatch',
  'duplicate-row',
  'total-row',
  'no-rule',
  'rules-overlap',
] as const;

/** Every code that a row, or a year, can be found with under a policy: the general ones and those that it names itself. */
export function findingCodesOf(document: PolicyDocument): ReadonlySet<string> {
  return new Set<string>([
    ...GENERAL_FINDING_CODES,
    ...document.ledgers.flatMap((ledger) => ledger.filled.map(({ code }) => code)),
    ...document.ruleTables.flatMap(({ excludedCode, rules }) => [
      ...(excludedCode === undefined ? [] : [excludedCode]),
      ...rules.flatMap((rule) => rule.requires.map(({ code }) => code)),
    ]),
    ...document.limits.map(({ code }) => code),
  ]);
}
