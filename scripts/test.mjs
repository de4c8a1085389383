/**
 * `npm test`: everything that must hold, as named steps. Every step runs, whatever became of the others; the last line
 * is «N passed, N failed», counting jest's tests and one for each other step.
 * `npm test -- ARGS` runs jest alone, with these arguments.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensureBrowser, findBrowser } from './lib/browser.mjs';
import { EVERY_TARGET, SetupError, ensureBuilt, ensureInstalled, main, npmCommand, root, run } from './lib/setup.mjs';

const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');

/** The steps beside jest, by the name of their npm script; the longest first, since two run at a time. */
const STEPS = [
  { title: 'lint', script: 'lint' },
  { title: 'build', script: 'build' },
  { title: 'types', script: 'typecheck' },
  { title: 'format', script: 'format:check' },
  { title: 'architecture', script: 'arch' },
];
const AT_A_TIME = 2;

const seconds = (from) => `${((Date.now() - from) / 1000).toFixed(1)} s`;
const verdict = (failed) => (failed ? 'FAILED' : 'passed');

function heading(title, note) {
  process.stdout.write(`\n━━ ${title} ━━ ${note}\n`);
}

async function runStep({ title, script }) {
  const started = Date.now();
  const npm = npmCommand();
  const env = process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env;
  const { code, output } = await run(npm.file, [...npm.args, 'run', '--silent', script], { shell: npm.shell, env });
  const failed = code === 0 ? 0 : 1;
  heading(title, `${verdict(failed)}, ${seconds(started)}`);
  if (output.trim() !== '') process.stdout.write(`${output.trimEnd()}\n`);
  return { title, passed: 1 - failed, failed, note: '' };
}

/** All steps, two at a time; each prints when it is done, so that their lines do not mix. */
async function runSteps() {
  const waiting = STEPS.map((step, index) => ({ step, index }));
  const results = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next.index] = await runStep(next.step);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return results;
}

/** The browser for jest's tests of the workbench. It is fetched, not computed, so it costs the other steps nothing. */
async function runBrowser() {
  const started = Date.now();
  let failed = 0;
  let output;
  try {
    output = await ensureBrowser();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    failed = 1;
    output = error.message;
  }
  heading('browser', `${verdict(failed)}, ${seconds(started)}`);
  process.stdout.write(`${output.trimEnd()}\n`);
  return { title: 'browser', passed: 1 - failed, failed, note: '' };
}

/** Jest's own counts. A suite that did not run and a run without a test are failures, though no test has failed. */
function readCounts(file, code) {
  let report;
  try {
    report = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, note: 'jest wrote no report' };
  }
  const passed = report.numPassedTests;
  let failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const notes = [];
  if (report.numRuntimeErrorTestSuites > 0) notes.push(`suites that did not run: ${report.numRuntimeErrorTestSuites}`);
  if (report.numPendingTests > 0) notes.push(`skipped: ${report.numPendingTests}`);
  if (report.numTodoTests > 0) notes.push(`to do: ${report.numTodoTests}`);
  if (passed + report.numFailedTests === 0) notes.push('no test ran');
  if (failed === 0 && (passed === 0 || code !== 0)) {
    failed = 1;
    if (code !== 0) notes.push(`jest ended with exit code ${code}`);
  }
  return { passed, failed, note: notes.join(', ') };
}

async function runJest() {
  heading('jest', '');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'payclause-test-'));
  try {
    const report = path.join(folder, 'jest.json');
    const args = [jest, '--ci', '--json', `--outputFile=${report}`];
    // Jest prints its progress to standard error; the JSON it also prints to standard output is in the file already.
    const { code } = await run(process.execPath, args, { output: 'stderr' });
    return { title: 'jest', ...readCounts(report, code) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function everything() {
  const started = Date.now();
  const [steps, browser] = await Promise.all([runSteps(), runBrowser()]);
  const results = [...steps, browser, await runJest()];
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  heading('summary', seconds(started));
  for (const { title, passed, failed, note } of results) {
    const counts = title === 'jest' ? `${passed} passed, ${failed} failed` : verdict(failed);
    process.stdout.write(`${title.padEnd(14)}${counts}${note === '' ? '' : ` (${note})`}\n`);
  }
  process.stdout.write(`${total('passed')} passed, ${total('failed')} failed\n`);
  process.exitCode = total('failed') === 0 ? 0 : 1;
}

async function jestAlone(args) {
  try {
    await ensureBuilt(EVERY_TARGET);
  } catch (error) {
    // Half-written code must not keep a developer from the test at hand; tests of the command line then see the old one.
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
  // Most tests need no browser; one that does says so itself.
  const browser = findBrowser();
  if (browser !== undefined) process.env.CHROME_PATH = browser;
  const { code } = await run(process.execPath, [jest, ...args], { output: 'inherit' });
  process.exitCode = code;
}

await main(async () => {
  await ensureInstalled();
  const args = process.argv.slice(2);
  await (args.length === 0 ? everything() : jestAlone(args));
});
