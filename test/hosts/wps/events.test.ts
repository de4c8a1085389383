import type { PortEvent } from '../../../src/workbook/port';
import { range, sheetOf, workbookOf } from '../../support/workbook-builder';
import { openAltered, problemOf, valueOf, type AlteredWps } from './open-altered';

const BOOK = workbookOf([sheetOf('S', [[1, 2], [3]]), sheetOf('T', [[5]])]);
const OTHER = { ...workbookOf([sheetOf('S', [[9]])]), name: 'other.xlsx' };

interface Listening extends AlteredWps {
  readonly events: PortEvent[];
  readonly stop: () => void;
}

async function listening(...given: Parameters<typeof openAltered>): Promise<Listening> {
  const wps = await openAltered(...given);
  const events: PortEvent[] = [];
  const stop = valueOf(await wps.port.listen((event) => events.push(event)));
  return { ...wps, events, stop };
}

/** What was told since this was asked last. */
const told = ({ events }: Listening): readonly PortEvent[] => events.splice(0);

const structure: PortEvent = { kind: 'structure-changed' };
const whole = (sheet: string): PortEvent => ({ kind: 'cells-changed', sheet });
const changes = (events: readonly PortEvent[]): readonly PortEvent[] =>
  events.filter(({ kind }) => kind === 'cells-changed');

describe('edited cells', () => {
  test('are told at once, and their sheet as a whole when it has come to rest', async () => {
    const wps = await listening(BOOK);
    wps.model.edit('S', 'A1', 7);
    expect(changes(told(wps))).toEqual([{ kind: 'cells-changed', sheet: 'S', range: range('A1:A1') }]);
    await wps.time.pass(1000);
    wps.model.edit('T', 'A1', 7);
    expect(changes(told(wps))).toEqual([{ kind: 'cells-changed', sheet: 'T', range: range('A1:A1') }]);
    await wps.time.pass(1000);
    expect(changes(told(wps))).toEqual([]);
    await wps.time.pass(1000);
    expect(changes(told(wps))).toEqual([whole('S'), whole('T')]);
    await wps.time.pass(10_000);
    expect(told(wps)).toEqual([]);
    wps.stop();
  });

  test('are told as their sheet where whole rows came or went', async () => {
    const wps = await listening(BOOK);
    wps.model.insertRows('S', 1, 2);
    expect(changes(told(wps))).toEqual([whole('S')]);
    wps.stop();
  });

  test('are told as their sheet where there are several areas', async () => {
    const wps = await listening(BOOK, {
      get: (_object, member, told) => (member === 'Areas' ? { Count: 2 } : told()),
    });
    wps.model.edit('S', 'A1', 7);
    expect(changes(told(wps))).toEqual([whole('S')]);
    wps.stop();
  });

  test('that can’t be asked any more say that something has changed', async () => {
    const wps = await listening(BOOK, {
      get: (_object, member, told) => (member === 'Areas' ? undefined : told()),
    });
    wps.model.edit('S', 'A1', 7);
    expect(told(wps)).toContainEqual(structure);
    wps.stop();
  });
});

describe('calculation', () => {
  test('is told of the sheets that tell it', async () => {
    const wps = await listening(BOOK);
    wps.model.type('T', 'B1', '=S!A1');
    await wps.time.pass(5000);
    told(wps);
    wps.model.edit('S', 'A1', 7);
    expect(told(wps).filter(({ kind }) => kind === 'calculated')).toEqual([{ kind: 'calculated', sheet: 'T' }]);
    wps.stop();
  });

  test('is taken to follow from every change in a version that tells of none', async () => {
    const wps = await listening(BOOK, {
      get: (_object, member, told) =>
        member === 'AddApiEventListener'
          ? function (this: object, event: string, listener: unknown): unknown {
              if (event.endsWith('Calculate')) throw new Error(`${event} is not a valid event name.`);
              return (told() as (...given: unknown[]) => unknown).call(this, event, listener);
            }
          : told(),
    });
    wps.model.type('T', 'B1', '=S!A1');
    await wps.time.pass(5000);
    told(wps);
    wps.model.edit('S', 'A1', 7);
    wps.model.edit('S', 'A2', 7);
    expect(told(wps).filter(({ kind }) => kind === 'calculated')).toEqual([]);
    await wps.time.pass(50);
    expect(told(wps)).toEqual([
      { kind: 'calculated', sheet: 'S' },
      { kind: 'calculated', sheet: 'T' },
    ]);
    wps.stop();
  });
});

