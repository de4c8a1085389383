/** The plan of a new year's workbook: what says the year, the policy's sheets, what is kept for the product. */
import { parseIsoDate, type IsoDate } from '../../src/kernel/dates';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import { writeConnection, type Connection } from '../../src/ledger/connect/connection';
import { builtInPolicy } from '../../src/policy/packs';
import { policyDigest } from '../../src/policy/policy';
import { readPolicySheets } from '../../src/policy-sheets';
import { newYearProblem, planNewYear, type NewYearPlan, type WorkbookDetails } from '../../src/workbook/new-year';
import { newYearText } from '../../src/workbook/new-year-text';
import { openWorkbook } from '../../src/workbook/open-workbook';
import { readStored } from '../../src/workbook/stored-sheet';
import { LANGUAGES } from '../../src/wording/language';
import { wordingFor } from '../../src/wording/wording';
import { bookWithPolicy, changed, policyCell, withCell, withStored } from '../support/policy-book';
import { sheetOf, tableAt, workbook, workbookOf } from '../support/workbook-builder';
import { patchedSnapshot } from './apply-patch';

const { document } = builtInPolicy();

function day(text: string): IsoDate {
  const date = parseIsoDate(text);
  if (!date) throw new Error(`no day: ${text}`);
  return date;
}

/** A workbook of 2016: its name for the year points at B2 of 年度结算. */
function yearBook(...sheets: readonly SheetSnapshot[]): WorkbookSnapshot {
  const settlement = sheetOf('年度结算', [['年度结算'], ['年度', 2016]]);
  const book = workbook({}, { names: [{ name: 'PolicyYear', refersTo: '年度结算!$B$2' }] });
  return { ...book, sheets: [settlement, ...book.sheets, ...sheets] };
}

/** Formulas by sheet and cell. */
function detailsOf(formulas: Readonly<Record<string, Readonly<Record<string, string>>>> = {}): WorkbookDetails {
  const bySheet = Object.entries(formulas).map(([sheet, cells]) => [sheet, new Map(Object.entries(cells))] as const);
  return { formulas: new Map(bySheet), arrays: new Map() };
}

interface Planned extends NewYearPlan {
  readonly after: WorkbookSnapshot;
}

function planned(book: WorkbookSnapshot, year = 2017, details = detailsOf()): Planned {
  const plan = planNewYear({ opened: openWorkbook({}, book), details, language: 'zh-CN' }, year);
  return { ...plan, after: patchedSnapshot(book, plan.patch.sheets) };
}

const valueAt = ({ after }: Planned, sheet: string, row: number, column: number): CellValue =>
  after.sheets.find(({ name }) => name === sheet)?.rows[row - 1]?.[column - 1] ?? null;

const changesOf = ({ report }: NewYearPlan, kind: string): readonly string[] =>
  report.changes
    .filter((change) => change.kind === kind)
    .map(({ place, before, after }) => `${place ?? ''}: ${before} → ${after}`);

// ---- Refusals ----------------------------------------------------------------------------------------------------

describe('no new year is made', () => {
  const problem = (book: WorkbookSnapshot, year: number) => newYearProblem(openWorkbook({}, book), year);

  it('from a workbook that does not say its year', () => {
    expect(problem(workbook({}), 2017)).toEqual({ code: 'year-unknown' });
    expect(() => planned(workbook({}))).toThrow(RangeError);
  });

  it.each([2016, 2015])('for %i from the workbook of 2016', (year) => {
    expect(problem(yearBook(), year)).toEqual({ code: 'year-not-later', year, last: 2016 });
  });

  it('while the policy on the sheets can’t be read', () => {
    const book = { ...bookWithPolicy({}), definedNames: yearBook().definedNames };
    const cell = policyCell(book, '制度参数', 'team-share', '取值');
    expect(problem(withCell(book, cell, 'abc'), 2017)).toEqual({
      code: 'policy-broken',
      place: `制度参数!${cell.cell}`,
    });
  });

  it('else it is, from the only year of the rows as well', () => {
    expect(problem(yearBook(), 2017)).toBeUndefined();
    const dated = workbook({ revenue: [{ 日期: '2016-05-01', 类别: '广告费', 金额: 1 }] });
    expect(problem(dated, 2018)).toBeUndefined();
    expect(planned(dated, 2018).report).toMatchObject({ last: 2016, year: 2018 });
  });
});

