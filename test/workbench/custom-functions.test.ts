/// <reference types="office-js" />
/** Custom functions of every kind, called through Microsoft's own runtime. */
import { type CellContent, type CellValue } from '../../workbench/src/grid/grid-model';
import { parseArea } from '../../workbench/src/grid/a1';
import { openOfficePage, type OfficePage, type PageWindow } from './office-page';

const any = (name: string, more: object = {}): object => ({ name, type: 'any', ...more });

const FUNCTIONS = {
  allowErrorForDataTypeAny: false,
  functions: [
    {
      id: 'ADD',
      name: 'ADD',
      parameters: [any('a', { type: 'number' }), any('b', { type: 'number', optional: true })],
    },
    { id: 'SLOW', name: 'SLOW', parameters: [any('a')] },
    { id: 'TICK', name: 'TICK', parameters: [any('from')], options: { stream: true } },
    { id: 'WAIT', name: 'WAIT', parameters: [any('a')], options: { cancelable: true } },
    { id: 'FAIL', name: 'FAIL', parameters: [any('how')] },
    { id: 'TABLE', name: 'TABLE', parameters: [any('n')], result: { dimensionality: 'matrix' } },
    { id: 'SHOW', name: 'SHOW', parameters: [any('range', { dimensionality: 'matrix' })] },
    { id: 'ALL', name: 'ALL', parameters: [any('values', { repeating: true })] },
    {
      id: 'WHERE',
      name: 'WHERE',
      parameters: [any('a')],
      options: { requiresAddress: true, requiresParameterAddresses: true },
    },
    { id: 'LOOK', name: 'LOOK', parameters: [any('a', { optional: true })] },
    { id: 'MISSING', name: 'MISSING', parameters: [] },
  ],
};

interface Stream {
  setResult(value: unknown): void;
  onCanceled: () => void;
}

let page: OfficePage;
let calls: string[];
let streams: Map<unknown, Stream>;
let answerSlow: ((value: unknown) => void) | undefined;

function script({ CustomFunctions }: PageWindow): void {
  const note = <Value>(name: string, value: Value): Value => {
    calls.push(name);
    return value;
  };
  CustomFunctions.associate('ADD', (a: number, b: number | null) => note('ADD', a + (b ?? 100)));
  CustomFunctions.associate('SLOW', () => new Promise((resolve) => (answerSlow = resolve)));
  CustomFunctions.associate('TICK', (from: number, stream: Stream) => {
    calls.push(`TICK ${from}`);
    streams.set(from, stream);
    stream.onCanceled = () => calls.push(`cancelled ${from}`);
    stream.setResult(from);
  });
  CustomFunctions.associate('WAIT', (a: unknown, invocation: Stream) => {
    invocation.onCanceled = () => calls.push(`cancelled ${String(a)}`);
    return new Promise(() => calls.push(`WAIT ${String(a)}`));
  });
  CustomFunctions.associate('FAIL', (how: string) => {
    if (how === 'throw') throw new Error('an inner matter');
    if (how === 'reject') return Promise.reject(new CustomFunctions.Error('#N/A', 'no ledger of that year'));
    if (how === 'number') throw new CustomFunctions.Error('#NUM!', 'too large');
    return [[1, new CustomFunctions.Error('#VALUE!', 'in the middle')]];
  });
  CustomFunctions.associate('TABLE', (n: number) => Array.from({ length: n }, (_x, at) => [at + 1, `row ${at + 1}`]));
  CustomFunctions.associate('SHOW', (range: unknown) => JSON.stringify(range));
  CustomFunctions.associate('ALL', (values: unknown) => JSON.stringify(values));
  CustomFunctions.associate('LOOK', (a: unknown) => JSON.stringify(a));
  CustomFunctions.associate('WHERE', (_a: unknown, invocation: { address: string; parameterAddresses: string[] }) =>
    [invocation.address, ...invocation.parameterAddresses].join(' '),
  );
}

beforeEach(async () => {
  calls = [];
  streams = new Map();
  answerSlow = undefined;
  page = await openOfficePage({ functions: FUNCTIONS, script });
});

afterEach(() => page.close());

const area = (address: string): NonNullable<ReturnType<typeof parseArea>> => {
  const found = parseArea(address);
  if (!found) throw new Error(address);
  return found;
};

function put(address: string, content: CellContent): void {
  const value = typeof content === 'string' && content.startsWith('=') ? { formula: content } : content;
  page.grid.writeCells(page.grid.activeSheet(), area(address), [[value]]);
}

const read = (address: string): readonly (readonly CellValue[])[] =>
  page.grid.readValues(page.grid.activeSheet(), area(address));

const value = (address: string): CellValue => read(address)[0]?.[0] ?? null;

async function computed(formula: string): Promise<CellValue> {
  put('J1', formula);
  await page.settled();
  return value('J1');
}

test('a call shows #BUSY! and then its result', async () => {
  put('A1', '=ADD(1,2)');
  expect(value('A1')).toEqual({ error: '#BUSY!' });
  await page.settled();
  expect(value('A1')).toBe(3);
});

