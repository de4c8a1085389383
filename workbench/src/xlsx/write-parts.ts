/** The parts beside the sheets as XML: tables, notes, comments, properties, and what add-ins keep. */
import { columnName, formatArea } from '../grid/a1';
import { type CellNote } from '../grid/grid-model';
import { type SheetImage, type TableImage } from '../grid/workbook-image';
import { writeFormula, type FunctionNames } from './formula-text';
import { APP_PROPERTIES, CORE_PROPERTIES } from './read-parts';
import { attributesText, encodeAttribute, encodeText, XML_HEAD } from './xml';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Dynamic arrays: `cm="1"` of a cell means the first entry here. */
export const METADATA_XML = `${XML_HEAD}<metadata xmlns="${MAIN}" xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"><metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/></metadataTypes><futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>`;

/** The functions of total rows by the numbers that SUBTOTAL gives them. */
const TOTALS: Readonly<Record<string, string>> = {
  '101': 'average',
  '102': 'countNums',
  '103': 'count',
  '104': 'max',
  '105': 'min',
  '107': 'stdDev',
  '109': 'sum',
  '110': 'var',
};

/** What a column says of its cell in the total row: it must agree with the cell. */
function totalAttributes(
  table: TableImage,
  sheet: SheetImage,
  index: number,
  custom: FunctionNames,
): { readonly attributes: Readonly<Record<string, string>>; readonly inner: string } {
  if (!table.hasTotalRow) return { attributes: {}, inner: '' };
  const last = table.area.row + table.area.rowCount - 1;
  const cells = sheet.rows.find(({ row }) => row === last)?.cells ?? [];
  const content = cells.find(({ column }) => column === table.area.column + index)?.content;
  if (typeof content === 'string') return { attributes: { totalsRowLabel: content }, inner: '' };
  if (typeof content !== 'object' || content === null || !('formula' in content)) return { attributes: {}, inner: '' };
  const [, code, ownTable, column] = /^=SUBTOTAL\((\d+),(?:(.+))?\[([^\][]+)\]\)$/i.exec(content.formula) ?? [];
  const total = code === undefined ? undefined : TOTALS[code];
  const isOwn = column === table.columns[index] && (ownTable === undefined || ownTable === table.name);
  if (total !== undefined && isOwn) return { attributes: { totalsRowFunction: total }, inner: '' };
  const text = encodeAttribute(writeFormula(content.formula, custom).text);
  return { attributes: { totalsRowFunction: 'custom' }, inner: `<totalsRowFormula>${text}</totalsRowFormula>` };
}

/** Names of columns differ, whatever their case, in every table that Excel opens. */
export function tableXml(table: TableImage, id: number, sheet: SheetImage, custom: FunctionNames): string {
  const { area, name, columns, hasHeaderRow, hasTotalRow, showFilterButton, calculatedColumns = [] } = table;
  const own = attributesText({
    id,
    name,
    displayName: name,
    ref: formatArea(area),
    headerRowCount: hasHeaderRow ? undefined : 0,
    totalsRowCount: hasTotalRow ? 1 : undefined,
    totalsRowShown: hasTotalRow ? undefined : false,
  });
  const filtered = formatArea({ ...area, rowCount: area.rowCount - (hasTotalRow ? 1 : 0) });
  const filter = showFilterButton && hasHeaderRow ? `<autoFilter${attributesText({ ref: filtered })}/>` : '';
  const written = columns.map((column, index) => {
    const total = totalAttributes(table, sheet, index, custom);
    const calculated = calculatedColumns[index];
    const formula =
      calculated === undefined
        ? ''
        : `<calculatedColumnFormula>${encodeAttribute(writeFormula(calculated, custom).text)}</calculatedColumnFormula>`;
    const start = `<tableColumn${attributesText({ id: index + 1 })} name="${encodeText(column).replaceAll('\n', '_x000a_')}"${attributesText(total.attributes)}`;
    const inner = formula + total.inner;
    return inner === '' ? `${start}/>` : `${start}>${inner}</tableColumn>`;
  });
  const style = attributesText({
    name: table.style === '' ? undefined : table.style,
    showFirstColumn: table.highlightFirstColumn,
    showLastColumn: table.highlightLastColumn,
    showRowStripes: table.showBandedRows,
    showColumnStripes: table.showBandedColumns,
  });
  return `${XML_HEAD}<table xmlns="${MAIN}"${own}>${filter}<tableColumns count="${columns.length}">${written.join('')}</tableColumns><tableStyleInfo${style}/></table>`;
}

/** A GUID that is the same whenever the same workbook is written. */
function guid(kind: number, number: number): string {
  const part = (value: number, length: number): string => value.toString(16).toUpperCase().padStart(length, '0');
  return `{57424348-${part(kind, 4)}-4000-8000-${part(number, 12)}}`;
}

const PERSON = 1;
const THREAD = 2;

const addressOf = ({ row, column }: CellNote): string => `${columnName(column)}${row + 1}`;

