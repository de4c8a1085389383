import { parseCell } from '../../ledger/a1';
import type { StandingNote } from '../../workbook/mark-places';
import { COMMENTS, hasExcelApi, NOTES, withoutSheet, type OfficeApi } from './office-api';
import { isOfficeFailure } from './problems';
import { inRequests } from './request';

/** Notes of one request or answer: each takes some 400 bytes, and its text of up to some thousand. */
export const NOTES_PER_REQUEST = 500;

/** A note that Excel can be told to take away. */
export interface ExcelNote extends StandingNote {
  readonly remove: () => void;
}

/**
 * What stands beside cells: notes (ExcelApi 1.18), else comments (1.10), which older Excels have alone. Both are texts of the
 * add-in's user, and a cell has at most one of either.
 */
export interface Notes {
  /** All that stand on the sheets, of both kinds where the host knows both. */
  standing(context: Excel.RequestContext, sheets: Iterable<string>): Promise<readonly ExcelNote[]>;
  /** To be synced by the caller. */
  add(context: Excel.RequestContext, sheet: string, cell: string, text: string): void;
}

/** How this Excel notes; `undefined` where it can't. */
export function notesOf(api: OfficeApi): Notes | undefined {
  const hasNotes = hasExcelApi(api, NOTES);
  if (!hasNotes && !hasExcelApi(api, COMMENTS)) return undefined;
  return {
    async standing(context, sheets) {
      const found = await sheetsAmong(context, sheets);
      return [...(await standingComments(context, found)), ...(hasNotes ? await standingNotes(context, found) : [])];
    },
    add(context, sheet, cell, text) {
      const worksheet = context.workbook.worksheets.getItem(sheet);
      if (hasNotes) worksheet.notes.add(cell, text);
      else worksheet.comments.add(worksheet.getRange(cell), text);
    },
  };
}

async function sheetsAmong(
  context: Excel.RequestContext,
  names: Iterable<string>,
): Promise<readonly Excel.Worksheet[]> {
  const sheets = [...new Set(names)].map((name) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(name);
    sheet.load('name');
    return sheet;
  });
  await context.sync();
  return sheets.filter((sheet) => !sheet.isNullObject);
}

async function standingComments(
  context: Excel.RequestContext,
  sheets: readonly Excel.Worksheet[],
): Promise<readonly ExcelNote[]> {
  for (const { comments } of sheets) comments.load('items/id');
  await context.sync();
  const placed = sheets.flatMap((sheet) =>
    sheet.comments.items.map((comment) => ({ sheet, comment, place: comment.getLocation() })),
  );
  const answers = new Map<Excel.Comment, OfficeExtension.ClientResult<number>>();
  await inRequests(
    context,
    placed,
    ({ comment, place }) => {
      comment.load('content');
      place.load('address');
      answers.set(comment, comment.replies.getCount());
    },
    NOTES_PER_REQUEST,
  );
  return placed.map(({ sheet, comment, place }) => ({
    sheet: sheet.name,
    cell: cellOf(place),
    id: comment.id,
    text: comment.content,
    isAnswered: (answers.get(comment)?.value ?? 0) > 0,
    remove: () => comment.delete(),
  }));
}

async function standingNotes(
  context: Excel.RequestContext,
  sheets: readonly Excel.Worksheet[],
): Promise<readonly ExcelNote[]> {
  // Something small of each, so that very many long notes don't come in one answer.
  for (const { notes } of sheets) notes.load('items/visible');
  await context.sync();
  const placed = sheets.flatMap((sheet) =>
    sheet.notes.items.map((note) => ({ sheet, note, place: note.getLocation() })),
  );
  await inRequests(
    context,
    placed,
    ({ note, place }) => {
      note.load('content');
      place.load('address');
    },
    NOTES_PER_REQUEST,
  );
  return placed.map(({ sheet, note, place }) => ({
    sheet: sheet.name,
    cell: cellOf(place),
    id: undefined,
    text: note.content,
    isAnswered: false,
    remove: () => note.delete(),
  }));
}

function cellOf({ address }: Excel.Range): string {
  const [first = ''] = withoutSheet(address).replaceAll('$', '').split(':');
  if (!parseCell(first)) throw new Error(`Excel names the place of a note «${address}».`);
  return first;
}

/** Excel's refusals of one note that say nothing of the others: the cell has an old note, or is covered by a merge. */
export function isRefusedNote(thrown: unknown): boolean {
  return isOfficeFailure(thrown) && REFUSED.has(thrown.code);
}

const REFUSED: ReadonlySet<string> = new Set([
  'InvalidOperation',
  'InvalidArgument',
  'UnsupportedOperation',
  'ItemAlreadyExists',
  'GeneralException',
]);
