/** The traps of WPS, as add-in authors report them, shown on the fake that our tests stand on. */
/// <reference types="et-jsapi-declare" />
import type { WorkbookSnapshot } from '../../../src/ledger/cells';
import { fakeWps, type FakePage, type FakeWps, type WpsOptions, type WpsPlatform } from '../../support/fake-wps';
import { range, sheetOf, tableAt, workbookOf } from '../../support/workbook-builder';

const BOOK = workbookOf([
  sheetOf('S', [
    [1, '广告', null],
    [{ fault: '#DIV/0!' }, true, 2],
  ]),
  sheetOf('T', [[5]]),
]);

type Root = WPS.AddonRoot & WPS.EtAddonRoot & Et.Application;

interface Roots {
  readonly wps?: Root;
  readonly Application?: Root;
}

const PLATFORMS = ['windows', 'linux', 'macos'] as const;

const open = (workbook: WorkbookSnapshot = BOOK, options: Partial<WpsOptions> = {}): FakeWps =>
  fakeWps({ workbook, platform: 'windows', ...options });

/** The page as an add-in's script sees it, with what WPS declares. */
const rootsOf = (page: FakePage): Roots => page as Roots;

/** The application as add-in authors find it on every platform. */
function appOf({ page }: FakeWps): Root {
  const { wps, Application } = rootsOf(page);
  const root = wps ?? Application;
  // A function, though it is declared as the application itself.
  const et = raw(root)['EtApplication'] as (() => Root) | undefined;
  const app = et?.() ?? root?.Application ?? Application;
  if (!app) throw new Error('no application');
  return app as unknown as Root;
}

const sheetIn = (fake: FakeWps, name = 'S'): Et.Worksheet =>
  appOf(fake).ActiveWorkbook.Worksheets.Item(name) as unknown as Et.Worksheet;

const cellIn = (fake: FakeWps, address: string, sheet = 'S'): Et.Range => sheetIn(fake, sheet).Range(address);

/** The member as JavaScript has it, whatever its type says. */
const raw = (value: unknown): Record<string, unknown> => value as Record<string, unknown>;

function register(
  fake: FakeWps,
  name: string,
  callback: (...given: unknown[]) => unknown,
  types: readonly string[] = [],
): void {
  const { wps, Application } = rootsOf(fake.page);
  const add = wps?.AddCustomFunction ?? Application?.AddCustomFunction;
  add?.('PAY', name, callback, { result: {}, parameters: types.map((type) => ({ type })) });
}

/** Registers a function that keeps what it is given, and types a formula that calls it. */
function givenTo(fake: FakeWps, formula: string, types: readonly string[] = []): readonly unknown[] {
  let last: readonly unknown[] = [];
  register(fake, 'GIVEN', (...given) => String((last = given).length), types);
  fake.model.type('S', 'F9', formula);
  return last;
}

describe('roots', () => {
  test.each(PLATFORMS)('the application is found on %s, and calls itself Microsoft Excel', (platform) => {
    const app = appOf(fakeWps({ workbook: BOOK, platform }));
    expect(app.Name).toBe('Microsoft Excel');
    expect(app.ActiveWorkbook.Name).toBe('book.xlsx');
  });

  const has = (platform: WpsPlatform): { wps: readonly string[]; Application: readonly string[] } => {
    const { wps, Application } = rootsOf(fakeWps({ workbook: BOOK, platform }).page);
    const members = ['ApiEvent', 'CreateTaskPane', 'PluginStorage', 'AddCustomFunction', 'FileSystem', 'Workbooks'];
    const of = (root: unknown): readonly string[] =>
      root === undefined ? [] : members.filter((name) => raw(root)[name] !== undefined);
    return { wps: of(wps), Application: of(Application) };
  };

  test('on Windows all is on both, and the workbooks on one', () => {
    const addins = ['ApiEvent', 'CreateTaskPane', 'PluginStorage', 'AddCustomFunction', 'FileSystem'];
    expect(has('windows')).toEqual({ wps: addins, Application: [...addins, 'Workbooks'] });
  });

  test('on Linux there is no wps', () => {
    expect(rootsOf(fakeWps({ workbook: BOOK, platform: 'linux' }).page)).not.toHaveProperty('wps');
    expect(has('linux').Application).toContain('ApiEvent');
  });

  test('on macOS each lacks what the other has, and events are on wps alone', () => {
    expect(has('macos')).toEqual({
      wps: ['ApiEvent', 'PluginStorage', 'AddCustomFunction'],
      Application: ['CreateTaskPane', 'FileSystem', 'Workbooks'],
    });
  });
});

