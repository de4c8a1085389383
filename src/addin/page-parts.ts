import type { LiveSource } from '../functions/live-source';
import type { Result } from '../kernel/result';
import type { ViewName } from '../taskpane/pane-context';
import type { PaneHandle, PaneOptions } from '../taskpane/render-pane';
import type { Language } from '../wording/language';
import { LONGEST_LIST, shown } from '../wording/shown-text';
import { wordingFor } from '../wording/wording';
import { followTheme, type PaneTheme, type ThemeOfOffice } from './office-theme';
import { chosenLanguage, keepLanguage, nearestLanguage } from './reader-language';

/** What the pages of the add-in have in common, in whatever application they are shown: reader, theme, pane, failures. */

export function pageOf(root: HTMLElement): Window {
  const page = root.ownerDocument.defaultView;
  if (!page) throw new Error('the add-in starts in a document that is not shown');
  return page;
}

/** The language of the reader: the one chosen earlier, else the application's, and until that is known the browser's. */
export interface Reader {
  readonly language: () => Language;
  readonly follow: (displayLanguage: string) => void;
  readonly choose: (language: Language) => void;
}

export function readerOf(page: Window): Reader {
  const storage = (): Storage => page.localStorage;
  const chosen = chosenLanguage(storage);
  let language = chosen ?? nearestLanguage(page.navigator.language);
  const use = (next: Language): void => {
    language = next;
    page.document.documentElement.lang = next;
    page.document.title = wordingFor(next).pane('addin', 'title');
  };
  use(language);
  return {
    language: () => language,
    follow: (displayLanguage) => use(chosen ?? nearestLanguage(displayLanguage)),
    choose(next) {
      keepLanguage(storage, next);
      use(next);
    },
  };
}

export type RenderPane = (root: HTMLElement, options: PaneOptions) => PaneHandle;

/** The pane before and after it is there: what is asked of it before is done when it comes. */
export interface PaneToCome {
  readonly open: (view: ViewName) => void;
  readonly setTheme: (theme: PaneTheme) => void;
  /** Shows it as soon as its files are there, in the reader's language; `onLanguage` is told of each that is chosen in it. */
  readonly come: (
    root: HTMLElement,
    files: Promise<Result<RenderPane, unknown>>,
    options: Omit<PaneOptions, 'language' | 'theme' | 'onLanguage'>,
    onLanguage: (language: Language) => void,
  ) => Promise<Result<void, unknown>>;
}

export function paneToCome(reader: Reader): PaneToCome {
  let pane: PaneHandle | undefined;
  let view: ViewName | undefined;
  let theme: PaneTheme = 'light';
  return {
    open(next) {
      view = next;
      pane?.open(next);
    },
    setTheme(next) {
      theme = next;
      pane?.setTheme(next);
    },
    come: (root, files, options, told) =>
      attempt(async () => {
        const render = await files;
        if (!render.ok) throw render.error;
        const onLanguage = (next: Language): void => {
          reader.choose(next);
          pane?.setLanguage(next);
          told(next);
        };
        pane = render.value(root, { ...options, language: reader.language(), theme, onLanguage });
        if (view) pane.open(view);
      }),
  };
}

/** Shows the pane, and what of the page is not the pane, in the theme that the application or the system has. */
export function showTheme(page: Window, pane: PaneToCome, office: () => ThemeOfOffice): void {
  followTheme(page, office, (theme) => {
    // The page's own parts too: its ground before the pane is there, scroll bars, form controls.
    page.document.documentElement.style.colorScheme = theme === 'high-contrast' ? 'light dark' : theme;
    pane.setTheme(theme);
  });
}

/** What the functions follow where the workbook can't be reached, and with it its policy: they say why. */
export function stoppedSource(language: () => Language, sentence: () => string): LiveSource {
  return {
    moment: () => ({ kind: 'stopped', language: language(), sentence: sentence() }),
    subscribe: () => () => undefined,
  };
}

export async function attempt<T>(work: () => Promise<T>): Promise<Result<T, unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** Other people's words, fit to stand in a sentence of ours. */
export function reasonOf(failure: unknown): string {
  return shown(failure instanceof Error ? failure.message : String(failure), LONGEST_LIST);
}
