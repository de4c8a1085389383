import type { PolicyFault } from '../policy/fault';
import type { LintFault } from '../policy/lint-report';
import type { KeyOf, Sentences } from './sentences';
import { shownNumber } from './shown-figures';
import { LONGEST_LIST, shown } from './shown-text';

/** Facts that name a kind of column or figure, and the facts that list several things. */
const KINDS: ReadonlySet<string> = new Set(['type', 'needed', 'kind']);
const LISTS: ReadonlySet<string> = new Set(['keys', 'rules', 'answers', 'by', 'winner', 'detail']);

type FactTexts = Readonly<Record<string, string>>;

/** A fault that keeps a policy document from being used: where it is, and what is wrong there. */
export function policyFaultSentence(sentences: Sentences, fault: PolicyFault): string {
  const { code, facts, path } = fault;
  const sentence = sentences.say('policy-fault', faultKey(sentences, code, facts), {
    ...factGaps(sentences, facts),
    code: shown(code),
    detail: detailText(sentences, facts['detail'] ?? ''),
    bounds: boundsText(sentences, facts['min'] ?? '', facts['max'] ?? ''),
  });
  return path === '' ? sentence : sentences.say('policy-fault', 'place', { path: shown(path, LONGEST_LIST), sentence });
}

/** What lint found in a usable policy document. */
export function lintSentence(sentences: Sentences, fault: LintFault): string {
  const { code, facts, rules = [] } = fault;
  return sentences.say('lint', lintKey(sentences, code, facts), {
    ...factGaps(sentences, facts),
    code: shown(code),
    rules: shown(rules.join(sentences.say('words', 'comma')), LONGEST_LIST),
    ...(facts['count'] === undefined ? {} : { count: Number(facts['count']) }),
    ...(facts['boxes'] === undefined ? {} : { boxes: shownNumber(facts['boxes']) }),
  });
}

function faultKey(sentences: Sentences, code: string, facts: FactTexts): KeyOf<'policy-fault'> {
  const variant = code === 'values-overlap' && facts['date'] === '' ? 'values-overlap-any' : code;
  return sentences.find('policy-fault', variant) ?? 'other';
}

function lintKey(sentences: Sentences, code: string, facts: FactTexts): KeyOf<'lint'> {
  const variant =
    code === 'parameter-gap' && facts['to'] === ''
      ? 'parameter-gap-open'
      : code === 'rule-unreachable' && facts['field'] !== ''
        ? 'rule-unreachable-field'
        : code;
  return sentences.find('lint', variant) ?? 'other';
}

function factGaps(sentences: Sentences, facts: FactTexts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const word = KINDS.has(name) ? sentences.find('policy-word', value) : undefined;
      if (word !== undefined) return [name, sentences.say('policy-word', word)];
      return [name, shown(value, LISTS.has(name) ? LONGEST_LIST : undefined)];
    }),
  );
}

/** The schema's own word for what is asked, where it has one; else what the validator says. */
function detailText(sentences: Sentences, detail: string): string {
  const word = sentences.find('policy-word', `detail-${detail}`);
  return word === undefined ? shown(detail, LONGEST_LIST) : sentences.say('policy-word', word);
}

function boundsText(sentences: Sentences, min: string, max: string): string {
  const gaps = { min: shown(min), max: shown(max) };
  if (min !== '' && max !== '') return sentences.say('policy-word', 'bounds', gaps);
  return min === '' ? sentences.say('policy-word', 'at-most', gaps) : sentences.say('policy-word', 'at-least', gaps);
}
