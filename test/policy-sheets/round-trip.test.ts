import { builtInPacks, builtInPolicy } from '../../src/policy/packs';
import { readPolicySheets, writePolicySheets } from '../../src/policy-sheets';
import { policyWorkbook } from '../support/policy-workbook';

describe.each(builtInPacks().map((pack) => [pack.id, pack] as const))('the pack %s', (_id, pack) => {
  const { document, digest } = pack.policy();

  test.each([
    ['as tables', {}],
    ['as plain ranges', { tables: false }],
    ['with days counted from 1904', { date1904: true }],
  ])('comes back from its sheets %s', (_how, options) => {
    const reading = readPolicySheets(policyWorkbook(writePolicySheets(document), options));
    if (reading.kind === 'broken') expect(reading.faults).toEqual([]);
    if (reading.kind !== 'read') throw new Error(reading.kind);
    expect(reading.policy.document).toEqual(document);
    expect(reading.policy.digest).toBe(digest);
  });
});

test('a workbook without a policy has none', () => {
  const workbook = policyWorkbook([]);
  expect(readPolicySheets(workbook)).toEqual({ kind: 'absent' });
  expect(builtInPolicy().document.id).toBe('internet-centre');
});
