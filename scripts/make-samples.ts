/**
 * `npm run samples`: makes the sample workbooks, the answers expected of them and the page that shows their arithmetic.
 * The same rows give the same files on every machine.
 */
import fs from 'node:fs';
import path from 'node:path';
import internetCentre from '../src/policy/packs/internet-centre.json';
import maintenancePosts from '../src/policy/packs/maintenance-posts.json';
import { parsePolicy } from '../src/policy/parse-policy';
import type { Policy } from '../src/policy/policy';
import { buildTemplate, type CachedResult, type TemplateRow } from '../src/workbook/template';
import { ANSWER_IDS, expectedYear, type ExpectedYear } from './sample-answers';
import { samplesPage } from './samples/samples-page';
import { MAINTENANCE_2016 } from './samples/maintenance-2016';
import type { SampleYear } from './samples/sample-table';
import { YEAR_2016 } from './samples/year-2016';
import { YEAR_2017 } from './samples/year-2017';

export const SAMPLES: readonly SampleYear[] = [YEAR_2016, YEAR_2017];

/** A sample's workbook, with the figures worked out beside the product as what its functions last showed. */
export function sampleWorkbook(policy: Policy, sample: SampleYear): Promise<Uint8Array> {
  const expected = expectedYear(sample);
  return buildTemplate({
    policy,
    year: sample.year,
    language: 'zh-CN',
    rows: Object.fromEntries(
      Object.entries(sample.ledgers).map(([ledger, rows]): [string, readonly TemplateRow[]] => [
        ledger,
        rows.map((row) => row.shown),
      ]),
    ),
    results: cachedResults(expected),
    // Whoever opens a sample wants to see the functions at work.
    opensOn: 'settlement',
    createdAt: new Date(Date.UTC(sample.year, 11, 31, 9)),
  });
}

function cachedResults(expected: ExpectedYear): ReadonlyMap<string, CachedResult> {
  return new Map(
    ANSWER_IDS.map((id): [string, CachedResult] => {
      const value = expected.answers[id];
      return [id, value === null ? (expected.errors[id] ?? '#VALUE!') : Number(value)];
    }),
  );
}

/** The second policy's sample. Its policy sets no pay yet, so every answer was last shown as #N/A. */
export function maintenanceWorkbook(): Promise<Uint8Array> {
  const policy = maintenancePolicy();
  const { year, rows } = MAINTENANCE_2016;
  return buildTemplate({
    policy,
    year,
    language: 'zh-CN',
    rows,
    results: new Map(policy.document.answers.map(({ id }): [string, CachedResult] => [id, '#N/A'])),
    opensOn: 'settlement',
    createdAt: new Date(Date.UTC(year, 11, 31, 9)),
  });
}

/** What stands in the second policy's expected answers. */
export function maintenanceJson(): string {
  const { year, withExamples, byWorker, byReferrer } = MAINTENANCE_2016;
  return `${JSON.stringify({ [String(year)]: { withExamples, byWorker, byReferrer } }, null, 2)}\n`;
}

/** What stands in the expected answers' file, by year. */
export function expectedJson(sample: SampleYear): string {
  const { answers, corrected, findings } = expectedYear(sample);
  return `${JSON.stringify({ [String(sample.year)]: { answers, corrected, findings } }, null, 2)}\n`;
}

/** The policy that the samples are made for. */
export function samplePolicy(): Policy {
  return policyOf(internetCentre);
}

export function maintenancePolicy(): Policy {
  return policyOf(maintenancePosts);
}

function policyOf(document: unknown): Policy {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new Error(`the policy can't be used: ${JSON.stringify(parsed.error)}`);
  return parsed.value;
}

async function makeSamples(folder: string): Promise<void> {
  const policy = samplePolicy();
  fs.mkdirSync(folder, { recursive: true });
  for (const sample of SAMPLES) {
    fs.writeFileSync(path.join(folder, `${sample.year}.xlsx`), await sampleWorkbook(policy, sample));
    fs.writeFileSync(path.join(folder, `${sample.year}.expected.json`), expectedJson(sample));
  }
  fs.writeFileSync(path.join(folder, 'maintenance-2016.xlsx'), await maintenanceWorkbook());
  fs.writeFileSync(path.join(folder, 'maintenance-2016.expected.json'), maintenanceJson());
  fs.writeFileSync(
    path.join(folder, 'README.md'),
    samplesPage(SAMPLES.map((sample) => [sample, expectedYear(sample)])),
  );
  process.stdout.write(`made ${SAMPLES.map(({ year }) => `${year}.xlsx`).join(', ')}, maintenance-2016.xlsx\n`);
}

// Imported by a test it only offers its parts.
if (process.argv[1]?.endsWith('make-samples.ts') === true) {
  makeSamples(path.resolve(__dirname, '../assets/samples')).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
}
