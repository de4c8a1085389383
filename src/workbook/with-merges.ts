import { ok } from '../kernel/result';
import type { SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import type { PortResult, WorkbookPort } from './port';

/**
 * A workbook with the merged cells of all its sheets. Followed, they are known of ledgers alone, but where ledgers are still
 * being looked for any sheet may be one, and its titles and dates may be merged. A host that can't tell them leaves it as it is.
 */
export async function withMerges(
  port: Pick<WorkbookPort, 'readMerges'>,
  workbook: WorkbookSnapshot,
): PortResult<WorkbookSnapshot> {
  const sheets: SheetSnapshot[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet.rows.length === 0) {
      sheets.push(sheet);
      continue;
    }
    const merges = await port.readMerges(sheet.name);
    if (merges.ok) sheets.push({ ...sheet, merges: merges.value });
    else if (merges.error.code === 'not-supported') return ok(workbook);
    else return merges;
  }
  return ok({ ...workbook, sheets });
}
