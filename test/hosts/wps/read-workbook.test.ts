import type { PortEvent, WorkbookPort } from '../../../src/workbook/port';
import { sheetOf, workbookOf } from '../../support/workbook-builder';
import { openAltered, problemOf, valueOf, type AlteredWps } from './open-altered';

const MINE = { ...workbookOf([sheetOf('S', [['mine']])]), name: '2016.xlsx' };
const OTHER = { ...workbookOf([sheetOf('S', [['mine']])]), name: '2017.xlsx' };

const EDIT = { sheet: 'S', cell: 'A1', put: { kind: 'text', text: 'new' }, expected: 'mine' } as const;
const MARK = { sheet: 'S', cell: 'A1', color: '#FFFF00', note: 'look' };
const RECEIPT = { sheet: 'S', cell: 'A1', before: undefined, color: '#FFFF00', noteId: undefined, note: 'look' };
const LIST = { name: 'L', tables: [{ header: ['a'], rows: [] }], columnWidths: [] };

const WRITES: readonly (readonly [string, (port: WorkbookPort) => Promise<unknown>])[] = [
  ['write', (port) => port.write([EDIT]).then(problemOf)],
  ['mark', (port) => port.mark([MARK]).then(problemOf)],
  ['unmark', (port) => port.unmark([RECEIPT]).then(problemOf)],
  ['putSheet', (port) => port.putSheet(LIST, false).then(problemOf)],
  ['writeStorage', (port) => port.writeStorage('a', 'b').then(problemOf)],
];

/** A pane that has read one workbook, when a person turns to another that looks the same. */
async function turned(): Promise<AlteredWps> {
  const opened = await openAltered(MINE);
  valueOf(await opened.port.readOutline());
  opened.model.open(OTHER);
  return opened;
}

test.each(WRITES)('%s goes into no workbook but the one that was read last', async (_name, write) => {
  const { port, model } = await turned();
  expect(await write(port)).toMatchObject({ code: 'host-failed', hostCode: 'InactiveWorkbook' });
  expect([model.value('S', 'A1'), model.fill('S', 'A1'), model.sheets()]).toEqual([
    'mine',
    undefined,
    [{ name: 'S', isVisible: true }],
  ]);
});

test('once the other one has been read, it is written to; and the first again when it is back', async () => {
  const { port, model } = await turned();
  valueOf(await port.readOutline());
  valueOf(await port.write([EDIT]));
  expect(model.value('S', 'A1')).toBe('new');
  model.show('2016.xlsx');
  expect(problemOf(await port.write([EDIT]))).toMatchObject({ hostCode: 'InactiveWorkbook' });
  model.show('2017.xlsx');
  valueOf(await port.write([{ ...EDIT, expected: 'new' }]));
});

test('a workbook that nobody has read yet is written to', async () => {
  const { port, model } = await openAltered(MINE);
  model.open(OTHER);
  valueOf(await port.write([EDIT]));
  expect(model.value('S', 'A1')).toBe('new');
});

test('a workbook that was saved under another name is written to', async () => {
  const { port, model } = await turned();
  model.close('2016.xlsx');
  valueOf(await port.write([EDIT]));
  expect(model.value('S', 'A1')).toBe('new');
});

test('whoever is refused is told of the other workbook, had no event done so', async () => {
  const { port, model } = await openAltered(MINE, {
    get: (object, member, told) => {
      if (member !== 'AddApiEventListener') return told();
      return (event: string, listener: unknown): void => {
        if (event === 'SheetChange') (told() as (...given: unknown[]) => void).call(object, event, listener);
      };
    },
  });
  const told: PortEvent[] = [];
  valueOf(await port.listen((event) => void told.push(event)));
  valueOf(await port.readOutline());
  model.open(OTHER);
  expect(told).toEqual([]);
  problemOf(await port.write([EDIT]));
  expect(told).toEqual([{ kind: 'structure-changed' }]);
});
