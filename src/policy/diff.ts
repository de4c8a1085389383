import canonicalize from 'canonicalize';
import { newGaps, type ParameterToBeSet } from './parameter-gaps';
import type { LocalText, PolicyDocument } from './schema';

/** What of a policy a change is about. */
export type PolicyPart =
  | 'head'
  | 'chapter'
  | 'clause'
  | 'parameter'
  /** A dated value of a parameter. */
  | 'value'
  | 'ledger'
  | 'column'
  | 'derived'
  | 'category'
  | 'rule-table'
  | 'rule'
  | 'measure'
  | 'limit'
  | 'pay-item'
  | 'answer'
  | 'distribution'
  | 'breakdown'
  | 'task';

/** A piece of a document as plain data. */
export type PolicyData = null | boolean | number | string | readonly PolicyData[] | PolicyRecord;
export interface PolicyRecord {
  readonly [key: string]: PolicyData | undefined;
}

/** One difference between two documents. */
export interface PolicyChange {
  readonly part: PolicyPart;
  /** `moved`: it stands elsewhere among its like; `before` and `after` are then its places, counted from 1. */
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** The place in the later document, «parameters.3.values.0.value»; of what was removed, in the earlier one. */
  readonly path: string;
  /** What it is called in the document: its id or name; of a dated value, its days «2016-01-01..»; «» for the head. */
  readonly id: string;
  /** The parameter of a value, the ledger of a column, derived column or category, the rule table of a rule. */
  readonly within?: string;
  /** Its title, the later one where that changed; of a dated value, the parameter's. */
  readonly title?: LocalText;
  /** Which of its fields changed; «days» for the first and last day of a dated value. */
  readonly field?: string;
  /** The clauses that it cited or cites, in order of appearance, each once; a clause's own id for a clause. */
  readonly clauses: readonly string[];
  /** Left out where there was or is nothing. */
  readonly before?: PolicyData;
  readonly after?: PolicyData;
}

/** All differences between two policies, in the order of the document. */
export interface PolicyDiff {
  readonly changes: readonly PolicyChange[];
  /** Days on which a parameter is to be set now and was not before: what the changes leave open. */
  readonly toBeSet: readonly ParameterToBeSet[];
}

/**
 * What differs between two documents, clause by clause, parameter by parameter, rule by rule. Things are matched by their
 * ids. Without any change the digests are equal, and the other way round; cases, which the digest leaves out, don't count.
 */
export function diffPolicies(before: PolicyDocument, after: PolicyDocument): PolicyDiff {
  return {
    changes: fieldChanges(saidBy(before), saidBy(after), DOCUMENT, { path: '', id: '', clauses: [] }),
    toBeSet: newGaps(before, after),
  };
}

/** The document without its cases, as plain data: which it is, having been parsed from JSON. */
function saidBy(document: PolicyDocument): PolicyRecord {
  const { cases: _cases, ...said } = document;
  return said as unknown as PolicyRecord;
}

// ---- What a document is made of ------------------------------------------------------------------------------------

/** A thing of the document: how two versions of it are known as the same one, and which of its fields list other things. */
interface Kind {
  readonly part: PolicyPart;
  readonly idOf: (item: PolicyRecord) => string;
  readonly lists: Readonly<Record<string, Kind>>;
}

const byId = (item: PolicyRecord): string => text(item['id']);
const kind = (part: PolicyPart, lists: Kind['lists'] = {}, idOf: Kind['idOf'] = byId): Kind => ({ part, idOf, lists });

const VALUE = kind('value', {}, ({ from, to }) => `${text(from)}..${text(to)}`);

