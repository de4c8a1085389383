/**
 * `npm run arch`: the rules of .dependency-cruiser.mjs over src/, workbench/ and what stands on them. Fails too when a
 * file of theirs has not been looked at: with a TypeScript it does not know, dependency-cruiser finds «no violations» in nothing.
 */
import fs from 'node:fs';
import path from 'node:path';
import { cruise, format } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { root } from './lib/setup.mjs';

process.chdir(root);

/** The TypeScript files of a folder, as paths from the root with «/». */
function sources(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return sources(file);
    return /\.tsx?$/.test(entry.name) ? [file] : [];
  });
}

const folders = ['src', 'workbench', 'test', 'bench', 'scripts'].filter(
  (folder) => fs.existsSync(folder) && sources(folder).length > 0,
);
const options = await extractOptions('./.dependency-cruiser.mjs');
const { output: result } = await cruise(folders, options, undefined, { tsConfig: extractTsConfig('tsconfig.json') });

const report = await format(result, { outputType: 'err-long' });
const seen = new Set(result.modules.map((module) => module.source));
const unseen = folders.flatMap(sources).filter((file) => !seen.has(file));
const counts = folders.map((folder) => `${sources(folder).filter((file) => seen.has(file)).length} in ${folder}`);

if (report.exitCode !== 0) process.stdout.write(report.output);
for (const file of unseen) process.stdout.write(`not looked at: ${file}\n`);
process.stdout.write(
  `modules: ${counts.join(', ')}; violations: ${report.exitCode}; not looked at: ${unseen.length}\n`,
);
// Without a single file in src/ or workbench/ the rules would hold as well.
const isThere = ['src', 'workbench'].every((folder) => folders.includes(folder));
process.exitCode = report.exitCode === 0 && unseen.length === 0 && isThere ? 0 : 1;
