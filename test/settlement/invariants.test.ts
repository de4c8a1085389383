import fc from 'fast-check';
import type { WorkbookSnapshot } from '../../src/ledger/cells';
import { builtInPolicy } from '../../src/policy/packs';
import { openBooks } from '../../src/settlement/books';
import {
  anyArrangement,
  arrange,
  believableBook,
  type Written,
  type WrittenBook,
  type WrittenRow,
} from '../support/believable-books';
import { ANSWERS, type AnswerId } from '../support/layout';
import { answers, errorAnswers, whatIf } from '../support/settled';
import type { MeantLedger } from '../support/spec-oracle';

const YEARS = [2016, 2017, 2018];
const anyYear = fc.constantFrom(...YEARS);
const LEDGERS: readonly MeantLedger[] = ['revenue', 'cost', 'fans', 'events', 'inKind', 'tasks'];

const plain = (book: WrittenBook): WorkbookSnapshot => arrange(book).workbook;
const answersOf = (book: WrittenBook): Record<AnswerId, string>[] => YEARS.map((year) => answers(plain(book), year));

/** Whole fen, for sums. */
function fen(shown: string): bigint {
  if (!/^-?\d+\.\d{2}$/.test(shown)) throw new Error(`no amount: ${shown}`);
  return BigInt(shown.replace('.', ''));
}
const apart = (a: string, b: string): bigint => (fen(a) > fen(b) ? fen(a) - fen(b) : fen(b) - fen(a));

function holds(property: fc.IProperty<unknown>, numRuns = 60): void {
  fc.assert(property, { numRuns });
}

describe('shares', () => {
  it('team and company share the whole profit, and nothing of a loss', () => {
    holds(
      fc.property(believableBook(), anyYear, (book, year) => {
        const { NET_PROFIT, TEAM_SHARE, COMPANY_SHARE } = answers(plain({ ...book, inKind: [] }), year);
        const profit = fen(NET_PROFIT);
        expect(fen(TEAM_SHARE) + fen(COMPANY_SHARE)).toBe(profit > 0n ? profit : 0n);
        // Half each; half a fen is the team’s.
        expect(fen(TEAM_SHARE) - fen(COMPANY_SHARE)).toBe(profit > 0n ? profit % 2n : 0n);
      }),
    );
  });

  it('penalties are charged to performance pay or left over, never both and never more than they are', () => {
    holds(
      fc.property(believableBook(), (book) => {
        const { PENALTY_TOTAL, PERFORMANCE_PAY, PENALTY_EXCESS } = answers(plain({ ...book, fans: [reading] }), 2016);
        expect(fen(PERFORMANCE_PAY) - fen(PENALTY_EXCESS)).toBe(4_800_000n - fen(PENALTY_TOTAL));
        expect(fen(PERFORMANCE_PAY) * fen(PENALTY_EXCESS)).toBe(0n);
      }),
    );
  });
});

const value = (text: string, cell: Written['cell']): Written => ({ is: 'value', value: text, cell });
const reading: WrittenRow = {
  日期: value('2016-12-31', 42735),
  微信号: value('公司网站', '公司网站'),
  活粉数: value('50000', 50000),
};

