import { decimalText, decimalFromCell } from '../kernel/decimal';
import type { IsoDate } from '../kernel/dates';
import type { Result } from '../kernel/result';
import { isFault, type CellValue } from '../ledger/cells';
import {
  fieldInBrackets,
  LONGEST_EXPRESSION,
  parseCaseTest,
  parseRowExpression,
  parseYearExpression,
  printCaseTest,
  printRowExpression,
  printYearExpression,
  type CaseTest,
  type ExpressionProblem,
} from '../policy/expression-text';
import { FieldNames, nameKey } from '../policy/field-names';
import type { FieldType } from '../policy/fields';
import type { Condition, Limit, Rule, RowExpression, YearExpression } from '../policy/schema';
import { parseConditions, printConditions } from './condition-text';
import { dateCell, dateIn, decimalCell, decimalIn } from './figures';
import { inQuotes, parseGroups, parseList, printGroups, printItem, printList } from './list-text';
import type { ColumnLook, PolicyCell } from './policy-sheet';
import { excerpt, type SheetFaultCode } from './sheet-faults';

/** The fields that a row's texts may name, and the workbook's way with dates. */
export interface Scope {
  /** `undefined` where the row's ledger is unknown itself: nothing is said of its fields then. */
  readonly names: FieldNames | undefined;
  readonly types: ReadonlyMap<string, FieldType>;
  readonly date1904: boolean;
  /** The names of another ledger's fields. */
  readonly namesOf: (ledger: string) => FieldNames | undefined;
}

/** A cell's content as a part of the document; or why it is none, with something usable in its place. */
export type FormReading =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false;
      readonly code: SheetFaultCode;
      readonly facts: Readonly<Record<string, string>>;
      readonly instead: unknown;
    };

/** How one kind of value stands in a cell. */
export interface CellForm<T = unknown> {
  readonly look: ColumnLook;
  /** The only words that may stand in the cell. */
  readonly choices?: readonly string[];
  write(value: T, scope: Scope): PolicyCell;
  /** Reads a cell that is neither blank nor an error. */
  read(cell: CellValue, scope: Scope): FormReading;
}

export const BLANK: PolicyCell = { kind: 'blank' };

export function textCell(text: string): PolicyCell {
  return text === '' ? BLANK : { kind: 'text', text };
}

/** A cell as text: numbers without exponent, line breaks as the document has them. */
export function textIn(cell: CellValue): string {
  if (typeof cell === 'string') return cell.replace(/\r\n?/g, '\n');
  if (typeof cell === 'number') return Number.isFinite(cell) ? decimalText(decimalFromCell(cell)) : String(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return isFault(cell) ? cell.fault : '';
}

/** Tells a cell without anything in it to read; an error value is something. */
export function isBlank(cell: CellValue | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && !/\S/.test(cell));
}

function read(value: unknown): FormReading {
  return { ok: true, value };
}

function refused(code: SheetFaultCode, facts: Readonly<Record<string, string>>, instead: unknown): FormReading {
  return { ok: false, code, facts, instead };
}

/** Words of the document's own, verbatim. */
export const PROSE: CellForm<string> = { look: 'prose', write: textCell, read: (cell) => read(textIn(cell)) };
/** A name or short text, verbatim. */
export const TEXT: CellForm<string> = { ...PROSE, look: 'text' };
/** An id or a single word: spaces around it say nothing. */
export const WORD: CellForm<string> = { look: 'text', write: textCell, read: (cell) => read(textIn(cell).trim()) };

export const DECIMAL: CellForm<string> = {
  look: 'number',
  write: decimalCell,
  read(cell) {
    const value = decimalIn(cell);
    return value === undefined ? refused('sheet-number', { found: excerpt(textIn(cell)) }, '0') : read(value);
  },
};

/** A whole number such as a year. */
export const WHOLE: CellForm<number> = {
  look: 'whole',
  write: (value) => ({ kind: 'number', value }),
  read(cell) {
    const value = Number(decimalIn(cell) ?? Number.NaN);
    return Number.isSafeInteger(value) ? read(value) : refused('sheet-whole', { found: excerpt(textIn(cell)) }, 0);
  },
};

export const DATE: CellForm<IsoDate> = {
  look: 'date',
  write: dateCell,
  read(cell, { date1904 }) {
    const date = dateIn(cell, date1904);
    return date === undefined ? refused('sheet-date', { found: excerpt(textIn(cell)) }, '2000-01-01') : read(date);
  },
};

/** One of a few words; the document's own words for them are read as well. */
export function choiceOf<V extends string>(words: Readonly<Record<V, string>>): CellForm<V> {
  const values = Object.keys(words) as V[];
  const choices = values.map((value) => words[value]);
  const known = new Map(
    values.flatMap((value) => [words[value], value].map((word) => [nameKey(word), value] as const)),
  );
  return {
    look: 'text',
    choices,
    write: (value) => textCell(words[value]),
    read(cell) {
      const found = textIn(cell);
      const value = known.get(nameKey(found));
      if (value !== undefined) return read(value);
      return refused('sheet-choice', { found: excerpt(found), allowed: choices.join(', ') }, values[0]);
    },
  };
}

