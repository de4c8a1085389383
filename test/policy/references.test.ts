import { parsePolicy } from '../../src/policy/parse-policy';
import type { PolicyFault } from '../../src/policy/policy';
import { builtInPolicy } from '../../src/policy/packs';
import { REFERENCE_FAULT_CODES } from '../../src/policy/references';
import { inPack, packJson, packWith, placeInPack, replaced, type Json } from './pack-change';

function faultsOf(json: Json): readonly PolicyFault[] {
  const result = parsePolicy(json);
  return result.ok ? [] : result.error;
}

/** One change of the pack; the fault stands where the change was made unless said otherwise. */
interface Change {
  readonly code: (typeof REFERENCE_FAULT_CODES)[number];
  readonly at: string;
  readonly value: Json;
  /** Where the fault is, if not at the change itself. */
  readonly fault?: string;
  readonly facts?: Readonly<Record<string, string>>;
}

const REVENUE_RULES = 'ruleTables.#revenue.rules';
const title = { zh: '甲', en: 'A' };
const text = (id: string, header: string): Json => ({ id, header, title, type: 'text' });

const duplicates: readonly Change[] = [
  ...(
    [
      'chapters',
      'clauses',
      'parameters',
      'ledgers',
      'ruleTables',
      'measures',
      'limits',
      'payItems',
      'answers',
      'tasks',
      'cases',
    ] as const
  ).flatMap((list): readonly Change[] => {
    // A copy of the first item at the end; what else must differ in a copied ledger, differs.
    const count = builtInPolicy().document[list].length;
    const first = inPack(`${list}.0`);
    const copy = list === 'ledgers' ? replaced(replaced(first, ['sheet'], '另一张'), ['table'], '另一表') : first;
    return [{ code: 'duplicate-id', at: `${list}.${count}`, value: copy, fault: `${list}.${count}.id` }];
  }),
  { code: 'duplicate-id', at: `${REVENUE_RULES}.7.id`, value: 'operating-revenue' },
  {
    code: 'duplicate-id',
    at: 'ledgers.#events.columns.7',
    value: text('event', '又一'),
    fault: 'ledgers.#events.columns.7.id',
  },
  {
    code: 'duplicate-id',
    at: 'ledgers.#in-kind.derived.2',
    value: { id: 'item', type: 'choice', title, cases: [{ value: '甲', when: { blank: 'number' } }], otherwise: '乙' },
    fault: 'ledgers.#in-kind.derived.2.id',
  },
  {
    code: 'duplicate-id',
    at: 'ledgers.#revenue.categories.10',
    value: { name: '广告费' },
    fault: 'ledgers.#revenue.categories.10.name',
  },
  { code: 'duplicate-header', at: 'ledgers.#revenue.columns.8.header', value: '日期', facts: { header: '日期' } },
];

const workbookNames: readonly Change[] = [
  { code: 'table-name-is-sheet-name', at: 'ledgers.#revenue.table', value: '成本台账' },
  { code: 'table-name-has-underscore', at: 'ledgers.#revenue.table', value: '收_入' },
  { code: 'duplicate-table-name', at: 'ledgers.#cost.table', value: '收入' },
  { code: 'duplicate-sheet-name', at: 'ledgers.#cost.sheet', value: '收入台账' },
  ...['A1', 'tax2016', 'R1C1', 'r', '1月', '收 入', '收入!', '收-入'].map((value): Change => ({
    code: 'table-name-invalid',
    at: 'ledgers.#revenue.table',
    value,
    facts: { table: value },
  })),
  ...[
    '甲'.repeat(32),
    '收入/台账',
    '收入[1]',
    '收:入',
    '收*入',
    '收入?',
    '收\\入',
    "'收入台",
    "收入台'",
    'History',
  ].map((value): Change => ({
    code: 'sheet-name-invalid',
    at: 'ledgers.#revenue.sheet',
    value,
    facts: { sheet: value },
  })),
];

