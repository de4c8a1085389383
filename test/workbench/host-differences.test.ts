/** docs/host-differences.md lists what the code emulates. */
import fs from 'node:fs';
import path from 'node:path';
import { documentWith, memberTable } from '../../workbench/list-api';

test('the table is that of `node scripts/run-ts.mjs workbench/list-api.ts --write`', () => {
  const document = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'host-differences.md'), 'utf8');
  const table = memberTable();
  expect(table).toContain('| Range | `address`');
  expect(document === documentWith(table)).toBe(true);
});
