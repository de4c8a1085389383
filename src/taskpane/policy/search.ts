import type { Policy } from '../../policy/policy';
import type { PolicyText } from '../../wording/policy-text';
import type { Wording } from '../../wording/wording';
import { holdsQuery } from './marked';

/** The parts of a policy that the screen has a tab for. */
export const PARTS = ['clauses', 'parameters', 'rules', 'limits'] as const;
export type Part = (typeof PARTS)[number];

/** What of each part holds the words that are searched for, by id; everything while nothing is searched for. */
export type Hits = Readonly<Record<Part, ReadonlySet<string>>>;

/** Searches all parts: ids, titles in both languages, clauses in their own words, rules as they are shown. */
export function hitsOf(policy: Policy, wording: Wording, text: PolicyText, query: string): Hits {
  const { document } = policy;
  const matching = <T>(items: readonly T[], idOf: (item: T) => string, textsOf: (item: T) => readonly string[]) =>
    new Set(items.filter((item) => holdsQuery([idOf(item), ...textsOf(item)], query)).map(idOf));
  const chapterOf = (clause: string): string =>
    document.chapters.find(({ id }) => id === clause.split('.')[0])?.title ?? '';
  const rules = document.ruleTables.flatMap((table) => table.rules.map((rule) => ({ table, rule })));
  return {
    clauses: matching(
      document.clauses,
      ({ id }) => id,
      ({ id, article, text: words, manual }) => [
        article,
        words,
        chapterOf(id),
        ...(manual ? [wording.title(manual)] : []),
      ],
    ),
    parameters: matching(
      document.parameters,
      ({ id }) => id,
      ({ title, values }) => [title.zh, title.en, ...values.flatMap(({ value, clauses }) => [value, ...clauses])],
    ),
    rules: matching(
      rules,
      ({ table, rule }) => ruleKey(table.id, rule.id),
      ({ table, rule }) => {
        const ledger = policy.ledgers.get(table.ledger);
        const shown = ledger ? [text.conditions(rule, ledger), text.counted(rule, ledger)] : [];
        return [rule.id, rule.title.zh, rule.title.en, table.title.zh, table.title.en, ...rule.clauses, ...shown];
      },
    ),
    limits: matching(
      document.limits,
      ({ id }) => id,
      (limit) => {
        const ledger = policy.ledgers.get(limit.ledger);
        return [
          limit.code,
          ...limit.clauses,
          ...(ledger ? [text.limit(limit, ledger), ledger.title.zh, ledger.title.en] : []),
        ];
      },
    ),
  };
}

/** Rules have ids of their own within their table only. */
export function ruleKey(table: string, rule: string): string {
  return `${table}/${rule}`;
}
