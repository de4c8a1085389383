/// <reference types="office-js" />
/**
 * The same calls over the same workbook through Excel's runtime, in WPS and on the command line: every function gives the same
 * value, or the same error with the same sentence.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { formatArea } from '../../workbench/src/grid/a1';
import { MemoryGrid } from '../../workbench/src/grid/memory-grid';
import type { Area } from '../../workbench/src/grid/grid-model';
import { baseMetadata, localizedMetadata, type BaseMetadata } from '../../scripts/functions-metadata';
import { callFunction } from '../../src/functions/call';
import type { CallContext } from '../../src/functions/call-context';
import { FUNCTIONS } from '../../src/functions/catalogue';
import {
  spilledError,
  type CellScalar,
  type RangeArgument,
  type ScalarArgument,
} from '../../src/functions/cell-values';
import { formulaIn } from '../../src/functions/formula-form';
import type { FunctionsMetadata } from '../../src/functions/functions-json';
import * as ours from '../../src/functions/functions';
import { InstantCalls } from '../../src/functions/instant-calls';
import { connectFunctions } from '../../src/functions/live-calls';
import { registerFunctions } from '../../src/hosts/wps/register-functions';
import { findWps } from '../../src/hosts/wps/wps-api';
import { openWorkbook } from '../../src/workbook/open-workbook';
import { payclause, temporaryFolder } from '../cli/command-line';
import { fakeWps, type FakeWps, type WpsPlatform } from '../support/fake-wps';
import { workbookBytes } from '../support/workbook-bytes';
import { openOfficePage, type OfficePage } from '../workbench/office-page';
import { FakeSource } from './fake-source';
import { arrayText, callText, randomCall, type RandomCall } from './random-calls';
import { centreWorkbook, contextWith } from './support';

/** Of each function. */
const CALLS = 4;
const LANGUAGE = 'zh-CN';

/** What a call comes to: a value, rows, or an error and its sentence. */
type Outcome = Cell | Rows;
type Rows = readonly (readonly Cell[])[];
type Cell = CellScalar | null | { readonly error: string; readonly message: string };

const folder = temporaryFolder();
let book: string;
let context: CallContext;
let base: BaseMetadata;
let metadata: FunctionsMetadata;

beforeAll(async () => {
  base = await baseMetadata();
  metadata = JSON.parse(localizedMetadata(base.metadataJson, LANGUAGE, 'https://addin.test')) as FunctionsMetadata;
  // With dirty cells, and without a policy of its own, which every run of the command line would have to prove.
  const workbook = centreWorkbook();
  book = join(folder, '2016.xlsx');
  writeFileSync(book, await workbookBytes(workbook));
  const { books } = openWorkbook({}, workbook);
  context = { ...contextWith(undefined, LANGUAGE), policy: books.policy, books };
});

// ---- The command line ----------------------------------------------------------------------------------------------

async function onTheCommandLine(calls: readonly RandomCall[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const call of calls) {
    const { stdout, stderr } = await payclause(['eval', callText(call, arrayText), book, '--json']);
    if (stdout === '') throw new Error(`${callText(call, arrayText)}: ${stderr}`);
    const shown = JSON.parse(stdout) as
      { readonly value: Outcome } | { readonly error: Record<'code' | 'message', string> };
    outcomes.push('error' in shown ? { error: shown.error.code, message: shown.error.message } : shown.value);
  }
  return outcomes.map(readable);
}

/** Errors that are told as text, such as those among rows, as what they are; a text of no characters looks blank. */
function readable(outcome: Outcome): Outcome {
  return eachIn(outcome, (cell) => {
    if (cell === null) return '';
    const error = typeof cell === 'string' ? spilledError(cell) : undefined;
    return error ? { error: error.code, message: error.message } : cell;
  });
}

function eachIn(outcome: Outcome, make: (cell: Cell) => Cell): Outcome {
  return isRows(outcome) ? outcome.map((row) => row.map(make)) : make(outcome);
}

function isRows(outcome: Outcome | undefined): outcome is Rows {
  return Array.isArray(outcome);
}

// ---- Cells ---------------------------------------------------------------------------------------------------------

const RANGES = '区域';
const RESULTS = '结果';
/** The widest result has seven columns. */
const ROOM = 8;

