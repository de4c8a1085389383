import fc from 'fast-check';
import { parseIsoDate, toExcelSerial } from '../../src/kernel/dates';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../../src/ledger/cells';
import { COMPANY_GOODS, DIRECT_COSTS, LAYOUT, LEADERS_PAY, MANAGEMENT_FEES, REVENUE_CATEGORIES } from './layout';
import type { Meant, MeantLedger } from './spec-oracle';
import { tableAt, workbookOf } from './workbook-builder';

/**
 * Believable workbooks: entries as a person means them, beside the cells that the person typed. Dates lie in 2015–2018 and
 * crowd at the ends of months and years; amounts crowd at the policy's bounds; `faults` says how often something is wrong.
 */
export type Written = Meant & { readonly cell: CellValue };
export type WrittenRow = Readonly<Record<string, Written>>;
export type WrittenBook = Readonly<Record<MeantLedger, readonly WrittenRow[]>>;

export interface Believable {
  /** In a hundred: how often a cell is blank, unreadable or wrong where it should not be. */
  readonly faults?: number;
  /** Numbers and dates in number cells throughout, and texts without spaces around. */
  readonly plain?: boolean;
  /** The most rows a ledger has. */
  readonly rows?: number;
}

const BLANK: Written = { is: 'blank', cell: null };
const meant = (value: string, cell: CellValue = value): Written => ({ is: 'value', value, cell });

// ---- Cells -------------------------------------------------------------------------------------------------------

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const plusDays = (date: string, days: number): string => isoDay(Date.parse(date) + days * 86_400_000);

const CROWDED = ['01-01', '01-28', '01-29', '01-30', '01-31', '02-28', '03-31', '08-31', '11-30', '12-01', '12-31'];
const anyDay = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: Date.parse('2016-01-01'), max: Date.parse('2017-12-31') }).map(isoDay) },
  { weight: 1, arbitrary: fc.integer({ min: Date.parse('2015-01-01'), max: Date.parse('2018-12-31') }).map(isoDay) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(2015, 2016, 2017, 2018), fc.constantFrom(...CROWDED))
      .map(([year, day]) => `${year}-${day}`),
  },
);

type Choices<T> = readonly [usual: T, ...others: T[]];

/** Ways to write a day; the first, a date cell, is the usual one. */
const DAY_WRITINGS: Choices<(date: string, serial: number) => CellValue> = [
  (_, serial) => serial,
  (_, serial) => serial + 0.75,
  (date) => date,
  (date) => date.replaceAll('-', '/'),
  (date) => date.replaceAll('-', ''),
  (date) => Number(date.replaceAll('-', '')),
  (date) => date.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日'),
  (date) => ` ${date} 08:30 `,
];
const UNREADABLE_DAYS: readonly CellValue[] = ['2016-02-30', '3月5日', '2016年3月', 2016, -5, true, { fault: '#REF!' }];

