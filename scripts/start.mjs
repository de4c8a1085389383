/** `npm start`: settles the sample workbook and prints the answers. Installs and builds what is missing. */
import { ensureBuilt, ensureInstalled, main, root, runCommandLine } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  await runCommandLine(['settle', 'assets/samples/2016.xlsx', '--year', '2016'], root);
});
