'use strict';

/** What makes the bundle for WPS a folder that a web server can hand out. webpack.config.js puts it together. */
const ts = require('typescript');
const { OptionError, contentSecurityPolicy } = require('./addin-build.cjs');

/** The name that WPS knows the add-in by: in its list of add-ins and in manifest.xml. */
const ADDIN_NAME = 'PayClause';

/** Where a developer serves it; only jsplugins.xml names an address. */
const WPS_DEVELOPMENT_URL = 'http://127.0.0.1:3001/';

/** The local service of WPS that installs add-ins. */
const WPS_SERVICE = 'http://127.0.0.1:58890';

/** The pages that install the add-in, and which of their buttons each has. */
const INSTALL_PAGES = { 'publish.html': 'both', 'install.html': 'install', 'uninstall.html': 'uninstall' };

/** Background, pane and all screens of it, as a server sends them. */
const LARGEST_WPS_BUNDLE = 480_000;
const LARGEST_WPS_TOOLS = 320_000;

/**
 * The scripts of packages that are written in later editions of the language than ES2018, which all that WPS shows pages with
 * knows. test/addin/wps-build.test.ts names one that is missing here; to lower all thousand modules would take ten seconds.
 */
const MODERN_PACKAGES = new RegExp(
  String.raw`[\\/]node_modules[\\/](?:${[
    '@fluentui/react-context-selector',
    '@fluentui/react-motion',
    '@fluentui/react-tabster',
    '@griffel/core',
    '@griffel/react',
    '@tanstack/virtual-core',
    '@zip.js/zip.js',
    'i18next',
    'keyborg',
    'tabster',
    'zod',
  ]
    .map((name) => name.replace('/', String.raw`[\\/]`).replaceAll('.', String.raw`\.`))
    .join('|')})[\\/].*\.m?js$`,
);

/**
 * What TypeScript does not lower by itself. `1n`: Chromium 69 has such numbers, and the edition in which their literals are
 * written is two years younger than it. `import(address)`: zip.js would load a codec from wherever it is told to; nobody tells
 * it, and the pages' policy would refuse.
 */
function lowered() {
  return {
    after: [
      (context) => {
        const { factory } = context;
        const call = (name, ...given) => factory.createCallExpression(factory.createIdentifier(name), undefined, given);
        const visit = (node) => {
          if (ts.isBigIntLiteral(node)) return call('BigInt', factory.createStringLiteral(node.text.slice(0, -1)));
          if (ts.isImportCall(node) && !ts.isStringLiteralLike(node.arguments[0])) return call('Promise.reject');
          return ts.visitEachChild(node, visit, context);
        };
        return (file) => ts.visitNode(file, visit);
      },
    ],
  };
}

/**
 * The options of a build, from webpack's `--env`.
 * @param {{ url?: string }} env `url`: the folder that the add-in is served from; unlike Office, WPS takes http:// as well
 */
function readWpsOptions({ url = WPS_DEVELOPMENT_URL } = {}) {
  let base;
  try {
    base = new URL(url);
  } catch {
    throw new OptionError(`--env url: «${url}» is no address such as https://pay.example.com/wps/`);
  }
  if (base.protocol !== 'https:' && base.protocol !== 'http:') {
    throw new OptionError(`--env url: WPS takes add-ins from http:// and https:// only, and «${url}» is neither`);
  }
  if (base.search !== '' || base.hash !== '' || base.username !== '') {
    throw new OptionError(`--env url: «${url}» must be a plain address, without user, ? and #`);
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return { url: base.href };
}

/** What a page of the add-in may do: what the Excel add-in's may, and nothing of Office. */
const pagePolicy = () => contentSecurityPolicy('');

/** What the pages that install the add-in may do: talk to the local service of WPS. */
function installPolicy() {
  return contentSecurityPolicy('').replace("connect-src 'self'", `connect-src 'self' ${WPS_SERVICE}`);
}

/** The list of add-ins that an enterprise's WPS reads from the address in its oem.ini. */
function jspluginsFor(url, version) {
  const { href } = new URL(url); // has escaped what would end an attribute
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<jsplugins>
  <jspluginonline name="${ADDIN_NAME}" type="et" url="${href.replaceAll('&', '&amp;')}" version="${version}" enable="true" />
</jsplugins>
`;
}

/** JSON that may stand in a page's <script>: nothing in it ends the element. */
function inPage(json) {
  return JSON.stringify(JSON.parse(json)).replaceAll('<', '\\u003c');
}

module.exports = {
  ADDIN_NAME,
  INSTALL_PAGES,
  LARGEST_WPS_BUNDLE,
  LARGEST_WPS_TOOLS,
  MODERN_PACKAGES,
  WPS_DEVELOPMENT_URL,
  WPS_SERVICE,
  inPage,
  installPolicy,
  jspluginsFor,
  lowered,
  pagePolicy,
  readWpsOptions,
};
