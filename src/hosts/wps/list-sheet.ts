import type { Steps } from '../../ledger/steps';
import { contentOf } from '../../workbook/cell-content';
import { GENERAL } from '../../workbook/edits';
import type { PortResult, SheetContent, SheetTable } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import type { Scheduler } from '../../workbook/scheduler';
import { tableBlocks, tableRange, type PutBlock } from '../../workbook/sheet-tables';
import { colorNumber } from './cell-values';
import { addSheet, deleteSheet } from './new-sheet';
import { changing } from './problems';
import { activeWorkbook, findSheet, rangeAt, SHOWN } from './sheets';
import { cellRows, given, isTrue, numberOf, optionally } from './told';
import { inTurns } from './turns';
import type { WpsApi, WpsListObjects, WpsRange, WpsWorksheet } from './wps-api';
import { heldInstead, putInto } from './writing';

/** Cells of one call, in which the page stands still. */
const CELLS_PER_CALL = 5000;
/** The widest that a column can be, in characters. */
const WIDEST = 255;
const TABLE_STYLE = 'TableStyleLight1';
/** Of headings that no table makes stand out. */
const HEADING_COLOR = '#F2F2F2';
/** XlVAlign. */
const TOP_OF_CELL = -4160;
/** XlListObjectSourceType and XlYesNoGuess. */
const FROM_RANGE = 1;
const WITH_HEADINGS = 1;

/**
 * Writes tables on a sheet of their own and shows it. A sheet of this name is emptied and not deleted, so that what refers to
 * it goes on doing so.
 */
export function putListSheet(
  api: WpsApi,
  scheduler: Scheduler,
  content: SheetContent,
  replaces: boolean,
): PortResult<string> {
  return changing(api, async () => {
    const workbook = activeWorkbook(api);
    const existing = findSheet(workbook, content.name);
    if (existing && !replaces) throw new Refusal({ code: 'name-taken', name: content.name });
    if (existing && isTrue(existing.ProtectContents)) {
      throw new Refusal({ code: 'sheet-protected', sheet: existing.Name });
    }
    const sheet = existing ?? addSheet(api, workbook, content.name);
    try {
      if (existing) empty(existing);
      await inTurns(fill(sheet, content, isTrue(workbook.Date1904)), scheduler);
      sheet.Activate();
      sheet.Range('A1').Select();
      optionally(() => freezeHeadings(api, content));
      return sheet.Name;
    } catch (thrown) {
      if (!existing) deleteSheet(api, sheet);
      throw thrown;
    }
  });
}

/** The tables go first: a part of a table can't be cleared of it. */
function empty(sheet: WpsWorksheet): void {
  optionally(() => {
    const tables = sheet.ListObjects as WpsListObjects;
    for (let index = numberOf(tables.Count, 'ListObjects.Count'); index > 0; index -= 1) tables.Item(index)?.Delete();
  });
  sheet.Visible = SHOWN;
  sheet.Cells.Clear();
}

function* fill(sheet: WpsWorksheet, { tables, columnWidths, wraps }: SheetContent, date1904: boolean): Steps<void> {
  for (const table of tables) yield* putTable(sheet, table, date1904, wraps === true);
  columnWidths.forEach((characters, index) => {
    const column = rangeAt(sheet, { top: 1, left: index + 1, bottom: 1, right: index + 1 });
    column.ColumnWidth = Math.min(WIDEST, characters);
  });
}

function* putTable(sheet: WpsWorksheet, table: SheetTable, date1904: boolean, wraps: boolean): Steps<void> {
  let done = 0;
  for (const block of tableBlocks(table, CELLS_PER_CALL)) {
    yield* putCells(sheet, block, date1904);
    yield (done += block.inputs.length);
  }
  const place = tableRange(table);
  const { top, left } = place;
  const title = { top: top - 1, left, bottom: top - 1, right: left };
  if (table.title !== undefined) rangeAt(sheet, title).Font.Bold = true;
  const range = rangeAt(sheet, place);
  if (!optionally(() => addTable(sheet, range, table))) {
    const headings = rangeAt(sheet, { ...place, bottom: top });
    headings.Font.Bold = true;
    headings.Interior.Color = colorNumber(HEADING_COLOR);
  }
  if (!wraps) return;
  range.WrapText = true;
  range.VerticalAlignment = TOP_OF_CELL;
}

/** Makes a table of cells, where WPS knows tables. */
function addTable(sheet: WpsWorksheet, range: WpsRange, { name }: SheetTable): boolean {
  const tables = sheet.ListObjects as WpsListObjects;
  const table = given(tables.Add(FROM_RANGE, range, undefined, WITH_HEADINGS), 'ListObjects.Add');
  // A name that another table bears is left to that one, and a style is looks only.
  if (name !== undefined) optionally(() => (table.Name = name));
  optionally(() => (table.TableStyle = TABLE_STYLE));
  return true;
}

/**
 * Writes a block of cells that have no format yet in one call. What does not hold then what it should (a formula, a text that
 * is too long for a call with many) is written by itself.
 */
function* putCells(sheet: WpsWorksheet, block: PutBlock, date1904: boolean): Steps<void> {
  const { top, left, inputs, formats } = block;
  const [rows, columns] = [inputs.length, inputs[0]?.length ?? 1];
  const range = rangeAt(sheet, { top, left, bottom: top + rows - 1, right: left + columns - 1 });
  yield* putFormats(sheet, block);
  const content = inputs.map((row, i) =>
    row.map((put, j) => (put.kind === 'formula' ? '' : contentOf(put, formats[i]?.[j] ?? GENERAL, date1904))),
  );
  range.Value2 = rows === 1 && columns === 1 ? content[0]?.[0] : content;
  const values = cellRows(range.Value2, rows, columns, 'Range.Value2');
  for (const [i, row] of inputs.entries()) {
    for (const [j, put] of row.entries()) {
      const told = values[i]?.[j];
      if (put.kind !== 'formula' && heldInstead(put, told, told, date1904) === undefined) continue;
      const cell = rangeAt(sheet, { top: top + i, left: left + j, bottom: top + i, right: left + j });
      putInto(cell, { put }, formats[i]?.[j] ?? GENERAL, date1904);
      yield i;
    }
  }
}

/** Formats run down columns: dates stand below dates. */
function* putFormats(sheet: WpsWorksheet, { top, left, formats }: PutBlock): Steps<void> {
  const columns = formats[0]?.length ?? 0;
  for (let column = 0; column < columns; column += 1) {
    let start = 0;
    while (start < formats.length) {
      const format = formats[start]?.[column] ?? GENERAL;
      let end = start;
      while (formats[end + 1]?.[column] === format) end += 1;
      if (format !== GENERAL) {
        const place = { top: top + start, left: left + column, bottom: top + end, right: left + column };
        rangeAt(sheet, place).NumberFormat = format;
        yield end;
      }
      start = end + 1;
    }
  }
}

/** Keeps the headings of a sheet with one table in view. Panes belong to the window, which shows the sheet by now. */
function freezeHeadings({ app }: WpsApi, { tables }: SheetContent): void {
  const window = given(app.ActiveWindow, 'Application.ActiveWindow');
  window.FreezePanes = false;
  const [first] = tables;
  if (tables.length !== 1 || !first) return;
  window.ScrollRow = 1;
  window.ScrollColumn = 1;
  window.SplitColumn = 0;
  window.SplitRow = tableRange(first).top;
  window.FreezePanes = true;
}
