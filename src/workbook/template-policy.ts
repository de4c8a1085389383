import type { CellValue as FileCell, DataValidation, Style, Workbook, Worksheet } from '@cj-tech-master/excelts';
import { firstDayOf, lastDayOf, toExcelSerial } from '../kernel/dates';
import { columnLetters } from '../ledger/a1';
import { lintPolicy, type ClauseCoverage } from '../policy/lint';
import type { Policy } from '../policy/policy';
import type { Clause, LocalText, PolicyDocument } from '../policy/schema';
import { POLICY_TABLES } from '../policy/sheet-names';
import {
  writePolicySheets,
  type PolicyCell,
  type PolicyColumn,
  type PolicySheet,
  type PolicyTable,
} from '../policy-sheets';
import { pageOf } from './template-page';
import {
  BASE_FONT,
  columnWidth,
  FILLS,
  FONTS,
  HEADING_HEIGHT,
  HEADING_STYLE,
  NUMBER_FORMATS,
  PROSE,
  TABLE_THEME,
  wrappedHeight,
} from './template-style';
import { STATUS_HEADING, TOTALS_LABEL, type TemplateTexts } from './template-texts';

export interface PolicySheetContext {
  readonly policy: Policy;
  readonly year: number;
  readonly title: string;
  readonly texts: TemplateTexts;
  readonly local: (text: LocalText) => string;
}

/** A column that tells the reader something and that reading the policy passes over. */
export interface RemarkColumn {
  readonly heading: string;
  readonly english: string;
  readonly width: number;
  /** The column that it follows; left out, it is the last. */
  readonly after?: string;
}

/** What the template remarks beside the policy's own columns. */
export const CLAUSE_REMARKS = [
  { heading: '章', english: 'chapter', width: 18, after: '条款号' },
  { heading: '处理', english: 'what becomes of it', width: 14 },
  { heading: '用于', english: 'what uses it', width: 40 },
] as const satisfies readonly RemarkColumn[];
export const PARAMETER_REMARKS = [
  { heading: STATUS_HEADING, english: 'status in this year', width: 18 },
] as const satisfies readonly RemarkColumn[];

/** The sheets that a workbook of the year keeps its policy on, as they will be written. */
export function policySheetsOf({ policy, year }: Pick<PolicySheetContext, 'policy' | 'year'>): readonly PolicySheet[] {
  return writePolicySheets(policy.document, { pendingIn: year });
}

/**
 * The policy's own sheets: what stands there is the policy in force. Values that the year still lacks have a row that waits
 * for them; what becomes of each clause, and whether a value holds this year, is remarked for the reader.
 */
export function addPolicySheets(workbook: Workbook, sheets: readonly PolicySheet[], context: PolicySheetContext): void {
  for (const sheet of sheets) addPolicySheet(workbook, sheet, context);
}

function addPolicySheet(workbook: Workbook, { name, tables }: PolicySheet, context: PolicySheetContext): void {
  const shown = tables.map((table) => remarked(table, context));
  const alone = shown.length === 1;
  const widths = widthsOf(shown);
  const sheet = workbook.addWorksheet(
    name,
    pageOf(
      { widths, headingRow: alone ? 1 : 0, activeCell: alone ? 'A2' : 'A1', gridLines: true },
      context.title,
      context.texts,
    ),
  );
  widths.forEach((width, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = width;
    column.font = BASE_FONT;
    // Ids and lists that look like numbers or dates must stay what was typed, below a table as well.
    column.numFmt = alone ? numberFormat(shown[0]?.columns[index]?.column.look) : NUMBER_FORMATS.text;
  });
  for (const table of shown) {
    if (!alone) {
      const title = sheet.getCell(table.top - 1, 1);
      title.value = context.local(table.title);
      title.style = { font: FONTS.section, numFmt: NUMBER_FORMATS.text };
      sheet.getRow(table.top - 1).height = TITLE_HEIGHT;
    }
    addTable(sheet, table, widths, context.texts);
  }
}

const TITLE_HEIGHT = 24;

/** A table with its remarks, each column with its cells. */
interface ShownTable {
  readonly name: string;
  readonly title: LocalText;
  readonly top: number;
  readonly height: number;
  readonly columns: readonly ShownColumn[];
  readonly styleOf: (row: number) => Partial<Style>;
}

interface ShownColumn {
  readonly column: PolicyColumn;
  readonly cells: readonly PolicyCell[];
}

function remarked(table: PolicyTable, context: PolicySheetContext): ShownTable {
  const columns = table.columns.map((column, index): ShownColumn => ({
    column,
    cells: table.rows.map((row) => row[index] ?? BLANK),
  }));
  const base = { name: table.name, title: table.title, top: table.top, height: table.rows.length };
  switch (table.name) {
    case POLICY_TABLES.clauses:
      return { ...base, columns: withRemarks(columns, CLAUSE_REMARKS, clauseRemarks(context)), styleOf: () => ({}) };
    case POLICY_TABLES.parameters: {
      const statuses = parameterStatuses(columns, context.year);
      const texts = statuses.map((status) => [context.texts.parameters[status]]);
      return {
        ...base,
        columns: withRemarks(columns, PARAMETER_REMARKS, texts),
        styleOf: (row) => statusStyle(statuses[row]),
      };
    }
    default:
      return { ...base, columns, styleOf: () => ({}) };
  }
}

