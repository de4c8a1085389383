import type { CellValue, WorkbookSnapshot } from '../../src/ledger/cells';
import { LiveCalls } from '../../src/functions/live-calls';
import type { CallResult } from '../../src/functions/cell-values';
import { liveSourceOf } from '../../src/workbook/live-answers';
import { openLiveBooks, type LiveBooks } from '../../src/workbook/live-books';
import { FakeScheduler, idle } from '../support/fake-scheduler';
import { MemoryPort } from '../support/memory-port';
import { bookWithPolicy, policyCell, withStored } from '../support/policy-book';
import { workbook, type Tables } from '../support/workbook-builder';

const LEDGERS: Tables = {
  revenue: [{ 日期: '2016-05-04', 摘要: '广告', 类别: '广告费', 金额: 1000 }],
  fans: [['2016-12-31', '公司网站', 52_300]],
};
const BOOK = bookWithPolicy(LEDGERS, undefined, { names: [{ name: 'PolicyYear', refersTo: '2016' }] });
const RATE = policyCell(BOOK, '制度参数', 'fan-penalty-rate', '取值');

interface Following {
  readonly port: MemoryPort;
  readonly live: LiveBooks;
  readonly time: FakeScheduler;
  /** What the cells with these calls show. */
  readonly shown: ReadonlyMap<string, CallResult | undefined>;
  /** What a person types into a cell, and what comes of it. */
  readonly type: (sheet: string, cell: string, value: CellValue) => Promise<void>;
}

const CALLS: readonly (readonly [string, readonly (number | string)[]])[] = [
  ['FAN_PENALTY', []],
  // Brings all it needs but the policy.
  ['FAN_PENALTY', [52_300, 2016]],
  ['POLICY_VALUE', ['fan-penalty-rate', '2016-12-31']],
  ['TEAM_SHARE', []],
];

async function follow(book: WorkbookSnapshot): Promise<Following> {
  const port = MemoryPort.of(book);
  const time = new FakeScheduler();
  const live = openLiveBooks(port, {}, { scheduler: time });
  const calls = new LiveCalls((error) => {
    throw error;
  });
  calls.connect(liveSourceOf(live, () => 'zh-CN'));
  const shown = new Map<string, CallResult | undefined>();
  for (const [id, args] of CALLS) calls.open(id, args, (result) => shown.set(`${id}(${args.join(',')})`, result));
  await idle();
  const type = async (sheet: string, cell: string, value: CellValue): Promise<void> => {
    port.edit(sheet, cell, value);
    await time.pass(2000);
  };
  return { port, live, time, shown, type };
}

function values({ shown }: Following): readonly unknown[] {
  return [...shown.values()].map((result) => (result?.ok === true ? result.value : result?.error.code));
}

it('follows the policy’s cells: every call, at once, and stops where a cell is wrong', async () => {
  const following = await follow(BOOK);
  const { live, shown, type } = following;
  expect(values(following)).toEqual([3850, 3850, 0.5, 500]);
  await type('制度参数', RATE.cell, 0.8);
  expect(values(following)).toEqual([6160, 6160, 0.8, 500]);
  await type('制度参数', RATE.cell, '八毛');
  expect(values(following)).toEqual(Array.from({ length: 4 }, () => '#VALUE!'));
  for (const result of shown.values()) expect(JSON.stringify(result)).toContain(`制度参数!${RATE.cell}`);
  expect(
    live
      .state()
      .opened?.findings()
      .map(({ code }) => code),
  ).toEqual(['policy-invalid', 'ledgers-wait']);
  // What is entered meanwhile counts once the policy is mended.
  await type('粉丝台账', 'C2', 59_000);
  expect(values(following)[0]).toBe('#VALUE!');
  await type('制度参数', RATE.cell, 0.5);
  expect(values(following)).toEqual([500, 3850, 0.5, 500]);
});

it('follows sheets of a policy that come and go', async () => {
  const following = await follow(BOOK);
  const { port, time, live } = following;
  const sheets = BOOK.sheets.filter(({ name }) => name.startsWith('制度') || /规则|考核/.test(name));
  await following.type('制度参数', RATE.cell, 0.8);
  for (const { name } of sheets) port.deleteSheet(name);
  await time.pass(2000);
  expect(live.state().opened?.source.kind).toBe('built-in');
  expect(values(following)).toEqual([3850, 3850, 0.5, 500]);
  for (const { name, rows, tables } of sheets)
    port.addSheet(
      name,
      rows.map((row) => row ?? []),
      tables,
    );
  await time.pass(2000);
  expect(live.state().opened?.source.kind).toBe('sheets');
  expect(values(following)).toEqual([3850, 3850, 0.5, 500]);
});

it('answers no call before it is known which policy holds', async () => {
  const port = MemoryPort.of(BOOK);
  const open = port.hold();
  const live = openLiveBooks(port, {}, { scheduler: new FakeScheduler() });
  const calls = new LiveCalls((error) => {
    throw error;
  });
  calls.connect(liveSourceOf(live, () => 'zh-CN'));
  const told: CallResult[] = [];
  calls.open('FAN_PENALTY', [52_300, 2016], (result) => told.push(result));
  await idle();
  expect(told).toEqual([]);
  open();
  await idle();
  expect(told).toEqual([{ ok: true, value: 3850 }]);
});

it('opens nothing anew for a record that changes nothing that is said', async () => {
  const { port, live, time } = await follow(workbook(LEDGERS));
  const { revision, opened } = live.state();
  await port.writeStorage('payclause.marks', '[]');
  await time.pass(2000);
  await port.writeStorage('payclause.fixes', 'x'.repeat(100_000));
  await time.pass(2000);
  expect(live.state()).toMatchObject({ revision, problem: undefined });
  expect(live.state().opened).toBe(opened);
  await port.writeStorage('waivers', '{');
  await time.pass(2000);
  expect(
    live
      .state()
      .opened?.findings()
      .map(({ code }) => code),
  ).toEqual(['storage-broken']);
});

it('looks at formulas where cells hold #NAME?, and at no others', async () => {
  const book = withStored(workbook(LEDGERS), {});
  const port = MemoryPort.of(book);
  port.edit('收入台账', 'J2', { fault: '#NAME?' }, '=[2]!_xldudf_NET_PROFIT(2016)');
  port.edit('收入台账', 'J3', { fault: '#NAME?' }, '=SUMME(A1)');
  port.edit('收入台账', 'J4', 5, '=NET_PROFIT(2016)');
  const time = new FakeScheduler();
  const live = openLiveBooks(port, {}, { scheduler: time });
  await time.pass(2000);
  const found = (): readonly string[] =>
    (live.state().opened?.findings() ?? []).map(({ code, cell }) => `${code} ${cell}`);
  expect(found()).toEqual(['formula-broken J2']);
  expect(port.calls.filter((call) => call === 'readFormulas')).toHaveLength(1);
  const { opened } = live.state();
  port.tell({ kind: 'calculated', sheet: '收入台账' });
  await time.pass(2000);
  expect(live.state().opened).toBe(opened);
  port.edit('收入台账', 'J2', 1000, '=NET_PROFIT(2016)');
  await time.pass(2000);
  expect(found()).toEqual([]);
});
