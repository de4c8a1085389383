import { LAST_COLUMN, parseCell } from '../ledger/a1';
import type { CellRef } from '../ledger/finding';
import type { Fill, MarkReceipt } from './port';

/** Where marks are by now, and which of them are still ours: the same in every spreadsheet application. */

/** A cell and how it is filled. */
export interface FilledCell extends CellRef {
  readonly fill: Fill;
}

/** A note as it stands on a sheet now: rows and columns that came and went have taken it along. */
export interface StandingNote extends CellRef {
  /** `undefined` for a note that the application gives none. */
  readonly id: string | undefined;
  readonly text: string;
  /** Somebody has answered it. */
  readonly isAnswered: boolean;
}

/** Stands in a receipt for the id of a note that has none. */
export const NO_ID = 'note';

/** The key of a cell: applications take sheets and cells whatever their case. */
export const placeOf = ({ sheet, cell }: CellRef): string => `${sheet}!${cell}`.toUpperCase();

/** A gradient can't be put back once it has been painted over, so that such a cell keeps it. */
export function isGradient(fill: Fill): boolean {
  return fill?.pattern?.endsWith('Gradient') === true;
}

/** Whether a cell is still filled as the mark left it. */
export function isFillOurs({ before, color }: MarkReceipt, now: Fill): boolean {
  return !isGradient(before) && now?.color.toUpperCase() === color.toUpperCase();
}

/** Whether a mark's note is as it was put there: one that somebody has changed or answered is theirs by now. */
export function isNoteOurs({ note }: MarkReceipt, { text, isAnswered }: StandingNote): boolean {
  return text === note && !isAnswered;
}

/** Cells of one sheet that are filled alike, as addresses such as «A1,B2,C3» that the application takes at a time. */
export interface SameFill {
  readonly sheet: string;
  readonly fill: Fill;
  readonly addresses: readonly string[];
}

/** Gathers cells by sheet and fill. */
export function sameFills(cells: readonly FilledCell[], longestAddress: number): readonly SameFill[] {
  const groups = grouped(cells, ({ sheet, fill }) => `${fill?.color ?? ''} ${fill?.pattern ?? ''} ${sheet}`);
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const addresses = joinedAddresses(
      same.map(({ cell }) => cell),
      longestAddress,
    );
    return [{ sheet: first.sheet, fill: first.fill, addresses }];
  });
}

function joinedAddresses(cells: readonly string[], longest: number): readonly string[] {
  const joined: string[] = [];
  for (const cell of cells) {
    const last = joined.at(-1);
    if (last === undefined || last.length + cell.length >= longest) joined.push(cell);
    else joined[joined.length - 1] = `${last},${cell}`;
  }
  return joined;
}

/** A mark where it is by now, with its note if that still stands. */
export interface PlacedMark<Note extends StandingNote> extends CellRef {
  readonly receipt: MarkReceipt;
  readonly note: Note | undefined;
}

/**
 * Where marks are by now. A note's own place says where its cell is; a mark without its note is where it was, unless another
 * mark's cell has moved there.
 */
export function placedMarks<Note extends StandingNote>(
  receipts: readonly MarkReceipt[],
  standing: readonly Note[],
): readonly PlacedMark<Note>[] {
  const found = matchNotes(receipts, standing);
  const claimed = new Set([...found.values()].map(placeOf));
  return receipts.flatMap((receipt) => {
    const note = found.get(receipt);
    if (!note && claimed.has(placeOf(receipt))) return [];
    return [{ receipt, note, sheet: receipt.sheet, cell: note?.cell ?? receipt.cell }];
  });
}

/**
 * Each receipt's note. An id with the text is certain. Notes proper have no ids: where as many bear a text as were given it,
 * they are still in their order, wherever their rows have moved to; else one on the cell is taken, and then one elsewhere.
 * Last comes an id whose text somebody has changed.
 */
function matchNotes<Note extends StandingNote>(
  receipts: readonly MarkReceipt[],
  standing: readonly Note[],
): ReadonlyMap<MarkReceipt, Note> {
  const found = new Map<MarkReceipt, Note>();
  let open = inOrder(receipts.filter(({ noteId }) => noteId !== undefined));
  let free = inOrder(standing);
  const match = (
    keyOfReceipt: (receipt: MarkReceipt) => string,
    keyOfNote: (note: Note) => string,
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
