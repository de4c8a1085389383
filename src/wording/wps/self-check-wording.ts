import type { Language } from '../language';
import { sentencesFrom, type Gaps, type KeyOf } from '../sentences';
import english from './self-check.en-US.json';
import chinese from './self-check.zh-CN.json';

/** The sentences of the self-check in WPS, apart from the others: few ever ask for them. */
export const SELF_CHECK_CHINESE = { 'wps-self-check': chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const SELF_CHECK_ENGLISH = { 'wps-self-check': english };

export type SelfCheckKey = KeyOf<'wps-self-check', typeof SELF_CHECK_CHINESE>;

const sentencesIn = sentencesFrom(SELF_CHECK_CHINESE, SELF_CHECK_ENGLISH);

/** A sentence of the self-check; other people's text in its gaps must have gone through `shown` before. */
export function selfCheckText(language: Language, key: SelfCheckKey, gaps?: Gaps): string {
  return sentencesIn(language).say('wps-self-check', key, gaps);
}
