/**
 * What a script needs before it can do its work: the dependencies installed, its part of dist/ built.
 * Plain Node, no dependencies: this file runs on a fresh clone. Everything it has to say goes to standard error,
 * because standard output belongs to the command that was asked for.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The built command line. */
export const bundle = path.join(root, 'dist', 'cli', 'payclause.js');

const LOCK_FILE = path.join(root, '.cache', 'setup.lock');
const HEARTBEAT_MS = 20_000;
const ABANDONED_MS = 5 * 60_000;
const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A set-up step that cannot be done, with a message fit for the user. */
export class SetupError extends Error {}

/** We were told to stop while a program of ours ran. */
class Interrupted extends Error {
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.signal = signal;
  }
}

function say(line) {
  process.stderr.write(`payclause: ${line}\n`);
}

/**
 * Runs a script's body; a SetupError becomes its message on standard error and exit code 2, and a signal that has been
 * passed to a program of ours ends us too, once everything is tidied up.
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    if (error instanceof Interrupted) {
      process.kill(process.pid, error.signal);
    } else if (error instanceof SetupError) {
      say(error.message);
      process.exitCode = 2;
    } else {
      throw error;
    }
  }
}

/** The command that runs npm: the npm that started us, or else the one on the PATH. */
export function npmCommand() {
  const started = process.env.npm_execpath;
  if (started !== undefined && /npm-cli\.c?js$/.test(started)) return { file: process.execPath, args: [started] };
  // npm is a batch file on Windows, which Node starts through a shell only.
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

/** Where a program's output goes: gathered, or through to ours as it comes (`stderr`: its standard error alone). */
const STDIO = {
  gather: ['ignore', 'pipe', 'pipe'],
  stderr: ['ignore', 'ignore', 'inherit'],
  inherit: 'inherit',
};

/**
 * Runs a program in the root folder and answers with its exit code (128 + n after signal n) and its gathered output.
 * A signal meant for us goes to the program first, so that nothing is left running behind.
 */
export function run(file, args, { shell = false, env = process.env, output = 'gather' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd: root, env, shell, stdio: STDIO[output] });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    let stop;
    const pass = (signal) => {
      stop = signal;
      child.kill(signal);
    };
    for (const signal of STOPS) process.on(signal, pass);
    const settle = (answer) => {
      for (const signal of STOPS) process.off(signal, pass);
      answer();
    };
    child.on('error', (error) => settle(() => reject(error)));
    child.on('close', (code, signal) => {
      if (stop !== undefined) return settle(() => reject(new Interrupted(stop)));
      const printed = Buffer.concat(chunks).toString('utf8');
      settle(() => resolve({ code: code ?? 128 + os.constants.signals[signal], output: printed }));
    });
  });
}

/** Like run, for a set-up step: a failure is a SetupError that carries the output. */
async function mustRun(what, file, args, options) {
  let result;
  try {
    result = await run(file, args, options);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    throw new SetupError(`${what} could not be started: ${error.message}`);
  }
  if (result.code !== 0) throw new SetupError(`${what} failed (exit code ${result.code})\n${result.output.trimEnd()}`);
}

/* ---------------------------------------------------------------- one at a time */

