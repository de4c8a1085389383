/** The browser's program, or `undefined`. */
export function findBrowser(paths?: readonly string[]): string | undefined;
/** Finds a browser or installs one, and names it in CHROME_PATH; resolves to a log. */
export function ensureBrowser(): Promise<string>;
