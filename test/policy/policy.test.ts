import fc from 'fast-check';
import { dayAfter, dayBefore, parseIsoDate, type IsoDate } from '../../src/kernel/dates';
import { Decimal } from '../../src/kernel/decimal';
import { builtInPacks, builtInPolicy } from '../../src/policy/packs';
import { parsePolicy } from '../../src/policy/parse-policy';
import { policyDigest, withinBounds, withWhatIf, type Policy, type WhatIf } from '../../src/policy/policy';
import { policySchema } from '../../src/policy/schema';
import { inPack, packJson, packWith, placeInPack, replaced, type Json } from './pack-change';
import { rule, salesPolicyJson, usable } from './small-policy';

function date(text: string): IsoDate {
  const parsed = parseIsoDate(text);
  if (!parsed) throw new Error(text);
  return parsed;
}

/** A parameter's value on a day as text, «–» where it has none. */
function figure(policy: Policy, parameter: string, day: string): string {
  return policy.valueAt(parameter, date(day))?.value.toString() ?? '–';
}

/** The same JSON with the keys of every object in another order. */
function shuffled(json: Json, order: () => number): Json {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map((part) => shuffled(part, order));
  const entries = Object.entries(json).map(([key, part]): [string, Json, number] => [key, part, order()]);
  return Object.fromEntries(entries.sort((a, b) => a[2] - b[2]).map(([key, part]) => [key, shuffled(part, order)]));
}

/** Every place in a JSON value at which a test holds. */
function places(json: Json, test: (part: Json, key: string) => boolean, path: readonly string[] = []): string[] {
  const here = test(json, path.at(-1) ?? '') ? [path.join('.')] : [];
  if (typeof json !== 'object' || json === null) return here;
  return [...here, ...Object.entries(json).flatMap(([key, part]) => places(part, test, [...path, key]))];
}

describe('the built-in policy', () => {
  it('is read once and named in the list', () => {
    expect(builtInPolicy()).toBe(builtInPolicy());
    expect(builtInPacks()[0]?.policy()).toBe(builtInPolicy());
    expect(builtInPacks().map(({ policy }) => policy().document.id)).toEqual(builtInPacks().map(({ id }) => id));
  });

  it('is written down as parsing gives it: a page takes it as it is', () => {
    for (const { policy } of builtInPacks()) {
      const { document } = policy();
      const parsed = parsePolicy(structuredClone(document));
      expect(parsed.ok && parsed.value.document).toEqual(document);
    }
  });

  it('finds its parts by id', () => {
    const policy = builtInPolicy();
    expect(policy.clauses.get('六.2.5')?.article).toBe('六、2.(5)');
    expect(policy.answers.get('TEAM_SHARE')?.rounding).toBe('fen');
    expect(policy.ledgers.get('in-kind')?.derived.map((field) => field.id)).toEqual(['deadline', 'conversion']);
    expect(policy.answers.get('NOTHING')).toBeUndefined();
  });
});

describe('the digest', () => {
  const { digest } = builtInPolicy();

  it('is a SHA-256 in hexadecimal', () => {
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(policyDigest(builtInPolicy().document)).toBe(digest);
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.integer()), (stream) => {
        const order = (): number => Number(stream.next().value);
        expect(usable(shuffled(packJson(), order)).digest).toBe(digest);
      }),
      { numRuns: 20 },
    );
  });

  it.each`
    place                                             | value
    ${'ledgers.#revenue.derived'}                     | ${[]}
    ${'ledgers.#revenue.empty'}                       | ${'zero'}
    ${'ledgers.#revenue.columns.#date.width'}         | ${12}
    ${'ledgers.#revenue.columns.#memo.required'}      | ${false}
    ${'ledgers.#revenue.categories.#广告费.catchAll'} | ${false}
    ${'ruleTables.#revenue.rules.0.overrides'}        | ${[]}
    ${'limits.#prize-use.when'}                       | ${[]}
    ${'measures.#fans.reported'}                      | ${false}
  `('does not depend on whether a default is written: $place', ({ place, value }: { place: string; value: Json }) => {
    expect(usable(packWith(place, value)).digest).toBe(usable(packWith(place, undefined)).digest);
  });

  it('does not depend on how a number is written', () => {
    expect(usable(packWith('parameters.#team-share.values.0.value', '0.50')).digest).toBe(digest);
    expect(usable(packWith('parameters.#fan-target.values.0.value', ' +60000.0 ')).digest).toBe(digest);
  });

  it('does not depend on the cases', () => {
    expect(usable(packWith('cases', [])).digest).toBe(digest);
    expect(usable(packWith('cases.0.expect.value', '1')).digest).toBe(digest);
  });

  it('changes with every number and every clause', () => {
    const pack = packJson();
    const isFigure = (part: Json, key: string): boolean =>
      typeof part === 'number' ||
      ((key === 'number' || key === 'value') && typeof part === 'string' && /^\d/.test(part));
    // A case proves the policy and is no part of what it says.
    const all = places(pack, (part, key) => key === 'text' || isFigure(part, key)).filter(
      (place) => !place.startsWith('cases.'),
    );
    const seen = new Map([[digest, 'the pack']]);
    for (const place of all) {
      const before = inPack(place);
      const after = typeof before === 'number' ? before + 1 : typeof before === 'string' ? `${before}1` : null;
      const changed = policyDigest(policySchema.parse(replaced(pack, place.split('.'), after)));
      expect([place, seen.get(changed)]).toEqual([place, undefined]);
      seen.set(changed, place);
    }
    const { clauses, parameters } = builtInPolicy().document;
    const written = clauses.length + parameters.flatMap((parameter) => parameter.values).length;
    expect(seen.size).toBeGreaterThan(written);
  });
});