describe('rows', () => {
  it('each is decided by exactly one rule, with a reason against every other', () => {
    const policy = builtInPolicy();
    holds(
      fc.property(believableBook(), (book) => {
        const books = openBooks(policy, plain(book));
        for (const { id, rules } of policy.document.ruleTables) {
          for (const entry of books.entries(id)) {
            if (entry.status === 'blocked' && entry.verdict === undefined) continue;
            const { matched = [], rejections = [] } = entry.verdict ?? {};
            const beforeItsLife = entry.date !== undefined && entry.date < policy.document.life.from;
            expect([beforeItsLife || matched.length === 1, matched.length + rejections.length]).toEqual([
              true,
              rules.length,
            ]);
          }
        }
      }),
    );
  });

  it('what counts of them foots to the printed total', () => {
    holds(
      fc.property(believableBook(), anyYear, (book, year) => {
        const books = openBooks(builtInPolicy(), plain(book));
        const shown = answers(plain(book), year);
        const footed = (...tables: string[]): bigint =>
          tables
            .flatMap((table) => books.entries(table))
            .flatMap((entry) =>
              entry.status === 'counted' && entry.date.startsWith(String(year)) ? [BigInt(entry.fen)] : [],
            )
            .reduce((sum, each) => sum + each, 0n);
        if (!shown.COUNTED_REVENUE.startsWith('#'))
          expect(fen(shown.COUNTED_REVENUE)).toBe(footed('revenue', 'in-kind-cash'));
        expect(fen(shown.COUNTED_COST)).toBe(footed('cost'));
        expect(fen(shown.PRIZE_QUOTA)).toBe(footed('in-kind-prizes'));
      }),
    );
  });

  it('may stand in any order, but for two readings of one account on one day', () => {
    const shuffled = fc.tuple(
      believableBook({ faults: 2, rows: 6 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    );
    holds(
      fc.property(shuffled, ([written, dice]) => {
        const seen = new Set<string>();
        const book = {
          ...written,
          fans: written.fans.filter((row) => {
            const key = `${meantIn(row, '微信号')} ${meantIn(row, '日期')}`;
            return seen.has(key) ? false : seen.add(key);
          }),
        };
        const mixed = Object.fromEntries(
          LEDGERS.map((id) => [
            id,
            book[id]
              .map((row) => ({ row, at: dice.next().value }))
              .sort((a, b) => a.at - b.at)
              .map(({ row }) => row),
          ]),
        ) as unknown as WrittenBook;
        expect(answersOf(mixed)).toEqual(answersOf(book));
      }),
    );
  });

  it('of another year change nothing of this one, but for readings, which carry on', () => {
    holds(
      fc.property(believableBook({ faults: 2, rows: 6 }), anyYear, (book, year) => {
        const dates: Partial<Record<MeantLedger, string>> = {
          revenue: '日期',
          cost: '日期',
          events: '日期',
          tasks: '截止日期',
        };
        const own = Object.fromEntries(
          LEDGERS.map((id) => {
            const heading = dates[id];
            if (heading === undefined) return [id, book[id]];
            return [
              id,
              book[id].filter((row) => row[heading]?.is !== 'value' || meantIn(row, heading).startsWith(String(year))),
            ];
          }),
        ) as unknown as WrittenBook;
        expect(answers(plain(own), year)).toEqual(answers(plain(book), year));
      }),
    );
  });

  it('of two books add up in one', () => {
    holds(
      fc.property(believableBook({ rows: 5 }), believableBook({ rows: 5 }), anyYear, (a, b, year) => {
        const both = { ...a, cost: [...a.cost, ...b.cost], tasks: [...a.tasks, ...b.tasks] };
        const [inA, inB, inBoth] = [a, b, both].map((book) => answers(plain(book), year));
        for (const id of ['COUNTED_COST', 'TASK_PENALTY'] as const) {
          expect(fen(inBoth?.[id] ?? '')).toBe(fen(inA?.[id] ?? '') + fen(inB?.[id] ?? ''));
        }
      }),
    );
  });

  it('split in two of one date change an answer by their rounding at most: one fen', () => {
    const split = fc.tuple(fc.integer({ min: 1, max: 10 ** 8 }), fc.double({ min: 0, max: 1, noNaN: true }));
    const category = fc.constantFrom('员工工资', '管理费·办公费', '差旅费');
    holds(
      fc.property(believableBook({ rows: 5 }), split, category, anyYear, (book, [size, at], 类别, year) => {
        const part = Math.floor(size * at);
        const row = (units: number): WrittenRow => ({
          日期: value(`${year}-06-01`, `${year}-06-01`),
          类别: value(类别, 类别),
          金额: value('', units / 10_000),
        });
        const whole = answers(plain({ ...book, cost: [...book.cost, row(size)] }), year);
        const halves = answers(plain({ ...book, cost: [...book.cost, row(part), row(size - part)] }), year);
        for (const id of ['COUNTED_COST', 'NET_PROFIT', 'TEAM_SHARE', 'COMPANY_SHARE'] as const) {
          if (whole[id].startsWith('#')) expect(halves[id]).toBe(whole[id]);
          else expect(apart(whole[id], halves[id]) <= 1n).toBe(true);
        }
        for (const id of ['COUNTED_REVENUE', 'PRIZE_QUOTA', 'PENALTY_TOTAL'] as const)
          expect(halves[id]).toBe(whole[id]);
      }),
    );
  });
});

function meantIn(row: WrittenRow, heading: string): string {
  const cell = row[heading];
  return cell?.is === 'value' ? cell.value : '';
}

describe('sheets', () => {
  it('as tables or by headings, under a title, in another column order, with gaps and totals: the same answers', () => {
    holds(
      fc.property(believableBook({ faults: 2, rows: 6 }), anyArrangement, (book, arrangement) => {
        const { workbook } = arrange(book, arrangement);
        expect(YEARS.map((year) => answers(workbook, year))).toEqual(answersOf(book));
      }),
    );
  });

  it('a value tried out that is the written one changes nothing', () => {
    const same = whatIf(
      'team-share=0.5',
      'management-fee-ratio@2017-01-01=0.5',
      'in-kind-window=1',
      'event-attendance=100',
    );
    holds(
      fc.property(believableBook({ faults: 2, rows: 6 }), anyYear, (book, year) => {
        expect(answers(plain(book), year, same)).toEqual(answers(plain(book), year));
      }),
    );
  });
});

const REVENUE: AnswerId[] = ['COUNTED_REVENUE', 'NET_PROFIT', 'TEAM_SHARE', 'COMPANY_SHARE'];
const COST: AnswerId[] = ['COUNTED_COST', 'NET_PROFIT', 'TEAM_SHARE', 'COMPANY_SHARE'];
const ASSESSED: AnswerId[] = ['PENALTY_TOTAL', 'PERFORMANCE_PAY', 'PENALTY_EXCESS'];

describe('an undecidable row', () => {
  const cells = (row: Record<string, Written['cell']>): WrittenRow =>
    Object.fromEntries(Object.entries(row).map(([heading, cell]) => [heading, { is: 'unreadable', cell }]));
  const undecidable: [string, MeantLedger, Record<string, Written['cell']>, years: number[], stops: AnswerId[]][] = [
    ['an unknown category', 'revenue', { 日期: '2016-05-04', 类别: '?', 金额: 1 }, [2016], REVENUE],
    ['no source', 'revenue', { 日期: '2017-05-04', 类别: '代理佣金', 金额: 1 }, [2017], REVENUE],
    ['no purchase cost', 'revenue', { 日期: '2016-05-04', 类别: '微商城销售', 货源: '自揽', 金额: 1 }, [2016], REVENUE],
    ['no date', 'revenue', { 类别: '广告费', 金额: 1 }, YEARS, REVENUE],
    ['no list price', 'cost', { 日期: '2018-05-04', 类别: '活动用公司产品', 金额: 1 }, [2018], COST],
    [
      'no amount that can be read',
      'cost',
      { 日期: '2017-05-04', 类别: '差旅费', 金额: { fault: '#REF!' } },
      [2017],
      COST,
    ],
    ['a date that can’t be read', 'cost', { 日期: '五月', 类别: '差旅费', 金额: 1 }, YEARS, COST],
    ['no date of attendance', 'events', { 参与人数: 200 }, [2016], ['EVENT_PENALTY', ...ASSESSED]],
    ['no reading', 'fans', { 日期: '2016-12-31', 微信号: '新号', 活粉数: '?' }, [2016], ['FAN_PENALTY', ...ASSESSED]],
    ['no due date', 'tasks', { 考核扣款: 1 }, YEARS, ['TASK_PENALTY', ...ASSESSED]],
    ['no date of picking up', 'inKind', { 抵扣金额: 1 }, YEARS, ['PRIZE_QUOTA']],
    [
      'more converted than set off',
      'inKind',
      { 抵扣金额: 1, 领用日期: '2016-12-30', 转化日期: '2017-01-05', 转化价值: 2 },
      [2017],
      REVENUE,
    ],
  ];
  it.each(undecidable)(
    '%s: exactly the answers that need it are errors, in exactly its years',
    (_, id, row, years, stops) => {
      holds(
        fc.property(believableBook({ rows: 4 }), (clean) => {
          const book = { ...clean, fans: [...clean.fans, reading] };
          const faulty = { ...book, [id]: [...book[id], cells(row)] };
          for (const year of YEARS) {
            const before = answers(plain(book), year);
            const after = answers(plain(faulty), year);
            const changed = ANSWERS.filter((each) => before[each] !== after[each]);
            const open = stops.filter((each) => !before[each].startsWith('#'));
            expect([year, changed]).toEqual([
              year,
              years.includes(year) ? ANSWERS.filter((each) => open.includes(each)) : [],
            ]);
            expect(errorAnswers(plain(faulty), year)).toEqual(expect.arrayContaining(changed));
          }
        }),
        15,
      );
    },
  );

  it('is named by a finding that blocks, and each finding that blocks stops an answer', () => {
    // With targets and ratios in every year, so that no answer is an error for want of them.
    const policy = whatIf('fan-target=60000', 'event-target=12', 'management-fee-ratio=0.5');
    holds(
      fc.property(believableBook({ faults: 8, rows: 4 }), (book) => {
        const books = openBooks(policy, plain(book));
        const years = [2015, ...YEARS, 2019, 2020];
        const stopping = years.map((year) => ({
          year,
          cells: books.settle(year).answers.flatMap(({ value: each }) => {
            if (each.ok || each.problem.code !== 'rows-blocked') return [];
            return each.problem.cells.map(({ sheet, cell }) => `${sheet}!${cell}`);
          }),
        }));
        const blocking = books.findings().filter(({ code, blocks }) => blocks && !code.startsWith('table-'));
        for (const { sheet, cell, year } of blocking) {
          const stopped = stopping
            .filter(({ cells: named }) => named.includes(`${sheet}!${cell}`))
            .map((each) => each.year);
          expect([`${sheet}!${cell}`, stopped.length > 0]).toEqual([`${sheet}!${cell}`, true]);
          if (year === undefined && sheet !== '实物抵扣' && sheet !== '粉丝台账') {
            expect(stopped.filter((each) => YEARS.includes(each))).toEqual(YEARS);
          }
        }
        const named = new Set(blocking.map(({ sheet, cell }) => `${sheet}!${cell}`));
        for (const cell of stopping.flatMap((each) => each.cells)) expect(named).toContain(cell);
      }),
      200,
    );
  });
});
