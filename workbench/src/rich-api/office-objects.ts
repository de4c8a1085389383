/**
 * The objects an add-in can hold on to. Each only says what it stands for; what it can do is in `classes/`, found by its
 * `type`. So an object costs nothing, and the classes need not know each other.
 */
import { type Area, type SheetId, type TableId } from '../grid/grid-model';

export interface RangeObject {
  readonly type: 'Range';
  readonly sheet: SheetId;
  readonly area: Area;
}

/** A part of a range's look: `range.format`, `range.format.fill` … */
interface RangePart<Type extends string> {
  readonly type: Type;
  readonly sheet: SheetId;
  readonly area: Area;
  /** The further areas of a look that several areas have: `rangeAreas.format` … */
  readonly others?: readonly Area[];
}

export type RangeFormatObject = RangePart<'RangeFormat'>;
export type RangeFillObject = RangePart<'RangeFill'>;
export type RangeFontObject = RangePart<'RangeFont'>;
export type FormatProtectionObject = RangePart<'FormatProtection'>;
export type DataValidationObject = RangePart<'DataValidation'>;
export type ConditionalFormatsObject = RangePart<'ConditionalFormatCollection'>;

export interface RangeAreasObject {
  readonly type: 'RangeAreas';
  readonly sheet: SheetId;
  readonly areas: readonly Area[];
}

/** `RangeAreas.areas`. */
export interface RangeCollectionObject {
  readonly type: 'RangeCollection';
  readonly sheet: SheetId;
  readonly areas: readonly Area[];
}

interface SheetPart<Type extends string> {
  readonly type: Type;
  readonly sheet: SheetId;
}

export type WorksheetObject = SheetPart<'Worksheet'>;
export type FreezePanesObject = SheetPart<'WorksheetFreezePanes'>;
export type WorksheetProtectionObject = SheetPart<'WorksheetProtection'>;

interface WholeWorkbook<Type extends string> {
  readonly type: Type;
}

export type WorkbookObject = WholeWorkbook<'Workbook'>;
export type ApplicationObject = WholeWorkbook<'Application'>;
export type FunctionsObject = WholeWorkbook<'Functions'>;
/** Those of any comment: there are none. */
export type CommentReplyCollectionObject = WholeWorkbook<'CommentReplyCollection'>;
export type RuntimeObject = WholeWorkbook<'Runtime'>;
export type DocumentPropertiesObject = WholeWorkbook<'DocumentProperties'>;
export type WorksheetCollectionObject = WholeWorkbook<'WorksheetCollection'>;
export type SettingCollectionObject = WholeWorkbook<'SettingCollection'>;
export type CustomXmlPartCollectionObject = WholeWorkbook<'CustomXmlPartCollection'>;

/** Of a sheet, or without one of the whole workbook. */
interface OfSheetOrWorkbook<Type extends string> {
  readonly type: Type;
  readonly sheet?: SheetId;
}

export interface TableCollectionObject extends OfSheetOrWorkbook<'TableCollection'> {
  /** `range.getTables()`: these and no others. */
  readonly only?: readonly TableId[];
}
export type NamedItemCollectionObject = OfSheetOrWorkbook<'NamedItemCollection'>;
export type CommentCollectionObject = OfSheetOrWorkbook<'CommentCollection'>;

export interface TableObject {
  readonly type: 'Table';
  readonly table: TableId;
}
export interface TableColumnCollectionObject {
  readonly type: 'TableColumnCollection';
  readonly table: TableId;
}
export interface TableRowCollectionObject {
  readonly type: 'TableRowCollection';
  readonly table: TableId;
}
export interface TableColumnObject {
  readonly type: 'TableColumn';
  readonly table: TableId;
  readonly index: number;
}
export interface TableRowObject {
  readonly type: 'TableRow';
  readonly table: TableId;
  readonly index: number;
}

export interface NamedItemObject {
  readonly type: 'NamedItem';
  readonly name: string;
  readonly sheet?: SheetId;
}

export interface CommentObject {
  readonly type: 'Comment';
  readonly sheet: SheetId;
  readonly row: number;
  readonly column: number;
}

/** What a worksheet function gave. */
export interface FunctionResultObject {
  readonly type: 'FunctionResult';
  readonly value: number;
}

export interface SettingObject {
  readonly type: 'Setting';
  readonly key: string;
}
export interface CustomXmlPartObject {
  readonly type: 'CustomXmlPart';
  readonly id: string;
}
/** The parts of one namespace. */
export interface CustomXmlPartScopedCollectionObject {
  readonly type: 'CustomXmlPartScopedCollection';
  readonly namespaceUri: string;
}

/** A service of the host that office.js itself calls, by its full name. */
export interface ServiceObject {
  readonly type: 'Service';
  readonly name: string;
}

/** What `…OrNullObject` gives when there is nothing. */
export interface NullObject {
  readonly type: 'Null';
}

export type OfficeObject =
  | ApplicationObject
  | CommentCollectionObject
  | CommentObject
  | CommentReplyCollectionObject
  | ConditionalFormatsObject
  | CustomXmlPartCollectionObject
  | CustomXmlPartObject
  | CustomXmlPartScopedCollectionObject
  | DataValidationObject
  | DocumentPropertiesObject
  | FormatProtectionObject
  | FreezePanesObject
  | FunctionResultObject
  | FunctionsObject
  | NamedItemCollectionObject
  | NamedItemObject
  | NullObject
  | RangeAreasObject
  | RangeCollectionObject
  | RangeFillObject
  | RangeFontObject
  | RangeFormatObject
  | RangeObject
  | RuntimeObject
  | ServiceObject
  | SettingCollectionObject
  | SettingObject
  | TableCollectionObject
  | TableColumnCollectionObject
  | TableColumnObject
  | TableObject
  | TableRowCollectionObject
  | TableRowObject
  | WorkbookObject
  | WorksheetCollectionObject
  | WorksheetObject
  | WorksheetProtectionObject;

export type OfficeType = OfficeObject['type'];

export const NULL_OBJECT: NullObject = { type: 'Null' };
