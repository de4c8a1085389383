/**
 * `npm run -s payclause -- COMMAND …`: installs and builds what is missing, then runs the command line.
 * npm works in the package's folder; INIT_CWD is where the user typed, and file names are meant from there.
 */
import { ensureBuilt, ensureInstalled, main, runCommandLine } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(['cli']);
  await runCommandLine(process.argv.slice(2), process.env.INIT_CWD || process.cwd());
});
