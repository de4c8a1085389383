/**
 * Structured references as plain ones. The engine's own reading of them takes a total row for data, an unknown column for
 * the one before the table, and no name with «_»; so formulas are put into A1 style before the engine reads them.
 */
import { formatAddress } from '../a1';
import { type Area, type TableInfo } from '../grid-model';

/** What formulas see of a table. */
export interface TableView extends Pick<
  TableInfo,
  'name' | 'area' | 'columns' | 'hasHeaderRow' | 'hasTotalRow' | 'sheet'
> {
  readonly sheetName: string;
}

const NAME = /^[\p{L}_\\][\p{L}\p{N}_.\\]*/u;
const MISSING = '#REF!';

/** Where a formula may stand: `[@金额]` means the table around it. */
export interface FormulaPlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** The parts of a formula: texts, quoted sheet names and names are not looked into. */
function* parts(formula: string): Generator<{ readonly kind: 'name' | 'other'; readonly text: string; at: number }> {
  let at = 0;
  while (at < formula.length) {
    const rest = formula.slice(at);
    const text = /^"(?:[^"]|"")*"?/.exec(rest)?.[0] ?? /^'(?:[^']|'')*'?/.exec(rest)?.[0] ?? /^[\d.]+/.exec(rest)?.[0];
    const name = text === undefined ? NAME.exec(rest)?.[0] : undefined;
    const part = text ?? name ?? rest.charAt(0);
    yield { kind: name === undefined ? 'other' : 'name', text: part, at };
    at += part.length;
  }
}

/** From `[` to the bracket that closes it; `undefined` if none does. */
function bracketed(formula: string, at: number): string | undefined {
  let depth = 0;
  for (let end = at; end < formula.length; end += 1) {
    const sign = formula.charAt(end);
    if (sign === "'") end += 1;
    else if (sign === '[') depth += 1;
    else if (sign === ']') {
      depth -= 1;
      if (depth === 0) return formula.slice(at, end + 1);
    }
  }
  return undefined;
}

/** Splits at a sign that stands outside of brackets. */
function split(text: string, sign: string): string[] {
  const found: string[] = [''];
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (one === '[') depth += 1;
    if (one === ']') depth -= 1;
    if (one === sign && depth === 0) found.push('');
    else {
      const escaped = one === "'" ? text.charAt(at + 1) : '';
      found.push((found.pop() ?? '') + one + escaped);
      at += escaped.length;
    }
  }
  return found.map((part) => part.trim());
}

