/** Next year's workbook as a file: what it says, and that nothing else of last year's file has changed. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbook } from '@cj-tech-master/excelts';
import fc from 'fast-check';
import { makeNewYear, type NewYearRefusal, type NewYearWorkbook } from '../../../src/hosts/file/make-new-year';
import { readWorkbookBytes } from '../../../src/hosts/file/read-workbook';
import type { CellValue, WorkbookSnapshot } from '../../../src/ledger/cells';
import { builtInPolicy } from '../../../src/policy/packs';
import { excelErrorOf } from '../../../src/settlement/answer';
import { openBooks } from '../../../src/settlement/books';
import { openWorkbook } from '../../../src/workbook/open-workbook';
import { buildTemplate, type TemplateRow } from '../../../src/workbook/template';
import { believableBook, type WrittenBook } from '../../support/believable-books';
import type { MeantLedger } from '../../support/spec-oracle';
import { child, XlsxPackage, type Sheet } from '../../workbook/xlsx-package';

const policy = builtInPolicy();
const SAMPLE = readFileSync(join(__dirname, '../../../assets/samples/2016.xlsx'));

async function carried(bytes: Uint8Array, year = 2017): Promise<NewYearWorkbook> {
  const made = await makeNewYear(bytes, 'last.xlsx', { year, language: 'zh-CN' });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

async function refused(bytes: Uint8Array, year = 2017): Promise<NewYearRefusal> {
  const made = await makeNewYear(bytes, 'last.xlsx', { year, language: 'zh-CN' });
  if (made.ok) throw new Error('not refused');
  return made.error;
}

async function read(bytes: Uint8Array): Promise<WorkbookSnapshot> {
  const book = await readWorkbookBytes(bytes, 'book.xlsx');
  if (!book.ok) throw new Error(JSON.stringify(book.error));
  return book.value;
}

function rowsOf(book: WorkbookSnapshot, sheet: string): readonly (readonly CellValue[])[] {
  const found = book.sheets.find(({ name }) => name === sheet);
  if (!found) throw new Error(`no sheet ${sheet}`);
  return found.rows.map((row) => row ?? []);
}

/** A sheet's part without its cells, and without what its pages bear. */
const around = (book: XlsxPackage, { part }: Sheet): string =>
  book
    .text(part)
    .replace(/<dimension [^>]*>|<sheetData>.*<\/sheetData>/gs, '')
    .replace(/<oddFooter>.*?<\/oddFooter>/gs, '');

function settled(book: WorkbookSnapshot, year: number): unknown {
  return openBooks(policy, book)
    .settle(year)
    .answers.map(({ id, value }) => [id, value.ok ? value.fen : value.problem.code]);
}

// ---- The sample --------------------------------------------------------------------------------------------------