/** Ways to write an amount; the first, a number cell, is the usual one. */
const AMOUNT_WRITINGS: Choices<(amount: string) => CellValue> = [
  Number,
  (amount) => amount,
  (amount) => amount.replace(/^-?\d+/, (whole) => whole.replace(/\d(?=(\d{3})+$)/g, '$&,')),
  (amount) => amount.replace(/^(-?)/, '$1¥'),
  (amount) => `${amount}元`,
  (amount) => amount.replace(/[0-9.]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  (amount) => (amount.startsWith('-') ? `（${amount.slice(1)}）` : ` ${amount}\u00A0`),
];
const UNREADABLE_AMOUNTS: readonly CellValue[] = ['十', '1,23', '-', true, 1e300, { fault: '#DIV/0!' }];

class Writer {
  constructor(
    private readonly faults: number,
    private readonly plain: boolean,
  ) {}

  day(date: string): fc.Arbitrary<Written> {
    const serial = toExcelSerial(isoOf(date), false);
    const written = this.mostly(DAY_WRITINGS).map((write) => meant(date, write(date, serial)));
    return this.sometimes(written, UNREADABLE_DAYS);
  }

  amount(amount: string): fc.Arbitrary<Written> {
    const written = this.mostly(AMOUNT_WRITINGS).map((write) => meant(amount, write(amount)));
    return this.sometimes(written, UNREADABLE_AMOUNTS);
  }

  text(text: string, wrong: readonly string[] = []): fc.Arbitrary<Written> {
    const faulty = fc.constantFrom(BLANK, ...wrong.map((each) => meant(each)));
    return this.either(
      this.mostly([text, ` ${text} `]).map((typed) => meant(text, typed)),
      faulty,
    );
  }

  /** A cell of no consequence where it stands, such as 进货成本 of an advertisement. */
  idle(): fc.Arbitrary<Written> {
    const odd = fc.constantFrom<Written>(meant('7', 7), { is: 'unreadable', cell: '无' });
    return this.either(fc.constant(BLANK), odd);
  }

  /** The usual choice as a rule, the others now and then. */
  private mostly<T>(choices: Choices<T>): fc.Arbitrary<T> {
    const usual = fc.constant(choices[0]);
    if (this.plain) return usual;
    return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 2, arbitrary: fc.constantFrom(...choices) });
  }

  private sometimes(usual: fc.Arbitrary<Written>, unreadable: readonly CellValue[]): fc.Arbitrary<Written> {
    const faulty = fc.constantFrom<Written>(BLANK, ...unreadable.map((cell): Written => ({ is: 'unreadable', cell })));
    return this.either(usual, faulty);
  }

  private either(usual: fc.Arbitrary<Written>, faulty: fc.Arbitrary<Written>): fc.Arbitrary<Written> {
    if (this.faults === 0) return usual;
    return fc.oneof({ weight: 100 - this.faults, arbitrary: usual }, { weight: this.faults, arbitrary: faulty });
  }
}

function isoOf(date: string): NonNullable<ReturnType<typeof parseIsoDate>> {
  const iso = parseIsoDate(date);
  if (iso === undefined) throw new Error(`no date: ${date}`);
  return iso;
}

// ---- Amounts, in hundredths of a fen -------------------------------------------------------------------------------

/** Whole fen, half fen and a hair beside; refunds now and then. */
const size = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 3_000_000 })),
    fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constantFrom(50, 49, 51) }),
  )
  .map(([fen, rest]) => fen * 100 + rest);
const signedSize = fc
  .tuple(size, fc.integer({ min: 0, max: 9 }))
  .map(([amount, dice]) => (dice === 0 ? -amount : amount));

