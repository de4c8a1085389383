/**
 * What the sample workbooks must give, worked out a second time and with nothing of the product's: this file knows the policy as
 * the written text has it, takes the rows as the bookkeeper meant them, and adds up whole fen in BigInt. Numbers of the policy
 * stand here on purpose: two programs that read them from one place would share its mistakes.
 */
import { cellOf, LEDGERS, type LedgerId, type SampleRow, type SampleYear } from './samples/sample-table';

export const ANSWER_IDS = [
  'FAN_PENALTY',
  'EVENT_PENALTY',
  'TASK_PENALTY',
  'PENALTY_TOTAL',
  'PERFORMANCE_PAY',
  'PENALTY_EXCESS',
  'COUNTED_REVENUE',
  'COUNTED_COST',
  'NET_PROFIT',
  'TEAM_SHARE',
  'COMPANY_SHARE',
  'PRIZE_QUOTA',
] as const;
export type AnswerId = (typeof ANSWER_IDS)[number];

/** Yuan with two decimals; `null` where the answer is an error. */
export type Answers = Readonly<Record<AnswerId, string | null>>;

export interface ExpectedFinding {
  readonly code: string;
  readonly sheet: string;
  readonly cell: string;
  readonly row: number;
}

/** One category of a ledger: what was booked and what of it counts. */
export interface CategoryTotal {
  readonly category: string;
  readonly rows: number;
  readonly booked: string;
  readonly counted: string;
}

/** One lot of goods set off. */
export interface LotLine {
  readonly number: string;
  readonly deadline: string;
  readonly cash: string;
  readonly quota: string;
}

export interface ExpectedYear {
  /** The answers of the workbook as it stands. */
  readonly answers: Answers;
  /** The error that each answer without a value shows. */
  readonly errors: Readonly<Partial<Record<AnswerId, '#N/A' | '#VALUE!'>>>;
  /** The answers once every blocking cell says what was meant. */
  readonly corrected: Answers;
  readonly findings: readonly ExpectedFinding[];
  readonly revenue: readonly CategoryTotal[];
  readonly cost: readonly CategoryTotal[];
  readonly lots: readonly LotLine[];
  readonly fans: readonly { readonly account: string; readonly date: string; readonly followers: string }[];
  readonly events: { readonly held: number; readonly counted: number };
}

// ---- Exact money ---------------------------------------------------------------------------------------------------

/** Money in millionths of a yuan: more digits than any cell of the samples has. */
const SCALE = 6;
const MICROS_PER_FEN = 10_000n;

function micros(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (!match) throw new Error(`no amount: ${text}`);
  const [, sign, whole = '0', decimals = ''] = match;
  const value = BigInt(whole + decimals.padEnd(SCALE, '0'));
  return sign === '-' ? -value : value;
}

/** `value` × `times` ÷ `parts` in whole fen, halves away from zero. */
function fen(value: bigint, times = 1n, parts = 1n): bigint {
  const size = (value < 0n ? -value : value) * times;
  const unit = MICROS_PER_FEN * parts;
  const rounded = (size * 2n + unit) / (unit * 2n);
  return value < 0n ? -rounded : rounded;
}

