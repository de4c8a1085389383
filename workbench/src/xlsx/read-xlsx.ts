/** Reads an .xlsx into a plain workbook, with what it keeps beside the cells and what of it will be lost. */
import { type DocumentContent } from '../document-store';
import { type NameInfo, type SheetVisibility } from '../grid/grid-model';
import { type SheetImage, type TableImage, type WorkbookImage } from '../grid/workbook-image';
import { type Carried } from './carried';
import { functionNames, isExternal, readFormula } from './formula-text';
import { readHyperlinks } from './hyperlinks';
import { LIMITS } from './limits';
import { LossList, type Loss, type LossKind } from './losses';
import { XlsxPackage, type Relationship } from './package';
import { type PrintSetup } from './print-setup';
import { ReadRefusal, type ReadFault } from './read-fault';
import { readCustomXml, readProperties, readSettings, readSheetNotes, readTable } from './read-parts';
import { readSheet } from './read-sheet';
import { readStyles } from './read-styles';
import { readSharedStrings, type SharedStrings } from './read-values';
import { child, children, decodeText, descendants, isOn, local, numberOf, type XmlElement } from './xml';

export interface ReadOptions {
  /** The add-in's functions as typed: a file writes a namespace's dot as «_». */
  readonly customFunctions?: readonly string[];
  /** The id of the manifest: a file may hold the settings of several add-ins. */
  readonly addinId?: string;
}

export interface XlsxContent {
  readonly image: WorkbookImage;
  readonly document: DocumentContent;
  /** What no grid knows of, for each sheet of the image: to be given back when the workbook is written. */
  readonly carried: readonly Carried[];
  readonly losses: readonly Loss[];
}

export type ReadResult =
  { readonly ok: true; readonly value: XlsxContent } | { readonly ok: false; readonly fault: ReadFault };

