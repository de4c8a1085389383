import fc, { type Arbitrary, type GeneratorValue } from 'fast-check';
import { decimalText, parseDecimal } from '../../src/kernel/decimal';
import { isPolicySheet, isSheetName } from '../../src/policy/sheet-names';
import type { Json } from '../policy/pack-change';

/**
 * Policy documents of any content that can be used: every reference leads somewhere, and every text is as awkward as a
 * document allows. What they say makes no sense to people, and lint has much to tell of them.
 */
export function anyPolicyJson(): Arbitrary<Json> {
  return fc.gen().map((g) => new PolicyMaker(g).document());
}

// ---- Texts -------------------------------------------------------------------------------------------------------

/** Texts that mean something to a spreadsheet, to a list, to an expression or to a file's XML. */
const AWKWARD = [
  '=1+1', '+1', '-1', '@x', "'quoted", '"', '""', '“”', '甲、乙', '甲，乙', 'a,b;c', '；', '[x]', ']', '[[a]]', 'a]b', '（空）', '(空)',
  '(blank)', '待定', '007', '2016', '1.10', '1e3', '2016-03-05', '3月5日', 'TRUE', '#REF!', '#N/A', ' outer ', '\u3000全角\u3000', '\u00a0',
  '_x0041_', '&lt;', '<b>&amp;</b>', '𠮷😀', 'ＡＢＣ', '≥5', '>5 且 ≤10', '~', '是', '元', 'CNY', '合计', '条款', '编号', '名称', '规则表', '备注',
  '备注 1', '（说明）', '金额（2）', '(2)', 'A（3）', '参数(x)', 'max(', '+', 'a+b', '=', 'a=b', '×', '为空', '不晚于', 'constructor', '__proto__', 'toString',
  '\u200b', 'e\u0301', '\ufeffbom', '\u2028', '１２３', '½', '50%', '%', '.', '…', '\\', '/', '*', '?', ':', '|', '$A$1', "it's", 'x y',
]; // prettier-ignore

const ONE_LINE = /^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u;

function line(most: number): Arbitrary<string> {
  const word = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...AWKWARD) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }) },
  );
  return fc
    .array(word, { minLength: 1, maxLength: 3 })
    .map((words) => words.join(''))
    .filter((text) => text.length <= most && /\S/.test(text) && ONE_LINE.test(text));
}

const LINE = line(60);
const SHORT = line(20);
const TEXT = fc
  .array(fc.oneof(LINE, fc.constantFrom('\n', '\t', '\n\n')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(''))
  .filter((text) => /\S/.test(text));
const CLAUSE_ID = fc.oneof(
  fc.constantFrom('六.2.1', '1.10', '2016', '甲、乙', '"q"', '（空）', '[1]', '=1', '1e5', '“a”', 'a+b', '；', '，'),
  line(20).filter((text) => !/[\s,;]/.test(text)),
);
const ID = fc.constantFrom(
  'a',
  'rate',
  'fan-target',
  'x-1',
  'b2',
  'true',
  'sum',
  'long-name-of-something',
  'p',
  'q-',
  'e',
);
const FIELD_ID = fc.constantFrom('date', 'amount', 'aB', 'x', 'sum', 'value1', 'length', 'name', 'e5', 'then');
const ANSWER_ID = fc.constantFrom('NET', 'MAX', 'A1', 'SUM', 'X_Y', 'TRUE', 'P');
const CODE = fc.constantFrom('required-field-missing', 'x-missing', 'a', 'note-1');

const DECIMAL = fc.oneof(
  fc.constantFrom('0', '1', '0.5', '-3', '60000', '0.1', '100', '12345678901234567890.123', '-0.000000000000000000001'),
  fc.integer().map(String),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 })
    .map((value) => canonical(value.toFixed(6))),
  fc
    .tuple(fc.boolean(), fc.stringMatching(/^\d{1,30}$/), fc.stringMatching(/^\d{0,25}$/))
    .map(([minus, whole, part]) => canonical(`${minus ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`)),
);
const WHOLE = fc.integer({ min: 0, max: 200 }).map(String);

