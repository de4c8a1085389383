import { parseIsoDate } from '../../src/kernel/dates';
import { diffPolicies } from '../../src/policy/diff';
import { builtInPolicy } from '../../src/policy/packs';
import type { Approval, PolicyStanding } from '../../src/policy/standing';
import { wordingFor } from '../../src/wording/wording';
import { packJson, type Json } from '../policy/pack-change';
import { usable } from '../policy/small-policy';

const policy = builtInPolicy();
const on = parseIsoDate('2016-03-05');
if (!on) throw new Error('no such day');

function approval(words: Partial<Approval> = {}): Approval {
  const { digest, document } = policy;
  return {
    by: '办公会',
    on: on ?? ('' as never),
    document: '办字3号',
    digest,
    policy: document,
    recordedAt: '',
    ...words,
  };
}

/** A standing of a policy some of whose parameters were changed since. */
function changed(parameters: readonly string[], words: Partial<Approval> = {}): PolicyStanding {
  const document = packJson() as Readonly<Record<string, Json>>;
  const later = usable({
    ...document,
    parameters: policy.document.parameters.map((each) =>
      parameters.includes(each.id) ? { ...each, values: each.values.map((value) => ({ ...value, value: '1' })) } : each,
    ),
  });
  return { kind: 'changed', approval: approval(words), changes: diffPolicies(policy.document, later.document) };
}

const FOUR = ['fan-penalty-rate', 'team-share', 'company-goods-floor', 'prize-use-limit'];

describe('how a policy stands to what was approved, in a sentence', () => {
  it.each<[PolicyStanding, string, string]>([
    [{ kind: 'unapproved' }, '这份制度没有批准记录', 'This policy has no approval on record'],
    [
      { kind: 'approved', approval: approval() },
      '这份制度由办公会于 2016-03-05 批准（办字3号）',
      'This policy was approved by 办公会 on 2016-03-05 (办字3号)',
    ],
    [
      changed(FOUR.slice(0, 1)),
      '这份制度在办公会于 2016-03-05 批准（办字3号）后有 1 处改动：活粉考核单价',
      'This policy has 1 change since it was approved by 办公会 on 2016-03-05 (办字3号): Penalty for each missing fan',
    ],
    [
      changed(FOUR),
      expect.stringMatching(/后有 4 处改动：[^、]+、[^、]+、[^、]+等$/) as string,
      expect.stringMatching(/^This policy has 4 changes since .*, among them [^,]+, [^,]+, [^,]+$/) as string,
    ],
    [
      { kind: 'unknown', problem: { code: 'approvals-version', version: '2' } },
      '制度的批准记录不能用（由更新的版本写成，格式 2），不知道是否经过批准',
      "The record of the policy's approvals can't be used (a newer version wrote it, in format 2); whether it is approved is not known",
    ],
    [
      { kind: 'unknown', problem: { code: 'approvals-altered', document: '办字3号' } },
      expect.stringContaining('文号 办字3号 所存的制度与指纹不符') as string,
      expect.stringContaining('the policy kept with document 办字3号 is not the one of its digest') as string,
    ],
    [
      { kind: 'unknown', problem: { code: 'approvals-too-large', characters: 5_000_000, most: 4_000_000 } },
      expect.stringContaining('5,000,000 个字符，超过 4,000,000 的上限') as string,
      expect.stringContaining('5,000,000 characters, more than the limit of 4,000,000') as string,
    ],
  ])('%#', (standing, chinese, english) => {
    expect(wordingFor('zh-CN').standing(standing)).toEqual(chinese);
    expect(wordingFor('en-US').standing(standing)).toEqual(english);
  });

  it('shows nothing that a terminal might obey, and no endless name', () => {
    const hostile = { by: `甲\u001b[31m${'长'.repeat(190)}`, document: '{{by}}\u202e\n2' };
    const said = wordingFor('zh-CN').standing(changed(FOUR, hostile));
    expect(said).toContain('甲\\u001b[31m');
    expect(said).toContain('{{by}}\\u202e\\n2');
    expect(said.length).toBeLessThan(300);
  });
});
