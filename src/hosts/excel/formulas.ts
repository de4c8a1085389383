import { parseRange } from '../../ledger/a1';
import type { CellRange } from '../../ledger/cells';
import { err } from '../../kernel/result';
import type { PortResult } from '../../workbook/port';
import { formulaIn, type ExcelValue } from './cell-values';
import { hasExcelApi, MERGED_AREAS, SPILLS, withoutSheet, type OfficeApi } from './office-api';
import { reading } from './request';

/** The formula of a cell, or that of the cell whose result spills into it. */
export function readFormula(api: OfficeApi, sheet: string, cell: string): PortResult<string> {
  return reading(api, { sheet }, async (context) => {
    const range = context.workbook.worksheets.getItem(sheet).getRange(cell);
    const parent = hasExcelApi(api, SPILLS) ? range.getSpillParentOrNullObject() : undefined;
    range.load('formulas,values');
    parent?.load('formulas,values');
    await context.sync();
    const from = parent === undefined || parent.isNullObject ? range : parent;
    const [[formula]] = from.formulas as [[ExcelValue]];
    const [[value]] = from.values as [[ExcelValue]];
    return formulaIn(formula, value);
  });
}

/** The merged ranges among the cells that hold values. */
export async function readMerges(api: OfficeApi, sheet: string): PortResult<readonly CellRange[]> {
  if (!hasExcelApi(api, MERGED_AREAS)) return err({ code: 'not-supported', feature: `ExcelApi ${MERGED_AREAS}` });
  return reading(api, { sheet }, async (context) => {
    const merged = context.workbook.worksheets.getItem(sheet).getUsedRange(true).getMergedAreasOrNullObject();
    merged.load('areas/items/address');
    await context.sync();
    if (merged.isNullObject) return [];
    return merged.areas.items.flatMap(({ address }) => parseRange(withoutSheet(address)) ?? []);
  });
}
