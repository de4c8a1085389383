import { sheetOf, workbookOf } from '../../support/workbook-builder';
import { openAltered, problemOf, valueOf } from './open-altered';

const BOOK = workbookOf([
  sheetOf('收入台账', [
    ['日期', '金额'],
    [42_434, 1200.5],
  ]),
]);

describe.each(['windows', 'linux', 'macos'] as const)('on %s', (platform) => {
  test('a workbook is read as a file, what is not saved yet included, and leaves none behind', async () => {
    const { port, model } = await openAltered(BOOK, {}, { platform });
    model.edit('收入台账', 'B2', 77);
    const bytes = valueOf(await port.readFile());
    expect(Array.from(bytes.slice(0, 4))).toEqual([0x50, 0x4b, 3, 4]);
    expect(model.files()).toEqual([]);
    valueOf(await port.openNew(bytes));
    await model.opened();
    expect(model.value('收入台账', 'B2')).toBe(77);
    expect(model.workbooks()).toHaveLength(2);
    expect(model.files()).toEqual([]);
  });
});

test.each([
  ['files', 'FileSystem.readAsBinaryString', 'FileSystem.writeAsBinaryString'],
  ['readAsBinaryString', 'FileSystem.readAsBinaryString', undefined],
  ['writeAsBinaryString', undefined, 'FileSystem.writeAsBinaryString'],
  ['environment', 'Env.GetTempPath', 'Env.GetTempPath'],
])('without %s, what needs it is not supported', async (missing, toRead, toOpen) => {
  const bytes = valueOf(await (await openAltered(BOOK)).port.readFile());
  const { port } = await openAltered(BOOK, {
    get: (_object, member, told) => (member === missing ? undefined : told()),
  });
  const lacking = (feature: string | undefined): unknown =>
    feature === undefined
      ? expect.objectContaining({ ok: true })
      : { ok: false, error: { code: 'not-supported', feature } };
  // The fake's page looks its members up in the same way.
  expect(await port.readFile()).toEqual(lacking(toRead));
  expect(await port.openNew(bytes)).toEqual(lacking(toOpen));
});

test('the copy is taken away also where it can’t be read', async () => {
  const { port, model } = await openAltered(BOOK, {
    get: (_object, member, told) => (member === 'readAsBinaryString' ? () => '薪规' : told()),
  });
  expect(problemOf(await port.readFile())).toEqual({
    code: 'host-failed',
    hostCode: 'FileSystem.readAsBinaryString',
    message: 'U+85AA',
  });
  expect(model.files()).toEqual([]);
});

test('a file that can’t be written is not opened', async () => {
  const { port, model } = await openAltered(BOOK, {
    get: (_object, member, told) => (member === 'writeAsBinaryString' ? () => false : told()),
  });
  expect(problemOf(await port.openNew(new Uint8Array([1])))).toMatchObject({
    code: 'host-failed',
    hostCode: 'FileSystem.writeAsBinaryString',
  });
  expect(model.workbooks()).toHaveLength(1);
});
