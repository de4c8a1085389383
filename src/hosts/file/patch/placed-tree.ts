import { corrupt } from '../read-problem';
import { XmlError, XmlScanner } from '../xml-scanner';
import { refuseOtherEncodings } from './utf8-text';
import { closingTag, openedTag, prefixOfTag, withAttribute } from './xml-text';

/** An element and where it stands in its document, in UTF-16 units. */
export interface PlacedElement {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly PlacedElement[];
  /** All text in it, that of its children included, references resolved. */
  readonly text: string;
  readonly start: number;
  /** Where its opening tag ends. */
  readonly openEnd: number;
  /** Where its closing tag begins; for `<a/>` the same as `end`. */
  readonly closeStart: number;
  readonly end: number;
}

/** The value of the first attribute of this name whatever its prefix. */
export function localAttribute({ attributes }: PlacedElement, name: string): string | undefined {
  for (const [written, value] of attributes) if (written.slice(written.indexOf(':') + 1) === name) return value;
  return undefined;
}

export function childrenOf(element: PlacedElement | undefined, name: string): readonly PlacedElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

export function childOf(element: PlacedElement | undefined, name: string): PlacedElement | undefined {
  return element?.children.find((child) => child.name === name);
}

type Growing = { -readonly [K in keyof PlacedElement]: PlacedElement[K] } & { readonly children: PlacedElement[] };

/**
 * A small part as text, its elements, and the changes to make to it. Parts that can be large stream through XmlSplicer
 * instead.
 */
export class PlacedText {
  readonly root: PlacedElement;
  /** The prefix of the root's namespace, colon included: new elements bear it too. */
  readonly prefix: string;
  private readonly splices: { readonly start: number; readonly end: number; readonly text: string }[] = [];

  /** Refuses (ReadRefusal, PatchRefusal) what is no well-formed XML, or in another encoding. */
  constructor(
    private readonly part: string,
    readonly original: string,
    rootName: string,
  ) {
    this.root = placedRoot(part, original);
    if (this.root.name !== rootName) throw corrupt('xml-root', { part, root: this.root.name });
    refuseOtherEncodings(part, original.slice(0, this.root.start));
    this.prefix = prefixOfTag(this.openTagOf(this.root));
  }

  get isChanged(): boolean {
    return this.splices.length > 0;
  }

  openTagOf({ start, openEnd }: PlacedElement): string {
    return this.original.slice(start, openEnd);
  }

  written({ start, end }: PlacedElement): string {
    return this.original.slice(start, end);
  }

  replace(start: number, end: number, text: string): void {
    this.splices.push({ start, end, text });
  }

  remove({ start, end }: PlacedElement): void {
    this.replace(start, end, '');
  }

  /** Sets attributes of an element, in one go. */
  setAttributes(element: PlacedElement, attributes: Readonly<Record<string, string | undefined>>): void {
    let tag = this.openTagOf(element);
    for (const [name, value] of Object.entries(attributes)) tag = withAttribute(tag, name, value);
    if (tag !== this.openTagOf(element)) this.replace(element.start, element.openEnd, tag);
  }

  /** Puts elements behind an element's last child, and sets attributes of it. At most once for each element. */
  append(element: PlacedElement, content: string, attributes: Readonly<Record<string, string>> = {}): void {
    const isEmpty = element.openEnd === element.end;
    if (!isEmpty) {
      this.setAttributes(element, attributes);
      this.replace(element.closeStart, element.closeStart, content);
      return;
    }
    let tag = this.openTagOf(element);
    for (const [name, value] of Object.entries(attributes)) tag = withAttribute(tag, name, value);
    this.replace(element.start, element.end, openedTag(tag) + content + closingTag(tag));
  }

  /** Puts an element among the root's children where the schema's order wants it. */
  insertInOrder(name: string, order: readonly string[], element: string): void {
    const after = order.slice(order.indexOf(name) + 1);
    const next = this.root.children.find((child) => after.includes(child.name));
    if (next) this.replace(next.start, next.start, element);
    else this.append(this.root, element);
  }

  /** The text with all changes made. */
  changed(): string {
    const sorted = this.splices.map((splice, place) => ({ ...splice, place }));
    sorted.sort((a, b) => a.start - b.start || a.place - b.place);
    let out = '';
    let at = 0;
    for (const { start, end, text } of sorted) {
      if (start < at) throw new RangeError(`${this.part}: two changes at ${String(start)}`);
      out += this.original.slice(at, start) + text;
      at = end;
    }
    return out + this.original.slice(at);
  }
}

function placedRoot(part: string, text: string): PlacedElement {
  const path: Growing[] = [];
  let root: PlacedElement | undefined;
  const scanner: XmlScanner = new XmlScanner({
    open(name, attributes) {
      const openEnd = scanner.position;
      const start = text.lastIndexOf('<', openEnd - 1);
      const all = new Map(attributes.all());
      const element: Growing = {
        name,
        attributes: all,
        children: [],
        text: '',
        start,
        openEnd,
        closeStart: openEnd,
        end: openEnd,
      };
      path.at(-1)?.children.push(element);
      path.push(element);
      root ??= element;
    },
    close() {
      const element = path.pop();
      if (!element) return;
      const end = scanner.position;
      if (end !== element.openEnd) {
        element.closeStart = text.lastIndexOf('<', end - 1);
        element.end = end;
      }
      const parent = path.at(-1);
      if (parent) parent.text += element.text;
    },
    text(piece) {
      const element = path.at(-1);
      if (element) element.text += piece;
    },
  });
  try {
    scanner.write(text);
    scanner.end();
  } catch (error) {
    if (error instanceof XmlError) throw corrupt(error.fault, { part, line: error.line });
    throw error;
  }
  if (!root) throw corrupt('xml-malformed', { part, line: 1 });
  return root;
}