const DOCUMENT = kind(
  'head',
  {
    chapters: kind('chapter'),
    clauses: kind('clause'),
    parameters: kind('parameter', { values: VALUE }),
    ledgers: kind('ledger', {
      columns: kind('column'),
      derived: kind('derived'),
      categories: kind('category', {}, ({ name }) => text(name)),
    }),
    ruleTables: kind('rule-table', { rules: kind('rule') }),
    measures: kind('measure'),
    limits: kind('limit'),
    payItems: kind('pay-item'),
    answers: kind('answer'),
    distributions: kind('distribution', {}, ({ answer, ledger }) => `${text(answer)} ${text(ledger)}`),
    breakdowns: kind('breakdown'),
    tasks: kind('task'),
  },
  () => '',
);

// ---- Comparing -----------------------------------------------------------------------------------------------------

/** What every change of a thing tells. */
type Told = Pick<PolicyChange, 'path' | 'id' | 'within' | 'title' | 'clauses'>;

/** The changes of a thing that is in both documents: its fields, then what it lists, field by field. */
function fieldChanges(before: PolicyRecord, after: PolicyRecord, { part, lists }: Kind, told: Told): PolicyChange[] {
  if (part === 'value') return valueChanges(before, after, told);
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return fields.flatMap((field) => {
    const list = lists[field];
    const path = told.path === '' ? field : `${told.path}.${field}`;
    if (list) return listChanges(items(before[field]), items(after[field]), list, path, told);
    return changed(before[field], after[field], part, field, { ...told, path });
  });
}

/** A value that holds on other days is one change, whichever of its two ends was moved. */
function valueChanges(before: PolicyRecord, after: PolicyRecord, told: Told): PolicyChange[] {
  return [
    ...changed(daysOf(before), daysOf(after), 'value', 'days', told),
    ...changed(before['value'], after['value'], 'value', 'value', { ...told, path: `${told.path}.value` }),
    ...changed(before['clauses'], after['clauses'], 'value', 'clauses', { ...told, path: `${told.path}.clauses` }),
  ];
}