const BLANK: PolicyCell = { kind: 'blank' };

/** The columns with the remarks among them; `texts` holds a row's remarks in the order of `remarks`. */
function withRemarks(
  columns: readonly ShownColumn[],
  remarks: readonly RemarkColumn[],
  texts: readonly (readonly string[])[],
): readonly ShownColumn[] {
  const all = [...columns];
  remarks.forEach(({ heading, english, width, after }, index) => {
    const place = after === undefined ? all.length : all.findIndex(({ column }) => column.heading === after) + 1;
    const cells = texts.map((row): PolicyCell => ({ kind: 'text', text: row[index] ?? '' }));
    all.splice(place, 0, { column: { heading, english, width, look: 'prose' }, cells });
  });
  return all;
}

/** Widths of the sheet's columns: what the tables that share them need, and no wider than is good to read. */
function widthsOf(tables: readonly ShownTable[]): readonly number[] {
  const most = tables.length === 1 ? Number.POSITIVE_INFINITY : WIDEST_SHARED;
  const count = Math.max(...tables.map(({ columns }) => columns.length));
  return Array.from({ length: count }, (_, index) =>
    Math.max(
      ...tables.map(({ columns }) => {
        const column = columns[index]?.column;
        return column ? columnWidth(Math.min(column.width, most), column.heading) : 0;
      }),
    ),
  );
}

const WIDEST_SHARED = 34;

function addTable(sheet: Worksheet, table: ShownTable, widths: readonly number[], texts: TemplateTexts): void {
  const rows = Array.from({ length: Math.max(table.height, 1) }, (_, row) =>
    table.columns.map(({ cells }) => fileCell(cells[row] ?? BLANK)),
  );
  sheet.addTable({
    name: table.name,
    ref: `A${String(table.top)}`,
    headerRow: true,
    style: { theme: TABLE_THEME, showRowStripes: true },
    columns: table.columns.map(({ column }, index) => ({
      name: column.heading,
      filterButton: true,
      ...(index === 0 ? { totalsRowLabel: TOTALS_LABEL } : {}),
    })),
    rows,
  });
  table.columns.forEach(({ column, cells }, index) => {
    sheet.getCell(table.top, index + 1).style = HEADING_STYLE;
    rows.forEach((_, row) => {
      const cell = cells[row] ?? BLANK;
      sheet.getCell(table.top + 1 + row, index + 1).style = { ...cellStyle(column, cell), ...table.styleOf(row) };
    });
    const check = choiceCheck(column, texts);
    const letters = columnLetters(index + 1);
    const last = table.top + Math.max(table.height, 1);
    if (check) sheet.dataValidations.add(`range:${letters}${String(table.top + 1)}:${letters}${String(last)}`, check);
  });
  sheet.getRow(table.top).height = HEADING_HEIGHT;
  rows.forEach((row, index) => {
    sheet.getRow(table.top + 1 + index).height = wrappedHeight(
      row.map((cell, column) => ({ text: typeof cell === 'string' ? cell : '', width: widths[column] ?? 0 })),
    );
  });
}

function fileCell(cell: PolicyCell): FileCell {
  switch (cell.kind) {
    case 'blank':
      return null;
    case 'text':
      return cell.text === '' ? null : cell.text;
    case 'number':
      return cell.value;
    case 'date':
      return toExcelSerial(cell.date, false);
  }
}

function cellStyle({ look }: PolicyColumn, cell: PolicyCell): Partial<Style> {
  const isFigure = look === 'number' || look === 'date' || look === 'whole' || cell.kind === 'number';
  return {
    ...PROSE,
    numFmt: cell.kind === 'number' && look !== 'whole' ? decimalFormat(cell.value) : cellFormat(look, cell),
    // A number and the text after it would otherwise touch.
    alignment: isFigure ? { vertical: 'top', horizontal: 'right', indent: 1 } : { vertical: 'top', wrapText: true },
  };
}

/** Longer texts in cells of text format show as «####» in some editions of Excel. */
const LONGEST_IN_TEXT_FORMAT = 250;

function cellFormat(look: PolicyColumn['look'], cell: PolicyCell): string {
  const isLong = cell.kind === 'text' && cell.text.length > LONGEST_IN_TEXT_FORMAT;
  // What stands as text in a column of dates or numbers is one that no spreadsheet would keep.
  if (cell.kind === 'text' && (look === 'number' || look === 'date')) return NUMBER_FORMATS.text;
  // A day among texts would show as its number.
  if (cell.kind === 'date') return NUMBER_FORMATS.date;
  return isLong ? 'General' : numberFormat(look);
}

