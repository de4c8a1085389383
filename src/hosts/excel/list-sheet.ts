import { cellAddress } from '../../ledger/a1';
import { contentOf } from '../../workbook/cell-content';
import { GENERAL } from '../../workbook/edits';
import type { PortResult, SheetContent, SheetTable } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import { tableBlocks, tableRange, type PutBlock } from '../../workbook/sheet-tables';
import { readDateSystem } from './date-system';
import type { OfficeApi } from './office-api';
import { isOfficeFailure } from './problems';
import { changing } from './request';
import type { Learnt } from './writing';

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
  if (tables.length === 1 && first) sheet.freezePanes.freezeRows(tableRange(first).top);
  columnWidths.forEach((characters, column) => {
    const width = characters * POINTS_PER_CHARACTER + POINTS_OF_EDGES;
    sheet.getRangeByIndexes(0, column, 1, 1).format.columnWidth = width;
  });
  await context.sync();
}

async function addTable(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  content: SheetTable,
  date1904: boolean,
  wraps: boolean,
): Promise<void> {
  const { name, title } = content;
  const { top, left, bottom, right } = tableRange(content);
  for (const block of tableBlocks(content, CELLS_PER_REQUEST)) {
    putRows(sheet, block, date1904);
    await context.sync();
  }
  if (title !== undefined) sheet.getRangeByIndexes(top - 2, left - 1, 1, 1).format.font.bold = true;
  const range = `${cellAddress(top, left)}:${cellAddress(bottom, right)}`;
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

function putRows(sheet: Excel.Worksheet, { top, left, inputs, formats }: PutBlock, date1904: boolean): void {
  const range = sheet.getRangeByIndexes(top - 1, left - 1, inputs.length, inputs[0]?.length ?? 1);
  if (formats.some((row) => row.some((format) => format !== GENERAL))) {
    range.numberFormat = formats.map((row) => [...row]);
  }
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
