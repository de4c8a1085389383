/**
 * The entry of WPS's background page, index.html: registers the functions and answers the ribbon. WPS loads it unseen when it
 * starts, and calls what stands among its globals.
 */
import './wps/polyfills';
import './no-code-from-text';
import manifest from '../../package.json';
import type { FunctionsMetadata } from '../functions/functions-json';
import { InstantCalls } from '../functions/instant-calls';
import { keepCalculated } from '../hosts/wps/recalculate';
import { registerFunctions } from '../hosts/wps/register-functions';
import { findWps } from '../hosts/wps/wps-api';
import { openWpsPort } from '../hosts/wps/wps-port';
import { liveSourceOf } from '../workbook/live-answers';
import { openLiveBooks } from '../workbook/live-books';
import type { Language } from '../wording/language';
import { readerOf } from './page-parts';
import { ribbonCallbacks } from './wps/ribbon';
import { startBackground } from './wps/start-background';

const wps = (): ReturnType<typeof findWps> => findWps(window);
const reader = readerOf(window);

const { callbacks, rename } = ribbonCallbacks({
  page: window,
  wps,
  language: reader.language,
  now: Date.now,
  // WPS shows it as a box of its own; the background page has no other way to say something.
  tell: (sentence) => window.alert(sentence),
});
Object.assign(window, callbacks);

const reportBug = (error: unknown): void => {
  // eslint-disable-next-line payclause/no-console -- A bug in a cell's call has no other place to be told to developers.
  console.error(error);
};
const calls = new InstantCalls(reportBug);

void startBackground({
  page: window,
  reader,
  version: manifest.version,
  wps,
  openPort: openWpsPort,
  openBooks: openLiveBooks,
  sourceOf: liveSourceOf,
  calls,
  keepCalculated: (api, port) => void keepCalculated({ api, calls, port, reportBug }),
  metadata,
  registerFunctions: (api, described) => registerFunctions(api, calls, described),
  renameRibbon: rename,
});

/** What the functions are registered with: the build puts functions.json into the page, so that nothing has to be waited for. */
function metadata(language: Language): FunctionsMetadata {
  const text = document.getElementById(`functions-${language}`)?.textContent;
  if (text === undefined) throw new Error('index.html');
  return JSON.parse(text) as FunctionsMetadata;
}
