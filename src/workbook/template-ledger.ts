import { FIRST_LEDGER_YEAR, LAST_LEDGER_YEAR } from '../ledger/read-cell';
import type { DataValidation, Workbook, Worksheet } from '@cj-tech-master/excelts';
import { columnLetters } from '../ledger/a1';
import type { Column, Ledger } from '../policy/schema';
import { fileCell, type TemplateEntry } from './template-entries';
import type { ChoiceList } from './template-lists';
import { pageOf } from './template-page';
import {
  BASE_FONT,
  columnWidth,
  HEADING_HEIGHT,
  HEADING_STYLE,
  NUMBER_FORMATS,
  TABLE_THEME,
  textWidth,
} from './template-style';
import { TOTALS_LABEL, type TemplateTexts } from './template-texts';

/** Rows of a ledger by column id; a column left out is blank. */
export type TemplateRow = Readonly<Record<string, TemplateEntry>>;

/** Checks on entry reach this far, past the table's end: not every program lets a table grow with what is typed below it. */
export const LAST_CHECKED_ROW = 2001;

/** What a workbook's ledger sheets have in common. */
export interface LedgerSheetContext {
  readonly title: string;
  readonly year: number;
  readonly texts: TemplateTexts;
  readonly lists: readonly ChoiceList[];
}

/**
 * A ledger's sheet: one table that begins at A1, with typed columns, drop-down lists and checks on entry. Excel has no table
 * without rows, so an empty ledger gets one blank row, which settling reads as no entry.
 */
export function addLedgerSheet(
  workbook: Workbook,
  ledger: Ledger,
  rows: readonly TemplateRow[],
  context: LedgerSheetContext,
): void {
  for (const column of rows.flatMap((row) => Object.keys(row))) {
    if (!ledger.columns.some(({ id }) => id === column)) throw new RangeError(`no column ${column} in ${ledger.id}`);
  }
  const widths = ledger.columns.map((column) => ledgerColumnWidth(column, rows));
  const sheet = workbook.addWorksheet(
    ledger.sheet,
    pageOf({ widths, headingRow: 1, activeCell: 'A2', gridLines: true }, context.title, context.texts),
  );
  ledger.columns.forEach((column, index) => {
    const target = sheet.getColumn(index + 1);
    target.width = widths[index] ?? column.width;
    target.font = BASE_FONT;
    // Of the whole column, so that what is typed below the table is shown like what stands in it.
    target.numFmt = numberFormat(column);
  });
  sheet.addTable({
    name: ledger.table,
    ref: 'A1',
    headerRow: true,
    style: { theme: TABLE_THEME, showRowStripes: true },
    columns: ledger.columns.map((column, index) => ({
      name: column.header,
      filterButton: true,
      ...(index === 0 ? { totalsRowLabel: TOTALS_LABEL } : {}),
    })),
    rows: (rows.length === 0 ? [{}] : rows).map((row: TemplateRow) =>
      ledger.columns.map((column) => fileCell(row[column.id] ?? null, column.type)),
    ),
  });
  ledger.columns.forEach((_, index) => {
    sheet.getCell(1, index + 1).style = HEADING_STYLE;
  });
  sheet.getRow(1).height = HEADING_HEIGHT;
  addEntryChecks(sheet, ledger, context);
  showFractions(sheet, ledger);
}

/** Filled-in texts get room up to here; longer ones run on under the formula bar. */
const WIDEST_TEXT = 48;

function ledgerColumnWidth(column: Column, rows: readonly TemplateRow[]): number {
  const room = columnWidth(column.width, column.header);
  if (column.type !== 'text' && column.type !== 'choice') return room;
  const texts = rows.map((row) => row[column.id]).filter((entry) => typeof entry === 'string');
  return Math.max(room, ...texts.map((text) => Math.min(WIDEST_TEXT, textWidth(text) + 2)));
}

function numberFormat(column: Column): string {
  switch (column.type) {
    case 'date':
      return NUMBER_FORMATS.date;
    case 'moment':
      return NUMBER_FORMATS.moment;
    case 'money':
      return NUMBER_FORMATS.money;
    case 'count':
      return NUMBER_FORMATS.count;
    case 'text':
    case 'choice':
      return 'General';
  }
}

