import { cellAddress, parseRange } from '../../../ledger/a1';
import type { CellRange } from '../../../ledger/cells';
import { unescapeText } from '../cell-text';
import { corrupt } from '../read-problem';
import { childOf, childrenOf, PlacedText, type PlacedElement } from './placed-tree';
import { rangeAddress } from './sheet-patch';
import { escapedText } from './xml-text';

/** xl/tables/*.xml: where an Excel table lies, its headings and its columns' formulas. */
export class TableText {
  readonly name: string;
  readonly range: CellRange;
  readonly headerRows: number;
  readonly totalsRows: number;
  /** In column order. */
  readonly headings: readonly string[];
  private readonly text: PlacedText;
  private readonly columns: readonly PlacedElement[];

  constructor(
    readonly part: string,
    original: string,
  ) {
    this.text = new PlacedText(part, original, 'table');
    const { attributes } = this.text.root;
    const ref = attributes.get('ref') ?? '';
    const range = parseRange(ref);
    if (!range) throw corrupt('table', { part, text: ref.slice(0, 80) });
    this.range = range;
    this.name = unescapeText(attributes.get('displayName') ?? attributes.get('name') ?? '');
    this.headerRows = Number(attributes.get('headerRowCount') ?? 1);
    this.totalsRows = Number(attributes.get('totalsRowCount') ?? 0);
    this.columns = childrenOf(childOf(this.text.root, 'tableColumns'), 'tableColumn');
    this.headings = this.columns.map((column) => unescapeText(column.attributes.get('name') ?? ''));
  }

  /** Whether the table can lie there. */
  fits({ top, left, bottom, right }: CellRange): boolean {
    const isAsWide = right - left === this.range.right - this.range.left;
    return isAsWide && left >= 1 && top >= 1 && bottom - top >= this.headerRows + this.totalsRows;
  }

  /**
   * Has the table cover another range. Its filter goes along; how it was sorted is forgotten, for it says nothing of other
   * rows.
   */
  cover(range: CellRange): void {
    const ref = rangeAddress(range);
    if (ref === rangeAddress(this.range)) return;
    const { root } = this.text;
    this.text.setAttributes(root, { ref });
    const filter = childOf(root, 'autoFilter');
    if (filter) {
      this.text.setAttributes(filter, { ref: rangeAddress({ ...range, bottom: range.bottom - this.totalsRows }) });
    }
    for (const sorting of [...childrenOf(root, 'sortState'), ...childrenOf(filter, 'sortState')]) {
      this.text.remove(sorting);
    }
  }

  /** Asks for the formulas of columns and of totals, each at the first cell that it stands in. */
  mapFormulas(formulas: (cell: string, formula: string) => string | undefined): void {
    const { top, left, bottom } = this.range;
    this.columns.forEach((column, index) => {
      for (const { name, row } of [
        { name: 'calculatedColumnFormula', row: top + this.headerRows },
        { name: 'totalsRowFormula', row: bottom },
      ]) {
        const element = childOf(column, name);
        if (!element || element.text === '') continue;
        const wanted = formulas(cellAddress(row, left + index), element.text);
        if (wanted === undefined || wanted === element.text) continue;
        this.text.replace(element.openEnd, element.closeStart, escapedText(wanted));
      }
    });
  }

  /** The part with all changes; `undefined` where there are none. */
  changed(): string | undefined {
    return this.text.isChanged ? this.text.changed() : undefined;
  }
}
