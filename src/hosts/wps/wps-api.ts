/// <reference types="et-jsapi-declare" />
import { optionally } from './told';

/**
 * The members of WPS's JSAPI that are used, and no others. What the application hands over is `unknown` until it has been
 * looked at: the declarations (et-jsapi-declare) come from static analysis and say themselves that they may be wrong. That
 * every member is declared there, and as what it is used, is checked below and costs nothing when it runs.
 *
 * Calls are synchronous and take some 0.2 ms each. Collections begin at 1 and are asked by `Item`. What a call may not find is
 * `null` or `undefined`, or it throws: which of them depends on version and platform.
 */

/** `Et.Application`. Its `Name` tells nothing: it may say «Microsoft Excel». */
export interface WpsApplication {
  readonly ActiveWorkbook: WpsWorkbook | null | undefined;
  readonly ActiveWindow: WpsWindow | null | undefined;
  /** The cell whose function is being called; nothing outside of a function. */
  readonly ThisCell: WpsRange | null | undefined;
  readonly Workbooks: WpsWorkbooks;
  readonly WorksheetFunction: WpsWorksheetFunction;
  readonly LanguageSettings: WpsLanguageSettings;
  readonly Build: unknown;
  readonly Version: unknown;
  readonly OperatingSystem: unknown;
  /** False while a cell is being typed into; asked only where a call has failed. */
  readonly Ready: unknown;
  /** Whether alerts ask; off while a sheet of ours is deleted. */
  DisplayAlerts: boolean;
  /** Whether the screen follows; off while a sheet is added behind it. */
  ScreenUpdating: boolean;
  /** XlCalculation: -4135 is manual. */
  readonly Calculation: unknown;
  Calculate(): unknown;
  /** Every formula, also those that nothing has changed for. */
  CalculateFull(): unknown;
  Volatile(isVolatile?: boolean): unknown;
}

export interface WpsWorkbooks {
  readonly Count: unknown;
  Item(index: number): unknown;
  /** A new workbook that nobody has saved yet, made like the file at this path. */
  Add(template: string): unknown;
}

export interface WpsWorksheetFunction {
  CountA(range: WpsRange): unknown;
}

export interface WpsLanguageSettings {
  /** MsoAppLanguageID: 2 is that of the menus. The answer is a Windows language number: 2052 is zh-CN. */
  LanguageID(id: number): unknown;
}

export interface WpsWorkbook {
  readonly Name: unknown;
  readonly FullName: unknown;
  readonly Date1904: unknown;
  readonly ReadOnly: unknown;
  readonly ProtectStructure: unknown;
  readonly ActiveSheet: unknown;
  readonly Worksheets: WpsWorksheets;
  /** Those of single sheets as well, which bear the sheet before their name: «Sheet1!name». */
  readonly Names: WpsNames;
  /** A copy as a file, with what has not been saved yet. */
  SaveCopyAs(path: string): unknown;
}

export interface WpsWindow {
  /** The selected cells, also where a drawing is selected. */
  readonly RangeSelection: WpsRange | null | undefined;
  readonly ActiveCell: WpsRange | null | undefined;
  /** The cells that the window shows. */
  readonly VisibleRange: WpsRange | null | undefined;
  ScrollRow: number;
  ScrollColumn: number;
  SplitRow: number;
  SplitColumn: number;
  FreezePanes: boolean;
}

export interface WpsWorksheets {
  readonly Count: unknown;
  Item(index: number): unknown;
  /** Shows the new sheet. */
  Add(before: undefined, after: unknown): unknown;
}

export interface WpsWorksheet {
  Name: string;
  /** The workbook. */
  readonly Parent: unknown;
  /** -1 shown, 0 hidden, 2 hidden from every list of sheets. */
  Visible: number;
  readonly ProtectContents: unknown;
  readonly UsedRange: WpsRange | null | undefined;
  readonly Cells: WpsRange;
  /** `WpsListObjects`, where it answers. */
  readonly ListObjects: unknown;
  readonly Comments: WpsComments;
  /** By an A1 address of at most 255 characters; several areas are parted by commas. */
  Range(address: string): WpsRange;
  Activate(): unknown;
  Delete(): unknown;
}

