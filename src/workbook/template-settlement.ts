import type { Alignment, CellErrorValue, Workbook } from '@cj-tech-master/excelts';
import { answerCallText } from '../functions/catalogue';
import { answerCallIn, type FormulaForm } from '../functions/formula-form';
import { cellAddress } from '../ledger/a1';
import { formulaText } from '../policy/expressions';
import type { Policy } from '../policy/policy';
import type { Answer, LocalText, YearExpression } from '../policy/schema';
import { POLICY_YEAR_NAME } from '../settlement/policy-year';
import { pageOf } from './template-page';
import {
  BASE_FONT,
  BORDERS,
  FILLS,
  FONTS,
  HEADING_HEIGHT,
  HEADING_STYLE,
  NUMBER_FORMATS,
  wrappedHeight,
} from './template-style';
import { TEMPLATE_SHEETS, type TemplateTexts } from './template-texts';

/** What a cell that calls a function showed when the file was made. */
export type CachedResult = number | '#N/A' | '#VALUE!' | '#NUM!';

export interface SettlementSheetContext {
  readonly policy: Policy;
  readonly year: number;
  readonly title: string;
  readonly texts: TemplateTexts;
  readonly local: (text: LocalText) => string;
  readonly results: ReadonlyMap<string, CachedResult>;
  readonly host: FormulaForm;
  readonly isInFront: boolean;
}

const YEAR_CELL = { row: 2, column: 2 };
const HEADING_ROW = 4;
const AMOUNT_COLUMN = 3;
const WIDTHS = [12, 38, 18, 24, 28, 60];

/** The sheet of the year's figures: the year, one row for each answer with its function, clauses and formula in words. */
export function addSettlementSheet(workbook: Workbook, context: SettlementSheetContext): void {
  const { policy, texts, local } = context;
  const sheet = workbook.addWorksheet(
    TEMPLATE_SHEETS.settlement,
    pageOf(
      {
        widths: WIDTHS,
        headingRow: HEADING_ROW,
        activeCell: 'C5',
        gridLines: false,
        selected: context.isInFront,
      },
      context.title,
      texts,
    ),
  );
  WIDTHS.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
    sheet.getColumn(index + 1).font = BASE_FONT;
  });

  const title = sheet.getCell('A1');
  title.value = texts.settlement.title(local(policy.document.title));
  title.font = FONTS.title;
  sheet.getRow(1).height = 30;

  sheet.getCell(YEAR_CELL.row, 1).value = texts.settlement.year;
  const year = sheet.getCell(YEAR_CELL.row, YEAR_CELL.column);
  year.value = context.year;
  year.style = {
    font: FONTS.strong,
    fill: FILLS.setting,
    border: BORDERS.all,
    numFmt: NUMBER_FORMATS.year,
    alignment: { horizontal: 'left', vertical: 'middle' },
  };
  const hint = sheet.getCell(YEAR_CELL.row, YEAR_CELL.column + 1);
  hint.value = texts.settlement.yearHint;
  hint.font = FONTS.muted;
  const yearAddress = cellAddress(YEAR_CELL.row, YEAR_CELL.column);
  sheet.dataValidations.add(yearAddress, {
    type: 'whole',
    operator: 'between',
    formulae: [1900, 9999],
    allowBlank: false,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: texts.validation.year.title,
    error: texts.validation.year.error(context.year),
  });
  workbook.definedNames.add(`${TEMPLATE_SHEETS.settlement}!$B$${String(YEAR_CELL.row)}`, POLICY_YEAR_NAME);

  texts.settlement.headings.forEach((heading, index) => {
    const cell = sheet.getCell(HEADING_ROW, index + 1);
    cell.value = heading;
    cell.style =
      index + 1 === AMOUNT_COLUMN
        ? { ...HEADING_STYLE, alignment: { vertical: 'middle', horizontal: 'right', indent: 1 } }
        : { ...HEADING_STYLE, alignment: { vertical: 'middle', horizontal: 'left', indent: 1 } };
  });
  sheet.getRow(HEADING_ROW).height = HEADING_HEIGHT;

  const { answers } = policy.document;
  answers.forEach((answer, index) => {
    const row = HEADING_ROW + 1 + index;
    const section = answers[index - 1]?.section === answer.section ? '' : texts.settlement.sections[answer.section];
    const cells = [
      section,
      local(answer.title),
      answerCell(answer, row, context),
      `=${answerCallIn(context.host, answer.id)}`,
      texts.list(answer.clauses),
      answerFormula(policy, answer, texts, local),
    ];
    cells.forEach((value, position) => {
      const cell = sheet.getCell(row, position + 1);
      cell.value = value === '' ? null : value;
      cell.style = {
        font: position === 0 || position === 1 ? FONTS.strong : position === 3 ? FONTS.code : BASE_FONT,
        border: BORDERS.all,
        alignment: alignmentOf(position),
        ...(position === AMOUNT_COLUMN - 1 ? { fill: FILLS.result, numFmt: NUMBER_FORMATS.result } : {}),
      };
    });
    sheet.getRow(row).height =
      wrappedHeight(
        cells.map((value, position) => ({
          text: typeof value === 'string' ? value : '',
          width: (WIDTHS[position] ?? 0) - 1,
        })),
      ) + 2;
  });

  let row = HEADING_ROW + answers.length + 2;
  for (const note of texts.settlement.notes) {
    const cell = sheet.getCell(row, 2);
    cell.value = note;
    cell.font = FONTS.muted;
    row += 1;
  }
  // Where the paper that is filed gets its signatures.
  [2, 3, 5, 6].forEach((column, index) => {
    const cell = sheet.getCell(row + 1, column);
    cell.value = texts.settlement.signatures[index] ?? '';
    cell.font = BASE_FONT;
  });
}

