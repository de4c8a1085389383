import { err, ok } from '../../kernel/result';
import type { CellValue } from '../../ledger/cells';
import { TEXT } from '../../workbook/edits';
import { MOST_STORED, type PortResult } from '../../workbook/port';
import { Refusal } from '../../workbook/refusal';
import {
  readStoredRows,
  STORED_HEADER,
  STORED_SHEET,
  storedChange,
  type StoredChange,
} from '../../workbook/stored-sheet';
import { cellValue } from './cell-values';
import { addSheet, deleteSheet } from './new-sheet';
import { changing, reading } from './problems';
import { activeWorkbook, findSheet, HIDDEN_FROM_LISTS, placeOfRange, rangeAt } from './sheets';
import { cellRows, failed, isTrue, optionally } from './told';
import type { WpsApi, WpsRange, WpsWorkbook, WpsWorksheet } from './wps-api';

const COLUMNS = STORED_HEADER.length;
const TEXT_COLUMN = COLUMNS;

/** A text on the hidden sheet; `undefined` where there is none, or not all of it. */
export function readStorage(api: WpsApi, key: string): PortResult<string | undefined> {
  return reading(api, () => {
    const sheet = findSheet(activeWorkbook(api), STORED_SHEET);
    const known = sheet && readHeads(sheet);
    if (!known) return undefined;
    // Only the texts under this key are asked for, one by one: each may be as long as a cell can hold.
    const rows = known.map((cells, index) =>
      index > 0 && cells[0] === key
        ? [...cells.slice(0, TEXT_COLUMN - 1), plainValue(cellAt(sheet, index + 1, TEXT_COLUMN).Value2)]
        : index === 0
          ? cells
          : [],
    );
    return readStoredRows(rows).texts.get(key);
  });
}

/**
 * Keeps a text on the hidden sheet, which is added where it is not there: neither the sheet shown nor the selection changes.
 * The new text is written beside the old one without its key; then the keys are exchanged, which can be taken back.
 */
export async function writeStorage(api: WpsApi, key: string, text: string | undefined): PortResult<void> {
  if (text !== undefined && text.length > MOST_STORED) {
    return err({ code: 'storage-full', characters: text.length, most: MOST_STORED });
  }
  const done = await changing(api, () => {
    const workbook = activeWorkbook(api);
    const existing = ownSheet(workbook);
    if (!existing && text === undefined) return;
    const known = existing && readHeads(existing);
    const change = storedChange(
      (known ?? []).map(([first = null]) => first),
      key,
      text,
    );
    if (change.rows.length === 0 && change.emptied.length === 0) return;
    const sheet = existing ?? addHidden(api, workbook);
    try {
      if (!known) putCells(sheet, 1, 1, [STORED_HEADER], TEXT);
      exchange(sheet, key, change);
    } catch (thrown) {
      if (!existing) deleteSheet(api, sheet);
      throw thrown;
    }
  });
  return done.ok ? ok(undefined) : done;
}

/** Puts new rows in the place of old ones. What is refused leaves the old ones as they were. */
function exchange(sheet: WpsWorksheet, key: string, { rows, emptied }: StoredChange): void {
  const added = rows.map(({ row }) => row);
  try {
    for (const { row, cells } of rows) putCells(sheet, row, TEXT_COLUMN, [cells.slice(TEXT_COLUMN - 1)], TEXT);
    for (const run of runs(rows)) {
      putCells(
        sheet,
        run[0].row,
        2,
        run.map(({ cells }) => cells.slice(1, TEXT_COLUMN - 1)),
      );
    }
    putKeys(sheet, emptied, '');
    putKeys(sheet, added, key);
  } catch (thrown) {
    for (const row of added) optionally(() => storedRow(sheet, row).Clear());
    optionally(() => {
      putKeys(sheet, emptied, key);
    });
    throw thrown;
  }
  // A row without a key is nobody's and is written over: that it can't be emptied loses nothing.
  for (const row of emptied) optionally(() => storedRow(sheet, row).Clear());
}

