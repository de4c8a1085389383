import type { CellRange, SheetSnapshot, WorkbookSnapshot } from '../../../src/ledger/cells';
import { ledgerSheet, range, sheetOf, workbook, workbookOf, type Given, type Row, type Tables } from '../../support/workbook-builder';
import { LEDGER_IDS, type LedgerId } from '../../support/layout';

/**
 * One year's books, laid out as companies keep them. Each layout holds the same entries as the template's own workbook, so
 * that connecting it must give the same answers.
 */
export interface ForeignLayout {
  /** The file's name without ending. */
  readonly name: string;
  readonly title: string;
  /** Sheets in the company's own layout. */
  readonly foreign: readonly SheetSnapshot[];
  /** The ledgers that those sheets hold; the others stand in the template's layout. */
  readonly ledgers: readonly LedgerId[];
  /** The entries, as the template would hold them. */
  readonly tables: Tables;
  /** What is truly open, with the right option. */
  readonly answers: Readonly<Record<string, string>>;
}

interface Entry {
  readonly date: string;
  readonly memo: string;
  readonly category: string;
  readonly amount: number;
  readonly source?: string;
}

const REVENUE: readonly Entry[] = [
  { date: '2016-01-08', memo: '甲公司网站广告费', category: '广告费', amount: 12000 },
  { date: '2016-02-15', memo: '乙商场活动推广费', category: '活动推广费', amount: 8000.5 },
  { date: '2016-03-05', memo: '春季路演门票', category: '活动收入', amount: 6000 },
  { date: '2016-05-20', memo: '丙公司公众号代维费', category: '代维费', amount: 4500 },
  { date: '2016-07-01', memo: '技术转让费首期', category: '技术转让费', amount: 30000 },
  { date: '2016-09-09', memo: '丁项目整体产品转让款', category: '整体产品转让费', amount: 20000 },
  { date: '2016-11-11', memo: '微商城销售自有商品', category: '微商城销售', amount: 1580.75, source: '自有' },
  { date: '2016-12-30', memo: '表情衍生品', category: '其他衍生收入', amount: 990 },
];

const COST: readonly Entry[] = [
  { date: '2016-01-31', memo: '一月员工工资', category: '员工工资', amount: 9000 },
  { date: '2016-02-29', memo: '二月社保', category: '保险及福利', amount: 1200.3 },
  { date: '2016-04-10', memo: '去北京的机票', category: '差旅费', amount: 2350 },
  { date: '2016-06-18', memo: '宴请客户', category: '业务招待费', amount: 680 },
  { date: '2016-08-08', memo: '公众号系统开发', category: '技术开发成本', amount: 15000 },
  { date: '2016-10-12', memo: '经营成本 服务器托管', category: '经营成本', amount: 3600 },
  { date: '2016-12-15', memo: '缴纳增值税', category: '税金', amount: 1111.11 },
];

const FANS: readonly (readonly [string, number, number])[] = [
  ['2016-03-31', 20000, 9000],
  ['2016-06-30', 26500, 12000],
  ['2016-09-30', 31000, 15500],
  ['2016-12-31', 35200, 17100],
];

const EVENTS: readonly (readonly [string, string, number])[] = [
  ['2016-03-05', '春季路演', 120],
  ['2016-05-01', '劳动节抽奖', 99],
  ['2016-06-01', '儿童节亲子', 230],
  ['2016-10-01', '国庆晒照', 100],
];

const inTemplate = {
  revenue: (entries: readonly Entry[]): Row[] =>
    entries.map(({ date, memo, category, source, amount }) => ({ 日期: date, 摘要: memo, 类别: category, 货源: source, 金额: amount })),
  cost: (entries: readonly Entry[]): Row[] =>
    entries.map(({ date, memo, category, amount }) => ({ 日期: date, 摘要: memo, 类别: category, 金额: amount })),
  fans: FANS.flatMap(([date, site, weekly]): Row[] => [[date, '公司网站', site], [date, '信周刊', weekly]]),
  events: EVENTS.map(([date, event, people]): Row => ({ 日期: date, 活动: event, 参与人数: people })),
};