// ---- What says the year ------------------------------------------------------------------------------------------

describe('the policy year', () => {
  it('moves in the cell that the name points at', () => {
    const plan = planned(yearBook(), 2019);
    expect(valueAt(plan, '年度结算', 2, 2)).toBe(2019);
    expect(changesOf(plan, 'year')).toEqual(['年度结算!B2: 2016 → 2019']);
    expect(plan.patch.definedNames).toBeUndefined();
  });

  it('moves in the name itself where that holds it', () => {
    const book = { ...yearBook(), definedNames: [{ name: 'policyyear', refersTo: '2016' }] };
    expect([...(planned(book).patch.definedNames ?? [])]).toEqual([['policyyear', '2017']]);
  });

  it('is left where a formula works it out, and told', () => {
    const book = yearBook();
    const worked = planned(book, 2017, detailsOf({ 年度结算: { B2: 'YEAR(TODAY())' } }));
    expect(valueAt(worked, '年度结算', 2, 2)).toBe(2016);
    expect(worked.report.leftAsIs).toContainEqual({ kind: 'formula', place: '年度结算!B2', text: '=YEAR(TODAY())' });
  });
});

describe('formulas', () => {
  const details = detailsOf({
    汇总: { B2: 'NET_PROFIT(2016)', B3: 'SUM(B2:B2)', B4: 'YEAR(A1)=2016', B5: '' },
    收入台账: { E2: 'NET_PROFIT(2016)' },
  });
  const book = yearBook(sheetOf('汇总', [['汇总']]));

  it('are moved by the patch, and told with what they said before', () => {
    const plan = planned(book, 2017, details);
    expect(plan.patch.formulas?.('汇总', 'B2', 'NET_PROFIT(2016)')).toBe('NET_PROFIT(2017)');
    expect(plan.patch.formulas?.('汇总', 'B3', 'SUM(B2:B2)')).toBeUndefined();
    expect(changesOf(plan, 'formula')).toContain('汇总!B2: =NET_PROFIT(2016) → =NET_PROFIT(2017)');
  });

  it('that name the year otherwise are left, and told', () => {
    expect(planned(book, 2017, details).report.leftAsIs).toEqual([
      { kind: 'formula', place: '汇总!B4', text: '=YEAR(A1)=2016' },
    ]);
  });

  it('of cells that are emptied are not told as moved', () => {
    const revenue = [{ 日期: '2016-05-01', 类别: '广告费', 金额: 1 }];
    const withRow = {
      ...yearBook(),
      sheets: [...workbook({ revenue }).sheets, sheetOf('年度结算', [[], ['年度', 2016]])],
    };
    expect(changesOf(planned(withRow, 2017, details), 'formula')).not.toContainEqual(
      expect.stringContaining('收入台账'),
    );
  });
});

describe('links', () => {
  it('move by the patch', () => {
    const { patch } = planned(yearBook());
    expect(patch.links?.('2015年薪酬.xlsx')).toBe('2016年薪酬.xlsx');
    expect(patch.links?.('https://example.com')).toBeUndefined();
  });
});

