/** One worksheet: its cells as they come, all else as small trees. */
import { cellArea, columnName, contains, parseArea } from '../grid/a1';
import { type Area, type CellContent, type CellValue, type Validation } from '../grid/grid-model';
import {
  type CellImage,
  type ColumnsImage,
  type FormatImage,
  type RowImage,
  type SheetImage,
} from '../grid/workbook-image';
import { type CarriedRule } from './carried';
import { isExternal, readFormula, shiftFormula, type FunctionNames } from './formula-text';
import { LIMITS } from './limits';
import { type LossList } from './losses';
import { type XlsxPackage } from './package';
import { type PrintSetup, readPrintSetup } from './print-setup';
import { ReadRefusal } from './read-fault';
import { type ReadStyles } from './read-styles';
import { readAreas, readConditionals, readExtensions, readValidations } from './read-rules';
import { readValue, TextGatherer, type SharedStrings } from './read-values';
import { defaultWidth, numberIn, widthToPoints } from './units';
import {
  TreeBuilder,
  child,
  children,
  isOn,
  local,
  numberOf,
  type Attributes,
  type XmlElement,
  type XmlListener,
} from './xml';

export interface SheetContext {
  readonly file: XlsxPackage;
  readonly name: string;
  readonly styles: ReadStyles;
  readonly strings: SharedStrings;
  readonly custom: FunctionNames;
  readonly losses: LossList;
  /** Whether the file's dates count from 1904. */
  readonly is1904: boolean;
  /** Counts the cells of the whole file. */
  readonly countCell: () => void;
}

export type SheetContent = Omit<SheetImage, 'name' | 'visibility' | 'notes'>;

export interface ReadSheet {
  readonly content: SheetContent;
  /** The relationship ids of its tables, in order. */
  readonly tableIds: readonly string[];
  readonly print: PrintSetup | undefined;
  readonly rules: readonly CarriedRule[];
  /** Its element of hyperlinks: where they lead, the sheet's relationships say. */
  readonly hyperlinks: XmlElement | undefined;
}

/** Days between the first days of the 1900 and the 1904 system. */
const DAYS_1904 = 1462;

const BASE_WIDTH = 8;

interface CellStart {
  readonly row: number;
  readonly column: number;
  readonly style: number;
  readonly type: string;
}

interface FormulaStart {
  readonly type: string;
  readonly ref: string | undefined;
  readonly shared: string | undefined;
}

/** Where a cell is; falls back on the one after the last, as files may leave addresses out. */
function placeOf(ref: string | undefined, row: number, column: number): { row: number; column: number } {
  const area = ref === undefined ? undefined : parseArea(ref);
  return area ?? { row, column };
}

export async function readSheet(part: string, context: SheetContext): Promise<ReadSheet> {
  const reader = new SheetReader(part, context);
  await context.file.scan(part, reader);
  return reader.finish();
}

class SheetReader implements XmlListener {
  private readonly trees: XmlElement[] = [];
  private readonly builder: TreeBuilder;
  private readonly texts = new TextGatherer();
  private readonly formats: FormatImage[] = [];
  /** Number of a style → index into `formats`. */
  private readonly formatOf = new Map<number, number>();
  private readonly rows: RowImage[] = [];
  private readonly shared = new Map<string, { row: number; column: number; text: string }>();
  /** Areas of arrays: what stands in them beside their first cell, the formula put there. */
  private readonly arrays: Area[] = [];
  private isInCells = false;
  private row = -1;
  private column = -1;
  private cells: CellImage[] = [];
  private rowFormat: Omit<RowImage, 'row' | 'cells'> = {};
  private cell: CellStart | undefined;
  private formula: FormulaStart | undefined;
  private formulaText = '';
  private valueText: string | undefined;
  private collects: 'formula' | 'value' | 'text' | undefined;
  private grouped = 0;

  constructor(
    private readonly part: string,
    private readonly context: SheetContext,
  ) {
    this.builder = new TreeBuilder(part);
  }

  open(name: string, attributes: Attributes, depth: number): void {
    if (depth === 1) {
      if (name !== 'worksheet') throw new ReadRefusal('corrupt', { part: this.part });
      return;
    }
    if (depth === 2) this.isInCells = name === 'sheetData';
    if (!this.isInCells) {
      this.builder.open(name, attributes);
      return;
    }
    if (name === 'c') this.openCell(attributes);
    else if (name === 'row') this.openRow(attributes);
    else if (name === 'v') this.collect('value');
    else if (name === 'f') this.openFormula(attributes);
    else if (name === 'is') {
      this.texts.start();
      this.collects = 'text';
    } else if (this.collects === 'text') this.texts.open(name, depth);
  }

  close(name: string, depth: number): void {
    if (depth === 1) return;
    if (!this.isInCells) {
      this.builder.close();
      const tree = depth === 2 ? this.builder.take() : undefined;
      if (tree) this.trees.push(tree);
      return;
    }
    if (this.collects === 'text' && name !== 'is') this.texts.close(name, depth);
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else if (name === 'v' || name === 'f' || name === 'is') this.collects = undefined;
  }

