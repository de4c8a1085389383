/** dist/wps, as the build has left it: what WPS and a web server get. */
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'acorn';
import { JSDOM } from 'jsdom';
import { RIBBON_BUTTONS, ribbonCallbacks } from '../../src/addin/wps/ribbon';
import { FUNCTIONS } from '../../src/functions/catalogue';
import { newerInScript } from './wps/newer-apis';
import { newerInSheet, newerInStylesOf } from './wps/newer-styles';
import {
  ADDIN_NAME,
  INSTALL_PAGES,
  inPage,
  installPolicy,
  jspluginsFor,
  LARGEST_WPS_BUNDLE,
  LARGEST_WPS_TOOLS,
  pagePolicy,
  readWpsOptions,
  WPS_SERVICE,
} from './wps-build';

const BUILT = path.join(__dirname, '..', '..', 'dist', 'wps');
const read = (file: string): string => fs.readFileSync(path.join(BUILT, file), 'utf8');
const files = fs.readdirSync(BUILT, { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
const scripts = files.filter((file) => file.endsWith('.js'));
const sheets = files.filter((file) => file.endsWith('.css'));

/** What each of these things are found by: the name → why it may stand there. */
type Reasons = Readonly<Record<string, string>>;

describe('the scripts', () => {
  test.each(scripts)('%s parses as ES2018', (file) => {
    expect(() => parse(read(file), { ecmaVersion: 2018 })).not.toThrow();
  });

  test('have nothing of office.js in them', () => {
    const ofOffice = scripts.filter((file) =>
      /\bOffice\.(?:onReady|context|actions|addin)\b|appsforoffice/.test(read(file)),
    );
    expect(ofOffice).toEqual([]);
  });

  const BY_POLYFILLS = 'src/addin/wps/polyfills.ts';
  const ASKED_FOR = 'is asked for first, and something else is done without it';
  const NO_API = 'a name of ours or of a package, on objects of their own';
  const MAY_STAND: Reasons = {
    'global globalThis': BY_POLYFILLS,
    'global WeakRef': BY_POLYFILLS,
    'member deref (WeakRef)': BY_POLYFILLS,
    'member allSettled (Promise)': BY_POLYFILLS,
    'member at (Array, String, TypedArray)': `${BY_POLYFILLS}; of typed arrays only core-js asks it`,
    'member fromEntries (Object)': BY_POLYFILLS,
    'member hasOwn (Object)': BY_POLYFILLS,
    'member matchAll (String, Symbol)': BY_POLYFILLS,
    'member replaceAll (String)': BY_POLYFILLS,
    'static AbortSignal.abort': BY_POLYFILLS,
    'global Animation': ASKED_FOR,
    'global CompressionStream': ASKED_FOR,
    'global DecompressionStream': ASKED_FOR,
    'global queueMicrotask': ASKED_FOR,
    'global reportError': ASKED_FOR,
    'global setImmediate': ASKED_FOR,
    'member setImmediate (Window)': ASKED_FOR,
    'member clearImmediate (Window)': ASKED_FOR,
    'member asyncDispose (Symbol)': ASKED_FOR,
    'member toHex (Uint8Array)': ASKED_FOR,
    'member fromHex (Uint8Array)': ASKED_FOR,
    'member hasIndices (RegExp)': ASKED_FOR,
    'member unicodeSets (RegExp)': ASKED_FOR,
    'member stream (Blob)': ASKED_FOR,
    'member restore (Window)': NO_API,
    'member scrollMargin (IntersectionObserver)': NO_API,
    'static Intl.ListFormat': 'i18next makes one when a sentence asks for it, and none of ours does',
    'static Intl.RelativeTimeFormat': 'i18next makes one when a sentence asks for it, and none of ours does',
    'static Intl.Locale': 'i18next looks which way a language runs, which nobody asks it',
    'member getTextInfo (Locale)': 'i18next looks which way a language runs, which nobody asks it',
    'member displayName (Function)': 'React’s, given to components by whoever made them',
    'member toArray (Iterator)': 'React.Children’s',
    'member role (Element)': 'a property of React’s elements',
    'member part (Element)': NO_API,
    'member reason (AbortSignal)': 'a fact of a refusal; zip.js passes on the signal’s where it has one',
    'member cause (Error)': 'written, for whoever reads it',
    'member findLast (Array, TypedArray)': 'tabster’s, of its own finder of elements',
    'member delay (IntersectionObserver)': NO_API,
    'member description (Symbol)': NO_API,
    'member direction (Selection)': NO_API,
    'member dispose (DisposableStack, Symbol)': NO_API,
    'member error (SuppressedError)': NO_API,
    'member errors (AggregateError)': NO_API,
    'member escape (RegExp)': NO_API,
    'member fileName (Error)': NO_API,
    'member bytes (Blob, Request, Response)': NO_API,
    'member language (Locale)': NO_API,
    'member move (AsyncDisposableStack, DisposableStack)': NO_API,
    'member numeric (Locale)': NO_API,
    'member orientation (Window)': NO_API,
    'member register (FinalizationRegistry)': NO_API,
    'member take (Iterator)': NO_API,
    'member use (AsyncDisposableStack, DisposableStack)': NO_API,
    'member variants (Locale)': NO_API,
    'member when (EventTarget)': NO_API,
  };

  test('use nothing newer than Chromium 69 that is not provided', () => {
    const found = new Set(scripts.flatMap((file) => [...newerInScript(read(file))]));
    expect([...found].sort()).toEqual(Object.keys(MAY_STAND).sort());
  });

  test('a newer one would be found', () => {
    expect([
      ...newerInScript(
        'structuredClone(x); x.toSorted(); Array.fromAsync(y); AbortSignal.any([]); z.replaceChildren()',
      ),
    ]).toEqual(
      expect.arrayContaining([
        'global structuredClone',
        'member toSorted (Array, TypedArray)',
        'member fromAsync (Array)',
        'static AbortSignal.any',
        'member replaceChildren (Document, DocumentFragment, Element)',
      ]),
    );
  });
});

describe('the styles', () => {
  const ADAPTED = 'src/addin/wps/old-styles.ts says it in older words';
  const NO_LOSS = 'without it nothing is lost but a finish';
  const NO_STYLE = 'no style, but an object of a package';
  const MAY_STAND: Reasons = {
    'property appearance': `${ADAPTED}; also a property of Fluent UI’s components`,
    'property border-block': ADAPTED,
    'property border-inline': ADAPTED,
    'property inset': ADAPTED,
    'property margin-inline': ADAPTED,
    'property mask-image': ADAPTED,
    'property padding-block': ADAPTED,
    'property padding-inline': ADAPTED,
    'selector :focus-visible': ADAPTED,
    'value overflow-wrap: anywhere': `${ADAPTED}; plain-page.css says both`,
    'value overflow-y: clip': ADAPTED,
    'media forced-colors': 'there is no high contrast in such a browser',
    'media prefers-reduced-motion': NO_LOSS,
    'property color-scheme': 'there are no dark form controls in such a browser',
    'property forced-color-adjust': 'there is no high contrast in such a browser',
    'property scale': `${NO_LOSS}: dialogs grow as they come`,
    'property translate': `${NO_LOSS}: things slide as they come`,
    'property scrollbar-gutter': NO_LOSS,
    'property text-decoration-thickness': NO_LOSS,
    'value align-self: start': 'of a grid; there it is older',
    'value justify-content: end': 'of a grid; there it is older',
    'value justify-content: start': 'of a grid; there it is older',
    'property container': NO_STYLE,
    'property rule': NO_STYLE,
    'property rule-overlap': NO_STYLE,
    'property size': NO_STYLE,
  };

  test('use nothing newer than Chromium 69 that is not adapted', () => {
    const found = new Set([
      ...scripts.flatMap((file) => [...newerInStylesOf(read(file))]),
      ...sheets.flatMap((file) => [...newerInSheet(read(file))]),
    ]);
    expect([...found].sort()).toEqual(Object.keys(MAY_STAND).sort());
  });

  test('a newer one would be found', () => {
    const script = `({ root: { aspectRatio: '1', ':is(a)': { color: 'red' }, overflowX: 'clip', backgroundImage: 'linear-gradient(red 0 3px, blue 3px)' } }, '.f1{accent-color:red}')`;
    expect([...newerInStylesOf(script)].sort()).toEqual([
      'property accent-color',
      'property aspect-ratio',
      'selector :is',
      'value gradient with two stops a colour',
      'value overflow-x: clip',
    ]);
    expect([...newerInSheet('@media (hover: none) { a:has(b) { inset: 0; color: red } }')].sort()).toEqual([
      'property inset',
      'selector :has',
    ]);
  });
});

describe('the ribbon', () => {
  const ribbon = read('ribbon.xml');
  const { document } = new JSDOM(ribbon, { contentType: 'text/xml' }).window;

  test('begins as the installation page of WPS wants it', () => {
    expect(ribbon.startsWith('<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"')).toBe(true);
  });

  test('has a button for each screen that the background page opens, in the order of Excel’s', () => {
    const buttons = [...document.getElementsByTagName('button')].map((button) => button.getAttribute('id'));
    expect(buttons).toEqual(Object.keys(RIBBON_BUTTONS));
  });

  const { callbacks } = ribbonCallbacks({
    page: new JSDOM('', { url: 'https://pay.example.com/wps/index.html' }).window as unknown as Window,
    wps: () => undefined,
    language: () => 'zh-CN',
    now: () => 0,
    tell: () => undefined,
  });
  const named = [...document.getElementsByTagName('*')].flatMap((element) =>
    [...element.attributes].filter(({ name }) => /^(?:on[A-Z]|get[A-Z])/.test(name)).map(({ value }) => value),
  );

  test('names callbacks that there are, none of which is asynchronous', () => {
    expect([...new Set(named)].sort()).toEqual(Object.keys(callbacks).sort());
    for (const callback of Object.values(callbacks))
      expect(Object.prototype.toString.call(callback)).toBe('[object Function]');
  });

  test('its pictures are in the build', () => {
    for (const Id of Object.keys(RIBBON_BUTTONS)) expect(files).toContain(callbacks.GetImage({ Id }));
  });
});

test('WPS’s manifest names the add-in as the list of add-ins does', () => {
  const { document } = new JSDOM(read('manifest.xml'), { contentType: 'text/xml' }).window;
  const root = document.documentElement;
  expect(root.tagName).toBe('JsPlugin');
  expect([...root.children].map(({ tagName }) => tagName)).toEqual(['ApiVersion', 'Name', 'Description']);
  expect(document.getElementsByTagName('Name')[0]?.textContent).toBe(ADDIN_NAME);
});

describe('the list of add-ins for enterprises', () => {
  const entry = (xml: string): Element | undefined =>
    new JSDOM(xml, { contentType: 'text/xml' }).window.document.getElementsByTagName('jspluginonline')[0];

  test('names the address, the program and the version', () => {
    const built = entry(read('jsplugins.xml'));
    expect(built?.getAttribute('name')).toBe(ADDIN_NAME);
    expect(built?.getAttribute('type')).toBe('et');
    expect(built?.getAttribute('url')).toMatch(/^https?:\/\/.*\/$/);
  });

  test('an address can’t end its attribute', () => {
    const { url } = readWpsOptions({ url: 'http://oa.example.cn/a&"b\'/<c>' });
    expect(entry(jspluginsFor(url, '1.0.0'))?.getAttribute('url')).toBe("http://oa.example.cn/a&%22b'/%3Cc%3E/");
  });
});

describe('the pages', () => {
  const pages = { 'index.html': pagePolicy(), 'taskpane.html': pagePolicy() };
  const all = [...Object.entries(pages), ...Object.keys(INSTALL_PAGES).map((file) => [file, installPolicy()] as const)];

  test.each(all)('%s carries its policy, and only scripts of its own folder', (file, policy) => {
    const { document } = new JSDOM(read(file)).window;
    const said = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
    expect(said).toBe(policy);
    const sources = [...document.scripts]
      .filter(({ type }) => type !== 'application/json')
      .map((script) => script.getAttribute('src'));
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect([source, files.includes(source ?? '')]).toEqual([source, true]);
    expect([...document.querySelectorAll('style, [style]')]).toEqual([]);
    expect(
      [...document.querySelectorAll('*')]
        .flatMap(({ attributes }) => [...attributes])
        .filter(({ name }) => name.startsWith('on')),
    ).toEqual([]);
  });

  test('only those that install may speak to the service of WPS, and none to anybody else', () => {
    expect(pagePolicy()).toMatch(/^default-src 'none'; /);
    expect(pagePolicy()).not.toMatch(/unsafe|\*|https?:|wasm/);
    expect(installPolicy().replace(` ${WPS_SERVICE}`, '')).toBe(pagePolicy());
  });

  test('the background page has what the functions are registered with, in both languages', () => {
    const { document } = new JSDOM(read('index.html')).window;
    for (const [language, file] of [
      ['zh-CN', 'functions.json'],
      ['en-US', 'functions.en-US.json'],
    ] as const) {
      const inIt = JSON.parse(document.getElementById(`functions-${language}`)?.textContent ?? '') as {
        functions: { id: string }[];
      };
      expect(inIt).toEqual(JSON.parse(read(file)));
      expect(inIt.functions.map(({ id }) => id).sort()).toEqual(FUNCTIONS.map(({ id }) => id).sort());
    }
  });

  test('what stands in a page can’t end its script', () => {
    expect(inPage('{"a":"</script><b>"}')).toBe('{"a":"\\u003c/script>\\u003cb>"}');
  });
});

describe('what is shipped', () => {
  const sizes = JSON.parse(read('bundle-size.json')) as {
    gzip: number;
    gzipTools: number;
    sources: Record<string, number>;
  };

  test('weighs no more than it may', () => {
    expect(sizes.gzip).toBeLessThanOrEqual(LARGEST_WPS_BUNDLE);
    expect(sizes.gzipTools).toBeLessThanOrEqual(LARGEST_WPS_TOOLS);
  });

  test('passes on the licence of every package in it', () => {
    const packages = Object.keys(sizes.sources).filter((name) => name !== 'src');
    expect(packages).toContain('core-js');
    const passedOn = new Set(
      read('third-party-licenses.txt')
        .split(`\n${'-'.repeat(80)}\n\n`)
        .map((entry) => entry.slice(0, entry.indexOf(' '))),
    );
    expect(packages.filter((name) => !passedOn.has(name))).toEqual([]);
  });

  test('has no source map', () => {
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
    expect(scripts.filter((file) => read(file).includes('sourceMappingURL='))).toEqual([]);
  });

  test('has names that change with their content, but for what WPS and people name', () => {
    const unhashed = files.filter((file) => /\.(?:js|css)$/.test(file) && !/\.[0-9a-f]{12}\.(?:js|css)$/.test(file));
    expect(unhashed).toEqual([]);
  });
});

describe('the options of a build', () => {
  test('an address gets its final «/», and may be http', () => {
    expect(readWpsOptions({ url: 'http://oa.example.cn/payclause' }).url).toBe('http://oa.example.cn/payclause/');
  });

  test.each([
    ['oa.example.cn', 'is no address such as https://pay.example.com/wps/'],
    ['file:///C:/payclause/', 'WPS takes add-ins from http:// and https:// only'],
    ['http://oa.example.cn/?a=1', 'must be a plain address'],
  ])('%s is refused', (url, message) => {
    expect(() => readWpsOptions({ url })).toThrow(message);
  });
});
