import { PaperSize, type AddWorksheetOptions } from '@cj-tech-master/excelts';
import { footerTitle } from './template-footer';
import type { TemplateTexts } from './template-texts';

/** How a sheet is looked at and printed. */
export interface PageOptions {
  /** Widths of all columns, in characters. */
  readonly widths: readonly number[];
  /** The row with the headings, kept in sight and printed on every page; 0: none. */
  readonly headingRow: number;
  /** Where the cursor waits when the sheet is opened. */
  readonly activeCell: string;
  readonly gridLines: boolean;
  readonly selected?: boolean;
}

/** Columns wider than this together print sideways: an upright A4 page holds so many characters at four fifths of their size. */
const UPRIGHT_WIDTH = 125;
const MARGINS = { left: 0.5, right: 0.5, top: 0.6, bottom: 0.75, header: 0.3, footer: 0.35 };

/**
 * View and print set-up of a sheet: A4, one page wide, headings frozen and repeated, page numbers under every page.
 * `title` is the workbook's.
 */
export function pageOf(options: PageOptions, title: string, texts: TemplateTexts): Partial<AddWorksheetOptions> {
  const { headingRow, activeCell, gridLines } = options;
  const width = options.widths.reduce((sum, columns) => sum + columns, 0);
  const common = { showGridLines: gridLines, activeCell, tabSelected: options.selected === true };
  return {
    views: [
      headingRow > 0 ? { ...common, state: 'frozen', ySplit: headingRow } : { ...common, state: 'normal' },
    ] as NonNullable<AddWorksheetOptions['views']>,
    pageSetup: {
      paperSize: PaperSize.A4,
      orientation: width > UPRIGHT_WIDTH ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      // 0 is «as many pages as it takes».
      fitToHeight: 0,
      margins: MARGINS,
      showGridLines: gridLines,
      ...(headingRow > 0 ? { printTitlesRow: `${String(headingRow)}:${String(headingRow)}` } : {}),
    },
    headerFooter: {
      oddFooter: `&L${footerTitle(title)}  &A&R${texts.workbook.pageOf}`,
    },
  };
}
