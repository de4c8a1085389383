import { corrupt } from './read-problem';
import { XmlError, XmlScanner, type XmlListener } from './xml-scanner';

/** OPC allows UTF-8 and UTF-16 only; told apart by the byte order mark or by the zero beside the first «<». */
function encodingOf(first: Uint8Array): string {
  const [a, b] = first;
  if ((a === 0xfe && b === 0xff) || (a === 0x00 && b === 0x3c)) return 'utf-16be';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0x00)) return 'utf-16le';
  return 'utf-8';
}

/** Feeds a part's bytes, as they are inflated, to its reader; refuses (ReadRefusal) with the part's name and line. */
export class PartXml {
  private readonly scanner: XmlScanner;
  private decoder: TextDecoder | undefined;

  constructor(
    private readonly part: string,
    reader: XmlListener,
  ) {
    this.scanner = new XmlScanner(reader);
  }

  /** Takes the next bytes of the part. */
  write(bytes: Uint8Array): void {
    this.decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    const text = this.decode(this.decoder, bytes);
    scanning(this.part, () => this.scanner.write(text));
  }

  /** Takes the end of the part. */
  end(): void {
    const rest = this.decoder ? this.decode(this.decoder) : '';
    scanning(this.part, () => {
      this.scanner.write(rest);
      this.scanner.end();
    });
  }

  private decode(decoder: TextDecoder, bytes?: Uint8Array): string {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw corrupt('part-encoding', { part: this.part, line: this.scanner.line });
    }
  }
}

/** Scans a part's text; what is no XML there is refused as the part's fault. */
export function scanning(part: string, scan: () => void): void {
  try {
    scan();
  } catch (error) {
    if (error instanceof XmlError) throw corrupt(error.fault, { part, line: error.line });
    throw error;
  }
}
