/**
 * Serves the workbench with an add-in in it: `node workbench/serve.mjs --manifest FILE --root DIR [--open WORKBOOK]
 * [--hint-zh TEXT] [--hint-en TEXT] [--no-open]`. The add-in's files come from DIR, office.js from node_modules, and both
 * pages only from and to this machine.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const here = path.dirname(fileURLToPath(import.meta.url));
const officeRoot = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@microsoft/office-js/package.json')),
  'dist',
);

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xml': 'application/xml; charset=utf-8',
};

/** office.js believes only https hosts of Microsoft's; this line makes it believe the page it stands in. */
const TRUSTED_HOST = `
OSF.InitializationHelper.prototype.checkReceiverOriginAndRun = function (run) {
  this._webAppState.clientEndPoint._hostTrustCheckStatus = Microsoft.Office.Common.HostTrustStatus.trusted; run(); };
`;

/** On the web office.js passes over the theme that its host tells; this line hands it on. */
const THEME_OF_HOST = `
OSF.InitializationHelper.prototype.getAppContext = (function (own) { return function (page, take) { var self = this;
  own.call(self, page, function (context) { context._officeTheme = self._appContext._officeTheme; take(context); }); };
})(OSF.InitializationHelper.prototype.getAppContext);
`;

/** Where the workbook that is opened first is served, whatever its name. */
const FIRST_WORKBOOK = '/first-workbook.xlsx';

/** A file of this name is another one when its content is another. */
const CONTENT_NAME = /\.[0-9a-f]{12}\./;
const FOR_EVER = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/** Whoever resolves another name to this machine does not get in. */
const OWN_NAMES = ['localhost', '127.0.0.1'];

/** The workbench's own page: nothing from elsewhere, and frames of the add-in only. */
function workbenchPolicy(addin) {
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${addin}`,
    "font-src 'self' data:",
    `connect-src 'self' ${addin}`,
    "worker-src 'self' blob:",
    `frame-src ${addin}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The file below a folder that a path of a URL means; `undefined` if it is none or leads out of it, by a link as well. */
export function fileBelow(root, urlPath) {
  let decoded;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0') || decoded.split(/[/\\]/).some((part) => part.startsWith('.') && part !== '.well-known')) {
    return undefined;
  }
  const file = path.join(root, decoded);
  let real;
  try {
    real = fs.realpathSync(file);
  } catch {
    return undefined;
  }
  const base = fs.realpathSync(root);
  if (real !== base && !real.startsWith(base + path.sep)) return undefined;
  const stat = fs.statSync(real);
  if (stat.isDirectory()) return fileBelow(root, `${urlPath.replace(/\/$/, '')}/index.html`);
  return stat.isFile() ? real : undefined;
}

