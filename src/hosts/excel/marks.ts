import { err } from '../../kernel/result';
import { LAST_COLUMN, parseCell } from '../../ledger/a1';
import { oneMarkPerCell } from '../../workbook/edits';
import type { Fill, Mark, MarkReceipt, PortResult } from '../../workbook/port';
import { isRefusedNote, NOTES_PER_REQUEST, notesOf, type Notes, type StandingNote } from './notes';
import { COMMENTS, type OfficeApi } from './office-api';
import { isOfficeFailure } from './problems';
import { changing, inRequests } from './request';
import { checkSheets, type Learnt } from './writing';

/** `Worksheet.getRanges` takes addresses of up to 8,192 characters. */
const LONGEST_ADDRESS = 8000;

/** A cell and how it is filled now. */
interface FilledCell {
  readonly sheet: string;
  readonly cell: string;
  readonly fill: Fill;
}

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

/** Excel takes sheets and cells whatever their case. */
const placeOf = ({ sheet, cell }: { readonly sheet: string; readonly cell: string }): string =>
  `${sheet}!${cell}`.toUpperCase();

/** A gradient can't be put back once it has been painted over, so that such a cell keeps it. */
function isGradient(fill: Fill): boolean {
  return fill?.pattern?.endsWith('Gradient') === true;
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
  const groups = new Map<string, { readonly sheet: string; readonly fill: Fill; readonly cells: string[] }>();
  for (const { sheet, cell, fill } of cells) {
    const key = `${fill?.color ?? ''} ${sheet}`;
    const group = groups.get(key) ?? { sheet, fill, cells: [] };
    groups.set(key, group);
    group.cells.push(cell);
  }
  for (const { sheet, fill, cells: addresses } of groups.values()) {
    for (const address of joinedAddresses(addresses)) {
      const look = context.workbook.worksheets.getItem(sheet).getRanges(address).format.fill;
      if (fill) look.color = fill.color;
      else look.clear();
    }
  }
  await context.sync();
}

/** «A1,B2,C3», cut where it would be too long for Excel. */
function joinedAddresses(cells: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const cell of cells) {
    const last = joined.at(-1);
    if (last === undefined || last.length + cell.length >= LONGEST_ADDRESS) joined.push(cell);
    else joined[joined.length - 1] = `${last},${cell}`;
  }
  return joined;
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

/** Stands in a receipt for the id of a note that has none. */
const NO_ID = 'note';

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
  const found = matchNotes(
    receipts,
    await notes.standing(
      context,
      receipts.map(({ sheet }) => sheet),
    ),
  );
  const claimed = new Set([...found.values()].map(placeOf));
  // A mark without its note is where it was, unless another mark's cell has moved there.
  const placed = receipts.flatMap((receipt) => {
    const note = found.get(receipt);
    if (!note && claimed.has(placeOf(receipt))) return [];
    return [{ receipt, note, sheet: receipt.sheet, cell: note?.cell ?? receipt.cell }];
  });
  const fills = await readFills(context, placed);
  const ours = placed.filter(({ receipt }, index) => {
    const now = fills[index]?.fill;
    return !isGradient(receipt.before) && now?.color.toUpperCase() === receipt.color.toUpperCase();
  });
  await fillCells(
    context,
    ours.map(({ receipt, sheet, cell }) => ({ sheet, cell, fill: receipt.before })),
  );
  const removed = placed.flatMap(({ receipt, note }) =>
    note && note.text === receipt.note && !note.isAnswered ? [note] : [],
  );
  await inRequests(context, removed, (note) => note.remove());
}

/**
 * Each receipt's note. An id with the text is certain. Notes proper have no ids: where as many bear a text as were given it,
 * they are still in their order, wherever their rows have moved to; else one on the cell is taken, and then one elsewhere.
 * Last comes an id whose text somebody has changed.
 */
function matchNotes(
  receipts: readonly MarkReceipt[],
  standing: readonly StandingNote[],
): ReadonlyMap<MarkReceipt, StandingNote> {
  const found = new Map<MarkReceipt, StandingNote>();
  let open = inOrder(receipts.filter(({ noteId }) => noteId !== undefined));
  let free = inOrder(standing);
  const match = (
    keyOfReceipt: (receipt: MarkReceipt) => string,
    keyOfNote: (note: StandingNote) => string,
    isPossible = (_receipts: number, _notes: number): boolean => true,
  ): void => {
    const notes = grouped(free, keyOfNote);
    for (const [key, same] of grouped(open, keyOfReceipt)) {
      const candidates = notes.get(key) ?? [];
      if (!isPossible(same.length, candidates.length)) continue;
      same.forEach((receipt, index) => {
        const note = candidates[index];
        if (note) found.set(receipt, note);
      });
    }
    const used = new Set(found.values());
    open = open.filter((receipt) => !found.has(receipt));
    free = free.filter((note) => !used.has(note));
  };
  const textOf = (sheet: string, text: string): string => `${sheet.toUpperCase()} ${text}`;
  const receiptText = ({ sheet, note }: MarkReceipt): string => textOf(sheet, note);
  const noteText = ({ sheet, text }: StandingNote): string => textOf(sheet, text);
  match(
    (receipt) => `${receipt.noteId ?? ''} ${receiptText(receipt)}`,
    (note) => `${note.id ?? ''} ${noteText(note)}`,
  );
  match(receiptText, noteText, (given, there) => given === there);
  match(
    (receipt) => `${placeOf(receipt)} ${receipt.note}`,
    (note) => `${placeOf(note)} ${note.text}`,
  );
  match(receiptText, noteText);
  match(
    ({ noteId }) => noteId ?? '',
    ({ id }) => id ?? '',
  );
  return found;
}

function grouped<T>(all: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** From the top row down, and from left to right. */
function inOrder<T extends { readonly cell: string }>(all: readonly T[]): readonly T[] {
  const at = (one: T): number => {
    const place = parseCell(one.cell);
    return place ? place.row * LAST_COLUMN + place.column : 0;
  };
  return [...all].sort((one, other) => at(one) - at(other));
}
