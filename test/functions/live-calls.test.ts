/** Calls that follow the workbook. */
import fc from 'fast-check';
import { callFunction } from '../../src/functions/call';
import type { CallContext } from '../../src/functions/call-context';
import { FUNCTIONS } from '../../src/functions/catalogue';
import type { Argument, CallResult } from '../../src/functions/cell-values';
import { LiveCalls, LONGEST_WAIT, SLICE } from '../../src/functions/live-calls';
import type { LiveMoment } from '../../src/functions/live-source';
import { wordingFor } from '../../src/wording/wording';
import { FakeClock, FakeSource } from './fake-source';
import { centreWorkbook, contextWith, POLICY, REVENUE_ROWS } from './support';

const CENTRE = contextWith(centreWorkbook());
const ALONE = contextWith();
/** The same workbook with one more advertisement. */
const RICHER = contextWith(centreWorkbook({ 收入台账: [...REVENUE_ROWS, [42400, '新广告', '广告费', null, 1000]] }));
const BROKEN = contextWith(centreWorkbook({ 收入台账: [...REVENUE_ROWS, [42400, '坏', '杂项', null, 1000]] }));

let clock: FakeClock;
let calls: LiveCalls;
let bugs: unknown[];

beforeEach(() => {
  clock = new FakeClock();
  bugs = [];
  calls = new LiveCalls((error) => bugs.push(error), clock);
});

/** Opens a call and keeps what it shows. */
function open(id: string, ...args: Argument[]): { readonly shown: CallResult[]; readonly end: () => void } {
  const shown: CallResult[] = [];
  return { shown, end: calls.open(id, args, (result) => shown.push(result)) };
}

const ready = (context: CallContext): LiveMoment => ({ kind: 'ready', context });
const value = (of: unknown): CallResult => expect.objectContaining({ ok: true, value: of }) as CallResult;
const failure = (code: string, message: unknown): CallResult =>
  expect.objectContaining({ ok: false, error: { code, message } }) as CallResult;
const answerOf = (id: string, context: CallContext, ...args: Argument[]): CallResult => callFunction(id, args, context);

describe('a call', () => {
  it('is answered at once, and again when the workbook changes its answer', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const profit = open('NET_PROFIT', 2016);
    expect(profit.shown).toEqual([answerOf('NET_PROFIT', CENTRE, 2016)]);
    source.become(ready(RICHER));
    expect(profit.shown).toEqual([answerOf('NET_PROFIT', CENTRE, 2016), answerOf('NET_PROFIT', RICHER, 2016)]);
    expect(profit.shown[0]).not.toEqual(profit.shown[1]);
  });

  it('is not answered again with what it shows already, rows and errors too', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const open1 = [open('FAN_PENALTY'), open('EXPLAIN', 'FAN_PENALTY', 2016), open('FAN_PENALTY', 'x', 2016)];
    source.become(ready(RICHER));
    source.become(ready(contextWith(centreWorkbook())));
    for (const { shown } of open1) expect(shown).toHaveLength(1);
  });

  it('turns into an error that names the row, and back', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const { shown } = open('COUNTED_REVENUE');
    source.become(ready(BROKEN));
    source.become(ready(CENTRE));
    expect(shown).toEqual([
      answerOf('COUNTED_REVENUE', CENTRE),
      failure('#VALUE!', expect.stringContaining('C12')),
      answerOf('COUNTED_REVENUE', CENTRE),
    ]);
  });

  it('follows the language', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const { shown } = open('FAN_PENALTY', 'x', 2016);
    source.become(ready({ ...CENTRE, language: 'en-US', wording: wordingFor('en-US') }));
    expect(shown).toEqual([
      failure('#VALUE!', expect.stringContaining('不是数字')),
      failure('#VALUE!', expect.stringContaining('is no number')),
    ]);
  });

  it('never shows another moment than a call that is opened later', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const early = open('NET_PROFIT', 2016);
    source.change(ready(RICHER));
    const late = open('TEAM_SHARE', 2016);
    expect(late.shown).toEqual([answerOf('TEAM_SHARE', RICHER, 2016)]);
    expect(early.shown.at(-1)).toEqual(answerOf('NET_PROFIT', RICHER, 2016));
  });

  it('is over when it is ended', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const { shown, end } = open('NET_PROFIT', 2016);
    end();
    end();
    expect(calls.openCount).toBe(0);
    source.become(ready(RICHER));
    expect(shown).toHaveLength(1);
  });

  it('goes on for the others that make it', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const one = open('NET_PROFIT', 2016);
    const other = open('NET_PROFIT', 2016);
    expect(calls.openCount).toBe(1);
    one.end();
    source.become(ready(RICHER));
    expect([one.shown.length, other.shown.length]).toEqual([1, 2]);
    expect(other.shown.at(-1)).toEqual(answerOf('NET_PROFIT', RICHER, 2016));
  });
});

