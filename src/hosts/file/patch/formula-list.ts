import type { PlacedTag, OpenTag, XmlEditor, XmlSplicer } from './xml-splicer';
import { withAttribute } from './xml-text';

/**
 * Takes cells without a formula out of xl/calcChain.xml, the order in which Excel computes: it calls a workbook damaged
 * whose list names others. An entry that names no sheet is of the sheet of the one before.
 */
export class FormulaListEditor implements XmlEditor {
  /** Whether any entry is left: a list without one is no list. */
  hasEntries = false;
  private sheet = '';
  /** The sheet of the entry that stands before in what is written. */
  private writtenSheet = '';
  private start = 0;
  private isRemoved = false;

  /** @param lost the cells of each sheet, by the sheet's id */
  constructor(private readonly lost: ReadonlyMap<string, ReadonlySet<string>>) {}

  open({ depth, attributes, start, end }: OpenTag, splicer: XmlSplicer): void {
    if (depth !== 2) return;
    const named = attributes.get('i');
    this.sheet = named ?? this.sheet;
    this.start = start;
    this.isRemoved = this.lost.get(this.sheet)?.has((attributes.get('r') ?? '').toUpperCase()) === true;
    if (this.isRemoved) {
      splicer.hold(start);
      return;
    }
    this.hasEntries = true;
    if (named === undefined && this.sheet !== this.writtenSheet) {
      splicer.replace(start, end, withAttribute(splicer.written(start, end), 'i', this.sheet));
    }
    this.writtenSheet = this.sheet;
  }

  close({ depth, end }: PlacedTag, splicer: XmlSplicer): void {
    if (depth !== 2 || !this.isRemoved) return;
    splicer.replace(this.start, end, '');
    splicer.release();
  }
}
