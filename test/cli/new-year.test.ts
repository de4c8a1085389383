/** `template --from`: next year's workbook on the command line. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import { patchWorkbook } from '../../src/hosts/file/patch/patch-workbook';
import { builtInPolicy } from '../../src/policy/packs';
import { jsonFile, ONE_LINE, payclause, payclauseJson, SAMPLE_2016, temporaryFolder } from './command-line';

const folder = temporaryFolder();
copyFileSync(SAMPLE_2016, join(folder, '2016.xlsx'));
const made = (argv: readonly string[]) => payclause(['template', '--from', '2016.xlsx', ...argv], { cwd: folder });

describe('template --from', () => {
  it('makes the new year’s workbook and tells what became of everything', async () => {
    const { code, stdout, stderr } = await made(['--year', '2017', '--out', '2017.xlsx']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('已由 2016.xlsx 生成 2017.xlsx（2017 年）；原文件没有改动');
    expect(stdout).toContain('待定：活粉目标（fan-target），2017-12-31；上一个值是 60,000 人（2016-12-31）');
    expect(stdout).toContain('人员名册：保留 6 行');
    expect(stdout).toContain('年度结算!B2：2016 → 2017');
    const settled = await payclauseJson(['settle', '2017.xlsx'], { cwd: folder });
    expect(settled.json).toMatchObject({
      year: 2017,
      answers: {
        FAN_PENALTY: { error: { code: '#N/A' } },
        TASK_PENALTY: { value: '0.00' },
        NET_PROFIT: { value: '1500.00' },
      },
    });
  });

  it('tells it in English as well', async () => {
    const { stdout } = await made(['--year', '2017', '--dry-run', '--lang', 'en-US']);
    expect(stdout).toContain('trial run: this is what 2017 made from 2016.xlsx would be; no file was written');
    expect(stdout).toContain('to be set: Live-fan target (fan-target), 2017-12-31; the last value was 60,000 fans');
  });

  it('writes nothing on a trial run, whether or not a file is named', async () => {
    const before = readdirSync(folder);
    for (const out of [[], ['--out', 'never.xlsx']]) {
      expect((await made(['--year', '2017', '--dry-run', ...out])).code).toBe(0);
    }
    expect(readdirSync(folder)).toEqual(before);
  });

  it('tells the same to programs', async () => {
    const argv = ['template', '--from', '2016.xlsx', '--year', '2017', '--dry-run'];
    const { code, json } = await payclauseJson(argv, { cwd: folder });
    expect(code).toBe(0);
    expect(json).toMatchObject({
      policy: { id: 'internet-centre' },
      from: '2016.xlsx',
      out: null,
      last: 2016,
      year: 2017,
      toBeSet: [
        { parameter: 'fan-target', from: '2017-12-31', to: '2017-12-31', last: { value: '60000' } },
        { parameter: 'event-target', from: '2017-01-01', to: '2017-12-31', last: { value: '12' } },
      ],
      valueChanges: [{ parameter: 'management-fee-ratio', before: '0', after: '0.5', from: '2017-01-01' }],
      limitsEnded: ['break-even'],
    });
    const { ledgers, changes } = json as { ledgers: { ledger: string; kept: number }[]; changes: { kind: string }[] };
    expect(ledgers.find(({ ledger }) => ledger === 'staff')).toMatchObject({ kept: 6, emptied: 0, remarks: [] });
    expect(changes).toContainEqual({ kind: 'year', place: '年度结算!B2', before: '2016', after: '2017' });
  });

  it('takes another policy in place of the workbook’s own', async () => {
    const { document } = builtInPolicy();
    const parameters = document.parameters.map((each) =>
      each.id === 'event-target'
        ? { ...each, values: each.values.map(({ value, clauses }) => ({ value, clauses })) }
        : each,
    );
    jsonFile(folder, 'mine.json', { ...document, parameters });
    const { stdout } = await made(['--year', '2017', '--dry-run', '--policy', 'mine.json']);
    expect(stdout).toContain('fan-target');
    expect(stdout).not.toContain('event-target');
  });

  it('empties a company’s own lists by a connection', async () => {
    copyFileSync('test/cases/foreign/cash-book.xlsx', join(folder, 'cash-book.xlsx'));
    await payclause(['connect', 'cash-book.xlsx', '--out', 'c.json'], { cwd: folder });
    const argv = ['template', '--from', 'cash-book.xlsx', '--connect', 'c.json', '--year', '2017', '--dry-run'];
    const { json } = await payclauseJson(argv, { cwd: folder });
    const { ledgers } = json as { ledgers: { ledger: string; kept: number; emptied: number }[] };
    const revenue = ledgers.find(({ ledger }) => ledger === 'revenue');
    expect(revenue).toMatchObject({ kept: 0 });
    expect(revenue?.emptied).toBeGreaterThan(0);
  });

  it('can go on from what it made', async () => {
    await made(['--year', '2017', '--out', 'next.xlsx']);
    const next = await payclause(['template', '--from', 'next.xlsx', '--year', '2018', '--out', '2018.xlsx'], {
      cwd: folder,
    });
    expect(next.code).toBe(0);
    expect(next.stdout).toContain('年度结算!B2：2017 → 2018');
  });
});

describe('template --from refuses in one line', () => {
  const refusal = async (argv: readonly string[]): Promise<string> => {
    const before = readdirSync(folder);
    const { code, stdout, stderr } = await payclause(['template', ...argv], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(readdirSync(folder)).toEqual(before);
    return stderr;
  };

  it('a year that is not later', async () => {
    expect(await refusal(['--from', '2016.xlsx', '--year', '2016', '--out', 'no.xlsx'])).toBe(
      'payclause: 文件 2016.xlsx 是 2016 年的工作簿，新年度 2016 应当更晚\n',
    );
  });

  it('a workbook that does not say its year', async () => {
    const plain = new Workbook();
    plain.addWorksheet('收入台账').addRow(['日期', '摘要', '类别', '金额']);
    writeFileSync(join(folder, 'plain.xlsx'), new Uint8Array(await plain.xlsx.writeBuffer({ validate: false })));
    expect(await refusal(['--from', 'plain.xlsx', '--year', '2017', '--out', 'no.xlsx'])).toBe(
      'payclause: 文件 plain.xlsx 没有指明年度，台账里也看不出是哪一年，不能由它新建年度\n',
    );
  });

  it('what is no workbook', async () => {
    writeFileSync(join(folder, 'csv.xlsx'), 'a,b\n1,2\n');
    expect(await refusal(['--from', 'csv.xlsx', '--year', '2017', '--out', 'no.xlsx'])).toContain('csv.xlsx');
  });

  it('a policy that can’t be read, with the cell to correct', async () => {
    const bytes = new Uint8Array(readFileSync(join(folder, '2016.xlsx')));
    const cells = [{ cell: 'L2', put: { kind: 'text', text: 'abc' } }] as const;
    const broken = await patchWorkbook(bytes, { sheets: [{ sheet: '制度参数', cells }] });
    if (!broken.ok) throw new Error(broken.error.code);
    writeFileSync(join(folder, 'broken.xlsx'), broken.value);
    expect(await refusal(['--from', 'broken.xlsx', '--year', '2017', '--out', 'no.xlsx'])).toBe(
      'payclause: 文件 broken.xlsx 里的制度有误，请先改正 制度参数!L2，再新建年度\n',
    );
  });

  it('a file that is not there', async () => {
    expect(await refusal(['--from', 'none.xlsx', '--year', '2017', '--out', 'no.xlsx'])).toContain('none.xlsx');
  });

  it('the last year’s own file, even where it is told to overwrite', async () => {
    expect(await refusal(['--from', '2016.xlsx', '--year', '2017', '--out', './2016.xlsx', '--force'])).toContain(
      '就是原工作簿，不会被改动；请为 2017 年的工作簿另取文件名',
    );
  });

  it('a file that is there', async () => {
    writeFileSync(join(folder, 'taken.xlsx'), 'mine');
    expect(await refusal(['--from', '2016.xlsx', '--year', '2017', '--out', 'taken.xlsx'])).toContain('已经存在');
    expect(readFileSync(join(folder, 'taken.xlsx'), 'utf8')).toBe('mine');
  });

  it('another ending than the last year’s', async () => {
    expect(await refusal(['--from', '2016.xlsx', '--year', '2017', '--out', '2017.xlsm'])).toContain('.xlsx');
  });

  it('what is missing, and what belongs to it alone', async () => {
    expect(await refusal(['--from', '2016.xlsx', '--out', 'no.xlsx'])).toContain('缺少选项 --year');
    expect(await refusal(['--from', '2016.xlsx', '--year', '2017'])).toContain('缺少选项 --out');
    expect(await refusal(['--year', '2017', '--out', 'no.xlsx', '--json'])).toContain('--json 要和 --from 一起用');
    expect(await refusal(['--year', '2017', '--out', 'no.xlsx', '--connect', 'c.json'])).toContain(
      '--connect 要和 --from',
    );
    expect(await refusal(['--year', '2017', '--out', 'no.xlsx', '--dry-run'])).toContain(
      '--dry-run 要和 --from 一起用',
    );
    expect(await refusal(['--from', '2016.xlsx', '--year', '2017', '--out', 'no.xlsx', '--set', 'a=1'])).toContain(
      '--set',
    );
  });
});