describe('cells', () => {
  test('Value can’t be assigned to, Value2 can', () => {
    const fake = open();
    expect(() => (raw(cellIn(fake, 'A1'))['Value'] = 2)).toThrow('Range.Value');
    expect(fake.model.value('S', 'A1')).toBe(1);
    cellIn(fake, 'A1').Value2 = 2 as never;
    expect(fake.model.value('S', 'A1')).toBe(2);
  });

  test('Value2 is a scalar for one cell, and rows of cells for more', () => {
    const fake = open();
    expect(cellIn(fake, 'A1').Value2).toBe(1);
    expect(cellIn(fake, 'A1:B1').Value2).toEqual([[1, '广告']]);
    expect(cellIn(fake, 'C1:C2').Value2).toEqual([[undefined], [2]]);
    expect(cellIn(open(BOOK, { blank: null }), 'C1').Value2).toBeNull();
  });

  test.each([
    ['#NULL!', -2_146_828_288 + 2000],
    ['#DIV/0!', -2_146_826_281],
    ['#VALUE!', -2_146_826_273],
    ['#REF!', -2_146_826_265],
    ['#NAME?', -2_146_826_259],
    ['#NUM!', -2_146_826_252],
    ['#N/A', -2_146_826_246],
  ])('%s is a number as Value2, and itself as Text', (fault, number) => {
    const fake = open(workbookOf([sheetOf('S', [[{ fault }]])]));
    expect([cellIn(fake, 'A1').Value2, cellIn(fake, 'A1').Text]).toEqual([number, fault]);
  });

  test('what is written is taken as if it were typed', () => {
    const fake = open();
    const write = (written: unknown): unknown => {
      cellIn(fake, 'D1').Value2 = written as never;
      return fake.model.formula('S', 'D1') || fake.model.value('S', 'D1');
    };
    expect(['=A1*2', '00123', '2016-03-05', 'TRUE', "'=A1", '#N/A', null].map(write)).toEqual([
      ...['=A1*2', 123, 42_434, true, '=A1', { fault: '#N/A' }, null],
    ]);
  });

  test('a cell that is formatted as text makes a text of everything', () => {
    const fake = open();
    fake.model.setNumberFormat('S', 'D1', '@');
    for (const [written, value] of [
      [12, '12'],
      ['=A1', '=A1'],
      ["'x", "'x"],
    ] as const) {
      cellIn(fake, 'D1').Formula = String(written);
      cellIn(fake, 'D1').Value2 = written as never;
      expect(fake.model.value('S', 'D1')).toBe(value);
    }
  });

  test('a text that begins with «=» is told as Formula just as a formula is', () => {
    const fake = open();
    fake.model.edit('S', 'D1', '=1+1');
    fake.model.type('S', 'E1', '=1+1');
    expect(cellIn(fake, 'D1:E1').Formula).toEqual([['=1+1', '=1+1']]);
    expect([cellIn(fake, 'D1').HasFormula, cellIn(fake, 'E1').HasFormula]).toEqual([false, true]);
    expect(cellIn(fake, 'D1:E1').Value2).toEqual([['=1+1', 2]]);
  });

  test('a text of more than 32,767 characters is refused', () => {
    const fake = open();
    expect(() => (cellIn(fake, 'A1').Value2 = 'x'.repeat(32_768))).toThrow('文本过长');
    expect(fake.model.value('S', 'A1')).toBe(1);
  });

  test('cells beyond the rows that are written are #N/A', () => {
    const fake = open();
    cellIn(fake, 'A5:B6').Value2 = [[1]];
    expect(['A5', 'B5', 'A6'].map((cell) => fake.model.text('S', cell))).toEqual(['1', '#N/A', '#N/A']);
  });

  test('an address may have 255 characters', () => {
    const fake = open();
    const address = Array.from({ length: 100 }, (_one, index) => `A${String(index + 1)}`).join(',');
    expect(() => cellIn(fake, address)).toThrow('过长');
    expect(cellIn(fake, 'A1,C3:D4').Areas.Count).toBe(2);
  });

  test('the used range counts what is formatted, and is A1 where there is nothing', () => {
    const fake = open(workbookOf([sheetOf('S', [[1]]), sheetOf('空', [])]));
    fake.model.setFill('S', 'C3', '#00FF00');
    expect(sheetIn(fake).UsedRange.Address()).toBe('$A$1:$C$3');
    expect(sheetIn(fake, '空').UsedRange.Address()).toBe('$A$1');
  });

  test('a spilled cell tells the formula of its parent', () => {
    const fake = open();
    fake.model.spill('S', 'E1', '=ALLOCATE(2)', [[1], [1]]);
    expect(cellIn(fake, 'E1:E3').Formula).toEqual([['=ALLOCATE(2)'], ['=ALLOCATE(2)'], ['']]);
    expect(cellIn(fake, 'E2').SpillParent.Address()).toBe('$E$1');
    expect(() => cellIn(fake, 'E3').SpillParent).toThrow('溢出');
  });

  test('where formulas don’t spill, several cells are filled by an array formula', () => {
    const fake = open(BOOK, { spills: false });
    fake.model.spill('S', 'E1', '=ALLOCATE(2)', [[1], [1]]);
    expect([cellIn(fake, 'E2').HasArray, cellIn(fake, 'E2:E3').HasArray, cellIn(fake, 'E3').HasArray]).toEqual([
      ...[true, null, false],
    ]);
    expect(cellIn(fake, 'E2').CurrentArray.Address()).toBe('$E$1:$E$2');
    expect([cellIn(fake, 'E2').Formula, cellIn(fake, 'E2').HasSpill]).toEqual(['=ALLOCATE(2)', undefined]);
  });

  test('cells that differ have no common format', () => {
    const fake = open();
    fake.model.setFill('S', 'A1', '#FF0000');
    fake.model.setNumberFormat('S', 'A1', '0.00');
    const both = cellIn(fake, 'A1:B1');
    expect([both.NumberFormat, both.Interior.Color, both.Interior.Pattern]).toEqual([null, null, null]);
  });
});

