import { dayAfter, dayBefore, lastDayOf, yearOf, type IsoDate } from '../kernel/dates';
import { placedExpressions, placedLeaves, type PlacedExpression } from './expression-places';
import type { ClauseCoverage, LintFault, LintReport } from './lint-report';
import { proveRuleTable } from './lint-rule-table';
import type { Policy } from './policy';
import type { ParameterValue, PolicyDocument } from './schema';

export { LINT_CODES } from './lint-report';
export type { ClauseCoverage, LintCode, LintFault, LintReport } from './lint-report';

/**
 * What a usable policy still leaves open: rows that no rule or several rules decide, dead rules, days without a
 * parameter's value, figures that are no parameters, and clauses that nothing stands for. A report without faults proves
 * every rule table: each valid row is decided by exactly one rule. What-if values play no part, only what is written.
 */
export function lintPolicy(policy: Policy): LintReport {
  const { document } = policy;
  const uses = parameterUses(document);
  const coverage = clauseCoverage(document, uses);
  return {
    faults: [
      ...document.ruleTables.flatMap((table, index) => {
        const ledger = policy.ledgers.get(table.ledger);
        return ledger ? proveRuleTable(table, ledger, document.life, `ruleTables.${index}`) : [];
      }),
      ...parameterNotes(document, uses),
      ...numberNotes(document),
      ...clauseFaults(document, coverage),
    ],
    coverage,
  };
}

// ---- Parameters --------------------------------------------------------------------------------------------------

type ParameterUses = ReadonlyMap<string, readonly PlacedExpression[]>;

/** The expressions that use each parameter. */
function parameterUses(document: PolicyDocument): ParameterUses {
  const uses = new Map<string, PlacedExpression[]>();
  for (const placed of placedExpressions(document)) {
    for (const { leaf } of placedLeaves(placed.expression, placed.path)) {
      if (!('parameter' in leaf)) continue;
      uses.set(leaf.parameter, [...(uses.get(leaf.parameter) ?? []), placed]);
    }
  }
  return uses;
}

function parameterNotes(document: PolicyDocument, uses: ParameterUses): readonly LintFault[] {
  return document.parameters.flatMap(({ id, values }, index): readonly LintFault[] => {
    const note = { level: 'note', path: `parameters.${index}` } as const;
    const used = uses.get(id);
    if (!used) return [{ code: 'parameter-unused', ...note, facts: { parameter: id } }];
    if (values.length === 0) return [{ code: 'parameter-unset', ...note, facts: { parameter: id } }];
    const yearEndOnly = used.every((placed) => placed.readOn === 'year-end');
    return daysWithout(values, document.life)
      .filter((gap) => !yearEndOnly || holdsYearEnd(gap))
      .map((gap) => ({
        code: 'parameter-gap',
        level: 'note',
        path: `${note.path}.${edgeOf(values, gap)}`,
        facts: { parameter: id, from: gap.from, to: gap.to ?? '' },
      }));
  });
}

/** The day that a gap begins behind: the end of the last value before it, else the beginning of the first one after. */
function edgeOf(values: readonly ParameterValue[], gap: Days): string {
  const before = values.map(({ to }, index) => ({ to, index })).filter(({ to }) => to !== undefined && to < gap.from);
  const [first, ...rest] = before;
  if (first)
    return `values.${rest.reduce((last, each) => ((each.to ?? '') > (last.to ?? '') ? each : last), first).index}.to`;
  const after = values
    .map(({ from }, index) => ({ from, index }))
    .filter(({ from }) => from !== undefined && from > gap.from);
  const next = after.reduce((earliest, each) => ((each.from ?? '') < (earliest.from ?? '') ? each : earliest));
  return `values.${next.index}.from`;
}

interface Days {
  readonly from: IsoDate;
  /** The last day; none where the days go on without end. */
  readonly to: IsoDate | undefined;
}

/** The stretches of the life on which none of the values holds, in order. */
function daysWithout(values: readonly ParameterValue[], life: PolicyDocument['life']): readonly Days[] {
  const gaps: Days[] = [];
  /** The first day that is not looked at yet; none after the calendar's last. */
  let next: IsoDate | undefined = life.from;
  for (const { from, to } of [...values].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))) {
    if (next === undefined || (to !== undefined && to < next)) continue;
    if (from !== undefined && from > next) {
      if (life.to !== undefined && from > life.to) break;
      gaps.push({ from: next, to: dayBefore(from) });
    }
    next = to === undefined ? undefined : dayAfter(to);
  }
  if (next !== undefined && (life.to === undefined || next <= life.to)) gaps.push({ from: next, to: life.to });
  return gaps;
}