const policysOwnNames: readonly Change[] = [
  { code: 'sheet-name-reserved', at: 'ledgers.#revenue.sheet', value: '制度参数', facts: { sheet: '制度参数' } },
  { code: 'sheet-name-reserved', at: 'ruleTables.#revenue.sheet', value: '制度条款', facts: { sheet: '制度条款' } },
  { code: 'table-name-reserved', at: 'ledgers.#revenue.table', value: '参数', facts: { table: '参数' } },
  { code: 'sheet-name-invalid', at: 'ruleTables.#revenue.sheet', value: '收入/规则', facts: { sheet: '收入/规则' } },
  { code: 'duplicate-sheet-name', at: 'ruleTables.#revenue.sheet', value: '成本台账', facts: { sheet: '成本台账' } },
  { code: 'duplicate-id', at: 'ledgers.#revenue.columns.8.id', value: 'dAte', facts: { id: 'dAte' } },
  {
    code: 'expression-too-long',
    at: 'answers.#TASK_PENALTY.value',
    value: {
      plus: Array.from({ length: 40 }, () => ({
        plus: Array.from({ length: 50 }, () => ({ measure: 'task-deductions' })),
      })),
    },
  },
];

const names: readonly Change[] = [
  { code: 'unknown-clause', at: 'parameters.#fan-target.values.0.clauses.0', value: '九.9', facts: { clause: '九.9' } },
  { code: 'unknown-clause', at: `${REVENUE_RULES}.#mall-own-goods.clauses.0`, value: '九.9' },
  { code: 'unknown-clause', at: 'measures.#fans.clauses.0', value: '九.9' },
  { code: 'unknown-clause', at: 'limits.#posts.clauses.0', value: '九.9' },
  { code: 'unknown-clause', at: 'payItems.#base-pay.clauses.0', value: '九.9' },
  { code: 'unknown-clause', at: 'answers.#TEAM_SHARE.clauses.1', value: '九.9' },
  { code: 'unknown-clause', at: 'distributions.0.clauses.0', value: '九.9' },
  { code: 'unknown-clause', at: 'tasks.0.clauses.0', value: '九.9' },

  { code: 'unknown-parameter', at: 'answers.#TEAM_SHARE.value.times.1.parameter', value: 'nobody' },
  { code: 'unknown-parameter', at: 'ruleTables.#in-kind-prizes.rules.#whole-lot.ratio.parameter', value: 'nobody' },
  { code: 'unknown-parameter', at: 'ledgers.#in-kind.derived.#deadline.plusMonths.parameter', value: 'nobody' },
  { code: 'unknown-parameter', at: 'measures.#events.atLeast.parameter', value: 'nobody' },
  { code: 'unknown-parameter', at: 'limits.#prize-use.atMost.times.0.parameter', value: 'nobody' },
  { code: 'unknown-parameter', at: 'payItems.#base-pay.monthly.parameter', value: 'nobody' },

  { code: 'unknown-ledger', at: 'ruleTables.#cost.ledger', value: 'nowhere', facts: { ledger: 'nowhere' } },
  { code: 'unknown-ledger', at: 'measures.#fans.ledger', value: 'nowhere' },
  { code: 'unknown-ledger', at: 'limits.#posts.ledger', value: 'nowhere' },
  { code: 'unknown-ledger', at: 'limits.#break-even.ledger', value: 'nowhere' },
  { code: 'unknown-ledger', at: 'distributions.0.ledger', value: 'nowhere' },

  ...[
    'ledgers.#revenue.rowDate.0',
    'ledgers.#revenue.dated.0.entered.0',
    'ledgers.#revenue.dated.0.date',
    'ledgers.#fans.filled.0.entered.0',
    'ledgers.#fans.filled.0.column',
    'ledgers.#revenue.memo',
    'ledgers.#revenue.category',
    'ledgers.#revenue.source',
    'ledgers.#revenue.duplicateKey.1',
    'ledgers.#in-kind.derived.#deadline.from',
    'ledgers.#in-kind.derived.#conversion.cases.0.when.above.1.field',
    'ledgers.#in-kind.derived.#conversion.cases.1.when.blank',
    'ledgers.#in-kind.derived.#conversion.cases.2.when.notAfter.1',
    'ruleTables.#cost.date',
    'ruleTables.#cost.entered.0',
    `${REVENUE_RULES}.#mall-own-goods.when.1.field`,
    `${REVENUE_RULES}.#mall-self-sourced.basis.minus.1.field`,
    `${REVENUE_RULES}.#mall-self-sourced.requires.0.column`,
    'measures.#fans.date',
    'measures.#fans.group',
    'measures.#fans.value',
    'measures.#task-deductions.entered.0',
    'measures.#prizes-to-company.value.minus.1.plus.0.field',
    'limits.#mall-discount.when.0.field',
    'limits.#mall-discount.left.field',
    'limits.#mall-discount.of.field',
    'limits.#mall-discount.cell',
    'limits.#mall-discount.date',
    'limits.#plan-approval.entered.1',
    'limits.#plan-approval.cell',
    'limits.#posts.column',
    'limits.#posts.inForceFrom',
    'limits.#posts.inForceTo',
    'distributions.0.label',
    'distributions.0.weight',
    'distributions.0.inForceFrom',
    'distributions.0.inForceTo',
  ].map((at): Change => ({ code: 'unknown-column', at, value: 'nowhere' })),
  {
    code: 'unknown-column',
    at: 'ledgers.#events.choices',
    value: { nowhere: ['线上'] },
    fault: 'ledgers.#events.choices.nowhere',
    facts: { column: 'nowhere', ledger: 'events' },
  },

  { code: 'unknown-choice', at: `${REVENUE_RULES}.#operating-revenue.when.0.in.0`, value: '广吿费' },
  { code: 'unknown-choice', at: 'limits.#agency-commission.when.0.in.0', value: '' },
  { code: 'unknown-choice', at: 'ruleTables.#in-kind-cash.rules.0.when.0.in.0', value: '提前' },

  { code: 'unknown-rule-table', at: 'answers.#COUNTED_REVENUE.value.counted.1', value: 'nothing' },
  { code: 'unknown-rule-table', at: 'limits.#in-kind-balance.blocks.0', value: 'nothing' },
  {
    code: 'unknown-rule',
    at: `${REVENUE_RULES}.#mall-own-goods.overrides`,
    value: ['nothing'],
    fault: `${REVENUE_RULES}.#mall-own-goods.overrides.0`,
    facts: { rule: 'nothing', ruleTable: 'revenue' },
  },
  { code: 'unknown-measure', at: 'answers.#TASK_PENALTY.value.measure', value: 'nothing' },
  { code: 'unknown-pay-item', at: 'answers.#PERFORMANCE_PAY.value.max.1.minus.0.payItem', value: 'nothing' },
  { code: 'unknown-answer', at: 'answers.#NET_PROFIT.value.minus.0.answer', value: 'NOTHING' },
  { code: 'unknown-answer', at: 'limits.#break-even.left.answer', value: 'NOTHING' },
  { code: 'unknown-answer', at: 'distributions.0.answer', value: 'NOTHING' },
];

