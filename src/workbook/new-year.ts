import { firstDayOf, lastDayOf, parseIsoDate } from '../kernel/dates';
import { cellAddress, parseCell, qualifiedAddress } from '../ledger/a1';
import type { CellRange, CellValue, SheetSnapshot, WorkbookSnapshot } from '../ledger/cells';
import type { CellRef } from '../ledger/finding';
import { answerCallIn, FORMULA_FORMS } from '../functions/formula-form';
import type { Policy } from '../policy/policy';
import { rollForward, type RolledPolicy } from '../policy/roll-forward';
import type { Ledger, LocalText } from '../policy/schema';
import { writeConnection, type Connection } from '../ledger/connect/connection';
import { policySheetNames, waitingRows, type WaitingRow, type WaitingRows } from '../policy-sheets';
import { namedPolicyYear, POLICY_YEAR_NAME } from '../settlement/policy-year';
import { LANGUAGES, type Language } from '../wording/language';
import { keptConnection } from './kept-connection';
import { CONNECTION_KEY } from './stored-keys';
import { OWN_PARTS } from './own-reading';
import {
  formulaInYear,
  linkInYear,
  namesYear,
  pageTextInYear,
  titleInYear,
  comparesYear,
  yearInTitle,
  type YearStep,
} from './moved-years';
import {
  planLedgerYear,
  type AddedRow,
  type FormulaCells,
  type LedgerChange,
  type LedgerOutcome,
} from './new-year-ledgers';
import type { OpenedWorkbook } from './opened-workbook';
import { tasksOfYear } from './policy-tasks';
import type { CellInput } from './port';
import { rowsNamedIn } from './rows-named';
import { isStoredSheet, STORED_HEADER, storedChange } from './stored-sheet';
import type { TemplateRow } from './template-ledger';
import { FIXES_KEY } from './fix-log';
import { footerTitle } from './template-footer';
import { STATUS_HEADING, TEMPLATE_TEXTS, type TemplateTexts } from './template-texts';
import { WAIVERS_KEY } from './stored-keys';
import type { CellPatch, SheetPatch, WorkbookPatch } from './workbook-patch';

/**
 * Next year's workbook from this one's: what has to change in the file, and what a person is told of it. The file itself is
 * patched elsewhere; what is not named here stays as it is.
 */

/** What a file holds beside values: asked of whoever can read it. */
export interface WorkbookDetails {
  /** By sheet, the cells with formulas, without the leading `=`; `''` in a cell that shares one told before. */
  readonly formulas: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By sheet, the arrays of more than one cell, which can be changed only as a whole. */
  readonly arrays: ReadonlyMap<string, readonly CellRange[]>;
}

/** What a new year is planned from. */
export interface LastYear {
  readonly opened: Pick<OpenedWorkbook, 'books' | 'source' | 'stored'>;
  readonly details: WorkbookDetails;
  /** For the texts of rows that are added; what stands in the workbook already stays in its own language. */
  readonly language: Language;
}

/** Why there is no new year to plan. */
export type NewYearProblem =
  /** Neither the workbook nor its rows say which year it is for. */
  | { readonly code: 'year-unknown' }
  | { readonly code: 'year-not-later'; readonly year: number; readonly last: number }
  /** The policy on the workbook's sheets can't be read: which ledgers and dates it means nobody knows. */
  | { readonly code: 'policy-broken'; readonly place: string };

/** `page`: a header or footer, or the document's own title. */
export type ChangeKind = 'year' | 'formula' | 'title' | 'link' | 'page' | 'connection';

/** Something that says another year now. */
export interface YearChange {
  readonly kind: ChangeKind;
  /** Where it stands, where that is a cell or a sheet. */
  readonly place: string | undefined;
  readonly before: string;
  readonly after: string;
}

/** Something that still names the last year, for a person to look at. */
export interface LeftAsIs {
  readonly kind: 'formula' | 'title' | 'sheet';
  readonly place: string;
  readonly text: string;
}

