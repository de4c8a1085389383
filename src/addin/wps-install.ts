/** The entry of publish.html, install.html and uninstall.html, which a user opens in a browser of their own. */
import './wps/polyfills';
import manifest from '../../package.json';
import { chosenLanguage, nearestLanguage } from './reader-language';
import './plain-page.css';
import { showInstallPage, type InstallAction } from './wps/install/install-page';
import { WpsService } from './wps/install/wps-service';

const root = document.getElementById('install');
if (!root) throw new Error('the page has no place for its buttons');

const ACTIONS: readonly InstallAction[] = ['both', 'install', 'uninstall'];

showInstallPage(root, {
  document,
  language: chosenLanguage(() => window.localStorage) ?? nearestLanguage(navigator.language),
  action: ACTIONS.find((each) => each === root.dataset['action']) ?? 'both',
  service: new WpsService({
    fetch: (input, init) => fetch(input, init),
    setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
    open: (address) => window.location.assign(address),
  }),
  entry: {
    name: root.dataset['name'] ?? '',
    addonType: 'et',
    online: 'true',
    // Where the page is, the add-in is.
    url: new URL('./', window.location.href).href,
    version: manifest.version,
    customDomain: '',
  },
});
