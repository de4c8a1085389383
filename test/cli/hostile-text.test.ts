import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bookOf } from '../hosts/file/make-xlsx';
import { jsonFile, ONE_LINE, payclause, payclauseJson, temporaryFolder, terminal } from './command-line';
import internetCentre from '../../src/policy/packs/internet-centre.json';

const folder = temporaryFolder();
const HOSTILE = '\u001B[31m\u0007$t(x){{cell}}\u202E\u009B2J';
const VISIBLE = '\\u001b[31m\\u0007$t(x){{cell}}\\u202e\\u009b2J';

/** The text as Excel stores it: XML can't hold a control character, so it stands as _x001B_. */
const STORED = HOSTILE.replaceAll('\u001B', '_x001B_').replaceAll('\u0007', '_x0007_');

const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const sheet = (name: string, ...rows: readonly (readonly (string | number)[])[]) => ({
  name,
  data: rows
    .map(
      (row) =>
        `<row>${row.map((cell) => (typeof cell === 'number' ? `<c><v>${String(cell)}</v></c>` : text(cell))).join('')}</row>`,
    )
    .join(''),
});

async function hostileBook(): Promise<string> {
  const path = join(folder, 'hostile.xlsx');
  const bytes = await bookOf({
    sheets: [
      sheet(
        '收入台账',
        ['日期', '摘要', '类别', '金额'],
        ['2016-03-05', '广告', '广告费', 1000],
        ['2016-04-05', STORED, STORED, 5],
        ['2016-05-05', STORED, '广告费', 7],
      ),
      sheet('成本台账', ['日期', '摘要', '类别', '金额'], ['2016-05-05', STORED, '员工工资', 7]),
      sheet('粉丝台账', ['日期', '微信号', '活粉数'], ['2016-12-31', STORED, 60000]),
      sheet('活动台账', ['日期', '活动', '参与人数'], ['2016-12-31', STORED, 60]),
      sheet('人员名册', ['姓名', '岗位类别', '分红权重'], [STORED, STORED, 1]),
    ],
  });
  writeFileSync(path, bytes);
  return path;
}

/** Colour apart, what a terminal would obey. */
const OBEYED = /(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u;

describe('text out of a workbook', () => {
  it('can’t steer a terminal, whatever is printed', async () => {
    const book = await hostileBook();
    for (const argv of [
      ['settle', book, '--year', '2016'],
      ['check', book],
      ['explain', 'FAN_PENALTY(2016)', book],
      ['explain', 'NET_PROFIT(2016)', book],
      ['eval', 'EXPLAIN("FAN_PENALTY",2016)', book],
    ]) {
      for (const language of ['zh-CN', 'en-US']) {
        for (const format of [[], ['--json']]) {
          const { stdout, stderr } = await payclause([...argv, ...format, '--lang', language]);
          expect([argv, stdout.replaceAll('\t', '')]).not.toEqual([argv, expect.stringMatching(OBEYED)]);
          expect(stderr).not.toMatch(OBEYED);
        }
      }
    }
  });

  it('is shown as it stands, spelt out', async () => {
    const { stdout } = await payclause(['check', await hostileBook()], {
      stdout: terminal(400),
      env: { NO_COLOR: '1' },
    });
    expect(stdout).toContain(VISIBLE);
  });

  it('stays itself in JSON', async () => {
    const { json } = await payclauseJson(['explain', 'FAN_PENALTY(2016)', await hostileBook()]);
    expect(JSON.stringify(json)).toContain(JSON.stringify(HOSTILE).slice(1, -1));
  });
});

describe('text out of the arguments', () => {
  it.each([
    [['settle', `${HOSTILE}.xlsx`]],
    [['settle', 'a\nb.xlsx']],
    [[HOSTILE]],
    [['settle', 'a.xlsx', `--${HOSTILE}`]],
    [['settle', 'a.xlsx', '--year', HOSTILE]],
    [['settle', 'a.xlsx', HOSTILE]],
    [['settle', 'a.xlsx', '--set', HOSTILE]],
    [['settle', 'a.xlsx', '--set', `${HOSTILE}=1`]],
    [['settle', 'a.xlsx', '--set', `team-share@${HOSTILE}=1`]],
    [['settle', 'a.xlsx', '--set', `team-share=${HOSTILE}`]],
    [['settle', 'a.xlsx', '--policy', HOSTILE]],
    [['settle', 'a.xlsx', '--lang', HOSTILE]],
    [['explain', HOSTILE, 'a.xlsx']],
    [['explain', 'A{{x}}(2016)', 'a.xlsx']],
    [['eval', HOSTILE]],
    [['eval', `X${HOSTILE}(1)`]],
    [['template', '--year', '2016', '--out', `${HOSTILE}/a.xlsx`]],
    [['policy', HOSTILE]],
  ])('is told in one harmless line: %j', async (argv) => {
    const { code, stdout, stderr } = await payclause(argv, { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).not.toMatch(OBEYED);
  });
});

/** What of it a policy may hold: nothing that a cell could not. */
const IN_POLICIES = HOSTILE.replaceAll(/\p{Cc}/gu, '');

describe('text out of a policy file', () => {
  const withText = (hostile: string) => ({
    ...internetCentre,
    title: { zh: hostile, en: hostile },
    source: hostile,
    clauses: internetCentre.clauses.map((clause) => ({ ...clause, text: `${clause.text}${hostile}` })),
    answers: internetCentre.answers.map((answer) => ({ ...answer, title: { zh: hostile, en: hostile } })),
  });

  it('is refused in one harmless line where it holds control characters', async () => {
    const { code, stdout, stderr } = await payclause([
      'policy',
      'show',
      jsonFile(folder, 'control.json', withText(HOSTILE)),
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(OBEYED);
  });

  it('can’t steer a terminal either', async () => {
    const file = jsonFile(folder, 'hostile.json', withText(IN_POLICIES));
    const book = await hostileBook();
    for (const argv of [
      ['policy', 'show', file],
      ['policy', 'show', file, '--json'],
      ['policy', 'lint', file],
      ['policy', 'lint', file, '--json'],
      ['settle', book, '--year', '2016', '--policy', file],
      ['explain', 'TEAM_SHARE(2016)', book, '--policy', file],
      ['explain', 'TEAM_SHARE(2016)', book, '--policy', file, '--json'],
    ]) {
      const { stdout } = await payclause(argv);
      expect(stdout.length).toBeGreaterThan(500);
      expect([argv, stdout]).not.toEqual([argv, expect.stringMatching(OBEYED)]);
    }
  });
});
