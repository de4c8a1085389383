import type { DefinedName } from '../../ledger/cells';
import { unescapeText } from './cell-text';
import type { Attributes, XmlListener } from './xml-scanner';
import type { ReadLimits } from './read-limits';
import { corrupt, overLimit } from './read-problem';

/** A sheet as the workbook lists it; `relationship` leads to its part. */
export interface ListedSheet {
  readonly name: string;
  readonly relationship: string;
}

/** True for the boolean attributes' spellings «1» and «true»; XML schema allows no others. */
export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Reads xl/workbook.xml: the date system, the sheets in tab order, and the workbook's own names. */
export class WorkbookPartReader implements XmlListener {
  date1904 = false;
  readonly sheets: ListedSheet[] = [];
  readonly definedNames: DefinedName[] = [];

  private section = '';
  private name: string | undefined;
  private refersTo = '';

  constructor(
    private readonly part: string,
    private readonly limits: ReadLimits,
  ) {}

  open(element: string, attributes: Attributes, depth: number): void {
    if (depth === 1 && element !== 'workbook') throw corrupt('xml-root', { part: this.part, root: element });
    if (depth === 2) {
      this.section = element;
      if (element === 'workbookPr') this.date1904 = isTrue(attributes.get('date1904'));
    }
    if (depth !== 3) return;
    if (this.section === 'sheets' && element === 'sheet') this.addSheet(attributes);
    if (this.section === 'definedNames' && element === 'definedName') {
      const name = unescapeText(attributes.get('name') ?? '');
      // A name with a localSheetId belongs to one sheet, _xlnm.* to Excel: neither is the workbook's.
      const kept = name !== '' && attributes.get('localSheetId') === undefined && !/^_xlnm\./i.test(name);
      this.name = kept ? name : undefined;
      this.refersTo = '';
    }
  }

  close(element: string, depth: number): void {
    if (depth !== 3 || element !== 'definedName' || this.name === undefined) return;
    if (this.definedNames.length >= this.limits.listItems) {
      throw overLimit('listItems', this.limits.listItems, this.part);
    }
    this.definedNames.push({ name: this.name, refersTo: unescapeText(this.refersTo) });
    this.name = undefined;
  }

  text(text: string): void {
    if (this.name === undefined) return;
    this.refersTo += text;
    const { textLength } = this.limits;
    if (this.refersTo.length > textLength) throw overLimit('textLength', textLength, this.part);
  }

  private addSheet(attributes: Attributes): void {
    if (this.sheets.length >= this.limits.sheets) throw overLimit('sheets', this.limits.sheets, this.part);
    const name = unescapeText(attributes.get('name') ?? '');
    const taken = this.sheets.some((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
    if (name === '' || taken) throw corrupt('sheet-name', { part: this.part, text: name });
    this.sheets.push({ name, relationship: attributes.getLocal('id') ?? '' });
  }
}
