import { lintPolicy } from '../../src/policy/lint';
import { parsePolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import { maintenancePolicy } from '../support/maintenance-books';

type Json = Record<string, unknown>;

/** The maintenance posts' document with one part put in the place of another, as JSON. */
function changed(change: (document: Json) => void): Json {
  const document = structuredClone(maintenancePolicy().document) as unknown as Json;
  change(document);
  return document;
}

function part(document: Json, ...path: readonly (string | number)[]): Json {
  return path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], document) as Json;
}

function faults(change: (document: Json) => void): readonly string[] {
  const parsed = parsePolicy(changed(change));
  return parsed.ok ? [] : parsed.error.map(({ code, path }) => `${code} ${path}`);
}

/** A table over the hours themselves, with these conditions, one rule each. */
function overHours(...conditions: readonly Json[]): Policy {
  const parsed = parsePolicy(
    changed((document) => {
      const table = part(document, 'ruleTables', 0);
      const rule = part(document, 'ruleTables', 0, 'rules', 0);
      table['rules'] = conditions.map((condition, index) => ({
        ...rule,
        id: `rule-${String(index)}`,
        when: [{ field: 'hours', ...condition }],
      }));
      document['cases'] = [];
    }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function clashes(policy: Policy): readonly unknown[] {
  return lintPolicy(policy).faults.flatMap(({ code, level, example }) =>
    level === 'fault' && code.startsWith('rule-') ? [[code, example?.['hours']]] : [],
  );
}

describe('lint over the hours between two moments', () => {
  it('finds nothing where the bounds meet: an order that is done always has its hours', () => {
    expect(clashes(overHours({ atMost: '24' }, { above: '24', atMost: '48' }, { above: '48' }))).toEqual([]);
  });

  it('finds the second that no rule is for, with that row', () => {
    expect(clashes(overHours({ below: '24' }, { above: '24', atMost: '48' }, { above: '48' }))).toEqual([
      ['rule-gap', '24'],
    ]);
    expect(clashes(overHours({ atMost: '24' }, { above: '24.5' }))).toEqual([['rule-gap', '24.25']]);
  });

  it('finds the second that two rules are for', () => {
    expect(clashes(overHours({ atMost: '24' }, { atLeast: '24', atMost: '48' }, { above: '48' }))).toEqual([
      ['rule-overlap', '24'],
    ]);
  });

  it('takes the hours as possibly blank where the ledger does not ask for both moments', () => {
    const loose = parsePolicy(
      changed((document) => {
        Object.assign(document, overHours({ atMost: '24' }, { above: '24' }).document);
        part(document, 'ledgers', 0)['dated'] = [];
      }),
    );
    if (!loose.ok) throw new Error(JSON.stringify(loose.error));
    expect(clashes(loose.value)).toEqual([['rule-gap', '']]);
  });
});

describe('references that lead nowhere, or to the wrong kind of thing', () => {
  const derived = (index: number, change: (column: Json) => void) => (document: Json) =>
    change(part(document, 'ledgers', 0, 'derived', index));

  it.each<[what: string, change: (document: Json) => void, fault: string]>([
    [
      'hours from a text',
      derived(2, (column) => (column['hoursBetween'] = ['number', 'completedAt'])),
      'column-type-mismatch ledgers.0.derived.2.hoursBetween.0',
    ],
    [
      'hours from a day alone',
      derived(2, (column) => (column['hoursBetween'] = ['dispatchedAt', 'completedOn'])),
      'column-type-mismatch ledgers.0.derived.2.hoursBetween.1',
    ],
    [
      'the day of a text',
      derived(0, (column) => (column['from'] = 'customer')),
      'column-type-mismatch ledgers.0.derived.0.from',
    ],
    [
      'a moment where a day decides',
      (document) => (part(document, 'ruleTables', 0)['date'] = 'completedAt'),
      'column-type-mismatch ruleTables.0.date',
    ],
    [
      'a condition on a moment',
      (document) =>
        (part(document, 'ruleTables', 0, 'rules', 0)['when'] = [{ field: 'completedAt', from: '2016-01-01' }]),
      'condition-kind-mismatch ruleTables.0.rules.0.when.0',
    ],
    [
      'a breakdown of nothing',
      (document) => (part(document, 'breakdowns', 0, 'parts', 0)['counted'] = 'nothing'),
      'unknown-rule-table breakdowns.0.parts.0.counted',
    ],
    [
      'a breakdown by a figure',
      (document) => (part(document, 'breakdowns', 0, 'parts', 1)['by'] = 'amount'),
      'column-type-mismatch breakdowns.0.parts.1.by',
    ],
    [
      'a breakdown that cites nothing known',
      (document) => (part(document, 'breakdowns', 0)['clauses'] = ['9.9']),
      'unknown-clause breakdowns.0.clauses.0',
    ],
    [
      'two breakdowns of one id',
      (document) => (part(document, 'breakdowns', 1)['id'] = 'pay-by-worker'),
      'duplicate-id breakdowns.1.id',
    ],
    [
      'a list in no ledger',
      (document) => (part(document, 'limits', 1)['in'] = { ledger: 'nowhere', column: 'name' }),
      'unknown-ledger limits.1.in.ledger',
    ],
    [
      'a list in a column of dates',
      (document) => (part(document, 'limits', 1)['in'] = { ledger: 'workers', column: 'joinedOn' }),
      'column-type-mismatch limits.1.in.column',
    ],
    [
      'an example outside the bounds',
      (document) => (part(document, 'parameters', 7)['example'] = '1.5'),
      'value-out-of-bounds parameters.7.example',
    ],
    [
      'tasks in no ledger',
      (document) => (document['taskLedger'] = { ledger: 'nowhere', task: 'task', dueOn: 'dueOn' }),
      'unknown-ledger taskLedger.ledger',
    ],
    [
      'tasks due by a moment',
      (document) => (document['taskLedger'] = { ledger: 'orders', task: 'note', dueOn: 'completedAt' }),
      'column-type-mismatch taskLedger.dueOn',
    ],
  ])('%s', (_what, change, fault) => {
    expect(faults(change)).toContain(fault);
  });

  it('moments are compared with moments', () => {
    const compare = (pair: readonly string[]) =>
      faults(
        derived(3, (column) => {
          column['cases'] = [{ value: '超限', when: { notAfter: pair } }];
        }),
      ).filter((fault) => fault.includes('notAfter'));
    expect(compare(['dispatchedAt', 'completedAt'])).toEqual([]);
    expect(compare(['dispatchedOn', 'completedOn'])).toEqual([]);
    expect(compare(['dispatchedAt', 'completedOn'])).toEqual([
      'column-type-mismatch ledgers.0.derived.3.cases.0.when.notAfter.1',
    ]);
  });
});
