import { isoDate, parseIsoDate } from '../kernel/dates';
import { Decimal, decimalText, parseDecimal } from '../kernel/decimal';
import { yuanText } from '../kernel/money';
import { err, ok, type Result } from '../kernel/result';
import {
  CASE_ERRORS,
  type CaseExpectation,
  type CaseInput,
  type Column,
  type Ledger,
  type PolicyDocument,
} from './schema';

/**
 * A policy's cases as people write them into cells, one line each:
 *
 *     指标 fans = 52300          参数 team-share = 0.6
 *     收入：日期=2016-03-05，类别=广告费，金额=1000；收入：日期=2016-03-06，类别=代维费，金额=200
 *     FAN_PENALTY = 3850.00      NET_PROFIT = #N/A      计入 revenue = 700.00      指标 events = 1
 *     工资项目 base-pay = 24000.00                       校验 discount-below-floor = 1
 *
 * Inputs stand apart by «；» or on lines of their own, a row's columns by «，»; half-width signs will do. A ledger goes by
 * its title or its id, a column by its heading or its id. A name or value that holds one of the signs, a line break or
 * a space at its ends stands in quotes, written like a JSON string: "甲，乙", "say \"so\"". What is printed reads back as the
 * very same inputs; the words 指标, 参数, 计入, 工资项目, 校验 may be English: measure, parameter, counted, pay item, finding.
 *
 * A sheet 制度用例 has a case a row: 编号 (id), 说明 (title), 年度 (year), 录入 (`printCaseInput`), 期望
 * (`printCaseExpectation`), 条款 (clauses). `parseCaseInput` and `parseCaseExpectation` read them back; a refusal's code and
 * facts are those of a policy fault and want only the place.
 */

/** Every code that reading a case's text gives besides those of `referenceFaults`, with its facts. */
export const CASE_TEXT_FAULT_CODES = [
  /** Quotes that are not closed, or that hold no JSON string. Facts: text. */
  'case-text-quotes',
  /** A name with no «=» and value behind it. Facts: text. */
  'case-text-no-value',
  /** Something stands where a sign between parts is due. Facts: text. */
  'case-text-unexpected',
  /** Nothing is expected. No facts. */
  'case-text-empty',
  /** A column of a row is given twice. Facts: column. */
  'case-column-twice',
] as const;

/** Why a text is no case's: a code of `CASE_TEXT_FAULT_CODES` or of `REFERENCE_FAULT_CODES`. */
export interface CaseTextFault {
  readonly code: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** The most characters that a case's inputs may take in print: a cell holds 32,767. */
export const LONGEST_CASE_TEXT = 32_000;

// ---- Printing ----------------------------------------------------------------------------------------------------

/** A case's inputs in one line, «» for none. */
export function printCaseInput(given: readonly CaseInput[], document: PolicyDocument): string {
  return given.map((input) => printed(input, document)).join('；');
}

function printed(input: CaseInput, document: PolicyDocument): string {
  if ('measure' in input) return `指标 ${input.measure} = ${input.value}`;
  if ('parameter' in input) return `参数 ${input.parameter} = ${input.value}`;
  const ledger = document.ledgers.find(({ id }) => id === input.ledger);
  const cells = Object.entries(input.row).map(([id, value]) => {
    return `${name(ledger ? headingOf(ledger, id) : id)}=${inQuotesIf(UNSAFE_IN_VALUE, value)}`;
  });
  return `${name(ledger ? titleOf(document, ledger) : input.ledger)}：${cells.join('，')}`;
}

/** What a case expects, in one line. Yuan bear two decimals. */
export function printCaseExpectation(expect: CaseExpectation, document: PolicyDocument): string {
  if ('finding' in expect) return `校验 ${expect.finding} = ${String(expect.count)}`;
  const outcome = 'error' in expect ? expect.error : shownValue(expect, document);
  if ('answer' in expect) return `${expect.answer} = ${outcome}`;
  if ('counted' in expect) return `计入 ${expect.counted} = ${outcome}`;
  return 'measure' in expect ? `指标 ${expect.measure} = ${outcome}` : `工资项目 ${expect.payItem} = ${outcome}`;
}

function shownValue(expect: Extract<CaseExpectation, { value: string }>, document: PolicyDocument): string {
  if (!('measure' in expect)) return yuanText(new Decimal(expect.value));
  const measure = document.measures.find(({ id }) => id === expect.measure);
  return measure?.unit === 'CNY' ? yuanText(new Decimal(expect.value)) : expect.value;
}

/** A ledger's title where it leads back to the ledger, else its id. */
function titleOf(document: PolicyDocument, ledger: Ledger): string {
  return ledgerNamed(document, ledger.title.zh) === ledger ? ledger.title.zh : ledger.id;
}

function headingOf(ledger: Ledger, id: string): string {
  const column = ledger.columns.find((candidate) => candidate.id === id);
  return column && columnNamed(ledger, column.header) === column ? column.header : id;
}

const UNSAFE_IN_NAME = /[;；,，=＝:："“”\p{C}\p{Zl}\p{Zp}]|^\s|\s$/u;
const UNSAFE_IN_VALUE = /[;；,，"“”\p{C}\p{Zl}\p{Zp}]|^\s|\s$/u;

function name(text: string): string {
  return inQuotesIf(UNSAFE_IN_NAME, text);
}

function inQuotesIf(unsafe: RegExp, text: string): string {
  if (!unsafe.test(text)) return text;
  // Beyond what JSON escapes: whatever breaks a line, can't be seen, or has no place in a file's XML.
  return JSON.stringify(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(''),
  );
}

function escaped(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

// ---- Reading -----------------------------------------------------------------------------------------------------

/** Reads a case's inputs; a blank text is none. */
export function parseCaseInput(text: string, document: PolicyDocument): Result<readonly CaseInput[], CaseTextFault> {
  return reading(() => new CaseReader(text, document).inputs());
}

/** Reads what a case expects. */
export function parseCaseExpectation(text: string, document: PolicyDocument): Result<CaseExpectation, CaseTextFault> {
  return reading(() => new CaseReader(text, document).expectation());
}

/** Ends the reading of a text; thrown and caught within this file. */
class Unreadable extends Error {
  constructor(readonly fault: CaseTextFault) {
    super(fault.code);
  }
}

function reading<T>(read: () => T): Result<T, CaseTextFault> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof Unreadable) return err(error.fault);
    throw error;
  }
}

function refuse(code: string, facts: CaseTextFault['facts'] = {}): never {
  throw new Unreadable({ code, facts });
}

const MEASURE = /^(?:指标|measure)\s+(\S+)$/i;
const PARAMETER = /^(?:参数|parameter)\s+(\S+)$/i;
const COUNTED = /^(?:计入|counted)\s+(\S+)$/i;
const PAY_ITEM = /^(?:工资项目|pay item)\s+(\S+)$/i;
const FINDING = /^(?:校验|finding)\s+(\S+)$/i;

const COLON = /^[:：]/;
const EQUALS = /^[=＝]/;
const COMMA = /^[,，]/;
const BETWEEN_INPUTS = /^(?:[;；]|\r\n|\r|\n)/;
const BARE_NAME = /^[^;；,，=＝:："“”\r\n]*/;
const BARE_VALUE = /^[^;；,，"“”\r\n]*/;
const QUOTED = /^"(?:[^"\\]|\\.)*"/;

class CaseReader {
  private rest: string;