/** Where the calls of a sheet put what they take and what they give. */
interface Layout {
  /** The formula at each place, beginning with «=». */
  readonly formulas: readonly { readonly place: Area; readonly formula: string }[];
  readonly ranges: readonly { readonly place: Area; readonly cells: RangeArgument }[];
}

function layoutOf(calls: readonly RandomCall[]): Layout {
  const ranges: { readonly place: Area; readonly cells: RangeArgument }[] = [];
  let column = 0;
  const formulas = calls.map((call, index) => {
    const text = callText(call, (cells) => {
      const columnCount = cells[0]?.length ?? 1;
      const place = { row: 0, column, rowCount: cells.length, columnCount };
      ranges.push({ place, cells });
      column += columnCount + 1;
      return `${RANGES}!${formatArea(place)}`;
    });
    return { place: { row: 0, column: index * ROOM, rowCount: 1, columnCount: 1 }, formula: `=${text}` };
  });
  return { formulas, ranges };
}

/** As many cells as the command line has for the same call, from its place on. */
function areaOf(place: Area, like: Outcome | undefined): Area {
  return isRows(like) ? { ...place, rowCount: like.length, columnCount: like[0]?.length ?? 1 } : place;
}

function eachCell(area: Area): readonly (readonly string[])[] {
  return Array.from({ length: area.rowCount }, (_row, row) =>
    Array.from({ length: area.columnCount }, (_column, column) =>
      formatArea({ row: area.row + row, column: area.column + column, rowCount: 1, columnCount: 1 }),
    ),
  );
}

const shaped = (rows: Rows, like: Outcome | undefined): Outcome => (isRows(like) ? rows : (rows[0]?.[0] ?? null));

// ---- Excel ---------------------------------------------------------------------------------------------------------

async function inExcel(calls: readonly RandomCall[], likes: readonly Outcome[]): Promise<readonly Outcome[]> {
  const grid = new MemoryGrid();
  const ranges = grid.addSheet(RANGES);
  const results = grid.addSheet(RESULTS);
  const { formulas, ranges: given } = layoutOf(calls);
  for (const { place, cells } of given)
    grid.writeCells(
      ranges,
      place,
      cells.map((row) => row.map(contentOf)),
    );
  const page = await openExcel(grid);
  connectFunctions(FakeSource.ready({ ...context, blanksArriveAsZero: true }));
  for (const { place, formula } of formulas) grid.writeCells(results, place, [[{ formula }]]);
  await page.settled();
  const shown = formulas.map(({ place }, index) => {
    const rows = grid.readValues(results, areaOf(place, likes[index]));
    return shaped(
      rows.map((row) => row.map(fromGrid)),
      likes[index],
    );
  });
  grid.clear(results, { row: 0, column: 0, rowCount: 3000, columnCount: calls.length * ROOM }, 'contents');
  await page.settled();
  page.close();
  Object.assign(globalThis, { CustomFunctions: undefined });
  return shown.map(readable);
}

/** An error stands in a cell as what its formula gives. */
function contentOf(value: ScalarArgument): number | string | boolean | null | { readonly formula: string } {
  return typeof value === 'object' && value !== null ? { formula: `=${value.error}` } : value;
}

function fromGrid(value: unknown): Cell {
  if (typeof value !== 'object' || value === null) return value as Cell;
  const { error, message = '' } = value as { readonly error: string; readonly message?: string };
  return { error, message };
}

function openExcel(grid: MemoryGrid): Promise<OfficePage> {
  return openOfficePage({
    grid,
    functions: metadata,
    // What the plugin's loader adds to the bundle's functions.
    script: ({ CustomFunctions }) => {
      Object.assign(globalThis, { CustomFunctions });
      const byName = ours as Readonly<Record<string, (...args: never[]) => unknown>>;
      for (const { id, functionName } of base.associate) {
        const call = byName[functionName];
        if (!call) throw new Error(`no ${functionName}`);
        CustomFunctions.associate(id, call);
      }
    },
  });
}