/** Never throws for what a file holds: that is a fault, which names the file. */
export async function readXlsx(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<ReadResult> {
  try {
    return { ok: true, value: await read(bytes, options) };
  } catch (error) {
    if (error instanceof ReadRefusal) return { ok: false, fault: { code: error.code, file: name, ...error.facts } };
    throw error;
  }
}

const CONTENT_TYPES = '[Content_Types].xml';

async function findWorkbook(file: XlsxPackage): Promise<string> {
  if (!file.has(CONTENT_TYPES)) throw new ReadRefusal('notXlsx');
  const part = (await file.relationships('')).find(({ kind }) => kind === 'officeDocument')?.part;
  if (part === undefined || !file.has(part)) throw new ReadRefusal('notXlsx');
  if (part.toLowerCase().endsWith('.bin')) throw new ReadRefusal('xlsb');
  return part;
}

const VISIBILITIES: Readonly<Record<string, SheetVisibility>> = { hidden: 'Hidden', veryHidden: 'VeryHidden' };

const NO_STRINGS: SharedStrings = { texts: [], rich: new Set() };

async function read(bytes: Uint8Array, options: ReadOptions): Promise<XlsxContent> {
  const file = await XlsxPackage.open(bytes);
  const part = await findWorkbook(file);
  const workbook = await file.tree(part);
  if (workbook.name !== 'workbook') throw new ReadRefusal('notXlsx');
  const relations = await file.relationships(part);
  const related = (kind: string): string | undefined =>
    relations.find((one) => one.kind === kind && file.has(one.part))?.part;
  const [stylesPart, themePart, stringsPart] = [related('styles'), related('theme'), related('sharedStrings')];
  const losses = new LossList();
  const custom = functionNames(options.customFunctions ?? []);
  const theme = themePart === undefined ? undefined : await file.tree(themePart);
  const styles = readStyles(stylesPart === undefined ? undefined : await file.tree(stylesPart), theme);
  const strings = stringsPart === undefined ? NO_STRINGS : await readSharedStrings(file, stringsPart);
  const is1904 = isOn(child(workbook, 'workbookPr')?.attributes['date1904']);

  const listed = children(child(workbook, 'sheets'), 'sheet');
  if (listed.length > LIMITS.sheets) throw new ReadRefusal('tooLarge', { limit: 'sheets' });
  /** Position in the file → position in the image; sheets of other kinds have none. */
  const positions = new Map<number, number>();
  const sheets: SheetImage[] = [];
  const tables: TableImage[] = [];
  const carried: Carried[] = [];
  let cells = 0;
  const countCell = (): void => {
    cells += 1;
    if (cells > LIMITS.cells) throw new ReadRefusal('tooLarge', { limit: 'cells' });
  };
  for (const [index, { attributes }] of listed.entries()) {
    const name = decodeText(attributes['name'] ?? '');
    const relation = relations.find(({ id }) => id === local(attributes, 'id'));
    if (relation?.kind !== 'worksheet' || !file.has(relation.part)) {
      losses.add('sheetKind', name);
      continue;
    }
    const sheet = await readSheet(relation.part, { file, name, styles, strings, custom, losses, is1904, countCell });
    const own = await file.relationships(relation.part);
    for (const id of sheet.tableIds) {
      const tablePart = own.find((one) => one.id === id)?.part;
      if (tablePart === undefined || !file.has(tablePart)) continue;
      const table = readTable(await file.tree(tablePart), sheets.length, name, custom, losses);
      if (table) tables.push(table);
    }
    await countDrawn(file, own, name, losses);
    positions.set(index, sheets.length);
    const { links, lost } = readHyperlinks(sheet.hyperlinks, own);
    losses.add('hyperlink', name, lost);
    carried.push({ ...(sheet.print && { print: sheet.print }), hyperlinks: links, rules: sheet.rules });
    sheets.push({
      ...sheet.content,
      name,
      visibility: VISIBILITIES[attributes['state'] ?? ''] ?? 'Visible',
      notes: await readSheetNotes(file, own, name, losses),
    });
  }
  const [firstSheet] = sheets;
  if (!firstSheet) throw new ReadRefusal('corrupt', { part });
  if (!sheets.some(({ visibility }) => visibility === 'Visible')) sheets[0] = { ...firstSheet, visibility: 'Visible' };
  const view = child(child(workbook, 'bookViews'), 'workbookView')?.attributes ?? {};
  const wanted = positions.get(numberOf(view['activeTab']) ?? 0) ?? 0;
  const isShown = sheets[wanted]?.visibility === 'Visible';
  const activeSheet = isShown ? wanted : sheets.findIndex(({ visibility }) => visibility === 'Visible');

  const names = readNames(workbook, { positions, custom, losses, carried });
  const settings = await readSettings(file, options.addinId);
  losses.add('otherAddin', '', settings.others);
  countParts(file, losses);
  if (isOn(child(workbook, 'workbookProtection')?.attributes['lockStructure'])) losses.add('workbookProtection');
  const xmlParts = await readCustomXml(
    file,
    relations.filter(({ kind, part: own }) => kind === 'customXml' && file.has(own)).map((one) => one.part),
  );
  return {
    image: { sheets, activeSheet, tables, names },
    document: {
      settings: settings.settings,
      xmlParts,
      properties: await readProperties(file, await file.relationships('')),
    },
    carried,
    losses: losses.list(),
  };
}

type Name = WorkbookImage['names'][number];

/** Defined names; those that say how a sheet is printed are put with its print set-up. */
function readNames(
  workbook: XmlElement,
  context: {
    readonly positions: ReadonlyMap<number, number>;
    readonly custom: ReadonlyMap<string, string>;
    readonly losses: LossList;
    readonly carried: Carried[];
  },
): Name[] {
  return children(child(workbook, 'definedNames'), 'definedName').flatMap(({ attributes, text }): Name[] => {
    const { name = '', localSheetId, comment = '' } = attributes;
    const sheet = localSheetId === undefined ? undefined : context.positions.get(Number(localSheetId));
    if (localSheetId !== undefined && sheet === undefined) return [];
    if (name.startsWith('_xlnm.')) {
      const home = sheet === undefined ? undefined : context.carried[sheet];
      if (sheet !== undefined && home) {
        const before: PrintSetup = home.print ?? { elements: {} };
        if (name === '_xlnm.Print_Titles')
          context.carried[sheet] = { ...home, print: { ...before, titles: text.trim() } };
        if (name === '_xlnm.Print_Area') context.carried[sheet] = { ...home, print: { ...before, area: text.trim() } };
      }
      return [];
    }
    // Names of macros and of functions that an older version did not know.
    if (isOn(attributes['function']) || isOn(attributes['xlm']) || name.startsWith('_xl')) return [];
    if (isExternal(text)) {
      context.losses.add('externalLink', name);
      return [];
    }
    const info: Omit<NameInfo, 'sheet'> = {
      name,
      formula: readFormula(text.trim(), context.custom),
      comment,
      isVisible: !isOn(attributes['hidden']),
    };
    return [sheet === undefined ? info : { ...info, sheet }];
  });
}

/** Pictures, shapes and charts that lie over a sheet. */
async function countDrawn(
  file: XlsxPackage,
  relations: readonly Relationship[],
  sheet: string,
  losses: LossList,
): Promise<void> {
  for (const { kind, part } of relations) {
    if (kind === 'pivotTable') losses.add('pivotTable', sheet);
    if (kind === 'slicer' || kind === 'timeline') losses.add('slicer', sheet);
    if (kind === 'queryTable') losses.add('dataConnection', sheet);
    if (kind !== 'drawing' || !file.has(part)) continue;
    const drawing = await file.tree(part);
    losses.add('image', sheet, descendants(drawing, 'pic').length);
    losses.add('shape', sheet, ['sp', 'cxnSp', 'grpSp'].flatMap((name) => descendants(drawing, name)).length);
    const charts = (await file.relationships(part)).filter((one) => one.kind === 'chart' || one.kind === 'chartEx');
    losses.add('chart', sheet, charts.length);
  }
}

/** Parts of the file by what they are; the first pattern that fits counts. `undefined`: nothing is lost. */
const PARTS: readonly (readonly [RegExp, LossKind | undefined])[] = [
  [/^xl\/vbaproject.*\.bin$/, 'macro'],
  [/^xl\/externallinks\/[^/]+\.xml$/, 'externalLink'],
  [/^xl\/connections\.xml$/, 'dataConnection'],
  [/^xl\/model\//, 'dataConnection'],
  [/^xl\/richdata\/rdrichvalue\.xml$/, 'linkedDataType'],
  [/^_xmlsignatures\/[^/]+\.xml$/, 'signature'],
  [/^docprops\/custom\.xml$/, 'customProperty'],
  [
    /^(\[content_types\]\.xml|docprops\/|customxml\/|xl\/(workbook|styles|sharedstrings|metadata|calcchain)\.|xl\/(worksheets|theme|tables|persons|webextensions|printersettings|richdata|externallinks|drawings|charts|diagrams|media|pivottables|pivotcache|slicers|slicercaches|timelines|timelinecaches|querytables|ctrlprops|activex|embeddings|chartsheets|dialogsheets|macrosheets|threadedcomments|featurepropertybag)\/|xl\/comments|xl\/threaded|_xmlsignatures\/)/,
    undefined,
  ],
  [/(^|\/)_rels\/|\.vml$/, undefined],
];

function countParts(file: XlsxPackage, losses: LossList): void {
  for (const name of file.names()) {
    const [, kind] = PARTS.find(([pattern]) => pattern.test(name)) ?? [undefined, 'other' as const];
    if (kind) losses.add(kind, kind === 'other' ? name : '');
  }
}
