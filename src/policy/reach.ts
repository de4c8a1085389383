import { lastDayOf } from '../kernel/dates';
import type { PolicyChange, PolicyData, PolicyPart, PolicyRecord } from './diff';
import type { Policy } from './policy';

/** Something of a policy that figures are made from, as a key: `thing('rule', 'agency', 'revenue')`. */
export function thing(part: PolicyPart, id: string, within = ''): string {
  return `${part} ${within} ${id}`;
}

/**
 * Everything that an answer's figure is made from, by what the expressions name: parameters, rule tables with their rules,
 * measures, pay items, other answers, and the columns and categories of the ledgers behind them. Empty for an answer that
 * the policy does not define.
 */
export function reachOf(policy: Policy, answer: string): ReadonlySet<string> {
  const reach = new Reach(policy);
  reach.answer(answer);
  return reach.reached;
}

/** What a change is a change of, where it can change an amount; `undefined` for a change of words or order. */
export function thingChanged({ part, kind, id, within, field }: PolicyChange): string | undefined {
  if (kind === 'moved' || COUNTLESS.has(part)) return undefined;
  if (field !== undefined && (WORDS_ONLY.has(field) || WORDS_ONLY.has(`${part} ${field}`))) return undefined;
  return part === 'value' ? thing('parameter', within ?? '') : thing(part, id, within);
}

/**
 * Tells whether a change can be felt in a year's figures: one of a dated value can't where it concerns later days alone.
 * Days of earlier years are read, too, where a row reaches back to them.
 */
export function canBeFelt({ part, id, field, before, after }: PolicyChange, year: number): boolean {
  if (part !== 'value') return true;
  const last = lastDayOf(year);
  if (field !== 'days') return startOf(id) <= last;
  const [from, fromNow] = [dayIn(before, 'from') ?? EVER, dayIn(after, 'from') ?? EVER];
  if (from !== fromNow) return from <= last || fromNow <= last;
  // Where only the end was moved, the days before it are as they were.
  return [before, after].some((days) => (dayIn(days, 'to') ?? NEVER) < last);
}

const EVER = '';
const NEVER = '9999-12-31';

/** The first of the days that a dated value is called by, «2016-01-01..2016-12-31». */
function startOf(days: string): string {
  return days.split('..')[0] ?? EVER;
}

function dayIn(days: PolicyData | undefined, end: 'from' | 'to'): string | undefined {
  const day = typeof days === 'object' && days !== null && end in days ? (days as PolicyRecord)[end] : undefined;
  return typeof day === 'string' ? day : undefined;
}

/** Parts that no figure is made from. */
const COUNTLESS: ReadonlySet<PolicyPart> = new Set(['head', 'chapter', 'clause', 'distribution', 'breakdown', 'task']);

/** Fields that say something and change no figure; some only in one part. */
const WORDS_ONLY: ReadonlySet<string> = new Set([
  'title',
  'clauses',
  'unit',
  'min',
  'max',
  'example',
  'width',
  'keywords',
  'catchAll',
  'choices',
  'duplicateKey',
  'memo',
  'excludedCode',
  'reported',
  'code',
  'severity',
  'section',
  'rounding',
  'rule-table sheet',
]);

class Reach {
  readonly reached = new Set<string>();

  constructor(private readonly policy: Policy) {}

  answer(id: string): void {
    const answer = this.policy.answers.get(id);
    if (answer && this.isNew(thing('answer', id))) this.follow(answer.value);
  }

  private parameter(id: string): void {
    this.reached.add(thing('parameter', id));
  }

  private measure(id: string): void {
    const measure = this.policy.measures.get(id);
    if (measure && this.isNew(thing('measure', id))) this.follow(measure, this.ledger(measure.ledger));
  }

  private payItem(id: string): void {
    const item = this.policy.payItems.get(id);
    if (item && this.isNew(thing('pay-item', id))) this.follow(item.monthly);
  }

  private ruleTable(id: string): void {
    const table = this.policy.ruleTables.get(id);
    if (!table || !this.isNew(thing('rule-table', id))) return;
    const ledger = this.ledger(table.ledger);
    this.follow(table, ledger);
    for (const rule of table.rules) this.reached.add(thing('rule', rule.id, id));
    // A limit that a row breaks may keep the table from deciding it.
    for (const limit of this.policy.document.limits) {
      if (limit.kind !== 'row' || !limit.blocks.includes(id)) continue;
      this.reached.add(thing('limit', limit.id));
      this.follow(limit, ledger);
    }
  }

  /** The ledger with what places and reads its rows; its other columns are reached by whoever names them. */
  private ledger(id: string): string {
    const ledger = this.policy.ledgers.get(id);
    if (!ledger || !this.isNew(thing('ledger', id))) return id;
    for (const { name } of ledger.categories) this.reached.add(thing('category', name, id));
    const { rowDate, dated, filled, category = null, source = null } = ledger;
    this.follow({ rowDate, dated, filled, category, source }, id);
    return id;
  }

  private field(id: string, ledgerId: string): void {
    const ledger = this.policy.ledgers.get(ledgerId);
    if (ledger?.columns.some((column) => column.id === id)) this.reached.add(thing('column', id, ledgerId));
    const derived = ledger?.derived.find((column) => column.id === id);
    if (derived && this.isNew(thing('derived', id, ledgerId))) this.follow(derived, ledgerId);
  }

  /** Goes through a definition: what its expressions name, and of a ledger each column that it names. */
  private follow(definition: object, ledger?: string): void {
    const walk = (data: PolicyData | undefined): void => {
      if (typeof data === 'string') {
        if (ledger !== undefined) this.field(data, ledger);
      } else if (Array.isArray(data)) data.forEach(walk);
      else if (typeof data === 'object' && data !== null) Object.entries(data as PolicyRecord).forEach(entry);
    };
    const entry = ([key, data]: readonly [string, PolicyData | undefined]): void => {
      if (NO_NAMES.has(key)) return;
      if (key === 'counted') {
        for (const id of [data].flat()) if (typeof id === 'string') this.ruleTable(id);
      } else if (key in this.kinds && typeof data === 'string') this.kinds[key as keyof typeof this.kinds](data);
      else walk(data);
    };
    walk(definition as PolicyData);
  }

  private readonly kinds = {
    parameter: (id: string) => this.parameter(id),
    answer: (id: string) => this.answer(id),
    measure: (id: string) => this.measure(id),
    payItem: (id: string) => this.payItem(id),
    ledger: (id: string) => this.ledger(id),
  };

  private isNew(key: string): boolean {
    const isNew = !this.reached.has(key);
    this.reached.add(key);
    return isNew;
  }
}

/** Fields whose texts are no names of columns, however much they look like it. */
const NO_NAMES: ReadonlySet<string> = new Set([
  'id',
  'type',
  'kind',
  'title',
  'code',
  'clauses',
  'in',
  'unit',
  'number',
]);
