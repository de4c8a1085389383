import type { WpsApi } from '../../hosts/wps/wps-api';
import type { DockedPane } from '../../taskpane/pane-context';
import type { PaneOptions } from '../../taskpane/render-pane';
import type { LiveBooks } from '../../workbook/live-books';
import type { WorkbookPort } from '../../workbook/port';
import { wordingFor } from '../../wording/wording';
import { wpsText } from '../../wording/wps/wps-wording';
import { attempt, pageOf, paneToCome, readerOf, reasonOf, showTheme, type RenderPane } from '../page-parts';
import { showNotice, showPlainPage } from '../plain-page';
import { awaitWps } from './await-wps';
import { followViews } from './between-pages';
import { hideTaskPane } from './task-pane';

/** The parts of the pane's page, to be connected. */
export interface WpsPaneParts {
  readonly wps: () => WpsApi | undefined;
  readonly openPort: (api: WpsApi) => Promise<WorkbookPort>;
  readonly openBooks: (port: WorkbookPort) => LiveBooks;
  readonly loadFileTools: PaneOptions['files'];
  readonly loadPane: () => Promise<RenderPane>;
  readonly loadSelfCheck: (api: WpsApi) => ReturnType<DockedPane['loadSelfCheck']>;
}

/** Connects WPS and the pane; what fails is told in plain words. */
export async function startWpsPane(root: HTMLElement, parts: WpsPaneParts): Promise<void> {
  const page = pageOf(root);
  const reader = readerOf(page);
  const tell = (sentences: readonly string[], canReload = true): void =>
    showPlainPage(root, wordingFor(reader.language()), { sentences, canReload });

  // The pane's files travel while WPS gets ready; what keeps them away is told when they are needed.
  const files = attempt(parts.loadPane);
  const api = await awaitWps(page, parts.wps);
  if (!api) {
    tell([wpsText(reader.language(), 'outside'), wpsText(reader.language(), 'outside-what-to-do')]);
    return;
  }

  const pane = paneToCome(reader);
  // WPS tells nobody whether it is dark: the system's wish is all there is.
  showTheme(page, pane, () => undefined);

  const opened = await attempt(async () => {
    const port = await parts.openPort(api);
    reader.follow(port.host.language);
    return parts.openBooks(port);
  });
  if (!opened.ok) {
    tell([wordingFor(reader.language()).pane('addin', 'start-failed', { reason: reasonOf(opened.error) })]);
    return;
  }

  followViews({ plugin: api.addins.PluginStorage, page }, pane.open);
  const docked: DockedPane = {
    hide: () => {
      if (!hideTaskPane(api.addins)) showNotice(root, wpsText(reader.language(), 'not-hidden'));
    },
    hideLabel: (language) => wpsText(language, 'hide'),
    selfCheckTitle: (language) => wpsText(language, 'self-check'),
    loadSelfCheck: () => parts.loadSelfCheck(api),
  };
  const rendered = await pane.come(
    root,
    files,
    { live: opened.value, files: parts.loadFileTools, docked },
    () => undefined,
  );
  if (!rendered.ok) {
    tell([wordingFor(reader.language()).pane('addin', 'pane-failed', { reason: reasonOf(rendered.error) })]);
  }
}
