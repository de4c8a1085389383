/**
 * Serves dist/addin to a real Excel on this machine, at the address that manifest.xml names: `node scripts/serve-addin.mjs`, which
 * `npm run excel` starts. Office takes add-ins from https only, so it needs the certificate of office-addin-dev-certs, which is
 * made and trusted on first use.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import https from 'node:https';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { fileBelow } from '../workbench/serve.mjs';
import { SetupError, builtFolder, ensureBuilt, ensureInstalled, main, root } from './lib/setup.mjs';

const require = createRequire(import.meta.url);
const { DEVELOPMENT_URL } = require('./lib/addin-build.cjs');

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
};

/** What a server in earnest sends too: docs/deployment.md. Here nothing is kept, so that the next build shows. */
const HEADERS = {
  'Cache-Control': 'no-store',
  // Excel on the web reads manifest and functions.json from its own page.
  'Access-Control-Allow-Origin': '*',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** The file that a request asks for; `undefined` where there is none. The manifest is always the one for this address. */
function fileFor(folder, pathname) {
  return pathname === '/manifest.xml' ? path.join(root, 'manifest.xml') : fileBelow(folder, pathname.slice(1));
}

/** Answers requests with the files of a folder. */
export function addinHandler(folder) {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { ...HEADERS, Allow: 'GET, HEAD' }).end();
      return;
    }
    const file = fileFor(folder, new URL(request.url ?? '/', DEVELOPMENT_URL).pathname);
    if (file === undefined) {
      response.writeHead(404, HEADERS).end();
      return;
    }
    const type = TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    response.writeHead(200, { ...HEADERS, 'Content-Type': type });
    response.end(request.method === 'HEAD' ? undefined : fs.readFileSync(file));
  };
}

async function certificate() {
  const { getHttpsServerOptions } = require('office-addin-dev-certs');
  try {
    return await getHttpsServerOptions();
  } catch (error) {
    throw new SetupError(`the certificate for ${DEVELOPMENT_URL} could not be made or trusted: ${error.message}`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    await ensureInstalled();
    await ensureBuilt(['addin']);
    const { port } = new URL(DEVELOPMENT_URL);
    const server = https.createServer(await certificate(), addinHandler(builtFolder('addin')));
    await new Promise((resolve, reject) => {
      server.once('error', (error) => reject(new SetupError(`cannot listen on port ${port}: ${error.message}`)));
      // This machine only: what is served here is a developer's.
      server.listen(Number(port), 'localhost', resolve);
    });
    process.stdout.write(`${DEVELOPMENT_URL}\n`);
  });
}
