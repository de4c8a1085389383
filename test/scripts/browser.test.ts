/** Which browser the tests get, and what is said where there is none. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** What findBrowser answers in a process of its own: a path, nothing, or the sentence of its refusal. */
function find(chromePath: string, paths: readonly string[]): string {
  const code = `import('./scripts/lib/browser.mjs')
    .then(({ findBrowser }) => findBrowser(${JSON.stringify(paths)}) ?? 'none')
    .catch((error) => error.message)
    .then((line) => process.stdout.write(line));`;
  const env = { ...process.env, CHROME_PATH: chromePath };
  return execFileSync(process.execPath, ['-e', code], { cwd: ROOT, env, encoding: 'utf8' });
}

test('CHROME_PATH comes first', () => {
  expect(find(process.execPath, [__filename])).toBe(process.execPath);
});

test('a CHROME_PATH that leads nowhere is told, not passed over', () => {
  expect(find('/no/browser', [__filename])).toBe('CHROME_PATH names /no/browser, and there is no such program');
});

test('the first of the well-known paths that is there', () => {
  expect(find('', ['/no/browser', __filename, process.execPath])).toBe(__filename);
  expect(find('', ['/no/browser', __dirname])).toBe('none');
});
