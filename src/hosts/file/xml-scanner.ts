import { detached } from './detached-text';

/** An element's attributes in the order they are written. The object is reused: read it before the next element. */
export interface Attributes {
  /** The value of the attribute of exactly this name, prefix included; undefined if there is none. */
  get(name: string): string | undefined;
  /** The value of the first attribute of this name whatever its prefix («id» finds «r:id»). */
  getLocal(name: string): string | undefined;
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
const LONGEST_TOKEN = 4 * 1024 * 1024;
/** Names of OOXML have at most some forty characters. */
const LONGEST_NAME = 1024;
/** Different names remembered as checked; a real part has some dozens. */
const NAMES_REMEMBERED = 4096;
/** Up to here attributes are compared one by one to find two of one name. */
const FEW_ATTRIBUTES = 12;

const TAB = 0x09;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const EXCLAMATION = 0x21;
const QUOTE = 0x22;
const HASH = 0x23;
const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const SLASH = 0x2f;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const QUESTION = 0x3f;

// Names and characters as XML 1.0 (fifth edition) defines them.
const NAME_START =
  String.raw`:A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}` +
  String.raw`\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}`;
const NAME_LATER = String.raw`\u{300}-\u{36F}\-.0-9\u{B7}\u{203F}\u{2040}`;
const JOINERS = String.raw`\u{200C}|\u{200D}`;
const NAME = new RegExp(`^(?:[${NAME_START}]|${JOINERS})(?:[${NAME_START}]|[${NAME_LATER}]|${JOINERS})*$`, 'u');
// eslint-disable-next-line no-control-regex -- these are the characters that XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const DECLARATION =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>$/;
const ONLY_SPACE = /^[ \t\r\n]*$/;

const NAMED_CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function isSpace(code: number): boolean {
  return code === SPACE || code === LINE_FEED || code === TAB || code === RETURN;
}

/** Whether XML 1.0 allows the character (surrogates and most controls are none). */
function isCharacter(code: number): boolean {
  if (code < SPACE) return code === TAB || code === LINE_FEED || code === RETURN;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

/** A name without its namespace prefix: writers choose prefixes freely, and strict OOXML other namespaces. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

interface CheckedName {
  readonly written: string;
  readonly local: string;
}

/** The attributes of one tag. Values are cut out of the buffer only when asked for: most never are. */
class ScannedAttributes implements Attributes {
  private buffer = '';
  private count = 0;
  private readonly names: string[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  /** The value where it differs from how it is written. */
  private readonly resolved: (string | undefined)[] = [];
  private seen = new Set<string>();

  /** Begins a new tag. */
  reset(buffer: string): void {
    this.buffer = buffer;
    this.count = 0;
  }

  get(name: string): string | undefined {
    for (let i = 0; i < this.count; i++) if (this.names[i] === name) return this.valueAt(i);
    return undefined;
  }

  getLocal(name: string): string | undefined {
    for (let i = 0; i < this.count; i++) if (localName(this.names[i] ?? '') === name) return this.valueAt(i);
    return undefined;
  }

  /** Adds an attribute whose value stands at [start, end) of the buffer; false if there is already one of its name. */
  add(name: string, start: number, end: number, resolved: string | undefined): boolean {
    const { names, count } = this;
    if (count < FEW_ATTRIBUTES) {
      for (let i = 0; i < count; i++) if (names[i] === name) return false;
    } else {
      if (count === FEW_ATTRIBUTES) this.seen = new Set(names.slice(0, count));
      if (this.seen.has(name)) return false;
      this.seen.add(name);
    }
    names[count] = name;
    this.starts[count] = start;
    this.ends[count] = end;
    this.resolved[count] = resolved;
    this.count = count + 1;
    return true;
  }

  private valueAt(i: number): string {
    return this.resolved[i] ?? this.buffer.slice(this.starts[i], this.ends[i]);
  }
}

/** The character that a reference stands for («amp», «#26085», «#x65E5»); undefined if it stands for none. */
function characterOfReference(reference: string): string | undefined {
  if (reference.charCodeAt(0) !== HASH) return NAMED_CHARACTERS.get(reference);
  const digits = /^#(?:([0-9]+)|x([0-9A-Fa-f]+))$/.exec(reference);
  if (digits === null) return undefined;
  const code = digits[1] === undefined ? Number.parseInt(digits[2] ?? '', 16) : Number(digits[1]);
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** What a token's scanner answers when the token goes on in the next piece. */
const UNFINISHED = -1;

/**
 * A streaming scanner of well-formed XML without a DTD, fed in pieces of any size. It does what workbook parts need and
 * no more: prefixes are dropped rather than resolved, entities are XML's own five, and everything that is not
 * well-formed, any DOCTYPE, and nesting or tokens that only an attack would hold are refused (XmlError). That it takes
 * and tells what saxes does is tested against saxes; why it is not saxes: docs/adr/0004.
 */
export class XmlScanner {
  /** What has come and is not told yet, from `at` on. A token cut in two is scanned again when its rest has come. */
  private buffer = '';
  private at = 0;
  /** What is being looked at, for the line that a refusal names. */
  private lookingAt = 0;
  /** How long the buffer must be before it is worth scanning; see write. */
  private scanFrom = 0;
  private linesDropped = 0;
  private started = false;
  private rootClosed = false;
  /** Whether the buffer holds any of the things that make a text differ from how it is written. */
  private textNeedsWork = false;
  private readonly open: CheckedName[] = [];
  private readonly names = new Map<string, CheckedName>();
  /** The names of one ASCII letter, by its code. */
  private readonly lettersKnown: (CheckedName | undefined)[] = new Array<CheckedName | undefined>(128).fill(undefined);
  private readonly attributes = new ScannedAttributes();

  constructor(private readonly listener: XmlListener) {}

  /** The line being scanned, 1-based. */
  get line(): number {
    return 1 + this.linesDropped + countLines(this.buffer, this.lookingAt);
  }

  /** Scans the next piece of the document. */
  write(piece: string): void {
    const forbidden = piece.search(FORBIDDEN);
    if (forbidden >= 0) {
      this.lookingAt = this.buffer.length + forbidden;
      this.buffer += piece;
      throw this.error('xml-malformed');
    }
    this.buffer += piece;
    // A token that was cut is scanned again from its start, so only when as much again has come: else a long token in
    // small pieces would take time by the square of its length.
    if (this.buffer.length < this.scanFrom) return;
    this.scan();
    this.linesDropped += countLines(this.buffer, this.at);
    this.buffer = this.buffer.slice(this.at);
    this.at = 0;
    this.lookingAt = 0;
    this.scanFrom = Math.min(2 * this.buffer.length, LONGEST_TOKEN + 1);
    if (this.buffer.length > LONGEST_TOKEN) throw this.error('xml-token');
  }

  /** Requires the document to be complete. */
  end(): void {
    this.scan();
    this.lookingAt = this.buffer.length;
    if (!this.rootClosed || !ONLY_SPACE.test(this.buffer.slice(this.at))) throw this.error('xml-malformed');
  }

  private scan(): void {
    const { buffer } = this;
    const { length } = buffer;
    this.textNeedsWork = /[&\r]|]]>/.test(buffer);
    for (;;) {
      // A loop of our own: texts are short, and indexOf leaves the compiled code for every call.
      let tag = this.at;
      while (tag < length && buffer.charCodeAt(tag) !== LESS) tag++;
      if (tag === length) return;
      this.lookingAt = tag;
      const end = this.scanToken(tag);
      if (end === UNFINISHED) return;
      this.at = end;
      this.started = true;
    }
  }

  /** Tells the text before a token and the token itself; answers where it ends. */
  private scanToken(tag: number): number {
    switch (this.buffer.charCodeAt(tag + 1)) {
      case SLASH:
        return this.scanCloseTag(tag);
      case EXCLAMATION:
        return this.scanDeclaration(tag);
      case QUESTION:
        return this.scanInstruction(tag);
      default:
        return this.scanOpenTag(tag);
    }
  }

  private scanOpenTag(tag: number): number {
    const { buffer, attributes } = this;
    const { length } = buffer;
    let i = tag + 1;
    for (; i < length; i++) {
      const code = buffer.charCodeAt(i);
      if (code === GREATER || code === SLASH || isSpace(code)) break;
    }
    if (i >= length) return UNFINISHED;
    const name = this.checkedName(tag + 1, i);
    attributes.reset(buffer);
    for (;;) {
      const nameEnd = i;
      while (isSpace(buffer.charCodeAt(i))) i++;
      if (i >= length) return UNFINISHED;
      const code = buffer.charCodeAt(i);
      if (code === GREATER || code === SLASH) break;
      if (nameEnd === i) throw this.error('xml-malformed');
      i = this.scanAttribute(i);
      if (i === UNFINISHED) return UNFINISHED;
    }
    const isEmpty = buffer.charCodeAt(i) === SLASH;
    if (isEmpty && ++i >= length) return UNFINISHED;
    if (buffer.charCodeAt(i) !== GREATER) throw this.error('xml-malformed');

    this.tellText(tag);
    if (this.rootClosed) throw this.error('xml-malformed');
    const depth = this.open.length + 1;
    if (depth > DEEPEST) throw this.error('xml-depth');
    this.listener.open(name.local, attributes, depth);
    if (!isEmpty) this.open.push(name);
    else {
      this.listener.close(name.local, depth);
      if (depth === 1) this.rootClosed = true;
    }
    return i + 1;
  }

  /** Scans one attribute from its name on and answers where its value's closing quote is passed. */
  private scanAttribute(start: number): number {
    const { buffer } = this;
    const { length } = buffer;
    let i = start;
    for (; i < length; i++) {
      const code = buffer.charCodeAt(i);
      if (code === EQUALS || code === GREATER || isSpace(code)) break;
    }
    const nameEnd = i;
    while (isSpace(buffer.charCodeAt(i))) i++;
    if (i >= length) return UNFINISHED;
    if (buffer.charCodeAt(i++) !== EQUALS) throw this.error('xml-malformed');
    while (isSpace(buffer.charCodeAt(i))) i++;
    if (i >= length) return UNFINISHED;
    const quote = buffer.charCodeAt(i++);
    if (quote !== QUOTE && quote !== APOSTROPHE) throw this.error('xml-malformed');
    const valueStart = i;
    let isPlain = true;
    for (; i < length; i++) {
      const code = buffer.charCodeAt(i);
      if (code === quote) break;
      if (code === LESS) throw this.error('xml-malformed');
      if (code === AMPERSAND || code < SPACE) isPlain = false;
    }
    if (i >= length) return UNFINISHED;
    const name = this.checkedName(start, nameEnd);
    const value = isPlain ? undefined : this.resolved(buffer.slice(valueStart, i).replace(/\r\n|[\t\r\n]/g, ' '));
    if (!this.attributes.add(name.written, valueStart, i, value)) throw this.error('xml-malformed');
    return i + 1;
  }

  private scanCloseTag(tag: number): number {
    const { buffer, open } = this;
    const { length } = buffer;
    let end = tag + 2;
    while (end < length && buffer.charCodeAt(end) !== GREATER) end++;
    if (end === length) return UNFINISHED;
    this.tellText(tag);
    const depth = open.length;
    const name = open.pop();
    let nameEnd = end;
    while (isSpace(buffer.charCodeAt(nameEnd - 1))) nameEnd--;
    if (!name || !this.isWrittenAt(name.written, tag + 2, nameEnd)) throw this.error('xml-malformed');
    this.listener.close(name.local, depth);
    if (depth === 1) this.rootClosed = true;
    return end + 1;
  }

  private isWrittenAt(name: string, start: number, end: number): boolean {
    if (end - start !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== this.buffer.charCodeAt(start + i)) return false;
    return true;
  }

  /** A comment, a CDATA section, or a DOCTYPE. */
  private scanDeclaration(tag: number): number {
    const { buffer } = this;
    if (buffer.startsWith('<!--', tag)) {
      const end = buffer.indexOf('-->', tag + 4);
      if (end < 0) return UNFINISHED;
      // Two hyphens may stand only at the end of a comment.
      if (buffer.indexOf('--', tag + 4) !== end) throw this.error('xml-malformed');
      this.tellText(tag);
      return end + 3;
    }
    if (buffer.startsWith('<![CDATA[', tag)) {
      const end = buffer.indexOf(']]>', tag + 9);
      if (end < 0) return UNFINISHED;
      this.tellText(tag);
      if (this.open.length === 0) throw this.error('xml-malformed');
      this.listener.text(buffer.slice(tag + 9, end).replace(/\r\n?/g, '\n'));
      return end + 3;
    }
    if (buffer.startsWith('<!DOCTYPE', tag)) throw this.error('xml-doctype');
    const begun = buffer.slice(tag, tag + 9);
    if (['<!--', '<![CDATA[', '<!DOCTYPE'].some((whole) => whole.startsWith(begun))) return UNFINISHED;
    throw this.error('xml-malformed');
  }

  /** A processing instruction, passed over, or the XML declaration, which must be the document's very beginning. */
  private scanInstruction(tag: number): number {
    const { buffer } = this;
    const end = buffer.indexOf('?>', tag + 2);
    if (end < 0) return UNFINISHED;
    const instruction = buffer.slice(tag, end + 2);
    const target = /^<\?([^ \t\r\n]{1,1024}?)(?=[ \t\r\n]|\?>$)/.exec(instruction)?.[1] ?? '';
    if (target === 'xml' && tag === 0 && !this.started) {
      if (!DECLARATION.test(instruction)) throw this.error('xml-malformed');
    } else if (target.toLowerCase() === 'xml' || !NAME.test(target)) throw this.error('xml-malformed');
    this.tellText(tag);
    return end + 2;
  }

  /** Tells the text up to a place. Outside the root only white space may stand, and is not told. */
  private tellText(end: number): void {
    if (end === this.at) return;
    const written = this.buffer.slice(this.at, end);
    if (this.open.length === 0) {
      if (!ONLY_SPACE.test(written)) throw this.error('xml-malformed');
    } else if (!this.textNeedsWork) this.listener.text(written);
    else {
      if (written.includes(']]>')) throw this.error('xml-malformed');
      this.listener.text(this.resolved(written.replace(/\r\n?/g, '\n')));
    }
    this.at = end;
  }

  /** A text with its references resolved. */
  private resolved(text: string): string {
    let told = '';
    let from = 0;
    for (let reference = text.indexOf('&'); reference >= 0; reference = text.indexOf('&', from)) {
      const end = text.indexOf(';', reference);
      const character = end < 0 ? undefined : characterOfReference(text.slice(reference + 1, end));
      if (character === undefined) throw this.error('xml-malformed');
      told += text.slice(from, reference) + character;
      from = end + 1;
    }
    return from === 0 ? text : told + text.slice(from);
  }

  /** The name that stands at [start, end) of the buffer. */
  private checkedName(start: number, end: number): CheckedName {
    // Nearly every name of a sheet is one letter long: c, v, f, r, s, t.
    const letter = end - start === 1 ? this.buffer.charCodeAt(start) : 0;
    const short = this.lettersKnown[letter];
    if (short) return short;
    if (end - start > LONGEST_NAME) throw this.error('xml-token');
    const written = this.buffer.slice(start, end);
    const known = this.names.get(written);
    if (known) return known;
    if (!NAME.test(written)) throw this.error('xml-malformed');
    const own = detached(written);
    const name = { written: own, local: localName(own) };
    if (letter > 0 && letter < 128) this.lettersKnown[letter] = name;
    else if (this.names.size < NAMES_REMEMBERED) this.names.set(own, name);
    return name;
  }

  private error(fault: XmlFault): XmlError {
    return new XmlError(fault, this.line);
  }
}
