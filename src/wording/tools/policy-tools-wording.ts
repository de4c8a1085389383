import type { Language } from '../language';
import { sentencesFrom, type Gaps, type KeyOf } from '../sentences';
import english from './policy-tools.en-US.json';
import chinese from './policy-tools.zh-CN.json';

/** The sentences of the pane's tools for a policy, apart from the others: few ever ask for them. */
export const POLICY_TOOLS_CHINESE = { 'policy-tools': chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const POLICY_TOOLS_ENGLISH = { 'policy-tools': english };

export type PolicyToolsKey = KeyOf<'policy-tools', typeof POLICY_TOOLS_CHINESE>;

const sentencesIn = sentencesFrom(POLICY_TOOLS_CHINESE, POLICY_TOOLS_ENGLISH);

/** A sentence of these tools in a language; other people's text in its gaps must have gone through `shown` before. */
export function policyToolsText(language: Language, key: PolicyToolsKey, gaps?: Gaps): string {
  return sentencesIn(language).say('policy-tools', key, gaps);
}
