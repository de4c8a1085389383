import { parseRange } from '../../ledger/a1';
import type { CellRange } from '../../ledger/cells';
import { err, ok } from '../../kernel/result';
import { formulaIn } from '../../workbook/cell-content';
import type { PortResult } from '../../workbook/port';
import type { ExcelValue } from './cell-values';
import { hasExcelApi, MERGED_AREAS, SPILLS, withoutSheet, type OfficeApi } from './office-api';
import { inRequests, reading } from './request';

/** The formula of a cell, or that of the cell whose result spills into it. */
export async function readFormula(api: OfficeApi, sheet: string, cell: string): PortResult<string> {
  const read = await readWithParents(api, sheet, [cell]);
  if (!read.ok) return read;
  const [found] = read.value;
  return ok(found ? formulaOf(found.parent ?? found.range) : '');
}

/** The formulas that stand in the cells themselves. */
export async function readFormulas(
  api: OfficeApi,
  sheet: string,
  cells: readonly string[],
): PortResult<readonly string[]> {
  const read = await readWithParents(api, sheet, cells);
  if (!read.ok) return read;
  return ok(
    read.value.map(({ range, parent }) =>
      // A cell whose result spills is its own parent.
      parent === undefined || parent.address === range.address ? formulaOf(range) : '',
    ),
  );
}

/** A cell, and the one whose result spills into it, or out of it. */
interface CellAndParent {
  readonly range: Excel.Range;
  readonly parent: Excel.Range | undefined;
}

function readWithParents(
  api: OfficeApi,
  sheet: string,
  cells: readonly string[],
): PortResult<readonly CellAndParent[]> {
  return reading(api, { sheet }, async (context) => {
    const asked = cells.map((cell) => {
      const range = context.workbook.worksheets.getItem(sheet).getRange(cell);
      return { range, parent: hasExcelApi(api, SPILLS) ? range.getSpillParentOrNullObject() : undefined };
    });
    await inRequests(context, asked, ({ range, parent }) => {
      range.load('formulas,values,address');
      parent?.load('formulas,values,address');
    });
    return asked.map(({ range, parent }) => ({ range, parent: parent?.isNullObject === false ? parent : undefined }));
  });
}

function formulaOf({ formulas, values }: Excel.Range): string {
  const [[formula]] = formulas as [[ExcelValue]];
  const [[value]] = values as [[ExcelValue]];
  return formulaIn(formula, value);
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
