/**
 * A whole workbook as plain data: what is read from a file into a grid, and from a grid into a file. The reader and writer
 * of .xlsx and every grid speak this and nothing of each other.
 */
import type {
  Area,
  CellContent,
  CellFormat,
  CellNote,
  CellValue,
  NameInfo,
  SheetVisibility,
  TableInfo,
  Validation,
} from './grid-model';

export type BorderStyle =
  | 'thin'
  | 'hair'
  | 'dotted'
  | 'dashed'
  | 'dashDot'
  | 'dashDotDot'
  | 'double'
  | 'medium'
  | 'mediumDashed'
  | 'mediumDashDot'
  | 'mediumDashDotDot'
  | 'slantDashDot'
  | 'thick';

export interface Border {
  readonly style: BorderStyle;
  /** `#RRGGBB`. */
  readonly color: string;
}

/** How cells look; what is left out is as in `DEFAULT_FORMAT`. */
export interface FormatImage extends Partial<CellFormat> {
  readonly indent?: number;
  readonly borders?: {
    readonly top?: Border;
    readonly right?: Border;
    readonly bottom?: Border;
    readonly left?: Border;
  };
}

export interface CellImage {
  readonly column: number;
  /** A value or a formula; `null` for a cell that only has a format. Formulas are as typed: no `_xlfn.`, no `_xldudf_`. */
  readonly content: CellContent;
  /** What a formula showed when it was last calculated; used until the grid has calculated it. */
  readonly value?: CellValue;
  /** The area that a dynamic array's formula filled when it was last calculated. */
  readonly spill?: Area;
  /** Index into the sheet's `formats`. */
  readonly format?: number;
}

export interface RowImage {
  readonly row: number;
  readonly cells: readonly CellImage[];
  /** In points. */
  readonly height?: number;
  readonly isHidden?: boolean;
  /** For the row's cells that are not listed; index into `formats`. */
  readonly format?: number;
}

export interface ColumnsImage {
  readonly column: number;
  readonly count: number;
  /** In points. */
  readonly width?: number;
  readonly isHidden?: boolean;
  readonly format?: number;
}

/** A rule of conditional formatting, as far as grids draw it: a formula that is true where `format` applies. */
export interface ConditionalImage {
  readonly areas: readonly Area[];
  /** Relative to the upper left cell of the first area. Begins with `=`. */
  readonly formula: string;
  readonly format: Pick<FormatImage, 'fillColor' | 'fontColor' | 'bold' | 'italic' | 'underline' | 'strikethrough'>;
  readonly stopIfTrue: boolean;
}

export interface SheetImage {
  readonly name: string;
  readonly visibility: SheetVisibility;
  readonly isProtected: boolean;
  /** `''` for none. */
  readonly tabColor: string;
  readonly showGridlines: boolean;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  /** In points. */
  readonly defaultRowHeight?: number;
  readonly defaultColumnWidth?: number;
  readonly formats: readonly FormatImage[];
  /** In order; rows without content, format or height of their own are left out. */
  readonly rows: readonly RowImage[];
  readonly columns: readonly ColumnsImage[];
  readonly merges: readonly Area[];
  readonly notes: readonly CellNote[];
  readonly validations: readonly { readonly areas: readonly Area[]; readonly validation: Validation }[];
  readonly conditionals: readonly ConditionalImage[];
  readonly selection?: Area;
}

/** A table with its sheet by position. */
export interface TableImage extends Omit<TableInfo, 'id' | 'sheet'> {
  readonly sheet: number;
  /** The formula that every data cell of a column bears, in the order of the columns. */
  readonly calculatedColumns?: readonly (string | undefined)[];
}

export interface WorkbookImage {
  /** At least one visible. */
  readonly sheets: readonly SheetImage[];
  readonly activeSheet: number;
  readonly tables: readonly TableImage[];
  readonly names: readonly (Omit<NameInfo, 'sheet'> & { readonly sheet?: number })[];
}

/** A grid that takes and gives whole workbooks. */
export interface ImageGrid {
  /** Puts this workbook in place of the one there is. Undo starts anew; ids are new; functions stay known. */
  load(image: WorkbookImage): void;
  /** The workbook as it is now. */
  image(): WorkbookImage;
}
