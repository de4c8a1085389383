/** One worksheet as XML. */
import { columnName, formatArea } from '../grid/a1';
import { type CellValue } from '../grid/grid-model';
import { type CellImage, type RowImage, type SheetImage, type TableImage } from '../grid/workbook-image';
import { type Carried } from './carried';
import { writeFormula, type FunctionNames } from './formula-text';
import { hyperlinksElement } from './hyperlinks';
import { PRINT_ELEMENTS } from './print-setup';
import { colorElement, pointsToWidth } from './units';
import { conditionalElements, validationsElement } from './write-rules';
import { type StyleWriter } from './write-styles';
import { attributesText, encodeAttribute, encodeText, XML_HEAD } from './xml';

/** Texts that many cells share. */
export class StringTable {
  private readonly numbers = new Map<string, number>();
  private uses = 0;

  number(text: string): number {
    this.uses += 1;
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  xml(): string {
    const items = [...this.numbers.keys()].map((text) => `<si><t xml:space="preserve">${encodeText(text)}</t></si>`);
    const counts = attributesText({ count: this.uses, uniqueCount: items.length });
    return `${XML_HEAD}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"${counts}>${items.join('')}</sst>`;
  }
}

export interface SheetWriteContext {
  readonly styles: StyleWriter;
  readonly strings: StringTable;
  readonly custom: FunctionNames;
  readonly carried: Carried | undefined;
  /** Notes an address outside of the file; gives the relationship's id. */
  readonly relateOut: (target: string) => string;
  readonly isActive: boolean;
  /** The tables of this sheet: their headings must be texts. */
  readonly tables: readonly TableImage[];
  /** Relationship ids, in order. */
  readonly tableIds: readonly string[];
  readonly notesId?: string;
  /** Told of the first cell that is a dynamic array: the file needs xl/metadata.xml then. */
  readonly usesArrays: () => void;
}

/** The digit width of the default font that we write. */
const DIGIT_WIDTH = 7;

/** Excel's longest text in a cell. */
const LONGEST_TEXT = 32_767;

/** Errors that no cached value may be in files of older versions: what Excel writes for them. */
const NEWER_ERRORS = new Set(['#SPILL!', '#CALC!', '#BUSY!', '#CONNECT!', '#FIELD!', '#BLOCKED!', '#UNKNOWN!']);

interface Written {
  readonly type?: string;
  readonly inner: string;
}

function writeValue(value: CellValue, strings: StringTable, isCached: boolean): Written {
  if (value === null) return { inner: '' };
  if (typeof value === 'number') return { inner: Number.isFinite(value) ? `<v>${value}</v>` : '' };
  if (typeof value === 'boolean') return { type: 'b', inner: `<v>${value ? 1 : 0}</v>` };
  if (typeof value === 'object') {
    return { type: 'e', inner: `<v>${encodeText(NEWER_ERRORS.has(value.error) ? '#VALUE!' : value.error)}</v>` };
  }
  const text = value.slice(0, LONGEST_TEXT);
  if (isCached) return { type: 'str', inner: `<v>${encodeText(text)}</v>` };
  return { type: 's', inner: `<v>${strings.number(text)}</v>` };
}

class CellWriter {
  /** Row and column of every heading of a table → its text. */
  private readonly headings = new Map<string, string>();

  constructor(
    private readonly sheet: SheetImage,
    private readonly context: SheetWriteContext,
  ) {
    for (const { area, columns, hasHeaderRow } of context.tables) {
      if (!hasHeaderRow) continue;
      columns.forEach((text, index) => this.headings.set(`${area.row} ${area.column + index}`, text));
    }
  }

  style(format: number | undefined): number | undefined {
    const image = format === undefined ? undefined : this.sheet.formats[format];
    const number = image === undefined ? 0 : this.context.styles.style(image);
    return number === 0 ? undefined : number;
  }

  cell(row: number, { column, content, value, spill, format }: CellImage): string {
    const { strings, custom } = this.context;
    const address = `${columnName(column)}${row + 1}`;
    const style = this.style(format);
    const start = (type: string | undefined, isArray: boolean): string =>
      `<c${attributesText({ r: address, s: style, t: type, cm: isArray ? 1 : undefined })}`;
    if (typeof content === 'object' && content !== null && 'formula' in content) {
      const { text, isArray } = writeFormula(content.formula, custom);
      const cached = writeValue(value ?? null, strings, true);
      const isDynamic = isArray || spill !== undefined;
      if (isDynamic) this.context.usesArrays();
      const own = isDynamic ? attributesText({ t: 'array', ref: spill ? formatArea(spill) : address }) : '';
      return `${start(cached.type, isDynamic)}><f${own}>${encodeAttribute(text)}</f>${cached.inner}</c>`;
    }
    const heading = this.headings.get(`${row} ${column}`);
    // A spilled cell has no content, but shows something.
    const shown = heading ?? content ?? value ?? null;
    const { type, inner } = writeValue(shown, strings, content === null && heading === undefined);
    if (inner === '' && style === undefined) return '';
    return inner === '' ? `${start(undefined, false)}/>` : `${start(type, false)}>${inner}</c>`;
  }

