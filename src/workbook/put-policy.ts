import { err, ok } from '../kernel/result';
import type { Policy } from '../policy/policy';
import { writePolicySheets, type PolicySheet } from '../policy-sheets';
import type { Language } from '../wording/language';
import type { PortResult, SheetContent, WorkbookPort } from './port';

type Port = Pick<WorkbookPort, 'readOutline' | 'putSheet' | 'select'>;

/**
 * Writes a policy into the workbook as sheets, which are the policy in force from then on. Where a sheet of one of their names
 * is there already, nothing is written (`name-taken`). Shows the first one; the value is their names.
 *
 * @param year the workbook's: values that it lacks get a row that waits for them
 */
export async function putPolicy(
  port: Port,
  policy: Policy,
  year: number | undefined,
  language: Language,
): PortResult<readonly string[]> {
  const sheets = writePolicySheets(policy.document, year === undefined ? {} : { pendingIn: year });
  const outline = await port.readOutline();
  if (!outline.ok) return outline;
  const there = new Set(outline.value.sheets.map(({ name }) => name.toLowerCase()));
  const taken = sheets.find(({ name }) => there.has(name.toLowerCase()));
  if (taken) return err({ code: 'name-taken', name: taken.name });
  for (const sheet of sheets) {
    const put = await port.putSheet(contentOf(sheet, language), false);
    if (!put.ok) return put;
  }
  const names = sheets.map(({ name }) => name);
  const [first] = names;
  const shown = first === undefined ? ok(undefined) : await port.select({ sheet: first, cell: 'A2' });
  return shown.ok ? ok(names) : shown;
}

function contentOf({ name, tables }: PolicySheet, language: Language): SheetContent {
  const widths: number[] = [];
  for (const table of tables) {
    table.widths.forEach((width, index) => {
      const column = table.left - 1 + index;
      widths[column] = Math.max(widths[column] ?? 0, width);
    });
  }
  return {
    name,
    tables: tables.map((table) => ({
      name: table.name,
      at: { row: table.top, column: table.left },
      // The only table of a sheet needs no title beside the sheet's own name.
      ...(tables.length > 1 && { title: language === 'zh-CN' ? table.title.zh : table.title.en }),
      header: table.headings,
      rows: table.rows,
    })),
    columnWidths: widths,
    wraps: true,
  };
}
