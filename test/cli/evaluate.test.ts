import { bookFile, CASE_1, ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();

describe('eval', () => {
  it.each([
    ['FAN_PENALTY(52300,2016)', '3850\n', { value: 3850 }],
    ['=fan_penalty(52300,2016)', '3850\n', { value: 3850 }],
    ['ALLOCATE(100,{1;1;1})', '33.34\n33.33\n33.33\n', { value: [[33.34], [33.33], [33.33]] }],
    ['ALLOCATE(100,{1,1,1})', '33.34\t33.33\t33.33\n', { value: [[33.34, 33.33, 33.33]] }],
    ['CLAUSE_TEXT("四.2")', '享受赢利后分红。\n', { value: '享受赢利后分红。' }],
    ['POLICY_VALUE("team-share","2016-12-31")', '0.5\n', { value: 0.5 }],
  ])('%s', async (call, text, json) => {
    expect(await payclause(['eval', call])).toEqual({ code: 0, stdout: text, stderr: '' });
    const ended = await payclauseJson(['eval', call]);
    expect(ended.json).toEqual(json);
    expect(ended.code).toBe(0);
  });

  it('takes from a workbook what the call leaves out', async () => {
    expect((await payclauseJson(['eval', 'NET_PROFIT(2016)', CASE_1])).json).toEqual({ value: 87461.82 });
  });

  it('shows an error as the cell would, with its sentence on standard error', async () => {
    const message = '制度没有规定 2017-12-31 的「活粉目标」（参数 fan-target），请人事部门定出数值并写入制度。';
    const { code, stdout, stderr } = await payclause(['eval', 'FAN_PENALTY(52300,2017)']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '#N/A\n' });
    expect(stderr).toBe(`payclause: ${message}\n`);
    const ended = await payclauseJson(['eval', 'FAN_PENALTY(52300,2017)']);
    expect(ended.json).toEqual({ error: { code: '#N/A', message } });
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 1, stderr: '' });
  });

  it('says in English what a call lacks', async () => {
    const { json, code } = await payclauseJson(['eval', 'NET_PROFIT(2016)', '--lang', 'en-US']);
    expect(code).toBe(1);
    expect(json).toEqual({ error: { code: '#N/A', message: expect.stringContaining('workbook') as unknown } });
  });

  it.each(['FAN_PENALTY(1', 'FAN_PENALTY', '', 'NO_SUCH(1)', '1+1', 'FAN_PENALTY(A1)', 'FAN_PENALTY(1,2,3,4)'])(
    'refuses %j',
    async (call) => {
      for (const json of [[], ['--json']]) {
        const { code, stdout, stderr } = await payclause(['eval', call, ...json]);
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toMatch(ONE_LINE);
      }
    },
  );

  it('refuses a workbook that can’t be read, whether or not the call needs it', async () => {
    const { code, stderr } = await payclause(['eval', 'FAN_PENALTY(1,2016)', 'nowhere.xlsx'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^payclause: 找不到文件 nowhere\.xlsx，/);
  });

  it('reads files from the folder where the user is', async () => {
    await bookFile(folder, 'here.xlsx', { fans: [{ date: '2016-12-31', account: '信周刊', followers: 52300 }] });
    const { stdout } = await payclause(['eval', 'FAN_PENALTY()', 'here.xlsx'], { cwd: folder });
    expect(stdout).toBe('3850\n');
  });
});
