/** Which rows of a ledger go into the new year, where they stand then, and what is left alone. */
import fc from 'fast-check';
import { addMonths, parseIsoDate } from '../../src/kernel/dates';
import { parseRange } from '../../src/ledger/a1';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { parsePolicy } from '../../src/policy/parse-policy';
import type { Policy } from '../../src/policy/policy';
import { openBooks } from '../../src/settlement/books';
import {
  planLedgerYear,
  type AddedRow,
  type FormulaCells,
  type LedgerChange,
} from '../../src/workbook/new-year-ledgers';
import type { SheetPatch } from '../../src/workbook/workbook-patch';
import { anyArrangement, arrange, believableBook, type WrittenRow } from '../support/believable-books';
import { LAYOUT } from '../support/layout';
import type { MeantLedger } from '../support/spec-oracle';
import { tableAt, workbook as bookOf, workbookOf, type Tables } from '../support/workbook-builder';
import { patchedSnapshot } from './apply-patch';

const policy = builtInPolicy();

/** The built-in policy with a target of events in 2017, so that the year's answers can be told. */
function withTargets(): Policy {
  const document = structuredClone(policy.document);
  for (const parameter of document.parameters) {
    const [last] = parameter.values;
    if (!last || parameter.values.some(({ to }) => to === undefined)) continue;
    const days = { from: parseIsoDate('2017-01-01'), to: parseIsoDate('2017-12-31') };
    parameter.values.push({ ...last, ...days, value: '7' });
  }
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** The cells with formulas, «收入台账!E2», and what they say. */
function formulas(
  cells: Readonly<Record<string, string>> = {},
  { arrays = [] as string[], named = false } = {},
): FormulaCells {
  return {
    has: (sheet, cell) => `${sheet}!${cell}` in cells,
    isInArray: (sheet, cell) => arrays.includes(`${sheet}!${cell}`),
    nameRowsOf: () => named,
  };
}

interface Planned {
  readonly change: LedgerChange;
  readonly workbook: WorkbookSnapshot;
}

function plan(
  workbook: WorkbookSnapshot,
  ledger: string,
  year = 2017,
  { cells = formulas(), additions = [] as readonly AddedRow[], of = policy } = {},
): Planned {
  const found = of.ledgers.get(ledger);
  if (!found) throw new Error(`no ledger ${ledger}`);
  const step = { policy: of, workbook, year, formulas: cells, additions: new Map([[ledger, additions]]) };
  const change = planLedgerYear(step, found);
  return { change, workbook: patchedSnapshot(workbook, patchesOf([change])) };
}

function patchesOf(changes: readonly LedgerChange[]): readonly SheetPatch[] {
  return changes.flatMap(({ cells, tables }) =>
    [...cells].map(([sheet, ofSheet]) => ({
      sheet,
      cells: ofSheet,
      tables: tables.filter((table) => table.sheet === sheet),
    })),
  );
}

const rowsOf = ({ workbook }: Planned, sheet: string): readonly (readonly CellValue[])[] =>
  (workbook.sheets.find(({ name }) => name === sheet)?.rows ?? []).map((row) => withoutBlankEnd(row ?? []));

function withoutBlankEnd(row: readonly CellValue[]): readonly CellValue[] {
  let end = row.length;
  while (end > 0 && (row[end - 1] === null || row[end - 1] === '')) end -= 1;
  return row.slice(0, end);
}

/** Texts of a column, row by row, after the headings. */
const column = (planned: Planned, sheet: string, index: number): readonly CellValue[] =>
  rowsOf(planned, sheet)
    .slice(1)
    .map((row) => row[index] ?? null);

// ---- Which rows stay ---------------------------------------------------------------------------------------------

describe('rows that stay', () => {
  const kept = (ledger: string, tables: Tables, sheet: string, index = 0): readonly CellValue[] =>
    column(plan(bookOf(tables), ledger), sheet, index);

  it('are those of the new year, and later ones', () => {
    const revenue = ['2015-06-01', '2016-12-31', '2017-01-01', '2018-05-05', '2016-01-01'].map((date, index) => ({
      日期: date,
      摘要: `第${String(index)}笔`,
      类别: '广告费',
      金额: 100,
    }));
    expect(kept('revenue', { revenue }, '收入台账', 1)).toEqual(['第2笔', '第3笔']);
  });

  it('are events and tasks that are planned, whether or not anything was entered of them', () => {
    const events = [
      { 日期: '2016-12-24', 活动: '圣诞', 参与人数: 120 },
      { 日期: '2017-02-14', 活动: '情人节' },
    ];
    expect(kept('events', { events }, '活动台账', 1)).toEqual(['情人节']);
    const tasks = [
      { 任务: '总结', 截止日期: '2017-01-10' },
      { 任务: '开通', 截止日期: '2016-12-31', 完成日期: '2017-01-05', 考核扣款: 100 },
    ];
    expect(kept('tasks', { tasks }, '任务台账')).toEqual(['总结']);
  });

  it('are goods whose time to be converted ends in the new year, by the parameter that says how long it is', () => {
    const inKind = [
      { 编号: 'A', 抵扣金额: 100, 领用日期: '2016-11-30' },
      { 编号: 'B', 抵扣金额: 100, 领用日期: '2016-12-01' },
      { 编号: 'C', 抵扣金额: 100, 领用日期: '2016-11-30', 转化日期: '2017-01-02', 转化价值: 50, 转化现金: 50 },
      { 编号: 'D', 抵扣金额: 100, 领用日期: '2016-06-01', 转化日期: '2016-06-02', 转化价值: 100, 转化现金: 80 },
    ];
    // 2016-11-30 and a month is 2016-12-30; 2016-12-01 and a month is 2017-01-01.
    expect(kept('in-kind', { inKind }, '实物抵扣')).toEqual(['B', 'C']);
  });

  it('are all rows of a ledger without dates of its own, but for people who have left', () => {
    const staff = [
      { 姓名: '甲', 岗位类别: '内容', 入职日期: '2015-01-01' },
      { 姓名: '乙', 岗位类别: '运营', 离职日期: '2016-12-31' },
      { 姓名: '丙', 岗位类别: '维护', 离职日期: '2017-01-01' },
      { 姓名: '丁', 岗位类别: '维护', 离职日期: '说不定' },
    ];
    const planned = plan(bookOf({ staff }), 'staff');
    expect(column(planned, '人员名册', 0)).toEqual(['甲', '丙', '丁']);
    expect(planned.change.outcome).toMatchObject({ kept: 3, emptied: 1, left: 1, undated: [] });
  });

  it('are none whose date nobody can read; where they stood is told', () => {
    const revenue = [
      { 日期: '2016-02-30', 摘要: '坏', 类别: '广告费', 金额: 1 },
      { 摘要: '无', 类别: '广告费', 金额: 2 },
      { 日期: '2016-02-28', 摘要: '好', 类别: '广告费', 金额: 3 },
    ];
    const { change } = plan(bookOf({ revenue }), 'revenue');
    expect(change.outcome).toMatchObject({ kept: 0, emptied: 3, undated: ['收入台账!A2', '收入台账!A3'] });
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

/** The rule once more, from what the entries mean: the day that decides lies in the new year or later. */
function belongs(ledger: MeantLedger, row: WrittenRow): boolean {
  const dayOf = (heading: string): string => {
    const cell = row[heading];
    return cell?.is === 'value' ? cell.value : '';
  };
  const picked = parseIsoDate(dayOf('领用日期'));
  const days = {
    inKind: [dayOf('转化日期'), (picked && addMonths(picked, 1)) ?? ''],
    tasks: [dayOf('截止日期')],
  };
  const own = ledger === 'inKind' || ledger === 'tasks' ? days[ledger] : [dayOf('日期')];
  return own.some((day) => day >= '2017-01-01');
}

const filledCells = (headings: readonly string[], row: WrittenRow): readonly CellValue[] =>
  withoutBlankEnd(headings.map((heading) => row[heading]?.cell ?? null));

describe('believable books', () => {
  const carried = (workbook: WorkbookSnapshot, of: Policy): WorkbookSnapshot => {
    const step = { policy: of, workbook, year: 2017, formulas: formulas(), additions: new Map() };
    return patchedSnapshot(workbook, patchesOf(of.document.ledgers.map((ledger) => planLedgerYear(step, ledger))));
  };

  // Of a line without a day or a figure under mere headings nobody knows whether it is an entry or a note: it is left.
  const anyFaultyBook = anyArrangement.chain((arrangement) =>
    fc.tuple(believableBook({ faults: arrangement.found === 'as-table' ? 8 : 0, rows: 8 }), fc.constant(arrangement)),
  );

  it('keep the rows of the new year as they were typed, one under the other, and no others', () => {
    fc.assert(
      fc.property(anyFaultyBook, ([book, arrangement]) => {
        const after = carried(arrange(book, { ...arrangement, totalsEvery: 0 }).workbook, policy);
        for (const ledger of Object.keys(IDS) as MeantLedger[]) {
          const { sheet, headings: inOrder } = LAYOUT[ledger];
          const headings = arrangement.columnsReversed ? [...inOrder].reverse() : inOrder;
          const found = after.sheets.find(({ name }) => name === sheet);
          const above = arrangement.title ? 3 : 1;
          const rows = (found?.rows ?? []).slice(above).map((row) => withoutBlankEnd(row ?? []));
          const filled = rows.filter((row) => row.some((value) => typeof value !== 'string' || value.trim() !== ''));
          const expected = book[ledger].filter((row) => belongs(ledger, row)).map((row) => filledCells(headings, row));
          expect(filled).toEqual(expected);
          // Without gaps, even where there were some.
          if (arrangement.found === 'as-table') {
            expect(rows.slice(0, expected.length)).toEqual(expected);
            expect(found?.tables[0]?.range.bottom).toBe(above + Math.max(1, expected.length));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('settle the new year as the old workbook would have settled it', () => {
    const of = withTargets();
    // The latest readings of fans reach back into the year before; they are read anew each year.
    const answers = ['EVENT_PENALTY', 'TASK_PENALTY', 'COUNTED_REVENUE', 'COUNTED_COST', 'NET_PROFIT', 'PRIZE_QUOTA'];
    const settled = (workbook: WorkbookSnapshot): unknown =>
      openBooks(of, workbook)
        .settle(2017)
        .answers.filter(({ id }) => answers.includes(id))
        .map(({ id, value }) => [id, value.ok ? value.fen : value.problem.code]);
    fc.assert(
      fc.property(believableBook({ rows: 12 }), anyArrangement, (book, arrangement) => {
        const { workbook } = arrange(book, arrangement);
        expect(settled(carried(workbook, of))).toEqual(settled(workbook));
      }),
      { numRuns: 60 },
    );
  });

  it('change nothing when they are carried into the same new year again', () => {
    fc.assert(
      fc.property(believableBook({ rows: 8 }), (book) => {
        const once = carried(arrange(book).workbook, policy);
        expect(carried(once, policy)).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });
});

// ---- What stands beside ------------------------------------------------------------------------------------------

/** A sheet of revenue with two columns of the owner's own, and what stands under it. */
function foreignSheet(
  rows: readonly (readonly CellValue[])[],
  { table = true, totals = 0, bottom = rows.length + 1 } = {},
): SheetSnapshot {
  return {
    name: '收入台账',
    rows: [['序号', '日期', '摘要', '类别', '金额', '经手人'], ...rows],
    merges: [],
    tables: table ? [{ ...tableAt('收入', { top: 1, left: 1, bottom, right: 6 }), totalsRows: totals }] : [],
  };
}

const serial = (date: string): number => {
  const [sheet] = bookOf({ revenue: [{ 日期: date }] }).sheets;
  return sheet?.rows[1]?.[0] as number;
};
const entry = (number: number | null, date: string, memo: string, by: string): readonly CellValue[] => [
  number,
  serial(date),
  memo,
  '广告费',
  100,
  by,
];

describe('what stands beside the policy’s own columns', () => {
  const rows = [
    entry(1, '2016-05-01', '旧', '张'),
    entry(2, '2017-01-05', '新', '李'),
    entry(3, '2016-07-01', '旧', '王'),
  ];

  it('goes with its row; running numbers stay', () => {
    const planned = plan(workbookOf([foreignSheet(rows)]), 'revenue');
    expect(rowsOf(planned, '收入台账')).toEqual([
      ['序号', '日期', '摘要', '类别', '金额', '经手人'],
      [1, serial('2017-01-05'), '新', '广告费', 100, '李'],
    ]);
    expect(planned.change.tables[0]?.range.bottom).toBe(2);
  });

  it('keeps its running numbers where no table ends', () => {
    const planned = plan(workbookOf([foreignSheet(rows, { table: false })]), 'revenue');
    expect(rowsOf(planned, '收入台账').slice(1)).toEqual([
      [1, serial('2017-01-05'), '新', '广告费', 100, '李'],
      [2],
      [3],
    ]);
  });

  it('keeps its formulas in the rows that stay in the table, and loses those below it', () => {
    const cells = formulas({ '收入台账!F2': 'E2*2', '收入台账!F3': 'E3*2', '收入台账!F4': 'E4*2' });
    const { change } = plan(workbookOf([foreignSheet(rows)]), 'revenue', 2017, { cells });
    const touched = change.cells.get('收入台账')?.map(({ cell }) => cell) ?? [];
    expect(touched).not.toContain('F2');
    expect(touched).toEqual(expect.arrayContaining(['F3', 'F4']));
  });

  it('takes the look of a row along with it', () => {
    const { change } = plan(workbookOf([foreignSheet(rows)]), 'revenue');
    expect(change.cells.get('收入台账')?.find(({ cell }) => cell === 'E2')).toEqual({
      cell: 'E2',
      put: { kind: 'number', value: 100 },
      styleOf: 'E3',
    });
  });

  it('keeps a table’s size where it has a totals row', () => {
    const withTotal = [...rows, ['合计', null, null, null, 300, null]];
    const planned = plan(workbookOf([foreignSheet(withTotal, { totals: 1 })]), 'revenue', 2017, {
      cells: formulas({ '收入台账!E5': 'SUBTOTAL(109,收入[金额])' }),
    });
    expect(planned.change.tables).toEqual([]);
    expect(planned.change.outcome.remarks).toContainEqual({ code: 'table-keeps-size', table: '收入' });
    expect(rowsOf(planned, '收入台账')[4]).toEqual(['合计', null, null, null, 300]);
  });

  it('leaves totals, notes and signatures under a list, but for totals that were typed in', () => {
    const list = [
      ...rows,
      [null, null, '合计', null, 300, null],
      [null, '说明：逐笔登记', null, null, null, null],
      [null, null, '制表：张三', null, '审核：李四', null],
    ];
    const typedIn = plan(workbookOf([foreignSheet(list, { table: false })]), 'revenue');
    expect(rowsOf(typedIn, '收入台账').slice(4)).toEqual([
      [null, null, '合计'],
      [null, '说明：逐笔登记'],
      [null, null, '制表：张三', null, '审核：李四'],
    ]);
    const computed = plan(workbookOf([foreignSheet(list, { table: false })]), 'revenue', 2017, {
      cells: formulas({ '收入台账!E5': 'SUM(E2:E4)' }),
    });
    expect(rowsOf(computed, '收入台账')[4]).toEqual([null, null, '合计', null, 300]);
  });

  it('takes rows that were written under a table into it', () => {
    const planned = plan(
      workbookOf([foreignSheet([...rows, entry(4, '2017-03-01', '表外', '赵')], { bottom: 4 })]),
      'revenue',
    );
    expect(planned.change.tables[0]?.range).toEqual(parseRange('A1:F3'));
    expect(column(planned, '收入台账', 2)).toEqual(['新', '表外']);
  });
});

// ---- Rows that can't be moved ------------------------------------------------------------------------------------

describe('kept rows stay where they are', () => {
  const rows = [entry(null, '2016-05-01', '旧', '张'), entry(null, '2017-01-05', '新', '李')];

  it('where cells are merged over rows, whose first cell speaks for all of them', () => {
    const sheet = {
      ...foreignSheet([rows[0] ?? [], [null, null, '补', '广告费', 5, '李'], rows[1] ?? []], { table: false }),
    };
    const merged = { ...sheet, merges: [{ top: 2, left: 2, bottom: 3, right: 2 }] };
    const planned = plan(workbookOf([merged]), 'revenue');
    expect(planned.change.outcome.remarks).toEqual([{ code: 'rows-stay', why: 'merged' }]);
    expect(rowsOf(planned, '收入台账')[3]).toEqual([null, serial('2017-01-05'), '新', '广告费', 100, '李']);
    expect(rowsOf(planned, '收入台账')[1]).toEqual([]);
  });

  it('where they hold formulas', () => {
    const cells = formulas({ '收入台账!E3': 'B3*2' });
    const { change } = plan(workbookOf([foreignSheet(rows)]), 'revenue', 2017, { cells });
    expect(change.outcome.remarks).toEqual([{ code: 'rows-stay', why: 'formulas' }]);
    expect(change.tables).toEqual([]);
  });

  it('where other formulas name people by their rows', () => {
    const staff = [{ 姓名: '甲', 离职日期: '2016-06-30' }, { 姓名: '乙' }];
    const named = plan(bookOf({ staff }), 'staff', 2017, { cells: formulas({}, { named: true }) });
    expect(column(named, '人员名册', 0)).toEqual([null, '乙']);
    expect(named.change.outcome.remarks).toEqual([{ code: 'rows-stay', why: 'referred' }]);
    // Whoever has not left stands where they stood, named or not.
    const all = plan(bookOf({ staff: [{ 姓名: '甲' }] }), 'staff', 2017, { cells: formulas({}, { named: true }) });
    expect(all.change.outcome.remarks).toEqual([]);
  });

  it('leaves an array formula that reaches into the rows, and says so', () => {
    const cells = formulas({}, { arrays: ['收入台账!E2', '收入台账!E3'] });
    const { change } = plan(workbookOf([foreignSheet([rows[0] ?? [], rows[0] ?? []])]), 'revenue', 2017, { cells });
    expect(change.outcome.remarks).toEqual([{ code: 'array-stays', cell: 'E2' }]);
    expect(change.cells.get('收入台账')?.map(({ cell }) => cell)).not.toContain('E3');
  });
});

// ---- Rows that are added -----------------------------------------------------------------------------------------

describe('rows that the policy sets', () => {
  const added: AddedRow = new Map([['task', { kind: 'text', text: '新任务' }]]);
  const old = { 任务: '旧任务', 截止日期: '2016-06-30' };
  const coming = { 任务: '总结', 截止日期: '2017-01-10' };

  it('come behind those that were kept, and the table covers them', () => {
    const planned = plan(bookOf({ tasks: [old, coming] }), 'tasks', 2017, { additions: [added, added] });
    expect(column(planned, '任务台账', 0)).toEqual(['总结', '新任务', '新任务']);
    expect(planned.change.tables[0]?.range.bottom).toBe(4);
    expect(planned.change.outcome).toMatchObject({ kept: 1, emptied: 1, added: 2 });
  });

  it('look like the first row where they stand below all others', () => {
    const { change } = plan(bookOf({ tasks: [coming] }), 'tasks', 2017, { additions: [added] });
    expect(change.cells.get('任务台账')).toContainEqual({
      cell: 'A3',
      put: { kind: 'text', text: '新任务' },
      styleOf: 'A2',
    });
  });

  it('are told where there is no room for them', () => {
    const crowded = workbookOf(
      bookOf({ tasks: [coming] }).sheets.map((sheet) =>
        sheet.name === '任务台账'
          ? { ...sheet, tables: [...sheet.tables, tableAt('下表', { top: 4, left: 1, bottom: 6, right: 2 })] }
          : sheet,
      ),
    );
    const { change } = plan(crowded, 'tasks', 2017, { additions: [added, added] });
    expect(change.outcome).toMatchObject({ kept: 1, added: 0, remarks: [{ code: 'no-room', rows: 2 }] });
    expect(change.tables).toEqual([]);
  });
});

describe('a ledger that is not there', () => {
  it('is nothing to talk of where it may be absent', () => {
    expect(plan(bookOf({ staff: 'missing' }), 'staff').change.outcome.remarks).toEqual([]);
  });

  it('is told where it must be there, or where it can’t be read', () => {
    expect(plan(bookOf({ revenue: 'missing' }), 'revenue').change.outcome.remarks).toMatchObject([
      { code: 'not-read', problem: { code: 'table-missing' } },
    ]);
    const torn = workbookOf([
      {
        name: '收入台账',
        rows: [
          ['甲', '乙'],
          [1, 2],
          [3, 4],
        ],
        merges: [],
        tables: [],
      },
    ]);
    const { change } = plan(torn, 'revenue');
    expect(change.outcome.remarks).toMatchObject([{ code: 'not-read' }]);
    expect(change.cells.size).toBe(0);
  });
});