const kinds: readonly Change[] = [
  ...[
    ['ledgers.#revenue.rowDate.0', 'amount'],
    ['ledgers.#revenue.dated.0.date', 'memo'],
    ['ledgers.#revenue.memo', 'amount'],
    ['ledgers.#cost.category', 'memo'],
    ['ledgers.#revenue.source', 'memo'],
    ['ledgers.#in-kind.derived.#deadline.from', 'item'],
    ['ledgers.#in-kind.derived.#conversion.cases.2.when.notAfter.0', 'setOff'],
    ['ruleTables.#cost.date', 'amount'],
    ['measures.#fans.date', 'account'],
    ['measures.#fans.value', 'account'],
    ['measures.#events.value', 'event'],
    ['limits.#mall-discount.date', 'category'],
    ['limits.#posts.column', 'hiredOn'],
    ['limits.#posts.inForceTo', 'post'],
    ['distributions.0.weight', 'post'],
    ['distributions.0.inForceFrom', 'post'],
  ].map(([at = '', value = '']): Change => ({ code: 'column-type-mismatch', at, value })),
  {
    code: 'column-type-mismatch',
    at: 'ledgers.#events.choices',
    value: { event: ['线上'] },
    fault: 'ledgers.#events.choices.event',
    facts: { column: 'event', type: 'text', needed: 'choice' },
  },
  { code: 'column-is-derived', at: 'ledgers.#in-kind.dated.1.date', value: 'deadline' },
  { code: 'column-is-derived', at: 'ledgers.#in-kind.dated.0.entered.0', value: 'deadline' },
  { code: 'derived-too-early', at: 'ledgers.#in-kind.derived.#deadline.from', value: 'deadline' },
  { code: 'derived-too-early', at: 'ledgers.#in-kind.derived.#conversion.cases.1.when.blank', value: 'conversion' },
  ...(
    [
      [{ field: 'date', in: ['广告费'] }, 'choice'],
      [{ field: 'amount', in: ['广告费'] }, 'choice'],
      [{ field: 'source', from: '2016-01-01' }, 'date'],
      [{ field: 'amount', to: '2016-01-01' }, 'date'],
      [{ field: 'memo', atLeast: '1' }, 'number'],
      [{ field: 'date', below: '1' }, 'number'],
    ] as const
  ).map(([value, kind]): Change => ({
    code: 'condition-kind-mismatch',
    at: 'limits.#mall-discount.when.1',
    value,
    facts: { column: value.field, type: typeInPack(value.field), kind },
  })),
  { code: 'condition-empty', at: 'limits.#mall-discount.when.1', value: { field: 'date' }, facts: { column: 'date' } },
  { code: 'expression-not-numeric', at: `${REVENUE_RULES}.#mall-own-goods.basis.field`, value: 'memo' },
  { code: 'expression-not-numeric', at: 'limits.#prize-use.left.field', value: 'date' },
  {
    code: 'parameter-kind-mismatch',
    at: 'ledgers.#in-kind.derived.#deadline.plusMonths.parameter',
    value: 'team-share',
    facts: { parameter: 'team-share', kind: 'ratio', needed: 'months' },
  },
  {
    code: 'ledger-mismatch',
    at: 'limits.#in-kind-balance.blocks.0',
    value: 'cost',
    facts: { ruleTable: 'cost', ledger: 'cost', needed: 'in-kind' },
  },
  {
    code: 'categories-without-column',
    at: 'ledgers.#staff.categories',
    value: [{ name: '甲' }],
    facts: { ledger: 'staff' },
  },
  {
    code: 'sources-without-column',
    at: 'ledgers.#cost.categories.#税金.sources',
    value: ['自有'],
    facts: { ledger: 'cost', category: '税金' },
  },
];

