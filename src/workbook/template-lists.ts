import type { Workbook } from '@cj-tech-master/excelts';
import { columnLetters, qualifiedAddress } from '../ledger/a1';
import type { Column, Ledger, PolicyDocument } from '../policy/schema';
import { pageOf } from './template-page';
import { BASE_FONT, HEADING_HEIGHT, HEADING_STYLE, textWidth } from './template-style';
import { TEMPLATE_SHEETS, type TemplateTexts } from './template-texts';

/** What a choice column offers, and whether anything else may be written there. */
export interface ChoiceList {
  readonly ledger: Ledger;
  readonly column: Column;
  readonly items: readonly string[];
  /** Only the policy's own names can be settled; other choices are offered, not enforced. */
  readonly strict: boolean;
  /** The range on the list sheet, as a formula of a drop-down: «选项!$A$2:$A$11». */
  readonly range: string;
}

/**
 * The drop-down lists of a policy's ledgers: categories, the sources that any category allows, and suggested choices. They
 * live on a sheet of their own, because a list written into the validation itself ends at 255 characters.
 */
export function choiceLists(document: PolicyDocument): readonly ChoiceList[] {
  const found = document.ledgers.flatMap((ledger) =>
    ledger.columns.flatMap((column) => {
      const items = itemsOf(ledger, column.id);
      return items.length === 0 ? [] : [{ ledger, column, items }];
    }),
  );
  return found.map(({ ledger, column, items }, index) => {
    const letters = columnLetters(index + 1);
    const cells = `$${letters}$${String(FIRST_ROW)}:$${letters}$${String(FIRST_ROW + items.length - 1)}`;
    return {
      ledger,
      column,
      items,
      strict: column.id === ledger.category || column.id === ledger.source,
      range: qualifiedAddress(TEMPLATE_SHEETS.lists, cells),
    };
  });
}

const FIRST_ROW = 2;

function itemsOf(ledger: Ledger, column: string): readonly string[] {
  if (column === ledger.category) return ledger.categories.map((category) => category.name);
  if (column === ledger.source) return [...new Set(ledger.categories.flatMap((category) => category.sources ?? []))];
  return ledger.choices[column] ?? [];
}

/** The sheet with one column for each list, headed by the ledger and column that it serves. */
export function addListSheet(
  workbook: Workbook,
  lists: readonly ChoiceList[],
  title: string,
  texts: TemplateTexts,
): void {
  const headings = lists.map((list) => `${list.ledger.sheet} ${list.column.header}`);
  const widths = lists.map((list, index) =>
    Math.max(...[headings[index] ?? '', ...list.items].map((text) => textWidth(text) + 3)),
  );
  const sheet = workbook.addWorksheet(
    TEMPLATE_SHEETS.lists,
    pageOf({ widths, headingRow: 1, activeCell: 'A2', gridLines: true }, title, texts),
  );
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
    sheet.getColumn(index + 1).font = BASE_FONT;
  });
  lists.forEach((list, index) => {
    const heading = sheet.getCell(1, index + 1);
    heading.value = headings[index] ?? '';
    heading.style = HEADING_STYLE;
    list.items.forEach((item, row) => {
      sheet.getCell(FIRST_ROW + row, index + 1).value = item;
    });
  });
  sheet.getRow(1).height = HEADING_HEIGHT;
}