  text(text: string): void {
    if (!this.isInCells) this.builder.text(text);
    else if (this.collects === 'value') this.valueText = (this.valueText ?? '') + text;
    else if (this.collects === 'formula') this.formulaText += text;
    else if (this.collects === 'text') this.texts.text(text);
  }

  private collect(what: 'formula' | 'value'): void {
    this.collects = what;
    if (what === 'value') this.valueText = '';
  }

  private openRow(attributes: Attributes): void {
    const number = numberOf(attributes['r']);
    this.row = number === undefined ? this.row + 1 : number - 1;
    this.column = -1;
    this.cells = [];
    const height = numberOf(attributes['ht']);
    const format = isOn(attributes['customFormat']) ? this.format(numberOf(attributes['s']) ?? 0) : undefined;
    if ((numberOf(attributes['outlineLevel']) ?? 0) > 0) this.grouped += 1;
    this.rowFormat = {
      ...(height !== undefined && { height }),
      ...(isOn(attributes['hidden']) && { isHidden: true }),
      ...(format !== undefined && { format }),
    };
  }

  private closeRow(): void {
    if (this.cells.length === 0 && Object.keys(this.rowFormat).length === 0) return;
    this.rows.push({ row: this.row, cells: this.cells, ...this.rowFormat });
  }

  private openCell(attributes: Attributes): void {
    const place = placeOf(attributes['r'], this.row, this.column + 1);
    this.column = place.column;
    this.cell = {
      row: this.row,
      column: place.column,
      style: Number(attributes['s'] ?? 0),
      type: attributes['t'] ?? 'n',
    };
    this.formula = undefined;
    this.formulaText = '';
    this.valueText = undefined;
    this.texts.start();
  }

  private openFormula(attributes: Attributes): void {
    this.formula = { type: attributes['t'] ?? '', ref: attributes['ref'], shared: attributes['si'] };
    this.formulaText = '';
    this.collect('formula');
  }

  private closeCell(): void {
    const { cell } = this;
    if (!cell) return;
    this.cell = undefined;
    const value = this.value(cell);
    const format = this.format(cell.style);
    const formula = this.formulaOf(cell);
    const isFilled = formula === undefined && this.arrays.some((area) => contains(area, cell.row, cell.column));
    const content: CellContent = formula === undefined ? (isFilled ? null : value) : { formula: formula.text };
    if (content === null && format === undefined) return;
    this.context.countCell();
    this.cells.push({
      column: cell.column,
      content,
      ...(formula !== undefined && value !== null && { value }),
      ...(formula?.spill && { spill: formula.spill }),
      ...(format !== undefined && { format }),
    });
  }

  private value({ type, style, row, column }: CellStart): CellValue {
    const { strings, is1904, styles, losses, name } = this.context;
    if (type === 'inlineStr') {
      if (this.texts.hasRuns) losses.add('richText', name);
      return this.texts.value;
    }
    if (this.valueText === undefined) return null;
    if (type === 's' && strings.rich.has(Number(this.valueText))) losses.add('richText', name);
    const value = readValue(type, this.valueText, strings);
    const shift = is1904 && typeof value === 'number' && styles.cells[style]?.isDate === true ? DAYS_1904 : 0;
    if (row > LIMITS.cells || column > LIMITS.cells) throw new ReadRefusal('corrupt', { part: this.part });
    return typeof value === 'number' ? value + shift : value;
  }

  private formulaOf({ row, column }: CellStart): { readonly text: string; readonly spill?: Area } | undefined {
    const { formula, formulaText } = this;
    const { custom, losses, name } = this.context;
    this.formula = undefined;
    if (!formula) return undefined;
    if (formula.type === 'dataTable') {
      losses.add('dataTable', name);
      return undefined;
    }
    let text = formulaText.trim();
    if (formula.type === 'shared' && formula.shared !== undefined) {
      const first = this.shared.get(formula.shared);
      if (text !== '') this.shared.set(formula.shared, { row, column, text });
      else if (first) text = shiftFormula(first.text, row - first.row, column - first.column, columnName);
    }
    if (text === '') return undefined;
    if (isExternal(text)) {
      losses.add('externalLink', name);
      return undefined;
    }
    const area = formula.type === 'array' && formula.ref !== undefined ? parseArea(formula.ref) : undefined;
    const spill = area && area.rowCount * area.columnCount > 1 ? area : undefined;
    if (spill) this.arrays.push(spill);
    return { text: readFormula(text, custom), ...(spill && { spill }) };
  }

  private format(style: number): number | undefined {
    const known = this.formatOf.get(style);
    if (known !== undefined) return known;
    const read = this.context.styles.cells[style];
    if (read?.hasMore === true && !this.detailed.has(style)) {
      this.detailed.add(style);
      this.context.losses.add('formatDetail', this.context.name);
    }
    if (!read?.format) return undefined;
    this.formats.push(read.format);
    this.formatOf.set(style, this.formats.length - 1);
    return this.formats.length - 1;
  }

