/** The sheets and their tabs. */
import {
  BooleanNumber,
  type IMutationInfo,
  type IWorksheetData,
  mergeWorksheetSnapshotWithDefault,
} from '@univerjs/core';
import {
  InsertSheetMutation,
  InsertSheetUndoMutationFactory,
  RemoveSheetCommand,
  RemoveSheetMutation,
  SetFrozenMutation,
  SetFrozenMutationFactory,
  SetTabColorCommand,
  SetWorksheetActiveOperation,
  SetWorksheetHideMutation,
  SetWorksheetNameCommand,
  SetWorksheetOrderCommand,
  ToggleGridlinesCommand,
} from '@univerjs/sheets';
import { GridRefusal, type SheetChange, type SheetId, type SheetInfo } from '../grid-model';
import { checkSheetName, nextName } from '../naming';
import { type WorkbookImage } from '../workbook-image';
import { deleteName, names } from './names';
import { isProtected } from './protection';
import { freezeOf, snapshotOf } from './snapshot';
import { newId, type Workspace } from './workspace';

export function sheets(space: Workspace): readonly SheetInfo[] {
  const { workbook } = space;
  return workbook.getSheetOrders().map((id) => {
    const sheet = space.sheet(id);
    const { freeze, showGridlines } = sheet.getConfig();
    return {
      id,
      name: sheet.getName(),
      visibility: space.visibility(id),
      isProtected: isProtected(space, id),
      tabColor: sheet.getTabColor() ?? '',
      showGridlines: showGridlines !== BooleanNumber.FALSE,
      frozenRows: freeze.ySplit,
      frozenColumns: freeze.xSplit,
    };
  });
}

export function activeSheet(space: Workspace): SheetId {
  return space.workbook.getActiveSheet().getSheetId();
}

export function activateSheet(space: Workspace, id: SheetId): void {
  const sheet = space.sheet(id);
  if (space.visibility(id) !== 'Visible') {
    throw new GridRefusal('notSupported', `The sheet ${sheet.getName()} is hidden.`);
  }
  if (id === activeSheet(space)) return;
  space.batch(space.depth > 0 ? space.origin : 'user', () =>
    space.run(SetWorksheetActiveOperation.id, { ...space.ids, subUnitId: id }),
  );
}

function namesOfSheets(space: Workspace, except?: SheetId): readonly string[] {
  return sheets(space).flatMap(({ id, name }) => (id === except ? [] : [name]));
}

export function addSheet(space: Workspace, name?: string, position?: number): SheetId {
  const taken = namesOfSheets(space);
  const sheetName = name ?? nextName('Sheet', taken.length + 1, taken);
  checkSheetName(sheetName, taken);
  const id = newId();
  const empty = emptySheet(sheetName, id);
  return space.change(() => {
    const params = { ...space.ids, index: position ?? taken.length, sheet: empty };
    const undo = InsertSheetUndoMutationFactory(space.injector, params);
    space.apply(
      [{ id: InsertSheetMutation.id, params }],
      [{ id: RemoveSheetMutation.id, params: undo }],
      // As if it came from elsewhere: Univer does not activate it then.
      { fromCollab: true },
    );
    return id;
  });
}

/** Some sheet that is seen besides this one. */
function otherVisible(space: Workspace, id: SheetId): SheetId {
  const other = sheets(space).find((info) => info.visibility === 'Visible' && info.id !== id);
  if (!other) throw new GridRefusal('lastSheet', 'A workbook needs a visible sheet.');
  return other.id;
}

export function deleteSheet(space: Workspace, id: SheetId): void {
  space.sheet(id);
  const next = otherVisible(space, id);
  space.change(() => {
    const { tables, veryHidden, protectedSheets } = space.extras;
    space.setExtras({
      tables: tables.filter(({ sheet }) => sheet !== id),
      veryHidden: veryHidden.filter((sheet) => sheet !== id),
      protectedSheets: protectedSheets.filter(({ sheet }) => sheet !== id),
    });
    for (const { name, sheet } of names(space)) if (sheet === id) deleteName(space, name, sheet);
    if (activeSheet(space) === id) activateSheet(space, next);
    space.run(RemoveSheetCommand.id, { ...space.ids, subUnitId: id });
  });
}