function putKeys(sheet: WpsWorksheet, rows: readonly number[], key: string): void {
  for (const run of runs(rows.map((row) => ({ row }))))
    putCells(
      sheet,
      run[0].row,
      1,
      run.map(() => [key]),
      TEXT,
    );
}

/** Rows that follow one another: they are written in one call. */
function runs<T extends { readonly row: number }>(rows: readonly T[]): readonly (readonly [T, ...T[]])[] {
  const found: [T, ...T[]][] = [];
  for (const one of rows) {
    const last = found.at(-1);
    if (last && one.row === last[0].row + last.length) last.push(one);
    else found.push([one]);
  }
  return found;
}

/** Writes cells as they stand, and looks whether they do. Texts under a text format: a key may look like a number. */
function putCells(
  sheet: WpsWorksheet,
  top: number,
  left: number,
  cells: readonly (readonly (string | number)[])[],
  format?: typeof TEXT,
): void {
  const [rows, columns] = [cells.length, cells[0]?.length ?? 1];
  const range = rangeAt(sheet, { top, left, bottom: top + rows - 1, right: left + columns - 1 });
  if (format !== undefined) range.NumberFormat = format;
  range.Value2 = rows === 1 && columns === 1 ? cells[0]?.[0] : cells;
  const told = cellRows(range.Value2, rows, columns, 'Range.Value2');
  const isThere = cells.every((row, i) => row.every((cell, j) => plainValue(told[i]?.[j]) === plainValue(cell)));
  if (!isThere) throw failed('InvalidArgument', STORED_SHEET);
}

/** The hidden sheet, if it is ours to write to. */
function ownSheet(workbook: WpsWorkbook): WpsWorksheet | undefined {
  const sheet = findSheet(workbook, STORED_SHEET);
  if (!sheet) return undefined;
  if (isTrue(sheet.ProtectContents)) throw new Refusal({ code: 'sheet-protected', sheet: sheet.Name });
  const known = readHeads(sheet);
  const isOurs = !known || readStoredRows(known.slice(0, 1)).problems.length === 0;
  if (!isOurs) throw new Refusal({ code: 'name-taken', name: sheet.Name });
  return sheet;
}

/** WPS shows a new sheet: the one that was shown is shown again before the screen follows. */
function addHidden(api: WpsApi, workbook: WpsWorkbook): WpsWorksheet {
  const { app } = api;
  const { ActiveSheet: shown } = workbook;
  const follows = app.ScreenUpdating;
  app.ScreenUpdating = false;
  try {
    const sheet = addSheet(api, workbook, STORED_SHEET);
    (shown as Pick<WpsWorksheet, 'Activate'> | null | undefined)?.Activate();
    sheet.Visible = HIDDEN_FROM_LISTS;
    return sheet;
  } finally {
    app.ScreenUpdating = follows;
  }
}

/** The cells of all rows but their texts, the heading first and whole; `undefined` where nothing is kept yet. */
function readHeads(sheet: WpsWorksheet): readonly (readonly CellValue[])[] | undefined {
  const used = sheet.UsedRange;
  if (!used) return undefined;
  const { bottom } = placeOfRange(used);
  const heads = rangeAt(sheet, { top: 1, left: 1, bottom, right: TEXT_COLUMN - 1 });
  const told = cellRows(heads.Value2, bottom, TEXT_COLUMN - 1, 'Range.Value2').map((row) => row.map(plainValue));
  const [first = [], ...others] = told;
  const rows = [[...first, plainValue(cellAt(sheet, 1, TEXT_COLUMN).Value2)], ...others];
  return rows.every((row) => row.every((cell) => cell === null)) ? undefined : rows;
}

/** None of our cells holds an error, so that each number is one. */
function plainValue(told: unknown): CellValue {
  return cellValue(told, told);
}

function cellAt(sheet: WpsWorksheet, row: number, column: number): WpsRange {
  return rangeAt(sheet, { top: row, left: column, bottom: row, right: column });
}

function storedRow(sheet: WpsWorksheet, row: number): WpsRange {
  return rangeAt(sheet, { top: row, left: 1, bottom: row, right: COLUMNS });
}