describe('titles', () => {
  it('move wherever they stand outside of ledgers and tables', () => {
    const sheet = sheetOf('汇总', [['2016年度汇总'], ['2016年3月5日批准'], ['2016年'], ['2016年'], ['年', '2016年']], {
      tables: [tableAt('表', { top: 3, left: 1, bottom: 4, right: 1 })],
    });
    const plan = planned(yearBook(sheet));
    expect([1, 2, 3, 4].map((row) => valueAt(plan, '汇总', row, 1))).toEqual([
      '2017年度汇总',
      '2016年3月5日批准',
      '2016年',
      '2016年',
    ]);
    expect(valueAt(plan, '汇总', 5, 2)).toBe('2017年');
  });

  it('move above a ledger, and never within its rows or headings', () => {
    const revenue = [{ 日期: '2017-01-05', 摘要: '2016年尾款', 类别: '广告费', 金额: 1 }];
    const book = workbook(
      { revenue },
      { above: [['2016年收入']], found: 'by-heading', names: yearBook().definedNames },
    );
    const plan = planned({ ...book, sheets: [...book.sheets, sheetOf('年度结算', [[], ['年度', 2016]])] });
    expect(valueAt(plan, '收入台账', 1, 1)).toBe('2017年收入');
    expect(valueAt(plan, '收入台账', 3, 2)).toBe('2016年尾款');
  });

  it('of several years side by side are left, each with its own figures, and told', () => {
    const plan = planned(
      yearBook(
        sheetOf('历年', [
          ['历年', '2015年', '2016年'],
          ['2014年度', 1],
          ['2016年度', 3],
        ]),
      ),
    );
    expect(valueAt(plan, '历年', 1, 3)).toBe('2016年');
    expect(valueAt(plan, '历年', 3, 1)).toBe('2016年度');
    expect(plan.report.leftAsIs).toEqual([
      { kind: 'title', place: '历年!C1', text: '2016年' },
      { kind: 'title', place: '历年!A3', text: '2016年度' },
    ]);
  });

  it('of several years in one text are left and told, but not a day of the last year', () => {
    const texts = ['2015年与2016年对比', '2014-2016年经营情况', '2015年3月1日至2016年3月5日', '2014年与2015年对比'];
    const plan = planned(
      yearBook(
        sheetOf(
          '汇总',
          texts.map((text) => [text]),
        ),
      ),
    );
    expect(texts.map((_, index) => valueAt(plan, '汇总', index + 1, 1))).toEqual(texts);
    expect(plan.report.leftAsIs).toEqual([
      { kind: 'title', place: '汇总!A1', text: '2015年与2016年对比' },
      { kind: 'title', place: '汇总!A2', text: '2014-2016年经营情况' },
    ]);
  });

  it('of several years side by side move with formulas that move', () => {
    const across = sheetOf('对比', [
      ['对比', '2015年', '2016年'],
      ['净利润', 1, 2],
    ]);
    const plan = planned(
      yearBook(across),
      2017,
      detailsOf({ 对比: { B2: 'NET_PROFIT(2015)', C2: 'NET_PROFIT(2016)' } }),
    );
    expect([2, 3].map((column) => valueAt(plan, '对比', 1, column))).toEqual(['2016年', '2017年']);
    const down = sheetOf('对比', [['对比'], ['2015年', 1], ['2016年', 2]]);
    const typed = planned(yearBook(down), 2017, detailsOf({ 对比: { B3: 'NET_PROFIT(2016)' } }));
    // The figure of 2015 was typed in: it keeps its year.
    expect([2, 3].map((row) => valueAt(typed, '对比', row, 1))).toEqual(['2015年', '2017年']);
  });

  it('that a formula gives are left to the formula', () => {
    const plan = planned(yearBook(sheetOf('汇总', [['2016年汇总']])), 2017, detailsOf({ 汇总: { A1: 'B1&"年汇总"' } }));
    expect(valueAt(plan, '汇总', 1, 1)).toBe('2016年汇总');
  });

  it('are no reason to rename a sheet, which formulas know by its name; it is told', () => {
    const plan = planned(yearBook(sheetOf('2016年薪酬', [['薪酬']])));
    expect(plan.after.sheets.map(({ name }) => name)).toContain('2016年薪酬');
    expect(plan.report.leftAsIs).toEqual([{ kind: 'sheet', place: '2016年薪酬', text: '2016年薪酬' }]);
  });

  it('of printed pages and of the document move in both languages', () => {
    const { patch } = planned(yearBook());
    expect(patch.texts?.(`&L${document.title.zh}（2016年度）&R&P`)).toBe(`&L${document.title.zh}（2017年度）&R&P`);
    expect(patch.texts?.(`${document.title.en} (2016)`)).toBe(`${document.title.en} (2017)`);
    expect(patch.texts?.(`&L${document.title.en} (2016)  &A`.slice(0, 200))).toContain('(2017)');
    expect(patch.texts?.('&P')).toBeUndefined();
  });
});

