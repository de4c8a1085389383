/** The workbench's server and a real browser, for tests that drive pages. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const SERVER = path.join(__dirname, '..', '..', 'workbench', 'serve.mjs');

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-sync',
  '--disable-component-update',
  '--disable-quic',
  '--no-first-run',
];

/** Starts the browser that `npm test` has found or installed. */
export async function launchBrowser(program = process.env['CHROME_PATH']): Promise<Browser> {
  if (program === undefined) {
    throw new Error('These tests need a browser: install Chrome, Chromium or Edge, and run them with `npm test`.');
  }
  return chromium.launch({ executablePath: program, args: FLAGS });
}

export interface Served {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts serve.mjs as a user does, and waits for the address that it prints. */
export async function serve(args: readonly string[]): Promise<Served> {
  const server = spawn(process.execPath, [SERVER, ...args, '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    server.once('exit', (code) => reject(new Error(`the workbench's server ended with ${String(code)}`)));
  });
  return {
    url,
    stop: async () => {
      if (server.kill()) await once(server, 'exit');
    },
  };
}