/** True where the lock's owner is gone: its process has ended on this machine, or it shows no sign of life. */
function isAbandoned() {
  try {
    const age = Date.now() - fs.statSync(LOCK_FILE).mtimeMs;
    if (age > ABANDONED_MS) return true;
    const [host, pid] = fs.readFileSync(LOCK_FILE, 'utf8').split(' ');
    if (host !== os.hostname() || !/^\d+$/.test(pid ?? '')) return false;
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Does the work while no other process of this repository installs or builds. */
async function alone(work) {
  fs.mkdirSync(path.dirname(LOCK_FILE), { recursive: true });
  for (let waiting = false; ;) {
    try {
      fs.writeFileSync(LOCK_FILE, `${os.hostname()} ${process.pid}`, { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw new SetupError(`cannot write ${LOCK_FILE}: ${error.message}`);
    }
    if (isAbandoned()) {
      fs.rmSync(LOCK_FILE, { force: true });
      continue;
    }
    if (!waiting) say('waiting for another run to finish installing or building…');
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    fs.utimes(LOCK_FILE, now, now, () => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    fs.rmSync(LOCK_FILE, { force: true });
  }
}

/* ---------------------------------------------------------------- dependencies */

function readLock(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * True where node_modules holds what package-lock.json asks for. Versions are compared, not only times: a checkout
 * touches the lock file without changing it, and reinstalling for that would cost a minute.
 */
export function isInstalled() {
  const wanted = readLock('package-lock.json');
  if (wanted === undefined) throw new SetupError('package-lock.json is missing or cannot be read');
  // npm writes this file last: an interrupted installation has none.
  const present = readLock('node_modules/.package-lock.json');
  if (present === undefined) return false;
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true;
    const installed = present[folder];
    if (installed === undefined) return entry.optional === true; // built for another system
    return installed.version === entry.version && installed.integrity === entry.integrity;
  });
}

function checkNode() {
  const { engines } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const [major, minor] = /(\d+)\.(\d+)/.exec(engines.node).slice(1).map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor < major || (ownMajor === major && ownMinor < minor)) {
    throw new SetupError(`Node ${engines.node} is needed; this is ${process.versions.node}`);
  }
}

/** Installs the dependencies where they are missing or not those of package-lock.json. */
export async function ensureInstalled() {
  checkNode();
  if (isInstalled()) return;
  await alone(async () => {
    if (isInstalled()) return;
    say('installing dependencies (npm ci)…');
    const npm = npmCommand();
    // Said outright, because an npm around us hands its own settings (silent, production) down in the environment.
    const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
    await mustRun('npm ci', npm.file, [...npm.args, ...flags], { shell: npm.shell });
    if (!isInstalled()) throw new SetupError('npm ci has not installed what package-lock.json asks for');
  });
}

/* ---------------------------------------------------------------- what is built */

/** What every target is made with. */
const TOOLS = ['webpack.config.js', 'scripts/lib', 'tsconfig.json', 'package.json', 'package-lock.json'];

/**
 * What webpack.config.js builds: the folder under dist/, the file in it whose date is the build's, and what it is made from
 * (package.json because its version is printed). `isOneFile`: the folder has nothing else.
 */
const TARGETS = {
  cli: { marker: path.basename(bundle), sources: ['src', ...TOOLS], isOneFile: true },
  addin: {
    marker: 'taskpane.html',
    sources: [
      'src',
      'assets/icons',
      'manifest.xml',
      'LICENSE',
      'scripts/functions-metadata.ts',
      'scripts/function-help.ts',
      ...TOOLS,
    ],
  },
  wps: {
    marker: 'index.html',
    sources: [
      'src',
      'wps',
      'assets/icons',
      'LICENSE',
      'scripts/functions-metadata.ts',
      'scripts/function-help.ts',
      ...TOOLS,
    ],
  },
  workbench: { marker: 'index.html', sources: ['workbench/src', 'workbench/webpack.config.js', ...TOOLS] },
};

/** All there is to build, in the order in which it is built. */
export const EVERY_TARGET = Object.keys(TARGETS);

const dist = path.join(root, 'dist');

/** The folder that a target is built into. */
export const builtFolder = (name) => path.join(dist, name);

/** When a file or anything in a folder last changed. Folders count themselves: a deleted file shows there alone. */
function lastChange(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return fs
    .readdirSync(file)
    .reduce((latest, name) => Math.max(latest, lastChange(path.join(file, name))), stat.mtimeMs);
}

/** True where the target is there and none of its sources is newer. */
function isBuilt(name) {
  const { marker, sources } = TARGETS[name];
  const built = fs.statSync(path.join(builtFolder(name), marker), { throwIfNoEntry: false });
  return built !== undefined && sources.every((source) => lastChange(path.join(root, source)) <= built.mtimeMs);
}

/**
 * Builds into a folder of its own and renames the result into place: who uses the old one meanwhile keeps whole files, and
 * a failed build leaves the old one standing.
 */
async function build(name, env) {
  const { marker, isOneFile } = TARGETS[name];
  // A file saved while the build runs must count as newer than the bundle; file clocks tick coarsely.
  const started = new Date(Date.now() - 20);
  const folder = builtFolder(name);
  const temporary = fs.mkdtempSync(path.join(dist, '.build-'));
  try {
    const webpack = path.join(root, 'node_modules', 'webpack', 'bin', 'webpack.js');
    const flags = ['--config-name', name, '--output-path', temporary, '--stats', 'errors-warnings'];
    await mustRun(`the build of ${name}`, process.execPath, [
      webpack,
      ...flags,
      ...env.flatMap((one) => ['--env', one]),
    ]);
    const fresh = path.join(temporary, marker);
    if (!fs.existsSync(fresh)) throw new SetupError(`the build of ${name} wrote no ${marker}`);
    if (isOneFile) fs.chmodSync(fresh, 0o755);
    fs.utimesSync(fresh, started, started);
    if (isOneFile) {
      fs.mkdirSync(folder, { recursive: true });
      fs.renameSync(fresh, path.join(folder, marker));
    } else {
      if (fs.existsSync(folder)) fs.renameSync(folder, `${temporary}-old`);
      fs.renameSync(temporary, folder);
    }
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * Builds what is missing or older than its sources of these targets; with `always`, all of them. `env` are settings of the
 * build such as `url=https://pay.example.com/`.
 */
export async function ensureBuilt(names, { always = false, env = [] } = {}) {
  const isDue = (name) => always || !isBuilt(name);
  if (!names.some(isDue)) return;
  await alone(async () => {
    const due = names.filter(isDue); // another run may have built them while we waited
    if (due.length === 0) return;
    fs.mkdirSync(dist, { recursive: true });
    const clear = () => {
      for (const left of fs.readdirSync(dist).filter((entry) => entry.startsWith('.build-'))) {
        fs.rmSync(path.join(dist, left), { recursive: true, force: true });
      }
    };
    clear();
    try {
      for (const name of due) {
        say(due.length === 1 ? 'building…' : `building ${name}…`);
        await build(name, env);
      }
    } finally {
      clear();
    }
  });
}

/* ---------------------------------------------------------------- running it */

/**
 * Runs the command line in this process, so that its streams, its exit code and Ctrl-C need no passing on.
 * `folder` is where relative file names in the arguments start.
 */
export async function runCommandLine(args, folder) {
  try {
    process.chdir(folder);
  } catch (error) {
    throw new SetupError(`cannot work in ${folder}: ${error.message}`);
  }
  process.argv = [process.execPath, bundle, ...args];
  const { createRequire } = await import('node:module');
  createRequire(import.meta.url)(bundle);
}