export interface NoteParts {
  readonly comments: string;
  readonly drawing: string;
  /** Where there are comments of the newer kind. */
  readonly threads?: string;
}

/**
 * Notes as Excel has always kept them. A comment has a slip of the older kind too, whose author's name leads to it;
 * `firstThread` numbers it within the workbook.
 */
export function noteParts(notes: readonly CellNote[], people: readonly string[], firstThread: number): NoteParts {
  const threads = notes.filter(({ kind }) => kind === 'comment');
  const threadId = (note: CellNote): string => guid(THREAD, firstThread + threads.indexOf(note));
  const authorOf = (note: CellNote): string => (note.kind === 'comment' ? `tc=${threadId(note)}` : note.author);
  // Where a cell has both, Excel shows the comment: one slip a cell.
  const slips = notes.filter(
    (note) => note.kind === 'comment' || !threads.some(({ row, column }) => row === note.row && column === note.column),
  );
  const authors = [...new Set(slips.map(authorOf))];
  const list = slips.map((note) => {
    const own = attributesText({ ref: addressOf(note), authorId: authors.indexOf(authorOf(note)) });
    return `<comment${own}><text><t xml:space="preserve">${encodeText(note.text)}</t></text></comment>`;
  });
  const names = authors.map((author) => `<author>${encodeText(author)}</author>`).join('');
  const comments = `${XML_HEAD}<comments xmlns="${MAIN}"><authors>${names}</authors><commentList>${list.join('')}</commentList></comments>`;
  const shapes = slips.map(
    ({ row, column }, index) =>
      `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${column + 1}, 15, ${row}, 2, ${column + 3}, 15, ${row + 4}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`,
  );
  const drawing = `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join('')}</xml>`;
  if (threads.length === 0) return { comments, drawing };
  const written = threads.map((note) => {
    const own = attributesText({
      ref: addressOf(note),
      dT: '2017-01-01T00:00:00.00',
      personId: guid(PERSON, people.indexOf(note.author)),
      id: threadId(note),
    });
    return `<threadedComment${own}><text>${encodeText(note.text)}</text></threadedComment>`;
  });
  return {
    comments,
    drawing,
    threads: `${XML_HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">${written.join('')}</ThreadedComments>`,
  };
}

export function personsXml(people: readonly string[]): string {
  const list = people.map(
    (name, index) =>
      `<person${attributesText({ displayName: name, id: guid(PERSON, index), userId: name, providerId: 'None' })}/>`,
  );
  return `${XML_HEAD}<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">${list.join('')}</personList>`;
}

export function coreXml(properties: Readonly<Record<string, string>>): string {
  const elements = Object.entries(CORE_PROPERTIES).flatMap(([name, element]) => {
    const text = properties[name] ?? '';
    return text === '' ? [] : [`<${element}>${encodeText(text)}</${element}>`];
  });
  return `${XML_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${elements.join('')}</cp:coreProperties>`;
}

export function appXml(properties: Readonly<Record<string, string>>): string {
  const elements = Object.entries(APP_PROPERTIES).flatMap(([name, element]) => {
    const text = properties[name] ?? '';
    return text === '' ? [] : [`<${element}>${encodeText(text)}</${element}>`];
  });
  return `${XML_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel</Application>${elements.join('')}</Properties>`;
}

export function xmlItemProperties(id: string, namespaceUri: string): string {
  const schema = namespaceUri === '' ? '' : `<ds:schemaRef${attributesText({ 'ds:uri': namespaceUri })}/>`;
  return `${XML_HEAD}<ds:datastoreItem${attributesText({ 'ds:itemID': id })} xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>${schema}</ds:schemaRefs></ds:datastoreItem>`;
}

export interface AddinIdentity {
  readonly id: string;
  readonly version: string;
}

const EXTENSION = 'http://schemas.microsoft.com/office/webextensions';

/** The add-in's settings, each as JSON: `Office.context.document.settings` and `workbook.settings` are the same ones. */
export function webExtensionXml(addin: AddinIdentity, settings: Readonly<Record<string, unknown>>): string {
  const properties = Object.entries(settings).map(
    ([name, value]) => `<we:property${attributesText({ name, value: JSON.stringify(value) })}/>`,
  );
  const reference = attributesText({ id: addin.id, version: addin.version, store: 'developer', storeType: 'Registry' });
  return `${XML_HEAD}<we:webextension xmlns:we="${EXTENSION}/webextension/2010/11" id="${guid(4, 1)}"><we:reference${reference}/><we:alternateReferences/><we:properties>${properties.join('')}</we:properties><we:bindings/><we:snapshot xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></we:webextension>`;
}

/** Without this list of panes Excel does not look for web extensions. */
export const TASKPANES_XML = `${XML_HEAD}<wetp:taskpanes xmlns:wetp="${EXTENSION}/taskpanes/2010/11"><wetp:taskpane dockstate="right" visibility="0" width="350" row="1"><wetp:webextensionref xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></wetp:taskpane></wetp:taskpanes>`;
