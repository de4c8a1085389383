import { Refusal } from '../../workbook/refusal';
import { given, isTrue, numberOf, optionally } from './told';
import type { WpsApi, WpsWorkbook, WpsWorksheet } from './wps-api';

/** Adds a sheet behind all others. WPS shows it; a sheet that can't bear the name is taken away again. */
export function addSheet(api: WpsApi, workbook: WpsWorkbook, name: string): WpsWorksheet {
  if (isTrue(workbook.ProtectStructure)) throw new Refusal({ code: 'workbook-protected' });
  const { Worksheets: sheets } = workbook;
  const last = given(sheets.Item(numberOf(sheets.Count, 'Worksheets.Count')), 'Worksheets.Item');
  const sheet = given(sheets.Add(undefined, last), 'Worksheets.Add') as WpsWorksheet;
  try {
    sheet.Name = name;
    return sheet;
  } catch (thrown) {
    deleteSheet(api, sheet);
    throw thrown;
  }
}

/** Takes a sheet of ours away, unasked. The refusal that made it useless is the one that tells why. */
export function deleteSheet({ app }: WpsApi, sheet: WpsWorksheet): void {
  const asks = app.DisplayAlerts;
  optionally(() => {
    app.DisplayAlerts = false;
    sheet.Delete();
  });
  app.DisplayAlerts = asks;
}
