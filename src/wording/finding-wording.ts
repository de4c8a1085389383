import type { Facts, Finding } from '../ledger/finding';
import { lintSentenceHere, policyFaultSentence } from './policy-wording';
import type { Gaps, KeyOf, Sentences } from './sentences';
import { shownAmount, shownDiscount, shownNumber, shownPercent } from './shown-figures';
import { ITEMS_APART, LONGEST_LIST, shown } from './shown-text';
import { titleIn, type Language } from './language';

/** What stands in a cell whose formula was never computed, and in one whose formula failed. */
const UNCALCULATED = 'uncalculated';
const CELL_ERROR = /^#[A-Z0-9/_]+[!?]?$/;

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
const LISTS: ReadonlySet<string> = new Set(['allowed', 'rules', 'columns', 'sheets']);

/** A finding as a sentence: with the offending value, and with what to do, but without the place. */
export function findingSentence(sentences: Sentences, language: Language, finding: Finding): string {
  const { code, remark } = finding;
  if (remark?.kind === 'fault') return policyFaultSentence(sentences, { ...remark.fault, path: '' });
  if (remark?.kind === 'lint') return lintSentenceHere(sentences, language, remark.fault, remark.policy);
  const facts = factsOf(finding.facts);
  const gaps = gapsOf(code, facts, language, sentences.say('words', 'comma'));
  const key = ownSentence(sentences, code, facts);
  if (key !== undefined) return sentences.say('finding', key, gaps);
  const sentence = sentences.say('finding-general', generalSentence(facts), gaps);
  const { title } = finding;
  if (!title) return sentence;
  return sentences.say('finding-general', 'titled', { title: shown(titleIn(language, title)), sentence });
}

/** Facts as text; one that is missing reads as blank. */
function factsOf(facts: Facts): ReadonlyMap<string, string> {
  return new Map(Object.entries(facts).map(([name, value]) => [name, String(value)]));
}

/** The variant of a code's sentence that fits its facts. */
function ownSentence(
  sentences: Sentences,
  code: string,
  facts: ReadonlyMap<string, string>,
): KeyOf<'finding'> | undefined {
  const value = facts.get('value') ?? '';
  const variants = [
    ...(filled(facts, 'reason') ? [`${code}-${facts.get('reason') ?? ''}`] : []),
    ...(value === UNCALCULATED ? [`${code}-uncalculated`] : []),
    ...(CELL_ERROR.test(value) ? [`${code}-error`] : []),
    ...(value === '' && filled(facts, 'nearest') ? [`${code}-blank-nearest`] : []),
    ...(value === '' ? [`${code}-blank`] : []),
    ...(filled(facts, 'nearest') ? [`${code}-nearest`] : []),
    ...(facts.get('category') === '' ? [`${code}-unclassed`] : []),
    code,
  ];
  return variants
    .map((variant) => sentences.find('finding', variant, facts.keys()))
    .find((variant) => variant !== undefined);
}

/** The sentence for a code of some other policy, or for one that comes without its usual facts. */
function generalSentence(facts: ReadonlyMap<string, string>): KeyOf<'finding-general'> {
  if (!facts.has('value') || !facts.has('bound')) return 'rule-broken';
  return facts.has('of') ? 'limit-ratio' : 'limit';
}

function filled(facts: ReadonlyMap<string, string>, name: string): boolean {
  return (facts.get(name) ?? '') !== '';
}

function gapsOf(code: string, facts: ReadonlyMap<string, string>, language: Language, comma: string): Gaps {
  const gaps: Record<string, string> = { code: shown(code) };
  for (const [name, value] of facts) {
    gaps[name] = LISTS.has(name)
      ? shown(value.split(ITEMS_APART).join(comma), LONGEST_LIST)
      : shown(figure(code, name, value, facts.has('bound'), language));
  }
  return gaps;
}

/** A fact as it is printed: figures with separators, ratios as people speak of them, what stands in a cell as it stands. */
function figure(code: string, name: string, value: string, compared: boolean, language: Language): string {
  if (name === 'left' || name === 'of') return shownAmount(value);
  if (name !== 'value' && name !== 'bound') return value;
  if (PERCENTAGES.has(code)) return shownPercent(value);
  if (DISCOUNTS.has(code)) return language === 'zh-CN' ? shownDiscount(value) : shownPercent(value);
  if (IN_MONEY.has(code)) return shownAmount(value);
  return compared ? shownNumber(value) : value;
}
