import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import internetCentre from '../../src/policy/packs/internet-centre.json';
import { CASE_1, jsonFile, ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();
const ALL = [
  ['settle', CASE_1, '--year', '2016'],
  ['check', CASE_1],
  ['explain', 'NET_PROFIT(2016)', CASE_1],
  ['eval', 'FAN_PENALTY(52300,2016)'],
  ['policy', 'lint'],
  ['policy', 'show'],
] as const;

describe('--policy', () => {
  it('uses another policy document, in every command', async () => {
    const edition = structuredClone(internetCentre);
    edition.edition = '试行';
    const file = jsonFile(folder, 'trial.json', edition);
    for (const argv of ALL) {
      const { stdout, code, stderr } = await payclause([...argv, '--policy', file]);
      expect([argv, code, stderr]).toEqual([argv, 0, '']);
      if (argv[0] !== 'eval') expect(stdout).toContain('试行');
    }
  });

  it('computes with it', async () => {
    const dearer = structuredClone(internetCentre);
    const rate = dearer.parameters.find(({ id }) => id === 'fan-penalty-rate')?.values[0];
    if (rate) rate.value = '1';
    const file = jsonFile(folder, 'dearer.json', dearer);
    const { json } = await payclauseJson(['eval', 'FAN_PENALTY(52300,2016)', '--policy', file]);
    expect(json).toEqual({ value: 7700 });
  });

  it('may be a file that begins with a byte order mark', async () => {
    const file = jsonFile(folder, 'bom.json', `\uFEFF${JSON.stringify(internetCentre)}`);
    expect((await payclause(['policy', 'lint', file])).code).toBe(0);
  });

  it.each([
    ['{"format": 1,\n  "id": }', '第 2 行第 9 列'],
    ['{"a": 1', '第 1 行第 8 列'],
    ['', '第 1 行第 1 列'],
    ['{"a": 1}{', '第 1 行第 9 列'],
    ['{"a": "two\nlines"}', '第 1 行第 7 列'],
    ['not json', '第 1 行第 1 列'],
    ["{'a': 1}", '第 1 行第 2 列'],
    ['[1, 2,]', '第 1 行第 7 列'],
    ['{"甲": 01}', '第 1 行第 8 列'],
  ])('says where the JSON breaks: %j', async (content, place) => {
    const file = jsonFile(folder, 'broken.json', content);
    for (const argv of ALL) {
      const { code, stdout, stderr } = await payclause([...argv, '--policy', file]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
      expect(stderr).toContain(place);
      expect(stderr).toContain('broken.json');
    }
  });

  it('refuses a key that its object holds already, with the place of the second', async () => {
    const text = JSON.stringify(internetCentre).replace('{', '{\n  "id": "first",\n  ');
    const file = jsonFile(folder, 'twice.json', text);
    const column = (text.split('\n')[2]?.indexOf('"id"') ?? 0) + 1;
    for (const argv of ALL) {
      const { code, stdout, stderr } = await payclause([...argv, '--policy', file]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
      expect(stderr).toContain(`twice.json 第 3 行第 ${String(column)} 列又写了一次「id」`);
    }
    expect((await payclause([...ALL[0], '--policy', file, '--lang', 'en-US'])).stderr).toContain(
      `has the key “id” a second time at line 3, column ${String(column)}`,
    );
  });

  it('says that lint finds faults in the file, and computes with it all the same', async () => {
    const faulty = structuredClone(internetCentre);
    faulty.clauses.push({ id: '九.9', article: '九、9', text: '没有落实的一条。' });
    const file = jsonFile(folder, 'faulty.json', faulty);
    for (const argv of ALL.slice(0, 4)) {
      const { code, stdout, stderr } = await payclause([...argv, '--policy', file]);
      expect([argv, code]).toEqual([argv, (await payclause(argv)).code]);
      expect(stdout).not.toBe('');
      expect(stderr).toMatch(ONE_LINE);
      expect(stderr).toMatch(/制度文件 .*faulty\.json 有 \d+ 处问题，先运行 payclause policy lint 查看/);
    }
    const english = await payclause([...ALL[0], '--policy', file, '--lang', 'en-US']);
    expect(english.stderr).toMatch(/has \d+ faults?; run payclause policy lint first/);
    // A refusal stands alone, and lint itself says everything.
    expect((await payclause(['settle', 'nowhere.xlsx', '--policy', file])).stderr).toMatch(ONE_LINE);
    expect((await payclause(['policy', 'lint', file])).stderr).toBe('');
  });

  it('says what the schema refuses, the first five places, and how many there are', async () => {
    const few = jsonFile(folder, 'few.json', { ...internetCentre, edition: '' });
    expect((await payclause([...ALL[0], '--policy', few])).stderr).toMatch(
      /有 2 处不合规定：edition：文字太短（字符数须 ≥ 1）/,
    );
    const many = jsonFile(folder, 'many.json', { format: 'x' });
    const { code, stderr } = await payclause([...ALL[0], '--policy', many]);
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toMatch(/有 \d\d 处不合规定，前几处：format：.*；id：.*；edition：/);
    expect(stderr.split('；')).toHaveLength(5);
    const english = await payclause([...ALL[0], '--policy', many, '--lang', 'en-US']);
    expect(english.stderr).toMatch(/has \d\d faults, the first of them: format: /);
  });

  it('refuses references that lead nowhere', async () => {
    const [table, ...others] = internetCentre.ruleTables;
    const [rule, ...rules] = table?.rules ?? [];
    const file = jsonFile(folder, 'dangling.json', {
      ...internetCentre,
      ruleTables: [{ ...table, rules: [{ ...rule, clauses: ['九.9'] }, ...rules] }, ...others],
    });
    const { code, stderr } = await payclause([...ALL[0], '--policy', file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain('ruleTables.0.rules.0.clauses.0：没有条款「九.9」');
  });

  it('refuses what is no such file', async () => {
    mkdirSync(join(folder, 'folder.json'));
    writeFileSync(join(folder, 'latin.json'), Buffer.from([0x7b, 0xff, 0x7d]));
    writeFileSync(join(folder, 'large.json'), `"${' '.repeat(4 * 1024 * 1024)}"`);
    writeFileSync(join(folder, 'deep.json'), `${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    for (const [file, told] of [
      ['nowhere.json', '找不到文件 nowhere.json'],
      ['nowhere.json/x', '找不到文件'],
      ['folder.json', 'folder.json 是文件夹'],
      ['latin.json', '不是 UTF-8 文本'],
      ['large.json', '有 4,194,306 字节，超过 4,194,304 字节的上限'],
      ['deep.json', '嵌套超过 100 层'],
    ] as const) {
      const { code, stdout, stderr } = await payclause(['policy', 'show', file], { cwd: folder });
      expect({ file, code, stdout }).toEqual({ file, code: 2, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
      expect(stderr).toContain(told);
    }
  });
});

describe('--set', () => {
  it('tries a value over the whole life, and says so', async () => {
    const { json, code } = await payclauseJson(['settle', CASE_1, '--year', '2016', '--set', 'team-share=0.6']);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      answers: { TEAM_SHARE: { value: '52477.09' }, COMPANY_SHARE: { value: '34984.73' } },
      whatIf: [{ parameter: 'team-share', from: null, value: '0.6' }],
    });
    const { stdout } = await payclause(['settle', CASE_1, '--year', '2016', '--set', 'team-share=0.60']);
    expect(stdout).toContain('假设：团队分红比例（team-share）= 0.6，全程');
  });

  it('tries a value from a day on, repeatedly', async () => {
    const argv = ['--set', 'fan-target@2017-01-01=50000', '--set', 'event-target@2017-01-01=10'];
    const { json, code } = await payclauseJson(['settle', CASE_1, '--year', '2017', ...argv]);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      whatIf: [
        { parameter: 'fan-target', from: '2017-01-01', value: '50000' },
        { parameter: 'event-target', from: '2017-01-01', value: '10' },
      ],
    });
    const english = await payclause(['settle', CASE_1, '--year', '2017', ...argv, '--lang', 'en-US']);
    expect(english.stdout).toContain('What if: Live-fan target (fan-target) = 50000 from 2017-01-01 on');
  });

  it('is marked wherever anything is printed', async () => {
    for (const argv of ALL) {
      const set = [...argv, '--set', 'event-attendance=90'];
      const { stdout } = await payclause(set);
      expect([argv, stdout]).toEqual([argv, expect.stringContaining('假设：活动参与人数下限（event-attendance）= 90')]);
      const { json } = await payclauseJson(set);
      expect(json).toMatchObject({ whatIf: [{ parameter: 'event-attendance', from: null, value: '90' }] });
    }
  });

  it('marks the figures that stand on it', async () => {
    const { stdout } = await payclause(['explain', 'TEAM_SHARE(2016)', CASE_1, '--set', 'team-share=0.6']);
    expect(stdout).toMatch(/团队分红比例 {2}team-share {2}= 0\.6 {2}← .*（假设）/);
    const { json } = await payclauseJson(['explain', 'TEAM_SHARE(2016)', CASE_1, '--set', 'team-share=0.6']);
    expect(JSON.stringify(json)).toContain('"name":"team-share","value":"0.6"');
    expect(JSON.stringify(json)).toContain('"whatIf":true');
  });

  it('leaves no mark where nothing is tried', async () => {
    for (const argv of ALL) {
      expect((await payclause(argv)).stdout).not.toContain('假设');
      expect((await payclause([...argv, '--json'])).stdout).not.toContain('whatIf');
    }
  });

  it('keeps the written policy’s digest', async () => {
    const written = await payclauseJson(['policy', 'show']);
    const tried = await payclauseJson(['policy', 'show', '--set', 'team-share=0.6']);
    expect((tried.json as { policy: unknown }).policy).toEqual((written.json as { policy: unknown }).policy);
  });

  it.each([
    ['team-share', '写法不对'],
    ['=1', '写法不对'],
    ['@2016-01-01=1', '写法不对'],
    ['', '写法不对'],
    ['team-shere=0.6', '是否要用 team-share？'],
    ['TEAM_SHARE=0.6', '是否要用 team-share？'],
    ['nosuch=1', '没有参数「nosuch」；用 payclause policy show 查看全部参数\n'],
    ['team-share@2016-02-30=0.6', '日期「2016-02-30」不对'],
    ['team-share@July=0.6', '日期「July」不对'],
    ['team-share@=0.6', '日期「」不对'],
    ['team-share=', '值「」不是数字'],
    ['team-share=60%', '值「60%」不是数字'],
    ['team-share=1e-1', '不是数字'],
    ['team-share=0,6', '不是数字'],
    ['team-share=1.5', '应在 0 到 1 之间'],
    ['team-share=-0.1', '应在 0 到 1 之间'],
    ['base-pay=-1', '应不小于 0'],
    ['in-kind-window=1.5', '应为整数'],
    ['in-kind-window=99999', '应在'],
  ])('refuses %j', async (trial, told) => {
    for (const language of ['zh-CN', 'en-US']) {
      const { code, stdout, stderr } = await payclause(['settle', CASE_1, '--set', trial, '--lang', language]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
      if (language === 'zh-CN') expect(stderr).toContain(told);
    }
  });

  it('is refused before a workbook is read', async () => {
    for (const more of [
      ['--set', 'team-share'],
      ['--set', 'x=1', '--policy', 'internet-centre'],
    ]) {
      const { code, stderr } = await payclause(['settle', 'nowhere.xlsx', ...more]);
      expect(code).toBe(2);
      expect(stderr).not.toContain('nowhere');
    }
  });

  it('is held against the workbook’s policy once that is known', async () => {
    const { stderr } = await payclause(['settle', 'nowhere.xlsx', '--set', 'x=1']);
    expect(stderr).toContain('nowhere');
  });
});

describe('a workbook that can’t be read', () => {
  it('is refused by every command that needs one', async () => {
    writeFileSync(join(folder, 'ledger.csv'), '日期,金额\n2016-01-01,5\n');
    writeFileSync(join(folder, 'zero.xlsx'), '');

    for (const [file, told] of [
      ['ledger.csv', 'CSV'],
      ['zero.xlsx', '是空的'],
      ['.', '是文件夹'],
      ['nowhere.xlsx', '找不到文件'],
    ] as const) {
      for (const argv of [
        ['settle', file, '--year', '2016'],
        ['check', file],
        ['explain', 'NET_PROFIT(2016)', file],
        ['eval', 'NET_PROFIT(2016)', file],
      ]) {
        const { code, stdout, stderr } = await payclause(argv, { cwd: folder });
        expect({ argv, code, stdout }).toEqual({ argv, code: 2, stdout: '' });
        expect(stderr).toMatch(ONE_LINE);
        expect(stderr).toContain(told);
        expect(stderr).toContain(file);
        expect(stderr).not.toContain(folder);
      }
    }
  });
});