  constructor(
    text: string,
    private readonly document: PolicyDocument,
  ) {
    this.rest = text.trim();
  }

  inputs(): readonly CaseInput[] {
    const inputs: CaseInput[] = [];
    this.skipEmpty();
    while (this.rest !== '') {
      inputs.push(this.input());
      if (this.rest !== '' && !BETWEEN_INPUTS.test(this.rest)) refuse('case-text-unexpected', { text: this.excerpt() });
      this.skipEmpty();
    }
    return inputs;
  }

  private input(): CaseInput {
    const start = this.rest;
    const subject = this.part(BARE_NAME);
    if (this.take(COLON)) return this.row(subject);
    if (!this.take(EQUALS)) refuse('case-text-no-value', { text: excerptOf(start) });
    const parameter = PARAMETER.exec(subject)?.[1];
    if (parameter !== undefined) {
      const id = named(this.document.parameters, parameter) ?? refuse('unknown-parameter', { parameter });
      return { parameter: id, value: numberIn(this.part(BARE_VALUE)) };
    }
    const measure = MEASURE.exec(subject)?.[1];
    if (measure === undefined) refuse('case-text-unexpected', { text: excerptOf(start) });
    return { measure: this.measureId(measure), value: numberIn(this.part(BARE_VALUE)) };
  }

  private row(named: string): CaseInput {
    const ledger = ledgerNamed(this.document, named) ?? refuse('unknown-ledger', { ledger: named });
    const row: Record<string, string> = {};
    while (this.rest !== '' && !BETWEEN_INPUTS.test(this.rest)) {
      const start = this.rest;
      const heading = this.part(BARE_NAME);
      if (!this.take(EQUALS)) refuse('case-text-no-value', { text: excerptOf(start) });
      const column = columnNamed(ledger, heading) ?? refuse('unknown-column', { column: heading, ledger: ledger.id });
      if (Object.hasOwn(row, column.id)) refuse('case-column-twice', { column: column.header });
      const value = this.part(BARE_VALUE);
      if (value.trim() === '') refuse('case-text-no-value', { text: excerptOf(start) });
      row[column.id] = column.type === 'date' ? asIsoDate(value) : value;
      if (!this.take(COMMA)) break;
    }
    return { ledger: ledger.id, row };
  }