describe('the sample of 2016, carried into 2017', () => {
  const before = XlsxPackage.read(SAMPLE);
  let made: NewYearWorkbook;
  let after: XlsxPackage;
  let book: WorkbookSnapshot;

  beforeAll(async () => {
    made = await carried(SAMPLE);
    after = XlsxPackage.read(made.bytes);
    book = await read(made.bytes);
  });

  it('has the same parts, those that say nothing of the year byte for byte', () => {
    expect(after.names).toEqual(before.names);
    const same = before.names.filter((name) => before.text(name) === after.text(name));
    expect(same).toEqual(
      expect.arrayContaining(['xl/sharedStrings.xml', 'xl/theme/theme1.xml', '[Content_Types].xml']),
    );
  });

  it('keeps every style, and adds the fill of what is to be set', () => {
    const formats = (book: XlsxPackage): readonly string[] =>
      child(book.xml('xl/styles.xml'), 'cellXfs').children.map((format) => JSON.stringify(format));
    expect(formats(after).slice(0, formats(before).length)).toEqual(formats(before));
    expect(formats(after).length - formats(before).length).toBeLessThanOrEqual(8);
  });

  it('keeps each sheet’s name, views, widths, checks on entry, conditional formats and tables’ columns', () => {
    expect(after.sheets.map(({ name }) => name)).toEqual(before.sheets.map(({ name }) => name));
    for (const sheet of before.sheets) {
      const now = after.sheet(sheet.name);
      expect(around(after, now)).toBe(around(before, sheet));
      const columns = (tables: Sheet['tables']): unknown =>
        tables.map(({ attributes, children }) => [attributes['name'], attributes['displayName'], children.length]);
      expect(columns(now.tables)).toEqual(columns(sheet.tables));
    }
  });

  it('keeps the style of every cell', () => {
    // What the template remarks on values is remarked anew, and looks it.
    for (const sheet of before.sheets.filter(({ name }) => name !== '制度参数')) {
      const now = after.sheet(sheet.name).cells;
      for (const [address, { style }] of sheet.cells) {
        // A cell without a style of its own looks like its column, whether or not the sheet still holds it.
        if (now.has(address) || style !== 0)
          expect([sheet.name, address, now.get(address)?.style]).toEqual([sheet.name, address, style]);
      }
    }
  });

  it('keeps the people, the lot whose time ends in the new year and the rows dated in it', () => {
    expect(rowsOf(book, '人员名册')).toHaveLength(7);
    expect(rowsOf(book, '实物抵扣').slice(1)).toEqual([['S07', '天天乐KTV包厢券', 1200, 42724]]);
    expect(rowsOf(book, '任务台账').slice(1)).toEqual([['年度运营总结', 42745, 42744, 0]]);
    expect(
      rowsOf(book, '成本台账')
        .slice(1)
        .flat()
        .filter((value) => value !== null),
    ).toEqual([]);
  });

  it('is for 2017: its year, its titles, its pages and its properties', () => {
    expect(rowsOf(book, '年度结算')[1]?.[1]).toBe(2017);
    expect(rowsOf(book, '说明')[1]?.[0]).toBe('2017 年度结算工作簿');
    expect(after.text('docProps/core.xml')).toContain('（2017年度）</dc:title>');
    for (const sheet of after.sheets) expect(after.text(sheet.part)).not.toContain('2016年度');
  });

  it('has a row for each value that is to be set, and says the same policy', () => {
    const rows = rowsOf(book, '制度参数');
    const columns = ['参数', '自', '至', '取值'].map((heading) => rows[0]?.indexOf(heading) ?? -1);
    expect(rows.slice(-2).map((row) => columns.map((column) => row[column] ?? null))).toEqual([
      ['fan-target', 43100, 43100, null],
      ['event-target', 42736, 43100, null],
    ]);
    const status = rows[0]?.indexOf('状态') ?? -1;
    const value = rows[0]?.indexOf('取值') ?? -1;
    const statuses = rows.slice(1).map((row) => [row[0], row[value] ?? null, row[status]]);
    expect(statuses).toEqual(
      expect.arrayContaining([
        ['fan-target', 60000, '其他年度'],
        ['management-fee-ratio', 0, '其他年度'],
        ['management-fee-ratio', 0.5, '本年度适用'],
        ['team-share', 0.5, '本年度适用'],
        ['fan-target', null, '待定'],
      ]),
    );
    expect(made.report.openRows).toBe('shown');
    expect(openWorkbook({}, book).books.policy.digest).toBe(policy.digest);
  });

  it('shows what it settles to, and is computed anew by whoever can', () => {
    const shown = rowsOf(book, '年度结算')
      .slice(4, 16)
      .map((row) => row[2]);
    const { answers } = openBooks(policy, book).settle(2017);
    expect(shown).toEqual(
      answers.map(({ value }) => (value.ok ? value.fen / 100 : { fault: excelErrorOf(value.problem) })),
    );
    expect(after.text('xl/workbook.xml')).toContain('fullCalcOnLoad="1"');
  });

  it('leaves the old file as it was', async () => {
    const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    const copy = new Uint8Array(SAMPLE);
    await carried(copy);
    expect(digest(copy)).toBe(digest(SAMPLE));
  });

  it('is the same file each time', async () => {
    expect(Buffer.from((await carried(SAMPLE)).bytes).equals(Buffer.from(made.bytes))).toBe(true);
  });

  it('can be carried into 2018', async () => {
    const next = await carried(made.bytes, 2018);
    expect(next.report).toMatchObject({ last: 2017, year: 2018 });
    const later = await read(next.bytes);
    expect(rowsOf(later, '年度结算')[1]?.[1]).toBe(2018);
    expect(rowsOf(later, '人员名册')).toEqual(rowsOf(book, '人员名册'));
    expect(
      rowsOf(later, '收入台账')
        .slice(1)
        .flat()
        .filter((value) => value !== null),
    ).toEqual([]);
    const twice = XlsxPackage.read(next.bytes);
    expect(twice.names).toEqual(before.names);
    for (const sheet of before.sheets) expect(around(twice, twice.sheet(sheet.name))).toBe(around(before, sheet));
  });
});

