import type { Facts, Finding } from '../ledger/finding';
import type { Gaps, KeyOf, Sentences } from './sentences';
import { shownAmount, shownDiscount, shownNumber, shownPercent } from './shown-figures';
import { LONGEST_LIST, shown } from './shown-text';
import type { Language } from './language';

type FindingKey = KeyOf<'finding'>;

/** What stands in a cell whose formula was never computed; spreadsheet errors begin with «#». */
const UNCALCULATED = 'uncalculated';

/** Findings whose figures are money. */
const IN_MONEY: ReadonlySet<string> = new Set([
  'in-kind-over-converted',
  'prize-use-over-limit',
  'in-kind-overdue',
  'revenue-below-cost',
  'excluded-revenue',
  'excluded-cost',
  'agency-commission-below-floor',
  'discount-below-floor',
  'product-cost-below-floor',
]);

/** Findings whose figure is a ratio that is spoken of as a discount in Chinese. */
const DISCOUNTS: ReadonlySet<string> = new Set(['discount-below-floor', 'product-cost-below-floor']);
const PERCENTAGES: ReadonlySet<string> = new Set(['agency-commission-below-floor']);
const LISTS: ReadonlySet<string> = new Set(['allowed', 'rules']);

/** A finding as a sentence: with the offending value, and with what to do, but without the place. */
export function findingSentence(sentences: Sentences, language: Language, finding: Finding): string {
  const facts = factsOf(finding.facts);
  return sentences.say('finding', sentenceKey(sentences, finding.code, facts), gapsOf(finding.code, facts, language));
}

/** Facts as text; one that is missing reads as blank. */
function factsOf(facts: Facts): ReadonlyMap<string, string> {
  return new Map(Object.entries(facts).map(([name, value]) => [name, String(value)]));
}

/** The variant of a code's sentence that fits its facts; a code of some other policy has a general sentence. */
function sentenceKey(sentences: Sentences, code: string, facts: ReadonlyMap<string, string>): FindingKey {
  const value = facts.get('value') ?? '';
  const variants = [
    ...(value === UNCALCULATED ? [`${code}-uncalculated`] : []),
    ...(value.startsWith('#') ? [`${code}-error`] : []),
    ...(value === '' && filled(facts, 'nearest') ? [`${code}-blank-nearest`] : []),
    ...(value === '' ? [`${code}-blank`] : []),
    ...(filled(facts, 'nearest') ? [`${code}-nearest`] : []),
    ...(facts.get('category') === '' ? [`${code}-unclassed`] : []),
    code,
  ];
  for (const variant of variants) {
    const key = sentences.find('finding', variant);
    if (key !== undefined) return key;
  }
  if (!facts.has('value') || !facts.has('bound')) return 'rule-broken';
  return facts.has('of') ? 'limit-ratio' : 'limit';
}

function filled(facts: ReadonlyMap<string, string>, name: string): boolean {
  return (facts.get(name) ?? '') !== '';
}

function gapsOf(code: string, facts: ReadonlyMap<string, string>, language: Language): Gaps {
  const gaps: Record<string, string> = { code: shown(code) };
  for (const [name, value] of facts) gaps[name] = shown(figure(code, name, value, language), longestOf(name));
  return gaps;
}

function longestOf(name: string): number | undefined {
  return LISTS.has(name) ? LONGEST_LIST : undefined;
}

function figure(code: string, name: string, value: string, language: Language): string {
  if (name === 'left' || name === 'of') return shownAmount(value);
  if (name !== 'value' && name !== 'bound') return value;
  if (PERCENTAGES.has(code)) return shownPercent(value);
  if (DISCOUNTS.has(code)) return language === 'zh-CN' ? shownDiscount(value) : shownPercent(value);
  return IN_MONEY.has(code) ? shownAmount(value) : shownNumber(value);
}
