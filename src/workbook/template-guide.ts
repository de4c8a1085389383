import type { Style, Workbook, Worksheet } from '@cj-tech-master/excelts';
import { answerCallIn, type FormulaForm } from '../functions/formula-form';
import type { Policy } from '../policy/policy';
import type { Condition, Ledger, LocalText } from '../policy/schema';
import { POLICY_SHEETS, POLICY_TABLES } from '../policy/sheet-names';
import type { PolicySheet } from '../policy-sheets';
import { sourceLines } from './template-ledger';
import { CLAUSE_REMARKS, PARAMETER_REMARKS, type RemarkColumn } from './template-policy';
import { pageOf } from './template-page';
import { answerFormula } from './template-settlement';
import { BASE_FONT, BORDERS, FILLS, FONTS, PROSE, wrappedHeight } from './template-style';
import { TEMPLATE_SHEETS, type LabelledText, type TemplateTexts } from './template-texts';

export interface GuideContext {
  readonly policy: Policy;
  readonly year: number;
  readonly title: string;
  readonly texts: TemplateTexts;
  readonly local: (text: LocalText) => string;
  /** The title in the other language, for a reader who opened the wrong one. */
  readonly otherTitle: string;
  /** The sheets that the policy will stand on. */
  readonly policySheets: readonly PolicySheet[];
  readonly host: FormulaForm;
  readonly isInFront: boolean;
}

const LABEL_WIDTH = 24;
const TEXT_WIDTH = 88;
const WIDTHS = [LABEL_WIDTH, TEXT_WIDTH];

/** The first sheet: what the workbook is, how to fill it in, and where its figures come from. */
export function addGuideSheet(workbook: Workbook, context: GuideContext): void {
  const { policy, texts, local, year, host } = context;
  const { guide } = texts;
  const sheet = workbook.addWorksheet(
    TEMPLATE_SHEETS.guide,
    pageOf(
      { widths: WIDTHS, headingRow: 0, activeCell: 'A1', gridLines: false, selected: context.isInFront },
      context.title,
      texts,
    ),
  );
  WIDTHS.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
    sheet.getColumn(index + 1).font = BASE_FONT;
  });
  const page = new GuidePage(sheet);

  page.line(local(policy.document.title), FONTS.title, 28);
  page.line(guide.yearLine(year), FONTS.strong);
  page.line(context.otherTitle, FONTS.muted);

  page.section(guide.headings.about);
  for (const [label, text] of guide.about) page.entry(label, text);

  page.section(guide.headings.start);
  for (const [label, text] of guide.steps(year)) page.entry(label, text);

  page.section(guide.headings.sheets);
  page.sheetLink(TEMPLATE_SHEETS.settlement, guide.sheets.settlement);
  for (const ledger of policy.document.ledgers) page.sheetLink(ledger.sheet, ledgerHelp(policy, ledger, texts, local));
  for (const policySheet of context.policySheets) page.sheetLink(policySheet.name, policyHelp(policySheet, texts));
  page.sheetLink(TEMPLATE_SHEETS.lists, guide.sheets.lists);

  page.section(guide.headings.functions);
  const example = answerCallIn(host, policy.document.answers[0]?.id ?? '');
  for (const [label, text] of guide.functions(example, year)) page.entry(label, text);
  for (const answer of policy.document.answers) {
    const formula = answerFormula(policy, answer, texts, local);
    page.entry(
      `=${answerCallIn(host, answer.id)}`,
      guide.answer(local(answer.title), formula, texts.list(answer.clauses)),
      FONTS.code,
    );
  }

  page.section(guide.headings.errors);
  for (const [code, meaning] of guide.errors) page.entry(code, meaning, FONTS.code);

  page.section(guide.headings.colours);
  page.swatch(guide.colours.heading, { fill: FILLS.heading, font: FONTS.strong });
  page.swatch(guide.colours.entry, {});
  page.swatch(guide.colours.setting, { fill: FILLS.setting });
  page.swatch(guide.colours.result, { fill: FILLS.result });
  page.swatch(guide.colours.pending, { fill: FILLS.pending });

  page.section(guide.headings.sources);
  const { document } = policy;
  for (const [label, text] of [
    guide.sources.policy(local(document.title), document.edition, document.source),
    ...guide.sources.lines,
    guide.sources.digest(policy.digest),
  ]) {
    page.entry(label, text);
  }
}

/** A page of two columns, written from top to bottom. */
class GuidePage {
  private row = 0;

  constructor(private readonly sheet: Worksheet) {}

  line(text: string, font: NonNullable<Style['font']>, height?: number): void {
    const cell = this.next(1);
    cell.value = text;
    cell.font = font;
    if (height !== undefined) this.sheet.getRow(this.row).height = height;
  }

  section(heading: string): void {
    this.row += 1;
    const cell = this.next(1);
    cell.value = heading;
    cell.style = { font: FONTS.section, border: BORDERS.under };
    this.sheet.getCell(this.row, 2).style = { border: BORDERS.under };
    this.sheet.getRow(this.row).height = 24;
  }

  entry(label: string, text: string, font: NonNullable<Style['font']> = FONTS.strong): void {
    this.label(label, { font });
    this.text(text);
  }