export interface NewYearReport {
  readonly year: number;
  readonly last: number;
  readonly policy: Policy;
  /** Where the policy was found. */
  readonly source: OpenedWorkbook['source']['kind'];
  readonly rolled: RolledPolicy;
  /** Whether the policy's sheets show the values that are to be set: they do, there is no room, there are none. */
  readonly openRows: 'shown' | 'no-room' | 'no-sheets';
  readonly ledgers: readonly LedgerOutcome[];
  readonly changes: readonly YearChange[];
  readonly leftAsIs: readonly LeftAsIs[];
  /** What the workbook kept for the product and no longer does, by key. */
  readonly forgotten: readonly string[];
}

export interface NewYearPlan {
  readonly patch: WorkbookPatch;
  readonly report: NewYearReport;
}

/**
 * What is forgotten of the last year's record: what was said of rows that are gone. How foreign sheets are read, who
 * approved what, and the fills beneath marks that still stand in the sheets are kept.
 */
const FORGOTTEN_KEYS: readonly string[] = [WAIVERS_KEY, FIXES_KEY];

/** Tells why a workbook can't be carried into a year; `undefined` where it can. */
export function newYearProblem(opened: LastYear['opened'], year: number): NewYearProblem | undefined {
  const { books } = opened;
  const fault = books.policy.broken?.[0];
  if (fault) return { code: 'policy-broken', place: qualifiedAddress(fault.place.sheet, fault.place.cell) };
  if (books.policyYear === undefined) return { code: 'year-unknown' };
  return year > books.policyYear ? undefined : { code: 'year-not-later', year, last: books.policyYear };
}

/** Plans the new year's workbook. Only for what `newYearProblem` finds nothing against; throws RangeError else. */
export function planNewYear(last: LastYear, year: number): NewYearPlan {
  const problem = newYearProblem(last.opened, year);
  if (problem) throw new RangeError(`no new year: ${problem.code}`);
  return new NewYear(last, year).plan();
}

class NewYear {
  private readonly policy: Policy;
  private readonly workbook: WorkbookSnapshot;
  private readonly step: YearStep;
  private readonly cells = new Map<string, Map<string, CellPatch>>();
  private readonly tables: { readonly sheet: string; readonly name: string; readonly range: CellRange }[] = [];
  private readonly changes: YearChange[] = [];
  private readonly leftAsIs: LeftAsIs[] = [];
  private knownTexts: ReadonlyMap<string, string> | undefined;

  constructor(
    private readonly last: LastYear,
    private readonly year: number,
  ) {
    const { books } = last.opened;
    this.policy = books.policy;
    this.workbook = books.workbook;
    this.step = { from: books.policyYear ?? year, to: year };
  }

  plan(): NewYearPlan {
    const { policy, workbook, year, step, last } = this;
    const rolled = rollForward(policy.document, year);
    const formulas = new KnownFormulas(last.details);
    const additions = this.additions();
    const ledgers = policy.document.ledgers.map((ledger) =>
      planLedgerYear({ policy, workbook, year, formulas, additions }, ledger),
    );
    for (const { cells } of ledgers) for (const [sheet, ofSheet] of cells) this.put(sheet, ofSheet);
    const openRows = this.showOpenValues(rolled);
    const definedNames = this.movePolicyYear();
    this.moveFormulas();
    this.moveTitles(ledgers);
    const forgotten = this.forget();
    return {
      patch: {
        sheets: this.sheetPatches(ledgers),
        ...(definedNames ? { definedNames } : {}),
        formulas: (_sheet, _cell, formula) => changed(formula, formulaInYear(formula, step)),
        links: (target) => linkInYear(target, step),
        texts: (text) =>
          this.exactTexts.get(text) ??
          pageTextInYear(this.withTitle(text), step) ??
          changed(text, this.withTitle(text)),
      },
      report: {
        year,
        last: step.from,
        policy,
        source: last.opened.source.kind,
        rolled,
        openRows,
        ledgers: ledgers.map(({ outcome }) => outcome),
        changes: this.changes,
        leftAsIs: this.leftAsIs,
        forgotten,
      },
    };
  }

