/** `npm run build`: builds dist/cli/payclause.js, whatever its age. */
import { ensureBuilt, ensureInstalled, main } from './lib/setup.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt({ always: true });
});
