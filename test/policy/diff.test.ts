import fc from 'fast-check';
import { diffPolicies, type PolicyChange } from '../../src/policy/diff';
import { builtInPolicy } from '../../src/policy/packs';
import { parsePolicy } from '../../src/policy/parse-policy';
import { policyDigest } from '../../src/policy/policy';
import type { PolicyDocument } from '../../src/policy/schema';
import { inPack, packWith, placeInPack, replaced, type Json } from './pack-change';
import { usable } from './small-policy';

const pack = builtInPolicy().document;

/** The pack with one place changed, as a document; nothing is proved of it. */
function changedPack(path: string, value: Json | undefined): PolicyDocument {
  return replaced(pack as unknown as Json, placeInPack(path).split('.'), value) as unknown as PolicyDocument;
}

/** A change in one line: «changed value fan-penalty-rate/.. value 0.5 → 0.8». */
function line({ kind, part, within, id, field, before, after }: PolicyChange): string {
  const name = [within, id].filter((each) => each !== undefined && each !== '').join('/') || '·';
  const sides = [before, after].map((side) => (typeof side === 'object' ? JSON.stringify(side) : String(side ?? '–')));
  const what = field === undefined ? '' : ` ${field}`;
  return kind === 'added' || kind === 'removed'
    ? `${kind} ${part} ${name}`
    : `${kind} ${part} ${name}${what} ${sides.join(' → ')}`;
}

function lines(before: PolicyDocument, after: PolicyDocument): readonly string[] {
  return diffPolicies(before, after).changes.map(line);
}

const RATE = 'parameters.#fan-penalty-rate';
const FEE = 'parameters.#management-fee-ratio';

