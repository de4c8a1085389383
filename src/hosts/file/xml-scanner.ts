import { SaxesParser, type SaxesTagPlain } from 'saxes';

/** An element's attributes. */
export interface Attributes {
  /** The value of the attribute of exactly this name, prefix included; undefined if there is none. */
  get(name: string): string | undefined;
  /** The value of the first attribute of this name whatever its prefix («id» finds «r:id»). */
  getLocal(name: string): string | undefined;
  /** All of them, by their names with prefixes, in the order written. */
  all(): Iterable<readonly [name: string, value: string]>;
}

/** What a scanner tells, in document order. Element names come without their namespace prefix. */
export interface XmlListener {
  /** `depth` is 1 for the root. */
  open(name: string, attributes: Attributes, depth: number): void;
  /** `depth` is that of the element's own `open`. */
  close(name: string, depth: number): void;
  /** Character data between two tags, line ends normalised, references resolved; CDATA comes as a stretch of its own. */
  text(text: string): void;
}

/** Why a document is refused. */
export type XmlFault = 'xml-malformed' | 'xml-doctype' | 'xml-depth' | 'xml-token';

/** Thrown at the first thing that is wrong; `line` is 1-based. */
export class XmlError extends Error {
  constructor(
    readonly fault: XmlFault,
    readonly line: number,
  ) {
    super(fault);
  }
}

/** No part of a workbook nests a tenth as deep. */
const DEEPEST = 256;
/** No tag, text or comment of a workbook is a tenth as long: Excel's longest text is 32,767 units. */
const LONGEST_TOKEN = 1024 * 1024;

/**
 * Reads a part's XML as it arrives (saxes does the parsing). Prefixes are dropped, a DOCTYPE is refused (none is ever
 * legitimate in a workbook, and entities are how XML is abused), depth and token length are bounded.
 */
export class XmlScanner {
  private readonly parser: SaxesParser<{ xmlns: false; position: true }>;
  private depth = 0;
  private sinceEvent = 0;

  constructor(listener: XmlListener) {
    const parser = new SaxesParser<{ xmlns: false; position: true }>({ xmlns: false, position: true });
    this.parser = parser;
    const attributes = new TagAttributes();
    parser.on('opentag', (tag) => {
      this.sinceEvent = 0;
      this.depth += 1;
      if (this.depth > DEEPEST) throw this.refuse('xml-depth');
      attributes.tag = tag;
      listener.open(localName(tag.name), attributes, this.depth);
    });
    parser.on('closetag', (tag) => {
      this.sinceEvent = 0;
      listener.close(localName(tag.name), this.depth);
      this.depth -= 1;
    });
    const tellText = (text: string): void => {
      this.sinceEvent = 0;
      // saxes tells the white space outside the root too, which is nobody's text.
      if (this.depth > 0) listener.text(text);
    };
    parser.on('text', tellText);
    parser.on('cdata', tellText);
    parser.on('doctype', () => {
      throw this.refuse('xml-doctype');
    });
    parser.on('error', () => {
      throw this.refuse('xml-malformed');
    });
  }

  /** The line that has been reached, 1-based. */
  get line(): number {
    return this.parser.line;
  }

  /** Where what is being told ends: UTF-16 units from the document's beginning, a byte order mark included. */
  get position(): number {
    return this.parser.position;
  }

  /** Takes the next piece of the document. Throws XmlError, or what the listener throws. */
  write(piece: string): void {
    this.sinceEvent += piece.length;
    if (this.sinceEvent > LONGEST_TOKEN + piece.length) throw this.refuse('xml-token');
    if (piece !== '') this.parser.write(piece);
  }

  /** Takes the end of the document. */
  end(): void {
    this.parser.close();
  }

  private refuse(fault: XmlFault): XmlError {
    return new XmlError(fault, this.parser.line);
  }
}

class TagAttributes implements Attributes {
  tag: SaxesTagPlain | undefined;

  get(name: string): string | undefined {
    return this.tag?.attributes[name];
  }

  getLocal(name: string): string | undefined {
    const { attributes = {} } = this.tag ?? {};
    for (const written in attributes) if (localName(written) === name) return attributes[written];
    return undefined;
  }

  all(): Iterable<readonly [name: string, value: string]> {
    return Object.entries(this.tag?.attributes ?? {});
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