describe('parsePolicy', () => {
  it('never throws on anything that JSON can hold', () => {
    fc.assert(
      fc.property(fc.anything(), (json) => {
        expect(parsePolicy(json).ok).toBe(false);
      }),
    );
  });

  it('never throws on a pack with anything anywhere', () => {
    const all = places(packJson(), () => true);
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.jsonValue(), (place, value) => {
        const result = parsePolicy(replaced(packJson(), place === '' ? [] : place.split('.'), value as Json));
        expect(result.ok || result.error.length > 0).toBe(true);
      }),
    );
  });

  it('says where a document is malformed', () => {
    const result = parsePolicy(packWith('parameters.#team-share.values.0.value', 'half'));
    const place = placeInPack('parameters.#team-share.values.0.value');
    expect(result).toMatchObject({ ok: false, error: [{ path: place, code: 'schema-custom' }] });
    expect(parsePolicy(packWith('lief', {}))).toMatchObject({
      ok: false,
      error: [{ path: '', code: 'schema-unrecognized-keys', facts: { keys: 'lief' } }],
    });
  });

  it('refuses a document nested without end', () => {
    let value: Json = { number: '1' };
    for (let level = 0; level < 50_000; level += 1) value = { plus: [value] };
    expect(parsePolicy(packWith('answers.#NET_PROFIT.value', value))).toEqual({
      ok: false,
      error: [{ path: '', code: 'schema-too-deep', facts: { depth: '100' } }],
    });
  });

  it.each(['2016-02-30', '2016-2-3', '16-01-01', '2016/01/01', '', '0000-01-01'])('takes «%s» for no date', (text) => {
    expect(parsePolicy(packWith('life.from', text)).ok).toBe(false);
  });

  it.each(['1e3', '0x10', '1,000', 'NaN', 'Infinity', '', '½', '.', '１２'])('takes «%s» for no number', (text) => {
    expect(parsePolicy(packWith('parameters.#fan-target.values.0.value', text)).ok).toBe(false);
  });
});

describe('a dated parameter', () => {
  it.each`
    parameter                 | day             | value
    ${'fan-target'}           | ${'2016-12-30'} | ${'–'}
    ${'fan-target'}           | ${'2016-12-31'} | ${'60000'}
    ${'fan-target'}           | ${'2017-01-01'} | ${'–'}
    ${'event-target'}         | ${'2015-12-31'} | ${'–'}
    ${'event-target'}         | ${'2016-01-01'} | ${'12'}
    ${'event-target'}         | ${'2016-12-31'} | ${'12'}
    ${'event-target'}         | ${'2017-01-01'} | ${'–'}
    ${'management-fee-ratio'} | ${'2015-12-31'} | ${'–'}
    ${'management-fee-ratio'} | ${'2016-01-01'} | ${'0'}
    ${'management-fee-ratio'} | ${'2016-12-31'} | ${'0'}
    ${'management-fee-ratio'} | ${'2017-01-01'} | ${'0.5'}
    ${'management-fee-ratio'} | ${'9999-12-31'} | ${'0.5'}
    ${'team-share'}           | ${'0001-01-01'} | ${'0.5'}
    ${'nobody'}               | ${'2016-12-31'} | ${'–'}
  `('$parameter on $day is $value', (row: { parameter: string; day: string; value: string }) => {
    expect(figure(builtInPolicy(), row.parameter, row.day)).toBe(row.value);
  });

  it('says what its value stands on', () => {
    expect(builtInPolicy().valueAt('management-fee-ratio', date('2016-07-01'))).toEqual({
      value: new Decimal(0),
      from: '2016-01-01',
      to: '2016-12-31',
      clauses: ['六.3.1', '六.4'],
      whatIf: false,
    });
  });
});

