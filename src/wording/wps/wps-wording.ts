import type { Language } from '../language';
import { sentencesFrom, type Gaps, type KeyOf } from '../sentences';
import english from './wps.en-US.json';
import chinese from './wps.zh-CN.json';

/** What the add-in says in WPS alone, apart from the others: Excel never loads it. */
export const WPS_CHINESE = { wps: chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const WPS_ENGLISH = { wps: english };

export type WpsKey = KeyOf<'wps', typeof WPS_CHINESE>;

const sentencesIn = sentencesFrom(WPS_CHINESE, WPS_ENGLISH);

/** A sentence of the add-in in WPS; other people's text in its gaps must have gone through `shown` before. */
export function wpsText(language: Language, key: WpsKey, gaps?: Gaps): string {
  return sentencesIn(language).say('wps', key, gaps);
}