function typeInPack(column: string): string {
  const type = inPack(`ledgers.#revenue.columns.#${column}.type`);
  return typeof type === 'string' ? type : '';
}

const figures: readonly Change[] = [
  {
    code: 'value-out-of-bounds',
    at: 'parameters.#team-share.values.0.value',
    value: '1.01',
    facts: { parameter: 'team-share', value: '1.01', min: '0', max: '1' },
  },
  {
    code: 'value-out-of-bounds',
    at: 'parameters.#fan-target.values.0.value',
    value: '-1',
    facts: { parameter: 'fan-target', value: '-1', min: '0', max: '' },
  },
  { code: 'value-not-whole', at: 'parameters.#in-kind-window.values.0.value', value: '1.5' },
  {
    code: 'range-reversed',
    at: 'parameters.#event-target.values.0.from',
    value: '2017-01-01',
    fault: 'parameters.#event-target.values.0',
    facts: { from: '2017-01-01', to: '2016-12-31' },
  },
  {
    code: 'range-reversed',
    at: 'parameters.#event-target.max',
    value: '-1',
    fault: 'parameters.#event-target',
  },
  { code: 'range-reversed', at: 'life.to', value: '2015-12-31', fault: 'life' },
  { code: 'range-reversed', at: 'limits.#break-even.toYear', value: 2015, fault: 'limits.#break-even' },
  {
    code: 'range-reversed',
    at: 'limits.#mall-discount.when.1',
    value: { field: 'date', from: '2016-01-02', to: '2016-01-01' },
  },
  {
    code: 'range-reversed',
    at: 'limits.#mall-discount.when.1',
    value: { field: 'amount', above: '5', atMost: '5' },
    facts: { from: '5', to: '5' },
  },
  {
    code: 'values-overlap',
    at: 'parameters.#management-fee-ratio.values.1.from',
    value: '2016-12-31',
    fault: 'parameters.#management-fee-ratio.values.1',
    facts: { parameter: 'management-fee-ratio', date: '2016-12-31' },
  },
  {
    code: 'values-overlap',
    at: 'parameters.#team-share.values.1',
    value: { value: '0.4', clauses: ['六.1'] },
    facts: { parameter: 'team-share', date: '' },
  },
  {
    code: 'limit-needs-one-bound',
    at: 'limits.#prize-use.atLeast',
    value: { number: '0' },
    fault: 'limits.#prize-use',
    facts: { limit: 'prize-use' },
  },
];

