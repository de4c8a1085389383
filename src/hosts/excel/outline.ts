import { parseRange } from '../../ledger/a1';
import type { CellRange, DefinedName, TableInfo } from '../../ledger/cells';
import type { PortResult, SheetOutline, WorkbookOutline } from '../../workbook/port';
import { readDateSystem } from './date-system';
import { withoutSheet, type OfficeApi } from './office-api';
import { reading } from './request';
import type { SheetNames } from './sheet-names';

/** Sheets, tables and names: one request for what there is, one for where it lies, whatever the number of sheets. */
export async function readOutline(api: OfficeApi, names: SheetNames): PortResult<WorkbookOutline> {
  const date1904 = await readDateSystem(api);
  if (!date1904.ok) return date1904;
  return reading(api, {}, async (context) => {
    const { workbook } = context;
    const { worksheets } = workbook;
    workbook.load('name,readOnly');
    worksheets.load('items/id,items/name,items/visibility,items/protection/protected');
    workbook.tables.load('items/name,items/showHeaders,items/showTotals,items/worksheet/name');
    workbook.names.load('items/name,items/formula');
    await context.sync();
    names.replace(worksheets.items);
    const parts = worksheets.items.map((sheet) => {
      const used = sheet.getUsedRangeOrNullObject(true);
      used.load('address');
      sheet.names.load('items/name,items/formula');
      return { sheet, used };
    });
    const tables = workbook.tables.items.map((table) => {
      const range = table.getRange();
      range.load('address');
      return { table, range };
    });
    await context.sync();
    const tablesOf = (sheet: string): TableInfo[] =>
      tables.flatMap(({ table, range }) => (table.worksheet.name === sheet ? tableInfo(table, range) : []));
    return {
      name: workbook.name,
      date1904: date1904.value,
      isReadOnly: workbook.readOnly,
      sheets: parts.map(({ sheet, used }): SheetOutline => ({
        name: sheet.name,
        id: sheet.id,
        isVisible: sheet.visibility === api.Excel.SheetVisibility.visible,
        isProtected: sheet.protection.protected,
        used: used.isNullObject ? undefined : rangeOf(used),
        tables: tablesOf(sheet.name),
      })),
      definedNames: definedNames([workbook.names.items, ...parts.map(({ sheet }) => sheet.names.items)]),
    };
  });
}

function rangeOf({ address }: Excel.Range): CellRange | undefined {
  return parseRange(withoutSheet(address));
}

function tableInfo({ name, showHeaders, showTotals }: Excel.Table, place: Excel.Range): TableInfo[] {
  const range = rangeOf(place);
  return range ? [{ name, range, headerRows: showHeaders ? 1 : 0, totalsRows: showTotals ? 1 : 0 }] : [];
}

/** Names of the workbook, then those of single sheets, as a file has them: without their `=`. */
function definedNames(lists: readonly (readonly Excel.NamedItem[])[]): DefinedName[] {
  return lists.flat().map(({ name, formula }) => ({ name, refersTo: String(formula).replace(/^=/, '') }));
}
