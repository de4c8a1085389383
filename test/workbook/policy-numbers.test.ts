import fc from 'fast-check';
import { cellAddress } from '../../src/ledger/a1';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import type { CellRef } from '../../src/ledger/finding';
import internetCentre from '../../src/policy/packs/internet-centre.json';
import { builtInPolicy } from '../../src/policy/packs';
import { writePolicySheets } from '../../src/policy-sheets';
import { openWorkbook } from '../../src/workbook/open-workbook';
import { bookWithPolicy, withCell } from '../support/policy-book';
import { workbook, type Tables } from '../support/workbook-builder';

/**
 * Every number of the policy's sheets, changed one at a time: the answers that depend on it change, the others don't. What
 * depends on what is worked out here from the document as written, by nothing but its references.
 */

// ---- Ledgers on which every number matters -------------------------------------------------------------------------

const PLAIN = { 日期: '2016-05-04', 摘要: '收入' };
const MANAGED = { 日期: '2016-05-04', 摘要: '分摊', 类别: '管理费·办公费', 金额: 700 };

/** A year with a profit, every kind of row, and fewer fans and events than asked for. */
const PROFIT: Tables = {
  revenue: [
    { ...PLAIN, 类别: '广告费', 金额: 90_000 },
    { ...PLAIN, 类别: '微商城销售', 货源: '自有', 金额: 500, 标价: 800 },
    { ...PLAIN, 类别: '微商城销售', 货源: '自揽', 金额: 900, 进货成本: 400, 标价: 1000 },
    { ...PLAIN, 类别: '微商城销售', 货源: '公司代理', 金额: 300 },
    { ...PLAIN, 类别: '代理佣金', 货源: '自揽', 金额: 200, 销售额: 1000 },
    { ...PLAIN, 类别: '代理佣金', 货源: '公司代理', 金额: 210, 销售额: 1000 },
    { ...PLAIN, 类别: '技术转让费', 金额: 1500 },
    { ...PLAIN, 类别: '整体产品转让费', 金额: 1600 },
    { ...PLAIN, 日期: '2017-05-04', 类别: '广告费', 金额: 90_000 },
  ],
  cost: [
    { ...PLAIN, 摘要: '工资', 类别: '员工工资', 金额: 12_000 },
    { ...PLAIN, 日期: '2017-05-04', 摘要: '工资', 类别: '员工工资', 金额: 13_000 },
    { ...PLAIN, 摘要: '礼品', 类别: '活动用公司产品', 金额: 100, 标价: 1000 },
    { ...PLAIN, 摘要: '薪酬', 类别: '管理费·公司领导薪酬', 金额: 1700 },
    { ...PLAIN, 日期: '2017-05-04', 摘要: '薪酬', 类别: '管理费·公司领导薪酬', 金额: 1800 },
    MANAGED,
    { ...MANAGED, 日期: '2017-05-04' },
  ],
  fans: [
    ['2016-12-31', '公司网站', 52_300],
    ['2017-12-31', '公司网站', 52_300],
  ],
  // Around the bound, so that a change of a tenth either way counts another number of them.
  events: [80, 92, 96, 99, 100, 103, 105, 109, 400].map((people, index) => [
    `2016-0${String(index + 1)}-15`,
    '活动',
    null,
    people,
  ]),
  inKind: [
    // In time, and with a longer or shorter time to convert not so.
    {
      编号: 'A',
      物品: '酒',
      抵扣金额: 5000,
      领用日期: '2016-01-10',
      转化日期: '2016-02-05',
      转化价值: 3000,
      转化现金: 2500,
    },
    {
      编号: 'B',
      物品: '茶',
      抵扣金额: 4000,
      领用日期: '2016-03-10',
      转化日期: '2016-04-20',
      转化价值: 2000,
      转化现金: 1500,
    },
    { 编号: 'C', 物品: '米', 抵扣金额: 3000, 领用日期: '2016-05-10' },
  ],
  tasks: [{ 任务: '商城开业', 截止日期: '2016-03-31', 考核扣款: 500 }],
};
/** So much short of the targets that the penalties are more than a year's performance pay. */
const EXCESS: Tables = { ...PROFIT, tasks: [{ 任务: '商城开业', 截止日期: '2016-03-31', 考核扣款: 60_000 }] };

const BOOK = bookWithPolicy(PROFIT);
const POLICY_SHEETS = BOOK.sheets.filter(({ name }) => !workbook(PROFIT).sheets.some((ledger) => ledger.name === name));
const BOOKS = [PROFIT, EXCESS].map((tables) => workbook(tables));
const YEARS = [2016, 2017];

// ---- The numbers ---------------------------------------------------------------------------------------------------

interface PolicyNumber {
  readonly place: CellRef;
  readonly heading: string;
  /** What the row begins with: a parameter's id, or a rule table's. */
  readonly of: string;
  /** For a rule, its own id. */
  readonly rule: string;
  readonly value: number;
}