const caseOf = (given: Json, expect: Json): Json => ({ id: 'case', year: 2016, given, expect });
const nothing: Json = { answer: 'FAN_PENALTY', value: '0' };
const revenueRow = (row: Json): Json => caseOf([{ ledger: 'revenue', row }], nothing);
const memos = (count: number): Json =>
  caseOf(
    Array.from({ length: count }, () => ({ ledger: 'revenue', row: { memo: '长'.repeat(500) } })),
    nothing,
  );

const cases: readonly Change[] = [
  {
    at: 'cases.0',
    value: caseOf([{ measure: 'fan', value: '1' }], nothing),
    code: 'unknown-measure',
    fault: 'cases.0.given.0.measure',
  },
  {
    at: 'cases.0',
    value: caseOf([{ parameter: 'fan', value: '1' }], nothing),
    code: 'unknown-parameter',
    fault: 'cases.0.given.0.parameter',
  },
  {
    at: 'cases.0',
    value: caseOf([{ parameter: 'team-share', value: '1.5' }], nothing),
    code: 'value-out-of-bounds',
    fault: 'cases.0.given.0.value',
  },
  {
    at: 'cases.0',
    value: caseOf([{ parameter: 'in-kind-window', value: '1.5' }], nothing),
    code: 'value-not-whole',
    fault: 'cases.0.given.0.value',
  },
  {
    at: 'cases.0',
    value: caseOf(
      [
        { measure: 'fans', value: '1' },
        { measure: 'fans', value: '2' },
      ],
      nothing,
    ),
    code: 'duplicate-id',
    fault: 'cases.0.given.1.measure',
    facts: { id: 'fans' },
  },
  {
    at: 'cases.0',
    value: caseOf([{ ledger: 'sales', row: {} }], nothing),
    code: 'unknown-ledger',
    fault: 'cases.0.given.0.ledger',
  },
  { at: 'cases.0', value: revenueRow({ price: '1' }), code: 'unknown-column', fault: 'cases.0.given.0.row.price' },
  {
    at: 'cases.0',
    value: caseOf([{ ledger: 'in-kind', row: { deadline: '2016-01-31' } }], nothing),
    code: 'column-is-derived',
    fault: 'cases.0.given.0.row.deadline',
  },
  {
    at: 'cases.0',
    value: revenueRow({ category: '广告' }),
    code: 'unknown-choice',
    fault: 'cases.0.given.0.row.category.0',
  },
  {
    at: 'cases.0',
    value: revenueRow({ date: '2016-02-30' }),
    code: 'case-value-mismatch',
    fault: 'cases.0.given.0.row.date',
    facts: { value: '2016-02-30', column: '日期', needed: 'date' },
  },
  {
    at: 'cases.0',
    value: revenueRow({ date: '1899-12-31' }),
    code: 'case-value-mismatch',
    fault: 'cases.0.given.0.row.date',
  },
  {
    at: 'cases.0',
    value: revenueRow({ amount: '一千' }),
    code: 'case-value-mismatch',
    fault: 'cases.0.given.0.row.amount',
  },
  {
    at: 'cases.0',
    value: revenueRow({ amount: '1234567890123.456' }),
    code: 'case-value-mismatch',
    fault: 'cases.0.given.0.row.amount',
  },
  {
    at: 'cases.0',
    value: caseOf([], { answer: 'FAN', value: '0' }),
    code: 'unknown-answer',
    fault: 'cases.0.expect.answer',
  },
  {
    at: 'cases.0',
    value: caseOf([], { counted: 'fans', value: '0' }),
    code: 'unknown-rule-table',
    fault: 'cases.0.expect.counted',
  },
  {
    at: 'cases.0',
    value: caseOf([], { measure: 'fan', value: '0' }),
    code: 'unknown-measure',
    fault: 'cases.0.expect.measure',
  },
  {
    at: 'cases.0',
    value: caseOf([], { payItem: 'fan', value: '0' }),
    code: 'unknown-pay-item',
    fault: 'cases.0.expect.payItem',
  },
  {
    at: 'cases.0',
    value: caseOf([], { finding: 'discount', count: 0 }),
    code: 'unknown-finding',
    fault: 'cases.0.expect.finding',
    facts: { finding: 'discount' },
  },
  {
    at: 'cases.0',
    value: caseOf([], { answer: 'FAN_PENALTY', value: '0.001' }),
    code: 'case-value-mismatch',
    fault: 'cases.0.expect.value',
  },
  {
    at: 'cases.0',
    value: { ...(caseOf([], nothing) as { readonly [key: string]: Json }), clauses: ['九.9'] },
    code: 'unknown-clause',
    fault: 'cases.0.clauses.0',
  },
  {
    at: 'cases.0',
    value: memos(70),
    code: 'case-too-long',
    fault: 'cases.0.given',
    facts: { case: 'case', length: '35489', most: '32000' },
  },
];

