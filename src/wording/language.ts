import type { LocalText } from '../policy/schema';

/** The languages that the product speaks. */
export const LANGUAGES = ['zh-CN', 'en-US'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Tells whether a text names one of our languages exactly. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** A title in a language. */
export function titleIn(language: Language, title: LocalText): string {
  return language === 'zh-CN' ? title.zh : title.en;
}