export interface WpsRange {
  readonly Row: unknown;
  readonly Column: unknown;
  readonly Rows: WpsCounted;
  readonly Columns: WpsCounted;
  readonly Worksheet: WpsWorksheet | null | undefined;
  readonly Areas: WpsCounted;
  /** A scalar for a single cell, else rows of cells. Errors are numbers (cell-values.ts). `Value` throws: never used. */
  Value2: unknown;
  /** The same shapes; in English, A1 style. A constant is told as what would be typed for it. */
  Formula: unknown;
  /** A text, or `null` where the cells differ. */
  NumberFormat: unknown;
  /** True, false, or `null` where some cells have one. */
  readonly HasFormula: unknown;
  readonly HasArray: unknown;
  readonly CurrentArray: WpsRange | null | undefined;
  /** Only where the application knows formulas that spill. */
  readonly HasSpill: unknown;
  readonly SpillParent: WpsRange | null | undefined;
  /** True, false, or `null` where some cells are merged. */
  readonly MergeCells: unknown;
  readonly MergeArea: WpsRange | null | undefined;
  readonly Interior: WpsInterior;
  readonly Font: { Bold: unknown };
  readonly Comment: WpsComment | null | undefined;
  ColumnWidth: unknown;
  WrapText: unknown;
  VerticalAlignment: unknown;
  AddComment(text: string): unknown;
  Clear(): unknown;
  ClearContents(): unknown;
  Select(): unknown;
}

/** `Rows`, `Columns` and `Areas` of a range. */
export interface WpsCounted {
  readonly Count: unknown;
}

export interface WpsInterior {
  /** Blue, green, red: `0xBBGGRR`. White where there is no fill: the pattern tells. */
  Color: unknown;
  /** XlPattern: -4142 is no fill, 1 a solid one. */
  Pattern: unknown;
}

/** A note («批注») on a cell. */
export interface WpsComment {
  /** The cell. */
  readonly Parent: WpsRange | null | undefined;
  /** Without a text it tells, with one it sets. */
  Text(text?: string): unknown;
  Delete(): unknown;
}

export interface WpsComments {
  readonly Count: unknown;
  Item(index: number): WpsComment | null | undefined;
}

export interface WpsNames {
  readonly Count: unknown;
  Item(index: number): WpsName | null | undefined;
}

export interface WpsName {
  readonly Name: unknown;
  readonly RefersTo: unknown;
}

/**
 * Tables. Declared, but nobody has told of them in a live WPS: every use is allowed to fail. The declarations have a text as
 * the source of a new one; it is documented as a range.
 */
export interface WpsListObjects {
  readonly Count: unknown;
  Item(index: number): WpsListObject | null | undefined;
  /** XlListObjectSourceType 1 is a range; XlYesNoGuess 1 says that it has headings. */
  Add(
    sourceType: number,
    source: WpsRange,
    linkSource: undefined,
    hasHeaders: number,
  ): WpsListObject | null | undefined;
}

export interface WpsListObject {
  Name: unknown;
  readonly Range: WpsRange | null | undefined;
  readonly ShowHeaders: unknown;
  readonly ShowTotals: unknown;
  TableStyle: unknown;
  Delete(): unknown;
}

/** `ApiEvent`. A name that this version has no event for throws: «… is not a valid event name.» */
export interface WpsEvents {
  AddApiEventListener(event: WpsEventName, listener: (...told: readonly unknown[]) => void): unknown;
  RemoveApiEventListener(event: WpsEventName, listener: (...told: readonly unknown[]) => void): unknown;
}

export type WpsEventName =
  | 'SheetChange'
  | 'SheetSelectionChange'
  | 'SheetActivate'
  | 'SheetCalculate'
  | 'AfterCalculate'
  | 'SheetBeforeDelete'
  | 'WorkbookNewSheet'
  | 'WorkbookOpen'
  | 'WorkbookActivate'
  | 'WindowActivate';

/** `FileSystem`: binary strings have one character (0–255) a byte. */
export interface WpsFiles {
  readAsBinaryString(path: string): unknown;
  writeAsBinaryString(path: string, bytes: string): unknown;
  Remove(path: string): unknown;
}

/** `Env`. */
export interface WpsEnvironment {
  GetTempPath(): unknown;
}

export interface WpsTaskPane {
  readonly ID: unknown;
  Visible: boolean;
  Width: number;
  DockPosition: number;
  Delete(): unknown;
}

/** `PluginStorage`: what the pages of an add-in share while the application runs. */
export interface WpsPluginStorage {
  setItem(key: string, value: string): unknown;
  getItem(key: string): unknown;
  removeItem(key: string): unknown;
}

/** What a custom function is registered with; `type`s are those of functions.json. */
export interface WpsFunctionMetadata {
  readonly description?: string;
  readonly result: { readonly type?: string };
  readonly parameters: readonly { readonly name?: string; readonly type?: string; readonly description?: string }[];
}

