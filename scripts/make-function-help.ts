/** Writes docs/functions.md anew: `node scripts/run-ts.mjs scripts/make-function-help.ts`. */
import fs from 'node:fs';
import path from 'node:path';
import { helpMarkdown } from './function-help';

const file = path.join(__dirname, '..', 'docs', 'functions.md');
fs.writeFileSync(file, helpMarkdown());
