import { err, ok } from '../../kernel/result';
import type { CellValue } from '../../ledger/cells';
import { MOST_STORED, type PortResult } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import { readStoredRows, STORED_HEADER, STORED_SHEET, storedChange, type StoredRow } from '../../workbook/stored-sheet';
import type { OfficeApi } from './office-api';
import { changing, inRequests, reading } from './request';
import type { Learnt } from './writing';

/** Parts of one request: of 30,000 characters each, they stay far below 5 MB even where each takes four bytes. */
const PARTS_PER_REQUEST = 20;
const COLUMNS = STORED_HEADER.length;
const TEXT_COLUMN = COLUMNS - 1;

/** A text on the hidden sheet; `undefined` where there is none, or not all of it. */
export function readStorage(api: OfficeApi, key: string): PortResult<string | undefined> {
  return reading(api, {}, async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(STORED_SHEET);
    const known = await readHeads(context, sheet);
    if (!known) return undefined;
    const rows: (readonly CellValue[])[] = [known[0] ?? []];
    const own = known.flatMap((cells, index) => (index > 0 && cells[0] === key ? [{ cells, index }] : []));
    const texts = own.map(({ index }) => sheet.getRangeByIndexes(index, TEXT_COLUMN, 1, 1));
    await inRequests(context, texts, (range) => range.load('values'), PARTS_PER_REQUEST);
    own.forEach(({ cells, index }, position) => {
      rows[index] = [
        ...cells.slice(0, TEXT_COLUMN),
        (texts[position]?.values as CellValue[][] | undefined)?.[0]?.[0] ?? null,
      ];
    });
    return readStoredRows(Array.from(rows)).texts.get(key);
  });
}

/**
 * Keeps a text on the hidden sheet, which is added where it is not there: neither the sheet shown nor the selection changes.
 * The new text is written beside the old one, which goes in the last request alone.
 */
export async function writeStorage(api: OfficeApi, key: string, text: string | undefined): PortResult<void> {
  if (text !== undefined && text.length > MOST_STORED) {
    return err({ code: 'storage-full', characters: text.length, most: MOST_STORED });
  }
  const about: Learnt = {};
  const done = await changing(api, about, async (context) => {
    const existing = await findSheet(context, about);
    if (!existing && text === undefined) return;
    const known = existing ? await readHeads(context, existing) : undefined;
    const keys = (known ?? []).map(([first = null]) => first);
    const { rows, emptied } = storedChange(keys, key, text);
    if (rows.length === 0 && emptied.length === 0) return;
    const sheet = existing ?? (await addSheet(context, about));
    if (!known) rowRange(sheet, 1).values = [[...STORED_HEADER]];
    await inRequests(context, rows, (row) => writeText(sheet, row), PARTS_PER_REQUEST);
    for (const { row, cells } of rows) {
      const head = sheet.getRangeByIndexes(row - 1, 0, 1, TEXT_COLUMN);
      // Written as text: a key that looks like a number stays what it is.
      head.numberFormat = [['@', 'General', 'General', 'General']];
      head.values = [cells.slice(0, TEXT_COLUMN)];
    }
    for (const row of emptied) rowRange(sheet, row).clear();
    await context.sync();
  });
  return done.ok ? ok(undefined) : done;
}

/** The cells of all rows but their texts, the heading first; `undefined` where nothing is kept yet. */
async function readHeads(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
): Promise<readonly (readonly CellValue[])[] | undefined> {
  const used = sheet.getUsedRangeOrNullObject(true);
  used.load('rowIndex,rowCount');
  await context.sync();
  if (sheet.isNullObject || used.isNullObject) return undefined;
  const heads = sheet.getRangeByIndexes(0, 0, used.rowIndex + used.rowCount, TEXT_COLUMN);
  const lastHeading = sheet.getRangeByIndexes(0, TEXT_COLUMN, 1, 1);
  heads.load('values');
  lastHeading.load('values');
  await context.sync();
  const [first = [], ...others] = heads.values as CellValue[][];
  const rows = [[...first, (lastHeading.values as CellValue[][])[0]?.[0] ?? null], ...others];
  return rows.map((cells) => cells.map((cell) => (cell === '' ? null : cell)));
}

async function findSheet(context: Excel.RequestContext, about: Learnt): Promise<Excel.Worksheet | undefined> {
  const { workbook } = context;
  workbook.load('readOnly');
  const sheet = workbook.worksheets.getItemOrNullObject(STORED_SHEET);
  sheet.load('name,protection/protected');
  await context.sync();
  about.isReadOnly = workbook.readOnly;
  if (sheet.isNullObject) return undefined;
  if (sheet.protection.protected) throw new Refusal({ code: 'sheet-protected', sheet: sheet.name });
  about.sheet = sheet.name;
  const known = await readHeads(context, sheet);
  const isOurs = !known || readStoredRows(known.slice(0, 1)).problems.length === 0;
  if (!isOurs) throw new Refusal({ code: 'name-taken', name: sheet.name });
  return sheet;
}

/** A workbook whose structure is protected takes no new sheet, however it may be told. */
async function addSheet(context: Excel.RequestContext, about: Learnt): Promise<Excel.Worksheet> {
  const sheet = context.workbook.worksheets.add(STORED_SHEET);
  sheet.visibility = 'VeryHidden';
  about.addsSheet = true;
  await context.sync();
  about.addsSheet = false;
  about.sheet = STORED_SHEET;
  return sheet;
}

function writeText(sheet: Excel.Worksheet, { row, cells }: StoredRow): void {
  const cell = sheet.getRangeByIndexes(row - 1, TEXT_COLUMN, 1, 1);
  cell.numberFormat = [['@']];
  cell.values = [[cells[TEXT_COLUMN]]];
}

function rowRange(sheet: Excel.Worksheet, row: number): Excel.Range {
  return sheet.getRangeByIndexes(row - 1, 0, 1, COLUMNS);
}
