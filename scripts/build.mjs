/**
 * `npm run build`: builds the command line, the add-ins and the workbench into dist/, whatever their age.
 * `npm run build -- --env url=https://pay.example.com/ [--env office=local]`: the add-in for Excel at that address, with its
 * manifest; docs/deployment.md.
 * `npm run build:wps -- --env url=https://pay.example.com/wps/`: the add-in for WPS alone, at that address; docs/wps.md.
 */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { EVERY_TARGET, SetupError, ensureBuilt, ensureInstalled, main } from './lib/setup.mjs';

const require = createRequire(import.meta.url);
const { OptionError, readOptions } = require('./lib/addin-build.cjs');
const { readWpsOptions } = require('./lib/wps-build.cjs');

/** What can be built, by the word that follows `npm run build`: its settings, and what they are for. */
const BUILDS = {
  all: {
    settings: ['url', 'office'],
    understand: readOptions,
    usage: 'npm run build -- [--env url=https://…/] [--env office=cdn|local|https://…]',
  },
  wps: { settings: ['url'], understand: readWpsOptions, usage: 'npm run build:wps -- [--env url=http://…/]' },
};

/** What to build, and the settings as webpack takes them, once they have been understood. */
function request() {
  const args = process.argv.slice(2);
  const target = args[0] === 'wps' ? 'wps' : 'all';
  const { settings, understand, usage } = BUILDS[target];
  let given;
  try {
    const options = { env: { type: 'string', multiple: true, default: [] } };
    given = parseArgs({ args: target === 'wps' ? args.slice(1) : args, options }).values.env;
  } catch (error) {
    throw new SetupError(`${error.message}\nusage: ${usage}`);
  }
  const env = {};
  for (const one of given) {
    const [name, value] = [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)];
    if (!one.includes('=') || !settings.includes(name)) {
      throw new SetupError(`--env ${one}: a setting is ${settings.map((setting) => `${setting}=…`).join(' or ')}`);
    }
    env[name] = value;
  }
  try {
    understand(env);
  } catch (error) {
    if (error instanceof OptionError) throw new SetupError(error.message);
    throw error;
  }
  return { target, env: given };
}

await main(async () => {
  const { target, env } = request();
  await ensureInstalled();
  if (target === 'wps') {
    await ensureBuilt(['wps'], { always: true, env });
    return;
  }
  // The settings are Excel's: the two add-ins are served from folders of their own.
  await ensureBuilt(
    EVERY_TARGET.filter((name) => name !== 'wps'),
    { always: true, env },
  );
  await ensureBuilt(['wps'], { always: true });
});