  // ---- What is put -----------------------------------------------------------------------------------------------

  private put(sheet: string, patches: readonly CellPatch[]): void {
    const ofSheet = this.cells.get(sheet) ?? new Map<string, CellPatch>();
    this.cells.set(sheet, ofSheet);
    for (const patch of patches) ofSheet.set(patch.cell, patch);
  }

  private sheetPatches(ledgers: readonly LedgerChange[]): readonly SheetPatch[] {
    const tables = [...ledgers.flatMap((ledger) => ledger.tables), ...this.tables];
    const names = new Set([...this.cells.keys(), ...tables.map(({ sheet }) => sheet)]);
    return [...names].flatMap((sheet): readonly SheetPatch[] => {
      const cells = [...(this.cells.get(sheet)?.values() ?? [])];
      const ranges = tables.filter((table) => table.sheet === sheet).map(({ name, range }) => ({ name, range }));
      if (cells.length + ranges.length === 0) return [];
      return [{ sheet, ...(cells.length > 0 && { cells }), ...(ranges.length > 0 && { tables: ranges }) }];
    });
  }

  private additions(): ReadonlyMap<string, readonly AddedRow[]> {
    const { policy, year, last } = this;
    const texts = TEMPLATE_TEXTS[last.language];
    const local = (text: LocalText): string => (last.language === 'zh-CN' ? text.zh : text.en);
    return new Map(
      policy.document.ledgers.map((ledger) => [
        ledger.id,
        tasksOfYear(policy, ledger, year, texts, local).map((row) => addedRow(ledger, row)),
      ]),
    );
  }

  // ---- The policy's sheets ---------------------------------------------------------------------------------------

  /** Adds a row to the policy's parameters for each value that is to be set, with a place to set it. */
  private showOpenValues({ document, toBeSet }: RolledPolicy): NewYearReport['openRows'] {
    const open = toBeSet.map(({ parameter, last, days }) => ({
      parameter: parameter.id,
      ...days,
      clauses: last?.clauses ?? [],
    }));
    const isOnSheets = this.last.opened.source.kind === 'sheets';
    const list = isOnSheets ? waitingRows(this.workbook, document, open) : undefined;
    if (!list) return 'no-sheets';
    const { sheet, lastRow, rows } = list;
    this.restateValues(list);
    const added = rows.filter(({ row }) => row === undefined);
    const table = sheet.tables.find(({ range }) => range.top <= lastRow && lastRow <= range.bottom);
    if (!hasRoom(sheet, table, lastRow, added.length)) return 'no-room';
    let next = lastRow;
    for (const open of rows) this.putOpenRow(list, open, open.row ?? (next += 1));
    if (table && next > table.range.bottom) {
      this.tables.push({ sheet: sheet.name, name: table.name, range: { ...table.range, bottom: next } });
    }
    return 'shown';
  }

  /** A row with a value to set: highlighted like the template's, and remarked like them where it remarks anything. */
  private putOpenRow(
    { sheet, lastRow, valueColumn, columns, others }: WaitingRows,
    open: WaitingRow,
    row: number,
  ): void {
    const { like = lastRow, cells } = open;
    const status = others.get(STATUS_HEADING);
    const remark = statusTexts(this.last.language).pending;
    const puts = new Map<number, CellInput>(cells);
    if (status !== undefined) puts.set(status, { kind: 'text', text: remark });
    const own = status === undefined ? columns : [...columns, status];
    this.put(
      sheet.name,
      own.map((column) => {
        const put = puts.get(column);
        return {
          cell: cellAddress(row, column),
          ...(put && column !== valueColumn ? { put } : {}),
          ...(open.row === undefined ? { styleOf: cellAddress(like, column) } : {}),
          fill: OPEN_FILL,
        };
      }),
    );
  }