describe('before the workbook is read', () => {
  const waiting: LiveMoment = { kind: 'waiting', context: ALONE };
  const patience = expect.stringContaining('工作簿还在读取');

  it('a call that needs it gets #N/A after a while, and its answer later', () => {
    const source = new FakeSource(waiting);
    calls.connect(source);
    const { shown } = open('NET_PROFIT');
    clock.pass(LONGEST_WAIT - 1);
    expect(shown).toEqual([]);
    clock.pass(1);
    expect(shown).toEqual([failure('#N/A', patience)]);
    clock.pass(10 * LONGEST_WAIT);
    expect(shown).toHaveLength(1);
    source.become(ready(CENTRE));
    expect(shown.at(-1)).toEqual(answerOf('NET_PROFIT', CENTRE));
  });

  it('each call waits its own time', () => {
    calls.connect(new FakeSource(waiting));
    const first = open('NET_PROFIT');
    clock.pass(LONGEST_WAIT - 1000);
    const second = open('TEAM_SHARE');
    clock.pass(1000);
    expect([first.shown.length, second.shown.length]).toEqual([1, 0]);
    clock.pass(LONGEST_WAIT - 1000);
    expect(second.shown).toHaveLength(1);
  });

  it('a call that brings all it needs is answered at once', () => {
    calls.connect(new FakeSource(waiting));
    expect(open('FAN_PENALTY', 52300, 2016).shown).toEqual([value(3850)]);
    expect(open('EVENT_PENALTY', [[10]], 2016).shown).toEqual([answerOf('EVENT_PENALTY', ALONE, 10, 2016)]);
    expect(open('POLICY_VALUE', 'fan-target', '2016-12-31').shown).toEqual([value(60000)]);
    expect(open('POLICY_VALUE', 'no-such', '2016-12-31').shown).toEqual([failure('#VALUE!', expect.any(String))]);
  });

  it('a call with dates waits for the workbook’s way of counting days, but not for ever', () => {
    calls.connect(new FakeSource(waiting));
    const { shown } = open('COUNTED_REVENUE', 2016, REVENUE_ROWS as Argument, [
      ['编号', '物品', '抵扣金额', '领用日期'],
    ]);
    expect(shown).toEqual([]);
    clock.pass(LONGEST_WAIT);
    expect(shown).toEqual([
      answerOf('COUNTED_REVENUE', ALONE, 2016, REVENUE_ROWS as Argument, [['编号', '物品', '抵扣金额', '领用日期']]),
    ]);
  });

  it('a call with dates is answered as soon as that is known', () => {
    calls.connect(new FakeSource({ kind: 'waiting', context: { ...ALONE, date1904: true } }));
    expect(open('POLICY_VALUE', 'fan-target', 42735 - 1462).shown).toEqual([value(60000)]);
  });

  it('counts days as the workbook does', () => {
    const year1904: readonly (readonly (string | number)[])[] = [
      ['日期', '类别', '金额'],
      [42370 - 1462, '广告费', 100],
    ];
    const none = [['日期', '转化日期', '编号', '物品', '抵扣金额', '领用日期', '转化价值', '转化现金']];
    calls.connect(FakeSource.ready(contextWith({ ...centreWorkbook(), date1904: true })));
    expect(open('COUNTED_REVENUE', 2016, year1904, none).shown).toEqual([value(100)]);
    expect(open('POLICY_VALUE', 'fan-target', 42735 - 1462).shown).toEqual([value(60000)]);
  });

  it('nobody waits for ever where no source ever comes, and is told in both languages', () => {
    const { shown } = open('ALLOCATE', 100, [[1, 1]]);
    clock.pass(LONGEST_WAIT);
    expect(shown).toEqual([failure('#N/A', expect.stringMatching(/工作簿还在读取.*still being read/))]);
    calls.connect(FakeSource.ready(CENTRE));
    expect(shown.at(-1)).toEqual(value([[50, 50]]));
  });
});