// ---- Believable books --------------------------------------------------------------------------------------------

const IDS: Readonly<Record<MeantLedger, string>> = {
  revenue: 'revenue',
  cost: 'cost',
  fans: 'fans',
  events: 'events',
  inKind: 'in-kind',
  tasks: 'tasks',
};

function templateRows(book: WrittenBook): Readonly<Record<string, readonly TemplateRow[]>> {
  return Object.fromEntries(
    (Object.keys(IDS) as MeantLedger[]).map((ledger) => {
      const columns = policy.ledgers.get(IDS[ledger])?.columns ?? [];
      const rows = book[ledger].map((row) =>
        Object.fromEntries(columns.map(({ id, header }) => [id, { raw: row[header]?.cell ?? null }])),
      );
      return [IDS[ledger], rows];
    }),
  );
}

it('settles any believable workbook’s new year as one does that was made with the kept rows alone', async () => {
  await fc.assert(
    fc.asyncProperty(believableBook({ faults: 5, rows: 6 }), async (written) => {
      const rows = templateRows(written);
      const options = { policy, language: 'zh-CN', results: new Map() } as const;
      const last = await buildTemplate({ ...options, year: 2016, rows });
      const { bytes } = await carried(last);
      const book = await read(bytes);
      const kept = Object.fromEntries(
        policy.document.ledgers.map(({ id, sheet, columns }) => [
          id,
          rowsOf(book, sheet)
            .slice(1)
            .map((row) => Object.fromEntries(columns.map((column, index) => [column.id, { raw: row[index] ?? null }]))),
        ]),
      );
      const fresh = await read(await buildTemplate({ ...options, year: 2017, rows: kept }));
      expect(settled(book, 2017)).toEqual(settled(fresh, 2017));
      expect(openBooks(policy, book).policyYear).toBe(2017);
    }),
    { numRuns: 6 },
  );
});

// ---- A workbook of somebody's own --------------------------------------------------------------------------------

/** A workbook as finance keeps one: titles, columns of its own, a totals row, sheets that work with the ledgers. */
async function foreignBook(): Promise<Uint8Array> {
  const workbook = new Workbook();
  const revenue = workbook.addWorksheet('收入台账');
  revenue.getCell('A1').value = '2016年收入明细';
  revenue.addTable({
    name: '收入',
    ref: 'A3',
    headerRow: true,
    totalsRow: true,
    columns: [
      { name: '日期', totalsRowLabel: '合计' },
      { name: '摘要' },
      { name: '类别' },
      { name: '金额', totalsRowFunction: 'sum' },
      { name: '凭证号' },
    ],
    rows: [
      [new Date(Date.UTC(2016, 2, 5)), '软文', '广告费', 1000, '记-001'],
      [new Date(Date.UTC(2017, 0, 9)), '预收', '广告费', 200, '记-002'],
      [new Date(Date.UTC(2016, 8, 1)), '活动', '活动收入', 300, '记-003'],
    ],
  });
  revenue.getCell('D5').style = { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } } };
  const staff = workbook.addWorksheet('人员名册');
  staff.addRow(['姓名', '岗位', '岗位类别', '离职日期', '分红权重']);
  staff.addRow(['甲', '编辑', '内容', new Date(Date.UTC(2016, 5, 30)), 1]);
  staff.addRow(['乙', '运营', '运营', null, 2]);
  const pay = workbook.addWorksheet('薪酬');
  pay.getCell('A1').value = '2016年薪酬';
  pay.getCell('A2').value = { formula: '人员名册!A3', result: '乙' };
  pay.getCell('B2').value = { formula: 'TEAM_SHARE(2016)/12', result: 5 };
  pay.getCell('B3').value = { formula: 'SUMIFS(收入[金额],收入[日期],">="&DATE(2016,1,1))', result: 1500 };
  pay.getCell('B4').value = { formula: 'SUM(收入台账!D4:D6)', result: 1500 };
  pay.getCell('C1').value = { text: '去年', hyperlink: 'file:///C:/pay/2015年薪酬.xlsx' };
  pay.getCell('C2').value = { text: '网页', hyperlink: 'https://example.com/2016/' };
  const settings = workbook.addWorksheet('设置');
  settings.getCell('B1').value = 2016;
  workbook.definedNames.add('设置!$B$1', 'PolicyYear');
  return new Uint8Array(await workbook.xlsx.writeBuffer({ validate: false }));
}

