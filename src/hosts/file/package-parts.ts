import {
  configure,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENCRYPTED,
  ERR_ENCRYPTED_CENTRAL_DIRECTORY,
  ERR_EOCDR_NOT_FOUND,
  ERR_UNSUPPORTED_COMPRESSION,
  ERR_UNSUPPORTED_ENCRYPTION,
  Uint8ArrayReader,
  ZipReader,
  type FileEntry,
} from '@zip.js/zip.js';
import { PartXml } from './part-xml';
import { RATIO_LOOKED_AT_FROM, type ReadLimits } from './read-limits';
import { corrupt, overLimit, ReadRefusal } from './read-problem';
import type { XmlListener } from './xml-scanner';

/**
 * Compressed bytes that zip.js inflates at a stroke. It queues all that come of them, up to a thousand times as much, so
 * its own 256 KiB would let a small file fill 256 MiB before we see a byte; 32 KiB is also the fastest (docs/adr/0004).
 * zip.js knows this setting for the whole process only.
 */
configure({ chunkSize: 32 * 1024 });

/** Milliseconds between the pauses in which a page can paint. */
const PAUSE_EVERY = 50;

/** The end-of-central-directory record's signature; a zip without one has lost its end. */
const END_SIGNATURE = [0x50, 0x4b, 0x05, 0x06] as const;

