import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CASE_1 } from './command-line';

/** What is shipped; `npm test` builds it before it runs these tests. */
const PROGRAM = join('dist', 'cli', 'payclause.js');

interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a process of its own; `onOutput` may stop reading. */
function started(argv: readonly string[], onOutput: (stop: () => void) => void = () => undefined): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PAYCLAUSE_LANG: 'zh-CN' },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      onOutput(() => child.stdout.destroy());
    });
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
}

describe('the program', () => {
  it('hands exit code, result and refusal to the system', async () => {
    const [settled, refused] = await Promise.all([
      started(['settle', CASE_1, '--year', '2017', '--json']),
      started(['settle', CASE_1]),
    ]);
    expect(settled.code).toBe(1);
    expect(JSON.parse(settled.stdout)).toHaveProperty('answers.NET_PROFIT.value', '2259.75');
    expect(refused.code).toBe(2);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain('payclause: 工作簿没有指明年度');
  });

  it('writes all of a long result, and ends quietly where the reader leaves', async () => {
    const argv = ['explain', 'NET_PROFIT(2016)', CASE_1, '--json'];
    const [whole, left] = await Promise.all([started(argv), started(argv, (stop) => stop())]);
    expect(whole.code).toBe(0);
    expect(() => JSON.parse(whole.stdout) as unknown).not.toThrow();
    expect(left.code).toBe(0);
    expect(left.stderr).not.toMatch(/EPIPE|Error|payclause:/);
  });
});