function numberFormat(look: PolicyColumn['look'] | undefined): string {
  switch (look) {
    case 'date':
      return NUMBER_FORMATS.date;
    case 'whole':
      return NUMBER_FORMATS.year;
    case 'number':
    case 'prose':
    case undefined:
      return 'General';
    case 'text':
    case 'list':
    case 'formula':
      return NUMBER_FORMATS.text;
  }
}

/** As many decimals as the policy writes. */
function decimalFormat(value: number): string {
  const decimals = /^-?\d+\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return decimals === 0 ? NUMBER_FORMATS.count : `${NUMBER_FORMATS.count}.${'0'.repeat(decimals)}`;
}

/** A list written into a check ends at 255 characters, its quotes included. */
const LONGEST_CHOICES = 253;

function choiceCheck({ heading, choices }: PolicyColumn, texts: TemplateTexts): DataValidation | undefined {
  const list = choices?.join(',') ?? '';
  if (list === '' || list.length > LONGEST_CHOICES) return undefined;
  const { title, error } = texts.validation.word;
  return {
    type: 'list',
    allowBlank: true,
    formulae: [`"${list}"`],
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: title,
    error: error(heading),
  };
}

// ---- Remarks -----------------------------------------------------------------------------------------------------

function clauseRemarks(context: PolicySheetContext): readonly (readonly string[])[] {
  const { policy, texts, local } = context;
  const { document } = policy;
  const coverage = new Map(lintPolicy(policy).coverage.map((entry) => [entry.clause, entry]));
  return document.clauses.map((clause) => {
    const covered = coverage.get(clause.id) ?? { clause: clause.id, status: 'uncited', by: [] };
    const titles = titlesOf(document, covered, context);
    return [
      chapterOf(document, clause),
      texts.clauses.status(covered.status),
      titles.length === 0 && clause.manual ? local(clause.manual) : texts.list(titles),
    ];
  });
}

function chapterOf(document: PolicyDocument, clause: Clause): string {
  const chapter = document.chapters.find(({ id }) => clause.id.startsWith(`${id}.`));
  return chapter ? `${chapter.id}、${chapter.title}` : '';
}

/** The titles of what cites a clause; for a limit, what its finding is about. */
function titlesOf(
  document: PolicyDocument,
  { clause, by }: ClauseCoverage,
  { texts, local }: PolicySheetContext,
): readonly string[] {
  const titled = (
    items: readonly { readonly id: string; readonly title: LocalText; readonly clauses: readonly string[] }[],
  ): readonly Citing[] => items.map(({ id, title, clauses }) => ({ id, title: local(title), clauses }));
  const citing: readonly Citing[] = [
    ...titled(
      document.parameters.map((parameter) => ({
        ...parameter,
        clauses: parameter.values.flatMap(({ clauses }) => clauses),
      })),
    ),
    ...document.ruleTables.flatMap(({ rules }) => titled(rules)),
    ...titled(document.measures),
    ...document.limits.map(({ id, code, title, clauses }) => ({
      id,
      title: texts.clauses.checks[code] ?? (title ? local(title) : code),
      clauses,
    })),
    ...titled(document.payItems),
    ...titled(document.answers),
    ...document.distributions.flatMap(({ answer, clauses }) =>
      titled(document.answers.filter(({ id }) => id === answer).map((split) => ({ ...split, clauses }))),
    ),
    ...titled(document.breakdowns ?? []),
    ...titled(document.tasks),
  ];
  // Things of different kinds may share an id; only those that cite the clause are meant.
  const titles = by.flatMap((id) =>
    citing.filter((item) => item.id === id && item.clauses.includes(clause)).map(({ title }) => title),
  );
  return [...new Set(titles)];
}

interface Citing {
  readonly id: string;
  readonly title: string;
  readonly clauses: readonly string[];
}

type ParameterStatus = 'current' | 'otherYears' | 'pending';

/** Whether each row's value holds in the year; a row without one waits for it. */
function parameterStatuses(columns: readonly ShownColumn[], year: number): readonly ParameterStatus[] {
  const [first, last] = [firstDayOf(year), lastDayOf(year)];
  const cellsOf = (heading: string): readonly PolicyCell[] =>
    columns.find(({ column }) => column.heading === heading)?.cells ?? [];
  const [from, to, values] = [cellsOf('自'), cellsOf('至'), cellsOf('取值')];
  const day = (cell: PolicyCell | undefined, without: string): string => {
    if (cell?.kind === 'date') return cell.date;
    return cell?.kind === 'text' ? cell.text : without;
  };
  return values.map((value, row) => {
    if (value.kind === 'blank') return 'pending';
    return day(from[row], first) <= last && day(to[row], last) >= first ? 'current' : 'otherYears';
  });
}

function statusStyle(status: ParameterStatus | undefined): Partial<Style> {
  if (status === 'pending') return { fill: FILLS.pending, font: FONTS.strong };
  return status === 'otherYears' ? { font: FONTS.muted } : {};
}
