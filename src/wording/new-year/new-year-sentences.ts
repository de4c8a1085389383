import { sentencesFrom, type KeyOf } from '../sentences';
import english from './en-US.json';
import chinese from './zh-CN.json';

/** What is told of a new year's workbook, apart from the other sentences: it is told once a year. */
export const NEW_YEAR_CHINESE = { 'new-year': chinese };

/** The same in English; a test holds the two to the same keys and gaps. */
export const NEW_YEAR_ENGLISH = { 'new-year': english };

export type NewYearKey = KeyOf<'new-year', typeof NEW_YEAR_CHINESE>;

export const newYearSentencesIn = sentencesFrom(NEW_YEAR_CHINESE, NEW_YEAR_ENGLISH);
