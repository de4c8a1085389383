import { parseRange } from '../../ledger/a1';
import type { TableInfo } from '../../ledger/cells';
import { unescapeText } from './cell-text';
import type { Attributes, XmlListener } from './xml-scanner';
import { corrupt } from './read-problem';

/** Reads xl/tables/*.xml: where an Excel table lies. */
export class TablePartReader implements XmlListener {
  private table: TableInfo | undefined;

  constructor(private readonly part: string) {}

  open(element: string, attributes: Attributes, depth: number): void {
    if (depth !== 1) return;
    if (element !== 'table') throw corrupt('xml-root', { part: this.part, root: element });
    const name = unescapeText(attributes.get('displayName') ?? attributes.get('name') ?? '');
    const ref = attributes.get('ref') ?? '';
    const range = parseRange(ref);
    const headerRows = Number(attributes.get('headerRowCount') ?? 1);
    // totalsRowShown="1" only says that a totals row was shown once; the row is there only if it is counted.
    const totalsRows = Number(attributes.get('totalsRowCount') ?? 0);
    const rows = range ? range.bottom - range.top + 1 : 0;
    if (name === '' || !range || !(headerRows >= 0) || !(totalsRows >= 0) || headerRows + totalsRows > rows) {
      throw corrupt('table', { part: this.part, text: ref });
    }
    this.table = { name, range, headerRows, totalsRows };
  }

  close(): void {}

  text(): void {}

  /** The table, once the part has been read. */
  result(): TableInfo {
    if (!this.table) throw corrupt('table', { part: this.part });
    return this.table;
  }
}
