import { unescapeText } from '../cell-text';
import { corrupt } from '../read-problem';
import { isTrue } from '../workbook-part';
import { childOf, childrenOf, localAttribute, PlacedText } from './placed-tree';
import { escapedAttribute, escapedText } from './xml-text';

const ORDER = [
  'fileVersion',
  'fileSharing',
  'workbookPr',
  'workbookProtection',
  'bookViews',
  'sheets',
  'functionGroups',
  'externalReferences',
  'definedNames',
  'calcPr',
  'oleSize',
  'customWorkbookViews',
  'pivotCaches',
  'smartTagPr',
  'smartTagTypes',
  'webPublishing',
  'fileRecoveryPr',
  'webPublishObjects',
  'extLst',
];

/** A sheet as the workbook lists it. */
export interface WrittenSheet {
  readonly name: string;
  readonly relationship: string;
  /** What lists of formulas call it. */
  readonly sheetId: string;
}

/** xl/workbook.xml: what a patch needs of it, and what a patch changes in it. */
export class WorkbookText {
  readonly sheets: readonly WrittenSheet[];
  readonly date1904: boolean;
  /** The namespaces of the workbook, which are others in the strict variant of the format. */
  readonly mainNamespace: string;
  readonly relationshipsNamespace: string;
  private readonly text: PlacedText;

  constructor(part: string, original: string) {
    this.text = new PlacedText(part, original, 'workbook');
    const { root, prefix } = this.text;
    const main = root.attributes.get(prefix === '' ? 'xmlns' : `xmlns:${prefix.slice(0, -1)}`);
    if (main === undefined) throw corrupt('xml-root', { part, root: root.name });
    this.mainNamespace = main;
    this.relationshipsNamespace = main.startsWith('http://purl.oclc.org/')
      ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
      : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    this.date1904 = isTrue(childOf(root, 'workbookPr')?.attributes.get('date1904'));
    this.sheets = childrenOf(childOf(root, 'sheets'), 'sheet').map((sheet) => ({
      name: unescapeText(sheet.attributes.get('name') ?? ''),
      relationship: localAttribute(sheet, 'id') ?? '',
      sheetId: sheet.attributes.get('sheetId') ?? '',
    }));
  }

  /** Gives names of the workbook what they refer to, and adds those that it does not have. */
  setNames(names: ReadonlyMap<string, string>): void {
    const { root, prefix } = this.text;
    const list = childOf(root, 'definedNames');
    const left = new Map([...names].map(([name, refersTo]) => [name.toLowerCase(), { name, refersTo }]));
    for (const element of childrenOf(list, 'definedName')) {
      // A sheet may have a name of its own that reads the same.
      if (element.attributes.get('localSheetId') !== undefined) continue;
      const key = unescapeText(element.attributes.get('name') ?? '').toLowerCase();
      const found = left.get(key);
      if (!found) continue;
      left.delete(key);
      if (unescapeText(element.text) !== found.refersTo) {
        this.text.replace(element.openEnd, element.closeStart, escapedText(found.refersTo));
      }
    }
    const added = [...left.values()].map(
      ({ name, refersTo }) =>
        `<${prefix}definedName name="${escapedAttribute(name)}">${escapedText(refersTo)}</${prefix}definedName>`,
    );
    if (added.length === 0) return;
    if (list) this.text.append(list, added.join(''));
    else {
      const tag = `${prefix}definedNames`;
      this.text.insertInOrder('definedNames', ORDER, `<${tag}>${added.join('')}</${tag}>`);
    }
  }

  /** Has the workbook computed when it is opened. */
  computeOnOpening(): void {
    const { root, prefix } = this.text;
    const settings = childOf(root, 'calcPr');
    if (settings) this.text.setAttributes(settings, { fullCalcOnLoad: '1' });
    else this.text.insertInOrder('calcPr', ORDER, `<${prefix}calcPr fullCalcOnLoad="1"/>`);
  }

  /** The part with all changes; `undefined` where there are none. */
  changed(): string | undefined {
    return this.text.isChanged ? this.text.changed() : undefined;
  }
}