describe('collections', () => {
  test('begin at 1 and are asked by Item alone', () => {
    const sheets = appOf(open()).ActiveWorkbook.Worksheets;
    expect([1, 2].map((index) => (sheets.Item(index) as unknown as Et.Worksheet).Name)).toEqual(['S', 'T']);
    expect(() => sheets.Item(0)).toThrow('下标越界');
    expect(() => sheets.Item(3)).toThrow('下标越界');
    expect(() => sheets.Item('U')).toThrow('下标越界');
    expect([raw(sheets)[0], raw(sheets)[1], raw(sheets)['length']]).toEqual([undefined, undefined, undefined]);
    expect(() => [...(sheets as unknown as Iterable<unknown>)]).toThrow(TypeError);
  });

  test('cells of a range are counted from 1', () => {
    const fake = open();
    expect(cellIn(fake, 'B2:C3').Item(1, 1).Address()).toBe('$B$2');
    expect(cellIn(fake, 'B2:C3').Item(3).Address()).toBe('$B$3');
    expect(() => cellIn(fake, 'A1').Item(0, 0)).toThrow('引用无效');
  });

  test.each(['throws', 'absent'] as const)('ListObjects may not answer: %s', (listObjects) => {
    const book = workbookOf([sheetOf('S', [['a'], [1]], { tables: [tableAt('表', range('A1:A2'))] })]);
    expect(sheetIn(open(book)).ListObjects.Item(1).Name).toBe('表');
    const sheet = sheetIn(open(book, { listObjects }));
    if (listObjects === 'throws') expect(() => sheet.ListObjects).toThrow('ListObjects');
    else expect(sheet.ListObjects).toBeUndefined();
  });
});