const YES = '是';
const YES_OR_NO = new Map([
  ...['是', 'yes', 'true', '1', '√', '✓'].map((word) => [word, true] as const),
  ...['否', 'no', 'false', '0'].map((word) => [word, false] as const),
]);

/** 是, or blank for no. */
export const FLAG: CellForm<boolean> = {
  look: 'text',
  choices: [YES],
  write: (value) => (value ? textCell(YES) : BLANK),
  read(cell) {
    const found = textIn(cell);
    const value = YES_OR_NO.get(nameKey(found));
    return value === undefined ? refused('sheet-choice', { found: excerpt(found), allowed: YES }, false) : read(value);
  },
};

/** Several words or names. */
export const LIST: CellForm<readonly string[]> = {
  look: 'list',
  write: (items) => textCell(printList(items)),
  read: (cell) => readList(cell, (text) => text),
};

/** Keywords: those joined by + must all occur. */
export const KEYWORDS: CellForm<readonly (readonly string[])[]> = {
  look: 'list',
  write: (groups) => textCell(printGroups(groups)),
  read(cell) {
    const groups = parseGroups(textIn(cell));
    if (groups.ok) return read(groups.value.map((group) => group.map(({ text }) => text)));
    const { position, found } = groups.error;
    return refused('sheet-list', { position: String(position), found }, []);
  },
};

function readList(cell: CellValue, itemOf: (text: string) => string | undefined): FormReading {
  const list = parseList(textIn(cell));
  if (!list.ok) {
    const { position, found } = list.error;
    return refused('sheet-list', { position: String(position), found }, []);
  }
  const items: string[] = [];
  for (const { text } of list.value) {
    const item = itemOf(text);
    if (item === undefined) return refused('sheet-field-unknown', { field: excerpt(text) }, [UNKNOWN_FIELD]);
    items.push(item);
  }
  return read(items);
}

// ---- Fields ------------------------------------------------------------------------------------------------------

/** Stands where a field can't be told; a fault says so already. */
const UNKNOWN_FIELD = 'unknown';
const FIELD_ID = /^[a-z][A-Za-z0-9]{0,59}$/;

/** The field that a text names; one that looks like an id is left for the document's own proof to look up. */
function fieldIn(text: string, names: FieldNames | undefined): string | undefined {
  const plain = text.trim();
  if (!names) return FIELD_ID.test(plain) ? plain : UNKNOWN_FIELD;
  const [, bracketed] = /^[[［](.+)[\]］]$/s.exec(plain) ?? [];
  const id = names.idOf(text) ?? (bracketed === undefined ? undefined : names.idOf(bracketed.replaceAll(']]', ']')));
  return id ?? (FIELD_ID.test(plain) ? plain : undefined);
}

/** A column by its heading. */
export const FIELD: CellForm<string> = {
  look: 'text',
  write: (id, { names }) => textCell(names?.nameOf(id) ?? id),
  read(cell, { names }) {
    const found = textIn(cell);
    const id = fieldIn(found, names);
    return id === undefined ? refused('sheet-field-unknown', { field: excerpt(found) }, UNKNOWN_FIELD) : read(id);
  },
};

/** Columns by their headings. */
export const FIELDS: CellForm<readonly string[]> = {
  look: 'list',
  write: (ids, { names }) => textCell(printList(ids.map((id) => names?.nameOf(id) ?? id))),
  read: (cell, { names }) => readList(cell, (text) => fieldIn(text, names)),
};

type ColumnOfLedger = Extract<Limit, { kind: 'listed' }>['in'];

/** A column of another ledger: «staff[姓名]». */
export const COLUMN_OF_LEDGER: CellForm<ColumnOfLedger> = {
  look: 'text',
  write: ({ ledger, column }, { namesOf }) =>
    textCell(`${ledger}${fieldInBrackets(namesOf(ledger)?.nameOf(column) ?? column)}`),
  read(cell, { namesOf }) {
    const found = textIn(cell).trim();
    const [, ledger, name] = found.length > LONGEST_NEED ? [] : (LEDGER_AND_COLUMN.exec(found) ?? []);
    const instead = { ledger: UNKNOWN_FIELD, column: UNKNOWN_FIELD };
    if (ledger === undefined || name === undefined) {
      return refused('sheet-column-of-ledger', { found: excerpt(found) }, instead);
    }
    const column = fieldIn(name.replaceAll(']]', ']'), namesOf(ledger));
    if (column === undefined) return refused('sheet-field-unknown', { field: excerpt(name) }, instead);
    return read({ ledger, column });
  },
};

