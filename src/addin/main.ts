/// <reference types="office-js" />
/** The entry of the task pane's page, which is the shared runtime of pane and functions: connects the parts. */
import './no-code-from-text';
import { connectFunctions } from '../functions/live-calls';
import { openExcelPort } from '../hosts/excel/excel-port';
import { liveSourceOf } from '../workbook/live-answers';
import { openLiveBooks } from '../workbook/live-books';
import './plain-page.css';
import { startAddin, type OfficeApi } from './start-addin';

const root = document.getElementById('pane');
if (!root) throw new Error('the page has no place for the pane');

void startAddin(root, {
  office: officeApi(),
  openPort: openExcelPort,
  openBooks: openLiveBooks,
  sourceOf: liveSourceOf,
  connectFunctions,
  loadFileTools: () => import(/* webpackChunkName: "tool-new-year" */ '../hosts/file/make-new-year'),
  loadPane: async () => (await import(/* webpackChunkName: "pane" */ '../taskpane/render-pane')).renderPane,
});

/** The `Office` of office.js; `undefined` where that script did not come. */
function officeApi(): OfficeApi | undefined {
  if (typeof Office === 'undefined') return undefined;
  return {
    onReady: async () => {
      // Outside of Office it is null, whatever its type says.
      const { host } = (await Office.onReady()) as { readonly host: Office.HostType | null };
      return { host: host === null ? null : String(host) };
    },
    // Excel's own part of office.js defines these, and it comes later.
    get context() {
      return Office.context;
    },
    get actions() {
      return Office.actions;
    },
    get addin() {
      return Office.addin;
    },
  };
}