const NUMBERS: readonly PolicyNumber[] = writePolicySheets(builtInPolicy().document).flatMap(({ name, tables }) =>
  tables.flatMap((table) =>
    table.rows.flatMap((cells, row) => {
      const textAt = (column: number): string => {
        const cell = cells[column];
        return cell?.kind === 'text' ? cell.text : '';
      };
      return cells.flatMap((cell, column): PolicyNumber[] => {
        if (cell.kind !== 'number') return [];
        const place = { sheet: name, cell: cellAddress(table.top + 1 + row, table.left + column) };
        return [{ place, heading: table.headings[column] ?? '', of: textAt(0), rule: textAt(1), value: cell.value }];
      });
    }),
  ),
);

/** Numbers that are figures: a parameter's value or a rule's ratio. The others bound, date or lay out. */
const FIGURES = NUMBERS.filter(({ heading }) => heading === '取值' || heading === '计入比例');
const OTHERS = NUMBERS.filter((number) => !FIGURES.includes(number));

// ---- What depends on what, from the document as written --------------------------------------------------------------

type Json = Readonly<Record<string, unknown>>;

const entitiesOf = (list: unknown): readonly Json[] => (Array.isArray(list) ? (list as readonly Json[]) : []);

/** «answer NET_PROFIT», «parameter team-share», «rule operating-revenue» …: what a part of the document refers to. */
function referencesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  if (Array.isArray(part)) return part.flatMap(referencesIn);
  const own = Object.entries(part).flatMap(([key, value]): readonly string[] => {
    if (['parameter', 'answer', 'measure', 'payItem'].includes(key) && typeof value === 'string')
      return [`${key} ${value}`];
    if (key === 'counted' && Array.isArray(value)) return value.map((table) => `table ${String(table)}`);
    return referencesIn(value);
  });
  return own;
}

/** Each thing of the document with what it refers to itself. */
const REFERENCES: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...entitiesOf(internetCentre.answers).map(
      (answer) => [`answer ${String(answer['id'])}`, referencesIn(answer['value'])] as const,
    ),
    ...entitiesOf(internetCentre.measures).map((measure) => {
      const ledger = `ledger ${String(measure['ledger'])}`;
      return [`measure ${String(measure['id'])}`, [...referencesIn({ ...measure, ledger: null }), ledger]] as const;
    }),
    ...entitiesOf(internetCentre.payItems).map(
      (item) => [`payItem ${String(item['id'])}`, referencesIn(item)] as const,
    ),
    ...entitiesOf(internetCentre.ledgers).map(
      (ledger) => [`ledger ${String(ledger['id'])}`, referencesIn(ledger['derived'])] as const,
    ),
    ...entitiesOf(internetCentre.ruleTables).flatMap((table) => [
      [
        `table ${String(table['id'])}`,
        [
          `ledger ${String(table['ledger'])}`,
          ...entitiesOf(table['rules']).map((rule) => `rule ${String(rule['id'])}`),
        ],
      ] as const,
      ...entitiesOf(table['rules']).map((rule) => [`rule ${String(rule['id'])}`, referencesIn(rule)] as const),
    ]),
  ].map(([id, references]) => [id, references]),
);

function reaches(from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (REFERENCES.get(from) ?? []).some((next) => reaches(next, to, seen));
}

const ANSWERS = internetCentre.answers.map(({ id }) => id);

function dependents({ heading, of, rule }: PolicyNumber): readonly string[] {
  const target = heading === '取值' ? `parameter ${of}` : `rule ${rule}`;
  return ANSWERS.filter((answer) => reaches(`answer ${answer}`, target));
}

/** Numbers that some or all of their answers can't show on any ledger, and why. */
const CANT_SHOW: ReadonlyMap<string, { readonly answers: readonly string[]; readonly because: string }> = new Map([
  [
    'no-prizes-when-over-converted',
    {
      answers: ['PRIZE_QUOTA'],
      because: 'a lot with more converted than set off stops the answer until it is corrected',
    },
  ],
  [
    'converted-too-much-cash',
    {
      answers: ['COUNTED_REVENUE', 'NET_PROFIT', 'TEAM_SHARE', 'COMPANY_SHARE'],
      because: 'cash of a lot that was never converted is no cash, and of one converted too much it stops the answer',
    },
  ],
]);

// ---- Changing one of them --------------------------------------------------------------------------------------------

function answersOf(book: WorkbookSnapshot): ReadonlyMap<string, string> {
  const { books } = openWorkbook({}, book);
  return new Map(
    YEARS.flatMap((year) =>
      books
        .settle(year)
        .answers.map(
          ({ id, value }) => [`${id} ${String(year)}`, value.ok ? String(value.fen) : value.problem.code] as const,
        ),
    ),
  );
}

/** The ledgers under the policy of these sheets, which are read once for all of them. */
function underPolicy(sheets: WorkbookSnapshot['sheets']): readonly ReadonlyMap<string, string>[] {
  return BOOKS.map((book) => answersOf({ ...book, sheets: [...book.sheets, ...sheets] }));
}