describe('looks', () => {
  test('colours are blue, green, red', () => {
    const fake = open();
    cellIn(fake, 'A1').Interior.Color = 0xce_c7_ff;
    expect(fake.model.fill('S', 'A1')).toBe('#FFC7CE');
    fake.model.setFill('S', 'A1', '#0000FF');
    expect(cellIn(fake, 'A1').Interior.Color).toBe(0xff_00_00);
  });

  test('a cell without a fill is white, and its pattern tells', () => {
    const fake = open();
    fake.model.setFill('S', 'B1', '#FFFFFF');
    const seen = ['A1', 'B1'].map((cell) => cellIn(fake, cell).Interior);
    expect(seen.map(({ Color }): unknown => Color)).toEqual([0xff_ff_ff, 0xff_ff_ff]);
    expect(seen.map(({ Pattern }): unknown => Pattern)).toEqual([-4142, 1]);
    cellIn(fake, 'B1').Interior.Pattern = -4142;
    expect(fake.model.fill('S', 'B1')).toBeUndefined();
  });

  test('a cell has one note at most', () => {
    const fake = open();
    cellIn(fake, 'A1').AddComment('请改');
    expect(fake.model.note('S', 'A1')).toBe('请改');
    expect(() => cellIn(fake, 'A1').AddComment('再改')).toThrow('已有批注');
    expect(cellIn(fake, 'B1').Comment).toBeNull();
    const comment = sheetIn(fake).Comments.Item(1);
    comment.Delete();
    expect(() => comment.Text()).toThrow('已删除');
  });
});

describe('writing', () => {
  test('takes effect at once: what comes before a refusal stays', () => {
    const fake = open();
    fake.model.protectSheet('T');
    const write = (): void => {
      cellIn(fake, 'A1').Value2 = 9 as never;
      cellIn(fake, 'A1', 'T').Value2 = 9 as never;
    };
    expect(write).toThrow('protected');
    expect([fake.model.value('S', 'A1'), fake.model.value('T', 'A1')]).toEqual([9, 5]);
  });

  test('is refused while somebody types', () => {
    const fake = open();
    fake.model.setTyping(true);
    expect(raw(appOf(fake))['Ready']).toBe(false);
    expect(() => (cellIn(fake, 'A1').Value2 = 9 as never)).toThrow('正在编辑');
    expect(cellIn(fake, 'A1').Value2).toBe(1);
  });

  test('a sheet that is added is shown, and one that is deleted is asked about', () => {
    const fake = open();
    const app = appOf(fake);
    const added = app.ActiveWorkbook.Worksheets.Add();
    expect(app.ActiveWorkbook.ActiveSheet.Name).toBe(added.Name);
    expect(added.Index).toBe(1);
    const sheets = fake.model.sheets();
    added.Delete();
    expect([fake.model.questions(), fake.model.sheets()]).toEqual([1, sheets]);
    app.DisplayAlerts = false;
    added.Delete();
    expect(fake.model.sheets().map(({ name }) => name)).toEqual(['S', 'T']);
    expect(() => added.Name).toThrow('已删除');
  });

  test('a cell of a sheet that is not shown can’t be selected', () => {
    const fake = open();
    expect(() => cellIn(fake, 'A1', 'T').Select()).toThrow('活动工作表');
    sheetIn(fake, 'T').Activate();
    expect(cellIn(fake, 'B2', 'T').Select()).toBe(true);
    expect(fake.model.selected()).toEqual({ sheet: 'T', range: range('B2:B2') });
  });

  test('sheets can’t be added to a workbook whose structure is protected', () => {
    const fake = open();
    fake.model.protectStructure();
    expect(() => appOf(fake).ActiveWorkbook.Worksheets.Add()).toThrow('结构受保护');
  });
});