function changed(
  before: PolicyData | undefined,
  after: PolicyData | undefined,
  part: PolicyPart,
  field: string,
  told: Told,
): PolicyChange[] {
  if (areAlike(before, after)) return [];
  return [
    {
      part,
      kind: 'changed',
      ...told,
      field,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

/** The changes of a list: what is gone first, then thing by thing as the later document lists them. */
function listChanges(
  before: readonly PolicyRecord[],
  after: readonly PolicyRecord[],
  listed: Kind,
  path: string,
  owner: Told,
): PolicyChange[] {
  const earlier = matches(before, after, listed);
  const moved = movedAmong(earlier);
  const gone = before.flatMap((item, index): PolicyChange[] => {
    if (earlier.includes(index)) return [];
    return [
      {
        part: listed.part,
        kind: 'removed',
        ...toldOf(item, undefined, listed, `${path}.${index}`, owner),
        before: item,
      },
    ];
  });
  const here = after.flatMap((item, index): PolicyChange[] => {
    const place = `${path}.${index}`;
    const from = earlier[index];
    const was = from === undefined ? undefined : before[from];
    const told = toldOf(item, was, listed, place, owner);
    if (from === undefined || was === undefined) return [{ part: listed.part, kind: 'added', ...told, after: item }];
    const move: PolicyChange = { part: listed.part, kind: 'moved', ...told, before: from + 1, after: index + 1 };
    return [...(moved.has(index) ? [move] : []), ...fieldChanges(was, item, listed, told)];
  });
  return [...gone, ...here];
}

function toldOf(item: PolicyRecord, was: PolicyRecord | undefined, listed: Kind, path: string, owner: Told): Told {
  const id = listed.idOf(item);
  // A dated value has no title of its own: it is known by its parameter's.
  const title = titleOf(item) ?? titleOf(was) ?? (listed === VALUE ? owner.title : undefined);
  const cited = listed.part === 'clause' ? [id] : [...new Set([...citedIn(was), ...citedIn(item)])];
  return { path, id, ...(owner.id === '' ? {} : { within: owner.id }), ...(title ? { title } : {}), clauses: cited };
}

// ---- Matching ------------------------------------------------------------------------------------------------------

/** For each later thing the place of the same thing before, if it was there; no place is given twice. */
function matches(
  before: readonly PolicyRecord[],
  after: readonly PolicyRecord[],
  listed: Kind,
): readonly (number | undefined)[] {
  const found = new Array<number | undefined>(after.length).fill(undefined);
  const free = new Set(before.keys());
  const ways = listed === VALUE ? [listed.idOf, ...SAME_VALUE] : [listed.idOf];
  for (const way of ways) {
    const places = new Map<string, number[]>();
    for (const index of free) {
      const key = way(before[index] ?? {});
      if (key !== undefined) places.set(key, [...(places.get(key) ?? []), index]);
    }
    after.forEach((item, index) => {
      const key = found[index] === undefined ? way(item) : undefined;
      const place = key === undefined ? undefined : places.get(key)?.shift();
      if (place === undefined) return;
      found[index] = place;
      free.delete(place);
    });
  }
  return found;
}

/** A dated value whose days changed is known by its first day, else by its last, else by what it is. */
const SAME_VALUE: readonly ((item: PolicyRecord) => string | undefined)[] = [
  ({ from }) => (from === undefined ? 'from ever' : `from ${text(from)}`),
  ({ to }) => (to === undefined ? 'for ever' : `to ${text(to)}`),
  ({ value }) => `value ${text(value)}`,
];

/** Which later things stand in another order than before: as few of them as can be, so that what one passes is not moved. */
function movedAmong(earlier: readonly (number | undefined)[]): ReadonlySet<number> {
  const kept = earlier.flatMap((place, index) => (place === undefined ? [] : [{ place, index }]));
  // The longest run of things that keep their order: for each thing, the longest that ends with it.
  const lengths: number[] = [];
  const previous: number[] = [];
  kept.forEach(({ place }, position) => {
    let [length, before] = [1, -1];
    for (let other = 0; other < position; other += 1) {
      const reached = (lengths[other] ?? 0) + 1;
      if ((kept[other]?.place ?? 0) < place && reached > length) [length, before] = [reached, other];
    }
    lengths.push(length);
    previous.push(before);
  });
  const moved = new Set(kept.map(({ index }) => index));
  let position = lengths.indexOf(lengths.reduce((most, length) => (length > most ? length : most), 0));
  while (position >= 0) {
    const thing = kept[position];
    if (thing) moved.delete(thing.index);
    position = previous[position] ?? -1;
  }
  return moved;
}

// ---- Reading plain data --------------------------------------------------------------------------------------------

/** Tells whether two pieces of documents are equal, whatever the order of their keys. */
function areAlike(a: PolicyData | undefined, b: PolicyData | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && canonicalize(a) === canonicalize(b);
}

function items(data: PolicyData | undefined): readonly PolicyRecord[] {
  return Array.isArray(data) ? data.filter(isRecord) : [];
}

function isRecord(data: PolicyData | undefined): data is PolicyRecord {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function text(data: PolicyData | undefined): string {
  return typeof data === 'string' ? data : '';
}

function titleOf(item: PolicyRecord | undefined): LocalText | undefined {
  const title = item?.['title'];
  if (typeof title === 'string') return { zh: title, en: title };
  return isRecord(title) ? { zh: text(title['zh']), en: text(title['en']) } : undefined;
}

function daysOf({ from, to }: PolicyRecord): PolicyRecord {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

/** The clauses that a thing cites anywhere in it. */
function citedIn(data: PolicyData | undefined): readonly string[] {
  if (Array.isArray(data)) return data.flatMap(citedIn);
  if (!isRecord(data)) return [];
  return Object.entries(data).flatMap(([key, part]) =>
    key === 'clauses' && Array.isArray(part) ? part.filter((each) => typeof each === 'string') : citedIn(part),
  );
}
