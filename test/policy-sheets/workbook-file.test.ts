import { readWorkbookBytes } from '../../src/hosts/file/read-workbook';
import { builtInPacks } from '../../src/policy/packs';
import { readPolicySheets } from '../../src/policy-sheets';
import { buildTemplate } from '../../src/workbook/template';

describe.each(builtInPacks().map((pack) => [pack.id, pack] as const))('a template of %s', (_id, pack) => {
  test.each([2015, 2016, 2017])('of %i holds the very policy', async (year) => {
    const policy = pack.policy();
    const bytes = await buildTemplate({
      policy,
      year,
      language: year === 2016 ? 'en-US' : 'zh-CN',
      results: new Map(),
    });
    const workbook = await readWorkbookBytes(bytes, 'template.xlsx');
    if (!workbook.ok) throw new Error(JSON.stringify(workbook.error));
    const reading = readPolicySheets(workbook.value);
    if (reading.kind === 'broken') expect(reading.faults).toEqual([]);
    if (reading.kind !== 'read') throw new Error(reading.kind);
    expect(reading.policy.document).toEqual(policy.document);
    expect(reading.policy.digest).toBe(policy.digest);
  });
});
