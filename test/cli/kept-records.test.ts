import { builtInPolicy } from '../../src/policy/packs';
import type { Approval } from '../../src/policy/standing';
import { parseIsoDate } from '../../src/kernel/dates';
import { readWorkbookFile } from '../../src/hosts/file/read-workbook-file';
import { openWorkbook } from '../../src/workbook/open-workbook';
import { approve, writeApprovals } from '../../src/workbook/approvals';
import { APPROVALS_KEY } from '../../src/workbook/stored-keys';
import { rowContentOf, waive, writeWaivers } from '../../src/workbook/waivers';
import { WAIVERS_KEY } from '../../src/workbook/stored-keys';
import { packWith } from '../policy/pack-change';
import { usable } from '../policy/small-policy';
import { bookFile, payclause, payclauseJson, temporaryFolder } from './command-line';
import { keepInBook } from './kept-book';

const folder = temporaryFolder();
const AT = '2016-03-06T08:30:00.000Z';
const later = usable(packWith('parameters.#fan-penalty-rate.values.0.value', '0.8'));

function approvals(policy = builtInPolicy()): readonly Approval[] {
  const on = parseIsoDate('2016-03-05');
  const words = { by: '办公会', on: on ?? ('' as never), document: '办字〔2016〕3号' };
  const result = approve([], policy, words, AT);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const ROWS = {
  revenue: [
    { date: '2016-03-05', memo: '广告', category: '广告费', amount: 1000 },
    { date: '2016-03-05', memo: '广告', category: '广告费', amount: 1000 },
  ],
  fans: [{ date: '2016-12-31', account: '公司网站', followers: 52300 }],
};

async function bookWith(name: string, texts: Readonly<Record<string, string>>): Promise<string> {
  const file = await bookFile(folder, name, ROWS);
  await keepInBook(file, { texts });
  return file;
}

describe('how the policy stands to what was approved', () => {
  const states = [
    ['unapproved', {}, { state: 'unapproved' }, '这份制度没有批准记录'],
    [
      'approved',
      { [APPROVALS_KEY]: writeApprovals(approvals()) },
      {
        state: 'approved',
        by: '办公会',
        on: '2016-03-05',
        document: '办字〔2016〕3号',
        digest: builtInPolicy().digest,
      },
      '这份制度由办公会于 2016-03-05 批准（办字〔2016〕3号）',
    ],
    [
      'changed',
      { [APPROVALS_KEY]: writeApprovals(approvals(later)) },
      {
        state: 'changed',
        by: '办公会',
        on: '2016-03-05',
        document: '办字〔2016〕3号',
        digest: later.digest,
        changes: 1,
      },
      '后有 1 处改动：活粉考核单价',
    ],
    [
      'unknown',
      { [APPROVALS_KEY]: '{"version":1}' },
      { state: 'unknown', problem: 'approvals-unreadable' },
      '制度的批准记录不能用（内容残缺），不知道是否经过批准',
    ],
  ] as const;

  it('is told with every answer, and changes no amount', async () => {
    const amounts: unknown[] = [];
    for (const [state, texts, approval, sentence] of states) {
      const file = await bookWith(`${state}.xlsx`, texts);
      const settle = ['settle', file, '--year', '2016'];
      const explain = ['explain', 'FAN_PENALTY(2016)', file];
      const settled = (await payclauseJson(settle)).json as { readonly answers: object; readonly approval: object };
      const explained = (await payclauseJson(explain)).json as { readonly approval: object };
      expect([settled.approval, explained.approval]).toEqual([approval, approval]);
      for (const command of [settle, explain]) {
        expect((await payclause(command)).stdout.replaceAll('\n', '')).toContain(sentence);
      }
      amounts.push(settled.answers);
    }
    expect(amounts).toEqual(states.map(() => amounts[0]));
  });

  it('is told of the policy of a workbook, and not of one that stands in no workbook', async () => {
    const file = await bookWith('shown.xlsx', { [APPROVALS_KEY]: writeApprovals(approvals()) });
    expect((await payclause(['policy', 'show', file])).stdout).toContain('这份制度由办公会于 2016-03-05 批准');
    expect((await payclauseJson(['policy', 'show', file])).json).toMatchObject({ approval: { state: 'approved' } });
    expect((await payclause(['policy', 'show'])).stdout).not.toContain('批准记录');
    expect((await payclauseJson(['policy', 'show'])).json).not.toHaveProperty('approval');
  });

  it('stands in EXPLAIN’s last row, and in English', async () => {
    const file = await bookWith('explain.xlsx', { [APPROVALS_KEY]: writeApprovals(approvals(later)) });
    const { json } = await payclauseJson(['eval', 'EXPLAIN("FAN_PENALTY",2016)', file]);
    const table = (json as { readonly value: readonly (readonly unknown[])[] }).value;
    expect(table.at(-1)).toEqual(['', expect.stringContaining('后有 1 处改动：活粉考核单价'), '', '', '', '', '']);
    expect(table.at(-2)?.[1]).not.toEqual(expect.stringContaining('批准'));
    const { stdout } = await payclause(['settle', file, '--year', '2016', '--lang', 'en-US']);
    expect(stdout.replaceAll('\n', ' ')).toContain(
      'This policy has 1 change since it was approved by 办公会 on 2016-03-05 (办字〔2016〕3号): Penalty for each missing fan',
    );
  });
});

describe('findings that are set aside', () => {
  /** The text of a waiver of every finding of a code in a workbook. */
  async function waiversOf(file: string, code: string): Promise<string> {
    const read = await readWorkbookFile(file, {});
    if (!read.ok) throw new Error(read.error.code);
    const opened = openWorkbook({}, read.value);
    const findings = opened.findings().filter((finding) => finding.code === code);
    const words = { by: '张三', reason: '核对过，是两笔', at: AT };
    const result = waive([], findings, words, rowContentOf(opened.books));
    return (result.ok ? writeWaivers(result.value) : undefined) ?? '';
  }

  it('stand apart with name, reason and day, and count nowhere else', async () => {
    const plain = await bookFile(folder, 'plain.xlsx', ROWS);
    const before = (await payclauseJson(['check', plain])).json as CheckJson;
    const file = await bookWith('waived.xlsx', { [WAIVERS_KEY]: await waiversOf(plain, 'duplicate-row') });
    const { json, code } = await payclauseJson(['check', file]);
    const { findings, summary, waivers } = json as CheckJson;
    expect(code).toBe(0);
    expect(findings.map((finding) => finding.code)).toEqual(before.findings.map((finding) => finding.code));
    expect(findings.find((finding) => finding.code === 'duplicate-row')).toMatchObject({
      waived: { by: '张三', reason: '核对过，是两笔', at: AT },
    });
    expect(summary).toEqual({ ...before.summary, warning: (before.summary['warning'] ?? 0) - 1, waived: 1 });
    expect(waivers).toMatchObject([{ state: 'in-force', code: 'duplicate-row', sheet: '收入台账', by: '张三' }]);

    const { stdout } = await payclause(['check', file]);
    expect(stdout).toMatch(/\n已忽略 1 条\n {2}收入台账!\w+ {2}duplicate-row\n/);
    expect(stdout).toContain('    张三 于 2016-03-06 忽略：核对过，是两笔\n');
    expect(stdout).toMatch(/共 .*，已忽略 1 条\n/);
    const settled = (await payclauseJson(['settle', file, '--year', '2016'])).json;
    expect(settled).toMatchObject({ findings: summary });
  });

  it('leave no error behind for the exit code', async () => {
    const commission = {
      revenue: [
        { date: '2016-03-05', memo: '佣金', category: '代理佣金', source: '自揽', amount: 5, salesVolume: 100 },
      ],
      fans: ROWS.fans,
    };
    const plain = await bookFile(folder, 'commission.xlsx', commission);
    expect((await payclause(['check', plain])).code).toBe(1);
    await keepInBook(plain, { texts: { [WAIVERS_KEY]: await waiversOf(plain, 'agency-commission-below-floor') } });
    expect((await payclause(['check', plain])).code).toBe(0);
  });

  it('are told as expired when the row has changed, and stand again', async () => {
    const plain = await bookFile(folder, 'plain-again.xlsx', ROWS);
    const texts = { [WAIVERS_KEY]: await waiversOf(plain, 'duplicate-row') };
    const changed = ROWS.revenue.map((row) => ({ ...row, note: '已改' }));
    const file = await bookFile(folder, 'changed.xlsx', { ...ROWS, revenue: changed });
    await keepInBook(file, { texts });
    const { json } = await payclauseJson(['check', file]);
    const { findings, summary, waivers } = json as CheckJson;
    expect(findings.find(({ code }) => code === 'duplicate-row')).not.toHaveProperty('waived');
    expect(summary).not.toHaveProperty('waived');
    expect(waivers).toMatchObject([{ state: 'expired', code: 'duplicate-row', reason: '核对过，是两笔' }]);
    const { stdout } = await payclause(['check', file]);
    expect(stdout).toMatch(
      /\n已失效的忽略（.*）：\n {2}收入台账!\w+ {2}duplicate-row\n {4}张三 于 2016-03-06 忽略：核对过，是两笔\n/,
    );
  });

  it('are told where they can’t be read, and then set nothing aside', async () => {
    const file = await bookWith('unreadable.xlsx', { [WAIVERS_KEY]: '{"version":1,"waivers":[{}]}' });
    const { stdout } = await payclause(['check', file]);
    expect(stdout).toContain('storage-broken');
    expect(stdout).toContain('存档「waivers」的内容被改动过');
    expect(stdout).not.toContain('已忽略');
  });

  it('say nothing in a workbook that has none', async () => {
    const { json } = await payclauseJson(['check', await bookFile(folder, 'none.xlsx', ROWS)]);
    expect(json).not.toHaveProperty('waivers');
    expect((json as CheckJson).summary).not.toHaveProperty('waived');
  });
});

interface CheckJson {
  readonly findings: readonly { readonly code: string }[];
  readonly summary: Readonly<Record<string, number>>;
  readonly waivers?: readonly unknown[];
}
