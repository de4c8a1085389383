/** What someone chose on this machine before: language, theme, the pane's width. */
import { type Theme } from '../protocol/app-context';
import { LANGUAGES, type Language } from './texts';

export const PANE_WIDTH = { least: 320, usual: 360, most: 600 } as const;

const KEYS = {
  language: 'workbench.language',
  theme: 'workbench.theme',
  width: 'workbench.pane',
  hint: 'workbench.hint',
};

/** A browser may forbid storage; then nothing is remembered, and everything else works. */
function stored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // See above: nothing is lost but the memory of a choice.
  }
}

export const preferences = {
  language(): Language {
    const chosen = LANGUAGES.find((language) => language === stored(KEYS.language));
    return chosen ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en-US');
  },
  theme(): Theme {
    const chosen = stored(KEYS.theme);
    if (chosen === 'light' || chosen === 'dark') return chosen;
    return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  },
  paneWidth(): number {
    return paneWidth(Number(stored(KEYS.width) ?? PANE_WIDTH.usual));
  },
  /** The hint that was dismissed last. */
  dismissedHint: (): string | undefined => stored(KEYS.hint),
  setLanguage: (language: Language): void => store(KEYS.language, language),
  setTheme: (theme: Theme): void => store(KEYS.theme, theme),
  setPaneWidth: (width: number): void => store(KEYS.width, String(width)),
  dismissHint: (hint: string): void => store(KEYS.hint, hint),
};

/** The nearest width that a pane may have. */
export function paneWidth(wanted: number): number {
  if (!Number.isFinite(wanted)) return PANE_WIDTH.usual;
  return Math.min(PANE_WIDTH.most, Math.max(PANE_WIDTH.least, Math.round(wanted)));
}
