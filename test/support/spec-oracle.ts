/**
 * The specification once more, as directly as it reads (spec/policy.md, spec/workbook.md), to hold the engine against. It
 * shares nothing with src/: amounts are BigInt in millionths of a yuan, dates are text, rows are what a person meant by them.
 */

/** A cell as meant: blank, a value (an amount as decimal text, a date as «2016-03-05», a text), or something unreadable. */
export type Meant = { readonly is: 'blank' | 'unreadable' } | { readonly is: 'value'; readonly value: string };
export type MeantRow = Readonly<Record<string, Meant>>;
export type MeantBook = Readonly<
  Record<'revenue' | 'cost' | 'fans' | 'events' | 'inKind' | 'tasks', readonly MeantRow[]>
>;
export type MeantLedger = keyof MeantBook;

export interface Expected {
  /** `null` for an error. */
  readonly answers: Readonly<Record<string, string | null>>;
  /** «code ledger index», the index counting the ledger's rows from 0; of the codes that cases/README.md lists. */
  readonly findings: readonly string[];
}

const MICRO = 1_000_000n;
const PER_FEN = 10_000n;

const IN_FULL = ['广告费', '活动推广费', '活动收入', '代维费', '其他衍生收入', '技术转让费', '第三方功能模板转让费'];
const DIRECT =
  '员工工资 保险及福利 年终奖 超额奖 分红奖励 经营成本 技术开发成本 车辆使用费 差旅费 业务招待费 税金 其他必需成本'.split(
    ' ',
  );
const FEES = '办公室人员薪酬 其他部门人员薪酬 办公费 场地租费 水电费 差旅费 车辆使用费'
  .split(' ')
  .map((fee) => `管理费·${fee}`);

