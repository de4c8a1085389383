/** dist/addin, as `npm run build` has left it: what Office and a web server get. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import webpack from 'webpack';
import { FUNCTIONS } from '../../src/functions/catalogue';
import {
  BundleSize,
  LARGEST_BUNDLE,
  LARGEST_TOOLS,
  contentSecurityPolicy,
  isPermissive,
  readOptions,
} from './addin-build';

const BUILT = path.join(__dirname, '..', '..', 'dist', 'addin');
const read = (file: string): string => fs.readFileSync(path.join(BUILT, file), 'utf8');
const files = fs.readdirSync(BUILT, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));

describe('the page', () => {
  const { document } = new JSDOM(read('taskpane.html')).window;
  const scripts = [...document.scripts].map((script) => script.getAttribute('src'));

  test('carries the policy of its office.js', () => {
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
    expect(policy).toBe(contentSecurityPolicy(scripts[0] ?? ''));
  });

  test('takes scripts from office.js’s origin and its own folder, office.js first', () => {
    const [office, ...own] = scripts;
    expect(office).toBe('https://appsforoffice.microsoft.com/lib/1/hosted/office.js');
    expect(own.length).toBeGreaterThan(0);
    for (const script of own) expect([script, files.includes(script ?? '')]).toEqual([script, true]);
  });

  test('has neither scripts nor styles in its text', () => {
    expect(scripts).not.toContain(null);
    expect([...document.querySelectorAll('style, [style]')]).toEqual([]);
  });

  test('says what it is before a script has run', () => {
    expect(document.body.textContent).toContain('薪规正在启动');
    expect(document.body.textContent).toContain('PayClause is starting');
  });
});

describe('the policy', () => {
  test('names a copy of office.js by nobody but the page’s own origin', () => {
    expect(contentSecurityPolicy('office/office.js')).toContain("script-src 'self';");
    expect(contentSecurityPolicy('https://cdn.example.cn/lib/office.js')).toContain(
      "script-src 'self' https://cdn.example.cn;",
    );
  });

  test('allows no code from text and nothing from elsewhere', () => {
    const policy = contentSecurityPolicy('office/office.js');
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toMatch(/unsafe|\*|https?:|wasm/);
  });
});

describe('the functions’ metadata', () => {
  const metadata = (file: string): { id: string; description: string; helpUrl: string; parameters: unknown[] }[] =>
    (
      JSON.parse(read(file)) as {
        functions: { id: string; description: string; helpUrl: string; parameters: unknown[] }[];
      }
    ).functions;

  test.each([
    ['functions.json', 'zh-CN'],
    ['functions.en-US.json', 'en-US'],
  ] as const)('%s has every function of the catalogue, in its language', (file, language) => {
    const said = metadata(file).map(({ id, description, parameters }) => [id, description, parameters.length]);
    const wanted = FUNCTIONS.map(({ id, description, parameters }) => [id, description[language], parameters.length]);
    expect([...said].sort()).toEqual([...wanted].sort());
  });

  const helpPages = new Map<string, Document>();
  const helpPage = (file: string): Document => {
    const page = helpPages.get(file) ?? new JSDOM(read(file)).window.document;
    helpPages.set(file, page);
    return page;
  };

  test('every help link leads to a place of the built pages', () => {
    for (const { helpUrl } of [...metadata('functions.json'), ...metadata('functions.en-US.json')]) {
      const { pathname, hash } = new URL(helpUrl);
      expect([pathname, hash, helpPage(pathname).getElementById(hash.slice(1)) !== null]).toEqual([
        pathname,
        hash,
        true,
      ]);
    }
  });

  test('every function of the metadata is registered by the bundle', () => {
    const scripts = files.filter((file) => /^[\w.]+\.js$/.test(file)).map(read);
    for (const { id } of metadata('functions.json')) {
      expect([id, scripts.some((script) => script.includes(`CustomFunctions.associate("${id}"`))]).toEqual([id, true]);
    }
  });
});

describe('what is shipped', () => {
  const sizes = JSON.parse(read('bundle-size.json')) as {
    gzip: number;
    gzipTools: number;
    files: Record<string, number>;
    tools: Record<string, number>;
    sources: Record<string, number>;
  };

  test('weighs no more than it may, lazy parts too', () => {
    const scripts = files.filter((file) => /^[^/]+\.(?:js|css)$/.test(file) && file !== 'functions.js');
    expect([...Object.keys(sizes.files), ...Object.keys(sizes.tools)].sort()).toEqual(scripts.sort());
    const sum = (of: Record<string, number>): number => Object.values(of).reduce((total, size) => total + size, 0);
    expect([sum(sizes.files), sum(sizes.tools)]).toEqual([sizes.gzip, sizes.gzipTools]);
    expect(sizes.gzip).toBeLessThanOrEqual(LARGEST_BUNDLE);
    expect(sizes.gzipTools).toBeLessThanOrEqual(LARGEST_TOOLS);
  });

  test('a build beyond that fails', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'payclause-size-'));
    fs.writeFileSync(
      path.join(folder, 'entry.js'),
      'document.title = "x".repeat(100); import(/* webpackChunkName: "tool-more" */ "./more.js");',
    );
    fs.writeFileSync(path.join(folder, 'more.js'), 'document.title += "y";');
    const compiler = webpack({
      mode: 'none',
      entry: path.join(folder, 'entry.js'),
      output: { path: path.join(folder, 'out') },
      plugins: [new BundleSize(20, 10)],
    });
    const errors = await new Promise<readonly string[]>((resolve, reject) => {
      compiler.run((failure, stats) => {
        if (failure) reject(failure);
        else compiler.close(() => resolve((stats?.compilation.errors ?? []).map(({ message }) => message)));
      });
    });
    fs.rmSync(folder, { recursive: true });
    expect(errors).toEqual([
      expect.stringMatching(/^functions and pane are \d+ bytes gzipped and may be 20; /),
      expect.stringMatching(/^the tools are \d+ bytes gzipped and may be 10; /),
    ]);
  });

  test('passes on the licence of every package in it, with its text', () => {
    const entries = read('third-party-licenses.txt').split(`\n${'-'.repeat(80)}\n\n`);
    const packages = Object.keys(sizes.sources).filter((name) => name !== 'src');
    expect(packages).toContain('react');
    const passedOn = new Set(entries.map((entry) => entry.slice(0, entry.indexOf(' '))));
    expect(packages.filter((name) => !passedOn.has(name))).toEqual([]);
    for (const entry of entries) {
      expect(entry).toMatch(/^\S+ \d\S+\n\S.*\n\n/);
      expect(entry).toMatch(/Permission|Redistribution|Apache License/i);
    }
    expect(read('LICENSE.txt')).toContain('MIT License');
  });

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['Apache-2.0 AND MIT', true],
    ['MIT AND GPL-2.0-only', false],
    ['LGPL-3.0-or-later', false],
    ['UNLICENSED', false],
  ])('a package under %s may be shipped: %s', (license, isAllowed) => {
    expect(isPermissive(license)).toBe(isAllowed);
  });

  test('has no source map', () => {
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    const naming = files.filter((file) => file.endsWith('.js') && read(file).includes('sourceMappingURL='));
    expect(naming).toEqual([]);
  });

  test('has names that change with their content, but for what Office and the manifest name', () => {
    const unhashed = files.filter(
      (file) => /^[^/]+\.(?:js|css)$/.test(file) && !/\.[0-9a-f]{12}\.(?:js|css)$/.test(file),
    );
    expect(unhashed).toEqual(['functions.js']);
  });
});

