import internetCentre from '../../src/policy/packs/internet-centre.json';
import { jsonFile, ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();

interface LintJson {
  readonly policy?: { readonly id: string };
  readonly faults: readonly {
    readonly code: string;
    readonly path: string;
    readonly message: string;
    readonly example?: Readonly<Record<string, string>>;
    readonly rules?: readonly string[];
  }[];
  readonly notes: readonly { readonly code: string }[];
  readonly coverage: readonly { readonly clause: string; readonly status: string; readonly by: readonly string[] }[];
  readonly summary: { readonly fault: number; readonly note: number };
}

/** The built-in policy with its revenue rules changed. */
function withRevenueRules(change: (rules: (typeof internetCentre.ruleTables)[number]['rules']) => unknown[]): unknown {
  return {
    ...internetCentre,
    ruleTables: internetCentre.ruleTables.map((table) =>
      table.id === 'revenue' ? { ...table, rules: change(table.rules) } : table,
    ),
  };
}
const GAP = withRevenueRules((rules) => rules.filter(({ id }) => id !== 'whole-product-transfer'));
const OVERLAP = withRevenueRules((rules) => [
  ...rules,
  { ...rules[0], id: 'again', when: [{ field: 'category', in: ['广告费'] }] },
]);

async function linted(argv: readonly string[]) {
  const ended = await payclauseJson(['policy', 'lint', ...argv]);
  return { ...ended, json: ended.json as LintJson };
}

describe('policy lint', () => {
  it('finds the built-in policy clean, and notes from when targets are missing', async () => {
    const { code, json, stderr } = await linted([]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(json.policy?.id).toBe('internet-centre');
    expect(json.faults).toEqual([]);
    expect(json.notes.map(({ code: each }) => each)).toContain('parameter-gap');
    expect(json.summary).toEqual({ fault: 0, note: json.notes.length });
    expect(json.coverage.map(({ clause }) => clause)).toEqual(internetCentre.clauses.map(({ id }) => id));
    const { stdout } = await payclause(['policy', 'lint']);
    expect(stdout).toContain('全部通过：4 张规则表');
    expect(stdout).toMatch(/│ 一\.1 +│ 由人执行 │/);
    expect(stdout).toMatch(/│ 五\.1 +│ 计算 +│ fan-penalty-rate、FAN_PENALTY/);
  });

  it('shows a gap with a row that falls into it', async () => {
    const file = jsonFile(folder, 'gap.json', GAP);
    const { code, json } = await linted([file]);
    expect(code).toBe(1);
    const gap = json.faults.find(({ code: each }) => each === 'rule-gap');
    expect(gap).toMatchObject({ path: 'ruleTables.0', example: { category: '整体产品转让费' } });
    const { stdout, code: ended } = await payclause(['policy', 'lint', file]);
    expect(ended).toBe(1);
    expect(stdout).toMatch(/● \d+ 处问题/);
    expect(stdout).toMatch(/ruleTables\.0 {2}rule-gap\n {4}规则表「收入规则（revenue）」有空缺/);
    expect(stdout).toContain('例如：类别 = 整体产品转让费，货源 = ');
    expect(stdout).not.toContain('全部通过');
  });

  it('shows an overlap with the rules that meet there', async () => {
    const { code, json } = await linted([jsonFile(folder, 'overlap.json', OVERLAP)]);
    expect(code).toBe(1);
    const overlap = json.faults.find(({ code: each }) => each === 'rule-overlap');
    expect(overlap).toMatchObject({ example: { category: '广告费' }, rules: ['operating-revenue', 'again'] });
    expect(overlap?.message).toContain('经营收入全额计入（operating-revenue）、经营收入全额计入（again）');
  });

  it('lists references that lead nowhere as faults', async () => {
    const file = jsonFile(
      folder,
      'dangling.json',
      withRevenueRules(([first, ...rest]) => [{ ...first, clauses: ['九.9'] }, ...rest]),
    );
    const { code, json } = await linted([file]);
    expect(code).toBe(1);
    expect(json).toEqual({
      faults: [
        {
          code: 'unknown-clause',
          path: 'ruleTables.0.rules.0.clauses.0',
          message: 'ruleTables.0.rules.0.clauses.0：没有条款「九.9」',
        },
      ],
      notes: [],
      coverage: [],
      summary: { fault: 1, note: 0 },
    });
    const text = await payclause(['policy', 'lint', file, '--lang', 'en-US']);
    expect(text.code).toBe(1);
    expect(text.stdout).toContain("has 1 fault and can't be used yet");
    expect(text.stdout).toContain('there is no clause “九.9”');
    expect(text.stderr).toBe('');
  });

  it('refuses what is no policy at all', async () => {
    for (const content of [{}, [], { ...internetCentre, answers: [] }, { ...internetCentre, extra: 1 }]) {
      const { code, stdout, stderr } = await payclause(['policy', 'lint', jsonFile(folder, 'none.json', content)]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
    }
  });

  it('speaks English', async () => {
    const { stdout } = await payclause(['policy', 'lint', '--lang', 'en-US']);
    expect(stdout).toContain('All clear: 4 rule tables without gaps, overlaps and dead rules');
    expect(stdout).toContain('The parameter “Live-fan target (fan-target)” has no value from 2017-01-01 on');
  });

  it('takes the document as FILE or as --policy, not as both', async () => {
    const file = jsonFile(folder, 'either.json', internetCentre);
    expect((await payclause(['policy', 'lint', file])).stdout).toBe(
      (await payclause(['policy', 'lint', '--policy', file])).stdout,
    );
    const { code, stderr } = await payclause(['policy', 'lint', file, '--policy', file]);
    expect(code).toBe(2);
    expect(stderr).toContain('给了两次');
  });
});
