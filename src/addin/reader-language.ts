import { isLanguage, type Language } from '../wording/language';

/** Where the reader's own choice is kept: on this machine, for all workbooks. */
const KEY = 'payclause.language';

/** The language that the product speaks where a system's is this: Chinese for every kind of Chinese, else English. */
export function nearestLanguage(tag: string): Language {
  return /^zh\b/i.test(tag) ? 'zh-CN' : 'en-US';
}

/** What the reader chose earlier; `undefined` where nothing was chosen or the browser keeps nothing for pages in frames. */
export function chosenLanguage(storage: () => Storage): Language | undefined {
  try {
    const kept = storage().getItem(KEY);
    return kept !== null && isLanguage(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Calls with each language that is chosen on another page of the add-in. */
export function followChosenLanguage(page: Window, tell: (language: Language) => void): void {
  page.addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY && newValue !== null && isLanguage(newValue)) tell(newValue);
  });
}

/** Keeps the reader's choice; where the browser keeps nothing it holds until the pane is closed. */
export function keepLanguage(storage: () => Storage, language: Language): void {
  try {
    storage().setItem(KEY, language);
  } catch {
    // The choice is in force already; only its memory is missing.
  }
}
