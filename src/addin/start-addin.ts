/// <reference types="office-js" />
import type { LiveSource } from '../functions/live-source';
import type { Result } from '../kernel/result';
import type { ViewName } from '../taskpane/pane-context';
import type { PaneHandle, PaneOptions } from '../taskpane/render-pane';
import type { LiveAnswers } from '../workbook/live-answers';
import type { LiveBooks } from '../workbook/live-books';
import type { WorkbookPort } from '../workbook/port';
import type { Language } from '../wording/language';
import type { Gaps } from '../wording/sentences';
import { LONGEST_LIST, shown } from '../wording/shown-text';
import { wordingFor, type PaneKey } from '../wording/wording';
import { followTheme, type PaneTheme, type ThemeOfOffice } from './office-theme';
import { showNotice, showPlainPage } from './plain-page';
import { chosenLanguage, keepLanguage, nearestLanguage } from './reader-language';
import { connectRibbon, type RibbonOffice } from './ribbon-actions';

/** What is used of the `Office` that office.js defines. */
export interface OfficeApi extends RibbonOffice {
  onReady(): Promise<{ readonly host: string | null }>;
  readonly context: { readonly displayLanguage: string; readonly officeTheme?: ThemeOfOffice };
}

/** The parts of the add-in, to be connected. */
export interface AddinParts {
  /** `undefined` where office.js could not be loaded. */
  readonly office: OfficeApi | undefined;
  readonly openPort: () => Promise<WorkbookPort>;
  readonly openBooks: (port: WorkbookPort) => LiveBooks;
  readonly sourceOf: (live: LiveBooks, language: () => Language) => LiveAnswers;
  readonly connectFunctions: (source: LiveSource) => void;
  readonly loadFileTools: PaneOptions['files'];
  readonly loadPane: () => Promise<(root: HTMLElement, options: PaneOptions) => PaneHandle>;
}

/** A sentence of ours with what fills its gaps. */
type Line = readonly [key: PaneKey<'addin'>, gaps?: Gaps];

/** How long Excel may take to answer before the pane says that it is waiting for it. */
const PATIENCE_MS = 10_000;

/**
 * Connects Excel, the functions and the pane. What fails is told in plain words, and keeps neither the functions from working
 * without the pane nor the pane without the functions.
 */
export async function startAddin(root: HTMLElement, parts: AddinParts): Promise<void> {
  const page = pageOf(root);
  const reader = readerOf(page);
  const say = ([key, gaps]: Line): string => wordingFor(reader.language()).pane('addin', key, gaps);
  const tell = (lines: readonly Line[], canReload = true): void =>
    showPlainPage(root, wordingFor(reader.language()), { sentences: lines.map(say), canReload });

  const { office } = parts;
  if (!office) {
    tell([['outside'], ['office-missing', { origin: officeOrigin(page.document) }]]);
    return;
  }

  // The pane's files travel while Excel gets ready; what keeps them away is told when they are needed.
  const files = attempt(parts.loadPane);
  const impatience = page.setTimeout(() => tell([['host-silent']]), PATIENCE_MS);
  const { host } = await office.onReady();
  page.clearTimeout(impatience);
  if (host !== 'Excel') {
    tell(host === null ? [['outside'], ['outside-what-to-do']] : [['not-excel', { host: shown(host) }]], false);
    return;
  }

  reader.follow(office.context.displayLanguage);
  const pane = paneToCome();
  connectRibbon(office, pane.open, (reason) => showNotice(root, say(['start-failed', { reason: reasonOf(reason) }])));
  followTheme(
    page,
    () => office.context.officeTheme,
    (theme) => {
      // The page's own parts too: its ground before the pane is there, scroll bars, form controls.
      page.document.documentElement.style.colorScheme = theme === 'high-contrast' ? 'light dark' : theme;
      pane.setTheme(theme);
    },
  );

  const opened = await attempt(async () => parts.openBooks(await parts.openPort()));
  if (!opened.ok) {
    const line: Line = ['start-failed', { reason: reasonOf(opened.error) }];
    tell([line]);
    parts.connectFunctions(stoppedSource(reader.language, say(line)));
    return;
  }
  const live = opened.value;

  const source = parts.sourceOf(live, reader.language);
  const connected = await attempt(async () => parts.connectFunctions(source));
  if (!connected.ok) showNotice(root, say(['functions-failed', { reason: reasonOf(connected.error) }]));

  const rendered = await attempt(async () => {
    const render = await files;
    if (!render.ok) throw render.error;
    const { language } = reader;
    const onLanguage = (next: Language): void => {
      reader.choose(next);
      pane.setLanguage(next);
      source.announce();
    };
    pane.come(
      render.value(root, { live, files: parts.loadFileTools, language: language(), theme: pane.theme(), onLanguage }),
    );
  });
  if (!rendered.ok) tell([['pane-failed', { reason: reasonOf(rendered.error) }]]);
}

function pageOf(root: HTMLElement): Window {
  const page = root.ownerDocument.defaultView;
  if (!page) throw new Error('the add-in starts in a document that is not shown');
  return page;
}

/** The language of the reader: the one chosen earlier, else Excel's, and until that is known the browser's. */
interface Reader {
  readonly language: () => Language;
  readonly follow: (displayLanguage: string) => void;
  readonly choose: (language: Language) => void;
}

function readerOf(page: Window): Reader {
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

/** The pane before and after it is there: what is asked of it before is done when it comes. */
interface PaneToCome {
  readonly come: (pane: PaneHandle) => void;
  readonly open: (view: ViewName) => void;
  readonly theme: () => PaneTheme;
  readonly setTheme: (theme: PaneTheme) => void;
  readonly setLanguage: (language: Language) => void;
}

function paneToCome(): PaneToCome {
  let pane: PaneHandle | undefined;
  let view: ViewName | undefined;
  let theme: PaneTheme = 'light';
  return {
    come(handle) {
      pane = handle;
      if (view) pane.open(view);
    },
    open(next) {
      view = next;
      pane?.open(next);
    },
    theme: () => theme,
    setTheme(next) {
      theme = next;
      pane?.setTheme(next);
    },
    setLanguage: (language) => pane?.setLanguage(language),
  };
}

/** What the functions follow where the workbook can't be reached, and with it its policy: they say why. */
function stoppedSource(language: () => Language, sentence: string): LiveSource {
  return {
    moment: () => ({ kind: 'stopped', language: language(), sentence }),
    subscribe: () => () => undefined,
  };
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T, unknown>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}

/** Other people's words, fit to stand in a sentence of ours. */
function reasonOf(failure: unknown): string {
  return shown(failure instanceof Error ? failure.message : String(failure), LONGEST_LIST);
}

/** Where the page takes office.js from. */
function officeOrigin(document: Document): string {
  const script = document.querySelector<HTMLScriptElement>('script[src$="office.js"]');
  return script ? new URL(script.src, document.baseURI).origin : document.location.origin;
}