export function expectedOf(book: MeantBook, year: number): Expected {
  const findings: string[] = [];
  /** What made an answer's group an error in this year. */
  const stopped = new Set<string>();
  const sums = { revenue: 0n, cost: 0n, quota: 0n, tasks: 0n };

  /** A row at work: its findings and errors fall into its year, or into every year where it has none. */
  const at = (ledger: MeantLedger, index: number) => (in_: number | undefined) => {
    const now = in_ === undefined || in_ === year;
    return {
      tell: (code: string, when = true): boolean => {
        if (when && now) findings.push(`${code} ${ledger} ${index}`);
        return when;
      },
      stop: (group: string, when = true): boolean => {
        if (when && now) stopped.add(group);
        return when;
      },
      add: (group: keyof typeof sums, micro: bigint): void => {
        if (now) sums[group] += roundedToFen(micro);
      },
    };
  };

  book.revenue.forEach((row, index) => {
    const [date, amount, cost, list, sales] = cells(row, '日期', '金额', '进货成本', '标价', '销售额');
    if (amount.is === 'blank') return;
    const { tell, stop, add } = at('revenue', index)(yearIn(date));
    const [category, source] = [textIn(row, '类别'), textIn(row, '货源')];
    const self = category === '微商城销售' && source === '自揽';
    const allowed =
      category === '微商城销售'
        ? ['自有', '自揽', '公司代理']
        : category === '代理佣金'
          ? ['自揽', '公司代理']
          : undefined;
    const known = IN_FULL.includes(category) || category === '整体产品转让费' || allowed !== undefined;
    const faults = [
      tell('date-missing', date.is === 'blank'),
      date.is === 'unreadable',
      amount.is === 'unreadable',
      tell('unknown-category', !known),
      tell('source-missing', allowed !== undefined && !allowed.includes(source)),
      tell('purchase-cost-missing', self && cost.is === 'blank'),
      self && cost.is === 'unreadable',
    ];
    if (date.is === 'value') {
      tell('discount-below-floor', self && ratioBelow(amount, list, 2n));
      tell('agency-commission-below-floor', category === '代理佣金' && ratioBelow(amount, sales, 10n));
    }
    if (stop('revenue', faults.includes(true))) return;
    if (tell('excluded-revenue', category === '整体产品转让费' || (source === '公司代理' && allowed !== undefined)))
      return;
    add('revenue', micro(amount) - (self ? micro(cost) : 0n));
  });

  book.cost.forEach((row, index) => {
    const [date, amount, list] = cells(row, '日期', '金额', '标价');
    if (amount.is === 'blank') return;
    const { tell, stop, add } = at('cost', index)(yearIn(date));
    const category = textIn(row, '类别');
    const goods = category === '活动用公司产品';
    const faults = [
      tell('date-missing', date.is === 'blank'),
      date.is === 'unreadable',
      amount.is === 'unreadable',
      tell('unknown-category', !goods && ![...DIRECT, ...FEES, '管理费·公司领导薪酬'].includes(category)),
      tell('list-price-missing', goods && list.is === 'blank'),
      goods && list.is === 'unreadable',
    ];
    if (date.is === 'value') tell('product-cost-below-floor', goods && ratioBelow(amount, list, 2n));
    if (stop('cost', faults.includes(true))) return;
    const feeCounts = year >= 2017;
    if (tell('excluded-cost', category === '管理费·公司领导薪酬' || (FEES.includes(category) && !feeCounts))) return;
    const floor = micro(list) / 2n;
    add(
      'cost',
      goods
        ? micro(amount) > floor
          ? micro(amount)
          : floor
        : FEES.includes(category)
          ? micro(amount) / 2n
          : micro(amount),
    );
  });

  // Σ over 微信号 of the latest reading on or before 12-31; of one day, the later row.
  const latest = new Map<string, { readonly date: string; readonly count: Meant }>();
  book.fans.forEach((row, index) => {
    const [date, count] = cells(row, '日期', '活粉数');
    if (count.is === 'blank') return;
    const { tell, stop } = at('fans', index)(undefined);
    tell('date-missing', date.is === 'blank');
    if (stop('fans', date.is !== 'value') || date.is !== 'value' || date.value > `${year}-12-31`) return;
    const account = textIn(row, '微信号');
    if (stop('fans', account === '')) return;
    const before = latest.get(account);
    if (!before || before.date <= date.value) latest.set(account, { date: date.value, count });
  });
  const readings = [...latest.values()].map(({ count }) => count);
  if (readings.length === 0 || readings.some((count) => count.is !== 'value')) stopped.add('fans');
  const fans = readings.reduce((sum, count) => sum + micro(count), 0n);

  let held = 0n;
  book.events.forEach((row, index) => {
    const [date, people, sponsored, used, commission] = cells(
      row,
      '日期',
      '参与人数',
      '赞助奖品价值',
      '已用奖品价值',
      '个人提成',
    );
    const { tell, stop } = at('events', index)(yearIn(date));
    tell(
      'date-missing',
      date.is === 'blank' && [people, sponsored, used, commission].some((cell) => cell.is !== 'blank'),
    );
    if (people.is !== 'blank') stop('events', date.is !== 'value' || people.is === 'unreadable');
    if (date.is !== 'value') return;
    if (people.is === 'value') {
      const reached = micro(people) >= 100n * MICRO;
      tell('event-below-attendance', !reached);
      if (reached && yearIn(date) === year) held += 1n;
    }
    tell(
      'prize-use-over-limit',
      used.is === 'value' && sponsored.is === 'value' && 2n * micro(used) > micro(sponsored),
    );
  });

  book.tasks.forEach((row, index) => {
    const [due, deduction] = cells(row, '截止日期', '考核扣款');
    if (deduction.is === 'blank') return;
    const { tell, stop, add } = at('tasks', index)(yearIn(due));
    tell('date-missing', due.is === 'blank');
    if (!stop('tasks', due.is !== 'value' || deduction.is !== 'value')) add('tasks', micro(deduction));
  });

  book.inKind.forEach((row, index) => {
    const [set, picked, on, value, cash] = cells(row, '抵扣金额', '领用日期', '转化日期', '转化价值', '转化现金');
    const converted = value.is !== 'blank' || cash.is !== 'blank';
    const everyYear = at('inKind', index)(undefined);
    everyYear.tell('date-missing', picked.is === 'blank' && (set.is !== 'blank' || converted));
    const noConversionDate = converted && on.is !== 'value';
    everyYear.tell('date-missing', converted && on.is === 'blank');
    const deadline = picked.is === 'value' ? monthLater(picked.value) : undefined;
    const over = set.is === 'value' && value.is === 'value' && micro(value) > micro(set);
    const inTime = on.is === 'value' && deadline !== undefined && on.value <= deadline;
    const unclear =
      [set, picked, on, value].some((cell) => cell.is === 'unreadable') || picked.is === 'blank' || noConversionDate;

    const sale = at('inKind', index)(yearIn(on));
    if (on.is === 'value') {
      sale.tell('in-kind-over-converted', over);
      sale.tell('discount-below-floor', ratioBelow(cash, value, 2n));
    }
    // Without what was set off nobody can tell whether more was converted.
    sale.stop('revenue', converted && set.is === 'blank');
    if (converted && !sale.stop('revenue', unclear || cash.is === 'unreadable' || over) && inTime)
      sale.add('revenue', micro(cash));

    const due = at('inKind', index)(deadline === undefined ? undefined : Number(deadline.slice(0, 4)));
    if (set.is === 'blank' || due.stop('quota', unclear || (inTime && value.is === 'blank')) || over) return;
    const rest = micro(set) - (inTime ? micro(value) : 0n);
    due.tell('in-kind-overdue', rest > 0n);
    due.add('quota', (rest * 3n) / 10n);
  });

  return { answers: answersFrom({ year, stopped, sums, fans, held }), findings: findings.sort() };
}