function send(response, status, headers, body) {
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Page and add-in get a process each: while one calculates, the other answers.
    'Origin-Agent-Cluster': '?1',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

const typeOf = (file) => TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';

function sendFile(response, file, headers = {}) {
  const isForEver = CONTENT_NAME.test(path.basename(file));
  send(response, 200, { 'Content-Type': typeOf(file), ...(isForEver && FOR_EVER), ...headers }, fs.readFileSync(file));
}

/** A body that a browser keeps, and asks each time whether it is the same still. */
function sendTagged(request, response, file, body, headers) {
  const tag = `"${createHash('sha256').update(body).digest('hex')}"`;
  const own = { 'Content-Type': typeOf(file), 'Cache-Control': 'no-cache', ETag: tag, ...headers };
  if (request.headers['if-none-match'] === tag) send(response, 304, own, '');
  else send(response, 200, own, body);
}

/** A page of the add-in may name Microsoft's own office.js: here it gets the copy from node_modules. */
function withLocalOffice(html) {
  return html.replaceAll(
    /https:\/\/appsforoffice(?:\.edog)?\.microsoft\.com\/lib\/(?:1(?:\.1)?|beta)\/hosted\//g,
    '/office/',
  );
}

/** Functions without a shared runtime run in a page of the host's, as in Excel on the web. */
function functionsPage(script) {
  const scripts = ['/office/office.js', script].map((source) => `<script src="${source}"></script>`);
  return `<!doctype html><html><head><meta charset="utf-8"><title>functions</title>${scripts.join('')}</head><body></body></html>`;
}

/**
 * Serves the workbench and the add-in on a port each: to a browser two origins, so that an add-in cannot reach into the
 * page that hosts it, and one site, so that it keeps its storage.
 * @param {{ manifest?: string, root?: string, workbench?: string, port?: number, open?: string,
 *   hint?: { 'zh-CN'?: string, 'en-US'?: string } }} options the manifest's file, the add-in's folder, the built
 *   workbench's, the workbench's port (0: any), the .xlsx to open first, and one line that says what to try
 * @returns {Promise<{ url: string, addinOrigin: string, close: () => void }>}
 */
export async function serveWorkbench({
  manifest,
  root,
  workbench = path.join(here, '..', 'dist', 'workbench'),
  port = 0,
  open,
  hint,
}) {
  let addinOrigin = '';
  let workbenchOrigin = '';
  const addin = http.createServer(answer(sendAddin));
  addinOrigin = await listen(addin, 0);
  const page = http.createServer(answer(sendWorkbench));
  workbenchOrigin = await listen(page, port);
  const close = () => [page, addin].forEach((server) => server.close());
  return { url: `${workbenchOrigin}/`, addinOrigin, close };

  function answer(serve) {
    return (request, response) => {
      try {
        const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
        const name = (request.headers.host ?? '').replace(/:\d+$/, '');
        if (request.method !== 'GET' && request.method !== 'HEAD') send(response, 405, { Allow: 'GET, HEAD' }, '');
        else if (!OWN_NAMES.includes(name)) send(response, 421, {}, 'not this host');
        else serve(request, response, pathname, searchParams);
      } catch (failure) {
        send(response, 500, { 'Content-Type': TYPES['.txt'] }, failure instanceof Error ? failure.message : 'failed');
      }
    };
  }

  function sendWorkbench(_request, response, pathname) {
    if (pathname === '/workbench.json') {
      const first = open === undefined ? undefined : { url: FIRST_WORKBOOK, name: path.basename(open) };
      const facts = { addinOrigin, ...(first && { open: first }), ...(hint && { hint }) };
      return send(response, 200, { 'Content-Type': TYPES['.json'] }, JSON.stringify(facts));
    }
    if (pathname === FIRST_WORKBOOK && open !== undefined) return sendFile(response, open);
    if (pathname === '/manifest.xml' && manifest) return sendFile(response, manifest);
    const file = fileBelow(workbench, pathname.slice(1));
    if (!file) return send(response, 404, {}, 'not found');
    return sendFile(response, file, {
      'Content-Security-Policy': workbenchPolicy(addinOrigin),
      'X-Frame-Options': 'DENY',
    });
  }

  function sendAddin(request, response, pathname, searchParams) {
    const script = searchParams.get('script') ?? '';
    // The workbench reads functions.json and shows the icons.
    const headers = {
      'Access-Control-Allow-Origin': workbenchOrigin,
      'Cross-Origin-Resource-Policy': 'cross-origin',
      // Whoever frames a page of the add-in is the host it believes.
      'Content-Security-Policy': `frame-ancestors 'self' ${workbenchOrigin}`,
    };
    if (pathname.startsWith('/office/')) {
      const file = fileBelow(officeRoot, pathname.slice('/office/'.length));
      if (!file) return send(response, 404, {}, 'not found');
      const isHostPart = /^excel-web-16\.00(?:\.debug)?\.js$/.test(path.basename(file));
      const own = fs.readFileSync(file);
      return sendTagged(request, response, file, isHostPart ? own + TRUSTED_HOST + THEME_OF_HOST : own, headers);
    }
    if (pathname === '/workbench-functions.html') {
      if (!/^\/[\w./-]+$/.test(script) || script.startsWith('//')) return send(response, 400, {}, 'no script');
      return send(response, 200, { 'Content-Type': TYPES['.html'], ...headers }, functionsPage(script));
    }
    const file = root && fileBelow(root, pathname.slice(1));
    if (!file) return send(response, 404, headers, 'not found');
    if (path.extname(file) !== '.html') return sendFile(response, file, headers);
    const html = withLocalOffice(fs.readFileSync(file, 'utf8'));
    return send(response, 200, { 'Content-Type': TYPES['.html'], ...headers }, html);
  }
}

/** Listens on this machine only; resolves to the origin. Port 0 takes any free one. */
function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(`http://localhost:${server.address().port}`));
  });
}

/** Opens a browser, on a desktop only. */
export function openBrowser(url) {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  const hasDesktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (hasDesktop && process.stdout.isTTY && !process.env.CI) execFile(command, [url], () => undefined);
}

/** The port that the environment asks for; any free one if it asks for none. */
export function wantedPort() {
  const { PORT = '0' } = process.env;
  const port = Number(PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT=${PORT} is no port`);
  return port;
}

/**
 * Serves, prints the address and opens a browser: what every command that shows the workbench does in the end.
 * @param {Parameters<typeof serveWorkbench>[0] & { isBrowserWanted?: boolean }} options
 */
export async function showWorkbench({ isBrowserWanted = true, ...options }) {
  for (const file of [options.manifest, options.root, options.open]) {
    if (file !== undefined && !fs.existsSync(file)) throw new Error(`there is no ${file}`);
  }
  const served = await serveWorkbench({ ...options, port: wantedPort() });
  process.stdout.write(`${served.url}\n`);
  if (isBrowserWanted) openBrowser(served.url);
  return served;
}

/** What the command line says, as options of `showWorkbench`; throws a sentence for what it does not know. */
export function readArguments(args) {
  const { values } = parseArgs({
    args,
    options: {
      manifest: { type: 'string' },
      root: { type: 'string' },
      workbench: { type: 'string' },
      open: { type: 'string' },
      'hint-zh': { type: 'string' },
      'hint-en': { type: 'string' },
      'no-open': { type: 'boolean', default: false },
    },
  });
  const { 'no-open': isSilent, 'hint-zh': chinese, 'hint-en': english, ...options } = values;
  const hint = { ...(chinese && { 'zh-CN': chinese }), ...(english && { 'en-US': english }) };
  return { ...options, ...(Object.keys(hint).length > 0 && { hint }), isBrowserWanted: !isSilent };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const start = async () => showWorkbench(readArguments(process.argv.slice(2)));
  start().catch((failure) => {
    process.stderr.write(`${failure instanceof Error ? failure.message : failure}\n`);
    process.exitCode = 1;
  });
}
