import type { DefinedName, TableInfo } from '../../ledger/cells';
import type { Steps } from '../../ledger/steps';
import type { PortResult, SheetOutline, WorkbookOutline } from '../../workbook/port';
import type { Scheduler } from '../../workbook/scheduler';
import { reading } from './problems';
import { activeWorkbook, isVisible, placeOfRange, sheetsOf } from './sheets';
import { given, isTrue, numberOf, optionally, textOf } from './told';
import { inTurns } from './turns';
import { usedRange } from './used-range';
import type { WpsApi, WpsListObjects, WpsWorkbook, WpsWorksheet } from './wps-api';

/** Sheets, tables and names. Workbooks that were copied for years have thousands of names. */
export function readOutline(api: WpsApi, scheduler: Scheduler): PortResult<WorkbookOutline> {
  return reading(api, () => inTurns(outlineOf(api, activeWorkbook(api)), scheduler));
}

function* outlineOf(api: WpsApi, workbook: WpsWorkbook): Steps<WorkbookOutline> {
  const sheets: SheetOutline[] = [];
  for (const sheet of sheetsOf(workbook)) {
    // No id: a sheet's CodeName may be blank, and bears the same number in every workbook.
    sheets.push({
      name: sheet.Name,
      isVisible: isVisible(sheet),
      isProtected: isTrue(sheet.ProtectContents),
      used: usedRange(api, sheet),
      tables: optionally(() => tablesOf(sheet)) ?? [],
    });
    yield sheets.length;
  }
  return {
    name: textOf(workbook.Name, 'Workbook.Name'),
    date1904: isTrue(workbook.Date1904),
    isReadOnly: isTrue(workbook.ReadOnly),
    sheets,
    definedNames: yield* definedNames(workbook),
  };
}

/** A sheet's tables. Where they don't answer the ledgers are found by their heading rows. */
function tablesOf(sheet: WpsWorksheet): readonly TableInfo[] {
  const tables = sheet.ListObjects as WpsListObjects;
  return Array.from({ length: numberOf(tables.Count, 'ListObjects.Count') }, (_table, index) => {
    const table = given(tables.Item(index + 1), 'ListObjects.Item');
    return {
      name: textOf(table.Name, 'ListObject.Name'),
      range: placeOfRange(given(table.Range, 'ListObject.Range')),
      headerRows: isTrue(table.ShowHeaders) ? 1 : 0,
      totalsRows: isTrue(table.ShowTotals) ? 1 : 0,
    };
  });
}

/** Names of the workbook and of single sheets, as a file has them: without their sheet and their `=`. */
function* definedNames({ Names: names }: WpsWorkbook): Steps<readonly DefinedName[]> {
  const found: DefinedName[] = [];
  const count = numberOf(names.Count, 'Names.Count');
  for (let index = 1; index <= count; index += 1) {
    const { Name: name, RefersTo: refersTo } = given(names.Item(index), 'Names.Item');
    const text = textOf(name, 'Name.Name');
    found.push({ name: text.slice(text.lastIndexOf('!') + 1), refersTo: String(refersTo).replace(/^=/, '') });
    yield index;
  }
  return found;
}