function decimal(units: number): string {
  const digits = String(Math.abs(units)).padStart(5, '0');
  return `${units < 0 ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '');
}

/** A whole that `part` is about a share of: exactly, a hair less, a hair more, or something else. */
const wholeFor = (part: number, times: number): fc.Arbitrary<number> => {
  const exact = Math.abs(part) * times;
  return fc.oneof(fc.constantFrom(exact, exact + 1, Math.max(1, exact - 1)), size);
};

// ---- Rows ----------------------------------------------------------------------------------------------------------

type Cells = Record<string, fc.Arbitrary<Written>>;
const row = (cells: Cells): fc.Arbitrary<WrittenRow> => fc.record(cells);

function revenueRow(write: Writer): fc.Arbitrary<WrittenRow> {
  const weighted = [...REVENUE_CATEGORIES, '微商城销售', '微商城销售', '代理佣金'] as const;
  return fc
    .tuple(anyDay, fc.constantFrom(...weighted), fc.constantFrom('自有', '自揽', '自揽', '公司代理'), signedSize, size)
    .chain(([date, category, source, amount, cost]) =>
      fc.tuple(wholeFor(amount, 2), wholeFor(amount, 10)).chain(([list, sales]) => {
        const commission = category === '代理佣金';
        const mall = category === '微商城销售';
        return row({
          日期: write.day(date),
          摘要: write.text(category),
          类别: write.text(category, ['广告', '其他', '管理费·办公费']),
          货源:
            mall || commission
              ? write.text(commission && source === '自有' ? '自揽' : source, ['自营', '自有'])
              : write.idle(),
          金额: write.amount(decimal(amount)),
          进货成本: mall && source === '自揽' ? write.amount(decimal(cost)) : write.idle(),
          标价: mall ? write.amount(decimal(list)) : write.idle(),
          销售额: commission ? write.amount(decimal(sales)) : write.idle(),
        });
      }),
    );
}

function costRow(write: Writer): fc.Arbitrary<WrittenRow> {
  const categories = [
    ...DIRECT_COSTS,
    ...MANAGEMENT_FEES,
    LEADERS_PAY,
    COMPANY_GOODS,
    COMPANY_GOODS,
    COMPANY_GOODS,
  ] as const;
  return fc.tuple(anyDay, fc.constantFrom(...categories), signedSize).chain(([date, category, amount]) =>
    wholeFor(amount, 2).chain((list) =>
      row({
        日期: write.day(date),
        摘要: write.text(category),
        类别: write.text(category, ['管理费', '工资', '广告费']),
        金额: write.amount(decimal(amount)),
        标价: category === COMPANY_GOODS ? write.amount(decimal(list)) : write.idle(),
      }),
    ),
  );
}

function fansRow(write: Writer): fc.Arbitrary<WrittenRow> {
  const account = fc.constantFrom('公司网站', '信周刊', '本地生活');
  return fc
    .tuple(anyDay, account, fc.oneof(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom(19_999, 20_000, 20_001)))
    .chain(([date, name, count]) =>
      row({ 日期: write.day(date), 微信号: write.text(name), 活粉数: write.amount(String(count)) }),
    );
}

function eventsRow(write: Writer): fc.Arbitrary<WrittenRow> {
  const people = fc.constantFrom(60, 99, 100, 100, 101, 350);
  return fc.tuple(anyDay, people, size).chain(([date, attendance, used]) =>
    wholeFor(used, 2).chain((sponsored) =>
      row({
        日期: write.day(date),
        活动: write.text('路演'),
        参与人数: write.amount(String(attendance)),
        赞助奖品价值: write.amount(decimal(sponsored)),
        已用奖品价值: write.amount(decimal(used)),
        个人提成: write.amount('100'),
      }),
    ),
  );
}

/** Days from picking up to converting, around the deadline of 28 to 31 days; none for what was never converted. */
const WAITING = [undefined, 0, 5, 27, 28, 29, 30, 31, 32, 60, 400] as const;

function inKindRow(write: Writer): fc.Arbitrary<WrittenRow> {
  const part = fc.constantFrom<(set: number) => number>(
    (set) => set,
    (set) => set,
    (set) => Math.ceil(set / 2),
    (set) => Math.ceil(set / 100) * 60,
    (set) => Math.max(1, set - 1),
    (set) => set + 1,
  );
  return fc.tuple(size, anyDay, fc.constantFrom(...WAITING), part).chain(([set, picked, waited, partOf]) => {
    const value = partOf(set);
    const cash = fc.constantFrom(
      Math.ceil(value / 2),
      Math.ceil(value / 2) - 1,
      Math.ceil(value * 0.8),
      Math.ceil(value * 0.3),
    );
    return cash.chain((got) =>
      row({
        编号: write.text('K001'),
        抵扣金额: write.amount(decimal(set)),
        领用日期: write.day(picked),
        转化日期: waited === undefined ? fc.constant(BLANK) : write.day(plusDays(picked, waited)),
        转化价值: waited === undefined ? fc.constant(BLANK) : write.amount(decimal(value)),
        转化现金: waited === undefined ? fc.constant(BLANK) : write.amount(decimal(got)),
      }),
    );
  });
}

function tasksRow(write: Writer): fc.Arbitrary<WrittenRow> {
  return fc
    .tuple(anyDay, size)
    .chain(([date, amount]) =>
      row({ 任务: write.text('商城'), 截止日期: write.day(date), 考核扣款: write.amount(decimal(amount)) }),
    );
}

/** A book of ledgers, each with up to `rows` entries. */
export function believableBook({ faults = 0, plain = false, rows = 10 }: Believable = {}): fc.Arbitrary<WrittenBook> {
  const write = new Writer(faults, plain);
  const some = (entry: fc.Arbitrary<WrittenRow>): fc.Arbitrary<WrittenRow[]> => fc.array(entry, { maxLength: rows });
  return fc.record({
    revenue: some(revenueRow(write)),
    cost: some(costRow(write)),
    fans: some(fansRow(write)),
    events: some(eventsRow(write)),
    inKind: some(inKindRow(write)),
    tasks: some(tasksRow(write)),
  });
}

// ---- Sheets --------------------------------------------------------------------------------------------------------

/** How a book stands in its sheets; nothing of it changes what the book says. */
export interface Arrangement {
  readonly found: 'as-table' | 'by-heading';
  /** Rows of nothing above the headings. */
  readonly title: boolean;
  readonly columnsReversed: boolean;
  /** A blank row, or a total, after each so many entries; 0 for none. */
  readonly gapsEvery: number;
  readonly totalsEvery: number;
}

export const PLAIN: Arrangement = {
  found: 'as-table',
  title: false,
  columnsReversed: false,
  gapsEvery: 0,
  totalsEvery: 0,
};

export const anyArrangement: fc.Arbitrary<Arrangement> = fc.record({
  found: fc.constantFrom('as-table', 'by-heading'),
  title: fc.boolean(),
  columnsReversed: fc.boolean(),
  gapsEvery: fc.constantFrom(0, 0, 1, 3),
  totalsEvery: fc.constantFrom(0, 0, 2, 5),
});

const LEDGERS: readonly MeantLedger[] = ['revenue', 'cost', 'fans', 'events', 'inKind', 'tasks'];
/** The column that a total's label stands in, and the one that its amount stands in. */
const TOTALLED: Record<MeantLedger, readonly [label: string, amount: string]> = {
  revenue: ['摘要', '金额'],
  cost: ['日期', '金额'],
  fans: ['微信号', '活粉数'],
  events: ['活动', '参与人数'],
  inKind: ['编号', '抵扣金额'],
  tasks: ['任务', '考核扣款'],
};

export interface Arranged {
  readonly workbook: WorkbookSnapshot;
  /** Which entry of which ledger stands in a sheet's row. */
  readonly entryAt: (sheet: string, row: number) => string;
}

export function arrange(book: WrittenBook, arrangement: Arrangement = PLAIN): Arranged {
  const places = new Map<string, string>();
  const sheets = LEDGERS.map((id): SheetSnapshot => {
    const { sheet, table, headings: inOrder } = LAYOUT[id];
    const headings = arrangement.columnsReversed ? [...inOrder].reverse() : inOrder;
    const rows: (readonly CellValue[] | undefined)[] = arrangement.title
      ? [[`${sheet}（单位：元）`], undefined, headings]
      : [headings];
    const top = rows.length;
    book[id].forEach((entry, index) => {
      rows.push(headings.map((heading) => entry[heading]?.cell ?? null));
      places.set(`${sheet} ${rows.length}`, `${id} ${index}`);
      if (arrangement.gapsEvery > 0 && index % arrangement.gapsEvery === 0)
        rows.push(index % 2 === 0 ? undefined : ['', ' ']);
      if (arrangement.totalsEvery > 0 && index % arrangement.totalsEvery === 0) {
        const [label, amount] = TOTALLED[id];
        rows.push(headings.map((heading) => (heading === label ? '合 计：' : heading === amount ? 12345.67 : null)));
      }
    });
    const tables =
      arrangement.found === 'as-table'
        ? [tableAt(table, { top, left: 1, bottom: rows.length, right: headings.length })]
        : [];
    return { name: sheet, rows, merges: [], tables };
  });
  return {
    workbook: workbookOf(sheets),
    entryAt: (sheet, row) => places.get(`${sheet} ${row}`) ?? `${sheet} row ${row}`,
  };
}
