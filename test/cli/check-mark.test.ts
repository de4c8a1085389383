/** `check --mark`: a copy of the workbook with its findings marked in it. */
import { copyFileSync, linkSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeOf, partOf, rawEntries } from '../hosts/file/patching';
import { writeMarkedCopy } from '../../src/cli/mark-copy';
import type { CliIo } from '../../src/cli/output';
import { Session } from '../../src/cli/session';
import type { Finding } from '../../src/ledger/finding';
import { builtInPolicy } from '../../src/policy/packs';
import { commandLineWording } from '../../src/wording/command-line/command-line-wording';
import { bookFile, CASE_1, MemoryOutput, ONE_LINE, payclause, payclauseJson, temporaryFolder } from './command-line';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const bytesOf = (name: string): Uint8Array => Uint8Array.from(readFileSync(at(name)));

const ROWS = {
  revenue: [
    { date: '2016-03-05', memo: '广告', category: '广告费', amount: 1000 },
    { date: '2016-04-05', memo: '杂项', category: '杂项', amount: 5 },
  ],
  cost: [{ date: '2016-03-05', memo: '不知道', category: '不知道', amount: 900 }],
};

interface FindingJson {
  readonly sheet: string;
  readonly cell: string;
  readonly severity: string;
}

/** The cells that notes stand on, sheet by sheet, as the notes' parts tell. */
function notedCells(file: Uint8Array): readonly string[] {
  return rawEntries(file)
    .filter(({ name }) => /^xl\/comments\d+\.xml$/.test(name))
    .flatMap(({ text }) => [...text.matchAll(/<comment ref="(\w+)"/g)].map(([, cell = '']) => cell))
    .sort();
}

beforeAll(async () => {
  await bookFile(folder, 'book.xlsx', ROWS);
  copyFileSync(CASE_1, at('case-1.xlsx'));
});