/** Amounts stand right, with room before the line; texts wrap. */
function alignmentOf(position: number): Partial<Alignment> {
  const isAmount = position === AMOUNT_COLUMN - 1;
  const isCall = position === AMOUNT_COLUMN;
  return {
    vertical: 'middle',
    horizontal: isAmount ? 'right' : 'left',
    indent: 1,
    ...(isAmount || isCall ? {} : { wrapText: true }),
  };
}

/**
 * A call as the program that it is for stores it, with the last result. Excel stores a custom function as a one-cell dynamic
 * array with the prefix of add-in functions; a plain call would stay #NAME? until somebody enters it again (office.js issue
 * 6611). For WPS it is the plain formula.
 */
function answerCell({ id }: Answer, row: number, { results, host }: SettlementSheetContext) {
  const result = results.get(id);
  const shown = result === undefined ? {} : { result: typeof result === 'number' ? result : errorOf(result) };
  if (host === 'wps') return { formula: answerCallIn(host, id), ...shown };
  return {
    formula: `_xldudf_${answerCallText(id)}`,
    shareType: 'array' as const,
    ref: cellAddress(row, AMOUNT_COLUMN),
    isDynamicArray: true,
    ...shown,
  };
}

function errorOf(error: CellErrorValue['error']): CellErrorValue {
  return { error };
}

/** An answer's formula in the policy's own terms: «max(0, 活粉目标 − 年末活粉数) × 活粉考核单价». */
export function answerFormula(
  policy: Policy,
  answer: Answer,
  texts: TemplateTexts,
  local: (text: LocalText) => string,
): string {
  const named = (titled: { readonly title: LocalText } | undefined, id: string): string =>
    titled ? local(titled.title) : id;
  return formulaText<YearExpression>(answer.value, (leaf) => {
    if ('number' in leaf) return leaf.number;
    if ('parameter' in leaf) return named(policy.parameters.get(leaf.parameter), leaf.parameter);
    if ('answer' in leaf) return named(policy.answers.get(leaf.answer), leaf.answer);
    if ('measure' in leaf) return named(policy.measures.get(leaf.measure), leaf.measure);
    if ('payItem' in leaf) return texts.settlement.yearOfPay(named(policy.payItems.get(leaf.payItem), leaf.payItem));
    if ('counted' in leaf) {
      return texts.settlement.counted(leaf.counted.map((table) => named(policy.ruleTables.get(table), table)));
    }
    return '';
  });
}
