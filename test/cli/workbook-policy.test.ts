import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { bookWithPolicy, changed, policyCell, withCell, withStored } from '../support/policy-book';
import { workbookBytes } from '../support/workbook-bytes';
import { workbook, type Tables } from '../support/workbook-builder';
import { jsonFile, ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();

const LEDGERS: Tables = {
  revenue: [{ 日期: '2016-05-04', 摘要: '广告', 类别: '广告费', 金额: 1000 }],
  fans: [['2016-12-31', '公司网站', 52_300]],
};
const BOOK = bookWithPolicy(LEDGERS);
const RATE = policyCell(BOOK, '制度参数', 'fan-penalty-rate', '取值');
const DEARER = withCell(BOOK, RATE, 0.8);
const BROKEN = withCell(BOOK, RATE, '八毛');

async function file(name: string, book: WorkbookSnapshot): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, await workbookBytes(book));
  return path;
}

interface SettleJson {
  readonly policy: { readonly id: string | null; readonly digest: string | null };
  readonly answers: Readonly<Record<string, { readonly value?: string; readonly error?: unknown }>>;
}

async function fanPenalty(argv: readonly string[]): Promise<string | undefined> {
  const { json } = await payclauseJson(['settle', ...argv, '--year', '2016']);
  return (json as SettleJson).answers['FAN_PENALTY']?.value;
}

