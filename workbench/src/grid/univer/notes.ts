/**
 * Notes and comments: a cell has one note of Univer's, which holds the slips that Excel tells apart. Whoever edits it in the
 * grid makes it one note.
 */
import { type ISheetNote } from '@univerjs/sheets-note';
import { type CellNote } from '../grid-model';

export type Slip = Pick<CellNote, 'text' | 'author' | 'kind'>;

interface SlippedNote extends ISheetNote {
  readonly slips?: readonly Slip[];
}

const WIDTH = 160;
const HEIGHT = 72;

const shown = (slips: readonly Slip[]): string =>
  slips.map(({ author, text }) => (author === '' ? text : `${author}:\n${text}`)).join('\n\n');

/** A note that holds these slips. */
export function noteWith(slips: readonly Slip[], row: number, column: number, id: string): ISheetNote {
  const note: SlippedNote = { id, row, col: column, width: WIDTH, height: HEIGHT, note: shown(slips), slips };
  return note;
}

export function notesIn(note: ISheetNote): readonly CellNote[] {
  const { slips } = note as SlippedNote;
  const place = { row: note.row, column: note.col };
  if (slips && shown(slips) === note.note) return slips.map((slip) => ({ ...slip, ...place }));
  return [{ ...place, text: note.note, author: '', kind: 'note' }];
}
