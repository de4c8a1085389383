/** What a step from one year to another does to formulas, links and titles. Texts in, texts out; nothing else moves. */
import { parseIsoDate } from '../kernel/dates';
import { inYear } from '../policy/roll-forward';
import { functionNamed } from '../functions/catalogue';
import { callsNamed, type WrittenArgument, type WrittenCall } from '../functions/find-calls';

/** From the last year to the new one. */
export interface YearStep {
  readonly from: number;
  readonly to: number;
}

/** A piece of a text that becomes another. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

// ---- Formulas ----------------------------------------------------------------------------------------------------

type Mover =
  | { readonly kind: 'ours'; readonly arguments: readonly ('year' | 'date' | 'other')[] }
  | { readonly kind: 'date' }
  | { readonly kind: 'link' };

function moverNamed(name: string): Mover | undefined {
  if (name === 'DATE') return { kind: 'date' };
  if (name === 'HYPERLINK') return { kind: 'link' };
  const contract = functionNamed(name);
  if (!contract) return undefined;
  const kinds = contract.parameters.map(({ kind }) => (kind === 'year' || kind === 'date' ? kind : 'other'));
  return kinds.includes('year') || kinds.includes('date') ? { kind: 'ours', arguments: kinds } : undefined;
}

/**
 * A formula for the new year, with or without its `=`. What moves: the arguments of our functions that are years or dates
 * by the catalogue; DATE with a day of the last year or of the days beside it, with any year inside such an argument; what
 * HYPERLINK leads to; and texts that name the last year as a title does. No other number is ever taken for a year.
 */
export function formulaInYear(formula: string, step: YearStep): string {
  const calls = callsNamed(formula, moverNamed);
  const ofOurs = calls.flatMap(({ is, arguments: given }) =>
    is.kind === 'ours' ? given.flatMap((argument, index) => ourPiece(argument, is.arguments[index], step)) : [],
  );
  const inDates = spansOfDates(calls);
  const others = calls.flatMap(({ is, arguments: given, start }): readonly Piece[] => {
    if (is.kind === 'date')
      return datePiece(
        given,
        inDates.some((span) => start >= span.start && start < span.end),
        step,
      );
    return is.kind === 'link' ? linkPieces(given, step) : [];
  });
  const pieces = [...ofOurs, ...others];
  return replaced(formula, [...pieces, ...titlesIn(formula, pieces, step)]);
}

/** The arguments of our functions that are years or dates, however they are worked out. */
function spansOfDates(calls: readonly WrittenCall<Mover>[]): readonly Omit<Piece, 'text'>[] {
  return calls.flatMap(({ is, arguments: given }) => {
    if (is.kind !== 'ours') return [];
    return given.flatMap(({ start, text }, index) =>
      (is.arguments[index] ?? 'other') === 'other' ? [] : [{ start, end: start + text.length }],
    );
  });
}

const WHOLE_YEAR = /^"?(\d{4})"?$/;
/** A date as a text: its year, and what follows it. */
const DATE_TEXT = /^"(\d{4})((?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))[^"]*)"$/;

function ourPiece(
  { text, start }: WrittenArgument,
  kind: 'year' | 'date' | 'other' | undefined,
  step: YearStep,
): readonly Piece[] {
  const end = start + text.length;
  if (kind === 'year') {
    const year = WHOLE_YEAR.exec(text)?.[1];
    return year === undefined ? [] : [{ start, end, text: text.replace(year, movedYear(Number(year), step)) }];
  }
  if (kind !== 'date') return [];
  const match = DATE_TEXT.exec(text);
  if (!match) return [];
  const [, year = '', rest = ''] = match;
  const [month, day] = match.slice(3).filter(Boolean);
  const date = parseIsoDate(`${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`);
  if (!date) return [];
  // 29 February has no like in most years.
  const moved = inYear(date, Number(movedYear(Number(year), step)));
  const isLeapDay = date.endsWith('02-29') && !moved.endsWith('29');
  return [{ start, end, text: `"${moved.slice(0, 4)}${isLeapDay ? rest.replace(/29(?=\D*$)/, '28') : rest}"` }];
}

