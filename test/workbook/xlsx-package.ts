import { inflateRawSync } from 'node:zlib';
import { SaxesParser } from 'saxes';

/** An element of a part: attributes, child elements, and its own text. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** One file of the zip, with the time stamp that its entry bears. */
interface Entry {
  readonly text: string;
  readonly dosTime: number;
  readonly dosDate: number;
}

/** A workbook's parts, read with nothing of the library that wrote them: its own zip reader and a strict XML parser. */
export class XlsxPackage {
  private readonly trees = new Map<string, Element>();

  private constructor(readonly entries: ReadonlyMap<string, Entry>) {}

  static read(bytes: Uint8Array): XlsxPackage {
    return new XlsxPackage(unzip(Buffer.from(bytes)));
  }

  get names(): readonly string[] {
    return [...this.entries.keys()];
  }

  text(part: string): string {
    const entry = this.entries.get(part);
    if (!entry) throw new Error(`no part ${part}`);
    return entry.text;
  }

  /** The part's root element; throws where the part is no well-formed XML. */
  xml(part: string): Element {
    const known = this.trees.get(part);
    if (known) return known;
    const tree = parseXml(this.text(part));
    this.trees.set(part, tree);
    return tree;
  }

  /** Where a part's relationship leads, as a part name. */
  target(part: string, relationship: string): string {
    const found = this.relationships(part).find(({ attributes }) => attributes['Id'] === relationship);
    if (!found) throw new Error(`no relationship ${relationship} of ${part}`);
    return resolve(part, found.attributes['Target'] ?? '');
  }

  relationships(part: string): readonly Element[] {
    const rels = relationshipsPart(part);
    return this.entries.has(rels) ? this.xml(rels).children : [];
  }

  private known: readonly Sheet[] | undefined;

  get sheets(): readonly Sheet[] {
    return (this.known ??= this.readSheets());
  }

  private readSheets(): readonly Sheet[] {
    const list = child(this.xml('xl/workbook.xml'), 'sheets').children;
    return list.map(({ attributes }) => {
      const part = this.target('xl/workbook.xml', attributes['r:id'] ?? '');
      return new Sheet(this, attributes['name'] ?? '', part);
    });
  }

  sheet(name: string): Sheet {
    const found = this.sheets.find((sheet) => sheet.name === name);
    if (!found) throw new Error(`no sheet ${name}`);
    return found;
  }

  get definedNames(): ReadonlyMap<string, string> {
    const list = optional(this.xml('xl/workbook.xml'), 'definedNames')?.children ?? [];
    return new Map(
      list.map(({ attributes, text }) => [
        [attributes['name'], attributes['localSheetId']].filter((part) => part !== undefined).join('@'),
        text,
      ]),
    );
  }

  private strings: readonly string[] | undefined;

  get sharedStrings(): readonly string[] {
    return (this.strings ??= this.readStrings());
  }

  private readStrings(): readonly string[] {
    return this.xml('xl/sharedStrings.xml').children.map((item) =>
      descendants(item, 't')
        .map(({ text }) => text)
        .join(''),
    );
  }
}

/** A cell as the file has it. */
export interface FileCell {
  readonly address: string;
  readonly type: string | undefined;
  /** A string's text, a number's digits, an error's code; `undefined` for a cell without a value. */
  readonly value: string | undefined;
  readonly formula: Element | undefined;
  readonly style: number;
  readonly cm: string | undefined;
}

export class Sheet {
  constructor(
    private readonly book: XlsxPackage,
    readonly name: string,
    readonly part: string,
  ) {}

  get xml(): Element {
    return this.book.xml(this.part);
  }

  private read: ReadonlyMap<string, FileCell> | undefined;

  get cells(): ReadonlyMap<string, FileCell> {
    return (this.read ??= this.readCells());
  }

  private readCells(): ReadonlyMap<string, FileCell> {
    const strings = this.book.sharedStrings;
    return new Map(
      descendants(child(this.xml, 'sheetData'), 'c').map((cell): [string, FileCell] => {
        const { r = '', t, s, cm } = cell.attributes;
        const raw = optional(cell, 'v')?.text;
        const value = t === 's' && raw !== undefined ? strings[Number(raw)] : raw;
        return [r, { address: r, type: t, value, formula: optional(cell, 'f'), style: Number(s ?? 0), cm }];
      }),
    );
  }

