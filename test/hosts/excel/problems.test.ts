import { isTooMuchAtOnce, problemOf, type About } from '../../../src/hosts/excel/problems';
import type { PortProblem } from '../../../src/workbook/port';
import { Refusal } from '../../../src/workbook/refusal';

const office = (code: string, message = 'words', errorLocation?: string): unknown => ({
  code,
  message,
  debugInfo: { ...(errorLocation !== undefined && { errorLocation }) },
});

const CASES: readonly (readonly [thrown: unknown, about: About, problem: PortProblem])[] = [
  [office('ItemNotFound'), { sheet: 'S' }, { code: 'sheet-not-found', sheet: 'S' }],
  [office('ItemNotFound'), {}, { code: 'host-failed', hostCode: 'ItemNotFound', message: 'words' }],
  [office('InvalidOperationInCellEditMode'), { sheet: 'S' }, { code: 'cell-being-edited' }],
  [office('AccessDenied'), { sheet: 'S' }, { code: 'sheet-protected', sheet: 'S' }],
  [office('AccessDenied'), { sheet: 'S', isReadOnly: true }, { code: 'workbook-read-only' }],
  [office('AccessDenied'), {}, { code: 'host-failed', hostCode: 'AccessDenied', message: 'words' }],
  [office('ItemAlreadyExists'), { newName: '校验结果' }, { code: 'name-taken', name: '校验结果' }],
  [office('ConnectionFailure'), {}, { code: 'offline' }],
  [office('ServiceNotAvailable'), {}, { code: 'offline' }],
  [office('RequestAborted'), {}, { code: 'host-failed', hostCode: 'RequestAborted', message: 'words' }],
  [office('NotImplemented', 'words', 'Range.sort'), {}, { code: 'not-supported', feature: 'Range.sort' }],
  [office('ApiNotFound'), {}, { code: 'not-supported', feature: 'ApiNotFound' }],
  [office('InvalidOperation'), { sheet: 'S' }, { code: 'host-failed', hostCode: 'InvalidOperation', message: 'words' }],
  [office('SomethingNew'), {}, { code: 'host-failed', hostCode: 'SomethingNew', message: 'words' }],
  [new Refusal({ code: 'cancelled' }), { sheet: 'S' }, { code: 'cancelled' }],
];

test.each(CASES)('%j with %j', (thrown, about, problem) => {
  expect(problemOf(thrown, about)).toEqual(problem);
});

test('an aborted request of a browser without a network is told as that', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
  try {
    expect(problemOf(office('RequestAborted'), {})).toEqual({ code: 'offline' });
  } finally {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  }
});

test('a bug is no refusal', () => {
  const bug = new TypeError('x is undefined');
  expect(() => problemOf(bug, {})).toThrow(bug);
});

test.each([
  ['RequestPayloadSizeLimitExceeded', true],
  ['ResponsePayloadSizeLimitExceeded', true],
  ['RangeExceedsLimit', true],
  ['GeneralException', false],
])('%s: too much at once is %s', (code, isTooMuch) => {
  expect(isTooMuchAtOnce(office(code))).toBe(isTooMuch);
});