describe('the policy of a workbook’s own sheets', () => {
  it('is what settle, explain and eval work with', async () => {
    const book = await file('dearer.xlsx', DEARER);
    const { json } = await payclauseJson(['settle', book]);
    const { policy, answers } = json as SettleJson;
    expect(answers['FAN_PENALTY']).toMatchObject({ value: '6160.00' });
    expect(policy.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(policy.digest).not.toBe(builtInPolicy().digest);
    expect((await payclauseJson(['explain', 'FAN_PENALTY(2016)', book])).json).toMatchObject({ value: '6160.00' });
    expect((await payclauseJson(['eval', 'FAN_PENALTY(52300,2016)', book])).json).toEqual({ value: 6160 });
    expect((await payclauseJson(['eval', 'POLICY_VALUE("fan-penalty-rate","2016-12-31")', book])).json).toEqual({
      value: 0.8,
    });
  });

  it('gives way to --policy: a document, a workbook, a pack’s id', async () => {
    const book = await file('dearer.xlsx', DEARER);
    expect(await fanPenalty([book, '--policy', 'internet-centre'])).toBe('3850.00');
    expect(await fanPenalty([book, '--policy', await file('plain.xlsx', BOOK)])).toBe('3850.00');
    expect(await fanPenalty([await file('bare.xlsx', workbook(LEDGERS)), '--policy', book])).toBe('6160.00');
    const own = jsonFile(folder, 'internet-centre', { ...builtInPolicy().document, edition: '试行' });
    const { json } = await payclauseJson(['settle', book, '--policy', 'internet-centre'], { cwd: folder });
    expect(json).toMatchObject({ policy: { edition: '试行' } });
    expect(own).toContain('internet-centre');
  });

  it('takes values to try out', async () => {
    const book = await file('dearer.xlsx', DEARER);
    expect(await fanPenalty([book, '--set', 'fan-penalty-rate=1'])).toBe('7700.00');
    const { code, stderr } = await payclause(['settle', book, '--set', 'fan-penalti-rate=1']);
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain('fan-penalty-rate');
  });

  it('is linted and shown with the cells', async () => {
    const book = await file('plain.xlsx', BOOK);
    const lint = await payclauseJson(['policy', 'lint', book]);
    expect(lint.code).toBe(0);
    const target = policyCell(BOOK, '制度参数', 'fan-target', '至');
    expect(lint.json).toMatchObject({
      policy: { digest: builtInPolicy().digest },
      notes: [
        { code: 'parameter-gap', path: 'parameters.0.values.0.to', place: `制度参数!${target.cell}` },
        { path: 'parameters.2.values.0.to' },
      ],
    });
    expect((await payclause(['policy', 'lint', book])).stdout).toContain(`制度参数!${target.cell}  parameter-gap`);
    const shown = await payclauseJson(['policy', 'show', book]);
    const { parameters, ruleTables } = builtInPolicy().document;
    expect(shown.json).toMatchObject({ document: { parameters, ruleTables } });
  });

  it('is told where a workbook has none', async () => {
    const bare = await file('bare.xlsx', workbook(LEDGERS));
    const { code, stderr, json } = await payclauseJson(['policy', 'lint', bare]);
    expect(code).toBe(0);
    expect(stderr).toContain('internet-centre');
    expect(json).toMatchObject({ policy: { digest: builtInPolicy().digest } });
    expect((await payclause(['settle', bare, '--year', '2016'])).stderr).toBe('');
  });
});

describe('a workbook whose policy is wrong', () => {
  it('settles nothing, and says where and why', async () => {
    const book = await file('broken.xlsx', BROKEN);
    const { code, json } = await payclauseJson(['settle', book, '--year', '2016']);
    expect(code).toBe(1);
    const { policy, answers } = json as SettleJson;
    expect(policy).toEqual({ id: null, edition: null, digest: null });
    for (const answer of Object.values(answers)) {
      expect(answer.error).toMatchObject({ code: '#VALUE!', rows: [`制度参数!${RATE.cell}`] });
    }
    const { stdout } = await payclause(['settle', book, '--year', '2016']);
    expect(stdout).toContain('八毛');
    // Nothing cites a clause while no policy is in use.
    expect(stdout).not.toContain('[]');
    expect(stdout).not.toContain(builtInPolicy().digest.slice(0, 12));
    const explained = await payclauseJson(['explain', 'NET_PROFIT(2016)', book]);
    expect(explained.json).toMatchObject({ name: 'NET_PROFIT', clauses: [], inputs: [] });
    const evaluated = await payclauseJson(['eval', 'FAN_PENALTY(52300,2016)', book]);
    expect([evaluated.code, evaluated.json]).toEqual([
      1,
      { error: { code: '#VALUE!', message: expect.stringContaining(RATE.cell) as unknown } },
    ]);
    const without = await payclause(['settle', book]);
    expect(without.code).toBe(2);
    expect(without.stderr).toMatch(ONE_LINE);
    expect(without.stderr).toContain(RATE.cell);
  });

  it('is checked for its policy alone', async () => {
    const { code, json } = await payclauseJson(['check', await file('broken.xlsx', BROKEN)]);
    expect(code).toBe(1);
    expect(json).toMatchObject({
      findings: [
        { code: 'policy-invalid', severity: 'error', blocks: true, sheet: '制度参数', cell: RATE.cell },
        { code: 'ledgers-wait', severity: 'info' },
      ],
      summary: { error: 1, warning: 0, info: 1 },
    });
  });

  it('is linted with its faults at their cells, and can’t be shown', async () => {
    const book = await file('broken.xlsx', BROKEN);
    const lint = await payclauseJson(['policy', 'lint', book]);
    expect(lint.code).toBe(1);
    expect(lint.json).toMatchObject({ faults: [{ place: `制度参数!${RATE.cell}` }], summary: { fault: 1, note: 0 } });
    expect((await payclause(['policy', 'lint', book])).stdout).toContain(`制度参数!${RATE.cell}`);
    const shown = await payclause(['policy', 'show', book]);
    expect(shown.code).toBe(2);
    expect(shown.stderr).toMatch(ONE_LINE);
    expect((await payclause(['settle', book, '--policy', 'internet-centre', '--year', '2016'])).code).toBe(0);
  });
});

describe('check', () => {
  it('tells of gaps in the rules with a row that shows them, of failed cases, formulas and broken records', async () => {
    const gap = changed(BOOK, '收入规则', (sheet) => {
      const rows = sheet.rows.filter((row) => row?.includes('whole-product-transfer') !== true);
      const tables = sheet.tables.map((table) => ({ ...table, range: { ...table.range, bottom: rows.length } }));
      return { ...sheet, rows, tables };
    });
    const book = await file('gap.xlsx', withStored(gap, { waivers: '{' }));
    const { code, stdout } = await payclause(['check', book]);
    expect(code).toBe(1);
    expect(stdout).toContain('policy-rule-gap');
    expect(stdout.replaceAll(/\s/g, '')).toContain('类别=整体产品转让费');
    expect(stdout).toContain('storage-broken');
    for (const year of [[], ['--year', '2016']]) {
      const { json } = await payclauseJson(['check', book, ...year]);
      const { findings } = json as { readonly findings: readonly { readonly code: string }[] };
      expect(findings.map((finding) => finding.code)).toEqual(
        expect.arrayContaining(['policy-rule-gap', 'storage-broken']),
      );
    }
  });
});