describe('where the workbook can’t be read', () => {
  const stopped: LiveMoment = { kind: 'stopped', context: ALONE, sentence: '连接不上工作簿，请重试。' };

  it('a call that needs it says why', () => {
    const source = new FakeSource(stopped);
    calls.connect(source);
    const { shown } = open('NET_PROFIT', 2016);
    expect(shown).toEqual([failure('#N/A', '连接不上工作簿，请重试。')]);
    source.become({ ...stopped, sentence: '仍连接不上。' });
    source.become(ready(CENTRE));
    expect(shown.slice(1)).toEqual([failure('#N/A', '仍连接不上。'), answerOf('NET_PROFIT', CENTRE, 2016)]);
  });

  it('books that were read before are not passed off as the workbook', () => {
    calls.connect(new FakeSource({ ...stopped, context: CENTRE }));
    expect(open('NET_PROFIT', 2016).shown).toEqual([failure('#N/A', '连接不上工作簿，请重试。')]);
    expect(open('FAN_PENALTY', 52300, 2016).shown).toEqual([value(3850)]);
  });
});

describe('a call that is asked once', () => {
  it('is answered at once where it can be', () => {
    calls.connect(FakeSource.ready(CENTRE));
    expect(calls.once('CLAUSE_TEXT', ['六.2.5'])).toEqual(answerOf('CLAUSE_TEXT', CENTRE, '六.2.5'));
    expect(calls.openCount).toBe(0);
  });

  it('is answered when there is something to answer with', async () => {
    const answer = calls.once('CLAUSE_TEXT', ['六.2.5']);
    calls.connect(new FakeSource({ kind: 'waiting', context: ALONE }));
    expect(await answer).toEqual(answerOf('CLAUSE_TEXT', ALONE, '六.2.5'));
    expect(calls.openCount).toBe(0);
  });

  it('is answered with an error where nothing ever comes', async () => {
    const answer = calls.once('COUNTED', [[['日期']], [[42370]]]);
    clock.pass(LONGEST_WAIT);
    expect(await answer).toEqual(failure('#N/A', expect.any(String)));
    expect(calls.openCount).toBe(0);
  });
});

describe('very many calls', () => {
  it('equal ones are computed once', () => {
    let computed = 0;
    const counting = (context: CallContext): CallContext => ({
      ...context,
      // Asked for by every sentence that is formed.
      wording: new Proxy(context.wording, {
        get: (wording, key, receiver) => {
          if (key === 'problem') computed += 1;
          return Reflect.get(wording, key, receiver) as unknown;
        },
      }),
    });
    const source = FakeSource.ready(counting(BROKEN));
    calls.connect(source);
    const cells = Array.from({ length: 2000 }, (_unused, at) => open('COUNTED_REVENUE', 2016 + (at % 4)));
    expect(calls.openCount).toBe(4);
    const first = computed;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThanOrEqual(4);
    source.become(ready(counting(CENTRE)));
    expect(computed - first).toBeLessThanOrEqual(4);
    expect(cells.every(({ shown }) => shown.length <= 2 && shown.length > 0)).toBe(true);
  });

  it('leave the page its turn between slices, and the last news wins', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const shown = new Map<number, CallResult[]>();
    // Each answer that is shown costs a fifth of a slice.
    for (let year = 1900; year < 1920; year += 1) {
      const results: CallResult[] = [];
      shown.set(year, results);
      calls.open('FAN_PENALTY', [year * 10, undefined], (result) => {
        results.push(result);
        clock.spend(SLICE / 5);
      });
    }
    const told = (): number => [...shown.values()].reduce((sum, results) => sum + results.length, 0);
    const inEnglish = { ...CENTRE, language: 'en-US', wording: wordingFor('en-US') } as const;
    const without = (context: CallContext): LiveMoment => ({ kind: 'stopped', context, sentence: context.language });
    const before = told();
    source.become(without(CENTRE));
    expect(told() - before).toBe(5);
    source.become(without(inEnglish));
    expect(told() - before).toBe(5);
    clock.pass(10_000);
    expect(calls.openCount).toBe(20);
    for (const results of shown.values()) expect(results.at(-1)).toEqual(failure('#N/A', 'en-US'));
  });

  it('does not start anew for the first while the last still wait', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const order: number[] = [];
    for (let at = 0; at < 4; at += 1) {
      calls.open('FAN_PENALTY', [at, undefined], () => {
        order.push(at);
        clock.spend(SLICE);
      });
    }
    order.length = 0;
    for (let round = 0; round < 4; round += 1) {
      source.become({ kind: 'stopped', context: ALONE, sentence: String(round) });
      clock.pass(0);
    }
    clock.pass(1_000);
    expect(order.slice(0, 4)).toEqual([0, 1, 2, 3]);
  });
});

