/**
 * Chromium 69, the age of the browser that the oldest WPS we know of shows pages with. The package chrome-aws-lambda brings it as
 * a program for 64-bit Linux; it is unpacked once. Playwright is too young to speak to it: its own protocol is used.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import connect from 'chrome-remote-interface';

const PACKED = path.join(
  path.dirname(require.resolve('chrome-aws-lambda/package.json')),
  'bin',
  'chromium-69.0.3494.0.br',
);
const UNPACKED = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'chromium-69.0.3494', 'headless_shell');

/** Whether it runs on this machine. */
export const HAS_CHROMIUM_69 = process.platform === 'linux' && process.arch === 'x64';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--single-process', '--no-zygote'];

/** How long a page may take for what it is asked. */
const PATIENCE = 30_000;

/** In one step, so that whoever unpacks it at the same time finds all of it or nothing. */
function unpacked(): string {
  if (!fs.existsSync(UNPACKED)) {
    fs.mkdirSync(path.dirname(UNPACKED), { recursive: true });
    const part = `${UNPACKED}.${String(process.pid)}`;
    fs.writeFileSync(part, brotliDecompressSync(fs.readFileSync(PACKED)), { mode: 0o755 });
    fs.renameSync(part, UNPACKED);
  }
  return UNPACKED;
}

/** Its one page. */
export interface OldPage {
  /** Runs a script in each page and frame from now on, before its own. */
  beforeScripts(script: string): Promise<void>;
  goto(url: string): Promise<void>;
  /** The value of an expression in the page, awaited there; throws what it throws. */
  evaluate<T>(expression: string): Promise<T>;
  /** Resolves when the expression is true. */
  waitFor(expression: string): Promise<void>;
  /** Presses a key as a person does. */
  press(key: 'Tab' | 'Enter' | 'Escape'): Promise<void>;
  screenshot(file: string): Promise<void>;
  /** What the page complained of: errors, broken policies, warnings in the console. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const KEY_CODES = { Tab: 9, Enter: 13, Escape: 27 } as const;

/** Starts it with a page as wide as a task pane. */
export async function launchChromium69({ width = 400, height = 800 } = {}): Promise<OldPage> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'chromium-69-'));
  const args = [...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const program = spawn(unpacked(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const client = await connect({ port: await portOf(program) });
  const { Page, Runtime, Log, Emulation, Input } = client;
  const complaints: string[] = [];
  Runtime.exceptionThrown(({ exceptionDetails: { text, exception } }) => {
    complaints.push(`${text} ${exception?.description ?? ''}`);
  });
  Runtime.consoleAPICalled(({ type, args: told }) => {
    const words = told.map(({ value, description }) => description ?? JSON.stringify(value));
    if (type === 'error' || type === 'warning') complaints.push(words.join(' '));
  });
  Log.entryAdded(({ entry }) => complaints.push(`${entry.text} ${entry.url ?? ''}`));
  await Promise.all([Page.enable(), Runtime.enable(), Log.enable()]);
  await Emulation.setDeviceMetricsOverride({ width, height, deviceScaleFactor: 1, mobile: false });

  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await Runtime.evaluate({
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      const said = exceptionDetails.exception?.description ?? exceptionDetails.text;
      throw new Error([said, ...complaints].join('\n'));
    }
    return result.value as T;
  };
  return {
    complaints,
    evaluate,
    async beforeScripts(source) {
      await Page.addScriptToEvaluateOnNewDocument({ source });
    },
    async goto(url) {
      const loaded = Page.loadEventFired();
      await Page.navigate({ url });
      await loaded;
    },
    waitFor: (expression) => evaluate(`(${waiting.toString()})(() => ${expression}, ${String(PATIENCE)})`),
    async press(key) {
      const pressed = { key, code: key, windowsVirtualKeyCode: KEY_CODES[key] };
      await Input.dispatchKeyEvent({ type: 'keyDown', ...pressed });
      await Input.dispatchKeyEvent({ type: 'keyUp', ...pressed });
    },
    async screenshot(file) {
      const { data } = await Page.captureScreenshot({ format: 'png' });
      fs.writeFileSync(file, Buffer.from(data, 'base64'));
    },
    async close() {
      await client.close();
      const ended = once(program, 'exit');
      // It has nothing to save, and a browser of one process does not always end when it is asked.
      program.kill('SIGKILL');
      await ended;
      fs.rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Runs in the page: it stands on nothing but what it is given. */
function waiting(isTrue: () => unknown, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const until = performance.now() + patience;
    const look = (): void => {
      if (isTrue()) resolve();
      else if (performance.now() < until) requestAnimationFrame(look);
      else reject(new Error(`not so in time: ${String(isTrue)}\n${document.body.innerText.slice(0, 2000)}`));
    };
    look();
  });
}

/** The port that it has chosen for itself, which it tells on its standard error. */
function portOf(program: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    program.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const port = /DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    program.once('error', reject);
    program.once('exit', (code) => reject(new Error(`Chromium 69 ended with ${String(code)}: ${said}`)));
  });
}
