import type { CellValue as FileCell, Style, Workbook, Worksheet } from '@cj-tech-master/excelts';
import { firstDayOf, lastDayOf, toExcelSerial, type IsoDate } from '../kernel/dates';
import { lintPolicy, type ClauseCoverage } from '../policy/lint';
import type { Policy } from '../policy/policy';
import type { Clause, LocalText, Parameter, PolicyDocument } from '../policy/schema';
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
import {
  CLAUSE_HEADINGS,
  PARAMETER_HEADINGS,
  TEMPLATE_SHEETS,
  TEMPLATE_TABLES,
  TOTALS_LABEL,
  type TemplateTexts,
} from './template-texts';

export interface PolicySheetContext {
  readonly policy: Policy;
  readonly year: number;
  readonly title: string;
  readonly texts: TemplateTexts;
  readonly local: (text: LocalText) => string;
}

interface RecordTable {
  readonly sheet: string;
  readonly table: string;
  readonly headings: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly FileCell[])[];
  readonly cellStyle: (row: number, column: number) => Partial<Style>;
}

/** A sheet that records the policy in one table, made to be read and printed. */
function addRecordSheet(workbook: Workbook, context: PolicySheetContext, record: RecordTable): Worksheet {
  const widths = record.headings.map((heading, index) => columnWidth(record.widths[index] ?? 12, heading));
  const sheet = workbook.addWorksheet(
    record.sheet,
    pageOf({ widths, headingRow: 1, activeCell: 'A2', gridLines: true }, context.title, context.texts),
  );
  widths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
    sheet.getColumn(index + 1).font = BASE_FONT;
  });
  sheet.addTable({
    name: record.table,
    ref: 'A1',
    headerRow: true,
    style: { theme: TABLE_THEME, showRowStripes: true },
    columns: record.headings.map((name, index) => ({
      name,
      filterButton: true,
      ...(index === 0 ? { totalsRowLabel: TOTALS_LABEL } : {}),
    })),
    rows: record.rows.map((row) => [...row]),
  });
  record.headings.forEach((_, index) => {
    sheet.getCell(1, index + 1).style = HEADING_STYLE;
  });
  record.rows.forEach((row, index) => {
    row.forEach((_, column) => {
      sheet.getCell(index + 2, column + 1).style = record.cellStyle(index, column);
    });
    sheet.getRow(index + 2).height = wrappedHeight(
      row.map((cell, column) => ({ text: typeof cell === 'string' ? cell : '', width: widths[column] ?? 0 })),
    );
  });
  sheet.getRow(1).height = HEADING_HEIGHT;
  return sheet;
}

/** The sheet with the policy's own words and what becomes of each clause. */
export function addClauseSheet(workbook: Workbook, context: PolicySheetContext): void {
  const { policy, texts, local } = context;
  const { document } = policy;
  const coverage = new Map(lintPolicy(policy).coverage.map((entry) => [entry.clause, entry]));
  addRecordSheet(workbook, context, {
    sheet: TEMPLATE_SHEETS.clauses,
    table: TEMPLATE_TABLES.clauses,
    headings: CLAUSE_HEADINGS,
    widths: [10, 18, 14, 70, 14, 46],
    rows: document.clauses.map((clause) => {
      const covered = coverage.get(clause.id) ?? { clause: clause.id, status: 'uncited', by: [] };
      const titles = titlesOf(document, covered, context);
      return [
        clause.id,
        chapterOf(document, clause),
        clause.article,
        clause.text,
        texts.clauses.status(covered.status),
        titles.length === 0 && clause.manual ? local(clause.manual) : texts.list(titles),
      ];
    }),
    cellStyle: () => PROSE,
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
    ...document.limits.map(({ id, code, clauses }) => ({ id, title: texts.clauses.checks[code] ?? code, clauses })),
    ...titled(document.payItems),
    ...titled(document.answers),
    ...document.distributions.flatMap(({ answer, clauses }) =>
      titled(document.answers.filter(({ id }) => id === answer).map((split) => ({ ...split, clauses }))),
    ),
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

interface ParameterRow {
  readonly parameter: Parameter;
  readonly from: IsoDate | undefined;
  readonly to: IsoDate | undefined;
  readonly value: string | undefined;
  readonly clauses: readonly string[];
  readonly status: 'current' | 'otherYears' | 'pending';
}

/**
 * The sheet with every dated value of the policy's parameters. One that has no value at all in the workbook's year gets a row
 * that says so: pending, with the value left empty.
 */
export function addParameterSheet(workbook: Workbook, context: PolicySheetContext): void {
  const { texts, local } = context;
  const rows = context.policy.document.parameters.flatMap((parameter) => rowsOf(parameter, context.year));
  addRecordSheet(workbook, context, {
    sheet: TEMPLATE_SHEETS.parameters,
    table: TEMPLATE_TABLES.parameters,
    headings: PARAMETER_HEADINGS,
    widths: [30, 36, 10, 14, 14, 14, 20, 18],
    rows: rows.map((row) => [
      row.parameter.id,
      local(row.parameter.title),
      texts.parameters.unit(row.parameter.unit),
      row.from === undefined ? null : toExcelSerial(row.from, false),
      row.to === undefined ? null : toExcelSerial(row.to, false),
      row.value === undefined ? null : Number(row.value),
      texts.list(row.clauses),
      texts.parameters[row.status],
    ]),
    cellStyle: (index, column) => parameterStyle(rows[index], column),
  });
}

function rowsOf(parameter: Parameter, year: number): readonly ParameterRow[] {
  const [first, last] = [firstDayOf(year), lastDayOf(year)];
  const written = parameter.values.map((entry): ParameterRow => {
    const holds = (entry.from === undefined || entry.from <= last) && (entry.to === undefined || entry.to >= first);
    return {
      parameter,
      from: entry.from,
      to: entry.to,
      value: entry.value,
      clauses: entry.clauses,
      status: holds ? 'current' : 'otherYears',
    };
  });
  if (written.some((row) => row.status === 'current')) return written;
  const clauses = [...new Set(written.flatMap((row) => row.clauses))];
  return [...written, { parameter, from: first, to: last, value: undefined, clauses, status: 'pending' }];
}

const DATE_COLUMNS: readonly number[] = [3, 4];
const VALUE_COLUMN = 5;

function parameterStyle(row: ParameterRow | undefined, column: number): Partial<Style> {
  const numFmt = DATE_COLUMNS.includes(column)
    ? NUMBER_FORMATS.date
    : column === VALUE_COLUMN
      ? valueFormat(row?.value)
      : 'General';
  const number = DATE_COLUMNS.includes(column) || column === VALUE_COLUMN;
  const base: Partial<Style> = {
    ...PROSE,
    numFmt,
    // A number and the text after it would otherwise touch.
    alignment: number ? { vertical: 'top', horizontal: 'right', indent: 1 } : { vertical: 'top', wrapText: true },
  };
  if (row?.status === 'pending') return { ...base, fill: FILLS.pending, font: FONTS.strong };
  return row?.status === 'otherYears' ? { ...base, font: FONTS.muted } : base;
}

/** As many decimals as the policy writes. */
function valueFormat(value: string | undefined): string {
  const decimals = value?.split('.')[1]?.length ?? 0;
  return decimals === 0 ? NUMBER_FORMATS.count : `${NUMBER_FORMATS.count}.${'0'.repeat(decimals)}`;
}