describe('the options of a build', () => {
  test('an address gets its final «/»', () => {
    expect(readOptions({ url: 'https://pay.example.com/addin' }).url).toBe('https://pay.example.com/addin/');
  });

  test.each([
    [{ url: 'pay.example.com' }, '--env url: «pay.example.com» is no address such as https://pay.example.com/'],
    [
      { url: 'http://pay.example.com/' },
      '--env url: Office takes add-ins from https:// only, and «http://pay.example.com/» is not',
    ],
    [
      { url: 'https://pay.example.com/?a=1' },
      '--env url: «https://pay.example.com/?a=1» must be a plain address, without user, ? and #',
    ],
    [{ office: 'mine' }, '--env office: «mine» is no address such as https://pay.example.com/'],
  ])('%j is refused', (env, message) => {
    expect(() => readOptions(env)).toThrow(message);
  });

  test('office.js comes from Microsoft, from a copy, or from a named place', () => {
    expect(readOptions().officeUrl).toBe('https://appsforoffice.microsoft.com/lib/1/hosted/office.js');
    expect(readOptions({ office: 'local' })).toMatchObject({ officeUrl: 'office/office.js', isOfficeLocal: true });
    expect(readOptions({ office: 'https://cdn.example.cn/office.js' }).officeUrl).toBe(
      'https://cdn.example.cn/office.js',
    );
  });
});
