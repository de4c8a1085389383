/**
 * `npm run build`: builds the command line, the add-in and the workbench into dist/, whatever their age.
 * `npm run build -- --env url=https://pay.example.com/ [--env office=local]`: the add-in for that address, with its manifest;
 * docs/deployment.md.
 */
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { EVERY_TARGET, SetupError, ensureBuilt, ensureInstalled, main } from './lib/setup.mjs';

const { OptionError, readOptions } = createRequire(import.meta.url)('./lib/addin-build.cjs');

const SETTINGS = ['url', 'office'];

/** The settings as webpack takes them, once they have been understood. */
function settings() {
  let given;
  try {
    given = parseArgs({ options: { env: { type: 'string', multiple: true, default: [] } } }).values.env;
  } catch (error) {
    throw new SetupError(
      `${error.message}\nusage: npm run build -- [--env url=https://…/] [--env office=cdn|local|https://…]`,
    );
  }
  const env = {};
  for (const one of given) {
    const [name, value] = [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)];
    if (!one.includes('=') || !SETTINGS.includes(name)) {
      throw new SetupError(`--env ${one}: a setting is ${SETTINGS.map((setting) => `${setting}=…`).join(' or ')}`);
    }
    env[name] = value;
  }
  try {
    readOptions(env);
  } catch (error) {
    if (error instanceof OptionError) throw new SetupError(error.message);
    throw error;
  }
  return given;
}

await main(async () => {
  const env = settings();
  await ensureInstalled();
  await ensureBuilt(EVERY_TARGET, { always: true, env });
});
