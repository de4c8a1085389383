import type { Json } from './pack-change';
import { rule, salesPolicyJson, usable } from './small-policy';

const region = { field: 'region', in: ['华北'] };
const category = { field: 'category', in: ['甲'] };
const heavy = { field: 'weight', above: '5' };
const light = { field: 'weight', below: '9' };

function withConditions(when: readonly Json[]): Json {
  return salesPolicyJson([rule('one', when)], [{ name: '甲' }]);
}

describe('the order of a rule’s conditions', () => {
  const inOrder = usable(withConditions([category, region, heavy, light]));

  it('is the ledger’s, whatever it was written in', () => {
    for (const when of [
      [heavy, region, light, category],
      [region, heavy, category, light],
    ]) {
      const policy = usable(withConditions(when));
      expect(policy.document).toEqual(inOrder.document);
      expect(policy.digest).toBe(inOrder.digest);
    }
  });

  it('is kept among conditions on one field', () => {
    const policy = usable(withConditions([light, heavy, category, region]));
    expect(policy.document.ruleTables[0]?.rules[0]?.when).toEqual([category, region, light, heavy]);
    expect(policy.digest).not.toBe(inOrder.digest);
  });
});
