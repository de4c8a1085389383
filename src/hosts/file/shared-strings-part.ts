import type { TextPool } from './cell-text';
import type { Attributes, XmlListener } from './xml-scanner';
import type { ReadLimits } from './read-limits';
import { corrupt, overLimit } from './read-problem';
import { RichText } from './rich-text';

/** Reads xl/sharedStrings.xml: the texts that cells refer to by their position. */
export class SharedStringsReader implements XmlListener {
  readonly strings: string[] = [];
  private readonly item = new RichText();

  constructor(
    private readonly part: string,
    private readonly pool: TextPool,
    private readonly limits: ReadLimits,
  ) {}

  open(element: string, _attributes: Attributes, depth: number): void {
    if (depth === 1 && element !== 'sst') throw corrupt('xml-root', { part: this.part, root: element });
    if (depth === 2) this.item.reset();
    else if (depth > 2) this.item.open(element, depth - 2);
  }

  close(element: string, depth: number): void {
    if (depth > 2) this.item.close();
    if (depth !== 2 || element !== 'si') return;
    if (this.strings.length >= this.limits.sharedStrings) {
      throw overLimit('sharedStrings', this.limits.sharedStrings, this.part);
    }
    this.strings.push(this.pool.text(this.item.value, this.part));
  }

  text(text: string): void {
    this.item.text(text);
    const { textLength } = this.limits;
    if (this.item.value.length > textLength) throw overLimit('textLength', textLength, this.part);
  }
}
