/** Requests that office.js would not make: a page can send any. */
import { DocumentStore } from '../../workbench/src/document-store';
import { MemoryGrid } from '../../workbench/src/grid/memory-grid';
import { OFFICE_CLASSES } from '../../workbench/src/rich-api/classes';
import { RichApiInterpreter, type RichResponse } from '../../workbench/src/rich-api/interpreter';
import { parseRequest } from '../../workbench/src/rich-api/request';

const SHEET = { Id: 3, ObjectPathType: 3, ParentObjectPathId: 2, Name: 'GetActiveWorksheet' };
const PATHS = {
  1: { Id: 1, ObjectPathType: 1 },
  2: { Id: 2, ObjectPathType: 4, ParentObjectPathId: 1, Name: 'Worksheets' },
  3: SHEET,
};

function ask(action: object, paths: object = {}): RichResponse {
  const request = parseRequest(
    JSON.stringify({ Actions: [{ Id: 9, ...action }], ObjectPaths: { ...PATHS, ...paths } }),
  );
  if (!request) throw new Error('no request');
  const interpreter = new RichApiInterpreter(OFFICE_CLASSES, {
    grid: new MemoryGrid(),
    document: new DocumentStore(),
    language: 'en-US',
    listen: () => undefined,
    unlisten: () => undefined,
    openNew: undefined,
    service: () => null,
  });
  return interpreter.process(request);
}

const range = (address: string): object => ({
  4: { Id: 4, ObjectPathType: 3, ParentObjectPathId: 3, Name: 'GetRange', ArgumentInfo: { Arguments: [address] } },
});

describe('what every object inherits is no member', () => {
  test.each(['constructor', 'toString', '__proto__', '__defineGetter__', 'hasOwnProperty'])('%s', (Name) => {
    const code = 'NotImplemented';
    expect(ask({ ActionType: 3, ObjectPathId: 3, Name }).Error?.Code).toBe(code);
    expect(ask({ ActionType: 4, ObjectPathId: 3, Name, ArgumentInfo: { Arguments: [1] } }).Error?.Code).toBe(code);
    const path = { Id: 4, ObjectPathType: 4, ParentObjectPathId: 3, Name };
    expect(ask({ ActionType: 1, ObjectPathId: 4 }, { 4: path }).Error?.Code).toBe(code);
    const method = { ...path, ObjectPathType: 3 };
    expect(ask({ ActionType: 1, ObjectPathId: 4 }, { 4: method }).Error?.Code).toBe(code);
  });

  test('nor a colour', () => {
    const paths = {
      ...range('A1'),
      5: { Id: 5, ObjectPathType: 4, ParentObjectPathId: 4, Name: 'Format' },
      6: { Id: 6, ObjectPathType: 4, ParentObjectPathId: 5, Name: 'Fill' },
    };
    const action = { ActionType: 4, ObjectPathId: 6, Name: 'Color', ArgumentInfo: { Arguments: ['constructor'] } };
    expect(ask(action, paths).Error?.Code).toBe('InvalidArgument');
  });
});

test('an object path that leads back to itself is invalid', () => {
  const paths = {
    4: { Id: 4, ObjectPathType: 4, ParentObjectPathId: 5, Name: 'Tables' },
    5: { Id: 5, ObjectPathType: 4, ParentObjectPathId: 4, Name: 'Tables' },
  };
  expect(ask({ ActionType: 1, ObjectPathId: 4 }, paths).Error).toMatchObject({
    Code: 'InvalidObjectPath',
    Message: 'The object path 4 leads back to itself.',
  });
});

test('no path, an unknown action and an unknown reference', () => {
  expect(ask({ ActionType: 1, ObjectPathId: 77 }).Error?.Code).toBe('InvalidObjectPath');
  expect(ask({ ActionType: 77, ObjectPathId: 3 }).Error?.Code).toBe('GeneralException');
  const kept = { Id: 4, ObjectPathType: 6, Name: '{nothing}' };
  expect(ask({ ActionType: 1, ObjectPathId: 4 }, { 4: kept }).Error?.Code).toBe('InvalidReference');
});

test('nobody writes to or copies onto a whole sheet at once', () => {
  const write = { ActionType: 4, ObjectPathId: 4, Name: 'Values', ArgumentInfo: { Arguments: [1] } };
  expect(ask(write, range('A:XFD')).Error?.Code).toBe('RangeExceedsLimit');
  const copy = { ActionType: 3, ObjectPathId: 4, Name: 'CopyFrom', ArgumentInfo: { Arguments: ['A1'] } };
  expect(ask(copy, range('B:XFD')).Error?.Code).toBe('RangeExceedsLimit');
});

test('a range that the page made up itself must lie in the grid', () => {
  const made = { type: 'Range', sheet: 'none', area: { row: -1, column: 0, rowCount: 1, columnCount: 1 } };
  const action = { ActionType: 3, ObjectPathId: 4, Name: 'CopyFrom', ArgumentInfo: { Arguments: [made] } };
  expect(ask(action, range('A1')).Error?.Code).toBe('ItemNotFound');
});

test.each([
  ['no JSON', '{'],
  ['no request', '{"Actions":1}'],
  ['nothing', ''],
])('%s is no request', (_what, body) => {
  expect(parseRequest(body)).toBeUndefined();
});
