/**
 * Runs a TypeScript file of ours in Node: `node scripts/run-ts.mjs [NODE FLAGS] FILE.ts [ARGS]`, for example
 * `node scripts/run-ts.mjs --expose-gc --max-old-space-size=4096 bench/run.ts --rows 100000`.
 * Types are removed, not checked. Files run as CommonJS: no top-level await and no import.meta in them.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError, ensureInstalled, main, run } from './lib/setup.mjs';
import { requireTypeScript } from './lib/typescript.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  if (at < 0) throw new SetupError('usage: node scripts/run-ts.mjs [NODE FLAGS] FILE.ts [ARGS]');
  await ensureInstalled();
  if (at > 0) {
    // Node takes its flags at its start only.
    const self = fileURLToPath(import.meta.url);
    const { code } = await run(process.execPath, [...args.slice(0, at), self, ...args.slice(at)], {
      output: 'inherit',
    });
    process.exitCode = code;
    return;
  }
  const file = path.resolve(args[0]);
  if (!fs.existsSync(file)) throw new SetupError(`there is no ${args[0]}`);
  process.argv = [process.execPath, file, ...args.slice(1)];
  requireTypeScript(file);
});
