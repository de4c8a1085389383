import { version } from '../../package.json';
import chinese from '../../src/wording/command-line/zh-CN.json';
import { columnsOf, CASE_1, ONE_LINE, payclause, terminal } from './command-line';

const COMMANDS = [
  ['settle'],
  ['check'],
  ['explain'],
  ['eval'],
  ['template'],
  ['policy'],
  ['policy', 'lint'],
  ['policy', 'show'],
  ['policy', 'test'],
];

describe('--help', () => {
  it.each([[[]], ...COMMANDS.map((command) => [command])])(
    'shows usage and examples in both languages: %j',
    async (command) => {
      const inChinese = await payclause([...command, '--help']);
      expect({ code: inChinese.code, stderr: inChinese.stderr }).toEqual({ code: 0, stderr: '' });
      expect(inChinese.stdout).toContain(`用法： payclause ${command.join(' ')}`);
      expect(inChinese.stdout).toContain('\n选项：\n');
      expect(inChinese.stdout).toMatch(/\n示例：\n {2}payclause /);
      expect(inChinese.stdout).not.toMatch(/Usage|Options|Arguments|Commands|display help|undefined|\{\{/);
      const inEnglish = await payclause([...command, '--help', '--lang', 'en-US']);
      expect(inEnglish.stdout).toContain(`Usage: payclause ${command.join(' ')}`);
      expect(inEnglish.stdout).toMatch(/\nExamples:\n {2}payclause /);
      expect(inEnglish.stdout).not.toMatch(/\p{Script=Han}/u);
      expect((await payclause([...command, '-h'])).stdout).toBe(inChinese.stdout);
    },
  );

  it('is also a command', async () => {
    expect((await payclause(['help', 'settle'])).stdout).toBe((await payclause(['settle', '--help'])).stdout);
    expect((await payclause(['help'])).stdout).toBe((await payclause(['--help'])).stdout);
  });

  it('keeps to the terminal’s width', async () => {
    const { stdout } = await payclause(['settle', '--help'], { stdout: terminal(60) });
    const described = stdout.split('示例')[0]?.split('\n') ?? [];
    for (const line of described.slice(1)) expect(columnsOf(line)).toBeLessThanOrEqual(60);
  });
});

describe('the examples in the help', () => {
  const EXAMPLES = Object.entries(chinese)
    .filter(([key]) => key.endsWith('-examples'))
    .flatMap(([, text]) => text.split('\n').filter((line) => line.startsWith('payclause ')));

  it('are there for every command', () => {
    for (const command of COMMANDS) {
      expect(
        EXAMPLES.some(
          (line) => line.startsWith(`payclause ${command.join(' ')} `) || line === `payclause ${command.join(' ')}`,
        ),
      ).toBe(true);
    }
  });

  it.each(EXAMPLES)('are understood: %s', async (line) => {
    const argv = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '').slice(1);
    const { stderr } = await payclause(argv, { cwd: '/nowhere' });
    // The files of the examples are not there; the arguments must be what is right about them.
    // A proposal says what has to be done with it.
    expect(stderr).toMatch(/^$|找不到文件|文件夹不存在|请逐条核对后再采用/);
  });
});

describe('--version', () => {
  it.each(['--version', '-V'])('%s', async (flag) => {
    expect(await payclause([flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('arguments that can’t be used', () => {
  it.each([
    [[], '请给出命令', 'give a command'],
    [['policy'], '请给出命令', 'give a command'],
    [['setle', CASE_1], '没有命令「setle」，是否要用 settle？', 'did you mean settle?'],
    [['quite-another-thing'], '没有命令「quite-another-thing」；', 'there is no command “quite-another-thing”;'],
    [['policy', 'shw'], '是否要用 show', 'did you mean show?'],
    [['settle'], '缺少参数 BOOK.xlsx', 'the argument BOOK.xlsx is missing'],
    [['explain'], '缺少参数 ANSWER', 'the argument ANSWER is missing'],
    [['explain', 'NET_PROFIT(2016)'], '缺少参数 BOOK.xlsx', 'the argument BOOK.xlsx is missing'],
    [['eval'], '缺少参数 CALL', 'the argument CALL is missing'],
    [['settle', CASE_1, '--yaer', '2016'], '没有选项「--yaer」，是否要用 --year？', 'did you mean --year?'],
    [['settle', CASE_1, '--frobnicate'], '没有选项「--frobnicate」；', 'there is no option “--frobnicate”;'],
    [['settle', CASE_1, '-x'], '没有选项「-x」', 'there is no option “-x”'],
    [['settle', CASE_1, '--force'], 'settle 不接受选项 --force；', 'settle does not take the option --force;'],
    [['policy', 'lint', '--year', '2016'], 'policy lint 不接受选项 --year；', 'policy lint does not take'],
    [['--json'], '选项 --json 要写在命令后面', 'belongs behind the command'],
    [['--jsn'], '没有选项「--jsn」', 'there is no option “--jsn”'],
    [['settle', CASE_1, '--year'], '选项 --year <YEAR> 后面缺少值', 'the option --year <YEAR> lacks its value'],
    [['settle', CASE_1, 'and', 'more'], '多出的参数：and more', 'arguments too many: and more'],
    [['template', 'x', '--year', '2016', '--out', 'y'], '多出的参数：x', 'arguments too many: x'],
    [['policy', 'show', 'a', 'b'], '多出的参数：b', 'arguments too many: b'],
    [['help', 'nothing'], '请给出命令', 'give a command'],
  ])('%j', async (argv, inChinese, inEnglish) => {
    for (const [language, told] of [
      ['zh-CN', inChinese],
      ['en-US', inEnglish],
    ] as const) {
      const { code, stdout, stderr } = await payclause(argv, { env: { PAYCLAUSE_LANG: language } });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
      expect(stderr).toContain(told);
      expect(stderr).not.toMatch(/error:|Did you mean|\{\{|…/);
    }
  });

  it('may be a file whose name begins with a dash, behind --', async () => {
    const { stderr } = await payclause(['settle', '--', '--book.xlsx']);
    expect(stderr).toContain('找不到文件 --book.xlsx');
  });
});
