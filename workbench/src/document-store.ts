/** What a document keeps beside its cells: the add-in's settings and custom XML parts. */
import { SaxesParser } from 'saxes';

export interface CustomXmlPart {
  readonly id: string;
  readonly namespaceUri: string;
  readonly xml: string;
}

export interface DocumentContent {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly xmlParts: readonly CustomXmlPart[];
  readonly properties: Readonly<Record<string, string>>;
}

/** The namespace of the root element; `undefined` for what is not well-formed, or brings a document type along. */
function rootNamespace(xml: string): string | undefined {
  const parser = new SaxesParser({ xmlns: true });
  const namespaces: string[] = [];
  const faults: string[] = [];
  parser.on('error', ({ message }) => void faults.push(message));
  parser.on('doctype', () => void faults.push('DOCTYPE'));
  parser.on('opentag', ({ uri }) => void namespaces.push(uri));
  parser.write(xml).close();
  return faults.length > 0 ? undefined : namespaces[0];
}

export class DocumentStore {
  readonly settings = new Map<string, unknown>();
  readonly xmlParts = new Map<string, CustomXmlPart>();
  readonly properties = new Map<string, string>();
  private readonly listeners = new Set<() => void>();
  private lastPart = 0;

  constructor(private fileName = 'Book1.xlsx') {}

  /** Of the file. */
  get name(): string {
    return this.fileName;
  }

  /** Listens to changes of any kind until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  setSetting(key: string, value: unknown): void {
    this.settings.set(key, value);
    this.changed();
  }

  deleteSetting(key: string): void {
    if (this.settings.delete(key)) this.changed();
  }

  /** Puts these settings in place of all others. */
  replaceSettings(settings: Iterable<readonly [string, unknown]>): void {
    this.settings.clear();
    for (const [key, value] of settings) this.settings.set(key, value);
    this.changed();
  }

  /** `undefined` if it is not XML. */
  addXmlPart(xml: string): CustomXmlPart | undefined {
    const namespaceUri = rootNamespace(xml);
    if (namespaceUri === undefined) return undefined;
    const id = this.freeId();
    const part = { id, namespaceUri, xml };
    this.xmlParts.set(id, part);
    this.changed();
    return part;
  }

  /** Parts that came with the file keep their ids, so the next number may be taken. */
  private freeId(): string {
    let id: string;
    do {
      this.lastPart += 1;
      id = `{00000000-0000-4000-8000-${String(this.lastPart).padStart(12, '0')}}`;
    } while (this.xmlParts.has(id));
    return id;
  }

  /** Whether there is such a part and the text is XML. */
  setXml(id: string, xml: string): boolean {
    const namespaceUri = rootNamespace(xml);
    if (namespaceUri === undefined || !this.xmlParts.has(id)) return false;
    this.xmlParts.set(id, { id, namespaceUri, xml });
    this.changed();
    return true;
  }

  deleteXmlPart(id: string): void {
    if (this.xmlParts.delete(id)) this.changed();
  }

  setProperty(name: string, text: string): void {
    this.properties.set(name, text);
    this.changed();
  }

  save(): DocumentContent {
    return {
      settings: Object.fromEntries(this.settings),
      xmlParts: [...this.xmlParts.values()],
      properties: Object.fromEntries(this.properties),
    };
  }

  /** Another document has been opened, under this name. */
  load(content: DocumentContent, name = this.fileName): void {
    this.fileName = name;
    this.settings.clear();
    this.xmlParts.clear();
    this.properties.clear();
    for (const [key, value] of Object.entries(content.settings)) this.settings.set(key, value);
    for (const part of content.xmlParts) this.xmlParts.set(part.id, part);
    for (const [name, text] of Object.entries(content.properties)) this.properties.set(name, text);
    this.lastPart = 0;
    this.changed();
  }
}