/** A figure of a year is looked up on the year's last day alone: a gap that leaves those out is felt by nobody. */
function holdsYearEnd({ from, to }: Days): boolean {
  return to === undefined || lastDayOf(yearOf(from)) <= to;
}

// ---- Numbers -----------------------------------------------------------------------------------------------------

/** Zero and one are no figures of a policy: «not counted», «in full», «not below nothing». */
const NO_FIGURES: readonly string[] = ['0', '1'];

function numberNotes(document: PolicyDocument): readonly LintFault[] {
  return placedExpressions(document).flatMap(({ path, expression, owner }) =>
    placedLeaves(expression, path).flatMap((placed): readonly LintFault[] => {
      if (!('number' in placed.leaf) || NO_FIGURES.includes(placed.leaf.number)) return [];
      const facts = { owner, number: placed.leaf.number };
      return [{ code: 'number-in-expression', level: 'note', path: `${placed.path}.number`, facts }];
    }),
  );
}

// ---- Clauses -----------------------------------------------------------------------------------------------------

interface Citation {
  readonly clauses: readonly string[];
  readonly by: string;
  readonly use: PlacedExpression['use'];
}

/** Every citation in document order. A parameter that nothing uses neither computes nor checks anything. */
function citations(document: PolicyDocument, uses: ParameterUses): readonly Citation[] {
  const computing = (items: readonly { readonly id: string; readonly clauses: readonly string[] }[]): Citation[] =>
    items.map(({ id, clauses }) => ({ clauses, by: id, use: 'computation' }));
  const checking = (items: readonly { readonly id: string; readonly clauses: readonly string[] }[]): Citation[] =>
    items.map(({ id, clauses }) => ({ clauses, by: id, use: 'check' }));
  return [
    ...document.parameters.flatMap(({ id, values }): Citation[] => {
      const used = uses.get(id);
      if (!used) return [];
      const use = used.some((placed) => placed.use === 'computation') ? 'computation' : 'check';
      return values.map(({ clauses }) => ({ clauses, by: id, use }));
    }),
    ...document.ruleTables.flatMap((table) => computing(table.rules)),
    ...computing(document.measures),
    ...checking(document.limits),
    ...computing(document.payItems),
    ...computing(document.answers),
    ...computing(document.distributions.map(({ answer, clauses }) => ({ id: answer, clauses }))),
    ...computing(document.breakdowns ?? []),
    ...checking(document.tasks),
  ];
}

function clauseCoverage(document: PolicyDocument, uses: ParameterUses): readonly ClauseCoverage[] {
  const citing = new Map<string, Citation[]>();
  for (const citation of citations(document, uses)) {
    for (const clause of citation.clauses) citing.set(clause, [...(citing.get(clause) ?? []), citation]);
  }
  return document.clauses.map(({ id, manual }) => {
    const cited = citing.get(id) ?? [];
    return { clause: id, status: statusOf(cited, manual !== undefined), by: [...new Set(cited.map(({ by }) => by))] };
  });
}

/** What a clause is marked as gives way to what really becomes of it. */
function statusOf(cited: readonly Citation[], manual: boolean): ClauseCoverage['status'] {
  if (cited.some(({ use }) => use === 'computation')) return 'computed';
  if (cited.length > 0) return 'checked';
  return manual ? 'manual' : 'uncited';
}

function clauseFaults(document: PolicyDocument, coverage: readonly ClauseCoverage[]): readonly LintFault[] {
  return coverage.flatMap(({ clause, status, by }, index): readonly LintFault[] => {
    const path = `clauses.${index}`;
    if (status === 'uncited') return [{ code: 'clause-uncited', level: 'fault', path, facts: { clause } }];
    if (status === 'manual' || document.clauses[index]?.manual === undefined) return [];
    return [{ code: 'clause-manual-but-cited', level: 'note', path, facts: { clause, by: by.join(', ') } }];
  });
}
