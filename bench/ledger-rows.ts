import { addMonths, fromExcelSerial, parseIsoDate, toExcelSerial, type IsoDate } from '../src/kernel/dates';
import type { CellValue, SheetSnapshot, WorkbookSnapshot } from '../src/ledger/cells';
import type { Policy } from '../src/policy/policy';
import type { Ledger } from '../src/policy/schema';
import { Random } from './random';

/** How many rows each ledger gets. */
export interface BookSize {
  readonly revenue: number;
  readonly cost: number;
}

/** A ledger's sheet, and which of its columns (1-based) hold dates. */
export interface LedgerSheet extends SheetSnapshot {
  readonly dateColumns: ReadonlySet<number>;
}

/** A workbook of ledgers. */
export interface Book extends WorkbookSnapshot {
  readonly sheets: readonly LedgerSheet[];
}

type Entry = Readonly<Record<string, CellValue>>;

/** The book is the year 2016's, kept open into the next one, so that dates decide rows too. */
const FIRST_DAY = serial('2016-01-01');
const LAST_DAY = serial('2017-02-28');
const LAST_DAY_OF_YEAR = serial('2016-12-31');

const ACCOUNTS = ['同城生活', '本地美食', '周末去哪', '亲子乐园', '二手市集'];
const CUSTOMER_COUNT = 3000;

/**
 * A large ledger book of the internet centre in which every row is valid: each category and source with equal chance,
 * log-uniform amounts, memos that speak of their own category and rarely repeat. The same size and seed give the same book.
 */
export function makeBook(policy: Policy, size: BookSize, seed: number): Book {
  const random = new Random(seed);
  const entries: Readonly<Record<string, readonly Entry[]>> = {
    revenue: many(size.revenue, () => revenueEntry(ledgerOf(policy, 'revenue'), random)),
    cost: many(size.cost, () => costEntry(ledgerOf(policy, 'cost'), random)),
    fans: ACCOUNTS.flatMap((account) =>
      many(60, (index) => ({ date: FIRST_DAY + index * 6, account, followers: 2000 + index * random.whole(50, 150) })),
    ),
    events: many(200, (index) => eventEntry(index, random)),
    'in-kind': many(500, (index) => inKindEntry(index, random)),
    tasks: many(100, (index) => ({
      task: `任务${index + 1}`,
      dueOn: random.whole(FIRST_DAY, LAST_DAY_OF_YEAR),
      deduction: yuan(random.whole(0, 20_000)),
    })),
  };
  const sheets = Object.entries(entries).map(([id, rows]) => sheetOf(ledgerOf(policy, id), rows));
  return { name: 'book.xlsx', date1904: false, sheets, definedNames: [] };
}

/** A ledger of the policy; throws for one that it does not have. */
export function ledgerOf(policy: Policy, id: string): Ledger {
  const ledger = policy.ledgers.get(id);
  if (!ledger) throw new Error(`the policy has no ledger ${id}`);
  return ledger;
}

function revenueEntry(ledger: Ledger, random: Random): Entry {
  const category = random.pick(ledger.categories);
  const source = category.sources ? random.pick(category.sources) : null;
  const cents = logUniformCents(random);
  const sold = category.name === '微商城销售';
  return {
    date: random.whole(FIRST_DAY, LAST_DAY),
    memo: memo(category.keywords, random),
    category: category.name,
    source,
    amount: yuan(cents),
    purchaseCost: sold && source === '自揽' ? yuan(Math.floor(cents * (0.3 + 0.9 * random.fraction()))) : null,
    listPrice: sold ? yuan(Math.floor(cents * (1 + 0.8 * random.fraction()))) : null,
    salesVolume: category.name === '代理佣金' ? yuan(Math.floor(cents * (2 + 7 * random.fraction()))) : null,
  };
}

function costEntry(ledger: Ledger, random: Random): Entry {
  const category = random.pick(ledger.categories);
  const cents = logUniformCents(random);
  const companyGoods = category.name === '活动用公司产品';
  return {
    date: random.whole(FIRST_DAY, LAST_DAY),
    memo: memo(category.keywords, random),
    category: category.name,
    amount: yuan(cents),
    // About every fifth is charged below the floor, and half of those to half a fen.
    listPrice: companyGoods ? yuan(Math.floor(cents * (1 + 1.25 * random.fraction()))) : null,
  };
}

function eventEntry(index: number, random: Random): Entry {
  const sponsored = random.whole(0, 500_000);
  return {
    date: random.whole(FIRST_DAY, LAST_DAY_OF_YEAR),
    event: `活动${index + 1}`,
    attendance: random.whole(40, 400),
    sponsoredValue: yuan(sponsored),
    usedValue: yuan(Math.floor(sponsored * 0.5 * random.fraction())),
  };
}

function inKindEntry(index: number, random: Random): Entry {
  const setOff = logUniformCents(random);
  const pickedUpOn = random.whole(FIRST_DAY, LAST_DAY_OF_YEAR);
  const lot = { number: `SW${index + 1}`, item: '抵扣物资', setOff: yuan(setOff), pickedUpOn };
  if (random.fraction() < 0.2) return lot;
  const converted = Math.floor(setOff * random.fraction());
  return {
    ...lot,
    // Some on the last day, some on the day after.
    convertedOn: random.fraction() < 0.2 ? deadline(pickedUpOn) + random.whole(0, 1) : pickedUpOn + random.whole(0, 50),
    convertedValue: yuan(converted),
    convertedCash: yuan(Math.floor(converted * (0.5 + 0.5 * random.fraction()))),
  };
}

function memo(keywords: readonly (readonly string[])[], random: Random): string {
  const words = keywords.length > 0 ? random.pick(keywords) : [];
  return `${words.join('')} 客户${random.whole(1, CUSTOMER_COUNT)} ${random.whole(1, 12)}月`;
}

/** Ten to fifty thousand yuan, in fen; small amounts are as common as in real books. */
function logUniformCents(random: Random): number {
  return Math.floor(1000 * 5000 ** random.fraction());
}

function yuan(cents: number): number {
  return cents / 100;
}

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function serial(text: string): number {
  return toExcelSerial(knownDate(parseIsoDate(text)), false);
}

/** One month after the day, as the policy counts months. */
function deadline(pickedUpOn: number): number {
  return toExcelSerial(knownDate(addMonths(knownDate(fromExcelSerial(pickedUpOn, false)), 1)), false);
}

function knownDate(date: IsoDate | undefined): IsoDate {
  if (date === undefined) throw new RangeError('no such date');
  return date;
}

function sheetOf(ledger: Ledger, entries: readonly Entry[]): LedgerSheet {
  const header = ledger.columns.map((column) => column.header);
  const rows = entries.map((entry) => ledger.columns.map((column) => entry[column.id] ?? null));
  const range = { top: 1, left: 1, bottom: rows.length + 1, right: header.length };
  return {
    name: ledger.sheet,
    rows: [header, ...rows],
    merges: [],
    dateColumns: new Set(ledger.columns.flatMap((column, index) => (column.type === 'date' ? [index + 1] : []))),
    tables: [{ name: ledger.table, range, headerRows: 1, totalsRows: 0 }],
  };
}
