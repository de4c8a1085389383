import type { WpsPluginStorage } from '../../hosts/wps/wps-api';
import type { ViewName } from '../../taskpane/pane-context';

/**
 * What the two pages of the add-in, background and pane, tell each other. They share neither objects nor messages: only the
 * PluginStorage of WPS, which lasts as long as the application runs, and the browser's storage of their common address.
 */

/** The screens that the ribbon opens. */
export const RIBBON_VIEWS = ['check', 'settlement', 'trace', 'policy'] as const satisfies readonly ViewName[];
export type RibbonView = (typeof RIBBON_VIEWS)[number];

/** Where the last wish for a screen stands: the screen and when it was asked for, so that the same may be asked for twice. */
const VIEW_KEY = 'payclause.view';

/** Where the background page says how far it has come; the self-check reads it. */
export const BACKGROUND_KEY = 'payclause.background';

/** What may throw: storage that is switched off, or an application that is being closed. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The ways by which one page can tell the other; either may be missing. */
export interface SharedStorage {
  readonly plugin: WpsPluginStorage | undefined;
  readonly page: Window;
}

/** Asks the pane for a screen; a pane that is yet to be loaded finds the wish when it comes. */
export function askForView({ plugin, page }: SharedStorage, view: RibbonView, now: number): void {
  const wish = `${view} ${String(now)}`;
  quietly(() => plugin?.setItem(VIEW_KEY, wish));
  quietly(() => page.localStorage.setItem(VIEW_KEY, wish));
}

/**
 * Opens the screens that are asked for, the one that stands there already first. The browser tells of a wish at once; WPS
 * does not, so that its storage is looked at whenever the pane is pointed at, gets the focus or comes into view.
 */
export function followViews({ plugin, page }: SharedStorage, open: (view: RibbonView) => void): void {
  let latest = 0;
  const look = (): void => {
    const wishes = [quietly(() => plugin?.getItem(VIEW_KEY)), quietly(() => page.localStorage.getItem(VIEW_KEY))];
    const newest = wishes
      .map(wishOf)
      .filter((wish) => wish !== undefined)
      .sort((a, b) => b.at - a.at)[0];
    if (!newest || newest.at <= latest) return;
    latest = newest.at;
    open(newest.view);
  };
  for (const event of ['storage', 'focus', 'pointerenter'] as const) page.addEventListener(event, look);
  page.document.addEventListener('visibilitychange', look);
  page.document.documentElement.addEventListener('mouseenter', look);
  look();
}

function wishOf(kept: unknown): { readonly view: RibbonView; readonly at: number } | undefined {
  if (typeof kept !== 'string') return undefined;
  const [asked, at] = kept.split(' ');
  const view = RIBBON_VIEWS.find((each) => each === asked);
  return view !== undefined && /^\d{1,16}$/.test(at ?? '') ? { view, at: Number(at) } : undefined;
}

/** What the background page says of itself. */
export interface BackgroundReport {
  /** The product's version: the two pages may come of two releases, where one was kept by the browser. */
  readonly version: string;
  /** How many custom functions are registered. */
  readonly functions: number;
  /** Why there are none, in other people's words. */
  readonly problem?: string;
}

export function reportBackground(plugin: WpsPluginStorage | undefined, report: BackgroundReport): void {
  quietly(() => plugin?.setItem(BACKGROUND_KEY, JSON.stringify(report)));
}

/** The background page's report; `undefined` where it has said nothing that can be read. */
export function backgroundReport(plugin: WpsPluginStorage | undefined): BackgroundReport | undefined {
  return quietly(() => {
    const kept = plugin?.getItem(BACKGROUND_KEY);
    if (typeof kept !== 'string') return undefined;
    const { version, functions, problem } = JSON.parse(kept) as Partial<Record<keyof BackgroundReport, unknown>>;
    if (typeof version !== 'string' || typeof functions !== 'number') return undefined;
    return { version, functions, ...(typeof problem === 'string' && { problem }) };
  });
}
