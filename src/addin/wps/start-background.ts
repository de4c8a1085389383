import type { InstantCalls } from '../../functions/instant-calls';
import type { FunctionsMetadata } from '../../functions/functions-json';
import type { WpsApi } from '../../hosts/wps/wps-api';
import type { LiveAnswers } from '../../workbook/live-answers';
import type { LiveBooks } from '../../workbook/live-books';
import type { WorkbookPort } from '../../workbook/port';
import type { Language } from '../../wording/language';
import { wordingFor } from '../../wording/wording';
import { wpsText } from '../../wording/wps/wps-wording';
import { attempt, reasonOf, stoppedSource, type Reader } from '../page-parts';
import { followChosenLanguage } from '../reader-language';
import { awaitWps } from './await-wps';
import { reportBackground, type BackgroundReport } from './between-pages';

/** The parts of the background page, to be connected. */
export interface BackgroundParts {
  readonly page: Window;
  readonly reader: Reader;
  readonly version: string;
  readonly wps: () => WpsApi | undefined;
  readonly openPort: (api: WpsApi) => Promise<WorkbookPort>;
  readonly openBooks: (port: WorkbookPort) => LiveBooks;
  readonly sourceOf: (live: LiveBooks, language: () => Language) => LiveAnswers;
  readonly calls: Pick<InstantCalls, 'connect'>;
  /** Has the cells calculated anew that show what the workbook no longer gives. */
  readonly keepCalculated: (api: WpsApi, port: WorkbookPort) => void;
  readonly metadata: (language: Language) => FunctionsMetadata;
  readonly registerFunctions: (api: WpsApi, metadata: FunctionsMetadata) => void;
  /** Has the ribbon's buttons named anew. */
  readonly renameRibbon: () => void;
}

/**
 * Registers the functions and connects them to the workbook. What fails is told in the cells that make calls, and to the
 * pane's self-check: this page is never seen.
 */
export async function startBackground(parts: BackgroundParts): Promise<void> {
  const { page, reader, calls } = parts;
  // At once where WPS is there already: formulas that are calculated before know no such functions.
  const api = parts.wps() ?? (await awaitWps(page, parts.wps));
  if (!api) return;

  reportBackground(api.addins.PluginStorage, register(api, parts));

  let announce = (): void => undefined;
  followChosenLanguage(page, (language) => {
    reader.choose(language);
    parts.renameRibbon();
    announce();
  });

  const opened = await attempt(async () => {
    const port = await parts.openPort(api);
    reader.follow(port.host.language);
    parts.renameRibbon();
    return { port, live: parts.openBooks(port) };
  });
  if (!opened.ok) {
    const reason = reasonOf(opened.error);
    calls.connect(stoppedSource(reader.language, () => sayStopped(reader.language(), reason)));
    return;
  }
  const { port, live } = opened.value;
  const source = parts.sourceOf(live, reader.language);
  announce = () => source.announce();
  calls.connect(source);
  parts.keepCalculated(api, port);
}

function sayStopped(language: Language, reason: string): string {
  return wordingFor(language).pane('addin', 'start-failed', { reason });
}

/** Registers the functions, which an older WPS has no place for: everything else works without them. */
function register(api: WpsApi, { reader, version, metadata, registerFunctions }: BackgroundParts): BackgroundReport {
  if (!api.addins.AddCustomFunction) {
    return { version, functions: 0, problem: wpsText(reader.language(), 'no-custom-functions') };
  }
  try {
    const described = metadata(reader.language());
    registerFunctions(api, described);
    return { version, functions: described.functions.length };
  } catch (error) {
    return { version, functions: 0, problem: reasonOf(error) };
  }
}
