import { cellAddress } from '../../ledger/a1';
import type { Steps } from '../../ledger/steps';
import { oneMarkPerCell } from '../../workbook/edits';
import { isFillOurs, isGradient, isNoteOurs, NO_ID, placedMarks, type StandingNote } from '../../workbook/mark-places';
import type { Fill, Mark, MarkReceipt, PortResult } from '../../workbook/port';
import type { Scheduler } from '../../workbook/scheduler';
import { fillOf, setFill } from './fills';
import { changing } from './problems';
import { activeWorkbook, findSheet, placeOfRange, writableSheets } from './sheets';
import { given, numberOf, optionally, textOf } from './told';
import { inTurns } from './turns';
import type { WpsApi, WpsRange, WpsWorksheet } from './wps-api';

/** A note that WPS can be told to take away. */
interface WpsNote extends StandingNote {
  readonly remove: () => void;
}

type SheetOf = (name: string) => WpsWorksheet;

/**
 * Fills cells and puts a note on each. A cell that has a note of its own keeps that and gets the fill alone, and so does one
 * that WPS refuses a note, such as a cell that a merge covers. Each call is a step of undo of its own.
 */
export function markCells(
  api: WpsApi,
  scheduler: Scheduler,
  given: readonly Mark[],
): PortResult<readonly MarkReceipt[]> {
  const marks = oneMarkPerCell(given);
  return changing(api, async () => {
    const sheetOf = writableSheets(
      activeWorkbook(api),
      marks.map(({ sheet }) => sheet),
    );
    const receipts: MarkReceipt[] = [];
    try {
      await inTurns(markEach(sheetOf, marks, receipts), scheduler);
      return receipts;
    } catch (thrown) {
      for (const receipt of receipts.reverse()) takeBack(sheetOf, receipt);
      throw thrown;
    }
  });
}

/** Each cell's receipt is there before it is painted, and has its note once that is there. */
function* markEach(sheetOf: SheetOf, marks: readonly Mark[], receipts: MarkReceipt[]): Steps<void> {
  for (const { sheet, cell, color, note } of marks) {
    const range = sheetOf(sheet).Range(cell);
    const before = fillOf(range.Interior);
    const receipt = { sheet, cell, before, color, noteId: undefined, note };
    const position = receipts.push(receipt) - 1;
    if (!isGradient(before)) setFill(range.Interior, marked(before, color));
    const put = range.Comment ? undefined : optionally(() => addNote(range, note));
    if (put !== undefined) receipts[position] = { ...receipt, noteId: NO_ID, note: put };
    yield receipts.length;
  }
}

/** A pattern stays; only its ground is coloured. */
function marked(before: Fill, color: string): Fill {
  return before?.pattern === undefined ? { color } : { ...before, color };
}

/** Puts a note on a cell. What it says is read back: a note that does not say the same could not be found again. */
function addNote(range: WpsRange, text: string): string {
  range.AddComment(text);
  return textOf(given(range.Comment, 'Range.Comment').Text(), 'Comment.Text');
}

function takeBack(sheetOf: SheetOf, { sheet, cell, before, noteId }: MarkReceipt): void {
  // The refusal that ended the marking is the one that tells why.
  optionally(() => {
    const range = sheetOf(sheet).Range(cell);
    if (!isGradient(before)) setFill(range.Interior, before);
    if (noteId !== undefined) range.Comment?.Delete();
  });
}

/**
 * Takes marks away. A note's own place says where its cell is by now; without one it is where it was. A note that somebody
 * has changed is theirs by now and stays, and so does a fill. What is refused half way can be asked for again: what has gone
 * is then passed over.
 */
export function unmarkCells(api: WpsApi, scheduler: Scheduler, receipts: readonly MarkReceipt[]): PortResult<void> {
  return changing(api, () => {
    const workbook = activeWorkbook(api);
    const left = receipts.filter(({ sheet }) => findSheet(workbook, sheet));
    const sheetOf = writableSheets(
      workbook,
      left.map(({ sheet }) => sheet),
    );
    return inTurns(removeEach(sheetOf, left), scheduler);
  });
}

function* removeEach(sheetOf: SheetOf, receipts: readonly MarkReceipt[]): Steps<void> {
  const standing: WpsNote[] = [];
  for (const name of new Set(receipts.map(({ sheet }) => sheet))) {
    standing.push(...(yield* notesOf(sheetOf(name), name)));
  }
  let done = 0;
  for (const { receipt, note, sheet, cell } of placedMarks(receipts, standing)) {
    const { Interior: interior } = sheetOf(sheet).Range(cell);
    if (isFillOurs(receipt, fillOf(interior))) setFill(interior, receipt.before);
    if (note && isNoteOurs(receipt, note)) note.remove();
    yield (done += 1);
  }
}

/** The notes of a sheet, by the name that the receipts have for it. */
function* notesOf({ Comments: comments }: WpsWorksheet, sheet: string): Steps<readonly WpsNote[]> {
  const notes: WpsNote[] = [];
  const count = numberOf(comments.Count, 'Comments.Count');
  for (let index = 1; index <= count; index += 1) {
    const comment = given(comments.Item(index), 'Comments.Item');
    const { top, left } = placeOfRange(given(comment.Parent, 'Comment.Parent'));
    notes.push({
      sheet,
      cell: cellAddress(top, left),
      id: undefined,
      text: textOf(comment.Text(), 'Comment.Text'),
      isAnswered: false,
      remove: () => comment.Delete(),
    });
    yield index;
  }
  return notes;
}
