import { OutputFailure } from '../../src/cli/output';
import { reportStray } from '../../src/cli/run';
import { CASE_1, MemoryOutput, ONE_LINE, payclause } from './command-line';

/** An output that fails in a way of the test's choosing. */
function failing(error: unknown): MemoryOutput {
  const output = new MemoryOutput();
  output.write = async () => {
    throw error;
  };
  return output;
}

describe('run', () => {
  it('says in one line that the result can’t be written', async () => {
    const { code, stderr } = await payclause(['policy', 'show'], { stdout: failing(new OutputFailure('ENOSPC')) });
    expect(code).toBe(2);
    expect(stderr).toBe('payclause: 结果写不出去（ENOSPC），请核对磁盘空间\n');
  });

  it('says in one line that it has a bug, without a stack trace', async () => {
    for (const [language, told] of [
      ['zh-CN', '内部错误：row 3\\nis odd。请报告'],
      ['en-US', 'internal error: row 3\\nis odd; please report it'],
    ] as const) {
      const { code, stderr } = await payclause(['policy', 'show'], {
        stdout: failing(new TypeError('row 3\nis odd')),
        env: { PAYCLAUSE_LANG: language },
      });
      expect(code).toBe(2);
      expect(stderr).toMatch(ONE_LINE);
      expect(stderr).toContain(told);
    }
  });

  it('adds the stack trace for who asks for it', async () => {
    const { stderr } = await payclause(['policy', 'show'], {
      stdout: failing(new TypeError('odd')),
      env: { PAYCLAUSE_DEBUG: '1' },
    });
    expect(stderr).toMatch(/^payclause: 内部错误：odd。.*\nTypeError: odd\n {4}at /);
  });

  it('survives an error that is none, and a standard error that is gone', async () => {
    expect((await payclause(['policy', 'show'], { stdout: failing('text') })).stderr).toContain('text');
    const gone = { stdout: failing(new Error('x')), stderr: failing(new Error('y')) };
    expect((await payclause(['policy', 'show'], gone)).code).toBe(2);
  });

  it('reports what only the system noticed', async () => {
    const io = { stdout: new MemoryOutput(), stderr: new MemoryOutput(), env: {}, cwd: '.', now: () => 0 };
    expect(await reportStray(new Error('stray'), ['--lang', 'en-US'], io)).toBe(2);
    expect(io.stderr.text).toMatch(ONE_LINE);
    expect(io.stderr.text).toContain('internal error: stray');
  });

  it('ends quietly where nobody reads', async () => {
    const stdout = new MemoryOutput();
    stdout.closed = true;
    const stderr = new MemoryOutput();
    expect(await payclause(['settle', CASE_1, '--year', '2016'], { stdout, stderr })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('writes one language only', async () => {
    const { stdout } = await payclause(['check', 'test/cases/case-2.xlsx', '--lang', 'en-US', '--year', '2017']);
    expect(stdout).toContain('note');
    expect(stdout).not.toMatch(/建议|错误|提醒|说明|校验/);
  });
});
