/**
 * The functions in WPS as they are connected in the background page: registered, answered from the workbook as it is read in
 * turns, and calculated again when an edit has been read. On the fake WPS, through the real port.
 */
import { baseMetadata, localizedMetadata } from '../../../scripts/functions-metadata';
import { FUNCTIONS } from '../../../src/functions/catalogue';
import type { FunctionsMetadata } from '../../../src/functions/functions-json';
import { InstantCalls } from '../../../src/functions/instant-calls';
import { keepCalculated, MOST_IN_A_ROW } from '../../../src/hosts/wps/recalculate';
import { metadataForWps, registerFunctions } from '../../../src/hosts/wps/register-functions';
import { findWps, type WpsApi } from '../../../src/hosts/wps/wps-api';
import { openWpsPort } from '../../../src/hosts/wps/wps-port';
import { liveSourceOf } from '../../../src/workbook/live-answers';
import { openLiveBooks } from '../../../src/workbook/live-books';
import type { Language } from '../../../src/wording/language';
import { centreWorkbook, REVENUE_ROWS } from '../../functions/support';
import { FakeScheduler } from '../../support/fake-scheduler';
import { fakeWps, type FakeWps, type WpsPlatform } from '../../support/fake-wps';

const SHEET = '收入台账';
/** Below and beside the rows of the ledger. */
const CELL = 'L3';
/** One advertisement more. */
const RICHER = [...REVENUE_ROWS, [42400, '新广告', '广告费', null, 1000]];
/** Long enough for a reading, and for what follows from it. */
const A_WHILE = 3_000;

let metadata: FunctionsMetadata;

beforeAll(async () => {
  const { metadataJson } = await baseMetadata();
  metadata = JSON.parse(localizedMetadata(metadataJson, 'zh-CN', 'https://addin.test')) as FunctionsMetadata;
});

/** How often the application was asked to calculate, and how often it refuses from now on. */
interface Asked {
  calculate: number;
  full: number;
  refusals: number;
}

const REFUSAL = new Error('正在编辑单元格');

interface Started {
  readonly model: FakeWps['model'];
  readonly time: FakeScheduler;
  readonly bugs: readonly unknown[];
  readonly asked: Asked;
  readonly speak: (language: Language) => void;
  readonly stop: () => void;
}

/** Starts the background page as far as functions go; the workbook has not been read yet. */
async function started(wps: FakeWps): Promise<Started> {
  const { page, model } = wps;
  const found = findWps(page);
  if (!found) throw new Error('no WPS');
  const asked: Asked = { calculate: 0, full: 0, refusals: 0 };
  const api = counting(found, asked);
  const bugs: unknown[] = [];
  const time = new FakeScheduler();
  const calls = new InstantCalls((error) => bugs.push(error));
  expect(registerFunctions(api, calls, metadata)).toBe('registered');
  const port = await openWpsPort(api, time);
  const live = openLiveBooks(port, {}, { scheduler: time });
  let language: Language = 'zh-CN';
  const source = liveSourceOf(live, () => language);
  calls.connect(source);
  const stop = await keepCalculated({ api, calls, port, scheduler: time, reportBug: (error) => bugs.push(error) });
  const speak = (next: Language): void => {
    language = next;
    source.announce();
  };
  return { model, time, bugs, asked, speak, stop };
}

