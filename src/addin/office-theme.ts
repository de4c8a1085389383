/// <reference types="office-js" />

export type PaneTheme = 'light' | 'dark' | 'high-contrast';

/** The part of `Office.context.officeTheme` that is looked at. Excel on the web and old versions have none of it. */
export type ThemeOfOffice = Partial<Pick<Office.OfficeTheme, 'bodyBackgroundColor' | 'isDarkTheme'>> | undefined;

const FORCED_COLORS = '(forced-colors: active)';
const DARK = '(prefers-color-scheme: dark)';

/** Half of white's brightness, as the eye weighs red, green and blue (ITU-R BT.601), in thousandths of 255. */
const HALF_BRIGHT = 127_500;

/** Tells whether a colour such as #FFA500 is a dark one; `undefined` for what is no such colour. */
function isDarkColor(color: string): boolean | undefined {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color.trim());
  if (!match) return undefined;
  const [red = 0, green = 0, blue = 0] = match.slice(1).map((part) => Number.parseInt(part, 16));
  return red * 299 + green * 587 + blue * 114 < HALF_BRIGHT;
}

/** The theme to show: the system's high contrast first, then Office's own theme, then the browser's wish. */
export function paneTheme(office: ThemeOfOffice, matches: (query: string) => boolean): PaneTheme {
  if (matches(FORCED_COLORS)) return 'high-contrast';
  const isDark = office?.isDarkTheme ?? isDarkColor(office?.bodyBackgroundColor ?? '') ?? matches(DARK);
  return isDark ? 'dark' : 'light';
}

/**
 * Follows the theme: tells the present one at once and each other one that comes. Excel fires no event when Office's theme
 * changes, so that it is looked at again whenever the pane gets the focus or comes into view.
 */
export function followTheme(page: Window, office: () => ThemeOfOffice, tell: (theme: PaneTheme) => void): () => void {
  let shown: PaneTheme | undefined;
  const look = (): void => {
    const theme = paneTheme(office(), (query) => page.matchMedia(query).matches);
    if (theme === shown) return;
    shown = theme;
    tell(theme);
  };
  const queries = [FORCED_COLORS, DARK].map((query) => page.matchMedia(query));
  for (const query of queries) query.addEventListener('change', look);
  page.addEventListener('focus', look);
  page.document.addEventListener('visibilitychange', look);
  look();
  return () => {
    for (const query of queries) query.removeEventListener('change', look);
    page.removeEventListener('focus', look);
    page.document.removeEventListener('visibilitychange', look);
  };
}