describe('what differs between two policies', () => {
  it('is nothing between a policy and itself, whatever the order of keys', () => {
    const turned = usable(reversedKeys(pack as unknown as Json)).document;
    expect(diffPolicies(pack, turned)).toEqual({ changes: [], toBeSet: [] });
  });

  it.each([
    // where, what is put there, the change
    ['edition', '2017', 'changed head · edition 2016 → 2017'],
    [
      'life',
      { from: '2016-01-01', to: '2019-12-31' },
      'changed head · life {"from":"2016-01-01"} → {"from":"2016-01-01","to":"2019-12-31"}',
    ],
    ['chapters.#一.title', '职责', 'changed chapter 一 title 岗位职责 → 职责'],
    [`${RATE}.values.0.value`, '0.8', 'changed value fan-penalty-rate/.. value 0.5 → 0.8'],
    [
      `${RATE}.values.0.from`,
      '2016-03-01',
      'changed value fan-penalty-rate/2016-03-01.. days {} → {"from":"2016-03-01"}',
    ],
    [`${RATE}.values.0.clauses`, ['五.2'], 'changed value fan-penalty-rate/.. clauses ["五.1"] → ["五.2"]'],
    [
      `${FEE}.values.1.from`,
      '2017-02-01',
      'changed value management-fee-ratio/2017-02-01.. days {"from":"2017-01-01"} → {"from":"2017-02-01"}',
    ],
    [`${RATE}.max`, '2', 'changed parameter fan-penalty-rate max – → 2'],
    [
      'ruleTables.#revenue.rules.#mall-self-sourced.ratio',
      { number: '0.5' },
      'changed rule revenue/mall-self-sourced ratio {"number":"1"} → {"number":"0.5"}',
    ],
    [
      'ruleTables.#revenue.rules.#mall-self-sourced.when',
      [],
      expect.stringContaining('changed rule revenue/mall-self-sourced when [{'),
    ],
    ['ruleTables.#revenue.date', 'paidOn', 'changed rule-table revenue date date → paidOn'],
    ['ledgers.#revenue.sheet', '收入', 'changed ledger revenue sheet 收入台账 → 收入'],
    ['ledgers.#revenue.columns.#amount.header', '价税合计', 'changed column revenue/amount header 金额 → 价税合计'],
    [
      'ledgers.#revenue.categories.#代理佣金.sources',
      ['自揽'],
      'changed category revenue/代理佣金 sources ["自揽","公司代理"] → ["自揽"]',
    ],
    ['answers.#FAN_PENALTY.clauses', ['五.1'], 'changed answer FAN_PENALTY clauses ["五.1","二.1"] → ["五.1"]'],
    ['limits.#mall-discount.severity', 'error', 'changed limit mall-discount severity warning → error'],
    ['tasks.0.dueOn', '2016-01-31', expect.stringMatching(/^changed task \S+ dueOn 2015-12-31 → 2016-01-31$/)],
    [
      'distributions.0.weight',
      'basePay',
      expect.stringMatching(/^changed distribution TEAM_SHARE staff weight \w+ → basePay$/),
    ],
  ] as const)('at %s is told alone', (path, value, told) => {
    expect(lines(pack, changedPack(path, value as Json))).toEqual([told]);
  });

  it('names a clause that was reworded, with both texts and its own id as the clause concerned', () => {
    const path = `clauses.${pack.clauses.findIndex(({ id }) => id === '五.1')}.text`;
    const before = inPack(path);
    const [change] = diffPolicies(pack, changedPack(path, '每少1人扣1元。')).changes;
    expect(change).toEqual({
      part: 'clause',
      kind: 'changed',
      path,
      id: '五.1',
      field: 'text',
      clauses: ['五.1'],
      before,
      after: '每少1人扣1元。',
    });
  });

  it('names the place, the title and the clauses of a rule', () => {
    const path = 'ruleTables.#revenue.rules.#mall-self-sourced';
    const [change] = diffPolicies(pack, changedPack(`${path}.clauses`, ['六.2.1'])).changes;
    expect(change).toMatchObject({
      path: placeInPack(`${path}.clauses`),
      title: inPack(`${path}.title`),
      within: 'revenue',
      clauses: ['六.2.5', '六.2.1'],
    });
  });

  it('tells a value that ends and the one that follows it as days and an addition', () => {
    const values = [
      { to: '2016-12-31', value: '0.5', clauses: ['五.1'] },
      { from: '2017-01-01', value: '0.8', clauses: ['五.1'] },
    ];
    expect(lines(pack, changedPack(`${RATE}.values`, values))).toEqual([
      'changed value fan-penalty-rate/..2016-12-31 days {} → {"to":"2016-12-31"}',
      'added value fan-penalty-rate/2017-01-01..',
    ]);
  });

  it('leaves cases out, as the digest does', () => {
    const cases: PolicyDocument['cases'] = [
      { id: '甲', year: 2016, given: [], expect: { finding: 'duplicate-row', count: 0 } },
    ];
    expect(diffPolicies(pack, { ...pack, cases }).changes).toEqual([]);
  });
});