const LEDGER_AND_COLUMN = /^([^[［\s]+)\s*[[［](.+)[\]］]$/s;

type Needs = Rule['requires'];

/** Columns that must be filled, each with the code of its finding: «进货成本=purchase-cost-missing». */
export const NEEDS: CellForm<Needs> = {
  look: 'list',
  write: (needs, { names }) =>
    textCell(
      needs
        .map(({ column, code }) => {
          const name = names?.nameOf(column) ?? column;
          return `${/[=＝]/.test(name) ? inQuotes(name) : printItem(name)}=${code}`;
        })
        .join('、'),
    ),
  read(cell, { names }) {
    const text = textIn(cell);
    const needs: Needs = [];
    for (const part of needParts(text)) {
      const [, quoted, plain, code] = part.length > LONGEST_NEED ? [] : (NEED.exec(part) ?? []);
      if (code === undefined) return refused('sheet-needs', { found: excerpt(part.trim()) }, []);
      const column = fieldIn(quoted?.replaceAll('""', '"') ?? plain ?? '', names);
      if (column === undefined) {
        return refused('sheet-field-unknown', { field: excerpt(quoted ?? plain ?? '') }, []);
      }
      needs.push({ column, code });
    }
    return read(needs);
  },
};

const NEED = /^\s*(?:"((?:[^"]|"")*)"|([^"=＝]+?))\s*[=＝]\s*(\S+)\s*$/;

/** An id, an equals sign and the longest heading, doubled by quotes. */
const LONGEST_NEED = 400;

/** The parts of a text between list separators, quotes kept together. */
function needParts(text: string): readonly string[] {
  const parts = text.match(/(?:"(?:[^"]|"")*"|[^、，,；;\n"])+/g) ?? [];
  return parts.filter((part) => part.trim() !== '');
}

// ---- Formulas ----------------------------------------------------------------------------------------------------

/** A formula over a row; a bare number is a number cell. */
export const ROW_FORMULA: CellForm<RowExpression> = {
  look: 'formula',
  write(expression, { names }) {
    if ('number' in expression) return decimalCell(expression.number);
    return textCell(printRowExpression(expression, names ?? NO_NAMES));
  },
  read(cell, { names }) {
    if (typeof cell === 'number') return readNumber(cell);
    // Without a ledger nothing can be said of the fields; what is wrong is said of the ledger.
    return names ? readFormula(parseRowExpression(textIn(cell), names)) : read(NO_FORMULA);
  },
};

/** A formula over a year. */
export const YEAR_FORMULA: CellForm<YearExpression> = {
  look: 'formula',
  write(expression) {
    return 'number' in expression ? decimalCell(expression.number) : textCell(printYearExpression(expression));
  },
  read: (cell) => (typeof cell === 'number' ? readNumber(cell) : readFormula(parseYearExpression(textIn(cell)))),
};

/** The test of a derived choice's case. */
export const CASE_TEST: CellForm<CaseTest> = {
  look: 'formula',
  write: (test, { names }) => textCell(printCaseTest(test, names ?? NO_NAMES)),
  read(cell, { names }) {
    if (!names) return read({ blank: UNKNOWN_FIELD });
    const test = parseCaseTest(textIn(cell), names);
    return test.ok ? read(test.value) : formulaRefused(test.error, { blank: UNKNOWN_FIELD });
  },
};

/** Conditions, one a line. */
export const CONDITIONS: CellForm<readonly Condition[]> = {
  look: 'prose',
  write: (conditions, { names }) => textCell(printConditions(conditions, names ?? NO_NAMES)),
  read(cell, { names, types }) {
    if (!names) return read([]);
    const conditions = parseConditions(textIn(cell), names, types);
    if (conditions.ok) return read(conditions.value);
    const { code, facts } = conditions.error;
    return refused(code, Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, excerpt(fact)])), []);
  },
};

const NO_NAMES = new FieldNames([]);
const NO_FORMULA = { number: '0' } as const;

function readNumber(cell: number): FormReading {
  const number = decimalIn(cell);
  return number === undefined ? refused('sheet-number', { found: String(cell) }, NO_FORMULA) : read({ number });
}

function readFormula(parsed: Result<unknown, ExpressionProblem>): FormReading {
  return parsed.ok ? read(parsed.value) : formulaRefused(parsed.error, NO_FORMULA);
}

const FORMULA_CODES: Readonly<Record<ExpressionProblem['code'], SheetFaultCode>> = {
  unexpected: 'sheet-formula',
  'field-unknown': 'sheet-formula-field',
  'word-unknown': 'sheet-formula-word',
  'out-of-place': 'sheet-formula-out-of-place',
  'too-deep': 'sheet-formula-too-deep',
  'too-long': 'sheet-formula-too-long',
};

function formulaRefused(problem: ExpressionProblem, instead: unknown): FormReading {
  const { code, position, found } = problem;
  const facts = code === 'too-long' ? { most: String(LONGEST_EXPRESSION) } : { position: String(position), found };
  const expected = code === 'unexpected' ? { expected: problem.expected } : {};
  return refused(FORMULA_CODES[code], { ...facts, ...expected }, instead);
}
