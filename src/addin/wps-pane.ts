/** The entry of the pane's page in WPS: the same pane as in Excel, without office.js and without functions. */
import './wps/polyfills';
import './no-code-from-text';
import { findWps } from '../hosts/wps/wps-api';
import { openWpsPort } from '../hosts/wps/wps-port';
import { openLiveBooks } from '../workbook/live-books';
import './plain-page.css';
import './wps/old-browser.css';
import { adaptSelectors } from './wps/old-selectors';
import { adaptStreams } from './wps/old-streams';
import { adaptStyles } from './wps/old-styles';
import { startWpsPane } from './wps/start-pane';

const root = document.getElementById('pane');
if (!root) throw new Error('the page has no place for the pane');

adaptSelectors(window);
adaptStyles(window);
adaptStreams(window);

void startWpsPane(root, {
  wps: () => findWps(window),
  openPort: openWpsPort,
  openBooks: openLiveBooks,
  loadFileTools: () => import(/* webpackChunkName: "tool-new-year" */ '../hosts/file/make-new-year'),
  loadPane: async () => (await import(/* webpackChunkName: "pane" */ '../taskpane/render-pane')).renderPane,
  loadSelfCheck: async (api) =>
    (await import(/* webpackChunkName: "tool-self-check" */ './wps/self-check')).selfCheckOf(window, api),
});