/** The days on either side of a year, by which formulas bound it. */
function isOfYear(year: number, month: string, day: string, { from }: YearStep): boolean {
  if (year === from) return true;
  return (year === from - 1 && month === '12' && day === '31') || (year === from + 1 && month === '1' && day === '1');
}

function datePiece(given: readonly WrittenArgument[], isOurs: boolean, step: YearStep): readonly Piece[] {
  const [year, month, day] = given;
  if (!year || !/^\d{4}$/.test(year.text)) return [];
  const plain = (argument: WrittenArgument | undefined) => (argument?.text ?? '').replace(/^0(?=\d)/, '');
  if (!isOurs && !isOfYear(Number(year.text), plain(month), plain(day), step)) return [];
  return [{ start: year.start, end: year.start + 4, text: movedYear(Number(year.text), step) }];
}

/** HYPERLINK's address, and its text where that names the same years. */
function linkPieces([address, shown]: readonly WrittenArgument[], step: YearStep): readonly Piece[] {
  const [target, text] = [address, shown].map((argument) => /^"((?:[^"]|"")*)"$/.exec(argument?.text ?? '')?.[1]);
  const moved = target === undefined ? undefined : linkInYear(target, step);
  if (!address || moved === undefined) return [];
  const pieces = [{ start: address.start, end: address.start + address.text.length, text: `"${moved}"` }];
  if (!shown || text === undefined) return pieces;
  return [
    ...pieces,
    { start: shown.start, end: shown.start + shown.text.length, text: `"${namesInYear(text, step)}"` },
  ];
}

/** Texts within a formula that are titles: `="2016年"&A1`. */
function titlesIn(formula: string, taken: readonly Piece[], step: YearStep): readonly Piece[] {
  return textsIn(formula).flatMap(({ start, text }) => {
    const end = start + text.length;
    if (taken.some((piece) => piece.start < end && piece.end > start)) return [];
    const moved = titleInYear(text, step);
    return moved === undefined ? [] : [{ start, end, text: moved }];
  });
}

/** The texts of a formula with their quotes; quotes in the names of sheets and columns are none. */
function textsIn(formula: string): readonly WrittenArgument[] {
  const found: WrittenArgument[] = [];
  for (const match of formula.matchAll(/'(?:[^']|'')*'!|\[(?:[^'[\]]|'.)*\]|"(?:[^"]|"")*"/gs)) {
    if (match[0].startsWith('"')) found.push({ text: match[0], start: match.index });
  }
  return found;
}

/** Whether a formula still bears the year's number somewhere outside of references: for a person to look at. */
export function namesYear(formula: string, year: number): boolean {
  const bare = formula.replace(/'(?:[^']|'')*'!|\[[^\]]*\]|\$?[A-Za-z]{1,3}\$?\d+|\$?\d+:\$?\d+/g, ' ');
  return new RegExp(`(?<![\\d.\\p{L}_])${String(year)}(?![\\d.])`, 'u').test(bare);
}

// ---- Links -------------------------------------------------------------------------------------------------------

/** What people keep a year's papers in; a web page is not moved by naming it otherwise. */
const DOCUMENT = /\.(?:xls[xmb]?|et|ett|csv|ods|docx?|docm|wps|pptx?|pdf|txt|zip)$/i;
const SHEET_FILE = /\.(?:xls[xmb]?|et|ett|csv|ods)$/i;
const WEB = /^(?:https?|ftp|mailto|tel|news|onenote|ms-[a-z]+):/i;

/**
 * Where a link out of the workbook leads in the new year: «2015年薪酬.xlsx» becomes «2016年薪酬.xlsx». Only links to files
 * move, by the years that their folders and names bear, the last one or earlier ones; `undefined` for what stays.
 */
