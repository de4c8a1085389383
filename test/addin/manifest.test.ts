/** manifest.xml: what Office asks of its form, and what it promises. */
import fs from 'node:fs';
import path from 'node:path';
import { JSDOM } from 'jsdom';
import { validateXML } from 'xmllint-wasm';
import { RIBBON_ACTIONS } from '../../src/addin/ribbon-actions';
import { parseManifest } from '../../workbench/src/manifest/manifest';
import { SUPPORTED_SETS } from '../../workbench/src/protocol/app-context';
import { version } from '../../package.json';
import { DEVELOPMENT_URL, manifestFor } from './addin-build';

const ROOT = path.join(__dirname, '..', '..');
const SCHEMA = path.join(__dirname, 'schema');
const text = fs.readFileSync(path.join(ROOT, 'manifest.xml'), 'utf8');
const { window } = new JSDOM();
const parser = new window.DOMParser();
const manifest = parser.parseFromString(text, 'application/xml');

/** The elements of this name, wherever they stand. */
function elements(name: string): Element[] {
  return [...manifest.getElementsByTagName('*')].filter((element) => element.localName === name);
}

const attribute = (element: Element, name: string): string => element.getAttribute(name) ?? '';

async function complaints(xml: string): Promise<readonly string[]> {
  const file = (name: string): { fileName: string; contents: string } => ({
    fileName: name,
    contents: fs.readFileSync(path.join(SCHEMA, name), 'utf8'),
  });
  const { errors } = await validateXML({
    xml: { fileName: 'manifest.xml', contents: xml },
    schema: file('office-app.xsd'),
    preload: [file('version-overrides.xsd'), file('basic-types.xsd')],
  });
  return errors.map(({ message }) => message);
}

describe('its form', () => {
  test('is what Office asks for', async () => {
    expect(await complaints(text)).toEqual([]);
  });

  test('stays so for another address', async () => {
    expect(await complaints(manifestFor('https://pay.example.com/addin/', text))).toEqual([]);
  });

  test.each([
    [
      'an element out of order',
      (xml: string) => xml.replace(/(<Version>.*<\/Version>)\s*(<ProviderName>.*<\/ProviderName>)/, '$2$1'),
    ],
    [
      'a label of more than 125 characters',
      (xml: string) => xml.replace('DefaultValue="校验"', `DefaultValue="${'校'.repeat(126)}"`),
    ],
    [
      'an address without https',
      (xml: string) => xml.replace('https://localhost:3000/taskpane.html', 'http://localhost:3000/taskpane.html'),
    ],
    ['an icon of an unknown size', (xml: string) => xml.replace('size="64"', 'size="63"')],
  ])('does not allow %s', async (_what, spoil) => {
    const spoilt = spoil(text);
    expect(spoilt).not.toBe(text);
    expect(await complaints(spoilt)).not.toEqual([]);
  });
});