const BOOKS: Tables = {
  revenue: inTemplate.revenue(REVENUE),
  cost: inTemplate.cost(COST),
  fans: inTemplate.fans,
  events: inTemplate.events,
};

/** Both kinds of entries by date, each with its sign. */
const ALL = [
  ...REVENUE.map((entry) => ({ ...entry, isIn: true })),
  ...COST.map((entry) => ({ ...entry, isIn: false })),
].sort((a, b) => (a.date < b.date ? -1 : 1));

const monthOf = (date: string): number => Number(date.slice(5, 7));
const dayOf = (date: string): number => Number(date.slice(8, 10));
const sum = (amounts: readonly number[]): number => amounts.reduce((cents, amount) => cents + Math.trunc(amount * 100 + 0.5), 0) / 100;
/** The company's own account for an entry: the policy's word under a heading of its own. */
const account = ({ category, source, isIn }: Entry & { readonly isIn: boolean }): string =>
  `${isIn ? '主营业务收入' : '管理费用'}—${category}${source === undefined ? '' : `（${source}）`}`;

function journal(): SheetSnapshot {
  const rows = ALL.flatMap((entry, index): Given[][] => {
    const voucher = `记-${String(index + 1)}`;
    const { date, memo, amount, isIn } = entry;
    const own = account(entry);
    return isIn
      ? [[date, voucher, memo, '银行存款', amount, null], [date, voucher, memo, own, null, amount]]
      : [[date, voucher, memo, own, amount, null], [date, voucher, memo, '银行存款', null, amount]];
  });
  const closing = ALL.filter(({ isIn }) => isIn).map((entry): Given[] => [
    '2016-12-31', '记-99', '期间损益结转', account(entry), entry.amount, null,
  ]);
  return sheetOf('序时账', [
    ['序时账'],
    ['单位：某某公司', null, null, '会计期间：2016年1月—12月'],
    ['日期', '凭证号', '摘要', '科目名称', '借方金额', '贷方金额'],
    ...rows,
    ...closing,
    ['2016-12-31', '记-99', '期间损益结转', '本年利润', null, sum(REVENUE.map(({ amount }) => amount))],
    [null, null, '合计', null, 1, 1],
  ], { merges: [range('A1:F1')] });
}

function cashBook(): SheetSnapshot {
  let balance = 50000;
  const rows = ALL.map((entry): Given[] => {
    balance = sum([balance, entry.isIn ? entry.amount : -entry.amount + 0]);
    return [entry.date, entry.memo, entry.category + (entry.source ?? ''), entry.isIn ? entry.amount : null, entry.isIn ? null : entry.amount, balance];
  });
  return sheetOf('收支流水', [
    ['2016年收支流水账'],
    [null, null, null, null, '单位：元'],
    [],
    ['日期', '摘要', '收支项目', '收入', '支出', '余额'],
    ['2016-01-01', '上年结转', null, null, null, 50000],
    ...rows,
    [null, '本年合计', null, sum(REVENUE.map(({ amount }) => amount)), sum(COST.map(({ amount }) => amount)), balance],
    [],
    ['制表：张三', null, '审核：李四'],
  ], { merges: [range('A1:F1')] });
}

function monthSheets(): SheetSnapshot[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = index + 1;
    const own = ALL.filter(({ date }) => monthOf(date) === month);
    return sheetOf(`${String(month)}月`, [
      [`2016年${String(month)}月收支明细`],
      ['日期', '项目', '摘要', '收入金额', '支出金额'],
      ...own.map(({ date, category, source, memo, isIn, amount }): Given[] => [
        `${String(month)}月${String(dayOf(date))}日`, category + (source ?? ''), memo, isIn ? amount : null, isIn ? null : amount,
      ]),
      ['本月合计', null, null, sum(own.filter(({ isIn }) => isIn).map(({ amount }) => amount)), sum(own.filter(({ isIn }) => !isIn).map(({ amount }) => amount))],
    ]);
  });
}

