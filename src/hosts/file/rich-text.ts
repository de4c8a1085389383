/**
 * Gathers the text of a string item, <si> or <is>: its plain <t>, or the <t> of its runs one after the other. What <rPh>
 * holds is how the text is pronounced, not the text. Depths are counted from the item itself (a <t> in it is 1).
 */
export class RichText {
  /** The text so far. White space is kept as written, xml:space or not: other programs forget the attribute. */
  value = '';
  private inRun = false;
  private taking = false;

  /** Begins a new item. */
  reset(): void {
    this.value = '';
    this.inRun = false;
    this.taking = false;
  }

  open(element: string, depth: number): void {
    if (depth === 1) this.inRun = element === 'r';
    this.taking = element === 't' && (depth === 1 || (depth === 2 && this.inRun));
  }

  close(): void {
    this.taking = false;
  }

  text(text: string): void {
    if (this.taking) this.value += text;
  }
}