  row({ row, cells, height, isHidden, format }: RowImage): string {
    const inner = cells.map((cell) => this.cell(row, cell)).join('');
    const style = this.style(format);
    const own = attributesText({
      r: row + 1,
      s: style,
      customFormat: style === undefined ? undefined : true,
      ht: height,
      hidden: isHidden,
      customHeight: height === undefined ? undefined : true,
    });
    return inner === '' ? `<row${own}/>` : `<row${own}>${inner}</row>`;
  }
}

function viewElement(sheet: SheetImage, isActive: boolean): string {
  const { frozenRows, frozenColumns, showGridlines, selection } = sheet;
  const own = attributesText({
    showGridLines: showGridlines ? undefined : false,
    tabSelected: isActive || undefined,
    workbookViewId: 0,
  });
  const isFrozen = frozenRows > 0 || frozenColumns > 0;
  const activePane =
    frozenRows > 0 ? (frozenColumns > 0 ? 'bottomRight' : 'bottomLeft') : frozenColumns > 0 ? 'topRight' : undefined;
  const pane = isFrozen
    ? `<pane${attributesText({
        xSplit: frozenColumns > 0 ? frozenColumns : undefined,
        ySplit: frozenRows > 0 ? frozenRows : undefined,
        topLeftCell: `${columnName(frozenColumns)}${frozenRows + 1}`,
        activePane,
        state: 'frozen',
      })}/>`
    : '';
  const selected = selection
    ? `<selection${attributesText({
        pane: activePane,
        activeCell: `${columnName(selection.column)}${selection.row + 1}`,
        sqref: formatArea(selection),
      })}/>`
    : '';
  return `<sheetViews><sheetView${own}>${pane}${selected}</sheetView></sheetViews>`;
}

function columnsElement(sheet: SheetImage, writer: CellWriter): string {
  const columns = [...sheet.columns]
    .sort((one, other) => one.column - other.column)
    .map(({ column, count, width, isHidden, format }) => {
      const points = width ?? sheet.defaultColumnWidth;
      const own = attributesText({
        min: column + 1,
        max: column + count,
        width: points === undefined ? undefined : pointsToWidth(points, DIGIT_WIDTH),
        style: writer.style(format),
        hidden: isHidden,
        customWidth: width === undefined ? undefined : true,
      });
      return `<col${own}/>`;
    });
  return columns.length === 0 ? '' : `<cols>${columns.join('')}</cols>`;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

export function sheetXml(sheet: SheetImage, context: SheetWriteContext): string {
  const { styles, custom, carried } = context;
  const writer = new CellWriter(sheet, context);
  const printed = (name: string): string => carried?.print?.elements[name] ?? '';
  const tab = sheet.tabColor === '' ? '' : colorElement('tabColor', sheet.tabColor);
  const properties = tab + printed('pageSetUpPr');
  const merges = sheet.merges.map((area) => `<mergeCell${attributesText({ ref: formatArea(area) })}/>`);
  const columns = columnsElement(sheet, writer);
  const width = sheet.defaultColumnWidth;
  const format = attributesText({
    defaultColWidth: width === undefined ? undefined : pointsToWidth(width, DIGIT_WIDTH),
    defaultRowHeight: sheet.defaultRowHeight ?? 15,
  });
  return [
    `${XML_HEAD}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">`,
    properties === '' ? '' : `<sheetPr>${properties}</sheetPr>`,
    viewElement(sheet, context.isActive),
    `<sheetFormatPr${format}/>`,
    columns,
    '<sheetData>',
    ...sheet.rows.map((row) => writer.row(row)),
    '</sheetData>',
    sheet.isProtected ? '<sheetProtection sheet="1" objects="1" scenarios="1"/>' : '',
    merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`,
    conditionalElements(sheet.conditionals, styles, custom, carried),
    validationsElement(sheet.validations, custom),
    hyperlinksElement(carried?.hyperlinks ?? [], context.relateOut),
    ...PRINT_ELEMENTS.map(printed),
    context.notesId === undefined ? '' : `<legacyDrawing r:id="${context.notesId}"/>`,
    context.tableIds.length === 0
      ? ''
      : `<tableParts count="${context.tableIds.length}">${context.tableIds.map((id) => `<tablePart r:id="${id}"/>`).join('')}</tableParts>`,
    '</worksheet>',
  ].join('');
}
