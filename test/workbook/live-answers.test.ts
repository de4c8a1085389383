import { builtInPolicy } from '../../src/policy/packs';
import type { LiveMoment } from '../../src/functions/live-source';
import { liveSourceOf, type LiveAnswers } from '../../src/workbook/live-answers';
import { openLiveBooks, type LiveBooks } from '../../src/workbook/live-books';
import type { PortProblem } from '../../src/workbook/port';
import type { Language } from '../../src/wording/language';
import { wordingFor } from '../../src/wording/wording';
import { FakeScheduler, idle } from '../support/fake-scheduler';
import { MemoryPort } from '../support/memory-port';
import { workbook } from '../support/workbook-builder';

interface Followed {
  readonly port: MemoryPort;
  readonly time: FakeScheduler;
  readonly live: LiveBooks;
  readonly source: LiveAnswers;
  /** The kinds of moments that a listener found. */
  readonly told: LiveMoment['kind'][];
  readonly reader: { language: Language };
}

function follow(prepare?: (port: MemoryPort) => void): Followed {
  const port = MemoryPort.of(
    workbook({ revenue: [{ 日期: '2016-05-04', 摘要: '广告', 类别: '广告费', 金额: 100 }] }, { date1904: true }),
    { blanksArriveAsZero: true },
  );
  prepare?.(port);
  const time = new FakeScheduler();
  const live = openLiveBooks(port, {}, { scheduler: time });
  const reader: { language: Language } = { language: 'zh-CN' };
  const source = liveSourceOf(live, () => reader.language);
  const told: LiveMoment['kind'][] = [];
  source.subscribe(() => told.push(source.moment().kind));
  return { port, time, live, source, told, reader };
}

it('waits until the workbook is read: nobody knows before which policy it is under', async () => {
  const { port, live, source, told } = follow();
  const open = port.hold();
  expect(source.moment()).toEqual({ kind: 'waiting', language: 'zh-CN' });
  await idle();
  expect(source.moment()).toEqual({ kind: 'waiting', language: 'zh-CN' });
  open();
  await idle();
  expect(source.moment()).toMatchObject({
    kind: 'ready',
    context: {
      policy: { digest: builtInPolicy().digest },
      wording: wordingFor('zh-CN'),
      date1904: true,
      blanksArriveAsZero: true,
    },
  });
  expect(told).toEqual(['waiting', 'ready']);
  const moment = source.moment();
  expect(moment.kind === 'ready' && moment.context.books).toBe(live.state().books);
});

it('tells new books, and nothing where nothing of them has changed', async () => {
  const { port, time, live, source, told } = follow();
  await idle();
  const before = source.moment();
  told.length = 0;
  await live.refresh();
  port.tell({ kind: 'calculated', sheet: '收入台账' });
  await time.pass(1000);
  expect(told).toEqual([]);
  expect(source.moment()).toBe(before);
  port.edit('收入台账', 'E2', 150);
  await time.pass(1000);
  expect(told).toEqual(['ready']);
  expect(source.moment()).not.toBe(before);
});

it('tells everybody, also where somebody has looked before', async () => {
  const { port, time, live, source, told } = follow();
  await idle();
  told.length = 0;
  // A pane that asks for the moment while it is being told of the books.
  live.subscribe(() => source.moment());
  port.edit('收入台账', 'E2', 150);
  await time.pass(1000);
  expect(told).toEqual(['ready']);
});

it('says why the workbook can’t be read, once, and goes on when it can', async () => {
  const { port, time, source, told, reader } = follow((at) => at.fail({ code: 'offline' }));
  await idle();
  const sentence = (): string => wordingFor(reader.language).portProblem({ code: 'offline' });
  expect(source.moment()).toMatchObject({ kind: 'stopped', sentence: sentence(), language: 'zh-CN' });
  await time.pass(5000);
  expect(told).toEqual(['stopped']);
  reader.language = 'en-US';
  source.announce();
  expect(source.moment()).toMatchObject({ kind: 'stopped', sentence: sentence(), language: 'en-US' });
  port.fail(undefined);
  await time.pass(30_000);
  expect(told.filter((kind, index) => kind !== told[index - 1])).toEqual(['stopped', 'ready']);
});

it('tells a new language', async () => {
  const { source, told, reader } = follow();
  await idle();
  told.length = 0;
  source.announce();
  expect(told).toEqual([]);
  reader.language = 'en-US';
  source.announce();
  expect(told).toEqual(['ready']);
  expect(source.moment()).toMatchObject({ context: { language: 'en-US', wording: wordingFor('en-US') } });
});

describe('once the workbook has been read, a reading that fails', () => {
  const after = async (problem: PortProblem, milliseconds: number): Promise<LiveMoment> => {
    const { port, time, source } = follow();
    await idle();
    port.fail(problem);
    port.edit('收入台账', 'E2', 150);
    await time.pass(milliseconds);
    return source.moment();
  };
  const failed: PortProblem = { code: 'host-failed', hostCode: 'GeneralException', message: '' };

  it.each<[string, PortProblem, number, LiveMoment['kind']]>([
    ['while a cell is edited leaves the answers', { code: 'cell-being-edited' }, 120_000, 'ready'],
    ['while there is no connection, too', { code: 'offline' }, 120_000, 'ready'],
    ['once leaves them', failed, 200, 'ready'],
    ['again and again leaves none', failed, 60_000, 'stopped'],
    ['of a workbook grown too large leaves none', { code: 'too-large', sheet: 'x', cells: 9, most: 5 }, 200, 'stopped'],
  ])('%s', async (_, problem, milliseconds, kind) => {
    expect((await after(problem, milliseconds)).kind).toBe(kind);
  });

  it('because somebody cancelled it leaves the answers', async () => {
    const { live, source } = follow();
    await idle();
    await live.refresh(AbortSignal.abort());
    expect(source.moment().kind).toBe('ready');
  });
});

it('leaves the workbook when nobody listens any more', () => {
  const { live } = follow();
  const leave = jest.fn();
  const subscribe = jest.spyOn(live, 'subscribe').mockReturnValue(leave);
  const source = liveSourceOf(live, () => 'zh-CN');
  const [first, second] = [source.subscribe(() => undefined), source.subscribe(() => undefined)];
  expect(subscribe).toHaveBeenCalledTimes(1);
  first();
  expect(leave).not.toHaveBeenCalled();
  second();
  expect(leave).toHaveBeenCalledTimes(1);
});
