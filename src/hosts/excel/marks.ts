import { err } from '../../kernel/result';
import { oneMarkPerCell } from '../../workbook/edits';
import {
  isFillOurs,
  isGradient,
  isNoteOurs,
  NO_ID,
  placedMarks,
  placeOf,
  sameFills,
  type FilledCell,
  type StandingNote,
} from '../../workbook/mark-places';
import type { Fill, Mark, MarkReceipt, PortResult } from '../../workbook/port';
import { isRefusedNote, NOTES_PER_REQUEST, notesOf, type Notes } from './notes';
import { COMMENTS, type OfficeApi } from './office-api';
import { isOfficeFailure } from './problems';
import { changing, inRequests } from './request';
import { checkSheets, type Learnt } from './writing';

/** `Worksheet.getRanges` takes addresses of up to 8,192 characters. */
const LONGEST_ADDRESS = 8000;

/** Fills cells and puts a note on each. A cell that has a note of its own keeps that and gets the fill alone. */
export async function markCells(api: OfficeApi, given: readonly Mark[]): PortResult<readonly MarkReceipt[]> {
  const notes = notesOf(api);
  if (!notes) return err({ code: 'not-supported', feature: `ExcelApi ${COMMENTS}` });
  const marks = oneMarkPerCell(given);
  const about: Learnt = {};
  return changing(api, about, async (context) => {
    const sheets = marks.map(({ sheet }) => sheet);
    await checkSheets(context, sheets, about);
    const fills = await readFills(context, marks);
    const taken = new Set((await notes.standing(context, sheets)).map(placeOf));
    const receipts = marks.map(({ sheet, cell, color, note }, index): MarkReceipt => {
      return { sheet, cell, before: fills[index]?.fill, color, noteId: undefined, note };
    });
    try {
      const filled = marks.filter((_mark, index) => !isGradient(fills[index]?.fill));
      await fillCells(
        context,
        filled.map(({ sheet, cell, color }) => ({ sheet, cell, fill: { color } })),
      );
      await addNotes(
        context,
        notes,
        marks.filter((mark) => !taken.has(placeOf(mark))),
      );
      const ids = noteIds(await notes.standing(context, sheets), taken);
      return receipts.map((receipt) => ({ ...receipt, noteId: ids.get(placeOf(receipt)) }));
    } catch (thrown) {
      await takeBack(context, notes, receipts, taken);
      throw thrown;
    }
  });
}

/**
 * Takes marks away. A note's own place says where its cell is by now; without one it is where it was. A note that somebody
 * has changed or answered is theirs by now and stays, and so does a fill.
 */
export async function unmarkCells(api: OfficeApi, receipts: readonly MarkReceipt[]): PortResult<void> {
  const notes = notesOf(api);
  if (!notes) return err({ code: 'not-supported', feature: `ExcelApi ${COMMENTS}` });
  const about: Learnt = {};
  return changing(api, about, async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load('items/name');
    await context.sync();
    const there = new Set(worksheets.items.map(({ name }) => name.toUpperCase()));
    const left = receipts.filter(({ sheet }) => there.has(sheet.toUpperCase()));
    await checkSheets(
      context,
      left.map(({ sheet }) => sheet),
      about,
    );
    await removeMarks(context, notes, left);
  });
}

async function readFills(
  context: Excel.RequestContext,
  cells: readonly { readonly sheet: string; readonly cell: string }[],
): Promise<readonly FilledCell[]> {
  const read = cells.map(({ sheet, cell }) => ({
    sheet,
    cell,
    fill: context.workbook.worksheets.getItem(sheet).getRange(cell).format.fill,
  }));
  await inRequests(context, read, ({ fill }) => fill.load('color,pattern'));
  return read.map(({ sheet, cell, fill }) => ({ sheet, cell, fill: fillOf(fill) }));
}

/** A cell without a fill is white to Excel; its pattern tells. */
function fillOf({ color, pattern }: Excel.RangeFill): Fill {
  if (pattern === 'None') return undefined;
  return pattern === 'Solid' ? { color } : { color, pattern };
}

/** Fills cells, many of one sheet and colour at a time. A pattern that a cell has stays: only its ground is coloured. */
async function fillCells(context: Excel.RequestContext, cells: readonly FilledCell[]): Promise<void> {
  for (const { sheet, fill, addresses } of sameFills(cells, LONGEST_ADDRESS)) {
    for (const address of addresses) {
      const look = context.workbook.worksheets.getItem(sheet).getRanges(address).format.fill;
      if (fill) look.color = fill.color;
      else look.clear();
    }
  }
  await context.sync();
}

/**
 * Adds notes, many at a time. Excel stops at the first that it refuses: that one is passed over, and what stood before it has
 * been added.
 */
async function addNotes(context: Excel.RequestContext, notes: Notes, marks: readonly Mark[]): Promise<void> {
  let waiting = marks;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, NOTES_PER_REQUEST);
    try {
      for (const { sheet, cell, note } of batch) notes.add(context, sheet, cell, note);
      await context.sync();
      waiting = waiting.slice(batch.length);
    } catch (thrown) {
      if (!isRefusedNote(thrown)) throw thrown;
      const standing = await notes.standing(
        context,
        batch.map(({ sheet }) => sheet),
      );
      const added = new Set(standing.map(placeOf));
      const refused = waiting.find((mark) => !added.has(placeOf(mark)));
      waiting = waiting.filter((mark) => mark !== refused && !added.has(placeOf(mark)));
    }
  }
}

/** The ids of the notes that were not there before; one that Excel gives none has its text to be found by. */
function noteIds(standing: readonly StandingNote[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const added = standing.filter((note) => !taken.has(placeOf(note)));
  return new Map(added.map((note) => [placeOf(note), note.id ?? NO_ID]));
}

async function takeBack(
  context: Excel.RequestContext,
  notes: Notes,
  receipts: readonly MarkReceipt[],
  taken: ReadonlySet<string>,
): Promise<void> {
  try {
    const ids = noteIds(
      await notes.standing(
        context,
        receipts.map(({ sheet }) => sheet),
      ),
      taken,
    );
    const marked = receipts.map((receipt) => ({ ...receipt, noteId: ids.get(placeOf(receipt)) }));
    await removeMarks(context, notes, marked);
  } catch (thrown) {
    // The refusal that ended the marking is the one that tells why.
    if (!isOfficeFailure(thrown)) throw thrown;
  }
}

async function removeMarks(
  context: Excel.RequestContext,
  notes: Notes,
  receipts: readonly MarkReceipt[],
): Promise<void> {
  const standing = await notes.standing(
    context,
    receipts.map(({ sheet }) => sheet),
  );
  const placed = placedMarks(receipts, standing);
  const fills = await readFills(context, placed);
  await fillCells(
    context,
    placed.flatMap(({ receipt, sheet, cell }, index) =>
      isFillOurs(receipt, fills[index]?.fill) ? [{ sheet, cell, fill: receipt.before }] : [],
    ),
  );
  const removed = placed.flatMap(({ receipt, note }) => (note && isNoteOurs(receipt, note) ? [note] : []));
  await inRequests(context, removed, (note) => note.remove());
}
