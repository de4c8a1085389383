import fc from 'fast-check';
import { parseIsoDate, type IsoDate } from '../../src/kernel/dates';
import { builtInPolicy } from '../../src/policy/packs';
import { standingOf, type Approval } from '../../src/policy/standing';
import {
  approve,
  readApprovals,
  standingFrom,
  writeApprovals,
  LONGEST_APPROVAL_FIELD,
  LONGEST_APPROVAL_NOTE,
  MOST_APPROVALS_CHARACTERS,
} from '../../src/workbook/approvals';
import { openBooks } from '../../src/settlement/books';
import { packWith, type Json } from '../policy/pack-change';
import { usable } from '../policy/small-policy';
import { workbook } from '../support/workbook-builder';

const policy = builtInPolicy();
const later = usable(packWith('parameters.#fan-penalty-rate.values.0.value', '0.8'));
const AT = '2016-03-05T08:30:00.000Z';

function day(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (!date) throw new Error(`no day ${text}`);
  return date;
}

const WORDS = { by: '办公会', on: day('2016-03-04'), document: '办字〔2016〕3号' };

function approved(of = policy, before: readonly Approval[] = [], words = WORDS): readonly Approval[] {
  const result = approve(before, of, words, AT);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('how a policy stands', () => {
  it('is unapproved without a record', () => {
    expect(standingFrom(policy, undefined)).toEqual({ kind: 'unapproved' });
    expect(standingOf(policy, [])).toEqual({ kind: 'unapproved' });
  });

  it('is approved while its digest is the one approved last', () => {
    const standing = standingFrom(policy, writeApprovals(approved()));
    expect(standing).toMatchObject({
      kind: 'approved',
      approval: { by: '办公会', on: '2016-03-04', document: '办字〔2016〕3号', digest: policy.digest, recordedAt: AT },
    });
  });

  it('is changed as soon as anything of it is, with what changed', () => {
    const standing = standingFrom(later, writeApprovals(approved()));
    expect(standing).toMatchObject({
      kind: 'changed',
      approval: { digest: policy.digest },
      changes: { changes: [{ part: 'value', within: 'fan-penalty-rate', before: '0.5', after: '0.8' }] },
    });
  });

  it('is approved again by a new approval, and changed by going back to the old policy', () => {
    const both = approved(later, approved());
    expect(standingOf(later, both).kind).toBe('approved');
    expect(standingOf(policy, both)).toMatchObject({ kind: 'changed', approval: { digest: later.digest } });
  });

  it('does not mind what proves the policy, its cases', () => {
    const cases = [{ id: '甲', year: 2016, given: [], expect: { finding: 'duplicate-row', count: 0 } }];
    const withCases = usable({ ...(packWith('edition', '2016') as Readonly<Record<string, Json>>), cases });
    expect(standingOf(withCases, approved()).kind).toBe('approved');
  });

  it('changes no amount', () => {
    const book = workbook({ revenue: [['2016-03-05', '广告', '广告费', null, 1000]] });
    const amounts = [undefined, ...['approved', 'changed'].map((kind) => (kind === 'approved' ? policy : later))].map(
      (of) => {
        const standing = of === undefined ? {} : { standing: standingOf(of, approved()) };
        return openBooks({ ...policy, ...standing }, book)
          .settle(2016)
          .answers.map(({ value }) => value);
      },
    );
    expect(amounts[1]).toEqual(amounts[0]);
    expect(amounts[2]).toEqual(amounts[0]);
  });
});

describe('the record of approvals', () => {
  it('comes back as it was written, with the policies approved', () => {
    const both = approved(later, approved(), { ...WORDS, document: '办字〔2016〕9号' });
    const noted = approve(both, policy, { ...WORDS, note: '试行一年' }, AT);
    const all = noted.ok ? noted.value : [];
    expect(readApprovals(writeApprovals(all))).toEqual({ ok: true, value: all });
    expect(all.map(({ note }) => note)).toEqual([undefined, undefined, '试行一年']);
    const [first] = all;
    expect(first && usable(first.policy).digest).toBe(policy.digest);
  });

  it('keeps a policy once, however often it was approved', () => {
    const once = writeApprovals(approved()).length;
    const twice = writeApprovals(approved(policy, approved())).length;
    expect(twice - once).toBeLessThan(500);
  });

  it('is trimmed, and refused where something is missing or too long', () => {
    expect(approved(policy, [], { ...WORDS, by: '  张三 ' })[0]?.by).toBe('张三');
    const refusal = (words: object): unknown => {
      const result = approve([], policy, { ...WORDS, ...words }, AT);
      return result.ok ? undefined : result.error;
    };
    expect(refusal({ by: ' \t' })).toEqual({ code: 'approval-field-empty', field: 'by' });
    expect(refusal({ document: '' })).toEqual({ code: 'approval-field-empty', field: 'document' });
    for (const [field, most] of [
      ['by', LONGEST_APPROVAL_FIELD],
      ['document', LONGEST_APPROVAL_FIELD],
      ['note', LONGEST_APPROVAL_NOTE],
    ] as const) {
      expect(refusal({ [field]: '长'.repeat(most) })).toBeUndefined();
      const error = { code: 'approval-field-too-long', field, length: most + 1, most };
      expect(refusal({ [field]: '长'.repeat(most + 1) })).toEqual(error);
    }
  });

  it('is refused where the workbook could not keep it', () => {
    const [one] = approved();
    if (!one) throw new Error('nothing approved');
    const many = Array.from({ length: 24_000 }, (_, index) => ({ ...one, document: `办字${index}` }));
    const result = approve(many, policy, WORDS, AT);
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'approvals-too-large', most: MOST_APPROVALS_CHARACTERS },
    });
  });

  const text = writeApprovals(approved());
  const changedText = (path: readonly string[], value: unknown): string => {
    const json = JSON.parse(text) as Record<string, unknown>;
    let here = json;
    for (const key of path.slice(0, -1)) here = here[key] as Record<string, unknown>;
    here[path.at(-1) ?? ''] = value;
    return JSON.stringify(json);
  };

  it.each([
    ['is no JSON', '{', { code: 'approvals-unreadable' }],
    ['is a list', '[]', { code: 'approvals-unreadable' }],
    ['has no version', '{"approvals":[]}', { code: 'approvals-unreadable' }],
    ['is of a later version', '{"version":2,"signed":true}', { code: 'approvals-version', version: '2' }],
    ['has a day that is none', changedText(['approvals', '0', 'on'], '2016-02-30'), { code: 'approvals-unreadable' }],
    [
      'has a moment that is none',
      changedText(['approvals', '0', 'recordedAt'], 'today'),
      { code: 'approvals-unreadable' },
    ],
    ['names nobody', changedText(['approvals', '0', 'by'], ''), { code: 'approvals-unreadable' }],
    [
      'keeps another policy than the digest names',
      changedText(['policies', policy.digest, 'edition'], '2017'),
      { code: 'approvals-altered', document: '办字〔2016〕3号' },
    ],
    [
      'keeps no policy for a digest',
      changedText(['approvals', '0', 'digest'], '0'.repeat(64)),
      { code: 'approvals-altered', document: '办字〔2016〕3号' },
    ],
    [
      'is longer than any record',
      ' '.repeat(MOST_APPROVALS_CHARACTERS + 1),
      { code: 'approvals-too-large', characters: MOST_APPROVALS_CHARACTERS + 1, most: MOST_APPROVALS_CHARACTERS },
    ],
  ])('that %s says nothing about the policy', (_name, broken, problem) => {
    expect(readApprovals(broken)).toEqual({ ok: false, error: problem });
    expect(standingFrom(policy, broken)).toEqual({ kind: 'unknown', problem });
  });

  it('is read or refused, whatever it holds, and never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.constant(text).chain((whole) => fc.nat(whole.length).map((end) => whole.slice(0, end))),
        ),
        (any) => {
          const read = readApprovals(any);
          expect(read.ok ? read.value.length : read.error.code).not.toBe('');
          if (any !== text) expect(read.ok && read.value.length > 0).toBe(false);
        },
      ),
    );
  });
});
