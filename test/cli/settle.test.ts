import { readFileSync } from 'node:fs';
import { ANSWERS } from '../support/layout';
import {
  columnsOf,
  bookFile,
  CASE_1,
  ONE_LINE,
  payclause,
  payclauseJson,
  temporaryFolder,
  terminal,
} from './command-line';

const folder = temporaryFolder();

interface SettleJson {
  readonly policy: { readonly id: string; readonly edition: string; readonly digest: string };
  readonly year: number;
  readonly answers: Readonly<
    Record<
      string,
      {
        readonly value?: string;
        readonly unit?: string;
        readonly clauses?: readonly string[];
        readonly basis?: string;
        readonly error?: { readonly code: string; readonly message: string; readonly rows?: readonly string[] };
      }
    >
  >;
  readonly whatIf?: unknown;
  readonly findings: Readonly<Record<string, number>>;
  readonly figures: readonly { readonly id: string }[];
  readonly distributions: readonly {
    readonly answer: string;
    readonly shares?: readonly { readonly label: string; readonly value: string }[];
    readonly error?: { readonly message: string };
  }[];
}

async function settled(argv: readonly string[]) {
  const ended = await payclauseJson(['settle', ...argv]);
  return { ...ended, json: ended.json as SettleJson };
}

const STAFF = [
  { name: '王主任', post: '主任', postType: '运营', shareWeight: 2 },
  { name: '李编辑', post: '编辑', postType: '内容', shareWeight: 1 },
  { name: '张技术', post: '技术', postType: '维护', shareWeight: 1 },
];
const FANS = [{ date: '2016-12-31', account: '信周刊', followers: 60000 }];
const REVENUE = [{ date: '2016-03-05', memo: '二月广告', category: '广告费', amount: 1000.01 }];