function titled(): SheetSnapshot[] {
  const sheet = (name: string, title: string, heading: string, entries: readonly Entry[]): SheetSnapshot =>
    sheetOf(name, [
      [],
      [null, title],
      [null, '编制单位：某某公司', null, null, null, '单位：元'],
      [null, '序号', '登记日期', heading, '用途', '金额（元）', '备注'],
      ...entries.map(({ date, category, source, memo, amount }, index): Given[] => [
        null, index + 1, date, category + (source ?? ''), memo, amount, null,
      ]),
      [null, '合计', null, null, null, sum(entries.map(({ amount }) => amount))],
      [null, '制表人：张三', null, null, '审核人：李四'],
    ], { merges: [range('B2:G2')] });
  return [
    sheet('收入明细', '2016年度收入明细表', '收入类别', REVENUE),
    sheet('费用明细', '2016年度成本费用明细表', '费用类别', COST),
  ];
}

function sideBySide(): SheetSnapshot {
  const half = (entry: Entry | undefined): Given[] =>
    entry ? [entry.date, entry.category + (entry.source ?? ''), entry.memo, entry.amount] : [null, null, null, null];
  const rows = Array.from({ length: Math.max(REVENUE.length, COST.length) }, (_, index): Given[] => [
    ...half(REVENUE[index]), null, ...half(COST[index]),
  ]);
  return sheetOf('收支对照', [
    ['收入', null, null, null, null, '支出'],
    ['日期', '项目', '摘要', '金额', null, '日期', '项目', '摘要', '金额'],
    ...rows,
    ['合计', null, null, sum(REVENUE.map(({ amount }) => amount)), null, '合计', null, null, sum(COST.map(({ amount }) => amount))],
  ], { merges: [range('A1:D1'), range('F1:I1')] });
}

function splitDates(): SheetSnapshot {
  let last = 0;
  const rows = ALL.map(({ date, memo, category, source, isIn, amount }): Given[] => {
    const month = monthOf(date);
    const shown = month === last ? null : month;
    last = month;
    return [shown, dayOf(date), memo, category + (source ?? ''), isIn ? amount : null, isIn ? null : amount];
  });
  return sheetOf('明细分类账', [
    ['收支明细分类账'],
    ['2016年', null, '摘要', '科目', '收入', '支出'],
    ['月', '日'],
    ...rows,
  ], { merges: [range('A1:F1'), range('A2:B2'), range('C2:C3'), range('D2:D3'), range('E2:E3'), range('F2:F3')] });
}

function bankStatement(): SheetSnapshot {
  let balance = 80000;
  const rows = ALL.map(({ date, memo, isIn, amount }): Given[] => {
    balance = sum([balance, isIn ? amount : -amount + 0]);
    return [date, '09:30:00', memo, isIn ? 0 : amount, isIn ? amount : 0, balance, '某某单位'];
  });
  return sheetOf('交易明细', [
    ['账户交易明细查询'],
    ['账号：6222 **** 0001', null, null, '起止日期：20160101-20161231'],
    ['交易日期', '交易时间', '摘要', '借方发生额', '贷方发生额', '账户余额', '对方户名'],
    ...rows.reverse(),
  ], { merges: [range('A1:G1')] });
}

function fansWeekly(): SheetSnapshot {
  return sheetOf('粉丝周报', [
    ['2016年粉丝周报'],
    ['统计日期', '公司网站', '信周刊', '合计', '备注'],
    ...FANS.map(([date, site, weekly]): Given[] => [date, site, weekly, site + weekly, null]),
  ]);
}