// ---- The policy’s sheets -----------------------------------------------------------------------------------------

describe('the policy’s sheets', () => {
  const book = (): WorkbookSnapshot => {
    const made = bookWithPolicy({}, document, { names: [{ name: 'PolicyYear', refersTo: '2016' }] });
    return made;
  };
  const parameters = (after: WorkbookSnapshot): SheetSnapshot => {
    const found = after.sheets.find(({ name }) => name === '制度参数');
    if (!found) throw new Error('no sheet');
    return found;
  };

  it('get a row for each value that is to be set: its days, and a place for it', () => {
    const before = parameters(book());
    const { after, report, patch } = planned(book());
    const sheet = parameters(after);
    const [headings = []] = sheet.rows;
    const added = sheet.rows.slice(before.rows.length);
    const cell = (row: readonly CellValue[] | undefined, heading: string): CellValue =>
      row?.[headings.indexOf(heading)] ?? null;
    expect(report.openRows).toBe('shown');
    expect(added.map((row) => [cell(row, '参数'), cell(row, '自'), cell(row, '至'), cell(row, '取值')])).toEqual([
      ['fan-target', 43100, 43100, null],
      ['event-target', 42736, 43100, null],
    ]);
    expect(sheet.tables[0]?.range.bottom).toBe((before.tables[0]?.range.bottom ?? 0) + 2);
    const highlighted = patch.sheets.find(({ sheet: name }) => name === '制度参数')?.cells?.filter(({ fill }) => fill);
    const rowsFilled = new Set(highlighted?.map(({ cell: address }) => address.replace(/[A-Z]+/, '')));
    expect(rowsFilled.size).toBe(2);
  });

  it('say the very same policy then', () => {
    const reading = readPolicySheets(planned(book()).after);
    expect(reading.kind === 'read' && reading.policy.digest).toBe(policyDigest(document));
  });

  it('say the new value once it is filled in, and it settles the year', () => {
    const { after } = planned(book());
    const sheet = parameters(after);
    const column = sheet.rows[0]?.indexOf('取值') ?? 0;
    const rows = sheet.rows.map((row, index) => {
      if (index < sheet.rows.length - 2) return row;
      const filled = [...(row ?? [])];
      filled[column] = 10;
      return filled;
    });
    const set = changed(after, '制度参数', (found) => ({ ...found, rows }));
    const opened = openWorkbook({}, set);
    const answer = opened.books.settle(2017).answers.find(({ id }) => id === 'EVENT_PENALTY');
    expect(answer?.value).toMatchObject({ ok: true, fen: 1_000_000 });
    // What held in 2016 still does.
    expect(opened.books.policy.valueAt('event-target', day('2016-06-30'))?.value.toNumber()).toBe(12);
  });

  it('get no second row in the year after, where nothing was set', () => {
    const once = planned(book()).after;
    const named = { ...once, definedNames: [{ name: 'PolicyYear', refersTo: '2017' }] };
    const { after } = planned(named, 2018);
    expect(parameters(after).rows).toHaveLength(parameters(once).rows.length);
    expect(JSON.stringify(parameters(after).rows.slice(-2))).toContain('43465');
  });

  it('are left where something stands in the way, and it is told', () => {
    const crowded = changed(book(), '制度参数', (sheet) => ({
      ...sheet,
      rows: [...sheet.rows, ['说明：由人事部填写']],
    }));
    const { report, patch } = planned(crowded);
    expect(report.openRows).toBe('no-room');
    expect(patch.sheets.some(({ sheet }) => sheet === '制度参数')).toBe(false);
  });

  it('are none where the policy is the built-in one', () => {
    expect(planned(yearBook()).report).toMatchObject({ source: 'built-in', openRows: 'no-sheets' });
  });
});