  get tables(): readonly Element[] {
    return (optional(this.xml, 'tableParts')?.children ?? []).map(({ attributes }) =>
      this.book.xml(this.book.target(this.part, attributes['r:id'] ?? '')),
    );
  }

  get validations(): readonly Element[] {
    return optional(this.xml, 'dataValidations')?.children ?? [];
  }

  /** The rule that checks what is typed into a cell. */
  validationOf(address: string): Element | undefined {
    return this.validations.find(({ attributes }) => contains(attributes['sqref'] ?? '', address));
  }

  /** The number format's code of a cell's or column's style. */
  numberFormat(style: number): string {
    const styles = this.book.xml('xl/styles.xml');
    const id = child(styles, 'cellXfs').children[style]?.attributes['numFmtId'] ?? '0';
    const custom = optional(styles, 'numFmts')?.children.find(({ attributes }) => attributes['numFmtId'] === id);
    return custom?.attributes['formatCode'] ?? BUILT_IN_FORMATS[id] ?? id;
  }
}

const BUILT_IN_FORMATS: Readonly<Record<string, string>> = { 0: 'General', 1: '0', 3: '#,##0', 4: '#,##0.00' };

export function optional(element: Element, name: string): Element | undefined {
  return element.children.find((candidate) => candidate.name === name);
}

export function child(element: Element, name: string): Element {
  const found = optional(element, name);
  if (!found) throw new Error(`no <${name}> in <${element.name}>`);
  return found;
}

export function descendants(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((each) => [...(each.name === name ? [each] : []), ...descendants(each, name)]);
}

/** A rectangle «A2:C9» or one cell, 1-based. */
export function rectangle(range: string): { left: number; top: number; right: number; bottom: number } {
  const [first = '', last = first] = range.replaceAll('$', '').split(':');
  const at = (address: string): { column: number; row: number } => {
    const match = /^([A-Z]+)(\d+)$/.exec(address);
    if (!match) throw new Error(`no address: ${address}`);
    const [, letters = '', row = ''] = match;
    return { column: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0), row: Number(row) };
  };
  const [from, to] = [at(first), at(last)];
  return { left: from.column, top: from.row, right: to.column, bottom: to.row };
}

export function contains(range: string, address: string): boolean {
  const [outer, inner] = [rectangle(range), rectangle(address)];
  return (
    outer.left <= inner.left && inner.right <= outer.right && outer.top <= inner.top && inner.bottom <= outer.bottom
  );
}

export function overlap(one: string, other: string): boolean {
  const [a, b] = [rectangle(one), rectangle(other)];
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

function relationshipsPart(part: string): string {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/** A relationship's target, relative to its part's folder or from the root. */
export function resolve(part: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const folders = part.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') folders.pop();
    else folders.push(step);
  }
  return folders.join('/');
}

function parseXml(text: string): Element {
  interface Open extends Element {
    children: Element[];
    text: string;
  }
  const root: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Open = { name, attributes: attributes, children: [], text: '' };
    open[open.length - 1]?.children.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => {
    const current = open[open.length - 1];
    if (current) current.text += piece;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  const [first] = root.children;
  if (!first) throw new Error('no root element');
  return first;
}

const END_OF_DIRECTORY = 0x06054b50;

function unzip(bytes: Buffer): ReadonlyMap<string, Entry> {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error('no zip');
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = bytes.readUInt16LE(at + 10);
    const size = bytes.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + size);
    const key = bytes.toString('utf8', at + 46, at + 46 + name);
    if (entries.has(key)) throw new Error(`two parts named ${key}`);
    entries.set(key, {
      text: (method === 8 ? inflateRawSync(data) : data).toString('utf8'),
      dosTime: bytes.readUInt16LE(at + 12),
      dosDate: bytes.readUInt16LE(at + 14),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}