describe('check --mark', () => {
  it('marks each cell that has findings, and says what it did beside them', async () => {
    const plain = await payclauseJson(['check', 'book.xlsx'], { cwd: folder });
    const before = bytesOf('book.xlsx');
    const ended = await payclauseJson(['check', 'book.xlsx', '--mark', 'marked.xlsx'], { cwd: folder });
    expect({ code: ended.code, json: ended.json }).toEqual({ code: plain.code, json: plain.json });
    expect(ended.stderr).toMatch(ONE_LINE);
    expect(Buffer.from(bytesOf('book.xlsx')).equals(before)).toBe(true);

    const { findings } = plain.json as { readonly findings: readonly FindingJson[] };
    const cells = [...new Set(findings.map(({ sheet, cell }) => `${sheet}!${cell}`))];
    expect(cells).toContain('收入台账!C3');
    expect(notedCells(bytesOf('marked.xlsx'))).toEqual(cells.map((cell) => cell.split('!')[1]).sort());
    expect(ended.stderr).toContain(`已标注 ${String(cells.length)} 个单元格`);
    expect(ended.stderr).toContain('存为 marked.xlsx');
  });

  it('fills by the gravest finding, and touches nothing but marks', async () => {
    const change = changeOf(bytesOf('book.xlsx'), bytesOf('marked.xlsx'));
    expect(change.removed).toEqual([]);
    const allowed = /^(\[Content_Types\]\.xml|xl\/styles\.xml|xl\/worksheets\/(_rels\/)?sheet\d+\.xml(\.rels)?)$/;
    expect(change.changed.filter((name) => !allowed.test(name))).toEqual([]);
    const added = /^xl\/(comments\d+\.xml|drawings\/vmlDrawing\d+\.vml|worksheets\/_rels\/sheet\d+\.xml\.rels)$/;
    expect(change.added.filter((name) => !added.test(name))).toEqual([]);
    expect(partOf(bytesOf('marked.xlsx'), 'xl/styles.xml')).toContain('<fgColor rgb="FFFFC7CE"/>');
  });

  it('leaves a copy that checks like the workbook, and that can be marked again', async () => {
    const [first, second] = [
      await payclauseJson(['check', 'case-1.xlsx', '--mark', 'once.xlsx'], { cwd: folder }),
      await payclauseJson(['check', 'once.xlsx', '--mark', 'twice.xlsx'], { cwd: folder }),
    ];
    expect(second.json).toEqual(first.json);
    expect(changeOf(bytesOf('once.xlsx'), bytesOf('twice.xlsx'))).toEqual({ changed: [], added: [], removed: [] });
  });

  it('marks the findings of the year that is asked for', async () => {
    await payclause(['check', 'case-1.xlsx', '--year', '2017', '--mark', 'year.xlsx'], { cwd: folder });
    const { json } = await payclauseJson(['check', 'case-1.xlsx', '--year', '2017'], { cwd: folder });
    const cells = new Set(
      (json as { findings: readonly FindingJson[] }).findings.map(({ sheet, cell }) => sheet + cell),
    );
    expect(notedCells(bytesOf('year.xlsx'))).toHaveLength(cells.size);
  });

  it('writes its notes and its sentence in the language asked for', async () => {
    const { stderr } = await payclause(['check', 'book.xlsx', '--mark', 'english.xlsx', '--lang', 'en-US'], {
      cwd: folder,
    });
    expect(stderr).toMatch(
      /^payclause: marked \d+ cells \(.*收入台账: \d+.*\) in english\.xlsx; the workbook itself was not changed\n$/,
    );
    const notes = rawEntries(bytesOf('english.xlsx')).filter(({ name }) => name.startsWith('xl/comments'));
    expect(notes.map(({ text }) => text).join()).toContain('[error] The policy has no category');
  });

  it('marks neither what has been waived nor what is on no sheet', async () => {
    const io: CliIo = { stdout: new MemoryOutput(), stderr: new MemoryOutput(), env: {}, cwd: folder, now: () => 0 };
    const session = new Session(io, commandLineWording('zh-CN'));
    const finding: Finding = {
      code: 'table-empty',
      severity: 'warning',
      blocks: false,
      sheet: '收入台账',
      cell: 'B2',
      row: 2,
      ledger: 'revenue',
      clauses: [],
      facts: { table: '收入' },
    };
    const findings: readonly Finding[] = [
      { ...finding, cell: 'C2', waived: { by: '王', reason: '已核', at: '2016-03-05T00:00:00Z' } },
      { ...finding, sheet: '没有这张表' },
      finding,
    ];
    const about = { findings, policy: builtInPolicy(), sheets: new Set(['收入台账']) };
    const said = await writeMarkedCopy(session, 'book.xlsx', { out: 'waived.xlsx', force: false }, about);
    expect(said).toEqual({
      ok: true,
      value: '已标注 1 个单元格（收入台账 1 个），存为 waived.xlsx；原文件没有改动',
    });
    expect(notedCells(bytesOf('waived.xlsx'))).toEqual(['B2']);

    const none = { ...about, findings: findings.slice(0, 2) };
    const same = await writeMarkedCopy(session, 'book.xlsx', { out: 'same.xlsx', force: false }, none);
    expect(same).toEqual({ ok: true, value: '没有需要标注的单元格，same.xlsx 与原文件相同' });
    expect(Buffer.from(bytesOf('same.xlsx')).equals(bytesOf('book.xlsx'))).toBe(true);
  });

  it('overwrites nothing unless it is told to, and leaves no pieces', async () => {
    writeFileSync(at('there.xlsx'), 'mine');
    const { code, stdout, stderr } = await payclause(['check', 'book.xlsx', '--mark', 'there.xlsx'], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('已经存在');
    expect(readFileSync(at('there.xlsx'), 'utf8')).toBe('mine');
    const forced = await payclause(['check', 'book.xlsx', '--mark', 'there.xlsx', '--force'], { cwd: folder });
    expect(forced.stderr).toContain('存为 there.xlsx');
    expect(bytesOf('there.xlsx').length).toBeGreaterThan(5000);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('never writes over the workbook itself, by whatever name', async () => {
    linkSync(at('book.xlsx'), at('hard.xlsx'));
    symlinkSync(at('book.xlsx'), at('soft.xlsx'));
    const before = bytesOf('book.xlsx');
    for (const out of ['book.xlsx', './x/../book.xlsx', at('book.xlsx'), 'hard.xlsx', 'soft.xlsx']) {
      const { code, stderr } = await payclause(['check', 'book.xlsx', '--mark', out, '--force'], { cwd: folder });
      expect({ out, code, refused: stderr.includes('就是原工作簿') }).toEqual({ out, code: 2, refused: true });
    }
    expect(Buffer.from(bytesOf('book.xlsx')).equals(before)).toBe(true);
  });

  it.each([
    ['another ending', ['book.xlsx', '--mark', 'a.xlsm'], '应与原工作簿一样以 .xlsx 结尾'],
    ['a folder that is not there', ['book.xlsx', '--mark', 'none/a.xlsx'], '文件夹不存在'],
    ['--force alone', ['book.xlsx', '--force'], '选项 --force 要和 --mark 一起用'],
    ['no name', ['book.xlsx', '--mark'], '--mark'],
    ['a workbook that is not there', ['none.xlsx', '--mark', 'a.xlsx'], '找不到'],
  ])('refuses %s in one line', async (_what, argv, sentence) => {
    const { code, stdout, stderr } = await payclause(['check', ...argv], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(ONE_LINE);
    expect(stderr).toContain(sentence);
    expect(readdirSync(folder)).not.toContain('a.xlsx');
  });
});
