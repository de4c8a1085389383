import { parsePolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import type { Ledger, RuleTable } from '../../src/policy/schema';
import type { Json } from './pack-change';

const title = { zh: '甲', en: 'A' };

/** A ledger of sales: date, region and kind as open choices, category and source, amount and weight. */
export function salesLedger(categories: Json): Json {
  return {
    id: 'sales',
    title,
    sheet: '销售台账',
    table: '销售',
    presence: 'required',
    columns: [
      { id: 'date', header: '日期', title, type: 'date' },
      { id: 'category', header: '类别', title, type: 'choice' },
      { id: 'source', header: '货源', title, type: 'choice' },
      { id: 'amount', header: '金额', title, type: 'money' },
      { id: 'paidOn', header: '收款日期', title, type: 'date' },
      { id: 'region', header: '地区', title, type: 'choice' },
      { id: 'weight', header: '重量', title, type: 'count' },
    ],
    category: 'category',
    source: 'source',
    categories,
    choices: { region: ['华北', '华南'] },
  };
}

/** A rule that counts the whole amount, with anything else it needs. */
export function rule(id: string, when: Json, more: { readonly [key: string]: Json } = {}): Json {
  return { id, title, when, basis: { field: 'amount' }, ratio: { number: '1' }, clauses: ['一.1'], ...more };
}

/** A policy of one rule table over the sales ledger; `more` replaces parts of the document. */
export function salesPolicyJson(
  rules: readonly Json[],
  categories: Json = [{ name: '甲' }, { name: '乙' }],
  more: { readonly [key: string]: Json } = {},
  table: { readonly [key: string]: Json } = {},
): Json {
  return {
    format: 'payclause-policy/1',
    id: 'small',
    edition: '1',
    title,
    source: '测试',
    life: { from: '2016-01-01' },
    chapters: [],
    clauses: [{ id: '一.1', article: '一、1', text: '全计。' }],
    parameters: [],
    ledgers: [salesLedger(categories)],
    ruleTables: [{ id: 'counted', title, ledger: 'sales', date: 'date', entered: ['amount'], rules, ...table }],
    measures: [],
    limits: [],
    payItems: [],
    answers: [
      { id: 'COUNTED', section: 'profit', title, unit: 'CNY', clauses: ['一.1'], value: { counted: ['counted'] } },
    ],
    ...more,
  };
}

/** The policy behind a document that is meant to be usable. */
export function usable(json: unknown): Policy {
  const result = parsePolicy(json);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** A rule table of a policy with its ledger. */
export function tableOf(policy: Policy, id: string): { readonly table: RuleTable; readonly ledger: Ledger } {
  const table = policy.ruleTables.get(id);
  const ledger = table && policy.ledgers.get(table.ledger);
  if (!ledger) throw new Error(`no rule table ${id}`);
  return { table, ledger };
}
