/** What serve.mjs gives out, and what it does not. */
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { serve, type Served } from '../support/chromium';

const ROOT = path.join(__dirname, '..', '..');
const ADDIN = path.join(__dirname, 'sample-addin');

let served: Served;
let url: string;
let addinOrigin: string;
let folder: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbench-'));
  fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html>');
  fs.writeFileSync(path.join(folder, '.secret'), 'no');
  fs.symlinkSync('/etc/hosts', path.join(folder, 'outside.txt'));
  fs.writeFileSync(path.join(folder, 'page.0123456789ab.js'), '');
  fs.writeFileSync(path.join(folder, 'page.0123456789xy.js'), '');
  served = await serve(['--manifest', path.join(ADDIN, 'manifest.xml'), '--root', ADDIN, '--workbench', folder]);
  ({ url } = served);
  ({ addinOrigin } = (await (await fetch(`${url}workbench.json`)).json()) as { addinOrigin: string });
});

afterAll(async () => {
  await (served as Served | undefined)?.stop();
  fs.rmSync(folder, { recursive: true });
});

/** A path as it stands, which fetch would tidy up. */
function rawStatus(origin: string, target: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    http
      .get({ hostname, port, path: target, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
      .on('error', reject);
  });
}

test('the page may load nothing from elsewhere and be framed by nobody', async () => {
  const policy = (await fetch(url)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain(`frame-src ${addinOrigin}`);
  expect(policy).toContain("frame-ancestors 'none'");
});

test.each([
  ['pane.html', 'text/html; charset=utf-8'],
  ['pane.js', 'text/javascript; charset=utf-8'],
  ['functions.json', 'application/json; charset=utf-8'],
  ['manifest.xml', 'application/xml; charset=utf-8'],
])('%s is %s', async (file, type) => {
  const response = await fetch(`${addinOrigin}/${file}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, type]);
});

test('only the workbench may frame the add-in', async () => {
  const policy = (await fetch(`${addinOrigin}/pane.html`)).headers.get('content-security-policy');
  expect(policy).toBe(`frame-ancestors 'self' ${new URL(url).origin}`);
});

test('office.js is the one of node_modules, with one line behind it', async () => {
  const html = await (await fetch(`${addinOrigin}/pane.html`)).text();
  expect(html).toContain('src="/office/office.js"');
  const served = await (await fetch(`${addinOrigin}/office/excel-web-16.00.js`)).text();
  const file = path.join(ROOT, 'node_modules', '@microsoft', 'office-js', 'dist', 'excel-web-16.00.js');
  const own = fs.readFileSync(file, 'utf8');
  expect(served.startsWith(own)).toBe(true);
  expect(served.slice(own.length)).toMatch(/^\nOSF\.InitializationHelper\.prototype\.checkReceiverOriginAndRun = /);
});

test.each([
  '/../package.json',
  '/..%2f..%2fpackage.json',
  '/%2e%2e/%2e%2e/package.json',
  '/.secret',
  '/outside.txt',
  '/nothing.js',
  '/%00',
  '/%zz',
])('%s is not there', async (target) => {
  expect(await rawStatus(url, target)).toBe(404);
  expect(await rawStatus(addinOrigin, target)).toBe(404);
  expect(await rawStatus(addinOrigin, `/office${target}`)).toBe(404);
});

test('another name of this machine, and another method, are refused', async () => {
  expect(await rawStatus(url, '/', { Host: 'evil.example' })).toBe(421);
  expect((await fetch(url, { method: 'POST' })).status).toBe(405);
  expect(await rawStatus(addinOrigin, '/workbench-functions.html?script=//evil.example/x.js')).toBe(400);
  expect(await rawStatus(addinOrigin, '/workbench-functions.html?script=%22%3E%3Cscript%3E')).toBe(400);
});

describe('what a browser may keep', () => {
  const kept = async (address: string): Promise<string | null> => (await fetch(address)).headers.get('cache-control');

  test('a file whose name is of its content, for ever', async () => {
    expect(await kept(`${url}page.0123456789ab.js`)).toBe('public, max-age=31536000, immutable');
  });

  test.each(['', 'workbench.json', 'manifest.xml', 'page.0123456789xy.js', 'nothing.0123456789ab.js'])(
    '%s, not at all',
    async (file) => {
      expect(await kept(url + file)).toBe('no-store');
    },
  );

  test('office.js, as long as it is the same', async () => {
    const address = `${addinOrigin}/office/excel-web-16.00.js`;
    const first = await fetch(address);
    const tag = first.headers.get('etag') ?? '';
    expect([first.headers.get('cache-control'), tag]).toEqual(['no-cache', expect.stringMatching(/^"[0-9a-f]{64}"$/)]);
    expect(await rawStatus(addinOrigin, '/office/excel-web-16.00.js', { 'If-None-Match': tag })).toBe(304);
    expect(await rawStatus(addinOrigin, '/office/excel-web-16.00.js', { 'If-None-Match': '"other"' })).toBe(200);
    expect(await rawStatus(addinOrigin, '/office/office.js', { 'If-None-Match': tag })).toBe(200);
    expect(await kept(`${addinOrigin}/functions.json`)).toBe('no-store');
  });
});

test('page and add-in ask for a process each', async () => {
  const asked = [url, `${addinOrigin}/pane.html`].map(async (address) =>
    (await fetch(address)).headers.get('origin-agent-cluster'),
  );
  expect(await Promise.all(asked)).toEqual(['?1', '?1']);
});