function yuan(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

// ---- The policy, by hand -------------------------------------------------------------------------------------------

const money = (row: SampleRow, column: string): bigint => micros(row.meant[column] ?? '0');

/** 六.2.1, 六.2.2, 六.2.5: what of a revenue row counts; `undefined` where the policy says that it does not. */
function countedRevenue(row: SampleRow): bigint | undefined {
  const { category = '', source } = row.meant;
  switch (category) {
    case '广告费':
    case '活动推广费':
    case '活动收入':
    case '代维费':
    case '其他衍生收入':
    case '技术转让费':
    case '第三方功能模板转让费':
      return fen(money(row, 'amount'));
    case '整体产品转让费':
      return undefined;
    case '微商城销售':
      if (source === '公司代理') return undefined;
      return fen(money(row, 'amount') - (source === '自揽' ? money(row, 'purchaseCost') : 0n));
    case '代理佣金':
      return source === '公司代理' ? undefined : fen(money(row, 'amount'));
    default:
      throw new Error(`revenue row ${row.row}: category ${category}`);
  }
}

/** 六.3, 六.4, 六.2.3: what of a cost row counts in the year; `undefined` where nothing does. */
function countedCost(row: SampleRow, year: number): bigint | undefined {
  const { category = '' } = row.meant;
  if (category === '管理费·公司领导薪酬') return undefined;
  if (category.startsWith('管理费·')) return year === 2016 ? undefined : fen(money(row, 'amount'), 1n, 2n);
  if (category === '活动用公司产品') {
    return fen(most(money(row, 'amount') * 2n, money(row, 'listPrice')), 1n, 2n);
  }
  return fen(money(row, 'amount'));
}

/** 民法典 202: the same day of the next month, or that month's last. */
function oneMonthLater(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [toYear, toMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const leap = (toYear % 4 === 0 && toYear % 100 !== 0) || toYear % 400 === 0;
  const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][toMonth - 1] ?? 31;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${toYear}-${two(toMonth)}-${two(Math.min(day, last))}`;
}

interface Lot {
  readonly row: SampleRow;
  readonly deadline: string;
  readonly inTime: boolean;
  /** What was left at the deadline; the whole lot when it was converted late or not at all. */
  readonly left: bigint;
}

function lotOf(row: SampleRow): Lot {
  const deadline = oneMonthLater(row.meant['pickedUpOn'] ?? '');
  const converted = row.meant['convertedOn'];
  const inTime = converted !== undefined && converted <= deadline;
  return { row, deadline, inTime, left: money(row, 'setOff') - (inTime ? money(row, 'convertedValue') : 0n) };
}

/** 二.1, 五.1 and 二.2, 五.2: the targets of 2016, the only ones that the policy has. */
const TARGETS: Readonly<Partial<Record<number, { readonly fans: bigint; readonly events: bigint }>>> = {
  2016: { fans: 60_000n, events: 12n },
};
const PERFORMANCE_PAY_OF_A_YEAR = 12n * 4000n * 100n;

// ---- A year --------------------------------------------------------------------------------------------------------

const BLOCKING = new Set([
  'unknown-category',
  'source-missing',
  'date-missing',
  'date-invalid',
  'amount-invalid',
  'purchase-cost-missing',
  'list-price-missing',
  'in-kind-over-converted',
]);

const isTotal = (row: SampleRow): boolean => row.marks.some(({ code }) => code === 'total-row');

/** What the sample's workbook must give for its year. */
export function expectedYear(sample: SampleYear): ExpectedYear {
  const { year, ledgers } = sample;
  const entries = (ledger: LedgerId, date: string): readonly SampleRow[] =>
    ledgers[ledger].filter((row) => !isTotal(row) && row.meant[date]?.startsWith(`${year}-`) === true);
  const revenue = entries('revenue', 'date').filter((row) => row.meant['amount'] !== undefined);
  const cost = entries('cost', 'date').filter((row) => row.meant['amount'] !== undefined);
  const lots = ledgers['in-kind'].map(lotOf);
  const due = lots.filter((lot) => lot.deadline.startsWith(`${year}-`));
  const events = entries('events', 'date');
  const tasks = entries('tasks', 'dueOn');

  const cashOf = (lot: Lot): bigint => {
    const ofYear = lot.row.meant['convertedOn']?.startsWith(`${year}-`) === true;
    return lot.inTime && ofYear ? fen(money(lot.row, 'convertedCash')) : 0n;
  };
  const quotaOf = (lot: Lot): bigint => fen(lot.left, 3n, 10n);
  const overConverted = (lot: Lot): boolean => lot.row.marks.some(({ code }) => code === 'in-kind-over-converted');

  const countedEvents = events.filter((row) => Number(row.meant['attendance'] ?? 0) >= 100);
  const latest = latestReadings(ledgers.fans, year);
  const target = TARGETS[year];
  const followers = sum(latest.map((reading) => BigInt(reading.followers)));

  const fanPenalty = target && most(0n, target.fans - followers) * 50n;
  const eventPenalty = target && most(0n, target.events - BigInt(countedEvents.length)) * 100_000n;
  const taskPenalty = sum(tasks.map((row) => fen(money(row, 'deduction'))));
  const penalties =
    fanPenalty === undefined || eventPenalty === undefined ? undefined : fanPenalty + eventPenalty + taskPenalty;

  const inKindCash = sum(lots.map(cashOf));
  const totalRevenue = sum(revenue.map((row) => countedRevenue(row) ?? 0n)) + inKindCash;
  const totalCost = sum(cost.map((row) => countedCost(row, year) ?? 0n));
  const profit = totalRevenue - totalCost;
  const team = profit > 0n ? (profit + 1n) / 2n : 0n;
  const quota = sum(due.map(quotaOf));

  const corrected = answersOf({
    FAN_PENALTY: fanPenalty,
    EVENT_PENALTY: eventPenalty,
    TASK_PENALTY: taskPenalty,
    PENALTY_TOTAL: penalties,
    PERFORMANCE_PAY: penalties === undefined ? undefined : most(0n, PERFORMANCE_PAY_OF_A_YEAR - penalties),
    PENALTY_EXCESS: penalties === undefined ? undefined : most(0n, penalties - PERFORMANCE_PAY_OF_A_YEAR),
    COUNTED_REVENUE: totalRevenue,
    COUNTED_COST: totalCost,
    NET_PROFIT: profit,
    TEAM_SHARE: team,
    COMPANY_SHARE: most(0n, profit) - team,
    PRIZE_QUOTA: quota,
  });

  const blocked = (ledger: LedgerId): boolean =>
    ledgers[ledger].some((row) => row.marks.some(({ code }) => BLOCKING.has(code)));
  const revenueBlocked = blocked('revenue') || blocked('in-kind');
  const stopped = new Set<AnswerId>([
    ...(revenueBlocked ? (['COUNTED_REVENUE'] as const) : []),
    ...(blocked('cost') ? (['COUNTED_COST'] as const) : []),
    ...(revenueBlocked || blocked('cost') ? (['NET_PROFIT', 'TEAM_SHARE', 'COMPANY_SHARE'] as const) : []),
  ]);
  const errors: Partial<Record<AnswerId, '#N/A' | '#VALUE!'>> = {};
  for (const id of ANSWER_IDS) {
    if (stopped.has(id)) errors[id] = '#VALUE!';
    else if (corrected[id] === null) errors[id] = '#N/A';
  }
  const asItStands: Answers = {
    ...corrected,
    // A lot with more converted than set off gives no quota until it is put right.
    PRIZE_QUOTA: yuan(sum(due.filter((lot) => !overConverted(lot)).map(quotaOf))),
    ...Object.fromEntries([...stopped].map((id) => [id, null])),
  };

  return {
    answers: asItStands,
    errors,
    corrected,
    findings: findingsOf(sample, lots),
    revenue: byCategory(revenue, countedRevenue, true),
    cost: byCategory(cost, (row) => countedCost(row, year), false),
    lots: lots.map((lot) => ({
      number: lot.row.meant['number'] ?? '',
      deadline: lot.deadline,
      cash: yuan(cashOf(lot)),
      quota: due.includes(lot) ? yuan(quotaOf(lot)) : '0.00',
    })),
    fans: latest,
    events: { held: events.length, counted: countedEvents.length },
  };
}

function answersOf(amounts: Readonly<Record<AnswerId, bigint | undefined>>): Answers {
  const text = (amount: bigint | undefined): string | null => (amount === undefined ? null : yuan(amount));
  return Object.fromEntries(ANSWER_IDS.map((id) => [id, text(amounts[id])])) as Record<AnswerId, string | null>;
}

/** For each account the latest reading on or before the year's last day; of one day the later row. */
function latestReadings(rows: readonly SampleRow[], year: number): ExpectedYear['fans'] {
  const latest = new Map<string, { account: string; date: string; followers: string }>();
  for (const row of rows) {
    const { account = '', date = '', followers = '' } = row.meant;
    const known = latest.get(account);
    if (date <= `${year}-12-31` && (known === undefined || known.date <= date)) {
      latest.set(account, { account, date, followers });
    }
  }
  return [...latest.values()];
}

function byCategory(
  rows: readonly SampleRow[],
  counted: (row: SampleRow) => bigint | undefined,
  withSource: boolean,
): readonly CategoryTotal[] {
  const groups = new Map<string, SampleRow[]>();
  for (const row of rows) {
    const { category = '', source } = row.meant;
    const name = withSource && source !== undefined ? `${category}·${source}` : category;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups].map(([category, members]) => ({
    category,
    rows: members.length,
    booked: yuan(sum(members.map((row) => fen(money(row, 'amount'))))),
    counted: yuan(sum(members.map((row) => counted(row) ?? 0n))),
  }));
}

// ---- What a reviewer must be told -----------------------------------------------------------------------------------

const DATES = new Set(['date', 'pickedUpOn', 'convertedOn', 'dueOn']);
const AMOUNTS = new Set(['amount', 'purchaseCost', 'listPrice', 'salesVolume', 'deduction']);

function findingsOf(sample: SampleYear, lots: readonly Lot[]): readonly ExpectedFinding[] {
  const { year, ledgers } = sample;
  const found: ExpectedFinding[] = [];
  const tell = (ledger: LedgerId, code: string, row: SampleRow, column: string): void => {
    found.push({ code, sheet: LEDGERS[ledger].sheet, cell: cellOf(ledger, column, row.row), row: row.row });
  };
  const ofYear = (date: string | undefined): boolean => date?.startsWith(`${year}-`) === true;
  const readable = (row: SampleRow): boolean => !row.marks.some(({ code }) => BLOCKING.has(code));

  for (const ledger of Object.keys(ledgers) as LedgerId[]) {
    for (const row of ledgers[ledger]) {
      const date = row.meant['date'] ?? row.meant['convertedOn'] ?? row.meant['dueOn'];
      if (date !== undefined && !ofYear(date)) continue;
      for (const { code, column } of row.marks) tell(ledger, code, row, column);
      for (const [column, altered] of Object.entries(row.altered)) {
        if (altered !== 'text' || row.marks.some((mark) => mark.column === column)) continue;
        if (DATES.has(column)) tell(ledger, 'date-as-text', row, column);
        if (AMOUNTS.has(column)) tell(ledger, 'amount-as-text', row, column);
      }
    }
  }

  for (const row of ledgers.revenue) {
    const { category, source, amount, listPrice, salesVolume } = row.meant;
    if (isTotal(row) || !readable(row) || !ofYear(row.meant['date']) || amount === undefined) continue;
    if (countedRevenue(row) === undefined) tell('revenue', 'excluded-revenue', row, 'category');
    if (category === '微商城销售' && source === '自揽' && listPrice !== undefined) {
      if (micros(amount) * 2n < micros(listPrice)) tell('revenue', 'discount-below-floor', row, 'amount');
    }
    if (category === '代理佣金' && salesVolume !== undefined && micros(amount) * 10n < micros(salesVolume)) {
      tell('revenue', 'agency-commission-below-floor', row, 'amount');
    }
  }
  for (const row of ledgers.cost) {
    const { category, amount, listPrice } = row.meant;
    if (isTotal(row) || !readable(row) || !ofYear(row.meant['date']) || amount === undefined) continue;
    if (countedCost(row, year) === undefined) tell('cost', 'excluded-cost', row, 'category');
    if (category === '活动用公司产品' && listPrice !== undefined && micros(amount) * 2n < micros(listPrice)) {
      tell('cost', 'product-cost-below-floor', row, 'amount');
    }
  }
  for (const row of ledgers.events) {
    if (!ofYear(row.meant['date'])) continue;
    if (Number(row.meant['attendance'] ?? 0) < 100) tell('events', 'event-below-attendance', row, 'attendance');
    if (money(row, 'usedValue') * 2n > money(row, 'sponsoredValue'))
      tell('events', 'prize-use-over-limit', row, 'usedValue');
  }
  for (const lot of lots) {
    const { row, inTime, left, deadline } = lot;
    const { convertedOn, convertedCash, convertedValue } = row.meant;
    if (!readable(row)) continue;
    if (ofYear(deadline) && left > 0n) {
      tell('in-kind', 'in-kind-overdue', row, inTime ? 'convertedValue' : 'convertedOn');
    }
    if (ofYear(convertedOn) && convertedCash !== undefined && convertedValue !== undefined) {
      if (micros(convertedCash) * 2n < micros(convertedValue)) {
        tell('in-kind', 'discount-below-floor', row, 'convertedCash');
      }
    }
  }
  // 三.1: each kind of post held by somebody who was there during the year; the table's header stands for the table.
  const present = ledgers.staff.filter(
    ({ meant }) => (meant['hiredOn'] ?? '') <= `${year}-12-31` && (meant['leftOn'] ?? '9999') >= `${year}-01-01`,
  );
  const held = new Set(present.map(({ meant }) => meant['postType']));
  if (['内容', '运营', '维护'].some((post) => !held.has(post))) {
    found.push({ code: 'post-missing', sheet: LEDGERS.staff.sheet, cell: 'A1', row: 1 });
  }
  return found;
}
