import type { CellValue, WorkbookSnapshot } from '../../../src/ledger/cells';
import { openExcelPort } from '../../../src/hosts/excel/excel-port';
import type { CellPlace, GridModel } from '../../../workbench/src/grid/grid-model';
import { fillGrid, gridBlock, idOf, personAtGrid, placeOf } from '../../support/grid-person';
import type { OfficePage } from '../../workbench/office-page';
import type { OpenWorkbook } from '../../workbook/port-contract';

export { idOf };

/**
 * Excel as the tests see it: Microsoft's office.js in a page that our workbench hosts. What a person does is done to the
 * workbench's grid.
 */
export async function openInExcel(page: OfficePage, workbook: WorkbookSnapshot): Promise<OpenWorkbook> {
  const { grid, document } = page;
  for (const key of [...document.settings.keys()]) document.deleteSetting(key);
  fillGrid(grid, workbook);
  return {
    port: await openExcelPort({ Excel: page.Excel, Office: page.Office }),
    ...personAtGrid(() => grid, 'comment'),
    spill: (sheet, cell, formula, values) =>
      spill(grid, { sheet: idOf(grid, sheet), ...placeOf(cell) }, formula, values),
  };
}

/** A function that gives these values, called by this formula. */
function spill(grid: GridModel, at: CellPlace, formula: string, values: readonly (readonly CellValue[])[]): void {
  const name = /^=(\w+)\(/.exec(formula)?.[1] ?? '';
  const declaration = { name, description: '', parameters: [], isVolatile: false, returnsMatrix: true };
  const block = gridBlock(values);
  grid.setFunctions([declaration], { evaluate: () => ({ state: 'value', value: block }) });
  grid.writeCells(at.sheet, { row: at.row, column: at.column, rowCount: 1, columnCount: 1 }, [[{ formula }]]);
}
