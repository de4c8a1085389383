/// <reference types="et-jsapi-declare" />
/**
 * That the fake is what Kingsoft declares (et-jsapi-declare), checked when it is compiled: every member of every fake object is
 * declared, takes what is declared and gives what is declared, an `Et.Range` being a `FakeRange` and so on. Where it does not,
 * the declaration is wrong or says nothing; those members are listed here with the reason, and no others can be.
 *
 * `null` and `undefined` are left out of account: nowhere is declared what there is where there is nothing.
 */
import type {
  WpsAddins,
  WpsApplication,
  WpsComment,
  WpsComments,
  WpsEnvironment,
  WpsEventName,
  WpsEvents,
  WpsFiles,
  WpsInterior,
  WpsLanguageSettings,
  WpsListObject,
  WpsListObjects,
  WpsName,
  WpsNames,
  WpsPluginStorage,
  WpsRange,
  WpsTaskPane,
  WpsWindow,
  WpsWorkbook,
  WpsWorkbooks,
  WpsWorksheet,
  WpsWorksheetFunction,
  WpsWorksheets,
} from '../../../src/hosts/wps/wps-api';
import type { FakeApiEvent, EventName } from './events';
import type { FakeEnv, FakeFileSystem } from './files';
import type {
  FakeApplication,
  FakeLanguageSettings,
  FakeWorkbooks,
  FakeWorksheetFunction,
} from './objects/application';
import type {
  FakeAreas,
  FakeComment,
  FakeComments,
  FakeListObject,
  FakeListObjects,
  FakeRange,
  FakeSheets,
  FakeWindow,
  FakeWorkbook,
  FakeWorksheet,
} from './objects/cells';
import type { FakeFont, FakeInterior } from './objects/looks';
import type { FakeName, FakeNames } from './objects/names';
import type { FakePluginStorage, FakeTaskPane } from './panes';
import type { FakeRibbon } from './ribbon';
import type { AddinMembers } from './roots';

/** Every fake object, what it is declared as, and what our code takes it for. */
interface Objects {
  readonly Application: [FakeApplication, Et.Application, WpsApplication];
  readonly Workbooks: [FakeWorkbooks, Et.Workbooks, WpsWorkbooks];
  readonly Workbook: [FakeWorkbook, Et.Workbook, WpsWorkbook];
  readonly Sheets: [FakeSheets, Et.Sheets, WpsWorksheets];
  readonly Worksheet: [FakeWorksheet, Et.Worksheet, WpsWorksheet];
  readonly Range: [FakeRange, Et.Range, WpsRange];
  readonly Areas: [FakeAreas, Et.Areas, object];
  readonly Interior: [FakeInterior, Et.Interior, WpsInterior];
  readonly Font: [FakeFont, Et.Font, object];
  readonly Comments: [FakeComments, Et.Comments, WpsComments];
  readonly Comment: [FakeComment, Et.Comment, WpsComment];
  readonly ListObjects: [FakeListObjects, Et.ListObjects, WpsListObjects];
  readonly ListObject: [FakeListObject, Et.ListObject, WpsListObject];
  readonly Names: [FakeNames, Et.Names, WpsNames];
  readonly Name: [FakeName, Et.Name, WpsName];
  readonly Window: [FakeWindow, Et.Window, WpsWindow];
  readonly WorksheetFunction: [FakeWorksheetFunction, Et.WorksheetFunction, WpsWorksheetFunction];
  readonly LanguageSettings: [FakeLanguageSettings, Kso.LanguageSettings, WpsLanguageSettings];
  readonly ApiEvent: [FakeApiEvent, WPS.EtApiEvent, WpsEvents];
  readonly FileSystem: [FakeFileSystem, WPS.FileSystem, WpsFiles];
  readonly Env: [FakeEnv, WPS.Env, WpsEnvironment];
  readonly TaskPane: [FakeTaskPane, WPS.CustomTaskpane, WpsTaskPane];
  readonly PluginStorage: [FakePluginStorage, WPS.PluginStorage, WpsPluginStorage];
  readonly RibbonUi: [FakeRibbon, WPS.RibbonUi, object];
  readonly roots: [AddinMembers, WPS.AddonRoot & WPS.EtAddonRoot, WpsAddins];
}

