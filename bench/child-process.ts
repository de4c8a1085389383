import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a command came to. */
export interface ChildRun {
  readonly milliseconds: number;
  /** Time on processors, its processes and threads together; `undefined` where the system does not tell. */
  readonly cpuMilliseconds: number | undefined;
  /** The most memory that one of its processes held; `undefined` where the system does not tell. */
  readonly peakBytes: number | undefined;
  readonly output: string;
}

/** GNU time; it is told a file, so that nothing mixes with what the command writes. */
const GNU_TIME = '/usr/bin/time';

/** Runs a command to its end and measures it. Throws where it ends with a code other than 0 or one of `allowed`. */
export async function runChild(
  command: string,
  args: readonly string[],
  { allowed = [] }: { readonly allowed?: readonly number[] } = {},
): Promise<ChildRun> {
  if (!existsSync(GNU_TIME)) return watchChild(command, args, allowed);
  const folder = mkdtempSync(path.join(tmpdir(), 'payclause-bench-'));
  try {
    const notes = path.join(folder, 'time.txt');
    const run = await watchChild(GNU_TIME, ['-v', '-o', notes, command, ...args], allowed);
    const text = readFileSync(notes, 'utf8');
    const noted = (pattern: RegExp): number => Number(pattern.exec(text)?.[1]);
    const seconds = noted(/User time \(seconds\): ([\d.]+)/) + noted(/System time \(seconds\): ([\d.]+)/);
    return {
      ...run,
      cpuMilliseconds: seconds * 1000,
      peakBytes: noted(/Maximum resident set size \(kbytes\): (\d+)/) * 1024,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const WATCH_EVERY_MS = 20;

function watchChild(command: string, args: readonly string[], allowed: readonly number[]): Promise<ChildRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    let peak = 0;
    // The high-water mark outlives every peak, so a look now and then misses only what the last moment adds.
    const watch = setInterval(() => {
      peak = Math.max(peak, highWaterMark(child.pid));
    }, WATCH_EVERY_MS);
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', (error) => {
      clearInterval(watch);
      reject(error);
    });
    child.on('close', (code) => {
      const milliseconds = performance.now() - started;
      clearInterval(watch);
      if (code === 0 || (code !== null && allowed.includes(code))) {
        resolve({
          milliseconds,
          cpuMilliseconds: undefined,
          peakBytes: peak === 0 ? undefined : peak,
          output: Buffer.concat(output).toString('utf8'),
        });
      } else {
        const said = Buffer.concat(complaints).toString('utf8').slice(-2000);
        reject(new Error(`${command} ${args.join(' ')} ended with ${String(code)}: ${said}`));
      }
    });
  });
}

/** The most that a process or one of its descendants has held so far, from Linux's /proc; 0 where there is none. */
function highWaterMark(pid: number | undefined): number {
  if (pid === undefined) return 0;
  const own = /VmHWM:\s+(\d+) kB/.exec(procFile(`/proc/${pid}/status`));
  return Math.max(own ? Number(own[1]) * 1024 : 0, ...childrenOf(pid).map(highWaterMark));
}

/** The processes that a process has started and that still run; each of its threads keeps a list of its own. */
function childrenOf(pid: number): readonly number[] {
  let threads: readonly string[] = [];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    // As below.
  }
  const lists = threads.map((thread) => procFile(`/proc/${pid}/task/${thread}/children`));
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

function procFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not on Linux, or the process has ended meanwhile.
    return '';
  }
}