  /** The template remarks which values hold in the workbook's year. */
  private restateValues({ sheet, valueColumn, columns, others, listed }: WaitingRows): void {
    const column = others.get(STATUS_HEADING);
    if (column === undefined) return;
    const [first, last] = [firstDayOf(this.year), lastDayOf(this.year)];
    const statusAt = (row: number) => statusOf(sheet.rows[row - 1]?.[column - 1]);
    for (const { row, from = first, to = last, isWaiting } of listed) {
      const before = statusAt(row);
      const now = from <= last && to >= first ? 'current' : 'otherYears';
      if (!before || isWaiting || before.status === now) continue;
      this.put(sheet.name, [
        { cell: cellAddress(row, column), put: { kind: 'text', text: statusTexts(before.language)[now] } },
      ]);
      const like = listed.find((other) => statusAt(other.row)?.status === now && !other.isWaiting);
      if (!like) continue;
      // A value's own format is its own.
      const looks = [...columns, column].filter((each) => each !== valueColumn);
      for (const each of looks) this.look(sheet.name, cellAddress(row, each), cellAddress(like.row, each));
    }
  }

  /** Gives a cell another's look, whatever is put into it. */
  private look(sheet: string, cell: string, styleOf: string): void {
    this.put(sheet, [{ cell, ...this.cells.get(sheet)?.get(cell), styleOf }]);
  }

  // ---- What says the year ----------------------------------------------------------------------------------------

  /** The workbook's policy year; the names that are to be set for it. */
  private movePolicyYear(): ReadonlyMap<string, string> | undefined {
    const { workbook, step } = this;
    const name = workbook.definedNames.find((each) => each.name.toLowerCase() === POLICY_YEAR_NAME.toLowerCase());
    if (!name) return undefined;
    const place = namedPolicyYear(workbook)?.sheet;
    const cell = /!\$?([A-Z]{1,3})\$?(\d+)$/i.exec(name.refersTo.trim());
    if (place === undefined || !cell) {
      this.change('year', undefined, String(step.from), String(step.to));
      return new Map([[name.name, String(step.to)]]);
    }
    const address = `${cell[1] ?? ''}${cell[2] ?? ''}`.toUpperCase();
    const formula = this.formulaAt(place, address);
    if (formula !== undefined) {
      // Moved with the formulas, or worked out from something else.
      if (formulaInYear(formula, step) === formula) this.leave('formula', place, address, `=${formula}`);
      return undefined;
    }
    this.put(place, [{ cell: address, put: { kind: 'number', value: step.to } }]);
    this.change('year', { sheet: place, cell: address }, String(step.from), String(step.to));
    return undefined;
  }

  private moveFormulas(): void {
    for (const [sheet, ofSheet] of this.last.details.formulas) {
      for (const [cell, formula] of ofSheet) {
        if (this.cells.get(sheet)?.has(cell) === true) continue;
        const moved = formulaInYear(formula, this.step);
        if (moved !== formula) this.change('formula', { sheet, cell }, `=${formula}`, `=${moved}`);
        else if (namesYear(formula, this.step.from)) this.leave('formula', sheet, cell, `=${formula}`);
      }
    }
  }

  /** Titles move wherever they stand outside of ledgers, tables, the policy and what is kept. */
  private moveTitles(ledgers: readonly LedgerChange[]): void {
    const ofPolicy = policySheetNames(this.workbook);
    for (const sheet of this.workbook.sheets) {
      if (ofPolicy.has(sheet.name) || isStoredSheet(sheet.name)) continue;
      if (namesYear(sheet.name.replace(/年/g, ' '), this.step.from)) this.leave('sheet', sheet.name, '', sheet.name);
      const rows = ledgers.map((ledger) => ledger.rows.get(sheet.name)).filter((each) => each !== undefined);
      this.moveTitlesOf(sheet, (row) => rows.some((each) => each.has(row)));
    }
  }