describe('functions', () => {
  test('are called by their namespace; in the form of Excel they are unknown', () => {
    const fake = open();
    register(fake, 'NET_PROFIT', (year) => Number(year) + 0.5);
    const formulas = [
      '=PAY.NET_PROFIT(2016)',
      '=NET_PROFIT(2016)',
      '=_xldudf_NET_PROFIT(2016)',
      '=pay.net_profit(1)*2',
    ];
    formulas.forEach((formula, row) => fake.model.type('S', `E${String(row + 1)}`, formula));
    expect(formulas.map((_formula, row) => fake.model.text('S', `E${String(row + 1)}`))).toEqual([
      ...['2016.5', '#NAME?', '#NAME?', '3'],
    ]);
  });

  test('are registered from the background page only', () => {
    const fake = open();
    const { wps } = rootsOf(fake.panePage);
    expect(() => wps?.AddCustomFunction('PAY', 'X', () => 1)).toThrow('加载项主页');
    expect(fake.model.functions()).toEqual([]);
  });

  test.each(['净利', 'A-B', '1A'])('can’t be called «%s»', (name) => {
    expect(() => register(open(), name, () => 1)).toThrow('函数名无效');
  });

  test('are synchronous: a promise is shown as an error', () => {
    const fake = open();
    register(fake, 'LATER', () => Promise.resolve(1));
    fake.model.type('S', 'E1', '=PAY.LATER()');
    expect(fake.model.text('S', 'E1')).toBe('#VALUE!');
  });

  test('that throw show an error, and tell nobody why', () => {
    const fake = open();
    register(fake, 'BAD', () => {
      throw new Error('why');
    });
    fake.model.type('S', 'E1', '=PAY.BAD()');
    expect(fake.model.text('S', 'E1')).toBe('#VALUE!');
    expect(fake.model.thrown()).toEqual([new Error('why')]);
  });

  test('are given a marker for what is left out', () => {
    expect(givenTo(open(), '=PAY.GIVEN(1,,2)', ['any', 'any', 'any', 'any'])).toEqual([
      ...[1, -2_147_352_572, 2, -2_147_352_572],
    ]);
    expect(givenTo(open(BOOK, { omitted: 'undefined' }), '=PAY.GIVEN()', ['any'])).toEqual([undefined]);
  });

  test('are given rows of cells, but a scalar for a single cell', () => {
    expect(givenTo(open(), '=PAY.GIVEN(A1:B2,A1,C1)', ['any[][]', 'any[][]', 'any[][]'])).toEqual([
      [
        [1, '广告'],
        [-2_146_826_281, true],
      ],
      1,
      undefined,
    ]);
  });

  test.each(['object', 'object?'])('are given a live range for a parameter that is an %s', (type) => {
    const fake = open();
    const [given] = givenTo(fake, '=PAY.GIVEN(A1:B1)', [type]) as readonly [Et.Range];
    expect([given.Address(), given.Value2]).toEqual(['$A$1:$B$1', [[1, '广告']]]);
    fake.model.edit('S', 'A1', 7);
    expect(given.Value2).toEqual([[7, '广告']]);
  });

  test('that give an array fill the cells around, where WPS knows how', () => {
    const table = (): unknown => [
      [1, 2],
      [3, 4],
    ];
    const [spilling, old] = [open(), open(BOOK, { spills: false })];
    for (const fake of [spilling, old]) {
      register(fake, 'TABLE', table);
      fake.model.type('S', 'E1', '=PAY.TABLE()');
    }
    expect([spilling.model.value('S', 'F2'), old.model.value('S', 'F2'), old.model.value('S', 'E1')]).toEqual([
      ...[4, null, 1],
    ]);
    expect([cellIn(spilling, 'F2').HasSpill, cellIn(old, 'E1').HasSpill]).toEqual([true, undefined]);
  });

  test('are called again where an argument has changed, and not otherwise', () => {
    const fake = open();
    register(fake, 'ONCE', (value) => value);
    fake.model.type('S', 'E1', '=PAY.ONCE(A1)');
    fake.model.edit('S', 'G9', 1);
    expect(fake.model.callsOf('PAY.ONCE')).toBe(1);
    fake.model.edit('S', 'A1', 2);
    expect([fake.model.callsOf('PAY.ONCE'), fake.model.value('S', 'E1')]).toEqual([2, 2]);
    fake.model.recalculate();
    expect(fake.model.callsOf('PAY.ONCE')).toBe(2);
    appOf(fake).CalculateFull();
    expect(fake.model.callsOf('PAY.ONCE')).toBe(3);
  });

  test('that call themselves volatile are called whenever anything is calculated', () => {
    const fake = open();
    const app = appOf(fake);
    register(fake, 'NOW', () => {
      app.Volatile();
      return fake.model.callsOf('PAY.NOW');
    });
    fake.model.type('S', 'E1', '=PAY.NOW()');
    fake.model.edit('T', 'G9', 1);
    app.Calculate();
    expect(fake.model.value('S', 'E1')).toBe(3);
  });

  test('of two workbooks don’t mix', () => {
    const fake = open();
    register(fake, 'FIRST', (cells) => (cells as Et.Range).Item(1, 1).Value2, ['object']);
    fake.model.type('S', 'E1', '=PAY.FIRST(A1:B1)');
    fake.model.open({ ...workbookOf([sheetOf('S', [['other']])]), name: 'other.xlsx' });
    fake.model.type('S', 'E1', '=PAY.FIRST(A1:B1)');
    appOf(fake).CalculateFull();
    expect(fake.model.value('S', 'E1')).toBe('other');
    fake.model.show('book.xlsx');
    expect(fake.model.value('S', 'E1')).toBe(1);
  });

  test('are called anew once they are registered again', () => {
    const fake = open();
    register(fake, 'A', () => 1);
    fake.model.type('S', 'E1', '=PAY.A()');
    register(fake, 'A', () => 2);
    expect(fake.model.value('S', 'E1')).toBe(2);
  });

  test('can read the workbook and neither change nor calculate it', () => {
    const fake = open();
    const app = appOf(fake);
    const refused: unknown[] = [];
    register(fake, 'READS', () => {
      for (const forbidden of [(): void => app.Calculate(), (): void => void cellIn(fake, 'A1').Clear()]) {
        expect(forbidden).toThrow('自定义函数不能');
        refused.push(forbidden);
      }
      return cellIn(fake, 'A1', 'T').Value2;
    });
    fake.model.type('S', 'E1', '=PAY.READS()');
    expect([fake.model.value('S', 'E1'), refused.length]).toEqual([5, 2]);
  });
});

