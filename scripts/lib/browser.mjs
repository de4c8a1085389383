/**
 * The browser for tests that need one: CHROME_PATH, else an installed Chrome, Chromium or Edge, else, as root on Debian,
 * the package `chromium`. Plain Node, no dependencies.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SetupError, run } from './setup.mjs';

const WINDOWS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
];
const MAC = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const LINUX = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/usr/bin/microsoft-edge',
  '/usr/bin/microsoft-edge-stable',
  '/snap/bin/chromium',
  // Last: on Ubuntu it may be a mere hint at the snap.
  '/usr/bin/chromium-browser',
];

/** Where browsers are installed on this system, the preferred one first. */
function wellKnownPaths() {
  if (process.platform === 'win32') {
    const { PROGRAMFILES, 'PROGRAMFILES(X86)': x86, LOCALAPPDATA } = process.env;
    const folders = [PROGRAMFILES, x86, LOCALAPPDATA].filter((folder) => folder !== undefined);
    return WINDOWS.flatMap((parts) => folders.map((folder) => path.join(folder, ...parts)));
  }
  if (process.platform === 'darwin') {
    const folders = ['/Applications', path.join(os.homedir(), 'Applications')];
    return MAC.flatMap((name) => folders.map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`));
  }
  return LINUX;
}

const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;

/** The browser's program, or `undefined`. A CHROME_PATH that names no file is a mistake to be told. */
export function findBrowser(paths = wellKnownPaths()) {
  const named = process.env.CHROME_PATH;
  if (named !== undefined && named !== '') {
    if (isFile(named)) return named;
    throw new SetupError(`CHROME_PATH names ${named}, and there is no such program`);
  }
  return paths.find(isFile);
}

/** Only Debian itself: what Ubuntu calls chromium is a snap, which a container cannot install. */
function isRootOnDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    return /^ID="?debian"?$/m.test(fs.readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

const APT = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
const INSTALL = ['install', '-q', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', 'chromium'];

/** Installs Debian's package; resolves to what apt-get printed. Without package lists, or with old ones, they come first. */
async function installChromium() {
  const first = await run('apt-get', INSTALL, { env: APT });
  if (first.code === 0) return first.output;
  const update = await run('apt-get', ['update', '-q'], { env: APT });
  const second = await run('apt-get', INSTALL, { env: APT });
  const log = [first, update, second].map(({ output }) => output).join('');
  if (second.code === 0) return log;
  throw new SetupError(`apt-get could not install the package chromium (exit code ${second.code})\n${log.trimEnd()}`);
}

/**
 * Finds a browser or installs one, and names it in CHROME_PATH for the tests; resolves to a log. A SetupError says what
 * to install where there is none.
 */
export async function ensureBrowser() {
  let log = '';
  let found = findBrowser();
  if (found === undefined && isRootOnDebian()) {
    log = await installChromium();
    found = findBrowser();
  }
  if (found === undefined) {
    throw new SetupError(
      'the tests of the workbench need a browser: install Chrome, Chromium or Edge, or set CHROME_PATH to its program',
    );
  }
  process.env.CHROME_PATH = found;
  return `${log}${found}\n`;
}