// ---- What is kept for the product --------------------------------------------------------------------------------

describe('what the workbook keeps', () => {
  const connection: Connection = {
    format: 'payclause-connection/1',
    policy: 'internet-centre',
    blocks: [
      {
        ledger: 'revenue',
        sheet: { name: '流水' },
        header: { rows: 1, headings: ['日期', '科目', '金额'] },
        columns: {
          date: { kind: 'date', heading: { text: '日期', occurrence: 1 }, year: { year: 2016 } },
          category: { kind: 'cell', heading: { text: '科目', occurrence: 1 } },
          amount: { kind: 'cell', heading: { text: '金额', occurrence: 1 } },
        },
        rows: [],
        shared: false,
      },
    ],
    accounts: [],
  };
  const flow = sheetOf('流水', [
    ['日期', '科目', '金额'],
    ['3月5日', '广告费', 100],
    ['4月1日', '代维费', 50],
    ['合计', null, 150],
  ]);
  const book = withStored(
    {
      ...workbookOf([flow, ...workbook({ revenue: 'missing' }).sheets]),
      definedNames: [{ name: 'PolicyYear', refersTo: '2016' }],
    },
    { connection: writeConnection(connection), approvals: 'kept', waivers: 'gone', 'payclause.fixes': 'gone' },
  );

  it('loses what was said of last year’s rows, and nothing else', () => {
    const { report, after } = planned(book);
    expect([...report.forgotten].sort()).toEqual(['payclause.fixes', 'waivers']);
    const { texts, problems } = readStored(after);
    expect(problems).toEqual([]);
    expect([...texts.keys()].sort()).toEqual(['approvals', 'connection']);
    expect(texts.get('approvals')).toBe('kept');
  });

  it('gives dates without a year the new one', () => {
    const plan = planned(book);
    expect(readStored(plan.after).texts.get('connection')).toBe(
      writeConnection(connection).replace('"year": 2016', '"year": 2017'),
    );
    expect(changesOf(plan, 'connection')).toEqual([': 2016 → 2017']);
  });

  it('empties the rows of a connected list where they stand', () => {
    const plan = planned(book);
    expect(plan.after.sheets.find(({ name }) => name === '流水')?.rows).toEqual([
      ['日期', '科目', '金额'],
      [null, null, null],
      [null, null, null],
      ['合计', null, 150],
    ]);
    expect(plan.report.ledgers.find(({ ledger }) => ledger.id === 'revenue')).toMatchObject({
      sheets: ['流水'],
      kept: 0,
      emptied: 2,
    });
  });
});

// ---- The report --------------------------------------------------------------------------------------------------