function eventRegister(): SheetSnapshot {
  return sheetOf('活动登记表', [
    ['2016年活动登记表'],
    ['序号', '活动时间', '活动名称', '活动形式', '参与人次', '负责人'],
    ...EVENTS.map(([date, event, people], index): Given[] => [index + 1, date, event, '线下', `${String(people)}人`, '王五']),
  ]);
}

function tenThousands(): SheetSnapshot[] {
  const sheet = (name: string, heading: string, entries: readonly Entry[]): SheetSnapshot =>
    sheetOf(name, [
      ['日期', '类别', '摘要', heading],
      ...entries.map(({ date, category, memo, amount }): Given[] => [date, category, memo, Number((amount / 10000).toPrecision(12))]),
    ]);
  const plain = REVENUE.filter(({ source }) => source === undefined);
  return [sheet('营业收入', '金额（万元）', plain), sheet('经营支出', '金额（万元）', COST)];
}

function english(): SheetSnapshot {
  return sheetOf('Cash book', [
    ['Cash book 2016'],
    ['Date', 'Description', 'Category', 'Money in', 'Money out', 'Balance'],
    ...ALL.map(({ date, memo, category, source, isIn, amount }): Given[] => [
      date, memo, category + (source ?? ''), isIn ? amount : null, isIn ? null : amount, null,
    ]),
    ['Total'],
  ]);
}

function mergedDates(): SheetSnapshot {
  const days = ALL.flatMap((entry, index) => [
    { ...entry, first: true, index },
    { ...entry, first: false, index, memo: `${entry.memo} 尾款` },
  ]);
  const merges: CellRange[] = ALL.map((_, index) => ({ top: 3 + index * 2, left: 1, bottom: 4 + index * 2, right: 1 }));
  return sheetOf('日记账', [
    ['2016年日记账'],
    ['日期', '收支', '类别', '摘要', '金额'],
    ...days.map(({ date, first, isIn, category, source, memo, amount }): Given[] => [
      first ? date : null, isIn ? '收' : '支', category + (source ?? ''), memo, amount,
    ]),
  ], { merges });
}

function stacked(): SheetSnapshot {
  const part = (title: string, entries: readonly Entry[]): Given[][] => [
    [title],
    ['日期', '内容', '项目', '金额'],
    ...entries.map(({ date, memo, category, source, amount }): Given[] => [date, memo, category + (source ?? ''), amount]),
    ['小计', null, null, sum(entries.map(({ amount }) => amount))],
    [],
  ];
  return sheetOf('2016台账', [
    ...part('一、收入', REVENUE),
    ...part('二、支出', COST),
    ['三、汇总'],
    ['项目', '金额'],
    ['收入合计', sum(REVENUE.map(({ amount }) => amount))],
    ['支出合计', sum(COST.map(({ amount }) => amount))],
  ]);
}

function cashJournal(): SheetSnapshot {
  return sheetOf('现金日记账', [
    ['日期', '凭证号', '摘要', '借方', '贷方'],
    ...ALL.map(({ date, memo, isIn, amount }, index): Given[] => [date, index + 1, memo, isIn ? amount : null, isIn ? null : amount]),
  ]);
}

function ownAccounts(): SheetSnapshot {
  return sheetOf('支出登记', [
    ['日期', '支出项目', '用途', '金额'],
    ...COST.map(({ date, category, memo, amount }): Given[] => [date, category === '经营成本' ? '托管' : category, category === '经营成本' ? '每年一次' : memo, amount]),
  ]);
}

const twice = (entries: readonly Entry[]): Entry[] =>
  entries.flatMap((entry) => [entry, { ...entry, memo: `${entry.memo} 尾款` }]);
const BOTH: readonly LedgerId[] = ['revenue', 'cost'];

