/** Reading manifests: what is in them, and what is refused. */
import fs from 'node:fs';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { LARGEST_MANIFEST, parseManifest, type ManifestResult } from '../../workbench/src/manifest/manifest';
import { SUPPORTED_SETS } from '../../workbench/src/protocol/app-context';

const XML = fs.readFileSync(path.join(__dirname, 'sample-addin', 'manifest.xml'), 'utf8');
const { DOMParser } = new JSDOM('').window;

const parse = (xml: string, language = 'en-US'): ManifestResult =>
  parseManifest(xml, { language, supported: SUPPORTED_SETS, parser: new DOMParser() });

test('pages, functions and ribbon', () => {
  const parsed = parse(XML);
  expect(parsed).toMatchObject({
    ok: true,
    manifest: {
      id: '7b9f4e5a-2d7c-4c6a-9f3e-0d5a1c2b3e4f',
      version: '1.2.0.0',
      displayName: 'Sample',
      pageUrl: 'https://localhost:3000/pane.html',
      sharedRuntime: true,
      runtimeLifetime: 'long',
      requirements: { SharedRuntime: '1.1' },
      customFunctions: { metadataUrl: 'https://localhost:3000/functions.json' },
      tabs: [
        {
          label: 'Sample',
          isOfficeTab: false,
          groups: [
            {
              label: 'Tools',
              buttons: [
                {
                  id: 'Sample.Show',
                  label: 'Show',
                  tipText: 'Shows the pane.',
                  icons: { 16: 'https://localhost:3000/icon-16.png', 32: 'https://localhost:3000/icon-32.png' },
                  action: { kind: 'ShowTaskpane', url: 'https://localhost:3000/pane.html' },
                },
                { id: 'Sample.Paint', action: { kind: 'ExecuteFunction', functionName: 'paint' } },
                { id: 'Sample.Remember', action: { kind: 'ExecuteFunction', functionName: 'remember' } },
              ],
            },
          ],
        },
      ],
    },
  });
  expect(parsed.ok && parsed.manifest.customFunctions && 'namespace' in parsed.manifest.customFunctions).toBe(false);
});

test.each([
  ['zh-CN', '示例'],
  ['zh-TW', '示例'],
  ['de-DE', 'Sample'],
])('in %s it is called %s', (language, name) => {
  expect(parse(XML, language)).toMatchObject({ manifest: { displayName: name, tabs: [{ label: name }] } });
});

test.each([
  ['no XML', '<OfficeApp>', { code: 'notXml' }],
  ['another document', '<html/>', { code: 'notAManifest', found: 'html' }],
  ['a document type', `<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>${XML.slice(38)}`, { code: 'hasDoctype' }],
  ['too large', ' '.repeat(LARGEST_MANIFEST + 1), { code: 'tooLarge', limit: LARGEST_MANIFEST }],
  ['for Word', XML.replace('<Host Name="Workbook" />', '<Host Name="Document" />'), { code: 'notForExcel' }],
  [
    'a script for an address',
    XML.replace(
      'id="Pane.Url" DefaultValue="https://localhost:3000/pane.html"',
      'id="Pane.Url" DefaultValue="javascript:1"',
    ),
    { code: 'badAddress' },
  ],
  [
    'a set that is newer',
    XML.replace('<Set Name="SharedRuntime" MinVersion="1.1" />', '<Set Name="ExcelApi" MinVersion="1.17" />'),
    { code: 'unsupported', set: 'ExcelApi', version: '1.17' },
  ],
  [
    'a set that nobody knows',
    XML.replace('<Set Name="SharedRuntime"', '<Set Name="Unheard"'),
    { code: 'unsupported', set: 'Unheard', version: '1.1' },
  ],
  [
    'a set with the name of what every object has',
    XML.replace('<Set Name="SharedRuntime"', '<Set Name="constructor"'),
    { code: 'unsupported', set: 'constructor', version: '1.1' },
  ],
  [
    'a set with the name of every object’s ancestor',
    XML.replace('<Set Name="SharedRuntime"', '<Set Name="__proto__"'),
    { code: 'unsupported', set: '__proto__', version: '1.1' },
  ],
])('%s is refused', (_what, xml, fault) => {
  expect(parse(xml)).toMatchObject({ ok: false, fault });
});
