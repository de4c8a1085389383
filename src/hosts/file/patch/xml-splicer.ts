import { scanning } from '../part-xml';
import { XmlScanner, type Attributes } from '../xml-scanner';
import { refuseOtherEncodings, Utf8Decoder } from './utf8-text';

/** An element's tag and where it stands, in UTF-16 units from the document's beginning. */
export interface PlacedTag {
  /** Without its prefix. */
  readonly name: string;
  /** 1 for the root. */
  readonly depth: number;
  readonly start: number;
  readonly end: number;
}

export interface OpenTag extends PlacedTag {
  /** To be read at once: the next tag has its own. */
  readonly attributes: Attributes;
  /** `<a/>`: it is told to close at the same place. */
  readonly isEmpty: boolean;
}

/** Watches a document go by and changes it. */
export interface XmlEditor {
  open(tag: OpenTag, splicer: XmlSplicer): void;
  /** For an element without content, `tag` is its only tag. */
  close(tag: PlacedTag, splicer: XmlSplicer): void;
  /** References resolved, as XmlListener tells it. */
  text?(text: string): void;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Changes an XML document in places while it streams by. What no splice covers comes out as it went in, character for
 * character: nothing is ever written anew from what was understood of it.
 */
export class XmlSplicer {
  /** Whether anything has been changed so far. */
  isChanged = false;

  private readonly decoder: Utf8Decoder;
  private readonly scanner: XmlScanner;
  /** What has come in and not gone out; `base` is where it begins. */
  private pending = '';
  private base = 0;
  private splices: Splice[] = [];
  private lastTagEnd = 0;
  private lastTagStart = 0;
  private held = Infinity;

  constructor(
    private readonly part: string,
    editor: XmlEditor,
  ) {
    this.decoder = new Utf8Decoder(part);
    this.scanner = new XmlScanner({
      open: (name, attributes, depth) => {
        const place = this.placeOfTag();
        if (depth === 1) refuseOtherEncodings(part, this.written(0, place.start));
        editor.open(
          { name, depth, attributes, ...place, isEmpty: this.written(place.end - 2, place.end) === '/>' },
          this,
        );
      },
      close: (name, depth) => editor.close({ name, depth, ...this.placeOfTag() }, this),
      text: (text) => editor.text?.(text),
    });
  }

  /** Takes the next bytes; the value is as much of the changed document as is certain by now. */
  write(bytes: Uint8Array): string {
    return this.take(this.decoder.write(bytes));
  }

  /** The rest of the changed document. */
  end(): string {
    const rest = this.take(this.decoder.end());
    scanning(this.part, () => this.scanner.end());
    this.held = Infinity;
    return rest + this.flush(this.base + this.pending.length);
  }

  /** Puts a text in place of what stands between two places. Neither may lie before the tag that is being told. */
  replace(start: number, end: number, text: string): void {
    if (start < this.base || end < start) throw new RangeError(`${this.part}: ${String(start)} has gone by`);
    if (this.written(start, end) === text) return;
    this.isChanged = true;
    this.splices.push({ start, end, text });
  }

  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  /** Keeps all from this place on, so that it can still be changed when what follows has been told. */
  hold(from: number): void {
    this.held = Math.min(this.held, from);
  }

  release(): void {
    this.held = Infinity;
  }

  /** The document as it came in, between two places that have not gone by. */
  written(start: number, end: number): string {
    return this.pending.slice(start - this.base, end - this.base);
  }

  private take(text: string): string {
    this.pending += text;
    scanning(this.part, () => this.scanner.write(text));
    return this.flush(Math.min(this.lastTagStart, this.held));
  }

  /** A tag ends where the scanner stands, and no tag holds another «<» than its first. */
  private placeOfTag(): { readonly start: number; readonly end: number } {
    const end = this.scanner.position;
    // An element without content closes where it opened.
    if (end !== this.lastTagEnd) {
      this.lastTagStart = this.base + this.pending.lastIndexOf('<', end - this.base - 1);
      this.lastTagEnd = end;
    }
    return { start: this.lastTagStart, end };
  }

  /** Lets go what lies before a place. */
  private flush(until: number): string {
    if (until <= this.base) return '';
    this.splices.sort((a, b) => a.start - b.start);
    let out = '';
    let at = this.base;
    let done = 0;
    for (const { start, end, text } of this.splices) {
      if (start < at) throw new RangeError(`${this.part}: two changes at ${String(start)}`);
      // At the end of the document there is nothing left to wait for.
      if (end > until || (start >= until && until < this.base + this.pending.length)) break;
      out += this.pending.slice(at - this.base, start - this.base) + text;
      at = end;
      done++;
    }
    const stop = Math.max(at, Math.min(until, this.splices[done]?.start ?? until));
    out += this.pending.slice(at - this.base, stop - this.base);
    this.pending = this.pending.slice(stop - this.base);
    this.base = stop;
    this.splices = this.splices.slice(done);
    return out;
  }
}
