/** Writes a plain workbook, with what a document keeps beside its cells, as an .xlsx. */
import { type DocumentContent } from '../document-store';
import { type WorkbookImage } from '../grid/workbook-image';
import { type Carried } from './carried';
import { functionNames, writeFormula, type FunctionNames } from './formula-text';
import { zipParts } from './package';
import {
  appXml,
  coreXml,
  METADATA_XML,
  noteParts,
  personsXml,
  tableXml,
  TASKPANES_XML,
  webExtensionXml,
  xmlItemProperties,
  type AddinIdentity,
} from './write-parts';
import { sheetXml, StringTable } from './write-sheet';
import { StyleWriter } from './write-styles';
import { attributesText, encodeAttribute, XML_HEAD } from './xml';

export interface WriteOptions {
  /** The add-in's functions as typed: a file names them `_xldudf_…`. */
  readonly customFunctions: readonly string[];
  /** Whose settings the document keeps; without it they are not written. */
  readonly addin?: AddinIdentity;
  /** What no grid knows of each sheet, as it was read. */
  readonly carried?: readonly (Carried | undefined)[];
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MICROSOFT = 'http://schemas.microsoft.com/office';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Parts with their content types and their relationships. */
class PartList {
  readonly parts = new Map<string, string>();
  private readonly types = new Map<string, string>();
  private readonly relations = new Map<string, string[]>();

  add(part: string, xml: string, contentType?: string): void {
    this.parts.set(part, xml);
    if (contentType !== undefined) this.types.set(part, contentType);
  }

  /** Relates a part (`''`: the package) to another by its path from there; returns the relationship's id. */
  relate(from: string, type: string, target: string, isOut = false): string {
    const list = this.relations.get(from) ?? [];
    this.relations.set(from, list);
    const id = `rId${list.length + 1}`;
    list.push(
      `<Relationship${attributesText({ Id: id, Type: type, Target: target, TargetMode: isOut ? 'External' : undefined })}/>`,
    );
    return id;
  }

