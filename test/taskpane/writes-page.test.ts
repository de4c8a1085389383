/** The page of the documentation and the pane say the same of what is written into a workbook. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { WRITES } from '../../src/taskpane/about/self-check';
import { FINDINGS_SHEET } from '../../src/workbook/findings-sheet';
import { STORED_SHEET } from '../../src/workbook/stored-sheet';
import { LANGUAGES } from '../../src/wording/language';
import { wordingFor } from '../../src/wording/wording';

const page = readFileSync(path.join(__dirname, '..', '..', 'docs', 'writes.md'), 'utf8').replaceAll(/\s*\n\s+/g, ' ');

it.each(LANGUAGES)('docs/writes.md lists all that the pane lists in %s', (language) => {
  const wording = wordingFor(language);
  for (const key of ['about-writes-intro', ...WRITES] as const) {
    expect(page).toContain(wording.pane('pane-shell', key, { sheet: FINDINGS_SHEET, stored: STORED_SHEET }));
  }
});
