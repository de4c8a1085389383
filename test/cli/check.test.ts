import { readFileSync } from 'node:fs';
import { bookFile, CASE_1, payclause, payclauseJson, SAMPLE_2016, temporaryFolder, terminal } from './command-line';

const folder = temporaryFolder();

interface FindingJson {
  readonly code: string;
  readonly severity: string;
  readonly blocks: boolean;
  readonly sheet: string;
  readonly cell: string;
  readonly row: number;
  readonly clause: string;
  readonly message: string;
  readonly suggestion?: string;
}
interface CheckJson {
  readonly findings: readonly FindingJson[];
  readonly summary: Readonly<Record<string, number>>;
}

async function checked(argv: readonly string[]) {
  const ended = await payclauseJson(['check', ...argv]);
  return { ...ended, json: ended.json as CheckJson };
}

const CLEAN = {
  revenue: [{ date: '2016-03-05', memo: '广告', category: '广告费', amount: 1000 }],
  cost: [{ date: '2016-03-05', memo: '员工工资', category: '员工工资', amount: 900 }],
  fans: [{ date: '2016-12-31', account: '信周刊', followers: 60000 }],
  events: [{ date: '2016-05-01', event: '春季活动', attendance: 100 }],
  staff: [
    { name: '甲', postType: '内容' },
    { name: '乙', postType: '运营' },
    { name: '丙', postType: '维护' },
  ],
};
const ONE_WRONG = {
  ...CLEAN,
  revenue: [...CLEAN.revenue, { date: '2016-04-05', memo: '杂项', category: '杂项', amount: 5 }],
};

describe('check', () => {
  it('gives the findings of the sample cases as JSON', async () => {
    for (const name of ['case-1', 'case-2', 'case-3']) {
      const expected = JSON.parse(readFileSync(`test/cases/${name}.expected.json`, 'utf8')) as Record<
        string,
        { findings: { code: string; row: number }[] }
      >;
      for (const [year, { findings }] of Object.entries(expected)) {
        const { json } = await checked([`test/cases/${name}.xlsx`, '--year', year]);
        const found = new Set(json.findings.map(({ code, row }) => `${code} ${String(row)}`));
        expect(findings.filter(({ code, row }) => !found.has(`${code} ${String(row)}`))).toEqual([]);
      }
    }
  });

  it('prints the binding JSON form', async () => {
    const book = await bookFile(folder, 'one-wrong.xlsx', ONE_WRONG);
    const { json, code } = await checked([book]);
    expect(Object.keys(json)).toEqual(['findings', 'summary']);
    expect(json.findings).toEqual([
      {
        code: 'unknown-category',
        severity: 'error',
        blocks: true,
        sheet: '收入台账',
        cell: 'C3',
        row: 3,
        clause: expect.any(String) as unknown,
        clauses: expect.any(Array) as unknown,
        message: '收入台账 C3：类别「杂项」不在制度内，建议改为「其他衍生收入」。',
        suggestion: '其他衍生收入',
      },
    ]);
    expect(json.summary).toEqual({ error: 1, warning: 0, info: 0 });
    expect(code).toBe(1);
  });

  it('ends with 0 where no error stands, warnings or not', async () => {
    expect((await checked([CASE_1, '--year', '2017'])).code).toBe(0);
  });

  it('takes one year, or every year without one', async () => {
    const of2016 = (await checked([CASE_1, '--year', '2016'])).json.findings;
    const of2017 = (await checked([CASE_1, '--year', '2017'])).json.findings;
    const all = (await checked([CASE_1])).json.findings;
    expect(of2016.length).toBeGreaterThan(0);
    expect(all.length).toBeGreaterThanOrEqual(of2016.length + of2017.length);
    for (const finding of [...of2016, ...of2017]) expect(all).toContainEqual(finding);
  });

  it('groups what a person reads by severity, each with its place, code, sentence, suggestion and clause', async () => {
    const { stdout, code } = await payclause(['check', SAMPLE_2016]);
    expect(code).toBe(1);
    const groups = ['● 错误 1', '▲ 提醒', '○ 说明'].map((heading) => stdout.indexOf(heading));
    expect(groups).toEqual([...groups].sort((a, b) => a - b));
    expect(Math.min(...groups)).toBeGreaterThan(0);
    expect(stdout).toContain('  收入台账!E70  agency-commission-below-floor  三.6\n    代理佣金 168.00 只有');
    expect(stdout).toContain('    建议：整体产品转让费\n');
    expect(stdout).toMatch(/共 1 个错误，\d+ 个提醒，\d+ 条说明\n/);
    expect(stdout).not.toContain('收入台账 E70：');
  });

  it('says what was checked where nothing is wrong', async () => {
    const book = await bookFile(folder, 'clean.xlsx', CLEAN);
    const { stdout, code } = await payclause(['check', book]);
    expect(code).toBe(0);
    expect(stdout).toContain('全部通过');
    expect(stdout).toContain('校验 7 行（年度：2016）');
    const english = await payclause(['check', book, '--lang', 'en-US']);
    expect(english.stdout).toContain('All clear');
    expect(english.stdout).toContain('7 rows checked (years: 2016)');
    expect((await checked([book])).json).toEqual({ findings: [], summary: { error: 0, warning: 0, info: 0 } });
  });

  it('says so where a workbook holds no dated row', async () => {
    const book = await bookFile(folder, 'empty.xlsx', {});
    const { stdout, code } = await payclause(['check', book]);
    expect(stdout).toContain('没有一行带日期');
    expect(stdout).toContain('粉丝台账!A1  table-empty');
    expect(code).toBe(1);
  });

  it('speaks English', async () => {
    const { stdout } = await payclause(['check', SAMPLE_2016, '--year', '2016', '--lang', 'en-US']);
    expect(stdout).toContain('● error 1');
    expect(stdout).toContain('The commission of 168.00 is only 8% of the sales of 2,100.00');
    expect(stdout).toContain('shown are 2016 and the rows without a date');
  });

  it('colours a terminal, and only one that wants it', async () => {
    const inColour = await payclause(['check', SAMPLE_2016], { stdout: terminal(100) });
    expect(inColour.stdout).toContain('\u001B[31m● 错误 1\u001B[39m');
    for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
      const plain = await payclause(['check', SAMPLE_2016], { stdout: terminal(100), env });
      expect(plain.stdout).not.toContain('\u001B');
    }
  });
});