export function linkInYear(target: string, step: YearStep): string | undefined {
  const [path = '', ...rest] = target.split('#');
  const isWeb = WEB.test(path);
  if (!(isWeb ? SHEET_FILE : DOCUMENT).test(path.trim())) return undefined;
  // The name of a web server is none of ours; neither is a disk's.
  const root = /^(?:[a-z][a-z0-9+.-]*:\/\/\/?[^/\\]*|\\\\[^\\]+|[a-z]:)/i.exec(path)?.[0] ?? '';
  const moved = [root + namesInYear(path.slice(root.length), step), ...rest].join('#');
  return moved === target ? undefined : moved;
}

/** The earliest year that a file of the company's bears. */
const FIRST_FILE_YEAR = 1980;

/** Years that stand alone in a name, up to the last one, moved; codes such as «%E5%B9» are passed over. */
function namesInYear(text: string, step: YearStep): string {
  return text.replace(/%[0-9a-f]{2}|\d+/gi, (run) => {
    const year = run.length === 4 ? Number(run) : 0;
    return year >= FIRST_FILE_YEAR && year <= step.from ? movedYear(year, step) : run;
  });
}

// ---- Titles ------------------------------------------------------------------------------------------------------

/** A title is short and no sentence. */
const LONGEST_TITLE = 80;

/**
 * A title for the new year: one that names the last year with 年, «2016年度收入», «收入（2016 年）». A day is a fact and
 * stays («2016年3月5日批准»), but for the first and the last day of the year, which bound it. `undefined` for what stays.
 */
export function titleInYear(text: string, step: YearStep): string | undefined {
  if (!isTitle(text) || namesOtherYears(text, step.from)) return undefined;
  const moved = namedYears(text, step);
  return moved === text ? undefined : moved;
}

/** Tells a title that names a year among others, «2015年与2016年对比»: it stays as it is. */
export function comparesYear(text: string, year: number): boolean {
  const named = new RegExp(String.raw`(?<!\d)${String(year)}(?=\s*年)(?!${A_DAY})`);
  return isTitle(text) && namesOtherYears(text, year) && named.test(text);
}

function isTitle(text: string): boolean {
  return text.length <= LONGEST_TITLE && !/[。；]/.test(text);
}

/** The year that a title names with 年; `undefined` for a text that is too long for a title, or names none. */
export function yearInTitle(text: string): number | undefined {
  if (text.length > LONGEST_TITLE) return undefined;
  const named = /(?<![\d-])((?:19|20)\d{2})(?=\s*年)/.exec(text)?.[1];
  return named === undefined ? undefined : Number(named);
}

/** A title that compares years, or a list of them, is not the one year's. */
function namesOtherYears(text: string, year: number): boolean {
  return [...text.matchAll(/(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|[-—–~～至、/]\s*(?:19|20)\d{2}\s*年))/g)].some(
    ([, named]) => Number(named) !== year,
  );
}

/** The header or footer of a printed page, which holds texts and codes: moved as titles are. */
export function pageTextInYear(text: string, step: YearStep): string | undefined {
  const moved = namedYears(text, step);
  return moved === text ? undefined : moved;
}

/** What follows a year that is a day's, but for the first and the last day of a year. */
const A_DAY = String.raw`\s*年\s*(?!0?1月0?1[日号]|12月31[日号])\d{1,2}月\d{1,2}[日号]`;

function namedYears(text: string, step: YearStep): string {
  const named = new RegExp(String.raw`(?<![\d-])${String(step.from)}(?=\s*年)(?!${A_DAY})`, 'g');
  return text.replace(named, movedYear(step.from, step));
}

// ------------------------------------------------------------------------------------------------------------------

function movedYear(year: number, { from, to }: YearStep): string {
  return String(year + to - from);
}

function replaced(text: string, pieces: readonly Piece[]): string {
  return [...pieces]
    .sort((a, b) => b.start - a.start)
    .reduce((result, piece) => result.slice(0, piece.start) + piece.text + result.slice(piece.end), text);
}