function canonical(text: string): string {
  const value = parseDecimal(text);
  return value ? decimalText(value) : '0';
}

const DATE = fc
  .oneof(
    fc.date({ min: new Date('2010-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }),
    fc.constantFrom(
      ...['0001-01-01', '0099-12-31', '1899-12-31', '1900-02-28', '1900-03-01', '1949-12-31', '1950-01-01'].map(asDate),
      ...['2099-12-31', '2100-01-01', '9999-12-31'].map(asDate),
    ),
  )
  .map((date) => date.toISOString().slice(0, 10));

function asDate(text: string): Date {
  return new Date(`${text}T00:00:00Z`);
}

// ---- Documents ---------------------------------------------------------------------------------------------------

type ColumnType = 'date' | 'moment' | 'text' | 'choice' | 'money' | 'count';

interface MadeField {
  readonly id: string;
  readonly type: ColumnType;
  readonly derived: boolean;
  /** The only values that it can hold, where the document declares them. */
  readonly declared?: readonly string[];
}

interface MadeLedger {
  readonly id: string;
  readonly json: Json;
  readonly fields: readonly MadeField[];
  readonly category: string | undefined;
}

type Fields = { readonly [key: string]: Json };

class PolicyMaker {
  private clauseIds: readonly string[] = [];
  private parameters: readonly { readonly id: string; readonly kind: string }[] = [];
  private ledgers: readonly MadeLedger[] = [];
  private readonly codes: string[] = ['no-rule', 'duplicate-row'];

  constructor(private readonly g: GeneratorValue) {}

  document(): Json {
    const clauses = this.distinct(CLAUSE_ID, 1, 5);
    this.clauseIds = clauses;
    const parameters = this.distinct(ID, 0, 4).map((id) => this.parameter(id));
    this.ledgers = this.distinct(ID, 1, 3).map((id, index) => this.ledger(id, index));
    const ruleTables = this.some(
      ID,
      this.ledgers.filter((ledger) => this.of(ledger, 'date').length > 0),
    ).map(([id, ledger]) => this.ruleTable(id, ledger));
    const tableIds = ruleTables.map(({ id }) => id);
    const measures = this.some(
      ID,
      this.ledgers.filter((ledger) => this.of(ledger, 'date').length > 0),
    ).map(([id, ledger]) => this.measure(id, ledger));
    const measureIds = measures.map(({ id }) => id);
    const payItems = this.distinct(ID, 0, 2).flatMap((id) => {
      const parameter = this.parameters.length === 0 ? undefined : this.pick(this.parameters);
      return parameter ? [{ id, title: this.title(), monthly: { parameter: parameter.id }, clauses: this.cite() }] : [];
    });
    const payIds = payItems.map(({ id }) => id);
    const answers: { readonly id: string; readonly json: Json }[] = [];
    for (const id of this.distinct(ANSWER_ID, 1, 4)) {
      const value = this.yearExpression({
        answers: answers.map((answer) => answer.id),
        tables: tableIds,
        measures: measureIds,
        payItems: payIds,
      });
      answers.push({ id, json: this.answer(id, value) });
    }
    const answerIds = answers.map(({ id }) => id);
    const leaves = { answers: answerIds, tables: tableIds, measures: measureIds, payItems: payIds };
    const limits = this.distinct(ID, 0, 4).map((id) => this.limit(id, leaves, ruleTables));
    const weighted = this.ledgers.filter((ledger) => this.of(ledger, 'money', 'count').length > 0);
    const distributions = this.times(0, weighted.length === 0 ? 0 : 2, () => this.distribution(answerIds, weighted));
    const breakdowns = ruleTables.some((table) => table.texts.length > 0)
      ? this.distinct(ID, 0, 2).map((id) => this.breakdown(id, ruleTables))
      : [];
    const taskLedger = this.taskLedger();
    return {
      format: 'payclause-policy/1',
      id: this.one(ID),
      edition: this.one(LINE),
      title: this.title(),
      source: this.one(TEXT),
      life: this.days({ from: this.one(DATE) }, 'to'),
      chapters: this.distinct(line(10), 0, 3).map((id) => ({ id, title: this.one(LINE) })),
      clauses: clauses.map((id) => ({
        id,
        article: this.one(LINE),
        text: this.one(TEXT),
        ...this.maybe('manual', () => ({ zh: this.one(TEXT), en: this.one(TEXT) })),
      })),
      parameters,
      ledgers: this.ledgers.map(({ json }) => json),
      ruleTables: ruleTables.map(({ json }) => json),
      measures: measures.map(({ json }) => json),
      limits,
      payItems,
      answers: answers.map(({ json }) => json),
      distributions,
      ...(breakdowns.length > 0 ? { breakdowns } : {}),
      tasks: this.distinct(ID, 0, 2).map((id) => ({
        id,
        title: this.title(),
        dueOn: this.one(DATE),
        clauses: this.cite(),
      })),
      ...(taskLedger ? { taskLedger } : {}),
      cases: this.distinct(ID, 0, 3).map((id) => this.policyCase(id, leaves)),
    };
  }

  // ---- Parts ---------------------------------------------------------------------------------------------------

  private parameter(id: string): Json {
    const kind = this.pick(['money', 'ratio', 'count', 'months']);
    const figure = kind === 'months' ? WHOLE : DECIMAL;
    const starts = [...this.distinct(DATE, 0, 3)].sort();
    const values = starts.map((from, index): Json => {
      const next = starts[index + 1];
      const open = index === 0 && this.yes();
      const last = next === undefined ? undefined : dayBefore(next);
      return {
        ...(open ? {} : { from }),
        ...(last === undefined || last < from ? (this.yes() ? {} : { to: from }) : { to: last }),
        value: this.one(figure),
        clauses: this.cite(),
      };
    });
    this.parameters = [...this.parameters, { id, kind }];
    return {
      id,
      title: this.title(),
      unit: this.unit(),
      kind,
      // Bounds so wide that every value keeps them.
      ...this.maybe('min', () => `-1${'0'.repeat(40)}`),
      ...this.maybe('max', () => `1${'0'.repeat(40)}`),
      values: overlapping(values) ? values.slice(0, 1) : values,
      ...this.maybe('example', () => this.one(figure)),
    };
  }

  private ledger(id: string, index: number): MadeLedger {
    const ids = this.distinct(FIELD_ID, 2, 7, (text) => text.toLowerCase());
    const headers = this.distinct(LINE, ids.length, ids.length, (text) => text.toLowerCase());
    const types: readonly ColumnType[] = ['date', 'money', 'text', 'choice', 'count', 'moment'];
    const all = ids.map((column, place) => ({
      id: column,
      header: headers[place] ?? '',
      // The first two make almost everything possible; the rest are anything.
      type: place < 2 ? (types[place] ?? 'text') : this.pick(types),
    }));
    const free = this.distinct(
      FIELD_ID.map((name) => `d${name}`),
      0,
      3,
      (text) => text.toLowerCase(),
    );
    const columns: readonly MadeField[] = all.map((column) => ({ ...column, derived: false }));
    const choiceColumns = columns.filter(({ type }) => type === 'choice');
    const category = choiceColumns.length > 0 && this.yes() ? this.pick(choiceColumns).id : undefined;
    const others = choiceColumns.filter((column) => column.id !== category);
    const source = others.length > 0 && this.yes() ? this.pick(others).id : undefined;
    const memo = columns.filter(({ type }) => type === 'text' || type === 'choice');
    const names = category === undefined ? [] : this.distinct(LINE, 0, 4);
    const derived: { readonly field: MadeField; readonly json: Json }[] = [];
    for (const field of free.filter((name) => !ids.some((own) => own.toLowerCase() === name.toLowerCase()))) {
      const made = this.derived(field, [...columns, ...derived.map((each) => each.field)]);
      if (made) derived.push(made);
    }
    const fields = [
      ...columns.map((column): MadeField => (column.id === category ? { ...column, declared: names } : column)),
      ...derived.map(({ field }) => field),
    ];
    const dates = fields.filter(({ type }) => type === 'date').map((field) => field.id);
    const stamps = columns.filter(({ type }) => type === 'date' || type === 'moment').map((field) => field.id);
    const json: Json = {
      id,
      title: this.title(),
      sheet: `台账${String(index + 1)}`,
      table: `表${String(index + 1)}`,
      presence: this.pick(['required', 'optional']),
      empty: this.pick(['zero', 'error']),
      columns: all.map((column) => ({
        ...column,
        title: this.title(),
        required: this.yes(),
        width: this.g(fc.integer, { min: 4, max: 80 }),
      })),
      derived: derived.map((each) => each.json),
      rowDate: dates.length === 0 ? [] : this.times(0, 2, () => this.pick(dates)),
      dated:
        stamps.length === 0 ? [] : this.times(0, 2, () => ({ entered: this.ids(columns), date: this.pick(stamps) })),
      filled: this.times(0, 2, () => ({
        entered: this.ids(columns),
        column: this.pick(columns).id,
        code: this.code(),
      })),
      ...(memo.length > 0 ? this.maybe('memo', () => this.pick(memo).id) : {}),
      ...(category === undefined ? {} : { category }),
      ...(source === undefined ? {} : { source }),
      categories: names.map((name) => ({
        name,
        keywords: this.times(0, 3, () => this.times(1, 3, () => this.one(LINE))),
        ...(source === undefined ? {} : this.maybe('sources', () => this.times(1, 3, () => this.one(LINE)))),
        catchAll: this.yes(),
      })),
      choices: Object.fromEntries(
        choiceColumns.filter(() => this.yes()).map((column) => [column.id, this.times(1, 3, () => this.one(LINE))]),
      ),
      duplicateKey: this.times(0, 2, () => this.pick(fields).id),
    };
    return { id, json, fields, category };
  }

  private derived(
    id: string,
    before: readonly MadeField[],
  ): { readonly field: MadeField; readonly json: Json } | undefined {
    const title = this.title();
    const kind = this.pick(['date', 'count', 'choice']);
    const moments = before.filter(({ type }) => type === 'moment');
    const stamps = before.filter(({ type }) => type === 'date' || type === 'moment');
    if (kind === 'count') {
      const [first] = moments;
      if (!first) return undefined;
      const hoursBetween = [this.pick(moments).id, this.pick(moments).id];
      return { field: { id, type: 'count', derived: true }, json: { id, type: 'count', title, hoursBetween } };
    }
    if (kind === 'date') {
      if (stamps.length === 0) return undefined;
      const months = this.parameters.filter((parameter) => parameter.kind === 'months');
      const plus = months.length > 0 ? this.maybe('plusMonths', () => ({ parameter: this.pick(months).id })) : {};
      return {
        field: { id, type: 'date', derived: true },
        json: { id, type: 'date', title, from: this.pick(stamps).id, ...plus },
      };
    }
    const cases = this.times(1, 3, () => ({ value: this.one(LINE), when: this.caseTest(before, stamps) }));
    const otherwise = this.one(LINE);
    const declared = [...cases.map((entry) => entry.value), otherwise];
    return {
      field: { id, type: 'choice', derived: true, declared },
      json: { id, type: 'choice', title, cases, otherwise },
    };
  }

  private caseTest(before: readonly MadeField[], stamps: readonly MadeField[]): Json {
    const kind = this.pick(['blank', 'notAfter', 'above']);
    if (kind === 'notAfter' && stamps.length > 0) {
      const first = this.pick(stamps);
      const second = this.pick(stamps.filter(({ type }) => type === first.type));
      return { notAfter: [first.id, second.id] };
    }
    if (kind === 'above') return { above: [this.rowExpression(before), this.rowExpression(before)] };
    return { blank: this.pick(before).id };
  }

  private ruleTable(
    id: string,
    ledger: MadeLedger,
  ): { readonly id: string; readonly ledger: string; readonly texts: readonly string[]; readonly json: Json } {
    const ids = this.distinct(ID, 1, 4);
    const rules = ids.map((rule, index): Json => ({
      id: rule,
      title: this.title(),
      when: this.times(0, 4, () => this.condition(ledger)).filter((each) => each !== undefined),
      basis: this.rowExpression(ledger.fields),
      ratio: this.ratio(),
      clauses: this.cite(),
      requires: this.times(0, 2, () => ({ column: this.pick(ledger.fields).id, code: this.code() })),
      overrides: index === 0 ? [] : this.times(0, 2, () => this.pick(ids.slice(0, index))),
    }));
    const json: Json = {
      id,
      title: this.title(),
      ...this.maybe('sheet', () => this.one(SHEET)),
      ledger: ledger.id,
      date: this.pick(this.of(ledger, 'date')).id,
      entered: this.ids(ledger.fields),
      ...this.maybe('excludedCode', () => this.code()),
      rules,
    };
    return { id, ledger: ledger.id, texts: this.of(ledger, 'text', 'choice').map((field) => field.id), json };
  }

  private condition(ledger: MadeLedger): Json | undefined {
    const field = this.pick(ledger.fields);
    switch (field.type) {
      case 'moment':
        return undefined;
      case 'date': {
        const [from = '', to = ''] = [this.one(DATE), this.one(DATE)].sort();
        return { field: field.id, ...this.pick<Fields>([{ from }, { to }, { from, to }]) };
      }
      case 'money':
      case 'count': {
        const [low = '0', high = '0'] = [this.one(WHOLE), this.one(WHOLE)].sort((a, b) => Number(a) - Number(b));
        const above = canonical(`${high}.5`);
        return {
          field: field.id,
          ...this.pick<Fields>([
            { atLeast: low, atMost: high },
            { above: low, below: above },
            { above: low },
            { below: low },
            { atLeast: low, above: low, atMost: above, below: above },
            { atMost: this.one(DECIMAL) },
          ]),
        };
      }
      case 'text':
      case 'choice': {
        const { declared } = field;
        if (declared?.length === 0) return undefined;
        const choice = (): string => (declared ? this.pick(declared) : this.one(fc.oneof(LINE, fc.constant(''))));
        return { field: field.id, in: this.times(1, 4, choice) };
      }
    }
  }

  private measure(id: string, ledger: MadeLedger): { readonly id: string; readonly json: Json } {
    const numbers = this.of(ledger, 'money', 'count');
    const base = {
      id,
      title: this.title(),
      unit: this.unit(),
      ledger: ledger.id,
      date: this.pick(this.of(ledger, 'date')).id,
      clauses: this.cite(),
      reported: this.yes(),
    };
    const kind = numbers.length === 0 ? 'sum' : this.pick(['latest', 'count', 'sum']);
    if (kind === 'latest') {
      return { id, json: { ...base, kind, group: this.pick(ledger.fields).id, value: this.pick(numbers).id } };
    }
    if (kind === 'count') {
      return {
        id,
        json: { ...base, kind, value: this.pick(numbers).id, atLeast: this.rowExpression(ledger.fields) },
      };
    }
    return {
      id,
      json: { ...base, kind: 'sum', entered: this.ids(ledger.fields), value: this.rowExpression(ledger.fields) },
    };
  }

  private limit(
    id: string,
    leaves: YearLeaves,
    tables: readonly { readonly id: string; readonly ledger: string }[],
  ): Json {
    const ledger = this.pick(this.ledgers);
    const base = {
      id,
      ...this.maybe('title', () => this.title()),
      code: this.code(),
      severity: this.pick(['error', 'warning', 'info']),
      clauses: this.cite(),
      ledger: ledger.id,
    };
    const dates = this.of(ledger, 'date');
    const texts = this.of(ledger, 'text', 'choice');
    const kind = this.pick(['row', 'filled', 'year', 'includes', 'listed']);
    if (kind === 'row' && dates.length > 0) {
      const own = tables.filter((table) => table.ledger === ledger.id);
      return {
        ...base,
        kind,
        date: this.pick(dates).id,
        when: this.times(0, 3, () => this.condition(ledger)).filter((each) => each !== undefined),
        left: this.rowExpression(ledger.fields),
        ...this.maybe('of', () => this.rowExpression(ledger.fields)),
        [this.pick(['atLeast', 'atMost'])]: this.rowExpression(ledger.fields),
        cell: this.pick(ledger.fields).id,
        blocks: own.length === 0 ? [] : this.times(0, 2, () => this.pick(own).id),
      };
    }
    if (kind === 'includes' && texts.length > 0) {
      const column = this.pick(texts);
      const declared = column.declared;
      if (declared?.length !== 0) {
        return {
          ...base,
          kind,
          column: column.id,
          values: this.times(1, 3, () => (declared ? this.pick(declared) : this.one(LINE))),
          ...(dates.length === 0 ? {} : this.maybe('inForceFrom', () => this.pick(dates).id)),
          ...(dates.length === 0 ? {} : this.maybe('inForceTo', () => this.pick(dates).id)),
        };
      }
    }
    if (kind === 'listed' && texts.length > 0) {
      return { ...base, kind, column: this.pick(texts).id, in: { ledger: ledger.id, column: this.pick(texts).id } };
    }
    if (kind === 'filled') {
      return { ...base, kind, entered: this.ids(ledger.fields), cell: this.pick(ledger.fields).id };
    }
    const [fromYear = 1900, toYear = 9999] = [this.year(), this.year()].sort((a, b) => a - b);
    return {
      ...base,
      kind: 'year',
      ...this.maybe('fromYear', () => fromYear),
      ...this.maybe('toYear', () => toYear),
      left: this.yearExpression(leaves),
      atLeast: this.yearExpression(leaves),
    };
  }

  private answer(id: string, value: Json): Json {
    return {
      id,
      section: this.pick(['assessment', 'pay', 'profit', 'share', 'quota']),
      title: this.title(),
      unit: 'CNY',
      clauses: this.cite(),
      value,
      ...this.maybe('rounding', () => 'fen'),
    };
  }

  private distribution(answers: readonly string[], weighted: readonly MadeLedger[]): Json {
    const ledger = this.pick(weighted);
    const dates = this.of(ledger, 'date').map(({ id }) => id);
    return {
      answer: this.pick(answers),
      ledger: ledger.id,
      label: this.pick(ledger.fields).id,
      weight: this.pick(this.of(ledger, 'money', 'count')).id,
      ...(dates.length === 0 ? {} : this.maybe('inForceFrom', () => this.pick(dates))),
      ...(dates.length === 0 ? {} : this.maybe('inForceTo', () => this.pick(dates))),
      clauses: this.cite(),
    };
  }

  private breakdown(id: string, tables: readonly { readonly id: string; readonly texts: readonly string[] }[]): Json {
    const able = tables.filter(({ texts }) => texts.length > 0);
    return {
      id,
      title: this.title(),
      parts: this.times(1, 3, () => {
        const table = this.pick(able);
        return { counted: table.id, by: this.pick(table.texts) };
      }),
      clauses: this.cite(),
    };
  }

  private taskLedger(): Json | undefined {
    const own = (ledger: MadeLedger, ...types: readonly ColumnType[]): readonly string[] =>
      ledger.fields.filter((field) => !field.derived && types.includes(field.type)).map(({ id }) => id);
    const able = this.ledgers.filter(
      (ledger) => own(ledger, 'date').length > 0 && own(ledger, 'text', 'choice').length > 0,
    );
    if (able.length === 0 || this.yes()) return undefined;
    const ledger = this.pick(able);
    const texts = own(ledger, 'text', 'choice');
    return {
      ledger: ledger.id,
      task: this.pick(texts),
      dueOn: this.pick(own(ledger, 'date')),
      ...this.maybe('note', () => this.pick(texts)),
    };
  }

  private policyCase(id: string, leaves: YearLeaves): Json {
    const rows = this.times(0, 2, (): Json => {
      const ledger = this.pick(this.ledgers);
      const filled = ledger.fields.filter((field) => !field.derived && this.yes());
      return { ledger: ledger.id, row: Object.fromEntries(filled.flatMap((field) => this.caseCell(field))) };
    });
    const measures = this.yes() ? leaves.measures.slice(0, 1) : [];
    const parameters = this.yes() ? this.parameters.slice(0, 1) : [];
    const whole = canonical((Number(this.one(WHOLE)) / 4).toFixed(2));
    const expects: Json[] = [
      { answer: this.pick(leaves.answers), value: whole },
      { answer: this.pick(leaves.answers), error: this.pick(['#N/A', '#VALUE!', '#NUM!']) },
      { finding: this.pick(this.codes), count: this.g(fc.integer, { min: 0, max: 1000 }) },
      ...leaves.tables.slice(0, 1).map((counted) => ({ counted, value: whole })),
      ...leaves.measures.slice(0, 1).map((measure) => ({ measure, value: this.one(WHOLE) })),
      ...leaves.payItems.slice(0, 1).map((payItem) => ({ payItem, error: '#N/A' })),
    ];
    return {
      id,
      ...this.maybe('title', () => this.one(TEXT)),
      year: this.year(),
      given: [
        ...measures.map((measure) => ({ measure, value: this.one(DECIMAL) })),
        ...parameters.map((parameter) => ({ parameter: parameter.id, value: this.one(WHOLE) })),
        ...rows,
      ],
      expect: this.pick(expects),
      ...this.maybe('clauses', () => this.cite()),
    };
  }

  private caseCell(field: MadeField): readonly (readonly [string, Json])[] {
    switch (field.type) {
      case 'date':
        return [[field.id, '2016-03-05']];
      case 'money':
      case 'count':
        return [[field.id, this.one(WHOLE)]];
      case 'choice':
      case 'text':
        if (field.declared) return field.declared.length === 0 ? [] : [[field.id, this.pick(field.declared)]];
        return [[field.id, this.one(LINE)]];
      case 'moment':
        return [];
    }
  }

  // ---- Expressions ---------------------------------------------------------------------------------------------

  private rowExpression(fields: readonly MadeField[], depth = 0): Json {
    const numbers = fields.filter(({ type }) => type === 'money' || type === 'count');
    return this.expression(depth, (next) => this.rowExpression(fields, next), [
      () => ({ number: this.one(DECIMAL) }),
      ...(numbers.length > 0 ? [() => ({ field: this.pick(numbers).id })] : []),
      ...(this.parameters.length > 0 ? [() => ({ parameter: this.pick(this.parameters).id })] : []),
    ]);
  }

  private yearExpression(leaves: YearLeaves, depth = 0): Json {
    const { answers, tables, measures, payItems } = leaves;
    return this.expression(depth, (next) => this.yearExpression(leaves, next), [
      () => ({ number: this.one(DECIMAL) }),
      ...(this.parameters.length > 0 ? [() => ({ parameter: this.pick(this.parameters).id })] : []),
      ...(answers.length > 0 ? [() => ({ answer: this.pick(answers) })] : []),
      ...(tables.length > 0 ? [() => ({ counted: this.times(1, 2, () => this.pick(tables)) })] : []),
      ...(measures.length > 0 ? [() => ({ measure: this.pick(measures) })] : []),
      ...(payItems.length > 0 ? [() => ({ payItem: this.pick(payItems) })] : []),
    ]);
  }

  private expression(depth: number, part: (depth: number) => Json, leaves: readonly (() => Json)[]): Json {
    if (depth > 3 || this.yes()) return this.pick(leaves)();
    const operator = this.pick(['plus', 'minus', 'times', 'max', 'min']);
    const [least, most] = operator === 'minus' ? [2, 2] : [1, 3];
    return { [operator]: this.times(least, most, () => part(depth + 1)) };
  }

  private ratio(): Json {
    if (this.parameters.length > 0 && this.yes()) return { parameter: this.pick(this.parameters).id };
    return { number: this.one(DECIMAL) };
  }

  // ---- Small things --------------------------------------------------------------------------------------------

  private one<T>(arbitrary: Arbitrary<T>): T {
    return this.g(() => arbitrary);
  }

  private pick<T>(items: readonly T[]): T {
    const item = items[this.g(fc.nat, { max: items.length - 1 })];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  private yes(): boolean {
    return this.g(fc.boolean);
  }

  private times<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: this.g(fc.integer, { min: least, max: most }) }, make);
  }

  private distinct(
    arbitrary: Arbitrary<string>,
    minLength: number,
    maxLength: number,
    selector: (text: string) => string = (text) => text,
  ): readonly string[] {
    return this.one(fc.uniqueArray(arbitrary, { minLength, maxLength, selector }));
  }

  /** A few ids, each with one of these things; none where there is none. */
  private some<T>(ids: Arbitrary<string>, things: readonly T[]): readonly (readonly [string, T])[] {
    return things.length === 0 ? [] : this.distinct(ids, 0, 3).map((id) => [id, this.pick(things)] as const);
  }

  private maybe(key: string, make: () => Json): { readonly [key: string]: Json } {
    return this.yes() ? { [key]: make() } : {};
  }

  private title(): Json {
    return { zh: this.one(LINE), en: this.one(LINE) };
  }

  private unit(): Json {
    return this.yes() ? 'CNY' : { zh: this.one(SHORT), en: this.one(SHORT) };
  }

  private cite(): string[] {
    return this.times(1, 3, () => this.pick(this.clauseIds));
  }

  private code(): string {
    const code = this.one(CODE);
    this.codes.push(code);
    return code;
  }

  private year(): number {
    return this.g(fc.integer, { min: 1900, max: 9999 });
  }

  private of(ledger: MadeLedger, ...types: readonly ColumnType[]): readonly MadeField[] {
    return ledger.fields.filter((field) => types.includes(field.type));
  }

  private ids(fields: readonly MadeField[]): string[] {
    return this.times(1, 3, () => this.pick(fields).id);
  }

  private days(start: { readonly from: string }, key: string): Json {
    const end = this.one(DATE);
    return end >= start.from && this.yes() ? { ...start, [key]: end } : start;
  }
}

interface YearLeaves {
  readonly answers: readonly string[];
  readonly tables: readonly string[];
  readonly measures: readonly string[];
  readonly payItems: readonly string[];
}

const SHEET = fc.oneof(
  fc.constantFrom('规则', '收入规则', '规则 2', "it's", 'a.b', '2016', '😀'),
  line(31).filter((name) => isSheetName(name) && !isPolicySheet(name) && !/^台账\d$/.test(name)),
);

function dayBefore(date: string): string | undefined {
  if (date === '0001-01-01') return undefined;
  return new Date(asDate(date).getTime() - 86_400_000).toISOString().slice(0, 10);
}

/** Tells whether two values hold on one day; the makers above leave that to chance where a day has no day before. */
function overlapping(values: readonly Json[]): boolean {
  const days = values.map((value) => value as { readonly from?: string; readonly to?: string });
  return days.some((a, index) =>
    days
      .slice(index + 1)
      .some((b) => (a.from ?? '') <= (b.to ?? '9999-99-99') && (b.from ?? '') <= (a.to ?? '9999-99-99')),
  );
}
