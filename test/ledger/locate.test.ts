import type { CellValue, SheetSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import { LAYOUT } from '../support/layout';
import { answers, findingLines, problem } from '../support/settled';
import {
  ledgerSheet,
  range,
  sheetOf,
  tableAt,
  workbook,
  workbookOf,
  type Given,
  type Row,
} from '../support/workbook-builder';

const HEADINGS = LAYOUT.cost.headings;
/** 70 and 30 of direct cost in 2016. */
const ROWS: Given[][] = [
  ['2016-05-04', '工资', '员工工资', 70],
  ['2016-05-05', '差旅', '差旅费', 30],
];

/** What the cost ledger comes to when it stands on these sheets; everything else is as it should be. */
function cost(...sheets: SheetSnapshot[]): string {
  const rest = workbook({ cost: 'missing' }).sheets;
  return answers(workbookOf([...sheets, ...rest]), 2016).COUNTED_COST;
}

describe('a ledger is found', () => {
  it.each<[string, SheetSnapshot]>([
    [
      'as the Excel table of its name',
      sheetOf('成本台账', [HEADINGS, ...ROWS], { tables: [tableAt('成本', range('A1:F3'))] }),
    ],
    [
      'as that table on whatever sheet',
      sheetOf('Sheet1', [HEADINGS, ...ROWS], { tables: [tableAt('成本', range('A1:F3'))] }),
    ],
    [
      'as that table wherever it stands',
      sheetOf('Sheet1', [[], [], [null, ...HEADINGS], ...ROWS.map((row) => [null, ...row])], {
        tables: [tableAt('成本', range('B3:G5'))],
      }),
    ],
    [
      'on its sheet, as a table under another name',
      sheetOf('成本台账', [HEADINGS, ...ROWS], { tables: [tableAt('表1', range('A1:F3'))] }),
    ],
    ['on its sheet, by its headings', sheetOf('成本台账', [HEADINGS, ...ROWS])],
    ['by headings below a title', sheetOf('成本台账', [['2016年成本台账'], [], HEADINGS, ...ROWS])],
    [
      'below a title merged across',
      sheetOf('成本台账', [['2016年成本台账'], HEADINGS, ...ROWS], { merges: [range('A1:F1')] }),
    ],
    [
      'whatever stands beside the title',
      sheetOf('成本台账', [['单位：元', null, null, '日期：', 42736], HEADINGS, ...ROWS]),
    ],
    [
      'with its columns in another order',
      sheetOf('成本台账', [
        ['金额', '类别', '日期'],
        ...ROWS.map(([date, , category, amount]) => [amount, category, date]),
      ]),
    ],
    [
      'with columns of its owner’s between',
      sheetOf('成本台账', [
        ['序号', '日期', '凭证', '类别', '金额', '经手人'],
        ...ROWS.map(([date, , category, amount], index) => [index + 1, date, '记-1', category, amount, '王']),
      ]),
    ],
    [
      'without the columns that nothing needs',
      sheetOf('成本台账', [
        ['日期', '类别', '金额'],
        ...ROWS.map(([date, , category, amount]) => [date, category, amount]),
      ]),
    ],
    [
      'with units, spaces and line breaks in headings',
      sheetOf('成本台账', [['日 期', '摘要', '类　别', '金额\n（元）'], ...ROWS]),
    ],
    ['whatever the case and spaces of the sheet’s name', sheetOf(' 成本台账 ', [HEADINGS, ...ROWS])],
    [
      'with a totals row, which is none of its entries',
      sheetOf('成本台账', [HEADINGS, ...ROWS, ['汇总', null, null, 100]], {
        tables: [tableAt('成本', range('A1:F4'), { totalsRows: 1 })],
      }),
    ],
    [
      'with a table whose headings are switched off, by the headings above it',
      sheetOf('成本台账', [HEADINGS, ...ROWS], { tables: [tableAt('表1', range('A2:F3'), { headerRows: 0 })] }),
    ],
    [
      'with blank rows in between',
      sheetOf('成本台账', [HEADINGS, ROWS[0], undefined, [], [null, ' ', null, null], ROWS[1]]),
    ],
  ])('%s', (_, sheet) => {
    expect(cost(sheet)).toBe('100.00');
    expect(
      findingLines(workbookOf([sheet, ...workbook({ cost: 'missing' }).sheets]), 2016).filter(
        (line) => !line.startsWith('revenue-below-cost'),
      ),
    ).toEqual([]);
  });

  it('the heading that is exactly the ledger’s wins over one with a unit, wherever it stands', () => {
    const rows = ROWS.map(([date, , category, amount]) => [date, category, 7, amount]);
    expect(cost(sheetOf('成本台账', [['日期', '类别', '金额（美元）', '金额'], ...rows]))).toBe('100.00');
  });

  it.each(['金额（元）', '金额(元)', '金额（人民币元）', '金额（含税）', '金 额'])('«%s» is 金额', (heading) => {
    expect(cost(sheetOf('成本台账', [['日期', '摘要', '类别', heading], ...ROWS]))).toBe('100.00');
  });

  it.each(['金额（万元）', '金额（千元）', '金额（美元）', '金额(USD)', '金额（$）', '数额', '金额合计'])(
    '«%s» is another figure: nobody takes it for yuan',
    (heading) => {
      const book = workbookOf([
        sheetOf('成本台账', [['日期', '摘要', '类别', heading], ...ROWS]),
        ...workbook({ cost: 'missing' }).sheets,
      ]);
      expect(problem(book, 2016, 'COUNTED_COST')).toMatchObject({ code: 'column-missing', column: '金额' });
    },
  );

  it('headings that a printed list repeats on each page are no entry', () => {
    const sheet = sheetOf('成本台账', [HEADINGS, ROWS[0], HEADINGS, ROWS[1]]);
    expect(cost(sheet)).toBe('100.00');
    expect(cost(sheetOf('成本台账', [HEADINGS, ...ROWS, ['2016-05-06', '油费', '车辆使用费', '金额?']]))).toBe(
      '#VALUE!',
    );
  });

  it.each([
    ['金额', '金额'],
    ['金额（含税）', '金额（不含税）'],
  ])('two columns that answer to 金额 (%s, %s) are an error, not a guess', (first, second) => {
    const rows = ROWS.map(([date, , category, amount]) => [date, category, amount, 7]);
    const books = openBooks(
      builtInPolicy(),
      workbookOf([sheetOf('成本台账', [['日期', '类别', first, second], ...rows])]),
    );
    expect(books.findings()).toContainEqual(
      expect.objectContaining({ code: 'column-ambiguous', sheet: '成本台账', blocks: true }),
    );
  });

  it('a column that is named word for word wins over one with a unit', () => {
    const rows = ROWS.map(([date, , category, amount]) => [date, category, amount, 7]);
    expect(cost(sheetOf('成本台账', [['日期', '类别', '金额', '金额（含税）'], ...rows]))).toBe('100.00');
  });

  it.each<[string, SheetSnapshot]>([
    ['a copy of the sheet', sheetOf('成本台账(2)', [HEADINGS, ['2016-05-04', '旧', '员工工资', 5000]])],
    [
      'another table with its headings',
      sheetOf('旧', [HEADINGS, ['2016-05-04', '旧', '员工工资', 5000]], {
        tables: [tableAt('旧成本', range('A1:F2'))],
      }),
    ],
  ])('%s counts nowhere, and somebody is told', (_, other) => {
    const own = sheetOf('成本台账', [HEADINGS, ...ROWS]);
    expect(cost(own, other)).toBe('100.00');
    const findings = openBooks(builtInPolicy(), workbookOf([own, other])).findings(2016);
    expect(findings.filter(({ code }) => code === 'ledger-not-read')).toEqual([
      expect.objectContaining({ ledger: 'cost', sheet: other.name, cell: 'A1', severity: 'warning', blocks: false }),
    ]);
  });

  it('the table of its name wins over the sheet of its name', () => {
    const old = sheetOf('成本台账', [HEADINGS, ['2016-05-04', '旧', '员工工资', 5000]]);
    expect(cost(old, sheetOf('新成本', [HEADINGS, ...ROWS], { tables: [tableAt('成本', range('A1:F3'))] }))).toBe(
      '100.00',
    );
  });

  it('a second table below keeps its own rows', () => {
    const sheet = sheetOf(
      '成本台账',
      [HEADINGS, ...ROWS, [], ['日期', '类别', '金额'], ['2016-05-04', '员工工资', 9]],
      {
        tables: [tableAt('成本', range('A1:F3')), tableAt('备查', range('A5:C6'))],
      },
    );
    expect(cost(sheet)).toBe('100.00');
  });

  it('a row under the table, to which it was not extended, counts and is told of', () => {
    const sheet = sheetOf('成本台账', [HEADINGS, ...ROWS, [], ['2016-05-06', '油费', '车辆使用费', 5]], {
      tables: [tableAt('成本', range('A1:F3'))],
    });
    const book = workbookOf([sheet, ...workbook({ cost: 'missing' }).sheets]);
    expect(answers(book, 2016).COUNTED_COST).toBe('105.00');
    expect(findingLines(book, 2016, ['row-outside-table'])).toEqual(['row-outside-table 成本台账!D5']);
  });

  it('a total, a note or a signature under the table is none of its entries, and nothing to tell', () => {
    const sheet = sheetOf('成本台账', [HEADINGS, ...ROWS, ['合计', null, null, 100], ['制表：王', null, '审核：李']], {
      tables: [tableAt('成本', range('A1:F3'))],
    });
    const book = workbookOf([sheet, ...workbook({ cost: 'missing' }).sheets]);
    expect(answers(book, 2016).COUNTED_COST).toBe('100.00');
    expect(findingLines(book, 2016)).toEqual(['revenue-below-cost 收入台账!A1']);
  });
});

describe('a ledger that is not there', () => {
  it.each([
    ['revenue', '收入', '收入台账', 'COUNTED_REVENUE'],
    ['cost', '成本', '成本台账', 'COUNTED_COST'],
    ['fans', '粉丝', '粉丝台账', 'FAN_PENALTY'],
    ['events', '活动', '活动台账', 'EVENT_PENALTY'],
  ] as const)('%s: its answers are errors that name table and sheet, and a finding says so', (id, table, sheet, of) => {
    const book = { [id]: 'missing' as const };
    expect(problem(book, 2016, of)).toEqual({ code: 'table-missing', table, sheet });
    expect(findingLines(book, 2016)).toEqual([`table-missing ${sheet}!A1`]);
  });

  it.each(['inKind', 'tasks', 'staff', 'plans'] as const)('%s may be absent', (id) => {
    expect(findingLines({ [id]: 'missing' as const }, 2016)).toEqual([]);
    expect(answers({ [id]: 'missing' as const }, 2016)).toMatchObject({ TASK_PENALTY: '0.00', PRIZE_QUOTA: '0.00' });
  });

  it.each([
    ['revenue', 'COUNTED_REVENUE', '0.00'],
    ['cost', 'COUNTED_COST', '0.00'],
    ['events', 'EVENT_PENALTY', '12000.00'],
    ['tasks', 'TASK_PENALTY', '0.00'],
    ['inKind', 'PRIZE_QUOTA', '0.00'],
    ['fans', 'FAN_PENALTY', '#VALUE!'],
  ] as const)('%s, there and empty: %s is %s', (id, of, expected) => {
    for (const found of ['as-table', 'by-heading'] as const)
      expect(answers(workbook({ [id]: [] }, { found }), 2016)[of]).toBe(expected);
    // As Excel leaves a table that was emptied: one blank row.
    expect(answers({ [id]: [[]] }, 2016)[of]).toBe(expected);
  });

  it('fans that were read after the year alone: no reading, not a reading of zero', () => {
    expect(problem({ fans: [['2017-01-01', '公司网站', 5]] }, 2016, 'FAN_PENALTY')).toMatchObject({
      code: 'no-reading',
      date: '2016-12-31',
    });
  });

  const headed = (...headings: CellValue[]): SheetSnapshot => sheetOf('成本台账', [headings]);
  it.each<[string, SheetSnapshot, string]>([
    ['日期', headed('摘要', '类别', '金额'), '日期'],
    ['类别', headed('日期', '摘要', '金额'), '类别'],
    ['金额', headed('日期', '摘要', '类别', '金额合计'), '金额'],
    [
      'in the table of its name',
      sheetOf('X', [['日期', '类别', '数额']], { tables: [tableAt('成本', range('A1:C1'))] }),
      '金额',
    ],
  ])('a missing column is named: %s', (_, sheet, column) => {
    const book = workbookOf([sheet, ...workbook({ cost: 'missing' }).sheets]);
    expect(problem(book, 2016, 'COUNTED_COST')).toEqual({
      code: 'column-missing',
      table: '成本',
      sheet: sheet.name,
      column,
    });
    expect(findingLines(book, 2016)).toEqual([`column-missing ${sheet.name}!A1`]);
  });

  it.each<[string, SheetSnapshot, string]>([
    [
      'headings that none is the ledger’s',
      sheetOf('任务台账', [
        ['事项', '期限', '扣款'],
        ['商城', '2016-12-31', 500],
      ]),
      'header-missing',
    ],
    [
      'one heading of the ledger’s',
      sheetOf('任务台账', [
        ['任务', '期限', '扣款'],
        ['商城', '2016-12-31', 500],
      ]),
      'header-missing',
    ],
    [
      'two headings of the ledger’s',
      sheetOf('任务台账', [
        ['任务', '截止日期', '扣款'],
        ['商城', '2016-12-31', 500],
      ]),
      'column-missing',
    ],
  ])('an optional sheet that is there and can’t be read is an error, not «no deductions»: %s', (_, sheet, code) => {
    const book = workbookOf([...workbook({}).sheets, sheet]);
    expect(problem(book, 2016, 'TASK_PENALTY')).toMatchObject({
      code,
      table: '任务',
      sheet: '任务台账',
    });
    expect(findingLines(book, 2016)).toEqual([`${code} 任务台账!A1`]);
  });

  it('an optional sheet that is blank is as good as absent', () => {
    const book = workbookOf([...workbook({}).sheets, sheetOf('任务台账', [[], [null, ' ']])]);
    expect(answers(book, 2016).TASK_PENALTY).toBe('0.00');
    expect(findingLines(book, 2016)).toEqual([]);
  });
});

describe('merged cells', () => {
  it('what a covered cell holds itself nobody sees and nothing counts', () => {
    const rows = [
      ['2016-05-04', '甲', '差旅费', 100],
      ['2016-05-05', '乙', '差旅费', 50],
    ];
    expect(cost(sheetOf('成本台账', [HEADINGS, ...rows], { merges: [range('D2:D3')] }))).toBe('100.00');
  });

  const block = (merges: string[], ...rows: Given[][]): SheetSnapshot =>
    sheetOf('成本台账', [HEADINGS, ...rows], { merges: merges.map(range) });
  it.each<[string, SheetSnapshot, string]>([
    [
      'a date merged over three rows dates all three',
      block(['A2:A4'], ['2016-05-04', '甲', '差旅费', 10], [null, '乙', '差旅费', 20], [null, '丙', '差旅费', 30]),
      '60.00',
    ],
    [
      'a category merged over three rows names all three',
      block(
        ['C2:C4'],
        ['2016-05-04', '甲', '差旅费', 10],
        ['2016-05-05', '乙', null, 20],
        ['2016-05-06', '丙', null, 30],
      ),
      '60.00',
    ],
    [
      'an amount merged over two rows stands once',
      block(['D2:D3'], ['2016-05-04', '甲', '差旅费', 10], ['2016-05-04', '乙', '差旅费', null]),
      '10.00',
    ],
    [
      'date, memo and category merged as one block each',
      block(['A2:A3', 'B2:B3', 'C2:C3'], ['2016-05-04', '甲', '差旅费', 10], [null, null, null, 20]),
      '30.00',
    ],
    ['what is merged above the headings is a title', block(['A1:F1'], ['2016-05-04', '甲', '差旅费', 10]), '10.00'],
    [
      'a merge ends where it ends',
      block(
        ['A2:A3'],
        ['2016-05-04', '甲', '差旅费', 10],
        [null, '乙', '差旅费', 20],
        ['2017-05-04', '丙', '差旅费', 30],
      ),
      '30.00',
    ],
  ])('%s', (_, sheet, expected) => {
    expect(cost(sheet)).toBe(expected);
  });

  it('without the merge those rows have no date', () => {
    expect(cost(block([], ['2016-05-04', '甲', '差旅费', 10], [null, '乙', '差旅费', 20]))).toBe('#VALUE!');
  });
});

describe('the line that people sign a list on', () => {
  const lines: [string, Given[]][] = [
    ['names and offices', ['制表：张三', null, null, '审核：李四']],
    ['labels and names in cells of their own', ['制表人', '张三', '主管', '（签字）']],
    ['a seal', [null, null, null, '（公章）']],
  ];
  it.each(lines)('is no entry, under headings, inside a table or below one: %s', (_, line) => {
    const signed = [HEADINGS, ...ROWS, line];
    expect(cost(sheetOf('成本台账', signed))).toBe('100.00');
    expect(cost(sheetOf('成本台账', signed, { tables: [tableAt('成本', range('A1:F4'))] }))).toBe('100.00');
    expect(cost(sheetOf('成本台账', signed, { tables: [tableAt('成本', range('A1:F3'))] }))).toBe('100.00');
  });

  it.each<[string, Given[]]>([
    ['an entry whose amount is still looked into', ['2016-05-06', '油费', '车辆使用费', '审核中']],
    ['an amount in words', [null, '油费', null, '五百']],
    ['an amount that is a figure', ['制表：张三', null, null, 5]],
    ['a failed formula', [null, '审核', null, { fault: '#REF!' }]],
  ])('but %s is one, and an answer waits for it', (_, row) => {
    expect(cost(sheetOf('成本台账', [HEADINGS, ...ROWS, row]))).toBe('#VALUE!');
  });
});

describe('total rows never count', () => {
  const entry: Given[] = ['2016-05-04', '工资', '员工工资', 100];
  const withRow = (row: Given[], merges: string[] = []): SheetSnapshot =>
    sheetOf('成本台账', [HEADINGS, entry, row], { merges: merges.map(range) });
  it.each<[string, Given[], string]>([
    ['合计 in the date column', ['合计', null, null, 100], 'A3'],
    ['合计 in the memo column', [null, '合计', null, 100], 'B3'],
    ['合计 in the category column', [null, null, '合计', 100], 'C3'],
    ['小计', [null, '小计', null, 100], 'B3'],
    ['总计', [null, '总计', null, 100], 'B3'],
    ['累计', [null, '累计', null, 100], 'B3'],
    ['with a space between: 合 计', [null, '合 计', null, 100], 'B3'],
    ['with a wide space: 合　计', [null, '合　计', null, 100], 'B3'],
    ['with a colon: 合计：', [null, '合计：', null, 100], 'B3'],
    ['with a unit: 合计（元）', [null, '合计（元）', null, 100], 'B3'],
    ['of a month: 1月小计', [null, '1月小计', null, 100], 'B3'],
    ['of a month, written: 十二月合计', [null, '十二月合计', null, 100], 'B3'],
    ['of this month: 本月合计', [null, '本月合计', null, 100], 'B3'],
    ['of the year so far: 本年累计', [null, '本年累计', null, 100], 'B3'],
    ['of a year: 2016年合计', [null, '2016年合计', null, 100], 'B3'],
    ['of a quarter: 第一季度小计', [null, '第一季度小计', null, 100], 'B3'],
    ['of a category: 员工工资合计', [null, '员工工资合计', null, 100], 'B3'],
    ['合计金额', [null, '合计金额：', null, 100], 'B3'],
    ['a plain 合计 even with a date and a category', ['2016-05-31', '合计', '员工工资', 100], 'B3'],
    ['员工工资合计 with a category and no date', [null, '员工工资合计', '员工工资', 100], 'B3'],
  ])('%s', (_, row, cell) => {
    const sheet = withRow(row);
    expect(cost(sheet)).toBe('100.00');
    expect(
      findingLines(workbookOf([sheet, ...workbook({ cost: 'missing' }).sheets]), 2016, [
        'total-row',
        'date-missing',
        'unknown-category',
      ]),
    ).toEqual([`total-row 成本台账!${cell}`]);
  });

  it('merged across the columns before the amount', () => {
    expect(cost(withRow(['合计', null, null, 100], ['A3:C3']))).toBe('100.00');
  });

  it('in a column of the owner’s own, such as 序号', () => {
    const sheet = sheetOf('成本台账', [
      ['序号', '日期', '类别', '金额'],
      [1, '2016-05-04', '员工工资', 100],
      ['合计', null, null, 100],
    ]);
    expect(cost(sheet)).toBe('100.00');
    expect(
      findingLines(workbookOf([sheet, ...workbook({ cost: 'missing' }).sheets]), 2016, ['total-row', 'date-missing']),
    ).toEqual(['total-row 成本台账!A3']);
  });

  it('… but beside a date and a category such a column says nothing', () => {
    const sheet = sheetOf('成本台账', [
      ['凭证', '日期', '类别', '金额'],
      ['3月合计', '2016-05-04', '员工工资', 100],
    ]);
    expect(cost(sheet)).toBe('100.00');
  });

  it('also where a formula of the total failed', () => {
    expect(cost(withRow([null, '合计', null, { fault: '#REF!' }]))).toBe('100.00');
  });

  it.each<[string, Given[]]>([
    ['三场活动收入合计, with date and category', ['2016-05-05', '三场差旅合计', '差旅费', 5]],
    ['a note that says 合计', ['2016-05-05', '三场差旅', '差旅费', 5, null, '合计']],
    ['a memo with 合计 in its middle', ['2016-05-05', '合计三场差旅', '差旅费', 5]],
  ])('a real entry is none: %s', (_, row) => {
    expect(cost(withRow(row))).toBe('105.00');
  });

  it.each<[string, Record<string, Row[]>, object]>([
    [
      '粉丝: 合计 as an account',
      {
        fans: [
          ['2016-12-31', '甲', 30000],
          ['2016-12-31', '乙', 30000],
          [null, '合计', 60000],
        ],
      },
      { FAN_PENALTY: '0.00' },
    ],
    [
      '活动: 合计 as an event',
      {
        events: [
          ['2016-05-04', '路演', '线下', 200],
          [null, '合计', null, 200],
        ],
      },
      { EVENT_PENALTY: '11000.00' },
    ],
    [
      '实物: 合计 as a number',
      {
        inKind: [
          ['K1', '茶', 1000, '2016-03-10'],
          ['合计', null, 1000],
        ],
      },
      { PRIZE_QUOTA: '300.00' },
    ],
    [
      '任务: 合计 as a task',
      {
        tasks: [
          ['商城', '2016-03-10', null, 50],
          ['合计', null, null, 50],
        ],
      },
      { TASK_PENALTY: '50.00' },
    ],
  ])('in every ledger: %s', (_, book, expected) => {
    expect(answers(book, 2016)).toMatchObject(expected);
  });
});

describe('the same entries', () => {
  const rows: Row[] = [
    { 日期: '2016-05-04', 类别: '员工工资', 金额: 70 },
    { 日期: '2016-05-05', 类别: '差旅费', 金额: 30 },
  ];
  it('in the 1904 date system', () => {
    expect(answers(workbook({ cost: rows }, { date1904: true }), 2016).COUNTED_COST).toBe('100.00');
  });

  it('with a heading row that is no table', () => {
    expect(answers(workbook({ cost: rows }, { found: 'by-heading', above: [['台账'], []] }), 2016).COUNTED_COST).toBe(
      '100.00',
    );
  });

  it('a sheet is laid out as the specification says', () => {
    expect(ledgerSheet('cost', rows)).toMatchObject({
      name: '成本台账',
      rows: [HEADINGS, [42494, null, '员工工资', 70, null, null], [42495, null, '差旅费', 30, null, null]],
    });
  });
});