  sheetLink(sheet: string, text: string): void {
    const cell = this.next(1);
    cell.value = { text: sheet, hyperlink: `#'${sheet.replaceAll("'", "''")}'!A1` };
    cell.style = { ...PROSE, font: FONTS.link };
    this.text(text);
  }

  swatch([label, meaning]: LabelledText, style: Partial<Style>): void {
    this.label(label, { border: BORDERS.all, ...style });
    this.text(meaning);
  }

  private label(text: string, style: Partial<Style>): void {
    const cell = this.next(1);
    cell.value = text === '' ? null : text;
    cell.style = { ...PROSE, ...style };
  }

  private text(text: string): void {
    const cell = this.sheet.getCell(this.row, 2);
    cell.value = text;
    cell.style = { ...PROSE, alignment: { ...PROSE.alignment, horizontal: 'left', indent: 1 } };
    this.sheet.getRow(this.row).height = wrappedHeight([{ text, width: TEXT_WIDTH }]);
  }

  private next(column: number) {
    this.row += 1;
    return this.sheet.getCell(this.row, column);
  }
}

/** What a sheet of the policy is for; where one table makes up the sheet, its columns as well. */
function policyHelp({ name, tables }: PolicySheet, { guide }: TemplateTexts): string {
  const part = Object.entries(POLICY_SHEETS).find(([, sheet]) => sheet === name)?.[0];
  const what = guide.policySheets[isPart(part) ? part : 'rules'];
  const [only, ...more] = tables;
  if (!only || more.length > 0) return what;
  const columns = only.columns.filter(({ isCondition }) => isCondition !== true);
  const remarks: readonly RemarkColumn[] =
    only.name === POLICY_TABLES.clauses
      ? CLAUSE_REMARKS
      : only.name === POLICY_TABLES.parameters
        ? PARAMETER_REMARKS
        : [];
  return `${what}\n${guide.columns([...columns, ...remarks].map(({ heading, english }) => [heading, english]))}`;
}

function isPart(part: string | undefined): part is keyof typeof POLICY_SHEETS {
  return part !== undefined && Object.hasOwn(POLICY_SHEETS, part);
}

/** How a ledger is filled in, said from the policy alone: what a blank table means and what a row needs. */
function ledgerHelp(policy: Policy, ledger: Ledger, texts: TemplateTexts, local: (text: LocalText) => string): string {
  const words = texts.ledger;
  const column = (id: string): string => texts.quoted(ledger.columns.find((each) => each.id === id)?.header ?? id);
  const columns = (ids: readonly string[]): string => texts.either(ids.map(column));
  const source = ledger.columns.find(({ id }) => id === ledger.source);
  const needs = policy.document.ruleTables
    .filter((table) => table.ledger === ledger.id)
    .flatMap((table) => table.rules)
    .flatMap((rule) => rule.requires.map((need) => ({ conditions: choicesOf(rule.when, ledger), column: need.column })))
    .filter(({ conditions }) => conditions.length > 0);
  const lines = [
    words.titled(local(ledger.title)) + (ledger.presence === 'optional' ? words.optional : emptyHelp(ledger, texts)),
    ...ledger.dated.map((rule) => words.dated(columns(rule.entered), column(rule.date))),
    ...ledger.filled.map((rule) => words.filled(columns(rule.entered), column(rule.column))),
    ...policy.document.limits.flatMap((limit) =>
      limit.kind === 'filled' && limit.ledger === ledger.id ? [words.everyRow(column(limit.cell))] : [],
    ),
    ...(source ? [...sourceLines(ledger, source, texts), words.sourceElse(texts.quoted(source.header))] : []),
    ...needs.map((need) =>
      words.needs(
        words.bothHold(need.conditions.map((values) => texts.either(values.map(texts.quoted)))),
        column(need.column),
      ),
    ),
    ...ledger.derived.flatMap((derived) =>
      derived.type === 'date' && derived.plusMonths
        ? [
            words.derivedDate(
              texts.quoted(local(derived.title)),
              column(derived.from),
              windowTitle(policy, derived.plusMonths.parameter, local),
            ),
          ]
        : derived.type === 'count'
          ? [words.derivedHours(texts.quoted(local(derived.title)), ...spanOf(derived.hoursBetween, column))]
          : [],
    ),
    texts.guide.columns(ledger.columns.map((each) => [each.header, local(each.title)])),
  ];
  return lines.join('\n');
}

function emptyHelp(ledger: Ledger, texts: TemplateTexts): string {
  return ledger.empty === 'error' ? texts.ledger.emptyIsError : texts.ledger.emptyIsZero;
}

function spanOf([start, end]: readonly [string, string], column: (id: string) => string): [string, string] {
  return [column(start), column(end)];
}

function windowTitle(policy: Policy, parameter: string, local: (text: LocalText) => string): string {
  const titled = policy.parameters.get(parameter);
  return titled ? local(titled.title) : parameter;
}

/** The conditions on choice columns of the sheet, each as the names that satisfy it. */
function choicesOf(conditions: readonly Condition[], ledger: Ledger): readonly (readonly string[])[] {
  return conditions.flatMap((condition) =>
    'in' in condition && ledger.columns.some(({ id }) => id === condition.field) ? [condition.in] : [],
  );
}
