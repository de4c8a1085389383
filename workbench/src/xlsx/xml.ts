/** Reading XML parts: as they come, or small ones as a tree. Prefixes are dropped; document types are refused. */
import { SaxesParser } from 'saxes';
import { LIMITS } from './limits';
import { ReadRefusal } from './read-fault';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlListener {
  /** `depth` is 1 for the root. Attributes bear their names as written; see `local`. */
  open(name: string, attributes: Attributes, depth: number): void;
  close(name: string, depth: number): void;
  text(text: string): void;
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: XmlElement[];
  text: string;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** An attribute whatever its prefix: `id` finds `r:id`. */
export function local(attributes: Attributes, name: string): string | undefined {
  const direct = attributes[name];
  if (direct !== undefined) return direct;
  for (const written in attributes) if (localName(written) === name) return attributes[written];
  return undefined;
}

/** Feeds pieces of a document to a listener. */
export class XmlScanner {
  private readonly parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  private depth = 0;

  constructor(listener: XmlListener, part: string) {
    const { parser } = this;
    parser.on('opentag', (tag) => {
      this.depth += 1;
      if (this.depth > LIMITS.depth) throw new ReadRefusal('corrupt', { part });
      listener.open(localName(tag.name), tag.attributes, this.depth);
    });
    parser.on('closetag', (tag) => {
      listener.close(localName(tag.name), this.depth);
      this.depth -= 1;
    });
    const text = (piece: string): void => {
      if (this.depth > 0) listener.text(piece);
    };
    parser.on('text', text);
    parser.on('cdata', text);
    parser.on('doctype', () => {
      throw new ReadRefusal('doctype', { part });
    });
    parser.on('error', () => {
      throw new ReadRefusal('corrupt', { part });
    });
  }

  write(piece: string): void {
    if (piece !== '') this.parser.write(piece);
  }

  end(): void {
    this.parser.close();
  }
}

/** Builds trees; a listener for whole parts, or for a piece of one. */
export class TreeBuilder implements XmlListener {
  root: XmlElement | undefined;
  private readonly path: XmlElement[] = [];
  private count = 0;

  constructor(private readonly part: string) {}

  open(name: string, attributes: Attributes): void {
    this.count += 1;
    if (this.count > LIMITS.elements) throw new ReadRefusal('tooLarge', { part: this.part, limit: 'elements' });
    const element: XmlElement = { name, attributes, children: [], text: '' };
    this.path.at(-1)?.children.push(element);
    this.root ??= element;
    this.path.push(element);
  }

  close(): void {
    this.path.pop();
  }

  text(text: string): void {
    const element = this.path.at(-1);
    if (element) element.text += text;
  }

  /** Begins another tree; what it is made of counts on. */
  take(): XmlElement | undefined {
    const { root } = this;
    this.root = undefined;
    return root;
  }
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

export function children(element: XmlElement | undefined, name: string): XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? [];
}

/** All elements of this name, however deep. */
export function descendants(element: XmlElement | undefined, name: string): XmlElement[] {
  if (!element) return [];
  return element.children.flatMap((one) => (one.name === name ? [one] : descendants(one, name)));
}

/** An on-off attribute: `1`, `true` and `on` are on. */
export function isOn(text: string | undefined, otherwise = false): boolean {
  return text === undefined ? otherwise : text === '1' || text === 'true' || text === 'on';
}

/** A number, or what stands in for one that is missing or none. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Excel writes what XML cannot hold as `_x000D_`. */
export function decodeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

// eslint-disable-next-line no-control-regex -- These characters are what XML cannot hold.
const UNHOLDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
/** What reads like an escape but is text. */
const LIKE_ESCAPE = /_(?=x[0-9A-Fa-f]{4}_)/g;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const entities = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

/** A cell's text as the content of an element. */
export function encodeText(text: string): string {
  const escaped = text
    .replaceAll(LIKE_ESCAPE, '_x005F_')
    .replaceAll(UNHOLDABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('\r', '_x000D_');
  return entities(escaped);
}

/** Any text as the value of an attribute, or as content outside of cells; what XML cannot hold is left out. */
export function encodeAttribute(text: string): string {
  return entities(text.replaceAll(UNHOLDABLE, ''))
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}

/** Begins every part that is written. */
export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** `name="value"` pairs, those without a value left out. */
export function attributesText(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const text = typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
      return ` ${name}="${encodeAttribute(text)}"`;
    })
    .join('');
}