describe('sheets', () => {
  test('that were renamed are found when something is selected', async () => {
    const wps = await listening(BOOK);
    wps.model.renameSheet('T', 'U');
    wps.model.selectRange('S', range('B2:B2'));
    expect(told(wps)).toEqual(expect.arrayContaining([structure, { kind: 'selection-changed' }]));
    wps.model.selectRange('S', range('B1:B1'));
    expect(told(wps)).toEqual([{ kind: 'selection-changed' }]);
    wps.stop();
  });

  test('that are gone are told of once they are', async () => {
    const wps = await listening(BOOK);
    wps.model.deleteSheet('T');
    await wps.time.pass(100);
    expect(told(wps)).toContainEqual(structure);
    expect(valueOf(await wps.port.readOutline()).sheets.map(({ name }) => name)).toEqual(['S']);
    wps.stop();
  });
});

describe('another workbook', () => {
  test('that is shown is one with another structure, and so is this one when it is shown again', async () => {
    const wps = await listening(BOOK);
    wps.model.open(OTHER);
    expect(told(wps)).toContainEqual(structure);
    wps.model.show('book.xlsx');
    expect(told(wps)).toContainEqual(structure);
    wps.stop();
  });

  test('is not ours while it is not shown', async () => {
    const wps = await listening(BOOK);
    const sheet = wps.api.app.ActiveWorkbook?.Worksheets.Item(1) as Et.Worksheet;
    wps.model.open(OTHER);
    await wps.time.pass(5000);
    told(wps);
    sheet.Range('A1').Value2 = 7 as unknown as string;
    await wps.time.pass(5000);
    expect(told(wps)).toEqual([]);
    wps.stop();
  });
});

describe('listening', () => {
  test('is not supported without events, or without the event of changed cells', async () => {
    const silent = await openAltered(BOOK, {
      get: (_object, member, told) => (member === 'events' ? undefined : told()),
    });
    expect(problemOf(await silent.port.listen(() => undefined))).toEqual({
      code: 'not-supported',
      feature: 'ApiEvent',
    });
    const removed: string[] = [];
    const deaf = await openAltered(BOOK, {
      get: (_object, member, told) => {
        if (member === 'RemoveApiEventListener') return (event: string) => removed.push(event);
        if (member !== 'AddApiEventListener') return told();
        return (event: string): void => {
          if (event === 'SheetChange') throw new Error(`${event} is not a valid event name.`);
        };
      },
    });
    expect(problemOf(await deaf.port.listen(() => undefined))).toEqual({
      code: 'not-supported',
      feature: 'ApiEvent SheetChange',
    });
    expect(removed).toContain('SheetActivate');
  });

  test('is done once for all, and ends with the last', async () => {
    const asked: string[] = [];
    const wps = await listening(BOOK, {
      get: (_object, member, told) => {
        if (member.endsWith('ApiEventListener')) asked.push(member);
        return told();
      },
    });
    const added = asked.length;
    const second = valueOf(await wps.port.listen(() => undefined));
    expect(asked).toHaveLength(added);
    wps.model.edit('S', 'A1', 7);
    second();
    expect(asked).toHaveLength(added);
    wps.stop();
    wps.stop();
    expect(asked.filter((member) => member.startsWith('Remove'))).toHaveLength(added);
    expect(wps.time.isWaiting).toBe(false);
    told(wps);
    wps.model.edit('S', 'A1', 8);
    expect(told(wps)).toEqual([]);
  });
});
