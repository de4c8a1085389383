/** What a document keeps beside its cells. */
import { DocumentStore } from '../../workbench/src/document-store';

test.each([
  ['no XML', 'text'],
  ['half an element', '<a xmlns="urn:a">'],
  ['an unknown prefix', '<p:a/>'],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
  ['many comments and nothing after them', '<!---->'.repeat(5_000)],
])('%s is no custom XML part', (_what, xml) => {
  const store = new DocumentStore();
  expect(store.addXmlPart(xml)).toBeUndefined();
  expect(store.xmlParts.size).toBe(0);
});

test.each([
  ['<a xmlns="urn:a"><b xmlns="urn:b"/></a>', 'urn:a'],
  ['<?xml version="1.0"?><!-- <x> --><p:a xmlns:p="urn:p"/>', 'urn:p'],
  ['<a/>', ''],
])('%s is of the namespace «%s»', (xml, namespaceUri) => {
  expect(new DocumentStore().addXmlPart(xml)).toMatchObject({ namespaceUri, xml });
});

test('a part is changed and deleted, and only by XML', () => {
  const store = new DocumentStore();
  const { id } = store.addXmlPart('<a/>') ?? { id: '' };
  expect(store.setXml(id, '<a>')).toBe(false);
  expect(store.setXml('another', '<a/>')).toBe(false);
  expect(store.setXml(id, '<a xmlns="urn:new"/>')).toBe(true);
  expect(store.xmlParts.get(id)?.namespaceUri).toBe('urn:new');
  store.deleteXmlPart(id);
  expect(store.xmlParts.size).toBe(0);
});

test('what is saved is loaded into another document, which says that it has changed', () => {
  const store = new DocumentStore();
  store.setSetting('year', 2016);
  store.setProperty('Title', 'Ledger');
  const first = store.addXmlPart('<a/>');
  const other = new DocumentStore();
  other.setSetting('old', true);
  let changes = 0;
  const stop = other.onChange(() => (changes += 1));
  other.load(store.save());
  stop();
  other.deleteSetting('year');
  expect([changes, other.save()]).toEqual([1, { settings: {}, xmlParts: [first], properties: { Title: 'Ledger' } }]);
  expect(other.addXmlPart('<b/>')?.id).not.toBe(first?.id);
});
