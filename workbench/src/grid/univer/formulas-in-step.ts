/**
 * When cells are set, Univer corrects formulas that others share with them — a moment later, and by then it undoes what was
 * set since. Here it is done at once.
 */
import { ICommandService, type ICellData, type Injector, type Nullable } from '@univerjs/core';
import { FormulaDataModel, SetArrayFormulaDataMutation } from '@univerjs/engine-formula';
import { SetRangeValuesMutation, type ISetRangeValuesMutationParams } from '@univerjs/sheets';
import { UpdateFormulaController } from '@univerjs/sheets-formula';

/** Univer exports no usable constant for it. */
const FORMULAS_CHANGED = 'formula.mutation.set-formula-data';

export function keepFormulasInStep(injector: Injector): void {
  const [commands, formulas] = [injector.get(ICommandService), injector.get(FormulaDataModel)];
  const correct = ({ unitId, subUnitId, cellValue }: ISetRangeValuesMutationParams): void => {
    if (!cellValue) return;
    const changed = formulas.updateFormulaData(unitId, subUnitId, cellValue) as Record<
      number,
      Nullable<Record<number, Nullable<ICellData>>>
    >;
    const spilled = formulas.updateArrayFormulaCellData(unitId, subUnitId, cellValue);
    const spills = formulas.updateArrayFormulaRange(unitId, subUnitId, cellValue);
    const local = { onlyLocal: true, fromFormula: true };
    const data: Record<number, Record<number, ICellData>> = {};
    for (const [row, line] of Object.entries(changed)) {
      for (const [column, item] of Object.entries(line ?? {})) {
        const [atRow, atColumn] = [Number(row), Number(column)];
        const isSet = cellValue[atRow] !== undefined && atColumn in cellValue[atRow];
        if (!isSet && item?.f) (data[atRow] ??= {})[atColumn] = { f: item.f, si: null };
      }
    }
    if (Object.keys(data).length > 0) {
      commands.syncExecuteCommand(SetRangeValuesMutation.id, { unitId, subUnitId, cellValue: data }, local);
    }
    if (Object.keys(changed).length > 0) {
      const formulaData = { [unitId]: { [subUnitId]: changed } };
      commands.syncExecuteCommand(FORMULAS_CHANGED, { formulaData }, { onlyLocal: true });
    }
    if (!spilled && !spills) return;
    const arrays = {
      arrayFormulaRange: formulas.getArrayFormulaRange(),
      arrayFormulaCellData: formulas.getArrayFormulaCellData(),
    };
    commands.syncExecuteCommand(SetArrayFormulaDataMutation.id, arrays, { onlyLocal: true, remove: true });
  };
  Object.assign(injector.get(UpdateFormulaController), { _handleSetRangeValuesMutation: correct });
}