const layout = (
  name: string,
  title: string,
  foreign: SheetSnapshot | readonly SheetSnapshot[],
  ledgers: readonly LedgerId[],
  more: Partial<Pick<ForeignLayout, 'tables' | 'answers'>> = {},
): ForeignLayout => ({
  name,
  title,
  foreign: 'rows' in foreign ? [foreign] : foreign,
  ledgers,
  tables: more.tables ?? BOOKS,
  answers: more.answers ?? {},
});

export const FOREIGN_LAYOUTS: readonly ForeignLayout[] = [
  layout('journal', '序时账：借方、贷方和科目，含银行存款的对方分录和年末结转', journal(), BOTH),
  layout('cash-book', '收支流水账：收入、支出、余额，上年结转，合计与签字', cashBook(), BOTH),
  layout('month-sheets', '1月到12月各一张工作表，日期没有年份', monthSheets(), BOTH),
  layout('titled', '收入、费用各一张，上有标题和单位，下有合计和制表人', titled(), BOTH),
  layout('side-by-side', '一张工作表，收入在左、支出在右', sideBySide(), BOTH),
  layout('stacked', '一张工作表，收入在上、支出在下，最后还有汇总', stacked(), BOTH),
  layout('split-dates', '明细账：年写在表头，月、日各一列，月份只写一次', splitDates(), BOTH),
  layout('bank-statement', '银行交易明细：新的在上，没有科目', bankStatement(), BOTH),
  layout('fans-weekly', '粉丝周报：每个微信号一列', fansWeekly(), ['fans']),
  layout('event-register', '活动登记表：人次写成「120人」', eventRegister(), ['events']),
  layout('ten-thousands', '金额以万元计', tenThousands(), BOTH, {
    tables: { ...BOOKS, revenue: inTemplate.revenue(REVENUE.filter(({ source }) => source === undefined)) },
  }),
  layout('english', '英文列名', english(), BOTH),
  layout('merged-dates', '同一天的日期合并单元格，收、支写在一列里', mergedDates(), BOTH, {
    tables: { ...BOOKS, revenue: inTemplate.revenue(twice(REVENUE)), cost: inTemplate.cost(twice(COST)) },
  }),
  layout('cash-journal', '现金日记账：只有借方和贷方，没有余额和科目', cashJournal(), BOTH, {
    answers: { 'sides@现金日记账!E1': 'debit-in' },
  }),
  layout('own-accounts', '一个科目在制度里没有着落', ownAccounts(), ['cost'], {
    answers: { 'account@cost:托管': '经营成本' },
  }),
];

/** The workbook: the company's own sheets, and the other ledgers in the template's layout. */
export function foreignWorkbook({ name, foreign, ledgers, tables }: ForeignLayout): WorkbookSnapshot {
  const others = LEDGER_IDS.filter((id) => !ledgers.includes(id));
  const own = others.flatMap((id) => {
    const rows = tables[id];
    return rows === undefined || rows === 'missing' ? [] : [ledgerSheet(id, rows)];
  });
  return { ...workbookOf([...foreign, ...own]), name: `${name}.xlsx` };
}

/** The same entries in the template's layout. */
export function templateWorkbook({ tables }: ForeignLayout): WorkbookSnapshot {
  return workbook(tables);
}

/** A workbook with dates and figures that is no ledger at all. */
export const NO_LEDGER: WorkbookSnapshot = workbookOf([
  sheetOf('考勤', [
    ['2016年3月考勤表'],
    ['日期', '姓名', '上班', '下班', '工时'],
    ['2016-03-01', '张三', '09:00', '18:00', 8],
    ['2016-03-01', '李四', '09:10', '18:00', 8],
    ['2016-03-02', '张三', '09:00', '18:30', 8.5],
  ]),
  sheetOf('气温', [
    ['日期', '最高', '最低'],
    ['2016-03-01', 12, 3],
    ['2016-03-02', 14, 4],
  ]),
  sheetOf('通讯录', [
    ['姓名', '电话', '部门'],
    ['张三', 13800000000, '运营'],
  ]),
]);
