'use strict';

/**
 * What makes the add-in's bundle a package that Office can load: where it is served from, where office.js comes from, what its
 * pages may do, and what its files may weigh. webpack.config.js puts it together.
 */
const fs = require('node:fs');
const path = require('node:path');
const { gzipSync } = require('node:zlib');

/** Where `npm run excel` serves the add-in; the only address in manifest.xml. */
const DEVELOPMENT_URL = 'https://localhost:3000/';

/** Microsoft's own; the marketplace demands it. */
const OFFICE_CDN = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';

/** What a local copy of office.js does not need: debug builds, and the parts of Office's other programs. */
const OFFICE_WITHOUT = ['access', 'onenote', 'outlook', 'powerpoint', 'project', 'word']
  .map((program) => `**/${program}*.js`)
  .concat('**/*.debug.js', '**/*vsdoc.js', '**/html2canvas.js');

/** functions.js, which a manifest must name, and which nobody loads. */
const FUNCTIONS_SCRIPT = `// The functions run in taskpane.html, the runtime that pane and functions share. An add-in's manifest must name a script for them
// all the same; every Excel that accepts this manifest has the shared runtime, and none of them loads it.
`;

/** Functions and pane with all its screens, scripts and styles together, lazy ones too, as a server sends them. */
const LARGEST_BUNDLE = 400_000;
/** What is loaded only for workbooks with a policy of their own, and by who connects one, makes a new year … (docs/adr/0010). */
const LARGEST_TOOLS = 300_000;
/** Chunks of these names, and what only they need, are tools. */
const TOOL = /^tool-/;

/** A build option that can't be used; the message is for the user. */
class OptionError extends Error {}

function parseUrl(text, option) {
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new OptionError(`--env ${option}: «${text}» is no address such as https://pay.example.com/`);
  }
  const isLocal = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) {
    throw new OptionError(`--env ${option}: Office takes add-ins from https:// only, and «${text}» is not`);
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new OptionError(`--env ${option}: «${text}» must be a plain address, without user, ? and #`);
  }
  return url;
}

/**
 * The options of a build, from webpack's `--env`.
 * @param {{ url?: string, office?: string }} env `url`: the folder that the add-in is served from; `office`: `cdn`, `local` (a
 *   copy in the build, for networks without internet), or the address of another office.js
 */
function readOptions({ url = DEVELOPMENT_URL, office = 'cdn' } = {}) {
  const base = parseUrl(url, 'url');
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  const isOfficeLocal = office === 'local';
  const officeUrl = isOfficeLocal
    ? 'office/office.js'
    : parseUrl(office === 'cdn' ? OFFICE_CDN : office, 'office').href;
  return { url: base.href, isOfficeLocal, officeUrl };
}

/** The manifest for an address. */
function manifestFor(url, manifest) {
  return manifest.replaceAll(DEVELOPMENT_URL, url);
}

/**
 * What a page of the add-in may do. Fluent UI puts its rules into empty <style> elements through the object model, so that of
 * inline styles only the empty one is allowed, by its hash. A page's own text can't name who may frame it: see docs/deployment.md.
 */
function contentSecurityPolicy(officeUrl) {
  const office = /^https?:/.test(officeUrl) ? [new URL(officeUrl).origin] : [];
  return Object.entries({
    'default-src': ["'none'"],
    'script-src': ["'self'", ...office],
    'style-src': ["'self'", "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  })
    .map(([directive, sources]) => [directive, ...sources].join(' '))
    .join('; ');
}

/** Adds files to the build, or puts them in the place of those that are there; they may be made from those. */
class AddAssets {
  /** @param {(made: (file: string) => string | undefined) => Promise<readonly (readonly [string, string])[]>} files */
  constructor(files) {
    this.files = files;
  }

  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('AddAssets', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONS;
      compilation.hooks.processAssets.tapPromise({ name: 'AddAssets', stage }, async () => {
        const made = (file) => compilation.getAsset(file)?.source.source().toString();
        for (const [file, text] of await this.files(made)) {
          const asset = new sources.RawSource(text);
          const info = { minimized: true }; // as it is, comments too
          if (compilation.getAsset(file)) compilation.updateAsset(file, asset, info);
          else compilation.emitAsset(file, asset, info);
        }
      });
    });
  }
}

/** The folder of the package that a module comes from; `undefined` for our own. */
function packageFolder(module) {
  const file = module.nameForCondition?.() ?? '';
  return /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(file)?.[0];
}

/** Its name, `@fluentui/react-button`; our own modules are of `src`. */
function packageOf(module) {
  const name = packageFolder(module)
    ?.split(/[\\/]node_modules[\\/]/)
    .at(-1);
  return name?.replace('\\', '/') ?? 'src';
}

/** The modules of a chunk, those that were joined into one as well. */
function modulesIn(compilation, chunk) {
  return compilation.chunkGraph.getChunkModules(chunk).flatMap((module) => module.modules ?? [module]);
}

/** Whether a chunk is there for nothing but tools. */
function isForTools(chunk) {
  return [...chunk.groupsIterable].every(({ name }) => typeof name === 'string' && TOOL.test(name));
}

/**
 * Fails the build where functions and pane, or the tools, have grown too large, and writes bundle-size.json: each file as it
 * is sent, and which package brings how much source into it.
 */
class BundleSize {
  constructor(largest = LARGEST_BUNDLE, largestTools = LARGEST_TOOLS) {
    this.largest = largest;
    this.largestTools = largestTools;
  }

  apply(compiler) {
    const { Compilation, WebpackError, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('BundleSize', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: 'BundleSize', stage }, () => {
        const files = {};
        const tools = {};
        const packages = {};
        for (const chunk of compilation.chunks) {
          const sizes = isForTools(chunk) ? tools : files;
          for (const file of chunk.files) {
            if (/\.(?:js|css)$/.test(file)) sizes[file] = gzipSync(compilation.getAsset(file).source.buffer()).length;
          }
          for (const module of modulesIn(compilation, chunk)) {
            packages[packageOf(module)] = (packages[packageOf(module)] ?? 0) + module.size();
          }
        }
        const sum = (sizes) => Object.values(sizes).reduce((total, size) => total + size, 0);
        const largestFirst = (sizes) => Object.fromEntries(Object.entries(sizes).sort((a, b) => b[1] - a[1]));
        const report = {
          gzip: sum(files),
          most: this.largest,
          gzipTools: sum(tools),
          mostTools: this.largestTools,
          files: largestFirst(files),
          tools: largestFirst(tools),
          sources: largestFirst(packages),
        };
        compilation.emitAsset('bundle-size.json', new sources.RawSource(`${JSON.stringify(report, null, 2)}\n`));
        const heaviest = Object.entries(report.sources).slice(0, 8);
        const largest = heaviest.map(([name, size]) => `${name} ${size}`).join(', ');
        const refuse = (what, is, most) => {
          if (is <= most) return;
          const message = `${what} are ${is} bytes gzipped and may be ${most}; the largest sources: ${largest}`;
          compilation.errors.push(new WebpackError(message));
        };
        refuse('functions and pane', report.gzip, this.largest);
        refuse('the tools', report.gzipTools, this.largestTools);
      });
    });
  }
}