  all(): Map<string, string> {
    const defaults = [
      ['rels', 'application/vnd.openxmlformats-package.relationships+xml'],
      ['xml', 'application/xml'],
      ['vml', 'application/vnd.openxmlformats-officedocument.vmlDrawing'],
    ].map(([extension, type]) => `<Default${attributesText({ Extension: extension, ContentType: type })}/>`);
    const overrides = [...this.types].map(
      ([part, type]) => `<Override${attributesText({ PartName: `/${part}`, ContentType: type })}/>`,
    );
    const types = `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types">${[...defaults, ...overrides].join('')}</Types>`;
    const relations = [...this.relations].map(([part, list]): [string, string] => {
      const slash = part.lastIndexOf('/') + 1;
      const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
      return [name, `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`];
    });
    return new Map([['[Content_Types].xml', types], ...relations, ...this.parts]);
  }
}

const WORKBOOK = 'xl/workbook.xml';

export function writeXlsx(image: WorkbookImage, document: DocumentContent, options: WriteOptions): Promise<Uint8Array> {
  return zipParts(xlsxParts(image, document, options));
}

/** The parts of the .xlsx by name, in the order in which they are zipped. */
export function xlsxParts(
  image: WorkbookImage,
  document: DocumentContent,
  options: WriteOptions,
): ReadonlyMap<string, string> {
  const list = new PartList();
  const custom = functionNames(options.customFunctions);
  const styles = new StyleWriter();
  const strings = new StringTable();
  /** Whether some cell is a dynamic array. */
  const arrays = { isUsed: false };
  const relate = (kind: string, target: string): string => list.relate(WORKBOOK, `${OFFICE}/${kind}`, target);
  list.relate('', `${OFFICE}/officeDocument`, WORKBOOK);
  list.relate('', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml');
  list.relate('', `${OFFICE}/extended-properties`, 'docProps/app.xml');

  const people = [
    ...new Set(
      image.sheets.flatMap(({ notes }) => notes.filter(({ kind }) => kind === 'comment').map(({ author }) => author)),
    ),
  ];
  let tableCount = 0;
  let threadCount = 0;
  const sheetIds = image.sheets.map((sheet, index) => {
    const number = index + 1;
    const part = `xl/worksheets/sheet${number}.xml`;
    const tables = image.tables.filter((table) => table.sheet === index);
    const tableIds = tables.map((table) => {
      tableCount += 1;
      const name = `table${tableCount}.xml`;
      list.add(`xl/tables/${name}`, tableXml(table, tableCount, sheet, custom), `${SHEET_TYPE}.table+xml`);
      return list.relate(part, `${OFFICE}/table`, `../tables/${name}`);
    });
    let notesId: string | undefined;
    if (sheet.notes.length > 0) {
      const { comments, drawing, threads } = noteParts(sheet.notes, people, threadCount);
      threadCount += sheet.notes.filter(({ kind }) => kind === 'comment').length;
      list.add(`xl/comments${number}.xml`, comments, `${SHEET_TYPE}.comments+xml`);
      list.add(`xl/drawings/vmlDrawing${number}.vml`, drawing);
      list.relate(part, `${OFFICE}/comments`, `../comments${number}.xml`);
      notesId = list.relate(part, `${OFFICE}/vmlDrawing`, `../drawings/vmlDrawing${number}.vml`);
      if (threads !== undefined) {
        const name = `threadedComment${number}.xml`;
        list.add(`xl/threadedComments/${name}`, threads, 'application/vnd.ms-excel.threadedcomments+xml');
        list.relate(part, `${MICROSOFT}/2017/10/relationships/threadedComment`, `../threadedComments/${name}`);
      }
    }
    const xml = sheetXml(sheet, {
      styles,
      strings,
      custom,
      carried: options.carried?.[index],
      relateOut: (target) => list.relate(part, `${OFFICE}/hyperlink`, target, true),
      isActive: index === image.activeSheet,
      tables,
      tableIds,
      ...(notesId !== undefined && { notesId }),
      usesArrays: () => void (arrays.isUsed = true),
    });
    list.add(part, xml, `${SHEET_TYPE}.worksheet+xml`);
    return relate('worksheet', `worksheets/sheet${number}.xml`);
  });
  if (people.length > 0) {
    list.add('xl/persons/person.xml', personsXml(people), 'application/vnd.ms-excel.person+xml');
    list.relate(WORKBOOK, `${MICROSOFT}/2017/10/relationships/person`, 'persons/person.xml');
  }
  list.add('xl/styles.xml', styles.xml(), `${SHEET_TYPE}.styles+xml`);
  relate('styles', 'styles.xml');
  list.add('xl/sharedStrings.xml', strings.xml(), `${SHEET_TYPE}.sharedStrings+xml`);
  relate('sharedStrings', 'sharedStrings.xml');
  if (arrays.isUsed) {
    list.add('xl/metadata.xml', METADATA_XML, `${SHEET_TYPE}.sheetMetadata+xml`);
    relate('sheetMetadata', 'metadata.xml');
  }
  document.xmlParts.forEach(({ id, namespaceUri, xml }, index) => {
    const number = index + 1;
    const part = `customXml/item${number}.xml`;
    list.add(part, xml);
    const type = 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml';
    list.add(`customXml/itemProps${number}.xml`, xmlItemProperties(id, namespaceUri), type);
    list.relate(part, `${OFFICE}/customXmlProps`, `itemProps${number}.xml`);
    relate('customXml', `../${part}`);
  });
  if (options.addin && Object.keys(document.settings).length > 0) addSettings(list, options.addin, document);
  list.add(
    'docProps/core.xml',
    coreXml(document.properties),
    'application/vnd.openxmlformats-package.core-properties+xml',
  );
  const appType = 'application/vnd.openxmlformats-officedocument.extended-properties+xml';
  list.add('docProps/app.xml', appXml(document.properties), appType);
  list.add(WORKBOOK, workbookXml(image, sheetIds, options.carried ?? [], custom), `${SHEET_TYPE}.sheet.main+xml`);
  return list.all();
}

function addSettings(list: PartList, addin: AddinIdentity, document: DocumentContent): void {
  const [panes, extension] = ['xl/webextensions/taskpanes.xml', 'xl/webextensions/webextension1.xml'];
  list.add(panes, TASKPANES_XML, 'application/vnd.ms-office.webextensiontaskpanes+xml');
  list.add(extension, webExtensionXml(addin, document.settings), 'application/vnd.ms-office.webextension+xml');
  list.relate('', `${MICROSOFT}/2011/relationships/webextensiontaskpanes`, panes);
  list.relate(panes, `${MICROSOFT}/2011/relationships/webextension`, 'webextension1.xml');
}

const STATES = { Visible: undefined, Hidden: 'hidden', VeryHidden: 'veryHidden' } as const;

function workbookXml(
  image: WorkbookImage,
  sheetIds: readonly string[],
  carried: readonly (Carried | undefined)[],
  custom: FunctionNames,
): string {
  const sheets = image.sheets.map(({ name, visibility }, index) => {
    const own = { name, sheetId: index + 1, state: STATES[visibility], 'r:id': sheetIds[index] };
    return `<sheet${attributesText(own)}/>`;
  });
  const name = (attributes: Readonly<Record<string, string | number | boolean | undefined>>, text: string): string =>
    `<definedName${attributesText(attributes)}>${encodeAttribute(text)}</definedName>`;
  const printed = image.sheets.flatMap((_sheet, index) => {
    const { area, titles } = carried[index]?.print ?? {};
    return [
      ...(area === undefined ? [] : [name({ name: '_xlnm.Print_Area', localSheetId: index }, area)]),
      ...(titles === undefined ? [] : [name({ name: '_xlnm.Print_Titles', localSheetId: index }, titles)]),
    ];
  });
  const named = image.names.map(({ name: own, formula, comment, isVisible, sheet }) =>
    name(
      {
        name: own,
        comment: comment === '' ? undefined : comment,
        localSheetId: sheet,
        hidden: isVisible ? undefined : true,
      },
      writeFormula(formula, custom).text,
    ),
  );
  const names = [...printed, ...named];
  return [
    `${XML_HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}">`,
    '<workbookPr/>',
    `<bookViews><workbookView${attributesText({ activeTab: image.activeSheet })}/></bookViews>`,
    `<sheets>${sheets.join('')}</sheets>`,
    names.length === 0 ? '' : `<definedNames>${names.join('')}</definedNames>`,
    '<calcPr fullCalcOnLoad="1"/>',
    '</workbook>',
  ].join('');
}