  private moveTitlesOf(sheet: SheetSnapshot, isLedgers: (row: number) => boolean): void {
    const titles: Title[] = [];
    sheet.rows.forEach((cells, index) => {
      const row = index + 1;
      if (!cells || isLedgers(row)) return;
      cells.forEach((text, position) => {
        const column = position + 1;
        if (typeof text !== 'string' || isInTable(sheet, row, column)) return;
        const cell = cellAddress(row, column);
        if (this.formulaAt(sheet.name, cell) !== undefined) return;
        const exact = this.exactTexts.get(text);
        const year = yearInTitle(text) ?? this.step.from;
        const moved = exact ?? titleInYear(text, { from: year, to: year + this.step.to - this.step.from });
        if (moved !== undefined) titles.push({ row, column, cell, text, moved, year, isExact: exact !== undefined });
        else if (comparesYear(text, this.step.from)) this.leave('title', sheet.name, cell, text);
      });
    });
    for (const title of titles) {
      const { cell, text, moved } = title;
      const fate = this.fateOfTitle(sheet, title);
      if (fate === 'moves') {
        this.put(sheet.name, [{ cell, put: { kind: 'text', text: moved } }]);
        this.change('title', { sheet: sheet.name, cell }, text, moved);
      } else if (fate === 'stays') this.leave('title', sheet.name, cell, text);
    }
  }

  /**
   * One of several years side by side stands for its own figures: it moves with those that formulas compute for a year that
   * moves, and stays above those that were typed in. Any other title moves where it names the last year.
   */
  private fateOfTitle(sheet: SheetSnapshot, title: Title): 'moves' | 'stays' | 'is-another-years' {
    const { row, column, year, isExact } = title;
    const isLast = year === this.step.from;
    if (isExact) return 'moves';
    const siblings = yearsBeside(sheet, title);
    if (siblings === 'none') return isLast ? 'moves' : 'is-another-years';
    const heads = this.movedFormulas(sheet.name).some((at) =>
      siblings === 'in-row' ? at.column === column && at.row > row : at.row === row && at.column > column,
    );
    if (heads && year <= this.step.from) return 'moves';
    return isLast ? 'stays' : 'is-another-years';
  }

  /** The cells of a sheet whose formulas name another year from now on. */
  private movedFormulas(sheet: string): readonly { readonly row: number; readonly column: number }[] {
    const formulas = [...(this.last.details.formulas.get(sheet) ?? [])];
    return formulas.flatMap(([cell, formula]) => {
      const place = formulaInYear(formula, this.step) === formula ? undefined : parseCell(cell);
      return place ? [place] : [];
    });
  }

  /** A header or footer with the workbook's title in it, which need not say 年. */
  private withTitle(text: string): string {
    return LANGUAGES.reduce((result, language) => {
      const [before, after] = [this.step.from, this.step.to].map((year) =>
        footerTitle(workbookTitle(this.policy, language, year)),
      );
      return before === undefined || after === undefined ? result : result.replaceAll(before, () => after);
    }, text);
  }

  /** The template's own texts that name a year, as they were written for the last one. */
  private get exactTexts(): ReadonlyMap<string, string> {
    this.knownTexts ??= templateTexts(this.policy, this.step);
    return this.knownTexts;
  }

  // ---- What is kept for the product ------------------------------------------------------------------------------

  /** Takes out what was said of the last year's rows, and moves the year that a connection gives to dates without one. */
  private forget(): readonly string[] {
    const { stored } = this.last.opened;
    const forgotten = FORGOTTEN_KEYS.filter((key) => stored.has(key));
    for (const key of forgotten) this.store(key, undefined);
    const connection = keptConnection(stored, OWN_PARTS);
    if (connection?.ok === true) {
      const moved = connectionInYear(connection.value, this.step);
      if (moved) {
        this.store(CONNECTION_KEY, writeConnection(moved));
        this.change('connection', undefined, String(this.step.from), String(this.step.to));
      }
    }
    return forgotten;
  }