const unbracket = (text: string): string => (text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text);
const plainColumn = (text: string): string => unbracket(text).replaceAll(/'(.)/g, '$1').trim();
const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

interface Parsed {
  readonly items: readonly string[];
  readonly columns: readonly string[];
}

/** What stands in the outer brackets: `#All`, `@金额`, `[#Data],[a]:[b]` … */
function parse(inside: string): Parsed {
  const items: string[] = [];
  const columns: string[] = [];
  for (const piece of split(inside, ',')) {
    if (piece === '') continue;
    let rest = piece;
    if (rest.startsWith('@')) {
      items.push('#this row');
      rest = rest.slice(1).trim();
      if (rest === '') continue;
    }
    const bare = unbracket(rest).trim();
    if (split(rest, ':').length === 1 && bare.startsWith('#')) items.push(bare.toLowerCase().replaceAll(/\s+/g, ' '));
    else columns.push(...split(rest, ':').map(plainColumn));
  }
  return { items, columns };
}

/** The area a reference names; `undefined` where the table has no such part. */
function resolve(table: TableView, { items, columns }: Parsed): { area: Area; isThisRow: boolean } | undefined {
  const { area } = table;
  const header = table.hasHeaderRow ? 1 : 0;
  const total = table.hasTotalRow ? 1 : 0;
  const dataStart = area.row + header;
  const dataEnd = area.row + area.rowCount - total - 1;
  const [first, last = first] = columns.map((column) => table.columns.findIndex((name) => same(name, column)));
  if (first === -1 || last === -1) return undefined;
  const [left, right] = first === undefined || last === undefined ? [0, area.columnCount - 1] : [first, last];
  const band = { column: area.column + Math.min(left, right), columnCount: Math.abs(right - left) + 1 };
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const take = (start: number, end: number): void => {
    from = Math.min(from, start);
    to = Math.max(to, end);
  };
  let isThisRow = false;
  for (const item of items.length > 0 ? items : ['#data']) {
    if (item === '#all') take(area.row, area.row + area.rowCount - 1);
    else if (item === '#data') take(dataStart, dataEnd);
    else if (item === '#headers' && header === 1) take(area.row, area.row);
    else if (item === '#totals' && total === 1) take(dataEnd + 1, dataEnd + 1);
    else if (item === '#this row') {
      isThisRow = true;
      take(dataStart, dataEnd);
    } else return undefined;
  }
  return to < from ? undefined : { area: { ...band, row: from, rowCount: to - from + 1 }, isThisRow };
}

function address(table: TableView, area: Area): string {
  const text = formatAddress(table.sheetName, area);
  const at = text.lastIndexOf('!') + 1;
  return text.slice(0, at) + text.slice(at).replaceAll(/[A-Z]+|\d+/g, '$$$&');
}

/** The name under which the engine knows the function that takes the cell in the formula's own row out of a column. */
export const THIS_ROW = 'WORKBENCH.THISROW';

/** Replaces a formula's references to tables; `undefined` leaves one as it is. */
function mapTables(formula: string, change: (name: string, brackets: string) => string | undefined): string {
  let mapped = '';
  let copied = 0;
  for (const { kind, text, at } of parts(formula)) {
    if (kind !== 'name' || at < copied) continue;
    const end = at + text.length;
    const follow = formula.charAt(end);
    if (follow === '(' || follow === '!') continue;
    const brackets = follow === '[' ? bracketed(formula, end) : '';
    const reference = brackets === undefined ? undefined : change(text, brackets);
    if (brackets === undefined || reference === undefined) continue;
    mapped += formula.slice(copied, at) + reference;
    copied = end + brackets.length;
  }
  return mapped + formula.slice(copied);
}

/** The formula with every structured reference in A1 style. */
export function toPlainReferences(formula: string, tables: readonly TableView[]): string {
  if (tables.length === 0) return formula;
  return mapTables(formula, (text, brackets) => {
    const table = tables.find(({ name }) => same(name, text));
    if (!table) return undefined;
    const found = resolve(table, parse(brackets.slice(1, -1)));
    if (!found) return MISSING;
    const reference = address(table, found.area);
    return found.isThisRow ? `${THIS_ROW}(${reference})` : reference;
  });
}

/** Whether the formula speaks of one of these tables. */
export function mentions(formula: string, names: readonly string[]): boolean {
  for (const { kind, text } of parts(formula)) {
    if (kind === 'name' && names.some((name) => same(name, text))) return true;
  }
  return false;
}

/** `[@金额]` within a table with the table's name, as Excel keeps it. */
export function nameOwnTable(formula: string, place: FormulaPlace, tables: readonly TableView[]): string {
  if (!formula.includes('[')) return formula;
  const own = tables.find(
    ({ area, sheet }) =>
      sheet === place.sheet &&
      place.row >= area.row &&
      place.row < area.row + area.rowCount &&
      place.column >= area.column &&
      place.column < area.column + area.columnCount,
  );
  if (!own) return formula;
  let named = '';
  let isAfterName = false;
  let inside = -1;
  for (const { kind, text, at } of parts(formula)) {
    if (at < inside) continue;
    if (text === '[') {
      const brackets = bracketed(formula, at);
      if (brackets === undefined) return formula;
      inside = at + brackets.length;
      named += isAfterName ? brackets : own.name + brackets;
      isAfterName = false;
      continue;
    }
    named += text;
    isAfterName = kind === 'name';
  }
  return named;
}

/** The formula after a table or one of its columns got another name. */
export function renameInReferences(
  formula: string,
  table: string,
  change: { readonly name?: string; readonly column?: { readonly before: string; readonly after: string } },
): string {
  return mapTables(formula, (text, brackets) => {
    if (!same(text, table)) return undefined;
    const { name = text, column } = change;
    return name + (column ? renameColumn(brackets, column.before, column.after) : brackets);
  });
}

function renameColumn(brackets: string, before: string, after: string): string {
  const escaped = after.replaceAll(/[[\]#']/g, "'$&");
  if (/^\[[^[]*\]$/.test(brackets)) {
    const [, mark = '', column = ''] = /^\[(@?)(.*)\]$/.exec(brackets) ?? [];
    if (!same(plainColumn(column), before)) return brackets;
    return mark === '' ? `[${escaped}]` : `[${mark}[${escaped}]]`;
  }
  return brackets.replaceAll(/\[((?:[^[\]']|'.)*)\]/g, (text, column: string) =>
    same(plainColumn(column), before) ? `[${escaped}]` : text,
  );
}
