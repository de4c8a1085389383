import { isFault } from '../../../src/ledger/cells';
import { range, sheetOf, tableAt, workbookOf } from '../../support/workbook-builder';
import { openAltered, problemOf, valueOf } from './open-altered';

const BOOK = workbookOf([
  sheetOf(
    'S',
    [
      ['日期', '金额'],
      [1, 2],
    ],
    { tables: [tableAt('T', range('A1:B2'))] },
  ),
]);
const DIV0 = -2_146_826_281;

describe('cells', () => {
  test('with an error are told from the numbers that stand for errors', async () => {
    const faults = ['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A'];
    const { port } = await openAltered(workbookOf([sheetOf('S', [[DIV0, ...faults.map((fault) => ({ fault }))]])]));
    const [row] = valueOf(await port.readCells('S', range('A1:H1')));
    expect(row).toEqual([DIV0, ...faults.map((fault) => ({ fault }))]);
    // A single cell comes as it is, and not in rows.
    const cells = ['A1', 'C1'].map((cell) => port.readCells('S', range(`${cell}:${cell}`)));
    expect((await Promise.all(cells)).map(valueOf)).toEqual([[[DIV0]], [[{ fault: '#DIV/0!' }]]]);
  });

  test('that a formula filled with an error are told as that', async () => {
    const { port, model } = await openAltered(BOOK);
    model.type('S', 'A3', '=1/0');
    const [[value = null] = []] = valueOf(await port.readCells('S', range('A3:A3')));
    expect(isFault(value)).toBe(true);
  });

  test('come in blocks between which the page has its turn', async () => {
    const rows = Array.from({ length: 12_000 }, (_row, index) => [index]);
    const { port, time } = await openAltered(workbookOf([sheetOf('S', rows)]));
    const before = time.pauses;
    expect(valueOf(await port.readCells('S', range('A1:A12000')))).toEqual(rows);
    expect(time.pauses - before).toBe(2);
  });

  test('of two workbooks are never put together', async () => {
    const rows = Array.from({ length: 12_000 }, () => [1]);
    const { port, model, time } = await openAltered(workbookOf([sheetOf('S', rows)]));
    const goOn = time.holdPauses();
    const reading = port.readCells('S', range('A1:A12000'));
    await time.pass(0);
    model.open({ ...workbookOf([sheetOf('S', rows)]), name: 'other.xlsx' });
    goOn();
    expect(problemOf(await reading)).toMatchObject({
      code: 'host-failed',
      hostCode: 'InactiveWorkbook',
    });
  });

  test('are refused in another shape than was asked for', async () => {
    const { port } = await openAltered(BOOK, { get: (_object, name, told) => (name === 'Value2' ? [1, 2] : told()) });
    expect(problemOf(await port.readCells('S', range('A1:B2')))).toEqual({
      code: 'host-failed',
      hostCode: 'Range.Value2',
      message: '≠ 2 × 2',
    });
  });

  test('are asked for again while somebody is typing, as the application says itself', async () => {
    jest.useFakeTimers();
    try {
      let isBusy = true;
      const { port } = await openAltered(BOOK, {
        get: (_object, name, told) => {
          if (name === 'Ready') return !isBusy;
          if (name === 'Value2' && isBusy) throw new Error('正在编辑');
          return told();
        },
      });
      const reading = port.readCells('S', range('A2:A2'));
      await jest.advanceTimersByTimeAsync(900);
      isBusy = false;
      await jest.advanceTimersByTimeAsync(300);
      expect(await reading).toEqual({ ok: true, value: [[1]] });
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('the outline', () => {
  test('leaves out what is formatted and holds nothing', async () => {
    const { port, model } = await openAltered(
      workbookOf([sheetOf('S', [[], [null, 1], [null, 2, 3]]), sheetOf('T', [])]),
    );
    for (const cell of ['A1', 'H40', 'B2000']) model.setNumberFormat('S', cell, '0.00');
    model.setFill('T', 'C3', '#FF0000');
    const { sheets } = valueOf(await port.readOutline());
    expect(sheets.map(({ used }) => used)).toEqual([range('B2:C3'), undefined]);
  });

  test('has what is formatted where nothing can be counted', async () => {
    const { port, model } = await openAltered(workbookOf([sheetOf('S', [[1]])]), {
      get: (_object, name, told) => (name === 'WorksheetFunction' ? undefined : told()),
    });
    model.setNumberFormat('S', 'B2', '0.00');
    expect(valueOf(await port.readOutline()).sheets[0]?.used).toEqual(range('A1:B2'));
  });

  test.each(['throws', 'absent'] as const)(
    'has no tables where ListObjects %s, and no sheet less',
    async (listObjects) => {
      const { port } = await openAltered(BOOK, {}, { platform: 'windows', listObjects });
      const { sheets } = valueOf(await port.readOutline());
      expect(sheets.map(({ name, used, tables }) => [name, used, tables])).toEqual([['S', range('A1:B2'), []]]);
    },
  );

  test('tells names without the sheets before them', async () => {
    const { port } = await openAltered(
      workbookOf([sheetOf('S', [[1]])], { names: [{ name: 'Rate', refersTo: 'S!$A$1' }] }),
      { get: (_object, name, told) => (name === 'Name' && told() === 'Rate' ? "'a!b'!Rate" : told()) },
    );
    expect(valueOf(await port.readOutline()).definedNames).toEqual([{ name: 'Rate', refersTo: 'S!$A$1' }]);
  });

  test('tells a workbook that is read-only, and one that counts from 1904', async () => {
    const { port, model } = await openAltered(workbookOf([sheetOf('S', [[1]])], { date1904: true }));
    model.setReadOnly();
    expect(valueOf(await port.readOutline())).toMatchObject({ isReadOnly: true, date1904: true });
  });

  test('is refused where no workbook is open', async () => {
    const { port, model } = await openAltered(BOOK);
    model.close('book.xlsx');
    expect(problemOf(await port.readOutline())).toEqual({
      code: 'host-failed',
      hostCode: 'ItemNotFound',
      message: 'Application.ActiveWorkbook',
    });
  });
});

describe('merged cells', () => {
  test('are found one by one, also where they touch and where all are merged', async () => {
    const merges = ['A1:B1', 'A2:A3', 'B2:B3', 'D5:G9', 'A100:A131'].map((one) => range(one));
    const rows = Array.from({ length: 140 }, () => [1, 1, 1, 1]);
    const { port } = await openAltered(
      workbookOf([sheetOf('S', rows, { merges }), sheetOf('T', [[1]], { merges: [range('A1:B2')] })]),
    );
    const told = valueOf(await port.readMerges('S')).map((one) => JSON.stringify(one));
    expect(told.sort()).toEqual(merges.map((one) => JSON.stringify(one)).sort());
    expect(valueOf(await port.readMerges('T'))).toEqual([range('A1:B2')]);
  });
});

describe('what the host says of itself', () => {
  test.each([
    ['windows', 2052, 'Windows', 'zh-CN'],
    ['linux', 1033, 'Linux', 'en-US'],
    ['macos', 2052, 'macOS', 'zh-CN'],
  ] as const)('on %s', async (platform, language, name, tag) => {
    const { port } = await openAltered(BOOK, {}, { platform, language });
    const { kind, platform: told, language: menus, blanksArriveAsZero } = port.host;
    expect([kind, told, menus, blanksArriveAsZero]).toEqual(['wps', name, tag, undefined]);
  });

  test('is what the browser says where it says nothing', async () => {
    const silent = ['OperatingSystem', 'LanguageSettings', 'Version', 'Build'];
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    const browser = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/69', language: 'zh-TW' };
    Object.defineProperty(globalThis, 'navigator', { value: browser, configurable: true });
    try {
      const { port } = await openAltered(BOOK, {
        get: (_object, name, told) => (silent.includes(name) ? undefined : told()),
      });
      expect(port.host).toMatchObject({ platform: 'Linux', version: '', language: 'zh-TW' });
    } finally {
      if (before) Object.defineProperty(globalThis, 'navigator', before);
      else Reflect.deleteProperty(globalThis, 'navigator');
    }
  });

  test.each([
    ['12.0', 26_200, '12.0.26200'],
    ['12.0', '12.1.0.26200', '12.1.0.26200'],
    ['12.1.0.26200', undefined, '12.1.0.26200'],
  ])('version %s and build %s are %s', async (Version, Build, version) => {
    const members: Readonly<Record<string, unknown>> = { Version, Build };
    const { port } = await openAltered(BOOK, {
      get: (_object, name, told) => (name in members ? members[name] : told()),
    });
    expect(port.host.version).toBe(version);
  });
});

describe('formulas', () => {
  test('of an array that was entered into several cells stand in its first one', async () => {
    const inArray = ({ Row, Column }: Et.Range): boolean => Column === 2 && (Row === 3 || Row === 4);
    const { port } = await openAltered(BOOK, {
      get: (object, member, told) => {
        const range = object as Et.Range;
        if (member === 'HasSpill') throw new Error('没有这个成员');
        if (member === 'HasArray') return inArray(range);
        if (member === 'CurrentArray') return range.Worksheet.Range('B3:B4');
        if (member === 'Formula' && inArray(range)) return '=A1:A2*2';
        return told();
      },
    });
    expect(await port.readFormula('S', 'B4')).toEqual({ ok: true, value: '=A1:A2*2' });
    expect(await port.readFormulas('S', ['B3', 'B4', 'A1'])).toEqual({ ok: true, value: ['=A1:A2*2', '', ''] });
  });
});