describe('what a change leaves to be set', () => {
  const toBeSet = (before: PolicyDocument, after: PolicyDocument): readonly string[] =>
    diffPolicies(before, after).toBeSet.map(({ parameter, from, to }) => `${parameter} ${from}..${to ?? ''}`);

  it.each([
    ['values that are gone', [], ['fan-penalty-rate 2016-01-01..']],
    ['an end', [{ to: '2016-12-31', value: '0.5', clauses: ['五.1'] }], ['fan-penalty-rate 2017-01-01..']],
    [
      'a beginning',
      [{ from: '2016-02-01', value: '0.5', clauses: ['五.1'] }],
      ['fan-penalty-rate 2016-01-01..2016-01-31'],
    ],
    [
      'a hole between two values',
      [
        { to: '2016-03-30', value: '0.5', clauses: ['五.1'] },
        { from: '2016-04-02', value: '0.5', clauses: ['五.1'] },
      ],
      ['fan-penalty-rate 2016-03-31..2016-04-01'],
    ],
    ['another value on the same days', [{ value: '0.9', clauses: ['五.1'] }], []],
    [
      'an end before the life begins',
      [{ to: '2015-06-30', value: '0.5', clauses: ['五.1'] }],
      ['fan-penalty-rate 2016-01-01..'],
    ],
  ])('%s', (_name, values, told) => {
    expect(toBeSet(pack, changedPack(`${RATE}.values`, values as Json))).toEqual(told);
  });

  it('is told once, not with every later comparison', () => {
    const ended = changedPack(`${RATE}.values.0.to`, '2016-12-31');
    expect(toBeSet(ended, { ...ended, edition: '2017' })).toEqual([]);
  });

  it('comes with a life that goes on, and with a parameter that is new', () => {
    const short = changedPack('life', { from: '2016-01-01', to: '2016-12-31' });
    const bounded = { ...short, parameters: short.parameters.filter(({ id }) => id === 'team-share') };
    const ended: PolicyDocument = {
      ...bounded,
      parameters: bounded.parameters.map((each) => ({
        ...each,
        values: each.values.map((value) => ({ ...value, to: short.life.to })),
      })),
    };
    expect(toBeSet(bounded, ended)).toEqual([]);
    expect(toBeSet(ended, { ...ended, life: { from: ended.life.from } })).toEqual(['team-share 2017-01-01..']);
    const [parameter] = ended.parameters;
    const more = parameter ? [...ended.parameters, { ...parameter, id: 'new-one', values: [] }] : [];
    expect(toBeSet(ended, { ...ended, parameters: more })).toEqual(['new-one 2016-01-01..2016-12-31']);
  });
});

// ---- Random changes ------------------------------------------------------------------------------------------------

const { cases: _cases, ...said } = pack;
const withoutCases = said as unknown as Json;

/** Every list of things that have an id or a name, by its path. */
const LISTS = listsIn(withoutCases, '');
/** Every text of the pack, by its path. */
const LEAVES = leavesIn(withoutCases, '');
/** Fields by which a thing is known as the same. */
const IDENTITY = /(?:^|\.)(?:id|name)$|^distributions\.\d+\.(?:answer|ledger)$/;
/** Lists whose things are told one by one, others being told as one field. */
const TOLD =
  /^(?:chapters|clauses|parameters|ledgers|ruleTables|measures|limits|payItems|answers|tasks|ledgers\.\d+\.(?:columns|derived|categories)|ruleTables\.\d+\.rules)$/;

const places = LISTS.filter(({ path }) => TOLD.test(path));

describe('any single change of the document', () => {
  it('of a text is told, alone, unless it makes another thing of it', () => {
    const leaves = LEAVES.filter(({ path }) => !IDENTITY.test(path) && !path.startsWith('format'));
    fc.assert(
      fc.property(fc.constantFrom(...leaves), ({ path, value }) => {
        const after = replacedIn(path, `${value}x`);
        const { changes } = diffPolicies(pack, after);
        expect(changes).toHaveLength(1);
        expect(changes[0]?.kind).toBe('changed');
        // The place told is the one changed, or the field that holds it.
        expect(`${path}.`.startsWith(`${changes[0]?.path ?? '?'}.`) || changes[0]?.field === 'days').toBe(true);
      }),
    );
  });

  it('of an id is a removal and an addition', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LEAVES.filter(({ path }) => IDENTITY.test(path) && path.includes('.'))),
        ({ path, value }) => {
          const kinds = diffPolicies(pack, replacedIn(path, `${value}x`)).changes.map(({ kind }) => kind);
          expect(kinds).toEqual(['removed', 'added']);
        },
      ),
    );
  });

  it('that takes something out is told, and the other way round something put in', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), ({ path, length }, pick) => {
        const index = pick % length;
        const after = replacedIn(`${path}.${index}`, undefined);
        const removed = diffPolicies(pack, after).changes;
        const added = diffPolicies(after, pack).changes;
        expect(removed).toMatchObject([{ kind: 'removed', path: `${path}.${index}` }]);
        expect(added).toMatchObject([{ kind: 'added', path: `${path}.${index}`, id: removed[0]?.id }]);
        expect(added[0]?.after).toEqual(removed[0]?.before);
      }),
    );
  });

  it('that moves something is told as one move', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places.filter(({ length }) => length > 1)),
        fc.nat(),
        fc.nat(),
        ({ path, length }, a, b) => {
          const [from, to] = [a % length, b % length];
          fc.pre(from !== to);
          const items = [...listAt(path)];
          const [moved] = items.splice(from, 1);
          items.splice(to, 0, moved ?? null);
          const { changes } = diffPolicies(pack, replacedIn(path, items));
          expect(changes.map(({ kind }) => kind)).toEqual(['moved']);
          // Of two neighbours that change places it can't be said which one has moved.
          if (Math.abs(from - to) > 1) expect(changes).toMatchObject([{ before: from + 1, after: to + 1 }]);
        },
      ),
    );
  });
});

