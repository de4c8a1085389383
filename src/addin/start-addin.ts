/// <reference types="office-js" />
import type { LiveSource } from '../functions/live-source';
import type { PaneOptions } from '../taskpane/render-pane';
import type { LiveAnswers } from '../workbook/live-answers';
import type { LiveBooks } from '../workbook/live-books';
import type { WorkbookPort } from '../workbook/port';
import type { Language } from '../wording/language';
import type { Gaps } from '../wording/sentences';
import { shown } from '../wording/shown-text';
import { wordingFor, type PaneKey } from '../wording/wording';
import type { ThemeOfOffice } from './office-theme';
import {
  attempt,
  pageOf,
  paneToCome,
  readerOf,
  reasonOf,
  showTheme,
  stoppedSource,
  type RenderPane,
} from './page-parts';
import { showNotice, showPlainPage } from './plain-page';
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
  readonly loadPane: () => Promise<RenderPane>;
}

/** How long Excel may take to answer before the pane says that it is waiting for it. */
const PATIENCE_MS = 10_000;

/** A sentence of ours with what fills its gaps. */
type Line = readonly [key: PaneKey<'addin'>, gaps?: Gaps];

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
  const pane = paneToCome(reader);
  connectRibbon(office, pane.open, (reason) => showNotice(root, say(['start-failed', { reason: reasonOf(reason) }])));
  showTheme(page, pane, () => office.context.officeTheme);

  const opened = await attempt(async () => parts.openBooks(await parts.openPort()));
  if (!opened.ok) {
    const line: Line = ['start-failed', { reason: reasonOf(opened.error) }];
    tell([line]);
    parts.connectFunctions(stoppedSource(reader.language, () => say(line)));
    return;
  }
  const live = opened.value;

  const source = parts.sourceOf(live, reader.language);
  const connected = await attempt(async () => parts.connectFunctions(source));
  if (!connected.ok) showNotice(root, say(['functions-failed', { reason: reasonOf(connected.error) }]));

  const rendered = await pane.come(root, files, { live, files: parts.loadFileTools }, () => source.announce());
  if (!rendered.ok) tell([['pane-failed', { reason: reasonOf(rendered.error) }]]);
}

/** Where the page takes office.js from. */
function officeOrigin(document: Document): string {
  const script = document.querySelector<HTMLScriptElement>('script[src$="office.js"]');
  return script ? new URL(script.src, document.baseURI).origin : document.location.origin;
}
