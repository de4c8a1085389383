import type { Language } from '../language';
import { sentencesFrom, type Gaps, type KeyOf } from '../sentences';
import english from './install.en-US.json';
import chinese from './install.zh-CN.json';

/** The sentences of the pages that enter the add-in into WPS's list. */
export const INSTALL_CHINESE = { 'wps-install': chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const INSTALL_ENGLISH = { 'wps-install': english };

export type InstallKey = KeyOf<'wps-install', typeof INSTALL_CHINESE>;

const sentencesIn = sentencesFrom(INSTALL_CHINESE, INSTALL_ENGLISH);

/** A sentence of these pages; other people's text in its gaps must have gone through `shown` before. */
export function installText(language: Language, key: InstallKey, gaps?: Gaps): string {
  return sentencesIn(language).say('wps-install', key, gaps);
}
