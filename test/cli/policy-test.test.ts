import { parseCaseExpectation, parseCaseInput } from '../../src/policy/case-text';
import { builtInPolicy } from '../../src/policy/packs';
import internetCentre from '../../src/policy/packs/internet-centre.json';
import { jsonFile, ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();

interface TestJson {
  readonly policy: { readonly id: string };
  readonly cases: readonly { readonly id: string; readonly passed?: boolean; readonly [key: string]: unknown }[];
  readonly unproven?: readonly { readonly path: string; readonly reason: string; readonly message: string }[];
  readonly summary?: { readonly passed: number; readonly failed: number };
  readonly whatIf?: unknown;
}

const CASES = [
  {
    id: 'right',
    title: '差 7,700 个',
    year: 2016,
    given: [{ measure: 'fans', value: '52300' }],
    expect: { answer: 'FAN_PENALTY', value: '3850' },
    clauses: ['五.1'],
  },
  {
    id: 'wrong',
    title: '差 7,700 个',
    year: 2016,
    given: [{ measure: 'fans', value: '52300' }],
    expect: { answer: 'FAN_PENALTY', value: '6160' },
  },
  { id: 'unset', year: 2017, given: [], expect: { answer: 'EVENT_PENALTY', value: '0' } },
  { id: 'told', year: 2016, given: [], expect: { finding: 'post-missing', count: 1 } },
];

/** The built-in policy with these cases, as a file. */
function policyFile(name: string, cases: readonly unknown[]): string {
  return jsonFile(folder, name, { ...internetCentre, cases });
}

describe('policy test', () => {
  it('runs the built-in policy’s cases', async () => {
    const { code, stdout, stderr } = await payclause(['policy', 'test']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n').filter((line) => line.startsWith('✓ '));
    expect(lines).toHaveLength(internetCentre.cases.length);
    expect(lines[0]).toBe('✓ fans-short  活粉 52,300，差 7,700 个，每个 0.5 元  [五.1、二.1]');
    expect(stdout).toContain(`${String(internetCentre.cases.length)} 条用例全部通过`);
    expect(stdout).not.toContain('✗');
  });

  it('says what failed, with what was given, expected and came out', async () => {
    const { code, stdout } = await payclause(['policy', 'test', policyFile('failing.json', CASES)]);
    expect(code).toBe(1);
    expect(stdout).toContain('✓ right  差 7,700 个  [五.1]\n');
    expect(stdout).toContain(
      [
        '✗ wrong  差 7,700 个',
        '    录入（2016 年）：指标 fans = 52300',
        '    期望：FAN_PENALTY = 6160.00',
        '    实得：3850.00',
        '✗ unset',
        '    录入（2017 年）：台账全空',
        '    期望：EVENT_PENALTY = 0.00',
        '    实得：#N/A，',
      ].join('\n'),
    );
    expect(stdout).toMatch(/实得：#N\/A，.*2017-12-31.*event-target/);
    expect(stdout).toContain('    期望：校验 post-missing = 1\n    实得：3\n');
    expect(stdout).toContain('4 条用例中有 3 条未通过');
    const english = await payclause(['policy', 'test', policyFile('failing.json', CASES), '--lang', 'en-US']);
    expect(english.stdout).toContain('    Expected: FAN_PENALTY = 6160.00\n    Actual: 3850.00\n');
    expect(english.stdout).toContain('3 of 4 cases fail');
  });

  it('prints the same as JSON', async () => {
    const { code, json } = await payclauseJson(['policy', 'test', policyFile('failing.json', CASES)]);
    expect(code).toBe(1);
    const { policy, cases, summary } = json as TestJson;
    expect(policy.id).toBe('internet-centre');
    expect(summary).toEqual({ passed: 1, failed: 3 });
    expect(cases[0]).toEqual({ ...CASES[0], passed: true, actual: { value: '3850.00' } });
    expect(cases[1]).toEqual({ ...CASES[1], passed: false, actual: { value: '3850.00' } });
    expect(cases[2]).toMatchObject({ id: 'unset', passed: false, actual: { error: { code: '#N/A' } } });
    expect(cases[3]).toMatchObject({ id: 'told', passed: false, actual: { count: 3 } });
  });

  it('holds the cases against what-if values when asked to, and says so', async () => {
    const file = policyFile('what-if.json', CASES.slice(1, 2));
    const { code, stdout } = await payclause(['policy', 'test', file, '--set', 'fan-penalty-rate=0.8']);
    expect(code).toBe(0);
    expect(stdout).toContain('1 条用例全部通过');
    expect(stdout).toMatch(/fan-penalty-rate.*0\.8/);
    const { json } = await payclauseJson(['policy', 'test', file, '--set', 'fan-penalty-rate=0.8']);
    expect((json as TestJson).whatIf).toHaveLength(1);
  });

  it('has nothing to say of a policy without cases', async () => {
    const { code, stdout } = await payclause(['policy', 'test', policyFile('none.json', [])]);
    expect(code).toBe(0);
    expect(stdout).toContain('这份制度没有用例；加 --propose 可以列出建议的用例');
  });

  it.each([
    ['a case without an expectation', [{ id: 'a', year: 2016, given: [] }]],
    ['an unknown answer', [{ ...CASES[0], expect: { answer: 'PENALTY', value: '1' } }]],
    ['a day that is none', [{ ...CASES[0], given: [{ ledger: 'fans', row: { date: '2016-02-30' } }] }]],
    ['two cases of one id', [CASES[0], CASES[0]]],
  ])('refuses %s', async (_what, cases) => {
    const { code, stdout, stderr } = await payclause(['policy', 'test', policyFile('refused.json', cases)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain('cases.');
  });

  it('takes the document once', async () => {
    const file = policyFile('once.json', CASES);
    const { code, stderr } = await payclause(['policy', 'test', file, '--policy', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('给了两次');
  });

  it('shows hostile titles as plain text', async () => {
    const file = policyFile('hostile.json', [{ ...CASES[1], title: '红\u202e色\nx' }]);
    const { stdout } = await payclause(['policy', 'test', file]);
    expect(stdout).not.toContain('\u202e');
    expect(stdout).toMatch(/^✗ wrong {2}红.*色.*x$/m);
  });
});

describe('policy test --propose', () => {
  it('prints rows to paste, and what a person has to do with them', async () => {
    const { code, stdout, stderr } = await payclause(['policy', 'test', '--propose', policyFile('bare.json', [])]);
    expect(code).toBe(0);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
    const { document } = builtInPolicy();
    for (const [id = '', , year = '', given = '', expected = ''] of rows) {
      expect(id).toMatch(/-\d+$/);
      expect(year).toMatch(/^\d{4}$/);
      expect(parseCaseInput(given, document)).toMatchObject({ ok: true });
      expect(parseCaseExpectation(expected, document)).toMatchObject({ ok: true });
    }
    expect(rows).toContainEqual([
      'fan-target-2',
      '活粉目标 60000',
      '2016',
      '指标 fans = 59999',
      'FAN_PENALTY = 0.50',
      '二.1',
    ]);
    expect(stderr).toContain(`以上 ${String(rows.length)} 条用例，期望的结果取自制度现在的规定，请逐条核对后再采用`);
    expect(stderr).toContain('parameters.0.values.0.to（2016-12-31）：改动最小单位，任何结果都不变');
  });

  it('prints a list to paste into a document, which then passes and is proposed no more', async () => {
    const bare = await payclauseJson(['policy', 'test', '--propose', policyFile('bare.json', [])]);
    const { cases, unproven } = bare.json as TestJson;
    expect(unproven?.map(({ reason }) => reason)).toEqual(['no-effect', 'no-effect', 'no-effect', 'no-effect']);
    const file = policyFile('proposed.json', cases);
    expect((await payclause(['policy', 'test', file])).code).toBe(0);
    const again = await payclause(['policy', 'test', '--propose', file]);
    expect({ code: again.code, stdout: again.stdout }).toEqual({ code: 0, stdout: '' });
    expect(again.stderr).toContain('没有可建议的用例');
  }, 60_000);

  it('pastes no formula', async () => {
    const parameters = internetCentre.parameters.map((parameter) =>
      parameter.id === 'fan-target' ? { ...parameter, title: { zh: '=HYPERLINK("x")', en: 'x' } } : parameter,
    );
    const file = jsonFile(folder, 'formula.json', { ...internetCentre, parameters, cases: [] });
    const { stdout } = await payclause(['policy', 'test', '--propose', file]);
    expect(stdout).toContain(`fan-target-1\t"'=HYPERLINK(""x"") 60000"\t2016\t`);
    expect(stdout).not.toMatch(/\t[=+@]/);
  }, 60_000);
});