const BEFORE = underPolicy(POLICY_SHEETS);

/** The answers of any year and book that are others after the change. */
function changedBy({ place }: PolicyNumber, value: number): ReadonlySet<string> {
  const { sheets } = withCell({ ...BOOK, sheets: POLICY_SHEETS }, place, value);
  return new Set(
    underPolicy(sheets).flatMap((after, index) =>
      [...after].flatMap(([answer, text]) =>
        text === BEFORE[index]?.get(answer) ? [] : [answer.slice(0, answer.indexOf(' '))],
      ),
    ),
  );
}

const nameOf = ({ place, of, rule, heading }: PolicyNumber): string =>
  `${place.sheet}!${place.cell} ${heading === '取值' ? of : rule}`;

/** Other values that the parameter may have, whole ones for whole ones. */
function others({ value, of, heading }: PolicyNumber): fc.Arbitrary<number> {
  const parameter = internetCentre.parameters.find(({ id }) => id === of);
  const isRatio = heading === '计入比例' || parameter?.kind === 'ratio';
  if (isRatio)
    return fc
      .integer({ min: 0, max: 100 })
      .map((part) => part / 100)
      .filter((ratio) => Math.abs(ratio - value) >= 0.01);
  if (parameter?.kind === 'months') return fc.constantFrom(0, 2, 3);
  return fc.constantFrom(0.5, 0.9, 1.1, 1.5).map((factor) => Math.round(value * factor * 100) / 100);
}

test('the policy has such numbers, and those that answers depend on', () => {
  expect(FIGURES.map(({ of }) => of).filter((id, index, all) => all.indexOf(id) === index)).toEqual([
    ...internetCentre.parameters.map(({ id }) => id),
    ...['revenue', 'in-kind-cash', 'in-kind-prizes', 'cost'],
  ]);
  const numberOf = (id: string): PolicyNumber => {
    const found = FIGURES.find(({ of, rule }) => of === id || rule === id);
    if (!found) throw new Error(id);
    return found;
  };
  // By hand, so that the walk itself is proved.
  expect(dependents(numberOf('team-share'))).toEqual(['TEAM_SHARE', 'COMPANY_SHARE']);
  expect(dependents(numberOf('event-attendance'))).toEqual([
    'EVENT_PENALTY',
    'PENALTY_TOTAL',
    'PERFORMANCE_PAY',
    'PENALTY_EXCESS',
  ]);
  expect(dependents(numberOf('in-kind-prize-ratio'))).toEqual(['PRIZE_QUOTA']);
  expect(dependents(numberOf('base-pay'))).toEqual([]);
  expect(dependents(numberOf('prize-use-limit'))).toEqual([]);
});

describe.each(FIGURES.map((number) => [nameOf(number), number] as const))('%s', (_name, number) => {
  const depending = dependents(number);
  const silent = CANT_SHOW.get(number.rule)?.answers ?? [];

  test('changes the answers that depend on it, and no others', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(others(number), (value) => {
        const changed = changedBy(number, value);
        for (const answer of changed) {
          expect(depending).toContain(answer);
          seen.add(answer);
        }
      }),
      { numRuns: 3, examples: exampleChanges(number) },
    );
    expect([...seen].sort()).toEqual(depending.filter((answer) => !silent.includes(answer)).sort());
  });
});

/** A change each way, so that all that can show does. */
function exampleChanges(number: PolicyNumber): [number][] {
  const parameter = internetCentre.parameters.find(({ id }) => id === number.of);
  if (parameter?.kind === 'months') return [[0], [3]];
  if (number.heading === '计入比例' || parameter?.kind === 'ratio') return [[0.25], [0.75]];
  return [0.5, 1.5].map((factor) => [Math.round(number.value * factor * 100) / 100]);
}

describe('numbers that are no figures', () => {
  test('leave every answer as it is, or stop them all because the policy contradicts itself', () => {
    const kinds = new Map(OTHERS.map((number) => [`${number.place.sheet} ${number.heading}`, number]));
    expect([...kinds.keys()].sort()).toEqual([
      '制度参数 上限',
      '制度参数 下限',
      '制度定义 列宽',
      '制度用例 年度',
      '考核与限制 不高于',
      '考核与限制 止年',
      '考核与限制 起年',
    ]);
    for (const number of kinds.values()) {
      const changed = [...changedBy(number, number.value + 1)];
      expect([number.place, changed]).toEqual([number.place, isContradiction(number) ? ANSWERS : []]);
    }
  });
});

/** A bound that a value breaks once it is raised by one, or that another row of the parameter gives otherwise; a first year after the last. */
function isContradiction({ of, heading, value }: PolicyNumber): boolean {
  const values = FIGURES.filter((figure) => figure.of === of && figure.heading === '取值').map(
    (figure) => figure.value,
  );
  if (heading === '下限' && values.some((each) => each < value + 1)) return true;
  return heading === '起年' || ((heading === '下限' || heading === '上限') && values.length > 1);
}
