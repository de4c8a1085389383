import { Progress } from '../../src/cli/progress';
import { commandLineWording } from '../../src/wording/command-line/command-line-wording';
import { CASE_1, MemoryOutput, ONE_LINE, payclause, terminal } from './command-line';

/** A clock that a test moves. */
function clock() {
  const time = { ms: 0 };
  return { time, now: () => time.ms };
}

function progressOn(stderr: MemoryOutput) {
  const { time, now } = clock();
  const io = { stdout: new MemoryOutput(), stderr, env: {}, cwd: '.', now };
  const progress = new Progress(io, commandLineWording('zh-CN'));
  const at = (ms: number, fraction?: number): void => {
    time.ms = ms;
    progress.report('progress-reading', fraction);
  };
  return { progress, at, time };
}

describe('progress', () => {
  it('says nothing of work that takes less than half a second', () => {
    const stderr = new MemoryOutput();
    const { at, progress } = progressOn(stderr);
    for (let ms = 0; ms < 500; ms += 10) at(ms, ms / 500);
    progress.done();
    expect(stderr.text).toBe('');
  });

  it('writes a line at most every two seconds where nobody watches', () => {
    const stderr = new MemoryOutput();
    const { at, progress } = progressOn(stderr);
    for (let ms = 0; ms <= 6000; ms += 50) at(ms, ms / 6000);
    progress.done();
    expect(stderr.pieces).toEqual(['正在读取工作簿… 8%\n', '正在读取工作簿… 41%\n', '正在读取工作簿… 75%\n']);
  });

  it('renews one line on a terminal, and takes it away at the end', () => {
    const stderr = terminal(80);
    const { at, progress } = progressOn(stderr);
    at(600, 0.1);
    at(650, 0.2);
    at(700, 0.25);
    at(900, 0.25);
    at(1000);
    progress.done();
    progress.done();
    expect(stderr.pieces).toEqual([
      '\r正在读取工作簿… 10%\u001B[K',
      '\r正在读取工作簿… 25%\u001B[K',
      '\r正在读取工作簿…\u001B[K',
      '\r\u001B[K',
    ]);
  });

  it('goes on where it can’t be shown', () => {
    const stderr = new MemoryOutput();
    stderr.write = () => Promise.reject(new Error('no terminal'));
    const { at } = progressOn(stderr);
    expect(() => at(600, 0.5)).not.toThrow();
  });

  it('is told of reading and settling, never on standard output', async () => {
    let ms = 0;
    const { stdout, stderr, code } = await payclause(['settle', CASE_1, '--year', '2016', '--json'], {
      now: () => (ms += 2000),
    });
    expect(code).toBe(0);
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    expect(stderr).toContain('正在读取工作簿… 100%\n');
    expect(stderr).toContain('正在计算…\n');
  });

  it('leaves the terminal clean before the result and before a refusal', async () => {
    let ms = 0;
    const now = () => (ms += 2000);
    const clean = '\r\u001B[K';
    const done = await payclause(['check', CASE_1, '--lang', 'en-US'], { now, stderr: terminal(80) });
    expect(done.stderr.endsWith(`Settling…\u001B[K${clean}`)).toBe(true);
    const refused = await payclause(['settle', CASE_1], { now, stderr: terminal(80) });
    expect(refused.stderr.slice(refused.stderr.indexOf(`${clean}payclause`) + clean.length)).toMatch(ONE_LINE);
  });
});
