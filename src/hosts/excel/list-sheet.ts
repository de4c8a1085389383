import { cellAddress } from '../../ledger/a1';
import { formatPut, GENERAL } from '../../workbook/edits';
import type { CellInput, PortResult, SheetContent, SheetTable } from '../../workbook/port';
import { readDateSystem } from './date-system';
import type { OfficeApi } from './office-api';
import { isOfficeFailure, Refusal } from './problems';
import { changing } from './request';
import { contentOf, type Learnt } from './writing';

/** Cells of one request; texts of some 100 bytes keep it far below 5 MB. */
const CELLS_PER_REQUEST = 10_000;
/** `columnWidth` is in points; a character of the default font takes 7 pixels, and a cell's edges 5, of 3/4 points each. */
const POINTS_PER_CHARACTER = 5.25;
const POINTS_OF_EDGES = 3.75;

/**
 * Writes tables on a sheet of their own and shows it. A sheet of this name is emptied and not deleted, so that what refers to
 * it goes on doing so, and Excel keeps its steps of undo.
 */
export async function putListSheet(api: OfficeApi, content: SheetContent, replaces: boolean): PortResult<string> {
  const date1904 = await readDateSystem(api);
  if (!date1904.ok) return date1904;
  const about: Learnt = { newName: content.name };
  return changing(api, about, async (context) => {
    const existing = await sheetToReplace(context, content.name, replaces, about);
    const sheet = existing ?? context.workbook.worksheets.add(content.name);
    try {
      if (existing) await empty(context, existing);
      await fill(context, sheet, content, date1904.value);
      sheet.load('name');
      sheet.activate();
      sheet.getRange('A1').select();
      await context.sync();
      return sheet.name;
    } catch (thrown) {
      if (!existing) await discard(context, content.name);
      throw thrown;
    }
  });
}

async function sheetToReplace(
  context: Excel.RequestContext,
  name: string,
  replaces: boolean,
  about: Learnt,
): Promise<Excel.Worksheet | undefined> {
  const { workbook } = context;
  workbook.load('readOnly');
  const sheet = workbook.worksheets.getItemOrNullObject(name);
  sheet.load('name,protection/protected');
  await context.sync();
  about.isReadOnly = workbook.readOnly;
  if (sheet.isNullObject) return undefined;
  if (!replaces) throw new Refusal({ code: 'name-taken', name });
  if (sheet.protection.protected) throw new Refusal({ code: 'sheet-protected', sheet: sheet.name });
  about.sheet = sheet.name;
  return sheet;
}

/** The tables go first: a part of a table can't be cleared of it. */
async function empty(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<void> {
  sheet.tables.load('items/name');
  await context.sync();
  for (const table of sheet.tables.items) table.delete();
  sheet.visibility = 'Visible';
  sheet.getRange().clear();
  await context.sync();
}

async function fill(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  { tables, columnWidths, wraps }: SheetContent,
  date1904: boolean,
): Promise<void> {
  for (const table of tables) await addTable(context, sheet, table, date1904, wraps === true);
  const [first] = tables;
  if (tables.length === 1 && first) sheet.freezePanes.freezeRows(placeOf(first).row);
  columnWidths.forEach((characters, column) => {
    const width = characters * POINTS_PER_CHARACTER + POINTS_OF_EDGES;
    sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = width;
  });
  await context.sync();
}

function placeOf({ at }: SheetTable): { readonly row: number; readonly column: number } {
  return at ?? { row: 1, column: 1 };
}

async function addTable(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  content: SheetTable,
  date1904: boolean,
  wraps: boolean,
): Promise<void> {
  const { header, rows, name, title } = content;
  const { row, column } = placeOf(content);
  const columns = header.length;
  // A table needs a row below its header.
  const rowCount = Math.max(1, rows.length);
  const perRequest = Math.max(1, Math.floor(CELLS_PER_REQUEST / columns));
  const put = (top: number, inputs: readonly (readonly CellInput[])[], width: number): void =>
    putRows(sheet, { top: top - 1, left: column - 1 }, inputs, width, date1904);
  if (title !== undefined) {
    put(row - 1, [[{ kind: 'text', text: title }]], 1);
    sheet.getRangeByIndexes(row - 2, column - 1, 1, 1).format.font.bold = true;
  }
  put(row, [header.map((text) => ({ kind: 'text', text }))], columns);
  for (let start = 0; start < rows.length; start += perRequest) {
    put(row + 1 + start, rows.slice(start, start + perRequest), columns);
    await context.sync();
  }
  const range = `${cellAddress(row, column)}:${cellAddress(row + rowCount, column + columns - 1)}`;
  const table = sheet.tables.add(range, true);
  table.style = 'TableStyleLight1';
  if (name !== undefined) table.name = name;
  if (wraps) {
    const { format } = sheet.getRange(range);
    format.wrapText = true;
    format.verticalAlignment = 'Top';
  }
  await context.sync();
}

function putRows(
  sheet: Excel.Worksheet,
  { top, left }: { readonly top: number; readonly left: number },
  rows: readonly (readonly CellInput[])[],
  columns: number,
  date1904: boolean,
): void {
  const blank: CellInput = { kind: 'blank' };
  const inputs = rows.map((row) => Array.from({ length: columns }, (_cell, column) => row[column] ?? blank));
  const formats = inputs.map((row) => row.map((put) => formatPut({ put }, GENERAL) ?? GENERAL));
  const range = sheet.getRangeByIndexes(top, left, rows.length, columns);
  if (formats.some((row) => row.some((format) => format !== GENERAL))) range.numberFormat = formats;
  range.formulas = inputs.map((row, i) => row.map((put, j) => contentOf(put, formats[i]?.[j] ?? GENERAL, date1904)));
}

/** A new sheet that could not be filled is taken away again. */
async function discard(context: Excel.RequestContext, name: string): Promise<void> {
  try {
    context.workbook.worksheets.getItemOrNullObject(name).delete();
    await context.sync();
  } catch (thrown) {
    // The refusal that ended the filling is the one that tells why.
    if (!isOfficeFailure(thrown)) throw thrown;
  }
}