test('a call is made anew when what it refers to changes, and its users follow', async () => {
  put('A1', 1);
  put('B1', '=ADD(A1,1)');
  put('C1', '=B1*10');
  await page.settled();
  put('A1', 5);
  await page.settled();
  expect([value('B1'), value('C1')]).toEqual([6, 60]);
});

test('an omitted argument is null, a blank cell too, and 0 inside a range', async () => {
  expect(await computed('=ADD(1)')).toBe(101);
  expect(await computed('=LOOK()')).toBe('null');
  expect(await computed('=LOOK(Z9)')).toBe('null');
  expect(await computed('=SHOW(A1:B1)')).toBe('[[0,0]]');
  expect(await computed('=ALL(1,"x",TRUE)')).toBe('[1,"x",true]');
});

test('an argument that does not fit, or is an error, never reaches the function', async () => {
  expect(await computed('=ADD("x",1)')).toEqual({ error: '#VALUE!' });
  expect(await computed('=ADD(NA(),1)')).toEqual({ error: '#N/A' });
  expect(await computed('=ADD()')).toEqual({ error: '#VALUE!' });
  expect(calls).toEqual([]);
});

test('errors keep the text that comes with them', async () => {
  expect(await computed('=FAIL("reject")')).toEqual({ error: '#N/A', message: 'no ledger of that year' });
  expect(await computed('=FAIL("number")')).toEqual({ error: '#NUM!', message: 'too large' });
  expect(await computed('=FAIL("throw")')).toEqual({ error: '#VALUE!' });
  expect(await computed('=FAIL("inside")')).toBe(1);
  expect(value('K1')).toEqual({ error: '#VALUE!', message: 'in the middle' });
  expect(await computed('=MISSING()')).toEqual({ error: '#VALUE!' });
});

test('an array spills, and is read as what it fills', async () => {
  put('A1', '=TABLE(2)');
  await page.settled();
  expect(read('A1:B2')).toEqual([
    [1, 'row 1'],
    [2, 'row 2'],
  ]);
  const spilled = await page.Excel.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange('A1').getSpillingToRange().load('address');
    await context.sync();
    return range.address;
  });
  expect(spilled).toBe('Sheet1!A1:B2');
  put('B2', 'in the way');
  await page.settled();
  expect(value('A1')).toEqual({ error: '#SPILL!' });
});

test('equal calls of a stream share it, and all cells follow; the last to go cancels it', async () => {
  put('A1', '=TICK(1)');
  put('A2', '=TICK(1)');
  put('A3', '=TICK(2)');
  await page.settled();
  expect(calls).toEqual(['TICK 1', 'TICK 2']);
  streams.get(1)?.setResult(41);
  await page.settled();
  expect(read('A1:A3')).toEqual([[41], [41], [2]]);
  put('A1', null);
  await page.settled();
  expect(calls).toEqual(['TICK 1', 'TICK 2']);
  put('A2', '=TICK(3)');
  await page.settled();
  expect(calls).toEqual(['TICK 1', 'TICK 2', 'TICK 3', 'cancelled 1']);
});

test('a cancelable call is cancelled when its argument changes', async () => {
  put('A1', 1);
  put('B1', '=WAIT(A1)');
  await page.session.ready;
  await until(() => calls.includes('WAIT 1'));
  put('A1', 2);
  await until(() => calls.includes('cancelled 1'));
  expect(calls).toEqual(['WAIT 1', 'WAIT 2', 'cancelled 1']);
});

test('an asynchronous call is answered later', async () => {
  put('A1', '=SLOW(1)&"!"');
  await until(() => answerSlow !== undefined);
  expect(value('A1')).toEqual({ error: '#BUSY!' });
  answerSlow?.('done');
  await page.settled();
  expect(value('A1')).toBe('done!');
});

test('addresses of the cell and of its arguments', async () => {
  put('D4', '=WHERE(A1:B2)');
  await page.settled();
  expect(value('D4')).toEqual({ error: '#VALUE!' });
  put('D4', '=WHERE(B2)');
  await page.settled();
  expect(value('D4')).toBe('Sheet1!D4 Sheet1!B2');
});

test('rows put in above move a stream along without starting it anew', async () => {
  put('A1', '=TICK(7)');
  await page.settled();
  page.grid.insertRows(page.grid.activeSheet(), 0, 2);
  streams.get(7)?.setResult(70);
  await page.settled();
  expect([value('A1'), value('A3'), calls]).toEqual([null, 70, ['TICK 7']]);
});

test('2,000 calls settle without one left busy', async () => {
  const whole = area('A1:B1000');
  page.grid.writeCells(
    page.grid.activeSheet(),
    whole,
    Array.from({ length: 1000 }, (_x, row) => [{ formula: `=ADD(${row},1)` }, { formula: `=ADD(${row},2)` }]),
  );
  await page.settled();
  const values = read('A1:B1000');
  expect(values.every((row, at) => row[0] === at + 1 && row[1] === at + 2)).toBe(true);
});

/** Resolves once it holds; looked at whenever the page has had its turn. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