describe('settle', () => {
  it('gives the answers of the sample cases as JSON', async () => {
    for (const name of ['case-1', 'case-2', 'case-3']) {
      const expected = JSON.parse(readFileSync(`test/cases/${name}.expected.json`, 'utf8')) as Record<
        string,
        { answers: Record<string, string | null> }
      >;
      for (const [year, { answers }] of Object.entries(expected)) {
        const { code, json, stderr } = await settled([`test/cases/${name}.xlsx`, '--year', year]);
        const values = Object.entries(json.answers).map(([id, answer]) => [id, answer.value ?? null]);
        expect(Object.fromEntries(values)).toEqual(answers);
        expect(code).toBe(Object.values(answers).includes(null) ? 1 : 0);
        expect(stderr).toBe('');
      }
    }
  });

  it('prints the binding JSON form first, then what it adds', async () => {
    const { json, stdout } = await settled([CASE_1, '--year', '2016']);
    expect(Object.keys(json)).toEqual([
      'policy',
      'year',
      'answers',
      'approval',
      'findings',
      'figures',
      'distributions',
      'breakdowns',
    ]);
    expect(json.policy).toEqual({
      id: 'internet-centre',
      edition: '2016',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(json.year).toBe(2016);
    expect(Object.keys(json.answers)).toEqual(ANSWERS);
    expect(json.answers['FAN_PENALTY']).toEqual({
      value: '10182.50',
      unit: 'CNY',
      clauses: ['五.1', '二.1'],
      basis: expect.stringContaining('39635') as unknown,
    });
    expect(json.findings).toEqual({
      error: 0,
      warning: expect.any(Number) as unknown,
      info: expect.any(Number) as unknown,
    });
    expect(stdout).toMatch(/^\{.*\}\n$/);
  });

  it('prints an error with its code and sentence, without rows where no row is to blame', async () => {
    const { json, code } = await settled([CASE_1, '--year', '2017', '--lang', 'en-US']);
    expect(json.answers['FAN_PENALTY']).toEqual({
      error: {
        code: '#N/A',
        message:
          'The policy sets no “Live-fan target” for 2017-12-31 (parameter fan-target); have HR decide it and enter it into the policy.',
      },
    });
    expect(code).toBe(1);
  });

  it('names the cells of the rows that block an answer', async () => {
    const book = await bookFile(folder, 'blocked.xlsx', {
      revenue: [
        ...REVENUE,
        { date: '2016-04-01', memo: '杂项', category: '杂项', amount: 5 },
        { date: '2016-05-01', memo: '广告', category: '广告费', amount: { raw: '约一千' } },
      ],
      fans: FANS,
    });
    const { json, code } = await settled([book]);
    const blocked = {
      code: '#VALUE!',
      message: expect.stringContaining('收入台账!C3') as unknown,
      rows: ['收入台账!C3', '收入台账!E4'],
    };
    expect(json.answers['COUNTED_REVENUE']).toEqual({ error: blocked });
    expect(json.answers['TEAM_SHARE']).toEqual({ error: blocked });
    expect(json.answers['COUNTED_COST']).toMatchObject({ value: '0.00' });
    expect(code).toBe(1);

    const { stdout } = await payclause(['settle', book]);
    expect(stdout).toContain('#VALUE!');
    expect(stdout).toContain('有 2 处数据待定，改正后才能算出：收入台账!C3、收入台账!E4。');
    expect(stdout).toContain('▲ 待定');
    // One reason is told once for all the answers that it stops.
    expect(stdout.match(/收入台账!C3/g)).toHaveLength(1);
    expect(stdout).toContain('COUNTED_REVENUE、NET_PROFIT、TEAM_SHARE、COMPANY_SHARE');
    // An error has no basis yet: the formula’s ids would say nothing to a person.
    expect(stdout).toMatch(/│ COUNTED_REVENUE .*│ +#VALUE! │ ▲ 待定 +│ [^│]+│ — +│/);
    expect(stdout).not.toMatch(/revenue \+|in-kind-cash/);
  });

  it('prints a table for a person', async () => {
    const { stdout, code, stderr } = await payclause(['settle', CASE_1, '--year', '2016']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('case-1.xlsx · 2016 年结算');
    for (const id of ANSWERS) expect(stdout).toContain(`│ ${id} `);
    expect(stdout).toMatch(/│ NET_PROFIT +│ 净利润 +│ +87,461\.82 │ ✓ 已算出 │ 六\.1 +│/);
    expect(stdout).toMatch(/台账校验：0 个错误，\d+ 个提醒，\d+ 条说明/);
    expect(stdout).toMatch(/赞助奖品应归公司部分 {2}18,574\.86 元 {2}\[六\.2\.4\]/);
    expect(stdout).toMatch(/制度 internet-centre 2016 · 指纹 [0-9a-f]{12}\n这份制度没有批准记录\n$/);
    expect(stdout).not.toContain('\u001B');
  });

  it('speaks English', async () => {
    const { stdout } = await payclause(['settle', CASE_1, '--year', '2016', '--lang', 'en-US']);
    expect(stdout).toContain('case-1.xlsx · settlement of 2016');
    expect(stdout).toContain('Net profit');
    expect(stdout).toMatch(/Findings in the ledgers: 0 errors, \d+ warnings, \d+ notes/);
  });

  it('splits the team share among the staff, to the fen', async () => {
    const book = await bookFile(folder, 'shares.xlsx', { revenue: REVENUE, fans: FANS, staff: STAFF });
    const { json } = await settled([book]);
    expect(json.answers['TEAM_SHARE']?.value).toBe('500.01');
    expect(json.distributions).toEqual([
      {
        answer: 'TEAM_SHARE',
        clauses: ['六.1'],
        shares: [
          { label: '王主任', weight: '2', value: '250.01', unit: 'CNY', sheet: '人员名册', cell: 'K2' },
          { label: '李编辑', weight: '1', value: '125.00', unit: 'CNY', sheet: '人员名册', cell: 'K3' },
          { label: '张技术', weight: '1', value: '125.00', unit: 'CNY', sheet: '人员名册', cell: 'K4' },
        ],
      },
    ]);
    const { stdout } = await payclause(['settle', book]);
    expect(stdout).toContain('团队分红的分配 [六.1]：');
    expect(stdout).toMatch(/│ 王主任 +│ +2 │ +250\.01 │/);
  });

  it('says why the team share can’t be split', async () => {
    const negative = await bookFile(folder, 'negative.xlsx', {
      revenue: REVENUE,
      fans: FANS,
      staff: [{ name: '王主任', shareWeight: -2 }],
    });
    const { json } = await settled([negative]);
    expect(json.distributions).toEqual([
      { answer: 'TEAM_SHARE', error: { code: '#VALUE!', message: '分红权重 -2 是负数，无法分配，请改正。' } },
    ]);
    expect((await payclause(['settle', negative])).stdout).toContain('分红权重 -2 是负数');
    const unreadable = await bookFile(folder, 'unreadable.xlsx', {
      revenue: REVENUE,
      fans: FANS,
      staff: [
        { name: '王主任', shareWeight: 1 },
        { name: '李编辑', shareWeight: { raw: '两份' } },
      ],
    });
    const blocked = await settled([unreadable]);
    expect(blocked.json.distributions).toEqual([
      {
        answer: 'TEAM_SHARE',
        error: { code: '#VALUE!', message: expect.stringContaining('人员名册!K3') as unknown, rows: ['人员名册!K3'] },
      },
    ]);
  });
});

describe('the year to settle', () => {
  it('is the workbook’s own when none is given', async () => {
    const book = await bookFile(folder, 'own-year.xlsx', { fans: FANS, revenue: REVENUE });
    const { json } = await settled([book]);
    expect(json.year).toBe(2016);
  });

  it('must be chosen where the workbook has several: the refusal names them', async () => {
    const { code, stdout, stderr } = await payclause(['settle', CASE_1]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain('2016、2017');
    const english = await payclause(['settle', CASE_1, '--lang', 'en-US']);
    expect(english.stderr).toContain('choose one with --year: 2016, 2017');
  });

  it.each(['16', '1899', '10000', '2016.0', 'last', '', '-1', '２０１６', '2016 '])('refuses %j', async (year) => {
    const { code, stdout, stderr } = await payclause(['settle', CASE_1, '--year', year]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain('2016');
  });

  it('may be one without a single row: what is not there yet is an honest error', async () => {
    const { code, json } = await settled([CASE_1, '--year', '2030']);
    expect(code).toBe(1);
    expect(json.answers['COUNTED_REVENUE']?.value).toBe('0.00');
    expect(json.answers['EVENT_PENALTY']?.error?.code).toBe('#N/A');
  });
});

describe('the table’s width', () => {
  it.each([
    [undefined, 100],
    [terminal(80), 80],
    [terminal(160), 160],
  ])('keeps to the terminal: %#', async (stdout, width) => {
    const ended = await payclause(['settle', CASE_1, '--year', '2016'], {
      env: { NO_COLOR: '1' },
      ...(stdout ? { stdout } : {}),
    });
    const lines = ended.stdout.split('\n').filter((line) => /^[│┌├└]/.test(line));
    expect(lines.length).toBeGreaterThan(14);
    for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
    expect(new Set(lines.map(columnsOf)).size).toBe(1);
  });

  it('never cuts a number, however narrow', async () => {
    const { stdout } = await payclause(['settle', CASE_1, '--year', '2016'], { stdout: terminal(20) });
    expect(stdout).toContain('128,471.63');
  });
});