/** What the add-in asks of the application beside the workbook; `undefined` where no root has it. */
export interface WpsAddins {
  readonly CreateTaskPane: ((url: string, title?: string) => unknown) | undefined;
  readonly GetTaskPane: ((id: number) => unknown) | undefined;
  readonly AddCustomFunction:
    | ((
        namespace: string,
        name: string,
        callback: (...given: readonly unknown[]) => unknown,
        metadata?: WpsFunctionMetadata,
      ) => unknown)
    | undefined;
  readonly PluginStorage: WpsPluginStorage | undefined;
}

/** WPS as a page finds it. */
export interface WpsApi {
  readonly app: WpsApplication;
  /** `undefined` where no root has it; so with all that follows. */
  readonly events: WpsEvents | undefined;
  readonly files: WpsFiles | undefined;
  readonly environment: WpsEnvironment | undefined;
  readonly addins: WpsAddins;
}

/** What of a window tells that it is a page of WPS. */
export interface WpsPage {
  readonly wps?: unknown;
  readonly Application?: unknown;
}

/**
 * WPS, if this page is one of its own; `undefined` in any other. It is told by its globals: `wps` on Windows and macOS, on
 * some Linux versions `Application` alone; each layout has some members that the other lacks. What an object bears is asked
 * each time, since WPS adds members to a page that is being loaded.
 */
export function findWps(page: WpsPage): WpsApi | undefined {
  const roots = [page.wps, page.Application].filter(isObject);
  const app = roots.map(applicationOf).find((found) => found !== undefined);
  if (!app) return undefined;
  const holders = [...roots, app];
  const member = (name: string): unknown =>
    holders.map((holder) => memberOf(holder, name)).find((found) => found !== undefined && found !== null);
  /** Called on the object it was found on: what the application has made knows itself by it. */
  const method = (name: string): unknown => {
    const holder = holders.find((each) => typeof memberOf(each, name) === 'function');
    return holder && ((...given: unknown[]) => (memberOf(holder, name) as Method).apply(holder, given));
  };
  return {
    app,
    get events() {
      return member('ApiEvent') as WpsEvents | undefined;
    },
    get files() {
      return member('FileSystem') as WpsFiles | undefined;
    },
    get environment() {
      return member('Env') as WpsEnvironment | undefined;
    },
    addins: {
      get CreateTaskPane() {
        return method('CreateTaskPane') as WpsAddins['CreateTaskPane'];
      },
      get GetTaskPane() {
        return method('GetTaskPane') as WpsAddins['GetTaskPane'];
      },
      get AddCustomFunction() {
        return method('AddCustomFunction') as WpsAddins['AddCustomFunction'];
      },
      get PluginStorage() {
        return member('PluginStorage') as WpsAddins['PluginStorage'];
      },
    },
  };
}

type Method = (...given: readonly unknown[]) => unknown;

/** The root's spreadsheet application: behind `EtApplication`, behind `Application`, or the root itself. */
function applicationOf(root: object): WpsApplication | undefined {
  return [calledOn(root, 'EtApplication'), memberOf(root, 'Application'), root].filter(isObject).find(isApplication);
}

/** Some versions have it as a method and some as a property. */
function calledOn(root: object, name: string): unknown {
  const found = memberOf(root, name);
  return typeof found === 'function' ? optionally(() => (found as Method).call(root)) : found;
}

/** What no other object of a page has, and every spreadsheet application does. */
function isApplication(candidate: object): candidate is WpsApplication {
  return isObject(memberOf(candidate, 'Workbooks'));
}

/** Members are asked and not looked for: objects of the application need not list what they have, and may refuse to tell. */
function memberOf(holder: object, name: string): unknown {
  return optionally(() => (holder as Readonly<Record<string, unknown>>)[name]);
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** Compiles as long as the declarations know every member above, as what it is used: nothing of it is left when it runs. */
type Declared<Declaration extends Used, Used> = Declaration extends Used ? true : never;
export type DeclaredByWps = readonly [
  Declared<Et.Application, WpsApplication>,
  Declared<Et.Worksheet, WpsWorksheet>,
  Declared<Et.Comment, WpsComment>,
  Declared<WPS.FileSystem, WpsFiles>,
  Declared<WPS.Env, WpsEnvironment>,
  Declared<WPS.PluginStorage, WpsPluginStorage>,
  Declared<WPS.CustomTaskpane, WpsTaskPane>,
];