describe('any two documents', () => {
  /** A few changes of texts, one upon the other, some of which make other things of things. */
  const changed = fc
    .array(
      fc.tuple(fc.constantFrom(...LEAVES.filter(({ path }) => !path.startsWith('format'))), fc.constantFrom('x', 'y')),
      { maxLength: 6 },
    )
    .map((changes) =>
      changes.reduce<Json>(
        (json, [{ path, value }, more]) => replaced(json, path.split('.'), `${value}${more}`),
        pack as unknown as Json,
      ),
    )
    .map((json) => json as unknown as PolicyDocument);

  it('differ exactly where their digests do', () => {
    fc.assert(
      fc.property(changed, changed, (a, b) => {
        expect(diffPolicies(a, b).changes.length === 0).toBe(policyDigest(a) === policyDigest(b));
      }),
    );
  });

  it('differ the other way round by the same things', () => {
    const turned = { added: 'removed', removed: 'added', changed: 'changed', moved: 'moved' } as const;
    const told = ({ kind, part, within, id, field, before, after }: PolicyChange): string =>
      JSON.stringify([kind, part, within, part === 'value' ? '' : id, field, before, after]);
    fc.assert(
      fc.property(changed, changed, (a, b) => {
        const there = diffPolicies(a, b).changes.map(told);
        const back = diffPolicies(b, a).changes.map((change) =>
          told({ ...change, kind: turned[change.kind], before: change.after, after: change.before } as PolicyChange),
        );
        expect([...back].sort()).toEqual([...there].sort());
      }),
    );
  });

  it('are told in the same words every time', () => {
    fc.assert(
      fc.property(changed, (after) => {
        expect(diffPolicies(pack, after)).toEqual(diffPolicies(structuredClone(pack), structuredClone(after)));
      }),
      { numRuns: 20 },
    );
  });
});

it('holds for documents that were proved', () => {
  const parsed = parsePolicy(packWith(`${RATE}.values.0.value`, '0.50'));
  expect(parsed.ok && diffPolicies(pack, parsed.value.document).changes).toEqual([]);
});

function replacedIn(path: string, value: Json | undefined): PolicyDocument {
  return replaced(pack as unknown as Json, path.split('.'), value) as unknown as PolicyDocument;
}

function listAt(path: string): readonly Json[] {
  let here: unknown = pack;
  for (const step of path.split('.')) here = (here as Record<string, unknown>)[step];
  return here as readonly Json[];
}

function listsIn(json: Json, path: string): readonly { readonly path: string; readonly length: number }[] {
  if (typeof json !== 'object' || json === null) return [];
  const own = Array.isArray(json) && json.length > 0 ? [{ path, length: json.length }] : [];
  return [...own, ...Object.entries(json).flatMap(([key, part]) => listsIn(part, join(path, key)))];
}

function leavesIn(json: Json, path: string): readonly { readonly path: string; readonly value: string }[] {
  if (typeof json === 'string') return [{ path, value: json }];
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, part]) => leavesIn(part, join(path, key)));
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function reversedKeys(json: Json): Json {
  if (Array.isArray(json)) return json.map((item) => reversedKeys(item as Json));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .reverse()
      .map(([key, part]) => [key, reversedKeys(part)]),
  );
}
