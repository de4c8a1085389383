import type { Language } from '../wording/language';

/** Where the functions' help stands, below the add-in's address: the build makes these pages from the catalogue. */
export const HELP_PAGES: Readonly<Record<Language, string>> = {
  'zh-CN': 'help/functions.html',
  'en-US': 'help/functions.en-US.html',
};