/** OPC compares part names without regard to case; some writers use backslashes. */
function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/** The part that a relationship's target names, seen from the part that holds the relationship. No leading slash. */
export function resolveTarget(fromPart: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const steps = path.startsWith('/') ? [] : fromPart.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Where a part's relationships are written. */
export function relationshipsPart(part: string): string {
  const slash = part.lastIndexOf('/') + 1;
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
}

function decodedTarget(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function hasEndSignature(bytes: Uint8Array): boolean {
  const [first] = END_SIGNATURE;
  for (let at = bytes.lastIndexOf(first); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(first, at - 1)) {
    if (END_SIGNATURE.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}

/**
 * The parts of a zip package. Entry names are only ever compared, never used as paths; sizes that the directory declares
 * can refuse a file early but never admit one.
 */
export class PackageParts {
  private readonly entries = new Map<string, FileEntry | 'twice'>();
  private readonly partsRead = new Set<FileEntry>();
  private inflated = 0;
  private planned = 0;
  private compressedRead = 0;
  private lastPause = performance.now();

  private constructor(
    private readonly limits: ReadLimits,
    private readonly onProgress: ((fraction: number) => void) | undefined,
  ) {}

  /** Reads the zip's directory. Refuses a truncated or corrupt directory, and more entries than the limit. */
  static async open(
    bytes: Uint8Array,
    limits: ReadLimits,
    onProgress: ((fraction: number) => void) | undefined,
  ): Promise<PackageParts> {
    const parts = new PackageParts(limits, onProgress);
    // «tolerant»: what other programs open should open here; nothing of what it tolerates lets a part be mistaken.
    const reader = new ZipReader(new Uint8ArrayReader(bytes), {
      useWebWorkers: false,
      // zip.js's own inflate, three times as fast as going through Node's DecompressionStream (docs/adr/0004); where it
      // cannot be loaded zip.js falls back on the native one.
      useCompressionStream: false,
      checkCrc32: true,
      strictness: 'tolerant',
    });
    let count = 0;
    try {
      for await (const entry of reader.getEntriesGenerator()) {
        if (++count > limits.entries) throw overLimit('entries', limits.entries);
        if (entry.directory) continue;
        const key = partKey(entry.filename);
        parts.entries.set(key, parts.entries.has(key) ? 'twice' : entry);
      }
    } catch (error) {
      if (error instanceof ReadRefusal) throw error;
      const message = error instanceof Error ? error.message : '';
      if (message === ERR_ENCRYPTED_CENTRAL_DIRECTORY) throw new ReadRefusal('file-encrypted');
      if (message === ERR_EOCDR_NOT_FOUND || !hasEndSignature(bytes)) {
        throw new ReadRefusal('file-truncated', { size: bytes.length });
      }
      throw corrupt('zip-directory', { directory: message === ERR_CENTRAL_DIRECTORY_NOT_FOUND ? 'missing' : 'broken' });
    }
    return parts;
  }

  /** Whether the package holds the part; compared without regard to case, or to percent-encoding. */
  has(part: string): boolean {
    return this.entryOf(part) !== undefined;
  }

  /** Every entry's name, as compared: small letters, forward slashes. */
  names(): IterableIterator<string> {
    return this.entries.keys();
  }

  /** Announces parts that will be read, so that progress knows the whole. Parts that are absent are passed over. */
  plan(parts: readonly string[]): void {
    for (const part of parts) {
      const entry = this.entryOf(part);
      if (entry !== undefined && entry !== 'twice') this.planned += entry.compressedSize;
    }
    this.compressedRead = 0;
  }

  /**
   * Inflates a part and reports its elements to the reader as they come; the part is never held whole.
   * Refuses (ReadRefusal) a part that is absent, encrypted, corrupt, no well-formed XML, or over a limit.
   */
  async read(part: string, reader: XmlListener): Promise<void> {
    const entry = this.entryToRead(part);
    // No part has two readers: a small file that names one part a million times would keep us busy for hours.
    if (this.partsRead.has(entry)) throw corrupt('part-twice', { part });
    this.partsRead.add(entry);
    const xml = new PartXml(part, reader);
    await this.inflate(part, (bytes) => xml.write(bytes));
    xml.end();
  }

  /**
   * Inflates a part and hands its bytes on as they come, as often as it is asked. Refuses (ReadRefusal) a part that is
   * absent, encrypted, corrupt or over a limit; all that is inflated counts.
   */
  async inflate(part: string, take: (bytes: Uint8Array) => void | Promise<void>): Promise<void> {
    const entry = this.entryToRead(part);
    this.checkSize(part, entry, entry.uncompressedSize, this.inflated + entry.uncompressedSize);

    const before = this.compressedRead;
    let partBytes = 0;
    // What stopped us is kept apart from what zip.js makes of it.
    let stopped: { readonly by: unknown } | undefined;
    const sink = new WritableStream<Uint8Array>({
      write: async (chunk) => {
        try {
          partBytes += chunk.length;
          this.inflated += chunk.length;
          this.checkSize(part, entry, partBytes, this.inflated);
          const taken = take(chunk);
          if (taken) await taken;
          this.compressedRead =
            before + (entry.compressedSize * partBytes) / Math.max(partBytes, entry.uncompressedSize);
          await this.reportProgress();
        } catch (error) {
          stopped = { by: error };
          throw error;
        }
      },
    });
    try {
      await entry.getData(sink);
    } catch (error) {
      throw stopped ? stopped.by : this.refusalOfEntry(part, error);
    }
    this.compressedRead = before + entry.compressedSize;
  }

  /** The part's name as the package spells it; `undefined` for a part it does not hold. */
  spellingOf(part: string): string | undefined {
    const entry = this.entryOf(part);
    return entry === undefined || entry === 'twice' ? undefined : entry.filename;
  }

  private entryToRead(part: string): FileEntry {
    const entry = this.entryOf(part);
    if (entry === undefined) throw corrupt('part-missing', { part });
    if (entry === 'twice') throw corrupt('part-twice', { part });
    if (entry.encrypted) throw new ReadRefusal('file-encrypted', { part });
    return entry;
  }

  private async reportProgress(): Promise<void> {
    if (!this.onProgress || this.planned === 0) return;
    this.onProgress(Math.min(1, this.compressedRead / this.planned));
    // Reading gives way only to what is already waiting; a page that shows progress must get to paint it.
    if (performance.now() - this.lastPause < PAUSE_EVERY) return;
    await new Promise((resume) => setTimeout(resume));
    this.lastPause = performance.now();
  }

  private entryOf(part: string): FileEntry | 'twice' | undefined {
    return this.entries.get(partKey(part)) ?? this.entries.get(partKey(decodedTarget(part)));
  }

  private checkSize(part: string, entry: FileEntry, partBytes: number, total: number): void {
    const { partBytes: partMax, inflatedBytes, inflationRatio } = this.limits;
    const bomb = (limit: keyof ReadLimits, max: number) => new ReadRefusal('file-bomb', { limit, max, part });
    if (partBytes > partMax) throw bomb('partBytes', partMax);
    if (total > inflatedBytes) throw bomb('inflatedBytes', inflatedBytes);
    if (partBytes > RATIO_LOOKED_AT_FROM && partBytes > inflationRatio * entry.compressedSize) {
      throw bomb('inflationRatio', inflationRatio);
    }
  }

  private refusalOfEntry(part: string, error: unknown): ReadRefusal {
    const message = error instanceof Error ? error.message : '';
    if (message === ERR_ENCRYPTED || message === ERR_UNSUPPORTED_ENCRYPTION) {
      return new ReadRefusal('file-encrypted', { part });
    }
    return corrupt(message === ERR_UNSUPPORTED_COMPRESSION ? 'part-compression' : 'part-bytes', { part });
  }
}