/** The application, with what it is asked counted; everything else goes through. */
function counting(api: WpsApi, asked: Asked): WpsApi {
  const app = new Proxy(api.app, {
    get(target, name) {
      if (name === 'Calculate') asked.calculate += 1;
      if (name === 'CalculateFull') asked.full += 1;
      if (name === 'Calculate' && asked.refusals > 0) {
        asked.refusals -= 1;
        throw REFUSAL;
      }
      const member = Reflect.get(target, name) as unknown;
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
  return new Proxy(api, { get: (target, name) => (name === 'app' ? app : (Reflect.get(target, name) as unknown)) });
}

const wpsOn = (platform: WpsPlatform = 'windows'): FakeWps => fakeWps({ platform, workbook: centreWorkbook() });
const amount = (model: FakeWps['model'], cell = CELL): unknown => model.value(SHEET, cell);

describe('registering', () => {
  it('tells WPS of every function, in the form that its own tools make', () => {
    for (const entry of metadata.functions) {
      const { parameters, result } = metadataForWps(entry);
      expect(parameters.map(({ name }) => name)).toEqual(entry.parameters.map(({ name }) => name));
      for (const { type } of [...parameters, result]) expect(type).toMatch(/^any(\[\]\[\])?\??$/);
    }
    const told = (id: string): unknown => {
      const entry = metadata.functions.find((each) => each.id === id);
      return entry && metadataForWps(entry);
    };
    expect(told('COUNTED_COST')).toEqual({
      description: '按制度计入的成本',
      result: { type: 'any' },
      parameters: [
        { name: 'year', type: 'any?', description: expect.stringContaining('年度') as string },
        { name: 'costs', type: 'any[][]?', description: expect.stringContaining('成本台账') as string },
      ],
    });
    expect(told('COUNTED')).toMatchObject({ result: { type: 'any[][]' }, parameters: [{ type: 'any[][]' }, {}] });
  });

  it.each<WpsPlatform>(['windows', 'linux', 'macos'])('works as %s lays its objects out', async (platform) => {
    const { model, stop } = await started(wpsOn(platform));
    expect([...model.functions()].sort()).toEqual(FUNCTIONS.map(({ id }) => `PAY.${id}`).sort());
    stop();
  });

  it('is refused by a WPS that has no custom functions', () => {
    const found = findWps(wpsOn().page);
    if (!found) throw new Error('no WPS');
    const old = { ...found, addins: { ...found.addins, AddCustomFunction: undefined } };
    expect(registerFunctions(old, new InstantCalls(() => undefined), metadata)).toBe('not-supported');
  });

  it('registers nothing where the build lacks a function', () => {
    const { page, model } = wpsOn();
    const api = findWps(page);
    if (!api) throw new Error('no WPS');
    const lacking = { functions: metadata.functions.slice(1) };
    expect(() => registerFunctions(api, new InstantCalls(() => undefined), lacking)).toThrow(/lacks FAN_PENALTY/);
    expect(model.functions()).toEqual([]);
  });
});

describe('a cell', () => {
  it('says that the workbook is being read, and shows its answer by itself afterwards', async () => {
    const { model, time, asked, stop } = await started(wpsOn());
    model.type(SHEET, CELL, '=PAY.FAN_PENALTY(,2016)');
    model.type(SHEET, 'L4', '=PAY.CLAUSE_TEXT("六.2.5")');
    expect([amount(model), amount(model, 'L4')]).toEqual(['正在读取工作簿…', '正在读取工作簿…']);
    await time.pass(A_WHILE);
    expect(amount(model)).toBe(3850);
    expect(amount(model, 'L4')).toEqual(expect.stringMatching(/\S/));
    expect(asked).toMatchObject({ calculate: 1, full: 0 });
    stop();
  });

  it('follows an edit, asking WPS to calculate once', async () => {
    const { model, time, asked, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    await time.pass(A_WHILE);
    const before = Number(amount(model));
    asked.calculate = 0;
    model.edit(SHEET, 'E2', 31_000);
    await time.pass(A_WHILE);
    expect(amount(model)).toBe(before + 1000);
    expect(asked.calculate).toBe(1);
    stop();
  });

  it('is left alone by an edit that changes nothing that it shows', async () => {
    const { model, time, asked, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    model.type(SHEET, CELL, '=PAY.FAN_PENALTY(,2016)');
    await time.pass(A_WHILE);
    asked.calculate = 0;
    model.edit(SHEET, 'E2', 31_000);
    model.edit(SHEET, 'L9', 'a remark');
    await time.pass(10 * A_WHILE);
    expect(asked.calculate).toBe(0);
    stop();
  });

  it('turns into an error that can be read, and back', async () => {
    const { model, time, stop } = await started(wpsOn());
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    await time.pass(A_WHILE);
    const before = amount(model);
    model.edit(SHEET, 'C2', '杂项');
    await time.pass(A_WHILE);
    expect(amount(model)).toEqual(expect.stringMatching(/^#VALUE! .*收入台账!C2/));
    model.edit(SHEET, 'C2', '广告费');
    await time.pass(A_WHILE);
    expect(amount(model)).toBe(before);
    stop();
  });

  it('follows the reader’s language', async () => {
    const { model, time, speak, stop } = await started(wpsOn());
    model.type(SHEET, CELL, '=PAY.FAN_PENALTY("x",2016)');
    await time.pass(A_WHILE);
    expect(amount(model)).toEqual(expect.stringContaining('不是数字'));
    speak('en-US');
    await time.pass(A_WHILE);
    expect(amount(model)).toEqual(expect.stringContaining('is no number'));
    stop();
  });

  it('that calls no function of the workbook is not calculated with it', async () => {
    const { model, time, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    model.type(SHEET, CELL, '=PAY.CLAUSE_TEXT("六.2.5")');
    const calls = model.callsOf('PAY.CLAUSE_TEXT');
    model.edit(SHEET, 'E2', 31_000);
    await time.pass(A_WHILE);
    expect(model.callsOf('PAY.CLAUSE_TEXT')).toBe(calls);
    stop();
  });
});

describe('with several workbooks open', () => {
  it('a cell is never answered from another’s ledgers: it keeps what it shows', async () => {
    const { model, time, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    await time.pass(A_WHILE);
    const first = Number(amount(model));
    model.open({ ...centreWorkbook({ 收入台账: RICHER }), name: 'other.xlsx' });
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    await time.pass(A_WHILE);
    const other = Number(amount(model));
    expect(other).toBe(first + 1000);
    // Calculates all workbooks, the first one unseen behind it.
    model.edit(SHEET, 'E2', 30_500);
    await time.pass(A_WHILE);
    expect(amount(model)).toBe(other + 500);
    model.show('test.xlsx');
    expect(amount(model)).toBe(first);
    await time.pass(A_WHILE);
    expect(amount(model)).toBe(first);
    model.edit(SHEET, 'E2', 30_001);
    await time.pass(A_WHILE);
    expect(amount(model)).toBe(first + 1);
    stop();
  });

  it('a cell that shows nothing yet says that its workbook is being read', async () => {
    const { model, time, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    model.open({ ...centreWorkbook({ 收入台账: RICHER }), name: 'other.xlsx' });
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    expect(amount(model)).toBe('正在读取工作簿…');
    await time.pass(A_WHILE);
    expect(amount(model)).toEqual(expect.any(Number));
    stop();
  });
});

describe('WPS is asked to calculate', () => {
  it('everything once, where cells came with the workbook and have called nothing yet', async () => {
    const { time, asked, model, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    expect(asked).toMatchObject({ calculate: 0, full: 1 });
    model.edit(SHEET, 'E2', 31_000);
    await time.pass(A_WHILE);
    expect(asked.full).toBe(1);
    stop();
  });

  it('never where the user calculates by hand', async () => {
    const { model, time, asked, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    await time.pass(A_WHILE);
    const before = Number(amount(model));
    model.setCalculation('manual');
    Object.assign(asked, { calculate: 0, full: 0 });
    model.edit(SHEET, 'E2', 31_000);
    await time.pass(10 * A_WHILE);
    expect(amount(model)).toBe(before);
    expect(asked).toMatchObject({ calculate: 0, full: 0 });
    model.recalculate();
    expect(amount(model)).toBe(before + 1000);
    stop();
  });

  it('never for ever: a ledger that is computed from an answer comes to rest', async () => {
    const { model, time, asked, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    await time.pass(A_WHILE);
    asked.calculate = 0;
    model.type(SHEET, 'E2', `=${CELL}+1`);
    await time.pass(100 * A_WHILE);
    expect(asked.calculate).toBeGreaterThan(0);
    expect(asked.calculate).toBeLessThanOrEqual(MOST_IN_A_ROW);
    // The next edit is followed all the same.
    asked.calculate = 0;
    model.edit(SHEET, 'E2', 500);
    await time.pass(A_WHILE);
    expect(asked.calculate).toBe(1);
    stop();
  });

  it('again a little later where it refuses, and in the end not at all', async () => {
    const { model, time, asked, bugs, stop } = await started(wpsOn());
    await time.pass(A_WHILE);
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    await time.pass(A_WHILE);
    const before = Number(amount(model));
    asked.refusals = 2;
    model.edit(SHEET, 'E2', 31_000);
    await time.pass(A_WHILE);
    expect([amount(model), bugs]).toEqual([before + 1000, []]);
    asked.refusals = Infinity;
    model.edit(SHEET, 'E2', 32_000);
    await time.pass(100 * A_WHILE);
    expect([amount(model), bugs]).toEqual([before + 1000, [REFUSAL]]);
    stop();
  });

  it('no more when it is over', async () => {
    const { model, time, asked, stop } = await started(wpsOn());
    model.type(SHEET, CELL, '=PAY.COUNTED_REVENUE(2016)');
    stop();
    await time.pass(A_WHILE);
    expect(asked).toMatchObject({ calculate: 0, full: 0 });
    model.recalculate();
    expect(amount(model)).toEqual(expect.any(Number));
  });
});