describe('a workbook of somebody’s own', () => {
  let made: NewYearWorkbook;
  let book: WorkbookSnapshot;
  let after: XlsxPackage;

  beforeAll(async () => {
    made = await carried(await foreignBook());
    book = await read(made.bytes);
    after = XlsxPackage.read(made.bytes);
  });

  it('keeps the coming row with what stands beside it, the totals row and the title', () => {
    const rows = rowsOf(book, '收入台账');
    expect(rows[0]?.[0]).toBe('2017年收入明细');
    expect(rows[3]).toEqual([42744, '预收', '广告费', 200, '记-002']);
    expect([rows[4], rows[5]].flatMap((row) => row ?? []).filter((value) => value !== null)).toEqual([]);
    expect(rows[6]?.[0]).toBe('合计');
    expect(made.report.ledgers.find(({ ledger }) => ledger.id === 'revenue')?.remarks).toEqual([
      { code: 'table-keeps-size', table: '收入' },
    ]);
  });

  it('takes the look of a row along with it', () => {
    const red = XlsxPackage.read(made.bytes).sheet('收入台账').cells;
    expect(red.get('D4')?.style).toBe(red.get('D5')?.style);
    expect(red.get('D4')?.style).not.toBe(red.get('D6')?.style);
  });

  it('takes out who has left, and moves nobody whom a formula names', () => {
    expect(
      rowsOf(book, '人员名册')
        .slice(1)
        .map((row) => row[0]),
    ).toEqual([undefined, '乙']);
    expect(made.report.ledgers.find(({ ledger }) => ledger.id === 'staff')).toMatchObject({
      kept: 1,
      left: 1,
      remarks: [{ code: 'rows-stay', why: 'referred' }],
    });
  });

  it('moves years in formulas, drops what they came to, and leaves all others', () => {
    const cells = after.sheet('薪酬').cells;
    const formula = (cell: string): string | undefined => cells.get(cell)?.formula?.text;
    expect(formula('B2')).toBe('TEAM_SHARE(2017)/12');
    expect(formula('B3')).toBe('SUMIFS(收入[金额],收入[日期],">="&DATE(2017,1,1))');
    expect(formula('B4')).toBe('SUM(收入台账!D4:D6)');
    expect(formula('A2')).toBe('人员名册!A3');
    expect(cells.get('B2')?.value).toBeUndefined();
    expect(cells.get('B4')?.value).toBe('1500');
  });

  it('moves links to files, and tells all of it', () => {
    const relationships = after.relationships(after.sheet('薪酬').part).map(({ attributes }) => attributes['Target']);
    expect(relationships).toEqual(
      expect.arrayContaining(['file:///C:/pay/2016年薪酬.xlsx', 'https://example.com/2016/']),
    );
    expect(made.report.changes.map(({ kind, place }) => `${kind} ${place ?? ''}`).sort()).toEqual([
      'formula 薪酬!B2',
      'formula 薪酬!B3',
      'link ',
      'title 收入台账!A1',
      'title 薪酬!A1',
      'year 设置!B1',
    ]);
  });
});

// ---- Refusals ----------------------------------------------------------------------------------------------------

it('a workbook for WPS stays one, with what it says of its formulas', async () => {
  const of = (year: number): Promise<Uint8Array> =>
    buildTemplate({ policy, year, language: 'zh-CN', host: 'wps', results: new Map([['NET_PROFIT', 12]]) });
  const made = await read((await carried(await of(2016))).bytes);
  expect(made.formulasOf).toBe('wps');
  // What the guide says is what a fresh workbook for WPS says of its own year.
  const guideOf = (book: WorkbookSnapshot): unknown => rowsOf(book, '说明').filter(([label]) => label === '举例');
  expect(guideOf(made)).toEqual(guideOf(await read(await of(2017))));
  expect(JSON.stringify(guideOf(made))).toContain('=PAY.FAN_PENALTY(2017)');
});

describe('no workbook is made', () => {
  it('from what is no workbook', async () => {
    expect(await refused(new TextEncoder().encode('not a workbook'))).toMatchObject({ code: 'unreadable' });
    expect(await refused(SAMPLE.subarray(0, 3000))).toMatchObject({ code: 'unreadable' });
  });

  it('for a year that is not later', async () => {
    expect(await refused(SAMPLE, 2016)).toEqual({
      code: 'not-plannable',
      problem: { code: 'year-not-later', year: 2016, last: 2016 },
    });
  });
});
