/** The texts and values of cells as a file writes them. */
import { type CellValue } from '../grid/grid-model';
import { isErrorText } from '../grid/values';
import { LIMITS } from './limits';
import { type XlsxPackage } from './package';
import { ReadRefusal } from './read-fault';
import { decodeText, type XmlListener } from './xml';

export interface SharedStrings {
  readonly texts: readonly string[];
  /** Positions of those whose letters do not all look the same. */
  readonly rich: ReadonlySet<number>;
}

/** A listener's part that gathers the text of `<si>` or `<is>`: its runs, without the reading aid of East Asian texts. */
export class TextGatherer {
  private pieces: string[] = [];
  private isOpen = false;
  private aidDepth = 0;
  /** The element before which the depth of a reading aid lies; 0 outside. */
  hasRuns = false;

  start(): void {
    this.pieces = [];
    this.hasRuns = false;
    this.isOpen = false;
    this.aidDepth = 0;
  }

  open(name: string, depth: number): void {
    if (name === 'rPh' && this.aidDepth === 0) this.aidDepth = depth;
    else if (name === 'rPr') this.hasRuns = true;
    else if (name === 't') this.isOpen = this.aidDepth === 0;
  }

  close(name: string, depth: number): void {
    if (depth === this.aidDepth) this.aidDepth = 0;
    if (name === 't') this.isOpen = false;
  }

  text(text: string): void {
    if (this.isOpen) this.pieces.push(text);
  }

  get value(): string {
    const text = this.pieces.length === 1 ? (this.pieces[0] ?? '') : this.pieces.join('');
    if (text.length > LIMITS.textLength) throw new ReadRefusal('tooLarge', { limit: 'textLength' });
    return decodeText(text);
  }
}

export async function readSharedStrings(file: XlsxPackage, part: string): Promise<SharedStrings> {
  const texts: string[] = [];
  const rich = new Set<number>();
  const gatherer = new TextGatherer();
  const listener: XmlListener = {
    open(name, _attributes, depth) {
      if (depth === 2 && name === 'si') gatherer.start();
      else gatherer.open(name, depth);
    },
    close(name, depth) {
      gatherer.close(name, depth);
      if (depth !== 2 || name !== 'si') return;
      if (texts.length >= LIMITS.strings) throw new ReadRefusal('tooLarge', { part, limit: 'strings' });
      if (gatherer.hasRuns) rich.add(texts.length);
      texts.push(gatherer.value);
    },
    text: (text) => gatherer.text(text),
  };
  await file.scan(part, listener);
  return { texts, rich };
}

/** The serial number of an ISO date, in the 1900 system. */
function serialOf(iso: string): number | undefined {
  const time = Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(iso) ? iso : `${iso.includes('T') ? iso : `${iso}T00:00:00`}Z`);
  return Number.isNaN(time) ? undefined : time / 86_400_000 + 25_569;
}

/** The value of `<v>` by the cell's type; `strings` for the shared ones. */
export function readValue(type: string, text: string, strings: SharedStrings): CellValue {
  if (type === 's') return strings.texts[Number(text)] ?? '';
  if (type === 'str' || type === 'inlineStr') return decodeText(text);
  if (type === 'b') return text.trim() === '1' || text.trim() === 'true';
  if (type === 'e') {
    const error = text.trim();
    return { error: isErrorText(error) ? error : '#VALUE!' };
  }
  if (text.trim() === '') return null;
  const value = type === 'd' ? serialOf(text.trim()) : Number(text);
  return value === undefined || !Number.isFinite(value) ? decodeText(text) : value;
}
