import {
  ERR_EXTRAFIELD_ZIP64_NOT_FOUND,
  ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  ERR_OVERLAPPING_ENTRY,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
  type Entry,
} from '@zip.js/zip.js';
import { PackageParts, relationshipsPart, resolveTarget } from '../package-parts';
import type { ReadLimits } from '../read-limits';
import { corrupt, ReadRefusal } from '../read-problem';
import { childrenOf, PlacedText } from './placed-tree';
import { Utf8Decoder } from './utf8-text';
import { escapedAttribute } from './xml-text';
import { XmlSplicer, type XmlEditor } from './xml-splicer';

const CONTENT_TYPES = '[Content_Types].xml';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** Parts that are held whole may be as long as this, in UTF-16 units; sheets and lists of formulas stream by instead. */
const LONGEST_HELD = 128 * 1024 * 1024;

/** A relationship with all that is written of it. */
export interface WrittenRelationship {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
  /** The part that it leads to; of no meaning for one that leads out of the package. */
  readonly part: string;
}

/** As in reading: what other programs open is opened. */
const TOLERANT = { strictness: 'tolerant' } as const;

/** Entries that lie over one another, or whose heads are not where the directory says. */
const UNCOPYABLE: ReadonlySet<string> = new Set([
  ERR_OVERLAPPING_ENTRY,
  ERR_LOCAL_FILE_HEADER_NOT_FOUND,
  ERR_EXTRAFIELD_ZIP64_NOT_FOUND,
]);

/** How all entries are written that are not copied: as Excel writes them, with sizes in front and no extra fields. */
const WRITING = {
  useWebWorkers: false,
  useCompressionStream: false,
  bufferedWrite: true,
  dataDescriptor: false,
  extendedTimestamp: false,
  zip64: false,
} as const;

/** What is changed of a package: parts that are new, others, or gone. Nothing else is ever read again or written anew. */
export class PatchedPackage {
  /** Changed parts that are held whole, by their name as the package spells it. */
  private readonly texts = new Map<string, string>();
  private readonly encoder = new TextEncoder();
  private readonly removed = new Set<string>();
  private readonly added: string[] = [];
  /** Changed parts are packed here as they come, so that no sheet is held inflated. */
  private readonly packed = new ZipWriter(new Uint8ArrayWriter(), WRITING);
  private readonly packedNames = new Set<string>();
  private readonly spliced = new Set<string>();

  private constructor(
    private readonly bytes: Uint8Array,
    private readonly entries: readonly Entry[],
    private readonly comment: Uint8Array,
    readonly parts: PackageParts,
    private readonly limits: ReadLimits,
  ) {}

