/**
 * `npm run workbench -- --manifest FILE --root DIR [--open WORKBOOK] [--no-open]`: any add-in in the workbench. Installs
 * and builds what is missing; file names are relative to where the command was started.
 */
import path from 'node:path';
import { SetupError, builtFolder, ensureBuilt, ensureInstalled, main } from './lib/setup.mjs';

const USAGE = 'usage: npm run workbench -- --manifest FILE --root DIR [--open WORKBOOK] [--no-open]';

/** npm runs scripts in the repository's folder, and says where it was called. */
const from = process.env.INIT_CWD ?? process.cwd();

await main(async () => {
  await ensureInstalled();
  const { readArguments, showWorkbench } = await import('../workbench/serve.mjs');
  let options;
  try {
    options = readArguments(process.argv.slice(2));
  } catch (error) {
    throw new SetupError(`${error.message}\n${USAGE}`);
  }
  if (options.manifest === undefined || options.root === undefined) throw new SetupError(USAGE);
  for (const name of ['manifest', 'root', 'open']) {
    if (options[name] !== undefined) options[name] = path.resolve(from, options[name]);
  }
  await ensureBuilt(['workbench']);
  try {
    await showWorkbench({ ...options, workbench: builtFolder('workbench') });
  } catch (error) {
    throw new SetupError(error.message);
  }
});
