/** Notes and comments on cells. */
import { generateRandomId } from '@univerjs/core';
import { type ISheetNote, RemoveNoteMutation, SheetsNoteModel, UpdateNoteMutation } from '@univerjs/sheets-note';
import { cellArea } from '../a1';
import { type CellNote, type SheetId } from '../grid-model';
import { notesIn, noteWith, type Slip } from './notes';
import { guard } from './protection';
import { type Workspace } from './workspace';

function noteAt(space: Workspace, id: SheetId, row: number, column: number): ISheetNote | undefined {
  const model = space.injector.get(SheetsNoteModel);
  return model.getNote(space.unit, id, { row, col: column }) ?? undefined;
}

export function notes(space: Workspace, id: SheetId): readonly CellNote[] {
  space.sheet(id);
  const held = space.injector.get(SheetsNoteModel).getSheetNotes(space.unit, id);
  return [...(held?.values() ?? [])]
    .flatMap(notesIn)
    .sort((one, other) => one.row - other.row || one.column - other.column);
}

function setSlips(space: Workspace, id: SheetId, row: number, column: number, slips: readonly Slip[]): void {
  const old = noteAt(space, id, row, column);
  const place = { ...space.ids, sheetId: id, row, col: column };
  const note = noteWith(slips, row, column, old?.id ?? generateRandomId());
  const put = (one: ISheetNote): { id: string; params: object } => ({
    id: UpdateNoteMutation.id,
    params: { ...place, note: one },
  });
  const remove = { id: RemoveNoteMutation.id, params: { ...place, noteId: note.id } };
  if (slips.length > 0) space.apply([put(note)], [old ? put({ ...old }) : remove]);
  else if (old) space.apply([remove], [put({ ...old })]);
}

export function writeNote(space: Workspace, id: SheetId, { row, column, ...slip }: CellNote): void {
  guard(space, id, cellArea(row, column));
  space.change(() => {
    const held = noteAt(space, id, row, column);
    const others = held ? notesIn(held).filter(({ kind }) => kind !== slip.kind) : [];
    setSlips(space, id, row, column, [...others.map(({ text, author, kind }) => ({ text, author, kind })), slip]);
  });
}

export function deleteNote(space: Workspace, id: SheetId, row: number, column: number, kind: CellNote['kind']): void {
  guard(space, id, cellArea(row, column));
  const held = noteAt(space, id, row, column);
  if (!held) return;
  const others = notesIn(held).filter((note) => note.kind !== kind);
  space.change(() =>
    setSlips(
      space,
      id,
      row,
      column,
      others.map((note) => ({ text: note.text, author: note.author, kind: note.kind })),
    ),
  );
}
