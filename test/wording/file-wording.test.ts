import type { CorruptReason, ReadLimits, ReadProblemCode } from '../../src/hosts/file/read-workbook';
import { DEFAULT_READ_LIMITS } from '../../src/hosts/file/read-workbook';
import zh from '../../src/wording/zh-CN.json';
import { wordingFor } from '../../src/wording/wording';

const chinese = wordingFor('zh-CN');
const english = wordingFor('en-US');

type ReadFacts = Readonly<Record<string, string | number>>;

/** Every code (the compiler sees to it), with facts and what the sentence tells one to do. */
const CODES: Readonly<Record<ReadProblemCode, readonly [ReadFacts, zh: RegExp, en: RegExp]>> = {
  'file-not-found': [{}, /核对路径/, /check the path/],
  'file-unreadable': [{ cause: 'EACCES' }, /没有访问权限.*核对访问权限/, /no permission.*check its permissions/],
  'file-is-folder': [{}, /文件夹.*给出 \.xlsx/, /folder; give an \.xlsx/],
  'file-too-large': [
    { size: 70_000_001, max: 67_108_864 },
    /70,000,001 字节.*67,108,864 字节/,
    /70,000,001 bytes.*67,108,864 bytes/,
  ],
  'file-empty': [{}, /空的/, /is empty/],
  'file-encrypted': [{}, /取消密码/, /remove the password/],
  'file-legacy-xls': [{}, /另存为 \.xlsx/, /save it as \.xlsx/],
  'file-text': [{ format: 'csv' }, /CSV.*另存为 \.xlsx/, /CSV.*save it as \.xlsx/],
  'file-not-xlsx': [{ format: 'pdf' }, /PDF/, /PDF/],
  'file-xlsb': [{}, /\.xlsb.*另存为 \.xlsx/, /\.xlsb.*save it as \.xlsx/],
  'file-truncated': [{ size: 10 }, /重新取得/, /get it again/],
  'file-corrupt': [
    { reason: 'xml-malformed', part: 'xl/workbook.xml', line: 3 },
    /xl\/workbook\.xml 第 3 行：内容不合规范.*修复/,
    /xl\/workbook\.xml line 3: content that breaks its format.*repair/,
  ],
  'file-bomb': [
    { limit: 'inflationRatio', max: 1000, part: 'xl/a.xml' },
    /xl\/a\.xml.*膨胀|膨胀.*xl\/a\.xml/,
    /swells/,
  ],
  'file-limit': [
    { limit: 'cells', max: 5_000_000, part: 'xl/a.xml' },
    /单元格数 最多 5,000,000/,
    /cells, at most 5,000,000/,
  ],
};

const REASONS: Readonly<Record<CorruptReason, true>> = {
  'zip-directory': true,
  'part-missing': true,
  'part-twice': true,
  'part-bytes': true,
  'part-compression': true,
  'part-encoding': true,
  'xml-malformed': true,
  'xml-doctype': true,
  'xml-depth': true,
  'xml-token': true,
  'xml-root': true,
  reference: true,
  'shared-string': true,
  'cell-type': true,
  'no-sheets': true,
  'sheet-name': true,
  table: true,
};

describe('why a file can’t be read', () => {
  it.each(Object.entries(CODES))('%s', (code, [facts, inChinese, inEnglish]) => {
    const problem = { code, file: 'books/2016.xlsx', facts };
    for (const [wording, expected] of [
      [chinese, inChinese],
      [english, inEnglish],
    ] as const) {
      const sentence = wording.readProblem(problem);
      expect(sentence).toContain('books/2016.xlsx');
      expect(sentence).toMatch(expected);
      expect(sentence).not.toMatch(/\{\{|\n|…/);
    }
  });

  it.each(Object.keys(REASONS))('has words for the fault %s', (reason) => {
    const whole = { code: 'file-corrupt', file: 'a.xlsx', facts: { reason } };
    const inPart = { ...whole, facts: { reason, part: 'xl/sheet1.xml', cell: 'B2' } };
    expect(chinese.readProblem(whole)).not.toContain(`（${reason}）`);
    expect(zh['file-word']).toHaveProperty([`reason-${reason}`]);
    expect(chinese.readProblem(inPart)).toContain('xl/sheet1.xml 单元格 B2');
    expect(english.readProblem(inPart)).toContain('xl/sheet1.xml cell B2');
  });

  it('has words for every limit', () => {
    for (const limit of Object.keys(DEFAULT_READ_LIMITS) as (keyof ReadLimits)[]) {
      expect(zh['file-word']).toHaveProperty([`limit-${limit}`]);
      const sentence = chinese.readProblem({ code: 'file-limit', file: 'a.xlsx', facts: { limit, max: 5, part: '' } });
      expect(sentence).toContain(zh['file-word'][`limit-${limit}`]);
    }
  });

  it('says something sensible of codes, formats and causes it does not know', () => {
    expect(chinese.readProblem({ code: 'file-new', file: 'a.xlsx', facts: {} })).toContain('file-new');
    expect(chinese.readProblem({ code: 'file-not-xlsx', file: 'a', facts: { format: 'wordstar' } })).toContain(
      '其他格式的文件',
    );
    expect(chinese.readProblem({ code: 'file-unreadable', file: 'a', facts: { cause: 'EFOO' } })).toContain('EFOO');
  });

  it('shows a hostile file name harmlessly', () => {
    expect(chinese.readProblem({ code: 'file-not-found', file: '\u001B[31m{{cause}}$t(x)\n.xlsx', facts: {} })).toBe(
      '找不到文件 \\u001b[31m{{cause}}$t(x)\\n.xlsx，请核对路径和文件名。',
    );
  });
});

describe('kinds of files', () => {
  it('stand in a Chinese sentence without a Latin word that touches it', () => {
    for (const key of Object.keys(zh['file-word']).filter((word) => word.startsWith('format-'))) {
      const format = key.slice('format-'.length);
      const sentence = chinese.readProblem({ code: 'file-not-xlsx', file: 'x', facts: { format } });
      expect(sentence).not.toMatch(/是[A-Za-z]/);
    }
  });
});