interface Figures {
  readonly year: number;
  readonly stopped: ReadonlySet<string>;
  readonly sums: Readonly<Record<'revenue' | 'cost' | 'quota' | 'tasks', bigint>>;
  readonly fans: bigint;
  readonly held: bigint;
}

function answersFrom({ year, stopped, sums, fans, held }: Figures): Record<string, string | null> {
  const unless = (error: boolean, fen: () => bigint): bigint | null => (error ? null : fen());
  const both = (left: bigint | null, right: bigint | null, of: (a: bigint, b: bigint) => bigint): bigint | null =>
    left === null || right === null ? null : of(left, right);
  const positive = (fen: bigint): bigint => (fen > 0n ? fen : 0n);

  // The seed gives targets for 2016 alone.
  const fanPenalty = unless(year !== 2016 || stopped.has('fans'), () =>
    roundedToFen(positive(60_000n * MICRO - fans) / 2n),
  );
  const eventPenalty = unless(year !== 2016 || stopped.has('events'), () => positive(12n - held) * 100_000n);
  const taskPenalty = unless(stopped.has('tasks'), () => sums.tasks);
  const penalties = both(
    both(fanPenalty, eventPenalty, (a, b) => a + b),
    taskPenalty,
    (a, b) => a + b,
  );
  const revenue = unless(stopped.has('revenue'), () => sums.revenue);
  const cost = unless(stopped.has('cost'), () => sums.cost);
  const profit = both(revenue, cost, (a, b) => a - b);
  const team = profit === null ? null : (positive(profit) + 1n) / 2n;
  const shown = {
    FAN_PENALTY: fanPenalty,
    EVENT_PENALTY: eventPenalty,
    TASK_PENALTY: taskPenalty,
    PENALTY_TOTAL: penalties,
    PERFORMANCE_PAY: both(penalties, 4_800_000n, (charged, pay) => positive(pay - charged)),
    PENALTY_EXCESS: both(penalties, 4_800_000n, (charged, pay) => positive(charged - pay)),
    COUNTED_REVENUE: revenue,
    COUNTED_COST: cost,
    NET_PROFIT: profit,
    TEAM_SHARE: team,
    COMPANY_SHARE: both(profit, team, (all, half) => positive(all) - half),
    PRIZE_QUOTA: unless(stopped.has('quota'), () => sums.quota),
  };
  return Object.fromEntries(Object.entries(shown).map(([id, fen]) => [id, fen === null ? null : yuan(fen)]));
}

function cells<const H extends readonly string[]>(row: MeantRow, ...headings: H): { [K in keyof H]: Meant } {
  return headings.map((heading) => row[heading] ?? { is: 'blank' }) as { [K in keyof H]: Meant };
}

function textIn(row: MeantRow, heading: string): string {
  const cell = row[heading];
  return cell?.is === 'value' ? cell.value : '';
}

function yearIn(date: Meant): number | undefined {
  return date.is === 'value' ? Number(date.value.slice(0, 4)) : undefined;
}

/** An amount in millionths of a yuan; nothing for a blank. */
function micro(cell: Meant): bigint {
  if (cell.is !== 'value') return 0n;
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,5}))?$/.exec(cell.value) ?? [];
  if (whole === '') throw new Error(`no amount: ${cell.value}`);
  const size = BigInt(whole) * MICRO + BigInt(decimals.padEnd(6, '0'));
  return sign === '-' ? -size : size;
}

/** part ÷ whole < 1 ÷ times, where both are known. */
function ratioBelow(part: Meant, whole: Meant, times: bigint): boolean {
  return part.is === 'value' && whole.is === 'value' && micro(whole) > 0n && micro(part) * times < micro(whole);
}

/** Half up, away from zero. */
function roundedToFen(value: bigint): bigint {
  const size = ((value < 0n ? -value : value) + PER_FEN / 2n) / PER_FEN;
  return value < 0n ? -size : size;
}

/** The same day of the next month, or its last day where that day does not exist. */
function monthLater(date: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const [y, m] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const last = m === 2 ? (y % 4 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(m) ? 30 : 31;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${y}-${two(m)}-${two(Math.min(day, last))}`;
}

function yuan(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