describe('what it says', () => {
  test('every reference leads to a resource of its kind, and every resource is used', () => {
    const kinds: Readonly<Record<string, string>> = {
      Image: 'Image',
      Label: 'String',
      Title: 'String',
      Description: 'String',
    };
    const resources = new Map(
      [...elements('Image'), ...elements('Url'), ...elements('String')]
        .filter((element) => element.hasAttribute('id'))
        .map((element) => [attribute(element, 'id'), element.localName]),
    );
    const references = [...manifest.getElementsByTagName('*')].filter((element) => element.hasAttribute('resid'));
    for (const reference of references) {
      const id = attribute(reference, 'resid');
      expect([reference.localName, id, resources.get(id)]).toEqual([
        reference.localName,
        id,
        kinds[reference.localName] ?? 'Url',
      ]);
    }
    const used = new Set(references.map((reference) => attribute(reference, 'resid')));
    expect([...resources.keys()].filter((id) => !used.has(id))).toEqual([]);
  });

  test('every text is there in both languages, in its own', () => {
    const texts = [...elements('String'), ...elements('DisplayName'), ...elements('Description')].filter((element) =>
      element.hasAttribute('DefaultValue'),
    );
    expect(texts.length).toBeGreaterThan(10);
    for (const element of texts) {
      const english = [...element.children].find((override) => attribute(override, 'Locale') === 'en-US');
      const both = [attribute(element, 'DefaultValue'), english ? attribute(english, 'Value') : ''];
      expect(both).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/^[^\p{Script=Han}]+$/u)]);
    }
    expect(elements('DefaultLocale')[0]?.textContent).toBe('zh-CN');
  });

  test('its only address is the one that a build replaces', () => {
    const addresses = text.match(/(?<!xmlns(?::\w+)?=")https?:\/\/[^"\s<]+/g) ?? [];
    expect(addresses.filter((address) => !address.startsWith(DEVELOPMENT_URL))).toEqual([]);
    expect(manifestFor('https://pay.example.com/addin/', text)).not.toContain('localhost');
  });

  test('its version is the product’s', () => {
    expect(elements('Version')[0]?.textContent).toBe(`${version}.0`);
  });

  test('a release older than it says does not get in: the sets are those of Excel LTSC 2021 or less', () => {
    const sets = elements('Set').map((set) => [attribute(set, 'Name'), attribute(set, 'MinVersion')]);
    expect(sets).toEqual([
      ['SharedRuntime', '1.1'],
      ['CustomFunctionsRuntime', '1.3'],
      ['ExcelApi', '1.9'],
    ]);
  });

  test('pane, functions and actions share one runtime that lives long', () => {
    const [runtime] = elements('Runtime');
    expect([attribute(runtime as Element, 'resid'), attribute(runtime as Element, 'lifetime')]).toEqual([
      'Taskpane.Url',
      'long',
    ]);
    const page = elements('Page')[0]?.firstElementChild as Element;
    expect(attribute(page, 'resid')).toBe('Taskpane.Url');
    expect(attribute(elements('FunctionFile')[0] as Element, 'resid')).toBe('Taskpane.Url');
    expect(elements('Runtimes')[0]?.previousElementSibling).toBeNull();
  });

  test('the functions bear no namespace', () => {
    expect(elements('Namespace')).toEqual([]);
  });

  test('every button has an action that the add-in knows', () => {
    expect(elements('FunctionName').map((element) => element.textContent)).toEqual(Object.keys(RIBBON_ACTIONS));
  });
});

describe('its files', () => {
  const addresses = [...new Set(text.match(/https:\/\/localhost:3000\/[^"\s]+/g) ?? [])].map(
    (address) => new URL(address).pathname,
  );

  test('every icon is there, as large as it is said to be', () => {
    const icons = addresses.filter((address) => address.endsWith('.png'));
    expect(icons.length).toBe(4 * 4 + 2);
    for (const icon of icons) {
      const png = fs.readFileSync(path.join(ROOT, 'assets', icon));
      const said = Number(/-(\d+)\.png$/.exec(icon)?.[1]);
      expect([icon, png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([icon, said, said]);
    }
  });

  test('all are in the build', () => {
    const missing = addresses.filter((address) => !fs.existsSync(path.join(ROOT, 'dist', 'addin', address)));
    expect(missing).toEqual([]);
  });
});

test.each([
  ['zh-CN', '薪规', ['校验', '结算', '溯源', '制度'], 'functions.json'],
  ['en-US', 'PayClause', ['Check', 'Settle', 'Trace', 'Policy'], 'functions.en-US.json'],
])('the workbench reads it in %s', (language, tab, labels, metadata) => {
  const result = parseManifest(text, { language, supported: SUPPORTED_SETS, parser });
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  const { tabs, customFunctions, sharedRuntime, runtimeLifetime } = result.manifest;
  expect(tabs.map(({ label }) => label)).toEqual([tab]);
  expect(tabs[0]?.groups.flatMap(({ buttons }) => buttons.map(({ label }) => label))).toEqual(labels);
  expect(customFunctions?.metadataUrl).toBe(`${DEVELOPMENT_URL}${metadata}`);
  expect(customFunctions?.namespace).toBeUndefined();
  expect([sharedRuntime, runtimeLifetime]).toEqual([true, 'long']);
});
