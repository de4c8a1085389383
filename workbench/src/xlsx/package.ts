/** The parts of an .xlsx: a zip whose names are compared and never used as paths, inflated under limits. */
import {
  configure,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_UNSUPPORTED_ENCRYPTION,
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
  type FileEntry,
} from '@zip.js/zip.js';
import { LIMITS, RATIO_LOOKED_AT_FROM } from './limits';
import { ReadRefusal } from './read-fault';
import { TreeBuilder, XmlScanner, children, local, type XmlElement, type XmlListener } from './xml';

/** What zip.js inflates at a stroke: a small part of a bomb gets no further than this times a thousand. */
configure({ chunkSize: 32 * 1024 });

/** Milliseconds between the pauses in which the page can paint. */
const PAUSE_EVERY = 50;

/** How an old .xls and an encrypted .xlsx begin: a compound file. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0] as const;
const ENCRYPTED_STREAM = 'EncryptedPackage';

export interface Relationship {
  readonly id: string;
  /** The last word of its type: `worksheet`, `table`, `comments` … */
  readonly kind: string;
  /** Empty for a link out of the package. */
  readonly part: string;
  /** Where a link out of the package leads. */
  readonly target?: string;
}

const partKey = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** The part that a relationship's target names, seen from the part that holds it. */
function resolveTarget(from: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const steps = path.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return 'utf-8';
}

function isEncryptedCompound(bytes: Uint8Array): boolean {
  // The directory of a compound file names its streams in UTF-16.
  const wanted = new TextEncoder().encode(ENCRYPTED_STREAM);
  const isAt = (at: number): boolean =>
    wanted.every((code, index) => bytes[at + 2 * index] === code && bytes[at + 2 * index + 1] === 0);
  for (let at = 0; at + wanted.length * 2 <= bytes.length; at += 1) {
    if (isAt(at)) return true;
  }
  return false;
}

export class XlsxPackage {
  private readonly entries = new Map<string, FileEntry>();
  private inflated = 0;
  private lastPause = performance.now();

  private constructor() {}

  static async open(bytes: Uint8Array): Promise<XlsxPackage> {
    if (bytes.length > LIMITS.fileBytes) throw new ReadRefusal('tooLarge', { limit: 'fileBytes' });
    if (COMPOUND.every((byte, index) => bytes[index] === byte)) {
      throw new ReadRefusal(isEncryptedCompound(bytes) ? 'encrypted' : 'notXlsx');
    }
    if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new ReadRefusal('notXlsx');
    const opened = new XlsxPackage();
    const reader = new ZipReader(new Uint8ArrayReader(bytes), {
      useWebWorkers: false,
      checkCrc32: true,
      strictness: 'tolerant',
    });
    try {
      for await (const entry of reader.getEntriesGenerator()) {
        if (opened.entries.size >= LIMITS.entries) throw new ReadRefusal('tooLarge', { limit: 'entries' });
        if (!entry.directory) opened.entries.set(partKey(entry.filename), entry);
      }
    } catch (error) {
      if (error instanceof ReadRefusal) throw error;
      const isEncrypted = error instanceof Error && error.message === ERR_ENCRYPTED_CENTRAL_DIRECTORY;
      throw new ReadRefusal(isEncrypted ? 'encrypted' : 'corrupt');
    }
    return opened;
  }

  has(part: string): boolean {
    return this.entries.has(partKey(part));
  }

  /** Small letters, forward slashes. */
  names(): string[] {
    return [...this.entries.keys()];
  }

  /** Reports a part's elements as they are inflated; the part is never held whole. */
  async scan(part: string, listener: XmlListener): Promise<void> {
    const scanner = new XmlScanner(listener, part);
    await this.inflate(part, (text) => scanner.write(text));
    scanner.end();
  }

  /** A small part as a tree. */
  async tree(part: string): Promise<XmlElement> {
    const builder = new TreeBuilder(part);
    await this.scan(part, builder);
    if (!builder.root) throw new ReadRefusal('corrupt', { part });
    return builder.root;
  }

  async text(part: string): Promise<string> {
    const pieces: string[] = [];
    await this.inflate(part, (piece) => void pieces.push(piece));
    return pieces.join('').replace(/^\uFEFF/, '');
  }

  /** The relationships of a part, in the order they are written. */
  async relationships(part: string): Promise<readonly Relationship[]> {
    const slash = part.lastIndexOf('/') + 1;
    const list = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
    if (!this.has(list)) return [];
    return children(await this.tree(list), 'Relationship').map(({ attributes }) => {
      const type = local(attributes, 'Type') ?? '';
      const isOut = local(attributes, 'TargetMode') === 'External';
      const target = local(attributes, 'Target') ?? '';
      return {
        id: local(attributes, 'Id') ?? '',
        kind: type.slice(type.lastIndexOf('/') + 1),
        part: isOut ? '' : resolveTarget(part, target),
        ...(isOut && { target }),
      };
    });
  }

  private async inflate(part: string, take: (text: string) => void): Promise<void> {
    const entry = this.entries.get(partKey(part));
    if (!entry) throw new ReadRefusal('corrupt', { part });
    if (entry.encrypted) throw new ReadRefusal('encrypted', { part });
    this.checkSize(part, entry, entry.uncompressedSize, this.inflated + entry.uncompressedSize);
    let decoder: TextDecoder | undefined;
    let size = 0;
    // What stopped us is kept apart from what zip.js makes of it.
    let stopped: { readonly by: unknown } | undefined;
    const sink = new WritableStream<Uint8Array>({
      write: async (chunk) => {
        try {
          size += chunk.length;
          this.inflated += chunk.length;
          this.checkSize(part, entry, size, this.inflated);
          decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
          take(decoder.decode(chunk, { stream: true }));
          await this.pause();
        } catch (error) {
          stopped = { by: error };
          throw error;
        }
      },
    });
    try {
      await entry.getData(sink);
      if (decoder) take(decoder.decode());
    } catch (error) {
      const reason = stopped ? stopped.by : error;
      if (reason instanceof ReadRefusal) throw reason;
      const message = reason instanceof Error ? reason.message : '';
      const isEncrypted = message === ERR_ENCRYPTED || message === ERR_UNSUPPORTED_ENCRYPTION;
      throw new ReadRefusal(isEncrypted ? 'encrypted' : 'corrupt', { part });
    }
  }

  private async pause(): Promise<void> {
    if (performance.now() - this.lastPause < PAUSE_EVERY) return;
    await new Promise((resume) => setTimeout(resume));
    this.lastPause = performance.now();
  }

  private checkSize(part: string, entry: FileEntry, size: number, total: number): void {
    const isBomb = size > RATIO_LOOKED_AT_FROM && size > LIMITS.ratio * entry.compressedSize;
    if (size > LIMITS.partBytes || total > LIMITS.inflatedBytes || isBomb) {
      throw new ReadRefusal('tooLarge', { part, limit: 'inflatedBytes' });
    }
  }
}

/** The date of every entry that is written, so that equal workbooks are equal files. */
const ENTRY_DATE = new Date(2017, 0, 1);

/** Zips parts, in this order. */
export async function zipParts(parts: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    useWebWorkers: false,
    lastModDate: ENTRY_DATE,
    extendedTimestamp: false,
    dataDescriptor: false,
  });
  const encoder = new TextEncoder();
  for (const [name, text] of parts) await writer.add(name, new Uint8ArrayReader(encoder.encode(text)));
  return writer.close();
}