describe('a bug', () => {
  const faulty: CallContext = {
    ...ALONE,
    policy: new Proxy(POLICY, {
      get(policy, key, receiver) {
        if (key === 'answers') throw new Error('a bug');
        return Reflect.get(policy, key, receiver) as unknown;
      },
    }),
  };

  it('is told to developers once, and its cell in plain words', () => {
    calls.connect(FakeSource.ready(faulty));
    const first = open('NET_PROFIT', 2016);
    const second = open('NET_PROFIT', 2017);
    const sound = open('ALLOCATE', 2, [[1, 1]]);
    expect(first.shown).toEqual([failure('#VALUE!', expect.stringContaining('程序出错'))]);
    expect(second.shown).toHaveLength(1);
    expect(sound.shown).toEqual([value([[1, 1]])]);
    expect(bugs).toEqual([new Error('a bug')]);
  });

  it('of a cell that can’t be told keeps no other from its answer', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    calls.open('NET_PROFIT', [2016], () => {
      throw new Error('gone');
    });
    const other = open('NET_PROFIT', 2016);
    source.become(ready(RICHER));
    expect(other.shown.at(-1)).toEqual(answerOf('NET_PROFIT', RICHER, 2016));
    expect(bugs).toEqual([new Error('gone')]);
  });
});

it('listens to one source at a time', () => {
  const first = FakeSource.ready(CENTRE);
  const second = FakeSource.ready(RICHER);
  calls.connect(first);
  const { shown } = open('NET_PROFIT', 2016);
  calls.connect(second);
  expect([first.listenerCount, second.listenerCount]).toEqual([0, 1]);
  expect(shown.at(-1)).toEqual(answerOf('NET_PROFIT', RICHER, 2016));
});

it('whatever happens, every open call shows what the last moment gives', () => {
  const moments: readonly LiveMoment[] = [
    ready(CENTRE),
    ready(RICHER),
    ready(BROKEN),
    ready({ ...BROKEN, language: 'en-US', wording: wordingFor('en-US') }),
    ready({ ...RICHER, blanksArriveAsZero: true }),
    { kind: 'stopped', context: ALONE, sentence: '停' },
  ];
  const live = FUNCTIONS.filter(({ kind }) => kind === 'answer').map(({ id }) => id);
  const call: fc.Arbitrary<[id: string, args: Argument[]]> = fc.oneof(
    fc.tuple(fc.constantFrom(...live), fc.constantFrom<Argument[]>([], [2016], [2017], [null], ['x'], [12, 2016])),
    fc.tuple(fc.constant('EXPLAIN'), fc.constantFrom<Argument[]>(['NET_PROFIT'], ['FAN_PENALTY', 2016])),
    fc.tuple(fc.constant('POLICY_VALUE'), fc.constantFrom<Argument[]>(['fan-target'], ['fan-target', 42735])),
    fc.tuple(
      fc.constant('COUNTED_COST'),
      fc.constantFrom<Argument[]>([
        2016,
        [
          ['日期', '类别', '金额'],
          [42400, '员工工资', 5],
        ],
      ]),
    ),
  );
  const step = fc.oneof(
    fc.record({ do: fc.constant('call' as const), call }),
    fc.record({ do: fc.constant('become' as const), moment: fc.constantFrom(...moments) }),
    fc.record({ do: fc.constant('end' as const), which: fc.nat(20) }),
    fc.record({ do: fc.constant('pass' as const), time: fc.constantFrom(0, 10, LONGEST_WAIT) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.constantFrom(...moments), (steps, last) => {
      const time = new FakeClock();
      const all = new LiveCalls((error) => bugs.push(error), time);
      const source = new FakeSource({ kind: 'waiting' });
      all.connect(source);
      const cells: { id: string; args: Argument[]; shown: CallResult[]; end: () => void }[] = [];
      for (const one of steps) {
        if (one.do === 'call') {
          const [id, args] = one.call;
          const shown: CallResult[] = [];
          const end = all.open(id, args, (result) => {
            shown.push(result);
            time.spend(SLICE / 2);
          });
          cells.push({ id, args, shown, end });
        } else if (one.do === 'become') source.become(one.moment);
        else if (one.do === 'pass') time.pass(one.time);
        else cells.splice(one.which, 1)[0]?.end();
      }
      source.become(last);
      time.pass(1_000);
      expect(bugs).toEqual([]);
      for (const { id, args, shown } of cells) {
        const { context } = last;
        const expected = callFunction(id, args, context ?? ALONE);
        const needsBooks = !expected.ok && expected.error.code === '#N/A' && last.kind === 'stopped';
        expect(shown.at(-1)).toEqual(needsBooks ? failure('#N/A', '停') : expected);
        for (const [at, result] of shown.entries()) expect(result).not.toEqual(shown[at - 1]);
      }
      for (const { end } of cells) end();
      expect([all.openCount, time.taskCount]).toEqual([0, 0]);
    }),
    { numRuns: 60 },
  );
});
