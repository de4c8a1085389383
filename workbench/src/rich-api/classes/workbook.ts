/** `Excel.Workbook`, `Application` and what belongs to the whole document. */
import { parseArea, splitSheet } from '../../grid/a1';
import { range } from '../addresses';
import { serialOf } from '../typed-text';
import { asOneOf, asText, type Args, type HostServices, type OfficeClass } from '../office-class';
import { OfficeError, invalidArgument, itemNotFound, notImplemented } from '../office-error';
import {
  NULL_OBJECT,
  type ApplicationObject,
  type DocumentPropertiesObject,
  type FunctionResultObject,
  type FunctionsObject,
  type RangeObject,
  type RuntimeObject,
  type WorkbookObject,
} from '../office-objects';

function selected({ grid }: HostServices): RangeObject {
  const { sheet, areas } = grid.selection();
  const [area, ...others] = areas;
  if (!area || others.length > 0) {
    throw new OfficeError('InvalidSelection', 'The current selection is invalid for this operation.');
  }
  return range(sheet, area);
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    throw invalidArgument();
  }
}

/** The range of an event, as events.ts names it. */
function eventRange(args: Args, { grid }: HostServices): RangeObject | undefined {
  const { sheet, rest } = splitSheet(args.text(0));
  const area = parseArea(rest);
  const isThere = grid.sheets().some(({ id }) => id === sheet);
  return area && sheet !== undefined && isThere ? range(sheet, area) : undefined;
}

export const workbookClass: OfficeClass<WorkbookObject> = {
  properties: {
    Name: { get: (_target, { document }) => document.name },
    ReadOnly: { get: () => false },
    IsDirty: { get: () => false },
    AutoSave: { get: () => false },
    PreviouslySaved: { get: () => false },
    CalculationEngineVersion: { get: () => 191_029 },
  },
  links: {
    Application: () => ({ type: 'Application' }),
    Functions: () => ({ type: 'Functions' }),
    Worksheets: () => ({ type: 'WorksheetCollection' }),
    Tables: () => ({ type: 'TableCollection' }),
    Names: () => ({ type: 'NamedItemCollection' }),
    Comments: () => ({ type: 'CommentCollection' }),
    Settings: () => ({ type: 'SettingCollection' }),
    CustomXmlParts: () => ({ type: 'CustomXmlPartCollection' }),
    Properties: () => ({ type: 'DocumentProperties' }),
    _Runtime: () => ({ type: 'Runtime' }),
  },
  methods: {
    GetSelectedRange: (_target, _args, host) => selected(host),
    GetSelectedRanges: (_target, _args, { grid }) => {
      const { sheet, areas } = grid.selection();
      return { type: 'RangeAreas', sheet, areas };
    },
    GetActiveCell: (_target, _args, { grid }) => {
      const { sheet, activeCell } = grid.selection();
      return range(sheet, { ...activeCell, rowCount: 1, columnCount: 1 });
    },
    _GetRangeForEventByReferenceId: (_target, args, host) => {
      const found = eventRange(args, host);
      if (!found) throw itemNotFound();
      return found;
    },
    _GetRangeOrNullObjectForEventByReferenceId: (_target, args, host) => eventRange(args, host) ?? NULL_OBJECT,
    GetIsActiveCollabSession: () => false,
    // What `Excel.createWorkbook` asks for on the web: the file as base64.
    CreateAndOpenWorkbook: (_target, args, { openNew }) => {
      if (!openNew) throw notImplemented('Excel.createWorkbook');
      openNew(bytesOf(args.text(0)));
    },
    // The functions are known from the manifest already.
    RegisterCustomFunctions: () => null,
    _SetOsfControlContainerReadyForCustomFunctions: (_target, args, host) =>
      host.service('Microsoft.ExcelServices.CustomFunctions', '_SetOsfControlContainerReadyForCustomFunctions', args),
  },
};

export const applicationClass: OfficeClass<ApplicationObject> = {
  properties: {
    CalculationMode: {
      get: (_target, { grid }) => (grid.calculationMode() === 'manual' ? 'Manual' : 'Automatic'),
      set: (_target, value, { grid }) => {
        const mode = asOneOf(value, ['Automatic', 'AutomaticExceptTables', 'Manual']);
        grid.setCalculationMode(mode === 'Manual' ? 'manual' : 'automatic');
      },
    },
    CalculationEngineVersion: { get: () => 191_029 },
    CalculationState: { get: () => 'Done' },
    DecimalSeparator: { get: () => '.' },
    ThousandsSeparator: { get: () => ',' },
    UseSystemSeparators: { get: () => true },
  },
  methods: {
    Calculate: (_target, args, { grid }) => {
      const kind = asOneOf(args.raw(0), ['Recalculate', 'Full', 'FullRebuild']);
      grid.calculate(kind !== 'Recalculate');
    },
    // A request is one batch of the grid: it is drawn and calculated once, at its end.
    SuspendApiCalculationUntilNextSync: () => null,
    SuspendScreenUpdatingUntilNextSync: () => null,
  },
};

/** Worksheet functions without a cell. Of them there is the one that tells which date system a workbook has. */
export const functionsClass: OfficeClass<FunctionsObject> = {
  methods: {
    Date: (_target, args) => {
      const value = serialOf(args.integer(0), args.integer(1), args.integer(2));
      if (value === undefined) throw invalidArgument();
      return { type: 'FunctionResult', value };
    },
  },
};

export const functionResultClass: OfficeClass<FunctionResultObject> = {
  properties: { Value: { get: ({ value }) => value }, Error: { get: () => null } },
};

export const runtimeClass: OfficeClass<RuntimeObject> = {
  properties: { EnableEvents: { get: () => true } },
};

function property(name: string): NonNullable<OfficeClass<DocumentPropertiesObject>['properties']>[string] {
  return {
    get: (_target, { document }) => document.properties.get(name) ?? '',
    set: (_target, value, { document }) => document.setProperty(name, asText(value)),
  };
}

export const documentPropertiesClass: OfficeClass<DocumentPropertiesObject> = {
  properties: Object.fromEntries(
    ['Title', 'Subject', 'Author', 'Keywords', 'Comments', 'Category', 'Manager', 'Company'].map((name) => [
      name,
      property(name),
    ]),
  ),
};
