import { isChoiceCondition, isNumberCondition } from '../policy/condition';
import type { IsoDate } from '../kernel/dates';
import { err, ok, type Result } from '../kernel/result';
import { fieldInBrackets } from '../policy/expression-text';
import type { FieldNames } from '../policy/field-names';
import type { FieldType } from '../policy/fields';
import type { Condition } from '../policy/schema';
import { dateIn, decimalInText } from './figures';
import { inQuotes, parseList, printItem } from './list-text';

/**
 * What a condition asks for, as it stands in a decision table's cell: «广告费、活动推广费» for choices, «（空）» for a blank
 * one; «2016-01-01 ~ 2016-12-31» or «≥2017-01-01» for days, «≥100» or «>5 且 ≤10» for numbers. How a text is read follows
 * from what the field holds.
 */
type Asked = Readonly<Record<string, unknown>>;

/** Why a text is no condition: a code of the sheets' own and its facts. */
export interface ConditionProblem {
  readonly code: 'sheet-list' | 'sheet-days' | 'sheet-bounds';
  readonly facts: Readonly<Record<string, string>>;
}

const BLANK_CHOICE = '（空）';
const BLANK_CHOICES: ReadonlySet<string> = new Set([BLANK_CHOICE, '(空)', '(blank)']);

/** A condition as text. */
export function printCondition(condition: Condition): string {
  if (isChoiceCondition(condition)) {
    return condition.in
      .map((choice) => {
        if (choice === '') return BLANK_CHOICE;
        return BLANK_CHOICES.has(choice) ? inQuotes(choice) : printItem(choice);
      })
      .join('、');
  }
  if (isNumberCondition(condition)) {
    return BOUNDS.flatMap(({ bound, sign }) => {
      const figure = condition[bound];
      return figure === undefined ? [] : [`${sign}${figure}`];
    }).join(' 且 ');
  }
  const { from, to } = condition;
  if (from !== undefined && to !== undefined) return `${from} ~ ${to}`;
  return from === undefined ? `≤${to ?? ''}` : `≥${from}`;
}

/** What a text asks of a field that holds such values; the field itself is the caller's. */
export function parseCondition(text: string, type: FieldType): Result<Asked, ConditionProblem> {
  switch (type) {
    case 'choice':
    case 'text':
      return choices(text);
    case 'date':
    case 'moment':
      return days(text);
    case 'money':
    case 'count':
      return bounds(text);
  }
}

function choices(text: string): Result<Asked, ConditionProblem> {
  const items = parseList(text);
  if (!items.ok) {
    const { position, found } = items.error;
    return err({ code: 'sheet-list', facts: { position: String(position), found } });
  }
  return ok({ in: items.value.map((item) => (!item.quoted && BLANK_CHOICES.has(item.text) ? '' : item.text)) });
}

const BOUNDS = [
  { bound: 'atLeast', sign: '≥' },
  { bound: 'above', sign: '>' },
  { bound: 'atMost', sign: '≤' },
  { bound: 'below', sign: '<' },
] as const;

const SIGNS: ReadonlyMap<string, (typeof BOUNDS)[number]['bound'] | 'equal'> = new Map([
  ['≥', 'atLeast'],
  ['>=', 'atLeast'],
  ['>', 'above'],
  ['≤', 'atMost'],
  ['<=', 'atMost'],
  ['<', 'below'],
  ['=', 'equal'],
  ['', 'equal'],
]);
const BETWEEN_BOUNDS = /\s*(?:且|并且|,|;|\band\b)\s*/i;
const BETWEEN = /\s*(?:~|～|〜|至|到)\s*/;
const SIGNED = /^(≥|>=|>|≤|<=|<|=|)\s*(.*)$/;

/** Longest text that is looked at as days or bounds. */
const LONGEST_BOUNDS = 400;

