import type { Language } from '../language';
import { sentencesFrom, type Gaps, type KeyOf } from '../sentences';
import english from './check-tools.en-US.json';
import chinese from './check-tools.zh-CN.json';

/** The sentences of the check screen's tools, apart from the others: few ever ask for them. */
export const CHECK_TOOLS_CHINESE = { 'check-tools': chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const CHECK_TOOLS_ENGLISH = { 'check-tools': english };

export type CheckToolsKey = KeyOf<'check-tools', typeof CHECK_TOOLS_CHINESE>;

const sentencesIn = sentencesFrom(CHECK_TOOLS_CHINESE, CHECK_TOOLS_ENGLISH);

/** A sentence of these tools in a language; other people's text in its gaps must have gone through `shown` before. */
export function checkToolsText(language: Language, key: CheckToolsKey, gaps?: Gaps): string {
  return sentencesIn(language).say('check-tools', key, gaps);
}
