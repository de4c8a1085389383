import { formulaIn } from '../functions/formula-form';
import { firstDayOf, lastDayOf } from '../kernel/dates';
import { rowOfReference } from '../ledger/a1';
import type { WorkbookSnapshot } from '../ledger/cells';
import type { CellRef, Finding } from '../ledger/finding';
import type { LintCode, LintFault, LintReport } from '../policy/lint-report';
import type { Policy } from '../policy/policy';
import type { PolicyDocument, Severity } from '../policy/schema';
import type { PolicyPlaces } from '../policy-sheets';
import { excelErrorOf } from '../settlement/answer';
import type { CaseResult } from '../settlement/policy-cases';
import type { StoredProblem } from './stored-sheet';

/** What is wrong or worth knowing beside the ledgers' rows: in the policy's own cells, in formulas, in what is kept. */

/** A finding of ours, of no ledger and of every year. */
function findingAt(place: CellRef, code: string, severity: Severity, more: Partial<Finding> = {}): Finding {
  return {
    code,
    severity,
    blocks: false,
    sheet: place.sheet,
    cell: place.cell,
    row: rowOfReference(place.cell),
    ledger: '',
    clauses: [],
    facts: {},
    ...more,
  };
}

/** The cells that keep a policy from being used, and that nothing else is checked as long. */
export function brokenPolicyFindings({ broken = [] }: Policy): readonly Finding[] {
  const [first] = broken;
  if (!first) return [];
  const faults = broken.map(({ fault, place }) =>
    findingAt(place, 'policy-invalid', 'error', {
      blocks: true,
      facts: { fault: fault.code },
      remark: { kind: 'fault', fault },
    }),
  );
  const waiting = findingAt(first.place, 'ledgers-wait', 'info', { facts: { count: broken.length } });
  return [...faults, waiting];
}

/**
 * How grave a fault that lint finds is. None makes an answer an error by itself: a row that no rule decides is a finding of
 * its own, and one that blocks.
 */
const LINT_SEVERITY: Readonly<Record<LintCode, Severity>> = {
  'rule-gap': 'error',
  'rule-overlap': 'error',
  'rule-shadowed': 'warning',
  'rule-unreachable': 'warning',
  'too-complex': 'warning',
  'parameter-gap': 'info',
  'parameter-unset': 'info',
  'parameter-unused': 'info',
  'number-in-expression': 'info',
  'clause-uncited': 'warning',
  'clause-manual-but-cited': 'info',
};

/**
 * What lint found in a policy that stands on sheets, each at its cell. That a parameter has no value for a while is told in
 * the years concerned: one without a value for next year is nothing to mend in this year's workbook.
 */
export function lintFindings(
  policy: Policy,
  { faults }: LintReport,
  places: PolicyPlaces,
  years: readonly number[],
): readonly Finding[] {
  const told = faults.filter((fault) => fault.code !== 'parameter-gap' || years.length === 0 || concerns(fault, years));
  return told.map((fault) =>
    findingAt(places.of(fault.path), `policy-${fault.code}`, LINT_SEVERITY[fault.code], {
      clauses: clausesAt(policy.document, fault.path),
      facts: { ...fault.facts },
      remark: { kind: 'lint', fault, policy },
    }),
  );
}

/** Tells a gap that reaches into one of the years. */
function concerns({ facts }: LintFault, years: readonly number[]): boolean {
  const { from = '', to = '' } = facts;
  return years.some((year) => from <= lastDayOf(year) && (to === '' || to >= firstDayOf(year)));
}

/** The cases of a policy that did not come to what they expect. */
export function caseFindings(results: readonly CaseResult[], places: PolicyPlaces): readonly Finding[] {
  return results.flatMap(({ case: tried, passed, actual }, index) => {
    if (passed) return [];
    const { expect } = tried;
    const facts = {
      case: tried.id,
      title: tried.title ?? '',
      expected: 'value' in expect ? expect.value : 'error' in expect ? expect.error : String(expect.count),
      actual:
        actual.kind === 'value'
          ? actual.value
          : actual.kind === 'count'
            ? String(actual.count)
            : excelErrorOf(actual.problem),
    };
    const clauses = tried.clauses ?? [];
    return [findingAt(places.of(`cases.${String(index)}`), 'policy-case-failed', 'error', { clauses, facts })];
  });
}

/** The cells with formulas of ours that the application no longer knows for such. */
export function formulaFindings({ sheets, formulasOf = 'excel' }: WorkbookSnapshot): readonly Finding[] {
  return sheets.flatMap(({ name, brokenFormulas = [] }) =>
    brokenFormulas.map(({ cell, formula }) =>
      findingAt({ sheet: name, cell }, 'formula-broken', 'warning', {
        facts: { formula },
        suggestion: { type: 'formula', value: formulaIn(formulasOf, formula) },
      }),
    ),
  );
}

/** What the workbook keeps for the product and can't be read back. */
export function storageFindings(problems: readonly StoredProblem[]): readonly Finding[] {
  return problems.map(({ sheet, cell, reason, key }) =>
    findingAt({ sheet, cell }, 'storage-broken', 'warning', { facts: { reason, key } }),
  );
}

/** The clauses that the part of a document at a path stands on: its own, or those of what it is a part of. */
function clausesAt(document: PolicyDocument, path: string): readonly string[] {
  let part: unknown = document;
  let clauses: readonly string[] = [];
  const steps = path.split('.');
  for (const [depth, step] of steps.entries()) {
    if (typeof part !== 'object' || part === null) break;
    part = (part as Readonly<Record<string, unknown>>)[step];
    if (typeof part !== 'object' || part === null) break;
    if (steps[0] === 'clauses' && depth === 1 && 'id' in part && typeof part.id === 'string') return [part.id];
    if ('clauses' in part && Array.isArray(part.clauses)) {
      clauses = part.clauses.filter((clause) => typeof clause === 'string');
    } else if ('values' in part && Array.isArray(part.values)) {
      clauses = [...new Set((part.values as PolicyDocument['parameters'][number]['values']).flatMap((v) => v.clauses))];
    }
  }
  return clauses;
}