export function changeSheet(space: Workspace, id: SheetId, change: SheetChange): void {
  const sheet = space.sheet(id);
  const ids = { ...space.ids, subUnitId: id };
  if (change.name !== undefined) checkSheetName(change.name, namesOfSheets(space, id));
  const isHiding = change.visibility !== undefined && change.visibility !== 'Visible';
  const next = isHiding ? otherVisible(space, id) : id;
  space.change(() => {
    if (isHiding && activeSheet(space) === id) activateSheet(space, next);
    const { name, visibility, tabColor, showGridlines } = change;
    if (name !== undefined && name !== sheet.getName()) space.run(SetWorksheetNameCommand.id, { ...ids, name });
    if (visibility !== undefined) setVisibility(space, id, visibility);
    if (tabColor !== undefined && tabColor !== (sheet.getTabColor() ?? '')) {
      space.run(SetTabColorCommand.id, { ...ids, value: tabColor });
    }
    if (showGridlines !== undefined) {
      const value = showGridlines ? BooleanNumber.TRUE : BooleanNumber.FALSE;
      if (sheet.getConfig().showGridlines !== value) {
        space.run(ToggleGridlinesCommand.id, { ...ids, showGridlines: value });
      }
    }
    if (change.frozenRows !== undefined || change.frozenColumns !== undefined) {
      const { ySplit, xSplit } = sheet.getConfig().freeze;
      const params = { ...ids, ...freezeOf(change.frozenRows ?? ySplit, change.frozenColumns ?? xSplit) };
      const undo = SetFrozenMutationFactory(space.injector, params);
      space.apply([{ id: SetFrozenMutation.id, params }], [{ id: SetFrozenMutation.id, params: undo }]);
    }
  });
}

function setVisibility(space: Workspace, id: SheetId, visibility: SheetInfo['visibility']): void {
  if (visibility === space.visibility(id)) return;
  const others = space.extras.veryHidden.filter((sheet) => sheet !== id);
  space.setExtras({ veryHidden: visibility === 'VeryHidden' ? [...others, id] : others });
  const hidden = visibility === 'Visible' ? BooleanNumber.FALSE : BooleanNumber.TRUE;
  const set = (value: BooleanNumber): IMutationInfo => ({
    id: SetWorksheetHideMutation.id,
    params: { ...space.ids, subUnitId: id, hidden: value },
  });
  const before = space.sheet(id).isSheetHidden();
  if (before !== hidden) space.apply([set(hidden)], [set(before)], { fromCollab: true });
}

export function moveSheet(space: Workspace, id: SheetId, position: number): void {
  space.sheet(id);
  if (position < 0 || position >= sheets(space).length) {
    throw new GridRefusal('outOfBounds', `There is no position ${position}.`);
  }
  space.change(() => space.run(SetWorksheetOrderCommand.id, { ...space.ids, subUnitId: id, order: position }));
}

function emptySheet(name: string, id: SheetId): IWorksheetData {
  const image: WorkbookImage['sheets'][number] = {
    name,
    visibility: 'Visible',
    isProtected: false,
    tabColor: '',
    showGridlines: true,
    frozenRows: 0,
    frozenColumns: 0,
    formats: [],
    rows: [],
    columns: [],
    merges: [],
    notes: [],
    validations: [],
    conditionals: [],
  };
  const snapshot = snapshotOf({ sheets: [image], activeSheet: 0, tables: [], names: [] }, '', [id]);
  return mergeWorksheetSnapshotWithDefault(snapshot.sheets[id] ?? {});
}