function addEntryChecks(sheet: Worksheet, ledger: Ledger, context: LedgerSheetContext): void {
  ledger.columns.forEach((column, index) => {
    const check = entryCheck(ledger, column, context);
    if (check) sheet.dataValidations.add(`range:${checkedRange(index)}`, check);
  });
}

function checkedRange(index: number): string {
  const letters = columnLetters(index + 1);
  return `${letters}2:${letters}${String(LAST_CHECKED_ROW)}`;
}

/** Dates that the reader takes; it refuses others as slips of the keyboard. */
const FIRST_DATE = new Date(Date.UTC(FIRST_LEDGER_YEAR, 0, 1));
const LAST_DATE = new Date(Date.UTC(LAST_LEDGER_YEAR, 11, 31));
/** Larger amounts would not show their fen in a cell's 15 digits. */
const LARGEST = 9_999_999_999_999;

function entryCheck(ledger: Ledger, column: Column, context: LedgerSheetContext): DataValidation | undefined {
  const { validation } = context.texts;
  const common = { allowBlank: true, showErrorMessage: true } as const;
  switch (column.type) {
    case 'date':
      return {
        ...common,
        type: 'date',
        operator: 'between',
        formulae: [FIRST_DATE, LAST_DATE],
        errorStyle: 'stop',
        errorTitle: validation.date.title,
        error: validation.date.error(context.year),
      };
    case 'moment':
      return {
        ...common,
        type: 'date',
        operator: 'between',
        formulae: [FIRST_DATE, LAST_DATE],
        errorStyle: 'stop',
        errorTitle: validation.moment.title,
        error: validation.moment.error(context.year),
      };
    case 'money':
      return {
        ...common,
        type: 'decimal',
        operator: 'between',
        formulae: [-LARGEST, LARGEST],
        errorStyle: 'stop',
        errorTitle: validation.money.title,
        error: validation.money.error,
      };
    case 'count':
      return {
        ...common,
        type: 'decimal',
        operator: 'between',
        formulae: [0, LARGEST],
        errorStyle: 'stop',
        errorTitle: validation.count.title,
        error: validation.count.error,
      };
    case 'choice':
      return choiceCheck(ledger, column, context);
    case 'text':
      return undefined;
  }
}

function choiceCheck(ledger: Ledger, column: Column, context: LedgerSheetContext): DataValidation | undefined {
  const list = context.lists.find((candidate) => candidate.ledger === ledger && candidate.column === column);
  if (!list) return undefined;
  const { list: strict, choice } = context.texts.validation;
  const words = list.strict ? strict : choice;
  const prompt = column.id === ledger.source ? sourceHelp(ledger, column, context.texts) : undefined;
  return {
    type: 'list',
    allowBlank: true,
    formulae: [list.range],
    showErrorMessage: true,
    errorStyle: list.strict ? 'stop' : 'warning',
    errorTitle: words.title,
    error: words.error(column.header),
    ...(prompt === undefined ? {} : { showInputMessage: true, promptTitle: column.header, prompt }),
  };
}

/** Longest input message that Excel shows. */
const LONGEST_PROMPT = 255;

/** Which categories need a source and which ones they allow, where that fits into an input message. */
function sourceHelp(ledger: Ledger, column: Column, texts: TemplateTexts): string | undefined {
  const lines = [...sourceLines(ledger, column, texts), texts.ledger.sourceElse(texts.quoted(column.header))];
  const prompt = lines.join('\n');
  return lines.length > 1 && prompt.length <= LONGEST_PROMPT ? prompt : undefined;
}

/** One line for each category that needs a source. */
export function sourceLines(ledger: Ledger, column: Column, texts: TemplateTexts): readonly string[] {
  return ledger.categories.flatMap((category) =>
    category.sources
      ? [texts.ledger.source(texts.quoted(category.name), texts.quoted(column.header), texts.list(category.sources))]
      : [],
  );
}

function showFractions(sheet: Worksheet, ledger: Ledger): void {
  let priority = 1;
  ledger.columns.forEach((column, index) => {
    if (column.type !== 'count') return;
    const first = `${columnLetters(index + 1)}2`;
    sheet.addConditionalFormatting({
      ref: checkedRange(index),
      rules: [
        {
          type: 'expression',
          priority,
          formulae: [`AND(ISNUMBER(${first}),${first}<>INT(${first}))`],
          style: { numFmt: NUMBER_FORMATS.fraction },
        },
      ],
    });
    priority += 1;
  });
}