type IsAny<T> = 0 extends 1 & T ? true : false;
type Same<One, Other> = [One, Other] extends [Other, One] ? true : false;

/** The fake of a declared type; what has none is itself. */
type Faked<Declared> = {
  [Name in keyof Objects]: Same<Objects[Name][1], Declared> extends true ? Objects[Name][0] : never;
}[keyof Objects];
type AsFaked<Declared> =
  IsAny<Declared> extends true
    ? unknown
    : Declared extends unknown
      ? [Faked<Declared>] extends [never]
        ? Declared
        : Faked<Declared>
      : never;

type Gives<Fake, Declared> = [NonNullable<Fake>] extends [AsFaked<Declared>] ? true : false;

/** A parameter that the fake looks at itself may be anything. */
type Takes<Fake extends readonly unknown[], Declared extends readonly unknown[]> = Fake extends readonly [
  infer One,
  ...infer Others,
]
  ? Declared extends readonly [infer DeclaredOne, ...infer DeclaredOthers]
    ? [NonNullable<One>] extends [AsFaked<DeclaredOne>]
      ? Takes<Others, DeclaredOthers>
      : unknown extends One
        ? Takes<Others, DeclaredOthers>
        : false
    : false
  : true;

type Fits<Fake, Declared> =
  IsAny<Declared> extends true
    ? true
    : [Declared] extends [(...given: infer DeclaredTaken) => infer DeclaredGiven]
      ? Fake extends (...given: infer Taken) => infer Given
        ? Takes<Required<Taken>, Required<DeclaredTaken>> extends true
          ? undefined extends DeclaredGiven
            ? true
            : Gives<Given, DeclaredGiven>
          : false
        : false
      : Gives<Fake, Declared>;

type Misfits<Fake, Declared> = {
  [Member in keyof Fake]: Member extends keyof Declared
    ? Fits<Fake[Member], Declared[Member]> extends true
      ? never
      : Member
    : Member;
}[keyof Fake];

/** The members that are not as they are declared, and why. */
export const NOT_AS_DECLARED: {
  readonly [Name in keyof Objects]: Readonly<Record<Misfits<Objects[Name][0], Objects[Name][1]>, string>>;
} = {
  Application: {
    Build: 'Declared as a number; authors report texts of four numbers, «12.1.0.26200».',
  },
  Workbooks: {},
  Workbook: {},
  Sheets: {},
  Worksheet: {},
  Range: {
    Value: 'Declared as a method; the fake bears it as a property, so that it can refuse to be assigned to.',
    Value2: 'Declared for texts and arrays alone; numbers and truth values are scalars too.',
    Formula: 'Declared for texts alone; of several cells it is rows of them, and of a constant what the constant is.',
  },
  Areas: {},
  Interior: {},
  Font: {},
  Comments: {},
  Comment: {},
  ListObjects: {},
  ListObject: {},
  Names: {},
  Name: {},
  Window: {},
  WorksheetFunction: {},
  LanguageSettings: {},
  ApiEvent: {
    AddApiEventListener: 'Declared once for each event; EVENTS_ARE_DECLARED compares them.',
    RemoveApiEventListener: 'As AddApiEventListener.',
  },
  FileSystem: {},
  Env: {},
  TaskPane: {},
  PluginStorage: {},
  RibbonUi: {},
  roots: {
    AddCustomFunction: 'Declared for a list of parameters that may be changed; one that may not does as well.',
  },
};

type Adds = WPS.EtApiEvent['AddApiEventListener'];
type UndeclaredEvent = {
  [Name in EventName]: Adds extends (EventName: Name, callback: string) => void ? never : Name;
}[EventName];

/** Every event that the fake tells is declared. */
export const EVENTS_ARE_DECLARED: [UndeclaredEvent] extends [never] ? true : false = true;

/** The members that our code uses and the fake lacks. */
type Lacking = {
  [Name in keyof Objects]: Exclude<keyof Objects[Name][2], keyof Objects[Name][0]>;
}[keyof Objects];

/** All that our code uses is there, and all that it listens to is told. */
export const NOTHING_IS_LACKING: [Lacking, Exclude<WpsEventName, EventName>] extends [never, never] ? true : false =
  true;