  private store(key: string, text: string | undefined): void {
    const sheet = this.workbook.sheets.find(({ name }) => isStoredSheet(name));
    if (!sheet) return;
    const change = storedChange(
      Array.from(sheet.rows, (cells) => cells?.[0] ?? null),
      key,
      text,
    );
    const blank: CellInput = { kind: 'blank' };
    for (const row of change.emptied) {
      this.put(
        sheet.name,
        STORED_HEADER.map((_, column) => ({ cell: cellAddress(row, column + 1), put: blank })),
      );
    }
    for (const { row, cells } of change.rows) {
      this.put(
        sheet.name,
        cells.map((value, column) => ({
          cell: cellAddress(row, column + 1),
          put: typeof value === 'number' ? { kind: 'number', value } : { kind: 'text', text: value },
        })),
      );
    }
  }

  // ----------------------------------------------------------------------------------------------------------------

  private formulaAt(sheet: string, cell: string): string | undefined {
    return this.last.details.formulas.get(sheet)?.get(cell);
  }

  private change(kind: ChangeKind, place: CellRef | undefined, before: string, after: string): void {
    this.changes.push({ kind, place: place && qualifiedAddress(place.sheet, place.cell), before, after });
  }

  private leave(kind: LeftAsIs['kind'], sheet: string, cell: string, text: string): void {
    this.leftAsIs.push({ kind, place: cell === '' ? sheet : qualifiedAddress(sheet, cell), text });
  }
}

interface Title {
  readonly row: number;
  readonly column: number;
  readonly cell: string;
  readonly text: string;
  readonly moved: string;
  /** The year that it names. */
  readonly year: number;
  readonly isExact: boolean;
}

function statusTexts(language: Language): Pick<TemplateTexts['parameters'], 'current' | 'otherYears' | 'pending'> {
  return TEMPLATE_TEXTS[language].parameters;
}

function statusOf(
  value: CellValue | undefined,
): { readonly language: Language; readonly status: 'current' | 'otherYears' } | undefined {
  for (const language of LANGUAGES) {
    for (const status of ['current', 'otherYears'] as const) {
      if (value === statusTexts(language)[status]) return { language, status };
    }
  }
  return undefined;
}

/** The template's light yellow: pending. */
const OPEN_FILL = '#FFF4CC';

/** Whether rows can be added under a list without anything else being in their way. */
function hasRoom(
  { rows, tables }: SheetSnapshot,
  table: SheetSnapshot['tables'][number] | undefined,
  lastRow: number,
  count: number,
): boolean {
  const end = lastRow + count;
  if (table && table.totalsRows > 0 && end > table.range.bottom - table.totalsRows) return false;
  if (tables.some((other) => other !== table && other.range.top > lastRow && other.range.top <= end + 1)) return false;
  return rows.slice(lastRow, end).every((cells) => cells?.every((cell) => cell === null || cell === '') ?? true);
}

function changed(before: string, after: string): string | undefined {
  return before === after ? undefined : after;
}

function isInTable({ tables }: SheetSnapshot, row: number, column: number): boolean {
  return tables.some(
    ({ range }) => row >= range.top && row <= range.bottom && column >= range.left && column <= range.right,
  );
}

/** Whether a title stands in a row, or else in a column, with the same title of other years. */
function yearsBeside({ rows }: SheetSnapshot, { row, column, text, year }: Title): 'in-row' | 'in-column' | 'none' {
  const form = text.replaceAll(String(year), '〇');
  const isSibling = (value: CellValue | undefined): boolean => {
    if (typeof value !== 'string') return false;
    const named = yearInTitle(value);
    return named !== undefined && named !== year && value.replaceAll(String(named), '〇') === form;
  };
  if ((rows[row - 1] ?? []).some(isSibling)) return 'in-row';
  return rows.some((cells) => isSibling(cells?.[column - 1])) ? 'in-column' : 'none';
}

