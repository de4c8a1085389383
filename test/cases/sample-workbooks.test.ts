import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readWorkbookFile } from '../../src/hosts/file/read-workbook-file';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { ANSWERS, CASE_CODES, LAYOUT } from '../support/layout';
import { answers, findings } from '../support/settled';

const expectedSchema = z.record(
  z.string(),
  z.strictObject({
    answers: z.record(z.enum(ANSWERS), z.string().nullable()),
    findings: z.array(z.strictObject({ code: z.string(), table: z.string(), row: z.number() })),
  }),
);

async function sampleWorkbook(name: string): Promise<WorkbookSnapshot> {
  const result = await readWorkbookFile(path.join(__dirname, `${name}.xlsx`));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function expectedOf(name: string, year: number): z.infer<typeof expectedSchema>[string] {
  const parsed = expectedSchema.parse(JSON.parse(readFileSync(path.join(__dirname, `${name}.expected.json`), 'utf8')));
  const expected = parsed[String(year)];
  if (!expected) throw new Error(`${name} says nothing of ${year}`);
  return expected;
}

const TABLE_OF_SHEET = new Map<string, string>(Object.values(LAYOUT).map(({ sheet, table }) => [sheet, table]));

function listed(book: WorkbookSnapshot, year: number): string[] {
  return findings(book, year)
    .filter(({ code }) => CASE_CODES.includes(code))
    .map(({ code, sheet, row }) => `${code} ${TABLE_OF_SHEET.get(sheet) ?? sheet} ${row}`)
    .sort();
}

describe.each(['case-1', 'case-2', 'case-3'])('%s', (name) => {
  it.each([2016, 2017])('all twelve answers of %d, to the fen', async (year) => {
    const expected = expectedOf(name, year);
    const given = Object.entries(answers(await sampleWorkbook(name), year)).map(([id, shown]) => [
      id,
      shown.startsWith('#') ? null : shown,
    ]);
    expect(Object.fromEntries(given)).toEqual(expected.answers);
  });

  it.each([2016, 2017])('every finding of %d and no other of these codes', async (year) => {
    const expected = expectedOf(name, year).findings.map(({ code, table, row }) => `${code} ${table} ${row}`);
    expect(listed(await sampleWorkbook(name), year)).toEqual(expected.sort());
  });

  it('no other code at all: these ledgers are clean, so that classification and duplicates keep quiet', async () => {
    const book = await sampleWorkbook(name);
    expect(findings(book).filter(({ code }) => !CASE_CODES.includes(code))).toEqual([]);
  });

  it('the targets of 2017 have no value yet: #N/A, never a zero', async () => {
    const shown = answers(await sampleWorkbook(name), 2017);
    expect([shown.FAN_PENALTY, shown.EVENT_PENALTY, shown.PERFORMANCE_PAY]).toEqual(['#N/A', '#N/A', '#N/A']);
  });
});
