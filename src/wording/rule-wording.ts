import { Decimal, decimalText, ZERO } from '../kernel/decimal';
import { isChoiceCondition, isNumberCondition } from '../policy/condition';
import { INVALID, type FieldValue } from '../policy/field-value';
import type { Rejection } from '../policy/rule-table';
import type { Condition, Ledger, NumberCondition } from '../policy/schema';
import { titleIn, type Language } from './language';
import type { KeyOf, Sentences } from './sentences';
import { shownNumber } from './shown-figures';
import { shown, visible } from './shown-text';

/** A field's name as the reader knows it: the heading in the sheet, or the title in their language. */
export function fieldTitle(language: Language, ledger: Ledger, field: string): string {
  const column = ledger.columns.find((candidate) => candidate.id === field);
  if (column) return language === 'zh-CN' ? column.header : titleIn(language, column.title);
  const derived = ledger.derived.find((candidate) => candidate.id === field);
  return derived ? titleIn(language, derived.title) : field;
}

/** What a condition asks for: «类别为 广告费、活动收入», «日期从 2017-01-01 起». */
export function conditionText(sentences: Sentences, language: Language, ledger: Ledger, condition: Condition): string {
  const column = visible(fieldTitle(language, ledger, condition.field));
  if (isChoiceCondition(condition)) {
    const values = condition.in
      .map((value) => (value === '' ? sentences.say('condition', 'blank') : visible(value)))
      .join(sentences.say('words', 'comma'));
    return sentences.say('condition', 'in', { column, values });
  }
  const bounds: string[] = [];
  const bound = (key: KeyOf<'condition'>, value: string | undefined): void => {
    if (value !== undefined) bounds.push(sentences.say('condition', key, { value: shownNumber(value) }));
  };
  if (isNumberCondition(condition)) {
    bound('at-least', condition.atLeast);
    bound('above', condition.above);
    bound('at-most', condition.atMost);
    bound('below', condition.below);
  } else {
    bound('from', condition.from);
    bound('to', condition.to);
  }
  return sentences.say('condition', 'bounds', { column, bounds: bounds.join(sentences.say('condition', 'joint')) });
}

/** Why a rule did not decide a row, with the value that spoke against it where the caller knows the row. */
export function rejectionText(
  sentences: Sentences,
  language: Language,
  rejection: Rejection,
  ledger: Ledger,
  valueOf: (field: string) => FieldValue | undefined,
): string {
  const { failed, overriddenBy } = rejection;
  if (failed) {
    const column = shown(fieldTitle(language, ledger, failed.field));
    return failedCondition(sentences, failed, column, valueOf(failed.field) ?? null);
  }
  return sentences.say('rejection', 'overridden', {
    rule: overriddenBy ? shown(titleIn(language, overriddenBy.title)) : '',
  });
}

function failedCondition(sentences: Sentences, failed: Condition, column: string, value: FieldValue): string {
  if (value === INVALID) return sentences.say('rejection', 'unreadable', { column });
  if (isChoiceCondition(failed)) {
    const named = failed.in.filter((choice) => choice !== '');
    if (named.length === 0) return sentences.say('rejection', 'not-blank', { column });
    const values = shown(named.join(sentences.say('words', 'comma')));
    return sentences.say('rejection', 'not-in', { column, values });
  }
  if (value === null) return sentences.say('rejection', 'blank', { column });
  const say = (key: KeyOf<'rejection'>, bound: string | undefined): string =>
    sentences.say('rejection', key, {
      column,
      value: shown(shownNumber(Decimal.isDecimal(value) ? decimalText(value) : value)),
      bound: shownNumber(bound ?? ''),
    });
  if (!isNumberCondition(failed)) {
    const early = failed.from !== undefined && String(value) < failed.from;
    return early ? say('date-before', failed.from) : say('date-after', failed.to);
  }
  const [key, bound] = brokenBound(failed, Decimal.isDecimal(value) ? value : ZERO);
  return say(key, bound);
}

/** The first bound that a figure breaks. */
function brokenBound(
  { atLeast, above, atMost, below }: NumberCondition,
  value: Decimal,
): readonly [KeyOf<'rejection'>, string | undefined] {
  if (atLeast !== undefined && value.lessThan(atLeast)) return ['number-below', atLeast];
  if (above !== undefined && value.lessThanOrEqualTo(above)) return ['number-not-above', above];
  if (atMost !== undefined && value.greaterThan(atMost)) return ['number-above', atMost];
  return ['number-not-below', below];
}