/** What the template wrote for a year, in either language and for either program, and what it writes for the new one. */
function templateTexts(policy: Policy, { from, to }: YearStep): ReadonlyMap<string, string> {
  const pairs = LANGUAGES.flatMap((language): readonly (readonly [string, string])[] => {
    const { guide } = TEMPLATE_TEXTS[language];
    const calls = FORMULA_FORMS.map((form) => answerCallIn(form, policy.document.answers[0]?.id ?? ''));
    const written = (year: number): readonly string[] => [
      workbookTitle(policy, language, year),
      guide.yearLine(year),
      ...[guide.steps(year), ...calls.map((call) => guide.functions(call, year))].flat().map(([, text]) => text),
    ];
    const after = written(to);
    return written(from).map((text, index) => [text, after[index] ?? text]);
  });
  return new Map(pairs.filter(([before, after]) => before !== after));
}

function workbookTitle({ document: { title } }: Policy, language: Language, year: number): string {
  return TEMPLATE_TEXTS[language].workbook.title(language === 'zh-CN' ? title.zh : title.en, year);
}

/** A connection whose dates without a year are of the new one; `undefined` where it gives none of its own. */
function connectionInYear(connection: Connection, { from, to }: YearStep): Connection | undefined {
  const blocks = connection.blocks.map((block) => ({
    ...block,
    columns: Object.fromEntries(
      Object.entries(block.columns).map(([id, source]) => [
        id,
        'year' in source && 'year' in source.year
          ? { ...source, year: { year: source.year.year + to - from } }
          : source,
      ]),
    ),
  }));
  const moved = { ...connection, blocks };
  return writeConnection(moved) === writeConnection(connection) ? undefined : moved;
}

/** A task of the policy as the cells of its row. */
function addedRow(ledger: Ledger, row: TemplateRow): AddedRow {
  return new Map(
    ledger.columns.flatMap(({ id, type }): readonly (readonly [string, CellInput])[] => {
      const entry = row[id];
      if (typeof entry !== 'string') return [];
      const date = type === 'date' ? parseIsoDate(entry) : undefined;
      return [[id, date === undefined ? { kind: 'text', text: entry } : { kind: 'date', date }]];
    }),
  );
}

/** The formulas of a file, as the ledgers' planning asks for them. */
class KnownFormulas implements FormulaCells {
  constructor(private readonly details: WorkbookDetails) {}

  has(sheet: string, cell: string): boolean {
    return this.details.formulas.get(sheet)?.has(cell) === true || this.isInArray(sheet, cell);
  }

  isInArray(sheet: string, cell: string): boolean {
    const place = parseCell(cell);
    return (
      place !== undefined &&
      (this.details.arrays.get(sheet) ?? []).some(
        ({ top, left, bottom, right }) =>
          place.row >= top && place.row <= bottom && place.column >= left && place.column <= right,
      )
    );
  }

  nameRowsOf(sheet: string, block: CellRange): boolean {
    for (const [from, ofSheet] of this.details.formulas) {
      for (const [cell, formula] of ofSheet) {
        // What stands in the rows themselves speaks of its own row.
        const at = parseCell(cell);
        if (from === sheet && at && at.row >= block.top && at.row <= block.bottom) continue;
        const names = rowsNamedIn(formula).some(
          ({ sheet: named = from, range }) =>
            named.toLowerCase() === sheet.toLowerCase() &&
            range.top >= block.top &&
            range.top <= block.bottom &&
            range.left <= block.right &&
            range.right >= block.left,
        );
        if (names) return true;
      }
    }
    return false;
  }
}