describe('the report in words', () => {
  const revenue = [
    { 日期: '2016-05-01', 类别: '广告费', 金额: 1 },
    { 日期: '2017-01-05', 类别: '广告费', 金额: 2 },
    { 类别: '广告费', 金额: 3 },
  ];
  const staff = [{ 姓名: '甲', 离职日期: '2016-06-30' }, { 姓名: '乙' }];
  const book = (() => {
    const made = workbook({ revenue, staff, cost: 'missing' }, { names: yearBook().definedNames });
    const beside = sheetOf('汇总', [['2016年度汇总\u202e']]);
    return { ...made, sheets: [...made.sheets, sheetOf('年度结算', [[], ['年度', 2016]]), beside] };
  })();
  const { report } = planned(book, 2017, detailsOf({ 汇总: { B4: 'YEAR(A1)=2016' } }));

  it('says in both languages what became of everything', () => {
    const [chinese, english] = LANGUAGES.map((language) => newYearText(report, wordingFor(language)));
    expect(chinese).toMatchInlineSnapshot(`
      [
        {
          "heading": "制度",
          "lines": [
            "工作簿里没有制度的工作表，按内置的制度处理；在薪规窗格里可以把制度写入工作簿，再改数值",
            "待定：活粉目标（fan-target），2017-12-31；上一个值是 60,000 人（2016-12-31）",
            "待定：活动目标（event-target），2017-01-01 至 2017-12-31；上一个值是 12 次（2016-01-01 至 2016-12-31）",
            "公司管理费计入比例（management-fee-ratio）从 2017-01-01 起由 0 改为 0.5",
            "限制「COUNTED_REVENUE ≥ COUNTED_COST（2016–2016 年）」只到 2016 年为止",
          ],
        },
        {
          "heading": "台账",
          "lines": [
            "收入台账：保留 1 行、清空 2 行",
            "收入台账：清空的行里有 1 行看不出年度：收入台账!A4；原工作簿里还在",
            "成本台账：没有动：工作簿里没有工作表「成本台账」，也没有表格「成本」，请补上。",
            "粉丝台账：清空 1 行",
            "活动台账：没有登记过",
            "人员名册：保留 1 行、移出已离开的 1 行",
          ],
        },
        {
          "heading": "改为 2017 年的内容",
          "lines": [
            "年度结算!B2：2016 → 2017",
            "汇总!A1：2016年度汇总\\u202e → 2017年度汇总\\u202e",
          ],
        },
        {
          "heading": "仍写着 2016 年、没有改动的内容，请看一看",
          "lines": [
            "汇总!B4：=YEAR(A1)=2016",
          ],
        },
      ]
    `);
    expect(english).toMatchInlineSnapshot(`
      [
        {
          "heading": "Policy",
          "lines": [
            "no sheets of the workbook hold a policy, so the built-in one applies; the PayClause pane can write it into the workbook, where its values can be set",
            "to be set: Live-fan target (fan-target), 2017-12-31; the last value was 60,000 fans (2016-12-31)",
            "to be set: Event target (event-target), 2017-01-01 to 2017-12-31; the last value was 12 events (2016-01-01 to 2016-12-31)",
            "Share of the company management fee that counts (management-fee-ratio) changes from 0 to 0.5 on 2017-01-01",
            "the limit «COUNTED_REVENUE ≥ COUNTED_COST (2016–2016)» ended with 2016",
          ],
        },
        {
          "heading": "Ledgers",
          "lines": [
            "收入台账: 1 row kept, 2 rows emptied",
            "收入台账: 1 of the emptied rows does not say its year: 收入台账!A4; the old workbook still has it",
            "成本台账: left alone: The workbook has neither a sheet “成本台账” nor a table “成本”; add it.",
            "粉丝台账: 1 row emptied",
            "活动台账: nothing was entered",
            "人员名册: 1 row kept, 1 row that has left taken out",
          ],
        },
        {
          "heading": "Now for 2017",
          "lines": [
            "年度结算!B2: 2016 → 2017",
            "汇总!A1: 2016年度汇总\\u202e → 2017年度汇总\\u202e",
          ],
        },
        {
          "heading": "Still naming 2016 and left as it is: please look",
          "lines": [
            "汇总!B4: =YEAR(A1)=2016",
          ],
        },
      ]
    `);
  });

  it('shows no one’s text as anything but text', () => {
    const text = JSON.stringify(newYearText(report, wordingFor('zh-CN')));
    expect(text).not.toContain('\u202e');
    expect(text).toContain('202e');
  });
});
