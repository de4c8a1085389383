import { cellAddress } from '../../ledger/a1';
import type { CellRange } from '../../ledger/cells';
import { Refusal } from '../../workbook/refusal';
import { failed, given, isTrue, numberOf, textOf } from './told';
import type { WpsApi, WpsRange, WpsWorkbook, WpsWorksheet } from './wps-api';

/** The workbook that is shown: WPS keeps all its workbooks in one application, and the pane is that of the shown one. */
export function activeWorkbook({ app }: WpsApi): WpsWorkbook {
  const workbook = app.ActiveWorkbook;
  if (!workbook) throw failed('ItemNotFound', 'Application.ActiveWorkbook');
  return workbook;
}

/** Tells workbooks apart: by their whole path, or, before they are saved, by their name. */
export function workbookKey(workbook: unknown): string {
  return textOf((workbook as WpsWorkbook | null | undefined)?.FullName, 'Workbook.FullName');
}

/** All worksheets in their order. */
export function* sheetsOf({ Worksheets: sheets }: WpsWorkbook): Generator<WpsWorksheet, void, void> {
  const count = numberOf(sheets.Count, 'Worksheets.Count');
  for (let index = 1; index <= count; index += 1) {
    yield given(sheets.Item(index), 'Worksheets.Item') as WpsWorksheet;
  }
}

/** A sheet by its name, whatever the case; `undefined` where there is none. */
export function findSheet(workbook: WpsWorkbook, name: string): WpsWorksheet | undefined {
  // `Item(name)` throws, or tells nothing, or another sheet where the name looks like a number.
  for (const sheet of sheetsOf(workbook)) if (sheet.Name.toUpperCase() === name.toUpperCase()) return sheet;
  return undefined;
}

export function needSheet(workbook: WpsWorkbook, name: string): WpsWorksheet {
  const sheet = findSheet(workbook, name);
  if (!sheet) throw new Refusal({ code: 'sheet-not-found', sheet: name });
  return sheet;
}

/** Sheets that may be written to, each looked up once. What is not there, or protected, is refused. */
export function writableSheets(workbook: WpsWorkbook, names: Iterable<string>): (name: string) => WpsWorksheet {
  const found = new Map<string, WpsWorksheet>();
  for (const name of new Set(names)) {
    const sheet = needSheet(workbook, name);
    if (isTrue(sheet.ProtectContents)) throw new Refusal({ code: 'sheet-protected', sheet: name });
    found.set(name, sheet);
  }
  return (name) => found.get(name) ?? needSheet(workbook, name);
}

/** Where a range lies. Its address would have to be taken apart, and is a method or a property. */
export function placeOfRange(range: WpsRange): CellRange {
  const top = numberOf(range.Row, 'Range.Row');
  const left = numberOf(range.Column, 'Range.Column');
  return {
    top,
    left,
    bottom: top + numberOf(range.Rows.Count, 'Range.Rows.Count') - 1,
    right: left + numberOf(range.Columns.Count, 'Range.Columns.Count') - 1,
  };
}

/** The cells of a rectangle. */
export function rangeAt(sheet: WpsWorksheet, place: CellRange): WpsRange {
  return sheet.Range(addressOf(place));
}

function addressOf({ top, left, bottom, right }: CellRange): string {
  const first = cellAddress(top, left);
  return top === bottom && left === right ? first : `${first}:${cellAddress(bottom, right)}`;
}

/** Whether a sheet is in the list of sheets that a person sees. */
export function isVisible(sheet: WpsWorksheet): boolean {
  return sheet.Visible === SHOWN;
}

/** XlSheetVisibility. */
export const SHOWN = -1;
export const HIDDEN_FROM_LISTS = 2;
