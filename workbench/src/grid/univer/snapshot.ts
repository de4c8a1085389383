/** A workbook's image as Univer's snapshot. */
import {
  BooleanNumber,
  LocaleType,
  type ICellData,
  type IColumnData,
  type IRange,
  type IRowData,
  type IStyleData,
  type IWorkbookData,
  type IWorksheetData,
} from '@univerjs/core';
import { type SheetId } from '../grid-model';
import { type FormatImage, type SheetImage, type WorkbookImage } from '../workbook-image';
import { isFormula } from '../values';
import { PIXELS_PER_POINT, dataOf, dataOfValue, rangeOf } from './cells';
import { DEFAULT_STYLE, remainderOf, styleOf, type FormatRemainder } from './formats';

/** How much of a sheet is drawn at least, and how much beyond what it holds. */
export const MIN_ROWS = 10_000;
export const MIN_COLUMNS = 78;
export const SPARE_ROWS = 200;
export const SPARE_COLUMNS = 5;

export const DEFAULT_COLUMN_POINTS = 48;
export const DEFAULT_ROW_POINTS = 15;

interface Prepared {
  readonly style: string;
  readonly remainder: FormatRemainder | undefined;
}

/** `ids` are those of the sheets, in their order. */
export function snapshotOf(image: WorkbookImage, unitId: string, ids: readonly SheetId[]): IWorkbookData {
  const styles: Record<string, IStyleData> = {};
  const known = new Map<string, string>();
  const prepare = (format: FormatImage): Prepared => {
    const style = styleOf(format);
    const text = JSON.stringify(style);
    const id = known.get(text) ?? `f${known.size}`;
    known.set(text, id);
    styles[id] = style;
    return { style: id, remainder: remainderOf(format) };
  };
  const sheets: Record<string, Partial<IWorksheetData>> = {};
  for (const [at, id] of ids.entries()) {
    const sheet = image.sheets[at];
    if (sheet) sheets[id] = worksheetOf(sheet, id, sheet.formats.map(prepare));
  }
  return {
    id: unitId,
    name: '',
    appVersion: '0.25.1',
    locale: LocaleType.EN_US,
    styles,
    defaultStyle: DEFAULT_STYLE,
    sheetOrder: [...ids],
    sheets,
  };
}

export function freezeOf(rows: number, columns: number): IWorksheetData['freeze'] {
  return {
    startRow: rows > 0 ? rows : -1,
    startColumn: columns > 0 ? columns : -1,
    ySplit: rows,
    xSplit: columns,
  };
}

function worksheetOf(sheet: SheetImage, id: SheetId, formats: readonly Prepared[]): Partial<IWorksheetData> {
  const cellData: Record<number, Record<number, ICellData>> = {};
  const rowData: Record<number, Partial<IRowData>> = {};
  const columnData: Record<number, Partial<IColumnData>> = {};
  let [rows, columns] = [0, 0];
  for (const { row, cells, height, isHidden, format } of sheet.rows) {
    const line: Record<number, ICellData> = {};
    for (const { column, content, value, format: own } of cells) {
      line[column] = cellOf(content, value, own === undefined ? undefined : formats[own]);
      columns = Math.max(columns, column + 1);
    }
    if (cells.length > 0) cellData[row] = line;
    rows = Math.max(rows, row + 1);
    const style = format === undefined ? undefined : formats[format]?.style;
    if (height === undefined && isHidden !== true && style === undefined) continue;
    rowData[row] = {
      ...(height !== undefined && { h: height * PIXELS_PER_POINT, ia: BooleanNumber.FALSE }),
      ...(isHidden === true && { hd: BooleanNumber.TRUE }),
      ...(style !== undefined && { s: style }),
    };
  }
  for (const { column, count, width, isHidden, format } of sheet.columns) {
    const style = format === undefined ? undefined : formats[format]?.style;
    // Sixteen thousand columns of one width are how a file says «all»: those that are drawn get it.
    const last = Math.min(column + count, Math.max(columns + SPARE_COLUMNS, MIN_COLUMNS, column + 1));
    for (let at = column; at < last; at += 1) {
      columnData[at] = {
        ...(width !== undefined && { w: width * PIXELS_PER_POINT }),
        ...(isHidden === true && { hd: BooleanNumber.TRUE }),
        ...(style !== undefined && { s: style }),
      };
      columns = Math.max(columns, at + 1);
    }
  }
  const mergeData: IRange[] = sheet.merges.map(rangeOf);
  for (const { endRow, endColumn } of mergeData) {
    rows = Math.max(rows, endRow + 1);
    columns = Math.max(columns, endColumn + 1);
  }
  return {
    id,
    name: sheet.name,
    tabColor: sheet.tabColor,
    hidden: sheet.visibility === 'Visible' ? BooleanNumber.FALSE : BooleanNumber.TRUE,
    showGridlines: sheet.showGridlines ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    freeze: freezeOf(sheet.frozenRows, sheet.frozenColumns),
    rowCount: Math.max(MIN_ROWS, rows + SPARE_ROWS),
    columnCount: Math.max(MIN_COLUMNS, columns + SPARE_COLUMNS),
    defaultRowHeight: (sheet.defaultRowHeight ?? DEFAULT_ROW_POINTS) * PIXELS_PER_POINT,
    defaultColumnWidth: (sheet.defaultColumnWidth ?? DEFAULT_COLUMN_POINTS) * PIXELS_PER_POINT,
    cellData,
    rowData,
    columnData,
    mergeData,
  };
}

function cellOf(
  content: SheetImage['rows'][number]['cells'][number]['content'],
  value: SheetImage['rows'][number]['cells'][number]['value'],
  format: Prepared | undefined,
): ICellData {
  const cell: ICellData = {};
  if (content !== undefined && content !== null) {
    const { v, t, f } = isFormula(content) ? { ...dataOfValue(value ?? null), f: content.formula } : dataOf(content);
    if (v !== null && v !== undefined) cell.v = v;
    if (t !== undefined) cell.t = t;
    if (f !== undefined && f !== null) cell.f = f;
  }
  if (format) {
    cell.s = format.style;
    if (format.remainder) cell.custom = { format: format.remainder };
  }
  return cell;
}