describe('a what-if value', () => {
  const tried = (...trials: readonly WhatIf[]): Policy => {
    const result = withWhatIf(builtInPolicy(), trials);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };
  const trial = (parameter: string, value: string, from?: string): WhatIf => ({
    parameter,
    value,
    from: from === undefined ? undefined : date(from),
  });

  it('without a day holds over the whole life', () => {
    const policy = tried(trial('management-fee-ratio', '0.25'));
    for (const day of ['0001-01-01', '2015-12-31', '2016-01-01', '2017-01-01', '9999-12-31']) {
      expect(figure(policy, 'management-fee-ratio', day)).toBe('0.25');
    }
    expect(policy.valueAt('management-fee-ratio', date('2016-01-01'))).toMatchObject({ whatIf: true, to: undefined });
  });

  it.each`
    from            | day             | value    | whatIf
    ${'2016-07-01'} | ${'2016-06-30'} | ${'0'}   | ${false}
    ${'2016-07-01'} | ${'2016-07-01'} | ${'0.3'} | ${true}
    ${'2016-07-01'} | ${'2016-07-02'} | ${'0.3'} | ${true}
    ${'2016-07-01'} | ${'2017-01-01'} | ${'0.3'} | ${true}
    ${'2017-01-01'} | ${'2016-12-31'} | ${'0'}   | ${false}
    ${'2017-01-01'} | ${'2017-01-01'} | ${'0.3'} | ${true}
    ${'2017-07-01'} | ${'2017-06-30'} | ${'0.5'} | ${false}
    ${'2017-07-01'} | ${'2017-07-01'} | ${'0.3'} | ${true}
    ${'2016-01-01'} | ${'2015-12-31'} | ${'–'}   | ${undefined}
    ${'2016-01-01'} | ${'2016-01-01'} | ${'0.3'} | ${true}
    ${'0001-01-01'} | ${'0001-01-01'} | ${'0.3'} | ${true}
  `('from $from on: $value on $day', (row: { from: string; day: string; value: string; whatIf: boolean }) => {
    const policy = tried(trial('management-fee-ratio', '0.3', row.from));
    expect(figure(policy, 'management-fee-ratio', row.day)).toBe(row.value);
    expect(policy.valueAt('management-fee-ratio', date(row.day))?.whatIf).toBe(row.whatIf);
  });

  it('sets a target where the policy has none', () => {
    const policy = tried(trial('fan-target', '80000', '2017-01-01'));
    expect(figure(policy, 'fan-target', '2016-12-31')).toBe('60000');
    expect(figure(policy, 'fan-target', '2017-12-31')).toBe('80000');
  });

  it('holds until the next one', () => {
    const policy = tried(trial('team-share', '0.4', '2016-04-01'), trial('team-share', '0.6', '2016-10-01'));
    expect(
      ['2016-03-31', '2016-04-01', '2016-09-30', '2016-10-01'].map((day) => figure(policy, 'team-share', day)),
    ).toEqual(['0.5', '0.4', '0.4', '0.6']);
  });

  it('is the same whatever the order the values are given in', () => {
    const [early, late] = [trial('team-share', '0.4', '2016-04-01'), trial('team-share', '0.6', '2016-10-01')];
    for (const policy of [tried(early, late), tried(late, early)]) {
      expect(['2016-09-30', '2016-10-01'].map((day) => figure(policy, 'team-share', day))).toEqual(['0.4', '0.6']);
    }
  });

  it.each([
    ['2016-07-01', ['六.3.1', '六.4']],
    ['2017-07-01', ['六.3.2']],
  ])('from %s on stands on the clauses of the value that it replaces', (from, clauses) => {
    const policy = tried(trial('management-fee-ratio', '0.3', from));
    expect(policy.valueAt('management-fee-ratio', date(from))?.clauses).toEqual(clauses);
  });

  it('leaves the written policy, its digest and every other parameter alone', () => {
    const policy = tried(trial('team-share', '1', '2016-04-01'));
    expect(policy.digest).toBe(builtInPolicy().digest);
    expect(policy.whatIf).toEqual([trial('team-share', '1', '2016-04-01')]);
    expect(figure(policy, 'fan-penalty-rate', '2016-04-01')).toBe('0.5');
    expect(figure(builtInPolicy(), 'team-share', '2016-04-01')).toBe('0.5');
    expect(builtInPolicy().whatIf).toEqual([]);
  });

  it('replaces what was tried before', () => {
    const first = tried(trial('team-share', '0.4'));
    const second = withWhatIf(first, [trial('base-pay', '2500')]);
    expect(second.ok && figure(second.value, 'team-share', '2016-01-01')).toBe('0.5');
  });

  it.each`
    parameter           | value        | problem
    ${'team-share'}     | ${'0'}       | ${undefined}
    ${'team-share'}     | ${'1'}       | ${undefined}
    ${'team-share'}     | ${'1.0001'}  | ${{ code: 'parameter-out-of-bounds', parameter: 'team-share', value: '1.0001', min: '0', max: '1' }}
    ${'team-share'}     | ${'-0.10'}   | ${{ code: 'parameter-out-of-bounds', parameter: 'team-share', value: '-0.1', min: '0', max: '1' }}
    ${'fan-target'}     | ${'-1'}      | ${{ code: 'parameter-out-of-bounds', parameter: 'fan-target', value: '-1', min: '0', max: '' }}
    ${'fan-target'}     | ${'1000000'} | ${undefined}
    ${'in-kind-window'} | ${'2'}       | ${undefined}
    ${'in-kind-window'} | ${'1.5'}     | ${{ code: 'parameter-value-invalid', parameter: 'in-kind-window', value: '1.5' }}
    ${'team-share'}     | ${'half'}    | ${{ code: 'parameter-value-invalid', parameter: 'team-share', value: 'half' }}
    ${'team-share'}     | ${'1e-1'}    | ${{ code: 'parameter-value-invalid', parameter: 'team-share', value: '1e-1' }}
    ${'nobody'}         | ${'1'}       | ${{ code: 'parameter-unknown', parameter: 'nobody' }}
  `('$parameter = $value: $problem', (row: { parameter: string; value: string; problem?: object }) => {
    const result = withWhatIf(builtInPolicy(), [trial(row.parameter, row.value)]);
    expect(result.ok ? undefined : result.error).toEqual(row.problem);
  });

  it('agrees with the written values on every day before it', () => {
    const day = fc.integer({ min: 0, max: 1500 }).map((days) => {
      let at = date('2015-06-01');
      for (let step = 0; step < days; step += 1) at = dayAfter(at) ?? at;
      return at;
    });
    fc.assert(
      fc.property(day, day, (from, on) => {
        const policy = tried({ parameter: 'management-fee-ratio', from, value: '0.3' });
        const expected = on < from ? figure(builtInPolicy(), 'management-fee-ratio', on) : '0.3';
        expect(figure(policy, 'management-fee-ratio', on)).toBe(expected);
        expect(figure(policy, 'management-fee-ratio', dayBefore(from) ?? from)).toBe(
          figure(builtInPolicy(), 'management-fee-ratio', dayBefore(from) ?? from),
        );
      }),
    );
  });
});

describe('bounds', () => {
  it('hold at their ends, and only where they are set', () => {
    const json = salesPolicyJson([rule('all', [], { ratio: { parameter: 'free' } })], [{ name: '甲' }], {
      parameters: [
        { id: 'free', title: { zh: '甲', en: 'A' }, unit: { zh: '比例', en: 'ratio' }, kind: 'ratio', values: [] },
        {
          id: 'low',
          title: { zh: '甲', en: 'A' },
          unit: { zh: '比例', en: 'ratio' },
          kind: 'ratio',
          max: '-1.5',
          values: [],
        },
      ],
    });
    const { parameters } = usable(json);
    const keeps = (id: string, value: string): boolean | undefined => {
      const parameter = parameters.get(id);
      return parameter && withinBounds(parameter, new Decimal(value));
    };
    expect(keeps('free', '-1000000')).toBe(true);
    expect(keeps('low', '-1.5')).toBe(true);
    expect(keeps('low', '-1.49')).toBe(false);
  });
});