function bounds(text: string): Result<Asked, ConditionProblem> {
  const refused = (): Result<Asked, ConditionProblem> => err({ code: 'sheet-bounds', facts: { found: text } });
  if (text.length > LONGEST_BOUNDS) return refused();
  const asked: Record<string, string> = {};
  const put = (bound: string, written: string): boolean => {
    const figure = decimalInText(written);
    if (figure === undefined || Object.hasOwn(asked, bound)) return false;
    asked[bound] = figure;
    return true;
  };
  const plain = widthless(text);
  const ends = plain.split(BETWEEN);
  const [low = '', high = ''] = ends;
  if (ends.length === 2) return put('atLeast', low) && put('atMost', high) ? ok(asked) : refused();
  // A comma that groups thousands is none between two bounds.
  for (const part of plain.replace(/(\d),(?=\d{3}(?:\D|$))/g, '$1').split(BETWEEN_BOUNDS)) {
    const [, sign = '', figure = ''] = SIGNED.exec(part) ?? [];
    const bound = SIGNS.get(sign);
    if (bound === undefined) return refused();
    if (bound === 'equal' ? !put('atLeast', figure) || !put('atMost', figure) : !put(bound, figure)) return refused();
  }
  return ok(asked);
}

function days(text: string): Result<Asked, ConditionProblem> {
  const refused = (): Result<Asked, ConditionProblem> => err({ code: 'sheet-days', facts: { found: text } });
  if (text.length > LONGEST_BOUNDS) return refused();
  const day = (written: string): IsoDate | undefined => dateIn(written, false);
  const plain = widthless(text);
  const ends = plain.split(BETWEEN);
  if (ends.length > 2) return refused();
  if (ends.length === 2) {
    const [from = '', to = ''] = ends;
    const [first, last] = [day(from), day(to)];
    // «2017-01-01 ~» has no end.
    if ((from !== '' && first === undefined) || (to !== '' && last === undefined) || (from === '' && to === '')) {
      return refused();
    }
    return ok({ ...(first === undefined ? {} : { from: first }), ...(last === undefined ? {} : { to: last }) });
  }
  const [, sign = '', written = ''] = SIGNED.exec(plain) ?? [];
  const bound = SIGNS.get(sign);
  const date = day(written);
  if (date === undefined) return refused();
  if (bound === 'atLeast') return ok({ from: date });
  if (bound === 'atMost') return ok({ to: date });
  return bound === 'equal' ? ok({ from: date, to: date }) : refused();
}

/** Full-width signs and digits as their half-width twins, ≥ and ≤ as they are. */
function widthless(text: string): string {
  return text.normalize('NFKC').replaceAll('≧', '≥').replaceAll('≦', '≤').trim();
}

// ---- Several conditions in one cell ------------------------------------------------------------------------------

/** Conditions one a line, each behind its field: «[类别] 微商城销售». */
export function printConditions(conditions: readonly Condition[], names: FieldNames): string {
  return conditions
    .map((condition) => `${fieldInBrackets(names.nameOf(condition.field))} ${printCondition(condition)}`)
    .join('\n');
}

/** Why a text is no list of conditions. */
export type ConditionsProblem =
  | ConditionProblem
  | { readonly code: 'sheet-condition-line'; readonly facts: { readonly found: string } }
  | { readonly code: 'sheet-field-unknown'; readonly facts: { readonly field: string } };

/** Reads conditions, one a line; blank lines say nothing. */
export function parseConditions(
  text: string,
  names: FieldNames,
  types: ReadonlyMap<string, FieldType>,
): Result<readonly Asked[], ConditionsProblem> {
  const conditions: Asked[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const { name, rest } = fieldAndRest(line.trim());
    if (name === '' || rest === '') return err({ code: 'sheet-condition-line', facts: { found: line.trim() } });
    const field = names.idOf(name);
    if (field === undefined) return err({ code: 'sheet-field-unknown', facts: { field: name } });
    const asked = parseCondition(rest, types.get(field) ?? 'text');
    if (!asked.ok) return asked;
    conditions.push({ field, ...asked.value });
  }
  return ok(conditions);
}

/** «[类别] 微商城销售» taken apart; «» for what is lacking. */
function fieldAndRest(line: string): { readonly name: string; readonly rest: string } {
  let name = '';
  for (let at = 1; line.startsWith('[');) {
    const end = line.indexOf(']', at);
    if (end < 0) break;
    name += line.slice(at, end);
    at = end + 2;
    if (line[end + 1] !== ']')
      return {
        name,
        rest: line
          .slice(end + 1)
          .trim()
          .replace(/^[:：]/, '')
          .trim(),
      };
    name += ']';
  }
  return { name: '', rest: '' };
}
