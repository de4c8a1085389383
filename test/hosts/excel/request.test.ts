/// <reference types="office-js" />
import type { OfficeApi } from '../../../src/hosts/excel/office-api';
import { changing, reading } from '../../../src/hosts/excel/request';

const EDITING = { code: 'InvalidOperationInCellEditMode', message: 'Excel is in cell-editing mode.' };

/** An Excel that refuses so many times before it answers, and has ExcelApi up to a version. */
function excelThatRefuses(times: number, minor = 14): { readonly api: OfficeApi; readonly options: unknown[] } {
  const options: unknown[] = [];
  const run = (given: unknown): Promise<string> => {
    options.push(given);
    return options.length <= times ? Promise.reject(Object.assign(new Error(), EDITING)) : Promise.resolve('done');
  };
  const isSetSupported = (_set: string, version: string): boolean => Number(version.split('.')[1]) <= minor;
  const api = { Excel: { run }, Office: { context: { requirements: { isSetSupported } } } };
  return { api: api as unknown as OfficeApi, options };
}

const work = (): Promise<string> => Promise.resolve('unused');

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a host that can’t wait for the cell to be left is asked again', async () => {
  const { api, options } = excelThatRefuses(3);
  const read = reading(api, {}, work);
  await jest.advanceTimersByTimeAsync(3 * 300);
  expect(await read).toEqual({ ok: true, value: 'done' });
  expect(options).toHaveLength(4);
});

test('but not for ever', async () => {
  const { api, options } = excelThatRefuses(Infinity);
  const read = reading(api, {}, work);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(await read).toEqual({ ok: false, error: { code: 'cell-being-edited' } });
  expect(options).toHaveLength(101);
});

test('a change is not tried again by itself', async () => {
  const { api, options } = excelThatRefuses(1);
  expect(await changing(api, {}, work)).toEqual({ ok: false, error: { code: 'cell-being-edited' } });
  expect(options).toHaveLength(1);
});

test('changes are one step of undo where Excel can group them', async () => {
  const old = excelThatRefuses(0, 19);
  await changing(old.api, {}, work);
  expect(old.options).toEqual([{ delayForCellEdit: true }]);
  const recent = excelThatRefuses(0, 20);
  await changing(recent.api, {}, work);
  expect(recent.options).toEqual([{ delayForCellEdit: true, mergeUndoGroup: true }]);
});