describe('events', () => {
  function listenTo(fake: FakeWps, ...names: readonly string[]): { told: string[]; stop: () => void } {
    const told: string[] = [];
    const { wps, Application } = rootsOf(fake.page);
    const events = wps?.ApiEvent ?? Application?.ApiEvent;
    const listeners = names.map((name) => {
      const listener = (...given: readonly unknown[]): void => {
        const parts = given.map((one) => (typeof one === 'object' ? nameOf(one) : one));
        told.push([name, ...parts, fake.model.value('S', 'E1')].join(' '));
      };
      events?.AddApiEventListener(name as 'AfterCalculate', listener);
      return { name, listener };
    });
    const stop = (): void => {
      for (const { name, listener } of listeners) events?.RemoveApiEventListener(name as 'AfterCalculate', listener);
    };
    return { told, stop };
  }

  const nameOf = (told: unknown): unknown => raw(told)['Name'] ?? (told as Et.Range).Address();

  const CHANGE = ['SheetChange', 'SheetCalculate', 'AfterCalculate'];

  test.each([
    ['after calculation', ['SheetChange S $A$1 14', 'SheetCalculate S 14', 'AfterCalculate 14']],
    ['before calculation', ['SheetChange S $A$1 2', 'SheetCalculate S 14', 'AfterCalculate 14']],
  ] as const)('a change is told %s', (tellsChange, expected) => {
    const fake = open(BOOK, { tellsChange });
    fake.model.type('S', 'E1', '=A1*2');
    const { told } = listenTo(fake, ...CHANGE);
    fake.model.edit('S', 'A1', 7);
    expect(told).toEqual(expected);
  });

  test('what an add-in writes is told as well, before its write returns', () => {
    const fake = open();
    const { told, stop } = listenTo(fake, ...CHANGE);
    cellIn(fake, 'A1:B2', 'T').Value2 = 1 as never;
    expect(told).toEqual(['SheetChange T $A$1:$B$2 ', 'AfterCalculate ']);
    stop();
    cellIn(fake, 'A1', 'T').Value2 = 2 as never;
    expect(told).toHaveLength(2);
  });

  test('in manual mode a change calculates nothing', () => {
    const fake = open();
    fake.model.type('S', 'E1', '=A1*2');
    fake.model.setCalculation('manual');
    const { told } = listenTo(fake, ...CHANGE);
    fake.model.edit('S', 'A1', 7);
    expect([told, appOf(fake).Calculation]).toEqual([['SheetChange S $A$1 2'], -4135]);
    fake.model.recalculate();
    expect(told.slice(1)).toEqual(['SheetCalculate S 14', 'AfterCalculate 14']);
  });

  test('calculation can’t be asked for while an event is told', () => {
    const fake = open();
    const { wps } = rootsOf(fake.page);
    wps?.ApiEvent.AddApiEventListener('AfterCalculate', () => appOf(fake).Calculate());
    expect(() => fake.model.edit('S', 'A1', 2)).toThrow('事件处理中');
  });

  test('nothing is told while events are off', () => {
    const fake = open();
    const { told } = listenTo(fake, ...CHANGE);
    appOf(fake).EnableEvents = false;
    cellIn(fake, 'A1').Value2 = 2 as never;
    expect(told).toEqual([]);
  });

  test('what happens to sheets, workbooks and the selection', () => {
    const fake = open();
    const { told } = listenTo(
      fake,
      ...['SheetSelectionChange', 'SheetActivate', 'SheetBeforeDelete', 'WorkbookNewSheet', 'WorkbookOpen'],
      ...['WorkbookDeactivate', 'WorkbookActivate', 'WorkbookBeforeSave', 'WorkbookBeforeClose'],
    );
    fake.model.selectRange('T', range('B2:C3'));
    fake.model.addSheet('新');
    fake.model.deleteSheet('新');
    fake.model.open({ ...BOOK, name: 'other.xlsx' });
    fake.model.save();
    fake.model.show('book.xlsx');
    fake.model.close('book.xlsx');
    expect(told.map((line) => line.trim())).toEqual([
      'SheetActivate T',
      'SheetSelectionChange T $B$2:$C$3',
      'WorkbookNewSheet book.xlsx 新',
      'SheetBeforeDelete 新',
      'WorkbookOpen other.xlsx',
      'WorkbookDeactivate book.xlsx',
      'WorkbookActivate other.xlsx',
      'WorkbookBeforeSave other.xlsx false',
      'WorkbookDeactivate other.xlsx',
      'WorkbookActivate book.xlsx',
      'WorkbookBeforeClose book.xlsx',
      'WorkbookActivate other.xlsx',
    ]);
  });

  test('an event that is not typed is refused', () => {
    expect(() => listenTo(open(), 'SheetRename')).toThrow('没有事件');
  });
});

