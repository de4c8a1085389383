import { corrupt } from '../read-problem';
import { PatchRefusal } from './patch-refusal';

/**
 * A part's bytes as text, a byte order mark kept. A part can be patched only where its characters come out as the bytes
 * that they were: in UTF-8. (OPC allows UTF-16 as well; hardly any program writes it.)
 */
export class Utf8Decoder {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private isBegun = false;

  constructor(private readonly part: string) {}

  write(bytes: Uint8Array): string {
    // UTF-16 begins with a mark that UTF-8 does not have, or with a zero beside the first «<».
    if (!this.isBegun && (bytes[0] === 0xfe || bytes[0] === 0xff || bytes[0] === 0 || bytes[1] === 0)) {
      throw new PatchRefusal({ code: 'encoding', part: this.part, encoding: 'UTF-16' });
    }
    this.isBegun = true;
    return this.decoded(bytes);
  }

  end(): string {
    return this.decoded();
  }

  private decoded(bytes?: Uint8Array): string {
    try {
      return bytes ? this.decoder.decode(bytes, { stream: true }) : this.decoder.decode();
    } catch {
      throw corrupt('part-encoding', { part: this.part });
    }
  }
}

/** Refuses a part whose declaration, which stands in its head, names another encoding. */
export function refuseOtherEncodings(part: string, head: string): void {
  const encoding = /<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? 'UTF-8';
  if (!/^(utf-?8|us-ascii)$/i.test(encoding)) throw new PatchRefusal({ code: 'encoding', part, encoding });
}