const circles: readonly Change[] = [
  {
    code: 'answer-cycle',
    at: 'answers.#TASK_PENALTY.value',
    value: { answer: 'PENALTY_TOTAL' },
    facts: { answers: 'TASK_PENALTY → PENALTY_TOTAL → TASK_PENALTY' },
  },
  {
    code: 'answer-cycle',
    at: 'answers.#PRIZE_QUOTA.value',
    value: { times: [{ number: '2' }, { answer: 'PRIZE_QUOTA' }] },
    facts: { answers: 'PRIZE_QUOTA → PRIZE_QUOTA' },
  },
  {
    code: 'override-self',
    at: `${REVENUE_RULES}.#mall-own-goods.overrides`,
    value: ['mall-own-goods'],
    fault: `${REVENUE_RULES}.#mall-own-goods.overrides.0`,
    facts: { rule: 'mall-own-goods' },
  },
];

describe('references', () => {
  it('finds no fault in the pack', () => {
    expect(faultsOf(packJson())).toEqual([]);
  });

  it.each([...duplicates, ...workbookNames, ...policysOwnNames, ...names, ...kinds, ...figures, ...cases, ...circles])(
    '$code at $at',
    ({ code, at, value, fault, facts }) => {
      const faults = faultsOf(packWith(at, value));
      const path = placeInPack(fault ?? at);
      expect(faults.map((found) => `${found.code} at ${found.path}`)).toEqual([`${code} at ${path}`]);
      if (facts) expect(faults[0]?.facts).toEqual(facts);
    },
  );

  it('has every code tried', () => {
    const tried = new Set(
      [...duplicates, ...workbookNames, ...policysOwnNames, ...names, ...kinds, ...figures, ...cases, ...circles].map(
        (c) => c.code,
      ),
    );
    const elsewhere = ['override-cycle'];
    expect(REFERENCE_FAULT_CODES.filter((code) => !tried.has(code))).toEqual(elsewhere);
  });

  it('a circle of exceptions leaves no rule to win', () => {
    const rule = (id: string, overrides: string): Json => ({
      id,
      title,
      when: [{ field: 'category', in: ['税金'] }],
      basis: { field: 'amount' },
      ratio: { number: '1' },
      clauses: ['六.1'],
      overrides: [overrides],
    });
    const faults = faultsOf(packWith('ruleTables.#cost.rules', [rule('a', 'b'), rule('b', 'c'), rule('c', 'a')]));
    expect(faults).toEqual([
      {
        path: placeInPack('ruleTables.#cost') + '.rules.0.overrides',
        code: 'override-cycle',
        facts: { rules: 'a → b → c → a' },
      },
    ]);
  });

  it('lists all faults of a document', () => {
    const once = packWith('life.to', '2015-01-01');
    const json = Object.assign({}, once, {
      tasks: [{ id: 'a', title, dueOn: '2016-01-01', clauses: ['九.8', '九.9'] }],
    });
    expect(faultsOf(json).map((fault) => fault.code)).toEqual(['range-reversed', 'unknown-clause', 'unknown-clause']);
  });

  it.each(['收入', 'Revenue', 'Umsätze.2016', 'abcd1', 'RC1x'])('takes «%s» for a table', (table) => {
    expect(faultsOf(packWith('ledgers.#revenue.table', table))).toEqual([]);
  });

  it.each(['A1', '甲'.repeat(31), "收'入", '收入 (2016)'])('takes «%s» for a sheet', (sheet) => {
    expect(faultsOf(packWith('ledgers.#revenue.sheet', sheet))).toEqual([]);
  });
});
