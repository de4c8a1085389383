/** Another workbook in place of the one there is. */
import { generateRandomId } from '@univerjs/core';
import { AddDataValidationMutation } from '@univerjs/data-validation';
import { SetWorksheetActiveOperation } from '@univerjs/sheets';
import {
  AddConditionalRuleMutation,
  CFRuleType,
  CFSubRuleType,
  type IFormulaHighlightCell,
} from '@univerjs/sheets-conditional-formatting';
import { UpdateNoteMutation } from '@univerjs/sheets-note';
import { cellArea } from '../a1';
import { type SheetId } from '../grid-model';
import { type WorkbookImage } from '../workbook-image';
import { rangeOf } from './cells';
import { type GridTable } from './extras';
import { styleOf } from './formats';
import { putName } from './names';
import { noteWith, type Slip } from './notes';
import { setSelection } from './selecting';
import { snapshotOf } from './snapshot';
import { ruleOf } from './validations';
import { newId, type Workspace } from './workspace';

export function load(space: Workspace, image: WorkbookImage): void {
  const sheetIds = image.sheets.map(newId);
  const unit = `workbook-${generateRandomId()}`;
  space.create(snapshotOf(image, unit, sheetIds));
  space.events.quietly(() => {
    loadExtras(space, image, sheetIds);
    for (const [at, id] of sheetIds.entries()) loadParts(space, image, at, id);
    for (const { sheet, ...name } of image.names) {
      const home = sheet === undefined ? undefined : sheetIds[sheet];
      putName(space, home === undefined ? name : { ...name, sheet: home });
    }
    const active = sheetIds[image.activeSheet] ?? sheetIds[0] ?? '';
    space.commands.syncExecuteCommand(SetWorksheetActiveOperation.id, { ...space.ids, subUnitId: active });
    setSelection(space, active, image.sheets[image.activeSheet]?.selection ?? cellArea(0, 0));
  });
  space.undo.clearUndoRedo(unit);
  space.queue.request([], { everything: true });
}

function loadExtras(space: Workspace, image: WorkbookImage, sheetIds: readonly SheetId[]): void {
  const tables = image.tables.map(({ sheet, calculatedColumns, ...table }): GridTable => ({
    ...table,
    id: newId(),
    sheet: sheetIds[sheet] ?? '',
    calculatedColumns: table.columns.map((_name, at) => calculatedColumns?.[at]),
  }));
  space.replaceExtras({
    tables,
    veryHidden: sheetIds.filter((_id, at) => image.sheets[at]?.visibility === 'VeryHidden'),
    protectedSheets: sheetIds.flatMap((sheet, at) => (image.sheets[at]?.isProtected === true ? [{ sheet }] : [])),
  });
}

function loadParts(space: Workspace, image: WorkbookImage, at: number, id: SheetId): void {
  const sheet = image.sheets[at];
  if (!sheet) return;
  const { commands } = space;
  const slips = new Map<string, { readonly row: number; readonly column: number; readonly slips: Slip[] }>();
  for (const { row, column, ...slip } of sheet.notes) {
    const key = `${row} ${column}`;
    const one = slips.get(key) ?? { row, column, slips: [] };
    one.slips.push(slip);
    slips.set(key, one);
  }
  for (const { row, column, slips: held } of slips.values()) {
    const note = noteWith(held, row, column, generateRandomId());
    commands.syncExecuteCommand(UpdateNoteMutation.id, { ...space.ids, sheetId: id, row, col: column, note });
  }
  for (const { areas, validation } of sheet.validations) {
    const rule = { ...ruleOf(validation), uid: generateRandomId(), ranges: areas.map(rangeOf) };
    commands.syncExecuteCommand(AddDataValidationMutation.id, { ...space.ids, subUnitId: id, rule });
  }
  // Univer puts a new rule before the others.
  for (const { areas, formula, format, stopIfTrue } of [...sheet.conditionals].reverse()) {
    const highlight: IFormulaHighlightCell = {
      type: CFRuleType.highlightCell,
      subType: CFSubRuleType.formula,
      style: styleOf(format),
      value: formula,
    };
    const rule = { cfId: generateRandomId(), ranges: areas.map(rangeOf), stopIfTrue, rule: highlight };
    commands.syncExecuteCommand(AddConditionalRuleMutation.id, { ...space.ids, subUnitId: id, rule });
  }
}
