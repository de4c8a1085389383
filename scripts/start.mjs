/**
 * `npm start [-- --no-open]`: the add-in in the workbench, with the sample workbook of 2016 opened. Installs and builds what is
 * missing, prints the address, and opens a browser on a desktop. PORT chooses the port.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SetupError, builtFolder, ensureBuilt, ensureInstalled, main, root } from './lib/setup.mjs';

/** One line for a first visitor. */
const HINT = {
  'zh-CN':
    '试一试：在空白单元格输入 =NET_PROFIT(2016)，或点「薪规」选项卡的「校验」；改动收入台账的金额，结果随即更新。',
  'en-US':
    'Try it: type =NET_PROFIT(2016) into an empty cell, or choose Check on the PayClause tab; change an amount in the revenue ledger, and the answers follow.',
};

function isBrowserWanted() {
  try {
    return !parseArgs({ options: { 'no-open': { type: 'boolean', default: false } } }).values['no-open'];
  } catch (error) {
    throw new SetupError(`${error.message}\nusage: npm start [-- --no-open]`);
  }
}

await main(async () => {
  const wanted = isBrowserWanted();
  await ensureInstalled();
  await ensureBuilt(['addin', 'workbench']);
  const { showWorkbench } = await import('../workbench/serve.mjs');
  try {
    await showWorkbench({
      manifest: path.join(root, 'manifest.xml'),
      root: builtFolder('addin'),
      workbench: builtFolder('workbench'),
      open: path.join(root, 'assets', 'samples', '2016.xlsx'),
      hint: HINT,
      isBrowserWanted: wanted,
    });
  } catch (error) {
    throw new SetupError(error.message);
  }
});