describe('beside the workbook', () => {
  test.each(PLATFORMS)(
    'a copy is saved to a file of the machine and opened as another workbook: %s',
    async (platform) => {
      const fake = fakeWps({ workbook: BOOK, platform });
      const { wps, Application } = rootsOf(fake.page);
      const files = wps?.FileSystem ?? Application?.FileSystem;
      const environment = wps?.Env ?? Application?.Env;
      const path = `${environment?.GetTempPath() ?? ''}/copy.xlsx`;
      fake.model.type('S', 'E1', '=A1*2');
      appOf(fake).ActiveWorkbook.SaveCopyAs(path);
      expect(fake.model.files()).toEqual([path]);
      const bytes = files?.readAsBinaryString(path) ?? '';
      expect(bytes.slice(0, 2)).toBe('PK');
      files?.writeAsBinaryString(`${path}2.xlsx`, bytes);
      files?.Remove(path);
      appOf(fake).Workbooks.Open(`${path}2.xlsx`);
      await fake.model.opened();
      expect(fake.model.workbooks()).toEqual(['copy.xlsx2.xlsx', 'book.xlsx']);
      expect(['A1', 'B1', 'A2', 'B2', 'E1'].map((cell) => fake.model.value('S', cell))).toEqual([
        ...[1, '广告', { fault: '#DIV/0!' }, true, 2],
      ]);
      expect(fake.model.formula('S', 'E1')).toBe('=A1*2');
    },
  );

  test('there may be no file system', () => {
    const { wps, Application } = rootsOf(open(BOOK, { hasFiles: false }).page);
    expect([wps, Application].map((root) => raw(root)['FileSystem'])).toEqual([undefined, undefined]);
  });

  test('a pane is made hidden, and found again by its number on either page', () => {
    const fake = open();
    const pane = rootsOf(fake.page).wps?.CreateTaskPane('pane.html', '薪规');
    if (!pane) throw new Error('no pane');
    const seen: number[] = [];
    fake.model.onPanes(() => seen.push(fake.model.panes().length));
    expect(fake.model.panes()).toEqual([
      { id: pane.ID, url: 'pane.html', title: '薪规', isVisible: false, width: 300 },
    ]);
    const found = rootsOf(fake.panePage).wps?.GetTaskPane(pane.ID);
    if (found) found.Visible = true;
    expect([pane.Visible, seen]).toEqual([true, [1]]);
    pane.Delete();
    expect(() => rootsOf(fake.page).wps?.GetTaskPane(pane.ID)).toThrow('没有任务窗格');
  });

  test('the pages share what is stored, as texts', () => {
    const fake = open();
    rootsOf(fake.page).wps?.PluginStorage.setItem('view', 2);
    const stored = rootsOf(fake.panePage).wps?.PluginStorage;
    expect([stored?.getItem('view'), stored?.getItem('none'), stored?.length]).toEqual(['2', null, 1]);
  });
});
