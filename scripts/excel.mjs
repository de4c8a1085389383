/**
 * The add-in in a real Excel, with Microsoft's own tool (office-addin-debugging):
 * `npm run excel [-- BOOK.xlsx]` opens a copy of the workbook, the sample of 2016 without one, in Excel on this desktop;
 * `npm run excel:web -- ADDRESS` opens a workbook in OneDrive or SharePoint in Excel on the web;
 * `npm run excel:stop` ends both: the server stops and Excel forgets the add-in.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupError, ensureBuilt, ensureInstalled, main, root, run } from './lib/setup.mjs';

const require = createRequire(import.meta.url);

const TASKS = { desktop, web, stop };

/** What to open in Excel on the desktop. */
function desktop([book = path.join(root, 'assets', 'samples', '2016.xlsx')]) {
  if (process.platform !== 'win32' && process.platform !== 'darwin') {
    throw new SetupError(
      'Excel on the desktop runs on Windows and macOS only; here, `npm start` shows the add-in in the workbench, and `npm run excel:web -- ADDRESS` in Excel on the web',
    );
  }
  const file = path.resolve(process.env.INIT_CWD || process.cwd(), book);
  if (!fs.existsSync(file)) throw new SetupError(`there is no ${book}`);
  return ['start', 'manifest.xml', 'desktop', '--app', 'excel', '--document', file];
}

/** What to open in Excel on the web. */
function web([address]) {
  if (address === undefined || !/^https:\/\//.test(address)) {
    throw new SetupError(
      'usage: npm run excel:web -- ADDRESS, the https:// address of a workbook in OneDrive or SharePoint (Share › Copy link)',
    );
  }
  return ['start', 'manifest.xml', 'web', '--app', 'excel', '--document', address];
}

function stop() {
  return ['stop', 'manifest.xml'];
}

await main(async () => {
  const [name = '', ...given] = process.argv.slice(2);
  const task = Object.hasOwn(TASKS, name) ? TASKS[name] : undefined;
  if (task === undefined)
    throw new SetupError('usage: node scripts/excel.mjs desktop [BOOK.xlsx] | web ADDRESS | stop');
  const args = task(given);
  await ensureInstalled();
  if (name !== 'stop') {
    await ensureBuilt(['addin']);
    const { DEVELOPMENT_URL } = require('./lib/addin-build.cjs');
    // The tool starts the server, waits until it listens, and ends it with `stop`.
    args.push('--dev-server', 'node scripts/serve-addin.mjs', '--dev-server-port', new URL(DEVELOPMENT_URL).port);
  }
  const tool = path.join(path.dirname(require.resolve('office-addin-debugging/package.json')), 'cli.js');
  const { code } = await run(process.execPath, [tool, ...args], { output: 'inherit' });
  process.exitCode = code;
});
