/** Calls that a synchronous host asks, and when it has to ask again. */
import { callFunction } from '../../src/functions/call';
import type { CallContext } from '../../src/functions/call-context';
import type { Argument, CallResult } from '../../src/functions/cell-values';
import { InstantCalls, LONGEST_LOOK, MOST_REMEMBERED, type InstantAnswer } from '../../src/functions/instant-calls';
import type { LiveMoment } from '../../src/functions/live-source';
import { wordingFor } from '../../src/wording/wording';
import { FakeSource } from './fake-source';
import { centreWorkbook, contextWith, POLICY, REVENUE_ROWS } from './support';

const CENTRE = contextWith(centreWorkbook());
const ALONE = contextWith();
/** The same workbook with one more advertisement. */
const RICHER = contextWith(centreWorkbook({ 收入台账: [...REVENUE_ROWS, [42400, '新广告', '广告费', null, 1000]] }));

let calls: InstantCalls;
let bugs: unknown[];
let time: number;

beforeEach(() => {
  bugs = [];
  time = 0;
  calls = new InstantCalls(
    (error) => bugs.push(error),
    () => time,
  );
});

const ready = (context: CallContext): LiveMoment => ({ kind: 'ready', context });
const answerOf = (id: string, context: CallContext, ...args: Argument[]): CallResult => callFunction(id, args, context);
const reading = (message: unknown): InstantAnswer => ({
  result: { ok: false, error: { code: '#GETTING_DATA', message: message as string } },
  mayChange: true,
});

/** Asks as a cell does whose function follows the workbook. */
const ask = (id: string, ...args: Argument[]): InstantAnswer => calls.answer(id, args, true);

