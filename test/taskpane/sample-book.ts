import fs from 'node:fs';
import path from 'node:path';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { readWorkbookBytes } from '../../src/hosts/file/read-workbook';

const SAMPLES = path.join(__dirname, '..', '..', 'assets', 'samples');

/** The sample workbook of a year. */
export async function sampleBook(year: number): Promise<WorkbookSnapshot> {
  const bytes = new Uint8Array(fs.readFileSync(path.join(SAMPLES, `${year}.xlsx`)));
  const read = await readWorkbookBytes(bytes, `${year}.xlsx`);
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

/** What the sample's answers are, as the samples' own record has them. */
export function sampleAnswers(year: number): Readonly<Record<string, string>> {
  const record = JSON.parse(fs.readFileSync(path.join(SAMPLES, `${year}.expected.json`), 'utf8')) as Readonly<
    Record<string, { readonly answers: Readonly<Record<string, string>> }>
  >;
  const answers = record[String(year)]?.answers;
  if (!answers) throw new Error(`no record of ${year}`);
  return answers;
}
