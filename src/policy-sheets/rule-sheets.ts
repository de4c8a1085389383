import { type FieldNames, nameKey } from '../policy/field-names';
import { isPolicySheet, isPolicyTable, isSheetName, nameWithoutCase } from '../policy/sheet-names';
import { RULE_COLUMNS } from './table-plans';

/** What decides where a rule table stands. */
export interface RuleTableHead {
  readonly id: string;
  readonly title: string;
  readonly sheet: string | undefined;
}

/** A sheet with the rules of one or more rule tables. */
export interface RuleSheet {
  readonly sheet: string;
  /** The Excel table's name. */
  readonly table: string;
  readonly ruleTables: readonly string[];
}

/** The names that ledgers have taken. */
export interface TakenNames {
  readonly sheets: readonly string[];
  readonly tables: readonly string[];
}

/** The rule sheets in the order of their rule tables; rule tables that name one sheet share it. */
export function ruleSheets(heads: readonly RuleTableHead[], taken: TakenNames): readonly RuleSheet[] {
  const bySheet = new Map<string, { readonly sheet: string; readonly ruleTables: string[] }>();
  for (const head of heads) {
    const sheet = head.sheet ?? sheetNamedAfter(head, taken);
    const key = nameWithoutCase(sheet);
    const known = bySheet.get(key);
    if (known) known.ruleTables.push(head.id);
    else bySheet.set(key, { sheet, ruleTables: [head.id] });
  }
  const tables = new Set(taken.tables.map(nameWithoutCase));
  return [...bySheet.values()].map(({ sheet, ruleTables }) => {
    const table = tableNamedAfter(sheet, tables);
    tables.add(nameWithoutCase(table));
    return { sheet, table, ruleTables };
  });
}

const LONGEST_SHEET_NAME = 31;

/** A sheet's name from a rule table's title, as much of it as Excel allows and nobody has taken. */
function sheetNamedAfter({ id, title }: RuleTableHead, taken: TakenNames): string {
  const ledgers = new Set(taken.sheets.map(nameWithoutCase));
  const isFree = (name: string): boolean =>
    isSheetName(name) && !isPolicySheet(name) && !ledgers.has(nameWithoutCase(name));
  const plain = title.replace(/[[\]:*?/\\]/g, '').trim();
  for (const candidate of [plain, `规则 ${plain}`, `规则 ${id}`]) {
    const name = shortened(candidate)
      .replace(/^'+|'+$/g, '')
      .trim();
    if (isFree(name)) return name;
  }
  for (let number = 1; ; number += 1) {
    const name = `规则表 ${String(number)}`;
    if (isFree(name)) return name;
  }
}

function shortened(name: string): string {
  let short = '';
  for (const character of name) {
    if (short.length + character.length > LONGEST_SHEET_NAME) break;
    short += character;
  }
  return short;
}

/** A table's name from its sheet's: letters and digits, and never one that is taken. */
function tableNamedAfter(sheet: string, taken: ReadonlySet<string>): string {
  const plain = sheet.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  const name = `${/^\p{L}/u.test(plain) ? plain : `规则${plain}`}表`;
  const isFree = (candidate: string): boolean => !taken.has(nameWithoutCase(candidate)) && !isPolicyTable(candidate);
  if (isFree(name)) return name;
  let number = 2;
  while (!isFree(`${name}${String(number)}`)) number += 1;
  return `${name}${String(number)}`;
}

// ---- Headings of conditions --------------------------------------------------------------------------------------

const FIXED: ReadonlySet<string> = new Set(RULE_COLUMNS.map(({ heading }) => nameKey(heading)));
/** «金额（2）» is the second condition on 金额. */
const NUMBERED = /^(.*)[（(](\d{1,2})[)）]$/s;
const BRACKETED = /^[[［](.*)[\]］]$/s;

/** The heading of a field's first, second … condition in a rule sheet. */
export function conditionHeading(name: string, ordinal: number): string {
  const plain = name.trim();
  const unmistakable =
    !FIXED.has(nameKey(plain)) && !NUMBERED.test(plain) && !BRACKETED.test(plain) && !LIKE_A_NOTE.test(plain);
  return `${unmistakable ? plain : `[${plain}]`}${ordinal === 1 ? '' : `（${String(ordinal)}）`}`;
}

/** What with a number behind it would read as a note. */
const LIKE_A_NOTE = /^(?:备注|[（(])/;

/** A column of notes for people: it bears a heading that begins with 备注, or stands in round brackets. */
export function isNoteHeading(heading: string): boolean {
  return /^(?:备注|[（(].*[)）]$)/s.test(heading.trim());
}

/** The field and the number of its condition that a heading speaks of in a ledger; `undefined` for none. */
export function conditionOf(
  heading: string,
  names: FieldNames,
): { readonly field: string; readonly ordinal: number } | undefined {
  const fieldNamed = (text: string): string | undefined => {
    const [, bracketed] = BRACKETED.exec(text.trim()) ?? [];
    return (bracketed === undefined ? undefined : names.idOf(bracketed)) ?? names.idOf(text);
  };
  const [, base, number] = NUMBERED.exec(heading.trim()) ?? [];
  const numbered = base === undefined ? undefined : fieldNamed(base);
  if (numbered !== undefined) return { field: numbered, ordinal: Number(number) };
  const field = fieldNamed(heading);
  return field === undefined ? undefined : { field, ordinal: 1 };
}