/** Errors that Excel takes from a function; any other comes as #VALUE!, and its sentence names it. */
const TAKEN = ['#VALUE!', '#N/A', '#DIV/0!', '#NUM!', '#NULL!'];
/** Errors that it shows a sentence of ours with. */
const TOLD = ['#VALUE!', '#N/A'];

/** What Excel can show of it. */
function asExcelShows(outcome: Outcome): Outcome {
  return eachIn(outcome, (cell) => {
    if (typeof cell !== 'object' || cell === null) return cell;
    const { error, message } = cell;
    if (!TAKEN.includes(error)) return { error: '#VALUE!', message };
    return TOLD.includes(error) ? cell : { error, message: '' };
  });
}

// ---- WPS -----------------------------------------------------------------------------------------------------------

function inWps(platform: WpsPlatform, calls: readonly RandomCall[], likes: readonly Outcome[]): readonly Outcome[] {
  const wps = openWps(platform);
  const { model } = wps;
  const { formulas, ranges } = layoutOf(calls);
  // As people do who paste a lot: each entry would calculate everything that is volatile.
  model.setCalculation('manual');
  for (const { place, cells } of ranges) {
    for (const [row, addresses] of eachCell(place).entries()) {
      for (const [column, address] of addresses.entries()) {
        const value = cells[row]?.[column] ?? null;
        if (typeof value === 'object' && value !== null) model.type(RANGES, address, `=${value.error}`);
        else model.edit(RANGES, address, value);
      }
    }
  }
  for (const { place, formula } of formulas) model.type(RESULTS, formatArea(place), formulaIn('wps', formula));
  model.recalculate();
  return formulas.map(({ place }, index) => {
    const like = likes[index];
    const rows = eachCell(areaOf(place, like)).map((row) => row.map((cell) => model.value(RESULTS, cell) as Cell));
    return readable(shaped(rows, like));
  });
}

function openWps(platform: WpsPlatform): FakeWps {
  const wps = fakeWps({ platform, workbook: centreWorkbook() });
  wps.model.addSheet(RANGES);
  wps.model.addSheet(RESULTS);
  const api = findWps(wps.page);
  if (!api) throw new Error('no WPS');
  const calls = new InstantCalls((error) => {
    throw error;
  });
  calls.connect(FakeSource.ready(context));
  expect(registerFunctions(api, calls, metadata)).toBe('registered');
  return wps;
}

// ---- The test ------------------------------------------------------------------------------------------------------

const named = (
  calls: readonly RandomCall[],
  outcomes: readonly Outcome[],
): readonly (readonly [string, Outcome | undefined])[] =>
  calls.map((call, index) => [callText(call, arrayText), outcomes[index]]);

it('every function gives the same in Excel, in WPS and on the command line', async () => {
  const calls = fc
    .tuple(...FUNCTIONS.map((contract) => fc.array(randomCall(contract), { minLength: CALLS, maxLength: CALLS })))
    .map((each) => each.flat());
  await fc.assert(
    fc.asyncProperty(calls, fc.constantFrom<WpsPlatform>('windows', 'linux', 'macos'), async (each, platform) => {
      const expected = await onTheCommandLine(each);
      expect(named(each, inWps(platform, each, expected))).toEqual(named(each, expected));
      const excel = await inExcel(each, expected);
      expect(named(each, excel.map(asExcelShows))).toEqual(named(each, expected.map(asExcelShows)));
    }),
    // Many calls at a time; a run that fails tells which of them differ.
    { numRuns: 1, endOnFailure: true },
  );
}, 60_000);

it('the calls are of every kind: values, texts, rows, and errors of several codes', () => {
  const kinds = new Set<string>();
  for (const contract of FUNCTIONS) {
    for (const { id, args } of fc.sample(randomCall(contract), { numRuns: 60, seed: 7 })) {
      const result = callFunction(id, args, context);
      if (!result.ok) kinds.add(`${contract.kind} ${result.error.code}`);
      else kinds.add(`${contract.kind} ${typeof result.value}`);
    }
  }
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      ...['number', '#VALUE!', '#N/A', '#NUM!'].map((kind) => `answer ${kind}`),
      ...['object', '#VALUE!'].map((kind) => `row ${kind}`),
      ...['number', 'string', 'object', '#VALUE!'].map((kind) => `tool ${kind}`),
    ]),
  );
});