/** The licences that may be shipped with ours: they ask for their text to be passed on, and for nothing else. */
const PERMISSIVE = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Unlicense',
  'CC0-1.0',
  'Zlib',
  'BlueOak-1.0.0',
];

/** Tells whether a package's licence lets us ship it: one of «A OR B» is enough, of «A AND B» both are needed. */
function isPermissive(license) {
  const alternatives = license.replaceAll(/[()]/g, '').split(/\s+OR\s+/);
  return alternatives.some((one) => one.split(/\s+AND\s+/).every((name) => PERMISSIVE.includes(name.trim())));
}

const ISC_TERMS = `Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR
IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`;

/** The texts of packages that name their licence without bringing it along; this one's repository has it. */
const LICENSE_TEXTS = {
  saxes: `The ISC License

Copyright (c) Contributors

${ISC_TERMS}

====

The following license is the one that governed sax, from which saxes
was forked.

The ISC License

Copyright (c) Isaac Z. Schlueter and Contributors

${ISC_TERMS}

====

\`String.fromCodePoint\` by Mathias Bynens, under the MIT License:

Copyright Mathias Bynens <https://mathiasbynens.be/>

Permission is hereby granted, free of charge, to any person obtaining
a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including
without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to
permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be
included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND,
EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION
OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`,
  '@fluentui/react-icons': `MIT License

Copyright (c) 2020 Microsoft Corporation

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
`,
};

/** What a package says of itself, with the text that its licence asks us to pass on; throws where it may not be shipped. */
function licensed(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string' || !isPermissive(license)) {
    throw new Error(`${name} ${version} is under ${license ?? 'no licence'}, which is not among those that we ship`);
  }
  const files = fs.readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
  const text =
    files.map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim()).join('\n\n') || LICENSE_TEXTS[name];
  if (!text) throw new Error(`${name} ${version} (${license}) brings no licence text to pass on`);
  return { name, version, license, text: text.trim() };
}

/**
 * Writes third-party-licenses.txt: every package in the bundle with its licence. The build fails at one that may not be shipped.
 * license-webpack-plugin 4 passes over what webpack joined into other modules, and so over whole packages.
 */
class ThirdPartyLicenses {
  apply(compiler) {
    const { Compilation, WebpackError, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('ThirdPartyLicenses', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_REPORT;
      compilation.hooks.processAssets.tap({ name: 'ThirdPartyLicenses', stage }, () => {
        const modules = [...compilation.chunks].flatMap((chunk) => modulesIn(compilation, chunk));
        const folders = new Set(modules.map(packageFolder).filter((folder) => folder !== undefined));
        const entries = new Map();
        for (const folder of folders) {
          try {
            const { name, version, license, text } = licensed(folder);
            // A package may be there more than once, in the same version.
            entries.set(`${name} ${version}`, `${name} ${version}\n${license}\n\n${text}\n`);
          } catch (error) {
            compilation.errors.push(new WebpackError(error.message));
          }
        }
        const inOrder = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
        const rule = `\n${'-'.repeat(80)}\n\n`;
        compilation.emitAsset('third-party-licenses.txt', new sources.RawSource(inOrder.join(rule)));
      });
    });
  }
}

module.exports = {
  AddAssets,
  BundleSize,
  DEVELOPMENT_URL,
  FUNCTIONS_SCRIPT,
  LARGEST_BUNDLE,
  LARGEST_TOOLS,
  OFFICE_WITHOUT,
  ThirdPartyLicenses,
  OptionError,
  contentSecurityPolicy,
  isPermissive,
  manifestFor,
  readOptions,
};
