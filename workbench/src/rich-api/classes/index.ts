/** Every Office class the workbench knows. What is not here, or lacks a member, is answered with NotImplemented. */
import { type OfficeClass, type OfficeClasses } from '../office-class';
import { type ConditionalFormatsObject } from '../office-objects';
import { formatProtectionClass, rangeFillClass, rangeFontClass, rangeFormatClass } from './cell-properties';
import { commentClass, commentCollectionClass, commentReplyCollectionClass } from './comment';
import { dataValidationClass } from './data-validation';
import {
  customXmlPartClass,
  customXmlPartCollectionClass,
  customXmlPartScopedCollectionClass,
  settingClass,
  settingCollectionClass,
} from './document';
import { namedItemClass, namedItemCollectionClass } from './named-item';
import { rangeClass } from './range';
import { rangeAreasClass, rangeCollectionClass } from './range-areas';
import {
  tableClass,
  tableCollectionClass,
  tableColumnClass,
  tableColumnCollectionClass,
  tableRowClass,
  tableRowCollectionClass,
} from './table';
import {
  applicationClass,
  documentPropertiesClass,
  functionResultClass,
  functionsClass,
  runtimeClass,
  workbookClass,
} from './workbook';
import { freezePanesClass, worksheetClass, worksheetCollectionClass, worksheetProtectionClass } from './worksheet';

/** There are none, and clearing them is no error. */
const conditionalFormatsClass: OfficeClass<ConditionalFormatsObject> = {
  items: () => [],
  methods: { ClearAll: () => null, GetCount: () => 0 },
};

export const OFFICE_CLASSES: OfficeClasses = {
  Application: applicationClass,
  Comment: commentClass,
  CommentCollection: commentCollectionClass,
  CommentReplyCollection: commentReplyCollectionClass,
  ConditionalFormatCollection: conditionalFormatsClass,
  CustomXmlPart: customXmlPartClass,
  CustomXmlPartCollection: customXmlPartCollectionClass,
  CustomXmlPartScopedCollection: customXmlPartScopedCollectionClass,
  DataValidation: dataValidationClass,
  DocumentProperties: documentPropertiesClass,
  FormatProtection: formatProtectionClass,
  FunctionResult: functionResultClass,
  Functions: functionsClass,
  NamedItem: namedItemClass,
  NamedItemCollection: namedItemCollectionClass,
  Null: {},
  Range: rangeClass,
  RangeAreas: rangeAreasClass,
  RangeCollection: rangeCollectionClass,
  RangeFill: rangeFillClass,
  RangeFont: rangeFontClass,
  RangeFormat: rangeFormatClass,
  Runtime: runtimeClass,
  Service: {},
  Setting: settingClass,
  SettingCollection: settingCollectionClass,
  Table: tableClass,
  TableCollection: tableCollectionClass,
  TableColumn: tableColumnClass,
  TableColumnCollection: tableColumnCollectionClass,
  TableRow: tableRowClass,
  TableRowCollection: tableRowCollectionClass,
  Workbook: workbookClass,
  Worksheet: worksheetClass,
  WorksheetCollection: worksheetCollectionClass,
  WorksheetFreezePanes: freezePanesClass,
  WorksheetProtection: worksheetProtectionClass,
};

/** Class → the members that are emulated, as they are called on the wire. */
export function emulatedMembers(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    Object.entries(OFFICE_CLASSES).map(([name, { properties, links, methods, item }]) => [
      name,
      [
        ...new Set([
          ...Object.keys(properties ?? {}),
          ...Object.keys(links ?? {}),
          ...Object.keys(methods ?? {}),
          ...(item ? ['GetItem'] : []),
        ]),
      ].sort(),
    ]),
  );
}
