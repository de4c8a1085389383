import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkbookFile } from '../../src/hosts/file/read-workbook-file';
import { builtInPolicy } from '../../src/policy/packs';
import { jsonFile, ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();
const made = (name: string, year = '2016', more: readonly string[] = []) =>
  payclause(['template', '--year', year, '--out', name, ...more], { cwd: folder });

describe('template', () => {
  it('makes a workbook that settles, with the honest errors of an empty one', async () => {
    const { code, stdout, stderr } = await made('2016.xlsx');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('2016.xlsx');
    expect(stdout).toContain('2016 年');
    const { json, code: settled } = await payclauseJson(['settle', '2016.xlsx'], { cwd: folder });
    expect(settled).toBe(1);
    expect(json).toMatchObject({
      year: 2016,
      answers: {
        FAN_PENALTY: { error: { code: '#VALUE!' } },
        EVENT_PENALTY: { value: '12000.00' },
        NET_PROFIT: { value: '0.00' },
      },
    });
  });

  it('stores in its answer cells what settling the empty workbook gives', async () => {
    await made('stored.xlsx');
    const book = await readWorkbookFile(join(folder, 'stored.xlsx'));
    if (!book.ok) throw new Error(book.error.code);
    const cells = book.value.sheets.flatMap(({ rows }) => rows.flatMap((row) => [row ?? []]));
    const beside = (title: string) => cells.find((row) => row.includes(title));
    const titles = builtInPolicy().answers;
    expect(beside(titles.get('EVENT_PENALTY')?.title.zh ?? '')).toContain(12000);
    expect(beside(titles.get('NET_PROFIT')?.title.zh ?? '')).toContain(0);
    expect(beside(titles.get('FAN_PENALTY')?.title.zh ?? '')).toContainEqual({ fault: '#VALUE!' });
  });

  it('is explained in the language that was asked for', async () => {
    const { stdout, code } = await made('english.xlsx', '2017', ['--lang', 'en-US']);
    expect(code).toBe(0);
    expect(stdout).toContain('open it in Excel or WPS');
  });

  it('is made for WPS where that is asked for, and is settled and checked all the same', async () => {
    const { code, stderr } = await made('wps.xlsx', '2016', ['--host', 'wps']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const book = await readWorkbookFile(join(folder, 'wps.xlsx'));
    if (!book.ok) throw new Error(book.error.code);
    expect(book.value.formulasOf).toBe('wps');
    expect(await payclauseJson(['settle', 'wps.xlsx'], { cwd: folder })).toMatchObject({
      json: { answers: { EVENT_PENALTY: { value: '12000.00' } } },
    });
    const checked = await payclause(['check', 'wps.xlsx', '--json'], { cwd: folder });
    expect(checked.stdout).not.toContain('formula-broken');
  });

  it('is made for Excel unless said otherwise', async () => {
    await made('plain.xlsx');
    await made('excel.xlsx', '2016', ['--host', 'EXCEL']);
    expect(readFileSync(join(folder, 'plain.xlsx'))).toEqual(readFileSync(join(folder, 'excel.xlsx')));
  });

  it('refuses a program that it knows nothing of, and to change what the new year is made from', async () => {
    const { code, stdout, stderr } = await made('never.xlsx', '2016', ['--host', 'numbers']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('payclause: 不能为「numbers」生成工作簿，--host 可以是 excel, wps\n');
    const from = await made('never.xlsx', '2017', ['--from', '2016.xlsx', '--host', 'wps']);
    expect(from.code).toBe(2);
    expect(from.stderr).toMatch(ONE_LINE);
    expect(from.stderr).toContain('去掉 --host');
    expect(readdirSync(folder)).not.toContain('never.xlsx');
  });

  it('overwrites nothing unless it is told to', async () => {
    writeFileSync(join(folder, 'mine.xlsx'), 'mine');
    const { code, stdout, stderr } = await made('mine.xlsx');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('payclause: 文件 mine.xlsx 已经存在，没有改动；要覆盖请加 --force\n');
    expect(readFileSync(join(folder, 'mine.xlsx'), 'utf8')).toBe('mine');
    expect((await made('mine.xlsx', '2016', ['--force'])).code).toBe(0);
    expect(statSync(join(folder, 'mine.xlsx')).size).toBeGreaterThan(5000);
  });

  it('does not follow a link into another file’s place unless it is told to', async () => {
    writeFileSync(join(folder, 'target.xlsx'), 'target');
    symlinkSync(join(folder, 'target.xlsx'), join(folder, 'link.xlsx'));
    expect((await made('link.xlsx')).code).toBe(2);
    expect(readFileSync(join(folder, 'target.xlsx'), 'utf8')).toBe('target');
  });

  it('makes no folders', async () => {
    const { code, stderr } = await made('new/2016.xlsx');
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain('文件夹不存在');
    expect(readdirSync(folder)).not.toContain('new');
  });

  it('refuses a folder in the file’s place', async () => {
    mkdirSync(join(folder, 'folder.xlsx'));
    for (const force of [[], ['--force']]) {
      const { code, stderr } = await made('folder.xlsx', '2016', force);
      expect(code).toBe(2);
      expect(stderr).toContain('folder.xlsx 是文件夹');
    }
  });

  it('says in one line that a name can’t be written', async () => {
    const { code, stderr } = await made(`${'n'.repeat(300)}.xlsx`);
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain('ENAMETOOLONG');
  });

  it('leaves no half-made file behind', async () => {
    await made('whole.xlsx');
    await made('folder.xlsx', '2016', ['--force']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each(['16', '1899', '10000', 'next', ''])('refuses the year %j', async (year) => {
    const { code, stderr } = await made('never.xlsx', year);
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
    expect(readdirSync(folder)).not.toContain('never.xlsx');
  });

  it.each([
    [['--out', 'never.xlsx'], '--year'],
    [['--year', '2016'], '--out'],
    [[], '--year'],
  ])('names the option that is missing: %j', async (options, missing) => {
    const { code, stderr } = await payclause(['template', ...options], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain(`缺少选项 ${missing}`);
  });

  it('is made for another policy where one is named', async () => {
    const { document } = builtInPolicy();
    jsonFile(folder, 'mine.json', { ...document, title: { zh: '另一份制度', en: 'Another policy' } });
    for (const name of ['mine.json', document.id]) {
      expect((await made('policy.xlsx', '2016', ['--policy', name, '--force'])).code).toBe(0);
      const book = await readWorkbookFile(join(folder, 'policy.xlsx'));
      if (!book.ok) throw new Error(book.error.code);
      const title = book.value.sheets[0]?.rows[0]?.[0];
      expect(title).toBe(name === 'mine.json' ? '另一份制度' : document.title.zh);
    }
    const { code, stderr } = await made('never.xlsx', '2016', ['--policy', 'none.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('none.json');
    expect(readdirSync(folder)).not.toContain('never.xlsx');
  });

  it.each(['--set', '--examples', '--set=x'])('takes no %s, and says so', async (option) => {
    const { code, stderr } = await made('never.xlsx', '2016', [option, 'x']);
    expect(code).toBe(2);
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain(`template 不接受选项 ${option.split('=')[0] ?? ''}；`);
    expect(stderr).not.toContain('是否要用');
  });

  it.each(['2016', '2016.xls', '2016.xlsm', '2016.xlsx.bak', '.xlsx', 'xlsx', ''])(
    'refuses the file name %j, which Excel and WPS would not open',
    async (name) => {
      const before = readdirSync(folder);
      const { code, stdout, stderr } = await made(name, '2016', ['--force']);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(ONE_LINE);
      expect(stderr).toMatch(/不以 \.xlsx 结尾，请改为 .+\.xlsx 这样的文件名/);
      expect(readdirSync(folder)).toEqual(before);
    },
  );

  it('takes the ending in any case', async () => {
    expect((await made('LOUD.XLSX')).code).toBe(0);
  });

  it.each(['1949', '2100', '9999'])('refuses the year %s, whose dates no ledger can hold', async (year) => {
    const { code, stderr } = await made('never.xlsx', year);
    expect(code).toBe(2);
    expect(stderr).toBe(`payclause: 年度 ${year} 不能做成工作簿：台账里的日期只能在 1950 到 2099 年之间\n`);
  });

  it.each(['1950', '2099'])('makes a workbook of %s', async (year) => {
    expect((await made(`${year}.xlsx`, year)).code).toBe(0);
  });
});
