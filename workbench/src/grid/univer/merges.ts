/** Cells that are shown as one. */
import { type ICellData } from '@univerjs/core';
import {
  AddMergeUndoMutationFactory,
  AddWorksheetMergeMutation,
  RemoveMergeUndoMutationFactory,
  RemoveWorksheetMergeMutation,
} from '@univerjs/sheets';
import { intersect } from '../a1';
import { type Area, type SheetId } from '../grid-model';
import { present } from './cell-reading';
import { areaOf, dataOfValue, rangeOf } from './cells';
import { guard } from './protection';
import { type Workspace } from './workspace';

export function merges(space: Workspace, id: SheetId): readonly Area[] {
  return space.sheet(id).getMergeData().map(areaOf);
}

export function merge(space: Workspace, id: SheetId, area: Area): void {
  guard(space, id, area);
  space.change(() => {
    space.reach(id, area);
    unmerge(space, id, area);
    const data: Record<number, Record<number, ICellData>> = {};
    for (const { row, column } of present(space, id, area)) {
      if (row !== area.row || column !== area.column) (data[row] ??= {})[column] = dataOfValue(null);
    }
    if (Object.keys(data).length > 0) space.events.quietly(() => space.setCells(id, data));
    const params = { ...space.ids, subUnitId: id, ranges: [rangeOf(area)] };
    const undo = AddMergeUndoMutationFactory(space.injector, params);
    space.apply(
      [{ id: AddWorksheetMergeMutation.id, params }],
      [{ id: RemoveWorksheetMergeMutation.id, params: undo }],
    );
  });
}

export function unmerge(space: Workspace, id: SheetId, area: Area): void {
  const sheet = guard(space, id, area);
  const ranges = sheet
    .getMergeData()
    .filter((range) => intersect(areaOf(range), area))
    .map((range) => ({ ...range }));
  if (ranges.length === 0) return;
  space.change(() => {
    const params = { ...space.ids, subUnitId: id, ranges };
    const undo = RemoveMergeUndoMutationFactory(space.injector, params);
    space.apply(
      [{ id: RemoveWorksheetMergeMutation.id, params }],
      [{ id: AddWorksheetMergeMutation.id, params: undo }],
    );
  });
}