  /** Refuses (ReadRefusal) what can't be copied entry by entry, besides all that reading refuses. */
  static async open(bytes: Uint8Array, limits: ReadLimits): Promise<PatchedPackage> {
    const parts = await PackageParts.open(bytes, limits, undefined);
    const reader = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false, ...TOLERANT });
    const entries = await reader.getEntries();
    const names = new Set<string>();
    for (const { filename, encrypted } of entries) {
      if (encrypted) throw new ReadRefusal('file-encrypted', { part: filename });
      if (names.has(filename)) throw corrupt('part-twice', { part: filename });
      names.add(filename);
    }
    return new PatchedPackage(bytes, entries, reader.comment, parts, limits);
  }

  /** A part's text as it is by now. */
  async text(part: string): Promise<string> {
    const name = this.nameOf(part);
    const changed = this.texts.get(name);
    if (changed !== undefined) return changed;
    const decoder = new Utf8Decoder(part);
    let text = '';
    await this.parts.inflate(part, (bytes) => {
      text += decoder.write(bytes);
      const max = Math.min(LONGEST_HELD, this.limits.partBytes);
      if (text.length > max) throw new ReadRefusal('file-limit', { limit: 'partBytes', max, part });
    });
    return text + decoder.end();
  }

  has(part: string): boolean {
    return this.texts.has(this.nameOf(part)) || this.parts.has(part);
  }

  setText(part: string, text: string): void {
    this.texts.set(this.nameOf(part), text);
  }

  /** Adds a part. */
  async addPart(part: string, contentType: string, text: string): Promise<void> {
    this.added.push(part);
    this.texts.set(part, text);
    await this.declare('Override', 'PartName', `/${part}`, contentType);
  }

  /** Adds a part of a kind that its ending tells. */
  async addPartByEnding(part: string, contentType: string, text: string): Promise<void> {
    this.added.push(part);
    this.texts.set(part, text);
    await this.declare('Default', 'Extension', part.slice(part.lastIndexOf('.') + 1), contentType);
  }

  /** Takes a part away, with what one other part says of it. */
  async removePart(part: string, from: string): Promise<void> {
    this.removed.add(this.nameOf(part));
    const types = new PlacedText(CONTENT_TYPES, await this.text(CONTENT_TYPES), 'Types');
    for (const type of childrenOf(types.root, 'Override')) {
      if (sameName(resolveTarget('', type.attributes.get('PartName') ?? ''), part)) types.remove(type);
    }
    this.setText(CONTENT_TYPES, types.changed());
    const list = relationshipsPart(from);
    const document = new PlacedText(list, await this.text(list), 'Relationships');
    for (const relationship of childrenOf(document.root, 'Relationship')) {
      if (sameName(resolveTarget(from, relationship.attributes.get('Target') ?? ''), part))
        document.remove(relationship);
    }
    this.setText(list, document.changed());
  }

  async relationshipsOf(part: string): Promise<readonly WrittenRelationship[]> {
    const list = relationshipsPart(part);
    if (!this.has(list)) return [];
    const { root } = new PlacedText(list, await this.text(list), 'Relationships');
    return childrenOf(root, 'Relationship').map(({ attributes }) => {
      const target = attributes.get('Target') ?? '';
      return {
        id: attributes.get('Id') ?? '',
        type: attributes.get('Type') ?? '',
        target,
        isExternal: attributes.get('TargetMode') === 'External',
        part: resolveTarget(part, target),
      };
    });
  }

  async addRelationship(part: string, id: string, type: string, target: string): Promise<void> {
    const list = relationshipsPart(part);
    const written = (prefix: string): string =>
      `<${prefix}Relationship Id="${escapedAttribute(id)}" Type="${escapedAttribute(type)}" Target="${escapedAttribute(target)}"/>`;
    if (!this.has(list)) {
      const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
      const text = `${head}<Relationships xmlns="${PACKAGE}/relationships">${written('')}</Relationships>`;
      await this.addPartByEnding(list, 'application/vnd.openxmlformats-package.relationships+xml', text);
      return;
    }
    const document = new PlacedText(list, await this.text(list), 'Relationships');
    document.append(document.root, written(document.prefix));
    this.setText(list, document.changed());
  }

  /** Changes where relationships lead that leave the package. */
  async retarget(part: string, links: (target: string) => string | undefined): Promise<void> {
    const list = relationshipsPart(part);
    if (!this.has(list)) return;
    const document = new PlacedText(list, await this.text(list), 'Relationships');
    for (const relationship of childrenOf(document.root, 'Relationship')) {
      if (relationship.attributes.get('TargetMode') !== 'External') continue;
      const target = relationship.attributes.get('Target') ?? '';
      document.setAttributes(relationship, { Target: links(target) ?? target });
    }
    if (document.isChanged) this.setText(list, document.changed());
  }

  /** A name that no part bears yet: «xl/comments3.xml» for `free('xl/comments', '.xml')`. */
  free(stem: string, ending: string): string {
    for (let number = 1; ; number++) {
      const name = `${stem}${String(number)}${ending}`;
      if (!this.has(name)) return name;
    }
  }

  /** Lets a part stream through an editor without changing it. */
  async survey(part: string, editor: XmlEditor): Promise<void> {
    const splicer = new XmlSplicer(part, editor);
    await this.parts.inflate(part, (bytes) => void splicer.write(bytes));
    splicer.end();
  }

  /** Lets a part stream through an editor, and keeps and tells whether what comes of it is something else than before. */
  async splice(part: string, editor: XmlEditor): Promise<boolean> {
    const name = this.nameOf(part);
    // No file of a spreadsheet program names one part in two places; splicing it twice would lose the first changes.
    if (this.spliced.has(name)) throw corrupt('part-twice', { part });
    this.spliced.add(name);
    const splicer = new XmlSplicer(part, editor);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const packing = this.packed.add(name, readable, this.dateOf(name));
    // Its failure is that of the writing below, which is waited for.
    packing.catch(() => undefined);
    const writer = writable.getWriter();
    const write = async (text: string): Promise<void> => {
      if (text !== '') await writer.write(this.encoder.encode(text));
    };
    try {
      await this.parts.inflate(part, (bytes) => write(splicer.write(bytes)));
      await write(splicer.end());
      await writer.close();
      await packing;
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      throw error;
    }
    if (splicer.isChanged) this.packedNames.add(name);
    return splicer.isChanged;
  }

  /**
   * The package with all changes. Entries that are not changed are copied as they lie in the file: compressed bytes, checksum,
   * times, attributes and order. Changed ones take the place of the old; new ones come last.
   */
  async changed(): Promise<Uint8Array> {
    if (this.texts.size === 0 && this.packedNames.size === 0) return this.bytes.slice();
    for (const [name, text] of this.texts) {
      if (this.spliced.has(name)) throw corrupt('part-twice', { part: name });
      await this.packed.add(name, new Uint8ArrayReader(this.encoder.encode(text)), this.dateOf(name));
      this.packedNames.add(name);
    }
    const packed = await this.packed.close();
    const out = new ZipWriter(new Uint8ArrayWriter(), WRITING);
    for (const { from, names } of this.runs()) {
      try {
        await out.appendZip(new Uint8ArrayReader(from === 'packed' ? packed : this.bytes), {
          filter: ({ filename }) => names.has(filename),
          readerOptions: TOLERANT,
        });
      } catch (error) {
        if (error instanceof Error && UNCOPYABLE.has(error.message)) {
          throw corrupt('zip-directory', { directory: 'broken' });
        }
        throw error;
      }
    }
    return out.close(this.comment);
  }

  /** Entries in their order, as many at once as come from the same place and follow one another there. */
  private runs(): readonly { readonly from: 'original' | 'packed'; readonly names: ReadonlySet<string> }[] {
    const runs: { readonly from: 'original' | 'packed'; readonly names: Set<string> }[] = [];
    const names = this.entries.map(({ filename }) => filename).filter((name) => !this.removed.has(name));
    for (const name of [...names, ...this.added]) {
      const from = this.packedNames.has(name) ? 'packed' : 'original';
      const last = runs.at(-1);
      if (from === 'original' && last?.from === 'original') last.names.add(name);
      else runs.push({ from, names: new Set([name]) });
    }
    return runs;
  }

  /** A changed part bears the time of the old one, a new one that of the package: the same patch gives the same bytes. */
  private dateOf(name: string): { readonly rawLastModDate: number } {
    const entry = this.entries.find(({ filename }) => filename === name) ?? this.entries[0];
    return { rawLastModDate: Number(entry?.rawLastModDate ?? 0) };
  }

  private nameOf(part: string): string {
    return this.parts.spellingOf(part) ?? part;
  }

  private async declare(
    kind: 'Override' | 'Default',
    by: 'PartName' | 'Extension',
    name: string,
    contentType: string,
  ): Promise<void> {
    const types = new PlacedText(CONTENT_TYPES, await this.text(CONTENT_TYPES), 'Types');
    if (childrenOf(types.root, kind).some(({ attributes }) => sameName(attributes.get(by) ?? '', name))) return;
    const declared = `<${types.prefix}${kind} ${by}="${escapedAttribute(name)}" ContentType="${contentType}"/>`;
    // Endings come first by custom; the schema takes any order.
    const first = kind === 'Default' ? types.root.children[0] : undefined;
    if (first) types.replace(first.start, first.start, declared);
    else types.append(types.root, declared);
    this.setText(CONTENT_TYPES, types.changed());
  }
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