  expectation(): CaseExpectation {
    if (this.rest === '') refuse('case-text-empty');
    const start = this.rest;
    const subject = this.part(BARE_NAME);
    if (!this.take(EQUALS)) refuse('case-text-no-value', { text: excerptOf(start) });
    const outcome = this.part(BARE_VALUE);
    if (this.rest !== '') refuse('case-text-unexpected', { text: this.excerpt() });
    if (outcome === '') refuse('case-text-no-value', { text: excerptOf(start) });
    const finding = FINDING.exec(subject)?.[1];
    if (finding !== undefined) return { finding, count: countIn(outcome) };
    return { ...this.figure(subject), ...outcomeIn(outcome) };
  }

  private figure(
    subject: string,
  ): { answer: string } | { counted: string } | { measure: string } | { payItem: string } {
    const { answers, ruleTables, payItems } = this.document;
    const counted = COUNTED.exec(subject)?.[1];
    if (counted !== undefined) {
      return { counted: named(ruleTables, counted) ?? refuse('unknown-rule-table', { ruleTable: counted }) };
    }
    const measure = MEASURE.exec(subject)?.[1];
    if (measure !== undefined) return { measure: this.measureId(measure) };
    const payItem = PAY_ITEM.exec(subject)?.[1];
    if (payItem !== undefined) return { payItem: named(payItems, payItem) ?? refuse('unknown-pay-item', { payItem }) };
    return { answer: named(answers, subject) ?? refuse('unknown-answer', { answer: subject }) };
  }

  private measureId(text: string): string {
    return named(this.document.measures, text) ?? refuse('unknown-measure', { measure: text });
  }

  // ---- Signs ---------------------------------------------------------------------------------------------------

  /** A name or value, in quotes or up to the next sign. */
  private part(bare: RegExp): string {
    this.rest = this.rest.replace(SPACES, '');
    if (!this.rest.startsWith('"')) {
      const [text = ''] = bare.exec(this.rest) ?? [];
      this.rest = this.rest.slice(text.length);
      return text.trim();
    }
    const [quoted] = QUOTED.exec(this.rest) ?? [];
    const text = quoted === undefined ? undefined : stringIn(quoted);
    if (quoted === undefined || text === undefined) refuse('case-text-quotes', { text: this.excerpt() });
    this.rest = this.rest.slice(quoted.length).replace(SPACES, '');
    return text;
  }

  private take(sign: RegExp): boolean {
    const [taken] = sign.exec(this.rest) ?? [];
    if (taken === undefined) return false;
    this.rest = this.rest.slice(taken.length).replace(SPACES, '');
    return true;
  }

  /** Blank lines and signs at a line's end separate nothing. */
  private skipEmpty(): void {
    this.rest = this.rest.replace(/^[\s;；]+/, '');
  }

  private excerpt(): string {
    return excerptOf(this.rest);
  }
}

/** Spaces within a line. */
const SPACES = /^[^\S\r\n]+/;

function excerptOf(text: string): string {
  const line = text.split(/[\r\n]/, 1)[0] ?? '';
  return line.length > MOST_EXCERPT ? `${line.slice(0, MOST_EXCERPT)}…` : line;
}

const MOST_EXCERPT = 60;

function stringIn(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}

/** Days as people write them, «2016/3/5» and «2016年3月5日»; any other text is kept, for `referenceFaults` to refuse. */
function asIsoDate(text: string): string {
  if (parseIsoDate(text)) return text;
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return isoDate(Number(year), Number(month), Number(day)) ?? text;
}

function numberIn(text: string): string {
  const value = parseDecimal(text);
  return value ? decimalText(value) : refuse('case-value-mismatch', { value: text, column: '', needed: 'number' });
}

function countIn(text: string): number {
  return /^\d{1,4}$/.test(text)
    ? Number(text)
    : refuse('case-value-mismatch', { value: text, column: '', needed: 'count' });
}

function outcomeIn(text: string): { value: string } | { error: (typeof CASE_ERRORS)[number] } {
  const error = CASE_ERRORS.find((candidate) => candidate === text.toUpperCase());
  return error === undefined ? { value: numberIn(text) } : { error };
}

// ---- Names -------------------------------------------------------------------------------------------------------

/** The id of the item with this id or, failing that, this title. */
function named(
  items: readonly { readonly id: string; readonly title: { readonly zh: string; readonly en: string } }[],
  text: string,
): string | undefined {
  const item = items.find(({ id }) => id === text) ?? items.find(({ title }) => title.zh === text || title.en === text);
  return item?.id;
}

function ledgerNamed(document: PolicyDocument, text: string): Ledger | undefined {
  const { ledgers } = document;
  return (
    ledgers.find(({ id }) => id === text) ??
    ledgers.find(({ title }) => title.zh === text) ??
    ledgers.find(({ title, sheet, table }) => [title.en, sheet, table].includes(text))
  );
}

function columnNamed(ledger: Ledger, text: string): Column | undefined {
  return ledger.columns.find(({ id }) => id === text) ?? ledger.columns.find(({ header }) => header === text);
}