  private readonly detailed = new Set<number>();

  private tree(name: string): XmlElement | undefined {
    return this.trees.find((one) => one.name === name);
  }

  private readColumns(): ColumnsImage[] {
    const { digitWidth } = this.context.styles;
    return children(this.tree('cols'), 'col').flatMap((col) => {
      const [first, last] = [numberIn(col, 'min'), numberIn(col, 'max')];
      if (first === undefined || last === undefined || first < 1 || last > 16_384 || last < first) return [];
      const width = numberIn(col, 'width');
      const style = numberIn(col, 'style');
      const format = style === undefined ? undefined : this.format(style);
      if ((numberIn(col, 'outlineLevel') ?? 0) > 0) this.grouped += 1;
      return [
        {
          column: first - 1,
          count: last - first + 1,
          ...(width !== undefined && { width: widthToPoints(width, digitWidth) }),
          ...(isOn(col.attributes['hidden']) && { isHidden: true }),
          ...(format !== undefined && { format }),
        },
      ];
    });
  }

  finish(): ReadSheet {
    const { name, losses, styles, custom } = this.context;
    const columns = this.readColumns();
    const view = child(this.tree('sheetViews'), 'sheetView');
    const pane = child(view, 'pane');
    const isFrozen = /^frozen/.test(pane?.attributes['state'] ?? '');
    const format = this.tree('sheetFormatPr');
    const width = numberIn(format, 'defaultColWidth');
    const height = numberIn(format, 'defaultRowHeight');
    const baseWidth = numberIn(format, 'baseColWidth') ?? BASE_WIDTH;
    const tab = child(this.tree('sheetPr'), 'tabColor');
    const protection = this.tree('sheetProtection');
    const extensions = readExtensions(this.tree('extLst'), custom, losses, name);
    const selections = children(view, 'selection');
    const active = pane?.attributes['activePane'] ?? 'topLeft';
    const selection = selections.find((one) => (one.attributes['pane'] ?? 'topLeft') === active) ?? selections[0];
    const [selected] = readAreas(selection?.attributes['sqref']);
    this.countLosses(protection);
    const validations: { areas: readonly Area[]; validation: Validation }[] = [
      ...readValidations(this.tree('dataValidations'), custom),
      ...extensions.validations,
    ];
    const { conditionals, rules } = readConditionals(
      this.trees.filter((one) => one.name === 'conditionalFormatting'),
      { styles, custom, losses, name },
    );
    return {
      content: {
        isProtected: isOn(protection?.attributes['sheet']),
        tabColor: styles.colors.read(tab?.attributes) ?? '',
        showGridlines: isOn(view?.attributes['showGridLines'], true),
        frozenRows: isFrozen ? (numberIn(pane, 'ySplit') ?? 0) : 0,
        frozenColumns: isFrozen ? (numberIn(pane, 'xSplit') ?? 0) : 0,
        ...(height !== undefined && { defaultRowHeight: height }),
        defaultColumnWidth:
          width === undefined ? defaultWidth(baseWidth, styles.digitWidth) : widthToPoints(width, styles.digitWidth),
        formats: this.formats,
        rows: inOrder(this.rows),
        columns,
        merges: children(this.tree('mergeCells'), 'mergeCell').flatMap(({ attributes }) =>
          readAreas(attributes['ref']),
        ),
        validations,
        conditionals,
        selection: selected ?? cellArea(0, 0),
      },
      tableIds: children(this.tree('tableParts'), 'tablePart').flatMap(
        ({ attributes }) => local(attributes, 'id') ?? [],
      ),
      print: readPrintSetup(this.trees),
      rules,
      hyperlinks: this.tree('hyperlinks'),
    };
  }

  private countLosses(protection: XmlElement | undefined): void {
    const { losses, name } = this.context;
    losses.add('outline', name, this.grouped);
    if (this.tree('autoFilter')) losses.add('filter', name);
    losses.add('control', name, children(this.tree('controls'), 'control').length);
    losses.add('embedding', name, children(this.tree('oleObjects'), 'oleObject').length);
    if (this.tree('picture')) losses.add('image', name);
    const own = protection?.attributes ?? {};
    if (isOn(own['sheet']) && (own['password'] !== undefined || own['hashValue'] !== undefined)) {
      losses.add('protectionDetail', name);
    }
  }
}

/** Files need not keep to the order of rows, nor name a row once only. */
function inOrder(rows: readonly RowImage[]): readonly RowImage[] {
  const isOrdered = rows.every((one, index) => {
    const before = rows[index - 1];
    return before === undefined || before.row < one.row;
  });
  if (isOrdered) return rows;
  const merged = new Map<number, RowImage>();
  for (const one of rows) {
    const known = merged.get(one.row);
    merged.set(one.row, known ? { ...known, ...one, cells: [...known.cells, ...one.cells] } : one);
  }
  return [...merged.values()].sort((one, other) => one.row - other.row);
}