describe('a call', () => {
  it('is answered at once, from the workbook as it was last read', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    expect(ask('NET_PROFIT', 2016)).toEqual({
      result: answerOf('NET_PROFIT', CENTRE, 2016),
      mayChange: true,
    });
    source.become(ready(RICHER));
    expect(ask('NET_PROFIT', 2016).result).toEqual(answerOf('NET_PROFIT', RICHER, 2016));
    expect(ask('NET_PROFIT', 'x').result).toEqual(answerOf('NET_PROFIT', RICHER, 'x'));
    expect(ask('EXPLAIN', 'NET_PROFIT', 2016).result).toEqual(answerOf('EXPLAIN', RICHER, 'NET_PROFIT', 2016));
  });

  it('is answered from a workbook that has been read and that nobody was told of yet', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    source.change(ready(RICHER));
    expect(ask('NET_PROFIT', 2016).result).toEqual(answerOf('NET_PROFIT', RICHER, 2016));
  });

  it('of a function that does not follow the workbook stays as it is, once the workbook has been read', () => {
    const source = new FakeSource({ kind: 'waiting', context: ALONE });
    calls.connect(source);
    const allocate = (): InstantAnswer => calls.answer('ALLOCATE', [100, [[1], [1]]], false);
    expect(allocate()).toEqual({
      result: answerOf('ALLOCATE', ALONE, 100, [[1], [1]]),
      mayChange: true,
    });
    source.become(ready(CENTRE));
    expect(allocate().mayChange).toBe(false);
  });

  it('of another workbook than the one that is read is never answered from it, and keeps what it was given', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const of = (name: string, year = 2016): CallResult => calls.answer('NET_PROFIT', [year], true, name).result;
    const first = of('test.xlsx');
    expect(first).toEqual(answerOf('NET_PROFIT', CENTRE, 2016));
    expect(of('other.xlsx')).toEqual(reading('正在读取工作簿…').result);
    const other = contextWith({ ...centreWorkbook({ 成本台账: [] }), name: 'other.xlsx' });
    source.become(ready(other));
    expect(calls.isOutdated()).toBe(true);
    expect(of('other.xlsx')).toEqual(answerOf('NET_PROFIT', other, 2016));
    expect(of('test.xlsx')).toBe(first);
    expect(of('test.xlsx', 2017)).toEqual(reading('正在读取工作簿…').result);
  });

  it('meets a bug in plain words, told to developers once', () => {
    const policy = new Proxy(POLICY, {
      get(target, name, receiver): unknown {
        if (name === 'answers') throw new Error('a bug');
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
    calls.connect(FakeSource.ready({ ...CENTRE, policy }));
    for (let again = 0; again < 3; again += 1) {
      expect(ask('NET_PROFIT', 2016).result).toMatchObject({
        ok: false,
        error: { code: '#VALUE!', message: expect.stringContaining('NET_PROFIT') as string },
      });
    }
    expect(bugs).toEqual([new Error('a bug')]);
  });
});

describe('while the workbook is being read', () => {
  it('a call that needs it says so, in both languages before the reader’s is known', () => {
    expect(ask('NET_PROFIT')).toEqual(reading('正在读取工作簿… Reading the workbook…'));
    const source = new FakeSource({ kind: 'waiting', language: 'zh-CN' });
    calls.connect(source);
    expect(ask('NET_PROFIT')).toEqual(reading('正在读取工作簿…'));
    source.become({ kind: 'waiting', language: 'en-US' });
    expect(ask('NET_PROFIT')).toEqual(reading('Reading the workbook…'));
  });

  it('a call that brings all it needs is answered where the policy is known', () => {
    calls.connect(new FakeSource({ kind: 'waiting', context: ALONE }));
    expect(ask('FAN_PENALTY', 52300, 2016).result).toEqual({ ok: true, value: 3850 });
    expect(ask('FAN_PENALTY')).toEqual(reading('正在读取工作簿…'));
  });

  it('a call with dates is not answered before the way of counting days is known', () => {
    const source = new FakeSource({ kind: 'waiting', context: ALONE });
    calls.connect(source);
    expect(ask('POLICY_VALUE', 'fan-target', 42735 - 1462)).toEqual(reading('正在读取工作簿…'));
    source.become({ kind: 'waiting', context: { ...ALONE, date1904: true } });
    expect(ask('POLICY_VALUE', 'fan-target', 42735 - 1462).result).toEqual({ ok: true, value: 60000 });
  });

  it('and where it can’t be read, a call says why', () => {
    calls.connect(new FakeSource({ kind: 'stopped', context: ALONE, sentence: '连接不上工作簿，请重试。' }));
    expect(ask('NET_PROFIT', 2016)).toEqual({
      result: { ok: false, error: { code: '#N/A', message: '连接不上工作簿，请重试。' } },
      mayChange: true,
    });
    expect(ask('FAN_PENALTY', 52300, 2016).result).toEqual({ ok: true, value: 3850 });
  });
});

describe('cells are outdated', () => {
  it('when the workbook has changed what one of them shows, until it has asked again', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    const told = jest.fn();
    const leave = calls.subscribe(told);
    ask('NET_PROFIT', 2016);
    ask('FAN_PENALTY', 2016);
    expect(calls.isOutdated()).toBe(false);
    source.become(ready(RICHER));
    expect(told).toHaveBeenCalledTimes(1);
    expect(calls.isOutdated()).toBe(true);
    ask('NET_PROFIT', 2016);
    expect(calls.isOutdated()).toBe(false);
    leave();
    source.become(ready(CENTRE));
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('not when it has changed nothing that they show', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    ask('FAN_PENALTY');
    ask('EXPLAIN', 'FAN_PENALTY', 2016);
    ask('FAN_PENALTY', 'x', 2016);
    source.become(ready(RICHER));
    expect(calls.isOutdated()).toBe(false);
    const { language } = wordingFor('en-US');
    source.become(ready({ ...RICHER, language, wording: wordingFor(language) }));
    expect(calls.isOutdated()).toBe(true);
  });

  it('when the workbook has been read that they waited for', () => {
    const source = new FakeSource({ kind: 'waiting', language: 'zh-CN' });
    calls.connect(source);
    ask('NET_PROFIT', 2016);
    calls.answer('CLAUSE_TEXT', ['六.2.5'], false);
    source.become(ready(CENTRE));
    expect(calls.isOutdated()).toBe(true);
  });

  it('not when only functions have been called that do not follow the workbook', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    calls.answer('COUNTED', [REVENUE_ROWS.slice(0, 1) as Argument, REVENUE_ROWS.slice(1) as Argument], false);
    source.become(ready(RICHER));
    expect(calls.isOutdated()).toBe(false);
  });

  it('no longer when the cell has gone', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    ask('NET_PROFIT', 2016);
    source.become(ready(RICHER));
    // The host has calculated, and nothing has asked.
    calls.calculated();
    expect(calls.isOutdated()).toBe(false);
    source.become(ready(CENTRE));
    expect(calls.isOutdated()).toBe(false);
  });

  it('by any change where calls have ranges, which are not remembered', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    ask('NET_PROFIT', 2016, REVENUE_ROWS as Argument);
    expect(calls.isOutdated()).toBe(false);
    source.become(ready(RICHER));
    expect(calls.isOutdated()).toBe(true);
    ask('NET_PROFIT', 2016, REVENUE_ROWS as Argument);
    calls.calculated();
    expect(calls.isOutdated()).toBe(false);
  });

  it('by any change where there are too many to remember', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    for (let fans = 0; fans <= MOST_REMEMBERED; fans += 1) ask('FAN_PENALTY', fans, 2016);
    source.become(ready(RICHER));
    expect(calls.isOutdated()).toBe(true);
  });

  it('where it takes too long to find out', () => {
    const source = FakeSource.ready(CENTRE);
    calls.connect(source);
    for (let fans = 0; fans < 10; fans += 1) ask('FAN_PENALTY', fans, 2016);
    source.become(ready(RICHER));
    const slow = new InstantCalls(
      () => undefined,
      () => (time += LONGEST_LOOK),
    );
    const other = FakeSource.ready(CENTRE);
    slow.connect(other);
    slow.answer('FAN_PENALTY', [1, 2016], true);
    other.become(ready(RICHER));
    expect([calls.isOutdated(), slow.isOutdated()]).toEqual([false, true]);
  });
});

it('another source takes the place of the first', () => {
  const first = FakeSource.ready(CENTRE);
  calls.connect(first);
  ask('NET_PROFIT', 2016);
  calls.connect(FakeSource.ready(RICHER));
  expect(first.listenerCount).toBe(0);
  expect(calls.isOutdated()).toBe(true);
  expect(calls.answerCount).toBe(1);
});
